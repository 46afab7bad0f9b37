/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* contextlib.contextmanager: what it makes of a generator function, and the manager that a call of that gives. Models Lib/contextlib.py. */

#include "vm/machine.h"
#include "vm/modules/contextlib.h"

/* ---------------------------------------------------------------------------------------------------------- the manager */

enum { MANAGER_GENERATOR = 1, MANAGER_FUNCTION, MANAGER_ARGS, MANAGER_KEYWORDS, MANAGER_N_FIELDS };

static HwObject *
manager_enter (HwVm            *vm,
               HwObject        *self,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  HwObject *value;

  /* what the call was made with is not needed any more */
  for (guint i = MANAGER_FUNCTION; i < MANAGER_N_FIELDS; i++)
    hw_field_set (H (vm), self, i, NULL);
  value = hw_next (vm, hw_field (self, MANAGER_GENERATOR));
  if (value == NULL && vm->exception == NULL)
    return hw_raise (vm, HW_EXC_RuntimeError, "generator didn't yield");
  return value;
}

/* The generator went on to another yield: it is closed, and that is an error. */
static HwObject *
did_not_stop (HwVm       *vm,
              HwObject   *generator,
              const char *message)
{
  HwObject *exception, *closed;

  hw_raise (vm, HW_EXC_RuntimeError, "%s", message);
  exception = vm->exception;
  vm->exception = NULL;
  closed = hw_call_method (vm, generator, HW_NAME_close, NULL, 0);
  if (closed == NULL) {
    hw_decref (H (vm), exception);
    return NULL;
  }
  hw_decref (H (vm), closed);
  hw_set_exception (vm, exception);
  return NULL;
}

/* The generator answered the exception [value] with the one that is set: is [value] to be raised on, by the caller? */
static HwObject *
after_throw (HwVm     *vm,
             HwObject *value,
             HwObject *traceback)
{
  gboolean is_same = vm->exception == value;
  HwObject *cause;

  if (hw_exception_matches (vm, HW_EXC_StopIteration)) {
    hw_exception_clear (vm);
    return hw_bool_new (H (vm), !is_same);
  }
  if (!is_same && hw_exception_matches (vm, HW_EXC_RuntimeError) && value->kind == HW_KIND_EXCEPTION &&
      hw_type_is_subtype (value->type, vm->exceptions[HW_EXC_StopIteration])) {
    cause = hw_field (vm->exception, HW_EXCEPTION_CAUSE);
    is_same = cause == value;
  }
  if (!is_same)
    return NULL;
  hw_exception_clear (vm);
  hw_field_set (H (vm), value, HW_EXCEPTION_TRACEBACK, traceback != H (vm)->none ? hw_newref (H (vm), traceback) : NULL);
  return hw_bool_new (H (vm), FALSE);
}

static HwObject *
manager_exit (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  HwObject *generator = hw_field (self, MANAGER_GENERATOR), *value, *result;

  if (args[0] == H (vm)->none) {
    result = hw_next (vm, generator);
    if (result == NULL)
      return vm->exception != NULL ? NULL : hw_bool_new (H (vm), FALSE);
    hw_decref (H (vm), result);
    return did_not_stop (vm, generator, "generator didn't stop");
  }
  value = args[1] != H (vm)->none ? hw_newref (H (vm), args[1]) : hw_call (vm, args[0], NULL, 0, NULL);
  if (value == NULL)
    return NULL;
  result = hw_call_method (vm, generator, HW_NAME_throw, &value, 1);
  if (result != NULL) {
    hw_decref (H (vm), result);
    result = did_not_stop (vm, generator, "generator didn't stop after throw()");
  } else {
    result = after_throw (vm, value, args[2]);
  }
  hw_decref (H (vm), value);
  return result;
}

static HwObject *
manager_get_generator (HwVm     *vm,
                       HwObject *self)
{
  return hw_newref (H (vm), hw_field (self, MANAGER_GENERATOR));
}

