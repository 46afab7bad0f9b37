/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Floats as %e, %f and %g write them. Models format_float_short of Python/pystrtod.c. C's conversions round exactly, halves to even, so they
 * give the digits; 'g' is laid out here, since C does not know the one that keeps a point ('{:.3}'). */

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

/* "1.500e+06" to "1.5e+06". New. */
static char *
drop_zeros (const char *text)
{
  const char *mark = text + strcspn (text, "e");
  const char *end = mark;

  if (memchr (text, '.', (gsize) (mark - text)) != NULL) {
    while (end[-1] == '0')
      end--;
    if (end[-1] == '.')
      end--;
  }
  return g_strdup_printf ("%.*s%s", (int) (end - text), text, mark);
}

/* 'g' by hand: with [point], exponents begin one digit earlier, and an integral text gets ".0"; with [alternate], zeros stay. (C's "%#g"
 * is not to be had: glibc loses the zeros where rounding adds a digit.) */
static char *
convert_general (double   value,
                 int      precision,
                 gboolean point,
                 gboolean alternate)
{
  int digits = MAX (precision, 1);
  g_autofree char *scientific = convert (value, 'e', digits - 1, alternate);
  int exponent = atoi (strchr (scientific, 'e') + 1);
  g_autofree char *plain = NULL;
  char *text;

  if (exponent < -4 || exponent + 1 > digits - (point ? 1 : 0))
    return alternate ? g_steal_pointer (&scientific) : drop_zeros (scientific);
  plain = convert (value, 'f', digits - 1 - exponent, alternate);
  if (alternate)
    return g_steal_pointer (&plain);
  text = drop_zeros (plain);
  if (point && strchr (text, '.') == NULL) {
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
  } else if (kind == 'g') {
    text = convert_general (value, precision, (flags & HW_DOUBLE_POINT) != 0, alternate);
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
