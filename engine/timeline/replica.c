/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* See replica.h. What each event does and how it is taken back stands in two switches next to each other, hw_replica_do() and
 * hw_replica_undo(). */

#include "timeline/replica.h"

#include <string.h>

#include "timeline/words.h"

/* ------------------------------------------------------------------------------------------------------------ cells */

static void
hw_replica_make_room (HwReplica *replica,
                      guint32    cell)
{
  guint32 room = MAX (cell + 1, replica->room + replica->room / 2);

  replica->cells = g_renew (HwCell, replica->cells, room);
  memset (replica->cells + replica->room, 0, (room - replica->room) * sizeof (HwCell));
  replica->room = room;
}

static void
hw_replica_begin (HwReplica *replica)
{
  for (guint32 list = HW_LIST_GENERATION_0; list < HW_FIRST_CELL; list++)
    replica->cells[list].prev = replica->cells[list].next = list;
  replica->n_cells = HW_FIRST_CELL;
  replica->n_objects = 0;
  replica->next_serial = 1;
  replica->free_attributes = 0;
  g_array_set_size (replica->attributes, 1);
  g_array_set_size (replica->frames, 0);
  replica->n_remembered = 0;
  memset (replica->settings, 0, sizeof replica->settings);
}

HwReplica *
hw_replica_new (void)
{
  HwReplica *replica = g_new0 (HwReplica, 1);

  replica->attributes = g_array_new (FALSE, TRUE, sizeof (HwSlots));
  replica->frames = g_array_new (FALSE, FALSE, sizeof (HwReplicaFrame));
  hw_slot_store_init (&replica->store);
  hw_replica_make_room (replica, 1023);
  hw_replica_begin (replica);
  return replica;
}

void
hw_replica_free (HwReplica *replica)
{
  if (replica == NULL)
    return;
  hw_slot_store_clear (&replica->store);
  g_array_unref (replica->attributes);
  g_array_unref (replica->frames);
  g_free (replica->remembered);
  g_free (replica->cells);
  g_free (replica->values);
  g_free (replica);
}

void
hw_replica_reset (HwReplica *replica)
{
  hw_slot_store_clear (&replica->store);
  hw_slot_store_init (&replica->store);
  memset (replica->cells, 0, replica->n_cells * sizeof (HwCell));
  hw_replica_begin (replica);
}

gsize
hw_replica_get_size (HwReplica *replica)
{
  return replica->n_cells * sizeof (HwCell) + replica->attributes->len * sizeof (HwSlots) + replica->store.n_bytes;
}

void
hw_replica_assign (HwReplica *replica,
                   HwReplica *other)
{
  hw_replica_reset (replica);
  if (other->n_cells > replica->room)
    hw_replica_make_room (replica, other->n_cells - 1);
  memcpy (replica->cells, other->cells, other->n_cells * sizeof (HwCell));
  for (guint32 cell = HW_FIRST_CELL; cell < other->n_cells; cell++)
    hw_slots_own (&replica->store, &replica->cells[cell].slots);
  g_array_set_size (replica->attributes, 0);
  g_array_append_vals (replica->attributes, other->attributes->data, other->attributes->len);
  for (guint i = 0; i < replica->attributes->len; i++)
    hw_slots_own (&replica->store, &g_array_index (replica->attributes, HwSlots, i));
  g_array_append_vals (replica->frames, other->frames->data, other->frames->len);
  replica->n_cells = other->n_cells;
  replica->n_objects = other->n_objects;
  replica->next_serial = other->next_serial;
  replica->free_attributes = other->free_attributes;
  replica->n_remembered = other->n_remembered;
  memcpy (replica->settings, other->settings, sizeof replica->settings);
}

/* -------------------------------------------------------------------------------------------------------- slots */

/* The array that [slot] of [cell] is in; [slot] becomes its place there. Attribute slots get an array when there is none yet. */
static inline HwSlots *
hw_replica_find_slots (HwReplica *replica,
                       HwCell    *cell,
                       guint32   *slot)
{
  if (G_LIKELY (*slot < HW_SLOT_ATTRIBUTES))
    return &cell->slots;

  *slot -= HW_SLOT_ATTRIBUTES;
  if (cell->attributes == 0) {
    if (replica->free_attributes == 0) {
      cell->attributes = replica->attributes->len;
      g_array_set_size (replica->attributes, replica->attributes->len + 1);
    } else {
      HwSlots *slots;

      cell->attributes = replica->free_attributes;
      slots = &g_array_index (replica->attributes, HwSlots, cell->attributes);
      replica->free_attributes = slots->n;
      slots->n = 0;
    }
  }
  return &g_array_index (replica->attributes, HwSlots, cell->attributes);
}

