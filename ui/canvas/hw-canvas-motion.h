/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The drawing of the way from one scene to the next: what stays is drawn once and kept, what comes, goes or moves is a
 * bitmap each. */

#pragma once

#include <gtk/gtk.h>

#include "hw-scene-tween.h"
#include "hw-viewport.h"

G_BEGIN_DECLS

typedef struct _HwMotion HwMotion;

typedef struct {
  GdkRGBA edge;
  GdkRGBA fresh; /* of references that appear */
  GdkRGBA cut;   /* and of those that vanish */
} HwMotionColours;

/* Takes [tween]. It is shown in [widget], for [milliseconds] from the first frame that is ready. */
HwMotion *hw_motion_new      (GtkWidget             *widget,
                              HwTween               *tween,
                              guint                  milliseconds,
                              const HwMotionColours *colours);
void      hw_motion_free     (HwMotion              *self);

/* Prepares the frame of now; FALSE if it is over: all is done, or the view has moved. */
gboolean  hw_motion_advance  (HwMotion              *self,
                              const HwViewport      *viewport);

/* Whether there is something to draw; until then the old picture stays. */
gboolean  hw_motion_is_ready (HwMotion              *self);
void      hw_motion_draw     (HwMotion              *self,
                              cairo_t               *cr);

/* Where a node of the new scene is now. */
HwRect    hw_motion_get_rect (HwMotion              *self,
                              guint                  node);

G_END_DECLS
