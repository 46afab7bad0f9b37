/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Predict, then reveal: what is asked before a statement, and which answers are right. */

#include "gesture-world.h"
#include "hw-question.h"

/* The question before line [line] is executed first. */
static HwQuestion *
ask_before (World      *world,
            guint       line,
            const char *preferred)
{
  guint step = 1, n_steps = hw_timeline_get_n_steps (world->timeline);

  while (step <= n_steps && hw_timeline_get_step (world->timeline, step)->line != line)
    step++;
  g_assert_cmpuint (step, <=, n_steps);
  return hw_question_new (world->timeline, step - 1, preferred != NULL ? world_object (world, preferred) : 0, NULL);
}

static void
assert_asked (HwQuestion     *question,
              HwQuestionKind  kind,
              const char     *text,
              const char     *answer)
{
  g_autofree char *sentence = NULL;

  g_assert_nonnull (question);
  g_assert_cmpint (question->kind, ==, kind);
  g_assert_cmpstr (question->text, ==, text);
  sentence = hw_question_dup_answer (question);
  g_assert_cmpstr (sentence, ==, answer);
  g_assert_true (hw_question_is_right (question, question->answer, question->n_answer));
}

static void
test_count (void)
{
  g_autoptr (World) world = world_new ("a = []\nb = a\nn = 5\nc = [a, a]\ndel b\n");
  g_autoptr (HwQuestion) second = ask_before (world, 2, NULL);
  g_autoptr (HwQuestion) fourth = ask_before (world, 4, NULL);
  g_autoptr (HwQuestion) fifth = ask_before (world, 5, NULL);

  assert_asked (second, HW_QUESTION_COUNT, "Line 2, b = a: what is the reference count of list #2 (a) afterwards?",
                "The count rises from 1 to 2.");
  g_assert_cmpuint (second->serial, ==, world_object (world, "a"));
  g_assert_cmpuint (second->step, ==, 1);
  g_assert_cmpuint (second->end, ==, 2);
  g_assert_false (hw_question_is_right (second, &(guint) { 1 }, 1));
  g_assert_false (hw_question_is_right (second, NULL, 0));
  g_assert_cmpuint (fourth->answer[0], ==, 4);
  assert_asked (fifth, HW_QUESTION_COUNT, "Line 5, del b: what is the reference count of list #2 (a) afterwards?",
                "The count falls from 4 to 3.");
  g_assert_null (ask_before (world, 1, NULL)); /* only makes what is not there yet */
  g_assert_null (ask_before (world, 3, NULL));
}

static void
test_preferred (void)
{
  g_autoptr (World) world = world_new ("a = []\nb = []\nc = [a, a, b]\n");
  g_autoptr (HwQuestion) any = ask_before (world, 3, NULL);
  g_autoptr (HwQuestion) preferred = ask_before (world, 3, "b");

  g_assert_cmpuint (any->serial, ==, world_object (world, "a"));
  g_assert_cmpuint (preferred->serial, ==, world_object (world, "b"));
  g_assert_cmpuint (preferred->answer[0], ==, 2);
}

static void
test_freed (void)
{
  g_autoptr (World) world = world_new ("class N: pass\n"
                                       "a = N()\n"
                                       "a.r = N()\n"
                                       "b = N()\n"
                                       "a.s = b\n"
                                       "a = None\n");
  g_autoptr (HwQuestion) question = ask_before (world, 6, NULL);
  const guint right[] = { 1, 0 }, wrong[] = { 0, 2 }, all[] = { 0, 1, 2 };

  g_assert_nonnull (question);
  g_assert_cmpint (question->kind, ==, HW_QUESTION_FREED);
  g_assert_cmpuint (question->n_choices, ==, 3);
  g_assert_true (g_str_has_suffix (question->choices[0].text, " (a)"));
  g_assert_true (g_str_has_suffix (question->choices[1].text, " (a.r)"));
  g_assert_true (g_str_has_suffix (question->choices[2].text, " (b)"));
  g_assert_true (hw_question_is_right (question, right, 2));
  g_assert_false (hw_question_is_right (question, wrong, 2));
  g_assert_false (hw_question_is_right (question, all, 3));
  g_assert_false (hw_question_is_right (question, right, 1));
}

static const char ring[] = "import gc\n"
                           "class N:\n"
                           "    def __init__(self, name):\n"
                           "        self.name = name\n"
                           "    def __del__(self):\n"
                           "        print(self.name)\n"
                           "gc.disable()\n"
                           "a = N('a')\n"
                           "b = N('b')\n"
                           "a.ref = b\n"
                           "b.ref = a\n"
                           "other, more = [], []\n"
                           "del a\n"
                           "del b\n"
                           "gc.collect()\n"
                           "gc.collect()\n";

