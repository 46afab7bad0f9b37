/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the verbs of the command line share. */

#include "cli-common.h"

#include <signal.h>
#include <string.h>

void
hw_cli_options_clear (HwCliOptions *options)
{
  g_clear_pointer (&options->python, g_free);
  g_clear_pointer (&options->at, g_free);
}

void
hw_cli_add_run (GOptionContext *context,
                HwCliOptions   *options)
{
  const GOptionEntry entries[] = {
    { "python", 0, 0, G_OPTION_ARG_STRING, &options->python, "Model this version of CPython: 3.11, 3.12, 3.13, …", "VERSION" },
    { "max-steps", 0, 0, G_OPTION_ARG_INT64, &options->max_steps, "Stop after this many executed statements", "N" },
    { "max-seconds", 0, 0, G_OPTION_ARG_DOUBLE, &options->max_seconds, "Stop after this many seconds (default 60)", "N" },
    G_OPTION_ENTRY_NULL
  };

  g_option_context_add_main_entries (context, entries, NULL);
}

void
hw_cli_add_at (GOptionContext *context,
               HwCliOptions   *options)
{
  const GOptionEntry entries[] = {
    { "at", 0, 0, G_OPTION_ARG_STRING, &options->at, "The state after this step: a number, first, last (default), or line:N", "STEP" },
    G_OPTION_ENTRY_NULL
  };

  g_option_context_add_main_entries (context, entries, NULL);
}

gboolean
hw_cli_parse (GOptionContext *context,
              const char     *verb,
              guint           n_operands,
              int            *argc,
              char         ***argv,
              int            *status)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *program = g_strconcat ("heapwright ", verb, NULL);

  g_set_prgname (program);
  g_option_context_set_help_enabled (context, FALSE);

  /* GOptionContext would end the program by itself after its help. */
  for (int i = 1; i < *argc && strcmp ((*argv)[i], "--") != 0; i++)
    if (strcmp ((*argv)[i], "--help") == 0 || strcmp ((*argv)[i], "-h") == 0) {
      g_autofree char *help = g_option_context_get_help (context, TRUE, NULL);

      g_print ("%s", help);
      *status = 0;
      return FALSE;
    }

  if (!g_option_context_parse (context, argc, argv, &error)) {
    *status = hw_cli_usage_error (verb, "%s", error->message);
    return FALSE;
  }

  /* After "--" GOptionContext leaves the "--" itself. */
  if (*argc > 1 && strcmp ((*argv)[1], "--") == 0) {
    for (int i = 1; i + 1 < *argc; i++)
      (*argv)[i] = (*argv)[i + 1];
    (*argc)--;
  }
  if ((guint) *argc - 1 < n_operands) {
    *status = hw_cli_usage_error (verb, "%s", *argc == 1 ? "what is it to read? No operand is given" : "an operand is missing");
    return FALSE;
  }
  if ((guint) *argc - 1 > n_operands) {
    *status = hw_cli_usage_error (verb, "one operand too many: %s", (*argv)[n_operands + 1]);
    return FALSE;
  }
  return TRUE;
}

int
hw_cli_usage_error (const char *verb,
                    const char *format,
                    ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_printerr ("heapwright %s: %s (see heapwright %s --help)\n", verb, message, verb);
  return HW_CLI_USAGE;
}

/* FILE:LINE:COLUMN: what is wrong, the line itself with a mark under the place, and what to write instead. */
static void
print_diagnostic (HwScenario         *scenario,
                  const HwDiagnostic *diagnostic)
{
  gsize length = 0;
  const char *line = hw_scenario_get_line (scenario, diagnostic->line, &length);

  g_printerr ("%s:%u:%u: %s: %s\n", hw_scenario_get_name (scenario), diagnostic->line, diagnostic->column,
              diagnostic->kind == HW_DIAGNOSTIC_SYNTAX ? "syntax error" : "not supported", diagnostic->message);
  if (line != NULL && length <= 200) {
    guint width = 1;

    if (diagnostic->end_line == diagnostic->line && diagnostic->end_column > diagnostic->column)
      width = diagnostic->end_column - diagnostic->column;
    g_printerr ("    %.*s\n    ", (int) length, line);
    for (guint i = 1; i < diagnostic->column && i <= 200; i++)
      g_printerr (" ");
    for (guint i = 0; i < MIN (width, 200); i++)
      g_printerr ("^");
    g_printerr ("\n");
  }
  if (diagnostic->hint != NULL)
    g_printerr ("    %s\n", diagnostic->hint);
}

