/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The class slice. Models Objects/sliceobject.c. */

#include "vm/containers.h"

HwObject *
hw_slice_new (HwVm     *vm,
              HwObject *start,
              HwObject *stop,
              HwObject *step)
{
  HwObject *slice = hw_fields_new (H (vm), vm->types[HW_TYPE_ID_slice], HW_KIND_SLICE, 56, HW_SLICE_N_FIELDS);
  HwObject *none = H (vm)->none;

  hw_field_set (H (vm), slice, HW_SLICE_START, hw_newref (H (vm), start != NULL ? start : none));
  hw_field_set (H (vm), slice, HW_SLICE_STOP, hw_newref (H (vm), stop != NULL ? stop : none));
  hw_field_set (H (vm), slice, HW_SLICE_STEP, hw_newref (H (vm), step != NULL ? step : none));
  hw_object_track (H (vm), slice);
  return slice;
}

/* One part of a slice as a number; None leaves [value] alone. */
static gboolean
part_value (HwVm     *vm,
            HwObject *part,
            gint64   *value)
{
  if (part == H (vm)->none)
    return TRUE;
  if (!hw_has_index (vm, part)) {
    hw_raise (vm, HW_EXC_TypeError, "slice indices must be integers or None or have an __index__ method");
    return FALSE;
  }
  return hw_index_value (vm, part, value, TRUE);
}

static gint64
clip_part (gint64 value,
           gint64 length,
           gint64 step)
{
  if (value < 0) {
    value += length;
    if (value < 0)
      return step < 0 ? -1 : 0;
  } else if (value >= length) {
    return step < 0 ? length - 1 : length;
  }
  return value;
}

gboolean
hw_slice_unpack (HwVm     *vm,
                 HwObject *slice,
                 gint64    length,
                 gint64   *start,
                 gint64   *stop,
                 gint64   *step,
                 gint64   *count)
{
  *step = 1;
  if (!part_value (vm, hw_field (slice, HW_SLICE_STEP), step))
    return FALSE;
  if (*step == 0) {
    hw_raise (vm, HW_EXC_ValueError, "slice step cannot be zero");
    return FALSE;
  }
  *step = MAX (*step, -HW_SSIZE_MAX);
  *start = *step < 0 ? HW_SSIZE_MAX : 0;
  *stop = *step < 0 ? G_MININT64 : HW_SSIZE_MAX;
  if (!part_value (vm, hw_field (slice, HW_SLICE_START), start) || !part_value (vm, hw_field (slice, HW_SLICE_STOP), stop))
    return FALSE;
  *start = clip_part (*start, length, *step);
  *stop = clip_part (*stop, length, *step);
  if (*step < 0)
    *count = *stop < *start ? (*start - *stop - 1) / -*step + 1 : 0;
  else
    *count = *start < *stop ? (*stop - *start - 1) / *step + 1 : 0;
  return TRUE;
}

gboolean
hw_set_readonly (HwVm     *vm,
                 HwObject *self,
                 HwObject *value)
{
  hw_raise (vm, HW_EXC_AttributeError, "readonly attribute");
  return FALSE;
}

static HwObject *
slice_new (HwVm            *vm,
           HwType          *type,
           HwObject *const *args,
           guint            n,
           HwObject        *kwnames)
{
  if (!hw_no_keywords (vm, "slice", kwnames) || !hw_check_count (vm, "slice", n, 1, 3))
    return NULL;
  if (n == 1)
    return hw_slice_new (vm, NULL, args[0], NULL);
  return hw_slice_new (vm, args[0], args[1], n > 2 ? args[2] : NULL);
}

static HwObject *
slice_repr (HwVm     *vm,
            HwObject *self)
{
  g_autoptr (GString) text = g_string_new ("slice(");

  for (guint i = 0; i < HW_SLICE_N_FIELDS; i++) {
    HwObject *repr = hw_repr (vm, hw_field (self, i));

    if (repr == NULL)
      return NULL;
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", hw_str_text (repr));
    hw_decref (H (vm), repr);
  }
  g_string_append_c (text, ')');
  return hw_str_new (H (vm), text->str, text->len);
}

static HwObject *
slice_compare (HwVm       *vm,
               HwObject   *self,
               HwObject   *other,
               HwCompareOp op)
{
  HwObject *left, *right, *result;

  if (self->kind != HW_KIND_SLICE || other->kind != HW_KIND_SLICE)
    return HW_NOT_IMPLEMENTED (vm);
  if (self == other)
    return hw_bool_new (H (vm), op == HW_COMPARE_EQ || op == HW_COMPARE_LT_E || op == HW_COMPARE_GT_E);
  left = hw_tuple_from_array (H (vm), self->as.items.at, HW_SLICE_N_FIELDS);
  right = hw_tuple_from_array (H (vm), other->as.items.at, HW_SLICE_N_FIELDS);
  result = hw_compare (vm, left, right, op);
  hw_decref (H (vm), left);
  hw_decref (H (vm), right);
  return result;
}

static HwObject *
slice_indices (HwVm            *vm,
               HwObject        *self,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  gint64 length, start, stop, step, count;
  HwObject *values[3];
  HwObject *result;

  if (!hw_index_value (vm, args[0], &length, FALSE))
    return NULL;
  if (length < 0)
    return hw_raise (vm, HW_EXC_ValueError, "length should not be negative");
  if (!hw_slice_unpack (vm, self, length, &start, &stop, &step, &count))
    return NULL;
  values[0] = hw_int_new (H (vm), start);
  values[1] = hw_int_new (H (vm), stop);
  values[2] = hw_int_new (H (vm), step);
  result = hw_tuple_of (H (vm), values, 3);
  for (guint i = 0; i < 3; i++)
    hw_decref (H (vm), values[i]);
  return result;
}

static HwObject *
slice_get_start (HwVm     *vm,
                 HwObject *self)
{
  return hw_newref (H (vm), hw_field (self, HW_SLICE_START));
}

static HwObject *
slice_get_stop (HwVm     *vm,
                HwObject *self)
{
  return hw_newref (H (vm), hw_field (self, HW_SLICE_STOP));
}

static HwObject *
slice_get_step (HwVm     *vm,
                HwObject *self)
{
  return hw_newref (H (vm), hw_field (self, HW_SLICE_STEP));
}

static const HwNativeDef slice_methods[] = {
  { "indices", slice_indices, HW_CALL_ONE },
  { NULL },
};

static const HwGetSetDef slice_getsets[] = {
  { "start", slice_get_start, hw_set_readonly },
  { "stop", slice_get_stop, hw_set_readonly },
  { "step", slice_get_step, hw_set_readonly },
  { NULL },
};

const HwNativeType hw_native_slice = {
  .new_ = slice_new,
  .repr = slice_repr,
  .unhashable = TRUE,
  .compare = slice_compare,
  .methods = slice_methods,
  .getsets = slice_getsets,
};
