/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The class list. Models Objects/listobject.c. */

#include "vm/containers.h"
#include "vm/machine.h"

/* ---------------------------------------------------------------------------------------------------------- growing */

/* list_preallocate_exact: an even number of slots for an empty list. */
static void
reserve_even (HwVm     *vm,
              HwObject *list,
              gint64    n)
{
  if (n > 0)
    hw_list_reserve (H (vm), list, (guint32) ((n + 1) & ~(gint64) 1));
}

/* list_resize() to make room for [more] items in a list that has some. */
static void
reserve_more (HwVm     *vm,
              HwObject *list,
              gint64    more)
{
  gint64 size = list->as.items.n + more;
  gint64 room = (size + (size >> 3) + 6) & ~(gint64) 3;

  if (size <= list->as.items.allocated)
    return;
  if (more > room - size)
    room = (size + 3) & ~(gint64) 3;
  hw_list_reserve (H (vm), list, (guint32) room);
}

/* A generator expression that is the argument itself, held by its caller and as its own iterator: where the call is replaced by a loop, nobody asks it for its length. */
static gboolean
is_looped_over (HwVm     *vm,
                HwObject *iterable)
{
  return H (vm)->profile->loops_over_generators && iterable->kind == HW_KIND_GENERATOR && iterable->refs == 2 &&
         strcmp (hw_code_of (hw_field (iterable, HW_GENERATOR_CODE))->name, "<genexpr>") == 0;
}

static void
extend_by_items (HwVm      *vm,
                 HwObject  *list,
                 HwObject **items,
                 guint32    n)
{
  if (n == 0)
    return;
  if (list->as.items.allocated == 0)
    reserve_even (vm, list, n);
  hw_list_splice (H (vm), list, list->as.items.n, 0, items, n, FALSE);
}

static gboolean
extend_by_iterator (HwVm     *vm,
                    HwObject *list,
                    HwObject *iterable)
{
  const HwProfile *profile = H (vm)->profile;
  HwObject *iterator = hw_iter (vm, iterable);
  HwObject *item;
  gint64 hint;

  if (iterator == NULL)
    return FALSE;
  hint = is_looped_over (vm, iterable) ? 0 : hw_length_hint (vm, iterable, 8);
  if (hint < 0) {
    hw_decref (H (vm), iterator);
    return FALSE;
  }
  hint = MIN (hint, 1 << 24);
  if (list->as.items.allocated == 0)
    reserve_even (vm, list, hint);
  else
    reserve_more (vm, list, hint);
  while ((item = hw_next (vm, iterator)) != NULL)
    hw_list_append_take (H (vm), list, item);
  if (vm->exception == NULL && !profile->list_small_never_shrinks)
    hw_list_trim (H (vm), list);
  hw_decref (H (vm), iterator);
  return vm->exception == NULL;
}

/* 3.13 and later go through a dict or set directly and use the growth rule. */
static gboolean
extend_by_table (HwVm     *vm,
                 HwObject *list,
                 HwObject *iterable)
{
  gboolean is_view = iterable->kind == HW_KIND_VIEW;
  HwObject *table = is_view ? hw_field (iterable, 0) : iterable;
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  HwObject *key, *value;
  guint32 position = 0;
  gint64 hash;

  if (hw_is_set (table)) {
    while (hw_set_next (table, &position, &key, &hash))
      g_ptr_array_add (items, key);
  } else if (is_view && hw_is_exact (vm, iterable, dict_items)) {
    while (hw_dict_next (table, &position, &key, &value, &hash))
      {
      HwObject *pair[2] = { key, value };

      g_ptr_array_add (items, hw_tuple_from_array (H (vm), pair, 2));
    }
  } else {
    while (hw_dict_next (table, &position, &key, &value, &hash))
      g_ptr_array_add (items, is_view && hw_is_exact (vm, iterable, dict_values) ? value : key);
  }
  hw_list_splice (H (vm), list, list->as.items.n, 0, (HwObject **) items->pdata, items->len, FALSE);
  if (is_view && hw_is_exact (vm, iterable, dict_items)) {
    for (guint i = 0; i < items->len; i++)
      hw_decref (H (vm), items->pdata[i]);
  }
  return TRUE;
}

