/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Scenes: a picture's nodes at their places. And the choice of the layout that gives them. */

#include "picture/scene.h"

#include "picture/look.h"
#include "picture/places.h"

#include <math.h>
#include <string.h>

#define DEFAULT_SECONDS 10.0

/* What Graphviz can do in a time that people wait for: nodes and edges. */
static const struct {
  guint max_nodes;
  guint max_edges;
} capacities[HW_N_LAYOUTS] = {
  [HW_LAYOUT_LAYERED] = { 260, 900 },
  [HW_LAYOUT_FORCE] = { 1500, 6000 },
  [HW_LAYOUT_RADIAL] = { 1500, 6000 },
};

/* ---------------------------------------------------------------------------------------------------------- making */

static void
copy_nodes (HwScene      *scene,
            const HwRect *rects)
{
  HwPicture *picture = scene->picture;
  guint row = 0;

  scene->nodes = g_new (HwSceneNode, picture->n_nodes + 1);
  scene->rows = g_memdup2 (picture->rows, sizeof (HwSceneRow) * picture->n_rows);
  for (guint i = 0; i < picture->n_nodes; i++) {
    HwSceneNode *node = &scene->nodes[i];

    *node = picture->nodes[i].shown;
    node->rect = rects[i];
    node->rows = scene->rows + row;
    for (guint k = 0; k < node->n_rows; k++, row++) {
      scene->rows[row].rect.x += node->rect.x;
      scene->rows[row].rect.y += node->rect.y;
      scene->rows[row].rect.width = node->rect.width;
    }
    scene->width = MAX (scene->width, node->rect.x + node->rect.width + HW_MARGIN);
    scene->height = MAX (scene->height, node->rect.y + node->rect.height + HW_MARGIN);
    /* Groups stand behind all objects. */
    if (node->serial != 0 && (node->kind != HW_NODE_GROUP || hw_scene_find (scene, node->serial) == G_MAXUINT))
      g_hash_table_insert (scene->index, GUINT_TO_POINTER (node->serial), GUINT_TO_POINTER (i + 1));
  }
}

HwScene *
hw_scene_new (HwPicture    *picture,
              const HwRect *rects,
              GArray       *lanes,
              double        width,
              double        height)
{
  HwScene *scene = g_new0 (HwScene, 1);

  g_atomic_ref_count_init (&scene->ref_count);
  scene->picture = hw_picture_ref (picture);
  scene->width = MAX (width, 2 * HW_MARGIN);
  scene->height = MAX (height, 2 * HW_MARGIN);
  scene->lanes = lanes ? lanes : g_array_new (FALSE, FALSE, sizeof (HwLane));
  scene->index = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < scene->lanes->len; i++) {
    const HwLane *lane = &g_array_index (scene->lanes, HwLane, i);

    scene->width = MAX (scene->width, lane->rect.x + lane->rect.width + HW_MARGIN);
    scene->height = MAX (scene->height, lane->rect.y + lane->rect.height + HW_MARGIN);
  }
  copy_nodes (scene, rects);
  scene->edges = g_new0 (HwSceneEdge, picture->n_edges + 1);
  for (guint i = 0; i < picture->n_edges; i++)
    scene->edges[i] = picture->edges[i].shown;
  hw_scene_route (scene);
  return scene;
}

HwScene *
hw_scene_new_recoloured (HwScene   *scene,
                         HwPicture *picture)
{
  HwScene *other = g_memdup2 (scene, sizeof *scene);

  g_atomic_ref_count_init (&other->ref_count);
  other->picture = hw_picture_ref (picture);
  other->routed = hw_scene_ref (scene);
  other->lanes = g_array_ref (scene->lanes);
  other->index = g_hash_table_ref (scene->index);
  other->nodes = g_memdup2 (scene->nodes, sizeof (HwSceneNode) * (picture->n_nodes + 1));
  for (guint i = 0; i < picture->n_nodes; i++) {
    other->nodes[i].fill = picture->nodes[i].shown.fill;
    other->nodes[i].border = picture->nodes[i].shown.border;
  }
  return other;
}

HwScene *
hw_scene_ref (HwScene *scene)
{
  g_atomic_ref_count_inc (&scene->ref_count);
  return scene;
}

