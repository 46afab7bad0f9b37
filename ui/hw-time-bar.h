/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The bar at the bottom of the window: first, previous, next, last, play, the scrubber, what the step did; while a run is under
 * way its progress and a way to cancel it. */

#pragma once

#include "hw-session.h"

G_BEGIN_DECLS

#define HW_TYPE_TIME_BAR (hw_time_bar_get_type ())

G_DECLARE_FINAL_TYPE (HwTimeBar, hw_time_bar, HW, TIME_BAR, GtkWidget)

GtkWidget *hw_time_bar_new (HwSession *session);

G_END_DECLS
