/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The class dict: its protocols and methods. Models Objects/dictobject.c; the table itself is the heap's. */

#include "vm/containers.h"

/* ----------------------------------------------------------------------------------------------------- by any key */

gint64
hw_hash_key (HwVm       *vm,
             HwObject   *key,
             const char *what)
{
  gint64 hash = hw_hash (vm, key);
  HwObject *text;

  if (hash != -1 || H (vm)->profile->minor < 14 || vm->exception->type != vm->exceptions[HW_EXC_TypeError])
    return hash;
  text = hw_str (vm, vm->exception);
  if (text == NULL)
    return -1;
  hw_exception_clear (vm);
  hw_raise (vm, HW_EXC_TypeError, "cannot use '%s' as %s (%s)", HW_TYPE_NAME (key), what, hw_str_text (text));
  hw_decref (H (vm), text);
  return -1;
}

int
hw_dict_get_object (HwVm      *vm,
                    HwObject  *dict,
                    HwObject  *key,
                    HwObject **value)
{
  gint64 hash = hw_hash_key (vm, key, "a dict key");

  return hash == -1 ? -1 : hw_dict_get (H (vm), dict, key, hash, value);
}

gboolean
hw_dict_set_object (HwVm     *vm,
                    HwObject *dict,
                    HwObject *key,
                    HwObject *value)
{
  gboolean asks = key->type->is_heap, done;
  gint64 hash;

  /* PyDict_SetItem takes its references first: a key that is asked for its hash sees one more. */
  if (asks)
    hw_incref (H (vm), key);
  hash = hw_hash_key (vm, key, "a dict key");
  done = hash != -1 && hw_dict_set (H (vm), dict, key, hash, value);
  if (asks)
    hw_decref (H (vm), key);
  return done;
}

guint32
hw_dict_last (HwObject *dict)
{
  HwObject *key, *value;
  guint32 position;
  gint64 hash;

  for (guint32 i = dict->as.dict.keys->n_entries; i > 0; i--) {
    position = i - 1;
    if (hw_dict_next (dict, &position, &key, &value, &hash) && position == i)
      return i - 1;
  }
  return 0;
}

/* ----------------------------------------------------------------------------------------------------------- update */

/* dict.update from an object with keys(). */
static gboolean
merge_mapping (HwVm     *vm,
               HwObject *dict,
               HwObject *other)
{
  HwObject *keys = hw_call_method (vm, other, HW_NAME_keys, NULL, 0);
  HwObject *iterator = keys != NULL ? hw_iter (vm, keys) : NULL;
  HwObject *key;

  hw_xdecref (H (vm), keys);
  if (iterator == NULL)
    return FALSE;
  while ((key = hw_next (vm, iterator)) != NULL) {
    HwObject *value = hw_get_item (vm, other, key);
    gboolean done = value != NULL && hw_dict_set_object (vm, dict, key, value);

    hw_xdecref (H (vm), value);
    hw_decref (H (vm), key);
    if (!done)
      break;
  }
  hw_decref (H (vm), iterator);
  return vm->exception == NULL;
}

/* One pair of dict (pairs). */
static gboolean
merge_pair (HwVm     *vm,
            HwObject *dict,
            HwObject *pair,
            guint     number)
{
  HwObject *fast = hw_sequence_fast (vm, pair, "");
  gboolean done = FALSE;

  if (fast == NULL) {
    if (hw_exception_matches (vm, HW_EXC_TypeError)) {
      hw_exception_clear (vm);
      if (H (vm)->profile->minor >= 14)
        hw_raise (vm, HW_EXC_TypeError, "object is not iterable");
      else
        hw_raise (vm, HW_EXC_TypeError, "cannot convert dictionary update sequence element #%u to a sequence", number);
    }
    return FALSE;
  }
  if (fast->as.items.n != 2) {
    hw_raise (vm, HW_EXC_ValueError, "dictionary update sequence element #%u has length %u; 2 is required", number, fast->as.items.n);
  } else {
    HwObject *key = hw_newref (H (vm), fast->as.items.at[0]);
    HwObject *value = hw_newref (H (vm), fast->as.items.at[1]);

    done = hw_dict_set_object (vm, dict, key, value);
    hw_decref (H (vm), key);
    hw_decref (H (vm), value);
  }
  hw_decref (H (vm), fast);
  return done;
}

