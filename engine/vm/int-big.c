/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Integers beyond 64 bits, on GMP; and what may raise: division, shifts, powers. Models Objects/longobject.c.
 *
 * GMP ends the process when memory ends, so every operation estimates the size of its result first and refuses what is larger than
 * HW_INT_MAX_BITS. */

#include "vm/numbers.h"

#include <math.h>
#include <string.h>

enum { DOUBLE_DIGITS = 53, DOUBLE_MIN_EXPONENT = -1021, DOUBLE_MAX_EXPONENT = 1024, VALUE_TEXT_BYTES = 96 };

/* ------------------------------------------------------------------------------------------------------- conversion */

/* For people: the decimal text, or how long it is. */
static void
emit_value (HwVm       *vm,
            HwObject   *object,
            const mpz_t z)
{
  char text[VALUE_TEXT_BYTES + 8];

  if (H (vm)->sink == NULL)
    return;
  if (mpz_sizeinbase (z, 10) + 2 <= VALUE_TEXT_BYTES)
    mpz_get_str (text, 10, z);
  else
    g_snprintf (text, sizeof text, "%sint of %" G_GSIZE_FORMAT " bits", mpz_sgn (z) < 0 ? "negative " : "", mpz_sizeinbase (z, 2));
  hw_object_emit_text (H (vm), object, text);
}

void
hw_int_set_big (HwVm       *vm,
                HwObject   *object,
                const mpz_t z)
{
  object->as.integer.big = g_new (struct HwBig, 1);
  object->as.integer.spare = (gint64) (mpz_sizeinbase (z, 2) + 29) / 30;
  mpz_init_set (object->as.integer.big->z, z);
  H (vm)->body_bytes += mpz_size (z) * sizeof (mp_limb_t);
  hw_emit_size (H (vm), object, 0, 0);
  emit_value (vm, object, z);
}

HwObject *
hw_int_from_mpz (HwVm       *vm,
                 const mpz_t z)
{
  HwObject *object;

  if (mpz_fits_slong_p (z))
    return hw_int_new (H (vm), mpz_get_si (z));
  object = hw_object_new (H (vm), vm->types[HW_TYPE_ID_int], HW_KIND_INT, 24 + 4 * (guint32) ((mpz_sizeinbase (z, 2) + 29) / 30));
  hw_int_set_big (vm, object, z);
  return object;
}

void
hw_int_free_big (HwHeap   *heap,
                 HwObject *object)
{
  struct HwBig *big = object->as.integer.big;

  if (big == NULL)
    return;
  heap->body_bytes -= mpz_size (big->z) * sizeof (mp_limb_t);
  mpz_clear (big->z);
  g_free (big); /* the pointer stays: by it the heap knows that [spare] tells the size of the block that is freed next */
}

void
hw_int_to_mpz (HwObject *integer,
               mpz_t     z)
{
  gint64 value;

  if (hw_int_get (integer, &value))
    mpz_set_si (z, value);
  else
    mpz_set (z, integer->as.integer.big->z);
}

double
hw_int_to_double (HwVm     *vm,
                  HwObject *integer)
{
  gint64 value;
  double result;
  mpz_t top;
  gsize bits;

  if (hw_int_get (integer, &value))
    return (double) value;

  /* 64 bits, the lowest of them sticky, round to 53 as the whole would */
  bits = mpz_sizeinbase (integer->as.integer.big->z, 2);
  if (bits > DOUBLE_MAX_EXPONENT) {
    hw_raise (vm, HW_EXC_OverflowError, "int too large to convert to float");
    return -1.0;
  }
  mpz_init (top);
  mpz_tdiv_q_2exp (top, integer->as.integer.big->z, bits - 64);
  if (mpz_scan1 (integer->as.integer.big->z, 0) < bits - 64)
    mpz_setbit (top, 0);
  result = ldexp ((double) mpz_get_ui (top), (int) bits - 64);
  mpz_clear (top);
  if (isinf (result)) {
    hw_raise (vm, HW_EXC_OverflowError, "int too large to convert to float");
    return -1.0;
  }
  return hw_int_sign (integer) < 0 ? -result : result;
}

