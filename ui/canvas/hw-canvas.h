/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The graph of a session with its tool bar, find bar, legend and outline. */

#pragma once

#include <gtk/gtk.h>

#include "hw-session.h"
#include "hw-settings.h"

G_BEGIN_DECLS

#define HW_TYPE_CANVAS (hw_canvas_get_type ())

G_DECLARE_FINAL_TYPE (HwCanvas, hw_canvas, HW, CANVAS, GtkWidget)

GtkWidget *hw_canvas_new       (HwSession *session);

/* What is remembered of the graph's view. Without it, nothing moves. */
void       hw_canvas_set_settings (HwCanvas   *self,
                                   HwSettings *settings);

/* What is shown, as an export writes it; NULL if there is nothing yet. Borrowed. */
HwScene   *hw_canvas_get_scene (HwCanvas  *self);

/* Opens the form for a gesture that was begun elsewhere. */
void       hw_canvas_make_gesture (HwCanvas        *self,
                                   const HwGesture *gesture);

/* Opens the find bar. Also the action "canvas.find". */
void       hw_canvas_find      (HwCanvas  *self);

G_END_DECLS
