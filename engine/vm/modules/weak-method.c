/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* weakref.WeakMethod: a weak reference to a bound method, by one to its object and one to its function. Models Lib/weakref.py. */

#include "vm/modules/weak.h"

/* Its __slots__, sorted. */
enum { ALIVE, FUNCTION_REF, METHOD_TYPE };

/* Captured cells of the callback. */
enum { CELL_CALLBACK, CELL_SELF };

static gboolean
is_weak_method (HwVm     *vm,
                HwObject *object)
{
  return hw_is_instance (object, hw_weak_type (vm, HW_WEAK_METHOD));
}

static gboolean
is_alive (HwVm     *vm,
          HwObject *self)
{
  return hw_member_get (self, ALIVE) == H (vm)->true_;
}

/* The callback of both references: the first one to die ends the whole. */
static HwObject *
referent_died (HwVm            *vm,
               HwObject        *function,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  HwObject *callback_cell = hw_weak_captured (function, CELL_CALLBACK), *self_cell = hw_weak_captured (function, CELL_SELF);
  HwObject *self_ref = self_cell != NULL ? hw_field (self_cell, 0) : NULL;
  HwObject *callback = callback_cell != NULL ? hw_field (callback_cell, 0) : NULL;
  HwObject *self = self_ref != NULL ? hw_weak_referent (vm, self_ref) : HW_NONE (vm), *result = NULL;

  if (!is_weak_method (vm, self)) {
    hw_raise (vm, HW_EXC_AttributeError, "'%s' object has no attribute '_alive'", HW_TYPE_NAME (self));
  } else if (!is_alive (vm, self)) {
    result = HW_NONE (vm);
  } else {
    hw_member_set (H (vm), self, ALIVE, H (vm)->false_);
    result = callback != NULL && callback != H (vm)->none ? hw_call (vm, callback, &self, 1, NULL) : HW_NONE (vm);
  }
  hw_decref (H (vm), self);
  return result;
}

static const HwNativeDef callback_def = { "WeakMethod.__new__.<locals>._cb", referent_died, HW_CALL_KEYWORDS, 1, 1 };

/* method.__self__ and __func__: new. FALSE: TypeError. */
static gboolean
take_apart (HwVm      *vm,
            HwObject  *method,
            HwObject **object,
            HwObject **function)
{
  HwObject *type_text;
  int found = hw_lookup_attr (vm, method, vm->names[HW_NAME___self__], object);

  if (found > 0) {
    found = hw_lookup_attr (vm, method, vm->names[HW_NAME___func__], function);
    if (found > 0)
      return TRUE;
    hw_decref (H (vm), *object);
  }
  if (found < 0)
    return FALSE;
  type_text = hw_str (vm, method->type->object);
  if (type_text == NULL)
    return FALSE;
  hw_raise (vm, HW_EXC_TypeError, "argument should be a bound method, not %s", hw_str_text (type_text));
  hw_decref (H (vm), type_text);
  return FALSE;
}

static HwObject *
make_for (HwVm     *vm,
          HwType   *type,
          HwObject *method,
          HwObject *object,
          HwObject *function,
          HwObject *callback)
{
  HwHeap *heap = H (vm);
  HwObject *cells[2], *closure, *self, *function_ref, *self_ref;

  if (!hw_object_is_weakrefable (object))
    return hw_raise (vm, HW_EXC_TypeError, "cannot create weak reference to '%s' object", HW_TYPE_NAME (object));
  cells[CELL_CALLBACK] = hw_cell_new (vm, hw_newref (heap, callback));
  cells[CELL_SELF] = hw_cell_new (vm, NULL);
  closure = hw_weak_function_new (vm, &callback_def, hw_tuple_of (heap, cells, 2));
  self = hw_weakref_new (heap, type, HW_KIND_WEAKREF, object, closure);
  function_ref = hw_weak_ref (vm, function, closure);
  if (function_ref != NULL) {
    hw_member_set (heap, self, FUNCTION_REF, function_ref);
    hw_member_set (heap, self, METHOD_TYPE, method->type->object);
    hw_member_set (heap, self, ALIVE, heap->true_);
    hw_decref (heap, function_ref);
    self_ref = hw_weak_ref (vm, self, NULL);
    hw_field_set (heap, cells[CELL_SELF], 0, self_ref);
  } else {
    hw_decref (heap, self);
    self = NULL;
  }
  hw_decref (heap, closure);
  hw_decref (heap, cells[CELL_CALLBACK]);
  hw_decref (heap, cells[CELL_SELF]);
  return self;
}

static HwObject *
make (HwVm            *vm,
      HwType          *type,
      HwObject *const *args,
      guint            n,
      HwObject        *kwnames)
{
  HwObject *values[2], *object, *function, *self;

  if (!hw_weak_bind (vm, "WeakMethod.__new__", "meth,callback=", args, n, kwnames, values) ||
      !take_apart (vm, values[0], &object, &function))
    return NULL;
  self = make_for (vm, type, values[0], object, function, values[1] != NULL ? values[1] : H (vm)->none);
  hw_decref (H (vm), object);
  hw_decref (H (vm), function);
  return self;
}

static HwObject *
call (HwVm            *vm,
      HwObject        *self,
      HwObject *const *args,
      guint            n,
      HwObject        *kwnames)
{
  HwObject *object, *function, *type = hw_member_get (self, METHOD_TYPE), *function_ref = hw_member_get (self, FUNCTION_REF);
  HwObject *result, *values[2];

  if (n > 0 || (kwnames != NULL && kwnames->as.items.n > 0))
    return hw_raise (vm, HW_EXC_TypeError, "WeakMethod.__call__() takes 1 positional argument but %u were given", n + 1);
  hw_weak_enter (vm);
  object = hw_weak_referent (vm, self);
  function = function_ref != NULL ? hw_weak_referent (vm, function_ref) : HW_NONE (vm);
  values[0] = function;
  values[1] = object;
  if (object == H (vm)->none || function == H (vm)->none || type == NULL)
    result = HW_NONE (vm);
  else if (type == vm->types[HW_TYPE_ID_method]->object)
    result = hw_method_new (vm, function, object);
  else
    result = hw_call (vm, type, values, 2, NULL);
  hw_decref (H (vm), function);
  hw_decref (H (vm), object);
  return result;
}

static HwObject *
compare (HwVm       *vm,
         HwObject   *self,
         HwObject   *other,
         HwCompareOp op)
{
  HwObject *result, *left, *right;
  int truth;

  hw_weak_enter (vm);
  if ((op != HW_COMPARE_EQ && op != HW_COMPARE_NOT_EQ) || !is_weak_method (vm, other))
    return HW_NOT_IMPLEMENTED (vm);
  if (!is_alive (vm, self) || !is_alive (vm, other))
    return hw_bool_new (H (vm), (self == other) == (op == HW_COMPARE_EQ));
  result = hw_native_weakref.compare (vm, self, other, op);
  truth = result != NULL ? hw_truth (vm, result) : -1;
  left = hw_member_get (self, FUNCTION_REF);
  right = hw_member_get (other, FUNCTION_REF);
  if (truth < 0 || truth != (op == HW_COMPARE_EQ) || left == NULL || right == NULL)
    return result;
  hw_decref (H (vm), result);
  return hw_compare (vm, left, right, op);
}

static const HwNativeType native = { .new_ = make, .call = call, .compare = compare, .hash = NULL };

const HwWeakClass hw_weak_method_class = {
  HW_WEAK_METHOD, "WeakMethod", "weakref", HW_TYPE_ID_weakref, "_alive _func_ref _meth_type", HW_TYPE_WEAKREFS, &native
};
