/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What is wrong with a program that the grammar allows: errors that CPython's compiler finds, and what is outside the
 * subset. */

#pragma once

#include "lang/ast.h"
#include "lang/diagnostics.h"
#include "lang/symtable.h"

G_BEGIN_DECLS

/* Checks the tree that [symtable] belongs to. */
void hw_check_run     (const HwAstTree  *tree,
                       const HwSymtable *symtable,
                       HwDiagnostics    *diagnostics);

/* check-pattern.c: the cases of one MATCH. */
void hw_check_match   (const HwAst      *match,
                       HwDiagnostics    *diagnostics);

G_END_DECLS
