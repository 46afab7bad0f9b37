/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Which loads of local variables borrow, from 3.14 on: all but those that must check whether the variable is bound, that no path without an
 * exception leads to, and whose value is stored as a local, lies on the stack at the end of a basic block, or when its variable changes. Models
 * add_checks_for_loads_of_uninitialized_variables(), insert_superinstructions() and optimize_load_fast() of Python/flowgraph.c. */

#include "vm/compiler.h"

#define MAX_SUPER_SLOT 16 /* a joint instruction has four bits for each of its two variables */

typedef struct {
  gint instruction; /* the load it came from, or -1 */
  gint slot;
} Reference;

typedef struct {
  HwCompiler *c;
  HwUnit     *unit;
  guint32    *words;
  guint32     n;
  guint32     n_locals;
  gboolean   *leads; /* a basic block begins here */
  gboolean   *keeps; /* a load that counts */
  gint       *joint; /* the load that a load is one instruction with, or itself */
  gboolean   *runs; /* some path, perhaps by an exception, leads here */
  gboolean   *seen;
  GArray     *stack; /* Reference */
  GArray     *todo;  /* guint32: where blocks begin */
} Pass;

static guint32
target_of (Pass   *pass,
           guint32 at)
{
  return (guint32) g_array_index (pass->unit->labels, gint32, HW_INSTRUCTION_ARGUMENT (pass->words[at]));
}

static gboolean
falls_through (HwOpcode op)
{
  return op != HW_OP_JUMP && op != HW_OP_JUMP_BACKWARD && op != HW_OP_RETURN && op != HW_OP_RAISE && op != HW_OP_RERAISE;
}

static void
find_blocks (Pass *pass)
{
  pass->leads[0] = TRUE;
  for (guint i = 0; i < pass->unit->regions->len; i++) {
    const HwRegion *region = &g_array_index (pass->unit->regions, HwRegion, i);

    pass->leads[g_array_index (pass->unit->labels, gint32, region->label)] = TRUE;
  }
  for (guint32 i = 0; i < pass->n; i++) {
    HwOpcode op = HW_INSTRUCTION_OP (pass->words[i]);

    if (hw_opcode_jumps (op))
      pass->leads[target_of (pass, i)] = TRUE;
    if (hw_opcode_jumps (op) || !falls_through (op))
      pass->leads[i + 1] = TRUE;
  }
}

/* ---------------------------------------------------------------------------------------- variables that may be unbound */

static void
reach (GPtrArray   *todo,
       guint8     **at_begin,
       guint32      begin,
       const guint8 *unbound,
       guint32      n_locals)
{
  gboolean changed = at_begin[begin] == NULL;

  if (changed)
    at_begin[begin] = g_new0 (guint8, n_locals + 1);
  for (guint32 i = 0; i < n_locals; i++) {
    if (unbound[i] && !at_begin[begin][i]) {
      at_begin[begin][i] = 1;
      changed = TRUE;
    }
  }
  if (changed)
    g_ptr_array_add (todo, GUINT_TO_POINTER (begin));
}

/* A comprehension run in place has slots of its own here; in CPython its variables share those of the same name, and may be unbound behind it. */
static void
forget_name (Pass   *pass,
             guint8 *unbound,
             guint32 slot)
{
  const char *name = g_ptr_array_index (pass->unit->varnames, slot);

  for (guint32 i = 0; i < pass->n_locals; i++)
    if (strcmp (g_ptr_array_index (pass->unit->varnames, i), name) == 0)
      unbound[i] = 1;
}

static void
follow_variable (Pass   *pass,
                 guint8 *unbound,
                 guint32 at)
{
  guint32 slot = HW_INSTRUCTION_ARGUMENT (pass->words[at]);

  switch (HW_INSTRUCTION_OP (pass->words[at])) {
  case HW_OP_DELETE_FAST:
    if (slot < pass->n_locals)
      unbound[slot] = 1;
    break;
  case HW_OP_CLEAR_FAST:
    if (slot < pass->n_locals)
      forget_name (pass, unbound, slot);
    break;
  case HW_OP_STORE_FAST:
    if (slot < pass->n_locals)
      unbound[slot] = 0;
    break;
  case HW_OP_LOAD_FAST:
  case HW_OP_LOAD_FAST_BORROW:
    if (slot < pass->n_locals && unbound[slot]) {
      pass->keeps[at] = TRUE;
      pass->joint[at] = -1;
      unbound[slot] = 0;
    }
    break;
  default:
    break;
  }
}

