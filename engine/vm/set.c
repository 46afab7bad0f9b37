/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The classes set and frozenset: protocols. Models Objects/setobject.c; the table itself is the heap's, the methods are in
 * set-methods.c. */

#include "vm/set.h"

/* ------------------------------------------------------------------------------------------------------------ making */

static gboolean
add_one (HwVm     *vm,
         HwObject *set,
         HwObject *key)
{
  gint64 hash = hw_hash_key (vm, key, "a set element");

  return hash != -1 && hw_set_add (H (vm), set, key, hash, NULL) >= 0;
}

gboolean
hw_set_update (HwVm     *vm,
               HwObject *set,
               HwObject *iterable)
{
  HwObject *iterator, *key, *value;
  guint32 position = 0;
  gint64 hash;

  if (hw_is_set (iterable))
    return hw_set_merge (H (vm), set, iterable) >= 0;
  if (hw_is_exact (vm, iterable, dict)) {
    while (hw_dict_next (iterable, &position, &key, &value, &hash))
      if (hw_set_add (H (vm), set, key, hash, NULL) < 0)
        return FALSE;
    return TRUE;
  }
  iterator = hw_iter (vm, iterable);
  if (iterator == NULL)
    return FALSE;
  while ((key = hw_next (vm, iterator)) != NULL) {
    gboolean added = add_one (vm, set, key);

    hw_decref (H (vm), key);
    if (!added)
      break;
  }
  hw_decref (H (vm), iterator);
  return vm->exception == NULL;
}

HwObject *
hw_set_of (HwVm     *vm,
           HwType   *type,
           HwObject *iterable)
{
  HwObject *set = hw_set_new (H (vm), type);

  if (iterable != NULL && !hw_set_update (vm, set, iterable)) {
    hw_decref (H (vm), set);
    return NULL;
  }
  if (set->kind == HW_KIND_FROZENSET)
    hw_set_track (H (vm), set);
  return set;
}

HwType *
hw_set_base_type (HwVm     *vm,
                  HwObject *set)
{
  return vm->types[set->kind == HW_KIND_SET ? HW_TYPE_ID_set : HW_TYPE_ID_frozenset];
}

static HwObject *
set_new (HwVm            *vm,
         HwType          *type,
         HwObject *const *args,
         guint            n,
         HwObject        *kwnames)
{
  return hw_set_new (H (vm), type);
}

static gboolean
set_init (HwVm            *vm,
          HwObject        *self,
          HwObject *const *args,
          guint            n,
          HwObject        *kwnames)
{
  if (!hw_no_keywords (vm, "set", kwnames) || !hw_check_count (vm, "set", n, 0, 1))
    return FALSE;
  if (self->as.set.used > 0)
    hw_set_clear (H (vm), self);
  return n == 0 || hw_set_update (vm, self, args[0]);
}

static HwObject *
frozenset_new (HwVm            *vm,
               HwType          *type,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  gboolean is_plain = type == vm->types[HW_TYPE_ID_frozenset];

  if (is_plain && !hw_no_keywords (vm, "frozenset", kwnames))
    return NULL;
  if (!hw_check_count (vm, "frozenset", n, 0, 1))
    return NULL;
  if (is_plain && n == 1 && args[0]->type == type)
    return hw_newref (H (vm), args[0]);
  return hw_set_of (vm, type, n > 0 ? args[0] : NULL);
}

/* -------------------------------------------------------------------------------------------------------- protocols */

static HwObject *
set_repr (HwVm     *vm,
          HwObject *self)
{
  gboolean is_plain = hw_is_exact (vm, self, set);
  HwObject *list, *repr, *result = NULL;
  const char *text;

  if (hw_repr_enter (vm, self))
    return vm->exception != NULL ? NULL : hw_str_printf (vm, "%s(...)", HW_TYPE_NAME (self));
  if (self->as.set.used == 0) {
    hw_repr_leave (vm, self);
    return hw_str_printf (vm, "%s()", HW_TYPE_NAME (self));
  }
  list = hw_to_list (vm, self);
  repr = list != NULL ? hw_repr (vm, list) : NULL;
  hw_xdecref (H (vm), list);
  hw_repr_leave (vm, self);
  if (repr == NULL)
    return NULL;
  text = hw_str_text (repr);
  if (is_plain)
    result = hw_str_printf (vm, "{%.*s}", (int) repr->as.str.n_bytes - 2, text + 1);
  else
    result = hw_str_printf (vm, "%s({%.*s})", HW_TYPE_NAME (self), (int) repr->as.str.n_bytes - 2, text + 1);
  hw_decref (H (vm), repr);
  return result;
}

static guint64
shuffle_bits (guint64 hash)
{
  return ((hash ^ 89869747u) ^ (hash << 16)) * 3644798167u;
}

static gint64
frozenset_hash (HwVm     *vm,
                HwObject *self)
{
  guint32 position = 0;
  guint64 sum = 0;
  HwObject *key;
  gint64 hash;

  if (self->as.set.hash != -1 && self->as.set.hash != 0)
    return self->as.set.hash;
  while (hw_set_next (self, &position, &key, &hash))
    sum ^= shuffle_bits ((guint64) hash);
  sum ^= ((guint64) self->as.set.used + 1) * 1927868237u;
  sum ^= (sum >> 11) ^ (sum >> 25);
  sum = sum * 69069u + 907133923u;
  if (sum == G_MAXUINT64)
    sum = 590923713u;
  return self->as.set.hash = (gint64) sum;
}

