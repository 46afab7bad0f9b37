/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a pass did after the deduction, read from the events of the record between its begin and its end: the code that finalizers and
 * callbacks ran, and what reference counting did meanwhile, is known from there alone. */

#include "image/walk.h"

#include "timeline/timeline.h"
#include "timeline/words.h"

/* gc.DEBUG_SAVEALL */
#define DEBUG_SAVEALL 32

#define SLOT_REFERENT 0

typedef struct {
  HwWalk       *walk;
  guint32      *cells;   /* the image's object by cell, HW_NO_OBJECT where a newer one is */
  guint32       n_cells;
  guint8       *trash;   /* by object: in the unreachable list */
  guint8       *seen;    /* by object: found unreachable by the second deduction too */
  GArray       *list;    /* of guint32: the trash in its order */
  guint         head;    /* of the list, for delete_garbage */
  HwPhase       phase;
  guint         depth;   /* of finalizers and callbacks that run */
  guint32       offset;
  guint32       called;  /* the weak reference whose callback ended last */
  gboolean      saves;
} Reading;

static guint32
get_object (Reading *self,
            guint32  cell)
{
  return cell < self->n_cells ? self->cells[cell] : HW_NO_OBJECT;
}

static gboolean
is_trash (Reading *self,
          guint32  object)
{
  return object != HW_NO_OBJECT && self->trash[object];
}

static void
decide (Reading        *self,
        HwDecisionKind  kind,
        guint32         object,
        guint32         reference,
        guint32         value)
{
  hw_walk_add (self->walk, kind, self->phase, object, reference, value, self->offset);
}

/* --------------------------------------------------------------------------------------------------------- weak references */

static gboolean
has_callback (HwImage *image,
              guint32  weakref)
{
  guint callback = hw_image_find_field (image, weakref, "__callback__");

  return callback != HW_NO_OBJECT && image->objects[callback].kind != HW_KIND_NONE;
}

/* A weak reference lets go of what it refers to. */
static void
end_weakref (Reading *self,
             guint32  weakref,
             guint32  referent)
{
  if (weakref == HW_NO_OBJECT)
    return;
  decide (self, HW_DECISION_CLEAR_WEAKREF, weakref, referent, 0);
  if (has_callback (self->walk->image, weakref))
    decide (self, is_trash (self, weakref) ? HW_DECISION_LOSE : HW_DECISION_QUEUE, weakref, referent, 0);
}

static gboolean
is_weakref (Reading *self,
            guint32  object)
{
  guint8 kind = object != HW_NO_OBJECT ? self->walk->image->objects[object].kind : HW_KIND_FREE;

  return kind == HW_KIND_WEAKREF || kind == HW_KIND_PROXY;
}

/* --------------------------------------------------------------------------------------------------------------- the lists */

/* What a finalizer brought back: all that the second deduction did not find unreachable again. */
static void
resurrect (Reading *self)
{
  guint n = 0;

  for (guint i = 0; i < self->list->len; i++) {
    guint32 object = g_array_index (self->list, guint32, i);

    if (!self->trash[object])
      continue;
    if (self->seen[object]) {
      g_array_index (self->list, guint32, n++) = object;
      continue;
    }
    self->trash[object] = FALSE;
    decide (self, HW_DECISION_RESURRECT, object, 0, 0);
  }
  g_array_set_size (self->list, n);
}

static void
note_move (Reading *self,
           guint32  object,
           guint32  list)
{
  if (!is_trash (self, object))
    return;
  switch (self->phase) {
  case HW_PHASE_FINALIZE_GARBAGE:
    decide (self, HW_DECISION_SEE, object, 0, 0);
    break;
  case HW_PHASE_HANDLE_RESURRECTED:
    /* The second deduction: the order of the trash is from now on that in which it finds it again. */
    self->seen[object] = list == HW_LIST_FINALIZERS;
    g_array_append_val (self->list, object);
    decide (self, self->seen[object] ? HW_DECISION_SEE : HW_DECISION_RETURN, object, 0, 0);
    break;
  case HW_PHASE_DELETE_GARBAGE:
    self->trash[object] = FALSE;
    decide (self, HW_DECISION_SURVIVE, object, 0, 0);
    break;
  default:
    break;
  }
}

