/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* str: taking apart and putting together. Models Objects/stringlib/split.h, partition.h and PyUnicode_Join. */

#include "vm/text.h"

#include <string.h>

/* What CPython's split preallocates: more parts are appended one by one. */
enum { MAX_PREALLOCATED = 12 };

HwObject *
hw_split_list (HwVm      *vm,
               GPtrArray *items,
               gint64     most)
{
  HwObject *list = hw_list_new (H (vm), 0);

  hw_list_reserve (H (vm), list, most < MAX_PREALLOCATED ? (guint32) most + 1 : MAX_PREALLOCATED);
  for (guint i = 0; i < items->len; i++)
    hw_list_append_take (H (vm), list, items->pdata[i]);
  g_ptr_array_set_size (items, 0);
  return list;
}

/* ------------------------------------------------------------------------------------------------------------- split */

static gboolean
step_space (const char **at)
{
  const char *next = *at;

  if (!hw_char_is_space (hw_text_next (&next)))
    return FALSE;
  *at = next;
  return TRUE;
}

static gboolean
step_back_space (const char **at)
{
  const char *before = *at;

  if (!hw_char_is_space (hw_text_previous (&before)))
    return FALSE;
  *at = before;
  return TRUE;
}

/* A part that is all of [self] is [self]. */
static void
add_part (HwVm      *vm,
          GPtrArray *parts,
          HwObject  *self,
          HwStretch     part)
{
  g_ptr_array_add (parts, part.n == self->as.str.n_bytes ? hw_str_exact (vm, self) : hw_str_of_span (vm, part));
}

static void
split_spaces (HwVm      *vm,
              HwObject  *self,
              gint64     limit,
              GPtrArray *parts)
{
  const char *at = self->as.str.utf8;
  const char *end = at + self->as.str.n_bytes;

  for (;;) {
    const char *begin;

    while (at < end && step_space (&at))
      continue;
    if (at == end)
      return;
    begin = at;
    if (limit-- <= 0) {
      add_part (vm, parts, self, (HwStretch){ begin, (gsize) (end - begin) });
      return;
    }
    while (at < end) {
      const char *next = at;

      if (hw_char_is_space (hw_text_next (&next)))
        break;
      at = next;
    }
    add_part (vm, parts, self, (HwStretch){ begin, (gsize) (at - begin) });
  }
}

static void
rsplit_spaces (HwVm      *vm,
               HwObject  *self,
               gint64     limit,
               GPtrArray *parts)
{
  const char *begin = self->as.str.utf8;
  const char *at = begin + self->as.str.n_bytes;

  for (;;) {
    const char *end;

    while (at > begin && step_back_space (&at))
      continue;
    if (at == begin)
      return;
    end = at;
    if (limit-- <= 0) {
      add_part (vm, parts, self, (HwStretch){ begin, (gsize) (end - begin) });
      return;
    }
    while (at > begin) {
      const char *before = at;

      if (hw_char_is_space (hw_text_previous (&before)))
        break;
      at = before;
    }
    add_part (vm, parts, self, (HwStretch){ at, (gsize) (end - at) });
  }
}

static void
split_separator (HwVm      *vm,
                 HwObject  *self,
                 HwStretch     separator,
                 gint64     limit,
                 GPtrArray *parts)
{
  HwStretch rest = hw_stretch_of_str (self);
  gssize found;

  while (limit-- > 0 && (found = hw_stretch_find (rest, separator)) >= 0) {
    add_part (vm, parts, self, (HwStretch){ rest.at, (gsize) found });
    rest.at += (gsize) found + separator.n;
    rest.n -= (gsize) found + separator.n;
  }
  add_part (vm, parts, self, rest);
}

static void
rsplit_separator (HwVm      *vm,
                  HwObject  *self,
                  HwStretch     separator,
                  gint64     limit,
                  GPtrArray *parts)
{
  HwStretch rest = hw_stretch_of_str (self);
  gssize found;

  while (limit-- > 0 && (found = hw_stretch_find_last (rest, separator)) >= 0) {
    gsize after = (gsize) found + separator.n;

    add_part (vm, parts, self, (HwStretch){ rest.at + after, rest.n - after });
    rest.n = (gsize) found;
  }
  add_part (vm, parts, self, rest);
}

static void
reverse_parts (GPtrArray *parts)
{
  for (guint i = 0; i < parts->len / 2; i++) {
    gpointer part = parts->pdata[i];

    parts->pdata[i] = parts->pdata[parts->len - 1 - i];
    parts->pdata[parts->len - 1 - i] = part;
  }
}

