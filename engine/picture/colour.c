/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Colours: palettes, contrast, and which colour and mark a node gets. */

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

static void
set_hue (const HwPictureOptions *options,
         HwSceneNode            *node,
         HwHue                   hue)
{
  hw_hue_get (hue, options->dark, &node->fill, &node->border);
  if (!node->reachable && options->colour != HW_COLOUR_REACHABILITY)
    node->fill = hw_colour_mix (node->fill, hw_palette_get (options->dark)->card, 0.6);
}

static HwHue
generation_hue (int          generation,
                const char **mark)
{
  static const HwHue of[] = { HW_HUE_PALE, HW_HUE_GREEN, HW_HUE_BLUE, HW_HUE_PURPLE, HW_HUE_GREY, HW_HUE_ORANGE };
  static const char *const marks[] = { "u", "g0", "g1", "g2", "p", "t" };

  if (generation < -1 || generation > 4) {
    *mark = "g*";
    return HW_HUE_GREY;
  }
  *mark = marks[generation + 1];
  return of[generation + 1];
}

/* The first letters of a class's name: "No", "li", and of words set apart by capitals or underscores: "LN" for ListNode. */
static char *
initials (const char *name)
{
  GString *letters = g_string_new (NULL);
  gboolean begins = TRUE, was_lower = FALSE;

  for (const char *p = name; *p && g_utf8_strlen (letters->str, -1) < 2; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (begins || (was_lower && g_unichar_isupper (c)))
      g_string_append_unichar (letters, c);
    begins = c == '_' || c == '.';
    was_lower = g_unichar_islower (c);
  }
  if (g_utf8_strlen (letters->str, -1) < 2 && *name) {
    const char *second = g_utf8_next_char (name);

    if (*second)
      g_string_append_unichar (letters, g_utf8_get_char (second));
  }
  return g_string_free (letters, FALSE);
}

static HwHue
type_hue (const char   *name,
          GStringChunk *texts,
          const char  **mark)
{
  g_autofree char *letters = initials (name);

  *mark = g_string_chunk_insert_const (texts, letters);
  return (HwHue) (g_str_hash (name) % HW_N_TYPE_HUES);
}

static HwHue
age_hue (guint         age,
         guint         birth,
         GStringChunk *texts,
         const char  **mark)
{
  char text[16];

  g_snprintf (text, sizeof text, "s%u", birth);
  *mark = g_string_chunk_insert_const (texts, text);
  if (birth == 0)
    return HW_HUE_GREY;
  return age <= 1 ? HW_HUE_YELLOW : age <= 10 ? HW_HUE_GREEN : age <= 100 ? HW_HUE_BLUE : HW_HUE_PURPLE;
}

void
hw_colour_object (const HwPictureOptions *options,
                  HwImage                *image,
                  guint                   object,
                  HwSceneNode            *node,
                  GStringChunk           *texts)
{
  guint n;
  const HwObjectRecord *record = &hw_image_get_objects (image, &n)[object];
  HwHue hue = HW_HUE_GREY;

  switch (options->colour) {
  case HW_COLOUR_TYPE:
    hue = type_hue (hw_image_get_type_name (image, object), texts, &node->mark);
    break;
  case HW_COLOUR_REACHABILITY:
    hue = node->reachable ? HW_HUE_GREEN : HW_HUE_ORANGE;
    node->mark = node->reachable ? "r" : "x";
    break;
  case HW_COLOUR_AGE:
    hue = age_hue (hw_image_get_step (image) - record->birth, record->birth, texts, &node->mark);
    break;
  case HW_COLOUR_GENERATION:
  case HW_N_COLOURS:
    hue = generation_hue (record->generation, &node->mark);
    break;
  }
  set_hue (options, node, hue);
}

void
hw_colour_group (const HwPictureOptions *options,
                 const char             *type_name,
                 int                     generation,
                 HwSceneNode            *node,
                 GStringChunk           *texts)
{
  HwHue hue = HW_HUE_GREY;

  node->mark = "";
  if (options->colour == HW_COLOUR_TYPE) {
    hue = type_hue (type_name, texts, &node->mark);
  } else if (options->colour == HW_COLOUR_REACHABILITY) {
    hue = node->reachable ? HW_HUE_GREEN : HW_HUE_ORANGE;
    node->mark = node->reachable ? "r" : "x";
  } else if (options->colour == HW_COLOUR_GENERATION) {
    hue = generation_hue (generation, &node->mark);
  }
  set_hue (options, node, hue);
}

void
hw_colour_table (const HwPictureOptions *options,
                 HwSceneNode            *node)
{
  hw_hue_get (HW_HUE_GREY, options->dark, &node->fill, &node->border);
  node->mark = "";
}