static gboolean
merge_pairs (HwVm     *vm,
             HwObject *dict,
             HwObject *pairs)
{
  HwObject *iterator = hw_iter (vm, pairs);
  HwObject *pair;

  if (iterator == NULL)
    return FALSE;
  for (guint i = 0; (pair = hw_next (vm, iterator)) != NULL; i++) {
    gboolean done = merge_pair (vm, dict, pair, i);

    hw_decref (H (vm), pair);
    if (!done)
      break;
  }
  hw_decref (H (vm), iterator);
  return vm->exception == NULL;
}

gboolean
hw_dict_update (HwVm     *vm,
                HwObject *dict,
                HwObject *other)
{
  HwObject *keys;
  int found;

  if (hw_is_exact (vm, other, dict))
    return hw_dict_merge (H (vm), dict, other, TRUE);
  found = hw_lookup_attr (vm, other, vm->names[HW_NAME_keys], &keys);
  if (found < 0)
    return FALSE;
  if (!found)
    return merge_pairs (vm, dict, other);
  hw_decref (H (vm), keys);
  if (other->kind == HW_KIND_DICT && hw_type_lookup (vm, other->type, vm->names[HW_NAME___iter__]) ==
                                       hw_type_lookup (vm, vm->types[HW_TYPE_ID_dict], vm->names[HW_NAME___iter__]))
    return hw_dict_merge (H (vm), dict, other, TRUE);
  return merge_mapping (vm, dict, other);
}

gboolean
hw_dict_set_keywords (HwVm            *vm,
                      HwObject        *dict,
                      HwObject *const *values,
                      HwObject        *kwnames)
{
  for (guint32 i = 0; kwnames != NULL && i < kwnames->as.items.n; i++) {
    if (!hw_dict_set_object (vm, dict, kwnames->as.items.at[i], values[i]))
      return FALSE;
  }
  return TRUE;
}

/* ------------------------------------------------------------------------------------------------------- protocols */

static HwObject *
dict_new (HwVm            *vm,
          HwType          *type,
          HwObject *const *args,
          guint            n,
          HwObject        *kwnames)
{
  return hw_dict_new_typed (H (vm), type);
}

static gboolean
update_common (HwVm            *vm,
               HwObject        *self,
               const char      *function,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  return hw_check_count (vm, function, n, 0, 1) && (n == 0 || hw_dict_update (vm, self, args[0])) &&
         hw_dict_set_keywords (vm, self, args + n, kwnames);
}

static gboolean
dict_init (HwVm            *vm,
           HwObject        *self,
           HwObject *const *args,
           guint            n,
           HwObject        *kwnames)
{
  return update_common (vm, self, "dict", args, n, kwnames);
}

/* Appends "key: value"; FALSE: exception. */
static gboolean
append_entry (HwVm     *vm,
              GString  *text,
              HwObject *key,
              HwObject *value)
{
  HwObject *parts[2] = { hw_newref (H (vm), key), hw_newref (H (vm), value) };

  for (guint i = 0; i < 2 && vm->exception == NULL; i++) {
    HwObject *repr = hw_repr (vm, parts[i]);

    if (repr == NULL)
      break;
    if (i == 1)
      g_string_append (text, ": ");
    g_string_append_len (text, hw_str_text (repr), repr->as.str.n_bytes);
    hw_decref (H (vm), repr);
  }
  hw_decref (H (vm), parts[0]);
  hw_decref (H (vm), parts[1]);
  return vm->exception == NULL;
}

