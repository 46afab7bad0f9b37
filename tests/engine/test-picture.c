/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What pictures show of an image: nodes, rows, edges, groups; the description as DOT text. */

#include "fake-heaps.h"
#include "picture/describe.h"
#include "picture/picture.h"

#include <string.h>

/* --------------------------------------------------------------------------------------------------------- helpers */

/* A picture as lines: nodes with their rows, edges. */
static char *
dump (HwPicture *picture)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < picture->n_nodes; i++) {
    const HwSceneNode *node = &picture->nodes[i].shown;

    g_string_append_printf (text, "%s [%s] %s%s%s%s\n", node->title, node->mark, node->badge,
                            node->reachable ? "" : " unreachable",
                            node->born ? " new" : node->changed ? " changed" : "", node->selected ? " selected" : "");
    for (guint k = 0; k < node->n_rows; k++)
      g_string_append_printf (text, "  %s = %s%s\n", node->rows[k].label, *node->rows[k].value ? node->rows[k].value : "->",
                              node->rows[k].changed ? " changed" : "");
  }
  for (guint i = 0; i < picture->n_edges; i++) {
    const HwSceneEdge *edge = &picture->edges[i].shown;

    g_string_append_printf (text, "%s %s %s %s%s\n", picture->nodes[edge->from].shown.title, edge->weak ? "~>" : "->",
                            picture->nodes[edge->to].shown.title, edge->label, edge->changed ? " changed" : "");
  }
  return g_string_free (text, FALSE);
}

static void
assert_picture (HwImage                *image,
                HwImage                *before,
                const HwPictureOptions *options,
                const char             *expected)
{
  g_autoptr (HwPicture) picture = hw_picture_new (image, before, options);
  g_autofree char *found = dump (picture);

  g_assert_cmpstr (found, ==, expected);
}

/* Compares with a file of the tests; with HEAPWRIGHT_UPDATE set, writes it first. */
static void
assert_golden (const char *name,
               const char *found)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "engine", "data", "picture", name, NULL);
  g_autofree char *expected = NULL;
  g_autoptr (GError) error = NULL;

  if (g_getenv ("HEAPWRIGHT_UPDATE"))
    g_assert_true (g_file_set_contents (path, found, -1, NULL));
  g_file_get_contents (path, &expected, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, expected);
}

static guint
count_nodes (HwPicture  *picture,
             HwNodeKind  kind)
{
  guint n = 0;

  for (guint i = 0; i < picture->n_nodes; i++)
    n += picture->nodes[i].shown.kind == kind;
  return n;
}

/* ------------------------------------------------------------------------------------------------------- selection */

static void
test_everything_at_once (void)
{
  g_autoptr (HwImage) image = fake_heap_teaching (FALSE);
  g_autoptr (HwPicture) picture = NULL;
  g_autofree char *text = NULL;
  HwPictureOptions options;

  hw_picture_options_init (&options);
  picture = hw_picture_new (image, NULL, &options);
  text = dump (picture);
  assert_golden ("teaching.txt", text);
}

static void
test_changes_of_a_step (void)
{
  g_autoptr (HwImage) before = fake_heap_teaching (FALSE), image = fake_heap_teaching (TRUE);
  g_autoptr (HwPicture) picture = NULL;
  g_autofree char *text = NULL;
  HwPictureOptions options;

  hw_picture_options_init (&options);
  picture = hw_picture_new (image, before, &options);
  text = dump (picture);
  g_assert_nonnull (strstr (text, "  fresh = -> changed\n"));
  g_assert_nonnull (strstr (text, "module __main__ []  changed\n"));
  g_assert_nonnull (strstr (text, "Node #112 [g1] 2 changed\n  name = 'obj1'\n  ref = -> changed\n"));
  g_assert_nonnull (strstr (text, "Node #190 [g0] 3 new\n  ref = ->\n"));
  g_assert_nonnull (strstr (text, "Node #112 -> Node #190 ref changed\n"));
  g_assert_nonnull (strstr (text, "Node #190 -> Node #190 ref changed\n"));
  g_assert_nonnull (strstr (text, "Node #110 [g0] 2\n"));
  g_assert_nonnull (strstr (text, "Node #110 -> Node #111 ref\n"));
  g_assert_cmpstr (picture->summary, ==, "12 objects, 22 references, step 9");
  g_assert_nonnull (strstr (picture->details, "1 new in this step, 2 unreachable"));
}

