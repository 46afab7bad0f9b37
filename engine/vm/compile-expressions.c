/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Expressions, assignment targets, conditions and calls. Models compiler_visit_expr and its friends of Python/compile.c. */

#include "vm/compiler.h"

/* Displays with more elements are built one by one, so that the stack stays small (STACK_USE_GUIDELINE). */
#define STACK_GUIDELINE 30
#define MAP_GUIDELINE 15

static gboolean
has_starred (const HwAstSeq *seq)
{
  for (guint i = 0; i < seq->n; i++)
    if (seq->items[i]->kind == HW_AST_STARRED)
      return TRUE;
  return FALSE;
}

void
hw_compile_sequence (HwCompiler     *c,
                     const HwAstSeq *seq)
{
  for (guint i = 0; i < seq->n; i++)
    hw_compile_expression (c, seq->items[i]);
}

/* A display of a list, tuple or set: [build] makes it, [add] and [extend] fill it (a tuple through a list). */
static void
compile_display (HwCompiler     *c,
                 const HwAstSeq *elements,
                 guint           already,
                 HwOpcode        build,
                 HwOpcode        add,
                 HwOpcode        extend,
                 gboolean        tuple)
{
  gboolean big = elements->n + already > STACK_GUIDELINE, built = FALSE;
  HwObject *constant;

  if (elements->n > 2 && already == 0 && !tuple && (constant = hw_constant_display (c, elements, build == HW_OP_BUILD_SET)) != NULL) {
    hw_emit_op (c, build, 0);
    hw_emit_const (c, constant);
    hw_emit_op (c, extend, 1);
    return;
  }
  if (!has_starred (elements) && !big) {
    hw_compile_sequence (c, elements);
    hw_emit_op (c, tuple ? HW_OP_BUILD_TUPLE : build, elements->n + already);
    return;
  }
  if (big) {
    hw_emit_op (c, build, already);
    built = TRUE;
  }
  for (guint i = 0; i < elements->n; i++) {
    const HwAst *element = elements->items[i];

    if (element->kind == HW_AST_STARRED) {
      if (!built) {
        hw_emit_op (c, build, i + already);
        built = TRUE;
      }
      hw_compile_expression (c, element->as.starred.value);
      hw_emit_op (c, extend, 1);
    } else {
      hw_compile_expression (c, element);
      if (built)
        hw_emit_op (c, add, 1);
    }
  }
  if (tuple)
    hw_emit_op (c, HW_OP_LIST_TO_TUPLE, 0);
}

/* ------------------------------------------------------------------------------------------------------------- dicts */

static void
compile_pairs (HwCompiler  *c,
               const HwAst *node,
               guint        begin,
               guint        end)
{
  guint n = end - begin;

  if (n > 1 && n <= MAP_GUIDELINE + 1 && !c->profile->builds_tuples_untracked) {
    g_autoptr (GPtrArray) keys = g_ptr_array_new ();

    for (guint i = begin; i < end; i++) {
      HwObject *key = hw_compile_constant (c, node->as.dict.keys.items[i]);

      if (key == NULL)
        break;
      g_ptr_array_add (keys, key);
    }
    if (keys->len == n) {
      for (guint i = begin; i < end; i++)
        hw_compile_expression (c, node->as.dict.values.items[i]);
      hw_emit_const (c, hw_constant_merge (c, hw_tuple_of (H (c->vm), (HwObject **) keys->pdata, n)));
      hw_emit_op (c, HW_OP_BUILD_CONST_MAP, n);
      return;
    }
  }
  if (n > MAP_GUIDELINE) {
    hw_emit_op (c, HW_OP_BUILD_MAP, 0);
    for (guint i = begin; i < end; i++) {
      hw_compile_expression (c, node->as.dict.keys.items[i]);
      hw_compile_expression (c, node->as.dict.values.items[i]);
      hw_emit_op (c, HW_OP_MAP_ADD, 1);
    }
    return;
  }
  for (guint i = begin; i < end; i++) {
    hw_compile_expression (c, node->as.dict.keys.items[i]);
    hw_compile_expression (c, node->as.dict.values.items[i]);
  }
  hw_emit_op (c, HW_OP_BUILD_MAP, n);
}

