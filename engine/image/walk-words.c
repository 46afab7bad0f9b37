/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A walk in words: its decisions, its phases, and what it returns. */

#include "image/walk.h"

/* Objects named one by one, and classes counted one by one. */
#define MAX_NAMED 6

/* -------------------------------------------------------------------------------------------------------------- decisions */

/* "Node #3"; what was made during the pass has no name. Owned. */
static char *
dup_title (HwWalk  *walk,
           guint32  object)
{
  return object != HW_NO_OBJECT ? hw_image_dup_title (walk->image, object) : g_strdup ("a new object");
}

/* "Node #2 by .ref", "the name a": what refers to the target of a reference, and how. Owned. */
static char *
dup_holder (HwWalk  *walk,
            guint32  reference)
{
  const HwReferenceRecord *record = &walk->image->references[reference];
  g_autofree char *holder = dup_title (walk, record->holder);
  g_autofree char *label = hw_image_dup_label (walk->image, reference);

  if (record->label_kind == HW_LABEL_NAME)
    return g_strdup_printf ("the name %s", label);
  if (record->label_kind == HW_LABEL_FIELD)
    return g_strdup_printf ("%s by its %s", holder, hw_image_get_text (walk->image, record->label));
  return *label != '\0' ? g_strdup_printf ("%s by %s", holder, label) : g_steal_pointer (&holder);
}

static char *
describe_reference (HwWalk           *walk,
                    const HwDecision *decision,
                    const char       *title)
{
  g_autofree char *holder = dup_holder (walk, decision->reference);

  switch ((HwDecisionKind) decision->kind) {
  case HW_DECISION_SUBTRACT:
    return g_strdup_printf ("%s refers to %s: its gc_refs falls to %u", holder, title, decision->value);
  case HW_DECISION_SPARE:
    return g_strdup_printf ("%s, reachable, refers to %s: its gc_refs becomes 1", holder, title);
  default:
    return g_strdup_printf ("%s, reachable, refers to %s: it comes back, to the end of the objects to scan", holder, title);
  }
}

char *
hw_walk_describe (HwWalk *walk,
                  guint   number)
{
  const HwDecision *decision = &g_array_index (walk->decisions, HwDecision, number);
  g_autofree char *title = dup_title (walk, decision->object);
  g_autofree char *other = NULL;

  switch ((HwDecisionKind) decision->kind) {
  case HW_DECISION_UPDATE:
    return g_strdup_printf ("%s: gc_refs = ob_refcnt = %u", title, decision->value);
  case HW_DECISION_SUBTRACT:
  case HW_DECISION_SPARE:
  case HW_DECISION_RESCUE:
    return describe_reference (walk, decision, title);
  case HW_DECISION_SUSPECT:
    return g_strdup_printf ("%s has no gc_refs left: it is tentatively unreachable", title);
  case HW_DECISION_REACH:
    return g_strdup_printf ("%s has gc_refs: it is reachable, and so is what it refers to", title);
  case HW_DECISION_UNTRACK:
    return g_strdup_printf ("%s can be in no cycle: it is untracked", title);
  case HW_DECISION_PROMOTE:
    return g_strdup_printf ("all reachable objects are in generation %u from now on", decision->value);
  case HW_DECISION_CLEAR_WEAKREF:
    other = dup_title (walk, decision->reference);
    return g_strdup_printf ("%s no longer refers to %s", title, other);
  case HW_DECISION_QUEUE:
    return g_strdup_printf ("the callback of %s will be called", title);
  case HW_DECISION_LOSE:
    return g_strdup_printf ("%s is trash itself: its callback will not be called", title);
  case HW_DECISION_CALL:
    return g_strdup_printf ("the callback of %s is called", title);
  case HW_DECISION_SEE:
    return g_strdup_printf ("%s is set aside", title);
  case HW_DECISION_FINALIZE:
    return g_strdup_printf ("the finalizer of %s runs", title);
  case HW_DECISION_RETURN:
    return g_strdup_printf ("%s is reachable after all, and comes back", title);
  case HW_DECISION_MERGE:
    return g_strdup ("what was set aside is the trash again");
  case HW_DECISION_RESURRECT:
    return g_strdup_printf ("%s was brought back to life", title);
  case HW_DECISION_CLEAR:
    return g_strdup_printf ("%s is made to let go of what it holds", title);
  case HW_DECISION_SAVE:
    return g_strdup_printf ("%s goes to gc.garbage", title);
  case HW_DECISION_FREE:
    return g_strdup_printf ("the count of %s falls to zero: it is freed", title);
  case HW_DECISION_SURVIVE:
    return g_strdup_printf ("%s is still there, in the old generation", title);
  case HW_N_DECISIONS:
    break;
  }
  return g_strdup ("");
}

