/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The type bytes: slots, and what bytearray has alike. Models Objects/bytesobject.c. */

#include "vm/bytes.h"

#include <string.h>

#include "vm/numbers.h"
#include "vm/percent.h"

/* ----------------------------------------------------------------------------------------------------------- making */

gboolean
hw_bytes_stretch (HwVm     *vm,
               HwObject *object,
               HwStretch   *span)
{
  if (!hw_is_bytes (object)) {
    hw_raise (vm, HW_EXC_TypeError, "a bytes-like object is required, not '%s'", object->type->name);
    return FALSE;
  }
  *span = hw_bytes_of (object);
  return TRUE;
}

HwObject *
hw_bytes_like (HwVm     *vm,
               HwObject *self,
               HwStretch    span)
{
  if (self->kind == HW_KIND_BYTEARRAY)
    return hw_bytearray_new (H (vm), span.at, span.n);
  if (self->type == vm->types[HW_TYPE_ID_bytes] && span.n == self->as.bytes.n && span.at == (const char *) self->as.bytes.data)
    return hw_newref (H (vm), self);
  return hw_bytes_new (H (vm), span.at, span.n);
}

HwObject *
hw_bytes_finish (HwVm     *vm,
                 HwObject *self,
                 GString  *data)
{
  HwObject *result = hw_bytes_like (vm, self, (HwStretch){ data->str, data->len });

  g_string_free (data, TRUE);
  return result;
}

int
hw_bytes_read_byte (HwVm     *vm,
                    HwObject *object)
{
  gint64 value;

  if (!hw_index_value (vm, object, &value, TRUE))
    return -1;
  if (value < 0 || value > 255) {
    hw_raise (vm, HW_EXC_ValueError, "byte must be in range(0, 256)");
    return -1;
  }
  return (int) value;
}

static gboolean
collect_items (HwVm       *vm,
               const char *type_name,
               HwObject   *source,
               GString    *data)
{
  HwObject *iterator = hw_iter (vm, source);
  HwObject *item;

  if (iterator == NULL) {
    if (hw_exception_matches (vm, HW_EXC_TypeError)) {
      hw_exception_clear (vm);
      hw_raise (vm, HW_EXC_TypeError, "cannot convert '%s' object to %s", source->type->name, type_name);
    }
    return FALSE;
  }
  while ((item = hw_next (vm, iterator)) != NULL) {
    gint64 value;
    gboolean ok = hw_index_value (vm, item, &value, TRUE);

    hw_decref (H (vm), item);
    if (ok && (value < 0 || value > 255)) {
      hw_raise (vm, HW_EXC_ValueError, "%s must be in range(0, 256)", strcmp (type_name, "bytes") == 0 ? "bytes" : "byte");
      ok = FALSE;
    }
    if (!ok)
      break;
    g_string_append_c (data, (char) value);
  }
  hw_decref (H (vm), iterator);
  return vm->exception == NULL;
}

GString *
hw_bytes_collect (HwVm       *vm,
                  const char *type_name,
                  HwObject   *source)
{
  g_autoptr (GString) data = g_string_new (NULL);
  gint64 n;

  if (hw_is_bytes (source)) {
    g_string_append_len (data, (const char *) source->as.bytes.data, source->as.bytes.n);
  } else if (hw_is_str (source)) {
    return hw_raise (vm, HW_EXC_TypeError, "string argument without an encoding");
  } else if (hw_is_int (source) || hw_type_lookup (vm, source->type, vm->names[HW_NAME___index__]) != NULL) {
    if (!hw_index_value (vm, source, &n, FALSE))
      return NULL;
    if (n < 0)
      return hw_raise (vm, HW_EXC_ValueError, "negative count");
    if (!hw_can_hold (vm, (guint64) n))
      return NULL;
    g_string_set_size (data, (gsize) n);
    memset (data->str, 0, (gsize) n);
  } else if (!collect_items (vm, type_name, source, data)) {
    return NULL;
  }
  return g_steal_pointer (&data);
}

