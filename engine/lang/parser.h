/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The parser: tokens to a syntax tree. */

#pragma once

#include "lang/ast.h"
#include "lang/lexer.h"

G_BEGIN_DECLS

/* The tree of [tokens], cut from [text]. Errors go to [diagnostics], after each of which parsing goes on with the next
 * statement. Never NULL; no taller than HW_AST_MAX_HEIGHT. */
HwAstTree *hw_parser_run (const char     *text,
                          const HwTokens *tokens,
                          HwDiagnostics  *diagnostics);

G_END_DECLS
