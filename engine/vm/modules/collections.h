/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The classes of the module collections: each is made when it is first asked for. */

#pragma once

#include "vm/vm.h"

HwType   *hw_deque_get_type        (HwVm *vm);
/* Those and the classes behind them, before the program begins. */
void      hw_deque_make_types      (HwVm *vm);
void      hw_namedtuple_make_types (HwVm *vm);
HwType   *hw_default_dict_get_type (HwVm *vm);
HwType   *hw_ordered_dict_get_type (HwVm *vm);
HwType   *hw_counter_get_type      (HwVm *vm);
/* collections.namedtuple. */
HwObject *hw_namedtuple            (HwVm            *vm,
                                    HwObject        *self,
                                    HwObject *const *args,
                                    guint            n,
                                    HwObject        *kwnames);
