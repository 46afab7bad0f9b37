/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* functools.lru_cache and cache. Models lru_cache_object of Modules/_functoolsmodule.c: the cache is a dict whose order is that of last
 * use. as.items.data has hits and misses; as.items.extra is TRUE if types are told apart. */

#include "vm/machine.h"
#include "vm/modules/collections.h"
#include "vm/modules/functools.h"

enum { WRAPPER_FUNCTION = 1, WRAPPER_CACHE, WRAPPER_MAXSIZE, WRAPPER_INFO_CLASS, WRAPPER_N_FIELDS };

#define HITS(self) ((guint32) (GPOINTER_TO_SIZE ((self)->as.items.data) >> 32))
#define MISSES(self) ((guint32) GPOINTER_TO_SIZE ((self)->as.items.data))

static void
set_counts (HwObject *self,
            guint32   hits,
            guint32   misses)
{
  self->as.items.data = GSIZE_TO_POINTER ((gsize) hits << 32 | misses);
}

/* What stands for a call in the cache: new. */
static HwObject *
make_key (HwVm            *vm,
          HwObject        *self,
          HwObject *const *args,
          guint            n,
          HwObject        *kwnames)
{
  guint n_keywords = kwnames != NULL ? kwnames->as.items.n : 0;
  gboolean typed = self->as.items.extra;
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  if (!typed && n == 1 && n_keywords == 0 && (hw_is_exact (vm, args[0], int) || hw_is_exact (vm, args[0], str)))
    return hw_newref (H (vm), args[0]);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (parts, args[i]);
  if (n_keywords > 0)
    g_ptr_array_add (parts, vm->types[HW_TYPE_ID_object]->object); /* separates the keywords */
  for (guint i = 0; i < n_keywords; i++) {
    g_ptr_array_add (parts, kwnames->as.items.at[i]);
    g_ptr_array_add (parts, args[n + i]);
  }
  for (guint i = 0; typed && i < n + n_keywords; i++)
    g_ptr_array_add (parts, args[i]->type->object);
  return hw_tuple_of (H (vm), (HwObject **) parts->pdata, parts->len);
}

/* -1: without limit. */
static gint64
limit_of (HwVm     *vm,
          HwObject *self)
{
  HwObject *maxsize = hw_field (self, WRAPPER_MAXSIZE);

  return maxsize == H (vm)->none ? -1 : maxsize->as.integer.value;
}

/* The entry was used: it goes to the end. */
static gboolean
touch (HwVm     *vm,
       HwObject *cache,
       HwObject *key,
       gint64    hash)
{
  HwObject *value;
  gboolean done;

  if (hw_dict_delete (H (vm), cache, key, hash, &value) <= 0)
    return vm->exception == NULL;
  done = hw_dict_set (H (vm), cache, key, hash, value);
  hw_decref (H (vm), value);
  return done;
}

static gboolean
store (HwVm     *vm,
       HwObject *self,
       HwObject *key,
       gint64    hash,
       HwObject *value)
{
  HwObject *cache = hw_field (self, WRAPPER_CACHE), *oldest, *gone;
  gint64 limit = limit_of (vm, self), oldest_hash;
  guint32 position = 0;

  if (limit >= 0 && cache->as.dict.used >= limit && hw_dict_next (cache, &position, &oldest, NULL, &oldest_hash)) {
    hw_incref (H (vm), oldest);
    if (hw_dict_delete (H (vm), cache, oldest, oldest_hash, &gone) > 0)
      hw_decref (H (vm), gone);
    hw_decref (H (vm), oldest);
  }
  return vm->exception == NULL && hw_dict_set (H (vm), cache, key, hash, value);
}

