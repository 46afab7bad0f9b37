/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Several objects at once: what is said of those that were selected, and in which order objects end. */

#include "record.h"

#include "hw-cascade.h"
#include "hw-picked.h"
#include "hw-viewport.h"

static void
test_several_are_described (void)
{
  g_auto (Record) record = record_new ();
  g_autoptr (HwImage) apart = record_make_image (&record, STATE_C);
  g_autoptr (HwImage) ring = record_make_image (&record, STATE_RING);
  g_autoptr (GArray) serials = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autofree char *none = NULL, *one = NULL, *two = NULL, *in_a_ring = NULL;
  guint size = hw_image_get_objects (apart, NULL)[hw_image_find (apart, record.a)].size;
  g_autofree char *wanted_one = g_strdup_printf ("1 object selected, %u B, 0 references among them", size);
  g_autofree char *wanted_two = g_strdup_printf ("2 objects selected, %u B, 0 references among them", 2 * size);
  g_autofree char *wanted_ring = g_strdup_printf ("2 objects selected, %u B, 2 references among them", 2 * size);

  none = hw_picked_describe (apart, serials);
  g_assert_cmpstr (none, ==, "0 objects selected, 0 B, 0 references among them");
  g_array_append_val (serials, record.a);
  one = hw_picked_describe (apart, serials);
  g_assert_cmpstr (one, ==, wanted_one);
  g_array_append_val (serials, record.b);
  g_array_append_val (serials, (guint32) { 123456 }); /* not alive */
  two = hw_picked_describe (apart, serials);
  g_assert_cmpstr (two, ==, wanted_two);
  in_a_ring = hw_picked_describe (ring, serials);
  g_assert_cmpstr (in_a_ring, ==, wanted_ring);
}

static void
test_their_names_are_deleted_together (void)
{
  g_auto (Record) record = record_new ();
  g_autoptr (HwImage) image = record_make_image (&record, STATE_RING);
  g_autoptr (HwImage) garbage = record_make_image (&record, STATE_GARBAGE);
  g_autoptr (GArray) serials = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autofree char *statement = NULL;

  g_array_append_val (serials, record.b);
  g_array_append_val (serials, record.a);
  statement = hw_picked_dup_delete (image, serials);
  g_assert_cmpstr (statement, ==, "del a, b");
  g_assert_null (hw_picked_dup_delete (garbage, serials));
}

static void
test_the_cascade_is_read_from_the_record (void)
{
  g_auto (Record) record = record_new ();
  g_autoptr (GArray) there = hw_cascade_list (record.timeline, STATE_WEAK, STATE_C_IS_GONE);
  g_autoptr (GArray) back = hw_cascade_list (record.timeline, STATE_C_IS_GONE, STATE_WEAK);
  g_autoptr (GArray) nothing = hw_cascade_list (record.timeline, STATE_A, STATE_A);
  g_autoptr (GArray) beyond = hw_cascade_list (record.timeline, STATE_A, G_MAXUINT);
  gboolean found = FALSE;

  g_assert_cmpuint (nothing->len, ==, 0);
  g_assert_cmpuint (beyond->len, ==, 0);
  g_assert_cmpuint (there->len, >, 0);
  g_assert_cmpuint (there->len, ==, back->len);
  for (guint i = 0; i < there->len; i++) {
    g_assert_cmpuint (g_array_index (there, guint32, i), ==, g_array_index (back, guint32, back->len - 1 - i));
    found = found || g_array_index (there, guint32, i) == record.c;
  }
  g_assert_true (found);
}

static void
test_a_part_is_shown_in_the_middle (void)
{
  HwViewport viewport = { 1, 0, 0, 1000, 600 };
  HwRect rect = { 3000, 2000, 100, 50 }, wide = { 0, 0, 9680, 10 }, view;

  hw_viewport_show (&viewport, &rect, 1.5);
  view = hw_viewport_to_view (&viewport, &rect);
  g_assert_cmpfloat (viewport.zoom, ==, 1.5);
  g_assert_cmpfloat_with_epsilon (view.x + view.width / 2, 500, 1);
  g_assert_cmpfloat_with_epsilon (view.y + view.height / 2, 300, 1);
  hw_viewport_show (&viewport, &wide, 1.5);
  g_assert_cmpfloat (viewport.zoom, ==, 0.1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/picked/several-are-described", test_several_are_described);
  g_test_add_func ("/picked/their-names-are-deleted-together", test_their_names_are_deleted_together);
  g_test_add_func ("/picked/the-cascade-is-read-from-the-record", test_the_cascade_is_read_from_the_record);
  g_test_add_func ("/picked/a-part-is-shown-in-the-middle", test_a_part_is_shown_in_the_middle);
  return g_test_run ();
}
