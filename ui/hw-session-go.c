/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The ways through a record: by step, by event, by mark, to the next event of the selected object, and playing. */

#include "hw-session-private.h"
#include "hw-worker.h"

#include <glib/gi18n.h>

/* ---------------------------------------------------------------------------------------------------------------------- steps */

static void
go_to (HwSession *self,
       guint      step,
       guint64    position)
{
  gboolean moved = step != self->step;

  if (!moved && position == self->position)
    return;
  self->step = step;
  self->position = position;
  if (moved)
    hw_session_notify (self, HW_SESSION_PROP_STEP);
  hw_session_notify (self, HW_SESSION_PROP_POSITION);
  hw_session_want_image (self);
}

guint
hw_session_get_step (HwSession *self)
{
  return self->step;
}

guint
hw_session_get_last_step (HwSession *self)
{
  return self->last_step;
}

guint64
hw_session_get_position (HwSession *self)
{
  return self->position;
}

void
hw_session_go_to_step (HwSession *self,
                       guint      step)
{
  g_return_if_fail (HW_IS_SESSION (self));

  go_to (self, MIN (step, self->last_step), HW_NO_POSITION);
}

void
hw_session_go_first (HwSession *self)
{
  hw_session_go_to_step (self, 0);
}

void
hw_session_go_previous (HwSession *self)
{
  if (self->position != HW_NO_POSITION)
    hw_session_go_to_step (self, self->step);
  else if (self->step > 0)
    hw_session_go_to_step (self, self->step - 1);
}

void
hw_session_go_next (HwSession *self)
{
  if (self->step < self->last_step)
    hw_session_go_to_step (self, self->step + 1);
}

void
hw_session_go_last (HwSession *self)
{
  hw_session_go_to_step (self, self->last_step);
}

/* --------------------------------------------------------------------------------------------------------------------- events */

/* The state whose statement's events contain [position], less one: the state at which that statement begins. */
static guint
step_of_position (HwTimeline *timeline,
                  guint64     position)
{
  guint low = 0, high = hw_timeline_get_last (timeline);

  while (low < high) {
    guint middle = low + (high - low + 1) / 2;

    if (hw_timeline_get_begin (timeline, middle) <= position)
      low = middle;
    else
      high = middle - 1;
  }
  return low > 0 ? low - 1 : 0;
}

void
hw_session_go_to_position (HwSession *self,
                           guint64    position)
{
  guint step;

  g_return_if_fail (HW_IS_SESSION (self));

  if (self->timeline == NULL || self->last_step == 0)
    return;
  if (position >= hw_timeline_get_begin (self->timeline, self->last_step + 1)) {
    hw_session_go_last (self);
    return;
  }
  step = step_of_position (self->timeline, position);
  if (position <= hw_timeline_get_begin (self->timeline, step + 1))
    go_to (self, step, HW_NO_POSITION);
  else
    go_to (self, step, position);
}

void
hw_session_go_next_event (HwSession *self)
{
  const guint32 *words;
  guint64 n_words, position;

  g_return_if_fail (HW_IS_SESSION (self));

  if (self->timeline == NULL || self->step >= self->last_step)
    return;
  words = hw_timeline_get_words (self->timeline, &n_words);
  position = self->position != HW_NO_POSITION ? self->position : hw_timeline_get_begin (self->timeline, self->step + 1);
  if (position >= n_words)
    return;
  position += hw_event_get_length (words + position);
  if (position >= hw_timeline_get_begin (self->timeline, self->step + 2))
    go_to (self, self->step + 1, HW_NO_POSITION);
  else
    go_to (self, self->step, position);
}

