/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Wrapping statements of the module in a function, so that their names become its locals. */

#include "gesture/writer.h"
#include "lang/lexer.h"
#include "lang/scenario.h"

#include <string.h>

/* Widens the lines [begin, end] to whole statements of the module; FALSE if there is none in them. */
static gboolean
widen (HwScenario *scenario,
       guint      *begin,
       guint      *end)
{
  const HwAstSeq *body = &hw_scenario_get_tree (scenario)->root->as.module.body;
  guint first = *begin, last = *end;
  gboolean found = FALSE;

  for (guint i = 0; i < body->n; i++) {
    const HwAst *statement = body->items[i];
    guint line = statement->line;

    if (statement->kind == HW_AST_FUNCTION_DEF && statement->as.function_def.decorators.n > 0)
      line = statement->as.function_def.decorators.items[0]->line;
    else if (statement->kind == HW_AST_CLASS_DEF && statement->as.class_def.decorators.n > 0)
      line = statement->as.class_def.decorators.items[0]->line;
    if (line > *end || statement->end_line < *begin)
      continue;
    first = MIN (first, line);
    last = MAX (last, statement->end_line);
    found = TRUE;
  }
  *begin = first;
  *end = hw_scenario_get_group_end (scenario, last);
  return found;
}

/* The lines that begin inside a text literal, which must stay as they are. */
static GHashTable *
find_inner_lines (HwScenario *scenario)
{
  g_autoptr (HwDiagnostics) unheard = hw_diagnostics_new (hw_scenario_get_text (scenario), hw_scenario_get_length (scenario));
  g_auto (HwTokens) tokens = { 0 };
  GHashTable *lines = g_hash_table_new (NULL, NULL);

  hw_lexer_run (hw_scenario_get_text (scenario), hw_scenario_get_length (scenario), unheard, &tokens);
  for (guint i = 0; i < tokens.n; i++) {
    const HwToken *token = &tokens.items[i];

    if (token->kind == HW_TOKEN_STRING || token->kind == HW_TOKEN_FSTRING_MIDDLE)
      for (guint line = token->line + 1; line <= token->end_line; line++)
        g_hash_table_add (lines, GUINT_TO_POINTER (line));
  }
  return lines;
}

static void
append_indented (GString    *string,
                 HwScenario *scenario,
                 guint       begin,
                 guint       end)
{
  g_autoptr (GHashTable) inner = find_inner_lines (scenario);
  const char *newline = hw_scenario_get_newline (scenario);

  for (guint line = begin; line <= end; line++) {
    gsize length;
    const char *text = hw_scenario_get_line (scenario, line, &length);

    if (length > 0 && !g_hash_table_contains (inner, GUINT_TO_POINTER (line)))
      g_string_append (string, "    ");
    g_string_append_len (string, text, (gssize) length);
    g_string_append (string, newline);
  }
}

gboolean
hw_write_WRAP (HwWriter *writer)
{
  const HwGesture *gesture = writer->gesture;
  HwScenario *scenario = writer->scenario;
  const char *newline = hw_scenario_get_newline (scenario);
  g_autofree char *name = hw_writer_dup_name (writer);
  guint begin = hw_scenario_get_line_at (scenario, gesture->begin);
  guint end = hw_scenario_get_line_at (scenario, gesture->end - 1);
  GString *text;
  HwReplacement replacement;

  if (name == NULL)
    return FALSE;
  if (!widen (scenario, &begin, &end))
    return hw_writer_refuse (writer, HW_ERROR_REFUSED, "there is no statement of the module in the selection");
  text = g_string_new (NULL);
  g_string_append_printf (text, "def %s():%s", name, newline);
  append_indented (text, scenario, begin, end);
  g_string_append_printf (text, "%s%s%s()%s", newline, newline, name, newline);
  replacement.offset = hw_scenario_get_offset (scenario, begin);
  replacement.length = hw_scenario_get_offset (scenario, end + 1) - replacement.offset;
  replacement.text = g_string_free (text, FALSE);
  g_array_append_val (writer->replacements, replacement);
  hw_writer_set_subject (writer, "%s", name);
  g_string_printf (writer->preview, "def %s(): lines %u to %u; %s()", name, begin, end, name);
  return TRUE;
}
