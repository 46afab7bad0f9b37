/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* types.GenericAlias: what list[int] is. Models Objects/genericaliasobject.c: it stands for its origin, but for its own few attributes. */

#include "vm/containers.h"

enum { ALIAS_ORIGIN = 1, ALIAS_ARGS, ALIAS_N_FIELDS };

static HwObject *
origin_of (HwObject *self)
{
  return hw_field (self, ALIAS_ORIGIN);
}

gboolean
hw_append_type_argument (HwVm     *vm,
                         GString  *text,
                         HwObject *argument)
{
  HwObject *name, *module = NULL, *repr;

  if (argument == H (vm)->ellipsis) {
    g_string_append (text, "...");
    return TRUE;
  }
  if (argument->kind == HW_KIND_TYPE) {
    name = hw_get_attr (vm, argument, vm->names[HW_NAME___qualname__]);
    module = name != NULL ? hw_get_attr (vm, argument, vm->names[HW_NAME___module__]) : NULL;
    if (module == NULL) {
      hw_xdecref (H (vm), name);
      return FALSE;
    }
    if (hw_is_str (module) && !g_str_equal (hw_str_text (module), "builtins"))
      g_string_append_printf (text, "%s.", hw_str_text (module));
    g_string_append (text, hw_str_text (name));
    hw_decref (H (vm), name);
    hw_decref (H (vm), module);
    return TRUE;
  }
  repr = hw_repr (vm, argument);
  if (repr == NULL)
    return FALSE;
  g_string_append (text, hw_str_text (repr));
  hw_decref (H (vm), repr);
  return TRUE;
}

static HwObject *
alias_repr (HwVm     *vm,
            HwObject *self)
{
  HwObject *args = hw_field (self, ALIAS_ARGS);
  g_autoptr (GString) text = g_string_new (NULL);

  if (!hw_append_type_argument (vm, text, origin_of (self)))
    return NULL;
  g_string_append_c (text, '[');
  for (guint32 i = 0; i < args->as.items.n; i++) {
    if (i > 0)
      g_string_append (text, ", ");
    if (!hw_append_type_argument (vm, text, args->as.items.at[i]))
      return NULL;
  }
  if (args->as.items.n == 0)
    g_string_append (text, "()");
  g_string_append_c (text, ']');
  return hw_str_new (H (vm), text->str, text->len);
}

static gint64
alias_hash (HwVm     *vm,
            HwObject *self)
{
  gint64 origin = hw_hash (vm, origin_of (self));
  gint64 args = origin != -1 ? hw_hash (vm, hw_field (self, ALIAS_ARGS)) : -1;

  return args == -1 ? -1 : origin ^ args;
}

static HwObject *
alias_compare (HwVm       *vm,
               HwObject   *self,
               HwObject   *other,
               HwCompareOp op)
{
  int equal;

  if (self->type != other->type || (op != HW_COMPARE_EQ && op != HW_COMPARE_NOT_EQ))
    return HW_NOT_IMPLEMENTED (vm);
  equal = hw_equal (vm, origin_of (self), origin_of (other));
  if (equal > 0)
    equal = hw_equal (vm, hw_field (self, ALIAS_ARGS), hw_field (other, ALIAS_ARGS));
  return equal < 0 ? NULL : hw_bool_new (H (vm), equal == (op == HW_COMPARE_EQ));
}

static HwObject *
alias_call (HwVm            *vm,
            HwObject        *self,
            HwObject *const *args,
            guint            n,
            HwObject        *kwnames)
{
  return hw_call (vm, origin_of (self), args, n, kwnames);
}

static HwObject *
alias_get_attribute (HwVm     *vm,
                     HwObject *self,
                     HwObject *name)
{
  static const char *const own[] = { "__origin__", "__args__", "__parameters__", "__mro_entries__", "__class__", "__unpacked__", NULL };
  const char *text = hw_str_text (name);

  if (!g_strv_contains (own, text) && !(g_str_has_prefix (text, "__") && g_str_has_suffix (text, "__") &&
                                        !g_str_equal (text, "__name__") && !g_str_equal (text, "__qualname__")))
    return hw_get_attr (vm, origin_of (self), name);
  return hw_generic_get_attr (vm, self, name);
}

static HwObject *
alias_get_origin (HwVm     *vm,
                  HwObject *self)
{
  return hw_newref (H (vm), origin_of (self));
}

static HwObject *
alias_get_args (HwVm     *vm,
                HwObject *self)
{
  return hw_newref (H (vm), hw_field (self, ALIAS_ARGS));
}

static HwObject *
alias_get_parameters (HwVm     *vm,
                      HwObject *self)
{
  return hw_newref (H (vm), H (vm)->empty_tuple);
}

/* class C (list[int]): the base is the origin. */
static HwObject *
alias_mro_entries (HwVm            *vm,
                   HwObject        *self,
                   HwObject *const *args,
                   guint            n,
                   HwObject        *kwnames)
{
  HwObject *origin = origin_of (self);

  return hw_tuple_of (H (vm), &origin, 1);
}

static const HwNativeDef alias_methods[] = {
  { "__mro_entries__", alias_mro_entries, HW_CALL_ONE },
  { NULL },
};

static const HwGetSetDef alias_getsets[] = {
  { "__origin__", alias_get_origin, NULL },
  { "__args__", alias_get_args, NULL },
  { "__parameters__", alias_get_parameters, NULL },
  { NULL },
};

static HwObject *
alias_binary (HwVm      *vm,
              HwOperator op,
              HwObject  *left,
              HwObject  *right)
{
  return op == HW_OPERATOR_BIT_OR ? hw_union_new (vm, left, right) : HW_NOT_IMPLEMENTED (vm);
}

static const HwNativeType alias_native = {
  .repr = alias_repr,
  .hash = alias_hash,
  .compare = alias_compare,
  .binary = alias_binary,
  .call = alias_call,
  .get_attribute = alias_get_attribute,
  .methods = alias_methods,
  .getsets = alias_getsets,
};

HwType *
hw_generic_alias_get_type (HwVm *vm)
{
  return hw_native_type_get (vm, "GenericAlias", HW_KIND_NATIVE, vm->types[HW_TYPE_ID_object],
                             HW_TYPE_GC | HW_TYPE_NO_NEW | HW_TYPE_WEAKREFS, 72, &alias_native);
}

HwObject *
hw_generic_alias_new (HwVm     *vm,
                      HwObject *origin,
                      HwObject *arguments)
{
  HwObject *self = hw_native_new (vm, hw_generic_alias_get_type (vm), HW_KIND_NATIVE, ALIAS_N_FIELDS);

  hw_field_set (H (vm), self, ALIAS_ORIGIN, hw_newref (H (vm), origin));
  hw_field_set (H (vm), self, ALIAS_ARGS,
                hw_is_exact (vm, arguments, tuple) ? hw_newref (H (vm), arguments) : hw_tuple_of (H (vm), &arguments, 1));
  hw_object_track (H (vm), self);
  return self;
}

HwObject *
hw_class_getitem (HwVm            *vm,
                  HwObject        *self,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  return hw_generic_alias_new (vm, self, args[0]);
}
