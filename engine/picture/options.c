/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The defaults of a picture's options, and copies of them. */

#include "hw-picture.h"

void
hw_picture_options_init (HwPictureOptions *options)
{
  *options = (HwPictureOptions) {
    .layout = HW_LAYOUT_LAYERED,
    .colour = HW_COLOUR_GENERATION,
    .grouping = HW_GROUPING_TYPE,
    .max_items = 12,
    .max_nodes = 200,
    .depth = 2,
  };
}

void
hw_picture_options_copy (HwPictureOptions       *to,
                         const HwPictureOptions *from)
{
  HwTrim *old = to->trim;

  *to = *from;
  hw_trim_ref (to->trim);
  hw_trim_unref (old);
}

void
hw_picture_options_clear (HwPictureOptions *options)
{
  g_clear_pointer (&options->trim, hw_trim_unref);
}

gboolean
hw_picture_options_agree (const HwPictureOptions *a,
                          const HwPictureOptions *b)
{
  return a->layout == b->layout && a->grouping == b->grouping && a->atoms_as_nodes == b->atoms_as_nodes
         && a->background == b->background && a->max_items == b->max_items && a->max_nodes == b->max_nodes && a->focus == b->focus
         && a->depth == b->depth && (a->centre == b->centre || a->layout != HW_LAYOUT_RADIAL) && hw_trim_equal (a->trim, b->trim);
}
