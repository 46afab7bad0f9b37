/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* try, with, and the ways out of blocks. Models compiler_try_except, compiler_try_finally, compiler_with and compiler_unwind_fblock.
 *
 * A region's handler finds the stack cut to the region's depth and the exception on top. PUSH_EXCEPTION puts the exception handled until
 * then below it; POP_EXCEPTION takes that back. */

#include "vm/compiler.h"

static HwBlock *
top_block (HwCompiler *c)
{
  return &g_array_index (c->unit->blocks, HwBlock, c->unit->blocks->len - 1);
}

/* Stack: outer exception, exception. An error inside a handler: the outer one is handled again, the new one goes on. */
static void
emit_cleanup (HwCompiler *c,
              gint        handler,
              guint32     depth)
{
  hw_handler_begin (c, handler, depth);
  hw_emit_op (c, HW_OP_SWAP, 2);
  hw_emit_op (c, HW_OP_POP_EXCEPTION, 0);
  hw_emit_op (c, HW_OP_RERAISE, 0);
}

static void
unbind (HwCompiler *c,
        const char *name)
{
  hw_emit_none (c);
  hw_compile_name (c, name, HW_CONTEXT_STORE);
  hw_compile_name (c, name, HW_CONTEXT_DEL);
}

/* ------------------------------------------------------------------------------------------------------------ except */

/* The body of one clause; the exception is stored or dropped already. Leaves with the outer exception restored. */
static void
compile_handler_body (HwCompiler  *c,
                      const HwAst *handler,
                      gint         end)
{
  const char *name = handler->as.except_handler.name;
  gint cleanup = hw_label_new (c);
  HwBlock *block;
  guint32 depth;

  block = hw_block_push (c, HW_BLOCK_HANDLER);
  block->name = name;
  depth = block->depth;
  if (name != NULL)
    hw_region_open (c, block, cleanup);
  hw_compile_statements (c, &handler->as.except_handler.body);
  hw_compile_at (c, handler);
  if (name != NULL)
    hw_region_close (c, top_block (c));
  hw_block_pop (c);
  hw_emit_op (c, HW_OP_POP_EXCEPTION, 0);
  if (name != NULL)
    unbind (c, name);
  hw_emit_jump (c, HW_OP_JUMP, end);
  if (name != NULL) {
    hw_handler_begin (c, cleanup, depth);
    unbind (c, name);
    hw_emit_op (c, HW_OP_RERAISE, 0);
  }
}

static void
compile_handlers (HwCompiler     *c,
                  const HwAstSeq *handlers,
                  gint            end)
{
  for (guint i = 0; i < handlers->n; i++) {
    const HwAst *handler = handlers->items[i];
    const HwAst *before = hw_compile_at (c, handler);
    gint next = hw_label_new (c);
    gint depth = c->unit->depth;

    if (handler->as.except_handler.type != NULL) {
      hw_compile_expression (c, handler->as.except_handler.type);
      hw_emit_op (c, HW_OP_MATCH_EXCEPTION, 0);
      hw_emit_jump (c, HW_OP_JUMP_IF_FALSE, next);
    }
    if (handler->as.except_handler.name != NULL)
      hw_compile_name (c, handler->as.except_handler.name, HW_CONTEXT_STORE);
    else
      hw_emit_op (c, HW_OP_POP, 0);
    compile_handler_body (c, handler, end);
    hw_label_bind (c, next);
    c->unit->depth = depth;
    hw_compile_at (c, before);
  }
  hw_emit_op (c, HW_OP_RERAISE, 0);
}

static void
compile_try_except (HwCompiler  *c,
                    const HwAst *node)
{
  gint handler = hw_label_new (c), cleanup = hw_label_new (c), end = hw_label_new (c);
  HwBlock *block = hw_block_push (c, HW_BLOCK_TRY);
  guint32 depth = block->depth;

  hw_region_open (c, block, handler);
  hw_compile_statements (c, &node->as.try_.body);
  hw_region_close (c, top_block (c));
  hw_block_pop (c);
  hw_compile_statements (c, &node->as.try_.orelse);
  hw_emit_jump (c, HW_OP_JUMP, end);
  hw_handler_begin (c, handler, depth);
  hw_emit_op (c, HW_OP_PUSH_EXCEPTION, 0);
  block = hw_block_push (c, HW_BLOCK_TRY);
  block->depth = depth + 1;
  hw_region_open (c, block, cleanup);
  compile_handlers (c, &node->as.try_.handlers, end);
  hw_region_close (c, top_block (c));
  hw_block_pop (c);
  emit_cleanup (c, cleanup, depth + 1);
  hw_label_bind (c, end);
  c->unit->depth = (gint) depth;
}

