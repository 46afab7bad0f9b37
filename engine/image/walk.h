/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The inside of a walk, for the files that make it. */

#pragma once

#include "hw-walk.h"
#include "image/image.h"

G_BEGIN_DECLS

struct _HwWalk {
  gatomicrefcount ref_count;
  HwTimeline *timeline; /* owned */
  HwPass      pass;
  HwImage    *image;    /* owned */
  GArray     *young;    /* of guint32, indexes of objects */
  GArray     *decisions; /* of HwDecision */
  guint       phases[HW_N_PHASES + 1]; /* where each begins */
  guint64     positions[HW_N_PHASES + 1]; /* in the record, likewise */
  guint       n_trash;
  guint       n_weakrefs;
};

void hw_walk_add     (HwWalk           *walk,
                      HwDecisionKind    kind,
                      HwPhase           phase,
                      guint32           object,
                      guint32           reference,
                      guint32           value,
                      guint32           offset);

/* walk-deduce.c: update_refs, subtract_refs and move_unreachable. FALSE: cancelled. */
gboolean hw_walk_deduce (HwWalk       *walk,
                         GCancellable *cancellable);

/* walk-record.c: what follows, read from the record. [cells]: the image's object by cell, [n_cells] of them. FALSE: cancelled. */
gboolean hw_walk_read   (HwWalk        *walk,
                         const guint32 *cells,
                         guint32        n_cells,
                         GCancellable  *cancellable);

G_END_DECLS
