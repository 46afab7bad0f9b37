/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The reverse index of an image: by object, the references to it. */

#include "image/image.h"

void
hw_image_build_incoming (HwImage *image)
{
  guint32 *first = g_new0 (guint32, image->n_objects + 3);
  guint32 *incoming = g_new (guint32, image->n_references + 1);

  /* first[i + 2] counts those to i, then becomes where they begin, then moves up to where they end, and so is first[i + 1] */
  for (guint i = 0; i < image->n_references; i++) {
    const HwReferenceRecord *reference = &image->references[i];

    first[reference->target + 2]++;
    if (!reference->weak)
      image->objects[reference->target].n_in++;
  }
  for (guint i = 2; i <= image->n_objects + 1; i++)
    first[i] += first[i - 1];
  for (guint i = 0; i < image->n_references; i++)
    incoming[first[image->references[i].target + 1]++] = i;
  image->first_incoming = first;
  image->incoming = incoming;
}
