/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Descriptors: of built-in types (methods, slots, getsets, members of __slots__), and property, staticmethod, classmethod. Models
 * Objects/descrobject.c and funcobject.c. */

#include "vm/containers.h"
#include "vm/machine.h"
#include "vm/slots.h"

/* ------------------------------------------------------------------------------------------------- of built-in types */

static HwType *
owner_of (HwObject *descriptor)
{
  return hw_type_of_object (hw_field (descriptor, HW_DESCRIPTOR_TYPE));
}

static const char *
name_of (HwObject *descriptor)
{
  return hw_str_text (hw_field (descriptor, HW_DESCRIPTOR_NAME));
}

static HwObject *
descriptor_repr (HwVm     *vm,
                 HwObject *self)
{
  const char *what = self->type == vm->types[HW_TYPE_ID_slot_wrapper] ? "slot wrapper"
                     : self->type == vm->types[HW_TYPE_ID_getset]     ? "attribute"
                     : self->type == vm->types[HW_TYPE_ID_member]     ? "member"
                                                                      : "method";

  return hw_str_printf (vm, "<%s '%s' of '%s' objects>", what, name_of (self), owner_of (self)->name);
}

static HwObject *
get_name (HwVm     *vm,
          HwObject *self)
{
  return hw_newref (H (vm), hw_field (self, HW_DESCRIPTOR_NAME));
}

static HwObject *
get_qualname (HwVm     *vm,
              HwObject *self)
{
  return hw_str_printf (vm, "%s.%s", owner_of (self)->name, name_of (self));
}

static HwObject *
get_owner (HwVm     *vm,
           HwObject *self)
{
  return hw_newref (H (vm), hw_field (self, HW_DESCRIPTOR_TYPE));
}

static const HwGetSetDef descriptor_getsets[] = {
  { "__name__", get_name, NULL },
  { "__qualname__", get_qualname, NULL },
  { "__objclass__", get_owner, NULL },
  { NULL },
};

static gboolean
check_owner (HwVm     *vm,
             HwObject *self,
             HwObject *object)
{
  if (hw_type_is_subtype (object->type, owner_of (self)))
    return TRUE;
  hw_raise (vm, HW_EXC_TypeError, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object", name_of (self), owner_of (self)->name,
            object->type->name);
  return FALSE;
}

static HwObject *
method_bind (HwVm     *vm,
             HwObject *self,
             HwObject *object,
             HwType   *type)
{
  if (object == NULL)
    return hw_newref (H (vm), self);
  return check_owner (vm, self, object) ? hw_builtin_new (vm, self->as.items.data, object, NULL) : NULL;
}

const HwNativeType hw_native_method_descriptor = { .repr = descriptor_repr, .descr_get = method_bind, .getsets = descriptor_getsets };

static HwObject *
class_method_bind (HwVm     *vm,
                   HwObject *self,
                   HwObject *object,
                   HwType   *type)
{
  HwObject *bound = hw_builtin_new (vm, self->as.items.data, type->object, NULL);

  bound->sub = 1;
  return bound;
}

const HwNativeType hw_native_classmethod_descriptor = { .repr = descriptor_repr, .descr_get = class_method_bind, .getsets = descriptor_getsets };

static HwObject *
slot_bind (HwVm     *vm,
           HwObject *self,
           HwObject *object,
           HwType   *type)
{
  if (object == NULL)
    return hw_newref (H (vm), self);
  return check_owner (vm, self, object) ? hw_slot_bind (vm, self, object) : NULL;
}

const HwNativeType hw_native_slot_wrapper = { .repr = descriptor_repr, .descr_get = slot_bind, .getsets = descriptor_getsets };

static HwObject *
getset_get (HwVm     *vm,
            HwObject *self,
            HwObject *object,
            HwType   *type)
{
  const HwGetSetDef *def = self->as.items.data;

  if (object == NULL)
    return hw_newref (H (vm), self);
  return check_owner (vm, self, object) ? def->get (vm, object) : NULL;
}

static gboolean
getset_set (HwVm     *vm,
            HwObject *self,
            HwObject *object,
            HwObject *value)
{
  const HwGetSetDef *def = self->as.items.data;

  if (!check_owner (vm, self, object))
    return FALSE;
  if (def->set != NULL)
    return def->set (vm, object, value);
  hw_raise (vm, HW_EXC_AttributeError, "attribute '%s' of '%s' objects is not writable", name_of (self), owner_of (self)->name);
  return FALSE;
}

const HwNativeType hw_native_getset = {
  .repr = descriptor_repr, .descr_get = getset_get, .descr_set = getset_set, .getsets = descriptor_getsets
};

/* A member of __slots__: as.items.extra is its place. */
static HwObject *
member_get (HwVm     *vm,
            HwObject *self,
            HwObject *object,
            HwType   *type)
{
  HwObject *value;

  if (object == NULL)
    return hw_newref (H (vm), self);
  if (!check_owner (vm, self, object))
    return NULL;
  value = hw_member_get (object, self->as.items.extra);
  if (value != NULL)
    return hw_newref (H (vm), value);
  hw_raise (vm, HW_EXC_AttributeError, "'%s' object has no attribute '%s'",
            H (vm)->profile->minor >= 13 ? object->type->qualname : object->type->name, name_of (self));
  hw_exception_note_attribute (vm, hw_field (self, HW_DESCRIPTOR_NAME), object);
  return NULL;
}

