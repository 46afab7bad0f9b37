/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What WeakValueDictionary and WeakKeyDictionary have in common: the methods that collections.abc.MutableMapping gives them,
 * and those written alike. Models Lib/_collections_abc.py and Lib/weakref.py. */

#include "vm/modules/weak.h"

static gboolean
is_weak_mapping (HwVm     *vm,
                 HwObject *object)
{
  return hw_is_instance (object, hw_weak_type (vm, HW_WEAK_VALUE_DICT)) ||
         hw_is_instance (object, hw_weak_type (vm, HW_WEAK_KEY_DICT));
}

static gboolean
is_mapping (HwVm     *vm,
            HwObject *object)
{
  return object->kind == HW_KIND_DICT || object->kind == HW_KIND_MAPPING_PROXY || is_weak_mapping (vm, object);
}

HwObject *
hw_weak_mapping_clear (HwVm            *vm,
                       HwObject        *self,
                       HwObject *const *args,
                       guint            n,
                       HwObject        *kwnames)
{
  HwObject *item;

  hw_weak_enter (vm);
  while ((item = hw_weak_call (vm, self, "popitem", NULL, 0)) != NULL)
    hw_decref (H (vm), item);
  if (!hw_exception_matches (vm, HW_EXC_KeyError))
    return NULL;
  hw_exception_clear (vm);
  return HW_NONE (vm);
}

/* dict (mapping.items ()). */
static HwObject *
dict_of (HwVm     *vm,
         HwObject *mapping)
{
  HwObject *items = hw_weak_call (vm, mapping, "items", NULL, 0), *dict;

  if (items == NULL)
    return NULL;
  dict = hw_call (vm, vm->types[HW_TYPE_ID_dict]->object, &items, 1, NULL);
  hw_decref (H (vm), items);
  return dict;
}

HwObject *
hw_weak_mapping_compare (HwVm       *vm,
                         HwObject   *self,
                         HwObject   *other,
                         HwCompareOp op)
{
  HwObject *left, *right, *result = NULL;

  hw_weak_enter (vm);
  if ((op != HW_COMPARE_EQ && op != HW_COMPARE_NOT_EQ) || !is_mapping (vm, other))
    return HW_NOT_IMPLEMENTED (vm);
  left = dict_of (vm, self);
  right = left != NULL ? dict_of (vm, other) : NULL;
  if (right != NULL)
    result = hw_compare (vm, left, right, op);
  hw_xdecref (H (vm), left);
  hw_xdecref (H (vm), right);
  return result;
}

static gboolean
update (HwVm     *vm,
        HwObject *self,
        HwObject *other)
{
  HwObject *result = hw_weak_call (vm, self, "update", &other, 1);

  hw_xdecref (H (vm), result);
  return result != NULL;
}

HwObject *
hw_weak_mapping_binary (HwVm      *vm,
                        HwOperator op,
                        HwObject  *left,
                        HwObject  *right)
{
  gboolean reflected = !is_weak_mapping (vm, left);
  HwObject *joined;

  hw_weak_enter (vm);
  if (op != HW_OPERATOR_BIT_OR || !is_mapping (vm, left) || !is_mapping (vm, right))
    return HW_NOT_IMPLEMENTED (vm);
  if (reflected)
    joined = hw_call (vm, right->type->object, NULL, 0, NULL);
  else
    joined = hw_weak_call (vm, left, "copy", NULL, 0);
  if (joined == NULL || ((!reflected || update (vm, joined, left)) && update (vm, joined, right)))
    return joined;
  hw_decref (H (vm), joined);
  return NULL;
}

HwObject *
hw_weak_mapping_inplace (HwVm      *vm,
                         HwOperator op,
                         HwObject  *self,
                         HwObject  *other)
{
  hw_weak_enter (vm);
  if (op != HW_OPERATOR_BIT_OR)
    return HW_NOT_IMPLEMENTED (vm);
  return update (vm, self, other) ? hw_newref (H (vm), self) : NULL;
}

HwObject *
hw_weak_mapping_repr (HwVm     *vm,
                      HwObject *self)
{
  return hw_str_printf (vm, "<%s at 0x%" G_GINT64_MODIFIER "x>", HW_TYPE_NAME (self), hw_object_get_id (vm, self));
}

gboolean
hw_weak_mapping_each (HwVm     *vm,
                      HwObject *other,
                      gboolean (*put) (HwVm *vm, HwObject *self, HwObject *key, HwObject *value),
                      HwObject *self)
{
  HwObject *items_method, *mapping, *items, *iterator, *pair, *key, *value;
  int found = hw_lookup_attr (vm, other, vm->names[HW_NAME_items], &items_method);
  gboolean done = TRUE;

  if (found < 0)
    return FALSE;
  hw_xdecref (H (vm), items_method);
  mapping = found ? hw_newref (H (vm), other) : hw_call (vm, vm->types[HW_TYPE_ID_dict]->object, &other, 1, NULL);
  if (mapping == NULL)
    return FALSE;
  items = hw_call_method (vm, mapping, HW_NAME_items, NULL, 0);
  iterator = items != NULL ? hw_iter (vm, items) : NULL;
  hw_xdecref (H (vm), items);
  while (done && iterator != NULL && (pair = hw_next (vm, iterator)) != NULL) {
    done = hw_weak_unpack (vm, pair, &key, &value);
    hw_decref (H (vm), pair);
    if (done) {
      done = put (vm, self, key, value);
      hw_decref (H (vm), key);
      hw_decref (H (vm), value);
    }
  }
  hw_xdecref (H (vm), iterator);
  hw_decref (H (vm), mapping);
  return vm->exception == NULL;
}
