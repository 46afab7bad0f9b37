/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Symbol tables: for each scope of a tree, what each name in it is. Models CPython 3.11's Python/symtable.c: every
 * comprehension is a function scope of its own with the parameter ".0"; a compiler that inlines comprehensions
 * (3.12 and later) decides that itself.
 *
 * Names are mangled here (`__x` in class C is `_C__x`), interned in the tree, and kept in order of first appearance,
 * parameters first. Immutable once built. */

#pragma once

#include "lang/ast.h"
#include "lang/diagnostics.h"

G_BEGIN_DECLS

typedef struct _HwSymtable HwSymtable;
typedef struct _HwScope HwScope;

typedef enum {
  HW_NAME_LOCAL,           /* bound here; in the module and in a class: in the namespace dict */
  HW_NAME_CELL,            /* bound here and used by an inner function */
  HW_NAME_FREE,            /* bound by an outer function */
  HW_NAME_GLOBAL_EXPLICIT, /* by a global statement */
  HW_NAME_GLOBAL_IMPLICIT, /* not bound in any function around: a global or a builtin */
} HwNameScope;

typedef struct {
  const char *name;
  HwNameScope scope;
  guint       is_parameter : 1;
  guint       is_bound : 1;      /* assigned, deleted, imported, defined or a parameter here */
  guint       is_used : 1;       /* read here */
  guint       is_annotated : 1;
  guint       is_nonlocal : 1;   /* by a nonlocal statement */
  guint       is_global : 1;     /* by a global statement here */
  guint       is_iter_var : 1;   /* target of a comprehension */
  guint       is_import : 1;
  guint       is_free_class : 1; /* in a class: bound here, and also passed through from outside for an inner function */
} HwSymbol;

typedef enum {
  HW_SCOPE_MODULE,
  HW_SCOPE_CLASS,
  HW_SCOPE_FUNCTION,
  HW_SCOPE_LAMBDA,
  HW_SCOPE_LIST_COMP,
  HW_SCOPE_SET_COMP,
  HW_SCOPE_DICT_COMP,
  HW_SCOPE_GENERATOR_EXP,
} HwScopeKind;

struct _HwScope {
  HwScopeKind  kind;
  const char  *name;       /* "<module>", "f", "C", "<lambda>", "<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>" */
  const HwAst *node;       /* the module, definition, lambda or comprehension; borrowed from the tree */
  HwScope     *parent;     /* NULL for the module */
  GPtrArray   *children;   /* of HwScope, in source order; borrowed */
  GArray      *symbols;    /* of HwSymbol */
  GHashTable  *indices;    /* interned name → index in [symbols] + 1 */
  const char  *class_name; /* the class whose names are mangled here, or NULL */
  guint        n_parameters;
  guint        is_nested : 1;         /* inside a function */
  guint        is_generator : 1;      /* has a yield, or is a generator expression */
  guint        has_varargs : 1;
  guint        has_varkeywords : 1;
  guint        has_free : 1;          /* some name is free here or passed through */
  guint        needs_class_cell : 1;  /* a class: an inner function uses __class__ (or super) */
};

/* The tables of [tree], which must outlive them; errors go to [diagnostics]. Never NULL: after an error the tables are
 * still complete, but must not be compiled. Interns mangled names in the tree. */
HwSymtable     *hw_symtable_new       (HwAstTree        *tree,
                                       HwDiagnostics    *diagnostics);
void            hw_symtable_free      (HwSymtable       *symtable);

HwScope        *hw_symtable_get_root  (const HwSymtable *symtable);

/* The scope that [node] opens (module, def, class, lambda, comprehension), or NULL. */
HwScope        *hw_symtable_get_scope (const HwSymtable *symtable,
                                       const HwAst      *node);

/* [name] is interned in the tree and mangled. NULL if the scope does not mention it. */
const HwSymbol *hw_scope_lookup       (const HwScope    *scope,
                                       const char       *name);

/* The interned name that [name] (interned) stands for in [scope]: another one only for `__x` in a class. */
const char     *hw_scope_mangle       (const HwSymtable *symtable,
                                       const HwScope    *scope,
                                       const char       *name);

#define hw_scope_is_function(scope) ((scope)->kind >= HW_SCOPE_FUNCTION)
#define hw_scope_is_comprehension(scope) ((scope)->kind >= HW_SCOPE_LIST_COMP)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwSymtable, hw_symtable_free)

G_END_DECLS
