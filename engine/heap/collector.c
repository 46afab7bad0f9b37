/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The cyclic collector: hw_collect() at the end is the main function, read this first. Models Modules/gcmodule.c (3.11, 3.12) and Python/gc.c
 * (3.13, 3.14.5 on, 3.15), with the same phases under the same names.
 *
 * The figures of a pass lie in one flat array by cell, so that the two walks over all references touch little memory:
 *
 *   gc_refs[cell] = references not yet explained << 2 | state        0: the object is not in this pass
 *
 * SCAN: in the list of the young, not decided. UNREACHABLE: moved to that list, tentatively. REACHED: decided, stays. */

#include "heap/traverse.h"

enum { STATE_SCAN = 1, STATE_UNREACHABLE = 2, STATE_REACHED = 3, STATE_MASK = 3, ONE_REF = 4 };

#define DEBUG_STATS 1u
#define DEBUG_COLLECTABLE 2u
#define DEBUG_SAVEALL 32u

/* One pass, or the part of it that looks for what came back to life. */
typedef struct {
  HwHeap  *heap;
  guint32 *gc_refs;
  guint32  list;        /* where the objects in question are */
  guint32  unreachable; /* where those go that nothing outside holds */
  guint32 *queue;       /* cells to scan, in list order; found again ones are appended */
  gsize    n_queue, room;
  GArray  *tuples; /* reachable ones, in list order, to be untracked perhaps */
  GArray  *dicts;
} Pass;

/* ------------------------------------------------------------------------------------------------------ deduction */

static void
pass_init (Pass   *pass,
           HwHeap *heap,
           guint   list,
           guint   unreachable)
{
  HwCollector *collector = heap->collector;

  *pass = (Pass) { .heap = heap, .list = list, .unreachable = unreachable };
  if (collector->n_gc_refs < heap->n_cells) {
    guint32 n = MAX (heap->n_cells, 1024) + heap->n_cells / 2;

    collector->gc_refs = g_renew (guint32, collector->gc_refs, n);
    memset (collector->gc_refs + collector->n_gc_refs, 0, (n - collector->n_gc_refs) * sizeof (guint32));
    collector->n_gc_refs = n;
  }
  pass->gc_refs = collector->gc_refs;
  pass->tuples = g_array_new (FALSE, FALSE, sizeof (guint32));
  pass->dicts = g_array_new (FALSE, FALSE, sizeof (guint32));
}

static void
pass_clear (Pass *pass)
{
  g_free (pass->queue);
  g_array_unref (pass->tuples);
  g_array_unref (pass->dicts);
}

static void
enqueue (Pass   *pass,
         guint32 cell)
{
  if (pass->n_queue == pass->room) {
    pass->room = MAX (1024, pass->room * 2);
    pass->queue = g_renew (guint32, pass->queue, pass->room);
  }
  pass->queue[pass->n_queue++] = cell;
}

/* Every object of the list gets its reference count, as references not yet explained. */
static void
update_refs (Pass *pass)
{
  HwHeap *heap = pass->heap;
  HwObject *object;

  for (guint32 cell = hw_list_head (heap, pass->list)->gc_next; cell != pass->list; cell = object->gc_next) {
    object = hw_object_at (heap, cell);
    pass->gc_refs[cell] = object->refs << 2 | STATE_SCAN;
    enqueue (pass, cell);
  }
  heap->collector->visited += pass->n_queue;
}

static inline void
visit_decref (gpointer  data,
              HwObject *child)
{
  Pass *pass = data;
  guint32 *refs = &pass->gc_refs[hw_cell (pass->heap, child)];

  if (*refs != 0)
    *refs -= ONE_REF;
}

/* Takes away the references from inside: what is left comes from outside. */
static void
subtract_refs (Pass *pass)
{
  for (gsize i = 0; i < pass->n_queue; i++)
    hw_traverse (pass->heap, hw_object_at (pass->heap, pass->queue[i]), visit_decref, pass);
}

static inline void
visit_reachable (gpointer  data,
                 HwObject *child)
{
  Pass *pass = data;
  guint32 cell = hw_cell (pass->heap, child);
  guint32 refs = pass->gc_refs[cell];

  if ((refs & STATE_MASK) == STATE_UNREACHABLE) {
    pass->gc_refs[cell] = ONE_REF | STATE_SCAN;
    hw_gc_list_move (pass->heap, child, pass->list);
    enqueue (pass, cell);
  } else if (refs == STATE_SCAN) {
    pass->gc_refs[cell] = ONE_REF | STATE_SCAN;
  }
}

