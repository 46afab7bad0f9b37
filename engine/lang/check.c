/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The check pass. The errors are those of CPython's Python/compile.c, with its words; the walk keeps its own stack of
 * tasks, so a tall tree costs no C stack. */

#include "lang/check.h"

#include <string.h>

#include "lang/modules.h"

/* CPython's CO_MAXBLOCKS. */
#define MAX_BLOCKS 21

typedef struct {
  HwAst   *node;
  HwScope *scope;
  guint    n_blocks; /* loops, try, with around it in its function */
  gboolean in_loop;
  gboolean may_star; /* a STARRED is right here */
} Task;

typedef struct {
  const HwSymtable *symtable;
  HwDiagnostics    *diagnostics;
  GHashTable       *bound; /* names that the program binds as globals */
  GArray           *tasks; /* of Task; the next one last */
  Task              now;
} Checker;

static const char *const module_names[] = {
#define HW_X(id, name) name,
  HW_MODULE_LIST (HW_X)
#undef HW_X
};

/* Builtins that reach outside the program or run text. */
static const struct {
  const char *name;
  const char *hint;
} refused_names[] = {
  { "__import__", "Use an import statement." },
  { "breakpoint", "Leave it out: every statement is a step already." },
  { "compile", "Write the code itself." },
  { "eval", "Write the expression itself." },
  { "exec", "Write the statements themselves." },
  { "input", "Write the value itself: a scenario reads nothing." },
  { "open", "Use a list or a str as data: a scenario reaches no files." },
};

static void G_GNUC_PRINTF (3, 4)
fail (Checker     *checker,
      const HwAst *node,
      const char  *format,
      ...)
{
  HwSpan span = { node->line, node->column, node->end_line, node->end_column };
  va_list args;

  va_start (args, format);
  hw_diagnostics_take (checker->diagnostics, HW_DIAGNOSTIC_SYNTAX, span, g_strdup_vprintf (format, args), NULL);
  va_end (args);
}

/* Takes [message] and [hint]. */
static void
refuse (Checker     *checker,
        const HwAst *node,
        char        *message,
        char        *hint)
{
  HwSpan span = { node->line, node->column, node->end_line, node->end_column };

  hw_diagnostics_take (checker->diagnostics, HW_DIAGNOSTIC_UNSUPPORTED, span, message, hint);
}

/* --- Tasks --- */

static void
add_task (Checker  *checker,
          HwAst    *node,
          gboolean  may_star)
{
  Task task = checker->now;

  if (node == NULL)
    return;
  task.node = node;
  task.may_star = may_star;
  g_array_append_val (checker->tasks, task);
}

static void
add_child_cb (HwAst    *child,
              gpointer  user_data)
{
  add_task (user_data, child, FALSE);
}

static void
add_tasks (Checker        *checker,
           const HwAstSeq *seq,
           gboolean        may_star)
{
  for (guint i = 0; i < seq->n; i++)
    add_task (checker, seq->items[i], may_star);
}

/* A body inside [n_blocks] more blocks of [owner]. */
static void
add_body (Checker        *checker,
          const HwAst    *owner,
          const HwAstSeq *body,
          guint           n_blocks,
          gboolean        in_loop)
{
  Task saved = checker->now;

  if (saved.n_blocks + n_blocks > MAX_BLOCKS) {
    fail (checker, owner, "too many statically nested blocks");
    return;
  }
  checker->now.n_blocks += n_blocks;
  checker->now.in_loop = in_loop;
  add_tasks (checker, body, FALSE);
  checker->now = saved;
}

/* The body of a scope of its own. */
static void
enter_scope (Checker *checker)
{
  HwScope *scope = hw_symtable_get_scope (checker->symtable, checker->now.node);

  checker->now.scope = scope;
  checker->now.n_blocks = 0;
  checker->now.in_loop = FALSE;
}

/* --- Imports and names outside the subset --- */

