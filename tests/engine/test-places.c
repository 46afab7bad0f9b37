/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Over every lesson, no node moves between two neighbouring steps, whatever is grouped, opened, expanded or folded: the union is
 * laid out first, as in the window. */

#include "hw-picture.h"
#include "hw-run.h"
#include "hw-timeline.h"

typedef struct {
  const char *name;
  guint       max_nodes;
  guint       max_items;
  HwGrouping  grouping;
  HwLayout    layout;
  gboolean    trimmed;
} Case;

static const Case cases[] = {
  { "plain", 200, 12, HW_GROUPING_TYPE, HW_LAYOUT_LAYERED, FALSE },
  { "grouped by type", 4, 2, HW_GROUPING_TYPE, HW_LAYOUT_LAYERED, FALSE },
  { "opened by cycle", 4, 2, HW_GROUPING_COMPONENT, HW_LAYOUT_LAYERED, TRUE },
  { "opened by line", 4, 2, HW_GROUPING_LINE, HW_LAYOUT_FORCE, TRUE },
  { "folded and expanded", 200, 2, HW_GROUPING_TYPE, HW_LAYOUT_RADIAL, TRUE },
};

static GPtrArray *
make_images (const char *path)
{
  g_autofree char *text = NULL, *name = g_path_get_basename (path);
  g_autoptr (GPtrArray) images = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_image_unref);
  g_autoptr (HwScenario) scenario = NULL;
  g_autoptr (HwRun) run = NULL;
  g_autoptr (HwCursor) cursor = NULL;
  HwRunOptions options;
  guint last, stride;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  scenario = hw_scenario_new (name, text, -1);
  hw_run_options_init (&options);
  options.record = TRUE;
  hw_scenario_get_python (scenario, &options.python);
  run = hw_run_new (scenario, &options);
  hw_run_execute (run, NULL, NULL);
  cursor = hw_cursor_new (hw_run_get_timeline (run));
  last = hw_timeline_get_last (hw_run_get_timeline (run));
  stride = last / 24 + 1; /* of the long ones not every step, but in order */
  for (guint step = 0; step <= last; step += stride) {
    g_assert_true (hw_cursor_seek (cursor, step, NULL, NULL));
    g_ptr_array_add (images, hw_cursor_make_image (cursor));
  }
  return g_steal_pointer (&images);
}

/* Opens every group, and folds or expands every third node, of the middle of the run. Owned. */
static HwTrim *
make_trim (GPtrArray              *images,
           const HwPictureOptions *options)
{
  g_autoptr (HwPicture) picture = hw_picture_new (images->pdata[images->len / 2], NULL, options);
  g_autoptr (HwScene) scene = hw_picture_layout_quick (picture, NULL);
  HwTrim *trim = NULL;
  guint n;
  const HwSceneNode *nodes = hw_scene_get_nodes (scene, &n);

  for (guint i = 0; i < n; i++) {
    HwTrimKind kind = nodes[i].kind == HW_NODE_GROUP ? HW_TRIM_OPENED : i % 2 ? HW_TRIM_EXPANDED : HW_TRIM_FOLDED;
    HwTrim *next;

    if (nodes[i].kind == HW_NODE_FRAME || (nodes[i].kind == HW_NODE_OBJECT && i % 3 == 0))
      continue;
    next = hw_trim_with (trim, kind, nodes[i].kind == HW_NODE_GROUP ? nodes[i].group : nodes[i].serial, 1);
    hw_trim_unref (trim);
    trim = next;
  }
  return trim;
}

static void
assert_kept (HwScene    *scene,
             HwScene    *before,
             const char *what)
{
  guint n, n_before;
  const HwSceneNode *nodes = hw_scene_get_nodes (scene, &n), *old = hw_scene_get_nodes (before, &n_before);

  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < n_before; k++) {
      gboolean same = nodes[i].kind == HW_NODE_GROUP ? nodes[i].group == old[k].group : nodes[i].serial == old[k].serial;

      if (nodes[i].kind == old[k].kind && same && (nodes[i].rect.x != old[k].rect.x || nodes[i].rect.y != old[k].rect.y))
        g_error ("%s: %s moves", what, nodes[i].title);
    }
}

static void
check (GPtrArray  *images,
       const Case *one,
       const char *path)
{
  g_autofree char *what = g_strdup_printf ("%s, %s", path, one->name);
  g_autoptr (HwPlaces) places = hw_places_new ();
  g_autoptr (HwPicture) all = NULL;
  g_autoptr (HwScene) before = NULL;
  g_autoptr (HwTrim) trim = NULL;
  HwPictureOptions options;

  hw_picture_options_init (&options);
  options.max_nodes = one->max_nodes;
  options.max_items = one->max_items;
  options.grouping = one->grouping;
  options.layout = one->layout;
  if (one->trimmed)
    trim = options.trim = make_trim (images, &options);
  all = hw_picture_new_union ((HwImage **) images->pdata, images->len, &options);
  hw_scene_unref (hw_picture_layout_quick (all, places));
  for (guint i = 0; i < images->len; i++) {
    g_autoptr (HwPicture) picture = hw_picture_new (images->pdata[i], i > 0 ? images->pdata[i - 1] : NULL, &options);
    HwScene *scene = hw_picture_layout_quick (picture, places);

    if (before)
      assert_kept (scene, before, what);
    g_clear_pointer (&before, hw_scene_unref);
    before = scene;
  }
}

static void
test_lessons_keep_their_places (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("HEAPWRIGHT_DATA"), "scenarios", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir))) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autoptr (GPtrArray) images = g_str_has_suffix (name, ".py") ? make_images (path) : NULL;

    if (images) {
      check (images, &cases[0], name);
      check (images, &cases[1 + n % (G_N_ELEMENTS (cases) - 1)], name);
    }
    n += images != NULL;
  }
  g_assert_cmpuint (n, >, 10);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/places/lessons-keep-their-places", test_lessons_keep_their_places);
  return g_test_run ();
}
