/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The nodes of a scene in reading order, as a list model of HwOutlineItem: what the drawn graph is for those who cannot see it.
 */

#pragma once

#include <gio/gio.h>

#include "hw-image.h"
#include "hw-picture.h"

G_BEGIN_DECLS

#define HW_TYPE_OUTLINE_ITEM (hw_outline_item_get_type ())
#define HW_TYPE_OUTLINE_MODEL (hw_outline_model_get_type ())

G_DECLARE_FINAL_TYPE (HwOutlineItem, hw_outline_item, HW, OUTLINE_ITEM, GObject)
G_DECLARE_FINAL_TYPE (HwOutlineModel, hw_outline_model, HW, OUTLINE_MODEL, GObject)

/* One line on the node, and the serial to select. */
const char     *hw_outline_item_get_text   (HwOutlineItem  *self);
guint32         hw_outline_item_get_serial (HwOutlineItem  *self);

HwOutlineModel *hw_outline_model_new       (void);

/* Shows [scene] of [image]; both may be NULL. Lines that stay at the beginning and the end are not told as changed. */
void            hw_outline_model_set_scene (HwOutlineModel *self,
                                            HwScene        *scene,
                                            HwImage        *image);

/* The position of the node of [serial], or G_MAXUINT. */
guint           hw_outline_model_find      (HwOutlineModel *self,
                                            guint32         serial);

G_END_DECLS
