/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Attributes: found on the class along its MRO, bound as descriptors, or in the instance. Models PyObject_GenericGetAttr and
 * _PyObject_GetMethod of Objects/object.c, type_getattro, super_getattro and the method cache of typeobject.c. */

#include "vm/containers.h"
#include "vm/machine.h"
#include "vm/slots.h"

/* ------------------------------------------------------------------------------------------------------------- lookups */

static HwObject *
lookup_along_mro (HwVm     *vm,
                  HwType   *type,
                  HwObject *name)
{
  HwObject *mro = hw_field (type->object, HW_CLASS_MRO);

  for (guint32 i = 0; mro != NULL && i < mro->as.items.n; i++) {
    HwObject *dict = hw_field (mro->as.items.at[i], HW_CLASS_DICT);
    HwObject *value = dict != NULL ? hw_dict_get_str (H (vm), dict, name) : NULL;

    if (value != NULL)
      return value;
  }
  return NULL;
}

HwObject *
hw_type_lookup (HwVm     *vm,
                HwType   *type,
                HwObject *name)
{
  HwMachine *machine = vm->machine;
  HwLookup *entry = &machine->lookups[(((gsize) type >> 5) ^ ((gsize) name >> 6)) % HW_N_LOOKUPS];

  if (entry->type == type && entry->name == name && entry->version == type->version && entry->name_serial == name->serial)
    return entry->value;
  if (type->version == 0)
    type->version = ++machine->next_version;
  entry->value = lookup_along_mro (vm, type, name);
  entry->type = type;
  entry->name = name;
  entry->version = type->version;
  entry->name_serial = name->serial;
  return entry->value;
}

/* A slot wrapper stands for the native slot, unless it is not the one this class inherits. */
HwObject *
hw_special (HwVm    *vm,
            HwType  *type,
            HwNameId name)
{
  HwObject *found = hw_type_lookup (vm, type, vm->names[name]);

  if (found == NULL || found->type == vm->types[HW_TYPE_ID_slot_wrapper] || found->type == vm->types[HW_TYPE_ID_method_descriptor])
    return NULL;
  if (found == H (vm)->none && name == HW_NAME___hash__)
    return NULL;
  return found;
}

/* ------------------------------------------------------------------------------------------------------------ binding */

static gboolean
is_data_descriptor (HwVm     *vm,
                    HwObject *descriptor)
{
  if (hw_native (descriptor->type)->descr_set != NULL)
    return TRUE;
  return descriptor->type->is_heap && (hw_type_lookup (vm, descriptor->type, vm->names[HW_NAME___set__]) != NULL ||
                                       hw_type_lookup (vm, descriptor->type, vm->names[HW_NAME___delete__]) != NULL);
}

/* What [descriptor], found on [type], gives for [object] (NULL: for the class itself). New. */
HwObject *
hw_bind_descriptor (HwVm     *vm,
                    HwObject *descriptor,
                    HwObject *object,
                    HwType   *type)
{
  HwObject *get;

  if (hw_native (descriptor->type)->descr_get != NULL)
    return hw_native (descriptor->type)->descr_get (vm, descriptor, object, type);
  if (!descriptor->type->is_heap)
    return hw_newref (H (vm), descriptor);
  get = hw_type_lookup (vm, descriptor->type, vm->names[HW_NAME___get__]);
  if (get == NULL)
    return hw_newref (H (vm), descriptor);
  return hw_call_special (vm, descriptor, HW_NAME___get__, (HwObject *[]) { object != NULL ? object : H (vm)->none, type->object }, 2, NULL);
}

static gpointer
raise_no_attribute (HwVm     *vm,
                    HwObject *object,
                    HwObject *name)
{
  if (object->kind == HW_KIND_TYPE)
    hw_raise (vm, HW_EXC_AttributeError, "type object '%s' has no attribute '%s'", hw_type_of_object (object)->name, hw_str_text (name));
  else if (object->kind == HW_KIND_MODULE)
    hw_raise (vm, HW_EXC_AttributeError, "module '%s' has no attribute '%s'", hw_str_text (hw_field (object, HW_MODULE_NAME)),
              hw_str_text (name));
  else
    hw_raise (vm, HW_EXC_AttributeError, "'%s' object has no attribute '%s'", object->type->name, hw_str_text (name));
  hw_exception_note_attribute (vm, name, object);
  return NULL;
}