static HwObject *
dict_repr (HwVm     *vm,
           HwObject *self)
{
  g_autoptr (GString) text = NULL;
  guint32 position = 0;
  HwObject *key, *value;
  gint64 hash;

  if (hw_repr_enter (vm, self))
    return vm->exception != NULL ? NULL : hw_str_new (H (vm), "{...}", -1);
  text = g_string_new ("{");
  while (hw_dict_next (self, &position, &key, &value, &hash)) {
    if (text->len > 1)
      g_string_append (text, ", ");
    if (!append_entry (vm, text, key, value))
      break;
  }
  hw_repr_leave (vm, self);
  if (vm->exception != NULL)
    return NULL;
  g_string_append_c (text, '}');
  return hw_str_new (H (vm), text->str, text->len);
}

/* All of [left]'s items in [right]: 1, 0, -1. */
static int
is_within (HwVm     *vm,
           HwObject *left,
           HwObject *right)
{
  guint32 position = 0;
  HwObject *key, *value, *other;
  gint64 hash;
  int equal = 1;

  while (equal > 0 && hw_dict_next (left, &position, &key, &value, &hash)) {
    hw_incref (H (vm), key);
    hw_incref (H (vm), value);
    equal = hw_dict_get (H (vm), right, key, hash, &other);
    if (equal > 0) {
      hw_incref (H (vm), other);
      equal = hw_equal (vm, value, other);
      hw_decref (H (vm), other);
    }
    hw_decref (H (vm), key);
    hw_decref (H (vm), value);
  }
  return equal;
}

static HwObject *
dict_compare (HwVm       *vm,
              HwObject   *self,
              HwObject   *other,
              HwCompareOp op)
{
  int equal;

  if (self->kind != HW_KIND_DICT || other->kind != HW_KIND_DICT || (op != HW_COMPARE_EQ && op != HW_COMPARE_NOT_EQ))
    return HW_NOT_IMPLEMENTED (vm);
  equal = self->as.dict.used == other->as.dict.used ? is_within (vm, self, other) : 0;
  return equal < 0 ? NULL : hw_bool_new (H (vm), equal == (op == HW_COMPARE_EQ));
}

static HwObject *
dict_iter (HwVm     *vm,
           HwObject *self)
{
  return hw_iterator_new (vm, HW_TYPE_ID_dict_keyiterator, self);
}

static gint64
dict_length (HwVm     *vm,
             HwObject *self)
{
  return self->as.dict.used;
}

static HwObject *
dict_get_item (HwVm     *vm,
               HwObject *self,
               HwObject *key)
{
  HwObject *value, *result;
  int found = hw_dict_get_object (vm, self, key, &value);
  gboolean has_missing;

  if (found < 0)
    return NULL;
  if (found)
    return hw_newref (H (vm), value);
  if (!hw_is_exact (vm, self, dict)) {
    result = hw_call_special (vm, self, HW_NAME___missing__, &key, 1, &has_missing);
    if (has_missing)
      return result;
  }
  return hw_raise_object (vm, HW_EXC_KeyError, key);
}

static gboolean
dict_set_item (HwVm     *vm,
               HwObject *self,
               HwObject *key,
               HwObject *value)
{
  gint64 hash = hw_hash_key (vm, key, "a dict key");
  int deleted;

  if (hash == -1)
    return FALSE;
  if (value != NULL)
    return hw_dict_set (H (vm), self, key, hash, value);
  deleted = hw_dict_delete (H (vm), self, key, hash, NULL);
  if (deleted == 0)
    hw_raise_object (vm, HW_EXC_KeyError, key);
  return deleted > 0;
}

static int
dict_contains (HwVm     *vm,
               HwObject *self,
               HwObject *item)
{
  HwObject *value;

  return hw_dict_get_object (vm, self, item, &value);
}

static HwObject *
dict_binary (HwVm      *vm,
             HwOperator op,
             HwObject  *left,
             HwObject  *right)
{
  HwObject *result;

  if (op != HW_OPERATOR_BIT_OR || left->kind != HW_KIND_DICT || right->kind != HW_KIND_DICT)
    return HW_NOT_IMPLEMENTED (vm);
  result = hw_dict_copy (H (vm), left);
  if (!hw_dict_update (vm, result, right)) {
    hw_decref (H (vm), result);
    return NULL;
  }
  return result;
}

