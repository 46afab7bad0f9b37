/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Ways through the nodes of a scene for keyboard, outline and find bar. Plain functions, without a widget. Nodes are given and
 * returned as indexes; G_MAXUINT is no node. */

#pragma once

#include "hw-picture.h"

G_BEGIN_DECLS

typedef enum {
  HW_DIRECTION_LEFT,
  HW_DIRECTION_RIGHT,
  HW_DIRECTION_UP,
  HW_DIRECTION_DOWN,
} HwDirection;

/* The node that an edge joins to [node] and that lies best in [direction] from it. */
guint   hw_scene_get_neighbour     (HwScene     *scene,
                                   guint        node,
                                   HwDirection  direction);

/* All nodes, frames first, each kind by lines from top to bottom and in a line from left to right. A guint array; owned. */
GArray *hw_scene_get_reading_order (HwScene    *scene);

/* The nodes, in reading order, that contain [text] in title, value or label; letter case is ignored. A guint array; owned. */
GArray *hw_scene_search           (HwScene     *scene,
                                   const char  *text);

G_END_DECLS
