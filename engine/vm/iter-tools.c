/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The classes enumerate, zip, map and filter. Models Objects/enumobject.c and Python/bltinmodule.c.
 *
 * enumerate and zip keep the tuple they gave last as their item and use it again when nobody else holds it. */

#include "vm/containers.h"

static HwObject *
self_iter (HwVm     *vm,
           HwObject *self)
{
  return hw_newref (H (vm), self);
}

static HwObject *
make (HwVm   *vm,
      HwType *type,
      guint32 size)
{
  return hw_native_new (vm, type, HW_KIND_ITERATOR, HW_ITERATOR_N_FIELDS);
}

/* -------------------------------------------------------------------------------------------------------- enumerate */

/* The next index is in as.items.data; one beyond 64 bits is the field "function". */
static HwObject *
enumerate_new (HwVm            *vm,
               HwType          *type,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  HwObject *values[2];
  HwObject *start = NULL, *iterator, *self;

  if (n == 0 && kwnames == NULL)
    return hw_raise (vm, HW_EXC_TypeError, "enumerate() missing required argument 'iterable'");
  if (!hw_bind (vm, "enumerate", "iterable,start=", args, n, kwnames, values))
    return NULL;
  if (values[1] != NULL && (start = hw_index (vm, values[1])) == NULL)
    return NULL;
  iterator = hw_iter (vm, values[0]);
  if (iterator == NULL) {
    hw_xdecref (H (vm), start);
    return NULL;
  }
  self = make (vm, type, 72);
  if (start != NULL && start->as.integer.big != NULL)
    hw_field_set (H (vm), self, HW_ITERATOR_FUNCTION, hw_newref (H (vm), start));
  else
    self->as.items.data = GSIZE_TO_POINTER ((gsize) (start != NULL ? start->as.integer.value : 0));
  hw_xdecref (H (vm), start);
  hw_field_set (H (vm), self, HW_ITERATOR_SEQUENCE, iterator);
  hw_field_set (H (vm), self, HW_ITERATOR_ITEM, hw_pair_new (vm, H (vm)->none, H (vm)->none));
  hw_object_track (H (vm), self);
  return self;
}

/* The next index, new, and one more in its place. */
static HwObject *
enumerate_count (HwVm     *vm,
                 HwObject *self)
{
  HwObject *big = hw_field (self, HW_ITERATOR_FUNCTION);
  HwObject *one, *next;
  gint64 index;

  if (big == NULL) {
    index = (gint64) GPOINTER_TO_SIZE (self->as.items.data);
    if (index < G_MAXINT64) {
      self->as.items.data = GSIZE_TO_POINTER ((gsize) (index + 1));
      return hw_int_new (H (vm), index);
    }
    hw_field_set (H (vm), self, HW_ITERATOR_FUNCTION, hw_int_new (H (vm), index));
    big = hw_field (self, HW_ITERATOR_FUNCTION);
  }
  one = hw_int_new (H (vm), 1);
  next = hw_binary (vm, HW_OPERATOR_ADD, big, one);
  hw_decref (H (vm), one);
  hw_incref (H (vm), big);
  hw_field_set (H (vm), self, HW_ITERATOR_FUNCTION, next);
  return big;
}

static HwObject *
enumerate_next (HwVm     *vm,
                HwObject *self)
{
  HwObject *item = hw_next (vm, hw_field (self, HW_ITERATOR_SEQUENCE));
  HwObject *pair = hw_field (self, HW_ITERATOR_ITEM);
  HwObject *index;

  if (item == NULL)
    return NULL;
  index = enumerate_count (vm, self);
  if (pair->refs == 1) {
    hw_incref (H (vm), pair);
    hw_pair_reuse (vm, pair, index, item);
  } else {
    pair = hw_pair_new (vm, index, item);
  }
  hw_decref (H (vm), index);
  hw_decref (H (vm), item);
  return pair;
}

const HwNativeType hw_native_enumerate = { .new_ = enumerate_new, .iter = self_iter, .next = enumerate_next };

/* ---------------------------------------------------------------------------------------------------- zip, map: iterators */

