/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* See verify.h. An event is written before its change is made, so the change of an event can be looked at when the next one is
 * about to be written; that is when the recorder hands it over. */

#include "timeline/verify.h"

#include "timeline/replica.h"
#include "timeline/words.h"

#define MAX_FINDINGS 50
/* Slots around a change that are compared after each event; check_all compares all. */
#define NEAR_SLOTS 16

struct _HwVerifier {
  HwRecorder *recorder; /* borrowed */
  HwHeap    *heap;
  HwReplica *replica;
  GString   *findings;
  guint      n_findings;
  guint64    position; /* of the event just applied */
  guint      kind;
};

static void G_GNUC_PRINTF (3, 4)
hw_verifier_report (HwVerifier *verifier,
                    guint32     cell,
                    const char *format,
                    ...)
{
  va_list arguments;

  if (++verifier->n_findings > MAX_FINDINGS)
    return;
  g_string_append_printf (verifier->findings, "word %" G_GUINT64_FORMAT " (%s): cell %u (%s #%u): ", verifier->position,
                          hw_event_kind_get_text (verifier->kind), cell,
                          hw_kind_get_name (HW_NATURE_KIND (verifier->replica->cells[cell].nature)),
                          verifier->replica->cells[cell].serial);
  va_start (arguments, format);
  g_string_append_vprintf (verifier->findings, format, arguments);
  va_end (arguments);
  g_string_append_c (verifier->findings, '\n');
}

static void
hw_verifier_compare (HwVerifier *verifier,
                     guint32     cell,
                     const char *what,
                     guint64     heap,
                     guint64     replica)
{
  if (heap != replica)
    hw_verifier_report (verifier, cell, "%s is %" G_GUINT64_FORMAT " in the heap, %" G_GUINT64_FORMAT " by the events", what,
                        heap, replica);
}

/* ------------------------------------------------------------------------------------------------------- one object */

/* What ALLOC, FLAGS and RETYPE tell. */
static void
hw_verifier_check_nature (HwVerifier *verifier,
                          guint32     cell)
{
  const HwObject *object = hw_object_at (verifier->heap, cell);
  const HwCell *self = &verifier->replica->cells[cell];

  hw_verifier_compare (verifier, cell, "the kind", object->kind, HW_NATURE_KIND (self->nature));
  hw_verifier_compare (verifier, cell, "the word of flags", object->flags, HW_NATURE_FLAGS (self->nature));
  hw_verifier_compare (verifier, cell, "the serial", object->serial, self->serial);
  hw_verifier_compare (verifier, cell, "the address", object->address, self->address);
  hw_verifier_compare (verifier, cell, "the class", object->type != NULL ? hw_cell (verifier->heap, object->type->object) : 0,
                       self->type);
}

static void
hw_verifier_check_refs (HwVerifier *verifier,
                        guint32     cell)
{
  const HwObject *object = hw_object_at (verifier->heap, cell);

  if (!(object->flags & HW_FLAG_IMMORTAL))
    hw_verifier_compare (verifier, cell, "the reference count", object->refs, verifier->replica->cells[cell].refs);
}

static guint32
hw_verifier_get_live_slot (HwVerifier *verifier,
                           HwObject   *object,
                           guint32     slot)
{
  if (slot >= HW_SLOT_ATTRIBUTES) {
    if (slot - HW_SLOT_ATTRIBUTES >= hw_object_n_attributes (object))
      return 0;
    return hw_cell (verifier->heap, hw_object_attribute (object, slot - HW_SLOT_ATTRIBUTES));
  }
  if (slot >= hw_object_n_slots (verifier->heap, object))
    return 0;
  return hw_cell (verifier->heap, hw_object_slot (verifier->heap, object, slot));
}

/* The [n] slots from [first] on. */
static void
hw_verifier_check_slots (HwVerifier *verifier,
                         guint32     cell,
                         guint32     first,
                         guint32     n)
{
  HwObject *object = hw_object_at (verifier->heap, cell);

  /* the variables of a frame lie on the interpreter's own stack */
  if (object->kind == HW_KIND_FRAME)
    return;
  for (guint32 i = 0; i < n; i++) {
    guint32 live = hw_verifier_get_live_slot (verifier, object, first + i);
    guint32 told = hw_replica_get_slot (verifier->replica, cell, first + i);

    if (live != told)
      hw_verifier_report (verifier, cell, "slot %u holds cell %u in the heap, %u by the events", first + i, live, told);
  }
}

static void
hw_verifier_check_all_slots (HwVerifier *verifier,
                             guint32     cell)
{
  HwObject *object = hw_object_at (verifier->heap, cell);
  HwSlots *attributes = hw_replica_get_attributes (verifier->replica, cell);

  hw_verifier_check_slots (verifier, cell, 0,
                           MAX (hw_object_n_slots (verifier->heap, object), verifier->replica->cells[cell].slots.n));
  hw_verifier_check_slots (verifier, cell, HW_SLOT_ATTRIBUTES,
                           MAX (hw_object_n_attributes (object), attributes != NULL ? attributes->n : 0));
}

