/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The parser's simple statements. */

#include "lang/parser-private.h"

/* --- Assignments --- */

/* The operator of `+=` and its like; FALSE for any other token. */
static gboolean
get_augmented_op (HwTokenKind  kind,
                  HwOperator  *op)
{
  switch (kind) {
  case HW_TOKEN_PLUS_EQUAL: *op = HW_OPERATOR_ADD; return TRUE;
  case HW_TOKEN_MINUS_EQUAL: *op = HW_OPERATOR_SUB; return TRUE;
  case HW_TOKEN_STAR_EQUAL: *op = HW_OPERATOR_MULT; return TRUE;
  case HW_TOKEN_AT_EQUAL: *op = HW_OPERATOR_MAT_MULT; return TRUE;
  case HW_TOKEN_SLASH_EQUAL: *op = HW_OPERATOR_DIV; return TRUE;
  case HW_TOKEN_PERCENT_EQUAL: *op = HW_OPERATOR_MOD; return TRUE;
  case HW_TOKEN_DOUBLE_STAR_EQUAL: *op = HW_OPERATOR_POW; return TRUE;
  case HW_TOKEN_LEFT_SHIFT_EQUAL: *op = HW_OPERATOR_LSHIFT; return TRUE;
  case HW_TOKEN_RIGHT_SHIFT_EQUAL: *op = HW_OPERATOR_RSHIFT; return TRUE;
  case HW_TOKEN_BAR_EQUAL: *op = HW_OPERATOR_BIT_OR; return TRUE;
  case HW_TOKEN_CIRCUMFLEX_EQUAL: *op = HW_OPERATOR_BIT_XOR; return TRUE;
  case HW_TOKEN_AMPERSAND_EQUAL: *op = HW_OPERATOR_BIT_AND; return TRUE;
  case HW_TOKEN_DOUBLE_SLASH_EQUAL: *op = HW_OPERATOR_FLOOR_DIV; return TRUE;
  default: return FALSE;
  }
}

static gboolean
is_single_target (const HwAst *node)
{
  return node->kind == HW_AST_NAME || node->kind == HW_AST_ATTRIBUTE || node->kind == HW_AST_SUBSCRIPT;
}

static HwAst *
parse_augmented (HwParser   *parser,
                 HwAst      *target,
                 HwOperator  op,
                 HwPlace     start)
{
  HwAst *value;
  HwAst *node;

  if (!is_single_target (target))
    return hw_parser_fail_node (parser, target, "'%s' is an illegal expression for augmented assignment",
                                hw_ast_describe (target));
  hw_parser_next (parser);
  value = hw_parse_yield_or_star (parser);
  if (value == NULL)
    return NULL;
  hw_set_context (target, HW_CONTEXT_STORE);
  node = hw_parser_node (parser, HW_AST_AUG_ASSIGN, start);
  node->as.aug_assign.target = target;
  node->as.aug_assign.op = op;
  node->as.aug_assign.value = value;
  return node;
}

static HwAst *
parse_annotated (HwParser      *parser,
                 HwAst         *target,
                 const HwToken *first)
{
  gboolean is_simple = target->kind == HW_AST_NAME && first->kind == HW_TOKEN_NAME;
  HwAst *annotation;
  HwAst *value = NULL;
  HwAst *node;

  /* Without a type behind the colon it is no annotation that failed. */
  if (!is_single_target (target) && !hw_token_starts_expression (parser->token + 1))
    return hw_parser_fail (parser);
  if (target->kind == HW_AST_LIST || target->kind == HW_AST_TUPLE)
    return hw_parser_fail_node (parser, target, "only single target (not %s) can be annotated", hw_ast_describe (target));
  if (!is_single_target (target))
    return hw_parser_fail_node (parser, target, "illegal target for annotation");
  hw_parser_next (parser);
  annotation = hw_parse_expression (parser);
  if (annotation == NULL)
    return NULL;
  if (hw_parser_accept (parser, HW_TOKEN_EQUAL)) {
    value = hw_parse_yield_or_star (parser);
    if (value == NULL)
      return NULL;
  }
  hw_set_context (target, HW_CONTEXT_STORE);
  node = hw_parser_node (parser, HW_AST_ANN_ASSIGN, hw_place_of_token (first));
  node->as.ann_assign.target = target;
  node->as.ann_assign.annotation = annotation;
  node->as.ann_assign.value = value;
  node->as.ann_assign.simple = is_simple;
  return node;
}

