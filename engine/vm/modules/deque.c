/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* collections.deque. Models Modules/_collectionsmodule.c.
 *
 * Field 0 is unused; the items are the fields from 1 on, in order, and empty fields behind them are room for more. as.items.extra is the
 * number of items, as.items.data is maxlen + 1, or 0 for none. */

#include "vm/containers.h"
#include "vm/modules/collections.h"

#define FIRST 1

static const HwNativeType deque_native, iterator_native, reverse_native;

static inline guint32
length_of (HwObject *self)
{
  /* tp_clear empties the fields */
  if (self->as.items.extra > 0 && self->as.items.at[FIRST] == NULL)
    self->as.items.extra = 0;
  return self->as.items.extra;
}

static inline gint64
maxlen_of (HwObject *self)
{
  return (gint64) GPOINTER_TO_SIZE (self->as.items.data) - 1;
}

static inline HwObject *
item_of (HwObject *self,
         guint32   i)
{
  return self->as.items.at[FIRST + i];
}

static gboolean
is_deque (HwVm     *vm,
          HwObject *object)
{
  return hw_is_instance (object, hw_deque_get_type (vm));
}

static HwObject *
deque_make (HwVm   *vm,
            HwType *type,
            gint64  maxlen)
{
  HwObject *self = hw_native_new (vm, type, HW_KIND_NATIVE, FIRST);

  self->as.items.data = GSIZE_TO_POINTER ((gsize) (maxlen + 1));
  hw_object_track (H (vm), self);
  return self;
}

/* Moves the items from [position] on up by one and puts [value] (stolen) there. */
static void
put (HwVm     *vm,
     HwObject *self,
     guint32   position,
     HwObject *value)
{
  guint32 n = length_of (self), room = self->as.items.n - FIRST;
  HwObject **at;
  HwObject *nothing = NULL;

  if (n == room)
    hw_fields_extend (H (vm), self, MAX (room, 8));
  at = self->as.items.at + FIRST;
  if (position == n) {
    hw_field_set (H (vm), self, FIRST + n, value);
  } else {
    /* the last empty field goes, so that the number of fields stays */
    hw_emit_splice (H (vm), self, self->as.items.n - 1, &nothing, 1, NULL, 0);
    self->as.items.n--;
    hw_emit_splice (H (vm), self, FIRST + position, NULL, 0, &value, 1);
    self->as.items.n++;
    memmove (at + position + 1, at + position, (n - position) * sizeof *at);
    at[position] = value;
  }
  self->as.items.extra = n + 1;
}

/* Takes the item at [position] out: new. */
static HwObject *
take (HwVm     *vm,
      HwObject *self,
      guint32   position)
{
  guint32 n = length_of (self);
  HwObject **at = self->as.items.at + FIRST;
  HwObject *value = at[position];
  HwObject *nothing = NULL;

  hw_emit_splice (H (vm), self, FIRST + position, &value, 1, NULL, 0);
  memmove (at + position, at + position + 1, (self->as.items.n - FIRST - position - 1) * sizeof *at);
  self->as.items.n--;
  self->as.items.extra = n - 1;
  hw_emit_splice (H (vm), self, self->as.items.n, NULL, 0, &nothing, 1);
  at[self->as.items.n++ - FIRST] = NULL;
  return value;
}

/* append and appendleft: an item too many falls off the other end. */
static void
deque_add (HwVm     *vm,
           HwObject *self,
           HwObject *value,
           gboolean  left)
{
  gint64 maxlen = maxlen_of (self);

  put (vm, self, left ? 0 : length_of (self), hw_newref (H (vm), value));
  if (maxlen >= 0 && length_of (self) > maxlen)
    hw_decref (H (vm), take (vm, self, left ? length_of (self) - 1 : 0));
}

static gboolean
deque_extend_by (HwVm     *vm,
                 HwObject *self,
                 HwObject *iterable,
                 gboolean  left)
{
  HwObject *iterator, *item, *copy = NULL;

  if (iterable == self)
    iterable = copy = hw_to_list (vm, self);
  iterator = iterable != NULL ? hw_iter (vm, iterable) : NULL;
  hw_xdecref (H (vm), copy);
  if (iterator == NULL)
    return FALSE;
  while ((item = hw_next (vm, iterator)) != NULL) {
    deque_add (vm, self, item, left);
    hw_decref (H (vm), item);
  }
  hw_decref (H (vm), iterator);
  return vm->exception == NULL;
}