static gboolean
has_module (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (module_names); i++)
    if (g_str_equal (module_names[i], name))
      return TRUE;
  return FALSE;
}

static void
check_module (Checker     *checker,
              const HwAst *node,
              const char  *name)
{
  g_autoptr (GString) hint = NULL;

  if (has_module (name))
    return;
  hint = g_string_new ("The modules there are: ");
  for (guint i = 0; i < G_N_ELEMENTS (module_names); i++)
    g_string_append_printf (hint, "%s%s", i > 0 ? ", " : "", module_names[i]);
  g_string_append_c (hint, '.');
  refuse (checker, node, g_strdup_printf ("module '%s' is outside the subset", name), g_strdup (hint->str));
}

static void
check_import_from (Checker     *checker,
                   const HwAst *node)
{
  if (node->as.import_from.level > 0) {
    refuse (checker, node, g_strdup ("relative imports are outside the subset"),
            g_strdup ("A scenario is one file: define the names in it."));
    return;
  }
  if (g_str_equal (node->as.import_from.module, "__future__")) {
    refuse (checker, node, g_strdup ("__future__ imports are outside the subset"),
            g_strdup ("Leave it out: the version is chosen with the scenario."));
    return;
  }
  check_module (checker, node, node->as.import_from.module);
  for (guint i = 0; i < node->as.import_from.names.n; i++) {
    const HwAst *alias = node->as.import_from.names.items[i];

    if (g_str_equal (alias->as.alias.name, "*"))
      refuse (checker, alias, g_strdup ("'import *' is outside the subset"), g_strdup ("Name what you import."));
  }
}

/* A name that is a builtin here, because nothing in the program binds it. */
static gboolean
is_builtin (Checker    *checker,
            const char *name)
{
  const HwSymbol *symbol = hw_scope_lookup (checker->now.scope, name);

  return symbol != NULL && symbol->scope >= HW_NAME_GLOBAL_EXPLICIT && !g_hash_table_contains (checker->bound, name);
}

/* [name], which [node] binds, may be anything but the one constant that looks like a name. */
static void
check_bound (Checker     *checker,
             const HwAst *node,
             const char  *name,
             HwContext    ctx)
{
  if (name != NULL && g_str_equal (name, "__debug__"))
    fail (checker, node, "cannot %s __debug__", ctx == HW_CONTEXT_DEL ? "delete" : "assign to");
}

static void
check_name (Checker     *checker,
            const HwAst *node)
{
  const char *id = node->as.name.id;

  if (node->as.name.ctx != HW_CONTEXT_LOAD) {
    check_bound (checker, node, id, node->as.name.ctx);
    return;
  }
  for (guint i = 0; i < G_N_ELEMENTS (refused_names); i++) {
    if (g_str_equal (refused_names[i].name, id) && is_builtin (checker, id)) {
      refuse (checker, node, g_strdup_printf ("%s is outside the subset", id), g_strdup (refused_names[i].hint));
      return;
    }
  }
}

/* --- Statements --- */

static void
check_try (Checker     *checker,
           const HwAst *node)
{
  const HwAstSeq *handlers = &node->as.try_.handlers;
  guint n_finally = node->as.try_.finalbody.n > 0 ? 1 : 0;
  gboolean in_loop = checker->now.in_loop;

  for (guint i = 0; i + 1 < handlers->n; i++)
    if (handlers->items[i]->as.except_handler.type == NULL)
      fail (checker, handlers->items[i], "default 'except:' must be last");
  add_body (checker, node, &node->as.try_.body, n_finally + (handlers->n > 0 ? 1 : 0), in_loop);
  add_body (checker, node, &node->as.try_.orelse, n_finally, in_loop);
  add_body (checker, node, handlers, n_finally + 1, in_loop);
  add_body (checker, node, &node->as.try_.finalbody, n_finally, in_loop);
}

