/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The painter on cairo: canvas, PDF and PNG. */

#include "picture/look.h"
#include "picture/paint.h"

/* From so far away, and with so many nodes in sight, there is nothing to see but boxes and lines. */
#define FAR_SCALE 0.4
#define FAR_NODES 500
#define LINES_AT_ONCE 128

typedef struct {
  HwPainter painter;
  cairo_t  *cr;
} CairoPainter;

static void
set_source (cairo_t *cr,
            guint32  colour)
{
  cairo_set_source_rgb (cr, (colour >> 16 & 0xff) / 255.0, (colour >> 8 & 0xff) / 255.0, (colour & 0xff) / 255.0);
}

/* Fills and strokes the current path. */
static void
finish_path (cairo_t       *cr,
             const HwPaint *paint)
{
  static const double dashes[] = { 5, 3.5 };

  if (paint->fill != HW_NO_COLOUR) {
    set_source (cr, paint->fill);
    cairo_fill_preserve (cr);
  }
  if (paint->stroke != HW_NO_COLOUR) {
    set_source (cr, paint->stroke);
    cairo_set_line_width (cr, paint->width);
    cairo_set_dash (cr, dashes, paint->dashed ? 2 : 0, 0);
    cairo_stroke_preserve (cr);
  }
  cairo_new_path (cr);
}

static void
box (HwPainter     *painter,
     const HwRect  *rect,
     double         radius,
     HwCorners      corners,
     const HwPaint *paint)
{
  cairo_t *cr = ((CairoPainter *) painter)->cr;
  double x0 = rect->x, y0 = rect->y, x1 = rect->x + rect->width, y1 = rect->y + rect->height;
  double top = corners & HW_CORNERS_TOP ? MIN (radius, rect->height / 2) : 0;
  double bottom = corners & HW_CORNERS_BOTTOM ? MIN (radius, rect->height / 2) : 0;

  cairo_new_path (cr);
  if (top > 0) {
    cairo_arc (cr, x0 + top, y0 + top, top, G_PI, 1.5 * G_PI);
    cairo_arc (cr, x1 - top, y0 + top, top, 1.5 * G_PI, 2 * G_PI);
  } else {
    cairo_move_to (cr, x0, y0);
    cairo_line_to (cr, x1, y0);
  }
  if (bottom > 0) {
    cairo_arc (cr, x1 - bottom, y1 - bottom, bottom, 0, 0.5 * G_PI);
    cairo_arc (cr, x0 + bottom, y1 - bottom, bottom, 0.5 * G_PI, G_PI);
  } else {
    cairo_line_to (cr, x1, y1);
    cairo_line_to (cr, x0, y1);
  }
  cairo_close_path (cr);
  finish_path (cr, paint);
}

static void
curve (HwPainter     *painter,
       const double  *points,
       guint          n_points,
       const HwPaint *paint)
{
  cairo_t *cr = ((CairoPainter *) painter)->cr;

  cairo_move_to (cr, points[0], points[1]);
  for (guint i = 1; i + 2 < n_points; i += 3) {
    const double *p = points + 2 * i;

    cairo_curve_to (cr, p[0], p[1], p[2], p[3], p[4], p[5]);
  }
  finish_path (cr, paint);
}

static void
polygon (HwPainter     *painter,
         const double  *points,
         guint          n_points,
         const HwPaint *paint)
{
  cairo_t *cr = ((CairoPainter *) painter)->cr;

  cairo_move_to (cr, points[0], points[1]);
  for (guint i = 1; i < n_points; i++)
    cairo_line_to (cr, points[2 * i], points[2 * i + 1]);
  cairo_close_path (cr);
  finish_path (cr, paint);
}

static void
circle (HwPainter     *painter,
        double         x,
        double         y,
        double         radius,
        const HwPaint *paint)
{
  cairo_t *cr = ((CairoPainter *) painter)->cr;

  cairo_new_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  finish_path (cr, paint);
}

