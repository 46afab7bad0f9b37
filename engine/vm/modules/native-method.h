/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Native functions that bind to an instance or class like a function of Python: for classes that native code makes at run time. */

#pragma once

#include "vm/vm.h"

HwType   *hw_native_method_get_type  (HwVm              *vm);
HwObject *hw_native_method_new       (HwVm              *vm,
                                      const HwNativeDef *def);
HwObject *hw_native_class_method_new (HwVm              *vm,
                                      const HwNativeDef *def);
