/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The parser's patterns, behind `case`. */

#include "lang/parser-private.h"

static HwAst *parse_pattern (HwParser *parser);

/* A pattern or `*name`. */
static HwAst *
parse_maybe_star (HwParser *parser)
{
  HwPlace start = hw_parser_here (parser);
  const char *name;
  HwAst *node;

  if (!hw_parser_accept (parser, HW_TOKEN_STAR))
    return parse_pattern (parser);
  name = hw_parser_name (parser);
  if (name == NULL)
    return NULL;
  node = hw_parser_node (parser, HW_AST_MATCH_STAR, start);
  node->as.match_star.name = g_str_equal (name, "_") ? NULL : name;
  return node;
}

/* Pushes patterns separated by commas up to [closing]. [comma] tells whether there was one. */
static gboolean
parse_sequence_items (HwParser    *parser,
                      HwTokenKind  closing,
                      gboolean    *comma)
{
  *comma = FALSE;
  while (!hw_parser_at (parser, closing)) {
    HwAst *item = parse_maybe_star (parser);

    if (item == NULL)
      return FALSE;
    hw_parser_push (parser, item);
    if (!hw_parser_accept (parser, HW_TOKEN_COMMA))
      break;
    *comma = TRUE;
  }
  return hw_parser_expect (parser, closing);
}

/* `(…)` and `[…]`: a sequence, unless it is one pattern in parentheses. */
static HwAst *
parse_bracketed (HwParser *parser)
{
  HwTokenKind closing = hw_parser_at (parser, HW_TOKEN_LEFT_PAREN) ? HW_TOKEN_RIGHT_PAREN : HW_TOKEN_RIGHT_BRACKET;
  HwPlace start = hw_parser_here (parser);
  guint from = parser->scratch->len;
  gboolean comma;
  HwAst *node;

  hw_parser_next (parser);
  if (!parse_sequence_items (parser, closing, &comma))
    return NULL;
  if (closing == HW_TOKEN_RIGHT_PAREN && !comma && parser->scratch->len == from + 1) {
    node = g_ptr_array_index (parser->scratch, from);
    g_ptr_array_set_size (parser->scratch, from);
    return node->kind == HW_AST_MATCH_STAR ? hw_parser_fail (parser) : node;
  }
  node = hw_parser_node (parser, HW_AST_MATCH_SEQUENCE, start);
  node->as.match_sequence.patterns = hw_parser_take_seq (parser, from);
  return node;
}

/* --- Literals and values --- */

/* `-1`, `2`, `1 + 2j`: numbers and their sums only. */
static HwAst *
parse_signed_number (HwParser *parser)
{
  HwPlace start = hw_parser_here (parser);
  HwAst *operand;
  HwAst *node;

  if (!hw_parser_accept (parser, HW_TOKEN_MINUS))
    return hw_parser_at (parser, HW_TOKEN_NUMBER) ? hw_parse_number (parser) : hw_parser_fail (parser);
  if (!hw_parser_at (parser, HW_TOKEN_NUMBER))
    return hw_parser_fail (parser);
  operand = hw_parse_number (parser);
  if (operand == NULL)
    return NULL;
  node = hw_parser_node (parser, HW_AST_UNARY_OP, start);
  node->as.unary_op.op = HW_UNARY_USUB;
  node->as.unary_op.operand = operand;
  return node;
}

static HwAst *
parse_number (HwParser *parser)
{
  HwPlace start = hw_parser_here (parser);
  HwAst *left = parse_signed_number (parser);
  gboolean is_sum = hw_parser_at (parser, HW_TOKEN_PLUS) || hw_parser_at (parser, HW_TOKEN_MINUS);
  HwOperator op = hw_parser_at (parser, HW_TOKEN_PLUS) ? HW_OPERATOR_ADD : HW_OPERATOR_SUB;
  const HwAst *real;
  HwAst *right;
  HwAst *node;

  if (left == NULL || !is_sum)
    return left;
  real = left->kind == HW_AST_UNARY_OP ? left->as.unary_op.operand : left;
  if (real->as.constant.kind == HW_CONSTANT_IMAGINARY)
    return hw_parser_fail_node (parser, left, "real number required in complex literal");
  hw_parser_next (parser);
  if (!hw_parser_at (parser, HW_TOKEN_NUMBER))
    return hw_parser_fail (parser);
  right = hw_parse_number (parser);
  if (right == NULL)
    return NULL;
  if (right->as.constant.kind != HW_CONSTANT_IMAGINARY)
    return hw_parser_fail_node (parser, right, "imaginary number required in complex literal");
  node = hw_parser_node (parser, HW_AST_BIN_OP, start);
  node->as.bin_op.left = left;
  node->as.bin_op.op = op;
  node->as.bin_op.right = right;
  return node;
}

