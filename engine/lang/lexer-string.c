/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The lexer's strings and f-strings. Models the string part of tok_get() and tok_get_fstring_mode() in CPython 3.13's
 * Parser/lexer/lexer.c: an f-string is cut into FSTRING_START, FSTRING_MIDDLE, the tokens of its fields, and
 * FSTRING_END. Escapes are decoded by the parser. */

#include "lang/lexer-private.h"

#include <string.h>

/* The length of a string prefix at the position that a quote follows, or -1. */
static int
match_prefix (const HwLexer *lexer,
              gboolean      *is_raw,
              gboolean      *is_fstring)
{
  guint seen = 0;
  enum { RAW = 1, BYTES = 2, UNICODE = 4, FORMAT = 8 };

  for (guint i = 0; i < 3; i++) {
    char c = hw_lexer_peek (lexer, i);
    guint flag;

    if (c == '"' || c == '\'') {
      *is_raw = (seen & RAW) != 0;
      *is_fstring = (seen & FORMAT) != 0;
      return (int) i;
    }
    switch (g_ascii_tolower (c)) {
    case 'r': flag = RAW; break;
    case 'b': flag = BYTES; break;
    case 'u': flag = UNICODE; break;
    case 'f': flag = FORMAT; break;
    default: return -1;
    }
    if ((seen & flag) != 0)
      return -1;
    seen |= flag;
    /* u stands alone; b and f exclude each other. */
    if ((seen & UNICODE && seen != UNICODE) || (seen & (BYTES | FORMAT)) == (BYTES | FORMAT))
      return -1;
  }
  return -1;
}

static gboolean
at_quotes (const HwLexer *lexer,
           char           quote,
           guint          n_quotes)
{
  for (guint i = 0; i < n_quotes; i++)
    if (hw_lexer_peek (lexer, i) != quote)
      return FALSE;
  return TRUE;
}

/* An unfinished string inside a field whose f-string has the same quotes means that the field was not closed. */
static gboolean
is_end_of_fstring (const HwLexer *lexer,
                   char           quote,
                   guint          n_quotes)
{
  const HwFstring *outer;

  if (lexer->n_fstrings == 0)
    return FALSE;
  outer = &lexer->fstrings[lexer->n_fstrings - 1];
  return outer->quote == quote && outer->n_quotes == n_quotes;
}

/* Closes the innermost f-string and whatever is open in it. */
static void
drop_fstring (HwLexer *lexer)
{
  lexer->n_brackets = lexer->fstrings[--lexer->n_fstrings].base_level;
}

/* The line that an unfinished string was still in: the end of the text is no line of its own. */
static guint
get_last_line (const HwLexer *lexer)
{
  return lexer->position == lexer->line_start && lexer->line > 1 ? lexer->line - 1 : lexer->line;
}

static void
fail_unterminated (HwLexer  *lexer,
                   HwMark    from,
                   char      quote,
                   guint     n_quotes,
                   gboolean  has_escaped_quote)
{
  HwSpan start = { from.line, from.column, from.line, from.column + 1 };

  if (is_end_of_fstring (lexer, quote, n_quotes)) {
    hw_lexer_error (lexer, start, "f-string: expecting '}'");
    drop_fstring (lexer);
  } else if (n_quotes == 3) {
    hw_lexer_error (lexer, start, "unterminated triple-quoted string literal (detected at line %u)",
                    get_last_line (lexer));
  } else {
    hw_lexer_error (lexer, start, "unterminated string literal (detected at line %u)%s", get_last_line (lexer),
                    has_escaped_quote ? "; perhaps you escaped the end quote?" : "");
  }
  hw_lexer_add (lexer, HW_TOKEN_ERROR, from);
}

