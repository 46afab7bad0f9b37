/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Pinning notes to objects: shows those of the text in the view, and writes them there. */

#pragma once

#include "hw-canvas-view.h"
#include "hw-session.h"

G_BEGIN_DECLS

#define HW_TYPE_CANVAS_NOTES (hw_canvas_notes_get_type ())

G_DECLARE_FINAL_TYPE (HwCanvasNotes, hw_canvas_notes, HW, CANVAS_NOTES, GObject)

/* Its entry is a popover of [parent], to which it also gives its actions: "notes.edit" and "notes.remove", of an object's
 * serial (u). [view] and [parent] are borrowed. */
HwCanvasNotes *hw_canvas_notes_new       (HwSession     *session,
                                          GtkWidget     *parent,
                                          HwCanvasView  *view);

/* Gives up the popover: before the parent goes. */
void           hw_canvas_notes_close     (HwCanvasNotes *self);

/* Adds what can be done about the object's note, if it can have one. */
void           hw_canvas_notes_fill_menu (HwCanvasNotes *self,
                                          guint32        serial,
                                          GMenu         *menu);

G_END_DECLS