/* `a.b.c`, at least one name. */
static HwAst *
parse_name_or_attribute (HwParser *parser)
{
  HwPlace start = hw_parser_here (parser);
  const char *name = hw_parser_name (parser);
  HwAst *node;

  if (name == NULL)
    return NULL;
  node = hw_parser_node (parser, HW_AST_NAME, start);
  node->as.name.id = name;
  while (hw_parser_accept (parser, HW_TOKEN_DOT)) {
    const char *attr = hw_parser_name (parser);
    HwAst *attribute;

    if (attr == NULL)
      return NULL;
    attribute = hw_parser_node (parser, HW_AST_ATTRIBUTE, start);
    attribute->as.attribute.value = node;
    attribute->as.attribute.attr = attr;
    node = attribute;
  }
  return node;
}

static HwAst *
new_value (HwParser *parser,
           HwAst    *value,
           HwPlace   start)
{
  HwAst *node;

  if (value == NULL)
    return NULL;
  node = hw_parser_node (parser, HW_AST_MATCH_VALUE, start);
  node->as.match_value.value = value;
  return node;
}

static HwAst *
parse_singleton (HwParser *parser)
{
  HwPlace start = hw_parser_here (parser);
  HwConstantKind value = hw_parser_at (parser, HW_TOKEN_NONE)   ? HW_CONSTANT_NONE
                         : hw_parser_at (parser, HW_TOKEN_TRUE) ? HW_CONSTANT_TRUE
                                                                : HW_CONSTANT_FALSE;
  HwAst *node;

  hw_parser_next (parser);
  node = hw_parser_node (parser, HW_AST_MATCH_SINGLETON, start);
  node->as.match_singleton.value = value;
  return node;
}

/* --- Mappings --- */

static HwAst *
parse_mapping_key (HwParser *parser)
{
  switch (parser->token->kind) {
  case HW_TOKEN_STRING:
  case HW_TOKEN_FSTRING_START: return hw_parse_strings (parser);
  case HW_TOKEN_NUMBER:
  case HW_TOKEN_MINUS: return parse_number (parser);
  case HW_TOKEN_NONE:
  case HW_TOKEN_TRUE:
  case HW_TOKEN_FALSE: return hw_parse_disjunction (parser);
  case HW_TOKEN_NAME:
    if (hw_parser_peek (parser, 1) == HW_TOKEN_DOT)
      return parse_name_or_attribute (parser);
    return hw_parser_fail (parser);
  default: return hw_parser_fail (parser);
  }
}

/* Keys and patterns alternate on the scratch stack. */
static gboolean
parse_mapping_items (HwParser    *parser,
                     const char **rest)
{
  while (!hw_parser_at (parser, HW_TOKEN_RIGHT_BRACE)) {
    HwAst *key;
    HwAst *pattern;

    if (hw_parser_accept (parser, HW_TOKEN_DOUBLE_STAR)) {
      if (hw_parser_at_word (parser, "_")) {
        hw_parser_fail (parser);
        return FALSE;
      }
      *rest = hw_parser_name (parser);
      if (*rest == NULL)
        return FALSE;
      hw_parser_accept (parser, HW_TOKEN_COMMA);
      break;
    }
    key = parse_mapping_key (parser);
    if (key == NULL || !hw_parser_expect (parser, HW_TOKEN_COLON))
      return FALSE;
    pattern = parse_pattern (parser);
    if (pattern == NULL)
      return FALSE;
    hw_parser_push (parser, key);
    hw_parser_push (parser, pattern);
    if (!hw_parser_accept (parser, HW_TOKEN_COMMA))
      break;
  }
  return hw_parser_expect (parser, HW_TOKEN_RIGHT_BRACE);
}