static inline void
hw_replica_set_slot (HwReplica *replica,
                     HwCell    *cell,
                     guint32    slot,
                     guint32    value)
{
  HwSlots *slots = hw_replica_find_slots (replica, cell, &slot);

  hw_slots_set (&replica->store, slots, slot, value);
}

static void
hw_replica_splice (HwReplica     *replica,
                   HwCell        *cell,
                   guint32        position,
                   guint32        n_taken,
                   const guint32 *put,
                   guint32        n_put)
{
  HwSlots *slots = hw_replica_find_slots (replica, cell, &position);

  hw_slots_splice (&replica->store, slots, position, n_taken, put, n_put);
}

guint32
hw_replica_get_slot (HwReplica *replica,
                     guint32    cell,
                     guint32    slot)
{
  HwSlots *attributes;

  if (slot < HW_SLOT_ATTRIBUTES)
    return hw_slots_get (&replica->cells[cell].slots, slot);
  attributes = hw_replica_get_attributes (replica, cell);
  return attributes != NULL ? hw_slots_get (attributes, slot - HW_SLOT_ATTRIBUTES) : 0;
}

/* Empties [cell]. */
static inline void
hw_replica_drop (HwReplica *replica,
                 HwCell    *cell)
{
  if (cell->slots.room > 0)
    hw_slots_clear (&replica->store, &cell->slots);
  if (G_UNLIKELY (cell->attributes != 0)) {
    HwSlots *slots = &g_array_index (replica->attributes, HwSlots, cell->attributes);

    hw_slots_clear (&replica->store, slots);
    slots->n = replica->free_attributes;
    replica->free_attributes = cell->attributes;
  }
  memset (cell, 0, sizeof *cell);
  replica->n_objects--;
}

/* An object without slots; [words] are those of ALLOC. */
static inline HwCell *
hw_replica_place (HwReplica     *replica,
                  guint32        index,
                  const guint32 *words)
{
  HwCell *cell;

  if (G_UNLIKELY (index >= replica->n_cells)) {
    if (index >= replica->room)
      hw_replica_make_room (replica, index);
    replica->n_cells = index + 1;
  }
  cell = &replica->cells[index];
  cell->type = words[0];
  cell->size = words[1];
  cell->address = words[2];
  cell->nature = words[3];
  replica->n_objects++;
  return cell;
}

static void
hw_replica_make_value_room (HwReplica *replica,
                            guint32    serial)
{
  guint32 room = MAX (serial + 1, replica->values_room + replica->values_room / 2);

  replica->values = g_renew (guint32, replica->values, room);
  memset (replica->values + replica->values_room, 0, (room - replica->values_room) * sizeof (guint32));
  replica->values_room = room;
}

static inline void
hw_replica_note_value (HwReplica *replica,
                       guint32    cell,
                       guint64    position)
{
  guint32 serial = replica->cells[cell].serial;

  if (G_UNLIKELY (serial >= replica->values_room))
    hw_replica_make_value_room (replica, serial);
  replica->values[serial] = position + 1;
}

/* ------------------------------------------------------------------------------------------- the collector's lists */

static inline void
hw_replica_insert (HwCell  *cells,
                   guint32  cell,
                   guint32  before)
{
  guint32 after = cells[before].next;

  cells[cell].prev = before;
  cells[cell].next = after;
  cells[before].next = cell;
  cells[after].prev = cell;
}

static inline void
hw_replica_unlink (HwCell  *cells,
                   guint32  cell)
{
  cells[cells[cell].prev].next = cells[cell].next;
  cells[cells[cell].next].prev = cells[cell].prev;
  cells[cell].prev = cells[cell].next = 0;
}

/* Moves the stretch [first] … [last] of one list behind [before] of another. */
static void
hw_replica_splice_list (HwCell  *cells,
                        guint32  first,
                        guint32  last,
                        guint32  before)
{
  guint32 after = cells[before].next;

  cells[cells[first].prev].next = cells[last].next;
  cells[cells[last].next].prev = cells[first].prev;
  cells[first].prev = before;
  cells[last].next = after;
  cells[before].next = first;
  cells[after].prev = last;
}

/* ----------------------------------------------------------------------------------------------------------- frames */

/* The frame in [cell] goes onto the stack, as an object of [serial]; [words] are those of FRAME_PUSH. */
static void
hw_replica_push (HwReplica     *replica,
                 guint32        cell,
                 const guint32 *words,
                 guint32        serial)
{
  static const guint32 allocation[] = { 0, 0, 0, HW_KIND_FRAME };
  HwReplicaFrame frame = { cell, words[0], words[1], words[2], words[3] };
  HwCell *self = hw_replica_place (replica, cell, allocation);

  self->serial = serial;
  self->refs = 1;
  self->layout = words[0];
  g_array_append_val (replica->frames, frame);
}

