/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The union of the pictures of several images: each node once, as large as it ever gets, with all edges it ever has. It is
 * laid out to give every object a place that serves all of these images. */

#include "picture/picture.h"

typedef struct {
  GHashTable *node_of;  /* key → index */
  GHashTable *seen;     /* edges: "from key, to key, row" */
  GArray     *nodes;    /* of HwPictureNode */
  GArray     *edges;    /* of HwPictureEdge */
} Union;

static const char *
keep (HwPicture  *picture,
      const char *text)
{
  return g_string_chunk_insert_const (picture->texts, text ? text : "");
}

static void
keep_texts (HwPicture   *picture,
            HwSceneNode *node)
{
  node->title = keep (picture, node->title);
  node->subtitle = keep (picture, node->subtitle);
  node->description = keep (picture, node->description);
  node->badge = keep (picture, node->badge);
  node->mark = keep (picture, node->mark);
}

/* The union's node for one of [from]; made, or made larger. Its rows are taken over as long as they are the most. */
static guint
merge_node (Union               *all,
            const HwPictureNode *from)
{
  gpointer found;
  HwPictureNode *node;

  if (!g_hash_table_lookup_extended (all->node_of, &from->key, NULL, &found)) {
    g_hash_table_insert (all->node_of, g_memdup2 (&from->key, sizeof from->key), GUINT_TO_POINTER (all->nodes->len));
    g_array_append_vals (all->nodes, from, 1);
    return all->nodes->len - 1;
  }
  node = &g_array_index (all->nodes, HwPictureNode, GPOINTER_TO_UINT (found));
  if (from->shown.n_rows > node->shown.n_rows) {
    double width = node->reserve_width, height = node->reserve_height;

    *node = *from;
    node->reserve_width = MAX (width, from->reserve_width);
    node->reserve_height = MAX (height, from->reserve_height);
  }
  node->reserve_width = MAX (node->reserve_width, from->reserve_width);
  node->reserve_height = MAX (node->reserve_height, from->reserve_height);
  return GPOINTER_TO_UINT (found);
}

static void
merge_edge (Union               *all,
            const HwPictureEdge *from,
            guint                from_node,
            guint                to_node)
{
  g_autofree char *name = g_strdup_printf ("%u %u %u %d", from_node, to_node, from->shown.from_row, from->shown.weak);
  HwPictureEdge edge = *from;

  if (!g_hash_table_add (all->seen, g_steal_pointer (&name)))
    return;
  edge.shown.from = from_node;
  edge.shown.to = to_node;
  edge.shown.changed = FALSE;
  g_array_append_val (all->edges, edge);
}

static void
merge (Union           *all,
       const HwPicture *picture)
{
  g_autofree guint *indexes = g_new (guint, picture->n_nodes + 1);

  for (guint i = 0; i < picture->n_nodes; i++)
    indexes[i] = merge_node (all, &picture->nodes[i]);
  for (guint i = 0; i < picture->n_edges; i++) {
    const HwSceneEdge *edge = &picture->edges[i].shown;

    merge_edge (all, &picture->edges[i], indexes[edge->from], indexes[edge->to]);
  }
}

/* Moves what was gathered into [picture]; all texts are copied. */
static void
finish (HwPicture *picture,
        Union     *all)
{
  guint n_rows = 0, row = 0;

  picture->n_nodes = all->nodes->len;
  picture->nodes = (HwPictureNode *) g_array_free (all->nodes, FALSE);
  picture->n_edges = all->edges->len;
  picture->edges = (HwPictureEdge *) g_array_free (all->edges, FALSE);
  for (guint i = 0; i < picture->n_nodes; i++)
    n_rows += picture->nodes[i].shown.n_rows;
  picture->n_rows = n_rows;
  picture->rows = g_new (HwSceneRow, n_rows + 1);
  for (guint i = 0; i < picture->n_nodes; i++) {
    HwSceneNode *node = &picture->nodes[i].shown;

    keep_texts (picture, node);
    node->born = node->changed = FALSE;
    node->rect.width = picture->nodes[i].reserve_width;
    node->rect.height = picture->nodes[i].reserve_height;
    for (guint k = 0; k < node->n_rows; k++, row++) {
      picture->rows[row] = node->rows[k];
      picture->rows[row].label = keep (picture, node->rows[k].label);
      picture->rows[row].value = keep (picture, node->rows[k].value);
      picture->rows[row].rect.width = node->rect.width;
      picture->rows[row].changed = FALSE;
    }
    node->rows = picture->rows + row - node->n_rows;
  }
  for (guint i = 0; i < picture->n_edges; i++) {
    HwSceneEdge *edge = &picture->edges[i].shown;

    edge->label = keep (picture, edge->label);
    if (edge->from_row != G_MAXUINT && edge->from_row >= picture->nodes[edge->from].shown.n_rows)
      edge->from_row = G_MAXUINT;
  }
}

HwPicture *
hw_picture_new_union (HwImage               **images,
                      guint                   n_images,
                      const HwPictureOptions *options)
{
  g_autoptr (GPtrArray) pictures = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_picture_free);
  HwPicture *picture = g_new0 (HwPicture, 1);
  Union all = {
    .node_of = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL),
    .seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .nodes = g_array_new (FALSE, TRUE, sizeof (HwPictureNode)),
    .edges = g_array_new (FALSE, TRUE, sizeof (HwPictureEdge)),
  };

  g_atomic_ref_count_init (&picture->ref_count);
  picture->options = *options;
  picture->n_images = n_images;
  picture->texts = g_string_chunk_new (4096);
  for (guint i = 0; i < n_images; i++) {
    HwPicture *one = hw_picture_new (images[i], NULL, options);

    g_ptr_array_add (pictures, one);
    picture->python = one->python;
    picture->step = one->step;
    merge (&all, one);
  }
  finish (picture, &all);
  picture->summary = g_strdup_printf ("%u nodes of %u steps", picture->n_nodes, n_images);
  picture->details = g_strdup (picture->summary);
  g_hash_table_unref (all.node_of);
  g_hash_table_unref (all.seen);
  return picture;
}
