/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Floats as text: what comes out reads back, and nothing shorter would. */

#include <locale.h>
#include <math.h>
#include <string.h>

#include "vm/format.h"

static const struct {
  double      value;
  const char *text;
} known[] = {
  { 0.0, "0.0" },        { -0.0, "-0.0" },      { 1.0, "1.0" },         { 0.1, "0.1" },           { 1e15, "1000000000000000.0" },
  { 1e16, "1e+16" },     { 1e-4, "0.0001" },    { 1e-5, "1e-05" },      { 5e-324, "5e-324" },     { 9007199254740993.0, "9007199254740992.0" },
  { 1e23, "1e+23" },     { 2e-44, "2e-44" },    { 123456.789, "123456.789" }, { 1.7976931348623157e308, "1.7976931348623157e+308" },
  { 9.5367431640625e-07, "9.5367431640625e-07" }, { 1.0 / 3, "0.3333333333333333" },
};

static void
test_knows_the_layout (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++) {
    g_autofree char *text = hw_double_to_text (known[i].value);

    g_assert_cmpstr (text, ==, known[i].text);
  }
}

static void
test_reads_back (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);

  for (guint i = 0; i < 50000; i++) {
    guint64 bits = (guint64) g_rand_int (random) << 32 | g_rand_int (random);
    g_autofree char *text = NULL;
    double value;

    memcpy (&value, &bits, sizeof value);
    if (!isfinite (value))
      continue;
    text = hw_double_to_text (value);
    g_assert_true (g_ascii_strtod (text, NULL) == value);
    /* no text of one digit less reads back */
    {
      int point;
      g_autofree char *digits = hw_double_digits (fabs (value), &point);
      gsize n = strlen (digits);
      char format[8], shorter[64];

      if (n < 2)
        continue;
      g_snprintf (format, sizeof format, "%%.%de", (int) n - 2);
      g_ascii_formatd (shorter, sizeof shorter, format, fabs (value));
      g_assert_true (g_ascii_strtod (shorter, NULL) != fabs (value));
    }
  }
}

static void
test_writes_what_c_does_not (void)
{
  static const struct {
    double      value;
    char        type;
    int         precision;
    guint       flags;
    const char *text;
  } cases[] = {
    { 123.0, 'g', 3, HW_DOUBLE_POINT, "1.23e+02" },     { 12.0, 'g', 3, HW_DOUBLE_POINT, "12.0" },
    { 999999.5, 'G', 6, HW_DOUBLE_ALTERNATE, "1.00000E+06" }, { 2.5, 'f', 0, HW_DOUBLE_ALTERNATE, "2." },
    { 0.5, 'f', 0, 0, "0" },                             { 1.5, 'f', 0, 0, "2" },
    { -0.001, 'f', 1, HW_DOUBLE_NO_NEGATIVE_ZERO, "0.0" }, { -0.1, 'f', 1, HW_DOUBLE_NO_NEGATIVE_ZERO, "-0.1" },
    { 1e20, 'r', 0, HW_DOUBLE_ALTERNATE, "1.e+20" },     { 5.0, 'r', 0, 0, "5" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = hw_double_format (cases[i].value, cases[i].type, cases[i].precision, cases[i].flags);

    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/double/knows-the-layout", test_knows_the_layout);
  g_test_add_func ("/double/reads-back", test_reads_back);
  g_test_add_func ("/double/writes-what-c-does-not", test_writes_what_c_does_not);
  return g_test_run ();
}
