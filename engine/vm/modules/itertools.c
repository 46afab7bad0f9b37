/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The module itertools: its classes are made at import. */

#include "vm/modules/itertools.h"
#include "vm/modules/modules.h"

HwObject *
hw_itertool_self (HwVm     *vm,
                  HwObject *self)
{
  return hw_newref (H (vm), self);
}

HwObject *
hw_itertool_new (HwVm   *vm,
                 HwType *type,
                 guint   n_more)
{
  return hw_native_new (vm, type, HW_KIND_ITERATOR, HW_ITERATOR_N_FIELDS + n_more);
}

static gboolean
itertools_init (HwVm     *vm,
                HwObject *dict)
{
  static const struct {
    const char         *name;
    guint32             size;
    const HwNativeType *native;
  } classes[] = {
#define HW_X(name, size) { #name, size, &hw_itertool_##name },
    HW_ITERTOOL_LIST (HW_X)
#undef HW_X
  };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++) {
    HwType *type;

    if (H (vm)->profile->minor < 12 && g_str_equal (classes[i].name, "batched"))
      continue;
    type = hw_native_type_get (vm, classes[i].name, HW_KIND_ITERATOR, vm->types[HW_TYPE_ID_object], HW_TYPE_GC | HW_TYPE_BASE, classes[i].size,
                               classes[i].native);
    hw_dict_set_name (H (vm), dict, classes[i].name, type->object);
  }
  hw_itertools_make_types (vm);
  return TRUE;
}

static const HwNativeDef itertools_functions[] = {
  { "tee", hw_itertools_tee, HW_CALL_RANGE, 1, 2 },
  { NULL },
};

const HwModuleDef hw_module_itertools = { "itertools", itertools_functions, itertools_init };
