/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The type str: slots and iterators. Models Objects/unicodeobject.c. The methods are in the str-*.c files, the parts shared with bytes in
 * text.c. */

#include "vm/text.h"

#include <string.h>

#include "vm/numbers.h"

/* ------------------------------------------------------------------------------------------------------ making strs */

HwObject *
hw_str_of_span (HwVm  *vm,
                HwStretch span)
{
  return hw_str_new (H (vm), span.at, (gssize) span.n);
}

HwObject *
hw_str_finish (HwVm    *vm,
               GString *text)
{
  gsize n = text->len;

  return hw_str_take (H (vm), g_string_free (text, FALSE), n);
}

HwObject *
hw_str_exact (HwVm     *vm,
              HwObject *str)
{
  return hw_str_is_exact (vm, str) ? hw_newref (H (vm), str) : hw_str_of_span (vm, hw_stretch_of_str (str));
}

HwObject *
hw_str_printf (HwVm       *vm,
               const char *format,
               ...)
{
  va_list args;
  char *text;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  return hw_str_take (H (vm), text, strlen (text));
}

/* A str of the subclass [type] with the text of [str]. */
static HwObject *
as_subclass (HwVm     *vm,
             HwType   *type,
             HwObject *str)
{
  HwObject payload = { .kind = HW_KIND_STR, .sub = str->sub, .as.str = str->as.str };

  payload.as.str.utf8 = g_memdup2 (str->as.str.utf8, (gsize) str->as.str.n_bytes + 1);
  return hw_subclass_new (vm, type, &payload);
}

static HwObject *
str_of_bytes (HwVm      *vm,
              HwObject **values)
{
  HwStretch span;

  if (values[1] != NULL && !hw_is_str (values[1]))
    return hw_raise (vm, HW_EXC_TypeError, "str() argument 'encoding' must be str, not %s", values[1]->type->name);
  if (values[2] != NULL && !hw_is_str (values[2]))
    return hw_raise (vm, HW_EXC_TypeError, "str() argument 'errors' must be str, not %s", values[2]->type->name);
  if (hw_is_str (values[0]))
    return hw_raise (vm, HW_EXC_TypeError, "decoding str is not supported");
  if (!hw_is_bytes (values[0]))
    return hw_raise (vm, HW_EXC_TypeError, "decoding to str: need a bytes-like object, %s found", values[0]->type->name);
  hw_bytes_stretch (vm, values[0], &span);
  return hw_decode (vm, span, values[1] != NULL ? hw_str_text (values[1]) : NULL, values[2] != NULL ? hw_str_text (values[2]) : NULL,
                    values[0]);
}

static HwObject *
str_new (HwVm            *vm,
         HwType          *type,
         HwObject *const *args,
         guint            n,
         HwObject        *kwnames)
{
  HwObject *values[3] = { NULL, NULL, NULL };
  HwObject *result, *object;

  if (kwnames == NULL && n == 1)
    values[0] = args[0];
  else if (!hw_bind (vm, "str", "object=,encoding=,errors=", args, n, kwnames, values))
    return NULL;
  if (values[0] == NULL)
    result = hw_newref (H (vm), H (vm)->empty_str);
  else if (values[1] != NULL || values[2] != NULL)
    result = str_of_bytes (vm, values);
  else
    result = hw_str (vm, values[0]);
  if (result == NULL || type == vm->types[HW_TYPE_ID_str])
    return result;
  object = as_subclass (vm, type, result);
  hw_decref (H (vm), result);
  return object;
}

/* ------------------------------------------------------------------------------------------------------------- slots */

static HwObject *
str_repr (HwVm     *vm,
          HwObject *self)
{
  char *text = hw_text_repr (self->as.str.utf8, self->as.str.n_bytes, FALSE);

  return hw_str_take (H (vm), text, strlen (text));
}

static HwObject *
str_str (HwVm     *vm,
         HwObject *self)
{
  return hw_str_exact (vm, self);
}

static gint64
str_hash (HwVm     *vm,
          HwObject *self)
{
  return hw_str_hash (self);
}

/* Code point order; in UTF-8 that is the order of the bytes. */
static int
compare_text (const HwObject *a,
              const HwObject *b)
{
  int order = memcmp (a->as.str.utf8, b->as.str.utf8, MIN (a->as.str.n_bytes, b->as.str.n_bytes));

  return order != 0 ? order : (a->as.str.n_bytes > b->as.str.n_bytes) - (a->as.str.n_bytes < b->as.str.n_bytes);
}

