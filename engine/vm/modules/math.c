/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The module math: functions of floats. Models Modules/mathmodule.c; those of integers are in math-integer.c. */

#include "vm/modules/math.h"

#include <math.h>

#include "vm/containers.h"
#include "vm/modules/modules.h"
#include "vm/numbers.h"

/* Ints of more bits may not fit a float. */
enum { DOUBLE_BITS = 1023 };

/* [x] is outside of the function's domain; [why]: what 3.14 and later say of it, or NULL. */
static gpointer
domain_error (HwVm       *vm,
              const char *why,
              double      x)
{
  HwObject *number, *text;

  if (why == NULL || !H (vm)->profile->math_errors_say_why)
    return hw_raise (vm, HW_EXC_ValueError, "math domain error");
  number = hw_float_new (H (vm), x);
  text = hw_repr (vm, number);
  if (text != NULL)
    hw_raise (vm, HW_EXC_ValueError, "%s, got %s", why, hw_str_text (text));
  hw_xdecref (H (vm), text);
  hw_decref (H (vm), number);
  return NULL;
}

static gpointer
range_error (HwVm *vm)
{
  return hw_raise (vm, HW_EXC_OverflowError, "math range error");
}

/* CPython's rules: NaN out of no NaN is a domain error; infinity out of finite is a range error where the function can overflow, else
 * a domain error (a pole). */
static HwObject *
finish_unary (HwVm       *vm,
              double      result,
              gboolean    has_nan,
              gboolean    finite,
              gboolean    can_overflow,
              const char *why,
              double      x)
{
  if (isnan (result) && !has_nan)
    return domain_error (vm, why, x);
  if (isinf (result) && finite)
    return can_overflow ? range_error (vm) : domain_error (vm, why, x);
  return hw_float_new (H (vm), result);
}

static HwObject *
finish (HwVm    *vm,
        double   result,
        gboolean has_nan,
        gboolean finite,
        gboolean can_overflow)
{
  return finish_unary (vm, result, has_nan, finite, can_overflow, NULL, 0);
}

#define DEFINE_UNARY(name, function, can_overflow, why)                                                               \
  static HwObject *math_##name (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)          \
  {                                                                                                                   \
    double x;                                                                                                         \
                                                                                                                      \
    if (!hw_double_of (vm, args[0], &x))                                                                              \
      return NULL;                                                                                                    \
    return finish_unary (vm, function (x), isnan (x), isfinite (x), can_overflow, why, x);                            \
  }

#define NO_POLE "expected a noninteger or positive integer"

#define DEFINE_BINARY(name, function, can_overflow)                                                                   \
  static HwObject *math_##name (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)          \
  {                                                                                                                   \
    double x, y;                                                                                                      \
                                                                                                                      \
    if (!hw_double_of (vm, args[0], &x) || !hw_double_of (vm, args[1], &y))                                           \
      return NULL;                                                                                                    \
    return finish (vm, function (x, y), isnan (x) || isnan (y), isfinite (x) && isfinite (y), can_overflow);          \
  }

static double
to_degrees (double x)
{
  return x * (180.0 / G_PI);
}

static double
to_radians (double x)
{
  return x * (G_PI / 180.0);
}

static double
unit_in_last_place (double x)
{
  x = fabs (x);
  if (!isfinite (x))
    return x;
  return isinf (nextafter (x, INFINITY)) ? x - nextafter (x, -INFINITY) : nextafter (x, INFINITY) - x;
}

/* Poles at 0 and the negative integers are domain errors. */
static double
gamma_of (double x)
{
  if (x == -INFINITY || (x <= 0 && x == floor (x) && x != 0))
    return NAN;
  return x == 0 ? copysign (INFINITY, x) : tgamma (x);
}

static double
log_gamma_of (double x)
{
  int sign;

  return lgamma_r (x, &sign);
}

