/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The type complex. Models Objects/complexobject.c. */

#include "vm/numbers.h"
#include "vm/text.h"

#include <math.h>
#include <string.h>

typedef struct {
  double re, im;
} Complex;

/* -------------------------------------------------------------------------------------------------------- arithmetic */

static Complex
multiply (Complex a,
          Complex b)
{
  return (Complex){ a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re };
}

/* FALSE: division by zero. */
static gboolean
divide (Complex  a,
        Complex  b,
        Complex *result)
{
  double ratio, denominator;

  if (fabs (b.re) >= fabs (b.im)) {
    if (b.re == 0.0)
      return FALSE;
    ratio = b.im / b.re;
    denominator = b.re + b.im * ratio;
    *result = (Complex){ (a.re + a.im * ratio) / denominator, (a.im - a.re * ratio) / denominator };
  } else if (fabs (b.im) >= fabs (b.re)) {
    ratio = b.re / b.im;
    denominator = b.re * ratio + b.im;
    *result = (Complex){ (a.re * ratio + a.im) / denominator, (a.im * ratio - a.re) / denominator };
  } else {
    *result = (Complex){ NAN, NAN };
  }
  return TRUE;
}

static gboolean
integer_power (Complex  base,
               gint64   exponent,
               Complex *result)
{
  Complex power = { 1.0, 0.0 };

  for (guint64 rest = (guint64) ABS (exponent); rest > 0; rest >>= 1) {
    if (rest & 1)
      power = multiply (power, base);
    base = multiply (base, base);
  }
  if (exponent > 0) {
    *result = power;
    return TRUE;
  }
  return divide ((Complex){ 1.0, 0.0 }, power, result);
}

static gboolean
general_power (Complex  a,
               Complex  b,
               Complex *result)
{
  double length, angle, absolute;

  if (b.re == 0.0 && b.im == 0.0) {
    *result = (Complex){ 1.0, 0.0 };
    return TRUE;
  }
  if (a.re == 0.0 && a.im == 0.0) {
    *result = (Complex){ 0.0, 0.0 };
    return b.im == 0.0 && b.re >= 0.0;
  }
  absolute = hypot (a.re, a.im);
  length = pow (absolute, b.re);
  angle = atan2 (a.im, a.re) * b.re;
  if (b.im != 0.0) {
    length *= exp (-atan2 (a.im, a.re) * b.im);
    angle += b.im * log (absolute);
  }
  *result = (Complex){ length * cos (angle), length * sin (angle) };
  return TRUE;
}

static HwObject *
power (HwVm   *vm,
       Complex a,
       Complex b)
{
  gboolean integral = b.im == 0.0 && b.re == floor (b.re) && fabs (b.re) <= 100.0;
  Complex result = { 0, 0 };
  gboolean defined = integral ? integer_power (a, (gint64) b.re, &result) : general_power (a, b, &result);

  if (!defined)
    return hw_raise (vm, HW_EXC_ZeroDivisionError,
                     H (vm)->profile->minor >= 14 ? "zero to a negative or complex power" : "0.0 to a negative or complex power");
  if (isinf (result.re) || isinf (result.im))
    return hw_raise (vm, HW_EXC_OverflowError, "complex exponentiation");
  return hw_complex_new (H (vm), result.re, result.im);
}

HwObject *
hw_complex_power (HwVm     *vm,
                  HwObject *left,
                  HwObject *right)
{
  return power (vm, (Complex){ left->as.complex_.real, left->as.complex_.imaginary },
                (Complex){ right->as.complex_.real, right->as.complex_.imaginary });
}

/* 1; 0 another type; -1 exception. */
static int
read_operand (HwVm     *vm,
              HwObject *object,
              Complex  *value)
{
  if (object->kind == HW_KIND_COMPLEX) {
    *value = (Complex){ object->as.complex_.real, object->as.complex_.imaginary };
    return 1;
  }
  value->im = 0.0;
  return hw_double_of_operand (vm, object, &value->re);
}

