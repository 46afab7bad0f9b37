/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A table in the order and selection of an index, as a list model. An item exists only while somebody holds it: a million rows
 * cost what is visible. An item stays the same object as long as its row does, and tells by "changed" that its cells may read
 * differently. */

#pragma once

#include <gio/gio.h>

#include "hw-table.h"

G_BEGIN_DECLS

#define HW_TYPE_TABLE_ROW (hw_table_row_get_type ())
#define HW_TYPE_TABLE_MODEL (hw_table_model_get_type ())

G_DECLARE_FINAL_TYPE (HwTableRow, hw_table_row, HW, TABLE_ROW, GObject)
G_DECLARE_FINAL_TYPE (HwTableModel, hw_table_model, HW, TABLE_MODEL, GObject)

/* The table that the row is of, and its number there. Borrowed. */
HwTable      *hw_table_row_get_table     (HwTableRow   *self);
guint         hw_table_row_get_number    (HwTableRow   *self);

HwTableModel *hw_table_model_new         (void);

/* Shows those rows of [table] (or NULL: nothing) that [index] lists; [index] is taken over, NULL stands for all rows in table
 * order. What is told as changed is the range between the first and the last row that are not about the same thing as before. */
void          hw_table_model_set         (HwTableModel *self,
                                          HwTable      *table,
                                          guint32      *index,
                                          guint         n_index);

/* Borrowed; NULL before the first. */
HwTable      *hw_table_model_get_table   (HwTableModel *self);

/* Tells all rows that are held that they may read differently for a reason outside the table. */
void          hw_table_model_refresh     (HwTableModel *self);

/* From a position to the number of the row in its table, and back: G_MAXUINT if it is not shown. */
guint         hw_table_model_get_number  (HwTableModel *self,
                                          guint         position);
guint         hw_table_model_find_number (HwTableModel *self,
                                          guint         number);

/* The position of the first row shown that is about the object [serial], or G_MAXUINT. */
guint         hw_table_model_find        (HwTableModel *self,
                                          guint32       serial);

G_END_DECLS
