/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Who holds an object: breadth first backwards, each level one walk over all slots, since a replica knows no referrers. Most objects
 * are a step or two from a name. */

#include "timeline/holders.h"

#include <string.h>

#include "timeline/text.h"

#define MAX_CELLS 200000
#define MAX_LEVELS 8

/* How a cell leads on towards the object. */
typedef struct {
  guint32 next; /* the cell that its slot holds; 0: not reached */
  guint32 slot;
} HwHop;

typedef struct {
  HwTimeline *timeline;
  HwReplica  *replica;
  HwHop      *hops;  /* by cell */
  guint8     *level; /* by cell: 1 is the object itself; 0: not reached */
  guint32     root;  /* the namespace or frame that was found */
} HwHolderSearch;

static gboolean
is_frame (HwReplica *replica,
          guint32    cell)
{
  for (guint i = 0; i < replica->frames->len; i++)
    if (g_array_index (replica->frames, HwReplicaFrame, i).cell == cell)
      return TRUE;
  return FALSE;
}

static gboolean
is_root (HwReplica *replica,
         guint32    cell)
{
  return HW_NATURE_FLAGS (replica->cells[cell].nature) & HW_FLAG_NAMESPACE || is_frame (replica, cell);
}

/* Looks at the slots from number [first] on. TRUE if [cell] holds something of [level] there. */
static gboolean
look_at_slots (HwHolderSearch *self,
               guint32         cell,
               HwSlots        *slots,
               guint32         first,
               guint           level)
{
  HwKind kind = HW_NATURE_KIND (self->replica->cells[cell].nature);
  guint32 from = first == 0 && (kind == HW_KIND_WEAKREF || kind == HW_KIND_PROXY) ? 1 : 0;

  for (guint32 i = from; i < slots->n; i++) {
    guint32 held = hw_slots_get (slots, i);

    if (held == 0 || self->level[held] != level)
      continue;
    self->hops[cell] = (HwHop) { held, first + i };
    self->level[cell] = (guint8) (level + 1);
    return TRUE;
  }
  return FALSE;
}

/* One level further back. TRUE if anything was found. */
static gboolean
go_back (HwHolderSearch *self,
         guint           level)
{
  HwReplica *replica = self->replica;
  gboolean found = FALSE;

  for (guint32 cell = HW_FIRST_CELL; cell < replica->n_cells && self->root == 0; cell++) {
    HwCell *object = &replica->cells[cell];
    HwSlots *attributes;

    if (object->serial == 0 || self->level[cell] != 0)
      continue;
    attributes = hw_replica_get_attributes (replica, cell);
    if (!look_at_slots (self, cell, &object->slots, 0, level)
        && (attributes == NULL || !look_at_slots (self, cell, attributes, HW_SLOT_ATTRIBUTES, level)))
      continue;
    found = TRUE;
    if (is_root (replica, cell))
      self->root = cell;
  }
  return found;
}

/* ------------------------------------------------------------------------------------------------------------- writing */

/* The label of a fixed slot, or of a variable behind them; NULL if it has none. Owned. */
static char *
dup_fixed_label (HwHolderSearch *self,
                 guint32         cell,
                 guint32         slot)
{
  const HwCell *object = &self->replica->cells[cell];
  g_auto (GStrv) labels = g_strsplit (hw_kind_get_slots (HW_NATURE_KIND (object->nature)), " ", -1);
  const char *label = NULL;
  guint n_fixed = 0;

  while (labels[n_fixed] != NULL && (g_ascii_isalpha (*labels[n_fixed]) || *labels[n_fixed] == '_' || *labels[n_fixed] == '~'))
    n_fixed++;
  if (slot < n_fixed)
    return g_strdup (labels[slot]);
  if (HW_NATURE_KIND (object->nature) == HW_KIND_INSTANCE)
    label = hw_timeline_get_label (self->timeline, self->replica->cells[object->type].layout, slot);
  else if (slot >= HW_SLOT_ATTRIBUTES)
    label = hw_timeline_get_label (self->timeline, self->replica->cells[object->type].layout, slot - HW_SLOT_ATTRIBUTES);
  else if (HW_NATURE_KIND (object->nature) == HW_KIND_FRAME)
    label = hw_timeline_get_label (self->timeline, object->layout, slot);
  return g_strdup (label);
}