void
hw_session_go_previous_event (HwSession *self)
{
  const guint32 *words;
  guint64 n_words, at, end, begin;
  guint step = self->step;

  g_return_if_fail (HW_IS_SESSION (self));

  if (self->timeline == NULL || (self->position == HW_NO_POSITION && step == 0))
    return;
  words = hw_timeline_get_words (self->timeline, &n_words);
  if (self->position == HW_NO_POSITION)
    step--;
  begin = at = hw_timeline_get_begin (self->timeline, step + 1);
  end = self->position != HW_NO_POSITION ? self->position : hw_timeline_get_begin (self->timeline, step + 2);
  for (;;) {
    guint64 next = at + hw_event_get_length (words + at);

    if (next >= end)
      break;
    at = next;
  }
  go_to (self, step, at == begin ? HW_NO_POSITION : at);
}

/* ---------------------------------------------------------------------------------------------------------------------- marks */

gboolean
hw_session_go_to_mark (HwSession  *self,
                       HwMarkKind  kind,
                       gboolean    backwards)
{
  const HwMark *marks;
  gsize n_marks;

  g_return_val_if_fail (HW_IS_SESSION (self), FALSE);

  if (self->timeline == NULL)
    return FALSE;
  marks = hw_timeline_get_marks (self->timeline, &n_marks);
  for (gsize i = 0; i < n_marks; i++) {
    const HwMark *mark = &marks[backwards ? n_marks - 1 - i : i];

    if (mark->kind != kind || (backwards ? mark->step >= self->step : mark->step <= self->step))
      continue;
    hw_session_go_to_step (self, mark->step);
    return TRUE;
  }
  return FALSE;
}

/* -------------------------------------------------------------------------------------- the next event of the selected object */

typedef struct {
  HwTimeline *timeline;
  guint32     serial;
  guint       step;
  gboolean    backwards;
} HwSearch;

static void
search_free (HwSearch *search)
{
  hw_timeline_unref (search->timeline);
  g_free (search);
}

/* Whether the head's argument is an object's cell. */
static gboolean
is_about_cell (HwEventKind kind)
{
  switch (kind) {
  case HW_EVENT_STEP:
  case HW_EVENT_GC_MERGE:
  case HW_EVENT_GC_CONFIG:
  case HW_EVENT_PASS_BEGIN:
  case HW_EVENT_PHASE:
  case HW_EVENT_PASS_END:
  case HW_EVENT_OUTPUT:
  case HW_EVENT_SNAPSHOT:
    return FALSE;
  default:
    return TRUE;
  }
}

/* The cell of the object, and the position of its ALLOC event. */
static gboolean
find_birth (HwSearch *search,
            guint32  *cell,
            guint64  *position)
{
  guint birth = hw_timeline_get_birth (search->timeline, search->serial);
  guint32 serial = birth > 0 ? hw_timeline_get_step (search->timeline, birth)->next_serial : 1;
  guint64 at = birth > 0 ? hw_timeline_get_begin (search->timeline, birth) : 0;
  guint64 end = hw_timeline_get_begin (search->timeline, birth + 1);
  guint64 n_words;
  const guint32 *words = hw_timeline_get_words (search->timeline, &n_words);

  for (; at < end; at += hw_event_get_length (words + at)) {
    if (HW_EVENT_KIND (words[at]) != HW_EVENT_ALLOC)
      continue;
    if (serial == search->serial) {
      *cell = HW_EVENT_ARGUMENT (words[at]);
      *position = at;
      return TRUE;
    }
    serial++;
  }
  return FALSE;
}

/* The state to go to, or -1. */
static gssize
search_event (HwSearch     *search,
              GCancellable *cancellable)
{
  guint64 n_words, at, birth, from, count = 0;
  const guint32 *words = hw_timeline_get_words (search->timeline, &n_words);
  guint64 end = n_words, found = HW_NO_POSITION;
  guint32 cell;

  if (!find_birth (search, &cell, &birth))
    return -1;
  from = hw_timeline_get_begin (search->timeline, search->step + 1);
  if (search->backwards)
    end = search->step > 0 ? hw_timeline_get_begin (search->timeline, search->step) : 0;
  for (at = search->backwards ? birth : MAX (birth, from); at < end; at += hw_event_get_length (words + at)) {
    HwEventKind kind = HW_EVENT_KIND (words[at]);

    if ((++count & 0xfffff) == 0 && g_cancellable_is_cancelled (cancellable))
      return -1;
    if (HW_EVENT_ARGUMENT (words[at]) != cell || !is_about_cell (kind))
      continue;
    found = at;
    if (!search->backwards || kind == HW_EVENT_FREE)
      break;
  }
  return found != HW_NO_POSITION ? (gssize) step_of_position (search->timeline, found) + 1 : -1;
}

