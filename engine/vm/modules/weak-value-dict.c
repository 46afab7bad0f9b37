/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* weakref.WeakValueDictionary and the references it keeps, KeyedRef. Models Lib/weakref.py. */

#include "vm/modules/weak.h"

enum { KEY };

/* ----------------------------------------------------------------------------------------------------------- KeyedRef */

static HwObject *
keyed_ref_new (HwVm     *vm,
               HwType   *type,
               HwObject *referent,
               HwObject *callback,
               HwObject *key)
{
  HwObject *self;

  if (!hw_object_is_weakrefable (referent))
    return hw_raise (vm, HW_EXC_TypeError, "cannot create weak reference to '%s' object", HW_TYPE_NAME (referent));
  self = hw_weakref_new (H (vm), type, HW_KIND_WEAKREF, referent, callback == H (vm)->none ? NULL : callback);
  hw_member_set (H (vm), self, KEY, key);
  return self;
}

static HwObject *
keyed_ref_make (HwVm            *vm,
                HwType          *type,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  HwObject *values[3];

  if (!hw_weak_bind (vm, "KeyedRef.__new__", "ob,callback,key", args, n, kwnames, values))
    return NULL;
  return keyed_ref_new (vm, type, values[0], values[1], values[2]);
}

static gboolean
keyed_ref_init (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  HwObject *values[3];

  return hw_weak_bind (vm, "KeyedRef.__init__", "ob,callback,key", args, n, kwnames, values);
}

static const HwNativeType keyed_ref_native = { .new_ = keyed_ref_make, .init = keyed_ref_init };

const HwWeakClass hw_weak_keyed_ref_class = { HW_WEAK_KEYED_REF, "KeyedRef", "weakref", HW_TYPE_ID_weakref, "key", 0,
                                              &keyed_ref_native };

/* ----------------------------------------------------------------------------------------------------------- removal */

/* Deletes the entry if its value is a dead weak reference. The key is compared once: what is alive, which only a program that
 * meddles with the table can bring about, is put back. FALSE: exception. */
static gboolean
remove_dead (HwVm     *vm,
             HwObject *data,
             HwObject *key)
{
  HwObject *value = NULL;
  gint64 hash = hw_hash (vm, key);
  int found = hash != -1 ? hw_dict_delete (H (vm), data, key, hash, &value) : -1;
  gboolean done = found >= 0;

  if (found > 0 && (value->kind != HW_KIND_WEAKREF || value->as.weakref.referent != NULL))
    done = hw_dict_set (H (vm), data, key, hash, value);
  hw_xdecref (H (vm), found > 0 ? value : NULL);
  return done;
}

HwObject *
hw_weak_remove_dead (HwVm            *vm,
                     HwObject        *self,
                     HwObject *const *args,
                     guint            n,
                     HwObject        *kwnames)
{
  if (args[0]->kind != HW_KIND_DICT)
    return hw_raise (vm, HW_EXC_TypeError, "_remove_dead_weakref() argument 1 must be dict, not %s", HW_TYPE_NAME (args[0]));
  return remove_dead (vm, args[0], args[1]) ? HW_NONE (vm) : NULL;
}

/* The callback of all the values' references. */
static HwObject *
remove_value (HwVm            *vm,
              HwObject        *function,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  HwObject *self = hw_weak_owner (vm, function), *key, *result;

  if (self == NULL)
    return HW_NONE (vm);
  key = hw_weak_get (vm, args[0], "key");
  result = key != NULL ? hw_weak_remove (vm, self, key, HW_KIND_DICT, remove_dead) : NULL;
  hw_xdecref (H (vm), key);
  hw_decref (H (vm), self);
  return result;
}

static const HwNativeDef remove_def = { "WeakValueDictionary.__init__.<locals>.remove", remove_value, HW_CALL_KEYWORDS, 1, 1 };

static HwObject *
commit_removals (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  return hw_weak_commit_removals (vm, self, HW_KIND_DICT, remove_dead);
}

