/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the table view and its columns share. */

#pragma once

#include "hw-changes.h"
#include "hw-table-model.h"
#include "hw-table-view.h"

G_BEGIN_DECLS

struct _HwTableView {
  GtkWidget           parent_instance;

  /* children */
  GtkWidget          *stack;
  GtkWidget          *scroller;
  GtkWidget          *empty;
  GtkColumnView      *columns;

  /* owned */
  HwSession          *session;
  HwTableModel       *model;
  GtkSingleSelection *selection;
  GCancellable       *cancellable; /* of the job under way */
  HwChanges          *changes;
  char               *filter;
  char               *summary;
  HwImage            *image;       /* what the table was made from */
  HwTimeline         *timeline;
  HwTableOptions      options;

  HwTableKind         kind;
  gboolean            whole_record;
  guint               pass;        /* DECISIONS: of which pass, counted from 1 */
  gboolean            wanted;      /* another refresh after the one under way, or when visible */
  gboolean            syncing;     /* the selection is being set from the session's */
  guint               scroll_id;
  guint               sort_column;
  gboolean            descending;
  guint               probed_column;
  int                 char_width;  /* in pixels; 0: not measured yet */
};

/* Adds a column for each of the table's. */
void        _hw_table_view_add_columns (HwTableView *self);

/* Reads the header's arrows into sort_column and descending; FALSE if they are what they were. */
gboolean    _hw_table_view_read_order  (HwTableView *self);

/* Why the row is marked, or NULL. Owned. */
char       *_hw_table_view_dup_mark    (HwTableView *self,
                                        HwTableRow  *row);

G_END_DECLS
