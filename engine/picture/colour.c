/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Colours: palettes, hues, shades and contrast. */

#include "picture/look.h"

#include <math.h>

static const HwPalette palettes[] = {
  {
    .background = 0xfafafa,
    .card = 0xffffff,
    .line = 0xdeddda,
    .text = 0x241f31,
    .dim = 0x5e5c64,
    .head_text = 0x241f31,
    .edge = 0x5e5c64,
    .accent = 0x1c71d8,
    .on_accent = 0xffffff,
    .highlight = 0xd9e8fb,
    .halo = 0x62a0ea,
  },
  {
    .background = 0x1e1e1e,
    .card = 0x303030,
    .line = 0x4a4850,
    .text = 0xffffff,
    .dim = 0xc0bfbc,
    .head_text = 0xffffff,
    .edge = 0xc0bfbc,
    .accent = 0x78aeed,
    .on_accent = 0x000000,
    .highlight = 0x1f3f66,
    .halo = 0x3584e4,
  },
};

static const struct {
  guint32 fill[2];
  guint32 border[2];
} hues[] = {
#define HW_X(id, fill, border, dark_fill, dark_border) { { fill, dark_fill }, { border, dark_border } },
  HW_HUE_LIST (HW_X)
#undef HW_X
};

static const struct {
  const char *mark;
  guint32     fill[2];
  guint32     border[2];
} ramp[] = {
#define HW_X(mark, fill, border, dark_fill, dark_border) { mark, { fill, dark_fill }, { border, dark_border } },
  HW_RAMP_LIST (HW_X)
#undef HW_X
};

#define N_RAMP G_N_ELEMENTS (ramp)

/* Where each shade of a scale begins, its values growing from the palest shade on; of ages, from the strongest back. */
static const guint64 ages[] = { 0, 2, 11, 101, 1001, HW_AGE_OF_THE_INTERPRETER };
static const guint64 sizes[] = { 0, 64, 128, 512, 4000, 64000 };
static const guint64 retained_sizes[] = { 0, 128, 1000, 10000, 100000, 1000000 };

G_STATIC_ASSERT (G_N_ELEMENTS (ages) == N_RAMP);
G_STATIC_ASSERT (G_N_ELEMENTS (sizes) == N_RAMP);
G_STATIC_ASSERT (G_N_ELEMENTS (retained_sizes) == N_RAMP);

const HwPalette *
hw_palette_get (gboolean dark)
{
  return &palettes[dark ? 1 : 0];
}

guint32
hw_colour_mix (guint32 a,
               guint32 b,
               double  amount)
{
  guint32 mixed = 0;

  for (int shift = 16; shift >= 0; shift -= 8) {
    double x = a >> shift & 0xff, y = b >> shift & 0xff;

    mixed |= (guint32) lround (x + (y - x) * amount) << shift;
  }
  return mixed;
}

static double
luminance (guint32 colour)
{
  static const double weights[] = { 0.2126, 0.7152, 0.0722 };
  double sum = 0;

  for (int i = 0; i < 3; i++) {
    double x = (colour >> (16 - 8 * i) & 0xff) / 255.0;

    sum += weights[i] * (x <= 0.04045 ? x / 12.92 : pow ((x + 0.055) / 1.055, 2.4));
  }
  return sum;
}

double
hw_colour_contrast (guint32 a,
                    guint32 b)
{
  double x = luminance (a), y = luminance (b);

  return (MAX (x, y) + 0.05) / (MIN (x, y) + 0.05);
}

guint32
hw_colour_text_on (guint32 fill)
{
  return hw_colour_contrast (fill, 0xffffff) >= hw_colour_contrast (fill, 0x000000) ? 0xffffff : 0x000000;
}

void
hw_hue_get (HwHue     hue,
            gboolean  dark,
            guint32  *fill,
            guint32  *border)
{
  *fill = hues[hue].fill[dark ? 1 : 0];
  *border = hues[hue].border[dark ? 1 : 0];
}

static const guint64 *
get_limits (HwColour colour)
{
  switch (colour) {
  case HW_COLOUR_AGE:
    return ages;
  case HW_COLOUR_SIZE:
    return sizes;
  case HW_COLOUR_RETAINED:
    return retained_sizes;
  case HW_COLOUR_GENERATION:
  case HW_COLOUR_TYPE:
  case HW_COLOUR_REACHABILITY:
  case HW_N_COLOURS:
    break;
  }
  return NULL;
}

guint
hw_colour_count_shades (HwColour colour)
{
  return get_limits (colour) ? N_RAMP : 0;
}

void
hw_colour_get_shade (HwColour colour,
                     gboolean dark,
                     guint    number,
                     HwShade *shade)
{
  const guint64 *limits = get_limits (colour);
  /* What was there from the start is pale, what was just made strong. */
  guint place = colour == HW_COLOUR_AGE ? N_RAMP - 1 - number : number;

  g_return_if_fail (limits && number < N_RAMP);
  *shade = (HwShade) {
    .from = limits[number],
    .to = number + 1 < N_RAMP ? limits[number + 1] - 1 : G_MAXUINT64,
    .fill = ramp[place].fill[dark ? 1 : 0],
    .border = ramp[place].border[dark ? 1 : 0],
    .mark = ramp[place].mark,
  };
}

void
hw_colour_find_shade (HwColour colour,
                      gboolean dark,
                      guint64  value,
                      HwShade *shade)
{
  const guint64 *limits = get_limits (colour);
  guint number = N_RAMP - 1;

  while (number > 0 && limits[number] > value)
    number--;
  hw_colour_get_shade (colour, dark, number, shade);
}
