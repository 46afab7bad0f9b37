/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The iterators of the module itertools. Models Modules/itertoolsmodule.c. Fields of an iterator are those of every iterator, and then what
 * each needs beyond. */

#pragma once

#include "vm/containers.h"

/* X (class, size) */
#define HW_ITERTOOL_SIMPLE_LIST(X) \
  X (accumulate, 64)               \
  X (chain, 48)                    \
  X (compress, 48)                 \
  X (count, 56)                    \
  X (cycle, 64)                    \
  X (dropwhile, 56)                \
  X (filterfalse, 48)              \
  X (islice, 72)                   \
  X (pairwise, 56)                 \
  X (repeat, 48)                   \
  X (starmap, 48)                  \
  X (takewhile, 56)                \
  X (zip_longest, 72)

#define HW_ITERTOOL_COMBINATORIC_LIST(X)   \
  X (combinations, 80)                     \
  X (combinations_with_replacement, 80)    \
  X (permutations, 96)                     \
  X (product, 80)

#define HW_ITERTOOL_GROUPING_LIST(X) \
  X (batched, 56)                    \
  X (groupby, 88)

#define HW_ITERTOOL_LIST(X)         \
  HW_ITERTOOL_SIMPLE_LIST (X)       \
  HW_ITERTOOL_COMBINATORIC_LIST (X) \
  HW_ITERTOOL_GROUPING_LIST (X)

#define HW_X(name, size) extern const HwNativeType hw_itertool_##name;
HW_ITERTOOL_LIST (HW_X)
#undef HW_X

HwObject *hw_itertool_self (HwVm     *vm,
                            HwObject *self);
/* An iterator of [type] with [n_more] fields beyond the common ones; to be tracked. */
HwObject *hw_itertool_new  (HwVm   *vm,
                            HwType *type,
                            guint   n_more);
/* The classes without a name in the module, before the program begins. */
void      hw_itertools_make_types (HwVm *vm);
HwObject *hw_itertools_tee (HwVm            *vm,
                            HwObject        *self,
                            HwObject *const *args,
                            guint            n,
                            HwObject        *kwnames);
