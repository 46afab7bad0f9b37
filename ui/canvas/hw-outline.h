/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The drawn nodes as a list: the graph for keyboards and screen readers. Shares the session's selection. */

#pragma once

#include <gtk/gtk.h>

#include "hw-session.h"

G_BEGIN_DECLS

#define HW_TYPE_OUTLINE (hw_outline_get_type ())

G_DECLARE_FINAL_TYPE (HwOutline, hw_outline, HW, OUTLINE, GtkWidget)

GtkWidget *hw_outline_new       (HwSession *session);

void       hw_outline_set_scene (HwOutline *self,
                                 HwScene   *scene,
                                 HwImage   *image);

G_END_DECLS