/* The namespace an object of a built-in kind carries, borrowed or NULL. */
static HwObject *
own_dict (HwVm     *vm,
          HwObject *object)
{
  switch (object->kind) {
  case HW_KIND_MODULE:
    return hw_field (object, HW_MODULE_DICT);
  case HW_KIND_FUNCTION:
    return hw_field (object, HW_FUNCTION_DICT);
  case HW_KIND_EXCEPTION:
    return hw_field (object, HW_EXCEPTION_DICT);
  case HW_KIND_STATICMETHOD:
  case HW_KIND_CLASSMETHOD:
    return hw_field (object, HW_WRAPPER_DICT);
  case HW_KIND_NAMESPACE:
    return hw_field (object, 0);
  default:
    return NULL;
  }
}

/* The instance's own attribute, borrowed or NULL. */
static HwObject *
own_attribute (HwVm     *vm,
               HwObject *object,
               HwObject *name)
{
  HwObject *dict = own_dict (vm, object);

  if (dict != NULL)
    return hw_dict_get_str (H (vm), dict, name);
  return object->type->is_heap && object->kind != HW_KIND_TYPE ? hw_instance_get (H (vm), object, name) : NULL;
}

HwObject *
hw_generic_get_attr (HwVm     *vm,
                     HwObject *object,
                     HwObject *name)
{
  HwObject *found = hw_type_lookup (vm, object->type, name), *value, *result;

  if (found != NULL && found->kind != HW_KIND_FUNCTION && is_data_descriptor (vm, found)) {
    hw_incref (H (vm), found);
    result = hw_bind_descriptor (vm, found, object, object->type);
    hw_decref (H (vm), found);
    return result;
  }
  value = own_attribute (vm, object, name);
  if (value != NULL)
    return hw_newref (H (vm), value);
  if (found == NULL)
    return raise_no_attribute (vm, object, name);
  hw_incref (H (vm), found);
  result = hw_bind_descriptor (vm, found, object, object->type);
  hw_decref (H (vm), found);
  return result;
}

/* A class: its metaclass's data descriptors, then its own MRO, bound to the class; then the rest of the metaclass. */
static HwObject *
type_get_attr (HwVm     *vm,
               HwObject *object,
               HwObject *name)
{
  HwType *type = hw_type_of_object (object);
  HwObject *meta = hw_type_lookup (vm, object->type, name), *found, *result;

  if (meta != NULL && is_data_descriptor (vm, meta))
    return hw_bind_descriptor (vm, meta, object, object->type);
  found = hw_type_lookup (vm, type, name);
  if (found != NULL) {
    hw_incref (H (vm), found);
    result = hw_bind_descriptor (vm, found, NULL, type);
    hw_decref (H (vm), found);
    return result;
  }
  if (meta != NULL)
    return hw_bind_descriptor (vm, meta, object, object->type);
  return raise_no_attribute (vm, object, name);
}

static HwObject *
default_get_attr (HwVm     *vm,
                  HwObject *object,
                  HwObject *name)
{
  if (object->kind == HW_KIND_TYPE)
    return type_get_attr (vm, object, name);
  if (hw_native (object->type)->get_attribute != NULL)
    return hw_native (object->type)->get_attribute (vm, object, name);
  return hw_generic_get_attr (vm, object, name);
}

HwObject *
hw_get_attr (HwVm     *vm,
             HwObject *object,
             HwObject *name)
{
  HwObject *result, *fallback;

  if (!object->type->is_heap)
    return default_get_attr (vm, object, name);
  if (!(name->flags & HW_FLAG_INTERNED)) {
    name = hw_str_intern (H (vm), hw_newref (H (vm), name));
    hw_decref (H (vm), name);
  }
  if (hw_special (vm, object->type, HW_NAME___getattribute__) != NULL)
    result = hw_call_special (vm, object, HW_NAME___getattribute__, &name, 1, NULL);
  else
    result = default_get_attr (vm, object, name);
  if (result != NULL || !hw_exception_matches (vm, HW_EXC_AttributeError))
    return result;
  fallback = hw_type_lookup (vm, object->type, vm->names[HW_NAME___getattr__]);
  if (fallback == NULL)
    return NULL;
  hw_exception_clear (vm);
  if (H (vm)->profile->getattr_bound)
    return hw_call_bound (vm, object, fallback, name);
  return hw_call_special (vm, object, HW_NAME___getattr__, &name, 1, NULL);
}

