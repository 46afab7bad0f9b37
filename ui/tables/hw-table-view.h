/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One table of a session, as a column view that is kept up to date while it is visible and shares the session's selection. */

#pragma once

#include <gtk/gtk.h>

#include "hw-session.h"
#include "hw-table.h"

G_BEGIN_DECLS

#define HW_TYPE_TABLE_VIEW (hw_table_view_get_type ())

G_DECLARE_FINAL_TYPE (HwTableView, hw_table_view, HW, TABLE_VIEW, GtkWidget)

GtkWidget  *hw_table_view_new              (HwSession   *session,
                                            HwTableKind  kind);

/* Shows only rows that hold every word of [text]; "" shows all. */
void        hw_table_view_set_filter       (HwTableView *self,
                                            const char  *text);

/* Events of the whole record instead of the statement shown. */
void        hw_table_view_set_whole_record (HwTableView *self,
                                            gboolean     whole);

/* Of DECISIONS: which pass, counted from 1; 0: none. */
void        hw_table_view_set_pass         (HwTableView *self,
                                            guint        pass);

/* "row-selected": the user, or the session's selection, selected another row. The row of the table, or G_MAXUINT. */
guint       hw_table_view_get_selected     (HwTableView *self);

/* The table that is shown, or NULL. Borrowed; notify::summary tells that it may be another. */
HwTable    *hw_table_view_get_table        (HwTableView *self);

/* "summary": how many rows there are and are shown: "3 of 41 rows". */
const char *hw_table_view_get_summary      (HwTableView *self);

G_END_DECLS
