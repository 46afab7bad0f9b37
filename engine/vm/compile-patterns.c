/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* match statements. Models compiler_match of Python/compile.c in effect, not in its juggling of the stack: each pattern finds its subject on top
 * and takes it; on failure it jumps to a label with the stack cut to what lay below the subject. Names are bound as they match, which
 * CPython's language reference allows, but only after the whole pattern has matched, as CPython does: they are kept in hidden slots. */

#include "vm/compiler.h"

typedef struct {
  HwCompiler *c;
  gint        fail;       /* label */
  gint        base;       /* depth of the stack at [fail] */
  GPtrArray  *names;      /* captured so far */
  GArray     *slots;      /* guint: where each is kept meanwhile */
} Match;

static void compile_pattern (Match *match, const HwAst *pattern);

/* Jumps to fail unless the topmost is true; the stack there is deeper than the label wants, so it is cut on the way. */
static void
fail_unless_true (Match *match)
{
  HwCompiler *c = match->c;
  gint ok = hw_label_new (c);
  gint depth;

  hw_emit_jump (c, HW_OP_JUMP_IF_TRUE, ok);
  depth = c->unit->depth;
  while (c->unit->depth > match->base)
    hw_emit_op (c, HW_OP_POP, 0);
  hw_emit_jump (c, HW_OP_JUMP, match->fail);
  hw_label_bind (c, ok);
  c->unit->depth = depth;
}

/* The topmost is kept under [name] until the pattern has matched as a whole. */
static void
capture (Match      *match,
         const char *name)
{
  HwCompiler *c = match->c;
  guint slot;

  if (name == NULL) {
    hw_emit_op (c, HW_OP_POP, 0);
    return;
  }
  slot = hw_unit_add_slot (c, name);
  hw_emit_op (c, HW_OP_STORE_FAST, slot);
  g_ptr_array_add (match->names, (gpointer) name);
  g_array_append_val (match->slots, slot);
}

static void
compile_sequence_pattern (Match       *match,
                          const HwAst *pattern)
{
  HwCompiler *c = match->c;
  const HwAstSeq *patterns = &pattern->as.match_sequence.patterns;
  gint starred = -1;

  for (guint i = 0; i < patterns->n; i++)
    if (patterns->items[i]->kind == HW_AST_MATCH_STAR)
      starred = (gint) i;
  hw_emit_op (c, HW_OP_MATCH_SEQUENCE, 0);
  fail_unless_true (match);
  hw_emit_op (c, HW_OP_GET_LEN, 0);
  hw_emit_const (c, hw_constant_merge (c, hw_int_new (H (c->vm), starred >= 0 ? patterns->n - 1 : patterns->n)));
  hw_emit_op (c, HW_OP_COMPARE, starred >= 0 ? HW_COMPARE_GT_E : HW_COMPARE_EQ);
  fail_unless_true (match);
  if (starred >= 0)
    hw_emit_op (c, HW_OP_UNPACK_EX, (guint) starred | (patterns->n - (guint) starred - 1) << 8);
  else
    hw_emit_op (c, HW_OP_UNPACK, patterns->n);
  for (guint i = 0; i < patterns->n; i++)
    compile_pattern (match, patterns->items[i]);
}

static void
compile_mapping_pattern (Match       *match,
                         const HwAst *pattern)
{
  HwCompiler *c = match->c;
  const HwAstSeq *keys = &pattern->as.match_mapping.keys, *patterns = &pattern->as.match_mapping.patterns;

  hw_emit_op (c, HW_OP_MATCH_MAPPING, 0);
  fail_unless_true (match);
  hw_compile_sequence (c, keys);
  hw_emit_op (c, HW_OP_BUILD_TUPLE, keys->n);
  /* subject, keys → subject, keys, values or None */
  hw_emit_op (c, HW_OP_MATCH_KEYS, pattern->as.match_mapping.rest != NULL);
  hw_emit_op (c, HW_OP_COPY, 1);
  hw_emit_none (c);
  hw_emit_op (c, HW_OP_IS, 1);
  fail_unless_true (match);
  /* with a rest, the values' last is a dict of what is left */
  hw_emit_op (c, HW_OP_SWAP, 3);
  hw_emit_op (c, HW_OP_POP, 0);
  hw_emit_op (c, HW_OP_POP, 0);
  hw_emit_op (c, HW_OP_UNPACK, patterns->n + (pattern->as.match_mapping.rest != NULL));
  for (guint i = 0; i < patterns->n; i++)
    compile_pattern (match, patterns->items[i]);
  if (pattern->as.match_mapping.rest != NULL)
    capture (match, pattern->as.match_mapping.rest);
}

static void
compile_class_pattern (Match       *match,
                       const HwAst *pattern)
{
  HwCompiler *c = match->c;
  const HwAstNames *names = &pattern->as.match_class.kwd_attrs;
  guint n = pattern->as.match_class.patterns.n;
  g_autoptr (GPtrArray) strs = g_ptr_array_new ();

  hw_compile_expression (c, pattern->as.match_class.cls);
  for (guint i = 0; i < names->n; i++)
    g_ptr_array_add (strs, hw_constant_str (c, names->items[i]));
  hw_emit_const (c, hw_constant_merge (c, hw_tuple_of (H (c->vm), (HwObject **) strs->pdata, strs->len)));
  /* subject, class, names → attributes' tuple or None */
  hw_emit_op (c, HW_OP_MATCH_CLASS, n);
  hw_emit_op (c, HW_OP_COPY, 1);
  hw_emit_none (c);
  hw_emit_op (c, HW_OP_IS, 1);
  fail_unless_true (match);
  hw_emit_op (c, HW_OP_UNPACK, n + names->n);
  for (guint i = 0; i < n; i++)
    compile_pattern (match, pattern->as.match_class.patterns.items[i]);
  for (guint i = 0; i < names->n; i++)
    compile_pattern (match, pattern->as.match_class.kwd_patterns.items[i]);
}

