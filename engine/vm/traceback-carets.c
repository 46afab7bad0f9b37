/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The source lines of a traceback's entry, with the marks below them. Models _Py_DisplaySourceLine and extract_anchors_from_line of
 * Python/traceback.c (up to 3.12), and StackSummary.format_frame_summary of Lib/traceback.py (3.13 on). */

#include "vm/machine.h"
#include "vm/traceback.h"

typedef struct {
  const HwPosition *position;
  HwAst            *expression; /* at exactly this place */
  HwAst            *statement;  /* that begins the first line */
  gsize             indent;     /* of the first line */
} Search;

/* What stands out of an expression: an operator, brackets, a call's parentheses. */
typedef struct {
  guint32 line, column;
  guint32 end_line, end_column;
} Anchors;

/* A line without the white space at its end. */
typedef struct {
  const char *text;
  gsize       length;
  gsize       indent;
} Line;

static Line
get_line (HwVm   *vm,
          guint32 number)
{
  Line line = { "", 0, 0 };

  line.text = hw_scenario_get_line (vm->machine->scenario, number, &line.length);
  while (line.length > 0 && g_ascii_isspace (line.text[line.length - 1]))
    line.length--;
  while (line.indent < line.length && (line.text[line.indent] == ' ' || line.text[line.indent] == '\t' || line.text[line.indent] == '\f'))
    line.indent++;
  return line;
}

static void
search_node (HwAst   *node,
             gpointer data)
{
  Search *search = data;
  const HwPosition *p = search->position;

  if (node->line > p->end_line || (node->end_line != 0 && node->end_line < p->line))
    return;
  if (hw_ast_is_expression (node)) {
    if (search->expression == NULL && node->line == p->line && node->column == p->column && node->end_line == p->end_line &&
        node->end_column == p->end_column)
      search->expression = node;
  } else if (search->statement == NULL && node->line == p->line && node->column == search->indent) {
    search->statement = node;
  }
  hw_ast_foreach_child (node, search_node, search);
}

/* ------------------------------------------------------------------------------------------------------------ anchors */

/* From an expression's end on, the first character that is [wanted], or, if that is 0, neither white space nor a closing parenthesis. */
static gboolean
find_after (HwVm        *vm,
            const HwAst *left,
            char         wanted,
            guint32      last_line,
            Anchors     *anchors)
{
  guint32 column = left->end_column;

  for (guint32 number = left->end_line; number <= last_line; number++, column = 0) {
    Line line = get_line (vm, number);

    for (; column < line.length && line.text[column] != '\\' && line.text[column] != '#'; column++) {
      char c = line.text[column];

      if (wanted != '\0' ? c == wanted : !g_ascii_isspace (c) && c != ')') {
        anchors->line = anchors->end_line = number;
        anchors->column = column;
        return TRUE;
      }
    }
  }
  return FALSE;
}

static gboolean
find_anchors (HwVm        *vm,
              const HwAst *node,
              Anchors     *anchors)
{
  const HwAst *left;
  char bracket = '\0';

  if (node == NULL)
    return FALSE;
  if (node->kind == HW_AST_BIN_OP) {
    left = node->as.bin_op.left;
  } else if (node->kind == HW_AST_SUBSCRIPT) {
    left = node->as.subscript.value;
    bracket = '[';
  } else if (node->kind == HW_AST_CALL) {
    left = node->as.call.func;
    bracket = '(';
  } else {
    return FALSE;
  }
  if (!find_after (vm, left, bracket, node->end_line, anchors))
    return FALSE;
  if (bracket != '\0') {
    anchors->end_line = node->end_line;
    anchors->end_column = node->end_column;
  } else {
    anchors->end_column = anchors->column + (guint32) strlen (hw_operator_get_text (node->as.bin_op.op));
  }
  return TRUE;
}

/* Up to 3.12: operators and subscripts of one line. 3.11 takes a closing parenthesis for the operator. */
static gboolean
find_old_anchors (HwVm        *vm,
                  const HwAst *node,
                  const Line  *line,
                  Anchors     *anchors)
{
  gboolean skips_parentheses = H (vm)->profile->minor > 11;
  guint32 column, limit;

  if (node == NULL || node->line != node->end_line)
    return FALSE;
  anchors->line = anchors->end_line = node->line;
  if (node->kind == HW_AST_SUBSCRIPT) {
    anchors->column = node->as.subscript.value->end_column;
    anchors->end_column = skips_parentheses ? node->end_column : node->as.subscript.slice->end_column + 1;
    while (skips_parentheses && anchors->column < line->length && line->text[anchors->column] == ')')
      anchors->column++;
    return TRUE;
  }
  if (node->kind != HW_AST_BIN_OP)
    return FALSE;
  column = node->as.bin_op.left->end_column;
  limit = MIN (node->as.bin_op.right->column, (guint32) line->length);
  while (column < limit && g_ascii_isspace (line->text[column]))
    column++;
  if (column >= limit)
    return FALSE;
  anchors->column = column;
  anchors->end_column = column + 1;
  if (column + 1 < limit && !g_ascii_isspace (line->text[column + 1]))
    anchors->end_column++;
  while (skips_parentheses && anchors->column < line->length && strchr (" )", line->text[anchors->column]) != NULL) {
    anchors->column++;
    anchors->end_column++;
  }
  return TRUE;
}

/* ------------------------------------------------------------------------------------------------- one line, up to 3.12 */

