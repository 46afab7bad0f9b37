/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Edges as curves. An edge leaves its row at the right and arrives at a border of its target: by one calm curve where nothing
 * stands in its way, else around what does, by straight pieces with rounded corners. In large scenes every edge is one curve. */

#include "picture/scene.h"

#include "picture/look.h"
#include "picture/measure.h"
#include "picture/path.h"

#include <math.h>

/* Above, nothing is asked whether it is in the way. */
#define MAX_NODES 400
#define MAX_EDGES 1200
#define SEARCH_BUDGET 1000000

#define CLEARANCE 9.0
#define CORNER 16.0
#define SAMPLES 24
#define LABEL_HEIGHT 13.0
#define HEAD_ROOM 10.0 /* around an edge, for its head and its width */

typedef struct {
  HwScene   *scene;
  GArray    *points;    /* of double */
  guint     *firsts;    /* of each edge: where its points begin */
  double    *entries;   /* of each edge: the height at which it arrives at its target's left or right side */
  HwRect    *obstacles; /* scratch */
  HwMeasure *measure;
  guint      budget;    /* left for searching ways */
  gboolean   careful;
} Router;

static void
add_point (Router *router,
           double  x,
           double  y)
{
  g_array_append_val (router->points, x);
  g_array_append_val (router->points, y);
}

/* What a node takes up: with a group, the cards behind it too. */
static HwRect
get_rect (const HwScene *scene,
          guint          node)
{
  HwRect rect = scene->nodes[node].rect;

  if (scene->nodes[node].kind == HW_NODE_GROUP) {
    rect.width += 2 * HW_STACK;
    rect.height += 2 * HW_STACK;
  }
  return rect;
}

static HwPoint
get_start (const HwScene     *scene,
           const HwSceneEdge *edge)
{
  const HwSceneNode *from = &scene->nodes[edge->from];
  HwRect rect = get_rect (scene, edge->from);
  double right = rect.x + rect.width;

  if (edge->from_row != G_MAXUINT)
    rect = from->rows[edge->from_row].rect;
  return (HwPoint) { right, rect.y + rect.height / 2 };
}

/* --------------------------------------------------------------------------------------------------------- entries */

typedef struct {
  guint  edge;
  double y; /* of its start */
} Arrival;

static int
compare_cb (gconstpointer a,
            gconstpointer b)
{
  const Arrival *x = a, *y = b;

  if (x->y < y->y || x->y > y->y)
    return x->y < y->y ? -1 : 1;
  return x->edge < y->edge ? -1 : x->edge > y->edge;
}

/* Spreads the edges that arrive at one node over the height of its head, in the order of where they come from. */
static void
spread (Router  *router,
        Arrival *arrivals,
        guint    n,
        guint    node)
{
  const HwRect *rect = &router->scene->nodes[node].rect;
  double room = MIN (rect->height, HW_HEAD_HEIGHT) - 16, top = rect->y + 8;
  double step = n > 1 ? MIN (room / (n - 1), 9) : 0;

  qsort (arrivals, n, sizeof *arrivals, compare_cb);
  for (guint i = 0; i < n; i++)
    router->entries[arrivals[i].edge] = top + room / 2 + (i - (n - 1) / 2.0) * step;
}

static void
find_entries (Router *router)
{
  HwScene *scene = router->scene;
  guint n_nodes = scene->picture->n_nodes, n_edges = scene->picture->n_edges;
  g_autofree guint *first = g_new0 (guint, n_nodes + 2);
  g_autofree guint *fill = NULL;
  g_autofree Arrival *arrivals = g_new (Arrival, n_edges + 1);

  for (guint i = 0; i < n_edges; i++)
    first[scene->edges[i].to + 1] += scene->edges[i].from != scene->edges[i].to;
  for (guint i = 0; i < n_nodes; i++)
    first[i + 1] += first[i];
  fill = g_memdup2 (first, sizeof *first * (n_nodes + 1));
  for (guint i = 0; i < n_edges; i++) {
    const HwSceneEdge *edge = &scene->edges[i];

    if (edge->from != edge->to)
      arrivals[fill[edge->to]++] = (Arrival) { i, get_start (scene, edge).y };
  }
  for (guint i = 0; i < n_nodes; i++)
    spread (router, arrivals + first[i], first[i + 1] - first[i], i);
}

/* ---------------------------------------------------------------------------------------------------------- curves */

static double
at_curve (double a,
          double b,
          double c,
          double d,
          double t)
{
  double u = 1 - t;

  return u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d;
}