/* Each object is in the list once, where it was put last. */
static void
forget_older (Reading *self)
{
  g_autofree guint8 *met = g_new0 (guint8, self->walk->image->n_objects);
  guint32 *list = (guint32 *) (gpointer) self->list->data;
  guint n = self->list->len;

  for (guint i = self->list->len; i-- > 0;)
    if (!met[list[i]]) {
      met[list[i]] = TRUE;
      list[--n] = list[i];
    }
  g_array_remove_range (self->list, 0, n);
}

static void
note_merge (Reading *self,
            guint32  from,
            guint32  to)
{
  if (from == HW_LIST_FINALIZERS && to == HW_LIST_UNREACHABLE && self->phase > HW_PHASE_HANDLE_WEAKREFS) {
    forget_older (self);
    decide (self, HW_DECISION_MERGE, HW_NO_OBJECT, 0, 0);
  } else if (self->phase == HW_PHASE_HANDLE_RESURRECTED && from == HW_LIST_UNREACHABLE && to != HW_LIST_UNREACHABLE) {
    forget_older (self);
    resurrect (self);
  }
}

/* The next of the trash that is still there. */
static guint32
get_head (Reading *self)
{
  while (self->head < self->list->len && !self->trash[g_array_index (self->list, guint32, self->head)])
    self->head++;
  return self->head < self->list->len ? g_array_index (self->list, guint32, self->head) : HW_NO_OBJECT;
}

static guint
count_trash (Reading *self)
{
  guint n = 0;

  for (guint i = 0; i < self->list->len; i++)
    n += self->trash[g_array_index (self->list, guint32, i)];
  return n;
}

/* ---------------------------------------------------------------------------------------------------------------- the phases */

static void
promote (Reading *self)
{
  decide (self, HW_DECISION_PROMOTE, HW_NO_OBJECT, 0, MIN (self->walk->pass.generation + 1u, 2u));
}

static void
begin_phase (Reading *self,
             HwPhase  phase)
{
  for (guint i = phase; i < HW_N_PHASES; i++)
    self->walk->positions[i] = self->walk->pass.begin + self->offset;
  if (phase <= HW_PHASE_MOVE_UNREACHABLE)
    return;
  if (self->phase < HW_PHASE_LEGACY_FINALIZERS && phase >= HW_PHASE_LEGACY_FINALIZERS)
    promote (self);
  if (phase == HW_PHASE_DELETE_GARBAGE)
    self->walk->n_trash = count_trash (self);
  self->phase = phase;
}

static void
note_freed (Reading *self,
            guint32  cell)
{
  guint32 object = get_object (self, cell);

  if (object == HW_NO_OBJECT)
    return;
  if (self->phase == HW_PHASE_HANDLE_WEAKREFS && self->depth == 0 && object == self->called)
    self->walk->n_weakrefs++;
  self->trash[object] = FALSE;
  decide (self, HW_DECISION_FREE, object, 0, 0);
  self->cells[cell] = HW_NO_OBJECT;
}

/* tp_clear begins by holding the object; so does gc.garbage. */
static void
note_held (Reading *self,
           guint32  object)
{
  if (self->phase == HW_PHASE_DELETE_GARBAGE && self->depth == 0 && object != HW_NO_OBJECT && object == get_head (self))
    decide (self, self->saves ? HW_DECISION_SAVE : HW_DECISION_CLEAR, object, 0, 0);
}

