/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The welcome page: what the program is, the lessons with small pictures, recent files. It opens nothing itself but activates the
 * window's actions "win.open-uri" and "win.open-lesson". */

#pragma once

#include "hw-types-ui.h"

G_BEGIN_DECLS

#define HW_TYPE_WELCOME (hw_welcome_get_type ())

G_DECLARE_FINAL_TYPE (HwWelcome, hw_welcome, HW, WELCOME, GtkWidget)

GtkWidget *hw_welcome_new         (void);

/* The lessons to show, as HwLesson. */
void       hw_welcome_set_lessons (HwWelcome  *self,
                                   GListModel *lessons);

G_END_DECLS
