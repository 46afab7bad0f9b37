/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the colours and lines of a scene mean: one entry for each that occurs, with its second mark, so that colour alone never
 * tells. */

#pragma once

#include <gtk/gtk.h>

#include "hw-image.h"
#include "hw-picture.h"

G_BEGIN_DECLS

#define HW_TYPE_LEGEND (hw_legend_get_type ())

G_DECLARE_FINAL_TYPE (HwLegend, hw_legend, HW, LEGEND, GtkWidget)

GtkWidget *hw_legend_new       (void);

/* [scene] and [image] may be NULL: then there are no entries. */
void       hw_legend_set_scene (HwLegend *self,
                                HwScene  *scene,
                                HwImage  *image,
                                HwColour  colour);

G_END_DECLS