static void
test_nothing_changes_between_equal_images (void)
{
  g_autoptr (HwImage) before = fake_heap_teaching (FALSE), image = fake_heap_teaching (FALSE);
  g_autoptr (HwPicture) picture = NULL;
  HwPictureOptions options;

  hw_picture_options_init (&options);
  picture = hw_picture_new (image, before, &options);
  for (guint i = 0; i < picture->n_nodes; i++)
    g_assert_false (picture->nodes[i].shown.changed);
  for (guint i = 0; i < picture->n_rows; i++)
    g_assert_false (picture->rows[i].changed);
}

static void
test_small_values_as_nodes (void)
{
  g_autoptr (HwImage) image = fake_heap_teaching (FALSE);
  g_autoptr (HwPicture) picture = NULL;
  g_autofree char *text = NULL;
  HwPictureOptions options;

  hw_picture_options_init (&options);
  options.atoms_as_nodes = TRUE;
  picture = hw_picture_new (image, NULL, &options);
  text = dump (picture);
  g_assert_nonnull (strstr (text, "\nNode #110 -> 'obj1' #113 name\n"));
  g_assert_nonnull (strstr (text, "\nclass Node #101 [u] "));
  /* What the interpreter brings stays a text until asked for. */
  g_assert_nonnull (strstr (text, "  gc = module gc\n"));
  options.background = TRUE;
  hw_picture_free (g_steal_pointer (&picture));
  picture = hw_picture_new (image, NULL, &options);
  g_free (g_steal_pointer (&text));
  text = dump (picture);
  g_assert_nonnull (strstr (text, "\nmodule __main__ -> module gc #7 gc\n"));
}

static void
test_class_with_a_list_is_a_node (void)
{
  g_autoptr (HwImage) image = NULL;
  HwPictureOptions options;
  FakeHeap heap;
  guint class, dict, key, doc, list;

  fake_heap_init (&heap, 3);
  class = fake_object (&heap.fake, 110, HW_KIND_TYPE, HW_NO_OBJECT, "Registry");
  dict = fake_object (&heap.fake, 111, HW_KIND_DICT, heap.dict, "");
  key = fake_str (&heap.fake, 112, "entries");
  doc = fake_str (&heap.fake, 113, "__doc__");
  list = fake_heap_container (&heap, 114, HW_KIND_LIST, 0, 0);
  fake_named (&heap.fake, class, dict, 0, HW_LABEL_FIELD, "__dict__");
  fake_entry (&heap.fake, dict, doc, heap.none, 0);
  fake_entry (&heap.fake, dict, key, list, 1);
  fake_heap_name (&heap, "Registry", class);
  fake_heap_name (&heap, "Node", heap.node);
  image = fake_heap_finish (&heap);
  hw_picture_options_init (&options);
  assert_picture (image, NULL, &options,
                  "module __main__ [] \n"
                  "  Registry = ->\n"
                  "  Node = class Node\n"
                  "class Registry #110 [u] 1\n"
                  "  entries = ->\n"
                  "list #114 [g0] 1\n"
                  "module __main__ -> class Registry #110 Registry\n"
                  "class Registry #110 -> list #114 entries\n");
}

static void
test_root_on_the_stack (void)
{
  g_autoptr (HwImage) image = NULL;
  g_autoptr (HwPicture) picture = NULL;
  HwPictureOptions options;
  HwRootRecord root;
  FakeHeap heap;

  fake_heap_init (&heap, 3);
  root.target = fake_heap_container (&heap, 110, HW_KIND_LIST, 0, 0);
  root.text = hw_image_add_text (heap.fake.image, "the evaluation stack", -1);
  g_array_append_val (heap.fake.image->roots, root);
  fake_heap_name (&heap, "Node", heap.node);
  image = fake_heap_finish (&heap);
  hw_picture_options_init (&options);
  picture = hw_picture_new (image, NULL, &options);
  g_assert_cmpuint (picture->n_nodes, ==, 2);
  g_assert_cmpstr (picture->nodes[1].shown.subtitle, ==, "gen 0 · 56 B · len 0 · root");
  g_assert_nonnull (strstr (picture->nodes[1].shown.description, "; held by the evaluation stack"));
}

