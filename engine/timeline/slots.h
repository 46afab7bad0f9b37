/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Arrays of slots for the replica: growable arrays of cells, most of them tiny and made and dropped by the million.
 *
 * An array reads as endless: behind its room every slot is empty (0). So a slot that was set beyond the end and emptied again
 * leaves no trace, and undoing needs no lengths. Up to HW_SLOTS_FEW slots lie in the array's own struct; more in blocks of
 * powers of two from a *store*, which cuts them out of chunks and keeps free lists by size. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HW_SLOTS_FEW 4

/* All zero is an empty array. */
typedef struct {
  guint32 n;    /* slots from here on are empty; a bound, so the last ones below may be empty too */
  guint32 room; /* slots in [many]; 0: the array is in [few] */
  union {
    guint32  few[HW_SLOTS_FEW];
    guint32 *many;
  };
} HwSlots;

typedef struct {
  GPtrArray *chunks;
  guint32   *unused; /* words of the newest chunk not yet cut */
  gsize      n_unused;
  gsize      n_bytes; /* of all chunks */
  gpointer   free_blocks[32]; /* by log2 of their words; linked through their first bytes */
} HwSlotStore;

void hw_slot_store_init  (HwSlotStore *store);
/* Drops everything at once. Arrays that had blocks must not be used afterwards. */
void hw_slot_store_clear (HwSlotStore *store);

static inline guint32 *
hw_slots_data (HwSlots *slots)
{
  return slots->room > 0 ? slots->many : slots->few;
}

static inline guint32
hw_slots_get (HwSlots *slots,
              guint32  slot)
{
  return slot < slots->n ? hw_slots_data (slots)[slot] : 0;
}

/* Makes the array at least [n] long, with empty slots. */
void hw_slots_extend     (HwSlotStore   *store,
                          HwSlots       *slots,
                          guint32        n);

/* Takes [n_taken] slots out at [position] and puts [put] in. */
void hw_slots_splice     (HwSlotStore   *store,
                          HwSlots       *slots,
                          guint32        position,
                          guint32        n_taken,
                          const guint32 *put,
                          guint32        n_put);

/* Makes [slots], which has room in another store or none, an array of its own in this one. */
void hw_slots_own        (HwSlotStore   *store,
                          HwSlots       *slots);

/* Gives the room back; the array is empty afterwards. */
void hw_slots_clear      (HwSlotStore   *store,
                          HwSlots       *slots);

static inline void
hw_slots_set (HwSlotStore *store,
              HwSlots     *slots,
              guint32      slot,
              guint32      value)
{
  if (G_UNLIKELY (slot >= slots->n)) {
    if (value == 0)
      return;
    hw_slots_extend (store, slots, slot + 1);
  }
  hw_slots_data (slots)[slot] = value;
}

/* The number of slots up to the last one in use. */
static inline guint32
hw_slots_length (HwSlots *slots)
{
  const guint32 *data = hw_slots_data (slots);
  guint32 n = slots->n;

  while (n > 0 && data[n - 1] == 0)
    n--;
  return n;
}

G_END_DECLS
