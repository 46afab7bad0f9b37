/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* bytes and bytearray: case, padding, questions, hexadecimal and tables. Models Objects/bytes_methods.c and Python/pystrhex.c. */

#include <string.h>

#include "vm/bytes.h"

/* -------------------------------------------------------------------------------------------------------------- case */

typedef enum { LOWER, UPPER, SWAP, CAPITALIZE, TITLE } Case;

static HwObject *
change_case (HwVm     *vm,
             HwObject *self,
             Case      wanted)
{
  GString *data = g_string_new_len ((const char *) self->as.bytes.data, self->as.bytes.n);
  gboolean in_word = FALSE;

  for (gsize i = 0; i < data->len; i++) {
    char c = data->str[i];
    gboolean up = wanted == UPPER || (wanted == SWAP && g_ascii_islower (c)) || (wanted == CAPITALIZE && i == 0) ||
                  (wanted == TITLE && !in_word);

    data->str[i] = up ? g_ascii_toupper (c) : g_ascii_tolower (c);
    in_word = g_ascii_isalpha (c);
  }
  return hw_bytes_finish (vm, self, data);
}

#define DEFINE_CASE(name, wanted)                                                                                     \
  HwObject *hw_bytes_##name (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)             \
  {                                                                                                                   \
    return change_case (vm, self, wanted);                                                                            \
  }

DEFINE_CASE (lower, LOWER)
DEFINE_CASE (upper, UPPER)
DEFINE_CASE (swapcase, SWAP)
DEFINE_CASE (capitalize, CAPITALIZE)
DEFINE_CASE (title, TITLE)

/* --------------------------------------------------------------------------------------------------------- questions */

static gboolean
is_alnum (char c)
{
  return g_ascii_isalnum (c);
}

static gboolean
is_alpha (char c)
{
  return g_ascii_isalpha (c);
}

static gboolean
is_digit (char c)
{
  return g_ascii_isdigit (c);
}

static gboolean
is_space (char c)
{
  return c == ' ' || (c >= 9 && c <= 13);
}

static gboolean
is_ascii (char c)
{
  return (guint8) c < 0x80;
}

static gboolean
all_are (HwStretch span,
         gboolean (*predicate) (char c))
{
  for (gsize i = 0; i < span.n; i++)
    if (!predicate (span.at[i]))
      return FALSE;
  return TRUE;
}

#define DEFINE_QUESTION(name, predicate, empty)                                                                       \
  HwObject *hw_bytes_##name (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)             \
  {                                                                                                                   \
    return hw_bool_new (H (vm), self->as.bytes.n > 0 ? all_are (hw_bytes_of (self), predicate) : (empty));            \
  }

DEFINE_QUESTION (isalnum, is_alnum, FALSE)
DEFINE_QUESTION (isalpha, is_alpha, FALSE)
DEFINE_QUESTION (isdigit, is_digit, FALSE)
DEFINE_QUESTION (isspace, is_space, FALSE)
DEFINE_QUESTION (isascii, is_ascii, TRUE)

static HwObject *
one_case (HwVm     *vm,
          HwObject *self,
          gboolean  upper)
{
  gboolean cased = FALSE;

  for (guint32 i = 0; i < self->as.bytes.n; i++) {
    char c = (char) self->as.bytes.data[i];

    if (upper ? g_ascii_islower (c) : g_ascii_isupper (c))
      return hw_bool_new (H (vm), FALSE);
    cased |= g_ascii_isalpha (c);
  }
  return hw_bool_new (H (vm), cased);
}

HwObject *
hw_bytes_islower (HwVm            *vm,
                  HwObject        *self,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  return one_case (vm, self, FALSE);
}

HwObject *
hw_bytes_isupper (HwVm            *vm,
                  HwObject        *self,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  return one_case (vm, self, TRUE);
}

HwObject *
hw_bytes_istitle (HwVm            *vm,
                  HwObject        *self,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  gboolean cased = FALSE;
  gboolean previous = FALSE;

  for (guint32 i = 0; i < self->as.bytes.n; i++) {
    char c = (char) self->as.bytes.data[i];

    if (g_ascii_isupper (c) ? previous : g_ascii_islower (c) && !previous)
      return hw_bool_new (H (vm), FALSE);
    previous = g_ascii_isalpha (c);
    cased |= previous;
  }
  return hw_bool_new (H (vm), cased);
}

/* ----------------------------------------------------------------------------------------------------------- padding */

static HwObject *
pad (HwVm     *vm,
     HwObject *self,
     gint64    left,
     gint64    right,
     char      fill)
{
  GString *data;

  if (left <= 0 && right <= 0)
    return hw_bytes_like (vm, self, hw_bytes_of (self));
  if (left + right > G_MAXINT32 / 4)
    return hw_raise (vm, HW_EXC_MemoryError, "more than %d bytes", G_MAXINT32 / 4);
  data = g_string_sized_new (self->as.bytes.n + (gsize) (left + right));
  for (gint64 i = 0; i < left; i++)
    g_string_append_c (data, fill);
  g_string_append_len (data, (const char *) self->as.bytes.data, self->as.bytes.n);
  for (gint64 i = 0; i < right; i++)
    g_string_append_c (data, fill);
  return hw_bytes_finish (vm, self, data);
}

