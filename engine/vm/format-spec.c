/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Reading format specifiers and laying out text and numbers. Models parse_internal_render_format_spec, calc_number_widths and
 * fill_number of Python/formatter_unicode.c, and _PyUnicode_InsertThousandsGrouping. */

#include "vm/format.h"

#include <string.h>

/* ----------------------------------------------------------------------------------------------------------- reading */

static gboolean
is_alignment (guint32 c)
{
  return c == '<' || c == '>' || c == '=' || c == '^';
}

/* A decimal number if there is one. FALSE: too large. */
static gboolean
read_integer (HwVm        *vm,
              const char **at,
              const char  *end,
              gint64      *value)
{
  gint64 result = 0;
  const char *begin = *at;

  while (*at < end) {
    const char *next = *at;
    guint32 c = hw_text_next (&next);

    if (!hw_char_is_decimal (c))
      break;
    if (result > (G_MAXINT64 - 9) / 10) {
      hw_raise (vm, HW_EXC_ValueError, "Too many decimal digits in format string");
      return FALSE;
    }
    result = result * 10 + g_unichar_digit_value (c);
    *at = next;
  }
  if (*at > begin)
    *value = result;
  return TRUE;
}

static gboolean
check_separator (HwVm               *vm,
                 const HwFormatSpec *spec)
{
  if (spec->separator == 0 || (spec->type < 128 && strchr ("defgEG%F", (int) spec->type) != NULL))
    return TRUE;
  if (spec->separator == '_' && spec->type < 128 && strchr ("boxX", (int) spec->type) != NULL)
    return TRUE;
  if (spec->type > 32 && spec->type < 128)
    hw_raise (vm, HW_EXC_ValueError, "Cannot specify '%c' with '%c'.", spec->separator, (char) spec->type);
  else
    hw_raise (vm, HW_EXC_ValueError, "Cannot specify '%c' with '\\x%x'.", spec->separator, spec->type);
  return FALSE;
}

static gboolean
read_separator (HwVm         *vm,
                const char  **at,
                const char   *end,
                HwFormatSpec *spec)
{
  if (*at < end && **at == ',') {
    spec->separator = ',';
    (*at)++;
  }
  if (*at < end && **at == '_') {
    if (spec->separator != 0)
      goto both;
    spec->separator = '_';
    (*at)++;
  }
  if (*at < end && **at == ',' && spec->separator == '_')
    goto both;
  return TRUE;

both:
  hw_raise (vm, HW_EXC_ValueError, "Cannot specify both ',' and '_'.");
  return FALSE;
}

/* Fill and alignment, sign, 'z', '#' and '0'. */
static const char *
read_flags (const char   *at,
            const char   *end,
            char          default_align,
            HwFormatSpec *spec)
{
  gboolean has_fill = FALSE, has_align = FALSE;
  const char *second = at;

  if (at < end) {
    guint32 first = hw_text_next (&second);

    if (second < end && is_alignment ((guint8) *second)) {
      spec->fill = first;
      spec->align = *second;
      has_fill = has_align = TRUE;
      at = second + 1;
    } else if (is_alignment (first)) {
      spec->align = (char) first;
      has_align = TRUE;
      at++;
    }
  }
  if (at < end && (*at == '+' || *at == '-' || *at == ' '))
    spec->sign = *at++;
  if (at < end && *at == 'z') {
    spec->no_negative_zero = TRUE;
    at++;
  }
  if (at < end && *at == '#') {
    spec->alternate = TRUE;
    at++;
  }
  if (!has_fill && at < end && *at == '0') {
    spec->fill = '0';
    if (!has_align && default_align == '>')
      spec->align = '=';
    at++;
  }
  return at;
}

