/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Which objects of an image are shown. First every object gets a role; then the nodes are found by walking from the name
 * tables along the slots that their rows show, then from what nobody holds, then from the rest. What is held by left-out slots
 * alone goes to groups. */

#include "picture/select.h"

#include <string.h>

/* A class with more inner parts than this is not looked through. */
#define MAX_PARTS 4096

/* ----------------------------------------------------------------------------------------------------------- roles */

static guint8
first_role (HwSelection *selection,
            guint        object)
{
  HwKind kind = selection->objects[object].kind;

  if (kind == HW_KIND_FREE)
    return HW_ROLE_NONE;
  if (!selection->options->background && hw_image_is_background (selection->image, object))
    return HW_ROLE_TEXT;
  if (!selection->options->atoms_as_nodes && hw_image_is_atom (selection->image, object))
    return HW_ROLE_TEXT;
  return HW_ROLE_HEAP;
}

/* TRUE for a part that belongs to its one holder and says nothing by itself. */
static gboolean
is_inner_part (HwSelection *selection,
               guint        object)
{
  const HwObjectRecord *record = &selection->objects[object];

  switch ((HwKind) record->kind) {
  case HW_KIND_DICT:
  case HW_KIND_TUPLE:
  case HW_KIND_CELL:
    return record->n_in <= 1 && record->refs <= 2;
  default:
    return hw_kind_is_definition (record->kind);
  }
}

/* TRUE for a reference by which a definition hangs on what is elsewhere, not on a part of it. */
static gboolean
leaves_definition (HwSelection             *selection,
                   const HwReferenceRecord *reference)
{
  guint8 role = selection->roles[reference->target];

  return role == HW_ROLE_TEXT || role == HW_ROLE_TABLE || role == HW_ROLE_NONE || reference->label_kind == HW_LABEL_IS_KEY
         || selection->objects[reference->target].flags & HW_FLAG_NAMESPACE;
}

/* Walks over the inner parts of a definition. FALSE if it holds something that a picture should show; [parts] are then of no
 * use. */
static gboolean
gather_parts (HwSelection *selection,
              guint        definition,
              guint32     *seen,
              guint32      epoch,
              GArray      *parts)
{
  g_array_set_size (parts, 0);
  g_array_append_val (parts, definition);
  seen[definition] = epoch;
  for (guint next = 0; next < parts->len && next < MAX_PARTS; next++) {
    guint part = g_array_index (parts, guint, next);
    const HwObjectRecord *record = &selection->objects[part];

    for (guint i = record->first_ref; i < record->first_ref + record->n_refs; i++) {
      const HwReferenceRecord *reference = &selection->references[i];
      guint target = reference->target;

      if (seen[target] == epoch || leaves_definition (selection, reference))
        continue;
      if (!is_inner_part (selection, target))
        return FALSE;
      seen[target] = epoch;
      g_array_append_val (parts, target);
    }
  }
  return TRUE;
}

/* The dict, bases and method resolution order of a class are the class, even when it has a node; so are its dict's containers
 * with names like __static_attributes__. */
static void
hide_class_parts (HwSelection *selection,
                  guint        holder)
{
  const HwObjectRecord *record = &selection->objects[holder];

  for (guint i = record->first_ref; i < record->first_ref + record->n_refs; i++) {
    const HwReferenceRecord *reference = &selection->references[i];
    HwKind kind = selection->objects[reference->target].kind;

    if (selection->roles[reference->target] != HW_ROLE_HEAP || (kind != HW_KIND_DICT && kind != HW_KIND_TUPLE)
        || (record->kind == HW_KIND_DICT && !hw_selection_has_dunder_key (selection, i)))
      continue;
    selection->roles[reference->target] = HW_ROLE_PRIVATE;
    if (record->kind == HW_KIND_TYPE && kind == HW_KIND_DICT)
      hide_class_parts (selection, reference->target);
  }
}

/* Definitions that hold nothing but definitions and small values are texts; their parts are theirs. Unreachable ones stay:
 * they are garbage like any other. */
static void
fold_definitions (HwSelection *selection)
{
  g_autofree guint32 *seen = g_new0 (guint32, selection->n_objects);
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (guint));
  guint32 epoch = 0;

  for (guint i = 0; i < selection->n_objects; i++) {
    const HwObjectRecord *record = &selection->objects[i];

    if (selection->roles[i] != HW_ROLE_HEAP || !hw_kind_is_definition (record->kind))
      continue;
    if (!gather_parts (selection, i, seen, ++epoch, parts)) {
      if (record->kind == HW_KIND_TYPE)
        hide_class_parts (selection, i);
      continue;
    }
    for (guint k = 1; k < parts->len; k++) {
      guint part = g_array_index (parts, guint, k);

      selection->roles[part] = hw_kind_is_definition (selection->objects[part].kind) ? HW_ROLE_TEXT : HW_ROLE_PRIVATE;
    }
    selection->roles[i] = record->reachable || record->kind != HW_KIND_TYPE ? HW_ROLE_TEXT : HW_ROLE_HEAP;
  }
}

