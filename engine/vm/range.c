/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The class range and its iterator. Models Objects/rangeobject.c.
 *
 * An iterator over small numbers has no references, as CPython's: the next number and the count left lie in as.items.data, the step in
 * as.items.extra. One over larger numbers has them as its fields: next number, step, count left. */

#include "vm/containers.h"

/* ---------------------------------------------------------------------------------------------------- big arithmetic */

/* start + index * step. */
static HwObject *
item_at (HwVm     *vm,
         HwObject *range,
         HwObject *index)
{
  HwObject *offset, *item;
  gint64 start, step, length, i;

  if (hw_range_get_small (range, &start, &step, &length) && index->as.integer.big == NULL) {
    i = index->as.integer.value;
    return hw_int_new (H (vm), start + i * step);
  }
  offset = hw_binary (vm, HW_OPERATOR_MULT, index, hw_field (range, HW_RANGE_STEP));
  if (offset == NULL)
    return NULL;
  item = hw_binary (vm, HW_OPERATOR_ADD, hw_field (range, HW_RANGE_START), offset);
  hw_decref (H (vm), offset);
  return item;
}

/* -1, 0, 1 */
static int
sign_of (HwObject *integer)
{
  if (integer->as.integer.big != NULL)
    return mpz_sgn (integer->as.integer.big->z);
  return (integer->as.integer.value > 0) - (integer->as.integer.value < 0);
}

static HwObject *
length_of (HwVm     *vm,
           HwObject *start,
           HwObject *stop,
           HwObject *step)
{
  mpz_t low, high, distance;
  HwObject *length;
  gboolean forwards = sign_of (step) > 0;

  if (start->as.integer.big == NULL && stop->as.integer.big == NULL && step->as.integer.big == NULL) {
    __int128 from = forwards ? start->as.integer.value : stop->as.integer.value;
    __int128 to = forwards ? stop->as.integer.value : start->as.integer.value;
    __int128 by = forwards ? step->as.integer.value : -(__int128) step->as.integer.value;
    __int128 n = from < to ? (to - from - 1) / by + 1 : 0;

    if (n <= HW_SSIZE_MAX)
      return hw_int_new (H (vm), (gint64) n);
  }
  mpz_inits (low, high, distance, NULL);
  hw_int_to_mpz (forwards ? start : stop, low);
  hw_int_to_mpz (forwards ? stop : start, high);
  hw_int_to_mpz (step, distance);
  mpz_abs (distance, distance);
  mpz_sub (high, high, low);
  if (mpz_sgn (high) > 0) {
    mpz_sub_ui (high, high, 1);
    mpz_fdiv_q (high, high, distance);
    mpz_add_ui (high, high, 1);
  } else {
    mpz_set_ui (high, 0);
  }
  length = hw_int_from_mpz (vm, high);
  mpz_clears (low, high, distance, NULL);
  return length;
}

gboolean
hw_range_get_small (HwObject *range,
                    gint64   *start,
                    gint64   *step,
                    gint64   *length)
{
  HwObject *first = hw_field (range, HW_RANGE_START);
  HwObject *by = hw_field (range, HW_RANGE_STEP);
  HwObject *count = hw_field (range, HW_RANGE_LENGTH);
  __int128 last;

  if (first->as.integer.big != NULL || by->as.integer.big != NULL || count->as.integer.big != NULL)
    return FALSE;
  *start = first->as.integer.value;
  *step = by->as.integer.value;
  *length = count->as.integer.value;
  last = *start + (__int128) *step * *length;
  return last >= G_MININT64 && last <= G_MAXINT64;
}

/* -------------------------------------------------------------------------------------------------------- the class */

/* A range of these (new references are taken); NULL: exception. */
static HwObject *
range_make (HwVm     *vm,
            HwObject *start,
            HwObject *stop,
            HwObject *step)
{
  HwObject *self, *length;

  if (sign_of (step) == 0)
    return hw_raise (vm, HW_EXC_ValueError, "range() arg 3 must not be zero");
  length = length_of (vm, start, stop, step);
  self = hw_fields_new (H (vm), vm->types[HW_TYPE_ID_range], HW_KIND_RANGE, 48, HW_RANGE_N_FIELDS);
  hw_field_set (H (vm), self, HW_RANGE_START, hw_newref (H (vm), start));
  hw_field_set (H (vm), self, HW_RANGE_STOP, hw_newref (H (vm), stop));
  hw_field_set (H (vm), self, HW_RANGE_STEP, hw_newref (H (vm), step));
  hw_field_set (H (vm), self, HW_RANGE_LENGTH, length);
  return self;
}

