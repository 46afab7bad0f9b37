/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The module math: functions that give integers. Models Modules/mathmodule.c. */

#include <math.h>

#include "vm/containers.h"
#include "vm/modules/math.h"
#include "vm/numbers.h"

/* The largest argument of factorial() and its like: beyond it the result passes HW_INT_MAX_BITS anyway. */
enum { MAX_FACTORIAL = 600000 };

/* ----------------------------------------------------------------------------------------------------------- rounding */

/* By the object's own special method, else as a float. */
static HwObject *
round_by (HwVm     *vm,
          HwObject *object,
          HwNameId  name,
          double (*function) (double x))
{
  gboolean found = FALSE;
  HwObject *result;
  double x;

  if (object->type != vm->types[HW_TYPE_ID_float]) {
    result = hw_call_special (vm, object, name, NULL, 0, &found);
    if (found || vm->exception != NULL)
      return result;
    if (function == NULL)
      return hw_raise (vm, HW_EXC_TypeError, "type %s doesn't define __trunc__ method", object->type->name);
  }
  if (!hw_double_of (vm, object, &x))
    return NULL;
  return hw_int_from_double (vm, isfinite (x) ? function != NULL ? function (x) : trunc (x) : x);
}

HwObject *
hw_math_ceil (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  return round_by (vm, args[0], HW_NAME___ceil__, ceil);
}

HwObject *
hw_math_floor (HwVm            *vm,
               HwObject        *self,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  return round_by (vm, args[0], HW_NAME___floor__, floor);
}

HwObject *
hw_math_trunc (HwVm            *vm,
               HwObject        *self,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  return round_by (vm, args[0], HW_NAME___trunc__, NULL);
}

/* ----------------------------------------------------------------------------------------------------------- divisors */

static HwObject *
fold_divisors (HwVm            *vm,
               HwObject *const *args,
               guint            n,
               gboolean         multiples)
{
  HwObject *result = NULL;
  mpz_t sum, next;

  mpz_init_set_ui (sum, multiples ? 1 : 0);
  mpz_init (next);
  for (guint i = 0; i < n; i++) {
    HwObject *integer = hw_index (vm, args[i]);

    if (integer == NULL)
      goto out;
    hw_int_to_mpz (integer, next);
    hw_decref (H (vm), integer);
    if (!multiples) {
      mpz_gcd (sum, sum, next);
    } else if (mpz_sizeinbase (sum, 2) + mpz_sizeinbase (next, 2) > HW_INT_MAX_BITS) {
      hw_raise (vm, HW_EXC_MemoryError, "integer of more than %d bits", HW_INT_MAX_BITS);
      goto out;
    } else {
      mpz_lcm (sum, sum, next);
    }
  }
  result = hw_int_from_mpz (vm, sum);
out:
  mpz_clears (sum, next, NULL);
  return result;
}

HwObject *
hw_math_gcd (HwVm            *vm,
             HwObject        *self,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  return fold_divisors (vm, args, n, FALSE);
}

HwObject *
hw_math_lcm (HwVm            *vm,
             HwObject        *self,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  return fold_divisors (vm, args, n, TRUE);
}

/* ------------------------------------------------------------------------------------------------------- combinatorics */

/* An index as a C number, clipped; FALSE: exception. */
static gboolean
read_count (HwVm       *vm,
            HwObject   *object,
            const char *negative,
            gint64     *value)
{
  if (!hw_index_value (vm, object, value, TRUE))
    return FALSE;
  if (*value >= 0)
    return TRUE;
  hw_raise (vm, HW_EXC_ValueError, "%s must be a non-negative integer", negative);
  return FALSE;
}

static HwObject *
finish (HwVm *vm,
        mpz_t z)
{
  HwObject *result = hw_int_from_mpz (vm, z);

  mpz_clear (z);
  return result;
}