static HwObject *
wrapper_call (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  HwObject *function = hw_field (self, WRAPPER_FUNCTION), *cache = hw_field (self, WRAPPER_CACHE), *key, *value;
  gint64 limit = limit_of (vm, self), hash;
  int found;

  if (limit == 0) {
    set_counts (self, HITS (self), MISSES (self) + 1);
    return hw_call (vm, function, args, n, kwnames);
  }
  key = make_key (vm, self, args, n, kwnames);
  hash = hw_hash (vm, key);
  found = hash == -1 ? -1 : hw_dict_get (H (vm), cache, key, hash, &value);
  if (found > 0) {
    hw_incref (H (vm), value);
    set_counts (self, HITS (self) + 1, MISSES (self));
    if (limit > 0 && !touch (vm, cache, key, hash))
      found = -1;
  } else if (found == 0) {
    set_counts (self, HITS (self), MISSES (self) + 1);
    value = hw_call (vm, function, args, n, kwnames);
    if (value == NULL || !store (vm, self, key, hash, value))
      found = -1;
  } else {
    value = NULL;
  }
  hw_decref (H (vm), key);
  if (found < 0) {
    hw_xdecref (H (vm), value);
    return NULL;
  }
  return value;
}

static HwObject *
wrapper_get (HwVm     *vm,
             HwObject *self,
             HwObject *object,
             HwType   *type)
{
  return object == NULL || object == H (vm)->none ? hw_newref (H (vm), self) : hw_method_new (vm, self, object);
}

static HwObject *
wrapper_repr (HwVm     *vm,
              HwObject *self)
{
  return hw_str_printf (vm, "<functools._lru_cache_wrapper object at 0x%" G_GINT64_MODIFIER "x>", hw_object_get_id (vm, self));
}

/* The class of what cache_info() gives, made when it is first needed and kept by the wrapper. */
static HwObject *
info_class (HwVm     *vm,
            HwObject *self)
{
  HwObject *values[2], *result;

  if (hw_field (self, WRAPPER_INFO_CLASS) != NULL)
    return hw_field (self, WRAPPER_INFO_CLASS);
  values[0] = hw_str_intern_new (H (vm), "CacheInfo");
  values[1] = hw_str_new (H (vm), "hits misses maxsize currsize", -1);
  result = hw_namedtuple (vm, NULL, values, 2, NULL);
  hw_decref (H (vm), values[0]);
  hw_decref (H (vm), values[1]);
  if (result != NULL)
    hw_field_set (H (vm), self, WRAPPER_INFO_CLASS, result);
  return result;
}

static HwObject *
wrapper_cache_info (HwVm            *vm,
                    HwObject        *self,
                    HwObject *const *args,
                    guint            n,
                    HwObject        *kwnames)
{
  HwObject *class_object = info_class (vm, self), *values[4], *result;

  if (class_object == NULL)
    return NULL;
  values[0] = hw_int_new (H (vm), HITS (self));
  values[1] = hw_int_new (H (vm), MISSES (self));
  values[2] = hw_newref (H (vm), hw_field (self, WRAPPER_MAXSIZE));
  values[3] = hw_int_new (H (vm), hw_field (self, WRAPPER_CACHE)->as.dict.used);
  result = hw_call (vm, class_object, values, 4, NULL);
  for (guint i = 0; i < 4; i++)
    hw_decref (H (vm), values[i]);
  return result;
}

static HwObject *
wrapper_cache_clear (HwVm            *vm,
                     HwObject        *self,
                     HwObject *const *args,
                     guint            n,
                     HwObject        *kwnames)
{
  set_counts (self, 0, 0);
  hw_dict_clear (H (vm), hw_field (self, WRAPPER_CACHE));
  return HW_NONE (vm);
}

static HwObject *
wrapper_cache_parameters (HwVm            *vm,
                          HwObject        *self,
                          HwObject *const *args,
                          guint            n,
                          HwObject        *kwnames)
{
  HwObject *dict = hw_dict_new (H (vm));

  hw_dict_set_name (H (vm), dict, "maxsize", hw_field (self, WRAPPER_MAXSIZE));
  hw_dict_set_name (H (vm), dict, "typed", self->as.items.extra ? H (vm)->true_ : H (vm)->false_);
  return dict;
}

static const HwNativeDef wrapper_methods[] = {
  { "cache_info", wrapper_cache_info, HW_CALL_NONE },
  { "cache_clear", wrapper_cache_clear, HW_CALL_NONE },
  { "cache_parameters", wrapper_cache_parameters, HW_CALL_NONE },
  { NULL },
};

