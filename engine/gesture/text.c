/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Places in a scenario's text, by its syntax tree: where statements end, where imports stand. */

#include "gesture/writer.h"
#include "lang/scenario.h"

#include <string.h>

const char *
hw_scenario_get_newline (HwScenario *scenario)
{
  const char *text = hw_scenario_get_text (scenario);
  const char *end = strpbrk (text, "\r\n");

  if (end == NULL || *end == '\n')
    return "\n";
  return end[1] == '\n' ? "\r\n" : "\r";
}

gsize
hw_scenario_get_offset (HwScenario *scenario,
                        guint       line)
{
  gsize length;
  const char *start = hw_scenario_get_line (scenario, line, &length);

  return start != NULL ? (gsize) (start - hw_scenario_get_text (scenario)) : hw_scenario_get_length (scenario);
}

guint
hw_scenario_get_line_at (HwScenario *scenario,
                         gsize       offset)
{
  guint low = 1;
  guint high = MAX (hw_scenario_get_n_lines (scenario), 1);

  while (low < high) {
    guint middle = low + (high - low + 1) / 2;

    if (hw_scenario_get_offset (scenario, middle) <= offset)
      low = middle;
    else
      high = middle - 1;
  }
  return offset == hw_scenario_get_length (scenario) ? hw_scenario_get_n_lines (scenario) + 1 : low;
}

/* The first line of a statement, its decorators included. */
static guint
get_first_line (const HwAst *statement)
{
  const HwAstSeq *decorators = NULL;

  if (statement->kind == HW_AST_FUNCTION_DEF)
    decorators = &statement->as.function_def.decorators;
  else if (statement->kind == HW_AST_CLASS_DEF)
    decorators = &statement->as.class_def.decorators;
  return decorators != NULL && decorators->n > 0 ? decorators->items[0]->line : statement->line;
}

guint
hw_scenario_get_group_end (HwScenario *scenario,
                           guint       line)
{
  const HwAstSeq *body = &hw_scenario_get_tree (scenario)->root->as.module.body;

  for (guint i = 0; i < body->n; i++)
    if (get_first_line (body->items[i]) <= line && body->items[i]->end_line >= line)
      line = body->items[i]->end_line;
  return line;
}

gboolean
hw_scenario_ends_definition (HwScenario *scenario,
                             guint       line)
{
  const HwAstSeq *body = &hw_scenario_get_tree (scenario)->root->as.module.body;

  for (guint i = 0; i < body->n; i++)
    if (body->items[i]->end_line == line)
      return body->items[i]->kind == HW_AST_CLASS_DEF || body->items[i]->kind == HW_AST_FUNCTION_DEF;
  return FALSE;
}

static gboolean
is_docstring (const HwAst *statement)
{
  return statement->kind == HW_AST_EXPR && statement->as.expr.value->kind == HW_AST_CONSTANT
         && statement->as.expr.value->as.constant.kind == HW_CONSTANT_STR;
}

/* Behind the comment that the text begins with, and one blank line. */
static guint
get_line_behind_comment (HwScenario *scenario)
{
  guint line = 1;
  gsize length;
  const char *text;

  while ((text = hw_scenario_get_line (scenario, line, &length)) != NULL && length > 0 && *text == '#')
    line++;
  if (line > 1 && text != NULL && length == 0)
    line++;
  return line;
}

guint
hw_scenario_get_import_line (HwScenario *scenario)
{
  const HwAstSeq *body = &hw_scenario_get_tree (scenario)->root->as.module.body;
  guint line = 0;

  for (guint i = 0; i < body->n; i++) {
    const HwAst *statement = body->items[i];

    if (statement->kind != HW_AST_IMPORT && statement->kind != HW_AST_IMPORT_FROM && (i > 0 || !is_docstring (statement)))
      break;
    line = statement->end_line;
  }
  return line > 0 ? hw_scenario_get_group_end (scenario, line) + 1 : get_line_behind_comment (scenario);
}
