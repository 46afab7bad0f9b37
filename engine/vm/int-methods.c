/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The methods of int. Models Objects/longobject.c. */

#include "vm/numbers.h"
#include "vm/text.h"

#include <string.h>

static HwObject *
int_bit_length (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  gint64 value;
  guint64 magnitude;

  if (!hw_int_get (self, &value))
    return hw_int_new (H (vm), (gint64) mpz_sizeinbase (self->as.integer.big->z, 2));
  magnitude = value < 0 ? -(guint64) value : (guint64) value;
  return hw_int_new (H (vm), magnitude > 0 ? 64 - __builtin_clzll (magnitude) : 0);
}

static HwObject *
int_bit_count (HwVm            *vm,
               HwObject        *self,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  gint64 value;
  HwObject *result;
  mpz_t z;

  if (hw_int_get (self, &value))
    return hw_int_new (H (vm), __builtin_popcountll (value < 0 ? -(guint64) value : (guint64) value));
  mpz_init (z);
  mpz_abs (z, self->as.integer.big->z);
  result = hw_int_new (H (vm), (gint64) mpz_popcount (z));
  mpz_clear (z);
  return result;
}

static HwObject *
int_self (HwVm            *vm,
          HwObject        *self,
          HwObject *const *args,
          guint            n,
          HwObject        *kwnames)
{
  gint64 value;

  if (self->type == vm->types[HW_TYPE_ID_int])
    return hw_newref (H (vm), self);
  if (hw_int_get (self, &value))
    return hw_int_new (H (vm), value);
  return hw_int_from_mpz (vm, self->as.integer.big->z);
}

static HwObject *
int_abs (HwVm            *vm,
         HwObject        *self,
         HwObject *const *args,
         guint            n,
         HwObject        *kwnames)
{
  if (hw_int_sign (self) < 0)
    return hw_native_int.unary (vm, HW_UNARY_USUB, self);
  return int_self (vm, self, NULL, 0, NULL);
}

static HwObject *
int_float (HwVm            *vm,
           HwObject        *self,
           HwObject *const *args,
           guint            n,
           HwObject        *kwnames)
{
  double value = hw_int_to_double (vm, self);

  return vm->exception == NULL ? hw_float_new (H (vm), value) : NULL;
}

static HwObject *
int_is_integer (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  return hw_bool_new (H (vm), TRUE);
}

static HwObject *
int_as_integer_ratio (HwVm            *vm,
                      HwObject        *self,
                      HwObject *const *args,
                      guint            n,
                      HwObject        *kwnames)
{
  HwObject *parts[2] = { int_self (vm, self, NULL, 0, NULL), hw_int_new (H (vm), 1) };
  HwObject *result = hw_tuple_from_array (H (vm), parts, 2);

  hw_decref (H (vm), parts[0]);
  hw_decref (H (vm), parts[1]);
  return result;
}

static HwObject *
int_divmod (HwVm            *vm,
            HwObject        *self,
            HwObject *const *args,
            guint            n,
            HwObject        *kwnames)
{
  return hw_is_int (args[0]) ? hw_int_divmod (vm, self, args[0]) : hw_not_implemented (vm);
}

static HwObject *
int_rdivmod (HwVm            *vm,
             HwObject        *self,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  return hw_is_int (args[0]) ? hw_int_divmod (vm, args[0], self) : hw_not_implemented (vm);
}

static HwObject *
int_pow (HwVm            *vm,
         HwObject        *self,
         HwObject *const *args,
         guint            n,
         HwObject        *kwnames)
{
  gboolean three = n == 2 && args[1]->kind != HW_KIND_NONE;

  if (!hw_is_int (args[0]) || (three && !hw_is_int (args[1])))
    return hw_not_implemented (vm);
  return three ? hw_int_power_modulo (vm, self, args[0], args[1]) : hw_int_binary (vm, HW_OPERATOR_POW, self, args[0]);
}

