/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Layouts: that nothing overlaps, that objects keep their places, and what becomes of a layout program that does not do its work. */

#include "fake-heaps.h"
#include "hw-paths.h"
#include "picture/describe.h"
#include "picture/layout.h"

#include <string.h>
#include <unistd.h>

/* ---------------------------------------------------------------------------------------------------------- places */

static gboolean
overlap (const HwRect *a,
         const HwRect *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height && b->y < a->y + a->height;
}

static void
assert_no_overlap (HwScene *scene)
{
  guint n;
  const HwSceneNode *nodes = hw_scene_get_nodes (scene, &n);

  for (guint i = 0; i < n; i++) {
    g_assert_cmpfloat (nodes[i].rect.x, >=, 0);
    g_assert_cmpfloat (nodes[i].rect.y, >=, 0);
    for (guint k = 0; k < i; k++)
      g_assert_false (overlap (&nodes[i].rect, &nodes[k].rect));
  }
}

static void
test_no_layout_overlaps (void)
{
  g_autoptr (HwImage) teaching = fake_heap_teaching (FALSE), chain = fake_heap_chain (60);
  HwImage *images[] = { teaching, chain };

  for (guint i = 0; i < G_N_ELEMENTS (images); i++)
    for (guint layout = 0; layout < HW_N_LAYOUTS; layout++) {
      g_autoptr (HwPicture) picture = NULL;
      g_autoptr (HwScene) scene = NULL, quick = NULL;
      g_autoptr (GError) error = NULL;
      HwPictureOptions options;

      hw_picture_options_init (&options);
      options.layout = (HwLayout) layout;
      picture = hw_picture_new (images[i], NULL, &options);
      scene = hw_picture_layout (picture, NULL, 0, NULL, &error);
      g_assert_no_error (error);
      assert_no_overlap (scene);
      quick = hw_picture_layout_quick (picture, NULL);
      assert_no_overlap (quick);
    }
}

/* Every node of [scene] that [before] has too stands where it stood. */
static void
assert_kept (HwScene *scene,
             HwScene *before)
{
  guint n, n_before, n_kept = 0;
  const HwSceneNode *nodes = hw_scene_get_nodes (scene, &n), *old = hw_scene_get_nodes (before, &n_before);

  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < n_before; k++)
      if (nodes[i].kind == old[k].kind && nodes[i].serial == old[k].serial && nodes[i].reachable == old[k].reachable) {
        g_assert_cmpfloat (nodes[i].rect.x, ==, old[k].rect.x);
        g_assert_cmpfloat (nodes[i].rect.y, ==, old[k].rect.y);
        n_kept++;
      }
  g_assert_cmpuint (n_kept, ==, MIN (n, n_before));
}

static void
test_objects_keep_their_places (void)
{
  g_autoptr (HwImage) first = fake_heap_teaching (FALSE), second = fake_heap_teaching (TRUE);
  g_autoptr (HwPicture) one = NULL, two = NULL;
  g_autoptr (HwPlaces) places = hw_places_new ();
  g_autoptr (HwScene) before = NULL, after = NULL, back = NULL;
  HwPictureOptions options;

  hw_picture_options_init (&options);
  one = hw_picture_new (first, NULL, &options);
  two = hw_picture_new (second, first, &options);
  before = hw_picture_layout (one, places, 0, NULL, NULL);
  after = hw_picture_layout (two, places, 0, NULL, NULL);
  assert_kept (after, before);
  g_assert_cmpuint (hw_scene_find (before, 190), ==, G_MAXUINT);
  g_assert_cmpuint (hw_scene_find (after, 190), !=, G_MAXUINT);
  back = hw_picture_layout (one, places, 0, NULL, NULL);
  assert_kept (back, after);
}

