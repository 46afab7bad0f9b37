/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The lexer's main loop: indentation, names, operators and brackets. Models tok_get() of CPython 3.13's
 * Parser/lexer/lexer.c, its messages included; here the whole text is cut before it is parsed, which gives errors of
 * the lexer the precedence they have in CPython. */

#include "lang/lexer-private.h"

#include <stdarg.h>
#include <string.h>

#define TAB_SIZE 8

const char *
hw_token_kind_to_string (HwTokenKind kind)
{
  static const char *const texts[] = {
#define HW_X(id, text) text,
    HW_TOKEN_LIST (HW_X)
#undef HW_X
  };

  return texts[kind];
}

HwMark
hw_lexer_mark (const HwLexer *lexer)
{
  return (HwMark) { lexer->position, lexer->line, (guint) (lexer->position - lexer->line_start) };
}

HwSpan
hw_lexer_span (const HwLexer *lexer,
               HwMark         from)
{
  return (HwSpan) { from.line, from.column, lexer->line, (guint) (lexer->position - lexer->line_start) };
}

void
hw_lexer_add (HwLexer     *lexer,
              HwTokenKind  kind,
              HwMark       from)
{
  HwToken token = {
    .kind = kind,
    .level = lexer->n_brackets,
    .start = from.offset,
    .end = lexer->position,
    .line = from.line,
    .column = from.column,
    .end_line = lexer->line,
    .end_column = lexer->position - lexer->line_start,
  };

  g_array_append_val (lexer->tokens, token);
}

void
hw_lexer_error (HwLexer    *lexer,
                HwSpan      span,
                const char *format,
                ...)
{
  va_list args;

  va_start (args, format);
  hw_diagnostics_take (lexer->diagnostics, HW_DIAGNOSTIC_SYNTAX, span, g_strdup_vprintf (format, args), NULL);
  va_end (args);
}

guint
hw_lexer_line_end (const HwLexer *lexer,
                   gsize          offset)
{
  if (offset >= lexer->length)
    return 0;
  if (lexer->text[offset] == '\n')
    return 1;
  if (lexer->text[offset] == '\r')
    return offset + 1 < lexer->length && lexer->text[offset + 1] == '\n' ? 2 : 1;
  return 0;
}

void
hw_lexer_next_line (HwLexer *lexer)
{
  lexer->position += hw_lexer_line_end (lexer, lexer->position);
  lexer->line_start = lexer->position;
  lexer->line++;
}

void
hw_lexer_skip_line (HwLexer *lexer)
{
  while (lexer->position < lexer->length && hw_lexer_line_end (lexer, lexer->position) == 0)
    lexer->position++;
}

/* --- Indentation --- */

static void
set_indent (HwLexer *lexer,
            guint    column,
            guint    alt_column)
{
  HwMark here = hw_lexer_mark (lexer);
  guint top = lexer->n_indents - 1;
  gboolean inconsistent = FALSE;

  if (column == lexer->indents[top]) {
    inconsistent = alt_column != lexer->alt_indents[top];
  } else if (column > lexer->indents[top]) {
    inconsistent = alt_column <= lexer->alt_indents[top];
    if (lexer->n_indents == HW_LEXER_MAX_INDENT) {
      hw_lexer_error (lexer, hw_lexer_span (lexer, here), "too many levels of indentation");
      lexer->position = lexer->length;
      return;
    }
    lexer->indents[lexer->n_indents] = column;
    lexer->alt_indents[lexer->n_indents++] = alt_column;
    hw_lexer_add (lexer, HW_TOKEN_INDENT, here);
  } else {
    while (column < lexer->indents[lexer->n_indents - 1]) {
      lexer->n_indents--;
      hw_lexer_add (lexer, HW_TOKEN_DEDENT, here);
    }
    top = lexer->n_indents - 1;
    if (column != lexer->indents[top])
      hw_lexer_error (lexer, hw_lexer_span (lexer, here), "unindent does not match any outer indentation level");
    else
      inconsistent = alt_column != lexer->alt_indents[top];
  }
  if (inconsistent)
    hw_lexer_error (lexer, hw_lexer_span (lexer, here), "inconsistent use of tabs and spaces in indentation");
}

