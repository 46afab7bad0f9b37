/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The type bytearray. Models Objects/bytearrayobject.c; what it has in common with bytes is in bytes.c. */

#include "vm/bytes.h"

#include <string.h>

#include "vm/numbers.h"

/* Replaces [n_taken] bytes from [position]. */
static void
splice (HwVm     *vm,
        HwObject *self,
        gsize     position,
        gsize     n_taken,
        HwStretch    put)
{
  gsize n = self->as.bytes.n;
  gsize after = n - position - n_taken;
  gsize size = n - n_taken + put.n;

  if (size > n)
    hw_bytearray_resize (H (vm), self, size);
  if (after > 0)
    memmove (self->as.bytes.data + position + put.n, self->as.bytes.data + position + n_taken, after);
  if (put.n > 0)
    memcpy (self->as.bytes.data + position, put.at, put.n);
  if (size < n)
    hw_bytearray_resize (H (vm), self, size);
}

static gboolean
is_too_large (HwVm *vm,
              gsize n)
{
  return !hw_can_hold (vm, n);
}

static HwObject *
none (HwVm *vm)
{
  return hw_newref (H (vm), H (vm)->none);
}

/* ------------------------------------------------------------------------------------------------------------- slots */

static HwObject *
bytearray_new (HwVm            *vm,
               HwType          *type,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  HwObject payload = { .kind = HW_KIND_BYTEARRAY };

  if (type == vm->types[HW_TYPE_ID_bytearray])
    return hw_bytearray_new (H (vm), "", 0);
  payload.as.bytes.data = g_malloc0 (1);
  return hw_subclass_new (vm, type, &payload);
}

static gboolean
bytearray_init (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  HwObject *values[3] = { NULL, NULL, NULL };
  HwObject *encoded;
  GString *data;

  if (!hw_bind (vm, "bytearray", "source=,encoding=,errors=", args, n, kwnames, values))
    return FALSE;
  if (values[1] != NULL || values[2] != NULL) {
    if (values[0] == NULL || !hw_is_str (values[0])) {
      hw_raise (vm, HW_EXC_TypeError, "%s without a string argument", values[1] != NULL ? "encoding" : "errors");
      return FALSE;
    }
    encoded = hw_encode (vm, values[0], values[1] != NULL ? hw_str_text (values[1]) : NULL,
                         values[2] != NULL ? hw_str_text (values[2]) : NULL);
    if (encoded == NULL)
      return FALSE;
    splice (vm, self, 0, self->as.bytes.n, hw_bytes_of (encoded));
    hw_decref (H (vm), encoded);
    return TRUE;
  }
  if (values[0] == NULL) {
    splice (vm, self, 0, self->as.bytes.n, (HwStretch){ "", 0 });
    return TRUE;
  }
  data = hw_bytes_collect (vm, "bytearray", values[0]);
  if (data == NULL)
    return FALSE;
  splice (vm, self, 0, self->as.bytes.n, (HwStretch){ data->str, data->len });
  g_string_free (data, TRUE);
  return TRUE;
}

static HwObject *
bytearray_repr (HwVm     *vm,
                HwObject *self)
{
  g_autofree char *prefix = g_strconcat (self->type->name, "(b", NULL);
  g_autofree char *text = hw_bytes_repr (self->as.bytes.data, self->as.bytes.n, prefix, TRUE);

  return hw_str_printf (vm, "%s)", text);
}

static gint64
bytearray_length (HwVm     *vm,
                  HwObject *self)
{
  return self->as.bytes.n;
}

static int
bytearray_truth (HwVm     *vm,
                 HwObject *self)
{
  return self->as.bytes.n > 0;
}

/* FALSE: exception. */
static gboolean
read_index (HwVm     *vm,
            HwObject *self,
            HwObject *key,
            gint64   *index)
{
  if (!hw_is_int (key) && hw_type_lookup (vm, key->type, vm->names[HW_NAME___index__]) == NULL) {
    hw_raise (vm, HW_EXC_TypeError, "bytearray indices must be integers or slices, not %s", key->type->name);
    return FALSE;
  }
  if (!hw_index_value (vm, key, index, FALSE))
    return FALSE;
  if (*index < 0)
    *index += self->as.bytes.n;
  if (*index < 0 || *index >= self->as.bytes.n) {
    hw_raise (vm, HW_EXC_IndexError, "bytearray index out of range");
    return FALSE;
  }
  return TRUE;
}

static HwObject *
bytearray_get_item (HwVm     *vm,
                    HwObject *self,
                    HwObject *key)
{
  gint64 index;

  if (key->kind == HW_KIND_SLICE)
    return hw_bytes_slice (vm, self, key);
  return read_index (vm, self, key, &index) ? hw_int_new (H (vm), self->as.bytes.data[index]) : NULL;
}

