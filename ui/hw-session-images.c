/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The session's images: the record that is shown, and the worker that makes the image of the state wanted.
 *
 * The cursor belongs to the session while nothing is made and to the one worker while something is. A job makes up to two images,
 * the one before and the one wanted; what is known already (stepping by one) is handed to the job and not made again. */

#include "hw-session-private.h"
#include "hw-worker.h"

typedef struct {
  HwTimeline *timeline;
  HwCursor   *cursor;
  guint       step;
  guint64     position;
  HwImage    *image;  /* given if known already, else made */
  HwImage    *before; /* likewise */
} HwImageJob;

static void
image_job_free (HwImageJob *job)
{
  g_clear_pointer (&job->cursor, hw_cursor_free);
  g_clear_pointer (&job->image, hw_image_unref);
  g_clear_pointer (&job->before, hw_image_unref);
  hw_timeline_unref (job->timeline);
  g_free (job);
}

static HwImage *
make_step_image (HwCursor      *cursor,
                 guint          step,
                 GCancellable  *cancellable,
                 GError       **error)
{
  if (!hw_cursor_seek (cursor, step, cancellable, error))
    return NULL;
  return hw_cursor_make_image (cursor);
}

static gboolean
make_images (HwImageJob    *job,
             GCancellable  *cancellable,
             GError       **error)
{
  gboolean inside = job->position != HW_NO_POSITION;
  guint before_step = inside ? job->step : job->step - 1;

  if (job->cursor == NULL)
    job->cursor = hw_cursor_new (job->timeline);
  if (job->before == NULL && (inside || job->step > 0)) {
    job->before = make_step_image (job->cursor, before_step, cancellable, error);
    if (job->before == NULL)
      return FALSE;
  }
  if (job->image == NULL && inside) {
    if (!hw_cursor_seek_event (job->cursor, job->position, cancellable, error))
      return FALSE;
    job->image = hw_cursor_make_image (job->cursor);
  } else if (job->image == NULL) {
    job->image = make_step_image (job->cursor, job->step, cancellable, error);
  }
  return job->image != NULL;
}

static void
image_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  GError *error = NULL;

  if (make_images (data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
image_ended_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  HwSession *self = HW_SESSION (source);
  HwImageJob *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean made = g_task_propagate_boolean (G_TASK (result), &error);

  if (self->image_cancellable != g_task_get_cancellable (G_TASK (result)))
    return;
  g_clear_object (&self->image_cancellable);
  self->cursor = g_steal_pointer (&job->cursor);
  if (made) {
    g_clear_pointer (&self->image, hw_image_unref);
    g_clear_pointer (&self->before_image, hw_image_unref);
    self->image = g_steal_pointer (&job->image);
    self->before_image = g_steal_pointer (&job->before);
    self->image_step = job->step;
    self->image_position = job->position;
    hw_session_notify (self, HW_SESSION_PROP_BEFORE_IMAGE);
    hw_session_notify (self, HW_SESSION_PROP_IMAGE);
    hw_session_want_image (self);
  } else {
    hw_session_report (self, error->message);
  }
  hw_session_notify (self, HW_SESSION_PROP_BUSY);
}

/* Hands over what of the images shown now is of use for the state wanted. */
static void
lend_images (HwSession  *self,
             HwImageJob *job)
{
  gboolean inside = job->position != HW_NO_POSITION;
  guint before_step = inside ? job->step : job->step - 1;

  if (self->image == NULL)
    return;
  if (self->image_position != HW_NO_POSITION) {
    if (inside && self->before_image != NULL && self->image_step == job->step)
      job->before = hw_image_ref (self->before_image);
    return;
  }
  if ((inside || job->step > 0) && self->image_step == before_step)
    job->before = hw_image_ref (self->image);
  if (!inside && self->before_image != NULL && self->image_step > 0 && self->image_step - 1 == job->step)
    job->image = hw_image_ref (self->before_image);
}

void
hw_session_want_image (HwSession *self)
{
  g_autoptr (GTask) task = NULL;
  HwImageJob *job;

  if (self->timeline == NULL || self->image_cancellable != NULL)
    return;
  if (self->image != NULL && self->image_step == self->step && self->image_position == self->position)
    return;
  job = g_new0 (HwImageJob, 1);
  job->timeline = hw_timeline_ref (self->timeline);
  job->cursor = g_steal_pointer (&self->cursor);
  job->step = self->step;
  job->position = self->position;
  lend_images (self, job);

  self->image_cancellable = g_cancellable_new ();
  task = g_task_new (self, self->image_cancellable, image_ended_cb, NULL);
  g_task_set_source_tag (task, hw_session_want_image);
  g_task_set_task_data (task, job, (GDestroyNotify) image_job_free);
  hw_worker_run (task, image_thread);
  hw_session_notify (self, HW_SESSION_PROP_BUSY);
}

void
hw_session_take_timeline (HwSession  *self,
                          HwTimeline *timeline,
                          guint       step)
{
  hw_session_stop_searching (self);
  if (self->image_cancellable != NULL)
    g_cancellable_cancel (self->image_cancellable);
  g_clear_object (&self->image_cancellable);
  g_clear_pointer (&self->cursor, hw_cursor_free);
  g_clear_pointer (&self->image, hw_image_unref);
  g_clear_pointer (&self->before_image, hw_image_unref);
  g_clear_pointer (&self->timeline, hw_timeline_unref);
  self->timeline = timeline != NULL ? hw_timeline_ref (timeline) : NULL;
  self->last_step = timeline != NULL ? hw_timeline_get_last (timeline) : 0;
  self->step = MIN (step, self->last_step);
  self->position = HW_NO_POSITION;

  hw_session_notify (self, HW_SESSION_PROP_LAST_STEP);
  hw_session_notify (self, HW_SESSION_PROP_TIMELINE);
  hw_session_notify (self, HW_SESSION_PROP_STEP);
  hw_session_notify (self, HW_SESSION_PROP_POSITION);
  hw_session_notify (self, HW_SESSION_PROP_BEFORE_IMAGE);
  hw_session_notify (self, HW_SESSION_PROP_IMAGE);
  hw_session_notify (self, HW_SESSION_PROP_BUSY);
  hw_session_want_image (self);
}

HwTimeline *
hw_session_get_timeline (HwSession *self)
{
  return self->timeline;
}

HwImage *
hw_session_get_image (HwSession *self)
{
  return self->image;
}

HwImage *
hw_session_get_before_image (HwSession *self)
{
  return self->before_image;
}

guint
hw_session_get_image_step (HwSession *self)
{
  return self->image_step;
}

gboolean
hw_session_get_busy (HwSession *self)
{
  return self->image_cancellable != NULL;
}