static HwAst *
parse_mapping (HwParser *parser)
{
  HwPlace start = hw_parser_here (parser);
  guint from = parser->scratch->len;
  const char *rest = NULL;
  HwAst *node;
  guint n;

  hw_parser_next (parser);
  if (!parse_mapping_items (parser, &rest))
    return NULL;
  node = hw_parser_node (parser, HW_AST_MATCH_MAPPING, start);
  n = (parser->scratch->len - from) / 2;
  node->as.match_mapping.keys = (HwAstSeq) { hw_ast_tree_alloc (parser->tree, n * sizeof (HwAst *)), n };
  node->as.match_mapping.patterns = (HwAstSeq) { hw_ast_tree_alloc (parser->tree, n * sizeof (HwAst *)), n };
  for (guint i = 0; i < n; i++) {
    node->as.match_mapping.keys.items[i] = g_ptr_array_index (parser->scratch, from + 2 * i);
    node->as.match_mapping.patterns.items[i] = g_ptr_array_index (parser->scratch, from + 2 * i + 1);
  }
  g_ptr_array_set_size (parser->scratch, from);
  node->as.match_mapping.rest = rest;
  return node;
}

/* --- Classes --- */

/* Positional patterns, then names and patterns of keywords, on the scratch stack. */
static gboolean
parse_class_items (HwParser *parser,
                   guint     from,
                   guint    *n_positional)
{
  gboolean has_keyword = FALSE;

  *n_positional = 0;
  while (!hw_parser_at (parser, HW_TOKEN_RIGHT_PAREN)) {
    gboolean is_keyword = hw_parser_at (parser, HW_TOKEN_NAME) && hw_parser_peek (parser, 1) == HW_TOKEN_EQUAL;
    HwAst *pattern;

    if (is_keyword) {
      g_ptr_array_add (parser->scratch, (gpointer) hw_parser_name (parser));
      hw_parser_next (parser);
      has_keyword = TRUE;
    }
    pattern = parse_pattern (parser);
    if (pattern == NULL)
      return FALSE;
    if (has_keyword && !is_keyword) {
      hw_parser_fail_node (parser, pattern, "positional patterns follow keyword patterns");
      return FALSE;
    }
    hw_parser_push (parser, pattern);
    if (!has_keyword)
      *n_positional = parser->scratch->len - from;
    if (!hw_parser_accept (parser, HW_TOKEN_COMMA))
      break;
  }
  return hw_parser_expect (parser, HW_TOKEN_RIGHT_PAREN);
}

static HwAst *
parse_class_pattern (HwParser *parser,
                     HwAst    *cls,
                     HwPlace   start)
{
  guint from = parser->scratch->len;
  guint n_positional;
  HwAst *node;
  guint n;

  hw_parser_next (parser);
  if (!parse_class_items (parser, from, &n_positional))
    return NULL;
  node = hw_parser_node (parser, HW_AST_MATCH_CLASS, start);
  node->as.match_class.cls = cls;
  node->as.match_class.patterns
    = hw_ast_tree_copy_seq (parser->tree, (HwAst **) parser->scratch->pdata + from, n_positional);
  n = (parser->scratch->len - from - n_positional) / 2;
  node->as.match_class.kwd_attrs = (HwAstNames) { hw_ast_tree_alloc (parser->tree, n * sizeof (char *)), n };
  node->as.match_class.kwd_patterns = (HwAstSeq) { hw_ast_tree_alloc (parser->tree, n * sizeof (HwAst *)), n };
  for (guint i = 0; i < n; i++) {
    node->as.match_class.kwd_attrs.items[i] = g_ptr_array_index (parser->scratch, from + n_positional + 2 * i);
    node->as.match_class.kwd_patterns.items[i] = g_ptr_array_index (parser->scratch, from + n_positional + 2 * i + 1);
  }
  g_ptr_array_set_size (parser->scratch, from);
  return node;
}

/* --- Patterns --- */

