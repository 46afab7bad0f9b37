/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Films: which steps they show, that nothing in them moves, and that they are written whole or not at all. What the files look like inside
 * is tested through the command line. */

#include "film/film.h"
#include "film/palette.h"

#include "hw-paths.h"
#include "hw-run.h"

#include "picture/picture.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Programs with more steps take too long to draw one by one; of a long lesson the first steps are looked at. */
#define MAX_PROGRAM_STEPS 200
#define MAX_LESSON_STEPS 120

static HwTimeline *
record_scenario (HwScenario *scenario)
{
  g_autoptr (HwRun) run = NULL;
  g_autoptr (GError) error = NULL;
  HwRunOptions options;

  hw_run_options_init (&options);
  options.record = TRUE;
  options.max_steps = 100000;
  run = hw_run_new (scenario, &options);
  hw_run_execute (run, NULL, &error);
  return hw_run_get_timeline (run) ? hw_timeline_ref (hw_run_get_timeline (run)) : NULL;
}

static HwTimeline *
record (const char *text)
{
  g_autoptr (HwScenario) scenario = hw_scenario_new ("test.py", text, -1);
  HwTimeline *timeline = record_scenario (scenario);

  g_assert_nonnull (timeline);
  return timeline;
}

static HwFilm *
make_film (HwTimeline          *timeline,
           const HwFilmOptions *options)
{
  g_autoptr (GError) error = NULL;
  HwFilm *film = hw_film_new (timeline, options, HW_FILM_PDF, NULL, &error);

  g_assert_no_error (error);
  return film;
}

/* ----------------------------------------------------------------------------------------------------------- places */

typedef struct {
  double x, y;
} Place;

/* Checks that each node of [scene] that [places] knows is still there, then makes [places] those of [scene]. How many stayed. */
static guint
check_places (HwScene    *scene,
              GHashTable *places,
              const char *what)
{
  guint n_stayed = 0;
  g_autoptr (GHashTable) before = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, places);
  while (g_hash_table_iter_next (&iter, &key, &value)) {
    g_hash_table_iter_steal (&iter);
    g_hash_table_insert (before, key, value);
  }
  for (guint i = 0; i < scene->picture->n_nodes; i++) {
    const HwRect *rect = &scene->nodes[i].rect;
    const Place *place = g_hash_table_lookup (before, &scene->picture->nodes[i].key);
    Place now = { rect->x, rect->y };

    if (place && (place->x != rect->x || place->y != rect->y))
      g_error ("%s: %s moves from %g, %g to %g, %g", what, scene->nodes[i].title, place->x, place->y, rect->x, rect->y);
    n_stayed += place != NULL;
    g_hash_table_insert (places, g_memdup2 (&scene->picture->nodes[i].key, sizeof (guint64)), g_memdup2 (&now, sizeof now));
  }
  return n_stayed;
}

/* Walks through all pictures. How many nodes stayed where they were, in all. */
static guint
check_film (HwFilm     *film,
            const char *name)
{
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  guint n_stayed = 0;

  for (guint i = 0; i < film->n_frames; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (HwScene) scene = hw_film_make_scene (film, i, &error);
    g_autofree char *what = g_strdup_printf ("%s, step %u", name, film->frames[i].step);

    g_assert_no_error (error);
    n_stayed += check_places (scene, places, what);
    if (scene->width != film->width || scene->height != film->height)
      g_error ("%s: the picture is of another size than the others", what);
  }
  return n_stayed;
}

static guint
check_program (const char *path,
               guint       max_steps,
               guint       last_step)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HwScenario) scenario = hw_scenario_load (path, &error);
  g_autoptr (HwTimeline) timeline = NULL;
  g_autoptr (HwFilm) film = NULL;
  HwFilmOptions options;

  g_assert_no_error (error);
  timeline = record_scenario (scenario);
  if (!timeline || hw_timeline_get_n_steps (timeline) > max_steps)
    return 0;
  hw_film_options_init (&options);
  options.to = last_step;
  film = make_film (timeline, &options);
  return check_film (film, path);
}

static void
test_nothing_moves_in_lessons (void)
{
  g_auto (GStrv) lessons = hw_paths_dup_lessons ();

  g_assert_cmpuint (g_strv_length (lessons), >, 0);
  for (guint i = 0; lessons[i]; i++)
    g_assert_cmpuint (check_program (lessons[i], G_MAXUINT, MAX_LESSON_STEPS), >, 0);
}