static void
check_keywords (Checker        *checker,
                const HwAstSeq *keywords)
{
  g_autoptr (GHashTable) seen = NULL;

  if (keywords->n < 2)
    return;
  seen = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < keywords->n; i++) {
    const char *arg = keywords->items[i]->as.keyword.arg;

    if (arg != NULL && !g_hash_table_add (seen, (gpointer) arg))
      fail (checker, keywords->items[i], "keyword argument repeated: %s", arg);
  }
}

static void
add_arguments (Checker     *checker,
               const HwAst *args)
{
  HwAst *vararg = args->as.arguments.vararg;

  add_tasks (checker, &args->as.arguments.defaults, FALSE);
  add_tasks (checker, &args->as.arguments.kw_defaults, FALSE);
  add_tasks (checker, &args->as.arguments.posonlyargs, FALSE);
  add_tasks (checker, &args->as.arguments.args, FALSE);
  add_tasks (checker, &args->as.arguments.kwonlyargs, FALSE);
  if (vararg != NULL) {
    check_bound (checker, vararg, vararg->as.arg.arg, HW_CONTEXT_STORE);
    add_task (checker, vararg->as.arg.annotation, TRUE);
  }
  add_task (checker, args->as.arguments.kwarg, FALSE);
}

static void
check_definition (Checker     *checker,
                  const HwAst *node)
{
  if (node->kind == HW_AST_FUNCTION_DEF) {
    check_bound (checker, node, node->as.function_def.name, HW_CONTEXT_STORE);
    add_tasks (checker, &node->as.function_def.decorators, FALSE);
    add_arguments (checker, node->as.function_def.args);
    add_task (checker, node->as.function_def.returns, FALSE);
    enter_scope (checker);
    add_tasks (checker, &node->as.function_def.body, FALSE);
  } else {
    check_bound (checker, node, node->as.class_def.name, HW_CONTEXT_STORE);
    check_keywords (checker, &node->as.class_def.keywords);
    add_tasks (checker, &node->as.class_def.decorators, FALSE);
    add_tasks (checker, &node->as.class_def.bases, TRUE);
    add_tasks (checker, &node->as.class_def.keywords, FALSE);
    enter_scope (checker);
    add_tasks (checker, &node->as.class_def.body, FALSE);
  }
}

static void
check_loop (Checker     *checker,
            const HwAst *node)
{
  gboolean in_loop = checker->now.in_loop;

  if (node->kind == HW_AST_FOR) {
    add_task (checker, node->as.for_.target, FALSE);
    add_task (checker, node->as.for_.iter, FALSE);
    add_body (checker, node, &node->as.for_.body, 1, TRUE);
    add_body (checker, node, &node->as.for_.orelse, 0, in_loop);
  } else {
    add_task (checker, node->as.while_.test, FALSE);
    add_body (checker, node, &node->as.while_.body, 1, TRUE);
    add_body (checker, node, &node->as.while_.orelse, 0, in_loop);
  }
}

static void
check_word (Checker     *checker,
            const HwAst *node)
{
  gboolean in_function = checker->now.scope->kind == HW_SCOPE_FUNCTION || checker->now.scope->kind == HW_SCOPE_LAMBDA;

  if (node->kind == HW_AST_BREAK && !checker->now.in_loop)
    fail (checker, node, "'break' outside loop");
  else if (node->kind == HW_AST_CONTINUE && !checker->now.in_loop)
    fail (checker, node, "'continue' not properly in loop");
  else if (node->kind == HW_AST_RETURN && !in_function)
    fail (checker, node, "'return' outside function");
  else if ((node->kind == HW_AST_YIELD || node->kind == HW_AST_YIELD_FROM) && !hw_scope_is_function (checker->now.scope))
    fail (checker, node, "'yield' outside function");
}

