/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Pages, drawn with cairo: those of the PDF, and the pictures of animations. */

#include "film/page.h"

#include "hw-scenario.h"

#include "picture/look.h"
#include "picture/measure.h"

#include <math.h>
#include <string.h>

/* All in points. */
#define MARGIN 28.0
#define GAP 20.0
#define WORDS_GAP 6.0     /* between statement and sentence */
#define SIDE_WIDTH 280.0
#define PADDING 12.0
#define PANEL_HEAD 24.0
#define LINE_HEIGHT 15.0  /* of source and output */
#define NUMBER_WIDTH 26.0 /* of the line numbers */
#define FOOT_HEIGHT 22.0
#define MIN_WIDTH 960.0
#define MAX_WIDTH 1600.0
#define MIN_HEIGHT 600.0
#define MAX_HEIGHT 1100.0
#define MAX_ZOOM 1.3      /* of a small graph */

/* X (identifier, family, size, bold, lines at most) */
#define STYLE_LIST(X)                        \
  X (WHERE, HW_FONT_TEXT, 10.5, FALSE, 1)    \
  X (STATEMENT, HW_FONT_MONO, 14.0, TRUE, 3) \
  X (SENTENCE, HW_FONT_TEXT, 12.0, FALSE, 4) \
  X (PANEL, HW_FONT_TEXT, 10.0, TRUE, 1)     \
  X (CODE, HW_FONT_MONO, 9.5, FALSE, 1)      \
  X (OUTPUT, HW_FONT_MONO, 9.5, FALSE, 0)

typedef enum {
#define HW_X(id, family, size, bold, lines) STYLE_##id,
  STYLE_LIST (HW_X)
#undef HW_X
  N_STYLES
} Style;

static const struct {
  const char *family;
  double      size;
  gboolean    bold;
  int         lines;
} styles[] = {
#define HW_X(id, family, size, bold, lines) { family, size, bold, lines },
  STYLE_LIST (HW_X)
#undef HW_X
};

struct _HwFilmPage {
  HwFilm       *film;
  PangoContext *context;
  PangoLayout  *layouts[N_STYLES];
  double        width;
  double        height;
  double        statement_y;
  HwRect        graph;
  HwRect        source;
  HwRect        output;
  double        zoom;
};

static PangoLayout *
make_layout (PangoContext *context,
             Style         style)
{
  PangoLayout *layout = pango_layout_new (context);
  PangoFontDescription *description = pango_font_description_new ();

  pango_font_description_set_family_static (description, styles[style].family);
  pango_font_description_set_absolute_size (description, styles[style].size * PANGO_SCALE);
  pango_font_description_set_weight (description, styles[style].bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, description);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  if (styles[style].lines > 0) {
    pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
    pango_layout_set_height (layout, -styles[style].lines);
  }
  pango_font_description_free (description);
  return layout;
}