static void
test_union_reserves_room (void)
{
  g_autoptr (HwImage) first = fake_heap_teaching (FALSE), second = fake_heap_teaching (TRUE);
  g_autoptr (HwPicture) all = NULL;
  g_autoptr (HwPlaces) places = hw_places_new ();
  g_autoptr (HwScene) planned = NULL;
  HwImage *images[] = { first, second };
  HwPictureOptions options;
  double width, height;

  hw_picture_options_init (&options);
  all = hw_picture_new_union (images, 2, &options);
  planned = hw_picture_layout (all, places, 0, NULL, NULL);
  assert_no_overlap (planned);
  hw_scene_get_size (planned, &width, &height);
  for (guint i = 0; i < 2; i++) {
    g_autoptr (HwPicture) picture = hw_picture_new (images[i], NULL, &options);
    g_autoptr (HwScene) scene = hw_picture_layout (picture, places, 0, NULL, NULL);
    double own_width, own_height;

    assert_kept (scene, planned);
    assert_no_overlap (scene);
    hw_scene_get_size (scene, &own_width, &own_height);
    g_assert_cmpfloat (own_width, ==, width);
    g_assert_cmpfloat (own_height, ==, height);
  }
}

/* Anything that an image may hold, in any combination. */
static HwImage *
make_random_image (guint step)
{
  FakeHeap heap;
  guint n = g_test_rand_int_range (1, 120), first;

  fake_heap_init (&heap, step);
  first = heap.fake.objects->len;
  for (guint i = 0; i < n; i++) {
    HwKind kind = (HwKind) g_test_rand_int_range (0, HW_N_KINDS);
    guint object = fake_object (&heap.fake, 200 + 2 * i + g_test_rand_int_range (0, 2), kind,
                                g_test_rand_bit () ? heap.node : HW_NO_OBJECT, g_test_rand_bit () ? "text" : "");

    fake_get (&heap.fake, object)->generation = (gint8) g_test_rand_int_range (-1, 5);
    fake_get (&heap.fake, object)->flags = g_test_rand_int_range (0, 6) == 0 ? HW_FLAG_STATIC : 0;
    if (g_test_rand_int_range (0, 20) == 0)
      fake_frame (&heap.fake, object, "f", i);
    if (g_test_rand_int_range (0, 5) == 0)
      fake_heap_name (&heap, "name", object);
  }
  for (guint i = 0; i < 3 * n; i++) {
    guint holder = g_test_rand_int_range (first, first + n), target = g_test_rand_int_range (0, first + n);
    HwLabelKind kind = (HwLabelKind) g_test_rand_int_range (0, HW_LABEL_FIELD + 1);

    if (kind >= HW_LABEL_ATTRIBUTE)
      fake_named (&heap.fake, holder, target, i, kind, "__dict__")->weak = g_test_rand_bit ();
    else
      fake_reference (&heap.fake, holder, target, i, kind, g_test_rand_int_range (0, first + n));
  }
  return fake_heap_finish (&heap);
}

/* Anything that a user may have opened, folded or hidden. Owned. */
static HwTrim *
make_random_trim (void)
{
  static const char *const names[] = { "a", "b", "xs", "Node", "list", "dict", "x" };
  HwTrim *trim = NULL;

  for (guint n = g_test_rand_int_range (0, 5); n > 0; n--) {
    const char *name = names[g_test_rand_int_range (0, G_N_ELEMENTS (names))];
    HwTrim *next;

    if (g_test_rand_bit ())
      next = hw_trim_with_hidden (trim, (HwHiddenKind) g_test_rand_int_range (0, HW_N_HIDDEN), name, TRUE);
    else
      next = hw_trim_with (trim, (HwTrimKind) g_test_rand_int_range (HW_TRIM_EXPANDED, HW_N_TRIMS),
                           (guint64) g_test_rand_int_range (1, 300), (guint) g_test_rand_int_range (1, 4));
    hw_trim_unref (trim);
    trim = next;
  }
  return trim;
}