/* TRUE if the curve of four points runs through no node but, at its ends, its own. */
static gboolean
is_clear (const HwScene *scene,
          const HwPoint *curve,
          guint          from,
          guint          to)
{
  HwPoint samples[SAMPLES + 1];
  HwRect box = { G_MAXDOUBLE, G_MAXDOUBLE, 0, 0 };
  double right = -G_MAXDOUBLE, bottom = -G_MAXDOUBLE;

  for (guint i = 0; i <= SAMPLES; i++) {
    double t = i / (double) SAMPLES;

    samples[i].x = at_curve (curve[0].x, curve[1].x, curve[2].x, curve[3].x, t);
    samples[i].y = at_curve (curve[0].y, curve[1].y, curve[2].y, curve[3].y, t);
    box.x = MIN (box.x, samples[i].x);
    box.y = MIN (box.y, samples[i].y);
    right = MAX (right, samples[i].x);
    bottom = MAX (bottom, samples[i].y);
  }
  box.width = right - box.x + 1;
  box.height = bottom - box.y + 1;
  for (guint i = 0; i < scene->picture->n_nodes; i++) {
    HwRect rect = get_rect (scene, i);
    double room = i == from || i == to ? -1 : 4;

    rect = (HwRect) { rect.x - room, rect.y - room, rect.width + 2 * room, rect.height + 2 * room };
    if (!hw_rect_meets (&rect, &box))
      continue;
    for (guint k = 0; k <= SAMPLES; k++)
      if (samples[k].x > rect.x && samples[k].x < rect.x + rect.width && samples[k].y > rect.y
          && samples[k].y < rect.y + rect.height)
        return FALSE;
  }
  return TRUE;
}

static void
add_curve (Router        *router,
           const HwPoint *curve)
{
  for (guint i = 0; i < 4; i++)
    add_point (router, curve[i].x, curve[i].y);
}

/* The plain curve: out to the right, in from the left. */
static void
make_curve (HwPoint       start,
            const HwRect *goal,
            double        entry_y,
            double        balance,
            HwPoint      *curve)
{
  double dx = goal->x - start.x, pull;

  pull = dx > 0 ? CLAMP (dx, 40, 300) : CLAMP (-dx / 1.5, 100, 320);
  curve[0] = start;
  curve[1] = (HwPoint) { start.x + pull * balance, start.y };
  curve[2] = (HwPoint) { goal->x - pull * (1 - balance), entry_y };
  curve[3] = (HwPoint) { goal->x, entry_y };
}

/* The calmest curve that runs through nobody. */
static gboolean
add_clear_curve (Router            *router,
                 const HwSceneEdge *edge,
                 HwPoint            start,
                 double             entry_y)
{
  static const double balances[] = { 0.5, 0.35, 0.65, 0.15, 0.85 };
  HwRect goal = get_rect (router->scene, edge->to);
  HwPoint curve[4];

  if (goal.x < start.x + 12)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (balances); i++) {
    make_curve (start, &goal, entry_y, balances[i], curve);
    if (!router->careful || is_clear (router->scene, curve, edge->from, edge->to)) {
      add_curve (router, curve);
      return TRUE;
    }
  }
  return FALSE;
}

/* A loop at the right side, from the row up to the head. */
static void
add_loop (Router        *router,
          const HwScene *scene,
          HwPoint        start,
          guint          node)
{
  HwRect rect = get_rect (scene, node);
  double y = rect.y + MIN (rect.height, HW_HEAD_HEIGHT) / 2, reach = 30 + MIN ((start.y - y) / 6, 20);

  if (start.y - y < 8)
    y = start.y - 14;
  add_curve (router, (HwPoint[]) { start, { start.x + reach, start.y + 4 }, { start.x + reach, y - 2 }, { start.x, y } });
}

/* ------------------------------------------------------------------------------------------------------------ ways */

/* Straight pieces with rounded corners, as curves. */
static void
add_way (Router *router,
         GArray *path)
{
  const HwPoint *points = (const HwPoint *) path->data;
  HwPoint at = points[0];

  add_point (router, at.x, at.y);
  for (guint i = 1; i < path->len; i++) {
    HwPoint end = points[i], control = end;

    if (i + 1 < path->len) {
      double in = hypot (end.x - points[i - 1].x, end.y - points[i - 1].y);
      double out = hypot (points[i + 1].x - end.x, points[i + 1].y - end.y);
      double radius = MIN (CORNER, MIN (in / (i > 1 ? 2 : 1), out / (i + 2 < path->len ? 2 : 1)));
      HwPoint before = { end.x - (end.x - points[i - 1].x) / MAX (in, 0.01) * radius,
                         end.y - (end.y - points[i - 1].y) / MAX (in, 0.01) * radius };
      HwPoint after = { end.x + (points[i + 1].x - end.x) / MAX (out, 0.01) * radius,
                        end.y + (points[i + 1].y - end.y) / MAX (out, 0.01) * radius };

      add_point (router, at.x + (before.x - at.x) / 3, at.y + (before.y - at.y) / 3);
      add_point (router, at.x + (before.x - at.x) * 2 / 3, at.y + (before.y - at.y) * 2 / 3);
      add_point (router, before.x, before.y);
      add_point (router, before.x + (control.x - before.x) * 0.6, before.y + (control.y - before.y) * 0.6);
      add_point (router, after.x + (control.x - after.x) * 0.6, after.y + (control.y - after.y) * 0.6);
      add_point (router, after.x, after.y);
      at = after;
    } else {
      add_point (router, at.x + (end.x - at.x) / 3, at.y + (end.y - at.y) / 3);
      add_point (router, at.x + (end.x - at.x) * 2 / 3, at.y + (end.y - at.y) * 2 / 3);
      add_point (router, end.x, end.y);
    }
  }
}

