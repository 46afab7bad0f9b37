/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The parser's expressions above the operators: lambda, the conditional, `:=`, yield, bare tuples, and the errors that
 * CPython words by what seems to be meant. */

#include "lang/parser-private.h"

static HwAst *
parse_lambda (HwParser *parser)
{
  HwPlace start = hw_parser_here (parser);
  HwAst *args;
  HwAst *body;
  HwAst *node;

  if (!hw_parser_enter (parser))
    return NULL;
  hw_parser_next (parser);
  args = hw_parse_parameters (parser, HW_TOKEN_COLON, TRUE);
  if (args == NULL)
    return NULL;
  if (hw_parser_at (parser, HW_TOKEN_SPEC_COLON))
    return hw_parser_fail_span (parser, (HwSpan) { start.line, start.column, parser->token->end_line, parser->token->end_column },
                                "f-string: lambda expressions are not allowed without parentheses");
  if (!hw_parser_expect (parser, HW_TOKEN_COLON))
    return NULL;
  body = hw_parse_expression (parser);
  hw_parser_leave (parser);
  if (body == NULL)
    return NULL;
  node = hw_parser_node (parser, HW_AST_LAMBDA, start);
  node->as.lambda.args = args;
  node->as.lambda.body = body;
  return node;
}

/* Parses ahead without reporting; back at [at] if [parse] found an error. */
static HwAst *
look_ahead (HwParser *parser,
            HwAst    *(*parse) (HwParser *))
{
  const HwToken *at = parser->token;
  guint n_scratch = parser->scratch->len;
  guint depth = parser->depth;
  HwAst *node;

  parser->silent = TRUE;
  node = parse (parser);
  parser->silent = FALSE;
  if (node == NULL) {
    parser->failed = FALSE;
    parser->token = at;
    parser->depth = depth;
    g_ptr_array_set_size (parser->scratch, n_scratch);
  }
  return node;
}

static gboolean
is_legacy_statement (const HwAst *node)
{
  return node->kind == HW_AST_NAME && (g_str_equal (node->as.name.id, "print") || g_str_equal (node->as.name.id, "exec"));
}

/* What starts an expression directly behind a whole one: an old print statement, or a missing comma in brackets. */
static HwAst *
fail_juxtaposition (HwParser      *parser,
                    const HwAst   *left,
                    const HwToken *first)
{
  const HwToken *at = parser->token;
  HwAst *right;

  if (is_legacy_statement (left) && at == first + 1) {
    right = look_ahead (parser, hw_parse_star_expressions);
    if (right != NULL) {
      parser->token = at;
      return hw_parser_fail_span (parser, hw_span_between (left, right),
                                  "Missing parentheses in call to '%s'. Did you mean %s(...)?", left->as.name.id,
                                  left->as.name.id);
    }
  } else if (at->level > 0 && !hw_token_is_word (parser, first, "match") && !hw_token_is_word (parser, first, "case")
             && !hw_token_is_word (parser, first, "type") && !hw_token_is_word (parser, first, "_")
             && !(first->kind == HW_TOKEN_NAME && at->kind == HW_TOKEN_STRING && at == first + 1)) {
    right = look_ahead (parser, hw_parse_expression);
    if (right != NULL) {
      parser->token = at;
      return hw_parser_fail_span (parser, hw_span_between (left, right), "invalid syntax. Perhaps you forgot a comma?");
    }
  }
  return hw_parser_fail (parser);
}

HwAst *
hw_parse_expression (HwParser *parser)
{
  const HwToken *first = parser->token;
  HwPlace start = hw_parser_here (parser);
  HwAst *body;
  HwAst *test;
  HwAst *orelse;
  HwAst *node;

  if (hw_parser_at (parser, HW_TOKEN_LAMBDA))
    return parse_lambda (parser);
  body = hw_parse_disjunction (parser);
  if (body == NULL)
    return NULL;
  if (!parser->silent && hw_token_starts_expression (parser->token)
      && (parser->token->level > 0 || is_legacy_statement (body)))
    return fail_juxtaposition (parser, body, first);
  if (!hw_parser_accept (parser, HW_TOKEN_IF))
    return body;
  test = hw_parse_disjunction (parser);
  if (test == NULL)
    return NULL;
  if (!hw_parser_at (parser, HW_TOKEN_ELSE) && !hw_parser_at (parser, HW_TOKEN_COLON))
    return hw_parser_fail_span (parser, hw_span_between (body, test), "expected 'else' after 'if' expression");
  if (!hw_parser_expect (parser, HW_TOKEN_ELSE) || !hw_parser_enter (parser))
    return NULL;
  orelse = hw_parse_expression (parser);
  hw_parser_leave (parser);
  if (orelse == NULL)
    return NULL;
  node = hw_parser_node (parser, HW_AST_IF_EXP, start);
  node->as.if_exp.test = test;
  node->as.if_exp.body = body;
  node->as.if_exp.orelse = orelse;
  return node;
}

gboolean
hw_parser_is_grouped (const HwParser *parser,
                      const HwAst    *node)
{
  const HwToken *last = parser->token - 1;

  return last->kind == HW_TOKEN_RIGHT_PAREN
         && (node->end_line < last->end_line || (node->end_line == last->end_line && node->end_column < last->end_column));
}

