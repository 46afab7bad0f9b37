/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* str: finding, counting, replacing, prefixes and suffixes. Models Objects/stringlib/find.h, replace.h. */

#include "vm/text.h"

#include <string.h>

gboolean
hw_expect_str (HwVm       *vm,
               const char *function,
               HwObject   *object)
{
  if (hw_is_str (object))
    return TRUE;
  hw_raise (vm, HW_EXC_TypeError, "%s() argument must be str, not %s", function, object->type->name);
  return FALSE;
}

static gboolean
read_bound (HwVm     *vm,
            HwObject *object,
            gint64   *value)
{
  if (object->kind == HW_KIND_NONE)
    return TRUE;
  if (!hw_is_int (object) && hw_type_lookup (vm, object->type, vm->names[HW_NAME___index__]) == NULL) {
    hw_raise (vm, HW_EXC_TypeError, "slice indices must be integers or None or have an __index__ method");
    return FALSE;
  }
  return hw_index_value (vm, object, value, TRUE);
}

gboolean
hw_text_bounds (HwVm            *vm,
                HwObject *const *args,
                guint            n,
                guint            first,
                gint64           length,
                gint64          *start,
                gint64          *end)
{
  *start = 0;
  *end = G_MAXINT64;
  if ((n > first && !read_bound (vm, args[first], start)) || (n > first + 1 && !read_bound (vm, args[first + 1], end)))
    return FALSE;
  if (*end > length)
    *end = length;
  else if (*end < 0)
    *end = MAX (*end + length, 0);
  if (*start < 0)
    *start = MAX (*start + length, 0);
  return TRUE;
}

/* ----------------------------------------------------------------------------------------------------------- finding */

/* The text between [start] and [end]; FALSE if the start is behind the end. */
static gboolean
between (HwObject *self,
         gint64    start,
         gint64    end,
         HwStretch   *span)
{
  gsize from, to;

  if (start > end || start > self->as.str.n_chars)
    return FALSE;
  from = hw_str_offset (self, start);
  to = hw_str_offset (self, end);
  *span = (HwStretch){ self->as.str.utf8 + from, to - from };
  return TRUE;
}

/* Where args[0] is found, -1 if nowhere, -2 with an exception. */
static gint64
find (HwVm            *vm,
      const char      *function,
      HwObject        *self,
      HwObject *const *args,
      guint            n,
      gboolean         last)
{
  gint64 start, end;
  gssize found;
  HwStretch span;

  if (!hw_is_str (args[0])) {
    if (H (vm)->profile->minor >= 13)
      hw_raise (vm, HW_EXC_TypeError, "%s() argument 1 must be str, not %s", function, args[0]->type->name);
    else
      hw_raise (vm, HW_EXC_TypeError, "must be str, not %s", args[0]->type->name);
    return -2;
  }
  if (!hw_text_bounds (vm, args, n, 1, self->as.str.n_chars, &start, &end))
    return -2;
  if (!between (self, start, end, &span))
    return -1;
  found = last ? hw_stretch_find_last (span, hw_stretch_of_str (args[0])) : hw_stretch_find (span, hw_stretch_of_str (args[0]));
  return found < 0 ? -1 : hw_str_position (self, (gsize) (span.at - self->as.str.utf8) + (gsize) found);
}

