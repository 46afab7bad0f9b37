/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The widget that shows a scene: pan, zoom, selection and the keyboard walk. It knows scenes and serials, and nothing of a
 * session. */

#pragma once

#include <gtk/gtk.h>

#include "hw-gesture.h"
#include "hw-highlight.h"
#include "hw-picture.h"
#include "hw-scene-walk.h"
#include "hw-viewport.h"

G_BEGIN_DECLS

#define HW_TYPE_CANVAS_VIEW (hw_canvas_view_get_type ())

G_DECLARE_FINAL_TYPE (HwCanvasView, hw_canvas_view, HW, CANVAS_VIEW, GtkWidget)

/* What the pointer, or the keyboard, was at: an object (0: none) and a slot of it (holder 0: none) with what it holds, at a
 * point of the view; and the scene's node with its row there (G_MAXUINT: none). [other] is of a drag: the slot that it is
 * over. */
typedef struct {
  guint32 serial;
  HwEdge  edge;
  HwEdge  other;
  guint32 row_target;
  double  x, y;
  guint   node;
  guint   row;
} HwCanvasPointed;

/* "activate" (const HwCanvasPointed *): a node was clicked twice, or Enter pressed on the selected one. "menu", "delete"
 * (const HwCanvasPointed *): the context menu was asked for there, the Delete key pressed. "link" (const HwCanvasPointed *,
 * guint32): the one was dragged onto the other object; "link-over" before that: it is being dragged over it, or (0) over
 * none. */
GtkWidget *hw_canvas_view_new           (void);

typedef enum {
  HW_SHOW_PLAINLY = 0,
  /* The view is fitted to the scene, as it is of another record or layout than the one before; else the view stays where it is,
   * or, as long as the user has not moved it, follows what changed. */
  HW_SHOW_FITTED = 1 << 0,
  /* What differs comes, goes and glides there, if motion is wanted: the scenes tell of the same objects. */
  HW_SHOW_GLIDING = 1 << 1,
} HwShow;

/* Shows [scene] (or NULL). [order] (or NULL): serials, in the order in which they came or went. */
void       hw_canvas_view_set_scene     (HwCanvasView *self,
                                         HwScene      *scene,
                                         HwShow        show,
                                         GArray       *order);
HwScene   *hw_canvas_view_get_scene     (HwCanvasView *self);

/* How long it takes from one scene to the next; 0: no time. Where the desktop asks for reduced motion it takes none. */
void       hw_canvas_view_set_motion    (HwCanvasView *self,
                                         guint         milliseconds);
gboolean   hw_canvas_view_is_moving     (HwCanvasView *self);

/* Whether the user has left the view where it was fitted. */
gboolean   hw_canvas_view_is_following  (HwCanvasView *self);

/* Serials; 0: none. Neither emits a signal. */
void       hw_canvas_view_set_selection (HwCanvasView *self,
                                         guint32       serial);
void       hw_canvas_view_set_hovered   (HwCanvasView *self,
                                         guint32       serial);

/* Several selected objects, beside the session's selection, which is one of them. "picked" is emitted when they have
 * changed. The list is of those that are shown: guint32, owned; empty where one is selected alone. */
GArray    *hw_canvas_view_list_picked   (HwCanvasView *self);
void       hw_canvas_view_pick_all      (HwCanvasView *self);
void       hw_canvas_view_pick_none     (HwCanvasView *self);

/* Nodes to light up as found; a guint array that is copied, or NULL. */
void       hw_canvas_view_set_matches   (HwCanvasView *self,
                                         GArray       *nodes);

/* Notes to show with their objects: serial → text; or NULL. */
void       hw_canvas_view_set_notes     (HwCanvasView *self,
                                         GHashTable   *notes);

/* Where an object is in the view; FALSE if it is not drawn. */
gboolean   hw_canvas_view_get_place     (HwCanvasView *self,
                                         guint32       serial,
                                         GdkRectangle *place);

/* What to light up, or NULL. */
void       hw_canvas_view_set_highlight (HwCanvasView *self,
                                         HwHighlight  *highlight);

/* Moves no further than needed to show the object of [serial], if it is drawn. FALSE if nothing had to move. */
gboolean   hw_canvas_view_reveal        (HwCanvasView *self,
                                         guint32       serial);

/* What part is shown: "notify::zoom" tells whenever it has changed. Borrowed. */
const HwViewport *hw_canvas_view_get_viewport (HwCanvasView *self);
/* Shows that point of the scene in the middle. */
void       hw_canvas_view_centre        (HwCanvasView *self,
                                         double        x,
                                         double        y);
/* The same, at a zoom. */
void       hw_canvas_view_stand         (HwCanvasView *self,
                                         double        zoom,
                                         double        x,
                                         double        y);
double     hw_canvas_view_get_zoom      (HwCanvasView *self);
void       hw_canvas_view_zoom_in       (HwCanvasView *self);
void       hw_canvas_view_zoom_out      (HwCanvasView *self);
void       hw_canvas_view_zoom_reset    (HwCanvasView *self);
void       hw_canvas_view_zoom_fit      (HwCanvasView *self);
/* To all that is selected; FALSE if that is nothing that is shown. */
gboolean   hw_canvas_view_zoom_selected (HwCanvasView *self);

G_END_DECLS