static HwObject *
range_new (HwVm            *vm,
           HwType          *type,
           HwObject *const *args,
           guint            n,
           HwObject        *kwnames)
{
  HwObject *parts[3] = { NULL };
  HwObject *result = NULL;

  if (!hw_no_keywords (vm, "range", kwnames) || !hw_check_count (vm, "range", n, 1, 3))
    return NULL;
  parts[0] = n > 1 ? hw_index (vm, args[0]) : hw_int_new (H (vm), 0);
  if (parts[0] != NULL)
    parts[1] = hw_index (vm, args[n > 1]);
  if (parts[1] != NULL)
    parts[2] = n > 2 ? hw_index (vm, args[2]) : hw_int_new (H (vm), 1);
  if (parts[2] != NULL)
    result = range_make (vm, parts[0], parts[1], parts[2]);
  for (guint i = 0; i < 3; i++)
    hw_xdecref (H (vm), parts[i]);
  return result;
}

static HwObject *
range_repr (HwVm     *vm,
            HwObject *self)
{
  HwObject *step = hw_field (self, HW_RANGE_STEP);
  gboolean is_plain = step->as.integer.big == NULL && step->as.integer.value == 1;
  g_autoptr (GString) text = g_string_new ("range(");

  for (guint i = 0; i < (is_plain ? 2 : 3); i++) {
    HwObject *repr = hw_repr (vm, hw_field (self, i));

    if (repr == NULL)
      return NULL;
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", hw_str_text (repr));
    hw_decref (H (vm), repr);
  }
  g_string_append_c (text, ')');
  return hw_str_new (H (vm), text->str, text->len);
}

/* What decides whether two ranges are equal: length, and the first number and step where they matter. New. */
static HwObject *
range_essence (HwVm     *vm,
               HwObject *self)
{
  HwObject *length = hw_field (self, HW_RANGE_LENGTH);
  HwObject *none = H (vm)->none;
  gboolean is_one = length->as.integer.big == NULL && length->as.integer.value == 1;
  HwObject *values[3] = { length, none, none };

  if (sign_of (length) > 0)
    values[1] = hw_field (self, HW_RANGE_START);
  if (sign_of (length) > 0 && !is_one)
    values[2] = hw_field (self, HW_RANGE_STEP);
  return hw_tuple_of (H (vm), values, 3);
}

static gint64
range_hash (HwVm     *vm,
            HwObject *self)
{
  HwObject *essence = range_essence (vm, self);
  gint64 hash = hw_hash (vm, essence);

  hw_decref (H (vm), essence);
  return hash;
}

static HwObject *
range_compare (HwVm       *vm,
               HwObject   *self,
               HwObject   *other,
               HwCompareOp op)
{
  HwObject *left, *right, *result;

  if (self->kind != HW_KIND_RANGE || other->kind != HW_KIND_RANGE || (op != HW_COMPARE_EQ && op != HW_COMPARE_NOT_EQ))
    return HW_NOT_IMPLEMENTED (vm);
  left = range_essence (vm, self);
  right = range_essence (vm, other);
  result = hw_compare (vm, left, right, op);
  hw_decref (H (vm), left);
  hw_decref (H (vm), right);
  return result;
}

static gint64
range_length (HwVm     *vm,
              HwObject *self)
{
  HwObject *length = hw_field (self, HW_RANGE_LENGTH);

  if (length->as.integer.big == NULL)
    return length->as.integer.value;
  hw_raise (vm, HW_EXC_OverflowError, "Python int too large to convert to C ssize_t");
  return -1;
}

static int
range_truth (HwVm     *vm,
             HwObject *self)
{
  return sign_of (hw_field (self, HW_RANGE_LENGTH)) != 0;
}

/* [index] + length if it is negative. */
static HwObject *
index_from_end (HwVm     *vm,
                HwObject *self,
                HwObject *index)
{
  if (sign_of (index) >= 0)
    return hw_newref (H (vm), index);
  return hw_binary (vm, HW_OPERATOR_ADD, index, hw_field (self, HW_RANGE_LENGTH));
}

