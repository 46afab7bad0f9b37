/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* See recorder.h. The stretch of address space:
 *
 *   words            limit              limit + SLACK_WORDS
 *   |---- record ----|----- slack ------|
 *
 * The record's pages beyond its end are given back when the recording ends. An event larger than the slack gets a buffer
 * of its own, which is dropped at the next event. */

#include "timeline/recorder.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "hw-scenario.h"
#include "timeline/timeline.h"
#include "timeline/words.h"

#define SLACK_WORDS ((gsize) 1 << 20)
#define MIN_WORDS ((gsize) 1 << 10)
/* Positions are kept in 32 bits by the replica. */
#define MAX_WORDS ((gsize) G_MAXUINT32 - 2 * SLACK_WORDS)

struct _HwRecorder {
  HwSink sink; /* first: the sink's functions get the recorder by it */

  HwScenario *scenario;
  HwPython    python;
  guint32     first_serial; /* of the program's own objects; 0: not told */

  guint32 *words;
  guint32 *limit;
  gsize    mapped;

  HwStep *steps;
  gsize   n_steps;
  gsize   steps_room;
  gsize   n_program_steps; /* valid once [exiting] */
  gboolean exiting;

  gboolean exhausted;
  gsize    kept_words; /* these two: valid once [exhausted] */
  gsize    kept_steps;
  guint32 *oversize; /* buffer of an event larger than the slack, or NULL */

  gsize      max_output;
  GString   *output;
  GArray    *stretches;
  GPtrArray *layouts;

  HwRecorderFunc verify;
  gpointer       verify_data;
  guint32       *verified; /* up to here [verify] has seen the words */
};

/* Fixes what of the record is kept: all statements that are complete. Before the first statement that is all that was written. */
static void
hw_recorder_exhaust (HwRecorder *recorder)
{
  if (recorder->exhausted)
    return;
  recorder->exhausted = TRUE;
  if (recorder->n_steps == 0) {
    recorder->kept_words = recorder->sink.next - recorder->words;
    recorder->kept_steps = 0;
  } else {
    recorder->kept_words = recorder->steps[recorder->n_steps - 1].offset;
    recorder->kept_steps = recorder->n_steps - 1;
  }
}

void
hw_recorder_flush (HwRecorder *recorder)
{
  guint32 *next = recorder->sink.next;

  if (recorder->verify == NULL || recorder->verified == next)
    return;
  recorder->verify (recorder->words, recorder->verified, next, recorder->verify_data);
  recorder->verified = next;
}

/* The stretch that the next words go to. */
static void
hw_recorder_go_to (HwRecorder *recorder,
                   guint32    *next,
                   guint32    *end)
{
  recorder->sink.next = next;
  recorder->sink.end = end;
  recorder->verified = next;
}

static void
hw_recorder_full_cb (HwSink *sink,
                     gsize   n_words)
{
  HwRecorder *recorder = (HwRecorder *) sink;
  guint32 *slack_end = recorder->limit + SLACK_WORDS;

  hw_recorder_flush (recorder);

  if (!recorder->exhausted) {
    if ((gsize) (recorder->limit - sink->next) >= n_words) {
      sink->end = recorder->verify != NULL ? sink->next + n_words : recorder->limit;
      return;
    }
    hw_recorder_exhaust (recorder);
  }

  if (n_words > SLACK_WORDS) {
    g_free (recorder->oversize);
    recorder->oversize = g_new (guint32, n_words);
    hw_recorder_go_to (recorder, recorder->oversize, recorder->oversize + n_words);
    return;
  }

  if (sink->next < recorder->words || sink->next > slack_end || (gsize) (slack_end - sink->next) < n_words) {
    g_clear_pointer (&recorder->oversize, g_free);
    hw_recorder_go_to (recorder, recorder->limit, slack_end);
  }
  sink->end = recorder->verify != NULL ? sink->next + n_words : slack_end;
}

static void
hw_recorder_step_cb (HwSink *sink,
                     HwStep *step)
{
  HwRecorder *recorder = (HwRecorder *) sink;

  step->output = recorder->output->len;
  if (G_UNLIKELY (recorder->exhausted || recorder->exiting)) {
    step->offset = 0;
    return;
  }
  step->offset = sink->next - recorder->words;
  if (G_UNLIKELY (recorder->n_steps == recorder->steps_room)) {
    recorder->steps_room += recorder->steps_room / 2;
    recorder->steps = g_renew (HwStep, recorder->steps, recorder->steps_room);
  }
  recorder->steps[recorder->n_steps++] = *step;
}

