/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The vocabularies of events and of kinds of object, as texts. */

#include "hw-event.h"
#include "hw-kind.h"
#include "timeline/words.h"

G_STATIC_ASSERT (HW_N_EVENT_KINDS <= 1 << HW_EVENT_KIND_BITS);
G_STATIC_ASSERT (HW_MAX_CELLS <= 1 << (32 - HW_EVENT_KIND_BITS));
G_STATIC_ASSERT (HW_N_KINDS <= 256);
G_STATIC_ASSERT (sizeof (HwStep) == 48);

const char *
hw_event_kind_get_text (HwEventKind kind)
{
  static const char *const texts[] = {
#define HW_X(id, words, text) text,
    HW_EVENT_LIST (HW_X)
#undef HW_X
  };

  g_return_val_if_fail (kind < HW_N_EVENT_KINDS, "");
  return texts[kind];
}

const char *
hw_phase_get_name (HwPhase phase)
{
  static const char *const names[] = {
#define HW_X(id, text) text,
    HW_PHASE_LIST (HW_X)
#undef HW_X
  };

  g_return_val_if_fail (phase < HW_N_PHASES, "");
  return names[phase];
}

gsize
hw_event_get_length (const guint32 *event)
{
  return hw_words_length (event);
}

const char *
hw_kind_get_name (HwKind kind)
{
  static const char *const names[] = {
#define HW_X(id, text, slots) text,
    HW_KIND_LIST (HW_X)
#undef HW_X
  };

  g_return_val_if_fail (kind < HW_N_KINDS, "");
  return names[kind];
}

const char *
hw_kind_get_slots (HwKind kind)
{
  static const char *const slots[] = {
#define HW_X(id, text, labels) labels,
    HW_KIND_LIST (HW_X)
#undef HW_X
  };

  g_return_val_if_fail (kind < HW_N_KINDS, "");
  return slots[kind];
}
