/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* groupby, batched and tee. */

#include "vm/modules/itertools.h"

/* ------------------------------------------------------------------------------------------------------------ groupby */

/* Beyond the common fields. The running group is known by its serial, in as.items.data. */
enum { TARGET_KEY = HW_ITERATOR_N_FIELDS, CURRENT_KEY, CURRENT_VALUE, N_GROUPBY = 3 };

static const HwNativeType grouper_native, tee_native;

static HwObject *
groupby_new (HwVm            *vm,
             HwType          *type,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  HwObject *values[2], *iterator, *self;

  if (!hw_bind (vm, "groupby", "iterable,key=", args, n, kwnames, values))
    return NULL;
  iterator = hw_iter (vm, values[0]);
  if (iterator == NULL)
    return NULL;
  self = hw_itertool_new (vm, type, N_GROUPBY);
  hw_field_set (H (vm), self, HW_ITERATOR_SEQUENCE, iterator);
  hw_field_set (H (vm), self, HW_ITERATOR_FUNCTION, hw_newref (H (vm), values[1] != NULL ? values[1] : H (vm)->none));
  hw_object_track (H (vm), self);
  return self;
}

/* Reads the next value and its key. FALSE: over, or exception. */
static gboolean
groupby_step (HwVm     *vm,
              HwObject *self)
{
  HwObject *function = hw_field (self, HW_ITERATOR_FUNCTION);
  HwObject *value = hw_next (vm, hw_field (self, HW_ITERATOR_SEQUENCE)), *key;

  if (value == NULL)
    return FALSE;
  key = function == H (vm)->none ? hw_newref (H (vm), value) : hw_call (vm, function, &value, 1, NULL);
  if (key == NULL) {
    hw_decref (H (vm), value);
    return FALSE;
  }
  hw_field_set (H (vm), self, CURRENT_VALUE, value);
  hw_field_set (H (vm), self, CURRENT_KEY, key);
  return TRUE;
}

static HwType *
grouper_get_type (HwVm *vm)
{
  return hw_native_type_get (vm, "_grouper", HW_KIND_ITERATOR, vm->types[HW_TYPE_ID_object], HW_TYPE_GC | HW_TYPE_NO_NEW, 48,
                             &grouper_native);
}

static HwObject *
grouper_make (HwVm     *vm,
              HwObject *parent,
              HwObject *key)
{
  HwObject *self = hw_native_new (vm, grouper_get_type (vm), HW_KIND_ITERATOR, 2);

  hw_field_set (H (vm), self, HW_ITERATOR_SEQUENCE, hw_newref (H (vm), parent));
  hw_field_set (H (vm), self, HW_ITERATOR_ITEM, hw_newref (H (vm), key));
  parent->as.items.data = GSIZE_TO_POINTER ((gsize) self->serial);
  hw_object_track (H (vm), self);
  return self;
}

static HwObject *
groupby_next (HwVm     *vm,
              HwObject *self)
{
  HwObject *group, *pair;

  self->as.items.data = NULL;
  for (;;) {
    HwObject *current = hw_field (self, CURRENT_KEY), *target = hw_field (self, TARGET_KEY);

    if (current != NULL) {
      int equal = target != NULL ? hw_equal (vm, target, current) : 0;

      if (equal < 0)
        return NULL;
      if (!equal)
        break;
    }
    if (!groupby_step (vm, self))
      return NULL;
  }
  hw_field_set (H (vm), self, TARGET_KEY, hw_newref (H (vm), hw_field (self, CURRENT_KEY)));
  group = grouper_make (vm, self, hw_field (self, TARGET_KEY));
  pair = hw_pair_new (vm, hw_field (self, CURRENT_KEY), group);
  hw_decref (H (vm), group);
  return pair;
}

const HwNativeType hw_itertool_groupby = { .new_ = groupby_new, .iter = hw_itertool_self, .next = groupby_next };