/* How many bytes are missing; -1: exception. */
static gint64
read_missing (HwVm            *vm,
              const char      *function,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              char            *fill)
{
  gint64 width;

  *fill = ' ';
  if (!hw_index_value (vm, args[0], &width, FALSE))
    return -1;
  if (n > 1) {
    if (!hw_is_bytes (args[1]) || args[1]->as.bytes.n != 1) {
      hw_raise (vm, HW_EXC_TypeError, "%s() argument 2 must be a byte string of length 1, not %s", function, args[1]->type->name);
      return -1;
    }
    *fill = (char) args[1]->as.bytes.data[0];
  }
  return MAX (width - (gint64) self->as.bytes.n, 0);
}

HwObject *
hw_bytes_ljust (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  char fill;
  gint64 missing = read_missing (vm, "ljust", self, args, n, &fill);

  return missing >= 0 ? pad (vm, self, 0, missing, fill) : NULL;
}

HwObject *
hw_bytes_rjust (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  char fill;
  gint64 missing = read_missing (vm, "rjust", self, args, n, &fill);

  return missing >= 0 ? pad (vm, self, missing, 0, fill) : NULL;
}

HwObject *
hw_bytes_center (HwVm            *vm,
                 HwObject        *self,
                 HwObject *const *args,
                 guint            n,
                 HwObject        *kwnames)
{
  char fill;
  gint64 missing = read_missing (vm, "center", self, args, n, &fill);
  gint64 left;

  if (missing < 0)
    return NULL;
  left = missing / 2 + (missing & (missing + self->as.bytes.n) & 1);
  return pad (vm, self, left, missing - left, fill);
}

HwObject *
hw_bytes_zfill (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  char fill;
  gint64 missing = read_missing (vm, "zfill", self, args, n, &fill);
  HwStretch span = hw_bytes_of (self);
  GString *data;

  if (missing < 0)
    return NULL;
  if (missing == 0 || span.n == 0 || (*span.at != '+' && *span.at != '-'))
    return pad (vm, self, missing, 0, '0');
  if (missing > G_MAXINT32 / 4)
    return hw_raise (vm, HW_EXC_MemoryError, "more than %d bytes", G_MAXINT32 / 4);
  data = g_string_new_len (span.at, 1);
  for (gint64 i = 0; i < missing; i++)
    g_string_append_c (data, '0');
  g_string_append_len (data, span.at + 1, (gssize) span.n - 1);
  return hw_bytes_finish (vm, self, data);
}

HwObject *
hw_bytes_expandtabs (HwVm            *vm,
                     HwObject        *self,
                     HwObject *const *args,
                     guint            n,
                     HwObject        *kwnames)
{
  HwObject *values[1] = { NULL };
  gint64 width = 8;
  gint64 column = 0;
  GString *data;

  if (!hw_bind (vm, "expandtabs", "tabsize=", args, n, kwnames, values))
    return NULL;
  if (values[0] != NULL && !hw_index_value (vm, values[0], &width, FALSE))
    return NULL;
  if (width > G_MAXINT16)
    return hw_raise (vm, HW_EXC_OverflowError, "result too long");
  data = g_string_sized_new (self->as.bytes.n);
  for (guint32 i = 0; i < self->as.bytes.n; i++) {
    char c = (char) self->as.bytes.data[i];

    if (c == '\t') {
      gint64 spaces = width > 0 ? width - column % width : 0;

      column += spaces;
      for (; spaces > 0; spaces--)
        g_string_append_c (data, ' ');
      continue;
    }
    column = c == '\n' || c == '\r' ? 0 : column + 1;
    g_string_append_c (data, c);
  }
  return hw_bytes_finish (vm, self, data);
}

/* ------------------------------------------------------------------------------------------------------- conversions */

HwObject *
hw_bytes_decode (HwVm            *vm,
                 HwObject        *self,
                 HwObject *const *args,
                 guint            n,
                 HwObject        *kwnames)
{
  HwObject *values[2] = { NULL, NULL };

  if (!hw_bind (vm, "decode", "encoding=,errors=", args, n, kwnames, values))
    return NULL;
  for (guint i = 0; i < 2; i++)
    if (values[i] != NULL && !hw_is_str (values[i]))
      return hw_raise (vm, HW_EXC_TypeError, "decode() argument '%s' must be str, not %s", i == 0 ? "encoding" : "errors",
                       values[i]->type->name);
  return hw_decode (vm, hw_bytes_of (self), values[0] != NULL ? hw_str_text (values[0]) : NULL,
                    values[1] != NULL ? hw_str_text (values[1]) : NULL, self);
}

