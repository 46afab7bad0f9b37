/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A bump allocator over a chain of blocks. A request larger than a block gets a block of its own. */

#include "lang/arena.h"

#define ARENA_BLOCK_SIZE (32 * 1024)
#define ARENA_ALIGNMENT 16

typedef struct _ArenaBlock ArenaBlock;

struct _ArenaBlock {
  ArenaBlock *next;
  gsize       size;
  gsize       used;
};

#define ARENA_HEADER_SIZE ((sizeof (ArenaBlock) + ARENA_ALIGNMENT - 1) & ~(gsize) (ARENA_ALIGNMENT - 1))

struct _HwArena {
  ArenaBlock *blocks; /* the one in use first */
};

HwArena *
hw_arena_new (void)
{
  return g_new0 (HwArena, 1);
}

void
hw_arena_free (HwArena *arena)
{
  ArenaBlock *next;

  if (arena == NULL)
    return;
  for (ArenaBlock *block = arena->blocks; block != NULL; block = next) {
    next = block->next;
    g_free (block);
  }
  g_free (arena);
}

static ArenaBlock *
arena_add_block (HwArena *arena,
                 gsize    size)
{
  ArenaBlock *block = g_malloc0 (ARENA_HEADER_SIZE + size);

  block->size = size;
  /* A block for one large request goes behind the block in use, which still has room. */
  if (size > ARENA_BLOCK_SIZE && arena->blocks != NULL) {
    block->next = arena->blocks->next;
    arena->blocks->next = block;
  } else {
    block->next = arena->blocks;
    arena->blocks = block;
  }
  return block;
}

gpointer
hw_arena_alloc (HwArena *arena,
                gsize    size)
{
  ArenaBlock *block = arena->blocks;
  gpointer memory;

  size = (size + ARENA_ALIGNMENT - 1) & ~(gsize) (ARENA_ALIGNMENT - 1);
  if (block == NULL || block->size - block->used < size)
    block = arena_add_block (arena, MAX (size, ARENA_BLOCK_SIZE));
  memory = (char *) block + ARENA_HEADER_SIZE + block->used;
  block->used += size;
  return memory;
}
