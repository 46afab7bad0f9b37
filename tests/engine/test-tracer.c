/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The tracer of allocations: its table against a plain hash table, tracebacks, peaks. */

#include "alloc/tracer.h"

typedef struct {
  HwTraceFrame frames[4];
  guint        n;
} Where;

static guint
where_cb (gpointer      data,
          HwTraceFrame *frames,
          guint         max,
          guint        *total)
{
  const Where *where = data;
  guint n = MIN (where->n, max);

  for (guint i = 0; i < n; i++)
    frames[i] = where->frames[i];
  *total = where->n;
  return n;
}

static void
test_counts_requested_bytes (void)
{
  HwTracer *tracer = hw_tracer_new ();

  hw_tracer_add (tracer, 1, 100);
  g_assert_cmpuint (hw_tracer_get_current (tracer), ==, 0);
  hw_tracer_start (tracer, 1);
  hw_tracer_add (tracer, 1, 100);
  hw_tracer_add (tracer, 2, 50);
  hw_tracer_remove (tracer, 1);
  g_assert_cmpuint (hw_tracer_get_current (tracer), ==, 50);
  g_assert_cmpuint (hw_tracer_get_peak (tracer), ==, 150);
  hw_tracer_add (tracer, 2, 70);
  g_assert_cmpuint (hw_tracer_get_current (tracer), ==, 70);
  hw_tracer_reset_peak (tracer);
  g_assert_cmpuint (hw_tracer_get_peak (tracer), ==, 70);
  hw_tracer_remove (tracer, 9);
  hw_tracer_clear (tracer);
  g_assert_cmpuint (hw_tracer_get_current (tracer), ==, 0);
  g_assert_cmpuint (hw_tracer_get_peak (tracer), ==, 0);
  g_assert_true (hw_tracer_is_on (tracer));
  hw_tracer_stop (tracer);
  g_assert_false (hw_tracer_is_on (tracer));
  hw_tracer_free (tracer);
}

static void
test_is_silent_when_asked (void)
{
  HwTracer *tracer = hw_tracer_new ();

  hw_tracer_start (tracer, 1);
  hw_tracer_set_silent (tracer, TRUE);
  hw_tracer_add (tracer, 1, 100);
  hw_tracer_set_silent (tracer, FALSE);
  hw_tracer_add (tracer, 2, 10);
  g_assert_cmpuint (hw_tracer_get_current (tracer), ==, 10);
  hw_tracer_free (tracer);
}

static void
test_interns_tracebacks (void)
{
  Where where = { { HW_TRACE_FRAME (0, 7), HW_TRACE_FRAME (0, 3), HW_TRACE_FRAME (0, 1) }, 3 };
  HwTracer *tracer = hw_tracer_new ();
  const HwTraceFrame *frames;
  HwTrace first, second, third;
  guint n, total;

  hw_tracer_set_where (tracer, where_cb, &where);
  hw_tracer_start (tracer, 2);
  hw_tracer_add (tracer, 1, 10);
  hw_tracer_push (tracer, HW_TRACE_FRAME (HW_TRACE_FILE_LIBRARY, 560));
  hw_tracer_add (tracer, 2, 10);
  hw_tracer_pop (tracer);
  hw_tracer_add (tracer, 3, 10);
  g_assert_true (hw_tracer_find (tracer, 1, &first));
  g_assert_true (hw_tracer_find (tracer, 2, &second));
  g_assert_true (hw_tracer_find (tracer, 3, &third));
  g_assert_false (hw_tracer_find (tracer, 4, &third));
  g_assert_cmpuint (first.traceback, ==, third.traceback);
  g_assert_cmpuint (first.traceback, !=, second.traceback);

  frames = hw_tracer_get_traceback (tracer, first.traceback, &n, &total);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (total, ==, 3);
  g_assert_cmpuint (HW_TRACE_LINE (frames[0]), ==, 7);
  g_assert_cmpuint (HW_TRACE_LINE (frames[1]), ==, 3);
  frames = hw_tracer_get_traceback (tracer, second.traceback, &n, &total);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (total, ==, 4);
  g_assert_cmpuint (HW_TRACE_FILE (frames[0]), ==, HW_TRACE_FILE_LIBRARY);
  g_assert_cmpuint (HW_TRACE_LINE (frames[1]), ==, 7);
  hw_tracer_free (tracer);
}

/* Blocks come and go at random: the tracer must hold the same traces as a hash table does. */
static void
test_agrees_with_a_hash_table (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (4);
  g_autoptr (GHashTable) model = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) traces = NULL;
  HwTracer *tracer = hw_tracer_new ();
  guint64 bytes = 0;

  hw_tracer_start (tracer, 1);
  for (guint i = 0; i < 200000; i++) {
    guint32 address = (guint32) g_rand_int_range (random, 1, 30000) * 4;
    guint32 old = GPOINTER_TO_UINT (g_hash_table_lookup (model, GUINT_TO_POINTER (address)));

    bytes -= old;
    if (g_rand_boolean (random)) {
      guint32 size = (guint32) g_rand_int_range (random, 1, 1000);

      hw_tracer_add (tracer, address, size);
      g_hash_table_insert (model, GUINT_TO_POINTER (address), GUINT_TO_POINTER (size));
      bytes += size;
    } else {
      hw_tracer_remove (tracer, address);
      g_hash_table_remove (model, GUINT_TO_POINTER (address));
    }
  }
  g_assert_cmpuint (hw_tracer_get_current (tracer), ==, bytes);
  traces = hw_tracer_get_traces (tracer);
  g_assert_cmpuint (traces->len, ==, g_hash_table_size (model));
  for (guint i = 0; i < traces->len; i++) {
    const HwTrace *trace = &g_array_index (traces, HwTrace, i);

    g_assert_cmpuint (trace->size, ==, GPOINTER_TO_UINT (g_hash_table_lookup (model, GUINT_TO_POINTER (trace->address))));
  }
  hw_tracer_free (tracer);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tracer/counts-requested-bytes", test_counts_requested_bytes);
  g_test_add_func ("/tracer/is-silent-when-asked", test_is_silent_when_asked);
  g_test_add_func ("/tracer/interns-tracebacks", test_interns_tracebacks);
  g_test_add_func ("/tracer/agrees-with-a-hash-table", test_agrees_with_a_hash_table);
  return g_test_run ();
}
