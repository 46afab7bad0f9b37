/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The table of events: the record itself, or the stretch of some steps. A row is the event's position; everything else is read from the
 * words when a cell is asked for. */

#include "hw-scenario.h"
#include "table/serials.h"
#include "table/table.h"

enum {
  COLUMN_POSITION,
  COLUMN_STEP,
  COLUMN_EVENT,
  COLUMN_OBJECT,
  COLUMN_DETAIL,
  N_COLUMNS
};

static const HwColumn columns[N_COLUMNS] = {
  [COLUMN_POSITION] = { "position", "Position", HW_COLUMN_INTEGER },
  [COLUMN_STEP] = { "step", "Step", HW_COLUMN_INTEGER },
  [COLUMN_EVENT] = { "event", "Event", HW_COLUMN_TEXT },
  [COLUMN_OBJECT] = { "object", "Object", HW_COLUMN_TEXT },
  [COLUMN_DETAIL] = { "detail", "Detail", HW_COLUMN_TEXT },
};

/* The longest excerpt of a text in a detail, in bytes. */
#define MAX_EXCERPT 60

static gboolean
fill (HwTable              *table,
      const HwTableOptions *options,
      GCancellable         *cancellable)
{
  guint last = hw_timeline_get_last (table->timeline);
  guint64 begin = options->from_step > 0 ? hw_timeline_get_begin (table->timeline, MIN (options->from_step, last + 1)) : 0;
  const guint32 *words;
  guint64 end;

  table->rows = g_array_new (FALSE, FALSE, sizeof (guint64));
  words = hw_timeline_get_words (table->timeline, &end);
  if (options->to_step > 0 && options->to_step < last)
    end = hw_timeline_get_begin (table->timeline, options->to_step + 1);

  table->data = hw_serials_new (table->timeline, end, cancellable);
  if (table->data == NULL)
    return FALSE;
  table->free_data = (GDestroyNotify) hw_serials_free;

  for (guint64 position = begin, i = 0; position < end; position += hw_event_get_length (words + position), i++) {
    if (HW_TABLE_CANCELLED (cancellable, i))
      return FALSE;
    hw_table_add_row (table, &position);
  }
  return TRUE;
}

static guint64
get_position (HwTable *table,
              guint    row)
{
  return g_array_index (table->rows, guint64, row);
}

static const guint32 *
get_event (HwTable *table,
           guint    row)
{
  guint64 n_words;

  return hw_timeline_get_words (table->timeline, &n_words) + get_position (table, row);
}

/* The state whose transition the event is part of: the last that begins at or before it. */
static guint
get_step (HwTable *table,
          guint    row)
{
  guint64 position = get_position (table, row);
  guint low = 0;
  guint high = hw_timeline_get_last (table->timeline);

  while (low < high) {
    guint middle = low + (high - low + 1) / 2;

    if (hw_timeline_get_begin (table->timeline, middle) <= position)
      low = middle;
    else
      high = middle - 1;
  }
  return low;
}

static guint32
get_serial (HwTable *table,
            guint    row)
{
  const guint32 *event = get_event (table, row);
  guint32 cell = HW_EVENT_ARGUMENT (*event);

  switch (HW_EVENT_KIND (*event)) {
  case HW_EVENT_STEP:
    cell = event[1];
    break;
  case HW_EVENT_GC_MERGE:
  case HW_EVENT_GC_CONFIG:
  case HW_EVENT_PASS_BEGIN:
  case HW_EVENT_PHASE:
  case HW_EVENT_PASS_END:
  case HW_EVENT_OUTPUT:
  case HW_EVENT_SNAPSHOT:
    return 0;
  default:
    break;
  }
  return hw_serials_find (table->data, cell, get_position (table, row));
}

/* -------------------------------------------------------------------------------------------------------------------- details */

