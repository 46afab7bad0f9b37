/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Statements but for try, with, definitions and match. Models compiler_visit_stmt of Python/compile.c. Each executed statement begins with a
 * STEP; the header of a loop is one for each time round. */

#include "vm/compiler.h"

/* ------------------------------------------------------------------------------------------------------- assignments */

/* `a, b = c, d` makes no tuple up to three: the values are turned round on the stack. */
static gboolean
assign_in_parallel (HwCompiler  *c,
                    const HwAst *target,
                    const HwAst *value)
{
  const HwAstSeq *targets, *values;

  if ((target->kind != HW_AST_TUPLE && target->kind != HW_AST_LIST) || value->kind != HW_AST_TUPLE)
    return FALSE;
  targets = target->kind == HW_AST_TUPLE ? &target->as.tuple.elts : &target->as.list.elts;
  values = &value->as.tuple.elts;
  if (targets->n != values->n || values->n < 2 || values->n > 3 || hw_compile_constant (c, value) != NULL)
    return FALSE;
  for (guint i = 0; i < values->n; i++)
    if (values->items[i]->kind == HW_AST_STARRED || targets->items[i]->kind == HW_AST_STARRED)
      return FALSE;
  hw_compile_sequence (c, values);
  hw_emit_op (c, HW_OP_SWAP, values->n);
  for (guint i = 0; i < targets->n; i++)
    hw_compile_target (c, targets->items[i]);
  return TRUE;
}

static void
compile_assign (HwCompiler  *c,
                const HwAst *node)
{
  const HwAstSeq *targets = &node->as.assign.targets;

  if (targets->n == 1 && assign_in_parallel (c, targets->items[0], node->as.assign.value))
    return;
  hw_compile_expression (c, node->as.assign.value);
  for (guint i = 0; i < targets->n; i++) {
    if (i + 1 < targets->n)
      hw_emit_op (c, HW_OP_COPY, 1);
    hw_compile_target (c, targets->items[i]);
  }
}

static void
augment_attribute (HwCompiler  *c,
                   const HwAst *node)
{
  const HwAst *target = node->as.aug_assign.target;
  guint32 name = hw_unit_name (c, hw_scope_mangle (c->symtable, c->unit->scope, target->as.attribute.attr));

  hw_compile_expression (c, target->as.attribute.value);
  hw_emit_op (c, HW_OP_COPY, 1);
  hw_compile_at (c, target);
  hw_emit_op (c, HW_OP_LOAD_ATTR, name);
  hw_compile_expression (c, node->as.aug_assign.value);
  hw_compile_at (c, node);
  hw_emit_op (c, HW_OP_INPLACE, node->as.aug_assign.op);
  hw_emit_op (c, HW_OP_SWAP, 2);
  hw_compile_at (c, target);
  hw_emit_op (c, HW_OP_STORE_ATTR, name);
}

static void
augment_item (HwCompiler  *c,
              const HwAst *node)
{
  const HwAst *target = node->as.aug_assign.target;

  hw_compile_expression (c, target->as.subscript.value);
  hw_compile_expression (c, target->as.subscript.slice);
  hw_emit_op (c, HW_OP_COPY, 2);
  hw_emit_op (c, HW_OP_COPY, 2);
  hw_compile_at (c, target);
  hw_emit_op (c, HW_OP_GET_ITEM, 0);
  hw_compile_expression (c, node->as.aug_assign.value);
  hw_compile_at (c, node);
  hw_emit_op (c, HW_OP_INPLACE, node->as.aug_assign.op);
  hw_emit_op (c, HW_OP_SWAP, 3);
  hw_emit_op (c, HW_OP_SWAP, 2);
  hw_compile_at (c, target);
  hw_emit_op (c, HW_OP_SET_ITEM, 0);
}

static void
compile_aug_assign (HwCompiler  *c,
                    const HwAst *node)
{
  const HwAst *target = node->as.aug_assign.target;

  if (target->kind == HW_AST_ATTRIBUTE) {
    augment_attribute (c, node);
  } else if (target->kind == HW_AST_SUBSCRIPT) {
    augment_item (c, node);
  } else {
    hw_compile_at (c, target);
    hw_compile_name (c, target->as.name.id, HW_CONTEXT_LOAD);
    hw_compile_at (c, node);
    hw_compile_expression (c, node->as.aug_assign.value);
    hw_emit_op (c, HW_OP_INPLACE, node->as.aug_assign.op);
    hw_compile_target (c, target);
  }
}

static void
compile_ann_assign (HwCompiler  *c,
                    const HwAst *node)
{
  const HwAst *target = node->as.ann_assign.target;

  if (node->as.ann_assign.value != NULL) {
    hw_compile_expression (c, node->as.ann_assign.value);
    hw_compile_target (c, target);
  }
  if (c->profile->lazy_annotations || hw_scope_is_function (c->unit->scope) || !node->as.ann_assign.simple)
    return;
  hw_emit_op (c, HW_OP_SETUP_ANNOTATIONS, 0);
  hw_compile_expression (c, node->as.ann_assign.annotation);
  hw_emit_op (c, HW_OP_LOAD_NAME, hw_unit_name (c, "__annotations__"));
  hw_emit_const (c, hw_constant_str (c, hw_scope_mangle (c->symtable, c->unit->scope, target->as.name.id)));
  hw_emit_op (c, HW_OP_SET_ITEM, 0);
}

