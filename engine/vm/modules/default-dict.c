/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* collections.defaultdict: a dict whose default_factory is a member as those of __slots__. Models Modules/_collectionsmodule.c. */

#include "vm/containers.h"
#include "vm/modules/collections.h"

enum { DEFAULT_FACTORY };

static HwObject *
factory_of (HwVm     *vm,
            HwObject *self)
{
  HwObject *factory = hw_member_get (self, DEFAULT_FACTORY);

  return factory != NULL ? factory : H (vm)->none;
}

static HwObject *
default_dict_new (HwVm            *vm,
                  HwType          *type,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  HwObject *self = hw_dict_new_typed (H (vm), type);

  if (!type->is_heap)
    hw_object_init_attrs (H (vm), self);
  if (!hw_object_is_tracked (self))
    hw_object_track (H (vm), self);
  return self;
}

static gboolean
default_dict_init (HwVm            *vm,
                   HwObject        *self,
                   HwObject *const *args,
                   guint            n,
                   HwObject        *kwnames)
{
  if (n > 0 && args[0] != H (vm)->none && !hw_is_callable (vm, args[0])) {
    hw_raise (vm, HW_EXC_TypeError, "first argument must be callable or None");
    return FALSE;
  }
  hw_member_set (H (vm), self, DEFAULT_FACTORY, n > 0 ? args[0] : H (vm)->none);
  if (n > 0) {
    args++;
    n--;
  }
  return hw_check_count (vm, "dict", n, 0, 1) && (n == 0 || hw_dict_update (vm, self, args[0])) &&
         hw_dict_set_keywords (vm, self, args + n, kwnames);
}

static HwObject *
default_dict_repr (HwVm     *vm,
                   HwObject *self)
{
  HwObject *factory = factory_of (vm, self);
  HwObject *content, *repr = NULL, *result = NULL;

  content = hw_native_dict.repr (vm, self);
  if (content == NULL)
    return NULL;
  if (hw_repr_enter (vm, factory)) {
    repr = vm->exception != NULL ? NULL : hw_str_new (H (vm), "...", -1);
  } else {
    repr = hw_repr (vm, factory);
    hw_repr_leave (vm, factory);
  }
  if (repr != NULL) {
    result = hw_str_printf (vm, "%s(%s, %s)", HW_TYPE_NAME (self), hw_str_text (repr), hw_str_text (content));
    hw_decref (H (vm), repr);
  }
  hw_decref (H (vm), content);
  return result;
}

static HwObject *
default_dict_missing (HwVm            *vm,
                      HwObject        *self,
                      HwObject *const *args,
                      guint            n,
                      HwObject        *kwnames)
{
  HwObject *factory = factory_of (vm, self);
  HwObject *value;

  if (factory == H (vm)->none)
    return hw_raise_object (vm, HW_EXC_KeyError, args[0]);
  value = hw_call (vm, factory, NULL, 0, NULL);
  if (value != NULL && !hw_set_item (vm, self, args[0], value)) {
    hw_decref (H (vm), value);
    return NULL;
  }
  return value;
}

static HwObject *
default_dict_copy (HwVm            *vm,
                   HwObject        *self,
                   HwObject *const *args,
                   guint            n,
                   HwObject        *kwnames)
{
  HwObject *values[2] = { factory_of (vm, self), self };

  return hw_call (vm, self->type->object, values, 2, NULL);
}

static HwObject *
default_dict_binary (HwVm      *vm,
                     HwOperator op,
                     HwObject  *left,
                     HwObject  *right)
{
  HwObject *self, *result;

  if (op != HW_OPERATOR_BIT_OR || left->kind != HW_KIND_DICT || right->kind != HW_KIND_DICT)
    return HW_NOT_IMPLEMENTED (vm);
  self = hw_is_instance (left, hw_default_dict_get_type (vm)) ? left : right;
  {
    HwObject *values[2] = { factory_of (vm, self), left };

    result = hw_call (vm, self->type->object, values, 2, NULL);
  }
  if (result != NULL && !hw_dict_update (vm, result, right)) {
    hw_decref (H (vm), result);
    return NULL;
  }
  return result;
}

static HwObject *
default_dict_sizeof (HwVm            *vm,
                     HwObject        *self,
                     HwObject *const *args,
                     guint            n,
                     HwObject        *kwnames)
{
  return hw_int_new (H (vm), (gint64) hw_object_get_size (H (vm), self) - 16 + 8);
}

static HwObject *
get_default_factory (HwVm     *vm,
                     HwObject *self)
{
  return hw_newref (H (vm), factory_of (vm, self));
}

static gboolean
set_default_factory (HwVm     *vm,
                     HwObject *self,
                     HwObject *value)
{
  hw_member_set (H (vm), self, DEFAULT_FACTORY, value);
  return TRUE;
}

static const HwNativeDef default_dict_methods[] = {
  { "__missing__", default_dict_missing, HW_CALL_ONE },
  { "copy", default_dict_copy, HW_CALL_NONE },
  { "__copy__", default_dict_copy, HW_CALL_NONE },
  { "__sizeof__", default_dict_sizeof, HW_CALL_NONE },
  { NULL },
};

static const HwGetSetDef default_dict_getsets[] = {
  { "default_factory", get_default_factory, set_default_factory },
  { NULL },
};

static const HwNativeType default_dict_native = {
  .new_ = default_dict_new,
  .init = default_dict_init,
  .repr = default_dict_repr,
  .unhashable = TRUE,
  .binary = default_dict_binary,
  .methods = default_dict_methods,
  .getsets = default_dict_getsets,
};

HwType *
hw_default_dict_get_type (HwVm *vm)
{
  HwType *type = hw_native_type_get (vm, "defaultdict", HW_KIND_DICT, vm->types[HW_TYPE_ID_dict], HW_TYPE_GC | HW_TYPE_BASE, 0,
                                     &default_dict_native);

  if (type->n_members == 0) {
    type->n_members = type->own_members = 1;
    if (H (vm)->sink != NULL)
      H (vm)->sink->add_label (H (vm)->sink, type->layout, 1, "default_factory");
  }
  return type;
}