/* The title of the object in [cell]; "nothing" if there is none. Owned. */
static char *
dup_cell (HwTable *table,
          guint    row,
          guint32  cell)
{
  guint32 serial = hw_serials_find (table->data, cell, get_position (table, row));

  return serial != 0 ? hw_serials_dup_title (table->data, serial) : g_strdup ("nothing");
}

static char *
dup_change (HwTable    *table,
            guint       row,
            const char *what,
            guint32     before,
            guint32     after)
{
  g_autofree char *old = dup_cell (table, row, before);
  g_autofree char *new = dup_cell (table, row, after);

  return g_strdup_printf ("%s: %s → %s", what, old, new);
}

static const char *
list_name (guint32 list)
{
  static const char *const names[] = {
    [HW_LIST_GENERATION_0] = "generation 0",
    [HW_LIST_GENERATION_1] = "generation 1",
    [HW_LIST_GENERATION_2] = "generation 2",
    [HW_LIST_PERMANENT] = "the permanent generation",
    [HW_LIST_UNREACHABLE] = "the unreachable",
    [HW_LIST_FINALIZERS] = "legacy finalizers",
  };

  return list > 0 && list < G_N_ELEMENTS (names) ? names[list] : "another list";
}

/* The flags that differ: "+finalized -interned". Owned. */
static char *
dup_flags (guint32 before,
           guint32 after)
{
  static const struct {
    guint32     flag;
    const char *name;
  } flags[] = {
    { HW_FLAG_IMMORTAL, "immortal" },
    { HW_FLAG_FINALIZED, "finalized" },
    { HW_FLAG_GC, "container" },
    { HW_FLAG_STATIC, "static" },
    { HW_FLAG_INTERNED, "interned" },
    { HW_FLAG_HEAP_TYPE, "heap type" },
    { HW_FLAG_CLASS_HELD, "holds its class" },
    { HW_FLAG_NAMESPACE, "namespace" },
  };
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    if (((before ^ after) & flags[i].flag) != 0)
      g_string_append_printf (text, "%s%c%s", text->len > 0 ? " " : "", (after & flags[i].flag) != 0 ? '+' : '-', flags[i].name);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_setting (guint32 setting,
             guint32 before,
             guint32 after)
{
  static const char *const names[] = {
    [HW_GC_ENABLED] = "enabled",
    [HW_GC_THRESHOLD_0] = "threshold 0",
    [HW_GC_THRESHOLD_1] = "threshold 1",
    [HW_GC_THRESHOLD_2] = "threshold 2",
    [HW_GC_DEBUG] = "debug flags",
  };

  return g_strdup_printf ("%s: %u → %u", setting < G_N_ELEMENTS (names) ? names[setting] : "setting", before, after);
}

/* The beginning of [length] bytes of text as one line without control characters. Owned. */
static char *
dup_excerpt (const char *text,
             gsize       length)
{
  g_autofree char *valid = g_utf8_make_valid (text, MIN (length, MAX_EXCERPT));

  for (char *c = valid; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c))
      *c = ' ';
  return g_strconcat (g_strchomp (valid), length > MAX_EXCERPT ? " …" : NULL, NULL);
}

static char *
dup_output (HwTable       *table,
            const guint32 *event)
{
  gsize length = 0;
  const char *output = hw_timeline_get_output (table->timeline, hw_timeline_get_last (table->timeline), &length);
  gsize begin = MIN (event[1], length);

  return dup_excerpt (output + begin, MIN (event[2], length) - begin);
}

/* The statement at [line]. Owned. */
static char *
dup_statement (HwTable *table,
               guint    line)
{
  HwScenario *scenario = hw_timeline_get_scenario (table->timeline); /* a record made without one has none */
  gsize length = 0;
  const char *text = scenario != NULL ? hw_scenario_get_line (scenario, line, &length) : NULL;
  g_autofree char *stripped = text != NULL ? g_strstrip (g_strndup (text, length)) : g_strdup ("");

  return g_strdup_printf ("line %u: %s", line, stripped);
}

static char *
dup_layout (HwTable *table,
            guint32  layout)
{
  const char *name = hw_timeline_get_layout_name (table->timeline, layout);

  return g_strdup (name != NULL ? name : "");
}

