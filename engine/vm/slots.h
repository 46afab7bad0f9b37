/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Slot wrappers: the Python-level names (__len__, __add__, …) of native slots. Models slotdefs of Objects/typeobject.c. */

#pragma once

#include "vm/vm.h"

/* Puts the wrappers of what [native] defines itself into the class's dict. */
void      hw_slots_define (HwVm *vm, HwType *type, const HwNativeType *native);
/* Calls the slot that [wrapper] stands for. */
HwObject *hw_slot_call    (HwVm *vm, HwObject *wrapper, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames);
/* The wrapper's slot bound to [self]. */
HwObject *hw_slot_bind    (HwVm *vm, HwObject *wrapper, HwObject *self);
/* The names of binary operators: "__add__", "__radd__", "__iadd__". */
HwNameId  hw_operator_name (HwOperator op);
HwNameId  hw_operator_reflected_name (HwOperator op);
HwNameId  hw_operator_inplace_name (HwOperator op);
HwNameId  hw_compare_name (HwCompareOp op);
HwNameId  hw_unary_name (HwUnaryOp op);