HwObject *
hw_int_from_double (HwVm  *vm,
                    double value)
{
  mpz_t z;
  HwObject *result;

  if (isinf (value))
    return hw_raise (vm, HW_EXC_OverflowError, "cannot convert float infinity to integer");
  if (isnan (value))
    return hw_raise (vm, HW_EXC_ValueError, "cannot convert float NaN to integer");
  if (fabs (value) < 9.2e18)
    return hw_int_new (H (vm), (gint64) value);
  mpz_init_set_d (z, value);
  result = hw_int_from_mpz (vm, z);
  mpz_clear (z);
  return result;
}

/* --------------------------------------------------------------------------------------------------------- division */

/* a / b to the nearest double, halves to even. Models long_true_divide: a quotient of at least 55 bits whose lowest is sticky is rounded
 * by hand, so that subnormal results are rounded once only. FALSE: too large. */
static gboolean
true_divide (const mpz_t a,
             const mpz_t b,
             double     *result)
{
  gint64 difference = (gint64) mpz_sizeinbase (a, 2) - (gint64) mpz_sizeinbase (b, 2);
  gint64 shift = MAX (difference, DOUBLE_MIN_EXPONENT) - (DOUBLE_DIGITS + 2);
  gint64 bits, extra;
  guint64 quotient, mask, half;
  mpz_t x, y, rest;

  *result = mpz_sgn (b) < 0 ? -0.0 : 0.0;
  if (mpz_sgn (a) == 0)
    return TRUE;
  if (difference > DOUBLE_MAX_EXPONENT)
    return FALSE;
  if (difference < DOUBLE_MIN_EXPONENT - DOUBLE_DIGITS - 1) {
    *result = mpz_sgn (a) * mpz_sgn (b) < 0 ? -0.0 : 0.0;
    return TRUE;
  }

  mpz_inits (x, y, rest, NULL);
  mpz_abs (x, a);
  mpz_abs (y, b);
  if (shift <= 0)
    mpz_mul_2exp (x, x, (gulong) -shift);
  else
    mpz_mul_2exp (y, y, (gulong) shift);
  mpz_tdiv_qr (x, rest, x, y);
  quotient = mpz_get_ui (x) | (mpz_sgn (rest) != 0);
  mpz_clears (x, y, rest, NULL);

  bits = quotient > 0 ? 64 - __builtin_clzll (quotient) : 0;
  extra = MAX (bits, DOUBLE_MIN_EXPONENT - shift) - DOUBLE_DIGITS;
  mask = (G_GUINT64_CONSTANT (1) << extra) - 1;
  half = G_GUINT64_CONSTANT (1) << (extra - 1);
  if ((quotient & mask) > half || ((quotient & mask) == half && quotient & (mask + 1)))
    quotient += mask + 1;
  quotient &= ~mask;
  *result = ldexp ((double) quotient, (int) shift);
  if (mpz_sgn (a) * mpz_sgn (b) < 0)
    *result = -*result;
  return !isinf (*result);
}

HwObject *
hw_int_true_divide_big (HwVm     *vm,
                        HwObject *left,
                        HwObject *right)
{
  double result = 0;
  gboolean fits;
  mpz_t a, b;

  if (hw_int_sign (right) == 0)
    return hw_raise (vm, HW_EXC_ZeroDivisionError, "division by zero");
  mpz_inits (a, b, NULL);
  hw_int_to_mpz (left, a);
  hw_int_to_mpz (right, b);
  fits = true_divide (a, b, &result);
  mpz_clears (a, b, NULL);
  if (!fits)
    return hw_raise (vm, HW_EXC_OverflowError, "integer division result too large for a float");
  return hw_float_new (H (vm), result);
}

