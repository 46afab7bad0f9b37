/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The module functools: partial, reduce, wraps, cmp_to_key, cached_property. Models Modules/_functoolsmodule.c and Lib/functools.py; the
 * caches are in lru-cache.c, total_ordering in total-ordering.c. */

#include "vm/machine.h"
#include "vm/modules/functools.h"
#include "vm/modules/modules.h"

/* ------------------------------------------------------------------------------------------------------------ partial */

enum { PARTIAL_FUNCTION = 1, PARTIAL_ARGS, PARTIAL_KEYWORDS, PARTIAL_N_FIELDS };

static HwObject *
partial_make (HwVm     *vm,
              HwType   *type,
              HwObject *function,
              HwObject *args,
              HwObject *keywords)
{
  HwObject *self = hw_native_object_new (vm, type, PARTIAL_N_FIELDS);

  hw_field_set (H (vm), self, PARTIAL_FUNCTION, hw_newref (H (vm), function));
  hw_field_set (H (vm), self, PARTIAL_ARGS, args);
  hw_field_set (H (vm), self, PARTIAL_KEYWORDS, keywords);
  return self;
}

HwObject *
hw_partial_new (HwVm     *vm,
                HwObject *function,
                HwObject *keywords)
{
  return partial_make (vm, hw_partial_get_type (vm), function, hw_newref (H (vm), H (vm)->empty_tuple), hw_newref (H (vm), keywords));
}

static HwObject *
partial_new (HwVm            *vm,
             HwType          *type,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  HwObject *function, *inner = NULL, *positional, *keywords;

  if (n == 0)
    return hw_raise (vm, HW_EXC_TypeError, "type 'partial' takes at least one argument");
  function = args[0];
  if (!hw_is_callable (vm, function))
    return hw_raise (vm, HW_EXC_TypeError, "the first argument must be callable");
  if (function->type == type && hw_field (function, HW_NATIVE_DICT) == NULL) {
    inner = function;
    function = hw_field (inner, PARTIAL_FUNCTION);
  }
  positional = hw_tuple_from_array (H (vm), (HwObject **) args + 1, n - 1);
  if (inner != NULL) {
    HwObject *joined = hw_binary (vm, HW_OPERATOR_ADD, hw_field (inner, PARTIAL_ARGS), positional);

    hw_decref (H (vm), positional);
    positional = joined;
  }
  keywords = inner != NULL ? hw_dict_copy (H (vm), hw_field (inner, PARTIAL_KEYWORDS)) : hw_dict_new (H (vm));
  hw_dict_set_keywords (vm, keywords, args + n, kwnames);
  return partial_make (vm, type, function, positional, keywords);
}

static HwObject *
partial_call (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  HwObject *before = hw_field (self, PARTIAL_ARGS), *dict = hw_field (self, PARTIAL_KEYWORDS), *keywords, *key, *value, *result;
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  HwObject *name_tuple = NULL;
  guint32 position = 0;
  guint n_positional;

  for (guint32 i = 0; i < before->as.items.n; i++)
    g_ptr_array_add (all, before->as.items.at[i]);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (all, args[i]);
  n_positional = all->len;
  keywords = kwnames == NULL || kwnames->as.items.n == 0 ? hw_newref (H (vm), dict) : hw_dict_copy (H (vm), dict);
  if (keywords != dict)
    hw_dict_set_keywords (vm, keywords, args + n, kwnames);
  while (hw_dict_next (keywords, &position, &key, &value, NULL)) {
    g_ptr_array_add (names, key);
    g_ptr_array_add (all, value);
  }
  if (names->len > 0)
    name_tuple = hw_tuple_of (H (vm), (HwObject **) names->pdata, names->len);
  g_ptr_array_add (all, NULL);
  result = hw_call (vm, hw_field (self, PARTIAL_FUNCTION), (HwObject **) all->pdata, n_positional, name_tuple);
  hw_xdecref (H (vm), name_tuple);
  hw_decref (H (vm), keywords);
  return result;
}

static gboolean
append_repr (HwVm       *vm,
             GString    *text,
             const char *name,
             HwObject   *object)
{
  HwObject *repr = hw_repr (vm, object);

  if (repr == NULL)
    return FALSE;
  g_string_append_printf (text, "%s%s%s", name != NULL ? name : "", name != NULL ? "=" : "", hw_str_text (repr));
  hw_decref (H (vm), repr);
  return TRUE;
}

