/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The recorder: the receiving end of the heap's sink. It keeps the words of all events in one contiguous stretch of address
 * space of which only what was written costs memory, the index of statements, the output and the names of slots; and makes the
 * timeline of them.
 *
 * The stretch is [max_log] bytes and then some slack. When the first is full the recorder is *exhausted*: the run should end
 * soon; what is still written goes into the slack, around and around, and is lost. The timeline then ends at the last whole
 * statement. */

#pragma once

#include "heap/sink.h"
#include "hw-timeline.h"

G_BEGIN_DECLS

typedef struct _HwRecorder HwRecorder;

/* Receives the words from [begin] up to [end], whole events whose changes the heap has completed. [base] is where the stream
 * begins. */
typedef void (*HwRecorderFunc) (const guint32 *base,
                                const guint32 *begin,
                                const guint32 *end,
                                gpointer       data);

/* [scenario] may be NULL; it is held. [max_log] counts bytes. */
HwRecorder *hw_recorder_new          (HwScenario     *scenario,
                                      HwPython        python,
                                      guint64         max_log);
void        hw_recorder_free         (HwRecorder     *recorder);

/* The sink to give to the heap. Borrowed; it stays at this address. */
HwSink     *hw_recorder_get_sink     (HwRecorder     *recorder);

/* From now on [func] is called before every event with what was written since the call before. Set it before the first event. */
void        hw_recorder_set_verify   (HwRecorder     *recorder,
                                      HwRecorderFunc  func,
                                      gpointer        data);

/* Calls that function now. To be used only when the changes of all events are complete. */
void        hw_recorder_flush        (HwRecorder     *recorder);

/* What was made so far is the interpreter's own: the next object, with [next_serial], is the first that people see as "#1". */
void        hw_recorder_mark_start   (HwRecorder     *recorder,
                                      guint32         next_serial);

/* The statements so far are the program's; all that follows, statements of finalizers included, is the one transition to the
 * state after interpreter exit. [state] gives the heap's figures at this moment (heap_bytes, counts, traced_kib; the rest is
 * ignored); with NULL those of the last statement stand in. */
void        hw_recorder_mark_exit    (HwRecorder     *recorder,
                                      const HwStep   *state);

gboolean    hw_recorder_is_exhausted (HwRecorder     *recorder);

/* Bytes of events written so far. */
guint64     hw_recorder_get_log_size (HwRecorder     *recorder);

/* Ends the recording and frees the recorder; its sink is gone with it. Owned. */
HwTimeline *hw_recorder_finish       (HwRecorder     *recorder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwRecorder, hw_recorder_free)

G_END_DECLS