static void
compile_dict (HwCompiler  *c,
              const HwAst *node)
{
  guint n = node->as.dict.keys.n, begin = 0;
  gboolean have = FALSE;

  for (guint i = 0; i < n; i++) {
    gboolean unpacks = node->as.dict.keys.items[i] == NULL;

    if (!unpacks && i - begin < MAP_GUIDELINE + 1)
      continue;
    if (i > begin) {
      compile_pairs (c, node, begin, i);
      if (have)
        hw_emit_op (c, HW_OP_DICT_UPDATE, 1);
      have = TRUE;
    }
    begin = i;
    if (!unpacks)
      continue;
    if (!have)
      hw_emit_op (c, HW_OP_BUILD_MAP, 0);
    have = TRUE;
    hw_compile_expression (c, node->as.dict.values.items[i]);
    hw_emit_op (c, HW_OP_DICT_UPDATE, 1);
    begin = i + 1;
  }
  if (begin < n || !have) {
    compile_pairs (c, node, begin, n);
    if (have)
      hw_emit_op (c, HW_OP_DICT_UPDATE, 1);
  }
}

/* -------------------------------------------------------------------------------------------- operators and conditions */

static void
compile_bool_op (HwCompiler  *c,
                 const HwAst *node)
{
  const HwAstSeq *values = &node->as.bool_op.values;
  gint end = hw_label_new (c);

  for (guint i = 0; i + 1 < values->n; i++) {
    hw_compile_expression (c, values->items[i]);
    hw_emit_jump (c, node->as.bool_op.op == HW_BOOL_AND ? HW_OP_JUMP_IF_FALSE_OR_POP : HW_OP_JUMP_IF_TRUE_OR_POP, end);
  }
  hw_compile_expression (c, values->items[values->n - 1]);
  hw_label_bind (c, end);
}

static void
emit_compare (HwCompiler *c,
              HwCompareOp op)
{
  switch (op) {
  case HW_COMPARE_IS:
  case HW_COMPARE_IS_NOT:
    hw_emit_op (c, HW_OP_IS, op == HW_COMPARE_IS_NOT);
    break;
  case HW_COMPARE_IN:
  case HW_COMPARE_NOT_IN:
    hw_emit_op (c, HW_OP_CONTAINS, op == HW_COMPARE_NOT_IN);
    break;
  default:
    hw_emit_op (c, HW_OP_COMPARE, op);
  }
}

static void
compile_operand (HwCompiler  *c,
                 const HwAst *node,
                 HwCompareOp  op)
{
  HwObject *constant = NULL;

  if (op == HW_COMPARE_IN || op == HW_COMPARE_NOT_IN)
    constant = hw_constant_iterable (c, node, TRUE);
  if (constant != NULL)
    hw_emit_const (c, constant);
  else
    hw_compile_expression (c, node);
}

static void
compile_compare (HwCompiler  *c,
                 const HwAst *node)
{
  guint n = node->as.compare.comparators.n;
  gint cleanup, end;

  hw_compile_expression (c, node->as.compare.left);
  if (n == 1) {
    compile_operand (c, node->as.compare.comparators.items[0], node->as.compare.ops[0]);
    emit_compare (c, node->as.compare.ops[0]);
    return;
  }
  cleanup = hw_label_new (c);
  end = hw_label_new (c);
  for (guint i = 0; i + 1 < n; i++) {
    compile_operand (c, node->as.compare.comparators.items[i], node->as.compare.ops[i]);
    hw_emit_op (c, HW_OP_SWAP, 2);
    hw_emit_op (c, HW_OP_COPY, 2);
    emit_compare (c, node->as.compare.ops[i]);
    hw_emit_jump (c, HW_OP_JUMP_IF_FALSE_OR_POP, cleanup);
  }
  compile_operand (c, node->as.compare.comparators.items[n - 1], node->as.compare.ops[n - 1]);
  emit_compare (c, node->as.compare.ops[n - 1]);
  hw_emit_jump (c, HW_OP_JUMP, end);
  hw_label_bind (c, cleanup);
  c->unit->depth++;
  hw_emit_op (c, HW_OP_SWAP, 2);
  hw_emit_op (c, HW_OP_POP, 0);
  hw_label_bind (c, end);
}

