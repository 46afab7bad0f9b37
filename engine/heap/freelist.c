/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Free lists of types: blocks kept for the next object, last in, first out. Models the free lists of Objects/floatobject.c, tupleobject.c,
 * listobject.c, dictobject.c … Taking and parking is invisible to the collector's count and to tracemalloc's sums. */

#include "heap/private.h"

typedef struct {
  guint32 *addresses;
  guint32  n;
  guint32  room;
  guint32  size; /* of each block */
} List;

struct _HwFreeLists {
  List lists[HW_N_FREE];
};

HwFreeLists *
hw_free_lists_new (const HwProfile *profile)
{
  HwFreeLists *lists = g_new0 (HwFreeLists, 1);
  guint32 room[HW_N_FREE] = {
    [HW_FREE_FLOAT] = 100,
    [HW_FREE_LIST] = 80,
    [HW_FREE_DICT] = 80,
    [HW_FREE_KEYS] = 80,
    [HW_FREE_SLICE] = 1,
    [HW_FREE_INT] = profile->free_ints,
    [HW_FREE_LIST_ITERATOR] = profile->free_list_iterators,
    [HW_FREE_TUPLE_ITERATOR] = profile->free_tuple_iterators,
    [HW_FREE_RANGE] = profile->free_ranges,
    [HW_FREE_RANGE_ITERATOR] = profile->free_range_iterators,
    [HW_FREE_METHOD] = profile->free_methods,
    [HW_FREE_BUILTIN] = profile->free_builtins,
  };

  for (guint i = 0; i < HW_N_FREE; i++) {
    lists->lists[i].room = i >= HW_FREE_TUPLE ? 2000 : room[i];
    lists->lists[i].addresses = g_new (guint32, lists->lists[i].room);
  }
  return lists;
}

void
hw_free_lists_free (HwFreeLists *lists)
{
  for (guint i = 0; i < HW_N_FREE; i++)
    g_free (lists->lists[i].addresses);
  g_free (lists);
}

guint32
hw_free_lists_take (HwHeap  *heap,
                    HwFreeId id)
{
  List *list;
  guint32 address;

  if (id == HW_FREE_NONE)
    return 0;
  list = &heap->free_lists->lists[id];
  if (list->n == 0)
    return 0;
  address = list->addresses[--list->n];
  hw_memory_touch_block (heap->memory, address, list->size);
  return address;
}

gboolean
hw_free_lists_park (HwHeap  *heap,
                    HwFreeId id,
                    guint32  address,
                    guint32  size)
{
  List *list;

  if (id == HW_FREE_NONE)
    return FALSE;
  list = &heap->free_lists->lists[id];
  if (list->n == list->room)
    return FALSE;
  list->size = size;
  list->addresses[list->n++] = address;
  return TRUE;
}

void
hw_free_lists_clear (HwHeap *heap)
{
  for (guint i = 0; i < HW_N_FREE; i++) {
    List *list = &heap->free_lists->lists[i];

    if (i == HW_FREE_SLICE && heap->profile->keeps_slice)
      continue;
    while (list->n > 0)
      hw_memory_free_block (heap->memory, list->addresses[--list->n]);
  }
}

guint32
hw_free_lists_count (HwHeap  *heap,
                     HwFreeId id)
{
  return heap->free_lists->lists[id].n;
}

void
hw_heap_set_iterator_types (HwHeap *heap,
                            HwType *list_iterator,
                            HwType *tuple_iterator,
                            HwType *range_iterator)
{
  list_iterator->free_id = HW_FREE_LIST_ITERATOR;
  tuple_iterator->free_id = HW_FREE_TUPLE_ITERATOR;
  range_iterator->free_id = HW_FREE_RANGE_ITERATOR;
}

/* ------------------------------------------------------------------------------ objects that only the interpreter sees */

static const struct {
  HwFreeId id;
  guint32  size;
} hidden_kinds[] = {
  [HW_HIDDEN_BUILTIN] = { HW_FREE_BUILTIN, 72 },
  [HW_HIDDEN_PRINT_NAMES] = { HW_FREE_TUPLE + 3, 72 },
  [HW_HIDDEN_SLICE] = { HW_FREE_SLICE, 56 },
};

guint32
hw_hidden_new (HwHeap  *heap,
               HwHidden kind)
{
  guint32 address = hw_free_lists_take (heap, hidden_kinds[kind].id);

  if (address != 0)
    return address;
  hw_gc_before_alloc (heap);
  return hw_memory_alloc_block (heap->memory, hidden_kinds[kind].size);
}

void
hw_hidden_free (HwHeap  *heap,
                HwHidden kind,
                guint32  address)
{
  if (hw_free_lists_park (heap, hidden_kinds[kind].id, address, hidden_kinds[kind].size))
    return;
  hw_memory_free_block (heap->memory, address);
  if (heap->collector->count[0] > 0)
    heap->collector->count[0]--;
}
