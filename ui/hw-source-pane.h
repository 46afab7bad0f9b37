/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The scenario's text: an editor that writes back into the session, with the line just executed, the line to come and the
 * problems of the text marked. */

#pragma once

#include "hw-session.h"

G_BEGIN_DECLS

#define HW_TYPE_SOURCE_PANE (hw_source_pane_get_type ())

G_DECLARE_FINAL_TYPE (HwSourcePane, hw_source_pane, HW, SOURCE_PANE, GtkWidget)

/* "gesture" (const HwGesture *): one that begins in the text was asked for in the context menu. */
GtkWidget *hw_source_pane_new          (HwSession    *session);

void       hw_source_pane_focus_editor (HwSourcePane *self);
void       hw_source_pane_undo         (HwSourcePane *self);
void       hw_source_pane_redo         (HwSourcePane *self);

G_END_DECLS
