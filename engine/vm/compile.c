/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Units of compilation: instructions with their positions, labels, regions with handlers, and how they become a code object. */

#include "vm/compiler.h"

/* ------------------------------------------------------------------------------------------------------- emission */

gint
hw_opcode_effect (HwOpcode op,
                  guint32  argument)
{
  gint n = (gint) argument;

  switch (op) {
  case HW_OP_COPY:
  case HW_OP_PUSH_NULL:
  case HW_OP_LOAD_CONST:
  case HW_OP_LOAD_CONST_BORROW:
  case HW_OP_LOAD_FAST:
  case HW_OP_LOAD_FAST_BORROW:
  case HW_OP_LOAD_DEREF:
  case HW_OP_LOAD_CLOSURE:
  case HW_OP_LOAD_CLASS_DEREF:
  case HW_OP_LOAD_NAME:
  case HW_OP_LOAD_GLOBAL:
  case HW_OP_LOAD_METHOD:
  case HW_OP_LOAD_BUILD_CLASS:
  case HW_OP_PUSH_EXCEPTION:
  case HW_OP_LOAD_ASSERTION_ERROR:
  case HW_OP_BEFORE_WITH:
  case HW_OP_PUSH_EXIT_SELF:
  case HW_OP_WITH_EXCEPTION:
  case HW_OP_IMPORT_FROM:
  case HW_OP_FOR_ITER:
  case HW_OP_MATCH_SEQUENCE:
  case HW_OP_MATCH_MAPPING:
  case HW_OP_MATCH_KEYS:
  case HW_OP_GET_LEN:
  case HW_OP_IMPORT_NAME:
    return 1;
  case HW_OP_POP:
  case HW_OP_CALL_EXIT:
  case HW_OP_STORE_FAST:
  case HW_OP_STORE_DEREF:
  case HW_OP_STORE_NAME:
  case HW_OP_STORE_GLOBAL:
  case HW_OP_DELETE_ATTR:
  case HW_OP_BINARY:
  case HW_OP_INPLACE:
  case HW_OP_COMPARE:
  case HW_OP_IS:
  case HW_OP_CONTAINS:
  case HW_OP_GET_ITEM:
  case HW_OP_LIST_APPEND:
  case HW_OP_SET_ADD:
  case HW_OP_LIST_EXTEND:
  case HW_OP_SET_UPDATE:
  case HW_OP_DICT_UPDATE:
  case HW_OP_DICT_MERGE:
  case HW_OP_JUMP_IF_FALSE:
  case HW_OP_JUMP_IF_TRUE:
  case HW_OP_JUMP_IF_FALSE_OR_POP:
  case HW_OP_JUMP_IF_TRUE_OR_POP:
  case HW_OP_RETURN:
  case HW_OP_POP_EXCEPTION:
  case HW_OP_RERAISE:
  case HW_OP_YIELD_FROM:
    return -1;
  case HW_OP_STORE_ATTR:
  case HW_OP_DELETE_ITEM:
  case HW_OP_MAP_ADD:
  case HW_OP_MATCH_CLASS:
    return -2;
  case HW_OP_SET_ITEM:
    return -3;
  case HW_OP_BUILD_SLICE:
    return 1 - n;
  case HW_OP_BUILD_LIST:
  case HW_OP_BUILD_TUPLE:
  case HW_OP_BUILD_SET:
  case HW_OP_BUILD_STRING:
    return 1 - n;
  case HW_OP_BUILD_MAP:
    return 1 - 2 * n;
  case HW_OP_BUILD_CONST_MAP:
    return -n;
  case HW_OP_FORMAT:
    return n & HW_FORMAT_HAS_SPEC ? -1 : 0;
  case HW_OP_UNPACK:
    return n - 1;
  case HW_OP_UNPACK_EX:
    return (n & 0xff) + (n >> 8);
  case HW_OP_CALL:
    return -n - 1;
  case HW_OP_CALL_KEYWORDS:
    return -n - 2;
  case HW_OP_CALL_EX:
    return n ? -3 : -2;
  case HW_OP_RAISE:
    return -n;
  case HW_OP_MAKE_FUNCTION:
    return -(!!(n & HW_MAKE_DEFAULTS) + !!(n & HW_MAKE_KWDEFAULTS) + !!(n & HW_MAKE_ANNOTATIONS) + !!(n & HW_MAKE_CLOSURE));
  default:
    return 0;
  }
}