gboolean
hw_list_extend (HwVm     *vm,
                HwObject *list,
                HwObject *iterable)
{
  if (hw_is_exact (vm, iterable, list) || hw_is_exact (vm, iterable, tuple)) {
    g_autofree HwObject **copy = NULL;
    guint32 n = iterable->as.items.n;

    if (!hw_can_hold (vm, ((guint64) n + list->as.items.n) * 2 * sizeof (HwObject *)))
      return FALSE;
    if (iterable == list) {
      copy = g_memdup2 (iterable->as.items.at, n * sizeof *copy);
      extend_by_items (vm, list, copy, n);
    } else {
      extend_by_items (vm, list, iterable->as.items.at, n);
    }
    return TRUE;
  }
  if (!H (vm)->profile->list_of_views_even &&
      (hw_is_set (iterable) ? hw_is_exact (vm, iterable, set) || hw_is_exact (vm, iterable, frozenset)
                            : hw_is_exact (vm, iterable, dict) || hw_is_exact (vm, iterable, dict_keys) ||
                                hw_is_exact (vm, iterable, dict_values) || hw_is_exact (vm, iterable, dict_items)))
    return extend_by_table (vm, list, iterable);
  return extend_by_iterator (vm, list, iterable);
}

HwObject *
hw_to_list (HwVm     *vm,
            HwObject *iterable)
{
  HwObject *list = hw_list_new (H (vm), 0);

  if (!hw_list_extend (vm, list, iterable)) {
    hw_decref (H (vm), list);
    return NULL;
  }
  return list;
}

/* ---------------------------------------------------------------------------------------- shared by list and tuple */

gboolean
hw_search_index (HwVm     *vm,
                 HwObject *argument,
                 gint64    length,
                 gint64   *value)
{
  if (argument == NULL)
    return TRUE;
  if (!hw_has_index (vm, argument)) {
    hw_raise (vm, HW_EXC_TypeError, "slice indices must be integers or have an __index__ method");
    return FALSE;
  }
  if (!hw_index_value (vm, argument, value, TRUE))
    return FALSE;
  if (*value < 0)
    *value = MAX (*value + length, 0);
  return TRUE;
}

HwObject *
hw_sequence_repr (HwVm       *vm,
                  HwObject   *object,
                  const char *open,
                  const char *close,
                  const char *recursive)
{
  g_autoptr (GString) text = NULL;
  gboolean holds = object->kind == HW_KIND_LIST && H (vm)->profile->list_repr_holds;

  if (hw_repr_enter (vm, object))
    return vm->exception != NULL ? NULL : hw_str_new (H (vm), recursive, -1);
  text = g_string_new (open);
  for (guint32 i = 0; i < object->as.items.n; i++) {
    HwObject *item = object->as.items.at[i], *repr;

    if (holds)
      hw_incref (H (vm), item);
    repr = hw_repr (vm, item);
    if (holds)
      hw_decref (H (vm), item);
    if (repr == NULL)
      break;
    if (i > 0)
      g_string_append (text, ", ");
    g_string_append_len (text, hw_str_text (repr), repr->as.str.n_bytes);
    hw_decref (H (vm), repr);
  }
  hw_repr_leave (vm, object);
  if (vm->exception != NULL)
    return NULL;
  g_string_append (text, close);
  return hw_str_new (H (vm), text->str, text->len);
}