/* ----------------------------------------------------------------------------------------------------------- finally */

static void
compile_try_finally (HwCompiler  *c,
                     const HwAst *node)
{
  gint handler = hw_label_new (c), cleanup = hw_label_new (c), end = hw_label_new (c);
  HwBlock *block = hw_block_push (c, HW_BLOCK_FINALLY);
  guint32 depth = block->depth;

  block->statements = &node->as.try_.finalbody;
  hw_region_open (c, block, handler);
  if (node->as.try_.handlers.n > 0)
    compile_try_except (c, node);
  else
    hw_compile_statements (c, &node->as.try_.body);
  hw_region_close (c, top_block (c));
  hw_block_pop (c);
  hw_compile_statements (c, &node->as.try_.finalbody);
  hw_emit_jump (c, HW_OP_JUMP, end);
  hw_handler_begin (c, handler, depth);
  hw_emit_op (c, HW_OP_PUSH_EXCEPTION, 0);
  block = hw_block_push (c, HW_BLOCK_FINALLY_BODY);
  block->depth = depth + 1;
  hw_region_open (c, block, cleanup);
  hw_compile_statements (c, &node->as.try_.finalbody);
  hw_compile_at (c, node);
  hw_emit_op (c, HW_OP_RERAISE, 0);
  hw_region_close (c, top_block (c));
  hw_block_pop (c);
  emit_cleanup (c, cleanup, depth + 1);
  hw_label_bind (c, end);
  c->unit->depth = (gint) depth;
}

void
hw_compile_try (HwCompiler  *c,
                const HwAst *node)
{
  if (node->as.try_.finalbody.n > 0)
    compile_try_finally (c, node);
  else
    compile_try_except (c, node);
}

/* -------------------------------------------------------------------------------------------------------------- with */

/* The exit function is on top: called with three Nones, its result dropped. */
static void
call_exit (HwCompiler *c)
{
  if (!c->profile->with_unbound) {
    hw_emit_op (c, HW_OP_CALL_EXIT, 0);
    return;
  }
  hw_emit_op (c, HW_OP_PUSH_EXIT_SELF, 0);
  for (guint i = 0; i < 3; i++)
    hw_emit_none (c);
  hw_emit_op (c, HW_OP_CALL, 3);
  hw_emit_op (c, HW_OP_POP, 0);
}

static void
compile_with_handler (HwCompiler *c,
                      gint        handler,
                      guint32     depth)
{
  gint suppress = hw_label_new (c), cleanup = hw_label_new (c);
  HwBlock *block;

  hw_handler_begin (c, handler, depth + 1);
  hw_emit_op (c, HW_OP_PUSH_EXCEPTION, 0);
  block = hw_block_push (c, HW_BLOCK_TRY);
  block->depth = depth + 2;
  hw_region_open (c, block, cleanup);
  hw_emit_op (c, HW_OP_WITH_EXCEPTION, 0);
  hw_emit_jump (c, HW_OP_JUMP_IF_TRUE, suppress);
  hw_emit_op (c, HW_OP_RERAISE, 0);
  hw_region_close (c, top_block (c));
  hw_block_pop (c);
  emit_cleanup (c, cleanup, depth + 2);
  hw_label_bind (c, suppress);
  c->unit->depth = (gint) depth + 3;
  hw_emit_op (c, HW_OP_POP, 0);
  hw_emit_op (c, HW_OP_POP_EXCEPTION, 0);
  hw_emit_op (c, HW_OP_POP, 0);
}

void
hw_compile_with (HwCompiler  *c,
                 const HwAst *node,
                 guint        item)
{
  const HwAst *with_item = node->as.with.items.items[item];
  gint handler = hw_label_new (c), end = hw_label_new (c);
  guint32 depth = (guint32) c->unit->depth;
  HwBlock *block;

  hw_compile_expression (c, with_item->as.with_item.context_expr);
  hw_compile_at (c, with_item->as.with_item.context_expr);
  hw_emit_op (c, HW_OP_BEFORE_WITH, 0);
  block = hw_block_push (c, HW_BLOCK_WITH);
  block->depth = depth + 1;
  block->node = with_item->as.with_item.context_expr;
  hw_region_open (c, block, handler);
  if (with_item->as.with_item.optional_vars != NULL)
    hw_compile_target (c, with_item->as.with_item.optional_vars);
  else
    hw_emit_op (c, HW_OP_POP, 0);
  if (item + 1 < node->as.with.items.n)
    hw_compile_with (c, node, item + 1);
  else
    hw_compile_statements (c, &node->as.with.body);
  hw_region_close (c, top_block (c));
  hw_block_pop (c);
  hw_compile_at (c, with_item->as.with_item.context_expr);
  call_exit (c);
  hw_emit_jump (c, HW_OP_JUMP, end);
  compile_with_handler (c, handler, depth);
  hw_label_bind (c, end);
  c->unit->depth = (gint) depth;
  hw_compile_at (c, node);
}

