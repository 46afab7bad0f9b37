/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* From one scene to the next. See hw-scene-tween.h. Nodes are the same if they are of one kind and serial, references if
 * they are in the same slot and lead to the same node. */

#include "hw-scene-tween.h"

#include <math.h>
#include <string.h>

/* A cut reference parts first, then what it held goes; what is new comes, then its references. */
#define CUT_END 0.5
#define VANISH_BEGIN 0.2
#define APPEAR_END 0.6
#define NEW_EDGE_BEGIN 0.35
#define MOVE_END 0.85
/* How long one of many takes to come or go. */
#define SHARE 0.4
/* A smaller move is none. */
#define LEAST_MOVE 0.5

/* ----------------------------------------------------------------------------------------------------------- arithmetic */

double
hw_tween_get_progress (double begin,
                       double end,
                       double time)
{
  double t = end > begin ? CLAMP ((time - begin) / (end - begin), 0, 1) : time >= end;

  return t * t * (3 - 2 * t);
}

static double
mix (double a,
     double b,
     double progress)
{
  return a + (b - a) * progress;
}

HwRect
hw_tween_get_rect (const HwTweenNode *node,
                   double             time)
{
  double progress = hw_tween_get_progress (node->begin, node->end, time);

  return (HwRect) {
    mix (node->from.x, node->to.x, progress),
    mix (node->from.y, node->to.y, progress),
    mix (node->from.width, node->to.width, progress),
    mix (node->from.height, node->to.height, progress),
  };
}

/* The k-th of the four points of an edge's only curve; of one of several curves, as if it were straight. */
static double
get_straight (const HwSceneEdge *edge,
              guint              k,
              guint              axis)
{
  double first = edge->points[axis], last = edge->points[2 * (edge->n_points - 1) + axis];

  return edge->n_points == 4 ? edge->points[2 * k + axis] : mix (first, last, k / 3.0);
}

guint
hw_tween_mix_edges (const HwSceneEdge *from,
                    const HwSceneEdge *to,
                    double             progress,
                    GArray            *points)
{
  gboolean alike = from->n_points == to->n_points;
  guint n = alike ? to->n_points : 4;

  g_array_set_size (points, 2 * n);
  for (guint i = 0; i < 2 * n; i++)
    g_array_index (points, double, i)
      = alike ? mix (from->points[i], to->points[i], progress)
              : mix (get_straight (from, i / 2, i % 2), get_straight (to, i / 2, i % 2), progress);
  return n;
}

/* The piece from [a] to [b] of one curve, by the curve's polar form. */
static void
cut_curve (const double *p,
           double        a,
           double        b,
           double       *out)
{
  const double at[4][3] = { { a, a, a }, { a, a, b }, { a, b, b }, { b, b, b } };

  for (guint k = 0; k < 4; k++)
    for (guint axis = 0; axis < 2; axis++) {
      double c[4] = { p[axis], p[2 + axis], p[4 + axis], p[6 + axis] };

      for (guint round = 0; round < 3; round++)
        for (guint i = 0; i + round < 3; i++)
          c[i] = mix (c[i], c[i + 1], at[k][round]);
      out[2 * k + axis] = c[0];
    }
}

guint
hw_tween_cut_edge (const HwSceneEdge *edge,
                   double             begin,
                   double             end,
                   GArray            *points)
{
  guint n_curves = edge->n_points > 0 ? (edge->n_points - 1) / 3 : 0;

  g_array_set_size (points, 0);
  for (guint i = 0; i < n_curves; i++) {
    double a = CLAMP (begin * n_curves - i, 0, 1), b = CLAMP (end * n_curves - i, 0, 1);
    double piece[8];

    if (a >= b)
      continue;
    cut_curve (edge->points + 6 * i, a, b, piece);
    if (points->len == 0)
      g_array_append_vals (points, piece, 2);
    g_array_append_vals (points, piece + 2, 6);
  }
  return points->len / 2;
}

/* --------------------------------------------------------------------------------------------------------- what is the same */

typedef struct {
  guint32 words[4];
} Key;

static guint
hash_key (gconstpointer data)
{
  const Key *key = data;

  return ((key->words[0] * 31 + key->words[1]) * 31 + key->words[2]) * 31 + key->words[3];
}

static gboolean
is_same_key (gconstpointer a,
             gconstpointer b)
{
  return memcmp (a, b, sizeof (Key)) == 0;
}

static Key
get_node_key (HwScene *scene,
              guint    node)
{
  const HwSceneNode *nodes = hw_scene_get_nodes (scene, NULL);

  return (Key) { { nodes[node].kind, nodes[node].serial, 0, 0 } };
}