static gboolean
order_holds (gint64      left,
             gint64      right,
             HwCompareOp op)
{
  switch (op) {
  case HW_COMPARE_EQ:
    return left == right;
  case HW_COMPARE_NOT_EQ:
    return left != right;
  case HW_COMPARE_LT:
    return left < right;
  case HW_COMPARE_LT_E:
    return left <= right;
  case HW_COMPARE_GT:
    return left > right;
  default:
    return left >= right;
  }
}

/* Compares two items; those of lists are held meanwhile, since a comparison may change the list. NULL: exception. */
static HwObject *
compare_items (HwVm       *vm,
               HwObject   *left,
               HwObject   *right,
               guint32     i,
               HwCompareOp op)
{
  HwObject *a = left->as.items.at[i], *b = right->as.items.at[i], *result;

  if (left->kind == HW_KIND_TUPLE)
    return hw_compare (vm, a, b, op);
  hw_incref (H (vm), a);
  hw_incref (H (vm), b);
  result = hw_compare (vm, a, b, op);
  hw_decref (H (vm), a);
  hw_decref (H (vm), b);
  return result;
}

/* Are the items the same or equal: 1, 0, -1. */
static int
equal_items (HwVm     *vm,
             HwObject *left,
             HwObject *right,
             guint32   i)
{
  HwObject *result;
  int truth;

  if (left->as.items.at[i] == right->as.items.at[i])
    return 1;
  result = compare_items (vm, left, right, i, HW_COMPARE_EQ);
  if (result == NULL)
    return -1;
  truth = hw_truth (vm, result);
  hw_decref (H (vm), result);
  return truth;
}

HwObject *
hw_sequence_compare (HwVm       *vm,
                     HwObject   *left,
                     HwObject   *right,
                     HwCompareOp op)
{
  guint32 i;

  if (left->kind == HW_KIND_LIST && left->as.items.n != right->as.items.n && (op == HW_COMPARE_EQ || op == HW_COMPARE_NOT_EQ))
    return hw_bool_new (H (vm), op == HW_COMPARE_NOT_EQ);
  for (i = 0; i < left->as.items.n && i < right->as.items.n; i++) {
    int equal = equal_items (vm, left, right, i);

    if (equal < 0)
      return NULL;
    if (!equal)
      break;
  }
  if (i >= left->as.items.n || i >= right->as.items.n)
    return hw_bool_new (H (vm), order_holds (left->as.items.n, right->as.items.n, op));
  if (op == HW_COMPARE_EQ || op == HW_COMPARE_NOT_EQ)
    return hw_bool_new (H (vm), op == HW_COMPARE_NOT_EQ);
  return compare_items (vm, left, right, i, op);
}

HwObject *
hw_sequence_fast (HwVm       *vm,
                  HwObject   *iterable,
                  const char *message)
{
  HwObject *iterator, *list;

  if (hw_is_sequence (iterable) && (hw_is_exact (vm, iterable, list) || hw_is_exact (vm, iterable, tuple)))
    return hw_newref (H (vm), iterable);
  iterator = hw_iter (vm, iterable);
  if (iterator == NULL) {
    if (hw_exception_matches (vm, HW_EXC_TypeError)) {
      hw_exception_clear (vm);
      hw_raise (vm, HW_EXC_TypeError, "%s", message);
    }
    return NULL;
  }
  list = hw_to_list (vm, iterator);
  hw_decref (H (vm), iterator);
  return list;
}

HwObject *
hw_concat_refuse (HwVm     *vm,
                  HwObject *left,
                  HwObject *right)
{
  const char *name = left->kind == HW_KIND_LIST ? "list" : "tuple";

  if (left->kind != HW_KIND_LIST && left->kind != HW_KIND_TUPLE)
    return HW_NOT_IMPLEMENTED (vm);
  if (right->type->is_heap && hw_type_lookup (vm, right->type, vm->names[HW_NAME___radd__]) != NULL)
    return HW_NOT_IMPLEMENTED (vm);
  return hw_raise (vm, HW_EXC_TypeError, "can only concatenate %s (not \"%s\") to %s", name, HW_TYPE_NAME (right), name);
}

