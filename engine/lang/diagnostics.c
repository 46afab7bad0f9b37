/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The bounded list of problems. */

#include "lang/diagnostics.h"

#include <string.h>

#include "lang/ast.h"

struct _HwDiagnostics {
  const char *text; /* borrowed */
  gsize       length;
  GArray     *lines; /* of gsize: where each line starts; made when the first problem is taken */
  GArray     *items; /* of HwDiagnostic */
  gboolean    sorted;
};

static void
diagnostic_clear (gpointer data)
{
  HwDiagnostic *diagnostic = data;

  g_free (diagnostic->message);
  g_free (diagnostic->hint);
}

HwDiagnostics *
hw_diagnostics_new (const char *text,
                    gsize       length)
{
  HwDiagnostics *diagnostics = g_new0 (HwDiagnostics, 1);

  diagnostics->text = text;
  diagnostics->length = length;
  diagnostics->items = g_array_new (FALSE, FALSE, sizeof (HwDiagnostic));
  g_array_set_clear_func (diagnostics->items, diagnostic_clear);
  return diagnostics;
}

void
hw_diagnostics_free (HwDiagnostics *diagnostics)
{
  if (diagnostics == NULL)
    return;
  g_clear_pointer (&diagnostics->lines, g_array_unref);
  g_array_unref (diagnostics->items);
  g_free (diagnostics);
}

GArray *
hw_text_find_lines (const char *text,
                    gsize       length)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (gsize));
  gsize start = length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

  g_array_append_val (lines, start);
  for (gsize i = start; i < length; i++) {
    if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == length || text[i + 1] != '\n'))) {
      start = i + 1;
      g_array_append_val (lines, start);
    }
  }
  return lines;
}

/* The character column from 1 of a byte column from 0. */
static guint
find_column (HwDiagnostics *diagnostics,
             guint          line,
             guint          column)
{
  gsize start;

  if (diagnostics->lines == NULL)
    diagnostics->lines = hw_text_find_lines (diagnostics->text, diagnostics->length);
  if (line == 0 || line > diagnostics->lines->len)
    return column + 1;
  start = g_array_index (diagnostics->lines, gsize, line - 1);
  return hw_column_to_characters (diagnostics->text + start, diagnostics->length - start, column) + 1;
}

void
hw_diagnostics_take (HwDiagnostics    *diagnostics,
                     HwDiagnosticKind  kind,
                     HwSpan            span,
                     char             *message,
                     char             *hint)
{
  HwDiagnostic diagnostic = { kind, MAX (span.line, 1), 0, MAX (span.end_line, 1), 0, message, hint };

  if (hw_diagnostics_is_full (diagnostics)) {
    diagnostic_clear (&diagnostic);
    return;
  }
  diagnostic.column = find_column (diagnostics, diagnostic.line, span.column);
  diagnostic.end_column = find_column (diagnostics, diagnostic.end_line, span.end_column);
  g_array_append_val (diagnostics->items, diagnostic);
  diagnostics->sorted = FALSE;
}

guint
hw_diagnostics_get_n (const HwDiagnostics *diagnostics)
{
  return diagnostics->items->len;
}

gboolean
hw_diagnostics_is_full (const HwDiagnostics *diagnostics)
{
  return diagnostics->items->len >= HW_DIAGNOSTICS_MAX;
}

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const HwDiagnostic *left = a;
  const HwDiagnostic *right = b;

  if (left->line != right->line)
    return left->line < right->line ? -1 : 1;
  if (left->column != right->column)
    return left->column < right->column ? -1 : 1;
  return 0;
}

const HwDiagnostic *
hw_diagnostics_get (HwDiagnostics *diagnostics,
                    guint         *n_diagnostics)
{
  if (!diagnostics->sorted)
    g_array_sort (diagnostics->items, compare_places);
  diagnostics->sorted = TRUE;
  if (n_diagnostics != NULL)
    *n_diagnostics = diagnostics->items->len;
  return (const HwDiagnostic *) diagnostics->items->data;
}