static void
test_focus_leaves_the_neighbourhood (void)
{
  g_autoptr (HwImage) image = fake_heap_chain (20);
  HwPictureOptions options;

  hw_picture_options_init (&options);
  options.focus = 210;
  options.depth = 1;
  options.selected = 210;
  assert_picture (image, NULL, &options,
                  "Node #209 [g0] 1\n"
                  "  next = ->\n"
                  "Node #210 [g1] 1 selected\n"
                  "  next = ->\n"
                  "Node #211 [g2] 1\n"
                  "Node #209 -> Node #210 next\n"
                  "Node #210 -> Node #211 next\n");
  options.focus = 200;
  options.selected = 0;
  assert_picture (image, NULL, &options,
                  "module __main__ [] \n"
                  "  head = ->\n"
                  "Node #200 [g0] 1\n"
                  "  next = ->\n"
                  "Node #201 [g1] 1\n"
                  "module __main__ -> Node #200 head\n"
                  "Node #200 -> Node #201 next\n");
  options.focus = 99999;
  assert_picture (image, NULL, &options, "");
}

/* ---------------------------------------------------------------------------------------------------------- groups */

static void
test_many_objects_are_grouped_by_class (void)
{
  g_autoptr (HwImage) image = fake_heap_chain (1000);
  g_autoptr (HwPicture) picture = NULL;
  HwPictureOptions options;

  hw_picture_options_init (&options);
  assert_picture (image, NULL, &options,
                  "module __main__ [] \n"
                  "  head = ->\n"
                  "Node #200 [g0] 1\n"
                  "  next = ->\n"
                  "Node × 999 [g*] \n"
                  "module __main__ -> Node #200 head\n"
                  "Node #200 -> Node × 999 next\n"
                  "Node × 999 -> Node × 999 × 998\n");
  picture = hw_picture_new (image, NULL, &options);
  g_assert_cmpstr (picture->summary, ==, "1\u202f000 objects, 1\u202f000 references, step 5");
  g_assert_cmpuint (picture->nodes[2].shown.count, ==, 999);
  g_assert_cmpuint (picture->nodes[2].shown.serial, ==, 101);
}

/* 30 rings of two, each held by an item of a list, and 60 single ones. */
static HwImage *
make_rings (void)
{
  FakeHeap heap;
  guint list, nodes[120];

  fake_heap_init (&heap, 3);
  list = fake_heap_container (&heap, 110, HW_KIND_LIST, 0, 90);
  fake_heap_name (&heap, "xs", list);
  for (guint i = 0; i < 120; i++) {
    nodes[i] = fake_heap_node (&heap, 200 + i, 0);
    fake_get (&heap.fake, nodes[i])->line = i < 60 ? 3 : 5 + i % 2;
  }
  for (guint i = 0; i < 120; i++)
    fake_item (&heap.fake, list, nodes[i], i);
  for (guint i = 0; i < 60; i++)
    fake_heap_attribute (&heap, nodes[i], nodes[i ^ 1], 0, "ref");
  return fake_heap_finish (&heap);
}

static void
test_groups_by_cycle_and_line (void)
{
  g_autoptr (HwImage) image = make_rings ();
  HwPictureOptions options;

  hw_picture_options_init (&options);
  options.max_items = 1;
  options.max_nodes = 40;
  options.grouping = HW_GROUPING_LINE;
  assert_picture (image, NULL, &options,
                  "module __main__ [] \n"
                  "  xs = ->\n"
                  "list #110 [g0] 1\n"
                  "  [0] = ->\n"
                  "  … 119 more = ->\n"
                  "Node #200 [g0] 2\n"
                  "  ref = ->\n"
                  "Node #201 [g0] 2\n"
                  "  ref = ->\n"
                  "line 3 × 58 [g0] \n"
                  "line 5 × 30 [g0] \n"
                  "line 6 × 30 [g0] \n"
                  "module __main__ -> list #110 xs\n"
                  "list #110 -> Node #200 [0]\n"
                  "list #110 -> Node #201 \n"
                  "list #110 -> line 3 × 58 × 58\n"
                  "list #110 -> line 5 × 30 × 30\n"
                  "list #110 -> line 6 × 30 × 30\n"
                  "Node #200 -> Node #201 ref\n"
                  "Node #201 -> Node #200 ref\n"
                  "line 3 × 58 -> line 3 × 58 × 58\n");
  options.grouping = HW_GROUPING_COMPONENT;
  {
    g_autoptr (HwPicture) picture = hw_picture_new (image, NULL, &options);
    guint n_cycles = 0;

    for (guint i = 0; i < picture->n_nodes; i++)
      if (strcmp (picture->nodes[i].shown.title, "cycle of 2 Node") == 0) {
        n_cycles++;
        g_assert_cmpuint (picture->nodes[i].shown.count, ==, 2);
        g_assert_cmpuint (picture->nodes[i].shown.serial % 2, ==, 0);
      }
    g_assert_cmpuint (n_cycles, ==, 29);
    g_assert_cmpuint (count_nodes (picture, HW_NODE_GROUP), ==, 30);
  }
}

