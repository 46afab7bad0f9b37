/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Memory and marks of a record by columns. See hw-curve.h. */

#include "hw-curve.h"

/* The bytes at state [step]: those with which the next statement begins; the last states have no next and get the last known. */
static guint64
bytes_at (HwTimeline *timeline,
          guint       step,
          guint       n_steps)
{
  if (n_steps == 0)
    return 0;
  return hw_timeline_get_step (timeline, MIN (step + 1, n_steps))->heap_bytes;
}

guint
hw_curve_get_column (const HwCurve *curve,
                     guint          step)
{
  if (curve->n_states <= 1)
    return 0;
  return (guint) ((guint64) MIN (step, curve->n_states - 1) * (curve->n_columns - 1) / (curve->n_states - 1));
}

double
hw_curve_get_height (const HwCurve *curve,
                     guint          column)
{
  if (curve->high == curve->low)
    return 0.5;
  return (double) (curve->bytes[column] - curve->low) / (double) (curve->high - curve->low);
}

HwCurve *
hw_curve_new (HwTimeline   *timeline,
              GCancellable *cancellable)
{
  g_autoptr (HwCurve) curve = g_new0 (HwCurve, 1);
  guint n_steps = hw_timeline_get_n_steps (timeline);
  const HwMark *marks;
  gsize n_marks;

  curve->n_states = hw_timeline_get_last (timeline) + 1;
  curve->n_columns = MIN (curve->n_states, HW_CURVE_MAX_COLUMNS);
  curve->bytes = g_new0 (guint64, curve->n_columns);
  curve->marks = g_new0 (guint8, curve->n_columns);
  curve->low = G_MAXUINT64;
  for (guint step = 0; step < curve->n_states; step++) {
    guint64 bytes = bytes_at (timeline, step, n_steps);
    guint64 *column = &curve->bytes[hw_curve_get_column (curve, step)];

    if ((step & 0xfffff) == 0xfffff && g_cancellable_is_cancelled (cancellable))
      return NULL;
    *column = MAX (*column, bytes);
    curve->low = MIN (curve->low, bytes);
    curve->high = MAX (curve->high, bytes);
  }
  marks = hw_timeline_get_marks (timeline, &n_marks);
  for (gsize i = 0; i < n_marks; i++)
    curve->marks[hw_curve_get_column (curve, marks[i].step)] |= (guint8) (1 << marks[i].kind);
  return g_steal_pointer (&curve);
}

void
hw_curve_free (HwCurve *curve)
{
  g_free (curve->bytes);
  g_free (curve->marks);
  g_free (curve);
}
