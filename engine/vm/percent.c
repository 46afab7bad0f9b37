/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The operator % of str and bytes. Models unicode_format_arg and PyUnicode_Format of Objects/unicodeobject.c, _PyBytes_FormatEx. */

#include <string.h>

#include "vm/format.h"
#include "vm/percent.h"

typedef struct {
  HwVm     *vm;
  gboolean  bytes;
  HwStretch    format;
  HwObject *args;   /* borrowed: what is taken from next */
  gint64    n_args; /* -1: [args] itself is the only one */
  gint64    next;   /* -2: it has not been taken */
  HwObject *mapping; /* borrowed, or NULL */
  HwObject *keyed;   /* owned: the value that %(key) chose */
  GString  *out;
} Percent;

typedef struct {
  gboolean left, plus, space, alternate, zero;
  gint64   width;     /* -1: none */
  gint64   precision; /* -1: none */
  guint32  type;
  gsize    at; /* byte offset of the type */
} Directive;

/* --------------------------------------------------------------------------------------------------------- arguments */

/* Borrowed. */
static HwObject *
next_argument (Percent *self)
{
  if (self->next < self->n_args) {
    gint64 index = self->next++;

    if (self->n_args < 0)
      return self->args;
    return self->args->as.items.at[index];
  }
  return hw_raise (self->vm, HW_EXC_TypeError, "not enough arguments for format string");
}

/* "(key)" behind the percent sign. */
static gboolean
read_key (Percent     *self,
          const char **at,
          const char  *end)
{
  const char *begin = ++*at;
  int depth = 1;
  HwObject *key;

  if (self->mapping == NULL) {
    hw_raise (self->vm, HW_EXC_TypeError, "format requires a mapping");
    return FALSE;
  }
  for (; *at < end && depth > 0; (*at)++)
    depth += **at == '(' ? 1 : **at == ')' ? -1 : 0;
  if (depth > 0) {
    hw_raise (self->vm, HW_EXC_ValueError, "incomplete format key");
    return FALSE;
  }
  key = self->bytes ? hw_bytes_new (H (self->vm), begin, (gsize) (*at - 1 - begin))
                    : hw_str_new (H (self->vm), begin, *at - 1 - begin);
  hw_xdecref (H (self->vm), self->keyed);
  self->keyed = hw_get_item (self->vm, self->mapping, key);
  hw_decref (H (self->vm), key);
  self->args = self->keyed;
  self->n_args = -1;
  self->next = -2;
  return self->keyed != NULL;
}

/* A number, or "*" for the next argument. */
static gboolean
read_number (Percent     *self,
             const char **at,
             const char  *end,
             const char  *what,
             gint64      *value)
{
  HwObject *argument;

  if (*at < end && **at == '*') {
    (*at)++;
    argument = next_argument (self);
    if (argument == NULL)
      return FALSE;
    if (!hw_is_int (argument)) {
      hw_raise (self->vm, HW_EXC_TypeError, "* wants int");
      return FALSE;
    }
    if (!hw_index_value (self->vm, argument, value, FALSE))
      return FALSE;
  } else if (*at < end && g_ascii_isdigit (**at)) {
    for (*value = 0; *at < end && g_ascii_isdigit (**at) && *value < G_MAXINT32; (*at)++)
      *value = *value * 10 + (**at - '0');
  }
  if (*value >= G_MAXINT32) {
    hw_raise (self->vm, HW_EXC_ValueError, "%s too big", what);
    return FALSE;
  }
  if (ABS (*value) > HW_FORMAT_MAX_WIDTH) {
    hw_raise (self->vm, HW_EXC_MemoryError, "%s over %d", what, HW_FORMAT_MAX_WIDTH);
    return FALSE;
  }
  return TRUE;
}

static const char *
read_flags (const char *at,
            const char *end,
            Directive  *directive)
{
  for (; at < end; at++) {
    if (*at == '-')
      directive->left = TRUE;
    else if (*at == '+')
      directive->plus = TRUE;
    else if (*at == ' ')
      directive->space = TRUE;
    else if (*at == '#')
      directive->alternate = TRUE;
    else if (*at == '0')
      directive->zero = TRUE;
    else
      break;
  }
  return at;
}

