/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The session without any window: loading, running, cancelling, stepping, searching, saving, and the copies of unsaved text. */

#include "hw-autosave.h"
#include "hw-curve.h"
#include "hw-session.h"

#include <glib/gstdio.h>

#define DEADLINE_SECONDS 60

static const char ring[] = "import gc\n"
                           "class Node:\n"
                           "    def __del__(self):\n"
                           "        print('gone')\n"
                           "a = Node()\n"
                           "b = Node()\n"
                           "a.ref = b\n"
                           "b.ref = a\n"
                           "del a\n"
                           "del b\n"
                           "print(gc.collect())\n";

/* ------------------------------------------------------------------------------------------------------------------ waiting */

typedef gboolean (*Condition) (HwSession *session);

static gboolean
give_up_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_CONTINUE;
}

/* Turns the main loop until [condition] holds; a test that waits too long has failed. */
static void
wait_for (HwSession  *session,
          Condition   condition,
          const char *what)
{
  gboolean late = FALSE;
  guint timeout = g_timeout_add_seconds (DEADLINE_SECONDS, give_up_cb, &late);

  while (!condition (session) && !late)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timeout);
  if (late)
    g_error ("waited in vain for: %s", what);
}

#define WAIT_FOR(session, condition) wait_for (session, condition, #condition)

static gboolean
is_at_rest (HwSession *session)
{
  if (hw_session_get_running (session) || hw_session_get_busy (session))
    return FALSE;
  return !hw_session_get_stale (session) || hw_session_get_run_state (session) == HW_RUN_REFUSED;
}

static gboolean
shows_step (HwSession *session)
{
  return hw_session_get_image (session) != NULL && hw_session_get_image_step (session) == hw_session_get_step (session)
         && !hw_session_get_busy (session);
}

static gboolean
has_progress (HwSession *session)
{
  return hw_session_get_progress (session) > 1000;
}

static gboolean
is_not_playing (HwSession *session)
{
  return !hw_session_get_playing (session);
}

static HwSession *
load (const char *text)
{
  HwSession *session = hw_session_new ();

  hw_session_load_text (session, "test.py", text, NULL, FALSE);
  WAIT_FOR (session, is_at_rest);
  return session;
}

static void
go_to (HwSession *session,
       guint      step)
{
  hw_session_go_to_step (session, step);
  WAIT_FOR (session, shows_step);
}

static void
end (HwSession *session)
{
  hw_session_close (session);
  g_object_unref (session);
}

/* The state after the statement of [line] was executed for the first time. */
static guint
step_of_line (HwSession *session,
              guint      line)
{
  HwTimeline *timeline = hw_session_get_timeline (session);

  for (guint step = 1; step <= hw_timeline_get_n_steps (timeline); step++)
    if (hw_timeline_get_step (timeline, step)->line == line)
      return step;
  g_assert_not_reached ();
}

static char *
dup_output (HwSession *session)
{
  gsize length;
  const char *output = hw_timeline_get_output (hw_session_get_timeline (session), hw_session_get_step (session), &length);

  return g_strndup (output, length);
}

/* -------------------------------------------------------------------------------------------------------------------- tests */

static void
test_loading_runs_and_stands_at_the_start (void)
{
  HwSession *session = load (ring);

  g_assert_nonnull (hw_session_get_timeline (session));
  g_assert_cmpuint (hw_session_get_step (session), ==, 0);
  g_assert_cmpuint (hw_session_get_last_step (session), >=, 8);
  g_assert_cmpint (hw_session_get_run_state (session), ==, HW_RUN_FINISHED);
  g_assert_null (hw_session_get_run_message (session));
  g_assert_false (hw_session_get_modified (session));
  WAIT_FOR (session, shows_step);
  g_assert_null (hw_session_get_before_image (session));
  end (session);
}

