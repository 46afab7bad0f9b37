/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Attributes of instances: values inline, by the names the class shares, until something asks for a real __dict__. Models the inline values
 * of Objects/dictobject.c (3.11 on) and the slots of typeobject.c.
 *
 * Slots of an instance in the record: __dict__, then the members of __slots__, then the inline values in shared-key order. The body of values:
 *
 *   ┌ values[room] ┬ order[room] ┬ count ┐     order: indexes of inline values in order of insertion
 */

#include "heap/private.h"

static gsize
values_bytes (guint32 room)
{
  return (gsize) room * (sizeof (HwObject *) + 1) + 1;
}

static guint8 *
order_of (const HwAttributes *attrs)
{
  return (guint8 *) (attrs->values + attrs->n);
}

static inline guint8 *
count_of (const HwAttributes *attrs)
{
  return order_of (attrs) + attrs->n;
}

static inline guint32
first_slot (const HwObject *object)
{
  return object->kind == HW_KIND_INSTANCE ? 0 : HW_SLOT_ATTRIBUTES;
}

HwAttributes *
hw_object_attrs (HwObject *object)
{
  return object->kind == HW_KIND_INSTANCE ? &object->as.attrs : object->attrs;
}

static void
grow_values (HwHeap       *heap,
             HwObject     *object,
             HwAttributes *attrs,
             guint32       room)
{
  guint32 old = attrs->n;
  HwObject **values = hw_body_alloc (heap, values_bytes (room));
  guint8 *order = (guint8 *) (values + room);
  g_autofree HwObject **none = NULL;

  if (old > 0) {
    memcpy (values, attrs->values, old * sizeof (HwObject *));
    memcpy (order, order_of (attrs), old);
  }
  memset (values + old, 0, (room - old) * sizeof (HwObject *));
  order[room] = old > 0 ? *count_of (attrs) : 0;
  if (heap->sink != NULL) {
    none = g_new0 (HwObject *, room - old);
    hw_emit_splice (heap, object, first_slot (object) + 1 + old, NULL, 0, none, room - old);
  }
  if (old > 0)
    hw_body_free (heap, attrs->values, values_bytes (old));
  attrs->values = values;
  attrs->n = room;
}

/* A fresh object's slots: one for the dict, then its members and the names that the class knows so far. */
static void
init_values (HwHeap       *heap,
             HwObject     *object,
             HwAttributes *attrs)
{
  HwType *type = object->type;
  guint32 room = type->n_members + (type->inline_values ? type->n_names : 0);
  HwObject *none[1] = { NULL };

  hw_emit_splice (heap, object, first_slot (object), NULL, 0, none, 1);
  attrs->n = 0;
  if (room > 0)
    grow_values (heap, object, attrs, room);
}

HwObject *
hw_instance_new (HwHeap *heap,
                 HwType *type)
{
  HwObject probe = { .kind = HW_KIND_INSTANCE, .type = type }, *object;
  gboolean has_values = type->is_heap && type->inline_values;

  if (has_values) {
    /* Each instance costs one of the names that may still be shared: 3.13 makes room for values before, earlier versions after. */
    if (heap->profile->values_in_instance)
      probe.sub = MAX (type->usable, 0) + type->n_names;
    if (type->usable > 1)
      hw_type_take_usable (heap, type);
    if (!heap->profile->values_in_instance)
      probe.sub = MAX (type->usable, 0) + type->n_names;
  }
  object = hw_object_begin (heap, type, HW_KIND_INSTANCE, hw_object_get_request (heap, &probe), HW_FREE_NONE);
  object->sub = probe.sub;
  if (!type->is_heap)
    return object;
  init_values (heap, object, &object->as.attrs);
  if (has_values && !heap->profile->values_in_instance)
    object->as.attrs.address = hw_memory_alloc_block (heap->memory, (probe.sub + 2 + 7) / 8 * 8 + 8 * probe.sub);
  if (type->is_gc)
    hw_object_track (heap, object);
  return object;
}

void
hw_object_init_attrs (HwHeap   *heap,
                      HwObject *object)
{
  object->attrs = hw_body_alloc (heap, sizeof (HwAttributes));
  memset (object->attrs, 0, sizeof (HwAttributes));
  init_values (heap, object, object->attrs);
}

/* ------------------------------------------------------------------------------------------------------ inline values */

static HwObject **
inline_value (const HwObject     *object,
              const HwAttributes *attrs,
              int                 index)
{
  guint32 i = object->type->n_members + (guint32) index;

  return index >= 0 && i < attrs->n ? &attrs->values[i] : NULL;
}

static void
note_insertion (HwAttributes *attrs,
                guint32       index)
{
  guint8 *count = count_of (attrs);

  order_of (attrs)[(*count)++] = (guint8) index;
}

