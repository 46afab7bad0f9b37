/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* types.UnionType: what int | None is. Models Objects/unionobject.c. */

#include "vm/containers.h"

enum { UNION_ARGS = 1, UNION_N_FIELDS };

static const HwNativeType union_native;

HwType *
hw_union_get_type (HwVm *vm)
{
  HwType *type = hw_native_type_get (vm, H (vm)->profile->minor >= 14 ? "Union" : "UnionType", HW_KIND_NATIVE,
                                     vm->types[HW_TYPE_ID_object], HW_TYPE_GC | HW_TYPE_NO_NEW, 48, &union_native);

  return type;
}

HwObject *
hw_union_get_args (HwObject *object)
{
  if (object->kind != HW_KIND_NATIVE || object->type->is_heap ||
      (!g_str_equal (HW_TYPE_NAME (object), "UnionType") && !g_str_equal (HW_TYPE_NAME (object), "Union")))
    return NULL;
  return hw_field (object, UNION_ARGS);
}

static gboolean
can_be_joined (HwVm     *vm,
               HwObject *object)
{
  return object == H (vm)->none || object->kind == HW_KIND_TYPE || hw_union_get_args (object) != NULL ||
         (object->kind == HW_KIND_NATIVE && !object->type->is_heap && g_str_equal (HW_TYPE_NAME (object), "GenericAlias"));
}

/* Adds [part], or what it joins, unless it is there. FALSE: exception. */
static gboolean
add_part (HwVm      *vm,
          GPtrArray *parts,
          HwObject  *part)
{
  HwObject *inner = hw_union_get_args (part);

  if (inner != NULL) {
    for (guint32 i = 0; i < inner->as.items.n; i++)
      if (!add_part (vm, parts, inner->as.items.at[i]))
        return FALSE;
    return TRUE;
  }
  if (part == H (vm)->none)
    part = part->type->object;
  for (guint i = 0; i < parts->len; i++) {
    int equal = hw_equal (vm, parts->pdata[i], part);

    if (equal != 0)
      return equal > 0;
  }
  g_ptr_array_add (parts, part);
  return TRUE;
}

HwObject *
hw_union_new (HwVm     *vm,
              HwObject *left,
              HwObject *right)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  HwObject *self;

  if (!can_be_joined (vm, left) || !can_be_joined (vm, right))
    return HW_NOT_IMPLEMENTED (vm);
  if (!add_part (vm, parts, left) || !add_part (vm, parts, right))
    return NULL;
  if (parts->len == 1)
    return hw_newref (H (vm), parts->pdata[0]);
  self = hw_native_new (vm, hw_union_get_type (vm), HW_KIND_NATIVE, UNION_N_FIELDS);
  hw_field_set (H (vm), self, UNION_ARGS, hw_tuple_of (H (vm), (HwObject **) parts->pdata, parts->len));
  hw_object_track (H (vm), self);
  return self;
}

static HwObject *
union_binary (HwVm      *vm,
              HwOperator op,
              HwObject  *left,
              HwObject  *right)
{
  return op == HW_OPERATOR_BIT_OR ? hw_union_new (vm, left, right) : HW_NOT_IMPLEMENTED (vm);
}

static HwObject *
union_repr (HwVm     *vm,
            HwObject *self)
{
  HwObject *args = hw_field (self, UNION_ARGS);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint32 i = 0; i < args->as.items.n; i++) {
    if (i > 0)
      g_string_append (text, " | ");
    if (args->as.items.at[i] == H (vm)->none->type->object)
      g_string_append (text, "None");
    else if (!hw_append_type_argument (vm, text, args->as.items.at[i]))
      return NULL;
  }
  return hw_str_new (H (vm), text->str, text->len);
}

/* Is all of [left] in [right]: 1, 0, -1. */
static int
is_within (HwVm     *vm,
           HwObject *left,
           HwObject *right)
{
  int contained = 1;

  for (guint32 i = 0; contained > 0 && i < left->as.items.n; i++)
    contained = hw_contains (vm, right, left->as.items.at[i]);
  return contained;
}

static HwObject *
union_compare (HwVm       *vm,
               HwObject   *self,
               HwObject   *other,
               HwCompareOp op)
{
  HwObject *left = hw_union_get_args (self), *right = hw_union_get_args (other);
  int equal;

  if (left == NULL || right == NULL || (op != HW_COMPARE_EQ && op != HW_COMPARE_NOT_EQ))
    return HW_NOT_IMPLEMENTED (vm);
  equal = left->as.items.n == right->as.items.n ? is_within (vm, left, right) : 0;
  return equal < 0 ? NULL : hw_bool_new (H (vm), equal == (op == HW_COMPARE_EQ));
}

static gint64
union_hash (HwVm     *vm,
            HwObject *self)
{
  HwObject *set = hw_set_of (vm, vm->types[HW_TYPE_ID_frozenset], hw_field (self, UNION_ARGS));
  gint64 hash = set != NULL ? hw_hash (vm, set) : -1;

  hw_xdecref (H (vm), set);
  return hash;
}

static HwObject *
union_get_args (HwVm     *vm,
                HwObject *self)
{
  return hw_newref (H (vm), hw_field (self, UNION_ARGS));
}

static const HwGetSetDef union_getsets[] = {
  { "__args__", union_get_args, NULL },
  { NULL },
};

static const HwNativeType union_native = {
  .repr = union_repr,
  .hash = union_hash,
  .compare = union_compare,
  .binary = union_binary,
  .getsets = union_getsets,
};