static HwObject *
as_subclass (HwVm     *vm,
             HwType   *type,
             HwObject *bytes)
{
  HwObject payload = { .kind = HW_KIND_BYTES, .as.bytes = bytes->as.bytes };

  payload.as.bytes.data = g_malloc ((gsize) bytes->as.bytes.n + 1);
  memcpy (payload.as.bytes.data, bytes->as.bytes.data, bytes->as.bytes.n);
  payload.as.bytes.data[bytes->as.bytes.n] = 0;
  return hw_subclass_new (vm, type, &payload);
}

static HwObject *
bytes_of_special (HwVm     *vm,
                  HwObject *source)
{
  gboolean found = FALSE;
  HwObject *result = hw_call_special (vm, source, HW_NAME___bytes__, NULL, 0, &found);

  if (result != NULL && result->kind != HW_KIND_BYTES)
    return hw_raise_result (vm, source, "__bytes__", "a bytes", "__bytes__ returned non-bytes (type ", result);
  return result;
}

static HwObject *
bytes_of (HwVm      *vm,
          HwObject **values)
{
  HwObject *result;
  GString *data;

  for (guint i = 1; i < 3; i++)
    if (values[i] != NULL && !hw_is_str (values[i]))
      return hw_raise (vm, HW_EXC_TypeError, "bytes() argument '%s' must be str, not %s", i == 1 ? "encoding" : "errors",
                       values[i]->type->name);
  if (values[1] != NULL || values[2] != NULL) {
    if (values[0] == NULL || !hw_is_str (values[0]))
      return hw_raise (vm, HW_EXC_TypeError, "%s without a string argument", values[1] != NULL ? "encoding" : "errors");
    return hw_encode (vm, values[0], values[1] != NULL ? hw_str_text (values[1]) : NULL,
                      values[2] != NULL ? hw_str_text (values[2]) : NULL);
  }
  if (values[0] == NULL)
    return hw_bytes_new (H (vm), "", 0);
  if (values[0]->type == vm->types[HW_TYPE_ID_bytes])
    return hw_newref (H (vm), values[0]);
  if (hw_type_lookup (vm, values[0]->type, vm->names[HW_NAME___bytes__]) != NULL && values[0]->type->is_heap)
    return bytes_of_special (vm, values[0]);
  data = hw_bytes_collect (vm, "bytes", values[0]);
  if (data == NULL)
    return NULL;
  result = hw_bytes_new (H (vm), data->str, data->len);
  g_string_free (data, TRUE);
  return result;
}

static HwObject *
bytes_new (HwVm            *vm,
           HwType          *type,
           HwObject *const *args,
           guint            n,
           HwObject        *kwnames)
{
  HwObject *values[3] = { NULL, NULL, NULL };
  HwObject *result, *object;

  if (!hw_bind (vm, "bytes", "source=,encoding=,errors=", args, n, kwnames, values))
    return NULL;
  result = bytes_of (vm, values);
  if (result == NULL || type == vm->types[HW_TYPE_ID_bytes])
    return result;
  object = as_subclass (vm, type, result);
  hw_decref (H (vm), result);
  return object;
}

/* ------------------------------------------------------------------------------------------------------------- slots */

static HwObject *
bytes_repr (HwVm     *vm,
            HwObject *self)
{
  char *text = hw_bytes_repr (self->as.bytes.data, self->as.bytes.n, "b", FALSE);

  return hw_str_take (H (vm), text, strlen (text));
}

/* bytes and str of the same ASCII text hash alike, as in CPython. */
static gint64
bytes_hash (HwVm     *vm,
            HwObject *self)
{
  if (self->as.bytes.hash == -1) {
    HwObject text = { .as.str = { (char *) self->as.bytes.data, self->as.bytes.n, self->as.bytes.n, -1 } };

    self->as.bytes.hash = hw_str_hash (&text);
  }
  return self->as.bytes.hash;
}

