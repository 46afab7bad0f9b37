/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* str: padding, tabs and translation tables. Models unicode_center and its like, unicode_expandtabs, unicode_translate, unicode_maketrans. */

#include "vm/text.h"

#include <string.h>

/* ----------------------------------------------------------------------------------------------------------- padding */

static gboolean
read_fill (HwVm     *vm,
           HwObject *object,
           guint32  *fill)
{
  const char *at;

  if (!hw_is_str (object)) {
    hw_raise (vm, HW_EXC_TypeError, "The fill character must be a unicode character, not %s", object->type->name);
    return FALSE;
  }
  if (object->as.str.n_chars != 1) {
    hw_raise (vm, HW_EXC_TypeError, "The fill character must be exactly one character long");
    return FALSE;
  }
  at = hw_str_text (object);
  *fill = hw_text_next (&at);
  return TRUE;
}

static HwObject *
pad (HwVm     *vm,
     HwObject *self,
     gint64    left,
     gint64    right,
     guint32   fill)
{
  GString *text;

  if (left <= 0 && right <= 0)
    return hw_str_exact (vm, self);
  if (left + right > G_MAXINT32 / 4)
    return hw_raise (vm, HW_EXC_MemoryError, "text of more than %d characters", G_MAXINT32 / 4);
  text = g_string_sized_new (self->as.str.n_bytes + (gsize) (left + right));
  for (gint64 i = 0; i < left; i++)
    hw_text_append (text, fill);
  g_string_append_len (text, self->as.str.utf8, self->as.str.n_bytes);
  for (gint64 i = 0; i < right; i++)
    hw_text_append (text, fill);
  return hw_str_finish (vm, text);
}

/* How many characters are missing; -1: exception. */
static gint64
read_missing (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              guint32         *fill)
{
  gint64 width;

  *fill = ' ';
  if (!hw_index_value (vm, args[0], &width, FALSE) || (n > 1 && !read_fill (vm, args[1], fill)))
    return -1;
  return MAX (width - (gint64) self->as.str.n_chars, 0);
}

HwObject *
hw_str_ljust (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  guint32 fill;
  gint64 missing = read_missing (vm, self, args, n, &fill);

  return missing >= 0 ? pad (vm, self, 0, missing, fill) : NULL;
}

HwObject *
hw_str_rjust (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  guint32 fill;
  gint64 missing = read_missing (vm, self, args, n, &fill);

  return missing >= 0 ? pad (vm, self, missing, 0, fill) : NULL;
}

HwObject *
hw_str_center (HwVm            *vm,
               HwObject        *self,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  guint32 fill;
  gint64 missing = read_missing (vm, self, args, n, &fill);
  gint64 left;

  if (missing < 0)
    return NULL;
  left = missing / 2 + (missing & (missing + self->as.str.n_chars) & 1);
  return pad (vm, self, left, missing - left, fill);
}

HwObject *
hw_str_zfill (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  const char *text = hw_str_text (self);
  gboolean sign = *text == '+' || *text == '-';
  guint32 fill;
  gint64 missing = read_missing (vm, self, args, n, &fill);
  GString *filled;

  if (missing <= 0)
    return missing < 0 ? NULL : hw_str_exact (vm, self);
  if (!sign)
    return pad (vm, self, missing, 0, '0');
  if (missing > G_MAXINT32 / 4)
    return hw_raise (vm, HW_EXC_MemoryError, "text of more than %d characters", G_MAXINT32 / 4);
  filled = g_string_new_len (text, 1);
  for (gint64 i = 0; i < missing; i++)
    g_string_append_c (filled, '0');
  g_string_append_len (filled, text + 1, self->as.str.n_bytes - 1);
  return hw_str_finish (vm, filled);
}

HwObject *
hw_str_expandtabs (HwVm            *vm,
                   HwObject        *self,
                   HwObject *const *args,
                   guint            n,
                   HwObject        *kwnames)
{
  HwObject *values[1] = { NULL };
  gint64 width = 8;
  gint64 column = 0;
  const char *at = self->as.str.utf8;
  const char *end = at + self->as.str.n_bytes;
  GString *text;

  if (!hw_bind (vm, "expandtabs", "tabsize=", args, n, kwnames, values))
    return NULL;
  if (values[0] != NULL && !hw_index_value (vm, values[0], &width, FALSE))
    return NULL;
  if (memchr (at, '\t', self->as.str.n_bytes) == NULL)
    return hw_str_exact (vm, self);
  if (width > G_MAXINT16)
    return hw_raise (vm, HW_EXC_OverflowError, "new string is too long");
  text = g_string_sized_new (self->as.str.n_bytes * 2);
  while (at < end) {
    guint32 c = hw_text_next (&at);

    if (c == '\t') {
      gint64 spaces = width > 0 ? width - column % width : 0;

      column += spaces;
      for (; spaces > 0; spaces--)
        g_string_append_c (text, ' ');
      continue;
    }
    column = c == '\n' || c == '\r' ? 0 : column + 1;
    hw_text_append (text, c);
  }
  return hw_str_finish (vm, text);
}

/* ------------------------------------------------------------------------------------------------------- translation */

