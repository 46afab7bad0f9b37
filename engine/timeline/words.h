/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Walking over the words of a stream: the lengths of events, inline for the loops that see every one. */

#pragma once

#include "hw-event.h"

/* Words behind the head, by kind. */
static const gint8 hw_word_counts[HW_N_EVENT_KINDS] = {
#define HW_X(id, words, text) words,
  HW_EVENT_LIST (HW_X)
#undef HW_X
};

/* The lengths of the events that have a fixed one, as constants: HW_LENGTH_SET. */
enum {
#define HW_X(id, words, text) HW_LENGTH_##id = 1 + words,
  HW_EVENT_LIST (HW_X)
#undef HW_X
};

/* The length in words, head included, of the event at [event]. */
static inline gsize
hw_words_length (const guint32 *event)
{
  HwEventKind kind = HW_EVENT_KIND (event[0]);
  int count = hw_word_counts[kind];

  if (G_LIKELY (count >= 0))
    return 1 + (gsize) count;
  if (kind == HW_EVENT_SPLICE)
    return 4 + (gsize) event[2] + event[3];
  return 3 + ((gsize) event[2] + 3) / 4;
}
