/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* bytes and bytearray: finding, replacing, taking apart and putting together. Models Objects/bytes_methods.c and Objects/stringlib. */

#include <string.h>

#include "vm/bytes.h"

/* ----------------------------------------------------------------------------------------------------------- finding */

/* What to look for: bytes, or one byte given as an int, which is put into [byte]. FALSE: exception. */
static gboolean
read_needle (HwVm     *vm,
             HwObject *object,
             char     *byte,
             HwStretch   *needle)
{
  int value;

  if (hw_is_bytes (object)) {
    *needle = hw_bytes_of (object);
    return TRUE;
  }
  if (!hw_is_int (object) && hw_type_lookup (vm, object->type, vm->names[HW_NAME___index__]) == NULL) {
    hw_raise (vm, HW_EXC_TypeError, "argument should be integer or bytes-like object, not '%s'", object->type->name);
    return FALSE;
  }
  value = hw_bytes_read_byte (vm, object);
  *byte = (char) value;
  *needle = (HwStretch){ byte, 1 };
  return value >= 0;
}

/* Position, -1 nowhere, -2 exception. */
static gint64
find (HwVm            *vm,
      HwObject        *self,
      HwObject *const *args,
      guint            n,
      gboolean         last)
{
  gint64 start, end;
  HwStretch needle, span;
  gssize found;
  char byte;

  if (!read_needle (vm, args[0], &byte, &needle) || !hw_text_bounds (vm, args, n, 1, self->as.bytes.n, &start, &end))
    return -2;
  if (start > end)
    return -1;
  span = (HwStretch){ (const char *) self->as.bytes.data + start, (gsize) (end - start) };
  found = last ? hw_stretch_find_last (span, needle) : hw_stretch_find (span, needle);
  return found < 0 ? -1 : start + found;
}

#define DEFINE_FIND(name, last, required)                                                                           \
  HwObject *hw_bytes_##name (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)           \
  {                                                                                                                 \
    gint64 found = find (vm, self, args, n, last);                                                                  \
                                                                                                                    \
    if (found == -1 && (required))                                                                                  \
      return hw_raise (vm, HW_EXC_ValueError, "subsection not found");                                              \
    return found >= -1 ? hw_int_new (H (vm), found) : NULL;                                                         \
  }

DEFINE_FIND (find, FALSE, FALSE)
DEFINE_FIND (rfind, TRUE, FALSE)
DEFINE_FIND (index, FALSE, TRUE)
DEFINE_FIND (rindex, TRUE, TRUE)

HwObject *
hw_bytes_count (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  gint64 start, end;
  gint64 count = 0;
  HwStretch needle, span;
  gssize found;
  char byte;

  if (!read_needle (vm, args[0], &byte, &needle) || !hw_text_bounds (vm, args, n, 1, self->as.bytes.n, &start, &end))
    return NULL;
  if (start > end)
    return hw_int_new (H (vm), 0);
  if (needle.n == 0)
    return hw_int_new (H (vm), end - start + 1);
  span = (HwStretch){ (const char *) self->as.bytes.data + start, (gsize) (end - start) };
  while ((found = hw_stretch_find (span, needle)) >= 0) {
    count++;
    span.at += (gsize) found + needle.n;
    span.n -= (gsize) found + needle.n;
  }
  return hw_int_new (H (vm), count);
}

static HwObject *
match_end (HwVm            *vm,
           const char      *function,
           HwObject        *self,
           HwObject *const *args,
           guint            n,
           gboolean (*matches) (HwStretch text, HwStretch part))
{
  gboolean is_tuple = args[0]->kind == HW_KIND_TUPLE;
  guint32 n_parts = is_tuple ? args[0]->as.items.n : 1;
  gint64 start, end;

  if (!hw_text_bounds (vm, args, n, 1, self->as.bytes.n, &start, &end))
    return NULL;
  for (guint32 i = 0; i < n_parts; i++) {
    HwObject *part = is_tuple ? args[0]->as.items.at[i] : args[0];

    if (!hw_is_bytes (part) && is_tuple)
      return hw_raise (vm, HW_EXC_TypeError, "a bytes-like object is required, not '%s'", part->type->name);
    if (!hw_is_bytes (part))
      return hw_raise (vm, HW_EXC_TypeError, "%s first arg must be bytes or a tuple of bytes, not %s", function, part->type->name);
    if (start <= end && matches ((HwStretch){ (const char *) self->as.bytes.data + start, (gsize) (end - start) }, hw_bytes_of (part)))
      return hw_bool_new (H (vm), TRUE);
  }
  return hw_bool_new (H (vm), FALSE);
}

