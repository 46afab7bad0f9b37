/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The way from one scene to the next: what appears, vanishes and moves, when, and where it is in between. Plain arithmetic,
 * without a widget. Time runs from 0 to 1. */

#pragma once

#include "hw-picture.h"

G_BEGIN_DECLS

/* Beyond these, nothing is told: nodes of a scene, and of what differs. */
#define HW_TWEEN_MAX_NODES 3000
#define HW_TWEEN_MAX_CHANGES 600

typedef enum {
  HW_TWEEN_APPEAR,
  HW_TWEEN_VANISH,
  HW_TWEEN_MOVE,
} HwTweenKind;

typedef struct {
  HwTweenKind kind;
  guint       node;       /* of the new scene; of the old one if it vanishes */
  HwRect      from, to;   /* where it was and will be; the same but for what moves */
  double      begin, end; /* its part of the time */
} HwTweenNode;

typedef struct {
  HwTweenKind kind;
  guint       edge;   /* likewise */
  guint       before; /* of what moves: in the old scene */
  double      begin, end;
} HwTweenEdge;

typedef struct {
  HwScene *before;
  HwScene *after;
  GArray  *nodes; /* HwTweenNode */
  GArray  *edges; /* HwTweenEdge */
  guint8  *still_nodes; /* of the new scene: 1 where nothing moves */
  guint8  *still_edges;
} HwTween;

/* NULL if there is nothing to show, or too much. [order] (or NULL): serials; what appears or vanishes does so in this order. */
HwTween *hw_tween_new          (HwScene           *before,
                                HwScene           *after,
                                GArray            *order);
void     hw_tween_free         (HwTween           *self);

/* How far something is whose part of the time is from [begin] to [end]: 0 to 1, slow at both ends. */
double   hw_tween_get_progress (double             begin,
                                double             end,
                                double             time);
HwRect   hw_tween_get_rect     (const HwTweenNode *node,
                                double             time);

/* Points of an edge, as in HwSceneEdge: [progress] of the way from [from] to [to], which have as many points or are taken as
 * straight lines. Writes into [points] (pairs) and returns how many. */
guint    hw_tween_mix_edges    (const HwSceneEdge *from,
                                const HwSceneEdge *to,
                                double             progress,
                                GArray            *points);

/* The piece of an edge from [begin] to [end], each 0 to 1. Likewise. */
guint    hw_tween_cut_edge     (const HwSceneEdge *edge,
                                double             begin,
                                double             end,
                                GArray            *points);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwTween, hw_tween_free)

G_END_DECLS
