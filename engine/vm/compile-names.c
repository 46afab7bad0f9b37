/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a name lives: in a slot, a cell, the namespace, the globals. Models compiler_nameop. */

#include "vm/compiler.h"

/* 3.12 on: list, set and dict comprehensions run in the frame around them, but for those in a class body. */
gboolean
hw_scope_is_inlined (HwCompiler *c,
                     HwScope    *scope)
{
  HwScope *around = scope->parent;

  if (!c->profile->inlines_comprehensions || scope->kind < HW_SCOPE_LIST_COMP || scope->kind > HW_SCOPE_DICT_COMP ||
      scope->is_generator)
    return FALSE;
  while (around != NULL && hw_scope_is_comprehension (around) && hw_scope_is_inlined (c, around))
    around = around->parent;
  return around != NULL && around->kind != HW_SCOPE_CLASS;
}

/* Does a function inside [scope] really keep [name] of it in a cell? Inlined comprehensions do not count, but what is in them does. */
gboolean
hw_name_is_captured (HwCompiler *c,
                     HwScope    *scope,
                     const char *name)
{
  for (guint i = 0; i < scope->children->len; i++) {
    HwScope *child = g_ptr_array_index (scope->children, i);
    const HwSymbol *symbol = hw_scope_lookup (child, name);

    if (symbol == NULL || (symbol->scope != HW_NAME_FREE && !symbol->is_free_class))
      continue;
    if (!hw_scope_is_inlined (c, child) || hw_name_is_captured (c, child, name))
      return TRUE;
  }
  return FALSE;
}

typedef enum { PLACE_FAST, PLACE_DEREF, PLACE_GLOBAL, PLACE_NAME } PlaceKind;

typedef struct {
  PlaceKind kind;
  guint32   slot;
} Place;

static guint32
local_slot (HwCompiler *c,
            const char *name)
{
  guint slot = GPOINTER_TO_UINT (g_hash_table_lookup (c->unit->slots, name));

  if (slot != 0)
    return slot - 1;
  slot = hw_unit_add_slot (c, name);
  g_hash_table_insert (c->unit->slots, (gpointer) name, GUINT_TO_POINTER (slot + 1));
  return slot;
}

static Place
find_in_unit (HwCompiler *c,
              const char *name)
{
  HwUnit *unit = c->unit;
  const HwSymbol *symbol = hw_scope_lookup (unit->scope, name);
  gboolean is_function = hw_scope_is_function (unit->scope);

  if (symbol == NULL)
    return (Place) { is_function ? PLACE_GLOBAL : PLACE_NAME, 0 };
  switch (symbol->scope) {
  case HW_NAME_LOCAL:
    return is_function ? (Place) { PLACE_FAST, local_slot (c, name) } : (Place) { PLACE_NAME, 0 };
  case HW_NAME_CELL:
    if (!is_function)
      return (Place) { PLACE_NAME, 0 };
    return (Place) { hw_name_is_captured (c, unit->scope, name) ? PLACE_DEREF : PLACE_FAST, local_slot (c, name) };
  case HW_NAME_FREE:
    return (Place) { PLACE_DEREF, local_slot (c, name) };
  case HW_NAME_GLOBAL_EXPLICIT:
    return (Place) { PLACE_GLOBAL, 0 };
  default:
    return (Place) { is_function ? PLACE_GLOBAL : PLACE_NAME, 0 };
  }
}

/* Through the comprehensions being inlined, innermost first, to the unit itself. */
static Place
find_place (HwCompiler *c,
            const char *name)
{
  for (HwInline *each = c->unit->inlined; each != NULL; each = each->outer) {
    const HwSymbol *symbol = hw_scope_lookup (each->scope, name);
    guint slot = GPOINTER_TO_UINT (g_hash_table_lookup (each->slots, name));

    if (slot != 0)
      return (Place) { symbol->scope == HW_NAME_CELL && hw_name_is_captured (c, each->scope, name) ? PLACE_DEREF : PLACE_FAST, slot - 1 };
    if (symbol != NULL && (symbol->scope == HW_NAME_GLOBAL_EXPLICIT ||
                           (symbol->scope == HW_NAME_GLOBAL_IMPLICIT && hw_scope_is_function (c->unit->scope))))
      return (Place) { PLACE_GLOBAL, 0 };
  }
  return find_in_unit (c, name);
}

static HwScope *
current_scope (HwCompiler *c)
{
  return c->unit->inlined != NULL ? c->unit->inlined->scope : c->unit->scope;
}

void
hw_compile_name (HwCompiler *c,
                 const char *written,
                 HwContext   context)
{
  static const HwOpcode ops[4][3] = {
    [PLACE_FAST] = { HW_OP_LOAD_FAST, HW_OP_STORE_FAST, HW_OP_DELETE_FAST },
    [PLACE_DEREF] = { HW_OP_LOAD_DEREF, HW_OP_STORE_DEREF, HW_OP_DELETE_DEREF },
    [PLACE_GLOBAL] = { HW_OP_LOAD_GLOBAL, HW_OP_STORE_GLOBAL, HW_OP_DELETE_GLOBAL },
    [PLACE_NAME] = { HW_OP_LOAD_NAME, HW_OP_STORE_NAME, HW_OP_DELETE_NAME },
  };
  const char *name = hw_scope_mangle (c->symtable, current_scope (c), written);
  Place place = find_place (c, name);
  HwOpcode op = ops[place.kind][context];
  guint32 argument = place.slot;

  if (place.kind == PLACE_GLOBAL || place.kind == PLACE_NAME)
    argument = hw_unit_name (c, name);
  else if (place.kind == PLACE_DEREF && context == HW_CONTEXT_LOAD && c->unit->scope->kind == HW_SCOPE_CLASS)
    op = HW_OP_LOAD_CLASS_DEREF;
  else if (op == HW_OP_LOAD_FAST && c->profile->borrows_locals)
    op = HW_OP_LOAD_FAST_BORROW;
  hw_emit_op (c, op, argument);
}

gboolean
hw_scope_needs_closure (HwCompiler *c,
                        HwScope    *scope)
{
  for (guint i = 0; i < scope->symbols->len; i++) {
    const HwSymbol *symbol = &g_array_index (scope->symbols, HwSymbol, i);

    if (symbol->scope == HW_NAME_FREE || symbol->is_free_class)
      return TRUE;
  }
  return FALSE;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The cells that a function of [scope] takes from here, in the order of its free variables. */
void
hw_compile_closure (HwCompiler *c,
                    HwScope    *scope)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < scope->symbols->len; i++) {
    const HwSymbol *symbol = &g_array_index (scope->symbols, HwSymbol, i);

    if (symbol->scope == HW_NAME_FREE || symbol->is_free_class)
      g_ptr_array_add (names, (gpointer) symbol->name);
  }
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++) {
    const char *name = g_ptr_array_index (names, i);
    Place place = { PLACE_DEREF, 0 };

    /* In a class body the cell of __class__ and the free variables passed through are slots even if the name is also the namespace's. */
    if (c->unit->scope->kind == HW_SCOPE_CLASS && c->unit->inlined == NULL)
      place.slot = GPOINTER_TO_UINT (g_hash_table_lookup (c->unit->slots, name)) - 1;
    else
      place = find_place (c, name);
    hw_emit_op (c, HW_OP_LOAD_CLOSURE, place.slot);
  }
  hw_emit_op (c, HW_OP_BUILD_TUPLE, names->len);
}
