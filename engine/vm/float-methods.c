/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The methods of float: rounding, ratios, hexadecimal text. Models Objects/floatobject.c. */

#include "vm/numbers.h"
#include "vm/text.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* ---------------------------------------------------------------------------------------------------------- rounding */

/* Beyond these numbers of digits rounding changes nothing, or leaves nothing. */
enum { MAX_ROUND_DIGITS = 323, MIN_ROUND_DIGITS = -308 };

/* To a multiple of 10 ** digits, halves of the exact value to even. */
static double
round_whole (double value,
             int    digits)
{
  double whole = trunc (fabs (value));
  gboolean has_fraction = fabs (value) != whole;
  mpz_t z, unit, rest;
  g_autofree char *text = NULL;
  int order;

  mpz_init_set_d (z, whole);
  mpz_inits (unit, rest, NULL);
  mpz_ui_pow_ui (unit, 10, (gulong) digits);
  mpz_tdiv_qr (z, rest, z, unit);
  mpz_mul_2exp (rest, rest, 1);
  order = mpz_cmp (rest, unit);
  if (order > 0 || (order == 0 && (has_fraction || mpz_odd_p (z))))
    mpz_add_ui (z, z, 1);
  mpz_mul (z, z, unit);
  text = mpz_get_str (g_malloc (mpz_sizeinbase (z, 10) + 2), 10, z);
  mpz_clears (z, unit, rest, NULL);
  return copysign (g_ascii_strtod (text, NULL), value);
}

HwObject *
hw_double_round (HwVm  *vm,
                 double value,
                 gint64 digits)
{
  double result;

  if (!isfinite (value) || digits > MAX_ROUND_DIGITS)
    return hw_float_new (H (vm), value);
  if (digits < MIN_ROUND_DIGITS)
    return hw_float_new (H (vm), 0.0 * value);
  if (digits >= 0) {
    char format[16];
    char text[DBL_MAX_10_EXP + MAX_ROUND_DIGITS + 16];

    g_snprintf (format, sizeof format, "%%.%df", (int) digits);
    g_ascii_formatd (text, sizeof text, format, value);
    result = g_ascii_strtod (text, NULL);
  } else {
    result = round_whole (value, (int) -digits);
  }
  if (isinf (result))
    return hw_raise (vm, HW_EXC_OverflowError, "rounded value too large to represent");
  return hw_float_new (H (vm), result);
}

static HwObject *
float_round (HwVm            *vm,
             HwObject        *self,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  gint64 digits;

  if (n == 0 || args[0]->kind == HW_KIND_NONE)
    return hw_int_from_double (vm, rint (self->as.real));
  if (!hw_index_value (vm, args[0], &digits, TRUE))
    return NULL;
  return hw_double_round (vm, self->as.real, digits);
}

static HwObject *
float_trunc (HwVm            *vm,
             HwObject        *self,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  return hw_int_from_double (vm, isfinite (self->as.real) ? trunc (self->as.real) : self->as.real);
}

static HwObject *
float_floor (HwVm            *vm,
             HwObject        *self,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  return hw_int_from_double (vm, isfinite (self->as.real) ? floor (self->as.real) : self->as.real);
}

static HwObject *
float_ceil (HwVm            *vm,
            HwObject        *self,
            HwObject *const *args,
            guint            n,
            HwObject        *kwnames)
{
  return hw_int_from_double (vm, isfinite (self->as.real) ? ceil (self->as.real) : self->as.real);
}

/* ------------------------------------------------------------------------------------------------------------ simple */

static HwObject *
float_self (HwVm            *vm,
            HwObject        *self,
            HwObject *const *args,
            guint            n,
            HwObject        *kwnames)
{
  if (self->type == vm->types[HW_TYPE_ID_float])
    return hw_newref (H (vm), self);
  return hw_float_new (H (vm), self->as.real);
}

static HwObject *
float_abs (HwVm            *vm,
           HwObject        *self,
           HwObject *const *args,
           guint            n,
           HwObject        *kwnames)
{
  return hw_float_new (H (vm), fabs (self->as.real));
}

static HwObject *
float_is_integer (HwVm            *vm,
                  HwObject        *self,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  return hw_bool_new (H (vm), isfinite (self->as.real) && floor (self->as.real) == self->as.real);
}

