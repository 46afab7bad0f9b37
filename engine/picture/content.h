/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* From a selection to a picture. */

#pragma once

#include "picture/measure.h"
#include "picture/select.h"

/* Fills [picture] with the nodes, rows and edges of [selection]. */
void hw_content_fill    (HwPicture     *picture,
                         HwSelection   *selection);

/* Gives a node its size, and its [rows], which are the node's, theirs. */
void hw_content_measure (HwMeasure     *measure,
                         HwPictureNode *node,
                         HwSceneRow    *rows);

/* The widths of a node's mark and of its badge, without the space around them. */
double hw_content_mark_width  (HwMeasure         *measure,
                               const HwSceneNode *node);
double hw_content_badge_width (HwMeasure         *measure,
                               const HwSceneNode *node);
