/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The collector's lists: which objects are tracked, in which generation, in which order. Circular and doubly linked through the cells, with
 * the cells HW_LIST_… as heads. Models the gc_list_… functions of Modules/gcmodule.c, PyObject_GC_Track and _Untrack. */

#include "heap/private.h"

static void
unlink_cell (HwHeap   *heap,
             HwObject *object)
{
  hw_object_at (heap, object->gc_prev)->gc_next = object->gc_next;
  hw_object_at (heap, object->gc_next)->gc_prev = object->gc_prev;
}

static void
append_cell (HwHeap   *heap,
             HwObject *object,
             guint     list)
{
  HwObject *head = hw_list_head (heap, list);

  object->gc_next = list;
  object->gc_prev = head->gc_prev;
  hw_object_at (heap, head->gc_prev)->gc_next = hw_cell (heap, object);
  head->gc_prev = hw_cell (heap, object);
}

void
hw_object_track (HwHeap   *heap,
                 HwObject *object)
{
  hw_emit (heap, HW_EVENT_TRACK, hw_cell (heap, object));
  append_cell (heap, object, HW_LIST_GENERATION_0);
}

void
hw_object_untrack (HwHeap   *heap,
                   HwObject *object)
{
  if (object->gc_next == 0)
    return;
  if (heap->sink != NULL) {
    guint32 *words = hw_sink_reserve (heap->sink, 2);

    words[0] = HW_EVENT_HEAD (HW_EVENT_UNTRACK, hw_cell (heap, object));
    words[1] = object->gc_prev;
  }
  unlink_cell (heap, object);
  object->gc_next = object->gc_prev = 0;
}

gboolean
hw_object_may_be_tracked (HwObject *object)
{
  if (!(object->flags & HW_FLAG_GC))
    return FALSE;
  if (object->kind == HW_KIND_TUPLE && !object->type->is_heap)
    return hw_object_is_tracked (object);
  return TRUE;
}

void
hw_gc_list_move (HwHeap   *heap,
                 HwObject *object,
                 guint     list)
{
  if (heap->sink != NULL) {
    guint32 *words = hw_sink_reserve (heap->sink, 3);

    words[0] = HW_EVENT_HEAD (HW_EVENT_GC_MOVE, hw_cell (heap, object));
    words[1] = object->gc_prev;
    words[2] = list;
  }
  unlink_cell (heap, object);
  append_cell (heap, object, list);
}

void
hw_gc_list_merge (HwHeap *heap,
                  guint   from,
                  guint   to)
{
  HwObject *source = hw_list_head (heap, from), *target = hw_list_head (heap, to);
  guint32 first = source->gc_next, last = source->gc_prev;

  if (first == from)
    return;
  if (heap->sink != NULL) {
    guint32 *words = hw_sink_reserve (heap->sink, 4);

    words[0] = HW_EVENT_HEAD (HW_EVENT_GC_MERGE, from);
    words[1] = to;
    words[2] = first;
    words[3] = last;
  }
  hw_object_at (heap, target->gc_prev)->gc_next = first;
  hw_object_at (heap, first)->gc_prev = target->gc_prev;
  hw_object_at (heap, last)->gc_next = to;
  target->gc_prev = last;
  source->gc_next = source->gc_prev = from;
}

guint64
hw_collector_count_list (HwHeap *heap,
                         guint   list)
{
  guint64 n = 0;

  for (guint32 cell = hw_list_head (heap, list)->gc_next; cell != list; cell = hw_object_at (heap, cell)->gc_next)
    n++;
  return n;
}

void
hw_collector_configure (HwHeap *heap,
                        guint   setting,
                        guint32 value)
{
  HwCollector *collector = heap->collector;
  guint32 old;

  switch (setting) {
  case HW_GC_ENABLED:
    old = collector->enabled;
    collector->enabled = value != 0;
    break;
  case HW_GC_DEBUG:
    old = collector->debug;
    collector->debug = value;
    break;
  default:
    old = collector->threshold[setting - HW_GC_THRESHOLD_0];
    collector->threshold[setting - HW_GC_THRESHOLD_0] = value;
  }
  if (heap->sink != NULL) {
    guint32 *words = hw_sink_reserve (heap->sink, 3);

    words[0] = HW_EVENT_HEAD (HW_EVENT_GC_CONFIG, setting);
    words[1] = old;
    words[2] = value;
  }
}

void
hw_collector_freeze (HwHeap *heap)
{
  for (guint i = 0; i < 3; i++) {
    hw_gc_list_merge (heap, HW_LIST_GENERATION_0 + i, HW_LIST_PERMANENT);
    heap->collector->count[i] = 0;
  }
  heap->collector->permanent_startup = heap->profile->startup_tracked;
}

void
hw_collector_unfreeze (HwHeap *heap)
{
  hw_gc_list_merge (heap, HW_LIST_PERMANENT, HW_LIST_GENERATION_2);
  heap->collector->permanent_startup = 0;
}

void
hw_gc_settle (HwHeap *heap)
{
  hw_gc_list_merge (heap, HW_LIST_GENERATION_0, HW_LIST_GENERATION_2);
  hw_gc_list_merge (heap, HW_LIST_GENERATION_1, HW_LIST_GENERATION_2);
  for (guint i = 0; i < 3; i++)
    heap->collector->count[i] = 0;
}