static HwObject *
range_get_slice (HwVm     *vm,
                 HwObject *self,
                 HwObject *slice)
{
  gint64 length = range_length (vm, self);
  gint64 start, stop, step, count;
  HwObject *parts[3], *numbers[3], *result = NULL;

  if (length < 0 || !hw_slice_unpack (vm, slice, length, &start, &stop, &step, &count))
    return NULL;
  numbers[0] = hw_int_new (H (vm), start);
  numbers[1] = hw_int_new (H (vm), stop);
  numbers[2] = hw_int_new (H (vm), step);
  parts[0] = item_at (vm, self, numbers[0]);
  parts[1] = item_at (vm, self, numbers[1]);
  parts[2] = hw_binary (vm, HW_OPERATOR_MULT, numbers[2], hw_field (self, HW_RANGE_STEP));
  if (parts[0] != NULL && parts[1] != NULL && parts[2] != NULL)
    result = range_make (vm, parts[0], parts[1], parts[2]);
  for (guint i = 0; i < 3; i++) {
    hw_decref (H (vm), numbers[i]);
    hw_xdecref (H (vm), parts[i]);
  }
  return result;
}

static HwObject *
range_get_item (HwVm     *vm,
                HwObject *self,
                HwObject *key)
{
  HwObject *index, *place, *item = NULL;
  int below;

  if (key->kind == HW_KIND_SLICE)
    return range_get_slice (vm, self, key);
  if (!hw_has_index (vm, key))
    return hw_raise (vm, HW_EXC_TypeError, "range indices must be integers or slices, not %s", HW_TYPE_NAME (key));
  index = hw_index (vm, key);
  if (index == NULL)
    return NULL;
  place = index_from_end (vm, self, index);
  hw_decref (H (vm), index);
  below = hw_compare_bool (vm, place, hw_field (self, HW_RANGE_LENGTH), HW_COMPARE_LT);
  if (sign_of (place) < 0 || below == 0)
    hw_raise (vm, HW_EXC_IndexError, "range object index out of range");
  else if (below > 0)
    item = item_at (vm, self, place);
  hw_decref (H (vm), place);
  return item;
}

/* The index of the int [value] in the range; -1 if it is not in it. Only ranges of 64 bits. */
static gint64
small_index (gint64 value,
             gint64 start,
             gint64 step,
             gint64 length)
{
  __int128 offset = (__int128) value - start;

  if (length == 0 || offset % step != 0 || offset / step < 0 || offset / step >= length)
    return -1;
  return (gint64) (offset / step);
}

/* The index of an int: new; None if it is not in the range; NULL: exception. */
static HwObject *
index_of_int (HwVm     *vm,
              HwObject *self,
              HwObject *value)
{
  gint64 start, step, length;
  HwObject *result;
  mpz_t offset, by, count;

  if (hw_range_get_small (self, &start, &step, &length)) {
    gint64 index = value->as.integer.big != NULL ? -1 : small_index (value->as.integer.value, start, step, length);

    return index < 0 ? HW_NONE (vm) : hw_int_new (H (vm), index);
  }
  mpz_inits (offset, by, count, NULL);
  hw_int_to_mpz (hw_field (self, HW_RANGE_START), by);
  hw_int_to_mpz (value, offset);
  mpz_sub (offset, offset, by);
  hw_int_to_mpz (hw_field (self, HW_RANGE_STEP), by);
  hw_int_to_mpz (hw_field (self, HW_RANGE_LENGTH), count);
  if (mpz_divisible_p (offset, by)) {
    mpz_divexact (offset, offset, by);
    result = mpz_sgn (offset) >= 0 && mpz_cmp (offset, count) < 0 ? hw_int_from_mpz (vm, offset) : HW_NONE (vm);
  } else {
    result = HW_NONE (vm);
  }
  mpz_clears (offset, by, count, NULL);
  return result;
}

