/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Symbol tables in two passes, as in CPython 3.11's Python/symtable.c: the first walks the tree and notes in each scope
 * how each name is used there, the second decides from that what each name is. The walk keeps its own stack of tasks,
 * each with the scope it belongs to, so a tall tree costs no C stack. */

#include "lang/symtable.h"

#include <string.h>

struct _HwSymtable {
  HwAstTree  *tree;   /* borrowed */
  GPtrArray  *scopes; /* of HwScope, owned; parents before children */
  GHashTable *by_node;
};

typedef enum {
  TASK_VISIT,
  TASK_ITERABLE, /* visit as the iterable of a comprehension */
  TASK_ITER_VAR, /* visit as the target of a comprehension */
} TaskKind;

typedef struct {
  HwAst   *node;
  HwScope *scope;
  TaskKind kind;
} Task;

/* A nonlocal statement's name, for the error that only the second pass can find. */
typedef struct {
  const HwScope *scope;
  const char    *name;
  const HwAst   *node;
} Directive;

typedef struct {
  HwSymtable    *symtable;
  HwDiagnostics *diagnostics;
  GArray        *tasks;      /* of Task; the next one last */
  GArray        *directives; /* of Directive */
  Task           now;
} Builder;

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

static HwScope *
scope_new (Builder     *builder,
           HwScopeKind  kind,
           const char  *name,
           const HwAst *node,
           HwScope     *parent)
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

/* The symbol [name], made if it is new. Valid until the next one is made. */
static HwSymbol *
ensure_symbol (HwScope    *scope,
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

static HwSymbol *
find_symbol (const HwScope *scope,
             const char    *name)
{
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (scope->indices, name));

  return index == 0 ? NULL : &g_array_index (scope->symbols, HwSymbol, index - 1);
}

