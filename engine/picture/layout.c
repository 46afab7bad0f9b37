/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Runs the layout program on a picture's description, and stops it when time is up or the user gave up. */

#include "picture/layout.h"

#include "hw-paths.h"
#include "picture/describe.h"
#include "picture/look.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define PROGRAM "heapwright-layout"

typedef struct {
  GMainContext *context;
  GSubprocess  *process;
  GBytes       *answer;
  GError       *error;
  gboolean      done;
  gboolean      late;
} Job;

/* Installed, or in the build folder of the running program. */
static char *
dup_program (void)
{
  char *found = hw_paths_dup_program (PROGRAM);

  if (!found) {
    g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
    g_autofree char *folder = self ? g_path_get_dirname (self) : g_strdup (".");

    for (guint up = 0; up < 3 && !found; up++) {
      g_autofree char *parent = g_path_get_dirname (folder);

      found = g_build_filename (parent, "engine", PROGRAM, NULL);
      if (!g_file_test (found, G_FILE_TEST_IS_EXECUTABLE))
        g_clear_pointer (&found, g_free);
      g_free (g_steal_pointer (&folder));
      folder = g_steal_pointer (&parent);
    }
  }
  return found;
}

/* A file in memory with [text] in it, at its beginning. The child reads that and no pipe, so it cannot make us wait or break a
 * pipe. */
static int
open_input (const char *text)
{
  int fd = memfd_create ("heap", MFD_CLOEXEC);
  gsize length = strlen (text), written = 0;

  while (fd >= 0 && written < length) {
    gssize n = write (fd, text + written, length - written);

    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0) {
      close (fd);
      return -1;
    }
    written += n;
  }
  if (fd >= 0 && lseek (fd, 0, SEEK_SET) != 0) {
    close (fd);
    return -1;
  }
  return fd;
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  Job *job = data;

  g_subprocess_communicate_finish (G_SUBPROCESS (source), result, &job->answer, NULL, &job->error);
  job->done = TRUE;
}

static gboolean
late_cb (gpointer data)
{
  Job *job = data;

  job->late = TRUE;
  g_subprocess_force_exit (job->process);
  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      data)
{
  Job *job = data;

  g_subprocess_force_exit (job->process);
  return G_SOURCE_REMOVE;
}

static void
watch (Job         *job,
       GSource     *source,
       GSourceFunc  callback)
{
  g_source_set_callback (source, callback, job, NULL);
  g_source_attach (source, job->context);
}

/* Waits for the answer in a main context of its own. The process is gone when this returns. */
static void
wait_for_answer (Job          *job,
                 double        seconds,
                 GCancellable *cancellable)
{
  g_autoptr (GSource) timeout = g_timeout_source_new ((guint) CLAMP (seconds * 1000, 1, 3600 * 1000));
  g_autoptr (GSource) cancel = cancellable ? g_cancellable_source_new (cancellable) : NULL;

  watch (job, timeout, late_cb);
  if (cancel)
    watch (job, cancel, (GSourceFunc) (void (*) (void)) cancelled_cb);
  g_subprocess_communicate_async (job->process, NULL, NULL, answered_cb, job);
  while (!job->done)
    g_main_context_iteration (job->context, TRUE);
  g_source_destroy (timeout);
  if (cancel)
    g_source_destroy (cancel);
}

