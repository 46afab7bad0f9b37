/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Properties and case mappings of characters. Models Objects/unicodectype.c, on GLib's tables. */

#include "vm/text.h"

typedef struct {
  guint32 first, last;
} Range;

static gboolean
in_ranges (guint32      c,
           const Range *ranges,
           gsize        n)
{
  for (gsize i = 0; i < n; i++)
    if (c >= ranges[i].first && c <= ranges[i].last)
      return TRUE;
  return FALSE;
}

#define IN(c, ranges) in_ranges (c, ranges, G_N_ELEMENTS (ranges))

/* Digits that are no decimals: superscripts, circled and other forms. */
static const Range digit_ranges[] = {
  { 0xb2, 0xb3 },       { 0xb9, 0xb9 },       { 0x1369, 0x1371 },   { 0x19da, 0x19da },   { 0x2070, 0x2070 },   { 0x2074, 0x2079 },
  { 0x2080, 0x2089 },   { 0x2460, 0x2468 },   { 0x2474, 0x247c },   { 0x2488, 0x2490 },   { 0x24ea, 0x24ea },   { 0x24f5, 0x24fd },
  { 0x24ff, 0x24ff },   { 0x2776, 0x277e },   { 0x2780, 0x2788 },   { 0x278a, 0x2792 },   { 0x10a40, 0x10a43 }, { 0x10e60, 0x10e68 },
  { 0x11052, 0x1105a }, { 0x1f100, 0x1f10a },
};

/* Ideographs with a number's value. */
static const guint32 numeral_ideographs[] = {
  0x3405, 0x3483, 0x382a, 0x3b4d, 0x4e00, 0x4e03, 0x4e07, 0x4e09, 0x4e24, 0x4e5d, 0x4e8c, 0x4e94, 0x4e96, 0x4ebf, 0x4edf, 0x4ee8,
  0x4f0d, 0x4f70, 0x4fe9, 0x5006, 0x5104, 0x5146, 0x5169, 0x516b, 0x516d, 0x5341, 0x5343, 0x5344, 0x5345, 0x534c, 0x53c1, 0x53c2,
  0x53c3, 0x53c4, 0x56db, 0x58f1, 0x58f9, 0x5e7a, 0x5efe, 0x5eff, 0x5f0c, 0x5f0d, 0x5f0e, 0x5f10, 0x62d0, 0x62fe, 0x634c, 0x67d2,
  0x6d1e, 0x6f06, 0x7396, 0x767e, 0x7695, 0x79ed, 0x8086, 0x842c, 0x8cae, 0x8cb3, 0x8d30, 0x920e, 0x94a9, 0x9621, 0x9646, 0x964c,
  0x9678, 0x96f6, 0xf96b, 0xf973, 0xf978, 0xf9b2, 0xf9d1, 0xf9d3, 0xf9fd, 0x20001, 0x20064, 0x200e2, 0x20121, 0x2092a, 0x20983,
  0x2098c, 0x2099c, 0x20aea, 0x20afd, 0x20b19, 0x22390, 0x22998, 0x23b1b, 0x2626d, 0x2f890,
};

gboolean
hw_char_is_space (guint32 c)
{
  if (c < 0x80)
    return c == ' ' || (c >= 9 && c <= 13) || (c >= 0x1c && c <= 0x1f);
  return c == 0x85 || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f ||
         c == 0x205f || c == 0x3000;
}

gboolean
hw_char_is_line_break (guint32 c)
{
  return (c >= 10 && c <= 13) || (c >= 0x1c && c <= 0x1e) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

gboolean
hw_char_is_decimal (guint32 c)
{
  return c < 0x80 ? g_ascii_isdigit ((char) c) : g_unichar_type (c) == G_UNICODE_DECIMAL_NUMBER;
}

gboolean
hw_char_is_digit (guint32 c)
{
  return hw_char_is_decimal (c) || (c >= 0x80 && IN (c, digit_ranges));
}

gboolean
hw_char_is_numeric (guint32 c)
{
  GUnicodeType type;

  if (c < 0x80)
    return g_ascii_isdigit ((char) c);
  type = g_unichar_type (c);
  if (type == G_UNICODE_DECIMAL_NUMBER || type == G_UNICODE_LETTER_NUMBER || type == G_UNICODE_OTHER_NUMBER)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (numeral_ideographs); i++)
    if (numeral_ideographs[i] == c)
      return TRUE;
  return FALSE;
}

gboolean
hw_char_is_alpha (guint32 c)
{
  return c < 0x80 ? g_ascii_isalpha ((char) c) : g_unichar_isalpha (c);
}

/* Other_Uppercase, Other_Lowercase: cased characters that are no letters of that category. */
static const Range other_upper[] = { { 0x2160, 0x216f }, { 0x24b6, 0x24cf }, { 0x1f130, 0x1f149 }, { 0x1f150, 0x1f169 }, { 0x1f170, 0x1f189 } };
static const Range other_lower[] = {
  { 0xaa, 0xaa },     { 0xba, 0xba },     { 0x2b0, 0x2b8 },   { 0x2c0, 0x2c1 },   { 0x2e0, 0x2e4 },   { 0x345, 0x345 },
  { 0x37a, 0x37a },   { 0x1d2c, 0x1d6a }, { 0x1d78, 0x1d78 }, { 0x1d9b, 0x1dbf }, { 0x2071, 0x2071 }, { 0x207f, 0x207f },
  { 0x2090, 0x209c }, { 0x2170, 0x217f }, { 0x24d0, 0x24e9 }, { 0x2c7c, 0x2c7d }, { 0xa69c, 0xa69d }, { 0xa770, 0xa770 },
  { 0xa7f8, 0xa7f9 }, { 0xab5c, 0xab5f }, { 0x10780, 0x10780 }, { 0x10783, 0x10785 }, { 0x10787, 0x107b0 }, { 0x107b2, 0x107ba },
};