static HwObject *
float_as_integer_ratio (HwVm            *vm,
                        HwObject        *self,
                        HwObject *const *args,
                        guint            n,
                        HwObject        *kwnames)
{
  double fraction;
  int exponent;
  HwObject *parts[2], *result;
  mpz_t numerator, denominator;

  if (isinf (self->as.real))
    return hw_raise (vm, HW_EXC_OverflowError, "cannot convert Infinity to integer ratio");
  if (isnan (self->as.real))
    return hw_raise (vm, HW_EXC_ValueError, "cannot convert NaN to integer ratio");
  fraction = frexp (self->as.real, &exponent);
  while (fraction != floor (fraction)) {
    fraction *= 2.0;
    exponent--;
  }
  mpz_init_set_d (numerator, fraction);
  mpz_init_set_ui (denominator, 1);
  if (exponent > 0)
    mpz_mul_2exp (numerator, numerator, (gulong) exponent);
  else
    mpz_mul_2exp (denominator, denominator, (gulong) -exponent);
  parts[0] = hw_int_from_mpz (vm, numerator);
  parts[1] = hw_int_from_mpz (vm, denominator);
  mpz_clears (numerator, denominator, NULL);
  result = hw_tuple_from_array (H (vm), parts, 2);
  hw_decref (H (vm), parts[0]);
  hw_decref (H (vm), parts[1]);
  return result;
}

static HwObject *
divmod_of (HwVm     *vm,
           HwObject *left,
           HwObject *right)
{
  double a, b, quotient, rest;
  HwObject *parts[2], *result;
  int done = hw_double_of_operand (vm, left, &a);

  if (done > 0)
    done = hw_double_of_operand (vm, right, &b);
  if (done <= 0)
    return done < 0 ? NULL : hw_not_implemented (vm);
  if (!hw_double_divmod (a, b, &quotient, &rest)) {
    guint minor = H (vm)->profile->minor;

    return hw_raise (vm, HW_EXC_ZeroDivisionError, minor >= 14 ? "division by zero" : "float divmod()");
  }
  parts[0] = hw_float_new (H (vm), quotient);
  parts[1] = hw_float_new (H (vm), rest);
  result = hw_tuple_of (H (vm), parts, 2);
  hw_decref (H (vm), parts[0]);
  hw_decref (H (vm), parts[1]);
  return result;
}

static HwObject *
float_divmod (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  return divmod_of (vm, self, args[0]);
}

static HwObject *
float_rdivmod (HwVm            *vm,
               HwObject        *self,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  return divmod_of (vm, args[0], self);
}

static HwObject *
float_format (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  if (!hw_expect_str (vm, "__format__", args[0]))
    return NULL;
  return hw_format_builtin (vm, self, hw_str_text (args[0]), args[0]->as.str.n_bytes);
}

static HwObject *
float_getnewargs (HwVm            *vm,
                  HwObject        *self,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  HwObject *value = hw_float_new (H (vm), self->as.real);
  HwObject *result = hw_tuple_of (H (vm), &value, 1);

  hw_decref (H (vm), value);
  return result;
}

/* ------------------------------------------------------------------------------------------------------- hexadecimal */

static HwObject *
float_hex (HwVm            *vm,
           HwObject        *self,
           HwObject *const *args,
           guint            n,
           HwObject        *kwnames)
{
  double value = self->as.real;
  double fraction;
  int exponent;
  guint64 digits;
  g_autofree char *text = NULL;
  const char *sign = signbit (value) ? "-" : "";

  if (!isfinite (value))
    return hw_native_float.repr (vm, self);
  if (value == 0)
    return hw_str_printf (vm, "%s0x0.0p+0", sign);
  fraction = frexp (fabs (value), &exponent);
  {
    int shift = 1 - MAX (DBL_MIN_EXP - exponent, 0);

    fraction = ldexp (fraction, shift);
    exponent -= shift;
  }
  digits = (guint64) ldexp (fraction - floor (fraction), DBL_MANT_DIG - 1);
  return hw_str_printf (vm, "%s0x%d.%013" G_GINT64_MODIFIER "xp%+d", sign, (int) fraction, digits, exponent);
}

/* The exponent's value, held within what can make a difference. FALSE: no exponent there. */
static gboolean
read_exponent (const char **at,
               gint64      *exponent)
{
  gboolean negative = **at == '-';

  if (**at == '-' || **at == '+')
    (*at)++;
  if (!g_ascii_isdigit (**at))
    return FALSE;
  for (*exponent = 0; g_ascii_isdigit (**at); (*at)++)
    *exponent = MIN (*exponent * 10 + (**at - '0'), G_GINT64_CONSTANT (1) << 40);
  if (negative)
    *exponent = -*exponent;
  return TRUE;
}

