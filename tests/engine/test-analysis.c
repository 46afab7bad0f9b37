/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Ledger, paths, components and differences of images. */

#include "hw-analysis.h"
#include "hw-timeline.h"
#include "stream.h"

static HwImage *
image_at (HwTimeline *timeline,
          guint       step)
{
  g_autoptr (HwCursor) cursor = hw_cursor_new (timeline);

  g_assert_true (hw_cursor_seek (cursor, step, NULL, NULL));
  return hw_cursor_make_image (cursor);
}

static guint32
new_list (Stream      *stream,
          StreamWorld *world)
{
  guint32 list = stream_alloc (stream, world->list, HW_KIND_LIST, HW_FLAG_GC, 56);

  stream_track (stream, list);
  return list;
}

/* ------------------------------------------------------------------------------------------------------------ ledger */

static char *
dup_ledger (HwImage *image,
            guint32  serial)
{
  guint n, sum = 0, object = hw_image_find (image, serial);
  const HwObjectRecord *objects = hw_image_get_objects (image, &n);
  g_autoptr (GPtrArray) ledger = hw_analysis_ledger (image, object);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ledger->len; i++) {
    const HwLedgerEntry *entry = ledger->pdata[i];

    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", entry->text);
    sum += entry->count;
  }
  g_assert_cmpuint (sum, ==, objects[object].refs);
  return g_string_free (text, FALSE);
}

static void
assert_ledger (HwImage    *image,
               guint32     serial,
               const char *expected)
{
  g_autofree char *text = dup_ledger (image, serial);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_ledger (void)
{
  g_autoptr (Stream) stream = stream_new (64 << 20);
  g_autoptr (HwTimeline) timeline = NULL;
  g_autoptr (HwImage) image = NULL;
  StreamWorld world;
  guint layout;
  guint32 node, a, b, list, dict, frame, weak, borrowed;
  guint32 a_serial, frame_serial, none_serial, borrowed_serial;

  stream_make_world (stream, &world);
  layout = stream->sink->add_layout (stream->sink, "f");
  stream->sink->add_label (stream->sink, layout, 0, "x");
  stream->sink->add_label (stream->sink, layout, 1, "y");
  stream_step (stream);
  node = stream_class (stream, &world, "Node");
  a = stream_instance (stream, node);
  stream_bind (stream, &world, world.globals, 0, "a", a);
  b = stream_instance (stream, node);
  stream_hold (stream, b, 1, a);
  list = new_list (stream, &world);
  stream_hold (stream, list, 3, a);
  dict = stream_alloc (stream, world.dict, HW_KIND_DICT, HW_FLAG_GC, 64);
  stream_set (stream, dict, 0, stream_str (stream, &world, "k"));
  stream_hold (stream, dict, 1, a);
  stream_hold (stream, dict, 2, a);
  stream_hold (stream, dict, 3, world.none);
  weak = stream_alloc (stream, 0, HW_KIND_WEAKREF, HW_FLAG_GC, 72);
  stream_set (stream, weak, 0, a);
  stream_incref (stream, a);
  a_serial = stream_object (stream, a)->serial;
  none_serial = stream_object (stream, world.none)->serial;
  borrowed = new_list (stream, &world);
  borrowed_serial = stream_object (stream, borrowed)->serial;
  stream_bind (stream, &world, world.globals, 1, "b", borrowed);
  stream_step (stream);
  frame = stream_push (stream, layout, 3);
  frame_serial = stream_object (stream, frame)->serial;
  stream_hold (stream, frame, 0, a);
  stream_set (stream, frame, 1, borrowed);
  timeline = stream_finish (stream);

  image = image_at (timeline, 1);
  assert_ledger (image, a_serial, "name a, ref of Node #15, [3] of list #16, ['k'] of dict #17, key of dict #17, "
                                  "1 held by the interpreter");
  g_clear_pointer (&image, hw_image_unref);
  image = image_at (timeline, 2);
  assert_ledger (image, a_serial, "name a, ref of Node #15, [3] of list #16, ['k'] of dict #17, key of dict #17, name x in f, "
                                  "1 on the evaluation stack");
  assert_ledger (image, frame_serial, "running, line 3");
  assert_ledger (image, none_serial, "[Node #13] of dict #17, immortal, a count that never moves");
  assert_ledger (image, borrowed_serial, "name b, name y in f, borrowed");
}

/* ------------------------------------------------------------------------------------------------------------- paths */

static void
assert_path (HwImage    *image,
             guint32     serial,
             const char *expected,
             const char *expression)
{
  guint object = hw_image_find (image, serial);
  g_autoptr (GArray) path = hw_analysis_path (image, object, NULL);
  g_autofree char *found = hw_analysis_path_expression (image, object);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; path != NULL && i < path->len; i++) {
    g_autofree char *label = hw_image_dup_label (image, g_array_index (path, guint, i));

    g_string_append (text, label);
  }
  g_assert_cmpstr (path != NULL ? text->str : NULL, ==, expected);
  g_assert_cmpstr (found, ==, expression);
}

