/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Classes as objects: calling them, their attributes. Models type_call, type_getsets and subtype_getsets of Objects/typeobject.c. */

#include "vm/class.h"
#include "vm/containers.h"

/* --------------------------------------------------------------------------------------------------------- type_call */

/* Types with a vectorcall of their own: no tuple of the arguments is made for them. */
static gboolean
has_vectorcall (HwVm   *vm,
                HwType *type)
{
  if (type->is_heap)
    return FALSE;
  switch (type->kind) {
  case HW_KIND_BOOL:
  case HW_KIND_DICT:
  case HW_KIND_FLOAT:
  case HW_KIND_LIST:
  case HW_KIND_TUPLE:
  case HW_KIND_SET:
  case HW_KIND_FROZENSET:
  case HW_KIND_RANGE:
  case HW_KIND_TYPE:
    return TRUE;
  case HW_KIND_INT:
  case HW_KIND_STR:
    return H (vm)->profile->minor >= 13;
  case HW_KIND_ITERATOR:
    return type == vm->types[HW_TYPE_ID_enumerate] || type == vm->types[HW_TYPE_ID_reversed];
  default:
    return FALSE;
  }
}

static HwObject *
make_instance (HwVm            *vm,
               HwType          *type,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  HwObject *found = type->is_heap ? hw_type_lookup (vm, type, vm->names[HW_NAME___new__]) : NULL, *bound, *result;

  if (found == NULL || found->kind == HW_KIND_BUILTIN) {
    if (hw_native (type)->new_ == NULL || type->flags & HW_TYPE_NO_NEW)
      return hw_raise (vm, HW_EXC_TypeError, "cannot create '%s' instances", type->name);
    return hw_native (type)->new_ (vm, type, args, n, kwnames);
  }
  bound = hw_bind_descriptor (vm, found, NULL, type);
  if (bound == NULL)
    return NULL;
  result = hw_call_prepend (vm, bound, type->object, args, n, kwnames);
  hw_decref (H (vm), bound);
  return result;
}

static gboolean
init_by_special (HwVm            *vm,
                 HwObject        *object,
                 HwObject        *init,
                 HwObject *const *args,
                 guint            n,
                 HwObject        *kwnames)
{
  HwObject *result;

  if (init->kind == HW_KIND_FUNCTION) {
    result = hw_call_prepend (vm, init, object, args, n, kwnames);
  } else {
    HwObject *bound = hw_bind_descriptor (vm, init, object, object->type);

    if (bound == NULL)
      return FALSE;
    result = hw_call (vm, bound, args, n, kwnames);
    hw_decref (H (vm), bound);
  }
  if (result != NULL && result != H (vm)->none) {
    hw_raise (vm, HW_EXC_TypeError, "__init__() should return None, not '%s'", result->type->name);
    hw_decref (H (vm), result);
    return FALSE;
  }
  hw_xdecref (H (vm), result);
  return result != NULL;
}

static gboolean
init_instance (HwVm            *vm,
               HwObject        *object,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  HwObject *init = object->type->is_heap ? hw_special (vm, object->type, HW_NAME___init__) : NULL;

  if (init != NULL)
    return init_by_special (vm, object, init, args, n, kwnames);
  return hw_native (object->type)->init == NULL || hw_native (object->type)->init (vm, object, args, n, kwnames);
}

static HwObject *
call_class (HwVm            *vm,
            HwType          *type,
            HwObject *const *args,
            guint            n,
            HwObject        *kwnames)
{
  HwObject *object = make_instance (vm, type, args, n, kwnames);

  if (object == NULL || !hw_type_is_subtype (object->type, type))
    return object;
  if (init_instance (vm, object, args, n, kwnames))
    return object;
  hw_decref (H (vm), object);
  return NULL;
}

/* type.__call__(). */
static HwObject *
call_plainly (HwVm            *vm,
              HwType          *type,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  HwHeldArguments held;
  HwObject *result;

  if (type == vm->types[HW_TYPE_ID_type] && n == 1 && kwnames == NULL)
    return hw_newref (H (vm), args[0]->type->object);
  if ((n == 0 && kwnames == NULL) || has_vectorcall (vm, type))
    return call_class (vm, type, args, n, kwnames);
  hw_arguments_hold (vm, &held, args, n, kwnames);
  result = call_class (vm, type, args, n, kwnames);
  hw_arguments_release (vm, &held);
  return result;
}

HwObject *
hw_type_call (HwVm            *vm,
              HwType          *type,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  HwObject *found = type->object->type->is_heap ? hw_special (vm, type->object->type, HW_NAME___call__) : NULL;

  return found != NULL ? hw_call_instance (vm, type->object, args, n, kwnames) : call_plainly (vm, type, args, n, kwnames);
}

/* --------------------------------------------------------------------------------------------------- type itself */