HwObject *
hw_bytes_compare (HwVm       *vm,
                  HwObject   *self,
                  HwObject   *other,
                  HwCompareOp op)
{
  gsize a = self->as.bytes.n;
  gboolean result;
  gsize b;
  int order;

  if (!hw_is_bytes (other))
    return hw_not_implemented (vm);
  b = other->as.bytes.n;
  order = memcmp (self->as.bytes.data, other->as.bytes.data, MIN (a, b));
  if (order == 0)
    order = (a > b) - (a < b);
  switch ((int) op) {
  case HW_COMPARE_EQ:
    result = order == 0;
    break;
  case HW_COMPARE_NOT_EQ:
    result = order != 0;
    break;
  case HW_COMPARE_LT:
    result = order < 0;
    break;
  case HW_COMPARE_LT_E:
    result = order <= 0;
    break;
  case HW_COMPARE_GT:
    result = order > 0;
    break;
  default:
    result = order >= 0;
    break;
  }
  return hw_bool_new (H (vm), result);
}

static gint64
bytes_length (HwVm     *vm,
              HwObject *self)
{
  return self->as.bytes.n;
}

static int
bytes_truth (HwVm     *vm,
             HwObject *self)
{
  return self->as.bytes.n > 0;
}

int
hw_bytes_contains (HwVm     *vm,
                   HwObject *self,
                   HwObject *item)
{
  HwStretch span;

  if (hw_is_int (item) || hw_type_lookup (vm, item->type, vm->names[HW_NAME___index__]) != NULL) {
    int byte = hw_bytes_read_byte (vm, item);

    return byte < 0 ? -1 : memchr (self->as.bytes.data, byte, self->as.bytes.n) != NULL;
  }
  return hw_bytes_stretch (vm, item, &span) ? hw_stretch_find (hw_bytes_of (self), span) >= 0 : -1;
}

HwObject *
hw_bytes_slice (HwVm     *vm,
                HwObject *self,
                HwObject *slice)
{
  gint64 start, stop, step, count;
  GString *data;

  if (!hw_slice_unpack (vm, slice, self->as.bytes.n, &start, &stop, &step, &count))
    return NULL;
  if (count <= 0)
    return hw_bytes_like (vm, self, (HwStretch){ "", 0 });
  if (step == 1)
    return hw_bytes_like (vm, self, (HwStretch){ (const char *) self->as.bytes.data + start, (gsize) count });
  data = g_string_sized_new ((gsize) count);
  for (gint64 i = 0; i < count; i++)
    g_string_append_c (data, (char) self->as.bytes.data[start + i * step]);
  return hw_bytes_finish (vm, self, data);
}

static HwObject *
bytes_get_item (HwVm     *vm,
                HwObject *self,
                HwObject *key)
{
  gint64 index;

  if (key->kind == HW_KIND_SLICE)
    return hw_bytes_slice (vm, self, key);
  if (!hw_is_int (key) && hw_type_lookup (vm, key->type, vm->names[HW_NAME___index__]) == NULL)
    return hw_raise (vm, HW_EXC_TypeError, "byte indices must be integers or slices, not %s", key->type->name);
  if (!hw_index_value (vm, key, &index, FALSE))
    return NULL;
  if (index < 0)
    index += self->as.bytes.n;
  if (index < 0 || index >= self->as.bytes.n)
    return hw_raise (vm, HW_EXC_IndexError, "index out of range");
  return hw_int_new (H (vm), self->as.bytes.data[index]);
}

HwObject *
hw_bytes_repeat (HwVm     *vm,
                 HwObject *self,
                 HwObject *count_object)
{
  gsize n = self->as.bytes.n;
  gint64 count;
  GString *data;

  if (!hw_index_value (vm, count_object, &count, FALSE))
    return NULL;
  if (count == 1)
    return hw_bytes_like (vm, self, hw_bytes_of (self));
  if (count <= 0 || n == 0)
    return hw_bytes_like (vm, self, (HwStretch){ "", 0 });
  if (!hw_can_hold (vm, (guint64) MIN (count, G_MAXINT64 / (gint64) n) * n))
    return NULL;
  data = g_string_sized_new (n * (gsize) count);
  for (gint64 i = 0; i < count; i++)
    g_string_append_len (data, (const char *) self->as.bytes.data, (gssize) n);
  return hw_bytes_finish (vm, self, data);
}

