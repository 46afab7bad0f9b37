/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Objects as short texts: atoms as Python's repr() writes them, names of classes, functions and modules, titles. */

#include "timeline/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Characters shown of a str or bytes. */
#define MAX_SHOWN 40

/* --------------------------------------------------------------------------------------------------------- numbers */

static void
append_int (GString *string,
            gint64   value)
{
  char digits[24];
  char *end = digits + sizeof digits;
  char *p = end;
  guint64 rest = value < 0 ? -(guint64) value : (guint64) value;

  do
    *--p = '0' + rest % 10;
  while ((rest /= 10) > 0);
  if (value < 0)
    *--p = '-';
  g_string_append_len (string, p, end - p);
}

/* The fewest digits that read back as [value], in "%e" form. */
static void
shortest_digits (double value,
                 char   buffer[G_ASCII_DTOSTR_BUF_SIZE])
{
  for (int precision = 14; precision <= 16; precision++) {
    char format[8] = { '%', '.', '0' + precision / 10, '0' + precision % 10, 'e', '\0' };

    g_ascii_formatd (buffer, G_ASCII_DTOSTR_BUF_SIZE, format, value);
    if (g_ascii_strtod (buffer, NULL) == value)
      return;
  }
}

/* Values such as 2.0, 0.1, 3.25: few decimals, found by trying. Short decimals of up to 15 digits are unique, so this is the shortest. */
static gboolean
append_plain_float (GString *string,
                    double   value)
{
  static const double tens[] = { 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6 };
  double size = fabs (value);

  if (size >= 1e8 || (size < 1e-3 && size != 0))
    return FALSE;
  for (guint decimals = 0; decimals < G_N_ELEMENTS (tens); decimals++) {
    double scaled = rint (size * tens[decimals]);

    if (scaled / tens[decimals] == size) {
      guint64 whole = (guint64) scaled / (guint64) tens[decimals];
      guint64 part = (guint64) scaled % (guint64) tens[decimals];

      if (signbit (value))
        g_string_append_c (string, '-');
      append_int (string, whole);
      g_string_append_c (string, '.');
      for (guint i = decimals; i > 1; i--)
        if (part < (guint64) tens[i - 1])
          g_string_append_c (string, '0');
      append_int (string, part);
      return TRUE;
    }
  }
  return FALSE;
}

void
hw_text_append_float (GString *string,
                      double   value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  int n = 0;
  int exponent;
  const char *p;

  if (isnan (value) || isinf (value)) {
    g_string_append (string, isnan (value) ? "nan" : value < 0 ? "-inf" : "inf");
    return;
  }
  if (append_plain_float (string, value))
    return;

  shortest_digits (value, buffer);
  for (p = buffer; *p != '\0' && *p != 'e'; p++)
    if (g_ascii_isdigit (*p))
      digits[n++] = *p;
  exponent = atoi (p + 1);
  while (n > 1 && digits[n - 1] == '0')
    n--;
  if (signbit (value))
    g_string_append_c (string, '-');

  if (exponent < -4 || exponent >= 16) {
    g_string_append_c (string, digits[0]);
    if (n > 1) {
      g_string_append_c (string, '.');
      g_string_append_len (string, digits + 1, n - 1);
    }
    g_string_append_printf (string, "e%c%02d", exponent < 0 ? '-' : '+', ABS (exponent));
  } else if (exponent < 0) {
    g_string_append (string, "0.");
    for (int i = exponent + 1; i < 0; i++)
      g_string_append_c (string, '0');
    g_string_append_len (string, digits, n);
  } else {
    for (int i = 0; i <= exponent; i++)
      g_string_append_c (string, i < n ? digits[i] : '0');
    g_string_append_c (string, '.');
    if (n > exponent + 1)
      g_string_append_len (string, digits + exponent + 1, n - exponent - 1);
    else
      g_string_append_c (string, '0');
  }
}

/* ------------------------------------------------------------------------------------------------------ quoted text */

/* The character at [*p], which moves on. What is no UTF-8 counts bytewise; a lone surrogate in three bytes is one character. */
static gunichar
next_character (const char **p,
                const char  *end)
{
  const guchar *s = (const guchar *) *p;
  gunichar character = g_utf8_get_char_validated (*p, end - *p);

  if (character != (gunichar) -1 && character != (gunichar) -2) {
    *p = g_utf8_next_char (*p);
    return character;
  }
  if (end - *p >= 3 && s[0] == 0xed && (s[1] & 0xc0) == 0x80 && (s[2] & 0xc0) == 0x80) {
    *p += 3;
    return 0xd000 | (s[1] & 0x3f) << 6 | (s[2] & 0x3f);
  }
  *p += 1;
  return *s;
}

