/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Neighbours by direction, reading order and text search in a scene. */

#include "hw-scene-walk.h"

#include <math.h>
#include <string.h>

/* Nodes whose tops are closer than this stand in one line when read. */
#define LINE_HEIGHT 24.0

static void
get_centre (const HwSceneNode *node,
            double            *x,
            double            *y)
{
  *x = node->rect.x + node->rect.width / 2;
  *y = node->rect.y + node->rect.height / 2;
}

/* How well [to] lies in [direction] from [from]: a distance that grows with the angle; negative if it lies elsewhere. */
static double
get_cost (const HwSceneNode *from,
          const HwSceneNode *to,
          HwDirection        direction)
{
  double from_x, from_y, to_x, to_y;
  double along, across;

  get_centre (from, &from_x, &from_y);
  get_centre (to, &to_x, &to_y);
  if (direction == HW_DIRECTION_LEFT || direction == HW_DIRECTION_RIGHT) {
    along = to_x - from_x;
    across = fabs (to_y - from_y);
  } else {
    along = to_y - from_y;
    across = fabs (to_x - from_x);
  }
  if (direction == HW_DIRECTION_LEFT || direction == HW_DIRECTION_UP)
    along = -along;

  /* A quadrant to each direction, its borders in both. */
  return along > 0 && across <= along * 1.0001 ? along + 2 * across : -1;
}

guint
hw_scene_get_neighbour (HwScene     *scene,
                        guint        node,
                        HwDirection  direction)
{
  guint n_nodes, n_edges;
  const HwSceneNode *nodes = hw_scene_get_nodes (scene, &n_nodes);
  const HwSceneEdge *edges = hw_scene_get_edges (scene, &n_edges);
  guint best = G_MAXUINT;
  double best_cost = 0;

  g_return_val_if_fail (node < n_nodes, G_MAXUINT);

  for (guint i = 0; i < n_edges; i++) {
    guint other = edges[i].from == node ? edges[i].to : edges[i].from;
    double cost;

    if ((edges[i].from != node && edges[i].to != node) || other == node)
      continue;
    cost = get_cost (&nodes[node], &nodes[other], direction);
    if (cost >= 0 && (best == G_MAXUINT || cost < best_cost)) {
      best = other;
      best_cost = cost;
    }
  }
  return best;
}

static int
compare_tops (gconstpointer a,
              gconstpointer b,
              gpointer      data)
{
  const HwSceneNode *nodes = data;
  const HwSceneNode *first = &nodes[*(const guint *) a];
  const HwSceneNode *second = &nodes[*(const guint *) b];
  int kinds = (first->kind != HW_NODE_FRAME) - (second->kind != HW_NODE_FRAME);

  if (kinds != 0)
    return kinds;
  return first->rect.y < second->rect.y ? -1 : first->rect.y > second->rect.y;
}

static int
compare_lefts (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  const HwSceneNode *nodes = data;
  const HwSceneNode *first = &nodes[*(const guint *) a];
  const HwSceneNode *second = &nodes[*(const guint *) b];

  return first->rect.x < second->rect.x ? -1 : first->rect.x > second->rect.x;
}

GArray *
hw_scene_get_reading_order (HwScene *scene)
{
  guint n_nodes;
  const HwSceneNode *nodes = hw_scene_get_nodes (scene, &n_nodes);
  GArray *order = g_array_sized_new (FALSE, FALSE, sizeof (guint), n_nodes);
  guint *indexes;
  guint start = 0;

  for (guint i = 0; i < n_nodes; i++)
    g_array_append_val (order, i);
  indexes = (guint *) (gpointer) order->data;
  g_array_sort_with_data (order, compare_tops, (gpointer) nodes);

  /* Cut into lines: a line ends where a top is well below the line's first. */
  for (guint i = 1; i <= n_nodes; i++) {
    const HwSceneNode *head = &nodes[indexes[start]];

    if (i < n_nodes && nodes[indexes[i]].rect.y - head->rect.y < LINE_HEIGHT &&
        (nodes[indexes[i]].kind == HW_NODE_FRAME) == (head->kind == HW_NODE_FRAME))
      continue;
    g_qsort_with_data (&indexes[start], (int) (i - start), sizeof (guint), compare_lefts, (gpointer) nodes);
    start = i;
  }
  return order;
}

static gboolean
contains (const char *text,
          const char *folded)
{
  g_autofree char *own = NULL;

  if (text == NULL || *text == '\0')
    return FALSE;
  own = g_utf8_casefold (text, -1);
  return strstr (own, folded) != NULL;
}

static gboolean
node_matches (const HwSceneNode *node,
              const char        *folded)
{
  if (contains (node->title, folded))
    return TRUE;
  for (guint i = 0; i < node->n_rows; i++)
    if (contains (node->rows[i].label, folded) || contains (node->rows[i].value, folded))
      return TRUE;
  return FALSE;
}

GArray *
hw_scene_search (HwScene    *scene,
                 const char *text)
{
  const HwSceneNode *nodes = hw_scene_get_nodes (scene, &(guint) { 0 });
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_autoptr (GArray) order = hw_scene_get_reading_order (scene);
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; *folded != '\0' && i < order->len; i++) {
    guint index = g_array_index (order, guint, i);

    if (node_matches (&nodes[index], folded))
      g_array_append_val (found, index);
  }
  return found;
}
