/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* weakref.WeakSet. Models Lib/_weakrefset.py. */

#include "vm/modules/weak.h"
#include "vm/set.h"

/* ----------------------------------------------------------------------------------------------------------- removal */

static gboolean
discard (HwVm     *vm,
         HwObject *data,
         HwObject *weakref)
{
  gint64 hash = hw_hash (vm, weakref);

  return hash != -1 && hw_set_discard (H (vm), data, weakref, hash) >= 0;
}

/* The callback of all the items' references. */
static HwObject *
remove_item (HwVm            *vm,
             HwObject        *function,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  HwObject *self = hw_weak_owner (vm, function), *result;

  if (self == NULL)
    return HW_NONE (vm);
  result = hw_weak_remove (vm, self, args[0], HW_KIND_SET, discard);
  hw_decref (H (vm), self);
  return result;
}

static const HwNativeDef remove_def = { "WeakSet.__init__.<locals>._remove", remove_item, HW_CALL_KEYWORDS, 1, 1 };

static HwObject *
commit_removals (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  return hw_weak_commit_removals (vm, self, HW_KIND_SET, discard);
}

/* -------------------------------------------------------------------------------------------------------------- items */

/* Weak references to all items of [other], with self._remove as callback where [self] is given: a new list. */
static HwObject *
refs_of (HwVm     *vm,
         HwObject *self,
         HwObject *other)
{
  HwObject *iterator = hw_iter (vm, other), *list, *item, *weakref;

  if (iterator == NULL)
    return NULL;
  list = hw_list_new (H (vm), 0);
  while ((item = hw_next (vm, iterator)) != NULL) {
    weakref = self != NULL ? hw_weak_removing_ref (vm, self, item) : hw_weak_ref (vm, item, NULL);
    hw_decref (H (vm), item);
    if (weakref == NULL)
      break;
    hw_list_append_take (H (vm), list, weakref);
  }
  hw_decref (H (vm), iterator);
  if (vm->exception == NULL)
    return list;
  hw_decref (H (vm), list);
  return NULL;
}

static int
contains (HwVm     *vm,
          HwObject *self,
          HwObject *item)
{
  HwObject *weakref, *data;
  int found = -1;

  hw_weak_enter (vm);
  if (!hw_object_is_weakrefable (item))
    return 0;
  weakref = hw_weak_ref (vm, item, NULL);
  data = weakref != NULL ? hw_weak_get (vm, self, "data") : NULL;
  if (data != NULL)
    found = hw_contains (vm, data, weakref);
  hw_xdecref (H (vm), data);
  hw_xdecref (H (vm), weakref);
  return found;
}

static gint64
get_length (HwVm     *vm,
            HwObject *self)
{
  HwObject *data;
  gint64 n = -1, n_pending;

  hw_weak_enter (vm);
  n_pending = hw_weak_n_pending (vm, self);
  data = n_pending >= 0 ? hw_weak_get_kind (vm, self, "data", HW_KIND_SET) : NULL;
  if (data != NULL)
    n = (gint64) data->as.set.used - n_pending;
  hw_xdecref (H (vm), data);
  return n;
}

/* self.data.name (weakref), the reference (stolen; NULL: exception) made first or [data] opened first makes no difference to
 * a program. */
static HwObject *
ask_data (HwVm       *vm,
          HwObject   *self,
          const char *name,
          HwObject   *weakref)
{
  HwObject *data = weakref != NULL ? hw_weak_get (vm, self, "data") : NULL, *result;

  result = data != NULL ? hw_weak_call (vm, data, name, &weakref, 1) : NULL;
  hw_xdecref (H (vm), data);
  hw_xdecref (H (vm), weakref);
  return result;
}

static HwObject *
add (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  HwObject *item;

  if (!hw_weak_bind (vm, "WeakSet.add", "item", args, n, kwnames, &item) || !hw_weak_commit (vm, self))
    return NULL;
  return ask_data (vm, self, "add", hw_weak_removing_ref (vm, self, item));
}

static HwObject *
remove_method (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  HwObject *item;

  if (!hw_weak_bind (vm, "WeakSet.remove", "item", args, n, kwnames, &item) || !hw_weak_commit (vm, self))
    return NULL;
  return ask_data (vm, self, "remove", hw_weak_ref (vm, item, NULL));
}

static HwObject *
discard_method (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  HwObject *item;

  if (!hw_weak_bind (vm, "WeakSet.discard", "item", args, n, kwnames, &item) || !hw_weak_commit (vm, self))
    return NULL;
  return ask_data (vm, self, "discard", hw_weak_ref (vm, item, NULL));
}

