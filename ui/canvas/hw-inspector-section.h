/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One section of the inspector: a heading that folds, a note and a list of lines. Lines keep their widgets while their texts
 * change, so the keyboard focus stays where it is when the user steps. */

#pragma once

#include <gtk/gtk.h>

#include "hw-facts.h"

G_BEGIN_DECLS

#define HW_TYPE_INSPECTOR_SECTION (hw_inspector_section_get_type ())

G_DECLARE_FINAL_TYPE (HwInspectorSection, hw_inspector_section, HW, INSPECTOR_SECTION, GtkWidget)

GtkWidget *hw_inspector_section_new          (gboolean              expanded);

/* Shows the lines of [facts], which stays the caller's and must live until the next call; NULL hides the section. */
void       hw_inspector_section_set_facts    (HwInspectorSection   *self,
                                              const HwFactsSection *facts);

/* "expanded" */
gboolean   hw_inspector_section_get_expanded (HwInspectorSection   *self);

G_END_DECLS