/* Measures the blank start of a line. A line that holds nothing but blanks and a comment has no indentation. */
static void
read_indent (HwLexer *lexer)
{
  guint column = 0;
  guint alt_column = 0;

  lexer->at_line_start = FALSE;
  for (;; lexer->position++) {
    char c = hw_lexer_peek (lexer, 0);

    if (c == ' ') {
      column++, alt_column++;
    } else if (c == '\t') {
      column = (column / TAB_SIZE + 1) * TAB_SIZE;
      alt_column++;
    } else if (c == '\f') {
      column = alt_column = 0;
    } else if (c == '\\' && hw_lexer_line_end (lexer, lexer->position + 1) > 0) {
      lexer->position++;
      hw_lexer_next_line (lexer);
      if (lexer->position == lexer->length)
        hw_lexer_error (lexer, hw_lexer_span (lexer, hw_lexer_mark (lexer)), "unexpected EOF while parsing");
      lexer->position--;
    } else {
      break;
    }
  }
  if (hw_lexer_peek (lexer, 0) == '#')
    hw_lexer_skip_line (lexer);
  if (hw_lexer_line_end (lexer, lexer->position) > 0) {
    hw_lexer_next_line (lexer);
    lexer->at_line_start = TRUE;
  } else if (lexer->position < lexer->length) {
    set_indent (lexer, column, alt_column);
  } else {
    /* A blank line or a comment that the text ends in, without an end of its own, is no statement's line. */
    lexer->at_line_start = TRUE;
  }
}

/* --- Names --- */

static HwTokenKind
find_keyword (const char *text,
              gsize       length)
{
  static const struct {
    const char *text;
    guint8      length;
    guint8      kind;
  } keywords[] = {
#define HW_X(id, text) { text, sizeof (text) - 1, HW_TOKEN_##id },
    HW_TOKEN_KEYWORD_LIST (HW_X)
#undef HW_X
  };

  for (guint i = 0; i < G_N_ELEMENTS (keywords); i++)
    if (keywords[i].length == length && memcmp (keywords[i].text, text, length) == 0)
      return keywords[i].kind;
  return HW_TOKEN_NAME;
}

static gboolean
is_name_start (gunichar c)
{
  switch (g_unichar_type (c)) {
  case G_UNICODE_UPPERCASE_LETTER:
  case G_UNICODE_LOWERCASE_LETTER:
  case G_UNICODE_TITLECASE_LETTER:
  case G_UNICODE_MODIFIER_LETTER:
  case G_UNICODE_OTHER_LETTER:
  case G_UNICODE_LETTER_NUMBER:
    return TRUE;
  default:
    return c == '_' || c == 0x1885 || c == 0x1886 || c == 0x2118 || c == 0x212e || c == 0x309b || c == 0x309c;
  }
}

static gboolean
is_name_part (gunichar c)
{
  switch (g_unichar_type (c)) {
  case G_UNICODE_NON_SPACING_MARK:
  case G_UNICODE_SPACING_MARK:
  case G_UNICODE_DECIMAL_NUMBER:
  case G_UNICODE_CONNECT_PUNCTUATION:
    return TRUE;
  default:
    return is_name_start (c) || c == 0xb7 || c == 0x387 || (c >= 0x1369 && c <= 0x1371) || c == 0x19da;
  }
}

/* Reports the character at the position as one that no Python text has outside strings, and steps over it. */
static void
reject_character (HwLexer *lexer)
{
  HwMark from = hw_lexer_mark (lexer);
  gunichar c = g_utf8_get_char (lexer->text + lexer->position);
  char utf8[7] = { 0 };
  HwSpan span;

  g_unichar_to_utf8 (c, utf8);
  lexer->position += g_unichar_to_utf8 (c, NULL);
  span = hw_lexer_span (lexer, from);
  if (g_unichar_isprint (c) && !(c != ' ' && g_unichar_isspace (c)))
    hw_lexer_error (lexer, span, "invalid character '%s' (U+%04X)", utf8, c);
  else
    hw_lexer_error (lexer, span, "invalid non-printable character U+%04X", c);
  hw_lexer_add (lexer, HW_TOKEN_ERROR, from);
}

static void
read_name (HwLexer *lexer)
{
  HwMark from = hw_lexer_mark (lexer);
  gboolean ascii = TRUE;

  while (lexer->position < lexer->length) {
    char c = lexer->text[lexer->position];
    gunichar wide;

    if (g_ascii_isalnum (c) || c == '_') {
      lexer->position++;
      continue;
    }
    if ((guchar) c < 0x80)
      break;
    wide = g_utf8_get_char (lexer->text + lexer->position);
    if (lexer->position == from.offset ? !is_name_start (wide) : !is_name_part (wide)) {
      if (lexer->position > from.offset)
        hw_lexer_add (lexer, HW_TOKEN_ERROR, from);
      reject_character (lexer);
      return;
    }
    lexer->position += g_unichar_to_utf8 (wide, NULL);
    ascii = FALSE;
  }
  hw_lexer_add (lexer,
                ascii ? find_keyword (lexer->text + from.offset, lexer->position - from.offset) : HW_TOKEN_NAME,
                from);
}

