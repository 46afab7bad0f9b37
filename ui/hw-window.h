/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The main window: one session, its views around it, the actions. Starts on the welcome page. */

#pragma once

#include <adwaita.h>

#include "hw-session.h"

G_BEGIN_DECLS

#define HW_TYPE_WINDOW (hw_window_get_type ())

G_DECLARE_FINAL_TYPE (HwWindow, hw_window, HW, WINDOW, AdwApplicationWindow)

/* [lessons]: HwLesson items. */
HwWindow  *hw_window_new         (GtkApplication *application,
                                  HwSettings     *settings,
                                  GListModel     *lessons);

HwSession *hw_window_get_session (HwWindow       *self);

/* TRUE while nothing was opened: the window may be used for a file. */
gboolean   hw_window_is_unused   (HwWindow       *self);

/* Opens in this window, whatever it showed; the caller has asked about unsaved changes. Errors are told in a dialog. */
void       hw_window_open_file   (HwWindow       *self,
                                  GFile          *file);

/* Shows a text that was rescued from an earlier start. */
void       hw_window_open_text   (HwWindow       *self,
                                  const char     *name,
                                  const char     *text,
                                  GFile          *file,
                                  gboolean        modified);

/* Offers work that an earlier start left unsaved; [entries] (HwAutosaveEntry) are recovered into windows or thrown away. */
void       hw_window_offer_recovery (HwWindow    *self,
                                     GPtrArray   *entries);

G_END_DECLS