/* ----------------------------------------------------------------------------------------------------------------- phases */

static guint
count (HwWalk         *walk,
       HwPhase         phase,
       HwDecisionKind  kind)
{
  guint n = 0;

  for (guint i = walk->phases[phase]; i < walk->phases[phase + 1]; i++)
    n += g_array_index (walk->decisions, HwDecision, i).kind == kind;
  return n;
}

/* ": Node #17, Node #21 and 3 more", or nothing. */
static void
append_titles (GString        *text,
               HwWalk         *walk,
               HwPhase         phase,
               HwDecisionKind  kind)
{
  guint n = 0;

  for (guint i = walk->phases[phase]; i < walk->phases[phase + 1]; i++) {
    const HwDecision *decision = &g_array_index (walk->decisions, HwDecision, i);
    g_autofree char *title = NULL;

    if (decision->kind != kind || n++ >= MAX_NAMED)
      continue;
    title = dup_title (walk, decision->object);
    g_string_append_printf (text, "%s%s", n == 1 ? ": " : ", ", title);
  }
  if (n > MAX_NAMED)
    g_string_append_printf (text, " and %u more", n - MAX_NAMED);
}

/* "3 objects", "1 object" */
static void
append_number (GString    *text,
               guint       n,
               const char *noun)
{
  g_string_append_printf (text, "%u %s%s", n, noun, n == 1 ? "" : "s");
}

static void
describe_deduction (GString *text,
                    HwWalk  *walk,
                    HwPhase  phase)
{
  guint n_young = walk->young->len;
  guint n_suspects = count (walk, HW_PHASE_MOVE_UNREACHABLE, HW_DECISION_SUSPECT);
  guint n_rescued = count (walk, HW_PHASE_MOVE_UNREACHABLE, HW_DECISION_RESCUE);

  if (phase == HW_PHASE_UPDATE_REFS) {
    g_string_append (text, "Each of the ");
    append_number (text, n_young, "object");
    g_string_append_printf (text, " in generation %u%s gets a copy of its reference count, called gc_refs.", walk->pass.generation,
                            walk->pass.generation > 0 ? " and younger" : "");
  } else if (phase == HW_PHASE_SUBTRACT_REFS) {
    g_string_append (text, "Every reference from one of these objects to another takes one from the other's gc_refs: ");
    append_number (text, count (walk, phase, HW_DECISION_SUBTRACT), "reference");
    g_string_append (text, ". What is left of a gc_refs counts references from outside.");
  } else {
    g_string_append (text, "Objects with gc_refs left are reachable, and so is all that they refer to; the others are moved out, tentatively. ");
    append_number (text, n_young - (n_suspects - n_rescued), "object");
    g_string_append (text, n_young - (n_suspects - n_rescued) == 1 ? " stays, " : " stay, ");
    g_string_append_printf (text, "%u unreachable", n_suspects - n_rescued);
    if (n_rescued > 0)
      g_string_append_printf (text, "; %u had been moved out and came back", n_rescued);
    g_string_append_c (text, '.');
    if (count (walk, phase, HW_DECISION_UNTRACK) > 0) {
      g_string_append (text, " Untracked, for they can be in no cycle");
      append_titles (text, walk, phase, HW_DECISION_UNTRACK);
      g_string_append_c (text, '.');
    }
  }
}

