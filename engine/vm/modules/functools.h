/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files of the module functools share. */

#pragma once

#include "vm/modules/native-object.h"

HwType   *hw_partial_get_type         (HwVm *vm);
/* A partial of [function] with the keyword arguments [keywords] (a dict, new reference taken). */
HwObject *hw_partial_new              (HwVm *vm, HwObject *function, HwObject *keywords);
HwType   *hw_cached_property_get_type (HwVm *vm);
HwType   *hw_lru_cache_get_type       (HwVm *vm);

HwObject *hw_functools_lru_cache      (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames);
HwObject *hw_functools_cache          (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames);
HwObject *hw_functools_total_ordering (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames);