static void
test_paths (void)
{
  g_autoptr (Stream) stream = stream_new (64 << 20);
  g_autoptr (HwTimeline) timeline = NULL;
  g_autoptr (HwImage) image = NULL;
  StreamWorld world;
  guint layout;
  guint32 node, a, list, inner, by_key, by_other_key, in_set, set, dict, lost, frame, local, attributes, deep;
  guint32 first_serial;

  stream_make_world (stream, &world);
  layout = stream->sink->add_layout (stream->sink, "f");
  stream->sink->add_label (stream->sink, layout, 0, "a");
  stream_step (stream);
  node = stream_class (stream, &world, "Node");
  stream_bind (stream, &world, world.globals, 0, "Node", node);
  first_serial = stream->next_serial;
  a = stream_instance (stream, node);                                                  /* + 0 */
  list = new_list (stream, &world);                                                    /* + 1 */
  inner = new_list (stream, &world);                                                   /* + 2 */
  dict = stream_alloc (stream, world.dict, HW_KIND_DICT, HW_FLAG_GC, 64);              /* + 3 */
  by_key = new_list (stream, &world);                                                  /* + 4 */
  by_other_key = new_list (stream, &world);                                            /* + 5 */
  set = stream_alloc (stream, 0, HW_KIND_SET, HW_FLAG_GC, 216);                        /* + 6 */
  in_set = new_list (stream, &world);                                                  /* + 7 */
  lost = new_list (stream, &world);                                                    /* + 8 */
  local = new_list (stream, &world);                                                   /* + 9 */
  attributes = stream_alloc (stream, world.dict, HW_KIND_DICT, HW_FLAG_GC, 64);        /* + 10 */
  deep = new_list (stream, &world);                                                    /* + 11 */
  stream_bind (stream, &world, world.globals, 1, "a", a);
  stream_set (stream, a, 1, list);
  stream_set (stream, list, 2, inner);
  stream_bind (stream, &world, world.globals, 2, "d", dict);
  stream_bind (stream, &world, dict, 0, "it's", by_key);
  stream_set (stream, dict, 2, stream_int (stream, &world, -5));
  stream_set (stream, dict, 3, by_other_key);
  stream_bind (stream, &world, world.globals, 3, "s", set);
  stream_set (stream, set, 5, in_set);
  stream_hold (stream, lost, 0, lost);
  stream_decref (stream, lost);
  /* what a.__dict__ holds is an attribute of a */
  stream_set (stream, a, 2, attributes);
  stream_bind (stream, &world, attributes, 0, "plain", deep);
  stream_step (stream);
  frame = stream_push (stream, layout, 3);
  stream_set (stream, frame, 0, local);
  timeline = stream_finish (stream);

  image = image_at (timeline, 1);
  assert_path (image, first_serial, "a", "a");
  assert_path (image, first_serial + 1, "a.ref", "a.ref");
  assert_path (image, first_serial + 2, "a.ref[2]", "a.ref[2]");
  assert_path (image, first_serial + 4, "d[\"it's\"]", "d[\"it's\"]");
  assert_path (image, first_serial + 5, "d[-5]", "d[-5]");
  assert_path (image, first_serial + 7, "selement", "list(s)[0]");
  assert_path (image, first_serial + 8, NULL, NULL);
  assert_path (image, first_serial + 11, "a.__dict__['plain']", "a.plain");
  /* held by the evaluation stack alone */
  assert_path (image, first_serial + 9, "", NULL);

  /* in the function, its variable a hides the module's */
  g_clear_pointer (&image, hw_image_unref);
  image = image_at (timeline, 2);
  assert_path (image, first_serial + 9, "a", "a");
  assert_path (image, first_serial + 1, "a.ref", NULL);
  assert_path (image, first_serial + 4, "d[\"it's\"]", "d[\"it's\"]");
}

static void
test_a_path_of_a_million (void)
{
  g_autoptr (Stream) stream = stream_new (256 << 20);
  g_autoptr (HwTimeline) timeline = NULL;
  g_autoptr (HwImage) image = NULL;
  g_autoptr (GArray) path = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  HwComponents *components;
  StreamWorld world;
  guint32 last, list;
  guint n;

  stream_make_world (stream, &world);
  stream_step (stream);
  list = new_list (stream, &world);
  stream_bind (stream, &world, world.globals, 0, "a", list);
  for (guint i = 0; i < 1000000; i++) {
    last = list;
    list = stream_alloc (stream, world.list, HW_KIND_LIST, HW_FLAG_GC, 56);
    stream_set (stream, last, 0, list);
  }
  timeline = stream_finish (stream);
  image = image_at (timeline, 1);
  hw_image_get_objects (image, &n);
  path = hw_analysis_path (image, n - 1, NULL);
  g_assert_cmpuint (path->len, ==, 1000001);
  components = hw_analysis_components (image, NULL);
  g_assert_cmpuint (components->n_components, ==, n);
  hw_components_free (components);
  g_cancellable_cancel (cancellable);
  g_assert_null (hw_analysis_components (image, cancellable));
}

