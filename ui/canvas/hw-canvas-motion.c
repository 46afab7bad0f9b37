/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* From one scene to the next, drawn. See hw-canvas-motion.h. */

#include "hw-canvas-motion.h"

#include <math.h>

#include "hw-canvas-kept.h"

/* What a node's drawing takes around it, in points. */
#define AROUND 24.0
/* How much smaller it is when it begins to appear, or has vanished. */
#define SHRINK 0.12
#define HEAD_LENGTH 9.0
#define EDGE_WIDTH 1.6

struct _HwMotion {
  GtkWidget       *widget;   /* borrowed */
  HwTween         *tween;    /* owned */
  HwKept          *still;    /* owned: what does not move */
  GPtrArray       *sprites;  /* cairo_surface_t of each of the tween's nodes; NULL where out of sight */
  GArray          *points;   /* of the reference that is being drawn */
  HwMotionColours  colours;
  HwViewport       viewport; /* at the begin */
  gint64           begin;    /* of the frame clock; 0: not yet */
  gint64           duration;
  double           time;     /* 0 to 1 */
};

static void
destroy_surface (gpointer surface)
{
  if (surface != NULL)
    cairo_surface_destroy (surface);
}

static HwScene *
get_scene (HwMotion   *self,
           HwTweenKind kind)
{
  return kind == HW_TWEEN_VANISH ? self->tween->before : self->tween->after;
}

HwMotion *
hw_motion_new (GtkWidget             *widget,
               HwTween               *tween,
               guint                  milliseconds,
               const HwMotionColours *colours)
{
  HwMotion *self = g_new0 (HwMotion, 1);
  g_autoptr (GBytes) nodes = NULL;
  g_autoptr (GBytes) edges = NULL;
  guint n_nodes, n_edges;

  hw_scene_get_nodes (tween->after, &n_nodes);
  hw_scene_get_edges (tween->after, &n_edges);
  nodes = g_bytes_new (tween->still_nodes, n_nodes + 1);
  edges = g_bytes_new (tween->still_edges, n_edges + 1);
  self->widget = widget;
  self->tween = tween;
  self->still = hw_kept_new (widget);
  hw_kept_set_parts (self->still, nodes, edges);
  self->points = g_array_new (FALSE, FALSE, sizeof (double));
  self->colours = *colours;
  self->duration = milliseconds * G_TIME_SPAN_MILLISECOND;
  return self;
}

void
hw_motion_free (HwMotion *self)
{
  hw_kept_free (self->still);
  hw_tween_free (self->tween);
  g_clear_pointer (&self->sprites, g_ptr_array_unref);
  g_array_unref (self->points);
  g_free (self);
}

/* ------------------------------------------------------------------------------------------------------------- the beginning */

/* Whether a node is in sight where it begins or where it ends. */
static gboolean
is_in_sight (HwMotion          *self,
             const HwTweenNode *node)
{
  const HwRect *ends[] = { &node->from, &node->to };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++) {
    HwRect view = hw_viewport_to_view (&self->viewport, ends[i]);

    if (view.x < self->viewport.width && view.x + view.width > 0 && view.y < self->viewport.height && view.y + view.height > 0)
      return TRUE;
  }
  return FALSE;
}

/* One node of its scene as a bitmap, of the size that it has in the view. */
static cairo_surface_t *
make_sprite (HwMotion          *self,
             const HwTweenNode *node,
             const guint8      *no_edges)
{
  HwScene *scene = get_scene (self, node->kind);
  guint n_nodes;
  const HwRect *rect = &hw_scene_get_nodes (scene, &n_nodes)[node->node].rect;
  g_autofree guint8 *nodes = g_new0 (guint8, n_nodes);
  HwSceneParts parts = { nodes, no_edges, FALSE };
  int scale = gtk_widget_get_scale_factor (self->widget);
  double zoom = self->viewport.zoom;
  cairo_surface_t *surface
    = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) ceil ((rect->width + 2 * AROUND) * zoom * scale),
                                  (int) ceil ((rect->height + 2 * AROUND) * zoom * scale));
  cairo_t *cr;

  nodes[node->node] = 1;
  cairo_surface_set_device_scale (surface, scale, scale);
  cr = cairo_create (surface);
  cairo_scale (cr, zoom, zoom);
  cairo_translate (cr, AROUND - rect->x, AROUND - rect->y);
  hw_scene_draw_parts (scene, cr, NULL, zoom * scale, &parts);
  cairo_destroy (cr);
  return surface;
}

