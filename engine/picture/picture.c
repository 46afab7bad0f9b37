/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Making and freeing a picture. */

#include "picture/content.h"

#include <string.h>

static HwPicture *
picture_new (const HwPictureOptions *options,
             HwImage                *image)
{
  HwPicture *picture = g_new0 (HwPicture, 1);

  g_atomic_ref_count_init (&picture->ref_count);
  hw_picture_options_copy (&picture->options, options);
  picture->python = hw_image_get_python (image);
  picture->step = hw_image_get_step (image);
  picture->n_images = 1;
  picture->texts = g_string_chunk_new (4096);
  return picture;
}

HwPicture *
hw_picture_new (HwImage                *image,
                HwImage                *before,
                const HwPictureOptions *options)
{
  HwPicture *picture = picture_new (options, image);
  g_autoptr (HwSelection) selection = hw_selection_new (image, before, &picture->options);

  hw_content_fill (picture, selection);
  return picture;
}

HwPicture *
hw_picture_ref (HwPicture *picture)
{
  g_atomic_ref_count_inc (&picture->ref_count);
  return picture;
}

void
hw_picture_free (HwPicture *picture)
{
  if (!picture || !g_atomic_ref_count_dec (&picture->ref_count))
    return;
  hw_picture_options_clear (&picture->options);
  g_free (picture->summary);
  g_free (picture->details);
  g_string_chunk_free (picture->texts);
  g_free (picture->nodes);
  g_free (picture->rows);
  g_free (picture->edges);
  g_free (picture->aliases);
  g_free (picture);
}

char *
hw_picture_dup_id (const HwSceneNode *node)
{
  switch (node->kind) {
  case HW_NODE_FRAME:
    return g_strdup_printf ("frame-%u", node->serial);
  case HW_NODE_GROUP:
    return g_strdup_printf ("group-%s%u%s", hw_group_get_word (node->group), (guint32) node->group,
                            node->reachable ? "" : "-unreachable");
  case HW_NODE_OBJECT:
    break;
  }
  return g_strdup_printf ("obj-%u", node->serial);
}

/* Edges stand in the order of their holders, but for those of groups, which all come last: so the first of a holder's is near. */
char *
hw_picture_dup_edge_id (const HwPicture *picture,
                        guint            edge)
{
  guint from = picture->edges[edge].shown.from, number = 0;
  g_autofree char *holder = hw_picture_dup_id (&picture->nodes[from].shown);
  const char *name = g_str_has_prefix (holder, "obj-") ? holder + strlen ("obj-") : holder;

  while (number < edge && picture->edges[edge - number - 1].shown.from == from)
    number++;
  return g_strdup_printf ("ref-%s-%u", name, number);
}

char *
hw_picture_dup_edge_title (const HwSceneNode *from,
                           const HwSceneNode *to,
                           const HwSceneEdge *edge)
{
  g_autofree char *count = edge->count > 1 ? g_strdup_printf (", %u references", edge->count) : g_strdup ("");

  return g_strdup_printf ("%s%s%s refers %sto %s%s%s", from->title, *edge->label && edge->count == 1 ? ": " : "",
                          edge->count == 1 ? edge->label : "", edge->weak ? "weakly " : "", to->title, count,
                          edge->changed ? "; new in this step" : "");
}
