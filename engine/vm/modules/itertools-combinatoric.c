/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* product, permutations and combinations. The pool (or pools) is the sequence, the tuple given last the item; the indexes are a list of
 * small ints that the collector never sees. [extra] is TRUE once the iterator is over. */

#include "vm/modules/itertools.h"

enum { INDEXES = HW_ITERATOR_N_FIELDS, CYCLES, N_MORE = 2 };

/* A list of ints that nobody else sees. */
static HwObject *
numbers_new (HwVm  *vm,
             gint64 first,
             gint64 step,
             gint64 n)
{
  HwObject *list = hw_list_new (H (vm), (guint32) n);

  hw_object_untrack (H (vm), list);
  for (gint64 i = 0; i < n; i++)
    hw_list_append_take (H (vm), list, hw_int_new (H (vm), first + i * step));
  return list;
}

static gint64
number (HwObject *self,
        guint     field,
        gint64    i)
{
  return hw_field (self, field)->as.items.at[i]->as.integer.value;
}

static void
set_number (HwVm     *vm,
            HwObject *self,
            guint     field,
            gint64    i,
            gint64    value)
{
  hw_list_set (H (vm), hw_field (self, field), (guint32) i, hw_int_new (H (vm), value));
}

/* Gives a tuple of [values]: the last one again if nobody else has it. */
static HwObject *
give (HwVm      *vm,
      HwObject  *self,
      HwObject **values,
      guint32    n)
{
  HwObject *result = hw_field (self, HW_ITERATOR_ITEM);

  if (result == NULL || result->refs != 1 || n == 0) {
    result = result == NULL ? hw_tuple_of (H (vm), values, n) : hw_tuple_from_array (H (vm), values, n);
    hw_field_set (H (vm), self, HW_ITERATOR_ITEM, hw_newref (H (vm), result));
    return result;
  }
  hw_incref (H (vm), result);
  for (guint32 i = 0; i < n; i++)
    if (result->as.items.at[i] != values[i])
      hw_field_set (H (vm), result, i, hw_newref (H (vm), values[i]));
  if (!hw_object_is_tracked (result))
    hw_object_track (H (vm), result);
  return result;
}

static HwObject *
over (HwVm     *vm,
      HwObject *self)
{
  self->as.items.extra = TRUE;
  hw_field_set (H (vm), self, HW_ITERATOR_ITEM, NULL);
  return NULL;
}

/* An iterator over [pool] (stolen) with [n] indexes. */
static HwObject *
make (HwVm     *vm,
      HwType   *type,
      HwObject *pool,
      HwObject *indexes)
{
  HwObject *self = hw_itertool_new (vm, type, N_MORE);

  hw_field_set (H (vm), self, HW_ITERATOR_SEQUENCE, pool);
  hw_field_set (H (vm), self, INDEXES, indexes);
  hw_object_track (H (vm), self);
  return self;
}

/* The tuple that the indexes select from the pool. */
static HwObject *
select_from_pool (HwVm     *vm,
                  HwObject *self,
                  guint32   n)
{
  HwObject *pool = hw_field (self, HW_ITERATOR_SEQUENCE);
  g_autofree HwObject **values = g_new (HwObject *, n + 1);

  for (guint32 i = 0; i < n; i++)
    values[i] = pool->as.items.at[number (self, INDEXES, i)];
  return give (vm, self, values, n);
}

/* ------------------------------------------------------------------------------------------------------------ product */

