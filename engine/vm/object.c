/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* object itself, and the singletons' types. Models Objects/object.c and object_… of typeobject.c. */

#include "vm/containers.h"
#include "vm/machine.h"

static gboolean
has_own (HwVm    *vm,
         HwType  *type,
         HwNameId name)
{
  HwObject *found = hw_type_lookup (vm, type, vm->names[name]);

  return type->is_heap && found != NULL && found->kind != HW_KIND_DESCRIPTOR && found->kind != HW_KIND_BUILTIN;
}

static HwObject *
object_make (HwVm            *vm,
             HwType          *type,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  gboolean excess = n > 0 || (kwnames != NULL && kwnames->as.items.n > 0);

  if (excess && has_own (vm, type, HW_NAME___new__))
    return hw_raise (vm, HW_EXC_TypeError, "object.__new__() takes exactly one argument (the type to instantiate)");
  if (excess && !has_own (vm, type, HW_NAME___init__))
    return hw_raise (vm, HW_EXC_TypeError, "%s() takes no arguments", type->name);
  return hw_instance_new (H (vm), type);
}

/* Arguments are somebody else's to judge where __new__ is not object's. */
static gboolean
object_init (HwVm            *vm,
             HwObject        *self,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  HwType *type = self->type;

  if (n == 0 && (kwnames == NULL || kwnames->as.items.n == 0))
    return TRUE;
  if (has_own (vm, type, HW_NAME___init__) || hw_native (type)->init != object_init) {
    hw_raise (vm, HW_EXC_TypeError, "object.__init__() takes exactly one argument (the instance to initialize)");
    return FALSE;
  }
  if (!has_own (vm, type, HW_NAME___new__) && hw_native (type)->new_ == object_make) {
    hw_raise (vm, HW_EXC_TypeError, "%s.__init__() takes exactly one argument (the instance to initialize)", type->name);
    return FALSE;
  }
  return TRUE;
}

/* "module.qualname", or the qualified name alone for builtins. */
char *
hw_type_full_name (HwVm   *vm,
                   HwType *type)
{
  HwObject *dict = hw_field (type->object, HW_CLASS_DICT), *module = NULL;
  const char *qualname = type->qualname != NULL ? type->qualname : type->name;

  module = dict != NULL ? hw_dict_get_str (H (vm), dict, vm->names[HW_NAME___module__]) : NULL;
  if (module == NULL || !hw_is_str (module) || strcmp (hw_str_text (module), "builtins") == 0)
    return g_strdup (qualname);
  return g_strconcat (hw_str_text (module), ".", qualname, NULL);
}

static HwObject *
object_repr (HwVm     *vm,
             HwObject *self)
{
  g_autofree char *name = hw_type_full_name (vm, self->type);

  return hw_str_printf (vm, "<%s object at 0x%" G_GINT64_MODIFIER "x>", name, hw_object_get_id (vm, self));
}

static HwObject *
object_str (HwVm     *vm,
            HwObject *self)
{
  return hw_repr (vm, self);
}

/* _Py_HashPointer: the address turned by four bits. */
static gint64
object_hash (HwVm     *vm,
             HwObject *self)
{
  guint64 id = hw_object_get_id (vm, self);
  gint64 hash = (gint64) (id >> 4 | id << 60);

  return hash == -1 ? -2 : hash;
}

static HwObject *
object_compare (HwVm       *vm,
                HwObject   *self,
                HwObject   *other,
                HwCompareOp op)
{
  if (op == HW_COMPARE_EQ && self == other)
    return hw_bool_new (H (vm), TRUE);
  if (op == HW_COMPARE_NOT_EQ && self == other)
    return hw_bool_new (H (vm), FALSE);
  return HW_NOT_IMPLEMENTED (vm);
}

static HwObject *
object_get_attribute_method (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  return hw_generic_get_attr (vm, self, args[0]);
}

static HwObject *
object_set_attribute_method (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  return hw_generic_set_attr (vm, self, args[0], args[1]) ? HW_NONE (vm) : NULL;
}

static HwObject *
object_delete_attribute_method (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  return hw_generic_set_attr (vm, self, args[0], NULL) ? HW_NONE (vm) : NULL;
}

static HwObject *
object_format (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  if (!hw_is_str (args[0]))
    return hw_raise (vm, HW_EXC_TypeError, "__format__() argument must be str, not %s", args[0]->type->name);
  if (hw_is_int (self) || self->kind == HW_KIND_FLOAT || self->kind == HW_KIND_COMPLEX || self->kind == HW_KIND_STR)
    return hw_format_builtin (vm, self, hw_str_text (args[0]), args[0]->as.str.n_bytes);
  if (args[0]->as.str.n_bytes > 0)
    return hw_raise (vm, HW_EXC_TypeError, "unsupported format string passed to %s.__format__", self->type->name);
  return hw_str (vm, self);
}

static HwObject *
object_sizeof (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  guint64 size = hw_object_get_size (H (vm), self);

  return hw_int_new (H (vm), (gint64) size - (self->flags & HW_FLAG_GC ? 16 : 0));
}

static HwObject *
object_init_subclass (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  if (kwnames != NULL && kwnames->as.items.n > 0)
    return hw_raise (vm, HW_EXC_TypeError, "%s.__init_subclass__() takes no keyword arguments",
                     hw_type_of_object (self)->qualname);
  return HW_NONE (vm);
}

static HwObject *
get_class (HwVm     *vm,
           HwObject *self)
{
  return hw_newref (H (vm), self->type->object);
}