/* A tuple of the iterators of [args]; NULL: exception. */
static HwObject *
iterators_of (HwVm            *vm,
              HwObject *const *args,
              guint            n)
{
  g_autofree HwObject **iterators = g_new (HwObject *, n + 1);
  HwObject *tuple = NULL;
  guint made;

  for (made = 0; made < n; made++) {
    iterators[made] = hw_iter (vm, args[made]);
    if (iterators[made] == NULL)
      break;
  }
  if (made == n)
    tuple = hw_tuple_of (H (vm), iterators, n);
  for (guint i = 0; i < made; i++)
    hw_decref (H (vm), iterators[i]);
  return tuple;
}

/* The value of the only keyword "strict"; -1: exception. */
static int
strict_argument (HwVm            *vm,
                 const char      *function,
                 HwObject *const *args,
                 guint            n,
                 HwObject        *kwnames)
{
  HwObject *strict;

  if (kwnames == NULL || kwnames->as.items.n == 0)
    return 0;
  if (!hw_bind (vm, function, "*,strict=", args + n, 0, kwnames, &strict))
    return -1;
  return strict == NULL ? 0 : hw_truth (vm, strict);
}

/* ------------------------------------------------------------------------------------------------------------------ zip */

static HwObject *
zip_new (HwVm            *vm,
         HwType          *type,
         HwObject *const *args,
         guint            n,
         HwObject        *kwnames)
{
  int strict = strict_argument (vm, "zip", args, n, kwnames);
  HwObject *iterators, *self, *result;
  g_autofree HwObject **none = NULL;

  if (strict < 0)
    return NULL;
  iterators = iterators_of (vm, args, n);
  if (iterators == NULL)
    return NULL;
  none = g_new (HwObject *, n + 1);
  for (guint i = 0; i < n; i++)
    none[i] = H (vm)->none;
  result = hw_tuple_of (H (vm), none, n);
  self = make (vm, type, 64);
  self->as.items.extra = (guint32) strict;
  hw_field_set (H (vm), self, HW_ITERATOR_SEQUENCE, iterators);
  hw_field_set (H (vm), self, HW_ITERATOR_ITEM, result);
  hw_object_track (H (vm), self);
  return self;
}

/* Iterator number [i] has ended: with strict, all the others must have ended too. Always NULL. */
static HwObject *
zip_ended (HwVm     *vm,
           HwObject *self,
           guint32   i)
{
  HwObject *iterators = hw_field (self, HW_ITERATOR_SEQUENCE);
  HwObject *item;

  if (!self->as.items.extra || vm->exception != NULL)
    return NULL;
  if (i > 0)
    return hw_raise (vm, HW_EXC_ValueError, "zip() argument %u is shorter than argument%s%u", i + 1, i == 1 ? " " : "s 1-", i);
  for (i = 1; i < iterators->as.items.n; i++) {
    item = hw_next (vm, hw_field (iterators, i));
    if (item != NULL) {
      hw_decref (H (vm), item);
      return hw_raise (vm, HW_EXC_ValueError, "zip() argument %u is longer than argument%s%u", i + 1, i == 1 ? " " : "s 1-", i);
    }
    if (vm->exception != NULL)
      return NULL;
  }
  return NULL;
}

static HwObject *
zip_next_fresh (HwVm     *vm,
                HwObject *self)
{
  HwObject *iterators = hw_field (self, HW_ITERATOR_SEQUENCE);
  guint32 n = iterators->as.items.n, made;
  g_autofree HwObject **items = g_new (HwObject *, n);
  HwObject *result = NULL;

  for (made = 0; made < n; made++) {
    items[made] = hw_next (vm, hw_field (iterators, made));
    if (items[made] == NULL)
      break;
  }
  if (made == n)
    result = hw_tuple_of (H (vm), items, n);
  for (guint32 i = 0; i < made; i++)
    hw_decref (H (vm), items[i]);
  return result != NULL ? result : zip_ended (vm, self, made);
}

static HwObject *
zip_next (HwVm     *vm,
          HwObject *self)
{
  HwObject *iterators = hw_field (self, HW_ITERATOR_SEQUENCE);
  HwObject *result = hw_field (self, HW_ITERATOR_ITEM);

  if (iterators->as.items.n == 0)
    return NULL;
  if (result->refs != 1)
    return zip_next_fresh (vm, self);
  hw_incref (H (vm), result);
  for (guint32 i = 0; i < iterators->as.items.n; i++) {
    HwObject *item = hw_next (vm, hw_field (iterators, i));

    if (item == NULL) {
      hw_decref (H (vm), result);
      return zip_ended (vm, self, i);
    }
    hw_field_set (H (vm), result, i, item);
  }
  if (!hw_object_is_tracked (result))
    hw_object_track (H (vm), result);
  return result;
}