void
hw_emit_op (HwCompiler *c,
            HwOpcode    op,
            guint32     argument)
{
  HwUnit *unit = c->unit;
  guint32 word = HW_INSTRUCTION (op, argument);
  HwPosition position = { 0 };

  /* Depths are kept up behind a jump too: what follows a label may rely on them. */
  unit->depth += hw_opcode_effect (op, argument);
  unit->deepest = MAX (unit->deepest, unit->depth);
  if (unit->unreachable) {
    g_hash_table_add (unit->gaps, GUINT_TO_POINTER (unit->instructions->len));
    return;
  }
  if (c->node != NULL) {
    position.line = c->node->line;
    position.end_line = c->node->end_line;
    position.column = c->node->column;
    position.end_column = c->node->end_column;
  }
  g_array_append_val (unit->instructions, word);
  g_array_append_val (unit->positions, position);
  /* Room for what handlers and calls push in passing. */
  unit->max_depth = MAX (unit->max_depth, unit->depth + 4);
  if (op == HW_OP_RETURN || op == HW_OP_RAISE || op == HW_OP_RERAISE)
    unit->unreachable = TRUE;
}

const HwAst *
hw_compile_at (HwCompiler  *c,
               const HwAst *node)
{
  const HwAst *before = c->node;

  c->node = node;
  return before;
}

gint
hw_label_new (HwCompiler *c)
{
  gint32 nowhere = -1;

  g_array_append_val (c->unit->labels, nowhere);
  return (gint) c->unit->labels->len - 1;
}

/* The depth at a label is what it was at the jumps to it: callers keep it so. */
void
hw_label_bind (HwCompiler *c,
               gint        label)
{
  g_array_index (c->unit->labels, gint32, label) = (gint32) c->unit->instructions->len;
  c->unit->unreachable = FALSE;
}

void
hw_emit_jump (HwCompiler *c,
              HwOpcode    op,
              gint        label)
{
  hw_emit_op (c, op, (guint32) label);
  if (op == HW_OP_JUMP || op == HW_OP_JUMP_BACKWARD)
    c->unit->unreachable = TRUE;
}

gboolean
hw_opcode_jumps (HwOpcode op)
{
  switch (op) {
  case HW_OP_JUMP:
  case HW_OP_JUMP_BACKWARD:
  case HW_OP_JUMP_IF_FALSE:
  case HW_OP_JUMP_IF_TRUE:
  case HW_OP_JUMP_IF_FALSE_OR_POP:
  case HW_OP_JUMP_IF_TRUE_OR_POP:
  case HW_OP_FOR_ITER:
    return TRUE;
  default:
    return FALSE;
  }
}

static void
emit_const (HwCompiler *c,
            HwOpcode    op,
            HwObject   *object)
{
  GPtrArray *consts = c->unit->consts;
  guint index;

  if (!g_ptr_array_find (consts, object, &index)) {
    index = consts->len;
    g_ptr_array_add (consts, object);
  }
  hw_emit_op (c, op, index);
}

void
hw_emit_const (HwCompiler *c,
               HwObject   *object)
{
  emit_const (c, HW_OP_LOAD_CONST, object);
}

void
hw_emit_operand_const (HwCompiler *c,
                       HwObject   *object)
{
  emit_const (c, c->profile->borrows_constants ? HW_OP_LOAD_CONST_BORROW : HW_OP_LOAD_CONST, object);
}

void
hw_emit_none (HwCompiler *c)
{
  hw_emit_const (c, H (c->vm)->none);
}

guint32
hw_unit_name (HwCompiler *c,
              const char *name)
{
  HwObject *str = hw_constant_str (c, name);
  guint index;

  if (!g_ptr_array_find (c->unit->names, str, &index)) {
    index = c->unit->names->len;
    g_ptr_array_add (c->unit->names, str);
  }
  return index;
}

