/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Why an object lives: shortest paths to it, searched breadth first from the roots. */

#include <string.h>

#include "hw-analysis.h"
#include "image/image.h"

/* Objects between two looks at the cancellable. */
#define CHECK_EVERY 65536

/* A search from sources that are added one by one, in the order of their preference. */
typedef struct {
  HwImage *image;
  guint32 *came_by; /* by object: the reference that reached it, NOT_SEEN or SOURCE */
  guint32 *queue;
  guint    head;
  guint    tail;
  guint    target;
  GHashTable *left_out; /* borrowed, or NULL: references not to be gone along */
} HwSearch;

#define NOT_SEEN G_MAXUINT32
#define SOURCE (G_MAXUINT32 - 1)

static void
hw_search_init (HwSearch   *search,
                HwImage    *image,
                guint       target,
                GHashTable *left_out)
{
  search->image = image;
  search->target = target;
  search->left_out = left_out;
  search->came_by = g_new (guint32, image->n_objects + 1);
  search->queue = g_new (guint32, image->n_objects + 1);
  search->head = search->tail = 0;
  memset (search->came_by, 0xff, image->n_objects * sizeof (guint32));
}

static void
hw_search_clear (HwSearch *search)
{
  g_free (search->came_by);
  g_free (search->queue);
}

static void
hw_search_add (HwSearch *search,
               guint     object,
               guint32   by)
{
  if (search->came_by[object] != NOT_SEEN)
    return;
  search->came_by[object] = by;
  search->queue[search->tail++] = object;
}

/* Goes on until the target is reached, TRUE, or there is nothing more to visit. */
static gboolean
hw_search_run (HwSearch     *search,
               GCancellable *cancellable)
{
  HwImage *image = search->image;

  while (search->head < search->tail && search->came_by[search->target] == NOT_SEEN) {
    const HwObjectRecord *record;

    if (search->head % CHECK_EVERY == 0 && g_cancellable_is_cancelled (cancellable))
      return FALSE;
    record = &image->objects[search->queue[search->head++]];
    for (guint i = record->first_ref; i < record->first_ref + record->n_refs; i++)
      if (!image->references[i].weak
          && (search->left_out == NULL || !g_hash_table_contains (search->left_out, GUINT_TO_POINTER (i))))
        hw_search_add (search, image->references[i].target, i);
  }
  return search->came_by[search->target] != NOT_SEEN;
}

/* The references from the source to the target. */
static GArray *
hw_search_get_path (HwSearch *search)
{
  GArray *path = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n = 0;

  for (guint at = search->target; search->came_by[at] != SOURCE; n++)
    at = search->image->references[search->came_by[at]].holder;
  g_array_set_size (path, n);
  for (guint at = search->target; search->came_by[at] != SOURCE;) {
    g_array_index (path, guint, --n) = search->came_by[at];
    at = search->image->references[search->came_by[at]].holder;
  }
  return path;
}

/* Frames, innermost first, and then modules: the program's names. */
static void
hw_search_add_names (HwSearch *search)
{
  HwImage *image = search->image;

  for (guint i = image->frames->len; i > 0; i--)
    hw_search_add (search, g_array_index (image->frames, HwFrameRecord, i - 1).object, SOURCE);
  for (guint i = 0; i < image->roots->len; i++) {
    guint object = g_array_index (image->roots, HwRootRecord, i).target;

    if (image->objects[object].flags & HW_FLAG_NAMESPACE)
      hw_search_add (search, object, SOURCE);
  }
}

static void
hw_search_add_roots (HwSearch *search)
{
  HwImage *image = search->image;

  for (guint i = 0; i < image->roots->len; i++)
    hw_search_add (search, g_array_index (image->roots, HwRootRecord, i).target, SOURCE);
  for (guint i = 0; i < image->n_objects; i++)
    if (image->objects[i].flags & HW_FLAG_STATIC)
      hw_search_add (search, i, SOURCE);
}

static GArray *
find_path (HwImage      *image,
           guint         object,
           GHashTable   *left_out,
           GCancellable *cancellable)
{
  HwSearch search;
  GArray *path = NULL;

  hw_search_init (&search, image, object, left_out);
  hw_search_add_names (&search);
  if (!hw_search_run (&search, cancellable)) {
    hw_search_add_roots (&search);
    hw_search_run (&search, cancellable);
  }
  if (search.came_by[object] != NOT_SEEN)
    path = hw_search_get_path (&search);
  hw_search_clear (&search);
  return path;
}

GArray *
hw_analysis_path (HwImage      *image,
                  guint         object,
                  GCancellable *cancellable)
{
  return image->objects[object].reachable ? find_path (image, object, NULL, cancellable) : NULL;
}

static void
leave_out (GHashTable *left_out,
           guint       reference)
{
  g_hash_table_add (left_out, GUINT_TO_POINTER (reference));
}

GPtrArray *
hw_analysis_paths (HwImage      *image,
                   guint         object,
                   guint         max_paths,
                   const guint  *avoided,
                   guint         n_avoided,
                   GCancellable *cancellable)
{
  g_autoptr (GHashTable) left_out = g_hash_table_new (NULL, NULL);
  GPtrArray *paths = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint i = 0; i < n_avoided; i++)
    leave_out (left_out, avoided[i]);
  while (paths->len < max_paths && image->objects[object].reachable && !g_cancellable_is_cancelled (cancellable)) {
    GArray *path = find_path (image, object, left_out, cancellable);

    if (path == NULL)
      break;
    g_ptr_array_add (paths, path);
    if (path->len == 0) /* a root itself: no reference leads to it, so there is no other way */
      break;
    for (guint i = 0; i < path->len; i++)
      leave_out (left_out, g_array_index (path, guint, i));
  }
  return paths;
}
