/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The walk of one pass of the collector, decision by decision. What deduction does is computed anew from the image at the pass's begin;
 * what finalizers, callbacks and reference counting did then is read from the record. A recorded run pays nothing for it.
 *
 * A walk is immutable and may be read by many threads; a HwLanes belongs to one thread at a time. */

#pragma once

#include "hw-event.h"
#include "hw-image.h"
#include "hw-timeline.h"

G_BEGIN_DECLS

typedef struct _HwWalk HwWalk;
typedef struct _HwLanes HwLanes;

/* Where an object of the pass is. X (identifier, CPython's words, its list) */
#define HW_LANE_LIST(X)                                                    \
  X (NONE, "not in the pass", "")                                          \
  X (SCAN, "objects to scan", "young")                                     \
  X (REACHABLE, "reachable", "young")                                      \
  X (UNREACHABLE, "tentatively unreachable", "unreachable")                \
  X (SEEN, "set aside", "seen")                                            \
  X (FREED, "freed", "")

typedef enum {
#define HW_X(id, text, list) HW_LANE_##id,
  HW_LANE_LIST (HW_X)
#undef HW_X
  HW_N_LANES
} HwLane;

/* X (identifier, name in tables) */
#define HW_DECISION_LIST(X)                                                                                                      \
  X (UPDATE, "copy count")        /* object gets gc_refs = ob_refcnt */                                                          \
  X (SUBTRACT, "subtract")        /* reference: its target's gc_refs falls by one */                                             \
  X (SUSPECT, "suspect")          /* object has no gc_refs left: to the end of the unreachable list */                           \
  X (REACH, "reach")              /* object has gc_refs, or a reachable object refers to it: it stays */                         \
  X (SPARE, "spare")              /* reference of a reachable object: its target, not yet looked at, gets gc_refs = 1 */         \
  X (RESCUE, "rescue")            /* reference of a reachable object: its target comes back, to the end of the list */           \
  X (UNTRACK, "untrack")          /* object can be in no cycle */                                                                \
  X (PROMOTE, "promote")          /* all reachable ones go to the generation [value] */                                          \
  X (CLEAR_WEAKREF, "end weakref") /* object is a weak reference, other what it referred to */                                   \
  X (QUEUE, "queue callback")     /* object is a weak reference whose callback will be called */                                 \
  X (LOSE, "lose callback")       /* object is a weak reference in the trash: its callback will not be called */                 \
  X (CALL, "call back")           /* object is a weak reference */                                                               \
  X (SEE, "set aside")            /* object is seen on the way through the trash, without a finalizer to run */                  \
  X (FINALIZE, "finalize")        /* object's finalizer runs */                                                                  \
  X (RETURN, "come back")         /* object, set aside as unreachable once more, is reachable after all: back to be looked at */ \
  X (MERGE, "merge")              /* all that were set aside are the trash again */                                              \
  X (RESURRECT, "resurrect")      /* object is reachable again */                                                                \
  X (CLEAR, "clear")              /* object's tp_clear: it lets go of what it holds */                                           \
  X (SAVE, "save")                /* object goes to gc.garbage (DEBUG_SAVEALL) */                                                \
  X (FREE, "free")                /* object's count fell to zero */                                                              \
  X (SURVIVE, "survive")          /* object is still there after its tp_clear */

typedef enum {
#define HW_X(id, name) HW_DECISION_##id,
  HW_DECISION_LIST (HW_X)
#undef HW_X
  HW_N_DECISIONS
} HwDecisionKind;

typedef struct {
  guint8  kind;      /* HwDecisionKind */
  guint8  phase;     /* HwPhase */
  guint32 object;    /* index in the walk's image, HW_NO_OBJECT if it was made meanwhile, and for PROMOTE and MERGE */
  guint32 reference; /* SUBTRACT, SPARE, RESCUE: the image's reference that is followed; CLEAR_WEAKREF: index of the referent */
  guint32 value;     /* UPDATE, SUBTRACT, SPARE, RESCUE: gc_refs afterwards; PROMOTE: the generation */
  guint32 offset;    /* words of the record from the pass's begin up to here, 0 in the deduction: the heap is as at that position */
} HwDecision;

