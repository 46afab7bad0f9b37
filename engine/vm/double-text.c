/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* repr() of floats: the shortest digits that read back as the same double, in CPython's layout. Models Python/pystrtod.c
 * (format_float_short, 'r') over mode 0 of Python/dtoa.c.
 *
 * C's own conversion is exact and rounds half to even, so up to 15 digits the shortest text is the 15-digit one without its zeros.
 * Subnormals have fewer digits than that, and at powers of two the interval of what reads back is wider above than below: there
 * every length is tried, and the next number up as well. The locale's decimal point is never used. */

#include "vm/numbers.h"

#include <math.h>
#include <string.h>

enum { MAX_DIGITS = 17, TEXT_SIZE = 64 };

static gboolean
reads_back (const char *text,
            double      value)
{
  return g_ascii_strtod (text, NULL) == value;
}

/* "d.ddde+xx" one up in the last digit. */
static void
next_decimal (char *text)
{
  char *exponent = strchr (text, 'e');
  char *at = exponent - 1;

  for (; at >= text; at--) {
    if (*at == '.')
      continue;
    if (*at != '9') {
      (*at)++;
      return;
    }
    *at = '0';
  }
  /* 9.99 became 0.00: it is 1.00 of the next exponent */
  text[0] = '1';
  g_snprintf (exponent, TEXT_SIZE - (exponent - text), "e%+03d", atoi (exponent + 1) + 1);
}

static void
shortest_scientific (double value,
                     char  *text)
{
  int exponent;
  gboolean at_power = frexp (value, &exponent) == 0.5;
  int first = at_power || value < 2.3e-308 ? 1 : 15;

  for (int digits = first; digits <= MAX_DIGITS; digits++) {
    char format[8];

    g_snprintf (format, sizeof format, "%%.%de", digits - 1);
    g_ascii_formatd (text, TEXT_SIZE, format, value);
    if (reads_back (text, value))
      return;
    if (at_power) {
      next_decimal (text);
      if (reads_back (text, value))
        return;
    }
  }
}

char *
hw_double_digits (double value,
                  int   *point)
{
  char text[TEXT_SIZE];
  GString *digits = g_string_new (NULL);
  const char *at;

  shortest_scientific (value, text);
  for (at = text; *at != 'e'; at++)
    if (*at != '.')
      g_string_append_c (digits, *at);
  *point = atoi (at + 1) + 1;
  while (digits->len > 1 && digits->str[digits->len - 1] == '0')
    g_string_truncate (digits, digits->len - 1);
  if (value == 0)
    *point = 1;
  return g_string_free (digits, FALSE);
}

char *
hw_double_to_text (double value)
{
  GString *text;
  g_autofree char *digits = NULL;
  int point;
  int n;

  if (isnan (value))
    return g_strdup ("nan");
  text = g_string_new (signbit (value) ? "-" : "");
  if (isinf (value)) {
    g_string_append (text, "inf");
    return g_string_free (text, FALSE);
  }

  value = fabs (value);
  if (value < 1e15 && value == (double) (gint64) value) {
    g_string_append_printf (text, "%" G_GINT64_FORMAT ".0", (gint64) value);
    return g_string_free (text, FALSE);
  }
  digits = hw_double_digits (value, &point);
  n = (int) strlen (digits);
  if (point <= -4 || point > 16) {
    g_string_append_c (text, digits[0]);
    if (n > 1)
      g_string_append_printf (text, ".%s", digits + 1);
    g_string_append_printf (text, "e%+03d", point - 1);
  } else if (point <= 0) {
    g_string_append_printf (text, "0.%.*s%s", -point, "0000", digits);
  } else if (point >= n) {
    g_string_append (text, digits);
    for (int i = n; i < point; i++)
      g_string_append_c (text, '0');
    g_string_append (text, ".0");
  } else {
    g_string_append_printf (text, "%.*s.%s", point, digits, digits + point);
  }
  return g_string_free (text, FALSE);
}
