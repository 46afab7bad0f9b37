/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The lessons: they are found, and each begins with a title, a sentence, and what to watch for. What they print is the oracle's
 * business. */

#include "hw-paths.h"
#include "hw-scenario.h"

#include <string.h>

static void
test_all_are_found_in_order (void)
{
  g_auto(GStrv) lessons = hw_paths_dup_lessons ();

  g_assert_cmpuint (g_strv_length (lessons), >=, 14);
  for (guint i = 0; lessons[i] != NULL; i++) {
    g_autofree char *prefix = g_strdup_printf ("%02u-", i + 1);
    g_autofree char *name = g_path_get_basename (lessons[i]);

    g_assert_true (g_str_has_prefix (name, prefix));
  }
}

static void
test_each_says_what_to_watch_for (void)
{
  g_auto(GStrv) lessons = hw_paths_dup_lessons ();

  for (guint i = 0; lessons[i] != NULL; i++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(HwScenario) scenario = hw_scenario_load (lessons[i], &error);
    g_auto(GStrv) lines = NULL;
    guint n_diagnostics;

    g_assert_no_error (error);
    hw_scenario_get_diagnostics (scenario, &n_diagnostics);
    g_assert_cmpuint (n_diagnostics, ==, 0);

    lines = g_strsplit (hw_scenario_get_description (scenario), "\n", -1);
    g_assert_cmpuint (g_strv_length (lines), ==, 3);
    g_assert_false (g_str_has_suffix (lines[0], "."));
    g_assert_true (g_str_has_suffix (lines[1], "."));
    g_assert_true (g_str_has_prefix (lines[2], "Watch for: "));
  }
}

static void
test_what_is_not_there_is_not_found (void)
{
  g_assert_null (hw_paths_dup_data ("scenarios/no-such-lesson.py"));
  g_assert_null (hw_paths_dup_program ("no-such-program"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lessons/all-are-found-in-order", test_all_are_found_in_order);
  g_test_add_func ("/lessons/each-says-what-to-watch-for", test_each_says_what_to_watch_for);
  g_test_add_func ("/lessons/what-is-not-there-is-not-found", test_what_is_not_there_is_not_found);
  return g_test_run ();
}
