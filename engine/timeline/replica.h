/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The replica: the heap as the events tell it. It can be moved forwards and backwards over a stream, an event at a time, at a few
 * nanoseconds each. Its parts are bare: image/ and verify.c read them, only replica.c writes them. */

#pragma once

#include "hw-event.h"
#include "hw-kind.h"
#include "timeline/slots.h"

G_BEGIN_DECLS

/* One place for an object; 64 bytes. All zero when there is no object. The first HW_FIRST_CELL are no objects; those numbered
 * HW_LIST_… have [prev] and [next] as heads of circular lists. */
typedef struct {
  guint32 serial; /* 0: no object here */
  guint32 type;
  guint32 refs;
  guint32 size;
  guint32 address;
  guint32 nature; /* kind | flags << 8, as in ALLOC */
  guint32 layout;
  guint32 prev; /* in the collector's list; 0: untracked */
  guint32 next;
  guint32 attributes; /* index into the replica's attributes, 0: none */
  HwSlots slots;
} HwCell;

G_STATIC_ASSERT (sizeof (HwCell) == 64);

#define HW_NATURE_KIND(nature) ((HwKind) ((nature) & 0xff))
#define HW_NATURE_FLAGS(nature) ((nature) >> 8)

/* A frame on the stack, as it was pushed. */
typedef struct {
  guint32 cell;
  guint32 layout;
  guint32 caller;
  guint32 function;
  guint32 line;
} HwReplicaFrame;

typedef struct {
  HwCell  *cells;
  guint32  n_cells; /* cells from here on were never used */
  guint32  room;
  guint32  n_objects;
  guint32  next_serial;
  guint32 *values; /* by serial: the position of its VALUE_… event plus one; 0: none. Never undone */
  guint32  values_room;
  GArray  *attributes;        /* of HwSlots: the attribute slots of what is no plain instance; number 0 is none */
  guint32  free_attributes; /* chain through HwSlots.n */
  GArray  *frames;            /* of HwReplicaFrame, innermost last */
  guint32 *remembered; /* what events overwrote and do not tell, in their order, for undoing; the same whenever they are applied */
  guint32  n_remembered;
  guint32  remembered_room;
  guint32  settings[HW_GC_DEBUG + 1];
  HwSlotStore store;
} HwReplica;

HwReplica *hw_replica_new      (void);
void       hw_replica_free     (HwReplica     *replica);

/* Back to where a new one is, but for the values it knows. */
void       hw_replica_reset    (HwReplica     *replica);

/* Makes [replica] what [other] is, but for its values and what it remembers: those of [replica] must know the events up to where
 * [other] is, or none at all, as in a copy that is only kept. */
void       hw_replica_assign   (HwReplica     *replica,
                                HwReplica     *other);

/* Memory, in bytes, about. */
gsize      hw_replica_get_size (HwReplica     *replica);

/* Applies whole events of the stream that begins at [base], from position [from] up to the first boundary at or behind [to],
 * whose position it returns. */
guint64    hw_replica_apply    (HwReplica     *replica,
                                const guint32 *base,
                                guint64        from,
                                guint64        to);

/* Takes back the last event applied, which is [event]. */
void       hw_replica_undo     (HwReplica     *replica,
                                const guint32 *event);

/* Slot [slot] of [cell], attribute slots included. */
guint32    hw_replica_get_slot (HwReplica     *replica,
                                guint32        cell,
                                guint32        slot);

/* The attribute slots of [cell], NULL if it has none. */
static inline HwSlots *
hw_replica_get_attributes (HwReplica *replica,
                           guint32    cell)
{
  guint32 index = replica->cells[cell].attributes;

  return index != 0 ? &g_array_index (replica->attributes, HwSlots, index) : NULL;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwReplica, hw_replica_free)

G_END_DECLS
