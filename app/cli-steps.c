/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* heapwright steps: one line for each executed statement. */

#include "cli-common.h"

#include <stdio.h>
#include <string.h>

/* A statement is cut to this many characters; the descriptions then begin at one column. */
#define STATEMENT_WIDTH 44

/* The first line of the statement at [line], without indentation, cut. Owned. */
static char *
dup_statement (HwScenario *scenario,
               guint       line,
               guint       end_line)
{
  gsize length = 0;
  const char *start = hw_scenario_get_line (scenario, line, &length);
  g_autofree char *text = NULL;
  g_autofree char *cut = NULL;

  if (start == NULL)
    return g_strdup ("");
  text = g_strstrip (g_strndup (start, length));
  if (g_utf8_strlen (text, -1) <= STATEMENT_WIDTH - (end_line > line ? 2 : 0))
    return end_line > line ? g_strconcat (text, " …", NULL) : g_steal_pointer (&text);
  cut = g_utf8_substring (text, 0, STATEMENT_WIDTH - 2);
  return g_strconcat (cut, " …", NULL);
}

static void
print_padded (const char *text,
              glong       width)
{
  fputs (text, stdout);
  for (glong i = g_utf8_strlen (text, -1); i < width; i++)
    putchar (' ');
}

static void
print_steps (HwTimeline *timeline)
{
  HwScenario *scenario = hw_timeline_get_scenario (timeline);
  guint n_steps = hw_timeline_get_n_steps (timeline);
  guint last = hw_timeline_get_last (timeline);
  int step_width = snprintf (NULL, 0, "%u", last);
  int line_width = snprintf (NULL, 0, "%u", hw_scenario_get_n_lines (scenario));

  for (guint step = 1; step <= last; step++) {
    g_autofree char *description = hw_timeline_describe_step (timeline, step);

    if (step <= n_steps) {
      const HwStep *record = hw_timeline_get_step (timeline, step);
      g_autofree char *statement = dup_statement (scenario, record->line, record->end_line);

      printf ("%*u  line %*u  ", step_width, step, line_width, record->line);
      print_padded (statement, STATEMENT_WIDTH);
    } else {
      printf ("%*u  exit %*s  ", step_width, step, line_width, "");
      print_padded ("(the interpreter ends)", STATEMENT_WIDTH);
    }
    printf ("  %s\n", description);
  }
}

int
hw_cli_steps (int    argc,
              char **argv)
{
  g_auto(HwCliOptions) common = { NULL };
  gboolean count = FALSE;
  const GOptionEntry entries[] = {
    { "count", 0, 0, G_OPTION_ARG_NONE, &count, "Record all, but print only how many steps and events there are", NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr(GOptionContext) context = g_option_context_new ("FILE");
  g_autoptr(HwTimeline) timeline = NULL;
  int status = 0;

  g_option_context_set_summary (context, "Runs a scenario and prints one line per executed statement: number, line, statement, what happened.");
  hw_cli_add_run (context, &common);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!hw_cli_parse (context, "steps", 1, &argc, &argv, &status))
    return status;

  timeline = hw_cli_record ("steps", argv[1], &common, &status);
  if (timeline == NULL)
    return status;
  if (count)
    printf ("%u steps, %" G_GUINT64_FORMAT " events\n", hw_timeline_get_n_steps (timeline), hw_timeline_get_n_events (timeline));
  else
    print_steps (timeline);
  return status;
}
