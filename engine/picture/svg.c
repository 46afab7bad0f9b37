/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The painter that writes SVG: text stays text, every node and edge is a group with an id and a title. */

#include "picture/svg.h"

#include "picture/look.h"
#include "picture/paint.h"

#include <string.h>

typedef struct {
  HwPainter   painter;
  GString    *out;
  const char *prefix; /* of ids */
  GArray     *noted;  /* of guint32: the colours in the order of their use are added; or NULL */
  GArray     *dark;   /* what was noted of the dark scene, or NULL; then */
  guint       n_used; /*   how many of them had their turn, */
  HwSvgTheme *theme;  /*   and where their classes are */
} SvgPainter;

static GString *
get_out (HwPainter *painter)
{
  return ((SvgPainter *) painter)->out;
}

/* With at most two digits behind the point, and none that say nothing. */
static void
put_number (GString *out,
            double   value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  gsize length;

  g_ascii_formatd (text, sizeof text, "%.2f", value);
  length = strlen (text);
  while (text[length - 1] == '0')
    text[--length] = '\0';
  if (text[length - 1] == '.')
    text[--length] = '\0';
  g_string_append (out, g_str_equal (text, "-0") ? "0" : text);
}

static void
put_attribute (GString    *out,
               const char *name,
               double      value)
{
  g_string_append_printf (out, " %s=\"", name);
  put_number (out, value);
  g_string_append_c (out, '"');
}

static void
put_point (GString *out,
           char     command,
           double   x,
           double   y)
{
  g_string_append_c (out, command);
  put_number (out, x);
  g_string_append_c (out, ' ');
  put_number (out, y);
}

static void
put_escaped (GString    *out,
             const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append (out, escaped);
}

/* The class that gives [colour] its dark counterpart; NULL if it needs none. [property] is 'f' for fill or 's' for stroke. */
static const char *
use_colour (SvgPainter *painter,
            char        property,
            guint32     colour)
{
  guint32 dark;
  g_autofree char *key = NULL;
  const char *name;

  if (painter->noted)
    g_array_append_val (painter->noted, colour);
  if (!painter->dark || painter->n_used == painter->dark->len)
    return NULL;
  dark = g_array_index (painter->dark, guint32, painter->n_used++);
  if (dark == colour)
    return NULL;
  key = g_strdup_printf ("%c%06x%06x", property, colour, dark);
  name = g_hash_table_lookup (painter->theme->classes, key);
  if (!name) {
    char *made = g_strdup_printf ("%c%u", property, g_hash_table_size (painter->theme->classes));

    g_string_append_printf (painter->theme->rules, ".%s { %s: #%06x; }\n", made, property == 'f' ? "fill" : "stroke", dark);
    g_hash_table_insert (painter->theme->classes, g_steal_pointer (&key), made);
    name = made;
  }
  return name;
}

static void
put_paint (HwPainter     *painter,
           const HwPaint *paint)
{
  GString *out = get_out (painter);
  const char *fill = paint->fill == HW_NO_COLOUR ? NULL : use_colour ((SvgPainter *) painter, 'f', paint->fill);
  const char *stroke = paint->stroke == HW_NO_COLOUR ? NULL : use_colour ((SvgPainter *) painter, 's', paint->stroke);

  if (fill || stroke)
    g_string_append_printf (out, " class=\"%s%s%s\"", fill ? fill : "", fill && stroke ? " " : "", stroke ? stroke : "");
  if (paint->fill == HW_NO_COLOUR)
    g_string_append (out, " fill=\"none\"");
  else
    g_string_append_printf (out, " fill=\"#%06x\"", paint->fill);
  if (paint->stroke != HW_NO_COLOUR) {
    g_string_append_printf (out, " stroke=\"#%06x\"", paint->stroke);
    put_attribute (out, "stroke-width", paint->width);
    if (paint->dashed)
      g_string_append (out, " stroke-dasharray=\"5 3.5\"");
  }
  g_string_append (out, "/>\n");
}

static void
begin (HwPainter  *painter,
       const char *id,
       const char *title)
{
  GString *out = get_out (painter);

  g_string_append_printf (out, "<g id=\"%s%s\">\n<title>", ((SvgPainter *) painter)->prefix, id);
  put_escaped (out, title);
  g_string_append (out, "</title>\n");
}

