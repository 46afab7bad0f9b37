/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The parser's brackets: groups, displays, comprehensions, call arguments and subscripts. */

#include "lang/parser-private.h"

/* --- Comprehensions --- */

static HwAst *
parse_comprehension_clause (HwParser *parser)
{
  HwAst *node = hw_ast_tree_new_node (parser->tree, HW_AST_COMPREHENSION);
  guint from = parser->scratch->len;
  HwAst *target;

  hw_parser_next (parser);
  target = hw_parse_target_list (parser);
  if (target == NULL)
    return NULL;
  if (!hw_parser_make_target (parser, target, HW_TARGET_FOR))
    return NULL;
  if (!hw_parser_at (parser, HW_TOKEN_IN))
    return hw_parser_fail_token (parser, parser->token, "'in' expected after for-loop variables");
  hw_parser_next (parser);
  node->as.comprehension.target = target;
  node->as.comprehension.iter = hw_parse_disjunction (parser);
  if (node->as.comprehension.iter == NULL)
    return NULL;
  while (hw_parser_accept (parser, HW_TOKEN_IF)) {
    HwAst *test = hw_parse_disjunction (parser);

    if (test == NULL)
      return NULL;
    hw_parser_push (parser, test);
  }
  node->as.comprehension.ifs = hw_parser_take_seq (parser, from);
  return node;
}

static gboolean
parse_generators (HwParser *parser,
                  HwAstSeq *generators)
{
  guint from = parser->scratch->len;

  while (hw_parser_at (parser, HW_TOKEN_FOR) || hw_parser_at (parser, HW_TOKEN_ASYNC)) {
    HwAst *clause;

    if (hw_parser_at (parser, HW_TOKEN_ASYNC)) {
      hw_parser_refuse (parser, hw_span_of_token (parser->token), "async comprehensions are outside the subset",
                        "Use 'for' without 'async'.");
      return FALSE;
    }
    clause = parse_comprehension_clause (parser);
    if (clause == NULL)
      return FALSE;
    hw_parser_push (parser, clause);
  }
  *generators = hw_parser_take_seq (parser, from);
  return TRUE;
}

#define at_comprehension(parser) (hw_parser_at (parser, HW_TOKEN_FOR) || hw_parser_at (parser, HW_TOKEN_ASYNC))

/* The comprehension of [kind] with [elt], up to and over [closing]. */
static HwAst *
parse_comprehension (HwParser    *parser,
                     HwAstKind    kind,
                     HwAst       *elt,
                     HwPlace      start,
                     HwTokenKind  closing)
{
  HwAstSeq generators;
  HwAst *node;

  if (elt->kind == HW_AST_STARRED)
    return hw_parser_fail_node (parser, elt, "iterable unpacking cannot be used in comprehension");
  if (!parse_generators (parser, &generators) || !hw_parser_expect (parser, closing))
    return NULL;
  node = hw_parser_node (parser, kind, start);
  /* list_comp, set_comp and generator_exp are the same structure. */
  node->as.list_comp.elt = elt;
  node->as.list_comp.generators = generators;
  return node;
}

/* --- Displays --- */

/* Pushes the elements behind the first, which is pushed already, up to and over [closing]. */
static gboolean
parse_elements (HwParser    *parser,
                guint        from,
                HwTokenKind  closing)
{
  while (hw_parser_accept (parser, HW_TOKEN_COMMA) && !hw_parser_at (parser, closing)) {
    HwAst *element = hw_parse_star_named (parser);

    if (element == NULL)
      return FALSE;
    hw_parser_push (parser, element);
  }
  if (at_comprehension (parser)) {
    hw_parser_fail_span (parser,
                         hw_span_between (g_ptr_array_index (parser->scratch, from),
                                          g_ptr_array_index (parser->scratch, parser->scratch->len - 1)),
                         "did you forget parentheses around the comprehension target?");
    return FALSE;
  }
  return hw_parser_expect (parser, closing);
}

