/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Modules: the table of those there are, made when first imported. Models Python/import.c for built-in modules. */

#include "vm/containers.h"
#include "vm/machine.h"
#include "vm/modules/modules.h"

static const HwModuleDef *const modules[] = {
  &hw_module_gc, &hw_module_sys, &hw_module_weakref, &hw_module_tracemalloc, &hw_module_math, &hw_module_operator,
  &hw_module_collections, &hw_module_contextlib, &hw_module_copy, &hw_module_functools, &hw_module_itertools, &hw_module_types,
};

HwObject *
hw_module_new (HwVm       *vm,
               const char *name)
{
  HwHeap *heap = H (vm);
  HwObject *module = hw_fields_new (heap, vm->types[HW_TYPE_ID_module], HW_KIND_MODULE, heap->profile->module_size, HW_MODULE_N_FIELDS);

  hw_field_set (heap, module, HW_MODULE_DICT, hw_dict_new (heap));
  hw_field_set (heap, module, HW_MODULE_NAME, hw_newref (heap, hw_str_intern_static (heap, name)));
  hw_object_track (heap, module);
  return module;
}

HwObject *
hw_module_make (HwVm              *vm,
                const HwModuleDef *def)
{
  HwHeap *heap = H (vm);
  HwObject *module = hw_module_new (vm, def->name), *dict = hw_field (module, HW_MODULE_DICT);

  hw_dict_set_name (heap, dict, "__name__", hw_str_intern_static (heap, def->name));
  hw_dict_set_name (heap, dict, "__doc__", heap->none);
  for (const HwNativeDef *each = def->functions; each != NULL && each->name != NULL; each++) {
    HwObject *function = hw_builtin_new (vm, each, module, hw_str_intern_static (heap, def->name));

    hw_dict_set_name (heap, dict, each->name, function);
    hw_decref (heap, function);
  }
  if (def->init != NULL && !def->init (vm, dict))
    g_warning ("module %s cannot be made", def->name);
  return module;
}

/* All modules are made before the program begins, so that an import costs it nothing but the reference. */
void
hw_modules_init (HwVm *vm)
{
  HwMachine *machine = vm->machine;

  for (guint i = 0; i < G_N_ELEMENTS (modules); i++) {
    HwObject *module = hw_module_make (vm, modules[i]);

    hw_dict_set_name (H (vm), machine->modules, modules[i]->name, module);
    hw_decref (H (vm), module);
  }
  hw_dict_set_name (H (vm), machine->modules, "builtins", machine->builtins_module);
}

HwObject *
hw_import (HwVm       *vm,
           const char *name)
{
  HwObject *module = hw_dict_get_name (H (vm), vm->machine->modules, name);

  if (module != NULL)
    return hw_newref (H (vm), module);
  if (strcmp (name, "__main__") == 0 && vm->machine->main_module != NULL)
    return hw_newref (H (vm), vm->machine->main_module);
  return hw_raise (vm, HW_EXC_ModuleNotFoundError, "No module named '%s'", name);
}