static void
test_nothing_moves_in_oracle_programs (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "oracle", "programs", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n_programs = 0;
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir))) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (g_str_has_suffix (name, ".py") && check_program (path, MAX_PROGRAM_STEPS, G_MAXUINT) > 0)
      n_programs++;
  }
  g_test_message ("%u programs", n_programs);
  g_assert_cmpuint (n_programs, >, 60);
}

static const char ring[] =
  "class Node:\n"
  "    pass\n"
  "a = Node()\n"
  "b = Node()\n"
  "a.ref = b\n"
  "b.ref = a\n"
  "pass\n"
  "x = 1\n"
  "print('made')\n"
  "del a\n"
  "del b\n"
  "import gc\n"
  "gc.collect()\n";

static void
test_nothing_moves_in_any_layout (void)
{
  g_autoptr (HwTimeline) timeline = record (ring);

  for (HwLayout layout = 0; layout < HW_N_LAYOUTS; layout++) {
    g_autoptr (HwFilm) film = NULL;
    HwFilmOptions options;

    /* There an object goes from lane to lane. */
    if (layout == HW_LAYOUT_GENERATIONS)
      continue;
    hw_film_options_init (&options);
    options.picture.layout = layout;
    film = make_film (timeline, &options);
    g_assert_cmpuint (check_film (film, "ring"), >, 20);
  }
}

/* ------------------------------------------------------------------------------------------------------------ steps */

static char *
list_steps (HwTimeline          *timeline,
            const HwFilmOptions *options)
{
  g_autoptr (HwFilm) film = make_film (timeline, options);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < film->n_frames; i++)
    g_string_append_printf (text, "%s%u", i > 0 ? " " : "", film->frames[i].step);
  return g_string_free (text, FALSE);
}

static void
test_steps_are_chosen (void)
{
  g_autoptr (HwTimeline) timeline = record (ring);
  g_autofree char *all = NULL, *range = NULL, *first = NULL, *changed = NULL;
  HwFilmOptions options;

  hw_film_options_init (&options);
  all = list_steps (timeline, &options);
  g_assert_cmpstr (all, ==, "1 2 3 4 5 6 7 8 9 10 11 12 13 14");
  options.changed_only = TRUE;
  changed = list_steps (timeline, &options);
  /* The seventh, pass, changes nothing; printing does. */
  g_assert_cmpstr (changed, ==, "1 2 3 4 5 6 8 9 10 11 12 13 14");
  options.changed_only = FALSE;
  options.from = 3;
  options.to = 5;
  range = list_steps (timeline, &options);
  g_assert_cmpstr (range, ==, "3 4 5");
  options.from = options.to = 0;
  first = list_steps (timeline, &options);
  g_assert_cmpstr (first, ==, "0");
}

static void
test_frames_say_what_happens (void)
{
  g_autoptr (HwTimeline) timeline = record ("def f():\n    x = [1,\n         2]\nf()\nprint('a\\x1b')\npass\n");
  g_autoptr (HwFilm) film = NULL;
  HwFilmOptions options;
  g_autofree char *where = NULL, *name = NULL;

  hw_film_options_init (&options);
  options.from = 0;
  film = make_film (timeline, &options);
  g_assert_cmpstr (film->title, ==, "test.py");
  g_assert_cmpstr (film->frames[0].sentence, ==, "Nothing has run yet.");
  g_assert_cmpstr (film->frames[3].statement, ==, "x = [1,\n     2]");
  where = hw_film_dup_where (film, &film->frames[3]);
  g_assert_cmpstr (where, ==, "Step 3 of 6 · lines 2–3");
  name = hw_film_dup_name (&film->frames[3], "svg");
  g_assert_cmpstr (name, ==, "step-0003.svg");
  g_assert_true (g_str_has_prefix (film->frames[1].sentence, "Binds f to "));
  g_assert_true (g_str_has_suffix (film->frames[1].sentence, "."));
  g_assert_cmpstr (film->frames[5].sentence, ==, "Nothing changes on the heap.");
  g_assert_cmpstr (film->frames[6].statement, ==, "the interpreter ends");
}

