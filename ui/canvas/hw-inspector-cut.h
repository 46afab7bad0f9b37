/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Cut and see: what would be freed if a reference were gone, or weak, without changing the scenario; and a button that writes
 * it. */

#pragma once

#include <gtk/gtk.h>

#include "hw-session.h"

G_BEGIN_DECLS

#define HW_TYPE_INSPECTOR_CUT (hw_inspector_cut_get_type ())

G_DECLARE_FINAL_TYPE (HwInspectorCut, hw_inspector_cut, HW, INSPECTOR_CUT, GtkWidget)

/* "closed": the user, or the end of the reference, closes it. "highlight": there is another highlight. "gesture" (const
 * HwGesture *): it is to be written. "activated", "hovered": as of a section. */
GtkWidget   *hw_inspector_cut_new           (HwSession      *session);

/* Asks about the reference; holder 0: about none, any more. */
void         hw_inspector_cut_set_edge      (HwInspectorCut *self,
                                             HwEdge          edge);
HwEdge       hw_inspector_cut_get_edge      (HwInspectorCut *self);

/* What to light up; NULL while that is being found. */
HwHighlight *hw_inspector_cut_get_highlight (HwInspectorCut *self);

G_END_DECLS
