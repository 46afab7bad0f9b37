/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The popover that asks for what a gesture still needs (a name, arguments, a key) and shows the Python that it will write, or why Python
 * would refuse it, while one types. Return writes it, Escape gives it up. */

#pragma once

#include <gtk/gtk.h>

#include "hw-session.h"

G_BEGIN_DECLS

#define HW_TYPE_GESTURE_FORM (hw_gesture_form_get_type ())

G_DECLARE_FINAL_TYPE (HwGestureForm, hw_gesture_form, HW, GESTURE_FORM, GtkPopover)

/* A popover of [parent], which must present its popovers when it is given its size. */
GtkWidget *hw_gesture_form_new  (HwSession       *session,
                                 GtkWidget       *parent);

/* Asks for [gesture], of which a copy is taken, pointing at [at] in the parent. With an object and a target and no edge, all ways to make the
 * one refer to the other are offered. "preview" (const char *) tells the line that would be written, NULL when the form closes. */
void       hw_gesture_form_open (HwGestureForm      *self,
                                 const HwGesture    *gesture,
                                 const GdkRectangle *at);

G_END_DECLS
