/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The whole-heap checker, apart from the code it checks: every reference count equals the references there are, every list is whole, every table
 * is in order. For tests and the verify mode. */

#include "heap/private.h"

static void
count_edge (HwHeap   *heap,
            guint32  *edges,
            HwObject *target)
{
  if (target != NULL)
    edges[hw_cell (heap, target)]++;
}

static void
count_edges_of (HwHeap   *heap,
                guint32  *edges,
                HwObject *object)
{
  guint32 first = object->kind == HW_KIND_WEAKREF || object->kind == HW_KIND_PROXY ? 1 : 0;
  guint32 n = hw_object_n_slots (heap, object);

  for (guint32 i = first; i < n; i++)
    count_edge (heap, edges, hw_object_slot (heap, object, i));
  n = hw_object_n_attributes (object);
  for (guint32 i = 0; i < n; i++)
    count_edge (heap, edges, hw_object_attribute (object, i));
  if (object->flags & HW_FLAG_CLASS_HELD)
    count_edge (heap, edges, object->type->object);
  if (object->kind == HW_KIND_TYPE && object->as.items.data != NULL) {
    HwType *type = object->as.items.data;

    for (guint32 i = 0; i < type->n_names; i++)
      count_edge (heap, edges, type->names[i]);
  }
}

static void
check_list (HwHeap  *heap,
            guint    list,
            guint8  *seen,
            GString *findings)
{
  guint32 prev = list;
  HwObject *object;

  for (guint32 cell = hw_list_head (heap, list)->gc_next; cell != list; cell = object->gc_next) {
    object = hw_object_at (heap, cell);
    if (cell >= heap->n_cells || cell < HW_FIRST_CELL || object->kind == HW_KIND_FREE || object->gc_prev != prev || seen[cell]) {
      g_string_append_printf (findings, "list %u is broken at cell %u\n", list, cell);
      return;
    }
    if (!(object->flags & HW_FLAG_GC))
      g_string_append_printf (findings, "cell %u is tracked but no container\n", cell);
    seen[cell] = 1;
    prev = cell;
  }
  if (hw_list_head (heap, list)->gc_prev != prev)
    g_string_append_printf (findings, "list %u ends wrongly\n", list);
}

static void
check_dict (HwHeap   *heap,
            HwObject *dict,
            GString  *findings)
{
  const HwKeys *keys = dict->as.dict.keys;
  guint32 live = 0, indexed = 0;

  for (guint32 i = 0; i < keys->n_entries; i++)
    live += keys->entries[i].key != NULL;
  for (guint32 i = 0; i < keys->slots; i++)
    indexed += keys->index[i] >= 0;
  if (live != dict->as.dict.used || indexed != live)
    g_string_append_printf (findings, "dict %u: %u used, %u entries, %u indexed\n", dict->serial, dict->as.dict.used, live, indexed);
}

gboolean
hw_heap_check (HwHeap       *heap,
               HwOutsideFunc outside,
               gpointer      data,
               GString      *findings)
{
  g_autofree guint32 *edges = g_new0 (guint32, heap->n_cells);
  g_autofree guint8 *seen = g_new0 (guint8, heap->n_cells);
  gsize before = findings->len;

  for (guint32 cell = HW_FIRST_CELL; cell < heap->n_cells; cell++)
    if (heap->cells[cell].kind != HW_KIND_FREE)
      count_edges_of (heap, edges, &heap->cells[cell]);
  for (guint list = HW_LIST_GENERATION_0; list <= HW_LIST_FINALIZERS; list++)
    check_list (heap, list, seen, findings);
  for (guint32 cell = HW_FIRST_CELL; cell < heap->n_cells; cell++) {
    HwObject *object = &heap->cells[cell];
    guint64 explained;

    if (object->kind == HW_KIND_FREE || object->kind == HW_KIND_FRAME)
      continue;
    if (hw_object_is_tracked (object) != (gboolean) seen[cell])
      g_string_append_printf (findings, "#%u: tracked and listed do not agree\n", object->serial);
    if (object->kind == HW_KIND_DICT && object->as.dict.keys != heap->empty_keys)
      check_dict (heap, object, findings);
    if (object->flags & (HW_FLAG_IMMORTAL | HW_FLAG_STATIC) || object->refs == 0)
      continue;
    explained = edges[cell] + (guint64) (outside != NULL ? outside (data, object) : 0);
    if (object->refs != explained)
      g_string_append_printf (findings, "#%u (%s): count %u, but %u references from objects and %u from elsewhere\n", object->serial,
                              object->type != NULL ? object->type->name : "?", object->refs, edges[cell],
                              (guint32) (explained - edges[cell]));
  }
  return findings->len == before;
}
