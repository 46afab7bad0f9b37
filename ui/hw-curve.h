/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the time scale draws of a record: memory over the steps and where marks are, gathered into a fixed number of columns, so
 * that a record of millions of steps draws as fast as one of ten. Plain C, no widgets. */

#pragma once

#include "hw-timeline.h"

G_BEGIN_DECLS

#define HW_CURVE_MAX_COLUMNS 2048

typedef struct {
  guint    n_columns; /* at most HW_CURVE_MAX_COLUMNS; one for each state in a short record */
  guint    n_states;
  guint64  low;       /* the least and the most bytes at any state */
  guint64  high;
  guint64 *bytes;     /* the most in each column */
  guint8  *marks;     /* bit set of 1 << HwMarkKind, by column */
} HwCurve;

/* Cost: the steps of the record, so make it on a worker thread. NULL when cancelled. */
HwCurve *hw_curve_new           (HwTimeline    *timeline,
                                 GCancellable  *cancellable);
void     hw_curve_free          (HwCurve       *curve);

/* The column of state [step]. */
guint    hw_curve_get_column    (const HwCurve *curve,
                                 guint          step);

/* The height of a column, from 0 to 1: bytes between the least and the most; a record that never changes lies in the middle. */
double   hw_curve_get_height    (const HwCurve *curve,
                                 guint          column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwCurve, hw_curve_free)

G_END_DECLS