static gboolean
read_directive (Percent     *self,
                const char **at,
                const char  *end,
                Directive   *directive)
{
  *directive = (Directive){ .width = -1, .precision = -1 };
  if (*at < end && **at == '(' && !read_key (self, at, end))
    return FALSE;
  *at = read_flags (*at, end, directive);
  if (!read_number (self, at, end, "width", &directive->width))
    return FALSE;
  if (directive->width < -1) {
    directive->left = TRUE;
    directive->width = -directive->width;
  }
  if (*at < end && **at == '.') {
    (*at)++;
    directive->precision = 0;
    if (!read_number (self, at, end, "precision", &directive->precision))
      return FALSE;
    directive->precision = MAX (directive->precision, 0);
  }
  if (*at < end && (**at == 'h' || **at == 'l' || **at == 'L'))
    (*at)++;
  if (*at >= end) {
    hw_raise (self->vm, HW_EXC_ValueError, "incomplete format");
    return FALSE;
  }
  directive->at = (gsize) (*at - self->format.at);
  if (self->bytes)
    directive->type = (guint8) * (*at)++;
  else
    directive->type = hw_text_next (at);
  return TRUE;
}

/* ----------------------------------------------------------------------------------------------------------- writing */

static void
append_fill (GString *out,
             char     fill,
             gint64   n)
{
  for (; n > 0; n--)
    g_string_append_c (out, fill);
}

/* [number]: it may have a sign and a prefix and be filled with zeros. */
static void
append_piece (Percent         *self,
              const Directive *directive,
              HwStretch           text,
              gint64           n_chars,
              gboolean         number)
{
  char fill = number && directive->zero ? '0' : ' ';
  char sign = 0;
  gsize prefix = 0;
  gint64 padding;

  if (number) {
    if (*text.at == '-' || *text.at == '+') {
      sign = *text.at++;
      text.n--;
      n_chars--;
    } else if (directive->plus || directive->space) {
      sign = directive->plus ? '+' : ' ';
    }
    if (directive->alternate && (directive->type == 'x' || directive->type == 'X' || directive->type == 'o'))
      prefix = 2;
  }
  padding = MAX (directive->width - n_chars - (sign != 0), 0);
  if (fill == ' ' && !directive->left)
    append_fill (self->out, ' ', padding);
  if (sign != 0)
    g_string_append_c (self->out, sign);
  g_string_append_len (self->out, text.at, (gssize) prefix);
  if (fill != ' ' && !directive->left)
    append_fill (self->out, '0', padding);
  g_string_append_len (self->out, text.at + prefix, (gssize) (text.n - prefix));
  if (directive->left)
    append_fill (self->out, ' ', padding);
}

static gboolean
write_str (Percent         *self,
           const Directive *directive,
           HwObject        *text)
{
  HwStretch span;
  gint64 n_chars;

  if (text == NULL)
    return FALSE;
  span = hw_stretch_of_str (text);
  n_chars = text->as.str.n_chars;
  if (directive->precision >= 0 && directive->precision < n_chars) {
    n_chars = directive->precision;
    span.n = hw_str_offset (text, n_chars);
  }
  append_piece (self, directive, span, n_chars, FALSE);
  hw_decref (H (self->vm), text);
  return TRUE;
}

/* %s and %b of bytes. */
static gboolean
write_bytes (Percent         *self,
             const Directive *directive,
             HwObject        *value)
{
  HwObject *made = NULL;
  HwStretch span;

  if (!hw_is_bytes (value)) {
    gboolean found = FALSE;

    made = hw_call_special (self->vm, value, HW_NAME___bytes__, NULL, 0, &found);
    if (made == NULL || !hw_is_bytes (made)) {
      hw_xdecref (H (self->vm), made);
      if (self->vm->exception == NULL)
        hw_raise (self->vm, HW_EXC_TypeError, "%%b requires a bytes-like object, or an object that implements __bytes__, not '%s'",
                  value->type->name);
      return FALSE;
    }
    value = made;
  }
  span = (HwStretch){ (const char *) value->as.bytes.data, value->as.bytes.n };
  if (directive->precision >= 0)
    span.n = MIN (span.n, (gsize) directive->precision);
  append_piece (self, directive, span, (gint64) span.n, FALSE);
  hw_xdecref (H (self->vm), made);
  return TRUE;
}

