/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Runs (hw-run.h): how they end, what they leave behind, and that nothing a program does takes more than its budget or its stack. */

#include "hw-run.h"
#include "hw-timeline.h"

#include <string.h>

typedef struct {
  HwRun   *run;
  GError  *error;
  GString *printed;
  gboolean finished;
} Fixture;

static void
print_cb (const char *text,
          gsize       length,
          gboolean    is_stderr,
          gpointer    data)
{
  Fixture *fixture = data;

  g_string_append_len (fixture->printed, text, (gssize) length);
}

static void
execute (Fixture      *fixture,
         const char   *text,
         HwRunOptions *options,
         GCancellable *cancellable)
{
  HwScenario *scenario = hw_scenario_new ("test.py", text, strlen (text));

  fixture->printed = g_string_new (NULL);
  options->output = print_cb;
  options->output_data = fixture;
  fixture->run = hw_run_new (scenario, options);
  hw_scenario_unref (scenario);
  g_assert_cmpint (hw_run_get_state (fixture->run), ==, HW_RUN_NOT_STARTED);
  fixture->finished = hw_run_execute (fixture->run, cancellable, &fixture->error);
  g_assert_true (fixture->finished == (fixture->error == NULL));
}

static void
clear (Fixture *fixture)
{
  hw_run_free (fixture->run);
  g_clear_error (&fixture->error);
  g_string_free (fixture->printed, TRUE);
}

static HwRunOptions
get_options (void)
{
  HwRunOptions options;

  hw_run_options_init (&options);
  return options;
}

static void
test_finished (void)
{
  Fixture fixture = { NULL };
  HwRunOptions options = get_options ();

  options.python = HW_PYTHON_3_11;
  execute (&fixture, "print(1)\nprint('two')\n", &options, NULL);
  g_assert_true (fixture.finished);
  g_assert_cmpint (hw_run_get_state (fixture.run), ==, HW_RUN_FINISHED);
  g_assert_cmpint (hw_run_get_exit_status (fixture.run), ==, 0);
  g_assert_cmpint (hw_run_get_python (fixture.run), ==, HW_PYTHON_3_11);
  g_assert_cmpstr (fixture.printed->str, ==, "1\ntwo\n");
  g_assert_null (hw_run_get_timeline (fixture.run));
  g_assert_cmpstr (hw_run_get_findings (fixture.run), ==, "");
  clear (&fixture);
}

