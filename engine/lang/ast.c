/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Making and walking syntax trees. Models the generated Python/Python-ast.c. */

#include "lang/ast.h"

#include <string.h>

#include "lang/arena.h"

HwAstTree *
hw_ast_tree_new (void)
{
  HwAstTree *tree = g_new0 (HwAstTree, 1);

  tree->arena = hw_arena_new ();
  tree->names = g_hash_table_new (g_str_hash, g_str_equal);
  tree->root = hw_ast_tree_new_node (tree, HW_AST_MODULE);
  return tree;
}

void
hw_ast_tree_free (HwAstTree *tree)
{
  if (tree == NULL)
    return;
  g_hash_table_unref (tree->names);
  hw_arena_free (tree->arena);
  g_free (tree);
}

const char *
hw_ast_tree_intern (HwAstTree  *tree,
                    const char *text,
                    gsize       length)
{
  char buffer[64];
  char *copy = length < sizeof buffer ? buffer : hw_arena_alloc (tree->arena, length + 1);
  const char *known;

  memcpy (copy, text, length);
  copy[length] = '\0';
  known = g_hash_table_lookup (tree->names, copy);
  if (known != NULL)
    return known;
  if (copy == buffer) {
    copy = hw_arena_alloc (tree->arena, length + 1);
    memcpy (copy, text, length);
  }
  g_hash_table_add (tree->names, copy);
  return copy;
}

const char *
hw_ast_tree_find_name (const HwAstTree *tree,
                       const char      *text)
{
  return g_hash_table_lookup (tree->names, text);
}

gpointer
hw_ast_tree_alloc (HwAstTree *tree,
                   gsize      size)
{
  return hw_arena_alloc (tree->arena, size);
}

HwAst *
hw_ast_tree_new_node (HwAstTree *tree,
                      HwAstKind  kind)
{
  static const guint8 sizes[HW_N_AST_KINDS] = {
#define HW_X(id, name, member) G_STRUCT_OFFSET (HwAst, as) + sizeof (((HwAst *) NULL)->as.member),
    HW_AST_KIND_LIST (HW_X)
#undef HW_X
  };
  HwAst *node = hw_arena_alloc (tree->arena, sizes[kind]);

  node->kind = kind;
  return node;
}

HwAstSeq
hw_ast_tree_copy_seq (HwAstTree    *tree,
                      HwAst *const *items,
                      guint         n)
{
  HwAstSeq seq = { NULL, n };

  if (n > 0) {
    seq.items = hw_arena_alloc (tree->arena, n * sizeof *seq.items);
    memcpy (seq.items, items, n * sizeof *seq.items);
  }
  return seq;
}

const char *
hw_ast_kind_to_string (HwAstKind kind)
{
  static const char *const names[] = {
#define HW_X(id, name, member) name,
    HW_AST_KIND_LIST (HW_X)
#undef HW_X
  };

  return names[kind];
}

#define HW_X(id, name, text) name,
const char *
hw_operator_to_string (HwOperator op)
{
  static const char *const names[] = { HW_OPERATOR_LIST (HW_X) };

  return names[op];
}

const char *
hw_unary_op_to_string (HwUnaryOp op)
{
  static const char *const names[] = { HW_UNARY_OP_LIST (HW_X) };

  return names[op];
}

const char *
hw_compare_op_to_string (HwCompareOp op)
{
  static const char *const names[] = { HW_COMPARE_OP_LIST (HW_X) };

  return names[op];
}

const char *
hw_bool_op_to_string (HwBoolOp op)
{
  static const char *const names[] = { HW_BOOL_OP_LIST (HW_X) };

  return names[op];
}
#undef HW_X

#define HW_X(id, name, text) text,
const char *
hw_operator_get_text (HwOperator op)
{
  static const char *const texts[] = { HW_OPERATOR_LIST (HW_X) };

  return texts[op];
}

const char *
hw_compare_op_get_text (HwCompareOp op)
{
  static const char *const texts[] = { HW_COMPARE_OP_LIST (HW_X) };

  return texts[op];
}
#undef HW_X

