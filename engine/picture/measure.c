/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Text extents by Pango, made independent of the screen. */

#include "picture/measure.h"

struct _HwMeasure {
  PangoContext *context;
  PangoLayout  *layouts[HW_N_FONTS];
  GHashTable   *widths[HW_N_FONTS]; /* text → width in Pango units; the texts of a heap repeat themselves */
};

static const struct {
  const char *family;
  double      size;
  gboolean    bold;
  const char *name;
} fonts[] = {
#define HW_X(id, family, size, bold, name) { family, size, bold, name },
  HW_FONT_LIST (HW_X)
#undef HW_X
};

HwMeasure *
hw_measure_new (void)
{
  HwMeasure *measure = g_new0 (HwMeasure, 1);
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  measure->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  pango_cairo_context_set_font_options (measure->context, options);
  pango_cairo_context_set_resolution (measure->context, 72);
  pango_context_set_round_glyph_positions (measure->context, FALSE);
  pango_context_set_language (measure->context, pango_language_from_string ("en"));
  cairo_font_options_destroy (options);
  return measure;
}

void
hw_measure_free (HwMeasure *measure)
{
  for (guint i = 0; i < HW_N_FONTS; i++) {
    g_clear_object (&measure->layouts[i]);
    g_clear_pointer (&measure->widths[i], g_hash_table_unref);
  }
  g_object_unref (measure->context);
  g_free (measure);
}

PangoLayout *
hw_measure_layout (HwMeasure  *measure,
                   HwFont      font,
                   const char *text)
{
  if (!measure->layouts[font]) {
    PangoFontDescription *description = pango_font_description_new ();

    pango_font_description_set_family_static (description, fonts[font].family);
    pango_font_description_set_absolute_size (description, fonts[font].size * PANGO_SCALE);
    pango_font_description_set_weight (description, fonts[font].bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    measure->layouts[font] = pango_layout_new (measure->context);
    pango_layout_set_font_description (measure->layouts[font], description);
    pango_layout_set_single_paragraph_mode (measure->layouts[font], TRUE);
    pango_font_description_free (description);
  }
  pango_layout_set_text (measure->layouts[font], text, -1);
  return measure->layouts[font];
}

double
hw_measure_width (HwMeasure  *measure,
                  HwFont      font,
                  const char *text)
{
  gpointer found;
  int width;

  if (!text || !*text)
    return 0;
  if (!measure->widths[font])
    measure->widths[font] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (g_hash_table_lookup_extended (measure->widths[font], text, NULL, &found))
    return GPOINTER_TO_INT (found) / (double) PANGO_SCALE;
  pango_layout_get_size (hw_measure_layout (measure, font, text), &width, NULL);
  g_hash_table_insert (measure->widths[font], g_strdup (text), GINT_TO_POINTER (width));
  return width / (double) PANGO_SCALE;
}

double
hw_font_get_size (HwFont font)
{
  return fonts[font].size;
}

const char *
hw_font_get_family (HwFont font)
{
  return fonts[font].family;
}

gboolean
hw_font_is_bold (HwFont font)
{
  return fonts[font].bold;
}

const char *
hw_font_get_class (HwFont font)
{
  return fonts[font].name;
}

double
hw_font_get_baseline (HwFont font,
                      double height)
{
  /* Half of a capital's height below the middle, which is 0.36 em in the fonts above. */
  return height / 2 + fonts[font].size * 0.36;
}