static Key
get_edge_key (HwScene *scene,
              guint    number)
{
  const HwSceneNode *nodes = hw_scene_get_nodes (scene, NULL);
  const HwSceneEdge *edge = &hw_scene_get_edges (scene, NULL)[number];
  const HwSceneRow *row = edge->from_row != G_MAXUINT ? &nodes[edge->from].rows[edge->from_row] : NULL;

  if (row != NULL && row->holder != 0)
    return (Key) { { row->holder, row->slot, nodes[edge->to].serial, 0 } };
  return (Key) { { nodes[edge->from].serial, G_MAXUINT32, nodes[edge->to].serial, 0 } };
}

/* All keys of a scene → index + 1. Of those that are the same, the last word counts. */
static GHashTable *
make_index (HwScene *scene,
            guint    n,
            Key    (*get_key) (HwScene *scene, guint number),
            Key     *keys)
{
  GHashTable *index = g_hash_table_new (hash_key, is_same_key);

  for (guint i = 0; i < n; i++) {
    keys[i] = get_key (scene, i);
    while (g_hash_table_contains (index, &keys[i]))
      keys[i].words[3]++;
    g_hash_table_insert (index, &keys[i], GUINT_TO_POINTER (i + 1));
  }
  return index;
}

/* ------------------------------------------------------------------------------------------------------------------ the times */

/* When the [place]-th of [n] comes or goes, between [begin] and [end]. */
static void
set_turn (double *from,
          double *to,
          double  begin,
          double  end,
          guint   place,
          guint   n)
{
  double span = n > 1 ? MIN (SHARE, end - begin) : end - begin;

  *from = begin + (n > 1 ? (end - begin - span) * place / (n - 1) : 0);
  *to = *from + span;
}

typedef struct {
  guint place; /* in the order that is given; what has none is last, in the scene's */
  guint entry;
} Turn;

static int
compare_turns (gconstpointer a,
               gconstpointer b)
{
  const Turn *first = a, *second = b;

  if (first->place != second->place)
    return first->place < second->place ? -1 : 1;
  return first->entry < second->entry ? -1 : first->entry > second->entry;
}

static void
set_turns (HwTween    *self,
           HwTweenKind kind,
           GHashTable *places,
           double      begin,
           double      end)
{
  const HwSceneNode *nodes = hw_scene_get_nodes (kind == HW_TWEEN_VANISH ? self->before : self->after, NULL);
  g_autoptr (GArray) turns = g_array_new (FALSE, FALSE, sizeof (Turn));

  for (guint i = 0; i < self->nodes->len; i++) {
    const HwTweenNode *node = &g_array_index (self->nodes, HwTweenNode, i);
    Turn turn = { 0, i };

    if (node->kind != kind)
      continue;
    turn.place = GPOINTER_TO_UINT (g_hash_table_lookup (places, GUINT_TO_POINTER (nodes[node->node].serial))) - 1;
    g_array_append_val (turns, turn);
  }
  g_array_sort (turns, compare_turns);
  for (guint i = 0; i < turns->len; i++) {
    HwTweenNode *node = &g_array_index (self->nodes, HwTweenNode, g_array_index (turns, Turn, i).entry);

    set_turn (&node->begin, &node->end, begin, end, i, turns->len);
  }
}

/* References of what goes, go with it. */
static void
follow_nodes (HwTween *self)
{
  g_autoptr (GHashTable) gone = g_hash_table_new (NULL, NULL);
  const HwSceneEdge *edges = hw_scene_get_edges (self->before, NULL);

  for (guint i = 0; i < self->nodes->len; i++) {
    HwTweenNode *node = &g_array_index (self->nodes, HwTweenNode, i);

    if (node->kind == HW_TWEEN_VANISH)
      g_hash_table_insert (gone, GUINT_TO_POINTER (node->node), node);
  }
  for (guint i = 0; i < self->edges->len; i++) {
    HwTweenEdge *edge = &g_array_index (self->edges, HwTweenEdge, i);
    const HwTweenNode *node
      = edge->kind == HW_TWEEN_VANISH ? g_hash_table_lookup (gone, GUINT_TO_POINTER (edges[edge->edge].from)) : NULL;

    if (node != NULL) {
      edge->begin = node->begin;
      edge->end = node->end;
    }
  }
}

static void
set_times (HwTween *self,
           GArray  *order)
{
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);

  for (guint i = 0; order != NULL && i < order->len; i++)
    g_hash_table_insert (places, GUINT_TO_POINTER (g_array_index (order, guint32, i)), GUINT_TO_POINTER (i + 1));
  set_turns (self, HW_TWEEN_APPEAR, places, 0, APPEAR_END);
  set_turns (self, HW_TWEEN_VANISH, places, VANISH_BEGIN, 1);
  follow_nodes (self);
}

/* ----------------------------------------------------------------------------------------------------------------- comparing */

static gboolean
has_moved (const HwRect *a,
           const HwRect *b)
{
  return fabs (a->x - b->x) >= LEAST_MOVE || fabs (a->y - b->y) >= LEAST_MOVE;
}

