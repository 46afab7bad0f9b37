/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Objects of modules that can have any attribute, and functools.update_wrapper, which is for such wrappers. */

#include "vm/modules/native-object.h"

HwObject *
hw_native_object_new (HwVm   *vm,
                      HwType *type,
                      guint32 n_fields)
{
  HwObject *self = hw_native_new (vm, type, HW_KIND_NATIVE, n_fields);

  hw_object_track (H (vm), self);
  return self;
}

HwObject *
hw_native_get_attribute (HwVm     *vm,
                         HwObject *self,
                         HwObject *name)
{
  HwObject *dict = hw_field (self, HW_NATIVE_DICT), *value;

  if (g_str_equal (hw_str_text (name), "__dict__")) {
    if (dict == NULL)
      hw_field_set (H (vm), self, HW_NATIVE_DICT, hw_dict_new (H (vm)));
    return hw_newref (H (vm), hw_field (self, HW_NATIVE_DICT));
  }
  value = dict != NULL ? hw_dict_get_str (H (vm), dict, name) : NULL;
  return value != NULL ? hw_newref (H (vm), value) : hw_generic_get_attr (vm, self, name);
}

gboolean
hw_native_set_attribute (HwVm     *vm,
                         HwObject *self,
                         HwObject *name,
                         HwObject *value)
{
  HwObject *dict = hw_field (self, HW_NATIVE_DICT);
  int deleted = 0;

  if (value != NULL) {
    if (dict == NULL)
      hw_field_set (H (vm), self, HW_NATIVE_DICT, dict = hw_dict_new (H (vm)));
    return hw_dict_set (H (vm), dict, name, hw_str_hash (name), value);
  }
  if (dict != NULL)
    deleted = hw_dict_delete (H (vm), dict, name, hw_str_hash (name), NULL);
  if (deleted == 0)
    hw_raise (vm, HW_EXC_AttributeError, "'%s' object has no attribute '%s'", HW_TYPE_NAME (self), hw_str_text (name));
  return deleted > 0;
}

gboolean
hw_update_wrapper (HwVm     *vm,
                   HwObject *wrapper,
                   HwObject *wrapped)
{
  static const HwNameId assigned[] = { HW_NAME___module__, HW_NAME___name__, HW_NAME___qualname__, HW_NAME___doc__ };
  HwObject *value, *target;
  gboolean done = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (assigned); i++) {
    int found = hw_lookup_attr (vm, wrapped, vm->names[assigned[i]], &value);

    if (found < 0)
      return FALSE;
    if (!found)
      continue;
    done = hw_set_attr (vm, wrapper, vm->names[assigned[i]], value);
    hw_decref (H (vm), value);
    if (!done)
      return FALSE;
  }
  if (hw_lookup_attr (vm, wrapped, vm->names[HW_NAME___dict__], &value) > 0) {
    target = hw_get_attr (vm, wrapper, vm->names[HW_NAME___dict__]);
    done = target != NULL && target->kind == HW_KIND_DICT && hw_dict_update (vm, target, value);
    hw_xdecref (H (vm), target);
    hw_decref (H (vm), value);
  }
  return done && vm->exception == NULL && hw_set_attr (vm, wrapper, vm->names[HW_NAME___wrapped__], wrapped);
}
