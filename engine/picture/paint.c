/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The shapes of a scene: lanes, then edges, then nodes over them, then the labels of edges. */

#include "picture/paint.h"

#include "picture/content.h"
#include "picture/look.h"

#include <math.h>

#define MIN_TEXT 5.0 /* device pixels; smaller text is left out */
#define HEAD_LENGTH 8.5
#define HEAD_WIDTH 7.5

typedef struct {
  HwScene         *scene;
  HwPainter       *painter;
  const HwPalette *palette;
} Brush;

static gboolean
is_seen (const Brush  *brush,
         const HwRect *rect)
{
  return !brush->painter->clip || hw_rect_meets (brush->painter->clip, rect);
}

static gboolean
is_legible (const Brush *brush,
            HwFont       font)
{
  return brush->painter->scale <= 0 || hw_font_get_size (font) * brush->painter->scale >= MIN_TEXT;
}

static void
put_text (const Brush *brush,
          HwFont       font,
          double       x,
          double       baseline,
          guint32      colour,
          const char  *text)
{
  if (*text && is_legible (brush, font))
    brush->painter->text (brush->painter, font, x, baseline, colour, text);
}

static void
put_box (const Brush  *brush,
         const HwRect *rect,
         double        radius,
         HwCorners     corners,
         guint32       fill,
         guint32       stroke,
         double        width)
{
  HwPaint paint = { fill, stroke, width, FALSE };

  brush->painter->box (brush->painter, rect, radius, corners, &paint);
}

/* A small rounded box with a text in its middle. */
static void
put_chip (const Brush *brush,
          HwRect       rect,
          HwFont       font,
          guint32      fill,
          guint32      colour,
          const char  *text)
{
  double width = hw_measure_width (brush->painter->measure, font, text);

  put_box (brush, &rect, rect.height / 2, HW_CORNERS_ALL, fill, HW_NO_COLOUR, 0);
  put_text (brush, font, rect.x + (rect.width - width) / 2, rect.y + hw_font_get_baseline (font, rect.height), colour, text);
}

/* ----------------------------------------------------------------------------------------------------------- edges */

/* The head of an edge, and its end moved back to where the head begins. */
static void
put_head (const Brush   *brush,
          const double  *points,
          guint          n_points,
          gboolean       hollow,
          guint32        colour)
{
  const double *tip = points + 2 * (n_points - 1);
  double dx = 0, dy = 0, length = 0;
  double shape[6];
  HwPaint paint = { hollow ? brush->palette->background : colour, colour, 1.2, FALSE };

  /* The direction in which the curve arrives: from its last point that is not the tip. */
  for (guint i = n_points - 1; i-- > 0 && length < 0.5;) {
    dx = tip[0] - points[2 * i];
    dy = tip[1] - points[2 * i + 1];
    length = hypot (dx, dy);
  }
  if (length < 0.01)
    return;
  dx /= length;
  dy /= length;
  shape[0] = tip[0];
  shape[1] = tip[1];
  shape[2] = tip[0] - dx * HEAD_LENGTH - dy * HEAD_WIDTH / 2;
  shape[3] = tip[1] - dy * HEAD_LENGTH + dx * HEAD_WIDTH / 2;
  shape[4] = tip[0] - dx * HEAD_LENGTH + dy * HEAD_WIDTH / 2;
  shape[5] = tip[1] - dy * HEAD_LENGTH - dx * HEAD_WIDTH / 2;
  brush->painter->polygon (brush->painter, shape, 3, &paint);
}

static void
put_edge (const Brush *brush,
          guint        number)
{
  HwScene *scene = brush->scene;
  const HwSceneEdge *edge = &scene->edges[number];
  gboolean selected = scene->nodes[edge->from].selected || scene->nodes[edge->to].selected;
  guint32 colour = edge->changed ? brush->palette->accent : selected ? brush->palette->text : brush->palette->edge;
  HwPaint paint = { HW_NO_COLOUR, colour, edge->changed ? 2.4 : selected ? 1.9 : 1.3, edge->weak };
  g_autofree char *id = NULL, *title = NULL;

  if (!is_seen (brush, &scene->edge_boxes[number]))
    return;
  if (brush->painter->begin) {
    id = hw_picture_dup_edge_id (scene->picture, number);
    title = hw_picture_dup_edge_title (&scene->nodes[edge->from], &scene->nodes[edge->to], edge);
    brush->painter->begin (brush->painter, id, title);
  }
  brush->painter->curve (brush->painter, edge->points, edge->n_points, &paint);
  put_head (brush, edge->points, edge->n_points, edge->weak, colour);
  if (brush->painter->end)
    brush->painter->end (brush->painter);
}

