/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Places kept between pictures, and how a new node finds one: at the right of its holder, then further down, up and right,
 * where nothing stands yet. Whoever has a place never moves. */

#include "picture/places.h"

#include "picture/look.h"

#define STEP 22.0     /* how finely free room is looked for */
#define MAX_STEPS 60  /* up and down */
#define MAX_COLUMNS 6

struct _HwPlaces {
  GHashTable *index; /* key → number in rects */
  GArray     *rects; /* of HwRect */
  double      width; /* of the largest scene so far */
  double      height;
};

HwPlaces *
hw_places_new (void)
{
  HwPlaces *places = g_new0 (HwPlaces, 1);

  places->index = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  places->rects = g_array_new (FALSE, FALSE, sizeof (HwRect));
  return places;
}

void
hw_places_free (HwPlaces *places)
{
  if (!places)
    return;
  g_hash_table_unref (places->index);
  g_array_unref (places->rects);
  g_free (places);
}

void
hw_places_clear (HwPlaces *places)
{
  g_hash_table_remove_all (places->index);
  g_array_set_size (places->rects, 0);
  places->width = places->height = 0;
}

gboolean
hw_places_is_empty (HwPlaces *places)
{
  return places->rects->len == 0;
}

gboolean
hw_places_get (HwPlaces *places,
               guint64   key,
               HwRect   *rect)
{
  gpointer found;

  if (!g_hash_table_lookup_extended (places->index, &key, NULL, &found))
    return FALSE;
  *rect = g_array_index (places->rects, HwRect, GPOINTER_TO_UINT (found));
  return TRUE;
}

void
hw_places_set (HwPlaces *places,
               guint64   key,
               HwRect    rect)
{
  gpointer found;

  if (g_hash_table_lookup_extended (places->index, &key, NULL, &found)) {
    g_array_index (places->rects, HwRect, GPOINTER_TO_UINT (found)) = rect;
    return;
  }
  g_hash_table_insert (places->index, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (places->rects->len));
  g_array_append_val (places->rects, rect);
}

void
hw_places_get_size (HwPlaces *places,
                    double   *width,
                    double   *height)
{
  *width = places->width;
  *height = places->height;
  for (guint i = 0; i < places->rects->len; i++) {
    const HwRect *rect = &g_array_index (places->rects, HwRect, i);

    *width = MAX (*width, rect->x + rect->width + HW_MARGIN);
    *height = MAX (*height, rect->y + rect->height + HW_MARGIN);
  }
}

void
hw_places_note_size (HwPlaces *places,
                     double    width,
                     double    height)
{
  places->width = MAX (places->width, width);
  places->height = MAX (places->height, height);
}

static gboolean
is_free (HwPlaces *places,
         HwRect    rect)
{
  if (rect.x < HW_MARGIN || rect.y < HW_MARGIN)
    return FALSE;
  for (guint i = 0; i < places->rects->len; i++) {
    const HwRect *other = &g_array_index (places->rects, HwRect, i);

    if (rect.x < other->x + other->width + HW_GAP && other->x < rect.x + rect.width + HW_GAP
        && rect.y < other->y + other->height + HW_GAP && other->y < rect.y + rect.height + HW_GAP)
      return FALSE;
  }
  return TRUE;
}

/* The free room for [rect] that is nearest to where it stands, searched to the right. */
static HwRect
find_free (HwPlaces *places,
           HwRect    rect)
{
  double width, height;

  for (int column = 0; column < MAX_COLUMNS; column++) {
    HwRect candidate = rect;

    candidate.x = rect.x + column * (rect.width + HW_COLUMN_GAP) / 2;
    for (int step = 0; step <= 2 * MAX_STEPS; step++) {
      candidate.y = rect.y + (step + 1) / 2 * (step % 2 ? STEP : -STEP);
      if (is_free (places, candidate))
        return candidate;
    }
  }
  hw_places_get_size (places, &width, &height);
  return (HwRect) { HW_MARGIN, height + HW_GAP, rect.width, rect.height };
}

/* Where a new node would like to stand: right of the first placed node that holds it; or left of one that it holds; or below
 * all. */
static HwRect
get_wish (HwPlaces        *places,
          const HwPicture *picture,
          guint            node,
          const guint8    *placed,
          const HwRect    *rects)
{
  const HwPictureNode *wanting = &picture->nodes[node];
  HwRect wish = { 0, 0, wanting->reserve_width, wanting->reserve_height };
  double width, height;

  for (guint i = 0; i < picture->n_edges; i++) {
    const HwSceneEdge *edge = &picture->edges[i].shown;

    if (edge->to == node && edge->from != node && placed[edge->from]) {
      const HwRect *holder = &rects[edge->from];

      wish.x = holder->x + holder->width + HW_COLUMN_GAP;
      wish.y = holder->y;
      if (edge->from_row != G_MAXUINT)
        wish.y += MAX (picture->nodes[edge->from].shown.rows[edge->from_row].rect.y - HW_HEAD_HEIGHT / 2, 0);
      return wish;
    }
  }
  for (guint i = 0; i < picture->n_edges; i++) {
    const HwSceneEdge *edge = &picture->edges[i].shown;

    if (edge->from == node && edge->to != node && placed[edge->to]) {
      wish.x = MAX (rects[edge->to].x - wish.width - HW_COLUMN_GAP, HW_MARGIN);
      wish.y = rects[edge->to].y;
      return wish;
    }
  }
  hw_places_get_size (places, &width, &height);
  wish.x = wanting->shown.kind == HW_NODE_FRAME ? HW_MARGIN : HW_MARGIN + 2 * HW_MIN_WIDTH;
  wish.y = wanting->shown.kind == HW_NODE_FRAME ? HW_MARGIN : height / 2;
  return wish;
}

void
hw_places_add_new (HwPlaces  *places,
                   HwPicture *picture,
                   HwRect    *rects)
{
  g_autofree guint8 *placed = g_new0 (guint8, picture->n_nodes + 1);

  for (guint i = 0; i < picture->n_nodes; i++) {
    HwRect rect;

    if (hw_places_get (places, picture->nodes[i].key, &rect)) {
      rects[i] = (HwRect) { rect.x, rect.y, picture->nodes[i].shown.rect.width, picture->nodes[i].shown.rect.height };
      placed[i] = 1;
    }
  }
  /* In the picture's order holders stand before what they hold, but for the unreachable. */
  for (guint i = 0; i < picture->n_nodes; i++) {
    HwRect rect;

    if (placed[i])
      continue;
    rect = find_free (places, get_wish (places, picture, i, placed, rects));
    hw_places_set (places, picture->nodes[i].key, rect);
    rects[i] = (HwRect) { rect.x, rect.y, picture->nodes[i].shown.rect.width, picture->nodes[i].shown.rect.height };
    placed[i] = 1;
  }
}
