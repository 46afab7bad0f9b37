/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* weakref.WeakKeyDictionary. Models Lib/weakref.py. */

#include "vm/modules/weak.h"

/* ----------------------------------------------------------------------------------------------------------- removal */

/* del data[key], if it is there. FALSE: exception. */
static gboolean
discard (HwVm     *vm,
         HwObject *data,
         HwObject *key)
{
  if (hw_set_item (vm, data, key, NULL))
    return TRUE;
  if (!hw_exception_matches (vm, HW_EXC_KeyError))
    return FALSE;
  hw_exception_clear (vm);
  return TRUE;
}

/* The callback of all the keys' references. */
static HwObject *
remove_key (HwVm            *vm,
            HwObject        *function,
            HwObject *const *args,
            guint            n,
            HwObject        *kwnames)
{
  HwObject *self = hw_weak_owner (vm, function), *result;

  if (self == NULL)
    return HW_NONE (vm);
  result = hw_weak_remove (vm, self, args[0], HW_KIND_DICT, discard);
  hw_decref (H (vm), self);
  return result;
}

static const HwNativeDef remove_def = { "WeakKeyDictionary.__init__.<locals>.remove", remove_key, HW_CALL_KEYWORDS, 1, 1 };

static HwObject *
commit_removals (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  return hw_weak_commit_removals (vm, self, HW_KIND_DICT, discard);
}

/* Keys that were removed by hand meanwhile are no longer pending. */
static gboolean
scrub_removals (HwVm     *vm,
                HwObject *self)
{
  HwObject *pending = hw_weak_get_kind (vm, self, "_pending_removals", HW_KIND_LIST), *data, *left = NULL;
  gboolean done;

  data = pending != NULL ? hw_weak_get (vm, self, "data") : NULL;
  done = data != NULL;
  if (done)
    left = hw_list_new (H (vm), 0);
  for (guint32 i = 0; done && i < pending->as.items.n; i++) {
    int there = hw_contains (vm, data, pending->as.items.at[i]);

    if (there > 0)
      hw_list_append (H (vm), left, pending->as.items.at[i]);
    done = there >= 0;
  }
  hw_xdecref (H (vm), data);
  hw_xdecref (H (vm), pending);
  if (done)
    return hw_weak_set (vm, self, "_pending_removals", left) && hw_weak_set (vm, self, "_dirty_len", hw_bool_new (H (vm), FALSE));
  hw_xdecref (H (vm), left);
  return FALSE;
}

/* From now on the number of pending removals must be counted anew (until 3.13). */
static gboolean
set_dirty (HwVm     *vm,
           HwObject *self)
{
  return !hw_weak_defers (vm) || hw_weak_set (vm, self, "_dirty_len", hw_bool_new (H (vm), TRUE));
}

/* ----------------------------------------------------------------------------------------------------------- entries */

static gboolean
put (HwVm     *vm,
     HwObject *self,
     HwObject *key,
     HwObject *value)
{
  HwObject *data = hw_weak_get_kind (vm, self, "data", HW_KIND_DICT);
  HwObject *weakref = data != NULL ? hw_weak_removing_ref (vm, self, key) : NULL;
  gboolean done = weakref != NULL && hw_dict_set_object (vm, data, weakref, value);

  hw_xdecref (H (vm), weakref);
  hw_xdecref (H (vm), data);
  return done;
}

static HwObject *
get_item (HwVm     *vm,
          HwObject *self,
          HwObject *key)
{
  HwObject *data, *weakref, *value;

  hw_weak_enter (vm);
  data = hw_weak_get (vm, self, "data");
  weakref = data != NULL ? hw_weak_ref (vm, key, NULL) : NULL;
  value = weakref != NULL ? hw_get_item (vm, data, weakref) : NULL;
  hw_xdecref (H (vm), weakref);
  hw_xdecref (H (vm), data);
  return value;
}

static gboolean
set_item (HwVm     *vm,
          HwObject *self,
          HwObject *key,
          HwObject *value)
{
  HwObject *data, *weakref;
  gboolean done;

  hw_weak_enter (vm);
  if (value != NULL)
    return put (vm, self, key, value);
  data = set_dirty (vm, self) ? hw_weak_get (vm, self, "data") : NULL;
  weakref = data != NULL ? hw_weak_ref (vm, key, NULL) : NULL;
  done = weakref != NULL && hw_set_item (vm, data, weakref, NULL);
  hw_xdecref (H (vm), weakref);
  hw_xdecref (H (vm), data);
  return done;
}