static HwObject *
clear (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  HwObject *data;

  hw_weak_enter (vm);
  data = hw_weak_open_data (vm, self, HW_KIND_SET);
  if (data == NULL)
    return NULL;
  hw_set_clear (H (vm), data);
  hw_decref (H (vm), data);
  return HW_NONE (vm);
}

static HwObject *
pop (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  HwObject *data, *weakref, *item = NULL;

  hw_weak_enter (vm);
  data = hw_weak_open_data (vm, self, HW_KIND_SET);
  if (data == NULL)
    return NULL;
  while ((item == NULL || item == H (vm)->none) && (weakref = hw_set_pop (H (vm), data)) != NULL) {
    hw_xdecref (H (vm), item);
    item = hw_weak_referent (vm, weakref);
    hw_decref (H (vm), weakref);
    if (item == NULL)
      break;
  }
  hw_decref (H (vm), data);
  if (item != NULL && item != H (vm)->none)
    return item;
  hw_xdecref (H (vm), item);
  return vm->exception != NULL ? NULL : hw_raise (vm, HW_EXC_KeyError, "pop from empty WeakSet");
}

/* ------------------------------------------------------------------------------------------------------- set operations */

/* self.__class__ (iterable). */
static HwObject *
same_class (HwVm     *vm,
            HwObject *self,
            HwObject *iterable)
{
  return hw_call (vm, self->type->object, &iterable, 1, NULL);
}

static gboolean
update_with (HwVm     *vm,
             HwObject *self,
             HwObject *other)
{
  HwObject *iterator, *item, *result;

  if (!hw_weak_commit (vm, self))
    return FALSE;
  iterator = hw_iter (vm, other);
  while (iterator != NULL && (item = hw_next (vm, iterator)) != NULL) {
    result = hw_weak_call (vm, self, "add", &item, 1);
    hw_xdecref (H (vm), result);
    hw_decref (H (vm), item);
    if (result == NULL)
      break;
  }
  hw_xdecref (H (vm), iterator);
  return vm->exception == NULL;
}

typedef gboolean (*UpdateFunc) (HwVm *vm, HwObject *self, HwObject *other);

static gboolean
change (HwVm      *vm,
        HwObject  *self,
        HwObject  *other,
        UpdateFunc function,
        gboolean   clears_itself,
        gboolean   with_callback)
{
  HwObject *data = hw_weak_open_data (vm, self, HW_KIND_SET), *refs;
  gboolean done;

  if (data == NULL)
    return FALSE;
  if (clears_itself && self == other) {
    hw_set_clear (H (vm), data);
    hw_decref (H (vm), data);
    return TRUE;
  }
  refs = refs_of (vm, with_callback ? self : NULL, other);
  done = refs != NULL && function (vm, data, refs);
  hw_xdecref (H (vm), refs);
  hw_decref (H (vm), data);
  return done;
}

static gboolean
difference_update_with (HwVm     *vm,
                        HwObject *self,
                        HwObject *other)
{
  return change (vm, self, other, hw_set_difference_update, TRUE, FALSE);
}

/* The references that stay are those made here, without callback: what dies later is not removed. So it is in CPython. */
static gboolean
intersection_update_with (HwVm     *vm,
                          HwObject *self,
                          HwObject *other)
{
  return change (vm, self, other, hw_set_intersection_update, FALSE, FALSE);
}

static gboolean
symmetric_difference_update_with (HwVm     *vm,
                                  HwObject *self,
                                  HwObject *other)
{
  return change (vm, self, other, hw_set_symmetric_difference_update, TRUE, TRUE);
}

static HwObject *
copy (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  hw_weak_enter (vm);
  return same_class (vm, self, self);
}

/* A copy changed by the method [name]. */
static HwObject *
changed_copy (HwVm       *vm,
              HwObject   *self,
              HwObject   *other,
              const char *name)
{
  HwObject *result = hw_weak_call (vm, self, "copy", NULL, 0), *done;

  if (result == NULL)
    return NULL;
  done = hw_weak_call (vm, result, name, &other, 1);
  hw_xdecref (H (vm), done);
  if (done != NULL)
    return result;
  hw_decref (H (vm), result);
  return NULL;
}

