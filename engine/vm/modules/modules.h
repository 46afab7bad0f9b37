/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The built-in modules beyond those that vm.h names. */

#pragma once

#include "vm/vm.h"

extern const HwModuleDef hw_module_collections, hw_module_contextlib, hw_module_copy, hw_module_functools, hw_module_itertools,
    hw_module_types;
