/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Tables of recorded scenarios: what they say, how they sort and filter. */

#include "hw-run.h"
#include "hw-table.h"

#include <string.h>

static HwTimeline *
record (const char *text)
{
  g_autoptr(HwScenario) scenario = hw_scenario_new ("test.py", text, -1);
  g_autoptr(GError) error = NULL;
  g_autoptr(HwRun) run = NULL;
  HwRunOptions options;

  hw_run_options_init (&options);
  options.python = HW_PYTHON_3_13;
  options.record = TRUE;
  run = hw_run_new (scenario, &options);
  hw_run_execute (run, NULL, &error);
  g_assert_no_error (error);
  return hw_timeline_ref (hw_run_get_timeline (run));
}

static HwImage *
make_image (HwTimeline *timeline,
            guint       step)
{
  g_autoptr(HwCursor) cursor = hw_cursor_new (timeline);
  g_autoptr(GError) error = NULL;

  hw_cursor_seek (cursor, step, NULL, &error);
  g_assert_no_error (error);
  return hw_cursor_make_image (cursor);
}

/* The table of the program's last state. */
static HwTable *
make_table (HwTableKind  kind,
            const char  *text)
{
  g_autoptr(HwTimeline) timeline = record (text);
  g_autoptr(HwImage) image = make_image (timeline, hw_timeline_get_n_steps (timeline));

  return hw_table_new (kind, image, timeline, NULL, NULL);
}

static guint
find_column (HwTable    *table,
             const char *name)
{
  guint n_columns;
  const HwColumn *columns = hw_table_get_columns (table, &n_columns);

  for (guint i = 0; i < n_columns; i++)
    if (strcmp (columns[i].name, name) == 0)
      return i;
  g_assert_not_reached ();
}

/* The cells of some rows in one column: "1 2 5". */
static char *
dup_cells (HwTable       *table,
           const char    *column,
           const guint32 *index,
           guint          n)
{
  g_autoptr(GString) cells = g_string_new (NULL);

  for (guint i = 0; i < n; i++) {
    g_autofree char *cell = hw_table_get_text (table, index != NULL ? index[i] : i, find_column (table, column));

    g_string_append_printf (cells, "%s%s", i > 0 ? "|" : "", cell);
  }
  return g_string_free (g_steal_pointer (&cells), FALSE);
}

static void
assert_column (HwTable    *table,
               const char *column,
               const char *expected)
{
  g_autofree char *cells = dup_cells (table, column, NULL, hw_table_get_n_rows (table));

  g_assert_cmpstr (cells, ==, expected);
}

static void
assert_sorted (HwTable    *table,
               const char *by,
               gboolean    descending,
               const char *column,
               const char *expected)
{
  g_autofree guint32 *index = hw_table_sort (table, find_column (table, by), descending, NULL);
  g_autofree char *cells = dup_cells (table, column, index, hw_table_get_n_rows (table));

  g_assert_cmpstr (cells, ==, expected);
}

static void
test_kinds_are_found_by_their_names (void)
{
  for (guint i = 0; i < HW_N_TABLES; i++) {
    guint n_columns;
    HwTableKind kind;

    g_assert_true (hw_table_kind_parse (hw_table_kind_get_name (i), &kind));
    g_assert_cmpuint (kind, ==, i);
    g_assert_nonnull (hw_table_kind_get_columns (i, &n_columns));
    g_assert_cmpuint (n_columns, >, 0);
  }
  g_assert_false (hw_table_kind_parse ("pictures", &(HwTableKind) { 0 }));
}

static void
test_names_stand_in_the_order_of_the_namespace (void)
{
  g_autoptr(HwTable) table = make_table (HW_TABLE_NAMES, "b = [1]\na = b\nc = 'x'\n");

  assert_column (table, "name", "b|a|c");
  assert_column (table, "type", "list|list|str");
  assert_column (table, "scope", "<module>|<module>|<module>");
  g_assert_cmpuint (hw_table_get_serial (table, 0), ==, hw_table_get_serial (table, 1));
  g_assert_cmpuint (hw_table_get_serial (table, 0), !=, hw_table_get_serial (table, 2));
}

