/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Tables as text, CSV and JSON. */

#include "cli-write.h"

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

/* A cell is cut to this many characters in text; CSV and JSON give all of it. */
#define MAX_CELL_WIDTH 60

gboolean
hw_cli_table_format_parse (const char       *text,
                           HwCliTableFormat *format)
{
  static const char *const names[] = { "text", "csv", "json" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (text, names[i]) == 0) {
      *format = i;
      return TRUE;
    }
  return FALSE;
}

/* ---------------------------------------------------------------------------------------------------------------------- text */

/* A cell as one line of at most MAX_CELL_WIDTH characters. Owned. */
static char *
dup_short_cell (HwTable *table,
                guint    row,
                guint    column)
{
  g_autofree char *text = hw_table_get_text (table, row, column);
  g_autofree char *cut = NULL;

  g_strdelimit (text, "\n\r\t", ' ');
  if (g_utf8_strlen (text, -1) <= MAX_CELL_WIDTH)
    return g_steal_pointer (&text);
  cut = g_utf8_substring (text, 0, MAX_CELL_WIDTH - 2);
  return g_strconcat (cut, " …", NULL);
}

static void
write_padded (const char   *text,
              glong         width,
              HwColumnType  type,
              gboolean      last)
{
  glong padding = MAX (width - g_utf8_strlen (text, -1), 0);
  gboolean right = type == HW_COLUMN_INTEGER || type == HW_COLUMN_BYTES;

  if (right)
    printf ("%*s", (int) padding, "");
  fputs (text, stdout);
  if (!right && !last)
    printf ("%*s", (int) padding, "");
  fputs (last ? "\n" : "  ", stdout);
}

static void
write_text (HwTable *table)
{
  guint n_columns;
  const HwColumn *columns = hw_table_get_columns (table, &n_columns);
  g_autofree glong *widths = g_new (glong, n_columns);

  for (guint column = 0; column < n_columns; column++) {
    widths[column] = g_utf8_strlen (columns[column].title, -1);
    for (guint row = 0; row < hw_table_get_n_rows (table); row++) {
      g_autofree char *text = dup_short_cell (table, row, column);

      widths[column] = MAX (widths[column], g_utf8_strlen (text, -1));
    }
  }
  for (guint column = 0; column < n_columns; column++)
    write_padded (columns[column].title, widths[column], columns[column].type, column + 1 == n_columns);
  for (guint row = 0; row < hw_table_get_n_rows (table); row++)
    for (guint column = 0; column < n_columns; column++) {
      g_autofree char *text = dup_short_cell (table, row, column);

      write_padded (text, widths[column], columns[column].type, column + 1 == n_columns);
    }
}

/* ----------------------------------------------------------------------------------------------------------------------- CSV */

/* As RFC 4180 has it. */
static void
write_csv_cell (const char *text,
                gboolean    last)
{
  if (strpbrk (text, ",\"\r\n") == NULL) {
    fputs (text, stdout);
  } else {
    putchar ('"');
    for (const char *c = text; *c != '\0'; c++) {
      if (*c == '"')
        putchar ('"');
      putchar (*c);
    }
    putchar ('"');
  }
  fputs (last ? "\r\n" : ",", stdout);
}

static void
write_csv (HwTable *table)
{
  guint n_columns;
  const HwColumn *columns = hw_table_get_columns (table, &n_columns);

  for (guint column = 0; column < n_columns; column++)
    write_csv_cell (columns[column].name, column + 1 == n_columns);
  for (guint row = 0; row < hw_table_get_n_rows (table); row++)
    for (guint column = 0; column < n_columns; column++) {
      g_autofree char *text = hw_table_get_text (table, row, column);

      write_csv_cell (text, column + 1 == n_columns);
    }
}

/* ---------------------------------------------------------------------------------------------------------------------- JSON */

static JsonNode *
make_json_cell (HwTable      *table,
                guint         row,
                guint         column,
                HwColumnType  type)
{
  JsonNode *node = json_node_alloc ();
  gint64 number;

  if (type == HW_COLUMN_TEXT) {
    g_autofree char *text = hw_table_get_text (table, row, column);

    return json_node_init_string (node, text);
  }
  if (!hw_table_get_number (table, row, column, &number))
    return json_node_init_null (node);
  return type == HW_COLUMN_BOOLEAN ? json_node_init_boolean (node, number != 0) : json_node_init_int (node, number);
}

/* json-glib leaves one control character as it is. */
static void
put_json (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    if (*c == '\x1f')
      fputs ("\\u001f", stdout);
    else
      putchar (*c);
}

/* Row by row, so that a table of millions never stands in memory as a tree. */
static void
write_json (HwTable *table)
{
  guint n_columns;
  const HwColumn *columns = hw_table_get_columns (table, &n_columns);
  guint n_rows = hw_table_get_n_rows (table);

  fputs ("[", stdout);
  for (guint row = 0; row < n_rows; row++) {
    g_autoptr(JsonNode) node = json_node_alloc ();
    g_autoptr(JsonObject) object = json_object_new ();
    g_autofree char *text = NULL;

    for (guint column = 0; column < n_columns; column++)
      json_object_set_member (object, columns[column].name, make_json_cell (table, row, column, columns[column].type));
    json_node_init_object (node, object);
    text = json_to_string (node, FALSE);
    fputs (row > 0 ? ",\n  " : "\n  ", stdout);
    put_json (text);
  }
  fputs (n_rows > 0 ? "\n]\n" : "]\n", stdout);
}

gboolean
hw_cli_write_table (HwTable          *table,
                    HwCliTableFormat  format)
{
  switch (format) {
  case HW_CLI_TABLE_TEXT:
    write_text (table);
    break;
  case HW_CLI_TABLE_CSV:
    write_csv (table);
    break;
  case HW_CLI_TABLE_JSON:
    write_json (table);
    break;
  }
  return fflush (stdout) == 0 && !ferror (stdout);
}
