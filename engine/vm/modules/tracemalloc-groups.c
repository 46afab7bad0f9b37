/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Adding up traces. A traceback is looked at once only: after that its number leads to the group. */

#include "vm/modules/tracemalloc-groups.h"

#include <string.h>

static guint
hash_group (gconstpointer key)
{
  const HwTraceGroup *group = key;
  guint hash = group->n_frames;

  for (guint i = 0; i < group->n_frames; i++)
    hash = hash * 16777619u ^ group->frames[i];
  return hash;
}

gboolean
hw_trace_group_is_same (const HwTraceGroup *a,
                        const HwTraceGroup *b)
{
  return a->n_frames == b->n_frames && memcmp (a->frames, b->frames, a->n_frames * sizeof *a->frames) == 0;
}

static gboolean
equal_groups (gconstpointer a,
              gconstpointer b)
{
  return hw_trace_group_is_same (a, b);
}

static void
clear_group (gpointer data)
{
  g_free (((HwTraceGroup *) data)->frames);
}

typedef struct {
  GArray     *groups;
  GHashTable *numbers; /* HwTraceGroup → its number + 1 */
} Grouper;

/* The number of the group of these frames. */
static guint
find_group (Grouper            *self,
            const HwTraceFrame *frames,
            guint               n)
{
  HwTraceGroup probe = { (HwTraceFrame *) frames, n, 0, 0 };
  HwTraceGroup *key;
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, &probe));

  if (number > 0)
    return number - 1;
  probe.frames = g_memdup2 (frames, n * sizeof *frames);
  g_array_append_val (self->groups, probe);
  key = g_new (HwTraceGroup, 1);
  *key = probe;
  g_hash_table_insert (self->numbers, key, GUINT_TO_POINTER (self->groups->len));
  return self->groups->len - 1;
}

static void
add (Grouper *self,
     guint    number,
     guint32  size)
{
  HwTraceGroup *group = &g_array_index (self->groups, HwTraceGroup, number);

  group->size += size;
  group->count++;
}

static guint
group_of (Grouper            *self,
          HwGroupKey          key,
          const HwTraceFrame *frames,
          guint               n)
{
  HwTraceFrame file;

  if (key == HW_GROUP_TRACEBACK)
    return find_group (self, frames, n);
  if (key == HW_GROUP_LINENO)
    return find_group (self, frames, 1);
  file = HW_TRACE_FRAME (HW_TRACE_FILE (frames[0]), 0);
  return find_group (self, &file, 1);
}

GArray *
hw_trace_groups_new (HwVm          *vm,
                     const HwTrace *traces,
                     guint          n,
                     HwGroupKey     key,
                     gboolean       cumulative)
{
  Grouper self = { g_array_new (FALSE, FALSE, sizeof (HwTraceGroup)), g_hash_table_new_full (hash_group, equal_groups, g_free, NULL) };
  g_autoptr (GHashTable) known = g_hash_table_new (NULL, NULL); /* traceback → group + 1 */

  g_array_set_clear_func (self.groups, clear_group);
  for (guint i = 0; i < n; i++) {
    guint number = cumulative ? 0 : GPOINTER_TO_UINT (g_hash_table_lookup (known, GUINT_TO_POINTER (traces[i].traceback)));
    const HwTraceFrame *frames;
    guint n_frames;

    if (number > 0) {
      add (&self, number - 1, traces[i].size);
      continue;
    }
    frames = hw_trace_get_frames (vm, &traces[i], &n_frames, NULL);
    if (!cumulative) {
      number = group_of (&self, key, frames, n_frames);
      g_hash_table_insert (known, GUINT_TO_POINTER (traces[i].traceback), GUINT_TO_POINTER (number + 1));
      add (&self, number, traces[i].size);
      continue;
    }
    for (guint j = 0; j < n_frames; j++)
      add (&self, group_of (&self, key, frames + j, 1), traces[i].size);
  }
  g_hash_table_unref (self.numbers);
  return self.groups;
}

int
hw_trace_group_compare (HwVm               *vm,
                        const HwTraceGroup *a,
                        const HwTraceGroup *b)
{
  for (guint i = 0; i < a->n_frames && i < b->n_frames; i++) {
    HwTraceFrame x = a->frames[a->n_frames - 1 - i];
    HwTraceFrame y = b->frames[b->n_frames - 1 - i];
    int order = strcmp (hw_trace_file_name (vm, HW_TRACE_FILE (x)), hw_trace_file_name (vm, HW_TRACE_FILE (y)));

    if (order != 0)
      return order;
    if (HW_TRACE_LINE (x) != HW_TRACE_LINE (y))
      return HW_TRACE_LINE (x) < HW_TRACE_LINE (y) ? -1 : 1;
  }
  return (a->n_frames > b->n_frames) - (a->n_frames < b->n_frames);
}
