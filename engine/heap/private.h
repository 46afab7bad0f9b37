/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files of heap/ share and nobody else sees. */

#pragma once

#include "heap/heap.h"

/* The free lists: blocks of a type that are kept for the next object of it. X (identifier). */
typedef enum {
  HW_FREE_NONE = -1,
  HW_FREE_FLOAT,
  HW_FREE_LIST,
  HW_FREE_DICT,
  HW_FREE_KEYS,
  HW_FREE_SLICE,
  HW_FREE_INT,
  HW_FREE_LIST_ITERATOR,
  HW_FREE_TUPLE_ITERATOR,
  HW_FREE_RANGE,
  HW_FREE_RANGE_ITERATOR,
  HW_FREE_METHOD,
  HW_FREE_BUILTIN,
  HW_FREE_TUPLE, /* of length 1; up to length 20 follow */
  HW_N_FREE = HW_FREE_TUPLE + 20
} HwFreeId;

HwFreeLists *hw_free_lists_new   (const HwProfile *profile);
void         hw_free_lists_free  (HwFreeLists *lists);
/* A parked block's address, 0 if there is none. */
guint32      hw_free_lists_take  (HwHeap *heap, HwFreeId id);
/* FALSE if the list is full: the block is then to be freed. */
gboolean     hw_free_lists_park  (HwHeap *heap, HwFreeId id, guint32 address, guint32 size);
/* Frees all parked blocks, as a full collection does. */
void         hw_free_lists_clear (HwHeap *heap);
guint32      hw_free_lists_count (HwHeap *heap, HwFreeId id);

/* Begins an object in a parked block of [id] or a fresh one. */
HwObject    *hw_object_begin     (HwHeap *heap, HwType *type, HwKind kind, guint32 size, HwFreeId id);
/* Ends an object: everything it held is gone already. */
void         hw_object_end       (HwHeap *heap, HwObject *object);

HwFreeId     hw_object_get_free_id (HwHeap *heap, const HwObject *object);

guint32      hw_keys_get_bytes   (const HwKeys *keys);
HwKeys      *hw_keys_new         (HwHeap *heap, guint32 slots, gboolean all_str);
void         hw_keys_free        (HwHeap *heap, HwKeys *keys);
void         hw_dict_dealloc_entries (HwHeap *heap, HwObject *dict);
void         hw_set_dealloc_entries  (HwHeap *heap, HwObject *set);
void         hw_attributes_release   (HwHeap *heap, HwObject *object);
void         hw_attributes_clear     (HwHeap *heap, HwObject *object);
/* An instance's dict gets a table of its own. */
void         hw_dict_unshare         (HwHeap *heap, HwObject *dict);
/* As hw_dict_set(), for setattr. */
gboolean     hw_dict_set_attribute   (HwHeap *heap, HwObject *dict, HwObject *name, HwObject *value);
HwObject    *hw_dict_new_split       (HwHeap *heap, HwType *type);
/* Whether its values lie in an instance. */
void         hw_dict_set_inline      (HwHeap *heap, HwObject *dict, gboolean is_inline);
void         hw_type_release_names   (HwHeap *heap, HwObject *class_object);
int          hw_type_find_name       (const HwType *type, const HwObject *name);
int          hw_type_share_name      (HwHeap *heap, HwType *type, HwObject *name);
void         hw_type_take_usable     (HwHeap *heap, HwType *type);

static inline gboolean
hw_is_exact_str (const HwObject *object)
{
  return object->kind == HW_KIND_STR && !object->type->is_heap;
}

static inline const char *
hw_str_text_of (const HwObject *str)
{
  return str->as.str.utf8;
}
void         hw_dict_release_table   (HwHeap *heap, HwObject *dict);
void         hw_set_release_table    (HwHeap *heap, HwObject *set);

/* Finalizer of an object whose count fell to 0: TRUE if it came back to life. */
gboolean     hw_object_finalize_dying (HwHeap *heap, HwObject *object);
gboolean     hw_object_has_finalizer  (HwObject *object);
void         hw_object_finalize       (HwHeap *heap, HwObject *object);
void         hw_weakref_unlink    (HwHeap *heap, HwObject *weakref);
HwObject    *hw_weakref_take_callback (HwHeap *heap, HwObject *weakref);
void         hw_weakref_call      (HwHeap *heap, HwObject *weakref, HwObject *callback);

/* The collector's lists: circular, by cells. */
static inline HwObject *
hw_list_head (HwHeap *heap,
              guint   list)
{
  return &heap->cells[list];
}

void         hw_gc_list_move     (HwHeap *heap, HwObject *object, guint list);
void         hw_gc_list_merge    (HwHeap *heap, guint from, guint to);
void         hw_gc_before_alloc  (HwHeap *heap);

/* Trashcan (Include/cpython/object.h): deallocation of nested containers without deep recursion. */
gboolean     hw_trashcan_begin   (HwHeap *heap, HwObject *object);
void         hw_trashcan_end     (HwHeap *heap);
HwTrashcan  *hw_trashcan_new     (void);
void         hw_trashcan_free    (HwTrashcan *trashcan);

void         hw_body_free_all    (HwHeap *heap);
gboolean     hw_kind_has_gc_header (HwKind kind);
