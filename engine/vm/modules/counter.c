/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* collections.Counter: a dict of counts. Models the class of Lib/collections/__init__.py. */

#include "vm/containers.h"
#include "vm/modules/collections.h"

static gboolean
is_counter (HwVm     *vm,
            HwObject *object)
{
  return hw_is_instance (object, hw_counter_get_type (vm));
}

/* The count of [key] (0 if it is not there): new. NULL: exception. */
static HwObject *
count_of (HwVm     *vm,
          HwObject *self,
          HwObject *key)
{
  HwObject *value;
  int found = hw_dict_get_object (vm, self, key, &value);

  if (found < 0)
    return NULL;
  return found ? hw_newref (H (vm), value) : hw_int_new (H (vm), 0);
}

/* self[key] = self.get (key, 0) op amount. */
static gboolean
change (HwVm      *vm,
        HwObject  *self,
        HwObject  *key,
        HwOperator op,
        HwObject  *amount)
{
  HwObject *before = count_of (vm, self, key);
  HwObject *after = before != NULL ? hw_binary (vm, op, before, amount) : NULL;
  gboolean done = after != NULL && hw_dict_set_object (vm, self, key, after);

  hw_xdecref (H (vm), before);
  hw_xdecref (H (vm), after);
  return done;
}

static gboolean
change_by_mapping (HwVm      *vm,
                   HwObject  *self,
                   HwOperator op,
                   HwObject  *mapping)
{
  guint32 position = 0;
  HwObject *key, *value;

  if (op == HW_OPERATOR_ADD && self->as.dict.used == 0)
    return hw_dict_merge (H (vm), self, mapping, TRUE);
  while (hw_dict_next (mapping, &position, &key, &value, NULL))
    if (!change (vm, self, key, op, value))
      return FALSE;
  return TRUE;
}

static gboolean
change_by_items (HwVm      *vm,
                 HwObject  *self,
                 HwOperator op,
                 HwObject  *iterable)
{
  HwObject *iterator = hw_iter (vm, iterable), *one, *key;

  if (iterator == NULL)
    return FALSE;
  one = hw_int_new (H (vm), 1);
  while ((key = hw_next (vm, iterator)) != NULL) {
    gboolean done = change (vm, self, key, op, one);

    hw_decref (H (vm), key);
    if (!done)
      break;
  }
  hw_decref (H (vm), one);
  hw_decref (H (vm), iterator);
  return vm->exception == NULL;
}

static gboolean
change_all (HwVm            *vm,
            HwObject        *self,
            const char      *function,
            HwOperator       op,
            HwObject *const *args,
            guint            n,
            HwObject        *kwnames)
{
  HwObject *keywords;
  gboolean done = TRUE;

  if (!hw_check_count (vm, function, n, 0, 1))
    return FALSE;
  if (n > 0 && args[0] != H (vm)->none)
    done = args[0]->kind == HW_KIND_DICT ? change_by_mapping (vm, self, op, args[0]) : change_by_items (vm, self, op, args[0]);
  if (done && kwnames != NULL && kwnames->as.items.n > 0) {
    keywords = hw_dict_new (H (vm));
    done = hw_dict_set_keywords (vm, keywords, args + n, kwnames) && change_by_mapping (vm, self, op, keywords);
    hw_decref (H (vm), keywords);
  }
  return done;
}

/* --------------------------------------------------------------------------------------------------------- protocols */

static gboolean
counter_init (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  return change_all (vm, self, "Counter", HW_OPERATOR_ADD, args, n, kwnames);
}

static HwObject *
second_of_pair (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  return hw_newref (H (vm), args[0]->as.items.at[1]);
}

