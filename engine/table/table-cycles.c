/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The table of cycles: the strongly connected components of a heap that have one. A row is a component with its sums. */

#include "table/table.h"

#include "hw-analysis.h"

/* Links of the shortest cycle that are told. */
#define MAX_LINKS 12

enum {
  COLUMN_NUMBER,
  COLUMN_OBJECTS,
  COLUMN_BYTES,
  COLUMN_REACHABLE,
  COLUMN_CYCLE,
  N_COLUMNS
};

static const HwColumn columns[N_COLUMNS] = {
  [COLUMN_NUMBER] = { "number", "Cycle", HW_COLUMN_INTEGER },
  [COLUMN_OBJECTS] = { "objects", "Objects", HW_COLUMN_INTEGER },
  [COLUMN_BYTES] = { "bytes", "Size", HW_COLUMN_BYTES },
  [COLUMN_REACHABLE] = { "reachable", "Reachable", HW_COLUMN_BOOLEAN },
  [COLUMN_CYCLE] = { "shortest", "Shortest way around", HW_COLUMN_TEXT },
};

typedef struct {
  guint32 component;
  guint32 object; /* the one to name it by */
} CycleRow;

/* What a cycle is best named by comes first. */
static int
rank (HwKind kind)
{
  return kind == HW_KIND_INSTANCE ? 2 : kind == HW_KIND_TYPE ? 1 : 0;
}

/* The first instance of each component, else its first class, else its first object, of those not in the background; HW_NO_OBJECT: all
 * are. */
static guint32 *
find_names (HwTable            *table,
            const HwComponents *components,
            gboolean            background)
{
  guint n_objects;
  const HwObjectRecord *objects = hw_image_get_objects (table->image, &n_objects);
  guint32 *names = g_new (guint32, components->n_components + 1);

  for (guint32 i = 0; i < components->n_components; i++)
    names[i] = HW_NO_OBJECT;
  for (guint32 i = 0; i < n_objects; i++) {
    guint32 *name = &names[components->component[i]];

    if (!components->cyclic[components->component[i]] || (!background && hw_image_is_background (table->image, i)))
      continue;
    if (*name == HW_NO_OBJECT || rank (objects[i].kind) > rank (objects[*name].kind))
      *name = i;
  }
  return names;
}

static gboolean
fill (HwTable              *table,
      const HwTableOptions *options,
      GCancellable         *cancellable)
{
  HwComponents *components = hw_analysis_components (table->image, cancellable);
  g_autofree guint32 *names = NULL;

  table->rows = g_array_new (FALSE, FALSE, sizeof (CycleRow));
  table->data = components;
  table->free_data = (GDestroyNotify) hw_components_free;
  if (components == NULL)
    return FALSE;
  names = find_names (table, components, options->background);
  for (guint32 i = 0; i < components->n_components; i++) {
    CycleRow row = { i, names[i] };

    if (row.object != HW_NO_OBJECT)
      hw_table_add_row (table, &row);
  }
  return TRUE;
}

static const CycleRow *
get_row (HwTable *table,
         guint    row)
{
  return &g_array_index (table->rows, CycleRow, row);
}

/* "Node #17 .ref → Node #21 .ref → Node #17" */
static char *
get_text (HwTable *table,
          guint    row,
          guint    column)
{
  guint32 object = get_row (table, row)->object;
  g_autoptr (GArray) path = hw_analysis_cycle (table->image, object, table->data);
  const HwReferenceRecord *references = hw_image_get_references (table->image, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; path != NULL && i < MIN (path->len, MAX_LINKS); i++) {
    guint reference = g_array_index (path, guint, i);
    g_autofree char *title = hw_image_dup_title (table->image, references[reference].holder);
    g_autofree char *label = hw_image_dup_label (table->image, reference);

    g_string_append_printf (text, "%s %s → ", title, label);
  }
  if (path != NULL && path->len > MAX_LINKS) {
    g_string_append_printf (text, "… %u more", path->len - MAX_LINKS);
  } else {
    g_autofree char *title = hw_image_dup_title (table->image, object);

    g_string_append (text, title);
  }
  return g_string_free (text, FALSE);
}

static gboolean
get_number (HwTable *table,
            guint    row,
            guint    column,
            gint64  *number)
{
  const HwComponents *components = table->data;
  const CycleRow *cycle = get_row (table, row);

  switch (column) {
  case COLUMN_NUMBER:
    *number = (gint64) row + 1;
    return TRUE;
  case COLUMN_OBJECTS:
    *number = components->size[cycle->component];
    return TRUE;
  case COLUMN_BYTES:
    *number = (gint64) components->bytes[cycle->component];
    return TRUE;
  case COLUMN_REACHABLE:
    *number = hw_image_get_objects (table->image, NULL)[cycle->object].reachable;
    return TRUE;
  default:
    g_return_val_if_reached (FALSE);
  }
}

static guint32
get_serial (HwTable *table,
            guint    row)
{
  return hw_image_get_objects (table->image, NULL)[get_row (table, row)->object].serial;
}

static guint
get_step (HwTable *table,
          guint    row)
{
  return hw_image_get_objects (table->image, NULL)[get_row (table, row)->object].birth;
}

const HwTableClass hw_cycles_table_class = {
  .columns = columns,
  .n_columns = N_COLUMNS,
  .fill = fill,
  .get_text = get_text,
  .get_number = get_number,
  .get_serial = get_serial,
  .get_step = get_step,
};
