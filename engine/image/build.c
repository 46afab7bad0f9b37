/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Making an image from the heap that a cursor stands on: a handful of passes over flat arrays, linear in the heap. */

#include "image/image.h"

#include <string.h>

/* Sorts [n] keys by their upper halves, 11 bits at a time; [scratch] has room for as many. Returns where the result is. */
static guint64 *
sort_by_serial (guint64 *keys,
                guint64 *scratch,
                guint    n)
{
  for (int shift = 32; shift < 64; shift += 11) {
    guint32 starts[2048] = { 0 };
    guint32 sum = 0;
    guint64 *other = scratch;

    for (guint i = 0; i < n; i++)
      starts[keys[i] >> shift & 2047]++;
    if (n > 0 && starts[keys[0] >> shift & 2047] == n)
      continue;
    for (guint i = 0; i < 2048; i++) {
      guint32 count = starts[i];

      starts[i] = sum;
      sum += count;
    }
    for (guint i = 0; i < n; i++)
      scratch[starts[keys[i] >> shift & 2047]++] = keys[i];
    scratch = keys;
    keys = other;
  }
  return keys;
}

/* Numbers the objects in the order of their serials. */
static void
hw_image_build_order (HwImageBuild *build)
{
  HwReplica *replica = build->replica;
  guint n = 0;
  g_autofree guint64 *keys = g_new (guint64, replica->n_objects + 1);
  g_autofree guint64 *scratch = g_new (guint64, replica->n_objects + 1);
  guint64 *sorted;

  for (guint32 cell = HW_FIRST_CELL; cell < replica->n_cells; cell++)
    if (replica->cells[cell].serial != 0)
      keys[n++] = (guint64) replica->cells[cell].serial << 32 | cell;
  sorted = sort_by_serial (keys, scratch, n);

  build->indexes = g_new (guint32, replica->n_cells);
  memset (build->indexes, 0xff, replica->n_cells * sizeof (guint32));
  build->cells = g_new (guint32, n + 1);
  for (guint i = 0; i < n; i++) {
    build->cells[i] = (guint32) sorted[i];
    build->indexes[build->cells[i]] = i;
  }
  build->image->n_objects = n;
}

/* The state in which [serial] first exists, not before [from]: the objects before it in serial order were born by then. */
static guint
find_birth (HwTimeline *timeline,
            guint32     serial,
            guint       from)
{
  guint last = hw_timeline_get_last (timeline);
  guint stride = 1;
  guint low = from;
  guint high;

  while (low + stride - 1 < last && timeline->steps[low + stride - 1].next_serial <= serial) {
    low += stride;
    stride *= 2;
  }
  high = MIN (low + stride - 1, last);
  while (low < high) {
    guint middle = low + (high - low) / 2;

    if (timeline->steps[middle].next_serial <= serial)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static guint32
immortal_count (HwPython python)
{
  return python >= HW_PYTHON_3_14 ? 3221225472u : G_MAXUINT32;
}

static void
hw_image_build_objects (HwImageBuild *build)
{
  HwImage *image = build->image;
  guint birth = 0;

  image->objects = g_new0 (HwObjectRecord, image->n_objects + 1);
  for (guint i = 0; i < image->n_objects; i++) {
    const HwCell *cell = &build->replica->cells[build->cells[i]];
    HwObjectRecord *record = &image->objects[i];

    birth = find_birth (build->timeline, cell->serial, birth);
    record->serial = cell->serial;
    record->type = cell->type != 0 ? build->indexes[cell->type] : HW_NO_OBJECT;
    record->flags = HW_NATURE_FLAGS (cell->nature);
    record->kind = HW_NATURE_KIND (cell->nature);
    record->refs = record->flags & HW_FLAG_IMMORTAL ? immortal_count (image->python) : cell->refs;
    record->size = cell->size;
    record->address = cell->address;
    record->birth = birth;
    record->line = birth > 0 ? build->timeline->steps[birth - 1].line : 0;
    record->generation = -1;
  }
}

static void
hw_image_build_collector (HwImageBuild *build)
{
  HwImage *image = build->image;
  HwTimeline *timeline = build->timeline;
  const guint32 *settings = build->replica->settings;
  guint last = hw_timeline_get_last (timeline);

  image->collector.threshold[0] = settings[HW_GC_THRESHOLD_0];
  image->collector.threshold[1] = settings[HW_GC_THRESHOLD_1];
  image->collector.threshold[2] = settings[HW_GC_THRESHOLD_2];
  image->collector.enabled = settings[HW_GC_ENABLED] != 0;
  image->collector.debug = settings[HW_GC_DEBUG];
  if (last > 0) {
    const HwStep *step = &timeline->steps[MIN (image->step, last - 1)];

    image->collector.count[0] = step->count_0;
    image->collector.count[1] = step->count_1;
    image->collector.count[2] = step->count_2;
  }
}

HwImage *
hw_image_build (HwCursor *cursor)
{
  HwImage *image = g_new0 (HwImage, 1);
  HwImageBuild build = { .image = image, .timeline = cursor->timeline, .replica = cursor->replica };
  guint n_layouts = cursor->timeline->layouts->len;

  g_atomic_ref_count_init (&image->ref_count);
  image->python = cursor->timeline->python;
  image->step = cursor->step;
  image->first_serial = cursor->timeline->first_serial;
  image->position = cursor->position;
  image->texts = g_string_new (NULL);
  g_string_append_c (image->texts, '\0');
  build.layout_texts = g_new0 (guint32 *, n_layouts);

  hw_image_build_order (&build);
  hw_image_build_objects (&build);
  hw_image_build_templates (&build);
  hw_image_build_texts (&build);
  hw_image_build_references (&build);
  hw_image_build_incoming (image);
  hw_image_build_lists (&build);
  hw_image_build_frames (&build);
  hw_image_build_reachable (image);
  hw_image_build_shown (image);
  hw_image_build_collector (&build);

  for (guint i = 0; i < n_layouts; i++)
    g_free (build.layout_texts[i]);
  g_free (build.layout_texts);
  g_array_unref (build.templates);
  g_free (build.indexes);
  g_free (build.cells);
  return image;
}
