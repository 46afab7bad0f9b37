/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Objects as short texts: atoms as Python's repr() writes them, names of classes, functions and modules, titles. */

#include "timeline/text.h"

#include <math.h>
#include <string.h>

#include "vm/text.h"

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

/* Values such as 2.0, 0.1, 3.25: few decimals, found by trying. Short decimals of up to 15 digits are unique, so this is the
 * shortest. */
static gboolean
append_plain_float (GString *string,
                    double   value)
{
  static const double tens[] = { 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6 };
  double size = fabs (value);

  if (!(size < 1e8) || (size < 1e-3 && size != 0))
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
  g_autofree char *text = NULL;

  if (append_plain_float (string, value))
    return;
  text = hw_double_to_text (value);
  g_string_append (string, text);
}

/* ------------------------------------------------------------------------------------------------------ quoted text */

/* How many bytes the first [n] characters take. */
static gsize
cut_characters (const char *text,
                gsize       n_bytes,
                guint       n)
{
  gsize at = 0;

  for (; at < n_bytes; at++)
    if (((guchar) text[at] & 0xc0) != 0x80 && n-- == 0)
      break;
  return at;
}

/* Whether [text] stands for itself between simple quotes. */
static gboolean
is_plain (const char *text,
          gsize       n_bytes)
{
  for (gsize i = 0; i < n_bytes; i++)
    if (text[i] < 0x20 || text[i] > 0x7e || text[i] == '\'' || text[i] == '\\')
      return FALSE;
  return TRUE;
}

void
hw_text_append_quoted (GString    *string,
                       const char *text,
                       gsize       n_bytes,
                       gboolean    is_bytes,
                       gboolean    is_cut)
{
  gsize shown = is_bytes ? MIN (n_bytes, MAX_SHOWN) : cut_characters (text, n_bytes, MAX_SHOWN);

  if (is_plain (text, shown)) {
    g_string_append (string, is_bytes ? "b'" : "'");
    g_string_append_len (string, text, shown);
    g_string_append_c (string, '\'');
  } else {
    g_autofree char *quoted = is_bytes ? hw_bytes_repr ((const guint8 *) text, shown, "b", FALSE)
                                       : hw_text_repr (text, shown, FALSE);

    g_string_append (string, quoted);
  }
  if (is_cut || shown < n_bytes)
    g_string_insert (string, string->len - 1, "…");
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
  hw_text_append_quoted (string, text, n_bytes, kind != HW_KIND_STR, value[1] > n_bytes);
  if (kind == HW_KIND_BYTEARRAY)
    g_string_append_c (string, ')');
}

void
hw_text_append_value (GString       *string,
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
    hw_text_append_value (string, kind, value);
    return kind == HW_KIND_STR || kind == HW_KIND_BYTES || kind == HW_KIND_BYTEARRAY ? value[1] : 0;
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

static void
append_number (GString *string,
               guint32  number)
{
  if (number > 0)
    g_string_append_printf (string, " #%u", number);
}

void
hw_text_append_title (GString    *string,
                      HwKind      kind,
                      guint32     flags,
                      guint32     number,
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
      g_string_append_printf (string, "%s %s", type_name, text);
      append_number (string, number);
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
  g_string_append (string, type_name);
  append_number (string, number);
}
