/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The parser's operators: a table of rules by token, each with what the token does at the start of an operand and
 * behind one, and how tightly it binds. */

#include "lang/parser-private.h"

typedef enum {
  PRECEDENCE_NONE,
  PRECEDENCE_OR,
  PRECEDENCE_AND,
  PRECEDENCE_NOT,
  PRECEDENCE_COMPARE,
  PRECEDENCE_BIT_OR,
  PRECEDENCE_BIT_XOR,
  PRECEDENCE_BIT_AND,
  PRECEDENCE_SHIFT,
  PRECEDENCE_SUM,
  PRECEDENCE_TERM,
  PRECEDENCE_UNARY,
  PRECEDENCE_POWER,
  PRECEDENCE_PRIMARY,
} Precedence;

/* [start] is where the left operand starts, which is before the node if the operand is in parentheses. */
typedef struct {
  HwAst *(*prefix) (HwParser *parser);
  HwAst *(*infix) (HwParser *parser, HwAst *left, HwPlace start);
  Precedence precedence; /* of infix */
  HwOperator op;         /* of a binary operator */
} Rule;

static HwAst *parse_precedence (HwParser *parser, Precedence precedence);
static const Rule *get_rule (HwTokenKind kind);

/* --- Prefixes --- */

static HwAst *
parse_name (HwParser *parser)
{
  HwPlace start = hw_parser_here (parser);
  const char *id = hw_parser_name (parser);
  HwAst *node = hw_parser_node (parser, HW_AST_NAME, start);

  node->as.name.id = id;
  return node;
}

static HwAst *
parse_constant (HwParser *parser)
{
  HwPlace start = hw_parser_here (parser);
  HwConstantKind kind;
  HwAst *node;

  switch (parser->token->kind) {
  case HW_TOKEN_NONE: kind = HW_CONSTANT_NONE; break;
  case HW_TOKEN_TRUE: kind = HW_CONSTANT_TRUE; break;
  case HW_TOKEN_FALSE: kind = HW_CONSTANT_FALSE; break;
  default: kind = HW_CONSTANT_ELLIPSIS; break;
  }
  hw_parser_next (parser);
  node = hw_parser_node (parser, HW_AST_CONSTANT, start);
  node->as.constant.kind = kind;
  return node;
}

static HwAst *
new_unary (HwParser  *parser,
           HwUnaryOp  op,
           HwAst     *operand,
           HwPlace    start)
{
  HwAst *node;

  if (operand == NULL)
    return NULL;
  node = hw_parser_node (parser, HW_AST_UNARY_OP, start);
  node->as.unary_op.op = op;
  node->as.unary_op.operand = operand;
  return node;
}

static HwAst *
parse_unary (HwParser *parser)
{
  HwPlace start = hw_parser_here (parser);
  HwUnaryOp op = hw_parser_at (parser, HW_TOKEN_PLUS)    ? HW_UNARY_UADD
                 : hw_parser_at (parser, HW_TOKEN_MINUS) ? HW_UNARY_USUB
                                                         : HW_UNARY_INVERT;

  hw_parser_next (parser);
  return new_unary (parser, op, parse_precedence (parser, PRECEDENCE_UNARY), start);
}

static HwAst *
parse_not (HwParser *parser)
{
  HwPlace start = hw_parser_here (parser);

  hw_parser_next (parser);
  return new_unary (parser, HW_UNARY_NOT, parse_precedence (parser, PRECEDENCE_NOT), start);
}

static HwAst *
parse_await (HwParser *parser)
{
  return hw_parser_refuse (parser, hw_span_of_token (parser->token), "await is outside the subset",
                           "Call a generator with next() or send(), or use 'yield from'.");
}

/* --- Infixes --- */

static HwAst *
parse_binary (HwParser *parser,
              HwAst    *left,
              HwPlace   start)
{
  const Rule *rule = get_rule (parser->token->kind);
  HwAst *right;
  HwAst *node;

  hw_parser_next (parser);
  right = parse_precedence (parser, rule->precedence == PRECEDENCE_POWER ? PRECEDENCE_UNARY : rule->precedence + 1);
  if (right == NULL)
    return NULL;
  node = hw_parser_node (parser, HW_AST_BIN_OP, start);
  node->as.bin_op.left = left;
  node->as.bin_op.op = rule->op;
  node->as.bin_op.right = right;
  return node;
}

/* A whole chain of one of `and`, `or`. */
static HwAst *
parse_bool_op (HwParser *parser,
               HwAst    *left,
               HwPlace   start)
{
  HwTokenKind kind = parser->token->kind;
  Precedence operand = kind == HW_TOKEN_AND ? PRECEDENCE_NOT : PRECEDENCE_AND;
  guint from = parser->scratch->len;
  HwAst *node;

  hw_parser_push (parser, left);
  while (hw_parser_accept (parser, kind)) {
    HwAst *value = parse_precedence (parser, operand);

    if (value == NULL)
      return NULL;
    hw_parser_push (parser, value);
  }
  node = hw_parser_node (parser, HW_AST_BOOL_OP, start);
  node->as.bool_op.op = kind == HW_TOKEN_AND ? HW_BOOL_AND : HW_BOOL_OR;
  node->as.bool_op.values = hw_parser_take_seq (parser, from);
  return node;
}