/* The body of a plain string; the position is behind its opening quotes. */
static void
read_string_body (HwLexer *lexer,
                  HwMark   from,
                  char     quote,
                  guint    n_quotes)
{
  gboolean has_escaped_quote = FALSE;

  for (;;) {
    if (lexer->position >= lexer->length) {
      fail_unterminated (lexer, from, quote, n_quotes, has_escaped_quote);
      return;
    }
    if (at_quotes (lexer, quote, n_quotes)) {
      lexer->position += n_quotes;
      hw_lexer_add (lexer, HW_TOKEN_STRING, from);
      return;
    }
    if (hw_lexer_line_end (lexer, lexer->position) > 0) {
      if (n_quotes == 1) {
        fail_unterminated (lexer, from, quote, n_quotes, has_escaped_quote);
        return;
      }
      hw_lexer_next_line (lexer);
    } else if (hw_lexer_peek (lexer, 0) == '\\' && lexer->position + 1 < lexer->length) {
      lexer->position++;
      has_escaped_quote = has_escaped_quote || hw_lexer_peek (lexer, 0) == quote;
      if (hw_lexer_line_end (lexer, lexer->position) > 0)
        hw_lexer_next_line (lexer);
      else
        lexer->position++;
    } else {
      lexer->position++;
    }
  }
}

gboolean
hw_lexer_read_string (HwLexer *lexer)
{
  HwMark from = hw_lexer_mark (lexer);
  gboolean is_raw;
  gboolean is_fstring;
  int prefix = match_prefix (lexer, &is_raw, &is_fstring);
  guint n_quotes;
  char quote;

  if (prefix < 0)
    return FALSE;
  lexer->position += prefix;
  quote = hw_lexer_peek (lexer, 0);
  n_quotes = at_quotes (lexer, quote, 3) ? 3 : 1;
  lexer->position += n_quotes;
  if (!is_fstring) {
    read_string_body (lexer, from, quote, n_quotes);
  } else if (lexer->n_fstrings == HW_LEXER_MAX_FSTRING) {
    hw_lexer_error (lexer, hw_lexer_span (lexer, from), "too many nested f-strings");
    lexer->n_fstrings = 0;
    lexer->n_brackets = 0;
    lexer->position = lexer->length;
    hw_lexer_add (lexer, HW_TOKEN_ERROR, from);
  } else {
    lexer->fstrings[lexer->n_fstrings++]
      = (HwFstring) { hw_lexer_span (lexer, from), quote, n_quotes, is_raw, lexer->n_brackets };
    hw_lexer_add (lexer, HW_TOKEN_FSTRING_START, from);
  }
  return TRUE;
}

/* --- F-strings --- */

gboolean
hw_lexer_in_fstring (const HwLexer *lexer)
{
  const HwFstring *fstring;
  const HwBracket *top;

  if (lexer->n_fstrings == 0)
    return FALSE;
  fstring = &lexer->fstrings[lexer->n_fstrings - 1];
  if (lexer->n_brackets == fstring->base_level)
    return TRUE;
  top = &lexer->brackets[lexer->n_brackets - 1];
  return top->is_field && top->in_spec;
}

gboolean
hw_lexer_in_field (const HwLexer *lexer)
{
  const HwBracket *top;

  if (lexer->n_fstrings == 0 || lexer->n_brackets == lexer->fstrings[lexer->n_fstrings - 1].base_level)
    return FALSE;
  top = &lexer->brackets[lexer->n_brackets - 1];
  return top->is_field && !top->in_spec;
}

static void
fail_fstring (HwLexer    *lexer,
              HwMark      from,
              HwSpan      span,
              const char *message)
{
  hw_lexer_error (lexer, span, "%s", message);
  drop_fstring (lexer);
  hw_lexer_skip_line (lexer);
  hw_lexer_add (lexer, HW_TOKEN_ERROR, from);
}

static void
fail_unterminated_fstring (HwLexer *lexer,
                           HwMark   from)
{
  const HwFstring *fstring = &lexer->fstrings[lexer->n_fstrings - 1];
  HwSpan start = { fstring->span.line, fstring->span.column, fstring->span.line, fstring->span.column + 1 };
  g_autofree char *message
    = g_strdup_printf ("unterminated %sf-string literal (detected at line %u)", fstring->n_quotes == 3 ? "triple-quoted " : "",
                       get_last_line (lexer));

  fail_fstring (lexer, from, start, message);
}

