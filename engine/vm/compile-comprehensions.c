/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Comprehensions and generator expressions: functions of their own, or (3.12 on, but for generator expressions) code in the frame around
 * them with variables of their own. Models compiler_comprehension and PEP 709. */

#include "vm/compiler.h"

static const HwAstSeq *
generators_of (const HwAst *node)
{
  switch (node->kind) {
  case HW_AST_LIST_COMP:
    return &node->as.list_comp.generators;
  case HW_AST_SET_COMP:
    return &node->as.set_comp.generators;
  case HW_AST_DICT_COMP:
    return &node->as.dict_comp.generators;
  default:
    return &node->as.generator_exp.generators;
  }
}

static void
emit_build (HwCompiler  *c,
            const HwAst *node)
{
  if (node->kind == HW_AST_LIST_COMP)
    hw_emit_op (c, HW_OP_BUILD_LIST, 0);
  else if (node->kind == HW_AST_SET_COMP)
    hw_emit_op (c, HW_OP_BUILD_SET, 0);
  else if (node->kind == HW_AST_DICT_COMP)
    hw_emit_op (c, HW_OP_BUILD_MAP, 0);
}

/* The collection lies below [n] iterators. */
static void
compile_element (HwCompiler  *c,
                 const HwAst *node,
                 guint        n)
{
  switch (node->kind) {
  case HW_AST_LIST_COMP:
    hw_compile_expression (c, node->as.list_comp.elt);
    hw_emit_op (c, HW_OP_LIST_APPEND, n + 1);
    break;
  case HW_AST_SET_COMP:
    hw_compile_expression (c, node->as.set_comp.elt);
    hw_emit_op (c, HW_OP_SET_ADD, n + 1);
    break;
  case HW_AST_DICT_COMP:
    hw_compile_expression (c, node->as.dict_comp.key);
    hw_compile_expression (c, node->as.dict_comp.value);
    hw_emit_op (c, HW_OP_MAP_ADD, n + 1);
    break;
  default:
    hw_compile_expression (c, node->as.generator_exp.elt);
    hw_emit_op (c, HW_OP_YIELD, 0);
    hw_emit_op (c, HW_OP_POP, 0);
  }
}

/* One `for` with its conditions, the inner ones inside. The first iterator is on the stack already. */
static void
compile_loops (HwCompiler  *c,
               const HwAst *node,
               guint        index)
{
  const HwAst *generator = generators_of (node)->items[index];
  gint loop = hw_label_new (c), next = hw_label_new (c), end = hw_label_new (c);
  gint depth;

  if (index > 0) {
    hw_compile_iterable (c, generator->as.comprehension.iter);
    hw_emit_op (c, HW_OP_GET_ITER, 0);
  }
  depth = c->unit->depth;
  hw_label_bind (c, loop);
  hw_emit_jump (c, HW_OP_FOR_ITER, end);
  hw_compile_target (c, generator->as.comprehension.target);
  for (guint i = 0; i < generator->as.comprehension.ifs.n; i++)
    hw_compile_condition (c, generator->as.comprehension.ifs.items[i], next, FALSE);
  if (index + 1 < generators_of (node)->n)
    compile_loops (c, node, index + 1);
  else
    compile_element (c, node, index + 1);
  hw_label_bind (c, next);
  hw_emit_jump (c, HW_OP_JUMP_BACKWARD, loop);
  hw_label_bind (c, end);
  c->unit->depth = depth - 1;
}

/* ----------------------------------------------------------------------------------------------- in the frame around */

static void
enter_inline (HwCompiler *c,
              HwInline   *inlined,
              HwScope    *scope)
{
  inlined->outer = c->unit->inlined;
  inlined->scope = scope;
  inlined->slots = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < scope->symbols->len; i++) {
    const HwSymbol *symbol = &g_array_index (scope->symbols, HwSymbol, i);
    guint slot;

    if (symbol->is_parameter || (symbol->scope != HW_NAME_LOCAL && symbol->scope != HW_NAME_CELL))
      continue;
    slot = hw_unit_add_slot (c, symbol->name);
    g_hash_table_insert (inlined->slots, (gpointer) symbol->name, GUINT_TO_POINTER (slot + 1));
    if (symbol->scope == HW_NAME_CELL && hw_name_is_captured (c, scope, symbol->name))
      hw_emit_op (c, HW_OP_MAKE_CELL, slot);
  }
  c->unit->inlined = inlined;
}