static void
describe_weakrefs (GString *text,
                   HwWalk  *walk)
{
  HwPhase phase = HW_PHASE_HANDLE_WEAKREFS;
  guint n_queued = count (walk, phase, HW_DECISION_QUEUE), n_lost = count (walk, phase, HW_DECISION_LOSE);
  guint n_ended = count (walk, phase, HW_DECISION_CLEAR_WEAKREF);

  if (n_ended == 0) {
    g_string_append (text, "No weak reference to the trash has to end.");
    return;
  }
  append_number (text, n_ended, "weak reference");
  g_string_append (text, n_ended == 1 ? " to the trash ends, before any code runs." : " to the trash end, before any code runs.");
  if (n_queued > 0) {
    g_string_append (text, " Then callbacks are called, of");
    append_titles (text, walk, phase, HW_DECISION_CALL);
    g_string_append_c (text, '.');
  }
  if (n_lost > 0) {
    g_string_append (text, " Trash itself, and so not called back");
    append_titles (text, walk, phase, HW_DECISION_LOSE);
    g_string_append_c (text, '.');
  }
}

static void
describe_code (GString *text,
               HwWalk  *walk,
               HwPhase  phase)
{
  guint n_run = count (walk, HW_PHASE_FINALIZE_GARBAGE, HW_DECISION_FINALIZE);
  guint n = phase == HW_PHASE_FINALIZE_GARBAGE ? n_run : count (walk, phase, HW_DECISION_RESURRECT);

  if (phase == HW_PHASE_HANDLE_RESURRECTED && n_run == 0) {
    g_string_append (text, "No finalizer ran, so nothing can have been brought back to life.");
    return;
  }
  if (phase == HW_PHASE_FINALIZE_GARBAGE) {
    g_string_append (text, n == 0 ? "There is no finalizer to run" : "The finalizers of the trash run, in the order of the list");
    append_titles (text, walk, phase, HW_DECISION_FINALIZE);
  } else {
    g_string_append (text, "After finalizers the trash is looked at once more, alone; ");
    g_string_append (text, n == 0 ? "nothing was brought back to life" : "brought back to life, with all that they refer to");
    append_titles (text, walk, phase, HW_DECISION_RESURRECT);
  }
  g_string_append_c (text, '.');
}

static void
describe_delete (GString *text,
                 HwWalk  *walk)
{
  guint n_survivors = count (walk, HW_PHASE_DELETE_GARBAGE, HW_DECISION_SURVIVE);
  guint n_saved = count (walk, HW_PHASE_DELETE_GARBAGE, HW_DECISION_SAVE);

  if (walk->n_trash == 0) {
    g_string_append (text, "There is nothing to delete.");
    return;
  }
  append_number (text, walk->n_trash, "object");
  if (n_saved > 0) {
    g_string_append_printf (text, " of trash; %u are kept in gc.garbage, as gc.DEBUG_SAVEALL asks.", n_saved);
    return;
  }
  g_string_append (text, " of trash: one after the other is made to let go of what it holds, until the counts do the rest. ");
  append_number (text, count (walk, HW_PHASE_DELETE_GARBAGE, HW_DECISION_FREE), "object");
  g_string_append (text, " freed.");
  if (n_survivors > 0)
    g_string_append_printf (text, " %u survived their own clearing.", n_survivors);
}

char *
hw_walk_describe_phase (HwWalk  *walk,
                        HwPhase  phase)
{
  GString *text = g_string_new (NULL);

  switch (phase) {
  case HW_PHASE_UPDATE_REFS:
  case HW_PHASE_SUBTRACT_REFS:
  case HW_PHASE_MOVE_UNREACHABLE:
    describe_deduction (text, walk, phase);
    break;
  case HW_PHASE_LEGACY_FINALIZERS:
    g_string_append (text, "Objects of extension types with tp_del would be put aside; classes of Python have none.");
    break;
  case HW_PHASE_HANDLE_WEAKREFS:
    describe_weakrefs (text, walk);
    break;
  case HW_PHASE_FINALIZE_GARBAGE:
  case HW_PHASE_HANDLE_RESURRECTED:
    describe_code (text, walk, phase);
    break;
  case HW_PHASE_DELETE_GARBAGE:
    describe_delete (text, walk);
    break;
  case HW_N_PHASES:
    break;
  }
  return g_string_free (text, FALSE);
}