int
hw_set_is_subset (HwVm     *vm,
                  HwObject *self,
                  HwObject *other)
{
  guint32 position = 0;
  HwObject *key;
  gint64 hash;
  int contained = 1;

  if (self->as.set.used > other->as.set.used)
    return 0;
  while (contained > 0 && hw_set_next (self, &position, &key, &hash)) {
    hw_incref (H (vm), key);
    contained = hw_set_contains (H (vm), other, key, hash);
    hw_decref (H (vm), key);
  }
  return contained;
}

static HwObject *
set_compare (HwVm       *vm,
             HwObject   *self,
             HwObject   *other,
             HwCompareOp op)
{
  guint32 left, right;
  int holds = 0;

  if (!hw_is_set (self) || !hw_is_set (other))
    return HW_NOT_IMPLEMENTED (vm);
  left = self->as.set.used;
  right = other->as.set.used;
  switch (op) {
  case HW_COMPARE_EQ:
  case HW_COMPARE_NOT_EQ:
    holds = left == right ? hw_set_is_subset (vm, self, other) : 0;
    if (holds >= 0 && op == HW_COMPARE_NOT_EQ)
      holds = !holds;
    break;
  case HW_COMPARE_LT:
  case HW_COMPARE_LT_E:
    holds = op == HW_COMPARE_LT && left >= right ? 0 : hw_set_is_subset (vm, self, other);
    break;
  default:
    holds = op == HW_COMPARE_GT && left <= right ? 0 : hw_set_is_subset (vm, other, self);
    break;
  }
  return hw_result_bool (vm, holds);
}

static HwObject *
set_iter (HwVm     *vm,
          HwObject *self)
{
  return hw_iterator_new (vm, HW_TYPE_ID_set_iterator, self);
}

static gint64
set_length (HwVm     *vm,
            HwObject *self)
{
  return self->as.set.used;
}

/* The hash of a key that is only looked for: a set stands for the frozenset of its items. [stand_in] is to be released. FALSE: exception. */
gboolean
hw_set_lookup_hash (HwVm      *vm,
                    HwObject  *key,
                    gint64    *hash,
                    HwObject **stand_in)
{
  *stand_in = NULL;
  *hash = hw_hash_key (vm, key, "a set element");
  if (*hash != -1)
    return TRUE;
  if (key->kind != HW_KIND_SET || !hw_exception_matches (vm, HW_EXC_TypeError))
    return FALSE;
  hw_exception_clear (vm);
  *stand_in = hw_set_of (vm, vm->types[HW_TYPE_ID_frozenset], key);
  if (*stand_in == NULL)
    return FALSE;
  *hash = hw_hash (vm, *stand_in);
  return TRUE;
}

static int
set_contains (HwVm     *vm,
              HwObject *self,
              HwObject *item)
{
  HwObject *stand_in;
  gint64 hash;
  int contained;

  if (!hw_set_lookup_hash (vm, item, &hash, &stand_in))
    return -1;
  contained = hw_set_contains (H (vm), self, stand_in != NULL ? stand_in : item, hash);
  hw_xdecref (H (vm), stand_in);
  return contained;
}

static HwObject *
set_binary (HwVm      *vm,
            HwOperator op,
            HwObject  *left,
            HwObject  *right)
{
  if (!hw_is_set (left) || !hw_is_set (right))
    return HW_NOT_IMPLEMENTED (vm);
  switch (op) {
  case HW_OPERATOR_BIT_AND:
    return hw_set_intersection (vm, left, right);
  case HW_OPERATOR_BIT_OR:
    return hw_set_union (vm, left, right);
  case HW_OPERATOR_SUB:
    return hw_set_difference (vm, left, right);
  case HW_OPERATOR_BIT_XOR:
    return hw_set_symmetric_difference (vm, left, right);
  default:
    return HW_NOT_IMPLEMENTED (vm);
  }
}

static HwObject *
set_inplace (HwVm      *vm,
             HwOperator op,
             HwObject  *self,
             HwObject  *other)
{
  gboolean done;

  if (!hw_is_set (other))
    return HW_NOT_IMPLEMENTED (vm);
  switch (op) {
  case HW_OPERATOR_BIT_AND:
    done = hw_set_intersection_update (vm, self, other);
    break;
  case HW_OPERATOR_BIT_OR:
    done = hw_set_update (vm, self, other);
    break;
  case HW_OPERATOR_SUB:
    done = hw_set_difference_update (vm, self, other);
    break;
  case HW_OPERATOR_BIT_XOR:
    done = hw_set_symmetric_difference_update (vm, self, other);
    break;
  default:
    return HW_NOT_IMPLEMENTED (vm);
  }
  return done ? hw_newref (H (vm), self) : NULL;
}

const HwNativeType hw_native_set = {
  .new_ = set_new,
  .init = set_init,
  .repr = set_repr,
  .unhashable = TRUE,
  .compare = set_compare,
  .iter = set_iter,
  .length = set_length,
  .contains = set_contains,
  .binary = set_binary,
  .inplace = set_inplace,
  .methods = hw_set_methods,
};

const HwNativeType hw_native_frozenset = {
  .new_ = frozenset_new,
  .repr = set_repr,
  .hash = frozenset_hash,
  .compare = set_compare,
  .iter = set_iter,
  .length = set_length,
  .contains = set_contains,
  .binary = set_binary,
  .methods = hw_frozenset_methods,
};