/* The frame in [cell] goes from the stack, and is no object any more. */
static void
hw_replica_pop (HwReplica *replica,
                guint32    cell)
{
  hw_replica_drop (replica, &replica->cells[cell]);
  g_array_set_size (replica->frames, replica->frames->len - 1);
}

/* ------------------------------------------------------------------------------------- what events do not tell */

/* FRAME_POP does not tell the frame's serial, FREE the layout of functions and generators. And sizes are worked out anew when SIZE and FREE are
 * written, so that they may differ from what was told last: a freed list has given up its items, a dict's share of its class's
 * keys has changed. */

static inline void
hw_replica_remember (HwReplica *replica,
                     guint32    value)
{
  if (G_UNLIKELY (replica->n_remembered == replica->remembered_room)) {
    replica->remembered_room = MAX (1024, replica->remembered_room + replica->remembered_room / 2);
    replica->remembered = g_renew (guint32, replica->remembered, replica->remembered_room);
  }
  replica->remembered[replica->n_remembered++] = value;
}

static inline guint32
hw_replica_recall (HwReplica *replica)
{
  return replica->remembered[--replica->n_remembered];
}

/* Whether the layout of an object of [kind] is not in its FREE. */
static inline gboolean
hw_replica_must_remember_layout (HwKind kind)
{
  return kind == HW_KIND_GENERATOR || kind == HW_KIND_FUNCTION;
}

/* --------------------------------------------------------------------------------------------- doing and undoing */

/* Events that say what happens, not what changes. */
#define CASES_THAT_CHANGE_NOTHING \
  case HW_EVENT_STEP:             \
  case HW_EVENT_PASS_BEGIN:       \
  case HW_EVENT_PHASE:            \
  case HW_EVENT_PASS_END:         \
  case HW_EVENT_FINALIZER_BEGIN:  \
  case HW_EVENT_FINALIZER_END:    \
  case HW_EVENT_CALLBACK_BEGIN:   \
  case HW_EVENT_CALLBACK_END:     \
  case HW_EVENT_RAISE:            \
  case HW_EVENT_OUTPUT:           \
  case HW_EVENT_SNAPSHOT:         \
  case HW_N_EVENT_KINDS

/* Applies [event], which stands at [position] of the stream, and returns its length. A constant length per case lets the
 * processor go on to the next event before it has read this one's. */
static inline gsize
hw_replica_do (HwReplica     *replica,
               const guint32 *event,
               guint64        position)
{
  guint32 argument = HW_EVENT_ARGUMENT (event[0]);
  HwCell *cells = replica->cells;

  switch (HW_EVENT_KIND (event[0])) {
  case HW_EVENT_INCREF:
    cells[argument].refs++;
    return HW_LENGTH_INCREF;
  case HW_EVENT_DECREF:
    cells[argument].refs--;
    return HW_LENGTH_DECREF;
  case HW_EVENT_SET:
    hw_replica_set_slot (replica, &cells[argument], event[1], event[3]);
    return HW_LENGTH_SET;
  case HW_EVENT_ALLOC: {
    HwCell *cell = hw_replica_place (replica, argument, event + 1);

    cell->serial = replica->next_serial++;
    cell->refs = 1;
    return HW_LENGTH_ALLOC;
  }
  case HW_EVENT_HOLD:
    cells[argument].refs = HW_STATIC_REFS;
    return HW_LENGTH_HOLD;
  case HW_EVENT_FREE:
    if (hw_replica_must_remember_layout (HW_NATURE_KIND (event[5])))
      hw_replica_remember (replica, cells[argument].layout);
    hw_replica_remember (replica, cells[argument].size);
    hw_replica_drop (replica, &cells[argument]);
    return HW_LENGTH_FREE;
  case HW_EVENT_SPLICE:
    hw_replica_splice (replica, &cells[argument], event[1], event[2], event + 4 + event[2], event[3]);
    break;
  case HW_EVENT_VALUE_INT:
    hw_replica_note_value (replica, argument, position);
    return HW_LENGTH_VALUE_INT;
  case HW_EVENT_VALUE_FLOAT:
    hw_replica_note_value (replica, argument, position);
    return HW_LENGTH_VALUE_FLOAT;
  case HW_EVENT_VALUE_TEXT:
    hw_replica_note_value (replica, argument, position);
    break;
  case HW_EVENT_SIZE:
    hw_replica_remember (replica, cells[argument].size);
    cells[argument].size = event[2];
    return HW_LENGTH_SIZE;
  case HW_EVENT_FLAGS:
    cells[argument].nature = HW_NATURE_KIND (cells[argument].nature) | event[2] << 8;
    return HW_LENGTH_FLAGS;
  case HW_EVENT_RETYPE:
    cells[argument].type = event[2];
    return HW_LENGTH_RETYPE;
  case HW_EVENT_LAYOUT:
    cells[argument].layout = event[2];
    return HW_LENGTH_LAYOUT;
  case HW_EVENT_TRACK:
    hw_replica_insert (cells, argument, cells[HW_LIST_GENERATION_0].prev);
    return HW_LENGTH_TRACK;
  case HW_EVENT_UNTRACK:
    hw_replica_unlink (cells, argument);
    return HW_LENGTH_UNTRACK;
  case HW_EVENT_GC_MOVE:
    hw_replica_unlink (cells, argument);
    hw_replica_insert (cells, argument, cells[event[2]].prev);
    return HW_LENGTH_GC_MOVE;
  case HW_EVENT_GC_MERGE:
    if (event[2] != 0)
      hw_replica_splice_list (cells, event[2], event[3], cells[event[1]].prev);
    return HW_LENGTH_GC_MERGE;
  case HW_EVENT_GC_CONFIG:
    replica->settings[argument] = event[2];
    return HW_LENGTH_GC_CONFIG;
  case HW_EVENT_FRAME_PUSH:
    hw_replica_push (replica, argument, event + 1, replica->next_serial++);
    return HW_LENGTH_FRAME_PUSH;
  case HW_EVENT_FRAME_POP:
    hw_replica_remember (replica, cells[argument].serial);
    hw_replica_pop (replica, argument);
    return HW_LENGTH_FRAME_POP;
  CASES_THAT_CHANGE_NOTHING:
    break;
  }
  return hw_words_length (event);
}