static void
note_untrackable (Pass     *pass,
                  guint32   cell,
                  HwObject *object)
{
  if (object->kind == HW_KIND_TUPLE)
    g_array_append_val (pass->tuples, cell);
  else if (object->kind == HW_KIND_DICT)
    g_array_append_val (pass->dicts, cell);
}

/* What has no reference left is moved out, tentatively; what a reachable object refers to comes back, to the end of the list. */
static void
move_unreachable (Pass *pass)
{
  HwHeap *heap = pass->heap;

  for (gsize i = 0; i < pass->n_queue; i++) {
    guint32 cell = pass->queue[i];
    HwObject *object = hw_object_at (heap, cell);

    if (pass->gc_refs[cell] >= ONE_REF) {
      hw_traverse (heap, object, visit_reachable, pass);
      pass->gc_refs[cell] = STATE_REACHED;
      note_untrackable (pass, cell, object);
    } else {
      pass->gc_refs[cell] = STATE_UNREACHABLE;
      hw_gc_list_move (heap, object, pass->unreachable);
    }
  }
}

/* Marks of the objects that stay are taken off; the trash keeps its own until it is gone. */
static void
forget_reachable (Pass *pass)
{
  for (gsize i = 0; i < pass->n_queue; i++)
    if (pass->gc_refs[pass->queue[i]] == STATE_REACHED)
      pass->gc_refs[pass->queue[i]] = 0;
}

static void
deduce_unreachable (Pass *pass)
{
  hw_emit (pass->heap, HW_EVENT_PHASE, HW_PHASE_UPDATE_REFS);
  update_refs (pass);
  hw_emit (pass->heap, HW_EVENT_PHASE, HW_PHASE_SUBTRACT_REFS);
  subtract_refs (pass);
  hw_emit (pass->heap, HW_EVENT_PHASE, HW_PHASE_MOVE_UNREACHABLE);
  move_unreachable (pass);
  forget_reachable (pass);
}

/* ------------------------------------------------------------------------------------------------------- untracking */

static gboolean
tuple_is_untrackable (HwObject *tuple)
{
  for (guint32 i = 0; i < tuple->as.items.n; i++)
    if (tuple->as.items.at[i] == NULL || hw_object_may_be_tracked (tuple->as.items.at[i]))
      return FALSE;
  return TRUE;
}

static void
untrack_tuples (Pass *pass)
{
  if (!pass->heap->profile->untracks_tuples)
    return;
  for (guint i = 0; i < pass->tuples->len; i++) {
    HwObject *tuple = hw_object_at (pass->heap, g_array_index (pass->tuples, guint32, i));

    if (!tuple->type->is_heap && tuple_is_untrackable (tuple))
      hw_object_untrack (pass->heap, tuple);
  }
}

static gboolean
dict_is_untrackable (HwObject *dict)
{
  guint32 position = 0;
  HwObject *key, *value;

  while (hw_dict_next (dict, &position, &key, &value, NULL))
    if (hw_object_may_be_tracked (value) || (!dict->as.dict.keys->all_str && hw_object_may_be_tracked (key)))
      return FALSE;
  return TRUE;
}

static void
untrack_dicts (Pass *pass)
{
  if (!pass->heap->profile->untracks_dicts)
    return;
  for (guint i = 0; i < pass->dicts->len; i++) {
    HwObject *dict = hw_object_at (pass->heap, g_array_index (pass->dicts, guint32, i));

    if (!dict->type->is_heap && dict_is_untrackable (dict))
      hw_object_untrack (pass->heap, dict);
  }
}

/* ------------------------------------------------------------------------------------------------ weak references */

static gboolean
is_trash (const Pass *pass,
          HwObject   *object)
{
  return (pass->gc_refs[hw_cell (pass->heap, object)] & STATE_MASK) == STATE_UNREACHABLE;
}

