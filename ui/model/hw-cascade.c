/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "hw-cascade.h"

#include "hw-event.h"

/* More words of events than this are not walked on the main thread. */
#define MAX_WORDS 400000

static void
reverse (GArray *serials)
{
  for (guint i = 0; i < serials->len / 2; i++) {
    guint32 *first = &g_array_index (serials, guint32, i), *last = &g_array_index (serials, guint32, serials->len - 1 - i);
    guint32 serial = *first;

    *first = *last;
    *last = serial;
  }
}

GArray *
hw_cascade_list (HwTimeline *timeline,
                 guint       from,
                 guint       to)
{
  GArray *serials = g_array_new (FALSE, FALSE, sizeof (guint32));
  const guint32 *words = hw_timeline_get_words (timeline, &(guint64) { 0 });
  guint last = hw_timeline_get_last (timeline);
  guint64 begin, end;

  if (from == to || MAX (from, to) > last)
    return serials;
  begin = hw_timeline_get_begin (timeline, MIN (from, to) + 1);
  end = hw_timeline_get_begin (timeline, MAX (from, to) + 1);
  if (end - begin > MAX_WORDS)
    return serials;
  for (guint64 at = begin; at < end; at += hw_event_get_length (words + at))
    if (HW_EVENT_KIND (words[at]) == HW_EVENT_FREE)
      g_array_append_val (serials, words[at + 1]);
  if (from > to)
    reverse (serials);
  return serials;
}
