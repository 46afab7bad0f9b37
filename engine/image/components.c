/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Strongly connected components, by Tarjan's algorithm with the calls' stack as an array. */

#include "hw-analysis.h"
#include "image/image.h"

#define CHECK_EVERY 65536

/* An object being visited and the next of its references to look at. */
typedef struct {
  guint32 object;
  guint32 next;
} HwVisit;

typedef struct {
  HwImage      *image;
  HwFollowsFunc follows;
  gpointer      data;
  HwComponents *result;
  guint32      *number; /* by object, in the order of the visits, from 1; 0: not visited */
  guint32      *low;    /* the smallest number known to be reachable from it within the stack */
  guint32      *stack;  /* visited, and not yet in a component */
  guint32       n_stack;
  HwVisit      *visits;
  guint32       n_visits;
  guint32       n_numbered;
} HwTarjan;

/* While the search goes on, [component] says for each object whether it is in one already. */
#define IN_NONE G_MAXUINT32

static inline gboolean
hw_tarjan_follows (HwTarjan *tarjan,
                   guint     reference)
{
  return !tarjan->image->references[reference].weak
         && (tarjan->follows == NULL || tarjan->follows (tarjan->image, reference, tarjan->data));
}

static void
hw_tarjan_enter (HwTarjan *tarjan,
                 guint32   object)
{
  HwVisit *visit = &tarjan->visits[tarjan->n_visits++];

  visit->object = object;
  visit->next = tarjan->image->objects[object].first_ref;
  tarjan->number[object] = tarjan->low[object] = ++tarjan->n_numbered;
  tarjan->stack[tarjan->n_stack++] = object;
}

/* [object] is the first visited of its component, which lies on top of the stack. */
static void
hw_tarjan_close (HwTarjan *tarjan,
                 guint32   object)
{
  HwComponents *result = tarjan->result;
  guint32 component = result->n_components++;
  guint32 member;

  result->size[component] = 0;
  result->bytes[component] = 0;
  do {
    member = tarjan->stack[--tarjan->n_stack];
    result->component[member] = component;
    result->size[component]++;
    result->bytes[component] += tarjan->image->objects[member].size;
  } while (member != object);
  if (result->size[component] > 1)
    result->cyclic[component] = TRUE;
}

static void
hw_tarjan_leave (HwTarjan *tarjan)
{
  guint32 object = tarjan->visits[--tarjan->n_visits].object;

  if (tarjan->low[object] == tarjan->number[object])
    hw_tarjan_close (tarjan, object);
  if (tarjan->n_visits > 0) {
    guint32 parent = tarjan->visits[tarjan->n_visits - 1].object;

    tarjan->low[parent] = MIN (tarjan->low[parent], tarjan->low[object]);
  }
}

/* Looks at one more reference of the object visited last. */
static void
hw_tarjan_go_on (HwTarjan *tarjan)
{
  HwVisit *visit = &tarjan->visits[tarjan->n_visits - 1];
  const HwObjectRecord *record = &tarjan->image->objects[visit->object];
  const HwReferenceRecord *reference;

  if (visit->next == record->first_ref + record->n_refs) {
    hw_tarjan_leave (tarjan);
    return;
  }
  reference = &tarjan->image->references[visit->next];
  if (!hw_tarjan_follows (tarjan, visit->next++))
    return;
  if (tarjan->number[reference->target] == 0)
    hw_tarjan_enter (tarjan, reference->target);
  else if (tarjan->result->component[reference->target] == IN_NONE)
    tarjan->low[visit->object] = MIN (tarjan->low[visit->object], tarjan->number[reference->target]);
}

static gboolean
hw_tarjan_run (HwTarjan     *tarjan,
               GCancellable *cancellable)
{
  guint64 steps = 0;

  for (guint i = 0; i < tarjan->image->n_objects; i++) {
    if (tarjan->number[i] != 0)
      continue;
    hw_tarjan_enter (tarjan, i);
    while (tarjan->n_visits > 0) {
      if (steps++ % CHECK_EVERY == 0 && g_cancellable_is_cancelled (cancellable))
        return FALSE;
      hw_tarjan_go_on (tarjan);
    }
  }
  return TRUE;
}

/* An object that refers to itself is a cycle. */
static void
mark_loops (HwTarjan *tarjan)
{
  HwComponents *components = tarjan->result;

  for (guint i = 0; i < tarjan->image->n_references; i++) {
    const HwReferenceRecord *reference = &tarjan->image->references[i];

    if (reference->holder == reference->target && hw_tarjan_follows (tarjan, i))
      components->cyclic[components->component[reference->holder]] = TRUE;
  }
}

HwComponents *
hw_analysis_components_along (HwImage       *image,
                              HwFollowsFunc  follows,
                              gpointer       data,
                              GCancellable  *cancellable)
{
  guint n = image->n_objects + 1;
  HwComponents *components = g_new0 (HwComponents, 1);
  HwTarjan tarjan = { .image = image, .follows = follows, .data = data, .result = components };
  gboolean complete;

  components->component = g_new (guint32, n);
  components->size = g_new (guint32, n);
  components->bytes = g_new (guint64, n);
  components->cyclic = g_new0 (guint8, n);
  for (guint i = 0; i < n; i++)
    components->component[i] = IN_NONE;
  tarjan.number = g_new0 (guint32, n);
  tarjan.low = g_new (guint32, n);
  tarjan.stack = g_new (guint32, n);
  tarjan.visits = g_new (HwVisit, n);

  complete = hw_tarjan_run (&tarjan, cancellable);
  g_free (tarjan.number);
  g_free (tarjan.low);
  g_free (tarjan.stack);
  g_free (tarjan.visits);
  if (!complete) {
    hw_components_free (components);
    return NULL;
  }
  mark_loops (&tarjan);
  return components;
}

HwComponents *
hw_analysis_components (HwImage      *image,
                        GCancellable *cancellable)
{
  return hw_analysis_components_along (image, NULL, NULL, cancellable);
}

void
hw_components_free (HwComponents *components)
{
  if (components == NULL)
    return;
  g_free (components->component);
  g_free (components->size);
  g_free (components->bytes);
  g_free (components->cyclic);
  g_free (components);
}
