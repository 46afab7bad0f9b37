/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Native functions that bind: descriptors that give a built-in function whose __self__ is the instance or class. The definition is static
 * data, kept in as.items.data. */

#include "vm/containers.h"
#include "vm/modules/native-method.h"

enum { BIND_INSTANCE, BIND_CLASS };

static HwObject *
method_get (HwVm     *vm,
            HwObject *self,
            HwObject *object,
            HwType   *type)
{
  const HwNativeDef *def = self->as.items.data;

  if (self->as.items.extra == BIND_CLASS)
    return hw_builtin_new (vm, def, type->object, NULL);
  return object != NULL ? hw_builtin_new (vm, def, object, NULL) : hw_newref (H (vm), self);
}

static HwObject *
method_call (HwVm            *vm,
             HwObject        *self,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  const HwNativeDef *def = self->as.items.data;
  HwObject *bound, *result;

  if (n == 0)
    return hw_raise (vm, HW_EXC_TypeError, "%s() missing 1 required positional argument: 'self'", def->name);
  bound = hw_builtin_new (vm, def, args[0], NULL);
  result = hw_call (vm, bound, args + 1, n - 1, kwnames);
  hw_decref (H (vm), bound);
  return result;
}

static HwObject *
method_get_name (HwVm     *vm,
                 HwObject *self)
{
  const HwNativeDef *def = self->as.items.data;

  return hw_str_intern_new (H (vm), def->name);
}

static HwObject *
method_repr (HwVm     *vm,
             HwObject *self)
{
  const HwNativeDef *def = self->as.items.data;

  return hw_str_printf (vm, "<function %s at 0x%" G_GINT64_MODIFIER "x>", def->name, hw_object_get_id (vm, self));
}

static const HwGetSetDef method_getsets[] = {
  { "__name__", method_get_name, NULL },
  { "__qualname__", method_get_name, NULL },
  { NULL },
};

static const HwNativeType method_native = {
  .repr = method_repr,
  .call = method_call,
  .descr_get = method_get,
  .getsets = method_getsets,
};

HwType *
hw_native_method_get_type (HwVm *vm)
{
  return hw_native_type_get (vm, "native_method", HW_KIND_NATIVE, vm->types[HW_TYPE_ID_object], HW_TYPE_NO_NEW, 160, &method_native);
}

static HwObject *
make (HwVm              *vm,
      const HwNativeDef *def,
      guint32            bind)
{
  HwObject *self = hw_native_new (vm, hw_native_method_get_type (vm), HW_KIND_NATIVE, 0);

  self->as.items.data = (gpointer) def;
  self->as.items.extra = bind;
  return self;
}

HwObject *
hw_native_method_new (HwVm              *vm,
                      const HwNativeDef *def)
{
  return make (vm, def, BIND_INSTANCE);
}

HwObject *
hw_native_class_method_new (HwVm              *vm,
                            const HwNativeDef *def)
{
  return make (vm, def, BIND_CLASS);
}
