/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The class tuple. Models Objects/tupleobject.c. */

#include "vm/containers.h"

/* The items are gathered outside of the model, which knows of no list here. */
static HwObject *
gather (HwVm     *vm,
        HwObject *iterable)
{
  g_autoptr (GPtrArray) items = NULL;
  HwObject *iterator = hw_iter (vm, iterable), *item, *tuple = NULL;

  if (iterator == NULL)
    return NULL;
  items = g_ptr_array_new ();
  if (H (vm)->profile->tuples_ask_no_length || hw_length_hint (vm, iterable, 10) >= 0)
    while ((item = hw_next (vm, iterator)) != NULL)
      g_ptr_array_add (items, item);
  if (vm->exception == NULL) {
    tuple = hw_tuple_new (H (vm), items->len);
    hw_items_fill (H (vm), tuple, (HwObject **) items->pdata, items->len);
    if (tuple != H (vm)->empty_tuple)
      hw_object_track (H (vm), tuple);
  } else {
    for (guint i = items->len; i-- > 0;)
      hw_decref (H (vm), items->pdata[i]);
  }
  hw_decref (H (vm), iterator);
  return tuple;
}

HwObject *
hw_to_tuple (HwVm     *vm,
             HwObject *iterable)
{
  if (hw_is_exact (vm, iterable, tuple))
    return hw_newref (H (vm), iterable);
  if (hw_is_exact (vm, iterable, list))
    return hw_tuple_from_array (H (vm), iterable->as.items.at, iterable->as.items.n);
  return gather (vm, iterable);
}

static HwObject *
tuple_new (HwVm            *vm,
           HwType          *type,
           HwObject *const *args,
           guint            n,
           HwObject        *kwnames)
{
  HwObject *items, *tuple;

  if (type == vm->types[HW_TYPE_ID_tuple] && !hw_no_keywords (vm, "tuple", kwnames))
    return NULL;
  if (!hw_check_count (vm, "tuple", n, 0, 1))
    return NULL;
  items = n == 0 ? hw_newref (H (vm), H (vm)->empty_tuple) : hw_to_tuple (vm, args[0]);
  if (items == NULL || type == vm->types[HW_TYPE_ID_tuple])
    return items;
  tuple = hw_tuple_new_typed (H (vm), type, items->as.items.n);
  for (guint32 i = 0; i < items->as.items.n; i++)
    hw_incref (H (vm), items->as.items.at[i]);
  hw_items_fill (H (vm), tuple, items->as.items.at, items->as.items.n);
  hw_object_track (H (vm), tuple);
  hw_decref (H (vm), items);
  return tuple;
}

static HwObject *
tuple_repr (HwVm     *vm,
            HwObject *self)
{
  if (self->as.items.n == 0)
    return hw_str_new (H (vm), "()", -1);
  return hw_sequence_repr (vm, self, "(", self->as.items.n == 1 ? ",)" : ")", "(...)");
}

/* The xxHash rounds of tuplehash(). */
static gint64
tuple_hash (HwVm     *vm,
            HwObject *self)
{
  const guint64 prime_1 = 11400714785074694791u, prime_2 = 14029467366897019727u, prime_5 = 2870177450012600261u;
  guint64 sum = prime_5;

  if (!hw_has_stack (vm))
    return -1;
  for (guint32 i = 0; i < self->as.items.n; i++) {
    gint64 lane = hw_hash (vm, self->as.items.at[i]);

    if (lane == -1)
      return -1;
    sum += (guint64) lane * prime_2;
    sum = (sum << 31 | sum >> 33) * prime_1;
  }
  sum += self->as.items.n ^ (prime_5 ^ 3527539u);
  return sum == G_MAXUINT64 ? 1546275796 : (gint64) sum;
}

static HwObject *
tuple_compare (HwVm       *vm,
               HwObject   *self,
               HwObject   *other,
               HwCompareOp op)
{
  if (self->kind != HW_KIND_TUPLE || other->kind != HW_KIND_TUPLE)
    return HW_NOT_IMPLEMENTED (vm);
  return hw_sequence_compare (vm, self, other, op);
}

static HwObject *
tuple_iter (HwVm     *vm,
            HwObject *self)
{
  return hw_iterator_new (vm, HW_TYPE_ID_tuple_iterator, self);
}

static gint64
tuple_length (HwVm     *vm,
              HwObject *self)
{
  return self->as.items.n;
}

static HwObject *
tuple_get_slice (HwVm     *vm,
                 HwObject *self,
                 HwObject *slice)
{
  gint64 start, stop, step, count;
  g_autofree HwObject **items = NULL;

  if (!hw_slice_unpack (vm, slice, self->as.items.n, &start, &stop, &step, &count))
    return NULL;
  if (count <= 0)
    return hw_newref (H (vm), H (vm)->empty_tuple);
  if (step == 1 && count == self->as.items.n && hw_is_exact (vm, self, tuple))
    return hw_newref (H (vm), self);
  if (step == 1)
    return hw_tuple_of (H (vm), self->as.items.at + start, (guint32) count);
  items = g_new (HwObject *, count);
  for (gint64 i = 0; i < count; i++)
    items[i] = self->as.items.at[start + i * step];
  return hw_tuple_of (H (vm), items, (guint32) count);
}

