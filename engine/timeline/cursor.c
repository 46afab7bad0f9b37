/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Going to and fro in a record. Forwards, events are applied one after the other. Backwards, a statement's events are walked
 * forwards for where they begin and then undone last to first; a long statement in stretches, so that memory stays bounded. When
 * the beginning is nearer than the place to go back to, the cursor starts again from there. */

#include "timeline/cursor.h"

#include "timeline/words.h"

/* Words between two looks at the cancellable, and the length of a stretch that is undone at once. */
#define STRETCH_WORDS 65536
/* What undoing a word costs, in words applied. */
#define UNDO_COST 2

HwCursor *
hw_cursor_new_unheld (HwTimeline *timeline)
{
  HwCursor *cursor = g_new0 (HwCursor, 1);

  cursor->timeline = timeline;
  cursor->replica = hw_replica_new ();
  cursor->position = hw_replica_apply (cursor->replica, timeline->words, 0, hw_timeline_get_begin (timeline, 1));
  return cursor;
}

HwCursor *
hw_cursor_new (HwTimeline *timeline)
{
  HwCursor *cursor = hw_cursor_new_unheld (hw_timeline_ref (timeline));

  cursor->holds_timeline = TRUE;
  return cursor;
}

void
hw_cursor_free (HwCursor *cursor)
{
  if (cursor == NULL)
    return;
  hw_replica_free (cursor->replica);
  g_free (cursor->offsets);
  if (cursor->holds_timeline)
    hw_timeline_unref (cursor->timeline);
  g_free (cursor);
}

HwTimeline *
hw_cursor_get_timeline (HwCursor *cursor)
{
  return cursor->timeline;
}

guint
hw_cursor_get_step (HwCursor *cursor)
{
  return cursor->step;
}

guint64
hw_cursor_get_position (HwCursor *cursor)
{
  return cursor->position;
}

static void
hw_cursor_arrive (HwCursor *cursor,
                  guint64   position)
{
  cursor->position = position;
  cursor->step = hw_timeline_state_at (cursor->timeline, position);
}

static gboolean
hw_cursor_go_on (HwCursor      *cursor,
                 guint64        target,
                 GCancellable  *cancellable,
                 GError       **error)
{
  guint64 position = cursor->position;

  while (position < target) {
    if (g_cancellable_is_cancelled (cancellable)) {
      hw_cursor_arrive (cursor, position);
      g_set_error_literal (error, HW_ERROR, HW_ERROR_CANCELLED, "going to another step was cancelled");
      return FALSE;
    }
    position = hw_replica_apply (cursor->replica, cursor->timeline->words, position, MIN (target, position + STRETCH_WORDS));
  }
  hw_cursor_arrive (cursor, position);
  return TRUE;
}

/* Undoes the events of [begin, end). The stretch is no longer than STRETCH_WORDS but for its last event. */
static void
hw_cursor_undo_stretch (HwCursor *cursor,
                        guint64   begin,
                        guint64   end)
{
  const guint32 *words = cursor->timeline->words;
  guint n = 0;

  if (cursor->offsets == NULL)
    cursor->offsets = g_new (guint32, STRETCH_WORDS + 1);
  for (guint64 position = begin; position < end; position += hw_words_length (words + position))
    cursor->offsets[n++] = position - begin;
  while (n > 0)
    hw_replica_undo (cursor->replica, words + begin + cursor->offsets[--n]);
}

/* Appends where the stretches of [begin, end) begin. */
static void
hw_cursor_cut (HwCursor *cursor,
               GArray   *stretches,
               guint64   begin,
               guint64   end)
{
  const guint32 *words = cursor->timeline->words;
  guint64 stretch = begin;

  g_array_append_val (stretches, begin);
  if (end - begin <= STRETCH_WORDS)
    return;
  for (guint64 position = begin; position < end; position += hw_words_length (words + position))
    if (position - stretch >= STRETCH_WORDS) {
      g_array_append_val (stretches, position);
      stretch = position;
    }
}

/* Back to [target], a boundary of events. */
static gboolean
hw_cursor_go_back (HwCursor      *cursor,
                   guint64        target,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_autoptr (GArray) stretches = g_array_new (FALSE, FALSE, sizeof (guint64));

  while (cursor->position > target) {
    guint state = hw_timeline_state_at (cursor->timeline, cursor->position);
    guint64 begin = MAX (target, hw_timeline_get_begin (cursor->timeline, state));

    /* many short statements make one stretch */
    while (begin > target && state > 1) {
      guint64 earlier = MAX (target, hw_timeline_get_begin (cursor->timeline, state - 1));

      if (cursor->position - earlier > STRETCH_WORDS)
        break;
      begin = earlier;
      state--;
    }

    g_array_set_size (stretches, 0);
    hw_cursor_cut (cursor, stretches, begin, cursor->position);
    for (guint i = stretches->len; i > 0; i--) {
      guint64 stretch = g_array_index (stretches, guint64, i - 1);

      if (g_cancellable_is_cancelled (cancellable)) {
        hw_cursor_arrive (cursor, cursor->position);
        g_set_error_literal (error, HW_ERROR, HW_ERROR_CANCELLED, "going to another step was cancelled");
        return FALSE;
      }
      hw_cursor_undo_stretch (cursor, stretch, cursor->position);
      cursor->position = stretch;
    }
  }
  hw_cursor_arrive (cursor, target);
  return TRUE;
}

/* [target] is a boundary of events. */
static gboolean
hw_cursor_go (HwCursor      *cursor,
              guint64        target,
              GCancellable  *cancellable,
              GError       **error)
{
  if (target < cursor->position) {
    if (target > (cursor->position - target) * UNDO_COST)
      return hw_cursor_go_back (cursor, target, cancellable, error);
    hw_replica_reset (cursor->replica);
    hw_cursor_arrive (cursor, 0);
  }
  return hw_cursor_go_on (cursor, target, cancellable, error);
}

gboolean
hw_cursor_seek (HwCursor      *cursor,
                guint          step,
                GCancellable  *cancellable,
                GError       **error)
{
  guint last = hw_timeline_get_last (cursor->timeline);

  if (step > last) {
    g_set_error (error, HW_ERROR, HW_ERROR_ARGUMENT, "there is no step %u: the last one is %u", step, last);
    return FALSE;
  }
  return hw_cursor_go (cursor, hw_timeline_get_begin (cursor->timeline, step + 1), cancellable, error);
}

/* Whether an event begins at [position], or the record ends there. */
static gboolean
hw_cursor_is_boundary (HwCursor *cursor,
                       guint64   position)
{
  HwTimeline *timeline = cursor->timeline;
  guint64 at = hw_timeline_get_begin (timeline, hw_timeline_state_at (timeline, position));

  while (at < position)
    at += hw_words_length (timeline->words + at);
  return at == position;
}

gboolean
hw_cursor_seek_event (HwCursor      *cursor,
                      guint64        position,
                      GCancellable  *cancellable,
                      GError       **error)
{
  if (position > cursor->timeline->n_words || !hw_cursor_is_boundary (cursor, position)) {
    g_set_error (error, HW_ERROR, HW_ERROR_ARGUMENT, "no event begins at position %" G_GUINT64_FORMAT, position);
    return FALSE;
  }
  return hw_cursor_go (cursor, position, cancellable, error);
}
