/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The tracer of allocations. Models Modules/_tracemalloc.c: one trace per block allocated since start, with the requested size and the
 * traceback of the allocation; current and peak bytes. */

#pragma once

#include <glib.h>

/* One frame of a traceback: file number in the high 8 bits, line in the low 24. */
typedef guint32 HwTraceFrame;
#define HW_TRACE_FRAME(file, line) ((guint32) (file) << 24 | (line))
#define HW_TRACE_FILE(frame) ((frame) >> 24)
#define HW_TRACE_LINE(frame) ((frame) & 0xffffff)

/* The files: the program itself, the library module that models Lib/tracemalloc.py, and blocks that no line asked for. */
enum { HW_TRACE_FILE_PROGRAM = 0, HW_TRACE_FILE_LIBRARY = 1, HW_TRACE_FILE_UNKNOWN = 255 };

/* Fills [frames] with at most [max] frames, innermost first; returns how many; [total]: how many there are in all. */
typedef guint (*HwWhereFunc) (gpointer      data,
                              HwTraceFrame *frames,
                              guint         max,
                              guint        *total);

typedef struct {
  guint32 address; /* / 16 */
  guint32 size;
  guint32 traceback; /* number, see hw_tracer_get_traceback() */
} HwTrace;

typedef struct _HwTracer HwTracer;

HwTracer           *hw_tracer_new           (void);
void                hw_tracer_free          (HwTracer    *tracer);
void                hw_tracer_set_where     (HwTracer    *tracer,
                                             HwWhereFunc  where,
                                             gpointer     data);

/* [limit] frames per traceback, at least 1. Starting a running tracer changes nothing. Stopping forgets all traces. */
void                hw_tracer_start         (HwTracer    *tracer,
                                             guint        limit);
void                hw_tracer_stop          (HwTracer    *tracer);
gboolean            hw_tracer_is_on         (HwTracer    *tracer);
guint               hw_tracer_get_limit     (HwTracer    *tracer);
void                hw_tracer_clear         (HwTracer    *tracer);
void                hw_tracer_reset_peak    (HwTracer    *tracer);
guint64             hw_tracer_get_current   (HwTracer    *tracer);
guint64             hw_tracer_get_peak      (HwTracer    *tracer);

/* Called by the modelled memory. */
void                hw_tracer_add           (HwTracer    *tracer,
                                             guint32      address,
                                             guint32      size);
void                hw_tracer_remove        (HwTracer    *tracer,
                                             guint32      address);

/* A frame of a library function that runs as native code: innermost of every traceback until it is popped. At most 8 at once. */
void                hw_tracer_push          (HwTracer    *tracer,
                                             HwTraceFrame frame);
void                hw_tracer_pop           (HwTracer    *tracer);
/* While silent, new blocks get no trace and traces do not move: what the tracer itself allocates. */
void                hw_tracer_set_silent    (HwTracer    *tracer,
                                             gboolean     silent);
/* The number of the next snapshot, from 0. */
guint               hw_tracer_count_snapshot (HwTracer   *tracer);

/* A block is put to a new use without being allocated: its trace, if it has one, moves to what is being executed. */
void                hw_tracer_touch         (HwTracer    *tracer,
                                             guint32      address);

/* All traces, in no order: a GArray of HwTrace. */
GArray             *hw_tracer_get_traces    (HwTracer    *tracer);
/* The trace of one block; FALSE if it has none. */
gboolean            hw_tracer_find          (HwTracer    *tracer,
                                             guint32      address,
                                             HwTrace     *trace);
/* A traceback's frames, innermost first. Borrowed. */
const HwTraceFrame *hw_tracer_get_traceback (HwTracer    *tracer,
                                             guint32      number,
                                             guint       *n_frames,
                                             guint       *total);