static HwObject *
str_compare (HwVm       *vm,
             HwObject   *self,
             HwObject   *other,
             HwCompareOp op)
{
  gboolean result;

  if (!hw_is_str (other))
    return hw_not_implemented (vm);
  switch ((int) op) {
  case HW_COMPARE_EQ:
    result = hw_str_equal (self, other);
    break;
  case HW_COMPARE_NOT_EQ:
    result = !hw_str_equal (self, other);
    break;
  case HW_COMPARE_LT:
    result = compare_text (self, other) < 0;
    break;
  case HW_COMPARE_LT_E:
    result = compare_text (self, other) <= 0;
    break;
  case HW_COMPARE_GT:
    result = compare_text (self, other) > 0;
    break;
  default:
    result = compare_text (self, other) >= 0;
    break;
  }
  return hw_bool_new (H (vm), result);
}

static gint64
str_length (HwVm     *vm,
            HwObject *self)
{
  return self->as.str.n_chars;
}

static int
str_truth (HwVm     *vm,
           HwObject *self)
{
  return self->as.str.n_bytes > 0;
}

static int
str_contains (HwVm     *vm,
              HwObject *self,
              HwObject *item)
{
  if (!hw_is_str (item)) {
    hw_raise (vm, HW_EXC_TypeError, "'in <string>' requires string as left operand, not %s", item->type->name);
    return -1;
  }
  return hw_stretch_find (hw_stretch_of_str (self), hw_stretch_of_str (item)) >= 0;
}

/* ------------------------------------------------------------------------------------------------------------ pieces */

static HwObject *
slice_of (HwVm     *vm,
          HwObject *self,
          HwObject *slice)
{
  gint64 start, stop, step, count;
  gsize from;
  GString *text;

  if (!hw_slice_unpack (vm, slice, self->as.str.n_chars, &start, &stop, &step, &count))
    return NULL;
  if (count <= 0)
    return hw_newref (H (vm), H (vm)->empty_str);
  if (count == self->as.str.n_chars && step == 1)
    return hw_str_exact (vm, self);
  from = hw_str_offset (self, start);
  if (step == 1) {
    gsize to = hw_str_offset (self, start + count);

    return hw_str_new (H (vm), self->as.str.utf8 + from, (gssize) (to - from));
  }
  text = g_string_sized_new ((gsize) count);
  if (hw_str_is_ascii (self)) {
    for (gint64 i = 0; i < count; i++)
      g_string_append_c (text, self->as.str.utf8[start + i * step]);
  } else {
    const char *at = self->as.str.utf8 + from;

    for (gint64 i = 0; i < count; i++) {
      const char *next = at;

      hw_text_append (text, hw_text_next (&next));
      if (i + 1 < count)
        for (gint64 left = ABS (step); left > 0; left--)
          step > 0 ? hw_text_next (&at) : hw_text_previous (&at);
    }
  }
  return hw_str_finish (vm, text);
}

static HwObject *
str_get_item (HwVm     *vm,
              HwObject *self,
              HwObject *key)
{
  gint64 index;
  const char *at;
  const char *end;

  if (key->kind == HW_KIND_SLICE)
    return slice_of (vm, self, key);
  if (!hw_is_int (key) && hw_type_lookup (vm, key->type, vm->names[HW_NAME___index__]) == NULL)
    return hw_raise (vm, HW_EXC_TypeError, "string indices must be integers, not '%s'", key->type->name);
  if (!hw_index_value (vm, key, &index, FALSE))
    return NULL;
  if (index < 0)
    index += self->as.str.n_chars;
  if (index < 0 || index >= self->as.str.n_chars)
    return hw_raise (vm, HW_EXC_IndexError, "string index out of range");
  at = end = self->as.str.utf8 + hw_str_offset (self, index);
  hw_text_next (&end);
  return hw_str_new (H (vm), at, end - at);
}

/* -------------------------------------------------------------------------------------------------------- operators */

gboolean
hw_defers_to (HwVm     *vm,
              HwObject *right,
              HwNameId  reflected)
{
  return right->type->is_heap && hw_type_lookup (vm, right->type, vm->names[reflected]) != NULL;
}

HwObject *
hw_str_concat (HwVm     *vm,
               HwObject *left,
               HwObject *right)
{
  gsize a = left->as.str.n_bytes;
  gsize b = right->as.str.n_bytes;
  char *text;

  if (a == 0)
    return hw_str_exact (vm, right);
  if (b == 0)
    return hw_str_exact (vm, left);
  if (!hw_can_hold (vm, a + b))
    return NULL;
  text = g_malloc (a + b + 1);
  memcpy (text, left->as.str.utf8, a);
  memcpy (text + a, right->as.str.utf8, b + 1);
  return hw_str_take (H (vm), text, a + b);
}

