/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Symbol tables, made in two passes as in CPython 3.11's Python/symtable.c: the first notes in each scope how each name
 * is used there, the second, here, decides from that what each name is (analyze_block()). */

#include "lang/symtable-private.h"

#include <string.h>

/* --- Scopes and symbols --- */

static void
scope_free (gpointer data)
{
  HwScope *scope = data;

  g_ptr_array_unref (scope->children);
  g_array_unref (scope->symbols);
  g_hash_table_unref (scope->indices);
  g_free (scope);
}

HwScope *
hw_scope_new (HwSymtableBuilder *builder,
              HwScopeKind        kind,
              const char        *name,
              const HwAst       *node,
              HwScope           *parent)
{
  HwScope *scope = g_new0 (HwScope, 1);

  scope->kind = kind;
  scope->name = hw_ast_tree_intern (builder->symtable->tree, name, strlen (name));
  scope->node = node;
  scope->parent = parent;
  scope->children = g_ptr_array_new ();
  scope->symbols = g_array_new (FALSE, TRUE, sizeof (HwSymbol));
  scope->indices = g_hash_table_new (NULL, NULL);
  if (parent != NULL) {
    g_ptr_array_add (parent->children, scope);
    scope->is_nested = parent->is_nested || hw_scope_is_function (parent);
    scope->class_name = kind == HW_SCOPE_CLASS ? scope->name : parent->class_name;
  }
  g_ptr_array_add (builder->symtable->scopes, scope);
  g_hash_table_insert (builder->symtable->by_node, (gpointer) node, scope);
  return scope;
}

HwSymbol *
hw_scope_ensure (HwScope    *scope,
                 const char *name)
{
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (scope->indices, name));

  if (index == 0) {
    HwSymbol symbol = { .name = name };

    g_array_append_val (scope->symbols, symbol);
    index = scope->symbols->len;
    g_hash_table_insert (scope->indices, (gpointer) name, GUINT_TO_POINTER (index));
  }
  return &g_array_index (scope->symbols, HwSymbol, index - 1);
}

HwSymbol *
hw_scope_find (const HwScope *scope,
               const char    *name)
{
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (scope->indices, name));

  return index == 0 ? NULL : &g_array_index (scope->symbols, HwSymbol, index - 1);
}

const HwSymbol *
hw_scope_lookup (const HwScope *scope,
                 const char    *name)
{
  return hw_scope_find (scope, name);
}

/* --- Mangling --- */

/* `__x` in class C: `_C__x`, owned. NULL for a name that stays. */
static char *
mangle_text (const HwScope *scope,
             const char    *name)
{
  gsize length = strlen (name);
  const char *class_name = scope->class_name;

  if (class_name == NULL || length < 2 || name[0] != '_' || name[1] != '_')
    return NULL;
  if (name[length - 1] == '_' && name[length - 2] == '_')
    return NULL;
  if (strchr (name, '.') != NULL)
    return NULL;
  while (*class_name == '_')
    class_name++;
  return *class_name == '\0' ? NULL : g_strconcat ("_", class_name, name, NULL);
}

const char *
hw_scope_mangle (const HwSymtable *symtable,
                 const HwScope    *scope,
                 const char       *name)
{
  g_autofree char *mangled = mangle_text (scope, name);

  return mangled == NULL ? name : hw_ast_tree_find_name (symtable->tree, mangled);
}

const char *
hw_scope_mangle_new (HwSymtableBuilder *builder,
                     const HwScope     *scope,
                     const char        *name)
{
  g_autofree char *mangled = mangle_text (scope, name);

  return mangled == NULL ? name : hw_ast_tree_intern (builder->symtable->tree, mangled, strlen (mangled));
}

/* --- Errors --- */

void
hw_symtable_fail (HwSymtableBuilder *builder,
                  const HwAst       *node,
                  const char        *format,
                  ...)
{
  HwSpan span = { node->line, node->column, node->end_line, node->end_column };
  va_list args;

  va_start (args, format);
  hw_diagnostics_take (builder->diagnostics, HW_DIAGNOSTIC_SYNTAX, span, g_strdup_vprintf (format, args), NULL);
  va_end (args);
}

/* --- The second pass: what names are --- */

/* The nearest function around [scope] that binds [name], NULL if it is a global or a builtin. [cell_class] gets the
 * class whose __class__ cell it is instead, or NULL. */