/* The first index of any object: as index_of_int(), but item by item. [n_found]: how often it is there, then all are looked at. */
static gint64
search (HwVm     *vm,
        HwObject *self,
        HwObject *value,
        gint64   *n_found)
{
  HwObject *iterator = hw_range_iter (vm, self, FALSE);
  HwObject *item;
  gint64 index = 0, first = -1;

  while (iterator != NULL && (item = hw_next (vm, iterator)) != NULL) {
    int equal = hw_equal (vm, item, value);

    hw_decref (H (vm), item);
    if (equal < 0)
      break;
    if (equal) {
      first = first < 0 ? index : first;
      if (n_found == NULL)
        break;
      ++*n_found;
    }
    index++;
  }
  hw_xdecref (H (vm), iterator);
  return vm->exception != NULL ? -2 : first;
}

static int
range_contains (HwVm     *vm,
                HwObject *self,
                HwObject *item)
{
  HwObject *index;
  gboolean found;
  gint64 place;

  if (!hw_is_exact (vm, item, int) && !hw_is_exact (vm, item, bool)) {
    place = search (vm, self, item, NULL);
    return place == -2 ? -1 : place >= 0;
  }
  index = index_of_int (vm, self, item);
  if (index == NULL)
    return -1;
  found = index != H (vm)->none;
  hw_decref (H (vm), index);
  return found;
}

static HwObject *
range_count (HwVm            *vm,
             HwObject        *self,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  gint64 count = 0;

  if (hw_is_exact (vm, args[0], int) || hw_is_exact (vm, args[0], bool))
    count = range_contains (vm, self, args[0]);
  else if (search (vm, self, args[0], &count) == -2)
    return NULL;
  return hw_int_new (H (vm), count);
}

static HwObject *
range_index (HwVm            *vm,
             HwObject        *self,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  HwObject *index, *repr;
  gint64 place;

  if (!hw_is_exact (vm, args[0], int) && !hw_is_exact (vm, args[0], bool)) {
    place = search (vm, self, args[0], NULL);
    if (place == -1)
      hw_raise (vm, HW_EXC_ValueError, "sequence.index(x): x not in sequence");
    return place < 0 ? NULL : hw_int_new (H (vm), place);
  }
  index = index_of_int (vm, self, args[0]);
  if (index == NULL || index != H (vm)->none)
    return index;
  hw_decref (H (vm), index);
  if (H (vm)->profile->minor >= 14)
    return hw_raise (vm, HW_EXC_ValueError, "range.index(x): x not in range");
  repr = hw_repr (vm, args[0]);
  if (repr != NULL) {
    hw_raise (vm, HW_EXC_ValueError, "%s is not in range", hw_str_text (repr));
    hw_decref (H (vm), repr);
  }
  return NULL;
}

/* ------------------------------------------------------------------------------------------------------- the iterator */

#define FITS(number) ((number) >= G_MININT32 && (number) <= G_MAXINT32)

static void
small_set (HwObject *iterator,
           gint64    next,
           gint64    left)
{
  iterator->as.items.data = GSIZE_TO_POINTER ((gsize) (guint32) (gint32) next << 32 | (guint32) left);
}

static HwObject *
iterator_make (HwVm *vm,
               guint n_fields)
{
  return hw_fields_new (H (vm), vm->types[HW_TYPE_ID_range_iterator], HW_KIND_ITERATOR, H (vm)->profile->range_iterator_size, n_fields);
}

HwObject *
hw_range_iter (HwVm     *vm,
               HwObject *range,
               gboolean  reversed)
{
  HwObject *iterator, *first, *step;
  HwObject *length = hw_field (range, HW_RANGE_LENGTH);
  gint64 start, by, n;

  if (hw_range_get_small (range, &start, &by, &n) && FITS (start) && FITS (by) && n <= G_MAXUINT32 && FITS (start + by * n) &&
      by != G_MININT32) {
    iterator = iterator_make (vm, 0);
    iterator->as.items.extra = (guint32) (gint32) (reversed ? -by : by);
    small_set (iterator, reversed && n > 0 ? start + by * (n - 1) : start, n);
    return iterator;
  }
  if (reversed) {
    HwObject *one = hw_int_new (H (vm), 1);
    HwObject *last = hw_binary (vm, HW_OPERATOR_SUB, length, one);

    first = last != NULL ? item_at (vm, range, last) : NULL;
    step = hw_unary (vm, HW_UNARY_USUB, hw_field (range, HW_RANGE_STEP));
    hw_decref (H (vm), one);
    hw_xdecref (H (vm), last);
  } else {
    first = hw_newref (H (vm), hw_field (range, HW_RANGE_START));
    step = hw_newref (H (vm), hw_field (range, HW_RANGE_STEP));
  }
  if (first == NULL || step == NULL)
    return NULL;
  iterator = iterator_make (vm, 3);
  hw_field_set (H (vm), iterator, 0, first);
  hw_field_set (H (vm), iterator, 1, step);
  hw_field_set (H (vm), iterator, 2, hw_newref (H (vm), length));
  return iterator;
}

