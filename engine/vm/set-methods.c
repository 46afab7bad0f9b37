/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The methods of set and frozenset. Models Objects/setobject.c. Which side is iterated decides the order of the result, so it is chosen
 * as CPython chooses it. */

#include "vm/set.h"

/* --------------------------------------------------------------------------------------------------- set operations */

/* A set of the same base type with the same items. */
static HwObject *
copy_of (HwVm     *vm,
         HwObject *set)
{
  return hw_set_of (vm, hw_set_base_type (vm, set), set);
}

/* make_new_set_basetype: what an operation gives is tracked, whatever is in it. */
static HwObject *
tracked (HwVm     *vm,
         HwObject *result)
{
  if (result != NULL && !hw_object_is_tracked (result))
    hw_object_track (H (vm), result);
  return result;
}

static HwObject *
give_up (HwVm     *vm,
         HwObject *result)
{
  hw_xdecref (H (vm), result);
  return NULL;
}

/* What a function does with one key of an iterable: FALSE ends the walk. */
typedef gboolean (*KeyFunc) (HwVm *vm, HwObject *target, HwObject *set, HwObject *key, gint64 hash);

/* Calls [function] with all keys of any iterable; FALSE: exception. */
static gboolean
for_each_key (HwVm     *vm,
              HwObject *iterable,
              KeyFunc   function,
              HwObject *target,
              HwObject *set)
{
  HwObject *iterator, *key;
  guint32 position = 0;
  gint64 hash;
  gboolean go_on = TRUE;

  if (hw_is_set (iterable)) {
    while (go_on && hw_set_next (iterable, &position, &key, &hash)) {
      hw_incref (H (vm), key);
      go_on = function (vm, target, set, key, hash);
      hw_decref (H (vm), key);
    }
    return vm->exception == NULL;
  }
  iterator = hw_iter (vm, iterable);
  if (iterator == NULL)
    return FALSE;
  while (go_on && (key = hw_next (vm, iterator)) != NULL) {
    hash = hw_hash_key (vm, key, "a set element");
    go_on = hash != -1 && function (vm, target, set, key, hash);
    hw_decref (H (vm), key);
  }
  hw_decref (H (vm), iterator);
  return vm->exception == NULL;
}

static gboolean
add_if_in (HwVm     *vm,
           HwObject *target,
           HwObject *set,
           HwObject *key,
           gint64    hash)
{
  int contained = hw_set_contains (H (vm), set, key, hash);

  return contained == 0 || (contained > 0 && hw_set_add (H (vm), target, key, hash, NULL) >= 0);
}

static gboolean
add_if_not_in (HwVm     *vm,
               HwObject *target,
               HwObject *set,
               HwObject *key,
               gint64    hash)
{
  int contained = hw_set_contains (H (vm), set, key, hash);

  return contained > 0 || (contained == 0 && hw_set_add (H (vm), target, key, hash, NULL) >= 0);
}

static gboolean
discard_key (HwVm     *vm,
             HwObject *target,
             HwObject *set,
             HwObject *key,
             gint64    hash)
{
  return hw_set_discard (H (vm), target, key, hash) >= 0;
}

static gboolean
toggle_key (HwVm     *vm,
            HwObject *target,
            HwObject *set,
            HwObject *key,
            gint64    hash)
{
  int discarded = hw_set_discard (H (vm), target, key, hash);

  return discarded > 0 || (discarded == 0 && hw_set_add (H (vm), target, key, hash, NULL) >= 0);
}

HwObject *
hw_set_intersection (HwVm     *vm,
                     HwObject *self,
                     HwObject *other)
{
  HwObject *result;

  if (self == other)
    return tracked (vm, copy_of (vm, self));
  result = hw_set_new (H (vm), hw_set_base_type (vm, self));
  if (hw_is_set (other) && other->as.set.used > self->as.set.used) {
    HwObject *swap = self;

    self = other;
    other = swap;
  }
  if (!for_each_key (vm, other, add_if_in, result, self))
    return give_up (vm, result);
  return tracked (vm, result);
}

HwObject *
hw_set_union (HwVm     *vm,
              HwObject *self,
              HwObject *other)
{
  HwObject *result = copy_of (vm, self);

  if (result != NULL && self != other && !hw_set_update (vm, result, other))
    return give_up (vm, result);
  return tracked (vm, result);
}

