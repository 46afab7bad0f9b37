/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The life of one object in the record: the walk that finds its cell at its birth and then every event on that cell until it is
 * freed. */

#include "hw-facts.h"

#include <glib/gi18n.h>

/* Lines kept before and after the state that is shown. */
#define N_BEFORE 60
#define N_AFTER 40
#define CHECK_EVERY 65536

typedef struct {
  HwTimeline *timeline;
  guint32     serial;
  guint       step;  /* the state that is shown */
  guint32     cell;  /* 0: not born yet */
  gint64      count; /* its reference count after the event */
  GQueue      before; /* HwFact, the newest N_BEFORE up to the state */
  GPtrArray  *after;
  guint       n_events;
  gboolean    freed;
} HwLife;

/* What the event did to the object, by the count it leaves. */
static char *
describe (HwLife        *life,
          const guint32 *event)
{
  HwEventKind kind = HW_EVENT_KIND (*event);

  switch (kind) {
  case HW_EVENT_INCREF:
  case HW_EVENT_DECREF:
    life->count += kind == HW_EVENT_INCREF ? 1 : -1;
    return g_strdup_printf (_ ("%s, to %" G_GINT64_FORMAT), hw_event_kind_get_text (kind), life->count);
  case HW_EVENT_PHASE:
  case HW_EVENT_GC_MERGE:
    return NULL;
  default:
    return g_strdup (hw_event_kind_get_text (kind));
  }
}

static void
fact_free (gpointer data)
{
  HwFact *fact = data;

  g_free (fact->label);
  g_free (fact->value);
  g_free (fact);
}

static void
keep (HwLife        *life,
      const guint32 *event,
      guint          step)
{
  char *text = describe (life, event);
  HwFact *fact;

  if (text == NULL)
    return;
  life->n_events++;
  if (step > life->step && life->after->len >= N_AFTER) {
    g_free (text);
    return;
  }
  fact = g_new0 (HwFact, 1);
  fact->label = step > 0 && step <= hw_timeline_get_n_steps (life->timeline)
                  ? g_strdup_printf (_ ("step %u, line %u"), step, hw_timeline_get_step (life->timeline, step)->line)
                  : g_strdup_printf (_ ("step %u"), step);
  fact->value = text;
  fact->action = HW_FACT_STEP;
  fact->step = step;
  if (step > life->step) {
    g_ptr_array_add (life->after, fact);
    return;
  }
  g_queue_push_tail (&life->before, fact);
  if (life->before.length > N_BEFORE)
    fact_free (g_queue_pop_head (&life->before));
}

/* Whether the argument of such an event is a cell. */
static gboolean
is_about_cell (HwEventKind kind)
{
  switch (kind) {
  case HW_EVENT_STEP:
  case HW_EVENT_GC_MERGE:
  case HW_EVENT_GC_CONFIG:
  case HW_EVENT_PASS_BEGIN:
  case HW_EVENT_PHASE:
  case HW_EVENT_PASS_END:
  case HW_EVENT_OUTPUT:
  case HW_EVENT_SNAPSHOT:
    return FALSE;
  default:
    return TRUE;
  }
}

/* Walks from the object's birth on; FALSE if cancelled. */
static gboolean
walk (HwLife       *life,
      GCancellable *cancellable)
{
  guint64 n_words;
  const guint32 *words = hw_timeline_get_words (life->timeline, &n_words);
  guint step = hw_timeline_get_birth (life->timeline, life->serial);
  guint last = hw_timeline_get_last (life->timeline);
  guint32 serial = step > 0 ? hw_timeline_get_step (life->timeline, step)->next_serial : 1;
  guint64 position = step > 0 ? hw_timeline_get_begin (life->timeline, step) : 0;
  guint64 end = step < last ? hw_timeline_get_begin (life->timeline, step + 1) : n_words;
  guint n_seen = 0;

  while (position < n_words && !life->freed) {
    const guint32 *event = &words[position];
    HwEventKind kind = HW_EVENT_KIND (*event);

    while (position >= end && step < last) {
      step++;
      end = step < last ? hw_timeline_get_begin (life->timeline, step + 1) : n_words;
    }
    if ((kind == HW_EVENT_ALLOC || kind == HW_EVENT_FRAME_PUSH) && serial++ == life->serial) {
      life->cell = HW_EVENT_ARGUMENT (*event);
      life->count = 1;
    }
    if (life->cell != 0 && HW_EVENT_ARGUMENT (*event) == life->cell && is_about_cell (kind)) {
      keep (life, event, step);
      life->freed = kind == HW_EVENT_FREE || kind == HW_EVENT_FRAME_POP;
    }
    position += hw_event_get_length (event);
    if (++n_seen % CHECK_EVERY == 0 && g_cancellable_is_cancelled (cancellable))
      return FALSE;
  }
  return TRUE;
}

HwFactsSection *
hw_facts_new_events (HwTimeline   *timeline,
                     guint32       serial,
                     guint         step,
                     GCancellable *cancellable)
{
  HwLife life = { .timeline = timeline, .serial = serial, .step = step, .after = g_ptr_array_new () };
  HwFactsSection *section = NULL;
  guint n_shown;

  g_queue_init (&life.before);
  if (walk (&life, cancellable)) {
    section = hw_facts_section_new (HW_FACTS_EVENTS);
    n_shown = life.before.length + life.after->len;
    section->note = n_shown < life.n_events
                      ? g_strdup_printf (_ ("%u in all; the %u nearest to this step"), life.n_events, n_shown)
                      : g_strdup_printf (ngettext ("%u event", "%u events", life.n_events), life.n_events);
    while (life.before.length > 0)
      g_ptr_array_add (section->facts, g_queue_pop_head (&life.before));
    g_ptr_array_extend_and_steal (section->facts, g_steal_pointer (&life.after));
    return section;
  }
  g_queue_clear_full (&life.before, fact_free);
  g_ptr_array_set_free_func (life.after, fact_free);
  g_ptr_array_unref (life.after);
  return NULL;
}
