/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The iterators of list, tuple and set, of anything with __getitem__, of a callable, and reversed. Models Objects/iterobject.c,
 * Objects/enumobject.c and the iterators in listobject.c, tupleobject.c, setobject.c.
 *
 * An iterator's position is in as.items.extra; what else it must know is a plain number in as.items.data. One that is exhausted has
 * given up its sequence. */

#include "vm/containers.h"

/* How large the modelled iterator is. */
static guint32
iterator_size (HwTypeId id)
{
  switch (id) {
  case HW_TYPE_ID_set_iterator:
    return 64;
  case HW_TYPE_ID_dict_keyiterator:
  case HW_TYPE_ID_dict_valueiterator:
  case HW_TYPE_ID_dict_itemiterator:
  case HW_TYPE_ID_dict_reversekeyiterator:
    return 72;
  default:
    return 48;
  }
}

HwObject *
hw_iterator_new (HwVm     *vm,
                 HwTypeId  id,
                 HwObject *sequence)
{
  HwObject *iterator = hw_fields_new (H (vm), vm->types[id], HW_KIND_ITERATOR, iterator_size (id),
                                      id == HW_TYPE_ID_dict_itemiterator || id == HW_TYPE_ID_dict_reversekeyiterator ? 2 : 1);

  hw_field_set (H (vm), iterator, HW_ITERATOR_SEQUENCE, hw_newref (H (vm), sequence));
  if (sequence->kind == HW_KIND_DICT)
    iterator->as.items.data = HW_COUNTS (sequence->as.dict.used, sequence->as.dict.used);
  else if (hw_is_set (sequence))
    iterator->as.items.data = HW_COUNTS (sequence->as.set.used, sequence->as.set.used);
  else if (id == HW_TYPE_ID_list_reverseiterator)
    iterator->as.items.extra = sequence->as.items.n;
  if (id == HW_TYPE_ID_dict_itemiterator)
    hw_field_set (H (vm), iterator, HW_ITERATOR_ITEM, hw_pair_new (vm, H (vm)->none, H (vm)->none));
  hw_object_track (H (vm), iterator);
  return iterator;
}

void
hw_pair_reuse (HwVm     *vm,
               HwObject *pair,
               HwObject *first,
               HwObject *second)
{
  HwObject *old = hw_field (pair, 0);

  hw_incref (H (vm), old);
  hw_field_set (H (vm), pair, 0, hw_newref (H (vm), first));
  if (hw_field (pair, 1)->refs > 1 || hw_field (pair, 1)->flags & HW_FLAG_IMMORTAL) {
    hw_field_set (H (vm), pair, 1, hw_newref (H (vm), second));
    hw_decref (H (vm), old);
  } else {
    HwObject *old_second = hw_newref (H (vm), hw_field (pair, 1));

    hw_field_set (H (vm), pair, 1, hw_newref (H (vm), second));
    hw_decref (H (vm), old);
    hw_decref (H (vm), old_second);
  }
  if (!hw_object_is_tracked (pair))
    hw_object_track (H (vm), pair);
}

static HwObject *
self_iter (HwVm     *vm,
           HwObject *self)
{
  return hw_newref (H (vm), self);
}

static HwObject *
finish (HwVm     *vm,
        HwObject *self)
{
  hw_field_set (H (vm), self, HW_ITERATOR_SEQUENCE, NULL);
  return NULL;
}

/* --------------------------------------------------------------------------------------------------- list and tuple */

static HwObject *
items_next (HwVm     *vm,
            HwObject *self)
{
  HwObject *sequence = hw_field (self, HW_ITERATOR_SEQUENCE);

  if (sequence == NULL)
    return NULL;
  if (self->as.items.extra >= sequence->as.items.n)
    return finish (vm, self);
  return hw_newref (H (vm), sequence->as.items.at[self->as.items.extra++]);
}

static HwObject *
items_length_hint (HwVm            *vm,
                   HwObject        *self,
                   HwObject *const *args,
                   guint            n,
                   HwObject        *kwnames)
{
  HwObject *sequence = hw_field (self, HW_ITERATOR_SEQUENCE);

  if (sequence == NULL || self->as.items.extra >= sequence->as.items.n)
    return hw_int_new (H (vm), 0);
  return hw_int_new (H (vm), sequence->as.items.n - self->as.items.extra);
}

static const HwNativeDef items_methods[] = {
  { "__length_hint__", items_length_hint, HW_CALL_NONE },
  { NULL },
};

