/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The modules a scenario may import: X (identifier, name). One list for the check pass and for the machine. None of
 * them reaches a file, the network, a process, the clock or the environment. */

#pragma once

#define HW_MODULE_LIST(X)         \
  X (COLLECTIONS, "collections")  \
  X (CONTEXTLIB, "contextlib")    \
  X (COPY, "copy")                \
  X (FUNCTOOLS, "functools")      \
  X (GC, "gc")                    \
  X (ITERTOOLS, "itertools")      \
  X (MATH, "math")                \
  X (OPERATOR, "operator")        \
  X (SYS, "sys")                  \
  X (TRACEMALLOC, "tracemalloc")  \
  X (TYPES, "types")              \
  X (WEAKREF, "weakref")
