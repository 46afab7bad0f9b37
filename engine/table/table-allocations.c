/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The table of allocations, which sums up the live objects by the line that made them, and the table of snapshots. A row of the one
 * is a line with its sums, of the other the number of a mark. */

#include "hw-scenario.h"
#include "table/table.h"

/* --------------------------------------------------------------------------------------------------------------- allocations */

enum {
  ALLOCATION_LINE,
  ALLOCATION_OBJECTS,
  ALLOCATION_BYTES,
  ALLOCATION_AVERAGE,
  ALLOCATION_SOURCE,
  N_ALLOCATION_COLUMNS
};

static const HwColumn allocation_columns[N_ALLOCATION_COLUMNS] = {
  [ALLOCATION_LINE] = { "line", "Line", HW_COLUMN_INTEGER },
  [ALLOCATION_OBJECTS] = { "objects", "Live objects", HW_COLUMN_INTEGER },
  [ALLOCATION_BYTES] = { "bytes", "Their size", HW_COLUMN_BYTES },
  [ALLOCATION_AVERAGE] = { "average", "Average size", HW_COLUMN_BYTES },
  [ALLOCATION_SOURCE] = { "source", "Statement", HW_COLUMN_TEXT },
};

typedef struct {
  guint32 line;
  guint32 n_objects;
  guint64 bytes;
} AllocationRow;

static gboolean
fill_allocations (HwTable              *table,
                  const HwTableOptions *options,
                  GCancellable         *cancellable)
{
  g_autoptr(GArray) lines = g_array_new (FALSE, TRUE, sizeof (AllocationRow));
  const HwObjectRecord *objects;
  guint n_objects;

  table->rows = g_array_new (FALSE, FALSE, sizeof (AllocationRow));
  objects = hw_image_get_objects (table->image, &n_objects);
  for (guint i = 0; i < n_objects; i++) {
    const HwObjectRecord *object = &objects[i];

    if (HW_TABLE_CANCELLED (cancellable, i))
      return FALSE;
    if (object->line == 0 || object->kind == HW_KIND_FREE || (!options->background && hw_image_is_background (table->image, i)))
      continue;
    if (object->line >= lines->len)
      g_array_set_size (lines, object->line + 1);
    g_array_index (lines, AllocationRow, object->line).n_objects++;
    g_array_index (lines, AllocationRow, object->line).bytes += object->size;
  }

  for (guint line = 1; line < lines->len; line++) {
    AllocationRow *row = &g_array_index (lines, AllocationRow, line);

    row->line = line;
    if (row->n_objects > 0)
      hw_table_add_row (table, row);
  }
  return TRUE;
}

/* The text of a line of the scenario, if the record is at hand. Owned. */
static char *
dup_source (HwTable *table,
            guint    line)
{
  HwScenario *scenario = table->timeline != NULL ? hw_timeline_get_scenario (table->timeline) : NULL;
  gsize length = 0;
  const char *text = scenario != NULL ? hw_scenario_get_line (scenario, line, &length) : NULL;

  return text != NULL ? g_strstrip (g_strndup (text, length)) : g_strdup ("");
}

static char *
get_allocation_text (HwTable *table,
                     guint    row,
                     guint    column)
{
  return dup_source (table, g_array_index (table->rows, AllocationRow, row).line);
}

static gboolean
get_allocation_number (HwTable *table,
                       guint    row,
                       guint    column,
                       gint64  *number)
{
  const AllocationRow *allocation = &g_array_index (table->rows, AllocationRow, row);

  switch (column) {
  case ALLOCATION_LINE:
    *number = allocation->line;
    return TRUE;
  case ALLOCATION_OBJECTS:
    *number = allocation->n_objects;
    return TRUE;
  case ALLOCATION_BYTES:
    *number = allocation->bytes;
    return TRUE;
  case ALLOCATION_AVERAGE:
    *number = allocation->bytes / allocation->n_objects;
    return TRUE;
  default:
    g_return_val_if_reached (FALSE);
  }
}