static HwObject *
range_iter (HwVm     *vm,
            HwObject *self)
{
  return hw_range_iter (vm, self, FALSE);
}

static HwObject *
range_reversed (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  return hw_range_iter (vm, self, TRUE);
}

static HwObject *
long_next (HwVm     *vm,
           HwObject *self)
{
  HwObject *item = hw_field (self, 0);
  HwObject *one, *left;

  if (sign_of (hw_field (self, 2)) <= 0)
    return NULL;
  one = hw_int_new (H (vm), 1);
  left = hw_binary (vm, HW_OPERATOR_SUB, hw_field (self, 2), one);
  hw_decref (H (vm), one);
  hw_incref (H (vm), item);
  hw_field_set (H (vm), self, 0, hw_binary (vm, HW_OPERATOR_ADD, item, hw_field (self, 1)));
  hw_field_set (H (vm), self, 2, left);
  return item;
}

static HwObject *
iterator_next (HwVm     *vm,
               HwObject *self)
{
  gint64 next;
  guint32 left;

  if (self->as.items.n > 0)
    return long_next (vm, self);
  left = (guint32) GPOINTER_TO_SIZE (self->as.items.data);
  if (left == 0)
    return NULL;
  next = (gint32) (GPOINTER_TO_SIZE (self->as.items.data) >> 32);
  small_set (self, next + (gint32) self->as.items.extra, left - 1);
  return hw_int_new (H (vm), next);
}

static HwObject *
iterator_self (HwVm     *vm,
               HwObject *self)
{
  return hw_newref (H (vm), self);
}

static HwObject *
iterator_length_hint (HwVm            *vm,
                      HwObject        *self,
                      HwObject *const *args,
                      guint            n,
                      HwObject        *kwnames)
{
  if (self->as.items.n > 0)
    return hw_newref (H (vm), hw_field (self, 2));
  return hw_int_new (H (vm), (guint32) GPOINTER_TO_SIZE (self->as.items.data));
}

static const HwNativeDef iterator_methods[] = {
  { "__length_hint__", iterator_length_hint, HW_CALL_NONE },
  { NULL },
};

const HwNativeType hw_native_range_iterator = {
  .iter = iterator_self,
  .next = iterator_next,
  .methods = iterator_methods,
};

/* ---------------------------------------------------------------------------------------------------- its attributes */

static HwObject *
get_start (HwVm     *vm,
           HwObject *self)
{
  return hw_newref (H (vm), hw_field (self, HW_RANGE_START));
}

static HwObject *
get_stop (HwVm     *vm,
          HwObject *self)
{
  return hw_newref (H (vm), hw_field (self, HW_RANGE_STOP));
}

static HwObject *
get_step (HwVm     *vm,
          HwObject *self)
{
  return hw_newref (H (vm), hw_field (self, HW_RANGE_STEP));
}

static const HwNativeDef range_methods[] = {
  { "__reversed__", range_reversed, HW_CALL_NONE },
  { "count", range_count, HW_CALL_ONE },
  { "index", range_index, HW_CALL_ONE },
  { NULL },
};

static const HwGetSetDef range_getsets[] = {
  { "start", get_start, hw_set_readonly },
  { "stop", get_stop, hw_set_readonly },
  { "step", get_step, hw_set_readonly },
  { NULL },
};

const HwNativeType hw_native_range = {
  .new_ = range_new,
  .repr = range_repr,
  .hash = range_hash,
  .compare = range_compare,
  .iter = range_iter,
  .length = range_length,
  .get_item = range_get_item,
  .contains = range_contains,
  .truth = range_truth,
  .methods = range_methods,
  .getsets = range_getsets,
};