HwScenario *
hw_cli_load (const char *verb,
             const char *path,
             int        *status)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(HwScenario) scenario = hw_scenario_load (path, &error);
  const HwDiagnostic *diagnostics;
  guint n_diagnostics;

  if (scenario == NULL) {
    g_printerr ("heapwright %s: %s\n", verb, error->message);
    *status = HW_CLI_USAGE;
    return NULL;
  }
  diagnostics = hw_scenario_get_diagnostics (scenario, &n_diagnostics);
  for (guint i = 0; i < n_diagnostics; i++)
    print_diagnostic (scenario, &diagnostics[i]);
  if (n_diagnostics > 0) {
    *status = HW_CLI_USAGE;
    return NULL;
  }
  return g_steal_pointer (&scenario);
}

static gboolean
choose_python (const char *verb,
               const char *text,
               HwScenario *scenario,
               HwPython   *python,
               int        *status)
{
  g_autoptr(GString) known = g_string_new (NULL);

  *python = HW_PYTHON_DEFAULT;
  if (text == NULL) {
    hw_scenario_get_python (scenario, python);
    return TRUE;
  }
  if (hw_python_parse (text, python))
    return TRUE;
  for (guint i = 0; i < HW_N_PYTHONS; i++)
    g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", hw_python_to_string (i));
  *status = hw_cli_usage_error (verb, "no model of Python %s; there are %s", text, known->str);
  return FALSE;
}

gboolean
hw_cli_run_options (const char         *verb,
                    const HwCliOptions *options,
                    HwScenario         *scenario,
                    HwRunOptions       *run,
                    int                *status)
{
  hw_run_options_init (run);
  if (options->max_steps < 0 || !(options->max_seconds >= 0)) {
    *status = hw_cli_usage_error (verb, "a budget wants a number above 0");
    return FALSE;
  }
  run->max_steps = options->max_steps;
  run->max_seconds = options->max_seconds;
  return choose_python (verb, options->python, scenario, &run->python, status);
}

/* Waits for the first interrupt; the next one has its usual effect. */
static gpointer
interrupt_thread (gpointer data)
{
  g_autoptr(GCancellable) cancellable = data;
  sigset_t set;
  int number;

  sigemptyset (&set);
  sigaddset (&set, SIGINT);
  sigwait (&set, &number);
  g_cancellable_cancel (cancellable);
  pthread_sigmask (SIG_UNBLOCK, &set, NULL);
  return NULL;
}

GCancellable *
hw_cli_cancellable (void)
{
  GCancellable *cancellable = g_cancellable_new ();
  sigset_t set;

  /* Every thread made from here on inherits the mask, so only the waiting one sees the signal. */
  sigemptyset (&set);
  sigaddset (&set, SIGINT);
  pthread_sigmask (SIG_BLOCK, &set, NULL);
  g_thread_unref (g_thread_new ("interrupt", interrupt_thread, g_object_ref (cancellable)));
  return cancellable;
}

HwTimeline *
hw_cli_record_cancellable (const char         *verb,
                           const char         *path,
                           const HwCliOptions *options,
                           GCancellable       *cancellable,
                           int                *status)
{
  g_autoptr(HwScenario) scenario = hw_cli_load (verb, path, status);
  g_autoptr(GError) error = NULL;
  g_autoptr(HwRun) run = NULL;
  HwRunOptions run_options;
  HwTimeline *timeline;

  if (scenario == NULL || !hw_cli_run_options (verb, options, scenario, &run_options, status))
    return NULL;
  run_options.record = TRUE;

  run = hw_run_new (scenario, &run_options);
  *status = 0;
  if (!hw_run_execute (run, cancellable, &error)) {
    g_printerr ("heapwright %s: %s\n", verb, error->message);
    *status = HW_CLI_BUDGET;
  }
  timeline = hw_run_get_timeline (run);
  if (timeline == NULL) {
    *status = HW_CLI_USAGE;
    return NULL;
  }
  return hw_timeline_ref (timeline);
}