static gboolean
delete_stepped (HwVm     *vm,
                HwObject *self,
                gint64    start,
                gint64    step,
                gint64    count)
{
  if (step < 0) {
    start += (count - 1) * step;
    step = -step;
  }
  for (gint64 i = count - 1; i >= 0; i--)
    splice (vm, self, (gsize) (start + i * step), 1, (HwStretch){ "", 0 });
  return TRUE;
}

static gboolean
set_slice (HwVm     *vm,
           HwObject *self,
           HwObject *slice,
           HwObject *value)
{
  gint64 start, stop, step, count;
  g_autoptr (GString) data = NULL;

  if (value != NULL) {
    if (!hw_is_bytes (value) && (hw_is_str (value) || hw_is_int (value))) {
      hw_raise (vm, HW_EXC_TypeError, "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
      return FALSE;
    }
    data = hw_bytes_collect (vm, "bytearray", value);
    if (data == NULL)
      return FALSE;
  }
  if (!hw_slice_unpack (vm, slice, self->as.bytes.n, &start, &stop, &step, &count))
    return FALSE;
  if (step == 1) {
    HwStretch put = { data != NULL ? data->str : "", data != NULL ? data->len : 0 };

    if (is_too_large (vm, self->as.bytes.n + put.n))
      return FALSE;
    splice (vm, self, (gsize) start, (gsize) MAX (count, 0), put);
    return TRUE;
  }
  if (value == NULL)
    return delete_stepped (vm, self, start, step, count);
  if ((gint64) data->len != count) {
    hw_raise (vm, HW_EXC_ValueError, "attempt to assign bytes of size %" G_GSIZE_FORMAT " to extended slice of size %" G_GINT64_FORMAT,
              data->len, count);
    return FALSE;
  }
  for (gint64 i = 0; i < count; i++)
    self->as.bytes.data[start + i * step] = (guint8) data->str[i];
  return TRUE;
}

static gboolean
bytearray_set_item (HwVm     *vm,
                    HwObject *self,
                    HwObject *key,
                    HwObject *value)
{
  gint64 index;
  int byte;

  if (key->kind == HW_KIND_SLICE)
    return set_slice (vm, self, key, value);
  if (!read_index (vm, self, key, &index))
    return FALSE;
  if (value == NULL) {
    splice (vm, self, (gsize) index, 1, (HwStretch){ "", 0 });
    return TRUE;
  }
  byte = hw_bytes_read_byte (vm, value);
  if (byte >= 0)
    self->as.bytes.data[index] = (guint8) byte;
  return byte >= 0;
}

/* Models the iterator of sequences over an object that may change: the same type serves bytes and bytearray here. */
static HwObject *
bytearray_iter (HwVm     *vm,
                HwObject *self)
{
  HwObject *iterator = hw_iterator_new (vm, HW_TYPE_ID_bytes_iterator, self);

  iterator->as.items.extra = 0;
  return iterator;
}

static HwObject *
bytearray_inplace (HwVm      *vm,
                   HwOperator op,
                   HwObject  *self,
                   HwObject  *other)
{
  if (op == HW_OPERATOR_ADD) {
    if (!hw_is_bytes (other))
      return hw_raise (vm, HW_EXC_TypeError, "can't concat %s to %s", other->type->name, self->type->name);
    if (is_too_large (vm, (gsize) self->as.bytes.n + other->as.bytes.n))
      return NULL;
    if (other == self) {
      g_autofree guint8 *copy = g_memdup2 (self->as.bytes.data, self->as.bytes.n);

      splice (vm, self, self->as.bytes.n, 0, (HwStretch){ (const char *) copy, self->as.bytes.n });
    } else {
      splice (vm, self, self->as.bytes.n, 0, hw_bytes_of (other));
    }
    return hw_newref (H (vm), self);
  }
  if (op == HW_OPERATOR_MULT && hw_is_int (other)) {
    HwObject *repeated = hw_bytes_repeat (vm, self, other);

    if (repeated == NULL)
      return NULL;
    splice (vm, self, 0, self->as.bytes.n, hw_bytes_of (repeated));
    hw_decref (H (vm), repeated);
    return hw_newref (H (vm), self);
  }
  return hw_not_implemented (vm);
}

static HwObject *
bytearray_binary (HwVm      *vm,
                  HwOperator op,
                  HwObject  *left,
                  HwObject  *right)
{
  return hw_native_bytes.binary (vm, op, left, right);
}

/* ----------------------------------------------------------------------------------------------------------- methods */

static HwObject *
bytearray_append (HwVm            *vm,
                  HwObject        *self,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  int byte = hw_bytes_read_byte (vm, args[0]);
  char c = (char) byte;

  if (byte < 0)
    return NULL;
  splice (vm, self, self->as.bytes.n, 0, (HwStretch){ &c, 1 });
  return none (vm);
}

static HwObject *
bytearray_extend (HwVm            *vm,
                  HwObject        *self,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  GString *data;

  if (hw_is_str (args[0]))
    return H (vm)->profile->minor >= 13
               ? hw_raise (vm, HW_EXC_TypeError, "expected iterable of integers; got: '%s'", args[0]->type->name)
               : hw_raise (vm, HW_EXC_TypeError, "'str' object cannot be interpreted as an integer");
  if (hw_is_int (args[0]))
    return hw_raise (vm, HW_EXC_TypeError, "can't extend bytearray with %s", args[0]->type->name);
  data = hw_bytes_collect (vm, "bytearray", args[0]);
  if (data == NULL)
    return NULL;
  if (!is_too_large (vm, self->as.bytes.n + data->len))
    splice (vm, self, self->as.bytes.n, 0, (HwStretch){ data->str, data->len });
  g_string_free (data, TRUE);
  return vm->exception == NULL ? none (vm) : NULL;
}

static HwObject *
bytearray_insert (HwVm            *vm,
                  HwObject        *self,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  gint64 index;
  int byte;
  char c;

  if (!hw_index_value (vm, args[0], &index, FALSE))
    return NULL;
  byte = hw_bytes_read_byte (vm, args[1]);
  if (byte < 0)
    return NULL;
  c = (char) byte;
  if (index < 0)
    index = MAX (index + self->as.bytes.n, 0);
  splice (vm, self, (gsize) MIN (index, self->as.bytes.n), 0, (HwStretch){ &c, 1 });
  return none (vm);
}

static HwObject *
bytearray_pop (HwVm            *vm,
               HwObject        *self,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  gint64 index = -1;
  guint8 byte;

  if (n == 1 && !hw_index_value (vm, args[0], &index, FALSE))
    return NULL;
  if (self->as.bytes.n == 0)
    return hw_raise (vm, HW_EXC_IndexError, "pop from empty bytearray");
  if (index < 0)
    index += self->as.bytes.n;
  if (index < 0 || index >= self->as.bytes.n)
    return hw_raise (vm, HW_EXC_IndexError, "pop index out of range");
  byte = self->as.bytes.data[index];
  splice (vm, self, (gsize) index, 1, (HwStretch){ "", 0 });
  return hw_int_new (H (vm), byte);
}

static HwObject *
bytearray_remove (HwVm            *vm,
                  HwObject        *self,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  int byte = hw_bytes_read_byte (vm, args[0]);
  const guint8 *found;

  if (byte < 0)
    return NULL;
  found = self->as.bytes.n > 0 ? memchr (self->as.bytes.data, byte, self->as.bytes.n) : NULL;
  if (found == NULL)
    return hw_raise (vm, HW_EXC_ValueError, "value not found in bytearray");
  splice (vm, self, (gsize) (found - self->as.bytes.data), 1, (HwStretch){ "", 0 });
  return none (vm);
}

static HwObject *
bytearray_clear (HwVm            *vm,
                 HwObject        *self,
                 HwObject *const *args,
                 guint            n,
                 HwObject        *kwnames)
{
  hw_bytearray_resize (H (vm), self, 0);
  return none (vm);
}

static HwObject *
bytearray_copy (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  return hw_bytearray_new (H (vm), self->as.bytes.data, self->as.bytes.n);
}

static HwObject *
bytearray_reverse (HwVm            *vm,
                   HwObject        *self,
                   HwObject *const *args,
                   guint            n,
                   HwObject        *kwnames)
{
  for (guint32 i = 0; i < self->as.bytes.n / 2; i++) {
    guint8 byte = self->as.bytes.data[i];

    self->as.bytes.data[i] = self->as.bytes.data[self->as.bytes.n - 1 - i];
    self->as.bytes.data[self->as.bytes.n - 1 - i] = byte;
  }
  return none (vm);
}

static const HwNativeDef bytearray_methods[] = {
  HW_BYTES_COMMON_METHODS,
  { "append", bytearray_append, HW_CALL_ONE },
  { "extend", bytearray_extend, HW_CALL_ONE },
  { "insert", bytearray_insert, HW_CALL_RANGE, 2, 2 },
  { "pop", bytearray_pop, HW_CALL_RANGE, 0, 1 },
  { "remove", bytearray_remove, HW_CALL_ONE },
  { "clear", bytearray_clear, HW_CALL_NONE },
  { "copy", bytearray_copy, HW_CALL_NONE },
  { "reverse", bytearray_reverse, HW_CALL_NONE },
  { NULL },
};

const HwNativeType hw_native_bytearray = {
  .new_ = bytearray_new,
  .init = bytearray_init,
  .repr = bytearray_repr,
  .unhashable = TRUE,
  .compare = hw_bytes_compare,
  .iter = bytearray_iter,
  .length = bytearray_length,
  .get_item = bytearray_get_item,
  .set_item = bytearray_set_item,
  .contains = hw_bytes_contains,
  .binary = bytearray_binary,
  .inplace = bytearray_inplace,
  .truth = bytearray_truth,
  .methods = bytearray_methods,
};
