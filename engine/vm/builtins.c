/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The module builtins: the table of its functions, and those about objects and attributes. Models Python/bltinmodule.c. */

#include "vm/builtins.h"
#include "vm/machine.h"

gpointer
hw_raise_bare (HwVm         *vm,
               HwExceptionId id)
{
  hw_set_exception (vm, hw_exception_new (vm, vm->exceptions[id], hw_newref (H (vm), H (vm)->empty_tuple)));
  return NULL;
}

HwObject *
hw_builtin_ascii (HwVm            *vm,
                  HwObject        *self,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  return hw_ascii (vm, args[0]);
}

HwObject *
hw_builtin_callable (HwVm            *vm,
                     HwObject        *self,
                     HwObject *const *args,
                     guint            n,
                     HwObject        *kwnames)
{
  return hw_bool_new (H (vm), hw_is_callable (vm, args[0]));
}

HwObject *
hw_builtin_format (HwVm            *vm,
                   HwObject        *self,
                   HwObject *const *args,
                   guint            n,
                   HwObject        *kwnames)
{
  if (n > 1 && !hw_is_str (args[1]))
    return hw_raise (vm, HW_EXC_TypeError, "format() argument 2 must be str, not %s", HW_TYPE_NAME (args[1]));
  return hw_format (vm, args[0], n > 1 ? args[1] : NULL);
}

HwObject *
hw_builtin_hash (HwVm            *vm,
                 HwObject        *self,
                 HwObject *const *args,
                 guint            n,
                 HwObject        *kwnames)
{
  gint64 hash = hw_hash (vm, args[0]);

  return hash == -1 ? NULL : hw_int_new (H (vm), hash);
}

HwObject *
hw_builtin_id (HwVm            *vm,
               HwObject        *self,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  return hw_int_new (H (vm), (gint64) hw_object_get_id (vm, args[0]));
}

HwObject *
hw_builtin_len (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  gint64 length = hw_length (vm, args[0]);

  return length < 0 ? NULL : hw_int_new (H (vm), length);
}

HwObject *
hw_builtin_repr (HwVm            *vm,
                 HwObject        *self,
                 HwObject *const *args,
                 guint            n,
                 HwObject        *kwnames)
{
  return hw_repr (vm, args[0]);
}

HwObject *
hw_builtin_isinstance (HwVm            *vm,
                       HwObject        *self,
                       HwObject *const *args,
                       guint            n,
                       HwObject        *kwnames)
{
  return hw_result_bool (vm, hw_instance_check (vm, args[0], args[1]));
}

/* issubclass(): 1, 0, -1. */
static int
subclass_check (HwVm     *vm,
                HwObject *derived,
                HwObject *class_or_tuple)
{
  HwObject *result, *joined = hw_union_get_args (class_or_tuple);
  gboolean found;
  int holds = 0;

  if (joined != NULL)
    class_or_tuple = joined;
  if (class_or_tuple->kind == HW_KIND_TUPLE) {
    if (!hw_enter_recursion (vm, " in __subclasscheck__"))
      return -1;
    for (guint32 i = 0; holds == 0 && i < class_or_tuple->as.items.n; i++)
      holds = subclass_check (vm, derived, class_or_tuple->as.items.at[i]);
    hw_leave_recursion (vm);
    return holds;
  }
  if (!hw_is_exact (vm, class_or_tuple, type)) {
    result = hw_call_special (vm, class_or_tuple, HW_NAME___subclasscheck__, &derived, 1, &found);
    if (found) {
      holds = result != NULL ? hw_truth (vm, result) : -1;
      hw_xdecref (H (vm), result);
      return holds;
    }
  }
  if (derived->kind != HW_KIND_TYPE) {
    hw_raise (vm, HW_EXC_TypeError, "issubclass() arg 1 must be a class");
    return -1;
  }
  if (class_or_tuple->kind != HW_KIND_TYPE) {
    hw_raise (vm, HW_EXC_TypeError, "issubclass() arg 2 must be a class, a tuple of classes, or a union");
    return -1;
  }
  return hw_type_is_subtype (hw_type_of_object (derived), hw_type_of_object (class_or_tuple));
}

HwObject *
hw_builtin_issubclass (HwVm            *vm,
                       HwObject        *self,
                       HwObject *const *args,
                       guint            n,
                       HwObject        *kwnames)
{
  return hw_result_bool (vm, subclass_check (vm, args[0], args[1]));
}

/* -------------------------------------------------------------------------------------------------------- attributes */

/* The attribute's name as an interned str, new; NULL with TypeError. */
static HwObject *
attribute_name (HwVm       *vm,
                HwObject   *name)
{
  if (!hw_is_str (name))
    return hw_raise (vm, HW_EXC_TypeError, "attribute name must be string, not '%s'", HW_TYPE_NAME (name));
  return hw_is_exact (vm, name, str) ? hw_str_intern (H (vm), hw_newref (H (vm), name)) : hw_newref (H (vm), name);
}

HwObject *
hw_builtin_getattr (HwVm            *vm,
                    HwObject        *self,
                    HwObject *const *args,
                    guint            n,
                    HwObject        *kwnames)
{
  HwObject *value = NULL;

  if (!hw_is_str (args[1]))
    return hw_raise (vm, HW_EXC_TypeError, "attribute name must be string, not '%s'", HW_TYPE_NAME (args[1]));
  if (n < 3)
    return hw_get_attr (vm, args[0], args[1]);
  if (hw_lookup_attr (vm, args[0], args[1], &value) == 0)
    return hw_newref (H (vm), args[2]);
  return value;
}