/* --------------------------------------------------------------------------------------------------------------------- end */

typedef struct {
  const char *name;
  guint       n;
} Tally;

static int
compare_tallies (gconstpointer a,
                 gconstpointer b)
{
  const Tally *x = a, *y = b;

  return x->n != y->n ? (x->n > y->n ? -1 : 1) : g_strcmp0 (x->name, y->name);
}

static void
tally (HwWalk     *walk,
       GHashTable *classes,
       guint       object)
{
  gpointer name = (gpointer) hw_image_get_type_name (walk->image, object);

  g_hash_table_insert (classes, name, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (classes, name)) + 1));
}

/* "2 Node and 1 dict" */
static void
append_tallies (GString    *text,
                GHashTable *classes)
{
  g_autoptr (GArray) tallies = g_array_new (FALSE, FALSE, sizeof (Tally));
  GHashTableIter iter;
  gpointer name, n;

  g_hash_table_iter_init (&iter, classes);
  while (g_hash_table_iter_next (&iter, &name, &n)) {
    Tally entry = { name, GPOINTER_TO_UINT (n) };

    g_array_append_val (tallies, entry);
  }
  g_array_sort (tallies, compare_tallies);
  for (guint i = 0; i < tallies->len; i++) {
    const Tally *entry = &g_array_index (tallies, Tally, i);

    if (i == MAX_NAMED) {
      g_string_append (text, " and others");
      return;
    }
    if (i > 0)
      g_string_append (text, i + 1 == tallies->len ? " and " : ", ");
    g_string_append_printf (text, "%u %s", entry->n, entry->name);
  }
}

/* What the trash was at the beginning of delete_garbage, and what of it had been freed by then. */
static void
tally_trash (HwWalk     *walk,
             GHashTable *counted,
             GHashTable *freed)
{
  g_autoptr (HwLanes) lanes = hw_lanes_new (walk);

  hw_lanes_seek (lanes, walk->phases[HW_PHASE_DELETE_GARBAGE]);
  for (guint i = hw_lanes_get_first (lanes, HW_LANE_UNREACHABLE); i != HW_NO_OBJECT; i = hw_lanes_get_next (lanes, i))
    tally (walk, counted, i);
  for (guint i = walk->phases[HW_PHASE_MOVE_UNREACHABLE]; i < walk->phases[HW_PHASE_MOVE_UNREACHABLE + 1]; i++) {
    const HwDecision *decision = &g_array_index (walk->decisions, HwDecision, i);

    if (decision->kind == HW_DECISION_SUSPECT && hw_lanes_get_lane (lanes, decision->object) == HW_LANE_FREED)
      tally (walk, freed, decision->object);
  }
}

char *
hw_walk_describe_end (HwWalk *walk)
{
  g_autoptr (GHashTable) counted = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) freed = g_hash_table_new (g_str_hash, g_str_equal);
  GString *text = g_string_new (NULL);

  tally_trash (walk, counted, freed);
  g_string_append_printf (text, "returns %u", walk->pass.collected + walk->pass.uncollectable);
  if (walk->n_trash > 0) {
    g_string_append (text, ": ");
    append_tallies (text, counted);
  }
  if (walk->n_weakrefs > 0)
    g_string_append_printf (text, "%s %u weak reference%s that died after the callback", walk->n_trash > 0 ? " and" : ":",
                            walk->n_weakrefs, walk->n_weakrefs == 1 ? "" : "s");
  if (g_hash_table_size (freed) > 0) {
    g_string_append (text, "; freed by reference counting before, and so not counted: ");
    append_tallies (text, freed);
  }
  return g_string_free (text, FALSE);
}