static HwObject *
complex_binary (HwVm      *vm,
                HwOperator op,
                HwObject  *left,
                HwObject  *right)
{
  Complex a, b, result;
  int done = read_operand (vm, left, &a);

  if (done > 0)
    done = read_operand (vm, right, &b);
  if (done <= 0)
    return done < 0 ? NULL : hw_not_implemented (vm);

  switch ((int) op) {
  case HW_OPERATOR_ADD:
    return hw_complex_new (H (vm), a.re + b.re, a.im + b.im);
  case HW_OPERATOR_SUB:
    return hw_complex_new (H (vm), a.re - b.re, a.im - b.im);
  case HW_OPERATOR_MULT:
    result = multiply (a, b);
    return hw_complex_new (H (vm), result.re, result.im);
  case HW_OPERATOR_DIV:
    if (!divide (a, b, &result))
      return hw_raise (vm, HW_EXC_ZeroDivisionError, H (vm)->profile->minor >= 14 ? "division by zero" : "complex division by zero");
    return hw_complex_new (H (vm), result.re, result.im);
  case HW_OPERATOR_POW:
    return power (vm, a, b);
  }
  return hw_not_implemented (vm);
}

static HwObject *
complex_unary (HwVm     *vm,
               HwUnaryOp op,
               HwObject *self)
{
  double re = self->as.complex_.real;
  double im = self->as.complex_.imaginary;

  if (op == HW_UNARY_INVERT)
    return hw_raise (vm, HW_EXC_TypeError, "bad operand type for unary ~: '%s'", self->type->name);
  if (op == HW_UNARY_USUB)
    return hw_complex_new (H (vm), -re, -im);
  if (self->type == vm->types[HW_TYPE_ID_complex])
    return hw_newref (H (vm), self);
  return hw_complex_new (H (vm), re, im);
}

/* -------------------------------------------------------------------------------------------------------------- text */

static char *
part_to_text (double value)
{
  char *text = hw_double_to_text (value);

  if (g_str_has_suffix (text, ".0"))
    text[strlen (text) - 2] = '\0';
  return text;
}

char *
hw_complex_to_text (double real,
                    double imaginary)
{
  g_autofree char *re = part_to_text (real);
  g_autofree char *im = part_to_text (imaginary);

  if (real == 0.0 && !signbit (real))
    return g_strconcat (im, "j", NULL);
  return g_strconcat ("(", re, im[0] == '-' ? "" : "+", im, "j)", NULL);
}

static HwObject *
complex_repr (HwVm     *vm,
              HwObject *self)
{
  char *text = hw_complex_to_text (self->as.complex_.real, self->as.complex_.imaginary);

  return hw_str_take (H (vm), text, strlen (text));
}

/* How much of [at] is a float, with its sign. */
static gsize
float_span (const char *at)
{
  const char *begin = at;
  gsize digits;

  at += *at == '-' || *at == '+';
  if (g_ascii_strncasecmp (at, "infinity", 8) == 0)
    return (gsize) (at + 8 - begin);
  if (g_ascii_strncasecmp (at, "inf", 3) == 0 || g_ascii_strncasecmp (at, "nan", 3) == 0)
    return (gsize) (at + 3 - begin);
  digits = strspn (at, "0123456789_");
  at += digits;
  if (*at == '.') {
    gsize more = strspn (at + 1, "0123456789_");

    digits += more;
    at += 1 + more;
  }
  if (digits == 0)
    return 0;
  if (*at == 'e' || *at == 'E') {
    gsize sign = at[1] == '-' || at[1] == '+';

    if (g_ascii_isdigit (at[1 + sign]))
      at += 1 + sign + strspn (at + 1 + sign, "0123456789_");
  }
  return (gsize) (at - begin);
}

static gboolean
read_part (HwVm       *vm,
           const char *at,
           gsize       n,
           double     *value)
{
  g_autofree char *text = g_strndup (at, n);
  HwObject *number;

  if (n == 0)
    return FALSE;
  if (n == 1 && (*at == '+' || *at == '-')) {
    *value = *at == '-' ? -1.0 : 1.0;
    return TRUE;
  }
  number = hw_float_from_text (vm, text, n, H (vm)->empty_str);
  if (number == NULL) {
    hw_exception_clear (vm);
    return FALSE;
  }
  *value = number->as.real;
  hw_decref (H (vm), number);
  return TRUE;
}

static gboolean
is_imaginary_unit (char c)
{
  return c == 'j' || c == 'J';
}

