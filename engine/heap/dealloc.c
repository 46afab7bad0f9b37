/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What happens when a reference count falls to 0, and what tp_clear does. Models subtype_dealloc (Objects/typeobject.c), the tp_dealloc and
 * tp_clear of each built-in type, and PyObject_CallFinalizerFromDealloc (Objects/object.c). */

#include "heap/private.h"

gboolean
hw_object_has_finalizer (HwObject *object)
{
  return object->type != NULL && (object->type->has_finalizer || object->kind == HW_KIND_GENERATOR);
}

static void
run_finalizer (HwHeap   *heap,
               HwObject *object)
{
  if (object->flags & HW_FLAG_GC)
    hw_object_set_flags (heap, object, object->flags | HW_FLAG_FINALIZED);
  hw_emit (heap, HW_EVENT_FINALIZER_BEGIN, hw_cell (heap, object));
  heap->hooks.finalize (heap->hooks.data, object);
  hw_emit (heap, HW_EVENT_FINALIZER_END, hw_cell (heap, object));
}

gboolean
hw_object_finalize_dying (HwHeap   *heap,
                          HwObject *object)
{
  if (!hw_object_has_finalizer (object) || object->flags & HW_FLAG_FINALIZED)
    return FALSE;
  /* It lives while its finalizer runs; what is left of its count afterwards has brought it back. */
  hw_incref (heap, object);
  run_finalizer (heap, object);
  hw_emit (heap, HW_EVENT_DECREF, hw_cell (heap, object));
  return --object->refs > 0;
}

void
hw_object_finalize (HwHeap   *heap,
                    HwObject *object)
{
  run_finalizer (heap, object);
}

/* Everything a kind with fields or items holds: taken out, then released. */
static void
release_items (HwHeap   *heap,
               HwObject *object,
               gboolean  backwards)
{
  HwObject **at = object->as.items.at;
  guint32 n = object->as.items.n, room = object->kind == HW_KIND_LIST || object->kind == HW_KIND_TUPLE ? object->as.items.extra : n;

  hw_emit_splice (heap, object, 0, at, n, NULL, 0);
  object->as.items.at = NULL;
  object->as.items.n = 0;
  for (guint32 i = 0; i < n; i++)
    hw_xdecref (heap, at[backwards ? n - 1 - i : i]);
  hw_body_free (heap, at, room * sizeof (HwObject *));
  /* A tuple's block and free list are found by its length. */
  if (object->kind == HW_KIND_TUPLE)
    object->as.items.n = n;
}

static void
release_weakref (HwHeap   *heap,
                 HwObject *weakref)
{
  HwObject *callback;
  HwObject *none[2] = { NULL, NULL };

  hw_weakref_unlink (heap, weakref);
  g_hash_table_remove (heap->weak_hashes, GUINT_TO_POINTER (hw_cell (heap, weakref)));
  callback = hw_weakref_take_callback (heap, weakref);
  hw_emit_splice (heap, weakref, 0, none, 2, NULL, 0);
  hw_xdecref (heap, callback);
}

static void
release_content (HwHeap   *heap,
                 HwObject *object)
{
  guint32 allocated;

  switch (object->kind) {
  case HW_KIND_INT:
    if (object->as.integer.big != NULL)
      heap->hooks.free_data (heap->hooks.data, object);
    break;
  case HW_KIND_STR:
    if (object->flags & HW_FLAG_INTERNED && heap->interned != NULL)
      g_hash_table_remove (heap->interned, object);
    g_free (object->as.str.utf8);
    object->as.str.utf8 = NULL;
    break;
  case HW_KIND_BYTEARRAY:
    if (object->as.bytes.allocated > 0)
      hw_memory_free_block (heap->memory, (guint32) object->as.bytes.hash);
    g_free (object->as.bytes.data);
    break;
  case HW_KIND_BYTES:
    g_free (object->as.bytes.data);
    break;
  case HW_KIND_LIST:
    allocated = object->as.items.allocated;
    release_items (heap, object, TRUE);
    if (allocated > 0)
      hw_memory_free_block (heap->memory, object->as.items.address);
    object->as.items.allocated = 0;
    break;
  case HW_KIND_TUPLE:
    release_items (heap, object, TRUE);
    break;
  case HW_KIND_DICT:
    hw_dict_dealloc_entries (heap, object);
    break;
  case HW_KIND_SET:
  case HW_KIND_FROZENSET:
    hw_set_dealloc_entries (heap, object);
    break;
  case HW_KIND_WEAKREF:
  case HW_KIND_PROXY:
    release_weakref (heap, object);
    break;
  case HW_KIND_NONE:
  case HW_KIND_ELLIPSIS:
  case HW_KIND_NOT_IMPLEMENTED:
  case HW_KIND_BOOL:
  case HW_KIND_FLOAT:
  case HW_KIND_COMPLEX:
  case HW_KIND_INSTANCE:
    break;
  default:
    if (object->kind == HW_KIND_TYPE)
      hw_type_release_names (heap, object);
    else
      heap->hooks.free_data (heap->hooks.data, object);
    release_items (heap, object, heap->profile->releases_last_first && (object->kind == HW_KIND_FRAME_OBJECT || object->kind == HW_KIND_GENERATOR));
  }
}

