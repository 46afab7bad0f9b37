/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* From cells to serials.
 *
 *   positions[serial]              where the ALLOC of that object is, or the FRAME_PUSH of a frame
 *   first[cell] … first[cell + 1]  a stretch of by_cell: the serials that lived in the cell, in the order of their lives
 *
 * The last serial of the stretch whose beginning is not after a position is the one asked for. */

#include "table/serials.h"

#include "hw-kind.h"

#include <string.h>

struct _HwSerials {
  const guint32 *words;     /* borrowed from the timeline */
  guint64        end;
  GArray        *positions; /* of guint64; [0] is unused */
  guint32       *first;
  guint32       *by_cell;
  guint32        n_cells;
};

/* Notes where each object begins, and counts the lives of each cell in [counts], by cell. */
static gboolean
find_allocations (HwSerials    *serials,
                  GArray       *counts,
                  GCancellable *cancellable)
{
  guint64 position = 0;

  for (guint64 i = 0; position < serials->end; i++) {
    const guint32 *event = serials->words + position;

    if ((i & 0xfffff) == 0xfffff && g_cancellable_is_cancelled (cancellable))
      return FALSE;
    if (HW_EVENT_KIND (*event) == HW_EVENT_ALLOC || HW_EVENT_KIND (*event) == HW_EVENT_FRAME_PUSH) {
      guint32 cell = HW_EVENT_ARGUMENT (*event);

      g_array_append_val (serials->positions, position);
      if (cell >= counts->len)
        g_array_set_size (counts, MAX (cell + 1, counts->len * 2));
      g_array_index (counts, guint32, cell)++;
    }
    position += hw_event_get_length (event);
  }
  return TRUE;
}

/* Sorts the serials by cell: a counting sort, which keeps their order within a cell. */
static void
sort_by_cell (HwSerials *serials,
              GArray    *counts)
{
  g_autofree guint32 *next = g_new (guint32, counts->len + 1);
  guint32 sum = 0;

  serials->n_cells = counts->len;
  serials->first = g_new (guint32, counts->len + 1);
  serials->by_cell = g_new (guint32, serials->positions->len);
  for (guint cell = 0; cell < counts->len; cell++) {
    serials->first[cell] = next[cell] = sum;
    sum += g_array_index (counts, guint32, cell);
  }
  serials->first[counts->len] = sum;
  for (guint32 serial = 1; serial < serials->positions->len; serial++) {
    guint32 cell = HW_EVENT_ARGUMENT (serials->words[g_array_index (serials->positions, guint64, serial)]);

    serials->by_cell[next[cell]++] = serial;
  }
}

HwSerials *
hw_serials_new (HwTimeline   *timeline,
                guint64       end,
                GCancellable *cancellable)
{
  g_autoptr(HwSerials) serials = g_new0 (HwSerials, 1);
  g_autoptr(GArray) counts = g_array_new (FALSE, TRUE, sizeof (guint32));
  const guint64 none = 0;

  serials->words = hw_timeline_get_words (timeline, &serials->end);
  serials->end = MIN (serials->end, end);
  serials->positions = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_array_append_val (serials->positions, none);
  if (!find_allocations (serials, counts, cancellable))
    return NULL;
  sort_by_cell (serials, counts);
  return g_steal_pointer (&serials);
}

void
hw_serials_free (HwSerials *serials)
{
  g_array_unref (serials->positions);
  g_free (serials->first);
  g_free (serials->by_cell);
  g_free (serials);
}

guint32
hw_serials_find (HwSerials *serials,
                 guint32    cell,
                 guint64    position)
{
  guint32 low, high;

  if (cell < HW_FIRST_CELL || cell >= serials->n_cells)
    return 0;
  low = serials->first[cell];
  high = serials->first[cell + 1];
  while (low < high) {
    guint32 middle = low + (high - low) / 2;

    if (g_array_index (serials->positions, guint64, serials->by_cell[middle]) <= position)
      low = middle + 1;
    else
      high = middle;
  }
  return low > serials->first[cell] ? serials->by_cell[low - 1] : 0;
}

/* The value that follows the ALLOC at [position], as the event's text; NULL if there is none. Owned. */
static char *
dup_value (HwSerials *serials,
           guint64    position)
{
  const guint32 *event;

  position += hw_event_get_length (serials->words + position);
  if (position >= serials->end)
    return NULL;
  event = serials->words + position;
  switch (HW_EVENT_KIND (*event)) {
  case HW_EVENT_VALUE_INT:
    return g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) ((guint64) event[2] << 32 | event[1]));
  case HW_EVENT_VALUE_TEXT:
    return g_utf8_make_valid ((const char *) (event + 3), event[2]);
  default:
    return NULL;
  }
}

char *
hw_serials_dup_title (HwSerials *serials,
                      guint32    serial)
{
  guint64 position;
  const guint32 *event;
  HwKind kind;
  g_autofree char *class = NULL;
  g_autofree char *value = NULL;

  if (serial == 0 || serial >= serials->positions->len)
    return g_strdup ("");

  position = g_array_index (serials->positions, guint64, serial);
  event = serials->words + position;
  if (HW_EVENT_KIND (*event) == HW_EVENT_FRAME_PUSH)
    return g_strdup_printf ("%s #%u", hw_kind_get_name (HW_KIND_FRAME), serial);
  kind = event[4] & 0xff;
  value = dup_value (serials, position);
  if (value != NULL && kind == HW_KIND_INT)
    return g_steal_pointer (&value);
  if (value != NULL && kind == HW_KIND_STR)
    return g_strdup_printf ("'%s'", value);
  if (kind == HW_KIND_INSTANCE || kind == HW_KIND_EXCEPTION || kind == HW_KIND_NATIVE) {
    guint32 type = hw_serials_find (serials, event[1], position);

    if (type != 0)
      class = dup_value (serials, g_array_index (serials->positions, guint64, type));
  }
  return g_strdup_printf ("%s #%u", class != NULL ? class : hw_kind_get_name (kind), serial);
}