HwTimeline *
hw_cli_record (const char         *verb,
               const char         *path,
               const HwCliOptions *options,
               int                *status)
{
  g_autoptr(GCancellable) cancellable = hw_cli_cancellable ();

  return hw_cli_record_cancellable (verb, path, options, cancellable, status);
}

/* The state in which the last statement executed at [line] is done, with all that it called; 0 if none was executed there. A statement of
 * several lines is at each of them. */
static guint
last_step_at_line (HwTimeline *timeline,
                   guint       line)
{
  guint n_steps = hw_timeline_get_n_steps (timeline);

  for (guint step = n_steps; step > 0; step--) {
    const HwStep *record = hw_timeline_get_step (timeline, step);

    if (record->line <= line && line <= MAX (record->line, record->end_line)) {
      guint done = step;

      while (done < n_steps && hw_timeline_get_step (timeline, done + 1)->depth > record->depth)
        done++;
      return done;
    }
  }
  return 0;
}

/* The first statement executed that begins at [line], else the first that has it among its lines; 0 if there is none. */
static guint
first_step_at_line (HwTimeline *timeline,
                    guint       line)
{
  guint found = 0;

  for (guint step = 1; step <= hw_timeline_get_n_steps (timeline); step++) {
    const HwStep *record = hw_timeline_get_step (timeline, step);

    if (record->line == line)
      return step;
    if (found == 0 && record->line < line && line <= record->end_line)
      found = step;
  }
  return found;
}

gboolean
hw_cli_find_step (const char *verb,
                  HwTimeline *timeline,
                  const char *text,
                  guint      *step,
                  int        *status)
{
  return hw_cli_find_step_for (verb, "--at", FALSE, timeline, text, step, status);
}

gboolean
hw_cli_find_step_for (const char *verb,
                      const char *option,
                      gboolean    first,
                      HwTimeline *timeline,
                      const char *text,
                      guint      *step,
                      int        *status)
{
  guint last = hw_timeline_get_n_steps (timeline);
  guint64 number;

  if (text == NULL || strcmp (text, "last") == 0) {
    *step = last;
    return TRUE;
  }
  if (strcmp (text, "first") == 0) {
    *step = 0;
    return TRUE;
  }
  if (g_str_has_prefix (text, "line:")) {
    if (!g_ascii_string_to_unsigned (text + strlen ("line:"), 10, 1, G_MAXUINT, &number, NULL)) {
      *status = hw_cli_usage_error (verb, "%s %s: line: wants a number from 1 on", option, text);
      return FALSE;
    }
    *step = first ? first_step_at_line (timeline, (guint) number) : last_step_at_line (timeline, (guint) number);
    if (*step == 0) {
      *status = hw_cli_usage_error (verb, "%s %s: no statement of that line was executed", option, text);
      return FALSE;
    }
    return TRUE;
  }
  if (!g_ascii_string_to_unsigned (text, 10, 0, hw_timeline_get_last (timeline), &number, NULL)) {
    *status = hw_cli_usage_error (verb, "%s %s: not a step; this record has the steps 0 to %u, first, last and line:N", option,
                                  text, hw_timeline_get_last (timeline));
    return FALSE;
  }
  *step = (guint) number;
  return TRUE;
}

HwImage *
hw_cli_image (const char *verb,
              HwTimeline *timeline,
              guint       step,
              int        *status)
{
  g_autoptr(HwCursor) cursor = hw_cursor_new (timeline);
  g_autoptr(GError) error = NULL;

  if (!hw_cursor_seek (cursor, step, NULL, &error)) {
    g_printerr ("heapwright %s: %s\n", verb, error->message);
    *status = HW_CLI_FAILED;
    return NULL;
  }
  return hw_cursor_make_image (cursor);
}
