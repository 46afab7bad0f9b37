/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Films by format. */

#include "film/film.h"

#include "base/write-file.h"

#include <string.h>

/* NULL for a folder. */
static const char *const endings[HW_N_FILM_FORMATS] = {
#define HW_X(id, ending, name, text) ending,
  HW_FILM_FORMAT_LIST (HW_X)
#undef HW_X
};

gboolean
hw_film_format_from_path (const char   *path,
                          HwFilmFormat *format)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (guint i = 0; i < HW_N_FILM_FORMATS; i++)
    if (endings[i] != NULL && g_str_has_suffix (lower, endings[i])) {
      *format = i;
      return TRUE;
    }
  return FALSE;
}

static GBytes *
make_bytes (HwFilm        *film,
            HwFilmFormat   format,
            GError       **error)
{
  switch (format) {
  case HW_FILM_HTML:
    return hw_film_to_html (film, error);
  case HW_FILM_PDF:
    return hw_film_to_pdf (film, error);
  case HW_FILM_GIF:
    return hw_film_to_gif (film, error);
  case HW_FILM_WEBP:
    return hw_film_to_webp (film, error);
  case HW_FILM_SVG_FOLDER:
  case HW_FILM_PNG_FOLDER:
  case HW_N_FILM_FORMATS:
    break;
  }
  g_set_error_literal (error, HW_ERROR, HW_ERROR_ARGUMENT, "There is no such film format");
  return NULL;
}

gboolean
hw_film_write (HwTimeline           *timeline,
               const HwFilmOptions  *options,
               HwFilmFormat          format,
               const char           *path,
               GCancellable         *cancellable,
               GError              **error)
{
  g_autoptr (HwFilm) film = hw_film_new (timeline, options, format, cancellable, error);
  g_autoptr (GBytes) bytes = NULL;

  if (film == NULL)
    return FALSE;
  if (format == HW_FILM_SVG_FOLDER || format == HW_FILM_PNG_FOLDER)
    return hw_film_write_folder (film, format == HW_FILM_SVG_FOLDER ? HW_FORMAT_SVG : HW_FORMAT_PNG, path, error);
  bytes = make_bytes (film, format, error);
  if (bytes == NULL)
    return FALSE;
  if (g_cancellable_is_cancelled (cancellable)) {
    g_set_error_literal (error, HW_ERROR, HW_ERROR_CANCELLED, "The film was cancelled");
    return FALSE;
  }
  return hw_file_write (path, bytes, error);
}
