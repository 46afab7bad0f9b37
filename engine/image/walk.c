/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A walk as a whole: see hw-walk.h. */

#include "image/walk.h"

#include "timeline/timeline.h"

void
hw_walk_add (HwWalk         *walk,
             HwDecisionKind  kind,
             HwPhase         phase,
             guint32         object,
             guint32         reference,
             guint32         value,
             guint32         offset)
{
  HwDecision decision = { (guint8) kind, (guint8) phase, object, reference, value, offset };

  g_array_append_val (walk->decisions, decision);
}

/* The generation itself, then the younger ones behind it, the youngest first. */
static void
find_young (HwWalk *walk)
{
  guint generation = walk->pass.generation;

  walk->young = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint i = 0; i <= generation; i++) {
    guint n;
    const guint32 *list = hw_image_get_list (walk->image, HW_LIST_GENERATION_0 + (i == 0 ? generation : i - 1), &n);

    g_array_append_vals (walk->young, list, n);
  }
}

static void
find_phases (HwWalk *walk)
{
  guint phase = 0;

  for (guint i = 0; i < walk->decisions->len; i++)
    while (phase <= g_array_index (walk->decisions, HwDecision, i).phase)
      walk->phases[phase++] = i;
  while (phase <= HW_N_PHASES)
    walk->phases[phase++] = walk->decisions->len;
}

static gboolean
fill (HwWalk       *walk,
      HwCursor     *cursor,
      GCancellable *cancellable)
{
  const HwReplica *replica = cursor->replica;
  g_autofree guint32 *cells = g_new (guint32, replica->n_cells);

  walk->image = hw_cursor_make_image (cursor);
  for (guint32 cell = 0; cell < replica->n_cells; cell++)
    cells[cell] = cell >= HW_FIRST_CELL && replica->cells[cell].serial != 0 ? hw_image_find (walk->image, replica->cells[cell].serial)
                                                                            : HW_NO_OBJECT;
  for (guint i = 0; i <= HW_N_PHASES; i++)
    walk->positions[i] = i < HW_N_PHASES ? walk->pass.begin : walk->pass.end;
  find_young (walk);
  if (!hw_walk_deduce (walk, cancellable) || !hw_walk_read (walk, cells, replica->n_cells, cancellable))
    return FALSE;
  find_phases (walk);
  return TRUE;
}

HwWalk *
hw_walk_new (HwTimeline   *timeline,
             guint         pass,
             GCancellable *cancellable,
             GError      **error)
{
  g_autoptr (HwCursor) cursor = NULL;
  g_autoptr (HwWalk) walk = NULL;
  gsize n_passes;
  const HwPass *passes = hw_timeline_get_passes (timeline, &n_passes);

  if (pass >= n_passes) {
    g_set_error (error, HW_ERROR, HW_ERROR_ARGUMENT, "There is no pass %u; the run has %" G_GSIZE_FORMAT, pass + 1, n_passes);
    return NULL;
  }
  cursor = hw_cursor_new (timeline);
  if (!hw_cursor_seek_event (cursor, passes[pass].begin, cancellable, error))
    return NULL;
  walk = g_new0 (HwWalk, 1);
  g_atomic_ref_count_init (&walk->ref_count);
  walk->timeline = hw_timeline_ref (timeline);
  walk->pass = passes[pass];
  walk->decisions = g_array_new (FALSE, FALSE, sizeof (HwDecision));
  if (fill (walk, cursor, cancellable))
    return g_steal_pointer (&walk);
  g_set_error_literal (error, HW_ERROR, HW_ERROR_CANCELLED, "Cancelled");
  return NULL;
}

HwWalk *
hw_walk_ref (HwWalk *walk)
{
  g_atomic_ref_count_inc (&walk->ref_count);
  return walk;
}

void
hw_walk_unref (HwWalk *walk)
{
  if (walk == NULL || !g_atomic_ref_count_dec (&walk->ref_count))
    return;
  g_clear_pointer (&walk->image, hw_image_unref);
  g_clear_pointer (&walk->young, g_array_unref);
  g_array_unref (walk->decisions);
  hw_timeline_unref (walk->timeline);
  g_free (walk);
}

const HwPass *
hw_walk_get_pass (HwWalk *walk)
{
  return &walk->pass;
}

HwImage *
hw_walk_get_image (HwWalk *walk)
{
  return walk->image;
}

const guint32 *
hw_walk_get_young (HwWalk *walk,
                   guint  *n_young)
{
  *n_young = walk->young->len;
  return (const guint32 *) (gpointer) walk->young->data;
}

const HwDecision *
hw_walk_get_decisions (HwWalk *walk,
                       guint  *n_decisions)
{
  *n_decisions = walk->decisions->len;
  return (const HwDecision *) (gpointer) walk->decisions->data;
}

guint
hw_walk_get_phase (HwWalk  *walk,
                   HwPhase  phase)
{
  return walk->phases[MIN (phase, HW_N_PHASES)];
}

guint64
hw_walk_get_position (HwWalk  *walk,
                      HwPhase  phase)
{
  return walk->positions[MIN (phase, HW_N_PHASES)];
}

guint
hw_walk_get_n_trash (HwWalk *walk)
{
  return walk->n_trash;
}

guint
hw_walk_get_n_weakrefs (HwWalk *walk)
{
  return walk->n_weakrefs;
}

const char *
hw_lane_get_text (HwLane lane)
{
  static const char *const texts[] = {
#define HW_X(id, text, list) text,
    HW_LANE_LIST (HW_X)
#undef HW_X
  };

  return lane < HW_N_LANES ? texts[lane] : "";
}

const char *
hw_decision_get_name (HwDecisionKind kind)
{
  static const char *const names[] = {
#define HW_X(id, name) name,
    HW_DECISION_LIST (HW_X)
#undef HW_X
  };

  return kind < HW_N_DECISIONS ? names[kind] : "";
}
