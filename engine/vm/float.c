/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The type float: slots and arithmetic. Models Objects/floatobject.c; the hash models _Py_HashDouble of Python/pyhash.c. */

#include "vm/numbers.h"

#include <math.h>
#include <string.h>

#include "vm/text.h"

gint64
hw_double_hash (HwObject *object,
                double    value)
{
  guint64 hash = 0;
  gboolean negative;
  int exponent;

  if (isinf (value))
    return value > 0 ? HW_HASH_INFINITY : -HW_HASH_INFINITY;
  if (isnan (value))
    return (gint64) object->address; /* address / 16, as _Py_HashPointer rotates it */

  value = frexp (value, &exponent);
  negative = value < 0;
  value = fabs (value);
  while (value != 0) {
    guint64 digit;

    hash = ((hash << 28) & HW_HASH_MODULUS) | hash >> (61 - 28);
    value *= 268435456.0;
    exponent -= 28;
    digit = (guint64) value;
    value -= (double) digit;
    hash += digit;
    if (hash >= HW_HASH_MODULUS)
      hash -= HW_HASH_MODULUS;
  }
  exponent = exponent >= 0 ? exponent % 61 : 61 - 1 - ((-1 - exponent) % 61);
  hash = ((hash << exponent) & HW_HASH_MODULUS) | hash >> (61 - exponent);
  if (negative)
    hash = -hash;
  return (gint64) hash == -1 ? -2 : (gint64) hash;
}

int
hw_double_compare_int (double    left,
                       HwObject *right)
{
  gint64 value;
  mpz_t z;
  int order;

  if (isinf (left))
    return left > 0 ? 1 : -1;
  if (hw_int_get (right, &value) && ABS (value) <= (G_GINT64_CONSTANT (1) << 53) && value != G_MININT64)
    return (left > (double) value) - (left < (double) value);
  mpz_init (z);
  hw_int_to_mpz (right, z);
  order = mpz_cmp_d (z, left);
  mpz_clear (z);
  return (order < 0) - (order > 0);
}

int
hw_double_of_operand (HwVm     *vm,
                      HwObject *object,
                      double   *value)
{
  if (object->kind == HW_KIND_FLOAT) {
    *value = object->as.real;
    return 1;
  }
  if (!hw_is_int (object))
    return 0;
  *value = hw_int_to_double (vm, object);
  return vm->exception == NULL ? 1 : -1;
}

/* ------------------------------------------------------------------------------------------------------- conversion */

static gboolean
double_of_special (HwVm     *vm,
                   HwObject *object,
                   double   *value)
{
  gboolean found = FALSE;
  HwObject *result = hw_call_special (vm, object, HW_NAME___float__, NULL, 0, &found);

  if (result == NULL && found)
    return FALSE;
  if (result != NULL && result->kind != HW_KIND_FLOAT) {
    g_autofree char *older = g_strconcat (object->type->name, ".__float__ returned non-float (type ", NULL);

    hw_raise_result (vm, object, "__float__", "a float", older, result);
    return FALSE;
  }
  if (result == NULL) {
    if (vm->exception != NULL)
      return FALSE;
    result = hw_index (vm, object);
    if (result == NULL)
      return FALSE;
    *value = hw_int_to_double (vm, result);
  } else {
    *value = result->as.real;
  }
  hw_decref (H (vm), result);
  return vm->exception == NULL;
}

gboolean
hw_double_of (HwVm     *vm,
              HwObject *object,
              double   *value)
{
  if (object->kind == HW_KIND_FLOAT) {
    *value = object->as.real;
    return TRUE;
  }
  if (hw_is_int (object) && !object->type->is_heap) {
    *value = hw_int_to_double (vm, object);
    return vm->exception == NULL;
  }
  if (hw_type_lookup (vm, object->type, vm->names[HW_NAME___float__]) == NULL &&
      hw_type_lookup (vm, object->type, vm->names[HW_NAME___index__]) == NULL) {
    hw_raise (vm, HW_EXC_TypeError, "must be real number, not %s", object->type->name);
    return FALSE;
  }
  return double_of_special (vm, object, value);
}

