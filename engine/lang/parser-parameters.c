/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The parser's parameter lists, of def and of lambda. */

#include "lang/parser-private.h"

typedef struct {
  HwTokenKind end; /* what closes the list */
  gboolean    is_lambda;
  guint       from;         /* of the parameters on the scratch stack: each an ARG and its default or NULL */
  guint       n_posonly;    /* of them; settled at the slash */
  guint       n_positional; /* of them; settled at the star */
  gboolean    has_slash;
  gboolean    has_star;
  gboolean    has_default; /* some positional one */
  HwAst      *vararg;
  HwAst      *kwarg;
} Parameters;

static guint
count_parameters (const HwParser   *parser,
                  const Parameters *parameters)
{
  return (parser->scratch->len - parameters->from) / 2;
}

static gboolean
at_list_end (const HwParser   *parser,
             const Parameters *parameters)
{
  return hw_parser_at (parser, parameters->end) || (parameters->is_lambda && hw_parser_at (parser, HW_TOKEN_SPEC_COLON));
}

/* TRUE at `(a, b)`: names in parentheses, as Python 2 unpacked them. */
static gboolean
at_parenthesized_names (const HwParser *parser)
{
  const HwToken *token = parser->token;

  if (token->kind != HW_TOKEN_LEFT_PAREN || token[1].kind != HW_TOKEN_NAME)
    return FALSE;
  for (token++; token->kind == HW_TOKEN_NAME; token++) {
    token++;
    if (token->kind != HW_TOKEN_COMMA)
      break;
  }
  return token->kind == HW_TOKEN_RIGHT_PAREN;
}

/* A name with its annotation. */
static HwAst *
parse_parameter (HwParser         *parser,
                 const Parameters *parameters,
                 gboolean          is_vararg)
{
  HwPlace start = hw_parser_here (parser);
  HwAst *annotation = NULL;
  const char *arg;
  HwAst *node;

  if (at_parenthesized_names (parser) && !parameters->has_default && !parameters->has_star)
    return hw_parser_fail_token (parser, parser->token, "%s cannot be parenthesized",
                                 parameters->is_lambda ? "Lambda expression parameters" : "Function parameters");
  arg = hw_parser_name (parser);
  if (arg == NULL)
    return NULL;
  if (!parameters->is_lambda && hw_parser_accept (parser, HW_TOKEN_COLON)) {
    annotation = is_vararg && hw_parser_at (parser, HW_TOKEN_STAR) ? hw_parse_star_named (parser) : hw_parse_expression (parser);
    if (annotation == NULL)
      return NULL;
  }
  node = hw_parser_node (parser, HW_AST_ARG, start);
  node->as.arg.arg = arg;
  node->as.arg.annotation = annotation;
  return node;
}

/* `*args` or a bare star. */
static gboolean
parse_star (HwParser   *parser,
            Parameters *parameters)
{
  const HwToken *star = parser->token;

  if (parameters->has_star) {
    hw_parser_fail_token (parser, star, "* argument may appear only once");
    return FALSE;
  }
  hw_parser_next (parser);
  parameters->has_star = TRUE;
  parameters->n_positional = count_parameters (parser, parameters);
  if (hw_parser_at (parser, HW_TOKEN_COMMA)) {
    HwTokenKind next = hw_parser_peek (parser, 1);

    if (next != parameters->end && next != HW_TOKEN_DOUBLE_STAR)
      return TRUE;
  }
  if (hw_parser_at (parser, HW_TOKEN_COMMA) || at_list_end (parser, parameters)) {
    hw_parser_fail_token (parser, star, "named arguments must follow bare *");
    return FALSE;
  }
  parameters->vararg = parse_parameter (parser, parameters, TRUE);
  if (parameters->vararg == NULL)
    return FALSE;
  if (hw_parser_at (parser, HW_TOKEN_EQUAL)) {
    hw_parser_fail_token (parser, parser->token, "var-positional argument cannot have default value");
    return FALSE;
  }
  return TRUE;
}

static gboolean
parse_double_star (HwParser   *parser,
                   Parameters *parameters)
{
  hw_parser_next (parser);
  parameters->kwarg = parse_parameter (parser, parameters, FALSE);
  if (parameters->kwarg == NULL)
    return FALSE;
  if (hw_parser_at (parser, HW_TOKEN_EQUAL)) {
    hw_parser_fail_token (parser, parser->token, "var-keyword argument cannot have default value");
    return FALSE;
  }
  if (hw_parser_accept (parser, HW_TOKEN_COMMA) && !at_list_end (parser, parameters)) {
    if (hw_parser_at (parser, HW_TOKEN_NAME) || hw_parser_at (parser, HW_TOKEN_STAR)
        || hw_parser_at (parser, HW_TOKEN_DOUBLE_STAR) || hw_parser_at (parser, HW_TOKEN_SLASH))
      hw_parser_fail_token (parser, parser->token, "arguments cannot follow var-keyword argument");
    else
      hw_parser_fail (parser);
    return FALSE;
  }
  return TRUE;
}

