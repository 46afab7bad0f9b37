/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The one way by which the heap tells the outside what happened. The heap writes events (hw-event.h) straight into the words at
 * [next]; nobody is called unless there is no room. A heap without a sink records nothing. */

#pragma once

#include "hw-event.h"

typedef struct _HwSink HwSink;

struct _HwSink {
  guint32 *next; /* where the next event goes */
  guint32 *end;  /* one behind the last word there is room for */

  /* Called when an event of [n_words] does not fit. All changes of the events before it are complete in the heap. Afterwards there is
   * room. In verify mode there never is room, so this is called before every event. */
  void (*full) (HwSink *sink, gsize n_words);

  /* A statement begins: called right before its STEP event is written. [step]'s offset and output are filled in by the callee. */
  void (*step) (HwSink *sink, HwStep *step);

  /* Output; called right before the OUTPUT event. Gives the lengths of all output before and after. */
  void (*output) (HwSink *sink, const char *text, gsize length, gboolean is_stderr, guint32 *before, guint32 *after);

  /* Names for slots. A layout is named once; labels are only ever added. */
  guint (*add_layout) (HwSink *sink, const char *name);
  void (*add_label) (HwSink *sink, guint layout, guint slot, const char *label);
};

/* All changes of the events so far are complete; called where one change of an object's size follows another without an event in between. */
static inline void
hw_sink_settle (HwSink *sink)
{
  if (sink != NULL && sink->next == sink->end)
    sink->full (sink, 0);
}

/* Room for [n] words, which the caller fills at once. */
static inline guint32 *
hw_sink_reserve (HwSink *sink,
                 gsize   n)
{
  guint32 *words;

  if (G_UNLIKELY ((gsize) (sink->end - sink->next) < n))
    sink->full (sink, n);
  words = sink->next;
  sink->next += n;
  return words;
}
