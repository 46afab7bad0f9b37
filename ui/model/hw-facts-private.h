/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files that find facts share. Lists are cut, and say so. */

#pragma once

#include "hw-facts.h"

G_BEGIN_DECLS

#define HW_FACTS_MAX_LINES 50

/* Texts are taken over. */
HwFact         *_hw_facts_section_add       (HwFactsSection     *section,
                                             char               *label,
                                             char               *value);
/* A line that selects [object] of the image. */
HwFact         *_hw_facts_section_add_object (HwFactsSection    *section,
                                              HwImage           *image,
                                              guint              object,
                                              char              *label,
                                              char              *value);
/* "… 7 more" where not all of [n_all] were shown. */
void            _hw_facts_section_add_rest  (HwFactsSection     *section,
                                             guint               n_all,
                                             guint               n_shown);

/* "module __main__" or "frame of f" for what holds names, else the object's title. Owned. */
char           *_hw_facts_dup_holder        (HwImage            *image,
                                             guint               object);
/* The name of the root that [object] is, or NULL. */
const char     *_hw_facts_find_root         (HwImage            *image,
                                             guint               object);
/* "node1", "Node #7.ref", "list #3[0]": a reference by its holder, if that is no namespace, and its label. Owned. */
char           *_hw_facts_dup_reference     (HwImage            *image,
                                             guint               reference);

/* hw-facts-size.c: sys.getsizeof() taken apart. */
HwFactsSection *_hw_facts_new_size          (HwImage            *image,
                                             guint               object);

/* hw-facts-why.c: why [object] lives, or is not freed yet; adds sections and highlights. [left_out] as in hw_facts_new_object(). */
void            _hw_facts_add_why           (HwFacts            *facts,
                                             HwImage            *image,
                                             guint               object,
                                             GArray             *left_out,
                                             GCancellable       *cancellable);
void            _hw_facts_add_section       (HwFacts            *facts,
                                             HwFactsSection     *section);

G_END_DECLS
