/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Predict, then reveal: what to ask somebody before a statement is executed, and whether the answer is right. Questions and answers
 * come from the record alone. */

#pragma once

#include "hw-timeline.h"

G_BEGIN_DECLS

/* X (identifier, how it is answered) */
#define HW_QUESTION_LIST(X)                                                            \
  X (COUNT, "the reference count of an object afterwards")                             \
  X (FREED, "which of the choices are freed")                                          \
  X (ORDER, "the choices in the order in which their finalizers run")

typedef enum {
#define HW_X(id, text) HW_QUESTION_##id,
  HW_QUESTION_LIST (HW_X)
#undef HW_X
  HW_N_QUESTIONS
} HwQuestionKind;

#define HW_QUESTION_MAX_CHOICES 8

typedef struct {
  guint32 serial;
  char   *text; /* "Node #17 (node1.ref)": the expression by which the program reaches it before the statement, if it does */
} HwChoice;

typedef struct {
  HwQuestionKind kind;
  guint          step;      /* the state before: the question is asked there */
  guint          end;       /* the state that shows the answer: the next one, or the one behind the finalizers that run */
  char          *text;      /* "Line 27, node1 = None: what is the reference count of Node #17 (node1) afterwards?" */
  guint32        serial;    /* COUNT: whose */
  guint          count;     /* COUNT: what it is before */
  HwChoice      *choices;   /* FREED, ORDER: in order of their serials */
  guint          n_choices;
  guint         *answer;    /* COUNT: the number. FREED: indexes of choices, ascending. ORDER: of all choices, in their order */
  guint          n_answer;
} HwQuestion;

/* The question to ask at state [step] about the statement that follows; NULL if nothing of interest happens there, at the end, or if
 * cancelled. [preferred] is the serial of an object to ask about, if something happens to it; 0: any. Interpreter exit is asked about only
 * for the order of finalizers. Cost: two images. Any thread. Owned. */
HwQuestion *hw_question_new        (HwTimeline       *timeline,
                                    guint             step,
                                    guint32           preferred,
                                    GCancellable     *cancellable);

/* The first question at state [step] or one of the [max_steps] behind it. Owned. */
HwQuestion *hw_question_find       (HwTimeline       *timeline,
                                    guint             step,
                                    guint             max_steps,
                                    guint32           preferred,
                                    GCancellable     *cancellable);
void        hw_question_free       (HwQuestion       *question);

/* Whether [answer], as in HwQuestion but for FREED in any order, is right. */
gboolean    hw_question_is_right   (const HwQuestion *question,
                                    const guint      *answer,
                                    guint             n_answer);

/* The right answer as a sentence: "The count falls from 2 to 1.", "First Node #17, then Node #21.". Owned. */
char       *hw_question_dup_answer (const HwQuestion *question);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwQuestion, hw_question_free)

G_END_DECLS
