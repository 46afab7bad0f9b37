/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Names: looked up in variables, namespaces, globals and builtins, with CPython's errors when they are not there. */

#include "vm/eval.h"

gboolean
hw_raise_unbound (HwVm    *vm,
                  HwFrame *frame,
                  guint32  slot)
{
  const HwCode *code = frame->code;
  const char *name = hw_str_text (code->varnames[slot]);

  if (slot >= code->n_locals + code->n_cells)
    hw_raise (vm, HW_EXC_NameError, "cannot access free variable '%s' where it is not associated with a value in enclosing scope", name);
  else
    hw_raise (vm, HW_EXC_UnboundLocalError, "cannot access local variable '%s' where it is not associated with a value", name);
  return FALSE;
}

static HwObject *
raise_undefined (HwVm     *vm,
                 HwObject *name)
{
  hw_raise (vm, HW_EXC_NameError, "name '%s' is not defined", hw_str_text (name));
  if (vm->exception != NULL && !vm->machine->stopped)
    hw_set_attr_name (vm, vm->exception, "name", name);
  return NULL;
}

HwObject *
hw_load_global (HwVm     *vm,
                HwFrame  *frame,
                HwObject *name)
{
  HwObject *value = hw_dict_get_str (H (vm), frame->globals, name);

  if (value == NULL)
    value = hw_dict_get_str (H (vm), vm->builtins, name);
  return value != NULL ? hw_newref (H (vm), value) : raise_undefined (vm, name);
}

HwObject *
hw_load_name (HwVm     *vm,
              HwFrame  *frame,
              HwObject *name)
{
  HwObject *value = hw_dict_get_str (H (vm), frame->locals, name);

  return value != NULL ? hw_newref (H (vm), value) : hw_load_global (vm, frame, name);
}

HwObject *
hw_load_class_deref (HwVm    *vm,
                     HwFrame *frame,
                     guint32  slot)
{
  HwObject *value = hw_dict_get_str (H (vm), frame->locals, frame->code->varnames[slot]);

  if (value == NULL)
    value = hw_field (HW_VALUE (frame->slots[slot]), 0);
  if (value != NULL)
    return hw_newref (H (vm), value);
  hw_raise_unbound (vm, frame, slot);
  return NULL;
}

gboolean
hw_delete_name (HwVm     *vm,
                HwObject *dict,
                HwObject *name)
{
  int deleted = hw_dict_delete (H (vm), dict, name, hw_str_hash (name), NULL);

  if (deleted == 0)
    raise_undefined (vm, name);
  return deleted == 1;
}

HwObject *
hw_import_from (HwVm     *vm,
                HwObject *module,
                HwObject *name)
{
  HwObject *value;
  int found = hw_lookup_attr (vm, module, name, &value);

  if (found > 0)
    return value;
  if (found == 0)
    hw_raise (vm, HW_EXC_ImportError, "cannot import name '%s' from '%s' (unknown location)", hw_str_text (name),
              hw_str_text (hw_field (module, HW_MODULE_NAME)));
  return NULL;
}

void
hw_setup_annotations (HwVm    *vm,
                      HwFrame *frame)
{
  HwObject *name = vm->names[HW_NAME___annotations__], *dict;

  if (hw_dict_get_str (H (vm), frame->locals, name) != NULL)
    return;
  dict = hw_dict_new (H (vm));
  hw_dict_set (H (vm), frame->locals, name, hw_str_hash (name), dict);
  hw_decref (H (vm), dict);
}
