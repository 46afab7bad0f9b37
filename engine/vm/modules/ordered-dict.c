/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* collections.OrderedDict: a dict that compares by order and can move its keys. Models Objects/odictobject.c. */

#include "vm/containers.h"
#include "vm/modules/collections.h"

static HwObject *
ordered_new (HwVm            *vm,
             HwType          *type,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  HwObject *self = hw_dict_new_typed (H (vm), type);

  if (!hw_object_is_tracked (self))
    hw_object_track (H (vm), self);
  return self;
}

static HwObject *
ordered_repr (HwVm     *vm,
              HwObject *self)
{
  gboolean older = H (vm)->profile->minor < 12;
  HwObject *content, *list, *view, *result;

  if (self->as.dict.used == 0)
    return hw_str_printf (vm, "%s()", HW_TYPE_NAME (self));
  if (older) {
    if (hw_repr_enter (vm, self))
      return vm->exception != NULL ? NULL : hw_str_new (H (vm), "...", -1);
    view = hw_dict_view_new (vm, HW_TYPE_ID_dict_items, self);
    list = hw_to_list (vm, view);
    hw_decref (H (vm), view);
    content = list != NULL ? hw_repr (vm, list) : NULL;
    hw_xdecref (H (vm), list);
    hw_repr_leave (vm, self);
  } else {
    content = hw_native_dict.repr (vm, self);
    if (content != NULL && g_str_equal (hw_str_text (content), "{...}")) {
      hw_decref (H (vm), content);
      return hw_str_new (H (vm), "...", -1);
    }
  }
  if (content == NULL)
    return NULL;
  result = hw_str_printf (vm, "%s(%s)", HW_TYPE_NAME (self), hw_str_text (content));
  hw_decref (H (vm), content);
  return result;
}

/* Are the keys in the same order: 1, 0, -1. */
static int
same_order (HwVm     *vm,
            HwObject *left,
            HwObject *right)
{
  guint32 i = 0, j = 0;
  HwObject *a, *b;
  int equal = 1;

  while (equal > 0 && hw_dict_next (left, &i, &a, NULL, NULL) && hw_dict_next (right, &j, &b, NULL, NULL))
    equal = hw_equal (vm, a, b);
  return equal;
}

static HwObject *
ordered_compare (HwVm       *vm,
                 HwObject   *self,
                 HwObject   *other,
                 HwCompareOp op)
{
  HwType *type = hw_ordered_dict_get_type (vm);
  HwObject *result = hw_native_dict.compare (vm, self, other, op);
  int same;

  if (result == NULL || result == H (vm)->not_implemented || !hw_is_instance (self, type) || !hw_is_instance (other, type) ||
      (result == H (vm)->true_) != (op == HW_COMPARE_EQ))
    return result;
  same = same_order (vm, self, other);
  hw_decref (H (vm), result);
  return same < 0 ? NULL : hw_bool_new (H (vm), same == (op == HW_COMPARE_EQ));
}

/* Takes [key]'s entry out and puts it at the end. FALSE: exception. */
static gboolean
move_last (HwVm     *vm,
           HwObject *self,
           HwObject *key,
           gint64    hash)
{
  HwObject *value;
  gboolean done;

  hw_incref (H (vm), key);
  if (hw_dict_delete (H (vm), self, key, hash, &value) <= 0) {
    hw_decref (H (vm), key);
    return FALSE;
  }
  done = hw_dict_set (H (vm), self, key, hash, value);
  hw_decref (H (vm), value);
  hw_decref (H (vm), key);
  return done;
}