/* A variable's slot; names of comprehensions that are inlined may stand in it several times. */
guint
hw_unit_add_slot (HwCompiler *c,
                  const char *name)
{
  g_ptr_array_add (c->unit->varnames, (gpointer) name);
  return c->unit->varnames->len - 1;
}

/* --------------------------------------------------------------------------------------------------- blocks, regions */

HwBlock *
hw_block_push (HwCompiler *c,
               HwBlockKind kind)
{
  HwBlock block = { .kind = kind, .next_label = -1, .exit_label = -1, .depth = (guint32) c->unit->depth };

  g_array_append_val (c->unit->blocks, block);
  return &g_array_index (c->unit->blocks, HwBlock, c->unit->blocks->len - 1);
}

void
hw_block_pop (HwCompiler *c)
{
  g_array_set_size (c->unit->blocks, c->unit->blocks->len - 1);
}

void
hw_region_open (HwCompiler *c,
                HwBlock    *block,
                gint        handler)
{
  block->has_region = TRUE;
  block->next_label = handler;
  block->start = c->unit->instructions->len;
}

void
hw_region_close (HwCompiler *c,
                 HwBlock    *block)
{
  HwRegion region = { block->start, c->unit->instructions->len, block->next_label, block->depth };

  if (block->has_region && region.end > region.start)
    g_array_append_val (c->unit->regions, region);
}

/* Where a handler begins: the stack is cut to [depth] and has the exception on top. */
void
hw_handler_begin (HwCompiler *c,
                  gint        handler,
                  guint32     depth)
{
  hw_label_bind (c, handler);
  c->unit->depth = (gint) depth + 1;
  c->unit->max_depth = MAX (c->unit->max_depth, c->unit->depth + 4);
}

/* -------------------------------------------------------------------------------------------------------------- units */

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
make_qualname (HwCompiler *c,
               const char *name)
{
  HwUnit *parent = c->unit;
  const HwSymbol *symbol;

  if (parent == NULL || parent->parent == NULL)
    return g_strdup (name);
  symbol = hw_scope_lookup (parent->scope, hw_scope_mangle (c->symtable, parent->scope, hw_ast_tree_intern (c->tree, name, strlen (name))));
  if (symbol != NULL && symbol->scope == HW_NAME_GLOBAL_EXPLICIT)
    return g_strdup (name);
  if (hw_scope_is_function (parent->scope))
    return g_strconcat (parent->qualname, ".<locals>.", name, NULL);
  return g_strconcat (parent->qualname, ".", name, NULL);
}

static void
find_cells (HwCompiler *c,
            HwUnit     *unit)
{
  GArray *symbols = unit->scope->symbols;

  for (guint i = 0; i < symbols->len; i++) {
    const HwSymbol *symbol = &g_array_index (symbols, HwSymbol, i);

    if (symbol->scope == HW_NAME_CELL && hw_scope_is_function (unit->scope) && hw_name_is_captured (c, unit->scope, symbol->name))
      g_ptr_array_add (unit->cells, (gpointer) symbol->name);
    else if (symbol->scope == HW_NAME_FREE || symbol->is_free_class)
      g_ptr_array_add (unit->frees, (gpointer) symbol->name);
  }
  if (unit->scope->kind == HW_SCOPE_CLASS && unit->scope->needs_class_cell)
    g_ptr_array_add (unit->cells, (gpointer) hw_ast_tree_intern (c->tree, "__class__", 9));
  g_ptr_array_sort (unit->cells, compare_names);
  g_ptr_array_sort (unit->frees, compare_names);
}

/* Slots of cells and free variables have provisional numbers until all plain locals are known. */
#define CELL_BASE 0x400000u
#define FREE_BASE 0x600000u