const HwNativeType hw_native_list_iterator = { .iter = self_iter, .next = items_next, .methods = items_methods };
const HwNativeType hw_native_tuple_iterator = { .iter = self_iter, .next = items_next, .methods = items_methods };

/* [extra] is the index of the item given last. */
static HwObject *
list_reverse_next (HwVm     *vm,
                   HwObject *self)
{
  HwObject *list = hw_field (self, HW_ITERATOR_SEQUENCE);

  if (list == NULL)
    return NULL;
  if (self->as.items.extra == 0 || self->as.items.extra > list->as.items.n)
    return finish (vm, self);
  return hw_newref (H (vm), list->as.items.at[--self->as.items.extra]);
}

static HwObject *
list_reverse_length_hint (HwVm            *vm,
                          HwObject        *self,
                          HwObject *const *args,
                          guint            n,
                          HwObject        *kwnames)
{
  HwObject *list = hw_field (self, HW_ITERATOR_SEQUENCE);

  return hw_int_new (H (vm), list == NULL || self->as.items.extra > list->as.items.n ? 0 : self->as.items.extra);
}

static const HwNativeDef list_reverse_methods[] = {
  { "__length_hint__", list_reverse_length_hint, HW_CALL_NONE },
  { NULL },
};

const HwNativeType hw_native_list_reverseiterator = {
  .iter = self_iter,
  .next = list_reverse_next,
  .methods = list_reverse_methods,
};

/* -------------------------------------------------------------------------------------------------------------- set */

static HwObject *
set_next (HwVm     *vm,
          HwObject *self)
{
  HwObject *set = hw_field (self, HW_ITERATOR_SEQUENCE);
  HwObject *key;
  gint64 hash;

  if (set == NULL)
    return NULL;
  if (HW_COUNTS_USED (self) != set->as.set.used) {
    self->as.items.data = HW_COUNTS (G_MAXUINT32, HW_COUNTS_LEFT (self));
    return hw_raise (vm, HW_EXC_RuntimeError, "Set changed size during iteration");
  }
  if (!hw_set_next (set, &self->as.items.extra, &key, &hash))
    return finish (vm, self);
  self->as.items.data = HW_COUNTS (HW_COUNTS_USED (self), HW_COUNTS_LEFT (self) - 1);
  return hw_newref (H (vm), key);
}

static HwObject *
set_length_hint (HwVm            *vm,
                 HwObject        *self,
                 HwObject *const *args,
                 guint            n,
                 HwObject        *kwnames)
{
  HwObject *set = hw_field (self, HW_ITERATOR_SEQUENCE);

  return hw_int_new (H (vm), set != NULL && set->as.set.used == HW_COUNTS_USED (self) ? HW_COUNTS_LEFT (self) : 0);
}

static const HwNativeDef set_methods[] = {
  { "__length_hint__", set_length_hint, HW_CALL_NONE },
  { NULL },
};

const HwNativeType hw_native_set_iterator = { .iter = self_iter, .next = set_next, .methods = set_methods };

/* -------------------------------------------------------------------------------------- anything with __getitem__ */

/* TRUE if the exception that is set only says that the sequence is over; it is cleared then. */
static gboolean
is_end_of_sequence (HwVm *vm)
{
  if (!hw_exception_matches (vm, HW_EXC_IndexError) && !hw_exception_matches (vm, HW_EXC_StopIteration))
    return FALSE;
  hw_exception_clear (vm);
  return TRUE;
}

static HwObject *
sequence_item (HwVm     *vm,
               HwObject *sequence,
               gint64    i)
{
  HwObject *index = hw_int_new (H (vm), i);
  HwObject *item = hw_get_item (vm, sequence, index);

  hw_decref (H (vm), index);
  return item;
}

static HwObject *
sequence_next (HwVm     *vm,
               HwObject *self)
{
  HwObject *sequence = hw_field (self, HW_ITERATOR_SEQUENCE);
  HwObject *item;

  if (sequence == NULL)
    return NULL;
  hw_incref (H (vm), self);
  item = sequence_item (vm, sequence, self->as.items.extra);
  if (item != NULL)
    self->as.items.extra++;
  else if (is_end_of_sequence (vm))
    finish (vm, self);
  hw_decref (H (vm), self);
  return item;
}

const HwNativeType hw_native_iterator = { .iter = self_iter, .next = sequence_next };

/* --------------------------------------------------------------------------------------- iter (callable, sentinel) */