static void
append_old (HwVm             *vm,
            GString          *text,
            const HwPosition *position,
            HwAst            *node,
            guint32           number)
{
  Line line = get_line (vm, number);
  Anchors anchors = { 0 };
  gsize whole = 0, end;
  gboolean anchored;

  hw_scenario_get_line (vm->machine->scenario, number, &whole);
  g_string_append (text, "    ");
  g_string_append_len (text, line.text + line.indent, (gssize) (whole - line.indent));
  g_string_append_c (text, '\n');
  end = position->end_line == position->line ? position->end_column : line.length;
  if (position->end_line == 0 || position->line != number || position->column >= end)
    return;
  anchored = find_old_anchors (vm, node, &line, &anchors);
  if (!anchored && position->column == line.indent && end == whole)
    return;
  g_string_append (text, "    ");
  for (gsize i = line.indent; i < end; i++) {
    if (((guchar) line.text[i] & 0xc0) == 0x80)
      continue;
    if (i < position->column)
      g_string_append_c (text, ' ');
    else
      g_string_append_c (text, anchored && (i < anchors.column || i >= anchors.end_column) ? '~' : '^');
  }
  g_string_append_c (text, '\n');
}

/* ---------------------------------------------------------------------------------------------------- lines, 3.13 on */

/* A statement that only returns or names a function's result says enough by itself. */
static gboolean
is_plain_call (const Search *search)
{
  const HwAst *statement = search->statement, *value = NULL;

  if (statement == NULL)
    return FALSE;
  if (statement->kind == HW_AST_RETURN) {
    value = statement->as.return_.value;
    return value != NULL && value == search->expression && value->kind == HW_AST_CALL && value->as.call.func->kind == HW_AST_NAME;
  }
  if (statement->kind == HW_AST_ASSIGN) {
    value = statement->as.assign.value;
    return value == search->expression && value->kind == HW_AST_CALL && statement->as.assign.targets.n == 1 &&
           statement->as.assign.targets.items[0]->kind == HW_AST_NAME;
  }
  return FALSE;
}

static gboolean
is_within (const Anchors *anchors,
           guint32        number,
           gsize          column)
{
  return (number > anchors->line || (number == anchors->line && column >= anchors->column)) &&
         (number < anchors->end_line || (number == anchors->end_line && column < anchors->end_column));
}

static void
append_line (HwVm             *vm,
             GString          *text,
             const HwPosition *position,
             const Anchors    *anchors,
             guint32           number,
             gsize             margin,
             gboolean          carets)
{
  Line line = get_line (vm, number);
  gsize end = number == position->end_line ? MIN (position->end_column, line.length) : line.length;

  g_string_append (text, "    ");
  if (line.length > margin)
    g_string_append_len (text, line.text + margin, (gssize) (line.length - margin));
  g_string_append_c (text, '\n');
  if (!carets)
    return;
  g_string_append (text, "    ");
  for (gsize i = margin; i < end; i = (gsize) (g_utf8_next_char (line.text + i) - line.text)) {
    gboolean before = i < line.indent || (number == position->line && i < position->column);
    char mark = before ? ' ' : anchors != NULL && !is_within (anchors, number, i) ? '~' : '^';

    g_string_append_c (text, mark);
    if (g_unichar_iswide (g_utf8_get_char (line.text + i)))
      g_string_append_c (text, mark);
  }
  g_string_append_c (text, '\n');
}

static gboolean
is_significant (const HwPosition *position,
                const Anchors    *anchors,
                guint32           number)
{
  if (number == position->line || number == position->end_line)
    return TRUE;
  return anchors != NULL && ((number + 1 >= anchors->line && number <= anchors->line + 1) ||
                             (number + 1 >= anchors->end_line && number <= anchors->end_line + 1));
}

static void
append_new (HwVm             *vm,
            GString          *text,
            const HwPosition *position,
            const Search     *search)
{
  Anchors found = { 0 }, *anchors = find_anchors (vm, search->expression, &found) ? &found : NULL;
  Line first = get_line (vm, position->line), last = get_line (vm, position->end_line);
  gsize margin = G_MAXSIZE;
  guint32 shown = position->line;
  gboolean carets;

  carets = !is_plain_call (search) && (anchors != NULL || position->column > first.indent || position->end_column < last.length);
  for (guint32 number = position->line; number <= position->end_line; number++) {
    Line line = get_line (vm, number);

    if (line.length > 0)
      margin = MIN (margin, line.indent);
  }
  for (guint32 number = position->line; number <= position->end_line; number++) {
    if (!is_significant (position, anchors, number))
      continue;
    if (number - shown == 2)
      append_line (vm, text, position, anchors, number - 1, margin, carets);
    else if (number - shown > 2)
      g_string_append_printf (text, "    ...<%u lines>...\n", number - shown - 1);
    append_line (vm, text, position, anchors, number, margin, carets);
    shown = number;
  }
}

void
hw_traceback_append_source (HwVm             *vm,
                            GString          *text,
                            guint32           number,
                            const HwPosition *position,
                            gboolean          plain)
{
  Search search = { position, NULL, NULL, 0 };
  Line line = get_line (vm, number);

  if (line.length == 0)
    return;
  search.indent = get_line (vm, position->line).indent;
  if (plain || position->line != number || position->end_line < position->line) {
    g_string_append_printf (text, "    %.*s\n", (int) (line.length - line.indent), line.text + line.indent);
    return;
  }
  hw_ast_foreach_child (hw_scenario_get_tree (vm->machine->scenario)->root, search_node, &search);
  if (H (vm)->profile->minor < 13)
    append_old (vm, text, position, search.expression, number);
  else
    append_new (vm, text, position, &search);
}