/* A capture, a wildcard, a dotted value or a class. */
static HwAst *
parse_name_pattern (HwParser *parser)
{
  HwPlace start = hw_parser_here (parser);
  HwAst *value = parse_name_or_attribute (parser);
  HwAst *node;

  if (value == NULL)
    return NULL;
  if (hw_parser_at (parser, HW_TOKEN_LEFT_PAREN))
    return parse_class_pattern (parser, value, start);
  if (value->kind == HW_AST_ATTRIBUTE)
    return new_value (parser, value, start);
  node = hw_parser_node (parser, HW_AST_MATCH_AS, start);
  node->as.match_as.name = g_str_equal (value->as.name.id, "_") ? NULL : value->as.name.id;
  return node;
}

static HwAst *
parse_closed (HwParser *parser)
{
  HwPlace start = hw_parser_here (parser);

  switch (parser->token->kind) {
  case HW_TOKEN_NUMBER:
  case HW_TOKEN_MINUS: return new_value (parser, parse_number (parser), start);
  case HW_TOKEN_STRING:
  case HW_TOKEN_FSTRING_START: return new_value (parser, hw_parse_strings (parser), start);
  case HW_TOKEN_NONE:
  case HW_TOKEN_TRUE:
  case HW_TOKEN_FALSE: return parse_singleton (parser);
  case HW_TOKEN_LEFT_PAREN:
  case HW_TOKEN_LEFT_BRACKET: return parse_bracketed (parser);
  case HW_TOKEN_LEFT_BRACE: return parse_mapping (parser);
  case HW_TOKEN_NAME: return parse_name_pattern (parser);
  default: return hw_parser_fail (parser);
  }
}

static HwAst *
parse_or (HwParser *parser)
{
  HwPlace start = hw_parser_here (parser);
  guint from = parser->scratch->len;
  HwAst *node = parse_closed (parser);

  if (node == NULL || !hw_parser_at (parser, HW_TOKEN_BAR))
    return node;
  hw_parser_push (parser, node);
  while (hw_parser_accept (parser, HW_TOKEN_BAR)) {
    node = parse_closed (parser);
    if (node == NULL)
      return NULL;
    hw_parser_push (parser, node);
  }
  node = hw_parser_node (parser, HW_AST_MATCH_OR, start);
  node->as.match_or.patterns = hw_parser_take_seq (parser, from);
  return node;
}

static HwAst *
parse_as (HwParser *parser)
{
  HwPlace start = hw_parser_here (parser);
  HwAst *pattern = parse_or (parser);
  const char *name;
  HwAst *node;

  if (pattern == NULL || !hw_parser_accept (parser, HW_TOKEN_AS))
    return pattern;
  if (hw_parser_at_word (parser, "_"))
    return hw_parser_fail_token (parser, parser->token, "cannot use '_' as a target");
  if (!hw_parser_at (parser, HW_TOKEN_NAME) && hw_token_starts_expression (parser->token))
    return hw_parser_fail_token (parser, parser->token, "invalid pattern target");
  name = hw_parser_name (parser);
  if (name == NULL)
    return NULL;
  node = hw_parser_node (parser, HW_AST_MATCH_AS, start);
  node->as.match_as.pattern = pattern;
  node->as.match_as.name = name;
  return node;
}

static HwAst *
parse_pattern (HwParser *parser)
{
  HwAst *node;

  if (!hw_parser_enter (parser))
    return NULL;
  node = parse_as (parser);
  hw_parser_leave (parser);
  return node;
}

HwAst *
hw_parse_patterns (HwParser *parser)
{
  HwPlace start = hw_parser_here (parser);
  guint from = parser->scratch->len;
  HwAst *node = parse_maybe_star (parser);

  if (node == NULL)
    return NULL;
  if (!hw_parser_at (parser, HW_TOKEN_COMMA) && node->kind != HW_AST_MATCH_STAR)
    return node;
  hw_parser_push (parser, node);
  while (hw_parser_accept (parser, HW_TOKEN_COMMA) && !hw_parser_at (parser, HW_TOKEN_COLON)
         && !hw_parser_at (parser, HW_TOKEN_IF)) {
    node = parse_maybe_star (parser);
    if (node == NULL)
      return NULL;
    hw_parser_push (parser, node);
  }
  if (parser->scratch->len == from + 1 && parser->token[-1].kind != HW_TOKEN_COMMA)
    return hw_parser_fail (parser);
  node = hw_parser_node (parser, HW_AST_MATCH_SEQUENCE, start);
  node->as.match_sequence.patterns = hw_parser_take_seq (parser, from);
  return node;
}