static void
hw_recorder_output_cb (HwSink     *sink,
                       const char *text,
                       gsize       length,
                       gboolean    is_stderr,
                       guint32    *before,
                       guint32    *after)
{
  HwRecorder *recorder = (HwRecorder *) sink;
  GString *output = recorder->output;
  GArray *stretches = recorder->stretches;

  *before = output->len;
  if (length > recorder->max_output - output->len)
    hw_recorder_exhaust (recorder);
  else if (length > 0) {
    if (is_stderr != (stretches->len > 0 && g_array_index (stretches, HwOutputStretch, stretches->len - 1).is_stderr)) {
      HwOutputStretch stretch = { output->len, is_stderr };

      g_array_append_val (stretches, stretch);
    }
    g_string_append_len (output, text, length);
  }
  *after = output->len;
}

static guint
hw_recorder_add_layout_cb (HwSink     *sink,
                           const char *name)
{
  HwRecorder *recorder = (HwRecorder *) sink;
  HwTimelineLayout *layout = g_new0 (HwTimelineLayout, 1);

  layout->name = g_strdup (name);
  layout->labels = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (recorder->layouts, layout);
  return recorder->layouts->len - 1;
}

static void
hw_recorder_add_label_cb (HwSink     *sink,
                          guint       layout,
                          guint       slot,
                          const char *label)
{
  HwRecorder *recorder = (HwRecorder *) sink;
  GPtrArray *labels;

  g_return_if_fail (layout < recorder->layouts->len && layout > 0);
  g_return_if_fail (slot < HW_MAX_CELLS);
  labels = ((HwTimelineLayout *) recorder->layouts->pdata[layout])->labels;
  if (slot >= labels->len)
    g_ptr_array_set_size (labels, slot + 1);
  g_free (labels->pdata[slot]);
  labels->pdata[slot] = g_strdup (label);
}

/* Takes as much of the wanted address space as there is. */
static void
hw_recorder_map (HwRecorder *recorder,
                 gsize       n_words)
{
  void *memory;

  for (;;) {
    recorder->mapped = (n_words + SLACK_WORDS) * sizeof (guint32);
    memory = mmap (NULL, recorder->mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory != MAP_FAILED)
      break;
    if (n_words <= MIN_WORDS)
      g_error ("no address space for a record of %zu bytes", recorder->mapped);
    n_words /= 2;
  }
  recorder->words = memory;
  recorder->limit = recorder->words + n_words;
}

HwRecorder *
hw_recorder_new (HwScenario *scenario,
                 HwPython    python,
                 guint64     max_log)
{
  HwRecorder *recorder = g_new0 (HwRecorder, 1);

  recorder->scenario = scenario != NULL ? hw_scenario_ref (scenario) : NULL;
  recorder->python = python;
  hw_recorder_map (recorder, CLAMP (max_log / sizeof (guint32), MIN_WORDS, MAX_WORDS));
  hw_recorder_go_to (recorder, recorder->words, recorder->limit);
  recorder->steps_room = 1024;
  recorder->steps = g_new (HwStep, recorder->steps_room);
  recorder->max_output = MIN (MAX (max_log, 4096), G_MAXUINT32 / 2);
  recorder->output = g_string_new (NULL);
  recorder->stretches = g_array_new (FALSE, FALSE, sizeof (HwOutputStretch));
  recorder->layouts = g_ptr_array_new_with_free_func (hw_timeline_layout_free);

  recorder->sink.full = hw_recorder_full_cb;
  recorder->sink.step = hw_recorder_step_cb;
  recorder->sink.output = hw_recorder_output_cb;
  recorder->sink.add_layout = hw_recorder_add_layout_cb;
  recorder->sink.add_label = hw_recorder_add_label_cb;
  hw_recorder_add_layout_cb (&recorder->sink, NULL);
  return recorder;
}

void
hw_recorder_free (HwRecorder *recorder)
{
  if (recorder == NULL)
    return;
  if (recorder->words != NULL)
    munmap (recorder->words, recorder->mapped);
  g_free (recorder->oversize);
  g_free (recorder->steps);
  if (recorder->output != NULL)
    g_string_free (recorder->output, TRUE);
  g_clear_pointer (&recorder->stretches, g_array_unref);
  g_clear_pointer (&recorder->layouts, g_ptr_array_unref);
  g_clear_pointer (&recorder->scenario, hw_scenario_unref);
  g_free (recorder);
}

