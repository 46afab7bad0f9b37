/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Floats as %e, %f and %g write them. Models format_float_short of Python/pystrtod.c. C's conversions round exactly, halves to even, so they
 * give the digits; what C does not know is the 'g' that keeps a point ('{:.3}'), which is laid out here. */

#include "vm/format.h"

#include <math.h>
#include <string.h>

static char *
convert (double   value,
         char     type,
         int      precision,
         gboolean alternate)
{
  char format[24];
  gsize size = (gsize) precision + 340;
  char *text = g_malloc (size);

  g_snprintf (format, sizeof format, "%%%s.%d%c", alternate ? "#" : "", precision, type);
  g_ascii_formatd (text, (int) size, format, value);
  return text;
}

/* 'g' with a point: exponents begin one digit earlier, and an integral text gets ".0". */
static char *
convert_with_point (double value,
                    int    precision)
{
  int digits = MAX (precision, 1);
  g_autofree char *scientific = convert (value, 'e', digits - 1, FALSE);
  int exponent = atoi (strchr (scientific, 'e') + 1);
  char *text;

  if (exponent < -4 || exponent + 1 > digits - 1) {
    /* %e without its trailing zeros */
    char *mark = strchr (scientific, 'e');
    char *end = mark;

    if (memchr (scientific, '.', (gsize) (mark - scientific)) != NULL) {
      while (end[-1] == '0')
        end--;
      if (end[-1] == '.')
        end--;
    }
    return g_strdup_printf ("%.*s%s", (int) (end - scientific), scientific, mark);
  }
  text = convert (value, 'g', digits, FALSE);
  if (strchr (text, '.') == NULL) {
    char *longer = g_strconcat (text, ".0", NULL);

    g_free (text);
    return longer;
  }
  return text;
}

/* The shortest text, without ".0" unless [point]. */
static char *
convert_shortest (double   value,
                  gboolean point)
{
  char *text = hw_double_to_text (value);

  if (!point && g_str_has_suffix (text, ".0"))
    text[strlen (text) - 2] = '\0';
  return text;
}

static char *
add_point (char *text)
{
  gsize n = strcspn (text, "e");
  char *longer;

  if (memchr (text, '.', n) != NULL)
    return text;
  longer = g_strdup_printf ("%.*s.%s", (int) n, text, text + n);
  g_free (text);
  return longer;
}

char *
hw_double_format (double value,
                  char   type,
                  int    precision,
                  guint  flags)
{
  gboolean alternate = (flags & HW_DOUBLE_ALTERNATE) != 0;
  char kind = g_ascii_tolower (type);
  char *text;

  if (!isfinite (value)) {
    text = g_strdup (isnan (value) ? "nan" : value < 0 ? "-inf" : "inf");
  } else if (kind == 'r') {
    text = convert_shortest (value, (flags & HW_DOUBLE_POINT) != 0);
    if (alternate)
      text = add_point (text);
  } else if (kind == 'g' && flags & HW_DOUBLE_POINT && !alternate) {
    text = convert_with_point (value, precision);
  } else {
    text = convert (value, kind, precision, alternate);
  }
  if (flags & HW_DOUBLE_NO_NEGATIVE_ZERO && text[0] == '-' && isfinite (value) && strcspn (text, "123456789") >= strcspn (text, "e"))
    memmove (text, text + 1, strlen (text));
  if (kind != type)
    for (char *at = text; *at != '\0'; at++)
      *at = g_ascii_toupper (*at);
  return text;
}
