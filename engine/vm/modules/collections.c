/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The module collections. Models Lib/collections/__init__.py. */

#include "vm/modules/collections.h"
#include "vm/modules/modules.h"

static gboolean
collections_init (HwVm     *vm,
                  HwObject *dict)
{
  hw_deque_make_types (vm);
  hw_namedtuple_make_types (vm);
  hw_dict_set_name (H (vm), dict, "deque", hw_deque_get_type (vm)->object);
  hw_dict_set_name (H (vm), dict, "defaultdict", hw_default_dict_get_type (vm)->object);
  hw_dict_set_name (H (vm), dict, "OrderedDict", hw_ordered_dict_get_type (vm)->object);
  hw_dict_set_name (H (vm), dict, "Counter", hw_counter_get_type (vm)->object);
  return TRUE;
}

static const HwNativeDef collections_functions[] = {
  { "namedtuple", hw_namedtuple, HW_CALL_KEYWORDS },
  { NULL },
};

const HwModuleDef hw_module_collections = { "collections", collections_functions, collections_init };
