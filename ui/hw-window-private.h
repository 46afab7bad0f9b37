/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files of the window share. hw-window.c owns the object and its looks, hw-window-actions.c the actions on the session,
 * hw-window-files.c opening, saving and the questions around them, hw-window-export.c the pictures. */

#pragma once

#include "hw-autosave.h"
#include "hw-settings.h"
#include "hw-window.h"

G_BEGIN_DECLS

struct _HwWindow {
  AdwApplicationWindow  parent_instance;

  /* owned */
  HwSession            *session;
  HwSettings           *settings;
  HwAutosave           *autosave;
  GListModel           *lessons;
  GtkFileChooserNative *chooser;    /* while one is open */
  GCancellable         *cancellable; /* of loading a file */

  gboolean              used;       /* something was opened, or is being */
  gboolean              opened;     /* there is a scenario to go back to */
  gboolean              closing;    /* the user was asked; the next close request is final */

  /* views; borrowed from the widget tree */
  GtkWidget            *source_pane;
  GtkWidget            *output_pane;
  GtkWidget            *canvas;
  GtkWidget            *tables;
  GtkWidget            *inspector;
  GtkWidget            *quiz;

  /* template */
  AdwToastOverlay      *toasts;
  AdwWindowTitle       *title;
  GtkStack             *stack;
  GtkWidget            *welcome;
  GtkWidget            *welcome_button;
  GtkWidget            *back_button;
  GtkMenuButton        *new_button;
  AdwSplitButton       *open_button;
  GtkMenuButton        *python_button;
  GtkWidget            *export_button;
  GtkMenuButton        *primary_button;
  GtkInfoBar           *run_bar;
  GtkLabel             *run_label;
  GtkPaned             *outer_paned;
  GtkPaned             *left_paned;
  GtkPaned             *inner_paned;
  GtkPaned             *middle_paned;
  GtkBox               *quiz_box;
  GtkBox               *time_box;
};

/* Something to do once unsaved changes are saved or given up; [data] is freed by [destroy] in any case. */
typedef void (*HwWindowThen) (HwWindow *self,
                              gpointer  data);

void       hw_window_install_actions (GtkWidgetClass       *widget_class);
void       hw_window_install_export  (GtkWidgetClass       *widget_class);
void       hw_window_install_files   (GtkWidgetClass       *widget_class);
void       hw_window_install_film    (GtkWidgetClass       *widget_class);

/* Actions that need more than a class: stateful ones. */
void       hw_window_add_actions     (HwWindow             *self);
void       hw_window_update_actions  (HwWindow             *self);

void       hw_window_init_files      (HwWindow             *self);
void       hw_window_confirm         (HwWindow             *self,
                                      HwWindowThen          then,
                                      gpointer              data,
                                      GDestroyNotify        destroy);
void       hw_window_update_recent   (HwWindow             *self);

void       hw_window_show_scenario   (HwWindow             *self,
                                      gboolean              scenario);
void       hw_window_toast           (HwWindow             *self,
                                      const char           *text);
/* A dialog with one way out. */
void       hw_window_alert           (HwWindow             *self,
                                      const char           *heading,
                                      const char           *body);

/* Takes over [chooser] and shows it. When a file is chosen, calls [chosen], which takes over [data]; else [data] is destroyed. */
typedef void (*HwFileChosen) (HwWindow *self, GFile *file, gpointer data);
void       hw_window_show_chooser    (HwWindow             *self,
                                      GtkFileChooserNative *chooser,
                                      HwFileChosen          chosen,
                                      gpointer              data,
                                      GDestroyNotify        destroy);

/* The file's name as people read it; owned. */
char      *hw_window_dup_shown_name  (GFile                *file);
/* The scenario's, without ".py"; owned. */
char      *hw_window_dup_base_name   (HwWindow             *self);

/* Tells, with a button that shows it, that [file] was written. */
void       hw_window_tell_exported   (HwWindow             *self,
                                      GFile                *file,
                                      const char           *sentence);

G_END_DECLS
