/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Tables: making one, and asking it. The kinds are classes of their own, in the files beside this one. */

#include "table/table.h"

#include <string.h>

#define DEFAULT_MAX_ROWS 5000000

enum { NEEDS_IMAGE, NEEDS_TIMELINE };

static const struct {
  const char *name;
  const char *title;
  int         needs;
} kinds[HW_N_TABLES] = {
#define HW_X(id, name, title, source) { name, title, NEEDS_##source },
  HW_TABLE_LIST (HW_X)
#undef HW_X
};

static const HwTableClass *const classes[HW_N_TABLES] = {
  [HW_TABLE_OBJECTS] = &hw_objects_table_class,
  [HW_TABLE_NAMES] = &hw_names_table_class,
  [HW_TABLE_REFERENCES] = &hw_references_table_class,
  [HW_TABLE_WEAKREFS] = &hw_weakrefs_table_class,
  [HW_TABLE_CYCLES] = &hw_cycles_table_class,
  [HW_TABLE_GENERATIONS] = &hw_generations_table_class,
  [HW_TABLE_ALLOCATIONS] = &hw_allocations_table_class,
  [HW_TABLE_COLLECTIONS] = &hw_collections_table_class,
  [HW_TABLE_PHASES] = &hw_phases_table_class,
  [HW_TABLE_DECISIONS] = &hw_decisions_table_class,
  [HW_TABLE_SNAPSHOTS] = &hw_snapshots_table_class,
  [HW_TABLE_EVENTS] = &hw_events_table_class,
};

/* ------------------------------------------------------------------------------------------------------------------- the kinds */

const char *
hw_table_kind_get_name (HwTableKind kind)
{
  g_return_val_if_fail (kind < HW_N_TABLES, NULL);

  return kinds[kind].name;
}

const char *
hw_table_kind_get_title (HwTableKind kind)
{
  g_return_val_if_fail (kind < HW_N_TABLES, NULL);

  return kinds[kind].title;
}

gboolean
hw_table_kind_parse (const char  *name,
                     HwTableKind *kind)
{
  for (guint i = 0; i < HW_N_TABLES; i++)
    if (strcmp (name, kinds[i].name) == 0) {
      *kind = i;
      return TRUE;
    }
  return FALSE;
}

gboolean
hw_table_kind_needs_timeline (HwTableKind kind)
{
  g_return_val_if_fail (kind < HW_N_TABLES, FALSE);

  return kinds[kind].needs == NEEDS_TIMELINE;
}

const HwColumn *
hw_table_kind_get_columns (HwTableKind kind,
                           guint      *n_columns)
{
  g_return_val_if_fail (kind < HW_N_TABLES, NULL);

  if (n_columns != NULL)
    *n_columns = classes[kind]->n_columns;
  return classes[kind]->columns;
}

/* --------------------------------------------------------------------------------------------------------------------- a table */

HwTable *
hw_table_new (HwTableKind           kind,
              HwImage              *image,
              HwTimeline           *timeline,
              const HwTableOptions *options,
              GCancellable         *cancellable)
{
  const HwTableOptions defaults = { 0 };
  g_autoptr(HwTable) table = NULL;

  g_return_val_if_fail (kind < HW_N_TABLES, NULL);
  g_return_val_if_fail ((kinds[kind].needs == NEEDS_TIMELINE ? (gpointer) timeline : (gpointer) image) != NULL, NULL);

  if (options == NULL)
    options = &defaults;
  table = g_new0 (HwTable, 1);
  g_atomic_ref_count_init (&table->ref_count);
  table->kind = kind;
  table->class = classes[kind];
  table->image = image != NULL ? hw_image_ref (image) : NULL;
  table->timeline = timeline != NULL ? hw_timeline_ref (timeline) : NULL;
  table->max_rows = options->max_rows > 0 ? options->max_rows : DEFAULT_MAX_ROWS;

  if (options->from_step > options->to_step) {
    table->rows = g_array_new (FALSE, FALSE, sizeof (guint32));
    return g_steal_pointer (&table);
  }
  if (!table->class->fill (table, options, cancellable) || g_cancellable_is_cancelled (cancellable))
    return NULL;
  return g_steal_pointer (&table);
}

