/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Ways around obstacles: A* on the grid that the obstacles' borders and middles span. A step from a free crossing to the next
 * is free, since every obstacle has a blocked crossing of its own on every line through it. Bends cost, so the ways are calm. */

#include "picture/path.h"

#include <math.h>
#include <stdlib.h>

#define BEND_COST 46.0
#define MAX_CROSSINGS 160000

enum { DIRECTION_RIGHT, DIRECTION_DOWN, DIRECTION_LEFT, DIRECTION_UP, N_DIRECTIONS };

/* What it costs to arrive at a side, and in which direction one then goes. */
static const struct {
  double cost;
  int    direction;
} sides[] = {
  [HW_SIDE_LEFT] = { 0, DIRECTION_RIGHT },
  [HW_SIDE_TOP] = { 26, DIRECTION_DOWN },
  [HW_SIDE_RIGHT] = { 40, DIRECTION_LEFT },
  [HW_SIDE_BOTTOM] = { 26, DIRECTION_UP },
};

typedef struct {
  double  estimate;
  guint32 state;
} Entry;

typedef struct {
  double  *xs, *ys;
  guint    n_x, n_y;
  guint8  *blocked;  /* by crossing */
  float   *costs;    /* by state: crossing * N_DIRECTIONS + direction */
  guint32 *from;
  guint8  *closed;
  GArray  *heap;     /* of Entry */
  HwPoint  ends[4];  /* by side: where the way stops, before the last straight piece */
  guint32  end_states[4];
} Search;

