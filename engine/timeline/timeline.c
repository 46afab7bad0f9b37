/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The record of a run: what can be read off without replaying it. */

#include "hw-scenario.h"
#include "timeline/timeline.h"

#include <sys/mman.h>

void
hw_timeline_layout_free (gpointer layout)
{
  HwTimelineLayout *self = layout;

  g_free (self->name);
  g_ptr_array_unref (self->labels);
  g_free (self);
}

HwTimeline *
hw_timeline_ref (HwTimeline *timeline)
{
  g_atomic_ref_count_inc (&timeline->ref_count);
  return timeline;
}

void
hw_timeline_unref (HwTimeline *timeline)
{
  if (timeline == NULL || !g_atomic_ref_count_dec (&timeline->ref_count))
    return;
  g_clear_pointer (&timeline->narrator, hw_cursor_free);
  g_clear_pointer (&timeline->marks, g_array_unref);
  g_clear_pointer (&timeline->passes, g_array_unref);
  g_mutex_clear (&timeline->lock);
  munmap (timeline->words, timeline->mapped);
  g_free (timeline->steps);
  g_string_free (timeline->output, TRUE);
  g_array_unref (timeline->stretches);
  g_ptr_array_unref (timeline->layouts);
  g_clear_pointer (&timeline->scenario, hw_scenario_unref);
  g_free (timeline);
}

HwPython
hw_timeline_get_python (HwTimeline *timeline)
{
  return timeline->python;
}

HwScenario *
hw_timeline_get_scenario (HwTimeline *timeline)
{
  return timeline->scenario;
}

guint
hw_timeline_get_n_steps (HwTimeline *timeline)
{
  return timeline->n_steps;
}

guint
hw_timeline_get_last (HwTimeline *timeline)
{
  return timeline->n_steps + (timeline->has_exit ? 1 : 0);
}

gboolean
hw_timeline_has_exit (HwTimeline *timeline)
{
  return timeline->has_exit;
}

const HwStep *
hw_timeline_get_step (HwTimeline *timeline,
                      guint       step)
{
  g_return_val_if_fail (step >= 1 && step <= hw_timeline_get_last (timeline), NULL);
  return &timeline->steps[step - 1];
}

const guint32 *
hw_timeline_get_words (HwTimeline *timeline,
                       guint64    *n_words)
{
  *n_words = timeline->n_words;
  return timeline->words;
}

guint64
hw_timeline_get_begin (HwTimeline *timeline,
                       guint       step)
{
  if (step == 0)
    return 0;
  if (step > hw_timeline_get_last (timeline))
    return timeline->n_words;
  return timeline->steps[step - 1].offset;
}

guint
hw_timeline_state_at (HwTimeline *timeline,
                      guint64     position)
{
  guint low = 0;
  guint high = hw_timeline_get_last (timeline);

  while (low < high) {
    guint middle = low + (high - low) / 2;

    if (timeline->steps[middle].offset < position)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

const char *
hw_timeline_get_output (HwTimeline *timeline,
                        guint       step,
                        gsize      *length)
{
  *length = step < hw_timeline_get_last (timeline) ? timeline->steps[step].output : timeline->output->len;
  return timeline->output->str;
}

gboolean
hw_timeline_is_stderr (HwTimeline *timeline,
                       gsize       offset)
{
  guint low = 0;
  guint high = timeline->stretches->len;

  while (low < high) {
    guint middle = low + (high - low) / 2;

    if (g_array_index (timeline->stretches, HwOutputStretch, middle).offset <= offset)
      low = middle + 1;
    else
      high = middle;
  }
  return low > 0 && g_array_index (timeline->stretches, HwOutputStretch, low - 1).is_stderr;
}

const char *
hw_timeline_get_label (HwTimeline *timeline,
                       guint       layout,
                       guint       slot)
{
  HwTimelineLayout *self;

  if (layout >= timeline->layouts->len)
    return NULL;
  self = timeline->layouts->pdata[layout];
  return slot < self->labels->len ? self->labels->pdata[slot] : NULL;
}

const char *
hw_timeline_get_layout_name (HwTimeline *timeline,
                             guint       layout)
{
  return layout < timeline->layouts->len ? ((HwTimelineLayout *) timeline->layouts->pdata[layout])->name : NULL;
}

guint
hw_timeline_get_birth (HwTimeline *timeline,
                       guint32     serial)
{
  guint low = 0;
  guint high = hw_timeline_get_last (timeline);

  while (low < high) {
    guint middle = low + (high - low) / 2;

    if (timeline->steps[middle].next_serial <= serial)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

guint32
hw_timeline_get_number (HwTimeline *timeline,
                        guint32     serial)
{
  if (timeline->first_serial == 0)
    return serial;
  return serial >= timeline->first_serial ? serial - timeline->first_serial + 1 : 0;
}