static void
note_deletion (HwAttributes *attrs,
               guint32       index)
{
  guint8 *order = order_of (attrs), *count = count_of (attrs), n = 0;

  for (guint8 i = 0; i < *count; i++)
    if (order[i] != index)
      order[n++] = order[i];
  *count = n;
}

static void
put_dict (HwHeap       *heap,
          HwObject     *object,
          HwAttributes *attrs,
          HwObject     *dict)
{
  HwObject *old = attrs->dict;

  if (old == NULL && dict == NULL)
    return;
  if (old != NULL)
    hw_dict_set_inline (heap, old, FALSE);
  hw_emit_set (heap, object, first_slot (object), old, dict);
  attrs->dict = dict;
  hw_xdecref (heap, old);
}

static gboolean
has_inline_values (const HwObject     *object,
                   const HwAttributes *attrs)
{
  return object->type->inline_values && attrs->dict == NULL;
}

/* The values move into a dict, in order of insertion. While only shared names are in it, it is a split one. */
static HwObject *
materialise (HwHeap       *heap,
             HwObject     *object,
             HwAttributes *attrs,
             gboolean      split)
{
  HwType *type = object->type;
  HwObject *dict = hw_dict_new_split (heap, type);
  guint8 n = attrs->n > 0 ? *count_of (attrs) : 0;

  hw_dict_set_inline (heap, dict, heap->profile->values_in_instance);
  for (guint8 i = 0; i < n; i++) {
    guint8 index = order_of (attrs)[i];
    HwObject **place = &attrs->values[type->n_members + index], *value = *place, *name = type->names[index];

    hw_dict_set (heap, dict, name, hw_str_hash (name), value);
    hw_emit_set (heap, object, first_slot (object) + 1 + type->n_members + index, value, NULL);
    *place = NULL;
    hw_decref (heap, value);
  }
  if (attrs->n > 0)
    *count_of (attrs) = 0;
  if (!split)
    hw_dict_unshare (heap, dict);
  if (!heap->profile->tracks_dicts_lazily && !hw_object_is_tracked (dict))
    hw_object_track (heap, dict);
  put_dict (heap, object, attrs, dict);
  return dict;
}

HwObject *
hw_instance_get (HwHeap   *heap,
                 HwObject *object,
                 HwObject *name)
{
  HwAttributes *attrs = hw_object_attrs (object);
  HwObject **place;

  if (attrs == NULL || !object->type->is_heap)
    return NULL;
  if (attrs->dict != NULL)
    return hw_dict_get_str (heap, attrs->dict, name);
  if (!object->type->inline_values)
    return NULL;
  place = inline_value (object, attrs, hw_type_find_name (object->type, name));
  return place != NULL ? *place : NULL;
}

static gboolean
delete_attribute (HwHeap       *heap,
                  HwObject     *object,
                  HwAttributes *attrs,
                  HwObject     *name)
{
  int index = hw_type_find_name (object->type, name);
  HwObject **place, *old;

  if (attrs->dict != NULL)
    return hw_dict_delete (heap, attrs->dict, name, hw_str_hash (name), NULL) == 1;
  place = has_inline_values (object, attrs) ? inline_value (object, attrs, index) : NULL;
  if (place == NULL || *place == NULL)
    return FALSE;
  old = *place;
  hw_emit_set (heap, object, first_slot (object) + 1 + object->type->n_members + (guint32) index, old, NULL);
  *place = NULL;
  note_deletion (attrs, (guint32) index);
  hw_decref (heap, old);
  return TRUE;
}

static void
set_inline (HwHeap       *heap,
            HwObject     *object,
            HwAttributes *attrs,
            guint32       index,
            HwObject     *value)
{
  guint32 i = object->type->n_members + index;
  HwObject *old;

  if (i >= attrs->n)
    grow_values (heap, object, attrs, object->type->n_members + object->type->n_names);
  old = attrs->values[i];
  hw_incref (heap, value);
  hw_emit_set (heap, object, first_slot (object) + 1 + i, old, value);
  attrs->values[i] = value;
  if (old == NULL)
    note_insertion (attrs, index);
  else
    hw_decref (heap, old);
}

gboolean
hw_instance_set (HwHeap   *heap,
                 HwObject *object,
                 HwObject *name,
                 HwObject *value)
{
  HwAttributes *attrs = hw_object_attrs (object);
  int index;

  if (value == NULL)
    return attrs != NULL && delete_attribute (heap, object, attrs, name);
  if (attrs->dict == NULL && has_inline_values (object, attrs)) {
    index = hw_type_share_name (heap, object->type, name);
    if (index >= 0 && (object->kind != HW_KIND_INSTANCE || index < object->sub || object->sub == 0)) {
      set_inline (heap, object, attrs, (guint32) index, value);
      return TRUE;
    }
    materialise (heap, object, attrs, FALSE);
  } else if (attrs->dict == NULL) {
    put_dict (heap, object, attrs, hw_dict_new (heap));
  }
  return hw_dict_set_attribute (heap, attrs->dict, name, value);
}