/* All alternatives bind the same names: the slots of the first are used by all. */
static void
compile_or_pattern (Match       *match,
                    const HwAst *pattern)
{
  HwCompiler *c = match->c;
  const HwAstSeq *patterns = &pattern->as.match_or.patterns;
  gint matched = hw_label_new (c);
  gint depth = c->unit->depth;
  guint first = match->names->len;

  for (guint i = 0; i < patterns->n; i++) {
    Match inner = { c, hw_label_new (c), depth, g_ptr_array_new (), g_array_new (FALSE, FALSE, sizeof (guint)) };

    hw_emit_op (c, HW_OP_COPY, 1);
    compile_pattern (&inner, patterns->items[i]);
    for (guint n = 0; n < inner.names->len; n++) {
      guint index = first;

      if (i == 0) {
        g_ptr_array_add (match->names, g_ptr_array_index (inner.names, n));
        g_array_append_val (match->slots, g_array_index (inner.slots, guint, n));
        continue;
      }
      while (index < match->names->len && g_ptr_array_index (match->names, index) != g_ptr_array_index (inner.names, n))
        index++;
      hw_emit_op (c, HW_OP_LOAD_FAST, g_array_index (inner.slots, guint, n));
      hw_emit_op (c, HW_OP_STORE_FAST, g_array_index (match->slots, guint, index));
      hw_emit_op (c, HW_OP_CLEAR_FAST, g_array_index (inner.slots, guint, n));
    }
    hw_emit_jump (c, HW_OP_JUMP, matched);
    hw_label_bind (c, inner.fail);
    c->unit->depth = depth;
    g_ptr_array_unref (inner.names);
    g_array_unref (inner.slots);
  }
  while (c->unit->depth > match->base)
    hw_emit_op (c, HW_OP_POP, 0);
  hw_emit_jump (c, HW_OP_JUMP, match->fail);
  hw_label_bind (c, matched);
  c->unit->depth = depth;
  hw_emit_op (c, HW_OP_POP, 0);
}

static void
compile_pattern (Match       *match,
                 const HwAst *pattern)
{
  HwCompiler *c = match->c;
  HwHeap *heap = H (c->vm);
  const HwAst *before = hw_compile_at (c, pattern);

  switch (pattern->kind) {
  case HW_AST_MATCH_VALUE:
    hw_compile_expression (c, pattern->as.match_value.value);
    hw_emit_op (c, HW_OP_COMPARE, HW_COMPARE_EQ);
    fail_unless_true (match);
    break;
  case HW_AST_MATCH_SINGLETON:
    hw_emit_const (c, pattern->as.match_singleton.value == HW_CONSTANT_NONE   ? heap->none
                      : pattern->as.match_singleton.value == HW_CONSTANT_TRUE ? heap->true_
                                                                              : heap->false_);
    hw_emit_op (c, HW_OP_IS, 0);
    fail_unless_true (match);
    break;
  case HW_AST_MATCH_SEQUENCE:
    compile_sequence_pattern (match, pattern);
    break;
  case HW_AST_MATCH_MAPPING:
    compile_mapping_pattern (match, pattern);
    break;
  case HW_AST_MATCH_CLASS:
    compile_class_pattern (match, pattern);
    break;
  case HW_AST_MATCH_STAR:
    capture (match, pattern->as.match_star.name);
    break;
  case HW_AST_MATCH_AS:
    if (pattern->as.match_as.pattern != NULL) {
      hw_emit_op (c, HW_OP_COPY, 1);
      compile_pattern (match, pattern->as.match_as.pattern);
    }
    capture (match, pattern->as.match_as.name);
    break;
  default:
    compile_or_pattern (match, pattern);
  }
  hw_compile_at (c, before);
}

static void
bind_captures (Match *match)
{
  HwCompiler *c = match->c;

  for (guint i = 0; i < match->names->len; i++) {
    guint slot = g_array_index (match->slots, guint, i);

    hw_emit_op (c, HW_OP_LOAD_FAST, slot);
    hw_emit_op (c, HW_OP_CLEAR_FAST, slot);
    hw_compile_name (c, g_ptr_array_index (match->names, i), HW_CONTEXT_STORE);
  }
}

void
hw_compile_match (HwCompiler  *c,
                  const HwAst *node)
{
  gint end = hw_label_new (c);
  gint depth;

  hw_compile_expression (c, node->as.match.subject);
  depth = c->unit->depth;
  for (guint i = 0; i < node->as.match.cases.n; i++) {
    const HwAst *each = node->as.match.cases.items[i];
    Match match = { c, hw_label_new (c), depth, g_ptr_array_new (), g_array_new (FALSE, FALSE, sizeof (guint)) };

    hw_emit_op (c, HW_OP_COPY, 1);
    compile_pattern (&match, each->as.match_case.pattern);
    bind_captures (&match);
    if (each->as.match_case.guard != NULL)
      hw_compile_condition (c, each->as.match_case.guard, match.fail, FALSE);
    hw_emit_op (c, HW_OP_POP, 0);
    hw_compile_statements (c, &each->as.match_case.body);
    hw_emit_jump (c, HW_OP_JUMP, end);
    hw_label_bind (c, match.fail);
    c->unit->depth = depth;
    g_ptr_array_unref (match.names);
    g_array_unref (match.slots);
  }
  hw_emit_op (c, HW_OP_POP, 0);
  hw_label_bind (c, end);
}