gboolean
hw_repeat_count (HwVm      *vm,
                 HwObject  *sequence,
                 HwObject  *count,
                 gint64    *value,
                 HwObject **refused)
{
  *refused = NULL;
  if (!hw_has_index (vm, count)) {
    if (count->type->is_heap && (hw_type_lookup (vm, count->type, vm->names[HW_NAME___rmul__]) != NULL ||
                                 hw_type_lookup (vm, count->type, vm->names[HW_NAME___mul__]) != NULL))
      *refused = HW_NOT_IMPLEMENTED (vm);
    else
      hw_raise (vm, HW_EXC_TypeError, "can't multiply sequence by non-int of type '%s'", HW_TYPE_NAME (count));
    return FALSE;
  }
  if (!hw_index_value (vm, count, value, FALSE))
    return FALSE;
  *value = MAX (*value, 0);
  /* The items are copied once on their way. */
  return sequence->as.items.n == 0 ||
         hw_can_hold (vm, (guint64) MIN (*value, G_MAXINT64 / 32 / sequence->as.items.n) * sequence->as.items.n * (2 * sizeof (HwObject *)));
}

/* ------------------------------------------------------------------------------------------------------- protocols */

static HwObject *
list_new (HwVm            *vm,
          HwType          *type,
          HwObject *const *args,
          guint            n,
          HwObject        *kwnames)
{
  return hw_list_new_typed (H (vm), type);
}

static gboolean
list_init (HwVm            *vm,
           HwObject        *self,
           HwObject *const *args,
           guint            n,
           HwObject        *kwnames)
{
  if (!hw_no_keywords (vm, "list", kwnames) || !hw_check_count (vm, "list", n, 0, 1))
    return FALSE;
  if (self->as.items.n > 0)
    hw_list_clear (H (vm), self);
  return n == 0 || hw_list_extend (vm, self, args[0]);
}

static HwObject *
list_repr (HwVm     *vm,
           HwObject *self)
{
  return hw_sequence_repr (vm, self, "[", "]", "[...]");
}

static HwObject *
list_compare (HwVm       *vm,
              HwObject   *self,
              HwObject   *other,
              HwCompareOp op)
{
  if (self->kind != HW_KIND_LIST || other->kind != HW_KIND_LIST)
    return HW_NOT_IMPLEMENTED (vm);
  return hw_sequence_compare (vm, self, other, op);
}

static HwObject *
list_iter (HwVm     *vm,
           HwObject *self)
{
  return hw_iterator_new (vm, HW_TYPE_ID_list_iterator, self);
}

static gint64
list_length (HwVm     *vm,
             HwObject *self)
{
  return self->as.items.n;
}

/* Makes an index of [key] within the list: FALSE with IndexError (with [message]) or another exception. */
static gboolean
list_index_of_key (HwVm       *vm,
                   HwObject   *self,
                   HwObject   *key,
                   const char *message,
                   gint64     *index)
{
  if (!hw_index_value (vm, key, index, FALSE))
    return FALSE;
  if (*index < 0)
    *index += self->as.items.n;
  if (*index < 0 || *index >= self->as.items.n) {
    hw_raise (vm, HW_EXC_IndexError, "%s", message);
    return FALSE;
  }
  return TRUE;
}

static HwObject *
list_get_slice (HwVm     *vm,
                HwObject *self,
                HwObject *slice)
{
  gint64 start, stop, step, count;
  g_autofree HwObject **items = NULL;

  if (!hw_slice_unpack (vm, slice, self->as.items.n, &start, &stop, &step, &count))
    return NULL;
  if (count <= 0)
    return hw_list_new (H (vm), 0);
  if (step == 1)
    return hw_list_of (H (vm), self->as.items.at + start, (guint32) count);
  items = g_new (HwObject *, count);
  for (gint64 i = 0; i < count; i++)
    items[i] = self->as.items.at[start + i * step];
  return hw_list_of (H (vm), items, (guint32) count);
}