const HwSymbol *
hw_scope_lookup (const HwScope *scope,
                 const char    *name)
{
  return find_symbol (scope, name);
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

static const char *
mangle_new (Builder       *builder,
            const HwScope *scope,
            const char    *name)
{
  g_autofree char *mangled = mangle_text (scope, name);

  return mangled == NULL ? name : hw_ast_tree_intern (builder->symtable->tree, mangled, strlen (mangled));
}

/* --- Errors --- */

static void G_GNUC_PRINTF (3, 4)
fail (Builder     *builder,
      const HwAst *node,
      const char  *format,
      ...)
{
  HwSpan span = { node->line, node->column, node->end_line, node->end_column };
  va_list args;

  va_start (args, format);
  hw_diagnostics_take (builder->diagnostics, HW_DIAGNOSTIC_SYNTAX, span, g_strdup_vprintf (format, args), NULL);
  va_end (args);
}

/* --- The first pass: how names are used --- */

static void
add_task (Builder  *builder,
          HwAst    *node,
          HwScope  *scope,
          TaskKind  kind)
{
  Task task = { node, scope, kind };

  if (node != NULL)
    g_array_append_val (builder->tasks, task);
}

static void
add_tasks (Builder        *builder,
           const HwAstSeq *seq,
           HwScope        *scope)
{
  for (guint i = 0; i < seq->n; i++)
    add_task (builder, seq->items[i], scope, TASK_VISIT);
}

/* Tasks are added in the order of the text; the one to be done first must be last. */
static void
reverse_tasks (Builder *builder,
               guint    from)
{
  Task *tasks = (Task *) (gpointer) builder->tasks->data;

  for (guint to = builder->tasks->len; from + 1 < to; from++) {
    Task task = tasks[from];

    to--;
    tasks[from] = tasks[to];
    tasks[to] = task;
  }
}

static HwSymbol *
bind (Builder    *builder,
      HwScope    *scope,
      const char *name)
{
  HwSymbol *symbol = ensure_symbol (scope, mangle_new (builder, scope, name));

  symbol->is_bound = TRUE;
  return symbol;
}

static void
use (Builder    *builder,
     HwScope    *scope,
     const char *name)
{
  ensure_symbol (scope, mangle_new (builder, scope, name))->is_used = TRUE;
}

static void
visit_name (Builder     *builder,
            const HwAst *node)
{
  HwScope *scope = builder->now.scope;
  const char *id = node->as.name.id;
  HwSymbol *symbol;

  if (node->as.name.ctx == HW_CONTEXT_LOAD) {
    use (builder, scope, id);
    /* super() without arguments needs the class that the method is in. */
    if (hw_scope_is_function (scope) && g_str_equal (id, "super"))
      use (builder, scope, hw_ast_tree_intern (builder->symtable->tree, "__class__", 9));
    return;
  }
  symbol = bind (builder, scope, id);
  if (builder->now.kind == TASK_ITER_VAR) {
    if (symbol->is_global || symbol->is_nonlocal)
      fail (builder, node, "comprehension inner loop cannot rebind assignment expression target '%s'", id);
    symbol->is_iter_var = TRUE;
  }
}

static void
declare (Builder    *builder,
         HwAst      *node,
         const char *id,
         gboolean    is_global)
{
  const char *word = is_global ? "global" : "nonlocal";
  HwScope *scope = builder->now.scope;
  HwSymbol *symbol = ensure_symbol (scope, mangle_new (builder, scope, id));

  if (symbol->is_parameter)
    fail (builder, node, "name '%s' is parameter and %s", id, word);
  else if (symbol->is_used)
    fail (builder, node, "name '%s' is used prior to %s declaration", id, word);
  else if (symbol->is_annotated)
    fail (builder, node, "annotated name '%s' can't be %s", id, word);
  else if (symbol->is_bound)
    fail (builder, node, "name '%s' is assigned to before %s declaration", id, word);
  else if (!is_global && scope->kind == HW_SCOPE_MODULE)
    fail (builder, node, "nonlocal declaration not allowed at module level");
  else if (is_global ? symbol->is_nonlocal : symbol->is_global)
    fail (builder, node, "name '%s' is nonlocal and global", id);
  else if (is_global)
    symbol->is_global = TRUE;
  else
    symbol->is_nonlocal = TRUE;
  if (symbol->is_nonlocal) {
    Directive directive = { scope, symbol->name, node };

    g_array_append_val (builder->directives, directive);
  }
}

static void
bind_parameter (Builder     *builder,
                HwScope     *scope,
                const HwAst *arg)
{
  HwSymbol *symbol;

  if (arg == NULL)
    return;
  symbol = ensure_symbol (scope, mangle_new (builder, scope, arg->as.arg.arg));
  if (symbol->is_parameter)
    fail (builder, arg, "duplicate argument '%s' in function definition", arg->as.arg.arg);
  symbol->is_parameter = symbol->is_bound = TRUE;
  scope->n_parameters = scope->symbols->len;
}

static void
bind_parameters (Builder     *builder,
                 HwScope     *scope,
                 const HwAst *args)
{
  for (guint i = 0; i < args->as.arguments.posonlyargs.n; i++)
    bind_parameter (builder, scope, args->as.arguments.posonlyargs.items[i]);
  for (guint i = 0; i < args->as.arguments.args.n; i++)
    bind_parameter (builder, scope, args->as.arguments.args.items[i]);
  for (guint i = 0; i < args->as.arguments.kwonlyargs.n; i++)
    bind_parameter (builder, scope, args->as.arguments.kwonlyargs.items[i]);
  bind_parameter (builder, scope, args->as.arguments.vararg);
  bind_parameter (builder, scope, args->as.arguments.kwarg);
  scope->has_varargs = args->as.arguments.vararg != NULL;
  scope->has_varkeywords = args->as.arguments.kwarg != NULL;
}

static void
add_annotations (Builder        *builder,
                 const HwAstSeq *args)
{
  for (guint i = 0; i < args->n; i++)
    add_task (builder, args->items[i]->as.arg.annotation, builder->now.scope, TASK_VISIT);
}

/* What of a function belongs to the scope around it: defaults and annotations. */
static void
add_outer_parts (Builder     *builder,
                 const HwAst *args)
{
  HwScope *scope = builder->now.scope;

  add_tasks (builder, &args->as.arguments.defaults, scope);
  add_tasks (builder, &args->as.arguments.kw_defaults, scope);
  add_annotations (builder, &args->as.arguments.posonlyargs);
  add_annotations (builder, &args->as.arguments.args);
  if (args->as.arguments.vararg != NULL)
    add_task (builder, args->as.arguments.vararg->as.arg.annotation, scope, TASK_VISIT);
  add_annotations (builder, &args->as.arguments.kwonlyargs);
  if (args->as.arguments.kwarg != NULL)
    add_task (builder, args->as.arguments.kwarg->as.arg.annotation, scope, TASK_VISIT);
}

static void
visit_function (Builder     *builder,
                const HwAst *node)
{
  HwScope *outer = builder->now.scope;
  HwScope *scope;

  bind (builder, outer, node->as.function_def.name);
  add_outer_parts (builder, node->as.function_def.args);
  add_task (builder, node->as.function_def.returns, outer, TASK_VISIT);
  add_tasks (builder, &node->as.function_def.decorators, outer);
  scope = scope_new (builder, HW_SCOPE_FUNCTION, node->as.function_def.name, node, outer);
  bind_parameters (builder, scope, node->as.function_def.args);
  add_tasks (builder, &node->as.function_def.body, scope);
}

static void
visit_lambda (Builder     *builder,
              const HwAst *node)
{
  HwScope *scope;

  add_outer_parts (builder, node->as.lambda.args);
  scope = scope_new (builder, HW_SCOPE_LAMBDA, "<lambda>", node, builder->now.scope);
  bind_parameters (builder, scope, node->as.lambda.args);
  add_task (builder, node->as.lambda.body, scope, builder->now.kind == TASK_ITERABLE ? TASK_ITERABLE : TASK_VISIT);
}

static void
visit_class (Builder     *builder,
             const HwAst *node)
{
  HwScope *outer = builder->now.scope;
  HwScope *scope;

  bind (builder, outer, node->as.class_def.name);
  add_tasks (builder, &node->as.class_def.bases, outer);
  add_tasks (builder, &node->as.class_def.keywords, outer);
  add_tasks (builder, &node->as.class_def.decorators, outer);
  scope = scope_new (builder, HW_SCOPE_CLASS, node->as.class_def.name, node, outer);
  add_tasks (builder, &node->as.class_def.body, scope);
}

/* The outermost iterable belongs to the scope around the comprehension, everything else to its own. */
static void
visit_comprehension (Builder        *builder,
                     const HwAst    *node,
                     HwScopeKind     kind,
                     const char     *name,
                     HwAst          *elt,
                     HwAst          *value,
                     const HwAstSeq *generators)
{
  HwScope *scope = scope_new (builder, kind, name, node, builder->now.scope);
  HwSymbol *first = ensure_symbol (scope, hw_ast_tree_intern (builder->symtable->tree, ".0", 2));

  first->is_parameter = first->is_bound = TRUE;
  scope->n_parameters = 1;
  scope->is_generator = kind == HW_SCOPE_GENERATOR_EXP;
  for (guint i = 0; i < generators->n; i++) {
    const HwAst *clause = generators->items[i];

    add_task (builder, clause->as.comprehension.iter, i == 0 ? builder->now.scope : scope, TASK_ITERABLE);
    add_task (builder, clause->as.comprehension.target, scope, TASK_ITER_VAR);
    add_tasks (builder, &clause->as.comprehension.ifs, scope);
  }
  add_task (builder, elt, scope, TASK_VISIT);
  add_task (builder, value, scope, TASK_VISIT);
}

/* `:=` in a comprehension binds in the scope around all comprehensions. */
static void
extend_named (Builder    *builder,
              HwAst      *target,
              const char *id)
{
  HwScope *inner = builder->now.scope;
  HwScope *scope = inner;
  const char *name = mangle_new (builder, inner, id);
  HwSymbol *symbol;

  for (; hw_scope_is_comprehension (scope); scope = scope->parent) {
    symbol = find_symbol (scope, name);
    if (symbol != NULL && symbol->is_iter_var) {
      fail (builder, target, "assignment expression cannot rebind comprehension iteration variable '%s'", id);
      return;
    }
  }
  if (scope->kind == HW_SCOPE_CLASS) {
    fail (builder, target, "assignment expression within a comprehension cannot be used in a class body");
    return;
  }
  symbol = ensure_symbol (scope, name);
  if (scope->kind == HW_SCOPE_MODULE || symbol->is_global) {
    symbol->is_bound = TRUE;
    ensure_symbol (inner, name)->is_global = TRUE;
  } else {
    symbol->is_bound = TRUE;
    ensure_symbol (inner, name)->is_nonlocal = TRUE;
  }
}

static void
visit_named (Builder     *builder,
             const HwAst *node)
{
  HwAst *target = node->as.named_expr.target;

  if (builder->now.kind == TASK_ITERABLE)
    fail (builder, node, "assignment expression cannot be used in a comprehension iterable expression");
  else if (hw_scope_is_comprehension (builder->now.scope))
    extend_named (builder, target, target->as.name.id);
  add_task (builder, node->as.named_expr.value, builder->now.scope, TASK_VISIT);
  add_task (builder, target, builder->now.scope, TASK_VISIT);
}

static void
visit_annotated (Builder     *builder,
                 const HwAst *node)
{
  HwAst *target = node->as.ann_assign.target;
  HwScope *scope = builder->now.scope;

  if (target->kind == HW_AST_NAME) {
    const char *id = target->as.name.id;
    HwSymbol *symbol = ensure_symbol (scope, mangle_new (builder, scope, id));

    if ((symbol->is_global || symbol->is_nonlocal) && scope->kind != HW_SCOPE_MODULE && node->as.ann_assign.simple)
      fail (builder, node, "annotated name '%s' can't be %s", id, symbol->is_global ? "global" : "nonlocal");
    symbol->is_annotated = symbol->is_annotated || node->as.ann_assign.simple;
    symbol->is_bound = symbol->is_bound || node->as.ann_assign.simple || node->as.ann_assign.value != NULL;
  } else {
    add_task (builder, target, scope, TASK_VISIT);
  }
  add_task (builder, node->as.ann_assign.annotation, scope, TASK_VISIT);
  add_task (builder, node->as.ann_assign.value, scope, TASK_VISIT);
}

static void
visit_alias (Builder     *builder,
             const HwAst *node)
{
  const char *name = node->as.alias.asname != NULL ? node->as.alias.asname : node->as.alias.name;
  const char *dot = strchr (name, '.');

  if (g_str_equal (name, "*"))
    return;
  if (dot != NULL)
    name = hw_ast_tree_intern (builder->symtable->tree, name, (gsize) (dot - name));
  bind (builder, builder->now.scope, name)->is_import = TRUE;
}

static void
visit_yield (Builder     *builder,
             const HwAst *node)
{
  static const char *const what[] = { "list comprehension", "set comprehension", "dict comprehension", "generator expression" };
  HwScope *scope = builder->now.scope;

  if (hw_scope_is_comprehension (scope))
    fail (builder, node, "'yield' inside %s", what[scope->kind - HW_SCOPE_LIST_COMP]);
  scope->is_generator = TRUE;
}

static void
visit_child_cb (HwAst   *child,
                gpointer user_data)
{
  Builder *builder = user_data;
  TaskKind kind = builder->now.kind;

  /* Only the tuples and lists of a comprehension's target hold targets; in an iterable everything is of the iterable. */
  if (kind == TASK_ITER_VAR && (builder->now.node->kind == HW_AST_ATTRIBUTE || builder->now.node->kind == HW_AST_SUBSCRIPT))
    kind = TASK_VISIT;
  add_task (builder, child, builder->now.scope, kind);
}

/* Notes what [builder->now.node] says itself and adds tasks for the rest. */
static void
visit (Builder *builder)
{
  HwAst *node = builder->now.node;
  HwScope *scope = builder->now.scope;

  switch (node->kind) {
  case HW_AST_NAME: visit_name (builder, node); return;
  case HW_AST_FUNCTION_DEF: visit_function (builder, node); return;
  case HW_AST_CLASS_DEF: visit_class (builder, node); return;
  case HW_AST_LAMBDA: visit_lambda (builder, node); return;
  case HW_AST_NAMED_EXPR: visit_named (builder, node); return;
  case HW_AST_ANN_ASSIGN: visit_annotated (builder, node); return;
  case HW_AST_ALIAS: visit_alias (builder, node); return;
  case HW_AST_LIST_COMP:
    visit_comprehension (builder, node, HW_SCOPE_LIST_COMP, "<listcomp>", node->as.list_comp.elt, NULL,
                         &node->as.list_comp.generators);
    return;
  case HW_AST_SET_COMP:
    visit_comprehension (builder, node, HW_SCOPE_SET_COMP, "<setcomp>", node->as.set_comp.elt, NULL,
                         &node->as.set_comp.generators);
    return;
  case HW_AST_GENERATOR_EXP:
    visit_comprehension (builder, node, HW_SCOPE_GENERATOR_EXP, "<genexpr>", node->as.generator_exp.elt, NULL,
                         &node->as.generator_exp.generators);
    return;
  case HW_AST_DICT_COMP:
    visit_comprehension (builder, node, HW_SCOPE_DICT_COMP, "<dictcomp>", node->as.dict_comp.key, node->as.dict_comp.value,
                         &node->as.dict_comp.generators);
    return;
  case HW_AST_GLOBAL:
  case HW_AST_NONLOCAL:
    for (guint i = 0; i < node->as.global.names.n; i++)
      declare (builder, node, node->as.global.names.items[i], node->kind == HW_AST_GLOBAL);
    return;
  case HW_AST_EXCEPT_HANDLER:
    if (node->as.except_handler.name != NULL)
      bind (builder, scope, node->as.except_handler.name);
    break;
  case HW_AST_MATCH_AS:
    if (node->as.match_as.name != NULL)
      bind (builder, scope, node->as.match_as.name);
    break;
  case HW_AST_MATCH_STAR:
    if (node->as.match_star.name != NULL)
      bind (builder, scope, node->as.match_star.name);
    break;
  case HW_AST_MATCH_MAPPING:
    if (node->as.match_mapping.rest != NULL)
      bind (builder, scope, node->as.match_mapping.rest);
    break;
  case HW_AST_ATTRIBUTE: mangle_new (builder, scope, node->as.attribute.attr); break;
  case HW_AST_YIELD:
  case HW_AST_YIELD_FROM: visit_yield (builder, node); break;
  default: break;
  }
  hw_ast_foreach_child (node, visit_child_cb, builder);
}

static void
collect (Builder *builder)
{
  HwAst *root = builder->symtable->tree->root;
  HwScope *module = scope_new (builder, HW_SCOPE_MODULE, "<module>", root, NULL);

  add_task (builder, root, module, TASK_VISIT);
  while (builder->tasks->len > 0) {
    guint last = builder->tasks->len - 1;

    builder->now = g_array_index (builder->tasks, Task, last);
    g_array_set_size (builder->tasks, last);
    visit (builder);
    reverse_tasks (builder, last);
  }
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
    symbol = find_symbol (outer, name);
    if (outer->kind == HW_SCOPE_MODULE || (symbol != NULL && symbol->is_global))
      return NULL;
    if (symbol != NULL && symbol->is_bound && !symbol->is_nonlocal)
      return outer;
  }
  return NULL;
}

