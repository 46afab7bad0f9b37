/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The parser's compound statements. */

#include "lang/parser-private.h"

#define ASYNC_HINT "Use an ordinary function or generator."

/* A colon that CPython only misses by name at the end of the line. */
static gboolean
expect_colon (HwParser *parser)
{
  return hw_parser_at (parser, HW_TOKEN_NEWLINE) ? hw_parser_force (parser, HW_TOKEN_COLON)
                                                 : hw_parser_expect (parser, HW_TOKEN_COLON);
}

/* The block of a clause that starts at the current token, a keyword with its colon directly behind it. */
static gboolean
parse_clause (HwParser   *parser,
              const char *what,
              HwAstSeq   *body)
{
  HwBlockOwner owner = { what, parser->token->line };

  hw_parser_next (parser);
  return hw_parser_force (parser, HW_TOKEN_COLON) && hw_parse_block (parser, owner, body);
}

static gboolean
parse_else (HwParser *parser,
            HwAstSeq *orelse)
{
  return !hw_parser_at (parser, HW_TOKEN_ELSE) || parse_clause (parser, "'else' statement", orelse);
}

/* --- if, while, for --- */

/* One `if` or `elif` with its block, without what follows. */
static HwAst *
parse_if_branch (HwParser *parser)
{
  HwPlace start = hw_parser_here (parser);
  HwBlockOwner owner = { hw_parser_at (parser, HW_TOKEN_IF) ? "'if' statement" : "'elif' statement", start.line };
  HwAstSeq body = { NULL, 0 };
  HwAst *test;
  HwAst *node;

  hw_parser_next (parser);
  test = hw_parse_named_expression (parser);
  if (test == NULL || !expect_colon (parser) || !hw_parse_block (parser, owner, &body))
    return NULL;
  node = hw_parser_node (parser, HW_AST_IF, start);
  node->as.if_.test = test;
  node->as.if_.body = body;
  return node;
}

/* A chain of elif is a chain of nested nodes that all end where the last does: made in a loop, whatever its length. */
static HwAst *
parse_if (HwParser *parser)
{
  HwAst *first = parse_if_branch (parser);
  HwAst *last = first;

  while (last != NULL && hw_parser_at (parser, HW_TOKEN_ELIF)) {
    HwAst *branch = parse_if_branch (parser);

    if (branch == NULL)
      return NULL;
    last->as.if_.orelse = hw_ast_tree_copy_seq (parser->tree, &branch, 1);
    last = branch;
  }
  if (last == NULL || !parse_else (parser, &last->as.if_.orelse))
    return NULL;
  if (last->as.if_.orelse.n > 0) {
    HwAst *end = last->as.if_.orelse.items[last->as.if_.orelse.n - 1];

    last->end_line = end->end_line;
    last->end_column = end->end_column;
  }
  for (HwAst *node = first; node != last; node = node->as.if_.orelse.items[0]) {
    node->end_line = last->end_line;
    node->end_column = last->end_column;
  }
  return first;
}

static HwAst *
parse_while (HwParser *parser)
{
  HwPlace start = hw_parser_here (parser);
  HwBlockOwner owner = { "'while' statement", start.line };
  HwAstSeq body = { NULL, 0 };
  HwAstSeq orelse = { NULL, 0 };
  HwAst *test;
  HwAst *node;

  hw_parser_next (parser);
  test = hw_parse_named_expression (parser);
  if (test == NULL || !expect_colon (parser) || !hw_parse_block (parser, owner, &body) || !parse_else (parser, &orelse))
    return NULL;
  node = hw_parser_node (parser, HW_AST_WHILE, start);
  node->as.while_.test = test;
  node->as.while_.body = body;
  node->as.while_.orelse = orelse;
  return node;
}