static HwObject *
partial_repr (HwVm     *vm,
              HwObject *self)
{
  HwObject *args = hw_field (self, PARTIAL_ARGS), *key, *value;
  g_autoptr (GString) text = NULL;
  guint32 position = 0;
  gboolean good;

  if (hw_repr_enter (vm, self))
    return vm->exception != NULL ? NULL : hw_str_new (H (vm), "...", -1);
  text = g_string_new (self->type->is_heap ? HW_TYPE_NAME (self) : "functools.partial");
  g_string_append_c (text, '(');
  good = append_repr (vm, text, NULL, hw_field (self, PARTIAL_FUNCTION));
  for (guint32 i = 0; good && i < args->as.items.n; i++) {
    g_string_append (text, ", ");
    good = append_repr (vm, text, NULL, args->as.items.at[i]);
  }
  while (good && hw_dict_next (hw_field (self, PARTIAL_KEYWORDS), &position, &key, &value, NULL)) {
    g_string_append (text, ", ");
    good = append_repr (vm, text, hw_str_text (key), value);
  }
  hw_repr_leave (vm, self);
  if (!good)
    return NULL;
  g_string_append_c (text, ')');
  return hw_str_new (H (vm), text->str, text->len);
}

static HwObject *
partial_get_func (HwVm     *vm,
                  HwObject *self)
{
  return hw_newref (H (vm), hw_field (self, PARTIAL_FUNCTION));
}

static HwObject *
partial_get_args (HwVm     *vm,
                  HwObject *self)
{
  return hw_newref (H (vm), hw_field (self, PARTIAL_ARGS));
}

static HwObject *
partial_get_keywords (HwVm     *vm,
                      HwObject *self)
{
  return hw_newref (H (vm), hw_field (self, PARTIAL_KEYWORDS));
}

static const HwGetSetDef partial_getsets[] = {
  { "func", partial_get_func, NULL },
  { "args", partial_get_args, NULL },
  { "keywords", partial_get_keywords, NULL },
  { NULL },
};

static const HwNativeType partial_native = {
  .new_ = partial_new,
  .repr = partial_repr,
  .call = partial_call,
  .get_attribute = hw_native_get_attribute,
  .set_attribute = hw_native_set_attribute,
  .getsets = partial_getsets,
};

HwType *
hw_partial_get_type (HwVm *vm)
{
  return hw_native_type_get (vm, "partial", HW_KIND_NATIVE, vm->types[HW_TYPE_ID_object],
                             HW_TYPE_GC | HW_TYPE_BASE | HW_TYPE_WEAKREFS, H (vm)->profile->minor >= 14 ? 96 : 80, &partial_native);
}

/* ------------------------------------------------------------------------------------------------------------- reduce */

static HwObject *
functools_reduce (HwVm            *vm,
                  HwObject        *self,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  HwObject *iterator = hw_iter (vm, args[1]), *result, *item;

  if (iterator == NULL) {
    if (hw_exception_matches (vm, HW_EXC_TypeError)) {
      hw_exception_clear (vm);
      hw_raise (vm, HW_EXC_TypeError, "reduce() arg 2 must support iteration");
    }
    return NULL;
  }
  result = n > 2 ? hw_newref (H (vm), args[2]) : hw_next (vm, iterator);
  if (result == NULL && vm->exception == NULL)
    hw_raise (vm, HW_EXC_TypeError, "reduce() of empty iterable with no initial value");
  while (result != NULL && (item = hw_next (vm, iterator)) != NULL) {
    HwObject *pair[2] = { result, item };

    result = hw_call (vm, args[0], pair, 2, NULL);
    hw_decref (H (vm), pair[0]);
    hw_decref (H (vm), item);
  }
  hw_decref (H (vm), iterator);
  if (vm->exception != NULL) {
    hw_xdecref (H (vm), result);
    return NULL;
  }
  return result;
}

/* -------------------------------------------------------------------------------------------------------------- wraps */

static HwObject *
functools_update_wrapper (HwVm            *vm,
                          HwObject        *self,
                          HwObject *const *args,
                          guint            n,
                          HwObject        *kwnames)
{
  HwObject *values[4];

  if (!hw_bind (vm, "update_wrapper", "wrapper,wrapped,assigned=,updated=", args, n, kwnames, values))
    return NULL;
  return hw_update_wrapper (vm, values[0], values[1]) ? hw_newref (H (vm), values[0]) : NULL;
}

