/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What class.c (making classes) and type.c (classes as objects) share. */

#pragma once

#include "vm/machine.h"

/* __dict__ and __weakref__ of instances, as attributes of their class. */
const HwGetSetDef *hw_class_getset_def    (const char *name);
/* 3.15: one for all classes; borrowed. */
HwObject          *hw_class_shared_getset (HwVm *vm, const char *name);
void               hw_type_update_finalizer (HwVm *vm, HwType *type);