static HwObject *
dict_inplace (HwVm      *vm,
              HwOperator op,
              HwObject  *self,
              HwObject  *other)
{
  if (op != HW_OPERATOR_BIT_OR)
    return HW_NOT_IMPLEMENTED (vm);
  return hw_dict_update (vm, self, other) ? hw_newref (H (vm), self) : NULL;
}

/* --------------------------------------------------------------------------------------------------------- methods */

static HwObject *
dict_get (HwVm            *vm,
          HwObject        *self,
          HwObject *const *args,
          guint            n,
          HwObject        *kwnames)
{
  HwObject *value;
  int found = hw_dict_get_object (vm, self, args[0], &value);

  if (found < 0)
    return NULL;
  return hw_newref (H (vm), found ? value : n > 1 ? args[1] : H (vm)->none);
}

static HwObject *
dict_setdefault (HwVm            *vm,
                 HwObject        *self,
                 HwObject *const *args,
                 guint            n,
                 HwObject        *kwnames)
{
  gint64 hash = hw_hash_key (vm, args[0], "a dict key");
  HwObject *value = n > 1 ? args[1] : H (vm)->none;
  HwObject *there;
  int found;

  if (hash == -1)
    return NULL;
  found = hw_dict_get (H (vm), self, args[0], hash, &there);
  if (found > 0)
    return hw_newref (H (vm), there);
  if (found < 0 || !hw_dict_set (H (vm), self, args[0], hash, value))
    return NULL;
  return hw_newref (H (vm), value);
}

static HwObject *
dict_pop (HwVm            *vm,
          HwObject        *self,
          HwObject *const *args,
          guint            n,
          HwObject        *kwnames)
{
  HwObject *value;
  gint64 hash;
  int found;

  if (self->as.dict.used == 0 && n > 1)
    return hw_newref (H (vm), args[1]);
  if (self->as.dict.used == 0)
    return hw_raise_object (vm, HW_EXC_KeyError, args[0]);
  hash = hw_hash_key (vm, args[0], "a dict key");
  if (hash == -1)
    return NULL;
  found = hw_dict_delete (H (vm), self, args[0], hash, &value);
  if (found < 0)
    return NULL;
  if (found)
    return value;
  return n > 1 ? hw_newref (H (vm), args[1]) : hw_raise_object (vm, HW_EXC_KeyError, args[0]);
}

static HwObject *
dict_popitem (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  HwObject *key = NULL, *value, *pair;
  guint32 position;
  gint64 hash;

  if (self->as.dict.used == 0)
    return hw_raise (vm, HW_EXC_KeyError, "popitem(): dictionary is empty");
  hw_dict_combine (H (vm), self);
  position = hw_dict_last (self);
  hw_dict_next (self, &position, &key, &value, &hash);
  pair = hw_pair_new (vm, key, value);
  hw_dict_delete (H (vm), self, key, hash, NULL);
  return pair;
}

static HwObject *
dict_keys (HwVm            *vm,
           HwObject        *self,
           HwObject *const *args,
           guint            n,
           HwObject        *kwnames)
{
  return hw_dict_view_new (vm, HW_TYPE_ID_dict_keys, self);
}

static HwObject *
dict_values (HwVm            *vm,
             HwObject        *self,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  return hw_dict_view_new (vm, HW_TYPE_ID_dict_values, self);
}

static HwObject *
dict_items (HwVm            *vm,
            HwObject        *self,
            HwObject *const *args,
            guint            n,
            HwObject        *kwnames)
{
  return hw_dict_view_new (vm, HW_TYPE_ID_dict_items, self);
}

static HwObject *
dict_update (HwVm            *vm,
             HwObject        *self,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  return update_common (vm, self, "update", args, n, kwnames) ? HW_NONE (vm) : NULL;
}

static HwObject *
dict_clear (HwVm            *vm,
            HwObject        *self,
            HwObject *const *args,
            guint            n,
            HwObject        *kwnames)
{
  hw_dict_clear (H (vm), self);
  return HW_NONE (vm);
}