static HwAst *
parse_for (HwParser *parser)
{
  HwPlace start = hw_parser_here (parser);
  HwBlockOwner owner = { "'for' statement", start.line };
  HwAstSeq body = { NULL, 0 };
  HwAstSeq orelse = { NULL, 0 };
  HwAst *target;
  HwAst *iter;
  HwAst *node;

  hw_parser_next (parser);
  target = hw_parse_target_list (parser);
  if (target == NULL || !hw_parser_make_target (parser, target, HW_TARGET_FOR)
      || !hw_parser_expect (parser, HW_TOKEN_IN))
    return NULL;
  iter = hw_parse_star_expressions (parser);
  if (iter == NULL || !expect_colon (parser) || !hw_parse_block (parser, owner, &body) || !parse_else (parser, &orelse))
    return NULL;
  node = hw_parser_node (parser, HW_AST_FOR, start);
  node->as.for_.target = target;
  node->as.for_.iter = iter;
  node->as.for_.body = body;
  node->as.for_.orelse = orelse;
  return node;
}

/* --- try --- */

static HwAst *
fail_exception_list (HwParser *parser,
                     HwAst    *first)
{
  HwAst *last = first;

  while (hw_parser_accept (parser, HW_TOKEN_COMMA) && hw_token_starts_expression (parser->token)) {
    last = hw_parse_expression (parser);
    if (last == NULL)
      return NULL;
  }
  return hw_parser_fail_span (parser, hw_span_between (first, last), "multiple exception types must be parenthesized");
}

static HwAst *
parse_handler (HwParser *parser)
{
  HwPlace start = hw_parser_here (parser);
  HwBlockOwner owner = { "'except' statement", start.line };
  HwAstSeq body = { NULL, 0 };
  const char *name = NULL;
  HwAst *type = NULL;
  HwAst *node;

  hw_parser_next (parser);
  if (hw_parser_at (parser, HW_TOKEN_STAR))
    return hw_parser_refuse (parser, hw_span_of_token (parser->token), "except* is outside the subset",
                             "Use 'except' and look at the exception itself.");
  if (!hw_parser_at (parser, HW_TOKEN_COLON) && !hw_parser_at (parser, HW_TOKEN_NEWLINE)) {
    type = hw_parse_expression (parser);
    if (type == NULL)
      return NULL;
    if (hw_parser_at (parser, HW_TOKEN_COMMA))
      return fail_exception_list (parser, type);
    if (hw_parser_accept (parser, HW_TOKEN_AS)) {
      name = hw_parser_name (parser);
      if (name == NULL)
        return NULL;
    }
  }
  if (!expect_colon (parser) || !hw_parse_block (parser, owner, &body))
    return NULL;
  node = hw_parser_node (parser, HW_AST_EXCEPT_HANDLER, start);
  node->as.except_handler.type = type;
  node->as.except_handler.name = name;
  node->as.except_handler.body = body;
  return node;
}

static gboolean
parse_handlers (HwParser *parser,
                HwAstSeq *handlers)
{
  guint from = parser->scratch->len;

  while (hw_parser_at (parser, HW_TOKEN_EXCEPT)) {
    HwAst *handler = parse_handler (parser);

    if (handler == NULL)
      return FALSE;
    hw_parser_push (parser, handler);
  }
  *handlers = hw_parser_take_seq (parser, from);
  return TRUE;
}

static HwAst *
parse_try (HwParser *parser)
{
  HwPlace start = hw_parser_here (parser);
  HwAstSeq body = { NULL, 0 };
  HwAstSeq handlers = { NULL, 0 };
  HwAstSeq orelse = { NULL, 0 };
  HwAstSeq finalbody = { NULL, 0 };
  HwAst *node;

  if (!parse_clause (parser, "'try' statement", &body) || !parse_handlers (parser, &handlers))
    return NULL;
  if (handlers.n == 0 && !hw_parser_at (parser, HW_TOKEN_FINALLY))
    return hw_parser_fail_token (parser, parser->token, "expected 'except' or 'finally' block");
  if (!parse_else (parser, &orelse))
    return NULL;
  if (hw_parser_at (parser, HW_TOKEN_FINALLY) && !parse_clause (parser, "'finally' statement", &finalbody))
    return NULL;
  node = hw_parser_node (parser, HW_AST_TRY, start);
  node->as.try_.body = body;
  node->as.try_.handlers = handlers;
  node->as.try_.orelse = orelse;
  node->as.try_.finalbody = finalbody;
  return node;
}