static HwObject *
functools_wraps (HwVm            *vm,
                 HwObject        *self,
                 HwObject *const *args,
                 guint            n,
                 HwObject        *kwnames)
{
  static const HwNativeDef update = { "update_wrapper", functools_update_wrapper, HW_CALL_KEYWORDS };
  HwObject *values[3], *function, *keywords, *result;

  if (!hw_bind (vm, "wraps", "wrapped,assigned=,updated=", args, n, kwnames, values))
    return NULL;
  function = hw_builtin_new (vm, &update, NULL, NULL);
  keywords = hw_dict_new (H (vm));
  hw_dict_set_name (H (vm), keywords, "wrapped", values[0]);
  result = hw_partial_new (vm, function, keywords);
  hw_decref (H (vm), function);
  hw_decref (H (vm), keywords);
  return result;
}

/* --------------------------------------------------------------------------------------------------------- cmp_to_key */

enum { KEY_FUNCTION = 1, KEY_OBJECT, KEY_N_FIELDS };

static const HwNativeType key_native;

static HwType *
key_get_type (HwVm *vm)
{
  return hw_native_type_get (vm, "KeyWrapper", HW_KIND_NATIVE, vm->types[HW_TYPE_ID_object], HW_TYPE_GC | HW_TYPE_NO_NEW, 48, &key_native);
}

static HwObject *
key_make (HwVm     *vm,
          HwObject *function,
          HwObject *object)
{
  HwObject *self = hw_native_object_new (vm, key_get_type (vm), KEY_N_FIELDS);

  hw_field_set (H (vm), self, KEY_FUNCTION, hw_newref (H (vm), function));
  if (object != NULL)
    hw_field_set (H (vm), self, KEY_OBJECT, hw_newref (H (vm), object));
  return self;
}

static HwObject *
key_call (HwVm            *vm,
          HwObject        *self,
          HwObject *const *args,
          guint            n,
          HwObject        *kwnames)
{
  HwObject *object;

  if (!hw_bind (vm, "K", "obj", args, n, kwnames, &object))
    return NULL;
  return key_make (vm, hw_field (self, KEY_FUNCTION), object);
}

static HwObject *
key_compare (HwVm       *vm,
             HwObject   *self,
             HwObject   *other,
             HwCompareOp op)
{
  HwObject *values[2], *order, *zero, *result;

  if (self->type != other->type)
    return hw_raise (vm, HW_EXC_TypeError, "other argument must be K instance");
  values[0] = hw_field (self, KEY_OBJECT);
  values[1] = hw_field (other, KEY_OBJECT);
  if (values[0] == NULL || values[1] == NULL)
    return hw_raise (vm, HW_EXC_AttributeError, "object");
  order = hw_call (vm, hw_field (self, KEY_FUNCTION), values, 2, NULL);
  if (order == NULL)
    return NULL;
  zero = hw_int_new (H (vm), 0);
  result = hw_compare (vm, order, zero, op);
  hw_decref (H (vm), zero);
  hw_decref (H (vm), order);
  return result;
}

static HwObject *
key_get_object (HwVm     *vm,
                HwObject *self)
{
  HwObject *object = hw_field (self, KEY_OBJECT);

  return object != NULL ? hw_newref (H (vm), object) : hw_raise (vm, HW_EXC_AttributeError, "obj");
}

static const HwGetSetDef key_getsets[] = {
  { "obj", key_get_object, NULL },
  { NULL },
};

static const HwNativeType key_native = { .unhashable = TRUE, .compare = key_compare, .call = key_call, .getsets = key_getsets };

static HwObject *
functools_cmp_to_key (HwVm            *vm,
                      HwObject        *self,
                      HwObject *const *args,
                      guint            n,
                      HwObject        *kwnames)
{
  HwObject *function;

  if (!hw_bind (vm, "cmp_to_key", "mycmp", args, n, kwnames, &function))
    return NULL;
  return key_make (vm, function, NULL);
}

/* ----------------------------------------------------------------------------------------------------- cached_property */

enum { CACHED_FUNCTION = 1, CACHED_NAME, CACHED_DOC, CACHED_N_FIELDS };