static void
test_random_heaps (void)
{
  for (guint round = 0; round < 60; round++) {
    g_autoptr (HwImage) before = make_random_image (1), image = make_random_image (2);
    g_autoptr (HwPicture) picture = NULL, all = NULL;
    g_autoptr (HwScene) scene = NULL, later = NULL;
    g_autoptr (HwPlaces) places = hw_places_new ();
    g_autoptr (HwTrim) trim = NULL;
    g_autofree char *text = NULL;
    HwImage *images[] = { before, image };
    HwPictureOptions options;

    hw_picture_options_init (&options);
    options.layout = (HwLayout) g_test_rand_int_range (0, HW_N_LAYOUTS);
    options.colour = (HwColour) g_test_rand_int_range (0, HW_N_COLOURS);
    options.atoms_as_nodes = g_test_rand_bit ();
    options.background = g_test_rand_bit ();
    options.max_items = g_test_rand_int_range (0, 5);
    options.max_nodes = g_test_rand_int_range (0, 80);
    options.focus = g_test_rand_int_range (0, 3) ? 0 : g_test_rand_int_range (200, 300);
    options.selected = g_test_rand_int_range (0, 300);
    options.grouping = (HwGrouping) g_test_rand_int_range (0, HW_N_GROUPINGS);
    trim = options.trim = make_random_trim ();
    picture = hw_picture_new (image, before, &options);
    scene = hw_picture_layout_quick (picture, places);
    assert_no_overlap (scene);
    text = hw_describe (picture, HW_DESCRIBE_FULL);
    g_assert_nonnull (strstr (text, "digraph"));
    all = hw_picture_new_union (images, 2, &options);
    hw_places_clear (places);
    hw_scene_unref (hw_picture_layout_quick (all, places));
    later = hw_picture_layout_quick (picture, places);
    assert_no_overlap (later);
  }
}

/* A module with a name "x" that holds the Node of [serial]. */
static HwImage *
make_loop_image (guint32 serial)
{
  FakeHeap heap;
  guint node;

  fake_heap_init (&heap, serial);
  node = fake_heap_node (&heap, serial, 0);
  fake_heap_name (&heap, "x", node);
  return fake_heap_finish (&heap);
}

static void
test_objects_of_a_loop_share_a_place (void)
{
  HwImage *images[10];
  g_autoptr (HwPicture) all = NULL;
  g_autoptr (HwPlaces) places = hw_places_new ();
  g_autoptr (HwScene) planned = NULL;
  HwPictureOptions options;
  HwRect first = { 0 };

  hw_picture_options_init (&options);
  for (guint i = 0; i < G_N_ELEMENTS (images); i++)
    images[i] = make_loop_image (110 + i);
  all = hw_picture_new_union (images, G_N_ELEMENTS (images), &options);
  /* The module, and one for all. */
  g_assert_cmpuint (all->n_nodes, ==, 2);
  planned = hw_picture_layout (all, places, 0, NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (images); i++) {
    g_autoptr (HwPicture) picture = hw_picture_new (images[i], NULL, &options);
    g_autoptr (HwScene) scene = hw_picture_layout (picture, places, 0, NULL, NULL);
    const HwSceneNode *node = hw_scene_get_nodes (scene, NULL) + hw_scene_find (scene, 110 + i);

    if (i == 0)
      first = node->rect;
    g_assert_cmpfloat (node->rect.x, ==, first.x);
    g_assert_cmpfloat (node->rect.y, ==, first.y);
    assert_no_overlap (scene);
  }
  for (guint i = 0; i < G_N_ELEMENTS (images); i++)
    hw_image_unref (images[i]);
}

static void
test_cancel_and_time_limit (void)
{
  g_autoptr (HwImage) image = fake_heap_chain (150);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  HwPictureOptions options;

  g_cancellable_cancel (cancellable);
  hw_picture_options_init (&options);
  for (guint layout = 0; layout < HW_N_LAYOUTS; layout++) {
    g_autoptr (HwPicture) picture = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (HwScene) scene = NULL;

    options.layout = (HwLayout) layout;
    picture = hw_picture_new (image, NULL, &options);
    g_assert_null (hw_picture_layout (picture, NULL, 0, cancellable, &error));
    g_assert_error (error, HW_ERROR, HW_ERROR_CANCELLED);
    g_clear_error (&error);
    scene = hw_picture_layout (picture, NULL, 0.001, NULL, &error);
    g_assert_no_error (error);
    g_assert_nonnull (scene);
  }
}

