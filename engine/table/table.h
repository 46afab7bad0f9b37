/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The inside of a table: which rows it has, and a class of functions that tell a row's cells.
 *
 *   HwTable ── class ──▶ columns, fill, cells
 *      │
 *      └── rows: 32-bit numbers (of objects, references, …), 64-bit positions, or records of the class's own, as the class likes */

#pragma once

#include "hw-table.h"

G_BEGIN_DECLS

typedef struct {
  const HwColumn *columns;
  guint           n_columns;

  /* Fills [table]'s rows, at most [max_rows] of them, counting those left out. FALSE if cancelled. */
  gboolean (*fill)         (HwTable              *table,
                            const HwTableOptions *options,
                            GCancellable         *cancellable);

  /* Cells: the one of TEXT columns, the other of all others (FALSE: the cell is empty). */
  char    *(*get_text)     (HwTable *table,
                            guint    row,
                            guint    column);
  gboolean (*get_number)   (HwTable *table,
                            guint    row,
                            guint    column,
                            gint64  *number);

  /* What a row is about; NULL where that has no meaning. */
  guint32  (*get_serial)   (HwTable *table,
                            guint    row);
  guint32  (*get_target)   (HwTable *table,
                            guint    row);
  guint    (*get_step)     (HwTable *table,
                            guint    row);
  guint64  (*get_position) (HwTable *table,
                            guint    row);
} HwTableClass;

struct _HwTable {
  gatomicrefcount     ref_count;
  HwTableKind         kind;
  const HwTableClass *class;
  HwImage            *image;    /* owned, or NULL */
  HwTimeline         *timeline; /* owned, or NULL */
  GArray             *rows;     /* of whatever the class keeps for a row */
  gpointer            data;     /* owned by the class, or NULL */
  GDestroyNotify      free_data;
  guint               max_rows;
  guint64             n_left_out;
};

extern const HwTableClass hw_objects_table_class;
extern const HwTableClass hw_names_table_class;
extern const HwTableClass hw_references_table_class;
extern const HwTableClass hw_weakrefs_table_class;
extern const HwTableClass hw_cycles_table_class;
extern const HwTableClass hw_generations_table_class;
extern const HwTableClass hw_allocations_table_class;
extern const HwTableClass hw_collections_table_class;
extern const HwTableClass hw_phases_table_class;
extern const HwTableClass hw_decisions_table_class;
extern const HwTableClass hw_snapshots_table_class;
extern const HwTableClass hw_events_table_class;

/* Appends the row at [row], or counts it as left out. */
void  hw_table_add_row     (HwTable       *table,
                            gconstpointer  row);

/* Looks at the cancellable once in a while; [i] is the caller's loop counter. */
#define HW_TABLE_CANCELLED(cancellable, i) (((i) & 0xffff) == 0xffff && g_cancellable_is_cancelled (cancellable))

/* The title of an object, "" for HW_NO_OBJECT. Owned. */
char *hw_table_dup_title   (HwTable       *table,
                            guint          object);

G_END_DECLS