gboolean
hw_char_is_upper (guint32 c)
{
  return c < 0x80 ? g_ascii_isupper ((char) c) : g_unichar_type (c) == G_UNICODE_UPPERCASE_LETTER || IN (c, other_upper);
}

gboolean
hw_char_is_lower (guint32 c)
{
  return c < 0x80 ? g_ascii_islower ((char) c) : g_unichar_type (c) == G_UNICODE_LOWERCASE_LETTER || IN (c, other_lower);
}

gboolean
hw_char_is_title (guint32 c)
{
  return c >= 0x80 && g_unichar_type (c) == G_UNICODE_TITLECASE_LETTER;
}

gboolean
hw_char_is_printable (guint32 c)
{
  if (c < 0x80)
    return c >= ' ' && c < 0x7f;
  switch (g_unichar_type (c)) {
  case G_UNICODE_CONTROL:
  case G_UNICODE_FORMAT:
  case G_UNICODE_SURROGATE:
  case G_UNICODE_PRIVATE_USE:
  case G_UNICODE_UNASSIGNED:
  case G_UNICODE_LINE_SEPARATOR:
  case G_UNICODE_PARAGRAPH_SEPARATOR:
  case G_UNICODE_SPACE_SEPARATOR:
    return FALSE;
  default:
    return TRUE;
  }
}

gboolean
hw_char_is_identifier (guint32  c,
                       gboolean first)
{
  GUnicodeType type;

  if (c < 0x80)
    return c == '_' || g_ascii_isalpha ((char) c) || (!first && g_ascii_isdigit ((char) c));
  type = g_unichar_type (c);
  if (g_unichar_isalpha (c) || type == G_UNICODE_LETTER_NUMBER || c == 0x2118 || c == 0x212e)
    return TRUE;
  return !first && (type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_SPACING_MARK || type == G_UNICODE_DECIMAL_NUMBER ||
                    type == G_UNICODE_CONNECT_PUNCTUATION || c == 0xb7 || c == 0x387);
}

/* ------------------------------------------------------------------------------------------------------------- case */

/* Numbers and letters in circles have case without being letters: GLib leaves them alone. */
static guint32
lower_of (guint32 c)
{
  return c >= 0x2160 && c <= 0x216f ? c + 16 : c >= 0x24b6 && c <= 0x24cf ? c + 26 : g_unichar_tolower (c);
}

void
hw_char_append_lower (GString *text,
                      guint32  c)
{
  if (c == 0x130)
    g_string_append (text, "i\xcc\x87");
  else
    hw_text_append (text, lower_of (c));
}

/* GLib maps one character to several only in whole strings, whose rules for Turkish go by the locale; those letters map one to one. */
void
hw_char_append_upper (GString *text,
                      guint32  c)
{
  char buffer[8];
  g_autofree char *upper = NULL;

  if (c < 0x80) {
    g_string_append_c (text, g_ascii_toupper ((char) c));
    return;
  }
  if (c == 0x131 || (c >= 0xd800 && c < 0xe000)) {
    hw_text_append (text, c == 0x131 ? 'I' : c);
    return;
  }
  if ((c >= 0x2170 && c <= 0x217f) || (c >= 0x24d0 && c <= 0x24e9)) {
    hw_text_append (text, c - (c < 0x2200 ? 16 : 26));
    return;
  }
  upper = g_utf8_strup (buffer, g_unichar_to_utf8 (c, buffer));
  g_string_append (text, upper);
}

void
hw_char_append_title (GString *text,
                      guint32  c)
{
  gsize begin = text->len;
  const char *rest;

  hw_char_append_upper (text, c);
  rest = text->str + begin;
  hw_text_next (&rest);
  if ((c >= 0x2170 && c <= 0x217f) || (c >= 0x24d0 && c <= 0x24e9))
    return;
  if (*rest == '\0' || (c >= 0x1f80 && c < 0x2000)) {
    g_string_truncate (text, begin);
    hw_text_append (text, g_unichar_totitle (c));
  } else if (c == 0xdf || (c >= 0xfb00 && c <= 0xfb17) || c == 0x587) {
    /* several letters in one: only the first is large */
    const char *second = rest;
    g_autofree char *tail = g_strdup (rest);

    g_string_truncate (text, (gsize) (second - text->str));
    for (second = tail; *second != '\0';)
      hw_text_append (text, g_unichar_tolower (hw_text_next (&second)));
  }
}

void
hw_char_append_folded (GString *text,
                       guint32  c)
{
  char buffer[8];
  g_autofree char *folded = NULL;

  if (c < 0x80 || (c >= 0xd800 && c < 0xe000)) {
    hw_text_append (text, c < 0x80 ? (guint32) g_ascii_tolower ((char) c) : c);
    return;
  }
  folded = g_utf8_casefold (buffer, g_unichar_to_utf8 (c, buffer));
  g_string_append (text, folded);
}
