/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* format (value, spec) of str, int, float and complex. Models Python/formatter_unicode.c. */

#include "vm/format.h"

#include <math.h>
#include <string.h>

static gpointer
raise_unknown_type (HwVm     *vm,
                    guint32   type,
                    HwObject *value)
{
  if (type > 32 && type < 128)
    return hw_raise (vm, HW_EXC_ValueError, "Unknown format code '%c' for object of type '%s'", (char) type, value->type->name);
  return hw_raise (vm, HW_EXC_ValueError, "Unknown format code '\\x%x' for object of type '%s'", type, value->type->name);
}

/* --------------------------------------------------------------------------------------------------------------- str */

static HwObject *
format_str (HwVm         *vm,
            HwObject     *value,
            HwFormatSpec *spec)
{
  gint64 n_chars = value->as.str.n_chars;
  HwStretch text = hw_stretch_of_str (value);
  GString *out;

  if (spec->type != 's')
    return raise_unknown_type (vm, spec->type, value);
  if (spec->sign != 0)
    return hw_raise (vm, HW_EXC_ValueError, "%s not allowed in string format specifier", spec->sign == ' ' ? "Space" : "Sign");
  if (spec->no_negative_zero)
    return hw_raise (vm, HW_EXC_ValueError, "Negative zero coercion (z) not allowed in string format specifier");
  if (spec->alternate)
    return hw_raise (vm, HW_EXC_ValueError, "Alternate form (#) not allowed in string format specifier");
  if (spec->align == '=')
    return hw_raise (vm, HW_EXC_ValueError, "'=' alignment not allowed in string format specifier");
  if (spec->precision >= 0 && spec->precision < n_chars) {
    n_chars = spec->precision;
    text.n = hw_str_offset (value, n_chars);
  } else if (spec->width <= n_chars) {
    return hw_str_exact (vm, value);
  }
  out = g_string_sized_new (text.n + (gsize) MAX (spec->width, 0));
  hw_format_padded (out, spec, text, n_chars);
  return hw_str_finish (vm, out);
}

/* -------------------------------------------------------------------------------------------------------------- ints */

static HwObject *
format_character (HwVm         *vm,
                  HwObject     *value,
                  HwFormatSpec *spec)
{
  gint64 code;
  GString *out;
  HwFormatNumber number = { .prefix = "" };
  char buffer[8];

  if (spec->sign != 0)
    return hw_raise (vm, HW_EXC_ValueError, "Sign not allowed with integer format specifier 'c'");
  if (spec->alternate)
    return hw_raise (vm, HW_EXC_ValueError, "Alternate form (#) not allowed with integer format specifier 'c'");
  if (!hw_int_get (value, &code))
    return hw_raise (vm, HW_EXC_OverflowError, "Python int too large to convert to C long");
  if (code < 0 || code > 0x10ffff)
    return hw_raise (vm, HW_EXC_OverflowError, "%%c arg not in range(0x110000)");
  number.rest = (HwStretch){ buffer, (gsize) g_unichar_to_utf8 ((gunichar) code, buffer) };
  if (spec->width >= 0)
    spec->width += (gint64) number.rest.n - 1; /* it counts as one */
  out = g_string_new (NULL);
  hw_format_number (out, spec, &number);
  return hw_str_finish (vm, out);
}

static HwObject *
format_integer (HwVm         *vm,
                HwObject     *value,
                HwFormatSpec *spec)
{
  HwFormatNumber number = { .sign = hw_int_sign (value) < 0 ? '-' : 0, .prefix = "" };
  int base = spec->type == 'b' ? 2 : spec->type == 'o' ? 8 : spec->type == 'x' || spec->type == 'X' ? 16 : 10;
  g_autofree char *digits = NULL;
  GString *out;

  if (spec->precision >= 0)
    return hw_raise (vm, HW_EXC_ValueError, "Precision not allowed in integer format specifier");
  if (spec->no_negative_zero)
    return hw_raise (vm, HW_EXC_ValueError, "Negative zero coercion (z) not allowed in integer format specifier");
  if (spec->type == 'c')
    return format_character (vm, value, spec);
  if (base == 10) {
    digits = hw_int_to_text (vm, value);
    if (digits == NULL)
      return NULL;
  } else {
    digits = hw_int_to_digits (value, base);
    if (spec->alternate)
      number.prefix = base == 2 ? "0b" : base == 8 ? "0o" : spec->type == 'X' ? "0X" : "0x";
  }
  for (char *at = digits; spec->type == 'X' && *at != '\0'; at++)
    *at = g_ascii_toupper (*at);
  number.digits = (HwStretch){ digits + (*digits == '-'), strlen (digits) - (*digits == '-') };
  out = g_string_new (NULL);
  hw_format_number (out, spec, &number);
  return hw_str_finish (vm, out);
}

/* ------------------------------------------------------------------------------------------------------------ floats */

/* The conversion that a specifier asks for. */
typedef struct {
  char  type;
  int   precision;
  guint flags;
} Conversion;