static void
follow_handler (Pass         *pass,
                GPtrArray    *todo,
                guint8      **at_begin,
                guint32       at,
                const guint8 *unbound)
{
  for (guint i = 0; i < pass->unit->regions->len; i++) {
    const HwRegion *region = &g_array_index (pass->unit->regions, HwRegion, i);

    if (at >= region->start && at < region->end) {
      reach (todo, at_begin, (guint32) g_array_index (pass->unit->labels, gint32, region->label), unbound, pass->n_locals);
      return;
    }
  }
}

static void
check_bound (Pass *pass)
{
  g_autofree guint8 **at_begin = g_new0 (guint8 *, pass->n + 2);
  g_autofree guint8 *unbound = g_new0 (guint8, pass->n_locals + 1);
  g_autoptr (GPtrArray) todo = g_ptr_array_new ();

  for (guint32 i = pass->unit->n_parameters; i < pass->n_locals; i++)
    unbound[i] = 1;
  reach (todo, at_begin, 0, unbound, pass->n_locals);
  while (todo->len > 0) {
    guint32 at = GPOINTER_TO_UINT (g_ptr_array_steal_index (todo, todo->len - 1)), begin = at;

    memcpy (unbound, at_begin[at], pass->n_locals);
    for (; at < pass->n && (at == begin || !pass->leads[at]); at++) {
      HwOpcode op = HW_INSTRUCTION_OP (pass->words[at]);

      pass->runs[at] = TRUE;
      follow_handler (pass, todo, at_begin, at, unbound);
      follow_variable (pass, unbound, at);
      if (hw_opcode_jumps (op))
        reach (todo, at_begin, target_of (pass, at), unbound, pass->n_locals);
    }
    if (at < pass->n && falls_through (HW_INSTRUCTION_OP (pass->words[at - 1])))
      reach (todo, at_begin, at, unbound, pass->n_locals);
  }
  for (guint32 i = 0; i <= pass->n; i++)
    g_free (at_begin[i]);
}

/* --------------------------------------------------------------------------------------------------- joint instructions */

static gboolean
is_load (Pass   *pass,
         guint32 at)
{
  HwOpcode op = HW_INSTRUCTION_OP (pass->words[at]);

  return (op == HW_OP_LOAD_FAST || op == HW_OP_LOAD_FAST_BORROW) && pass->joint[at] >= 0 &&
         HW_INSTRUCTION_ARGUMENT (pass->words[at]) < pass->n_locals;
}

/* Two neighbours of one line become one instruction; of a store and a load there is no form that borrows. */
static void
join_neighbours (Pass *pass)
{
  gint before = -1;

  for (guint32 i = 0; i < pass->n; i++) {
    HwOpcode op = HW_INSTRUCTION_OP (pass->words[i]);
    gboolean load = is_load (pass, i);

    if (pass->leads[i])
      before = -1;
    if (op == HW_OP_STEP)
      continue;
    if (HW_INSTRUCTION_ARGUMENT (pass->words[i]) >= MAX_SUPER_SLOT || (!load && op != HW_OP_STORE_FAST)) {
      before = -1;
      continue;
    }
    if (before < 0 || (op == HW_OP_STORE_FAST && HW_INSTRUCTION_OP (pass->words[before]) != HW_OP_STORE_FAST) ||
        g_array_index (pass->unit->positions, HwPosition, before).line != g_array_index (pass->unit->positions, HwPosition, i).line) {
      before = (gint) i;
      continue;
    }
    if (load && is_load (pass, (guint32) before))
      pass->joint[i] = before;
    else if (load)
      pass->keeps[i] = TRUE;
    before = -1;
  }
}

/* --------------------------------------------------------------------------------------------------------- the stack */

static void
push (Pass *pass,
      gint  instruction,
      gint  slot)
{
  Reference reference = { instruction, slot };

  g_array_append_val (pass->stack, reference);
}

static Reference
pop (Pass *pass)
{
  Reference last = { -1, -1 };

  if (pass->stack->len > 0) {
    last = g_array_index (pass->stack, Reference, pass->stack->len - 1);
    g_array_set_size (pass->stack, pass->stack->len - 1);
  }
  return last;
}

