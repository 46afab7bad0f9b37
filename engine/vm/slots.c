/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Native slots under their Python-level names: see slots.h. */

#include "vm/slots.h"

#include "vm/containers.h"
#include "vm/machine.h"

typedef enum {
  SLOT_REPR, SLOT_STR, SLOT_HASH, SLOT_CALL, SLOT_GETATTRIBUTE, SLOT_SETATTR, SLOT_DELATTR, SLOT_COMPARE, SLOT_ITER, SLOT_NEXT, SLOT_INIT,
  SLOT_LEN, SLOT_GETITEM, SLOT_SETITEM, SLOT_DELITEM, SLOT_CONTAINS, SLOT_BINARY, SLOT_REFLECTED, SLOT_INPLACE, SLOT_UNARY, SLOT_BOOL,
  SLOT_GET, SLOT_SET, SLOT_DELETE,
} SlotKind;

typedef struct {
  HwNameId name;
  SlotKind kind;
  int      op;
  guint8   min, max;
} Slot;

static const Slot slots[] = {
  { HW_NAME___repr__, SLOT_REPR, 0, 0, 0 },
  { HW_NAME___str__, SLOT_STR, 0, 0, 0 },
  { HW_NAME___hash__, SLOT_HASH, 0, 0, 0 },
  { HW_NAME___call__, SLOT_CALL, 0, 0, 255 },
  { HW_NAME___getattribute__, SLOT_GETATTRIBUTE, 0, 1, 1 },
  { HW_NAME___setattr__, SLOT_SETATTR, 0, 2, 2 },
  { HW_NAME___delattr__, SLOT_DELATTR, 0, 1, 1 },
  { HW_NAME___lt__, SLOT_COMPARE, HW_COMPARE_LT, 1, 1 },
  { HW_NAME___le__, SLOT_COMPARE, HW_COMPARE_LT_E, 1, 1 },
  { HW_NAME___eq__, SLOT_COMPARE, HW_COMPARE_EQ, 1, 1 },
  { HW_NAME___ne__, SLOT_COMPARE, HW_COMPARE_NOT_EQ, 1, 1 },
  { HW_NAME___gt__, SLOT_COMPARE, HW_COMPARE_GT, 1, 1 },
  { HW_NAME___ge__, SLOT_COMPARE, HW_COMPARE_GT_E, 1, 1 },
  { HW_NAME___iter__, SLOT_ITER, 0, 0, 0 },
  { HW_NAME___next__, SLOT_NEXT, 0, 0, 0 },
  { HW_NAME___init__, SLOT_INIT, 0, 0, 255 },
  { HW_NAME___len__, SLOT_LEN, 0, 0, 0 },
  { HW_NAME___getitem__, SLOT_GETITEM, 0, 1, 1 },
  { HW_NAME___setitem__, SLOT_SETITEM, 0, 2, 2 },
  { HW_NAME___delitem__, SLOT_DELITEM, 0, 1, 1 },
  { HW_NAME___contains__, SLOT_CONTAINS, 0, 1, 1 },
#define BINARY(name, op) \
  { HW_NAME___##name##__, SLOT_BINARY, op, 1, 1 }, { HW_NAME___r##name##__, SLOT_REFLECTED, op, 1, 1 }, { HW_NAME___i##name##__, SLOT_INPLACE, op, 1, 1 }
  BINARY (add, HW_OPERATOR_ADD), BINARY (sub, HW_OPERATOR_SUB), BINARY (mul, HW_OPERATOR_MULT), BINARY (matmul, HW_OPERATOR_MAT_MULT),
  BINARY (truediv, HW_OPERATOR_DIV), BINARY (mod, HW_OPERATOR_MOD), BINARY (pow, HW_OPERATOR_POW), BINARY (lshift, HW_OPERATOR_LSHIFT),
  BINARY (rshift, HW_OPERATOR_RSHIFT), BINARY (or, HW_OPERATOR_BIT_OR), BINARY (xor, HW_OPERATOR_BIT_XOR),
  BINARY (and, HW_OPERATOR_BIT_AND), BINARY (floordiv, HW_OPERATOR_FLOOR_DIV),
#undef BINARY
  { HW_NAME___neg__, SLOT_UNARY, HW_UNARY_USUB, 0, 0 },
  { HW_NAME___pos__, SLOT_UNARY, HW_UNARY_UADD, 0, 0 },
  { HW_NAME___invert__, SLOT_UNARY, HW_UNARY_INVERT, 0, 0 },
  { HW_NAME___bool__, SLOT_BOOL, 0, 0, 0 },
  { HW_NAME___get__, SLOT_GET, 0, 1, 2 },
  { HW_NAME___set__, SLOT_SET, 0, 2, 2 },
  { HW_NAME___delete__, SLOT_DELETE, 0, 1, 1 },
};

/* Which operators a type's one binary slot really has. */
#define OP(op) (1u << HW_OPERATOR_##op)

static guint32
binary_operators (const HwType *type)
{
  switch (type->kind) {
  case HW_KIND_INT:
  case HW_KIND_BOOL:
    return OP (ADD) | OP (SUB) | OP (MULT) | OP (DIV) | OP (MOD) | OP (POW) | OP (LSHIFT) | OP (RSHIFT) | OP (BIT_OR) | OP (BIT_XOR) |
           OP (BIT_AND) | OP (FLOOR_DIV);
  case HW_KIND_FLOAT:
    return OP (ADD) | OP (SUB) | OP (MULT) | OP (DIV) | OP (MOD) | OP (POW) | OP (FLOOR_DIV);
  case HW_KIND_COMPLEX:
    return OP (ADD) | OP (SUB) | OP (MULT) | OP (DIV) | OP (POW);
  case HW_KIND_STR:
  case HW_KIND_BYTES:
  case HW_KIND_BYTEARRAY:
    return OP (ADD) | OP (MULT) | OP (MOD);
  case HW_KIND_LIST:
  case HW_KIND_TUPLE:
    return OP (ADD) | OP (MULT);
  case HW_KIND_DICT:
  case HW_KIND_TYPE:
    return OP (BIT_OR);
  case HW_KIND_SET:
  case HW_KIND_FROZENSET:
  case HW_KIND_VIEW:
  case HW_KIND_INSTANCE:
    return OP (SUB) | OP (BIT_OR) | OP (BIT_XOR) | OP (BIT_AND);
  default:
    return G_MAXUINT32;
  }
}

/* Sequences have no reflected addition, sets and numbers have all. */
static gboolean
has_reflected (const HwType *type,
               int           op)
{
  gboolean sequence = type->kind == HW_KIND_STR || type->kind == HW_KIND_BYTES || type->kind == HW_KIND_BYTEARRAY ||
                      type->kind == HW_KIND_LIST || type->kind == HW_KIND_TUPLE;

  return !sequence || op != HW_OPERATOR_ADD;
}

static gboolean
is_defined (const HwType       *type,
            const HwNativeType *native,
            const Slot         *slot)
{
  switch (slot->kind) {
  case SLOT_REPR:
    return native->repr != NULL;
  case SLOT_STR:
    return native->str != NULL;
  case SLOT_HASH:
    return native->hash != NULL;
  case SLOT_CALL:
    return native->call != NULL;
  case SLOT_GETATTRIBUTE:
    return native->get_attribute != NULL;
  case SLOT_SETATTR:
  case SLOT_DELATTR:
    return native->set_attribute != NULL;
  case SLOT_COMPARE:
    return native->compare != NULL;
  case SLOT_ITER:
    return native->iter != NULL;
  case SLOT_NEXT:
    return native->next != NULL;
  case SLOT_INIT:
    return native->init != NULL;
  case SLOT_LEN:
    return native->length != NULL;
  case SLOT_GETITEM:
    return native->get_item != NULL;
  case SLOT_SETITEM:
  case SLOT_DELITEM:
    return native->set_item != NULL;
  case SLOT_CONTAINS:
    return native->contains != NULL;
  case SLOT_BINARY:
    return native->binary != NULL && binary_operators (type) & 1u << slot->op;
  case SLOT_REFLECTED:
    return native->binary != NULL && binary_operators (type) & 1u << slot->op && has_reflected (type, slot->op);
  case SLOT_INPLACE:
    return native->inplace != NULL && binary_operators (type) & 1u << slot->op && (slot->op != HW_OPERATOR_MOD);
  case SLOT_UNARY:
    return native->unary != NULL;
  case SLOT_BOOL:
    return native->truth != NULL;
  case SLOT_GET:
    return native->descr_get != NULL;
  case SLOT_SET:
  case SLOT_DELETE:
    return native->descr_set != NULL;
  }
  return FALSE;
}

static void
define (HwVm       *vm,
        HwType     *type,
        const Slot *slot)
{
  HwHeap *heap = H (vm);
  HwObject *dict = hw_field (type->object, HW_CLASS_DICT), *name = vm->names[slot->name], *wrapper;

  if (hw_dict_get_str (heap, dict, name) != NULL)
    return;
  wrapper = hw_static_fields_new (vm, HW_TYPE_ID_slot_wrapper, HW_DESCRIPTOR_N_FIELDS);
  wrapper->as.items.data = (gpointer) slot;
  hw_field_set (heap, wrapper, HW_DESCRIPTOR_TYPE, hw_newref (heap, type->object));
  hw_field_set (heap, wrapper, HW_DESCRIPTOR_NAME, hw_newref (heap, name));
  hw_dict_set (heap, dict, name, hw_str_hash (name), wrapper);
  hw_decref (heap, wrapper);
}

void
hw_slots_define (HwVm               *vm,
                 HwType             *type,
                 const HwNativeType *native)
{
  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    if (is_defined (type, native, &slots[i]))
      define (vm, type, &slots[i]);
  if (native->unhashable)
    hw_dict_set_name (H (vm), hw_field (type->object, HW_CLASS_DICT), "__hash__", H (vm)->none);
}

static HwObject *
result_of (HwVm    *vm,
           gboolean done)
{
  return done ? HW_NONE (vm) : NULL;
}

static HwObject *
call_number (HwVm               *vm,
             const HwNativeType *native,
             const Slot         *slot,
             HwObject           *self,
             HwObject           *other)
{
  if (slot->kind == SLOT_REFLECTED)
    return native->binary (vm, slot->op, other, self);
  if (slot->kind == SLOT_INPLACE)
    return native->inplace (vm, slot->op, self, other);
  return native->binary (vm, slot->op, self, other);
}

static HwObject *
call_slot (HwVm               *vm,
           const HwNativeType *native,
           const Slot         *slot,
           HwObject           *self,
           HwObject *const    *args,
           guint               n,
           HwObject           *kwnames)
{
  gint64 number;
  int truth;
  HwObject *result;

  switch (slot->kind) {
  case SLOT_REPR:
    return native->repr (vm, self);
  case SLOT_STR:
    return native->str (vm, self);
  case SLOT_HASH:
    number = native->hash (vm, self);
    return number == -1 ? NULL : hw_int_new (H (vm), number);
  case SLOT_CALL:
    return native->call (vm, self, args, n, kwnames);
  case SLOT_GETATTRIBUTE:
    return native->get_attribute (vm, self, args[0]);
  case SLOT_SETATTR:
    return result_of (vm, native->set_attribute (vm, self, args[0], args[1]));
  case SLOT_DELATTR:
    return result_of (vm, native->set_attribute (vm, self, args[0], NULL));
  case SLOT_COMPARE:
    return native->compare (vm, self, args[0], slot->op);
  case SLOT_ITER:
    return native->iter (vm, self);
  case SLOT_NEXT:
    result = native->next (vm, self);
    if (result == NULL && vm->exception == NULL)
      hw_raise (vm, HW_EXC_StopIteration, NULL);
    return result;
  case SLOT_INIT:
    return result_of (vm, native->init (vm, self, args, n, kwnames));
  case SLOT_LEN:
    number = native->length (vm, self);
    return number < 0 ? NULL : hw_int_new (H (vm), number);
  case SLOT_GETITEM:
    return native->get_item (vm, self, args[0]);
  case SLOT_SETITEM:
    return result_of (vm, native->set_item (vm, self, args[0], args[1]));
  case SLOT_DELITEM:
    return result_of (vm, native->set_item (vm, self, args[0], NULL));
  case SLOT_CONTAINS:
    return hw_result_bool (vm, native->contains (vm, self, args[0]));
  case SLOT_BINARY:
  case SLOT_REFLECTED:
  case SLOT_INPLACE:
    return call_number (vm, native, slot, self, args[0]);
  case SLOT_UNARY:
    return native->unary (vm, slot->op, self);
  case SLOT_BOOL:
    truth = native->truth (vm, self);
    return hw_result_bool (vm, truth);
  case SLOT_GET:
    return native->descr_get (vm, self, args[0] == H (vm)->none ? NULL : args[0],
                              n > 1 && args[1]->kind == HW_KIND_TYPE ? hw_type_of_object (args[1]) : args[0]->type);
  case SLOT_SET:
    return result_of (vm, native->descr_set (vm, self, args[0], args[1]));
  case SLOT_DELETE:
    return result_of (vm, native->descr_set (vm, self, args[0], NULL));
  }
  return NULL;
}

HwObject *
hw_slot_call (HwVm            *vm,
              HwObject        *wrapper,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  const Slot *slot = wrapper->as.items.data;
  HwType *type = hw_type_of_object (hw_field (wrapper, HW_DESCRIPTOR_TYPE));

  if (slot->max != 255) {
    if (!hw_no_keywords (vm, "wrapper", kwnames))
      return NULL;
    if (n < slot->min || n > slot->max)
      return hw_raise (vm, HW_EXC_TypeError, "expected %u argument%s, got %u", n < slot->min ? slot->min : slot->max,
                       (n < slot->min ? slot->min : slot->max) == 1 ? "" : "s", n);
  }
  return call_slot (vm, hw_native (type), slot, self, args, n, kwnames);
}

HwObject *
hw_slot_bind (HwVm     *vm,
              HwObject *wrapper,
              HwObject *self)
{
  HwHeap *heap = H (vm);
  HwObject *bound = hw_object_new (heap, vm->types[HW_TYPE_ID_method_wrapper], HW_KIND_METHOD, 48);
  HwObject *fields[HW_METHOD_N_FIELDS] = { hw_newref (heap, wrapper), hw_newref (heap, self) };

  bound->sub = 1;
  hw_emit_size (heap, bound, 0, 0);
  hw_emit_splice (heap, bound, 0, NULL, 0, fields, HW_METHOD_N_FIELDS);
  bound->as.items.at = hw_body_alloc (heap, sizeof fields);
  memcpy (bound->as.items.at, fields, sizeof fields);
  bound->as.items.n = HW_METHOD_N_FIELDS;
  hw_object_track (heap, bound);
  return bound;
}

static const HwNameId operator_names[HW_N_OPERATORS][3] = {
#define NAMES(name) { HW_NAME___##name##__, HW_NAME___r##name##__, HW_NAME___i##name##__ }
  [HW_OPERATOR_ADD] = NAMES (add),          [HW_OPERATOR_SUB] = NAMES (sub),        [HW_OPERATOR_MULT] = NAMES (mul),
  [HW_OPERATOR_MAT_MULT] = NAMES (matmul),  [HW_OPERATOR_DIV] = NAMES (truediv),    [HW_OPERATOR_MOD] = NAMES (mod),
  [HW_OPERATOR_POW] = NAMES (pow),          [HW_OPERATOR_LSHIFT] = NAMES (lshift),  [HW_OPERATOR_RSHIFT] = NAMES (rshift),
  [HW_OPERATOR_BIT_OR] = NAMES (or),        [HW_OPERATOR_BIT_XOR] = NAMES (xor),    [HW_OPERATOR_BIT_AND] = NAMES (and),
  [HW_OPERATOR_FLOOR_DIV] = NAMES (floordiv),
#undef NAMES
};

HwNameId
hw_operator_name (HwOperator op)
{
  return operator_names[op][0];
}

HwNameId
hw_operator_reflected_name (HwOperator op)
{
  return operator_names[op][1];
}

HwNameId
hw_operator_inplace_name (HwOperator op)
{
  return operator_names[op][2];
}

HwNameId
hw_compare_name (HwCompareOp op)
{
  static const HwNameId names[] = { HW_NAME___eq__, HW_NAME___ne__, HW_NAME___lt__, HW_NAME___le__, HW_NAME___gt__, HW_NAME___ge__ };

  return names[op];
}

HwNameId
hw_unary_name (HwUnaryOp op)
{
  static const HwNameId names[] = { HW_NAME___invert__, HW_NAME___bool__, HW_NAME___pos__, HW_NAME___neg__ };

  return names[op];
}
