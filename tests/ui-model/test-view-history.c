/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Back and forward through ways of looking at the graph. */

#include "hw-view-history.h"

static const HwViewStand stand = { 1, 10, 20, 7 };

static void
test_a_place_is_found_as_it_was_left (void)
{
  g_autoptr (HwViewHistory) history = hw_view_history_new ();
  const HwViewPlace *place;
  HwViewPlace all = { HW_LAYOUT_LAYERED, 0, 2, { 0 } }, focused = { HW_LAYOUT_LAYERED, 5, 2, { 0 } };
  HwViewStand later = { 2, 30, 40, 8 };

  g_assert_false (hw_view_history_can_go (history, TRUE));
  g_assert_null (hw_view_history_go (history, &stand, TRUE));
  hw_view_history_begin (history, &all);
  hw_view_history_enter (history, &stand, &focused, FALSE);
  g_assert_true (hw_view_history_can_go (history, TRUE));
  g_assert_false (hw_view_history_can_go (history, FALSE));

  place = hw_view_history_go (history, &later, TRUE);
  g_assert_cmpuint (place->focus, ==, 0);
  g_assert_cmpmem (&place->stand, sizeof place->stand, &stand, sizeof stand);
  g_assert_null (hw_view_history_go (history, &stand, TRUE));
  place = hw_view_history_go (history, &stand, FALSE);
  g_assert_cmpuint (place->focus, ==, 5);
  g_assert_cmpmem (&place->stand, sizeof place->stand, &later, sizeof later);
}

static void
test_only_other_places_and_jumps_count (void)
{
  g_autoptr (HwViewHistory) history = hw_view_history_new ();
  HwViewPlace all = { HW_LAYOUT_LAYERED, 0, 2, { 0 } }, force = { HW_LAYOUT_FORCE, 0, 2, { 0 } };

  hw_view_history_begin (history, &all);
  hw_view_history_enter (history, &stand, &all, FALSE);
  g_assert_false (hw_view_history_can_go (history, TRUE));
  hw_view_history_enter (history, &stand, &all, TRUE);
  g_assert_nonnull (hw_view_history_go (history, &stand, TRUE));
  hw_view_history_enter (history, &stand, &force, FALSE); /* what was before it is forgotten */
  g_assert_false (hw_view_history_can_go (history, FALSE));
  for (guint i = 0; i < 1000; i++)
    hw_view_history_enter (history, &stand, &all, TRUE);
  for (guint i = 0; i < 99; i++)
    g_assert_nonnull (hw_view_history_go (history, &stand, TRUE));
  g_assert_null (hw_view_history_go (history, &stand, TRUE));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/view-history/a-place-is-found-as-it-was-left", test_a_place_is_found_as_it_was_left);
  g_test_add_func ("/view-history/only-other-places-and-jumps-count", test_only_other_places_and_jumps_count);
  return g_test_run ();
}