static void
compile_condition_chain (HwCompiler  *c,
                         const HwAst *node,
                         gint         label,
                         gboolean     jump_if)
{
  const HwAstSeq *values = &node->as.bool_op.values;
  gboolean short_cut = node->as.bool_op.op == HW_BOOL_OR;
  gint next = short_cut != jump_if ? hw_label_new (c) : label;

  for (guint i = 0; i + 1 < values->n; i++)
    hw_compile_condition (c, values->items[i], next, short_cut);
  hw_compile_condition (c, values->items[values->n - 1], label, jump_if);
  if (next != label)
    hw_label_bind (c, next);
}

/* Jumps to [label] if the value's truth is [jump_if], else goes on. Nothing stays on the stack. */
void
hw_compile_condition (HwCompiler  *c,
                      const HwAst *node,
                      gint         label,
                      gboolean     jump_if)
{
  const HwAst *before = hw_compile_at (c, node);
  HwObject *constant;

  if (node->kind == HW_AST_UNARY_OP && node->as.unary_op.op == HW_UNARY_NOT) {
    hw_compile_condition (c, node->as.unary_op.operand, label, !jump_if);
  } else if (node->kind == HW_AST_BOOL_OP) {
    compile_condition_chain (c, node, label, jump_if);
  } else if ((constant = hw_compile_constant (c, node)) != NULL) {
    if (hw_truth (c->vm, constant) == jump_if)
      hw_emit_jump (c, HW_OP_JUMP, label);
  } else {
    hw_compile_expression (c, node);
    hw_emit_jump (c, jump_if ? HW_OP_JUMP_IF_TRUE : HW_OP_JUMP_IF_FALSE, label);
  }
  hw_compile_at (c, before);
}

static void
compile_if_exp (HwCompiler  *c,
                const HwAst *node)
{
  gint otherwise = hw_label_new (c), end = hw_label_new (c);
  gint depth = c->unit->depth;

  hw_compile_condition (c, node->as.if_exp.test, otherwise, FALSE);
  hw_compile_expression (c, node->as.if_exp.body);
  hw_emit_jump (c, HW_OP_JUMP, end);
  hw_label_bind (c, otherwise);
  c->unit->depth = depth;
  hw_compile_expression (c, node->as.if_exp.orelse);
  hw_label_bind (c, end);
}

/* ----------------------------------------------------------------------------------------------------------- strings */

static void
compile_formatted_value (HwCompiler  *c,
                         const HwAst *node)
{
  guint argument = HW_FORMAT_NONE;

  hw_compile_expression (c, node->as.formatted_value.value);
  if (node->as.formatted_value.conversion == 's')
    argument = HW_FORMAT_STR;
  else if (node->as.formatted_value.conversion == 'r')
    argument = HW_FORMAT_REPR;
  else if (node->as.formatted_value.conversion == 'a')
    argument = HW_FORMAT_ASCII;
  if (node->as.formatted_value.format_spec != NULL) {
    hw_compile_expression (c, node->as.formatted_value.format_spec);
    argument |= HW_FORMAT_HAS_SPEC;
  }
  hw_emit_op (c, HW_OP_FORMAT, argument);
}

