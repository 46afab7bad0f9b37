/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Binary, in-place and unary operators with their rules of precedence between the operands' classes. Models binary_op1 and binary_iop1 of
 * Objects/abstract.c with the slot functions of typeobject.c. */

#include "vm/containers.h"
#include "vm/machine.h"
#include "vm/slots.h"

static gpointer
raise_unsupported (HwVm       *vm,
                   const char *text,
                   const char *suffix,
                   HwObject   *left,
                   HwObject   *right)
{
  return hw_raise (vm, HW_EXC_TypeError, "unsupported operand type(s) for %s%s: '%s' and '%s'", text, suffix, left->type->name,
                   right->type->name);
}

static const char *
operator_text (HwOperator op,
               gboolean   inplace)
{
  if (op == HW_OPERATOR_POW && !inplace)
    return "** or pow()";
  return hw_operator_get_text (op);
}

/* One side's own method: NotImplemented if it has none. [self] is the operand whose class is asked. */
static HwObject *
try_override (HwVm     *vm,
              HwObject *self,
              HwObject *other,
              HwNameId  name)
{
  if (!self->type->is_heap || hw_special (vm, self->type, name) == NULL)
    return HW_NOT_IMPLEMENTED (vm);
  return hw_call_special (vm, self, name, &other, 1, NULL);
}

static HwObject *
try_native (HwVm      *vm,
            HwObject  *owner,
            HwOperator op,
            HwObject  *left,
            HwObject  *right)
{
  if (hw_native (owner->type)->binary == NULL)
    return HW_NOT_IMPLEMENTED (vm);
  return hw_native (owner->type)->binary (vm, op, left, right);
}

#define RETURN_IF_DONE(expression)                    \
  do {                                                \
    HwObject *attempt = (expression);                 \
                                                      \
    if (attempt != H (vm)->not_implemented)           \
      return attempt;                                 \
    hw_decref (H (vm), attempt);                      \
  } while (0)

static HwObject *
binary (HwVm      *vm,
        HwOperator op,
        HwObject  *left,
        HwObject  *right)
{
  HwNameId name = hw_operator_name (op), reflected = hw_operator_reflected_name (op);
  gboolean differ = left->type != right->type;

  /* A subclass on the right that overrides goes first. */
  if (differ && right->type->is_heap && hw_type_is_subtype (right->type, left->type) && hw_special (vm, right->type, reflected) != NULL) {
    RETURN_IF_DONE (try_override (vm, right, left, reflected));
    differ = FALSE;
  }
  RETURN_IF_DONE (try_override (vm, left, right, name));
  RETURN_IF_DONE (try_native (vm, left, op, left, right));
  if (hw_native (left->type)->binary != hw_native (right->type)->binary)
    RETURN_IF_DONE (try_native (vm, right, op, left, right));
  if (differ)
    RETURN_IF_DONE (try_override (vm, right, left, reflected));
  return HW_NOT_IMPLEMENTED (vm);
}

HwObject *
hw_binary (HwVm      *vm,
           HwOperator op,
           HwObject  *left,
           HwObject  *right)
{
  HwObject *result = binary (vm, op, left, right);

  if (result != H (vm)->not_implemented)
    return result;
  hw_decref (H (vm), result);
  return raise_unsupported (vm, operator_text (op, FALSE), "", left, right);
}

HwObject *
hw_inplace (HwVm      *vm,
            HwOperator op,
            HwObject  *left,
            HwObject  *right)
{
  HwObject *result;

  RETURN_IF_DONE (try_override (vm, left, right, hw_operator_inplace_name (op)));
  if (hw_native (left->type)->inplace != NULL)
    RETURN_IF_DONE (hw_native (left->type)->inplace (vm, op, left, right));
  result = binary (vm, op, left, right);
  if (result != H (vm)->not_implemented)
    return result;
  hw_decref (H (vm), result);
  return raise_unsupported (vm, operator_text (op, TRUE), "=", left, right);
}

HwObject *
hw_unary (HwVm     *vm,
          HwUnaryOp op,
          HwObject *object)
{
  static const char *const texts[] = { "unary ~", "not", "unary +", "unary -" };
  HwNameId name = hw_unary_name (op);

  if (object->type->is_heap && hw_special (vm, object->type, name) != NULL)
    return hw_call_special (vm, object, name, NULL, 0, NULL);
  if (hw_native (object->type)->unary != NULL) {
    HwObject *result = hw_native (object->type)->unary (vm, op, object);

    if (result != H (vm)->not_implemented)
      return result;
    hw_decref (H (vm), result);
  }
  return hw_raise (vm, HW_EXC_TypeError, "bad operand type for %s: '%s'", texts[op], object->type->name);
}