/* Its links in the collector's lists. List heads are cells, too. */
static void
hw_verifier_check_links (HwVerifier *verifier,
                         guint32     cell)
{
  const HwObject *object = hw_object_at (verifier->heap, cell);
  const HwCell *self = &verifier->replica->cells[cell];

  hw_verifier_compare (verifier, cell, "the next in its list", object->gc_next, self->next);
  if (self->next != 0)
    hw_verifier_compare (verifier, cell, "the one before in its list", object->gc_prev, self->prev);
}

static void
hw_verifier_check_size (HwVerifier *verifier,
                        guint32     cell)
{
  guint64 size = hw_object_get_size (verifier->heap, hw_object_at (verifier->heap, cell));

  hw_verifier_compare (verifier, cell, "the size", MIN (size, G_MAXUINT32), verifier->replica->cells[cell].size);
}

/* -------------------------------------------------------------------------------------------------------- one event */

/* What was put, and some of what comes behind. That the heap's array ends where it should is for hw_verifier_check_all(): a size
 * may be written while a list that became shorter still has its old length. */
static void
hw_verifier_check_splice (HwVerifier    *verifier,
                          const guint32 *event,
                          guint32        cell)
{
  guint32 first = event[1];
  guint32 end = first + event[3];

  for (guint32 i = 0; i < NEAR_SLOTS; i++) {
    if (first + i < end)
      hw_verifier_check_slots (verifier, cell, first + i, 1);
    if (hw_replica_get_slot (verifier->replica, cell, end + i) != 0)
      hw_verifier_check_slots (verifier, cell, end + i, 1);
  }
  if (event[3] > NEAR_SLOTS)
    hw_verifier_check_slots (verifier, cell, end - NEAR_SLOTS, NEAR_SLOTS);
}

/* The event has been applied to the replica; its change has been made in the heap. */
static void
hw_verifier_check_event (HwVerifier    *verifier,
                         const guint32 *event)
{
  guint32 argument = HW_EVENT_ARGUMENT (event[0]);
  const HwCell *cells = verifier->replica->cells;

  switch (HW_EVENT_KIND (event[0])) {
  case HW_EVENT_INCREF:
  case HW_EVENT_DECREF:
  case HW_EVENT_HOLD:
    hw_verifier_check_refs (verifier, argument);
    break;
  case HW_EVENT_ALLOC:
  case HW_EVENT_FRAME_PUSH:
    hw_verifier_check_refs (verifier, argument);
    hw_verifier_check_nature (verifier, argument);
    break;
  case HW_EVENT_FLAGS:
  case HW_EVENT_RETYPE:
    hw_verifier_check_nature (verifier, argument);
    break;
  case HW_EVENT_FREE:
  case HW_EVENT_FRAME_POP:
    if (hw_object_at (verifier->heap, argument)->kind != HW_KIND_FREE)
      hw_verifier_report (verifier, argument, "freed by the events, not in the heap");
    break;
  case HW_EVENT_SET:
    hw_verifier_check_slots (verifier, argument, event[1], 1);
    break;
  case HW_EVENT_SPLICE:
    hw_verifier_check_splice (verifier, event, argument);
    break;
  case HW_EVENT_SIZE:
    hw_verifier_check_size (verifier, argument);
    break;
  case HW_EVENT_TRACK:
  case HW_EVENT_GC_MOVE:
    hw_verifier_check_links (verifier, argument);
    hw_verifier_check_links (verifier, cells[argument].prev);
    hw_verifier_check_links (verifier, cells[argument].next);
    break;
  case HW_EVENT_UNTRACK:
    hw_verifier_check_links (verifier, argument);
    hw_verifier_check_links (verifier, event[1]);
    break;
  case HW_EVENT_GC_MERGE:
    hw_verifier_check_links (verifier, argument);
    hw_verifier_check_links (verifier, event[1]);
    if (event[2] != 0) {
      hw_verifier_check_links (verifier, event[2]);
      hw_verifier_check_links (verifier, event[3]);
    }
    break;
  default:
    break;
  }
}

