/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The tables of the collector: its generations at one moment, and all its passes. A row of the one is a list with its sums, of the
 * other the number of the pass. */

#include "table/table.h"

/* ---------------------------------------------------------------------------------------------------------------- generations */

enum {
  GENERATION_NAME,
  GENERATION_OBJECTS,
  GENERATION_COUNT,
  GENERATION_THRESHOLD,
  GENERATION_BYTES,
  N_GENERATION_COLUMNS
};

static const HwColumn generation_columns[N_GENERATION_COLUMNS] = {
  [GENERATION_NAME] = { "generation", "Generation", HW_COLUMN_TEXT },
  [GENERATION_OBJECTS] = { "objects", "Objects", HW_COLUMN_INTEGER },
  [GENERATION_COUNT] = { "count", "Count", HW_COLUMN_INTEGER },
  [GENERATION_THRESHOLD] = { "threshold", "Threshold", HW_COLUMN_INTEGER },
  [GENERATION_BYTES] = { "bytes", "Size of its objects", HW_COLUMN_BYTES },
};

static const struct {
  guint       list;
  const char *name;
} generations[] = {
  { HW_LIST_GENERATION_0, "0" },
  { HW_LIST_GENERATION_1, "1" },
  { HW_LIST_GENERATION_2, "2" },
  { HW_LIST_PERMANENT, "permanent" },
  { HW_LIST_UNREACHABLE, "unreachable" },
  { HW_LIST_FINALIZERS, "legacy finalizers" },
};

/* How many generations have a count and a threshold. */
#define N_COUNTED 3

typedef struct {
  guint   which; /* of the table above */
  guint   n_objects;
  guint64 bytes;
} GenerationRow;

static gboolean
fill_generations (HwTable              *table,
                  const HwTableOptions *options,
                  GCancellable         *cancellable)
{
  const HwObjectRecord *objects = hw_image_get_objects (table->image, NULL);

  table->rows = g_array_new (FALSE, FALSE, sizeof (GenerationRow));
  for (guint i = 0; i < G_N_ELEMENTS (generations); i++) {
    GenerationRow row = { .which = i };
    const guint32 *list = hw_image_get_list (table->image, generations[i].list, &row.n_objects);

    for (guint j = 0; j < row.n_objects; j++) {
      if (HW_TABLE_CANCELLED (cancellable, j))
        return FALSE;
      row.bytes += objects[list[j]].size;
    }
    /* The collector's working lists are only there within a pass. */
    if (generations[i].list <= HW_LIST_PERMANENT || row.n_objects > 0)
      hw_table_add_row (table, &row);
  }
  return TRUE;
}

static char *
get_generation_text (HwTable *table,
                     guint    row,
                     guint    column)
{
  return g_strdup (generations[g_array_index (table->rows, GenerationRow, row).which].name);
}

static gboolean
get_generation_number (HwTable *table,
                       guint    row,
                       guint    column,
                       gint64  *number)
{
  const GenerationRow *generation = &g_array_index (table->rows, GenerationRow, row);
  const HwCollectorRecord *collector = hw_image_get_collector (table->image);

  switch (column) {
  case GENERATION_OBJECTS:
    *number = generation->n_objects;
    return TRUE;
  case GENERATION_COUNT:
    *number = generation->which < N_COUNTED ? collector->count[generation->which] : 0;
    return generation->which < N_COUNTED;
  case GENERATION_THRESHOLD:
    *number = generation->which < N_COUNTED ? collector->threshold[generation->which] : 0;
    return generation->which < N_COUNTED;
  case GENERATION_BYTES:
    *number = generation->bytes;
    return TRUE;
  default:
    g_return_val_if_reached (FALSE);
  }
}

const HwTableClass hw_generations_table_class = {
  .columns = generation_columns,
  .n_columns = N_GENERATION_COLUMNS,
  .fill = fill_generations,
  .get_text = get_generation_text,
  .get_number = get_generation_number,
};

