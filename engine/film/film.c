/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Which steps a film shows, and one layout for all of them: the union of all graphs is laid out, and each graph takes its places from
 * there. What comes too late for the union, in a very large film, is placed where there is room; whoever has a place keeps it. */

#include "film/film.h"

#include "hw-scenario.h"

#include "picture/picture.h"

#include <string.h>

/* Graphviz is given so long that it is never the clock that decides how a film looks. */
#define LAYOUT_SECONDS 120.0
/* Objects in all images that are in memory at once. */
#define MAX_UNION_OBJECTS 3000000
/* Bytes of scenes that are in memory at once. */
#define MAX_KEPT (256u * 1024 * 1024)
/* Steps that are looked at for changes. */
#define MAX_CANDIDATES 50000

void
hw_film_options_init (HwFilmOptions *options)
{
  memset (options, 0, sizeof *options);
  hw_picture_options_init (&options->picture);
  options->from = 1;
  options->to = G_MAXUINT;
  options->seconds = 2;
}

/* ------------------------------------------------------------------------------------------------------------- steps */

/* The image of [step]. NULL with HW_ERROR_CANCELLED. Owned. */
static HwImage *
make_image (HwFilm  *film,
            guint    step,
            GError **error)
{
  if (film->image != NULL && hw_image_get_step (film->image) == step)
    return hw_image_ref (film->image);
  for (guint i = 0; film->images != NULL && i < film->images->len; i++)
    if (hw_image_get_step (film->images->pdata[i]) == step)
      return hw_image_ref (film->images->pdata[i]);
  if (!hw_cursor_seek (film->cursor, step, film->cancellable, error))
    return NULL;
  g_clear_pointer (&film->image, hw_image_unref);
  film->image = hw_cursor_make_image (film->cursor);
  return hw_image_ref (film->image);
}

/* Makes the images of [step] and of the step before it, which is NULL for step 0. */
static gboolean
make_images (HwFilm   *film,
             guint     step,
             HwImage **image,
             HwImage **before,
             GError  **error)
{
  *before = NULL;
  if (step > 0 && (*before = make_image (film, step - 1, error)) == NULL)
    return FALSE;
  *image = make_image (film, step, error);
  if (*image == NULL)
    g_clear_pointer (before, hw_image_unref);
  return *image != NULL;
}

/* TRUE if [picture] marks a change, or lacks a node of those in [keys]. Replaces [keys] by its own. */
static gboolean
differs (HwPicture  *picture,
         GHashTable *keys)
{
  guint n_known = 0;
  gboolean changed = FALSE;

  for (guint i = 0; i < picture->n_nodes; i++) {
    changed |= picture->nodes[i].shown.changed || picture->nodes[i].badge_changed;
    n_known += g_hash_table_contains (keys, &picture->nodes[i].key);
  }
  for (guint i = 0; i < picture->n_edges; i++)
    changed |= picture->edges[i].shown.changed;
  changed |= n_known < g_hash_table_size (keys) || n_known < picture->n_nodes;
  g_hash_table_remove_all (keys);
  for (guint i = 0; i < picture->n_nodes; i++)
    g_hash_table_add (keys, g_memdup2 (&picture->nodes[i].key, sizeof (guint64)));
  return changed;
}

/* Those of the steps that change the graph or the output; the first is always among them. */
static gboolean
keep_changed (HwFilm  *film,
              GArray  *steps,
              GError **error)
{
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  guint n_kept = 0;

  for (guint i = 0; i < steps->len; i++) {
    guint step = g_array_index (steps, guint, i);
    g_autoptr (HwImage) image = NULL;
    g_autoptr (HwImage) before = NULL;
    g_autoptr (HwPicture) picture = NULL;
    gsize printed = 0, printed_before = 0;

    if (!make_images (film, step, &image, &before, error))
      return FALSE;
    hw_timeline_get_output (film->timeline, step, &printed);
    if (step > 0)
      hw_timeline_get_output (film->timeline, step - 1, &printed_before);
    picture = hw_picture_new (image, before, &film->options.picture);
    if (differs (picture, keys) || i == 0 || printed > printed_before)
      g_array_index (steps, guint, n_kept++) = step;
  }
  g_array_set_size (steps, n_kept);
  return TRUE;
}

static gboolean
check_length (guint    n_steps,
              GError **error)
{
  if (n_steps <= HW_FILM_MAX_STEPS)
    return TRUE;
  g_set_error (error, HW_ERROR, HW_ERROR_BUDGET, "A film of %u steps is too long; it may have %d at most: choose a range of steps, or only "
               "those that change something", n_steps, HW_FILM_MAX_STEPS);
  return FALSE;
}

