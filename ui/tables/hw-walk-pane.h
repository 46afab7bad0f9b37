/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One pass of the collector, opened: its phases in words, and what was decided on each object, below the table of passes in which it is
 * selected. Without a selection it is the last pass up to the statement that comes next. */

#pragma once

#include <gtk/gtk.h>

#include "hw-session.h"
#include "hw-table-view.h"

G_BEGIN_DECLS

#define HW_TYPE_WALK_PANE (hw_walk_pane_get_type ())

G_DECLARE_FINAL_TYPE (HwWalkPane, hw_walk_pane, HW, WALK_PANE, GtkWidget)

/* [passes] shows the collections of the session. */
GtkWidget *hw_walk_pane_new (HwSession   *session,
                             HwTableView *passes);

G_END_DECLS