/* Ends the weak references to one object of the trash; those whose callback is to run are queued, held. */
static void
end_weakrefs_to (Pass      *pass,
                 HwObject  *object,
                 GPtrArray *queue)
{
  HwHeap *heap = pass->heap;
  HwObject *weakref = hw_weakref_next (heap, object, NULL), *next;

  for (; weakref != NULL; weakref = next) {
    next = hw_weakref_next (heap, object, weakref);
    if (heap->profile->plain_weakrefs_survive_finalizers && weakref->as.weakref.callback == NULL)
      continue;
    hw_weakref_unlink (heap, weakref);
    if (weakref->as.weakref.callback != NULL && !is_trash (pass, weakref)) {
      hw_incref (heap, weakref);
      g_ptr_array_add (queue, weakref);
    }
  }
}

/* All weak references to the trash end before any code runs; then the callbacks of those that live outside of it. Returns how many weak
 * references died by their callback. */
static gint64
handle_weakrefs (Pass *pass)
{
  HwHeap *heap = pass->heap;
  g_autoptr (GPtrArray) queue = g_ptr_array_new ();
  gint64 freed = 0;
  HwObject *object;

  hw_emit (heap, HW_EVENT_PHASE, HW_PHASE_HANDLE_WEAKREFS);
  for (guint32 cell = hw_list_head (heap, pass->unreachable)->gc_next; cell != pass->unreachable; cell = object->gc_next) {
    object = hw_object_at (heap, cell);
    if (object->kind == HW_KIND_WEAKREF || object->kind == HW_KIND_PROXY)
      hw_weakref_unlink (heap, object);
    if (object->flags & HW_FLAG_REFERENCED)
      end_weakrefs_to (pass, object, queue);
  }
  for (guint i = 0; i < queue->len; i++) {
    HwObject *weakref = g_ptr_array_index (queue, i), *callback = weakref->as.weakref.callback;

    if (callback != NULL) {
      hw_incref (heap, callback);
      hw_weakref_call (heap, weakref, callback);
      hw_decref (heap, callback);
    }
    if (weakref->refs == 1)
      freed++;
    hw_decref (heap, weakref);
  }
  return freed;
}

/* ------------------------------------------------------------------------------------------- finalizers and the end */

static gboolean
has_finalizers (Pass *pass)
{
  HwObject *object;

  for (guint32 cell = hw_list_head (pass->heap, pass->unreachable)->gc_next; cell != pass->unreachable; cell = object->gc_next) {
    object = hw_object_at (pass->heap, cell);
    if (hw_object_has_finalizer (object) && !(object->flags & HW_FLAG_FINALIZED))
      return TRUE;
  }
  return FALSE;
}

/* Runs the finalizers in list order. Objects that die meanwhile just leave the list. TRUE if any ran. */
static gboolean
finalize_garbage (Pass *pass)
{
  HwHeap *heap = pass->heap;
  HwObject *head = hw_list_head (heap, pass->unreachable);

  hw_emit (heap, HW_EVENT_PHASE, HW_PHASE_FINALIZE_GARBAGE);
  if (!has_finalizers (pass))
    return FALSE;
  while (head->gc_next != pass->unreachable) {
    HwObject *object = hw_object_at (heap, head->gc_next);

    hw_gc_list_move (heap, object, HW_LIST_FINALIZERS);
    if (object->flags & HW_FLAG_FINALIZED || !hw_object_has_finalizer (object))
      continue;
    hw_incref (heap, object);
    hw_object_finalize (heap, object);
    hw_decref (heap, object);
  }
  hw_gc_list_merge (heap, HW_LIST_FINALIZERS, pass->unreachable);
  return TRUE;
}

static void
clear_trash_marks (Pass *pass)
{
  memset (pass->gc_refs, 0, pass->heap->collector->n_gc_refs * sizeof (guint32));
}

/* Deduces once more, among the trash alone: what finalizers brought back goes to [old]. */
static void
handle_resurrected_objects (Pass *pass,
                            guint old)
{
  HwHeap *heap = pass->heap;
  Pass again;

  hw_emit (heap, HW_EVENT_PHASE, HW_PHASE_HANDLE_RESURRECTED);
  clear_trash_marks (pass);
  pass_init (&again, heap, pass->unreachable, HW_LIST_FINALIZERS);
  update_refs (&again);
  subtract_refs (&again);
  move_unreachable (&again);
  forget_reachable (&again);
  pass_clear (&again);
  pass->gc_refs = heap->collector->gc_refs;
  hw_gc_list_merge (heap, pass->unreachable, old);
  hw_gc_list_merge (heap, HW_LIST_FINALIZERS, pass->unreachable);
}