/* --- Operators and brackets --- */

gboolean
hw_lexer_open_bracket (HwLexer  *lexer,
                       HwSpan    span,
                       char      opening,
                       gboolean  is_field)
{
  if (lexer->n_brackets == HW_LEXER_MAX_LEVEL) {
    hw_lexer_error (lexer, span, "too many nested parentheses");
    /* Nothing behind can be told apart any more. */
    lexer->n_brackets = 0;
    lexer->n_fstrings = 0;
    lexer->position = lexer->length;
    return FALSE;
  }
  lexer->brackets[lexer->n_brackets++] = (HwBracket) { span, opening, is_field, FALSE };
  return TRUE;
}

static char
closing_of (char opening)
{
  return opening == '(' ? ')' : opening == '[' ? ']' : '}';
}

static HwTokenKind
close_bracket (HwLexer     *lexer,
               HwSpan       span,
               HwTokenKind  kind,
               char         closing)
{
  const char *prefix = lexer->n_fstrings > 0 ? "f-string: " : "";
  guint base = lexer->n_fstrings > 0 ? lexer->fstrings[lexer->n_fstrings - 1].base_level : 0;
  const HwBracket *open;

  if (lexer->n_brackets == base || (hw_lexer_in_field (lexer) && closing != '}')) {
    hw_lexer_error (lexer, span, "%sunmatched '%c'", prefix, closing);
    return HW_TOKEN_ERROR;
  }
  open = &lexer->brackets[lexer->n_brackets - 1];
  if (closing_of (open->opening) != closing) {
    if (open->span.line != span.line)
      hw_lexer_error (lexer, span, "closing parenthesis '%c' does not match opening parenthesis '%c' on line %u", closing,
                      open->opening, open->span.line);
    else
      hw_lexer_error (lexer, span, "closing parenthesis '%c' does not match opening parenthesis '%c'", closing,
                      open->opening);
    kind = HW_TOKEN_ERROR;
  }
  lexer->n_brackets--;
  return kind;
}

static HwTokenKind
match_operator (const HwLexer *lexer,
                guint         *length)
{
  static const struct {
    const char *text;
    guint       length;
    HwTokenKind kind;
  } operators[] = {
#define HW_X(id, text) { text, sizeof (text) - 1, HW_TOKEN_##id },
    HW_TOKEN_OPERATOR_LIST (HW_X)
#undef HW_X
  };
  gsize left = lexer->length - lexer->position;

  for (guint i = 0; i < G_N_ELEMENTS (operators); i++) {
    if (operators[i].length <= left
        && memcmp (operators[i].text, lexer->text + lexer->position, operators[i].length) == 0) {
      *length = operators[i].length;
      return operators[i].kind;
    }
  }
  *length = 1;
  return HW_TOKEN_INVALID;
}

static void
read_operator (HwLexer *lexer)
{
  HwMark from = hw_lexer_mark (lexer);
  guint length;
  HwTokenKind kind = match_operator (lexer, &length);
  HwSpan span;

  /* In `f"{x:=5}"` the colon starts a format spec. */
  if (kind == HW_TOKEN_COLON_EQUAL && hw_lexer_in_field (lexer)) {
    kind = HW_TOKEN_COLON;
    length = 1;
  }
  if (kind == HW_TOKEN_INVALID && !g_ascii_isprint (lexer->text[lexer->position])) {
    reject_character (lexer);
    return;
  }
  lexer->position += length;
  span = hw_lexer_span (lexer, from);
  switch (kind) {
  case HW_TOKEN_LEFT_PAREN:
  case HW_TOKEN_LEFT_BRACKET:
  case HW_TOKEN_LEFT_BRACE:
    if (!hw_lexer_open_bracket (lexer, span, lexer->text[from.offset], FALSE))
      kind = HW_TOKEN_ERROR;
    break;
  case HW_TOKEN_RIGHT_PAREN:
  case HW_TOKEN_RIGHT_BRACKET:
  case HW_TOKEN_RIGHT_BRACE:
    kind = close_bracket (lexer, span, kind, lexer->text[from.offset]);
    break;
  case HW_TOKEN_COLON:
    if (hw_lexer_in_field (lexer)) {
      lexer->brackets[lexer->n_brackets - 1].in_spec = TRUE;
      kind = HW_TOKEN_SPEC_COLON;
    }
    break;
  default:
    break;
  }
  hw_lexer_add (lexer, kind, from);
}

/* --- The loop --- */

