/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of problems that lexer, parser, symbol tables and check fill: bounded, sorted by place when it is read. */

#pragma once

#include "hw-scenario.h"

G_BEGIN_DECLS

/* Problems beyond this many are dropped: the reader has enough to do. */
#define HW_DIAGNOSTICS_MAX 20

typedef struct _HwDiagnostics HwDiagnostics;

/* A stretch of text: lines from 1, columns in UTF-8 bytes from 0, the end exclusive. */
typedef struct {
  guint line;
  guint column;
  guint end_line;
  guint end_column;
} HwSpan;

/* Where each line of a text starts, as byte offsets: a GArray of gsize, never empty. A line ends at "\n", "\r\n" or "\r";
 * a byte order mark is before the first line. */
GArray             *hw_text_find_lines   (const char           *text,
                                          gsize                 length);

/* [text] of [length] bytes must outlive the list: it turns byte columns into character columns. */
HwDiagnostics      *hw_diagnostics_new   (const char           *text,
                                          gsize                 length);
void                hw_diagnostics_free  (HwDiagnostics        *diagnostics);

/* Takes [message] and [hint] (NULL for none). */
void                hw_diagnostics_take  (HwDiagnostics        *diagnostics,
                                          HwDiagnosticKind      kind,
                                          HwSpan                span,
                                          char                 *message,
                                          char                 *hint);

guint               hw_diagnostics_get_n (const HwDiagnostics  *diagnostics);
gboolean            hw_diagnostics_is_full (const HwDiagnostics *diagnostics);

/* In order of place; borrowed until the next one is taken. */
const HwDiagnostic *hw_diagnostics_get   (HwDiagnostics        *diagnostics,
                                          guint                *n_diagnostics);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwDiagnostics, hw_diagnostics_free)

G_END_DECLS
