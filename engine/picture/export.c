/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Scenes as files. Nothing in them depends on the time or on the run. */

#include "base/write-file.h"
#include "picture/describe.h"
#include "picture/look.h"
#include "picture/pdf.h"
#include "picture/svg.h"

#include <math.h>

#define PNG_SCALE 2.0
#define MAX_PIXELS (64.0 * 1024 * 1024)
#define MAX_SIDE 32000.0     /* cairo's images end at 32767 */
#define MAX_PAGE 14400.0     /* so do PDF's pages, in points */

static void
draw (HwScene         *scene,
      cairo_surface_t *surface,
      double           scale)
{
  guint32 colour = hw_palette_get (scene->picture->options.dark)->background;
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, (colour >> 16 & 0xff) / 255.0, (colour >> 8 & 0xff) / 255.0, (colour & 0xff) / 255.0);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  hw_scene_draw (scene, cr, NULL, 0);
  cairo_destroy (cr);
}

static GBytes *
take_bytes (GByteArray       *bytes,
            cairo_surface_t  *surface,
            cairo_status_t    status,
            GError          **error)
{
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes (bytes);
  g_byte_array_unref (bytes);
  g_set_error (error, HW_ERROR, HW_ERROR_IO, "The picture cannot be drawn: %s", cairo_status_to_string (status));
  return NULL;
}

static GBytes *
make_png (HwScene  *scene,
          GError  **error)
{
  GByteArray *bytes = g_byte_array_new ();
  double scale = PNG_SCALE;
  cairo_surface_t *surface;

  scale = MIN (scale, MAX_SIDE / MAX (scene->width, scene->height));
  scale = MIN (scale, sqrt (MAX_PIXELS / (scene->width * scene->height)));
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) ceil (scene->width * scale),
                                        (int) ceil (scene->height * scale));
  draw (scene, surface, scale);
  return take_bytes (bytes, surface, cairo_surface_write_to_png_stream (surface, hw_bytes_append_cb, bytes), error);
}

static GBytes *
make_pdf (HwScene  *scene,
          GError  **error)
{
  GByteArray *bytes = g_byte_array_new ();
  double scale = MIN (1, MAX_PAGE / MAX (scene->width, scene->height));
  cairo_surface_t *surface = hw_pdf_surface_new (bytes, scene->width * scale, scene->height * scale, scene->picture->summary,
                                                 scene->picture->details);

  draw (scene, surface, scale);
  cairo_surface_finish (surface);
  return take_bytes (bytes, surface, cairo_surface_status (surface), error);
}

static GBytes *
take_text (char *text)
{
  return g_bytes_new_take (text, strlen (text));
}

GBytes *
hw_scene_to_bytes (HwScene   *scene,
                   HwFormat   format,
                   GError   **error)
{
  switch (format) {
  case HW_FORMAT_SVG:
    return take_text (hw_scene_to_svg (scene));
  case HW_FORMAT_PDF:
    return make_pdf (scene, error);
  case HW_FORMAT_PNG:
    return make_png (scene, error);
  case HW_FORMAT_DOT:
    return take_text (hw_describe (scene->picture, HW_DESCRIBE_FULL));
  case HW_N_FORMATS:
    break;
  }
  g_set_error_literal (error, HW_ERROR, HW_ERROR_ARGUMENT, "There is no such picture format");
  return NULL;
}

gboolean
hw_format_from_path (const char *path,
                     HwFormat   *format)
{
  static const char *const endings[] = { ".svg", ".pdf", ".png", ".dot" };
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i])) {
      *format = (HwFormat) i;
      return TRUE;
    }
  return FALSE;
}

gboolean
hw_scene_export (HwScene      *scene,
                 HwFormat      format,
                 const char   *path,
                 GError      **error)
{
  g_autoptr (GBytes) bytes = hw_scene_to_bytes (scene, format, error);

  return bytes && hw_file_write (path, bytes, error);
}
