/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A drawn part of a scene, kept so that panning and zooming only move it. A part with much in it is drawn on a worker: until
 * it is there the one before is shown at its place, scaled. */

#pragma once

#include <gtk/gtk.h>

#include "hw-viewport.h"

G_BEGIN_DECLS

typedef struct _HwKept HwKept;

/* [widget] is drawn again whenever a part has come. */
HwKept *hw_kept_new   (GtkWidget        *widget);
void    hw_kept_free  (HwKept           *self);

/* Gives up the part and what is under way. */
void    hw_kept_clear (HwKept           *self);

/* Only some nodes and edges are wanted from now on: a guint8 for each, as in HwSceneParts. What was kept is given up. */
void    hw_kept_set_parts (HwKept       *self,
                           GBytes       *nodes,
                           GBytes       *edges);

/* Whether what there is is what [viewport] shows of [scene]. */
gboolean hw_kept_is_sharp (HwKept           *self,
                           HwScene          *scene,
                           const HwViewport *viewport);

/* Makes the part fit for what [viewport] shows of [scene]: at once if that is little to draw. */
void    hw_kept_want  (HwKept           *self,
                       HwScene          *scene,
                       const HwViewport *viewport);

/* Draws what there is. */
void    hw_kept_draw  (HwKept           *self,
                       const HwViewport *viewport,
                       cairo_t          *cr);

G_END_DECLS
