/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The built-in functions that walk over iterables. Models Python/bltinmodule.c. */

#include <math.h>

#include "vm/builtins.h"

/* any and all: is there an item of that truth? */
static HwObject *
find_truth (HwVm     *vm,
            HwObject *iterable,
            gboolean  wanted)
{
  HwObject *iterator = hw_iter (vm, iterable);
  HwObject *item;
  gboolean found = FALSE;

  if (iterator == NULL)
    return NULL;
  while (!found && (item = hw_next (vm, iterator)) != NULL) {
    int truth = hw_truth (vm, item);

    hw_decref (H (vm), item);
    if (truth < 0)
      break;
    found = truth == wanted;
  }
  hw_decref (H (vm), iterator);
  return vm->exception != NULL ? NULL : hw_bool_new (H (vm), found == wanted);
}

HwObject *
hw_builtin_all (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  return find_truth (vm, args[0], FALSE);
}

HwObject *
hw_builtin_any (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  return find_truth (vm, args[0], TRUE);
}

HwObject *
hw_builtin_iter (HwVm            *vm,
                 HwObject        *self,
                 HwObject *const *args,
                 guint            n,
                 HwObject        *kwnames)
{
  HwObject *iterator;

  if (n == 1)
    return hw_iter (vm, args[0]);
  if (!hw_is_callable (vm, args[0]))
    return hw_raise (vm, HW_EXC_TypeError, H (vm)->profile->minor == 12 ? "iter(object, sentinel): object must be callable"
                                                                    : "iter(v, w): v must be callable");
  iterator = hw_native_new (vm, vm->types[HW_TYPE_ID_callable_iterator], HW_KIND_ITERATOR, HW_ITERATOR_N_FIELDS);
  hw_field_set (H (vm), iterator, HW_ITERATOR_FUNCTION, hw_newref (H (vm), args[0]));
  hw_field_set (H (vm), iterator, HW_ITERATOR_ITEM, hw_newref (H (vm), args[1]));
  hw_object_track (H (vm), iterator);
  return iterator;
}

HwObject *
hw_builtin_next (HwVm            *vm,
                 HwObject        *self,
                 HwObject *const *args,
                 guint            n,
                 HwObject        *kwnames)
{
  HwObject *item;
  gboolean found;

  if (hw_type_lookup (vm, args[0]->type, vm->names[HW_NAME___next__]) == NULL)
    return hw_raise (vm, HW_EXC_TypeError, "'%s' object is not an iterator", HW_TYPE_NAME (args[0]));
  if (n == 1 && args[0]->kind != HW_KIND_ITERATOR) /* StopIteration may have a value */
    return hw_call_special (vm, args[0], HW_NAME___next__, NULL, 0, &found);
  item = hw_next (vm, args[0]);
  if (item != NULL || vm->exception != NULL)
    return item;
  return n > 1 ? hw_newref (H (vm), args[1]) : hw_raise_bare (vm, HW_EXC_StopIteration);
}

HwObject *
hw_builtin_sorted (HwVm            *vm,
                   HwObject        *self,
                   HwObject *const *args,
                   guint            n,
                   HwObject        *kwnames)
{
  HwObject *values[2], *list;
  int reverse = 0;

  if (!hw_check_count (vm, "sorted", n, 1, 1) || !hw_bind (vm, "sort", "*,key=,reverse=", args + n, 0, kwnames, values))
    return NULL;
  list = hw_to_list (vm, args[0]);
  if (list == NULL)
    return NULL;
  if (values[1] != NULL)
    reverse = hw_truth (vm, values[1]);
  if (reverse < 0 || !hw_list_sort (vm, list, values[0] == H (vm)->none ? NULL : values[0], reverse)) {
    hw_decref (H (vm), list);
    return NULL;
  }
  return list;
}

/* --------------------------------------------------------------------------------------------------------------- sum */

/* A sum of floats under way: 3.12 and later keep what rounding lost (Neumaier). */
typedef struct {
  double   high;
  double   low;
  gboolean compensated;
} FloatSum;

static void
float_add (FloatSum *sum,
           double    value)
{
  double total = sum->high + value;

  if (sum->compensated) {
    if (fabs (sum->high) >= fabs (value))
      sum->low += (sum->high - total) + value;
    else
      sum->low += (value - total) + sum->high;
  }
  sum->high = total;
}

static double
float_result (const FloatSum *sum)
{
  return sum->low != 0 && isfinite (sum->low) ? sum->high + sum->low : sum->high;
}

/* Adds floats and small ints from [iterator] while it gives nothing else; [result] (taken) is the sum before. What stopped it is in
 * [item], or NULL at the end. */
static HwObject *
sum_floats (HwVm      *vm,
            HwObject  *iterator,
            HwObject  *result,
            HwObject **item)
{
  FloatSum sum = { result->as.real, 0, H (vm)->profile->minor >= 12 };

  hw_decref (H (vm), result);
  while ((*item = hw_next (vm, iterator)) != NULL) {
    if (hw_is_exact (vm, *item, float))
      float_add (&sum, (*item)->as.real);
    else if (hw_is_exact (vm, *item, int) && (*item)->as.integer.big == NULL)
      sum.high += (double) (*item)->as.integer.value;
    else
      break;
    hw_decref (H (vm), *item);
  }
  return hw_float_new (H (vm), float_result (&sum));
}

/* Likewise ints, while the sum fits 64 bits. */
static HwObject *
sum_ints (HwVm      *vm,
          HwObject  *iterator,
          HwObject  *result,
          HwObject **item)
{
  gint64 sum = result->as.integer.value, next;

  hw_decref (H (vm), result);
  while ((*item = hw_next (vm, iterator)) != NULL) {
    if ((!hw_is_exact (vm, *item, int) && !hw_is_exact (vm, *item, bool)) || (*item)->as.integer.big != NULL ||
        __builtin_add_overflow (sum, (*item)->as.integer.value, &next))
      break;
    sum = next;
    hw_decref (H (vm), *item);
  }
  return hw_int_new (H (vm), sum);
}