/* The nodes around both ends, which a way has to respect. */
static guint
gather_obstacles (Router       *router,
                  HwPoint       start,
                  const HwRect *goal)
{
  const HwScene *scene = router->scene;
  double left = MIN (start.x, goal->x) - 260, right = MAX (start.x, goal->x + goal->width) + 260;
  double top = MIN (start.y, goal->y) - 260, bottom = MAX (start.y, goal->y + goal->height) + 260;
  HwRect region = { left, top, right - left, bottom - top };
  guint n = 0;

  for (guint i = 0; i < scene->picture->n_nodes; i++)
    if (hw_rect_meets (&scene->nodes[i].rect, &region))
      router->obstacles[n++] = get_rect (scene, i);
  return n;
}

static gboolean
add_detour (Router            *router,
            const HwSceneEdge *edge,
            HwPoint            start,
            double             entry_y,
            guint              number)
{
  HwRect goal = get_rect (router->scene, edge->to);
  g_autoptr (GArray) path = g_array_new (FALSE, FALSE, sizeof (HwPoint));
  HwPoint entry;
  guint n;

  if (!router->careful)
    return FALSE;
  n = gather_obstacles (router, start, &goal);
  /* Not all at the same distance and to the same spot, or they would run on one another. */
  entry = (HwPoint) { goal.x + goal.width * (0.25 + number % 5 * 0.1), entry_y };
  if (!hw_path_find (start, &goal, entry, router->obstacles, n, CLEARANCE - 4 + number % 4 * 2, &router->budget, path))
    return FALSE;
  add_way (router, path);
  return TRUE;
}

static void
route_edge (Router *router,
            guint   number)
{
  const HwSceneEdge *edge = &router->scene->edges[number];
  HwPoint start = get_start (router->scene, edge), curve[4];
  double entry_y = router->entries[number];

  if (edge->from == edge->to) {
    add_loop (router, router->scene, start, edge->from);
    return;
  }
  if (add_clear_curve (router, edge, start, entry_y) || add_detour (router, edge, start, entry_y, number))
    return;
  make_curve (start, &router->scene->nodes[edge->to].rect, entry_y, 0.5, curve);
  add_curve (router, curve);
}

/* ----------------------------------------------------------------------------------------------------------- whole */

/* TRUE if a label at [rect] covers no node and no label set before: those of loops, and of edges before [number]. */
static gboolean
is_free (const HwScene *scene,
         const HwRect  *rect,
         guint          number)
{
  for (guint i = 0; i < scene->picture->n_nodes; i++) {
    HwRect node = get_rect (scene, i);

    if (hw_rect_meets (&node, rect))
      return FALSE;
  }
  for (guint i = 0; i < scene->picture->n_edges; i++)
    if (i != number && scene->edges[i].label_rect.width > 0 && hw_rect_meets (&scene->edges[i].label_rect, rect))
      return FALSE;
  return TRUE;
}

/* Right of the loop's farthest point, a little further up or down, or over or under the node. */
static void
set_loop_label (Router *router,
                guint   number,
                double  width)
{
  HwSceneEdge *edge = &router->scene->edges[number];
  HwRect node = get_rect (router->scene, edge->from);
  double right = edge->points[0] + 0.75 * (edge->points[2] - edge->points[0]) + 3;
  double middle = (edge->points[1] + edge->points[7]) / 2 - LABEL_HEIGHT / 2;
  const HwRect places[] = {
    { right, middle, width, LABEL_HEIGHT },
    { right, middle - 14, width, LABEL_HEIGHT },
    { right, middle + 14, width, LABEL_HEIGHT },
    { node.x + node.width - width, node.y - LABEL_HEIGHT - 2, width, LABEL_HEIGHT },
    { node.x + node.width - width, node.y + node.height + 2, width, LABEL_HEIGHT },
  };

  edge->label_rect = places[0];
  for (guint i = 0; i < G_N_ELEMENTS (places) && router->careful; i++)
    if (is_free (router->scene, &places[i], number)) {
      edge->label_rect = places[i];
      return;
    }
}

