/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A film as PDF: a page for each step, and an outline of the statements. */

#include "film/page.h"
#include "picture/pdf.h"

#include <string.h>

#define MAX_OUTLINE 60 /* characters of a statement */

static void
add_outline (cairo_surface_t   *surface,
             const HwFilmFrame *frame,
             guint              page)
{
  g_autofree char *line = g_strndup (frame->statement, strcspn (frame->statement, "\n"));
  g_autofree char *cut = g_utf8_strlen (line, -1) > MAX_OUTLINE ? g_utf8_substring (line, 0, MAX_OUTLINE) : NULL;
  g_autofree char *title = g_strdup_printf ("%u  %s%s", frame->step, cut != NULL ? cut : line, cut != NULL ? "…" : "");
  g_autofree char *target = g_strdup_printf ("page=%u pos=[0 0]", page);
  g_autofree char *label = g_strdup_printf ("%u", frame->step);

  cairo_pdf_surface_add_outline (surface, CAIRO_PDF_OUTLINE_ROOT, title, target, 0);
  cairo_pdf_surface_set_page_label (surface, label);
}

static gboolean
draw_pages (HwFilm           *film,
            HwFilmPage       *page,
            cairo_surface_t  *surface,
            GError          **error)
{
  cairo_t *cr = cairo_create (surface);
  gboolean done = TRUE;

  for (guint i = 0; i < film->n_frames && done; i++) {
    g_autoptr (HwScene) scene = hw_film_make_scene (film, i, error);

    done = scene != NULL;
    if (done) {
      hw_film_page_draw (page, cr, i, scene);
      add_outline (surface, &film->frames[i], i + 1);
      cairo_show_page (cr);
      hw_film_advance (film);
    }
  }
  cairo_destroy (cr);
  return done;
}

GBytes *
hw_film_to_pdf (HwFilm  *film,
                GError **error)
{
  g_autoptr (HwFilmPage) page = hw_film_page_new (film);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface;
  cairo_status_t status;
  int width, height;
  gboolean done;

  hw_film_page_get_size (page, &width, &height);
  surface = hw_pdf_surface_new (bytes, width, height, film->title, film->about);
  done = draw_pages (film, page, surface, error);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (done && status != CAIRO_STATUS_SUCCESS)
    g_set_error (error, HW_ERROR, HW_ERROR_IO, "The pages cannot be drawn: %s", cairo_status_to_string (status));
  return done && status == CAIRO_STATUS_SUCCESS ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes)) : NULL;
}