HwObject *
hw_instance_get_dict (HwHeap   *heap,
                      HwObject *object)
{
  HwAttributes *attrs = hw_object_attrs (object);

  if (attrs == NULL || !object->type->has_dict)
    return NULL;
  if (attrs->dict == NULL) {
    if (object->type->inline_values)
      materialise (heap, object, attrs, TRUE);
    else
      put_dict (heap, object, attrs, hw_dict_new (heap));
  }
  return attrs->dict;
}

/* The inline values go, in shared-key order. */
static void
release_inline (HwHeap       *heap,
                HwObject     *object,
                HwAttributes *attrs)
{
  if (attrs->n == 0 || *count_of (attrs) == 0)
    return;
  *count_of (attrs) = 0;
  for (guint32 i = object->type->n_members; i < attrs->n; i++) {
    HwObject *value = attrs->values[i];

    if (value == NULL)
      continue;
    hw_emit_set (heap, object, first_slot (object) + 1 + i, value, NULL);
    attrs->values[i] = NULL;
    hw_decref (heap, value);
  }
}

void
hw_instance_set_dict (HwHeap   *heap,
                      HwObject *object,
                      HwObject *dict)
{
  HwAttributes *attrs = hw_object_attrs (object);

  if (has_inline_values (object, attrs)) {
    hw_emit_set (heap, object, first_slot (object), NULL, dict);
    attrs->dict = dict;
    release_inline (heap, object, attrs);
    return;
  }
  put_dict (heap, object, attrs, dict);
}

HwObject *
hw_member_get (HwObject *object,
               guint32   member)
{
  HwAttributes *attrs = hw_object_attrs (object);

  return member < attrs->n ? attrs->values[member] : NULL;
}

void
hw_member_set (HwHeap   *heap,
               HwObject *object,
               guint32   member,
               HwObject *value)
{
  HwAttributes *attrs = hw_object_attrs (object);
  HwObject *old = attrs->values[member];

  if (value != NULL)
    hw_incref (heap, value);
  hw_emit_set (heap, object, first_slot (object) + 1 + member, old, value);
  attrs->values[member] = value;
  hw_xdecref (heap, old);
}

/* ------------------------------------------------------------------------------------------------------------- the end */

/* Members of the most derived class first, in alphabetical order inside a class. */
static void
release_members (HwHeap       *heap,
                 HwObject     *object,
                 HwAttributes *attrs)
{
  for (HwType *type = object->type; type != NULL && type->n_members > 0; type = type->base) {
    for (guint32 i = type->members_first; i < type->members_first + type->own_members; i++) {
      HwObject *value = attrs->values[i];

      if (value == NULL)
        continue;
      hw_emit_set (heap, object, first_slot (object) + 1 + i, value, NULL);
      attrs->values[i] = NULL;
      hw_decref (heap, value);
    }
  }
}

void
hw_attributes_clear (HwHeap   *heap,
                     HwObject *object)
{
  HwAttributes *attrs = hw_object_attrs (object);

  if (attrs == NULL || (object->kind == HW_KIND_INSTANCE && !object->type->is_heap))
    return;
  if (object->type->n_members > 0)
    release_members (heap, object, attrs);
  if (attrs->dict == NULL)
    release_inline (heap, object, attrs);
  else if (attrs->dict->sub && heap->profile->inline_dict_opaque)
    hw_dict_clear (heap, attrs->dict);
  else
    put_dict (heap, object, attrs, NULL);
}

void
hw_attributes_release (HwHeap   *heap,
                       HwObject *object)
{
  HwAttributes *attrs = hw_object_attrs (object);
  g_autofree HwObject **none = NULL;

  if (attrs == NULL || (object->kind == HW_KIND_INSTANCE && !object->type->is_heap))
    return;
  if (object->type->n_members > 0)
    release_members (heap, object, attrs);
  if (attrs->dict == NULL)
    release_inline (heap, object, attrs);
  put_dict (heap, object, attrs, NULL);
  if (heap->sink != NULL) {
    none = g_new0 (HwObject *, attrs->n + 1);
    hw_emit_splice (heap, object, first_slot (object), none, attrs->n + 1, NULL, 0);
  }
  if (attrs->address != 0)
    hw_memory_free_block (heap->memory, attrs->address);
  if (attrs->n > 0)
    hw_body_free (heap, attrs->values, values_bytes (attrs->n));
  attrs->values = NULL;
  attrs->n = 0;
  if (object->kind != HW_KIND_INSTANCE) {
    hw_body_free (heap, attrs, sizeof (HwAttributes));
    object->attrs = NULL;
  }
}
