/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The type int: slots, and arithmetic while operands and results fit 64 bits. Models Objects/longobject.c. What does not fit is in
 * int-big.c, text in int-text.c, the methods in int-methods.c. */

#include "vm/numbers.h"

#include <string.h>

int
hw_int_sign (const HwObject *object)
{
  gint64 value;

  if (!hw_int_get (object, &value))
    return mpz_sgn (object->as.integer.big->z);
  return (value > 0) - (value < 0);
}

gint64
hw_int_hash (HwObject *object)
{
  gint64 value;
  guint64 magnitude;
  gint64 hash;

  if (hw_int_get (object, &value))
    magnitude = (value < 0 ? -(guint64) value : (guint64) value) % HW_HASH_MODULUS;
  else
    magnitude = mpz_tdiv_ui (object->as.integer.big->z, HW_HASH_MODULUS);
  hash = hw_int_sign (object) < 0 ? -(gint64) magnitude : (gint64) magnitude;
  return hash == -1 ? -2 : hash;
}

int
hw_int_compare (HwObject *left,
                HwObject *right)
{
  gint64 a, b;
  gboolean small_a = hw_int_get (left, &a);
  gboolean small_b = hw_int_get (right, &b);

  if (small_a && small_b)
    return (a > b) - (a < b);
  if (small_a)
    return -mpz_sgn (right->as.integer.big->z);
  if (small_b)
    return mpz_sgn (left->as.integer.big->z);
  a = mpz_cmp (left->as.integer.big->z, right->as.integer.big->z);
  return (a > 0) - (a < 0);
}

/* ------------------------------------------------------------------------------------------------- small arithmetic */

static void
floor_divide (gint64  a,
              gint64  b,
              gint64 *quotient,
              gint64 *remainder)
{
  *quotient = a / b;
  *remainder = a % b;
  if (*remainder != 0 && (*remainder < 0) != (b < 0)) {
    (*quotient)--;
    *remainder += b;
  }
}

/* TRUE if the result fits; FALSE to go on with big numbers. */
static gboolean
small_power (gint64  base,
             gint64  exponent,
             gint64 *result)
{
  gint64 power = 1;

  while (exponent > 0) {
    if (exponent & 1 && __builtin_mul_overflow (power, base, &power))
      return FALSE;
    exponent >>= 1;
    if (exponent > 0 && __builtin_mul_overflow (base, base, &base))
      return FALSE;
  }
  *result = power;
  return TRUE;
}

static gboolean
small_shift_left (gint64  value,
                  gint64  count,
                  gint64 *result)
{
  if (value == 0) {
    *result = 0;
    return TRUE;
  }
  return count < 63 && !__builtin_mul_overflow (value, G_GINT64_CONSTANT (1) << count, result);
}

/* TRUE with [result] if it was done here; it must be one of the operations that cannot raise for these operands. */
static gboolean
small_binary (HwOperator op,
              gint64     a,
              gint64     b,
              gint64    *result)
{
  gint64 other;

  switch (op) {
  case HW_OPERATOR_ADD:
    return !__builtin_add_overflow (a, b, result);
  case HW_OPERATOR_SUB:
    return !__builtin_sub_overflow (a, b, result);
  case HW_OPERATOR_MULT:
    return !__builtin_mul_overflow (a, b, result);
  case HW_OPERATOR_FLOOR_DIV:
    if (b == 0 || (b == -1 && a == G_MININT64))
      return FALSE;
    floor_divide (a, b, result, &other);
    return TRUE;
  case HW_OPERATOR_MOD:
    if (b == 0)
      return FALSE;
    if (b == -1)
      *result = 0;
    else
      floor_divide (a, b, &other, result);
    return TRUE;
  case HW_OPERATOR_POW:
    return b >= 0 && small_power (a, b, result);
  case HW_OPERATOR_LSHIFT:
    return b >= 0 && small_shift_left (a, b, result);
  case HW_OPERATOR_RSHIFT:
    *result = b > 63 ? (a < 0 ? -1 : 0) : a >> (b < 0 ? 0 : b);
    return b >= 0;
  case HW_OPERATOR_BIT_AND:
    *result = a & b;
    return TRUE;
  case HW_OPERATOR_BIT_OR:
    *result = a | b;
    return TRUE;
  case HW_OPERATOR_BIT_XOR:
    *result = a ^ b;
    return TRUE;
  case HW_OPERATOR_DIV:
  case HW_OPERATOR_MAT_MULT:
  case HW_N_OPERATORS:
    break;
  }
  return FALSE;
}

