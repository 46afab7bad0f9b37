/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Renaming a variable: every identifier of the text that means it, by the symbol tables. A name is found in the tree and its place by
 * the tokens, since a definition's node does not say where its name stands. */

#include "gesture/writer.h"
#include "image/image.h"
#include "lang/lexer.h"
#include "lang/scenario.h"

#include <string.h>

/* A node to be looked at, and the scope that its names belong to. */
typedef struct {
  const HwAst   *node;
  const HwScope *scope;
} Task;

typedef struct {
  HwWriter         *writer;
  const HwSymtable *symtable;
  const HwScope    *binder;  /* the scope whose variable is renamed */
  const char       *old;     /* interned */
  const char       *name;    /* the new one */
  HwTokens          tokens;
  GArray           *tasks;   /* of Task */
  GArray           *places;  /* of HwReplacement */
  gboolean          is_parameter;
  gboolean          is_passed;  /* some call passes a parameter of that name by keyword */
  gboolean          failed;
} Renamer;

/* -------------------------------------------------------------------------------------------------------- what is meant */

/* The scope whose variable [name] is in [scope]; NULL if [scope] does not mention it. */
static const HwScope *
find_binder (const HwSymtable *symtable,
             const HwScope    *scope,
             const char       *name)
{
  const char *mangled = hw_scope_mangle (symtable, scope, name);
  const HwSymbol *symbol = mangled != NULL ? hw_scope_lookup (scope, mangled) : NULL;

  if (symbol == NULL)
    return NULL;
  switch (symbol->scope) {
  case HW_NAME_LOCAL:
  case HW_NAME_CELL:
    return scope;
  case HW_NAME_GLOBAL_EXPLICIT:
  case HW_NAME_GLOBAL_IMPLICIT:
    return hw_symtable_get_root (symtable);
  case HW_NAME_FREE:
    break;
  }
  for (const HwScope *outer = scope->parent; outer != NULL; outer = outer->parent) {
    const HwSymbol *found = outer->kind != HW_SCOPE_CLASS ? hw_scope_lookup (outer, mangled) : NULL;

    if (found != NULL && found->scope == HW_NAME_CELL)
      return outer;
  }
  return NULL;
}

static gboolean
is_meant (Renamer       *self,
          const HwScope *scope,
          const char    *name)
{
  return name == self->old && find_binder (self->symtable, scope, name) == self->binder;
}

/* ------------------------------------------------------------------------------------------------------------- places */

static void
add_place (Renamer *self,
           gsize    begin,
           gsize    end,
           char    *text)
{
  HwReplacement place = { begin, end - begin, text };

  g_array_append_val (self->places, place);
}