/* 3.14 on: weak references that finalizers made to the trash end without their callbacks. */
static void
clear_late_weakrefs (Pass *pass)
{
  HwHeap *heap = pass->heap;
  HwObject *object, *weakref;

  for (guint32 cell = hw_list_head (heap, pass->unreachable)->gc_next; cell != pass->unreachable; cell = object->gc_next) {
    object = hw_object_at (heap, cell);
    while ((weakref = hw_weakref_next (heap, object, NULL)) != NULL)
      hw_weakref_unlink (heap, weakref);
  }
}

/* Breaks the references of the trash one object after the other; reference counting does the rest. What survives its own clearing goes
 * to [old]. */
static void
delete_garbage (Pass *pass,
                guint old)
{
  HwHeap *heap = pass->heap;
  HwObject *head = hw_list_head (heap, pass->unreachable);

  hw_emit (heap, HW_EVENT_PHASE, HW_PHASE_DELETE_GARBAGE);
  while (head->gc_next != pass->unreachable) {
    guint32 cell = head->gc_next;
    HwObject *object = hw_object_at (heap, cell);

    if (heap->collector->debug & DEBUG_SAVEALL)
      hw_list_append (heap, heap->collector->garbage, object);
    else
      hw_object_clear (heap, object);
    if (head->gc_next == cell)
      hw_gc_list_move (heap, object, old);
  }
}

/* -------------------------------------------------------------------------------------------------- the main function */

static gint64
count_members (Pass *pass)
{
  return (gint64) hw_collector_count_list (pass->heap, pass->unreachable);
}

static void
merge_younger (HwHeap *heap,
               guint   generation)
{
  HwCollector *collector = heap->collector;

  if (generation + 1 < 3)
    collector->count[generation + 1]++;
  for (guint i = 0; i <= generation; i++)
    collector->count[i] = 0;
  for (guint i = 0; i < generation; i++)
    hw_gc_list_merge (heap, HW_LIST_GENERATION_0 + i, HW_LIST_GENERATION_0 + generation);
}

/* The survivors go to the next generation. */
static void
promote (HwHeap *heap,
         Pass   *pass,
         guint   generation)
{
  HwCollector *collector = heap->collector;
  guint64 n;

  if (generation < 2) {
    if (generation == 1)
      collector->long_lived_pending += hw_collector_count_list (heap, pass->list);
    hw_gc_list_merge (heap, pass->list, pass->list + 1);
    return;
  }
  untrack_dicts (pass);
  n = hw_collector_count_list (heap, pass->list);
  collector->long_lived_pending = 0;
  collector->long_lived_total = n + (collector->permanent_startup == 0 ? heap->profile->startup_tracked : 0);
}

static void
tell_debug (HwHeap     *heap,
            const char *format,
            ...) G_GNUC_PRINTF (2, 3);

static void
tell_debug (HwHeap     *heap,
            const char *format,
            ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  heap->hooks.debug (heap->hooks.data, text);
}

static void
tell_begin (HwHeap *heap,
            guint   generation)
{
  guint64 startup = heap->collector->permanent_startup == 0 ? heap->profile->startup_tracked : 0;

  if (!(heap->collector->debug & DEBUG_STATS))
    return;
  tell_debug (heap, "gc: collecting generation %u...\n", generation);
  tell_debug (heap, "gc: objects in each generation: %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT "\n",
              hw_collector_count_list (heap, HW_LIST_GENERATION_0), hw_collector_count_list (heap, HW_LIST_GENERATION_1),
              hw_collector_count_list (heap, HW_LIST_GENERATION_2) + startup);
  tell_debug (heap, "gc: objects in permanent generation: %" G_GUINT64_FORMAT "\n",
              hw_collector_count_list (heap, HW_LIST_PERMANENT) + heap->collector->permanent_startup);
}

static void
tell_collectable (Pass *pass)
{
  HwHeap *heap = pass->heap;
  HwObject *object;

  if (!(heap->collector->debug & DEBUG_COLLECTABLE))
    return;
  for (guint32 cell = hw_list_head (heap, pass->unreachable)->gc_next; cell != pass->unreachable; cell = object->gc_next) {
    object = hw_object_at (heap, cell);
    tell_debug (heap, "gc: collectable <%s 0x%" G_GINT64_MODIFIER "x>\n", object->type->name, (guint64) object->address * 16);
  }
}

