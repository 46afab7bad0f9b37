/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be said about one object, or about the heap as a whole, as sections of labelled lines for the inspector. Pure data,
 * made on any thread; immutable afterwards. */

#pragma once

#include "hw-analysis.h"
#include "hw-timeline.h"

G_BEGIN_DECLS

/* What a line leads to when it is activated. */
typedef enum {
  HW_FACT_PLAIN,
  HW_FACT_SELECT, /* selects the object [serial] */
  HW_FACT_STEP,   /* goes to the state [step] */
} HwFactAction;

typedef struct {
  char        *label;
  char        *value;
  HwFactAction action;
  guint32      serial;
  guint        step;
  gboolean     total; /* a sum under the lines before */
} HwFact;

/* X (identifier, title). A section's identifier stays while its title may carry a number. */
#define HW_FACTS_SECTION_LIST(X)                     \
  X (OVERVIEW, N_ ("Object"))                        \
  X (LEDGER, N_ ("Reference count"))                 \
  X (PATH, N_ ("Why alive"))                         \
  X (OUTGOING, N_ ("Refers to"))                     \
  X (INCOMING, N_ ("Referred to by"))                \
  X (WEAK, N_ ("Weak references to it"))             \
  X (EVENTS, N_ ("Events in the record"))            \
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
} HwFacts;

/* About the object of [serial] in [image]; if it is not alive there, about that. */
HwFacts        *hw_facts_new_object (HwImage      *image,
                                     HwTimeline   *timeline,
                                     guint32       serial,
                                     GCancellable *cancellable);

/* About all that the program holds. */
HwFacts        *hw_facts_new_heap   (HwImage      *image,
                                     GCancellable *cancellable);
void            hw_facts_free       (HwFacts      *facts);

/* The events about [serial] nearest to the state [step]. Cost: a walk over the record from the object's birth to its end. NULL
 * if cancelled. */
HwFactsSection *hw_facts_new_events (HwTimeline   *timeline,
                                     guint32       serial,
                                     guint         step,
                                     GCancellable *cancellable);
void            hw_facts_section_free (HwFactsSection *section);

/* For the files that fill sections. Texts are taken over. */
HwFactsSection *hw_facts_section_new (HwFactsSectionKind  kind);
HwFact         *hw_facts_section_add (HwFactsSection     *section,
                                      char               *label,
                                      char               *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwFacts, hw_facts_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwFactsSection, hw_facts_section_free)

G_END_DECLS
