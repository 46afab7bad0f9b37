/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The table model: what it tells as changed, its items, its order and selection, against texts and a slow oracle. */

#include "record.h"

#include "hw-table-model.h"

static GQuark changes_quark;
static GQuark refreshed_quark;

/* The model as text: the serials of its rows. */
static char *
model_to_string (HwTableModel *model)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (model)); i++) {
    g_autoptr (HwTableRow) row = g_list_model_get_item (G_LIST_MODEL (model), i);

    g_string_append_printf (text, "%s%u", i > 0 ? " " : "",
                            hw_table_get_serial (hw_table_row_get_table (row), hw_table_row_get_number (row)));
  }
  return g_string_free (text, FALSE);
}

#define assert_model(model, expected)                      \
  G_STMT_START {                                           \
    g_autofree char *is_ = model_to_string (model);        \
    g_assert_cmpstr (is_, ==, expected);                   \
  }                                                        \
  G_STMT_END

#define assert_quark(model, quark, expected)                                          \
  G_STMT_START {                                                                      \
    GString *is_ = g_object_get_qdata (G_OBJECT (model), quark);                      \
    g_assert_cmpstr (is_->str, ==, expected);                                         \
    g_string_truncate (is_, 0);                                                       \
  }                                                                                   \
  G_STMT_END

#define assert_changes(model, expected) assert_quark (model, changes_quark, expected)
#define assert_refreshed(model, expected) assert_quark (model, refreshed_quark, expected)

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  GString    *changes)
{
  g_assert_true (removed != 0 || added != 0);
  if (changes->len > 0)
    g_string_append (changes, ", ");
  g_string_append_printf (changes, "%u", position);
  if (removed > 0)
    g_string_append_printf (changes, "-%u", removed);
  if (added > 0)
    g_string_append_printf (changes, "+%u", added);
}

static void
free_log (gpointer data)
{
  GString *log = data;

  /* Every change must have been looked at. */
  g_assert_cmpstr (log->str, ==, "");
  g_string_free (log, TRUE);
}

static HwTableModel *
new_model (void)
{
  HwTableModel *model = hw_table_model_new ();
  GString *changes = g_string_new (NULL);

  g_object_set_qdata_full (G_OBJECT (model), changes_quark, changes, free_log);
  g_object_set_qdata_full (G_OBJECT (model), refreshed_quark, g_string_new (NULL), free_log);
  g_signal_connect (model, "items-changed", G_CALLBACK (items_changed_cb), changes);
  return model;
}

static void
row_changed_cb (HwTableRow   *row,
                HwTableModel *model)
{
  GString *refreshed = g_object_get_qdata (G_OBJECT (model), refreshed_quark);

  g_string_append_printf (refreshed, "%s%u", refreshed->len > 0 ? " " : "",
                          hw_table_get_serial (hw_table_row_get_table (row), hw_table_row_get_number (row)));
}

/* Holds an item as a view would. */
static HwTableRow *
hold (HwTableModel *model,
      guint         position)
{
  HwTableRow *row = g_list_model_get_item (G_LIST_MODEL (model), position);

  g_signal_connect (row, "changed", G_CALLBACK (row_changed_cb), model);
  return row;
}

static void
let_go (HwTableModel *model,
        HwTableRow   *row)
{
  g_signal_handlers_disconnect_by_func (row, row_changed_cb, model);
  g_object_unref (row);
}

/* Only instances of Node: what the tests are about. */
static void
show (HwTableModel *model,
      const Record *record,
      HwTableKind   kind,
      guint         state,
      const char   *filter,
      guint         column,
      gboolean      descending)
{
  g_autoptr (HwImage) image = record_make_image (record, state);
  g_autoptr (HwTable) table = hw_table_new (kind, image, record->timeline, NULL, NULL);
  g_autofree guint32 *sorted = hw_table_sort (table, column, descending, NULL);
  guint n;
  guint32 *index = hw_table_filter (table, filter, sorted, hw_table_get_n_rows (table), &n, NULL);

  hw_table_model_set (model, table, index, n);
}

static void
show_nodes (HwTableModel *model,
            const Record *record,
            guint         state)
{
  show (model, record, HW_TABLE_OBJECTS, state, "Node #", G_MAXUINT, FALSE);
}

static guint
find_column (HwTableKind kind,
             const char *name)
{
  guint n_columns;
  const HwColumn *columns = hw_table_kind_get_columns (kind, &n_columns);

  for (guint i = 0; i < n_columns; i++)
    if (g_str_equal (columns[i].name, name))
      return i;
  g_assert_not_reached ();
}

/* ---------------------------------------------------------------------------------------------------------------------- */

