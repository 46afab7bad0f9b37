/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Texts about objects for people and screen readers, the same in outline, inspector and tables. All texts are owned by the
 * caller. */

#pragma once

#include "hw-image.h"
#include "hw-picture.h"

G_BEGIN_DECLS

/* A number with its digits in groups of three: "1 234 567", below 10000 ungrouped. And the same with a unit: "1 byte", "48
 * bytes". */
char       *hw_describe_number     (gint64              number);
char       *hw_describe_bytes      (guint64             bytes);

/* "generation 0", "permanent generation", "tentatively unreachable", "untracked". Static. */
const char *hw_describe_generation (int                 generation);

/* "name a and b.ref", "name a, b.ref and 5 more", "nothing": who holds the object, by the ledger. */
char       *hw_describe_holders    (HwImage            *image,
                                    guint               object,
                                    guint               max_holders);

/* A node in one line: "Node #7, count 2, generation 0, held by name a and b.ref". */
char       *hw_describe_node       (HwImage            *image,
                                    const HwSceneNode  *node);

G_END_DECLS