static void
compile_joined_str (HwCompiler  *c,
                    const HwAst *node)
{
  const HwAstSeq *values = &node->as.joined_str.values;

  if (values->n > STACK_GUIDELINE) {
    hw_emit_const (c, H (c->vm)->empty_str);
    hw_emit_op (c, HW_OP_LOAD_METHOD, hw_unit_name (c, "join"));
    hw_emit_op (c, HW_OP_BUILD_LIST, 0);
    for (guint i = 0; i < values->n; i++) {
      hw_compile_expression (c, values->items[i]);
      hw_emit_op (c, HW_OP_LIST_APPEND, 1);
    }
    hw_emit_op (c, HW_OP_CALL, 1);
    return;
  }
  hw_compile_sequence (c, values);
  if (values->n == 0)
    hw_emit_const (c, H (c->vm)->empty_str);
  else if (values->n > 1)
    hw_emit_op (c, HW_OP_BUILD_STRING, values->n);
}

/* optimize_format(): "…%s…" % (a, …) with nothing but plain conversions to text is compiled as an f-string is. The number of %s; -1: it is
 * something else. */
static int
count_plain_conversions (const HwAst *node)
{
  const HwAst *left = node->as.bin_op.left, *right = node->as.bin_op.right;
  int n = 0;

  if (node->as.bin_op.op != HW_OPERATOR_MOD || right->kind != HW_AST_TUPLE || left->kind != HW_AST_CONSTANT ||
      left->as.constant.kind != HW_CONSTANT_STR)
    return -1;
  for (guint i = 0; i < right->as.tuple.elts.n; i++)
    if (right->as.tuple.elts.items[i]->kind == HW_AST_STARRED)
      return -1;
  for (gsize i = 0; i < left->as.constant.length; i++) {
    if (left->as.constant.bytes[i] != '%')
      continue;
    if (++i == left->as.constant.length || strchr ("%sra", left->as.constant.bytes[i]) == NULL)
      return -1;
    n += left->as.constant.bytes[i] != '%';
  }
  return (guint) n == right->as.tuple.elts.n && n <= STACK_GUIDELINE / 2 ? n : -1;
}

/* The text up to the next conversion, if there is any. Gives what follows. */
static gsize
compile_text_between (HwCompiler  *c,
                      const HwAst *format,
                      gsize        at,
                      guint       *n_parts)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *written = format->as.constant.bytes;
  gsize length = format->as.constant.length;

  for (; at < length && (written[at] != '%' || written[at + 1] == '%'); at++) {
    g_string_append_c (text, written[at]);
    at += written[at] == '%';
  }
  if (text->len > 0) {
    hw_emit_const (c, hw_constant_merge (c, hw_str_new (H (c->vm), text->str, (gssize) text->len)));
    *n_parts += 1;
  }
  return at;
}

static void
compile_plain_format (HwCompiler  *c,
                      const HwAst *node,
                      int          n)
{
  const HwAst *format = node->as.bin_op.left;
  guint n_parts = 0;
  gsize at = 0;

  for (int i = 0; i < n; i++) {
    at = compile_text_between (c, format, at, &n_parts);
    hw_compile_expression (c, node->as.bin_op.right->as.tuple.elts.items[i]);
    hw_emit_op (c, HW_OP_FORMAT, format->as.constant.bytes[at + 1] == 's'   ? HW_FORMAT_STR
                                 : format->as.constant.bytes[at + 1] == 'r' ? HW_FORMAT_REPR
                                                                           : HW_FORMAT_ASCII);
    n_parts++;
    at += 2;
  }
  compile_text_between (c, format, at, &n_parts);
  if (n_parts == 0)
    hw_emit_const (c, H (c->vm)->empty_str);
  else if (n_parts > 1)
    hw_emit_op (c, HW_OP_BUILD_STRING, n_parts);
}

static void
compile_binary (HwCompiler  *c,
                const HwAst *node)
{
  int n = count_plain_conversions (node);

  if (n >= 0) {
    compile_plain_format (c, node, n);
    return;
  }
  hw_compile_expression (c, node->as.bin_op.left);
  hw_compile_expression (c, node->as.bin_op.right);
  hw_emit_op (c, HW_OP_BINARY, node->as.bin_op.op);
}

/* ------------------------------------------------------------------------------------------------------------- calls */