/* --- with --- */

/* TRUE if the parenthesis at the current token encloses with-items, not an expression: its partner has a colon behind
 * it, and nothing in it is what only an expression can have there. */
static gboolean
is_item_list (const HwParser *parser)
{
  guint level = parser->token->level;
  const HwToken *token = parser->token + 1;

  if (token->kind == HW_TOKEN_YIELD || token->kind == HW_TOKEN_RIGHT_PAREN)
    return FALSE;
  for (; token->kind != HW_TOKEN_NEWLINE && token->kind != HW_TOKEN_ENDMARKER; token++) {
    if (token->level < level)
      return token->kind == HW_TOKEN_RIGHT_PAREN && token[1].kind == HW_TOKEN_COLON;
    if (token->level == level
        && (token->kind == HW_TOKEN_FOR || token->kind == HW_TOKEN_ASYNC || token->kind == HW_TOKEN_COLON_EQUAL
            || (token->kind == HW_TOKEN_STAR && (token[-1].kind == HW_TOKEN_COMMA || token[-1].kind == HW_TOKEN_LEFT_PAREN))))
      return FALSE;
  }
  return FALSE;
}

static HwAst *
parse_with_item (HwParser *parser)
{
  HwAst *node = hw_ast_tree_new_node (parser->tree, HW_AST_WITH_ITEM);

  node->as.with_item.context_expr = hw_parse_expression (parser);
  if (node->as.with_item.context_expr == NULL)
    return NULL;
  if (hw_parser_accept (parser, HW_TOKEN_AS)) {
    HwAst *target = hw_parse_star_named (parser);

    if (target == NULL || !hw_parser_make_target (parser, target, HW_TARGET_ASSIGN))
      return NULL;
    node->as.with_item.optional_vars = target;
  }
  return node;
}

static gboolean
parse_with_items (HwParser *parser,
                  HwAstSeq *items)
{
  gboolean in_parens = hw_parser_at (parser, HW_TOKEN_LEFT_PAREN) && is_item_list (parser);
  guint from = parser->scratch->len;

  if (in_parens)
    hw_parser_next (parser);
  do {
    HwAst *item = parse_with_item (parser);

    if (item == NULL)
      return FALSE;
    hw_parser_push (parser, item);
  } while (hw_parser_accept (parser, HW_TOKEN_COMMA) && !(in_parens && hw_parser_at (parser, HW_TOKEN_RIGHT_PAREN)));
  if (in_parens && !hw_parser_expect (parser, HW_TOKEN_RIGHT_PAREN))
    return FALSE;
  *items = hw_parser_take_seq (parser, from);
  return TRUE;
}

static HwAst *
parse_with (HwParser *parser)
{
  HwPlace start = hw_parser_here (parser);
  HwBlockOwner owner = { "'with' statement", start.line };
  HwAstSeq items;
  HwAstSeq body = { NULL, 0 };
  HwAst *node;

  hw_parser_next (parser);
  if (!parse_with_items (parser, &items) || !expect_colon (parser) || !hw_parse_block (parser, owner, &body))
    return NULL;
  node = hw_parser_node (parser, HW_AST_WITH, start);
  node->as.with.items = items;
  node->as.with.body = body;
  return node;
}

/* --- def, class --- */

static gboolean
parse_decorators (HwParser *parser,
                  HwAstSeq *decorators)
{
  guint from = parser->scratch->len;

  while (hw_parser_accept (parser, HW_TOKEN_AT)) {
    HwAst *decorator = hw_parse_named_expression (parser);

    if (decorator == NULL || !hw_parser_expect (parser, HW_TOKEN_NEWLINE))
      return FALSE;
    hw_parser_push (parser, decorator);
  }
  *decorators = hw_parser_take_seq (parser, from);
  return TRUE;
}