/* FALSE: exception. */
static gboolean
append_translation (HwVm     *vm,
                    GString  *text,
                    HwObject *value)
{
  gint64 code;

  if (value->kind == HW_KIND_NONE)
    return TRUE;
  if (hw_is_str (value)) {
    g_string_append_len (text, hw_str_text (value), value->as.str.n_bytes);
    return TRUE;
  }
  if (!hw_is_int (value)) {
    hw_raise (vm, HW_EXC_TypeError, "character mapping must return integer, None or str");
    return FALSE;
  }
  code = value->as.integer.big == NULL ? value->as.integer.value : -1;
  if (code < 0 || code > 0x10ffff) {
    hw_raise (vm, HW_EXC_ValueError, "character mapping must be in range(0x110000)");
    return FALSE;
  }
  hw_text_append (text, (guint32) code);
  return TRUE;
}

HwObject *
hw_str_translate (HwVm            *vm,
                  HwObject        *self,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  g_autoptr (GString) text = g_string_sized_new (self->as.str.n_bytes);
  const char *at = self->as.str.utf8;
  const char *end = at + self->as.str.n_bytes;

  while (at < end) {
    guint32 c = hw_text_next (&at);
    HwObject *key = hw_int_new (H (vm), c);
    HwObject *value = hw_get_item (vm, args[0], key);
    gboolean ok = TRUE;

    hw_decref (H (vm), key);
    if (value == NULL) {
      if (!hw_exception_matches (vm, HW_EXC_LookupError))
        return NULL;
      hw_exception_clear (vm);
      hw_text_append (text, c);
      continue;
    }
    ok = append_translation (vm, text, value);
    hw_decref (H (vm), value);
    if (!ok)
      return NULL;
  }
  return hw_str_finish (vm, g_steal_pointer (&text));
}

/* table[code] = value (stolen). FALSE: exception. */
static gboolean
set_code (HwVm     *vm,
          HwObject *table,
          guint32   code,
          HwObject *value)
{
  HwObject *key = hw_int_new (H (vm), code);
  gboolean ok = hw_dict_set (H (vm), table, key, code, value);

  hw_decref (H (vm), key);
  hw_decref (H (vm), value);
  return ok;
}

static gboolean
pair_characters (HwVm            *vm,
                 HwObject        *table,
                 HwObject *const *args,
                 guint            n)
{
  const char *from, *to, *from_end;

  for (guint i = 0; i < n; i++)
    if (!hw_is_str (args[i])) {
      if (i == 0)
        hw_raise (vm, HW_EXC_TypeError, "first maketrans argument must be a string if there is a second argument");
      else
        hw_raise (vm, HW_EXC_TypeError, "maketrans() argument %u must be str, not %s", i + 1, args[i]->type->name);
      return FALSE;
    }
  if (args[0]->as.str.n_chars != args[1]->as.str.n_chars) {
    hw_raise (vm, HW_EXC_ValueError, "the first two maketrans arguments must have equal length");
    return FALSE;
  }
  from = hw_str_text (args[0]);
  from_end = from + args[0]->as.str.n_bytes;
  to = hw_str_text (args[1]);
  while (from < from_end) {
    guint32 code = hw_text_next (&from);

    if (!set_code (vm, table, code, hw_int_new (H (vm), hw_text_next (&to))))
      return FALSE;
  }
  if (n < 3)
    return TRUE;
  from = hw_str_text (args[2]);
  from_end = from + args[2]->as.str.n_bytes;
  while (from < from_end)
    if (!set_code (vm, table, hw_text_next (&from), hw_newref (H (vm), H (vm)->none)))
      return FALSE;
  return TRUE;
}

static gboolean
convert_keys (HwVm     *vm,
              HwObject *table,
              HwObject *dict)
{
  HwObject *key, *value;
  guint32 position = 0;
  gint64 hash;

  if (dict->kind != HW_KIND_DICT) {
    hw_raise (vm, HW_EXC_TypeError, "if you give only one argument to maketrans it must be a dict");
    return FALSE;
  }
  while (hw_dict_next (dict, &position, &key, &value, &hash)) {
    if (hw_is_str (key)) {
      const char *at = hw_str_text (key);

      if (key->as.str.n_chars != 1) {
        hw_raise (vm, HW_EXC_ValueError, "string keys in translate table must be of length 1");
        return FALSE;
      }
      if (!set_code (vm, table, hw_text_next (&at), hw_newref (H (vm), value)))
        return FALSE;
    } else if (!hw_is_int (key)) {
      hw_raise (vm, HW_EXC_TypeError, "keys in translate table must be strings or integers");
      return FALSE;
    } else if (!hw_dict_set (H (vm), table, key, hash, value)) {
      return FALSE;
    }
  }
  return TRUE;
}

HwObject *
hw_str_maketrans (HwVm            *vm,
                  HwObject        *self,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  HwObject *table = hw_dict_new (H (vm));

  if (n == 1 ? convert_keys (vm, table, args[0]) : pair_characters (vm, table, args, n))
    return table;
  hw_decref (H (vm), table);
  return NULL;
}
