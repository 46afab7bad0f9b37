/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The collector's page: its generations as lanes with count against threshold, beside the table of its passes. */

#pragma once

#include <gtk/gtk.h>

#include "hw-session.h"
#include "hw-table-view.h"

G_BEGIN_DECLS

#define HW_TYPE_COLLECTOR_PAGE (hw_collector_page_get_type ())

G_DECLARE_FINAL_TYPE (HwCollectorPage, hw_collector_page, HW, COLLECTOR_PAGE, GtkWidget)

/* [passes] is the view of the collections. */
GtkWidget *hw_collector_page_new (HwSession   *session,
                                  HwTableView *passes);

G_END_DECLS