static void
deque_clear_all (HwVm     *vm,
                 HwObject *self)
{
  guint32 n = length_of (self);
  g_autofree HwObject **gone = NULL;
  g_autofree HwObject **nothing = NULL;

  if (n == 0)
    return;
  gone = g_memdup2 (self->as.items.at + FIRST, n * sizeof *gone);
  nothing = g_new0 (HwObject *, n);
  hw_emit_splice (H (vm), self, FIRST, gone, n, nothing, n);
  memset (self->as.items.at + FIRST, 0, n * sizeof *gone);
  self->as.items.extra = 0;
  for (guint32 i = 0; i < n; i++)
    hw_decref (H (vm), gone[i]);
}

/* ------------------------------------------------------------------------------------------------------- protocols */

static HwObject *
deque_new (HwVm            *vm,
           HwType          *type,
           HwObject *const *args,
           guint            n,
           HwObject        *kwnames)
{
  return deque_make (vm, type, -1);
}

static gboolean
deque_init (HwVm            *vm,
            HwObject        *self,
            HwObject *const *args,
            guint            n,
            HwObject        *kwnames)
{
  HwObject *values[2];
  gint64 maxlen = -1;

  if (!hw_bind (vm, "deque", "iterable=,maxlen=", args, n, kwnames, values))
    return FALSE;
  if (values[1] != NULL && values[1] != H (vm)->none) {
    if (!hw_is_int (values[1])) {
      hw_raise (vm, HW_EXC_TypeError, "an integer is required");
      return FALSE;
    }
    if (!hw_index_value (vm, values[1], &maxlen, FALSE))
      return FALSE;
    if (maxlen < 0) {
      hw_raise (vm, HW_EXC_ValueError, "maxlen must be non-negative");
      return FALSE;
    }
  }
  deque_clear_all (vm, self);
  self->as.items.data = GSIZE_TO_POINTER ((gsize) (maxlen + 1));
  return values[0] == NULL || deque_extend_by (vm, self, values[0], FALSE);
}

static HwObject *
deque_repr (HwVm     *vm,
            HwObject *self)
{
  HwObject *list, *repr, *result = NULL;

  if (hw_repr_enter (vm, self))
    return vm->exception != NULL ? NULL : hw_str_new (H (vm), "[...]", -1);
  list = hw_list_of (H (vm), self->as.items.at + FIRST, length_of (self));
  repr = hw_repr (vm, list);
  hw_decref (H (vm), list);
  hw_repr_leave (vm, self);
  if (repr == NULL)
    return NULL;
  if (maxlen_of (self) >= 0)
    result = hw_str_printf (vm, "%s(%s, maxlen=%" G_GINT64_FORMAT ")", HW_TYPE_NAME (self), hw_str_text (repr), maxlen_of (self));
  else
    result = hw_str_printf (vm, "%s(%s)", HW_TYPE_NAME (self), hw_str_text (repr));
  hw_decref (H (vm), repr);
  return result;
}

static HwObject *
deque_compare (HwVm       *vm,
               HwObject   *self,
               HwObject   *other,
               HwCompareOp op)
{
  HwObject *left, *right, *result;

  if (!is_deque (vm, self) || !is_deque (vm, other))
    return HW_NOT_IMPLEMENTED (vm);
  left = hw_list_of (H (vm), self->as.items.at + FIRST, length_of (self));
  right = hw_list_of (H (vm), other->as.items.at + FIRST, length_of (other));
  result = hw_compare (vm, left, right, op);
  hw_decref (H (vm), left);
  hw_decref (H (vm), right);
  return result;
}

static gint64
deque_length (HwVm     *vm,
              HwObject *self)
{
  return length_of (self);
}