static void
test_order (void)
{
  g_autoptr (World) world = world_new (ring);
  g_autoptr (HwQuestion) question = ask_before (world, 15, NULL);
  g_autoptr (HwQuestion) second = ask_before (world, 16, NULL);
  g_autoptr (HwQuestion) name = ask_before (world, 13, NULL);
  const guint turned[] = { 1, 0 };

  g_assert_nonnull (question);
  g_assert_cmpint (question->kind, ==, HW_QUESTION_ORDER);
  g_assert_cmpuint (question->n_choices, ==, 2);
  g_assert_cmpuint (question->end, ==, question->step + 3); /* the pass, and a statement of each finalizer */
  g_assert_false (hw_question_is_right (question, turned, 2));
  g_assert_cmpstr (world->output->str, ==, "a\nb\n");
  g_assert_cmpuint (question->answer[0], ==, 0);
  g_assert_cmpuint (question->answer[1], ==, 1);

  /* A pass that frees nothing is asked about too, and a name that goes without freeing anything. */
  assert_asked (second, HW_QUESTION_FREED, "Line 16, gc.collect(): which of these objects are freed?",
                "None of them is freed.");
}

static void
test_nothing_freed (void)
{
  g_autoptr (World) world = world_new ("import gc\na = []\nb = [a]\ngc.collect()\na = None\n");
  g_autoptr (HwQuestion) pass = ask_before (world, 4, NULL);
  g_autoptr (HwQuestion) name = ask_before (world, 5, NULL);

  assert_asked (pass, HW_QUESTION_FREED, "Line 4, gc.collect(): which of these objects are freed?", "None of them is freed.");
  assert_asked (name, HW_QUESTION_COUNT, "Line 5, a = None: what is the reference count of list #2 (a) afterwards?",
                "The count falls from 2 to 1.");
}

static void
test_find (void)
{
  g_autoptr (World) world = world_new ("a = []\nn = 1\nn = 2\nb = a\n");
  g_autoptr (HwQuestion) found = hw_question_find (world->timeline, 0, 10, 0, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_assert_nonnull (found);
  g_assert_cmpuint (found->step, ==, 3);
  g_assert_null (hw_question_find (world->timeline, 0, 2, 0, NULL));
  g_assert_null (hw_question_find (world->timeline, hw_timeline_get_last (world->timeline), 10, 0, NULL));
  g_cancellable_cancel (cancellable);
  g_assert_null (hw_question_find (world->timeline, 0, 10, 0, cancellable));
}

/* At every state of a program: the answer names each choice at most once, the images agree with it, and it is found right. */
static guint
check_all (const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (World) world = NULL;
  guint n_asked = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  world = world_new (text);
  for (guint step = 0; step < 60; step++) {
    g_autoptr (HwQuestion) question = hw_question_find (world->timeline, step, 60 - step, 0, NULL);
    guint seen = 0;

    if (question == NULL)
      break;
    n_asked++;
    g_assert_cmpuint (question->step, >=, step);
    step = question->step;
    g_assert_cmpuint (question->end, >, step);
    g_assert_cmpuint (question->end, <=, hw_timeline_get_last (world->timeline));
    g_assert_cmpuint (question->n_choices, <=, HW_QUESTION_MAX_CHOICES);
    g_assert_true (hw_question_is_right (question, question->answer, question->n_answer));
    for (guint i = 0; question->kind != HW_QUESTION_COUNT && i < question->n_answer; i++) {
      g_assert_cmpuint (question->answer[i], <, question->n_choices);
      g_assert_false (seen & 1u << question->answer[i]);
      seen |= 1u << question->answer[i];
    }
  }
  return n_asked;
}

static void
test_lessons (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("HEAPWRIGHT_DATA"), "scenarios", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n_asked = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (g_str_has_suffix (name, ".py"))
      n_asked += check_all (path);
  }
  g_assert_cmpuint (n_asked, >, 100);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/question/count", test_count);
  g_test_add_func ("/question/preferred", test_preferred);
  g_test_add_func ("/question/freed", test_freed);
  g_test_add_func ("/question/order", test_order);
  g_test_add_func ("/question/nothing-freed", test_nothing_freed);
  g_test_add_func ("/question/find", test_find);
  g_test_add_func ("/question/lessons", test_lessons);
  return g_test_run ();
}