HwAst *
hw_parse_group (HwParser *parser)
{
  HwPlace start = hw_parser_here (parser);
  guint from = parser->scratch->len;
  HwAst *node;

  hw_parser_next (parser);
  if (hw_parser_accept (parser, HW_TOKEN_RIGHT_PAREN))
    return hw_parser_node (parser, HW_AST_TUPLE, start);
  if (hw_parser_at (parser, HW_TOKEN_DOUBLE_STAR))
    return hw_parser_fail_token (parser, parser->token, "cannot use double starred expression here");
  if (hw_parser_at (parser, HW_TOKEN_YIELD)) {
    node = hw_parse_yield (parser);
    return node != NULL && hw_parser_expect (parser, HW_TOKEN_RIGHT_PAREN) ? node : NULL;
  }
  node = hw_parse_star_named (parser);
  if (node == NULL)
    return NULL;
  if (at_comprehension (parser))
    return parse_comprehension (parser, HW_AST_GENERATOR_EXP, node, start, HW_TOKEN_RIGHT_PAREN);
  if (!hw_parser_at (parser, HW_TOKEN_COMMA)) {
    if (!hw_parser_expect (parser, HW_TOKEN_RIGHT_PAREN))
      return NULL;
    return node->kind == HW_AST_STARRED ? hw_parser_fail_node (parser, node, "cannot use starred expression here") : node;
  }
  hw_parser_push (parser, node);
  if (!parse_elements (parser, from, HW_TOKEN_RIGHT_PAREN))
    return NULL;
  node = hw_parser_node (parser, HW_AST_TUPLE, start);
  node->as.tuple.elts = hw_parser_take_seq (parser, from);
  return node;
}

HwAst *
hw_parse_list (HwParser *parser)
{
  HwPlace start = hw_parser_here (parser);
  guint from = parser->scratch->len;
  HwAst *node;

  hw_parser_next (parser);
  if (!hw_parser_accept (parser, HW_TOKEN_RIGHT_BRACKET)) {
    node = hw_parse_star_named (parser);
    if (node == NULL)
      return NULL;
    if (at_comprehension (parser))
      return parse_comprehension (parser, HW_AST_LIST_COMP, node, start, HW_TOKEN_RIGHT_BRACKET);
    hw_parser_push (parser, node);
    if (!parse_elements (parser, from, HW_TOKEN_RIGHT_BRACKET))
      return NULL;
  }
  node = hw_parser_node (parser, HW_AST_LIST, start);
  node->as.list.elts = hw_parser_take_seq (parser, from);
  return node;
}

static HwAst *
parse_dict_comp (HwParser *parser,
                 HwAst    *key,
                 HwAst    *value,
                 HwPlace   start)
{
  HwAstSeq generators;
  HwAst *node;

  if (!parse_generators (parser, &generators) || !hw_parser_expect (parser, HW_TOKEN_RIGHT_BRACE))
    return NULL;
  node = hw_parser_node (parser, HW_AST_DICT_COMP, start);
  node->as.dict_comp.key = key;
  node->as.dict_comp.value = value;
  node->as.dict_comp.generators = generators;
  return node;
}

/* Behind the colon of an item. */
static HwAst *
parse_dict_value (HwParser *parser)
{
  if (hw_parser_at (parser, HW_TOKEN_RIGHT_BRACE) || hw_parser_at (parser, HW_TOKEN_COMMA))
    return hw_parser_fail_token (parser, parser->token - 1, "expression expected after dictionary key and ':'");
  if (hw_parser_at (parser, HW_TOKEN_STAR))
    return hw_parser_fail_token (parser, parser->token, "cannot use a starred expression in a dictionary value");
  return hw_parse_expression (parser);
}

/* Pushes one item's key (NULL for **value) and value. */
static gboolean
parse_dict_item (HwParser *parser)
{
  HwAst *key = NULL;
  HwAst *value;

  if (hw_parser_accept (parser, HW_TOKEN_DOUBLE_STAR)) {
    value = hw_parse_bitwise_or (parser);
  } else {
    key = hw_parse_expression (parser);
    if (key == NULL)
      return FALSE;
    if (!hw_parser_accept (parser, HW_TOKEN_COLON)) {
      if (hw_parser_at (parser, HW_TOKEN_RIGHT_BRACE) || hw_parser_at (parser, HW_TOKEN_COMMA))
        hw_parser_fail_token (parser, parser->token - 1, "':' expected after dictionary key");
      else
        hw_parser_fail (parser);
      return FALSE;
    }
    value = parse_dict_value (parser);
  }
  if (value == NULL)
    return FALSE;
  hw_parser_push (parser, key);
  hw_parser_push (parser, value);
  return TRUE;
}

