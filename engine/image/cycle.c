/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The shortest cycle through an object: a search in breadth that stays in its strongly connected component. */

#include "hw-analysis.h"
#include "image/image.h"

typedef struct {
  guint32 object;
  guint32 reference; /* by which it was found */
  guint32 parent;    /* in the queue */
} Found;

static GArray *
make_path (const GArray *queue,
           guint32       last,
           guint32       closing)
{
  GArray *path = g_array_new (FALSE, FALSE, sizeof (guint));

  g_array_append_val (path, closing);
  for (guint32 at = last; at != 0; at = g_array_index (queue, Found, at).parent)
    g_array_prepend_val (path, g_array_index (queue, Found, at).reference);
  return path;
}

GArray *
hw_analysis_cycle (HwImage            *image,
                   guint               object,
                   const HwComponents *components)
{
  g_autoptr (GArray) queue = g_array_new (FALSE, FALSE, sizeof (Found));
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  guint32 component = components->component[object];
  Found start = { object, 0, 0 };

  g_array_append_val (queue, start);
  for (guint32 at = 0; at < queue->len; at++) {
    const HwObjectRecord *record = &image->objects[g_array_index (queue, Found, at).object];

    for (guint32 i = record->first_ref; i < record->first_ref + record->n_refs; i++) {
      Found next = { image->references[i].target, i, at };

      if (image->references[i].weak || components->component[next.object] != component)
        continue;
      if (next.object == object)
        return make_path (queue, at, i);
      if (g_hash_table_add (seen, GUINT_TO_POINTER (next.object)))
        g_array_append_val (queue, next);
    }
  }
  return NULL;
}
