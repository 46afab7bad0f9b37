/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The views dict_keys, dict_values, dict_items, and mappingproxy. Models Objects/dictobject.c and Objects/descrobject.c. A view's one
 * field is its dict. */

#include "vm/containers.h"

static inline HwObject *
dict_of (HwObject *view)
{
  return hw_field (view, 0);
}

HwObject *
hw_dict_view_new (HwVm     *vm,
                  HwTypeId  id,
                  HwObject *dict)
{
  HwObject *view = hw_fields_new (H (vm), vm->types[id], HW_KIND_VIEW, 40, 1);

  hw_field_set (H (vm), view, 0, hw_newref (H (vm), dict));
  hw_object_track (H (vm), view);
  return view;
}

static gint64
view_length (HwVm     *vm,
             HwObject *self)
{
  return dict_of (self)->as.dict.used;
}

static HwObject *
view_repr (HwVm     *vm,
           HwObject *self)
{
  HwObject *list, *repr, *result = NULL;

  if (hw_repr_enter (vm, self))
    return vm->exception != NULL ? NULL : hw_str_new (H (vm), "...", -1);
  list = hw_to_list (vm, self);
  repr = list != NULL ? hw_repr (vm, list) : NULL;
  hw_repr_leave (vm, self);
  if (repr != NULL) {
    result = hw_str_printf (vm, "%s(%s)", HW_TYPE_NAME (self), hw_str_text (repr));
    hw_decref (H (vm), repr);
  }
  hw_xdecref (H (vm), list);
  return result;
}

static HwObject *
keys_iter (HwVm     *vm,
           HwObject *self)
{
  return hw_iterator_new (vm, HW_TYPE_ID_dict_keyiterator, dict_of (self));
}

static HwObject *
values_iter (HwVm     *vm,
             HwObject *self)
{
  return hw_iterator_new (vm, HW_TYPE_ID_dict_valueiterator, dict_of (self));
}

static HwObject *
items_iter (HwVm     *vm,
            HwObject *self)
{
  return hw_iterator_new (vm, HW_TYPE_ID_dict_itemiterator, dict_of (self));
}

static HwObject *
keys_reversed (HwVm            *vm,
               HwObject        *self,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  return hw_dict_reverse_iterator_new (vm, dict_of (self), HW_DICT_REVERSE_KEYS);
}

static HwObject *
values_reversed (HwVm            *vm,
                 HwObject        *self,
                 HwObject *const *args,
                 guint            n,
                 HwObject        *kwnames)
{
  return hw_dict_reverse_iterator_new (vm, dict_of (self), HW_DICT_REVERSE_VALUES);
}

static HwObject *
items_reversed (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  return hw_dict_reverse_iterator_new (vm, dict_of (self), HW_DICT_REVERSE_ITEMS);
}

static int
keys_contains (HwVm     *vm,
               HwObject *self,
               HwObject *item)
{
  HwObject *value;

  return hw_dict_get_object (vm, dict_of (self), item, &value);
}

static int
items_contains (HwVm     *vm,
                HwObject *self,
                HwObject *item)
{
  HwObject *value;
  int found;

  if (item->kind != HW_KIND_TUPLE || item->as.items.n != 2)
    return 0;
  found = hw_dict_get_object (vm, dict_of (self), item->as.items.at[0], &value);
  if (found <= 0)
    return found;
  hw_incref (H (vm), value);
  found = hw_equal (vm, value, item->as.items.at[1]);
  hw_decref (H (vm), value);
  return found;
}

/* ------------------------------------------------------------------------------------------- keys and items as sets */

static gboolean
is_set_like (HwVm     *vm,
             HwObject *object)
{
  return hw_is_set (object) || (object->kind == HW_KIND_VIEW && !hw_is_exact (vm, object, dict_values));
}