static HwObject *
list_get_item (HwVm     *vm,
               HwObject *self,
               HwObject *key)
{
  gint64 index;

  if (hw_has_index (vm, key)) {
    if (!list_index_of_key (vm, self, key, "list index out of range", &index))
      return NULL;
    return hw_newref (H (vm), self->as.items.at[index]);
  }
  if (key->kind == HW_KIND_SLICE)
    return list_get_slice (vm, self, key);
  return hw_raise (vm, HW_EXC_TypeError, "list indices must be integers or slices, not %s", HW_TYPE_NAME (key));
}

/* del list[a:b:s] with a step other than 1: one resize, and the items are released first to last. */
static void
delete_stepped (HwVm     *vm,
                HwObject *self,
                gint64    start,
                gint64    step,
                gint64    count)
{
  gint64 low = step > 0 ? start : start + step * (count - 1);
  gint64 distance = ABS (step);
  gint64 n = self->as.items.n;
  g_autofree HwObject **gone = g_new (HwObject *, count);
  g_autofree HwObject **kept = g_new (HwObject *, n - low);
  guint32 n_kept = 0, n_gone = 0;

  for (gint64 i = low; i < n; i++) {
    if (n_gone < count && (i - low) % distance == 0)
      gone[n_gone++] = hw_newref (H (vm), self->as.items.at[i]);
    else
      kept[n_kept++] = self->as.items.at[i];
  }
  hw_list_splice (H (vm), self, (guint32) low, (guint32) (n - low), kept, n_kept, FALSE);
  for (guint32 i = 0; i < n_gone; i++)
    hw_decref (H (vm), gone[i]);
}

/* list[a:b:s] = values with a step other than 1: the same number, the old ones released first to last. */
static gboolean
assign_stepped (HwVm     *vm,
                HwObject *self,
                HwObject *values,
                gint64    start,
                gint64    step,
                gint64    count)
{
  g_autofree HwObject **old = NULL;

  if (values->as.items.n != count) {
    hw_raise (vm, HW_EXC_ValueError, "attempt to assign sequence of size %u to extended slice of size %" G_GINT64_FORMAT,
              values->as.items.n, count);
    return FALSE;
  }
  old = g_new (HwObject *, MAX (count, 1));
  for (gint64 i = 0; i < count; i++) {
    old[i] = hw_newref (H (vm), self->as.items.at[start + i * step]);
    hw_list_set (H (vm), self, (guint32) (start + i * step), hw_newref (H (vm), values->as.items.at[i]));
  }
  for (gint64 i = 0; i < count; i++)
    hw_decref (H (vm), old[i]);
  return TRUE;
}

static gboolean
list_set_slice (HwVm     *vm,
                HwObject *self,
                HwObject *slice,
                HwObject *value)
{
  gint64 start, stop, step, count;
  HwObject *values;
  gboolean done = TRUE;

  if (!hw_slice_unpack (vm, slice, self->as.items.n, &start, &stop, &step, &count))
    return FALSE;
  count = MAX (count, 0);
  if (value == NULL) {
    if (count > 0 && step == 1)
      hw_list_splice (H (vm), self, (guint32) start, (guint32) count, NULL, 0, FALSE);
    else if (count > 0)
      delete_stepped (vm, self, start, step, count);
    return TRUE;
  }
  if (value == self)
    values = hw_list_of (H (vm), self->as.items.at, self->as.items.n);
  else
    values = hw_sequence_fast (vm, value, step == 1 && H (vm)->profile->minor < 13 ? "can only assign an iterable"
                                                                                     : "must assign iterable to extended slice");
  if (values == NULL)
    return FALSE;
  if (step == 1) {
    /* the iterable may have changed the list */
    hw_slice_unpack (vm, slice, self->as.items.n, &start, &stop, &step, &count);
    hw_list_splice (H (vm), self, (guint32) start, (guint32) MAX (count, 0), values->as.items.at, values->as.items.n, FALSE);
  } else {
    done = assign_stepped (vm, self, values, start, step, count);
  }
  hw_decref (H (vm), values);
  return done;
}