static gboolean
needs_unpacking (const HwAstSeq *args,
                 const HwAstSeq *keywords)
{
  if (has_starred (args))
    return TRUE;
  for (guint i = 0; i < keywords->n; i++)
    if (keywords->items[i]->as.keyword.arg == NULL)
      return TRUE;
  return FALSE;
}

static HwObject *
keyword_names (HwCompiler     *c,
               const HwAstSeq *keywords,
               guint           begin,
               guint           end)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = begin; i < end; i++)
    g_ptr_array_add (names, hw_constant_str (c, keywords->items[i]->as.keyword.arg));
  return hw_constant_merge (c, hw_tuple_of (H (c->vm), (HwObject **) names->pdata, names->len));
}

/* A dict of the keyword arguments [begin, end), which have names. */
static void
compile_keyword_map (HwCompiler     *c,
                     const HwAstSeq *keywords,
                     guint           begin,
                     guint           end)
{
  if (end - begin > 1 && !c->profile->builds_tuples_untracked) {
    for (guint i = begin; i < end; i++)
      hw_compile_expression (c, keywords->items[i]->as.keyword.value);
    hw_emit_const (c, keyword_names (c, keywords, begin, end));
    hw_emit_op (c, HW_OP_BUILD_CONST_MAP, end - begin);
    return;
  }
  for (guint i = begin; i < end; i++) {
    hw_emit_const (c, hw_constant_str (c, keywords->items[i]->as.keyword.arg));
    hw_compile_expression (c, keywords->items[i]->as.keyword.value);
  }
  hw_emit_op (c, HW_OP_BUILD_MAP, end - begin);
}

static void
compile_unpacked_keywords (HwCompiler     *c,
                           const HwAstSeq *keywords)
{
  gboolean have = FALSE;
  guint begin = 0;

  for (guint i = 0; i <= keywords->n; i++) {
    if (i < keywords->n && keywords->items[i]->as.keyword.arg != NULL)
      continue;
    if (i > begin) {
      compile_keyword_map (c, keywords, begin, i);
      if (have)
        hw_emit_op (c, HW_OP_DICT_MERGE, 1);
      have = TRUE;
    }
    begin = i + 1;
    if (i == keywords->n)
      break;
    if (!have)
      hw_emit_op (c, HW_OP_BUILD_MAP, 0);
    have = TRUE;
    hw_compile_expression (c, keywords->items[i]->as.keyword.value);
    hw_emit_op (c, HW_OP_DICT_MERGE, 1);
  }
}

/* The callable and its self (or nothing) are on the stack, and [already] arguments. */
void
hw_compile_arguments (HwCompiler     *c,
                      const HwAstSeq *args,
                      const HwAstSeq *keywords,
                      guint           already)
{
  const HwAst *call = c->node;

  if (!needs_unpacking (args, keywords)) {
    hw_compile_sequence (c, args);
    for (guint i = 0; i < keywords->n; i++)
      hw_compile_expression (c, keywords->items[i]->as.keyword.value);
    if (keywords->n > 0) {
      hw_emit_const (c, keyword_names (c, keywords, 0, keywords->n));
      hw_emit_op (c, HW_OP_CALL_KEYWORDS, already + args->n + keywords->n);
    } else {
      hw_emit_op (c, HW_OP_CALL, already + args->n);
    }
    return;
  }
  if (already == 0 && args->n == 1 && args->items[0]->kind == HW_AST_STARRED)
    hw_compile_expression (c, args->items[0]->as.starred.value);
  else
    compile_display (c, args, already, HW_OP_BUILD_LIST, HW_OP_LIST_APPEND, HW_OP_LIST_EXTEND, TRUE);
  if (keywords->n > 0)
    compile_unpacked_keywords (c, keywords);
  hw_compile_at (c, call);
  hw_emit_op (c, HW_OP_CALL_EX, keywords->n > 0);
}