/* The items behind the first, whose key and value are pushed already. */
static HwAst *
parse_dict_items (HwParser *parser,
                  guint     from,
                  HwPlace   start)
{
  HwAst *node;
  guint n;

  while (hw_parser_accept (parser, HW_TOKEN_COMMA) && !hw_parser_at (parser, HW_TOKEN_RIGHT_BRACE))
    if (!parse_dict_item (parser))
      return NULL;
  if (!hw_parser_expect (parser, HW_TOKEN_RIGHT_BRACE))
    return NULL;
  node = hw_parser_node (parser, HW_AST_DICT, start);
  n = (parser->scratch->len - from) / 2;
  node->as.dict.keys = (HwAstSeq) { hw_ast_tree_alloc (parser->tree, n * sizeof (HwAst *)), n };
  node->as.dict.values = (HwAstSeq) { hw_ast_tree_alloc (parser->tree, n * sizeof (HwAst *)), n };
  for (guint i = 0; i < n; i++) {
    node->as.dict.keys.items[i] = g_ptr_array_index (parser->scratch, from + 2 * i);
    node->as.dict.values.items[i] = g_ptr_array_index (parser->scratch, from + 2 * i + 1);
  }
  g_ptr_array_set_size (parser->scratch, from);
  return node;
}

/* A dict whose first key is behind us. */
static HwAst *
parse_dict_from_key (HwParser *parser,
                     HwAst    *key,
                     guint     from,
                     HwPlace   start)
{
  HwAst *value;

  hw_parser_next (parser);
  value = parse_dict_value (parser);
  if (value == NULL)
    return NULL;
  if (at_comprehension (parser))
    return parse_dict_comp (parser, key, value, start);
  hw_parser_push (parser, key);
  hw_parser_push (parser, value);
  return parse_dict_items (parser, from, start);
}

HwAst *
hw_parse_brace (HwParser *parser)
{
  HwPlace start = hw_parser_here (parser);
  guint from = parser->scratch->len;
  HwAst *node;

  hw_parser_next (parser);
  if (hw_parser_accept (parser, HW_TOKEN_RIGHT_BRACE))
    return hw_parser_node (parser, HW_AST_DICT, start);
  if (hw_parser_at (parser, HW_TOKEN_DOUBLE_STAR)) {
    const HwToken *stars = parser->token;

    if (!parse_dict_item (parser))
      return NULL;
    if (at_comprehension (parser))
      return hw_parser_fail_token (parser, stars, "dict unpacking cannot be used in dict comprehension");
    return parse_dict_items (parser, from, start);
  }
  node = hw_parse_star_named (parser);
  if (node == NULL)
    return NULL;
  if (hw_parser_at (parser, HW_TOKEN_COLON) && node->kind != HW_AST_STARRED)
    return parse_dict_from_key (parser, node, from, start);
  if (at_comprehension (parser))
    return parse_comprehension (parser, HW_AST_SET_COMP, node, start, HW_TOKEN_RIGHT_BRACE);
  hw_parser_push (parser, node);
  if (!parse_elements (parser, from, HW_TOKEN_RIGHT_BRACE))
    return NULL;
  node = hw_parser_node (parser, HW_AST_SET, start);
  node->as.set.elts = hw_parser_take_seq (parser, from);
  return node;
}

/* --- Calls --- */

typedef struct {
  HwPlace  start;       /* of the opening parenthesis */
  guint    from;        /* of the arguments of both kinds on the scratch stack */
  gboolean has_keyword; /* name=value */
  gboolean has_double_star;
} Arguments;

static HwAst *
new_keyword (HwParser   *parser,
             const char *arg,
             HwAst      *value,
             HwPlace     start)
{
  HwAst *node;

  if (value == NULL)
    return NULL;
  node = hw_parser_node (parser, HW_AST_KEYWORD, start);
  node->as.keyword.arg = arg;
  node->as.keyword.value = value;
  return node;
}

