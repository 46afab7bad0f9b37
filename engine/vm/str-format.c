/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* str.format and str.format_map. Models Objects/stringlib/unicode_format.h. */

#include "vm/text.h"

#include <string.h>

enum { MAX_NESTING = 2 };

typedef enum { NUMBERING_NONE, NUMBERING_AUTOMATIC, NUMBERING_MANUAL } Numbering;

typedef struct {
  HwVm            *vm;
  HwObject *const *args;
  guint            n; /* positional ones; then the values of [kwnames] */
  HwObject        *kwnames;
  HwObject        *mapping; /* format_map: instead of them */
  Numbering        numbering;
  gint64           next;
} Formatter;

/* A replacement field: {name!conversion:spec}. */
typedef struct {
  HwStretch   name;
  guint32  conversion; /* 0: none */
  HwStretch   spec;
  gboolean nested; /* the spec has fields in it */
} Field;

static gboolean format_into (Formatter *self, HwStretch text, guint depth, GString *out);

/* ------------------------------------------------------------------------------------------------------ reading fields */

/* What is behind the name: "!r", ":spec". */
static gboolean
read_tail (Formatter  *self,
           const char *at,
           const char *end,
           Field      *field)
{
  if (at < end && *at == '!') {
    at++;
    if (at >= end) {
      hw_raise (self->vm, HW_EXC_ValueError, "end of string while looking for conversion specifier");
      return FALSE;
    }
    field->conversion = hw_text_next (&at);
    if (at < end && *at != ':') {
      hw_raise (self->vm, HW_EXC_ValueError, "expected ':' after conversion specifier");
      return FALSE;
    }
  }
  if (at < end)
    at++;
  field->spec = (HwStretch){ at, (gsize) (end - at) };
  return TRUE;
}

/* Reads the field that begins at [*at], behind its brace, and moves behind its closing brace. Models parse_field. */
static gboolean
read_field (Formatter   *self,
            const char **at,
            const char  *end,
            Field       *field)
{
  const char *p = *at;
  const char *name = p;
  gboolean in_brackets = FALSE;
  int depth;

  *field = (Field){ { name, 0 }, 0, { "", 0 }, FALSE };
  for (; p < end; p++) {
    if (*p == '{') {
      hw_raise (self->vm, HW_EXC_ValueError, "unexpected '{' in field name");
      return FALSE;
    }
    if (*p == '[')
      in_brackets = TRUE;
    else if (*p == ']')
      in_brackets = FALSE;
    else if (!in_brackets && (*p == '}' || *p == ':' || *p == '!'))
      break;
  }
  if (p >= end) {
    hw_raise (self->vm, HW_EXC_ValueError, "expected '}' before end of string");
    return FALSE;
  }
  field->name = (HwStretch){ name, (gsize) (p - name) };
  if (*p == '}') {
    *at = p + 1;
    return TRUE;
  }

  /* find the closing brace first, then look at what is before it */
  {
    const char *tail = p;
    const char *q = p;

    depth = 1;
    if (*q == '!') {
      q++;
      if (q >= end) {
        hw_raise (self->vm, HW_EXC_ValueError, "end of string while looking for conversion specifier");
        return FALSE;
      }
      field->conversion = hw_text_next (&q);
      if (q < end && *q == '}') {
        *at = q + 1;
        return TRUE;
      }
      if (q < end && *q != ':') {
        hw_raise (self->vm, HW_EXC_ValueError, "expected ':' after conversion specifier");
        return FALSE;
      }
    }
    for (; q < end && depth > 0; q++) {
      if (*q == '{') {
        field->nested = TRUE;
        depth++;
      } else if (*q == '}') {
        depth--;
      }
    }
    if (depth > 0) {
      hw_raise (self->vm, HW_EXC_ValueError, "unmatched '{' in format spec");
      return FALSE;
    }
    *at = q;
    return read_tail (self, tail, q - 1, field);
  }
}

/* -------------------------------------------------------------------------------------------------- finding the value */

/* A name that is a number, or -1. */
static gint64
as_index (HwStretch name)
{
  gint64 value = 0;

  if (name.n == 0 || name.n > 18)
    return -1;
  for (gsize i = 0; i < name.n; i++) {
    if (!g_ascii_isdigit (name.at[i]))
      return -1;
    value = value * 10 + (name.at[i] - '0');
  }
  return value;
}