static void
test_status (void)
{
  static const struct {
    const char *text;
    int         status;
  } cases[] = {
    { "import sys\nsys.exit(3)\n", 3 },
    { "raise SystemExit\n", 0 },
    { "raise SystemExit('text')\n", 1 },
    { "import sys\nsys.exit(-1)\n", 255 },
    { "import sys\nsys.exit(256)\n", 0 },
    { "1 / 0\n", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    Fixture fixture = { NULL };
    HwRunOptions options = get_options ();

    execute (&fixture, cases[i].text, &options, NULL);
    g_assert_true (fixture.finished);
    g_assert_cmpint (hw_run_get_exit_status (fixture.run), ==, cases[i].status);
    clear (&fixture);
  }
}

/* The module's own __annotations__ are there from the start up to 3.13. */
static void
test_annotations_of_the_module (void)
{
  for (guint python = HW_PYTHON_3_11; python <= HW_PYTHON_3_13; python++) {
    Fixture fixture = { NULL };
    HwRunOptions options = get_options ();

    options.python = (HwPython) python;
    execute (&fixture, "print(__annotations__)\nx: int = 1\nprint(x, __annotations__)\n", &options, NULL);
    g_assert_cmpstr (fixture.printed->str, ==, "{}\n1 {'x': <class 'int'>}\n");
    clear (&fixture);
  }
}

static void
test_refused (void)
{
  Fixture fixture = { NULL };
  HwRunOptions options = get_options ();

  execute (&fixture, "print(1)\ndef f(:\n", &options, NULL);
  g_assert_error (fixture.error, HW_ERROR, HW_ERROR_SYNTAX);
  g_assert_true (g_str_has_prefix (fixture.error->message, "test.py:2:7: "));
  g_assert_cmpint (hw_run_get_state (fixture.run), ==, HW_RUN_REFUSED);
  g_assert_cmpint (hw_run_get_exit_status (fixture.run), ==, 2);
  g_assert_cmpstr (fixture.printed->str, ==, "");
  clear (&fixture);

  execute (&fixture, "async def f(): pass\n", &options, NULL);
  g_assert_error (fixture.error, HW_ERROR, HW_ERROR_UNSUPPORTED);
  g_assert_cmpint (hw_run_get_state (fixture.run), ==, HW_RUN_REFUSED);
  clear (&fixture);
}

/* What every stopped run has to leave: the output so far and, if recorded, a timeline to go through. */
static void
assert_stopped (Fixture    *fixture,
                const char *reason)
{
  HwTimeline *timeline = hw_run_get_timeline (fixture->run);

  g_assert_error (fixture->error, HW_ERROR, HW_ERROR_BUDGET);
  g_assert_nonnull (strstr (fixture->error->message, reason));
  g_assert_cmpint (hw_run_get_state (fixture->run), ==, HW_RUN_BUDGET);
  g_assert_true (g_str_has_prefix (fixture->printed->str, "begun\n"));
  if (timeline != NULL) {
    g_autoptr (HwCursor) cursor = hw_cursor_new (timeline);

    g_assert_cmpuint (hw_timeline_get_n_steps (timeline), >, 0);
    g_assert_true (hw_cursor_seek (cursor, hw_timeline_get_last (timeline), NULL, NULL));
    g_assert_true (hw_cursor_seek (cursor, 1, NULL, NULL));
  }
}

static void
test_budgets (void)
{
  static const struct {
    const char *text;
    guint64     steps, log, heap;
    double      seconds;
    const char *reason;
  } cases[] = {
    { "print('begun')\nwhile True:\n    x = 1\n", 5000, 0, 0, 0, "statements" },
    { "print('begun')\nwhile True:\n    pass\n", 0, 0, 0, 0.05, "time" },
    /* No handler and no finalizer holds up a run that was stopped. */
    { "print('begun')\nwhile True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass\n", 5000, 0, 0, 0,
      "statements" },
    { "print('begun')\nwhile True:\n    x = [1, 2]\n", 0, 1 << 20, 0, 0, "events" },
    { "print('begun')\nx = []\nwhile True:\n    x.append([0] * 1000)\n", 0, 0, 16 << 20, 0, "memory" },
    { "print('begun')\nx = [1]\nwhile True:\n    x.extend(x)\n", 0, 0, 16 << 20, 0, "memory" },
    { "print('begun')\nx = 'x'\nwhile True:\n    x = x + x\n", 0, 0, 16 << 20, 0, "memory" },
    /* Natives that iterate have no statements. */
    { "print('begun')\nsum(range(10 ** 15))\n", 0, 0, 0, 0.05, "time" },
    { "print('begun')\nimport itertools\nx = list(itertools.repeat(1))\n", 0, 0, 16 << 20, 0, "memory" },
  };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (cases); i++) {
    Fixture fixture = { NULL };
    HwRunOptions options = get_options ();

    options.record = i % 2;
    options.max_steps = cases[i / 2].steps;
    options.max_log = cases[i / 2].log;
    options.max_heap = cases[i / 2].heap;
    options.max_seconds = cases[i / 2].seconds;
    if (cases[i / 2].log > 0 && !options.record)
      continue;
    execute (&fixture, cases[i / 2].text, &options, NULL);
    assert_stopped (&fixture, cases[i / 2].reason);
    clear (&fixture);
  }
}

static gpointer
cancel_thread (gpointer data)
{
  g_cancellable_cancel (data);
  return NULL;
}

typedef struct {
  Fixture       fixture;
  GCancellable *cancellable;
  GThread      *thread;
} Cancelled;

/* The first output starts the other thread, so the run is under way for certain. */
static void
cancel_on_output_cb (const char *text,
                     gsize       length,
                     gboolean    is_stderr,
                     gpointer    data)
{
  Cancelled *cancelled = data;

  if (cancelled->thread == NULL)
    cancelled->thread = g_thread_new ("cancel", cancel_thread, cancelled->cancellable);
}

