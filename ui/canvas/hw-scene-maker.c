/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The scene maker. One job runs at a time, on a worker thread: it describes the image as a picture, lays it out quickly, then
 * well. The quick scene is shown only if the better one keeps the user waiting. Wishes that come meanwhile coalesce into one
 * next job.
 *
 * Places belong to an era: a record and the options that decide what is drawn where. The first job of an era lays out the union
 * of all states if the record is short enough, so that later scenes find every place taken; that part of a job goes on when the
 * user steps on, as its result is wanted whatever the step. */

#include "hw-scene-maker.h"
#include "hw-worker.h"

/* Above these the union is not laid out and places are only kept. */
#define MAX_UNION_STATES 300
#define MAX_UNION_OBJECTS 600000
/* How long a better layout may take before the quick one is shown. */
#define PATIENCE_MS 200
/* The first layout of an era may take long, later ones only place what is new. */
#define FIRST_SECONDS 8.0
#define LATER_SECONDS 2.0
/* A job of this age is cancelled for a newer wish; a younger one is let finish, or fast stepping would show nothing at all. */
#define OLD_JOB_US (G_USEC_PER_SEC)

/* Shared by the maker and its job, which alone uses the places. Reference counted. */
typedef struct {
  HwTimeline *timeline;
  HwPlaces   *places;
  gboolean    prepared; /* the union was laid out, or is not wanted */
  gboolean    edited;   /* the options are those of the era before, but perhaps for the trim */
  guint       number;
} HwEra;

typedef struct {
  HwSceneMaker    *maker; /* borrowed; only for the main thread, and until the job has ended */
  GCancellable    *cancellable;
  HwEra           *era;
  HwImage         *image;
  HwImage         *before;
  HwPictureOptions options;
  HwScene         *quick;    /* main thread: set when it is there and was not yet shown */
  guint            patience; /* source id */
  int              in_union; /* atomic */
  gboolean         ended;
  gint64           began; /* monotonic time */
} HwSceneJob;

struct _HwSceneMaker {
  GObject          parent_instance;

  HwSession       *session;
  HwScene         *scene;
  HwImage         *image;
  HwEra           *era;
  HwPictureOptions options; /* of the era */
  HwSceneJob      *job;     /* under way; referenced */
  gboolean         wanted;  /* another one after it */
  guint            n_eras;
};

enum {
  PROP_0,
  PROP_SCENE,
  PROP_BUSY,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HwSceneMaker, hw_scene_maker, G_TYPE_OBJECT)

static void start (HwSceneMaker *self);

static void
clear_era (gpointer data)
{
  HwEra *era = data;

  g_clear_pointer (&era->timeline, hw_timeline_unref);
  g_clear_pointer (&era->places, hw_places_free);
}

static void
era_unref (HwEra *era)
{
  g_atomic_rc_box_release_full (era, clear_era);
}

static void
clear_job (gpointer data)
{
  HwSceneJob *job = data;

  g_clear_object (&job->cancellable);
  g_clear_pointer (&job->era, era_unref);
  g_clear_pointer (&job->image, hw_image_unref);
  g_clear_pointer (&job->before, hw_image_unref);
  g_clear_pointer (&job->quick, hw_scene_unref);
  hw_picture_options_clear (&job->options);
}

static void
job_unref (gpointer job)
{
  g_atomic_rc_box_release_full (job, clear_job);
}

/* ---------------------------------------------------------------------------------------------------------------- worker */

/* The images of all states; NULL if they are too much, or when cancelled. */
static GPtrArray *
make_images (HwSceneJob *job)
{
  g_autoptr (GPtrArray) images = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_image_unref);
  g_autoptr (HwCursor) cursor = hw_cursor_new (job->era->timeline);
  guint last = hw_timeline_get_last (job->era->timeline);
  guint n_all = 0;

  for (guint step = 0; step <= last; step++) {
    g_autoptr (GError) error = NULL;
    HwImage *image;
    guint n_objects;

    if (!hw_cursor_seek (cursor, step, job->cancellable, &error))
      return NULL;
    image = hw_cursor_make_image (cursor);
    g_ptr_array_add (images, image);
    hw_image_get_objects (image, &n_objects);
    n_all += n_objects;
    if (n_all > MAX_UNION_OBJECTS)
      return NULL;
  }
  return g_steal_pointer (&images);
}

/* Gives places to everything the record will ever show. Without success places are given as objects come. */
static void
prepare_places (HwSceneJob *job)
{
  g_autoptr (GPtrArray) images = NULL;
  g_autoptr (HwPicture) picture = NULL;
  g_autoptr (HwScene) scene = NULL;
  g_autoptr (GError) error = NULL;

  if (job->era->prepared)
    return;
  g_atomic_int_set (&job->in_union, 1);
  if (hw_timeline_get_last (job->era->timeline) < MAX_UNION_STATES)
    images = make_images (job);
  if (images != NULL) {
    picture = hw_picture_new_union ((HwImage **) images->pdata, images->len, &job->options);
    scene = hw_picture_layout (picture, job->era->places, FIRST_SECONDS, job->cancellable, &error);
  }
  job->era->prepared = !g_cancellable_is_cancelled (job->cancellable);
  g_atomic_int_set (&job->in_union, 0);
}

