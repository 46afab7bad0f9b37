/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Where modelled blocks lie. Models Objects/obmalloc.c:
 *
 *   arena (1 MiB) ─ 64 pools (16 KiB) ─ header (48) and blocks of one size class (16, 32, … 512)
 *
 * used[class]: pools with both used and free blocks, a list whose first is allocated from. A pool that fills leaves the list; one that gets
 * its first free block back goes to the front; an empty one goes to its arena's free pools. The arena with the fewest free pools is
 * taken first, and a wholly free one is given back. */

#include "alloc/memory.h"

#define POOL_SIZE 16384u
#define POOL_HEADER 48u
#define POOLS_PER_ARENA 64u
#define ARENA_UNITS (1u << 16) /* 1 MiB in units of 16 bytes */
#define POOL_UNITS (POOL_SIZE / 16)
#define SMALL_MAX 512u
#define N_CLASSES 32u
#define FIRST_ARENA 0x10000000u /* 4 GiB */
#define FIRST_LARGE 0x90000000u /* 36 GiB */
#define NO_POOL G_MAXUINT32

typedef struct {
  guint32  next, prev; /* in used[class] */
  guint16  size_class;
  guint16  n_used;
  guint16  n_carved; /* blocks handed out at least once */
  guint16  first_free; /* block number + 1, 0: none */
  guint16 *next_free;  /* by block number: the next free one + 1 */
  guint16 *sizes;      /* by block number: what was asked for */
} Pool;

typedef struct {
  Pool    pools[POOLS_PER_ARENA];
  guint32 n_free;   /* pools, carved or not */
  guint32 n_carved;
  GArray *free_pools; /* of guint8: LIFO */
  gboolean mapped;
} Arena;

struct _HwMemory {
  GPtrArray  *arenas;
  guint32     used[N_CLASSES]; /* pool numbers: arena * 64 + pool */
  HwTracer   *tracer;
  guint64     bytes;
  guint64     blocks;
  guint32     next_large;
  GHashTable *large_free;  /* units → GArray of addresses, LIFO */
  GHashTable *large_sizes; /* address → what was asked for */
};

static void
arena_free (gpointer data)
{
  Arena *arena = data;

  for (guint i = 0; i < POOLS_PER_ARENA; i++) {
    g_free (arena->pools[i].next_free);
    g_free (arena->pools[i].sizes);
  }
  g_array_unref (arena->free_pools);
  g_free (arena);
}

HwMemory *
hw_memory_new (void)
{
  HwMemory *memory = g_new0 (HwMemory, 1);

  memory->arenas = g_ptr_array_new_with_free_func (arena_free);
  for (guint i = 0; i < N_CLASSES; i++)
    memory->used[i] = NO_POOL;
  memory->tracer = hw_tracer_new ();
  memory->next_large = FIRST_LARGE;
  memory->large_free = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  memory->large_sizes = g_hash_table_new (NULL, NULL);
  return memory;
}

void
hw_memory_free (HwMemory *memory)
{
  g_ptr_array_unref (memory->arenas);
  hw_tracer_free (memory->tracer);
  g_hash_table_unref (memory->large_free);
  g_hash_table_unref (memory->large_sizes);
  g_free (memory);
}

static Pool *
get_pool (HwMemory *memory,
          guint32   number)
{
  Arena *arena = g_ptr_array_index (memory->arenas, number / POOLS_PER_ARENA);

  return &arena->pools[number % POOLS_PER_ARENA];
}

static void
link_front (HwMemory *memory,
            guint32   number,
            guint     size_class)
{
  Pool *pool = get_pool (memory, number);

  pool->prev = NO_POOL;
  pool->next = memory->used[size_class];
  if (pool->next != NO_POOL)
    get_pool (memory, pool->next)->prev = number;
  memory->used[size_class] = number;
}

static void
unlink_pool (HwMemory *memory,
             guint32   number,
             guint     size_class)
{
  Pool *pool = get_pool (memory, number);

  if (pool->prev != NO_POOL)
    get_pool (memory, pool->prev)->next = pool->next;
  else
    memory->used[size_class] = pool->next;
  if (pool->next != NO_POOL)
    get_pool (memory, pool->next)->prev = pool->prev;
}