static gboolean
member_set (HwVm     *vm,
            HwObject *self,
            HwObject *object,
            HwObject *value)
{
  if (!check_owner (vm, self, object))
    return FALSE;
  if (value == NULL && hw_member_get (object, self->as.items.extra) == NULL) {
    hw_raise (vm, HW_EXC_AttributeError, "'%s' object has no attribute '%s'", object->type->name, name_of (self));
    return FALSE;
  }
  hw_member_set (H (vm), object, self->as.items.extra, value);
  return TRUE;
}

const HwNativeType hw_native_member = {
  .repr = descriptor_repr, .descr_get = member_get, .descr_set = member_set, .getsets = descriptor_getsets
};

/* ------------------------------------------------------------------------------------------------------------ property */

static HwObject *
property_make (HwVm            *vm,
               HwType          *type,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  HwObject *property = hw_fields_new (H (vm), type, HW_KIND_PROPERTY, 80, HW_PROPERTY_N_FIELDS);

  hw_native_made (vm, type, property);
  hw_object_track (H (vm), property);
  return property;
}

static void
set_field (HwVm     *vm,
           HwObject *self,
           guint32   field,
           HwObject *value)
{
  hw_field_set (H (vm), self, field, value != NULL && value != H (vm)->none ? hw_newref (H (vm), value) : NULL);
}

static gboolean
property_init (HwVm            *vm,
               HwObject        *self,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  HwObject *values[4];

  if (!hw_bind (vm, "property", "fget=,fset=,fdel=,doc=", args, n, kwnames, values))
    return FALSE;
  for (guint32 i = 0; i < 4; i++)
    set_field (vm, self, i, values[i]);
  if (values[3] == NULL && values[0] != NULL && values[0]->kind == HW_KIND_FUNCTION)
    set_field (vm, self, HW_PROPERTY_DOC, hw_field (values[0], HW_FUNCTION_DOC));
  return TRUE;
}

static gpointer
raise_no_accessor (HwVm       *vm,
                   HwObject   *self,
                   HwObject   *object,
                   const char *what)
{
  HwObject *name = hw_field (self, HW_PROPERTY_NAME);

  if (name == NULL)
    return hw_raise (vm, HW_EXC_AttributeError, "property of '%s' object has no %s", object->type->name, what);
  return hw_raise (vm, HW_EXC_AttributeError, "property '%s' of '%s' object has no %s", hw_str_text (name), object->type->name, what);
}

static HwObject *
property_get (HwVm     *vm,
              HwObject *self,
              HwObject *object,
              HwType   *type)
{
  HwObject *getter = hw_field (self, HW_PROPERTY_GET);

  if (object == NULL)
    return hw_newref (H (vm), self);
  return getter != NULL ? hw_call (vm, getter, &object, 1, NULL) : raise_no_accessor (vm, self, object, "getter");
}

static gboolean
property_set (HwVm     *vm,
              HwObject *self,
              HwObject *object,
              HwObject *value)
{
  HwObject *accessor = hw_field (self, value != NULL ? HW_PROPERTY_SET : HW_PROPERTY_DELETE), *args[2] = { object, value }, *result;

  if (accessor == NULL) {
    raise_no_accessor (vm, self, object, value != NULL ? "setter" : "deleter");
    return FALSE;
  }
  result = hw_call (vm, accessor, args, value != NULL ? 2 : 1, NULL);
  hw_xdecref (H (vm), result);
  return result != NULL;
}

/* A copy of the property with one accessor exchanged. */
static HwObject *
property_with (HwVm     *vm,
               HwObject *self,
               guint32   field,
               HwObject *accessor)
{
  HwObject *copy = property_make (vm, self->type, NULL, 0, NULL);

  for (guint32 i = 0; i < HW_PROPERTY_N_FIELDS; i++)
    set_field (vm, copy, i, i == field ? accessor : hw_field (self, i));
  return copy;
}

static HwObject *
property_getter (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  return property_with (vm, self, HW_PROPERTY_GET, args[0]);
}

static HwObject *
property_setter (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  return property_with (vm, self, HW_PROPERTY_SET, args[0]);
}

static HwObject *
property_deleter (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  return property_with (vm, self, HW_PROPERTY_DELETE, args[0]);
}

static HwObject *
property_set_name (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  set_field (vm, self, HW_PROPERTY_NAME, args[1]);
  return HW_NONE (vm);
}

#define FIELD_GETTER(name, field)                                    \
  static HwObject *get_##name (HwVm *vm, HwObject *self)             \
  {                                                                  \
    HwObject *value = hw_field (self, field);                        \
                                                                     \
    return hw_newref (H (vm), value != NULL ? value : H (vm)->none); \
  }

