/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be told from an image: who holds an object and why it lives, cycles, differences. All functions are pure and may run on any
 * thread; those whose cost is the heap take a cancellable. */

#pragma once

#include "hw-image.h"

G_BEGIN_DECLS

/* One entry of the ledger of an object's reference count. */
typedef struct {
  char    *text;      /* "name a", "b.ref", "[3] of list #4", "1 on the evaluation stack", "held by the interpreter" */
  guint    count;     /* how many references it stands for; 0 for one that is borrowed */
  guint    reference; /* index of the reference, or G_MAXUINT */
} HwLedgerEntry;

/* Every counted holder of [object]; the counts add up to its reference count exactly. Entries are owned by the array. */
GPtrArray *hw_analysis_ledger          (HwImage      *image,
                                        guint         object);

/* Shortest strong path from a root's name to [object], as reference indexes from the root on; NULL if nothing reaches it (then only
 * the collector, or nobody, can free it). A guint array. */
GArray    *hw_analysis_path            (HwImage      *image,
                                        guint         object,
                                        GCancellable *cancellable);

/* Up to [max_paths] such paths, the shortest first, no two of which have a reference in common, and none of which goes along one of the
 * [n_avoided] references in [avoided] (NULL if 0): what else would hold [object] if they were gone. Empty if nothing does. Paths are taken
 * greedily, so there may be more disjoint ones than are found. A GPtrArray of GArray of guint, owned. */
GPtrArray *hw_analysis_paths           (HwImage      *image,
                                        guint         object,
                                        guint         max_paths,
                                        const guint  *avoided,
                                        guint         n_avoided,
                                        GCancellable *cancellable);

/* The shortest Python expression that names [object] from the innermost frame's or the module's names: "a.ref[0]"; NULL if there is none.
 * Evaluated at the image's moment it gives that very object. Weak references are gone through only if there is no other way. */
char      *hw_analysis_path_expression (HwImage      *image,
                                        guint         object);

/* The same from the module's names alone, for a statement at the module's level. */
char      *hw_analysis_global_expression (HwImage    *image,
                                          guint       object);

/* Strongly connected components over strong references: the component number of every object. Components of one object
 * without a reference to itself are no cycle. */
typedef struct {
  guint    n_components;
  guint32 *component; /* by object */
  guint32 *size;      /* by component: members */
  guint64 *bytes;     /* by component */
  guint8  *cyclic;    /* by component */
} HwComponents;

HwComponents *hw_analysis_components      (HwImage      *image,
                                           GCancellable *cancellable);

/* The same over those strong references for which [follows] is TRUE. */
typedef gboolean (*HwFollowsFunc) (HwImage  *image,
                                   guint     reference,
                                   gpointer  data);

HwComponents *hw_analysis_components_along (HwImage      *image,
                                           HwFollowsFunc  follows,
                                           gpointer       data,
                                           GCancellable  *cancellable);
void          hw_components_free          (HwComponents *components);

/* The shortest cycle of strong references through [object], as reference indexes from it on; NULL if there is none. Cost: its component.
 * A guint array. */
GArray       *hw_analysis_cycle           (HwImage            *image,
                                           guint               object,
                                           const HwComponents *components);

/* The dominator tree: which object all strong ways from the roots to an object go through last. What an object retains is itself
 * and all that it dominates: what no root would reach any more if it were gone. Roots are frames, names and what else the image
 * knows to be held from outside, each for itself.
 *
 * Garbage is a forest of its own, which nothing that is reachable is part of: its roots are the members of those cycles (and the
 * single objects) that no other garbage holds. So a member of a dead cycle retains what hangs on it alone, and a dead cycle's
 * members retain the cycle together, none of them alone. */
typedef struct {
  guint    n_objects;
  guint32 *dominator; /* by object; HW_NO_OBJECT: a root, or held in several ways with nothing in common */
  guint64 *retained;  /* by object: bytes */
  guint32 *count;     /* by object: how many objects that is, with itself */
  guint32 *order;     /* the objects in the order of a walk down the tree: each with what it dominates right behind it */
} HwDominators;

/* NULL if cancelled. Owned. Takes O(references × log objects), in practice a handful of passes, and some 50 bytes an object while it
 * works. */
HwDominators *hw_analysis_dominators      (HwImage      *image,
                                           GCancellable *cancellable);
void          hw_dominators_free          (HwDominators *dominators);

/* The bytes that sets of objects retain: [sets] by object, G_MAXUINT32 for in none. What members retain alone is counted, each byte
 * once; what several of them hold together and nobody else does is not. Linear. */
void          hw_dominators_sum           (const HwDominators *dominators,
                                           const guint32      *sets,
                                           guint               n_sets,
                                           guint64            *sums);

/* Why an object that nothing reaches is not freed yet. */
typedef struct {
  GArray  *cycle;      /* of guint, members of the cycle that holds it; empty if there is none: it is just being freed */
  gboolean in_cycle;   /* it is one of them, not only held by them */
  int      generation; /* the oldest of the members': whose pass frees them; 3 permanent, -1 untracked */
  guint    count;      /* of that generation, and its threshold */
  guint    threshold;
  char    *reason;     /* what has to happen, one sentence */
} HwGarbage;

/* NULL if [object] is reachable, or cancelled. Owned. */
HwGarbage    *hw_analysis_garbage         (HwImage      *image,
                                           guint         object,
                                           GCancellable *cancellable);
void          hw_garbage_free             (HwGarbage    *garbage);

/* What the newer image has that the older has not; by serial, or by (holder serial, slot). */
typedef enum {
  HW_CHANGE_BORN,     /* object only in the newer */
  HW_CHANGE_DIED,     /* object only in the older */
  HW_CHANGE_COUNT,    /* its reference count differs */
  HW_CHANGE_CONTENT,  /* a slot of it holds something else */
  HW_CHANGE_MOVED,    /* its generation differs */
} HwChangeKind;

typedef struct {
  HwChangeKind kind;
  guint32      serial;
  gint64       before; /* count or generation */
  gint64       after;
} HwChange;

/* A GArray of HwChange sorted by serial, then kind. Background objects are left out. */
GArray       *hw_analysis_changes         (HwImage      *older,
                                           HwImage      *newer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwComponents, hw_components_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwDominators, hw_dominators_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwGarbage, hw_garbage_free)

G_END_DECLS