typedef struct {
  HwAstFunc func;
  gpointer  user_data;
} Visit;

static void
visit_one (const Visit *visit,
           HwAst       *child)
{
  if (child != NULL)
    visit->func (child, visit->user_data);
}

static void
visit_seq (const Visit    *visit,
           const HwAstSeq *seq)
{
  for (guint i = 0; i < seq->n; i++)
    visit_one (visit, seq->items[i]);
}

/* Keys and values alternate in the text and in evaluation. */
static void
visit_pairs (const Visit    *visit,
             const HwAstSeq *keys,
             const HwAstSeq *values)
{
  for (guint i = 0; i < values->n; i++) {
    visit_one (visit, keys->items[i]);
    visit_one (visit, values->items[i]);
  }
}

#define ONE(member, field) visit_one (visit, node->as.member.field)
#define SEQ(member, field) visit_seq (visit, &node->as.member.field)

static void
visit_statement (const HwAst *node,
                 const Visit *visit)
{
  switch (node->kind) {
  case HW_AST_FUNCTION_DEF:
    ONE (function_def, args), SEQ (function_def, body), SEQ (function_def, decorators), ONE (function_def, returns);
    break;
  case HW_AST_CLASS_DEF:
    SEQ (class_def, bases), SEQ (class_def, keywords), SEQ (class_def, body), SEQ (class_def, decorators);
    break;
  case HW_AST_RETURN: ONE (return_, value); break;
  case HW_AST_DELETE: SEQ (delete, targets); break;
  case HW_AST_ASSIGN: SEQ (assign, targets), ONE (assign, value); break;
  case HW_AST_AUG_ASSIGN: ONE (aug_assign, target), ONE (aug_assign, value); break;
  case HW_AST_ANN_ASSIGN: ONE (ann_assign, target), ONE (ann_assign, annotation), ONE (ann_assign, value); break;
  case HW_AST_FOR: ONE (for_, target), ONE (for_, iter), SEQ (for_, body), SEQ (for_, orelse); break;
  case HW_AST_WHILE: ONE (while_, test), SEQ (while_, body), SEQ (while_, orelse); break;
  case HW_AST_IF: ONE (if_, test), SEQ (if_, body), SEQ (if_, orelse); break;
  case HW_AST_WITH: SEQ (with, items), SEQ (with, body); break;
  case HW_AST_MATCH: ONE (match, subject), SEQ (match, cases); break;
  case HW_AST_RAISE: ONE (raise, exc), ONE (raise, cause); break;
  case HW_AST_TRY: SEQ (try_, body), SEQ (try_, handlers), SEQ (try_, orelse), SEQ (try_, finalbody); break;
  case HW_AST_ASSERT: ONE (assert_, test), ONE (assert_, msg); break;
  case HW_AST_IMPORT: SEQ (import, names); break;
  case HW_AST_IMPORT_FROM: SEQ (import_from, names); break;
  case HW_AST_EXPR: ONE (expr, value); break;
  default: break;
  }
}

