/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Small pictures of lessons. See hw-thumbnails.h. */

#include "hw-thumbnails.h"

#include "hw-config.h"
#include "hw-picture.h"
#include "hw-run.h"
#include "hw-timeline.h"
#include "hw-worker.h"

#include <cairo.h>
#include <glib/gstdio.h>

#define SCALE 2 /* drawn at twice the size, for screens with small pixels */

struct _HwThumbnails {
  GObject       parent_instance;
  GCancellable *cancellable; /* owned; of the task under way */
};

G_DEFINE_FINAL_TYPE (HwThumbnails, hw_thumbnails, G_TYPE_OBJECT)

/* What the worker needs: the texts, and where each ready picture goes. */
typedef struct {
  GPtrArray *lessons; /* HwLesson; their texts never change */
  gboolean   dark;
} Job;

typedef struct {
  GCancellable *cancellable;
  HwLesson     *lesson;
  GdkTexture   *texture;
} Ready;

static void
job_free (Job *job)
{
  g_ptr_array_unref (job->lessons);
  g_free (job);
}

static void
ready_free (Ready *ready)
{
  g_object_unref (ready->cancellable);
  g_object_unref (ready->lesson);
  g_object_unref (ready->texture);
  g_free (ready);
}

static char *
dup_cache_path (HwLesson *lesson,
                gboolean  dark)
{
  g_autofree char *key = g_strdup_printf ("%s\n%d %d %d %d\n%s", HW_VERSION, HW_THUMBNAIL_WIDTH, HW_THUMBNAIL_HEIGHT, SCALE, dark,
                                          hw_lesson_get_text (lesson));
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, key, -1);
  g_autofree char *name = g_strconcat (sum, ".png", NULL);

  return g_build_filename (g_get_user_cache_dir (), "heapwright", "thumbnails", name, NULL);
}

/* The last state with almost the largest heap: lessons like to tidy up at their end. */
static guint
fullest_step (HwTimeline *timeline)
{
  guint n_steps = hw_timeline_get_n_steps (timeline);
  guint64 low = G_MAXUINT64, high = 0;
  guint fullest = n_steps;

  for (guint step = 1; step <= n_steps; step++) {
    guint64 bytes = hw_timeline_get_step (timeline, step)->heap_bytes;

    low = MIN (low, bytes);
    high = MAX (high, bytes);
  }
  for (guint step = 1; step <= n_steps; step++)
    if (hw_timeline_get_step (timeline, step)->heap_bytes >= high - (high - low) / 20)
      fullest = step > 1 ? step - 1 : step;
  return fullest;
}

static HwScene *
make_scene (HwLesson     *lesson,
            gboolean      dark,
            GCancellable *cancellable)
{
  g_autoptr (HwScenario) scenario = hw_scenario_new (hw_lesson_get_name (lesson), hw_lesson_get_text (lesson), -1);
  g_autoptr (HwRun) run = NULL;
  g_autoptr (HwCursor) cursor = NULL;
  g_autoptr (HwImage) image = NULL;
  g_autoptr (HwPicture) picture = NULL;
  HwRunOptions options;
  HwPictureOptions picture_options;
  guint n_diagnostics;

  hw_scenario_get_diagnostics (scenario, &n_diagnostics);
  if (n_diagnostics > 0)
    return NULL;
  hw_run_options_init (&options);
  options.record = TRUE;
  options.max_seconds = 5;
  hw_scenario_get_python (scenario, &options.python);
  run = hw_run_new (scenario, &options);
  hw_run_execute (run, cancellable, NULL);
  if (hw_run_get_timeline (run) == NULL || g_cancellable_is_cancelled (cancellable))
    return NULL;
  cursor = hw_cursor_new (hw_run_get_timeline (run));
  if (!hw_cursor_seek (cursor, fullest_step (hw_run_get_timeline (run)), cancellable, NULL))
    return NULL;
  image = hw_cursor_make_image (cursor);
  hw_picture_options_init (&picture_options);
  picture_options.dark = dark;
  picture_options.max_items = 5;
  picture_options.max_nodes = 16;
  picture = hw_picture_new (image, NULL, &picture_options);
  return hw_picture_layout (picture, NULL, 2, cancellable, NULL);
}

static cairo_surface_t *
draw_scene (HwScene *scene)
{
  cairo_surface_t *surface
    = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, HW_THUMBNAIL_WIDTH * SCALE, HW_THUMBNAIL_HEIGHT * SCALE);
  cairo_t *cr = cairo_create (surface);
  double width, height, scale;

  hw_scene_get_size (scene, &width, &height);
  scale = MIN (HW_THUMBNAIL_WIDTH * SCALE / MAX (width, 1), HW_THUMBNAIL_HEIGHT * SCALE / MAX (height, 1));
  scale = MIN (scale, SCALE * 0.9);
  cairo_translate (cr, (HW_THUMBNAIL_WIDTH * SCALE - width * scale) / 2, (HW_THUMBNAIL_HEIGHT * SCALE - height * scale) / 2);
  cairo_scale (cr, scale, scale);
  hw_scene_draw (scene, cr, NULL, scale);
  cairo_destroy (cr);
  return surface;
}

