/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* heapwright run: what the modelled interpreter prints, and its exit status. */

#include "cli-common.h"

#include <stdio.h>

static void
write_output_cb (const char *text,
                 gsize       length,
                 gboolean    is_stderr,
                 gpointer    data)
{
  if (is_stderr)
    fflush (stdout);
  fwrite (text, 1, length, is_stderr ? stderr : stdout);
}

/* Runs, and gives the exit status. */
static int
execute (HwScenario   *scenario,
         HwRunOptions *options)
{
  g_autoptr(GCancellable) cancellable = hw_cli_cancellable ();
  g_autoptr(HwRun) run = hw_run_new (scenario, options);
  g_autoptr(GError) error = NULL;
  gboolean finished = hw_run_execute (run, cancellable, &error);
  const char *findings;

  if (fflush (stdout) != 0) {
    g_printerr ("heapwright run: the output could not be written\n");
    return HW_CLI_FAILED;
  }
  if (!finished) {
    g_printerr ("heapwright run: %s\n", error->message);
    return g_error_matches (error, HW_ERROR, HW_ERROR_BUDGET) || g_error_matches (error, HW_ERROR, HW_ERROR_CANCELLED) ? HW_CLI_BUDGET
                                                                                                                       : HW_CLI_USAGE;
  }
  findings = hw_run_get_findings (run);
  if (*findings != '\0') {
    g_printerr ("heapwright run: the engine contradicts itself:\n%s\n", findings);
    return HW_CLI_FAILED;
  }
  return hw_run_get_exit_status (run);
}

int
hw_cli_run (int    argc,
            char **argv)
{
  g_auto(HwCliOptions) common = { NULL };
  gboolean verify = FALSE;
  gboolean stress = FALSE;
  const GOptionEntry entries[] = {
    { "verify", 0, 0, G_OPTION_ARG_NONE, &verify, "For developers: check heap and record against each other after every event (slow)", NULL },
    { "stress", 0, 0, G_OPTION_ARG_NONE, &stress, "For developers: collect at every allocation that may collect", NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr(GOptionContext) context = g_option_context_new ("FILE");
  g_autoptr(HwScenario) scenario = NULL;
  HwRunOptions options;
  int status = 0;

  g_option_context_set_summary (context, "Runs a scenario and prints what CPython prints; ends with CPython's exit status.");
  hw_cli_add_run (context, &common);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!hw_cli_parse (context, "run", 1, &argc, &argv, &status))
    return status;

  scenario = hw_cli_load ("run", argv[1], &status);
  if (scenario == NULL)
    return status;

  if (!hw_cli_run_options ("run", &common, scenario, &options, &status))
    return status;
  options.record = verify;
  options.verify = verify;
  options.stress = stress;
  options.output = write_output_cb;
  return execute (scenario, &options);
}
