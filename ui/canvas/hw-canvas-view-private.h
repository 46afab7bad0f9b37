/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files of the canvas view share: its fields, its drawing of marks, its input. */

#pragma once

#include "hw-canvas-kept.h"
#include "hw-canvas-motion.h"
#include "hw-canvas-view.h"
#include "hw-viewport.h"

G_BEGIN_DECLS

struct _HwCanvasView {
  GtkWidget  parent_instance;

  /* owned */
  HwScene   *scene;
  GArray    *matches; /* node indexes */
  HwHighlight *highlight; /* or NULL */
  GArray    *lights;  /* where it is in the scene: hw-canvas-highlight.c */
  GHashTable *notes;  /* serial → text, or NULL */
  HwKept    *kept;
  HwMotion  *motion; /* NULL: nothing moves */

  HwViewport viewport;
  gboolean   following; /* the user has not moved the view since it was fitted */
  double     fit_zoom;  /* the smallest zoom that a fit may take */
  gboolean   must_fit;  /* at the next allocation: there was no size yet */
  double     extent_x;  /* the largest scene since the last one that was shown anew */
  double     extent_y;
  guint      motion_time; /* milliseconds */

  guint32    selection;
  GHashTable *picked; /* owned; serials of several selected objects, the selection among them, or none */
  guint32    hovered;

  /* input */
  double     pointer_x, pointer_y;
  double     drag_x, drag_y; /* the viewport's place when the drag began */
  double     pinch_zoom;     /* the zoom when the pinch began */
  gboolean   panning;
  gboolean   banding;        /* a rectangle is being drawn around what to select: */
  double     band_x, band_y; /* from here */
  double     band_to_x, band_to_y;

  /* the drag from one object to another */
  HwCanvasPointed link;      /* where it began */
  gboolean   linking;
  double     link_x, link_y; /* where the pointer is */
  guint32    link_target;    /* the object there; 0: none */
  HwRect     link_row;       /* the row of the link's other slot */
};

enum {
  HW_CANVAS_VIEW_SELECT,
  HW_CANVAS_VIEW_HOVER,
  HW_CANVAS_VIEW_FOCUS_ON,
  HW_CANVAS_VIEW_ACTIVATE,
  HW_CANVAS_VIEW_MENU,
  HW_CANVAS_VIEW_DELETE,
  HW_CANVAS_VIEW_LINK_OVER,
  HW_CANVAS_VIEW_LINK,
  HW_CANVAS_VIEW_PICKED,
  HW_CANVAS_VIEW_N_SIGNALS,
};

/* Moves and redraws after the user's own change of the viewport. */
void  _hw_canvas_view_moved           (HwCanvasView *self);
void  _hw_canvas_view_emit            (HwCanvasView *self,
                                       guint         signal,
                                       guint32       serial);
/* ACTIVATE, MENU, DELETE, LINK_OVER and LINK; the target is that of the last two. */
void  _hw_canvas_view_emit_pointed    (HwCanvasView          *self,
                                       guint                  signal,
                                       const HwCanvasPointed *pointed,
                                       guint32                target);
void  _hw_canvas_view_emit_picked     (HwCanvasView *self);
/* The node at a point of the view, or G_MAXUINT. */
guint _hw_canvas_view_hit             (HwCanvasView *self,
                                       double        x,
                                       double        y);

/* Where a node of the scene is drawn now. */
HwRect _hw_canvas_view_get_rect       (HwCanvasView *self,
                                       guint         node);

/* hw-canvas-input.c */
void  _hw_canvas_view_add_controllers (HwCanvasView *self);

/* hw-canvas-picked.c: adds or takes away a node, adds one that becomes the selection, selects what the band touches. */
void  _hw_canvas_view_toggle          (HwCanvasView *self,
                                       guint         node);
void  _hw_canvas_view_extend          (HwCanvasView *self,
                                       guint         node);
void  _hw_canvas_view_end_band        (HwCanvasView *self,
                                       gboolean      add);
void  _hw_canvas_view_forget_picked   (HwCanvasView *self);
void  _hw_canvas_view_draw_picked     (HwCanvasView *self,
                                       cairo_t      *cr);
void  _hw_canvas_view_draw_band       (HwCanvasView *self,
                                       cairo_t      *cr,
                                       GdkRGBA       colour);

/* hw-canvas-papers.c: an object's note, or NULL; all of them as papers. */
const char *_hw_canvas_view_get_note  (HwCanvasView *self,
                                       guint32       serial);
void  _hw_canvas_view_draw_papers     (HwCanvasView *self,
                                       cairo_t      *cr);

/* hw-canvas-gestures.c */
void  _hw_canvas_view_add_gestures    (HwCanvasView *self);
void  _hw_canvas_view_point           (HwCanvasView    *self,
                                       double           x,
                                       double           y,
                                       HwCanvasPointed *pointed);
/* What the keyboard means: the selected node, at its top left; FALSE without one. */
gboolean _hw_canvas_view_point_at_selection (HwCanvasView *self,
                                       HwCanvasPointed *pointed);
gboolean _hw_canvas_view_gesture_key  (HwCanvasView   *self,
                                       guint           key,
                                       GdkModifierType state);

/* hw-canvas-highlight.c. Finding is for after a change of the scene or the highlight; the numbers go over everything else. */
GArray *_hw_canvas_view_new_lights    (void);
void  _hw_canvas_view_find_highlight  (HwCanvasView *self);
void  _hw_canvas_view_draw_highlight  (HwCanvasView *self,
                                       cairo_t      *cr);
void  _hw_canvas_view_draw_numbers    (HwCanvasView *self,
                                       cairo_t      *cr);

/* hw-canvas-marks.c: a colour of the style by its name; an edge, or the outline of a rectangle of the scene, with a width in
 * pixels. */
GdkRGBA _hw_canvas_view_get_colour    (HwCanvasView      *self,
                                       const char        *name,
                                       GdkRGBA            fallback);
void  _hw_canvas_view_stroke_edge     (HwCanvasView      *self,
                                       cairo_t           *cr,
                                       const HwSceneEdge *edge,
                                       double             width);
void  _hw_canvas_view_stroke_ring     (HwCanvasView      *self,
                                       cairo_t           *cr,
                                       const HwRect      *rect,
                                       double             gap,
                                       double             width);

/* Selection, hover and matches, over the scene. */
void  _hw_canvas_view_draw_marks      (HwCanvasView *self,
                                       cairo_t      *cr);

G_END_DECLS