static gboolean
choose_steps (HwFilm  *film,
              GError **error)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (guint));
  guint last = MIN (film->options.to, hw_timeline_get_last (film->timeline));
  /* A program without statements has its start to show. */
  guint first = MIN (film->options.from, hw_timeline_get_last (film->timeline) == 0 ? 0 : G_MAXUINT);

  if (first > last) {
    g_set_error (error, HW_ERROR, HW_ERROR_ARGUMENT, "A film from step %u to step %u has no steps", first, last);
    return FALSE;
  }
  if (!film->options.changed_only && !check_length (last - first + 1, error))
    return FALSE;
  if (last - first >= MAX_CANDIDATES) {
    g_set_error (error, HW_ERROR, HW_ERROR_BUDGET, "%u steps are too many to look for changes in; choose a range of %d at most",
                 last - first + 1, MAX_CANDIDATES);
    return FALSE;
  }
  for (guint step = first; step <= last; step++)
    g_array_append_val (steps, step);
  if (film->options.changed_only && !keep_changed (film, steps, error))
    return FALSE;
  if (!check_length (steps->len, error))
    return FALSE;
  film->n_frames = steps->len;
  film->frames = g_new0 (HwFilmFrame, steps->len);
  for (guint i = 0; i < steps->len; i++)
    hw_film_frame_init (&film->frames[i], film->timeline, g_array_index (steps, guint, i));
  return TRUE;
}

/* ------------------------------------------------------------------------------------------------------------ places */

/* The images of the steps shown; every n-th of them where all are too many. */
static gboolean
gather_images (HwFilm  *film,
               GError **error)
{
  g_autoptr (GPtrArray) images = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_image_unref);
  guint64 n_all = 0;
  guint stride = 1;

  for (guint i = 0; i < film->n_frames; i += stride) {
    HwImage *image = make_image (film, film->frames[i].step, error);
    guint n_objects;

    if (image == NULL)
      return FALSE;
    g_ptr_array_add (images, image);
    hw_image_get_objects (image, &n_objects);
    n_all += n_objects;
    /* As many as all would be if they were like those so far. */
    stride = (guint) (n_all * film->n_frames / images->len / MAX_UNION_OBJECTS) + 1;
  }
  film->images = g_steal_pointer (&images);
  return TRUE;
}

/* The picture of a frame. NULL with HW_ERROR_CANCELLED. Owned. */
static HwPicture *
make_picture (HwFilm   *film,
              guint     frame,
              gboolean  dark,
              GError  **error)
{
  HwPictureOptions options = film->options.picture;
  g_autoptr (HwImage) image = NULL;
  g_autoptr (HwImage) before = NULL;

  if (!make_images (film, film->frames[frame].step, &image, &before, error))
    return NULL;
  options.dark = dark;
  return hw_picture_new (image, before, &options);
}

/* Keeps a scene for the next pass, and its dark one if that is wanted, if there is room. */
static gboolean
keep_scene (HwFilm  *film,
            guint    frame,
            HwScene *scene,
            GError **error)
{
  const HwPicture *picture = scene->picture;
  gsize size = picture->n_nodes * (sizeof (HwPictureNode) + sizeof (HwSceneNode)) + 2 * picture->n_rows * sizeof (HwSceneRow)
               + picture->n_edges * (sizeof (HwPictureEdge) + sizeof (HwSceneEdge) + sizeof (HwRect));

  for (guint i = 0; i < picture->n_edges; i++)
    size += scene->edges[i].n_points * 2 * sizeof (double);
  if (film->wants_dark)
    size *= 2;
  if (film->n_kept + size > MAX_KEPT)
    return TRUE;
  film->n_kept += size;
  film->frames[frame].scene = hw_scene_ref (scene);
  if (film->wants_dark)
    film->frames[frame].dark = hw_film_make_dark (film, frame, scene, error);
  return !film->wants_dark || film->frames[frame].dark != NULL;
}

