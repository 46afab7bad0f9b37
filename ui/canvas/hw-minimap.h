/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The whole graph in a corner of its view, with a frame around what the view shows. It is there while the graph is larger
 * than the view; a drag or a click moves the view. */

#pragma once

#include "hw-canvas-view.h"

G_BEGIN_DECLS

#define HW_TYPE_MINIMAP (hw_minimap_get_type ())

G_DECLARE_FINAL_TYPE (HwMinimap, hw_minimap, HW, MINIMAP, GtkWidget)

/* Once. Borrowed: the view is beside it. */
void hw_minimap_set_view   (HwMinimap    *self,
                            HwCanvasView *view);

/* Whether it may be there at all. */
void hw_minimap_set_wanted (HwMinimap    *self,
                            gboolean      wanted);

G_END_DECLS
