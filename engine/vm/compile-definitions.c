/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Functions, lambdas and classes. Models compiler_function, compiler_lambda, compiler_class. */

#include "vm/compiler.h"

/* The code object is on its way into the constants; what MAKE_FUNCTION takes by [flags] is on the stack. */
void
hw_make_function (HwCompiler *c,
                  HwObject   *code,
                  HwScope    *scope,
                  guint       flags)
{
  if (hw_scope_needs_closure (c, scope)) {
    hw_compile_closure (c, scope);
    flags |= HW_MAKE_CLOSURE;
  }
  g_ptr_array_add (c->machine->literals, code);
  hw_emit_const (c, code);
  hw_emit_op (c, HW_OP_MAKE_FUNCTION, flags);
}

static void
add_parameter (HwCompiler  *c,
               const HwAst *arg)
{
  const char *name = hw_scope_mangle (c->symtable, c->unit->scope, arg->as.arg.arg);
  guint slot = hw_unit_add_slot (c, name);

  if (g_hash_table_lookup (c->unit->slots, name) == NULL)
    g_hash_table_insert (c->unit->slots, (gpointer) name, GUINT_TO_POINTER (slot + 1));
}

static void
add_parameters (HwCompiler  *c,
                const HwAst *args)
{
  HwUnit *unit = c->unit;

  for (guint i = 0; i < args->as.arguments.posonlyargs.n; i++)
    add_parameter (c, args->as.arguments.posonlyargs.items[i]);
  for (guint i = 0; i < args->as.arguments.args.n; i++)
    add_parameter (c, args->as.arguments.args.items[i]);
  for (guint i = 0; i < args->as.arguments.kwonlyargs.n; i++)
    add_parameter (c, args->as.arguments.kwonlyargs.items[i]);
  if (args->as.arguments.vararg != NULL) {
    add_parameter (c, args->as.arguments.vararg);
    unit->flags |= HW_CODE_VARARGS;
  }
  if (args->as.arguments.kwarg != NULL) {
    add_parameter (c, args->as.arguments.kwarg);
    unit->flags |= HW_CODE_VARKEYWORDS;
  }
  unit->n_positional_only = args->as.arguments.posonlyargs.n;
  unit->n_positional = unit->n_positional_only + args->as.arguments.args.n;
  unit->n_keyword_only = args->as.arguments.kwonlyargs.n;
  unit->n_parameters = unit->varnames->len;
}

/* Cells and the closure, then the generator's way out, then the check point. */
static void
emit_prologue (HwCompiler *c)
{
  HwUnit *unit = c->unit;

  for (guint i = 0; i < unit->cells->len; i++)
    hw_emit_op (c, HW_OP_MAKE_CELL, GPOINTER_TO_UINT (g_hash_table_lookup (unit->slots, g_ptr_array_index (unit->cells, i))) - 1);
  if (unit->scope->is_generator) {
    unit->flags |= HW_CODE_GENERATOR;
    hw_emit_op (c, HW_OP_RETURN_GENERATOR, 0);
  }
  hw_emit_op (c, HW_OP_RESUME, 0);
}

static const HwAst *
docstring_of (const HwAstSeq *body)
{
  const HwAst *first = body->n > 0 ? body->items[0] : NULL;

  if (first != NULL && first->kind == HW_AST_EXPR && first->as.expr.value->kind == HW_AST_CONSTANT &&
      first->as.expr.value->as.constant.kind == HW_CONSTANT_STR)
    return first->as.expr.value;
  return NULL;
}

static HwObject *
compile_function_code (HwCompiler  *c,
                       const HwAst *node,
                       HwScope     *scope)
{
  const HwAstSeq *body = &node->as.function_def.body;
  const HwAst *doc = docstring_of (body), *before = c->node;

  hw_unit_enter (c, scope, node->as.function_def.name);
  c->unit->flags = HW_CODE_FUNCTION;
  /* CPython keeps the docstring, or None, as the first constant. */
  g_ptr_array_add (c->unit->consts, doc != NULL ? hw_compile_constant (c, doc) : H (c->vm)->none);
  add_parameters (c, node->as.function_def.args);
  emit_prologue (c);
  hw_compile_statements (c, body);
  hw_emit_none (c);
  hw_emit_op (c, HW_OP_RETURN, 0);
  c->node = before;
  return hw_unit_leave (c);
}

