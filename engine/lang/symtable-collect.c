/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The first pass of the symbol tables: walks the tree and notes in each scope how each name is used there. Models
 * symtable_visit_stmt() and its like in CPython 3.11's Python/symtable.c. The walk keeps its own stack of tasks, each
 * with the scope it belongs to, so a tall tree costs no C stack. */

#include "lang/symtable-private.h"

#include <string.h>

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

typedef struct {
  HwSymtableBuilder *base;
  GArray            *tasks; /* of Task; the next one last */
  Task               now;
} Collector;

static void
add_task (Collector *collector,
          HwAst     *node,
          HwScope   *scope,
          TaskKind   kind)
{
  Task task = { node, scope, kind };

  if (node != NULL)
    g_array_append_val (collector->tasks, task);
}

static void
add_tasks (Collector      *collector,
           const HwAstSeq *seq,
           HwScope        *scope)
{
  for (guint i = 0; i < seq->n; i++)
    add_task (collector, seq->items[i], scope, TASK_VISIT);
}

/* Tasks are added in the order of the text; the one to be done first must be last. */
static void
reverse_tasks (Collector *collector,
               guint      from)
{
  Task *tasks = (Task *) (gpointer) collector->tasks->data;

  for (guint to = collector->tasks->len; from + 1 < to; from++) {
    Task task = tasks[from];

    to--;
    tasks[from] = tasks[to];
    tasks[to] = task;
  }
}

static HwSymbol *
bind (Collector  *collector,
      HwScope    *scope,
      const char *name)
{
  HwSymbol *symbol = hw_scope_ensure (scope, hw_scope_mangle_new (collector->base, scope, name));

  symbol->is_bound = TRUE;
  return symbol;
}

static void
use (Collector  *collector,
     HwScope    *scope,
     const char *name)
{
  hw_scope_ensure (scope, hw_scope_mangle_new (collector->base, scope, name))->is_used = TRUE;
}

static void
visit_name (Collector   *collector,
            const HwAst *node)
{
  HwScope *scope = collector->now.scope;
  const char *id = node->as.name.id;
  HwSymbol *symbol;

  if (node->as.name.ctx == HW_CONTEXT_LOAD) {
    use (collector, scope, id);
    /* super() without arguments needs the class that the method is in. */
    if (hw_scope_is_function (scope) && g_str_equal (id, "super"))
      use (collector, scope, hw_ast_tree_intern (collector->base->symtable->tree, "__class__", 9));
    return;
  }
  symbol = bind (collector, scope, id);
  if (collector->now.kind == TASK_ITER_VAR) {
    if (symbol->is_global || symbol->is_nonlocal)
      hw_symtable_fail (collector->base, node, "comprehension inner loop cannot rebind assignment expression target '%s'", id);
    symbol->is_iter_var = TRUE;
  }
}

/* As in CPython, a global statement anywhere makes the name an explicit global of the module too. */
static void
declare_global (Collector  *collector,
                HwScope    *scope,
                const char *name)
{
  hw_scope_ensure (g_ptr_array_index (collector->base->symtable->scopes, 0), name)->is_global = TRUE;
  hw_scope_ensure (scope, name)->is_global = TRUE;
}

static void
declare (Collector  *collector,
         HwAst      *node,
         const char *id,
         gboolean    is_global)
{
  const char *word = is_global ? "global" : "nonlocal";
  HwScope *scope = collector->now.scope;
  HwSymbol *symbol = hw_scope_ensure (scope, hw_scope_mangle_new (collector->base, scope, id));

  if (symbol->is_parameter)
    hw_symtable_fail (collector->base, node, "name '%s' is parameter and %s", id, word);
  else if (symbol->is_used)
    hw_symtable_fail (collector->base, node, "name '%s' is used prior to %s declaration", id, word);
  else if (symbol->is_annotated)
    hw_symtable_fail (collector->base, node, "annotated name '%s' can't be %s", id, word);
  else if (symbol->is_bound)
    hw_symtable_fail (collector->base, node, "name '%s' is assigned to before %s declaration", id, word);
  else if (!is_global && scope->kind == HW_SCOPE_MODULE)
    hw_symtable_fail (collector->base, node, "nonlocal declaration not allowed at module level");
  else if (is_global ? symbol->is_nonlocal : symbol->is_global)
    hw_symtable_fail (collector->base, node, "name '%s' is nonlocal and global", id);
  else if (is_global)
    declare_global (collector, scope, symbol->name);
  else
    symbol->is_nonlocal = TRUE;
  if (symbol->is_nonlocal) {
    HwDirective directive = { scope, symbol->name, node };

    g_array_append_val (collector->base->directives, directive);
  }
}