static void
read_continuation (HwLexer *lexer)
{
  HwMark from = hw_lexer_mark (lexer);
  HwSpan span;

  lexer->position++;
  if (hw_lexer_line_end (lexer, lexer->position) > 0) {
    hw_lexer_next_line (lexer);
    if (lexer->position < lexer->length)
      return;
    hw_lexer_error (lexer, hw_lexer_span (lexer, hw_lexer_mark (lexer)), "unexpected EOF while parsing");
  } else {
    span = hw_lexer_span (lexer, hw_lexer_mark (lexer));
    if (lexer->position >= lexer->length) {
      hw_lexer_error (lexer, span, "unexpected EOF while parsing");
    } else {
      span.end_column++;
      hw_lexer_error (lexer, span, "unexpected character after line continuation character");
    }
  }
  hw_lexer_add (lexer, HW_TOKEN_ERROR, from);
}

static void
read_token (HwLexer *lexer)
{
  char c = hw_lexer_peek (lexer, 0);

  if (hw_lexer_in_fstring (lexer)) {
    hw_lexer_read_fstring (lexer);
  } else if (lexer->at_line_start && lexer->n_brackets == 0) {
    read_indent (lexer);
  } else if (c == ' ' || c == '\t' || c == '\f') {
    lexer->position++;
  } else if (c == '#') {
    hw_lexer_skip_line (lexer);
  } else if (hw_lexer_line_end (lexer, lexer->position) > 0) {
    HwMark from = hw_lexer_mark (lexer);

    if (lexer->n_brackets == 0) {
      lexer->at_line_start = TRUE;
      hw_lexer_add (lexer, HW_TOKEN_NEWLINE, from);
    }
    hw_lexer_next_line (lexer);
  } else if (c == '\\') {
    read_continuation (lexer);
  } else if (hw_lexer_read_string (lexer)) {
    return;
  } else if (g_ascii_isdigit (c) || (c == '.' && g_ascii_isdigit (hw_lexer_peek (lexer, 1)))) {
    hw_lexer_read_number (lexer);
  } else if (g_ascii_isalpha (c) || c == '_' || (guchar) c >= 0x80) {
    read_name (lexer);
  } else {
    read_operator (lexer);
  }
}

/* The end of the text ends the line and every block. */
static void
finish (HwLexer  *lexer,
        HwTokens *tokens)
{
  HwMark here = hw_lexer_mark (lexer);

  if (lexer->n_fstrings > 0) {
    const HwFstring *open = &lexer->fstrings[lexer->n_fstrings - 1];
    const HwBracket *field = lexer->n_brackets > open->base_level ? &lexer->brackets[lexer->n_brackets - 1] : NULL;

    if (field != NULL && !field->in_spec)
      hw_lexer_error (lexer, field->span, "'%c' was never closed", field->opening);
    else if (open->n_quotes == 3)
      hw_lexer_error (lexer, open->span, "unterminated triple-quoted f-string literal (detected at line %u)", lexer->line);
    else
      hw_lexer_error (lexer, open->span, "unterminated f-string literal (detected at line %u)", lexer->line);
    hw_lexer_add (lexer, HW_TOKEN_ERROR, here);
  } else if (lexer->n_brackets > 0) {
    tokens->unclosed = lexer->brackets[lexer->n_brackets - 1].opening;
    tokens->unclosed_span = lexer->brackets[lexer->n_brackets - 1].span;
  }
  if (!lexer->at_line_start)
    hw_lexer_add (lexer, HW_TOKEN_NEWLINE, here);
  for (; lexer->n_indents > 1; lexer->n_indents--)
    hw_lexer_add (lexer, HW_TOKEN_DEDENT, here);
  hw_lexer_add (lexer, HW_TOKEN_ENDMARKER, here);
}

void
hw_lexer_run (const char    *text,
              gsize          length,
              HwDiagnostics *diagnostics,
              HwTokens      *tokens)
{
  g_autofree HwLexer *lexer = g_new0 (HwLexer, 1);

  *tokens = (HwTokens) { 0 };
  lexer->text = text;
  lexer->length = length;
  lexer->position = length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  lexer->line_start = lexer->position;
  lexer->line = 1;
  lexer->at_line_start = TRUE;
  lexer->n_indents = 1;
  lexer->diagnostics = diagnostics;
  lexer->tokens = g_array_new (FALSE, FALSE, sizeof (HwToken));
  while (lexer->position < lexer->length)
    read_token (lexer);
  finish (lexer, tokens);
  tokens->n = lexer->tokens->len;
  tokens->items = (HwToken *) g_array_free (lexer->tokens, FALSE);
}

void
hw_tokens_clear (HwTokens *tokens)
{
  g_clear_pointer (&tokens->items, g_free);
  tokens->n = 0;
}