HwObject *
hw_math_factorial (HwVm            *vm,
                   HwObject        *self,
                   HwObject *const *args,
                   guint            n,
                   HwObject        *kwnames)
{
  gint64 value;
  mpz_t z;

  if (!hw_index_value (vm, args[0], &value, TRUE))
    return NULL;
  if (value < 0)
    return hw_raise (vm, HW_EXC_ValueError, "factorial() not defined for negative values");
  if (value == G_MAXINT64)
    return hw_raise (vm, HW_EXC_OverflowError, "factorial() argument should not exceed %" G_GINT64_FORMAT, G_MAXINT64);
  if (value > MAX_FACTORIAL)
    return hw_raise (vm, HW_EXC_MemoryError, "integer of more than %d bits", HW_INT_MAX_BITS);
  mpz_init (z);
  mpz_fac_ui (z, (gulong) value);
  return finish (vm, z);
}

HwObject *
hw_math_comb (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  gint64 from, k;
  HwObject *integer;
  mpz_t z;

  if (!read_count (vm, args[0], "n", &from) || !read_count (vm, args[1], "k", &k))
    return NULL;
  if (from < G_MAXINT64)
    k = MIN (k, from - k);
  if (k < 0)
    return hw_int_new (H (vm), 0);
  if (k > MAX_FACTORIAL)
    return hw_raise (vm, HW_EXC_MemoryError, "integer of more than %d bits", HW_INT_MAX_BITS);
  integer = hw_index (vm, args[0]);
  if (integer == NULL)
    return NULL;
  mpz_init (z);
  hw_int_to_mpz (integer, z);
  hw_decref (H (vm), integer);
  mpz_bin_ui (z, z, (gulong) k);
  return finish (vm, z);
}

HwObject *
hw_math_perm (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  gint64 from, k;
  mpz_t z;

  if (n == 1 || args[1]->kind == HW_KIND_NONE)
    return hw_math_factorial (vm, self, args, 1, NULL);
  if (!read_count (vm, args[0], "n", &from) || !read_count (vm, args[1], "k", &k))
    return NULL;
  if (k > from)
    return hw_int_new (H (vm), 0);
  if (k > MAX_FACTORIAL)
    return hw_raise (vm, HW_EXC_MemoryError, "integer of more than %d bits", HW_INT_MAX_BITS);
  mpz_init_set_ui (z, 1);
  for (gint64 i = 0; i < k; i++)
    mpz_mul_ui (z, z, (gulong) (from - i));
  return finish (vm, z);
}

HwObject *
hw_math_isqrt (HwVm            *vm,
               HwObject        *self,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  HwObject *integer = hw_index (vm, args[0]);
  mpz_t z;

  if (integer == NULL)
    return NULL;
  if (hw_int_sign (integer) < 0) {
    hw_decref (H (vm), integer);
    return hw_raise (vm, HW_EXC_ValueError, "isqrt() argument must be nonnegative");
  }
  mpz_init (z);
  hw_int_to_mpz (integer, z);
  hw_decref (H (vm), integer);
  mpz_sqrt (z, z);
  return finish (vm, z);
}

HwObject *
hw_math_prod (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  HwObject *values[2] = { NULL, NULL };
  HwObject *iterator, *product, *item;

  if (!hw_bind (vm, "prod", "iterable,/,*,start=", args, n, kwnames, values))
    return NULL;
  iterator = hw_iter (vm, values[0]);
  if (iterator == NULL)
    return NULL;
  product = values[1] != NULL ? hw_newref (H (vm), values[1]) : hw_int_new (H (vm), 1);
  while (product != NULL && (item = hw_next (vm, iterator)) != NULL) {
    HwObject *next = hw_binary (vm, HW_OPERATOR_MULT, product, item);

    hw_decref (H (vm), item);
    hw_decref (H (vm), product);
    product = next;
  }
  hw_decref (H (vm), iterator);
  if (vm->exception == NULL)
    return product;
  hw_xdecref (H (vm), product);
  return NULL;
}
