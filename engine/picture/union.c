/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The union of the pictures of several images: each node once, as large as it ever gets, with all edges it ever has. It is
 * laid out to give every object a place that serves all of these images.
 *
 * An object that comes when another is gone for good takes that one's node, if it is of the same class and the same slot of the same
 * holder held it: the objects that a loop makes and drops share one place. */

#include "picture/picture.h"

#include <string.h>

typedef struct {
  GHashTable *node_of;   /* key → index */
  GHashTable *last_seen; /* key → number of the last picture that shows it */
  GHashTable *heir_of;   /* "class, holder, row" → index + 1 of the node that stood there last */
  GHashTable *seen;      /* edges: "from key, to key, row" */
  GArray     *nodes;     /* of HwPictureNode */
  GArray     *current;   /* of guint64: whose key each node was given to last */
  GArray     *aliases;   /* of HwAlias */
  GArray     *edges;     /* of HwPictureEdge */
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

static void
bind_key (Union   *all,
          guint64  key,
          guint    node)
{
  g_hash_table_insert (all->node_of, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (node));
  g_array_index (all->current, guint64, node) = key;
}

/* Makes a node of the union as large as [from]. Rows are taken over as long as they are the most. */
static void
enlarge_node (HwPictureNode       *node,
              const HwPictureNode *from)
{
  double width = MAX (node->reserve_width, from->reserve_width), height = MAX (node->reserve_height, from->reserve_height);
  guint64 key = node->key;

  if (from->shown.n_rows > node->shown.n_rows)
    *node = *from;
  node->key = key;
  node->reserve_width = width;
  node->reserve_height = height;
}

/* What tells who may follow whom in a place: class, holder and slot. NULL for what has no holder. Owned. */
static char *
dup_role (const HwPicture     *picture,
          const HwPictureNode *node,
          const guint         *holders,
          guint                number)
{
  const HwSceneEdge *edge = holders[number] == G_MAXUINT ? NULL : &picture->edges[holders[number]].shown;
  gsize length = strcspn (node->shown.title, "#");

  if (node->shown.kind != HW_NODE_OBJECT || !edge)
    return NULL;
  return g_strdup_printf ("%.*s %" G_GUINT64_FORMAT " %u %s", (int) length, node->shown.title, picture->nodes[edge->from].key,
                          edge->from_row, edge->label);
}

/* The union's node for node [number] of the picture [index]; made if nobody's place is free for it. */
static guint
merge_node (Union           *all,
            const HwPicture *picture,
            guint            index,
            const guint     *holders,
            guint            number)
{
  const HwPictureNode *from = &picture->nodes[number];
  g_autofree char *role = dup_role (picture, from, holders, number);
  guint node = role ? GPOINTER_TO_UINT (g_hash_table_lookup (all->heir_of, role)) : 0;
  gpointer found;

  if (g_hash_table_lookup_extended (all->node_of, &from->key, NULL, &found)) {
    node = GPOINTER_TO_UINT (found);
    enlarge_node (&g_array_index (all->nodes, HwPictureNode, node), from);
  } else if (node > 0 && GPOINTER_TO_UINT (g_hash_table_lookup (all->last_seen, &g_array_index (all->current, guint64, node - 1)))
                           < index) {
    HwAlias alias = { from->key, --node };

    enlarge_node (&g_array_index (all->nodes, HwPictureNode, node), from);
    bind_key (all, from->key, node);
    g_array_append_val (all->aliases, alias);
  } else {
    node = all->nodes->len;
    g_array_append_vals (all->nodes, from, 1);
    g_array_append_val (all->current, from->key);
    bind_key (all, from->key, node);
  }
  if (role)
    g_hash_table_insert (all->heir_of, g_steal_pointer (&role), GUINT_TO_POINTER (node + 1));
  return node;
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
       const HwPicture *picture,
       guint            index)
{
  g_autofree guint *indexes = g_new (guint, picture->n_nodes + 1);
  g_autofree guint *holders = g_new (guint, picture->n_nodes + 1);

  memset (holders, 0xff, sizeof *holders * (picture->n_nodes + 1));
  for (guint i = picture->n_edges; i-- > 0;)
    if (picture->edges[i].shown.from != picture->edges[i].shown.to)
      holders[picture->edges[i].shown.to] = i;
  for (guint i = 0; i < picture->n_nodes; i++)
    indexes[i] = merge_node (all, picture, index, holders, i);
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
  picture->n_aliases = all->aliases->len;
  picture->aliases = (HwAlias *) g_array_free (all->aliases, FALSE);
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
    .last_seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL),
    .heir_of = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .nodes = g_array_new (FALSE, TRUE, sizeof (HwPictureNode)),
    .edges = g_array_new (FALSE, TRUE, sizeof (HwPictureEdge)),
    .current = g_array_new (FALSE, TRUE, sizeof (guint64)),
    .aliases = g_array_new (FALSE, TRUE, sizeof (HwAlias)),
  };

  g_atomic_ref_count_init (&picture->ref_count);
  hw_picture_options_copy (&picture->options, options);
  picture->n_images = n_images;
  picture->texts = g_string_chunk_new (4096);
  for (guint i = 0; i < n_images; i++) {
    /* With what changed, since that may add rows. */
    HwPicture *one = hw_picture_new (images[i], i > 0 ? images[i - 1] : NULL, options);

    g_ptr_array_add (pictures, one);
    picture->python = one->python;
    picture->step = one->step;
    for (guint k = 0; k < one->n_nodes; k++)
      g_hash_table_insert (all.last_seen, g_memdup2 (&one->nodes[k].key, sizeof (guint64)), GUINT_TO_POINTER (i));
  }
  for (guint i = 0; i < n_images; i++)
    merge (&all, g_ptr_array_index (pictures, i), i);
  finish (picture, &all);
  picture->summary = g_strdup_printf ("%u nodes of %u steps", picture->n_nodes, n_images);
  picture->details = g_strdup (picture->summary);
  g_hash_table_unref (all.node_of);
  g_hash_table_unref (all.last_seen);
  g_hash_table_unref (all.heir_of);
  g_hash_table_unref (all.seen);
  g_array_unref (all.current);
  return picture;
}
