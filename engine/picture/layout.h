/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Layouts: each fills in the rectangles of a picture's nodes, by node, with the nodes' own sizes. */

#pragma once

#include "picture/picture.h"

#define HW_LANE_HEAD 34.0 /* above the nodes of a lane */

/* A band behind the nodes, with a title at its top left. */
typedef struct {
  HwRect      rect;
  const char *title; /* static */
} HwLane;

/* By node: 1 for those that no name reaches and that the search for such nodes begins with. Owned. */
guint8  *hw_layout_find_entries (const HwPicture *picture);

/* Our own layers. */
void     hw_layout_quickly  (const HwPicture *picture,
                             HwRect          *rects);

/* TRUE for a picture that is much higher than wide: our own layers break such columns. */
gboolean hw_layout_is_tall  (const HwPicture *picture,
                             const HwRect    *rects);

/* TRUE for a picture that is much wider than high. hw_layout_fold() brings its columns into several strips, one below the
 * other. */
gboolean hw_layout_is_long  (const HwPicture *picture,
                             const HwRect    *rects);
void     hw_layout_fold     (const HwPicture *picture,
                             HwRect          *rects);

/* Closes the gaps that go through the whole picture, across and down, but for some room. */
void     hw_layout_tighten  (const HwPicture *picture,
                             HwRect          *rects);

/* By generation. Appends HwLanes to [bands]. */
void     hw_layout_lanes    (const HwPicture *picture,
                             HwRect          *rects,
                             GArray          *bands);

/* By Graphviz, in a child process. FALSE with HW_ERROR_CANCELLED, or with HW_ERROR_LAYOUT if it did not answer in [seconds]. */
gboolean hw_layout_graphviz (HwPicture       *picture,
                             double           seconds,
                             GCancellable    *cancellable,
                             HwRect          *rects,
                             GError         **error);
