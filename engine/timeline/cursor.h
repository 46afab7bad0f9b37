/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The inside of a cursor, for the files that look at the heap it stands on. */

#pragma once

#include "timeline/replica.h"
#include "timeline/timeline.h"

G_BEGIN_DECLS

/* The replica as it was at [position], to start again from. */
typedef struct {
  guint64    position;
  HwReplica *replica;
} HwKept;

struct _HwCursor {
  HwTimeline *timeline;
  gboolean    holds_timeline;
  HwReplica  *replica;
  guint       step;
  guint64     position;
  guint32    *offsets; /* scratch for going back: where the events of a stretch begin */
  GArray     *kept;    /* of HwKept, by position: copies of the replica made on the way */
  gsize       kept_size;
  guint64     spacing; /* words between them */
};

G_END_DECLS