static HwObject *
repeat (HwVm     *vm,
        HwObject *str,
        HwObject *count_object)
{
  gsize n = str->as.str.n_bytes;
  gint64 count;
  char *text;

  if (!hw_index_value (vm, count_object, &count, FALSE))
    return NULL;
  if (count <= 0 || n == 0)
    return hw_newref (H (vm), H (vm)->empty_str);
  if (count == 1)
    return hw_str_exact (vm, str);
  if (!hw_can_hold (vm, (guint64) MIN (count, G_MAXINT64 / (gint64) n) * n))
    return NULL;
  text = g_malloc (n * (gsize) count + 1);
  for (gint64 i = 0; i < count; i++)
    memcpy (text + (gsize) i * n, str->as.str.utf8, n);
  text[n * (gsize) count] = '\0';
  return hw_str_take (H (vm), text, n * (gsize) count);
}

static HwObject *
str_binary (HwVm      *vm,
            HwOperator op,
            HwObject  *left,
            HwObject  *right)
{
  if (op == HW_OPERATOR_ADD && hw_is_str (left)) {
    if (hw_is_str (right))
      return hw_str_concat (vm, left, right);
    if (hw_defers_to (vm, right, HW_NAME___radd__))
      return hw_not_implemented (vm);
    return hw_raise (vm, HW_EXC_TypeError, "can only concatenate str (not \"%s\") to str", right->type->name);
  }
  if (op == HW_OPERATOR_MULT) {
    HwObject *str = hw_is_str (left) ? left : right;
    HwObject *count = str == left ? right : left;

    if (hw_is_int (count) || hw_type_lookup (vm, count->type, vm->names[HW_NAME___index__]) != NULL)
      return repeat (vm, str, count);
    if (hw_defers_to (vm, count, str == left ? HW_NAME___rmul__ : HW_NAME___mul__))
      return hw_not_implemented (vm);
    return hw_raise (vm, HW_EXC_TypeError, "can't multiply sequence by non-int of type '%s'", count->type->name);
  }
  if (op == HW_OPERATOR_MOD && hw_is_str (left))
    return hw_percent_format (vm, left, right);
  return hw_not_implemented (vm);
}

/* --------------------------------------------------------------------------------------------------------- iterators */

/* The byte offset of the next character is in [extra]; the sequence is given up at the end. */
static HwObject *
str_iter (HwVm     *vm,
          HwObject *self)
{
  HwObject *iterator =
      hw_iterator_new (vm, hw_str_is_ascii (self) ? HW_TYPE_ID_str_ascii_iterator : HW_TYPE_ID_str_iterator, self);

  iterator->as.items.extra = 0;
  return iterator;
}

static HwObject *
iterator_next (HwVm     *vm,
               HwObject *self)
{
  HwObject *str = hw_field (self, HW_ITERATOR_SEQUENCE);
  const char *at, *end;

  if (str == NULL)
    return NULL;
  if (self->as.items.extra >= str->as.str.n_bytes) {
    hw_field_set (H (vm), self, HW_ITERATOR_SEQUENCE, NULL);
    return NULL;
  }
  at = end = str->as.str.utf8 + self->as.items.extra;
  hw_text_next (&end);
  self->as.items.extra = (guint32) (end - str->as.str.utf8);
  return hw_str_new (H (vm), at, end - at);
}

static HwObject *
iterator_self (HwVm     *vm,
               HwObject *self)
{
  return hw_newref (H (vm), self);
}

static HwObject *
iterator_length_hint (HwVm            *vm,
                      HwObject        *self,
                      HwObject *const *args,
                      guint            n,
                      HwObject        *kwnames)
{
  HwObject *str = hw_field (self, HW_ITERATOR_SEQUENCE);

  if (str == NULL)
    return hw_int_new (H (vm), 0);
  return hw_int_new (H (vm), str->as.str.n_chars - hw_str_position (str, self->as.items.extra));
}

static const HwNativeDef iterator_methods[] = {
  { "__length_hint__", iterator_length_hint, HW_CALL_NONE },
  { NULL },
};

const HwNativeType hw_native_str_iterator = {
  .iter = iterator_self,
  .next = iterator_next,
  .methods = iterator_methods,
};

const HwNativeType hw_native_str_ascii_iterator = {
  .iter = iterator_self,
  .next = iterator_next,
  .methods = iterator_methods,
};

/* ----------------------------------------------------------------------------------------------------------- methods */

static HwObject *
str_format_self (HwVm            *vm,
                 HwObject        *self,
                 HwObject *const *args,
                 guint            n,
                 HwObject        *kwnames)
{
  if (!hw_expect_str (vm, "__format__", args[0]))
    return NULL;
  return hw_format_builtin (vm, self, hw_str_text (args[0]), args[0]->as.str.n_bytes);
}