/* Reads "h.hhhp+d" without sign. 1: a value; 0: malformed; -1: too large. */
static int
read_hexadecimal (const char *at,
                  double     *value)
{
  gboolean after_point = FALSE;
  gint64 exponent = 0, fraction_digits = 0;
  gsize n_digits = 0;
  guint64 mantissa = 0;
  gint64 dropped = 0;
  gboolean sticky = FALSE;

  if (at[0] == '0' && (at[1] == 'x' || at[1] == 'X'))
    at += 2;
  for (;; at++) {
    if (*at == '.' && !after_point) {
      after_point = TRUE;
      continue;
    }
    if (!g_ascii_isxdigit (*at))
      break;
    n_digits++;
    fraction_digits += after_point;
    if (mantissa >> 60 == 0) {
      mantissa = mantissa << 4 | (guint64) g_ascii_xdigit_value (*at);
    } else {
      dropped++;
      sticky |= *at != '0';
    }
  }
  if (n_digits == 0)
    return 0;
  if (*at == 'p' || *at == 'P') {
    at++;
    if (!read_exponent (&at, &exponent))
      return 0;
  }
  if (*at != '\0')
    return 0;
  *value = 0.0;
  if (mantissa == 0)
    return 1;
  exponent += 4 * (dropped - fraction_digits);
  {
    /* rounded once: the bits below what the result can hold become sticky first */
    int bits = 64 - __builtin_clzll (mantissa);
    gint64 top = exponent + bits;
    int keep = top < DBL_MIN_EXP ? (int) MAX (DBL_MANT_DIG - (DBL_MIN_EXP - top), -1) : DBL_MANT_DIG;
    int drop = bits - keep;

    if (drop > 0) {
      guint64 rest = drop >= 64 ? mantissa : mantissa & ((G_GUINT64_CONSTANT (1) << drop) - 1);
      guint64 half = drop > 64 ? 0 : G_GUINT64_CONSTANT (1) << (drop - 1);
      guint64 kept = drop >= 64 ? 0 : mantissa >> drop;

      if (drop <= 64 && (rest > half || (rest == half && (sticky || kept & 1))))
        kept++;
      mantissa = kept;
      exponent += drop;
    }
    if (mantissa != 0 && exponent > 2000)
      return -1;
    *value = exponent < -3000 ? 0.0 : ldexp ((double) mantissa, (int) exponent);
  }
  return isinf (*value) ? -1 : 1;
}

static HwObject *
float_fromhex (HwVm            *vm,
               HwObject        *self,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  g_autofree char *text = NULL;
  const char *at;
  gboolean negative;
  double value = 0;
  int done;
  HwObject *result;

  if (!hw_is_str (args[0]))
    return hw_raise (vm, HW_EXC_TypeError, "bad argument type for built-in operation");
  text = g_strstrip (g_strdup (hw_str_text (args[0])));
  negative = *text == '-';
  at = text + (*text == '-' || *text == '+');
  if (g_ascii_strcasecmp (at, "inf") == 0 || g_ascii_strcasecmp (at, "infinity") == 0) {
    value = INFINITY;
    done = 1;
  } else if (g_ascii_strcasecmp (at, "nan") == 0) {
    value = NAN;
    done = 1;
  } else {
    done = read_hexadecimal (at, &value);
  }
  if (done == 0)
    return hw_raise (vm, HW_EXC_ValueError, "invalid hexadecimal floating-point string");
  if (done < 0)
    return hw_raise (vm, HW_EXC_OverflowError, "hexadecimal value too large to represent as a float");
  result = hw_float_new (H (vm), negative ? -value : value);
  if (self->kind == HW_KIND_TYPE && hw_type_of_object (self) != vm->types[HW_TYPE_ID_float]) {
    HwObject *converted = hw_call (vm, self, &result, 1, NULL);

    hw_decref (H (vm), result);
    return converted;
  }
  return result;
}

const HwNativeDef hw_float_methods[] = {
  { "conjugate", float_self, HW_CALL_NONE },
  { "is_integer", float_is_integer, HW_CALL_NONE },
  { "as_integer_ratio", float_as_integer_ratio, HW_CALL_NONE },
  { "hex", float_hex, HW_CALL_NONE },
  { "fromhex", float_fromhex, HW_CALL_ONE, 0, 0, HW_BIND_CLASS },
  { "__abs__", float_abs, HW_CALL_NONE },
  { "__int__", float_trunc, HW_CALL_NONE },
  { "__float__", float_self, HW_CALL_NONE },
  { "__trunc__", float_trunc, HW_CALL_NONE },
  { "__floor__", float_floor, HW_CALL_NONE },
  { "__ceil__", float_ceil, HW_CALL_NONE },
  { "__round__", float_round, HW_CALL_RANGE, 0, 1 },
  { "__divmod__", float_divmod, HW_CALL_ONE },
  { "__rdivmod__", float_rdivmod, HW_CALL_ONE },
  { "__format__", float_format, HW_CALL_ONE },
  { "__getnewargs__", float_getnewargs, HW_CALL_NONE },
  { NULL },
};
