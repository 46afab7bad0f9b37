/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Ways of looking at the graph that one can go back to, as in a web browser. Plain data, without a widget. */

#pragma once

#include "hw-picture.h"

G_BEGIN_DECLS

/* Where the view stands: the point of the scene in its middle. */
typedef struct {
  double  zoom; /* 0: not known, so it is to be fitted */
  double  x, y;
  guint32 selection;
} HwViewStand;

typedef struct {
  HwLayout    layout;
  guint32     focus;
  guint       depth;
  HwViewStand stand; /* when it was left */
} HwViewPlace;

typedef struct _HwViewHistory HwViewHistory;

HwViewHistory     *hw_view_history_new         (void);
void               hw_view_history_free        (HwViewHistory     *self);

/* Forgets all but [place], which is the one that is shown. */
void               hw_view_history_begin       (HwViewHistory     *self,
                                                const HwViewPlace *place);

/* Leaves the place that is shown as it stands, and is at [place] now, to which one can not yet go forward. If that is where
 * it was (but for the stand), nothing is done unless [jump]. */
void               hw_view_history_enter       (HwViewHistory     *self,
                                                const HwViewStand *stand,
                                                const HwViewPlace *place,
                                                gboolean           jump);

/* Likewise, to the place before or after; NULL if there is none. Borrowed, until the next call. */
const HwViewPlace *hw_view_history_go          (HwViewHistory     *self,
                                                const HwViewStand *stand,
                                                gboolean           backwards);
gboolean           hw_view_history_can_go      (HwViewHistory     *self,
                                                gboolean           backwards);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwViewHistory, hw_view_history_free)

G_END_DECLS