/* "1_000.5" to "1000.5"; FALSE if an underscore is not between digits. */
static gboolean
drop_underscores (char *text)
{
  char *to = text;

  for (const char *at = text; *at != '\0'; at++) {
    if (*at != '_')
      *to++ = *at;
    else if (at == text || !g_ascii_isdigit (at[-1]) || !g_ascii_isdigit (at[1]))
      return FALSE;
  }
  *to = '\0';
  return TRUE;
}

/* What CPython's parser takes: digits with a point and an exponent, or inf and nan; no hexadecimals. */
static gboolean
parse_double (const char *text,
              double     *value)
{
  const char *at = text + (*text == '-' || *text == '+');
  gsize digits;
  char *end;

  if (g_ascii_strcasecmp (at, "inf") == 0 || g_ascii_strcasecmp (at, "infinity") == 0) {
    *value = *text == '-' ? -INFINITY : INFINITY;
    return TRUE;
  }
  if (g_ascii_strcasecmp (at, "nan") == 0) {
    *value = *text == '-' ? -NAN : NAN;
    return TRUE;
  }
  digits = strspn (at, "0123456789");
  at += digits;
  if (*at == '.') {
    gsize more = strspn (at + 1, "0123456789");

    digits += more;
    at += 1 + more;
  }
  if (digits == 0)
    return FALSE;
  if (*at == 'e' || *at == 'E') {
    at += 1 + (at[1] == '-' || at[1] == '+');
    if (!g_ascii_isdigit (*at))
      return FALSE;
    at += strspn (at, "0123456789");
  }
  if (*at != '\0')
    return FALSE;
  *value = g_ascii_strtod (text, &end);
  return TRUE;
}

HwObject *
hw_float_from_text (HwVm       *vm,
                    const char *text,
                    gsize       length,
                    HwObject   *original)
{
  g_autofree char *ascii = hw_text_to_ascii_digits (text, length);
  HwObject *shown;
  double value;

  if (ascii != NULL && drop_underscores (ascii) && parse_double (ascii, &value))
    return hw_float_new (H (vm), value);
  shown = hw_repr (vm, original);
  if (shown == NULL)
    return NULL;
  hw_raise (vm, HW_EXC_ValueError, "could not convert string to float: %s", hw_str_text (shown));
  hw_decref (H (vm), shown);
  return NULL;
}

static HwObject *
float_of (HwVm     *vm,
          HwObject *object)
{
  double value;

  if (object->type == vm->types[HW_TYPE_ID_float])
    return hw_newref (H (vm), object);
  if (hw_is_str (object))
    return hw_float_from_text (vm, hw_str_text (object), object->as.str.n_bytes, object);
  if (hw_is_bytes (object))
    return hw_float_from_text (vm, (const char *) object->as.bytes.data, object->as.bytes.n, object);
  if (hw_type_lookup (vm, object->type, vm->names[HW_NAME___float__]) == NULL &&
      hw_type_lookup (vm, object->type, vm->names[HW_NAME___index__]) == NULL)
    return hw_raise (vm, HW_EXC_TypeError, "float() argument must be a string or a real number, not '%s'", object->type->name);
  if (!double_of_special (vm, object, &value))
    return NULL;
  return hw_float_new (H (vm), value);
}

static HwObject *
float_new (HwVm            *vm,
           HwType          *type,
           HwObject *const *args,
           guint            n,
           HwObject        *kwnames)
{
  HwObject *result, *object;

  if (type == vm->types[HW_TYPE_ID_float] && !hw_no_keywords (vm, "float", kwnames))
    return NULL;
  if (!hw_check_count (vm, "float", n, 0, 1))
    return NULL;
  result = n == 1 ? float_of (vm, args[0]) : hw_float_new (H (vm), 0.0);
  if (result == NULL || type == vm->types[HW_TYPE_ID_float])
    return result;
  object = hw_subclass_new (vm, type, result);
  hw_decref (H (vm), result);
  return object;
}

