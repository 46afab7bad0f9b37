/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the two passes of the symbol tables share. */

#pragma once

#include "lang/symtable.h"

G_BEGIN_DECLS

struct _HwSymtable {
  HwAstTree  *tree;   /* borrowed */
  GPtrArray  *scopes; /* of HwScope, owned; parents before children */
  GHashTable *by_node;
};

/* A nonlocal statement's name, for the error that only the second pass can find. */
typedef struct {
  const HwScope *scope;
  const char    *name;
  const HwAst   *node;
} HwDirective;

typedef struct {
  HwSymtable    *symtable;
  HwDiagnostics *diagnostics;
  GArray        *directives; /* of HwDirective */
} HwSymtableBuilder;

void        hw_symtable_fail    (HwSymtableBuilder *builder,
                                 const HwAst       *node,
                                 const char        *format,
                                 ...) G_GNUC_PRINTF (3, 4);

HwScope    *hw_scope_new        (HwSymtableBuilder *builder,
                                 HwScopeKind        kind,
                                 const char        *name,
                                 const HwAst       *node,
                                 HwScope           *parent);

/* The symbol [name], made if it is new. Valid until the next one is made. */
HwSymbol   *hw_scope_ensure     (HwScope           *scope,
                                 const char        *name);

/* NULL if the scope does not mention [name]. */
HwSymbol   *hw_scope_find       (const HwScope     *scope,
                                 const char        *name);

/* [name] mangled for [scope] and interned. */
const char *hw_scope_mangle_new (HwSymtableBuilder *builder,
                                 const HwScope     *scope,
                                 const char        *name);

/* symtable-collect.c: the first pass. */
void        hw_symtable_collect (HwSymtableBuilder *builder);

G_END_DECLS
