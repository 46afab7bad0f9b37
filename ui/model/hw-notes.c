/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "hw-notes.h"

#include <glib/gi18n.h>
#include <string.h>

#include "hw-event.h"
#include "hw-kind.h"

/* Of what one line makes, this much is looked at. */
#define MAX_MADE 2000
#define MAX_WORDS 2000000

/* ------------------------------------------------------------------------------------------------------------------ the text */

/* Where the comment of a line begins, and whether one could stand at its end. */
typedef struct {
  gsize    begin;   /* of the line */
  gsize    end;     /* before its line feed */
  gsize    comment; /* the "#", or [end] */
  gboolean closed;  /* no string and no backslash leads on to the next line */
} Line;

/* After the string literal whose quotes begin at [at]; a short one ends with its line at the latest. */
static gsize
skip_string (const char *text,
             gsize       at)
{
  char quote = text[at];
  gboolean triple = text[at + 1] == quote && text[at + 2] == quote;

  at += triple ? 3 : 1;
  while (text[at] != '\0') {
    if (text[at] == '\\' && text[at + 1] != '\0') {
      at += 2;
      continue;
    }
    if (!triple && (text[at] == quote || text[at] == '\n'))
      return text[at] == quote ? at + 1 : at;
    if (triple && text[at] == quote && text[at + 1] == quote && text[at + 2] == quote)
      return at + 3;
    at++;
  }
  return at;
}

/* The lines of a text. */
static GArray *
read_lines (const char *text)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Line));
  Line line = { 0, 0, G_MAXSIZE, TRUE };
  gsize at = 0;

  for (;;) {
    if (text[at] == '#' && line.comment == G_MAXSIZE) {
      line.comment = at;
      at += strcspn (text + at, "\n");
    } else if (text[at] == '"' || text[at] == '\'') {
      gsize after = skip_string (text, at);
      const char *feed;

      while ((feed = memchr (text + at, '\n', after - at)) != NULL) {
        line.end = line.comment = (gsize) (feed - text);
        line.closed = FALSE;
        g_array_append_val (lines, line);
        line = (Line) { line.end + 1, 0, G_MAXSIZE, TRUE };
        at = line.begin;
      }
      at = after;
    } else if (text[at] == '\n' || text[at] == '\0') {
      line.end = at;
      line.comment = MIN (line.comment, at);
      line.closed = line.comment < at || at == line.begin || text[at - 1] != '\\';
      g_array_append_val (lines, line);
      if (text[at] == '\0')
        return lines;
      line = (Line) { ++at, 0, G_MAXSIZE, TRUE };
    } else {
      at++;
    }
  }
}

static void
note_free (gpointer data)
{
  HwNote *note = data;

  g_free (note->text);
  g_free (note);
}

/* "# note:" or "# note 12:" at [at]: its number and what it takes; 0 if there is none. */
static gsize
read_head (const char *at,
           guint      *number)
{
  const char *p = at;
  guint64 value = 1;
  char *after;

  if (!g_str_has_prefix (p, "# note"))
    return 0;
  p += strlen ("# note");
  if (*p == ' ' && g_ascii_isdigit (p[1])) {
    value = g_ascii_strtoull (p + 1, &after, 10);
    p = after;
  }
  if (*p != ':' || value == 0 || value > G_MAXUINT)
    return 0;
  *number = (guint) value;
  return (gsize) (p + 1 - at);
}

/* The notes of one comment, each up to the next. */
static void
read_notes (const char *text,
            const Line *line,
            guint       number,
            GPtrArray  *notes)
{
  HwNote *last = NULL;

  for (gsize at = line->comment; at < line->end; at++) {
    guint count;
    gsize length = text[at] == '#' ? read_head (text + at, &count) : 0;

    if (length == 0)
      continue;
    if (last != NULL)
      last->end = at;
    last = g_new0 (HwNote, 1);
    last->line = number;
    last->number = count;
    last->begin = at;
    last->end = line->end;
    g_ptr_array_add (notes, last);
  }
}

GPtrArray *
hw_notes_list (const char *text)
{
  g_autoptr (GArray) lines = read_lines (text);
  GPtrArray *notes = g_ptr_array_new_with_free_func (note_free);

  for (guint i = 0; i < lines->len; i++)
    read_notes (text, &g_array_index (lines, Line, i), i + 1, notes);
  for (guint i = 0; i < notes->len; i++) {
    HwNote *note = notes->pdata[i];
    gsize head = read_head (text + note->begin, &note->number);

    note->text = g_strstrip (g_strndup (text + note->begin + head, note->end - note->begin - head));
    while (note->end > note->begin && g_ascii_isspace (text[note->end - 1]))
      note->end--;
    while (note->begin > 0 && text[note->begin - 1] == ' ')
      note->begin--;
  }
  return notes;
}

/* One line, without what would begin another note. */
static char *
dup_clean (const char *note)
{
  char *clean = g_strdup (note);

  for (char *p = clean; *p != '\0'; p++)
    if (*p == '\n' || *p == '\r' || *p == '#')
      *p = ' ';
  return g_strstrip (clean);
}