HwObject *
hw_bytes_startswith (HwVm            *vm,
                     HwObject        *self,
                     HwObject *const *args,
                     guint            n,
                     HwObject        *kwnames)
{
  return match_end (vm, "startswith", self, args, n, hw_stretch_has_prefix);
}

HwObject *
hw_bytes_endswith (HwVm            *vm,
                   HwObject        *self,
                   HwObject *const *args,
                   guint            n,
                   HwObject        *kwnames)
{
  return match_end (vm, "endswith", self, args, n, hw_stretch_has_suffix);
}

HwObject *
hw_bytes_removeprefix (HwVm            *vm,
                       HwObject        *self,
                       HwObject *const *args,
                       guint            n,
                       HwObject        *kwnames)
{
  HwStretch span = hw_bytes_of (self);
  HwStretch part;

  if (!hw_bytes_stretch (vm, args[0], &part))
    return NULL;
  if (hw_stretch_has_prefix (span, part))
    span = (HwStretch){ span.at + part.n, span.n - part.n };
  return hw_bytes_like (vm, self, span);
}

HwObject *
hw_bytes_removesuffix (HwVm            *vm,
                       HwObject        *self,
                       HwObject *const *args,
                       guint            n,
                       HwObject        *kwnames)
{
  HwStretch span = hw_bytes_of (self);
  HwStretch part;

  if (!hw_bytes_stretch (vm, args[0], &part))
    return NULL;
  if (hw_stretch_has_suffix (span, part))
    span.n -= part.n;
  return hw_bytes_like (vm, self, span);
}

HwObject *
hw_bytes_replace (HwVm            *vm,
                  HwObject        *self,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  HwStretch rest = hw_bytes_of (self);
  HwStretch old, new;
  gint64 count = -1;
  GString *data;

  if (!hw_bytes_stretch (vm, args[0], &old) || !hw_bytes_stretch (vm, args[1], &new) ||
      (n > 2 && !hw_index_value (vm, args[2], &count, FALSE)))
    return NULL;
  if (count < 0)
    count = G_MAXINT64;
  if (count == 0 || (old.n > 0 && hw_stretch_find (rest, old) < 0))
    return hw_bytes_like (vm, self, rest);
  if (new.n > 0 && (guint64) MIN (count, (gint64) rest.n + 1) * new.n > G_MAXINT32)
    return hw_raise (vm, HW_EXC_MemoryError, "more than %d bytes", G_MAXINT32);
  data = g_string_sized_new (rest.n);
  for (; count > 0; count--) {
    gssize found = hw_stretch_find (rest, old);
    gsize step = old.n > 0 ? (gsize) found + old.n : 1;

    if (found < 0)
      break;
    g_string_append_len (data, rest.at, found);
    g_string_append_len (data, new.at, (gssize) new.n);
    if (old.n == 0 && rest.n == 0)
      break;
    if (old.n == 0)
      g_string_append_c (data, *rest.at);
    rest.at += step;
    rest.n -= step;
  }
  g_string_append_len (data, rest.at, (gssize) rest.n);
  return hw_bytes_finish (vm, self, data);
}

/* --------------------------------------------------------------------------------------------------------- splitting */

static gboolean
is_space (char c)
{
  return c == ' ' || (c >= 9 && c <= 13);
}

static void
split_spaces (HwVm      *vm,
              HwObject  *self,
              gint64     limit,
              gboolean   from_right,
              GPtrArray *parts)
{
  const char *begin = (const char *) self->as.bytes.data;
  const char *end = begin + self->as.bytes.n;

  for (;;) {
    const char *from, *to;

    while (begin < end && is_space (from_right ? end[-1] : *begin))
      from_right ? end-- : begin++;
    if (begin == end)
      return;
    from = begin;
    to = end;
    if (limit-- > 0) {
      if (from_right) {
        for (from = end; from > begin && !is_space (from[-1]);)
          from--;
      } else {
        for (to = begin; to < end && !is_space (*to);)
          to++;
      }
    } else {
      begin = end;
    }
    g_ptr_array_add (parts, hw_bytes_like (vm, self, (HwStretch){ from, (gsize) (to - from) }));
    if (begin == end)
      return;
    if (from_right)
      end = from;
    else
      begin = to;
  }
}

