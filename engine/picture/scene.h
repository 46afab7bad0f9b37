/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The scene's insides, for routing, drawing and export. */

#pragma once

#include "picture/layout.h"

struct _HwScene {
  gatomicrefcount ref_count;
  HwPicture      *picture;    /* owned; holds all texts */
  double          width;
  double          height;
  HwSceneNode    *nodes;      /* as many as the picture has, in its order; so for edges */
  HwSceneRow     *rows;
  HwSceneEdge    *edges;
  double         *points;     /* of all edges */
  HwRect         *edge_boxes; /* around an edge, its head and its label */
  GArray         *lanes;      /* of HwLane */
  GHashTable     *index;      /* serial → node + 1: objects and name tables */
  HwScene        *routed;     /* of a scene in other colours: whose points these are; else NULL */
};

/* A picture with its nodes at [rects]. Takes [lanes], which may be NULL. Edges are routed; the size is at least as given. */
HwScene *hw_scene_new   (HwPicture    *picture,
                         const HwRect *rects,
                         GArray       *lanes,
                         double        width,
                         double        height);

/* [scene] in the colours of [picture], which differs from its own in nothing else. Owned. */
HwScene *hw_scene_new_recoloured (HwScene   *scene,
                                  HwPicture *picture);

/* Gives every edge its points and its label's place. */
void     hw_scene_route (HwScene      *scene);

static inline gboolean
hw_rect_meets (const HwRect *a,
               const HwRect *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height && b->y < a->y + a->height;
}