/* ------------------------------------------------------------------------------------------------------- ways out */

/* A value to return lies on top of what a block keeps there: [n] values below it go. */
static void
drop_below (HwCompiler *c,
            guint       n,
            gboolean    keep_top)
{
  for (guint i = 0; i < n; i++) {
    if (keep_top)
      hw_emit_op (c, HW_OP_SWAP, 2);
    hw_emit_op (c, HW_OP_POP, 0);
  }
}

/* Leaves one block: what it keeps on the stack goes, its final body runs. Its region has been closed. */
static void
leave_block (HwCompiler *c,
             HwBlock     block,
             gboolean    keep_top)
{
  switch (block.kind) {
  case HW_BLOCK_WHILE:
  case HW_BLOCK_TRY:
    break;
  case HW_BLOCK_FOR:
  case HW_BLOCK_VALUE:
    drop_below (c, 1, keep_top);
    break;
  case HW_BLOCK_FINALLY:
    if (keep_top)
      hw_block_push (c, HW_BLOCK_VALUE);
    hw_compile_statements (c, block.statements);
    if (keep_top)
      hw_block_pop (c);
    break;
  case HW_BLOCK_FINALLY_BODY:
    drop_below (c, 1, keep_top);
    if (keep_top)
      hw_emit_op (c, HW_OP_SWAP, 2);
    hw_emit_op (c, HW_OP_POP_EXCEPTION, 0);
    break;
  case HW_BLOCK_WITH: {
    const HwAst *before = hw_compile_at (c, block.node);

    if (keep_top)
      hw_emit_op (c, HW_OP_SWAP, 2);
    call_exit (c);
    hw_compile_at (c, before);
    break;
  }
  case HW_BLOCK_HANDLER:
    if (keep_top)
      hw_emit_op (c, HW_OP_SWAP, 2);
    hw_emit_op (c, HW_OP_POP_EXCEPTION, 0);
    if (block.name != NULL)
      unbind (c, block.name);
    break;
  }
}

/* Unwinds blocks from the innermost outwards until [stop] says so; the blocks left are out of the way meanwhile. */
static void
unwind (HwCompiler *c,
        gboolean    keep_top,
        gboolean    to_loop)
{
  GArray *blocks = c->unit->blocks;
  HwBlock block;

  if (blocks->len == 0)
    return;
  block = g_array_index (blocks, HwBlock, blocks->len - 1);
  if (to_loop && (block.kind == HW_BLOCK_WHILE || block.kind == HW_BLOCK_FOR))
    return;
  if (block.has_region)
    hw_region_close (c, &block);
  g_array_set_size (blocks, blocks->len - 1);
  leave_block (c, block, keep_top);
  unwind (c, keep_top, to_loop);
  block.start = c->unit->instructions->len;
  g_array_append_val (c->unit->blocks, block);
}

static HwBlock
find_loop (HwCompiler *c)
{
  for (guint i = c->unit->blocks->len; i-- > 0;) {
    HwBlock block = g_array_index (c->unit->blocks, HwBlock, i);

    if (block.kind == HW_BLOCK_WHILE || block.kind == HW_BLOCK_FOR)
      return block;
  }
  g_assert_not_reached ();
}

static void
compile_return (HwCompiler  *c,
                const HwAst *node)
{
  const HwAst *value = node->as.return_.value;
  HwObject *constant = value == NULL ? H (c->vm)->none : hw_compile_constant (c, value);

  /* A constant is loaded only after the way out. */
  if (constant == NULL)
    hw_compile_expression (c, value);
  hw_compile_at (c, node);
  unwind (c, constant == NULL, FALSE);
  if (constant != NULL)
    hw_emit_const (c, constant);
  hw_emit_op (c, HW_OP_RETURN, 0);
}

void
hw_compile_exit (HwCompiler  *c,
                 const HwAst *node)
{
  gint depth = c->unit->depth;
  HwBlock loop;

  if (node->kind == HW_AST_RETURN) {
    compile_return (c, node);
  } else {
    loop = find_loop (c);
    unwind (c, FALSE, TRUE);
    if (node->kind == HW_AST_BREAK) {
      if (loop.kind == HW_BLOCK_FOR)
        hw_emit_op (c, HW_OP_POP, 0);
      hw_emit_jump (c, HW_OP_JUMP, loop.exit_label);
    } else {
      hw_emit_jump (c, HW_OP_JUMP_BACKWARD, loop.next_label);
    }
  }
  c->unit->depth = depth;
}