/* Every group can be opened bit by bit; nothing is lost or shown twice, the rest stays as it is, and closing takes it back. */
static void
test_groups_open_and_close (void)
{
  g_autoptr (HwImage) image = make_rings ();
  HwPictureOptions options;

  hw_picture_options_init (&options);
  options.max_items = 1;
  options.max_nodes = 40;
  for (guint grouping = 0; grouping < HW_N_GROUPINGS; grouping++) {
    g_autoptr (HwPicture) closed = NULL;
    guint n_closed_objects;

    options.grouping = (HwGrouping) grouping;
    options.trim = NULL;
    closed = hw_picture_new (image, NULL, &options);
    n_closed_objects = count_nodes (closed, HW_NODE_OBJECT);
    for (guint i = 0; i < closed->n_nodes; i++) {
      const HwSceneNode *group = &closed->nodes[i].shown;

      for (guint times = 1; group->kind == HW_NODE_GROUP && times < 7; times++) {
        g_autoptr (HwTrim) trim = hw_trim_with (NULL, HW_TRIM_OPENED, group->group, times);
        g_autoptr (HwPicture) picture = NULL;
        guint n_all = 0, n_opened = 0, n_shown = MIN (group->count, times * HW_OPENED_MEMBERS);

        options.trim = trim;
        picture = hw_picture_new (image, NULL, &options);
        for (guint k = 0; k < picture->n_nodes; k++) {
          const HwSceneNode *node = &picture->nodes[k].shown;

          n_all += node->kind == HW_NODE_FRAME ? 0 : node->count;
          n_opened += node->kind == HW_NODE_OBJECT && node->group == group->group;
          g_assert_cmpuint (node->count, >, 0);
        }
        g_assert_cmpuint (n_all, ==, 121);
        g_assert_cmpuint (n_opened, ==, n_shown);
        g_assert_cmpuint (count_nodes (picture, HW_NODE_OBJECT), ==, n_closed_objects + n_shown);
        g_assert_cmpuint (count_nodes (picture, HW_NODE_GROUP), ==,
                          count_nodes (closed, HW_NODE_GROUP) - (n_shown == group->count));
        g_assert_cmpstr (picture->summary, !=, NULL);
      }
    }
  }
}

static void
test_trims_are_values (void)
{
  g_autoptr (HwTrim) one = hw_trim_with (NULL, HW_TRIM_FOLDED, 7, 1), two = hw_trim_with (one, HW_TRIM_OPENED, 7, 2);
  g_autoptr (HwTrim) three = hw_trim_with_hidden (two, HW_HIDDEN_TYPE, "Node", TRUE);
  g_autoptr (HwTrim) four = hw_trim_with_hidden (three, HW_HIDDEN_TYPE, "Leaf", TRUE);
  g_autoptr (HwTrim) again = hw_trim_with_hidden (four, HW_HIDDEN_TYPE, "Leaf", FALSE);
  g_autoptr (HwTrim) shown = hw_trim_without_hidden (four), bare = hw_trim_without (shown, HW_TRIM_OPENED);

  g_assert_null (hw_trim_with (one, HW_TRIM_FOLDED, 7, 0));
  g_assert_cmpuint (hw_trim_get (one, HW_TRIM_OPENED, 7), ==, 0);
  g_assert_cmpuint (hw_trim_get (two, HW_TRIM_OPENED, 7), ==, 2);
  g_assert_cmpuint (hw_trim_get (two, HW_TRIM_FOLDED, 7), ==, 1);
  g_assert_cmpuint (hw_trim_count_hidden (four, HW_HIDDEN_TYPE), ==, 2);
  g_assert_cmpstr (hw_trim_get_hidden (four, HW_HIDDEN_TYPE, 0), ==, "Leaf");
  g_assert_false (hw_trim_hides (four, HW_HIDDEN_NAME, "Leaf"));
  g_assert_true (hw_trim_equal (three, again) && !hw_trim_equal (three, four) && !hw_trim_equal (NULL, one));
  g_assert_true (hw_trim_equal (shown, two) && hw_trim_equal (bare, one));
}

