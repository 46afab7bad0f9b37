/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Constants: literals, folding of constant expressions, and merging of equal ones over the whole program, which decides identities that a
 * program can see. Models Python/ast_opt.c and merge_const_one of compile.c. */

#include "vm/compiler.h"
#include "vm/numbers.h"

#define MAX_INT_BITS 128
#define MAX_STR 4096
#define MAX_COLLECTION 256

/* A text that tells constants apart: type and value. */
static gboolean
append_key (HwVm     *vm,
            GString  *key,
            HwObject *object)
{
  g_string_append_printf (key, "%d:", object->kind);
  switch (object->kind) {
  case HW_KIND_NONE:
  case HW_KIND_ELLIPSIS:
    return TRUE;
  case HW_KIND_BOOL:
  case HW_KIND_INT: {
    g_autofree char *digits = hw_int_to_digits (object, 16);

    g_string_append_printf (key, "%s%s;", hw_int_sign (object) < 0 ? "-" : "", digits);
    return TRUE;
  }
  case HW_KIND_FLOAT:
    g_string_append_len (key, (const char *) &object->as.real, sizeof (double));
    return TRUE;
  case HW_KIND_COMPLEX:
    g_string_append_len (key, (const char *) &object->as.complex_, 2 * sizeof (double));
    return TRUE;
  case HW_KIND_STR:
    g_string_append_printf (key, "%u:", object->as.str.n_bytes);
    g_string_append_len (key, object->as.str.utf8, object->as.str.n_bytes);
    return TRUE;
  case HW_KIND_BYTES:
    g_string_append_printf (key, "%u:", object->as.bytes.n);
    g_string_append_len (key, (const char *) object->as.bytes.data, object->as.bytes.n);
    return TRUE;
  case HW_KIND_TUPLE:
    g_string_append_printf (key, "%u(", object->as.items.n);
    for (guint32 i = 0; i < object->as.items.n; i++)
      if (!append_key (vm, key, object->as.items.at[i]))
        return FALSE;
    return TRUE;
  default:
    return FALSE;
  }
}

/* Identifier-like texts are interned, as all_name_chars of codeobject.c has it. */
static gboolean
looks_like_name (const HwObject *str)
{
  for (guint32 i = 0; i < str->as.str.n_bytes; i++)
    if (!g_ascii_isalnum (str->as.str.utf8[i]) && str->as.str.utf8[i] != '_')
      return FALSE;
  return TRUE;
}

/* Is a constant tuple tracked when the program begins? */
static void
settle_tracking (HwCompiler *c,
                 HwObject   *tuple)
{
  HwConstants rule = c->profile->constant_tuples;

  if (hw_object_is_tracked (tuple) != (rule == HW_CONSTANTS_TRACKED)) {
    if (rule == HW_CONSTANTS_TRACKED)
      hw_object_track (H (c->vm), tuple);
    else
      hw_object_untrack (H (c->vm), tuple);
  }
  if (rule == HW_CONSTANTS_BUILT)
    hw_tuple_track (H (c->vm), tuple);
}

static HwObject *
merge (HwCompiler *c,
       HwObject   *object,
       gboolean    is_folded)
{
  HwMachine *machine = c->machine;
  GString *key = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;
  HwObject *known;

  if (object->kind == HW_KIND_STR && looks_like_name (object))
    object = hw_str_intern (H (c->vm), object);
  if (!append_key (c->vm, key, object)) {
    g_string_free (key, TRUE);
    g_ptr_array_add (machine->literals, object);
    return object;
  }
  bytes = g_string_free_to_bytes (key);
  known = g_hash_table_lookup (machine->constants, bytes);
  if (known == NULL) {
    g_hash_table_insert (machine->constants, g_bytes_ref (bytes), object);
    g_ptr_array_add (machine->literals, object);
    if (object->kind == HW_KIND_TUPLE && object->as.items.n > 0)
      settle_tracking (c, object);
    known = object;
  } else {
    /* The parser keeps the literal itself while the program runs, though it is not used. */
    g_ptr_array_add (machine->arena, object);
    return known;
  }
  if (!is_folded || !c->profile->folds_late)
    g_ptr_array_add (machine->arena, hw_newref (H (c->vm), known));
  return known;
}

