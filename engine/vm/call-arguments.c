/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What holds the arguments of a call on their way from one form of calling to the other. Models _PyObject_MakeTpCall, _PyObject_Call_Prepend and
 * _PyStack_UnpackDict of Objects/call.c. */

#include "vm/vm.h"

static guint
count_keywords (HwObject *kwnames)
{
  return kwnames != NULL ? kwnames->as.items.n : 0;
}

void
hw_arguments_hold (HwVm             *vm,
                   HwHeldArguments  *held,
                   HwObject *const  *args,
                   guint             n,
                   HwObject         *kwnames)
{
  *held = (HwHeldArguments) { .outer_args = vm->held_args, .outer_tuple = vm->held_tuple, .args = args, .first = n };
  if (args == vm->held_args && vm->held_tuple != NULL)
    return;
  held->tuple = hw_tuple_from_array (H (vm), (HwObject **) args, n);
  held->n_keywords = count_keywords (kwnames);
  for (guint i = 0; i < held->n_keywords; i++)
    hw_incref (H (vm), args[n + i]);
  vm->held_args = args;
  vm->held_tuple = held->tuple;
}

void
hw_arguments_release (HwVm            *vm,
                      HwHeldArguments *held)
{
  vm->held_args = held->outer_args;
  vm->held_tuple = held->outer_tuple;
  if (held->tuple == NULL)
    return;
  hw_decref (H (vm), held->tuple);
  for (guint i = 0; i < held->n_keywords; i++)
    hw_decref (H (vm), held->args[held->first + i]);
}

HwObject *
hw_arguments_tuple (HwVm            *vm,
                    HwObject *const *args,
                    guint            n)
{
  if (n > 0 && args == vm->held_args && vm->held_tuple != NULL && vm->held_tuple->as.items.n == n)
    return hw_newref (H (vm), vm->held_tuple);
  return hw_tuple_from_array (H (vm), (HwObject **) args, n);
}

HwObject *
hw_call_copied (HwVm            *vm,
                HwObject        *callable,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  guint n_all = n + count_keywords (kwnames), first = H (vm)->profile->copies_keywords_only ? n : 0;
  HwObject *result;

  if (n_all == n)
    return hw_call (vm, callable, args, n, kwnames);
  for (guint i = first; i < n_all; i++)
    hw_incref (H (vm), args[i]);
  result = hw_call (vm, callable, args, n, kwnames);
  for (guint i = first; i < n_all; i++)
    hw_decref (H (vm), args[i]);
  return result;
}

/* By [call], with [self] before the arguments. */
static HwObject *
prepend (HwVm            *vm,
         HwNativeFunc     call,
         HwObject        *function,
         HwObject        *self,
         HwObject *const *args,
         guint            n,
         HwObject        *kwnames)
{
  guint n_all = n + count_keywords (kwnames);
  HwObject *few[8], **values = few;
  g_autofree HwObject **many = NULL;

  if (n_all + 1 > G_N_ELEMENTS (few))
    values = many = g_new (HwObject *, n_all + 1);
  values[0] = self;
  if (n_all > 0)
    memcpy (values + 1, args, n_all * sizeof (HwObject *));
  return call (vm, function, values, n + 1, kwnames);
}

HwObject *
hw_call_with_self (HwVm            *vm,
                   HwObject        *function,
                   HwObject        *self,
                   HwObject *const *args,
                   guint            n,
                   HwObject        *kwnames)
{
  return prepend (vm, hw_call, function, self, args, n, kwnames);
}

HwObject *
hw_call_prepend (HwVm            *vm,
                 HwObject        *function,
                 HwObject        *self,
                 HwObject *const *args,
                 guint            n,
                 HwObject        *kwnames)
{
  return prepend (vm, hw_call_copied, function, self, args, n, kwnames);
}
