/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The index of what stands out in a record: passes, finalizers, callbacks, snapshots and exceptions, gathered in one walk. */

#include "timeline/timeline.h"

#include "timeline/words.h"

typedef struct {
  HwTimeline *timeline;
  guint       state; /* whose transition the walk is in */
  GArray     *serials; /* guint32 by cell: who lives there */
  guint32     next_serial;
  GArray     *open; /* guint: passes begun and not ended, as indexes */
} HwWalk;

static guint32
hw_walk_get_serial (HwWalk  *walk,
                    guint32  cell)
{
  return cell < walk->serials->len ? g_array_index (walk->serials, guint32, cell) : 0;
}

static void
hw_walk_alloc (HwWalk  *walk,
               guint32  cell)
{
  if (cell >= walk->serials->len)
    g_array_set_size (walk->serials, cell + 1);
  g_array_index (walk->serials, guint32, cell) = walk->next_serial++;
}

static void
hw_walk_mark (HwWalk     *walk,
              HwMarkKind  kind,
              guint64     position,
              guint32     serial,
              guint32     value)
{
  HwMark mark = { kind, walk->state, position, serial, value };

  g_array_append_val (walk->timeline->marks, mark);
}

static HwPass *
hw_walk_get_pass (HwWalk *walk)
{
  if (walk->open->len == 0)
    return NULL;
  return &g_array_index (walk->timeline->passes, HwPass, g_array_index (walk->open, guint, walk->open->len - 1));
}

static void
hw_walk_begin_pass (HwWalk        *walk,
                    const guint32 *event,
                    guint64        position)
{
  HwTimeline *timeline = walk->timeline;
  guint index = timeline->passes->len;
  HwPass pass = { 0 };

  pass.step = walk->state;
  pass.line = walk->state > 0 ? timeline->steps[walk->state - 1].line : 0;
  pass.begin = position;
  pass.end = timeline->n_words;
  pass.generation = HW_EVENT_ARGUMENT (event[0]);
  pass.automatic = event[1] != 0;
  g_array_append_val (timeline->passes, pass);
  g_array_append_val (walk->open, index);
  hw_walk_mark (walk, HW_MARK_PASS, position, 0, pass.generation);
}

static void
hw_walk_end_pass (HwWalk        *walk,
                  const guint32 *event,
                  guint64        position)
{
  HwPass *pass = hw_walk_get_pass (walk);

  if (pass == NULL)
    return;
  pass->end = position;
  pass->collected = event[1];
  pass->uncollectable = event[2];
  g_array_set_size (walk->open, walk->open->len - 1);
}

static inline void
hw_walk_event (HwWalk        *walk,
               const guint32 *event,
               guint64        position)
{
  guint32 argument = HW_EVENT_ARGUMENT (event[0]);
  HwPass *pass;

  switch (HW_EVENT_KIND (event[0])) {
  case HW_EVENT_ALLOC:
  case HW_EVENT_FRAME_PUSH:
    hw_walk_alloc (walk, argument);
    break;
  case HW_EVENT_FREE:
    if ((pass = hw_walk_get_pass (walk)) != NULL)
      pass->n_freed++;
    break;
  case HW_EVENT_PASS_BEGIN:
    hw_walk_begin_pass (walk, event, position);
    break;
  case HW_EVENT_PASS_END:
    hw_walk_end_pass (walk, event, position);
    break;
  case HW_EVENT_FINALIZER_BEGIN:
    if ((pass = hw_walk_get_pass (walk)) != NULL)
      pass->n_finalizers++;
    hw_walk_mark (walk, HW_MARK_FINALIZER, position, hw_walk_get_serial (walk, argument), 0);
    break;
  case HW_EVENT_CALLBACK_BEGIN:
    if ((pass = hw_walk_get_pass (walk)) != NULL)
      pass->n_callbacks++;
    hw_walk_mark (walk, HW_MARK_CALLBACK, position, hw_walk_get_serial (walk, argument), 0);
    break;
  case HW_EVENT_SNAPSHOT:
    hw_walk_mark (walk, HW_MARK_SNAPSHOT, position, 0, argument);
    break;
  case HW_EVENT_RAISE:
    hw_walk_mark (walk, HW_MARK_EXCEPTION, position, hw_walk_get_serial (walk, argument), 0);
    break;
  default:
    break;
  }
}

/* The lock is held. */
static void
hw_timeline_walk (HwTimeline *timeline)
{
  HwWalk walk = { .timeline = timeline, .next_serial = 1 };
  guint last = hw_timeline_get_last (timeline);

  timeline->marks = g_array_new (FALSE, FALSE, sizeof (HwMark));
  timeline->passes = g_array_new (FALSE, FALSE, sizeof (HwPass));
  walk.serials = g_array_new (FALSE, TRUE, sizeof (guint32));
  walk.open = g_array_new (FALSE, FALSE, sizeof (guint));

  for (walk.state = 0; walk.state <= last; walk.state++) {
    guint64 position = hw_timeline_get_begin (timeline, walk.state);
    guint64 end = hw_timeline_get_begin (timeline, walk.state + 1);

    while (position < end) {
      const guint32 *event = timeline->words + position;

      hw_walk_event (&walk, event, position);
      position += hw_words_length (event);
      timeline->n_events++;
    }
  }
  g_array_unref (walk.serials);
  g_array_unref (walk.open);
}

/* Whoever only looks at an index that stands must not wait for one who narrates a long step. */
void
hw_timeline_index (HwTimeline *timeline)
{
  if (g_atomic_int_get (&timeline->indexed))
    return;
  g_mutex_lock (&timeline->lock);
  if (!timeline->indexed)
    hw_timeline_walk (timeline);
  g_atomic_int_set (&timeline->indexed, TRUE);
  g_mutex_unlock (&timeline->lock);
}

guint64
hw_timeline_get_n_events (HwTimeline *timeline)
{
  hw_timeline_index (timeline);
  return timeline->n_events;
}

const HwMark *
hw_timeline_get_marks (HwTimeline *timeline,
                       gsize      *n_marks)
{
  hw_timeline_index (timeline);
  *n_marks = timeline->marks->len;
  return (const HwMark *) timeline->marks->data;
}

const HwPass *
hw_timeline_get_passes (HwTimeline *timeline,
                        gsize      *n_passes)
{
  hw_timeline_index (timeline);
  *n_passes = timeline->passes->len;
  return (const HwPass *) timeline->passes->data;
}
