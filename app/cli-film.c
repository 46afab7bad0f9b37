/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* heapwright film: the pictures of all steps, places kept, as one document, an animation or a folder. */

#include "cli-common.h"
#include "cli-picture.h"

#include "hw-film.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define PROGRESS_US (G_USEC_PER_SEC / 10)

typedef struct {
  HwCliOptions common;
  HwCliPicture picture;
  char *output;
  char *format;
  char *from;
  char *to;
  double seconds;
  gboolean changed;
} FilmOptions;

static void
film_options_clear (FilmOptions *options)
{
  hw_cli_options_clear (&options->common);
  hw_cli_picture_clear (&options->picture);
  g_free (options->output);
  g_free (options->format);
  g_free (options->from);
  g_free (options->to);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FilmOptions, film_options_clear)

static const char *const format_names[] = {
#define HW_X(id, ending, name, text) name,
  HW_FILM_FORMAT_LIST (HW_X)
#undef HW_X
};

/* By --format, else by the ending; a name with another ending, or none, or that of a folder, is a folder of SVG. */
static gboolean
find_format (const FilmOptions *options,
             HwFilmFormat      *format,
             int               *status)
{
  guint chosen = HW_FILM_SVG_FOLDER;
  gboolean is_folder = g_str_has_suffix (options->output, "/") || g_file_test (options->output, G_FILE_TEST_IS_DIR);
  g_autofree char *name = g_path_get_basename (options->output);
  const char *ending = strrchr (name, '.');

  if (options->format != NULL) {
    if (!hw_cli_choose ("film", "--format", options->format, format_names, HW_N_FILM_FORMATS, &chosen, status))
      return FALSE;
    *format = chosen;
    return TRUE;
  }
  if (!is_folder && hw_film_format_from_path (options->output, format))
    return TRUE;
  if (!is_folder && ending != NULL && ending != name) {
    *status = hw_cli_usage_error ("film", "%s: the name must end in .html, .pdf, .gif or .webp, or in / for a folder", options->output);
    return FALSE;
  }
  *format = HW_FILM_SVG_FOLDER;
  return TRUE;
}

static gboolean
parse_options (FilmOptions   *options,
               HwFilmOptions *film,
               HwFilmFormat  *format,
               int           *argc,
               char        ***argv,
               int           *status)
{
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output, "Write to this; its ending says how: .html, .pdf, .gif or .webp; else it is a folder", "OUT" },
    { "format", 0, 0, G_OPTION_ARG_STRING, &options->format, "html, pdf, gif, webp, or for a folder svg (default) or png", "NAME" },
    { "changed", 0, 0, G_OPTION_ARG_NONE, &options->changed, "Leave out a step that changes neither the graph nor the output", NULL },
    { "from", 0, 0, G_OPTION_ARG_STRING, &options->from, "Begin with this step: a number, first, last, or line:N (first executed there)", "STEP" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &options->to, "End with this step: a number, first, last, or line:N (last executed there)", "STEP" },
    { "seconds", 0, 0, G_OPTION_ARG_DOUBLE, &options->seconds, "How long each step is shown in an animation (default 2)", "N" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr(GOptionContext) context = g_option_context_new ("FILE -o OUT");

  g_option_context_set_summary (context, "Runs a scenario and draws every step, each object always at the same place, with its statement, a sentence "
                                "on what\nit did, and the output so far: a web page with a slider, a PDF with a page a step, an animation, or a folder "
                                "of pictures.");
  hw_cli_add_run (context, &options->common);
  hw_cli_picture_add (context, &options->picture);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!hw_cli_parse (context, "film", 1, argc, argv, status))
    return FALSE;

  hw_film_options_init (film);
  if (!hw_cli_picture_parse ("film", &options->picture, &film->picture, status))
    return FALSE;
  if (!(options->seconds >= 0 && options->seconds <= 600)) {
    *status = hw_cli_usage_error ("film", "--seconds wants a number up to 600");
    return FALSE;
  }
  if (options->seconds > 0)
    film->seconds = options->seconds;
  film->changed_only = options->changed;
  if (options->output == NULL || *options->output == '\0') {
    *status = hw_cli_usage_error ("film", "where is it to write? -o OUT.html, .pdf, .gif, .webp or a folder is needed");
    return FALSE;
  }
  return find_format (options, format, status);
}

/* Fills in the range. */
static gboolean
find_range (const FilmOptions *options,
            HwTimeline        *timeline,
            HwFilmOptions     *film,
            int               *status)
{
  if (options->from != NULL
      && !hw_cli_find_step_for ("film", "--from", TRUE, timeline, options->from, &film->from, status))
    return FALSE;
  if (options->to != NULL && !hw_cli_find_step_for ("film", "--to", FALSE, timeline, options->to, &film->to, status))
    return FALSE;
  if (options->to != NULL && options->from == NULL)
    film->from = MIN (film->from, film->to);
  if (film->from > film->to) {
    *status = hw_cli_usage_error ("film", "--from is step %u, and --to is step %u, before it", film->from, film->to);
    return FALSE;
  }
  return TRUE;
}

/* A line on the terminal, written over again and again. */
static void
progress_cb (guint    done,
             guint    total,
             gpointer data)
{
  gint64 *shown = data;
  gint64 now = g_get_monotonic_time ();

  if (done < total && now - *shown < PROGRESS_US)
    return;
  *shown = now;
  g_printerr ("\r\033[K");
  if (done < total)
    g_printerr ("heapwright film: %u %%", (guint) (100.0 * done / total));
}

static int
report (const GError *error)
{
  const char *hint = g_error_matches (error, HW_ERROR, HW_ERROR_BUDGET) ? " (--from STEP --to STEP, --changed)" : "";

  if (isatty (STDERR_FILENO))
    g_printerr ("\r\033[K");
  g_printerr ("heapwright film: %s%s\n", error->message, hint);
  if (g_error_matches (error, HW_ERROR, HW_ERROR_BUDGET) || g_error_matches (error, HW_ERROR, HW_ERROR_CANCELLED))
    return HW_CLI_BUDGET;
  return g_error_matches (error, HW_ERROR, HW_ERROR_ARGUMENT) ? HW_CLI_USAGE : HW_CLI_FAILED;
}

int
hw_cli_film (int    argc,
             char **argv)
{
  g_auto(FilmOptions) options = { { NULL } };
  g_autoptr(GCancellable) cancellable = NULL;
  g_autoptr(HwTimeline) timeline = NULL;
  g_autoptr(GError) error = NULL;
  HwFilmOptions film;
  HwFilmFormat format;
  gint64 shown = 0;
  int status = 0;

  if (!parse_options (&options, &film, &format, &argc, &argv, &status))
    return status;
  cancellable = hw_cli_cancellable ();
  timeline = hw_cli_record_cancellable ("film", argv[1], &options.common, cancellable, &status);
  if (timeline == NULL || !find_range (&options, timeline, &film, &status))
    return status;
  if (isatty (STDERR_FILENO)) {
    film.progress = progress_cb;
    film.progress_data = &shown;
  }
  if (!hw_film_write (timeline, &film, format, options.output, cancellable, &error))
    return report (error);
  return status;
}
