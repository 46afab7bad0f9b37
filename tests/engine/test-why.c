/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Why alive, why not freed yet, and the life of an object, over programs that are run. */

#include "gesture-world.h"

/* --------------------------------------------------------------------------------------------------------------- why alive */

/* The paths to [expression]'s object, but for those along the place [avoided]: "a.ref | d['k']". Owned. */
static char *
dup_paths (World      *world,
           const char *expression,
           const char *avoided)
{
  guint object = hw_image_find (world->image, world_object (world, expression));
  guint reference = avoided != NULL ? hw_edge_find (world->image, world_edge (world, avoided)) : 0;
  g_autoptr (GPtrArray) paths = hw_analysis_paths (world->image, object, 5, avoided != NULL ? &reference : NULL, avoided != NULL, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < paths->len; i++) {
    const GArray *path = paths->pdata[i];

    g_string_append (text, i > 0 ? " | " : "");
    for (guint k = 0; k < path->len; k++) {
      g_autofree char *label = hw_image_dup_label (world->image, g_array_index (path, guint, k));

      g_string_append (text, label);
    }
  }
  return g_string_free (text, FALSE);
}

static void
assert_paths (World      *world,
              const char *expression,
              const char *avoided,
              const char *expected)
{
  g_autofree char *found = dup_paths (world, expression, avoided);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_paths (void)
{
  g_autoptr (World) world = world_new ("class N: pass\na = N()\na.ref = N()\nd = {'k': a.ref}\nx = [[a.ref]]\nonly = [[]]\n");

  assert_paths (world, "a.ref", NULL, "a.ref | d['k'] | x[0][0]");
  assert_paths (world, "a.ref", "a.ref", "d['k'] | x[0][0]");
  assert_paths (world, "a.ref", "d", "a.ref | x[0][0]");
  assert_paths (world, "only[0]", NULL, "only[0]");
  assert_paths (world, "only[0]", "only", "");
}

/* ------------------------------------------------------------------------------------------------------- why not freed yet */

/* The reason for the first unreachable list. Owned. */
static char *
dup_reason (const char *text,
            guint      *n_members,
            gboolean   *in_cycle)
{
  g_autoptr (World) world = world_new (text);
  guint n;
  const HwObjectRecord *objects = hw_image_get_objects (world->image, &n);

  for (guint i = 0; i < n; i++)
    if (objects[i].kind == HW_KIND_LIST && !objects[i].reachable) {
      g_autoptr (HwGarbage) garbage = hw_analysis_garbage (world->image, i, NULL);

      *n_members = garbage->cycle->len;
      *in_cycle = garbage->in_cycle;
      return g_strdup (garbage->reason);
    } else if (objects[i].reachable) {
      g_assert_true (i > 20 || hw_analysis_garbage (world->image, i, NULL) == NULL);
    }
  return NULL;
}

static void
assert_reason (const char *text,
               guint       n_members,
               gboolean    in_cycle,
               const char *expected)
{
  guint n = 0;
  gboolean in = FALSE;
  g_autofree char *reason = dup_reason (text, &n, &in);

  g_assert_cmpstr (reason, ==, expected);
  g_assert_cmpuint (n, ==, n_members);
  g_assert_cmpint (in, ==, in_cycle);
}

static void
test_garbage (void)
{
  assert_reason ("import gc\ngc.disable()\na = []\nb = {1: a}\na.append(b)\ndel a, b\n", 2, TRUE,
                 "its cycle waits in generation 0 for a pass; the collector is disabled, so gc.collect(0) or gc.enable() has to come first");
  assert_reason ("import gc\na = []\na.append(a)\ngc.collect(0)\ngc.collect(1)\ngc.disable()\ndel a\n", 1, TRUE,
                 "its cycle waits in generation 2 for a pass; the collector is disabled, so gc.collect() or gc.enable() has to come first");
  assert_reason ("import gc\ngc.set_threshold(500, 5, 5)\na = []\na.append(a)\ngc.collect(0)\ndel a\n", 1, TRUE,
                 "its cycle waits for a pass of generation 1, which comes when the count of that generation, now 1, is above its threshold, 5; "
                 "or by gc.collect(1)");
  assert_reason ("import gc\na = []\na.append(a)\ngc.freeze()\ndel a\n", 1, TRUE,
                 "its cycle is in the permanent generation, which no pass looks at until gc.unfreeze()");
  assert_reason ("import gc\ngc.set_threshold(0)\nh = []\nd = {}\nd['d'] = d\nd['h'] = h\ndel d, h\n", 1, FALSE,
                 "its cycle waits in generation 0 for a pass; threshold 0 is 0, so only gc.collect(0) frees it");
}

/* -------------------------------------------------------------------------------------------------------------------- life */

static void
test_life (void)
{
  g_autoptr (World) world = world_new ("class N: pass\na = N()\nb = N()\nb.ref = a\nx = [a]\ndel a\nb.ref = None\nx.clear()\n");
  guint n;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GPtrArray) few = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  guint32 serial = 0;

  for (guint step = 2; serial == 0; step++)
    serial = hw_timeline_get_step (world->timeline, step)->line == 2 ? hw_timeline_get_step (world->timeline, step)->next_serial : 0;
  events = hw_timeline_list_life (world->timeline, serial, 100, NULL);
  for (guint i = 0; i < events->len; i++) {
    const HwLifeEvent *event = events->pdata[i];

    if (event->kind != HW_EVENT_INCREF && event->kind != HW_EVENT_DECREF && event->kind != HW_EVENT_TRACK && event->kind != HW_EVENT_UNTRACK)
      g_string_append_printf (text, "%u %s\n", hw_timeline_get_step (world->timeline, event->step)->line, event->text);
  }
  n = hw_timeline_get_number (world->timeline, serial);
  g_assert_cmpuint (n, >, 0);
  g_assert_true (g_str_has_prefix (text->str, "2 born, "));
  g_assert_nonnull (strstr (text->str, "\n2 the name a refers to it\n4 N #"));
  g_assert_nonnull (strstr (text->str, ".ref refers to it\n5 list #"));
  g_assert_nonnull (strstr (text->str, "\n6 the name a lets go of it\n7 N #"));
  g_assert_true (g_str_has_suffix (text->str, "lets go of it\n8 freed\n"));
  few = hw_timeline_list_life (world->timeline, serial, 3, NULL);
  g_assert_cmpuint (few->len, ==, 3);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/why/alive", test_paths);
  g_test_add_func ("/why/not-freed-yet", test_garbage);
  g_test_add_func ("/why/life", test_life);
  return g_test_run ();
}