static gboolean
deque_index_of (HwVm     *vm,
                HwObject *self,
                HwObject *key,
                gint64   *index)
{
  if (!hw_has_index (vm, key)) {
    hw_raise (vm, HW_EXC_TypeError, "sequence index must be integer, not '%s'", HW_TYPE_NAME (key));
    return FALSE;
  }
  if (!hw_index_value (vm, key, index, FALSE))
    return FALSE;
  if (*index < 0)
    *index += length_of (self);
  if (*index < 0 || *index >= length_of (self)) {
    hw_raise (vm, HW_EXC_IndexError, "deque index out of range");
    return FALSE;
  }
  return TRUE;
}

static HwObject *
deque_get_item (HwVm     *vm,
                HwObject *self,
                HwObject *key)
{
  gint64 index;

  return deque_index_of (vm, self, key, &index) ? hw_newref (H (vm), item_of (self, (guint32) index)) : NULL;
}

static gboolean
deque_set_item (HwVm     *vm,
                HwObject *self,
                HwObject *key,
                HwObject *value)
{
  gint64 index;

  if (!deque_index_of (vm, self, key, &index))
    return FALSE;
  if (value != NULL)
    hw_field_set (H (vm), self, FIRST + (guint32) index, hw_newref (H (vm), value));
  else
    hw_decref (H (vm), take (vm, self, (guint32) index));
  return TRUE;
}

/* The first place of [value] from [start] below [stop]; -1: not there; -2: exception. */
static gint64
deque_find (HwVm     *vm,
            HwObject *self,
            HwObject *value,
            gint64    start,
            gint64    stop)
{
  guint32 n = length_of (self);

  for (gint64 i = start; i < stop && i < n; i++) {
    HwObject *item = hw_newref (H (vm), item_of (self, (guint32) i));
    int equal = hw_equal (vm, item, value);

    hw_decref (H (vm), item);
    if (equal < 0)
      return -2;
    if (length_of (self) != n) {
      hw_raise (vm, HW_EXC_RuntimeError, "deque mutated during iteration");
      return -2;
    }
    if (equal)
      return i;
  }
  return -1;
}

static int
deque_contains (HwVm     *vm,
                HwObject *self,
                HwObject *item)
{
  gint64 place = deque_find (vm, self, item, 0, HW_SSIZE_MAX);

  return place == -2 ? -1 : place >= 0;
}

static HwObject *
copy_of (HwVm     *vm,
         HwObject *self)
{
  HwObject *copy = deque_make (vm, hw_deque_get_type (vm), maxlen_of (self));

  for (guint32 i = 0; i < length_of (self); i++)
    deque_add (vm, copy, item_of (self, i), FALSE);
  return copy;
}

static gboolean
repeat_in_place (HwVm     *vm,
                 HwObject *self,
                 HwObject *count)
{
  guint32 n = length_of (self);
  g_autofree HwObject **items = g_memdup2 (self->as.items.at + FIRST, n * sizeof *items);
  gint64 times;

  if (!hw_index_value (vm, count, &times, FALSE))
    return FALSE;
  if (times <= 0)
    deque_clear_all (vm, self);
  for (guint32 i = 0; i < n && times > 1; i++)
    hw_incref (H (vm), items[i]);
  for (gint64 round = 1; round < times; round++)
    for (guint32 i = 0; i < n; i++)
      deque_add (vm, self, items[i], FALSE);
  for (guint32 i = 0; i < n && times > 1; i++)
    hw_decref (H (vm), items[i]);
  return TRUE;
}

static HwObject *
deque_binary (HwVm      *vm,
              HwOperator op,
              HwObject  *left,
              HwObject  *right)
{
  HwObject *self = is_deque (vm, left) ? left : right, *other = self == left ? right : left, *result;

  if (op == HW_OPERATOR_ADD && is_deque (vm, left)) {
    if (!is_deque (vm, right))
      return hw_raise (vm, HW_EXC_TypeError, "can only concatenate deque (not \"%s\") to deque", HW_TYPE_NAME (right));
    result = copy_of (vm, left);
    deque_extend_by (vm, result, right, FALSE);
    return result;
  }
  if (op == HW_OPERATOR_MULT && hw_has_index (vm, other)) {
    result = copy_of (vm, self);
    if (repeat_in_place (vm, result, other))
      return result;
    hw_decref (H (vm), result);
    return NULL;
  }
  return HW_NOT_IMPLEMENTED (vm);
}

