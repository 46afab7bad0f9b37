/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The inside of a timeline, for the recorder that makes it and the files that read it. */

#pragma once

#include "hw-timeline.h"

G_BEGIN_DECLS

/* A class's or function's names for the slots of its instances or frames. */
typedef struct {
  char      *name;
  GPtrArray *labels; /* of char *, by slot; NULL where there is none */
} HwTimelineLayout;

/* From [offset] on, the output is one of the two streams. */
typedef struct {
  guint32  offset;
  gboolean is_stderr;
} HwOutputStretch;

struct _HwTimeline {
  gatomicrefcount ref_count;
  HwPython python;

  /* Owned: the record. */
  HwScenario *scenario;
  guint32     first_serial; /* of the program's own objects; 0: all are */
  guint32    *words; /* mapped, [mapped] bytes */
  gsize       mapped;
  guint64     n_words;
  HwStep     *steps; /* steps[n_steps] is the exit's, if there is one */
  guint       n_steps;
  gboolean    has_exit;
  GString    *output;
  GArray     *stretches; /* of HwOutputStretch */
  GPtrArray  *layouts;   /* of HwTimelineLayout; number 0 is none */

  /* Owned: made on first use, under [lock]. */
  GMutex    lock;
  gboolean  indexed;
  guint64   n_events;
  GArray   *marks;
  GArray   *passes;
  HwCursor *narrator; /* for hw_timeline_describe_step(); does not hold the timeline */
};

/* Frees a HwTimelineLayout. */
void      hw_timeline_layout_free (gpointer      layout);

/* Fills in marks, passes and n_events, once. */
void      hw_timeline_index       (HwTimeline   *timeline);

/* The state that a position belongs to: the one whose transition the event before it is part of. */
guint     hw_timeline_state_at    (HwTimeline   *timeline,
                                   guint64       position);

/* A cursor that does not hold its timeline. */
HwCursor *hw_cursor_new_unheld    (HwTimeline   *timeline);

G_END_DECLS