static void
test_names_of_a_running_frame_follow_the_module (void)
{
  g_autoptr(HwTimeline) timeline = record ("def f(x):\n  y = 2\n  pass\nf(1)\n");
  guint step = 1;
  g_autoptr(HwImage) image = NULL;
  g_autoptr(HwTable) table = NULL;

  while (hw_timeline_get_step (timeline, step)->line != 2)
    step++;
  image = make_image (timeline, step);
  table = hw_table_new (HW_TABLE_NAMES, image, NULL, NULL, NULL);
  assert_column (table, "name", "f|x|y");
  assert_column (table, "depth", "0|1|1");
}

static void
test_sorting_keeps_equal_rows_in_order (void)
{
  g_autoptr(HwTable) table = make_table (HW_TABLE_NAMES, "d = []\nc = 1\nb = []\na = 2\n");

  assert_sorted (table, "name", FALSE, "name", "a|b|c|d");
  assert_sorted (table, "name", TRUE, "name", "d|c|b|a");
  assert_sorted (table, "type", FALSE, "name", "c|a|d|b");
  assert_sorted (table, "type", TRUE, "name", "d|b|c|a");
}

static void
test_sorting_takes_numbers_by_size (void)
{
  g_autoptr(HwTable) table = make_table (HW_TABLE_NAMES, "x10 = [0] * 10\nx9 = [0]\nx100 = [0] * 100\nx = []\n");
  g_autoptr(HwTable) objects = make_table (HW_TABLE_OBJECTS, "a = [0] * 100\nb = [0] * 5\nc = [0] * 40\n");
  g_autofree guint32 *index = hw_table_sort (objects, find_column (objects, "size"), FALSE, NULL);
  guint n_rows = hw_table_get_n_rows (objects);
  gint64 before = -1;

  assert_sorted (table, "name", FALSE, "name", "x|x9|x10|x100");
  g_assert_cmpuint (n_rows, >=, 3);
  for (guint i = 0; i < n_rows; i++) {
    gint64 size;

    g_assert_true (hw_table_get_number (objects, index[i], find_column (objects, "size"), &size));
    g_assert_cmpint (size, >=, before);
    before = size;
  }
}

