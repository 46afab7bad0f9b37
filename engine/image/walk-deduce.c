/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Which objects of a pass nothing outside holds, decided again over the flat arrays of an image. Models update_refs, subtract_refs and
 * move_unreachable of Modules/gcmodule.c and Python/gc.c, as heap/collector.c does on the live heap. */

#include "image/traverse.h"
#include "image/walk.h"

enum { OUTSIDE, SCAN, UNREACHABLE, REACHED };

/* Objects looked at between two looks at the cancellable. */
#define STRIDE 0x3fff

typedef struct {
  HwWalk      *walk;
  HwTraverser *traverser;
  guint32     *refs;  /* by object: gc_refs */
  guint8      *state; /* by object */
  GArray      *queue; /* of guint32: objects to scan; those that come back are appended */
} Deduction;

static void
update_refs (Deduction *self)
{
  const HwObjectRecord *objects = self->walk->image->objects;

  for (guint i = 0; i < self->walk->young->len; i++) {
    guint32 object = g_array_index (self->walk->young, guint32, i);

    self->refs[object] = objects[object].refs;
    self->state[object] = SCAN;
    hw_walk_add (self->walk, HW_DECISION_UPDATE, HW_PHASE_UPDATE_REFS, object, 0, self->refs[object], 0);
  }
  g_array_append_vals (self->queue, self->walk->young->data, self->walk->young->len);
}

static gboolean
subtract_refs (Deduction    *self,
               GCancellable *cancellable)
{
  const HwReferenceRecord *references = self->walk->image->references;

  for (guint i = 0; i < self->queue->len; i++) {
    guint n;
    const guint32 *visited = hw_traverser_list (self->traverser, g_array_index (self->queue, guint32, i), &n);

    for (guint k = 0; k < n; k++) {
      guint32 target = references[visited[k]].target;

      if (self->state[target] != OUTSIDE)
        hw_walk_add (self->walk, HW_DECISION_SUBTRACT, HW_PHASE_SUBTRACT_REFS, target, visited[k], --self->refs[target], 0);
    }
    if ((i & STRIDE) == STRIDE && g_cancellable_is_cancelled (cancellable))
      return FALSE;
  }
  return TRUE;
}

static void
visit_reachable (Deduction *self,
                 guint32    reference)
{
  guint32 target = self->walk->image->references[reference].target;

  if (self->state[target] == UNREACHABLE) {
    self->state[target] = SCAN;
    self->refs[target] = 1;
    hw_walk_add (self->walk, HW_DECISION_RESCUE, HW_PHASE_MOVE_UNREACHABLE, target, reference, 1, 0);
    g_array_append_val (self->queue, target);
  } else if (self->state[target] == SCAN && self->refs[target] == 0) {
    self->refs[target] = 1;
    hw_walk_add (self->walk, HW_DECISION_SPARE, HW_PHASE_MOVE_UNREACHABLE, target, reference, 1, 0);
  }
}

static gboolean
move_unreachable (Deduction    *self,
                  GCancellable *cancellable)
{
  for (guint i = 0; i < self->queue->len; i++) {
    guint32 object = g_array_index (self->queue, guint32, i);

    if (self->refs[object] > 0) {
      guint n;
      const guint32 *visited;

      self->state[object] = REACHED;
      hw_walk_add (self->walk, HW_DECISION_REACH, HW_PHASE_MOVE_UNREACHABLE, object, 0, 0, 0);
      visited = hw_traverser_list (self->traverser, object, &n);
      for (guint k = 0; k < n; k++)
        visit_reachable (self, visited[k]);
    } else {
      self->state[object] = UNREACHABLE;
      hw_walk_add (self->walk, HW_DECISION_SUSPECT, HW_PHASE_MOVE_UNREACHABLE, object, 0, 0, 0);
    }
    if ((i & STRIDE) == STRIDE && g_cancellable_is_cancelled (cancellable))
      return FALSE;
  }
  return TRUE;
}

gboolean
hw_walk_deduce (HwWalk       *walk,
                GCancellable *cancellable)
{
  Deduction self = { .walk = walk };
  gboolean done;

  self.traverser = hw_traverser_new (walk->image);
  self.refs = g_new0 (guint32, walk->image->n_objects);
  self.state = g_new0 (guint8, walk->image->n_objects);
  self.queue = g_array_sized_new (FALSE, FALSE, sizeof (guint32), walk->young->len);
  update_refs (&self);
  done = subtract_refs (&self, cancellable) && move_unreachable (&self, cancellable);
  hw_traverser_free (self.traverser);
  g_free (self.refs);
  g_free (self.state);
  g_array_unref (self.queue);
  return done;
}