DEFINE_UNARY (acos, acos, FALSE, "expected a number in range from -1 up to 1")
DEFINE_UNARY (acosh, acosh, FALSE, "expected argument value not less than 1")
DEFINE_UNARY (asin, asin, FALSE, "expected a number in range from -1 up to 1")
DEFINE_UNARY (asinh, asinh, FALSE, NULL)
DEFINE_UNARY (atan, atan, FALSE, NULL)
DEFINE_UNARY (atanh, atanh, FALSE, "expected a number between -1 and 1")
DEFINE_UNARY (cbrt, cbrt, FALSE, NULL)
DEFINE_UNARY (cos, cos, FALSE, "expected a finite input")
DEFINE_UNARY (cosh, cosh, TRUE, NULL)
DEFINE_UNARY (degrees, to_degrees, TRUE, NULL)
DEFINE_UNARY (erf, erf, FALSE, NULL)
DEFINE_UNARY (erfc, erfc, FALSE, NULL)
DEFINE_UNARY (exp, exp, TRUE, NULL)
DEFINE_UNARY (exp2, exp2, TRUE, NULL)
DEFINE_UNARY (expm1, expm1, TRUE, NULL)
DEFINE_UNARY (fabs, fabs, FALSE, NULL)
DEFINE_UNARY (log1p, log1p, FALSE, "expected argument value > -1")
DEFINE_UNARY (radians, to_radians, FALSE, NULL)
DEFINE_UNARY (sin, sin, FALSE, "expected a finite input")
DEFINE_UNARY (sinh, sinh, TRUE, NULL)
DEFINE_UNARY (sqrt, sqrt, FALSE, "expected a nonnegative input")
DEFINE_UNARY (tan, tan, FALSE, "expected a finite input")
DEFINE_UNARY (tanh, tanh, FALSE, NULL)
DEFINE_UNARY (ulp, unit_in_last_place, FALSE, NULL)
DEFINE_BINARY (atan2, atan2, FALSE)
DEFINE_BINARY (copysign, copysign, FALSE)
DEFINE_BINARY (fmod, fmod, FALSE)
DEFINE_BINARY (remainder, remainder, FALSE)

static HwObject *
math_gamma (HwVm            *vm,
            HwObject        *self,
            HwObject *const *args,
            guint            n,
            HwObject        *kwnames)
{
  double x;

  if (!hw_double_of (vm, args[0], &x))
    return NULL;
  return finish_unary (vm, gamma_of (x), isnan (x), isfinite (x), x > 1 || (x < 0 && x != floor (x)) || (x != 0 && fabs (x) < 1), NO_POLE, x);
}

static HwObject *
math_lgamma (HwVm            *vm,
             HwObject        *self,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  double x;

  if (!hw_double_of (vm, args[0], &x))
    return NULL;
  return finish_unary (vm, log_gamma_of (x), isnan (x), isfinite (x), x > 0, NO_POLE, x);
}

static HwObject *
math_pow (HwVm            *vm,
          HwObject        *self,
          HwObject *const *args,
          guint            n,
          HwObject        *kwnames)
{
  double x, y;

  if (!hw_double_of (vm, args[0], &x) || !hw_double_of (vm, args[1], &y))
    return NULL;
  return finish (vm, pow (x, y), isnan (x) || isnan (y), isfinite (x) && isfinite (y), x != 0);
}

static HwObject *
math_ldexp (HwVm            *vm,
            HwObject        *self,
            HwObject *const *args,
            guint            n,
            HwObject        *kwnames)
{
  gint64 exponent;
  double x;

  if (!hw_double_of (vm, args[0], &x))
    return NULL;
  if (!hw_is_int (args[1]))
    return hw_raise (vm, HW_EXC_TypeError, "Expected an int as second argument to ldexp.");
  if (!hw_index_value (vm, args[1], &exponent, TRUE))
    return NULL;
  return finish (vm, ldexp (x, (int) CLAMP (exponent, -100000, 100000)), isnan (x), isfinite (x), TRUE);
}

