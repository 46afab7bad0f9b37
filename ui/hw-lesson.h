/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A lesson: a scenario of those that come with the program, with what its leading comment says about it and a small picture. */

#pragma once

#include "hw-types-ui.h"

G_BEGIN_DECLS

#define HW_TYPE_LESSON (hw_lesson_get_type ())

G_DECLARE_FINAL_TYPE (HwLesson, hw_lesson, HW, LESSON, GObject)

/* All lessons in their order, as HwLesson. Empty if the data folder is missing. Owned. */
GListStore   *hw_lessons_load            (void);

const char   *hw_lesson_get_name         (HwLesson     *self); /* "05-ring.py" */
const char   *hw_lesson_get_title        (HwLesson     *self);
const char   *hw_lesson_get_sentence     (HwLesson     *self);
const char   *hw_lesson_get_text         (HwLesson     *self);

/* "thumbnail": NULL until it is made. */
GdkPaintable *hw_lesson_get_thumbnail    (HwLesson     *self);
void          hw_lesson_set_thumbnail    (HwLesson     *self,
                                          GdkPaintable *thumbnail);

G_END_DECLS
