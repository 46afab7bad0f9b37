/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The order in which objects end: that of the deallocation cascade. */

#pragma once

#include "hw-timeline.h"

G_BEGIN_DECLS

/* The serials of what is freed between the states [from] and [to], in order; if that is backwards, last to first, as it
 * comes back. Of a long way nothing is told. A guint32 array; owned. */
GArray *hw_cascade_list (HwTimeline *timeline,
                         guint       from,
                         guint       to);

G_END_DECLS