static void
compile_delete (HwCompiler  *c,
                const HwAst *node)
{
  switch (node->kind) {
  case HW_AST_TUPLE:
    for (guint i = 0; i < node->as.tuple.elts.n; i++)
      compile_delete (c, node->as.tuple.elts.items[i]);
    break;
  case HW_AST_LIST:
    for (guint i = 0; i < node->as.list.elts.n; i++)
      compile_delete (c, node->as.list.elts.items[i]);
    break;
  default: {
    const HwAst *before = hw_compile_at (c, node);

    if (node->kind == HW_AST_NAME)
      hw_compile_name (c, node->as.name.id, HW_CONTEXT_DEL);
    else
      hw_compile_target (c, node);
    hw_compile_at (c, before);
  }
  }
}

/* ------------------------------------------------------------------------------------------------ branches and loops */

static void
compile_if (HwCompiler  *c,
            const HwAst *node)
{
  gint end = hw_label_new (c);

  /* elif chains are long, not deep: each is one round here. */
  for (;;) {
    gint otherwise = hw_label_new (c);
    const HwAstSeq *orelse = &node->as.if_.orelse;

    hw_compile_condition (c, node->as.if_.test, otherwise, FALSE);
    hw_compile_statements (c, &node->as.if_.body);
    if (orelse->n > 0)
      hw_emit_jump (c, HW_OP_JUMP, end);
    hw_label_bind (c, otherwise);
    if (orelse->n != 1 || orelse->items[0]->kind != HW_AST_IF) {
      hw_compile_statements (c, orelse);
      break;
    }
    node = orelse->items[0];
    hw_compile_at (c, node);
    hw_emit_op (c, HW_OP_STEP, node->line);
  }
  hw_label_bind (c, end);
}

static void
compile_while (HwCompiler  *c,
               const HwAst *node)
{
  gint body = hw_label_new (c), test = hw_label_new (c), end = hw_label_new (c), leave = hw_label_new (c);
  HwBlock *block;

  if (c->profile->for_loop_checks_once)
    hw_label_bind (c, test);
  hw_compile_condition (c, node->as.while_.test, end, FALSE);
  hw_label_bind (c, body);
  block = hw_block_push (c, HW_BLOCK_WHILE);
  block->next_label = test;
  block->exit_label = leave;
  hw_compile_statements (c, &node->as.while_.body);
  hw_compile_at (c, node);
  if (!c->profile->for_loop_checks_once) {
    /* Up to 3.13 the test stands once more at the bottom, and only a loop that goes on jumps back. */
    hw_label_bind (c, test);
    hw_emit_op (c, HW_OP_STEP, node->line);
    hw_compile_condition (c, node->as.while_.test, end, FALSE);
    hw_emit_jump (c, HW_OP_JUMP_BACKWARD, body);
  } else {
    gint again = hw_label_new (c);

    hw_label_bind (c, again);
    hw_emit_op (c, HW_OP_STEP, node->line);
    hw_emit_jump (c, HW_OP_JUMP_BACKWARD, test);
  }
  hw_block_pop (c);
  hw_label_bind (c, end);
  hw_compile_statements (c, &node->as.while_.orelse);
  hw_label_bind (c, leave);
}

static void
compile_for (HwCompiler  *c,
             const HwAst *node)
{
  gint round = hw_label_new (c), loop = hw_label_new (c), end = hw_label_new (c), leave = hw_label_new (c);
  HwBlock *block;
  gint depth;

  hw_compile_iterable (c, node->as.for_.iter);
  hw_compile_at (c, node->as.for_.iter);
  hw_emit_op (c, HW_OP_GET_ITER, 0);
  depth = c->unit->depth;
  hw_emit_jump (c, HW_OP_JUMP, loop);
  hw_label_bind (c, round);
  hw_emit_op (c, HW_OP_STEP, node->line);
  hw_label_bind (c, loop);
  hw_emit_jump (c, HW_OP_FOR_ITER, end);
  block = hw_block_push (c, HW_BLOCK_FOR);
  block->next_label = round;
  block->exit_label = leave;
  block->depth = (guint32) depth;
  hw_compile_target (c, node->as.for_.target);
  hw_compile_statements (c, &node->as.for_.body);
  hw_compile_at (c, node);
  hw_emit_jump (c, HW_OP_JUMP_BACKWARD, round);
  hw_block_pop (c);
  hw_label_bind (c, end);
  c->unit->depth = depth - 1;
  hw_compile_statements (c, &node->as.for_.orelse);
  hw_label_bind (c, leave);
  c->unit->depth = depth - 1;
}

/* ---------------------------------------------------------------------------------------------------------- the rest */