static gboolean
list_set_item (HwVm     *vm,
               HwObject *self,
               HwObject *key,
               HwObject *value)
{
  gint64 index;

  if (hw_has_index (vm, key)) {
    if (!list_index_of_key (vm, self, key, "list assignment index out of range", &index))
      return FALSE;
    if (value != NULL)
      hw_list_set (H (vm), self, (guint32) index, hw_newref (H (vm), value));
    else
      hw_list_splice (H (vm), self, (guint32) index, 1, NULL, 0, FALSE);
    return TRUE;
  }
  if (key->kind == HW_KIND_SLICE)
    return list_set_slice (vm, self, key, value);
  hw_raise (vm, HW_EXC_TypeError, "list indices must be integers or slices, not %s", HW_TYPE_NAME (key));
  return FALSE;
}

/* The first place of [value] from [start] below [stop]; -1: not there; -2: exception. */
static gint64
list_find (HwVm     *vm,
           HwObject *self,
           HwObject *value,
           gint64    start,
           gint64    stop)
{
  for (gint64 i = start; i < stop && i < self->as.items.n; i++) {
    HwObject *item = self->as.items.at[i];
    int equal;

    if (item == value)
      return i;
    hw_incref (H (vm), item);
    equal = hw_equal (vm, item, value);
    hw_decref (H (vm), item);
    if (equal != 0)
      return equal < 0 ? -2 : i;
  }
  return -1;
}

static int
list_contains (HwVm     *vm,
               HwObject *self,
               HwObject *item)
{
  gint64 place = list_find (vm, self, item, 0, HW_SSIZE_MAX);

  return place == -2 ? -1 : place >= 0;
}

/* [n] copies of [items] in a row; free it. */
static HwObject **
repeat_items (HwObject **items,
              guint32    n_items,
              gint64     n)
{
  HwObject **all = g_new (HwObject *, MAX (n_items * n, 1));

  for (gint64 i = 0; i < n; i++)
    memcpy (all + i * n_items, items, n_items * sizeof *all);
  return all;
}

static HwObject *
list_concat (HwVm     *vm,
             HwObject *left,
             HwObject *right)
{
  g_autofree HwObject **items = NULL;
  guint32 n = left->as.items.n, m = right->as.items.n;

  if (!hw_can_hold (vm, ((guint64) n + m) * 2 * sizeof (HwObject *)))
    return NULL;
  items = g_new (HwObject *, MAX (n + m, 1));
  if (n > 0)
    memcpy (items, left->as.items.at, n * sizeof *items);
  if (m > 0)
    memcpy (items + n, right->as.items.at, m * sizeof *items);
  return hw_list_of (H (vm), items, n + m);
}

static HwObject *
list_binary (HwVm      *vm,
             HwOperator op,
             HwObject  *left,
             HwObject  *right)
{
  HwObject *sequence = left->kind == HW_KIND_LIST ? left : right;
  HwObject *refused;
  gint64 count;

  if (op == HW_OPERATOR_ADD) {
    if (left->kind == HW_KIND_LIST && right->kind == HW_KIND_LIST)
      return list_concat (vm, left, right);
    return hw_concat_refuse (vm, left, right);
  }
  if (op == HW_OPERATOR_MULT) {
    g_autofree HwObject **items = NULL;

    if (!hw_repeat_count (vm, sequence, sequence == left ? right : left, &count, &refused))
      return refused;
    items = repeat_items (sequence->as.items.at, sequence->as.items.n, count);
    return hw_list_of (H (vm), items, (guint32) (sequence->as.items.n * count));
  }
  return HW_NOT_IMPLEMENTED (vm);
}