static HwScope *
find_binder (const HwScope  *scope,
             const char     *name,
             HwScope       **cell_class)
{
  *cell_class = NULL;
  for (HwScope *outer = scope->parent; outer != NULL; outer = outer->parent) {
    const HwSymbol *symbol;

    if (outer->kind == HW_SCOPE_CLASS) {
      if (g_str_equal (name, "__class__")) {
        *cell_class = outer;
        return NULL;
      }
      continue;
    }
    symbol = hw_scope_find (outer, name);
    if (outer->kind == HW_SCOPE_MODULE || (symbol != NULL && symbol->is_global))
      return NULL;
    if (symbol != NULL && symbol->is_bound && !symbol->is_nonlocal)
      return outer;
  }
  return NULL;
}

static void
fail_unbound (HwSymtableBuilder *builder,
              const HwScope     *scope,
              const char        *name)
{
  for (guint i = 0; i < builder->directives->len && !hw_diagnostics_is_full (builder->diagnostics); i++) {
    const HwDirective *directive = &g_array_index (builder->directives, HwDirective, i);

    if (directive->scope == scope && directive->name == name) {
      hw_symtable_fail (builder, directive->node, "no binding for nonlocal '%s' found", name);
      return;
    }
  }
}

/* Every scope between the user and the binder passes the cell on. */
static void
pass_through (HwScope    *scope,
              HwScope    *binder,
              const char *name)
{
  for (HwScope *between = scope->parent; between != binder; between = between->parent) {
    HwSymbol *symbol = hw_scope_ensure (between, name);

    if (between->kind == HW_SCOPE_CLASS && symbol->is_bound)
      symbol->is_free_class = TRUE;
    else
      symbol->scope = HW_NAME_FREE;
    between->has_free = TRUE;
  }
}

static void
resolve (HwSymtableBuilder *builder,
         HwScope           *scope,
         guint              index)
{
  HwSymbol symbol = g_array_index (scope->symbols, HwSymbol, index);
  HwNameScope found = HW_NAME_LOCAL;
  HwScope *cell_class;
  HwScope *binder;

  if (symbol.is_global) {
    found = HW_NAME_GLOBAL_EXPLICIT;
  } else if (symbol.is_nonlocal || !symbol.is_bound) {
    binder = find_binder (scope, symbol.name, &cell_class);
    if (binder != NULL || cell_class != NULL) {
      found = HW_NAME_FREE;
      scope->has_free = TRUE;
      pass_through (scope, binder != NULL ? binder : cell_class, symbol.name);
      if (binder != NULL)
        hw_scope_ensure (binder, symbol.name)->scope = HW_NAME_CELL;
      else
        cell_class->needs_class_cell = TRUE;
    } else if (symbol.is_nonlocal) {
      fail_unbound (builder, scope, symbol.name);
    } else {
      found = HW_NAME_GLOBAL_IMPLICIT;
    }
  }
  /* An inner scope may have made it a cell already. */
  if (found != HW_NAME_LOCAL)
    g_array_index (scope->symbols, HwSymbol, index).scope = found;
}

static void
analyze (HwSymtableBuilder *builder)
{
  GPtrArray *scopes = builder->symtable->scopes;

  for (guint i = 0; i < scopes->len; i++) {
    HwScope *scope = g_ptr_array_index (scopes, i);

    for (guint k = 0; k < scope->symbols->len; k++)
      resolve (builder, scope, k);
  }
}

/* --- The tables --- */

HwSymtable *
hw_symtable_new (HwAstTree     *tree,
                 HwDiagnostics *diagnostics)
{
  HwSymtable *symtable = g_new0 (HwSymtable, 1);
  HwSymtableBuilder builder = { .symtable = symtable, .diagnostics = diagnostics };

  builder.directives = g_array_new (FALSE, FALSE, sizeof (HwDirective));
  symtable->tree = tree;
  symtable->scopes = g_ptr_array_new_with_free_func (scope_free);
  symtable->by_node = g_hash_table_new (NULL, NULL);
  hw_symtable_collect (&builder);
  analyze (&builder);
  g_array_unref (builder.directives);
  return symtable;
}

void
hw_symtable_free (HwSymtable *symtable)
{
  if (symtable == NULL)
    return;
  g_hash_table_unref (symtable->by_node);
  g_ptr_array_unref (symtable->scopes);
  g_free (symtable);
}

HwScope *
hw_symtable_get_root (const HwSymtable *symtable)
{
  return g_ptr_array_index (symtable->scopes, 0);
}

HwScope *
hw_symtable_get_scope (const HwSymtable *symtable,
                       const HwAst      *node)
{
  return g_hash_table_lookup (symtable->by_node, node);
}