static void
test_image_follows_the_step_both_ways (void)
{
  HwSession *session = load (ring);
  guint last = hw_session_get_last_step (session);

  for (guint step = 1; step <= last; step++) {
    hw_session_go_next (session);
    WAIT_FOR (session, shows_step);
    g_assert_cmpuint (hw_image_get_step (hw_session_get_image (session)), ==, step);
    g_assert_cmpuint (hw_image_get_step (hw_session_get_before_image (session)), ==, step - 1);
  }
  hw_session_go_next (session);
  g_assert_cmpuint (hw_session_get_step (session), ==, last);
  for (guint step = last; step > 0; step--) {
    hw_session_go_previous (session);
    WAIT_FOR (session, shows_step);
    g_assert_cmpuint (hw_image_get_step (hw_session_get_image (session)), ==, step - 1);
  }
  hw_session_go_previous (session);
  g_assert_cmpuint (hw_session_get_step (session), ==, 0);
  end (session);
}

static void
test_same_step_has_the_same_image_from_either_side (void)
{
  HwSession *session = load (ring);
  guint step = step_of_line (session, 8), forwards, backwards;

  go_to (session, step);
  hw_image_get_objects (hw_session_get_image (session), &forwards);
  go_to (session, hw_session_get_last_step (session));
  go_to (session, step);
  hw_image_get_objects (hw_session_get_image (session), &backwards);
  g_assert_cmpuint (forwards, ==, backwards);
  end (session);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_wishes_coalesce_to_the_newest (void)
{
  HwSession *session = load ("for i in range(200):\n    x = [i]\n");
  guint images = 0;

  WAIT_FOR (session, shows_step);
  g_signal_connect_swapped (session, "notify::image", G_CALLBACK (count_cb), &images);
  for (guint step = 1; step <= 100; step++)
    hw_session_go_to_step (session, step);
  WAIT_FOR (session, shows_step);
  g_assert_cmpuint (hw_session_get_image_step (session), ==, 100);
  g_assert_cmpuint (images, ==, 2);
  end (session);
}

static void
test_old_record_stays_until_the_new_is_there (void)
{
  HwSession *session = load (ring);
  HwTimeline *old = hw_session_get_timeline (session);

  hw_session_set_text (session, "x = 1\ny = 2\n");
  g_assert_true (hw_session_get_stale (session));
  g_assert_true (hw_session_get_modified (session));
  g_assert_true (hw_session_get_timeline (session) == old);
  WAIT_FOR (session, is_at_rest);
  g_assert_cmpuint (hw_timeline_get_n_steps (hw_session_get_timeline (session)), ==, 2);
  end (session);
}

static void
test_syntax_error_is_told_and_the_record_kept (void)
{
  HwSession *session = load ("x = 1\n");
  HwTimeline *old = hw_session_get_timeline (session);
  const HwDiagnostic *diagnostics;
  guint n_diagnostics;

  hw_session_set_text (session, "x = 1\ny = = 2\n");
  hw_session_run (session);
  WAIT_FOR (session, is_at_rest);
  g_assert_cmpint (hw_session_get_run_state (session), ==, HW_RUN_REFUSED);
  g_assert_true (g_str_has_prefix (hw_session_get_run_message (session), "Line 2"));
  g_assert_true (hw_session_get_timeline (session) == old);
  diagnostics = hw_scenario_get_diagnostics (hw_session_get_scenario (session), &n_diagnostics);
  g_assert_cmpuint (n_diagnostics, >, 0);
  g_assert_cmpuint (diagnostics[0].line, ==, 2);
  end (session);
}

static void
test_endless_loop_is_cancelled_with_its_record (void)
{
  HwSession *session = hw_session_new ();

  hw_session_load_text (session, "loop.py", "n = 0\nwhile True:\n    n += 1\n", NULL, FALSE);
  WAIT_FOR (session, has_progress);
  hw_session_cancel (session);
  WAIT_FOR (session, is_at_rest);
  g_assert_cmpint (hw_session_get_run_state (session), ==, HW_RUN_CANCELLED);
  g_assert_nonnull (hw_session_get_run_message (session));
  g_assert_cmpuint (hw_session_get_last_step (session), >, 1000);
  go_to (session, 1000);
  end (session);
}

static void
test_closing_gives_up_a_run (void)
{
  HwSession *session = hw_session_new ();
  gpointer gone = session;

  hw_session_load_text (session, "loop.py", "while True:\n    pass\n", NULL, FALSE);
  WAIT_FOR (session, has_progress);
  g_object_add_weak_pointer (G_OBJECT (session), &gone);
  end (session);
  while (gone != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_first_line_names_the_python_unless_chosen (void)
{
  HwSession *session = load ("# python: 3.12\nx = 1\n");

  g_assert_cmpint (hw_session_get_python (session), ==, HW_PYTHON_3_12);
  g_assert_cmpint (hw_timeline_get_python (hw_session_get_timeline (session)), ==, HW_PYTHON_3_12);
  hw_session_set_python (session, HW_PYTHON_3_11);
  WAIT_FOR (session, is_at_rest);
  g_assert_cmpint (hw_timeline_get_python (hw_session_get_timeline (session)), ==, HW_PYTHON_3_11);
  hw_session_load_text (session, "other.py", "x = 1\n", NULL, FALSE);
  WAIT_FOR (session, is_at_rest);
  g_assert_cmpint (hw_session_get_python (session), ==, HW_PYTHON_DEFAULT);
  end (session);
}

static void
test_marks_are_found (void)
{
  HwSession *session = load (ring);
  guint collect = step_of_line (session, 11);

  g_assert_true (hw_session_go_to_mark (session, HW_MARK_PASS, FALSE));
  g_assert_cmpuint (hw_session_get_step (session), >=, collect);
  g_assert_true (hw_session_go_to_mark (session, HW_MARK_FINALIZER, TRUE) || hw_session_get_step (session) > 0);
  hw_session_go_first (session);
  g_assert_true (hw_session_go_to_mark (session, HW_MARK_FINALIZER, FALSE));
  g_assert_false (hw_session_go_to_mark (session, HW_MARK_SNAPSHOT, FALSE));
  end (session);
}

static void
test_next_event_of_the_selection (void)
{
  HwSession *session = load (ring);
  guint made = step_of_line (session, 5), linked = step_of_line (session, 7);
  const HwObjectRecord *objects;
  guint n_objects;
  guint32 serial = 0;

  go_to (session, made);
  objects = hw_image_get_objects (hw_session_get_image (session), &n_objects);
  for (guint i = 0; i < n_objects; i++)
    if (objects[i].kind == HW_KIND_INSTANCE && objects[i].birth == made)
      serial = objects[i].serial;
  g_assert_cmpuint (serial, !=, 0);
  hw_session_select (session, serial);
  hw_session_go_to_selected_event (session, FALSE);
  while (hw_session_get_step (session) == made)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (hw_session_get_step (session), ==, linked);
  hw_session_go_to_selected_event (session, TRUE);
  while (hw_session_get_step (session) == linked)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (hw_session_get_step (session), ==, made);
  end (session);
}

static void
test_events_walk_through_a_step_and_back (void)
{
  HwSession *session = load ("a = []\nb = [a]\n");
  guint forwards = 0, backwards = 0;

  WAIT_FOR (session, shows_step);
  while (hw_session_get_step (session) == 0) {
    hw_session_go_next_event (session);
    WAIT_FOR (session, shows_step);
    forwards++;
  }
  g_assert_cmpuint (hw_session_get_step (session), ==, 1);
  g_assert_cmpuint (forwards, >, 2);
  while (hw_session_get_step (session) != 0 || hw_session_get_position (session) != G_MAXUINT64) {
    hw_session_go_previous_event (session);
    WAIT_FOR (session, shows_step);
    backwards++;
  }
  g_assert_cmpuint (backwards, ==, forwards);
  end (session);
}

static void
test_playing_stops_at_the_end (void)
{
  HwSession *session = load ("a = 1\nb = 2\nc = 3\n");

  hw_session_set_speed (session, 32);
  hw_session_set_playing (session, TRUE);
  g_assert_true (hw_session_get_playing (session));
  WAIT_FOR (session, is_not_playing);
  g_assert_cmpuint (hw_session_get_step (session), ==, hw_session_get_last_step (session));
  end (session);
}

static void
test_appended_statement_is_run_and_shown (void)
{
  HwSession *session = load ("print('one')");
  g_autofree char *output = NULL;

  hw_session_append_statement (session, "print('two')");
  g_assert_cmpstr (hw_session_get_text (session), ==, "print('one')\nprint('two')\n");
  WAIT_FOR (session, is_at_rest);
  output = dup_output (session);
  g_assert_cmpstr (output, ==, "one\ntwo\n");
  end (session);
}

static void
test_options_notify_once_each (void)
{
  HwSession *session = hw_session_new ();
  HwPictureOptions options;
  guint changes = 0;

  g_signal_connect_swapped (session, "notify::options", G_CALLBACK (count_cb), &changes);
  g_object_set (session, "layout", HW_LAYOUT_RADIAL, NULL);
  g_object_set (session, "dark", TRUE, NULL);
  g_object_set (session, "dark", TRUE, NULL);
  hw_session_select (session, 7);
  hw_session_get_picture_options (session, &options);
  g_assert_cmpint (options.layout, ==, HW_LAYOUT_RADIAL);
  g_assert_true (options.dark);
  g_assert_cmpuint (options.selected, ==, 7);
  g_assert_cmpuint (changes, ==, 2); /* a selection is told as itself */
  end (session);
}

/* -------------------------------------------------------------------------------------------------------------------- files */

typedef struct {
  gboolean  done;
  gboolean  ok;
  GError   *error;
} Outcome;

static void
load_done_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  Outcome *outcome = data;

  outcome->ok = hw_session_load_file_finish (HW_SESSION (source), result, &outcome->error);
  outcome->done = TRUE;
}

static void
save_done_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  Outcome *outcome = data;

  outcome->ok = hw_session_save_finish (HW_SESSION (source), result, &outcome->error);
  outcome->done = TRUE;
}

static gboolean
load_path (HwSession   *session,
           const char  *path,
           GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  Outcome outcome = { FALSE };

  hw_session_load_file_async (session, file, NULL, load_done_cb, &outcome);
  while (!outcome.done)
    g_main_context_iteration (NULL, TRUE);
  if (outcome.error != NULL)
    g_propagate_error (error, outcome.error);
  return outcome.ok;
}

static gboolean
save_path (HwSession   *session,
           const char  *path,
           GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  Outcome outcome = { FALSE };

  hw_session_save_async (session, file, NULL, save_done_cb, &outcome);
  while (!outcome.done)
    g_main_context_iteration (NULL, TRUE);
  if (outcome.error != NULL)
    g_propagate_error (error, outcome.error);
  return outcome.ok;
}

static void
test_saved_text_is_loaded_again (void)
{
  g_autofree char *folder = g_dir_make_tmp ("heapwright-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "saved.py", NULL);
  HwSession *session = load ("x = 'zażółć'\n");
  g_autoptr (GError) error = NULL;

  hw_session_set_text (session, "x = 'zażółć'\ny = 2\n");
  g_assert_true (save_path (session, path, &error));
  g_assert_no_error (error);
  g_assert_false (hw_session_get_modified (session));
  g_assert_cmpstr (hw_session_get_name (session), ==, "saved.py");
  hw_session_load_text (session, "other.py", "", NULL, FALSE);
  g_assert_true (load_path (session, path, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (hw_session_get_text (session), ==, "x = 'zażółć'\ny = 2\n");
  WAIT_FOR (session, is_at_rest);
  g_unlink (path);
  g_rmdir (folder);
  end (session);
}

static void
test_bad_files_leave_the_session_alone (void)
{
  g_autofree char *folder = g_dir_make_tmp ("heapwright-XXXXXX", NULL);
  g_autofree char *binary = g_build_filename (folder, "binary.py", NULL);
  g_autofree char *missing = g_build_filename (folder, "missing.py", NULL);
  const char *paths[] = { folder, binary, missing };
  HwSession *session = load ("x = 1\n");

  g_assert_true (g_file_set_contents (binary, "a\0b\xff", 4, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (load_path (session, paths[i], &error));
    g_assert_error (error, HW_ERROR, HW_ERROR_IO);
    g_assert_cmpstr (hw_session_get_text (session), ==, "x = 1\n");
    g_assert_cmpstr (hw_session_get_name (session), ==, "test.py");
  }
  g_unlink (binary);
  g_rmdir (folder);
  end (session);
}

static void
test_failed_save_keeps_the_changes (void)
{
  HwSession *session = load ("x = 1\n");
  g_autoptr (GError) error = NULL;

  hw_session_set_text (session, "x = 2\n");
  g_assert_false (save_path (session, "/nonexistent/folder/x.py", &error));
  g_assert_nonnull (error);
  g_assert_true (hw_session_get_modified (session));
  g_assert_null (hw_session_get_file (session));
  end (session);
}

static gboolean
has_copy (HwSession *session)
{
  g_autoptr (GPtrArray) entries = hw_autosave_list ();

  return entries->len > 0;
}

static gboolean
has_no_copy (HwSession *session)
{
  return !has_copy (session);
}

static void
test_unsaved_text_is_kept_until_it_is_saved (void)
{
  g_autofree char *folder = g_dir_make_tmp ("heapwright-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "kept.py", NULL);
  HwSession *session = load ("x = 1\n");
  g_autoptr (HwAutosave) autosave = hw_autosave_new (session);
  g_autoptr (GPtrArray) entries = NULL;
  HwAutosaveEntry *entry;

  g_assert_true (has_no_copy (session));
  hw_session_set_text (session, "x = 'unsaved'\n");
  WAIT_FOR (session, has_copy);
  entries = hw_autosave_list ();
  g_assert_cmpuint (entries->len, ==, 1);
  entry = g_ptr_array_index (entries, 0);
  g_assert_cmpstr (entry->text, ==, "x = 'unsaved'\n");
  g_assert_cmpstr (entry->name, ==, "test.py");
  g_assert_true (save_path (session, path, NULL));
  WAIT_FOR (session, has_no_copy);
  WAIT_FOR (session, is_at_rest);
  g_unlink (path);
  g_rmdir (folder);
  end (session);
}

static void
test_curve_covers_every_state (void)
{
  HwSession *session = load ("x = []\nfor i in range(5000):\n    x.append(i)\n");
  g_autoptr (HwCurve) curve = hw_curve_new (hw_session_get_timeline (session), NULL);

  g_assert_cmpuint (curve->n_states, ==, hw_session_get_last_step (session) + 1);
  g_assert_cmpuint (curve->n_columns, ==, HW_CURVE_MAX_COLUMNS);
  g_assert_cmpuint (hw_curve_get_column (curve, 0), ==, 0);
  g_assert_cmpuint (hw_curve_get_column (curve, curve->n_states - 1), ==, curve->n_columns - 1);
  g_assert_cmpfloat (hw_curve_get_height (curve, curve->n_columns / 2), >, hw_curve_get_height (curve, 10));
  for (guint column = 0; column < curve->n_columns; column++)
    g_assert_cmpuint (curve->bytes[column], >, 0);
  end (session);
}

#define TEST_LIST(X)                               \
  X (loading_runs_and_stands_at_the_start)         \
  X (image_follows_the_step_both_ways)             \
  X (same_step_has_the_same_image_from_either_side) \
  X (wishes_coalesce_to_the_newest)                \
  X (old_record_stays_until_the_new_is_there)      \
  X (syntax_error_is_told_and_the_record_kept)     \
  X (endless_loop_is_cancelled_with_its_record)    \
  X (closing_gives_up_a_run)                       \
  X (first_line_names_the_python_unless_chosen)    \
  X (marks_are_found)                              \
  X (next_event_of_the_selection)                  \
  X (events_walk_through_a_step_and_back)          \
  X (playing_stops_at_the_end)                     \
  X (appended_statement_is_run_and_shown)          \
  X (options_notify_once_each)                     \
  X (saved_text_is_loaded_again)                   \
  X (bad_files_leave_the_session_alone)            \
  X (failed_save_keeps_the_changes)                \
  X (unsaved_text_is_kept_until_it_is_saved)       \
  X (curve_covers_every_state)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define HW_X(name) g_test_add_func ("/session/" #name, test_##name);
  TEST_LIST (HW_X)
#undef HW_X
  return g_test_run ();
}