/* At the `=` behind [target]. */
static gboolean
check_assign_target (HwParser      *parser,
                     HwAst         *target,
                     const HwToken *first,
                     gboolean       is_first)
{
  const HwAst *compared = target;

  if (hw_find_invalid_target (target, HW_TARGET_ASSIGN) == NULL) {
    hw_set_context (target, HW_CONTEXT_STORE);
    return TRUE;
  }
  /* Of `a, f() = 1` only the last element stands before the `=`. */
  if (target->kind == HW_AST_TUPLE && first->kind != HW_TOKEN_LEFT_PAREN && target->as.tuple.elts.n > 0)
    compared = target->as.tuple.elts.items[target->as.tuple.elts.n - 1];
  if (is_first && hw_parser_fail_equal (parser, compared))
    return FALSE;
  if (target->kind == HW_AST_YIELD || target->kind == HW_AST_YIELD_FROM) {
    hw_parser_fail_node (parser, target, "assignment to yield expression not possible");
    return FALSE;
  }
  return hw_parser_make_target (parser, target, HW_TARGET_ASSIGN);
}

static HwAst *
parse_assign (HwParser      *parser,
              HwAst         *target,
              const HwToken *first)
{
  const HwToken *here = first;
  guint from = parser->scratch->len;
  HwAst *value = target;
  HwAst *node;

  while (hw_parser_at (parser, HW_TOKEN_EQUAL)) {
    if (!check_assign_target (parser, value, here, here == first))
      return NULL;
    hw_parser_push (parser, value);
    hw_parser_next (parser);
    here = parser->token;
    value = hw_parse_yield_or_star (parser);
    if (value == NULL)
      return NULL;
  }
  node = hw_parser_node (parser, HW_AST_ASSIGN, hw_place_of_token (first));
  node->as.assign.targets = hw_parser_take_seq (parser, from);
  node->as.assign.value = value;
  return node;
}

static HwAst *
parse_expression_statement (HwParser *parser)
{
  const HwToken *first = parser->token;
  HwAst *value = hw_parse_yield_or_star (parser);
  HwOperator op;
  HwAst *node;

  if (value == NULL)
    return NULL;
  if (hw_parser_at (parser, HW_TOKEN_EQUAL))
    return parse_assign (parser, value, first);
  if (hw_parser_at (parser, HW_TOKEN_COLON))
    return parse_annotated (parser, value, first);
  if (get_augmented_op (parser->token->kind, &op))
    return parse_augmented (parser, value, op, hw_place_of_token (first));
  node = hw_parser_node (parser, HW_AST_EXPR, hw_place_of_token (first));
  node->as.expr.value = value;
  return node;
}

/* --- Statements with a keyword --- */

static gboolean
at_statement_end (const HwParser *parser)
{
  return hw_parser_at (parser, HW_TOKEN_NEWLINE) || hw_parser_at (parser, HW_TOKEN_SEMICOLON);
}

static HwAst *
parse_word (HwParser  *parser,
            HwAstKind  kind)
{
  HwPlace start = hw_parser_here (parser);

  hw_parser_next (parser);
  return hw_parser_node (parser, kind, start);
}

static HwAst *
parse_return (HwParser *parser)
{
  HwPlace start = hw_parser_here (parser);
  HwAst *value = NULL;
  HwAst *node;

  hw_parser_next (parser);
  if (!at_statement_end (parser)) {
    value = hw_parse_star_expressions (parser);
    if (value == NULL)
      return NULL;
  }
  node = hw_parser_node (parser, HW_AST_RETURN, start);
  node->as.return_.value = value;
  return node;
}

static HwAst *
parse_del (HwParser *parser)
{
  HwPlace start = hw_parser_here (parser);
  guint from = parser->scratch->len;
  HwAst *node;

  hw_parser_next (parser);
  do {
    if (hw_parser_at (parser, HW_TOKEN_STAR))
      node = hw_parse_star_named (parser);
    else
      node = hw_parse_expression (parser);
    if (node == NULL || !hw_parser_make_target (parser, node, HW_TARGET_DELETE))
      return NULL;
    hw_parser_push (parser, node);
  } while (hw_parser_accept (parser, HW_TOKEN_COMMA) && !at_statement_end (parser));
  node = hw_parser_node (parser, HW_AST_DELETE, start);
  node->as.delete.targets = hw_parser_take_seq (parser, from);
  return node;
}

