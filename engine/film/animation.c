/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Pages drawn into an image in memory. */

#include "film/animation.h"
#include "film/page.h"

struct _HwAnimation {
  HwFilm     *film;
  HwFilmPage *page;
  int         width;
  int         height;
  guint32    *pixels;
};

HwAnimation *
hw_animation_new (HwFilm *film)
{
  HwAnimation *animation = g_new0 (HwAnimation, 1);

  animation->film = film;
  animation->page = hw_film_page_new (film);
  hw_film_page_get_size (animation->page, &animation->width, &animation->height);
  animation->pixels = g_new0 (guint32, (gsize) animation->width * animation->height);
  return animation;
}

void
hw_animation_free (HwAnimation *animation)
{
  hw_film_page_free (animation->page);
  g_free (animation->pixels);
  g_free (animation);
}

void
hw_animation_get_size (HwAnimation *animation,
                       int         *width,
                       int         *height)
{
  *width = animation->width;
  *height = animation->height;
}

const guint32 *
hw_animation_draw (HwAnimation  *animation,
                   guint         frame,
                   GError      **error)
{
  HwFilm *film = animation->film;
  g_autoptr (HwScene) scene = hw_film_make_scene (film, frame, error);
  cairo_surface_t *surface;
  cairo_status_t status;
  cairo_t *cr;

  if (scene == NULL)
    return NULL;
  /* A row of 32-bit pixels has no gap behind it. */
  surface = cairo_image_surface_create_for_data ((guint8 *) animation->pixels, CAIRO_FORMAT_ARGB32, animation->width,
                                                 animation->height, animation->width * 4);
  cr = cairo_create (surface);
  hw_film_page_draw (animation->page, cr, frame, scene);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS) {
    g_set_error (error, HW_ERROR, HW_ERROR_IO, "The pictures cannot be drawn: %s", cairo_status_to_string (status));
    return NULL;
  }
  hw_film_advance (film);
  return animation->pixels;
}