HwObject *
hw_int_divmod (HwVm     *vm,
               HwObject *left,
               HwObject *right)
{
  HwObject *parts[2];
  mpz_t a, b;

  if (hw_int_sign (right) == 0)
    return hw_raise (vm, HW_EXC_ZeroDivisionError, H (vm)->profile->minor >= 14 ? "division by zero" : "integer division or modulo by zero");
  mpz_inits (a, b, NULL);
  hw_int_to_mpz (left, a);
  hw_int_to_mpz (right, b);
  mpz_fdiv_qr (a, b, a, b);
  parts[0] = hw_int_from_mpz (vm, a);
  parts[1] = hw_int_from_mpz (vm, b);
  mpz_clears (a, b, NULL);
  left = H (vm)->profile->pairs_untracked ? hw_tuple_from_array (H (vm), parts, 2) : hw_tuple_of (H (vm), parts, 2);
  hw_decref (H (vm), parts[0]);
  hw_decref (H (vm), parts[1]);
  return left;
}

/* ---------------------------------------------------------------------------------------------------------- powers */

static gpointer
raise_too_large (HwVm *vm)
{
  return hw_raise (vm, HW_EXC_MemoryError, "integer of more than %d bits", HW_INT_MAX_BITS);
}

HwObject *
hw_int_power (HwVm     *vm,
              HwObject *base,
              HwObject *exponent)
{
  gint64 n;
  mpz_t z;
  HwObject *result = NULL;

  if (hw_int_sign (exponent) < 0) {
    double a = hw_int_to_double (vm, base);
    double b = vm->exception == NULL ? hw_int_to_double (vm, exponent) : 0;

    return vm->exception == NULL ? hw_double_power (vm, a, b) : NULL;
  }
  mpz_init (z);
  hw_int_to_mpz (base, z);
  if (mpz_cmpabs_ui (z, 1) <= 0) {
    /* 0, 1 and -1 by parity, whatever the exponent */
    gboolean odd = exponent->as.integer.big != NULL ? mpz_odd_p (exponent->as.integer.big->z) : exponent->as.integer.value & 1;

    mpz_set_si (z, hw_int_sign (exponent) == 0 ? 1 : odd ? mpz_get_si (z) : mpz_get_si (z) * mpz_get_si (z));
    result = hw_int_from_mpz (vm, z);
  } else if (!hw_int_get (exponent, &n) || n > HW_INT_MAX_BITS || (gint64) (mpz_sizeinbase (z, 2) - 1) * n > HW_INT_MAX_BITS) {
    raise_too_large (vm);
  } else {
    mpz_pow_ui (z, z, (gulong) n);
    result = hw_int_from_mpz (vm, z);
  }
  mpz_clear (z);
  return result;
}

HwObject *
hw_int_power_modulo (HwVm     *vm,
                     HwObject *base,
                     HwObject *exponent,
                     HwObject *modulus)
{
  HwObject *result = NULL;
  mpz_t b, e, m;

  if (hw_int_sign (modulus) == 0)
    return hw_raise (vm, HW_EXC_ValueError, "pow() 3rd argument cannot be 0");
  mpz_inits (b, e, m, NULL);
  hw_int_to_mpz (base, b);
  hw_int_to_mpz (exponent, e);
  hw_int_to_mpz (modulus, m);
  mpz_abs (m, m);
  if (mpz_sgn (e) < 0 && !mpz_invert (b, b, m)) {
    hw_raise (vm, HW_EXC_ValueError, "base is not invertible for the given modulus");
  } else if (mpz_sizeinbase (e, 2) > 100000) {
    raise_too_large (vm);
  } else {
    mpz_abs (e, e);
    mpz_powm (b, b, e, m);
    if (hw_int_sign (modulus) < 0 && mpz_sgn (b) != 0)
      mpz_sub (b, b, m);
    result = hw_int_from_mpz (vm, b);
  }
  mpz_clears (b, e, m, NULL);
  return result;
}

/* --------------------------------------------------------------------------------------------------------- operators */

