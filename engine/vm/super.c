/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* super objects. Models super_init and super_getattro of Objects/typeobject.c. */

#include "vm/containers.h"
#include "vm/machine.h"

static HwObject *
super_make (HwVm            *vm,
            HwType          *type,
            HwObject *const *args,
            guint            n,
            HwObject        *kwnames)
{
  HwObject *super = hw_fields_new (H (vm), type, HW_KIND_SUPER, 56, HW_SUPER_N_FIELDS);

  hw_native_made (vm, type, super);
  hw_object_track (H (vm), super);
  return super;
}

/* super() alone: the class in the running function's cell, and its first argument. Both borrowed. */
static gboolean
find_implicit (HwVm      *vm,
               HwObject **class_object,
               HwObject **self)
{
  HwFrame *frame = vm->machine->frame;
  const HwCode *code = frame != NULL ? frame->code : NULL;
  HwObject *name = vm->names[HW_NAME___class__];

  if (code == NULL || code->n_positional == 0) {
    hw_raise (vm, HW_EXC_RuntimeError, "super(): no arguments");
    return FALSE;
  }
  *self = HW_VALUE (frame->slots[0]);
  if (*self != NULL && code->is_cell[0])
    *self = hw_field (*self, 0);
  if (*self == NULL) {
    hw_raise (vm, HW_EXC_RuntimeError, "super(): arg[0] deleted");
    return FALSE;
  }
  for (guint32 i = code->n_locals + code->n_cells; i < code->n_slots; i++) {
    if (code->varnames[i] != name)
      continue;
    *class_object = hw_field (HW_VALUE (frame->slots[i]), 0);
    if (*class_object != NULL)
      return TRUE;
    hw_raise (vm, HW_EXC_RuntimeError, "super(): empty __class__ cell");
    return FALSE;
  }
  hw_raise (vm, HW_EXC_RuntimeError, "super(): __class__ cell not found");
  return FALSE;
}

static HwObject *
class_of_self (HwVm     *vm,
               HwType   *type,
               HwObject *self)
{
  if (self->kind == HW_KIND_TYPE && hw_type_is_subtype (hw_type_of_object (self), type))
    return self;
  if (hw_type_is_subtype (self->type, type))
    return self->type->object;
  return hw_raise (vm, HW_EXC_TypeError, "super(type, obj): obj must be an instance or subtype of type");
}

static gboolean
super_init (HwVm            *vm,
            HwObject        *self,
            HwObject *const *args,
            guint            n,
            HwObject        *kwnames)
{
  HwObject *class_object = n > 0 ? args[0] : NULL, *object = n > 1 ? args[1] : NULL, *self_class;
  HwHeap *heap = H (vm);

  if (!hw_no_keywords (vm, "super", kwnames) || !hw_check_count (vm, "super", n, 0, 2))
    return FALSE;
  if (n == 0 && !find_implicit (vm, &class_object, &object))
    return FALSE;
  if (class_object->kind != HW_KIND_TYPE) {
    hw_raise (vm, HW_EXC_TypeError, "super() argument 1 must be a type, not %s", class_object->type->name);
    return FALSE;
  }
  hw_field_set (heap, self, HW_SUPER_CLASS, hw_newref (heap, class_object));
  if (object == NULL || object == heap->none)
    return TRUE;
  self_class = class_of_self (vm, hw_type_of_object (class_object), object);
  if (self_class == NULL)
    return FALSE;
  hw_field_set (heap, self, HW_SUPER_SELF, hw_newref (heap, object));
  hw_field_set (heap, self, HW_SUPER_SELF_CLASS, hw_newref (heap, self_class));
  return TRUE;
}

static HwObject *
super_get_attribute (HwVm     *vm,
                     HwObject *self,
                     HwObject *name)
{
  HwObject *found = NULL;

  if (hw_field (self, HW_SUPER_SELF) != NULL && name != vm->names[HW_NAME___class__])
    found = hw_super_get (vm, hw_type_of_object (hw_field (self, HW_SUPER_CLASS)), hw_field (self, HW_SUPER_SELF),
                          hw_type_of_object (hw_field (self, HW_SUPER_SELF_CLASS)), name);
  if (found != NULL || vm->exception != NULL)
    return found;
  return hw_generic_get_attr (vm, self, name);
}

static HwObject *
super_repr (HwVm     *vm,
            HwObject *self)
{
  HwType *type = hw_type_of_object (hw_field (self, HW_SUPER_CLASS));

  if (hw_field (self, HW_SUPER_SELF) == NULL)
    return hw_str_printf (vm, "<super: <class '%s'>, NULL>", type->name);
  return hw_str_printf (vm, "<super: <class '%s'>, <%s object>>", type->name,
                        hw_type_of_object (hw_field (self, HW_SUPER_SELF_CLASS))->name);
}

const HwNativeType hw_native_super = {
  .new_ = super_make,
  .init = super_init,
  .repr = super_repr,
  .get_attribute = super_get_attribute,
};