static HwObject *
deque_inplace (HwVm      *vm,
               HwOperator op,
               HwObject  *self,
               HwObject  *other)
{
  if (op == HW_OPERATOR_ADD)
    return deque_extend_by (vm, self, other, FALSE) ? hw_newref (H (vm), self) : NULL;
  if (op == HW_OPERATOR_MULT && hw_has_index (vm, other))
    return repeat_in_place (vm, self, other) ? hw_newref (H (vm), self) : NULL;
  return HW_NOT_IMPLEMENTED (vm);
}

/* ------------------------------------------------------------------------------------------------------------ methods */

static HwObject *
deque_append (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  deque_add (vm, self, args[0], FALSE);
  return HW_NONE (vm);
}

static HwObject *
deque_appendleft (HwVm            *vm,
                  HwObject        *self,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  deque_add (vm, self, args[0], TRUE);
  return HW_NONE (vm);
}

static HwObject *
deque_extend (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  return deque_extend_by (vm, self, args[0], FALSE) ? HW_NONE (vm) : NULL;
}

static HwObject *
deque_extendleft (HwVm            *vm,
                  HwObject        *self,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  return deque_extend_by (vm, self, args[0], TRUE) ? HW_NONE (vm) : NULL;
}

static HwObject *
deque_pop (HwVm            *vm,
           HwObject        *self,
           HwObject *const *args,
           guint            n,
           HwObject        *kwnames)
{
  if (length_of (self) == 0)
    return hw_raise (vm, HW_EXC_IndexError, "pop from an empty deque");
  return take (vm, self, length_of (self) - 1);
}

static HwObject *
deque_popleft (HwVm            *vm,
               HwObject        *self,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  if (length_of (self) == 0)
    return hw_raise (vm, HW_EXC_IndexError, "pop from an empty deque");
  return take (vm, self, 0);
}

static HwObject *
deque_clear (HwVm            *vm,
             HwObject        *self,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  deque_clear_all (vm, self);
  return HW_NONE (vm);
}

static HwObject *
deque_copy (HwVm            *vm,
            HwObject        *self,
            HwObject *const *args,
            guint            n,
            HwObject        *kwnames)
{
  HwObject *values[2], *result;

  if (self->type == hw_deque_get_type (vm))
    return copy_of (vm, self);
  values[0] = self;
  values[1] = hw_int_new (H (vm), maxlen_of (self));
  result = hw_call (vm, self->type->object, values, maxlen_of (self) < 0 ? 1 : 2, NULL);
  hw_decref (H (vm), values[1]);
  return result;
}

static HwObject *
deque_count (HwVm            *vm,
             HwObject        *self,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  gint64 count = 0;

  for (gint64 i = 0; (i = deque_find (vm, self, args[0], i, HW_SSIZE_MAX)) >= 0; i++)
    count++;
  return vm->exception != NULL ? NULL : hw_int_new (H (vm), count);
}

/* ValueError for what is not in the deque. Always NULL. */
static HwObject *
not_found (HwVm       *vm,
           const char *method,
           HwObject   *value)
{
  HwObject *repr;

  if (H (vm)->profile->minor >= 14)
    return hw_raise (vm, HW_EXC_ValueError, "deque.%s(x): x not in deque", method);
  repr = hw_repr (vm, value);
  if (repr != NULL) {
    hw_raise (vm, HW_EXC_ValueError, "%s is not in deque", hw_str_text (repr));
    hw_decref (H (vm), repr);
  }
  return NULL;
}

static HwObject *
deque_index (HwVm            *vm,
             HwObject        *self,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  gint64 start = 0, stop = HW_SSIZE_MAX, place;

  if (!hw_search_index (vm, n > 1 ? args[1] : NULL, length_of (self), &start) ||
      !hw_search_index (vm, n > 2 ? args[2] : NULL, length_of (self), &stop))
    return NULL;
  place = deque_find (vm, self, args[0], start, stop);
  if (place >= 0)
    return hw_int_new (H (vm), place);
  return place == -1 ? not_found (vm, "index", args[0]) : NULL;
}

