/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Looking at any object alike: its slots in the layout of hw-kind.h, and what it refers to in CPython's order of traversal. */

#include "heap/traverse.h"

void
hw_object_traverse (HwHeap     *heap,
                    HwObject   *object,
                    HwVisitFunc visit,
                    gpointer    data)
{
  hw_traverse (heap, object, visit, data);
}

guint32
hw_object_n_slots (HwHeap   *heap,
                   HwObject *object)
{
  switch (object->kind) {
  case HW_KIND_FREE:
  case HW_KIND_NONE:
  case HW_KIND_ELLIPSIS:
  case HW_KIND_NOT_IMPLEMENTED:
  case HW_KIND_BOOL:
  case HW_KIND_INT:
  case HW_KIND_FLOAT:
  case HW_KIND_COMPLEX:
  case HW_KIND_STR:
  case HW_KIND_BYTES:
  case HW_KIND_BYTEARRAY:
    return 0;
  case HW_KIND_DICT:
    return object->as.dict.keys == NULL ? 0 : 2 * object->as.dict.keys->n_entries;
  case HW_KIND_SET:
  case HW_KIND_FROZENSET:
    return object->as.set.table == NULL ? 0 : object->as.set.table->mask + 1;
  case HW_KIND_INSTANCE:
    return object->type->is_heap ? 1 + object->as.attrs.n : 0;
  case HW_KIND_WEAKREF:
  case HW_KIND_PROXY:
    return 2;
  default:
    return object->as.items.at == NULL ? 0 : object->as.items.n;
  }
}

HwObject *
hw_object_slot (HwHeap   *heap,
                HwObject *object,
                guint32   slot)
{
  switch (object->kind) {
  case HW_KIND_DICT:
    return slot % 2 == 0 ? object->as.dict.keys->entries[slot / 2].key : object->as.dict.keys->entries[slot / 2].value;
  case HW_KIND_SET:
  case HW_KIND_FROZENSET:
    return object->as.set.table->entries[slot].key;
  case HW_KIND_INSTANCE:
    return slot == 0 ? object->as.attrs.dict : object->as.attrs.values[slot - 1];
  case HW_KIND_WEAKREF:
  case HW_KIND_PROXY:
    return slot == 0 ? object->as.weakref.referent : object->as.weakref.callback;
  default:
    return object->as.items.at[slot];
  }
}

guint32
hw_object_n_attributes (HwObject *object)
{
  return object->kind == HW_KIND_INSTANCE || object->attrs == NULL ? 0 : 1 + object->attrs->n;
}

HwObject *
hw_object_attribute (HwObject *object,
                     guint32   i)
{
  return i == 0 ? object->attrs->dict : object->attrs->values[i - 1];
}
