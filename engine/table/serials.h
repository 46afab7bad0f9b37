/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Which object was in a cell at a moment of the record? Events name objects by cells, which are used again and again; people know
 * them by serials. Immutable once made. */

#pragma once

#include "hw-timeline.h"

G_BEGIN_DECLS

typedef struct _HwSerials HwSerials;

/* Reads the record up to position [end]. NULL only if cancelled. Owned; does not hold the timeline. */
HwSerials *hw_serials_new       (HwTimeline   *timeline,
                                 guint64       end,
                                 GCancellable *cancellable);
void       hw_serials_free      (HwSerials    *serials);

/* The serial of the object in [cell] for the event at [position]: of an ALLOC the new object, of a FREE the one that ends. 0 for a
 * cell that is no object's. */
guint32    hw_serials_find      (HwSerials    *serials,
                                 guint32       cell,
                                 guint64       position);

/* The short text of an object, 'abc', 1000, Node (a class), as it was recorded when it was made; "" for most. Owned. */
char      *hw_serials_dup_text  (HwSerials    *serials,
                                 guint32       serial);

/* "Node #7", "list #3", "'abc'" from the record alone, as the object is when it is made. Owned. */
char      *hw_serials_dup_title (HwSerials    *serials,
                                 guint32       serial);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwSerials, hw_serials_free)

G_END_DECLS
