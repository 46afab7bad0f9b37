/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Makes the small pictures of the lessons: each lesson is run and its fullest state drawn as the canvas would, on a worker
 * thread, one after the other, and kept in the user's cache folder. */

#pragma once

#include "hw-lesson.h"

G_BEGIN_DECLS

#define HW_THUMBNAIL_WIDTH 264
#define HW_THUMBNAIL_HEIGHT 132

#define HW_TYPE_THUMBNAILS (hw_thumbnails_get_type ())

G_DECLARE_FINAL_TYPE (HwThumbnails, hw_thumbnails, HW, THUMBNAILS, GObject)

HwThumbnails *hw_thumbnails_new     (void);

/* Sets the "thumbnail" of every HwLesson in [lessons], in its own time. Asking again (for the other [dark]) gives up what is not
 * yet made. */
void          hw_thumbnails_request (HwThumbnails *self,
                                     GListModel   *lessons,
                                     gboolean      dark);

/* Gives up what is not yet made. */
void          hw_thumbnails_cancel  (HwThumbnails *self);

G_END_DECLS
