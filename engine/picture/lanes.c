/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The layout by generation: one lane for each of the collector's lists, the objects in list order; name tables at the left. */

#include "picture/layout.h"

#include "picture/look.h"

#include <math.h>

#define LOOP_ROOM 44.0 /* for a loop with its label */

static const struct {
  int         lane;
  const char *title;
} lanes[] = {
  { 0, "generation 0" },
  { 1, "generation 1" },
  { 2, "generation 2" },
  { 3, "permanent generation" },
  { 4, "tentatively unreachable" },
  { -1, "untracked" },
  { -2, "several generations" },
};

static int
compare_cb (gconstpointer a,
            gconstpointer b,
            gpointer      data)
{
  const HwPicture *picture = data;
  const HwPictureNode *x = &picture->nodes[*(const guint *) a], *y = &picture->nodes[*(const guint *) b];

  if (x->lane_order != y->lane_order)
    return x->lane_order < y->lane_order ? -1 : 1;
  return x->key < y->key ? -1 : x->key > y->key;
}

static double
place_tables (const HwPicture *picture,
              HwRect          *rects)
{
  double y = HW_MARGIN, width = 0;

  for (guint i = 0; i < picture->n_nodes; i++) {
    const HwPictureNode *node = &picture->nodes[i];

    if (node->shown.kind != HW_NODE_FRAME)
      continue;
    rects[i] = (HwRect) { HW_MARGIN, y, node->shown.rect.width, node->shown.rect.height };
    y += node->reserve_height + HW_GAP;
    width = MAX (width, node->reserve_width);
  }
  return width > 0 ? HW_MARGIN + width + HW_COLUMN_GAP : HW_MARGIN;
}

static double
get_lane_width (const HwPicture *picture)
{
  double area = 0;

  for (guint i = 0; i < picture->n_nodes; i++)
    area += (picture->nodes[i].reserve_width + HW_COLUMN_GAP) * (picture->nodes[i].reserve_height + HW_GAP);
  return MAX (sqrt (area) * 1.3, 560);
}

/* By node: 1 for groups whose objects hold each other. Owned. */
static guint8 *
find_loops (const HwPicture *picture)
{
  guint8 *loops = g_new0 (guint8, picture->n_nodes + 1);

  for (guint i = 0; i < picture->n_edges; i++)
    if (picture->edges[i].shown.from == picture->edges[i].shown.to && hw_picture_labels_edge (&picture->edges[i].shown))
      loops[picture->edges[i].shown.from] = 1;
  return loops;
}

/* Fills rows of a lane from left to right. Returns its lower end. */
static double
fill_lane (const HwPicture *picture,
           GArray          *members,
           const guint8    *loops,
           double           left,
           double           top,
           double           lane_width,
           HwRect          *rects)
{
  double x = left + HW_MARGIN, y = top + HW_LANE_HEAD, height = 0;

  for (guint i = 0; i < members->len; i++) {
    guint number = g_array_index (members, guint, i);
    const HwPictureNode *node = &picture->nodes[number];

    if (x > left + HW_MARGIN && x + node->reserve_width > left + lane_width - HW_MARGIN) {
      x = left + HW_MARGIN;
      y += height + HW_GAP;
      height = 0;
    }
    rects[number] = (HwRect) { x, y, node->shown.rect.width, node->shown.rect.height };
    x += node->reserve_width + HW_COLUMN_GAP * 0.75 + (loops[number] ? LOOP_ROOM : 0);
    height = MAX (height, node->reserve_height);
  }
  return y + height + HW_GAP;
}

void
hw_layout_lanes (const HwPicture *picture,
                 HwRect          *rects,
                 GArray          *bands)
{
  double left = place_tables (picture, rects), y = HW_MARGIN, width = get_lane_width (picture);
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree guint8 *loops = find_loops (picture);

  for (guint i = 0; i < G_N_ELEMENTS (lanes); i++) {
    HwLane band = { .title = lanes[i].title };
    double bottom;

    g_array_set_size (members, 0);
    for (guint k = 0; k < picture->n_nodes; k++)
      if (picture->nodes[k].shown.kind != HW_NODE_FRAME && picture->nodes[k].lane == lanes[i].lane)
        g_array_append_val (members, k);
    /* The three generations are always there, if empty. */
    if (members->len == 0 && i > 2)
      continue;
    g_array_sort_with_data (members, compare_cb, (gpointer) picture);
    bottom = MAX (fill_lane (picture, members, loops, left, y, width, rects), y + HW_LANE_HEAD + 30);
    band.rect = (HwRect) { left, y, width, bottom - y };
    g_array_append_val (bands, band);
    y = bottom + 14;
  }
}