static HwObject *
math_frexp (HwVm            *vm,
            HwObject        *self,
            HwObject *const *args,
            guint            n,
            HwObject        *kwnames)
{
  HwObject *parts[2], *result;
  int exponent = 0;
  double x;

  if (!hw_double_of (vm, args[0], &x))
    return NULL;
  if (isfinite (x))
    x = frexp (x, &exponent);
  parts[0] = hw_float_new (H (vm), x);
  parts[1] = hw_int_new (H (vm), exponent);
  result = hw_tuple_of (H (vm), parts, 2);
  hw_decref (H (vm), parts[0]);
  hw_decref (H (vm), parts[1]);
  return result;
}

static HwObject *
math_modf (HwVm            *vm,
           HwObject        *self,
           HwObject *const *args,
           guint            n,
           HwObject        *kwnames)
{
  HwObject *parts[2], *result;
  double x, whole, rest;

  if (!hw_double_of (vm, args[0], &x))
    return NULL;
  rest = modf (x, &whole);
  parts[0] = hw_float_new (H (vm), rest);
  parts[1] = hw_float_new (H (vm), whole);
  result = hw_tuple_of (H (vm), parts, 2);
  hw_decref (H (vm), parts[0]);
  hw_decref (H (vm), parts[1]);
  return result;
}

static HwObject *
math_nextafter (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  HwObject *values[3] = { NULL, NULL, NULL };
  gint64 steps = 1;
  double x, y;

  if (!hw_bind (vm, "nextafter", "x,y,/,*,steps=", args, n, kwnames, values) || !hw_double_of (vm, values[0], &x) ||
      !hw_double_of (vm, values[1], &y))
    return NULL;
  if (values[2] != NULL && values[2]->kind != HW_KIND_NONE && !hw_index_value (vm, values[2], &steps, TRUE))
    return NULL;
  if (steps < 0)
    return hw_raise (vm, HW_EXC_ValueError, "steps must be a non-negative integer");
  for (; steps > 0 && x != y && !isnan (x) && !isnan (y); steps--)
    x = nextafter (x, y);
  return hw_float_new (H (vm), isnan (y) ? y : x);
}

/* --------------------------------------------------------------------------------------------------------- logarithms */

/* The logarithm of an int that has none. */
static void
not_positive (HwVm *vm)
{
  hw_raise (vm, HW_EXC_ValueError, H (vm)->profile->math_errors_say_why ? "expected a positive input" : "math domain error");
}

/* The logarithm of an int or float by [function]; ints beyond floats by their two parts. FALSE: exception. */
static gboolean
log_of (HwVm     *vm,
        HwObject *object,
        double (*function) (double x),
        double   *result)
{
  double x;

  if (hw_is_int (object) && object->as.integer.big != NULL && mpz_sizeinbase (object->as.integer.big->z, 2) > DOUBLE_BITS) {
    signed long exponent;

    if (hw_int_sign (object) < 0) {
      not_positive (vm);
      return FALSE;
    }
    x = mpz_get_d_2exp (&exponent, object->as.integer.big->z);
    *result = function (x) + function (2.0) * (double) exponent;
    return TRUE;
  }
  if (!hw_double_of (vm, object, &x))
    return FALSE;
  if (x <= 0) {
    if (hw_is_int (object))
      not_positive (vm);
    else
      domain_error (vm, "expected a positive input", x);
    return FALSE;
  }
  *result = function (x);
  return TRUE;
}

static HwObject *
math_log (HwVm            *vm,
          HwObject        *self,
          HwObject *const *args,
          guint            n,
          HwObject        *kwnames)
{
  double x, base;

  if (!log_of (vm, args[0], log, &x))
    return NULL;
  if (n == 1)
    return hw_float_new (H (vm), x);
  if (!log_of (vm, args[1], log, &base))
    return NULL;
  if (base == 0)
    return hw_raise (vm, HW_EXC_ZeroDivisionError, H (vm)->profile->minor >= 14 ? "division by zero" : "float division by zero");
  return hw_float_new (H (vm), x / base);
}