gboolean
hw_kind_uses_trashcan (HwKind kind)
{
  switch (kind) {
  case HW_KIND_LIST:
  case HW_KIND_TUPLE:
  case HW_KIND_DICT:
  case HW_KIND_SET:
  case HW_KIND_FROZENSET:
  case HW_KIND_EXCEPTION:
  case HW_KIND_TRACEBACK:
  case HW_KIND_FRAME_OBJECT:
  case HW_KIND_METHOD:
  case HW_KIND_FUNCTION:
  case HW_KIND_CELL:
  case HW_KIND_ITERATOR:
  case HW_KIND_NATIVE:
    return TRUE;
  default:
    return FALSE;
  }
}

void
hw_object_dealloc (HwHeap   *heap,
                   HwObject *object)
{
  gboolean guarded = hw_kind_uses_trashcan (object->kind) || (object->flags & HW_FLAG_GC && object->type->is_heap);

  if (hw_object_is_tracked (object))
    hw_object_untrack (heap, object);
  if (guarded && !hw_trashcan_begin (heap, object))
    return;
  if (hw_object_finalize_dying (heap, object)) {
    if (object->flags & HW_FLAG_GC && !hw_object_is_tracked (object))
      hw_object_track (heap, object);
    if (guarded)
      hw_trashcan_end (heap);
    return;
  }
  if (hw_object_is_tracked (object)) /* a finalizer's collection may have tracked it anew */
    hw_object_untrack (heap, object);
  if (object->flags & HW_FLAG_REFERENCED)
    hw_weakrefs_clear (heap, object);
  hw_attributes_release (heap, object);
  release_content (heap, object);
  hw_object_end (heap, object);
  if (guarded)
    hw_trashcan_end (heap);
}

/* ---------------------------------------------------------------------------------------------------------- tp_clear */

static void
clear_fields (HwHeap   *heap,
              HwObject *object)
{
  for (guint32 i = 0; i < object->as.items.n; i++)
    hw_field_set (heap, object, i, NULL);
}

/* A function keeps its code, name and qualified name, so that it stays callable by finalizers (bpo-42972). */
static void
clear_function (HwHeap   *heap,
                HwObject *function)
{
  static const guint8 kept[HW_FUNCTION_N_FIELDS] = {
    [HW_FUNCTION_CODE] = 1, [HW_FUNCTION_NAME] = 1, [HW_FUNCTION_QUALNAME] = 1,
  };

  for (guint32 i = 0; i < HW_FUNCTION_N_FIELDS; i++)
    if (!kept[i])
      hw_field_set (heap, function, i, NULL);
}

static void
clear_type (HwHeap   *heap,
            HwObject *type)
{
  HwObject *dict = hw_field (type, HW_CLASS_DICT);

  if (dict != NULL)
    hw_dict_clear (heap, dict);
  hw_field_set (heap, type, HW_CLASS_MRO, NULL);
}

void
hw_object_clear (HwHeap   *heap,
                 HwObject *object)
{
  hw_incref (heap, object);
  switch (object->kind) {
  case HW_KIND_LIST:
    hw_list_clear (heap, object);
    break;
  case HW_KIND_DICT:
    hw_dict_clear (heap, object);
    break;
  case HW_KIND_SET:
    hw_set_clear (heap, object);
    break;
  case HW_KIND_WEAKREF:
  case HW_KIND_PROXY:
    hw_weakref_unlink (heap, object);
    hw_xdecref (heap, hw_weakref_take_callback (heap, object));
    break;
  case HW_KIND_FUNCTION:
    clear_function (heap, object);
    break;
  case HW_KIND_TYPE:
    clear_type (heap, object);
    break;
  case HW_KIND_CELL:
  case HW_KIND_EXCEPTION:
  case HW_KIND_TRACEBACK:
  case HW_KIND_FRAME_OBJECT:
  case HW_KIND_MODULE:
  case HW_KIND_STATICMETHOD:
  case HW_KIND_CLASSMETHOD:
  case HW_KIND_NATIVE:
  case HW_KIND_NAMESPACE:
    clear_fields (heap, object);
    break;
  case HW_KIND_ITERATOR:
    break;
  default:
    break;
  }
  hw_attributes_clear (heap, object);
  hw_decref (heap, object);
}