/* The items, most common first, as a new list of pairs. */
static HwObject *
by_count (HwVm     *vm,
          HwObject *self)
{
  static const HwNativeDef second = { "itemgetter", second_of_pair, HW_CALL_ONE };
  HwObject *view = hw_dict_view_new (vm, HW_TYPE_ID_dict_items, self);
  HwObject *list = hw_to_list (vm, view);
  HwObject *key = hw_builtin_new (vm, &second, NULL, NULL);
  gboolean sorted = list != NULL && hw_list_sort (vm, list, key, TRUE);

  hw_decref (H (vm), view);
  hw_decref (H (vm), key);
  if (!sorted) {
    hw_xdecref (H (vm), list);
    return NULL;
  }
  return list;
}

static HwObject *
counter_repr (HwVm     *vm,
              HwObject *self)
{
  HwObject *list, *dict, *repr, *result;

  if (self->as.dict.used == 0)
    return hw_str_printf (vm, "%s()", HW_TYPE_NAME (self));
  dict = hw_dict_new (H (vm));
  list = by_count (vm, self);
  if (list != NULL) {
    for (guint32 i = 0; i < list->as.items.n; i++)
      hw_dict_set_object (vm, dict, list->as.items.at[i]->as.items.at[0], list->as.items.at[i]->as.items.at[1]);
    hw_decref (H (vm), list);
  } else if (hw_exception_matches (vm, HW_EXC_TypeError)) {
    hw_exception_clear (vm);
    hw_dict_merge (H (vm), dict, self, TRUE);
  }
  repr = vm->exception == NULL ? hw_repr (vm, dict) : NULL;
  hw_decref (H (vm), dict);
  if (repr == NULL)
    return NULL;
  result = hw_str_printf (vm, "%s(%s)", HW_TYPE_NAME (self), hw_str_text (repr));
  hw_decref (H (vm), repr);
  return result;
}

/* All counts of [keys] in [left] and [right] hold [op]: 1, 0, -1. */
static int
counts_hold (HwVm       *vm,
             HwObject   *keys,
             HwObject   *left,
             HwObject   *right,
             HwCompareOp op)
{
  guint32 position = 0;
  HwObject *key;
  int holds = 1;

  while (holds > 0 && hw_dict_next (keys, &position, &key, NULL, NULL)) {
    HwObject *a = count_of (vm, left, key);
    HwObject *b = a != NULL ? count_of (vm, right, key) : NULL;

    holds = b != NULL ? hw_compare_bool (vm, a, b, op) : -1;
    hw_xdecref (H (vm), a);
    hw_xdecref (H (vm), b);
  }
  return holds;
}

static int
all_counts_hold (HwVm       *vm,
                 HwObject   *left,
                 HwObject   *right,
                 HwCompareOp op)
{
  int holds = counts_hold (vm, left, left, right, op);

  return holds <= 0 ? holds : counts_hold (vm, right, left, right, op);
}

static HwObject *
counter_compare (HwVm       *vm,
                 HwObject   *self,
                 HwObject   *other,
                 HwCompareOp op)
{
  HwCompareOp weak = op == HW_COMPARE_LT ? HW_COMPARE_LT_E : op == HW_COMPARE_GT ? HW_COMPARE_GT_E : op;
  int holds;

  if (!is_counter (vm, self) || !is_counter (vm, other))
    return HW_NOT_IMPLEMENTED (vm);
  if (op == HW_COMPARE_NOT_EQ) {
    holds = all_counts_hold (vm, self, other, HW_COMPARE_EQ);
    return holds < 0 ? NULL : hw_bool_new (H (vm), !holds);
  }
  holds = all_counts_hold (vm, self, other, weak);
  if (holds > 0 && weak != op) {
    holds = all_counts_hold (vm, self, other, HW_COMPARE_EQ);
    holds = holds < 0 ? holds : !holds;
  }
  return hw_result_bool (vm, holds);
}

static gboolean
counter_set_item (HwVm     *vm,
                  HwObject *self,
                  HwObject *key,
                  HwObject *value)
{
  gint64 hash = hw_hash (vm, key);

  if (hash == -1)
    return FALSE;
  if (value != NULL)
    return hw_dict_set (H (vm), self, key, hash, value);
  return hw_dict_delete (H (vm), self, key, hash, NULL) >= 0;
}