static HwObject *
math_log2 (HwVm            *vm,
           HwObject        *self,
           HwObject *const *args,
           guint            n,
           HwObject        *kwnames)
{
  double x;

  return log_of (vm, args[0], log2, &x) ? hw_float_new (H (vm), x) : NULL;
}

static HwObject *
math_log10 (HwVm            *vm,
            HwObject        *self,
            HwObject *const *args,
            guint            n,
            HwObject        *kwnames)
{
  double x;

  return log_of (vm, args[0], log10, &x) ? hw_float_new (H (vm), x) : NULL;
}

/* ---------------------------------------------------------------------------------------------------------- questions */

#define DEFINE_QUESTION(name)                                                                                        \
  static HwObject *math_##name (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)         \
  {                                                                                                                  \
    double x;                                                                                                        \
                                                                                                                     \
    return hw_double_of (vm, args[0], &x) ? hw_bool_new (H (vm), name (x) != 0) : NULL;                              \
  }

DEFINE_QUESTION (isnan)
DEFINE_QUESTION (isinf)
DEFINE_QUESTION (isfinite)

static HwObject *
math_isclose (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  HwObject *values[4] = { NULL, NULL, NULL, NULL };
  double numbers[4] = { 0, 0, 1e-09, 0 };
  double difference;

  if (!hw_bind (vm, "isclose", "a,b,*,rel_tol=,abs_tol=", args, n, kwnames, values))
    return NULL;
  for (guint i = 0; i < 4; i++)
    if (values[i] != NULL && !hw_double_of (vm, values[i], &numbers[i]))
      return NULL;
  if (numbers[2] < 0 || numbers[3] < 0)
    return hw_raise (vm, HW_EXC_ValueError, "tolerances must be non-negative");
  if (numbers[0] == numbers[1])
    return hw_bool_new (H (vm), TRUE);
  if (isinf (numbers[0]) || isinf (numbers[1]))
    return hw_bool_new (H (vm), FALSE);
  difference = fabs (numbers[1] - numbers[0]);
  return hw_bool_new (H (vm), difference <= fabs (numbers[2] * numbers[1]) || difference <= fabs (numbers[2] * numbers[0]) ||
                                  difference <= numbers[3]);
}

/* --------------------------------------------------------------------------------------------------------- sums, norms */

/* Models math_fsum: partial sums that do not overlap, so that no bit is lost. */
static gboolean
add_exactly (GArray *partials,
             double  x)
{
  guint kept = 0;

  for (guint i = 0; i < partials->len; i++) {
    double y = g_array_index (partials, double, i);
    double high, low;

    if (fabs (x) < fabs (y)) {
      double swapped = x;

      x = y;
      y = swapped;
    }
    high = x + y;
    low = y - (high - x);
    if (low != 0)
      g_array_index (partials, double, kept++) = low;
    x = high;
  }
  g_array_set_size (partials, kept);
  g_array_append_val (partials, x);
  return isfinite (x);
}

/* The partials' sum, rounded once. */
static double
round_partials (GArray *partials)
{
  double *p = (double *) (gpointer) partials->data;
  guint n = partials->len;
  double high, low = 0;

  if (n == 0)
    return 0.0;
  high = p[--n];
  while (n > 0) {
    double x = high;
    double y = p[--n];

    high = x + y;
    low = y - (high - x);
    if (low != 0)
      break;
  }
  if (n > 0 && ((low < 0 && p[n - 1] < 0) || (low > 0 && p[n - 1] > 0))) {
    double y = low * 2;
    double x = high + y;

    if (y == x - high)
      high = x;
  }
  return high;
}

