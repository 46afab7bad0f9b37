/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A layered layout of our own: names at the left, each object in the layer of its distance from them, layers as columns that
 * wrap when they get too high. Linear in nodes and edges; nothing ever overlaps. */

#include "picture/layout.h"

#include "picture/look.h"

#include <math.h>

typedef struct {
  const HwPicture *picture;
  HwRect          *rects;
  guint           *first;  /* of a node's edges in [targets] */
  guint           *targets;
  guint           *order;  /* nodes in the order in which they are reached */
  guint           *layers;
  double          *wishes; /* the height at which a node's holder would like it */
  guint            n;
} Quick;

static void
index_edges (Quick *quick)
{
  const HwPicture *picture = quick->picture;
  g_autofree guint *fill = NULL;

  quick->first = g_new0 (guint, picture->n_nodes + 2);
  quick->targets = g_new (guint, picture->n_edges + 1);
  for (guint i = 0; i < picture->n_edges; i++)
    quick->first[picture->edges[i].shown.from + 1]++;
  for (guint i = 0; i < picture->n_nodes; i++)
    quick->first[i + 1] += quick->first[i];
  fill = g_memdup2 (quick->first, sizeof (guint) * (picture->n_nodes + 1));
  for (guint i = 0; i < picture->n_edges; i++)
    quick->targets[fill[picture->edges[i].shown.from]++] = i;
}

static void
reach (Quick *quick,
       guint  node,
       guint  layer)
{
  if (quick->layers[node] != G_MAXUINT)
    return;
  quick->layers[node] = layer;
  quick->order[quick->n++] = node;
}

/* TRUE for an edge that places its target: no weak one, and none of the many behind "… n more". */
static gboolean
is_leading (const HwPicture   *picture,
            const HwSceneEdge *edge)
{
  const HwSceneNode *from = &picture->nodes[edge->from].shown;

  return !edge->weak && (edge->from_row == G_MAXUINT || from->rows[edge->from_row].target != 0);
}

static void
walk (Quick   *quick,
      guint   *next,
      gboolean all)
{
  for (; *next < quick->n; (*next)++) {
    guint node = quick->order[*next];

    for (guint i = quick->first[node]; i < quick->first[node + 1]; i++) {
      const HwSceneEdge *edge = &quick->picture->edges[quick->targets[i]].shown;

      if (all || is_leading (quick->picture, edge))
        reach (quick, edge->to, quick->layers[node] + 1);
    }
  }
}

/* Distance from the names; what no name reaches begins right of them. [entries], or NULL: marks where such a search began. */
static void
find_layers (Quick  *quick,
             guint8 *entries)
{
  const HwPicture *picture = quick->picture;
  guint next = 0;

  for (guint i = 0; i < picture->n_nodes; i++)
    quick->layers[i] = G_MAXUINT;
  for (guint i = 0; i < picture->n_nodes; i++)
    if (picture->nodes[i].shown.kind == HW_NODE_FRAME)
      reach (quick, i, 0);
  walk (quick, &next, FALSE);
  next = 0;
  walk (quick, &next, TRUE);
  for (guint i = 0; i < picture->n_nodes; i++) {
    if (entries)
      entries[i] = quick->layers[i] == G_MAXUINT;
    reach (quick, i, 1);
    walk (quick, &next, TRUE);
  }
}

/* Sorts the order by layer, keeping the order inside each. */
static guint *
sort_by_layer (Quick *quick)
{
  guint *sorted = g_new (guint, quick->n + 1), *count = g_new0 (guint, quick->n + 3);

  for (guint i = 0; i < quick->n; i++)
    count[quick->layers[i] + 1]++;
  for (guint i = 0; i < quick->n + 1; i++)
    count[i + 1] += count[i];
  for (guint i = 0; i < quick->n; i++)
    sorted[count[quick->layers[quick->order[i]]]++] = quick->order[i];
  g_free (count);
  return sorted;
}

/* How high a column may get, so that the whole is about as high as wide. */
static double
get_max_height (Quick *quick)
{
  double area = 0;

  for (guint i = 0; i < quick->n; i++)
    area += (quick->picture->nodes[i].reserve_width + HW_COLUMN_GAP) * (quick->picture->nodes[i].reserve_height + HW_GAP);
  return MAX (sqrt (area) * 0.9, 480);
}

static void
wish_for_targets (Quick *quick,
                  guint  node)
{
  for (guint i = quick->first[node]; i < quick->first[node + 1]; i++) {
    const HwSceneEdge *edge = &quick->picture->edges[quick->targets[i]].shown;
    double y = quick->rects[node].y;

    /* Level with its row in a name table; else with its holder, or long chains would go down like stairs. */
    if (edge->from_row != G_MAXUINT && quick->picture->nodes[node].shown.kind == HW_NODE_FRAME)
      y += MAX (quick->picture->nodes[node].shown.rows[edge->from_row].rect.y - HW_HEAD_HEIGHT / 2, 0);
    if (quick->wishes[edge->to] < 0)
      quick->wishes[edge->to] = y;
  }
}

static void
place (Quick       *quick,
       const guint *sorted)
{
  double max_height = get_max_height (quick), x = HW_MARGIN, y = HW_MARGIN, width = 0;
  guint layer = quick->n > 0 ? quick->layers[sorted[0]] : 0;

  for (guint i = 0; i < quick->n; i++)
    quick->wishes[i] = -1;
  for (guint i = 0; i < quick->n; i++) {
    guint node = sorted[i];
    const HwPictureNode *shown = &quick->picture->nodes[node];

    if (quick->layers[node] != layer || (y > HW_MARGIN && y + shown->reserve_height > max_height)) {
      x += width + HW_COLUMN_GAP;
      y = HW_MARGIN;
      width = 0;
      layer = quick->layers[node];
    }
    /* Down to where its holder is, if the rest of the column allows. */
    if (quick->wishes[node] > y && quick->wishes[node] + shown->reserve_height <= max_height / 2)
      y = quick->wishes[node];
    quick->rects[node] = (HwRect) { x, y, shown->shown.rect.width, shown->shown.rect.height };
    y += shown->reserve_height + HW_GAP;
    width = MAX (width, shown->reserve_width);
    wish_for_targets (quick, node);
  }
}

static void
quick_init (Quick           *quick,
            const HwPicture *picture)
{
  *quick = (Quick) { .picture = picture };
  quick->order = g_new (guint, picture->n_nodes + 1);
  quick->layers = g_new (guint, picture->n_nodes + 1);
  quick->wishes = g_new (double, picture->n_nodes + 1);
  index_edges (quick);
}

static void
quick_clear (Quick *quick)
{
  g_free (quick->order);
  g_free (quick->layers);
  g_free (quick->wishes);
  g_free (quick->first);
  g_free (quick->targets);
}

guint8 *
hw_layout_find_entries (const HwPicture *picture)
{
  guint8 *entries = g_new0 (guint8, picture->n_nodes + 1);
  Quick quick;

  quick_init (&quick, picture);
  find_layers (&quick, entries);
  quick_clear (&quick);
  return entries;
}

void
hw_layout_quickly (const HwPicture *picture,
                   HwRect          *rects)
{
  g_autofree guint *sorted = NULL;
  Quick quick;

  quick_init (&quick, picture);
  quick.rects = rects;
  find_layers (&quick, NULL);
  sorted = sort_by_layer (&quick);
  place (&quick, sorted);
  quick_clear (&quick);
}