/* The splits there can be at most: known from 3.12 on by the lengths alone. */
static gint64
most_splits (HwVm           *vm,
             const HwObject *self,
             const HwObject *separator,
             gint64          limit)
{
  gint64 length = self->as.str.n_chars;

  if (limit >= 0)
    return limit;
  if (H (vm)->profile->split_gives_even)
    return G_MAXINT64;
  return separator == NULL ? (length - 1) / 2 + 1 : length / separator->as.str.n_chars + 1;
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
  gint64 limit = -1, most;
  g_autoptr (GPtrArray) parts = NULL;

  if (!hw_bind (vm, function, "sep=,maxsplit=", args, n, kwnames, values))
    return NULL;
  if (values[1] != NULL && !hw_index_value (vm, values[1], &limit, FALSE))
    return NULL;
  most = limit;
  if (limit < 0)
    limit = G_MAXINT64;
  parts = g_ptr_array_new ();
  if (values[0] == NULL || values[0]->kind == HW_KIND_NONE) {
    most = most_splits (vm, self, NULL, most);
    (from_right ? rsplit_spaces : split_spaces) (vm, self, limit, parts);
  } else if (!hw_is_str (values[0])) {
    return hw_raise (vm, HW_EXC_TypeError, "must be str or None, not %s", values[0]->type->name);
  } else if (values[0]->as.str.n_bytes == 0) {
    return hw_raise (vm, HW_EXC_ValueError, "empty separator");
  } else if (self->as.str.n_chars < values[0]->as.str.n_chars) {
    HwObject *whole = hw_str_exact (vm, self), *list = hw_list_of (H (vm), &whole, 1);

    hw_decref (H (vm), whole);
    return list;
  } else {
    most = most_splits (vm, self, values[0], most);
    (from_right ? rsplit_separator : split_separator) (vm, self, hw_stretch_of_str (values[0]), limit, parts);
  }
  if (from_right)
    reverse_parts (parts);
  return hw_split_list (vm, parts, most);
}

HwObject *
hw_str_split (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  return split (vm, "split", self, args, n, kwnames, FALSE);
}

HwObject *
hw_str_rsplit (HwVm            *vm,
               HwObject        *self,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  return split (vm, "rsplit", self, args, n, kwnames, TRUE);
}

HwObject *
hw_str_splitlines (HwVm            *vm,
                   HwObject        *self,
                   HwObject *const *args,
                   guint            n,
                   HwObject        *kwnames)
{
  HwObject *values[1] = { NULL };
  HwObject *list;
  const char *at = self->as.str.utf8;
  const char *end = at + self->as.str.n_bytes;
  int keep = 0;

  if (!hw_bind (vm, "splitlines", "keepends=", args, n, kwnames, values))
    return NULL;
  if (values[0] != NULL && (keep = hw_truth (vm, values[0])) < 0)
    return NULL;
  list = hw_list_new (H (vm), 0);
  while (at < end) {
    const char *begin = at;
    const char *stop = end;
    HwObject *line;

    while (at < end) {
      const char *here = at;
      guint32 c = hw_text_next (&at);

      if (hw_char_is_line_break (c)) {
        if (c == '\r' && *at == '\n' && at < end)
          at++;
        stop = keep ? at : here;
        break;
      }
    }
    line = stop - begin == self->as.str.n_bytes ? hw_str_exact (vm, self) : hw_str_new (H (vm), begin, stop - begin);
    hw_list_append_take (H (vm), list, line);
  }
  return list;
}

/* --------------------------------------------------------------------------------------------------------- partition */

static HwObject *
partition (HwVm     *vm,
           HwObject *self,
           HwObject *separator,
           gboolean  from_right)
{
  HwStretch span = hw_stretch_of_str (self);
  HwStretch part;
  HwObject *parts[3], *result;
  gssize found;

  if (!hw_is_str (separator))
    return hw_raise (vm, HW_EXC_TypeError, "must be str, not %s", separator->type->name);
  if (separator->as.str.n_bytes == 0)
    return hw_raise (vm, HW_EXC_ValueError, "empty separator");
  part = hw_stretch_of_str (separator);
  found = from_right ? hw_stretch_find_last (span, part) : hw_stretch_find (span, part);
  if (found < 0) {
    parts[from_right ? 2 : 0] = hw_str_exact (vm, self);
    parts[from_right ? 0 : 2] = hw_newref (H (vm), H (vm)->empty_str);
    parts[1] = hw_newref (H (vm), H (vm)->empty_str);
  } else {
    parts[0] = hw_str_new (H (vm), span.at, found);
    parts[1] = hw_newref (H (vm), separator);
    parts[2] = hw_str_new (H (vm), span.at + found + part.n, (gssize) (span.n - (gsize) found - part.n));
  }
  result = hw_tuple_of (H (vm), parts, 3);
  for (guint i = 0; i < 3; i++)
    hw_decref (H (vm), parts[i]);
  return result;
}

