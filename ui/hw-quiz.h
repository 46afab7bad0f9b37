/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Predict, then reveal: a bar that asks what the next statement will do, goes there, and marks the answer. */

#pragma once

#include <gtk/gtk.h>

#include "hw-session.h"

G_BEGIN_DECLS

#define HW_TYPE_QUIZ (hw_quiz_get_type ())

G_DECLARE_FINAL_TYPE (HwQuiz, hw_quiz, HW, QUIZ, GtkWidget)

/* "active": the bar is shown and asks. */
GtkWidget *hw_quiz_new        (HwSession *session);
gboolean   hw_quiz_get_active (HwQuiz    *self);

/* What the next step is while it asks: the answer to the question that is open, else the next question. */
void       hw_quiz_next       (HwQuiz    *self);

G_END_DECLS