static HwObject *
intersect (HwVm     *vm,
           HwObject *self,
           HwObject *other)
{
  HwObject *iterator = hw_iter (vm, other), *list, *item, *result = NULL;

  if (iterator == NULL)
    return NULL;
  list = hw_list_new (H (vm), 0);
  while ((item = hw_next (vm, iterator)) != NULL) {
    int there = hw_contains (vm, self, item);

    if (there > 0)
      hw_list_append (H (vm), list, item);
    hw_decref (H (vm), item);
    if (there < 0)
      break;
  }
  hw_decref (H (vm), iterator);
  if (vm->exception == NULL)
    result = same_class (vm, self, list);
  hw_decref (H (vm), list);
  return result;
}

static HwObject *
unite (HwVm     *vm,
       HwObject *self,
       HwObject *other)
{
  HwObject *list = hw_list_new (H (vm), 0), *result = NULL;

  if (hw_list_extend (vm, list, self) && hw_list_extend (vm, list, other))
    result = same_class (vm, self, list);
  hw_decref (H (vm), list);
  return result;
}

/* set (map (ref, other)). */
static HwObject *
set_of_refs (HwVm     *vm,
             HwObject *other)
{
  HwObject *refs = refs_of (vm, NULL, other), *set;

  if (refs == NULL)
    return NULL;
  set = hw_set_of (vm, vm->types[HW_TYPE_ID_set], refs);
  hw_decref (H (vm), refs);
  return set;
}

static HwObject *
compare (HwVm       *vm,
         HwObject   *self,
         HwObject   *other,
         HwCompareOp op)
{
  HwObject *refs, *data, *result = NULL;

  hw_weak_enter (vm);
  if ((op == HW_COMPARE_EQ || op == HW_COMPARE_NOT_EQ) && !hw_is_instance (other, self->type))
    return HW_NOT_IMPLEMENTED (vm);
  refs = set_of_refs (vm, other);
  data = refs != NULL ? hw_weak_get (vm, self, "data") : NULL;
  if (data != NULL)
    result = hw_compare (vm, data, refs, op);
  hw_xdecref (H (vm), data);
  hw_xdecref (H (vm), refs);
  return result;
}

static HwObject *
binary (HwVm      *vm,
        HwOperator op,
        HwObject  *left,
        HwObject  *right)
{
  hw_weak_enter (vm);
  if (!hw_is_instance (left, hw_weak_type (vm, HW_WEAK_SET)))
    return HW_NOT_IMPLEMENTED (vm);
  switch (op) {
  case HW_OPERATOR_SUB:
    return changed_copy (vm, left, right, "difference_update");
  case HW_OPERATOR_BIT_AND:
    return intersect (vm, left, right);
  case HW_OPERATOR_BIT_OR:
    return unite (vm, left, right);
  case HW_OPERATOR_BIT_XOR:
    return changed_copy (vm, left, right, "symmetric_difference_update");
  default:
    return HW_NOT_IMPLEMENTED (vm);
  }
}

static HwObject *
inplace (HwVm      *vm,
         HwOperator op,
         HwObject  *self,
         HwObject  *other)
{
  HwObject *result;
  gboolean done;

  hw_weak_enter (vm);
  switch (op) {
  case HW_OPERATOR_SUB:
    done = difference_update_with (vm, self, other);
    break;
  case HW_OPERATOR_BIT_AND:
    done = intersection_update_with (vm, self, other);
    break;
  case HW_OPERATOR_BIT_OR:
    result = hw_weak_call (vm, self, "update", &other, 1);
    hw_xdecref (H (vm), result);
    done = result != NULL;
    break;
  case HW_OPERATOR_BIT_XOR:
    done = symmetric_difference_update_with (vm, self, other);
    break;
  default:
    return HW_NOT_IMPLEMENTED (vm);
  }
  return done ? hw_newref (H (vm), self) : NULL;
}

#define WITH_OTHER(name, text, expression)                                           \
  static HwObject *                                                                  \
  name (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames) \
  {                                                                                  \
    HwObject *other;                                                                 \
                                                                                     \
    if (!hw_weak_bind (vm, "WeakSet." text, "other", args, n, kwnames, &other))      \
      return NULL;                                                                   \
    return expression;                                                               \
  }

WITH_OTHER (update, "update", update_with (vm, self, other) ? HW_NONE (vm) : NULL)
WITH_OTHER (difference_update, "difference_update", difference_update_with (vm, self, other) ? HW_NONE (vm) : NULL)
WITH_OTHER (intersection_update, "intersection_update", intersection_update_with (vm, self, other) ? HW_NONE (vm) : NULL)
WITH_OTHER (symmetric_difference_update, "symmetric_difference_update",
            symmetric_difference_update_with (vm, self, other) ? HW_NONE (vm) : NULL)
