/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Holds a replica, fed with every event as it is written, against the live heap: after each event what that event touches, and
 * on demand everything. What differs becomes lines of text. Slow, for tests. */

#pragma once

#include "heap/heap.h"
#include "timeline/recorder.h"

G_BEGIN_DECLS

typedef struct _HwVerifier HwVerifier;

/* Attaches itself to [recorder], which must not have recorded anything yet and must be finished before the verifier is freed. */
HwVerifier *hw_verifier_new          (HwRecorder *recorder);
void        hw_verifier_free         (HwVerifier *verifier);

/* The heap that writes to the recorder. Events before this call are followed but not compared. With NULL comparing ends, as it
 * must before the heap is freed. */
void        hw_verifier_set_heap     (HwVerifier *verifier,
                                      HwHeap     *heap);

/* Compares everything. To be called between statements, when no change is half made. TRUE if nothing differs. */
gboolean    hw_verifier_check_all    (HwVerifier *verifier);

/* One line each, "" if nothing was found. After a number of findings the rest are only counted. Borrowed. */
const char *hw_verifier_get_findings (HwVerifier *verifier);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwVerifier, hw_verifier_free)

G_END_DECLS
