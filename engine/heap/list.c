/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Lists and tuples: items, growth, order of release. Models Objects/listobject.c (list_resize, list_ass_slice, list_dealloc) and
 * tupleobject.c. as.items.extra is the engine's room for items, as.items.allocated CPython's. */

#include "heap/private.h"

static void
set_room (HwHeap   *heap,
          HwObject *object,
          guint32   room)
{
  HwObject **at = hw_body_alloc (heap, room * sizeof (HwObject *));

  if (object->as.items.n > 0)
    memcpy (at, object->as.items.at, object->as.items.n * sizeof (HwObject *));
  hw_body_free (heap, object->as.items.at, object->as.items.extra * sizeof (HwObject *));
  object->as.items.at = at;
  object->as.items.extra = room;
}

static void
ensure_room (HwHeap   *heap,
             HwObject *list,
             guint32   n)
{
  if (n > list->as.items.extra)
    set_room (heap, list, MAX (n, list->as.items.extra + list->as.items.extra / 2 + 4));
}

/* The modelled block of the items. */
static void
set_allocated (HwHeap   *heap,
               HwObject *list,
               guint32   allocated)
{
  guint64 old_size = hw_object_get_size (heap, list);
  guint32 old = list->as.items.allocated;

  if (allocated == old)
    return;
  if (allocated == 0)
    hw_memory_free_block (heap->memory, list->as.items.address);
  else if (old == 0)
    list->as.items.address = hw_memory_alloc_block (heap->memory, 8 * allocated);
  else
    list->as.items.address = hw_memory_resize_block (heap->memory, list->as.items.address, 8 * allocated);
  if (allocated == 0)
    list->as.items.address = 0;
  list->as.items.allocated = allocated;
  hw_emit_size (heap, list, old_size, 0);
}

void
hw_list_reserve (HwHeap   *heap,
                 HwObject *list,
                 guint32   allocated)
{
  set_allocated (heap, list, allocated);
}

/* list_resize: the modelled room for [n] items when there were list->as.items.n. */
static void
resize (HwHeap   *heap,
        HwObject *list,
        guint32   n)
{
  guint64 allocated = list->as.items.allocated, room;

  if (allocated >= n && n >= allocated / 2)
    return;
  if (heap->profile->list_small_never_shrinks && n > 0 && allocated >= n && allocated <= 32)
    return;
  room = ((guint64) n + (n >> 3) + 6) & ~(guint64) 3;
  if ((gint64) n - list->as.items.n > (gint64) (room - n))
    room = ((guint64) n + 3) & ~(guint64) 3;
  if (n == 0)
    room = 0;
  set_allocated (heap, list, room);
}

void
hw_list_trim (HwHeap   *heap,
              HwObject *list)
{
  if (list->as.items.n < list->as.items.allocated)
    resize (heap, list, list->as.items.n);
}

HwObject *
hw_list_new_typed (HwHeap *heap,
                   HwType *type)
{
  HwObject *list = hw_object_new_default (heap, type, HW_KIND_LIST);

  if (type->is_heap)
    hw_object_init_attrs (heap, list);
  hw_object_track (heap, list);
  return list;
}

HwObject *
hw_list_new (HwHeap *heap,
             guint32 n)
{
  HwObject *list = hw_object_new_default (heap, heap->types[HW_KIND_LIST], HW_KIND_LIST);

  if (n > 0)
    set_allocated (heap, list, n);
  hw_object_track (heap, list);
  return list;
}

HwObject *
hw_tuple_new_typed (HwHeap *heap,
                    HwType *type,
                    guint32 n)
{
  HwObject probe = { .kind = HW_KIND_TUPLE, .type = type }, *tuple;

  if (n == 0 && !type->is_heap)
    return hw_newref (heap, heap->empty_tuple);
  probe.as.items.n = n;
  tuple = hw_object_begin (heap, type, HW_KIND_TUPLE, hw_object_get_request (heap, &probe), hw_object_get_free_id (heap, &probe));
  tuple->as.items.at = hw_body_alloc (heap, n * sizeof (HwObject *));
  if (n > 0)
    memset (tuple->as.items.at, 0, n * sizeof (HwObject *));
  tuple->as.items.n = n;
  tuple->as.items.extra = n;
  hw_emit_size (heap, tuple, 0, 0);
  if (n > 0)
    hw_emit_splice (heap, tuple, 0, NULL, 0, tuple->as.items.at, n);
  if (type->is_heap)
    hw_object_init_attrs (heap, tuple);
  return tuple;
}

HwObject *
hw_tuple_new (HwHeap *heap,
              guint32 n)
{
  return hw_tuple_new_typed (heap, heap->types[HW_KIND_TUPLE], n);
}

/* maybe_tracked(): asks the class alone, so a tuple in a tuple is enough. */
static gboolean
has_container (const HwObject *tuple)
{
  for (guint32 i = 0; i < tuple->as.items.n; i++)
    if (tuple->as.items.at[i] == NULL || tuple->as.items.at[i]->type->is_gc)
      return TRUE;
  return FALSE;
}

void
hw_tuple_track (HwHeap   *heap,
                HwObject *tuple)
{
  if (hw_object_is_tracked (tuple) || tuple == heap->empty_tuple)
    return;
  if (!heap->profile->builds_tuples_untracked || tuple->type->is_heap || has_container (tuple))
    hw_object_track (heap, tuple);
}