static void
test_new_model_is_empty (void)
{
  g_autoptr (HwTableModel) model = new_model ();

  assert_model (model, "");
  g_assert_null (hw_table_model_get_table (model));
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (model), 0));
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (model)) == HW_TYPE_TABLE_ROW);
  g_assert_cmpuint (hw_table_model_get_number (model, 0), ==, G_MAXUINT);
  g_assert_cmpuint (hw_table_model_find_number (model, 0), ==, G_MAXUINT);
  g_assert_cmpuint (hw_table_model_find (model, 1), ==, G_MAXUINT);
  hw_table_model_set (model, NULL, NULL, 0);
  assert_changes (model, "");
}

static void
test_tells_the_smallest_range (void)
{
  g_auto (Record) record = record_new ();
  g_autoptr (HwTableModel) model = new_model ();
  g_autofree char *three = g_strdup_printf ("%u %u %u", record.a, record.b, record.c);
  g_autofree char *two = g_strdup_printf ("%u %u", record.a, record.b);

  show_nodes (model, &record, STATE_CLASS);
  assert_model (model, "");
  assert_changes (model, "");
  show_nodes (model, &record, STATE_C);
  assert_model (model, three);
  assert_changes (model, "0+3");
  show_nodes (model, &record, STATE_RING);
  assert_model (model, three);
  assert_changes (model, "");
  show_nodes (model, &record, STATE_C_IS_GONE);
  assert_model (model, two);
  assert_changes (model, "2-1");
  show_nodes (model, &record, STATE_C);
  assert_changes (model, "2+1");
  hw_table_model_set (model, NULL, NULL, 0);
  assert_changes (model, "0-3");
}

static void
test_equal_rows_keep_their_items (void)
{
  g_auto (Record) record = record_new ();
  g_autoptr (HwTableModel) model = new_model ();
  g_autofree char *serial = g_strdup_printf ("%u", record.a);
  guint refs = find_column (HW_TABLE_OBJECTS, "refs");
  HwTableRow *row;
  gint64 count;

  show_nodes (model, &record, STATE_RING);
  assert_changes (model, "0+3");
  row = hold (model, 0);
  g_assert_true (hw_table_get_number (hw_table_row_get_table (row), hw_table_row_get_number (row), refs, &count));
  g_assert_cmpint (count, ==, 2);

  show_nodes (model, &record, STATE_COUNT);
  assert_changes (model, "2-1");
  assert_refreshed (model, serial);
  g_assert_true (hw_table_get_number (hw_table_row_get_table (row), hw_table_row_get_number (row), refs, &count));
  g_assert_cmpint (count, ==, 3);
  {
    g_autoptr (HwTableRow) again = g_list_model_get_item (G_LIST_MODEL (model), 0);

    g_assert_true (again == row);
  }
  hw_table_model_refresh (model);
  assert_refreshed (model, serial);
  let_go (model, row);
  hw_table_model_refresh (model);
  assert_refreshed (model, "");
}

static void
test_items_move_with_their_rows (void)
{
  g_auto (Record) record = record_new ();
  g_autoptr (HwTableModel) model = new_model ();
  HwTableRow *last;

  /* The dict of the module comes first and the nodes last; with a filter for nodes alone, the rows in front go. */
  show (model, &record, HW_TABLE_OBJECTS, STATE_A, "", G_MAXUINT, FALSE);
  last = hold (model, hw_table_model_find (model, record.a));
  g_string_truncate (g_object_get_qdata (G_OBJECT (model), changes_quark), 0);
  show_nodes (model, &record, STATE_A);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 1);
  g_string_truncate (g_object_get_qdata (G_OBJECT (model), changes_quark), 0);

  /* Now b and c come behind it, and then it is the first of three. */
  show_nodes (model, &record, STATE_C);
  assert_changes (model, "1+2");
  show (model, &record, HW_TABLE_OBJECTS, STATE_C, "Node #", find_column (HW_TABLE_OBJECTS, "serial"), TRUE);
  g_string_truncate (g_object_get_qdata (G_OBJECT (model), changes_quark), 0);
  g_string_truncate (g_object_get_qdata (G_OBJECT (model), refreshed_quark), 0);
  g_assert_cmpuint (hw_table_model_find (model, record.a), ==, 2);
  let_go (model, last);
}