/* TRUE if [node] has been taken care of, its children included. */
static gboolean
check_statement (Checker *checker,
                 HwAst   *node)
{
  switch (node->kind) {
  case HW_AST_FUNCTION_DEF:
  case HW_AST_CLASS_DEF: check_definition (checker, node); return TRUE;
  case HW_AST_FOR:
  case HW_AST_WHILE: check_loop (checker, node); return TRUE;
  case HW_AST_TRY: check_try (checker, node); return TRUE;
  case HW_AST_WITH:
    add_tasks (checker, &node->as.with.items, FALSE);
    add_body (checker, node, &node->as.with.body, node->as.with.items.n, checker->now.in_loop);
    return TRUE;
  case HW_AST_BREAK:
  case HW_AST_CONTINUE:
  case HW_AST_RETURN: check_word (checker, node); return FALSE;
  case HW_AST_IMPORT:
    for (guint i = 0; i < node->as.import.names.n; i++)
      check_module (checker, node->as.import.names.items[i], node->as.import.names.items[i]->as.alias.name);
    return TRUE;
  case HW_AST_IMPORT_FROM: check_import_from (checker, node); return TRUE;
  case HW_AST_MATCH: hw_check_match (node, checker->diagnostics); return FALSE;
  default: return FALSE;
  }
}

/* --- Expressions --- */

static void
check_stars (Checker        *checker,
             const HwAst    *node,
             const HwAstSeq *elts,
             HwContext       ctx)
{
  guint n_starred = 0;

  for (guint i = 0; i < elts->n; i++)
    n_starred += elts->items[i]->kind == HW_AST_STARRED;
  if (ctx == HW_CONTEXT_STORE && n_starred > 1)
    fail (checker, node, "multiple starred expressions in assignment");
  add_tasks (checker, elts, TRUE);
}

static void
check_lambda (Checker *checker,
              HwAst   *node)
{
  add_arguments (checker, node->as.lambda.args);
  enter_scope (checker);
  add_task (checker, node->as.lambda.body, FALSE);
}

/* The first iterable belongs to the scope around the comprehension. */
static void
check_comprehension (Checker        *checker,
                     HwAst          *elt,
                     HwAst          *value,
                     const HwAstSeq *generators)
{
  add_task (checker, generators->items[0]->as.comprehension.iter, FALSE);
  enter_scope (checker);
  for (guint i = 0; i < generators->n; i++) {
    const HwAst *clause = generators->items[i];

    if (i > 0)
      add_task (checker, clause->as.comprehension.iter, FALSE);
    add_task (checker, clause->as.comprehension.target, FALSE);
    add_tasks (checker, &clause->as.comprehension.ifs, FALSE);
  }
  add_task (checker, elt, FALSE);
  add_task (checker, value, FALSE);
}