/* "1", "2j", "1+2j", "j", each with parentheses or not. */
static gboolean
parse (HwVm    *vm,
       char    *text,
       Complex *value)
{
  gsize n = strlen (text);
  gsize first, second;

  if (n >= 2 && text[0] == '(' && text[n - 1] == ')') {
    text[n - 1] = '\0';
    text = g_strstrip (text + 1);
  }
  *value = (Complex){ 0.0, 0.0 };
  first = float_span (text);
  if (first == 0 && (*text == '+' || *text == '-'))
    first = is_imaginary_unit (text[1]) ? 1 : 0;
  if (first == 0 && is_imaginary_unit (*text) && text[1] == '\0') {
    value->im = 1.0;
    return TRUE;
  }
  if (is_imaginary_unit (text[first]))
    return text[first + 1] == '\0' && read_part (vm, text, first, &value->im);
  if (text[first] == '\0')
    return read_part (vm, text, first, &value->re);
  if (text[first] != '+' && text[first] != '-')
    return FALSE;
  second = float_span (text + first);
  if (second == 0)
    second = 1;
  return is_imaginary_unit (text[first + second]) && text[first + second + 1] == '\0' && read_part (vm, text, first, &value->re) &&
         read_part (vm, text + first, second, &value->im);
}

static HwObject *
of_text (HwVm     *vm,
         HwObject *str,
         Complex  *value)
{
  g_autofree char *text = hw_text_to_ascii_digits (hw_str_text (str), str->as.str.n_bytes);

  if (text == NULL || !parse (vm, text, value))
    return hw_raise (vm, HW_EXC_ValueError, "complex() arg is a malformed string");
  return hw_complex_new (H (vm), value->re, value->im);
}

/* ------------------------------------------------------------------------------------------------------------- slots */

/* One argument of complex(): a number of any kind. FALSE: exception. */
static gboolean
read_argument (HwVm     *vm,
               HwObject *object,
               gboolean  is_second,
               Complex  *value)
{
  HwObject *result;
  gboolean found = FALSE;

  value->im = 0.0;
  if (object->kind == HW_KIND_COMPLEX)
    return read_operand (vm, object, value) > 0;
  if (!is_second && hw_type_lookup (vm, object->type, vm->names[HW_NAME___complex__]) != NULL) {
    result = hw_call_special (vm, object, HW_NAME___complex__, NULL, 0, &found);
    if (result == NULL)
      return FALSE;
    if (result->kind == HW_KIND_COMPLEX)
      read_operand (vm, result, value);
    else
      return hw_raise_result (vm, object, "__complex__", "a complex", "__complex__ returned non-complex (type ", result) != NULL;
    hw_decref (H (vm), result);
    return vm->exception == NULL;
  }
  if (object->kind != HW_KIND_FLOAT && !hw_is_int (object) &&
      hw_type_lookup (vm, object->type, vm->names[HW_NAME___float__]) == NULL &&
      hw_type_lookup (vm, object->type, vm->names[HW_NAME___index__]) == NULL) {
    if (is_second)
      hw_raise (vm, HW_EXC_TypeError, "complex() second argument must be a number, not '%s'", object->type->name);
    else
      hw_raise (vm, HW_EXC_TypeError,
                H (vm)->profile->minor >= 14 ? "complex() argument must be a string or a number, not %s"
                                             : "complex() first argument must be a string or a number, not '%s'", object->type->name);
    return FALSE;
  }
  return hw_double_of (vm, object, &value->re);
}

static HwObject *
make (HwVm            *vm,
      HwObject *const *values,
      Complex         *value)
{
  Complex second = { 0.0, 0.0 };

  *value = (Complex){ 0.0, 0.0 };
  if (values[0] != NULL && hw_is_str (values[0])) {
    if (values[1] != NULL)
      return hw_raise (vm, HW_EXC_TypeError, "complex() can't take second arg if first is a string");
    return of_text (vm, values[0], value);
  }
  if (values[1] != NULL && hw_is_str (values[1]))
    return hw_raise (vm, HW_EXC_TypeError, "complex() second arg can't be a string");
  if (values[0] != NULL && !read_argument (vm, values[0], FALSE, value))
    return NULL;
  if (values[1] != NULL) {
    if (!read_argument (vm, values[1], TRUE, &second))
      return NULL;
    if (values[1]->kind == HW_KIND_COMPLEX)
      value->re -= second.im;
    value->im = values[0] != NULL && values[0]->kind == HW_KIND_COMPLEX ? value->im + second.re : second.re;
  }
  return hw_complex_new (H (vm), value->re, value->im);
}

static HwObject *
complex_new (HwVm            *vm,
             HwType          *type,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  HwObject *values[2] = { NULL, NULL };
  HwObject *result, *object;
  Complex value;

  if (!hw_bind (vm, "complex", "real=,imag=", args, n, kwnames, values))
    return NULL;
  if (type == vm->types[HW_TYPE_ID_complex] && values[1] == NULL && values[0] != NULL && values[0]->type == type)
    return hw_newref (H (vm), values[0]);
  result = make (vm, values, &value);
  if (result == NULL || type == vm->types[HW_TYPE_ID_complex])
    return result;
  object = hw_subclass_new (vm, type, result);
  hw_decref (H (vm), result);
  return object;
}

