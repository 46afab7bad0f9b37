/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The inside of a cursor, for the files that look at the heap it stands on. */

#pragma once

#include "timeline/replica.h"
#include "timeline/timeline.h"

G_BEGIN_DECLS

struct _HwCursor {
  HwTimeline *timeline;
  gboolean    holds_timeline;
  HwReplica  *replica;
  guint       step;
  guint64     position;
  guint32    *offsets; /* scratch for going back: where the events of a stretch begin */
};

G_END_DECLS
