/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The module types: SimpleNamespace and the names of built-in classes. Models Objects/namespaceobject.c and Lib/types.py. */

#include "vm/containers.h"
#include "vm/modules/modules.h"
#include "vm/modules/namespace.h"

/* ----------------------------------------------------------------------------------------------------- SimpleNamespace */

static HwObject *
namespace_new (HwVm            *vm,
               HwType          *type,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  HwObject *self = hw_native_new (vm, type, HW_KIND_NAMESPACE, 1);

  hw_field_set (H (vm), self, 0, hw_dict_new (H (vm)));
  hw_object_track (H (vm), self);
  return self;
}

static gboolean
namespace_init (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  HwObject *dict = hw_field (self, 0);

  if (n > 0 && H (vm)->profile->minor < 13) {
    hw_raise (vm, HW_EXC_TypeError, "no positional arguments expected");
    return FALSE;
  }
  if (!hw_check_count (vm, "SimpleNamespace", n, 0, 1))
    return FALSE;
  return (n == 0 || hw_dict_update (vm, dict, args[0])) && hw_dict_set_keywords (vm, dict, args + n, kwnames);
}

static HwObject *
namespace_repr (HwVm     *vm,
                HwObject *self)
{
  gboolean is_plain = !self->type->is_heap;
  const char *name = is_plain ? "namespace" : HW_TYPE_NAME (self);
  g_autoptr (GString) text = NULL;
  guint32 position = 0;
  HwObject *key, *value, *repr;
  gint64 hash;

  if (hw_repr_enter (vm, self))
    return vm->exception != NULL ? NULL : hw_str_printf (vm, "%s(...)", name);
  text = g_string_new (name);
  g_string_append_c (text, '(');
  while (vm->exception == NULL && hw_dict_next (hw_field (self, 0), &position, &key, &value, &hash)) {
    if (!hw_is_str (key) || key->as.str.n_bytes == 0)
      continue;
    hw_incref (H (vm), value);
    g_string_append_printf (text, "%s%s=", text->str[text->len - 1] == '(' ? "" : ", ", hw_str_text (key));
    repr = hw_repr (vm, value);
    hw_decref (H (vm), value);
    if (repr == NULL)
      break;
    g_string_append_len (text, hw_str_text (repr), repr->as.str.n_bytes);
    hw_decref (H (vm), repr);
  }
  hw_repr_leave (vm, self);
  if (vm->exception != NULL)
    return NULL;
  g_string_append_c (text, ')');
  return hw_str_new (H (vm), text->str, text->len);
}

static HwObject *
namespace_compare (HwVm       *vm,
                   HwObject   *self,
                   HwObject   *other,
                   HwCompareOp op)
{
  if (self->kind != HW_KIND_NAMESPACE || other->kind != HW_KIND_NAMESPACE)
    return HW_NOT_IMPLEMENTED (vm);
  return hw_compare (vm, hw_field (self, 0), hw_field (other, 0), op);
}

static HwObject *
namespace_get_attribute (HwVm     *vm,
                         HwObject *self,
                         HwObject *name)
{
  HwObject *value;

  if (g_str_equal (hw_str_text (name), "__dict__"))
    return hw_newref (H (vm), hw_field (self, 0));
  value = hw_dict_get_str (H (vm), hw_field (self, 0), name);
  if (value != NULL)
    return hw_newref (H (vm), value);
  if (self->type->is_heap || hw_type_lookup (vm, self->type, name) != NULL)
    return hw_generic_get_attr (vm, self, name);
  return hw_raise (vm, HW_EXC_AttributeError, "'types.SimpleNamespace' object has no attribute '%s'", hw_str_text (name));
}

static gboolean
namespace_set_attribute (HwVm     *vm,
                         HwObject *self,
                         HwObject *name,
                         HwObject *value)
{
  HwObject *dict = hw_field (self, 0);
  int deleted;

  if (value != NULL)
    return hw_dict_set (H (vm), dict, name, hw_str_hash (name), value);
  deleted = hw_dict_delete (H (vm), dict, name, hw_str_hash (name), NULL);
  if (deleted == 0)
    hw_raise (vm, HW_EXC_AttributeError, "'%s' object has no attribute '%s'", HW_TYPE_NAME (self), hw_str_text (name));
  return deleted > 0;
}

static const HwNativeType namespace_native = {
  .new_ = namespace_new,
  .init = namespace_init,
  .repr = namespace_repr,
  .unhashable = TRUE,
  .compare = namespace_compare,
  .get_attribute = namespace_get_attribute,
  .set_attribute = namespace_set_attribute,
};

HwType *
hw_namespace_get_type (HwVm *vm)
{
  return hw_native_type_get (vm, "SimpleNamespace", HW_KIND_NAMESPACE, vm->types[HW_TYPE_ID_object], HW_TYPE_GC | HW_TYPE_BASE, 40,
                             &namespace_native);
}

HwObject *
hw_namespace_new (HwVm     *vm,
                  HwObject *dict)
{
  HwObject *self = hw_native_new (vm, hw_namespace_get_type (vm), HW_KIND_NAMESPACE, 1);

  hw_field_set (H (vm), self, 0, dict);
  hw_object_track (H (vm), self);
  return self;
}

/* ----------------------------------------------------------------------------------------------------------- the module */

static gboolean
types_init (HwVm     *vm,
            HwObject *dict)
{
  static const struct {
    const char *name;
    HwTypeId    id;
  } names[] = {
    { "FunctionType", HW_TYPE_ID_function },
    { "LambdaType", HW_TYPE_ID_function },
    { "CodeType", HW_TYPE_ID_code },
    { "MappingProxyType", HW_TYPE_ID_mappingproxy },
    { "CellType", HW_TYPE_ID_cell },
    { "GeneratorType", HW_TYPE_ID_generator },
    { "MethodType", HW_TYPE_ID_method },
    { "BuiltinFunctionType", HW_TYPE_ID_builtin },
    { "BuiltinMethodType", HW_TYPE_ID_builtin },
    { "WrapperDescriptorType", HW_TYPE_ID_slot_wrapper },
    { "MethodWrapperType", HW_TYPE_ID_method_wrapper },
    { "MethodDescriptorType", HW_TYPE_ID_method_descriptor },
    { "ClassMethodDescriptorType", HW_TYPE_ID_classmethod_descriptor },
    { "ModuleType", HW_TYPE_ID_module },
    { "TracebackType", HW_TYPE_ID_traceback },
    { "FrameType", HW_TYPE_ID_frame },
    { "GetSetDescriptorType", HW_TYPE_ID_getset },
    { "MemberDescriptorType", HW_TYPE_ID_member },
    { "EllipsisType", HW_TYPE_ID_ellipsis },
    { "NoneType", HW_TYPE_ID_none },
    { "NotImplementedType", HW_TYPE_ID_not_implemented },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    hw_dict_set_name (H (vm), dict, names[i].name, vm->types[names[i].id]->object);
  hw_dict_set_name (H (vm), dict, "SimpleNamespace", hw_namespace_get_type (vm)->object);
  return TRUE;
}

const HwModuleDef hw_module_types = { "types", NULL, types_init };