static void
split_separator (HwVm      *vm,
                 HwObject  *self,
                 HwStretch     separator,
                 gint64     limit,
                 gboolean   from_right,
                 GPtrArray *parts)
{
  HwStretch rest = hw_bytes_of (self);

  for (; limit > 0; limit--) {
    gssize found = from_right ? hw_stretch_find_last (rest, separator) : hw_stretch_find (rest, separator);
    gsize after = (gsize) found + separator.n;

    if (found < 0)
      break;
    if (from_right) {
      g_ptr_array_add (parts, hw_bytes_like (vm, self, (HwStretch){ rest.at + after, rest.n - after }));
      rest.n = (gsize) found;
    } else {
      g_ptr_array_add (parts, hw_bytes_like (vm, self, (HwStretch){ rest.at, (gsize) found }));
      rest.at += after;
      rest.n -= after;
    }
  }
  g_ptr_array_add (parts, hw_bytes_like (vm, self, rest));
}

static HwObject *
split (HwVm            *vm,
       const char      *function,
       HwObject        *self,
       HwObject *const *args,
       guint            n,
       HwObject        *kwnames,
       gboolean         from_right)
{
  HwObject *values[2] = { NULL, NULL };
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  gint64 limit = -1;
  HwStretch separator;

  if (!hw_bind (vm, function, "sep=,maxsplit=", args, n, kwnames, values))
    return NULL;
  if (values[1] != NULL && !hw_index_value (vm, values[1], &limit, FALSE))
    return NULL;
  if (limit < 0)
    limit = G_MAXINT64;
  if (values[0] == NULL || values[0]->kind == HW_KIND_NONE) {
    split_spaces (vm, self, limit, from_right, parts);
  } else {
    if (!hw_bytes_stretch (vm, values[0], &separator))
      return NULL;
    if (separator.n == 0)
      return hw_raise (vm, HW_EXC_ValueError, "empty separator");
    split_separator (vm, self, separator, limit, from_right, parts);
  }
  for (guint i = 0; from_right && i < parts->len / 2; i++) {
    gpointer part = parts->pdata[i];

    parts->pdata[i] = parts->pdata[parts->len - 1 - i];
    parts->pdata[parts->len - 1 - i] = part;
  }
  return hw_split_list (vm, parts, limit);
}

HwObject *
hw_bytes_split (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  return split (vm, "split", self, args, n, kwnames, FALSE);
}

HwObject *
hw_bytes_rsplit (HwVm            *vm,
                 HwObject        *self,
                 HwObject *const *args,
                 guint            n,
                 HwObject        *kwnames)
{
  return split (vm, "rsplit", self, args, n, kwnames, TRUE);
}

HwObject *
hw_bytes_splitlines (HwVm            *vm,
                     HwObject        *self,
                     HwObject *const *args,
                     guint            n,
                     HwObject        *kwnames)
{
  HwObject *values[1] = { NULL };
  HwObject *list;
  const char *at = (const char *) self->as.bytes.data;
  const char *end = at + self->as.bytes.n;
  int keep = 0;

  if (!hw_bind (vm, "splitlines", "keepends=", args, n, kwnames, values))
    return NULL;
  if (values[0] != NULL && (keep = hw_truth (vm, values[0])) < 0)
    return NULL;
  list = hw_list_new (H (vm), 0);
  while (at < end) {
    const char *begin = at;
    const char *stop;

    while (at < end && *at != '\n' && *at != '\r')
      at++;
    stop = at;
    if (at < end)
      at += *at == '\r' && at + 1 < end && at[1] == '\n' ? 2 : 1;
    hw_list_append_take (H (vm), list, hw_bytes_like (vm, self, (HwStretch){ begin, (gsize) ((keep ? at : stop) - begin) }));
  }
  return list;
}

