/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* How long does it take to go to a step? Records a scenario, goes to 200 steps picked at random, and then there and back by one. Run by
 * hand: bench-seek FILE. */

#include "hw-image.h"
#include "hw-run.h"
#include "hw-timeline.h"

#include <stdio.h>
#include <stdlib.h>

#define N_SEEKS 200

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  const gint64 *left = a;
  const gint64 *right = b;

  return (*left > *right) - (*left < *right);
}

/* Microseconds to get to [step]. */
static gint64
seek (HwCursor *cursor,
      guint     step)
{
  g_autoptr(GError) error = NULL;
  gint64 begin = g_get_monotonic_time ();

  if (!hw_cursor_seek (cursor, step, NULL, &error))
    g_error ("step %u: %s", step, error->message);
  return g_get_monotonic_time () - begin;
}

static void
print_times (const char *what,
             gint64     *times)
{
  qsort (times, N_SEEKS, sizeof times[0], compare_times);
  printf ("%-20s median %8.3f ms, worst %8.3f ms\n", what, times[N_SEEKS / 2] / 1000.0, times[N_SEEKS - 1] / 1000.0);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(HwScenario) scenario = argc == 2 ? hw_scenario_load (argv[1], &error) : NULL;
  g_autoptr(GRand) random = g_rand_new_with_seed (1);
  g_autoptr(HwCursor) cursor = NULL;
  g_autoptr(HwRun) run = NULL;
  gint64 far[N_SEEKS], back[N_SEEKS], images[N_SEEKS];
  HwRunOptions options;
  guint last;

  if (scenario == NULL) {
    fprintf (stderr, "bench-seek FILE: %s\n", error != NULL ? error->message : "no file named");
    return 2;
  }
  hw_run_options_init (&options);
  options.record = TRUE;
  run = hw_run_new (scenario, &options);
  if (!hw_run_execute (run, NULL, &error)) {
    fprintf (stderr, "bench-seek: %s\n", error->message);
    return 2;
  }

  cursor = hw_cursor_new (hw_run_get_timeline (run));
  last = hw_timeline_get_last (hw_run_get_timeline (run));
  for (guint i = 0; i < N_SEEKS; i++) {
    guint step = g_rand_int_range (random, 1, last + 1);
    gint64 begin;

    far[i] = seek (cursor, step);
    back[i] = seek (cursor, step - 1);
    begin = g_get_monotonic_time ();
    hw_image_unref (hw_cursor_make_image (cursor));
    images[i] = g_get_monotonic_time () - begin;
  }
  printf ("%u steps\n", last);
  print_times ("to any step", far);
  print_times ("one step back", back);
  print_times ("making the image", images);
  return 0;
}