static guint
compile_defaults (HwCompiler  *c,
                  const HwAst *args)
{
  const HwAstSeq *defaults = &args->as.arguments.defaults, *kw_defaults = &args->as.arguments.kw_defaults;
  guint flags = 0, n = 0;
  HwObject *constant;

  if (defaults->n > 0) {
    constant = hw_constant_tuple (c, defaults);
    if (constant != NULL) {
      hw_emit_const (c, constant);
    } else {
      hw_compile_sequence (c, defaults);
      hw_emit_op (c, HW_OP_BUILD_TUPLE, defaults->n);
    }
    flags |= HW_MAKE_DEFAULTS;
  }
  for (guint i = 0; i < kw_defaults->n; i++) {
    if (kw_defaults->items[i] == NULL)
      continue;
    hw_emit_const (c, hw_constant_str (c, args->as.arguments.kwonlyargs.items[i]->as.arg.arg));
    hw_compile_expression (c, kw_defaults->items[i]);
    n++;
  }
  if (n > 0) {
    hw_emit_op (c, HW_OP_BUILD_MAP, n);
    flags |= HW_MAKE_KWDEFAULTS;
  }
  return flags;
}

static guint
compile_annotation (HwCompiler  *c,
                    const char  *name,
                    const HwAst *annotation)
{
  if (annotation == NULL)
    return 0;
  hw_emit_const (c, hw_constant_str (c, name));
  hw_compile_expression (c, annotation);
  return 2;
}

static guint
compile_annotations_of (HwCompiler     *c,
                        const HwAstSeq *args)
{
  guint n = 0;

  for (guint i = 0; i < args->n; i++)
    n += compile_annotation (c, args->items[i]->as.arg.arg, args->items[i]->as.arg.annotation);
  return n;
}

static guint
compile_annotations (HwCompiler  *c,
                     const HwAst *node)
{
  const HwAst *args = node->as.function_def.args;
  guint n;

  if (c->profile->lazy_annotations)
    return 0;
  n = compile_annotations_of (c, &args->as.arguments.posonlyargs);
  n += compile_annotations_of (c, &args->as.arguments.args);
  if (args->as.arguments.vararg != NULL)
    n += compile_annotation (c, args->as.arguments.vararg->as.arg.arg, args->as.arguments.vararg->as.arg.annotation);
  n += compile_annotations_of (c, &args->as.arguments.kwonlyargs);
  if (args->as.arguments.kwarg != NULL)
    n += compile_annotation (c, args->as.arguments.kwarg->as.arg.arg, args->as.arguments.kwarg->as.arg.annotation);
  n += compile_annotation (c, "return", node->as.function_def.returns);
  if (n == 0)
    return 0;
  hw_emit_op (c, HW_OP_BUILD_TUPLE, n);
  return HW_MAKE_ANNOTATIONS;
}

/* Decorators lie below, each as a callable without self. */
static void
call_decorators (HwCompiler     *c,
                 const HwAstSeq *decorators)
{
  for (guint i = decorators->n; i-- > 0;) {
    const HwAst *before = hw_compile_at (c, decorators->items[i]);

    hw_emit_op (c, HW_OP_CALL, 1);
    hw_compile_at (c, before);
  }
}

static void
load_decorators (HwCompiler     *c,
                 const HwAstSeq *decorators)
{
  for (guint i = 0; i < decorators->n; i++) {
    hw_compile_expression (c, decorators->items[i]);
    hw_emit_op (c, HW_OP_PUSH_NULL, 0);
  }
}

void
hw_compile_function (HwCompiler  *c,
                     const HwAst *node)
{
  HwScope *scope = hw_symtable_get_scope (c->symtable, node);
  guint flags;

  load_decorators (c, &node->as.function_def.decorators);
  flags = compile_defaults (c, node->as.function_def.args);
  flags |= compile_annotations (c, node);
  hw_make_function (c, compile_function_code (c, node, scope), scope, flags);
  call_decorators (c, &node->as.function_def.decorators);
  hw_compile_name (c, node->as.function_def.name, HW_CONTEXT_STORE);
}

void
hw_compile_lambda (HwCompiler  *c,
                   const HwAst *node)
{
  HwScope *scope = hw_symtable_get_scope (c->symtable, node);
  guint flags = compile_defaults (c, node->as.lambda.args);
  const HwAst *before = c->node;
  HwObject *code;

  hw_unit_enter (c, scope, "<lambda>");
  c->unit->flags = HW_CODE_FUNCTION;
  g_ptr_array_add (c->unit->consts, H (c->vm)->none);
  add_parameters (c, node->as.lambda.args);
  emit_prologue (c);
  hw_emit_op (c, HW_OP_STEP, node->as.lambda.body->line);
  hw_compile_expression (c, node->as.lambda.body);
  hw_emit_op (c, HW_OP_RETURN, 0);
  c->node = before;
  code = hw_unit_leave (c);
  hw_make_function (c, code, scope, flags);
}

/* ----------------------------------------------------------------------------------------------------------- classes */