/* Is everything in [self] in [other]: 1, 0, -1. */
static int
all_contained (HwVm     *vm,
               HwObject *self,
               HwObject *other)
{
  HwObject *iterator = hw_iter (vm, self);
  HwObject *item;
  int contained = 1;

  if (iterator == NULL)
    return -1;
  while (contained > 0 && (item = hw_next (vm, iterator)) != NULL) {
    contained = hw_contains (vm, other, item);
    hw_decref (H (vm), item);
  }
  hw_decref (H (vm), iterator);
  return vm->exception != NULL ? -1 : contained;
}

static HwObject *
view_compare (HwVm       *vm,
              HwObject   *self,
              HwObject   *other,
              HwCompareOp op)
{
  gint64 left, right;
  int holds = 0;

  if (!is_set_like (vm, self) || !is_set_like (vm, other))
    return HW_NOT_IMPLEMENTED (vm);
  left = view_length (vm, self);
  right = hw_length (vm, other);
  if (right < 0)
    return NULL;
  switch (op) {
  case HW_COMPARE_EQ:
  case HW_COMPARE_NOT_EQ:
    holds = left == right ? all_contained (vm, self, other) : 0;
    if (holds >= 0 && op == HW_COMPARE_NOT_EQ)
      holds = !holds;
    break;
  case HW_COMPARE_LT:
  case HW_COMPARE_LT_E:
    if (op == HW_COMPARE_LT ? left < right : left <= right)
      holds = all_contained (vm, self, other);
    break;
  default:
    if (op == HW_COMPARE_GT ? left > right : left >= right)
      holds = all_contained (vm, other, self);
    break;
  }
  return hw_result_bool (vm, holds);
}

/* The smaller side is iterated, as the other can be asked quickly. */
static HwObject *
view_intersection (HwVm     *vm,
                   HwObject *view,
                   HwObject *other)
{
  HwObject *container = view, *iterated = other;
  HwObject *result, *iterator, *item;
  int contained;

  if (is_set_like (vm, other) && hw_length (vm, other) > view_length (vm, view)) {
    container = other;
    iterated = view;
  }
  result = hw_set_new (H (vm), vm->types[HW_TYPE_ID_set]);
  iterator = hw_iter (vm, iterated);
  while (iterator != NULL && (item = hw_next (vm, iterator)) != NULL) {
    contained = hw_contains (vm, container, item);
    if (contained > 0)
      hw_set_add (H (vm), result, item, hw_hash (vm, item), NULL);
    hw_decref (H (vm), item);
    if (contained < 0 || vm->exception != NULL)
      break;
  }
  hw_xdecref (H (vm), iterator);
  if (vm->exception != NULL) {
    hw_decref (H (vm), result);
    return NULL;
  }
  return result;
}

/* set (left), then its method [method] with [right]. */
static HwObject *
view_by_set (HwVm       *vm,
             HwObject   *left,
             const char *method,
             HwObject   *right)
{
  HwObject *result = hw_set_of (vm, vm->types[HW_TYPE_ID_set], left);
  HwObject *function = result != NULL ? hw_get_attr_name (vm, result, method) : NULL;
  HwObject *none = function != NULL ? hw_call (vm, function, &right, 1, NULL) : NULL;

  hw_xdecref (H (vm), function);
  hw_xdecref (H (vm), none);
  if (none == NULL) {
    hw_xdecref (H (vm), result);
    return NULL;
  }
  return result;
}

static HwObject *
view_binary (HwVm      *vm,
             HwOperator op,
             HwObject  *left,
             HwObject  *right)
{
  switch (op) {
  case HW_OPERATOR_SUB:
    return view_by_set (vm, left, "difference_update", right);
  case HW_OPERATOR_BIT_OR:
    return view_by_set (vm, left, "update", right);
  case HW_OPERATOR_BIT_XOR:
    return view_by_set (vm, left, "symmetric_difference_update", right);
  case HW_OPERATOR_BIT_AND:
    return left->kind == HW_KIND_VIEW ? view_intersection (vm, left, right) : view_intersection (vm, right, left);
  default:
    return HW_NOT_IMPLEMENTED (vm);
  }
}

