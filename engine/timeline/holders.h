/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Who holds an object of a replica, without an image of it. */

#pragma once

#include "timeline/replica.h"
#include "timeline/timeline.h"

G_BEGIN_DECLS

typedef enum {
  HW_HELD_NOT_TOLD,    /* the heap is too large, or the way too long, to look in passing */
  HW_HELD_BY_PATH,
  HW_HELD_BY_NOTHING,  /* no name leads to it */
} HwHeld;

/* Why the object in [cell] lives: the shortest way to it from a name, appended to [path] as "b.ref[0]". Cost: the heap, for each step
 * of the way. */
HwHeld hw_replica_find_holder (HwTimeline *timeline,
                               HwReplica  *replica,
                               guint32     cell,
                               GString    *path);

G_END_DECLS