/* The layout of [style] with [text] in it. Borrowed. */
static PangoLayout *
set_text (HwFilmPage *page,
          Style       style,
          const char *text,
          double      width)
{
  PangoLayout *layout = page->layouts[style];

  pango_layout_set_attributes (layout, NULL);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static double
measure_height (HwFilmPage *page,
                Style       style,
                const char *text,
                double      width)
{
  int height;

  pango_layout_get_size (set_text (page, style, text, width), NULL, &height);
  return ceil ((double) height / PANGO_SCALE);
}

/* Pango counts the lines of each paragraph, so a statement is cut by hand. Owned. */
static char *
dup_cut (const char *text,
         int         n_lines)
{
  const char *end = text;

  for (int i = 0; i < n_lines; i++) {
    const char *next = strchr (end, '\n');

    if (next == NULL)
      return g_strdup (text);
    end = next + 1;
  }
  return g_strdup_printf ("%.*s …", (int) (end - 1 - text), text);
}

/* --------------------------------------------------------------------------------------------------------- geometry */

static void
measure (HwFilmPage *page)
{
  HwFilm *film = page->film;
  double inside, words = 0, head;

  page->width = ceil (CLAMP (film->width + SIDE_WIDTH + GAP + 2 * MARGIN, MIN_WIDTH, MAX_WIDTH));
  inside = page->width - 2 * MARGIN;
  page->statement_y = MARGIN + measure_height (page, STYLE_WHERE, "Step", inside) + WORDS_GAP;
  for (guint i = 0; i < film->n_frames; i++) {
    g_autofree char *cut = dup_cut (film->frames[i].statement, styles[STYLE_STATEMENT].lines);

    words = MAX (words, measure_height (page, STYLE_STATEMENT, cut, inside) + WORDS_GAP
                        + measure_height (page, STYLE_SENTENCE, film->frames[i].sentence, inside));
  }
  head = page->statement_y + words + GAP;

  page->height = ceil (CLAMP (head + film->height + FOOT_HEIGHT + MARGIN, MIN_HEIGHT, MAX_HEIGHT));
  page->graph = (HwRect) { MARGIN, head, inside - SIDE_WIDTH - GAP, page->height - head - FOOT_HEIGHT - MARGIN / 2 };
  page->zoom = MIN (MIN (page->graph.width / film->width, page->graph.height / film->height), MAX_ZOOM);
  page->source = (HwRect) { page->width - MARGIN - SIDE_WIDTH, head, SIDE_WIDTH, floor ((page->graph.height - GAP) * 0.58) };
  page->output = (HwRect) { page->source.x, head + page->source.height + GAP, SIDE_WIDTH,
                            page->graph.height - page->source.height - GAP };
}

HwFilmPage *
hw_film_page_new (HwFilm *film)
{
  HwFilmPage *page = g_new0 (HwFilmPage, 1);
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  page->film = film;
  page->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  pango_cairo_context_set_font_options (page->context, options);
  pango_cairo_context_set_resolution (page->context, 72);
  pango_context_set_round_glyph_positions (page->context, FALSE);
  pango_context_set_language (page->context, pango_language_from_string ("en"));
  cairo_font_options_destroy (options);
  for (guint i = 0; i < N_STYLES; i++)
    page->layouts[i] = make_layout (page->context, i);
  measure (page);
  return page;
}

void
hw_film_page_free (HwFilmPage *page)
{
  for (guint i = 0; i < N_STYLES; i++)
    g_object_unref (page->layouts[i]);
  g_object_unref (page->context);
  g_free (page);
}

void
hw_film_page_get_size (HwFilmPage *page,
                       int        *width,
                       int        *height)
{
  *width = (int) page->width;
  *height = (int) page->height;
}

/* ---------------------------------------------------------------------------------------------------------- drawing */

static void
set_source (cairo_t *cr,
            guint32  colour)
{
  cairo_set_source_rgb (cr, (colour >> 16 & 0xff) / 255.0, (colour >> 8 & 0xff) / 255.0, (colour & 0xff) / 255.0);
}

static void
put_rect (cairo_t *cr,
          double   x,
          double   y,
          double   width,
          double   height,
          guint32  colour)
{
  set_source (cr, colour);
  cairo_rectangle (cr, x, y, width, height);
  cairo_fill (cr);
}

static void
put_layout (cairo_t     *cr,
            PangoLayout *layout,
            double       x,
            double       y,
            guint32      colour)
{
  set_source (cr, colour);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
  cairo_new_path (cr);
}

static void
put_text (HwFilmPage *page,
          cairo_t    *cr,
          Style       style,
          const char *text,
          double      x,
          double      y,
          double      width,
          guint32     colour)
{
  put_layout (cr, set_text (page, style, text, width), x, y, colour);
}

static void
put_head (HwFilmPage        *page,
          cairo_t           *cr,
          const HwFilmFrame *frame,
          const HwPalette   *palette)
{
  double inside = page->width - 2 * MARGIN;
  g_autofree char *where = hw_film_dup_where (page->film, frame);
  g_autofree char *title = g_strdup_printf ("%s · CPython %s", page->film->title,
                                            hw_python_to_string (hw_timeline_get_python (page->film->timeline)));
  g_autofree char *statement = dup_cut (frame->statement, styles[STYLE_STATEMENT].lines);

  put_text (page, cr, STYLE_WHERE, where, MARGIN, MARGIN, inside / 2 - GAP, palette->accent);
  pango_layout_set_alignment (page->layouts[STYLE_WHERE], PANGO_ALIGN_RIGHT);
  put_text (page, cr, STYLE_WHERE, title, MARGIN + inside / 2, MARGIN, inside / 2, palette->dim);
  pango_layout_set_alignment (page->layouts[STYLE_WHERE], PANGO_ALIGN_LEFT);
  put_text (page, cr, STYLE_STATEMENT, statement, MARGIN, page->statement_y, inside,
            frame->line > 0 ? palette->text : palette->dim);
  put_text (page, cr, STYLE_SENTENCE, frame->sentence, MARGIN,
            page->statement_y + WORDS_GAP + measure_height (page, STYLE_STATEMENT, statement, inside), inside, palette->text);
}

/* A panel with its title; gives the room inside. */
static HwRect
put_panel (HwFilmPage      *page,
           cairo_t         *cr,
           const HwRect    *rect,
           const char      *title,
           const HwPalette *palette)
{
  put_rect (cr, rect->x, rect->y, rect->width, rect->height, palette->line);
  put_rect (cr, rect->x + 1, rect->y + 1, rect->width - 2, rect->height - 2, palette->card);
  put_text (page, cr, STYLE_PANEL, title, rect->x + PADDING, rect->y + 7, rect->width - 2 * PADDING, palette->dim);
  return (HwRect) { rect->x + 1, rect->y + PANEL_HEAD, rect->width - 2, rect->height - PANEL_HEAD - PADDING / 2 };
}

/* The lines around the statement. */
static void
put_source (HwFilmPage        *page,
            cairo_t           *cr,
            const HwFilmFrame *frame,
            const HwPalette   *palette)
{
  HwScenario *scenario = hw_timeline_get_scenario (page->film->timeline);
  HwRect room = put_panel (page, cr, &page->source, "Source", palette);
  guint n_lines = hw_scenario_get_n_lines (scenario), n_seen = (guint) (room.height / LINE_HEIGHT);
  guint current = frame->line > 0 ? frame->line : frame->step == 0 ? 1 : n_lines;
  guint first = current > n_seen / 2 ? current - n_seen / 2 : 1;

  if (first + n_seen > n_lines + 1)
    first = n_lines + 1 > n_seen ? n_lines + 1 - n_seen : 1;
  for (guint line = first; line < first + n_seen && line <= n_lines; line++) {
    double y = room.y + (line - first) * LINE_HEIGHT;
    gboolean is_current = frame->line > 0 && line >= frame->line && line <= frame->end_line;
    gsize length = 0;
    const char *start = hw_scenario_get_line (scenario, line, &length);
    g_autofree char *text = hw_film_dup_clean (start != NULL ? start : "", length);
    g_autofree char *number = g_strdup_printf ("%u", line);

    if (is_current) {
      put_rect (cr, room.x, y - 1, room.width, LINE_HEIGHT, palette->highlight);
      put_rect (cr, room.x, y - 1, 3, LINE_HEIGHT, palette->accent);
    }
    pango_layout_set_alignment (page->layouts[STYLE_CODE], PANGO_ALIGN_RIGHT);
    put_text (page, cr, STYLE_CODE, number, room.x + 4, y, NUMBER_WIDTH, palette->dim);
    pango_layout_set_alignment (page->layouts[STYLE_CODE], PANGO_ALIGN_LEFT);
    put_text (page, cr, STYLE_CODE, text, room.x + NUMBER_WIDTH + 12, y, room.width - NUMBER_WIDTH - 18, palette->text);
  }
}

/* The start of the last [n_lines] lines of a text, the line end at its end not counted. */
static gsize
find_last_lines (const char *text,
                 gsize       length,
                 guint       n_lines)
{
  gsize start = length;

  for (guint i = 0; i < n_lines && start > 0; i++) {
    start--;
    while (start > 0 && text[start - 1] != '\n')
      start--;
  }
  return start;
}

/* The end of what was printed; what this step printed stands out. */
static void
put_output (HwFilmPage        *page,
            cairo_t           *cr,
            const HwFilmFrame *frame,
            const HwPalette   *palette)
{
  HwRect room = put_panel (page, cr, &page->output, "Output so far", palette);
  guint n_seen = (guint) (room.height / LINE_HEIGHT);
  gsize length, known = 0, start;
  const char *output = hw_timeline_get_output (page->film->timeline, frame->step, &length);
  PangoLayout *layout;
  int n_lines;
  double y = room.y;

  if (frame->step > 0)
    hw_timeline_get_output (page->film->timeline, frame->step - 1, &known);
  start = find_last_lines (output, length, n_seen);
  known = MAX (known, start);
  {
    g_autofree char *old = hw_film_dup_clean (output + start, known - start);
    g_autofree char *new = hw_film_dup_clean (output + known, length - known);
    g_autofree char *text = g_strconcat (old, new, NULL);
    g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
    PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

    layout = set_text (page, STYLE_OUTPUT, g_strchomp (text), room.width - 2 * PADDING);
    bold->start_index = (guint) strlen (old);
    pango_attr_list_insert (attributes, bold);
    pango_layout_set_attributes (layout, attributes);
  }
  n_lines = pango_layout_get_line_count (layout);
  set_source (cr, palette->text);
  for (int i = MAX (n_lines - (int) n_seen, 0); i < n_lines; i++, y += LINE_HEIGHT) {
    cairo_move_to (cr, room.x + PADDING, y + LINE_HEIGHT * 0.75);
    pango_cairo_show_layout_line (cr, pango_layout_get_line_readonly (layout, i));
  }
  cairo_new_path (cr);
}

/* How far the film is. */
static void
put_foot (HwFilmPage      *page,
          cairo_t         *cr,
          guint            frame,
          const HwPalette *palette)
{
  double inside = page->width - 2 * MARGIN, y = page->height - MARGIN + 8;

  put_rect (cr, MARGIN, y, inside, 3, palette->line);
  put_rect (cr, MARGIN, y, floor (inside * (frame + 1) / page->film->n_frames), 3, palette->accent);
}

void
hw_film_page_draw (HwFilmPage *page,
                   cairo_t    *cr,
                   guint       frame,
                   HwScene    *scene)
{
  const HwFilmFrame *shown = &page->film->frames[frame];
  const HwPalette *palette = hw_palette_get (page->film->options.picture.dark);

  put_rect (cr, 0, 0, page->width, page->height, palette->background);
  put_head (page, cr, shown, palette);
  put_source (page, cr, shown, palette);
  put_output (page, cr, shown, palette);
  put_foot (page, cr, frame, palette);
  cairo_save (cr);
  cairo_translate (cr, page->graph.x + floor ((page->graph.width - page->film->width * page->zoom) / 2),
                   page->graph.y + MAX (floor ((page->graph.height - page->film->height * page->zoom) / 3), 0));
  cairo_scale (cr, page->zoom, page->zoom);
  hw_scene_draw (scene, cr, NULL, 0);
  cairo_restore (cr);
}