static HwObject *
dict_copy (HwVm            *vm,
           HwObject        *self,
           HwObject *const *args,
           guint            n,
           HwObject        *kwnames)
{
  return hw_dict_copy (H (vm), self);
}

static HwObject *
dict_reversed (HwVm            *vm,
               HwObject        *self,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  return hw_dict_reverse_iterator_new (vm, self, HW_DICT_REVERSE_KEYS);
}

/* A dict for fromkeys() of exactly dict: with room in advance when the keys come from a dict or set. */
static HwObject *
new_for_keys (HwVm     *vm,
              HwObject *iterable)
{
  guint32 position = 0;
  HwObject *key;
  gint64 hash;

  if (hw_is_exact (vm, iterable, dict))
    return hw_dict_new_for_keys (H (vm), iterable->as.dict.used, iterable->as.dict.used == 0 || iterable->as.dict.keys->all_str);
  if (hw_is_exact (vm, iterable, set) || hw_is_exact (vm, iterable, frozenset)) {
    gboolean all_str = TRUE;

    while (all_str && hw_set_next (iterable, &position, &key, &hash))
      all_str = hw_is_exact (vm, key, str);
    return hw_dict_new_for_keys (H (vm), iterable->as.set.used, all_str);
  }
  return hw_dict_new (H (vm));
}

static HwObject *
dict_fromkeys (HwVm            *vm,
               HwObject        *self,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  HwObject *value = n > 1 ? args[1] : H (vm)->none;
  gboolean is_plain = self == vm->types[HW_TYPE_ID_dict]->object;
  HwObject *dict = is_plain ? new_for_keys (vm, args[0]) : hw_call (vm, self, NULL, 0, NULL);
  HwObject *iterator, *key;

  if (dict == NULL)
    return NULL;
  is_plain = hw_is_exact (vm, dict, dict);
  iterator = hw_iter (vm, args[0]);
  while (iterator != NULL && (key = hw_next (vm, iterator)) != NULL) {
    gboolean done = is_plain ? hw_dict_set_object (vm, dict, key, value) : hw_set_item (vm, dict, key, value);

    hw_decref (H (vm), key);
    if (!done)
      break;
  }
  hw_xdecref (H (vm), iterator);
  if (vm->exception != NULL) {
    hw_decref (H (vm), dict);
    return NULL;
  }
  return dict;
}

static const HwNativeDef dict_methods[] = {
  { "get", dict_get, HW_CALL_RANGE, 1, 2 },
  { "setdefault", dict_setdefault, HW_CALL_RANGE, 1, 2 },
  { "pop", dict_pop, HW_CALL_RANGE, 1, 2 },
  { "popitem", dict_popitem, HW_CALL_NONE },
  { "keys", dict_keys, HW_CALL_NONE },
  { "items", dict_items, HW_CALL_NONE },
  { "values", dict_values, HW_CALL_NONE },
  { "update", dict_update, HW_CALL_KEYWORDS, 0, 0, 0, HW_TUPLE_ALWAYS },
  { "fromkeys", dict_fromkeys, HW_CALL_RANGE, 1, 2, HW_BIND_CLASS },
  { "clear", dict_clear, HW_CALL_NONE },
  { "copy", dict_copy, HW_CALL_NONE },
  { "__reversed__", dict_reversed, HW_CALL_NONE },
  { "__class_getitem__", hw_class_getitem, HW_CALL_ONE, 1, 1, HW_BIND_CLASS },
  { NULL },
};

const HwNativeType hw_native_dict = {
  .new_ = dict_new,
  .init = dict_init,
  .repr = dict_repr,
  .unhashable = TRUE,
  .compare = dict_compare,
  .iter = dict_iter,
  .length = dict_length,
  .get_item = dict_get_item,
  .set_item = dict_set_item,
  .contains = dict_contains,
  .binary = dict_binary,
  .inplace = dict_inplace,
  .methods = dict_methods,
};