static gboolean
set_class (HwVm     *vm,
           HwObject *self,
           HwObject *value)
{
  HwType *type;

  if (value == NULL) {
    hw_raise (vm, HW_EXC_TypeError, "can't delete __class__ attribute");
    return FALSE;
  }
  if (value->kind != HW_KIND_TYPE) {
    hw_raise (vm, HW_EXC_TypeError, "__class__ must be set to a class, not '%s' object", value->type->name);
    return FALSE;
  }
  type = hw_type_of_object (value);
  if (!self->type->is_heap || !type->is_heap) {
    hw_raise (vm, HW_EXC_TypeError, "__class__ assignment only supported for mutable types or ModuleType subclasses");
    return FALSE;
  }
  if (type->kind != self->type->kind || type->n_members != self->type->n_members || type->has_dict != self->type->has_dict) {
    hw_raise (vm, HW_EXC_TypeError, "__class__ assignment: '%s' object layout differs from '%s'", type->name, self->type->name);
    return FALSE;
  }
  /* The inline values are named by the old class: they move into a dict of the instance's own. */
  if (hw_object_attrs (self) != NULL && self->type->inline_values && hw_object_attrs (self)->dict == NULL)
    hw_instance_get_dict (H (vm), self);
  if (hw_object_attrs (self) != NULL && hw_object_attrs (self)->dict != NULL)
    hw_dict_own_table (H (vm), hw_object_attrs (self)->dict);
  hw_object_set_type (H (vm), self, type);
  return TRUE;
}

static HwObject *
object_new_method (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  HwType *type, *owner = hw_type_of_object (self);

  if (n == 0 || args[0]->kind != HW_KIND_TYPE)
    return hw_raise (vm, HW_EXC_TypeError, "%s.__new__(): not enough arguments", owner->name);
  type = hw_type_of_object (args[0]);
  if (!hw_type_is_subtype (type, owner))
    return hw_raise (vm, HW_EXC_TypeError, "%s.__new__(%s): %s is not a subtype of %s", owner->name, type->name, type->name, owner->name);
  if (hw_native (owner)->new_ != hw_native (type)->new_)
    return hw_raise (vm, HW_EXC_TypeError, "%s.__new__(%s) is not safe, use %s.__new__()", owner->name, type->name, type->base->name);
  return hw_native (owner)->new_ (vm, type, args + 1, n - 1, kwnames);
}

/* The static method __new__ of every built-in class: bound to the class itself. */
const HwNativeDef hw_new_def = { "__new__", object_new_method, HW_CALL_KEYWORDS };

static const HwNativeDef methods[] = {
  { "__getattribute__", object_get_attribute_method, HW_CALL_ONE },
  { "__setattr__", object_set_attribute_method, HW_CALL_RANGE, 2, 2 },
  { "__delattr__", object_delete_attribute_method, HW_CALL_ONE },
  { "__format__", object_format, HW_CALL_ONE },
  { "__sizeof__", object_sizeof, HW_CALL_NONE },
  { "__init_subclass__", object_init_subclass, HW_CALL_KEYWORDS, 0, 0, HW_BIND_CLASS },
  { NULL },
};

static const HwGetSetDef getsets[] = {
  { "__class__", get_class, set_class },
  { NULL },
};

const HwNativeType hw_native_object = {
  .new_ = object_make,
  .init = object_init,
  .repr = object_repr,
  .str = object_str,
  .hash = object_hash,
  .compare = object_compare,
  .methods = methods,
  .getsets = getsets,
};

/* --------------------------------------------------------------------------------------------------------- singletons */

static HwObject *
none_repr (HwVm     *vm,
           HwObject *self)
{
  return hw_str_intern_new (H (vm), "None");
}

static HwObject *
singleton_make (HwVm            *vm,
                HwType          *type,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  HwObject *object = type->kind == HW_KIND_NONE ? H (vm)->none : type->kind == HW_KIND_ELLIPSIS ? H (vm)->ellipsis : H (vm)->not_implemented;

  if (n > 0 || (kwnames != NULL && kwnames->as.items.n > 0))
    return hw_raise (vm, HW_EXC_TypeError, "%s takes no arguments", type->name);
  return hw_newref (H (vm), object);
}

static int
none_truth (HwVm     *vm,
            HwObject *self)
{
  return 0;
}

/* 3.12 on the hash of None is a constant. */
static gint64
none_hash (HwVm     *vm,
           HwObject *self)
{
  return H (vm)->profile->immortals ? 0xfca86420 : object_hash (vm, self);
}

const HwNativeType hw_native_none = { .new_ = singleton_make, .repr = none_repr, .truth = none_truth, .hash = none_hash };

static HwObject *
ellipsis_repr (HwVm     *vm,
               HwObject *self)
{
  return hw_str_intern_new (H (vm), "Ellipsis");
}

const HwNativeType hw_native_ellipsis = { .new_ = singleton_make, .repr = ellipsis_repr };

static HwObject *
not_implemented_repr (HwVm     *vm,
                      HwObject *self)
{
  return hw_str_intern_new (H (vm), "NotImplemented");
}

static int
not_implemented_truth (HwVm     *vm,
                       HwObject *self)
{
  if (H (vm)->profile->minor < 14)
    return 1;
  hw_raise (vm, HW_EXC_TypeError, "NotImplemented should not be used in a boolean context");
  return -1;
}

const HwNativeType hw_native_not_implemented = {
  .new_ = singleton_make, .repr = not_implemented_repr, .truth = not_implemented_truth
};