static HwObject *
list_inplace (HwVm      *vm,
              HwOperator op,
              HwObject  *self,
              HwObject  *other)
{
  HwObject *refused;
  gint64 count;

  if (op == HW_OPERATOR_ADD) {
    if (!hw_list_extend (vm, self, other))
      return NULL;
    return hw_newref (H (vm), self);
  }
  if (op == HW_OPERATOR_MULT) {
    g_autofree HwObject **items = NULL;
    guint32 n = self->as.items.n;

    if (!hw_repeat_count (vm, self, other, &count, &refused))
      return refused;
    if (count == 0) {
      hw_list_clear (H (vm), self);
    } else if (count > 1 && n > 0) {
      items = repeat_items (self->as.items.at, n, count - 1);
      hw_list_splice (H (vm), self, n, 0, items, (guint32) (n * (count - 1)), FALSE);
    }
    return hw_newref (H (vm), self);
  }
  return HW_NOT_IMPLEMENTED (vm);
}

/* --------------------------------------------------------------------------------------------------------- methods */

static HwObject *
list_append (HwVm            *vm,
             HwObject        *self,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  hw_list_append (H (vm), self, args[0]);
  return HW_NONE (vm);
}

static HwObject *
list_extend (HwVm            *vm,
             HwObject        *self,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  return hw_list_extend (vm, self, args[0]) ? HW_NONE (vm) : NULL;
}

static HwObject *
list_insert (HwVm            *vm,
             HwObject        *self,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  HwObject *value = args[1];
  gint64 index;

  if (!hw_index_value (vm, args[0], &index, FALSE))
    return NULL;
  if (index < 0)
    index = MAX (index + self->as.items.n, 0);
  index = MIN (index, self->as.items.n);
  hw_list_splice (H (vm), self, (guint32) index, 0, &value, 1, FALSE);
  return HW_NONE (vm);
}

static HwObject *
list_remove (HwVm            *vm,
             HwObject        *self,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  gint64 place = list_find (vm, self, args[0], 0, HW_SSIZE_MAX);

  if (place == -2)
    return NULL;
  if (place < 0)
    return hw_raise (vm, HW_EXC_ValueError, "list.remove(x): x not in list");
  if (place < self->as.items.n)
    hw_list_splice (H (vm), self, (guint32) place, 1, NULL, 0, FALSE);
  return HW_NONE (vm);
}

static HwObject *
list_pop (HwVm            *vm,
          HwObject        *self,
          HwObject *const *args,
          guint            n,
          HwObject        *kwnames)
{
  gint64 index = -1;

  if (n > 0 && !hw_index_value (vm, args[0], &index, FALSE))
    return NULL;
  if (self->as.items.n == 0)
    return hw_raise (vm, HW_EXC_IndexError, "pop from empty list");
  if (index < 0)
    index += self->as.items.n;
  if (index < 0 || index >= self->as.items.n)
    return hw_raise (vm, HW_EXC_IndexError, "pop index out of range");
  return hw_list_pop (H (vm), self, (guint32) index);
}

static HwObject *
list_clear (HwVm            *vm,
            HwObject        *self,
            HwObject *const *args,
            guint            n,
            HwObject        *kwnames)
{
  hw_list_clear (H (vm), self);
  return HW_NONE (vm);
}

