/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Reading an image. */

#include "image/image.h"

#include "timeline/text.h"

HwImage *
hw_cursor_make_image (HwCursor *cursor)
{
  return hw_image_build (cursor);
}

HwImage *
hw_image_ref (HwImage *image)
{
  g_atomic_ref_count_inc (&image->ref_count);
  return image;
}

void
hw_image_unref (HwImage *image)
{
  if (image == NULL || !g_atomic_ref_count_dec (&image->ref_count))
    return;
  g_free (image->objects);
  g_free (image->references);
  g_array_unref (image->roots);
  g_array_unref (image->frames);
  g_string_free (image->texts, TRUE);
  g_free (image->first_incoming);
  g_free (image->incoming);
  g_free (image->listed);
  g_free (image->shown);
  g_free (image);
}

HwPython
hw_image_get_python (HwImage *image)
{
  return image->python;
}

guint
hw_image_get_step (HwImage *image)
{
  return image->step;
}

guint64
hw_image_get_position (HwImage *image)
{
  return image->position;
}

const HwObjectRecord *
hw_image_get_objects (HwImage *image,
                      guint   *n_objects)
{
  if (n_objects != NULL)
    *n_objects = image->n_objects;
  return image->objects;
}

const HwReferenceRecord *
hw_image_get_references (HwImage *image,
                         guint   *n_references)
{
  if (n_references != NULL)
    *n_references = image->n_references;
  return image->references;
}

const HwRootRecord *
hw_image_get_roots (HwImage *image,
                    guint   *n_roots)
{
  if (n_roots != NULL)
    *n_roots = image->roots->len;
  return (const HwRootRecord *) image->roots->data;
}

const HwFrameRecord *
hw_image_get_frames (HwImage *image,
                     guint   *n_frames)
{
  if (n_frames != NULL)
    *n_frames = image->frames->len;
  return (const HwFrameRecord *) image->frames->data;
}

const char *
hw_image_get_text (HwImage *image,
                   guint32  offset)
{
  g_return_val_if_fail (offset < image->texts->len, "");
  return image->texts->str + offset;
}

guint
hw_image_find (HwImage *image,
               guint32  serial)
{
  guint low = 0;
  guint high = image->n_objects;

  while (low < high) {
    guint middle = low + (high - low) / 2;

    if (image->objects[middle].serial < serial)
      low = middle + 1;
    else
      high = middle;
  }
  return low < image->n_objects && image->objects[low].serial == serial ? low : HW_NO_OBJECT;
}

const guint32 *
hw_image_get_incoming (HwImage *image,
                       guint    object,
                       guint   *n_incoming)
{
  *n_incoming = image->first_incoming[object + 1] - image->first_incoming[object];
  return image->incoming + image->first_incoming[object];
}

const guint32 *
hw_image_get_list (HwImage *image,
                   guint    list,
                   guint   *n_objects)
{
  g_return_val_if_fail (list < HW_FIRST_CELL, NULL);
  *n_objects = image->first_listed[list + 1] - image->first_listed[list];
  return image->listed + image->first_listed[list];
}

const HwCollectorRecord *
hw_image_get_collector (HwImage *image)
{
  return &image->collector;
}

gboolean
hw_image_is_background (HwImage *image,
                        guint    object)
{
  return !image->shown[object];
}

gboolean
hw_image_is_atom (HwImage *image,
                  guint    object)
{
  return hw_text_is_atom (image->objects[object].kind, image->objects[object].flags);
}

const char *
hw_image_get_type_name (HwImage *image,
                        guint    object)
{
  const HwObjectRecord *record = &image->objects[object];

  if (record->type != HW_NO_OBJECT && image->objects[record->type].text != 0)
    return hw_image_get_text (image, image->objects[record->type].text);
  return hw_kind_get_name (record->kind);
}

guint32
hw_image_get_number (HwImage *image,
                     guint    object)
{
  guint32 serial = image->objects[object].serial;

  if (image->first_serial == 0)
    return serial;
  return serial >= image->first_serial ? serial - image->first_serial + 1 : 0;
}

char *
hw_image_dup_title (HwImage *image,
                    guint    object)
{
  const HwObjectRecord *record = &image->objects[object];
  GString *title = g_string_new (NULL);

  hw_text_append_title (title, record->kind, record->flags, hw_image_get_number (image, object), hw_image_get_text (image, record->text),
                        hw_image_get_type_name (image, object));
  return g_string_free (title, FALSE);
}

/* A key as it stands between brackets. */
static char *
dup_key_text (HwImage *image,
              guint    key)
{
  const char *text = hw_image_get_text (image, image->objects[key].text);

  return *text != '\0' && hw_image_is_atom (image, key) ? g_strdup (text) : hw_image_dup_title (image, key);
}

char *
hw_image_dup_label (HwImage *image,
                    guint    reference)
{
  const HwReferenceRecord *record = &image->references[reference];
  g_autofree char *key = NULL;

  switch ((HwLabelKind) record->label_kind) {
  case HW_LABEL_INDEX:
    return g_strdup_printf ("[%u]", record->label);
  case HW_LABEL_KEY:
    key = dup_key_text (image, record->label);
    return g_strdup_printf ("[%s]", key);
  case HW_LABEL_IS_KEY:
    key = dup_key_text (image, record->target);
    return g_strdup_printf ("key %s", key);
  case HW_LABEL_MEMBER:
    return g_strdup ("element");
  case HW_LABEL_ATTRIBUTE:
    return g_strdup_printf (".%s", hw_image_get_text (image, record->label));
  case HW_LABEL_NAME:
    return g_strdup (hw_image_get_text (image, record->label));
  case HW_LABEL_FIELD:
    return g_strdup_printf ("<%s>", hw_image_get_text (image, record->label));
  case HW_LABEL_NONE:
    break;
  }
  return g_strdup ("");
}