static void
text (HwPainter  *painter,
      HwFont      font,
      double      x,
      double      baseline,
      guint32     colour,
      const char *string)
{
  cairo_t *cr = ((CairoPainter *) painter)->cr;
  PangoLayout *layout = hw_measure_layout (painter->measure, font, string);

  set_source (cr, colour);
  cairo_move_to (cr, x, baseline);
  pango_cairo_show_layout_line (cr, pango_layout_get_line_readonly (layout, 0));
  cairo_new_path (cr);
}

/* -------------------------------------------------------------------------------------------------------- far away */

static gboolean
is_far (HwScene      *scene,
        const HwRect *clip,
        double        scale)
{
  guint n = 0;

  if (scale <= 0 || scale > FAR_SCALE)
    return FALSE;
  for (guint i = 0; i < scene->picture->n_nodes && n < FAR_NODES; i++)
    n += !clip || hw_rect_meets (clip, &scene->nodes[i].rect);
  return n >= FAR_NODES;
}

/* The edges that changed, or those that did not, as straight lines. */
static void
draw_far_edges (HwScene            *scene,
                cairo_t            *cr,
                const HwRect       *clip,
                const HwSceneParts *parts,
                gboolean            changed)
{
  guint n = 0;

  for (guint i = 0; i < scene->picture->n_edges; i++) {
    const HwSceneEdge *edge = &scene->edges[i];
    const double *last = edge->points + 2 * (edge->n_points - 1);

    if ((edge->changed != 0) != changed || (parts && !parts->edges[i]) || (clip && !hw_rect_meets (clip, &scene->edge_boxes[i])))
      continue;
    cairo_move_to (cr, edge->points[0], edge->points[1]);
    cairo_line_to (cr, last[0], last[1]);
    if (++n % LINES_AT_ONCE == 0)
      cairo_stroke (cr);
  }
  cairo_stroke (cr);
}

static void
draw_far (HwScene            *scene,
          cairo_t            *cr,
          const HwRect       *clip,
          const HwSceneParts *parts,
          double              scale)
{
  const HwPalette *palette = hw_palette_get (scene->picture->options.dark);

  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  cairo_set_line_width (cr, 1 / scale);
  set_source (cr, palette->edge);
  draw_far_edges (scene, cr, clip, parts, FALSE);
  set_source (cr, palette->accent);
  draw_far_edges (scene, cr, clip, parts, TRUE);
  for (guint i = 0; i < scene->picture->n_nodes; i++) {
    const HwSceneNode *node = &scene->nodes[i];
    guint32 own = hw_colour_mix (node->fill, node->border, 0.35);

    if ((parts && !parts->nodes[i]) || (clip && !hw_rect_meets (clip, &node->rect)))
      continue;
    set_source (cr, node->selected ? palette->halo : node->changed ? palette->accent : own);
    cairo_rectangle (cr, node->rect.x, node->rect.y, node->rect.width, node->rect.height);
    cairo_fill (cr);
  }
}

void
hw_scene_draw (HwScene      *scene,
               HwCairo      *cr,
               const HwRect *clip,
               double        scale)
{
  hw_scene_draw_parts (scene, cr, clip, scale, NULL);
}

void
hw_scene_draw_parts (HwScene            *scene,
                     HwCairo            *cr,
                     const HwRect       *clip,
                     double              scale,
                     const HwSceneParts *parts)
{
  g_autoptr (HwMeasure) measure = hw_measure_new ();
  CairoPainter painter = {
    .painter = {
      .measure = measure,
      .clip = clip,
      .scale = scale,
      .parts = parts,
      .box = box,
      .curve = curve,
      .polygon = polygon,
      .circle = circle,
      .text = text,
    },
    .cr = cr,
  };

  cairo_save (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  if (is_far (scene, clip, scale))
    draw_far (scene, cr, clip, parts, scale);
  else
    hw_scene_paint (scene, &painter.painter);
  cairo_restore (cr);
}
