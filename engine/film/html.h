/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Pieces of web pages that a film's page and a folder's index share. */

#pragma once

#include "film/film.h"

/* [text] with what HTML means otherwise escaped. */
void hw_html_append         (GString           *out,
                             const char        *text);

/* From the document's start into its style element. */
void hw_html_append_start   (GString           *out,
                             HwFilm            *film);
void hw_html_append_style   (GString           *out);
void hw_html_append_palette (GString           *out,
                             gboolean           dark);

/* Place, statement and sentence of a frame. */
void hw_html_append_words   (GString           *out,
                             HwFilm            *film,
                             const HwFilmFrame *frame);