static gint64
get_length (HwVm     *vm,
            HwObject *self)
{
  gint64 n_pending, n;
  HwObject *data, *dirty = NULL;

  hw_weak_enter (vm);
  n_pending = hw_weak_n_pending (vm, self);
  if (n_pending < 0)
    return -1;
  if (n_pending > 0) {
    dirty = hw_weak_get (vm, self, "_dirty_len");
    if (dirty == NULL)
      return -1;
    hw_decref (H (vm), dirty);
    if (dirty == H (vm)->true_ && !scrub_removals (vm, self))
      return -1;
    n_pending = hw_weak_n_pending (vm, self);
  }
  data = hw_weak_get_kind (vm, self, "data", HW_KIND_DICT);
  n = data != NULL ? (gint64) data->as.dict.used - n_pending : -1;
  hw_xdecref (H (vm), data);
  return n;
}

static int
contains (HwVm     *vm,
          HwObject *self,
          HwObject *key)
{
  HwObject *data, *weakref;
  int found = -1;

  hw_weak_enter (vm);
  if (!hw_object_is_weakrefable (key))
    return 0;
  data = hw_weak_get (vm, self, "data");
  weakref = data != NULL ? hw_weak_ref (vm, key, NULL) : NULL;
  if (weakref != NULL)
    found = hw_contains (vm, data, weakref);
  hw_xdecref (H (vm), weakref);
  hw_xdecref (H (vm), data);
  return found;
}

/* ------------------------------------------------------------------------------------------------------------ methods */

/* self.data.name (weakref, *rest); [weakref] is stolen, NULL: an exception is set. */
static HwObject *
ask_data (HwVm            *vm,
          HwObject        *self,
          const char      *name,
          HwObject        *weakref,
          HwObject *const *rest,
          guint            n_rest)
{
  g_autofree HwObject **values = g_new (HwObject *, n_rest + 1);
  HwObject *data = weakref != NULL ? hw_weak_get (vm, self, "data") : NULL, *result = NULL;

  values[0] = weakref;
  if (n_rest > 0)
    memcpy (values + 1, rest, n_rest * sizeof *values);
  if (data != NULL)
    result = hw_weak_call (vm, data, name, values, n_rest + 1);
  hw_xdecref (H (vm), data);
  hw_xdecref (H (vm), weakref);
  return result;
}

static HwObject *
get (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  HwObject *values[2];

  if (!hw_weak_bind (vm, "WeakKeyDictionary.get", "key,default=", args, n, kwnames, values))
    return NULL;
  if (values[1] == NULL)
    values[1] = H (vm)->none;
  return ask_data (vm, self, "get", hw_weak_ref (vm, values[0], NULL), values + 1, 1);
}

static HwObject *
set_default (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  HwObject *values[2];

  if (!hw_weak_bind (vm, "WeakKeyDictionary.setdefault", "key,default=", args, n, kwnames, values))
    return NULL;
  if (values[1] == NULL)
    values[1] = H (vm)->none;
  return ask_data (vm, self, "setdefault", hw_weak_removing_ref (vm, self, values[0]), values + 1, 1);
}

static HwObject *
pop (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  HwObject *key;

  if (!hw_weak_bind (vm, "WeakKeyDictionary.pop", "key,*", args, n, kwnames, &key) || !set_dirty (vm, self))
    return NULL;
  return ask_data (vm, self, "pop", hw_weak_ref (vm, key, NULL), args + 1, n > 1 ? n - 1 : 0);
}

static HwObject *
pop_item (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  HwObject *data, *pair, *weakref, *value, *key, *result = NULL;

  hw_weak_enter (vm);
  data = set_dirty (vm, self) ? hw_weak_get (vm, self, "data") : NULL;
  while (data != NULL && result == NULL && (pair = hw_weak_call (vm, data, "popitem", NULL, 0)) != NULL) {
    if (hw_weak_unpack (vm, pair, &weakref, &value)) {
      key = hw_weak_referent (vm, weakref);
      hw_decref (H (vm), weakref);
      if (key != NULL && key != H (vm)->none)
        result = hw_pair_new (vm, key, value);
      hw_xdecref (H (vm), key);
      hw_decref (H (vm), value);
    }
    hw_decref (H (vm), pair);
    if (vm->exception != NULL)
      break;
  }
  hw_xdecref (H (vm), data);
  return result;
}