FIELD_GETTER (fget, HW_PROPERTY_GET)
FIELD_GETTER (fset, HW_PROPERTY_SET)
FIELD_GETTER (fdel, HW_PROPERTY_DELETE)
FIELD_GETTER (doc, HW_PROPERTY_DOC)

static const HwNativeDef property_methods[] = {
  { "getter", property_getter, HW_CALL_ONE },
  { "setter", property_setter, HW_CALL_ONE },
  { "deleter", property_deleter, HW_CALL_ONE },
  { "__set_name__", property_set_name, HW_CALL_RANGE, 2, 2 },
  { NULL },
};

static const HwGetSetDef property_getsets[] = {
  { "fget", get_fget, NULL },
  { "fset", get_fset, NULL },
  { "fdel", get_fdel, NULL },
  { "__doc__", get_doc, NULL },
  { NULL },
};

const HwNativeType hw_native_property = {
  .new_ = property_make,
  .init = property_init,
  .descr_get = property_get,
  .descr_set = property_set,
  .methods = property_methods,
  .getsets = property_getsets,
};

/* ------------------------------------------------------------------------------------------- staticmethod, classmethod */

static HwObject *
wrapper_make (HwVm            *vm,
              HwType          *type,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  HwHeap *heap = H (vm);
  HwObject *wrapper = hw_fields_new (heap, type, type->kind, 48, HW_WRAPPER_N_FIELDS);

  hw_native_made (vm, type, wrapper);
  hw_object_track (heap, wrapper);
  return wrapper;
}

/* functools_wraps: what a decorator copies into the wrapper's dict. */
static void
copy_attributes (HwVm     *vm,
                 HwObject *self,
                 HwObject *function)
{
  static const HwNameId copied[] = { HW_NAME___module__, HW_NAME___name__, HW_NAME___qualname__, HW_NAME___doc__,
                                    HW_NAME___annotations__ };
  HwHeap *heap = H (vm);
  HwObject *dict = hw_dict_new (heap), *value;

  hw_field_set (heap, self, HW_WRAPPER_DICT, dict);
  for (guint i = 0; i < G_N_ELEMENTS (copied) - heap->profile->lazy_annotations; i++) {
    HwObject *name = vm->names[copied[i]];

    if (hw_lookup_attr (vm, function, name, &value) != 1) {
      hw_exception_clear (vm);
      continue;
    }
    hw_dict_set (heap, dict, name, hw_str_hash (name), value);
    hw_decref (heap, value);
  }
}

static gboolean
wrapper_init (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  const char *name = self->kind == HW_KIND_STATICMETHOD ? "staticmethod" : "classmethod";

  if (!hw_no_keywords (vm, name, kwnames) || !hw_check_count (vm, name, n, 1, 1))
    return FALSE;
  hw_field_set (H (vm), self, HW_WRAPPER_FUNCTION, hw_newref (H (vm), args[0]));
  copy_attributes (vm, self, args[0]);
  return TRUE;
}

static HwObject *
static_method_get (HwVm     *vm,
                   HwObject *self,
                   HwObject *object,
                   HwType   *type)
{
  return hw_newref (H (vm), hw_field (self, HW_WRAPPER_FUNCTION));
}

static HwObject *
static_method_call (HwVm            *vm,
                    HwObject        *self,
                    HwObject *const *args,
                    guint            n,
                    HwObject        *kwnames)
{
  return hw_call (vm, hw_field (self, HW_WRAPPER_FUNCTION), args, n, kwnames);
}

static HwObject *
class_method_get (HwVm     *vm,
                  HwObject *self,
                  HwObject *object,
                  HwType   *type)
{
  HwObject *function = hw_field (self, HW_WRAPPER_FUNCTION);

  if (function->kind == HW_KIND_FUNCTION)
    return hw_method_new (vm, function, type->object);
  return hw_bind_descriptor (vm, function, type->object, type->object->type);
}

static HwObject *
wrapper_repr (HwVm     *vm,
              HwObject *self)
{
  HwObject *inner = hw_repr (vm, hw_field (self, HW_WRAPPER_FUNCTION)), *result;

  if (inner == NULL)
    return NULL;
  result = hw_str_printf (vm, "<%s(%s)>", self->kind == HW_KIND_STATICMETHOD ? "staticmethod" : "classmethod", hw_str_text (inner));
  hw_decref (H (vm), inner);
  return result;
}

FIELD_GETTER (function, HW_WRAPPER_FUNCTION)
FIELD_GETTER (wrapper_dict, HW_WRAPPER_DICT)

static const HwGetSetDef wrapper_getsets[] = {
  { "__func__", get_function, NULL },
  { "__wrapped__", get_function, NULL },
  { "__dict__", get_wrapper_dict, NULL },
  { NULL },
};

const HwNativeType hw_native_staticmethod = {
  .new_ = wrapper_make,
  .init = wrapper_init,
  .repr = wrapper_repr,
  .call = static_method_call,
  .descr_get = static_method_get,
  .getsets = wrapper_getsets,
};

const HwNativeType hw_native_classmethod = {
  .new_ = wrapper_make,
  .init = wrapper_init,
  .repr = wrapper_repr,
  .descr_get = class_method_get,
  .getsets = wrapper_getsets,
};
