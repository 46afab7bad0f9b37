/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The lexer: text to tokens, all at once. */

#pragma once

#include "lang/diagnostics.h"
#include "lang/token.h"

G_BEGIN_DECLS

/* CPython's limits: Parser/tokenizer.h's MAXLEVEL, MAXINDENT and MAXFSTRINGLEVEL. */
#define HW_LEXER_MAX_LEVEL 200
#define HW_LEXER_MAX_INDENT 100
#define HW_LEXER_MAX_FSTRING 150

typedef struct {
  HwToken *items; /* owned; the last is ENDMARKER */
  guint    n;
  char     unclosed; /* the innermost bracket still open at the end of the text, or 0 */
  HwSpan   unclosed_span;
} HwTokens;

/* Cuts [text] of [length] bytes (valid UTF-8, at most HW_SCENARIO_MAX_BYTES) into [tokens]. Errors go to [diagnostics];
 * the text in error becomes ERROR tokens. INDENT and DEDENT always balance. */
void hw_lexer_run     (const char    *text,
                       gsize          length,
                       HwDiagnostics *diagnostics,
                       HwTokens      *tokens);

void hw_tokens_clear  (HwTokens      *tokens);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HwTokens, hw_tokens_clear)

G_END_DECLS
