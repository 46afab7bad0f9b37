/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The table of references, by holder and then by slot, and the table of weak references. A row of the one is the reference's index, of the
 * other the weakref object's. */

#include "table/table.h"

/* ---------------------------------------------------------------------------------------------------------------- references */

enum {
  REFERENCE_HOLDER,
  REFERENCE_LABEL,
  REFERENCE_TARGET,
  REFERENCE_WEAK,
  REFERENCE_HOLDER_TYPE,
  REFERENCE_TARGET_TYPE,
  N_REFERENCE_COLUMNS
};

static const HwColumn reference_columns[N_REFERENCE_COLUMNS] = {
  [REFERENCE_HOLDER] = { "holder", "Holder", HW_COLUMN_TEXT },
  [REFERENCE_LABEL] = { "label", "Label", HW_COLUMN_TEXT },
  [REFERENCE_TARGET] = { "target", "Target", HW_COLUMN_TEXT },
  [REFERENCE_WEAK] = { "weak", "Weak", HW_COLUMN_BOOLEAN },
  [REFERENCE_HOLDER_TYPE] = { "holder-type", "Holder’s type", HW_COLUMN_TEXT },
  [REFERENCE_TARGET_TYPE] = { "target-type", "Target’s type", HW_COLUMN_TEXT },
};

static const HwReferenceRecord *
get_reference (HwTable *table,
               guint    row)
{
  return &hw_image_get_references (table->image, NULL)[g_array_index (table->rows, guint32, row)];
}

static gboolean
fill_references (HwTable              *table,
                 const HwTableOptions *options,
                 GCancellable         *cancellable)
{
  const HwReferenceRecord *references;
  guint n_references;

  table->rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  references = hw_image_get_references (table->image, &n_references);
  for (guint32 i = 0; i < n_references; i++) {
    if (HW_TABLE_CANCELLED (cancellable, i))
      return FALSE;
    if (options->background || !hw_image_is_background (table->image, references[i].holder))
      hw_table_add_row (table, &i);
  }
  return TRUE;
}

static char *
get_reference_text (HwTable *table,
                    guint    row,
                    guint    column)
{
  const HwReferenceRecord *reference = get_reference (table, row);

  switch (column) {
  case REFERENCE_HOLDER:
    return hw_image_dup_title (table->image, reference->holder);
  case REFERENCE_LABEL:
    return hw_image_dup_label (table->image, g_array_index (table->rows, guint32, row));
  case REFERENCE_TARGET:
    return hw_image_dup_title (table->image, reference->target);
  case REFERENCE_HOLDER_TYPE:
    return g_strdup (hw_image_get_type_name (table->image, reference->holder));
  case REFERENCE_TARGET_TYPE:
    return g_strdup (hw_image_get_type_name (table->image, reference->target));
  default:
    g_return_val_if_reached (NULL);
  }
}

static gboolean
get_reference_number (HwTable *table,
                      guint    row,
                      guint    column,
                      gint64  *number)
{
  *number = get_reference (table, row)->weak != 0;
  return TRUE;
}

static guint32
get_reference_serial (HwTable *table,
                      guint    row)
{
  return hw_image_get_objects (table->image, NULL)[get_reference (table, row)->holder].serial;
}

static guint32
get_reference_target (HwTable *table,
                      guint    row)
{
  return hw_image_get_objects (table->image, NULL)[get_reference (table, row)->target].serial;
}

const HwTableClass hw_references_table_class = {
  .columns = reference_columns,
  .n_columns = N_REFERENCE_COLUMNS,
  .fill = fill_references,
  .get_text = get_reference_text,
  .get_number = get_reference_number,
  .get_serial = get_reference_serial,
  .get_target = get_reference_target,
};

/* ----------------------------------------------------------------------------------------------------------- weak references */