static HwObject *
grouper_next (HwVm     *vm,
              HwObject *self)
{
  HwObject *parent = hw_field (self, HW_ITERATOR_SEQUENCE), *value;
  int equal;

  if (GPOINTER_TO_SIZE (parent->as.items.data) != self->serial)
    return NULL;
  if (hw_field (parent, CURRENT_VALUE) == NULL && !groupby_step (vm, parent))
    return NULL;
  equal = hw_equal (vm, hw_field (self, HW_ITERATOR_ITEM), hw_field (parent, CURRENT_KEY));
  if (equal <= 0)
    return NULL;
  value = hw_newref (H (vm), hw_field (parent, CURRENT_VALUE));
  hw_field_set (H (vm), parent, CURRENT_VALUE, NULL);
  hw_field_set (H (vm), parent, CURRENT_KEY, NULL);
  return value;
}

static const HwNativeType grouper_native = { .iter = hw_itertool_self, .next = grouper_next };

/* ------------------------------------------------------------------------------------------------------------- batched */

/* [extra]: how many in one; [data]: TRUE if all must be full. */
static HwObject *
batched_new (HwVm            *vm,
             HwType          *type,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  gboolean has_strict = H (vm)->profile->minor >= 13;
  HwObject *values[3] = { NULL }, *iterator, *self;
  gint64 size;
  int strict = 0;

  if (!hw_bind (vm, "batched", has_strict ? "iterable,n,*,strict=" : "iterable,n", args, n, kwnames, values) ||
      !hw_index_value (vm, values[1], &size, FALSE))
    return NULL;
  if (values[2] != NULL && (strict = hw_truth (vm, values[2])) < 0)
    return NULL;
  if (size < 1)
    return hw_raise (vm, HW_EXC_ValueError, "n must be at least one");
  iterator = hw_iter (vm, values[0]);
  if (iterator == NULL)
    return NULL;
  self = hw_itertool_new (vm, type, 0);
  self->as.items.extra = (guint32) MIN (size, G_MAXUINT32);
  self->as.items.data = GINT_TO_POINTER (strict);
  hw_field_set (H (vm), self, HW_ITERATOR_SEQUENCE, iterator);
  hw_object_track (H (vm), self);
  return self;
}

static HwObject *
batched_next (HwVm     *vm,
              HwObject *self)
{
  HwObject *iterator = hw_field (self, HW_ITERATOR_SEQUENCE), *item, *batch = NULL;
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  if (iterator == NULL)
    return NULL;
  while (items->len < self->as.items.extra && (item = hw_next (vm, iterator)) != NULL)
    g_ptr_array_add (items, item);
  if (vm->exception == NULL && items->len > 0 && items->len < self->as.items.extra && self->as.items.data != NULL)
    hw_raise (vm, HW_EXC_ValueError, "batched(): incomplete batch");
  if (vm->exception == NULL && items->len > 0)
    batch = hw_tuple_of (H (vm), (HwObject **) items->pdata, items->len);
  for (guint i = 0; i < items->len; i++)
    hw_decref (H (vm), items->pdata[i]);
  if (batch == NULL || items->len < self->as.items.extra)
    hw_field_set (H (vm), self, HW_ITERATOR_SEQUENCE, NULL);
  return batch;
}

const HwNativeType hw_itertool_batched = { .new_ = batched_new, .iter = hw_itertool_self, .next = batched_next };

/* ----------------------------------------------------------------------------------------------------------------- tee */

/* What one iterator has read and another has not is a chain of links: value, next link. The last link of the chain is empty and its
 * "sequence" is the iterator below. */
enum { LINK_SOURCE = HW_ITERATOR_SEQUENCE, LINK_VALUE = HW_ITERATOR_ITEM, LINK_NEXT = HW_ITERATOR_FUNCTION };

static HwType *
link_get_type (HwVm *vm)
{
  static const HwNativeType link_native = { .new_ = NULL };

  return hw_native_type_get (vm, "_tee_dataobject", HW_KIND_ITERATOR, vm->types[HW_TYPE_ID_object], HW_TYPE_GC | HW_TYPE_NO_NEW, 48,
                             &link_native);
}

