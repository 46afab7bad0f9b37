/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files of the module contextlib share. */

#pragma once

#include "vm/modules/native-object.h"

HwType   *hw_exit_stack_get_type       (HwVm *vm);
/* The classes behind contextmanager, before the program begins. */
void      hw_contextmanager_make_types (HwVm *vm);
HwObject *hw_contextlib_contextmanager (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames);
