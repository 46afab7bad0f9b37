/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Integers from text and to text. Models PyLong_FromString, long_to_decimal_string and the limit on digits (CVE-2020-10735). */

#include "vm/numbers.h"
#include "vm/text.h"

#include <string.h>

char *
hw_int_to_digits (HwObject *object,
                  int       base)
{
  char *digits;
  mpz_t z;

  mpz_init (z);
  hw_int_to_mpz (object, z);
  mpz_abs (z, z);
  digits = g_malloc (mpz_sizeinbase (z, base) + 2);
  mpz_get_str (digits, base, z);
  mpz_clear (z);
  return digits;
}

char *
hw_int_to_text (HwVm     *vm,
                HwObject *object)
{
  gint64 value;
  g_autofree char *digits = NULL;

  if (hw_int_get (object, &value))
    return g_strdup_printf ("%" G_GINT64_FORMAT, value);
  digits = hw_int_to_digits (object, 10);
  if (strlen (digits) > HW_INT_MAX_DIGITS)
    return hw_raise (vm, HW_EXC_ValueError,
                     "Exceeds the limit (%d digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit",
                     HW_INT_MAX_DIGITS);
  return g_strconcat (hw_int_sign (object) < 0 ? "-" : "", digits, NULL);
}

static int
digit_value (char c)
{
  return g_ascii_isdigit (c) ? c - '0' : g_ascii_isalpha (c) ? g_ascii_tolower (c) - 'a' + 10 : 99;
}

/* A prefix like "0x" that fits [base], which is found out when it is 0. */
static const char *
skip_prefix (const char *at,
             int        *base,
             gboolean   *zeros_only)
{
  int of_prefix = 0;

  if (at[0] == '0') {
    char c = g_ascii_tolower (at[1]);

    of_prefix = c == 'x' ? 16 : c == 'o' ? 8 : c == 'b' ? 2 : 0;
  }
  if (*base == 0) {
    *zeros_only = at[0] == '0' && of_prefix == 0; /* "010" is no literal, "00" is */
    *base = of_prefix != 0 ? of_prefix : 10;
  }
  if (of_prefix == *base && of_prefix != 0) {
    at += 2;
    if (*at == '_')
      at++;
  }
  return at;
}

/* The digits without underscores, or NULL if there is something wrong with them. */
static char *
collect_digits (const char *at,
                const char *end,
                int         base)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  if (at == end)
    return NULL;
  for (; at < end; at++) {
    if (*at == '_') {
      if (at + 1 == end || at[1] == '_' || digits->len == 0)
        return NULL;
      continue;
    }
    if (digit_value (*at) >= base)
      return NULL;
    g_string_append_c (digits, *at);
  }
  return g_string_free (g_steal_pointer (&digits), FALSE);
}

static gpointer
raise_invalid (HwVm     *vm,
               int       base,
               HwObject *original)
{
  HwObject *shown = hw_repr (vm, original);

  if (shown == NULL)
    return NULL;
  hw_raise (vm, HW_EXC_ValueError, "invalid literal for int() with base %d: %.200s", base, hw_str_text (shown));
  hw_decref (H (vm), shown);
  return NULL;
}

static HwObject *
int_of_digits (HwVm       *vm,
               const char *digits,
               int         base,
               gboolean    negative)
{
  gsize n = strlen (digits);
  HwObject *result;
  mpz_t z;

  if (n <= 10) {
    gint64 value = 0;

    for (gsize i = 0; i < n; i++)
      value = value * base + digit_value (digits[i]);
    return hw_int_new (H (vm), negative ? -value : value);
  }
  if ((base & (base - 1)) != 0 && n > HW_INT_MAX_DIGITS)
    return hw_raise (vm, HW_EXC_ValueError,
                     "Exceeds the limit (%d digits) for integer string conversion: value has %" G_GSIZE_FORMAT
                     " digits; use sys.set_int_max_str_digits() to increase the limit",
                     HW_INT_MAX_DIGITS, n);
  if (n > HW_INT_MAX_BITS / 5)
    return hw_raise (vm, HW_EXC_MemoryError, "integer of more than %d bits", HW_INT_MAX_BITS);
  mpz_init_set_str (z, digits, base);
  if (negative)
    mpz_neg (z, z);
  result = hw_int_from_mpz (vm, z);
  mpz_clear (z);
  return result;
}

HwObject *
hw_int_from_text (HwVm       *vm,
                  const char *text,
                  gsize       length,
                  int         base,
                  HwObject   *original)
{
  g_autofree char *ascii = hw_text_to_ascii_digits (text, length);
  g_autofree char *digits = NULL;
  const char *at = ascii;
  gboolean zeros_only = FALSE;
  gboolean negative;
  int given = base;

  if (ascii == NULL)
    return raise_invalid (vm, given, original);
  negative = *at == '-';
  if (*at == '-' || *at == '+')
    at++;
  at = skip_prefix (at, &base, &zeros_only);
  digits = collect_digits (at, ascii + strlen (ascii), base);
  if (digits == NULL || (zeros_only && strspn (digits, "0") != strlen (digits)))
    return raise_invalid (vm, given, original);
  return int_of_digits (vm, digits, base, negative);
}
