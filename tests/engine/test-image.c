/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Images made from a record, and the texts in them. */

#include "hw-image.h"

#include <math.h>

#include "hw-timeline.h"
#include "stream.h"
#include "timeline/text.h"

/* ------------------------------------------------------------------------------------------------------------ texts */

static void
test_floats_as_python_writes_them (void)
{
  static const struct {
    double      value;
    const char *text;
  } cases[] = {
    { 0.0, "0.0" },
    { -0.0, "-0.0" },
    { 1.0, "1.0" },
    { -1.5, "-1.5" },
    { 0.1, "0.1" },
    { 0.05, "0.05" },
    { 1.005, "1.005" },
    { 3.14159, "3.14159" },
    { 3.141592653589793, "3.141592653589793" },
    { 0.1 + 0.2, "0.30000000000000004" },
    { 1.0 / 3, "0.3333333333333333" },
    { 100.0, "100.0" },
    { 123456.789, "123456.789" },
    { 1e8, "100000000.0" },
    { 123456789012.0, "123456789012.0" },
    { 1e15, "1000000000000000.0" },
    { 1e16, "1e+16" },
    { 1.5e16, "1.5e+16" },
    { 1e100, "1e+100" },
    { 0.001, "0.001" },
    { 0.0001, "0.0001" },
    { 0.00012345, "0.00012345" },
    { 0.00001, "1e-05" },
    { 1.25e-7, "1.25e-07" },
    { 5e-324, "5e-324" },
    { 1.7976931348623157e308, "1.7976931348623157e+308" },
    { 9007199254740993.0, "9007199254740992.0" },
    { 5.684341886080802e-14, "5.684341886080802e-14" },
    { 2.5e-3, "0.0025" },
    { INFINITY, "inf" },
    { -INFINITY, "-inf" },
    { NAN, "nan" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GString) text = g_string_new (NULL);

    hw_text_append_float (text, cases[i].value);
    g_assert_cmpstr (text->str, ==, cases[i].text);
  }
}

static void
test_random_floats_read_back (void)
{
  for (guint i = 0; i < 20000; i++) {
    g_autoptr (GString) text = g_string_new (NULL);
    double value = g_test_rand_double_range (-1000, 1000);

    if (i % 3 == 0)
      value = rint (value * 1000) / 1000;
    else if (i % 3 == 1)
      value *= pow (10, g_test_rand_int_range (-300, 300));
    hw_text_append_float (text, value);
    g_assert_true (g_ascii_strtod (text->str, NULL) == value);
  }
}

static void
test_strings_as_python_writes_them (void)
{
  static const struct {
    const char *bytes;
    gsize       n;
    gboolean    is_bytes;
    gboolean    is_cut;
    const char *text;
  } cases[] = {
    { "", 0, FALSE, FALSE, "''" },
    { "abc", 3, FALSE, FALSE, "'abc'" },
    { "it's", 4, FALSE, FALSE, "\"it's\"" },
    { "a'b\"", 4, FALSE, FALSE, "'a\\'b\"'" },
    { "a\\b", 3, FALSE, FALSE, "'a\\\\b'" },
    { "\n\t\r\0\x7f", 5, FALSE, FALSE, "'\\n\\t\\r\\x00\\x7f'" },
    { "\xc3\xa9", 2, FALSE, FALSE, "'é'" },
    { "\xc3\xa9", 2, TRUE, FALSE, "b'\\xc3\\xa9'" },
    { "\xc2\xa0", 2, FALSE, FALSE, "'\\xa0'" },
    { "\xe2\x80\xa8", 3, FALSE, FALSE, "'\\u2028'" },
    { "\xed\xa0\x80", 3, FALSE, FALSE, "'\\ud800'" },
    { "\xf0\x9f\x90\x8d", 4, FALSE, FALSE, "'🐍'" },
    { "\xff", 1, TRUE, FALSE, "b'\\xff'" },
    { "abc", 3, FALSE, TRUE, "'abc…'" },
    { "0123456789012345678901234567890123456789", 40, FALSE, FALSE, "'0123456789012345678901234567890123456789'" },
    { "01234567890123456789012345678901234567890", 41, FALSE, FALSE, "'0123456789012345678901234567890123456789…'" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GString) text = g_string_new (NULL);

    hw_text_append_quoted (text, cases[i].bytes, cases[i].n, cases[i].is_bytes, cases[i].is_cut);
    g_assert_cmpstr (text->str, ==, cases[i].text);
  }
}