/* Steps over a comparison operator of one or two tokens. */
static gboolean
accept_compare_op (HwParser    *parser,
                   HwCompareOp *op)
{
  HwTokenKind next = hw_parser_peek (parser, 1);
  guint n_tokens = 1;

  switch (parser->token->kind) {
  case HW_TOKEN_EQUAL_EQUAL: *op = HW_COMPARE_EQ; break;
  case HW_TOKEN_NOT_EQUAL: *op = HW_COMPARE_NOT_EQ; break;
  case HW_TOKEN_LESS: *op = HW_COMPARE_LT; break;
  case HW_TOKEN_LESS_EQUAL: *op = HW_COMPARE_LT_E; break;
  case HW_TOKEN_GREATER: *op = HW_COMPARE_GT; break;
  case HW_TOKEN_GREATER_EQUAL: *op = HW_COMPARE_GT_E; break;
  case HW_TOKEN_IN: *op = HW_COMPARE_IN; break;
  case HW_TOKEN_IS:
    *op = next == HW_TOKEN_NOT ? HW_COMPARE_IS_NOT : HW_COMPARE_IS;
    n_tokens = next == HW_TOKEN_NOT ? 2 : 1;
    break;
  case HW_TOKEN_NOT:
    if (next != HW_TOKEN_IN)
      return FALSE;
    *op = HW_COMPARE_NOT_IN;
    n_tokens = 2;
    break;
  default:
    return FALSE;
  }
  for (; n_tokens > 0; n_tokens--)
    hw_parser_next (parser);
  return TRUE;
}

static HwAst *
parse_compare (HwParser *parser,
               HwAst    *left,
               HwPlace   start)
{
  guint from = parser->scratch->len;
  HwCompareOp op;
  HwAst *node;
  guint n;

  /* Operand and operator alternate on the scratch stack. */
  while (accept_compare_op (parser, &op)) {
    HwAst *value = parse_precedence (parser, PRECEDENCE_BIT_OR);

    if (value == NULL)
      return NULL;
    hw_parser_push (parser, value);
    g_ptr_array_add (parser->scratch, GUINT_TO_POINTER (op));
  }
  n = (parser->scratch->len - from) / 2;
  node = hw_parser_node (parser, HW_AST_COMPARE, start);
  node->as.compare.left = left;
  node->as.compare.ops = hw_ast_tree_alloc (parser->tree, n * sizeof (HwCompareOp));
  for (guint i = 0; i < n; i++) {
    parser->scratch->pdata[from + i] = parser->scratch->pdata[from + 2 * i];
    node->as.compare.ops[i] = GPOINTER_TO_UINT (parser->scratch->pdata[from + 2 * i + 1]);
  }
  g_ptr_array_set_size (parser->scratch, from + n);
  node->as.compare.comparators = hw_parser_take_seq (parser, from);
  return node;
}

static HwAst *
parse_attribute (HwParser *parser,
                 HwAst    *value,
                 HwPlace   start)
{
  const char *attr;
  HwAst *node;

  hw_parser_next (parser);
  attr = hw_parser_name (parser);
  if (attr == NULL)
    return NULL;
  node = hw_parser_node (parser, HW_AST_ATTRIBUTE, start);
  node->as.attribute.value = value;
  node->as.attribute.attr = attr;
  return node;
}

static HwAst *
parse_call (HwParser *parser,
            HwAst    *func,
            HwPlace   start)
{
  HwAstSeq args;
  HwAstSeq keywords;
  HwAst *node;

  hw_parser_next (parser);
  if (!hw_parse_arguments (parser, &args, &keywords))
    return NULL;
  node = hw_parser_node (parser, HW_AST_CALL, start);
  node->as.call.func = func;
  node->as.call.args = args;
  node->as.call.keywords = keywords;
  return node;
}

static HwAst *
parse_subscript (HwParser *parser,
                 HwAst    *value,
                 HwPlace   start)
{
  HwAst *slice = hw_parse_slices (parser);
  HwAst *node;

  if (slice == NULL)
    return NULL;
  node = hw_parser_node (parser, HW_AST_SUBSCRIPT, start);
  node->as.subscript.value = value;
  node->as.subscript.slice = slice;
  return node;
}

/* --- The table --- */

#define BINARY(precedence, op) { NULL, parse_binary, PRECEDENCE_##precedence, HW_OPERATOR_##op }
#define COMPARE { NULL, parse_compare, PRECEDENCE_COMPARE, 0 }
#define ATOM(parse) { parse, NULL, PRECEDENCE_NONE, 0 }

