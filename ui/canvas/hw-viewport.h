/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The part of a scene that a view shows: a zoom and an offset in whole pixels. Plain arithmetic, without a widget. */

#pragma once

#include "hw-picture.h"

G_BEGIN_DECLS

#define HW_VIEWPORT_MIN_ZOOM 0.02
#define HW_VIEWPORT_MAX_ZOOM 6.0
/* Below this, rows and labels can no longer be read at arm's length. */
#define HW_VIEWPORT_READABLE_ZOOM 0.6

typedef struct {
  double zoom;          /* pixels per point */
  double x, y;          /* where the scene's origin lies in the view, in whole pixels */
  double width, height; /* of the view */
} HwViewport;

void     hw_viewport_to_scene (const HwViewport *viewport,
                               double            x,
                               double            y,
                               double           *scene_x,
                               double           *scene_y);
HwRect   hw_viewport_to_view  (const HwViewport *viewport,
                               const HwRect     *rect);

/* What is visible, in scene coordinates. */
HwRect   hw_viewport_get_area (const HwViewport *viewport);

void     hw_viewport_pan      (HwViewport       *viewport,
                               double            dx,
                               double            dy);

/* Changes the zoom so that the point of the scene under ([x], [y]) of the view stays there. */
void     hw_viewport_zoom_at  (HwViewport       *viewport,
                               double            zoom,
                               double            x,
                               double            y);

/* Shows a scene of that size in the middle of the view, at a zoom between [min_zoom] and [max_zoom]. A side that then does not
 * fit is shown from its beginning. */
void     hw_viewport_fit      (HwViewport       *viewport,
                               double            scene_width,
                               double            scene_height,
                               double            min_zoom,
                               double            max_zoom);

/* Shows [rect] in the middle of the view, as large as can be but at a zoom of at most [max_zoom]. */
void     hw_viewport_show     (HwViewport       *viewport,
                               const HwRect     *rect,
                               double            max_zoom);

/* Moves no further than needed for [rect] to be seen; FALSE if nothing had to move. */
gboolean hw_viewport_reveal   (HwViewport       *viewport,
                               const HwRect     *rect);

G_END_DECLS