static HwObject *
view_isdisjoint (HwVm            *vm,
                 HwObject        *self,
                 HwObject *const *args,
                 guint            n,
                 HwObject        *kwnames)
{
  HwObject *other = args[0], *iterator, *item;
  HwObject *container = self;
  int contained = 0;

  if (self == other)
    return hw_bool_new (H (vm), view_length (vm, self) == 0);
  if (is_set_like (vm, other) && hw_length (vm, other) > view_length (vm, self)) {
    container = other;
    other = self;
  }
  iterator = hw_iter (vm, other);
  while (iterator != NULL && contained == 0 && (item = hw_next (vm, iterator)) != NULL) {
    contained = hw_contains (vm, container, item);
    hw_decref (H (vm), item);
  }
  hw_xdecref (H (vm), iterator);
  return vm->exception != NULL ? NULL : hw_bool_new (H (vm), !contained);
}

static HwObject *
view_get_mapping (HwVm     *vm,
                  HwObject *self)
{
  return hw_mapping_proxy_new (vm, dict_of (self));
}

static const HwGetSetDef view_getsets[] = {
  { "mapping", view_get_mapping, NULL },
  { NULL },
};

static const HwNativeDef keys_methods[] = {
  { "isdisjoint", view_isdisjoint, HW_CALL_ONE },
  { "__reversed__", keys_reversed, HW_CALL_NONE },
  { NULL },
};

static const HwNativeDef items_methods[] = {
  { "isdisjoint", view_isdisjoint, HW_CALL_ONE },
  { "__reversed__", items_reversed, HW_CALL_NONE },
  { NULL },
};

static const HwNativeDef values_methods[] = {
  { "__reversed__", values_reversed, HW_CALL_NONE },
  { NULL },
};

const HwNativeType hw_native_dict_keys = {
  .repr = view_repr,
  .unhashable = TRUE,
  .compare = view_compare,
  .iter = keys_iter,
  .length = view_length,
  .contains = keys_contains,
  .binary = view_binary,
  .methods = keys_methods,
  .getsets = view_getsets,
};

const HwNativeType hw_native_dict_items = {
  .repr = view_repr,
  .unhashable = TRUE,
  .compare = view_compare,
  .iter = items_iter,
  .length = view_length,
  .contains = items_contains,
  .binary = view_binary,
  .methods = items_methods,
  .getsets = view_getsets,
};

const HwNativeType hw_native_dict_values = {
  .repr = view_repr,
  .iter = values_iter,
  .length = view_length,
  .methods = values_methods,
  .getsets = view_getsets,
};

/* ------------------------------------------------------------------------------------------------------ mappingproxy */

HwObject *
hw_mapping_proxy_new (HwVm     *vm,
                      HwObject *mapping)
{
  HwObject *self = hw_fields_new (H (vm), vm->types[HW_TYPE_ID_mappingproxy], HW_KIND_MAPPING_PROXY, 40, 1);

  hw_field_set (H (vm), self, 0, hw_newref (H (vm), mapping));
  hw_object_track (H (vm), self);
  return self;
}

static HwObject *
proxy_new (HwVm            *vm,
           HwType          *type,
           HwObject *const *args,
           guint            n,
           HwObject        *kwnames)
{
  HwObject *mapping;

  if (!hw_bind (vm, "mappingproxy", "mapping", args, n, kwnames, &mapping))
    return NULL;
  if (mapping->kind == HW_KIND_LIST || mapping->kind == HW_KIND_TUPLE ||
      hw_type_lookup (vm, mapping->type, vm->names[HW_NAME___getitem__]) == NULL)
    return hw_raise (vm, HW_EXC_TypeError, "mappingproxy() argument must be a mapping, not %s", HW_TYPE_NAME (mapping));
  return hw_mapping_proxy_new (vm, mapping);
}