HwObject *
hw_constant_merge (HwCompiler *c,
                   HwObject   *object)
{
  return merge (c, object, FALSE);
}

HwObject *
hw_constant_str (HwCompiler *c,
                 const char *text)
{
  HwObject *str = hw_str_intern_new (H (c->vm), text);

  g_ptr_array_add (c->machine->literals, str);
  return str;
}

static HwObject *
make_literal (HwCompiler       *c,
              const HwConstant *constant)
{
  HwHeap *heap = H (c->vm);

  switch (constant->kind) {
  case HW_CONSTANT_NONE:
    return hw_newref (heap, heap->none);
  case HW_CONSTANT_TRUE:
    return hw_newref (heap, heap->true_);
  case HW_CONSTANT_FALSE:
    return hw_newref (heap, heap->false_);
  case HW_CONSTANT_ELLIPSIS:
    return hw_newref (heap, heap->ellipsis);
  case HW_CONSTANT_INT: {
    mpz_t z;
    HwObject *object;

    mpz_init_set_str (z, constant->bytes, (int) constant->base);
    object = hw_int_from_mpz (c->vm, z);
    mpz_clear (z);
    return object;
  }
  case HW_CONSTANT_FLOAT:
    return hw_float_new (heap, constant->number);
  case HW_CONSTANT_IMAGINARY:
    return hw_complex_new (heap, 0, constant->number);
  case HW_CONSTANT_STR:
    return hw_str_new (heap, constant->bytes, (gssize) constant->length);
  case HW_CONSTANT_BYTES:
    return hw_bytes_new (heap, constant->bytes, constant->length);
  default:
    g_assert_not_reached ();
  }
}

/* ---------------------------------------------------------------------------------------------------------- folding */

static gsize
int_bits (HwObject *object)
{
  gint64 value;

  if (object->as.integer.big != NULL)
    return mpz_sizeinbase (object->as.integer.big->z, 2);
  value = object->as.integer.value < 0 ? -object->as.integer.value : object->as.integer.value;
  return value == 0 ? 0 : g_bit_storage ((gulong) value);
}

/* Results that would be large are left to run time. */
static gboolean
is_small_enough (HwOperator op,
                 HwObject  *left,
                 HwObject  *right)
{
  gint64 count;

  if (op == HW_OPERATOR_MULT && hw_is_int (left) && hw_is_int (right))
    return int_bits (left) + int_bits (right) <= MAX_INT_BITS;
  if (op == HW_OPERATOR_POW && hw_is_int (left) && hw_is_int (right))
    return hw_int_sign (right) < 0 ||
           (hw_int_get (right, &count) && count <= MAX_INT_BITS && int_bits (left) * (gsize) count <= MAX_INT_BITS);
  if (op == HW_OPERATOR_LSHIFT && hw_is_int (left) && hw_is_int (right))
    return hw_int_get (right, &count) && count >= 0 && count <= MAX_INT_BITS && int_bits (left) + (gsize) count <= MAX_INT_BITS;
  if (op == HW_OPERATOR_MULT && (hw_is_int (left) || hw_is_int (right))) {
    HwObject *number = hw_is_int (left) ? left : right, *sequence = hw_is_int (left) ? right : left;
    gint64 length = sequence->kind == HW_KIND_STR     ? (gint64) sequence->as.str.n_chars
                    : sequence->kind == HW_KIND_BYTES ? (gint64) sequence->as.bytes.n
                    : sequence->kind == HW_KIND_TUPLE ? (gint64) sequence->as.items.n
                                                      : -1;

    if (length < 0)
      return TRUE; /* a float: no size to speak of */
    return hw_int_get (number, &count) && (length == 0 || count <= (sequence->kind == HW_KIND_TUPLE ? MAX_COLLECTION : MAX_STR) / length);
  }
  /* '%' with a text on the left makes no constant in CPython either. */
  return !(op == HW_OPERATOR_MOD && (left->kind == HW_KIND_STR || left->kind == HW_KIND_BYTES));
}

static HwObject *
fold_result (HwCompiler *c,
             HwObject   *result)
{
  if (result == NULL) {
    hw_exception_clear (c->vm);
    return NULL;
  }
  return merge (c, result, TRUE);
}

