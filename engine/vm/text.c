/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Walking, measuring and searching text. Models Objects/stringlib. */

#include "vm/text.h"

#include <string.h>

guint32
hw_text_next (const char **at)
{
  const guint8 *bytes = (const guint8 *) *at;

  if (bytes[0] < 0x80) {
    *at += 1;
    return bytes[0];
  }
  if (bytes[0] < 0xe0) {
    *at += 2;
    return (bytes[0] & 0x1fu) << 6 | (bytes[1] & 0x3fu);
  }
  if (bytes[0] < 0xf0) {
    *at += 3;
    return (bytes[0] & 0x0fu) << 12 | (bytes[1] & 0x3fu) << 6 | (bytes[2] & 0x3fu);
  }
  *at += 4;
  return (bytes[0] & 0x07u) << 18 | (bytes[1] & 0x3fu) << 12 | (bytes[2] & 0x3fu) << 6 | (bytes[3] & 0x3fu);
}

static inline gboolean
is_continuation (char c)
{
  return ((guint8) c & 0xc0) == 0x80;
}

guint32
hw_text_previous (const char **at)
{
  const char *begin = *at - 1;

  while (is_continuation (*begin))
    begin--;
  *at = begin;
  return hw_text_next (&begin);
}

gsize
hw_text_length (const char *text,
                gsize       n_bytes)
{
  gsize n = 0;

  for (gsize i = 0; i < n_bytes; i++)
    n += !is_continuation (text[i]);
  return n;
}

gsize
hw_str_offset (const HwObject *str,
               gint64          position)
{
  const char *text = str->as.str.utf8;
  const char *at;

  if (hw_str_is_ascii (str))
    return (gsize) position;
  if (position > str->as.str.n_chars / 2) {
    at = text + str->as.str.n_bytes;
    for (gint64 left = str->as.str.n_chars - position; left > 0; left--)
      for (at--; is_continuation (*at); at--)
        continue;
  } else {
    for (at = text; position > 0; position--)
      for (at++; is_continuation (*at); at++)
        continue;
  }
  return (gsize) (at - text);
}

gint64
hw_str_position (const HwObject *str,
                 gsize           offset)
{
  return (gint64) (hw_str_is_ascii (str) ? offset : hw_text_length (str->as.str.utf8, offset));
}

void
hw_text_append (GString *text,
                guint32  character)
{
  if (character < 0x80) {
    g_string_append_c (text, (char) character);
  } else {
    char buffer[6];
    int n = g_unichar_to_utf8 (character, buffer);

    g_string_append_len (text, buffer, n);
  }
}

/* --------------------------------------------------------------------------------------------------------- searching */

gboolean
hw_stretch_equal (HwStretch a,
               HwStretch b)
{
  return a.n == b.n && memcmp (a.at, b.at, a.n) == 0;
}

gboolean
hw_stretch_has_prefix (HwStretch text,
                    HwStretch prefix)
{
  return text.n >= prefix.n && memcmp (text.at, prefix.at, prefix.n) == 0;
}

gboolean
hw_stretch_has_suffix (HwStretch text,
                    HwStretch suffix)
{
  return text.n >= suffix.n && memcmp (text.at + text.n - suffix.n, suffix.at, suffix.n) == 0;
}

gssize
hw_stretch_find (HwStretch hay,
              HwStretch needle)
{
  const char *found;

  if (needle.n == 0)
    return 0;
  if (needle.n > hay.n)
    return -1;
  found = needle.n == 1 ? memchr (hay.at, *needle.at, hay.n) : memmem (hay.at, hay.n, needle.at, needle.n);
  return found != NULL ? found - hay.at : -1;
}

gssize
hw_stretch_find_last (HwStretch hay,
                   HwStretch needle)
{
  if (needle.n == 0)
    return (gssize) hay.n;
  if (needle.n > hay.n)
    return -1;
  for (gssize at = (gssize) (hay.n - needle.n); at >= 0; at--)
    if (hay.at[at] == *needle.at && memcmp (hay.at + at, needle.at, needle.n) == 0)
      return at;
  return -1;
}

/* ------------------------------------------------------------------------------------------------------ for numbers */

char *
hw_text_to_ascii_digits (const char *text,
                         gsize       length)
{
  const char *at = text;
  const char *end = text + length;
  g_autoptr (GString) ascii = NULL;

  while (at < end) {
    const char *next = at;

    if (!hw_char_is_space (hw_text_next (&next)))
      break;
    at = next;
  }
  while (end > at) {
    const char *before = end;

    if (!hw_char_is_space (hw_text_previous (&before)))
      break;
    end = before;
  }
  ascii = g_string_sized_new ((gsize) (end - at));
  while (at < end) {
    guint32 c = hw_text_next (&at);

    if (c >= 0x80 && hw_char_is_decimal (c))
      c = '0' + (guint32) g_unichar_digit_value (c);
    if (c == 0 || c >= 0x80)
      return NULL;
    g_string_append_c (ascii, (char) c);
  }
  return g_string_free (g_steal_pointer (&ascii), FALSE);
}

/* -------------------------------------------------------------------------------------------------------------- repr */

static void
append_escaped (GString *text,
                guint32  c)
{
  if (c == '\n')
    g_string_append (text, "\\n");
  else if (c == '\r')
    g_string_append (text, "\\r");
  else if (c == '\t')
    g_string_append (text, "\\t");
  else if (c < 0x100)
    g_string_append_printf (text, "\\x%02x", c);
  else if (c < 0x10000)
    g_string_append_printf (text, "\\u%04x", c);
  else
    g_string_append_printf (text, "\\U%08x", c);
}

static char
choose_quote (const char *text,
              gsize       n)
{
  return memchr (text, '\'', n) != NULL && memchr (text, '"', n) == NULL ? '"' : '\'';
}

char *
hw_text_repr (const char *text,
              gsize       length,
              gboolean    ascii_only)
{
  char quote = choose_quote (text, length);
  GString *shown = g_string_sized_new (length + 2);
  const char *at = text;

  g_string_append_c (shown, quote);
  while (at < text + length) {
    guint32 c = hw_text_next (&at);

    if (c == (guint32) quote || c == '\\') {
      g_string_append_c (shown, '\\');
      g_string_append_c (shown, (char) c);
    } else if (c < 0x80 ? c >= ' ' && c < 0x7f : !ascii_only && hw_char_is_printable (c)) {
      hw_text_append (shown, c);
    } else {
      append_escaped (shown, c);
    }
  }
  g_string_append_c (shown, quote);
  return g_string_free (shown, FALSE);
}

char *
hw_bytes_repr (const guint8 *data,
               gsize         n,
               const char   *prefix,
               gboolean      escape_apostrophes)
{
  char quote = choose_quote ((const char *) data, n);
  GString *shown = g_string_new (prefix);

  g_string_append_c (shown, quote);
  for (gsize i = 0; i < n; i++) {
    if (data[i] == (guint8) quote || data[i] == '\\' || (data[i] == '\'' && escape_apostrophes))
      g_string_append_printf (shown, "\\%c", data[i]);
    else if (data[i] >= ' ' && data[i] < 0x7f)
      g_string_append_c (shown, (char) data[i]);
    else
      append_escaped (shown, data[i]);
  }
  g_string_append_c (shown, quote);
  return g_string_free (shown, FALSE);
}