void
hw_compile_call (HwCompiler  *c,
                 const HwAst *node)
{
  const HwAst *func = node->as.call.func;

  if (func->kind == HW_AST_ATTRIBUTE && !needs_unpacking (&node->as.call.args, &node->as.call.keywords)) {
    hw_compile_expression (c, func->as.attribute.value);
    hw_compile_at (c, func);
    hw_emit_op (c, HW_OP_LOAD_METHOD,
                hw_unit_name (c, hw_scope_mangle (c->symtable, c->unit->scope, func->as.attribute.attr)));
    hw_compile_at (c, node);
  } else {
    hw_compile_expression (c, func);
    hw_emit_op (c, HW_OP_PUSH_NULL, 0);
  }
  hw_compile_arguments (c, &node->as.call.args, &node->as.call.keywords, 0);
}

/* --------------------------------------------------------------------------------------------------- items and slices */

static void
compile_slice_part (HwCompiler  *c,
                    const HwAst *node)
{
  if (node != NULL)
    hw_compile_expression (c, node);
  else
    hw_emit_none (c);
}

static void
compile_slice (HwCompiler  *c,
               const HwAst *node)
{
  compile_slice_part (c, node->as.slice.lower);
  compile_slice_part (c, node->as.slice.upper);
  if (node->as.slice.step != NULL)
    hw_compile_expression (c, node->as.slice.step);
  hw_emit_op (c, HW_OP_BUILD_SLICE, node->as.slice.step != NULL ? 3 : 2);
}

static void
compile_attribute (HwCompiler  *c,
                   const HwAst *node)
{
  static const HwOpcode ops[] = { HW_OP_LOAD_ATTR, HW_OP_STORE_ATTR, HW_OP_DELETE_ATTR };
  const char *name = hw_scope_mangle (c->symtable, c->unit->scope, node->as.attribute.attr);

  hw_compile_expression (c, node->as.attribute.value);
  hw_emit_op (c, ops[node->as.attribute.ctx], hw_unit_name (c, name));
}

static void
compile_subscript (HwCompiler  *c,
                   const HwAst *node)
{
  static const HwOpcode ops[] = { HW_OP_GET_ITEM, HW_OP_SET_ITEM, HW_OP_DELETE_ITEM };

  hw_compile_expression (c, node->as.subscript.value);
  hw_compile_expression (c, node->as.subscript.slice);
  hw_emit_op (c, ops[node->as.subscript.ctx], 0);
}

static void
compile_unpacking (HwCompiler     *c,
                   const HwAstSeq *targets)
{
  gint starred = -1;

  for (guint i = 0; i < targets->n; i++)
    if (targets->items[i]->kind == HW_AST_STARRED)
      starred = (gint) i;
  if (starred >= 0)
    hw_emit_op (c, HW_OP_UNPACK_EX, (guint) starred | (targets->n - (guint) starred - 1) << 8);
  else
    hw_emit_op (c, HW_OP_UNPACK, targets->n);
  for (guint i = 0; i < targets->n; i++)
    hw_compile_target (c, targets->items[i]->kind == HW_AST_STARRED ? targets->items[i]->as.starred.value : targets->items[i]);
}

void
hw_compile_target (HwCompiler  *c,
                   const HwAst *node)
{
  const HwAst *before = hw_compile_at (c, node);

  switch (node->kind) {
  case HW_AST_NAME:
    hw_compile_name (c, node->as.name.id, HW_CONTEXT_STORE);
    break;
  case HW_AST_ATTRIBUTE:
    compile_attribute (c, node);
    break;
  case HW_AST_SUBSCRIPT:
    compile_subscript (c, node);
    break;
  case HW_AST_TUPLE:
    compile_unpacking (c, &node->as.tuple.elts);
    break;
  case HW_AST_LIST:
    compile_unpacking (c, &node->as.list.elts);
    break;
  default:
    hw_compile_target (c, node->as.starred.value);
  }
  hw_compile_at (c, before);
}

/* What is only looped over: a list display becomes a tuple (fold_iter). */
void
hw_compile_iterable (HwCompiler  *c,
                     const HwAst *node)
{
  HwObject *constant = hw_constant_iterable (c, node, FALSE);

  if (constant != NULL)
    hw_emit_const (c, constant);
  else if (node->kind == HW_AST_LIST && !has_starred (&node->as.list.elts))
    compile_display (c, &node->as.list.elts, 0, HW_OP_BUILD_LIST, HW_OP_LIST_APPEND, HW_OP_LIST_EXTEND, TRUE);
  else
    hw_compile_expression (c, node);
}

