/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Traces added up by line, file or traceback, before any object is made of them. Models Snapshot._group_by. */

#pragma once

#include "vm/modules/tracemalloc.h"

typedef enum { HW_GROUP_LINENO, HW_GROUP_FILENAME, HW_GROUP_TRACEBACK } HwGroupKey;

typedef struct {
  HwTraceFrame       *frames; /* innermost first; owned by the groups */
  guint               n_frames;
  gint64              size;
  gint64              count;
} HwTraceGroup;

/* Groups of traces in the order of their first trace. Free with g_array_unref(). */
GArray *hw_trace_groups_new     (HwVm *vm, const HwTrace *traces, guint n, HwGroupKey key, gboolean cumulative);
/* The order of Traceback objects. */
int     hw_trace_group_compare  (HwVm *vm, const HwTraceGroup *a, const HwTraceGroup *b);
gboolean hw_trace_group_is_same (const HwTraceGroup *a, const HwTraceGroup *b);