static gboolean
check_expression (Checker *checker,
                  HwAst   *node)
{
  switch (node->kind) {
  case HW_AST_LAMBDA: check_lambda (checker, node); return TRUE;
  case HW_AST_LIST_COMP:
    check_comprehension (checker, node->as.list_comp.elt, NULL, &node->as.list_comp.generators);
    return TRUE;
  case HW_AST_SET_COMP:
    check_comprehension (checker, node->as.set_comp.elt, NULL, &node->as.set_comp.generators);
    return TRUE;
  case HW_AST_GENERATOR_EXP:
    check_comprehension (checker, node->as.generator_exp.elt, NULL, &node->as.generator_exp.generators);
    return TRUE;
  case HW_AST_DICT_COMP:
    check_comprehension (checker, node->as.dict_comp.key, node->as.dict_comp.value, &node->as.dict_comp.generators);
    return TRUE;
  case HW_AST_CALL:
    check_keywords (checker, &node->as.call.keywords);
    add_task (checker, node->as.call.func, FALSE);
    add_tasks (checker, &node->as.call.args, TRUE);
    add_tasks (checker, &node->as.call.keywords, FALSE);
    return TRUE;
  case HW_AST_LIST: check_stars (checker, node, &node->as.list.elts, node->as.list.ctx); return TRUE;
  case HW_AST_TUPLE: check_stars (checker, node, &node->as.tuple.elts, node->as.tuple.ctx); return TRUE;
  case HW_AST_SET: add_tasks (checker, &node->as.set.elts, TRUE); return TRUE;
  case HW_AST_STARRED:
    if (!checker->now.may_star)
      fail (checker, node, "%s",
            node->as.starred.ctx == HW_CONTEXT_STORE ? "starred assignment target must be in a list or tuple"
                                                     : "can't use starred expression here");
    return FALSE;
  case HW_AST_NAME: check_name (checker, node); return TRUE;
  case HW_AST_ATTRIBUTE:
    if (node->as.attribute.ctx != HW_CONTEXT_LOAD)
      check_bound (checker, node, node->as.attribute.attr, node->as.attribute.ctx);
    return FALSE;
  case HW_AST_ARG: check_bound (checker, node, node->as.arg.arg, HW_CONTEXT_STORE); return FALSE;
  case HW_AST_KEYWORD: check_bound (checker, node, node->as.keyword.arg, HW_CONTEXT_STORE); return FALSE;
  case HW_AST_EXCEPT_HANDLER: check_bound (checker, node, node->as.except_handler.name, HW_CONTEXT_STORE); return FALSE;
  case HW_AST_YIELD:
  case HW_AST_YIELD_FROM: check_word (checker, node); return FALSE;
  default: return FALSE;
  }
}

static void
reverse_tasks (Checker *checker,
               guint    from)
{
  Task *tasks = (Task *) (gpointer) checker->tasks->data;

  for (guint to = checker->tasks->len; from + 1 < to; from++) {
    Task task = tasks[from];

    to--;
    tasks[from] = tasks[to];
    tasks[to] = task;
  }
}

static void
find_bound (Checker       *checker,
            const HwScope *scope)
{
  GPtrArray *stack = g_ptr_array_new ();

  g_ptr_array_add (stack, (gpointer) scope);
  while (stack->len > 0) {
    const HwScope *top = g_ptr_array_remove_index_fast (stack, stack->len - 1);

    for (guint i = 0; i < top->symbols->len; i++) {
      const HwSymbol *symbol = &g_array_index (top->symbols, HwSymbol, i);

      if (symbol->is_bound && (top->kind == HW_SCOPE_MODULE || symbol->is_global))
        g_hash_table_add (checker->bound, (gpointer) symbol->name);
    }
    for (guint i = 0; i < top->children->len; i++)
      g_ptr_array_add (stack, g_ptr_array_index (top->children, i));
  }
  g_ptr_array_unref (stack);
}

void
hw_check_run (const HwAstTree  *tree,
              const HwSymtable *symtable,
              HwDiagnostics    *diagnostics)
{
  Checker checker = { .symtable = symtable, .diagnostics = diagnostics };

  checker.bound = g_hash_table_new (NULL, NULL);
  checker.tasks = g_array_new (FALSE, FALSE, sizeof (Task));
  checker.now.scope = hw_symtable_get_root (symtable);
  find_bound (&checker, checker.now.scope);
  add_task (&checker, tree->root, FALSE);
  while (checker.tasks->len > 0 && !hw_diagnostics_is_full (diagnostics)) {
    guint last = checker.tasks->len - 1;

    checker.now = g_array_index (checker.tasks, Task, last);
    g_array_set_size (checker.tasks, last);
    if (!(hw_ast_is_statement (checker.now.node) ? check_statement (&checker, checker.now.node)
                                                 : check_expression (&checker, checker.now.node)))
      hw_ast_foreach_child (checker.now.node, add_child_cb, &checker);
    reverse_tasks (&checker, last);
  }
  g_array_unref (checker.tasks);
  g_hash_table_unref (checker.bound);
}
