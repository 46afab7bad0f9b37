/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The table model. Two rows are about the same thing when serial, target and position in the record agree, or, without those,
 * their first cells. When the table is replaced, the equal rows at both ends keep their items, which are pointed at the new
 * table and emit "changed"; for all between, the list model's items_changed is emitted once. */

#include "hw-table-model.h"

#include <string.h>

struct _HwTableRow {
  GObject       parent_instance;

  HwTableModel *model; /* borrowed; NULL when the row is no longer in it */
  HwTable      *table; /* owned */
  guint         number;
  guint         position;
};

struct _HwTableModel {
  GObject     parent_instance;

  HwTable    *table;
  guint32    *index; /* NULL: table order */
  guint       n_rows;
  GHashTable *rows;  /* position → HwTableRow, borrowed: those that somebody holds */
};

enum {
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HwTableRow, hw_table_row, G_TYPE_OBJECT)

static void
hw_table_row_dispose (GObject *object)
{
  HwTableRow *self = HW_TABLE_ROW (object);

  if (self->model != NULL)
    g_hash_table_remove (self->model->rows, GUINT_TO_POINTER (self->position));
  self->model = NULL;
  G_OBJECT_CLASS (hw_table_row_parent_class)->dispose (object);
}

static void
hw_table_row_finalize (GObject *object)
{
  hw_table_unref (HW_TABLE_ROW (object)->table);
  G_OBJECT_CLASS (hw_table_row_parent_class)->finalize (object);
}

