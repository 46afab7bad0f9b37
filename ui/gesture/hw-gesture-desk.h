/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Everything that one can do to the heap by pointing: the palette, the context menus of objects and references, what a drag from one
 * object to another leads to. All of it opens the form that shows what will be written. */

#pragma once

#include <gtk/gtk.h>

#include "hw-session.h"

G_BEGIN_DECLS

#define HW_TYPE_GESTURE_DESK (hw_gesture_desk_get_type ())

G_DECLARE_FINAL_TYPE (HwGestureDesk, hw_gesture_desk, HW, GESTURE_DESK, GObject)

/* Menus and form are popovers of [view]; their actions are in the group "gesture" of [actions], an ancestor of the view and of the
 * palette's button. "preview" (const char *): what would be written, or NULL. */
HwGestureDesk *hw_gesture_desk_new         (HwSession          *session,
                                            GtkWidget          *actions,
                                            GtkWidget          *view);

/* Gives up menus and form: before the view goes. */
void           hw_gesture_desk_close       (HwGestureDesk      *self);

/* The palette, kept up to date with the classes of [scene]. Borrowed. */
GMenuModel    *hw_gesture_desk_get_palette (HwGestureDesk      *self);
void           hw_gesture_desk_set_scene   (HwGestureDesk      *self,
                                            HwScene            *scene);

/* The menu of an object and of the reference that was pointed at in it (holder 0: none); of the empty canvas when the serial is 0 and
 * nothing was pointed at. Behind it stands what [more] has. */
void           hw_gesture_desk_show_menu   (HwGestureDesk      *self,
                                            guint32             serial,
                                            HwEdge              edge,
                                            gboolean            on_node,
                                            GMenuModel         *more,
                                            const GdkRectangle *at);

/* The menu of several objects (guint32 serials) that were selected together. */
void           hw_gesture_desk_show_picked_menu (HwGestureDesk      *self,
                                                 GArray             *serials,
                                                 const GdkRectangle *at);

/* A drag from an object, or from one of its references, to an object: asks how the first is to refer to the other, or moves the end
 * of the reference, or swaps it with the [other] one (holder 0: none) that it was dropped on. */
void           hw_gesture_desk_link        (HwGestureDesk      *self,
                                            guint32             serial,
                                            HwEdge              edge,
                                            guint32             target,
                                            HwEdge              other,
                                            const GdkRectangle *at);

/* The drag is over that object (0: none) now: "preview" tells what it would write there. */
void           hw_gesture_desk_link_over   (HwGestureDesk      *self,
                                            guint32             serial,
                                            HwEdge              edge,
                                            guint32             target,
                                            HwEdge              other);

/* The form for a gesture that was begun elsewhere, in the middle of the view. */
void           hw_gesture_desk_open        (HwGestureDesk      *self,
                                            const HwGesture    *gesture);

/* The form for the deletion of the reference, or of the first name of the object. */
void           hw_gesture_desk_delete      (HwGestureDesk      *self,
                                            guint32             serial,
                                            HwEdge              edge,
                                            const GdkRectangle *at);

G_END_DECLS
