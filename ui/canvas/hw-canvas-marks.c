/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the canvas view draws over the scene: the selected node (or the row that shows it), the node under the pointer with its
 * references, what was found, the keyboard focus. Widths are in pixels, whatever the zoom. */

#include "hw-canvas-view-private.h"

#include <math.h>

#define RADIUS 6.0
/* Beyond this, a node's references are not lit up one by one. */
#define MAX_LIT_EDGES 400

GdkRGBA
_hw_canvas_view_get_colour (HwCanvasView *self,
                            const char   *name,
                            GdkRGBA       fallback)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));
  GdkRGBA colour;

  return gtk_style_context_lookup_color (context, name, &colour) ? colour : fallback;
}

static void
add_rounded (cairo_t      *cr,
             const HwRect *rect,
             double        gap)
{
  double x = rect->x - gap, y = rect->y - gap;
  double width = rect->width + 2 * gap, height = rect->height + 2 * gap;
  double radius = MIN (RADIUS + gap, MIN (width, height) / 2);

  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - radius, y + radius, radius, -G_PI_2, 0);
  cairo_arc (cr, x + width - radius, y + height - radius, radius, 0, G_PI_2);
  cairo_arc (cr, x + radius, y + height - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

void
_hw_canvas_view_stroke_ring (HwCanvasView *self,
                             cairo_t      *cr,
                             const HwRect *rect,
                             double        gap,
                             double        width)
{
  HwRect view = hw_viewport_to_view (&self->viewport, rect);

  add_rounded (cr, &view, gap);
  cairo_set_line_width (cr, width);
  cairo_stroke (cr);
}

static void
add_edge (HwCanvasView      *self,
          cairo_t           *cr,
          const HwSceneEdge *edge)
{
  const HwViewport *v = &self->viewport;
  const double *p = edge->points;

  if (edge->n_points < 2)
    return;
  cairo_move_to (cr, v->x + p[0] * v->zoom, v->y + p[1] * v->zoom);
  for (guint i = 1; i + 2 < edge->n_points; i += 3)
    cairo_curve_to (cr, v->x + p[2 * i] * v->zoom, v->y + p[2 * i + 1] * v->zoom, v->x + p[2 * i + 2] * v->zoom,
                    v->y + p[2 * i + 3] * v->zoom, v->x + p[2 * i + 4] * v->zoom, v->y + p[2 * i + 5] * v->zoom);
}

void
_hw_canvas_view_stroke_edge (HwCanvasView      *self,
                             cairo_t           *cr,
                             const HwSceneEdge *edge,
                             double             width)
{
  add_edge (self, cr, edge);
  cairo_set_line_width (cr, width);
  cairo_stroke (cr);
}

/* A node's references as thick translucent lines, outgoing ones in [out], incoming ones in [in], and rings around the other
 * ends. */
static void
light_up (HwCanvasView *self,
          cairo_t      *cr,
          guint         node,
          GdkRGBA       out,
          GdkRGBA       in)
{
  guint n_edges, n_lit = 0;
  const HwSceneNode *nodes = hw_scene_get_nodes (self->scene, &(guint) { 0 });
  const HwSceneEdge *edges = hw_scene_get_edges (self->scene, &n_edges);

  for (guint i = 0; i < n_edges && n_lit < MAX_LIT_EDGES; i++) {
    gboolean outgoing = edges[i].from == node;

    if (!outgoing && edges[i].to != node)
      continue;
    gdk_cairo_set_source_rgba (cr, outgoing ? &out : &in);
    _hw_canvas_view_stroke_edge (self, cr, &edges[i], 4);
    _hw_canvas_view_stroke_ring (self, cr, &nodes[outgoing ? edges[i].to : edges[i].from].rect, 2, 2);
    n_lit++;
  }
}

/* Small values have no node of their own: the rows that show the selected one. */
static void
mark_rows (HwCanvasView *self,
           cairo_t      *cr,
           guint32       serial)
{
  guint n_nodes;
  const HwSceneNode *nodes = hw_scene_get_nodes (self->scene, &n_nodes);

  for (guint i = 0; i < n_nodes; i++)
    for (guint k = 0; k < nodes[i].n_rows; k++)
      if (nodes[i].rows[k].target == serial)
        _hw_canvas_view_stroke_ring (self, cr, &nodes[i].rows[k].rect, 0, 2);
}

/* A ring around a node, where it is on its way. */
static void
mark_node (HwCanvasView *self,
           cairo_t      *cr,
           guint         node,
           double        gap,
           double        width)
{
  HwRect rect = _hw_canvas_view_get_rect (self, node);

  _hw_canvas_view_stroke_ring (self, cr, &rect, gap, width);
}

static void
mark_matches (HwCanvasView *self,
              cairo_t      *cr)
{
  GdkRGBA colour = _hw_canvas_view_get_colour (self, "warning_color", (GdkRGBA) { 0.8f, 0.6f, 0, 1 });

  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_set_dash (cr, (double[]) { 5, 3 }, 2, 0);
  for (guint i = 0; i < self->matches->len; i++)
    mark_node (self, cr, g_array_index (self->matches, guint, i), 5, 2);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
draw_picked (HwCanvasView *self,
             cairo_t      *cr)
{
  GdkRGBA accent = _hw_canvas_view_get_colour (self, "accent_color", (GdkRGBA) { 0.2f, 0.5f, 0.9f, 1 });

  accent.alpha = 0.7f;
  gdk_cairo_set_source_rgba (cr, &accent);
  _hw_canvas_view_draw_picked (self, cr);
}

static void
mark_selection (HwCanvasView *self,
                cairo_t      *cr)
{
  guint node = self->selection != 0 ? hw_scene_find (self->scene, self->selection) : G_MAXUINT;
  GdkRGBA accent = _hw_canvas_view_get_colour (self, "accent_color", (GdkRGBA) { 0.2f, 0.5f, 0.9f, 1 });

  gdk_cairo_set_source_rgba (cr, &accent);
  if (node == G_MAXUINT && self->selection != 0)
    mark_rows (self, cr, self->selection);
  else if (node != G_MAXUINT)
    mark_node (self, cr, node, 3, 3);
}

/* The reference that is being drawn by hand, and the object that it would lead to. */
static void
draw_link (HwCanvasView *self,
           cairo_t      *cr)
{
  GdkRGBA accent = _hw_canvas_view_get_colour (self, "accent_color", (GdkRGBA) { 0.2f, 0.5f, 0.9f, 1 });
  guint from = self->link.serial != 0 ? hw_scene_find (self->scene, self->link.serial) : G_MAXUINT;
  guint to = self->link_target != 0 ? hw_scene_find (self->scene, self->link_target) : G_MAXUINT;
  const HwSceneNode *nodes = hw_scene_get_nodes (self->scene, &(guint) { 0 });

  gdk_cairo_set_source_rgba (cr, &accent);
  if (from != G_MAXUINT)
    _hw_canvas_view_stroke_ring (self, cr, &nodes[from].rect, 2, 2);
  if (to != G_MAXUINT)
    _hw_canvas_view_stroke_ring (self, cr, &nodes[to].rect, 3, 3);
  if (to != G_MAXUINT && self->link.other.holder != 0)
    _hw_canvas_view_stroke_ring (self, cr, &self->link_row, 0, 2);
  cairo_set_line_width (cr, 2.5);
  cairo_set_dash (cr, (double[]) { 8, 4 }, 2, 0);
  cairo_move_to (cr, self->link.x, self->link.y);
  cairo_line_to (cr, self->link_x, self->link_y);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_arc (cr, self->link_x, self->link_y, 4, 0, 2 * G_PI);
  cairo_fill (cr);
}

void
_hw_canvas_view_draw_marks (HwCanvasView *self,
                            cairo_t      *cr)
{
  guint node = self->hovered != 0 ? hw_scene_find (self->scene, self->hovered) : G_MAXUINT;

  if (node != G_MAXUINT) {
    GdkRGBA out = _hw_canvas_view_get_colour (self, "accent_color", (GdkRGBA) { 0.2f, 0.5f, 0.9f, 1 });
    GdkRGBA in = _hw_canvas_view_get_colour (self, "success_color", (GdkRGBA) { 0.1f, 0.6f, 0.3f, 1 });

    out.alpha = in.alpha = 0.45f;
    light_up (self, cr, node, out, in);
    gdk_cairo_set_source_rgba (cr, &out);
    mark_node (self, cr, node, 2, 3);
  }
  _hw_canvas_view_draw_highlight (self, cr);
  mark_matches (self, cr);
  draw_picked (self, cr);
  mark_selection (self, cr);
  _hw_canvas_view_draw_papers (self, cr);
  _hw_canvas_view_draw_numbers (self, cr);
  if (self->linking)
    draw_link (self, cr);
  if (self->banding)
    _hw_canvas_view_draw_band (self, cr, _hw_canvas_view_get_colour (self, "accent_color", (GdkRGBA) { 0.2f, 0.5f, 0.9f, 1 }));
}