static void
append_escaped (GString  *string,
                gunichar  character,
                char      quote,
                gboolean  is_bytes)
{
  if (character == (gunichar) quote || character == '\\')
    g_string_append_printf (string, "\\%c", (char) character);
  else if (character == '\n')
    g_string_append (string, "\\n");
  else if (character == '\r')
    g_string_append (string, "\\r");
  else if (character == '\t')
    g_string_append (string, "\\t");
  else if (character >= 0x20 && character < 0x7f)
    g_string_append_c (string, (char) character);
  else if (character < 0x20 || character == 0x7f || is_bytes)
    g_string_append_printf (string, "\\x%02x", character);
  else if (g_unichar_isprint (character) && !(character >= 0xd800 && character < 0xe000))
    g_string_append_unichar (string, character);
  else
    g_string_append_printf (string, character < 0x100 ? "\\x%02x" : character < 0x10000 ? "\\u%04x" : "\\U%08x", character);
}

void
hw_text_append_quoted (GString    *string,
                       const char *text,
                       gsize       n_bytes,
                       gboolean    is_bytes,
                       gboolean    is_cut)
{
  const char *end = text + n_bytes;
  const char *p = text;
  char quote = memchr (text, '\'', n_bytes) != NULL && memchr (text, '"', n_bytes) == NULL ? '"' : '\'';

  g_string_append_c (string, quote);
  for (guint n = 0; p < end && n < MAX_SHOWN; n++) {
    gunichar character = is_bytes ? (guchar) *p++ : next_character (&p, end);

    append_escaped (string, character, quote, is_bytes);
  }
  if (is_cut || p < end)
    g_string_append (string, "…");
  g_string_append_c (string, quote);
}

/* --------------------------------------------------------------------------------------------------------- objects */

/* The VALUE_… event of the object in [cell], or NULL. */
static const guint32 *
get_value (HwTimeline *timeline,
           HwReplica  *replica,
           guint32     cell)
{
  guint32 serial = replica->cells[cell].serial;

  if (serial == 0 || serial >= replica->values_room || replica->values[serial] == 0)
    return NULL;
  return timeline->words + replica->values[serial] - 1;
}

const char *
hw_text_get_str (HwTimeline *timeline,
                 HwReplica  *replica,
                 guint32     cell,
                 gsize      *length)
{
  const guint32 *value = get_value (timeline, replica, cell);

  if (HW_NATURE_KIND (replica->cells[cell].nature) != HW_KIND_STR || value == NULL
      || HW_EVENT_KIND (value[0]) != HW_EVENT_VALUE_TEXT)
    return NULL;
  *length = value[2];
  return (const char *) (value + 3);
}

static void
append_text_value (GString       *string,
                   HwKind         kind,
                   const guint32 *value)
{
  const char *text = (const char *) (value + 3);
  gsize n_bytes = value[2];

  if (kind != HW_KIND_STR && kind != HW_KIND_BYTES && kind != HW_KIND_BYTEARRAY) {
    g_string_append_len (string, text, n_bytes);
    return;
  }
  if (kind == HW_KIND_BYTEARRAY)
    g_string_append (string, "bytearray(");
  if (kind != HW_KIND_STR)
    g_string_append_c (string, 'b');
  hw_text_append_quoted (string, text, n_bytes, kind != HW_KIND_STR, value[1] > n_bytes);
  if (kind == HW_KIND_BYTEARRAY)
    g_string_append_c (string, ')');
}

static void
append_value (GString       *string,
              HwKind         kind,
              const guint32 *value)
{
  union {
    guint64 bits;
    double  real;
  } number;

  if (HW_EVENT_KIND (value[0]) == HW_EVENT_VALUE_TEXT) {
    append_text_value (string, kind, value);
    return;
  }
  number.bits = value[1] | (guint64) value[2] << 32;
  if (HW_EVENT_KIND (value[0]) == HW_EVENT_VALUE_FLOAT)
    hw_text_append_float (string, number.real);
  else if (kind == HW_KIND_BOOL)
    g_string_append (string, number.bits != 0 ? "True" : "False");
  else
    append_int (string, (gint64) number.bits);
}