static HwObject *
str_getnewargs (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  HwObject *value = hw_str_exact (vm, self);
  HwObject *result = hw_tuple_of (H (vm), &value, 1);

  hw_decref (H (vm), value);
  return result;
}

static const HwNativeDef str_methods[] = {
  { "find", hw_str_find, HW_CALL_RANGE, 1, 3 },
  { "rfind", hw_str_rfind, HW_CALL_RANGE, 1, 3 },
  { "index", hw_str_index, HW_CALL_RANGE, 1, 3 },
  { "rindex", hw_str_rindex, HW_CALL_RANGE, 1, 3 },
  { "count", hw_str_count, HW_CALL_RANGE, 1, 3 },
  { "startswith", hw_str_startswith, HW_CALL_RANGE, 1, 3 },
  { "endswith", hw_str_endswith, HW_CALL_RANGE, 1, 3 },
  { "replace", hw_str_replace, HW_CALL_KEYWORDS },
  { "partition", hw_str_partition, HW_CALL_ONE },
  { "rpartition", hw_str_rpartition, HW_CALL_ONE },
  { "removeprefix", hw_str_removeprefix, HW_CALL_ONE },
  { "removesuffix", hw_str_removesuffix, HW_CALL_ONE },
  { "strip", hw_str_strip, HW_CALL_RANGE, 0, 1 },
  { "lstrip", hw_str_lstrip, HW_CALL_RANGE, 0, 1 },
  { "rstrip", hw_str_rstrip, HW_CALL_RANGE, 0, 1 },
  { "split", hw_str_split, HW_CALL_KEYWORDS },
  { "rsplit", hw_str_rsplit, HW_CALL_KEYWORDS },
  { "splitlines", hw_str_splitlines, HW_CALL_KEYWORDS },
  { "join", hw_str_join, HW_CALL_ONE },
  { "lower", hw_str_lower, HW_CALL_NONE },
  { "upper", hw_str_upper, HW_CALL_NONE },
  { "title", hw_str_title, HW_CALL_NONE },
  { "capitalize", hw_str_capitalize, HW_CALL_NONE },
  { "swapcase", hw_str_swapcase, HW_CALL_NONE },
  { "casefold", hw_str_casefold, HW_CALL_NONE },
  { "center", hw_str_center, HW_CALL_RANGE, 1, 2 },
  { "ljust", hw_str_ljust, HW_CALL_RANGE, 1, 2 },
  { "rjust", hw_str_rjust, HW_CALL_RANGE, 1, 2 },
  { "zfill", hw_str_zfill, HW_CALL_ONE },
  { "expandtabs", hw_str_expandtabs, HW_CALL_KEYWORDS },
  { "isalnum", hw_str_isalnum, HW_CALL_NONE },
  { "isalpha", hw_str_isalpha, HW_CALL_NONE },
  { "isascii", hw_str_isascii, HW_CALL_NONE },
  { "isdecimal", hw_str_isdecimal, HW_CALL_NONE },
  { "isdigit", hw_str_isdigit, HW_CALL_NONE },
  { "isidentifier", hw_str_isidentifier, HW_CALL_NONE },
  { "islower", hw_str_islower, HW_CALL_NONE },
  { "isnumeric", hw_str_isnumeric, HW_CALL_NONE },
  { "isprintable", hw_str_isprintable, HW_CALL_NONE },
  { "isspace", hw_str_isspace, HW_CALL_NONE },
  { "istitle", hw_str_istitle, HW_CALL_NONE },
  { "isupper", hw_str_isupper, HW_CALL_NONE },
  { "encode", hw_str_encode, HW_CALL_KEYWORDS },
  { "translate", hw_str_translate, HW_CALL_ONE },
  { "maketrans", hw_str_maketrans, HW_CALL_RANGE, 1, 3, HW_BIND_STATIC },
  { "format", hw_str_format, HW_CALL_KEYWORDS, 0, 0, 0, HW_TUPLE_ALWAYS },
  { "format_map", hw_str_format_map, HW_CALL_ONE },
  { "__format__", str_format_self, HW_CALL_ONE },
  { "__getnewargs__", str_getnewargs, HW_CALL_NONE },
  { NULL },
};

const HwNativeType hw_native_str = {
  .new_ = str_new,
  .repr = str_repr,
  .str = str_str,
  .hash = str_hash,
  .compare = str_compare,
  .iter = str_iter,
  .length = str_length,
  .get_item = str_get_item,
  .contains = str_contains,
  .binary = str_binary,
  .truth = str_truth,
  .methods = str_methods,
};