static void
end (HwPainter *painter)
{
  g_string_append (get_out (painter), "</g>\n");
}

/* A path with only some corners round; SVG's rectangles have all or none. */
static void
put_half_round (HwPainter     *painter,
                const HwRect  *rect,
                double         radius,
                HwCorners      corners,
                const HwPaint *paint)
{
  double x0 = rect->x, y0 = rect->y, x1 = x0 + rect->width, y1 = y0 + rect->height;
  double top = corners & HW_CORNERS_TOP ? radius : 0, bottom = corners & HW_CORNERS_BOTTOM ? radius : 0;
  GString *out = get_out (painter);

  g_string_append (out, "<path d=\"");
  put_point (out, 'M', x0, y0 + top);
  put_point (out, 'Q', x0, y0);
  put_point (out, ' ', x0 + top, y0);
  put_point (out, 'L', x1 - top, y0);
  put_point (out, 'Q', x1, y0);
  put_point (out, ' ', x1, y0 + top);
  put_point (out, 'L', x1, y1 - bottom);
  put_point (out, 'Q', x1, y1);
  put_point (out, ' ', x1 - bottom, y1);
  put_point (out, 'L', x0 + bottom, y1);
  put_point (out, 'Q', x0, y1);
  put_point (out, ' ', x0, y1 - bottom);
  g_string_append (out, "Z\"");
  put_paint (painter, paint);
}

static void
box (HwPainter     *painter,
     const HwRect  *rect,
     double         radius,
     HwCorners      corners,
     const HwPaint *paint)
{
  GString *out = get_out (painter);

  radius = corners == HW_CORNERS_NONE ? 0 : MIN (radius, rect->height / 2);
  if (radius > 0 && corners != HW_CORNERS_ALL) {
    put_half_round (painter, rect, radius, corners, paint);
    return;
  }
  g_string_append (out, "<rect");
  put_attribute (out, "x", rect->x);
  put_attribute (out, "y", rect->y);
  put_attribute (out, "width", rect->width);
  put_attribute (out, "height", rect->height);
  if (radius > 0)
    put_attribute (out, "rx", radius);
  put_paint (painter, paint);
}

static void
curve (HwPainter     *painter,
       const double  *points,
       guint          n_points,
       const HwPaint *paint)
{
  GString *out = get_out (painter);

  g_string_append (out, "<path d=\"");
  for (guint i = 0; i < n_points; i++)
    put_point (out, i == 0 ? 'M' : i % 3 == 1 ? 'C' : ' ', points[2 * i], points[2 * i + 1]);
  g_string_append_c (out, '"');
  put_paint (painter, paint);
}

static void
polygon (HwPainter     *painter,
         const double  *points,
         guint          n_points,
         const HwPaint *paint)
{
  GString *out = get_out (painter);

  g_string_append (out, "<path d=\"");
  for (guint i = 0; i < n_points; i++)
    put_point (out, i == 0 ? 'M' : 'L', points[2 * i], points[2 * i + 1]);
  g_string_append (out, "Z\"");
  put_paint (painter, paint);
}

static void
circle (HwPainter     *painter,
        double         x,
        double         y,
        double         radius,
        const HwPaint *paint)
{
  GString *out = get_out (painter);

  g_string_append (out, "<circle");
  put_attribute (out, "cx", x);
  put_attribute (out, "cy", y);
  put_attribute (out, "r", radius);
  put_paint (painter, paint);
}

/* The measured width goes with the text, so it fits where the reader's fonts are wider. */
static void
text (HwPainter  *painter,
      HwFont      font,
      double      x,
      double      baseline,
      guint32     colour,
      const char *string)
{
  GString *out = get_out (painter);
  const char *dark = use_colour ((SvgPainter *) painter, 'f', colour);

  g_string_append_printf (out, "<text class=\"%s%s%s\"", hw_font_get_class (font), dark ? " " : "", dark ? dark : "");
  put_attribute (out, "x", x);
  put_attribute (out, "y", baseline);
  g_string_append_printf (out, " fill=\"#%06x\"", colour);
  put_attribute (out, "textLength", hw_measure_width (painter->measure, font, string));
  g_string_append (out, " lengthAdjust=\"spacingAndGlyphs\">");
  put_escaped (out, string);
  g_string_append (out, "</text>\n");
}

