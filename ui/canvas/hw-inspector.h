/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Everything about the selected object of a session; without a selection, about the heap. */

#pragma once

#include <gtk/gtk.h>

#include "hw-session.h"

G_BEGIN_DECLS

#define HW_TYPE_INSPECTOR (hw_inspector_get_type ())

G_DECLARE_FINAL_TYPE (HwInspector, hw_inspector, HW, INSPECTOR, GtkWidget)

/* "gesture" (const HwGesture *): the user wants to write it. */
GtkWidget *hw_inspector_new (HwSession *session);

G_END_DECLS