/* What the event says of the time before it must be what the replica has. */
static void
hw_verifier_check_before (HwVerifier    *verifier,
                          const guint32 *event)
{
  guint32 cell = HW_EVENT_ARGUMENT (event[0]);
  const HwCell *self = &verifier->replica->cells[cell];

  switch (HW_EVENT_KIND (event[0])) {
  case HW_EVENT_FREE:
    hw_verifier_compare (verifier, cell, "the serial at its end", event[1], self->serial);
    hw_verifier_compare (verifier, cell, "the class at its end", event[2], self->type);
    hw_verifier_compare (verifier, cell, "the address at its end", event[4], self->address);
    hw_verifier_compare (verifier, cell, "kind and flags at its end", event[5], self->nature);
    hw_verifier_compare (verifier, cell, "the reference count at its end", event[6], self->refs);
    if (HW_NATURE_KIND (event[5]) == HW_KIND_TYPE)
      hw_verifier_compare (verifier, cell, "the layout at its end", event[7], self->layout);
    hw_verifier_compare (verifier, cell, "the link at its end", 0, self->next);
    hw_verifier_compare (verifier, cell, "the number of slots in use at its end", 0,
                         hw_slots_length (&verifier->replica->cells[cell].slots));
    break;
  case HW_EVENT_FRAME_POP:
    if (self->serial == 0 || HW_NATURE_KIND (self->nature) != HW_KIND_FRAME)
      hw_verifier_report (verifier, cell, "a frame is popped that is none");
    hw_verifier_compare (verifier, cell, "the number of slots in use at its end", 0,
                         hw_slots_length (&verifier->replica->cells[cell].slots));
    break;
  case HW_EVENT_SET:
    hw_verifier_compare (verifier, cell, "the slot before it was set", event[2],
                         hw_replica_get_slot (verifier->replica, cell, event[1]));
    break;
  case HW_EVENT_SPLICE:
    for (guint32 i = 0; i < event[2]; i++)
      hw_verifier_compare (verifier, cell, "a slot before it was taken out", event[4 + i],
                           hw_replica_get_slot (verifier->replica, cell, event[1] + i));
    break;
  case HW_EVENT_FLAGS:
    hw_verifier_compare (verifier, cell, "the flags before they changed", event[1], HW_NATURE_FLAGS (self->nature));
    break;
  case HW_EVENT_RETYPE:
    hw_verifier_compare (verifier, cell, "the class before it changed", event[1], self->type);
    break;
  case HW_EVENT_LAYOUT:
    hw_verifier_compare (verifier, cell, "the layout before it changed", event[1], self->layout);
    break;
  case HW_EVENT_UNTRACK:
  case HW_EVENT_GC_MOVE:
    hw_verifier_compare (verifier, cell, "the one before in its old list", event[1], self->prev);
    break;
  default:
    break;
  }
}

static void
hw_verifier_events_cb (const guint32 *base,
                       const guint32 *begin,
                       const guint32 *end,
                       gpointer       data)
{
  HwVerifier *verifier = data;

  while (begin < end) {
    gsize length = hw_words_length (begin);

    verifier->position = begin - base;
    verifier->kind = HW_EVENT_KIND (begin[0]);
    hw_verifier_check_before (verifier, begin);
    hw_replica_apply (verifier->replica, begin, 0, length);
    if (verifier->heap != NULL)
      hw_verifier_check_event (verifier, begin);
    begin += length;
  }
}

/* ---------------------------------------------------------------------------------------------------------- the whole */

HwVerifier *
hw_verifier_new (HwRecorder *recorder)
{
  HwVerifier *verifier = g_new0 (HwVerifier, 1);

  verifier->recorder = recorder;
  verifier->replica = hw_replica_new ();
  verifier->findings = g_string_new (NULL);
  hw_recorder_set_verify (recorder, hw_verifier_events_cb, verifier);
  return verifier;
}

void
hw_verifier_free (HwVerifier *verifier)
{
  if (verifier == NULL)
    return;
  hw_replica_free (verifier->replica);
  g_string_free (verifier->findings, TRUE);
  g_free (verifier);
}

void
hw_verifier_set_heap (HwVerifier *verifier,
                      HwHeap     *heap)
{
  verifier->heap = heap;
}

gboolean
hw_verifier_check_all (HwVerifier *verifier)
{
  HwReplica *replica = verifier->replica;
  guint before = verifier->n_findings;

  hw_recorder_flush (verifier->recorder);
  g_return_val_if_fail (verifier->heap != NULL, FALSE);
  for (guint32 list = HW_LIST_GENERATION_0; list <= HW_LIST_FINALIZERS; list++)
    hw_verifier_check_links (verifier, list);
  for (guint32 cell = HW_FIRST_CELL; cell < MAX (replica->n_cells, verifier->heap->n_cells); cell++) {
    gboolean told = cell < replica->n_cells && replica->cells[cell].serial != 0;
    gboolean lives = cell < verifier->heap->n_cells && hw_object_at (verifier->heap, cell)->kind != HW_KIND_FREE;

    if (told != lives && cell < replica->n_cells)
      hw_verifier_report (verifier, cell, "%s", lives ? "lives in the heap, not by the events" : "lives by the events alone");
    if (!told || !lives)
      continue;
    hw_verifier_check_nature (verifier, cell);
    hw_verifier_check_refs (verifier, cell);
    if (hw_object_at (verifier->heap, cell)->kind != HW_KIND_FRAME)
      hw_verifier_check_size (verifier, cell);
    hw_verifier_check_links (verifier, cell);
    hw_verifier_check_all_slots (verifier, cell);
  }
  return verifier->n_findings == before;
}

const char *
hw_verifier_get_findings (HwVerifier *verifier)
{
  return verifier->findings->str;
}
