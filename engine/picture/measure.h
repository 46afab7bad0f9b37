/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The fonts of a picture, and how wide a text is in them. Sizes are in points, independent of screen resolution and of the user's
 * font settings, without hinting: a text is as wide on the screen as in every export. */

#pragma once

#include <pango/pangocairo.h>

#define HW_FONT_TEXT "Cantarell, DejaVu Sans, sans-serif"
#define HW_FONT_MONO "DejaVu Sans Mono, Liberation Mono, monospace"

/* X (identifier, family, size in points, bold, class in SVG) */
#define HW_FONT_LIST(X)                              \
  X (TITLE, HW_FONT_TEXT, 11.0, 1, "title")          \
  X (SUBTITLE, HW_FONT_TEXT, 8.5, 0, "sub")          \
  X (LABEL, HW_FONT_MONO, 9.5, 0, "label")           \
  X (VALUE, HW_FONT_MONO, 9.5, 0, "value")           \
  X (BADGE, HW_FONT_TEXT, 9.5, 1, "badge")           \
  X (MARK, HW_FONT_TEXT, 8.0, 1, "mark")             \
  X (LANE, HW_FONT_TEXT, 13.0, 1, "lane")

typedef enum {
#define HW_X(id, family, size, bold, name) HW_FONT_##id,
  HW_FONT_LIST (HW_X)
#undef HW_X
  HW_N_FONTS
} HwFont;

typedef struct _HwMeasure HwMeasure;

/* Belongs to one thread. */
HwMeasure            *hw_measure_new      (void);
void                  hw_measure_free     (HwMeasure  *measure);
double                hw_measure_width    (HwMeasure  *measure,
                                           HwFont      font,
                                           const char *text);

/* A layout for drawing text in [font]: one line, measured as above. Borrowed. */
PangoLayout          *hw_measure_layout   (HwMeasure  *measure,
                                           HwFont      font,
                                           const char *text);

double                hw_font_get_size    (HwFont      font);
const char           *hw_font_get_family  (HwFont      font);
gboolean              hw_font_is_bold     (HwFont      font);
const char           *hw_font_get_class   (HwFont      font);

/* Where the baseline of a line in [font] is, that stands in the middle of [height]. */
double                hw_font_get_baseline (HwFont     font,
                                            double     height);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwMeasure, hw_measure_free)