static HwObject *
cached_new (HwVm            *vm,
            HwType          *type,
            HwObject *const *args,
            guint            n,
            HwObject        *kwnames)
{
  HwObject *function, *self, *doc;

  if (!hw_bind (vm, "cached_property", "func", args, n, kwnames, &function))
    return NULL;
  self = hw_native_object_new (vm, type, CACHED_N_FIELDS);
  hw_field_set (H (vm), self, CACHED_FUNCTION, hw_newref (H (vm), function));
  if (hw_lookup_attr (vm, function, vm->names[HW_NAME___doc__], &doc) > 0)
    hw_field_set (H (vm), self, CACHED_DOC, doc);
  return self;
}

static HwObject *
cached_set_name (HwVm            *vm,
                 HwObject        *self,
                 HwObject *const *args,
                 guint            n,
                 HwObject        *kwnames)
{
  if (hw_field (self, CACHED_NAME) == NULL)
    hw_field_set (H (vm), self, CACHED_NAME, hw_newref (H (vm), args[1]));
  return HW_NONE (vm);
}

static HwObject *
cached_get (HwVm     *vm,
            HwObject *self,
            HwObject *object,
            HwType   *type)
{
  HwObject *name = hw_field (self, CACHED_NAME), *dict, *value;

  if (object == NULL)
    return hw_newref (H (vm), self);
  if (name == NULL)
    return hw_raise (vm, HW_EXC_TypeError, "Cannot use cached_property instance without calling __set_name__ on it.");
  dict = hw_get_attr (vm, object, vm->names[HW_NAME___dict__]);
  if (dict == NULL) {
    hw_exception_clear (vm);
    return hw_raise (vm, HW_EXC_TypeError, "No '__dict__' attribute on '%s' instance to cache '%s' property.", HW_TYPE_NAME (object),
                     hw_str_text (name));
  }
  value = hw_dict_get_str (H (vm), dict, name);
  if (value != NULL) {
    hw_incref (H (vm), value);
  } else {
    value = hw_call (vm, hw_field (self, CACHED_FUNCTION), &object, 1, NULL);
    if (value != NULL)
      hw_dict_set_object (vm, dict, name, value);
  }
  hw_decref (H (vm), dict);
  return value;
}

static HwObject *
cached_get_doc (HwVm     *vm,
                HwObject *self)
{
  HwObject *doc = hw_field (self, CACHED_DOC);

  return hw_newref (H (vm), doc != NULL ? doc : H (vm)->none);
}

static HwObject *
cached_get_func (HwVm     *vm,
                 HwObject *self)
{
  return hw_newref (H (vm), hw_field (self, CACHED_FUNCTION));
}

static const HwNativeDef cached_methods[] = {
  { "__set_name__", cached_set_name, HW_CALL_RANGE, 2, 2 },
  { NULL },
};

static const HwGetSetDef cached_getsets[] = {
  { "__doc__", cached_get_doc, NULL },
  { "func", cached_get_func, NULL },
  { NULL },
};

static const HwNativeType cached_native = {
  .new_ = cached_new,
  .descr_get = cached_get,
  .methods = cached_methods,
  .getsets = cached_getsets,
};

HwType *
hw_cached_property_get_type (HwVm *vm)
{
  return hw_native_type_get (vm, "cached_property", HW_KIND_NATIVE, vm->types[HW_TYPE_ID_object], HW_TYPE_GC | HW_TYPE_BASE, 48,
                             &cached_native);
}

/* ---------------------------------------------------------------------------------------------------------- the module */

static gboolean
functools_init (HwVm     *vm,
                HwObject *dict)
{
  hw_dict_set_name (H (vm), dict, "partial", hw_partial_get_type (vm)->object);
  hw_dict_set_name (H (vm), dict, "cached_property", hw_cached_property_get_type (vm)->object);
  key_get_type (vm);
  hw_lru_cache_get_type (vm);
  return TRUE;
}

static const HwNativeDef functools_functions[] = {
  { "cache", hw_functools_cache, HW_CALL_ONE },
  { "cmp_to_key", functools_cmp_to_key, HW_CALL_KEYWORDS },
  { "lru_cache", hw_functools_lru_cache, HW_CALL_KEYWORDS },
  { "reduce", functools_reduce, HW_CALL_RANGE, 2, 3 },
  { "total_ordering", hw_functools_total_ordering, HW_CALL_ONE },
  { "update_wrapper", functools_update_wrapper, HW_CALL_KEYWORDS },
  { "wraps", functools_wraps, HW_CALL_KEYWORDS },
  { NULL },
};

const HwModuleDef hw_module_functools = { "functools", functools_functions, functools_init };