static void
put_edge_label (const Brush *brush,
                guint        number)
{
  const HwSceneEdge *edge = &brush->scene->edges[number];

  if (edge->label_rect.width <= 0 || !is_seen (brush, &edge->label_rect) || !is_legible (brush, HW_FONT_MARK))
    return;
  put_chip (brush, edge->label_rect, HW_FONT_MARK, brush->palette->background,
            edge->changed ? brush->palette->accent : brush->palette->dim, edge->label);
}

/* ----------------------------------------------------------------------------------------------------------- nodes */

static void
put_row (const Brush       *brush,
         const HwSceneNode *node,
         const HwSceneRow  *row,
         double             label_width,
         gboolean           last)
{
  const HwPalette *palette = brush->palette;
  double baseline = row->rect.y + hw_font_get_baseline (HW_FONT_VALUE, row->rect.height);
  double left = row->rect.x + HW_PADDING, right = row->rect.x + row->rect.width;
  gboolean leaves = row->target != 0 && !*row->value;

  if (row->changed) {
    HwRect inside = { row->rect.x + 1, row->rect.y, row->rect.width - 2, row->rect.height + (last ? 1 : 0) };
    HwRect stripe = { row->rect.x + 1, row->rect.y, 3, inside.height };

    put_box (brush, &inside, HW_RADIUS - 1, last ? HW_CORNERS_BOTTOM : HW_CORNERS_NONE, palette->highlight, HW_NO_COLOUR, 0);
    put_box (brush, &stripe, 0, HW_CORNERS_NONE, palette->accent, HW_NO_COLOUR, 0);
  }
  put_text (brush, HW_FONT_LABEL, left, baseline, node->kind == HW_NODE_FRAME ? palette->text : palette->dim, row->label);
  put_text (brush, HW_FONT_VALUE, *row->label ? left + label_width + 12 : left, baseline,
            g_str_equal (row->value, "dead") && row->target == 0 ? palette->dim : palette->text, row->value);
  if (leaves) {
    HwPaint dot = { row->changed ? palette->accent : palette->edge, HW_NO_COLOUR, 0, FALSE };

    brush->painter->circle (brush->painter, right - HW_PADDING + 1, row->rect.y + row->rect.height / 2, 2.8, &dot);
    dot.fill = HW_NO_COLOUR;
    dot.stroke = row->changed ? palette->accent : palette->edge;
    dot.width = row->changed ? 2.4 : 1.3;
    brush->painter->curve (brush->painter,
                           (double[]) { right - HW_PADDING + 1, row->rect.y + row->rect.height / 2,
                                        right - HW_PADDING + 3, row->rect.y + row->rect.height / 2,
                                        right - 2, row->rect.y + row->rect.height / 2,
                                        right, row->rect.y + row->rect.height / 2 }, 4, &dot);
  }
}

/* The words and badges in the head. */
static void
put_head_texts (const Brush         *brush,
                const HwPictureNode *described,
                const HwSceneNode   *node)
{
  const HwPalette *palette = brush->palette;
  gboolean is_table = node->kind == HW_NODE_FRAME;
  double x = node->rect.x + HW_PADDING, top = node->rect.y + (is_table ? 0 : 2);
  double height = is_table ? HW_TABLE_HEIGHT : HW_TITLE_HEIGHT;
  double mark = hw_content_mark_width (brush->painter->measure, node);
  double badge = hw_content_badge_width (brush->painter->measure, node);

  if (mark > 0) {
    put_chip (brush, (HwRect) { x, top + (height - HW_CHIP_HEIGHT) / 2, mark, HW_CHIP_HEIGHT }, HW_FONT_MARK, node->border,
              hw_colour_text_on (node->border), node->mark);
    x += mark + 6;
  }
  put_text (brush, HW_FONT_TITLE, x, top + hw_font_get_baseline (HW_FONT_TITLE, height), palette->head_text, node->title);
  put_text (brush, HW_FONT_SUBTITLE, node->rect.x + HW_PADDING,
            node->rect.y + HW_TITLE_HEIGHT + hw_font_get_baseline (HW_FONT_SUBTITLE, HW_SUBTITLE_HEIGHT - 2), palette->head_text,
            node->subtitle);
  x = node->rect.x + node->rect.width - badge - 5;
  if (badge > 0)
    put_chip (brush, (HwRect) { x, top + (height - HW_BADGE_HEIGHT) / 2, badge, HW_BADGE_HEIGHT }, HW_FONT_BADGE,
              described->badge_changed ? palette->accent : palette->card,
              described->badge_changed ? palette->on_accent : palette->text, node->badge);
}

/* "new" or "●" on the upper border, outside of what else is written. */
static void
put_change (const Brush       *brush,
            const HwSceneNode *node)
{
  const char *text = node->born ? "new" : "●";
  double width = hw_measure_width (brush->painter->measure, HW_FONT_MARK, text) + (node->born ? 10 : 6);

  if (node->changed)
    put_chip (brush, (HwRect) { node->rect.x + HW_PADDING + 2, node->rect.y - HW_CHIP_HEIGHT / 2 - 1, width, HW_CHIP_HEIGHT },
              HW_FONT_MARK, brush->palette->accent, brush->palette->on_accent, text);
}