static void
callable_finish (HwVm     *vm,
                 HwObject *self)
{
  hw_field_set (H (vm), self, HW_ITERATOR_FUNCTION, NULL);
  hw_field_set (H (vm), self, HW_ITERATOR_ITEM, NULL);
}

static HwObject *
callable_next (HwVm     *vm,
               HwObject *self)
{
  HwObject *callable = hw_field (self, HW_ITERATOR_FUNCTION);
  HwObject *result;
  int equal = 0;

  if (callable == NULL)
    return NULL;
  hw_incref (H (vm), self);
  result = hw_call (vm, callable, NULL, 0, NULL);
  if (result != NULL) {
    if (hw_field (self, HW_ITERATOR_ITEM) != NULL)
      equal = hw_equal (vm, hw_field (self, HW_ITERATOR_ITEM), result);
    if (equal != 0) {
      hw_decref (H (vm), result);
      result = NULL;
    }
    if (equal > 0)
      callable_finish (vm, self);
  } else if (hw_exception_matches (vm, HW_EXC_StopIteration)) {
    hw_exception_clear (vm);
    callable_finish (vm, self);
  }
  hw_decref (H (vm), self);
  return result;
}

const HwNativeType hw_native_callable_iterator = { .iter = self_iter, .next = callable_next };

/* --------------------------------------------------------------------------------------------------------- reversed */

static gboolean
is_any_sequence (HwVm     *vm,
                 HwObject *object)
{
  return object->kind != HW_KIND_DICT && hw_type_lookup (vm, object->type, vm->names[HW_NAME___getitem__]) != NULL;
}

static HwObject *
reversed_new (HwVm            *vm,
              HwType          *type,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  HwObject *self, *result, *method;
  gboolean found;
  gint64 length;

  if (!hw_no_keywords (vm, "reversed", kwnames) || !hw_check_count (vm, "reversed", n, 1, 1))
    return NULL;
  method = hw_type_lookup (vm, args[0]->type, vm->names[HW_NAME___reversed__]);
  if (method != NULL && method->kind == HW_KIND_FUNCTION)
    return hw_call_bound (vm, args[0], method, NULL);
  if (method != H (vm)->none) {
    result = hw_call_special (vm, args[0], HW_NAME___reversed__, NULL, 0, &found);
    if (found || result != NULL || vm->exception != NULL)
      return result;
  }
  if (method != NULL || !is_any_sequence (vm, args[0]))
    return hw_raise (vm, HW_EXC_TypeError, "'%s' object is not reversible", HW_TYPE_NAME (args[0]));
  length = hw_length (vm, args[0]);
  if (length < 0)
    return NULL;
  self = hw_native_new (vm, type, HW_KIND_ITERATOR, 1);
  hw_field_set (H (vm), self, HW_ITERATOR_SEQUENCE, hw_newref (H (vm), args[0]));
  self->as.items.extra = (guint32) length;
  hw_object_track (H (vm), self);
  return self;
}

static HwObject *
reversed_next (HwVm     *vm,
               HwObject *self)
{
  HwObject *sequence = hw_field (self, HW_ITERATOR_SEQUENCE);
  HwObject *item;

  if (sequence == NULL)
    return NULL;
  if (self->as.items.extra > 0) {
    hw_incref (H (vm), self);
    item = sequence_item (vm, sequence, (gint64) self->as.items.extra - 1);
    if (item != NULL)
      self->as.items.extra--;
    else if (is_end_of_sequence (vm))
      finish (vm, self);
    hw_decref (H (vm), self);
    return item;
  }
  return finish (vm, self);
}

static HwObject *
reversed_length_hint (HwVm            *vm,
                      HwObject        *self,
                      HwObject *const *args,
                      guint            n,
                      HwObject        *kwnames)
{
  HwObject *sequence = hw_field (self, HW_ITERATOR_SEQUENCE);
  gint64 length = sequence != NULL ? hw_length (vm, sequence) : 0;

  if (length < 0)
    return NULL;
  return hw_int_new (H (vm), length < self->as.items.extra ? 0 : self->as.items.extra);
}

static const HwNativeDef reversed_methods[] = {
  { "__length_hint__", reversed_length_hint, HW_CALL_NONE },
  { NULL },
};

const HwNativeType hw_native_reversed = {
  .new_ = reversed_new,
  .iter = self_iter,
  .next = reversed_next,
  .methods = reversed_methods,
};