static HwObject *
link_make (HwVm     *vm,
           HwObject *iterator)
{
  HwObject *self = hw_native_new (vm, link_get_type (vm), HW_KIND_ITERATOR, HW_ITERATOR_N_FIELDS);

  hw_field_set (H (vm), self, LINK_SOURCE, hw_newref (H (vm), iterator));
  hw_object_track (H (vm), self);
  return self;
}

static HwType *
tee_get_type (HwVm *vm)
{
  HwType *type = hw_native_type_get (vm, "_tee", HW_KIND_ITERATOR, vm->types[HW_TYPE_ID_object],
                                     HW_TYPE_GC | HW_TYPE_WEAKREFS | HW_TYPE_NO_NEW, 56, &tee_native);

  return type;
}

static HwObject *
tee_make (HwVm     *vm,
          HwObject *link)
{
  HwObject *self = hw_native_new (vm, tee_get_type (vm), HW_KIND_ITERATOR, 1);

  hw_field_set (H (vm), self, HW_ITERATOR_SEQUENCE, hw_newref (H (vm), link));
  hw_object_track (H (vm), self);
  return self;
}

static HwObject *
tee_next (HwVm     *vm,
          HwObject *self)
{
  HwObject *link = hw_newref (H (vm), hw_field (self, HW_ITERATOR_SEQUENCE)), *value;

  if (hw_field (link, LINK_NEXT) == NULL) {
    value = hw_next (vm, hw_field (link, LINK_SOURCE));
    if (value == NULL) {
      hw_decref (H (vm), link);
      return NULL;
    }
    hw_field_set (H (vm), link, LINK_NEXT, link_make (vm, hw_field (link, LINK_SOURCE)));
    hw_field_set (H (vm), link, LINK_VALUE, value);
  }
  value = hw_newref (H (vm), hw_field (link, LINK_VALUE));
  hw_field_set (H (vm), self, HW_ITERATOR_SEQUENCE, hw_newref (H (vm), hw_field (link, LINK_NEXT)));
  hw_decref (H (vm), link);
  return value;
}

static HwObject *
tee_copy (HwVm            *vm,
          HwObject        *self,
          HwObject *const *args,
          guint            n,
          HwObject        *kwnames)
{
  return tee_make (vm, hw_field (self, HW_ITERATOR_SEQUENCE));
}

static const HwNativeDef tee_methods[] = {
  { "__copy__", tee_copy, HW_CALL_NONE },
  { NULL },
};

static const HwNativeType tee_native = { .iter = hw_itertool_self, .next = tee_next, .methods = tee_methods };

void
hw_itertools_make_types (HwVm *vm)
{
  grouper_get_type (vm);
  link_get_type (vm);
  tee_get_type (vm);
}

HwObject *
hw_itertools_tee (HwVm            *vm,
                  HwObject        *self,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  HwObject *iterator, *link, *result;
  g_autofree HwObject **copies = NULL;
  gint64 count = 2;

  if (n > 1 && !hw_index_value (vm, args[1], &count, FALSE))
    return NULL;
  if (count < 0)
    return hw_raise (vm, HW_EXC_ValueError, "n must be >= 0");
  if (count > 1 << 20)
    return hw_raise (vm, HW_EXC_MemoryError, "%s", "");
  iterator = hw_iter (vm, args[0]);
  if (iterator == NULL)
    return NULL;
  if (iterator->type == tee_get_type (vm))
    link = hw_newref (H (vm), hw_field (iterator, HW_ITERATOR_SEQUENCE));
  else
    link = link_make (vm, iterator);
  hw_decref (H (vm), iterator);
  copies = g_new (HwObject *, count + 1);
  for (gint64 i = 0; i < count; i++)
    copies[i] = tee_make (vm, link);
  result = hw_tuple_of (H (vm), copies, (guint32) count);
  for (gint64 i = 0; i < count; i++)
    hw_decref (H (vm), copies[i]);
  hw_decref (H (vm), link);
  return result;
}