static HwObject *
bytes_binary (HwVm      *vm,
              HwOperator op,
              HwObject  *left,
              HwObject  *right)
{
  GString *data;

  if (op == HW_OPERATOR_ADD && hw_is_bytes (left)) {
    if (!hw_is_bytes (right))
      return hw_defers_to (vm, right, HW_NAME___radd__)
                 ? hw_not_implemented (vm)
                 : hw_raise (vm, HW_EXC_TypeError, "can't concat %s to %s", right->type->name, left->type->name);
    if (right->as.bytes.n == 0)
      return hw_bytes_like (vm, left, hw_bytes_of (left));
    if (left->as.bytes.n == 0 && left->kind == right->kind)
      return hw_bytes_like (vm, right, hw_bytes_of (right));
    data = g_string_sized_new ((gsize) left->as.bytes.n + right->as.bytes.n);
    g_string_append_len (data, (const char *) left->as.bytes.data, left->as.bytes.n);
    g_string_append_len (data, (const char *) right->as.bytes.data, right->as.bytes.n);
    return hw_bytes_finish (vm, left, data);
  }
  if (op == HW_OPERATOR_MULT) {
    HwObject *bytes = hw_is_bytes (left) ? left : right;
    HwObject *count = bytes == left ? right : left;

    if (hw_is_int (count) || hw_type_lookup (vm, count->type, vm->names[HW_NAME___index__]) != NULL)
      return hw_bytes_repeat (vm, bytes, count);
    if (hw_defers_to (vm, count, bytes == left ? HW_NAME___rmul__ : HW_NAME___mul__))
      return hw_not_implemented (vm);
    return hw_raise (vm, HW_EXC_TypeError, "can't multiply sequence by non-int of type '%s'", count->type->name);
  }
  if (op == HW_OPERATOR_MOD && hw_is_bytes (left)) {
    data = g_string_new (NULL);
    if (hw_percent_write (vm, hw_bytes_of (left), right, TRUE, data))
      return hw_bytes_finish (vm, left, data);
    g_string_free (data, TRUE);
    return NULL;
  }
  return hw_not_implemented (vm);
}

/* ---------------------------------------------------------------------------------------------------------- iterator */

/* The position is in [extra]; the sequence is given up at the end. */
static HwObject *
bytes_iter (HwVm     *vm,
            HwObject *self)
{
  HwObject *iterator = hw_iterator_new (vm, HW_TYPE_ID_bytes_iterator, self);

  iterator->as.items.extra = 0;
  return iterator;
}

static HwObject *
iterator_next (HwVm     *vm,
               HwObject *self)
{
  HwObject *bytes = hw_field (self, HW_ITERATOR_SEQUENCE);

  if (bytes == NULL)
    return NULL;
  if (self->as.items.extra >= bytes->as.bytes.n) {
    hw_field_set (H (vm), self, HW_ITERATOR_SEQUENCE, NULL);
    return NULL;
  }
  return hw_int_new (H (vm), bytes->as.bytes.data[self->as.items.extra++]);
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
  HwObject *bytes = hw_field (self, HW_ITERATOR_SEQUENCE);

  return hw_int_new (H (vm), bytes != NULL ? MAX ((gint64) bytes->as.bytes.n - self->as.items.extra, 0) : 0);
}

static const HwNativeDef iterator_methods[] = {
  { "__length_hint__", iterator_length_hint, HW_CALL_NONE },
  { NULL },
};

const HwNativeType hw_native_bytes_iterator = {
  .iter = iterator_self,
  .next = iterator_next,
  .methods = iterator_methods,
};

static HwObject *
bytes_bytes (HwVm            *vm,
             HwObject        *self,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  return hw_bytes_like (vm, self, hw_bytes_of (self));
}

static const HwNativeDef bytes_methods[] = {
  HW_BYTES_COMMON_METHODS,
  { "__bytes__", bytes_bytes, HW_CALL_NONE },
  { NULL },
};

const HwNativeType hw_native_bytes = {
  .new_ = bytes_new,
  .repr = bytes_repr,
  .hash = bytes_hash,
  .compare = hw_bytes_compare,
  .iter = bytes_iter,
  .length = bytes_length,
  .get_item = bytes_get_item,
  .contains = hw_bytes_contains,
  .binary = bytes_binary,
  .truth = bytes_truth,
  .methods = bytes_methods,
};