static HwObject *
fold_binary (HwCompiler  *c,
             const HwAst *node)
{
  HwObject *left = hw_compile_constant (c, node->as.bin_op.left), *right;

  if (left == NULL)
    return NULL;
  right = hw_compile_constant (c, node->as.bin_op.right);
  if (right == NULL || !is_small_enough (node->as.bin_op.op, left, right))
    return NULL;
  return fold_result (c, hw_binary (c->vm, node->as.bin_op.op, left, right));
}

static HwObject *
fold_unary (HwCompiler  *c,
            const HwAst *node)
{
  HwObject *operand = hw_compile_constant (c, node->as.unary_op.operand);
  int truth;

  if (operand == NULL)
    return NULL;
  if (node->as.unary_op.op != HW_UNARY_NOT)
    return fold_result (c, hw_unary (c->vm, node->as.unary_op.op, operand));
  truth = hw_truth (c->vm, operand);
  return fold_result (c, truth < 0 ? NULL : hw_bool_new (H (c->vm), !truth));
}

static HwObject *
fold_subscript (HwCompiler  *c,
                const HwAst *node)
{
  HwObject *value, *index;

  if (node->as.subscript.ctx != HW_CONTEXT_LOAD || node->as.subscript.slice->kind == HW_AST_SLICE)
    return NULL;
  value = hw_compile_constant (c, node->as.subscript.value);
  index = value != NULL ? hw_compile_constant (c, node->as.subscript.slice) : NULL;
  return index != NULL ? fold_result (c, hw_get_item (c->vm, value, index)) : NULL;
}

HwObject *
hw_constant_tuple (HwCompiler     *c,
                   const HwAstSeq *elements)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new ();

  for (guint i = 0; i < elements->n; i++) {
    HwObject *value = elements->items[i]->kind == HW_AST_STARRED ? NULL : hw_compile_constant (c, elements->items[i]);

    if (value == NULL)
      return NULL;
    g_ptr_array_add (values, value);
  }
  return merge (c, hw_tuple_of (H (c->vm), (HwObject **) values->pdata, values->len), TRUE);
}

/* Folding looks at a tree of limited height, so it may recurse. */
static HwObject *
fold (HwCompiler  *c,
      const HwAst *node)
{
  switch (node->kind) {
  case HW_AST_CONSTANT:
    return hw_constant_merge (c, make_literal (c, &node->as.constant));
  case HW_AST_BIN_OP:
    return fold_binary (c, node);
  case HW_AST_UNARY_OP:
    return fold_unary (c, node);
  case HW_AST_TUPLE:
    return node->as.tuple.ctx == HW_CONTEXT_LOAD ? hw_constant_tuple (c, &node->as.tuple.elts) : NULL;
  case HW_AST_SUBSCRIPT:
    return fold_subscript (c, node);
  case HW_AST_NAME:
    return strcmp (node->as.name.id, "__debug__") == 0 ? H (c->vm)->true_ : NULL;
  default:
    return NULL;
  }
}

/* Each node is folded once: every literal counts once for the parser that keeps it. */
HwObject *
hw_compile_constant (HwCompiler  *c,
                     const HwAst *node)
{
  gpointer known;

  if (g_hash_table_lookup_extended (c->folded, node, NULL, &known))
    return known;
  known = fold (c, node);
  g_hash_table_insert (c->folded, (gpointer) node, known);
  return known;
}

HwObject *
hw_constant_display (HwCompiler     *c,
                     const HwAstSeq *elements,
                     gboolean        set)
{
  HwObject *tuple = hw_constant_tuple (c, elements);

  if (tuple == NULL || !set)
    return tuple;
  return fold_result (c, hw_call (c->vm, c->vm->types[HW_TYPE_ID_frozenset]->object, &tuple, 1, NULL));
}

/* A display that is only looped over or searched needs no list or set of its own: a constant tuple or frozenset; NULL if not constant. */
HwObject *
hw_constant_iterable (HwCompiler  *c,
                      const HwAst *node,
                      gboolean     for_membership)
{
  if (node->kind == HW_AST_LIST)
    return hw_constant_tuple (c, &node->as.list.elts);
  if (node->kind == HW_AST_SET && for_membership)
    return hw_constant_display (c, &node->as.set.elts, TRUE);
  return NULL;
}