void
hw_unit_enter (HwCompiler *c,
               HwScope    *scope,
               const char *name)
{
  HwUnit *unit = g_new0 (HwUnit, 1);

  unit->qualname = make_qualname (c, name);
  unit->parent = c->unit;
  unit->scope = scope;
  unit->instructions = g_array_new (FALSE, FALSE, sizeof (guint32));
  unit->positions = g_array_new (FALSE, FALSE, sizeof (HwPosition));
  unit->labels = g_array_new (FALSE, FALSE, sizeof (gint32));
  unit->regions = g_array_new (FALSE, FALSE, sizeof (HwRegion));
  unit->blocks = g_array_new (FALSE, FALSE, sizeof (HwBlock));
  unit->consts = g_ptr_array_new ();
  unit->names = g_ptr_array_new ();
  unit->varnames = g_ptr_array_new ();
  unit->gaps = g_hash_table_new (NULL, NULL);
  unit->slots = g_hash_table_new (NULL, NULL);
  unit->cells = g_ptr_array_new ();
  unit->frees = g_ptr_array_new ();
  c->unit = unit;
  find_cells (c, unit);
  for (guint i = 0; i < unit->cells->len; i++)
    g_hash_table_insert (unit->slots, g_ptr_array_index (unit->cells, i), GUINT_TO_POINTER (CELL_BASE + i + 1));
  for (guint i = 0; i < unit->frees->len; i++)
    g_hash_table_insert (unit->slots, g_ptr_array_index (unit->frees, i), GUINT_TO_POINTER (FREE_BASE + i + 1));
}

static gboolean
uses_slot (HwOpcode op)
{
  switch (op) {
  case HW_OP_MAKE_CELL:
  case HW_OP_LOAD_FAST:
  case HW_OP_LOAD_FAST_BORROW:
  case HW_OP_STORE_FAST:
  case HW_OP_DELETE_FAST:
  case HW_OP_CLEAR_FAST:
  case HW_OP_LOAD_DEREF:
  case HW_OP_STORE_DEREF:
  case HW_OP_DELETE_DEREF:
  case HW_OP_LOAD_CLOSURE:
  case HW_OP_LOAD_CLASS_DEREF:
    return TRUE;
  default:
    return FALSE;
  }
}

/* A captured parameter keeps its slot; other cells come behind the locals. */
static guint32
final_slot (HwUnit  *unit,
            guint32  slot,
            gint32  *cell_slots)
{
  if (slot >= FREE_BASE)
    return unit->varnames->len + unit->n_cell_slots + (slot - FREE_BASE);
  if (slot >= CELL_BASE)
    return (guint32) cell_slots[slot - CELL_BASE];
  return slot;
}

static gint32 *
place_cells (HwUnit *unit)
{
  gint32 *places = g_new (gint32, unit->cells->len + 1);

  unit->n_cell_slots = 0;
  for (guint i = 0; i < unit->cells->len; i++) {
    const char *name = g_ptr_array_index (unit->cells, i);

    places[i] = -1;
    for (guint p = 0; p < unit->n_parameters; p++)
      if (g_ptr_array_index (unit->varnames, p) == (gpointer) name)
        places[i] = (gint32) p;
    if (places[i] < 0)
      places[i] = (gint32) (unit->varnames->len + unit->n_cell_slots++);
  }
  return places;
}

static guint32 *
resolve_instructions (HwUnit *unit,
                      gint32 *cell_slots)
{
  guint32 n = unit->instructions->len;
  guint32 *words = g_memdup2 (unit->instructions->data, MAX (n, 1) * sizeof (guint32));

  for (guint32 i = 0; i < n; i++) {
    HwOpcode op = HW_INSTRUCTION_OP (words[i]);
    guint32 argument = HW_INSTRUCTION_ARGUMENT (words[i]);

    if (hw_opcode_jumps (op))
      words[i] = HW_INSTRUCTION (op, g_array_index (unit->labels, gint32, argument));
    else if (uses_slot (op))
      words[i] = HW_INSTRUCTION (op, final_slot (unit, argument, cell_slots));
  }
  return words;
}

static HwObject *
names_tuple (HwCompiler *c,
             GPtrArray  *names)
{
  HwObject *tuple = hw_tuple_new (H (c->vm), names->len);

  for (guint i = 0; i < names->len; i++)
    hw_incref (H (c->vm), g_ptr_array_index (names, i));
  hw_items_fill (H (c->vm), tuple, (HwObject **) names->pdata, names->len);
  return tuple;
}