/* The number of the fixed slot labelled [label], or -1. */
static int
find_fixed_slot (HwKind      kind,
                 const char *label)
{
  const char *p = hw_kind_get_slots (kind);
  gsize length = strlen (label);

  for (int slot = 0; *p != '\0'; slot++) {
    gsize n = strcspn (p, " ");

    if (n == length && strncmp (p, label, n) == 0)
      return slot;
    p += n + (p[n] == ' ');
  }
  return -1;
}

/* The name of an object that has no recorded value: the str in the slot for it, or that of its layout. */
static void
append_name (GString    *string,
             HwTimeline *timeline,
             HwReplica  *replica,
             guint32     cell,
             const char *label)
{
  HwCell *self = &replica->cells[cell];
  int slot = find_fixed_slot (HW_NATURE_KIND (self->nature), label);
  gsize length = 0;
  const char *name = slot >= 0 ? hw_text_get_str (timeline, replica, hw_slots_get (&self->slots, slot), &length) : NULL;

  if (name == NULL && self->layout != 0) {
    name = hw_timeline_get_layout_name (timeline, self->layout);
    length = name != NULL ? strlen (name) : 0;
  }
  g_string_append_len (string, name, length);
}

guint32
hw_text_append_object (GString    *string,
                       HwTimeline *timeline,
                       HwReplica  *replica,
                       guint32     cell)
{
  HwKind kind = HW_NATURE_KIND (replica->cells[cell].nature);
  const guint32 *value = get_value (timeline, replica, cell);

  if (value != NULL) {
    append_value (string, kind, value);
    if (HW_EVENT_KIND (value[0]) == HW_EVENT_VALUE_TEXT && (kind == HW_KIND_STR || kind == HW_KIND_BYTES || kind == HW_KIND_BYTEARRAY))
      return value[1];
    return 0;
  }
  switch (kind) {
  case HW_KIND_NONE:
    g_string_append (string, "None");
    break;
  case HW_KIND_ELLIPSIS:
    g_string_append (string, "Ellipsis");
    break;
  case HW_KIND_NOT_IMPLEMENTED:
    g_string_append (string, "NotImplemented");
    break;
  case HW_KIND_TYPE:
  case HW_KIND_FUNCTION:
  case HW_KIND_DESCRIPTOR:
  case HW_KIND_MODULE:
    append_name (string, timeline, replica, cell, "__name__");
    break;
  case HW_KIND_CODE:
    append_name (string, timeline, replica, cell, "co_name");
    break;
  case HW_KIND_GENERATOR:
    append_name (string, timeline, replica, cell, "gi_name");
    break;
  default:
    break;
  }
  return 0;
}

gboolean
hw_text_is_atom (HwKind  kind,
                 guint32 flags)
{
  switch (kind) {
  case HW_KIND_NONE:
  case HW_KIND_ELLIPSIS:
  case HW_KIND_NOT_IMPLEMENTED:
  case HW_KIND_BOOL:
  case HW_KIND_INT:
  case HW_KIND_FLOAT:
  case HW_KIND_COMPLEX:
  case HW_KIND_STR:
  case HW_KIND_BYTES:
    return (flags & (HW_FLAG_HEAP_TYPE | HW_FLAG_CLASS_HELD)) == 0;
  default:
    return FALSE;
  }
}

void
hw_text_append_title (GString    *string,
                      HwKind      kind,
                      guint32     flags,
                      guint32     serial,
                      const char *text,
                      const char *type_name)
{
  if (*text != '\0') {
    switch (kind) {
    case HW_KIND_TYPE:
      g_string_append_printf (string, "class %s", text);
      return;
    case HW_KIND_MODULE:
      g_string_append_printf (string, "module %s", text);
      return;
    case HW_KIND_FUNCTION:
    case HW_KIND_GENERATOR:
      g_string_append_printf (string, "%s %s #%u", type_name, text, serial);
      return;
    case HW_KIND_CODE:
      g_string_append_printf (string, "code of %s", text);
      return;
    case HW_KIND_BUILTIN:
    case HW_KIND_DESCRIPTOR:
      g_string_append_printf (string, "built-in %s", text);
      return;
    default:
      if (hw_text_is_atom (kind, flags)) {
        g_string_append (string, text);
        return;
      }
    }
  }
  g_string_append_printf (string, "%s #%u", type_name, serial);
}
