/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Pattern matching. Models MATCH_SEQUENCE, MATCH_MAPPING, MATCH_KEYS (match_keys) and MATCH_CLASS (match_class) of Python/ceval.c. */

#include "vm/eval.h"

static gboolean
is_sequence (HwObject *object)
{
  return object->kind == HW_KIND_LIST || object->kind == HW_KIND_TUPLE || object->kind == HW_KIND_RANGE;
}

/* The values of all keys as a tuple, with [rest] a dict of the others at its end; None if a key is missing. */
static HwObject *
match_keys (HwVm     *vm,
            HwObject *subject,
            HwObject *keys,
            gboolean  rest)
{
  HwHeap *heap = H (vm);
  HwObject *values = hw_tuple_new (heap, keys->as.items.n + rest), *others = rest ? hw_dict_copy (heap, subject) : NULL;

  for (guint32 i = 0; i < keys->as.items.n; i++) {
    HwObject *key = keys->as.items.at[i], *value;
    gint64 hash = hw_hash (vm, key);
    int found = hash == -1 ? -1 : hw_dict_get (heap, subject, key, hash, &value);

    if (found <= 0) {
      hw_decref (heap, values);
      hw_xdecref (heap, others);
      return found < 0 ? NULL : hw_newref (heap, heap->none);
    }
    hw_field_set (heap, values, i, hw_newref (heap, value));
    if (others != NULL)
      hw_dict_delete (heap, others, key, hash, NULL);
  }
  if (others != NULL)
    hw_field_set (heap, values, keys->as.items.n, others);
  if (values->as.items.n > 0)
    hw_tuple_track (heap, values);
  return values;
}

static gboolean
matches_itself (HwVm   *vm,
                HwType *type)
{
  static const HwTypeId ids[] = { HW_TYPE_ID_bool,  HW_TYPE_ID_bytearray, HW_TYPE_ID_bytes, HW_TYPE_ID_dict, HW_TYPE_ID_float, HW_TYPE_ID_frozenset,
                                  HW_TYPE_ID_int,   HW_TYPE_ID_list,      HW_TYPE_ID_set,   HW_TYPE_ID_str,  HW_TYPE_ID_tuple };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    if (hw_type_is_subtype (type, vm->types[ids[i]]))
      return TRUE;
  return FALSE;
}

/* The attribute for the [i]-th positional pattern: 1 with [value], 0 no match, -1. */
static int
positional_attribute (HwVm      *vm,
                      HwObject  *subject,
                      HwType    *type,
                      guint32    i,
                      guint32    n,
                      HwObject **value)
{
  HwObject *names;
  int found = hw_lookup_attr (vm, type->object, vm->names[HW_NAME___match_args__], &names);
  guint32 allowed = 0;

  if (found < 0)
    return -1;
  if (found == 0 && matches_itself (vm, type) && n == 1) {
    *value = hw_newref (H (vm), subject);
    return 1;
  }
  if (found == 1 && names->kind != HW_KIND_TUPLE) {
    hw_raise (vm, HW_EXC_TypeError, "%s.__match_args__ must be a tuple (got %s)", type->name, names->type->name);
    hw_decref (H (vm), names);
    return -1;
  }
  allowed = found == 1 ? names->as.items.n : 0;
  if (allowed < n) {
    hw_raise (vm, HW_EXC_TypeError, "%s() accepts %u positional sub-pattern%s (%u given)", type->name, allowed, allowed == 1 ? "" : "s", n);
    if (found == 1)
      hw_decref (H (vm), names);
    return -1;
  }
  found = hw_lookup_attr (vm, subject, names->as.items.at[i], value);
  hw_decref (H (vm), names);
  return found;
}

static HwObject *
match_class (HwVm     *vm,
             HwObject *subject,
             HwObject *class_object,
             HwObject *names,
             guint32   n)
{
  HwHeap *heap = H (vm);
  HwObject *values;
  int matches;

  if (class_object->kind != HW_KIND_TYPE)
    return hw_raise (vm, HW_EXC_TypeError, "called match pattern must be a class");
  matches = hw_instance_check (vm, subject, class_object);
  if (matches <= 0)
    return matches < 0 ? NULL : hw_newref (heap, heap->none);
  values = hw_tuple_new (heap, n + names->as.items.n);
  for (guint32 i = 0; i < n + names->as.items.n; i++) {
    HwObject *value = NULL;
    int found = i < n ? positional_attribute (vm, subject, hw_type_of_object (class_object), i, n, &value)
                      : hw_lookup_attr (vm, subject, names->as.items.at[i - n], &value);

    if (found <= 0) {
      hw_decref (heap, values);
      return found < 0 ? NULL : hw_newref (heap, heap->none);
    }
    hw_field_set (heap, values, i, value);
  }
  if (values->as.items.n > 0)
    hw_tuple_track (heap, values);
  return values;
}

gboolean
hw_match_pattern (HwVm    *vm,
                  HwFrame *frame,
                  HwOpcode op,
                  guint32  argument)
{
  HwObject *subject = HW_VALUE (frame->top[-1]), *result;
  gint64 length;

  switch (op) {
  case HW_OP_MATCH_SEQUENCE:
    result = hw_bool_new (H (vm), is_sequence (subject));
    break;
  case HW_OP_MATCH_MAPPING:
    result = hw_bool_new (H (vm), subject->kind == HW_KIND_DICT);
    break;
  case HW_OP_GET_LEN:
    length = hw_length (vm, subject);
    result = length < 0 ? NULL : hw_int_new (H (vm), length);
    break;
  case HW_OP_MATCH_KEYS:
    result = match_keys (vm, HW_VALUE (frame->top[-2]), subject, argument);
    break;
  default:
    result = match_class (vm, HW_VALUE (frame->top[-3]), HW_VALUE (frame->top[-2]), subject, argument);
    for (guint i = 0; i < 3; i++) {
      HwObject *value = *--frame->top;

      hw_drop (H (vm), value);
    }
  }
  if (result == NULL)
    return FALSE;
  *frame->top++ = result;
  return TRUE;
}