static void
test_text_is_cleaned (void)
{
  static const struct {
    const char *text;
    const char *clean;
  } cases[] = {
    { "a\tb\n", "a\tb\n" }, { "\x1b[1m", "␛[1m" }, { "\xff", "\xef\xbf\xbd" }, { "é", "é" }, { "\x7f", "\xef\xbf\xbd" }, { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *clean = hw_film_dup_clean (cases[i].text, strlen (cases[i].text));

    g_assert_cmpstr (clean, ==, cases[i].clean);
  }
}

static void
assert_refused (HwTimeline          *timeline,
                const HwFilmOptions *options,
                HwError              code,
                const char          *words)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("heapwright-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "film.html", NULL);

  g_assert_false (hw_film_write (timeline, options, HW_FILM_HTML, path, NULL, &error));
  g_assert_error (error, HW_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, words));
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_no_film_is_too_long_or_empty (void)
{
  g_autoptr (HwTimeline) timeline = record ("i = 0\nwhile i < 1500:\n    i += 1\n    pass\n");
  g_autoptr (HwTimeline) nothing = record ("");
  g_autofree char *steps = NULL;
  HwFilmOptions options;

  hw_film_options_init (&options);
  assert_refused (timeline, &options, HW_ERROR_BUDGET, "2000");
  options.from = 99999;
  assert_refused (timeline, &options, HW_ERROR_ARGUMENT, "99999");
  hw_film_options_init (&options);
  steps = list_steps (nothing, &options);
  g_assert_cmpstr (steps, ==, "1");
}

/* ---------------------------------------------------------------------------------------------------------- writing */

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir))
    n++;
  return n;
}

static void
cancel_cb (guint    done,
           guint    total,
           gpointer cancellable)
{
  if (done > total / 2)
    g_cancellable_cancel (cancellable);
}

static void
test_cancelled_films_leave_nothing (void)
{
  g_autoptr (HwTimeline) timeline = record (ring);
  g_autofree char *folder = g_dir_make_tmp ("heapwright-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "film", NULL);
  g_autofree char *old = g_build_filename (path, "step-0001.svg", NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; i < 2 * HW_N_FILM_FORMATS; i++) {
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    g_autoptr (GError) error = NULL;
    HwFilmOptions options;

    /* In the second round there is a folder with a picture in it already. */
    if (i == HW_N_FILM_FORMATS) {
      g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
      g_assert_true (g_file_set_contents (old, "old", -1, NULL));
    }
    if (i > HW_N_FILM_FORMATS && i - HW_N_FILM_FORMATS != HW_FILM_SVG_FOLDER)
      continue;
    hw_film_options_init (&options);
    options.progress = cancel_cb;
    options.progress_data = cancellable;
    g_assert_false (hw_film_write (timeline, &options, i % HW_N_FILM_FORMATS, path, cancellable, &error));
    g_assert_error (error, HW_ERROR, HW_ERROR_CANCELLED);
    g_assert_cmpuint (count_files (folder), ==, i < HW_N_FILM_FORMATS ? 0 : 1);
  }
  g_assert_cmpuint (count_files (path), ==, 1);
  g_assert_true (g_file_get_contents (old, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "old");
  g_unlink (old);
  g_rmdir (path);
  g_rmdir (folder);
}

static void
remove_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir))) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    g_unlink (path);
  }
}