/* The walk of pass number [pass] of hw_timeline_get_passes(). Cost: the pass's objects and references, and its events. NULL with
 * HW_ERROR_ARGUMENT or HW_ERROR_CANCELLED. */
HwWalk           *hw_walk_new            (HwTimeline   *timeline,
                                          guint         pass,
                                          GCancellable *cancellable,
                                          GError      **error);
HwWalk           *hw_walk_ref            (HwWalk       *walk);
void              hw_walk_unref          (HwWalk       *walk);

const HwPass     *hw_walk_get_pass       (HwWalk       *walk);
/* The heap at the pass's begin. Borrowed. */
HwImage          *hw_walk_get_image      (HwWalk       *walk);

/* The objects of the pass, in the order in which update_refs goes through them. */
const guint32    *hw_walk_get_young      (HwWalk       *walk,
                                          guint        *n_young);
const HwDecision *hw_walk_get_decisions  (HwWalk       *walk,
                                          guint        *n_decisions);
/* The first decision of [phase]; equal to that of the next phase if it has none. With HW_N_PHASES: how many there are. */
guint             hw_walk_get_phase      (HwWalk       *walk,
                                          HwPhase       phase);
/* The position in the record at which [phase] begins; with HW_N_PHASES: at which the pass has ended. A phase that did not run begins where
 * the one before it does, or where the next one does. */
guint64           hw_walk_get_position   (HwWalk       *walk,
                                          HwPhase       phase);
/* How many objects were left to delete: what the pass returns, with the weak references that died of their callback. */
guint             hw_walk_get_n_trash    (HwWalk       *walk);
guint             hw_walk_get_n_weakrefs (HwWalk       *walk);

/* "subtract: the reference a.ref takes one from Node #3, 1 is left". Owned. */
char             *hw_walk_describe       (HwWalk       *walk,
                                          guint         decision);
/* What [phase] does in this pass, in at most three sentences. Owned. */
char             *hw_walk_describe_phase (HwWalk       *walk,
                                          HwPhase       phase);
/* "returns 3: 2 Node and 1 dict; 1 list was freed by reference counting and is not counted". Owned. */
char             *hw_walk_describe_end   (HwWalk       *walk);

const char       *hw_lane_get_text       (HwLane          lane);
const char       *hw_decision_get_name   (HwDecisionKind  kind);

/* ------------------------------------------------------------------------------------------------------------------- lanes */

/* Which object stands where after some of the decisions. At first, after none. */
HwLanes          *hw_lanes_new           (HwWalk       *walk);
void              hw_lanes_free          (HwLanes      *lanes);

/* Goes to where [n] decisions are done. Cost: those in between. */
void              hw_lanes_seek          (HwLanes      *lanes,
                                          guint         n);
guint             hw_lanes_get_position  (HwLanes      *lanes);

/* The lane of an object of the walk's image, and its gc_refs; G_MAXUINT while or where it has none. */
HwLane            hw_lanes_get_lane      (HwLanes      *lanes,
                                          guint         object);
guint32           hw_lanes_get_refs      (HwLanes      *lanes,
                                          guint         object);

/* The objects of a lane from its front: the first, and the one behind [object]; HW_NO_OBJECT at the end. */
guint             hw_lanes_get_first     (HwLanes      *lanes,
                                          HwLane        lane);
guint             hw_lanes_get_next      (HwLanes      *lanes,
                                          guint         object);
guint             hw_lanes_get_length    (HwLanes      *lanes,
                                          HwLane        lane);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwWalk, hw_walk_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwLanes, hw_lanes_free)

G_END_DECLS