static void
note_code (Reading     *self,
           HwEventKind  kind,
           guint32      object)
{
  switch (kind) {
  case HW_EVENT_FINALIZER_BEGIN:
    decide (self, HW_DECISION_FINALIZE, object, 0, 0);
    self->depth++;
    break;
  case HW_EVENT_CALLBACK_BEGIN:
    decide (self, HW_DECISION_CALL, object, 0, 0);
    self->called = object;
    self->depth++;
    break;
  default:
    self->depth--;
    break;
  }
}

static void
note (Reading       *self,
      const guint32 *event)
{
  guint32 argument = HW_EVENT_ARGUMENT (event[0]);
  guint32 object = get_object (self, argument);

  switch (HW_EVENT_KIND (event[0])) {
  case HW_EVENT_PHASE:
    begin_phase (self, (HwPhase) argument);
    break;
  case HW_EVENT_ALLOC:
  case HW_EVENT_FRAME_PUSH:
    if (argument < self->n_cells)
      self->cells[argument] = HW_NO_OBJECT;
    break;
  case HW_EVENT_FREE:
    note_freed (self, argument);
    break;
  case HW_EVENT_INCREF:
    note_held (self, object);
    break;
  case HW_EVENT_UNTRACK:
    if (self->phase < HW_PHASE_LEGACY_FINALIZERS)
      decide (self, HW_DECISION_UNTRACK, object, 0, 0);
    break;
  case HW_EVENT_GC_MOVE:
    if (self->phase > HW_PHASE_MOVE_UNREACHABLE)
      note_move (self, object, event[2]);
    break;
  case HW_EVENT_GC_MERGE:
    note_merge (self, argument, event[1]);
    break;
  case HW_EVENT_SET:
    if (self->phase == HW_PHASE_HANDLE_WEAKREFS && self->depth == 0 && event[1] == SLOT_REFERENT && event[3] == 0
        && is_weakref (self, object))
      end_weakref (self, object, get_object (self, event[2]));
    break;
  case HW_EVENT_FINALIZER_BEGIN:
  case HW_EVENT_FINALIZER_END:
  case HW_EVENT_CALLBACK_BEGIN:
  case HW_EVENT_CALLBACK_END:
    note_code (self, HW_EVENT_KIND (event[0]), object);
    break;
  default:
    break;
  }
}

/* The trash as the deduction left it. */
static void
find_trash (Reading *self)
{
  const GArray *decisions = self->walk->decisions;

  for (guint i = 0; i < decisions->len; i++) {
    const HwDecision *decision = &g_array_index (decisions, HwDecision, i);

    if (decision->kind == HW_DECISION_SUSPECT) {
      self->trash[decision->object] = TRUE;
      g_array_append_val (self->list, decision->object);
    } else if (decision->kind == HW_DECISION_RESCUE) {
      self->trash[decision->object] = FALSE;
    }
  }
  forget_older (self);
}

gboolean
hw_walk_read (HwWalk        *walk,
              const guint32 *cells,
              guint32        n_cells,
              GCancellable  *cancellable)
{
  Reading self = { .walk = walk, .n_cells = n_cells, .phase = HW_PHASE_MOVE_UNREACHABLE, .called = HW_NO_OBJECT };
  guint64 position = walk->pass.begin;
  guint64 n = 0;
  gboolean done = TRUE;

  self.cells = g_memdup2 (cells, n_cells * sizeof *cells);
  self.trash = g_new0 (guint8, walk->image->n_objects);
  self.seen = g_new0 (guint8, walk->image->n_objects);
  self.list = g_array_new (FALSE, FALSE, sizeof (guint32));
  self.saves = (walk->image->collector.debug & DEBUG_SAVEALL) != 0;
  find_trash (&self);
  while (done && position < walk->pass.end) {
    const guint32 *event = walk->timeline->words + position;

    self.offset = (guint32) (position - walk->pass.begin);
    note (&self, event);
    position += hw_words_length (event);
    done = (++n & 0xfffff) != 0 || !g_cancellable_is_cancelled (cancellable);
  }
  g_free (self.cells);
  g_free (self.trash);
  g_free (self.seen);
  g_array_unref (self.list);
  return done;
}