HwObject *
hw_set_difference (HwVm     *vm,
                   HwObject *self,
                   HwObject *other)
{
  HwObject *result, *others = NULL;
  gint64 size;

  size = hw_is_set (other) ? (gint64) other->as.set.used : hw_is_exact (vm, other, dict) ? (gint64) other->as.dict.used : -1;
  if (size < 0 || self->as.set.used >> 2 > size) {
    result = copy_of (vm, self);
    if (result == NULL || !hw_set_difference_update (vm, result, other))
      return give_up (vm, result);
    return tracked (vm, result);
  }
  if (!hw_is_set (other) && (other = others = hw_set_of (vm, vm->types[HW_TYPE_ID_set], other)) == NULL)
    return NULL;
  result = hw_set_new (H (vm), hw_set_base_type (vm, self));
  for_each_key (vm, self, add_if_not_in, result, other);
  hw_xdecref (H (vm), others);
  if (vm->exception != NULL)
    return give_up (vm, result);
  return tracked (vm, result);
}

HwObject *
hw_set_symmetric_difference (HwVm     *vm,
                             HwObject *self,
                             HwObject *other)
{
  HwObject *result = hw_set_of (vm, hw_set_base_type (vm, self), other);

  if (result == NULL || !hw_set_symmetric_difference_update (vm, result, self))
    return give_up (vm, result);
  return tracked (vm, result);
}

gboolean
hw_set_intersection_update (HwVm     *vm,
                            HwObject *self,
                            HwObject *other)
{
  HwObject *rest = hw_set_intersection (vm, self, other);
  gboolean done;

  if (rest == NULL)
    return FALSE;
  hw_set_clear (H (vm), self);
  done = hw_set_merge (H (vm), self, rest) >= 0;
  hw_decref (H (vm), rest);
  return done;
}

gboolean
hw_set_difference_update (HwVm     *vm,
                          HwObject *self,
                          HwObject *other)
{
  if (self == other) {
    hw_set_clear (H (vm), self);
    return TRUE;
  }
  return for_each_key (vm, other, discard_key, self, NULL);
}

gboolean
hw_set_symmetric_difference_update (HwVm     *vm,
                                    HwObject *self,
                                    HwObject *other)
{
  HwObject *others = NULL;
  gboolean done;

  if (self == other) {
    hw_set_clear (H (vm), self);
    return TRUE;
  }
  if (!hw_is_set (other) && !hw_is_exact (vm, other, dict) &&
      (other = others = hw_set_of (vm, hw_set_base_type (vm, self), other)) == NULL)
    return FALSE;
  done = for_each_key (vm, other, toggle_key, self, NULL);
  hw_xdecref (H (vm), others);
  return done;
}

/* -------------------------------------------------------------------------------------------- methods that change it */

static HwObject *
set_add (HwVm            *vm,
         HwObject        *self,
         HwObject *const *args,
         guint            n,
         HwObject        *kwnames)
{
  gint64 hash = hw_hash_key (vm, args[0], "a set element");

  if (hash == -1 || hw_set_add (H (vm), self, args[0], hash, NULL) < 0)
    return NULL;
  return HW_NONE (vm);
}

/* 1 discarded, 0 not there, -1. */
static int
discard (HwVm     *vm,
         HwObject *self,
         HwObject *key)
{
  HwObject *stand_in;
  gint64 hash;
  int discarded;

  if (!hw_set_lookup_hash (vm, key, &hash, &stand_in))
    return -1;
  discarded = hw_set_discard (H (vm), self, stand_in != NULL ? stand_in : key, hash);
  hw_xdecref (H (vm), stand_in);
  return discarded;
}

static HwObject *
set_discard (HwVm            *vm,
             HwObject        *self,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  return discard (vm, self, args[0]) < 0 ? NULL : HW_NONE (vm);
}

static HwObject *
set_remove (HwVm            *vm,
            HwObject        *self,
            HwObject *const *args,
            guint            n,
            HwObject        *kwnames)
{
  int discarded = discard (vm, self, args[0]);

  if (discarded == 0)
    hw_raise_object (vm, HW_EXC_KeyError, args[0]);
  return discarded <= 0 ? NULL : HW_NONE (vm);
}

