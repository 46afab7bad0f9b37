/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The look of a picture: measures and colours. The colours are GNOME's palette, in a light and a dark set. */

#pragma once

#include "picture/picture.h"

/* All in points. */
#define HW_PADDING 9.0       /* between a node's border and its text */
#define HW_RADIUS 7.0        /* of a node's corners */
#define HW_TITLE_HEIGHT 21.0 /* title line of an object */
#define HW_SUBTITLE_HEIGHT 15.0
#define HW_HEAD_HEIGHT (HW_TITLE_HEIGHT + HW_SUBTITLE_HEIGHT)
#define HW_TABLE_HEIGHT 25.0 /* title bar of a name table */
#define HW_ROW_HEIGHT 18.0
#define HW_CHIP_HEIGHT 13.0  /* mark and "new" */
#define HW_BADGE_HEIGHT 16.0
#define HW_MIN_WIDTH 104.0
#define HW_DOT_SPACE 16.0    /* at a row's right end, for the dot from which an edge leaves */
#define HW_GAP 26.0          /* between nodes one above the other */
#define HW_COLUMN_GAP 64.0   /* between columns */
#define HW_MARGIN 24.0       /* around the whole */
#define HW_STACK 4.0         /* how far the cards behind a group stand out */

/* X (identifier, fill and border on light, fill and border on dark) */
#define HW_HUE_LIST(X)                                   \
  X (GREEN, 0x8ff0a4, 0x1a7a4c, 0x196944, 0x57e389)      \
  X (BLUE, 0x99c1f1, 0x1a5fb4, 0x1a5fb4, 0x99c1f1)       \
  X (PURPLE, 0xdc8add, 0x613583, 0x613583, 0xdc8add)     \
  X (ORANGE, 0xffbe6f, 0xc64600, 0x953500, 0xffa348)     \
  X (YELLOW, 0xf9f06b, 0x8a6306, 0x725205, 0xf6d32d)     \
  X (BROWN, 0xcdab8f, 0x63452c, 0x63452c, 0xcdab8f)      \
  X (RED, 0xf8a5a0, 0xa51d2d, 0xa51d2d, 0xf66151)        \
  X (GREY, 0xdeddda, 0x5e5c64, 0x5e5c64, 0xc0bfbc)       \
  X (PALE, 0xf6f5f4, 0x737278, 0x3d3846, 0x9a9996)

typedef enum {
#define HW_X(id, fill, border, dark_fill, dark_border) HW_HUE_##id,
  HW_HUE_LIST (HW_X)
#undef HW_X
  HW_N_HUES,
  HW_N_TYPE_HUES = HW_HUE_GREY /* those before are for telling types apart */
} HwHue;

/* The shades of a scale from pale to strong. X (mark, fill and border on light, fill and border on dark) */
#define HW_RAMP_LIST(X)                                  \
  X ("▁", 0xf6f5f4, 0x737278, 0x3d3846, 0x9a9996)        \
  X ("▂", 0xfdf2b3, 0x8a6306, 0x4a4216, 0xcdbb5a)        \
  X ("▃", 0xfbdc84, 0x8a5a06, 0x5f4a06, 0xe5c04e)        \
  X ("▅", 0xf9bb70, 0x9c4a00, 0x74430a, 0xf0a04b)        \
  X ("▆", 0xf59a74, 0xa63a10, 0x86360f, 0xf5885a)        \
  X ("▇", 0xee7f86, 0xa51d2d, 0x9a1f33, 0xf6707a)

/* What is the same for all nodes. */
typedef struct {
  guint32 background;
  guint32 card;      /* a node's body */
  guint32 line;      /* between rows */
  guint32 text;
  guint32 dim;       /* labels, subtitles on a card */
  guint32 head_text; /* on every hue's fill */
  guint32 edge;
  guint32 accent;    /* what changed */
  guint32 on_accent; /* text on it */
  guint32 highlight; /* behind a changed row */
  guint32 halo;      /* around the selected node */
} HwPalette;

const HwPalette *hw_palette_get   (gboolean dark);

/* [amount] of [b] in [a], 0 to 1. */
guint32          hw_colour_mix    (guint32  a,
                                   guint32  b,
                                   double   amount);

/* Contrast of two colours by WCAG 2, 1 to 21. */
double           hw_colour_contrast (guint32 a,
                                     guint32 b);

/* Black or white, whichever reads better on [fill]. */
guint32          hw_colour_text_on (guint32 fill);

void             hw_hue_get       (HwHue     hue,
                                   gboolean  dark,
                                   guint32  *fill,
                                   guint32  *border);

/* The shade of a colour that is a scale, for a value. */
void             hw_colour_find_shade (HwColour  colour,
                                       gboolean  dark,
                                       guint64   value,
                                       HwShade  *shade);
