/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the parts of the lexer share. */

#pragma once

#include "lang/lexer.h"

G_BEGIN_DECLS

typedef struct {
  HwSpan   span;
  char     opening;
  gboolean is_field; /* the brace of an f-string's replacement field */
  gboolean in_spec;  /* a field, behind its colon */
} HwBracket;

/* An f-string that is open. Its literal text is read while the bracket stack is as high as at its start, or its
 * innermost field is in its format spec; everything else in it is ordinary tokens. */
typedef struct {
  HwSpan   span; /* of its start */
  char     quote;
  guint    n_quotes; /* 1 or 3 */
  gboolean raw;
  guint    base_level;
} HwFstring;

typedef struct {
  const char    *text; /* borrowed */
  gsize          length;
  gsize          position;
  gsize          line_start; /* offset of the line that [position] is in */
  guint          line;
  gboolean       at_line_start;
  guint          indents[HW_LEXER_MAX_INDENT];
  guint          alt_indents[HW_LEXER_MAX_INDENT]; /* the same with tabs of width 1 */
  guint          n_indents;                        /* the outermost, 0, included */
  HwBracket      brackets[HW_LEXER_MAX_LEVEL];
  guint          n_brackets;
  HwFstring      fstrings[HW_LEXER_MAX_FSTRING];
  guint          n_fstrings;
  HwDiagnostics *diagnostics; /* borrowed */
  GArray        *tokens;      /* of HwToken */
} HwLexer;

/* Where a token starts. */
typedef struct {
  gsize offset;
  guint line;
  guint column;
} HwMark;

/* The byte [ahead] of the position, 0 beyond the end. */
static inline char
hw_lexer_peek (const HwLexer *lexer,
               gsize          ahead)
{
  return lexer->position + ahead < lexer->length ? lexer->text[lexer->position + ahead] : '\0';
}

HwMark   hw_lexer_mark         (const HwLexer *lexer);
void     hw_lexer_add          (HwLexer       *lexer,
                                HwTokenKind    kind,
                                HwMark         from);
HwSpan   hw_lexer_span         (const HwLexer *lexer,
                                HwMark         from);

/* Reports an error; the caller adds the ERROR token. */
void     hw_lexer_error        (HwLexer       *lexer,
                                HwSpan         span,
                                const char    *format,
                                ...) G_GNUC_PRINTF (3, 4);

/* The length of the line end at [offset]: 0 if there is none. */
guint    hw_lexer_line_end     (const HwLexer *lexer,
                                gsize          offset);

/* Steps over the line end at the position. */
void     hw_lexer_next_line    (HwLexer       *lexer);

/* Moves to the end of the line, not over it. */
void     hw_lexer_skip_line    (HwLexer       *lexer);

gboolean hw_lexer_open_bracket (HwLexer       *lexer,
                                HwSpan         span,
                                char           opening,
                                gboolean       is_field);

/* lexer-number.c: the position is at a digit, or at a dot before one. */
void     hw_lexer_read_number  (HwLexer       *lexer);

/* lexer-string.c */

/* Reads a string or an f-string's start if the position is at one, with or without a prefix. */
gboolean hw_lexer_read_string  (HwLexer       *lexer);

/* TRUE where the next byte is literal text of an f-string. */
gboolean hw_lexer_in_fstring   (const HwLexer *lexer);

/* Reads literal text up to a field, or the end of the f-string. */
void     hw_lexer_read_fstring (HwLexer       *lexer);

/* TRUE directly in a replacement field, in no bracket within it. */
gboolean hw_lexer_in_field     (const HwLexer *lexer);

G_END_DECLS