/* A list of 30 numbers and 3 Nodes, of which the first and the second hold a list each, and the third the second's too. */
static HwImage *
make_nested (void)
{
  FakeHeap heap;
  guint list, nodes[3], inner[2];

  fake_heap_init (&heap, 3);
  list = fake_heap_container (&heap, 110, HW_KIND_LIST, 0, 33);
  fake_heap_name (&heap, "xs", list);
  for (guint i = 0; i < 3; i++)
    nodes[i] = fake_heap_node (&heap, 120 + i, 0);
  for (guint i = 0; i < 2; i++)
    inner[i] = fake_heap_container (&heap, 130 + i, HW_KIND_LIST, 0, 0);
  for (guint i = 0; i < 3; i++) {
    fake_item (&heap.fake, list, nodes[i], i);
    fake_heap_attribute (&heap, nodes[i], inner[MIN (i, 1)], 0, "ref");
  }
  for (guint i = 0; i < 30; i++)
    fake_item (&heap.fake, list, fake_object (&heap.fake, 200 + i, HW_KIND_INT, HW_NO_OBJECT, "7"), 3 + i);
  fake_heap_name (&heap, "last", nodes[2]);
  return fake_heap_finish (&heap);
}

static void
test_folded_objects (void)
{
  g_autoptr (HwImage) image = make_nested ();
  g_autoptr (HwTrim) trim = hw_trim_with (NULL, HW_TRIM_FOLDED, 120, 1), both = hw_trim_with (trim, HW_TRIM_FOLDED, 110, 1);
  HwPictureOptions options;

  hw_picture_options_init (&options);
  options.max_items = 3;
  options.trim = trim;
  assert_picture (image, NULL, &options,
                  "module __main__ [] \n"
                  "  xs = ->\n"
                  "  last = ->\n"
                  "list #110 [g0] 1\n"
                  "  [0] = ->\n"
                  "  [1] = ->\n"
                  "  [2] = ->\n"
                  "  … 30 more = ->\n"
                  "Node #122 [g0] 2\n"
                  "  ref = ->\n"
                  "Node #120 [g0] 1\n"
                  "  + 1 object = ->\n"
                  "Node #121 [g0] 1\n"
                  "  ref = ->\n"
                  "list #131 [g0] 2\n"
                  "module __main__ -> list #110 xs\n"
                  "module __main__ -> Node #122 last\n"
                  "list #110 -> Node #120 [0]\n"
                  "list #110 -> Node #121 [1]\n"
                  "list #110 -> Node #122 [2]\n"
                  "Node #122 -> list #131 ref\n"
                  "Node #121 -> list #131 ref\n");
  /* What the third Node holds too is not hidden with the list. */
  options.trim = both;
  assert_picture (image, NULL, &options,
                  "module __main__ [] \n"
                  "  xs = ->\n"
                  "  last = ->\n"
                  "list #110 [g0] 1\n"
                  "  [2] = ->\n"
                  "  [3] = 7\n"
                  "  [4] = 7\n"
                  "  … 28 more = ->\n"
                  "  + 3 objects = ->\n"
                  "Node #122 [g0] 2\n"
                  "  ref = ->\n"
                  "list #131 [g0] 2\n"
                  "module __main__ -> list #110 xs\n"
                  "module __main__ -> Node #122 last\n"
                  "list #110 -> Node #122 [2]\n"
                  "Node #122 -> list #131 ref\n");
}

static void
test_expanded_containers (void)
{
  g_autoptr (HwImage) image = make_nested ();
  HwPictureOptions options;

  hw_picture_options_init (&options);
  for (guint times = 0; times < 5; times++) {
    g_autoptr (HwTrim) trim = hw_trim_with (NULL, HW_TRIM_EXPANDED, 110, times);
    g_autoptr (HwPicture) picture = NULL;
    guint n_shown = MIN (33, 12 * (times + 1));

    options.trim = trim;
    picture = hw_picture_new (image, NULL, &options);
    g_assert_cmpuint (picture->nodes[1].shown.serial, ==, 110);
    g_assert_cmpuint (picture->nodes[1].shown.n_rows, ==, n_shown + (n_shown < 33));
    g_assert_true ((picture->nodes[1].shown.rows[picture->nodes[1].shown.n_rows - 1].kind == HW_ROW_MORE) == (n_shown < 33));
  }
}

