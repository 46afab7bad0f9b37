/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Zoom and offset of a view on a scene. Offsets are kept whole, so that a bitmap of the scene can be moved without blur. */

#include "hw-viewport.h"

#include <math.h>

/* Left free around what is fitted or revealed, in pixels. */
#define MARGIN 16.0

void
hw_viewport_to_scene (const HwViewport *viewport,
                      double            x,
                      double            y,
                      double           *scene_x,
                      double           *scene_y)
{
  *scene_x = (x - viewport->x) / viewport->zoom;
  *scene_y = (y - viewport->y) / viewport->zoom;
}

HwRect
hw_viewport_to_view (const HwViewport *viewport,
                     const HwRect     *rect)
{
  return (HwRect) {
    viewport->x + rect->x * viewport->zoom,
    viewport->y + rect->y * viewport->zoom,
    rect->width * viewport->zoom,
    rect->height * viewport->zoom,
  };
}

HwRect
hw_viewport_get_area (const HwViewport *viewport)
{
  return (HwRect) {
    -viewport->x / viewport->zoom,
    -viewport->y / viewport->zoom,
    viewport->width / viewport->zoom,
    viewport->height / viewport->zoom,
  };
}

void
hw_viewport_pan (HwViewport *viewport,
                 double      dx,
                 double      dy)
{
  viewport->x = round (viewport->x + dx);
  viewport->y = round (viewport->y + dy);
}

void
hw_viewport_zoom_at (HwViewport *viewport,
                     double      zoom,
                     double      x,
                     double      y)
{
  double scene_x, scene_y;

  hw_viewport_to_scene (viewport, x, y, &scene_x, &scene_y);
  viewport->zoom = CLAMP (zoom, HW_VIEWPORT_MIN_ZOOM, HW_VIEWPORT_MAX_ZOOM);
  viewport->x = round (x - scene_x * viewport->zoom);
  viewport->y = round (y - scene_y * viewport->zoom);
}

/* Where a side of [length] pixels begins in a view of [view] pixels. */
static double
get_start (double length,
           double view)
{
  return length + 2 * MARGIN <= view ? round ((view - length) / 2) : MARGIN;
}

void
hw_viewport_fit (HwViewport *viewport,
                 double      scene_width,
                 double      scene_height,
                 double      min_zoom,
                 double      max_zoom)
{
  double width = MAX (viewport->width - 2 * MARGIN, 1);
  double height = MAX (viewport->height - 2 * MARGIN, 1);
  double zoom = MIN (width / MAX (scene_width, 1), height / MAX (scene_height, 1));

  zoom = MIN (MAX (zoom, min_zoom), max_zoom);
  viewport->zoom = CLAMP (zoom, HW_VIEWPORT_MIN_ZOOM, HW_VIEWPORT_MAX_ZOOM);
  viewport->x = get_start (scene_width * viewport->zoom, viewport->width);
  viewport->y = get_start (scene_height * viewport->zoom, viewport->height);
}

void
hw_viewport_show (HwViewport   *viewport,
                  const HwRect *rect,
                  double        max_zoom)
{
  double width = MAX (viewport->width - 2 * MARGIN, 1);
  double height = MAX (viewport->height - 2 * MARGIN, 1);
  double zoom = MIN (MIN (width / MAX (rect->width, 1), height / MAX (rect->height, 1)), max_zoom);

  viewport->zoom = CLAMP (zoom, HW_VIEWPORT_MIN_ZOOM, HW_VIEWPORT_MAX_ZOOM);
  viewport->x = round (viewport->width / 2 - (rect->x + rect->width / 2) * viewport->zoom);
  viewport->y = round (viewport->height / 2 - (rect->y + rect->height / 2) * viewport->zoom);
}

/* How far a side from [start] of [length] pixels must move to lie in a view of [view] pixels; its beginning counts most. */
static double
get_shift (double start,
           double length,
           double view)
{
  double low = MARGIN - start;
  double high = view - MARGIN - (start + length);

  if (low > 0)
    return low;
  return high < 0 ? MAX (high, low) : 0;
}

gboolean
hw_viewport_reveal (HwViewport   *viewport,
                    const HwRect *rect)
{
  HwRect view = hw_viewport_to_view (viewport, rect);
  double dx = get_shift (view.x, view.width, viewport->width);
  double dy = get_shift (view.y, view.height, viewport->height);

  if (dx == 0 && dy == 0)
    return FALSE;
  hw_viewport_pan (viewport, dx, dy);
  return TRUE;
}
