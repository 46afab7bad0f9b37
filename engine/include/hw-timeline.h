/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A timeline: the record of a run. Immutable once the run has ended, reference counted atomically, readable by many threads at once.
 *
 * Step 0 is the state before the first statement; step n the state after the n-th executed statement, n = hw_timeline_get_n_steps()
 * being the end of the program and, one further, the state after interpreter exit if the record has it (hw_timeline_has_exit()).
 * An *event position* is an index into the words of the stream.
 *
 * A cursor replays the record into a heap of its own and makes images of it. One cursor belongs to one thread at a time. */

#pragma once

#include "hw-event.h"
#include "hw-types.h"

G_BEGIN_DECLS

HwTimeline    *hw_timeline_ref             (HwTimeline   *timeline);
void           hw_timeline_unref           (HwTimeline   *timeline);

HwPython       hw_timeline_get_python      (HwTimeline   *timeline);
HwScenario    *hw_timeline_get_scenario    (HwTimeline   *timeline); /* borrowed */

/* Executed statements. The last state is hw_timeline_get_last(): one more when interpreter exit was recorded. */
guint          hw_timeline_get_n_steps     (HwTimeline   *timeline);
guint          hw_timeline_get_last        (HwTimeline   *timeline);
gboolean       hw_timeline_has_exit        (HwTimeline   *timeline);

/* The statement that leads from state [step] - 1 to state [step], [step] from 1. Borrowed. */
const HwStep  *hw_timeline_get_step        (HwTimeline   *timeline,
                                            guint         step);

/* The words of all events, and how many. Events of the transition to state [step] are those in
 * [hw_timeline_get_begin (step), hw_timeline_get_begin (step + 1)). Borrowed. */
const guint32 *hw_timeline_get_words       (HwTimeline   *timeline,
                                            guint64      *n_words);
guint64        hw_timeline_get_begin       (HwTimeline   *timeline,
                                            guint         step);
guint64        hw_timeline_get_n_events    (HwTimeline   *timeline);

/* Everything printed up to state [step]: [length] bytes, not NUL-terminated. Stretches of stderr are told apart by
 * hw_timeline_is_stderr(). Borrowed. */
const char    *hw_timeline_get_output      (HwTimeline   *timeline,
                                            guint         step,
                                            gsize        *length);
gboolean       hw_timeline_is_stderr       (HwTimeline   *timeline,
                                            gsize         offset);

/* The label of slot [slot] in layout [layout], and the layout's own name (the class's or function's); NULL beyond the end. */
const char    *hw_timeline_get_label       (HwTimeline   *timeline,
                                            guint         layout,
                                            guint         slot);
const char    *hw_timeline_get_layout_name (HwTimeline   *timeline,
                                            guint         layout);

/* The number that people see of the object with [serial]: the program's own count from 1; 0 for what the interpreter brought along. */
guint32        hw_timeline_get_number      (HwTimeline   *timeline,
                                            guint32       serial);

/* The state in which the object of [serial] first exists; 0 for those of the interpreter's start. */
guint          hw_timeline_get_birth       (HwTimeline   *timeline,
                                            guint32       serial);

/* What happened at a place, for the marks of the time scale. */
typedef enum {
  HW_MARK_PASS,
  HW_MARK_FINALIZER,
  HW_MARK_CALLBACK,
  HW_MARK_SNAPSHOT,
  HW_MARK_EXCEPTION,
} HwMarkKind;

typedef struct {
  HwMarkKind kind;
  guint      step;     /* the state that its statement leads to */
  guint64    position; /* of its event */
  guint32    serial;   /* of the finalized object, the weak reference or the exception; 0 else */
  guint32    value;    /* the generation, or the snapshot's number */
} HwMark;

/* All marks in order; made once, on the first call, in one walk over the record (any thread). Borrowed. */
const HwMark  *hw_timeline_get_marks       (HwTimeline   *timeline,
                                            gsize        *n_marks);

/* One pass of the collector, from the record. */
typedef struct {
  guint   step;
  guint   line;
  guint64 begin;        /* position of PASS_BEGIN */
  guint64 end;          /* position of PASS_END */
  guint8  generation;
  guint8  automatic;
  guint32 collected;
  guint32 uncollectable;
  guint32 n_finalizers; /* run inside it */
  guint32 n_callbacks;
  guint32 n_freed;      /* objects that ended inside it */
} HwPass;

const HwPass  *hw_timeline_get_passes      (HwTimeline   *timeline,
                                            gsize        *n_passes);

/* A plain sentence on what the statement that leads to [step] did: "Node #3 loses the name a, its count falls from 2 to 1; it stays alive
 * because of b.ref". Any thread; cost: what the statement did, and the heap if a count fell. Owned. */
char          *hw_timeline_describe_step   (HwTimeline   *timeline,
                                            guint         step);

/* One event in the life of an object, in words that go on from its name: "the name a refers to it", "its count falls to 1", "freed". */
typedef struct {
  HwEventKind kind;
  guint       step;     /* the state that its statement leads to */
  guint64     position;
  char       *text;
} HwLifeEvent;

void           hw_life_event_free          (HwLifeEvent  *event);

/* The first [max_events] events in the life of the object of [serial], from its birth to its end or the record's; empty for what is
 * there from the start. Cost: the record over that time. A GPtrArray of HwLifeEvent, owned. */
GPtrArray     *hw_timeline_list_life       (HwTimeline   *timeline,
                                            guint32       serial,
                                            guint         max_events,
                                            GCancellable *cancellable);

/* A cursor at state 0. Holds the timeline. */
HwCursor      *hw_cursor_new               (HwTimeline   *timeline);
void           hw_cursor_free              (HwCursor     *cursor);
HwTimeline    *hw_cursor_get_timeline      (HwCursor     *cursor);

/* Goes to state [step], or into a statement, before the event at [position]. Cost: the events in between. FALSE with
 * HW_ERROR_ARGUMENT beyond the end, or HW_ERROR_CANCELLED; the cursor then stands where it stood or somewhere in between. */
gboolean       hw_cursor_seek              (HwCursor     *cursor,
                                            guint         step,
                                            GCancellable *cancellable,
                                            GError      **error);
gboolean       hw_cursor_seek_event        (HwCursor     *cursor,
                                            guint64       position,
                                            GCancellable *cancellable,
                                            GError      **error);
guint          hw_cursor_get_step          (HwCursor     *cursor);
guint64        hw_cursor_get_position      (HwCursor     *cursor);

/* The image of the heap as it is at the cursor. Cost: the size of the heap. Owned. */
HwImage       *hw_cursor_make_image        (HwCursor     *cursor);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwTimeline, hw_timeline_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwCursor, hw_cursor_free)

G_END_DECLS
