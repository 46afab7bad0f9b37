/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One refresh of a table view, for a worker thread: makes the table if its source has changed, sorts it, filters it and finds
 * what changed. */

#pragma once

#include "hw-changes.h"
#include "hw-table.h"

G_BEGIN_DECLS

typedef struct {
  /* asked for */
  HwTableKind    kind;
  HwTableOptions options;
  HwImage       *image;
  HwImage       *before;
  HwTimeline    *timeline;
  guint          sort_column; /* G_MAXUINT: table order */
  gboolean       descending;
  char          *filter;

  /* the answer; [table] may be given if its source is the same as before */
  HwTable       *table;
  guint32       *index;       /* NULL: all rows in table order */
  guint          n_index;
  HwChanges     *changes;     /* NULL for tables of the timeline */
} HwTableJob;

void     hw_table_job_free (HwTableJob   *job);

/* FALSE if cancelled. */
gboolean hw_table_job_run  (HwTableJob   *job,
                            GCancellable *cancellable);

G_END_DECLS