static void
test_hidden_types_and_names (void)
{
  g_autoptr (HwImage) image = make_nested ();
  g_autoptr (HwTrim) types = hw_trim_with_hidden (NULL, HW_HIDDEN_TYPE, "Node", TRUE);
  g_autoptr (HwTrim) names = hw_trim_with_hidden (NULL, HW_HIDDEN_NAME, "xs", TRUE);
  HwPictureOptions options;

  hw_picture_options_init (&options);
  options.max_items = 1;
  options.trim = types;
  assert_picture (image, NULL, &options,
                  "module __main__ [] \n"
                  "  xs = ->\n"
                  "list #110 [g0] 1\n"
                  "  [3] = 7\n"
                  "  … 29 more = ->\n"
                  "list #130 [g0] 1\n"
                  "list #131 [g0] 2\n"
                  "module __main__ -> list #110 xs\n");
  options.trim = names;
  assert_picture (image, NULL, &options,
                  "module __main__ [] \n"
                  "  last = ->\n"
                  "Node #122 [g0] 2\n"
                  "  ref = ->\n"
                  "list #131 [g0] 2\n"
                  "module __main__ -> Node #122 last\n"
                  "Node #122 -> list #131 ref\n");
}

static void
test_left_out_items_are_grouped (void)
{
  g_autoptr (HwImage) image = NULL;
  HwPictureOptions options;
  FakeHeap heap;
  guint list;

  fake_heap_init (&heap, 3);
  list = fake_heap_container (&heap, 110, HW_KIND_LIST, 0, 6);
  fake_heap_name (&heap, "xs", list);
  for (guint i = 0; i < 6; i++)
    fake_item (&heap.fake, list, fake_heap_node (&heap, 120 + i, 0), i);
  image = fake_heap_finish (&heap);
  hw_picture_options_init (&options);
  options.max_items = 2;
  assert_picture (image, NULL, &options,
                  "module __main__ [] \n"
                  "  xs = ->\n"
                  "list #110 [g0] 1\n"
                  "  [0] = ->\n"
                  "  [1] = ->\n"
                  "  … 4 more = ->\n"
                  "Node #120 [g0] 1\n"
                  "Node #121 [g0] 1\n"
                  "Node × 4 [g0] \n"
                  "module __main__ -> list #110 xs\n"
                  "list #110 -> Node #120 [0]\n"
                  "list #110 -> Node #121 [1]\n"
                  "list #110 -> Node × 4 × 4\n");
}

static void
test_never_more_nodes_than_wanted (void)
{
  g_autoptr (HwImage) image = NULL;
  FakeHeap heap;
  HwPictureOptions options;

  fake_heap_init (&heap, 3);
  for (guint i = 0; i < 300; i++) {
    g_autofree char *name = g_strdup_printf ("C%u", i);
    guint class = fake_object (&heap.fake, 1000 + i, HW_KIND_TYPE, HW_NO_OBJECT, name);

    fake_get (&heap.fake, class)->flags = HW_FLAG_STATIC;
    for (guint k = 0; k < 3; k++)
      fake_object (&heap.fake, 2000 + 3 * i + k, HW_KIND_INSTANCE, class, "");
  }
  image = fake_heap_finish (&heap);
  hw_picture_options_init (&options);
  for (guint max = 4; max < 1000; max *= 2) {
    g_autoptr (HwPicture) picture = NULL;

    options.max_nodes = max;
    picture = hw_picture_new (image, NULL, &options);
    g_assert_cmpuint (picture->n_nodes, <=, max);
    g_assert_cmpuint (count_nodes (picture, HW_NODE_FRAME), ==, 1);
  }
}

static void
test_a_million_objects (void)
{
  g_autoptr (HwImage) image = fake_heap_chain (1000000);
  g_autoptr (HwPicture) picture = NULL;
  HwPictureOptions options;
  gint64 start;

  hw_picture_options_init (&options);
  start = g_get_monotonic_time ();
  picture = hw_picture_new (image, NULL, &options);
  g_test_message ("described in %.0f ms", (g_get_monotonic_time () - start) / 1000.0);
  g_assert_cmpuint (picture->n_nodes, ==, 3);
  g_assert_cmpuint (picture->nodes[2].shown.count, ==, 999999);
}

