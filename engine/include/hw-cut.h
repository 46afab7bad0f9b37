/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Cut and see: what would happen if one reference were gone, told from an image alone, without changing or running the scenario. The
 * counts are followed as CPython follows them: what falls to zero is deallocated at once, depth first, in the order in which each type
 * lets go of what it holds; what is left unreachable waits for the next full pass, which is followed too.
 *
 * Finalizers and weakref callbacks are listed, not run: one that brings objects back, or drops others, makes it come out otherwise. */

#pragma once

#include "hw-image.h"

G_BEGIN_DECLS

typedef struct {
  guint   reference;     /* what was cut, and what it led to */
  guint   target;
  guint   refs_before;   /* the target's reference count */
  guint   refs_after;    /* G_MAXUINT as refs_before if it is immortal or the reference is weak: then nothing happens */

  /* By reference counting, at once. Arrays of guint, indexes of objects of the image, in the order of what happens. */
  GArray *freed;
  GArray *finalized;     /* whose finalizer runs */
  GArray *called_back;   /* weak references whose callback runs */
  guint64 bytes;         /* of the freed, as sys.getsizeof tells them */

  /* By the next full pass, of what the cut makes unreachable and counting does not free. */
  GArray *collected;
  GArray *collected_finalized;
  GArray *collected_called_back;
  guint64 collected_bytes;
  guint   n_tracked;     /* how many of them the pass counts: what it adds to what gc.collect() returns */
  guint   n_old_garbage; /* objects that the pass frees without the cut as well; they are in no array */
} HwCut;

/* What the loss of reference [reference] does; of an entry of a dict, key and value go together. To make the reference weak does the
 * same to what it leads to. Cost: the heap. NULL if cancelled. Owned. */
HwCut *hw_cut_new      (HwImage      *image,
                        guint         reference,
                        GCancellable *cancellable);
void   hw_cut_free     (HwCut        *cut);

/* "frees Node #3 and 2 more, 216 bytes; the next pass frees list #7". Owned. */
char  *hw_cut_describe (HwImage      *image,
                        const HwCut  *cut);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwCut, hw_cut_free)

G_END_DECLS