/* FALSE: raised. */
static gboolean
shift (HwVm      *vm,
       HwOperator op,
       mpz_t      a,
       HwObject  *count)
{
  gint64 n;

  if (hw_int_sign (count) < 0) {
    hw_raise (vm, HW_EXC_ValueError, "negative shift count");
    return FALSE;
  }
  if (op == HW_OPERATOR_RSHIFT) {
    if (!hw_int_get (count, &n))
      n = G_MAXINT64;
    mpz_fdiv_q_2exp (a, a, (gulong) n);
    return TRUE;
  }
  if (mpz_sgn (a) == 0)
    return TRUE;
  if (!hw_int_get (count, &n)) {
    hw_raise (vm, HW_EXC_OverflowError, "too many digits in integer");
    return FALSE;
  }
  if (n > HW_INT_MAX_BITS || mpz_sizeinbase (a, 2) + (gsize) n > HW_INT_MAX_BITS) {
    raise_too_large (vm);
    return FALSE;
  }
  mpz_mul_2exp (a, a, (gulong) n);
  return TRUE;
}

static gboolean
divide (HwVm      *vm,
        HwOperator op,
        mpz_t      a,
        mpz_t      b)
{
  gboolean modulo = op == HW_OPERATOR_MOD;

  if (mpz_sgn (b) == 0) {
    if (H (vm)->profile->minor >= 14)
      hw_raise (vm, HW_EXC_ZeroDivisionError, "division by zero");
    else
      hw_raise (vm, HW_EXC_ZeroDivisionError, modulo ? "integer modulo by zero" : "integer division or modulo by zero");
    return FALSE;
  }
  if (modulo)
    mpz_fdiv_r (a, a, b);
  else
    mpz_fdiv_q (a, a, b);
  return TRUE;
}

static gboolean
multiply (HwVm *vm,
          mpz_t a,
          mpz_t b)
{
  if (mpz_sizeinbase (a, 2) + mpz_sizeinbase (b, 2) > HW_INT_MAX_BITS + 1) {
    raise_too_large (vm);
    return FALSE;
  }
  mpz_mul (a, a, b);
  return TRUE;
}

/* a = a op b; FALSE: raised. */
static gboolean
operate (HwVm      *vm,
         HwOperator op,
         mpz_t      a,
         mpz_t      b,
         HwObject  *right)
{
  switch (op) {
  case HW_OPERATOR_ADD:
    mpz_add (a, a, b);
    return TRUE;
  case HW_OPERATOR_SUB:
    mpz_sub (a, a, b);
    return TRUE;
  case HW_OPERATOR_BIT_AND:
    mpz_and (a, a, b);
    return TRUE;
  case HW_OPERATOR_BIT_OR:
    mpz_ior (a, a, b);
    return TRUE;
  case HW_OPERATOR_BIT_XOR:
    mpz_xor (a, a, b);
    return TRUE;
  case HW_OPERATOR_MULT:
    return multiply (vm, a, b);
  case HW_OPERATOR_FLOOR_DIV:
  case HW_OPERATOR_MOD:
    return divide (vm, op, a, b);
  default:
    return shift (vm, op, a, right);
  }
}

HwObject *
hw_int_binary_big (HwVm      *vm,
                   HwOperator op,
                   HwObject  *left,
                   HwObject  *right)
{
  HwObject *result = NULL;
  mpz_t a, b;

  if (op == HW_OPERATOR_DIV)
    return hw_int_true_divide_big (vm, left, right);
  if (op == HW_OPERATOR_POW)
    return hw_int_power (vm, left, right);
  if (op == HW_OPERATOR_MAT_MULT)
    return hw_not_implemented (vm);

  mpz_inits (a, b, NULL);
  hw_int_to_mpz (left, a);
  hw_int_to_mpz (right, b);
  if (operate (vm, op, a, b, right))
    result = hw_int_from_mpz (vm, a);
  mpz_clears (a, b, NULL);
  return result;
}
