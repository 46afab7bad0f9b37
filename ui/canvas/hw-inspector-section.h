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

typedef enum {
  HW_INSPECTOR_SECTION_OPEN,
  HW_INSPECTOR_SECTION_FOLDED,
  HW_INSPECTOR_SECTION_PLAIN, /* without a heading, always open */
} HwInspectorSectionFold;

/* "activated", "hovered", "tool" (const HwFact *): a line was activated; the pointer, or if it has a highlight
 * the focus, came to it (NULL: left it); its button was
 * pressed. */
GtkWidget *hw_inspector_section_new          (HwInspectorSectionFold fold);

/* Shows the lines of [facts], which stays the caller's and must live until the next call; NULL hides the section. */
void       hw_inspector_section_set_facts    (HwInspectorSection    *self,
                                              const HwFactsSection  *facts);

/* Puts a button above the lines. */
void       hw_inspector_section_add_switch   (HwInspectorSection    *self,
                                              GtkWidget             *widget);

/* Puts [row] below the line that asks what if [edge] were gone. FALSE if there is no such line. */
gboolean   hw_inspector_section_insert       (HwInspectorSection    *self,
                                              GtkWidget             *row,
                                              HwEdge                 edge);
void       hw_inspector_section_remove       (HwInspectorSection    *self,
                                              GtkWidget             *row);

/* "expanded" */
gboolean   hw_inspector_section_get_expanded (HwInspectorSection    *self);

G_END_DECLS
