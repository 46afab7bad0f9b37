/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The way from one scene to the next: what appears, vanishes and moves, its times, places and pieces of references in between. */

#include "record.h"

#include "hw-scene-tween.h"

#define EPSILON 1e-9

static HwScene *
make_scene (Record  *record,
            guint    state,
            HwPlaces *places)
{
  g_autoptr (HwImage) image = record_make_image (record, state);
  g_autoptr (HwPicture) picture = NULL;
  HwPictureOptions options;

  hw_picture_options_init (&options);
  picture = hw_picture_new (image, NULL, &options);
  return hw_picture_layout_quick (picture, places);
}

static guint
count_nodes (HwTween    *tween,
             HwTweenKind kind)
{
  guint n = 0;

  for (guint i = 0; i < tween->nodes->len; i++)
    n += g_array_index (tween->nodes, HwTweenNode, i).kind == kind;
  return n;
}

static guint
count_edges (HwTween    *tween,
             HwTweenKind kind)
{
  guint n = 0;

  for (guint i = 0; i < tween->edges->len; i++)
    n += g_array_index (tween->edges, HwTweenEdge, i).kind == kind;
  return n;
}

static const HwTweenNode *
find_node (HwTween *tween,
           guint32  serial)
{
  for (guint i = 0; i < tween->nodes->len; i++) {
    const HwTweenNode *node = &g_array_index (tween->nodes, HwTweenNode, i);
    HwScene *scene = node->kind == HW_TWEEN_VANISH ? tween->before : tween->after;

    if (hw_scene_get_nodes (scene, NULL)[node->node].serial == serial)
      return node;
  }
  return NULL;
}

static void
test_what_comes_and_goes (void)
{
  g_auto (Record) record = record_new ();
  g_autoptr (HwPlaces) places = hw_places_new ();
  g_autoptr (HwScene) with_b = make_scene (&record, STATE_B, places);
  g_autoptr (HwScene) with_c = make_scene (&record, STATE_C, places);
  g_autoptr (HwScene) again = make_scene (&record, STATE_C, places);
  g_autoptr (HwTween) there = hw_tween_new (with_b, with_c, NULL);
  g_autoptr (HwTween) back = hw_tween_new (with_c, with_b, NULL);

  g_assert_null (hw_tween_new (with_c, again, NULL));
  g_assert_cmpuint (count_nodes (there, HW_TWEEN_APPEAR), ==, 1);
  g_assert_cmpuint (count_nodes (there, HW_TWEEN_VANISH), ==, 0);
  g_assert_nonnull (find_node (there, record.c));
  g_assert_cmpint (find_node (there, record.c)->kind, ==, HW_TWEEN_APPEAR);
  g_assert_cmpuint (count_edges (there, HW_TWEEN_APPEAR), ==, 1); /* the name */
  g_assert_cmpuint (there->still_nodes[hw_scene_find (with_c, record.c)], ==, 0);
  g_assert_cmpuint (there->still_nodes[hw_scene_find (with_c, record.a)], ==, 1);

  g_assert_cmpuint (count_nodes (back, HW_TWEEN_VANISH), ==, 1);
  g_assert_cmpint (find_node (back, record.c)->kind, ==, HW_TWEEN_VANISH);
  g_assert_cmpuint (count_edges (back, HW_TWEEN_VANISH), ==, 1);
}

static void
test_what_goes_keeps_its_order (void)
{
  g_auto (Record) record = record_new ();
  g_autoptr (HwPlaces) places = hw_places_new ();
  g_autoptr (HwScene) before = make_scene (&record, STATE_C, places);
  g_autoptr (HwScene) after = make_scene (&record, STATE_CLASS, places);
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (HwTween) first_b = NULL, first_a = NULL;

  g_array_append_val (order, record.b);
  g_array_append_val (order, record.a);
  first_b = hw_tween_new (before, after, order);
  g_assert_cmpfloat (find_node (first_b, record.b)->begin, <, find_node (first_b, record.a)->begin);
  g_array_remove_index (order, 0);
  g_array_append_val (order, record.b);
  first_a = hw_tween_new (before, after, order);
  g_assert_cmpfloat (find_node (first_a, record.a)->begin, <, find_node (first_a, record.b)->begin);
  for (guint i = 0; i < first_a->nodes->len; i++) {
    const HwTweenNode *node = &g_array_index (first_a->nodes, HwTweenNode, i);

    g_assert_cmpfloat (node->begin, >=, 0);
    g_assert_cmpfloat (node->begin, <, node->end);
    g_assert_cmpfloat (node->end, <=, 1 + EPSILON);
  }
}