static void
make_sprites (HwMotion *self)
{
  guint n_before, n_after;
  g_autofree guint8 *no_edges = NULL;

  hw_scene_get_edges (self->tween->before, &n_before);
  hw_scene_get_edges (self->tween->after, &n_after);
  no_edges = g_new0 (guint8, MAX (n_before, n_after) + 1);
  self->sprites = g_ptr_array_new_with_free_func (destroy_surface);
  for (guint i = 0; i < self->tween->nodes->len; i++) {
    const HwTweenNode *node = &g_array_index (self->tween->nodes, HwTweenNode, i);

    g_ptr_array_add (self->sprites, is_in_sight (self, node) ? make_sprite (self, node, no_edges) : NULL);
  }
}

static gboolean
is_same_view (const HwViewport *a,
              const HwViewport *b)
{
  return a->zoom == b->zoom && a->x == b->x && a->y == b->y && a->width == b->width && a->height == b->height;
}

gboolean
hw_motion_advance (HwMotion         *self,
                   const HwViewport *viewport)
{
  gint64 now = gdk_frame_clock_get_frame_time (gtk_widget_get_frame_clock (self->widget));

  if (self->viewport.width == 0)
    self->viewport = *viewport;
  if (!is_same_view (&self->viewport, viewport))
    return FALSE;
  if (self->begin == 0) {
    hw_kept_want (self->still, self->tween->after, viewport);
    if (!hw_kept_is_sharp (self->still, self->tween->after, viewport))
      return TRUE;
    make_sprites (self);
    self->begin = now;
  }
  self->time = (double) (now - self->begin) / self->duration;
  return self->time < 1;
}

gboolean
hw_motion_is_ready (HwMotion *self)
{
  return self->begin != 0;
}

/* ----------------------------------------------------------------------------------------------------------------- a frame */

static void
add_points (cairo_t *cr,
            GArray  *points)
{
  const double *p = (const double *) (gpointer) points->data;

  cairo_move_to (cr, p[0], p[1]);
  for (guint i = 2; i + 5 < points->len; i += 6)
    cairo_curve_to (cr, p[i], p[i + 1], p[i + 2], p[i + 3], p[i + 4], p[i + 5]);
}

/* The head at the end of a line, in the direction in which it arrives. */
static void
draw_head (cairo_t *cr,
           GArray  *points)
{
  const double *end = &g_array_index (points, double, points->len - 2);
  double dx = 0, dy = 0, length = 0;

  for (guint i = 1; i < points->len / 2 && length < 0.5; i++) {
    dx = end[0] - end[-2 * (int) i];
    dy = end[1] - end[-2 * (int) i + 1];
    length = hypot (dx, dy);
  }
  if (length < 0.01)
    return;
  dx *= HEAD_LENGTH / length;
  dy *= HEAD_LENGTH / length;
  cairo_move_to (cr, end[0], end[1]);
  cairo_line_to (cr, end[0] - dx - dy * 0.4, end[1] - dy + dx * 0.4);
  cairo_line_to (cr, end[0] - dx + dy * 0.4, end[1] - dy - dx * 0.4);
  cairo_close_path (cr);
  cairo_fill (cr);
}

static void
stroke_piece (HwMotion          *self,
              cairo_t           *cr,
              const HwSceneEdge *edge,
              double             begin,
              double             end,
              gboolean           head)
{
  if (hw_tween_cut_edge (edge, begin, end, self->points) < 4)
    return;
  add_points (cr, self->points);
  cairo_stroke (cr);
  if (head)
    draw_head (cr, self->points);
}

static void
set_colour (cairo_t       *cr,
            const GdkRGBA *colour,
            double         opacity)
{
  cairo_set_source_rgba (cr, colour->red, colour->green, colour->blue, colour->alpha * opacity);
}

