/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What may be assigned to or deleted. Models _PyPegen_get_invalid_target(), _PyPegen_set_expr_context() and
 * _PyPegen_get_expr_name() of CPython's Parser/pegen_errors.c and action_helpers.c. */

#include "lang/parser-private.h"

const char *
hw_ast_describe (const HwAst *node)
{
  switch (node->kind) {
  case HW_AST_ATTRIBUTE: return "attribute";
  case HW_AST_SUBSCRIPT: return "subscript";
  case HW_AST_STARRED: return "starred";
  case HW_AST_NAME: return "name";
  case HW_AST_LIST: return "list";
  case HW_AST_TUPLE: return "tuple";
  case HW_AST_LAMBDA: return "lambda";
  case HW_AST_CALL: return "function call";
  case HW_AST_GENERATOR_EXP: return "generator expression";
  case HW_AST_YIELD:
  case HW_AST_YIELD_FROM: return "yield expression";
  case HW_AST_LIST_COMP: return "list comprehension";
  case HW_AST_SET_COMP: return "set comprehension";
  case HW_AST_DICT_COMP: return "dict comprehension";
  case HW_AST_DICT: return "dict literal";
  case HW_AST_SET: return "set display";
  case HW_AST_JOINED_STR:
  case HW_AST_FORMATTED_VALUE: return "f-string expression";
  case HW_AST_COMPARE: return "comparison";
  case HW_AST_IF_EXP: return "conditional expression";
  case HW_AST_NAMED_EXPR: return "named expression";
  case HW_AST_CONSTANT:
    switch (node->as.constant.kind) {
    case HW_CONSTANT_NONE: return "None";
    case HW_CONSTANT_TRUE: return "True";
    case HW_CONSTANT_FALSE: return "False";
    case HW_CONSTANT_ELLIPSIS: return "ellipsis";
    default: return "literal";
    }
  default: return "expression";
  }
}

gboolean
hw_may_be_compared (const HwAst *node,
                    gboolean     in_parens)
{
  switch (node->kind) {
  case HW_AST_LIST:
  case HW_AST_TUPLE:
  case HW_AST_GENERATOR_EXP:
    return FALSE;
  case HW_AST_BOOL_OP:
  case HW_AST_COMPARE:
  case HW_AST_IF_EXP:
  case HW_AST_LAMBDA:
  case HW_AST_STARRED:
  case HW_AST_NAMED_EXPR:
  case HW_AST_YIELD:
  case HW_AST_YIELD_FROM:
    return in_parens;
  case HW_AST_UNARY_OP:
    return in_parens || node->as.unary_op.op != HW_UNARY_NOT;
  case HW_AST_CONSTANT:
    return node->as.constant.kind >= HW_CONSTANT_ELLIPSIS;
  default:
    return TRUE;
  }
}

static HwAst *
find_invalid_element (const HwAstSeq *elts,
                      HwTargetKind    kind)
{
  for (guint i = 0; i < elts->n; i++) {
    HwAst *invalid = hw_find_invalid_target (elts->items[i], kind);

    if (invalid != NULL)
      return invalid;
  }
  return NULL;
}

HwAst *
hw_find_invalid_target (HwAst        *node,
                        HwTargetKind  kind)
{
  switch (node->kind) {
  case HW_AST_NAME:
  case HW_AST_ATTRIBUTE:
  case HW_AST_SUBSCRIPT:
    return NULL;
  case HW_AST_LIST:
    return find_invalid_element (&node->as.list.elts, kind);
  case HW_AST_TUPLE:
    return find_invalid_element (&node->as.tuple.elts, kind);
  case HW_AST_STARRED:
    return kind == HW_TARGET_DELETE ? node : hw_find_invalid_target (node->as.starred.value, kind);
  default:
    return node;
  }
}

void
hw_set_context (HwAst     *node,
                HwContext  context)
{
  switch (node->kind) {
  case HW_AST_NAME: node->as.name.ctx = context; break;
  case HW_AST_ATTRIBUTE: node->as.attribute.ctx = context; break;
  case HW_AST_SUBSCRIPT: node->as.subscript.ctx = context; break;
  case HW_AST_STARRED:
    node->as.starred.ctx = context;
    hw_set_context (node->as.starred.value, context);
    break;
  case HW_AST_LIST:
    node->as.list.ctx = context;
    for (guint i = 0; i < node->as.list.elts.n; i++)
      hw_set_context (node->as.list.elts.items[i], context);
    break;
  case HW_AST_TUPLE:
    node->as.tuple.ctx = context;
    for (guint i = 0; i < node->as.tuple.elts.n; i++)
      hw_set_context (node->as.tuple.elts.items[i], context);
    break;
  default: break;
  }
}

gboolean
hw_parser_make_target (HwParser     *parser,
                       HwAst        *node,
                       HwTargetKind  kind)
{
  HwAst *invalid = hw_find_invalid_target (node, kind);

  if (invalid != NULL) {
    hw_parser_fail_node (parser, invalid, "cannot %s %s", kind == HW_TARGET_DELETE ? "delete" : "assign to",
                         hw_ast_describe (invalid));
    return FALSE;
  }
  hw_set_context (node, kind == HW_TARGET_DELETE ? HW_CONTEXT_DEL : HW_CONTEXT_STORE);
  return TRUE;
}
