/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The scrubber: memory over the steps as a curve, above it marks for passes, finalizers, callbacks, snapshots and exceptions,
 * each kind with a shape of its own, below it a real GtkScale, which brings keyboard and accessibility. */

#pragma once

#include "hw-session.h"

G_BEGIN_DECLS

#define HW_TYPE_TIME_SCALE (hw_time_scale_get_type ())

G_DECLARE_FINAL_TYPE (HwTimeScale, hw_time_scale, HW, TIME_SCALE, GtkWidget)

void hw_time_scale_set_session (HwTimeScale *self,
                                HwSession   *session);

G_END_DECLS