/* On the edge near its middle, or where it is free, if need be a little beside it. */
static void
set_edge_label (Router *router,
                guint   number,
                double  width)
{
  static const double places[] = { 0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9 };
  static const double shifts[] = { 0, -LABEL_HEIGHT, LABEL_HEIGHT };
  HwSceneEdge *edge = &router->scene->edges[number];
  guint n_pieces = (edge->n_points - 1) / 3;

  for (guint i = 0; i < (router->careful ? G_N_ELEMENTS (places) * G_N_ELEMENTS (shifts) : 1); i++) {
    double place = places[i % G_N_ELEMENTS (places)], shift = shifts[i / G_N_ELEMENTS (places)];
    guint piece = MIN ((guint) (place * n_pieces), n_pieces - 1);
    double t = place * n_pieces - piece;
    const double *p = edge->points + 6 * piece;
    HwRect rect = { at_curve (p[0], p[2], p[4], p[6], t) - width / 2,
                    at_curve (p[1], p[3], p[5], p[7], t) - LABEL_HEIGHT / 2 + shift, width, LABEL_HEIGHT };

    if (i == 0)
      edge->label_rect = rect;
    if (router->careful && is_free (router->scene, &rect, number)) {
      edge->label_rect = rect;
      return;
    }
  }
}

/* Loops first: their labels have the least choice. */
static void
set_labels (Router *router)
{
  for (int loops = 1; loops >= 0; loops--)
    for (guint i = 0; i < router->scene->picture->n_edges; i++) {
      const HwSceneEdge *edge = &router->scene->edges[i];
      double width;

      if (!hw_picture_labels_edge (edge) || (edge->from == edge->to) != loops)
        continue;
      width = 6 + hw_measure_width (router->measure, HW_FONT_MARK, edge->label);
      if (loops)
        set_loop_label (router, i, width);
      else
        set_edge_label (router, i, width);
    }
}

static HwRect
get_box (const HwSceneEdge *edge)
{
  double left = G_MAXDOUBLE, top = G_MAXDOUBLE, right = -G_MAXDOUBLE, bottom = -G_MAXDOUBLE;

  for (guint i = 0; i < edge->n_points; i++) {
    left = MIN (left, edge->points[2 * i]);
    right = MAX (right, edge->points[2 * i]);
    top = MIN (top, edge->points[2 * i + 1]);
    bottom = MAX (bottom, edge->points[2 * i + 1]);
  }
  if (edge->label_rect.width > 0) {
    left = MIN (left, edge->label_rect.x);
    right = MAX (right, edge->label_rect.x + edge->label_rect.width);
  }
  return (HwRect) { left - HEAD_ROOM, top - HEAD_ROOM, right - left + 2 * HEAD_ROOM, bottom - top + 2 * HEAD_ROOM };
}

void
hw_scene_route (HwScene *scene)
{
  guint n_edges = scene->picture->n_edges, n_nodes = scene->picture->n_nodes;
  Router router = {
    .scene = scene,
    .points = g_array_new (FALSE, FALSE, sizeof (double)),
    .firsts = g_new (guint, n_edges + 1),
    .entries = g_new0 (double, n_edges + 1),
    .obstacles = g_new (HwRect, n_nodes + 1),
    .measure = hw_measure_new (),
    .budget = SEARCH_BUDGET,
    .careful = n_nodes <= MAX_NODES && n_edges <= MAX_EDGES,
  };

  find_entries (&router);
  for (guint i = 0; i < n_edges; i++) {
    router.firsts[i] = router.points->len;
    route_edge (&router, i);
  }
  router.firsts[n_edges] = router.points->len;
  scene->points = (double *) g_array_free (router.points, FALSE);
  scene->edge_boxes = g_new (HwRect, n_edges + 1);
  for (guint i = 0; i < n_edges; i++) {
    HwSceneEdge *edge = &scene->edges[i];

    edge->points = scene->points + router.firsts[i];
    edge->n_points = (router.firsts[i + 1] - router.firsts[i]) / 2;
  }
  set_labels (&router);
  for (guint i = 0; i < n_edges; i++) {
    scene->edge_boxes[i] = get_box (&scene->edges[i]);
    scene->width = MAX (scene->width, scene->edge_boxes[i].x + scene->edge_boxes[i].width + 6);
    scene->height = MAX (scene->height, scene->edge_boxes[i].y + scene->edge_boxes[i].height + 6);
  }
  hw_measure_free (router.measure);
  g_free (router.firsts);
  g_free (router.entries);
  g_free (router.obstacles);
}
