/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* heapwright table: a table of the heap or of the record, as text, CSV or JSON. */

#include "cli-common.h"
#include "cli-write.h"

#include "hw-table.h"

#include <string.h>

typedef struct {
  HwCliOptions common;
  char *format;
  gboolean background;
} TableOptions;

static void
table_options_clear (TableOptions *options)
{
  hw_cli_options_clear (&options->common);
  g_free (options->format);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TableOptions, table_options_clear)

/* "objects, names, …". Owned. */
static char *
dup_names (void)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < HW_N_TABLES; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", hw_table_kind_get_name (i));
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static gboolean
parse_options (TableOptions     *options,
               HwTableKind      *kind,
               HwCliTableFormat *format,
               int              *argc,
               char           ***argv,
               int              *status)
{
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &options->format, "text (default), csv or json", "FORMAT" },
    { "background", 0, 0, G_OPTION_ARG_NONE, &options->background, "Also the objects that the interpreter itself brings", NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr(GOptionContext) context = g_option_context_new ("NAME FILE");
  g_autofree char *names = dup_names ();
  g_autofree char *summary = g_strdup_printf ("Runs a scenario and prints a table of its heap at a step, or of the record up to it.\n\n"
                                              "NAME is one of: %s.\nevents takes those of the one step if --at is given, else all.",
                                              names);

  g_option_context_set_summary (context, summary);
  hw_cli_add_run (context, &options->common);
  hw_cli_add_at (context, &options->common);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!hw_cli_parse (context, "table", 2, argc, argv, status))
    return FALSE;

  if (!hw_table_kind_parse ((*argv)[1], kind)) {
    *status = hw_cli_usage_error ("table", "%s: there is no such table; there are %s", (*argv)[1], names);
    return FALSE;
  }
  if (!hw_cli_table_format_parse (options->format != NULL ? options->format : "text", format)) {
    *status = hw_cli_usage_error ("table", "--format %s: there is no such one; there are text, csv and json", options->format);
    return FALSE;
  }
  return TRUE;
}

int
hw_cli_table (int    argc,
              char **argv)
{
  g_auto(TableOptions) options = { { NULL } };
  g_autoptr(HwTimeline) timeline = NULL;
  g_autoptr(HwImage) image = NULL;
  g_autoptr(HwTable) table = NULL;
  HwTableOptions rows = { 0 };
  HwCliTableFormat format;
  HwTableKind kind;
  guint step;
  int status = 0;

  if (!parse_options (&options, &kind, &format, &argc, &argv, &status))
    return status;
  timeline = hw_cli_record ("table", argv[2], &options.common, &status);
  if (timeline == NULL || !hw_cli_find_step ("table", timeline, options.common.at, &step, &status))
    return status;
  if (!hw_table_kind_needs_timeline (kind) && (image = hw_cli_image ("table", timeline, step, &status)) == NULL)
    return status;

  rows.background = options.background;
  rows.max_rows = G_MAXUINT;
  if (options.common.at != NULL && hw_table_kind_needs_timeline (kind)) {
    rows.from_step = MAX (step, 1);
    rows.to_step = step;
  }
  table = hw_table_new (kind, image, timeline, &rows, NULL);
  if (!hw_cli_write_table (table, format)) {
    g_printerr ("heapwright table: the output could not be written\n");
    return HW_CLI_FAILED;
  }
  return status;
}