void
hw_scene_unref (HwScene *scene)
{
  if (!scene || !g_atomic_ref_count_dec (&scene->ref_count))
    return;
  g_array_unref (scene->lanes);
  g_hash_table_unref (scene->index);
  g_free (scene->nodes);
  if (!scene->routed) {
    g_free (scene->rows);
    g_free (scene->edges);
    g_free (scene->points);
    g_free (scene->edge_boxes);
  }
  hw_scene_unref (scene->routed);
  hw_picture_free (scene->picture);
  g_free (scene);
}

/* --------------------------------------------------------------------------------------------------------- layouts */

/* The scene of kept places, after what is new has found one. */
static HwScene *
make_placed_scene (HwPicture *picture,
                   HwPlaces  *places)
{
  g_autofree HwRect *rects = g_new0 (HwRect, picture->n_nodes + 1);
  double width, height;
  HwScene *scene;

  hw_places_add_new (places, picture, rects);
  hw_places_get_size (places, &width, &height);
  scene = hw_scene_new (picture, rects, NULL, width, height);
  hw_places_note_size (places, scene->width, scene->height);
  return scene;
}

/* The scene of a new layout, which is kept in [places] unless they are NULL. */
static HwScene *
make_new_scene (HwPicture    *picture,
                HwPlaces     *places,
                const HwRect *rects)
{
  HwScene *scene = hw_scene_new (picture, rects, NULL, 0, 0);

  for (guint i = 0; i < picture->n_nodes && places; i++)
    hw_places_set (places, picture->nodes[i].key,
                   (HwRect) { rects[i].x, rects[i].y, picture->nodes[i].reserve_width, picture->nodes[i].reserve_height });
  for (guint i = 0; i < picture->n_aliases && places; i++) {
    const HwRect *rect = &rects[picture->aliases[i].node];
    const HwPictureNode *node = &picture->nodes[picture->aliases[i].node];

    hw_places_set (places, picture->aliases[i].key, (HwRect) { rect->x, rect->y, node->reserve_width, node->reserve_height });
  }
  if (places)
    hw_places_note_size (places, scene->width, scene->height);
  return scene;
}

static HwScene *
make_lanes_scene (HwPicture *picture)
{
  g_autofree HwRect *rects = g_new0 (HwRect, picture->n_nodes + 1);
  GArray *lanes = g_array_new (FALSE, FALSE, sizeof (HwLane));

  hw_layout_lanes (picture, rects, lanes);
  return hw_scene_new (picture, rects, lanes, 0, 0);
}

HwScene *
hw_picture_layout_quick (HwPicture *picture,
                         HwPlaces  *places)
{
  g_autofree HwRect *rects = NULL;

  if (picture->options.layout == HW_LAYOUT_GENERATIONS)
    return make_lanes_scene (picture);
  if (places && !hw_places_is_empty (places))
    return make_placed_scene (picture, places);
  rects = g_new0 (HwRect, picture->n_nodes + 1);
  hw_layout_quickly (picture, rects);
  if (hw_layout_is_long (picture, rects))
    hw_layout_fold (picture, rects);
  return make_new_scene (picture, places, rects);
}

HwScene *
hw_picture_layout (HwPicture     *picture,
                   HwPlaces      *places,
                   double         seconds,
                   GCancellable  *cancellable,
                   GError       **error)
{
  HwLayout layout = picture->options.layout;
  g_autofree HwRect *rects = NULL;
  g_autoptr (GError) reason = NULL;

  if (g_cancellable_is_cancelled (cancellable)) {
    g_set_error_literal (error, HW_ERROR, HW_ERROR_CANCELLED, "The layout was cancelled");
    return NULL;
  }
  if (layout == HW_LAYOUT_GENERATIONS || (places && !hw_places_is_empty (places)) || picture->n_nodes == 0
      || picture->n_nodes > capacities[layout].max_nodes || picture->n_edges > capacities[layout].max_edges)
    return hw_picture_layout_quick (picture, places);
  rects = g_new0 (HwRect, picture->n_nodes + 1);
  if (!hw_layout_graphviz (picture, seconds > 0 ? seconds : DEFAULT_SECONDS, cancellable, rects, &reason)) {
    if (!g_error_matches (reason, HW_ERROR, HW_ERROR_CANCELLED))
      return hw_picture_layout_quick (picture, places);
    g_propagate_error (error, g_steal_pointer (&reason));
    return NULL;
  }
  if (layout != HW_LAYOUT_LAYERED)
    hw_layout_tighten (picture, rects);
  if (layout == HW_LAYOUT_LAYERED && (hw_layout_is_long (picture, rects) || hw_layout_is_tall (picture, rects)))
    return hw_picture_layout_quick (picture, places);
  return make_new_scene (picture, places, rects);
}