enum {
  WEAKREF_OBJECT,
  WEAKREF_REFERENT,
  WEAKREF_CALLBACK,
  WEAKREF_KIND,
  WEAKREF_REFS,
  N_WEAKREF_COLUMNS
};

static const HwColumn weakref_columns[N_WEAKREF_COLUMNS] = {
  [WEAKREF_OBJECT] = { "weakref", "Weak reference", HW_COLUMN_TEXT },
  [WEAKREF_REFERENT] = { "referent", "Referent", HW_COLUMN_TEXT },
  [WEAKREF_CALLBACK] = { "callback", "Callback", HW_COLUMN_TEXT },
  [WEAKREF_KIND] = { "kind", "Kind", HW_COLUMN_TEXT },
  [WEAKREF_REFS] = { "refs", "Reference count", HW_COLUMN_INTEGER },
};

/* The slots of the kinds WEAKREF and PROXY. */
enum { SLOT_REFERENT, SLOT_CALLBACK };

static guint
get_slot (HwTable *table,
          guint    row,
          guint    slot)
{
  const HwObjectRecord *object = &hw_image_get_objects (table->image, NULL)[g_array_index (table->rows, guint32, row)];
  const HwReferenceRecord *references = &hw_image_get_references (table->image, NULL)[object->first_ref];

  for (guint i = 0; i < object->n_refs && references[i].slot <= slot; i++)
    if (references[i].slot == slot)
      return references[i].target;
  return HW_NO_OBJECT;
}

static gboolean
fill_weakrefs (HwTable              *table,
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
    if ((objects[i].kind == HW_KIND_WEAKREF || objects[i].kind == HW_KIND_PROXY) &&
        (options->background || !hw_image_is_background (table->image, i)))
      hw_table_add_row (table, &i);
  }
  return TRUE;
}

static char *
get_weakref_text (HwTable *table,
                  guint    row,
                  guint    column)
{
  guint32 index = g_array_index (table->rows, guint32, row);
  guint referent;

  switch (column) {
  case WEAKREF_OBJECT:
    return hw_image_dup_title (table->image, index);
  case WEAKREF_REFERENT:
    referent = get_slot (table, row, SLOT_REFERENT);
    return referent == HW_NO_OBJECT ? g_strdup ("dead") : hw_image_dup_title (table->image, referent);
  case WEAKREF_CALLBACK:
    return hw_table_dup_title (table, get_slot (table, row, SLOT_CALLBACK));
  case WEAKREF_KIND:
    return g_strdup (hw_image_get_objects (table->image, NULL)[index].kind == HW_KIND_PROXY ? "proxy" : "ref");
  default:
    g_return_val_if_reached (NULL);
  }
}

static gboolean
get_weakref_number (HwTable *table,
                    guint    row,
                    guint    column,
                    gint64  *number)
{
  *number = hw_image_get_objects (table->image, NULL)[g_array_index (table->rows, guint32, row)].refs;
  return TRUE;
}

static guint32
get_weakref_serial (HwTable *table,
                    guint    row)
{
  return hw_image_get_objects (table->image, NULL)[g_array_index (table->rows, guint32, row)].serial;
}

static guint32
get_weakref_target (HwTable *table,
                    guint    row)
{
  guint referent = get_slot (table, row, SLOT_REFERENT);

  return referent == HW_NO_OBJECT ? 0 : hw_image_get_objects (table->image, NULL)[referent].serial;
}

static guint
get_weakref_step (HwTable *table,
                  guint    row)
{
  return hw_image_get_objects (table->image, NULL)[g_array_index (table->rows, guint32, row)].birth;
}

const HwTableClass hw_weakrefs_table_class = {
  .columns = weakref_columns,
  .n_columns = N_WEAKREF_COLUMNS,
  .fill = fill_weakrefs,
  .get_text = get_weakref_text,
  .get_number = get_weakref_number,
  .get_serial = get_weakref_serial,
  .get_target = get_weakref_target,
  .get_step = get_weakref_step,
};