gboolean
hw_parser_fail_equal (HwParser    *parser,
                      const HwAst *left)
{
  const HwToken *at = parser->token;
  gboolean is_grouped = hw_parser_is_grouped (parser, left);
  HwAst *right;

  if (parser->silent)
    return FALSE;
  hw_parser_next (parser);
  right = look_ahead (parser, hw_parse_bitwise_or);
  if (right != NULL && !hw_parser_at (parser, HW_TOKEN_EQUAL) && !hw_parser_at (parser, HW_TOKEN_COLON_EQUAL)) {
    if (left->kind == HW_AST_NAME)
      hw_parser_fail_span (parser, hw_span_between (left, right),
                           "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    else if (hw_may_be_compared (left, is_grouped))
      hw_parser_fail_node (parser, left, "cannot assign to %s here. Maybe you meant '==' instead of '='?",
                           hw_ast_describe (left));
  }
  parser->token = at;
  return parser->failed;
}

HwAst *
hw_parse_named_tail (HwParser *parser,
                     HwAst    *target,
                     HwPlace   start)
{
  HwAst *value;
  HwAst *node;

  if (!hw_parser_at (parser, HW_TOKEN_COLON_EQUAL))
    return target;
  if (target->kind != HW_AST_NAME || parser->token[-1].kind != HW_TOKEN_NAME)
    return hw_parser_fail_node (parser, target, "cannot use assignment expressions with %s", hw_ast_describe (target));
  hw_parser_next (parser);
  value = hw_parse_expression (parser);
  if (value == NULL)
    return NULL;
  hw_set_context (target, HW_CONTEXT_STORE);
  node = hw_parser_node (parser, HW_AST_NAMED_EXPR, start);
  node->as.named_expr.target = target;
  node->as.named_expr.value = value;
  return node;
}

HwAst *
hw_parse_named_expression (HwParser *parser)
{
  HwPlace start = hw_parser_here (parser);
  HwAst *target = hw_parse_expression (parser);

  if (target == NULL)
    return NULL;
  if (hw_parser_at (parser, HW_TOKEN_EQUAL))
    return hw_parser_fail_equal (parser, target) ? NULL : hw_parser_fail (parser);
  return hw_parse_named_tail (parser, target, start);
}

static HwAst *
parse_starred (HwParser *parser)
{
  HwPlace start = hw_parser_here (parser);
  HwAst *value;
  HwAst *node;

  hw_parser_next (parser);
  value = hw_parse_bitwise_or (parser);
  if (value == NULL)
    return NULL;
  node = hw_parser_node (parser, HW_AST_STARRED, start);
  node->as.starred.value = value;
  return node;
}

HwAst *
hw_parse_star_named (HwParser *parser)
{
  return hw_parser_at (parser, HW_TOKEN_STAR) ? parse_starred (parser) : hw_parse_named_expression (parser);
}

static gboolean
starts_element (const HwParser *parser)
{
  return hw_parser_at (parser, HW_TOKEN_STAR) || hw_token_starts_expression (parser->token);
}

/* Elements of [parse_element] or starred ones, a tuple if there is a comma. */
static HwAst *
parse_bare_tuple (HwParser *parser,
                  HwAst    *(*parse_element) (HwParser *))
{
  HwPlace start = hw_parser_here (parser);
  guint from = parser->scratch->len;
  HwAst *node;

  do {
    node = hw_parser_at (parser, HW_TOKEN_STAR) ? parse_starred (parser) : parse_element (parser);
    if (node == NULL)
      return NULL;
    if (parser->scratch->len == from && !hw_parser_at (parser, HW_TOKEN_COMMA))
      return node;
    hw_parser_push (parser, node);
  } while (hw_parser_accept (parser, HW_TOKEN_COMMA) && starts_element (parser));
  node = hw_parser_node (parser, HW_AST_TUPLE, start);
  node->as.tuple.elts = hw_parser_take_seq (parser, from);
  return node;
}

HwAst *
hw_parse_star_expressions (HwParser *parser)
{
  return parse_bare_tuple (parser, hw_parse_expression);
}

HwAst *
hw_parse_star_named_list (HwParser *parser)
{
  return parse_bare_tuple (parser, hw_parse_named_expression);
}

HwAst *
hw_parse_target_list (HwParser *parser)
{
  return parse_bare_tuple (parser, hw_parse_bitwise_or);
}

HwAst *
hw_parse_yield (HwParser *parser)
{
  HwPlace start = hw_parser_here (parser);
  HwAst *value = NULL;
  HwAst *node;

  hw_parser_next (parser);
  if (hw_parser_accept (parser, HW_TOKEN_FROM)) {
    value = hw_parse_expression (parser);
    if (value == NULL)
      return NULL;
    node = hw_parser_node (parser, HW_AST_YIELD_FROM, start);
    node->as.yield_from.value = value;
    return node;
  }
  if (starts_element (parser)) {
    value = hw_parse_star_expressions (parser);
    if (value == NULL)
      return NULL;
  }
  node = hw_parser_node (parser, HW_AST_YIELD, start);
  node->as.yield.value = value;
  return node;
}

HwAst *
hw_parse_yield_or_star (HwParser *parser)
{
  return hw_parser_at (parser, HW_TOKEN_YIELD) ? hw_parse_yield (parser) : hw_parse_star_expressions (parser);
}
