/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What changed from one image to the next, by serial, as a text for each object: "new", "count 1 → 2". Immutable, made on any
 * thread. */

#pragma once

#include "hw-image.h"

G_BEGIN_DECLS

typedef struct _HwChanges HwChanges;

/* [before] may be NULL: then nothing counts as changed. */
HwChanges  *hw_changes_new    (HwImage   *before,
                               HwImage   *image);
void        hw_changes_free   (HwChanges *changes);

/* What changed about the object; NULL if nothing did. Borrowed. */
const char *hw_changes_lookup (HwChanges *changes,
                               guint32    serial);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwChanges, hw_changes_free)

G_END_DECLS
