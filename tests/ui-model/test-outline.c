/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The scene as lines and as ways: outline model, neighbours by direction, reading order, search; and the viewport's arithmetic.
 */

#include "record.h"

#include "hw-outline-model.h"
#include "hw-scene-walk.h"
#include "hw-viewport.h"

static HwScene *
make_scene (HwImage *image)
{
  g_autoptr (HwPicture) picture = NULL;
  g_autoptr (HwPlaces) places = hw_places_new ();
  HwPictureOptions options;

  hw_picture_options_init (&options);
  picture = hw_picture_new (image, NULL, &options);
  return hw_picture_layout_quick (picture, places);
}

static char *
model_to_string (HwOutlineModel *model)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (model)); i++) {
    g_autoptr (HwOutlineItem) item = g_list_model_get_item (G_LIST_MODEL (model), i);

    g_string_append_printf (text, "%s\n", hw_outline_item_get_text (item));
  }
  return g_string_free (text, FALSE);
}

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  GString    *changes)
{
  g_string_append_printf (changes, "%u-%u+%u ", position, removed, added);
}

static void
test_lines_read_as_sentences (void)
{
  g_auto (Record) record = record_new ();
  g_autoptr (HwImage) image = record_make_image (&record, STATE_RING);
  g_autoptr (HwScene) scene = make_scene (image);
  g_autoptr (HwOutlineModel) model = hw_outline_model_new ();
  g_autofree char *text = NULL;
  g_autofree char *line
    = g_strdup_printf ("Node #%u, count 2, generation 0, held by name a and ref of Node #%u\n", record.a, record.b);

  hw_outline_model_set_scene (model, scene, image);
  text = model_to_string (model);
  g_assert_true (g_str_has_prefix (text, "module __main__, names "));
  g_assert_nonnull (strstr (text, line));
  g_assert_cmpuint (hw_outline_model_find (model, record.a), !=, G_MAXUINT);
  g_assert_cmpuint (hw_outline_model_find (model, 0), ==, G_MAXUINT);
}

static void
test_only_what_differs_is_told (void)
{
  g_auto (Record) record = record_new ();
  g_autoptr (HwImage) image = record_make_image (&record, STATE_RING);
  g_autoptr (HwScene) scene = make_scene (image);
  g_autoptr (HwScene) again = make_scene (image);
  g_autoptr (HwOutlineModel) model = hw_outline_model_new ();
  GString *changes = g_string_new (NULL);
  g_autofree char *all = NULL;
  guint n;

  g_signal_connect (model, "items-changed", G_CALLBACK (items_changed_cb), changes);
  hw_outline_model_set_scene (model, scene, image);
  n = g_list_model_get_n_items (G_LIST_MODEL (model));
  g_assert_cmpuint (n, >, 3);
  hw_outline_model_set_scene (model, again, image);
  hw_outline_model_set_scene (model, NULL, NULL);
  all = g_strdup_printf ("0-0+%u 0-%u+0 ", n, n);
  g_assert_cmpstr (changes->str, ==, all);
  g_string_free (changes, TRUE);
}

static void
test_reading_order_is_every_node_once (void)
{
  g_auto (Record) record = record_new ();

  for (guint state = 0; state < N_STATES; state++) {
    g_autoptr (HwImage) image = record_make_image (&record, state);
    g_autoptr (HwScene) scene = make_scene (image);
    g_autoptr (GArray) order = hw_scene_get_reading_order (scene);
    guint n_nodes;
    const HwSceneNode *nodes = hw_scene_get_nodes (scene, &n_nodes);
    g_autofree guint8 *seen = g_new0 (guint8, n_nodes + 1);
    gboolean in_objects = FALSE;

    g_assert_cmpuint (order->len, ==, n_nodes);
    for (guint i = 0; i < order->len; i++) {
      guint node = g_array_index (order, guint, i);

      g_assert_false (seen[node]);
      seen[node] = TRUE;
      in_objects |= nodes[node].kind != HW_NODE_FRAME;
      g_assert_true (in_objects == (nodes[node].kind != HW_NODE_FRAME));
    }
  }
}

/* Wherever a step leads, an edge leads there too, and the way lies in that direction. */
static void
test_neighbours_are_joined_and_lie_there (void)
{
  g_auto (Record) record = record_new ();
  g_autoptr (HwImage) image = record_make_image (&record, STATE_WEAK);
  g_autoptr (HwScene) scene = make_scene (image);
  guint n_nodes, n_edges, n_found = 0;
  const HwSceneNode *nodes = hw_scene_get_nodes (scene, &n_nodes);
  const HwSceneEdge *edges = hw_scene_get_edges (scene, &n_edges);

  for (guint node = 0; node < n_nodes; node++)
    for (guint direction = 0; direction < 4; direction++) {
      guint to = hw_scene_get_neighbour (scene, node, direction);
      gboolean joined = FALSE;
      double dx, dy;

      if (to == G_MAXUINT)
        continue;
      n_found++;
      for (guint i = 0; i < n_edges; i++)
        joined |= (edges[i].from == node && edges[i].to == to) || (edges[i].from == to && edges[i].to == node);
      g_assert_true (joined);
      dx = nodes[to].rect.x + nodes[to].rect.width / 2 - nodes[node].rect.x - nodes[node].rect.width / 2;
      dy = nodes[to].rect.y + nodes[to].rect.height / 2 - nodes[node].rect.y - nodes[node].rect.height / 2;
      g_assert_true (direction != HW_DIRECTION_LEFT || dx < 0);
      g_assert_true (direction != HW_DIRECTION_RIGHT || dx > 0);
      g_assert_true (direction != HW_DIRECTION_UP || dy < 0);
      g_assert_true (direction != HW_DIRECTION_DOWN || dy > 0);
    }
  g_assert_cmpuint (n_found, >, 3);
}