static void
fail_unbound (Builder       *builder,
              const HwScope *scope,
              const char    *name)
{
  for (guint i = 0; i < builder->directives->len; i++) {
    const Directive *directive = &g_array_index (builder->directives, Directive, i);

    if (directive->scope == scope && directive->name == name) {
      fail (builder, directive->node, "no binding for nonlocal '%s' found", name);
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
    HwSymbol *symbol = ensure_symbol (between, name);

    if (between->kind == HW_SCOPE_CLASS && symbol->is_bound)
      symbol->is_free_class = TRUE;
    else
      symbol->scope = HW_NAME_FREE;
    between->has_free = TRUE;
  }
}

static void
resolve (Builder *builder,
         HwScope *scope,
         guint    index)
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
        ensure_symbol (binder, symbol.name)->scope = HW_NAME_CELL;
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
analyze (Builder *builder)
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
  Builder builder = { .symtable = symtable, .diagnostics = diagnostics };

  builder.tasks = g_array_new (FALSE, FALSE, sizeof (Task));
  builder.directives = g_array_new (FALSE, FALSE, sizeof (Directive));
  symtable->tree = tree;
  symtable->scopes = g_ptr_array_new_with_free_func (scope_free);
  symtable->by_node = g_hash_table_new (NULL, NULL);
  collect (&builder);
  analyze (&builder);
  g_array_unref (builder.directives);
  g_array_unref (builder.tasks);
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