static int
compare_cb (const void *a,
            const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static guint
sort_unique (double *values,
             guint   n)
{
  guint kept = 0;

  qsort (values, n, sizeof *values, compare_cb);
  for (guint i = 0; i < n; i++)
    if (kept == 0 || values[i] - values[kept - 1] > 0.01)
      values[kept++] = values[i];
  return kept;
}

static guint
find_line (const double *values,
           guint         n,
           double        value)
{
  guint low = 0, high = n;

  while (low + 1 < high) {
    guint middle = (low + high) / 2;

    if (values[middle] <= value + 0.005)
      low = middle;
    else
      high = middle;
  }
  return low;
}

static void
make_lines (Search       *search,
            HwPoint       start,
            const HwRect *obstacles,
            guint         n_obstacles,
            double        clearance)
{
  search->xs = g_new (double, 3 * n_obstacles + 5);
  search->ys = g_new (double, 3 * n_obstacles + 5);
  for (guint i = 0; i < n_obstacles; i++) {
    search->xs[search->n_x++] = obstacles[i].x - clearance;
    search->xs[search->n_x++] = obstacles[i].x + obstacles[i].width + clearance;
    search->xs[search->n_x++] = obstacles[i].x + obstacles[i].width / 2;
    search->ys[search->n_y++] = obstacles[i].y - clearance;
    search->ys[search->n_y++] = obstacles[i].y + obstacles[i].height / 2;
    search->ys[search->n_y++] = obstacles[i].y + obstacles[i].height + clearance;
  }
  search->xs[search->n_x++] = start.x;
  search->ys[search->n_y++] = start.y;
  /* The right and lower ends are on lines of the goal, which is an obstacle, or on those of the other ends. */
  for (guint i = HW_SIDE_LEFT; i <= HW_SIDE_TOP; i++) {
    search->xs[search->n_x++] = search->ends[i].x;
    search->ys[search->n_y++] = search->ends[i].y;
  }
  search->n_x = sort_unique (search->xs, search->n_x);
  search->n_y = sort_unique (search->ys, search->n_y);
}

static void
block (Search       *search,
       const HwRect *obstacle,
       double        clearance)
{
  guint x0 = find_line (search->xs, search->n_x, obstacle->x - clearance);
  guint x1 = find_line (search->xs, search->n_x, obstacle->x + obstacle->width + clearance);
  guint y0 = find_line (search->ys, search->n_y, obstacle->y - clearance);
  guint y1 = find_line (search->ys, search->n_y, obstacle->y + obstacle->height + clearance);

  for (guint y = y0 + 1; y < y1; y++)
    for (guint x = x0 + 1; x < x1; x++)
      search->blocked[y * search->n_x + x] = 1;
}

static void
push (Search *search,
      guint32 state,
      double  estimate)
{
  Entry entry = { estimate, state };
  guint i = search->heap->len;
  Entry *entries;

  g_array_append_val (search->heap, entry);
  entries = (Entry *) search->heap->data;
  while (i > 0 && entries[(i - 1) / 2].estimate > entry.estimate) {
    entries[i] = entries[(i - 1) / 2];
    i = (i - 1) / 2;
  }
  entries[i] = entry;
}

static guint32
pop (Search *search)
{
  Entry *entries = (Entry *) search->heap->data;
  guint32 state = entries[0].state;
  Entry last = entries[search->heap->len - 1];
  guint i = 0, n = search->heap->len - 1;

  for (;;) {
    guint child = 2 * i + 1;

    if (child >= n)
      break;
    if (child + 1 < n && entries[child + 1].estimate < entries[child].estimate)
      child++;
    if (entries[child].estimate >= last.estimate)
      break;
    entries[i] = entries[child];
    i = child;
  }
  entries[i] = last;
  g_array_set_size (search->heap, n);
  return state;
}

/* Never more than what is left to pay. */
static double
get_rest (const Search *search,
          guint         x,
          guint         y)
{
  double rest = G_MAXDOUBLE;

  for (guint i = 0; i < 4; i++)
    rest = MIN (rest, fabs (search->xs[x] - search->ends[i].x) + fabs (search->ys[y] - search->ends[i].y) + sides[i].cost);
  return rest;
}

static void
try_step (Search *search,
          guint32 state,
          guint   x,
          guint   y,
          int     direction)
{
  static const int steps_x[] = { 1, 0, -1, 0 }, steps_y[] = { 0, 1, 0, -1 };
  gint64 to_x = (gint64) x + steps_x[direction], to_y = (gint64) y + steps_y[direction];
  int turn = abs (direction - (int) (state % N_DIRECTIONS));
  guint32 next;
  double cost;

  if (to_x < 0 || to_y < 0 || to_x >= search->n_x || to_y >= search->n_y || turn == 2
      || search->blocked[to_y * search->n_x + to_x])
    return;
  next = (guint32) (to_y * search->n_x + to_x) * N_DIRECTIONS + direction;
  cost = search->costs[state] + fabs (search->xs[to_x] - search->xs[x]) + fabs (search->ys[to_y] - search->ys[y])
         + (turn ? BEND_COST : 0);
  if (search->closed[next] || cost >= search->costs[next])
    return;
  search->costs[next] = (float) cost;
  search->from[next] = state;
  push (search, next, cost + get_rest (search, (guint) to_x, (guint) to_y));
}

/* The state at which the best way ends, with the side; G_MAXUINT32 if there is none. */
static guint32
walk (Search *search,
      guint32 start,
      HwSide *side,
      guint  *budget)
{
  double best = G_MAXDOUBLE;
  guint32 found = G_MAXUINT32;

  search->costs[start] = 0;
  push (search, start, 0);
  for (; search->heap->len > 0 && *budget > 0; (*budget)--) {
    double estimate = g_array_index (search->heap, Entry, 0).estimate;
    guint32 state = pop (search), crossing = state / N_DIRECTIONS;

    if (estimate >= best)
      break;
    if (search->closed[state])
      continue;
    search->closed[state] = 1;
    for (guint i = 0; i < 4; i++) {
      int turn = abs (sides[i].direction - (int) (state % N_DIRECTIONS));
      double total = search->costs[state] + sides[i].cost + (turn ? BEND_COST : 0);

      if (crossing == search->end_states[i] / N_DIRECTIONS && turn != 2 && total < best) {
        best = total;
        found = state;
        *side = (HwSide) i;
      }
    }
    for (int direction = 0; direction < N_DIRECTIONS; direction++)
      try_step (search, state, crossing % search->n_x, crossing / search->n_x, direction);
  }
  return found;
}

static void
set_ends (Search       *search,
          const HwRect *goal,
          HwPoint       entry,
          double        clearance)
{
  search->ends[HW_SIDE_LEFT] = (HwPoint) { goal->x - clearance, entry.y };
  search->ends[HW_SIDE_RIGHT] = (HwPoint) { goal->x + goal->width + clearance, entry.y };
  search->ends[HW_SIDE_TOP] = (HwPoint) { entry.x, goal->y - clearance };
  search->ends[HW_SIDE_BOTTOM] = (HwPoint) { entry.x, goal->y + goal->height + clearance };
}

/* Writes the way down, from its end to its beginning and then turned round, only where it bends. */
static void
trace (Search       *search,
       guint32       state,
       guint32       start,
       HwPoint       first,
       HwPoint       last,
       GArray       *path)
{
  guint begin = path->len;

  g_array_append_val (path, last);
  for (;; state = search->from[state]) {
    guint32 crossing = state / N_DIRECTIONS;
    HwPoint point = { search->xs[crossing % search->n_x], search->ys[crossing / search->n_x] };

    g_array_append_val (path, point);
    if (state == start)
      break;
  }
  g_array_append_val (path, first);
  for (guint i = begin, k = path->len - 1; i < k; i++, k--) {
    HwPoint swap = g_array_index (path, HwPoint, i);

    g_array_index (path, HwPoint, i) = g_array_index (path, HwPoint, k);
    g_array_index (path, HwPoint, k) = swap;
  }
  for (guint i = begin + 1; i + 1 < path->len;) {
    const HwPoint *a = &g_array_index (path, HwPoint, i - 1), *b = a + 1, *c = a + 2;

    if ((fabs (a->x - b->x) < 0.01 && fabs (b->x - c->x) < 0.01) || (fabs (a->y - b->y) < 0.01 && fabs (b->y - c->y) < 0.01))
      g_array_remove_index (path, i);
    else
      i++;
  }
}

static HwPoint
get_border (const HwRect *goal,
            HwSide        side,
            HwPoint       end)
{
  switch (side) {
  case HW_SIDE_LEFT:
    return (HwPoint) { goal->x, end.y };
  case HW_SIDE_RIGHT:
    return (HwPoint) { goal->x + goal->width, end.y };
  case HW_SIDE_TOP:
    return (HwPoint) { end.x, goal->y };
  case HW_SIDE_BOTTOM:
    break;
  }
  return (HwPoint) { end.x, goal->y + goal->height };
}

gboolean
hw_path_find (HwPoint       start,
              const HwRect *goal,
              HwPoint       entry,
              const HwRect *obstacles,
              guint         n_obstacles,
              double        clearance,
              guint        *budget,
              GArray       *path)
{
  Search search = { 0 };
  HwPoint leave = { start.x + clearance, start.y };
  guint32 first, found = G_MAXUINT32;
  HwSide side = HW_SIDE_LEFT;
  guint n;

  set_ends (&search, goal, entry, clearance);
  make_lines (&search, leave, obstacles, n_obstacles, clearance);
  n = search.n_x * search.n_y;
  if (n <= MAX_CROSSINGS) {
    search.blocked = g_new0 (guint8, n);
    search.costs = g_new (float, n * N_DIRECTIONS);
    search.from = g_new0 (guint32, n * N_DIRECTIONS);
    search.closed = g_new0 (guint8, n * N_DIRECTIONS);
    search.heap = g_array_new (FALSE, FALSE, sizeof (Entry));
    for (guint i = 0; i < n * N_DIRECTIONS; i++)
      search.costs[i] = G_MAXFLOAT;
    for (guint i = 0; i < n_obstacles; i++)
      block (&search, &obstacles[i], clearance);
    for (guint i = 0; i < 4; i++)
      search.end_states[i] = (find_line (search.ys, search.n_y, search.ends[i].y) * search.n_x
                              + find_line (search.xs, search.n_x, search.ends[i].x)) * N_DIRECTIONS;
    first = (find_line (search.ys, search.n_y, leave.y) * search.n_x + find_line (search.xs, search.n_x, leave.x)) * N_DIRECTIONS;
    if (!search.blocked[first / N_DIRECTIONS])
      found = walk (&search, first, &side, budget);
    if (found != G_MAXUINT32)
      trace (&search, found, first, start, get_border (goal, side, search.ends[side]), path);
    g_array_unref (search.heap);
    g_free (search.blocked);
    g_free (search.costs);
    g_free (search.from);
    g_free (search.closed);
  }
  g_free (search.xs);
  g_free (search.ys);
  return found != G_MAXUINT32;
}