HwObject *
hw_int_binary (HwVm      *vm,
               HwOperator op,
               HwObject  *left,
               HwObject  *right)
{
  const gint64 exact = G_GINT64_CONSTANT (1) << 53;
  gint64 a, b;
  gint64 result = 0;

  if (hw_int_get (left, &a) && hw_int_get (right, &b)) {
    if (small_binary (op, a, b, &result))
      return hw_int_new (H (vm), result);
    if (op == HW_OPERATOR_DIV && b != 0 && ABS (a) <= exact && ABS (b) <= exact && a != G_MININT64 && b != G_MININT64)
      return hw_float_new (H (vm), (double) a / (double) b);
  }
  return hw_int_binary_big (vm, op, left, right);
}

static HwObject *
int_binary (HwVm      *vm,
            HwOperator op,
            HwObject  *left,
            HwObject  *right)
{
  if (!hw_is_int (left) || !hw_is_int (right))
    return hw_not_implemented (vm);
  return hw_int_binary (vm, op, left, right);
}

static HwObject *
int_unary (HwVm     *vm,
           HwUnaryOp op,
           HwObject *self)
{
  gint64 value;
  mpz_t z;
  HwObject *result;

  if (hw_int_get (self, &value) && value != G_MININT64) {
    if (op == HW_UNARY_UADD && self->type == vm->types[HW_TYPE_ID_int])
      return hw_newref (H (vm), self);
    return hw_int_new (H (vm), op == HW_UNARY_USUB ? -value : op == HW_UNARY_INVERT ? ~value : value);
  }
  if (op == HW_UNARY_UADD && self->type == vm->types[HW_TYPE_ID_int])
    return hw_newref (H (vm), self);
  mpz_init (z);
  hw_int_to_mpz (self, z);
  if (op == HW_UNARY_USUB)
    mpz_neg (z, z);
  else if (op == HW_UNARY_INVERT)
    mpz_com (z, z);
  result = hw_int_from_mpz (vm, z);
  mpz_clear (z);
  return result;
}

/* -------------------------------------------------------------------------------------------------------------- slots */

static HwObject *
int_compare (HwVm       *vm,
             HwObject   *self,
             HwObject   *other,
             HwCompareOp op)
{
  gboolean result = FALSE;
  int order;

  if (!hw_is_int (other))
    return hw_not_implemented (vm);
  order = hw_int_compare (self, other);
  switch ((int) op) {
  case HW_COMPARE_EQ:
    result = order == 0;
    break;
  case HW_COMPARE_NOT_EQ:
    result = order != 0;
    break;
  case HW_COMPARE_LT:
    result = order < 0;
    break;
  case HW_COMPARE_LT_E:
    result = order <= 0;
    break;
  case HW_COMPARE_GT:
    result = order > 0;
    break;
  case HW_COMPARE_GT_E:
    result = order >= 0;
    break;
  }
  return hw_bool_new (H (vm), result);
}

static gint64
int_hash (HwVm     *vm,
          HwObject *self)
{
  return hw_int_hash (self);
}

static int
int_truth (HwVm     *vm,
           HwObject *self)
{
  return hw_int_sign (self) != 0;
}

static HwObject *
int_repr (HwVm     *vm,
          HwObject *self)
{
  char buffer[32];
  gint64 value;
  char *text;

  if (hw_int_get (self, &value)) {
    int n = g_snprintf (buffer, sizeof buffer, "%" G_GINT64_FORMAT, value);

    return hw_str_new_unshared (H (vm), buffer, (gsize) n);
  }
  text = hw_int_to_text (vm, self);
  return text != NULL ? hw_str_take (H (vm), text, strlen (text)) : NULL;
}

/* What int(x) gives: an exact int. */
static HwObject *
int_of_special (HwVm       *vm,
                HwObject   *object,
                HwNameId    name,
                const char *method)
{
  gboolean found = FALSE;
  HwObject *result = hw_call_special (vm, object, name, NULL, 0, &found);
  HwObject *exact;

  if (result == NULL)
    return NULL;
  if (!hw_is_int (result)) {
    g_autofree char *older = g_strconcat (method, " returned non-int (type ", NULL);

    return hw_raise_result (vm, object, method, "an int", older, result);
  }
  if (result->type == vm->types[HW_TYPE_ID_int])
    return result;
  exact = hw_int_of (vm, result);
  hw_decref (H (vm), result);
  return exact;
}