static HwObject *
math_fsum (HwVm            *vm,
           HwObject        *self,
           HwObject *const *args,
           guint            n,
           HwObject        *kwnames)
{
  HwObject *list = hw_to_list (vm, args[0]);
  g_autoptr (GArray) partials = g_array_new (FALSE, FALSE, sizeof (double));
  double specials = 0, x;
  gboolean has_special = FALSE;
  HwObject *result = NULL;

  if (list == NULL)
    return NULL;
  for (guint32 i = 0; i < list->as.items.n; i++) {
    if (!hw_double_of (vm, list->as.items.at[i], &x))
      goto out;
    if (!isfinite (x)) {
      has_special = TRUE;
      specials += x;
      if (isnan (specials) && !isnan (x)) {
        hw_raise (vm, HW_EXC_ValueError, "-inf + inf in fsum");
        goto out;
      }
    } else if (!has_special && !add_exactly (partials, x)) {
      hw_raise (vm, HW_EXC_OverflowError, "intermediate overflow in fsum");
      goto out;
    }
  }
  result = hw_float_new (H (vm), has_special ? specials : round_partials (partials));
out:
  hw_decref (H (vm), list);
  return result;
}

/* The length of a vector, in extended precision. */
static double
norm (const double *values,
      guint         n)
{
  long double sum = 0;
  double largest = 0;
  gboolean has_nan = FALSE;

  for (guint i = 0; i < n; i++) {
    if (isinf (values[i]))
      return INFINITY;
    has_nan |= isnan (values[i]);
    largest = fmax (largest, fabs (values[i]));
  }
  if (has_nan)
    return NAN;
  for (guint i = 0; i < n; i++)
    sum += (long double) values[i] * values[i];
  return largest == 0 ? 0.0 : (double) sqrtl (sum);
}

static HwObject *
math_hypot (HwVm            *vm,
            HwObject        *self,
            HwObject *const *args,
            guint            n,
            HwObject        *kwnames)
{
  g_autofree double *values = g_new (double, n + 1);

  for (guint i = 0; i < n; i++)
    if (!hw_double_of (vm, args[i], &values[i]))
      return NULL;
  return hw_float_new (H (vm), norm (values, n));
}

static HwObject *
math_dist (HwVm            *vm,
           HwObject        *self,
           HwObject *const *args,
           guint            n,
           HwObject        *kwnames)
{
  HwObject *p = hw_to_tuple (vm, args[0]);
  HwObject *q = p != NULL ? hw_to_tuple (vm, args[1]) : NULL;
  g_autofree double *values = NULL;
  HwObject *result = NULL;

  if (q == NULL)
    goto out;
  if (p->as.items.n != q->as.items.n) {
    hw_raise (vm, HW_EXC_ValueError, "both points must have the same number of dimensions");
    goto out;
  }
  values = g_new (double, p->as.items.n + 1);
  for (guint32 i = 0; i < p->as.items.n; i++) {
    double a, b;

    if (!hw_double_of (vm, p->as.items.at[i], &a) || !hw_double_of (vm, q->as.items.at[i], &b))
      goto out;
    values[i] = a - b;
  }
  result = hw_float_new (H (vm), norm (values, p->as.items.n));
out:
  hw_xdecref (H (vm), q);
  hw_xdecref (H (vm), p);
  return result;
}