static HwObject *
product_new (HwVm            *vm,
             HwType          *type,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  HwObject *argument = NULL, *pools, *self;
  g_autofree HwObject **made = NULL;
  gint64 repeat = 1;
  guint i;

  if (kwnames != NULL && kwnames->as.items.n > 0 && !hw_bind (vm, "product", "*,repeat=", args + n, 0, kwnames, &argument))
    return NULL;
  if (argument != NULL && !hw_index_value (vm, argument, &repeat, FALSE))
    return NULL;
  if (repeat < 0)
    return hw_raise (vm, HW_EXC_ValueError, "repeat argument cannot be negative");
  if (repeat > 1 << 16)
    return hw_raise (vm, HW_EXC_OverflowError, "repeat argument too large");
  made = g_new (HwObject *, n * repeat + 1);
  for (i = 0; i < n * repeat; i++) {
    made[i] = i < n ? hw_to_tuple (vm, args[i]) : hw_newref (H (vm), made[i - n]);
    if (made[i] == NULL)
      break;
  }
  pools = i == n * repeat ? hw_tuple_of (H (vm), made, i) : NULL;
  while (i-- > 0)
    hw_decref (H (vm), made[i]);
  if (pools == NULL)
    return NULL;
  self = make (vm, type, pools, numbers_new (vm, 0, 0, pools->as.items.n));
  return self;
}

static HwObject *
product_next (HwVm     *vm,
              HwObject *self)
{
  HwObject *pools = hw_field (self, HW_ITERATOR_SEQUENCE);
  guint32 n = pools->as.items.n;
  g_autofree HwObject **values = g_new (HwObject *, n + 1);
  gint64 i;

  if (self->as.items.extra)
    return NULL;
  if (hw_field (self, HW_ITERATOR_ITEM) != NULL) {
    for (i = (gint64) n - 1; i >= 0; i--) {
      gint64 index = number (self, INDEXES, i) + 1;

      if (index < pools->as.items.at[i]->as.items.n) {
        set_number (vm, self, INDEXES, i, index);
        break;
      }
      set_number (vm, self, INDEXES, i, 0);
    }
    if (i < 0)
      return over (vm, self);
  }
  for (guint32 j = 0; j < n; j++) {
    HwObject *pool = pools->as.items.at[j];

    if (pool->as.items.n == 0)
      return over (vm, self);
    values[j] = pool->as.items.at[number (self, INDEXES, j)];
  }
  return give (vm, self, values, n);
}

const HwNativeType hw_itertool_product = { .new_ = product_new, .iter = hw_itertool_self, .next = product_next };

/* -------------------------------------------------------------------------------------------------------- permutations */

static HwObject *
permutations_new (HwVm            *vm,
                  HwType          *type,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  HwObject *values[2], *pool, *self;
  gint64 length, r;

  if (!hw_bind (vm, "permutations", "iterable,r=", args, n, kwnames, values))
    return NULL;
  pool = hw_to_tuple (vm, values[0]);
  if (pool == NULL)
    return NULL;
  r = length = pool->as.items.n;
  if (values[1] != NULL && values[1] != H (vm)->none) {
    if (!hw_is_int (values[1]))
      hw_raise (vm, HW_EXC_TypeError, "Expected int as r");
    else if (hw_index_value (vm, values[1], &r, FALSE) && r < 0)
      hw_raise (vm, HW_EXC_ValueError, "r must be non-negative");
    if (vm->exception != NULL) {
      hw_decref (H (vm), pool);
      return NULL;
    }
  }
  self = make (vm, type, pool, numbers_new (vm, 0, 1, length));
  self->as.items.extra = r > length;
  self->as.items.data = GSIZE_TO_POINTER ((gsize) r);
  hw_field_set (H (vm), self, CYCLES, numbers_new (vm, length, -1, MIN (r, length)));
  return self;
}

/* Moves the indexes to the next permutation; FALSE after the last. */
static gboolean
permute (HwVm     *vm,
         HwObject *self,
         gint64    r)
{
  gint64 n = hw_field (self, HW_ITERATOR_SEQUENCE)->as.items.n;

  for (gint64 i = r - 1; i >= 0; i--) {
    gint64 cycle = number (self, CYCLES, i) - 1;
    gint64 index = number (self, INDEXES, i);

    if (cycle == 0) {
      for (gint64 j = i; j < n - 1; j++)
        set_number (vm, self, INDEXES, j, number (self, INDEXES, j + 1));
      set_number (vm, self, INDEXES, n - 1, index);
      set_number (vm, self, CYCLES, i, n - i);
    } else {
      set_number (vm, self, CYCLES, i, cycle);
      set_number (vm, self, INDEXES, i, number (self, INDEXES, n - cycle));
      set_number (vm, self, INDEXES, n - cycle, index);
      return TRUE;
    }
  }
  return FALSE;
}