static void
test_a_filter_wants_every_word_in_any_column (void)
{
  g_autoptr(HwTable) table = make_table (HW_TABLE_NAMES, "alpha = []\nbeta = 'Alpha'\ngamma = []\n");
  g_autofree guint32 *by_name = hw_table_sort (table, find_column (table, "name"), TRUE, NULL);
  const struct {
    const char *text;
    const char *kept;
  } cases[] = {
    { "", "gamma|beta|alpha" }, { "ALPHA", "beta|alpha" }, { "alpha list", "alpha" }, { " list  a ", "gamma|alpha" }, { "delta", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    guint n_kept;
    g_autofree guint32 *kept = hw_table_filter (table, cases[i].text, by_name, hw_table_get_n_rows (table), &n_kept, NULL);
    g_autofree char *cells = dup_cells (table, "name", kept, n_kept);

    g_assert_cmpstr (cells, ==, cases[i].kept);
  }
}

static void
test_objects_are_found_by_their_serials (void)
{
  g_autoptr(HwTable) table = make_table (HW_TABLE_OBJECTS, "a = [[], [], {}]\n");

  g_assert_cmpuint (hw_table_get_n_rows (table), >=, 4);
  for (guint row = 0; row < hw_table_get_n_rows (table); row++)
    g_assert_cmpuint (hw_table_find (table, hw_table_get_serial (table, row)), ==, row);
  g_assert_cmpuint (hw_table_find (table, G_MAXUINT32), ==, G_MAXUINT);
}

static void
test_the_background_is_shown_when_asked_for (void)
{
  g_autoptr(HwTimeline) timeline = record ("a = []\n");
  g_autoptr(HwImage) image = make_image (timeline, 1);
  const HwTableOptions options = { .background = TRUE };
  g_autoptr(HwTable) own = hw_table_new (HW_TABLE_OBJECTS, image, NULL, NULL, NULL);
  g_autoptr(HwTable) all = hw_table_new (HW_TABLE_OBJECTS, image, NULL, &options, NULL);
  guint n_objects;

  hw_image_get_objects (image, &n_objects);
  g_assert_cmpuint (hw_table_get_n_rows (own), <, hw_table_get_n_rows (all));
  g_assert_cmpuint (hw_table_get_n_rows (all), ==, n_objects);
}

static void
test_references_have_two_ends (void)
{
  g_autoptr(HwTable) table = make_table (HW_TABLE_REFERENCES, "a = []\na.append(a)\n");
  guint n_loops = 0;

  for (guint row = 0; row < hw_table_get_n_rows (table); row++) {
    g_autofree char *label = hw_table_get_text (table, row, find_column (table, "label"));

    if (strcmp (label, "[0]") == 0 && hw_table_get_serial (table, row) == hw_table_get_target (table, row))
      n_loops++;
  }
  g_assert_cmpuint (n_loops, ==, 1);
}

static void
test_allocations_add_up_the_lines (void)
{
  g_autoptr(HwTable) table = make_table (HW_TABLE_ALLOCATIONS, "a = [[], []]\nb = None\nc = [1.5, 2.5]\n");

  assert_column (table, "line", "1|3");
  assert_column (table, "objects", "3|1");
  assert_column (table, "source", "a = [[], []]|c = [1.5, 2.5]");
}

static void
test_collections_are_those_up_to_the_step (void)
{
  g_autoptr(HwTimeline) timeline = record ("import gc\ngc.collect(0)\ngc.collect(1)\ngc.collect()\n");
  const HwTableOptions options = { .to_step = 3 };
  g_autoptr(HwTable) all = hw_table_new (HW_TABLE_COLLECTIONS, NULL, timeline, NULL, NULL);
  g_autoptr(HwTable) two = hw_table_new (HW_TABLE_COLLECTIONS, NULL, timeline, &options, NULL);

  assert_column (two, "generation", "0|1");
  assert_column (two, "line", "2|3");
  g_assert_cmpuint (hw_table_get_n_rows (all), >=, 3);
}

static void
test_events_are_the_record (void)
{
  g_autoptr(HwTimeline) timeline = record ("a = []\nb = a\ndel a\nb = None\n");
  const HwTableOptions first = { .from_step = 1, .to_step = 1 };
  g_autoptr(HwTable) all = hw_table_new (HW_TABLE_EVENTS, NULL, timeline, NULL, NULL);
  g_autoptr(HwTable) one = hw_table_new (HW_TABLE_EVENTS, NULL, timeline, &first, NULL);
  guint n_rows = hw_table_get_n_rows (all);
  guint n_first = 0;

  g_assert_cmpuint (n_rows, ==, hw_timeline_get_n_events (timeline));
  for (guint row = 0; row < n_rows; row++) {
    guint step = hw_table_get_step (all, row);
    guint64 position = hw_table_get_position (all, row);

    g_assert_cmpuint (position, >=, hw_timeline_get_begin (timeline, step));
    if (step < hw_timeline_get_last (timeline))
      g_assert_cmpuint (position, <, hw_timeline_get_begin (timeline, step + 1));
    n_first += step == 1;
  }
  g_assert_cmpuint (hw_table_get_n_rows (one), ==, n_first);
  g_assert_cmpuint (hw_table_get_position (one, 0), ==, hw_timeline_get_begin (timeline, 1));
}

static void
test_events_know_whose_cell_it_was (void)
{
  g_autoptr(HwTable) table = make_table (HW_TABLE_EVENTS, "a = [1]\na = None\na = {}\na = None\n");
  g_autoptr(GString) freed = g_string_new (NULL);

  for (guint row = 0; row < hw_table_get_n_rows (table); row++) {
    g_autofree char *event = hw_table_get_text (table, row, find_column (table, "event"));
    g_autofree char *object = hw_table_get_text (table, row, find_column (table, "object"));

    if (strcmp (event, "freed") == 0 && hw_table_get_step (table, row) <= 4)
      g_string_append_printf (freed, "%.*s ", (int) strcspn (object, " "), object);
  }
  g_assert_cmpstr (freed->str, ==, "list dict ");
}

static void
test_rows_beyond_the_limit_are_counted (void)
{
  g_autoptr(HwTimeline) timeline = record ("a = [[], [], [], []]\n");
  g_autoptr(HwImage) image = make_image (timeline, 1);
  const HwTableOptions options = { .max_rows = 2 };
  g_autoptr(HwTable) all = hw_table_new (HW_TABLE_OBJECTS, image, NULL, NULL, NULL);
  g_autoptr(HwTable) cut = hw_table_new (HW_TABLE_OBJECTS, image, NULL, &options, NULL);

  g_assert_cmpuint (hw_table_get_n_left_out (all), ==, 0);
  g_assert_cmpuint (hw_table_get_n_rows (cut), ==, 2);
  g_assert_cmpuint (hw_table_get_n_left_out (cut), ==, hw_table_get_n_rows (all) - 2);
}

static void
test_a_cancel_is_heeded (void)
{
  g_autoptr(HwTimeline) timeline = record ("a = []\n");
  g_autoptr(HwImage) image = make_image (timeline, 1);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  g_assert_null (hw_table_new (HW_TABLE_OBJECTS, image, NULL, NULL, cancellable));
  g_assert_null (hw_table_new (HW_TABLE_EVENTS, NULL, timeline, NULL, cancellable));
}

static void
test_cycles (void)
{
  g_autoptr(HwTable) table = make_table (HW_TABLE_CYCLES,
                                         "a = []\n"
                                         "b = [a]\n"
                                         "a.append(b)\n"
                                         "c = {}\n"
                                         "c['me'] = c\n"
                                         "d = [1]\n"
                                         "a = b = None\n");
  guint cycle = find_column (table, "shortest"), objects = find_column (table, "objects"), reachable = find_column (table, "reachable");
  g_autofree char *first = hw_table_get_text (table, 0, cycle);
  g_autofree char *second = hw_table_get_text (table, 1, cycle);
  gint64 number;

  g_assert_cmpuint (hw_table_get_n_rows (table), ==, 2);
  g_assert_true (g_str_has_suffix (second, g_str_has_prefix (first, "dict") ? " [0] → list #2" : " ['me'] → dict #4"));
  for (guint row = 0; row < 2; row++) {
    gboolean is_dict = g_str_has_prefix (row == 0 ? first : second, "dict");

    g_assert_true (hw_table_get_number (table, row, objects, &number));
    g_assert_cmpint (number, ==, is_dict ? 1 : 2);
    g_assert_true (hw_table_get_number (table, row, reachable, &number));
    g_assert_cmpint (number, ==, is_dict);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/kinds-are-found-by-their-names", test_kinds_are_found_by_their_names);
  g_test_add_func ("/table/names-stand-in-the-order-of-the-namespace", test_names_stand_in_the_order_of_the_namespace);
  g_test_add_func ("/table/names-of-a-running-frame-follow-the-module", test_names_of_a_running_frame_follow_the_module);
  g_test_add_func ("/table/sorting-keeps-equal-rows-in-order", test_sorting_keeps_equal_rows_in_order);
  g_test_add_func ("/table/sorting-takes-numbers-by-size", test_sorting_takes_numbers_by_size);
  g_test_add_func ("/table/a-filter-wants-every-word-in-any-column", test_a_filter_wants_every_word_in_any_column);
  g_test_add_func ("/table/objects-are-found-by-their-serials", test_objects_are_found_by_their_serials);
  g_test_add_func ("/table/the-background-is-shown-when-asked-for", test_the_background_is_shown_when_asked_for);
  g_test_add_func ("/table/references-have-two-ends", test_references_have_two_ends);
  g_test_add_func ("/table/allocations-add-up-the-lines", test_allocations_add_up_the_lines);
  g_test_add_func ("/table/collections-are-those-up-to-the-step", test_collections_are_those_up_to_the_step);
  g_test_add_func ("/table/events-are-the-record", test_events_are_the_record);
  g_test_add_func ("/table/events-know-whose-cell-it-was", test_events_know_whose_cell_it_was);
  g_test_add_func ("/table/rows-beyond-the-limit-are-counted", test_rows_beyond_the_limit_are_counted);
  g_test_add_func ("/table/a-cancel-is-heeded", test_a_cancel_is_heeded);
  g_test_add_func ("/table/cycles", test_cycles);
  return g_test_run ();
}