static void
test_deep_recursion_is_cut (void)
{
  g_autoptr (HwImage) image = NULL;
  g_autoptr (HwPicture) picture = NULL;
  HwPictureOptions options;
  FakeHeap heap;

  fake_heap_init (&heap, 3);
  fake_frame (&heap.fake, heap.names, "<module>", 1);
  for (guint i = 0; i < 500; i++)
    fake_frame (&heap.fake, fake_object (&heap.fake, 200 + i, HW_KIND_FRAME, HW_NO_OBJECT, ""), "f", 2 + i);
  image = fake_finish (&heap.fake);
  hw_picture_options_init (&options);
  options.max_nodes = 40;
  picture = hw_picture_new (image, NULL, &options);
  g_assert_cmpuint (count_nodes (picture, HW_NODE_FRAME), ==, 10);
  g_assert_cmpstr (picture->nodes[0].shown.title, ==, "module __main__");
  g_assert_cmpstr (picture->nodes[1].shown.title, ==, "frame of f · line 493");
  g_assert_cmpstr (picture->nodes[1].shown.rows[0].label, ==, "… 491 calls before");
  g_assert_cmpstr (picture->nodes[9].shown.title, ==, "frame of f · line 501");
  g_assert_cmpstr (picture->nodes[9].shown.mark, ==, "▶");
}

/* ------------------------------------------------------------------------------------------------------------- DOT */

static void
test_description_of_all (void)
{
  g_autoptr (HwImage) before = fake_heap_teaching (FALSE), image = fake_heap_teaching (TRUE);
  g_autoptr (HwPicture) picture = NULL;
  g_autofree char *text = NULL, *again = NULL;
  HwPictureOptions options;

  hw_picture_options_init (&options);
  picture = hw_picture_new (image, before, &options);
  text = hw_describe (picture, HW_DESCRIBE_FULL);
  again = hw_describe (picture, HW_DESCRIBE_FULL);
  g_assert_cmpstr (text, ==, again);
  assert_golden ("teaching.dot", text);
}

static void
test_description_in_the_dark (void)
{
  g_autoptr (HwImage) image = fake_heap_chain (1000);
  g_autoptr (HwPicture) picture = NULL;
  g_autofree char *text = NULL;
  HwPictureOptions options;

  hw_picture_options_init (&options);
  options.dark = TRUE;
  options.layout = HW_LAYOUT_FORCE;
  options.colour = HW_COLOUR_TYPE;
  picture = hw_picture_new (image, NULL, &options);
  text = hw_describe (picture, HW_DESCRIBE_FULL);
  assert_golden ("group-dark.dot", text);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/picture/everything-at-once", test_everything_at_once);
  g_test_add_func ("/picture/changes-of-a-step", test_changes_of_a_step);
  g_test_add_func ("/picture/nothing-changes-between-equal-images", test_nothing_changes_between_equal_images);
  g_test_add_func ("/picture/small-values-as-nodes", test_small_values_as_nodes);
  g_test_add_func ("/picture/class-with-a-list-is-a-node", test_class_with_a_list_is_a_node);
  g_test_add_func ("/picture/root-on-the-stack", test_root_on_the_stack);
  g_test_add_func ("/picture/focus-leaves-the-neighbourhood", test_focus_leaves_the_neighbourhood);
  g_test_add_func ("/picture/many-objects-are-grouped-by-class", test_many_objects_are_grouped_by_class);
  g_test_add_func ("/picture/groups-by-cycle-and-line", test_groups_by_cycle_and_line);
  g_test_add_func ("/picture/groups-open-and-close", test_groups_open_and_close);
  g_test_add_func ("/picture/trims-are-values", test_trims_are_values);
  g_test_add_func ("/picture/folded-objects", test_folded_objects);
  g_test_add_func ("/picture/expanded-containers", test_expanded_containers);
  g_test_add_func ("/picture/hidden-types-and-names", test_hidden_types_and_names);
  g_test_add_func ("/picture/left-out-items-are-grouped", test_left_out_items_are_grouped);
  g_test_add_func ("/picture/never-more-nodes-than-wanted", test_never_more_nodes_than_wanted);
  g_test_add_func ("/picture/a-million-objects", test_a_million_objects);
  g_test_add_func ("/picture/deep-recursion-is-cut", test_deep_recursion_is_cut);
  g_test_add_func ("/picture/description-of-all", test_description_of_all);
  g_test_add_func ("/picture/description-in-the-dark", test_description_in_the_dark);
  return g_test_run ();
}
