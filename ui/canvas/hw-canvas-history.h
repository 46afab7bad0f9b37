/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Back and forward through the ways in which a canvas was looked at: focus, layout, and where a selection made it jump to. */

#pragma once

#include "hw-canvas-view.h"
#include "hw-session.h"

G_BEGIN_DECLS

#define HW_TYPE_CANVAS_HISTORY (hw_canvas_history_get_type ())

G_DECLARE_FINAL_TYPE (HwCanvasHistory, hw_canvas_history, HW, CANVAS_HISTORY, GObject)

/* [view] is borrowed and must outlive it. "changed" is emitted when it may be possible to go elsewhere. */
HwCanvasHistory *hw_canvas_history_new    (HwSession       *session,
                                           HwCanvasView    *view);

/* Moves the view to what was selected; a move is a place that one can leave again. */
void             hw_canvas_history_reveal (HwCanvasHistory *self,
                                           guint32          serial);

/* The view has got a scene: for a place that was gone to, it stands there now as it stood. */
void             hw_canvas_history_shown  (HwCanvasHistory *self);

void             hw_canvas_history_go     (HwCanvasHistory *self,
                                           gboolean         backwards);
gboolean         hw_canvas_history_can_go (HwCanvasHistory *self,
                                           gboolean         backwards);

G_END_DECLS
