/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Weak references: the class ref, and the module with its functions and classes. Models Objects/weakrefobject.c (weakref___new__,
 * weakref_richcompare, …) and Modules/_weakref.c. */

#include "vm/containers.h"
#include "vm/machine.h"
#include "vm/modules/weak.h"

static gboolean
check_referent (HwVm     *vm,
                HwObject *object)
{
  if (hw_object_is_weakrefable (object))
    return TRUE;
  hw_raise (vm, HW_EXC_TypeError, "cannot create weak reference to '%s' object", object->type->name);
  return FALSE;
}

static HwObject *
callback_of (HwVm     *vm,
             HwObject *argument)
{
  return argument == H (vm)->none ? NULL : argument;
}

HwObject *
hw_weak_ref (HwVm     *vm,
             HwObject *object,
             HwObject *callback)
{
  if (!check_referent (vm, object))
    return NULL;
  return hw_weakref_new (H (vm), vm->types[HW_TYPE_ID_weakref], HW_KIND_WEAKREF, object, callback);
}

static HwObject *
ref_make (HwVm            *vm,
          HwType          *type,
          HwObject *const *args,
          guint            n,
          HwObject        *kwnames)
{
  /* A subclass may take more than the two: its __init__ sees to that. */
  if (!hw_check_count (vm, "__new__", n, 1, type->is_heap ? G_MAXUINT : 2) || !check_referent (vm, args[0]))
    return NULL;
  return hw_weakref_new (H (vm), type, HW_KIND_WEAKREF, args[0], n > 1 ? callback_of (vm, args[1]) : NULL);
}

static gboolean
ref_init (HwVm            *vm,
          HwObject        *self,
          HwObject *const *args,
          guint            n,
          HwObject        *kwnames)
{
  return hw_no_keywords (vm, "ref", kwnames) && hw_check_count (vm, "__init__", n, 1, 2);
}

static HwObject *
ref_call (HwVm            *vm,
          HwObject        *self,
          HwObject *const *args,
          guint            n,
          HwObject        *kwnames)
{
  if (n > 0 || (kwnames != NULL && kwnames->as.items.n > 0))
    return hw_raise (vm, HW_EXC_TypeError, "weakref.__call__ takes no arguments (%u given)", n);
  return hw_newref (H (vm), self->as.weakref.referent != NULL ? self->as.weakref.referent : H (vm)->none);
}

static HwObject *
ref_repr (HwVm     *vm,
          HwObject *self)
{
  HwObject *referent = self->as.weakref.referent, *name = NULL, *result;

  if (referent == NULL)
    return hw_str_printf (vm, "<weakref at 0x%" G_GINT64_MODIFIER "x; dead>", hw_object_get_id (vm, self));
  if (hw_lookup_attr (vm, referent, vm->names[HW_NAME___name__], &name) < 0)
    return NULL;
  if (name != NULL && hw_is_str (name))
    result = hw_str_printf (vm, "<weakref at 0x%" G_GINT64_MODIFIER "x; to '%s' at 0x%" G_GINT64_MODIFIER "x (%s)>",
                            hw_object_get_id (vm, self), referent->type->name, hw_object_get_id (vm, referent), hw_str_text (name));
  else
    result = hw_str_printf (vm, "<weakref at 0x%" G_GINT64_MODIFIER "x; to '%s' at 0x%" G_GINT64_MODIFIER "x>", hw_object_get_id (vm, self),
                            referent->type->name, hw_object_get_id (vm, referent));
  hw_xdecref (H (vm), name);
  return result;
}

/* The referent's hash, kept from the first time on. */
static gint64
ref_hash (HwVm     *vm,
          HwObject *self)
{
  gpointer key = GUINT_TO_POINTER (hw_cell (H (vm), self));
  gint64 *known = g_hash_table_lookup (H (vm)->weak_hashes, key), hash;
  HwObject *referent = self->as.weakref.referent;

  if (known != NULL)
    return *known;
  if (referent == NULL) {
    hw_raise (vm, HW_EXC_TypeError, "weak object has gone away");
    return -1;
  }
  hw_incref (H (vm), referent);
  hash = hw_hash (vm, referent);
  hw_decref (H (vm), referent);
  if (hash != -1)
    g_hash_table_insert (H (vm)->weak_hashes, key, g_memdup2 (&hash, sizeof hash));
  return hash;
}

static HwObject *
ref_compare (HwVm       *vm,
             HwObject   *self,
             HwObject   *other,
             HwCompareOp op)
{
  HwObject *left = self->as.weakref.referent, *right, *result;

  if ((op != HW_COMPARE_EQ && op != HW_COMPARE_NOT_EQ) || other->kind != HW_KIND_WEAKREF)
    return HW_NOT_IMPLEMENTED (vm);
  right = other->as.weakref.referent;
  if (left == NULL || right == NULL)
    return hw_bool_new (H (vm), (self == other) == (op == HW_COMPARE_EQ));
  hw_incref (H (vm), left);
  hw_incref (H (vm), right);
  result = hw_compare (vm, left, right, op);
  hw_decref (H (vm), left);
  hw_decref (H (vm), right);
  return result;
}

