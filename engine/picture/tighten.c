/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Takes the waste out of a layout: a strip from one side of the picture to the other in which no node stands is made narrow, across
 * and down. Nothing changes its side of anything else, so nothing can overlap that did not. */

#include "picture/layout.h"

#include "picture/look.h"

/* What is left of an empty strip: room for edges and their labels. */
#define MAX_STRIP 90.0

typedef struct {
  double begin, end;
  guint  node;
} Span;

static int
compare_cb (gconstpointer a,
            gconstpointer b)
{
  const Span *x = a, *y = b;

  if (x->begin < y->begin || x->begin > y->begin)
    return x->begin < y->begin ? -1 : 1;
  return x->node < y->node ? -1 : x->node > y->node;
}

static void
close_strips (const HwPicture *picture,
              HwRect          *rects,
              gboolean         down)
{
  g_autofree Span *spans = g_new (Span, picture->n_nodes + 1);
  double end = 0, shift = 0;

  for (guint i = 0; i < picture->n_nodes; i++) {
    double begin = down ? rects[i].y : rects[i].x;
    double size = down ? picture->nodes[i].reserve_height : picture->nodes[i].reserve_width;

    spans[i] = (Span) { begin, begin + size, i };
  }
  qsort (spans, picture->n_nodes, sizeof *spans, compare_cb);
  for (guint i = 0; i < picture->n_nodes; i++) {
    if (i > 0 && spans[i].begin - end > MAX_STRIP)
      shift += spans[i].begin - end - MAX_STRIP;
    end = MAX (end, spans[i].end);
    if (down)
      rects[spans[i].node].y -= shift;
    else
      rects[spans[i].node].x -= shift;
  }
}

void
hw_layout_tighten (const HwPicture *picture,
                   HwRect          *rects)
{
  close_strips (picture, rects, FALSE);
  close_strips (picture, rects, TRUE);
}
