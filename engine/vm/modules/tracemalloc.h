/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files of the module tracemalloc share. Models Lib/tracemalloc.py over Modules/_tracemalloc.c.
 *
 * A snapshot keeps its traces as the tracer gave them (HwTrace, with tracebacks by number, which the tracer keeps for good) in a bytes
 * object that no trace counts, as CPython's own list of tuples is not counted. Frames and tracebacks are tuples only where
 * the program looks at them. The objects' blocks are charged to the lines of Lib/tracemalloc.py that make them there. */

#pragma once

#include "vm/containers.h"

/* Lines of Lib/tracemalloc.py; they are the same from 3.11 on. */
enum {
  HW_LINE_TRACEBACK_INIT = 193,
  HW_LINE_TRACES_INIT = 313,
  HW_LINE_SNAPSHOT_INIT = 423,
  HW_LINE_NEW_TRACEBACK = 498,
  HW_LINE_ADD_SIZE = 502,
  HW_LINE_NEW_STATISTIC = 505,
  HW_LINE_GROUP_BY = 533,
  HW_LINE_LIST = 534,
  HW_LINE_NEW_DIFF = 115,
  HW_LINE_NEW_GROUP = 544,
  HW_LINE_COMPARE = 546,
  HW_LINE_GET_TRACES = 558,
  HW_LINE_NEW_SNAPSHOT = 560,
};

/* Fields of the native objects; field 0 is unused. */
enum { HW_TRACEBACK_FRAMES = 1, HW_TRACEBACK_TOTAL, HW_TRACEBACK_END };
enum { HW_FRAME_PAIR = 1, HW_FRAME_END };
enum { HW_TRACE_TUPLE = 1, HW_TRACE_END };
enum { HW_STATISTIC_TRACEBACK = 1, HW_STATISTIC_SIZE, HW_STATISTIC_COUNT, HW_STATISTIC_SIZE_DIFF, HW_STATISTIC_COUNT_DIFF };

static inline HwTracer *
hw_tracer_of (HwVm *vm)
{
  return hw_memory_get_tracer (H (vm)->memory);
}

static inline void
hw_library_enter (HwVm *vm,
                  guint line)
{
  hw_tracer_push (hw_tracer_of (vm), HW_TRACE_FRAME (HW_TRACE_FILE_LIBRARY, line));
}

static inline void
hw_library_leave (HwVm *vm)
{
  hw_tracer_pop (hw_tracer_of (vm));
}

/* The name that tracebacks show. Static or of the scenario. */
const char *hw_trace_file_name        (HwVm *vm, guint file);

HwType     *hw_trace_frame_type       (HwVm *vm);
HwType     *hw_traceback_type         (HwVm *vm);
HwType     *hw_trace_type             (HwVm *vm);
HwType     *hw_statistic_type         (HwVm *vm);
HwType     *hw_statistic_diff_type    (HwVm *vm);
HwType     *hw_snapshot_type          (HwVm *vm);
HwType     *hw_traces_type            (HwVm *vm);
HwType     *hw_filter_type            (HwVm *vm);
HwType     *hw_domain_filter_type     (HwVm *vm);
/* The module's class of this name, made when it is first asked for: one of native objects with [n_slots] fields, … */
HwType     *hw_slots_type_get         (HwVm *vm, const char *name, guint32 n_slots, const HwNativeType *native);
/* … or one whose instances keep their attributes as those of a class statement do. */
HwType     *hw_instance_type_get      (HwVm *vm, const char *name, const HwNativeType *native);

/* A native object of a class with [n_fields] fields, all but the first set to [values] (new references are taken). */
HwObject   *hw_trace_object_new       (HwVm *vm, HwType *type, guint n_fields, HwObject *const *values);

/* ((file, line), …) of frames, innermost first as they are; uncounted. New. */
HwObject   *hw_trace_frames_to_tuple  (HwVm *vm, const HwTraceFrame *frames, guint n);
/* A Traceback of frames, innermost first. [total] may be NULL. */
HwObject   *hw_traceback_new          (HwVm *vm, const HwTraceFrame *frames, guint n, HwObject *total);
HwObject   *hw_traceback_of_tuple     (HwVm *vm, HwObject *frames, HwObject *total);
/* A Trace. */
HwObject   *hw_trace_new              (HwVm *vm, const HwTrace *trace);
/* The traceback of a trace: its frames, at least one. */
const HwTraceFrame *hw_trace_get_frames (HwVm *vm, const HwTrace *trace, guint *n, guint *total);

/* "1.5 KiB"; [sign]: "+1.5 KiB". */
char       *hw_trace_format_size      (double size, gboolean sign);

/* The list that a snapshot's traces go into. */
HwObject   *hw_trace_list_new         (HwVm *vm);
/* A Snapshot of [n] traces, in [list] (stolen) from above. */
HwObject   *hw_snapshot_new           (HwVm *vm, HwObject *list, const HwTrace *traces, guint n, gint64 limit);

/* Does the filter let the trace pass: 1, 0, or -1 with an exception. [inclusive] is its kind. */
int         hw_filter_match           (HwVm *vm, HwObject *filter, const HwTrace *trace);
int         hw_filter_is_inclusive    (HwVm *vm, HwObject *filter);