static HwObject *
ordered_move_to_end (HwVm            *vm,
                     HwObject        *self,
                     HwObject *const *args,
                     guint            n,
                     HwObject        *kwnames)
{
  g_autofree HwEntry *others = NULL;
  HwObject *values[2], *key, *value;
  guint32 position = 0, n_others = 0;
  gint64 hash, other_hash;
  int last = 1, found;

  if (!hw_bind (vm, "move_to_end", "key,last=", args, n, kwnames, values))
    return NULL;
  if (values[1] != NULL && (last = hw_truth (vm, values[1])) < 0)
    return NULL;
  hash = hw_hash (vm, values[0]);
  found = hash == -1 ? -1 : hw_dict_get (H (vm), self, values[0], hash, &value);
  if (found <= 0)
    return found < 0 ? NULL : hw_raise_object (vm, HW_EXC_KeyError, values[0]);
  if (last)
    return move_last (vm, self, values[0], hash) ? HW_NONE (vm) : NULL;
  /* to the front: all the others move behind it */
  others = g_new (HwEntry, self->as.dict.used);
  while (hw_dict_next (self, &position, &key, NULL, &other_hash)) {
    int equal = other_hash == hash ? hw_equal (vm, key, values[0]) : 0;

    if (equal < 0)
      return NULL;
    if (!equal)
      others[n_others++] = (HwEntry) { .key = key, .hash = other_hash };
  }
  for (guint32 i = 0; i < n_others; i++)
    if (!move_last (vm, self, others[i].key, others[i].hash))
      return NULL;
  return HW_NONE (vm);
}

static HwObject *
ordered_popitem (HwVm            *vm,
                 HwObject        *self,
                 HwObject *const *args,
                 guint            n,
                 HwObject        *kwnames)
{
  HwObject *last_argument, *pair, *parts[2];
  guint32 position;
  int last = 1;
  gint64 hash;

  if (!hw_bind (vm, "popitem", "last=", args, n, kwnames, &last_argument))
    return NULL;
  if (last_argument != NULL && (last = hw_truth (vm, last_argument)) < 0)
    return NULL;
  if (self->as.dict.used == 0)
    return hw_raise (vm, HW_EXC_KeyError, "dictionary is empty");
  position = last ? hw_dict_last (self) : 0;
  hw_dict_next (self, &position, &parts[0], &parts[1], &hash);
  pair = hw_tuple_from_array (H (vm), parts, 2);
  hw_dict_delete (H (vm), self, parts[0], hash, NULL);
  return pair;
}

static HwObject *
ordered_copy (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  return hw_call (vm, self->type->object, &self, 1, NULL);
}

static HwObject *
ordered_binary (HwVm      *vm,
                HwOperator op,
                HwObject  *left,
                HwObject  *right)
{
  HwObject *self = hw_is_instance (left, hw_ordered_dict_get_type (vm)) ? left : right;
  HwObject *result;

  if (op != HW_OPERATOR_BIT_OR || left->kind != HW_KIND_DICT || right->kind != HW_KIND_DICT)
    return HW_NOT_IMPLEMENTED (vm);
  result = hw_call (vm, self->type->object, &left, 1, NULL);
  if (result != NULL && !hw_dict_update (vm, result, right)) {
    hw_decref (H (vm), result);
    return NULL;
  }
  return result;
}

/* The linked list of CPython's: a table of nodes as large as the dict's, and the nodes. */
static HwObject *
ordered_sizeof (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  gint64 size = (gint64) hw_object_get_size (H (vm), self) - 16 + 64;

  if (self->as.dict.keys != H (vm)->empty_keys)
    size += 8 * (gint64) self->as.dict.keys->slots + 32 * (gint64) self->as.dict.used;
  return hw_int_new (H (vm), size);
}

static const HwNativeDef ordered_methods[] = {
  { "move_to_end", ordered_move_to_end, HW_CALL_KEYWORDS },
  { "popitem", ordered_popitem, HW_CALL_KEYWORDS },
  { "copy", ordered_copy, HW_CALL_NONE },
  { "__copy__", ordered_copy, HW_CALL_NONE },
  { "__sizeof__", ordered_sizeof, HW_CALL_NONE },
  { NULL },
};

static const HwNativeType ordered_native = {
  .new_ = ordered_new,
  .repr = ordered_repr,
  .unhashable = TRUE,
  .compare = ordered_compare,
  .binary = ordered_binary,
  .methods = ordered_methods,
};

HwType *
hw_ordered_dict_get_type (HwVm *vm)
{
  return hw_native_type_get (vm, "OrderedDict", HW_KIND_DICT, vm->types[HW_TYPE_ID_dict],
                             HW_TYPE_GC | HW_TYPE_BASE | HW_TYPE_WEAKREFS, 0, &ordered_native);
}