/* The variable of the frame [cell], by the layout it was pushed with. */
static const char *
get_variable (HwHolderSearch *self,
              guint32         cell,
              guint32         slot)
{
  for (guint i = 0; i < self->replica->frames->len; i++) {
    const HwReplicaFrame *frame = &g_array_index (self->replica->frames, HwReplicaFrame, i);

    if (frame->cell == cell)
      return hw_timeline_get_label (self->timeline, frame->layout, slot);
  }
  return NULL;
}

static void
append_key (HwHolderSearch *self,
            GString        *path,
            guint32         dict,
            guint32         slot)
{
  guint32 key = hw_replica_get_slot (self->replica, dict, slot & ~1u);
  gsize length = 0;
  const char *name = hw_text_get_str (self->timeline, self->replica, key, &length);

  if (slot % 2 == 0) {
    g_string_prepend (path, "a key of ");
  } else if (name != NULL && g_str_has_suffix (path->str, ".__dict__")) {
    g_string_truncate (path, path->len - strlen ("__dict__"));
    g_string_append_len (path, name, (gssize) length);
  } else {
    g_string_append_c (path, '[');
    hw_text_append_object (path, self->timeline, self->replica, key);
    g_string_append_c (path, ']');
  }
}

static void
append_hop (HwHolderSearch *self,
            GString        *path,
            guint32         cell,
            guint32         slot)
{
  g_autofree char *label = NULL;

  switch (HW_NATURE_KIND (self->replica->cells[cell].nature)) {
  case HW_KIND_DICT:
    if (slot < HW_SLOT_ATTRIBUTES) {
      append_key (self, path, cell, slot);
      return;
    }
    break;
  case HW_KIND_LIST:
  case HW_KIND_TUPLE:
    if (slot < HW_SLOT_ATTRIBUTES) {
      g_string_append_printf (path, "[%u]", slot);
      return;
    }
    break;
  case HW_KIND_SET:
  case HW_KIND_FROZENSET:
    if (slot < HW_SLOT_ATTRIBUTES) {
      g_string_prepend (path, "an element of ");
      return;
    }
    break;
  default:
    break;
  }
  label = dup_fixed_label (self, cell, slot);
  g_string_append_printf (path, ".%s", label != NULL ? label : "…");
}

/* The name in the root, and what follows. */
static void
append_path (HwHolderSearch *self,
             GString        *path)
{
  guint32 cell = self->root;
  HwHop hop = self->hops[cell];
  gsize length = 0;
  const char *name;

  if (HW_NATURE_FLAGS (self->replica->cells[cell].nature) & HW_FLAG_NAMESPACE) {
    name = hw_text_get_str (self->timeline, self->replica, hw_replica_get_slot (self->replica, cell, hop.slot & ~1u), &length);
  } else {
    name = get_variable (self, cell, hop.slot);
    length = name != NULL ? strlen (name) : 0;
  }
  g_string_append_len (path, name != NULL ? name : "?", name != NULL ? (gssize) length : 1);
  for (cell = hop.next; self->hops[cell].next != 0; cell = hop.next) {
    hop = self->hops[cell];
    append_hop (self, path, cell, hop.slot);
  }
}

HwHeld
hw_replica_find_holder (HwTimeline *timeline,
                        HwReplica  *replica,
                        guint32     cell,
                        GString    *path)
{
  HwHolderSearch self = { .timeline = timeline, .replica = replica };
  HwHeld held = HW_HELD_NOT_TOLD;

  if (replica->n_cells > MAX_CELLS)
    return HW_HELD_NOT_TOLD;
  self.hops = g_new0 (HwHop, replica->n_cells);
  self.level = g_new0 (guint8, replica->n_cells);
  self.level[cell] = 1;
  for (guint level = 1; level <= MAX_LEVELS && held == HW_HELD_NOT_TOLD; level++) {
    if (!go_back (&self, level))
      held = HW_HELD_BY_NOTHING;
    else if (self.root != 0)
      held = HW_HELD_BY_PATH;
  }
  if (held == HW_HELD_BY_PATH)
    append_path (&self, path);
  g_free (self.hops);
  g_free (self.level);
  return held;
}
