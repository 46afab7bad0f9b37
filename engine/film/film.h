/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A film in the making: which steps it shows, what is written beside each graph, and the places that all graphs share. */

#pragma once

#include "hw-film.h"

#include "picture/scene.h"

#define HW_FILM_CREATOR "Heapwright"

/* One step as it is shown. */
typedef struct {
  guint step;
  guint line;      /* of the statement; 0 before the first and after the last */
  guint end_line;
  char *statement; /* its lines without their common indentation */
  char *sentence;  /* what it did */
  gsize n_output;  /* bytes printed up to here */
  HwScene *scene;  /* kept, or NULL when all would be too much */
  HwScene *dark;   /* the same in dark colours, likewise, if they are wanted */
} HwFilmFrame;

typedef struct {
  HwTimeline   *timeline;
  HwFilmOptions options;
  GCancellable *cancellable; /* borrowed, or NULL */
  char         *title;       /* the lesson's, or the file's name */
  char         *about;       /* version and steps in words */
  HwFilmFrame  *frames;
  guint         n_frames;
  HwPlaces     *places;
  double        width;       /* of every scene */
  double        height;
  gsize         n_kept;      /* bytes of kept scenes */
  HwCursor     *cursor;
  HwImage      *image;       /* the last made, or NULL */
  GPtrArray    *images;      /* while places are given: of all frames, or of some; else NULL */
  gboolean      wants_dark;  /* besides light colours */
  guint         done;        /* for the progress */
  guint         total;
} HwFilm;

/* Chooses the steps and gives everything in them its place. */
HwFilm     *hw_film_new        (HwTimeline          *timeline,
                                const HwFilmOptions *options,
                                HwFilmFormat         format,
                                GCancellable        *cancellable,
                                GError             **error);
void        hw_film_free       (HwFilm              *film);

/* The graph of frame [frame], as large as all others. NULL with HW_ERROR_CANCELLED. Owned. */
HwScene    *hw_film_make_scene (HwFilm              *film,
                                guint                frame,
                                GError             **error);

/* The same scene in dark colours; for a film that wants them. */
HwScene    *hw_film_make_dark  (HwFilm              *film,
                                guint                frame,
                                HwScene             *scene,
                                GError             **error);

/* One part of the work is done. */
void        hw_film_advance    (HwFilm              *film);

/* The name of frame [frame]'s picture in a folder: "step-0012.svg". Owned. */
char       *hw_film_dup_name   (const HwFilmFrame   *frame,
                                const char          *ending);

/* frame.c: fills in what is written beside the graph of step [step]. */
void        hw_film_frame_init  (HwFilmFrame *frame,
                                 HwTimeline  *timeline,
                                 guint        step);
void        hw_film_frame_clear (HwFilmFrame *frame);

/* "Step 12 of 20", and "line 7" or "". Owned. */
char       *hw_film_dup_where   (HwFilm            *film,
                                 const HwFilmFrame *frame);

/* Bytes as text of UTF-8 without control characters but for line ends and tabs. Owned. */
char       *hw_film_dup_clean   (const char *text,
                                 gsize       length);

/* What the formats make of it; NULL with [error]. Owned. */
GBytes     *hw_film_to_html     (HwFilm  *film,
                                 GError **error);
GBytes     *hw_film_to_pdf      (HwFilm  *film,
                                 GError **error);
GBytes     *hw_film_to_gif      (HwFilm  *film,
                                 GError **error);
GBytes     *hw_film_to_webp     (HwFilm  *film,
                                 GError **error);

/* A folder of single pictures and a page that shows them all. */
gboolean    hw_film_write_folder (HwFilm     *film,
                                  HwFormat    format,
                                  const char *path,
                                  GError    **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwFilm, hw_film_free)
