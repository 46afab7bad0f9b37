/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* See slots.h. Blocks are of 2^k words, k >= 3; those up to MAX_CUT come out of chunks, larger ones are chunks of their own. */

#include "timeline/slots.h"

#include <string.h>

#define MIN_BLOCK 8
#define MAX_CUT 4096
#define CHUNK_WORDS 65536

void
hw_slot_store_init (HwSlotStore *store)
{
  memset (store, 0, sizeof *store);
  store->chunks = g_ptr_array_new_with_free_func (g_free);
}

void
hw_slot_store_clear (HwSlotStore *store)
{
  g_clear_pointer (&store->chunks, g_ptr_array_unref);
  store->n_unused = 0;
  store->n_bytes = 0;
  memset (store->free_blocks, 0, sizeof store->free_blocks);
}

/* A block of [n_words], a power of two. */
static guint32 *
hw_slot_store_take (HwSlotStore *store,
                    guint32      n_words)
{
  guint class = g_bit_storage (n_words) - 1;
  gpointer block = store->free_blocks[class];

  if (block != NULL) {
    memcpy (&store->free_blocks[class], block, sizeof (gpointer));
    return block;
  }
  if (n_words > MAX_CUT) {
    block = g_new (guint32, n_words);
    g_ptr_array_add (store->chunks, block);
    store->n_bytes += n_words * sizeof (guint32);
    return block;
  }
  if (store->n_unused < n_words) {
    store->unused = g_new (guint32, CHUNK_WORDS);
    store->n_unused = CHUNK_WORDS;
    store->n_bytes += CHUNK_WORDS * sizeof (guint32);
    g_ptr_array_add (store->chunks, store->unused);
  }
  block = store->unused;
  store->unused += n_words;
  store->n_unused -= n_words;
  return block;
}

static void
hw_slot_store_give (HwSlotStore *store,
                    guint32     *block,
                    guint32      n_words)
{
  guint class = g_bit_storage (n_words) - 1;

  memcpy (block, &store->free_blocks[class], sizeof (gpointer));
  store->free_blocks[class] = block;
}

/* Room for [n] slots; those the array has are kept. */
static void
hw_slots_reserve (HwSlotStore *store,
                  HwSlots     *slots,
                  guint32      n)
{
  guint32 room = MAX (slots->room, MIN_BLOCK);
  guint32 *block;

  if (n <= MAX (slots->room, HW_SLOTS_FEW))
    return;
  while (room < n)
    room *= 2;
  block = hw_slot_store_take (store, room);
  memcpy (block, hw_slots_data (slots), slots->n * sizeof (guint32));
  if (slots->room > 0)
    hw_slot_store_give (store, slots->many, slots->room);
  slots->many = block;
  slots->room = room;
}

void
hw_slots_extend (HwSlotStore *store,
                 HwSlots     *slots,
                 guint32      n)
{
  if (n <= slots->n)
    return;
  hw_slots_reserve (store, slots, n);
  memset (hw_slots_data (slots) + slots->n, 0, (n - slots->n) * sizeof (guint32));
  slots->n = n;
}

void
hw_slots_splice (HwSlotStore   *store,
                 HwSlots       *slots,
                 guint32        position,
                 guint32        n_taken,
                 const guint32 *put,
                 guint32        n_put)
{
  guint32 n_tail;
  guint32 *data;

  hw_slots_extend (store, slots, position + n_taken);
  n_tail = slots->n - position - n_taken;
  hw_slots_reserve (store, slots, position + n_put + n_tail);
  data = hw_slots_data (slots) + position;
  memmove (data + n_put, data + n_taken, n_tail * sizeof (guint32));
  memcpy (data, put, n_put * sizeof (guint32));
  slots->n = position + n_put + n_tail;
}

void
hw_slots_own (HwSlotStore *store,
              HwSlots     *slots)
{
  const guint32 *others = slots->many;

  if (slots->room == 0)
    return;
  slots->many = hw_slot_store_take (store, slots->room);
  memcpy (slots->many, others, slots->n * sizeof (guint32));
}

void
hw_slots_clear (HwSlotStore *store,
                HwSlots     *slots)
{
  if (slots->room > 0)
    hw_slot_store_give (store, slots->many, slots->room);
  memset (slots, 0, sizeof *slots);
}
