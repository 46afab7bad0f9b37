/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Finds out, on a worker, what a gesture would write and whether Python would refuse it. Ask as often as you like, at every key that
 * is typed: only the last question is answered. Only needs gio. */

#pragma once

#include "hw-session.h"

G_BEGIN_DECLS

#define HW_TYPE_GESTURE_MAKER (hw_gesture_maker_get_type ())

G_DECLARE_FINAL_TYPE (HwGestureMaker, hw_gesture_maker, HW, GESTURE_MAKER, GObject)

/* What to propose for a gesture's operands. */
typedef struct {
  char      *name;      /* a new name, or NULL if the gesture makes none */
  char      *arguments; /* of a new instance or a call, or NULL */
  char     **methods;   /* of the object of a CALL, or NULL */
  GPtrArray *links;     /* of HwLink: ways from the object to the target, or NULL if the gesture has not both */
} HwProposals;

HwGestureMaker    *hw_gesture_maker_new           (HwSession         *session);

/* Asks what [gesture], of which a copy is taken, would write at [place]. "answered" is emitted when that is known, and never for a
 * question that was followed by another. [propose]: also looks for proposals. */
void               hw_gesture_maker_ask           (HwGestureMaker    *self,
                                                   const HwGesture   *gesture,
                                                   HwPlace            place,
                                                   gboolean           propose);

/* Forgets the question and the answer. */
void               hw_gesture_maker_forget        (HwGestureMaker    *self);

/* The answer. NULL while it is being looked for; one of both is NULL else. An edit that is refused may still be shown. Borrowed. */
const HwEdit      *hw_gesture_maker_get_edit      (HwGestureMaker    *self);
const char        *hw_gesture_maker_get_refusal   (HwGestureMaker    *self);
const HwProposals *hw_gesture_maker_get_proposals (HwGestureMaker    *self);

/* Writes the edit into the scenario. FALSE, having told the user why, if there is none or the text has changed meanwhile. */
gboolean           hw_gesture_maker_write         (HwGestureMaker    *self);

G_END_DECLS
