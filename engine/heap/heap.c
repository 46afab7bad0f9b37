/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Cells, and the beginning and end of objects. Models Objects/object.c and the allocation part of Modules/gcmodule.c. */

#include <sys/mman.h>

#include "heap/private.h"

/* Static objects lie below the modelled arenas: 64 bytes each. */
#define FIRST_STATIC 0x08000000u

HwHeap *
hw_heap_new (HwPython python,
             HwSink  *sink)
{
  HwHeap *heap = g_new0 (HwHeap, 1);

  heap->max_cells = HW_MAX_CELLS;
  for (;;) {
    heap->cells = mmap (NULL, (gsize) heap->max_cells * sizeof (HwObject), PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (heap->cells != MAP_FAILED)
      break;
    heap->max_cells /= 2; /* a small address space limit: fewer objects then */
    g_assert (heap->max_cells > HW_FIRST_CELL);
  }
  heap->n_cells = HW_FIRST_CELL;
  heap->sink = sink;
  heap->profile = hw_profile_get (python);
  heap->next_serial = 1;
  heap->memory = hw_memory_new ();
  heap->free_lists = hw_free_lists_new (heap->profile);
  heap->trashcan = hw_trashcan_new ();
  heap->weakrefs = g_hash_table_new (NULL, NULL);
  heap->weak_hashes = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  heap->names = g_string_chunk_new (4096);
  heap->collector = g_new0 (HwCollector, 1);
  hw_collector_configure (heap, HW_GC_ENABLED, TRUE);
  for (guint i = 0; i < 3; i++)
    hw_collector_configure (heap, HW_GC_THRESHOLD_0 + i, heap->profile->threshold[i]);
  heap->collector->long_lived_total = heap->profile->startup_tracked;
  for (guint32 list = HW_LIST_GENERATION_0; list <= HW_LIST_FINALIZERS; list++)
    heap->cells[list].gc_next = heap->cells[list].gc_prev = list;
  heap->empty_keys = hw_keys_new (heap, 8, TRUE);
  heap->empty_keys->usable = 0;
  if (heap->profile->keeps_slice) {
    hw_hidden_free (heap, HW_HIDDEN_SLICE, hw_hidden_new (heap, HW_HIDDEN_SLICE));
    heap->collector->count[0] = 0;
  }
  return heap;
}

/* Memory outside of the pools: texts, big numbers and large bodies. */
static void
free_bodies (HwHeap *heap)
{
  for (guint32 cell = HW_FIRST_CELL; cell < heap->n_cells; cell++) {
    HwObject *object = &heap->cells[cell];

    switch (object->kind) {
    case HW_KIND_FREE:
      break;
    case HW_KIND_STR:
      g_free (object->as.str.utf8);
      break;
    case HW_KIND_BYTES:
    case HW_KIND_BYTEARRAY:
      g_free (object->as.bytes.data);
      break;
    case HW_KIND_DICT:
      hw_dict_release_table (heap, object);
      break;
    case HW_KIND_SET:
    case HW_KIND_FROZENSET:
      hw_set_release_table (heap, object);
      break;
    case HW_KIND_LIST:
      hw_body_free (heap, object->as.items.at, object->as.items.extra * sizeof (HwObject *));
      break;
    case HW_KIND_INSTANCE:
    case HW_KIND_FLOAT:
    case HW_KIND_COMPLEX:
    case HW_KIND_WEAKREF:
    case HW_KIND_PROXY:
    case HW_KIND_NONE:
    case HW_KIND_ELLIPSIS:
    case HW_KIND_NOT_IMPLEMENTED:
    case HW_KIND_BOOL:
    case HW_KIND_FRAME:
      break;
    case HW_KIND_INT:
      if (object->as.integer.big != NULL && heap->hooks.free_data != NULL)
        heap->hooks.free_data (heap->hooks.data, object);
      break;
    default:
      if (heap->hooks.free_data != NULL && object->kind != HW_KIND_TUPLE)
        heap->hooks.free_data (heap->hooks.data, object);
      hw_body_free (heap, object->as.items.at, object->as.items.n * sizeof (HwObject *));
    }
  }
}

void
hw_heap_free (HwHeap *heap)
{
  heap->closing = TRUE;
  heap->sink = NULL;
  free_bodies (heap);
  for (guint32 cell = HW_FIRST_CELL; cell < heap->n_cells; cell++)
    if (heap->cells[cell].kind == HW_KIND_TYPE)
      hw_type_free_data (heap, &heap->cells[cell]);
  hw_keys_free (heap, heap->empty_keys);
  hw_body_free_all (heap);
  g_clear_pointer (&heap->interned, g_hash_table_unref);
  g_hash_table_unref (heap->weakrefs);
  g_hash_table_unref (heap->weak_hashes);
  hw_memory_free (heap->memory);
  hw_free_lists_free (heap->free_lists);
  hw_trashcan_free (heap->trashcan);
  g_string_chunk_free (heap->names);
  g_free (heap->collector->gc_refs);
  g_free (heap->collector);
  g_free (heap->small_ints);
  munmap (heap->cells, (gsize) heap->max_cells * sizeof (HwObject));
  g_free (heap);
}

static inline HwObject *
take_cell (HwHeap *heap)
{
  HwObject *object;

  if (heap->free_cell != 0) {
    object = &heap->cells[heap->free_cell];
    heap->free_cell = object->gc_next;
    object->gc_next = 0;
    return object;
  }
  /* The VM's budget of memory ends a run long before; this is the last wall. */
  if (G_UNLIKELY (heap->n_cells >= heap->max_cells))
    g_error ("more than %u objects live at once", heap->max_cells);
  return &heap->cells[heap->n_cells++];
}

HwObject *
hw_cell_take (HwHeap *heap)
{
  HwObject *cell = take_cell (heap);

  memset (cell, 0, sizeof *cell);
  return cell;
}

void
hw_cell_give (HwHeap   *heap,
              HwObject *cell)
{
  cell->kind = HW_KIND_FREE;
  cell->gc_next = heap->free_cell;
  heap->free_cell = hw_cell (heap, cell);
}

/* The size is written by close_alloc(), when the object can tell it; until the next event it may still be mended. */
static inline void
emit_alloc (HwHeap   *heap,
            HwObject *object,
            HwKind    kind)
{
  guint32 *words;

  if (heap->sink == NULL)
    return;
  words = hw_sink_reserve (heap->sink, 5);
  words[0] = HW_EVENT_HEAD (HW_EVENT_ALLOC, hw_cell (heap, object));
  words[1] = object->type != NULL ? hw_cell (heap, object->type->object) : 0;
  words[3] = object->address;
  words[4] = kind | (guint32) object->flags << 8;
  heap->fresh = object;
  heap->fresh_words = words;
}

static inline void
close_alloc (HwHeap *heap)
{
  if (heap->sink != NULL)
    heap->fresh_words[2] = heap->fresh_size = hw_object_get_size (heap, heap->fresh);
}

HwObject *
hw_object_begin (HwHeap  *heap,
                 HwType  *type,
                 HwKind   kind,
                 guint32  size,
                 HwFreeId id)
{
  gboolean is_gc = type != NULL && type->is_gc;
  guint32 address = hw_free_lists_take (heap, id);
  HwObject *object;

  if (address == 0) {
    if (is_gc)
      hw_gc_before_alloc (heap);
    address = hw_memory_alloc_block (heap->memory, size);
  }
  object = take_cell (heap);
  object->sub = 0;
  object->flags = (is_gc ? HW_FLAG_GC : 0) | (type != NULL && type->is_heap ? HW_FLAG_CLASS_HELD : 0);
  object->type = type;
  object->address = address;
  object->attrs = NULL;
  memset (&object->as, 0, sizeof object->as);
  emit_alloc (heap, object, kind);
  object->kind = kind;
  object->refs = 1;
  object->serial = heap->next_serial++;
  close_alloc (heap);
  if (object->flags & HW_FLAG_CLASS_HELD)
    hw_incref (heap, type->object);
  return object;
}

HwObject *
hw_object_new (HwHeap *heap,
               HwType *type,
               HwKind  kind,
               guint32 size)
{
  HwObject probe = { .kind = kind, .type = type };
  HwFreeId id = hw_object_get_free_id (heap, &probe);

  /* Only ints of one digit are parked. */
  return hw_object_begin (heap, type, kind, size, kind == HW_KIND_INT && size > 32 ? HW_FREE_NONE : id);
}

HwObject *
hw_object_new_default (HwHeap *heap,
                       HwType *type,
                       HwKind  kind)
{
  HwObject probe = { .kind = kind, .type = type };

  return hw_object_begin (heap, type, kind, hw_object_get_request (heap, &probe), hw_object_get_free_id (heap, &probe));
}

HwObject *
hw_object_new_static (HwHeap *heap,
                      HwType *type,
                      HwKind  kind)
{
  HwObject *object = take_cell (heap);
  const HwProfile *profile = heap->profile;

  memset (object, 0, sizeof *object);
  object->type = type;
  object->flags = HW_FLAG_STATIC | (profile->immortals ? HW_FLAG_IMMORTAL : 0);
  object->address = FIRST_STATIC + hw_cell (heap, object) * 4;
  emit_alloc (heap, object, kind);
  object->kind = kind;
  object->refs = 1;
  object->serial = heap->next_serial++;
  close_alloc (heap);
  return object;
}

HwObject *
hw_fields_new (HwHeap *heap,
               HwType *type,
               HwKind  kind,
               guint32 size,
               guint32 n_fields)
{
  HwObject *object = hw_object_new (heap, type, kind, size);
  HwObject *none[HW_FUNCTION_N_FIELDS] = { NULL };

  g_assert (n_fields <= G_N_ELEMENTS (none));
  if (n_fields > 0)
    hw_emit_splice (heap, object, 0, NULL, 0, none, n_fields);
  object->as.items.at = hw_body_alloc (heap, n_fields * sizeof (HwObject *));
  if (n_fields > 0)
    memset (object->as.items.at, 0, n_fields * sizeof (HwObject *));
  object->as.items.n = n_fields;
  hw_emit_size (heap, object, 0, 0);
  return object;
}

void
hw_fields_extend (HwHeap   *heap,
                  HwObject *object,
                  guint32   n_fields)
{
  guint32 n = object->as.items.n;
  HwObject **at = hw_body_alloc (heap, (n + n_fields) * sizeof (HwObject *));
  g_autofree HwObject **none = g_new0 (HwObject *, n_fields + 1);

  hw_emit_splice (heap, object, n, NULL, 0, none, n_fields);
  if (n > 0)
    memcpy (at, object->as.items.at, n * sizeof (HwObject *));
  memset (at + n, 0, n_fields * sizeof (HwObject *));
  hw_body_free (heap, object->as.items.at, n * sizeof (HwObject *));
  object->as.items.at = at;
  object->as.items.n = n + n_fields;
}

void
hw_field_set (HwHeap   *heap,
              HwObject *object,
              guint32   field,
              HwObject *value)
{
  HwObject *old = object->as.items.at[field];

  if (old == value && value == NULL)
    return;
  hw_emit_set (heap, object, field, old, value);
  object->as.items.at[field] = value;
  hw_xdecref (heap, old);
}

/* The block is parked or freed, the cell is free again. */
void
hw_object_end (HwHeap   *heap,
               HwObject *object)
{
  guint32 size = hw_object_get_request (heap, object);
  HwFreeId id = hw_object_get_free_id (heap, object);
  HwType *type = object->type;
  gboolean held = object->flags & HW_FLAG_CLASS_HELD;

  if (heap->sink != NULL) {
    guint64 reported = hw_object_get_size (heap, object);
    guint32 *words = hw_sink_reserve (heap->sink, 8);

    words[0] = HW_EVENT_HEAD (HW_EVENT_FREE, hw_cell (heap, object));
    words[1] = object->serial;
    words[2] = type != NULL ? hw_cell (heap, type->object) : 0;
    words[3] = MIN (reported, G_MAXUINT32);
    words[4] = object->address;
    words[5] = object->kind | (guint32) object->flags << 8;
    words[6] = object->refs;
    words[7] = object->kind == HW_KIND_TYPE && object->as.items.data != NULL ? hw_type_of_object (object)->layout : 0;
  }
  if (!hw_free_lists_park (heap, id, object->address, size)) {
    hw_memory_free_block (heap->memory, object->address);
    if (object->flags & HW_FLAG_GC && heap->collector->count[0] > 0)
      heap->collector->count[0]--;
  }
  if (object->kind == HW_KIND_TYPE)
    hw_type_free_data (heap, object);
  object->kind = HW_KIND_FREE;
  object->gc_next = heap->free_cell;
  heap->free_cell = hw_cell (heap, object);
  if (held)
    hw_decref (heap, type->object);
}

void
hw_object_set_flags (HwHeap   *heap,
                     HwObject *object,
                     guint16   flags)
{
  if (object->flags == flags)
    return;
  if (heap->sink != NULL) {
    guint32 *words = hw_sink_reserve (heap->sink, 3);

    words[0] = HW_EVENT_HEAD (HW_EVENT_FLAGS, hw_cell (heap, object));
    words[1] = object->flags;
    words[2] = flags;
  }
  object->flags = flags;
}

void
hw_object_set_type (HwHeap   *heap,
                    HwObject *object,
                    HwType   *type)
{
  HwType *old = object->type;

  if (type->is_heap)
    hw_incref (heap, type->object);
  if (heap->sink != NULL) {
    guint32 *words = hw_sink_reserve (heap->sink, 3);

    words[0] = HW_EVENT_HEAD (HW_EVENT_RETYPE, hw_cell (heap, object));
    words[1] = old != NULL ? hw_cell (heap, old->object) : 0;
    words[2] = hw_cell (heap, type->object);
  }
  object->type = type;
  if (old != NULL && old->is_heap)
    hw_decref (heap, old->object);
}

void
hw_emit_size (HwHeap   *heap,
              HwObject *object,
              guint64   old_size,
              guint32   old_address)
{
  guint64 size;
  guint32 *words;

  if (heap->sink == NULL)
    return;
  size = hw_object_get_size (heap, object);
  if (old_size == 0 && heap->fresh == object) {
    if (heap->sink->next == heap->fresh_words + 5) {
      heap->fresh_words[2] = heap->fresh_size = size;
      return;
    }
    old_size = heap->fresh_size;
    heap->fresh_size = size;
  }
  if (size == old_size)
    return;
  words = heap->size_words;
  if (words != NULL && heap->sink->next == words + 5 && words[0] == HW_EVENT_HEAD (HW_EVENT_SIZE, hw_cell (heap, object)) &&
      words[2] == old_size && old_address == 0) {
    words[2] = MIN (size, G_MAXUINT32); /* changed twice in a row: one event */
    return;
  }
  words = heap->size_words = hw_sink_reserve (heap->sink, 5);
  words[0] = HW_EVENT_HEAD (HW_EVENT_SIZE, hw_cell (heap, object));
  words[1] = MIN (old_size, G_MAXUINT32);
  words[2] = MIN (size, G_MAXUINT32);
  words[3] = old_address;
  words[4] = 0;
}

void
hw_emit_splice (HwHeap          *heap,
                const HwObject  *holder,
                guint32          position,
                HwObject *const *taken,
                guint32          n_taken,
                HwObject *const *put,
                guint32          n_put)
{
  guint32 *words;

  if (heap->sink == NULL || (n_taken == 0 && n_put == 0))
    return;
  words = hw_sink_reserve (heap->sink, 4 + (gsize) n_taken + n_put);
  *words++ = HW_EVENT_HEAD (HW_EVENT_SPLICE, hw_cell (heap, holder));
  *words++ = position;
  *words++ = n_taken;
  *words++ = n_put;
  for (guint32 i = 0; i < n_taken; i++)
    *words++ = hw_cell (heap, taken[i]);
  for (guint32 i = 0; i < n_put; i++)
    *words++ = hw_cell (heap, put[i]);
}

guint64
hw_object_get_refcount (HwHeap   *heap,
                        HwObject *object)
{
  return object->flags & HW_FLAG_IMMORTAL ? heap->profile->immortal_count : object->refs;
}