static const HwNativeType wrapper_native = {
  .repr = wrapper_repr,
  .call = wrapper_call,
  .get_attribute = hw_native_get_attribute,
  .set_attribute = hw_native_set_attribute,
  .descr_get = wrapper_get,
  .methods = wrapper_methods,
};

HwType *
hw_lru_cache_get_type (HwVm *vm)
{
  return hw_native_type_get (vm, "_lru_cache_wrapper", HW_KIND_NATIVE, vm->types[HW_TYPE_ID_object],
                             HW_TYPE_GC | HW_TYPE_NO_NEW | HW_TYPE_WEAKREFS, 168, &wrapper_native);
}

/* The wrapper of [function]; [maxsize] None or an int. */
static HwObject *
wrap (HwVm     *vm,
      HwObject *function,
      HwObject *maxsize,
      gboolean  typed)
{
  HwObject *self;

  self = hw_native_object_new (vm, hw_lru_cache_get_type (vm), WRAPPER_N_FIELDS);
  self->as.items.extra = typed;
  hw_field_set (H (vm), self, WRAPPER_FUNCTION, hw_newref (H (vm), function));
  hw_field_set (H (vm), self, WRAPPER_CACHE, hw_dict_new (H (vm)));
  hw_field_set (H (vm), self, WRAPPER_MAXSIZE, hw_newref (H (vm), maxsize));
  if (!hw_update_wrapper (vm, self, function)) {
    hw_decref (H (vm), self);
    return NULL;
  }
  return self;
}

/* What lru_cache (maxsize, typed) gives: field 0 of its tuple is the size, field 1 whether types count. */
static HwObject *
decorate (HwVm            *vm,
          HwObject        *self,
          HwObject *const *args,
          guint            n,
          HwObject        *kwnames)
{
  return wrap (vm, args[0], self->as.items.at[0], self->as.items.at[1] == H (vm)->true_);
}

HwObject *
hw_functools_lru_cache (HwVm            *vm,
                        HwObject        *self,
                        HwObject *const *args,
                        guint            n,
                        HwObject        *kwnames)
{
  static const HwNativeDef decorator = { "decorating_function", decorate, HW_CALL_ONE };
  HwObject *values[2], *maxsize, *parameters, *result;
  int typed = 0;

  if (!hw_bind (vm, "lru_cache", "maxsize=,typed=", args, n, kwnames, values))
    return NULL;
  if (values[1] != NULL && (typed = hw_truth (vm, values[1])) < 0)
    return NULL;
  if (values[0] != NULL && !hw_is_int (values[0]) && hw_is_callable (vm, values[0])) {
    maxsize = hw_int_new (H (vm), 128);
    result = wrap (vm, values[0], maxsize, typed);
    hw_decref (H (vm), maxsize);
    return result;
  }
  if (values[0] != NULL && values[0] != H (vm)->none && (!hw_is_int (values[0]) || values[0]->as.integer.big != NULL))
    return hw_raise (vm, HW_EXC_TypeError, "Expected first argument to be an integer, a callable, or None");
  if (values[0] == NULL)
    maxsize = hw_int_new (H (vm), 128);
  else if (values[0] != H (vm)->none && values[0]->as.integer.value < 0)
    maxsize = hw_int_new (H (vm), 0);
  else
    maxsize = hw_newref (H (vm), values[0]);
  values[0] = maxsize;
  values[1] = typed ? H (vm)->true_ : H (vm)->false_;
  parameters = hw_tuple_of (H (vm), values, 2);
  result = hw_builtin_new (vm, &decorator, parameters, NULL);
  hw_decref (H (vm), parameters);
  hw_decref (H (vm), maxsize);
  return result;
}

HwObject *
hw_functools_cache (HwVm            *vm,
                    HwObject        *self,
                    HwObject *const *args,
                    guint            n,
                    HwObject        *kwnames)
{
  return wrap (vm, args[0], H (vm)->none, FALSE);
}