static HwObject *
type_make (HwVm            *vm,
           HwType          *type,
           HwObject *const *args,
           guint            n,
           HwObject        *kwnames)
{
  HwObject *qualname;

  if (n != 3)
    return hw_raise (vm, HW_EXC_TypeError, "type() takes 1 or 3 arguments");
  if (!hw_is_str (args[0]) || args[1]->kind != HW_KIND_TUPLE || args[2]->kind != HW_KIND_DICT) {
    static const char *const wanted[] = { "str", "tuple", "dict" };
    guint i = !hw_is_str (args[0]) ? 0 : args[1]->kind != HW_KIND_TUPLE ? 1 : 2;

    return hw_raise (vm, HW_EXC_TypeError, "type.__new__() argument %u must be %s, not %s", i + 1, wanted[i], args[i]->type->name);
  }
  qualname = hw_class_new (vm, type, args[0], args[1], args[2], args + n, kwnames);
  return qualname;
}

static gboolean
type_init (HwVm            *vm,
           HwObject        *self,
           HwObject *const *args,
           guint            n,
           HwObject        *kwnames)
{
  return TRUE;
}

static HwObject *
type_repr (HwVm     *vm,
           HwObject *self)
{
  g_autofree char *name = hw_type_full_name (vm, hw_type_of_object (self));

  return hw_str_printf (vm, "<class '%s'>", name);
}

static HwObject *
get_name (HwVm     *vm,
          HwObject *self)
{
  return hw_str_intern_new (H (vm), hw_type_of_object (self)->name);
}

static gboolean
set_name (HwVm     *vm,
          HwObject *self,
          HwObject *value)
{
  HwType *type = hw_type_of_object (self);

  if (!type->is_heap || value == NULL || !hw_is_str (value)) {
    hw_raise (vm, HW_EXC_TypeError, "can only assign string to %s.__name__, not '%s'", type->name, value != NULL ? value->type->name : "NULL");
    return FALSE;
  }
  type->name = g_string_chunk_insert_const (H (vm)->names, hw_str_text (value));
  return TRUE;
}

static HwObject *
get_qualname (HwVm     *vm,
              HwObject *self)
{
  HwType *type = hw_type_of_object (self);

  return hw_str_intern_new (H (vm), type->qualname != NULL ? type->qualname : type->name);
}

static gboolean
set_qualname (HwVm     *vm,
              HwObject *self,
              HwObject *value)
{
  HwType *type = hw_type_of_object (self);

  if (!type->is_heap || value == NULL || !hw_is_str (value)) {
    hw_raise (vm, HW_EXC_TypeError, "can only assign string to %s.__qualname__, not '%s'", type->name,
              value != NULL ? value->type->name : "NULL");
    return FALSE;
  }
  type->qualname = g_string_chunk_insert_const (H (vm)->names, hw_str_text (value));
  return TRUE;
}

static HwObject *
from_dict (HwVm     *vm,
           HwObject *self,
           HwNameId  name)
{
  HwObject *dict = hw_field (self, HW_CLASS_DICT), *value = dict != NULL ? hw_dict_get_str (H (vm), dict, vm->names[name]) : NULL;

  return value != NULL ? hw_newref (H (vm), value) : NULL;
}

static HwObject *
get_module (HwVm     *vm,
            HwObject *self)
{
  HwObject *module = from_dict (vm, self, HW_NAME___module__);

  return module != NULL ? module : hw_newref (H (vm), vm->names[HW_NAME_builtins]);
}

static HwObject *
get_doc (HwVm     *vm,
         HwObject *self)
{
  HwObject *doc = from_dict (vm, self, HW_NAME___doc__);

  return doc != NULL ? doc : HW_NONE (vm);
}

static gboolean
put_in_dict (HwVm     *vm,
             HwObject *self,
             HwNameId  name,
             HwObject *value)
{
  HwObject *dict = hw_field (self, HW_CLASS_DICT);

  hw_type_modified (vm, hw_type_of_object (self));
  if (value == NULL)
    return hw_dict_delete (H (vm), dict, vm->names[name], hw_str_hash (vm->names[name]), NULL) >= 0;
  return hw_dict_set (H (vm), dict, vm->names[name], hw_str_hash (vm->names[name]), value);
}

static gboolean
set_module (HwVm     *vm,
            HwObject *self,
            HwObject *value)
{
  return put_in_dict (vm, self, HW_NAME___module__, value);
}

static gboolean
set_doc (HwVm     *vm,
         HwObject *self,
         HwObject *value)
{
  return put_in_dict (vm, self, HW_NAME___doc__, value);
}

static HwObject *
get_mro (HwVm     *vm,
         HwObject *self)
{
  HwObject *mro = hw_field (self, HW_CLASS_MRO);

  return hw_newref (H (vm), mro != NULL ? mro : H (vm)->none);
}

static HwObject *
get_bases (HwVm     *vm,
           HwObject *self)
{
  return hw_newref (H (vm), hw_field (self, HW_CLASS_BASES));
}

