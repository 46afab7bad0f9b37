/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The table of objects: one row for each, in the order of their serials. A row is the object's index. */

#include "table/table.h"

enum {
  COLUMN_OBJECT,
  COLUMN_TYPE,
  COLUMN_REFS,
  COLUMN_SIZE,
  COLUMN_GENERATION,
  COLUMN_TRACKED,
  COLUMN_REACHABLE,
  COLUMN_ADDRESS,
  COLUMN_LINE,
  COLUMN_STEP,
  COLUMN_SERIAL,
  N_COLUMNS
};

static const HwColumn columns[N_COLUMNS] = {
  [COLUMN_OBJECT] = { "object", "Object", HW_COLUMN_TEXT },
  [COLUMN_TYPE] = { "type", "Type", HW_COLUMN_TEXT },
  [COLUMN_REFS] = { "refs", "Reference count", HW_COLUMN_INTEGER },
  [COLUMN_SIZE] = { "size", "Size", HW_COLUMN_BYTES },
  [COLUMN_GENERATION] = { "generation", "Generation", HW_COLUMN_TEXT },
  [COLUMN_TRACKED] = { "tracked", "Tracked", HW_COLUMN_BOOLEAN },
  [COLUMN_REACHABLE] = { "reachable", "Reachable", HW_COLUMN_BOOLEAN },
  [COLUMN_ADDRESS] = { "address", "Address", HW_COLUMN_TEXT },
  [COLUMN_LINE] = { "line", "Line", HW_COLUMN_INTEGER },
  [COLUMN_STEP] = { "step", "Made in step", HW_COLUMN_INTEGER },
  [COLUMN_SERIAL] = { "serial", "Number", HW_COLUMN_INTEGER },
};

static const HwObjectRecord *
get_object (HwTable *table,
            guint    row)
{
  return &hw_image_get_objects (table->image, NULL)[g_array_index (table->rows, guint32, row)];
}

static gboolean
fill (HwTable              *table,
      const HwTableOptions *options,
      GCancellable         *cancellable)
{
  const HwObjectRecord *objects;
  guint n_objects;

  table->rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  objects = hw_image_get_objects (table->image, &n_objects);
  for (guint32 i = 0; i < n_objects; i++) {
    if (HW_TABLE_CANCELLED (cancellable, i))
      return FALSE;
    if (objects[i].kind != HW_KIND_FREE && (options->background || !hw_image_is_background (table->image, i)))
      hw_table_add_row (table, &i);
  }
  return TRUE;
}

static char *
get_text (HwTable *table,
          guint    row,
          guint    column)
{
  static const char *const generations[] = { "untracked", "0", "1", "2", "permanent", "unreachable" };
  guint32 index = g_array_index (table->rows, guint32, row);
  const HwObjectRecord *object = get_object (table, row);

  switch (column) {
  case COLUMN_OBJECT:
    return hw_image_dup_title (table->image, index);
  case COLUMN_TYPE:
    return g_strdup (hw_image_get_type_name (table->image, index));
  case COLUMN_GENERATION:
    return g_strdup (generations[CLAMP (object->generation + 1, 0, (int) G_N_ELEMENTS (generations) - 1)]);
  case COLUMN_ADDRESS:
    return g_strdup_printf ("0x%" G_GINT64_MODIFIER "x", (guint64) object->address * 16);
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
  const HwObjectRecord *object = get_object (table, row);

  switch (column) {
  case COLUMN_REFS:
    *number = object->refs;
    return TRUE;
  case COLUMN_SIZE:
    *number = object->size;
    return TRUE;
  case COLUMN_TRACKED:
    *number = object->generation >= 0;
    return TRUE;
  case COLUMN_REACHABLE:
    *number = object->reachable != 0;
    return TRUE;
  case COLUMN_LINE:
    *number = object->line;
    return object->line > 0;
  case COLUMN_STEP:
    *number = object->birth;
    return object->birth > 0;
  case COLUMN_SERIAL:
    *number = object->serial;
    return TRUE;
  default:
    g_return_val_if_reached (FALSE);
  }
}

static guint32
get_serial (HwTable *table,
            guint    row)
{
  return get_object (table, row)->serial;
}

static guint
get_step (HwTable *table,
          guint    row)
{
  return get_object (table, row)->birth;
}

const HwTableClass hw_objects_table_class = {
  .columns = columns,
  .n_columns = N_COLUMNS,
  .fill = fill,
  .get_text = get_text,
  .get_number = get_number,
  .get_serial = get_serial,
  .get_step = get_step,
};
