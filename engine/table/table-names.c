/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The table of names: the variables of the module and of the running frames, outermost first. A row is a frame and a reference. */

#include "table/table.h"

#include <string.h>

enum {
  COLUMN_SCOPE,
  COLUMN_NAME,
  COLUMN_OBJECT,
  COLUMN_TYPE,
  COLUMN_REFS,
  COLUMN_DEPTH,
  N_COLUMNS
};

static const HwColumn columns[N_COLUMNS] = {
  [COLUMN_SCOPE] = { "scope", "Scope", HW_COLUMN_TEXT },
  [COLUMN_NAME] = { "name", "Name", HW_COLUMN_TEXT },
  [COLUMN_OBJECT] = { "object", "Object", HW_COLUMN_TEXT },
  [COLUMN_TYPE] = { "type", "Type", HW_COLUMN_TEXT },
  [COLUMN_REFS] = { "refs", "Reference count", HW_COLUMN_INTEGER },
  [COLUMN_DEPTH] = { "depth", "Call depth", HW_COLUMN_INTEGER },
};

typedef struct {
  guint32 frame;
  guint32 reference;
} NameRow;

static const HwReferenceRecord *
get_reference (HwTable *table,
               guint    row)
{
  return &hw_image_get_references (table->image, NULL)[g_array_index (table->rows, NameRow, row).reference];
}

/* __name__, __builtins__ and the like: there before the program's first statement. */
static gboolean
is_dunder (const char *name)
{
  return g_str_has_prefix (name, "__") && g_str_has_suffix (name, "__") && strlen (name) > 4;
}

static gboolean
fill (HwTable              *table,
      const HwTableOptions *options,
      GCancellable         *cancellable)
{
  const HwObjectRecord *objects = hw_image_get_objects (table->image, NULL);
  const HwReferenceRecord *references = hw_image_get_references (table->image, NULL);
  const HwFrameRecord *frames;
  guint n_frames;

  table->rows = g_array_new (FALSE, FALSE, sizeof (NameRow));
  frames = hw_image_get_frames (table->image, &n_frames);
  for (guint32 f = 0; f < n_frames; f++) {
    const HwObjectRecord *holder = &objects[frames[f].object];

    for (guint32 i = 0; i < holder->n_refs; i++) {
      NameRow row = { f, holder->first_ref + i };
      const HwReferenceRecord *reference = &references[row.reference];

      if (HW_TABLE_CANCELLED (cancellable, i))
        return FALSE;
      if (reference->label_kind == HW_LABEL_NAME &&
          (options->background || !is_dunder (hw_image_get_text (table->image, reference->label))))
        hw_table_add_row (table, &row);
    }
  }
  return TRUE;
}

static char *
get_text (HwTable *table,
          guint    row,
          guint    column)
{
  const HwReferenceRecord *reference = get_reference (table, row);

  switch (column) {
  case COLUMN_SCOPE:
    return g_strdup (hw_image_get_text (table->image,
                                        hw_image_get_frames (table->image, NULL)[g_array_index (table->rows, NameRow, row).frame].text));
  case COLUMN_NAME:
    return g_strdup (hw_image_get_text (table->image, reference->label));
  case COLUMN_OBJECT:
    return hw_image_dup_title (table->image, reference->target);
  case COLUMN_TYPE:
    return g_strdup (hw_image_get_type_name (table->image, reference->target));
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
  switch (column) {
  case COLUMN_REFS:
    *number = hw_image_get_objects (table->image, NULL)[get_reference (table, row)->target].refs;
    return TRUE;
  case COLUMN_DEPTH:
    *number = g_array_index (table->rows, NameRow, row).frame;
    return TRUE;
  default:
    g_return_val_if_reached (FALSE);
  }
}

static guint32
get_serial (HwTable *table,
            guint    row)
{
  return hw_image_get_objects (table->image, NULL)[get_reference (table, row)->target].serial;
}

static guint
get_step (HwTable *table,
          guint    row)
{
  return hw_image_get_objects (table->image, NULL)[get_reference (table, row)->target].birth;
}

const HwTableClass hw_names_table_class = {
  .columns = columns,
  .n_columns = N_COLUMNS,
  .fill = fill,
  .get_text = get_text,
  .get_number = get_number,
  .get_serial = get_serial,
  .get_step = get_step,
};