/* ----------------------------------------------------------------------------------------------------------- entries */

static gboolean
put (HwVm     *vm,
     HwObject *self,
     HwObject *key,
     HwObject *value)
{
  HwObject *remove = hw_weak_get (vm, self, "_remove"), *data, *weakref;
  gboolean done = FALSE;

  weakref = remove != NULL ? keyed_ref_new (vm, hw_weak_type (vm, HW_WEAK_KEYED_REF), value, remove, key) : NULL;
  hw_xdecref (H (vm), remove);
  data = weakref != NULL ? hw_weak_get_kind (vm, self, "data", HW_KIND_DICT) : NULL;
  if (data != NULL)
    done = hw_dict_set_object (vm, data, key, weakref);
  hw_xdecref (H (vm), weakref);
  hw_xdecref (H (vm), data);
  return done;
}

/* 1 with the living value (new), 0 if there is none, -1. */
static int
find (HwVm      *vm,
      HwObject  *self,
      HwObject  *key,
      gboolean   commits,
      HwObject **value)
{
  HwObject *weakref;
  HwObject *data = commits ? hw_weak_open_data (vm, self, HW_KIND_DICT) : hw_weak_get_kind (vm, self, "data", HW_KIND_DICT);
  int found = data != NULL ? hw_dict_get_object (vm, data, key, &weakref) : -1;

  *value = found > 0 ? hw_weak_referent (vm, weakref) : NULL;
  hw_xdecref (H (vm), data);
  if (found <= 0)
    return found;
  if (*value == NULL)
    return -1;
  if (*value != H (vm)->none)
    return 1;
  hw_decref (H (vm), *value);
  return 0;
}

static HwObject *
get_item (HwVm     *vm,
          HwObject *self,
          HwObject *key)
{
  HwObject *value;

  hw_weak_enter (vm);
  if (find (vm, self, key, TRUE, &value) == 0)
    return hw_raise_object (vm, HW_EXC_KeyError, key);
  return value;
}

static gboolean
set_item (HwVm     *vm,
          HwObject *self,
          HwObject *key,
          HwObject *value)
{
  HwObject *data;
  gboolean done;

  hw_weak_enter (vm);
  if (value != NULL)
    return hw_weak_commit (vm, self) && put (vm, self, key, value);
  data = hw_weak_open_data (vm, self, HW_KIND_DICT);
  done = data != NULL && hw_set_item (vm, data, key, NULL);
  hw_xdecref (H (vm), data);
  return done;
}

static gint64
get_length (HwVm     *vm,
            HwObject *self)
{
  HwObject *data;
  gint64 n;

  hw_weak_enter (vm);
  data = hw_weak_open_data (vm, self, HW_KIND_DICT);
  n = data != NULL ? (gint64) data->as.dict.used : -1;
  hw_xdecref (H (vm), data);
  return n;
}

static int
contains (HwVm     *vm,
          HwObject *self,
          HwObject *key)
{
  HwObject *value;
  int found;

  hw_weak_enter (vm);
  found = find (vm, self, key, TRUE, &value);
  if (found > 0)
    hw_decref (H (vm), value);
  return found;
}

/* ------------------------------------------------------------------------------------------------------------ methods */

static HwObject *
get (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  HwObject *values[2], *value;
  int found;

  if (!hw_weak_bind (vm, "WeakValueDictionary.get", "key,default=", args, n, kwnames, values))
    return NULL;
  found = find (vm, self, values[0], TRUE, &value);
  if (found != 0)
    return value;
  return hw_newref (H (vm), values[1] != NULL ? values[1] : H (vm)->none);
}

static HwObject *
set_default (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  HwObject *values[2], *value;
  int found;

  if (!hw_weak_bind (vm, "WeakValueDictionary.setdefault", "key,default=", args, n, kwnames, values))
    return NULL;
  found = find (vm, self, values[0], FALSE, &value);
  if (found != 0)
    return value;
  value = values[1] != NULL ? values[1] : H (vm)->none;
  return hw_weak_commit (vm, self) && put (vm, self, values[0], value) ? hw_newref (H (vm), value) : NULL;
}