/* [collected] and, for now always 0 as there are no legacy finalizers but by SAVEALL, [uncollectable]. */
static gint64
collect_main (HwHeap *heap,
              guint   generation)
{
  guint young = HW_LIST_GENERATION_0 + generation, old = HW_LIST_GENERATION_0 + MIN (generation + 1, 2);
  HwCollector *collector = heap->collector;
  gint64 collected;
  Pass pass;

  tell_begin (heap, generation);
  merge_younger (heap, generation);
  pass_init (&pass, heap, young, HW_LIST_UNREACHABLE);
  deduce_unreachable (&pass);
  untrack_tuples (&pass);
  promote (heap, &pass, generation);
  hw_emit (heap, HW_EVENT_PHASE, HW_PHASE_LEGACY_FINALIZERS);
  tell_collectable (&pass);
  collected = handle_weakrefs (&pass);
  if (finalize_garbage (&pass))
    handle_resurrected_objects (&pass, old);
  if (heap->profile->clears_weakrefs_again)
    clear_late_weakrefs (&pass);
  collected += count_members (&pass);
  delete_garbage (&pass, old);
  clear_trash_marks (&pass);
  pass_clear (&pass);
  if (generation == 2)
    hw_free_lists_clear (heap);
  if (collector->debug & DEBUG_STATS)
    tell_debug (heap, "gc: done, %" G_GINT64_FORMAT " unreachable, 0 uncollectable, 0.0000s elapsed\n", collected);
  collector->stats[generation].collections++;
  collector->stats[generation].collected += (guint64) collected;
  return collected;
}

gint64
hw_collect (HwHeap  *heap,
            guint    generation,
            gboolean automatic)
{
  HwCollector *collector = heap->collector;
  gint64 collected;

  if (collector->collecting)
    return 0;
  collector->collecting = TRUE;
  if (heap->hooks.has_pass_callbacks (heap->hooks.data))
    heap->hooks.pass (heap->hooks.data, TRUE, generation, 0, 0);
  if (heap->sink != NULL) {
    guint32 *words = hw_sink_reserve (heap->sink, 2);

    words[0] = HW_EVENT_HEAD (HW_EVENT_PASS_BEGIN, generation);
    words[1] = automatic;
  }
  collected = collect_main (heap, generation);
  if (heap->sink != NULL) {
    guint32 *words = hw_sink_reserve (heap->sink, 3);

    words[0] = HW_EVENT_HEAD (HW_EVENT_PASS_END, generation);
    words[1] = (guint32) collected;
    words[2] = 0;
  }
  if (heap->hooks.has_pass_callbacks (heap->hooks.data))
    heap->hooks.pass (heap->hooks.data, FALSE, generation, collected, 0);
  collector->collecting = FALSE;
  return collected;
}

/* ------------------------------------------------------------------------------------------------- automatic passes */

/* The oldest generation whose count is over its threshold; a full pass waits until a quarter of the old is pending. */
static void
run_automatic (HwHeap *heap)
{
  HwCollector *collector = heap->collector;

  for (guint g = 3; g-- > 0;) {
    if (collector->count[g] <= collector->threshold[g])
      continue;
    if (g == 2 && collector->long_lived_pending < collector->long_lived_total / 4)
      continue;
    hw_collect (heap, g, TRUE);
    return;
  }
}

void
hw_gc_before_alloc (HwHeap *heap)
{
  HwCollector *collector = heap->collector;

  collector->count[0]++;
  if (G_LIKELY (collector->count[0] <= collector->threshold[0] && !heap->stress))
    return;
  if (!collector->enabled || collector->collecting || (collector->threshold[0] == 0 && !heap->stress) ||
      heap->hooks.exception_pending == NULL || heap->hooks.exception_pending (heap->hooks.data))
    return;
  if (heap->profile->collects_in_allocation)
    run_automatic (heap);
  else
    collector->pending = TRUE;
}

void
hw_collector_check (HwHeap *heap)
{
  HwCollector *collector = heap->collector;

  collector->pending = FALSE;
  if (collector->collecting || (!collector->enabled && !heap->profile->pending_ignores_disable))
    return;
  run_automatic (heap);
}