/* ------------------------------------------------------------------------------------------------------- arithmetic */

gboolean
hw_double_divmod (double  left,
                  double  right,
                  double *floor_quotient,
                  double *remainder)
{
  double quotient, rest;

  if (right == 0.0)
    return FALSE;
  rest = fmod (left, right);
  quotient = (left - rest) / right;
  if (rest != 0) {
    if ((right < 0) != (rest < 0)) {
      rest += right;
      quotient -= 1.0;
    }
  } else {
    rest = copysign (0.0, right);
  }
  if (quotient != 0) {
    *floor_quotient = floor (quotient);
    if (quotient - *floor_quotient > 0.5)
      *floor_quotient += 1.0;
  } else {
    *floor_quotient = copysign (0.0, left / right);
  }
  *remainder = rest;
  return TRUE;
}

gpointer
hw_double_raise_range (HwVm *vm)
{
  HwObject *parts[2] = { hw_int_new (H (vm), 34 /* ERANGE */), hw_str_new (H (vm), "Numerical result out of range", -1) };
  HwObject *pair = hw_tuple_of (H (vm), parts, 2);

  hw_raise_object (vm, HW_EXC_OverflowError, pair);
  hw_decref (H (vm), pair);
  hw_decref (H (vm), parts[0]);
  hw_decref (H (vm), parts[1]);
  return NULL;
}

HwObject *
hw_double_power (HwVm  *vm,
                 double left,
                 double right)
{
  double result;

  if (right == 0 || left == 1.0)
    return hw_float_new (H (vm), 1.0);
  if (isnan (left) || isnan (right))
    return hw_float_new (H (vm), NAN);
  if (left == 0.0 && right < 0 && isfinite (right))
    return hw_raise (vm, HW_EXC_ZeroDivisionError,
                     H (vm)->profile->minor >= 14 ? "zero to a negative power" : "0.0 cannot be raised to a negative power");
  if (left < 0 && isfinite (left) && isfinite (right) && right != floor (right)) {
    HwObject *a = hw_complex_new (H (vm), left, 0);
    HwObject *b = hw_complex_new (H (vm), right, 0);
    HwObject *power = hw_complex_power (vm, a, b);

    hw_decref (H (vm), a);
    hw_decref (H (vm), b);
    return power;
  }
  result = pow (left, right);
  if (isinf (result) && isfinite (left) && isfinite (right))
    return hw_double_raise_range (vm);
  return hw_float_new (H (vm), result);
}

static gpointer
raise_zero (HwVm       *vm,
            HwOperator  op)
{
  guint minor = H (vm)->profile->minor;
  const char *message = "float division by zero";

  if (minor >= 14)
    message = "division by zero";
  else if (op == HW_OPERATOR_FLOOR_DIV)
    message = "float floor division by zero";
  else if (op == HW_OPERATOR_MOD)
    message = minor >= 12 ? "float modulo by zero" : "float modulo";
  return hw_raise (vm, HW_EXC_ZeroDivisionError, "%s", message);
}