static HwObject *
pop (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  HwObject *key, *data, *weakref = NULL, *value = NULL;
  int found;

  if (!hw_weak_bind (vm, "WeakValueDictionary.pop", "key,*", args, n, kwnames, &key))
    return NULL;
  data = hw_weak_open_data (vm, self, HW_KIND_DICT);
  if (data == NULL)
    return NULL;
  {
    gint64 hash = hw_hash (vm, key);

    found = hash != -1 ? hw_dict_delete (H (vm), data, key, hash, &weakref) : -1;
  }
  hw_decref (H (vm), data);
  if (found < 0)
    return NULL;
  if (found > 0) {
    value = hw_weak_referent (vm, weakref);
    hw_decref (H (vm), weakref);
    if (value != H (vm)->none)
      return value;
    hw_decref (H (vm), value);
  }
  return n > 1 ? hw_newref (H (vm), args[1]) : hw_raise_object (vm, HW_EXC_KeyError, key);
}

static HwObject *
pop_item (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  HwObject *data, *pair, *key = NULL, *weakref, *value = NULL, *result = NULL;

  hw_weak_enter (vm);
  data = hw_weak_open_data (vm, self, HW_KIND_DICT);
  while (data != NULL && result == NULL && (pair = hw_weak_call (vm, data, "popitem", NULL, 0)) != NULL) {
    if (hw_weak_unpack (vm, pair, &key, &weakref)) {
      value = hw_weak_referent (vm, weakref);
      hw_decref (H (vm), weakref);
      if (value != NULL && value != H (vm)->none)
        result = hw_pair_new (vm, key, value);
      hw_xdecref (H (vm), value);
      hw_decref (H (vm), key);
    }
    hw_decref (H (vm), pair);
    if (vm->exception != NULL)
      break;
  }
  hw_xdecref (H (vm), data);
  return result;
}

static gboolean
update_from (HwVm            *vm,
             HwObject        *self,
             HwObject        *other,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  if (!hw_weak_commit (vm, self) || (other != NULL && other != H (vm)->none && !hw_weak_mapping_each (vm, other, put, self)))
    return FALSE;
  for (guint32 i = 0; kwnames != NULL && i < kwnames->as.items.n; i++)
    if (!put (vm, self, kwnames->as.items.at[i], args[n + i]))
      return FALSE;
  return TRUE;
}

static HwObject *
update (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  HwObject *other;

  if (!hw_weak_bind (vm, "WeakValueDictionary.update", "other=,/,**", args, n, kwnames, &other))
    return NULL;
  return update_from (vm, self, other, args, n, kwnames) ? HW_NONE (vm) : NULL;
}

static HwObject *
copy (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  HwObject *items, *new_dict, *pair, *key, *value;
  gboolean done = TRUE;

  hw_weak_enter (vm);
  if (!hw_weak_commit (vm, self))
    return NULL;
  new_dict = hw_call (vm, hw_weak_type (vm, HW_WEAK_VALUE_DICT)->object, NULL, 0, NULL);
  items = new_dict != NULL ? hw_weak_iterator_new (vm, HW_WEAK_VALUE_ITEMS, self) : NULL;
  while (done && items != NULL && (pair = hw_next (vm, items)) != NULL) {
    done = hw_weak_unpack (vm, pair, &key, &value);
    hw_decref (H (vm), pair);
    if (!done)
      break;
    done = hw_set_item (vm, new_dict, key, value);
    hw_decref (H (vm), key);
    hw_decref (H (vm), value);
  }
  hw_xdecref (H (vm), items);
  if (vm->exception == NULL)
    return new_dict;
  hw_xdecref (H (vm), new_dict);
  return NULL;
}