static void
keep (Pass     *pass,
      Reference reference)
{
  if (reference.instruction >= 0)
    pass->keeps[reference.instruction] = TRUE;
}

/* All on the stack of variable [slot], or of any if that is negative. */
static void
keep_all (Pass *pass,
          gint  slot)
{
  for (guint i = 0; i < pass->stack->len; i++) {
    Reference reference = g_array_index (pass->stack, Reference, i);

    if (slot < 0 || reference.slot == slot)
      keep (pass, reference);
  }
}

/* How many values an instruction takes that has no case of its own in follow_stack(). */
static guint32
n_taken (HwOpcode op,
         guint32  argument)
{
  switch (op) {
  case HW_OP_POP:
  case HW_OP_STORE_DEREF:
  case HW_OP_STORE_NAME:
  case HW_OP_STORE_GLOBAL:
  case HW_OP_DELETE_ATTR:
  case HW_OP_UNARY:
  case HW_OP_NOT:
  case HW_OP_LOAD_ATTR:
  case HW_OP_LIST_TO_TUPLE:
  case HW_OP_UNPACK:
  case HW_OP_UNPACK_EX:
  case HW_OP_RETURN:
  case HW_OP_YIELD:
  case HW_OP_LIST_APPEND:
  case HW_OP_SET_ADD:
  case HW_OP_LIST_EXTEND:
  case HW_OP_SET_UPDATE:
  case HW_OP_DICT_UPDATE:
  case HW_OP_DICT_MERGE:
  case HW_OP_JUMP_IF_FALSE:
  case HW_OP_JUMP_IF_TRUE:
  case HW_OP_CALL_EXIT:
    return 1;
  case HW_OP_BINARY:
  case HW_OP_INPLACE:
  case HW_OP_COMPARE:
  case HW_OP_IS:
  case HW_OP_CONTAINS:
  case HW_OP_GET_ITEM:
  case HW_OP_STORE_ATTR:
  case HW_OP_DELETE_ITEM:
  case HW_OP_MAP_ADD:
    return 2;
  case HW_OP_SET_ITEM:
  case HW_OP_MATCH_CLASS:
    return 3;
  case HW_OP_BUILD_SLICE:
  case HW_OP_BUILD_LIST:
  case HW_OP_BUILD_TUPLE:
  case HW_OP_BUILD_SET:
  case HW_OP_BUILD_STRING:
  case HW_OP_RAISE:
    return argument;
  case HW_OP_BUILD_MAP:
    return 2 * argument;
  case HW_OP_BUILD_CONST_MAP:
    return argument + 1;
  case HW_OP_FORMAT:
    return argument & HW_FORMAT_HAS_SPEC ? 2 : (argument & HW_FORMAT_CONVERSION) != HW_FORMAT_NONE;
  case HW_OP_CALL:
    return argument + 2;
  case HW_OP_CALL_KEYWORDS:
    return argument + 3;
  case HW_OP_CALL_EX:
    return argument ? 4 : 3;
  case HW_OP_MAKE_FUNCTION:
    return (guint32) (1 - hw_opcode_effect (op, argument));
  default:
    return 0;
  }
}

static void
follow_stack (Pass   *pass,
              guint32 at)
{
  HwOpcode op = HW_INSTRUCTION_OP (pass->words[at]);
  guint32 argument = HW_INSTRUCTION_ARGUMENT (pass->words[at]), taken;
  Reference top;

  switch (op) {
  case HW_OP_LOAD_FAST:
  case HW_OP_LOAD_FAST_BORROW:
    push (pass, pass->joint[at] >= 0 ? pass->joint[at] : (gint) at, (gint) argument);
    return;
  case HW_OP_STORE_FAST:
    top = pop (pass);
    keep_all (pass, (gint) argument);
    keep (pass, top);
    return;
  case HW_OP_DELETE_FAST:
  case HW_OP_CLEAR_FAST:
    keep_all (pass, (gint) argument);
    return;
  case HW_OP_COPY:
  case HW_OP_SWAP:
    if (pass->stack->len < argument)
      return;
    top = g_array_index (pass->stack, Reference, pass->stack->len - argument);
    if (op == HW_OP_COPY) {
      g_array_append_val (pass->stack, top);
      return;
    }
    g_array_index (pass->stack, Reference, pass->stack->len - argument) =
      g_array_index (pass->stack, Reference, pass->stack->len - 1);
    g_array_index (pass->stack, Reference, pass->stack->len - 1) = top;
    return;
  case HW_OP_LOAD_METHOD:
    top = pop (pass);
    push (pass, -1, -1);
    push (pass, top.instruction, top.slot);
    return;
  case HW_OP_YIELD_FROM: /* a loop in CPython */
    keep_all (pass, -1);
    break;
  case HW_OP_JUMP_IF_FALSE_OR_POP:
  case HW_OP_JUMP_IF_TRUE_OR_POP:
    return;
  default:
    break;
  }
  taken = n_taken (op, argument);
  for (guint32 i = 0; i < taken; i++)
    pop (pass);
  for (gint pushed = hw_opcode_effect (op, argument) + (gint) taken; pushed > 0; pushed--)
    push (pass, -1, -1);
  for (gint more = hw_opcode_effect (op, argument) + (gint) taken; more < 0; more++)
    pop (pass);
}