static HwObject *
permutations_next (HwVm     *vm,
                   HwObject *self)
{
  gint64 r = (gint64) GPOINTER_TO_SIZE (self->as.items.data);

  if (self->as.items.extra)
    return NULL;
  if (hw_field (self, HW_ITERATOR_ITEM) != NULL && !permute (vm, self, r))
    return over (vm, self);
  return select_from_pool (vm, self, (guint32) r);
}

const HwNativeType hw_itertool_permutations = { .new_ = permutations_new, .iter = hw_itertool_self, .next = permutations_next };

/* -------------------------------------------------------------------------------------------------------- combinations */

static HwObject *
combine_new (HwVm            *vm,
             HwType          *type,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames,
             gboolean         replacement)
{
  HwObject *values[2], *pool, *self;
  gint64 length, r;

  if (!hw_bind (vm, type->name, "iterable,r", args, n, kwnames, values) || !hw_index_value (vm, values[1], &r, FALSE))
    return NULL;
  pool = hw_to_tuple (vm, values[0]);
  if (pool == NULL)
    return NULL;
  length = pool->as.items.n;
  if (r < 0) {
    hw_decref (H (vm), pool);
    return hw_raise (vm, HW_EXC_ValueError, "r must be non-negative");
  }
  if (r > 1 << 24) {
    hw_decref (H (vm), pool);
    return hw_raise (vm, HW_EXC_MemoryError, "%s", "");
  }
  self = make (vm, type, pool, numbers_new (vm, 0, replacement ? 0 : 1, r));
  self->as.items.extra = replacement ? length == 0 && r > 0 : r > length;
  return self;
}

static HwObject *
combinations_new (HwVm            *vm,
                  HwType          *type,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  return combine_new (vm, type, args, n, kwnames, FALSE);
}

static HwObject *
replacement_new (HwVm            *vm,
                 HwType          *type,
                 HwObject *const *args,
                 guint            n,
                 HwObject        *kwnames)
{
  return combine_new (vm, type, args, n, kwnames, TRUE);
}

static HwObject *
combine_next (HwVm     *vm,
              HwObject *self,
              gboolean  replacement)
{
  gint64 n = hw_field (self, HW_ITERATOR_SEQUENCE)->as.items.n;
  gint64 r = hw_field (self, INDEXES)->as.items.n, i, index;

  if (self->as.items.extra)
    return NULL;
  if (hw_field (self, HW_ITERATOR_ITEM) != NULL) {
    for (i = r - 1; i >= 0; i--)
      if (number (self, INDEXES, i) != (replacement ? n - 1 : i + n - r))
        break;
    if (i < 0)
      return over (vm, self);
    index = number (self, INDEXES, i) + 1;
    for (gint64 j = i; j < r; j++)
      set_number (vm, self, INDEXES, j, replacement ? index : index + j - i);
  }
  return select_from_pool (vm, self, (guint32) r);
}

static HwObject *
combinations_next (HwVm     *vm,
                   HwObject *self)
{
  return combine_next (vm, self, FALSE);
}

static HwObject *
replacement_next (HwVm     *vm,
                  HwObject *self)
{
  return combine_next (vm, self, TRUE);
}

const HwNativeType hw_itertool_combinations = { .new_ = combinations_new, .iter = hw_itertool_self, .next = combinations_next };
const HwNativeType hw_itertool_combinations_with_replacement = {
  .new_ = replacement_new,
  .iter = hw_itertool_self,
  .next = replacement_next,
};