static HwAst *
parse_keyword (HwParser  *parser,
               Arguments *arguments)
{
  HwPlace start = hw_parser_here (parser);
  const HwToken *first = parser->token;
  const char *arg = NULL;
  HwAst *value;

  if (hw_parser_accept (parser, HW_TOKEN_DOUBLE_STAR)) {
    arguments->has_double_star = TRUE;
    return new_keyword (parser, NULL, hw_parse_expression (parser), start);
  }
  arguments->has_keyword = TRUE;
  arg = hw_parser_name (parser);
  hw_parser_next (parser);
  if (hw_parser_at (parser, HW_TOKEN_COMMA) || hw_parser_at (parser, HW_TOKEN_RIGHT_PAREN)) {
    HwSpan span = { first->line, first->column, first[1].end_line, first[1].end_column };

    return hw_parser_fail_span (parser, span, "expected argument value expression");
  }
  value = hw_parse_expression (parser);
  if (value != NULL && at_comprehension (parser)) {
    HwSpan span = { first->line, first->column, first[1].end_line, first[1].end_column };

    return hw_parser_fail_span (parser, span, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
  }
  return new_keyword (parser, arg, value, start);
}

/* An expression with an `=` behind it that is no keyword argument. */
static HwAst *
fail_argument_equal (HwParser      *parser,
                     const HwAst   *argument,
                     const HwToken *first)
{
  const HwToken *equal = parser->token;
  HwSpan span = { argument->line, argument->column, equal->end_line, equal->end_column };

  if (equal == first + 1
      && (first->kind == HW_TOKEN_TRUE || first->kind == HW_TOKEN_FALSE || first->kind == HW_TOKEN_NONE))
    return hw_parser_fail_span (parser, span, "cannot assign to %s", hw_token_kind_to_string (first->kind));
  return hw_parser_fail_span (parser, span, "expression cannot contain assignment, perhaps you meant \"==\"?");
}

static HwAst *
parse_generator_argument (HwParser        *parser,
                          const Arguments *arguments,
                          HwAst           *elt)
{
  HwPlace start = hw_place_of_node (elt);
  HwAstSeq generators;
  HwAst *node;

  if (!parse_generators (parser, &generators))
    return NULL;
  node = hw_parser_node (parser, HW_AST_GENERATOR_EXP, start);
  if (!hw_parser_at (parser, HW_TOKEN_RIGHT_PAREN) || parser->scratch->len > arguments->from)
    return hw_parser_fail_node (parser, node, "Generator expression must be parenthesized");
  /* It shares the call's parentheses. */
  node->line = arguments->start.line;
  node->column = arguments->start.column;
  node->end_line = parser->token->end_line;
  node->end_column = parser->token->end_column;
  node->as.generator_exp.elt = elt;
  node->as.generator_exp.generators = generators;
  return node;
}

static HwAst *
parse_positional (HwParser        *parser,
                  const Arguments *arguments)
{
  const HwToken *first = parser->token;
  HwPlace start = hw_parser_here (parser);
  gboolean is_starred = hw_parser_accept (parser, HW_TOKEN_STAR);
  HwAst *value;
  HwAst *node;

  if (is_starred && !hw_token_starts_expression (parser->token))
    return hw_parser_fail_token (parser, parser->token, "Invalid star expression");
  value = hw_parse_expression (parser);
  if (value == NULL)
    return NULL;
  if (is_starred) {
    node = hw_parser_node (parser, HW_AST_STARRED, start);
    node->as.starred.value = value;
    if (hw_parser_at (parser, HW_TOKEN_EQUAL))
      return hw_parser_fail_span (parser, hw_span_of_node (node), "cannot assign to iterable argument unpacking");
    if (at_comprehension (parser))
      return hw_parser_fail_node (parser, node, "iterable unpacking cannot be used in comprehension");
    if (arguments->has_double_star)
      return hw_parser_fail_span (parser, hw_span_of_node (node),
                                  "iterable argument unpacking follows keyword argument unpacking");
    return node;
  }
  if (hw_parser_at (parser, HW_TOKEN_EQUAL))
    return fail_argument_equal (parser, value, first);
  if (hw_parser_at (parser, HW_TOKEN_COLON_EQUAL)) {
    value = value->kind == HW_AST_NAME ? hw_parse_named_tail (parser, value, start) : hw_parser_fail (parser);
    if (value == NULL)
      return NULL;
  }
  if (at_comprehension (parser))
    return parse_generator_argument (parser, arguments, value);
  if (arguments->has_double_star || arguments->has_keyword)
    return hw_parser_fail_token (parser, parser->token - 1,
                                 arguments->has_double_star ? "positional argument follows keyword argument unpacking"
                                                            : "positional argument follows keyword argument");
  return value;
}

/* Takes the arguments from the scratch stack, each kind to its own sequence. */
static void
take_arguments (HwParser *parser,
                guint     from,
                HwAstSeq *args,
                HwAstSeq *keywords)
{
  HwAst **items = (HwAst **) parser->scratch->pdata;
  guint n = parser->scratch->len;
  guint n_keywords = 0;

  for (guint i = from; i < n; i++)
    n_keywords += items[i]->kind == HW_AST_KEYWORD;
  *args = (HwAstSeq) { hw_ast_tree_alloc (parser->tree, (n - from - n_keywords) * sizeof *items), 0 };
  *keywords = (HwAstSeq) { hw_ast_tree_alloc (parser->tree, n_keywords * sizeof *items), 0 };
  for (guint i = from; i < n; i++) {
    HwAstSeq *seq = items[i]->kind == HW_AST_KEYWORD ? keywords : args;

    seq->items[seq->n++] = items[i];
  }
  g_ptr_array_set_size (parser->scratch, from);
}

gboolean
hw_parse_arguments (HwParser *parser,
                    HwAstSeq *args,
                    HwAstSeq *keywords)
{
  Arguments arguments = { hw_place_of_token (parser->token - 1), parser->scratch->len, FALSE, FALSE };

  while (!hw_parser_at (parser, HW_TOKEN_RIGHT_PAREN)) {
    gboolean is_keyword = hw_parser_at (parser, HW_TOKEN_DOUBLE_STAR)
                          || (hw_parser_at (parser, HW_TOKEN_NAME) && hw_parser_peek (parser, 1) == HW_TOKEN_EQUAL);
    HwAst *node = is_keyword ? parse_keyword (parser, &arguments) : parse_positional (parser, &arguments);

    if (node == NULL)
      return FALSE;
    hw_parser_push (parser, node);
    if (!hw_parser_accept (parser, HW_TOKEN_COMMA))
      break;
  }
  if (!hw_parser_expect (parser, HW_TOKEN_RIGHT_PAREN))
    return FALSE;
  take_arguments (parser, arguments.from, args, keywords);
  return TRUE;
}

/* --- Subscripts --- */

/* The part of a slice before the next colon, NULL without an error if it is left out. */
static gboolean
parse_slice_part (HwParser  *parser,
                  HwAst    **part)
{
  if (hw_parser_at (parser, HW_TOKEN_COLON) || hw_parser_at (parser, HW_TOKEN_COMMA)
      || hw_parser_at (parser, HW_TOKEN_RIGHT_BRACKET))
    return TRUE;
  *part = hw_parse_expression (parser);
  return *part != NULL;
}

static HwAst *
parse_slice (HwParser *parser)
{
  HwPlace start = hw_parser_here (parser);
  HwAst *lower = NULL;
  HwAst *upper = NULL;
  HwAst *step = NULL;
  HwAst *node;

  if (!hw_parser_at (parser, HW_TOKEN_COLON)) {
    lower = hw_parse_star_named (parser);
    if (lower == NULL || !hw_parser_at (parser, HW_TOKEN_COLON) || lower->kind == HW_AST_STARRED
        || (lower->kind == HW_AST_NAMED_EXPR && !hw_parser_is_grouped (parser, lower)))
      return lower;
  }
  hw_parser_next (parser);
  if (!parse_slice_part (parser, &upper))
    return NULL;
  if (hw_parser_accept (parser, HW_TOKEN_COLON) && !parse_slice_part (parser, &step))
    return NULL;
  node = hw_parser_node (parser, HW_AST_SLICE, start);
  node->as.slice.lower = lower;
  node->as.slice.upper = upper;
  node->as.slice.step = step;
  return node;
}

HwAst *
hw_parse_slices (HwParser *parser)
{
  guint from = parser->scratch->len;
  gboolean is_tuple = FALSE;
  HwPlace start;
  HwAst *node;

  hw_parser_next (parser);
  start = hw_parser_here (parser);
  do {
    node = parse_slice (parser);
    if (node == NULL)
      return NULL;
    hw_parser_push (parser, node);
    is_tuple = is_tuple || hw_parser_at (parser, HW_TOKEN_COMMA) || node->kind == HW_AST_STARRED;
  } while (hw_parser_accept (parser, HW_TOKEN_COMMA) && !hw_parser_at (parser, HW_TOKEN_RIGHT_BRACKET));
  if (is_tuple) {
    node = hw_parser_node (parser, HW_AST_TUPLE, start);
    node->as.tuple.elts = hw_parser_take_seq (parser, from);
  } else {
    g_ptr_array_set_size (parser->scratch, from);
  }
  return hw_parser_expect (parser, HW_TOKEN_RIGHT_BRACKET) ? node : NULL;
}
