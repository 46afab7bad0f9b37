/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* types.SimpleNamespace, for the modules that have one. */

#pragma once

#include "vm/vm.h"

/* A namespace over [dict] (stolen). */
HwObject *hw_namespace_new      (HwVm     *vm,
                                 HwObject *dict);
/* The class, made when it is first asked for. */
HwType   *hw_namespace_get_type (HwVm     *vm);