static HwObject *
list_index (HwVm            *vm,
            HwObject        *self,
            HwObject *const *args,
            guint            n,
            HwObject        *kwnames)
{
  gint64 start = 0, stop = HW_SSIZE_MAX, place;

  if (!hw_search_index (vm, n > 1 ? args[1] : NULL, self->as.items.n, &start) ||
      !hw_search_index (vm, n > 2 ? args[2] : NULL, self->as.items.n, &stop))
    return NULL;
  place = list_find (vm, self, args[0], start, stop);
  if (place == -2)
    return NULL;
  if (place < 0 && H (vm)->profile->minor >= 14)
    return hw_raise (vm, HW_EXC_ValueError, "list.index(x): x not in list");
  if (place < 0) {
    HwObject *repr = hw_repr (vm, args[0]);

    if (repr != NULL) {
      hw_raise (vm, HW_EXC_ValueError, "%s is not in list", hw_str_text (repr));
      hw_decref (H (vm), repr);
    }
    return NULL;
  }
  return hw_int_new (H (vm), place);
}

static HwObject *
list_count (HwVm            *vm,
            HwObject        *self,
            HwObject *const *args,
            guint            n,
            HwObject        *kwnames)
{
  gint64 count = 0;

  for (gint64 i = 0; (i = list_find (vm, self, args[0], i, HW_SSIZE_MAX)) >= 0; i++)
    count++;
  return vm->exception != NULL ? NULL : hw_int_new (H (vm), count);
}

static HwObject *
list_sort (HwVm            *vm,
           HwObject        *self,
           HwObject *const *args,
           guint            n,
           HwObject        *kwnames)
{
  HwObject *values[2];
  int reverse = 0;

  if (n > 0)
    return hw_raise (vm, HW_EXC_TypeError, "sort() takes no positional arguments");
  if (!hw_bind (vm, "sort", "*,key=,reverse=", args, n, kwnames, values))
    return NULL;
  if (values[1] != NULL && (reverse = hw_truth (vm, values[1])) < 0)
    return NULL;
  return hw_list_sort (vm, self, values[0] == H (vm)->none ? NULL : values[0], reverse) ? HW_NONE (vm) : NULL;
}

static HwObject *
list_reverse (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  guint32 length = self->as.items.n;
  g_autofree HwObject **items = NULL;

  if (length < 2)
    return HW_NONE (vm);
  items = g_new (HwObject *, length);
  for (guint32 i = 0; i < length; i++)
    items[i] = self->as.items.at[length - 1 - i];
  hw_list_reorder (H (vm), self, items);
  return HW_NONE (vm);
}

static HwObject *
list_copy (HwVm            *vm,
           HwObject        *self,
           HwObject *const *args,
           guint            n,
           HwObject        *kwnames)
{
  return hw_list_of (H (vm), self->as.items.at, self->as.items.n);
}

static HwObject *
list_reversed (HwVm            *vm,
               HwObject        *self,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  return hw_iterator_new (vm, HW_TYPE_ID_list_reverseiterator, self);
}

static const HwNativeDef list_methods[] = {
  { "append", list_append, HW_CALL_ONE },
  { "extend", list_extend, HW_CALL_ONE },
  { "insert", list_insert, HW_CALL_RANGE, 2, 2 },
  { "remove", list_remove, HW_CALL_ONE },
  { "pop", list_pop, HW_CALL_RANGE, 0, 1 },
  { "clear", list_clear, HW_CALL_NONE },
  { "index", list_index, HW_CALL_RANGE, 1, 3 },
  { "count", list_count, HW_CALL_ONE },
  { "sort", list_sort, HW_CALL_KEYWORDS },
  { "reverse", list_reverse, HW_CALL_NONE },
  { "copy", list_copy, HW_CALL_NONE },
  { "__reversed__", list_reversed, HW_CALL_NONE },
  { "__class_getitem__", hw_class_getitem, HW_CALL_ONE, 1, 1, HW_BIND_CLASS },
  { NULL },
};

const HwNativeType hw_native_list = {
  .new_ = list_new,
  .init = list_init,
  .repr = list_repr,
  .unhashable = TRUE,
  .compare = list_compare,
  .iter = list_iter,
  .length = list_length,
  .get_item = list_get_item,
  .set_item = list_set_item,
  .contains = list_contains,
  .binary = list_binary,
  .inplace = list_inplace,
  .methods = list_methods,
};