static HwObject *
get_callback (HwVm     *vm,
              HwObject *self)
{
  return hw_newref (H (vm), self->as.weakref.callback != NULL ? self->as.weakref.callback : H (vm)->none);
}

static const HwGetSetDef ref_getsets[] = {
  { "__callback__", get_callback, NULL },
  { NULL },
};

const HwNativeType hw_native_weakref = {
  .new_ = ref_make,
  .init = ref_init,
  .repr = ref_repr,
  .hash = ref_hash,
  .compare = ref_compare,
  .call = ref_call,
  .getsets = ref_getsets,
};

/* --------------------------------------------------------------------------------------------------------- functions */

static HwObject *
make_proxy (HwVm            *vm,
            HwObject        *self,
            HwObject *const *args,
            guint            n,
            HwObject        *kwnames)
{
  HwTypeId id;

  if (!check_referent (vm, args[0]))
    return NULL;
  id = hw_is_callable (vm, args[0]) ? HW_TYPE_ID_weakcallableproxy : HW_TYPE_ID_weakproxy;
  return hw_weakref_new (H (vm), vm->types[id], HW_KIND_PROXY, args[0], n > 1 ? callback_of (vm, args[1]) : NULL);
}

static HwObject *
get_weakref_count (HwVm            *vm,
                   HwObject        *self,
                   HwObject *const *args,
                   guint            n,
                   HwObject        *kwnames)
{
  gint64 count = 0;

  for (HwObject *each = hw_weakref_next (H (vm), args[0], NULL); each != NULL; each = hw_weakref_next (H (vm), args[0], each))
    count++;
  return hw_int_new (H (vm), count);
}

static HwObject *
get_weakrefs (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  HwObject *list = hw_list_new (H (vm), 0);

  for (HwObject *each = hw_weakref_next (H (vm), args[0], NULL); each != NULL; each = hw_weakref_next (H (vm), args[0], each))
    hw_list_append (H (vm), list, each);
  return list;
}

static const HwNativeDef functions[] = {
  { "proxy", make_proxy, HW_CALL_RANGE, 1, 2 },
  { "getweakrefcount", get_weakref_count, HW_CALL_ONE },
  { "getweakrefs", get_weakrefs, HW_CALL_ONE },
  { "_remove_dead_weakref", hw_weak_remove_dead, HW_CALL_RANGE, 2, 2 },
  { NULL },
};

static gboolean
init (HwVm     *vm,
      HwObject *dict)
{
  static const HwWeakClass *const classes[] = {
    &hw_weak_value_dict_class, &hw_weak_key_dict_class, &hw_weak_set_class,  &hw_weak_keyed_ref_class,
    &hw_weak_method_class,     &hw_weak_finalize_class, &hw_weak_info_class, &hw_weak_guard_class,
  };
  HwObject *proxy_types[2] = { vm->types[HW_TYPE_ID_weakproxy]->object, vm->types[HW_TYPE_ID_weakcallableproxy]->object }, *tuple;

  for (HwTypeId id = HW_TYPE_ID_weakref; id <= HW_TYPE_ID_weakcallableproxy; id++)
    hw_dict_set_name (H (vm), hw_field (vm->types[id]->object, HW_CLASS_DICT), "__module__", hw_str_intern_static (H (vm), "weakref"));
  hw_weak_functions_init (vm);
  hw_weak_iterators_init (vm);
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++) {
    HwType *type = hw_weak_class_new (vm, classes[i]);

    if (classes[i]->name[0] != '_')
      hw_dict_set_name (H (vm), dict, classes[i]->name, type->object);
    /* collections.abc.Mapping says so. */
    if (classes[i]->id == HW_WEAK_VALUE_DICT || classes[i]->id == HW_WEAK_KEY_DICT)
      hw_dict_set_name (H (vm), hw_field (type->object, HW_CLASS_DICT), "__reversed__", H (vm)->none);
  }
  hw_weak_finalize_init (vm);
  tuple = hw_tuple_of (H (vm), proxy_types, 2);
  hw_dict_set_name (H (vm), dict, "ProxyTypes", tuple);
  hw_decref (H (vm), tuple);
  hw_dict_set_name (H (vm), dict, "ref", vm->types[HW_TYPE_ID_weakref]->object);
  hw_dict_set_name (H (vm), dict, "ReferenceType", vm->types[HW_TYPE_ID_weakref]->object);
  hw_dict_set_name (H (vm), dict, "ProxyType", vm->types[HW_TYPE_ID_weakproxy]->object);
  hw_dict_set_name (H (vm), dict, "CallableProxyType", vm->types[HW_TYPE_ID_weakcallableproxy]->object);
  return TRUE;
}

const HwModuleDef hw_module_weakref = { "weakref", functions, init };