/* ------------------------------------------------------------------------------------------------------------ image */

static HwImage *
image_at (HwTimeline *timeline,
          guint       step)
{
  g_autoptr (HwCursor) cursor = hw_cursor_new (timeline);
  g_autoptr (GError) error = NULL;

  g_assert_true (hw_cursor_seek (cursor, step, NULL, &error));
  g_assert_no_error (error);
  return hw_cursor_make_image (cursor);
}

/* What "Node #12" stands for, or HW_NO_OBJECT. */
static guint
find_title (HwImage    *image,
            const char *title)
{
  guint n;

  hw_image_get_objects (image, &n);
  for (guint i = 0; i < n; i++) {
    g_autofree char *other = hw_image_dup_title (image, i);

    if (g_str_equal (other, title))
      return i;
  }
  return HW_NO_OBJECT;
}

/* All references from [object] as "label → title" and, for weak ones, "label ⇢ title", separated by blanks. */
static char *
dup_references (HwImage *image,
                guint    object)
{
  guint n;
  const HwObjectRecord *record = &hw_image_get_objects (image, &n)[object];
  const HwReferenceRecord *references = hw_image_get_references (image, &n);
  GString *text = g_string_new (NULL);

  for (guint i = record->first_ref; i < record->first_ref + record->n_refs; i++) {
    g_autofree char *label = hw_image_dup_label (image, i);
    g_autofree char *title = hw_image_dup_title (image, references[i].target);

    g_assert_cmpuint (references[i].holder, ==, object);
    g_string_append_printf (text, "%s%s%s%s", i > record->first_ref ? ", " : "", label, references[i].weak ? " ~> " : " -> ",
                            title);
  }
  return g_string_free (text, FALSE);
}

static void
assert_references (HwImage    *image,
                   const char *title,
                   const char *expected)
{
  guint object = find_title (image, title);
  g_autofree char *text = NULL;

  g_assert_cmpuint (object, !=, HW_NO_OBJECT);
  text = dup_references (image, object);
  g_assert_cmpstr (text, ==, expected);
}

/* A module with a = Node(); b = [a, 7]; d = {'k': b, 5: a}; and a function's frame with one local. */
typedef struct {
  StreamWorld world;
  guint32     node, a, list, dict, seven, frame, weak;
  HwTimeline *timeline;
} Example;

static void
example_init (Example *example)
{
  g_autoptr (Stream) stream = stream_new (64 << 20);
  StreamWorld *world = &example->world;
  guint layout = stream->sink->add_layout (stream->sink, "f");
  guint32 key, type;

  stream->sink->add_label (stream->sink, layout, 0, "x");
  stream->sink->add_label (stream->sink, layout, 1, "y");
  stream_make_world (stream, world);
  type = stream_static (stream, world->type, HW_KIND_TYPE, "weakref");
  stream_config (stream, HW_GC_ENABLED, 1);
  stream_config (stream, HW_GC_THRESHOLD_0, 700);
  stream_config (stream, HW_GC_THRESHOLD_1, 10);
  stream_config (stream, HW_GC_THRESHOLD_2, 11);

  stream_step (stream);
  example->node = stream_class (stream, world, "Node");
  stream_bind (stream, world, world->globals, 0, "Node", example->node);
  stream_step (stream);
  example->a = stream_instance (stream, example->node);
  stream_bind (stream, world, world->globals, 1, "a", example->a);
  stream_set (stream, example->a, 0, stream_str (stream, world, "obj1"));
  stream_step (stream);
  example->list = stream_alloc (stream, world->list, HW_KIND_LIST, HW_FLAG_GC, 72);
  stream_track (stream, example->list);
  stream_hold (stream, example->list, 0, example->a);
  example->seven = stream_int (stream, world, 7);
  stream_set (stream, example->list, 1, example->seven);
  stream_bind (stream, world, world->globals, 2, "b", example->list);
  stream_step (stream);
  example->dict = stream_alloc (stream, world->dict, HW_KIND_DICT, HW_FLAG_GC, 184);
  stream_track (stream, example->dict);
  key = stream_str (stream, world, "k");
  stream_set (stream, example->dict, 0, key);
  stream_hold (stream, example->dict, 1, example->list);
  key = stream_int (stream, world, 5);
  stream_set (stream, example->dict, 4, key);
  stream_hold (stream, example->dict, 5, example->a);
  stream_bind (stream, world, world->globals, 3, "d", example->dict);
  stream_step (stream);
  example->weak = stream_alloc (stream, type, HW_KIND_WEAKREF, HW_FLAG_GC, 72);
  stream_set (stream, example->weak, 0, example->a);
  stream_hold (stream, example->weak, 1, world->none);
  stream_set (stream, example->a, 1, example->weak);
  stream_step (stream);
  example->frame = stream_push (stream, layout, 3);
  stream_hold (stream, example->frame, 1, example->a);
  stream_move (stream, example->list, HW_LIST_GENERATION_2);
  stream_step_at (stream, 42, 1);
  /* two nodes that hold each other, and one that only the evaluation stack holds */
  for (guint i = 0; i < 3; i++)
    key = stream_instance (stream, example->node);
  stream_set (stream, key - 1, 1, key - 2);
  stream_set (stream, key - 2, 1, key - 1);
  example->timeline = stream_finish (stream);
}