static void
show (HwSceneMaker *self,
      HwSceneJob   *job,
      HwScene      *scene)
{
  g_clear_pointer (&self->scene, hw_scene_unref);
  g_clear_pointer (&self->image, hw_image_unref);
  self->scene = scene;
  if (scene != NULL)
    self->image = hw_image_ref (job->image);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCENE]);
}

static gboolean
patience_cb (gpointer data)
{
  HwSceneJob *job = data;
  HwSceneMaker *self = job->maker;

  job->patience = 0;
  if (job->quick != NULL)
    show (self, job, g_steal_pointer (&job->quick));
  return G_SOURCE_REMOVE;
}

typedef struct {
  HwSceneJob *job;
  HwScene    *scene;
} HwQuickScene;

static void
quick_scene_free (gpointer data)
{
  HwQuickScene *quick = data;

  job_unref (quick->job);
  g_clear_pointer (&quick->scene, hw_scene_unref);
  g_free (quick);
}

static gboolean
quick_cb (gpointer data)
{
  HwQuickScene *quick = data;
  HwSceneJob *job = quick->job;

  if (!job->ended && !g_cancellable_is_cancelled (job->cancellable)) {
    job->quick = g_steal_pointer (&quick->scene);
    job->patience = g_timeout_add_full (G_PRIORITY_DEFAULT, PATIENCE_MS, patience_cb, g_atomic_rc_box_acquire (job), job_unref);
  }
  return G_SOURCE_REMOVE;
}

static void
send_quick_scene (HwSceneJob *job,
                  HwPicture  *picture)
{
  HwQuickScene *quick = g_new0 (HwQuickScene, 1);

  /* Its places must not stay: only what the better layout decides is kept. */
  quick->job = g_atomic_rc_box_acquire (job);
  quick->scene = hw_picture_layout_quick (picture, NULL);
  g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT, quick_cb, quick, quick_scene_free);
}

static void
work (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  HwSceneJob *job = data;
  g_autoptr (HwPicture) picture = hw_picture_new (job->image, job->before, &job->options);
  double seconds = job->era->prepared ? LATER_SECONDS : FIRST_SECONDS;
  GError *error = NULL;
  HwScene *scene;

  if (!job->era->prepared) {
    send_quick_scene (job, picture);
    prepare_places (job);
  }
  scene = hw_picture_layout (picture, job->era->places, seconds, cancellable, &error);
  if (scene != NULL)
    g_task_return_pointer (task, scene, (GDestroyNotify) hw_scene_unref);
  else
    g_task_return_error (task, error);
}

/* ------------------------------------------------------------------------------------------------------------ main thread */