/* Groups that hold themselves and each other: every edge has a label. */
static void
test_labels_cover_nothing (void)
{
  g_autoptr (HwImage) image = NULL;
  HwPictureOptions options;
  FakeHeap heap;
  guint list, nodes[90];

  fake_heap_init (&heap, 3);
  list = fake_heap_container (&heap, 110, HW_KIND_LIST, 0, 90);
  fake_heap_name (&heap, "xs", list);
  for (guint i = 0; i < 90; i++) {
    nodes[i] = i % 3 == 0 ? fake_heap_node (&heap, 200 + i, 0)
                          : fake_heap_container (&heap, 200 + i, i % 3 == 1 ? HW_KIND_LIST : HW_KIND_TUPLE, 0, 2);
    fake_item (&heap.fake, list, nodes[i], i);
  }
  for (guint i = 0; i < 90; i++) {
    fake_item (&heap.fake, nodes[i], nodes[(i + 1) % 90], 0);
    fake_item (&heap.fake, nodes[i], nodes[(i + 3) % 90], 1);
  }
  image = fake_heap_finish (&heap);
  hw_picture_options_init (&options);
  options.max_items = 3;
  options.max_nodes = 20;
  for (guint layout = 0; layout < HW_N_LAYOUTS; layout++) {
    g_autoptr (HwPicture) picture = NULL;
    g_autoptr (HwScene) scene = NULL;
    guint n_nodes, n_edges, n_labels = 0;
    const HwSceneNode *shown;
    const HwSceneEdge *edges;

    options.layout = (HwLayout) layout;
    picture = hw_picture_new (image, NULL, &options);
    scene = hw_picture_layout (picture, NULL, 0, NULL, NULL);
    shown = hw_scene_get_nodes (scene, &n_nodes);
    edges = hw_scene_get_edges (scene, &n_edges);
    for (guint i = 0; i < n_edges; i++) {
      n_labels += edges[i].label_rect.width > 0;
      for (guint k = 0; k < n_nodes && edges[i].label_rect.width > 0; k++)
        g_assert_false (overlap (&edges[i].label_rect, &shown[k].rect));
      for (guint k = 0; k < i && edges[i].label_rect.width > 0; k++)
        g_assert_false (edges[k].label_rect.width > 0 && overlap (&edges[i].label_rect, &edges[k].label_rect));
    }
    g_assert_cmpuint (n_labels, >, 8);
  }
}

/* The object in the centre of a radial picture is as far from all sides as can be, and no empty strip is wide. */
static void
test_radial_centre (void)
{
  g_autoptr (HwImage) image = fake_heap_chain (9);
  HwPictureOptions options;

  hw_picture_options_init (&options);
  options.layout = HW_LAYOUT_RADIAL;
  for (guint32 centre = 200; centre <= 208; centre += 4) {
    g_autoptr (HwPicture) picture = NULL;
    g_autoptr (HwScene) scene = NULL;
    g_autofree char *text = NULL, *root = g_strdup_printf ("root=\"obj-%u\"", centre);

    options.centre = centre;
    picture = hw_picture_new (image, NULL, &options);
    text = hw_describe (picture, HW_DESCRIBE_SIZES);
    g_assert_nonnull (strstr (text, root));
    scene = hw_picture_layout (picture, NULL, 0, NULL, NULL);
    assert_no_overlap (scene);
  }
}

/* ----------------------------------------------------------------------------------------------------------- child */

/* The folder in which the layout program is looked for, and the program that is there. */
static char *program_folder, *program_path;