/* Between nodes that stay, one way fades into the other where it takes another turn. */
static void
draw_moving_edge (HwMotion          *self,
                  cairo_t           *cr,
                  const HwSceneEdge *before,
                  const HwSceneEdge *edge,
                  double             progress)
{
  gboolean stays = self->tween->still_nodes[edge->from] && self->tween->still_nodes[edge->to];

  if (stays && before->n_points != edge->n_points) {
    set_colour (cr, &self->colours.edge, 1 - progress);
    stroke_piece (self, cr, before, 0, 1, TRUE);
    set_colour (cr, &self->colours.edge, progress);
    stroke_piece (self, cr, edge, 0, 1, TRUE);
    return;
  }
  set_colour (cr, &self->colours.edge, 1);
  hw_tween_mix_edges (before, edge, progress, self->points);
  add_points (cr, self->points);
  cairo_stroke (cr);
  draw_head (cr, self->points);
}

/* A new reference grows towards what it leads to, a cut one parts in its middle. */
static void
draw_edge (HwMotion          *self,
           cairo_t           *cr,
           const HwTweenEdge *moving)
{
  const HwSceneEdge *edge = &hw_scene_get_edges (get_scene (self, moving->kind), NULL)[moving->edge];
  double progress = hw_tween_get_progress (moving->begin, moving->end, self->time);

  if (edge->n_points < 4)
    return;
  cairo_set_dash (cr, (double[]) { 5, 3.5 }, edge->weak ? 2 : 0, 0);
  switch (moving->kind) {
  case HW_TWEEN_APPEAR:
    set_colour (cr, &self->colours.fresh, 1);
    stroke_piece (self, cr, edge, 0, progress, TRUE);
    break;
  case HW_TWEEN_VANISH:
    set_colour (cr, &self->colours.cut, 1 - progress * progress);
    stroke_piece (self, cr, edge, 0, 0.5 - progress / 2, FALSE);
    stroke_piece (self, cr, edge, 0.5 + progress / 2, 1, TRUE);
    break;
  case HW_TWEEN_MOVE:
    draw_moving_edge (self, cr, &hw_scene_get_edges (self->tween->before, NULL)[moving->before], edge, progress);
    break;
  }
}

static void
draw_node (HwMotion          *self,
           cairo_t           *cr,
           const HwTweenNode *node,
           cairo_surface_t   *sprite)
{
  double progress = hw_tween_get_progress (node->begin, node->end, self->time);
  double shown = node->kind == HW_TWEEN_APPEAR ? progress : node->kind == HW_TWEEN_VANISH ? 1 - progress : 1;
  double size = 1 - SHRINK * (1 - shown);
  HwRect rect = hw_tween_get_rect (node, self->time);
  HwRect view = hw_viewport_to_view (&self->viewport, &rect);
  double around = AROUND * self->viewport.zoom;

  if (shown <= 0)
    return;
  cairo_save (cr);
  cairo_translate (cr, view.x + view.width / 2, view.y + view.height / 2);
  cairo_scale (cr, size, size);
  cairo_translate (cr, -view.width / 2 - around, -view.height / 2 - around);
  cairo_set_source_surface (cr, sprite, 0, 0);
  cairo_paint_with_alpha (cr, shown);
  cairo_restore (cr);
}

void
hw_motion_draw (HwMotion *self,
                cairo_t  *cr)
{
  hw_kept_draw (self->still, &self->viewport, cr);
  cairo_save (cr);
  cairo_translate (cr, self->viewport.x, self->viewport.y);
  cairo_scale (cr, self->viewport.zoom, self->viewport.zoom);
  cairo_set_line_width (cr, EDGE_WIDTH);
  for (guint i = 0; i < self->tween->edges->len; i++)
    draw_edge (self, cr, &g_array_index (self->tween->edges, HwTweenEdge, i));
  cairo_restore (cr);
  for (guint i = 0; i < self->tween->nodes->len; i++)
    if (self->sprites->pdata[i] != NULL)
      draw_node (self, cr, &g_array_index (self->tween->nodes, HwTweenNode, i), self->sprites->pdata[i]);
}

HwRect
hw_motion_get_rect (HwMotion *self,
                    guint     node)
{
  for (guint i = 0; i < self->tween->nodes->len && !self->tween->still_nodes[node]; i++) {
    const HwTweenNode *moving = &g_array_index (self->tween->nodes, HwTweenNode, i);

    if (moving->kind != HW_TWEEN_VANISH && moving->node == node)
      return hw_tween_get_rect (moving, self->time);
  }
  return hw_scene_get_nodes (self->tween->after, NULL)[node].rect;
}
