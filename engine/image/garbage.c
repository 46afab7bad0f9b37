/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Why an unreachable object is not freed yet: the cycle that holds it, and what the collector waits for. */

#include "hw-analysis.h"
#include "image/image.h"

/* The cyclic component that [object] is in, or else the nearest one upstream of it; IN_NONE if there is none. */
#define IN_NONE G_MAXUINT

static guint
find_cycle (HwImage      *image,
            guint         object,
            HwComponents *components)
{
  g_autofree guint8 *seen = g_new0 (guint8, image->n_objects + 1);
  g_autofree guint32 *queue = g_new (guint32, image->n_objects + 1);
  guint head = 0, tail = 0;

  queue[tail++] = object;
  seen[object] = TRUE;
  while (head < tail) {
    guint32 at = queue[head++];
    guint n;
    const guint32 *incoming = hw_image_get_incoming (image, at, &n);

    if (components->cyclic[components->component[at]])
      return components->component[at];
    for (guint i = 0; i < n; i++) {
      const HwReferenceRecord *reference = &image->references[incoming[i]];

      if (reference->weak || seen[reference->holder] || image->objects[reference->holder].reachable)
        continue;
      seen[reference->holder] = TRUE;
      queue[tail++] = reference->holder;
    }
  }
  return IN_NONE;
}

/* The generation whose pass frees the cycle: the oldest of its members', -1 if none is tracked. */
static int
find_generation (HwImage *image,
                 GArray  *members)
{
  int generation = -1;

  for (guint i = 0; i < members->len; i++)
    generation = MAX (generation, image->objects[g_array_index (members, guint, i)].generation);
  return generation;
}

static char *
dup_reason (HwImage         *image,
            const HwGarbage *garbage)
{
  const HwCollectorRecord *collector = &image->collector;
  int generation = garbage->generation;
  g_autofree char *pass = NULL;

  if (garbage->cycle->len == 0)
    return g_strdup ("it is about to be freed: the statement is still at work");
  if (generation == 3)
    return g_strdup ("its cycle is in the permanent generation, which no pass looks at until gc.unfreeze()");
  if (generation < 0)
    return g_strdup ("its cycle is not tracked by the collector, so nothing frees it");
  pass = generation == 2 ? g_strdup ("gc.collect()") : g_strdup_printf ("gc.collect(%d)", generation);
  if (!collector->enabled)
    return g_strdup_printf ("its cycle waits in generation %d for a pass; the collector is disabled, so %s or gc.enable() has to come first",
                            generation, pass);
  if (collector->threshold[0] == 0)
    return g_strdup_printf ("its cycle waits in generation %d for a pass; threshold 0 is 0, so only %s frees it", generation, pass);
  return g_strdup_printf ("its cycle waits for a pass of generation %d, which comes when the count of that generation, now %u, is above its "
                          "threshold, %u; or by %s", generation, collector->count[generation], collector->threshold[generation], pass);
}

HwGarbage *
hw_analysis_garbage (HwImage      *image,
                     guint         object,
                     GCancellable *cancellable)
{
  g_autoptr (HwComponents) components = NULL;
  HwGarbage *garbage;
  guint cycle;

  if (image->objects[object].reachable)
    return NULL;
  components = hw_analysis_components (image, cancellable);
  if (components == NULL)
    return NULL;
  garbage = g_new0 (HwGarbage, 1);
  garbage->cycle = g_array_new (FALSE, FALSE, sizeof (guint));
  cycle = find_cycle (image, object, components);
  for (guint i = 0; i < image->n_objects && cycle != IN_NONE; i++)
    if (components->component[i] == cycle)
      g_array_append_val (garbage->cycle, i);
  garbage->in_cycle = cycle != IN_NONE && components->component[object] == cycle;
  garbage->generation = find_generation (image, garbage->cycle);
  if (garbage->generation >= 0 && garbage->generation <= 2) {
    garbage->count = image->collector.count[garbage->generation];
    garbage->threshold = image->collector.threshold[garbage->generation];
  }
  garbage->reason = dup_reason (image, garbage);
  return garbage;
}

void
hw_garbage_free (HwGarbage *garbage)
{
  if (garbage == NULL)
    return;
  g_array_unref (garbage->cycle);
  g_free (garbage->reason);
  g_free (garbage);
}