/* ---------------------------------------------------------------------------------------------------------------- collections */

enum {
  COLLECTION_NUMBER,
  COLLECTION_STEP,
  COLLECTION_LINE,
  COLLECTION_GENERATION,
  COLLECTION_AUTOMATIC,
  COLLECTION_COLLECTED,
  COLLECTION_UNCOLLECTABLE,
  COLLECTION_FINALIZERS,
  COLLECTION_CALLBACKS,
  COLLECTION_FREED,
  N_COLLECTION_COLUMNS
};

static const HwColumn collection_columns[N_COLLECTION_COLUMNS] = {
  [COLLECTION_NUMBER] = { "number", "Pass", HW_COLUMN_INTEGER },
  [COLLECTION_STEP] = { "step", "Step", HW_COLUMN_INTEGER },
  [COLLECTION_LINE] = { "line", "Line", HW_COLUMN_INTEGER },
  [COLLECTION_GENERATION] = { "generation", "Generation", HW_COLUMN_INTEGER },
  [COLLECTION_AUTOMATIC] = { "automatic", "Automatic", HW_COLUMN_BOOLEAN },
  [COLLECTION_COLLECTED] = { "collected", "Collected", HW_COLUMN_INTEGER },
  [COLLECTION_UNCOLLECTABLE] = { "uncollectable", "Uncollectable", HW_COLUMN_INTEGER },
  [COLLECTION_FINALIZERS] = { "finalizers", "Finalizers run", HW_COLUMN_INTEGER },
  [COLLECTION_CALLBACKS] = { "callbacks", "Callbacks run", HW_COLUMN_INTEGER },
  [COLLECTION_FREED] = { "freed", "Objects freed", HW_COLUMN_INTEGER },
};

static gboolean
fill_collections (HwTable              *table,
                  const HwTableOptions *options,
                  GCancellable         *cancellable)
{
  gsize n_passes;
  const HwPass *passes = hw_timeline_get_passes (table->timeline, &n_passes);

  table->rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint32 i = 0; i < n_passes; i++)
    if ((options->to_step == 0 || passes[i].step <= options->to_step) && (options->pass == 0 || options->pass == i + 1))
      hw_table_add_row (table, &i);
  return TRUE;
}

static const HwPass *
get_pass (HwTable *table,
          guint    row)
{
  gsize n_passes;

  return &hw_timeline_get_passes (table->timeline, &n_passes)[g_array_index (table->rows, guint32, row)];
}

static gboolean
get_collection_number (HwTable *table,
                       guint    row,
                       guint    column,
                       gint64  *number)
{
  const HwPass *pass = get_pass (table, row);
  const gint64 numbers[N_COLLECTION_COLUMNS] = {
    [COLLECTION_NUMBER] = g_array_index (table->rows, guint32, row) + 1,
    [COLLECTION_STEP] = pass->step,
    [COLLECTION_LINE] = pass->line,
    [COLLECTION_GENERATION] = pass->generation,
    [COLLECTION_AUTOMATIC] = pass->automatic != 0,
    [COLLECTION_COLLECTED] = pass->collected,
    [COLLECTION_UNCOLLECTABLE] = pass->uncollectable,
    [COLLECTION_FINALIZERS] = pass->n_finalizers,
    [COLLECTION_CALLBACKS] = pass->n_callbacks,
    [COLLECTION_FREED] = pass->n_freed,
  };

  *number = numbers[column];
  return column != COLLECTION_LINE || pass->line > 0;
}

static guint
get_collection_step (HwTable *table,
                     guint    row)
{
  return get_pass (table, row)->step;
}

static guint64
get_collection_position (HwTable *table,
                         guint    row)
{
  return get_pass (table, row)->begin;
}

const HwTableClass hw_collections_table_class = {
  .columns = collection_columns,
  .n_columns = N_COLLECTION_COLUMNS,
  .fill = fill_collections,
  .get_number = get_collection_number,
  .get_step = get_collection_step,
  .get_position = get_collection_position,
};