static void
add_middle (HwLexer *lexer,
            HwMark   from)
{
  if (lexer->position > from.offset)
    hw_lexer_add (lexer, HW_TOKEN_FSTRING_MIDDLE, from);
}

/* A brace that opens a field, or closes the one whose spec this is. */
static void
read_brace (HwLexer  *lexer,
            char      brace,
            gboolean  in_spec)
{
  HwMark from = hw_lexer_mark (lexer);
  HwSpan span;

  lexer->position++;
  span = hw_lexer_span (lexer, from);
  if (brace == '{') {
    if (!hw_lexer_open_bracket (lexer, span, '{', TRUE))
      hw_lexer_add (lexer, HW_TOKEN_ERROR, from);
    else
      hw_lexer_add (lexer, HW_TOKEN_LEFT_BRACE, from);
  } else if (in_spec) {
    lexer->n_brackets--;
    hw_lexer_add (lexer, HW_TOKEN_RIGHT_BRACE, from);
  } else {
    fail_fstring (lexer, from, span, "f-string: single '}' is not allowed");
  }
}

/* Steps over a backslash and what it escapes. In `\N{…}` the braces are no field's. */
static void
skip_escape (HwLexer  *lexer,
             gboolean  raw)
{
  lexer->position++;
  if (hw_lexer_line_end (lexer, lexer->position) > 0) {
    hw_lexer_next_line (lexer);
  } else if (!raw && hw_lexer_peek (lexer, 0) == 'N' && hw_lexer_peek (lexer, 1) == '{') {
    lexer->position += 2;
    while (lexer->position < lexer->length && hw_lexer_line_end (lexer, lexer->position) == 0
           && hw_lexer_peek (lexer, 0) != '}' && hw_lexer_peek (lexer, 0) != '"' && hw_lexer_peek (lexer, 0) != '\'')
      lexer->position++;
    if (hw_lexer_peek (lexer, 0) == '}')
      lexer->position++;
  } else if (lexer->position < lexer->length && hw_lexer_peek (lexer, 0) != '{' && hw_lexer_peek (lexer, 0) != '}') {
    lexer->position++;
  }
}

static void
end_fstring (HwLexer  *lexer,
             HwMark    from,
             gboolean  in_spec)
{
  const HwFstring *fstring = &lexer->fstrings[lexer->n_fstrings - 1];
  HwMark end;

  add_middle (lexer, from);
  end = hw_lexer_mark (lexer);
  lexer->position += fstring->n_quotes;
  if (in_spec) {
    fail_fstring (lexer, end, hw_lexer_span (lexer, end), "f-string: expecting '}', or format specs");
  } else {
    lexer->n_fstrings--;
    hw_lexer_add (lexer, HW_TOKEN_FSTRING_END, end);
  }
}

void
hw_lexer_read_fstring (HwLexer *lexer)
{
  const HwFstring *fstring = &lexer->fstrings[lexer->n_fstrings - 1];
  gboolean in_spec = lexer->n_brackets > fstring->base_level;
  HwMark from = hw_lexer_mark (lexer);

  while (lexer->position < lexer->length) {
    char c = lexer->text[lexer->position];

    if (at_quotes (lexer, fstring->quote, fstring->n_quotes)) {
      end_fstring (lexer, from, in_spec);
      return;
    }
    if (hw_lexer_line_end (lexer, lexer->position) > 0) {
      if (fstring->n_quotes == 1) {
        fail_unterminated_fstring (lexer, from);
        return;
      }
      hw_lexer_next_line (lexer);
    } else if (c == '\\') {
      skip_escape (lexer, fstring->raw);
    } else if ((c == '{' || c == '}') && !in_spec && hw_lexer_peek (lexer, 1) == c) {
      lexer->position += 2;
    } else if (c == '{' || c == '}') {
      add_middle (lexer, from);
      read_brace (lexer, c, in_spec);
      return;
    } else {
      lexer->position++;
    }
  }
  fail_unterminated_fstring (lexer, from);
}
