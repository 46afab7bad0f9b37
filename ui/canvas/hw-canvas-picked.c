/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Several objects selected together. One of them is the session's selection; the others are known to the view alone. They
 * are kept by their serials, so that they are still selected where they are alive again. */

#include "hw-canvas-view-private.h"

#include <math.h>

/* Beyond this, the selected are shown as shades, not as rings. */
#define MAX_RINGS 300

static gboolean
can_be_picked (const HwSceneNode *node)
{
  return node->kind != HW_NODE_GROUP && node->serial != 0;
}

static void
pick (HwCanvasView *self,
      guint32       serial)
{
  g_hash_table_add (self->picked, GUINT_TO_POINTER (serial));
}

/* Tells; and makes [primary] (0: none) the one that the session knows. */
static void
picked_changed (HwCanvasView *self,
                guint32       primary)
{
  if (primary != self->selection)
    _hw_canvas_view_emit (self, HW_CANVAS_VIEW_SELECT, primary);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  _hw_canvas_view_emit_picked (self);
}

/* What was selected alone before is one of the several now. */
static void
begin_picking (HwCanvasView *self)
{
  guint node = self->selection != 0 ? hw_scene_find (self->scene, self->selection) : G_MAXUINT;

  if (g_hash_table_size (self->picked) == 0 && node != G_MAXUINT && can_be_picked (&hw_scene_get_nodes (self->scene, NULL)[node]))
    pick (self, self->selection);
}

static guint32
get_any (HwCanvasView *self)
{
  g_autoptr (GArray) serials = hw_canvas_view_list_picked (self);

  return serials->len > 0 ? g_array_index (serials, guint32, serials->len - 1) : 0;
}

GArray *
hw_canvas_view_list_picked (HwCanvasView *self)
{
  GArray *serials = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint n_nodes = 0;
  const HwSceneNode *nodes = self->scene != NULL ? hw_scene_get_nodes (self->scene, &n_nodes) : NULL;

  g_return_val_if_fail (HW_IS_CANVAS_VIEW (self), serials);

  for (guint i = 0; i < n_nodes && g_hash_table_size (self->picked) > 0; i++)
    if (can_be_picked (&nodes[i]) && g_hash_table_contains (self->picked, GUINT_TO_POINTER (nodes[i].serial)))
      g_array_append_val (serials, nodes[i].serial);
  return serials;
}

void
_hw_canvas_view_toggle (HwCanvasView *self,
                        guint         node)
{
  const HwSceneNode *nodes = hw_scene_get_nodes (self->scene, NULL);
  guint32 serial = nodes[node].serial;

  if (!can_be_picked (&nodes[node]))
    return;
  begin_picking (self);
  if (!g_hash_table_remove (self->picked, GUINT_TO_POINTER (serial))) {
    pick (self, serial);
    picked_changed (self, serial);
  } else {
    picked_changed (self, serial == self->selection ? get_any (self) : self->selection);
  }
}

void
_hw_canvas_view_extend (HwCanvasView *self,
                        guint         node)
{
  const HwSceneNode *nodes = hw_scene_get_nodes (self->scene, NULL);

  begin_picking (self);
  if (can_be_picked (&nodes[node]))
    pick (self, nodes[node].serial);
  picked_changed (self, nodes[node].serial);
}

static gboolean
is_inside (const HwRect *rect,
           const HwRect *area)
{
  return rect->x < area->x + area->width && area->x < rect->x + rect->width && rect->y < area->y + area->height
         && area->y < rect->y + rect->height;
}

/* All that the area touches (NULL: all), beside those that are selected, if [add]. */
static void
pick_area (HwCanvasView *self,
           const HwRect *area,
           gboolean      add)
{
  guint n_nodes;
  const HwSceneNode *nodes = hw_scene_get_nodes (self->scene, &n_nodes);

  if (add)
    begin_picking (self);
  else
    g_hash_table_remove_all (self->picked);
  for (guint i = 0; i < n_nodes; i++)
    if (can_be_picked (&nodes[i]) && (area == NULL || is_inside (&nodes[i].rect, area)))
      pick (self, nodes[i].serial);
  if (g_hash_table_contains (self->picked, GUINT_TO_POINTER (self->selection)))
    picked_changed (self, self->selection);
  else
    picked_changed (self, get_any (self));
}

void
hw_canvas_view_pick_all (HwCanvasView *self)
{
  g_return_if_fail (HW_IS_CANVAS_VIEW (self));

  if (self->scene != NULL)
    pick_area (self, NULL, FALSE);
}

void
hw_canvas_view_pick_none (HwCanvasView *self)
{
  g_return_if_fail (HW_IS_CANVAS_VIEW (self));

  g_hash_table_remove_all (self->picked);
  picked_changed (self, 0);
}

void
_hw_canvas_view_forget_picked (HwCanvasView *self)
{
  if (g_hash_table_size (self->picked) == 0)
    return;
  g_hash_table_remove_all (self->picked);
  _hw_canvas_view_emit_picked (self);
}

/* ---------------------------------------------------------------------------------------------------------------- the band */

/* From where the drag began to the pointer, in the view. */
static HwRect
get_band (HwCanvasView *self)
{
  return (HwRect) {
    MIN (self->band_x, self->band_to_x),
    MIN (self->band_y, self->band_to_y),
    fabs (self->band_to_x - self->band_x),
    fabs (self->band_to_y - self->band_y),
  };
}

void
_hw_canvas_view_end_band (HwCanvasView *self,
                          gboolean      add)
{
  HwRect band = get_band (self), area;

  self->banding = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (self->scene == NULL || band.width + band.height < 4)
    return;
  hw_viewport_to_scene (&self->viewport, band.x, band.y, &area.x, &area.y);
  area.width = band.width / self->viewport.zoom;
  area.height = band.height / self->viewport.zoom;
  pick_area (self, &area, add);
}

/* -------------------------------------------------------------------------------------------------------------- the drawing */

void
_hw_canvas_view_draw_picked (HwCanvasView *self,
                             cairo_t      *cr)
{
  guint n_nodes, n = g_hash_table_size (self->picked);
  const HwSceneNode *nodes = hw_scene_get_nodes (self->scene, &n_nodes);
  HwRect seen = hw_viewport_get_area (&self->viewport);

  for (guint i = 0; i < n_nodes && n > 0; i++) {
    HwRect rect = nodes[i].rect;

    if (!can_be_picked (&nodes[i]) || !is_inside (&rect, &seen)
        || !g_hash_table_contains (self->picked, GUINT_TO_POINTER (nodes[i].serial)))
      continue;
    if (n <= MAX_RINGS) {
      rect = _hw_canvas_view_get_rect (self, i);
      _hw_canvas_view_stroke_ring (self, cr, &rect, 3, 2);
    } else {
      rect = hw_viewport_to_view (&self->viewport, &rect);
      cairo_rectangle (cr, rect.x, rect.y, rect.width, rect.height);
    }
  }
  if (n > MAX_RINGS) {
    cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
    cairo_fill (cr);
    cairo_set_antialias (cr, CAIRO_ANTIALIAS_DEFAULT);
  }
}

void
_hw_canvas_view_draw_band (HwCanvasView *self,
                           cairo_t      *cr,
                           GdkRGBA       colour)
{
  HwRect band = get_band (self);

  cairo_rectangle (cr, floor (band.x) + 0.5, floor (band.y) + 0.5, floor (band.width), floor (band.height));
  cairo_set_line_width (cr, 1);
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_stroke_preserve (cr);
  colour.alpha = 0.15f;
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_fill (cr);
}