/* The token that begins at [line], [column], or the first behind. */
static guint
find_token (const HwTokens *tokens,
            guint           line,
            guint           column)
{
  guint low = 0;
  guint high = tokens->n;

  while (low < high) {
    guint middle = low + (high - low) / 2;
    const HwToken *token = &tokens->items[middle];

    if (token->line < line || (token->line == line && token->column < column))
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static gboolean
is_old_name (Renamer       *self,
             const HwToken *token)
{
  const char *text = hw_scenario_get_text (self->writer->scenario);

  return token->kind == HW_TOKEN_NAME && token->end - token->start == strlen (self->old)
         && memcmp (text + token->start, self->old, token->end - token->start) == 0;
}

/* Renames the tokens from [line], [column] up to [end_line], [end_column] that read as the name; the first alone, or all. */
static void
rename_tokens (Renamer *self,
               guint    line,
               guint    column,
               guint    end_line,
               guint    end_column,
               gboolean all)
{
  gboolean found = FALSE;

  for (guint i = find_token (&self->tokens, line, column); i < self->tokens.n; i++) {
    const HwToken *token = &self->tokens.items[i];

    if (token->line > end_line || (token->line == end_line && token->column >= end_column))
      break;
    if (!is_old_name (self, token))
      continue;
    add_place (self, token->start, token->end, g_strdup (self->name));
    found = TRUE;
    if (!all)
      return;
  }
  /* An identifier that is spelled in another way than it is meant (Unicode's compatible forms). */
  self->failed = self->failed || !found;
}

static void
rename_in (Renamer     *self,
           const HwAst *node,
           gboolean     all)
{
  rename_tokens (self, node->line, node->column, node->end_line, node->end_column, all);
}

/* The name that stands last in [node]. */
static void
rename_last (Renamer     *self,
             const HwAst *node)
{
  guint i = find_token (&self->tokens, node->end_line, node->end_column);

  while (i > 0 && !is_old_name (self, &self->tokens.items[i - 1]))
    i--;
  if (i == 0)
    self->failed = TRUE;
  else
    add_place (self, self->tokens.items[i - 1].start, self->tokens.items[i - 1].end, g_strdup (self->name));
}

/* "import gc" becomes "import gc as collector". */
static void
rename_alias (Renamer     *self,
              const HwAst *node)
{
  guint i = find_token (&self->tokens, node->end_line, node->end_column);

  if (node->as.alias.asname != NULL)
    rename_last (self, node);
  else if (i == 0 || strchr (node->as.alias.name, '.') != NULL)
    self->failed = TRUE;
  else
    add_place (self, self->tokens.items[i - 1].end, self->tokens.items[i - 1].end, g_strconcat (" as ", self->name, NULL));
}

static const char *
get_alias_name (const HwAst *node)
{
  return node->as.alias.asname != NULL ? node->as.alias.asname : node->as.alias.name;
}

/* ------------------------------------------------------------------------------------------------------------ the walk */

static void
add_task (Renamer       *self,
          const HwAst   *node,
          const HwScope *scope)
{
  Task task = { node, scope };

  if (node != NULL)
    g_array_append_val (self->tasks, task);
}

static void
add_tasks (Renamer        *self,
           const HwAstSeq *seq,
           const HwScope  *scope)
{
  for (guint i = 0; i < seq->n; i++)
    add_task (self, seq->items[i], scope);
}

static void
visit_parameter (Renamer       *self,
                 const HwAst   *arg,
                 const HwScope *outer,
                 const HwScope *inner)
{
  if (arg == NULL)
    return;
  add_task (self, arg->as.arg.annotation, outer);
  if (is_meant (self, inner, arg->as.arg.arg))
    rename_in (self, arg, FALSE);
}

static void
visit_parameters (Renamer       *self,
                  const HwAst   *args,
                  const HwScope *outer,
                  const HwScope *inner)
{
  for (guint i = 0; i < args->as.arguments.posonlyargs.n; i++)
    visit_parameter (self, args->as.arguments.posonlyargs.items[i], outer, inner);
  for (guint i = 0; i < args->as.arguments.args.n; i++)
    visit_parameter (self, args->as.arguments.args.items[i], outer, inner);
  for (guint i = 0; i < args->as.arguments.kwonlyargs.n; i++)
    visit_parameter (self, args->as.arguments.kwonlyargs.items[i], outer, inner);
  visit_parameter (self, args->as.arguments.vararg, outer, inner);
  visit_parameter (self, args->as.arguments.kwarg, outer, inner);
  add_tasks (self, &args->as.arguments.defaults, outer);
  add_tasks (self, &args->as.arguments.kw_defaults, outer);
}

static void
visit_definition (Renamer       *self,
                  const HwAst   *node,
                  const HwScope *outer,
                  const HwScope *inner)
{
  if (node->kind == HW_AST_FUNCTION_DEF) {
    if (is_meant (self, outer, node->as.function_def.name))
      rename_in (self, node, FALSE);
    visit_parameters (self, node->as.function_def.args, outer, inner);
    add_task (self, node->as.function_def.returns, outer);
    add_tasks (self, &node->as.function_def.decorators, outer);
    add_tasks (self, &node->as.function_def.body, inner);
  } else if (node->kind == HW_AST_CLASS_DEF) {
    if (is_meant (self, outer, node->as.class_def.name))
      rename_in (self, node, FALSE);
    add_tasks (self, &node->as.class_def.bases, outer);
    add_tasks (self, &node->as.class_def.keywords, outer);
    add_tasks (self, &node->as.class_def.decorators, outer);
    add_tasks (self, &node->as.class_def.body, inner);
  } else {
    visit_parameters (self, node->as.lambda.args, outer, inner);
    add_task (self, node->as.lambda.body, inner);
  }
}

typedef struct {
  Renamer       *self;
  const HwScope *scope;
  const HwAst   *left_out;
} Children;

static void
add_child_cb (HwAst   *child,
              gpointer data)
{
  Children *children = data;

  if (child != children->left_out)
    add_task (children->self, child, children->scope);
}

/* The outermost iterable belongs to the scope around. */
static void
visit_comprehension (Renamer       *self,
                     const HwAst   *node,
                     const HwScope *outer,
                     const HwScope *inner)
{
  const HwAstSeq *generators = node->kind == HW_AST_LIST_COMP  ? &node->as.list_comp.generators
                               : node->kind == HW_AST_SET_COMP ? &node->as.set_comp.generators
                               : node->kind == HW_AST_DICT_COMP ? &node->as.dict_comp.generators
                                                                : &node->as.generator_exp.generators;
  Children children = { self, inner, generators->items[0] };
  Children first = { self, inner, generators->items[0]->as.comprehension.iter };

  hw_ast_foreach_child (node, add_child_cb, &children);
  hw_ast_foreach_child (generators->items[0], add_child_cb, &first);
  add_task (self, generators->items[0]->as.comprehension.iter, outer);
}

/* The names that [node] has outside of its children. */
static void
visit_names (Renamer       *self,
             const HwAst   *node,
             const HwScope *scope)
{
  const char *name = NULL;

  switch (node->kind) {
  case HW_AST_NAME:
    if (is_meant (self, scope, node->as.name.id))
      rename_in (self, node, FALSE);
    break;
  case HW_AST_ALIAS:
    if (is_meant (self, scope, get_alias_name (node)))
      rename_alias (self, node);
    break;
  case HW_AST_GLOBAL:
  case HW_AST_NONLOCAL:
    for (guint i = 0; i < node->as.global.names.n; i++)
      if (is_meant (self, scope, node->as.global.names.items[i]))
        rename_in (self, node, TRUE);
    break;
  case HW_AST_KEYWORD:
    self->is_passed = self->is_passed || node->as.keyword.arg == self->old;
    break;
  case HW_AST_EXCEPT_HANDLER:
    name = node->as.except_handler.name;
    if (name != NULL && is_meant (self, scope, name))
      rename_tokens (self, node->as.except_handler.type->end_line, node->as.except_handler.type->end_column, node->end_line,
                     node->end_column, FALSE);
    break;
  case HW_AST_MATCH_AS:
    name = node->as.match_as.name;
    break;
  case HW_AST_MATCH_STAR:
    name = node->as.match_star.name;
    break;
  case HW_AST_MATCH_MAPPING:
    name = node->as.match_mapping.rest;
    break;
  default:
    break;
  }
  if (name != NULL && node->kind != HW_AST_EXCEPT_HANDLER && is_meant (self, scope, name))
    rename_last (self, node);
}

static void
visit (Renamer *self,
       Task     task)
{
  const HwScope *inner = task.node->kind != HW_AST_MODULE ? hw_symtable_get_scope (self->symtable, task.node) : NULL;
  Children children = { self, task.scope, NULL };

  if (inner != NULL && hw_scope_is_comprehension (inner)) {
    visit_comprehension (self, task.node, task.scope, inner);
  } else if (inner != NULL) {
    visit_definition (self, task.node, task.scope, inner);
  } else {
    visit_names (self, task.node, task.scope);
    hw_ast_foreach_child (task.node, add_child_cb, &children);
  }
}

/* --------------------------------------------------------------------------------------------------------- collisions */

static gboolean
mentions (const HwScope *scope,
          const char    *name)
{
  if (hw_scope_lookup (scope, name) != NULL)
    return TRUE;
  for (guint i = 0; i < scope->children->len; i++)
    if (mentions (scope->children->pdata[i], name))
      return TRUE;
  return FALSE;
}

/* A class whose body reads and binds the name: which one it reads depends on the moment. */
static gboolean
is_ambiguous (const HwScope *scope,
              const char    *name)
{
  const HwSymbol *symbol = scope->kind == HW_SCOPE_CLASS ? hw_scope_lookup (scope, name) : NULL;

  if (symbol != NULL && symbol->is_bound && symbol->is_used && !symbol->is_global && !symbol->is_nonlocal)
    return TRUE;
  for (guint i = 0; i < scope->children->len; i++)
    if (is_ambiguous (scope->children->pdata[i], name))
      return TRUE;
  return FALSE;
}

static gboolean
check (Renamer *self)
{
  HwWriter *writer = self->writer;
  const HwScope *root = hw_symtable_get_root (self->symtable);
  const char *known = hw_ast_tree_find_name (hw_scenario_get_tree (writer->scenario), self->name);
  const HwSymbol *symbol = self->binder != NULL ? hw_scope_lookup (self->binder, self->old) : NULL;

  if (symbol == NULL || (!symbol->is_bound && !symbol->is_global))
    return hw_writer_refuse (writer, HW_ERROR_REFUSED, "NameError: name '%s' is not defined", writer->gesture->name);
  if (self->binder->kind == HW_SCOPE_CLASS)
    return hw_writer_refuse (writer, HW_ERROR_REFUSED, "'%s' is an attribute of a class: where it is used cannot be told", self->old);
  if (g_str_has_prefix (self->old, "__") || g_str_has_prefix (self->name, "__"))
    return hw_writer_refuse (writer, HW_ERROR_REFUSED, "names that begin with two underscores mean something else inside a class");
  if (g_str_equal (self->old, self->name))
    return hw_writer_refuse (writer, HW_ERROR_ARGUMENT, "it has that name already");
  if ((known != NULL && mentions (root, known)) || (self->binder == root && hw_image_find_global (writer->image, self->name) != G_MAXUINT))
    return hw_writer_refuse (writer, HW_ERROR_REFUSED, "the name '%s' is used already", self->name);
  if (is_ambiguous (root, self->old))
    return hw_writer_refuse (writer, HW_ERROR_REFUSED, "the body of a class reads and binds '%s' too", self->old);
  self->is_parameter = symbol->is_parameter;
  return TRUE;
}

/* ----------------------------------------------------------------------------------------------------------- the gesture */

/* The innermost scope around byte [offset]. */
static const HwScope *
find_scope (Renamer *self,
            gsize    offset)
{
  HwScenario *scenario = self->writer->scenario;
  const HwScope *scope = hw_symtable_get_root (self->symtable);

  for (guint i = 0; i < scope->children->len; i++) {
    const HwScope *child = scope->children->pdata[i];
    const HwAst *node = child->node;
    gsize begin = hw_scenario_get_offset (scenario, node->line) + node->column;
    gsize end = hw_scenario_get_offset (scenario, node->end_line) + node->end_column;

    if (begin <= offset && offset < end) {
      scope = child;
      i = G_MAXUINT; /* from the first child of that one */
    }
  }
  return scope;
}

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const HwReplacement *one = a, *other = b;

  return one->offset < other->offset ? -1 : one->offset > other->offset;
}

static gboolean
rename_all (Renamer *self)
{
  HwWriter *writer = self->writer;
  Task task = { hw_scenario_get_tree (writer->scenario)->root, hw_symtable_get_root (self->symtable) };

  g_array_append_val (self->tasks, task);
  while (self->tasks->len > 0) {
    task = g_array_index (self->tasks, Task, self->tasks->len - 1);
    g_array_set_size (self->tasks, self->tasks->len - 1);
    visit (self, task);
  }
  if (self->failed || self->places->len == 0)
    return hw_writer_refuse (writer, HW_ERROR_REFUSED, "'%s' cannot be renamed: not all of its places are plain names", self->old);
  if (self->is_parameter && self->is_passed)
    return hw_writer_refuse (writer, HW_ERROR_REFUSED, "'%s' is passed by keyword", self->old);
  g_array_sort (self->places, compare_places);
  g_array_append_vals (writer->replacements, self->places->data, self->places->len);
  g_string_printf (writer->preview, "%s → %s, %u place%s", self->old, self->name, self->places->len, self->places->len == 1 ? "" : "s");
  hw_writer_set_subject (writer, "%s to %s", self->old, self->name);
  g_array_set_size (self->places, 0);
  return TRUE;
}

gboolean
hw_write_RENAME (HwWriter *writer)
{
  const HwGesture *gesture = writer->gesture;
  HwScenario *scenario = writer->scenario;
  g_autoptr (HwDiagnostics) unheard = hw_diagnostics_new (hw_scenario_get_text (scenario), hw_scenario_get_length (scenario));
  g_autofree char *name = hw_writer_dup_identifier (writer, gesture->text, "a name");
  Renamer self = { .writer = writer, .symtable = hw_scenario_get_symtable (scenario), .name = name };
  gboolean done;

  if (name == NULL)
    return FALSE;
  self.old = hw_ast_tree_find_name (hw_scenario_get_tree (scenario), gesture->name);
  if (self.old == NULL)
    return hw_writer_refuse (writer, HW_ERROR_REFUSED, "NameError: name '%s' is not defined", gesture->name);
  hw_lexer_run (hw_scenario_get_text (scenario), hw_scenario_get_length (scenario), unheard, &self.tokens);
  self.tasks = g_array_new (FALSE, FALSE, sizeof (Task));
  self.places = g_array_new (FALSE, FALSE, sizeof (HwReplacement));
  self.binder = gesture->end > gesture->begin ? find_binder (self.symtable, find_scope (&self, gesture->begin), self.old)
                                              : hw_symtable_get_root (self.symtable);
  done = check (&self) && rename_all (&self);
  for (guint i = 0; i < self.places->len; i++)
    g_free (g_array_index (self.places, HwReplacement, i).text);
  g_array_unref (self.places);
  g_array_unref (self.tasks);
  hw_tokens_clear (&self.tokens);
  return done;
}
