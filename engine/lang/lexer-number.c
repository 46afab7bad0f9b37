/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The lexer's numbers. Models the number part of tok_get() in CPython's Parser/lexer/lexer.c. Values are made by the
 * parser; here only the shape is checked. */

#include "lang/lexer-private.h"

#include <string.h>

static gboolean
is_digit_of (char  c,
             guint base)
{
  return g_ascii_isxdigit (c) && (guint) g_ascii_xdigit_value (c) < base;
}

static gboolean
is_name_byte (char c)
{
  return g_ascii_isalnum (c) || c == '_' || (guchar) c >= 0x80;
}

/* Like CPython, an error in a number points at the last byte that was read. */
static gboolean G_GNUC_PRINTF (2, 3)
fail (HwLexer    *lexer,
      const char *format,
      ...)
{
  HwMark last = hw_lexer_mark (lexer);
  HwSpan span = hw_lexer_span (lexer, last);
  g_autofree char *message = NULL;
  va_list args;

  if (span.column > 0)
    span.column--;
  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  hw_lexer_error (lexer, span, "%s", message);
  return FALSE;
}

/* Digits with single underscores between them. */
static gboolean
read_digits (HwLexer    *lexer,
             guint       base,
             const char *kind)
{
  for (;;) {
    while (is_digit_of (hw_lexer_peek (lexer, 0), base))
      lexer->position++;
    if (hw_lexer_peek (lexer, 0) != '_')
      return TRUE;
    lexer->position++;
    if (!is_digit_of (hw_lexer_peek (lexer, 0), base)) {
      char c = hw_lexer_peek (lexer, 0);

      if (base < 10 && g_ascii_isdigit (c)) {
        lexer->position++;
        return fail (lexer, "invalid digit '%c' in %s literal", c, kind);
      }
      return fail (lexer, "invalid %s literal", kind);
    }
  }
}

/* A number may touch a keyword, as in `1if x else 2`, but no other name. */
static gboolean
check_end (HwLexer    *lexer,
           const char *kind)
{
  static const char *const keywords[] = { "and", "else", "for", "if", "in", "is", "not", "or" };
  char c = hw_lexer_peek (lexer, 0);
  gsize left = lexer->length - lexer->position;

  if (!is_name_byte (c))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (keywords); i++)
    if (strlen (keywords[i]) <= left && memcmp (keywords[i], lexer->text + lexer->position, strlen (keywords[i])) == 0)
      return TRUE;
  if ((guchar) c >= 0x80)
    return TRUE;
  return fail (lexer, "invalid %s literal", kind);
}

static gboolean
read_radix (HwLexer    *lexer,
            guint       base,
            const char *kind)
{
  char c;

  lexer->position += 2;
  if (hw_lexer_peek (lexer, 0) == '_')
    lexer->position++;
  c = hw_lexer_peek (lexer, 0);
  if (!is_digit_of (c, base)) {
    if (base < 10 && g_ascii_isdigit (c)) {
      lexer->position++;
      return fail (lexer, "invalid digit '%c' in %s literal", c, kind);
    }
    return fail (lexer, "invalid %s literal", kind);
  }
  if (!read_digits (lexer, base, kind))
    return FALSE;
  c = hw_lexer_peek (lexer, 0);
  if (base < 10 && g_ascii_isdigit (c)) {
    lexer->position++;
    return fail (lexer, "invalid digit '%c' in %s literal", c, kind);
  }
  return check_end (lexer, kind);
}

/* What may follow the whole part: a fraction, an exponent, a j. [is_float] tells whether a fraction or exponent came. */
static gboolean
read_decimal_tail (HwLexer  *lexer,
                   gboolean *is_float)
{
  const char *kind = "decimal";
  char c;

  *is_float = FALSE;
  if (hw_lexer_peek (lexer, 0) == '.') {
    *is_float = TRUE;
    lexer->position++;
    if (g_ascii_isdigit (hw_lexer_peek (lexer, 0)) && !read_digits (lexer, 10, kind))
      return FALSE;
  }
  c = hw_lexer_peek (lexer, 0);
  if (c == 'e' || c == 'E') {
    gsize sign = hw_lexer_peek (lexer, 1) == '+' || hw_lexer_peek (lexer, 1) == '-' ? 1 : 0;

    if (g_ascii_isdigit (hw_lexer_peek (lexer, 1 + sign))) {
      *is_float = TRUE;
      lexer->position += 1 + sign;
      if (!read_digits (lexer, 10, kind))
        return FALSE;
    } else if (sign > 0) {
      lexer->position += 2;
      return fail (lexer, "invalid decimal literal");
    } else if (!check_end (lexer, kind)) {
      return FALSE;
    } else {
      return TRUE;
    }
  }
  c = hw_lexer_peek (lexer, 0);
  if (c == 'j' || c == 'J') {
    *is_float = TRUE;
    lexer->position++;
    kind = "imaginary";
  }
  return check_end (lexer, kind);
}

static gboolean
read_decimal (HwLexer *lexer)
{
  HwMark from = hw_lexer_mark (lexer);
  gboolean nonzero = FALSE;
  gboolean is_float;
  gsize end;

  if (hw_lexer_peek (lexer, 0) != '.' && !read_digits (lexer, 10, "decimal"))
    return FALSE;
  end = lexer->position;
  for (gsize i = from.offset; i < end; i++)
    nonzero = nonzero || (lexer->text[i] != '0' && lexer->text[i] != '_');
  if (!read_decimal_tail (lexer, &is_float))
    return FALSE;
  if (!is_float && nonzero && lexer->text[from.offset] == '0') {
    HwSpan span = { from.line, from.column, from.line, from.column + (guint) (end - from.offset) };

    hw_lexer_error (lexer, span,
                    "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers");
    return FALSE;
  }
  return TRUE;
}

void
hw_lexer_read_number (HwLexer *lexer)
{
  HwMark from = hw_lexer_mark (lexer);
  gboolean right;

  switch (hw_lexer_peek (lexer, 0) == '0' ? g_ascii_tolower (hw_lexer_peek (lexer, 1)) : '\0') {
  case 'x': right = read_radix (lexer, 16, "hexadecimal"); break;
  case 'o': right = read_radix (lexer, 8, "octal"); break;
  case 'b': right = read_radix (lexer, 2, "binary"); break;
  default: right = read_decimal (lexer); break;
  }
  if (!right)
    while (is_name_byte (hw_lexer_peek (lexer, 0)))
      lexer->position++;
  hw_lexer_add (lexer, right ? HW_TOKEN_NUMBER : HW_TOKEN_ERROR, from);
}
