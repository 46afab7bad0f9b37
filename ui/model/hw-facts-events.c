/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The life of one object, event by event, as lines that lead to their steps: of a long one those around the state that is shown. */

#include "hw-facts-private.h"

#include <glib/gi18n.h>

#include "hw-describe.h"

/* Lines kept before and after the state that is shown. */
#define N_BEFORE 60
#define N_AFTER 40
/* Events that are looked for at all. */
#define MAX_EVENTS 50000

static void
add_event (HwFactsSection    *section,
           const HwLifeEvent *event)
{
  HwFact *fact = _hw_facts_section_add (section, g_strdup_printf (_ ("step %u"), event->step), g_strdup (event->text));

  fact->action = HW_FACT_STEP;
  fact->step = event->step;
}

HwFactsSection *
hw_facts_new_events (HwTimeline   *timeline,
                     guint32       serial,
                     guint         step,
                     GCancellable *cancellable)
{
  g_autoptr (GPtrArray) life = hw_timeline_list_life (timeline, serial, MAX_EVENTS, cancellable);
  HwFactsSection *section;
  guint n_past = 0, first, end;

  if (g_cancellable_is_cancelled (cancellable))
    return NULL;
  while (n_past < life->len && ((const HwLifeEvent *) life->pdata[n_past])->step <= step)
    n_past++;
  first = n_past > N_BEFORE ? n_past - N_BEFORE : 0;
  end = MIN (n_past + N_AFTER, life->len);

  section = hw_facts_section_new (HW_FACTS_EVENTS);
  if (life->len == 0)
    section->note = g_strdup (_ ("It has been there from the interpreter's start."));
  else if (life->len == MAX_EVENTS)
    section->note = g_strdup_printf (_ ("More than %u events; %u of the first of them, nearest to this step"), MAX_EVENTS,
                                     end - first);
  else if (end - first < life->len)
    section->note = g_strdup_printf (_ ("%u events; the %u nearest to this step"), life->len, end - first);
  else
    section->note = g_strdup_printf (ngettext ("%u event", "%u events", life->len), life->len);
  for (guint i = first; i < end; i++)
    add_event (section, life->pdata[i]);
  return section;
}
