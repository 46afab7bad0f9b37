/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a gesture would write. See hw-gesture-maker.h.
 *
 * One job at a time; a question that comes meanwhile cancels it and waits for it to end. The image that edits are made from is kept,
 * for most questions are about the same moment. */

#include "hw-gesture-maker.h"
#include "hw-worker.h"

#include <glib/gi18n.h>

typedef struct {
  /* the question */
  HwScenario *scenario;
  HwTimeline *timeline;
  HwPython    python;
  HwGesture   gesture; /* its strings are owned */
  HwPlace     place;
  guint       step;    /* where the cursor stands */
  gboolean    propose;

  /* the answer */
  HwSite      site;
  HwImage    *image;
  HwEdit     *edit;
  char       *refusal;
  HwProposals proposals;
} HwGestureJob;

struct _HwGestureMaker {
  GObject       parent_instance;

  HwSession    *session;
  GTask        *task;     /* borrowed: the one under way */
  HwGestureJob *waiting;  /* asked since */
  HwGestureJob *answer;
};

G_DEFINE_FINAL_TYPE (HwGestureMaker, hw_gesture_maker, G_TYPE_OBJECT)

static guint answered_signal;

static void
job_clear (gpointer data)
{
  HwGestureJob *job = data;

  hw_scenario_unref (job->scenario);
  hw_timeline_unref (job->timeline);
  g_free ((char *) job->gesture.name);
  g_free ((char *) job->gesture.key);
  g_free ((char *) job->gesture.text);
  g_clear_pointer (&job->image, hw_image_unref);
  g_clear_pointer (&job->edit, hw_edit_free);
  g_free (job->refusal);
  g_free (job->proposals.name);
  g_free (job->proposals.arguments);
  g_strfreev (job->proposals.methods);
  g_clear_pointer (&job->proposals.links, g_ptr_array_unref);
}

static void
job_unref (gpointer job)
{
  g_atomic_rc_box_release_full (job, job_clear);
}

/* ------------------------------------------------------------------------------------------------------------ on the worker */

static gboolean
find_image (HwGestureJob *job,
            GCancellable *cancellable,
            GError      **error)
{
  g_autoptr (HwCursor) cursor = NULL;

  hw_site_find (job->timeline, job->step, job->place, &job->site);
  if (job->image != NULL && hw_image_get_step (job->image) == job->site.step)
    return TRUE;
  g_clear_pointer (&job->image, hw_image_unref);
  cursor = hw_cursor_new (job->timeline);
  if (!hw_cursor_seek (cursor, job->site.step, cancellable, error))
    return FALSE;
  job->image = hw_cursor_make_image (cursor);
  return TRUE;
}

static void
link_free (gpointer data)
{
  HwLink *link = data;

  g_free (link->key);
  g_free (link->preview);
  g_free (link);
}

/* What a slot that was dragged onto another one may do there, of what can be written. */
static GPtrArray *
list_moves (HwGestureJob *job)
{
  static const HwGestureKind kinds[] = { HW_GESTURE_SWAP, HW_GESTURE_MOVE };
  GPtrArray *links = g_ptr_array_new_with_free_func (link_free);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    HwGesture gesture = job->gesture;
    g_autoptr (HwEdit) edit = NULL;
    HwLink *link;

    gesture.kind = kinds[i];
    edit = hw_gesture_make (job->scenario, job->image, &job->site, &gesture, NULL);
    if (edit == NULL)
      continue;
    link = g_new0 (HwLink, 1);
    link->kind = kinds[i];
    link->preview = g_strdup (edit->preview);
    g_ptr_array_add (links, link);
  }
  return links;
}

static void
propose (HwGestureJob *job)
{
  const HwGesture *gesture = &job->gesture;
  guint object = gesture->object != 0 ? hw_image_find (job->image, gesture->object) : HW_NO_OBJECT;
  guint target = gesture->target != 0 ? hw_image_find (job->image, gesture->target) : HW_NO_OBJECT;
  HwProposals *proposals = &job->proposals;

  if (gesture->other.holder != 0)
    proposals->links = list_moves (job);
  proposals->name = hw_gesture_dup_name (job->scenario, job->image, gesture);
  if (object == HW_NO_OBJECT)
    return;
  if (gesture->kind == HW_GESTURE_NEW_INSTANCE)
    proposals->arguments = hw_gesture_dup_arguments (job->scenario, job->image, object);
  if (gesture->kind == HW_GESTURE_CALL)
    proposals->methods = hw_gesture_list_methods (job->image, object);
  if (target != HW_NO_OBJECT && gesture->edge.holder == 0)
    proposals->links = hw_gesture_list_links (job->image, object, target);
}

static void
make (HwGestureJob *job,
      GCancellable *cancellable,
      GError      **error)
{
  if (!find_image (job, cancellable, error))
    return;
  if (job->propose)
    propose (job);
  job->edit = hw_gesture_make (job->scenario, job->image, &job->site, &job->gesture, error);
  if (job->edit != NULL)
    hw_edit_try (job->edit, job->scenario, job->python, cancellable, error);
}