static HwAst *
parse_raise (HwParser *parser)
{
  HwPlace start = hw_parser_here (parser);
  HwAst *exc = NULL;
  HwAst *cause = NULL;
  HwAst *node;

  hw_parser_next (parser);
  if (!at_statement_end (parser)) {
    exc = hw_parse_expression (parser);
    if (exc == NULL)
      return NULL;
    if (hw_parser_accept (parser, HW_TOKEN_FROM)) {
      cause = hw_parse_expression (parser);
      if (cause == NULL)
        return NULL;
    }
  }
  node = hw_parser_node (parser, HW_AST_RAISE, start);
  node->as.raise.exc = exc;
  node->as.raise.cause = cause;
  return node;
}

static HwAst *
parse_assert (HwParser *parser)
{
  HwPlace start = hw_parser_here (parser);
  HwAst *msg = NULL;
  HwAst *test;
  HwAst *node;

  hw_parser_next (parser);
  test = hw_parse_expression (parser);
  if (test == NULL)
    return NULL;
  if (hw_parser_accept (parser, HW_TOKEN_COMMA)) {
    msg = hw_parse_expression (parser);
    if (msg == NULL)
      return NULL;
  }
  node = hw_parser_node (parser, HW_AST_ASSERT, start);
  node->as.assert_.test = test;
  node->as.assert_.msg = msg;
  return node;
}

static HwAst *
parse_scope_names (HwParser  *parser,
                   HwAstKind  kind)
{
  HwPlace start = hw_parser_here (parser);
  guint from = parser->scratch->len;
  HwAst *node;

  do {
    const char *name;

    hw_parser_next (parser);
    name = hw_parser_name (parser);
    if (name == NULL)
      return NULL;
    g_ptr_array_add (parser->scratch, (gpointer) name);
  } while (hw_parser_at (parser, HW_TOKEN_COMMA));
  node = hw_parser_node (parser, kind, start);
  /* global and nonlocal are the same structure. */
  node->as.global.names = hw_parser_take_names (parser, from);
  return node;
}

/* --- Imports --- */

/* a.b.c, without blanks. */
static const char *
parse_dotted_name (HwParser *parser)
{
  const char *name = hw_parser_name (parser);
  g_autoptr (GString) dotted = NULL;

  if (name == NULL || !hw_parser_at (parser, HW_TOKEN_DOT))
    return name;
  dotted = g_string_new (name);
  while (hw_parser_accept (parser, HW_TOKEN_DOT)) {
    name = hw_parser_name (parser);
    if (name == NULL)
      return NULL;
    g_string_append_c (dotted, '.');
    g_string_append (dotted, name);
  }
  return hw_ast_tree_intern (parser->tree, dotted->str, dotted->len);
}

static HwAst *
parse_alias (HwParser *parser,
             gboolean  is_dotted)
{
  HwPlace start = hw_parser_here (parser);
  const char *name = is_dotted ? parse_dotted_name (parser) : hw_parser_name (parser);
  const char *asname = NULL;
  HwAst *node;

  if (name == NULL)
    return NULL;
  if (hw_parser_accept (parser, HW_TOKEN_AS)) {
    asname = hw_parser_name (parser);
    if (asname == NULL)
      return NULL;
  }
  node = hw_parser_node (parser, HW_AST_ALIAS, start);
  node->as.alias.name = name;
  node->as.alias.asname = asname;
  return node;
}

static HwAst *
parse_import (HwParser *parser)
{
  HwPlace start = hw_parser_here (parser);
  guint from = parser->scratch->len;
  HwAst *node;

  if (hw_parser_peek (parser, 1) == HW_TOKEN_NEWLINE)
    return hw_parser_fail_token (parser, parser->token + 1, "Expected one or more names after 'import'");
  do {
    hw_parser_next (parser);
    node = parse_alias (parser, TRUE);
    if (node == NULL)
      return NULL;
    hw_parser_push (parser, node);
  } while (hw_parser_at (parser, HW_TOKEN_COMMA));
  node = hw_parser_node (parser, HW_AST_IMPORT, start);
  node->as.import.names = hw_parser_take_seq (parser, from);
  return node;
}

