/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* tp_traverse of every kind, as one inline function, so that the collector's loops get it without a call per reference. The order
 * is CPython's, because it decides in which order a pass finds things. */

#pragma once

#include "heap/private.h"

static inline __attribute__ ((always_inline)) void
hw_traverse_attributes (HwHeap       *heap,
                        HwObject     *object,
                        HwAttributes *attrs,
                        HwVisitFunc   visit,
                        gpointer      data)
{
  HwType *type = object->type;
  HwObject *dict = attrs->dict;

  for (HwType *each = type; each != NULL && each->n_members > 0; each = each->base)
    for (guint32 i = each->members_first; i < each->members_first + each->own_members; i++)
      if (attrs->values[i] != NULL)
        visit (data, attrs->values[i]);
  if (dict == NULL) {
    for (guint32 i = type->n_members; i < attrs->n; i++)
      if (attrs->values[i] != NULL)
        visit (data, attrs->values[i]);
  } else if (dict->sub && heap->profile->inline_dict_opaque) {
    for (guint32 i = 0; i < dict->as.dict.keys->n_entries; i++)
      if (dict->as.dict.keys->entries[i].value != NULL)
        visit (data, dict->as.dict.keys->entries[i].value);
  } else {
    visit (data, dict);
  }
}

static inline __attribute__ ((always_inline)) void
hw_traverse_dict (HwObject   *dict,
                  HwVisitFunc visit,
                  gpointer    data)
{
  const HwKeys *keys = dict->as.dict.keys;

  for (guint32 i = 0; i < keys->n_entries; i++) {
    if (keys->entries[i].value == NULL)
      continue;
    visit (data, keys->entries[i].value);
    if (!keys->all_str)
      visit (data, keys->entries[i].key);
  }
}

static inline __attribute__ ((always_inline)) void
hw_traverse (HwHeap     *heap,
             HwObject   *object,
             HwVisitFunc visit,
             gpointer    data)
{
  switch (object->kind) {
  case HW_KIND_LIST:
  case HW_KIND_TUPLE:
    for (guint32 i = object->as.items.n; i-- > 0;)
      if (object->as.items.at[i] != NULL)
        visit (data, object->as.items.at[i]);
    break;
  case HW_KIND_INSTANCE:
    hw_traverse_attributes (heap, object, &object->as.attrs, visit, data);
    break;
  case HW_KIND_DICT:
    if (!object->sub || !heap->profile->inline_dict_opaque)
      hw_traverse_dict (object, visit, data);
    break;
  case HW_KIND_SET:
  case HW_KIND_FROZENSET:
    for (guint32 i = 0; object->as.set.table != NULL && i <= object->as.set.table->mask; i++)
      if (object->as.set.table->entries[i].key != NULL)
        visit (data, object->as.set.table->entries[i].key);
    break;
  case HW_KIND_WEAKREF:
  case HW_KIND_PROXY:
    if (object->as.weakref.callback != NULL)
      visit (data, object->as.weakref.callback);
    break;
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
  case HW_KIND_FRAME:
    break;
  default:
    for (guint32 i = 0; i < object->as.items.n; i++)
      if (object->as.items.at[i] != NULL)
        visit (data, object->as.items.at[i]);
  }
  if (object->attrs != NULL && object->kind != HW_KIND_INSTANCE)
    hw_traverse_attributes (heap, object, object->attrs, visit, data);
  if (object->flags & HW_FLAG_CLASS_HELD && object->flags & HW_FLAG_GC)
    visit (data, object->type->object);
}