static HwObject *
set_pop (HwVm            *vm,
         HwObject        *self,
         HwObject *const *args,
         guint            n,
         HwObject        *kwnames)
{
  HwObject *key = hw_set_pop (H (vm), self);

  return key != NULL ? key : hw_raise (vm, HW_EXC_KeyError, "pop from an empty set");
}

static HwObject *
set_clear (HwVm            *vm,
           HwObject        *self,
           HwObject *const *args,
           guint            n,
           HwObject        *kwnames)
{
  hw_set_clear (H (vm), self);
  return HW_NONE (vm);
}

static HwObject *
set_update (HwVm            *vm,
            HwObject        *self,
            HwObject *const *args,
            guint            n,
            HwObject        *kwnames)
{
  for (guint i = 0; i < n; i++)
    if (!hw_set_update (vm, self, args[i]))
      return NULL;
  return HW_NONE (vm);
}

static HwObject *
set_difference_update (HwVm            *vm,
                       HwObject        *self,
                       HwObject *const *args,
                       guint            n,
                       HwObject        *kwnames)
{
  for (guint i = 0; i < n; i++)
    if (!hw_set_difference_update (vm, self, args[i]))
      return NULL;
  return HW_NONE (vm);
}

static HwObject *
set_symmetric_difference_update (HwVm            *vm,
                                 HwObject        *self,
                                 HwObject *const *args,
                                 guint            n,
                                 HwObject        *kwnames)
{
  return hw_set_symmetric_difference_update (vm, self, args[0]) ? HW_NONE (vm) : NULL;
}

/* -------------------------------------------------------------------------------------------- methods that make a set */

static HwObject *
set_copy (HwVm            *vm,
          HwObject        *self,
          HwObject *const *args,
          guint            n,
          HwObject        *kwnames)
{
  if (hw_is_exact (vm, self, frozenset))
    return hw_newref (H (vm), self);
  return hw_set_of (vm, hw_set_base_type (vm, self), self);
}

typedef HwObject *(*BinaryFunc) (HwVm *vm, HwObject *self, HwObject *other);

/* [function] with each of the arguments in turn; a copy without any. */
static HwObject *
fold (HwVm            *vm,
      HwObject        *self,
      HwObject *const *args,
      guint            n,
      BinaryFunc       function)
{
  HwObject *result;

  if (n == 0)
    return set_copy (vm, self, NULL, 0, NULL);
  result = hw_newref (H (vm), self);
  for (guint i = 0; i < n; i++) {
    HwObject *next = function (vm, result, args[i]);

    hw_decref (H (vm), result);
    if (next == NULL)
      return NULL;
    result = next;
  }
  return result;
}

static HwObject *
set_union (HwVm            *vm,
           HwObject        *self,
           HwObject *const *args,
           guint            n,
           HwObject        *kwnames)
{
  HwObject *result = copy_of (vm, self);

  for (guint i = 0; result != NULL && i < n; i++)
    if (args[i] != self && !hw_set_update (vm, result, args[i]))
      return give_up (vm, result);
  return tracked (vm, result);
}

static HwObject *
set_intersection (HwVm            *vm,
                  HwObject        *self,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  return fold (vm, self, args, n, hw_set_intersection);
}

static HwObject *
set_intersection_update (HwVm            *vm,
                         HwObject        *self,
                         HwObject *const *args,
                         guint            n,
                         HwObject        *kwnames)
{
  HwObject *rest;
  gboolean done;

  if (n == 0)
    return HW_NONE (vm);
  rest = fold (vm, self, args, n, hw_set_intersection);
  if (rest == NULL)
    return NULL;
  hw_set_clear (H (vm), self);
  done = hw_set_merge (H (vm), self, rest) >= 0;
  hw_decref (H (vm), rest);
  return done ? HW_NONE (vm) : NULL;
}

static HwObject *
set_difference (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  HwObject *result;

  if (n == 0)
    return set_copy (vm, self, NULL, 0, NULL);
  result = hw_set_difference (vm, self, args[0]);
  for (guint i = 1; result != NULL && i < n; i++)
    if (!hw_set_difference_update (vm, result, args[i]))
      return give_up (vm, result);
  return result;
}

