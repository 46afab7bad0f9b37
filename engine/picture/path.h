/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Ways around obstacles. */

#pragma once

#include "picture/picture.h"

typedef enum {
  HW_SIDE_LEFT,
  HW_SIDE_TOP,
  HW_SIDE_RIGHT,
  HW_SIDE_BOTTOM,
} HwSide;

typedef struct {
  double x, y;
} HwPoint;

/* The shortest way of few bends, of vertical and horizontal lines, from [start] (leaving to the right) to a side of [goal],
 * around all of [obstacles] by [clearance]. [entry]: the height at which the goal's left and right sides are met, and where
 * along it the upper and lower sides are. Appends HwPoints, both ends included. [budget]: how much may still be searched,
 * which is used up. FALSE if none was found. */
gboolean hw_path_find (HwPoint       start,
                       const HwRect *goal,
                       HwPoint       entry,
                       const HwRect *obstacles,
                       guint         n_obstacles,
                       double        clearance,
                       guint        *budget,
                       GArray       *path);
