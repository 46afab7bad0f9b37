/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Dominators and retained sizes, against their definition: take the object away and see what is no longer reached.
 *
 * With -m perf the time for a million objects is printed, for a heap-shaped and for a random graph. */

#include "hw-analysis.h"

#include "fake-image.h"

#define N_OBJECTS 40

/* A graph of lists; the first [n_roots] are held from outside. */
static HwImage *
make_random_image (guint n_objects,
                   guint n_references,
                   guint n_roots)
{
  FakeImage fake;

  fake_init (&fake, 1);
  for (guint i = 0; i < n_objects; i++) {
    guint object = fake_object (&fake, i + 1, HW_KIND_LIST, HW_NO_OBJECT, "");

    fake_get (&fake, object)->size = 16 + g_test_rand_int_range (0, 64);
  }
  for (guint i = 0; i < n_references; i++) {
    guint from = g_test_rand_int_range (0, n_objects), to = g_test_rand_int_range (0, n_objects);

    fake_reference (&fake, from, to, i, HW_LABEL_INDEX, i)->weak = g_test_rand_int_range (0, 8) == 0;
  }
  for (guint i = 0; i < n_roots; i++)
    fake_frame (&fake, i, "f", 1);
  return fake_finish (&fake);
}

/* What [starts] reach without going through [removed], inside garbage or outside of it. */
static void
reach (HwImage      *image,
       const guint8 *starts,
       guint         removed,
       guint8       *reached)
{
  gboolean more = TRUE;

  for (guint i = 0; i < image->n_objects; i++)
    reached[i] = starts[i] && i != removed;
  while (more) {
    more = FALSE;
    for (guint i = 0; i < image->n_references; i++) {
      const HwReferenceRecord *reference = &image->references[i];

      if (reference->weak || !reached[reference->holder] || reached[reference->target] || reference->target == removed
          || image->objects[reference->holder].reachable != image->objects[reference->target].reachable)
        continue;
      reached[reference->target] = more = TRUE;
    }
  }
}

/* By the contract: the roots, and of garbage what no garbage outside its own cycle holds. */
static void
find_starts (HwImage *image,
             guint8  *starts)
{
  guint8 forth[N_OBJECTS], back[N_OBJECTS], only[N_OBJECTS];

  for (guint i = 0; i < image->n_objects; i++)
    starts[i] = !image->objects[i].reachable;
  for (guint i = 0; i < image->roots->len; i++)
    starts[g_array_index (image->roots, HwRootRecord, i).target] = TRUE;
  for (guint i = 0; i < image->n_objects; i++) {
    if (image->objects[i].reachable)
      continue;
    memset (only, 0, sizeof only);
    only[i] = TRUE;
    reach (image, only, HW_NO_OBJECT, forth);
    for (guint k = 0; k < image->n_objects; k++) {
      memset (only, 0, sizeof only);
      only[k] = TRUE;
      reach (image, only, HW_NO_OBJECT, back);
      if (!image->objects[k].reachable && back[i] && !forth[k])
        starts[i] = FALSE;
    }
  }
}

static void
check (HwImage      *image,
       HwDominators *dominators)
{
  guint8 starts[N_OBJECTS], all[N_OBJECTS], left[N_OBJECTS];

  find_starts (image, starts);
  reach (image, starts, HW_NO_OBJECT, all);
  for (guint i = 0; i < image->n_objects; i++) {
    guint64 bytes = 0;
    guint count = 0, place = 0;

    g_assert_true (all[i]);
    reach (image, starts, i, left);
    while (dominators->order[place] != i)
      place++;
    for (guint k = 0; k < image->n_objects; k++) {
      guint at = 0;

      count += !left[k];
      bytes += left[k] ? 0 : image->objects[k].size;
      /* Its kin stand right behind it. */
      while (dominators->order[at] != k)
        at++;
      g_assert_true ((at >= place && at < place + dominators->count[i]) == !left[k]);
    }
    g_assert_cmpuint (dominators->count[i], ==, count);
    g_assert_cmpuint (dominators->retained[i], ==, bytes);
    /* Nothing stands between an object and its dominator. */
    for (guint k = dominators->dominator[i]; k != HW_NO_OBJECT; k = dominators->dominator[k]) {
      reach (image, starts, k, left);
      g_assert_false (left[i]);
      g_assert_cmpuint (dominators->count[k], >, dominators->count[i]);
    }
  }
}

static void
test_random_graphs (void)
{
  for (guint round = 0; round < 150; round++) {
    guint n_references = g_test_rand_int_range (0, 3 * N_OBJECTS), n_roots = g_test_rand_int_range (0, 6);
    g_autoptr (HwImage) image = make_random_image (N_OBJECTS, n_references, n_roots);
    g_autoptr (HwDominators) dominators = hw_analysis_dominators (image, NULL);

    g_assert_cmpuint (dominators->n_objects, ==, N_OBJECTS);
    check (image, dominators);
  }
}

