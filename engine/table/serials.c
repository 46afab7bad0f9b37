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
#include "timeline/text.h"

struct _HwSerials {
  HwTimeline    *timeline;  /* borrowed */
  const guint32 *words;     /* borrowed from it */
  guint64        end;
  GArray        *positions; /* of guint64; [0] is unused */
  guint32       *first;
  guint32       *by_cell;
  guint32        n_cells;
  GHashTable    *layouts;   /* serial of a class or function to the layout that has its name */
};

/* How often a cell was used, and whose it is now. */
typedef struct {
  guint32 n_lives;
  guint32 serial;
} Lives;

/* Notes that the object in [cell] begins at [position], and counts the cell's lives. */
static void
note_allocation (HwSerials *serials,
                 GArray    *lives,
                 guint32    cell,
                 guint64    position)
{
  Lives *own;

  if (cell >= lives->len)
    g_array_set_size (lives, MAX (cell + 1, lives->len * 2));
  own = &g_array_index (lives, Lives, cell);
  own->n_lives++;
  own->serial = serials->positions->len;
  g_array_append_val (serials->positions, position);
}

/* Notes the layout of a class or function, which has its name. */
static void
note_layout (HwSerials *serials,
             GArray    *lives,
             guint32    cell,
             guint32    layout)
{
  if (cell < lives->len && layout != 0)
    g_hash_table_insert (serials->layouts, GUINT_TO_POINTER (g_array_index (lives, Lives, cell).serial), GUINT_TO_POINTER (layout));
}

/* Walks over the record; [lives] is by cell. */
static gboolean
find_allocations (HwSerials    *serials,
                  GArray       *lives,
                  GCancellable *cancellable)
{
  guint64 position = 0;

  for (guint64 i = 0; position < serials->end; i++) {
    const guint32 *event = serials->words + position;

    if ((i & 0xfffff) == 0xfffff && g_cancellable_is_cancelled (cancellable))
      return FALSE;
    if (HW_EVENT_KIND (*event) == HW_EVENT_ALLOC || HW_EVENT_KIND (*event) == HW_EVENT_FRAME_PUSH)
      note_allocation (serials, lives, HW_EVENT_ARGUMENT (*event), position);
    else if (HW_EVENT_KIND (*event) == HW_EVENT_LAYOUT)
      note_layout (serials, lives, HW_EVENT_ARGUMENT (*event), event[2]);
    position += hw_event_get_length (event);
  }
  return TRUE;
}

/* Sorts the serials by cell: a counting sort, which keeps their order within a cell. */
static void
sort_by_cell (HwSerials *serials,
              GArray    *lives)
{
  g_autofree guint32 *next = g_new (guint32, lives->len + 1);
  guint32 sum = 0;

  serials->n_cells = lives->len;
  serials->first = g_new (guint32, lives->len + 1);
  serials->by_cell = g_new (guint32, serials->positions->len);
  for (guint cell = 0; cell < lives->len; cell++) {
    serials->first[cell] = next[cell] = sum;
    sum += g_array_index (lives, Lives, cell).n_lives;
  }
  serials->first[lives->len] = sum;
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
  g_autoptr(GArray) lives = g_array_new (FALSE, TRUE, sizeof (Lives));
  const guint64 none = 0;

  serials->timeline = timeline;
  serials->layouts = g_hash_table_new (NULL, NULL);
  serials->words = hw_timeline_get_words (timeline, &serials->end);
  serials->end = MIN (serials->end, end);
  serials->positions = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_array_append_val (serials->positions, none);
  if (!find_allocations (serials, lives, cancellable))
    return NULL;
  sort_by_cell (serials, lives);
  return g_steal_pointer (&serials);
}

void
hw_serials_free (HwSerials *serials)
{
  g_array_unref (serials->positions);
  g_hash_table_unref (serials->layouts);
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

/* Kind and flags of the object that begins at [position], as an ALLOC gives them: a frame has no such word. */
static guint32
get_nature (HwSerials *serials,
            guint64    position)
{
  const guint32 *event = serials->words + position;

  return HW_EVENT_KIND (*event) == HW_EVENT_FRAME_PUSH ? HW_KIND_FRAME : event[4];
}

/* The VALUE_… event right behind the ALLOC at [position], or NULL. */
static const guint32 *
get_value (HwSerials *serials,
           guint64    position)
{
  position += hw_event_get_length (serials->words + position);
  if (position >= serials->end)
    return NULL;
  switch (HW_EVENT_KIND (serials->words[position])) {
  case HW_EVENT_VALUE_INT:
  case HW_EVENT_VALUE_FLOAT:
  case HW_EVENT_VALUE_TEXT:
    return serials->words + position;
  default:
    return NULL;
  }
}

/* What an object without a recorded value is called; "" for most. */
static const char *
get_name (HwSerials *serials,
          guint32    serial,
          HwKind     kind)
{
  const char *name = NULL;

  switch (kind) {
  case HW_KIND_NONE:
    return "None";
  case HW_KIND_ELLIPSIS:
    return "Ellipsis";
  case HW_KIND_NOT_IMPLEMENTED:
    return "NotImplemented";
  case HW_KIND_TYPE:
  case HW_KIND_FUNCTION:
  case HW_KIND_CODE:
    name = hw_timeline_get_layout_name (serials->timeline,
                                        GPOINTER_TO_UINT (g_hash_table_lookup (serials->layouts, GUINT_TO_POINTER (serial))));
    return name != NULL ? name : "";
  default:
    return "";
  }
}

char *
hw_serials_dup_text (HwSerials *serials,
                     guint32    serial)
{
  g_autoptr(GString) text = g_string_new (NULL);
  const guint32 *value;
  guint64 position;
  HwKind kind;

  if (serial == 0 || serial >= serials->positions->len)
    return g_strdup ("");
  position = g_array_index (serials->positions, guint64, serial);
  kind = get_nature (serials, position) & 0xff;
  value = get_value (serials, position);
  if (value != NULL)
    hw_text_append_value (text, kind, value);
  else
    g_string_append (text, get_name (serials, serial, kind));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
hw_serials_dup_title (HwSerials *serials,
                      guint32    serial)
{
  g_autoptr(GString) title = g_string_new (NULL);
  g_autofree char *text = NULL;
  g_autofree char *type_name = NULL;
  guint64 position;
  guint32 nature, type;
  HwKind kind;

  if (serial == 0 || serial >= serials->positions->len)
    return g_strdup ("");

  position = g_array_index (serials->positions, guint64, serial);
  nature = get_nature (serials, position);
  kind = nature & 0xff;
  type = kind == HW_KIND_FRAME ? 0 : hw_serials_find (serials, serials->words[position + 1], position);
  text = hw_serials_dup_text (serials, serial);
  type_name = hw_serials_dup_text (serials, type);
  hw_text_append_title (title, kind, nature >> 8, hw_timeline_get_number (serials->timeline, serial), text,
                        *type_name != '\0' ? type_name : hw_kind_get_name (kind));
  return g_string_free (g_steal_pointer (&title), FALSE);
}
