/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* contextlib.ExitStack. Models Lib/contextlib.py: the callbacks are a list of tuples, last in first out: (exit, manager) for a context manager,
 * (function, args, keywords) for a callback, (exit,) for a pushed function. */

#include "vm/machine.h"
#include "vm/modules/contextlib.h"

enum { STACK_CALLBACKS = 1, STACK_N_FIELDS };

static HwObject *
stack_new (HwVm            *vm,
           HwType          *type,
           HwObject *const *args,
           guint            n,
           HwObject        *kwnames)
{
  HwObject *self = hw_native_object_new (vm, type, STACK_N_FIELDS);

  hw_field_set (H (vm), self, STACK_CALLBACKS, hw_list_new (H (vm), 0));
  return self;
}

static void
push (HwVm      *vm,
      HwObject  *self,
      HwObject **values,
      guint      n)
{
  hw_list_append_take (H (vm), hw_field (self, STACK_CALLBACKS), hw_tuple_from_array (H (vm), values, n));
}

static HwObject *
stack_enter_context (HwVm            *vm,
                     HwObject        *self,
                     HwObject *const *args,
                     guint            n,
                     HwObject        *kwnames)
{
  HwObject *manager = args[0], *values[2], *result;
  gboolean found;

  values[0] = hw_type_lookup (vm, manager->type, vm->names[HW_NAME___exit__]);
  values[1] = manager;
  if (values[0] == NULL || hw_type_lookup (vm, manager->type, vm->names[HW_NAME___enter__]) == NULL)
    return hw_raise (vm, HW_EXC_TypeError, "'%s' object does not support the context manager protocol", HW_TYPE_NAME (manager));
  hw_incref (H (vm), values[0]);
  result = hw_call_special (vm, manager, HW_NAME___enter__, NULL, 0, &found);
  if (result != NULL)
    push (vm, self, values, 2);
  hw_decref (H (vm), values[0]);
  return result;
}

static HwObject *
stack_push (HwVm            *vm,
            HwObject        *self,
            HwObject *const *args,
            guint            n,
            HwObject        *kwnames)
{
  HwObject *values[2] = { hw_type_lookup (vm, args[0]->type, vm->names[HW_NAME___exit__]), args[0] };

  if (values[0] != NULL)
    push (vm, self, values, 2);
  else
    push (vm, self, values + 1, 1);
  return hw_newref (H (vm), args[0]);
}

static HwObject *
stack_callback (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  HwObject *values[3];

  if (n == 0)
    return hw_raise (vm, HW_EXC_TypeError, "ExitStack.callback() missing 1 required positional argument: 'callback'");
  values[0] = args[0];
  values[1] = hw_tuple_from_array (H (vm), (HwObject **) args + 1, n - 1);
  values[2] = hw_dict_new (H (vm));
  hw_dict_set_keywords (vm, values[2], args + n, kwnames);
  push (vm, self, values, 3);
  hw_decref (H (vm), values[1]);
  hw_decref (H (vm), values[2]);
  return hw_newref (H (vm), args[0]);
}

static HwObject *
stack_pop_all (HwVm            *vm,
               HwObject        *self,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  HwObject *other = stack_new (vm, self->type, NULL, 0, NULL);

  hw_field_set (H (vm), other, STACK_CALLBACKS, hw_newref (H (vm), hw_field (self, STACK_CALLBACKS)));
  hw_field_set (H (vm), self, STACK_CALLBACKS, hw_list_new (H (vm), 0));
  return other;
}

static HwObject *
stack_enter (HwVm            *vm,
             HwObject        *self,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  return hw_newref (H (vm), self);
}

/* function (*args, **keywords): the result is thrown away. FALSE: exception. */
static gboolean
run_callback (HwVm     *vm,
              HwObject *entry)
{
  HwObject *values[2] = { entry->as.items.at[0], entry->as.items.at[2] };
  HwObject *arguments = entry->as.items.at[1], *names = NULL, *key, *value, *result;
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  guint32 position = 0;

  for (guint32 i = 0; i < arguments->as.items.n; i++)
    g_ptr_array_add (all, arguments->as.items.at[i]);
  while (hw_dict_next (values[1], &position, &key, &value, NULL)) {
    g_ptr_array_add (keys, key);
    g_ptr_array_add (all, value);
  }
  if (keys->len > 0)
    names = hw_tuple_of (H (vm), (HwObject **) keys->pdata, keys->len);
  g_ptr_array_add (all, NULL);
  result = hw_call (vm, values[0], (HwObject **) all->pdata, arguments->as.items.n, names);
  hw_xdecref (H (vm), names);
  hw_xdecref (H (vm), result);
  return result != NULL;
}

