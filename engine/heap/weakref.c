/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Weak references: each object's list of them, kept in CPython's order: the plain ref, the plain proxy, then all others newest first. Models
 * Objects/weakrefobject.c. The list's first member is found by a table, so that objects need no room for it. */

#include "heap/private.h"

enum { SLOT_REFERENT, SLOT_CALLBACK };

static HwObject *
first_of (HwHeap   *heap,
          HwObject *referent)
{
  guint32 cell;

  if (!(referent->flags & HW_FLAG_REFERENCED))
    return NULL;
  cell = GPOINTER_TO_UINT (g_hash_table_lookup (heap->weakrefs, GUINT_TO_POINTER (hw_cell (heap, referent))));
  return cell != 0 ? hw_object_at (heap, cell) : NULL;
}

static void
set_first (HwHeap   *heap,
           HwObject *referent,
           guint32   cell)
{
  guint16 flags = referent->flags & ~HW_FLAG_REFERENCED;

  if (cell != 0) {
    g_hash_table_insert (heap->weakrefs, GUINT_TO_POINTER (hw_cell (heap, referent)), GUINT_TO_POINTER (cell));
    flags |= HW_FLAG_REFERENCED;
  } else {
    g_hash_table_remove (heap->weakrefs, GUINT_TO_POINTER (hw_cell (heap, referent)));
  }
  hw_object_set_flags (heap, referent, flags);
}

HwObject *
hw_weakref_next (HwHeap   *heap,
                 HwObject *referent,
                 HwObject *weakref)
{
  if (weakref == NULL)
    return first_of (heap, referent);
  return weakref->as.weakref.next != 0 ? hw_object_at (heap, weakref->as.weakref.next) : NULL;
}

gboolean
hw_object_is_weakrefable (HwObject *object)
{
  return object->type->has_weakrefs;
}

static gboolean
is_plain (HwHeap   *heap,
          HwObject *weakref)
{
  return weakref->as.weakref.callback == NULL && !weakref->type->is_heap;
}

/* The place behind which a new one goes: NULL is the front. */
static HwObject *
find_place (HwHeap   *heap,
            HwObject *referent,
            HwKind    kind,
            gboolean  plain)
{
  HwObject *first = first_of (heap, referent), *place = NULL;

  if (plain && kind == HW_KIND_WEAKREF)
    return NULL;
  if (first != NULL && is_plain (heap, first) && first->kind == HW_KIND_WEAKREF) {
    place = first;
    first = hw_weakref_next (heap, referent, first);
  }
  if (plain)
    return place;
  if (first != NULL && is_plain (heap, first) && first->kind == HW_KIND_PROXY)
    place = first;
  return place;
}

static HwObject *
find_shared (HwHeap   *heap,
             HwObject *referent,
             HwKind    kind)
{
  for (HwObject *each = first_of (heap, referent); each != NULL && is_plain (heap, each);
       each = hw_weakref_next (heap, referent, each))
    if (each->kind == kind)
      return each;
  return NULL;
}

HwObject *
hw_weakref_new (HwHeap   *heap,
                HwType   *type,
                HwKind    kind,
                HwObject *referent,
                HwObject *callback)
{
  gboolean plain = callback == NULL && !type->is_heap;
  HwObject *none[2] = { NULL, NULL };
  HwObject *weakref, *place;
  guint32 next;

  if (plain && (weakref = find_shared (heap, referent, kind)) != NULL)
    return hw_newref (heap, weakref);
  weakref = hw_object_new_default (heap, type, kind);
  hw_emit_splice (heap, weakref, 0, NULL, 0, none, 2);
  /* The allocation may have collected and so made a plain one meanwhile; CPython then takes that. */
  hw_emit_set (heap, weakref, SLOT_REFERENT, NULL, referent);
  weakref->as.weakref.referent = referent;
  if (callback != NULL) {
    hw_incref (heap, callback);
    hw_emit_set (heap, weakref, SLOT_CALLBACK, NULL, callback);
    weakref->as.weakref.callback = callback;
  }
  place = find_place (heap, referent, kind, plain);
  next = place != NULL ? place->as.weakref.next : hw_cell (heap, first_of (heap, referent));
  weakref->as.weakref.next = next;
  weakref->as.weakref.prev = hw_cell (heap, place);
  if (next != 0)
    hw_object_at (heap, next)->as.weakref.prev = hw_cell (heap, weakref);
  if (place != NULL)
    place->as.weakref.next = hw_cell (heap, weakref);
  else
    set_first (heap, referent, hw_cell (heap, weakref));
  if (type->is_heap)
    hw_object_init_attrs (heap, weakref);
  hw_object_track (heap, weakref);
  return weakref;
}

/* Takes it out of its referent's list. */
void
hw_weakref_unlink (HwHeap   *heap,
                   HwObject *weakref)
{
  HwObject *referent = weakref->as.weakref.referent;
  guint32 next = weakref->as.weakref.next, prev = weakref->as.weakref.prev;

  if (referent == NULL)
    return;
  if (next != 0)
    hw_object_at (heap, next)->as.weakref.prev = prev;
  if (prev != 0)
    hw_object_at (heap, prev)->as.weakref.next = next;
  else
    set_first (heap, referent, next);
  weakref->as.weakref.next = weakref->as.weakref.prev = 0;
  hw_emit_set (heap, weakref, SLOT_REFERENT, referent, NULL);
  weakref->as.weakref.referent = NULL;
}

void
hw_weakref_detach (HwHeap   *heap,
                   HwObject *weakref)
{
  hw_weakref_unlink (heap, weakref);
}

/* The callback, taken out of [weakref]; NULL if there is none. */
HwObject *
hw_weakref_take_callback (HwHeap   *heap,
                          HwObject *weakref)
{
  HwObject *callback = weakref->as.weakref.callback;

  if (callback == NULL)
    return NULL;
  hw_emit_set (heap, weakref, SLOT_CALLBACK, callback, NULL);
  weakref->as.weakref.callback = NULL;
  return callback;
}

void
hw_weakref_call (HwHeap   *heap,
                 HwObject *weakref,
                 HwObject *callback)
{
  hw_emit (heap, HW_EVENT_CALLBACK_BEGIN, hw_cell (heap, weakref));
  heap->hooks.weakref_callback (heap->hooks.data, weakref, callback);
  hw_emit (heap, HW_EVENT_CALLBACK_END, hw_cell (heap, weakref));
}

/* PyObject_ClearWeakRefs: all end first, then the callbacks run, most recent first. */
void
hw_weakrefs_clear (HwHeap   *heap,
                   HwObject *object)
{
  g_autoptr (GPtrArray) dead = NULL;
  HwObject *weakref;

  if (!(object->flags & HW_FLAG_REFERENCED))
    return;
  dead = g_ptr_array_new ();
  while ((weakref = first_of (heap, object)) != NULL) {
    hw_weakref_unlink (heap, weakref);
    if (weakref->as.weakref.callback != NULL && weakref->refs > 0) {
      hw_incref (heap, weakref);
      g_ptr_array_add (dead, weakref);
    }
  }
  for (guint i = 0; i < dead->len; i++) {
    HwObject *callback;

    weakref = g_ptr_array_index (dead, i);
    callback = hw_weakref_take_callback (heap, weakref);
    if (callback != NULL) {
      hw_weakref_call (heap, weakref, callback);
      hw_decref (heap, callback);
    }
    hw_decref (heap, weakref);
  }
}