/* -------------------------------------------------------------------------------------------------------- components */

#define N_RANDOM 60

/* By the definition: two objects are in one component if each reaches the other. */
static void
test_components_of_random_graphs (void)
{
  for (guint round = 0; round < 30; round++) {
    g_autoptr (Stream) stream = stream_new (64 << 20);
    g_autoptr (HwTimeline) timeline = NULL;
    g_autoptr (HwImage) image = NULL;
    g_autoptr (HwComponents) components = NULL;
    gboolean reaches[N_RANDOM][N_RANDOM] = { 0 };
    guint n_edges = g_test_rand_int_range (0, 2 * N_RANDOM);
    guint n;

    stream_step (stream);
    for (guint i = 0; i < N_RANDOM; i++)
      stream_alloc (stream, 0, HW_KIND_LIST, 0, 16);
    for (guint i = 0; i < n_edges; i++) {
      guint from = g_test_rand_int_range (0, N_RANDOM), to = g_test_rand_int_range (0, N_RANDOM);

      stream_hold (stream, HW_FIRST_CELL + from, i, HW_FIRST_CELL + to);
      reaches[from][to] = TRUE;
    }
    for (guint k = 0; k < N_RANDOM; k++)
      for (guint i = 0; i < N_RANDOM; i++)
        for (guint j = 0; j < N_RANDOM; j++)
          reaches[i][j] |= reaches[i][k] && reaches[k][j];

    timeline = stream_finish (stream);
    image = image_at (timeline, 1);
    hw_image_get_objects (image, &n);
    g_assert_cmpuint (n, ==, N_RANDOM);
    components = hw_analysis_components (image, NULL);
    for (guint i = 0; i < n; i++) {
      guint size = 0;

      for (guint j = 0; j < n; j++) {
        gboolean together = i == j || (reaches[i][j] && reaches[j][i]);

        g_assert_true (together == (components->component[i] == components->component[j]));
        size += together;
      }
      g_assert_cmpuint (components->size[components->component[i]], ==, size);
      g_assert_cmpuint (components->bytes[components->component[i]], ==, size * 16);
      g_assert_true (components->cyclic[components->component[i]] == reaches[i][i]);
    }
  }
}

/* ----------------------------------------------------------------------------------------------------------- changes */

static void
test_changes (void)
{
  static const struct {
    HwChangeKind kind;
    guint        object;
    gint64       before, after;
  } expected[] = {
    { HW_CHANGE_DIED, 0, 1, 0 },  { HW_CHANGE_COUNT, 1, 1, 2 }, { HW_CHANGE_CONTENT, 1, 0, 0 },
    { HW_CHANGE_MOVED, 2, 0, 1 }, { HW_CHANGE_BORN, 4, 0, 1 },
  };
  g_autoptr (Stream) stream = stream_new (64 << 20);
  g_autoptr (HwTimeline) timeline = NULL;
  g_autoptr (HwImage) older = NULL;
  g_autoptr (HwImage) newer = NULL;
  g_autoptr (GArray) changes = NULL;
  StreamWorld world;
  guint32 lists[4], first;

  stream_make_world (stream, &world);
  stream_step (stream);
  first = stream->next_serial;
  for (guint i = 0; i < 4; i++)
    lists[i] = new_list (stream, &world);
  stream_step (stream);
  stream_untrack (stream, lists[0]);
  stream_free_object (stream, lists[0]);
  stream_hold (stream, lists[1], 0, lists[1]);
  stream_move (stream, lists[2], HW_LIST_GENERATION_1);
  stream_set (stream, lists[3], 0, lists[1]);
  stream_set (stream, lists[3], 0, 0);
  new_list (stream, &world);
  timeline = stream_finish (stream);

  older = image_at (timeline, 1);
  newer = image_at (timeline, 2);
  changes = hw_analysis_changes (older, newer);
  g_assert_cmpuint (changes->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < changes->len; i++) {
    const HwChange *change = &g_array_index (changes, HwChange, i);

    g_assert_cmpint (change->kind, ==, expected[i].kind);
    g_assert_cmpuint (change->serial, ==, first + expected[i].object);
    g_assert_cmpint (change->before, ==, expected[i].before);
    g_assert_cmpint (change->after, ==, expected[i].after);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/analysis/ledger", test_ledger);
  g_test_add_func ("/analysis/paths", test_paths);
  g_test_add_func ("/analysis/a-path-of-a-million", test_a_path_of_a_million);
  g_test_add_func ("/analysis/components-of-random-graphs", test_components_of_random_graphs);
  g_test_add_func ("/analysis/changes", test_changes);
  return g_test_run ();
}
