/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The marks of what changed: the list of changes, folded into one text for each object. */

#include "hw-changes.h"

#include <glib/gi18n.h>

#include "hw-analysis.h"
#include "hw-describe.h"

struct _HwChanges {
  GHashTable *texts; /* serial → text, owned */
};

static char *
describe (const HwChange *change)
{
  switch (change->kind) {
  case HW_CHANGE_BORN:
    return g_strdup (_ ("new in this step"));
  case HW_CHANGE_COUNT:
    return g_strdup_printf (_ ("count %" G_GINT64_FORMAT " → %" G_GINT64_FORMAT), change->before, change->after);
  case HW_CHANGE_CONTENT:
    return g_strdup (_ ("content changed"));
  case HW_CHANGE_MOVED:
    return g_strdup_printf (_ ("%s → %s"), hw_describe_generation ((int) change->before),
                            hw_describe_generation ((int) change->after));
  case HW_CHANGE_DIED:
  default:
    return NULL;
  }
}

HwChanges *
hw_changes_new (HwImage *before,
                HwImage *image)
{
  HwChanges *changes = g_new0 (HwChanges, 1);
  g_autoptr (GArray) list = NULL;

  changes->texts = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  if (before == NULL)
    return changes;
  list = hw_analysis_changes (before, image);
  for (guint i = 0; i < list->len; i++) {
    const HwChange *change = &g_array_index (list, HwChange, i);
    gpointer key = GUINT_TO_POINTER (change->serial);
    const char *known = g_hash_table_lookup (changes->texts, key);
    char *text = describe (change);

    if (text == NULL)
      continue;
    if (known != NULL) {
      g_autofree char *own = text;

      text = g_strdup_printf ("%s, %s", known, own);
    }
    g_hash_table_replace (changes->texts, key, text);
  }
  return changes;
}

void
hw_changes_free (HwChanges *changes)
{
  g_hash_table_unref (changes->texts);
  g_free (changes);
}

const char *
hw_changes_lookup (HwChanges *changes,
                   guint32    serial)
{
  return g_hash_table_lookup (changes->texts, GUINT_TO_POINTER (serial));
}