static gpointer
raise_keywords (HwVm *vm)
{
  if (H (vm)->profile->minor >= 15)
    return hw_raise (vm, HW_EXC_TypeError, "Keyword arguments are not supported: cannot create weak reference to 'str' object");
  return hw_raise (vm, HW_EXC_TypeError, "cannot create weak reference to 'str' object");
}

static HwObject *
update (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  gboolean keywords = kwnames != NULL && kwnames->as.items.n > 0;
  HwObject *other;

  if (!hw_weak_bind (vm, "WeakKeyDictionary.update", "dict=,/,**", args, n, kwnames, &other))
    return NULL;
  if (keywords && H (vm)->profile->minor >= 15)
    return raise_keywords (vm);
  if (other != NULL && other != H (vm)->none && !hw_weak_mapping_each (vm, other, put, self))
    return NULL;
  return keywords ? raise_keywords (vm) : HW_NONE (vm);
}

static HwObject *
copy (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  HwObject *new_dict, *items, *pair, *key, *value;

  hw_weak_enter (vm);
  new_dict = hw_call (vm, hw_weak_type (vm, HW_WEAK_KEY_DICT)->object, NULL, 0, NULL);
  items = new_dict != NULL ? hw_weak_iterator_new (vm, HW_WEAK_KEY_ITEMS, self) : NULL;
  while (items != NULL && vm->exception == NULL && (pair = hw_next (vm, items)) != NULL) {
    if (hw_weak_unpack (vm, pair, &key, &value)) {
      hw_set_item (vm, new_dict, key, value);
      hw_decref (H (vm), key);
      hw_decref (H (vm), value);
    }
    hw_decref (H (vm), pair);
  }
  hw_xdecref (H (vm), items);
  if (vm->exception == NULL)
    return new_dict;
  hw_xdecref (H (vm), new_dict);
  return NULL;
}

static HwObject *
key_refs (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  HwObject *data, *list;

  hw_weak_enter (vm);
  data = hw_weak_get (vm, self, "data");
  list = data != NULL ? hw_to_list (vm, data) : NULL;
  hw_xdecref (H (vm), data);
  return list;
}

#define ITERATION(name, what)                                                        \
  static HwObject *                                                                  \
  name (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames) \
  {                                                                                  \
    return hw_weak_iterator_new (vm, what, self);                                    \
  }

ITERATION (items, HW_WEAK_KEY_ITEMS)
ITERATION (keys, HW_WEAK_KEY_KEYS)
ITERATION (values, HW_WEAK_KEY_VALUES)

static HwObject *
iterate (HwVm     *vm,
         HwObject *self)
{
  return hw_weak_iterator_new (vm, HW_WEAK_KEY_KEYS, self);
}

static gboolean
init (HwVm            *vm,
      HwObject        *self,
      HwObject *const *args,
      guint            n,
      HwObject        *kwnames)
{
  HwObject *other, *result;

  if (!hw_weak_bind (vm, "WeakKeyDictionary.__init__", "dict=", args, n, kwnames, &other) ||
      !hw_weak_set (vm, self, "data", hw_dict_new (H (vm))) || !hw_weak_set_remove (vm, self, &remove_def, NULL) ||
      !hw_weak_set_deferred (vm, self) ||
      (hw_weak_defers (vm) && !hw_weak_set (vm, self, "_dirty_len", hw_bool_new (H (vm), FALSE))))
    return FALSE;
  if (other == NULL || other == H (vm)->none)
    return TRUE;
  result = hw_weak_call (vm, self, "update", &other, 1);
  hw_xdecref (H (vm), result);
  return result != NULL;
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
  { "keyrefs", key_refs, HW_CALL_NONE },
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

const HwWeakClass hw_weak_key_dict_class = { HW_WEAK_KEY_DICT, "WeakKeyDictionary", "weakref", HW_TYPE_ID_object, NULL, 0,
                                             &native };