char *
hw_svg_dup_style (const char *scope)
{
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "%stext { white-space: pre; }\n", scope);
  for (guint font = 0; font < HW_N_FONTS; font++) {
    g_string_append_printf (out, "%s.%s { font: %s", scope, hw_font_get_class (font), hw_font_is_bold (font) ? "bold " : "");
    put_number (out, hw_font_get_size (font));
    g_string_append_printf (out, "px %s; }\n", hw_font_get_family (font));
  }
  g_string_append_printf (out, "%spath, %srect { stroke-linejoin: round; }\n", scope, scope);
  return g_string_free (out, FALSE);
}

/* The start of the svg element, its size, title and description. */
static void
put_header (GString    *out,
            HwScene    *scene,
            const char *prefix)
{
  g_string_append_printf (out, "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"%stitle %sdesc\"", prefix, prefix);
  put_attribute (out, "width", scene->width);
  put_attribute (out, "height", scene->height);
  g_string_append (out, " viewBox=\"0 0 ");
  put_number (out, scene->width);
  g_string_append_c (out, ' ');
  put_number (out, scene->height);
  g_string_append_printf (out, "\">\n<title id=\"%stitle\">", prefix);
  put_escaped (out, scene->picture->summary);
  g_string_append_printf (out, "</title>\n<desc id=\"%sdesc\">", prefix);
  put_escaped (out, scene->picture->details);
  g_string_append (out, "</desc>\n");
}

static void
put_scene (SvgPainter *painter,
           HwScene    *scene)
{
  HwPaint background = { hw_palette_get (scene->picture->options.dark)->background, HW_NO_COLOUR, 0, FALSE };

  g_string_append (painter->out, "<rect width=\"100%\" height=\"100%\"");
  put_paint (&painter->painter, &background);
  hw_scene_paint (scene, &painter->painter);
  g_string_append (painter->out, "</svg>\n");
}

static void
init_painter (SvgPainter *painter,
              HwMeasure  *measure,
              const char *prefix)
{
  *painter = (SvgPainter) {
    .painter = {
      .measure = measure,
      .begin = begin,
      .end = end,
      .box = box,
      .curve = curve,
      .polygon = polygon,
      .circle = circle,
      .text = text,
    },
    .out = g_string_new (NULL),
    .prefix = prefix,
  };
}

char *
hw_scene_to_svg (HwScene *scene)
{
  g_autoptr (HwMeasure) measure = hw_measure_new ();
  g_autofree char *style = hw_svg_dup_style ("");
  SvgPainter painter;

  init_painter (&painter, measure, "");
  g_string_append (painter.out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  put_header (painter.out, scene, "");
  g_string_append_printf (painter.out, "<style>\n%s</style>\n", style);
  put_scene (&painter, scene);
  return g_string_free (painter.out, FALSE);
}

/* ---------------------------------------------------------------------------------------------------- in a web page */

HwSvgTheme *
hw_svg_theme_new (void)
{
  HwSvgTheme *theme = g_new0 (HwSvgTheme, 1);

  theme->classes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  theme->rules = g_string_new (NULL);
  return theme;
}

void
hw_svg_theme_free (HwSvgTheme *theme)
{
  g_hash_table_unref (theme->classes);
  g_string_free (theme->rules, TRUE);
  g_free (theme);
}

/* The same shapes come in the same order, light or dark, so the colours can be told apart by their turn. */
static GArray *
note_colours (HwScene   *scene,
              HwMeasure *measure)
{
  GArray *noted = g_array_new (FALSE, FALSE, sizeof (guint32));
  SvgPainter painter;

  init_painter (&painter, measure, "");
  painter.noted = noted;
  put_scene (&painter, scene);
  g_string_free (painter.out, TRUE);
  return noted;
}

char *
hw_scene_to_svg_part (HwScene    *scene,
                      HwScene    *dark,
                      const char *prefix,
                      HwSvgTheme *theme)
{
  g_autoptr (HwMeasure) measure = hw_measure_new ();
  g_autoptr (GArray) colours = dark ? note_colours (dark, measure) : NULL;
  SvgPainter painter;

  init_painter (&painter, measure, prefix);
  painter.dark = colours;
  painter.theme = theme;
  put_header (painter.out, scene, prefix);
  put_scene (&painter, scene);
  return g_string_free (painter.out, FALSE);
}