static void
end_job (HwSceneMaker *self)
{
  HwSceneJob *job = g_steal_pointer (&self->job);

  job->ended = TRUE;
  g_clear_handle_id (&job->patience, g_source_remove);
  job_unref (job);
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (HwSceneMaker) self = data;
  HwSceneJob *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (HwScene) scene = g_task_propagate_pointer (G_TASK (result), &error);

  end_job (self);
  if (self->session == NULL)
    return;
  if (scene != NULL)
    show (self, job, g_steal_pointer (&scene));
  else if (!g_error_matches (error, HW_ERROR, HW_ERROR_CANCELLED))
    hw_session_report (self->session, error->message);
  if (self->wanted)
    start (self);
  else
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
begin_era (HwSceneMaker *self,
           HwTimeline   *timeline,
           gboolean      edited)
{
  g_clear_pointer (&self->era, era_unref);
  self->era = g_atomic_rc_box_new0 (HwEra);
  self->era->edited = edited;
  self->era->timeline = hw_timeline_ref (timeline);
  self->era->places = hw_places_new ();
  self->era->number = ++self->n_eras;
}

/* Begins an era if the record or the options have changed. */
static void
ensure_era (HwSceneMaker           *self,
            const HwPictureOptions *options)
{
  HwTimeline *timeline = hw_session_get_timeline (self->session);
  HwPictureOptions but_for_trim = *options;
  gboolean edited;

  if (self->era != NULL && self->era->timeline == timeline && hw_picture_options_agree (&self->options, options))
    return;
  but_for_trim.trim = self->options.trim;
  edited = self->era != NULL && hw_picture_options_agree (&self->options, &but_for_trim);
  begin_era (self, timeline, edited);
  hw_picture_options_copy (&self->options, options);
}

static void
start (HwSceneMaker *self)
{
  HwImage *image = hw_session_get_image (self->session);
  HwImage *before = hw_session_get_before_image (self->session);
  g_autoptr (GTask) task = NULL;
  HwPictureOptions options;
  HwSceneJob *job;

  self->wanted = FALSE;
  if (image == NULL) {
    /* Between two records the old scene stays until the first image of the new one comes. */
    if (hw_session_get_timeline (self->session) == NULL)
      show (self, NULL, NULL);
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
    return;
  }

  job = g_atomic_rc_box_new0 (HwSceneJob);
  hw_session_get_picture_options (self->session, &options);
  hw_picture_options_copy (&job->options, &options);
  job->options.selected = 0; /* the view marks the selection itself */
  ensure_era (self, &job->options);
  job->maker = self;
  job->began = g_get_monotonic_time ();
  job->cancellable = g_cancellable_new ();
  job->era = g_atomic_rc_box_acquire (self->era);
  job->image = hw_image_ref (image);
  job->before = before != NULL ? hw_image_ref (before) : NULL;
  self->job = job;

  task = g_task_new (NULL, job->cancellable, done_cb, g_object_ref (self)); /* so that it is never finalized on the worker */
  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, g_atomic_rc_box_acquire (job), job_unref);
  hw_worker_run (task, work);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
wish_cb (HwSceneMaker *self)
{
  HwPictureOptions options;
  gboolean same_era;

  if (self->job == NULL) {
    start (self);
    return;
  }
  self->wanted = TRUE;
  hw_session_get_picture_options (self->session, &options);
  same_era = self->job->era->timeline == hw_session_get_timeline (self->session) && hw_picture_options_agree (&self->job->options, &options);
  if (!same_era ||
      (!g_atomic_int_get (&self->job->in_union) && g_get_monotonic_time () - self->job->began > OLD_JOB_US))
    g_cancellable_cancel (self->job->cancellable);
}

static void
hw_scene_maker_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  HwSceneMaker *self = HW_SCENE_MAKER (object);

  switch (id) {
  case PROP_SCENE:
    g_value_set_pointer (value, self->scene);
    break;
  case PROP_BUSY:
    g_value_set_boolean (value, self->job != NULL);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
hw_scene_maker_dispose (GObject *object)
{
  HwSceneMaker *self = HW_SCENE_MAKER (object);

  if (self->job != NULL)
    g_cancellable_cancel (self->job->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->scene, hw_scene_unref);
  g_clear_pointer (&self->image, hw_image_unref);
  g_clear_pointer (&self->era, era_unref);
  hw_picture_options_clear (&self->options);
  G_OBJECT_CLASS (hw_scene_maker_parent_class)->dispose (object);
}

static void
hw_scene_maker_class_init (HwSceneMakerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hw_scene_maker_dispose;
  object_class->get_property = hw_scene_maker_get_property;

  properties[PROP_SCENE] = g_param_spec_pointer ("scene", NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hw_scene_maker_init (HwSceneMaker *self)
{
}

HwSceneMaker *
hw_scene_maker_new (HwSession *session)
{
  HwSceneMaker *self = g_object_new (HW_TYPE_SCENE_MAKER, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::image", G_CALLBACK (wish_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::options", G_CALLBACK (wish_cb), self, G_CONNECT_SWAPPED);
  return self;
}

HwScene *
hw_scene_maker_get_scene (HwSceneMaker *self)
{
  g_return_val_if_fail (HW_IS_SCENE_MAKER (self), NULL);

  return self->scene;
}

HwImage *
hw_scene_maker_get_image (HwSceneMaker *self)
{
  g_return_val_if_fail (HW_IS_SCENE_MAKER (self), NULL);

  return self->image;
}

guint
hw_scene_maker_get_era (HwSceneMaker *self)
{
  g_return_val_if_fail (HW_IS_SCENE_MAKER (self), 0);

  return self->era != NULL ? self->era->number : 0;
}

gboolean
hw_scene_maker_is_edited (HwSceneMaker *self)
{
  g_return_val_if_fail (HW_IS_SCENE_MAKER (self), FALSE);

  return self->era != NULL && self->era->edited;
}

void
hw_scene_maker_lay_out_again (HwSceneMaker *self)
{
  HwTimeline *timeline;

  g_return_if_fail (HW_IS_SCENE_MAKER (self));

  timeline = hw_session_get_timeline (self->session);
  if (timeline == NULL || self->era == NULL)
    return;
  begin_era (self, timeline, self->era->timeline == timeline);
  self->era->prepared = TRUE;
  if (self->job != NULL)
    g_cancellable_cancel (self->job->cancellable);
  self->wanted = self->job != NULL;
  if (self->job == NULL)
    start (self);
}

gboolean
hw_scene_maker_get_busy (HwSceneMaker *self)
{
  g_return_val_if_fail (HW_IS_SCENE_MAKER (self), FALSE);

  return self->job != NULL;
}
