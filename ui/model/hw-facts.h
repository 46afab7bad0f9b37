/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be said about one object, or about the heap as a whole, as sections of labelled lines for the inspector. Pure data,
 * made on any thread; immutable afterwards. */

#pragma once

#include "hw-analysis.h"
#include "hw-highlight.h"
#include "hw-timeline.h"

G_BEGIN_DECLS

/* What a line leads to when it is activated. */
typedef enum {
  HW_FACT_PLAIN,
  HW_FACT_SELECT,    /* selects the object [serial] */
  HW_FACT_STEP,      /* goes to the state [step] */
  HW_FACT_TAKE_BACK, /* the reference [edge] is no longer left out of the paths */
} HwFactAction;

/* What can be asked about the reference [edge] of a line, besides. */
typedef enum {
  HW_FACT_NO_TOOL,
  HW_FACT_CUT,       /* what if it were gone, or weak */
  HW_FACT_LEAVE_OUT, /* what else holds the object */
} HwFactTool;

typedef struct {
  char        *label;
  char        *value;
  HwFactAction action;
  guint32      serial;
  guint        step;
  HwFactTool   tool;
  HwEdge       edge;
  char        *edge_name; /* "Node #7.ref", with a tool */
  guint        highlight; /* which of the highlights belongs to the line, from 1; 0: none */
  gboolean     total;     /* a sum under the lines before, or a heading over those that follow */
} HwFact;

/* X (identifier, title). A section's identifier stays while its title may carry a number. */
#define HW_FACTS_SECTION_LIST(X)                     \
  X (OVERVIEW, N_ ("Object"))                        \
  X (LEDGER, N_ ("Reference count"))                 \
  X (PATH, N_ ("Why alive?"))                        \
  X (OTHER_PATHS, N_ ("Other ways to it"))           \
  X (GARBAGE, N_ ("Why not freed yet?"))             \
  X (OUTGOING, N_ ("Refers to"))                     \
  X (INCOMING, N_ ("Referred to by"))                \
  X (WEAK, N_ ("Weak references to it"))             \
  X (SIZE, N_ ("Size"))                              \
  X (EVENTS, N_ ("Life"))                            \
  X (LOSS, N_ ("What if"))                           \
  X (HEAP, N_ ("Heap"))                              \
  X (TYPES, N_ ("Largest classes"))                  \
  X (COLLECTOR, N_ ("Collector"))

typedef enum {
#define HW_X(id, title) HW_FACTS_##id,
  HW_FACTS_SECTION_LIST (HW_X)
#undef HW_X
  HW_N_FACTS_SECTIONS
} HwFactsSectionKind;

typedef struct {
  HwFactsSectionKind kind;
  char              *title;
  char              *note; /* a sentence under the title, or NULL */
  GPtrArray         *facts;
} HwFactsSection;

typedef struct {
  guint32    serial; /* 0: of the whole heap */
  char      *title;
  char      *subtitle;
  GPtrArray *sections;
  GPtrArray *highlights; /* of HwHighlight; the first is what to show unasked: the path that holds the object, or its cycle */
} HwFacts;

/* About the object of [serial] in [image]; if it is not alive there, about that. [left_out]: references, an array of HwEdge,
 * that no path to it may take; or NULL. */
HwFacts        *hw_facts_new_object (HwImage      *image,
                                     HwTimeline   *timeline,
                                     guint32       serial,
                                     GArray       *left_out,
                                     GCancellable *cancellable);

/* About all that the program holds. */
HwFacts        *hw_facts_new_heap   (HwImage      *image,
                                     GCancellable *cancellable);
void            hw_facts_free       (HwFacts      *facts);

/* The life of [serial]: its events nearest to the state [step]. Cost: a walk over the record from the object's birth to its end.
 * NULL if cancelled. */
HwFactsSection *hw_facts_new_events (HwTimeline   *timeline,
                                     guint32       serial,
                                     guint         step,
                                     GCancellable *cancellable);

/* What would happen if the reference were gone, or [weak]. [highlight] gets what to light up. Cost: the heap. NULL if the image
 * has no such reference, or cancelled. */
HwFactsSection *hw_facts_new_loss   (HwImage      *image,
                                     HwEdge        edge,
                                     gboolean      weak,
                                     HwHighlight **highlight,
                                     GCancellable *cancellable);
void            hw_facts_section_free (HwFactsSection *section);

/* An empty section of this kind. */
HwFactsSection *hw_facts_section_new (HwFactsSectionKind  kind);

/* Whether a statement of the program makes, and so can delete, such a reference. */
gboolean        hw_facts_is_written (HwImage      *image,
                                     HwEdge        edge);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwFacts, hw_facts_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwFactsSection, hw_facts_section_free)

G_END_DECLS