static char *
dup_detail (HwTable *table,
            guint    row)
{
  const guint32 *event = get_event (table, row);
  guint32 argument = HW_EVENT_ARGUMENT (*event);
  g_autofree char *text = NULL;

  switch (HW_EVENT_KIND (*event)) {
  case HW_EVENT_STEP:
    return dup_statement (table, argument);
  case HW_EVENT_ALLOC:
    text = hw_serials_dup_text (table->data, hw_serials_find (table->data, event[1], get_position (table, row)));
    return g_strdup_printf ("%u bytes, %s", event[2], *text != '\0' ? text : hw_kind_get_name (event[4] & 0xff));
  case HW_EVENT_FREE:
    return g_strdup_printf ("%u bytes", event[3]);
  case HW_EVENT_VALUE_INT:
  case HW_EVENT_VALUE_FLOAT:
  case HW_EVENT_VALUE_TEXT:
    return hw_serials_dup_text (table->data, get_serial (table, row));
  case HW_EVENT_SET:
    text = g_strdup_printf ("slot %u", event[1]);
    return dup_change (table, row, text, event[2], event[3]);
  case HW_EVENT_SPLICE:
    return g_strdup_printf ("from slot %u: %u out, %u in", event[1], event[2], event[3]);
  case HW_EVENT_SIZE:
    return g_strdup_printf ("%u → %u bytes", event[1], event[2]);
  case HW_EVENT_FLAGS:
    return dup_flags (event[1], event[2]);
  case HW_EVENT_RETYPE:
    return dup_change (table, row, "class", event[1], event[2]);
  case HW_EVENT_LAYOUT:
    return dup_layout (table, event[2]);
  case HW_EVENT_GC_MOVE:
    return g_strdup_printf ("to %s", list_name (event[2]));
  case HW_EVENT_GC_MERGE:
    return g_strdup_printf ("%s into %s", list_name (argument), list_name (event[1]));
  case HW_EVENT_GC_CONFIG:
    return dup_setting (argument, event[1], event[2]);
  case HW_EVENT_PASS_BEGIN:
    return g_strdup_printf ("generation %u, %s", argument, event[1] != 0 ? "automatic" : "by gc.collect()");
  case HW_EVENT_PHASE:
    return g_strdup (argument < HW_N_PHASES ? hw_phase_get_name (argument) : "");
  case HW_EVENT_PASS_END:
    return g_strdup_printf ("generation %u: %u collected, %u uncollectable", argument, event[1], event[2]);
  case HW_EVENT_FRAME_PUSH:
  case HW_EVENT_FRAME_POP:
    return dup_layout (table, event[1]);
  case HW_EVENT_OUTPUT:
    return dup_output (table, event);
  case HW_EVENT_SNAPSHOT:
    return g_strdup_printf ("number %u", argument);
  default:
    return g_strdup ("");
  }
}

static char *
get_text (HwTable *table,
          guint    row,
          guint    column)
{
  switch (column) {
  case COLUMN_EVENT:
    return g_strdup (hw_event_kind_get_text (HW_EVENT_KIND (*get_event (table, row))));
  case COLUMN_OBJECT:
    return hw_serials_dup_title (table->data, get_serial (table, row));
  case COLUMN_DETAIL:
    return dup_detail (table, row);
  default:
    g_return_val_if_reached (NULL);
  }
}

static gboolean
get_number (HwTable *table,
            guint    row,
            guint    column,
            gint64  *number)
{
  *number = column == COLUMN_POSITION ? (gint64) get_position (table, row) : (gint64) get_step (table, row);
  return TRUE;
}

const HwTableClass hw_events_table_class = {
  .columns = columns,
  .n_columns = N_COLUMNS,
  .fill = fill,
  .get_text = get_text,
  .get_number = get_number,
  .get_serial = get_serial,
  .get_step = get_step,
  .get_position = get_position,
};
