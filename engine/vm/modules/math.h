/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The functions of the module math that give integers. */

#pragma once

#include "vm/vm.h"

HwObject *hw_math_ceil           (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames);
HwObject *hw_math_floor          (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames);
HwObject *hw_math_trunc          (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames);
HwObject *hw_math_gcd            (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames);
HwObject *hw_math_lcm            (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames);
HwObject *hw_math_factorial      (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames);
HwObject *hw_math_comb           (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames);
HwObject *hw_math_perm           (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames);
HwObject *hw_math_isqrt          (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames);
HwObject *hw_math_prod           (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames);