HwScene *
hw_film_make_scene (HwFilm  *film,
                    guint    frame,
                    GError **error)
{
  HwScene *scene = film->frames[frame].scene;

  if (g_cancellable_is_cancelled (film->cancellable)) {
    g_set_error_literal (error, HW_ERROR, HW_ERROR_CANCELLED, "The film was cancelled");
    return NULL;
  }
  if (scene != NULL) {
    hw_scene_ref (scene);
  } else {
    g_autoptr (HwPicture) picture = make_picture (film, frame, film->options.picture.dark, error);

    if (picture == NULL || (scene = hw_picture_layout (picture, film->places, LAYOUT_SECONDS, film->cancellable, error)) == NULL)
      return NULL;
  }
  scene->width = MAX (scene->width, film->width);
  scene->height = MAX (scene->height, film->height);
  return scene;
}

HwScene *
hw_film_make_dark (HwFilm   *film,
                   guint     frame,
                   HwScene  *scene,
                   GError  **error)
{
  g_autoptr (HwPicture) picture = NULL;

  if (film->frames[frame].dark != NULL)
    return hw_scene_ref (film->frames[frame].dark);
  picture = make_picture (film, frame, TRUE, error);
  return picture != NULL ? hw_scene_new_recoloured (scene, picture) : NULL;
}

/* Gives places to all that is ever shown, then lays each graph out once: the largest says how large all are. */
static gboolean
place_all (HwFilm  *film,
           GError **error)
{
  g_autoptr (HwPicture) picture = NULL;
  g_autoptr (HwScene) scene = NULL;

  if (!gather_images (film, error))
    return FALSE;
  picture = hw_picture_new_union ((HwImage **) film->images->pdata, film->images->len, &film->options.picture);
  scene = hw_picture_layout (picture, film->places, LAYOUT_SECONDS, film->cancellable, error);
  if (scene == NULL)
    return FALSE;
  for (guint i = 0; i < film->n_frames; i++) {
    g_autoptr (HwScene) one = hw_film_make_scene (film, i, error);

    if (one == NULL)
      return FALSE;
    film->width = MAX (film->width, one->width);
    film->height = MAX (film->height, one->height);
    if (!keep_scene (film, i, one, error))
      return FALSE;
    hw_film_advance (film);
  }
  g_clear_pointer (&film->images, g_ptr_array_unref);
  return TRUE;
}

/* ------------------------------------------------------------------------------------------------------------- whole */

void
hw_film_advance (HwFilm *film)
{
  film->done = MIN (film->done + 1, film->total);
  if (film->options.progress != NULL)
    film->options.progress (film->done, film->total, film->options.progress_data);
}

/* The first line of what a lesson says of itself, else the name of the file. */
static char *
dup_title (HwScenario *scenario)
{
  const char *description = hw_scenario_get_description (scenario);
  gsize length = strcspn (description, "\n");
  g_autofree char *name = g_path_get_basename (hw_scenario_get_name (scenario));
  g_autofree char *line = g_strndup (description, length);

  if (length == 0 || length > 80 || g_str_has_prefix (line, "python:"))
    return hw_film_dup_clean (name, strlen (name));
  return hw_film_dup_clean (line, length);
}

HwFilm *
hw_film_new (HwTimeline           *timeline,
             const HwFilmOptions  *options,
             HwFilmFormat          format,
             GCancellable         *cancellable,
             GError              **error)
{
  g_autoptr (HwFilm) film = g_new0 (HwFilm, 1);

  film->timeline = hw_timeline_ref (timeline);
  film->options = *options;
  film->cancellable = cancellable;
  film->cursor = hw_cursor_new (timeline);
  film->places = hw_places_new ();
  film->title = dup_title (hw_timeline_get_scenario (timeline));
  if (!choose_steps (film, error))
    return NULL;
  film->about = g_strdup_printf ("CPython %s · %u %s", hw_python_to_string (hw_timeline_get_python (timeline)), film->n_frames,
                                 film->n_frames == 1 ? "step" : "steps");
  film->wants_dark = format == HW_FILM_HTML && !options->picture.dark;
  film->total = film->n_frames * (format == HW_FILM_GIF ? 3 : 2); /* whose colours are chosen first */
  return place_all (film, error) ? g_steal_pointer (&film) : NULL;
}

void
hw_film_free (HwFilm *film)
{
  for (guint i = 0; i < film->n_frames; i++)
    hw_film_frame_clear (&film->frames[i]);
  g_free (film->frames);
  g_free (film->title);
  g_free (film->about);
  hw_places_free (film->places);
  g_clear_pointer (&film->image, hw_image_unref);
  g_clear_pointer (&film->images, g_ptr_array_unref);
  hw_cursor_free (film->cursor);
  hw_timeline_unref (film->timeline);
  g_free (film);
}
