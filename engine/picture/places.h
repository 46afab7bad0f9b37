/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Places kept between pictures, for the layouts. */

#pragma once

#include "picture/picture.h"

gboolean hw_places_is_empty (HwPlaces  *places);

/* The place of a node; FALSE if it has none yet. */
gboolean hw_places_get      (HwPlaces  *places,
                             guint64    key,
                             HwRect    *rect);
void     hw_places_set      (HwPlaces  *places,
                             guint64    key,
                             HwRect     rect);

/* The size that a scene has with everything that is placed, and its edges: what was noted, or more. */
void     hw_places_get_size (HwPlaces  *places,
                             double    *width,
                             double    *height);
void     hw_places_note_size (HwPlaces *places,
                             double    width,
                             double    height);

/* Gives places to the nodes of [picture] that have none: near who holds them, over nobody else. [rects]: by node; those of the
 * placed nodes are read and all are filled in. */
void     hw_places_add_new  (HwPlaces  *places,
                             HwPicture *picture,
                             HwRect    *rects);