/* Rounds to a multiple of 10 ** -digits, halves to even. */
static HwObject *
round_to_power (HwVm     *vm,
                HwObject *self,
                gint64    digits)
{
  HwObject *result;
  mpz_t z, unit, rest, twice;
  int order;

  if (digits > 100000)
    return hw_int_new (H (vm), 0);
  mpz_inits (z, unit, rest, twice, NULL);
  hw_int_to_mpz (self, z);
  mpz_ui_pow_ui (unit, 10, (gulong) digits);
  mpz_fdiv_qr (z, rest, z, unit);
  mpz_mul_2exp (twice, rest, 1);
  order = mpz_cmp (twice, unit);
  if (order > 0 || (order == 0 && mpz_odd_p (z)))
    mpz_add_ui (z, z, 1);
  mpz_mul (z, z, unit);
  result = hw_int_from_mpz (vm, z);
  mpz_clears (z, unit, rest, twice, NULL);
  return result;
}

static HwObject *
int_round (HwVm            *vm,
           HwObject        *self,
           HwObject *const *args,
           guint            n,
           HwObject        *kwnames)
{
  gint64 digits = 0;

  if (n == 0 || (n == 1 && args[0]->kind == HW_KIND_NONE && H (vm)->profile->minor >= 13))
    return int_self (vm, self, NULL, 0, NULL);
  if (!hw_index_value (vm, args[0], &digits, TRUE))
    return NULL;
  if (digits >= 0)
    return int_self (vm, self, NULL, 0, NULL);
  return round_to_power (vm, self, digits == G_MININT64 ? G_MAXINT64 : -digits);
}

static HwObject *
int_format (HwVm            *vm,
            HwObject        *self,
            HwObject *const *args,
            guint            n,
            HwObject        *kwnames)
{
  if (!hw_expect_str (vm, "__format__", args[0]))
    return NULL;
  return hw_format_builtin (vm, self, hw_str_text (args[0]), args[0]->as.str.n_bytes);
}

/* ------------------------------------------------------------------------------------------------------------- bytes */

/* "big" or "little"; FALSE with ValueError. */
static gboolean
read_byte_order (HwVm     *vm,
                 HwObject *order,
                 gboolean *little)
{
  *little = FALSE;
  if (order == NULL)
    return TRUE;
  if (!hw_is_str (order)) {
    hw_raise (vm, HW_EXC_TypeError, "to_bytes() argument 'byteorder' must be str, not %s", order->type->name);
    return FALSE;
  }
  *little = strcmp (hw_str_text (order), "little") == 0;
  if (!*little && strcmp (hw_str_text (order), "big") != 0) {
    hw_raise (vm, HW_EXC_ValueError, "byteorder must be either 'little' or 'big'");
    return FALSE;
  }
  return TRUE;
}

static void
reverse_bytes (guint8 *data,
               gsize   n)
{
  for (gsize i = 0; i < n / 2; i++) {
    guint8 byte = data[i];

    data[i] = data[n - 1 - i];
    data[n - 1 - i] = byte;
  }
}

/* The two's complement of z in [length] bytes, big end first; FALSE if it does not fit. */
static gboolean
write_bytes (const mpz_t z,
             guint8     *data,
             gsize       length,
             gboolean    is_signed)
{
  gsize bits;
  size_t count;
  gboolean fits;
  mpz_t wrapped;

  mpz_init_set (wrapped, z);
  if (mpz_sgn (z) < 0) {
    mpz_com (wrapped, z);
    bits = mpz_sgn (wrapped) == 0 ? 0 : mpz_sizeinbase (wrapped, 2);
    mpz_set_ui (wrapped, 0);
    mpz_setbit (wrapped, length * 8);
    mpz_add (wrapped, wrapped, z);
  } else {
    bits = mpz_sgn (z) == 0 ? 0 : mpz_sizeinbase (z, 2);
  }
  fits = bits + (is_signed && length > 0) <= length * 8;
  if (fits && mpz_sgn (wrapped) != 0) {
    gsize needed = (mpz_sizeinbase (wrapped, 2) + 7) / 8;

    mpz_export (data + length - needed, &count, 1, 1, 1, 0, wrapped);
  }
  mpz_clear (wrapped);
  return fits;
}