HwObject *
hw_builtin_hasattr (HwVm            *vm,
                    HwObject        *self,
                    HwObject *const *args,
                    guint            n,
                    HwObject        *kwnames)
{
  HwObject *value = NULL;
  int found;

  if (!hw_is_str (args[1]))
    return hw_raise (vm, HW_EXC_TypeError, "attribute name must be string, not '%s'", HW_TYPE_NAME (args[1]));
  found = hw_lookup_attr (vm, args[0], args[1], &value);
  if (found > 0)
    hw_decref (H (vm), value);
  return hw_result_bool (vm, found);
}

static HwObject *
set_attribute (HwVm     *vm,
               HwObject *object,
               HwObject *name,
               HwObject *value)
{
  HwObject *interned = attribute_name (vm, name);
  gboolean done;

  if (interned == NULL)
    return NULL;
  done = hw_set_attr (vm, object, interned, value);
  hw_decref (H (vm), interned);
  return done ? HW_NONE (vm) : NULL;
}

HwObject *
hw_builtin_setattr (HwVm            *vm,
                    HwObject        *self,
                    HwObject *const *args,
                    guint            n,
                    HwObject        *kwnames)
{
  return set_attribute (vm, args[0], args[1], args[2]);
}

HwObject *
hw_builtin_delattr (HwVm            *vm,
                    HwObject        *self,
                    HwObject *const *args,
                    guint            n,
                    HwObject        *kwnames)
{
  return set_attribute (vm, args[0], args[1], NULL);
}

/* ---------------------------------------------------------------------------------------------------------- namespaces */

HwObject *
hw_builtin_globals (HwVm            *vm,
                    HwObject        *self,
                    HwObject *const *args,
                    guint            n,
                    HwObject        *kwnames)
{
  return hw_newref (H (vm), hw_current_globals (vm));
}

HwObject *
hw_builtin_locals (HwVm            *vm,
                   HwObject        *self,
                   HwObject *const *args,
                   guint            n,
                   HwObject        *kwnames)
{
  return hw_current_locals (vm);
}

HwObject *
hw_builtin_vars (HwVm            *vm,
                 HwObject        *self,
                 HwObject *const *args,
                 guint            n,
                 HwObject        *kwnames)
{
  HwObject *dict = NULL;

  if (n == 0)
    return hw_current_locals (vm);
  if (hw_lookup_attr (vm, args[0], vm->names[HW_NAME___dict__], &dict) == 0)
    return hw_raise (vm, HW_EXC_TypeError, "vars() argument must have __dict__ attribute");
  return dict;
}

static gboolean
add_class_names (HwVm     *vm,
                 HwObject *names,
                 HwType   *type)
{
  HwObject *mro = hw_field (type->object, HW_CLASS_MRO);

  for (guint32 i = mro->as.items.n; i-- > 0;)
    if (!hw_dict_merge (H (vm), names, hw_field (mro->as.items.at[i], HW_CLASS_DICT), TRUE))
      return FALSE;
  return TRUE;
}

/* The names that dir(object) gives, as the keys of a new dict. */
static HwObject *
names_of (HwVm     *vm,
          HwObject *object)
{
  HwObject *names = hw_dict_new (H (vm));
  HwObject *dict = NULL;
  gboolean done = TRUE;

  if (object->kind == HW_KIND_TYPE) {
    done = add_class_names (vm, names, hw_type_of_object (object));
  } else {
    if (object->kind != HW_KIND_MODULE)
      done = add_class_names (vm, names, object->type);
    if (done && hw_lookup_attr (vm, object, vm->names[HW_NAME___dict__], &dict) > 0) {
      done = dict->kind != HW_KIND_DICT || hw_dict_merge (H (vm), names, dict, TRUE);
      hw_decref (H (vm), dict);
    }
  }
  if (!done || vm->exception != NULL) {
    hw_decref (H (vm), names);
    return NULL;
  }
  return names;
}

HwObject *
hw_builtin_dir (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  HwObject *names = NULL, *list;
  gboolean found = FALSE;

  if (n == 0)
    names = hw_current_locals (vm);
  else if (args[0]->type->is_heap)
    names = hw_call_special (vm, args[0], HW_NAME___dir__, NULL, 0, &found);
  if (names == NULL && !found && vm->exception == NULL)
    names = names_of (vm, args[0]);
  if (names == NULL)
    return NULL;
  list = hw_to_list (vm, names);
  hw_decref (H (vm), names);
  if (list != NULL && !hw_list_sort (vm, list, NULL, FALSE)) {
    hw_decref (H (vm), list);
    return NULL;
  }
  return list;
}

/* ----------------------------------------------------------------------------------------------------------- the module */

/* Classes that have no name here, but must be there before the program begins. */
static gboolean
builtins_init (HwVm     *vm,
               HwObject *dict)
{
  hw_generic_alias_get_type (vm);
  hw_union_get_type (vm);
  return TRUE;
}

static const HwNativeDef builtins_functions[] = {
#define HW_X(name, id, call, min, max) { name, hw_builtin_##id, HW_CALL_##call, min, max },
  HW_BUILTIN_LIST (HW_X)
#undef HW_X
  { NULL },
};

const HwModuleDef hw_module_builtins = { "builtins", builtins_functions, builtins_init };
