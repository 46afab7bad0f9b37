/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* tp_traverse over an image: which references of an object the collector follows, in CPython's order. As heap/traverse.h on a live heap. */

#pragma once

#include "image/image.h"

G_BEGIN_DECLS

typedef struct _HwTraverser HwTraverser;

/* Borrows [image]. */
HwTraverser   *hw_traverser_new  (HwImage     *image);
void           hw_traverser_free (HwTraverser *traverser);

/* The references of [object] as indexes, in order; good until the next call. Cost: their number. */
const guint32 *hw_traverser_list (HwTraverser *traverser,
                                  guint        object,
                                  guint       *n_references);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwTraverser, hw_traverser_free)

G_END_DECLS