static HwObject *
tuple_get_item (HwVm     *vm,
                HwObject *self,
                HwObject *key)
{
  gint64 index;

  if (hw_has_index (vm, key)) {
    if (!hw_index_value (vm, key, &index, FALSE))
      return NULL;
    if (index < 0)
      index += self->as.items.n;
    if (index < 0 || index >= self->as.items.n)
      return hw_raise (vm, HW_EXC_IndexError, "tuple index out of range");
    return hw_newref (H (vm), self->as.items.at[index]);
  }
  if (key->kind == HW_KIND_SLICE)
    return tuple_get_slice (vm, self, key);
  return hw_raise (vm, HW_EXC_TypeError, "tuple indices must be integers or slices, not %s", HW_TYPE_NAME (key));
}

static gint64
tuple_find (HwVm     *vm,
            HwObject *self,
            HwObject *value,
            gint64    start,
            gint64    stop)
{
  for (gint64 i = start; i < stop && i < self->as.items.n; i++) {
    int equal = hw_equal (vm, self->as.items.at[i], value);

    if (equal != 0)
      return equal < 0 ? -2 : i;
  }
  return -1;
}

static int
tuple_contains (HwVm     *vm,
                HwObject *self,
                HwObject *item)
{
  gint64 place = tuple_find (vm, self, item, 0, HW_SSIZE_MAX);

  return place == -2 ? -1 : place >= 0;
}

static HwObject *
tuple_concat (HwVm     *vm,
              HwObject *left,
              HwObject *right)
{
  guint32 n = left->as.items.n, m = right->as.items.n;
  g_autofree HwObject **items = NULL;

  if (n == 0 && hw_is_exact (vm, right, tuple))
    return hw_newref (H (vm), right);
  if (m == 0 && hw_is_exact (vm, left, tuple))
    return hw_newref (H (vm), left);
  items = g_new (HwObject *, MAX (n + m, 1));
  for (guint32 i = 0; i < n; i++)
    items[i] = left->as.items.at[i];
  for (guint32 i = 0; i < m; i++)
    items[n + i] = right->as.items.at[i];
  return hw_tuple_of (H (vm), items, n + m);
}

static HwObject *
tuple_repeat (HwVm     *vm,
              HwObject *self,
              gint64    count)
{
  guint32 n = self->as.items.n;
  g_autofree HwObject **items = NULL;

  if ((n == 0 || count == 1) && hw_is_exact (vm, self, tuple))
    return hw_newref (H (vm), self);
  if (n == 0 || count == 0)
    return hw_newref (H (vm), H (vm)->empty_tuple);
  items = g_new (HwObject *, n * count);
  for (gint64 i = 0; i < n * count; i++)
    items[i] = self->as.items.at[i % n];
  return hw_tuple_of (H (vm), items, (guint32) (n * count));
}

static HwObject *
tuple_binary (HwVm      *vm,
              HwOperator op,
              HwObject  *left,
              HwObject  *right)
{
  HwObject *sequence = left->kind == HW_KIND_TUPLE ? left : right;
  HwObject *refused;
  gint64 count;

  if (op == HW_OPERATOR_ADD) {
    if (left->kind == HW_KIND_TUPLE && right->kind == HW_KIND_TUPLE)
      return tuple_concat (vm, left, right);
    return hw_concat_refuse (vm, left, right);
  }
  if (op == HW_OPERATOR_MULT) {
    if (!hw_repeat_count (vm, sequence, sequence == left ? right : left, &count, &refused))
      return refused;
    return tuple_repeat (vm, sequence, count);
  }
  return HW_NOT_IMPLEMENTED (vm);
}

static HwObject *
tuple_index (HwVm            *vm,
             HwObject        *self,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  gint64 start = 0, stop = HW_SSIZE_MAX, place;

  if (!hw_search_index (vm, n > 1 ? args[1] : NULL, self->as.items.n, &start) ||
      !hw_search_index (vm, n > 2 ? args[2] : NULL, self->as.items.n, &stop))
    return NULL;
  place = tuple_find (vm, self, args[0], start, stop);
  if (place == -1)
    return hw_raise (vm, HW_EXC_ValueError, "tuple.index(x): x not in tuple");
  return place < 0 ? NULL : hw_int_new (H (vm), place);
}

static HwObject *
tuple_count (HwVm            *vm,
             HwObject        *self,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  gint64 count = 0;

  for (gint64 i = 0; (i = tuple_find (vm, self, args[0], i, HW_SSIZE_MAX)) >= 0; i++)
    count++;
  return vm->exception != NULL ? NULL : hw_int_new (H (vm), count);
}

static HwObject *
tuple_getnewargs (HwVm            *vm,
                  HwObject        *self,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  HwObject *items = hw_tuple_of (H (vm), self->as.items.at, self->as.items.n);
  HwObject *result = hw_tuple_of (H (vm), &items, 1);

  hw_decref (H (vm), items);
  return result;
}

static const HwNativeDef tuple_methods[] = {
  { "__getnewargs__", tuple_getnewargs, HW_CALL_NONE },
  { "__class_getitem__", hw_class_getitem, HW_CALL_ONE, 1, 1, HW_BIND_CLASS },
  { "index", tuple_index, HW_CALL_RANGE, 1, 3 },
  { "count", tuple_count, HW_CALL_ONE },
  { NULL },
};

const HwNativeType hw_native_tuple = {
  .new_ = tuple_new,
  .repr = tuple_repr,
  .hash = tuple_hash,
  .compare = tuple_compare,
  .iter = tuple_iter,
  .length = tuple_length,
  .get_item = tuple_get_item,
  .contains = tuple_contains,
  .binary = tuple_binary,
  .methods = tuple_methods,
};