/* The mapped arena with the fewest free pools, but at least one; a new one when there is none. */
static guint32
choose_arena (HwMemory *memory)
{
  guint32 best = NO_POOL, fewest = POOLS_PER_ARENA + 1, unmapped = NO_POOL;
  Arena *arena;

  for (guint32 i = 0; i < memory->arenas->len; i++) {
    arena = g_ptr_array_index (memory->arenas, i);
    if (!arena->mapped && unmapped == NO_POOL)
      unmapped = i;
    if (arena->mapped && arena->n_free > 0 && arena->n_free < fewest) {
      fewest = arena->n_free;
      best = i;
    }
  }
  if (best != NO_POOL)
    return best;
  if (unmapped == NO_POOL) {
    arena = g_new0 (Arena, 1);
    arena->free_pools = g_array_new (FALSE, FALSE, sizeof (guint8));
    g_ptr_array_add (memory->arenas, arena);
    unmapped = memory->arenas->len - 1;
  }
  arena = g_ptr_array_index (memory->arenas, unmapped);
  arena->mapped = TRUE;
  arena->n_free = POOLS_PER_ARENA;
  arena->n_carved = 0;
  return unmapped;
}

static guint32
take_pool (HwMemory *memory,
           guint     size_class)
{
  guint32 a = choose_arena (memory), number;
  Arena *arena = g_ptr_array_index (memory->arenas, a);
  Pool *pool;

  if (arena->free_pools->len > 0) {
    number = g_array_index (arena->free_pools, guint8, arena->free_pools->len - 1);
    g_array_set_size (arena->free_pools, arena->free_pools->len - 1);
  } else {
    number = arena->n_carved++;
  }
  arena->n_free--;
  pool = &arena->pools[number];
  pool->n_used = 0;
  /* A pool that is used again for the same size keeps its free list, as in CPython. */
  if (pool->next_free == NULL || pool->size_class != size_class) {
    g_free (pool->next_free);
    g_free (pool->sizes);
    pool->sizes = g_new (guint16, (POOL_SIZE - POOL_HEADER) / (16 * (size_class + 1)));
    pool->next_free = g_new (guint16, (POOL_SIZE - POOL_HEADER) / (16 * (size_class + 1)));
    pool->n_carved = 0;
    pool->first_free = 0;
    pool->size_class = size_class;
  }
  number += a * POOLS_PER_ARENA;
  link_front (memory, number, size_class);
  return number;
}

static guint32
alloc_small (HwMemory *memory,
             guint32   size)
{
  guint size_class = (size - 1) / 16;
  guint32 number = memory->used[size_class], block;
  guint32 capacity = (POOL_SIZE - POOL_HEADER) / (16 * (size_class + 1));
  Pool *pool;

  if (number == NO_POOL)
    number = take_pool (memory, size_class);
  pool = get_pool (memory, number);
  if (pool->first_free != 0) {
    block = pool->first_free - 1;
    pool->first_free = pool->next_free[block];
  } else {
    block = pool->n_carved++;
  }
  pool->sizes[block] = (guint16) size;
  pool->n_used++;
  if (pool->n_used == capacity)
    unlink_pool (memory, number, size_class);
  return FIRST_ARENA + number / POOLS_PER_ARENA * ARENA_UNITS + number % POOLS_PER_ARENA * POOL_UNITS + POOL_HEADER / 16 +
         block * (size_class + 1);
}

static void
release_pool (HwMemory *memory,
              guint32   number,
              guint     size_class)
{
  Arena *arena = g_ptr_array_index (memory->arenas, number / POOLS_PER_ARENA);
  guint8 in_arena = number % POOLS_PER_ARENA;

  unlink_pool (memory, number, size_class);
  g_array_append_val (arena->free_pools, in_arena);
  arena->n_free++;
  if (arena->n_free == POOLS_PER_ARENA && memory->arenas->len > 1) {
    arena->mapped = FALSE;
    g_array_set_size (arena->free_pools, 0);
    for (guint i = 0; i < POOLS_PER_ARENA; i++) {
      g_clear_pointer (&arena->pools[i].next_free, g_free);
      g_clear_pointer (&arena->pools[i].sizes, g_free);
    }
  }
}

/* The pool and the block's number in it, by the address alone, as pymalloc finds them. */
static Pool *
find_block (HwMemory *memory,
            guint32   address,
            guint32  *number,
            guint32  *block)
{
  guint32 offset = address - FIRST_ARENA;
  Pool *pool;

  *number = offset / ARENA_UNITS * POOLS_PER_ARENA + offset % ARENA_UNITS / POOL_UNITS;
  pool = get_pool (memory, *number);
  *block = (offset % POOL_UNITS - POOL_HEADER / 16) / (pool->size_class + 1u);
  return pool;
}

static void
free_small (HwMemory *memory,
            guint32   address)
{
  guint32 number, block;
  Pool *pool = find_block (memory, address, &number, &block);
  guint size_class = pool->size_class;
  guint32 capacity = (POOL_SIZE - POOL_HEADER) / (16 * (size_class + 1));

  pool->next_free[block] = pool->first_free;
  pool->first_free = (guint16) (block + 1);
  if (pool->n_used == capacity)
    link_front (memory, number, size_class);
  if (--pool->n_used == 0)
    release_pool (memory, number, size_class);
}

