/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What one image has that another has not: one walk over the objects of both, which are sorted by serial. */

#include "hw-analysis.h"
#include "image/image.h"

static void
add_change (GArray       *changes,
            HwChangeKind  kind,
            guint32       serial,
            gint64        before,
            gint64        after)
{
  HwChange change = { kind, serial, before, after };

  g_array_append_val (changes, change);
}

/* Whether two objects hold the same in the same slots. */
static gboolean
is_same_content (HwImage              *older,
                 const HwObjectRecord *a,
                 HwImage              *newer,
                 const HwObjectRecord *b)
{
  if (a->n_refs != b->n_refs || a->size != b->size || a->length != b->length)
    return FALSE;
  for (guint i = 0; i < a->n_refs; i++) {
    const HwReferenceRecord *x = &older->references[a->first_ref + i];
    const HwReferenceRecord *y = &newer->references[b->first_ref + i];

    if (x->slot != y->slot || older->objects[x->target].serial != newer->objects[y->target].serial)
      return FALSE;
  }
  return TRUE;
}

static void
compare (GArray  *changes,
         HwImage *older,
         guint    i,
         HwImage *newer,
         guint    j)
{
  const HwObjectRecord *a = &older->objects[i];
  const HwObjectRecord *b = &newer->objects[j];

  if (a->refs != b->refs)
    add_change (changes, HW_CHANGE_COUNT, a->serial, a->refs, b->refs);
  if (!is_same_content (older, a, newer, b))
    add_change (changes, HW_CHANGE_CONTENT, a->serial, 0, 0);
  if (a->generation != b->generation)
    add_change (changes, HW_CHANGE_MOVED, a->serial, a->generation, b->generation);
}

GArray *
hw_analysis_changes (HwImage *older,
                     HwImage *newer)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (HwChange));
  guint i = 0;
  guint j = 0;

  while (i < older->n_objects || j < newer->n_objects) {
    guint32 a = i < older->n_objects ? older->objects[i].serial : G_MAXUINT32;
    guint32 b = j < newer->n_objects ? newer->objects[j].serial : G_MAXUINT32;

    if (a < b) {
      if (!hw_image_is_background (older, i))
        add_change (changes, HW_CHANGE_DIED, a, older->objects[i].refs, 0);
      i++;
    } else if (b < a) {
      if (!hw_image_is_background (newer, j))
        add_change (changes, HW_CHANGE_BORN, b, 0, newer->objects[j].refs);
      j++;
    } else {
      if (!hw_image_is_background (newer, j))
        compare (changes, older, i, newer, j);
      i++;
      j++;
    }
  }
  return changes;
}