gboolean
hw_format_spec_parse (HwVm         *vm,
                      HwStretch        text,
                      char          default_align,
                      char          default_type,
                      const char   *type_name,
                      HwFormatSpec *spec)
{
  const char *end = text.at + text.n;
  const char *at;

  *spec = (HwFormatSpec){ .fill = ' ', .align = default_align, .width = -1, .precision = -1, .type = (guint8) default_type };
  at = read_flags (text.at, end, default_align, spec);
  if (!read_integer (vm, &at, end, &spec->width) || !read_separator (vm, &at, end, spec))
    return FALSE;
  if (at < end && *at == '.') {
    at++;
    if (!read_integer (vm, &at, end, &spec->precision))
      return FALSE;
    if (spec->precision < 0) {
      hw_raise (vm, HW_EXC_ValueError, "Format specifier missing precision");
      return FALSE;
    }
  }
  if (at < end)
    spec->type = hw_text_next (&at);
  if (at < end) {
    g_autofree char *shown = g_strndup (text.at, text.n);

    hw_raise (vm, HW_EXC_ValueError, "Invalid format specifier '%s' for object of type '%s'", shown, type_name);
    return FALSE;
  }
  if (spec->width > HW_FORMAT_MAX_WIDTH || spec->precision > HW_FORMAT_MAX_WIDTH) {
    hw_raise (vm, HW_EXC_MemoryError, "width or precision over %d", HW_FORMAT_MAX_WIDTH);
    return FALSE;
  }
  return check_separator (vm, spec);
}

/* -------------------------------------------------------------------------------------------------------- laying out */

static void
append_fill (GString *out,
             guint32  fill,
             gint64   n)
{
  for (; n > 0; n--)
    hw_text_append (out, fill);
}

/* The digits in groups of [group] from the right, with zeros in front up to [min_width] characters, separators counted. */
static GString *
group_digits (HwStretch digits,
              char   separator,
              gsize  group,
              gint64 min_width)
{
  GString *backwards = g_string_sized_new (digits.n * 2);
  gint64 left = (gint64) digits.n;

  for (;;) {
    gint64 n = MIN (separator != 0 ? (gint64) group : G_MAXINT64, MAX (MAX (left, min_width), 1));

    for (gint64 i = 0; i < n; i++)
      g_string_append_c (backwards, left > 0 ? digits.at[--left] : '0');
    min_width -= n;
    if (left <= 0 && min_width <= 0)
      break;
    g_string_append_c (backwards, separator);
    min_width--;
  }
  g_strreverse (backwards->str);
  return backwards;
}

void
hw_format_number (GString              *out,
                  const HwFormatSpec   *spec,
                  const HwFormatNumber *number)
{
  gsize group = spec->type < 128 && spec->type != 0 && strchr ("boxX", (int) spec->type) != NULL ? 4 : 3;
  char sign = number->sign != 0 ? number->sign : spec->sign == '+' || spec->sign == ' ' ? spec->sign : 0;
  gint64 fixed = (sign != 0) + (gint64) strlen (number->prefix) + (gint64) number->rest.n;
  gint64 min_width = spec->fill == '0' && spec->align == '=' ? spec->width - fixed : 0;
  g_autoptr (GString) digits = NULL;
  gint64 padding;

  if (number->digits.n > 0)
    digits = group_digits (number->digits, spec->separator, group, min_width);
  padding = MAX (spec->width - fixed - (digits != NULL ? (gint64) digits->len : 0), 0);

  if (spec->align == '>' || spec->align == '^')
    append_fill (out, spec->fill, spec->align == '>' ? padding : padding / 2);
  if (sign != 0)
    g_string_append_c (out, sign);
  g_string_append (out, number->prefix);
  if (spec->align == '=')
    append_fill (out, spec->fill, padding);
  if (digits != NULL)
    g_string_append_len (out, digits->str, (gssize) digits->len);
  g_string_append_len (out, number->rest.at, (gssize) number->rest.n);
  if (spec->align == '<' || spec->align == '^')
    append_fill (out, spec->fill, spec->align == '<' ? padding : padding - padding / 2);
}

HwFormatNumber
hw_format_split_double (const char *text)
{
  HwFormatNumber number = { .sign = *text == '-' ? '-' : 0, .prefix = "" };
  const char *at = text + (*text == '-');

  number.digits = (HwStretch){ at, strspn (at, "0123456789") };
  number.rest = (HwStretch){ at + number.digits.n, strlen (at + number.digits.n) };
  return number;
}

void
hw_format_padded (GString            *out,
                  const HwFormatSpec *spec,
                  HwStretch              text,
                  gint64              n_chars)
{
  gint64 padding = MAX (spec->width - n_chars, 0);
  gint64 left = spec->align == '>' ? padding : spec->align == '^' ? padding / 2 : 0;

  append_fill (out, spec->fill, left);
  g_string_append_len (out, text.at, (gssize) text.n);
  append_fill (out, spec->fill, padding - left);
}