static gboolean
refuse_type_parameters (HwParser *parser)
{
  if (!hw_parser_at (parser, HW_TOKEN_LEFT_BRACKET))
    return FALSE;
  hw_parser_refuse (parser, hw_span_of_token (parser->token), "type parameters are outside the subset",
                    "Leave out the part in square brackets.");
  return TRUE;
}

static HwAst *
parse_function (HwParser *parser,
                HwAstSeq  decorators)
{
  HwPlace start = hw_parser_here (parser);
  HwBlockOwner owner = { "function definition", start.line };
  HwAstSeq body = { NULL, 0 };
  HwAst *returns = NULL;
  const char *name;
  HwAst *args;
  HwAst *node;

  hw_parser_next (parser);
  name = hw_parser_name (parser);
  if (name == NULL || refuse_type_parameters (parser) || !hw_parser_force (parser, HW_TOKEN_LEFT_PAREN))
    return NULL;
  args = hw_parse_parameters (parser, HW_TOKEN_RIGHT_PAREN, FALSE);
  if (args == NULL || !hw_parser_expect (parser, HW_TOKEN_RIGHT_PAREN))
    return NULL;
  if (hw_parser_at (parser, HW_TOKEN_ARROW) && hw_token_starts_expression (parser->token + 1)) {
    hw_parser_next (parser);
    returns = hw_parse_expression (parser);
    if (returns == NULL)
      return NULL;
  }
  if (!hw_parser_force (parser, HW_TOKEN_COLON) || !hw_parse_block (parser, owner, &body))
    return NULL;
  node = hw_parser_node (parser, HW_AST_FUNCTION_DEF, start);
  node->as.function_def.name = name;
  node->as.function_def.args = args;
  node->as.function_def.body = body;
  node->as.function_def.decorators = decorators;
  node->as.function_def.returns = returns;
  return node;
}

static HwAst *
parse_class (HwParser *parser,
             HwAstSeq  decorators)
{
  HwPlace start = hw_parser_here (parser);
  HwBlockOwner owner = { "class definition", start.line };
  HwAstSeq bases = { NULL, 0 };
  HwAstSeq keywords = { NULL, 0 };
  HwAstSeq body = { NULL, 0 };
  const HwToken *open;
  const char *name;
  HwAst *node;

  hw_parser_next (parser);
  name = hw_parser_name (parser);
  if (name == NULL || refuse_type_parameters (parser))
    return NULL;
  open = parser->token;
  if (hw_parser_accept (parser, HW_TOKEN_LEFT_PAREN) && !hw_parse_arguments (parser, &bases, &keywords))
    return NULL;
  /* A generator expression without parentheses of its own is only right in a call. */
  if (bases.n > 0 && bases.items[0]->kind == HW_AST_GENERATOR_EXP && bases.items[0]->line == open->line
      && bases.items[0]->column == open->column)
    return hw_parser_fail_node (parser, bases.items[0], "invalid syntax");
  if (!expect_colon (parser) || !hw_parse_block (parser, owner, &body))
    return NULL;
  node = hw_parser_node (parser, HW_AST_CLASS_DEF, start);
  node->as.class_def.name = name;
  node->as.class_def.bases = bases;
  node->as.class_def.keywords = keywords;
  node->as.class_def.body = body;
  node->as.class_def.decorators = decorators;
  return node;
}

static HwAst *
refuse_async (HwParser *parser)
{
  return hw_parser_refuse (parser, hw_span_of_token (parser->token), "async is outside the subset", ASYNC_HINT);
}

static HwAst *
parse_definition (HwParser *parser)
{
  HwAstSeq decorators = { NULL, 0 };

  if (!parse_decorators (parser, &decorators))
    return NULL;
  switch (parser->token->kind) {
  case HW_TOKEN_DEF: return parse_function (parser, decorators);
  case HW_TOKEN_CLASS: return parse_class (parser, decorators);
  case HW_TOKEN_ASYNC: return refuse_async (parser);
  default: return hw_parser_fail (parser);
  }
}

