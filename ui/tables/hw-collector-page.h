/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The collector's page: its generations as lanes with count against threshold, beside the table of its passes. */

#pragma once

#include <gtk/gtk.h>

#include "hw-session.h"

G_BEGIN_DECLS

#define HW_TYPE_COLLECTOR_PAGE (hw_collector_page_get_type ())

G_DECLARE_FINAL_TYPE (HwCollectorPage, hw_collector_page, HW, COLLECTOR_PAGE, GtkWidget)

GtkWidget *hw_collector_page_new (HwSession *session,
                                  GtkWidget *passes);

G_END_DECLS