static void
test_folders_keep_what_is_not_theirs (void)
{
  g_autoptr (HwTimeline) timeline = record (ring);
  g_autofree char *folder = g_dir_make_tmp ("heapwright-XXXXXX", NULL);
  g_autofree char *slash = g_strconcat (folder, "//", NULL);
  g_autofree char *mine = g_build_filename (folder, "notes.txt", NULL), *first = g_build_filename (folder, "step-0001.svg", NULL);
  g_autoptr (GError) error = NULL;
  HwFilmOptions options;
  g_autofree char *text = NULL;

  g_assert_true (g_file_set_contents (mine, "mine", -1, NULL));
  g_assert_true (g_file_set_contents (first, "old", -1, NULL));
  hw_film_options_init (&options);
  g_assert_true (hw_film_write (timeline, &options, HW_FILM_SVG_FOLDER, slash, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_files (folder), ==, 14 + 1 + 1);
  g_assert_true (g_file_get_contents (first, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "<?xml"));
  g_assert_true (g_file_test (mine, G_FILE_TEST_EXISTS));
  /* A shorter film would leave pictures of the longer one between its own. */
  options.to = 5;
  g_assert_false (hw_film_write (timeline, &options, HW_FILM_SVG_FOLDER, folder, NULL, &error));
  g_assert_error (error, HW_ERROR, HW_ERROR_IO);
  g_assert_nonnull (strstr (error->message, "of another film"));
  g_assert_cmpuint (count_files (folder), ==, 14 + 1 + 1);
  remove_files (folder);
  g_rmdir (folder);
}

static void
assert_unwritable (HwTimeline  *timeline,
                   HwFilmFormat format,
                   const char  *path,
                   const char  *words)
{
  g_autoptr (GError) error = NULL;
  HwFilmOptions options;

  hw_film_options_init (&options);
  g_assert_false (hw_film_write (timeline, &options, format, path, NULL, &error));
  g_assert_error (error, HW_ERROR, HW_ERROR_IO);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_paths_that_cannot_be_written (void)
{
  g_autoptr (HwTimeline) timeline = record ("x = []\n");
  g_autofree char *folder = g_dir_make_tmp ("heapwright-XXXXXX", NULL);
  g_autofree char *missing = g_build_filename (folder, "no", "film", NULL), *file = g_build_filename (folder, "file", NULL);

  g_assert_true (g_file_set_contents (file, "", -1, NULL));
  for (guint i = 0; i < HW_N_FILM_FORMATS; i++)
    assert_unwritable (timeline, i, missing, g_strerror (ENOENT));
  assert_unwritable (timeline, HW_FILM_PDF, folder, g_strerror (EISDIR));
  assert_unwritable (timeline, HW_FILM_PNG_FOLDER, file, g_strerror (ENOTDIR));
  g_assert_cmpuint (count_files (folder), ==, 1);
  g_unlink (file);
  g_rmdir (folder);
}

static void
test_formats_by_ending (void)
{
  HwFilmFormat format = HW_N_FILM_FORMATS;

  g_assert_true (hw_film_format_from_path ("a/b.PDF", &format));
  g_assert_cmpint (format, ==, HW_FILM_PDF);
  g_assert_true (hw_film_format_from_path ("b.html", &format));
  g_assert_cmpint (format, ==, HW_FILM_HTML);
  g_assert_false (hw_film_format_from_path ("b.svg", &format));
  g_assert_false (hw_film_format_from_path ("folder", &format));
}

/* ---------------------------------------------------------------------------------------------------------- colours */

static void
test_palette_keeps_large_areas_exact (void)
{
  g_autoptr (HwPaletteMaker) maker = hw_palette_maker_new ();
  guint32 pixels[2000];
  guint worst = 0;

  for (guint i = 0; i < 1000; i++) {
    pixels[i] = 0xff1c71d8;
    pixels[1000 + i] = 0xff000000 | (i * 255 / 999) * 0x010101;
  }
  hw_palette_maker_add (maker, pixels, G_N_ELEMENTS (pixels));
  g_assert_cmpuint (hw_palette_maker_choose (maker, 200), ==, 200);
  g_assert_cmphex (hw_palette_maker_get (maker, hw_palette_maker_map (maker, 0xff1c71d8)), ==, 0x1c71d8);
  for (guint i = 0; i < 256; i++) {
    guint32 grey = i * 0x010101, got = hw_palette_maker_get (maker, hw_palette_maker_map (maker, grey));

    worst = MAX (worst, (guint) ABS ((int) (got & 0xff) - (int) i));
  }
  g_assert_cmpuint (worst, <=, 2);
}

static void
test_palette_of_few_colours (void)
{
  g_autoptr (HwPaletteMaker) maker = hw_palette_maker_new ();
  const guint32 pixels[] = { 0xff000000, 0xffffffff, 0xffffffff };

  hw_palette_maker_add (maker, pixels, G_N_ELEMENTS (pixels));
  g_assert_cmpuint (hw_palette_maker_choose (maker, 255), ==, 2);
  g_assert_cmphex (hw_palette_maker_get (maker, 0), ==, 0xffffff);
  g_assert_cmpuint (hw_palette_maker_map (maker, 0xff101010), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/film/nothing-moves-in-lessons", test_nothing_moves_in_lessons);
  g_test_add_func ("/film/nothing-moves-in-oracle-programs", test_nothing_moves_in_oracle_programs);
  g_test_add_func ("/film/nothing-moves-in-any-layout", test_nothing_moves_in_any_layout);
  g_test_add_func ("/film/steps-are-chosen", test_steps_are_chosen);
  g_test_add_func ("/film/frames-say-what-happens", test_frames_say_what_happens);
  g_test_add_func ("/film/text-is-cleaned", test_text_is_cleaned);
  g_test_add_func ("/film/no-film-is-too-long-or-empty", test_no_film_is_too_long_or_empty);
  g_test_add_func ("/film/cancelled-films-leave-nothing", test_cancelled_films_leave_nothing);
  g_test_add_func ("/film/folders-keep-what-is-not-theirs", test_folders_keep_what_is_not_theirs);
  g_test_add_func ("/film/paths-that-cannot-be-written", test_paths_that_cannot_be_written);
  g_test_add_func ("/film/formats-by-ending", test_formats_by_ending);
  g_test_add_func ("/film/palette-keeps-large-areas-exact", test_palette_keeps_large_areas_exact);
  g_test_add_func ("/film/palette-of-few-colours", test_palette_of_few_colours);
  return g_test_run ();
}