static HwObject *
strings_tuple (HwCompiler *c,
               GPtrArray  *strings,
               guint       n)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (names, hw_constant_str (c, g_ptr_array_index (strings, i)));
  return names_tuple (c, names);
}

static void
fill_slots (HwCompiler *c,
            HwUnit     *unit,
            HwCode     *code,
            gint32     *cell_slots)
{
  HwSink *sink = H (c->vm)->sink;

  code->varnames = g_new0 (HwObject *, code->n_slots + 1);
  code->is_cell = g_new0 (guint8, code->n_slots + 1);
  for (guint i = 0; i < unit->varnames->len; i++)
    code->varnames[i] = hw_constant_str (c, g_ptr_array_index (unit->varnames, i));
  for (guint i = 0; i < unit->cells->len; i++) {
    code->varnames[cell_slots[i]] = hw_constant_str (c, g_ptr_array_index (unit->cells, i));
    code->is_cell[cell_slots[i]] = 1;
  }
  for (guint i = 0; i < unit->frees->len; i++) {
    guint slot = unit->varnames->len + unit->n_cell_slots + i;

    code->varnames[slot] = hw_constant_str (c, g_ptr_array_index (unit->frees, i));
    code->is_cell[slot] = 1;
  }
  if (sink == NULL)
    return;
  code->layout = sink->add_layout (sink, code->name);
  for (guint i = 0; i < code->n_slots; i++)
    sink->add_label (sink, code->layout, i, hw_str_text (code->varnames[i]));
}

static void
fill_handlers (HwUnit *unit,
               HwCode *code)
{
  code->n_handlers = unit->regions->len;
  code->handlers = g_new0 (HwHandler, code->n_handlers + 1);
  for (guint i = 0; i < code->n_handlers; i++) {
    const HwRegion *region = &g_array_index (unit->regions, HwRegion, i);

    code->handlers[i] = (HwHandler) { region->start, region->end,
                                      (guint32) g_array_index (unit->labels, gint32, region->label), region->depth };
  }
}

static void
unit_free (HwUnit *unit)
{
  g_free (unit->qualname);
  g_array_unref (unit->instructions);
  g_array_unref (unit->positions);
  g_array_unref (unit->labels);
  g_array_unref (unit->regions);
  g_array_unref (unit->blocks);
  g_ptr_array_unref (unit->consts);
  g_ptr_array_unref (unit->names);
  g_ptr_array_unref (unit->varnames);
  g_ptr_array_unref (unit->cells);
  g_ptr_array_unref (unit->frees);
  g_hash_table_unref (unit->slots);
  g_hash_table_unref (unit->gaps);
  g_free (unit);
}

static HwCode *
make_code (HwCompiler *c,
           HwUnit     *unit,
           gint32     *cell_slots)
{
  HwCode *code = g_new0 (HwCode, 1);
  const char *last_dot = strrchr (unit->qualname, '.');

  code->n_instructions = unit->instructions->len;
  code->instructions = resolve_instructions (unit, cell_slots);
  code->positions = g_memdup2 (unit->positions->data, MAX (code->n_instructions, 1) * sizeof (HwPosition));
  code->n_positional_only = unit->n_positional_only;
  code->n_positional = unit->n_positional;
  code->n_keyword_only = unit->n_keyword_only;
  code->n_parameters = unit->n_parameters;
  code->n_locals = unit->varnames->len;
  code->n_cells = unit->n_cell_slots;
  code->n_free = unit->frees->len;
  code->n_slots = code->n_locals + code->n_cells + code->n_free;
  code->n_stack = (guint32) unit->max_depth + 4;
  /* co_stacksize: a generator's has room for the exception its last handler sees, from 3.12 on. */
  code->stack_size = (guint32) MAX (unit->deepest, unit->flags & HW_CODE_GENERATOR && c->profile->generators_have_handler ? 2 : 1);
  code->flags = unit->flags;
  code->n_names = unit->names->len;
  code->n_consts = unit->consts->len;
  code->first_line = unit->scope->node != NULL ? unit->scope->node->line : 1;
  code->qualname = g_string_chunk_insert_const (H (c->vm)->names, unit->qualname);
  code->name = g_string_chunk_insert_const (H (c->vm)->names, last_dot != NULL && last_dot[1] != '\0' ? last_dot + 1 : unit->qualname);
  fill_slots (c, unit, code, cell_slots);
  fill_handlers (unit, code);
  return code;
}