static HwObject *
int_to_bytes (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  HwObject *values[3] = { NULL, NULL, NULL };
  g_autofree guint8 *data = NULL;
  gint64 length = 1;
  gboolean little, fits;
  int is_signed = 0;
  mpz_t z;

  if (!hw_bind (vm, "to_bytes", "length=,byteorder=,*,signed=", args, n, kwnames, values))
    return NULL;
  if (values[0] != NULL && !hw_index_value (vm, values[0], &length, FALSE))
    return NULL;
  if (!read_byte_order (vm, values[1], &little) || (values[2] != NULL && (is_signed = hw_truth (vm, values[2])) < 0))
    return NULL;
  if (length < 0)
    return hw_raise (vm, HW_EXC_ValueError, "length argument must be non-negative");
  if (!is_signed && hw_int_sign (self) < 0)
    return hw_raise (vm, HW_EXC_OverflowError, "can't convert negative int to unsigned");
  if (length > HW_INT_MAX_BITS)
    return hw_raise (vm, HW_EXC_MemoryError, "bytes object of more than %d bytes", HW_INT_MAX_BITS);

  data = g_malloc0 ((gsize) length + 1);
  mpz_init (z);
  hw_int_to_mpz (self, z);
  fits = write_bytes (z, data, (gsize) length, is_signed);
  mpz_clear (z);
  if (!fits)
    return hw_raise (vm, HW_EXC_OverflowError, "int too big to convert");
  if (little)
    reverse_bytes (data, (gsize) length);
  return hw_bytes_new (H (vm), data, (gsize) length);
}

static HwObject *
int_from_bytes (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  HwObject *values[3] = { NULL, NULL, NULL };
  HwObject *bytes, *result;
  gboolean little;
  int is_signed = 0;
  gsize length;
  mpz_t z;

  if (!hw_bind (vm, "from_bytes", "bytes,byteorder=,*,signed=", args, n, kwnames, values))
    return NULL;
  if (!read_byte_order (vm, values[1], &little) || (values[2] != NULL && (is_signed = hw_truth (vm, values[2])) < 0))
    return NULL;
  bytes = hw_native_bytes.new_ (vm, vm->types[HW_TYPE_ID_bytes], &values[0], 1, NULL);
  if (bytes == NULL)
    return NULL;
  length = bytes->as.bytes.n;
  mpz_init (z);
  mpz_import (z, length, little ? -1 : 1, 1, 1, 0, bytes->as.bytes.data);
  if (is_signed && length > 0 && mpz_tstbit (z, length * 8 - 1)) {
    mpz_t modulus;

    mpz_init (modulus);
    mpz_setbit (modulus, length * 8);
    mpz_sub (z, z, modulus);
    mpz_clear (modulus);
  }
  hw_decref (H (vm), bytes);
  result = hw_int_from_mpz (vm, z);
  mpz_clear (z);
  if (self != NULL && self->kind == HW_KIND_TYPE && hw_type_of_object (self) != vm->types[HW_TYPE_ID_int]) {
    HwObject *converted = hw_call (vm, self, &result, 1, NULL);

    hw_decref (H (vm), result);
    return converted;
  }
  return result;
}

static HwObject *
int_getnewargs (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  HwObject *value = int_self (vm, self, NULL, 0, NULL);
  HwObject *result = hw_tuple_from_array (H (vm), &value, 1);

  hw_decref (H (vm), value);
  return result;
}

const HwNativeDef hw_int_methods[] = {
  { "bit_length", int_bit_length, HW_CALL_NONE },
  { "bit_count", int_bit_count, HW_CALL_NONE },
  { "conjugate", int_self, HW_CALL_NONE },
  { "is_integer", int_is_integer, HW_CALL_NONE },
  { "as_integer_ratio", int_as_integer_ratio, HW_CALL_NONE },
  { "to_bytes", int_to_bytes, HW_CALL_KEYWORDS },
  { "from_bytes", int_from_bytes, HW_CALL_KEYWORDS, 0, 0, HW_BIND_CLASS },
  { "__abs__", int_abs, HW_CALL_NONE },
  { "__int__", int_self, HW_CALL_NONE },
  { "__index__", int_self, HW_CALL_NONE },
  { "__trunc__", int_self, HW_CALL_NONE },
  { "__floor__", int_self, HW_CALL_NONE },
  { "__ceil__", int_self, HW_CALL_NONE },
  { "__float__", int_float, HW_CALL_NONE },
  { "__round__", int_round, HW_CALL_RANGE, 0, 1 },
  { "__divmod__", int_divmod, HW_CALL_ONE },
  { "__rdivmod__", int_rdivmod, HW_CALL_ONE },
  { "__pow__", int_pow, HW_CALL_RANGE, 1, 2 },
  { "__format__", int_format, HW_CALL_ONE },
  { "__getnewargs__", int_getnewargs, HW_CALL_NONE },
  { NULL },
};