static void
compile_yield_from (HwCompiler  *c,
                    const HwAst *node)
{
  hw_compile_expression (c, node->as.yield_from.value);
  hw_emit_op (c, HW_OP_GET_YIELD_FROM_ITER, 0);
  hw_emit_none (c);
  hw_emit_op (c, HW_OP_YIELD_FROM, 0);
}

static void
compile_by_kind (HwCompiler  *c,
                 const HwAst *node)
{
  switch (node->kind) {
  case HW_AST_BOOL_OP:
    compile_bool_op (c, node);
    break;
  case HW_AST_NAMED_EXPR:
    hw_compile_expression (c, node->as.named_expr.value);
    hw_emit_op (c, HW_OP_COPY, 1);
    hw_compile_target (c, node->as.named_expr.target);
    break;
  case HW_AST_BIN_OP:
    compile_binary (c, node);
    break;
  case HW_AST_UNARY_OP:
    hw_compile_expression (c, node->as.unary_op.operand);
    hw_emit_op (c, node->as.unary_op.op == HW_UNARY_NOT ? HW_OP_NOT : HW_OP_UNARY, node->as.unary_op.op);
    break;
  case HW_AST_LAMBDA:
    hw_compile_lambda (c, node);
    break;
  case HW_AST_IF_EXP:
    compile_if_exp (c, node);
    break;
  case HW_AST_DICT:
    compile_dict (c, node);
    break;
  case HW_AST_SET:
    compile_display (c, &node->as.set.elts, 0, HW_OP_BUILD_SET, HW_OP_SET_ADD, HW_OP_SET_UPDATE, FALSE);
    break;
  case HW_AST_LIST_COMP:
  case HW_AST_SET_COMP:
  case HW_AST_DICT_COMP:
  case HW_AST_GENERATOR_EXP:
    hw_compile_comprehension (c, node);
    break;
  case HW_AST_YIELD:
    compile_slice_part (c, node->as.yield.value);
    hw_emit_op (c, HW_OP_YIELD, 0);
    break;
  case HW_AST_YIELD_FROM:
    compile_yield_from (c, node);
    break;
  case HW_AST_COMPARE:
    compile_compare (c, node);
    break;
  case HW_AST_CALL:
    hw_compile_call (c, node);
    break;
  case HW_AST_FORMATTED_VALUE:
    compile_formatted_value (c, node);
    break;
  case HW_AST_JOINED_STR:
    compile_joined_str (c, node);
    break;
  case HW_AST_ATTRIBUTE:
    compile_attribute (c, node);
    break;
  case HW_AST_SUBSCRIPT:
    compile_subscript (c, node);
    break;
  case HW_AST_NAME:
    hw_compile_name (c, node->as.name.id, node->as.name.ctx);
    break;
  case HW_AST_LIST:
    compile_display (c, &node->as.list.elts, 0, HW_OP_BUILD_LIST, HW_OP_LIST_APPEND, HW_OP_LIST_EXTEND, FALSE);
    break;
  case HW_AST_TUPLE:
    compile_display (c, &node->as.tuple.elts, 0, HW_OP_BUILD_LIST, HW_OP_LIST_APPEND, HW_OP_LIST_EXTEND, TRUE);
    break;
  case HW_AST_SLICE:
    compile_slice (c, node);
    break;
  default:
    g_assert_not_reached ();
  }
}

void
hw_compile_expression (HwCompiler  *c,
                       const HwAst *node)
{
  const HwAst *before = hw_compile_at (c, node);
  HwObject *constant = hw_compile_constant (c, node);

  if (constant != NULL)
    hw_emit_operand_const (c, constant);
  else
    compile_by_kind (c, node);
  hw_compile_at (c, before);
}