HwObject *
hw_int_of (HwVm     *vm,
           HwObject *object)
{
  if (object->type == vm->types[HW_TYPE_ID_int])
    return hw_newref (H (vm), object);
  if (object->type == vm->types[HW_TYPE_ID_bool])
    return hw_int_new (H (vm), object->as.integer.value);
  if (object->type == vm->types[HW_TYPE_ID_float])
    return hw_int_from_double (vm, object->as.real);
  if (hw_type_lookup (vm, object->type, vm->names[HW_NAME___int__]) != NULL && !hw_is_int (object))
    return int_of_special (vm, object, HW_NAME___int__, "__int__");
  if (hw_is_int (object)) {
    HwObject *override = hw_type_lookup (vm, object->type, vm->names[HW_NAME___int__]);
    gint64 value;

    if (override != NULL && override != hw_type_lookup (vm, vm->types[HW_TYPE_ID_int], vm->names[HW_NAME___int__]))
      return int_of_special (vm, object, HW_NAME___int__, "__int__");
    if (hw_int_get (object, &value))
      return hw_int_new (H (vm), value);
    return hw_int_from_mpz (vm, object->as.integer.big->z);
  }
  if (hw_type_lookup (vm, object->type, vm->names[HW_NAME___index__]) != NULL)
    return int_of_special (vm, object, HW_NAME___index__, "__index__");
  if (hw_is_str (object))
    return hw_int_from_text (vm, hw_str_text (object), object->as.str.n_bytes, 10, object);
  if (object->kind == HW_KIND_BYTES || object->kind == HW_KIND_BYTEARRAY)
    return hw_int_from_text (vm, (const char *) object->as.bytes.data, object->as.bytes.n, 10, object);
  return hw_raise (vm, HW_EXC_TypeError,
                   "int() argument must be a string, a bytes-like object or a real number, not '%s'", object->type->name);
}

static HwObject *
int_of_base (HwVm     *vm,
             HwObject *object,
             HwObject *base_object)
{
  gint64 base;

  if (!hw_index_value (vm, base_object, &base, TRUE))
    return NULL;
  if ((base != 0 && base < 2) || base > 36)
    return hw_raise (vm, HW_EXC_ValueError, "int() base must be >= 2 and <= 36, or 0");
  if (hw_is_str (object))
    return hw_int_from_text (vm, hw_str_text (object), object->as.str.n_bytes, (int) base, object);
  if (object->kind == HW_KIND_BYTES || object->kind == HW_KIND_BYTEARRAY)
    return hw_int_from_text (vm, (const char *) object->as.bytes.data, object->as.bytes.n, (int) base, object);
  return hw_raise (vm, HW_EXC_TypeError, "int() can't convert non-string with explicit base");
}

HwObject *
hw_int_as_subclass (HwVm     *vm,
                    HwType   *type,
                    HwObject *integer)
{
  HwObject payload = { .kind = HW_KIND_INT, .as.integer = integer->as.integer };
  HwObject *object = hw_subclass_new (vm, type, &payload);

  if (integer->as.integer.big != NULL)
    hw_int_set_big (vm, object, integer->as.integer.big->z);
  return object;
}

static HwObject *
int_new (HwVm            *vm,
         HwType          *type,
         HwObject *const *args,
         guint            n,
         HwObject        *kwnames)
{
  HwObject *values[2] = { NULL, NULL };
  HwObject *result, *object;

  if (kwnames == NULL && n == 1)
    values[0] = args[0];
  else if (!hw_bind (vm, "int", "x=,/,base=", args, n, kwnames, values))
    return NULL;

  if (values[0] == NULL && values[1] != NULL)
    return hw_raise (vm, HW_EXC_TypeError, "int() missing string argument");
  if (values[0] == NULL)
    result = hw_int_new (H (vm), 0);
  else if (values[1] != NULL)
    result = int_of_base (vm, values[0], values[1]);
  else
    result = hw_int_of (vm, values[0]);
  if (result == NULL || type == vm->types[HW_TYPE_ID_int])
    return result;
  object = hw_int_as_subclass (vm, type, result);
  hw_decref (H (vm), result);
  return object;
}

/* ------------------------------------------------------------------------------------------------------------ getsets */

static HwObject *
int_get_real (HwVm     *vm,
              HwObject *self)
{
  return hw_int_of (vm, self);
}

static HwObject *
int_get_imag (HwVm     *vm,
              HwObject *self)
{
  return hw_int_new (H (vm), 0);
}

static HwObject *
int_get_denominator (HwVm     *vm,
                     HwObject *self)
{
  return hw_int_new (H (vm), 1);
}

static const HwGetSetDef int_getsets[] = {
  { "real", int_get_real, NULL },
  { "imag", int_get_imag, NULL },
  { "numerator", int_get_real, NULL },
  { "denominator", int_get_denominator, NULL },
  { NULL },
};

const HwNativeType hw_native_int = {
  .new_ = int_new,
  .repr = int_repr,
  .hash = int_hash,
  .compare = int_compare,
  .binary = int_binary,
  .unary = int_unary,
  .truth = int_truth,
  .methods = hw_int_methods,
  .getsets = int_getsets,
};
