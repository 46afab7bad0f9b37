/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Text that a person typed as a part of a statement: it has to be one whole part, or it could end the statement and begin another. */

#include "gesture/writer.h"
#include "lang/scenario.h"

#include <string.h>

gboolean
hw_scenario_is_right (HwScenario *scenario,
                      GError    **error)
{
  guint n;
  const HwDiagnostic *first = hw_scenario_get_diagnostics (scenario, &n);

  if (n == 0)
    return TRUE;
  if (first->kind == HW_DIAGNOSTIC_SYNTAX)
    g_set_error (error, HW_ERROR, HW_ERROR_SYNTAX, "SyntaxError: %s", first->message);
  else
    g_set_error (error, HW_ERROR, HW_ERROR_UNSUPPORTED, "%s%s%s", first->message, first->hint != NULL ? ". " : "",
                 first->hint != NULL ? first->hint : "");
  return FALSE;
}

/* How a piece is made a statement, and what that has to be then. */
typedef struct {
  const char *before;
  const char *after;
  HwAstKind   kind; /* of the expression that reaches from the first character to the last */
} Frame;

static const Frame frames[] = {
  [HW_TYPED_EXPRESSION] = { "(", ")", HW_N_AST_KINDS },
  [HW_TYPED_ARGUMENTS] = { "f(", ")", HW_AST_CALL },
  [HW_TYPED_PARAMETERS] = { "lambda ", ": 0", HW_AST_LAMBDA },
  [HW_TYPED_ITEMS] = { "[", "]", HW_AST_LIST },
  [HW_TYPED_ENTRIES] = { "{", "}", HW_AST_DICT },
  [HW_TYPED_ELEMENTS] = { "{", "}", HW_AST_SET },
};

/* The one expression that [scenario] is, NULL if it is something else. */
static const HwAst *
get_expression (HwScenario *scenario)
{
  const HwAstSeq *body = &hw_scenario_get_tree (scenario)->root->as.module.body;

  return body->n == 1 && body->items[0]->kind == HW_AST_EXPR ? body->items[0]->as.expr.value : NULL;
}

/* Whether what [scenario] is, [length] bytes, is a [typed] from end to end. */
static gboolean
fits (HwScenario *scenario,
      HwTyped     typed,
      gsize       length)
{
  const HwAst *value = get_expression (scenario);

  if (value == NULL)
    return FALSE;
  switch (typed) {
  case HW_TYPED_EXPRESSION:
    return TRUE;
  case HW_TYPED_ARGUMENTS:
    return value->kind == HW_AST_CALL && value->end_column == length && value->as.call.func->kind == HW_AST_NAME
           && value->as.call.func->column == 0;
  case HW_TYPED_PARAMETERS:
    return value->kind == HW_AST_LAMBDA && value->as.lambda.body->column == length - 1;
  default:
    return value->kind == frames[typed].kind && value->column == 0 && value->end_column == length;
  }
}

/* Whether [text] is one expression without the parentheses that were put around it as well: "1) + (2" is not. */
static gboolean
is_expression (const char *text)
{
  g_autoptr (HwScenario) scenario = hw_scenario_new ("typed", text, -1);
  guint n_diagnostics;

  hw_scenario_get_diagnostics (scenario, &n_diagnostics);
  return n_diagnostics == 0 && get_expression (scenario) != NULL;
}

/* Whether [text], an expression, is one argument too: "1, 2" is two. */
static gboolean
is_argument (const char *text)
{
  g_autofree char *call = g_strconcat ("f(", text, ")", NULL);
  g_autoptr (HwScenario) scenario = hw_scenario_new ("typed", call, -1);
  const HwAst *value = get_expression (scenario);

  return value != NULL && value->kind == HW_AST_CALL && value->as.call.args.n == 1 && value->as.call.keywords.n == 0;
}

char *
hw_typed_check (const char *text,
                HwTyped     typed,
                GError    **error)
{
  static const char *const words[] = {
#define HW_X(id, text) text,
    HW_TYPED_LIST (HW_X)
#undef HW_X
  };
  g_autofree char *piece = g_strstrip (g_strdup (text));
  g_autofree char *whole = g_strconcat (frames[typed].before, piece, frames[typed].after, NULL);
  g_autoptr (HwScenario) scenario = hw_scenario_new ("typed", whole, -1);

  if (strpbrk (piece, "\r\n") != NULL || (*piece == '\0' && typed == HW_TYPED_EXPRESSION)) {
    g_set_error (error, HW_ERROR, HW_ERROR_SYNTAX, "SyntaxError: %s expected", words[typed]);
    return NULL;
  }
  if (!hw_scenario_is_right (scenario, error))
    return NULL;
  if (!fits (scenario, typed, strlen (whole)) || (typed == HW_TYPED_EXPRESSION && !is_expression (piece))) {
    g_set_error (error, HW_ERROR, HW_ERROR_SYNTAX, "SyntaxError: %s expected, not \"%s\"", words[typed], piece);
    return NULL;
  }
  if (typed == HW_TYPED_EXPRESSION && !is_argument (piece))
    return g_strconcat ("(", piece, ")", NULL);
  return g_steal_pointer (&piece);
}