static Conversion
choose_conversion (const HwFormatSpec *spec,
                   gboolean            keep_point)
{
  Conversion conversion = { 'g', 6, 0 };

  if (spec->type == 0) {
    conversion = (Conversion){ 'r', 0, keep_point ? HW_DOUBLE_POINT : 0 };
    if (spec->precision >= 0)
      conversion.type = 'g';
  } else if (spec->type == '%') {
    conversion.type = 'f';
  } else if (spec->type != 'n') {
    conversion.type = (char) spec->type;
  }
  if (spec->precision >= 0)
    conversion.precision = (int) spec->precision;
  if (spec->alternate)
    conversion.flags |= HW_DOUBLE_ALTERNATE;
  if (spec->no_negative_zero)
    conversion.flags |= HW_DOUBLE_NO_NEGATIVE_ZERO;
  return conversion;
}

static gboolean
is_float_type (guint32 type)
{
  return type == 0 || (type < 128 && strchr ("eEfFgGn%", (int) type) != NULL);
}

static HwObject *
format_double (HwVm         *vm,
               double        value,
               HwFormatSpec *spec)
{
  Conversion conversion = choose_conversion (spec, TRUE);
  g_autofree char *text = NULL;
  HwFormatNumber number;
  GString *out = g_string_new (NULL);

  if (spec->type == '%')
    value *= 100;
  text = hw_double_format (value, conversion.type, conversion.precision, conversion.flags);
  if (spec->type == '%') {
    char *longer = g_strconcat (text, "%", NULL);

    g_free (text);
    text = longer;
  }
  number = hw_format_split_double (text);
  hw_format_number (out, spec, &number);
  return hw_str_finish (vm, out);
}

static HwObject *
format_complex (HwVm         *vm,
                HwObject     *value,
                HwFormatSpec *spec)
{
  double re = value->as.complex_.real;
  gboolean skip = spec->type == 0 && re == 0.0 && !signbit (re);
  gboolean parentheses = spec->type == 0 && !skip;
  Conversion conversion = choose_conversion (spec, FALSE);
  HwFormatSpec part = *spec;
  g_autoptr (GString) text = g_string_new (parentheses ? "(" : "");
  g_autofree char *real = NULL;
  g_autofree char *imaginary = NULL;
  HwFormatNumber number;
  GString *out;

  if (!is_float_type (spec->type) || spec->type == '%')
    return raise_unknown_type (vm, spec->type, value);
  if (spec->fill == '0')
    return hw_raise (vm, HW_EXC_ValueError, "Zero padding is not allowed in complex format specifier");
  if (spec->align == '=')
    return hw_raise (vm, HW_EXC_ValueError, "'=' alignment flag is not allowed in complex format specifier");

  part.width = -1;
  real = hw_double_format (re, conversion.type, conversion.precision, conversion.flags);
  imaginary = hw_double_format (value->as.complex_.imaginary, conversion.type, conversion.precision, conversion.flags);
  if (!skip) {
    number = hw_format_split_double (real);
    hw_format_number (text, &part, &number);
    part.sign = '+';
  }
  number = hw_format_split_double (imaginary);
  hw_format_number (text, &part, &number);
  g_string_append (text, parentheses ? "j)" : "j");
  out = g_string_new (NULL);
  hw_format_padded (out, spec, (HwStretch){ text->str, text->len }, (gint64) text->len);
  return hw_str_finish (vm, out);
}

static HwObject *
format_int (HwVm         *vm,
            HwObject     *value,
            HwFormatSpec *spec)
{
  double real;

  if (spec->type != 0 && spec->type < 128 && strchr ("bcdoxXn", (int) spec->type) != NULL)
    return format_integer (vm, value, spec);
  if (spec->type == 0 || !is_float_type (spec->type))
    return raise_unknown_type (vm, spec->type, value);
  real = hw_int_to_double (vm, value);
  return vm->exception == NULL ? format_double (vm, real, spec) : NULL;
}

HwObject *
hw_format_builtin (HwVm       *vm,
                   HwObject   *value,
                   const char *text,
                   gsize       length)
{
  gboolean is_str = value->kind == HW_KIND_STR;
  HwFormatSpec spec;

  if (length == 0)
    return is_str && hw_str_is_exact (vm, value) ? hw_newref (H (vm), value) : hw_str (vm, value);
  if (!hw_format_spec_parse (vm, (HwStretch){ text, length }, is_str ? '<' : '>', is_str ? 's' : hw_is_int (value) ? 'd' : 0,
                             value->type->name, &spec))
    return NULL;
  if (is_str)
    return format_str (vm, value, &spec);
  if (hw_is_int (value))
    return format_int (vm, value, &spec);
  if (value->kind == HW_KIND_COMPLEX)
    return format_complex (vm, value, &spec);
  if (value->kind == HW_KIND_FLOAT)
    return is_float_type (spec.type) ? format_double (vm, value->as.real, &spec) : raise_unknown_type (vm, spec.type, value);
  return hw_raise (vm, HW_EXC_TypeError, "unsupported format string passed to %s.__format__", value->type->name);
}
