/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The iterators over a dict's keys, values and items, in both directions. Models the dictiter functions of Objects/dictobject.c. */

#include "vm/containers.h"

/* The dict, if its size is still what it was at the begin. NULL: exhausted, or with an exception. */
static HwObject *
dict_of (HwVm     *vm,
         HwObject *self)
{
  HwObject *dict = hw_field (self, HW_ITERATOR_SEQUENCE);

  if (dict != NULL && HW_COUNTS_USED (self) != dict->as.dict.used) {
    self->as.items.data = HW_COUNTS (G_MAXUINT32, HW_COUNTS_LEFT (self));
    return hw_raise (vm, HW_EXC_RuntimeError, "dictionary changed size during iteration");
  }
  return dict;
}

/* The next entry, borrowed. FALSE: exhausted, or with an exception. */
static gboolean
next_entry (HwVm      *vm,
            HwObject  *self,
            HwObject **key,
            HwObject **value)
{
  HwObject *dict = dict_of (vm, self);
  gint64 hash;

  if (dict == NULL)
    return FALSE;
  if (!hw_dict_next (dict, &self->as.items.extra, key, value, &hash)) {
    hw_field_set (H (vm), self, HW_ITERATOR_SEQUENCE, NULL);
    return FALSE;
  }
  if (HW_COUNTS_LEFT (self) == 0) {
    hw_raise (vm, HW_EXC_RuntimeError, "dictionary keys changed during iteration");
    hw_field_set (H (vm), self, HW_ITERATOR_SEQUENCE, NULL);
    return FALSE;
  }
  self->as.items.data = HW_COUNTS (HW_COUNTS_USED (self), HW_COUNTS_LEFT (self) - 1);
  return TRUE;
}

static HwObject *
self_iter (HwVm     *vm,
           HwObject *self)
{
  return hw_newref (H (vm), self);
}

static HwObject *
key_next (HwVm     *vm,
          HwObject *self)
{
  HwObject *key, *value;

  return next_entry (vm, self, &key, &value) ? hw_newref (H (vm), key) : NULL;
}

static HwObject *
value_next (HwVm     *vm,
            HwObject *self)
{
  HwObject *key, *value;

  return next_entry (vm, self, &key, &value) ? hw_newref (H (vm), value) : NULL;
}

/* The pair given last is used again when nobody else has it. */
static HwObject *
give_pair (HwVm     *vm,
           HwObject *self,
           HwObject *key,
           HwObject *value)
{
  HwObject *pair = hw_field (self, HW_ITERATOR_ITEM);

  if (pair == NULL || pair->refs != 1)
    return hw_pair_new (vm, key, value);
  hw_incref (H (vm), pair);
  hw_pair_reuse (vm, pair, key, value);
  return pair;
}

static HwObject *
item_next (HwVm     *vm,
           HwObject *self)
{
  HwObject *key, *value;

  return next_entry (vm, self, &key, &value) ? give_pair (vm, self, key, value) : NULL;
}

static HwObject *
length_hint (HwVm            *vm,
             HwObject        *self,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  HwObject *dict = hw_field (self, HW_ITERATOR_SEQUENCE);

  return hw_int_new (H (vm), dict != NULL && dict->as.dict.used == HW_COUNTS_USED (self) ? HW_COUNTS_LEFT (self) : 0);
}

static const HwNativeDef iterator_methods[] = {
  { "__length_hint__", length_hint, HW_CALL_NONE },
  { NULL },
};

const HwNativeType hw_native_dict_keyiterator = { .iter = self_iter, .next = key_next, .methods = iterator_methods };
const HwNativeType hw_native_dict_valueiterator = { .iter = self_iter, .next = value_next, .methods = iterator_methods };
const HwNativeType hw_native_dict_itemiterator = { .iter = self_iter, .next = item_next, .methods = iterator_methods };

/* --------------------------------------------------------------------------------------------------------- backwards */

/* [extra] is one more than the entry to look at next; [sub] says what is wanted. */
HwObject *
hw_dict_reverse_iterator_new (HwVm         *vm,
                              HwObject     *dict,
                              HwDictReverse what)
{
  HwObject *iterator = hw_iterator_new (vm, HW_TYPE_ID_dict_reversekeyiterator, dict);

  iterator->sub = what;
  iterator->as.items.extra = dict->as.dict.used > 0 ? hw_dict_last (dict) + 1 : 0;
  if (what == HW_DICT_REVERSE_ITEMS)
    hw_field_set (H (vm), iterator, HW_ITERATOR_ITEM, hw_pair_new (vm, H (vm)->none, H (vm)->none));
  return iterator;
}

static HwObject *
reverse_next (HwVm     *vm,
              HwObject *self)
{
  HwObject *dict = dict_of (vm, self);
  HwObject *key, *value;
  gint64 hash;

  if (dict == NULL)
    return NULL;
  while (self->as.items.extra > 0) {
    guint32 position = --self->as.items.extra;
    guint32 wanted = position;

    if (!hw_dict_next (dict, &position, &key, &value, &hash) || position != wanted + 1)
      continue; /* a deleted entry: the one found lies further on */
    self->as.items.data = HW_COUNTS (HW_COUNTS_USED (self), HW_COUNTS_LEFT (self) - 1);
    switch ((HwDictReverse) self->sub) {
    case HW_DICT_REVERSE_KEYS:
      return hw_newref (H (vm), key);
    case HW_DICT_REVERSE_VALUES:
      return hw_newref (H (vm), value);
    case HW_DICT_REVERSE_ITEMS:
      return give_pair (vm, self, key, value);
    }
  }
  hw_field_set (H (vm), self, HW_ITERATOR_SEQUENCE, NULL);
  return NULL;
}

const HwNativeType hw_native_dict_reversekeyiterator = {
  .iter = self_iter,
  .next = reverse_next,
  .methods = iterator_methods,
};