static int
compare_strings (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

typedef struct {
  const char *self;
  GPtrArray  *names;
} AttributeSearch;

static void
find_self_attributes (HwAst   *node,
                      gpointer data)
{
  AttributeSearch *search = data;

  if (node->kind == HW_AST_ATTRIBUTE && node->as.attribute.ctx == HW_CONTEXT_STORE &&
      node->as.attribute.value->kind == HW_AST_NAME && node->as.attribute.value->as.name.id == search->self &&
      !g_ptr_array_find (search->names, node->as.attribute.attr, NULL))
    g_ptr_array_add (search->names, (gpointer) node->as.attribute.attr);
  hw_ast_foreach_child (node, find_self_attributes, search);
}

/* 3.13: __static_attributes__, the names that methods assign on their first parameter. */
static HwObject *
static_attributes (HwCompiler  *c,
                   const HwAst *node)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GPtrArray) strs = g_ptr_array_new ();

  for (guint i = 0; i < node->as.class_def.body.n; i++) {
    const HwAst *method = node->as.class_def.body.items[i], *args;
    AttributeSearch search = { NULL, names };

    if (method->kind != HW_AST_FUNCTION_DEF)
      continue;
    args = method->as.function_def.args;
    if (args->as.arguments.posonlyargs.n > 0)
      search.self = args->as.arguments.posonlyargs.items[0]->as.arg.arg;
    else if (args->as.arguments.args.n > 0)
      search.self = args->as.arguments.args.items[0]->as.arg.arg;
    if (search.self != NULL)
      find_self_attributes ((HwAst *) method, &search);
  }
  g_ptr_array_sort (names, compare_strings);
  for (guint i = 0; i < names->len; i++)
    g_ptr_array_add (strs, hw_constant_str (c, g_ptr_array_index (names, i)));
  return hw_constant_merge (c, hw_tuple_of (H (c->vm), (HwObject **) strs->pdata, strs->len));
}

static void
store_name (HwCompiler *c,
            const char *name)
{
  hw_emit_op (c, HW_OP_STORE_NAME, hw_unit_name (c, name));
}

static void
compile_class_body (HwCompiler  *c,
                    const HwAst *node)
{
  const HwAst *doc = docstring_of (&node->as.class_def.body);

  for (guint i = 0; i < c->unit->cells->len; i++)
    hw_emit_op (c, HW_OP_MAKE_CELL, GPOINTER_TO_UINT (g_hash_table_lookup (c->unit->slots, g_ptr_array_index (c->unit->cells, i))) - 1);
  hw_emit_op (c, HW_OP_RESUME, 0);
  hw_emit_op (c, HW_OP_LOAD_NAME, hw_unit_name (c, "__name__"));
  store_name (c, "__module__");
  hw_emit_const (c, hw_constant_str (c, c->unit->qualname));
  store_name (c, "__qualname__");
  if (c->profile->class_notes) {
    hw_emit_const (c, hw_constant_merge (c, hw_int_new (H (c->vm), node->as.class_def.decorators.n > 0 ? node->as.class_def.decorators.items[0]->line : node->line)));
    store_name (c, "__firstlineno__");
  }
  if (doc != NULL) {
    hw_compile_expression (c, doc);
    store_name (c, "__doc__");
  }
  hw_compile_statements (c, &node->as.class_def.body);
  if (c->profile->class_notes) {
    hw_emit_const (c, static_attributes (c, node));
    store_name (c, "__static_attributes__");
  }
  if (c->unit->scope->needs_class_cell) {
    hw_emit_op (c, HW_OP_LOAD_CLOSURE,
                GPOINTER_TO_UINT (g_hash_table_lookup (c->unit->slots, hw_ast_tree_intern (c->tree, "__class__", 9))) - 1);
    hw_emit_op (c, HW_OP_COPY, 1);
    store_name (c, "__classcell__");
  } else {
    hw_emit_none (c);
  }
  hw_emit_op (c, HW_OP_RETURN, 0);
}

void
hw_compile_class (HwCompiler  *c,
                  const HwAst *node)
{
  HwScope *scope = hw_symtable_get_scope (c->symtable, node);
  const HwAst *before = c->node;
  HwObject *code;

  load_decorators (c, &node->as.class_def.decorators);
  hw_unit_enter (c, scope, node->as.class_def.name);
  c->unit->flags = HW_CODE_CLASS;
  compile_class_body (c, node);
  c->node = before;
  code = hw_unit_leave (c);
  hw_emit_op (c, HW_OP_LOAD_BUILD_CLASS, 0);
  hw_emit_op (c, HW_OP_PUSH_NULL, 0);
  hw_make_function (c, code, scope, 0);
  hw_emit_const (c, hw_constant_str (c, node->as.class_def.name));
  hw_compile_arguments (c, &node->as.class_def.bases, &node->as.class_def.keywords, 2);
  call_decorators (c, &node->as.class_def.decorators);
  hw_compile_name (c, node->as.class_def.name, HW_CONTEXT_STORE);
}