static const HwNativeDef manager_methods[] = {
  { "__enter__", manager_enter, HW_CALL_NONE },
  { "__exit__", manager_exit, HW_CALL_RANGE, 3, 3 },
  { NULL },
};

static const HwGetSetDef manager_getsets[] = {
  { "gen", manager_get_generator, NULL },
  { NULL },
};

static const HwNativeType manager_native = {
  .get_attribute = hw_native_get_attribute,
  .set_attribute = hw_native_set_attribute,
  .methods = manager_methods,
  .getsets = manager_getsets,
};

/* --------------------------------------------------------------------------------------------------------- the function */

enum { HELPER_FUNCTION = 1, HELPER_N_FIELDS };

static HwType *
manager_get_type (HwVm *vm)
{
  return hw_native_type_get (vm, "_GeneratorContextManager", HW_KIND_NATIVE, vm->types[HW_TYPE_ID_object],
                             HW_TYPE_GC | HW_TYPE_NO_NEW | HW_TYPE_WEAKREFS, 48, &manager_native);
}

static HwObject *
helper_call (HwVm            *vm,
             HwObject        *self,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  HwObject *function = hw_field (self, HELPER_FUNCTION), *generator = hw_call (vm, function, args, n, kwnames);
  HwObject *manager, *keywords;

  if (generator == NULL)
    return NULL;
  manager = hw_native_object_new (vm, manager_get_type (vm), MANAGER_N_FIELDS);
  keywords = hw_dict_new (H (vm));
  hw_dict_set_keywords (vm, keywords, args + n, kwnames);
  hw_field_set (H (vm), manager, MANAGER_GENERATOR, generator);
  hw_field_set (H (vm), manager, MANAGER_FUNCTION, hw_newref (H (vm), function));
  hw_field_set (H (vm), manager, MANAGER_ARGS, hw_tuple_from_array (H (vm), (HwObject **) args, n));
  hw_field_set (H (vm), manager, MANAGER_KEYWORDS, keywords);
  return manager;
}

static HwObject *
helper_get (HwVm     *vm,
            HwObject *self,
            HwObject *object,
            HwType   *type)
{
  return object == NULL ? hw_newref (H (vm), self) : hw_method_new (vm, self, object);
}

static HwObject *
helper_repr (HwVm     *vm,
             HwObject *self)
{
  HwObject *name = hw_get_attr (vm, self, vm->names[HW_NAME___qualname__]), *result;

  if (name == NULL)
    return NULL;
  result = hw_str_printf (vm, "<function %s at 0x%" G_GINT64_MODIFIER "x>", hw_str_text (name), hw_object_get_id (vm, self));
  hw_decref (H (vm), name);
  return result;
}

static const HwNativeType helper_native = {
  .repr = helper_repr,
  .call = helper_call,
  .get_attribute = hw_native_get_attribute,
  .set_attribute = hw_native_set_attribute,
  .descr_get = helper_get,
};

static HwType *
helper_get_type (HwVm *vm)
{
  return hw_native_type_get (vm, "contextmanager_helper", HW_KIND_NATIVE, vm->types[HW_TYPE_ID_object],
                             HW_TYPE_GC | HW_TYPE_NO_NEW | HW_TYPE_WEAKREFS, 160, &helper_native);
}

void
hw_contextmanager_make_types (HwVm *vm)
{
  manager_get_type (vm);
  helper_get_type (vm);
}

HwObject *
hw_contextlib_contextmanager (HwVm            *vm,
                              HwObject        *self,
                              HwObject *const *args,
                              guint            n,
                              HwObject        *kwnames)
{
  HwObject *helper = hw_native_object_new (vm, helper_get_type (vm), HELPER_N_FIELDS);

  hw_field_set (H (vm), helper, HELPER_FUNCTION, hw_newref (H (vm), args[0]));
  if (!hw_update_wrapper (vm, helper, args[0])) {
    hw_decref (H (vm), helper);
    return NULL;
  }
  return helper;
}