static void
compile_import (HwCompiler  *c,
                const HwAst *node)
{
  for (guint i = 0; i < node->as.import.names.n; i++) {
    const HwAst *alias = node->as.import.names.items[i];

    hw_emit_op (c, HW_OP_IMPORT_NAME, hw_unit_name (c, alias->as.alias.name));
    hw_compile_name (c, alias->as.alias.asname != NULL ? alias->as.alias.asname : alias->as.alias.name, HW_CONTEXT_STORE);
  }
}

static void
compile_import_from (HwCompiler  *c,
                     const HwAst *node)
{
  hw_emit_op (c, HW_OP_IMPORT_NAME, hw_unit_name (c, node->as.import_from.module));
  for (guint i = 0; i < node->as.import_from.names.n; i++) {
    const HwAst *alias = node->as.import_from.names.items[i];

    hw_emit_op (c, HW_OP_IMPORT_FROM, hw_unit_name (c, alias->as.alias.name));
    hw_compile_name (c, alias->as.alias.asname != NULL ? alias->as.alias.asname : alias->as.alias.name, HW_CONTEXT_STORE);
  }
  hw_emit_op (c, HW_OP_POP, 0);
}

static void
compile_assert (HwCompiler  *c,
                const HwAst *node)
{
  gint end = hw_label_new (c);
  gint depth = c->unit->depth;

  hw_compile_condition (c, node->as.assert_.test, end, TRUE);
  hw_emit_op (c, HW_OP_LOAD_ASSERTION_ERROR, 0);
  if (node->as.assert_.msg != NULL) {
    hw_emit_op (c, HW_OP_PUSH_NULL, 0);
    hw_compile_expression (c, node->as.assert_.msg);
    hw_emit_op (c, HW_OP_CALL, 1);
  }
  hw_compile_at (c, node->as.assert_.test);
  hw_emit_op (c, HW_OP_RAISE, 1);
  hw_label_bind (c, end);
  c->unit->depth = depth;
}

static void
compile_raise (HwCompiler  *c,
               const HwAst *node)
{
  guint n = 0;

  if (node->as.raise.exc != NULL) {
    hw_compile_expression (c, node->as.raise.exc);
    n++;
  }
  if (node->as.raise.cause != NULL) {
    hw_compile_expression (c, node->as.raise.cause);
    n++;
  }
  hw_emit_op (c, HW_OP_RAISE, n);
}

static void
compile_by_kind (HwCompiler  *c,
                 const HwAst *node)
{
  switch (node->kind) {
  case HW_AST_FUNCTION_DEF:
    hw_compile_function (c, node);
    break;
  case HW_AST_CLASS_DEF:
    hw_compile_class (c, node);
    break;
  case HW_AST_RETURN:
  case HW_AST_BREAK:
  case HW_AST_CONTINUE:
    hw_compile_exit (c, node);
    break;
  case HW_AST_DELETE:
    for (guint i = 0; i < node->as.delete.targets.n; i++)
      compile_delete (c, node->as.delete.targets.items[i]);
    break;
  case HW_AST_ASSIGN:
    compile_assign (c, node);
    break;
  case HW_AST_AUG_ASSIGN:
    compile_aug_assign (c, node);
    break;
  case HW_AST_ANN_ASSIGN:
    compile_ann_assign (c, node);
    break;
  case HW_AST_FOR:
    compile_for (c, node);
    break;
  case HW_AST_WHILE:
    compile_while (c, node);
    break;
  case HW_AST_IF:
    compile_if (c, node);
    break;
  case HW_AST_WITH:
    hw_compile_with (c, node, 0);
    break;
  case HW_AST_MATCH:
    hw_compile_match (c, node);
    break;
  case HW_AST_RAISE:
    compile_raise (c, node);
    break;
  case HW_AST_TRY:
    hw_compile_try (c, node);
    break;
  case HW_AST_ASSERT:
    compile_assert (c, node);
    break;
  case HW_AST_IMPORT:
    compile_import (c, node);
    break;
  case HW_AST_IMPORT_FROM:
    compile_import_from (c, node);
    break;
  case HW_AST_EXPR:
    if (hw_compile_constant (c, node->as.expr.value) == NULL) {
      hw_compile_expression (c, node->as.expr.value);
      hw_emit_op (c, HW_OP_POP, 0);
    }
    break;
  default:
    break;
  }
}

/* Is it a statement that CPython leaves no code for? Then it is no step. */
static gboolean
does_nothing (HwCompiler  *c,
              const HwAst *node)
{
  return node->kind == HW_AST_GLOBAL || node->kind == HW_AST_NONLOCAL ||
         (node->kind == HW_AST_EXPR && hw_compile_constant (c, node->as.expr.value) != NULL);
}

void
hw_compile_statements (HwCompiler     *c,
                       const HwAstSeq *body)
{
  for (guint i = 0; i < body->n; i++) {
    const HwAst *before;

    if (does_nothing (c, body->items[i]))
      continue;
    before = hw_compile_at (c, body->items[i]);
    hw_emit_op (c, HW_OP_STEP, body->items[i]->line);
    compile_by_kind (c, body->items[i]);
    hw_compile_at (c, before);
  }
}