static void
clear_inline (HwCompiler *c,
              HwInline   *inlined)
{
  for (guint i = 0; i < inlined->scope->symbols->len; i++) {
    const HwSymbol *symbol = &g_array_index (inlined->scope->symbols, HwSymbol, i);
    guint slot = GPOINTER_TO_UINT (g_hash_table_lookup (inlined->slots, symbol->name));

    if (slot != 0)
      hw_emit_op (c, HW_OP_CLEAR_FAST, slot - 1);
  }
}

/* Its variables are emptied afterwards, also when an exception leaves it. */
static void
compile_inline (HwCompiler  *c,
                const HwAst *node,
                HwScope     *scope)
{
  gint handler = hw_label_new (c), end = hw_label_new (c);
  HwInline inlined;
  HwBlock *block;
  guint depth;

  hw_compile_iterable (c, generators_of (node)->items[0]->as.comprehension.iter);
  hw_emit_op (c, HW_OP_GET_ITER, 0);
  enter_inline (c, &inlined, scope);
  emit_build (c, node);
  hw_emit_op (c, HW_OP_SWAP, 2);
  block = hw_block_push (c, HW_BLOCK_TRY);
  depth = block->depth -= 2;
  hw_region_open (c, block, handler);
  compile_loops (c, node, 0);
  hw_region_close (c, &g_array_index (c->unit->blocks, HwBlock, c->unit->blocks->len - 1));
  hw_block_pop (c);
  clear_inline (c, &inlined);
  hw_emit_jump (c, HW_OP_JUMP, end);
  hw_handler_begin (c, handler, depth);
  clear_inline (c, &inlined);
  hw_emit_op (c, HW_OP_RERAISE, 0);
  hw_label_bind (c, end);
  c->unit->depth = (gint) depth + 1;
  c->unit->inlined = inlined.outer;
  g_hash_table_unref (inlined.slots);
}

/* ------------------------------------------------------------------------------------------------ a function of its own */

static HwObject *
compile_as_function (HwCompiler  *c,
                     const HwAst *node,
                     HwScope     *scope)
{
  static const char *const first_parameter = ".0";
  const char *parameter = hw_ast_tree_intern (c->tree, first_parameter, 2);
  gboolean is_generator = node->kind == HW_AST_GENERATOR_EXP;
  HwUnit *unit;

  hw_unit_enter (c, scope, scope->name);
  unit = c->unit;
  unit->flags = HW_CODE_FUNCTION | (is_generator ? HW_CODE_GENERATOR : 0);
  unit->n_positional = unit->n_parameters = 1;
  g_hash_table_insert (unit->slots, (gpointer) parameter, GUINT_TO_POINTER (hw_unit_add_slot (c, parameter) + 1));
  for (guint i = 0; i < unit->cells->len; i++)
    hw_emit_op (c, HW_OP_MAKE_CELL, GPOINTER_TO_UINT (g_hash_table_lookup (unit->slots, g_ptr_array_index (unit->cells, i))) - 1);
  if (is_generator)
    hw_emit_op (c, HW_OP_RETURN_GENERATOR, 0);
  hw_emit_op (c, HW_OP_RESUME, 0);
  emit_build (c, node);
  hw_emit_op (c, HW_OP_LOAD_FAST, 0);
  compile_loops (c, node, 0);
  if (is_generator)
    hw_emit_none (c);
  hw_emit_op (c, HW_OP_RETURN, 0);
  return hw_unit_leave (c);
}

void
hw_compile_comprehension (HwCompiler  *c,
                          const HwAst *node)
{
  HwScope *scope = hw_symtable_get_scope (c->symtable, node);
  HwObject *code;

  if (hw_scope_is_inlined (c, scope)) {
    compile_inline (c, node, scope);
    return;
  }
  code = compile_as_function (c, node, scope);
  hw_make_function (c, code, scope, 0);
  hw_emit_op (c, HW_OP_PUSH_NULL, 0);
  hw_compile_iterable (c, generators_of (node)->items[0]->as.comprehension.iter);
  hw_emit_op (c, HW_OP_GET_ITER, 0);
  hw_emit_op (c, HW_OP_CALL, 1);
}