static void
bind_parameter (Collector   *collector,
                HwScope     *scope,
                const HwAst *arg)
{
  HwSymbol *symbol;

  if (arg == NULL)
    return;
  symbol = hw_scope_ensure (scope, hw_scope_mangle_new (collector->base, scope, arg->as.arg.arg));
  if (symbol->is_parameter)
    hw_symtable_fail (collector->base, arg, "duplicate argument '%s' in function definition", arg->as.arg.arg);
  symbol->is_parameter = symbol->is_bound = TRUE;
  scope->n_parameters = scope->symbols->len;
}

static void
bind_parameters (Collector   *collector,
                 HwScope     *scope,
                 const HwAst *args)
{
  for (guint i = 0; i < args->as.arguments.posonlyargs.n; i++)
    bind_parameter (collector, scope, args->as.arguments.posonlyargs.items[i]);
  for (guint i = 0; i < args->as.arguments.args.n; i++)
    bind_parameter (collector, scope, args->as.arguments.args.items[i]);
  for (guint i = 0; i < args->as.arguments.kwonlyargs.n; i++)
    bind_parameter (collector, scope, args->as.arguments.kwonlyargs.items[i]);
  bind_parameter (collector, scope, args->as.arguments.vararg);
  bind_parameter (collector, scope, args->as.arguments.kwarg);
  scope->has_varargs = args->as.arguments.vararg != NULL;
  scope->has_varkeywords = args->as.arguments.kwarg != NULL;
}

static void
add_annotations (Collector      *collector,
                 const HwAstSeq *args)
{
  for (guint i = 0; i < args->n; i++)
    add_task (collector, args->items[i]->as.arg.annotation, collector->now.scope, TASK_VISIT);
}

/* What of a function belongs to the scope around it: defaults and annotations. */
static void
add_outer_parts (Collector   *collector,
                 const HwAst *args)
{
  HwScope *scope = collector->now.scope;

  add_tasks (collector, &args->as.arguments.defaults, scope);
  add_tasks (collector, &args->as.arguments.kw_defaults, scope);
  add_annotations (collector, &args->as.arguments.posonlyargs);
  add_annotations (collector, &args->as.arguments.args);
  if (args->as.arguments.vararg != NULL)
    add_task (collector, args->as.arguments.vararg->as.arg.annotation, scope, TASK_VISIT);
  add_annotations (collector, &args->as.arguments.kwonlyargs);
  if (args->as.arguments.kwarg != NULL)
    add_task (collector, args->as.arguments.kwarg->as.arg.annotation, scope, TASK_VISIT);
}

static void
visit_function (Collector   *collector,
                const HwAst *node)
{
  HwScope *outer = collector->now.scope;
  HwScope *scope;

  bind (collector, outer, node->as.function_def.name);
  add_outer_parts (collector, node->as.function_def.args);
  add_task (collector, node->as.function_def.returns, outer, TASK_VISIT);
  add_tasks (collector, &node->as.function_def.decorators, outer);
  scope = hw_scope_new (collector->base, HW_SCOPE_FUNCTION, node->as.function_def.name, node, outer);
  bind_parameters (collector, scope, node->as.function_def.args);
  add_tasks (collector, &node->as.function_def.body, scope);
}

static void
visit_lambda (Collector   *collector,
              const HwAst *node)
{
  HwScope *scope;

  add_outer_parts (collector, node->as.lambda.args);
  scope = hw_scope_new (collector->base, HW_SCOPE_LAMBDA, "<lambda>", node, collector->now.scope);
  bind_parameters (collector, scope, node->as.lambda.args);
  add_task (collector, node->as.lambda.body, scope, collector->now.kind == TASK_ITERABLE ? TASK_ITERABLE : TASK_VISIT);
}

static void
visit_class (Collector   *collector,
             const HwAst *node)
{
  HwScope *outer = collector->now.scope;
  HwScope *scope;

  bind (collector, outer, node->as.class_def.name);
  add_tasks (collector, &node->as.class_def.bases, outer);
  add_tasks (collector, &node->as.class_def.keywords, outer);
  add_tasks (collector, &node->as.class_def.decorators, outer);
  scope = hw_scope_new (collector->base, HW_SCOPE_CLASS, node->as.class_def.name, node, outer);
  add_tasks (collector, &node->as.class_def.body, scope);
}

