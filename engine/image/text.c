/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The texts of an image, and how many items its objects have. */

#include "image/image.h"

#include <string.h>

#include "timeline/text.h"

guint32
hw_image_add_text (HwImage    *image,
                   const char *text,
                   gssize      length)
{
  guint32 offset = image->texts->len;

  if (length < 0)
    length = strlen (text);
  if (length == 0)
    return 0;
  g_string_append_len (image->texts, text, length);
  g_string_append_c (image->texts, '\0');
  return offset;
}

/* Items, entries, elements. */
static guint32
count_items (HwObjectRecord *record,
             HwSlots        *slots)
{
  const guint32 *data = hw_slots_data (slots);
  guint32 n = 0;

  if (record->kind == HW_KIND_LIST || record->kind == HW_KIND_TUPLE)
    return hw_slots_length (slots);
  if (record->kind == HW_KIND_DICT)
    for (guint32 i = 1; i < slots->n; i += 2)
      n += data[i] != 0 && data[i - 1] != 0;
  else if (record->kind == HW_KIND_SET || record->kind == HW_KIND_FROZENSET)
    for (guint32 i = 0; i < slots->n; i++)
      n += data[i] != 0;
  return n;
}

void
hw_image_build_texts (HwImageBuild *build)
{
  HwImage *image = build->image;
  GString *texts = image->texts;

  for (guint i = 0; i < image->n_objects; i++) {
    HwObjectRecord *record = &image->objects[i];
    guint32 cell = build->cells[i];
    gsize before = texts->len;

    record->length = hw_text_append_object (texts, build->timeline, build->replica, cell);
    if (record->length == 0)
      record->length = count_items (record, &build->replica->cells[cell].slots);
    if (texts->len > before) {
      record->text = before;
      g_string_append_c (texts, '\0');
    }
  }
}