HwTable *
hw_table_ref (HwTable *table)
{
  g_atomic_ref_count_inc (&table->ref_count);
  return table;
}

void
hw_table_unref (HwTable *table)
{
  if (!g_atomic_ref_count_dec (&table->ref_count))
    return;
  if (table->free_data != NULL)
    table->free_data (table->data);
  g_clear_pointer (&table->rows, g_array_unref);
  g_clear_pointer (&table->image, hw_image_unref);
  g_clear_pointer (&table->timeline, hw_timeline_unref);
  g_free (table);
}

void
hw_table_add_row (HwTable       *table,
                  gconstpointer  row)
{
  if (table->rows->len < table->max_rows)
    g_array_append_vals (table->rows, row, 1);
  else
    table->n_left_out++;
}

char *
hw_table_dup_title (HwTable *table,
                    guint    object)
{
  return object == HW_NO_OBJECT ? g_strdup ("") : hw_image_dup_title (table->image, object);
}

HwTableKind
hw_table_get_kind (HwTable *table)
{
  return table->kind;
}

const HwColumn *
hw_table_get_columns (HwTable *table,
                      guint   *n_columns)
{
  return hw_table_kind_get_columns (table->kind, n_columns);
}

guint
hw_table_get_n_rows (HwTable *table)
{
  return table->rows->len;
}

guint64
hw_table_get_n_left_out (HwTable *table)
{
  return table->n_left_out;
}

gboolean
hw_table_get_number (HwTable *table,
                     guint    row,
                     guint    column,
                     gint64  *number)
{
  g_return_val_if_fail (row < table->rows->len && column < table->class->n_columns, FALSE);

  if (table->class->columns[column].type == HW_COLUMN_TEXT)
    return FALSE;
  return table->class->get_number (table, row, column, number);
}

char *
hw_table_get_text (HwTable *table,
                   guint    row,
                   guint    column)
{
  gint64 number;

  g_return_val_if_fail (row < table->rows->len && column < table->class->n_columns, NULL);

  if (table->class->columns[column].type == HW_COLUMN_TEXT)
    return table->class->get_text (table, row, column);
  if (!table->class->get_number (table, row, column, &number))
    return g_strdup ("");
  if (table->class->columns[column].type == HW_COLUMN_BOOLEAN)
    return g_strdup (number != 0 ? "yes" : "no");
  return g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

guint32
hw_table_get_serial (HwTable *table,
                     guint    row)
{
  g_return_val_if_fail (row < table->rows->len, 0);

  return table->class->get_serial != NULL ? table->class->get_serial (table, row) : 0;
}

guint32
hw_table_get_target (HwTable *table,
                     guint    row)
{
  g_return_val_if_fail (row < table->rows->len, 0);

  return table->class->get_target != NULL ? table->class->get_target (table, row) : hw_table_get_serial (table, row);
}

guint
hw_table_get_step (HwTable *table,
                   guint    row)
{
  g_return_val_if_fail (row < table->rows->len, G_MAXUINT);

  return table->class->get_step != NULL ? table->class->get_step (table, row) : G_MAXUINT;
}

guint64
hw_table_get_position (HwTable *table,
                       guint    row)
{
  g_return_val_if_fail (row < table->rows->len, G_MAXUINT64);

  return table->class->get_position != NULL ? table->class->get_position (table, row) : G_MAXUINT64;
}

guint
hw_table_find (HwTable *table,
               guint32  serial)
{
  if (table->class->get_serial == NULL || serial == 0)
    return G_MAXUINT;
  for (guint row = 0; row < table->rows->len; row++)
    if (table->class->get_serial (table, row) == serial)
      return row;
  return G_MAXUINT;
}