static void
test_cancel (void)
{
  static const char text[] = "print('begun')\nwhile True:\n    pass\n";
  Cancelled cancelled = { .cancellable = g_cancellable_new () };
  HwScenario *scenario = hw_scenario_new ("test.py", text, strlen (text));
  HwRunOptions options = get_options ();
  g_autoptr (GError) error = NULL;
  HwRun *run;

  options.record = TRUE;
  options.output = cancel_on_output_cb;
  options.output_data = &cancelled;
  run = hw_run_new (scenario, &options);
  g_assert_false (hw_run_execute (run, cancelled.cancellable, &error));
  g_thread_join (cancelled.thread);
  g_assert_error (error, HW_ERROR, HW_ERROR_CANCELLED);
  g_assert_cmpint (hw_run_get_state (run), ==, HW_RUN_CANCELLED);
  g_assert_cmpuint (hw_run_get_progress (run), >, 0);
  g_assert_cmpuint (hw_timeline_get_n_steps (hw_run_get_timeline (run)), >, 0);
  hw_run_free (run);
  hw_scenario_unref (scenario);
  g_object_unref (cancelled.cancellable);
}

static void
test_timeline_outlives (void)
{
  Fixture fixture = { NULL };
  HwRunOptions options = get_options ();
  HwTimeline *timeline;

  options.record = TRUE;
  execute (&fixture, "a = []\nb = [a]\n", &options, NULL);
  timeline = hw_timeline_ref (hw_run_get_timeline (fixture.run));
  clear (&fixture);
  g_assert_cmpuint (hw_timeline_get_n_steps (timeline), ==, 2);
  hw_timeline_unref (timeline);
}

static gpointer
deep_thread (gpointer data)
{
  static const struct {
    const char *text;
    const char *printed;
  } cases[] = {
    { "def f():\n    f()\ntry:\n    f()\nexcept RecursionError as e:\n    print(e)\n", "maximum recursion depth exceeded\n" },
    { "class A:\n    def __repr__(self):\n        return repr(self)\ntry:\n    repr(A())\nexcept RecursionError:\n    print('deep')\n",
      "deep\n" },
    { "import sys\nsys.setrecursionlimit(10 ** 9)\nclass A:\n    def __repr__(self):\n        return repr(self)\n"
      "try:\n    repr(A())\nexcept RecursionError:\n    print('deep')\n",
      "deep\n" },
    { "import itertools\ni = iter([1])\nfor n in range(100000):\n    i = itertools.chain(i)\nprint(next(i))\n", "1\n" },
    { "t = ()\nfor n in range(20000):\n    t = (t,)\nprint(hash(t) == hash((t[0],)))\n", "True\n" },
    { "l = []\nfor n in range(200000):\n    l = [l]\ndel l\nprint('dropped')\n", "dropped\n" },
    { "for f in lambda: [0] * 10 ** 12, lambda: 'x' * 10 ** 12, lambda: bytes(10 ** 12), lambda: 10 ** 10 ** 10, lambda: 1 << 10 ** 12:\n"
      "    try:\n        f()\n    except MemoryError:\n        print('no')\n",
      "no\nno\nno\nno\nno\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    Fixture fixture = { NULL };
    HwRunOptions options = get_options ();

    execute (&fixture, cases[i].text, &options, NULL);
    g_assert_no_error (fixture.error);
    g_assert_cmpstr (fixture.printed->str, ==, cases[i].printed);
    clear (&fixture);
  }
  return NULL;
}

/* Runs are started from worker threads, whose stacks may be small. */
static void
test_deep (void)
{
  g_thread_join (g_thread_new ("deep", deep_thread, NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/run/finished", test_finished);
  g_test_add_func ("/run/status", test_status);
  g_test_add_func ("/run/refused", test_refused);
  g_test_add_func ("/run/annotations-of-the-module", test_annotations_of_the_module);
  g_test_add_func ("/run/budgets", test_budgets);
  g_test_add_func ("/run/cancel", test_cancel);
  g_test_add_func ("/run/timeline-outlives", test_timeline_outlives);
  g_test_add_func ("/run/deep", test_deep);
  return g_test_run ();
}
