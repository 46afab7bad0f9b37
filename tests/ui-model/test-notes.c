/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Notes: comments of the text that belong to objects. */

#include "hw-notes.h"
#include "hw-run.h"

#include <string.h>

static char *
list_to_string (const char *text)
{
  g_autoptr (GPtrArray) notes = hw_notes_list (text);
  GString *said = g_string_new (NULL);

  for (guint i = 0; i < notes->len; i++) {
    const HwNote *note = notes->pdata[i];

    g_string_append_printf (said, "%u.%u %s;", note->line, note->number, note->text);
  }
  return g_string_free (said, FALSE);
}

static void
test_notes_are_read_from_comments (void)
{
  static const struct {
    const char *text;
    const char *notes;
  } cases[] = {
    { "", "" },
    { "a = 1  # notes: none\n", "" },
    { "a = []  # note: one\n", "1.1 one;" },
    { "\na = []  # why not  # note:  one # and two  # note 2: other\n", "2.1 one # and two;2.2 other;" },
    { "a = '# note: no'\nb = \"\\\"# note: no\"  # note: yes", "2.1 yes;" },
    { "'''\n# note: no\n'''  # note 3: yes\n", "3.3 yes;" },
    { "a = 'open  # note: no\nb = []  # note: yes\n", "2.1 yes;" },
    { "a = 1  # note 0: no\n# note:\n", "2.1 ;" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *said = list_to_string (cases[i].text);

    g_assert_cmpstr (said, ==, cases[i].notes);
  }
}

static char *
write_note (const char *text,
            guint       line,
            guint       number,
            const char *note)
{
  g_autoptr (GError) error = NULL;
  HwEdit *edit = hw_notes_edit (text, line, number, note, &error);
  char *after;

  if (edit == NULL)
    return g_strdup (error->message);
  after = hw_edit_apply (edit, text, strlen (text));
  hw_edit_free (edit);
  return after;
}

static void
test_notes_are_written_at_the_line_s_end (void)
{
  static const struct {
    const char *text;
    guint       line;
    guint       number;
    const char *note;
    const char *after;
  } cases[] = {
    { "a = []\nb = []\n", 1, 1, "one", "a = []  # note: one\nb = []\n" },
    { "a = []", 1, 2, " two\nlines # x ", "a = []  # note 2: two lines   x" },
    { "a = []  # why\n", 1, 1, "one", "a = []  # why  # note: one\n" },
    { "a = []  # note: one  # note 2: two\n", 1, 1, "other", "a = []  # note: other  # note 2: two\n" },
    { "a = []  # note: one  # note 2: two\n", 1, 2, NULL, "a = []  # note: one\n" },
    { "a = []  # note: one  # note 2: two\n", 1, 1, "", "a = []  # note 2: two\n" },
    { "a = '''\n'''\n", 1, 1, "one", "Line 1 goes on in the next one: no note can stand at its end." },
    { "a = \\\n[]\n", 1, 1, "one", "Line 1 goes on in the next one: no note can stand at its end." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *after = write_note (cases[i].text, cases[i].line, cases[i].number, cases[i].note);

    g_assert_cmpstr (after, ==, cases[i].after);
  }
}

static HwTimeline *
record (const char *text)
{
  g_autoptr (HwScenario) scenario = hw_scenario_new ("notes.py", text, -1);
  g_autoptr (HwRun) run = NULL;
  g_autoptr (GError) error = NULL;
  HwRunOptions options;

  hw_run_options_init (&options);
  options.record = TRUE;
  run = hw_run_new (scenario, &options);
  g_assert_true (hw_run_execute (run, NULL, &error));
  g_assert_no_error (error);
  return hw_timeline_ref (hw_run_get_timeline (run));
}

/* The object that a note is pinned to, as the image at the end of the run calls it. */
static char *
dup_title (HwTimeline *timeline,
           const char *note)
{
  g_autoptr (GHashTable) found = hw_notes_find (timeline);
  g_autoptr (HwCursor) cursor = hw_cursor_new (timeline);
  g_autoptr (HwImage) image = NULL;
  GHashTableIter iter;
  gpointer serial, text;

  g_assert_true (hw_cursor_seek (cursor, hw_timeline_get_n_steps (timeline), NULL, NULL));
  image = hw_cursor_make_image (cursor);
  g_hash_table_iter_init (&iter, found);
  while (g_hash_table_iter_next (&iter, &serial, &text)) {
    guint object = hw_image_find (image, GPOINTER_TO_UINT (serial)), line, number;

    g_assert_true (hw_notes_address (timeline, GPOINTER_TO_UINT (serial), &line, &number));
    g_assert_cmpuint (line, ==, hw_image_get_objects (image, NULL)[object].line);
    if (strcmp (text, note) == 0)
      return g_strdup_printf ("%s %u", hw_image_get_type_name (image, object), number);
  }
  return NULL;
}

static void
test_notes_find_their_objects (void)
{
  HwTimeline *timeline = record ("class Node:\n"
                                 "    def __init__(self, items):\n"
                                 "        self.items = items\n"
                                 "a = Node([1, 2])  # note: node  # note 2: its list  # note 99: of nothing\n"
                                 "pair = {'k': []}  # note: inner  # note 2: outer\n"
                                 "for i in range(2):\n"
                                 "    a.last = [i]  # note 2: second\n"
                                 "n = 5  # note: a number has none\n");
  g_autofree char *node = dup_title (timeline, "node"), *list = dup_title (timeline, "its list");
  g_autofree char *inner = dup_title (timeline, "inner"), *outer = dup_title (timeline, "outer");
  g_autofree char *second = dup_title (timeline, "second");
  g_autoptr (GHashTable) found = hw_notes_find (timeline);

  g_assert_cmpstr (node, ==, "Node 1");
  g_assert_cmpstr (list, ==, "list 2");
  g_assert_cmpstr (inner, ==, "list 1");
  g_assert_cmpstr (outer, ==, "dict 2");
  g_assert_cmpstr (second, ==, "list 2");
  g_assert_cmpuint (g_hash_table_size (found), ==, 5);
  hw_timeline_unref (timeline);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/notes/are-read-from-comments", test_notes_are_read_from_comments);
  g_test_add_func ("/notes/are-written-at-the-line-s-end", test_notes_are_written_at_the_line_s_end);
  g_test_add_func ("/notes/find-their-objects", test_notes_find_their_objects);
  return g_test_run ();
}