#define DEFINE_FIND(name, last, required)                                                     \
  HwObject *hw_str_##name (HwVm *vm, HwObject *self, HwObject *const *args, guint n,          \
                           HwObject *kwnames)                                                 \
  {                                                                                           \
    gint64 found = find (vm, #name, self, args, n, last);                                     \
                                                                                              \
    if (found == -1 && (required))                                                            \
      return hw_raise (vm, HW_EXC_ValueError, "substring not found");                         \
    return found >= -1 ? hw_int_new (H (vm), found) : NULL;                                   \
  }

DEFINE_FIND (find, FALSE, FALSE)
DEFINE_FIND (rfind, TRUE, FALSE)
DEFINE_FIND (index, FALSE, TRUE)
DEFINE_FIND (rindex, TRUE, TRUE)

static gint64
count_in (HwStretch hay,
          HwStretch needle)
{
  gint64 count = 0;
  gssize found;

  if (needle.n == 0)
    return (gint64) hw_text_length (hay.at, hay.n) + 1;
  while ((found = hw_stretch_find (hay, needle)) >= 0) {
    count++;
    hay.at += (gsize) found + needle.n;
    hay.n -= (gsize) found + needle.n;
  }
  return count;
}

HwObject *
hw_str_count (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  gint64 start, end;
  HwStretch span;

  if (!hw_is_str (args[0]))
    return H (vm)->profile->minor >= 13
               ? hw_raise (vm, HW_EXC_TypeError, "count() argument 1 must be str, not %s", args[0]->type->name)
               : hw_raise (vm, HW_EXC_TypeError, "must be str, not %s", args[0]->type->name);
  if (!hw_text_bounds (vm, args, n, 1, self->as.str.n_chars, &start, &end))
    return NULL;
  return hw_int_new (H (vm), between (self, start, end, &span) ? count_in (span, hw_stretch_of_str (args[0])) : 0);
}

/* ------------------------------------------------------------------------------------------------------ both ends */

static gboolean
tail_matches (HwStretch    span,
              HwObject *part,
              gboolean  at_end)
{
  return at_end ? hw_stretch_has_suffix (span, hw_stretch_of_str (part)) : hw_stretch_has_prefix (span, hw_stretch_of_str (part));
}

static HwObject *
match_end (HwVm            *vm,
           const char      *function,
           HwObject        *self,
           HwObject *const *args,
           guint            n,
           gboolean         at_end)
{
  gint64 start, end;
  gboolean inside;
  HwStretch span = { "", 0 };

  if (!hw_text_bounds (vm, args, n, 1, self->as.str.n_chars, &start, &end))
    return NULL;
  inside = between (self, start, end, &span);
  if (args[0]->kind == HW_KIND_TUPLE) {
    for (guint32 i = 0; i < args[0]->as.items.n; i++) {
      HwObject *part = args[0]->as.items.at[i];

      if (!hw_is_str (part))
        return hw_raise (vm, HW_EXC_TypeError, "tuple for %s must only contain str, not %s", function, part->type->name);
      if (inside && tail_matches (span, part, at_end))
        return hw_bool_new (H (vm), TRUE);
    }
    return hw_bool_new (H (vm), FALSE);
  }
  if (!hw_is_str (args[0]))
    return hw_raise (vm, HW_EXC_TypeError, "%s first arg must be str or a tuple of str, not %s", function, args[0]->type->name);
  return hw_bool_new (H (vm), inside && tail_matches (span, args[0], at_end));
}

HwObject *
hw_str_startswith (HwVm            *vm,
                   HwObject        *self,
                   HwObject *const *args,
                   guint            n,
                   HwObject        *kwnames)
{
  return match_end (vm, "startswith", self, args, n, FALSE);
}

HwObject *
hw_str_endswith (HwVm            *vm,
                 HwObject        *self,
                 HwObject *const *args,
                 guint            n,
                 HwObject        *kwnames)
{
  return match_end (vm, "endswith", self, args, n, TRUE);
}

HwObject *
hw_str_removeprefix (HwVm            *vm,
                     HwObject        *self,
                     HwObject *const *args,
                     guint            n,
                     HwObject        *kwnames)
{
  HwStretch span = hw_stretch_of_str (self);

  if (!hw_expect_str (vm, "removeprefix", args[0]))
    return NULL;
  if (args[0]->as.str.n_bytes == 0 || !hw_stretch_has_prefix (span, hw_stretch_of_str (args[0])))
    return hw_str_exact (vm, self);
  return hw_str_new (H (vm), span.at + args[0]->as.str.n_bytes, (gssize) (span.n - args[0]->as.str.n_bytes));
}

HwObject *
hw_str_removesuffix (HwVm            *vm,
                     HwObject        *self,
                     HwObject *const *args,
                     guint            n,
                     HwObject        *kwnames)
{
  HwStretch span = hw_stretch_of_str (self);

  if (!hw_expect_str (vm, "removesuffix", args[0]))
    return NULL;
  if (args[0]->as.str.n_bytes == 0 || !hw_stretch_has_suffix (span, hw_stretch_of_str (args[0])))
    return hw_str_exact (vm, self);
  return hw_str_new (H (vm), span.at, (gssize) (span.n - args[0]->as.str.n_bytes));
}

/* --------------------------------------------------------------------------------------------------------- replacing */

/* [new] between all characters, at most [count] times. */
static GString *
interleave (HwStretch span,
            HwStretch new,
            gint64 count)
{
  GString *text = g_string_sized_new (span.n + new.n);
  const char *at = span.at;

  while (count > 0) {
    const char *next = at;

    g_string_append_len (text, new.at, (gssize) new.n);
    count--;
    if (at == span.at + span.n)
      return text;
    hw_text_next (&next);
    g_string_append_len (text, at, next - at);
    at = next;
  }
  g_string_append_len (text, at, span.at + span.n - at);
  return text;
}

static HwObject *
replace_in (HwVm     *vm,
            HwObject *self,
            HwStretch    old,
            HwStretch    new,
            gint64    count)
{
  HwStretch rest = hw_stretch_of_str (self);
  g_autoptr (GString) text = NULL;
  gssize found;

  if (count == 0 || hw_stretch_equal (old, new))
    return hw_str_exact (vm, self);
  if (old.n == 0) {
    if (rest.n > 0 && !hw_can_hold (vm, (guint64) MIN (count, self->as.str.n_chars + 1) * new.n))
      return NULL;
    return hw_str_finish (vm, interleave (rest, new, count));
  }
  while (count-- > 0 && (found = hw_stretch_find (rest, old)) >= 0) {
    if (text == NULL)
      text = g_string_sized_new (rest.n);
    g_string_append_len (text, rest.at, found);
    g_string_append_len (text, new.at, (gssize) new.n);
    rest.at += (gsize) found + old.n;
    rest.n -= (gsize) found + old.n;
    if (!hw_can_hold (vm, text->len))
      return NULL;
  }
  if (text == NULL)
    return hw_str_exact (vm, self);
  g_string_append_len (text, rest.at, (gssize) rest.n);
  return hw_str_finish (vm, g_steal_pointer (&text));
}

HwObject *
hw_str_replace (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  HwObject *values[3] = { NULL, NULL, NULL };
  gint64 count = G_MAXINT64;

  if (H (vm)->profile->minor < 13) {
    if (!hw_no_keywords (vm, "str.replace", kwnames) || !hw_check_count (vm, "replace", n, 2, 3))
      return NULL;
    for (guint i = 0; i < n; i++)
      values[i] = args[i];
  } else if (kwnames == NULL && n < 2) {
    return hw_raise (vm, HW_EXC_TypeError, "replace() takes at least 2 positional arguments (%u given)", n);
  } else if (!hw_bind (vm, "replace", "old,new,/,count=", args, n, kwnames, values)) {
    return NULL;
  }
  for (guint i = 0; i < 2; i++)
    if (!hw_is_str (values[i]))
      return hw_raise (vm, HW_EXC_TypeError, "replace() argument %u must be str, not %s", i + 1, values[i]->type->name);
  if (values[2] != NULL && !hw_index_value (vm, values[2], &count, FALSE))
    return NULL;
  return replace_in (vm, self, hw_stretch_of_str (values[0]), hw_stretch_of_str (values[1]), count < 0 ? G_MAXINT64 : count);
}