static void
test_objects (void)
{
  Example example;
  g_autoptr (HwTimeline) timeline = NULL;
  g_autoptr (HwImage) image = NULL;
  const HwObjectRecord *objects;
  guint n, a, list, dict;

  example_init (&example);
  timeline = example.timeline;
  image = image_at (timeline, 7);
  objects = hw_image_get_objects (image, &n);
  for (guint i = 1; i < n; i++)
    g_assert_cmpuint (objects[i - 1].serial, <, objects[i].serial);
  for (guint i = 0; i < n; i++)
    g_assert_cmpuint (hw_image_find (image, objects[i].serial), ==, i);
  g_assert_cmpuint (hw_image_find (image, 0), ==, HW_NO_OBJECT);
  g_assert_cmpuint (hw_image_find (image, 99999), ==, HW_NO_OBJECT);

  a = find_title (image, "Node #15");
  g_assert_cmpuint (a, !=, HW_NO_OBJECT);
  g_assert_cmpuint (objects[a].refs, ==, 4);
  g_assert_cmpuint (objects[a].n_in, ==, 4);
  g_assert_cmpuint (objects[a].size, ==, 48);
  g_assert_cmpuint (objects[a].birth, ==, 2);
  g_assert_cmpuint (objects[a].line, ==, 2);
  g_assert_cmpint (objects[a].generation, ==, 0);
  g_assert_cmpint (objects[a].kind, ==, HW_KIND_INSTANCE);
  g_assert_cmpstr (hw_image_get_type_name (image, a), ==, "Node");
  g_assert_true (objects[a].reachable);
  g_assert_false (hw_image_is_atom (image, a));
  g_assert_false (hw_image_is_background (image, a));

  list = find_title (image, "list #18");
  g_assert_cmpuint (objects[list].length, ==, 2);
  g_assert_cmpint (objects[list].generation, ==, 2);
  dict = find_title (image, "dict #21");
  g_assert_cmpuint (objects[dict].length, ==, 2);
  g_assert_cmpint (objects[find_title (image, "'obj1'")].generation, ==, -1);
  g_assert_cmpuint (objects[find_title (image, "'obj1'")].length, ==, 4);
  g_assert_true (hw_image_is_atom (image, find_title (image, "7")));
  g_assert_true (hw_image_is_background (image, find_title (image, "None")));
  g_assert_cmpuint (objects[find_title (image, "None")].refs, ==, G_MAXUINT32);
  g_assert_cmpuint (objects[find_title (image, "None")].birth, ==, 0);
}

static void
test_references (void)
{
  Example example;
  g_autoptr (HwTimeline) timeline = NULL;
  g_autoptr (HwImage) image = NULL;

  example_init (&example);
  timeline = example.timeline;
  image = image_at (timeline, 7);
  assert_references (image, "Node #15", ".name -> 'obj1', .ref -> weakref #25, <class> -> class Node");
  assert_references (image, "list #18", "[0] -> Node #15, [1] -> 7");
  assert_references (image, "dict #21", "key 'k' -> 'k', ['k'] -> list #18, key 5 -> 5, [5] -> Node #15");
  assert_references (image, "weakref #25", "<referent> ~> Node #15, <__callback__> -> None");
  assert_references (image, "frame #26", "y -> Node #15");
  assert_references (image, "dict #10",
                     "key 'Node' -> 'Node', Node -> class Node, key 'a' -> 'a', a -> Node #15, "
                     "key 'b' -> 'b', b -> list #18, key 'd' -> 'd', d -> dict #21");
}

