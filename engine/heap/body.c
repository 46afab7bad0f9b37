/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The engine's own memory for bodies: items, tables, values. Small sizes come from free lists over chunks, because a body is made and
 * given back for nearly every container of the program. Not to be taken for the modelled memory in alloc/. */

#include "heap/private.h"

#define UNIT 16u
#define N_CLASSES 32u
#define CHUNK (256u * 1024u)

typedef struct _Free Free;
struct _Free {
  Free *next;
};

struct _HwPool {
  Free      *free[N_CLASSES];
  char      *next;
  char      *end;
  GPtrArray *chunks;
};

gpointer
hw_body_alloc (HwHeap *heap,
               gsize   size)
{
  HwPool *pool = heap->pool;
  guint size_class;
  gpointer body;

  if (G_UNLIKELY (pool == NULL)) {
    pool = heap->pool = g_new0 (HwPool, 1);
    pool->chunks = g_ptr_array_new_with_free_func (g_free);
  }
  if (size == 0)
    return NULL;
  if (size > UNIT * N_CLASSES) {
    heap->body_bytes += size;
    return g_malloc (size);
  }
  size_class = (size - 1) / UNIT;
  if (pool->free[size_class] != NULL) {
    body = pool->free[size_class];
    pool->free[size_class] = pool->free[size_class]->next;
    return body;
  }
  size = (size_class + 1) * UNIT;
  if (pool->next == NULL || (gsize) (pool->end - pool->next) < size) {
    pool->next = g_malloc (CHUNK);
    pool->end = pool->next + CHUNK;
    g_ptr_array_add (pool->chunks, pool->next);
    heap->body_bytes += CHUNK;
  }
  body = pool->next;
  pool->next += size;
  return body;
}

void
hw_body_free (HwHeap  *heap,
              gpointer body,
              gsize    size)
{
  Free *free = body;

  if (body == NULL)
    return;
  if (size > UNIT * N_CLASSES) {
    heap->body_bytes -= size;
    g_free (body);
    return;
  }
  free->next = heap->pool->free[(size - 1) / UNIT];
  heap->pool->free[(size - 1) / UNIT] = free;
}

void
hw_body_free_all (HwHeap *heap)
{
  if (heap->pool == NULL)
    return;
  g_ptr_array_unref (heap->pool->chunks);
  g_clear_pointer (&heap->pool, g_free);
}
