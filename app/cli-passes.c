/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* heapwright passes: the passes of the collector; their phases in words; the decisions of one. */

#include "cli-common.h"
#include "cli-write.h"

#include "hw-table.h"
#include "hw-walk.h"

#include <stdio.h>

typedef struct {
  HwCliOptions common;
  char    *format;
  int      pass;
  gboolean phases;
  gboolean decisions;
} PassesOptions;

static void
passes_options_clear (PassesOptions *options)
{
  hw_cli_options_clear (&options->common);
  g_free (options->format);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PassesOptions, passes_options_clear)

static gboolean
parse_options (PassesOptions    *options,
               HwCliTableFormat *format,
               int              *argc,
               char           ***argv,
               int              *status)
{
  const GOptionEntry entries[] = {
    { "pass", 0, 0, G_OPTION_ARG_INT, &options->pass, "Only this pass, counted from 1", "N" },
    { "phases", 0, 0, G_OPTION_ARG_NONE, &options->phases, "What each phase does, in words", NULL },
    { "decisions", 0, 0, G_OPTION_ARG_NONE, &options->decisions, "What is decided on each object of the pass (--pass, or the last)", NULL },
    { "format", 0, 0, G_OPTION_ARG_STRING, &options->format, "text (default), csv or json", "FORMAT" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr(GOptionContext) context = g_option_context_new ("FILE");

  g_option_context_set_summary (context, "Runs a scenario and prints the passes of the collector.");
  hw_cli_add_run (context, &options->common);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!hw_cli_parse (context, "passes", 1, argc, argv, status))
    return FALSE;
  if (!hw_cli_table_format_parse (options->format != NULL ? options->format : "text", format)) {
    *status = hw_cli_usage_error ("passes", "--format %s: there is no such one; there are text, csv and json", options->format);
    return FALSE;
  }
  return TRUE;
}

/* A paragraph for each phase. */
static void
print_pass (HwTimeline *timeline,
            guint       number)
{
  g_autoptr(HwWalk) walk = hw_walk_new (timeline, number, NULL, NULL);
  const HwPass *pass = hw_walk_get_pass (walk);
  g_autofree char *end = hw_walk_describe_end (walk);

  printf ("pass %u: generation %u, step %u, line %u, %s\n", number + 1, pass->generation, pass->step, pass->line,
          pass->automatic ? "automatic" : "asked for");
  for (guint phase = 0; phase < HW_N_PHASES; phase++) {
    g_autofree char *words = hw_walk_describe_phase (walk, phase);

    printf ("  %s: %s\n", hw_phase_get_name (phase), words);
  }
  printf ("  %s\n", end);
}

static HwTableKind
get_kind (const PassesOptions *options)
{
  return options->decisions ? HW_TABLE_DECISIONS : options->phases ? HW_TABLE_PHASES : HW_TABLE_COLLECTIONS;
}

static int
print_table (const PassesOptions *options,
             HwTimeline          *timeline,
             HwCliTableFormat     format,
             int                  status)
{
  HwTableOptions rows = { .pass = (guint) options->pass, .max_rows = G_MAXUINT };
  g_autoptr(HwTable) table = hw_table_new (get_kind (options), NULL, timeline, &rows, NULL);

  if (hw_cli_write_table (table, format))
    return status;
  g_printerr ("heapwright passes: the output could not be written\n");
  return HW_CLI_FAILED;
}

int
hw_cli_passes (int    argc,
               char **argv)
{
  g_auto(PassesOptions) options = { { NULL } };
  g_autoptr(HwTimeline) timeline = NULL;
  HwCliTableFormat format;
  gsize n_passes;
  int status = 0;

  if (!parse_options (&options, &format, &argc, &argv, &status))
    return status;
  timeline = hw_cli_record ("passes", argv[1], &options.common, &status);
  if (timeline == NULL)
    return status;
  hw_timeline_get_passes (timeline, &n_passes);
  if (options.pass < 0 || (gsize) options.pass > n_passes)
    return hw_cli_usage_error ("passes", "--pass %d: this run has the passes 1 to %" G_GSIZE_FORMAT, options.pass, n_passes);
  if (!options.phases || options.decisions || format != HW_CLI_TABLE_TEXT)
    return print_table (&options, timeline, format, status);
  for (guint i = options.pass > 0 ? (guint) options.pass - 1 : 0; i < (options.pass > 0 ? (gsize) options.pass : n_passes); i++)
    print_pass (timeline, i);
  return status;
}
