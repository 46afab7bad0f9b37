/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* raise and with. Models RAISE_VARARGS, BEFORE_WITH and WITH_EXCEPT_START. */

#include "vm/eval.h"

HwObject *
hw_handled_exception (HwVm *vm)
{
  for (HwHandled *each = vm->machine->handled; each != NULL; each = each->outer)
    if (each->exception != NULL)
      return each->exception;
  return NULL;
}

gboolean
hw_raise_on_stack (HwVm    *vm,
                   HwFrame *frame,
                   guint32  n)
{
  HwObject *cause = n > 1 ? *--frame->top : NULL, *exception = n > 0 ? *--frame->top : NULL;

  if (n == 0) {
    HwObject *handled = hw_handled_exception (vm);

    if (handled == NULL)
      hw_raise (vm, HW_EXC_RuntimeError, "No active exception to reraise");
    else
      hw_set_exception (vm, hw_newref (H (vm), handled));
    return handled != NULL;
  }
  hw_raise_statement (vm, HW_VALUE (exception), cause != NULL ? HW_VALUE (cause) : NULL);
  hw_drop (H (vm), exception);
  if (cause != NULL)
    hw_drop (H (vm), cause);
  return FALSE;
}

static HwObject *
bound_special (HwVm     *vm,
               HwObject *object,
               HwNameId  id)
{
  HwObject *found = hw_type_lookup (vm, object->type, vm->names[id]);

  return found != NULL ? hw_bind_descriptor (vm, found, object, object->type) : NULL;
}

static void
raise_no_manager (HwVm       *vm,
                  HwObject   *manager,
                  const char *detail)
{
  if (vm->exception == NULL)
    hw_raise (vm, HW_EXC_TypeError, "'%s' object does not support the context manager protocol%s", manager->type->name, detail);
}

/* The __exit__ of what hw_before_with() left on the stack: a bound method, or the borrowed manager. */
static HwObject *
call_held_exit (HwVm            *vm,
                HwObject        *held,
                HwObject *const *args)
{
  if (HW_IS_BORROWED (held))
    return hw_call_special (vm, HW_VALUE (held), HW_NAME___exit__, args, 3, NULL);
  return hw_call (vm, held, args, 3, NULL);
}

/* __enter__ gets the manager from the stack, which __exit__ holds meanwhile. A manager that is borrowed stays so. */
static HwObject *
enter_unbound (HwVm      *vm,
               HwObject  *ref,
               HwObject **exit)
{
  HwObject *manager = HW_VALUE (ref), *result = NULL;
  gboolean is_bound;

  *exit = bound_special (vm, manager, HW_NAME___exit__);
  if (*exit == NULL || hw_type_lookup (vm, manager->type, vm->names[HW_NAME___enter__]) == NULL) {
    raise_no_manager (vm, manager, *exit == NULL ? " (missed __exit__ method)" : " (missed __enter__ method)");
    hw_drop (H (vm), ref);
    return NULL;
  }
  is_bound = (*exit)->kind == HW_KIND_METHOD;
  if (is_bound && HW_IS_BORROWED (ref) &&
      hw_field (*exit, HW_METHOD_FUNCTION) == hw_type_lookup (vm, manager->type, vm->names[HW_NAME___exit__])) {
    hw_decref (H (vm), *exit);
    *exit = ref;
  } else if (is_bound)
    hw_drop (H (vm), ref);
  result = hw_call_special (vm, manager, HW_NAME___enter__, NULL, 0, NULL);
  if (!is_bound)
    hw_drop (H (vm), ref);
  return result;
}

static HwObject *
enter_bound (HwVm      *vm,
             HwObject  *ref,
             HwObject **exit)
{
  HwObject *manager = HW_VALUE (ref), *enter = bound_special (vm, manager, HW_NAME___enter__), *result = NULL;

  *exit = enter != NULL ? bound_special (vm, manager, HW_NAME___exit__) : NULL;
  if (*exit == NULL)
    raise_no_manager (vm, manager, enter != NULL ? " (missed __exit__ method)" : "");
  hw_drop (H (vm), ref);
  if (*exit != NULL)
    result = hw_call (vm, enter, NULL, 0, NULL);
  hw_xdecref (H (vm), enter);
  return result;
}

gboolean
hw_before_with (HwVm    *vm,
                HwFrame *frame)
{
  HwObject *ref = *--frame->top, *exit;
  HwObject *result = H (vm)->profile->with_unbound ? enter_unbound (vm, ref, &exit) : enter_bound (vm, ref, &exit);

  if (result == NULL) {
    if (exit != NULL)
      hw_drop (H (vm), exit);
    return FALSE;
  }
  *frame->top++ = exit;
  *frame->top++ = result;
  return TRUE;
}

/* Above the exit on the stack comes the self it is called with: none, or the borrowed manager, whose place the function takes. */
gboolean
hw_push_exit_self (HwVm    *vm,
                   HwFrame *frame)
{
  HwObject *held = frame->top[-1], *function = NULL;

  if (HW_IS_BORROWED (held)) {
    function = hw_type_lookup (vm, HW_VALUE (held)->type, vm->names[HW_NAME___exit__]);
    if (function == NULL) {
      raise_no_manager (vm, HW_VALUE (held), " (missed __exit__ method)");
      return FALSE;
    }
    frame->top[-1] = hw_newref (H (vm), function);
  }
  *frame->top++ = function != NULL ? held : NULL;
  return TRUE;
}

gboolean
hw_call_exit (HwVm    *vm,
              HwFrame *frame)
{
  HwObject *none = H (vm)->none, *args[3] = { none, none, none };
  HwObject *result = hw_call (vm, HW_VALUE (frame->top[-1]), args, 3, NULL);

  if (result == NULL)
    return FALSE;
  hw_decref (H (vm), result);
  hw_drop (H (vm), *--frame->top);
  return TRUE;
}

/* Stack: exit, outer exception, exception → the same and what exit says. */
gboolean
hw_with_exception (HwVm    *vm,
                   HwFrame *frame)
{
  HwObject *exception = frame->top[-1];
  HwObject *traceback = hw_field (exception, HW_EXCEPTION_TRACEBACK);
  HwObject *args[3] = { exception->type->object, exception, traceback != NULL ? traceback : H (vm)->none };
  HwObject *held = H (vm)->profile->with_unbound && traceback != NULL ? hw_newref (H (vm), traceback) : NULL;
  HwObject *result = call_held_exit (vm, frame->top[-3], args);

  hw_xdecref (H (vm), held);
  if (result == NULL)
    return FALSE;
  *frame->top++ = result;
  return TRUE;
}
