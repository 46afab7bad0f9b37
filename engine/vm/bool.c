/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The type bool: what differs from int. Models Objects/boolobject.c. */

#include "vm/numbers.h"

static HwObject *
bool_repr (HwVm     *vm,
           HwObject *self)
{
  return hw_str_intern_new (H (vm), self->as.integer.value ? "True" : "False");
}

static HwObject *
bool_new (HwVm            *vm,
          HwType          *type,
          HwObject *const *args,
          guint            n,
          HwObject        *kwnames)
{
  int truth = 0;

  if (!hw_no_keywords (vm, "bool", kwnames) || !hw_check_count (vm, "bool", n, 0, 1))
    return NULL;
  if (n == 1 && (truth = hw_truth (vm, args[0])) < 0)
    return NULL;
  return hw_bool_new (H (vm), truth);
}

static HwObject *
bool_binary (HwVm      *vm,
             HwOperator op,
             HwObject  *left,
             HwObject  *right)
{
  if (!hw_is_int (left) || !hw_is_int (right))
    return hw_not_implemented (vm);
  if (left->kind == HW_KIND_BOOL && right->kind == HW_KIND_BOOL) {
    gboolean a = left->as.integer.value != 0;
    gboolean b = right->as.integer.value != 0;

    if (op == HW_OPERATOR_BIT_AND)
      return hw_bool_new (H (vm), a && b);
    if (op == HW_OPERATOR_BIT_OR)
      return hw_bool_new (H (vm), a || b);
    if (op == HW_OPERATOR_BIT_XOR)
      return hw_bool_new (H (vm), a != b);
  }
  return hw_int_binary (vm, op, left, right);
}

static int
bool_truth (HwVm     *vm,
            HwObject *self)
{
  return self->as.integer.value != 0;
}

const HwNativeType hw_native_bool = {
  .new_ = bool_new,
  .repr = bool_repr,
  .binary = bool_binary,
  .truth = bool_truth,
};