static gboolean
choose_numbering (Formatter *self,
                  Numbering  numbering)
{
  if (self->numbering == NUMBERING_NONE)
    self->numbering = numbering;
  if (self->numbering == numbering)
    return TRUE;
  hw_raise (self->vm, HW_EXC_ValueError, "cannot switch from %s",
            numbering == NUMBERING_MANUAL ? "automatic field numbering to manual field specification"
                                          : "manual field specification to automatic field numbering");
  return FALSE;
}

static HwObject *
get_positional (Formatter *self,
                gint64     index)
{
  if (self->mapping != NULL)
    return hw_raise (self->vm, HW_EXC_ValueError, "Format string contains positional fields");
  if (index >= self->n)
    return hw_raise (self->vm, HW_EXC_IndexError, "Replacement index %" G_GINT64_FORMAT " out of range for positional args tuple", index);
  return hw_newref (H (self->vm), self->args[index]);
}

static HwObject *
get_named (Formatter *self,
           HwStretch     name)
{
  HwObject *key = hw_str_of_span (self->vm, name);
  HwObject *value = NULL;

  if (self->mapping != NULL) {
    value = hw_get_item (self->vm, self->mapping, key);
  } else {
    for (guint32 i = 0; self->kwnames != NULL && i < self->kwnames->as.items.n && value == NULL; i++)
      if (hw_str_equal (self->kwnames->as.items.at[i], key))
        value = hw_newref (H (self->vm), self->args[self->n + i]);
    if (value == NULL)
      hw_raise_object (self->vm, HW_EXC_KeyError, key);
  }
  hw_decref (H (self->vm), key);
  return value;
}

/* value.attribute; [value] is given up. */
static HwObject *
step_attribute (Formatter *self,
                HwObject  *value,
                HwStretch     name)
{
  HwObject *key, *result;

  if (name.n == 0) {
    hw_decref (H (self->vm), value);
    return hw_raise (self->vm, HW_EXC_ValueError, "Empty attribute in format string");
  }
  key = hw_str_of_span (self->vm, name);
  result = hw_get_attr (self->vm, value, key);
  hw_decref (H (self->vm), key);
  hw_decref (H (self->vm), value);
  return result;
}

static HwObject *
step_item (Formatter *self,
           HwObject  *value,
           HwStretch     name)
{
  gint64 index = as_index (name);
  HwObject *key, *result;

  if (name.n == 0) {
    hw_decref (H (self->vm), value);
    return hw_raise (self->vm, HW_EXC_ValueError, "Empty attribute in format string");
  }
  key = index >= 0 ? hw_int_new (H (self->vm), index) : hw_str_of_span (self->vm, name);
  result = hw_get_item (self->vm, value, key);
  hw_decref (H (self->vm), key);
  hw_decref (H (self->vm), value);
  return result;
}

static HwObject *
get_value (Formatter *self,
           HwStretch     name)
{
  const char *at = name.at;
  const char *end = name.at + name.n;
  HwStretch first;
  HwObject *value;

  while (at < end && *at != '.' && *at != '[')
    at++;
  first = (HwStretch){ name.at, (gsize) (at - name.at) };
  if (first.n == 0)
    value = choose_numbering (self, NUMBERING_AUTOMATIC) ? get_positional (self, self->next++) : NULL;
  else if (as_index (first) >= 0)
    value = choose_numbering (self, NUMBERING_MANUAL) ? get_positional (self, as_index (first)) : NULL;
  else
    value = get_named (self, first);

  while (value != NULL && at < end) {
    const char *begin = at + 1;

    if (*at == '.') {
      for (at++; at < end && *at != '.' && *at != '['; at++)
        continue;
      value = step_attribute (self, value, (HwStretch){ begin, (gsize) (at - begin) });
    } else if (*at == '[') {
      for (at++; at < end && *at != ']'; at++)
        continue;
      if (at >= end) {
        hw_decref (H (self->vm), value);
        return hw_raise (self->vm, HW_EXC_ValueError, "Missing ']' in format string");
      }
      value = step_item (self, value, (HwStretch){ begin, (gsize) (at - begin) });
      at++;
    } else {
      hw_decref (H (self->vm), value);
      return hw_raise (self->vm, HW_EXC_ValueError, "Only '.' or '[' may follow ']' in format field specifier");
    }
  }
  return value;
}