void
hw_items_fill (HwHeap    *heap,
               HwObject  *object,
               HwObject **values,
               guint32    n)
{
  if (n == 0)
    return;
  if (object->kind == HW_KIND_TUPLE) {
    hw_emit_splice (heap, object, 0, object->as.items.at, n, values, n);
  } else {
    ensure_room (heap, object, n);
    hw_emit_splice (heap, object, 0, NULL, 0, values, n);
    object->as.items.n = n;
  }
  memcpy (object->as.items.at, values, n * sizeof (HwObject *));
}

HwObject *
hw_tuple_from_array (HwHeap    *heap,
                     HwObject **values,
                     guint32    n)
{
  HwObject *tuple = hw_tuple_new (heap, n);

  for (guint32 i = 0; i < n; i++)
    hw_incref (heap, values[i]);
  hw_items_fill (heap, tuple, values, n);
  hw_tuple_track (heap, tuple);
  return tuple;
}

HwObject *
hw_tuple_of (HwHeap    *heap,
             HwObject **values,
             guint32    n)
{
  HwObject *tuple = hw_tuple_from_array (heap, values, n);

  if (!hw_object_is_tracked (tuple) && tuple != heap->empty_tuple)
    hw_object_track (heap, tuple);
  return tuple;
}

HwObject *
hw_list_of (HwHeap    *heap,
            HwObject **values,
            guint32    n)
{
  HwObject *list = hw_list_new (heap, n);

  for (guint32 i = 0; i < n; i++)
    hw_incref (heap, values[i]);
  hw_items_fill (heap, list, values, n);
  return list;
}

void
hw_list_append_take (HwHeap   *heap,
                     HwObject *list,
                     HwObject *value)
{
  guint32 n = list->as.items.n;

  if (n + 1 > list->as.items.allocated)
    resize (heap, list, n + 1);
  ensure_room (heap, list, n + 1);
  hw_emit_set (heap, list, n, NULL, value);
  list->as.items.at[n] = value;
  list->as.items.n = n + 1;
}

void
hw_list_append (HwHeap   *heap,
                HwObject *list,
                HwObject *value)
{
  hw_list_append_take (heap, list, hw_newref (heap, value));
}

void
hw_list_splice (HwHeap    *heap,
                HwObject  *list,
                guint32    position,
                guint32    n_taken,
                HwObject **values,
                guint32    n_values,
                gboolean   forwards)
{
  guint32 n = list->as.items.n, after = n - n_taken + n_values, tail = n - position - n_taken;
  g_autofree HwObject **taken = NULL;
  HwObject *one;
  HwObject **gone = &one;

  if (n_taken > 1)
    gone = taken = g_new (HwObject *, n_taken);
  if (n_taken > 0)
    memcpy (gone, list->as.items.at + position, n_taken * sizeof (HwObject *));
  for (guint32 i = 0; i < n_values; i++)
    hw_incref (heap, values[i]);
  if (after > n)
    resize (heap, list, after);
  hw_emit_splice (heap, list, position, gone, n_taken, values, n_values);
  ensure_room (heap, list, after);
  if (tail > 0)
    memmove (list->as.items.at + position + n_values, list->as.items.at + position + n_taken, tail * sizeof (HwObject *));
  if (n_values > 0)
    memcpy (list->as.items.at + position, values, n_values * sizeof (HwObject *));
  list->as.items.n = n;
  if (after == 0 && n > 0)
    set_allocated (heap, list, 0); /* list_ass_slice() clears the list */
  else if (after < n)
    resize (heap, list, after);
  list->as.items.n = after;
  for (guint32 i = 0; i < n_taken; i++)
    hw_decref (heap, gone[forwards ? i : n_taken - 1 - i]);
}

void
hw_list_set (HwHeap   *heap,
             HwObject *list,
             guint32   index,
             HwObject *value)
{
  HwObject *old = list->as.items.at[index];

  hw_emit_set (heap, list, index, old, value);
  list->as.items.at[index] = value;
  hw_xdecref (heap, old);
}

HwObject *
hw_list_pop (HwHeap   *heap,
             HwObject *list,
             guint32   index)
{
  guint32 n = list->as.items.n;
  HwObject *value = list->as.items.at[index];

  hw_emit_splice (heap, list, index, &value, 1, NULL, 0);
  memmove (list->as.items.at + index, list->as.items.at + index + 1, (n - index - 1) * sizeof (HwObject *));
  list->as.items.n = n - 1;
  /* list_resize compares with the length before; only the shrinking rule matters here. */
  resize (heap, list, n - 1);
  return value;
}

/* The items are taken out first, then released last to first: finalizers see an empty list. */
void
hw_list_clear (HwHeap   *heap,
               HwObject *list)
{
  HwObject **at = list->as.items.at;
  guint32 n = list->as.items.n, room = list->as.items.extra;

  hw_emit_splice (heap, list, 0, at, n, NULL, 0);
  list->as.items.at = NULL;
  list->as.items.n = 0;
  list->as.items.extra = 0;
  for (guint32 i = n; i-- > 0;)
    hw_xdecref (heap, at[i]);
  hw_body_free (heap, at, room * sizeof (HwObject *));
  if (list->as.items.n == 0)
    set_allocated (heap, list, 0);
}

void
hw_list_reorder (HwHeap    *heap,
                 HwObject  *list,
                 HwObject **items)
{
  guint32 n = list->as.items.n;

  if (n == 0)
    return;
  hw_emit_splice (heap, list, 0, list->as.items.at, n, items, n);
  memcpy (list->as.items.at, items, n * sizeof (HwObject *));
}