static HwObject *
counter_of_type (HwVm *vm)
{
  return hw_call (vm, hw_counter_get_type (vm)->object, NULL, 0, NULL);
}

/* The count that [op] gives of two. New. */
static HwObject *
combine (HwVm      *vm,
         HwOperator op,
         HwObject  *left,
         HwObject  *right)
{
  int less;

  if (op == HW_OPERATOR_ADD || op == HW_OPERATOR_SUB)
    return hw_binary (vm, op, left, right);
  less = hw_compare_bool (vm, left, right, HW_COMPARE_LT);
  if (less < 0)
    return NULL;
  return hw_newref (H (vm), less == (op == HW_OPERATOR_BIT_AND) ? left : right);
}

/* Puts the combined count of [key] into [result] if it is positive. */
static gboolean
put_combined (HwVm      *vm,
              HwObject  *result,
              HwOperator op,
              HwObject  *key,
              HwObject  *left,
              HwObject  *right)
{
  HwObject *count = combine (vm, op, left, right);
  HwObject *zero = hw_int_new (H (vm), 0);
  int positive = count != NULL ? hw_compare_bool (vm, count, zero, HW_COMPARE_GT) : -1;

  if (positive > 0 && !hw_dict_set_object (vm, result, key, count))
    positive = -1;
  hw_decref (H (vm), zero);
  hw_xdecref (H (vm), count);
  return positive >= 0;
}

static HwObject *
counter_binary (HwVm      *vm,
                HwOperator op,
                HwObject  *left,
                HwObject  *right)
{
  HwObject *result, *zero, *key, *value, *other;
  guint32 position = 0;
  gboolean done = TRUE;

  if (!is_counter (vm, left) || !is_counter (vm, right) ||
      (op != HW_OPERATOR_ADD && op != HW_OPERATOR_SUB && op != HW_OPERATOR_BIT_OR && op != HW_OPERATOR_BIT_AND))
    return HW_NOT_IMPLEMENTED (vm);
  result = counter_of_type (vm);
  if (result == NULL)
    return NULL;
  while (done && hw_dict_next (left, &position, &key, &value, NULL)) {
    other = count_of (vm, right, key);
    done = other != NULL && put_combined (vm, result, op, key, value, other);
    hw_xdecref (H (vm), other);
  }
  zero = hw_int_new (H (vm), 0);
  position = 0;
  while (done && op != HW_OPERATOR_BIT_AND && hw_dict_next (right, &position, &key, &value, NULL)) {
    int there = hw_dict_get_object (vm, left, key, &other);

    done = there > 0 || (there == 0 && put_combined (vm, result, op, key, zero, value));
  }
  hw_decref (H (vm), zero);
  if (!done) {
    hw_decref (H (vm), result);
    return NULL;
  }
  return result;
}

static HwObject *
counter_unary (HwVm     *vm,
               HwUnaryOp op,
               HwObject *self)
{
  HwObject *empty, *result;

  if (op == HW_UNARY_INVERT)
    return hw_raise (vm, HW_EXC_TypeError, "bad operand type for unary ~: '%s'", HW_TYPE_NAME (self));
  empty = counter_of_type (vm);
  result = counter_binary (vm, op == HW_UNARY_USUB ? HW_OPERATOR_SUB : HW_OPERATOR_ADD, empty, self);
  hw_decref (H (vm), empty);
  return result;
}

/* ----------------------------------------------------------------------------------------------------------- methods */

static HwObject *
counter_missing (HwVm            *vm,
                 HwObject        *self,
                 HwObject *const *args,
                 guint            n,
                 HwObject        *kwnames)
{
  return hw_int_new (H (vm), 0);
}