static void
search_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  g_task_return_int (task, search_event (data, cancellable));
}

static void
search_ended_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  HwSession *self = HW_SESSION (source);
  HwSearch *search = g_task_get_task_data (G_TASK (result));
  gssize step = g_task_propagate_int (G_TASK (result), NULL);

  if (self->search_cancellable != g_task_get_cancellable (G_TASK (result)))
    return;
  g_clear_object (&self->search_cancellable);
  if (step >= 0)
    hw_session_go_to_step (self, step);
  else if (search->backwards)
    hw_session_report (self, _("Nothing happens to this object before this step"));
  else
    hw_session_report (self, _("Nothing happens to this object after this step"));
}

void
hw_session_stop_searching (HwSession *self)
{
  if (self->search_cancellable != NULL)
    g_cancellable_cancel (self->search_cancellable);
  g_clear_object (&self->search_cancellable);
}

void
hw_session_go_to_selected_event (HwSession *self,
                                 gboolean   backwards)
{
  g_autoptr (GTask) task = NULL;
  HwSearch *search;

  g_return_if_fail (HW_IS_SESSION (self));

  hw_session_stop_searching (self);
  if (self->timeline == NULL || self->selection == 0) {
    hw_session_report (self, _("Select an object first"));
    return;
  }
  search = g_new0 (HwSearch, 1);
  search->timeline = hw_timeline_ref (self->timeline);
  search->serial = self->selection;
  search->step = self->step;
  search->backwards = backwards;
  self->search_cancellable = g_cancellable_new ();
  task = g_task_new (self, self->search_cancellable, search_ended_cb, NULL);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, hw_session_go_to_selected_event);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);
  hw_worker_run (task, search_thread);
}

/* -------------------------------------------------------------------------------------------------------------------- playing */

/* A state whose image is still being made is waited for, so that playing shows every state. */
static gboolean
play_cb (gpointer data)
{
  HwSession *self = data;

  if (hw_session_get_busy (self))
    return G_SOURCE_CONTINUE;
  hw_session_go_next (self);
  if (self->step < self->last_step)
    return G_SOURCE_CONTINUE;
  self->play_timeout = 0;
  hw_session_notify (self, HW_SESSION_PROP_PLAYING);
  return G_SOURCE_REMOVE;
}

gboolean
hw_session_get_playing (HwSession *self)
{
  return self->play_timeout != 0;
}

void
hw_session_set_playing (HwSession *self,
                        gboolean   playing)
{
  g_return_if_fail (HW_IS_SESSION (self));

  playing = playing && self->last_step > 0;
  if (playing == hw_session_get_playing (self))
    return;
  if (playing) {
    if (self->step == self->last_step)
      hw_session_go_first (self);
    self->play_timeout = g_timeout_add ((guint) (1000 / self->speed), play_cb, self);
  } else {
    g_clear_handle_id (&self->play_timeout, g_source_remove);
  }
  hw_session_notify (self, HW_SESSION_PROP_PLAYING);
}

double
hw_session_get_speed (HwSession *self)
{
  return self->speed;
}

void
hw_session_set_speed (HwSession *self,
                      double     speed)
{
  g_return_if_fail (HW_IS_SESSION (self));

  speed = CLAMP (speed, 0.25, 32);
  if (speed == self->speed)
    return;
  self->speed = speed;
  if (self->play_timeout != 0) {
    g_source_remove (self->play_timeout);
    self->play_timeout = g_timeout_add ((guint) (1000 / speed), play_cb, self);
  }
  hw_session_notify (self, HW_SESSION_PROP_SPEED);
}
