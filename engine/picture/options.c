/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The defaults of a picture's options. */

#include "hw-picture.h"

void
hw_picture_options_init (HwPictureOptions *options)
{
  *options = (HwPictureOptions) {
    .layout = HW_LAYOUT_LAYERED,
    .colour = HW_COLOUR_GENERATION,
    .max_items = 12,
    .max_nodes = 200,
    .depth = 2,
  };
}