/* The outermost iterable belongs to the scope around the comprehension, everything else to its own. */
static void
visit_comprehension (Collector      *collector,
                     const HwAst    *node,
                     HwScopeKind     kind,
                     const char     *name,
                     HwAst          *elt,
                     HwAst          *value,
                     const HwAstSeq *generators)
{
  HwScope *scope = hw_scope_new (collector->base, kind, name, node, collector->now.scope);
  HwSymbol *first = hw_scope_ensure (scope, hw_ast_tree_intern (collector->base->symtable->tree, ".0", 2));

  first->is_parameter = first->is_bound = TRUE;
  scope->n_parameters = 1;
  scope->is_generator = kind == HW_SCOPE_GENERATOR_EXP;
  for (guint i = 0; i < generators->n; i++) {
    const HwAst *clause = generators->items[i];

    add_task (collector, clause->as.comprehension.iter, i == 0 ? collector->now.scope : scope, TASK_ITERABLE);
    add_task (collector, clause->as.comprehension.target, scope, TASK_ITER_VAR);
    add_tasks (collector, &clause->as.comprehension.ifs, scope);
  }
  add_task (collector, elt, scope, TASK_VISIT);
  add_task (collector, value, scope, TASK_VISIT);
}

/* `:=` in a comprehension binds in the scope around all comprehensions. */
static void
extend_named (Collector  *collector,
              HwAst      *target,
              const char *id)
{
  HwScope *inner = collector->now.scope;
  HwScope *scope = inner;
  const char *name = hw_scope_mangle_new (collector->base, inner, id);
  HwSymbol *symbol;

  for (; hw_scope_is_comprehension (scope); scope = scope->parent) {
    symbol = hw_scope_find (scope, name);
    if (symbol != NULL && symbol->is_iter_var) {
      hw_symtable_fail (collector->base, target, "assignment expression cannot rebind comprehension iteration variable '%s'", id);
      return;
    }
  }
  if (scope->kind == HW_SCOPE_CLASS) {
    hw_symtable_fail (collector->base, target, "assignment expression within a comprehension cannot be used in a class body");
    return;
  }
  symbol = hw_scope_ensure (scope, name);
  symbol->is_bound = TRUE;
  if (scope->kind == HW_SCOPE_MODULE || symbol->is_global)
    declare_global (collector, inner, name);
  else
    hw_scope_ensure (inner, name)->is_nonlocal = TRUE;
}

static void
visit_named (Collector   *collector,
             const HwAst *node)
{
  HwAst *target = node->as.named_expr.target;

  if (collector->now.kind == TASK_ITERABLE)
    hw_symtable_fail (collector->base, node, "assignment expression cannot be used in a comprehension iterable expression");
  else if (hw_scope_is_comprehension (collector->now.scope))
    extend_named (collector, target, target->as.name.id);
  add_task (collector, node->as.named_expr.value, collector->now.scope, TASK_VISIT);
  add_task (collector, target, collector->now.scope, TASK_VISIT);
}

static void
visit_annotated (Collector   *collector,
                 const HwAst *node)
{
  HwAst *target = node->as.ann_assign.target;
  HwScope *scope = collector->now.scope;

  if (target->kind == HW_AST_NAME) {
    const char *id = target->as.name.id;
    HwSymbol *symbol = hw_scope_ensure (scope, hw_scope_mangle_new (collector->base, scope, id));

    if ((symbol->is_global || symbol->is_nonlocal) && scope->kind != HW_SCOPE_MODULE && node->as.ann_assign.simple)
      hw_symtable_fail (collector->base, node, "annotated name '%s' can't be %s", id, symbol->is_global ? "global" : "nonlocal");
    symbol->is_annotated = symbol->is_annotated || node->as.ann_assign.simple;
    symbol->is_bound = symbol->is_bound || node->as.ann_assign.simple || node->as.ann_assign.value != NULL;
  } else {
    add_task (collector, target, scope, TASK_VISIT);
  }
  add_task (collector, node->as.ann_assign.annotation, scope, TASK_VISIT);
  add_task (collector, node->as.ann_assign.value, scope, TASK_VISIT);
}

static void
visit_alias (Collector   *collector,
             const HwAst *node)
{
  const char *name = node->as.alias.asname != NULL ? node->as.alias.asname : node->as.alias.name;
  const char *dot = strchr (name, '.');

  if (g_str_equal (name, "*"))
    return;
  if (dot != NULL)
    name = hw_ast_tree_intern (collector->base->symtable->tree, name, (gsize) (dot - name));
  bind (collector, collector->now.scope, name)->is_import = TRUE;
}