static void
add_table (HwSelection *selection,
           guint        object)
{
  if (object >= selection->n_objects || selection->roles[object] == HW_ROLE_TABLE || selection->roles[object] == HW_ROLE_NONE)
    return;
  selection->roles[object] = HW_ROLE_TABLE;
  g_array_append_val (selection->tables, object);
}

/* Of a deep recursion the module and the innermost calls are shown. */
static void
cut_tables (HwSelection *selection)
{
  guint limit = MAX (selection->options->max_nodes / 4, 2);

  if (selection->tables->len <= limit)
    return;
  selection->n_calls_left_out = selection->tables->len - limit;
  for (guint i = 1; i <= selection->n_calls_left_out; i++)
    selection->roles[g_array_index (selection->tables, guint, i)] = HW_ROLE_NONE;
  g_array_remove_range (selection->tables, 1, selection->n_calls_left_out);
}

/* Frames as they were called; other roots that hold names or objects of the program. */
static void
find_tables (HwSelection *selection)
{
  guint n_frames, n_roots;
  const HwFrameRecord *frames = hw_image_get_frames (selection->image, &n_frames);
  const HwRootRecord *roots = hw_image_get_roots (selection->image, &n_roots);

  for (guint i = 0; i < n_frames; i++)
    add_table (selection, frames[i].object);
  cut_tables (selection);
  for (guint i = 0; i < n_roots; i++) {
    const HwObjectRecord *record = &selection->objects[roots[i].target];

    if (record->kind != HW_KIND_FRAME && !(record->flags & HW_FLAG_NAMESPACE))
      g_hash_table_insert (selection->roots, GUINT_TO_POINTER (roots[i].target),
                           (gpointer) hw_image_get_text (selection->image, roots[i].text));
    else if (selection->options->background || !hw_image_is_background (selection->image, roots[i].target))
      add_table (selection, roots[i].target);
  }
}

void
hw_selection_set_roles (HwSelection *selection)
{
  for (guint i = 0; i < selection->n_objects; i++)
    selection->roles[i] = first_role (selection, i);
  find_tables (selection);
  if (!selection->options->atoms_as_nodes)
    fold_definitions (selection);
}

/* ----------------------------------------------------------------------------------------------------------- nodes */

static void
add_node (HwSelection *selection,
          guint        object)
{
  if (selection->roles[object] != HW_ROLE_HEAP)
    return;
  selection->roles[object] = HW_ROLE_NODE;
  g_array_append_val (selection->nodes, object);
}

static void
add_targets (HwSelection *selection,
             guint        object,
             GArray      *slots)
{
  g_array_set_size (slots, 0);
  hw_selection_get_slots (selection, object, slots);
  for (guint i = 0; i < slots->len; i++) {
    const HwSlot *slot = &g_array_index (slots, HwSlot, i);

    if (slot->key != HW_NO_OBJECT)
      add_node (selection, selection->references[slot->key].target);
    if (slot->reference != HW_NO_OBJECT)
      add_node (selection, selection->references[slot->reference].target);
  }
}

/* Goes on from the nodes that were added since the last call. */
static void
walk_nodes (HwSelection *selection,
            guint       *next,
            GArray      *slots)
{
  while (*next < selection->nodes->len)
    add_targets (selection, g_array_index (selection->nodes, guint, (*next)++), slots);
}

/* Marks what hangs on left-out slots of nodes, on names that are never shown, and on what is marked, as not to be started from. */
static void
mark_left_out (HwSelection *selection,
               guint        from,
               guint8      *left_out,
               GArray      *queue)
{
  g_array_set_size (queue, 0);
  g_array_append_vals (queue, &g_array_index (selection->nodes, guint, from), selection->nodes->len - from);
  if (from == 0)
    g_array_append_vals (queue, selection->tables->data, selection->tables->len);
  for (guint next = 0; next < queue->len; next++) {
    guint object = g_array_index (queue, guint, next);
    const HwObjectRecord *record = &selection->objects[object];
    gboolean is_table = selection->roles[object] == HW_ROLE_TABLE;

    for (guint i = record->first_ref; i < record->first_ref + record->n_refs; i++) {
      guint target = selection->references[i].target;

      if (selection->roles[target] == HW_ROLE_HEAP && !left_out[target] && (is_table || !hw_selection_hides (selection, i))) {
        left_out[target] = 1;
        g_array_append_val (queue, target);
      }
    }
  }
}

static gboolean
is_held_by_heap (HwSelection *selection,
                 guint        object)
{
  guint n;
  const guint32 *incoming = hw_image_get_incoming (selection->image, object, &n);

  for (guint i = 0; i < n; i++) {
    const HwReferenceRecord *reference = &selection->references[incoming[i]];

    if (!reference->weak && reference->holder != object && selection->roles[reference->holder] == HW_ROLE_HEAP)
      return TRUE;
  }
  return FALSE;
}

