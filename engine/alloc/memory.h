/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The modelled memory: which addresses the blocks that CPython would allocate have. Models Objects/obmalloc.c (arenas of 1 MiB, pools of
 * 16 KiB, 32 size classes, the system's malloc above 512 bytes). Nothing is stored in the blocks; only addresses are handed out.
 *
 * Addresses are in units of 16 bytes, so that 32 bits reach 64 GiB. 0 is no block. */

#pragma once

#include <glib.h>

#include "alloc/tracer.h"

typedef struct _HwMemory HwMemory;

HwMemory *hw_memory_new          (void);
void      hw_memory_free         (HwMemory *memory);

/* A block of [size] bytes (as requested, not rounded). 0 only if the modelled address space is used up. The tracer, when it runs,
 * charges it to the line that is being executed. */
guint32   hw_memory_alloc_block  (HwMemory *memory,
                                  guint32   size);

void      hw_memory_free_block   (HwMemory *memory,
                                  guint32   address);

/* As realloc: the same block when the size class stays or the system's malloc is taken to grow in place. */
guint32   hw_memory_resize_block (HwMemory *memory,
                                  guint32   address,
                                  guint32   size);

/* A parked block (free list) is taken again: its trace moves to the line being executed. */
void      hw_memory_touch_block  (HwMemory *memory,
                                  guint32   address,
                                  guint32   size);

/* Requested bytes of all blocks; and how many blocks there are (sys.getallocatedblocks without the interpreter's own). */
guint64   hw_memory_get_bytes    (HwMemory *memory);
guint64   hw_memory_get_blocks   (HwMemory *memory);

HwTracer *hw_memory_get_tracer   (HwMemory *memory);
