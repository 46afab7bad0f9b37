/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Which colour and mark a node gets: each fills in fill, border and mark. */

#pragma once

#include "picture/select.h"

void hw_colour_object (HwSelection            *selection,
                       guint                   object,
                       HwSceneNode            *node,
                       GStringChunk           *texts);

/* [type_name]: the class of its objects, if they are all of one. */
void hw_colour_group  (HwSelection            *selection,
                       const HwGroup          *group,
                       const char             *type_name,
                       HwSceneNode            *node,
                       GStringChunk           *texts);
void hw_colour_table  (const HwPictureOptions *options,
                       HwSceneNode            *node);