static gboolean
run (const char    *input,
     double         seconds,
     GCancellable  *cancellable,
     GBytes       **answer,
     GError       **error)
{
  const GSubprocessFlags flags = G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE;
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (flags);
  g_autofree char *program = dup_program ();
  g_autoptr (GError) reason = NULL;
  Job job = { 0 };
  int fd = -1;

  if (!program) {
    g_set_error (error, HW_ERROR, HW_ERROR_LAYOUT, "The program %s is not installed", PROGRAM);
    return FALSE;
  }
  fd = open_input (input);
  if (fd < 0) {
    g_set_error (error, HW_ERROR, HW_ERROR_LAYOUT, "No room to describe the picture to %s", PROGRAM);
    return FALSE;
  }
  job.context = g_main_context_new ();
  g_main_context_push_thread_default (job.context);
  g_subprocess_launcher_take_stdin_fd (launcher, fd);
  job.process = g_subprocess_launcher_spawn (launcher, &reason, program, NULL);
  if (job.process)
    wait_for_answer (&job, seconds, cancellable);
  g_main_context_pop_thread_default (job.context);
  g_main_context_unref (job.context);
  if (job.process && g_cancellable_is_cancelled (cancellable))
    g_set_error_literal (error, HW_ERROR, HW_ERROR_CANCELLED, "The layout was cancelled");
  else if (!job.process)
    g_set_error (error, HW_ERROR, HW_ERROR_LAYOUT, "%s does not start: %s", PROGRAM, reason->message);
  else if (job.late)
    g_set_error (error, HW_ERROR, HW_ERROR_LAYOUT, "The layout did not end in %g seconds", seconds);
  else if (job.error || !job.answer)
    g_set_error (error, HW_ERROR, HW_ERROR_LAYOUT, "The answer of %s cannot be read", PROGRAM);
  else
    *answer = g_steal_pointer (&job.answer);
  g_clear_object (&job.process);
  g_clear_pointer (&job.answer, g_bytes_unref);
  g_clear_error (&job.error);
  return *answer != NULL;
}

/* Reads "NAME X Y" lines up to ".". FALSE unless every node got a place. */
static gboolean
read_places (HwPicture *picture,
             GBytes    *answer,
             HwRect    *rects)
{
  g_autoptr (GHashTable) index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gsize length;
  const char *data = g_bytes_get_data (answer, &length);
  g_autofree char *text = g_strndup (data ? data : "", length);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n_placed = 0, n_lines = 0;

  for (guint i = 0; i < picture->n_nodes; i++)
    g_hash_table_insert (index, hw_picture_dup_id (&picture->nodes[i].shown), GUINT_TO_POINTER (i + 1));
  for (; lines[n_lines] && strcmp (lines[n_lines], ".") != 0; n_lines++) {
    char *first = strchr (lines[n_lines], ' '), *second = first ? strchr (first + 1, ' ') : NULL;
    guint number;
    double x, y;

    if (!second)
      return FALSE;
    *first = '\0';
    number = GPOINTER_TO_UINT (g_hash_table_lookup (index, lines[n_lines]));
    x = g_ascii_strtod (first + 1, NULL);
    y = g_ascii_strtod (second + 1, NULL);
    if (number == 0 || !isfinite (x) || !isfinite (y))
      return FALSE;
    rects[number - 1].x = x - picture->nodes[number - 1].reserve_width / 2;
    rects[number - 1].y = y - picture->nodes[number - 1].reserve_height / 2;
    n_placed++;
  }
  return lines[n_lines] && n_placed == picture->n_nodes;
}

/* Moves everything so that it begins at the margin, on whole points. */
static void
shift (HwPicture *picture,
       HwRect    *rects)
{
  double left = G_MAXDOUBLE, top = G_MAXDOUBLE;

  for (guint i = 0; i < picture->n_nodes; i++) {
    left = MIN (left, rects[i].x);
    top = MIN (top, rects[i].y);
  }
  for (guint i = 0; i < picture->n_nodes; i++) {
    rects[i].x = round (rects[i].x - left) + HW_MARGIN;
    rects[i].y = round (rects[i].y - top) + HW_MARGIN;
    rects[i].width = picture->nodes[i].shown.rect.width;
    rects[i].height = picture->nodes[i].shown.rect.height;
  }
}

gboolean
hw_layout_graphviz (HwPicture     *picture,
                    double         seconds,
                    GCancellable  *cancellable,
                    HwRect        *rects,
                    GError       **error)
{
  g_autofree char *input = hw_describe (picture, HW_DESCRIBE_SIZES);
  g_autoptr (GBytes) answer = NULL;

  if (!run (input, seconds, cancellable, &answer, error))
    return FALSE;
  if (!read_places (picture, answer, rects)) {
    g_set_error (error, HW_ERROR, HW_ERROR_LAYOUT, "%s refused the picture", PROGRAM);
    return FALSE;
  }
  shift (picture, rects);
  return TRUE;
}