/* --- match --- */

/* `match` is a keyword only at the start of a statement whose line ends with a colon. */
static gboolean
is_match (const HwParser *parser)
{
  const HwToken *token = parser->token + 1;

  if (!hw_parser_at_word (parser, "match"))
    return FALSE;
  if (token->kind == HW_TOKEN_NAME || token->kind == HW_TOKEN_NUMBER || token->kind == HW_TOKEN_STRING)
    return TRUE;
  if (token->kind != HW_TOKEN_STAR && !hw_token_starts_expression (token))
    return FALSE;
  while (token->kind != HW_TOKEN_NEWLINE && token->kind != HW_TOKEN_ENDMARKER)
    token++;
  return token[-1].kind == HW_TOKEN_COLON;
}

static HwAst *
parse_case (HwParser *parser)
{
  HwBlockOwner owner = { "'case' statement", parser->token->line };
  HwAst *node = hw_ast_tree_new_node (parser->tree, HW_AST_MATCH_CASE);

  hw_parser_next (parser);
  node->as.match_case.pattern = hw_parse_patterns (parser);
  if (node->as.match_case.pattern == NULL)
    return NULL;
  if (hw_parser_accept (parser, HW_TOKEN_IF)) {
    node->as.match_case.guard = hw_parse_named_expression (parser);
    if (node->as.match_case.guard == NULL)
      return NULL;
  }
  return expect_colon (parser) && hw_parse_block (parser, owner, &node->as.match_case.body) ? node : NULL;
}

static gboolean
parse_cases (HwParser *parser,
             guint     line,
             HwAstSeq *cases)
{
  guint from = parser->scratch->len;

  if (!hw_parser_expect (parser, HW_TOKEN_NEWLINE))
    return FALSE;
  if (!hw_parser_at (parser, HW_TOKEN_INDENT)) {
    hw_parser_fail_token (parser, parser->token, "expected an indented block after 'match' statement on line %u", line);
    return FALSE;
  }
  hw_parser_next (parser);
  do {
    HwAst *node;

    if (!hw_parser_at_word (parser, "case")) {
      hw_parser_fail (parser);
      parser->stray_indents++;
      return FALSE;
    }
    node = parse_case (parser);
    if (node == NULL) {
      parser->stray_indents++;
      return FALSE;
    }
    hw_parser_push (parser, node);
  } while (!hw_parser_at (parser, HW_TOKEN_DEDENT) && !hw_parser_at (parser, HW_TOKEN_ENDMARKER));
  hw_parser_accept (parser, HW_TOKEN_DEDENT);
  *cases = hw_parser_take_seq (parser, from);
  return TRUE;
}

static HwAst *
parse_match (HwParser *parser)
{
  HwPlace start = hw_parser_here (parser);
  HwAst *subject;
  HwAstSeq cases;
  HwAst *node;

  hw_parser_next (parser);
  subject = hw_parse_star_named_list (parser);
  if (subject == NULL || !expect_colon (parser) || !hw_parser_enter (parser))
    return NULL;
  if (!parse_cases (parser, start.line, &cases))
    return NULL;
  hw_parser_leave (parser);
  node = hw_parser_node (parser, HW_AST_MATCH, start);
  node->as.match.subject = subject;
  node->as.match.cases = cases;
  return node;
}

HwAst *
hw_parse_compound (HwParser *parser)
{
  switch (parser->token->kind) {
  case HW_TOKEN_IF: return parse_if (parser);
  case HW_TOKEN_WHILE: return parse_while (parser);
  case HW_TOKEN_FOR: return parse_for (parser);
  case HW_TOKEN_TRY: return parse_try (parser);
  case HW_TOKEN_WITH: return parse_with (parser);
  case HW_TOKEN_AT:
  case HW_TOKEN_DEF:
  case HW_TOKEN_CLASS: return parse_definition (parser);
  case HW_TOKEN_ASYNC: return refuse_async (parser);
  default: return is_match (parser) ? parse_match (parser) : NULL;
  }
}
