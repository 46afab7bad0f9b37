/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be said of several objects that were selected together. Serials that are not alive in the image do not count. */

#pragma once

#include "hw-image.h"

G_BEGIN_DECLS

/* "5 objects selected, 312 B, 4 references among them". Cost: their references. Owned. */
char *hw_picked_describe   (HwImage *image,
                            GArray  *serials);

/* "del a, b": the statement that deletes all names of the module for them; NULL if they have none. Owned. */
char *hw_picked_dup_delete (HwImage *image,
                            GArray  *serials);

G_END_DECLS