static gboolean
parse_slash (HwParser   *parser,
             Parameters *parameters)
{
  const char *message = NULL;

  if (parameters->has_slash)
    message = "/ may appear only once";
  else if (parameters->has_star)
    message = "/ must be ahead of *";
  else if (count_parameters (parser, parameters) == 0)
    message = hw_parser_peek (parser, 1) == HW_TOKEN_COMMA ? "at least one argument must precede /" : "invalid syntax";
  if (message != NULL) {
    hw_parser_fail_token (parser, parser->token, "%s", message);
    return FALSE;
  }
  hw_parser_next (parser);
  parameters->has_slash = TRUE;
  parameters->n_posonly = count_parameters (parser, parameters);
  return TRUE;
}

static gboolean
parse_plain (HwParser   *parser,
             Parameters *parameters)
{
  HwAst *default_value = NULL;
  HwAst *arg = parse_parameter (parser, parameters, FALSE);

  if (arg == NULL)
    return FALSE;
  if (hw_parser_accept (parser, HW_TOKEN_EQUAL)) {
    if (!parameters->is_lambda && (at_list_end (parser, parameters) || hw_parser_at (parser, HW_TOKEN_COMMA))) {
      hw_parser_fail_token (parser, parser->token - 1, "expected default value expression");
      return FALSE;
    }
    default_value = hw_parse_expression (parser);
    if (default_value == NULL)
      return FALSE;
    parameters->has_default = parameters->has_default || !parameters->has_star;
  } else if (parameters->has_default && !parameters->has_star) {
    hw_parser_fail_node (parser, arg, "parameter without a default follows parameter with a default");
    return FALSE;
  }
  hw_parser_push (parser, arg);
  hw_parser_push (parser, default_value);
  return TRUE;
}

/* Every second item of the scratch stack from the parameter [first] on: the parameters, or with [offset] 1 their
 * defaults; for [skip_null] without the missing ones. */
static HwAstSeq
collect (HwParser         *parser,
         const Parameters *parameters,
         guint             first,
         guint             end,
         guint             offset,
         gboolean          skip_null)
{
  HwAstSeq seq = { NULL, 0 };

  if (end <= first)
    return seq;
  seq.items = hw_ast_tree_alloc (parser->tree, (end - first) * sizeof *seq.items);
  for (guint i = first; i < end; i++) {
    HwAst *item = g_ptr_array_index (parser->scratch, parameters->from + 2 * i + offset);

    if (item != NULL || !skip_null)
      seq.items[seq.n++] = item;
  }
  return seq;
}

static HwAst *
new_arguments (HwParser   *parser,
               Parameters *parameters)
{
  HwAst *node = hw_ast_tree_new_node (parser->tree, HW_AST_ARGUMENTS);
  guint n = count_parameters (parser, parameters);
  guint n_positional = parameters->has_star ? parameters->n_positional : n;

  node->as.arguments.posonlyargs = collect (parser, parameters, 0, parameters->n_posonly, 0, FALSE);
  node->as.arguments.args = collect (parser, parameters, parameters->n_posonly, n_positional, 0, FALSE);
  node->as.arguments.kwonlyargs = collect (parser, parameters, n_positional, n, 0, FALSE);
  node->as.arguments.kw_defaults = collect (parser, parameters, n_positional, n, 1, FALSE);
  node->as.arguments.defaults = collect (parser, parameters, 0, n_positional, 1, TRUE);
  node->as.arguments.vararg = parameters->vararg;
  node->as.arguments.kwarg = parameters->kwarg;
  g_ptr_array_set_size (parser->scratch, parameters->from);
  return node;
}

HwAst *
hw_parse_parameters (HwParser    *parser,
                     HwTokenKind  end,
                     gboolean     is_lambda)
{
  Parameters parameters = { .end = end, .is_lambda = is_lambda, .from = parser->scratch->len };

  while (!at_list_end (parser, &parameters)) {
    gboolean right;

    switch (parser->token->kind) {
    case HW_TOKEN_STAR: right = parse_star (parser, &parameters); break;
    case HW_TOKEN_DOUBLE_STAR: right = parse_double_star (parser, &parameters); break;
    case HW_TOKEN_SLASH: right = parse_slash (parser, &parameters); break;
    default: right = parse_plain (parser, &parameters); break;
    }
    if (!right)
      return NULL;
    if (parameters.kwarg != NULL || !hw_parser_accept (parser, HW_TOKEN_COMMA))
      break;
  }
  return new_arguments (parser, &parameters);
}