/* The int that %d or %x takes; NULL: exception. */
static HwObject *
integer_of (Percent  *self,
            HwObject *value,
            guint32   type)
{
  gboolean index_only = type == 'x' || type == 'X' || type == 'o';
  HwObject *result = NULL;

  if (hw_is_int (value))
    return hw_newref (H (self->vm), value);
  if (index_only) {
    if (hw_type_lookup (self->vm, value->type, self->vm->names[HW_NAME___index__]) != NULL)
      result = hw_index (self->vm, value);
  } else if (!hw_is_str (value) && !hw_is_bytes (value) &&
             (hw_type_lookup (self->vm, value->type, self->vm->names[HW_NAME___int__]) != NULL ||
              hw_type_lookup (self->vm, value->type, self->vm->names[HW_NAME___index__]) != NULL)) {
    result = hw_int_of (self->vm, value);
  }
  if (result != NULL || (self->vm->exception != NULL && !hw_exception_matches (self->vm, HW_EXC_TypeError)))
    return result;
  if (self->vm->exception != NULL)
    hw_exception_clear (self->vm);
  return hw_raise (self->vm, HW_EXC_TypeError, "%%%c format: %s is required, not %s", (char) type,
                   index_only ? "an integer" : "a real number", value->type->name);
}

static gboolean
write_integer (Percent         *self,
               const Directive *directive,
               HwObject        *value)
{
  int base = directive->type == 'o' ? 8 : directive->type == 'x' || directive->type == 'X' ? 16 : 10;
  HwObject *integer = integer_of (self, value, directive->type);
  g_autofree char *digits = NULL;
  g_autoptr (GString) text = NULL;
  const char *unsigned_digits;

  if (integer == NULL)
    return FALSE;
  digits = base == 10 ? hw_int_to_text (self->vm, integer) : hw_int_to_digits (integer, base);
  text = g_string_new (hw_int_sign (integer) < 0 ? "-" : "");
  hw_decref (H (self->vm), integer);
  if (digits == NULL)
    return FALSE;
  unsigned_digits = digits + (*digits == '-');
  if (directive->alternate && base != 10)
    g_string_append (text, base == 8 ? "0o" : "0x");
  append_fill (text, '0', directive->precision - (gint64) strlen (unsigned_digits));
  g_string_append (text, unsigned_digits);
  if (directive->type == 'X')
    g_string_ascii_up (text);
  append_piece (self, directive, (HwStretch){ text->str, text->len }, (gint64) text->len, TRUE);
  return TRUE;
}

static gboolean
write_double (Percent         *self,
              const Directive *directive,
              HwObject        *value)
{
  g_autofree char *text = NULL;
  double real;

  if (!hw_double_of (self->vm, value, &real))
    return FALSE;
  text = hw_double_format (real, (char) directive->type, directive->precision >= 0 ? (int) directive->precision : 6,
                           directive->alternate ? HW_DOUBLE_ALTERNATE : 0);
  append_piece (self, directive, (HwStretch){ text, strlen (text) }, (gint64) strlen (text), TRUE);
  return TRUE;
}

static gboolean
refuse_character (Percent  *self,
                  HwObject *value)
{
  if (self->bytes)
    hw_raise (self->vm, HW_EXC_TypeError, "%%c requires an integer in range(256) or a single byte");
  else if (H (self->vm)->profile->minor < 14)
    hw_raise (self->vm, HW_EXC_TypeError, "%%c requires int or char");
  else if (hw_is_str (value))
    hw_raise (self->vm, HW_EXC_TypeError, "%%c requires an int or a unicode character, not a string of length %u", value->as.str.n_chars);
  else
    hw_raise (self->vm, HW_EXC_TypeError, "%%c requires an int or a unicode character, not %s", value->type->name);
  return FALSE;
}

static gboolean
write_character (Percent         *self,
                 const Directive *directive,
                 HwObject        *value)
{
  char buffer[8];
  gsize n;
  HwObject *index;
  gint64 code;
  guint32 limit = self->bytes ? 0x100 : 0x110000;

  if (self->bytes ? hw_is_bytes (value) && value->as.bytes.n == 1 : hw_is_str (value) && value->as.str.n_chars == 1) {
    HwStretch span = self->bytes ? (HwStretch){ (const char *) value->as.bytes.data, 1 } : hw_stretch_of_str (value);

    append_piece (self, directive, span, 1, FALSE);
    return TRUE;
  }
  if (!hw_is_int (value) && hw_type_lookup (self->vm, value->type, self->vm->names[HW_NAME___index__]) == NULL) {
    return refuse_character (self, value);
  }
  index = hw_index (self->vm, value);
  if (index == NULL)
    return FALSE;
  if (!hw_int_get (index, &code) || code < 0 || code >= limit) {
    hw_decref (H (self->vm), index);
    hw_raise (self->vm, HW_EXC_OverflowError, self->bytes ? "%%c arg not in range(256)" : "%%c arg not in range(0x110000)");
    return FALSE;
  }
  hw_decref (H (self->vm), index);
  buffer[0] = (char) code;
  n = self->bytes ? 1 : (gsize) g_unichar_to_utf8 ((gunichar) code, buffer);
  append_piece (self, directive, (HwStretch){ buffer, n }, 1, FALSE);
  return TRUE;
}

