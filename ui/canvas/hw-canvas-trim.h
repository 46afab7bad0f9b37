/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Opening, folding and hiding in the graph: what a second click or the context menu does to the session's trim. */

#pragma once

#include "hw-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Does what a second click on the node, or on its row (G_MAXUINT: none), means here. FALSE if it means nothing. */
gboolean hw_canvas_trim_activate  (HwSession                   *session,
                                   const HwSceneNode           *node,
                                   guint                        row);

/* What can be opened, folded and hidden at node [number] of the scene (G_MAXUINT: none) and its row, as a section of the context
 * menu; its actions are those below. Owned; it may be empty. */
GMenu   *hw_canvas_trim_make_menu (HwSession                   *session,
                                   HwScene                     *scene,
                                   guint                        number,
                                   guint                        row);

/* Gives [button] the menu of what is for the whole graph. Its choice of groups is an action that [widget] gets. */
void     hw_canvas_trim_fill_menu (HwSession                   *session,
                                   GtkWidget                   *widget,
                                   GtkMenuButton               *button);

/* "2 types and 1 name are hidden"; NULL if nothing is. Owned. */
char    *hw_canvas_trim_dup_note  (HwSession                   *session);

/* The actions and their keys, for a widget class that hands them to hw_canvas_trim_act() with the selected node, or NULL. */
void     hw_canvas_trim_install   (GtkWidgetClass              *widget_class,
                                   GtkWidgetActionActivateFunc  activate);
void     hw_canvas_trim_act       (HwSession                   *session,
                                   const HwSceneNode           *selected,
                                   const char                  *action,
                                   GVariant                    *parameter);

G_END_DECLS