HwEdit *
hw_notes_edit (const char *text,
               guint       line,
               guint       number,
               const char *note,
               GError    **error)
{
  g_autoptr (GPtrArray) notes = hw_notes_list (text);
  g_autoptr (GArray) lines = read_lines (text);
  g_autofree char *clean = note != NULL ? dup_clean (note) : g_strdup ("");
  g_autofree char *head = number > 1 ? g_strdup_printf ("  # note %u: ", number) : g_strdup ("  # note: ");
  const HwNote *old = NULL;
  HwEdit *edit;

  for (guint i = 0; i < notes->len && old == NULL; i++) {
    const HwNote *candidate = notes->pdata[i];

    old = candidate->line == line && candidate->number == number ? candidate : NULL;
  }
  if (line == 0 || line > lines->len || (old == NULL && !g_array_index (lines, Line, line - 1).closed)) {
    g_set_error (error, HW_ERROR, HW_ERROR_REFUSED, _ ("Line %u goes on in the next one: no note can stand at its end."), line);
    return NULL;
  }
  edit = g_new0 (HwEdit, 1);
  edit->kind = HW_GESTURE_STATEMENT;
  edit->title = g_strdup (*clean != '\0' ? _ ("Pin Note") : _ ("Remove Note"));
  edit->preview = *clean != '\0' ? g_strconcat (head + 2, clean, NULL) : g_strdup ("");
  edit->n_replacements = 1;
  edit->replacements = g_new0 (HwReplacement, 1);
  edit->replacements[0].offset = old != NULL ? old->begin : g_array_index (lines, Line, line - 1).end;
  edit->replacements[0].length = old != NULL ? old->end - old->begin : 0;
  edit->replacements[0].text = *clean != '\0' ? g_strconcat (head, clean, NULL) : g_strdup ("");
  return edit;
}

/* ---------------------------------------------------------------------------------------------------------------- the record */

static int
get_rank (HwKind kind)
{
  switch (kind) {
  case HW_KIND_FREE: case HW_KIND_NONE: case HW_KIND_ELLIPSIS: case HW_KIND_NOT_IMPLEMENTED: case HW_KIND_BOOL: case HW_KIND_INT:
  case HW_KIND_FLOAT: case HW_KIND_COMPLEX: case HW_KIND_STR: case HW_KIND_BYTES: case HW_KIND_BUILTIN: case HW_KIND_DESCRIPTOR:
  case HW_KIND_CODE: case HW_KIND_CELL: case HW_KIND_FRAME:
    return -1;
  case HW_KIND_INSTANCE: case HW_KIND_EXCEPTION:
    return 0;
  case HW_KIND_TYPE: case HW_KIND_FUNCTION:
    return 1;
  default:
    return 2;
  }
}

typedef struct {
  int     rank;
  guint32 serial;
} Made;

static int
compare_made (gconstpointer a,
              gconstpointer b)
{
  const Made *first = a, *second = b;

  if (first->rank != second->rank)
    return first->rank < second->rank ? -1 : 1;
  return first->serial < second->serial ? -1 : first->serial > second->serial;
}

/* What the statement that leads to [step] makes. Objects have their serials in the order of these events. */
static void
add_made (HwTimeline *timeline,
          guint       step,
          GArray     *made)
{
  const guint32 *words = hw_timeline_get_words (timeline, &(guint64) { 0 });
  guint64 at = hw_timeline_get_begin (timeline, step), end = hw_timeline_get_begin (timeline, step + 1);
  guint32 serial = hw_timeline_get_step (timeline, step)->next_serial;

  for (; at < end && made->len < MAX_MADE; at += hw_event_get_length (words + at)) {
    HwEventKind kind = HW_EVENT_KIND (words[at]);
    Made entry = { kind == HW_EVENT_ALLOC ? get_rank (words[at + 4] & 0xff) : -1, serial };

    if (entry.rank >= 0)
      g_array_append_val (made, entry);
    serial += kind == HW_EVENT_ALLOC || kind == HW_EVENT_FRAME_PUSH;
  }
}

/* All that a line makes, in the order in which notes count it. */
static GArray *
list_made (HwTimeline *timeline,
           guint       line)
{
  GArray *made = g_array_new (FALSE, FALSE, sizeof (Made));
  guint n_steps = hw_timeline_get_n_steps (timeline);
  guint64 n_words = 0;

  for (guint step = 1; step <= n_steps && n_words < MAX_WORDS && made->len < MAX_MADE; step++) {
    if (hw_timeline_get_step (timeline, step)->line != line)
      continue;
    n_words += hw_timeline_get_begin (timeline, step + 1) - hw_timeline_get_begin (timeline, step);
    add_made (timeline, step, made);
  }
  g_array_sort (made, compare_made);
  return made;
}

GHashTable *
hw_notes_find (HwTimeline *timeline)
{
  HwScenario *scenario = hw_timeline_get_scenario (timeline);
  g_autoptr (GPtrArray) notes = hw_notes_list (scenario != NULL ? hw_scenario_get_text (scenario) : "");
  g_autoptr (GArray) made = NULL;
  GHashTable *found = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  guint line = 0;

  for (guint i = 0; i < notes->len; i++) {
    const HwNote *note = notes->pdata[i];

    if (note->line != line) {
      g_clear_pointer (&made, g_array_unref);
      made = list_made (timeline, note->line);
      line = note->line;
    }
    if (note->number <= made->len && *note->text != '\0')
      g_hash_table_insert (found, GUINT_TO_POINTER (g_array_index (made, Made, note->number - 1).serial), g_strdup (note->text));
  }
  return found;
}

gboolean
hw_notes_address (HwTimeline *timeline,
                  guint32     serial,
                  guint      *line,
                  guint      *number)
{
  g_autoptr (GArray) made = NULL;
  guint birth = hw_timeline_get_birth (timeline, serial);

  if (birth == 0 || birth > hw_timeline_get_n_steps (timeline))
    return FALSE;
  *line = hw_timeline_get_step (timeline, birth)->line;
  made = list_made (timeline, *line);
  for (guint i = 0; i < made->len; i++)
    if (g_array_index (made, Made, i).serial == serial) {
      *number = i + 1;
      return TRUE;
    }
  return FALSE;
}