const HwNativeType hw_native_zip = { .new_ = zip_new, .iter = self_iter, .next = zip_next };

/* ------------------------------------------------------------------------------------------------------------------ map */

static HwObject *
map_new (HwVm            *vm,
         HwType          *type,
         HwObject *const *args,
         guint            n,
         HwObject        *kwnames)
{
  HwObject *iterators, *self;

  if (!hw_no_keywords (vm, "map", kwnames))
    return NULL;
  if (n < 2)
    return hw_raise (vm, HW_EXC_TypeError, "map() must have at least two arguments.");
  iterators = iterators_of (vm, args + 1, n - 1);
  if (iterators == NULL)
    return NULL;
  self = make (vm, type, H (vm)->profile->map_size);
  hw_field_set (H (vm), self, HW_ITERATOR_SEQUENCE, iterators);
  hw_field_set (H (vm), self, HW_ITERATOR_FUNCTION, hw_newref (H (vm), args[0]));
  hw_object_track (H (vm), self);
  return self;
}

static HwObject *
map_next (HwVm     *vm,
          HwObject *self)
{
  HwObject *iterators = hw_field (self, HW_ITERATOR_SEQUENCE);
  guint32 n = iterators->as.items.n, made;
  HwObject *few[4];
  g_autofree HwObject **many = n > G_N_ELEMENTS (few) ? g_new (HwObject *, n) : NULL;
  HwObject **items = many != NULL ? many : few;
  HwObject *result = NULL;

  for (made = 0; made < n; made++) {
    items[made] = hw_next (vm, hw_field (iterators, made));
    if (items[made] == NULL)
      break;
  }
  if (made == n)
    result = hw_call (vm, hw_field (self, HW_ITERATOR_FUNCTION), items, n, NULL);
  for (guint32 i = 0; i < made; i++)
    hw_decref (H (vm), items[i]);
  return result;
}

const HwNativeType hw_native_map = { .new_ = map_new, .iter = self_iter, .next = map_next };

/* --------------------------------------------------------------------------------------------------------------- filter */

static HwObject *
filter_new (HwVm            *vm,
            HwType          *type,
            HwObject *const *args,
            guint            n,
            HwObject        *kwnames)
{
  HwObject *iterator, *self;

  if (!hw_no_keywords (vm, "filter", kwnames) || !hw_check_count (vm, "filter", n, 2, 2))
    return NULL;
  iterator = hw_iter (vm, args[1]);
  if (iterator == NULL)
    return NULL;
  self = make (vm, type, 48);
  hw_field_set (H (vm), self, HW_ITERATOR_SEQUENCE, iterator);
  hw_field_set (H (vm), self, HW_ITERATOR_FUNCTION, hw_newref (H (vm), args[0]));
  hw_object_track (H (vm), self);
  return self;
}

/* Does the filter let [item] through: 1, 0, -1. */
static int
filter_passes (HwVm     *vm,
               HwObject *function,
               HwObject *item)
{
  HwObject *result;
  int passes;

  if (function == H (vm)->none || function == vm->types[HW_TYPE_ID_bool]->object)
    return hw_truth (vm, item);
  result = hw_call (vm, function, &item, 1, NULL);
  if (result == NULL)
    return -1;
  passes = hw_truth (vm, result);
  hw_decref (H (vm), result);
  return passes;
}

static HwObject *
filter_next (HwVm     *vm,
             HwObject *self)
{
  HwObject *item;

  while ((item = hw_next (vm, hw_field (self, HW_ITERATOR_SEQUENCE))) != NULL) {
    int passes = filter_passes (vm, hw_field (self, HW_ITERATOR_FUNCTION), item);

    if (passes > 0)
      return item;
    hw_decref (H (vm), item);
    if (passes < 0)
      return NULL;
  }
  return NULL;
}

const HwNativeType hw_native_filter = { .new_ = filter_new, .iter = self_iter, .next = filter_next };
