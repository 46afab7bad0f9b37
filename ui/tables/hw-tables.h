/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The tables of a session, one on each page of a notebook, with one filter entry for the page that is shown. */

#pragma once

#include <gtk/gtk.h>

#include "hw-session.h"

G_BEGIN_DECLS

#define HW_TYPE_TABLES (hw_tables_get_type ())

G_DECLARE_FINAL_TYPE (HwTables, hw_tables, HW, TABLES, GtkWidget)

GtkWidget *hw_tables_new          (HwSession  *session);

/* Shows the page of the table [name] ("objects", "collections", …); FALSE if there is none. */
gboolean   hw_tables_show_page    (HwTables   *self,
                                   const char *name);

/* Puts the keyboard focus into the filter entry. */
void       hw_tables_focus_filter (HwTables   *self);

G_END_DECLS