HwObject *
hw_get_attr_name (HwVm       *vm,
                  HwObject   *object,
                  const char *name)
{
  return hw_get_attr (vm, object, hw_str_intern_static (H (vm), name));
}

int
hw_lookup_attr (HwVm      *vm,
                HwObject  *object,
                HwObject  *name,
                HwObject **value)
{
  *value = hw_get_attr (vm, object, name);
  if (*value != NULL)
    return 1;
  if (!hw_exception_matches (vm, HW_EXC_AttributeError))
    return -1;
  hw_exception_clear (vm);
  return 0;
}

/* ------------------------------------------------------------------------------------------------------------- setting */

static gboolean
set_in_dict (HwVm     *vm,
             HwObject *object,
             HwObject *dict,
             HwObject *name,
             HwObject *value)
{
  if (value != NULL)
    return hw_dict_set (H (vm), dict, name, hw_str_hash (name), value);
  if (hw_dict_delete (H (vm), dict, name, hw_str_hash (name), NULL) == 1)
    return TRUE;
  raise_no_attribute (vm, object, name);
  return FALSE;
}

/* The place where an object of a built-in kind keeps its namespace, made if need be; -1 if it has none. */
static int
dict_field (HwObject *object)
{
  switch (object->kind) {
  case HW_KIND_MODULE:
    return HW_MODULE_DICT;
  case HW_KIND_FUNCTION:
    return HW_FUNCTION_DICT;
  case HW_KIND_EXCEPTION:
    return HW_EXCEPTION_DICT;
  case HW_KIND_STATICMETHOD:
  case HW_KIND_CLASSMETHOD:
    return HW_WRAPPER_DICT;
  case HW_KIND_NAMESPACE:
    return 0;
  default:
    return -1;
  }
}

static gboolean
refuse (HwVm     *vm,
        HwObject *object,
        HwObject *name,
        HwObject *found)
{
  if (found != NULL)
    hw_raise (vm, HW_EXC_AttributeError, "'%s' object attribute '%s' is read-only", object->type->name, hw_str_text (name));
  else if (H (vm)->profile->minor >= 13)
    hw_raise (vm, HW_EXC_AttributeError, "'%s' object has no attribute '%s' and no __dict__ for setting new attributes",
              object->type->name, hw_str_text (name));
  else
    hw_raise (vm, HW_EXC_AttributeError, "'%s' object has no attribute '%s'", object->type->name, hw_str_text (name));
  return FALSE;
}

static gboolean
set_by_descriptor (HwVm     *vm,
                   HwObject *descriptor,
                   HwObject *object,
                   HwObject *value)
{
  HwObject *args[2] = { object, value }, *result;

  if (hw_native (descriptor->type)->descr_set != NULL)
    return hw_native (descriptor->type)->descr_set (vm, descriptor, object, value);
  result = hw_call_special (vm, descriptor, value != NULL ? HW_NAME___set__ : HW_NAME___delete__, args, value != NULL ? 2 : 1, NULL);
  if (result == NULL && vm->exception == NULL)
    hw_raise (vm, HW_EXC_AttributeError, "%s", value != NULL ? "__set__" : "__delete__");
  hw_xdecref (H (vm), result);
  return result != NULL;
}

gboolean
hw_generic_set_attr (HwVm     *vm,
                     HwObject *object,
                     HwObject *name,
                     HwObject *value)
{
  HwObject *found = hw_type_lookup (vm, object->type, name), *dict;
  int field = dict_field (object);
  gboolean done;

  if (found != NULL && is_data_descriptor (vm, found)) {
    hw_incref (H (vm), found);
    done = set_by_descriptor (vm, found, object, value);
    hw_decref (H (vm), found);
    return done;
  }
  if (field >= 0) {
    dict = hw_field (object, (guint32) field);
    if (dict == NULL && value != NULL)
      hw_field_set (H (vm), object, (guint32) field, hw_dict_new (H (vm)));
    dict = hw_field (object, (guint32) field);
    if (dict != NULL)
      return set_in_dict (vm, object, dict, name, value);
    raise_no_attribute (vm, object, name);
    return FALSE;
  }
  if (!object->type->is_heap || !object->type->has_dict)
    return refuse (vm, object, name, found);
  if (hw_instance_set (H (vm), object, name, value))
    return TRUE;
  if (vm->exception == NULL)
    raise_no_attribute (vm, object, name);
  return FALSE;
}