/* ---------------------------------------------------------------------------------------------------------- asking */

void
hw_scene_get_size (HwScene *scene,
                   double  *width,
                   double  *height)
{
  *width = scene->width;
  *height = scene->height;
}

const HwSceneNode *
hw_scene_get_nodes (HwScene *scene,
                    guint   *n_nodes)
{
  if (n_nodes)
    *n_nodes = scene->picture->n_nodes;
  return scene->nodes;
}

const HwSceneEdge *
hw_scene_get_edges (HwScene *scene,
                    guint   *n_edges)
{
  if (n_edges)
    *n_edges = scene->picture->n_edges;
  return scene->edges;
}

gboolean
hw_scene_is_dark (HwScene *scene)
{
  return scene->picture->options.dark;
}

const char *
hw_scene_get_summary (HwScene *scene)
{
  return scene->picture->summary;
}

/* The last drawn, so the uppermost, first. */
guint
hw_scene_hit (HwScene *scene,
              double   x,
              double   y)
{
  for (guint i = scene->picture->n_nodes; i-- > 0;) {
    const HwRect *rect = &scene->nodes[i].rect;

    if (x >= rect->x && x < rect->x + rect->width && y >= rect->y && y < rect->y + rect->height)
      return i;
  }
  return G_MAXUINT;
}

/* A curve is looked at as so many straight lines. */
#define LINES_OF_CURVE 12

static double
get_distance_to_line (double x,
                      double y,
                      double x0,
                      double y0,
                      double x1,
                      double y1)
{
  double dx = x1 - x0, dy = y1 - y0, length = dx * dx + dy * dy;
  double t = length > 0 ? CLAMP (((x - x0) * dx + (y - y0) * dy) / length, 0, 1) : 0;

  return hypot (x - (x0 + t * dx), y - (y0 + t * dy));
}

/* A cubic curve lies within the box of its four points. */
static gboolean
is_near_curve (const double *points,
               double        x,
               double        y,
               double        distance)
{
  double left = points[0], right = points[0], top = points[1], bottom = points[1];

  for (guint i = 1; i < 4; i++) {
    left = MIN (left, points[2 * i]);
    right = MAX (right, points[2 * i]);
    top = MIN (top, points[2 * i + 1]);
    bottom = MAX (bottom, points[2 * i + 1]);
  }
  return x >= left - distance && x <= right + distance && y >= top - distance && y <= bottom + distance;
}

static double
get_distance_to_curve (const double *points,
                       double        x,
                       double        y)
{
  double nearest = G_MAXDOUBLE, x0 = points[0], y0 = points[1];

  for (guint i = 1; i <= LINES_OF_CURVE; i++) {
    double t = (double) i / LINES_OF_CURVE, s = 1 - t;
    double a = s * s * s, b = 3 * s * s * t, c = 3 * s * t * t, d = t * t * t;
    double x1 = a * points[0] + b * points[2] + c * points[4] + d * points[6];
    double y1 = a * points[1] + b * points[3] + c * points[5] + d * points[7];

    nearest = MIN (nearest, get_distance_to_line (x, y, x0, y0, x1, y1));
    x0 = x1;
    y0 = y1;
  }
  return nearest;
}

guint
hw_scene_hit_edge (HwScene *scene,
                   double   x,
                   double   y,
                   double   distance)
{
  guint n_edges, found = G_MAXUINT;
  const HwSceneEdge *edges = hw_scene_get_edges (scene, &n_edges);

  for (guint i = 0; i < n_edges; i++)
    for (guint k = 0; k + 3 < edges[i].n_points; k += 3) {
      const double *points = edges[i].points + 2 * k;
      double there = is_near_curve (points, x, y, distance) ? get_distance_to_curve (points, x, y) : G_MAXDOUBLE;

      if (there <= distance) {
        distance = there;
        found = i;
      }
    }
  return found;
}

guint
hw_scene_find (HwScene *scene,
               guint32  serial)
{
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (scene->index, GUINT_TO_POINTER (serial)));

  return found > 0 ? found - 1 : G_MAXUINT;
}