HwObject *
hw_str_partition (HwVm            *vm,
                  HwObject        *self,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  return partition (vm, self, args[0], FALSE);
}

HwObject *
hw_str_rpartition (HwVm            *vm,
                   HwObject        *self,
                   HwObject *const *args,
                   guint            n,
                   HwObject        *kwnames)
{
  return partition (vm, self, args[0], TRUE);
}

/* ------------------------------------------------------------------------------------------------------------- strip */

static gboolean
is_stripped (HwStretch      characters,
             const char *at,
             const char *end)
{
  const char *next = at;
  guint32 c = hw_text_next (&next);

  if (characters.at == NULL)
    return hw_char_is_space (c);
  return hw_stretch_find (characters, (HwStretch){ at, (gsize) (end - at) }) >= 0;
}

static HwObject *
strip (HwVm            *vm,
       const char      *function,
       HwObject        *self,
       HwObject *const *args,
       guint            n,
       gboolean         left,
       gboolean         right)
{
  HwStretch characters = { NULL, 0 };
  const char *begin = self->as.str.utf8;
  const char *end = begin + self->as.str.n_bytes;

  if (n == 1 && args[0]->kind != HW_KIND_NONE) {
    if (!hw_is_str (args[0]))
      return hw_raise (vm, HW_EXC_TypeError, "%s arg must be None or str", function);
    characters = hw_stretch_of_str (args[0]);
  }
  while (left && begin < end) {
    const char *next = begin;

    hw_text_next (&next);
    if (!is_stripped (characters, begin, next))
      break;
    begin = next;
  }
  while (right && end > begin) {
    const char *before = end;

    hw_text_previous (&before);
    if (!is_stripped (characters, before, end))
      break;
    end = before;
  }
  if (end - begin == self->as.str.n_bytes)
    return hw_str_exact (vm, self);
  return hw_str_new (H (vm), begin, end - begin);
}

HwObject *
hw_str_strip (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  return strip (vm, "strip", self, args, n, TRUE, TRUE);
}

HwObject *
hw_str_lstrip (HwVm            *vm,
               HwObject        *self,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  return strip (vm, "lstrip", self, args, n, TRUE, FALSE);
}

HwObject *
hw_str_rstrip (HwVm            *vm,
               HwObject        *self,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  return strip (vm, "rstrip", self, args, n, FALSE, TRUE);
}

/* -------------------------------------------------------------------------------------------------------------- join */

static HwObject *
join_items (HwVm     *vm,
            HwObject *separator,
            HwObject *sequence)
{
  guint32 n = sequence->as.items.n;
  GString *text;
  gsize total = 0;

  for (guint32 i = 0; i < n; i++) {
    HwObject *item = sequence->as.items.at[i];

    if (!hw_is_str (item))
      return hw_raise (vm, HW_EXC_TypeError, "sequence item %u: expected str instance, %s found", i, item->type->name);
    total += item->as.str.n_bytes + separator->as.str.n_bytes;
  }
  if (n == 0)
    return hw_newref (H (vm), H (vm)->empty_str);
  if (n == 1 && hw_str_is_exact (vm, sequence->as.items.at[0]))
    return hw_newref (H (vm), sequence->as.items.at[0]);
  if (!hw_can_hold (vm, total))
    return NULL;
  text = g_string_sized_new (total);
  for (guint32 i = 0; i < n; i++) {
    HwObject *item = sequence->as.items.at[i];

    if (i > 0)
      g_string_append_len (text, separator->as.str.utf8, separator->as.str.n_bytes);
    g_string_append_len (text, item->as.str.utf8, item->as.str.n_bytes);
  }
  return hw_str_finish (vm, text);
}

HwObject *
hw_str_join (HwVm            *vm,
             HwObject        *self,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  HwObject *sequence, *result;

  if (args[0]->kind == HW_KIND_LIST || args[0]->kind == HW_KIND_TUPLE) {
    sequence = hw_newref (H (vm), args[0]);
  } else {
    HwObject *iterator = hw_iter (vm, args[0]);

    if (iterator == NULL) {
      if (!hw_exception_matches (vm, HW_EXC_TypeError))
        return NULL;
      hw_exception_clear (vm);
      return hw_raise (vm, HW_EXC_TypeError, "can only join an iterable");
    }
    hw_decref (H (vm), iterator);
    sequence = hw_to_list (vm, args[0]);
    if (sequence == NULL)
      return NULL;
  }
  result = join_items (vm, self, sequence);
  hw_decref (H (vm), sequence);
  return result;
}