static void
test_what_moves_glides (void)
{
  g_auto (Record) record = record_new ();
  g_autoptr (HwPlaces) places = hw_places_new ();
  g_autoptr (HwPlaces) others = hw_places_new ();
  g_autoptr (HwScene) first = make_scene (&record, STATE_A, places);
  g_autoptr (HwScene) other = make_scene (&record, STATE_GARBAGE, others);
  g_autoptr (HwScene) before = make_scene (&record, STATE_RING, places);
  g_autoptr (HwScene) after = make_scene (&record, STATE_RING, others);
  g_autoptr (HwTween) tween = hw_tween_new (before, after, NULL);
  guint n_moved = 0;

  g_assert_nonnull (tween);
  for (guint i = 0; i < tween->nodes->len; i++) {
    const HwTweenNode *node = &g_array_index (tween->nodes, HwTweenNode, i);
    const HwRect *end = &hw_scene_get_nodes (after, NULL)[node->node].rect;
    HwRect at_begin = hw_tween_get_rect (node, 0), at_end = hw_tween_get_rect (node, 1), between = hw_tween_get_rect (node, 0.4);

    g_assert_cmpint (node->kind, ==, HW_TWEEN_MOVE);
    g_assert_cmpfloat_with_epsilon (at_begin.x, node->from.x, EPSILON);
    g_assert_cmpfloat_with_epsilon (at_begin.y, node->from.y, EPSILON);
    g_assert_cmpfloat_with_epsilon (at_end.x, end->x, EPSILON);
    g_assert_cmpfloat_with_epsilon (at_end.y, end->y, EPSILON);
    g_assert_cmpfloat (between.y, >=, MIN (node->from.y, end->y));
    g_assert_cmpfloat (between.y, <=, MAX (node->from.y, end->y));
    n_moved++;
  }
  g_assert_cmpuint (n_moved, >, 0);
}

static void
test_time_is_slow_at_both_ends (void)
{
  double last = 0;

  g_assert_cmpfloat (hw_tween_get_progress (0.25, 0.75, 0.25), ==, 0);
  g_assert_cmpfloat (hw_tween_get_progress (0.25, 0.75, 0), ==, 0);
  g_assert_cmpfloat (hw_tween_get_progress (0.25, 0.75, 0.5), ==, 0.5);
  g_assert_cmpfloat (hw_tween_get_progress (0.25, 0.75, 0.75), ==, 1);
  g_assert_cmpfloat (hw_tween_get_progress (0.25, 0.75, 1), ==, 1);
  g_assert_cmpfloat (hw_tween_get_progress (0.5, 0.5, 0.4), ==, 0);
  g_assert_cmpfloat (hw_tween_get_progress (0.5, 0.5, 0.5), ==, 1);
  g_assert_cmpfloat (hw_tween_get_progress (0, 1, 0.1), <, 0.1);
  g_assert_cmpfloat (hw_tween_get_progress (0, 1, 0.9), >, 0.9);
  for (guint i = 0; i <= 100; i++) {
    double now = hw_tween_get_progress (0, 1, i / 100.0);

    g_assert_cmpfloat (now, >=, last);
    last = now;
  }
}

static void
test_pieces_of_a_reference (void)
{
  const double curve[] = { 0, 0, 10, 0, 20, 30, 30, 30, 40, 30, 50, 0, 60, 0 };
  const double line[] = { 0, 0, 1, 1, 2, 2, 3, 3 };
  HwSceneEdge edge = { .points = curve, .n_points = 7 };
  HwSceneEdge straight = { .points = line, .n_points = 4 };
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (double));

  g_assert_cmpuint (hw_tween_cut_edge (&edge, 0, 1, points), ==, 7);
  for (guint i = 0; i < 14; i++)
    g_assert_cmpfloat_with_epsilon (g_array_index (points, double, i), curve[i], EPSILON);
  g_assert_cmpuint (hw_tween_cut_edge (&edge, 0.25, 0.75, points), ==, 7);
  g_assert_cmpfloat_with_epsilon (g_array_index (points, double, 0), 15, EPSILON); /* the middle of the first curve */
  g_assert_cmpfloat_with_epsilon (g_array_index (points, double, 1), 15, EPSILON);
  g_assert_cmpfloat_with_epsilon (g_array_index (points, double, 6), 30, EPSILON); /* where the curves meet */
  g_assert_cmpfloat_with_epsilon (g_array_index (points, double, 12), 45, EPSILON);
  g_assert_cmpuint (hw_tween_cut_edge (&edge, 0.5, 1, points), ==, 4);
  g_assert_cmpuint (hw_tween_cut_edge (&edge, 0.7, 0.7, points), ==, 0);

  g_assert_cmpuint (hw_tween_mix_edges (&edge, &edge, 0.3, points), ==, 7);
  g_assert_cmpfloat_with_epsilon (g_array_index (points, double, 5), 30, EPSILON);
  g_assert_cmpuint (hw_tween_mix_edges (&straight, &edge, 0, points), ==, 4);
  g_assert_cmpfloat_with_epsilon (g_array_index (points, double, 2), 1, EPSILON);
  g_assert_cmpuint (hw_tween_mix_edges (&straight, &edge, 1, points), ==, 4);
  g_assert_cmpfloat_with_epsilon (g_array_index (points, double, 6), 60, EPSILON);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tween/what-comes-and-goes", test_what_comes_and_goes);
  g_test_add_func ("/tween/what-goes-keeps-its-order", test_what_goes_keeps_its_order);
  g_test_add_func ("/tween/what-moves-glides", test_what_moves_glides);
  g_test_add_func ("/tween/time-is-slow-at-both-ends", test_time_is_slow_at_both_ends);
  g_test_add_func ("/tween/pieces-of-a-reference", test_pieces_of_a_reference);
  return g_test_run ();
}