static HwObject *
deque_insert (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  guint32 length = length_of (self);
  gint64 index;

  if (!hw_index_value (vm, args[0], &index, FALSE))
    return NULL;
  if (maxlen_of (self) == length)
    return hw_raise (vm, HW_EXC_IndexError, "deque already at its maximum size");
  if (index < 0)
    index = MAX (index + length, 0);
  put (vm, self, (guint32) MIN (index, length), hw_newref (H (vm), args[1]));
  return HW_NONE (vm);
}

static HwObject *
deque_remove (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  gint64 place = deque_find (vm, self, args[0], 0, HW_SSIZE_MAX);

  if (place >= 0) {
    hw_decref (H (vm), take (vm, self, (guint32) place));
    return HW_NONE (vm);
  }
  return place == -1 ? not_found (vm, "remove", args[0]) : NULL;
}

/* The same items in another order. */
static void
reorder (HwVm      *vm,
         HwObject  *self,
         HwObject **items)
{
  guint32 n = length_of (self);

  hw_emit_splice (H (vm), self, FIRST, self->as.items.at + FIRST, n, items, n);
  memcpy (self->as.items.at + FIRST, items, n * sizeof *items);
}

static HwObject *
deque_reverse (HwVm            *vm,
               HwObject        *self,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  guint32 length = length_of (self);
  g_autofree HwObject **items = g_new (HwObject *, length + 1);

  for (guint32 i = 0; i < length; i++)
    items[i] = item_of (self, length - 1 - i);
  if (length > 0)
    reorder (vm, self, items);
  return HW_NONE (vm);
}

static HwObject *
deque_rotate (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  gint64 length = length_of (self), by = 1;
  g_autofree HwObject **items = g_new (HwObject *, length + 1);

  if (n > 0 && !hw_index_value (vm, args[0], &by, FALSE))
    return NULL;
  if (length == 0)
    return HW_NONE (vm);
  by %= length;
  for (gint64 i = 0; i < length; i++)
    items[(i + by + length) % length] = item_of (self, (guint32) i);
  reorder (vm, self, items);
  return HW_NONE (vm);
}

static HwObject *
deque_sizeof (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  guint32 blocks = (32 + MAX (length_of (self), 1) - 1) / 64 + 1;

  return hw_int_new (H (vm), 216 + 528 * blocks);
}

static HwObject *
deque_get_maxlen (HwVm     *vm,
                  HwObject *self)
{
  return maxlen_of (self) < 0 ? HW_NONE (vm) : hw_int_new (H (vm), maxlen_of (self));
}

/* ---------------------------------------------------------------------------------------------------------- iterators */

static HwType *
iterator_get_type (HwVm    *vm,
                   gboolean reverse)
{
  return hw_native_type_get (vm, reverse ? "_deque_reverse_iterator" : "_deque_iterator", HW_KIND_ITERATOR,
                             vm->types[HW_TYPE_ID_object], HW_TYPE_GC | HW_TYPE_NO_NEW, 72,
                             reverse ? &reverse_native : &iterator_native);
}

/* [extra] is the index of the next item, counted from the end for reversed; [data] the deque's length at the begin. */
static HwObject *
iterator_make (HwVm     *vm,
               HwObject *self,
               gboolean  reverse)
{
  HwObject *iterator;

  iterator = hw_native_new (vm, iterator_get_type (vm, reverse), HW_KIND_ITERATOR, 1);
  hw_field_set (H (vm), iterator, HW_ITERATOR_SEQUENCE, hw_newref (H (vm), self));
  iterator->as.items.data = GSIZE_TO_POINTER ((gsize) length_of (self));
  hw_object_track (H (vm), iterator);
  return iterator;
}

static HwObject *
deque_iter (HwVm     *vm,
            HwObject *self)
{
  return iterator_make (vm, self, FALSE);
}

static HwObject *
deque_reversed (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  return iterator_make (vm, self, TRUE);
}

static HwObject *
iterator_self (HwVm     *vm,
               HwObject *self)
{
  return hw_newref (H (vm), self);
}