static const Rule rules[HW_N_TOKENS] = {
  [HW_TOKEN_NAME] = ATOM (parse_name),
  [HW_TOKEN_NUMBER] = ATOM (hw_parse_number),
  [HW_TOKEN_STRING] = ATOM (hw_parse_strings),
  [HW_TOKEN_FSTRING_START] = ATOM (hw_parse_strings),
  [HW_TOKEN_NONE] = ATOM (parse_constant),
  [HW_TOKEN_TRUE] = ATOM (parse_constant),
  [HW_TOKEN_FALSE] = ATOM (parse_constant),
  [HW_TOKEN_ELLIPSIS] = ATOM (parse_constant),
  [HW_TOKEN_LEFT_BRACE] = ATOM (hw_parse_brace),
  [HW_TOKEN_AWAIT] = ATOM (parse_await),
  [HW_TOKEN_TILDE] = ATOM (parse_unary),
  [HW_TOKEN_LEFT_PAREN] = { hw_parse_group, parse_call, PRECEDENCE_PRIMARY, 0 },
  [HW_TOKEN_LEFT_BRACKET] = { hw_parse_list, parse_subscript, PRECEDENCE_PRIMARY, 0 },
  [HW_TOKEN_DOT] = { NULL, parse_attribute, PRECEDENCE_PRIMARY, 0 },
  [HW_TOKEN_PLUS] = { parse_unary, parse_binary, PRECEDENCE_SUM, HW_OPERATOR_ADD },
  [HW_TOKEN_MINUS] = { parse_unary, parse_binary, PRECEDENCE_SUM, HW_OPERATOR_SUB },
  [HW_TOKEN_DOUBLE_STAR] = BINARY (POWER, POW),
  [HW_TOKEN_STAR] = BINARY (TERM, MULT),
  [HW_TOKEN_AT] = BINARY (TERM, MAT_MULT),
  [HW_TOKEN_SLASH] = BINARY (TERM, DIV),
  [HW_TOKEN_DOUBLE_SLASH] = BINARY (TERM, FLOOR_DIV),
  [HW_TOKEN_PERCENT] = BINARY (TERM, MOD),
  [HW_TOKEN_LEFT_SHIFT] = BINARY (SHIFT, LSHIFT),
  [HW_TOKEN_RIGHT_SHIFT] = BINARY (SHIFT, RSHIFT),
  [HW_TOKEN_AMPERSAND] = BINARY (BIT_AND, BIT_AND),
  [HW_TOKEN_CIRCUMFLEX] = BINARY (BIT_XOR, BIT_XOR),
  [HW_TOKEN_BAR] = BINARY (BIT_OR, BIT_OR),
  [HW_TOKEN_EQUAL_EQUAL] = COMPARE,
  [HW_TOKEN_NOT_EQUAL] = COMPARE,
  [HW_TOKEN_LESS] = COMPARE,
  [HW_TOKEN_LESS_EQUAL] = COMPARE,
  [HW_TOKEN_GREATER] = COMPARE,
  [HW_TOKEN_GREATER_EQUAL] = COMPARE,
  [HW_TOKEN_IS] = COMPARE,
  [HW_TOKEN_IN] = COMPARE,
  [HW_TOKEN_NOT] = { parse_not, parse_compare, PRECEDENCE_COMPARE, 0 },
  [HW_TOKEN_AND] = { NULL, parse_bool_op, PRECEDENCE_AND, 0 },
  [HW_TOKEN_OR] = { NULL, parse_bool_op, PRECEDENCE_OR, 0 },
};

static const Rule *
get_rule (HwTokenKind kind)
{
  return &rules[kind];
}

static gboolean
at_infix (HwParser   *parser,
          Precedence  precedence)
{
  const Rule *rule = get_rule (parser->token->kind);

  if (rule->infix == NULL || rule->precedence < precedence)
    return FALSE;
  return !hw_parser_at (parser, HW_TOKEN_NOT) || hw_parser_peek (parser, 1) == HW_TOKEN_IN;
}

/* An operand and the operators behind it that bind at least as [precedence] does. */
static HwAst *
parse_precedence (HwParser   *parser,
                  Precedence  precedence)
{
  const Rule *rule = get_rule (parser->token->kind);
  HwPlace start = hw_parser_here (parser);
  HwAst *left;

  if (rule->prefix == NULL || (hw_parser_at (parser, HW_TOKEN_NOT) && precedence > PRECEDENCE_NOT))
    return hw_parser_fail (parser);
  if (!hw_parser_enter (parser))
    return NULL;
  left = rule->prefix (parser);
  while (left != NULL && at_infix (parser, precedence))
    left = get_rule (parser->token->kind)->infix (parser, left, start);
  hw_parser_leave (parser);
  return left;
}

HwAst *
hw_parse_disjunction (HwParser *parser)
{
  return parse_precedence (parser, PRECEDENCE_OR);
}

HwAst *
hw_parse_bitwise_or (HwParser *parser)
{
  return parse_precedence (parser, PRECEDENCE_BIT_OR);
}

gboolean
hw_token_starts_expression (const HwToken *token)
{
  return token->kind == HW_TOKEN_LAMBDA || get_rule (token->kind)->prefix != NULL;
}