static void
find_nodes (HwSelection *selection)
{
  g_autoptr (GArray) slots = g_array_new (FALSE, FALSE, sizeof (HwSlot));
  g_autoptr (GArray) queue = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree guint8 *left_out = g_new0 (guint8, selection->n_objects);
  guint next = 0, marked = 0;

  for (guint i = 0; i < selection->tables->len; i++)
    add_targets (selection, g_array_index (selection->tables, guint, i), slots);
  walk_nodes (selection, &next, slots);
  mark_left_out (selection, 0, left_out, queue);
  /* First what nothing shown could still lead to, then cycles that nobody holds. */
  for (int round = 0; round < 2; round++) {
    marked = selection->nodes->len;
    for (guint i = 0; i < selection->n_objects; i++)
      if (selection->roles[i] == HW_ROLE_HEAP && !left_out[i] && (round == 1 || !is_held_by_heap (selection, i))) {
        add_node (selection, i);
        walk_nodes (selection, &next, slots);
      }
    if (marked < selection->nodes->len)
      mark_left_out (selection, marked, left_out, queue);
  }
}

/* ----------------------------------------------------------------------------------------------------------- focus */

/* Adds the neighbours of [object] in both directions to [queue]. Name tables are shown but not passed through. */
static void
add_neighbours (HwSelection *selection,
                guint        object,
                guint8      *near,
                GArray      *queue)
{
  const HwObjectRecord *record = &selection->objects[object];
  guint n_in;
  const guint32 *incoming = hw_image_get_incoming (selection->image, object, &n_in);

  for (guint i = 0; i < record->n_refs + n_in; i++) {
    guint reference = i < record->n_refs ? record->first_ref + i : incoming[i - record->n_refs];
    const HwReferenceRecord *edge = &selection->references[reference];
    guint other = i < record->n_refs ? edge->target : edge->holder;

    if (near[other] || hw_selection_hides (selection, reference))
      continue;
    near[other] = 1;
    if (selection->roles[other] == HW_ROLE_HEAP)
      g_array_append_val (queue, other);
  }
}

/* Leaves nothing but the neighbourhood of the focus. A focus that is not in the image leaves nothing at all. */
static void
apply_focus (HwSelection *selection)
{
  g_autofree guint8 *near = g_new0 (guint8, selection->n_objects + 1);
  g_autoptr (GArray) queue = g_array_new (FALSE, FALSE, sizeof (guint));
  guint focus = hw_image_find (selection->image, selection->options->focus);
  guint kept = 0;

  if (focus != HW_NO_OBJECT) {
    near[focus] = 1;
    if (selection->roles[focus] != HW_ROLE_TABLE && selection->objects[focus].kind != HW_KIND_FREE)
      selection->roles[focus] = HW_ROLE_HEAP;
    g_array_append_val (queue, focus);
  }
  for (guint depth = 0, next = 0; depth < selection->options->depth && next < queue->len; depth++)
    for (guint end = queue->len; next < end; next++)
      add_neighbours (selection, g_array_index (queue, guint, next), near, queue);
  for (guint i = 0; i < selection->n_objects; i++)
    if (!near[i] && selection->roles[i] == HW_ROLE_HEAP)
      selection->roles[i] = HW_ROLE_NONE;
  for (guint i = 0; i < selection->tables->len; i++) {
    guint table = g_array_index (selection->tables, guint, i);

    if (near[table])
      g_array_index (selection->tables, guint, kept++) = table;
    else
      selection->roles[table] = HW_ROLE_NONE;
  }
  g_array_set_size (selection->tables, kept);
}

/* ----------------------------------------------------------------------------------------------------------- whole */

HwSelection *
hw_selection_new (HwImage                *image,
                  HwImage                *before,
                  const HwPictureOptions *options)
{
  HwSelection *selection = g_new0 (HwSelection, 1);
  guint n;

  selection->image = image;
  selection->before = before;
  selection->options = options;
  selection->objects = hw_image_get_objects (image, &selection->n_objects);
  selection->references = hw_image_get_references (image, &n);
  if (before) {
    selection->objects_before = hw_image_get_objects (before, &n);
    selection->references_before = hw_image_get_references (before, &n);
  }
  selection->roles = g_new0 (guint8, selection->n_objects + 1);
  selection->roots = g_hash_table_new (NULL, NULL);
  selection->tables = g_array_new (FALSE, FALSE, sizeof (guint));
  selection->nodes = g_array_new (FALSE, FALSE, sizeof (guint));
  selection->groups = g_array_new (FALSE, TRUE, sizeof (HwGroup));
  if (options->colour == HW_COLOUR_RETAINED || hw_trim_count (options->trim, HW_TRIM_FOLDED) > 0)
    selection->dominators = hw_analysis_dominators (image, NULL);
  hw_selection_set_roles (selection);
  hw_selection_apply_trim (selection);
  if (options->focus != 0)
    apply_focus (selection);
  find_nodes (selection);
  hw_selection_make_groups (selection);
  return selection;
}

void
hw_selection_free (HwSelection *selection)
{
  g_hash_table_unref (selection->roots);
  g_array_unref (selection->tables);
  g_array_unref (selection->nodes);
  g_array_unref (selection->groups);
  hw_dominators_free (selection->dominators);
  g_clear_pointer (&selection->folded, g_hash_table_unref);
  g_clear_pointer (&selection->opened, g_hash_table_unref);
  g_free (selection->group_of);
  g_free (selection->roles);
  g_free (selection);
}
