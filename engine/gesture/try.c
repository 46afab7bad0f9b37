/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Asking the model: the program with the edit is run, and what it says on stderr is CPython's answer. */

#include "gesture/writer.h"
#include "hw-run.h"

#include <string.h>

/* Beyond this the answer comes too late to be of use. */
#define MAX_SECONDS 2.0
#define MAX_STEPS 2000000
#define MAX_HEAP (G_GUINT64_CONSTANT (512) << 20)

/* How a program ended. */
typedef struct {
  guint line;    /* of the module's statement that raised; 0 if none did */
  char *message; /* the last line of the traceback, or lines */
} Ending;

static void
write_cb (const char *text,
          gsize       length,
          gboolean    is_stderr,
          gpointer    data)
{
  if (is_stderr)
    g_string_append_len (data, text, (gssize) length);
}

/* The traceback of an uncaught exception is the last thing on stderr, but for what finalizers say at the interpreter's exit. */
static void
read_ending (const char *text,
             Ending     *ending)
{
  static const char begin[] = "Traceback (most recent call last):\n";
  const char *found = NULL;

  for (const char *at = text; (at = strstr (at, begin)) != NULL; at += strlen (begin)) {
    /* One that is told on the way ("Exception ignored in …") has its line before it. */
    const char *before = at;

    while (before > text && before[-1] == '\n')
      before--;
    while (before > text && before[-1] != '\n')
      before--;
    if (!g_str_has_prefix (before, "Exception ignored"))
      found = at;
  }
  if (found == NULL)
    return;
  found += strlen (begin);
  if (g_str_has_prefix (found, "  File ")) {
    const char *line = strstr (found, ", line ");

    ending->line = line != NULL ? (guint) g_ascii_strtoull (line + strlen (", line "), NULL, 10) : 0;
  }
  while (*found == ' ') {
    const char *next = strchr (found, '\n');

    found = next != NULL ? next + 1 : found + strlen (found);
  }
  ending->message = g_strndup (found, strcspn (found, "\n"));
}

/* FALSE with an error if it does not end. */
static gboolean
run_text (const char    *name,
          const char    *text,
          gsize          length,
          HwPython       python,
          GCancellable  *cancellable,
          Ending        *ending,
          GError       **error)
{
  g_autoptr (HwScenario) scenario = hw_scenario_new (name, text, (gssize) length);
  g_autoptr (GString) errors = g_string_new (NULL);
  g_autoptr (HwRun) run = NULL;
  HwRunOptions options;

  hw_run_options_init (&options);
  options.python = python;
  options.max_seconds = MAX_SECONDS;
  options.max_steps = MAX_STEPS;
  options.max_heap = MAX_HEAP;
  options.output = write_cb;
  options.output_data = errors;
  run = hw_run_new (scenario, &options);
  if (!hw_run_execute (run, cancellable, error))
    return FALSE;
  if (hw_run_get_exit_status (run) != 0)
    read_ending (errors->str, ending);
  return TRUE;
}

/* Where line [line] begins. */
static gsize
find_line (const char *text,
           guint       line)
{
  const char *at = text;

  for (; line > 1 && *at != '\0'; line--) {
    at += strcspn (at, "\r\n");
    at += *at == '\r' && at[1] == '\n' ? 2 : *at != '\0';
  }
  return (gsize) (at - text);
}

/* A new statement: the program ends with it, and it is what must not raise. */
static gboolean
try_statement (const HwEdit *edit,
               HwScenario   *scenario,
               HwPython      python,
               GCancellable *cancellable,
               GError      **error)
{
  g_autofree char *text = hw_edit_apply (edit, hw_scenario_get_text (scenario), hw_scenario_get_length (scenario));
  Ending ending = { 0 };
  g_autofree char *message = NULL;

  if (!run_text (hw_scenario_get_name (scenario), text, find_line (text, edit->line + edit->n_lines), python, cancellable, &ending, error))
    return FALSE;
  message = ending.message;
  if (message == NULL)
    return TRUE;
  if (ending.line >= edit->line)
    g_set_error_literal (error, HW_ERROR, HW_ERROR_REFUSED, message);
  else
    g_set_error (error, HW_ERROR, HW_ERROR_REFUSED, "the program ends before, in line %u: %s", ending.line, message);
  return FALSE;
}

/* A rewritten program: it must not raise where the old one did not. */
static gboolean
try_rewriting (const HwEdit *edit,
               HwScenario   *scenario,
               HwPython      python,
               GCancellable *cancellable,
               GError      **error)
{
  const char *old = hw_scenario_get_text (scenario);
  gsize length = hw_scenario_get_length (scenario);
  g_autofree char *text = hw_edit_apply (edit, old, length);
  Ending before = { 0 }, after = { 0 };
  g_autofree char *message = NULL;
  g_autofree char *old_message = NULL;
  gboolean done = run_text (hw_scenario_get_name (scenario), text, strlen (text), python, cancellable, &after, error);

  message = after.message;
  if (!done || message == NULL)
    return done;
  if (!run_text (hw_scenario_get_name (scenario), old, length, python, cancellable, &before, error))
    return FALSE;
  old_message = before.message;
  if (old_message != NULL)
    return TRUE;
  g_set_error_literal (error, HW_ERROR, HW_ERROR_REFUSED, message);
  return FALSE;
}

gboolean
hw_edit_try (const HwEdit *edit,
             HwScenario   *scenario,
             HwPython      python,
             GCancellable *cancellable,
             GError      **error)
{
  if (edit->n_lines > 0)
    return try_statement (edit, scenario, python, cancellable, error);
  return try_rewriting (edit, scenario, python, cancellable, error);
}