static HwObject *
sum_all (HwVm     *vm,
         HwObject *iterator,
         HwObject *result)
{
  HwObject *item = NULL, *next;

  for (;;) {
    if (hw_is_exact (vm, result, int) && result->as.integer.big == NULL)
      result = sum_ints (vm, iterator, result, &item);
    else if (hw_is_exact (vm, result, float))
      result = sum_floats (vm, iterator, result, &item);
    else
      item = hw_next (vm, iterator);
    if (item == NULL)
      break;
    next = hw_binary (vm, HW_OPERATOR_ADD, result, item);
    hw_decref (H (vm), result);
    hw_decref (H (vm), item);
    result = next;
    if (result == NULL)
      return NULL;
  }
  if (vm->exception != NULL) {
    hw_decref (H (vm), result);
    return NULL;
  }
  return result;
}

HwObject *
hw_builtin_sum (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  HwObject *values[2], *iterator, *result;

  if (n == 0)
    return hw_raise (vm, HW_EXC_TypeError, "sum() takes at least 1 positional argument (0 given)");
  if (!hw_bind (vm, "sum", "iterable,/,start=", args, n, kwnames, values))
    return NULL;
  if (values[1] != NULL && hw_is_str (values[1]))
    return hw_raise (vm, HW_EXC_TypeError, "sum() can't sum strings [use ''.join(seq) instead]");
  if (values[1] != NULL && values[1]->kind == HW_KIND_BYTES)
    return hw_raise (vm, HW_EXC_TypeError, "sum() can't sum bytes [use b''.join(seq) instead]");
  iterator = hw_iter (vm, values[0]);
  if (iterator == NULL)
    return NULL;
  result = values[1] != NULL ? hw_newref (H (vm), values[1]) : hw_int_new (H (vm), 0);
  result = sum_all (vm, iterator, result);
  hw_decref (H (vm), iterator);
  return result;
}

/* -------------------------------------------------------------------------------------------------------- min and max */

/* The best item of [iterator] with its key; NULL and no exception if there is none. */
/* The next of [iterator], or, without one, of the arguments themselves. New; NULL at the end or with an exception. */
static HwObject *
next_candidate (HwVm             *vm,
                HwObject         *iterator,
                HwObject *const **args,
                HwObject *const  *end)
{
  if (iterator != NULL)
    return hw_next (vm, iterator);
  return *args < end ? hw_newref (H (vm), *(*args)++) : NULL;
}

static HwObject *
find_best (HwVm             *vm,
           HwObject         *iterator,
           HwObject *const  *args,
           guint             n,
           HwObject         *key,
           HwCompareOp       op)
{
  HwObject *const *end = args + n;
  HwObject *best = NULL, *best_key = NULL, *item;

  while ((item = next_candidate (vm, iterator, &args, end)) != NULL) {
    HwObject *item_key = key != NULL ? hw_call (vm, key, &item, 1, NULL) : hw_newref (H (vm), item);
    int better = item_key == NULL ? -1 : best == NULL ? 1 : hw_compare_bool (vm, item_key, best_key, op);

    if (better > 0) {
      hw_xdecref (H (vm), best);
      hw_xdecref (H (vm), best_key);
      best = item;
      best_key = item_key;
      continue;
    }
    hw_decref (H (vm), item);
    hw_xdecref (H (vm), item_key);
    if (better < 0)
      break;
  }
  hw_xdecref (H (vm), best_key);
  if (vm->exception != NULL) {
    hw_xdecref (H (vm), best);
    return NULL;
  }
  return best;
}

static HwObject *
min_max (HwVm            *vm,
         const char      *name,
         HwObject *const *args,
         guint            n,
         HwObject        *kwnames,
         HwCompareOp      op)
{
  HwObject *values[2] = { NULL };
  HwObject *tuple, *iterator = NULL, *best = NULL;

  if (n == 0)
    return hw_raise (vm, HW_EXC_TypeError, "%s expected at least 1 argument, got 0", name);
  if (kwnames != NULL && !hw_bind (vm, name, "*,key=,default=", args + n, 0, kwnames, values))
    return NULL;
  if (n > 1 && values[1] != NULL)
    return hw_raise (vm, HW_EXC_TypeError, "Cannot specify a default for %s() with multiple positional arguments", name);
  tuple = H (vm)->profile->extremes_in_tuple ? hw_tuple_of (H (vm), (HwObject **) args, n) : NULL;
  if (n == 1 || tuple != NULL)
    iterator = hw_iter (vm, n == 1 ? args[0] : tuple);
  if (vm->exception == NULL)
    best = find_best (vm, iterator, args, n, values[0] == H (vm)->none ? NULL : values[0], op);
  hw_xdecref (H (vm), iterator);
  hw_xdecref (H (vm), tuple);
  if (best != NULL || vm->exception != NULL)
    return best;
  if (values[1] != NULL)
    return hw_newref (H (vm), values[1]);
  if (H (vm)->profile->minor == 11)
    return hw_raise (vm, HW_EXC_ValueError, "%s() arg is an empty sequence", name);
  return hw_raise (vm, HW_EXC_ValueError, "%s() iterable argument is empty", name);
}

HwObject *
hw_builtin_max (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  return min_max (vm, "max", args, n, kwnames, HW_COMPARE_GT);
}

HwObject *
hw_builtin_min (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  return min_max (vm, "min", args, n, kwnames, HW_COMPARE_LT);
}