HwObject *
hw_unit_leave (HwCompiler *c)
{
  HwUnit *unit = c->unit;
  HwHeap *heap = H (c->vm);
  g_autofree gint32 *cell_slots = place_cells (unit);
  HwCode *code;
  HwObject *object;

  c->unit = unit->parent;
  hw_unit_settle_borrows (c, unit);
  code = make_code (c, unit, cell_slots);
  object = hw_fields_new (heap, c->vm->types[HW_TYPE_ID_code], HW_KIND_CODE, 200 + 2 * code->n_instructions, HW_CODE_N_FIELDS);
  object->as.items.extra = 200 + 2 * code->n_instructions;
  hw_emit_size (heap, object, 0, 0);
  object->as.items.data = code;
  code->object = object;
  hw_field_set (heap, object, HW_CODE_CONSTS, names_tuple (c, unit->consts));
  hw_field_set (heap, object, HW_CODE_NAMES, names_tuple (c, unit->names));
  hw_field_set (heap, object, HW_CODE_VARNAMES, strings_tuple (c, unit->varnames, unit->varnames->len));
  hw_field_set (heap, object, HW_CODE_FREEVARS, strings_tuple (c, unit->frees, unit->frees->len));
  hw_field_set (heap, object, HW_CODE_NAME, hw_newref (heap, hw_constant_str (c, code->name)));
  hw_field_set (heap, object, HW_CODE_QUALNAME, hw_newref (heap, hw_constant_str (c, code->qualname)));
  code->consts = hw_field (object, HW_CODE_CONSTS)->as.items.at;
  code->names = hw_field (object, HW_CODE_NAMES)->as.items.at;
  unit_free (unit);
  return object;
}

void
hw_code_free (HwVm     *vm,
              HwObject *code_object)
{
  HwCode *code = code_object->as.items.data;

  if (code == NULL)
    return;
  g_free (code->instructions);
  g_free (code->positions);
  g_free (code->handlers);
  g_free (code->varnames);
  g_free (code->is_cell);
  g_free (code);
  code_object->as.items.data = NULL;
}

/* What 3.11's module begins with. A docstring becomes __doc__. */
static void
compile_module_body (HwCompiler  *c,
                     const HwAst *module)
{
  const HwAstSeq *body = &module->as.module.body;

  hw_emit_op (c, HW_OP_RESUME, 0);
  if (body->n > 0 && body->items[0]->kind == HW_AST_EXPR && body->items[0]->as.expr.value->kind == HW_AST_CONSTANT &&
      body->items[0]->as.expr.value->as.constant.kind == HW_CONSTANT_STR) {
    const HwAst *before = hw_compile_at (c, body->items[0]);

    hw_emit_op (c, HW_OP_STEP, body->items[0]->line);
    hw_compile_expression (c, body->items[0]->as.expr.value);
    hw_emit_op (c, HW_OP_STORE_NAME, hw_unit_name (c, "__doc__"));
    hw_compile_at (c, before);
  }
  hw_compile_statements (c, body);
  hw_emit_none (c);
  hw_emit_op (c, HW_OP_RETURN, 0);
}

HwObject *
hw_compile (HwVm       *vm,
            HwScenario *scenario)
{
  HwCompiler compiler = { .vm = vm, .machine = vm->machine, .profile = vm->machine->profile }, *c = &compiler;
  const HwSymtable *symtable = hw_scenario_get_symtable (scenario);
  HwObject *code;

  c->tree = (HwAstTree *) hw_scenario_get_tree (scenario);
  c->symtable = symtable;
  c->folded = g_hash_table_new (NULL, NULL);
  hw_unit_enter (c, hw_symtable_get_root (symtable), "<module>");
  compile_module_body (c, c->tree->root);
  code = hw_unit_leave (c);
  g_hash_table_unref (c->folded);
  return code;
}