static void
visit (Pass   *pass,
       guint32 begin)
{
  if (begin >= pass->n || pass->seen[begin])
    return;
  pass->seen[begin] = TRUE;
  g_array_append_val (pass->todo, begin);
}

/* 3.14 goes no further where a jump to what follows was left out together with the unreachable code between. */
static gboolean
jumps_over_nothing (Pass   *pass,
                    guint32 at)
{
  guint32 next = at + 1, target = target_of (pass, at);
  gboolean gap = g_hash_table_contains (pass->unit->gaps, GUINT_TO_POINTER (next));

  for (; next < target; next++) {
    if (pass->runs[next])
      return FALSE;
    gap = TRUE;
  }
  return pass->c->profile->borrows_up_to_gaps && gap && next == target;
}

/* What lies on the stack at the begin of a block is of no concern: it has been kept. */
static void
follow_blocks (Pass *pass)
{
  visit (pass, 0);
  while (pass->todo->len > 0) {
    guint32 at = g_array_index (pass->todo, guint32, pass->todo->len - 1), begin = at;
    HwOpcode op = HW_N_OPCODES;

    g_array_set_size (pass->todo, pass->todo->len - 1);
    g_array_set_size (pass->stack, 0);
    for (; at < pass->n && (at == begin || !pass->leads[at]); at++) {
      op = HW_INSTRUCTION_OP (pass->words[at]);
      pass->seen[at] = TRUE;
      follow_stack (pass, at);
      if (hw_opcode_jumps (op) && !(op == HW_OP_JUMP && jumps_over_nothing (pass, at)))
        visit (pass, target_of (pass, at));
    }
    keep_all (pass, -1);
    if (falls_through (op))
      visit (pass, at);
  }
}

void
hw_unit_settle_borrows (HwCompiler *c,
                        HwUnit     *unit)
{
  guint32 n = unit->instructions->len;
  Pass pass = { .c = c, .unit = unit, .words = (guint32 *) unit->instructions->data, .n = n, .n_locals = unit->varnames->len };

  if (!c->profile->borrows_locals || n == 0)
    return;
  pass.leads = g_new0 (gboolean, n + 2);
  pass.keeps = g_new0 (gboolean, n + 2);
  pass.runs = g_new0 (gboolean, n + 2);
  pass.seen = g_new0 (gboolean, n + 2);
  pass.joint = g_new (gint, n + 2);
  pass.stack = g_array_new (FALSE, FALSE, sizeof (Reference));
  pass.todo = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint32 i = 0; i < n; i++)
    pass.joint[i] = (gint) i;
  find_blocks (&pass);
  check_bound (&pass);
  join_neighbours (&pass);
  follow_blocks (&pass);
  for (guint32 i = 0; i < n; i++) {
    gint joint = pass.joint[i];

    if (HW_INSTRUCTION_OP (pass.words[i]) == HW_OP_LOAD_FAST_BORROW &&
        (pass.keeps[i] || !pass.seen[i] || (joint >= 0 && pass.keeps[joint])))
      pass.words[i] = HW_INSTRUCTION (HW_OP_LOAD_FAST, HW_INSTRUCTION_ARGUMENT (pass.words[i]));
  }
  g_free (pass.leads);
  g_free (pass.keeps);
  g_free (pass.runs);
  g_free (pass.seen);
  g_free (pass.joint);
  g_array_unref (pass.stack);
  g_array_unref (pass.todo);
}