/* One entry with the exception under way (or NULL): 1 if it swallows that, 0, -1 with a new exception. */
static int
run_entry (HwVm     *vm,
           HwObject *entry,
           HwObject *exception)
{
  HwObject *none = H (vm)->none, *values[4], *result;
  guint n = 0;
  int truth;

  if (entry->as.items.n == 3)
    return run_callback (vm, entry) ? 0 : -1;
  if (entry->as.items.n == 2)
    values[n++] = entry->as.items.at[1];
  values[n++] = exception != NULL ? exception->type->object : none;
  values[n++] = exception != NULL ? exception : none;
  values[n] = exception != NULL ? hw_field (exception, HW_EXCEPTION_TRACEBACK) : none;
  if (values[n] == NULL)
    values[n] = none;
  result = hw_call (vm, entry->as.items.at[0], values, n + 1, NULL);
  if (result == NULL)
    return -1;
  truth = hw_truth (vm, result);
  hw_decref (H (vm), result);
  return truth;
}

static HwObject *
stack_exit (HwVm            *vm,
            HwObject        *self,
            HwObject *const *args,
            guint            n,
            HwObject        *kwnames)
{
  gboolean received = n > 1 && args[1] != H (vm)->none;
  HwObject *pending = received ? hw_newref (H (vm), args[1]) : NULL;
  HwObject *callbacks = hw_newref (H (vm), hw_field (self, STACK_CALLBACKS));
  gboolean suppressed = FALSE, raised = FALSE;

  while (callbacks->as.items.n > 0) {
    HwObject *entry = hw_list_pop (H (vm), callbacks, callbacks->as.items.n - 1);
    int answer = run_entry (vm, entry, pending);

    hw_decref (H (vm), entry);
    if (answer == 0)
      continue;
    if (answer < 0) {
      HwObject *exception = vm->exception;

      vm->exception = NULL;
      if (pending != NULL && exception != pending && hw_field (exception, HW_EXCEPTION_CONTEXT) == NULL)
        hw_field_set (H (vm), exception, HW_EXCEPTION_CONTEXT, hw_newref (H (vm), pending));
      hw_xdecref (H (vm), pending);
      pending = exception;
      raised = TRUE;
    } else {
      hw_xdecref (H (vm), pending);
      pending = NULL;
      suppressed = TRUE;
      raised = FALSE;
    }
  }
  hw_decref (H (vm), callbacks);
  if (raised) {
    hw_set_exception (vm, pending);
    return NULL;
  }
  hw_xdecref (H (vm), pending);
  return hw_bool_new (H (vm), received && suppressed);
}

static HwObject *
stack_close (HwVm            *vm,
             HwObject        *self,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  HwObject *result = stack_exit (vm, self, NULL, 0, NULL);

  if (result == NULL)
    return NULL;
  hw_decref (H (vm), result);
  return HW_NONE (vm);
}

static const HwNativeDef stack_methods[] = {
  { "__enter__", stack_enter, HW_CALL_NONE },
  { "__exit__", stack_exit, HW_CALL_RANGE, 3, 3 },
  { "callback", stack_callback, HW_CALL_KEYWORDS },
  { "close", stack_close, HW_CALL_NONE },
  { "enter_context", stack_enter_context, HW_CALL_ONE },
  { "pop_all", stack_pop_all, HW_CALL_NONE },
  { "push", stack_push, HW_CALL_ONE },
  { NULL },
};

static const HwNativeType stack_native = { .new_ = stack_new, .methods = stack_methods };

HwType *
hw_exit_stack_get_type (HwVm *vm)
{
  return hw_native_type_get (vm, "ExitStack", HW_KIND_NATIVE, vm->types[HW_TYPE_ID_object],
                             HW_TYPE_GC | HW_TYPE_BASE | HW_TYPE_WEAKREFS, 48, &stack_native);
}