static HwObject *
iterator_step (HwVm     *vm,
               HwObject *self,
               gboolean  reverse)
{
  HwObject *deque = hw_field (self, HW_ITERATOR_SEQUENCE);
  guint32 i = self->as.items.extra, n = length_of (deque);

  if (GPOINTER_TO_SIZE (self->as.items.data) != n) {
    self->as.items.extra = G_MAXUINT32;
    self->as.items.data = GSIZE_TO_POINTER (G_MAXSIZE);
    return hw_raise (vm, HW_EXC_RuntimeError, "deque mutated during iteration");
  }
  if (i >= n)
    return NULL;
  self->as.items.extra++;
  return hw_newref (H (vm), item_of (deque, reverse ? n - 1 - i : i));
}

static HwObject *
iterator_next (HwVm     *vm,
               HwObject *self)
{
  return iterator_step (vm, self, FALSE);
}

static HwObject *
reverse_next (HwVm     *vm,
              HwObject *self)
{
  return iterator_step (vm, self, TRUE);
}

static HwObject *
iterator_length_hint (HwVm            *vm,
                      HwObject        *self,
                      HwObject *const *args,
                      guint            n,
                      HwObject        *kwnames)
{
  gint64 left = (gint64) GPOINTER_TO_SIZE (self->as.items.data) - self->as.items.extra;

  return hw_int_new (H (vm), MAX (left, 0));
}

static const HwNativeDef iterator_methods[] = {
  { "__length_hint__", iterator_length_hint, HW_CALL_NONE },
  { NULL },
};

static const HwNativeType iterator_native = { .iter = iterator_self, .next = iterator_next, .methods = iterator_methods };
static const HwNativeType reverse_native = { .iter = iterator_self, .next = reverse_next, .methods = iterator_methods };

/* ----------------------------------------------------------------------------------------------------------- the class */

static const HwNativeDef deque_methods[] = {
  { "append", deque_append, HW_CALL_ONE },
  { "appendleft", deque_appendleft, HW_CALL_ONE },
  { "clear", deque_clear, HW_CALL_NONE },
  { "__copy__", deque_copy, HW_CALL_NONE },
  { "copy", deque_copy, HW_CALL_NONE },
  { "count", deque_count, HW_CALL_ONE },
  { "extend", deque_extend, HW_CALL_ONE },
  { "extendleft", deque_extendleft, HW_CALL_ONE },
  { "index", deque_index, HW_CALL_RANGE, 1, 3 },
  { "insert", deque_insert, HW_CALL_RANGE, 2, 2 },
  { "pop", deque_pop, HW_CALL_NONE },
  { "popleft", deque_popleft, HW_CALL_NONE },
  { "remove", deque_remove, HW_CALL_ONE },
  { "__reversed__", deque_reversed, HW_CALL_NONE },
  { "__class_getitem__", hw_class_getitem, HW_CALL_ONE, 1, 1, HW_BIND_CLASS },
  { "reverse", deque_reverse, HW_CALL_NONE },
  { "rotate", deque_rotate, HW_CALL_RANGE, 0, 1 },
  { "__sizeof__", deque_sizeof, HW_CALL_NONE },
  { NULL },
};

static const HwGetSetDef deque_getsets[] = {
  { "maxlen", deque_get_maxlen, NULL },
  { NULL },
};

static const HwNativeType deque_native = {
  .new_ = deque_new,
  .init = deque_init,
  .repr = deque_repr,
  .unhashable = TRUE,
  .compare = deque_compare,
  .iter = deque_iter,
  .length = deque_length,
  .get_item = deque_get_item,
  .set_item = deque_set_item,
  .contains = deque_contains,
  .binary = deque_binary,
  .inplace = deque_inplace,
  .methods = deque_methods,
  .getsets = deque_getsets,
};

void
hw_deque_make_types (HwVm *vm)
{
  hw_deque_get_type (vm);
  iterator_get_type (vm, FALSE);
  iterator_get_type (vm, TRUE);
}

HwType *
hw_deque_get_type (HwVm *vm)
{
  return hw_native_type_get (vm, "deque", HW_KIND_NATIVE, vm->types[HW_TYPE_ID_object],
                             HW_TYPE_GC | HW_TYPE_BASE | HW_TYPE_WEAKREFS, 232, &deque_native);
}