WITH_OTHER (difference, "difference", changed_copy (vm, self, other, "difference_update"))
WITH_OTHER (symmetric_difference, "symmetric_difference", changed_copy (vm, self, other, "symmetric_difference_update"))
WITH_OTHER (intersection, "intersection", intersect (vm, self, other))
WITH_OTHER (union_method, "union", unite (vm, self, other))
WITH_OTHER (issubset, "issubset", compare (vm, self, other, HW_COMPARE_LT_E))
WITH_OTHER (issuperset, "issuperset", compare (vm, self, other, HW_COMPARE_GT_E))

static HwObject *
is_disjoint (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  HwObject *other, *common;
  gint64 length;

  if (!hw_weak_bind (vm, "WeakSet.isdisjoint", "other", args, n, kwnames, &other))
    return NULL;
  common = hw_weak_call (vm, self, "intersection", &other, 1);
  if (common == NULL)
    return NULL;
  length = hw_length (vm, common);
  hw_decref (H (vm), common);
  return length < 0 ? NULL : hw_bool_new (H (vm), length == 0);
}

/* ---------------------------------------------------------------------------------------------------------- the class */

static HwObject *
repr (HwVm     *vm,
      HwObject *self)
{
  HwObject *data, *text;

  hw_weak_enter (vm);
  data = hw_weak_get (vm, self, "data");
  text = data != NULL ? hw_repr (vm, data) : NULL;
  hw_xdecref (H (vm), data);
  return text;
}

static HwObject *
iterate (HwVm     *vm,
         HwObject *self)
{
  return hw_weak_iterator_new (vm, HW_WEAK_SET_ITEMS, self);
}

static gboolean
init (HwVm            *vm,
      HwObject        *self,
      HwObject *const *args,
      guint            n,
      HwObject        *kwnames)
{
  HwObject *data, *result;

  if (!hw_weak_bind (vm, "WeakSet.__init__", "data=", args, n, kwnames, &data) ||
      !hw_weak_set (vm, self, "data", hw_set_new (H (vm), vm->types[HW_TYPE_ID_set])) ||
      !hw_weak_set_remove (vm, self, &remove_def, NULL) || !hw_weak_set_deferred (vm, self))
    return FALSE;
  if (data == NULL || data == H (vm)->none)
    return TRUE;
  result = hw_weak_call (vm, self, "update", &data, 1);
  hw_xdecref (H (vm), result);
  return result != NULL;
}

static const HwNativeDef methods[] = {
  { "_commit_removals", commit_removals, HW_CALL_NONE },
  { "add", add, HW_CALL_KEYWORDS },
  { "clear", clear, HW_CALL_NONE },
  { "copy", copy, HW_CALL_NONE },
  { "pop", pop, HW_CALL_NONE },
  { "remove", remove_method, HW_CALL_KEYWORDS },
  { "discard", discard_method, HW_CALL_KEYWORDS },
  { "update", update, HW_CALL_KEYWORDS },
  { "difference", difference, HW_CALL_KEYWORDS },
  { "difference_update", difference_update, HW_CALL_KEYWORDS },
  { "intersection", intersection, HW_CALL_KEYWORDS },
  { "intersection_update", intersection_update, HW_CALL_KEYWORDS },
  { "symmetric_difference", symmetric_difference, HW_CALL_KEYWORDS },
  { "symmetric_difference_update", symmetric_difference_update, HW_CALL_KEYWORDS },
  { "union", union_method, HW_CALL_KEYWORDS },
  { "issubset", issubset, HW_CALL_KEYWORDS },
  { "issuperset", issuperset, HW_CALL_KEYWORDS },
  { "isdisjoint", is_disjoint, HW_CALL_KEYWORDS },
  { "__class_getitem__", hw_class_getitem, HW_CALL_ONE, 1, 1, HW_BIND_CLASS },
  { NULL },
};

static const HwNativeType native = {
  .new_ = hw_weak_container_new,
  .init = init,
  .repr = repr,
  .unhashable = TRUE,
  .compare = compare,
  .iter = iterate,
  .length = get_length,
  .contains = contains,
  .binary = binary,
  .inplace = inplace,
  .methods = methods,
};

const HwWeakClass hw_weak_set_class = { HW_WEAK_SET, "WeakSet", "_weakrefset", HW_TYPE_ID_object, NULL, 0, &native };