static void
make_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  HwGestureJob *job = data;
  g_autoptr (GError) error = NULL;

  make (job, cancellable, &error);
  if (error != NULL)
    job->refusal = g_strdup (error->message);
  g_task_return_boolean (task, TRUE);
}

/* -------------------------------------------------------------------------------------------------------------------- asking */

static void start (HwGestureMaker *self);

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  HwGestureMaker *self = HW_GESTURE_MAKER (source);
  HwGestureJob *job = g_task_get_task_data (G_TASK (result));
  gboolean cancelled = g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result)));

  self->task = NULL;
  if (self->waiting != NULL) {
    start (self);
    return;
  }
  if (cancelled || self->session == NULL)
    return;
  g_clear_pointer (&self->answer, job_unref);
  self->answer = g_atomic_rc_box_acquire (job);
  g_signal_emit (self, answered_signal, 0);
}

static void
start (HwGestureMaker *self)
{
  HwGestureJob *job = g_steal_pointer (&self->waiting);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GTask) task = g_task_new (self, cancellable, made_cb, NULL);

  if (self->answer != NULL && self->answer->timeline == job->timeline && self->answer->image != NULL)
    job->image = hw_image_ref (self->answer->image);
  self->task = task;
  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, job, job_unref);
  hw_worker_run (task, make_thread);
}

static void
cancel (HwGestureMaker *self)
{
  g_clear_pointer (&self->waiting, job_unref);
  if (self->task != NULL)
    g_cancellable_cancel (g_task_get_cancellable (self->task));
}

void
hw_gesture_maker_ask (HwGestureMaker  *self,
                      const HwGesture *gesture,
                      HwPlace          place,
                      gboolean         propose)
{
  HwGestureJob *job;

  g_return_if_fail (HW_IS_GESTURE_MAKER (self));

  cancel (self);
  /* A record that is being made again is asked when it is there; until then there is nothing to answer from. */
  if (hw_session_get_timeline (self->session) == NULL || hw_session_get_scenario (self->session) == NULL)
    return;
  job = g_atomic_rc_box_new0 (HwGestureJob);
  job->scenario = hw_scenario_ref (hw_session_get_scenario (self->session));
  job->timeline = hw_timeline_ref (hw_session_get_timeline (self->session));
  job->python = hw_session_get_python (self->session);
  job->step = hw_session_get_step (self->session);
  job->gesture = *gesture;
  job->gesture.name = g_strdup (gesture->name);
  job->gesture.key = g_strdup (gesture->key);
  job->gesture.text = g_strdup (gesture->text);
  job->place = place;
  job->propose = propose;
  self->waiting = job;
  if (self->task == NULL)
    start (self);
}

void
hw_gesture_maker_forget (HwGestureMaker *self)
{
  g_return_if_fail (HW_IS_GESTURE_MAKER (self));

  cancel (self);
  g_clear_pointer (&self->answer, job_unref);
}

/* ----------------------------------------------------------------------------------------------------------------- the answer */

const HwEdit *
hw_gesture_maker_get_edit (HwGestureMaker *self)
{
  g_return_val_if_fail (HW_IS_GESTURE_MAKER (self), NULL);

  return self->answer != NULL ? self->answer->edit : NULL;
}

const char *
hw_gesture_maker_get_refusal (HwGestureMaker *self)
{
  g_return_val_if_fail (HW_IS_GESTURE_MAKER (self), NULL);

  return self->answer != NULL ? self->answer->refusal : NULL;
}

const HwProposals *
hw_gesture_maker_get_proposals (HwGestureMaker *self)
{
  g_return_val_if_fail (HW_IS_GESTURE_MAKER (self), NULL);

  return self->answer != NULL ? &self->answer->proposals : NULL;
}

gboolean
hw_gesture_maker_write (HwGestureMaker *self)
{
  HwGestureJob *job = self->answer;
  guint step;

  g_return_val_if_fail (HW_IS_GESTURE_MAKER (self), FALSE);

  if (job == NULL || job->edit == NULL)
    return FALSE;
  /* Only what writes a statement has a state to be shown afterwards. */
  step = job->edit->line == 0 ? job->step : job->place == HW_PLACE_END ? G_MAXUINT : job->site.step + 1;
  if (hw_session_apply_edit (self->session, job->edit, job->scenario, step)) {
    hw_gesture_maker_forget (self);
    return TRUE;
  }
  hw_session_report (self->session, _("The text has changed meanwhile. Try again when it has run."));
  return FALSE;
}

static void
hw_gesture_maker_dispose (GObject *object)
{
  HwGestureMaker *self = HW_GESTURE_MAKER (object);

  hw_gesture_maker_forget (self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hw_gesture_maker_parent_class)->dispose (object);
}

static void
hw_gesture_maker_class_init (HwGestureMakerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hw_gesture_maker_dispose;
  answered_signal
    = g_signal_new ("answered", HW_TYPE_GESTURE_MAKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hw_gesture_maker_init (HwGestureMaker *self)
{
}

HwGestureMaker *
hw_gesture_maker_new (HwSession *session)
{
  HwGestureMaker *self = g_object_new (HW_TYPE_GESTURE_MAKER, NULL);

  self->session = g_object_ref (session);
  return self;
}
