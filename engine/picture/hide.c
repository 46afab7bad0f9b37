/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the user does not want to see: the objects of hidden types, hidden names with what only they lead to, and what folded
 * objects hold alone. */

#include "picture/select.h"

#include <string.h>

static void
hide (HwSelection *selection,
      guint        object)
{
  if (selection->roles[object] == HW_ROLE_HEAP)
    selection->roles[object] = HW_ROLE_NONE;
}

static void
hide_types (HwSelection *selection)
{
  const HwTrim *trim = selection->options->trim;
  g_autofree guint8 *hidden = g_new0 (guint8, selection->n_objects + 1);

  for (guint i = 0; i < selection->n_objects; i++)
    hidden[i] = selection->objects[i].kind == HW_KIND_TYPE
                && hw_trim_hides (trim, HW_HIDDEN_TYPE, hw_image_get_text (selection->image, selection->objects[i].text));
  for (guint i = 0; i < selection->n_objects; i++)
    if (selection->objects[i].type != HW_NO_OBJECT && hidden[selection->objects[i].type])
      hide (selection, i);
}

gboolean
hw_selection_hides_name (HwSelection *selection,
                         guint        reference)
{
  const HwTrim *trim = selection->options->trim;
  const HwReferenceRecord *record = &selection->references[reference];
  const char *text;
  g_autofree char *name = NULL;

  if (hw_trim_count_hidden (trim, HW_HIDDEN_NAME) == 0 || selection->roles[record->holder] != HW_ROLE_TABLE)
    return FALSE;
  if (record->label_kind == HW_LABEL_NAME)
    return hw_trim_hides (trim, HW_HIDDEN_NAME, hw_image_get_text (selection->image, record->label));
  if (record->label_kind != HW_LABEL_KEY)
    return FALSE;
  /* The key as Python writes it, in quotes. */
  text = hw_image_get_text (selection->image, selection->objects[record->label].text);
  if (strlen (text) < 2)
    return FALSE;
  name = g_strndup (text + 1, strlen (text) - 2);
  return hw_trim_hides (trim, HW_HIDDEN_NAME, name);
}

static void
reach (HwSelection *selection,
       guint        object,
       guint8      *reached,
       GArray      *queue)
{
  if (reached[object])
    return;
  reached[object] = TRUE;
  g_array_append_val (queue, object);
}

/* Hides what the roots reach through hidden names alone. */
static void
hide_names (HwSelection *selection)
{
  guint n_roots;
  const HwRootRecord *roots = hw_image_get_roots (selection->image, &n_roots);
  g_autofree guint8 *reached = g_new0 (guint8, selection->n_objects + 1);
  g_autoptr (GArray) queue = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < n_roots; i++)
    reach (selection, roots[i].target, reached, queue);
  for (guint i = 0; i < selection->n_objects; i++)
    if (selection->objects[i].flags & HW_FLAG_STATIC)
      reach (selection, i, reached, queue);
  for (guint next = 0; next < queue->len; next++) {
    const HwObjectRecord *record = &selection->objects[g_array_index (queue, guint, next)];

    for (guint i = record->first_ref; i < record->first_ref + record->n_refs; i++)
      if (!selection->references[i].weak && !hw_selection_hides_name (selection, i))
        reach (selection, selection->references[i].target, reached, queue);
  }
  for (guint i = 0; i < selection->n_objects; i++)
    if (selection->objects[i].reachable && !reached[i])
      hide (selection, i);
}

/* In the order of the tree what an object dominates stands right behind it. */
static void
hide_folded (HwSelection *selection)
{
  const HwDominators *dominators = selection->dominators;

  selection->folded = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < selection->n_objects; i++) {
    guint object = dominators->order[i], n = 0;

    if (hw_trim_get (selection->options->trim, HW_TRIM_FOLDED, selection->objects[object].serial) == 0
        || (selection->roles[object] != HW_ROLE_HEAP && selection->roles[object] != HW_ROLE_TABLE))
      continue;
    for (guint k = i + 1; k < i + dominators->count[object]; k++) {
      n += selection->roles[dominators->order[k]] == HW_ROLE_HEAP;
      hide (selection, dominators->order[k]);
    }
    g_hash_table_insert (selection->folded, GUINT_TO_POINTER (object), GUINT_TO_POINTER (n + 1));
  }
}

void
hw_selection_apply_trim (HwSelection *selection)
{
  const HwTrim *trim = selection->options->trim;

  if (hw_trim_count_hidden (trim, HW_HIDDEN_TYPE) > 0)
    hide_types (selection);
  if (hw_trim_count_hidden (trim, HW_HIDDEN_NAME) > 0)
    hide_names (selection);
  if (hw_trim_count (trim, HW_TRIM_FOLDED) > 0)
    hide_folded (selection);
}

gboolean
hw_selection_get_folded (HwSelection *selection,
                         guint        object,
                         guint       *n_hidden)
{
  gpointer found = selection->folded ? g_hash_table_lookup (selection->folded, GUINT_TO_POINTER (object)) : NULL;

  if (found)
    *n_hidden = GPOINTER_TO_UINT (found) - 1;
  return found != NULL;
}