static gboolean
write_argument (Percent         *self,
                const Directive *directive,
                HwObject        *value)
{
  switch (directive->type) {
  case 's':
    return self->bytes ? write_bytes (self, directive, value) : write_str (self, directive, hw_str (self->vm, value));
  case 'r':
    return write_str (self, directive, self->bytes ? hw_ascii (self->vm, value) : hw_repr (self->vm, value));
  case 'a':
    return write_str (self, directive, hw_ascii (self->vm, value));
  case 'd':
  case 'i':
  case 'u':
  case 'o':
  case 'x':
  case 'X':
    return write_integer (self, directive, value);
  case 'e':
  case 'E':
  case 'f':
  case 'F':
  case 'g':
  case 'G':
    return write_double (self, directive, value);
  case 'c':
    return write_character (self, directive, value);
  case 'b':
    if (self->bytes)
      return write_bytes (self, directive, value);
    break;
  }
  hw_raise (self->vm, HW_EXC_ValueError, "unsupported format character '%c' (0x%x) at index %" G_GSIZE_FORMAT,
            directive->type > 31 && directive->type < 0x7f ? (char) directive->type : '?', directive->type,
            self->bytes ? directive->at : hw_text_length (self->format.at, directive->at));
  return FALSE;
}

static gboolean
write_all (Percent *self)
{
  const char *at = self->format.at;
  const char *end = at + self->format.n;

  while (at < end) {
    const char *mark = memchr (at, '%', (gsize) (end - at));
    Directive directive;
    HwObject *value;
    gboolean ok;

    g_string_append_len (self->out, at, (mark != NULL ? mark : end) - at);
    if (mark == NULL)
      return TRUE;
    at = mark + 1;
    if (at < end && *at == '%') {
      g_string_append_c (self->out, '%');
      at++;
      continue;
    }
    if (!read_directive (self, &at, end, &directive))
      return FALSE;
    value = next_argument (self);
    if (value == NULL)
      return FALSE;
    ok = write_argument (self, &directive, value);
    if (!ok)
      return FALSE;
  }
  return TRUE;
}

gboolean
hw_percent_write (HwVm     *vm,
                  HwStretch    format,
                  HwObject *arguments,
                  gboolean  bytes,
                  GString  *out)
{
  Percent self = { .vm = vm, .bytes = bytes, .format = format, .args = arguments, .n_args = -1, .next = -2, .out = out };
  gboolean ok;

  if (arguments->kind == HW_KIND_TUPLE) {
    self.n_args = arguments->as.items.n;
    self.next = 0;
  } else if (!hw_is_str (arguments) && hw_type_lookup (vm, arguments->type, vm->names[HW_NAME___getitem__]) != NULL) {
    self.mapping = arguments;
  }
  ok = write_all (&self);
  hw_xdecref (H (vm), self.keyed);
  if (ok && self.next < self.n_args && self.mapping == NULL) {
    hw_raise (vm, HW_EXC_TypeError, "not all arguments converted during %s formatting", bytes ? "bytes" : "string");
    return FALSE;
  }
  return ok;
}

HwObject *
hw_percent_format (HwVm     *vm,
                   HwObject *format,
                   HwObject *arguments)
{
  GString *out = g_string_new (NULL);

  if (hw_percent_write (vm, hw_stretch_of_str (format), arguments, FALSE, out)) {
    if (memchr (hw_str_text (format), '%', format->as.str.n_bytes) != NULL)
      return hw_str_finish (vm, out);
    g_string_free (out, TRUE);
    return hw_str_exact (vm, format);
  }
  g_string_free (out, TRUE);
  return NULL;
}