HwSink *
hw_recorder_get_sink (HwRecorder *recorder)
{
  return &recorder->sink;
}

void
hw_recorder_set_verify (HwRecorder     *recorder,
                        HwRecorderFunc  func,
                        gpointer        data)
{
  recorder->verify = func;
  recorder->verify_data = data;
  recorder->verified = recorder->sink.next;
  recorder->sink.end = recorder->sink.next;
}

/* The serial that the next object will have, counted on from the last statement. */
static guint32
hw_recorder_count_serials (HwRecorder *recorder)
{
  const HwStep *last = recorder->n_steps > 0 ? &recorder->steps[recorder->n_steps - 1] : NULL;
  const guint32 *word = recorder->words + (last != NULL ? last->offset : 0);
  guint32 serial = last != NULL ? last->next_serial : 1;

  for (; word < recorder->sink.next; word += hw_words_length (word))
    serial += HW_EVENT_KIND (word[0]) == HW_EVENT_ALLOC || HW_EVENT_KIND (word[0]) == HW_EVENT_FRAME_PUSH;
  return serial;
}

void
hw_recorder_mark_exit (HwRecorder   *recorder,
                       const HwStep *state)
{
  HwStep step = { 0 };

  if (recorder->exhausted || recorder->exiting)
    return;
  if (state != NULL)
    step = *state;
  else if (recorder->n_steps > 0)
    step = recorder->steps[recorder->n_steps - 1];
  step.line = 0;
  step.end_line = 0;
  step.depth = 0;
  step.next_serial = hw_recorder_count_serials (recorder);
  recorder->n_program_steps = recorder->n_steps;
  hw_recorder_step_cb (&recorder->sink, &step);
  recorder->exiting = TRUE;
}

gboolean
hw_recorder_is_exhausted (HwRecorder *recorder)
{
  return recorder->exhausted;
}

guint64
hw_recorder_get_log_size (HwRecorder *recorder)
{
  gsize n_words = recorder->exhausted ? recorder->limit - recorder->words : recorder->sink.next - recorder->words;

  return n_words * sizeof (guint32);
}

/* Gives back the pages behind the last word that is kept; the first page stays, so that the mapping is never empty. */
static void
hw_recorder_trim (HwRecorder *recorder,
                  gsize       n_words)
{
  gsize page = sysconf (_SC_PAGESIZE);
  gsize keep = MAX (page, (n_words * sizeof (guint32) + page - 1) / page * page);

  if (keep < recorder->mapped) {
    munmap ((char *) recorder->words + keep, recorder->mapped - keep);
    recorder->mapped = keep;
  }
}

HwTimeline *
hw_recorder_finish (HwRecorder *recorder)
{
  HwTimeline *timeline = g_new0 (HwTimeline, 1);
  gsize n_words;

  hw_recorder_flush (recorder);
  n_words = recorder->exhausted ? recorder->kept_words : (gsize) (recorder->sink.next - recorder->words);
  hw_recorder_trim (recorder, n_words);

  g_atomic_ref_count_init (&timeline->ref_count);
  g_mutex_init (&timeline->lock);
  timeline->python = recorder->python;
  timeline->scenario = g_steal_pointer (&recorder->scenario);
  timeline->first_serial = recorder->first_serial;
  timeline->words = g_steal_pointer (&recorder->words);
  timeline->mapped = recorder->mapped;
  timeline->n_words = n_words;
  if (recorder->exhausted) {
    timeline->n_steps = recorder->kept_steps;
    timeline->has_exit = FALSE;
    if (recorder->kept_steps < recorder->n_steps)
      g_string_truncate (recorder->output, recorder->steps[recorder->kept_steps].output);
  } else {
    timeline->n_steps = recorder->exiting ? recorder->n_program_steps : recorder->n_steps;
    timeline->has_exit = recorder->exiting;
  }
  timeline->steps = g_renew (HwStep, g_steal_pointer (&recorder->steps), MAX (recorder->n_steps, 1));
  timeline->output = g_steal_pointer (&recorder->output);
  timeline->stretches = g_steal_pointer (&recorder->stretches);
  timeline->layouts = g_steal_pointer (&recorder->layouts);
  hw_recorder_free (recorder);
  return timeline;
}

void
hw_recorder_mark_start (HwRecorder *recorder,
                        guint32     next_serial)
{
  recorder->first_serial = next_serial;
}