/* What stands behind `import` in a from-import is pushed. */
static gboolean
parse_imported_names (HwParser *parser)
{
  HwPlace start = hw_parser_here (parser);
  gboolean in_parens;
  HwAst *node;

  if (hw_parser_accept (parser, HW_TOKEN_STAR)) {
    node = hw_parser_node (parser, HW_AST_ALIAS, start);
    node->as.alias.name = hw_ast_tree_intern (parser->tree, "*", 1);
    hw_parser_push (parser, node);
    return TRUE;
  }
  if (at_statement_end (parser)) {
    hw_parser_fail_token (parser, parser->token, "Expected one or more names after 'import'");
    return FALSE;
  }
  in_parens = hw_parser_accept (parser, HW_TOKEN_LEFT_PAREN);
  do {
    node = parse_alias (parser, FALSE);
    if (node == NULL)
      return FALSE;
    hw_parser_push (parser, node);
    if (!hw_parser_accept (parser, HW_TOKEN_COMMA))
      break;
    if (!in_parens && hw_parser_at (parser, HW_TOKEN_NEWLINE)) {
      hw_parser_fail_token (parser, parser->token - 1, "trailing comma not allowed without surrounding parentheses");
      return FALSE;
    }
  } while (!in_parens || !hw_parser_at (parser, HW_TOKEN_RIGHT_PAREN));
  return !in_parens || hw_parser_expect (parser, HW_TOKEN_RIGHT_PAREN);
}

static HwAst *
parse_from (HwParser *parser)
{
  HwPlace start = hw_parser_here (parser);
  guint from = parser->scratch->len;
  const char *module = NULL;
  guint level = 0;
  HwAst *node;

  hw_parser_next (parser);
  for (;; hw_parser_next (parser)) {
    if (hw_parser_at (parser, HW_TOKEN_DOT))
      level++;
    else if (hw_parser_at (parser, HW_TOKEN_ELLIPSIS))
      level += 3;
    else
      break;
  }
  if (level == 0 || !hw_parser_at (parser, HW_TOKEN_IMPORT)) {
    module = parse_dotted_name (parser);
    if (module == NULL)
      return NULL;
  }
  if (!hw_parser_expect (parser, HW_TOKEN_IMPORT) || !parse_imported_names (parser))
    return NULL;
  node = hw_parser_node (parser, HW_AST_IMPORT_FROM, start);
  node->as.import_from.module = module;
  node->as.import_from.names = hw_parser_take_seq (parser, from);
  node->as.import_from.level = level;
  return node;
}

/* --- Lines --- */

static HwAst *
parse_simple (HwParser *parser)
{
  switch (parser->token->kind) {
  case HW_TOKEN_PASS: return parse_word (parser, HW_AST_PASS);
  case HW_TOKEN_BREAK: return parse_word (parser, HW_AST_BREAK);
  case HW_TOKEN_CONTINUE: return parse_word (parser, HW_AST_CONTINUE);
  case HW_TOKEN_RETURN: return parse_return (parser);
  case HW_TOKEN_DEL: return parse_del (parser);
  case HW_TOKEN_RAISE: return parse_raise (parser);
  case HW_TOKEN_ASSERT: return parse_assert (parser);
  case HW_TOKEN_GLOBAL: return parse_scope_names (parser, HW_AST_GLOBAL);
  case HW_TOKEN_NONLOCAL: return parse_scope_names (parser, HW_AST_NONLOCAL);
  case HW_TOKEN_IMPORT: return parse_import (parser);
  case HW_TOKEN_FROM: return parse_from (parser);
  default: break;
  }
  if (hw_parser_at_word (parser, "type") && hw_parser_peek (parser, 1) == HW_TOKEN_NAME)
    return hw_parser_refuse (parser, hw_span_of_token (parser->token), "type statements are outside the subset",
                             "Write a plain assignment: X = …");
  return parse_expression_statement (parser);
}

gboolean
hw_parse_simple_line (HwParser *parser)
{
  do {
    HwAst *node = parse_simple (parser);

    if (node == NULL)
      return FALSE;
    hw_parser_push (parser, node);
  } while (hw_parser_accept (parser, HW_TOKEN_SEMICOLON) && !hw_parser_at (parser, HW_TOKEN_NEWLINE));
  return hw_parser_expect (parser, HW_TOKEN_NEWLINE);
}