/* The separator of hex(), 0 if there is none; FALSE: exception. */
static gboolean
read_hex_separator (HwVm     *vm,
                    HwObject *object,
                    char     *separator)
{
  HwStretch span;

  *separator = 0;
  if (object == NULL)
    return TRUE;
  if (hw_is_str (object)) {
    span = hw_stretch_of_str (object);
  } else if (object->kind == HW_KIND_BYTES) {
    span = hw_bytes_of (object);
  } else {
    hw_raise (vm, HW_EXC_TypeError, "sep must be str or bytes.");
    return FALSE;
  }
  if (span.n != 1) {
    hw_raise (vm, HW_EXC_ValueError, "sep must be length 1.");
    return FALSE;
  }
  *separator = *span.at;
  return TRUE;
}

HwObject *
hw_bytes_hex (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  HwObject *values[2] = { NULL, NULL };
  gint64 group = 1;
  gint64 length = self->as.bytes.n;
  char separator;
  GString *text;

  if (!hw_bind (vm, "hex", "sep=,bytes_per_sep=", args, n, kwnames, values))
    return NULL;
  if (values[1] != NULL && !hw_index_value (vm, values[1], &group, FALSE))
    return NULL;
  if (!read_hex_separator (vm, values[0], &separator))
    return NULL;
  text = g_string_sized_new ((gsize) length * 2);
  for (gint64 i = 0; i < length; i++) {
    if (separator != 0 && group != 0 && i > 0 && (group > 0 ? (length - i) % group : i % -group) == 0)
      g_string_append_c (text, separator);
    g_string_append_printf (text, "%02x", self->as.bytes.data[i]);
  }
  return hw_str_finish (vm, text);
}

HwObject *
hw_bytes_fromhex (HwVm            *vm,
                  HwObject        *self,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  HwType *type = self->kind == HW_KIND_TYPE ? hw_type_of_object (self) : vm->types[HW_TYPE_ID_bytes];
  g_autoptr (GString) data = g_string_new (NULL);
  const char *begin, *at, *end;
  HwObject *result, *converted;

  if (!hw_is_str (args[0]))
    return hw_raise (vm, HW_EXC_TypeError, "fromhex() argument must be str, not %s", args[0]->type->name);
  begin = at = hw_str_text (args[0]);
  end = at + args[0]->as.str.n_bytes;
  for (;;) {
    while (at < end && is_space (*at))
      at++;
    if (at == end)
      break;
    for (guint i = 0; i < 2; i++)
      if (at + i >= end || !g_ascii_isxdigit (at[i]))
        return hw_raise (vm, HW_EXC_ValueError, "non-hexadecimal number found in fromhex() arg at position %" G_GSIZE_FORMAT,
                         hw_text_length (begin, (gsize) (at + i - begin)));
    g_string_append_c (data, (char) (g_ascii_xdigit_value (at[0]) * 16 + g_ascii_xdigit_value (at[1])));
    at += 2;
  }
  if (type == vm->types[HW_TYPE_ID_bytearray])
    return hw_bytearray_new (H (vm), data->str, data->len);
  result = hw_bytes_new (H (vm), data->str, data->len);
  if (type == vm->types[HW_TYPE_ID_bytes])
    return result;
  converted = hw_call (vm, self, &result, 1, NULL);
  hw_decref (H (vm), result);
  return converted;
}

HwObject *
hw_bytes_translate (HwVm            *vm,
                    HwObject        *self,
                    HwObject *const *args,
                    guint            n,
                    HwObject        *kwnames)
{
  HwObject *values[2] = { NULL, NULL };
  HwStretch table = { NULL, 0 };
  HwStretch dropped = { "", 0 };
  GString *data;

  if (!hw_bind (vm, "translate", "table,/,delete=", args, n, kwnames, values))
    return NULL;
  if (values[0]->kind != HW_KIND_NONE) {
    if (!hw_bytes_stretch (vm, values[0], &table))
      return NULL;
    if (table.n != 256)
      return hw_raise (vm, HW_EXC_ValueError, "translation table must be 256 characters long");
  }
  if (values[1] != NULL && !hw_bytes_stretch (vm, values[1], &dropped))
    return NULL;
  data = g_string_sized_new (self->as.bytes.n);
  for (guint32 i = 0; i < self->as.bytes.n; i++) {
    guint8 byte = self->as.bytes.data[i];

    if (memchr (dropped.at, byte, dropped.n) == NULL)
      g_string_append_c (data, table.at != NULL ? table.at[byte] : (char) byte);
  }
  return hw_bytes_finish (vm, self, data);
}

HwObject *
hw_bytes_maketrans (HwVm            *vm,
                    HwObject        *self,
                    HwObject *const *args,
                    guint            n,
                    HwObject        *kwnames)
{
  guint8 table[256];
  HwStretch from, to;

  if (!hw_bytes_stretch (vm, args[0], &from) || !hw_bytes_stretch (vm, args[1], &to))
    return NULL;
  if (from.n != to.n)
    return hw_raise (vm, HW_EXC_ValueError, "maketrans arguments must have same length");
  for (guint i = 0; i < 256; i++)
    table[i] = (guint8) i;
  for (gsize i = 0; i < from.n; i++)
    table[(guint8) from.at[i]] = (guint8) to.at[i];
  return hw_bytes_new (H (vm), table, sizeof table);
}