static HwObject *
counter_most_common (HwVm            *vm,
                     HwObject        *self,
                     HwObject *const *args,
                     guint            n,
                     HwObject        *kwnames)
{
  HwObject *argument, *list;
  gint64 wanted = HW_SSIZE_MAX;

  if (!hw_bind (vm, "most_common", "n=", args, n, kwnames, &argument))
    return NULL;
  if (argument != NULL && argument != H (vm)->none && !hw_index_value (vm, argument, &wanted, TRUE))
    return NULL;
  list = by_count (vm, self);
  wanted = MAX (wanted, 0);
  if (list != NULL && wanted < list->as.items.n)
    hw_list_splice (H (vm), list, (guint32) wanted, list->as.items.n - (guint32) wanted, NULL, 0, FALSE);
  return list;
}

static HwObject *
counter_elements (HwVm            *vm,
                  HwObject        *self,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  HwObject *list = hw_list_new (H (vm), 0), *key, *value, *iterator;
  guint32 position = 0;
  gint64 count;

  while (hw_dict_next (self, &position, &key, &value, NULL)) {
    if (!hw_index_value (vm, value, &count, TRUE)) {
      hw_decref (H (vm), list);
      return NULL;
    }
    for (gint64 i = 0; i < count; i++)
      hw_list_append (H (vm), list, key);
  }
  iterator = hw_iter (vm, list);
  hw_decref (H (vm), list);
  return iterator;
}

static HwObject *
counter_update (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  return change_all (vm, self, "update", HW_OPERATOR_ADD, args, n, kwnames) ? HW_NONE (vm) : NULL;
}

static HwObject *
counter_subtract (HwVm            *vm,
                  HwObject        *self,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  return change_all (vm, self, "subtract", HW_OPERATOR_SUB, args, n, kwnames) ? HW_NONE (vm) : NULL;
}

static HwObject *
counter_total (HwVm            *vm,
               HwObject        *self,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  HwObject *total = hw_int_new (H (vm), 0), *next, *value;
  guint32 position = 0;

  while (total != NULL && hw_dict_next (self, &position, NULL, &value, NULL)) {
    next = hw_binary (vm, HW_OPERATOR_ADD, total, value);
    hw_decref (H (vm), total);
    total = next;
  }
  return total;
}

static HwObject *
counter_copy (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  return hw_call (vm, self->type->object, &self, 1, NULL);
}

static HwObject *
counter_fromkeys (HwVm            *vm,
                  HwObject        *self,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  return hw_raise (vm, HW_EXC_NotImplementedError, "Counter.fromkeys() is undefined.  Use Counter(iterable) instead.");
}

static const HwNativeDef counter_methods[] = {
  { "__missing__", counter_missing, HW_CALL_ONE },
  { "most_common", counter_most_common, HW_CALL_KEYWORDS },
  { "elements", counter_elements, HW_CALL_NONE },
  { "fromkeys", counter_fromkeys, HW_CALL_RANGE, 0, 255, HW_BIND_CLASS },
  { "update", counter_update, HW_CALL_KEYWORDS },
  { "subtract", counter_subtract, HW_CALL_KEYWORDS },
  { "total", counter_total, HW_CALL_NONE },
  { "copy", counter_copy, HW_CALL_NONE },
  { "__copy__", counter_copy, HW_CALL_NONE },
  { NULL },
};

static const HwNativeType counter_native = {
  .init = counter_init,
  .repr = counter_repr,
  .unhashable = TRUE,
  .compare = counter_compare,
  .set_item = counter_set_item,
  .binary = counter_binary,
  .unary = counter_unary,
  .methods = counter_methods,
};

HwType *
hw_counter_get_type (HwVm *vm)
{
  return hw_native_type_get (vm, "Counter", HW_KIND_DICT, vm->types[HW_TYPE_ID_dict],
                             HW_TYPE_GC | HW_TYPE_BASE | HW_TYPE_WEAKREFS, 0, &counter_native);
}
