/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Weak proxies: every operation is the referent's, as long as it lives. Models the proxy_… functions of Objects/weakrefobject.c. */

#include "vm/containers.h"
#include "vm/machine.h"

/* The referent, held for the time of the operation; NULL with ReferenceError. */
static HwObject *
hold (HwVm     *vm,
      HwObject *proxy)
{
  HwObject *referent = proxy->as.weakref.referent;

  if (referent == NULL)
    return hw_raise (vm, HW_EXC_ReferenceError, "weakly-referenced object no longer exists");
  return hw_newref (H (vm), referent);
}

/* An operand: a proxy stands for its referent. New. */
static HwObject *
unwrap (HwVm     *vm,
        HwObject *object)
{
  return object->kind == HW_KIND_PROXY ? hold (vm, object) : hw_newref (H (vm), object);
}

#define FORWARD(result_type, failed, call)       \
  HwObject *referent = hold (vm, self);          \
  result_type result;                            \
                                                 \
  if (referent == NULL)                          \
    return failed;                               \
  result = call;                                 \
  hw_decref (H (vm), referent);                  \
  return result

static HwObject *
proxy_repr (HwVm     *vm,
            HwObject *self)
{
  HwObject *referent = self->as.weakref.referent;

  if (referent == NULL)
    return hw_str_printf (vm, "<weakproxy at 0x%" G_GINT64_MODIFIER "x; dead>", hw_object_get_id (vm, self));
  return hw_str_printf (vm, "<weakproxy at 0x%" G_GINT64_MODIFIER "x; to '%s' at 0x%" G_GINT64_MODIFIER "x>", hw_object_get_id (vm, self),
                        referent->type->name, hw_object_get_id (vm, referent));
}

static HwObject *
proxy_str (HwVm     *vm,
           HwObject *self)
{
  FORWARD (HwObject *, NULL, hw_str (vm, referent));
}

static HwObject *
proxy_get_attribute (HwVm     *vm,
                     HwObject *self,
                     HwObject *name)
{
  FORWARD (HwObject *, NULL, hw_get_attr (vm, referent, name));
}

static gboolean
proxy_set_attribute (HwVm     *vm,
                     HwObject *self,
                     HwObject *name,
                     HwObject *value)
{
  FORWARD (gboolean, FALSE, hw_set_attr (vm, referent, name, value));
}

static HwObject *
proxy_compare (HwVm       *vm,
               HwObject   *self,
               HwObject   *other,
               HwCompareOp op)
{
  HwObject *left = unwrap (vm, self), *right = left != NULL ? unwrap (vm, other) : NULL, *result = NULL;

  if (right != NULL)
    result = hw_compare (vm, left, right, op);
  hw_xdecref (H (vm), left);
  hw_xdecref (H (vm), right);
  return result;
}

static HwObject *
proxy_iter (HwVm     *vm,
            HwObject *self)
{
  FORWARD (HwObject *, NULL, hw_iter (vm, referent));
}

static HwObject *
proxy_next (HwVm     *vm,
            HwObject *self)
{
  HwObject *referent = hold (vm, self), *result;

  if (referent == NULL)
    return NULL;
  if (hw_native (referent->type)->next == NULL && hw_type_lookup (vm, referent->type, vm->names[HW_NAME___next__]) == NULL)
    result = hw_raise (vm, HW_EXC_TypeError, "Weakref proxy referenced a non-iterator '%s' object", referent->type->name);
  else
    result = hw_next (vm, referent);
  hw_decref (H (vm), referent);
  return result;
}

static gint64
proxy_length (HwVm     *vm,
              HwObject *self)
{
  FORWARD (gint64, -1, hw_length (vm, referent));
}

static HwObject *
proxy_get_item (HwVm     *vm,
                HwObject *self,
                HwObject *key)
{
  FORWARD (HwObject *, NULL, hw_get_item (vm, referent, key));
}

static gboolean
proxy_set_item (HwVm     *vm,
                HwObject *self,
                HwObject *key,
                HwObject *value)
{
  FORWARD (gboolean, FALSE, hw_set_item (vm, referent, key, value));
}

static int
proxy_contains (HwVm     *vm,
                HwObject *self,
                HwObject *item)
{
  FORWARD (int, -1, hw_contains (vm, referent, item));
}

static int
proxy_truth (HwVm     *vm,
             HwObject *self)
{
  FORWARD (int, -1, hw_truth (vm, referent));
}

static HwObject *
proxy_binary (HwVm      *vm,
              HwOperator op,
              HwObject  *left,
              HwObject  *right)
{
  HwObject *a = unwrap (vm, left), *b = a != NULL ? unwrap (vm, right) : NULL, *result = NULL;

  if (b != NULL)
    result = hw_binary (vm, op, a, b);
  hw_xdecref (H (vm), a);
  hw_xdecref (H (vm), b);
  return result;
}

static HwObject *
proxy_inplace (HwVm      *vm,
               HwOperator op,
               HwObject  *self,
               HwObject  *other)
{
  HwObject *a = unwrap (vm, self), *b = a != NULL ? unwrap (vm, other) : NULL, *result = NULL;

  if (b != NULL)
    result = hw_inplace (vm, op, a, b);
  hw_xdecref (H (vm), a);
  hw_xdecref (H (vm), b);
  return result;
}

static HwObject *
proxy_unary (HwVm     *vm,
             HwUnaryOp op,
             HwObject *self)
{
  FORWARD (HwObject *, NULL, hw_unary (vm, op, referent));
}

static HwObject *
proxy_call (HwVm            *vm,
            HwObject        *self,
            HwObject *const *args,
            guint            n,
            HwObject        *kwnames)
{
  FORWARD (HwObject *, NULL, hw_call (vm, referent, args, n, kwnames));
}

const HwNativeType hw_native_weakproxy = {
  .repr = proxy_repr,
  .str = proxy_str,
  .unhashable = TRUE,
  .compare = proxy_compare,
  .iter = proxy_iter,
  .next = proxy_next,
  .length = proxy_length,
  .get_item = proxy_get_item,
  .set_item = proxy_set_item,
  .contains = proxy_contains,
  .truth = proxy_truth,
  .binary = proxy_binary,
  .inplace = proxy_inplace,
  .unary = proxy_unary,
  .get_attribute = proxy_get_attribute,
  .set_attribute = proxy_set_attribute,
};

const HwNativeType hw_native_weakcallableproxy = {
  .repr = proxy_repr,
  .str = proxy_str,
  .unhashable = TRUE,
  .compare = proxy_compare,
  .iter = proxy_iter,
  .next = proxy_next,
  .length = proxy_length,
  .get_item = proxy_get_item,
  .set_item = proxy_set_item,
  .contains = proxy_contains,
  .truth = proxy_truth,
  .binary = proxy_binary,
  .inplace = proxy_inplace,
  .unary = proxy_unary,
  .get_attribute = proxy_get_attribute,
  .set_attribute = proxy_set_attribute,
  .call = proxy_call,
};