const HwTableClass hw_allocations_table_class = {
  .columns = allocation_columns,
  .n_columns = N_ALLOCATION_COLUMNS,
  .fill = fill_allocations,
  .get_text = get_allocation_text,
  .get_number = get_allocation_number,
};

/* ------------------------------------------------------------------------------------------------------------------ snapshots */

enum {
  SNAPSHOT_NUMBER,
  SNAPSHOT_STEP,
  SNAPSHOT_LINE,
  SNAPSHOT_TRACED,
  SNAPSHOT_HEAP,
  SNAPSHOT_SOURCE,
  N_SNAPSHOT_COLUMNS
};

static const HwColumn snapshot_columns[N_SNAPSHOT_COLUMNS] = {
  [SNAPSHOT_NUMBER] = { "number", "Snapshot", HW_COLUMN_INTEGER },
  [SNAPSHOT_STEP] = { "step", "Step", HW_COLUMN_INTEGER },
  [SNAPSHOT_LINE] = { "line", "Line", HW_COLUMN_INTEGER },
  [SNAPSHOT_TRACED] = { "traced-kib", "Traced memory (KiB)", HW_COLUMN_INTEGER },
  [SNAPSHOT_HEAP] = { "heap", "All blocks", HW_COLUMN_BYTES },
  [SNAPSHOT_SOURCE] = { "source", "Statement", HW_COLUMN_TEXT },
};

static gboolean
fill_snapshots (HwTable              *table,
                const HwTableOptions *options,
                GCancellable         *cancellable)
{
  gsize n_marks;
  const HwMark *marks = hw_timeline_get_marks (table->timeline, &n_marks);

  table->rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint32 i = 0; i < n_marks; i++)
    if (marks[i].kind == HW_MARK_SNAPSHOT && (options->to_step == 0 || marks[i].step <= options->to_step))
      hw_table_add_row (table, &i);
  return TRUE;
}

static const HwMark *
get_mark (HwTable *table,
          guint    row)
{
  gsize n_marks;

  return &hw_timeline_get_marks (table->timeline, &n_marks)[g_array_index (table->rows, guint32, row)];
}

/* The statement that took the snapshot, or NULL if that was at interpreter exit. */
static const HwStep *
get_statement (HwTable *table,
               guint    row)
{
  guint step = get_mark (table, row)->step;

  return step >= 1 && step <= hw_timeline_get_n_steps (table->timeline) ? hw_timeline_get_step (table->timeline, step) : NULL;
}

static char *
get_snapshot_text (HwTable *table,
                   guint    row,
                   guint    column)
{
  const HwStep *statement = get_statement (table, row);

  return statement != NULL ? dup_source (table, statement->line) : g_strdup ("");
}

static gboolean
get_snapshot_number (HwTable *table,
                     guint    row,
                     guint    column,
                     gint64  *number)
{
  const HwStep *statement = get_statement (table, row);

  switch (column) {
  case SNAPSHOT_NUMBER:
    *number = get_mark (table, row)->value;
    return TRUE;
  case SNAPSHOT_STEP:
    *number = get_mark (table, row)->step;
    return TRUE;
  case SNAPSHOT_LINE:
    *number = statement != NULL ? statement->line : 0;
    return statement != NULL;
  case SNAPSHOT_TRACED:
    *number = statement != NULL ? statement->traced_kib : 0;
    return statement != NULL;
  case SNAPSHOT_HEAP:
    *number = statement != NULL ? (gint64) statement->heap_bytes : 0;
    return statement != NULL;
  default:
    g_return_val_if_reached (FALSE);
  }
}

static guint
get_snapshot_step (HwTable *table,
                   guint    row)
{
  return get_mark (table, row)->step;
}

static guint64
get_snapshot_position (HwTable *table,
                       guint    row)
{
  return get_mark (table, row)->position;
}

const HwTableClass hw_snapshots_table_class = {
  .columns = snapshot_columns,
  .n_columns = N_SNAPSHOT_COLUMNS,
  .fill = fill_snapshots,
  .get_text = get_snapshot_text,
  .get_number = get_snapshot_number,
  .get_step = get_snapshot_step,
  .get_position = get_snapshot_position,
};