static HwObject *
proxy_repr (HwVm     *vm,
            HwObject *self)
{
  HwObject *repr = hw_repr (vm, hw_field (self, 0));
  HwObject *result;

  if (repr == NULL)
    return NULL;
  result = hw_str_printf (vm, "mappingproxy(%s)", hw_str_text (repr));
  hw_decref (H (vm), repr);
  return result;
}

static HwObject *
proxy_str (HwVm     *vm,
           HwObject *self)
{
  return hw_str (vm, hw_field (self, 0));
}

static HwObject *
proxy_compare (HwVm       *vm,
               HwObject   *self,
               HwObject   *other,
               HwCompareOp op)
{
  if (self->kind != HW_KIND_MAPPING_PROXY)
    return HW_NOT_IMPLEMENTED (vm);
  return hw_compare (vm, hw_field (self, 0), other, op);
}

static HwObject *
proxy_iter (HwVm     *vm,
            HwObject *self)
{
  return hw_iter (vm, hw_field (self, 0));
}

static gint64
proxy_length (HwVm     *vm,
              HwObject *self)
{
  return hw_length (vm, hw_field (self, 0));
}

static HwObject *
proxy_get_item (HwVm     *vm,
                HwObject *self,
                HwObject *key)
{
  return hw_get_item (vm, hw_field (self, 0), key);
}

static int
proxy_contains (HwVm     *vm,
                HwObject *self,
                HwObject *item)
{
  return hw_contains (vm, hw_field (self, 0), item);
}

static HwObject *
proxy_binary (HwVm      *vm,
              HwOperator op,
              HwObject  *left,
              HwObject  *right)
{
  if (op != HW_OPERATOR_BIT_OR)
    return HW_NOT_IMPLEMENTED (vm);
  return hw_binary (vm, op, left->kind == HW_KIND_MAPPING_PROXY ? hw_field (left, 0) : left,
                    right->kind == HW_KIND_MAPPING_PROXY ? hw_field (right, 0) : right);
}

/* The mapping's own method of that name with the same arguments. */
static HwObject *
forward (HwVm            *vm,
         HwObject        *self,
         const char      *name,
         HwObject *const *args,
         guint            n)
{
  HwObject *method = hw_get_attr_name (vm, hw_field (self, 0), name);
  HwObject *result;

  if (method == NULL)
    return NULL;
  result = hw_call (vm, method, args, n, NULL);
  hw_decref (H (vm), method);
  return result;
}

static HwObject *
proxy_get (HwVm            *vm,
           HwObject        *self,
           HwObject *const *args,
           guint            n,
           HwObject        *kwnames)
{
  HwObject *values[2] = { args[0], n > 1 ? args[1] : H (vm)->none };

  return forward (vm, self, "get", values, 2);
}

#define FORWARD(name, python)                                                                                 \
  static HwObject *proxy_##name (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames) \
  {                                                                                                           \
    return forward (vm, self, python, args, n);                                                               \
  }
FORWARD (keys, "keys")
FORWARD (values, "values")
FORWARD (items, "items")
FORWARD (copy, "copy")
FORWARD (reversed, "__reversed__")
#undef FORWARD

static const HwNativeDef proxy_methods[] = {
  { "get", proxy_get, HW_CALL_RANGE, 1, 2 },
  { "keys", proxy_keys, HW_CALL_NONE },
  { "values", proxy_values, HW_CALL_NONE },
  { "items", proxy_items, HW_CALL_NONE },
  { "copy", proxy_copy, HW_CALL_NONE },
  { "__reversed__", proxy_reversed, HW_CALL_NONE },
  { NULL },
};

const HwNativeType hw_native_mappingproxy = {
  .new_ = proxy_new,
  .repr = proxy_repr,
  .str = proxy_str,
  .compare = proxy_compare,
  .iter = proxy_iter,
  .length = proxy_length,
  .get_item = proxy_get_item,
  .contains = proxy_contains,
  .binary = proxy_binary,
  .methods = proxy_methods,
};
