/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a view of the heap shows lit up on behalf of another: the way that holds an object, or what the loss of a reference would
 * do. Reference counted; not changed once it is shown. */

#pragma once

#include "hw-gesture.h"

G_BEGIN_DECLS

typedef struct {
  GArray *way;       /* of HwEdge: references to light up, with what they lead to */
  GArray *cut;       /* of HwEdge: the reference that is thought away, or empty */
  GArray *freed;     /* of guint32, serials, in order: what would be freed at once */
  GArray *collected; /* of guint32: and by the next full pass */
} HwHighlight;

HwHighlight *hw_highlight_new   (void);
HwHighlight *hw_highlight_ref   (HwHighlight *self);
void         hw_highlight_unref (HwHighlight *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwHighlight, hw_highlight_unref)

G_END_DECLS
