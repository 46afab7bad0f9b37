/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Folds a picture that is much wider than high, such as that of a linked list: cut between two columns, the rest goes on
 * further down, like the lines of a text. */

#include "picture/layout.h"

#include "picture/look.h"

#include <math.h>

#define MIN_WIDTH 1700.0 /* a picture is never folded to less */
#define MAX_HEIGHT 2600.0 /* lower ones are never too high */
#define MAX_ASPECT 3.2

typedef struct {
  guint  node;
  double left, right;
} Span;

static int
compare_cb (gconstpointer a,
            gconstpointer b)
{
  const Span *x = a, *y = b;

  if (x->left < y->left || x->left > y->left)
    return x->left < y->left ? -1 : 1;
  return x->node < y->node ? -1 : x->node > y->node;
}

static void
get_size (const HwPicture *picture,
          const HwRect    *rects,
          double          *width,
          double          *height)
{
  *width = *height = 0;
  for (guint i = 0; i < picture->n_nodes; i++) {
    *width = MAX (*width, rects[i].x + picture->nodes[i].reserve_width);
    *height = MAX (*height, rects[i].y + picture->nodes[i].reserve_height);
  }
}

/* Moves spans [first, end) into a strip of their own that begins at [top]. Returns its lower end. */
static double
place_strip (const HwPicture *picture,
             const Span      *spans,
             guint            first,
             guint            end,
             double           top,
             HwRect          *rects)
{
  double highest = G_MAXDOUBLE, lowest = 0, left = spans[first].left;

  for (guint i = first; i < end; i++) {
    highest = MIN (highest, rects[spans[i].node].y);
    lowest = MAX (lowest, rects[spans[i].node].y + picture->nodes[spans[i].node].reserve_height);
  }
  for (guint i = first; i < end; i++) {
    rects[spans[i].node].y += top - highest;
    /* A little further in than the first, so that the edges that come over have room. */
    rects[spans[i].node].x += HW_MARGIN - left + (top > HW_MARGIN ? HW_COLUMN_GAP : 0);
  }
  return top + lowest - highest;
}

gboolean
hw_layout_is_tall (const HwPicture *picture,
                   const HwRect    *rects)
{
  double width, height;

  get_size (picture, rects, &width, &height);
  return height > MAX_HEIGHT && height > width * MAX_ASPECT;
}

gboolean
hw_layout_is_long (const HwPicture *picture,
                   const HwRect    *rects)
{
  double width, height;

  get_size (picture, rects, &width, &height);
  return width > MIN_WIDTH * 1.4 && width > height * MAX_ASPECT;
}

void
hw_layout_fold (const HwPicture *picture,
                HwRect          *rects)
{
  g_autofree Span *spans = g_new (Span, picture->n_nodes + 1);
  double width, height, limit, right = 0, top = HW_MARGIN;
  guint first = 0;

  /* So many strips that the whole becomes about twice as wide as high. */
  get_size (picture, rects, &width, &height);
  limit = MAX (MIN_WIDTH, sqrt (width * (height + 2 * HW_GAP) * 2));
  for (guint i = 0; i < picture->n_nodes; i++)
    spans[i] = (Span) { i, rects[i].x, rects[i].x + picture->nodes[i].reserve_width };
  qsort (spans, picture->n_nodes, sizeof *spans, compare_cb);
  for (guint i = 0; i < picture->n_nodes; i++) {
    if (i > first && spans[i].left >= right && spans[i].right - spans[first].left > limit) {
      top = place_strip (picture, spans, first, i, top, rects) + 2.5 * HW_GAP;
      first = i;
    }
    right = MAX (right, spans[i].right);
  }
  if (picture->n_nodes > 0)
    place_strip (picture, spans, first, picture->n_nodes, top, rects);
}
