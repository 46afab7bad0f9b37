/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The few colours that a GIF may have, chosen from all that occur: those of large areas as they are, then such that what remains, the
 * shades at the edges of letters and lines, is near to one of them. */

#pragma once

#include <glib.h>

typedef struct _HwPaletteMaker HwPaletteMaker;

HwPaletteMaker *hw_palette_maker_new    (void);
void            hw_palette_maker_free   (HwPaletteMaker *maker);

/* Counts colours; their upper 8 bits are passed over. */
void            hw_palette_maker_add    (HwPaletteMaker *maker,
                                         const guint32  *pixels,
                                         gsize           n_pixels);

/* Chooses up to [n_most], 256 at most, once all were counted, and gives how many they are. */
guint           hw_palette_maker_choose (HwPaletteMaker *maker,
                                         guint           n_most);

/* Colour [index], 0xRRGGBB. */
guint32         hw_palette_maker_get    (HwPaletteMaker *maker,
                                         guint           index);

/* The index of the chosen colour that is nearest to [pixel]. */
guint           hw_palette_maker_map    (HwPaletteMaker *maker,
                                         guint32         pixel);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwPaletteMaker, hw_palette_maker_free)