void
hw_replica_undo (HwReplica     *replica,
                 const guint32 *event)
{
  guint32 argument = HW_EVENT_ARGUMENT (event[0]);
  HwCell *cells = replica->cells;

  switch (HW_EVENT_KIND (event[0])) {
  case HW_EVENT_INCREF:
    cells[argument].refs--;
    break;
  case HW_EVENT_DECREF:
    cells[argument].refs++;
    break;
  case HW_EVENT_SET:
    hw_replica_set_slot (replica, &cells[argument], event[1], event[2]);
    break;
  case HW_EVENT_ALLOC:
    hw_replica_drop (replica, &cells[argument]);
    replica->next_serial--;
    break;
  case HW_EVENT_HOLD:
    cells[argument].refs = 1;
    break;
  case HW_EVENT_FREE: {
    HwCell *cell = hw_replica_place (replica, argument, event + 2);

    cell->serial = event[1];
    cell->size = hw_replica_recall (replica);
    cell->refs = event[6];
    cell->layout = hw_replica_must_remember_layout (HW_NATURE_KIND (event[5])) ? hw_replica_recall (replica) : event[7];
    break;
  }
  case HW_EVENT_SPLICE:
    hw_replica_splice (replica, &cells[argument], event[1], event[3], event + 4, event[2]);
    break;
  case HW_EVENT_SIZE:
    cells[argument].size = hw_replica_recall (replica);
    break;
  case HW_EVENT_FLAGS:
    cells[argument].nature = HW_NATURE_KIND (cells[argument].nature) | event[1] << 8;
    break;
  case HW_EVENT_RETYPE:
    cells[argument].type = event[1];
    break;
  case HW_EVENT_LAYOUT:
    cells[argument].layout = event[1];
    break;
  case HW_EVENT_TRACK:
    hw_replica_unlink (cells, argument);
    break;
  case HW_EVENT_UNTRACK:
    hw_replica_insert (cells, argument, event[1]);
    break;
  case HW_EVENT_GC_MOVE:
    hw_replica_unlink (cells, argument);
    hw_replica_insert (cells, argument, event[1]);
    break;
  case HW_EVENT_GC_MERGE:
    if (event[2] != 0)
      hw_replica_splice_list (cells, event[2], event[3], argument);
    break;
  case HW_EVENT_GC_CONFIG:
    replica->settings[argument] = event[1];
    break;
  case HW_EVENT_FRAME_PUSH:
    hw_replica_pop (replica, argument);
    replica->next_serial--;
    break;
  case HW_EVENT_FRAME_POP:
    hw_replica_push (replica, argument, event + 1, hw_replica_recall (replica));
    break;
  case HW_EVENT_VALUE_INT:
  case HW_EVENT_VALUE_FLOAT:
  case HW_EVENT_VALUE_TEXT:
  CASES_THAT_CHANGE_NOTHING:
    break;
  }
}

guint64
hw_replica_apply (HwReplica     *replica,
                  const guint32 *base,
                  guint64        from,
                  guint64        to)
{
  while (from < to)
    from += hw_replica_do (replica, base + from, from);
  return from;
}