static gint64
complex_hash (HwVm     *vm,
              HwObject *self)
{
  guint64 hash = (guint64) hw_double_hash (self, self->as.complex_.real) +
                 HW_HASH_IMAGINARY * (guint64) hw_double_hash (self, self->as.complex_.imaginary);

  return (gint64) hash == -1 ? -2 : (gint64) hash;
}

static HwObject *
complex_compare (HwVm       *vm,
                 HwObject   *self,
                 HwObject   *other,
                 HwCompareOp op)
{
  gboolean equal;

  if (op != HW_COMPARE_EQ && op != HW_COMPARE_NOT_EQ)
    return hw_not_implemented (vm);
  if (other->kind == HW_KIND_COMPLEX)
    equal = self->as.complex_.real == other->as.complex_.real && self->as.complex_.imaginary == other->as.complex_.imaginary;
  else if (other->kind == HW_KIND_FLOAT)
    equal = self->as.complex_.real == other->as.real && self->as.complex_.imaginary == 0.0;
  else if (hw_is_int (other))
    equal = self->as.complex_.imaginary == 0.0 && !isnan (self->as.complex_.real) && hw_double_compare_int (self->as.complex_.real, other) == 0;
  else
    return hw_not_implemented (vm);
  return hw_bool_new (H (vm), equal == (op == HW_COMPARE_EQ));
}

static int
complex_truth (HwVm     *vm,
               HwObject *self)
{
  return self->as.complex_.real != 0.0 || self->as.complex_.imaginary != 0.0;
}

/* ----------------------------------------------------------------------------------------------------------- methods */

static HwObject *
complex_conjugate (HwVm            *vm,
                   HwObject        *self,
                   HwObject *const *args,
                   guint            n,
                   HwObject        *kwnames)
{
  return hw_complex_new (H (vm), self->as.complex_.real, -self->as.complex_.imaginary);
}

static HwObject *
complex_abs (HwVm            *vm,
             HwObject        *self,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  double result = hypot (self->as.complex_.real, self->as.complex_.imaginary);

  if (isinf (result) && isfinite (self->as.complex_.real) && isfinite (self->as.complex_.imaginary))
    return hw_raise (vm, HW_EXC_OverflowError, "absolute value too large");
  return hw_float_new (H (vm), result);
}

static HwObject *
complex_complex (HwVm            *vm,
                 HwObject        *self,
                 HwObject *const *args,
                 guint            n,
                 HwObject        *kwnames)
{
  return complex_unary (vm, HW_UNARY_UADD, self);
}

static HwObject *
complex_format (HwVm            *vm,
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
complex_getnewargs (HwVm            *vm,
                    HwObject        *self,
                    HwObject *const *args,
                    guint            n,
                    HwObject        *kwnames)
{
  HwObject *parts[2] = { hw_float_new (H (vm), self->as.complex_.real), hw_float_new (H (vm), self->as.complex_.imaginary) };
  HwObject *result = hw_tuple_of (H (vm), parts, 2);

  hw_decref (H (vm), parts[0]);
  hw_decref (H (vm), parts[1]);
  return result;
}

static HwObject *
complex_get_real (HwVm     *vm,
                  HwObject *self)
{
  return hw_float_new (H (vm), self->as.complex_.real);
}

static HwObject *
complex_get_imag (HwVm     *vm,
                  HwObject *self)
{
  return hw_float_new (H (vm), self->as.complex_.imaginary);
}

static const HwNativeDef complex_methods[] = {
  { "conjugate", complex_conjugate, HW_CALL_NONE },
  { "__abs__", complex_abs, HW_CALL_NONE },
  { "__complex__", complex_complex, HW_CALL_NONE },
  { "__format__", complex_format, HW_CALL_ONE },
  { "__getnewargs__", complex_getnewargs, HW_CALL_NONE },
  { NULL },
};

static const HwGetSetDef complex_getsets[] = {
  { "real", complex_get_real, NULL },
  { "imag", complex_get_imag, NULL },
  { NULL },
};

const HwNativeType hw_native_complex = {
  .new_ = complex_new,
  .repr = complex_repr,
  .hash = complex_hash,
  .compare = complex_compare,
  .binary = complex_binary,
  .unary = complex_unary,
  .truth = complex_truth,
  .methods = complex_methods,
  .getsets = complex_getsets,
};