/* The system's malloc: exact sizes are reused last in, first out. */
static guint32
alloc_large (HwMemory *memory,
             guint32   size)
{
  guint32 units = (size + 16 + 15) / 16, address;
  GArray *parked = g_hash_table_lookup (memory->large_free, GUINT_TO_POINTER (units));

  if (parked != NULL && parked->len > 0) {
    address = g_array_index (parked, guint32, parked->len - 1);
    g_array_set_size (parked, parked->len - 1);
    return address;
  }
  if (memory->next_large > G_MAXUINT32 - units)
    memory->next_large = FIRST_LARGE; /* 28 GiB were handed out: addresses begin to repeat */
  address = memory->next_large;
  memory->next_large += units;
  return address;
}

static void
free_large (HwMemory *memory,
            guint32   address,
            guint32   size)
{
  guint32 units = (size + 16 + 15) / 16;
  GArray *parked = g_hash_table_lookup (memory->large_free, GUINT_TO_POINTER (units));

  if (parked == NULL) {
    parked = g_array_new (FALSE, FALSE, sizeof (guint32));
    g_hash_table_insert (memory->large_free, GUINT_TO_POINTER (units), parked);
  }
  g_array_append_val (parked, address);
}

static inline gboolean
is_small (guint32 size)
{
  return size > 0 && size <= SMALL_MAX;
}

static guint32
get_size (HwMemory *memory,
          guint32   address)
{
  guint32 number, block;

  if (address >= FIRST_LARGE)
    return GPOINTER_TO_UINT (g_hash_table_lookup (memory->large_sizes, GUINT_TO_POINTER (address)));
  return find_block (memory, address, &number, &block)->sizes[block];
}

guint32
hw_memory_alloc_block (HwMemory *memory,
                       guint32   size)
{
  guint32 address;

  if (is_small (size)) {
    address = alloc_small (memory, size);
  } else {
    address = alloc_large (memory, size);
    g_hash_table_insert (memory->large_sizes, GUINT_TO_POINTER (address), GUINT_TO_POINTER (size));
  }
  memory->bytes += size;
  memory->blocks++;
  if (hw_tracer_is_on (memory->tracer))
    hw_tracer_add (memory->tracer, address, size);
  return address;
}

void
hw_memory_free_block (HwMemory *memory,
                      guint32   address)
{
  guint32 size = get_size (memory, address);

  memory->bytes -= size;
  memory->blocks--;
  if (hw_tracer_is_on (memory->tracer))
    hw_tracer_remove (memory->tracer, address);
  if (address < FIRST_LARGE) {
    free_small (memory, address);
  } else {
    free_large (memory, address, size);
    g_hash_table_remove (memory->large_sizes, GUINT_TO_POINTER (address));
  }
}

/* Does a block of [old_size] stay where it is: pymalloc keeps one that would shrink by less than a quarter; the system's malloc is taken to
 * keep a large one only in its own size. */
static gboolean
stays_in_place (guint32 old_size,
                guint32 size)
{
  guint32 room = (old_size + 15) / 16 * 16;

  if (is_small (old_size))
    return size <= room && 4 * size > 3 * room;
  return !is_small (size) && (old_size + 31) / 16 == (size + 31) / 16;
}

guint32
hw_memory_resize_block (HwMemory *memory,
                        guint32   address,
                        guint32   size)
{
  guint32 old_size, number, block;

  if (address == 0)
    return hw_memory_alloc_block (memory, size);
  old_size = get_size (memory, address);
  if (!stays_in_place (old_size, size)) {
    /* The new block is taken before the old one is given back: realloc copies. */
    guint32 moved = hw_memory_alloc_block (memory, size);

    hw_memory_free_block (memory, address);
    return moved;
  }
  if (address < FIRST_LARGE)
    find_block (memory, address, &number, &block)->sizes[block] = (guint16) size;
  else
    g_hash_table_insert (memory->large_sizes, GUINT_TO_POINTER (address), GUINT_TO_POINTER (size));
  memory->bytes += (gint64) size - old_size;
  if (hw_tracer_is_on (memory->tracer)) {
    hw_tracer_remove (memory->tracer, address);
    hw_tracer_add (memory->tracer, address, size);
  }
  return address;
}

void
hw_memory_touch_block (HwMemory *memory,
                       guint32   address,
                       guint32   size)
{
  hw_tracer_touch (memory->tracer, address);
}

guint64
hw_memory_get_bytes (HwMemory *memory)
{
  return memory->bytes;
}

guint64
hw_memory_get_blocks (HwMemory *memory)
{
  return memory->blocks;
}

HwTracer *
hw_memory_get_tracer (HwMemory *memory)
{
  return memory->tracer;
}