static void
test_search_looks_at_titles_labels_and_values (void)
{
  g_auto (Record) record = record_new ();
  g_autoptr (HwImage) image = record_make_image (&record, STATE_WEAK);
  g_autoptr (HwScene) scene = make_scene (image);
  g_autoptr (GArray) by_title = hw_scene_search (scene, "NODE #");
  g_autoptr (GArray) by_label = hw_scene_search (scene, "referent");
  g_autoptr (GArray) nothing = hw_scene_search (scene, "no such text");
  g_autoptr (GArray) empty = hw_scene_search (scene, "");

  g_assert_cmpuint (by_title->len, ==, 3);
  g_assert_cmpuint (by_label->len, ==, 1);
  g_assert_cmpuint (hw_scene_get_nodes (scene, &(guint) { 0 })[g_array_index (by_label, guint, 0)].serial, ==, record.weakref);
  g_assert_cmpuint (nothing->len, ==, 0);
  g_assert_cmpuint (empty->len, ==, 0);
}

/* ------------------------------------------------------------------------------------------------------------ viewport */

static void
test_zoom_keeps_the_point_under_the_pointer (void)
{
  HwViewport viewport = { .zoom = 1, .x = 20, .y = -30, .width = 400, .height = 300 };
  double before_x, before_y, after_x, after_y;

  hw_viewport_to_scene (&viewport, 123, 45, &before_x, &before_y);
  hw_viewport_zoom_at (&viewport, 2.5, 123, 45);
  hw_viewport_to_scene (&viewport, 123, 45, &after_x, &after_y);
  g_assert_cmpfloat_with_epsilon (before_x, after_x, 0.5);
  g_assert_cmpfloat_with_epsilon (before_y, after_y, 0.5);
  hw_viewport_zoom_at (&viewport, 1e9, 0, 0);
  g_assert_cmpfloat (viewport.zoom, ==, HW_VIEWPORT_MAX_ZOOM);
  hw_viewport_zoom_at (&viewport, 0, 0, 0);
  g_assert_cmpfloat (viewport.zoom, ==, HW_VIEWPORT_MIN_ZOOM);
}

static void
test_fit_shows_all_within_the_limits (void)
{
  HwViewport viewport = { .zoom = 1, .width = 400, .height = 300 };
  HwRect scene = { 0, 0, 1000, 200 };
  HwRect view;

  hw_viewport_fit (&viewport, scene.width, scene.height, HW_VIEWPORT_MIN_ZOOM, 1);
  view = hw_viewport_to_view (&viewport, &scene);
  g_assert_cmpfloat (view.x, >=, 0);
  g_assert_cmpfloat (view.x + view.width, <=, 400);
  hw_viewport_fit (&viewport, 10, 10, HW_VIEWPORT_MIN_ZOOM, 1);
  g_assert_cmpfloat (viewport.zoom, ==, 1);
  hw_viewport_fit (&viewport, scene.width, scene.height, 0.6, 1);
  g_assert_cmpfloat (viewport.zoom, ==, 0.6);
  g_assert_cmpfloat (viewport.x, ==, 16);
}

static void
test_reveal_moves_no_further_than_needed (void)
{
  HwViewport viewport = { .zoom = 1, .width = 400, .height = 300 };

  g_assert_false (hw_viewport_reveal (&viewport, &(HwRect) { 100, 100, 50, 50 }));
  g_assert_true (hw_viewport_reveal (&viewport, &(HwRect) { 380, 100, 50, 50 }));
  g_assert_cmpfloat (viewport.x, ==, -46);
  g_assert_cmpfloat (viewport.y, ==, 0);
  g_assert_true (hw_viewport_reveal (&viewport, &(HwRect) { 0, 0, 1000, 50 }));
  g_assert_cmpfloat (viewport.x, ==, 16);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/outline/lines-read-as-sentences", test_lines_read_as_sentences);
  g_test_add_func ("/outline/only-what-differs-is-told", test_only_what_differs_is_told);
  g_test_add_func ("/walk/reading-order-is-every-node-once", test_reading_order_is_every_node_once);
  g_test_add_func ("/walk/neighbours-are-joined-and-lie-there", test_neighbours_are_joined_and_lie_there);
  g_test_add_func ("/walk/search-looks-at-titles-labels-and-values", test_search_looks_at_titles_labels_and_values);
  g_test_add_func ("/viewport/zoom-keeps-the-point-under-the-pointer", test_zoom_keeps_the_point_under_the_pointer);
  g_test_add_func ("/viewport/fit-shows-all-within-the-limits", test_fit_shows_all_within_the_limits);
  g_test_add_func ("/viewport/reveal-moves-no-further-than-needed", test_reveal_moves_no_further_than_needed);
  return g_test_run ();
}