static HwObject *
value_refs (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  HwObject *data, *values, *list;

  hw_weak_enter (vm);
  data = hw_weak_open_data (vm, self, HW_KIND_DICT);
  values = data != NULL ? hw_weak_call (vm, data, "values", NULL, 0) : NULL;
  list = values != NULL ? hw_to_list (vm, values) : NULL;
  hw_xdecref (H (vm), values);
  hw_xdecref (H (vm), data);
  return list;
}

#define ITERATION(name, what)                                                                    \
  static HwObject *                                                                              \
  name (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)             \
  {                                                                                              \
    return hw_weak_iterator_new (vm, what, self);                                                \
  }

ITERATION (items, HW_WEAK_VALUE_ITEMS)
ITERATION (keys, HW_WEAK_VALUE_KEYS)
ITERATION (values, HW_WEAK_VALUE_VALUES)
ITERATION (iter_value_refs, HW_WEAK_VALUE_REFS)

static HwObject *
iterate (HwVm     *vm,
         HwObject *self)
{
  return hw_weak_iterator_new (vm, HW_WEAK_VALUE_KEYS, self);
}

static gboolean
init (HwVm            *vm,
      HwObject        *self,
      HwObject *const *args,
      guint            n,
      HwObject        *kwnames)
{
  HwObject *other, *module, *more, *values[1];
  gboolean done;

  if (!hw_weak_bind (vm, "WeakValueDictionary.__init__", "other=,/,**", args, n, kwnames, &other))
    return FALSE;
  module = hw_import (vm, "weakref");
  more = module != NULL ? hw_weak_get (vm, module, "_remove_dead_weakref") : NULL;
  hw_xdecref (H (vm), module);
  done = more != NULL && hw_weak_set_remove (vm, self, &remove_def, more);
  hw_xdecref (H (vm), more);
  if (!done || !hw_weak_set_deferred (vm, self) || !hw_weak_set (vm, self, "data", hw_dict_new (H (vm))))
    return FALSE;
  values[0] = other;
  if (kwnames != NULL && kwnames->as.items.n > 0)
    return update_from (vm, self, other, args, n, kwnames);
  if (other == NULL)
    values[0] = H (vm)->empty_tuple;
  other = hw_weak_call (vm, self, "update", values, 1);
  hw_xdecref (H (vm), other);
  return other != NULL;
}

static const HwNativeDef methods[] = {
  { "_commit_removals", commit_removals, HW_CALL_NONE },
  { "get", get, HW_CALL_KEYWORDS },
  { "setdefault", set_default, HW_CALL_KEYWORDS },
  { "pop", pop, HW_CALL_KEYWORDS },
  { "popitem", pop_item, HW_CALL_NONE },
  { "update", update, HW_CALL_KEYWORDS },
  { "clear", hw_weak_mapping_clear, HW_CALL_NONE },
  { "copy", copy, HW_CALL_NONE },
  { "__copy__", copy, HW_CALL_NONE },
  { "items", items, HW_CALL_NONE },
  { "keys", keys, HW_CALL_NONE },
  { "values", values, HW_CALL_NONE },
  { "itervaluerefs", iter_value_refs, HW_CALL_NONE },
  { "valuerefs", value_refs, HW_CALL_NONE },
  { NULL },
};

static const HwNativeType native = {
  .new_ = hw_weak_container_new,
  .init = init,
  .repr = hw_weak_mapping_repr,
  .unhashable = TRUE,
  .compare = hw_weak_mapping_compare,
  .iter = iterate,
  .length = get_length,
  .get_item = get_item,
  .set_item = set_item,
  .contains = contains,
  .binary = hw_weak_mapping_binary,
  .inplace = hw_weak_mapping_inplace,
  .methods = methods,
};

const HwWeakClass hw_weak_value_dict_class = { HW_WEAK_VALUE_DICT, "WeakValueDictionary", "weakref", HW_TYPE_ID_object, NULL, 0,
                                               &native };