static void
test_a_row_outlives_its_place (void)
{
  g_auto (Record) record = record_new ();
  HwTableModel *model = new_model ();
  g_autoptr (HwTableRow) row = NULL;
  g_autofree char *text = NULL;
  g_autofree char *expected = g_strdup_printf ("Node #%u", record.c);

  show_nodes (model, &record, STATE_C);
  assert_changes (model, "0+3");
  row = g_list_model_get_item (G_LIST_MODEL (model), 2);
  show_nodes (model, &record, STATE_C_IS_GONE);
  assert_changes (model, "2-1");
  g_object_unref (model);
  text = hw_table_get_text (hw_table_row_get_table (row), hw_table_row_get_number (row), 0);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_another_kind_replaces_all (void)
{
  g_auto (Record) record = record_new ();
  g_autoptr (HwTableModel) model = new_model ();

  show_nodes (model, &record, STATE_C);
  assert_changes (model, "0+3");
  show (model, &record, HW_TABLE_GENERATIONS, STATE_C, "", G_MAXUINT, FALSE);
  assert_changes (model, "0-3+4");
  show (model, &record, HW_TABLE_GENERATIONS, STATE_WEAK, "", G_MAXUINT, FALSE);
  assert_changes (model, "");
  show (model, &record, HW_TABLE_COLLECTIONS, STATE_WEAK, "", G_MAXUINT, FALSE);
  assert_changes (model, "0-4+1");
}

static void
test_finds_rows (void)
{
  g_auto (Record) record = record_new ();
  g_autoptr (HwTableModel) model = new_model ();
  guint serial = find_column (HW_TABLE_OBJECTS, "serial");

  show (model, &record, HW_TABLE_OBJECTS, STATE_C, "Node #", serial, TRUE);
  assert_changes (model, "0+3");
  g_assert_cmpuint (hw_table_model_find (model, record.c), ==, 0);
  g_assert_cmpuint (hw_table_model_find (model, record.a), ==, 2);
  g_assert_cmpuint (hw_table_model_find (model, record.node), ==, G_MAXUINT);
  g_assert_cmpuint (hw_table_model_find (model, 0), ==, G_MAXUINT);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (hw_table_model_find_number (model, hw_table_model_get_number (model, i)), ==, i);
  g_assert_cmpuint (hw_table_model_get_number (model, 3), ==, G_MAXUINT);

  /* An object with several rows: its first one that is shown. */
  show (model, &record, HW_TABLE_REFERENCES, STATE_RING, "ref", G_MAXUINT, FALSE);
  g_string_truncate (g_object_get_qdata (G_OBJECT (model), changes_quark), 0);
  g_assert_cmpuint (hw_table_model_find (model, record.a), !=, G_MAXUINT);
}

/* ---------------------------------------------------------------------------------------------------- slow oracles */

/* Compares digits by their value, anything else by its bytes. */
static int
compare_slowly (const char *a,
                const char *b)
{
  while (*a != '\0' && *b != '\0') {
    if (g_ascii_isdigit (*a) && g_ascii_isdigit (*b)) {
      guint64 x = g_ascii_strtoull (a, (char **) &a, 10);
      guint64 y = g_ascii_strtoull (b, (char **) &b, 10);

      if (x != y)
        return x < y ? -1 : 1;
    } else if (*a != *b) {
      return (guchar) *a < (guchar) *b ? -1 : 1;
    } else {
      a++;
      b++;
    }
  }
  return (*a != '\0') - (*b != '\0');
}

static int
compare_cells (HwTable *table,
               guint    column,
               guint    a,
               guint    b)
{
  g_autofree char *first = hw_table_get_text (table, a, column);
  g_autofree char *second = hw_table_get_text (table, b, column);
  gint64 x, y;

  if (hw_table_get_columns (table, NULL)[column].type == HW_COLUMN_TEXT)
    return compare_slowly (first, second);
  if (!hw_table_get_number (table, a, column, &x))
    x = G_MININT64; /* an empty cell comes first */
  if (!hw_table_get_number (table, b, column, &y))
    y = G_MININT64;
  return x < y ? -1 : x > y;
}

static void
assert_sorted (HwTable *table,
               guint    column,
               gboolean descending)
{
  g_autofree guint32 *index = hw_table_sort (table, column, descending, NULL);
  guint n = hw_table_get_n_rows (table);
  g_autofree guint8 *seen = g_new0 (guint8, n + 1);

  for (guint i = 0; i < n; i++) {
    int order;

    g_assert_cmpuint (index[i], <, n);
    g_assert_false (seen[index[i]]);
    seen[index[i]] = TRUE;
    if (i == 0)
      continue;
    order = compare_cells (table, column, index[i - 1], index[i]);
    g_assert_cmpint (descending ? -order : order, <=, 0);
    if (order == 0)
      g_assert_cmpuint (index[i - 1], <, index[i]);
  }
}

static void
test_sort_agrees_with_oracle (void)
{
  g_auto (Record) record = record_new ();
  g_autoptr (HwImage) image = record_make_image (&record, STATE_WEAK);

  for (guint kind = 0; kind < HW_N_TABLES; kind++) {
    g_autoptr (HwTable) table = hw_table_new (kind, image, record.timeline, NULL, NULL);
    guint n_columns;

    hw_table_get_columns (table, &n_columns);
    for (guint column = 0; column < n_columns; column++) {
      assert_sorted (table, column, FALSE);
      assert_sorted (table, column, TRUE);
    }
  }
}

static gboolean
row_matches (HwTable    *table,
             guint       row,
             const char *filter)
{
  g_auto (GStrv) words = g_strsplit (filter, " ", -1);
  guint n_columns;

  hw_table_get_columns (table, &n_columns);
  for (guint i = 0; words[i] != NULL; i++) {
    g_autofree char *word = g_utf8_casefold (words[i], -1);
    gboolean found = *word == '\0';

    for (guint column = 0; column < n_columns && !found; column++) {
      g_autofree char *text = hw_table_get_text (table, row, column);
      g_autofree char *folded = g_utf8_casefold (text, -1);

      found = strstr (folded, word) != NULL;
    }
    if (!found)
      return FALSE;
  }
  return TRUE;
}

static void
test_filter_agrees_with_oracle (void)
{
  static const char *const filters[]
    = { "", "node", "NODE #1", "generation", "0 yes", "x y z", "a", "1", "ref node", "  two  words " };
  g_auto (Record) record = record_new ();
  g_autoptr (HwImage) image = record_make_image (&record, STATE_WEAK);

  for (guint kind = 0; kind < HW_N_TABLES; kind++) {
    g_autoptr (HwTable) table = hw_table_new (kind, image, record.timeline, NULL, NULL);

    for (guint i = 0; i < G_N_ELEMENTS (filters); i++) {
      guint n, place = 0;
      g_autofree guint32 *index = hw_table_filter (table, filters[i], NULL, 0, &n, NULL);

      for (guint row = 0; row < hw_table_get_n_rows (table); row++) {
        if (!row_matches (table, row, filters[i]))
          continue;
        g_assert_cmpuint (place, <, n);
        g_assert_cmpuint (index[place++], ==, row);
      }
      g_assert_cmpuint (place, ==, n);
    }
  }
}

/* A mirror that only believes what it is told. */
static void
mirror_cb (GListModel *model,
           guint       position,
           guint       removed,
           guint       added,
           GPtrArray  *mirror)
{
  if (removed > 0)
    g_ptr_array_remove_range (mirror, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (mirror, (int) (position + i), g_list_model_get_item (model, position + i));
}

static void
test_random_changes_are_told_whole (void)
{
  static const char *const filters[] = { "", "Node", "str", "#1", "1", "nothing like this" };
  g_auto (Record) record = record_new ();
  g_autoptr (HwTableModel) model = hw_table_model_new ();
  g_autoptr (GPtrArray) mirror = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_columns;

  hw_table_kind_get_columns (HW_TABLE_OBJECTS, &n_columns);
  g_signal_connect (model, "items-changed", G_CALLBACK (mirror_cb), mirror);
  for (guint round = 0; round < 300; round++) {
    guint column = (guint) g_test_rand_int_range (-1, (int) n_columns);

    show (model, &record, HW_TABLE_OBJECTS, (guint) g_test_rand_int_range (0, N_STATES),
          filters[g_test_rand_int_range (0, G_N_ELEMENTS (filters))], column, g_test_rand_bit ());
    g_assert_cmpuint (mirror->len, ==, g_list_model_get_n_items (G_LIST_MODEL (model)));
    for (guint i = 0; i < mirror->len; i++) {
      g_autoptr (HwTableRow) row = g_list_model_get_item (G_LIST_MODEL (model), i);

      g_assert_true (row == mirror->pdata[i]);
      g_assert_true (hw_table_row_get_table (row) == hw_table_model_get_table (model));
      g_assert_cmpuint (hw_table_row_get_number (row), ==, hw_table_model_get_number (model, i));
    }
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  changes_quark = g_quark_from_static_string ("changes");
  refreshed_quark = g_quark_from_static_string ("refreshed");

  g_test_add_func ("/table-model/new-model-is-empty", test_new_model_is_empty);
  g_test_add_func ("/table-model/tells-the-smallest-range", test_tells_the_smallest_range);
  g_test_add_func ("/table-model/equal-rows-keep-their-items", test_equal_rows_keep_their_items);
  g_test_add_func ("/table-model/items-move-with-their-rows", test_items_move_with_their_rows);
  g_test_add_func ("/table-model/a-row-outlives-its-place", test_a_row_outlives_its_place);
  g_test_add_func ("/table-model/another-kind-replaces-all", test_another_kind_replaces_all);
  g_test_add_func ("/table-model/finds-rows", test_finds_rows);
  g_test_add_func ("/table-model/sort-agrees-with-oracle", test_sort_agrees_with_oracle);
  g_test_add_func ("/table-model/filter-agrees-with-oracle", test_filter_agrees_with_oracle);
  g_test_add_func ("/table-model/random-changes-are-told-whole", test_random_changes_are_told_whole);
  return g_test_run ();
}
