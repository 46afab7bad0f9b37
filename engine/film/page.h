/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A frame as a drawn page: where it stands, statement and sentence above, the graph below them, source and output at the right. All pages
 * of a film are of one size, and everything on them keeps its place. */

#pragma once

#include "film/film.h"

#include <cairo.h>

typedef struct _HwFilmPage HwFilmPage;

HwFilmPage *hw_film_page_new      (HwFilm     *film);
void        hw_film_page_free     (HwFilmPage *page);

/* In points, whole numbers. */
void        hw_film_page_get_size (HwFilmPage *page,
                                   int        *width,
                                   int        *height);

/* Draws frame [frame], whose graph is [scene]. */
void        hw_film_page_draw     (HwFilmPage *page,
                                   cairo_t    *cr,
                                   guint       frame,
                                   HwScene    *scene);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwFilmPage, hw_film_page_free)
