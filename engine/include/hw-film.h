/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A film: the pictures of many steps of a record with one layout, so that every object keeps its place from the first to the last.
 * Each frame has the statement, a sentence on what happened, the graph, and what the program has printed so far. */

#pragma once

#include "hw-picture.h"
#include "hw-timeline.h"

G_BEGIN_DECLS

/* X (identifier, ending, name on the command line, text for people). The folders have no ending. */
#define HW_FILM_FORMAT_LIST(X)                                    \
  X (HTML, ".html", "html", "Web page with a slider")             \
  X (PDF, ".pdf", "pdf", "PDF, a page for each step")             \
  X (GIF, ".gif", "gif", "Animated GIF")                          \
  X (WEBP, ".webp", "webp", "Animated WebP")                      \
  X (SVG_FOLDER, NULL, "svg", "Folder of SVG pictures")           \
  X (PNG_FOLDER, NULL, "png", "Folder of PNG pictures")

typedef enum {
#define HW_X(id, ending, name, text) HW_FILM_##id,
  HW_FILM_FORMAT_LIST (HW_X)
#undef HW_X
  HW_N_FILM_FORMATS
} HwFilmFormat;

/* The longest film. */
#define HW_FILM_MAX_STEPS 2000

/* Told now and then from the thread that writes: [done] of [total] parts of the work. */
typedef void (*HwFilmProgressFunc) (guint    done,
                                    guint    total,
                                    gpointer data);

typedef struct {
  HwPictureOptions   picture;
  guint              from;         /* the first step that may be shown; default 1 */
  guint              to;           /* the last; default G_MAXUINT: the record's */
  gboolean           changed_only; /* leave out a step that changes neither the graph nor the output */
  double             seconds;      /* that an animation shows each step; default 2 */
  HwFilmProgressFunc progress;     /* or NULL */
  gpointer           progress_data;
} HwFilmOptions;

void     hw_film_options_init     (HwFilmOptions       *options);

/* By the ending of a file name; FALSE for any other name, which may be a folder's. */
gboolean hw_film_format_from_path (const char          *path,
                                   HwFilmFormat        *format);

/* Makes the film of [timeline] and writes it to [path], atomically: a file as a whole, under a temporary name first; a folder likewise,
 * and where it exists already its pictures one by one after all are made, replacing those of the same names and nothing else. The
 * bytes are the same from run to run. Blocks, so call it on a worker thread.
 *
 * FALSE with HW_ERROR_BUDGET when it would have more than HW_FILM_MAX_STEPS steps, HW_ERROR_ARGUMENT when it would have none,
 * HW_ERROR_IO, or HW_ERROR_CANCELLED; nothing is then written. */
gboolean hw_film_write            (HwTimeline          *timeline,
                                   const HwFilmOptions *options,
                                   HwFilmFormat         format,
                                   const char          *path,
                                   GCancellable        *cancellable,
                                   GError             **error);

G_END_DECLS
