/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Reading and writing the session's text. Reading goes by the engine's hw_scenario_load(), so the window refuses what the command
 * line refuses; a file without a local path is read through GIO with the same limits. */

#include "hw-session-private.h"
#include "hw-worker.h"

#include <glib/gi18n.h>

/* Reads at most one byte more than the limit, so that a huge or endless file costs no more than a large one. */
static char *
read_remote (GFile         *file,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autofree char *text = NULL;
  gsize length;

  if (stream == NULL)
    return NULL;
  text = g_malloc (HW_SCENARIO_MAX_BYTES + 2);
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), text, HW_SCENARIO_MAX_BYTES + 1, &length, cancellable, error))
    return NULL;
  text[length] = '\0';
  if (length > HW_SCENARIO_MAX_BYTES) {
    g_set_error_literal (error, HW_ERROR, HW_ERROR_IO, _("The file is too large for a scenario"));
    return NULL;
  }
  if (!g_utf8_validate (text, length, NULL)) {
    g_set_error_literal (error, HW_ERROR, HW_ERROR_IO, _("The file is not UTF-8 text"));
    return NULL;
  }
  return g_steal_pointer (&text);
}

static void
load_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  GFile *file = data;
  GError *error = NULL;
  const char *path = g_file_peek_path (file);
  g_autoptr (HwScenario) scenario = NULL;
  char *text = NULL;

  if (path == NULL) {
    text = read_remote (file, cancellable, &error);
  } else {
    scenario = hw_scenario_load (path, &error);
    if (scenario != NULL)
      text = g_strndup (hw_scenario_get_text (scenario), hw_scenario_get_length (scenario));
  }
  if (text != NULL)
    g_task_return_pointer (task, text, g_free);
  else
    g_task_return_error (task, error);
}

void
hw_session_load_file_async (HwSession           *self,
                            GFile               *file,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (HW_IS_SESSION (self));
  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, hw_session_load_file_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  hw_worker_run (task, load_thread);
}

gboolean
hw_session_load_file_finish (HwSession     *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_autofree char *text = g_task_propagate_pointer (G_TASK (result), error);
  g_autofree char *base = NULL;
  g_autofree char *name = NULL;
  GFile *file = g_task_get_task_data (G_TASK (result));

  if (text == NULL)
    return FALSE;
  base = g_file_get_basename (file);
  name = g_filename_display_name (base);
  hw_session_load_text (self, name, text, file, FALSE);
  return TRUE;
}

typedef struct {
  GFile  *file;
  GBytes *bytes;
} HwSaveJob;

static void
save_job_free (HwSaveJob *job)
{
  g_object_unref (job->file);
  g_bytes_unref (job->bytes);
  g_free (job);
}

static void
save_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  HwSaveJob *job = data;
  GError *error = NULL;
  gsize length;
  const char *text = g_bytes_get_data (job->bytes, &length);

  if (g_file_replace_contents (job->file, text != NULL ? text : "", length, NULL, FALSE, G_FILE_CREATE_NONE, NULL, cancellable,
                               &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
hw_session_save_async (HwSession           *self,
                       GFile               *file,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  HwSaveJob *job;

  g_return_if_fail (HW_IS_SESSION (self));
  g_return_if_fail (G_IS_FILE (file));

  job = g_new0 (HwSaveJob, 1);
  job->file = g_object_ref (file);
  job->bytes = g_bytes_new (self->text, strlen (self->text));
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, hw_session_save_async);
  g_task_set_task_data (task, job, (GDestroyNotify) save_job_free);
  hw_worker_run (task, save_thread);
}

gboolean
hw_session_save_finish (HwSession     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  HwSaveJob *job = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  hw_session_set_file (self, job->file);
  g_clear_pointer (&self->saved, g_bytes_unref);
  self->saved = g_bytes_ref (job->bytes);
  hw_session_update_modified (self);
  return TRUE;
}