static void
test_incoming (void)
{
  Example example;
  g_autoptr (HwTimeline) timeline = NULL;
  g_autoptr (HwImage) image = NULL;
  const HwReferenceRecord *references;
  const HwObjectRecord *objects;
  guint n_objects, n_references, n_seen = 0;

  example_init (&example);
  timeline = example.timeline;
  image = image_at (timeline, 7);
  objects = hw_image_get_objects (image, &n_objects);
  references = hw_image_get_references (image, &n_references);
  for (guint i = 0; i < n_objects; i++) {
    guint n_incoming, n_strong = 0;
    const guint32 *incoming = hw_image_get_incoming (image, i, &n_incoming);

    for (guint j = 0; j < n_incoming; j++) {
      g_assert_cmpuint (references[incoming[j]].target, ==, i);
      n_strong += !references[incoming[j]].weak;
    }
    g_assert_cmpuint (n_strong, ==, objects[i].n_in);
    n_seen += n_incoming;
  }
  g_assert_cmpuint (n_seen, ==, n_references);
}

static void
test_roots_and_frames (void)
{
  Example example;
  g_autoptr (HwTimeline) timeline = NULL;
  g_autoptr (HwImage) image = NULL;
  const HwRootRecord *roots;
  const HwFrameRecord *frames;
  const HwObjectRecord *objects;
  guint n;

  example_init (&example);
  timeline = example.timeline;
  image = image_at (timeline, 7);
  roots = hw_image_get_roots (image, &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpstr (hw_image_get_text (image, roots[0].text), ==, "module __main__");
  g_assert_cmpstr (hw_image_get_text (image, roots[1].text), ==, "frame of f, line 42");
  g_assert_cmpstr (hw_image_get_text (image, roots[2].text), ==, "the evaluation stack");
  frames = hw_image_get_frames (image, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (frames[0].object, ==, find_title (image, "dict #10"));
  g_assert_cmpuint (frames[0].line, ==, 6);
  g_assert_cmpstr (hw_image_get_text (image, frames[0].text), ==, "<module>");
  g_assert_cmpuint (frames[1].object, ==, find_title (image, "frame #26"));
  g_assert_cmpuint (frames[1].line, ==, 42);
  g_assert_cmpstr (hw_image_get_text (image, frames[1].text), ==, "f");

  objects = hw_image_get_objects (image, &n);
  g_assert_false (objects[find_title (image, "Node #27")].reachable);
  g_assert_false (objects[find_title (image, "Node #28")].reachable);
  g_assert_true (objects[find_title (image, "Node #29")].reachable);
  g_assert_cmpuint (roots[2].target, ==, find_title (image, "Node #29"));

  g_clear_pointer (&image, hw_image_unref);
  image = image_at (timeline, 0);
  frames = hw_image_get_frames (image, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (frames[0].line, ==, 0);
}

static void
test_collector (void)
{
  Example example;
  g_autoptr (HwTimeline) timeline = NULL;
  g_autoptr (HwImage) image = NULL;
  const HwCollectorRecord *collector;
  const guint32 *list;
  guint n;

  example_init (&example);
  timeline = example.timeline;
  image = image_at (timeline, 6);
  collector = hw_image_get_collector (image);
  g_assert_true (collector->enabled);
  g_assert_cmpuint (collector->threshold[0], ==, 700);
  g_assert_cmpuint (collector->threshold[1], ==, 10);
  g_assert_cmpuint (collector->threshold[2], ==, 11);
  g_assert_cmpuint (collector->count[0], ==, 42);
  list = hw_image_get_list (image, HW_LIST_GENERATION_0, &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpuint (list[0], ==, find_title (image, "class Node"));
  g_assert_cmpuint (list[1], ==, find_title (image, "Node #15"));
  g_assert_cmpuint (list[2], ==, find_title (image, "dict #21"));
  list = hw_image_get_list (image, HW_LIST_GENERATION_2, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (list[0], ==, find_title (image, "list #18"));
  hw_image_get_list (image, HW_LIST_GENERATION_1, &n);
  g_assert_cmpuint (n, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image/text/floats-as-python-writes-them", test_floats_as_python_writes_them);
  g_test_add_func ("/image/text/random-floats-read-back", test_random_floats_read_back);
  g_test_add_func ("/image/text/strings-as-python-writes-them", test_strings_as_python_writes_them);
  g_test_add_func ("/image/objects", test_objects);
  g_test_add_func ("/image/references", test_references);
  g_test_add_func ("/image/incoming", test_incoming);
  g_test_add_func ("/image/roots-and-frames", test_roots_and_frames);
  g_test_add_func ("/image/collector", test_collector);
  return g_test_run ();
}
