/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What is written beside the graph of a step: statement, sentence, place. */

#include "film/film.h"

#include "hw-scenario.h"

#include <string.h>

/* The lines of a statement, without the indentation of the first. */
static char *
dup_statement (HwScenario *scenario,
               guint       line,
               guint       end_line)
{
  GString *text = g_string_new (NULL);
  gsize indent = 0;

  for (guint i = line; i <= MAX (line, end_line); i++) {
    gsize length = 0, skip = 0;
    const char *start = hw_scenario_get_line (scenario, i, &length);
    g_autofree char *clean = NULL;

    if (start == NULL)
      break;
    while (skip < length && (start[skip] == ' ' || start[skip] == '\t' || start[skip] == '\f') && (i == line || skip < indent))
      skip++;
    if (i == line)
      indent = skip;
    clean = hw_film_dup_clean (start + skip, length - skip);
    g_string_append_printf (text, "%s%s", i > line ? "\n" : "", g_strchomp (clean));
  }
  return g_string_free (text, FALSE);
}

char *
hw_film_dup_clean (const char *text,
                   gsize       length)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) length);
  GString *clean = g_string_sized_new (length);

  for (const char *c = valid; *c != '\0'; c = g_utf8_next_char (c)) {
    gunichar character = g_utf8_get_char (c);

    if (character == '\n' || character == '\t')
      g_string_append_c (clean, *c);
    else if (character < 0x20)
      g_string_append_unichar (clean, 0x2400 + character); /* its own picture */
    else if (g_unichar_iscntrl (character) || (character & 0xfffe) == 0xfffe || (character >= 0xfdd0 && character <= 0xfdef))
      g_string_append_unichar (clean, 0xfffd);
    else
      g_string_append_unichar (clean, character);
  }
  return g_string_free (clean, FALSE);
}

/* The description as a sentence with its capital and its full stop. The title of an object, "list #3", keeps its letters. */
static char *
dup_sentence (HwTimeline *timeline,
              guint       step)
{
  g_autofree char *words = hw_timeline_describe_step (timeline, step);
  gsize first = strcspn (words, " ");

  if (*words == '\0')
    return g_strdup ("Nothing changes on the heap.");
  if (words[first] != ' ' || words[first + 1] != '#')
    words[0] = g_ascii_toupper (words[0]);
  return g_strconcat (words, g_str_has_suffix (words, ".") ? NULL : ".", NULL);
}

void
hw_film_frame_init (HwFilmFrame *frame,
                    HwTimeline  *timeline,
                    guint        step)
{
  frame->step = step;
  hw_timeline_get_output (timeline, step, &frame->n_output);
  if (step == 0) {
    frame->statement = g_strdup ("before the first statement");
    frame->sentence = g_strdup ("Nothing has run yet.");
    return;
  }
  if (step <= hw_timeline_get_n_steps (timeline)) {
    const HwStep *record = hw_timeline_get_step (timeline, step);

    frame->line = record->line;
    frame->end_line = MAX (record->line, record->end_line);
    frame->statement = dup_statement (hw_timeline_get_scenario (timeline), frame->line, frame->end_line);
  } else {
    frame->statement = g_strdup ("the interpreter ends");
  }
  frame->sentence = dup_sentence (timeline, step);
}

void
hw_film_frame_clear (HwFilmFrame *frame)
{
  g_free (frame->statement);
  g_free (frame->sentence);
  hw_scene_unref (frame->dark);
  hw_scene_unref (frame->scene);
}

char *
hw_film_dup_where (HwFilm            *film,
                   const HwFilmFrame *frame)
{
  guint last = hw_timeline_get_last (film->timeline);

  if (frame->line == 0)
    return g_strdup_printf ("Step %u of %u", frame->step, last);
  if (frame->end_line > frame->line)
    return g_strdup_printf ("Step %u of %u · lines %u–%u", frame->step, last, frame->line, frame->end_line);
  return g_strdup_printf ("Step %u of %u · line %u", frame->step, last, frame->line);
}

char *
hw_film_dup_name (const HwFilmFrame *frame,
                  const char        *ending)
{
  return g_strdup_printf ("step-%04u.%s", frame->step, ending);
}