static void
visit_yield (Collector   *collector,
             const HwAst *node)
{
  static const char *const what[] = { "list comprehension", "set comprehension", "dict comprehension", "generator expression" };
  HwScope *scope = collector->now.scope;

  if (hw_scope_is_comprehension (scope))
    hw_symtable_fail (collector->base, node, "'yield' inside %s", what[scope->kind - HW_SCOPE_LIST_COMP]);
  scope->is_generator = TRUE;
}

static void
visit_child_cb (HwAst    *child,
                gpointer  user_data)
{
  Collector *collector = user_data;
  TaskKind kind = collector->now.kind;

  /* Only the tuples and lists of a comprehension's target hold targets; in an iterable everything is of the iterable. */
  if (kind == TASK_ITER_VAR && (collector->now.node->kind == HW_AST_ATTRIBUTE || collector->now.node->kind == HW_AST_SUBSCRIPT))
    kind = TASK_VISIT;
  add_task (collector, child, collector->now.scope, kind);
}

/* Notes what [collector->now.node] says itself and adds tasks for the rest. */
static void
visit (Collector *collector)
{
  HwAst *node = collector->now.node;
  HwScope *scope = collector->now.scope;

  switch (node->kind) {
  case HW_AST_NAME: visit_name (collector, node); return;
  case HW_AST_FUNCTION_DEF: visit_function (collector, node); return;
  case HW_AST_CLASS_DEF: visit_class (collector, node); return;
  case HW_AST_LAMBDA: visit_lambda (collector, node); return;
  case HW_AST_NAMED_EXPR: visit_named (collector, node); return;
  case HW_AST_ANN_ASSIGN: visit_annotated (collector, node); return;
  case HW_AST_ALIAS: visit_alias (collector, node); return;
  case HW_AST_LIST_COMP:
    visit_comprehension (collector, node, HW_SCOPE_LIST_COMP, "<listcomp>", node->as.list_comp.elt, NULL,
                         &node->as.list_comp.generators);
    return;
  case HW_AST_SET_COMP:
    visit_comprehension (collector, node, HW_SCOPE_SET_COMP, "<setcomp>", node->as.set_comp.elt, NULL,
                         &node->as.set_comp.generators);
    return;
  case HW_AST_GENERATOR_EXP:
    visit_comprehension (collector, node, HW_SCOPE_GENERATOR_EXP, "<genexpr>", node->as.generator_exp.elt, NULL,
                         &node->as.generator_exp.generators);
    return;
  case HW_AST_DICT_COMP:
    visit_comprehension (collector, node, HW_SCOPE_DICT_COMP, "<dictcomp>", node->as.dict_comp.key, node->as.dict_comp.value,
                         &node->as.dict_comp.generators);
    return;
  case HW_AST_GLOBAL:
  case HW_AST_NONLOCAL:
    for (guint i = 0; i < node->as.global.names.n; i++)
      declare (collector, node, node->as.global.names.items[i], node->kind == HW_AST_GLOBAL);
    return;
  case HW_AST_EXCEPT_HANDLER:
    if (node->as.except_handler.name != NULL)
      bind (collector, scope, node->as.except_handler.name);
    break;
  case HW_AST_MATCH_AS:
    if (node->as.match_as.name != NULL)
      bind (collector, scope, node->as.match_as.name);
    break;
  case HW_AST_MATCH_STAR:
    if (node->as.match_star.name != NULL)
      bind (collector, scope, node->as.match_star.name);
    break;
  case HW_AST_MATCH_MAPPING:
    if (node->as.match_mapping.rest != NULL)
      bind (collector, scope, node->as.match_mapping.rest);
    break;
  case HW_AST_ATTRIBUTE: hw_scope_mangle_new (collector->base, scope, node->as.attribute.attr); break;
  case HW_AST_YIELD:
  case HW_AST_YIELD_FROM: visit_yield (collector, node); break;
  default: break;
  }
  hw_ast_foreach_child (node, visit_child_cb, collector);
}

void
hw_symtable_collect (HwSymtableBuilder *builder)
{
  HwAst *root = builder->symtable->tree->root;
  HwScope *module = hw_scope_new (builder, HW_SCOPE_MODULE, "<module>", root, NULL);
  Collector collector = { .base = builder, .tasks = g_array_new (FALSE, FALSE, sizeof (Task)) };

  add_task (&collector, root, module, TASK_VISIT);
  while (collector.tasks->len > 0) {
    guint last = collector.tasks->len - 1;

    collector.now = g_array_index (collector.tasks, Task, last);
    g_array_set_size (collector.tasks, last);
    visit (&collector);
    reverse_tasks (&collector, last);
  }
  g_array_unref (collector.tasks);
}
