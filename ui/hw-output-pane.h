/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the scenario has printed up to the state that is shown, and a line to type one more statement. */

#pragma once

#include "hw-session.h"

G_BEGIN_DECLS

#define HW_TYPE_OUTPUT_PANE (hw_output_pane_get_type ())

G_DECLARE_FINAL_TYPE (HwOutputPane, hw_output_pane, HW, OUTPUT_PANE, GtkWidget)

GtkWidget *hw_output_pane_new (HwSession *session);

G_END_DECLS