/* The retained bytes of a set: its members' subtrees, each byte once. */
static void
test_sets (void)
{
  for (guint round = 0; round < 50; round++) {
    g_autoptr (HwImage) image = make_random_image (N_OBJECTS, 60, 4);
    g_autoptr (HwDominators) dominators = hw_analysis_dominators (image, NULL);
    guint32 sets[N_OBJECTS];
    guint64 sums[3], expected[3] = { 0 };

    for (guint i = 0; i < N_OBJECTS; i++) {
      guint set = g_test_rand_int_range (0, 4);

      sets[i] = set < 3 ? set : G_MAXUINT32;
    }
    for (guint set = 0; set < 3; set++)
      for (guint i = 0; i < N_OBJECTS; i++)
        for (guint k = i; k != HW_NO_OBJECT; k = dominators->dominator[k])
          if (sets[k] == set) {
            expected[set] += image->objects[i].size;
            break;
          }
    hw_dominators_sum (dominators, sets, 3, sums);
    for (guint set = 0; set < 3; set++)
      g_assert_cmpuint (sums[set], ==, expected[set]);
  }
}

static void
test_empty_and_cancelled (void)
{
  g_autoptr (HwImage) empty = make_random_image (0, 0, 0), image = make_random_image (10, 10, 1);
  g_autoptr (HwDominators) dominators = hw_analysis_dominators (empty, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_assert_cmpuint (dominators->n_objects, ==, 0);
  g_cancellable_cancel (cancellable);
  g_assert_null (hw_analysis_dominators (image, cancellable));
}

/* A chain as long as this would end any recursion. */
static void
test_a_long_chain (void)
{
  const guint n = 300000;
  g_autoptr (HwImage) image = NULL;
  g_autoptr (HwDominators) dominators = NULL;
  FakeImage fake;

  fake_init (&fake, 1);
  for (guint i = 0; i < n; i++)
    fake_object (&fake, i + 1, HW_KIND_LIST, HW_NO_OBJECT, "");
  for (guint i = 0; i + 1 < n; i++)
    fake_item (&fake, i, i + 1, 0);
  fake_frame (&fake, 0, "f", 1);
  image = fake_finish (&fake);
  dominators = hw_analysis_dominators (image, NULL);
  for (guint i = 0; i < n; i++) {
    g_assert_cmpuint (dominators->dominator[i], ==, i == 0 ? HW_NO_OBJECT : i - 1);
    g_assert_cmpuint (dominators->count[i], ==, n - i);
  }
}

static void
time_it (const char *what,
         HwImage    *image)
{
  gint64 began = g_get_monotonic_time ();
  g_autoptr (HwDominators) dominators = hw_analysis_dominators (image, NULL);

  g_test_message ("%s: %u objects, %u references: %.0f ms", what, image->n_objects, image->n_references,
                  (double) (g_get_monotonic_time () - began) / 1000);
  g_assert_nonnull (dominators);
}

/* A table of records: each a dict-like object with a few parts of its own, and some references across. */
static void
test_a_million (void)
{
  const guint n_records = 240000;
  g_autoptr (HwImage) heap = NULL, random = NULL;
  FakeImage fake;

  if (!g_test_perf ()) {
    g_test_skip ("a measurement; run with -m perf");
    return;
  }
  fake_init (&fake, 1);
  fake_object (&fake, 1, HW_KIND_LIST, HW_NO_OBJECT, "");
  for (guint i = 0; i < n_records; i++) {
    guint record = fake_object (&fake, 4 * i + 2, HW_KIND_INSTANCE, HW_NO_OBJECT, "");

    fake_item (&fake, 0, record, i);
    for (guint k = 0; k < 3; k++) {
      guint part = fake_object (&fake, 4 * i + 3 + k, HW_KIND_LIST, HW_NO_OBJECT, "");

      fake_item (&fake, record, part, k);
    }
    if (i > 0)
      for (guint k = 0; k < 5; k++)
        fake_item (&fake, record, 1 + 4 * (guint) g_test_rand_int_range (0, i), 3 + k);
  }
  fake_frame (&fake, 0, "f", 1);
  heap = fake_finish (&fake);
  time_it ("records", heap);
  random = make_random_image (1000000, 3000000, 1000);
  time_it ("random", random);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dominators/random-graphs", test_random_graphs);
  g_test_add_func ("/dominators/sets", test_sets);
  g_test_add_func ("/dominators/empty-and-cancelled", test_empty_and_cancelled);
  g_test_add_func ("/dominators/a-long-chain", test_a_long_chain);
  g_test_add_func ("/dominators/a-million", test_a_million);
  return g_test_run ();
}