static gboolean
has_edge_moved (const HwSceneEdge *a,
                const HwSceneEdge *b)
{
  if (a->n_points != b->n_points)
    return MIN (a->n_points, b->n_points) > 0;
  for (guint i = 0; i < 2 * a->n_points; i++)
    if (fabs (a->points[i] - b->points[i]) >= LEAST_MOVE)
      return TRUE;
  return FALSE;
}

static void
compare_nodes (HwTween *self,
               guint    n_before,
               guint    n_after)
{
  const HwSceneNode *before = hw_scene_get_nodes (self->before, NULL), *after = hw_scene_get_nodes (self->after, NULL);
  g_autofree Key *before_keys = g_new (Key, n_before + 1), *after_keys = g_new (Key, n_after + 1);
  g_autoptr (GHashTable) old = make_index (self->before, n_before, get_node_key, before_keys);
  g_autoptr (GHashTable) new = make_index (self->after, n_after, get_node_key, after_keys);

  for (guint i = 0; i < n_after; i++) {
    guint was = GPOINTER_TO_UINT (g_hash_table_lookup (old, &after_keys[i]));
    HwTweenNode node = { was > 0 ? HW_TWEEN_MOVE : HW_TWEEN_APPEAR, i, after[i].rect, after[i].rect, 0, MOVE_END };

    if (was > 0)
      node.from = before[was - 1].rect;
    if (was > 0 && !has_moved (&node.from, &node.to))
      self->still_nodes[i] = 1;
    else
      g_array_append_val (self->nodes, node);
  }
  for (guint i = 0; i < n_before; i++) {
    HwTweenNode node = { HW_TWEEN_VANISH, i, before[i].rect, before[i].rect, 0, 1 };

    if (!g_hash_table_contains (new, &before_keys[i]))
      g_array_append_val (self->nodes, node);
  }
}

static void
compare_edges (HwTween *self,
               guint    n_before,
               guint    n_after)
{
  const HwSceneEdge *before = hw_scene_get_edges (self->before, NULL), *after = hw_scene_get_edges (self->after, NULL);
  g_autofree Key *before_keys = g_new (Key, n_before + 1), *after_keys = g_new (Key, n_after + 1);
  g_autoptr (GHashTable) old = make_index (self->before, n_before, get_edge_key, before_keys);
  g_autoptr (GHashTable) new = make_index (self->after, n_after, get_edge_key, after_keys);

  for (guint i = 0; i < n_after; i++) {
    guint was = GPOINTER_TO_UINT (g_hash_table_lookup (old, &after_keys[i]));
    HwTweenEdge edge = { HW_TWEEN_APPEAR, i, G_MAXUINT, NEW_EDGE_BEGIN, 1 };

    if (was > 0)
      edge = (HwTweenEdge) { HW_TWEEN_MOVE, i, was - 1, 0, MOVE_END };
    if (was > 0 && !has_edge_moved (&before[was - 1], &after[i]))
      self->still_edges[i] = 1;
    else
      g_array_append_val (self->edges, edge);
  }
  for (guint i = 0; i < n_before; i++) {
    HwTweenEdge edge = { HW_TWEEN_VANISH, i, i, 0, CUT_END };

    if (!g_hash_table_contains (new, &before_keys[i]))
      g_array_append_val (self->edges, edge);
  }
}

HwTween *
hw_tween_new (HwScene *before,
              HwScene *after,
              GArray  *order)
{
  g_autoptr (HwTween) self = NULL;
  guint n_before, n_after, n_edges_before, n_edges_after;

  hw_scene_get_nodes (before, &n_before);
  hw_scene_get_nodes (after, &n_after);
  hw_scene_get_edges (before, &n_edges_before);
  hw_scene_get_edges (after, &n_edges_after);
  if (MAX (n_before, n_after) > HW_TWEEN_MAX_NODES || MAX (n_edges_before, n_edges_after) > 4 * HW_TWEEN_MAX_NODES)
    return NULL;

  self = g_new0 (HwTween, 1);
  self->before = hw_scene_ref (before);
  self->after = hw_scene_ref (after);
  self->nodes = g_array_new (FALSE, FALSE, sizeof (HwTweenNode));
  self->edges = g_array_new (FALSE, FALSE, sizeof (HwTweenEdge));
  self->still_nodes = g_new0 (guint8, n_after + 1);
  self->still_edges = g_new0 (guint8, n_edges_after + 1);
  compare_nodes (self, n_before, n_after);
  compare_edges (self, n_edges_before, n_edges_after);
  if (self->nodes->len + self->edges->len == 0 || self->nodes->len > HW_TWEEN_MAX_CHANGES
      || self->edges->len > 2 * HW_TWEEN_MAX_CHANGES)
    return NULL;
  set_times (self, order);
  return g_steal_pointer (&self);
}

void
hw_tween_free (HwTween *self)
{
  hw_scene_unref (self->before);
  hw_scene_unref (self->after);
  g_array_unref (self->nodes);
  g_array_unref (self->edges);
  g_free (self->still_nodes);
  g_free (self->still_edges);
  g_free (self);
}
