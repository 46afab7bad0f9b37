/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Class objects as the heap needs them: what their instances are like, and the names that instances share. Models the parts of
 * Objects/typeobject.c and dictobject.c (shared keys) that decide layout. The VM does inheritance and attributes. */

#include "heap/private.h"

#define SHARED_KEYS 30

HwType *
hw_type_new (HwHeap     *heap,
             HwType     *metatype,
             const char *name,
             HwType     *base,
             gboolean    is_heap)
{
  HwType *type = g_new0 (HwType, 1);
  HwObject *object;

  if (is_heap) {
    object = hw_fields_new (heap, metatype, HW_KIND_TYPE, heap->profile->class_plain_size - 16, HW_CLASS_N_FIELDS);
  } else {
    object = hw_object_new_static (heap, metatype, HW_KIND_TYPE);
    object->as.items.at = hw_body_alloc (heap, HW_CLASS_N_FIELDS * sizeof (HwObject *));
    memset (object->as.items.at, 0, HW_CLASS_N_FIELDS * sizeof (HwObject *));
    hw_emit_splice (heap, object, 0, NULL, 0, object->as.items.at, HW_CLASS_N_FIELDS);
    object->as.items.n = HW_CLASS_N_FIELDS;
  }
  type->object = object;
  type->name = g_string_chunk_insert (heap->names, name);
  type->base = base;
  type->is_heap = is_heap;
  type->usable = is_heap ? SHARED_KEYS : -1;
  type->free_id = HW_FREE_NONE;
  type->subclasses = g_ptr_array_new ();
  if (base != NULL) {
    type->kind = base->kind;
    type->n_members = type->members_first = base->n_members;
    g_ptr_array_add (base->subclasses, type);
  }
  if (heap->sink != NULL) {
    guint32 *words;

    type->layout = heap->sink->add_layout (heap->sink, name);
    heap->sink->add_label (heap->sink, type->layout, 0, "__dict__");
    words = hw_sink_reserve (heap->sink, 3);
    words[0] = HW_EVENT_HEAD (HW_EVENT_LAYOUT, hw_cell (heap, object));
    words[1] = 0;
    words[2] = type->layout;
  }
  object->as.items.data = type;
  return type;
}

/* Dicts of instances that outlive their class keep their entries, but not its keys. */
static void
forget_split_dicts (HwHeap *heap,
                    HwType *type)
{
  for (guint32 cell = HW_FIRST_CELL; cell < heap->n_cells && type->n_split > 0; cell++) {
    HwObject *object = hw_object_at (heap, cell);

    if (object->kind == HW_KIND_DICT && object->as.dict.split == type)
      hw_dict_unshare (heap, object);
  }
}

void
hw_type_release_names (HwHeap   *heap,
                       HwObject *class_object)
{
  HwType *type = class_object->as.items.data;

  if (type != NULL && type->n_split > 0)
    forget_split_dicts (heap, type);
  while (type != NULL && type->n_names > 0)
    hw_decref (heap, type->names[--type->n_names]);
}

void
hw_type_free_data (HwHeap   *heap,
                   HwObject *class_object)
{
  HwType *type = class_object->as.items.data;

  if (type == NULL)
    return;
  /* A base may be freed before its subclasses: by the collector, and when all is freed. */
  for (guint i = 0; i < type->subclasses->len; i++)
    ((HwType *) g_ptr_array_index (type->subclasses, i))->base = NULL;
  if (type->base != NULL)
    g_ptr_array_remove (type->base->subclasses, type);
  g_clear_pointer (&type->subclasses, g_ptr_array_unref);
  g_free (type->names);
  g_free (type->special);
  g_free (type);
  class_object->as.items.data = NULL;
}

gboolean
hw_type_is_subtype (const HwType *type,
                    const HwType *base)
{
  const HwObject *mro = hw_field (type->object, HW_CLASS_MRO);

  if (type == base)
    return TRUE;
  if (mro == NULL) {
    for (; type != NULL; type = type->base)
      if (type == base)
        return TRUE;
    return FALSE;
  }
  for (guint32 i = 0; i < mro->as.items.n; i++)
    if (mro->as.items.at[i] == base->object)
      return TRUE;
  return FALSE;
}

/* A new instance takes one of the places for names. Dicts that share them shrink by it, as sys.getsizeof() says. */
void
hw_type_take_usable (HwHeap *heap,
                     HwType *type)
{
  guint32 left = heap->sink != NULL ? type->n_split : 0;
  guint64 old_size = 64 + 8 * ((guint64) type->usable + type->n_names);

  type->usable--;
  for (guint32 cell = HW_FIRST_CELL; cell < heap->n_cells && left > 0; cell++) {
    HwObject *object = hw_object_at (heap, cell);

    if (object->kind == HW_KIND_DICT && object->as.dict.split == type) {
      hw_emit_size (heap, object, old_size, 0);
      left--;
    }
  }
}

/* The names are interned, but for those that came by an item of a __dict__. */
static int
find_name (const HwType   *type,
           const HwObject *name)
{
  for (guint32 i = 0; i < type->n_names; i++)
    if (type->names[i] == name)
      return (int) i;
  for (guint32 i = 0; i < type->n_names; i++)
    if (!(type->names[i]->flags & name->flags & HW_FLAG_INTERNED) && hw_str_equal (type->names[i], name))
      return (int) i;
  return -1;
}

/* The index of [name] (interned) among the shared names; a new one takes a place if there is one; else -1. */
int
hw_type_share_name (HwHeap   *heap,
                    HwType   *type,
                    HwObject *name)
{
  int index = find_name (type, name);

  if (index >= 0 || type->usable <= 0)
    return index;
  if (type->n_names == type->n_names_room) {
    type->n_names_room = type->n_names_room == 0 ? 4 : type->n_names_room * 2;
    type->names = g_renew (HwObject *, type->names, type->n_names_room);
  }
  type->usable--;
  type->names[type->n_names] = name;
  hw_incref (heap, name);
  if (heap->sink != NULL)
    heap->sink->add_label (heap->sink, type->layout, 1 + type->n_members + type->n_names, hw_str_text_of (name));
  return (int) type->n_names++;
}

int
hw_type_find_name (const HwType   *type,
                   const HwObject *name)
{
  return find_name (type, name);
}
