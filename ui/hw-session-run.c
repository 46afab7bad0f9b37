/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The session's runs: parse the text and run it on a worker thread, take over the record when it is there.
 *
 * One job at a time belongs to the session; a newer one abandons the older, whose worker then ends by its cancellable and whose
 * result nobody takes. The user's cancel differs: its record up to there is shown. */

#include "hw-session-private.h"
#include "hw-worker.h"

#include <glib/gi18n.h>

#define RUN_DELAY_MS 350
#define PROGRESS_INTERVAL_MS 100

struct _HwRunJob {
  gatomicrefcount  ref_count;
  GCancellable    *cancellable;
  char            *text;
  char            *name;
  HwPython         python;
  gboolean         python_chosen;
  guint            revision;

  /* written by the worker; read once it has ended, but for [run], which is atomic */
  HwRun           *run;
  HwScenario      *scenario;
  HwRunState       state;
  char            *message;
};

static void
run_job_unref (HwRunJob *job)
{
  if (!g_atomic_ref_count_dec (&job->ref_count))
    return;
  g_object_unref (job->cancellable);
  g_free (job->text);
  g_free (job->name);
  g_free (job->message);
  g_clear_pointer (&job->run, hw_run_free);
  g_clear_pointer (&job->scenario, hw_scenario_unref);
  g_free (job);
}

static HwRunJob *
run_job_new (HwSession *self)
{
  HwRunJob *job = g_new0 (HwRunJob, 1);

  g_atomic_ref_count_init (&job->ref_count);
  job->cancellable = g_cancellable_new ();
  job->text = g_strdup (self->text);
  job->name = g_strdup (self->name);
  job->python = self->python;
  job->python_chosen = self->python_chosen;
  job->revision = self->revision;
  return job;
}

static HwRunJob *
run_job_ref (HwRunJob *job)
{
  g_atomic_ref_count_inc (&job->ref_count);
  return job;
}

static char *
diagnostic_message (const HwDiagnostic *first,
                    guint               n_diagnostics)
{
  if (n_diagnostics == 1)
    return g_strdup_printf (_("Line %u: %s"), first->line, first->message);
  return g_strdup_printf (ngettext ("Line %u: %s (and %u more problem)", "Line %u: %s (and %u more problems)", n_diagnostics - 1),
                          first->line, first->message, n_diagnostics - 1);
}

static void
run_thread (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  HwRunJob *job = data;
  g_autoptr (GError) error = NULL;
  const HwDiagnostic *diagnostics;
  guint n_diagnostics;
  HwRunOptions options;

  job->scenario = hw_scenario_new (job->name, job->text, -1);
  diagnostics = hw_scenario_get_diagnostics (job->scenario, &n_diagnostics);
  if (!job->python_chosen)
    hw_scenario_get_python (job->scenario, &job->python);
  if (n_diagnostics > 0) {
    job->state = HW_RUN_REFUSED;
    job->message = diagnostic_message (&diagnostics[0], n_diagnostics);
  } else {
    HwRun *run;

    hw_run_options_init (&options);
    options.python = job->python;
    options.record = TRUE;
    run = hw_run_new (job->scenario, &options);
    g_atomic_pointer_set (&job->run, run);
    if (!hw_run_execute (run, job->cancellable, &error))
      job->message = g_strdup (error->message);
    job->state = hw_run_get_state (run);
    if (hw_run_get_timeline (run) != NULL && !g_cancellable_is_cancelled (job->cancellable)) {
      gsize n_marks;

      /* Both walk the whole record the first time, so not on the main thread. */
      hw_timeline_get_marks (hw_run_get_timeline (run), &n_marks);
      hw_timeline_get_passes (hw_run_get_timeline (run), &n_marks);
    }
  }
  g_task_return_boolean (task, TRUE);
}

static void
set_run_message (HwSession  *self,
                 HwRunState  state,
                 const char *message)
{
  self->run_state = state;
  g_free (self->run_message);
  self->run_message = g_strdup (message);
  hw_session_notify (self, HW_SESSION_PROP_RUN_STATE);
  hw_session_notify (self, HW_SESSION_PROP_RUN_MESSAGE);
}

static void
take_title (HwSession *self)
{
  const char *description = hw_scenario_get_description (self->scenario);
  g_autofree char *line = g_strndup (description, strcspn (description, "\n"));

  g_strstrip (line);
  hw_session_set_title (self, *line != '\0' ? line : NULL);
}

/* The state to show of the new record: the end when something was appended or the end was shown, else the same number, for what
 * comes before an edit is most often unchanged. */