static HwObject *
get_base (HwVm     *vm,
          HwObject *self)
{
  HwObject *base = hw_field (self, HW_CLASS_BASE);

  return hw_newref (H (vm), base != NULL ? base : H (vm)->none);
}

static HwObject *
get_dict (HwVm     *vm,
          HwObject *self)
{
  return hw_mapping_proxy_new (vm, hw_field (self, HW_CLASS_DICT));
}

static HwObject *
type_subclasses (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  HwObject *list = hw_list_new (H (vm), 0);
  GPtrArray *subclasses = hw_type_of_object (self)->subclasses;

  for (guint i = 0; i < subclasses->len; i++)
    hw_list_append (H (vm), list, ((HwType *) g_ptr_array_index (subclasses, i))->object);
  return list;
}

static HwObject *
type_mro (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  HwObject *mro = hw_field (self, HW_CLASS_MRO);

  return hw_list_of (H (vm), mro->as.items.at, mro->as.items.n);
}

static HwObject *
type_prepare (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  return hw_dict_new (H (vm));
}

static HwObject *
type_instance_check (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  return hw_bool_new (H (vm), hw_type_is_subtype (args[0]->type, hw_type_of_object (self)));
}

static HwObject *
type_call (HwVm            *vm,
           HwObject        *self,
           HwObject *const *args,
           guint            n,
           HwObject        *kwnames)
{
  return call_plainly (vm, hw_type_of_object (self), args, n, kwnames);
}

static const HwNativeDef methods[] = {
  { "__call__", type_call, HW_CALL_KEYWORDS },
  { "__subclasses__", type_subclasses, HW_CALL_NONE },
  { "mro", type_mro, HW_CALL_NONE },
  { "__prepare__", type_prepare, HW_CALL_KEYWORDS, 0, 0, HW_BIND_CLASS },
  { "__instancecheck__", type_instance_check, HW_CALL_ONE },
  { NULL },
};

static const HwGetSetDef getsets[] = {
  { "__name__", get_name, set_name },
  { "__qualname__", get_qualname, set_qualname },
  { "__module__", get_module, set_module },
  { "__doc__", get_doc, set_doc },
  { "__mro__", get_mro, NULL },
  { "__bases__", get_bases, NULL },
  { "__base__", get_base, NULL },
  { "__dict__", get_dict, NULL },
  { NULL },
};

const HwNativeType hw_native_type = {
  .new_ = type_make,
  .init = type_init,
  .repr = type_repr,
  .methods = methods,
  .getsets = getsets,
};

/* --------------------------------------------------------------------------------------- what classes give instances */

static HwObject *
instance_get_dict (HwVm     *vm,
                   HwObject *self)
{
  HwObject *dict = hw_instance_get_dict (H (vm), self);

  return dict != NULL ? hw_newref (H (vm), dict) : hw_raise (vm, HW_EXC_AttributeError, "This object has no __dict__");
}

static gboolean
instance_set_dict (HwVm     *vm,
                   HwObject *self,
                   HwObject *value)
{
  if (value != NULL && value->kind != HW_KIND_DICT) {
    hw_raise (vm, HW_EXC_TypeError, "__dict__ must be set to a dictionary, not a '%s'", value->type->name);
    return FALSE;
  }
  hw_instance_set_dict (H (vm), self, value != NULL ? hw_newref (H (vm), value) : hw_dict_new (H (vm)));
  return TRUE;
}

static HwObject *
instance_get_weakref (HwVm     *vm,
                      HwObject *self)
{
  HwObject *first = hw_weakref_next (H (vm), self, NULL);

  return hw_newref (H (vm), first != NULL ? first : H (vm)->none);
}

static const HwGetSetDef instance_getsets[] = {
  { "__dict__", instance_get_dict, instance_set_dict },
  { "__weakref__", instance_get_weakref, NULL },
};

const HwGetSetDef *
hw_class_getset_def (const char *name)
{
  return &instance_getsets[strcmp (name, "__dict__") == 0 ? 0 : 1];
}

HwObject *
hw_class_shared_getset (HwVm       *vm,
                        const char *name)
{
  HwHeap *heap = H (vm);
  HwObject **place = &vm->machine->shared_getsets[strcmp (name, "__dict__") == 0 ? 0 : 1];

  if (*place == NULL) {
    *place = hw_static_fields_new (vm, HW_TYPE_ID_getset, HW_DESCRIPTOR_N_FIELDS);
    (*place)->as.items.data = (gpointer) hw_class_getset_def (name);
    hw_field_set (heap, *place, HW_DESCRIPTOR_TYPE, hw_newref (heap, heap->object_type->object));
    hw_field_set (heap, *place, HW_DESCRIPTOR_NAME, hw_newref (heap, hw_str_intern_static (heap, name)));
  }
  return *place;
}