static gboolean
type_set_attr (HwVm     *vm,
               HwObject *object,
               HwObject *name,
               HwObject *value)
{
  HwType *type = hw_type_of_object (object);
  HwObject *meta = hw_type_lookup (vm, object->type, name);
  gboolean done;

  if (!type->is_heap) {
    hw_raise (vm, HW_EXC_TypeError, "cannot set '%s' attribute of immutable type '%s'", hw_str_text (name), type->name);
    return FALSE;
  }
  if (meta != NULL && is_data_descriptor (vm, meta))
    return set_by_descriptor (vm, meta, object, value);
  done = set_in_dict (vm, object, hw_field (object, HW_CLASS_DICT), name, value);
  hw_type_modified (vm, type);
  return done;
}

gboolean
hw_set_attr (HwVm     *vm,
             HwObject *object,
             HwObject *name,
             HwObject *value)
{
  HwNameId special = value != NULL ? HW_NAME___setattr__ : HW_NAME___delattr__;
  HwObject *args[2] = { name, value }, *result;

  if (!(name->flags & HW_FLAG_INTERNED)) {
    name = hw_str_intern (H (vm), hw_newref (H (vm), name));
    hw_decref (H (vm), name);
    args[0] = name;
  }
  if (object->type->is_heap && hw_special (vm, object->type, special) != NULL) {
    result = hw_call_special (vm, object, special, args, value != NULL ? 2 : 1, NULL);
    hw_xdecref (H (vm), result);
    return result != NULL;
  }
  if (object->kind == HW_KIND_TYPE)
    return type_set_attr (vm, object, name, value);
  if (hw_native (object->type)->set_attribute != NULL)
    return hw_native (object->type)->set_attribute (vm, object, name, value);
  return hw_generic_set_attr (vm, object, name, value);
}

gboolean
hw_set_attr_name (HwVm       *vm,
                  HwObject   *object,
                  const char *name,
                  HwObject   *value)
{
  return hw_set_attr (vm, object, hw_str_intern_static (H (vm), name), value);
}

/* ------------------------------------------------------------------------------------------------------- method calls */

int
hw_get_method (HwVm      *vm,
               HwObject  *object,
               HwObject  *name,
               HwObject **method)
{
  HwObject *found;

  if (object->kind == HW_KIND_TYPE || object->kind == HW_KIND_MODULE || hw_native (object->type)->get_attribute != NULL ||
      (object->type->is_heap && hw_special (vm, object->type, HW_NAME___getattribute__) != NULL)) {
    *method = hw_get_attr (vm, object, name);
    return *method != NULL ? 0 : -1;
  }
  found = hw_type_lookup (vm, object->type, name);
  if (found != NULL && (found->kind == HW_KIND_FUNCTION || found->type == vm->types[HW_TYPE_ID_method_descriptor] ||
                        found->type == vm->types[HW_TYPE_ID_slot_wrapper]) &&
      own_attribute (vm, object, name) == NULL) {
    *method = hw_newref (H (vm), found);
    return 1;
  }
  *method = hw_get_attr (vm, object, name);
  return *method != NULL ? 0 : -1;
}

/* super: the MRO of [self_type] behind [start]. */
HwObject *
hw_super_get (HwVm     *vm,
              HwType   *start,
              HwObject *self,
              HwType   *self_type,
              HwObject *name)
{
  HwObject *mro = hw_field (self_type->object, HW_CLASS_MRO);
  guint32 i = 0;

  while (i < mro->as.items.n && mro->as.items.at[i] != start->object)
    i++;
  for (i++; i < mro->as.items.n; i++) {
    HwObject *dict = hw_field (mro->as.items.at[i], HW_CLASS_DICT);
    HwObject *found = dict != NULL ? hw_dict_get_str (H (vm), dict, name) : NULL;

    if (found != NULL)
      return hw_bind_descriptor (vm, found, self == self_type->object ? NULL : self, self_type);
  }
  return NULL;
}
