/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Going to and fro in a record. Forwards, events are applied one after the other. Backwards, a statement's events are walked
 * forwards for where they begin and then undone last to first; a long statement in stretches, so that memory stays bounded. On
 * the way forwards copies of the heap are kept, as long as they are small; from the beginning or one of them the cursor starts
 * again when that is nearer than where it stands. */

#include "timeline/cursor.h"

#include "timeline/words.h"

/* Words between two looks at the cancellable, and the length of a stretch that is undone at once. */
#define STRETCH_WORDS 65536
/* What undoing a word costs, in words applied. */
#define UNDO_COST 2
/* Copies are kept this many words apart at first, and take this much memory at most, all and each. */
#define KEEP_SPACING (4u << 20)
#define MAX_KEPT (96u << 20)
#define MAX_KEPT_EACH (16u << 20)
/* Bytes of a copy that take as long as a word applied. */
#define BYTES_PER_WORD 4

static void
hw_kept_clear (gpointer kept)
{
  hw_replica_free (((HwKept *) kept)->replica);
}

HwCursor *
hw_cursor_new_unheld (HwTimeline *timeline)
{
  HwCursor *cursor = g_new0 (HwCursor, 1);

  cursor->timeline = timeline;
  cursor->replica = hw_replica_new ();
  cursor->kept = g_array_new (FALSE, FALSE, sizeof (HwKept));
  g_array_set_clear_func (cursor->kept, hw_kept_clear);
  cursor->spacing = KEEP_SPACING;
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
  g_array_unref (cursor->kept);
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

/* Every second copy goes, so that there is room for more, farther apart. */
static void
hw_cursor_thin_out (HwCursor *cursor)
{
  cursor->spacing *= 2;
  for (guint i = cursor->kept->len; i > 0; i--)
    if (i % 2 == 1) {
      cursor->kept_size -= hw_replica_get_size (g_array_index (cursor->kept, HwKept, i - 1).replica);
      g_array_remove_index (cursor->kept, i - 1);
    }
}

/* Keeps a copy of the heap, which is at [position], if it is time to and it is not too large. */
static void
hw_cursor_keep (HwCursor *cursor,
                guint64   position)
{
  guint n = cursor->kept->len;
  guint64 last = n > 0 ? g_array_index (cursor->kept, HwKept, n - 1).position : 0;
  HwKept kept = { .position = position };

  if (position < last + cursor->spacing || hw_replica_get_size (cursor->replica) > MAX_KEPT_EACH)
    return;
  kept.replica = hw_replica_new ();
  hw_replica_assign (kept.replica, cursor->replica);
  g_array_append_val (cursor->kept, kept);
  cursor->kept_size += hw_replica_get_size (kept.replica);
  if (cursor->kept_size > MAX_KEPT)
    hw_cursor_thin_out (cursor);
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
    hw_cursor_keep (cursor, position);
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

/* The last copy at or before [target], or NULL. */
static const HwKept *
hw_cursor_find_kept (HwCursor *cursor,
                     guint64   target)
{
  for (guint i = cursor->kept->len; i > 0; i--) {
    const HwKept *kept = &g_array_index (cursor->kept, HwKept, i - 1);

    if (kept->position <= target)
      return kept;
  }
  return NULL;
}

/* What it takes to get to [target] by starting again, in words applied. */
static guint64
hw_cursor_get_restart_cost (HwCursor     *cursor,
                            const HwKept *kept,
                            guint64       target)
{
  HwReplica *replica = kept != NULL ? kept->replica : cursor->replica;

  return target - (kept != NULL ? kept->position : 0) + hw_replica_get_size (replica) / BYTES_PER_WORD;
}

/* [target] is a boundary of events. */
static gboolean
hw_cursor_go (HwCursor      *cursor,
              guint64        target,
              GCancellable  *cancellable,
              GError       **error)
{
  const HwKept *kept = hw_cursor_find_kept (cursor, target);
  gboolean is_back = target < cursor->position;
  guint64 cost = is_back ? (cursor->position - target) * UNDO_COST : target - cursor->position;

  if (cost > hw_cursor_get_restart_cost (cursor, kept, target)) {
    if (kept != NULL)
      hw_replica_assign (cursor->replica, kept->replica);
    else
      hw_replica_reset (cursor->replica);
    hw_cursor_arrive (cursor, kept != NULL ? kept->position : 0);
    is_back = FALSE;
  }
  return is_back ? hw_cursor_go_back (cursor, target, cancellable, error) : hw_cursor_go_on (cursor, target, cancellable, error);
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