static HwObject *
partition (HwVm     *vm,
           HwObject *self,
           HwObject *separator,
           gboolean  from_right)
{
  HwStretch span = hw_bytes_of (self);
  HwStretch part;
  HwStretch pieces[3] = { { "", 0 }, { "", 0 }, { "", 0 } };
  HwObject *parts[3], *result;
  gssize found;

  if (!hw_bytes_stretch (vm, separator, &part))
    return NULL;
  if (part.n == 0)
    return hw_raise (vm, HW_EXC_ValueError, "empty separator");
  found = from_right ? hw_stretch_find_last (span, part) : hw_stretch_find (span, part);
  if (found < 0) {
    pieces[from_right ? 2 : 0] = span;
  } else {
    pieces[0] = (HwStretch){ span.at, (gsize) found };
    pieces[1] = part;
    pieces[2] = (HwStretch){ span.at + found + part.n, span.n - (gsize) found - part.n };
  }
  for (guint i = 0; i < 3; i++)
    parts[i] = found >= 0 && i == 1 ? hw_bytes_like (vm, separator->kind == self->kind ? separator : self, part)
                                    : hw_bytes_like (vm, self, pieces[i]);
  result = hw_tuple_of (H (vm), parts, 3);
  for (guint i = 0; i < 3; i++)
    hw_decref (H (vm), parts[i]);
  return result;
}

HwObject *
hw_bytes_partition (HwVm            *vm,
                    HwObject        *self,
                    HwObject *const *args,
                    guint            n,
                    HwObject        *kwnames)
{
  return partition (vm, self, args[0], FALSE);
}

HwObject *
hw_bytes_rpartition (HwVm            *vm,
                     HwObject        *self,
                     HwObject *const *args,
                     guint            n,
                     HwObject        *kwnames)
{
  return partition (vm, self, args[0], TRUE);
}

HwObject *
hw_bytes_join (HwVm            *vm,
               HwObject        *self,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  HwObject *list = hw_to_list (vm, args[0]);
  GString *data;
  HwObject *result;

  if (list == NULL) {
    if (!hw_exception_matches (vm, HW_EXC_TypeError))
      return NULL;
    hw_exception_clear (vm);
    return hw_raise (vm, HW_EXC_TypeError, "can only join an iterable");
  }
  if (list->as.items.n == 1 && list->as.items.at[0]->type == vm->types[HW_TYPE_ID_bytes] && self->kind == HW_KIND_BYTES) {
    result = hw_newref (H (vm), list->as.items.at[0]);
    hw_decref (H (vm), list);
    return result;
  }
  data = g_string_new (NULL);
  for (guint32 i = 0; i < list->as.items.n; i++) {
    HwObject *item = list->as.items.at[i];

    if (!hw_is_bytes (item)) {
      hw_raise (vm, HW_EXC_TypeError, "sequence item %u: expected a bytes-like object, %s found", i, item->type->name);
      break;
    }
    if (i > 0)
      g_string_append_len (data, (const char *) self->as.bytes.data, self->as.bytes.n);
    g_string_append_len (data, (const char *) item->as.bytes.data, item->as.bytes.n);
  }
  hw_decref (H (vm), list);
  if (vm->exception == NULL)
    return hw_bytes_finish (vm, self, data);
  g_string_free (data, TRUE);
  return NULL;
}

/* ------------------------------------------------------------------------------------------------------------- strip */

static HwObject *
strip (HwVm            *vm,
       HwObject        *self,
       HwObject *const *args,
       guint            n,
       gboolean         left,
       gboolean         right)
{
  HwStretch span = hw_bytes_of (self);
  HwStretch which = { " \t\n\r\v\f", 6 };

  if (n == 1 && args[0]->kind != HW_KIND_NONE && !hw_bytes_stretch (vm, args[0], &which))
    return NULL;
  while (left && span.n > 0 && memchr (which.at, *span.at, which.n) != NULL) {
    span.at++;
    span.n--;
  }
  while (right && span.n > 0 && memchr (which.at, span.at[span.n - 1], which.n) != NULL)
    span.n--;
  return hw_bytes_like (vm, self, span);
}

HwObject *
hw_bytes_strip (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  return strip (vm, self, args, n, TRUE, TRUE);
}

HwObject *
hw_bytes_lstrip (HwVm            *vm,
                 HwObject        *self,
                 HwObject *const *args,
                 guint            n,
                 HwObject        *kwnames)
{
  return strip (vm, self, args, n, TRUE, FALSE);
}

HwObject *
hw_bytes_rstrip (HwVm            *vm,
                 HwObject        *self,
                 HwObject *const *args,
                 guint            n,
                 HwObject        *kwnames)
{
  return strip (vm, self, args, n, FALSE, TRUE);
}