/* !r, !s, !a; [value] is given up. */
static HwObject *
convert_value (Formatter *self,
               HwObject  *value,
               guint32    conversion)
{
  HwObject *result = NULL;

  if (conversion == 0)
    return value;
  if (conversion == 'r')
    result = hw_repr (self->vm, value);
  else if (conversion == 's')
    result = hw_str (self->vm, value);
  else if (conversion == 'a')
    result = hw_ascii (self->vm, value);
  else if (conversion > 32 && conversion < 127)
    hw_raise (self->vm, HW_EXC_ValueError, "Unknown conversion specifier %c", (char) conversion);
  else
    hw_raise (self->vm, HW_EXC_ValueError, "Unknown conversion specifier \\x%x", conversion);
  hw_decref (H (self->vm), value);
  return result;
}

static gboolean
format_field (Formatter   *self,
              const Field *field,
              guint        depth,
              GString     *out)
{
  HwObject *value = get_value (self, field->name);
  HwObject *spec = NULL;
  HwObject *text;

  if (value == NULL || (value = convert_value (self, value, field->conversion)) == NULL)
    return FALSE;
  if (field->nested) {
    g_autoptr (GString) expanded = g_string_new (NULL);

    if (!format_into (self, field->spec, depth - 1, expanded)) {
      hw_decref (H (self->vm), value);
      return FALSE;
    }
    spec = hw_str_new (H (self->vm), expanded->str, (gssize) expanded->len);
  } else if (field->spec.n > 0) {
    spec = hw_str_of_span (self->vm, field->spec);
  }
  text = hw_format (self->vm, value, spec);
  hw_xdecref (H (self->vm), spec);
  hw_decref (H (self->vm), value);
  if (text == NULL)
    return FALSE;
  g_string_append_len (out, hw_str_text (text), text->as.str.n_bytes);
  hw_decref (H (self->vm), text);
  return TRUE;
}

static gboolean
format_into (Formatter *self,
             HwStretch     text,
             guint      depth,
             GString   *out)
{
  const char *at = text.at;
  const char *end = text.at + text.n;

  if (depth == 0) {
    hw_raise (self->vm, HW_EXC_ValueError, "Max string recursion exceeded");
    return FALSE;
  }
  while (at < end) {
    gsize plain = 0;
    Field field;
    char brace;

    while (at + plain < end && at[plain] != '{' && at[plain] != '}')
      plain++;
    g_string_append_len (out, at, (gssize) plain);
    at += plain;
    if (at == end)
      return TRUE;
    brace = *at++;
    if (at < end && *at == brace) {
      g_string_append_c (out, brace);
      at++;
      continue;
    }
    if (brace == '}' || at == end) {
      hw_raise (self->vm, HW_EXC_ValueError, "Single '%c' encountered in format string", brace);
      return FALSE;
    }
    if (!read_field (self, &at, end, &field) || !format_field (self, &field, depth, out))
      return FALSE;
    if (out->len > G_MAXINT32) {
      hw_raise (self->vm, HW_EXC_MemoryError, "text of more than %d bytes", G_MAXINT32);
      return FALSE;
    }
  }
  return TRUE;
}

static HwObject *
run (Formatter *self,
     HwObject  *format)
{
  GString *out;

  if (memchr (hw_str_text (format), '{', format->as.str.n_bytes) == NULL && memchr (hw_str_text (format), '}', format->as.str.n_bytes) == NULL)
    return hw_str_exact (self->vm, format);
  out = g_string_new (NULL);
  if (format_into (self, hw_stretch_of_str (format), MAX_NESTING, out))
    return hw_str_finish (self->vm, out);
  g_string_free (out, TRUE);
  return NULL;
}

HwObject *
hw_str_format (HwVm            *vm,
               HwObject        *self,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  Formatter formatter = { .vm = vm, .args = args, .n = n, .kwnames = kwnames };

  return run (&formatter, self);
}

HwObject *
hw_str_format_map (HwVm            *vm,
                   HwObject        *self,
                   HwObject *const *args,
                   guint            n,
                   HwObject        *kwnames)
{
  Formatter formatter = { .vm = vm, .mapping = args[0] };

  return run (&formatter, self);
}