static guint
step_after_run (HwSession  *self,
                HwTimeline *timeline)
{
  guint last = hw_timeline_get_last (timeline);

  if (self->fresh)
    return 0;
  if (self->go_after_run)
    return MIN (self->step_after_run, hw_timeline_get_n_steps (timeline));
  if (self->step == self->last_step)
    return last;
  return MIN (self->step, last);
}

static void
take_result (HwSession *self,
             HwRunJob  *job)
{
  HwTimeline *timeline = job->run != NULL ? hw_run_get_timeline (job->run) : NULL;

  g_clear_pointer (&self->scenario, hw_scenario_unref);
  self->scenario = hw_scenario_ref (job->scenario);
  hw_session_notify (self, HW_SESSION_PROP_SCENARIO);
  take_title (self);
  if (self->python != job->python) {
    self->python = job->python;
    hw_session_notify (self, HW_SESSION_PROP_PYTHON);
  }
  if (timeline != NULL) {
    self->stale = job->revision != self->revision;
    self->exit_status = hw_run_get_exit_status (job->run);
    hw_session_take_timeline (self, timeline, step_after_run (self, timeline));
    self->fresh = FALSE;
    self->go_after_run = FALSE;
    hw_session_notify (self, HW_SESSION_PROP_STALE);
    hw_session_notify (self, HW_SESSION_PROP_EXIT_STATUS);
  }
  set_run_message (self, job->state, job->message);
}

static void
run_ended_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  HwSession *self = HW_SESSION (source);
  HwRunJob *job = g_task_get_task_data (G_TASK (result));

  if (self->job != job)
    return;
  g_clear_handle_id (&self->progress_timeout, g_source_remove);
  self->job = NULL;
  if (job->run != NULL)
    self->progress = hw_run_get_progress (job->run);
  take_result (self, job);
  hw_session_notify (self, HW_SESSION_PROP_PROGRESS);
  hw_session_notify (self, HW_SESSION_PROP_RUNNING);
  run_job_unref (job);
}

static gboolean
progress_cb (gpointer data)
{
  HwSession *self = data;
  HwRun *run = g_atomic_pointer_get (&self->job->run);

  if (run != NULL) {
    self->progress = hw_run_get_progress (run);
    hw_session_notify (self, HW_SESSION_PROP_PROGRESS);
  }
  return G_SOURCE_CONTINUE;
}

void
hw_session_abandon_run (HwSession *self)
{
  g_clear_handle_id (&self->run_timeout, g_source_remove);
  g_clear_handle_id (&self->progress_timeout, g_source_remove);
  if (self->job != NULL) {
    g_cancellable_cancel (self->job->cancellable);
    g_clear_pointer (&self->job, run_job_unref);
    hw_session_notify (self, HW_SESSION_PROP_RUNNING);
  }
}

void
hw_session_run (HwSession *self)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (HW_IS_SESSION (self));

  g_object_freeze_notify (G_OBJECT (self));
  hw_session_abandon_run (self);
  self->job = run_job_new (self);
  self->progress = 0;
  self->progress_timeout = g_timeout_add (PROGRESS_INTERVAL_MS, progress_cb, self);
  hw_session_notify (self, HW_SESSION_PROP_PROGRESS);
  hw_session_notify (self, HW_SESSION_PROP_RUNNING);
  g_object_thaw_notify (G_OBJECT (self));

  task = g_task_new (self, NULL, run_ended_cb, NULL);
  g_task_set_source_tag (task, hw_session_run);
  g_task_set_task_data (task, run_job_ref (self->job), (GDestroyNotify) run_job_unref);
  hw_worker_run (task, run_thread);
}

static gboolean
run_timeout_cb (gpointer data)
{
  HwSession *self = data;

  self->run_timeout = 0;
  hw_session_run (self);
  return G_SOURCE_REMOVE;
}

void
hw_session_schedule_run (HwSession *self)
{
  hw_session_abandon_run (self);
  self->run_timeout = g_timeout_add (RUN_DELAY_MS, run_timeout_cb, self);
}

void
hw_session_cancel (HwSession *self)
{
  g_return_if_fail (HW_IS_SESSION (self));

  if (self->job != NULL)
    g_cancellable_cancel (self->job->cancellable);
}

gboolean
hw_session_get_running (HwSession *self)
{
  return self->job != NULL;
}

guint64
hw_session_get_progress (HwSession *self)
{
  return self->progress;
}

HwScenario *
hw_session_get_scenario (HwSession *self)
{
  return self->scenario;
}

HwRunState
hw_session_get_run_state (HwSession *self)
{
  return self->run_state;
}

const char *
hw_session_get_run_message (HwSession *self)
{
  return self->run_message;
}

int
hw_session_get_exit_status (HwSession *self)
{
  return self->exit_status;
}

gboolean
hw_session_get_stale (HwSession *self)
{
  return self->stale;
}