/* Halo, the cards behind a group, the card, its head. */
static void
put_card (const Brush       *brush,
          const HwSceneNode *node)
{
  const HwPalette *palette = brush->palette;
  double head = node->kind == HW_NODE_FRAME ? HW_TABLE_HEIGHT : HW_HEAD_HEIGHT;
  HwRect top = { node->rect.x, node->rect.y, node->rect.width, MIN (head, node->rect.height) };
  HwPaint border = { HW_NO_COLOUR, node->changed ? palette->accent : node->border, node->changed ? 2.4 : 1.2, !node->reachable };
  gboolean only_head = node->n_rows == 0;

  if (node->selected) {
    HwRect halo = { node->rect.x - 4, node->rect.y - 4, node->rect.width + 8, node->rect.height + 8 };

    put_box (brush, &halo, HW_RADIUS + 4, HW_CORNERS_ALL, HW_NO_COLOUR, palette->halo, 3.5);
  }
  for (int i = node->kind == HW_NODE_GROUP ? 2 : 0; i > 0; i--) {
    HwRect behind = { node->rect.x + i * HW_STACK, node->rect.y + i * HW_STACK, node->rect.width, node->rect.height };

    put_box (brush, &behind, HW_RADIUS, HW_CORNERS_ALL, palette->card, node->border, 1);
  }
  put_box (brush, &node->rect, HW_RADIUS, HW_CORNERS_ALL, palette->card, HW_NO_COLOUR, 0);
  put_box (brush, &top, HW_RADIUS, only_head ? HW_CORNERS_ALL : HW_CORNERS_TOP, node->fill, HW_NO_COLOUR, 0);
  if (!only_head)
    put_box (brush, &(HwRect) { node->rect.x, node->rect.y + head - 0.5, node->rect.width, 1 }, 0, HW_CORNERS_NONE,
             hw_colour_mix (node->border, palette->card, 0.5), HW_NO_COLOUR, 0);
  brush->painter->box (brush->painter, &node->rect, HW_RADIUS, HW_CORNERS_ALL, &border);
}

static void
put_node (const Brush *brush,
          guint        number)
{
  const HwSceneNode *node = &brush->scene->nodes[number];
  const HwPictureNode *described = &brush->scene->picture->nodes[number];
  HwRect seen = { node->rect.x - 8, node->rect.y - 12, node->rect.width + 20, node->rect.height + 24 };
  g_autofree char *id = NULL;

  if (!is_seen (brush, &seen))
    return;
  if (brush->painter->begin) {
    id = hw_picture_dup_id (node);
    brush->painter->begin (brush->painter, id, node->description);
  }
  put_card (brush, node);
  if (is_legible (brush, HW_FONT_TITLE))
    put_head_texts (brush, described, node);
  if (is_legible (brush, HW_FONT_LABEL))
    for (guint i = 0; i < node->n_rows; i++)
      put_row (brush, node, &node->rows[i], described->label_width, i + 1 == node->n_rows);
  put_change (brush, node);
  if (brush->painter->end)
    brush->painter->end (brush->painter);
}

/* ----------------------------------------------------------------------------------------------------------- whole */

static void
put_lanes (const Brush *brush)
{
  guint32 fill = hw_colour_mix (brush->palette->background, brush->palette->edge, 0.06);

  for (guint i = 0; i < brush->scene->lanes->len; i++) {
    const HwLane *lane = &g_array_index (brush->scene->lanes, HwLane, i);

    put_box (brush, &lane->rect, HW_RADIUS * 1.5, HW_CORNERS_ALL, fill, brush->palette->line, 1);
    put_text (brush, HW_FONT_LANE, lane->rect.x + 14, lane->rect.y + hw_font_get_baseline (HW_FONT_LANE, HW_LANE_HEAD - 6),
              brush->palette->dim, lane->title);
  }
}

void
hw_scene_paint (HwScene   *scene,
                HwPainter *painter)
{
  Brush brush = { scene, painter, hw_palette_get (scene->picture->options.dark) };
  const HwSceneParts *parts = painter->parts;

  if (!parts || parts->lanes)
    put_lanes (&brush);
  for (guint i = 0; i < scene->picture->n_edges; i++)
    if (!parts || parts->edges[i])
      put_edge (&brush, i);
  for (guint i = 0; i < scene->picture->n_nodes; i++)
    if (!parts || parts->nodes[i])
      put_node (&brush, i);
  for (guint i = 0; i < scene->picture->n_edges; i++)
    if (!parts || parts->edges[i])
      put_edge_label (&brush, i);
}
