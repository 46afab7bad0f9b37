/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A film as one web page that needs nothing else. Every step is a section of its own with its graph as an svg element; the script shows one
 * at a time. Without the script, and on paper, they stand one below the other. The page is well-formed XML as well. */

#include "film/film.h"
#include "film/html.h"
#include "film/player.h"

#include "hw-scenario.h"

#include "picture/look.h"
#include "picture/svg.h"

#include <string.h>

/* What a browser still opens. */
#define MAX_BYTES (256u * 1024 * 1024)

void
hw_html_append (GString    *out,
                const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    switch (*c) {
    case '&':
      g_string_append (out, "&amp;");
      break;
    case '<':
      g_string_append (out, "&lt;");
      break;
    case '>':
      g_string_append (out, "&gt;");
      break;
    case '"':
      g_string_append (out, "&quot;");
      break;
    default:
      g_string_append_c (out, *c);
    }
}

static void
append_player (GString    *out,
               const char *path)
{
  g_autoptr (GBytes) bytes = g_resource_lookup_data (hw_film_player_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  g_string_append_len (out, text, (gssize) length);
}

void
hw_html_append_palette (GString  *out,
                        gboolean  dark)
{
  const HwPalette *palette = hw_palette_get (dark);

  g_string_append_printf (out, ":root { --page: #%06x; --card: #%06x; --line: #%06x; --text: #%06x; --dim: #%06x; --accent: #%06x; "
                          "--on-accent: #%06x; --highlight: #%06x; color-scheme: %s; }\n",
                          palette->background, palette->card, palette->line, palette->text, palette->dim, palette->accent,
                          palette->on_accent, palette->highlight, dark ? "dark" : "light");
}

void
hw_html_append_style (GString *out)
{
  append_player (out, "/org/heapwright/film/player.css");
}

void
hw_html_append_words (GString           *out,
                      HwFilm            *film,
                      const HwFilmFrame *frame)
{
  g_autofree char *where = hw_film_dup_where (film, frame);

  g_string_append_printf (out, "<div class=\"words\">\n<h2 id=\"heading-%u\"><span class=\"where\">%s<span class=\"spoken\">: "
                          "</span></span> ", frame->step, where);
  g_string_append (out, frame->line > 0 ? "<code>" : "<span>");
  hw_html_append (out, frame->statement);
  g_string_append (out, frame->line > 0 ? "</code></h2>\n<p class=\"said\">" : "</span></h2>\n<p class=\"said\">");
  hw_html_append (out, frame->sentence);
  g_string_append (out, "</p>\n</div>\n");
}

/* ------------------------------------------------------------------------------------------------------------- parts */

/* Drawn, for not every font has such signs. */
#define ICON(path) "<svg viewBox=\"0 0 16 16\" width=\"14\" height=\"14\" aria-hidden=\"true\"><path fill=\"currentColor\" d=\"" path "\"/></svg>"

static void
append_controls (GString *out,
                 HwFilm  *film)
{
  g_string_append_printf (out,
    "<nav id=\"controls\" aria-label=\"Steps\" hidden=\"hidden\">\n"
    "<button type=\"button\" id=\"first\" aria-label=\"First step\" title=\"First step (Home)\">" ICON ("M2 2h2v12H2zM14 2v12L5 8z") "</button>\n"
    "<button type=\"button\" id=\"previous\" aria-label=\"Previous step\" title=\"Previous step (left arrow)\">" ICON ("M12 2v12L3 8z") "</button>\n"
    "<button type=\"button\" id=\"play\" class=\"play\" title=\"Play or pause (space)\">Play</button>\n"
    "<button type=\"button\" id=\"next\" aria-label=\"Next step\" title=\"Next step (right arrow)\">" ICON ("M4 2v12l9-6z") "</button>\n"
    "<button type=\"button\" id=\"last\" aria-label=\"Last step\" title=\"Last step (End)\">" ICON ("M12 2h2v12h-2zM2 2v12l9-6z") "</button>\n"
    "<input type=\"range\" id=\"slider\" min=\"1\" max=\"%u\" value=\"1\" aria-label=\"Step\" autocomplete=\"off\"/>\n"
    "<output id=\"where\" for=\"slider\" aria-live=\"off\"></output>\n"
    "<select id=\"speed\" aria-label=\"Speed\" autocomplete=\"off\">\n"
    "<option value=\"0.5\">½ ×</option>\n<option value=\"1\" selected=\"selected\">1 ×</option>\n"
    "<option value=\"2\">2 ×</option>\n<option value=\"4\">4 ×</option>\n</select>\n"
    "</nav>\n<p id=\"spoken\" class=\"spoken\" aria-live=\"polite\"></p>\n", film->n_frames);
}

static gboolean
append_step (GString     *out,
             HwFilm      *film,
             guint        number,
             HwSvgTheme  *theme,
             GError     **error)
{
  const HwFilmFrame *frame = &film->frames[number];
  gboolean only_dark = film->options.picture.dark;
  g_autoptr (HwScene) scene = hw_film_make_scene (film, number, error);
  g_autoptr (HwScene) dark = NULL;
  g_autofree char *prefix = g_strdup_printf ("s%u-", frame->step);
  g_autofree char *svg = NULL;

  if (scene == NULL || (!only_dark && (dark = hw_film_make_dark (film, number, scene, error)) == NULL))
    return FALSE;
  g_string_append_printf (out, "<section class=\"step\" id=\"step-%u\" aria-labelledby=\"heading-%u\" data-step=\"%u\" data-line=\"%u\" "
                          "data-end=\"%u\">\n", frame->step, frame->step, frame->step, frame->line, frame->end_line);
  hw_html_append_words (out, film, frame);
  svg = hw_scene_to_svg_part (scene, dark, prefix, theme);
  g_string_append_printf (out, "<figure>\n%s</figure>\n</section>\n", svg);
  if (out->len > MAX_BYTES) {
    g_set_error (error, HW_ERROR, HW_ERROR_BUDGET, "A web page of %u such steps is too large for a browser: choose a range of steps, or only "
                 "those that change something", film->n_frames);
    return FALSE;
  }
  hw_film_advance (film);
  return TRUE;
}

static void
append_source (GString *out,
               HwFilm  *film)
{
  HwScenario *scenario = hw_timeline_get_scenario (film->timeline);

  g_string_append (out, "<section aria-labelledby=\"source-title\">\n<h2 id=\"source-title\">Source</h2>\n<ol class=\"source\">\n");
  for (guint line = 1; line <= hw_scenario_get_n_lines (scenario); line++) {
    gsize length = 0;
    const char *start = hw_scenario_get_line (scenario, line, &length);
    g_autofree char *text = hw_film_dup_clean (start != NULL ? start : "", length);

    g_string_append (out, "<li><code>");
    hw_html_append (out, text);
    g_string_append (out, "</code></li>\n");
  }
  g_string_append (out, "</ol>\n</section>\n");
}

/* What each step added to the output, as a span of its own for standard output and for standard error. */
static void
append_output (GString *out,
               HwFilm  *film)
{
  gsize begin = 0;

  g_string_append (out, "<section aria-labelledby=\"output-title\">\n<h2 id=\"output-title\">Output so far</h2>\n<pre class=\"output\">");
  for (guint i = 0; i < film->n_frames; i++) {
    gsize end = film->frames[i].n_output, length;
    const char *output = hw_timeline_get_output (film->timeline, film->frames[i].step, &length);

    while (begin < end) {
      gboolean is_error = hw_timeline_is_stderr (film->timeline, begin);
      gsize stop = begin;
      g_autofree char *text = NULL;

      while (stop < end && hw_timeline_is_stderr (film->timeline, stop) == is_error)
        stop++;
      text = hw_film_dup_clean (output + begin, stop - begin);
      g_string_append_printf (out, "<span%s data-step=\"%u\">", is_error ? " class=\"err\"" : "", film->frames[i].step);
      hw_html_append (out, text);
      g_string_append (out, "</span>");
      begin = stop;
    }
  }
  g_string_append (out, "</pre>\n</section>\n");
}

/* ------------------------------------------------------------------------------------------------------------- whole */

void
hw_html_append_start (GString *out,
                      HwFilm  *film)
{
  g_string_append (out, "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<meta name=\"generator\" content=\""
                   HW_FILM_CREATOR "\"/>\n<title>");
  hw_html_append (out, film->title);
  g_string_append (out, "</title>\n<style>\n");
}

static void
append_head (GString    *out,
             HwFilm     *film,
             HwSvgTheme *theme)
{
  g_autofree char *style = hw_svg_dup_style (".step svg ");

  hw_html_append_start (out, film);
  hw_html_append_style (out);
  g_string_append (out, style);
  if (film->options.picture.dark) {
    hw_html_append_palette (out, TRUE);
  } else {
    g_string_append (out, "@media screen and (prefers-color-scheme: dark) {\n");
    hw_html_append_palette (out, TRUE);
    g_string_append_len (out, theme->rules->str, (gssize) theme->rules->len);
    g_string_append (out, "}\n");
  }
  g_string_append_printf (out, "</style>\n</head>\n<body data-last=\"%u\" data-milliseconds=\"%u\">\n<header>\n<h1>",
                          hw_timeline_get_last (film->timeline), (guint) (film->options.seconds * 1000));
  hw_html_append (out, film->title);
  g_string_append_printf (out, "</h1>\n<p class=\"about\">%s</p>\n</header>\n", film->about);
}

GBytes *
hw_film_to_html (HwFilm  *film,
                 GError **error)
{
  g_autoptr (HwSvgTheme) theme = hw_svg_theme_new ();
  g_autoptr (GString) sections = g_string_new (NULL);
  GString *out;

  for (guint i = 0; i < film->n_frames; i++)
    if (!append_step (sections, film, i, theme, error))
      return NULL;
  out = g_string_sized_new (sections->len + 65536);
  append_head (out, film, theme);
  append_controls (out, film);
  g_string_append (out, "<main>\n<div>\n");
  g_string_append_len (out, sections->str, (gssize) sections->len);
  g_string_append (out, "</div>\n<aside>\n");
  append_source (out, film);
  append_output (out, film);
  g_string_append (out, "</aside>\n</main>\n<script>\n//<![CDATA[\n");
  append_player (out, "/org/heapwright/film/player.js");
  g_string_append (out, "//]]>\n</script>\n</body>\n</html>\n");
  return g_string_free_to_bytes (out);
}
