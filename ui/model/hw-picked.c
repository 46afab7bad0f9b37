/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "hw-picked.h"

#include <glib/gi18n.h>

/* The indexes of those that are alive, as keys. */
static GHashTable *
find_objects (HwImage *image,
              GArray  *serials)
{
  GHashTable *objects = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < serials->len; i++) {
    guint object = hw_image_find (image, g_array_index (serials, guint32, i));

    if (object != HW_NO_OBJECT)
      g_hash_table_add (objects, GUINT_TO_POINTER (object));
  }
  return objects;
}

char *
hw_picked_describe (HwImage *image,
                    GArray  *serials)
{
  g_autoptr (GHashTable) chosen = find_objects (image, serials);
  const HwObjectRecord *objects = hw_image_get_objects (image, NULL);
  const HwReferenceRecord *references = hw_image_get_references (image, NULL);
  g_autofree char *count = NULL, *among = NULL;
  guint n = g_hash_table_size (chosen), n_among = 0;
  guint64 bytes = 0;
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, chosen);
  while (g_hash_table_iter_next (&iter, &key, NULL)) {
    const HwObjectRecord *object = &objects[GPOINTER_TO_UINT (key)];

    bytes += object->size;
    for (guint i = object->first_ref; i < object->first_ref + object->n_refs; i++)
      n_among += g_hash_table_contains (chosen, GUINT_TO_POINTER (references[i].target));
  }
  count = g_strdup_printf (ngettext ("%u object selected", "%u objects selected", n), n);
  among = g_strdup_printf (ngettext ("%u reference among them", "%u references among them", n_among), n_among);
  return g_strdup_printf (_ ("%s, %" G_GUINT64_FORMAT " B, %s"), count, bytes, among);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char *
hw_picked_dup_delete (HwImage *image,
                      GArray  *serials)
{
  const HwObjectRecord *objects = hw_image_get_objects (image, NULL);
  const HwReferenceRecord *references = hw_image_get_references (image, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *list = NULL;

  for (guint i = 0; i < serials->len; i++) {
    guint object = hw_image_find (image, g_array_index (serials, guint32, i)), n_incoming;
    const guint32 *incoming = object != HW_NO_OBJECT ? hw_image_get_incoming (image, object, &n_incoming) : NULL;

    for (guint k = 0; incoming != NULL && k < n_incoming; k++) {
      const HwReferenceRecord *record = &references[incoming[k]];

      if (record->label_kind == HW_LABEL_NAME && objects[record->holder].kind != HW_KIND_FRAME
          && !hw_image_is_background (image, record->holder))
        g_ptr_array_add (names, g_strdup (hw_image_get_text (image, record->label)));
    }
  }
  if (names->len == 0)
    return NULL;
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  list = g_strjoinv (", ", (char **) names->pdata);
  return g_strconcat ("del ", list, NULL);
}