/* A picture that cannot be kept is made again next time: a full or read-only disk is no reason to bother anyone. */
static void
write_cache (cairo_surface_t *surface,
             const char      *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *temporary = g_strconcat (path, ".part", NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return;
  if (cairo_surface_write_to_png (surface, temporary) != CAIRO_STATUS_SUCCESS || g_rename (temporary, path) != 0)
    g_unlink (temporary);
}

static GdkTexture *
texture_from_surface (cairo_surface_t *surface)
{
  int stride = cairo_image_surface_get_stride (surface);
  int height = cairo_image_surface_get_height (surface);
  g_autoptr (GBytes) bytes = NULL;

  cairo_surface_flush (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface), (gsize) stride * height);
  return gdk_memory_texture_new (cairo_image_surface_get_width (surface), height, GDK_MEMORY_DEFAULT, bytes, stride);
}

static GdkTexture *
make_thumbnail (HwLesson     *lesson,
                gboolean      dark,
                GCancellable *cancellable)
{
  g_autofree char *path = dup_cache_path (lesson, dark);
  g_autoptr (HwScene) scene = NULL;
  GdkTexture *texture = gdk_texture_new_from_filename (path, NULL);
  cairo_surface_t *surface;

  if (texture != NULL)
    return texture;
  scene = make_scene (lesson, dark, cancellable);
  if (scene == NULL)
    return NULL;
  surface = draw_scene (scene);
  write_cache (surface, path);
  texture = texture_from_surface (surface);
  cairo_surface_destroy (surface);
  return texture;
}

/* The texture has SCALE times the size that is wanted, for sharp pictures on fine screens; this gives it its proper size. */
static GdkPaintable *
scale_down (GdkTexture *texture)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();

  gtk_snapshot_append_texture (snapshot, texture, &GRAPHENE_RECT_INIT (0, 0, HW_THUMBNAIL_WIDTH, HW_THUMBNAIL_HEIGHT));
  return gtk_snapshot_to_paintable (snapshot, &GRAPHENE_SIZE_INIT (HW_THUMBNAIL_WIDTH, HW_THUMBNAIL_HEIGHT));
}

static gboolean
deliver_cb (gpointer data)
{
  Ready *ready = data;
  g_autoptr (GdkPaintable) thumbnail = NULL;

  if (g_cancellable_is_cancelled (ready->cancellable))
    return G_SOURCE_REMOVE;
  thumbnail = scale_down (ready->texture);
  hw_lesson_set_thumbnail (ready->lesson, thumbnail);
  return G_SOURCE_REMOVE;
}

static void
thumbnails_thread (GTask        *task,
                   gpointer      source,
                   gpointer      data,
                   GCancellable *cancellable)
{
  Job *job = data;

  for (guint i = 0; i < job->lessons->len && !g_cancellable_is_cancelled (cancellable); i++) {
    HwLesson *lesson = g_ptr_array_index (job->lessons, i);
    GdkTexture *texture = make_thumbnail (lesson, job->dark, cancellable);
    Ready *ready;

    if (texture == NULL)
      continue;
    ready = g_new0 (Ready, 1);
    ready->cancellable = g_object_ref (cancellable);
    ready->lesson = g_object_ref (lesson);
    ready->texture = texture;
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, deliver_cb, ready, (GDestroyNotify) ready_free);
  }
  g_task_return_boolean (task, TRUE);
}

void
hw_thumbnails_cancel (HwThumbnails *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

void
hw_thumbnails_request (HwThumbnails *self,
                       GListModel   *lessons,
                       gboolean      dark)
{
  g_autoptr (GTask) task = NULL;
  Job *job = g_new0 (Job, 1);

  hw_thumbnails_cancel (self);
  job->lessons = g_ptr_array_new_with_free_func (g_object_unref);
  job->dark = dark;
  for (guint i = 0; i < g_list_model_get_n_items (lessons); i++)
    g_ptr_array_add (job->lessons, g_list_model_get_item (lessons, i));
  self->cancellable = g_cancellable_new ();
  task = g_task_new (NULL, self->cancellable, NULL, NULL);
  g_task_set_source_tag (task, hw_thumbnails_request);
  g_task_set_priority (task, G_PRIORITY_LOW);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  hw_worker_run (task, thumbnails_thread);
}

static void
hw_thumbnails_dispose (GObject *object)
{
  hw_thumbnails_cancel (HW_THUMBNAILS (object));
  G_OBJECT_CLASS (hw_thumbnails_parent_class)->dispose (object);
}

static void
hw_thumbnails_class_init (HwThumbnailsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hw_thumbnails_dispose;
}

static void
hw_thumbnails_init (HwThumbnails *self)
{
}

HwThumbnails *
hw_thumbnails_new (void)
{
  return g_object_new (HW_TYPE_THUMBNAILS, NULL);
}