static const HwNativeDef math_functions[] = {
  { "acos", math_acos, HW_CALL_ONE },
  { "acosh", math_acosh, HW_CALL_ONE },
  { "asin", math_asin, HW_CALL_ONE },
  { "asinh", math_asinh, HW_CALL_ONE },
  { "atan", math_atan, HW_CALL_ONE },
  { "atan2", math_atan2, HW_CALL_RANGE, 2, 2 },
  { "atanh", math_atanh, HW_CALL_ONE },
  { "cbrt", math_cbrt, HW_CALL_ONE },
  { "ceil", hw_math_ceil, HW_CALL_ONE },
  { "comb", hw_math_comb, HW_CALL_RANGE, 2, 2 },
  { "copysign", math_copysign, HW_CALL_RANGE, 2, 2 },
  { "cos", math_cos, HW_CALL_ONE },
  { "cosh", math_cosh, HW_CALL_ONE },
  { "degrees", math_degrees, HW_CALL_ONE },
  { "dist", math_dist, HW_CALL_RANGE, 2, 2 },
  { "erf", math_erf, HW_CALL_ONE },
  { "erfc", math_erfc, HW_CALL_ONE },
  { "exp", math_exp, HW_CALL_ONE },
  { "exp2", math_exp2, HW_CALL_ONE },
  { "expm1", math_expm1, HW_CALL_ONE },
  { "fabs", math_fabs, HW_CALL_ONE },
  { "factorial", hw_math_factorial, HW_CALL_ONE },
  { "floor", hw_math_floor, HW_CALL_ONE },
  { "fmod", math_fmod, HW_CALL_RANGE, 2, 2 },
  { "frexp", math_frexp, HW_CALL_ONE },
  { "fsum", math_fsum, HW_CALL_ONE },
  { "gamma", math_gamma, HW_CALL_ONE },
  { "gcd", hw_math_gcd, HW_CALL_RANGE, 0, 255 },
  { "hypot", math_hypot, HW_CALL_RANGE, 0, 255 },
  { "isclose", math_isclose, HW_CALL_KEYWORDS },
  { "isfinite", math_isfinite, HW_CALL_ONE },
  { "isinf", math_isinf, HW_CALL_ONE },
  { "isnan", math_isnan, HW_CALL_ONE },
  { "isqrt", hw_math_isqrt, HW_CALL_ONE },
  { "lcm", hw_math_lcm, HW_CALL_RANGE, 0, 255 },
  { "ldexp", math_ldexp, HW_CALL_RANGE, 2, 2 },
  { "lgamma", math_lgamma, HW_CALL_ONE },
  { "log", math_log, HW_CALL_RANGE, 1, 2 },
  { "log10", math_log10, HW_CALL_ONE },
  { "log1p", math_log1p, HW_CALL_ONE },
  { "log2", math_log2, HW_CALL_ONE },
  { "modf", math_modf, HW_CALL_ONE },
  { "nextafter", math_nextafter, HW_CALL_KEYWORDS },
  { "perm", hw_math_perm, HW_CALL_RANGE, 1, 2 },
  { "pow", math_pow, HW_CALL_RANGE, 2, 2 },
  { "prod", hw_math_prod, HW_CALL_KEYWORDS },
  { "radians", math_radians, HW_CALL_ONE },
  { "remainder", math_remainder, HW_CALL_RANGE, 2, 2 },
  { "sin", math_sin, HW_CALL_ONE },
  { "sinh", math_sinh, HW_CALL_ONE },
  { "sqrt", math_sqrt, HW_CALL_ONE },
  { "tan", math_tan, HW_CALL_ONE },
  { "tanh", math_tanh, HW_CALL_ONE },
  { "trunc", hw_math_trunc, HW_CALL_ONE },
  { "ulp", math_ulp, HW_CALL_ONE },
  { NULL },
};

static gboolean
math_init (HwVm     *vm,
           HwObject *dict)
{
  const struct {
    const char *name;
    double      value;
  } constants[] = { { "pi", G_PI }, { "e", G_E }, { "tau", 2 * G_PI }, { "inf", INFINITY }, { "nan", NAN } };

  for (gsize i = 0; i < G_N_ELEMENTS (constants); i++) {
    HwObject *value = hw_float_new (H (vm), constants[i].value);

    hw_dict_set_name (H (vm), dict, constants[i].name, value);
    hw_decref (H (vm), value);
  }
  return TRUE;
}

const HwModuleDef hw_module_math = { "math", math_functions, math_init };