/* Puts a link to the real layout program, or a shell script, into the folder. */
static void
install_program (const char *script)
{
  g_autofree char *path = g_build_filename (program_folder, "heapwright-layout", NULL);
  g_autofree char *text = g_strdup_printf ("#!/bin/sh\n%s\n", script);

  unlink (path);
  if (script)
    g_assert_true (g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  else if (program_path)
    g_assert_cmpint (symlink (program_path, path), ==, 0);
}

static void
test_graphviz_answers (void)
{
  g_autoptr (HwImage) image = fake_heap_teaching (TRUE);

  if (!program_path) {
    g_test_skip ("heapwright-layout is not built");
    return;
  }
  for (guint layout = HW_LAYOUT_LAYERED; layout <= HW_LAYOUT_RADIAL; layout++) {
    g_autoptr (HwPicture) picture = NULL;
    g_autofree HwRect *rects = NULL;
    g_autoptr (GError) error = NULL;
    HwPictureOptions options;

    hw_picture_options_init (&options);
    options.layout = (HwLayout) layout;
    picture = hw_picture_new (image, NULL, &options);
    rects = g_new0 (HwRect, picture->n_nodes);
    g_assert_true (hw_layout_graphviz (picture, 30, NULL, rects, &error));
    g_assert_no_error (error);
    /* The names at the left, in the order of calls. */
    for (guint i = 2; i < picture->n_nodes && layout == HW_LAYOUT_LAYERED; i++)
      g_assert_cmpfloat (rects[i].x, >, rects[0].x + rects[0].width);
    g_assert_true (layout != HW_LAYOUT_LAYERED || rects[1].y > rects[0].y + rects[0].height);
  }
}

static void
test_bad_layout_programs (void)
{
  static const char *const scripts[] = {
    "exit 1",     "echo nonsense", "echo 'obj-110 1 2'; echo .", "echo 'obj-110 nan inf'; echo .",
    "kill -9 $$", "exec sleep 60", "echo",
  };
  g_autoptr (HwImage) image = fake_heap_teaching (FALSE);
  g_autoptr (HwPicture) picture = NULL;
  HwPictureOptions options;

  hw_picture_options_init (&options);
  picture = hw_picture_new (image, NULL, &options);
  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++) {
    g_autofree HwRect *rects = g_new0 (HwRect, picture->n_nodes);
    g_autoptr (GError) error = NULL;
    g_autoptr (HwScene) scene = NULL;

    install_program (scripts[i]);
    g_assert_false (hw_layout_graphviz (picture, 0.2, NULL, rects, &error));
    g_assert_error (error, HW_ERROR, HW_ERROR_LAYOUT);
    scene = hw_picture_layout (picture, NULL, 0.2, NULL, NULL);
    assert_no_overlap (scene);
  }
  install_program (NULL);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *path = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  /* Before there are threads. */
  program_path = hw_paths_dup_program ("heapwright-layout");
  program_folder = g_dir_make_tmp ("heapwright-XXXXXX", NULL);
  path = g_build_filename (program_folder, "heapwright-layout", NULL);
  g_setenv ("HEAPWRIGHT_LIBEXEC", program_folder, TRUE);
  install_program (NULL);
  g_test_add_func ("/layout/no-layout-overlaps", test_no_layout_overlaps);
  g_test_add_func ("/layout/objects-keep-their-places", test_objects_keep_their_places);
  g_test_add_func ("/layout/union-reserves-room", test_union_reserves_room);
  g_test_add_func ("/layout/objects-of-a-loop-share-a-place", test_objects_of_a_loop_share_a_place);
  g_test_add_func ("/layout/random-heaps", test_random_heaps);
  g_test_add_func ("/layout/cancel-and-time-limit", test_cancel_and_time_limit);
  g_test_add_func ("/layout/labels-cover-nothing", test_labels_cover_nothing);
  g_test_add_func ("/layout/radial-centre", test_radial_centre);
  g_test_add_func ("/layout/graphviz-answers", test_graphviz_answers);
  g_test_add_func ("/layout/bad-layout-programs", test_bad_layout_programs);
  status = g_test_run ();
  unlink (path);
  rmdir (program_folder);
  g_free (program_folder);
  g_free (program_path);
  return status;
}
