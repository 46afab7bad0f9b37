/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The built-in functions, by the file that has them; builtins.c puts them into the module. Models Python/bltinmodule.c. */

#pragma once

#include "vm/containers.h"

/* X (Python's name, C's suffix, HwCallKind, min, max) */
#define HW_BUILTIN_ITERATION_LIST(X)        \
  X ("all", all, ONE, 1, 1)                 \
  X ("any", any, ONE, 1, 1)                 \
  X ("iter", iter, RANGE, 1, 2)             \
  X ("max", max, KEYWORDS, 0, 0)            \
  X ("min", min, KEYWORDS, 0, 0)            \
  X ("next", next, RANGE, 1, 2)             \
  X ("sorted", sorted, KEYWORDS, 0, 0)      \
  X ("sum", sum, KEYWORDS, 0, 0)

#define HW_BUILTIN_NUMBER_LIST(X)           \
  X ("abs", abs, ONE, 1, 1)                 \
  X ("bin", bin, ONE, 1, 1)                 \
  X ("chr", chr, ONE, 1, 1)                 \
  X ("divmod", divmod, RANGE, 2, 2)         \
  X ("hex", hex, ONE, 1, 1)                 \
  X ("oct", oct, ONE, 1, 1)                 \
  X ("ord", ord, ONE, 1, 1)                 \
  X ("pow", pow, KEYWORDS, 0, 0)            \
  X ("round", round, KEYWORDS, 0, 0)

#define HW_BUILTIN_OBJECT_LIST(X)           \
  X ("ascii", ascii, ONE, 1, 1)             \
  X ("callable", callable, ONE, 1, 1)       \
  X ("delattr", delattr, RANGE, 2, 2)       \
  X ("dir", dir, RANGE, 0, 1)               \
  X ("format", format, RANGE, 1, 2)         \
  X ("getattr", getattr, RANGE, 2, 3)       \
  X ("globals", globals, NONE, 0, 0)        \
  X ("hasattr", hasattr, RANGE, 2, 2)       \
  X ("hash", hash, ONE, 1, 1)               \
  X ("id", id, ONE, 1, 1)                   \
  X ("isinstance", isinstance, RANGE, 2, 2) \
  X ("issubclass", issubclass, RANGE, 2, 2) \
  X ("len", len, ONE, 1, 1)                 \
  X ("locals", locals, NONE, 0, 0)          \
  X ("repr", repr, ONE, 1, 1)               \
  X ("setattr", setattr, RANGE, 3, 3)       \
  X ("vars", vars, RANGE, 0, 1)

#define HW_BUILTIN_OUTPUT_LIST(X)           \
  X ("input", input, RANGE, 0, 1)           \
  X ("print", print, KEYWORDS, 0, 0)

#define HW_BUILTIN_LIST(X)      \
  HW_BUILTIN_ITERATION_LIST (X) \
  HW_BUILTIN_NUMBER_LIST (X)    \
  HW_BUILTIN_OBJECT_LIST (X)    \
  HW_BUILTIN_OUTPUT_LIST (X)

#define HW_X(name, id, call, min, max) \
  HwObject *hw_builtin_##id (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames);
HW_BUILTIN_LIST (HW_X)
#undef HW_X