static HwObject *
set_symmetric_difference (HwVm            *vm,
                          HwObject        *self,
                          HwObject *const *args,
                          guint            n,
                          HwObject        *kwnames)
{
  return hw_set_symmetric_difference (vm, self, args[0]);
}

/* ---------------------------------------------------------------------------------------------------------- questions */

/* [other] as a set: itself, or a new one in [made]. NULL: exception. */
static HwObject *
as_set (HwVm      *vm,
        HwObject  *other,
        HwObject **made)
{
  *made = NULL;
  if (hw_is_set (other))
    return other;
  return *made = hw_set_of (vm, vm->types[HW_TYPE_ID_set], other);
}

static HwObject *
set_issubset (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  HwObject *made;
  HwObject *other = as_set (vm, args[0], &made);
  int holds = other != NULL ? hw_set_is_subset (vm, self, other) : -1;

  hw_xdecref (H (vm), made);
  return hw_result_bool (vm, holds);
}

static HwObject *
set_issuperset (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  HwObject *iterator, *key;
  int contained = 1;
  gint64 hash;

  if (hw_is_set (args[0]))
    return hw_result_bool (vm, hw_set_is_subset (vm, args[0], self));
  iterator = hw_iter (vm, args[0]);
  while (iterator != NULL && contained > 0 && (key = hw_next (vm, iterator)) != NULL) {
    hash = hw_hash_key (vm, key, "a set element");
    contained = hash == -1 ? -1 : hw_set_contains (H (vm), self, key, hash);
    hw_decref (H (vm), key);
  }
  hw_xdecref (H (vm), iterator);
  return vm->exception != NULL ? NULL : hw_bool_new (H (vm), contained);
}

static HwObject *
set_isdisjoint (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  HwObject *other = args[0], *iterator, *key;
  int contained = 0;
  gint64 hash;

  if (self == other)
    return hw_bool_new (H (vm), self->as.set.used == 0);
  if (hw_is_set (other) && other->as.set.used > self->as.set.used) {
    other = self;
    self = args[0];
  }
  iterator = hw_iter (vm, other);
  while (iterator != NULL && contained == 0 && (key = hw_next (vm, iterator)) != NULL) {
    hash = hw_hash_key (vm, key, "a set element");
    contained = hash == -1 ? -1 : hw_set_contains (H (vm), self, key, hash);
    hw_decref (H (vm), key);
  }
  hw_xdecref (H (vm), iterator);
  return vm->exception != NULL ? NULL : hw_bool_new (H (vm), !contained);
}

#define COMMON_METHODS                                                     \
  { "copy", set_copy, HW_CALL_NONE },                                      \
  { "difference", set_difference, HW_CALL_RANGE, 0, 255, 0, 13 },                 \
  { "intersection", set_intersection, HW_CALL_RANGE, 0, 255, 0, 13 },             \
  { "isdisjoint", set_isdisjoint, HW_CALL_ONE },                           \
  { "issubset", set_issubset, HW_CALL_ONE },                               \
  { "issuperset", set_issuperset, HW_CALL_ONE },                           \
  { "symmetric_difference", set_symmetric_difference, HW_CALL_ONE },       \
  { "union", set_union, HW_CALL_RANGE, 0, 255, 0, 13 },                           \
  { "__class_getitem__", hw_class_getitem, HW_CALL_ONE, 1, 1, HW_BIND_CLASS }

const HwNativeDef hw_set_methods[] = {
  COMMON_METHODS,
  { "add", set_add, HW_CALL_ONE },
  { "clear", set_clear, HW_CALL_NONE },
  { "difference_update", set_difference_update, HW_CALL_RANGE, 0, 255, 0, 13 },
  { "discard", set_discard, HW_CALL_ONE },
  { "intersection_update", set_intersection_update, HW_CALL_RANGE, 0, 255, 0, 13 },
  { "pop", set_pop, HW_CALL_NONE },
  { "remove", set_remove, HW_CALL_ONE },
  { "symmetric_difference_update", set_symmetric_difference_update, HW_CALL_ONE },
  { "update", set_update, HW_CALL_RANGE, 0, 255, 0, 13 },
  { NULL },
};

const HwNativeDef hw_frozenset_methods[] = {
  COMMON_METHODS,
  { NULL },
};
