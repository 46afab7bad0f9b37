/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The pages of a film as pictures of pixels, one after the other, for the animated formats. */

#pragma once

#include "film/film.h"

typedef struct _HwAnimation HwAnimation;

HwAnimation   *hw_animation_new      (HwFilm      *film);
void           hw_animation_free     (HwAnimation *animation);

void           hw_animation_get_size (HwAnimation *animation,
                                      int         *width,
                                      int         *height);

/* The pixels of frame [frame], row by row without gaps, 0xffRRGGBB each; good until the next call. NULL with [error]. Borrowed. */
const guint32 *hw_animation_draw     (HwAnimation *animation,
                                      guint        frame,
                                      GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwAnimation, hw_animation_free)