static void
visit_expression (const HwAst *node,
                  const Visit *visit)
{
  switch (node->kind) {
  case HW_AST_BOOL_OP: SEQ (bool_op, values); break;
  case HW_AST_NAMED_EXPR: ONE (named_expr, target), ONE (named_expr, value); break;
  case HW_AST_BIN_OP: ONE (bin_op, left), ONE (bin_op, right); break;
  case HW_AST_UNARY_OP: ONE (unary_op, operand); break;
  case HW_AST_LAMBDA: ONE (lambda, args), ONE (lambda, body); break;
  case HW_AST_IF_EXP: ONE (if_exp, test), ONE (if_exp, body), ONE (if_exp, orelse); break;
  case HW_AST_DICT: visit_pairs (visit, &node->as.dict.keys, &node->as.dict.values); break;
  case HW_AST_SET: SEQ (set, elts); break;
  case HW_AST_LIST_COMP: ONE (list_comp, elt), SEQ (list_comp, generators); break;
  case HW_AST_SET_COMP: ONE (set_comp, elt), SEQ (set_comp, generators); break;
  case HW_AST_DICT_COMP: ONE (dict_comp, key), ONE (dict_comp, value), SEQ (dict_comp, generators); break;
  case HW_AST_GENERATOR_EXP: ONE (generator_exp, elt), SEQ (generator_exp, generators); break;
  case HW_AST_YIELD: ONE (yield, value); break;
  case HW_AST_YIELD_FROM: ONE (yield_from, value); break;
  case HW_AST_COMPARE: ONE (compare, left), SEQ (compare, comparators); break;
  case HW_AST_CALL: ONE (call, func), SEQ (call, args), SEQ (call, keywords); break;
  case HW_AST_FORMATTED_VALUE: ONE (formatted_value, value), ONE (formatted_value, format_spec); break;
  case HW_AST_JOINED_STR: SEQ (joined_str, values); break;
  case HW_AST_ATTRIBUTE: ONE (attribute, value); break;
  case HW_AST_SUBSCRIPT: ONE (subscript, value), ONE (subscript, slice); break;
  case HW_AST_STARRED: ONE (starred, value); break;
  case HW_AST_LIST: SEQ (list, elts); break;
  case HW_AST_TUPLE: SEQ (tuple, elts); break;
  case HW_AST_SLICE: ONE (slice, lower), ONE (slice, upper), ONE (slice, step); break;
  default: break;
  }
}

static void
visit_pattern_or_part (const HwAst *node,
                       const Visit *visit)
{
  switch (node->kind) {
  case HW_AST_MATCH_VALUE: ONE (match_value, value); break;
  case HW_AST_MATCH_SEQUENCE: SEQ (match_sequence, patterns); break;
  case HW_AST_MATCH_MAPPING: visit_pairs (visit, &node->as.match_mapping.keys, &node->as.match_mapping.patterns); break;
  case HW_AST_MATCH_CLASS: ONE (match_class, cls), SEQ (match_class, patterns), SEQ (match_class, kwd_patterns); break;
  case HW_AST_MATCH_AS: ONE (match_as, pattern); break;
  case HW_AST_MATCH_OR: SEQ (match_or, patterns); break;
  case HW_AST_MODULE: SEQ (module, body); break;
  case HW_AST_COMPREHENSION: ONE (comprehension, target), ONE (comprehension, iter), SEQ (comprehension, ifs); break;
  case HW_AST_EXCEPT_HANDLER: ONE (except_handler, type), SEQ (except_handler, body); break;
  case HW_AST_ARGUMENTS:
    SEQ (arguments, posonlyargs), SEQ (arguments, args), ONE (arguments, vararg), SEQ (arguments, kwonlyargs);
    SEQ (arguments, kw_defaults), ONE (arguments, kwarg), SEQ (arguments, defaults);
    break;
  case HW_AST_ARG: ONE (arg, annotation); break;
  case HW_AST_KEYWORD: ONE (keyword, value); break;
  case HW_AST_WITH_ITEM: ONE (with_item, context_expr), ONE (with_item, optional_vars); break;
  case HW_AST_MATCH_CASE: ONE (match_case, pattern), ONE (match_case, guard), SEQ (match_case, body); break;
  default: break;
  }
}

#undef ONE
#undef SEQ

void
hw_ast_foreach_child (const HwAst *node,
                      HwAstFunc    func,
                      gpointer     user_data)
{
  const Visit visit = { func, user_data };

  if (hw_ast_is_statement (node))
    visit_statement (node, &visit);
  else if (hw_ast_is_expression (node))
    visit_expression (node, &visit);
  else
    visit_pattern_or_part (node, &visit);
}

guint
hw_column_to_characters (const char *line,
                         gsize       length,
                         guint       column)
{
  gsize end = MIN (length, column);
  guint characters = 0;

  for (gsize i = 0; i < end; i++)
    if (((guchar) line[i] & 0xc0) != 0x80)
      characters++;
  return characters;
}