static HwObject *
float_binary (HwVm      *vm,
              HwOperator op,
              HwObject  *left,
              HwObject  *right)
{
  double a, b, quotient, rest;
  int done = hw_double_of_operand (vm, left, &a);

  if (done > 0)
    done = hw_double_of_operand (vm, right, &b);
  if (done <= 0)
    return done < 0 ? NULL : hw_not_implemented (vm);

  switch ((int) op) {
  case HW_OPERATOR_ADD:
    return hw_float_new (H (vm), a + b);
  case HW_OPERATOR_SUB:
    return hw_float_new (H (vm), a - b);
  case HW_OPERATOR_MULT:
    return hw_float_new (H (vm), a * b);
  case HW_OPERATOR_DIV:
    return b == 0 ? raise_zero (vm, op) : hw_float_new (H (vm), a / b);
  case HW_OPERATOR_FLOOR_DIV:
    return hw_double_divmod (a, b, &quotient, &rest) ? hw_float_new (H (vm), quotient) : raise_zero (vm, op);
  case HW_OPERATOR_MOD:
    return hw_double_divmod (a, b, &quotient, &rest) ? hw_float_new (H (vm), rest) : raise_zero (vm, op);
  case HW_OPERATOR_POW:
    return hw_double_power (vm, a, b);
  }
  return hw_not_implemented (vm);
}

static HwObject *
float_unary (HwVm     *vm,
             HwUnaryOp op,
             HwObject *self)
{
  if (op == HW_UNARY_INVERT)
    return hw_raise (vm, HW_EXC_TypeError, "bad operand type for unary ~: '%s'", self->type->name);
  if (op == HW_UNARY_UADD && self->type == vm->types[HW_TYPE_ID_float])
    return hw_newref (H (vm), self);
  return hw_float_new (H (vm), op == HW_UNARY_USUB ? -self->as.real : self->as.real);
}

static gboolean
order_matches (HwCompareOp op,
               int         order)
{
  switch ((int) op) {
  case HW_COMPARE_EQ:
    return order == 0;
  case HW_COMPARE_NOT_EQ:
    return order != 0;
  case HW_COMPARE_LT:
    return order < 0;
  case HW_COMPARE_LT_E:
    return order <= 0;
  case HW_COMPARE_GT:
    return order > 0;
  default:
    return order >= 0;
  }
}

static HwObject *
float_compare (HwVm       *vm,
               HwObject   *self,
               HwObject   *other,
               HwCompareOp op)
{
  double a = self->as.real;
  int order;

  if (other->kind == HW_KIND_FLOAT) {
    double b = other->as.real;

    if (isnan (a) || isnan (b))
      return hw_bool_new (H (vm), op == HW_COMPARE_NOT_EQ);
    order = (a > b) - (a < b);
  } else if (hw_is_int (other)) {
    if (isnan (a))
      return hw_bool_new (H (vm), op == HW_COMPARE_NOT_EQ);
    order = hw_double_compare_int (a, other);
  } else {
    return hw_not_implemented (vm);
  }
  return hw_bool_new (H (vm), order_matches (op, order));
}

/* ------------------------------------------------------------------------------------------------------ other slots */

static HwObject *
float_repr (HwVm     *vm,
            HwObject *self)
{
  char *text = hw_double_to_text (self->as.real);

  return hw_str_take (H (vm), text, strlen (text));
}

static gint64
float_hash (HwVm     *vm,
            HwObject *self)
{
  return hw_double_hash (self, self->as.real);
}

static int
float_truth (HwVm     *vm,
             HwObject *self)
{
  return self->as.real != 0.0;
}

static HwObject *
float_get_real (HwVm     *vm,
                HwObject *self)
{
  if (self->type == vm->types[HW_TYPE_ID_float])
    return hw_newref (H (vm), self);
  return hw_float_new (H (vm), self->as.real);
}

static HwObject *
float_get_imag (HwVm     *vm,
                HwObject *self)
{
  return hw_float_new (H (vm), 0.0);
}

static const HwGetSetDef float_getsets[] = {
  { "real", float_get_real, NULL },
  { "imag", float_get_imag, NULL },
  { NULL },
};

const HwNativeType hw_native_float = {
  .new_ = float_new,
  .repr = float_repr,
  .hash = float_hash,
  .compare = float_compare,
  .binary = float_binary,
  .unary = float_unary,
  .truth = float_truth,
  .methods = hw_float_methods,
  .getsets = float_getsets,
};