static void
hw_table_row_class_init (HwTableRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hw_table_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = hw_table_row_finalize;

  /* The row's cells may read differently. */
  signals[CHANGED] = g_signal_new ("changed", HW_TYPE_TABLE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hw_table_row_init (HwTableRow *self)
{
}

HwTable *
hw_table_row_get_table (HwTableRow *self)
{
  g_return_val_if_fail (HW_IS_TABLE_ROW (self), NULL);

  return self->table;
}

guint
hw_table_row_get_number (HwTableRow *self)
{
  g_return_val_if_fail (HW_IS_TABLE_ROW (self), 0);

  return self->number;
}

static GType
hw_table_model_get_item_type (GListModel *model)
{
  return HW_TYPE_TABLE_ROW;
}

static guint
hw_table_model_get_n_items (GListModel *model)
{
  return HW_TABLE_MODEL (model)->n_rows;
}

static gpointer
hw_table_model_get_item (GListModel *model,
                         guint       position)
{
  HwTableModel *self = HW_TABLE_MODEL (model);
  HwTableRow *row;

  if (position >= self->n_rows)
    return NULL;
  row = g_hash_table_lookup (self->rows, GUINT_TO_POINTER (position));
  if (row != NULL)
    return g_object_ref (row);

  row = g_object_new (HW_TYPE_TABLE_ROW, NULL);
  row->model = self;
  row->table = hw_table_ref (self->table);
  row->number = hw_table_model_get_number (self, position);
  row->position = position;
  g_hash_table_insert (self->rows, GUINT_TO_POINTER (position), row);
  return row;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = hw_table_model_get_item_type;
  iface->get_n_items = hw_table_model_get_n_items;
  iface->get_item = hw_table_model_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (HwTableModel, hw_table_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* One side of the comparison of what was shown and what will be. */
typedef struct {
  HwTable       *table;
  const guint32 *index;
  guint          n_rows;
} HwSide;

static guint
get_number (const HwSide *side,
            guint         position)
{
  return side->index != NULL ? side->index[position] : position;
}

static gboolean
same_row (const HwSide *old,
          guint         old_position,
          const HwSide *new,
          guint         new_position)
{
  guint a = get_number (old, old_position);
  guint b = get_number (new, new_position);
  guint32 serial = hw_table_get_serial (old->table, a);
  guint64 position = hw_table_get_position (old->table, a);
  g_autofree char *first = NULL, *second = NULL;

  if (old->table == new->table)
    return a == b;
  if (serial != hw_table_get_serial (new->table, b) || hw_table_get_target (old->table, a) != hw_table_get_target (new->table, b)
      || position != hw_table_get_position (new->table, b))
    return FALSE;
  if (serial != 0 || position != G_MAXUINT64)
    return TRUE;
  first = hw_table_get_text (old->table, a, 0);
  second = hw_table_get_text (new->table, b, 0);
  return g_str_equal (first, second);
}

/* How many rows at the beginning and at the end are about the same things. */
static void
compare (const HwSide *old,
         const HwSide *new,
         guint        *head,
         guint        *tail)
{
  guint n = MIN (old->n_rows, new->n_rows);

  *head = *tail = 0;
  if (old->table == NULL || new->table == NULL || hw_table_get_kind (old->table) != hw_table_get_kind (new->table))
    return;
  while (*head < n && same_row (old, *head, new, *head))
    (*head)++;
  while (*tail < n - *head && same_row (old, old->n_rows - 1 - *tail, new, new->n_rows - 1 - *tail))
    (*tail)++;
}

/* Gives the items that are held their new place and table; those that are gone are let go. Returns those that stay, each with a
 * reference. */
static GPtrArray *
move_rows (HwTableModel *self,
           guint         n_old,
           guint         head,
           guint         tail)
{
  g_autoptr (GHashTable) old = g_steal_pointer (&self->rows);
  GPtrArray *kept = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer value;

  self->rows = g_hash_table_new (NULL, NULL);
  g_hash_table_iter_init (&iter, old);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    HwTableRow *row = value;

    if (row->position >= n_old - tail)
      row->position = row->position - n_old + self->n_rows;
    else if (row->position >= head) {
      row->model = NULL;
      continue;
    }
    hw_table_ref (self->table);
    hw_table_unref (row->table);
    row->table = self->table;
    row->number = hw_table_model_get_number (self, row->position);
    g_hash_table_insert (self->rows, GUINT_TO_POINTER (row->position), row);
    g_ptr_array_add (kept, g_object_ref (row));
  }
  return kept;
}

static void
emit_changed (gpointer row,
              gpointer data)
{
  g_signal_emit (row, signals[CHANGED], 0);
}

void
hw_table_model_set (HwTableModel *self,
                    HwTable      *table,
                    guint32      *index,
                    guint         n_index)
{
  g_autofree guint32 *old_index = NULL;
  g_autoptr (HwTable) old_table = NULL;
  g_autoptr (GPtrArray) kept = NULL;
  HwSide old, new;
  guint head, tail;

  g_return_if_fail (HW_IS_TABLE_MODEL (self));

  if (table == NULL)
    n_index = 0;
  else if (index == NULL)
    n_index = hw_table_get_n_rows (table);
  old = (HwSide) { self->table, self->index, self->n_rows };
  new = (HwSide) { table, index, n_index };
  compare (&old, &new, &head, &tail);

  old_table = g_steal_pointer (&self->table);
  old_index = g_steal_pointer (&self->index);
  self->table = table != NULL ? hw_table_ref (table) : NULL;
  self->index = index;
  self->n_rows = n_index;
  kept = move_rows (self, old.n_rows, head, tail);

  if (head + tail < old.n_rows || head + tail < n_index)
    g_list_model_items_changed (G_LIST_MODEL (self), head, old.n_rows - head - tail, n_index - head - tail);
  g_ptr_array_foreach (kept, emit_changed, NULL);
}

HwTable *
hw_table_model_get_table (HwTableModel *self)
{
  g_return_val_if_fail (HW_IS_TABLE_MODEL (self), NULL);

  return self->table;
}

void
hw_table_model_refresh (HwTableModel *self)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer row;

  g_return_if_fail (HW_IS_TABLE_MODEL (self));

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    g_ptr_array_add (kept, g_object_ref (row));
  g_ptr_array_foreach (kept, emit_changed, NULL);
}

guint
hw_table_model_get_number (HwTableModel *self,
                           guint         position)
{
  g_return_val_if_fail (HW_IS_TABLE_MODEL (self), G_MAXUINT);

  if (position >= self->n_rows)
    return G_MAXUINT;
  return self->index != NULL ? self->index[position] : position;
}

guint
hw_table_model_find_number (HwTableModel *self,
                            guint         number)
{
  g_return_val_if_fail (HW_IS_TABLE_MODEL (self), G_MAXUINT);

  if (self->index == NULL)
    return number < self->n_rows ? number : G_MAXUINT;
  for (guint i = 0; i < self->n_rows; i++)
    if (self->index[i] == number)
      return i;
  return G_MAXUINT;
}

guint
hw_table_model_find (HwTableModel *self,
                     guint32       serial)
{
  guint number, position;

  g_return_val_if_fail (HW_IS_TABLE_MODEL (self), G_MAXUINT);

  number = self->table != NULL && serial != 0 ? hw_table_find (self->table, serial) : G_MAXUINT;
  if (number == G_MAXUINT)
    return G_MAXUINT;
  position = hw_table_model_find_number (self, number);
  if (self->index == NULL || position != G_MAXUINT)
    return position;

  /* Its first row is filtered out; there may be others. */
  for (guint i = 0; i < self->n_rows; i++)
    if (hw_table_get_serial (self->table, self->index[i]) == serial)
      return i;
  return G_MAXUINT;
}

static void
hw_table_model_finalize (GObject *object)
{
  HwTableModel *self = HW_TABLE_MODEL (object);
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    HW_TABLE_ROW (row)->model = NULL;
  g_hash_table_unref (self->rows);
  g_clear_pointer (&self->table, hw_table_unref);
  g_free (self->index);
  G_OBJECT_CLASS (hw_table_model_parent_class)->finalize (object);
}

static void
hw_table_model_class_init (HwTableModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hw_table_model_finalize;
}

static void
hw_table_model_init (HwTableModel *self)
{
  self->rows = g_hash_table_new (NULL, NULL);
}

HwTableModel *
hw_table_model_new (void)
{
  return g_object_new (HW_TYPE_TABLE_MODEL, NULL);
}
