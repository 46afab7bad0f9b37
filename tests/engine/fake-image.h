/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Images made by hand, for tests of what reads images. Add objects in the order of their serials, references in any order, and
 * finish. */

#pragma once

#include "image/image.h"

#include <stdlib.h>

typedef struct {
  HwImage *image;
  GArray  *objects;    /* of HwObjectRecord */
  GArray  *references; /* of HwReferenceRecord */
  guint32  types[HW_N_KINDS];
} FakeImage;

static inline void
fake_init (FakeImage *fake,
           guint      step)
{
  *fake = (FakeImage) { 0 };
  fake->image = g_new0 (HwImage, 1);
  g_atomic_ref_count_init (&fake->image->ref_count);
  fake->image->python = HW_PYTHON_DEFAULT;
  fake->image->step = step;
  fake->image->texts = g_string_new (NULL);
  g_string_append_c (fake->image->texts, '\0');
  fake->image->roots = g_array_new (FALSE, FALSE, sizeof (HwRootRecord));
  fake->image->frames = g_array_new (FALSE, FALSE, sizeof (HwFrameRecord));
  fake->objects = g_array_new (FALSE, FALSE, sizeof (HwObjectRecord));
  fake->references = g_array_new (FALSE, FALSE, sizeof (HwReferenceRecord));
}

/* An object of a class given by its index, or HW_NO_OBJECT. Returns its index. */
static inline guint
fake_object (FakeImage  *fake,
             guint32     serial,
             HwKind      kind,
             guint32     type,
             const char *text)
{
  HwObjectRecord record = {
    .serial = serial,
    .type = type,
    .size = 56,
    .birth = serial > 100 ? fake->image->step : 0,
    .line = serial > 100 ? 7 : 0,
    .text = hw_image_add_text (fake->image, text, -1),
    .kind = kind,
    .generation = -1,
    .flags = kind == HW_KIND_TYPE && serial < 100 ? HW_FLAG_STATIC : 0,
  };

  g_array_append_val (fake->objects, record);
  return fake->objects->len - 1;
}

static inline HwObjectRecord *
fake_get (FakeImage *fake,
          guint      object)
{
  return &g_array_index (fake->objects, HwObjectRecord, object);
}

static inline guint
fake_str (FakeImage  *fake,
          guint32     serial,
          const char *text)
{
  g_autofree char *quoted = g_strdup_printf ("'%s'", text);

  return fake_object (fake, serial, HW_KIND_STR, HW_NO_OBJECT, quoted);
}

static inline HwReferenceRecord *
fake_reference (FakeImage  *fake,
                guint       holder,
                guint       target,
                guint32     slot,
                HwLabelKind kind,
                guint32     label)
{
  HwReferenceRecord record = { holder, target, slot, label, kind, FALSE };

  g_array_append_val (fake->references, record);
  return &g_array_index (fake->references, HwReferenceRecord, fake->references->len - 1);
}

static inline HwReferenceRecord *
fake_named (FakeImage  *fake,
            guint       holder,
            guint       target,
            guint32     slot,
            HwLabelKind kind,
            const char *name)
{
  return fake_reference (fake, holder, target, slot, kind, hw_image_add_text (fake->image, name, -1));
}

static inline void
fake_item (FakeImage *fake,
           guint      holder,
           guint      target,
           guint32    number)
{
  fake_reference (fake, holder, target, number, HW_LABEL_INDEX, number);
}

static inline void
fake_entry (FakeImage *fake,
            guint      dict,
            guint      key,
            guint      value,
            guint32    number)
{
  fake_reference (fake, dict, key, 2 * number, HW_LABEL_IS_KEY, number);
  fake_reference (fake, dict, value, 2 * number + 1, HW_LABEL_KEY, key);
}

/* A frame of the stack: the module's namespace first. */
static inline void
fake_frame (FakeImage  *fake,
            guint       object,
            const char *name,
            guint32     line)
{
  HwFrameRecord frame = { object, hw_image_add_text (fake->image, name, -1), line };
  HwRootRecord root = { object, hw_image_add_text (fake->image, "a frame", -1) };

  g_array_append_val (fake->image->frames, frame);
  g_array_append_val (fake->image->roots, root);
}

static inline int
fake_compare_cb (gconstpointer a,
                 gconstpointer b)
{
  const HwReferenceRecord *x = a, *y = b;

  if (x->holder != y->holder)
    return x->holder < y->holder ? -1 : 1;
  return x->slot < y->slot ? -1 : x->slot > y->slot;
}

static inline int
fake_compare_lists_cb (gconstpointer a,
                       gconstpointer b,
                       gpointer      data)
{
  const HwObjectRecord *objects = data;
  const guint32 *x = a, *y = b;

  if (objects[*x].generation != objects[*y].generation)
    return objects[*x].generation - objects[*y].generation;
  return *x < *y ? -1 : *x > *y;
}

/* The image, with counts, lists and reachability filled in. Owned. */
static inline HwImage *
fake_finish (FakeImage *fake)
{
  HwImage *image = fake->image;
  guint n_listed = 0;

  g_array_sort (fake->references, fake_compare_cb);
  image->n_objects = fake->objects->len;
  image->objects = (HwObjectRecord *) g_array_free (fake->objects, FALSE);
  image->n_references = fake->references->len;
  image->references = (HwReferenceRecord *) g_array_free (fake->references, FALSE);
  for (guint i = 0, next = 0; i < image->n_objects; i++) {
    image->objects[i].first_ref = next;
    while (next < image->n_references && image->references[next].holder == i)
      next++;
    image->objects[i].n_refs = next - image->objects[i].first_ref;
  }
  hw_image_build_incoming (image);
  for (guint i = 0; i < image->n_objects; i++)
    if (image->objects[i].refs == 0)
      image->objects[i].refs = image->objects[i].n_in;
  hw_image_build_reachable (image);
  hw_image_build_shown (image);
  image->listed = g_new (guint32, image->n_objects + 1);
  for (guint i = 0; i < image->n_objects; i++)
    if (image->objects[i].generation >= 0)
      image->listed[n_listed++] = i;
  g_qsort_with_data (image->listed, n_listed, sizeof (guint32), fake_compare_lists_cb, image->objects);
  for (guint list = 0, next = 0; list <= HW_FIRST_CELL; list++) {
    image->first_listed[list] = next;
    while (next < n_listed && list >= HW_LIST_GENERATION_0
           && image->objects[image->listed[next]].generation == (int) list - HW_LIST_GENERATION_0)
      next++;
  }
  return image;
}
