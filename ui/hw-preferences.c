/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The preferences window: what has no better place in the main window. */

#include "hw-preferences.h"

#include <adwaita.h>

#define HW_TYPE_PREFERENCES (hw_preferences_get_type ())

G_DECLARE_FINAL_TYPE (HwPreferences, hw_preferences, HW, PREFERENCES, AdwPreferencesWindow)

struct _HwPreferences {
  AdwPreferencesWindow  parent_instance;
  HwSettings           *settings; /* owned; NULL while the rows are being set */

  /* template */
  AdwComboRow          *scheme_row;
  AdwComboRow          *speed_row;
  AdwComboRow          *python_row;
};

G_DEFINE_FINAL_TYPE (HwPreferences, hw_preferences, ADW_TYPE_PREFERENCES_WINDOW)

static const char *const schemes[] = { "system", "light", "dark" };
static const char *const speeds[] = { "off", "fast", "normal", "slow" };

static void
scheme_selected_cb (HwPreferences *self)
{
  guint selected = adw_combo_row_get_selected (self->scheme_row);

  if (self->settings != NULL && selected < G_N_ELEMENTS (schemes))
    hw_settings_set_string (self->settings, HW_SETTING_COLOUR_SCHEME, schemes[selected]);
}

static void
speed_selected_cb (HwPreferences *self)
{
  guint selected = adw_combo_row_get_selected (self->speed_row);

  if (self->settings != NULL && selected < G_N_ELEMENTS (speeds))
    hw_settings_set_string (self->settings, HW_SETTING_ANIMATION_SPEED, speeds[selected]);
}

static void
python_selected_cb (HwPreferences *self)
{
  GtkStringObject *item = adw_combo_row_get_selected_item (self->python_row);

  if (self->settings != NULL && item != NULL)
    hw_settings_set_string (self->settings, HW_SETTING_PYTHON_VERSION, gtk_string_object_get_string (item));
}

static void
fill_rows (HwPreferences *self,
           HwSettings    *settings)
{
  g_autofree char *scheme = hw_settings_dup_string (settings, HW_SETTING_COLOUR_SCHEME);
  g_autofree char *speed = hw_settings_dup_string (settings, HW_SETTING_ANIMATION_SPEED);
  g_autofree char *version = hw_settings_dup_string (settings, HW_SETTING_PYTHON_VERSION);
  g_autoptr (GtkStringList) versions = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; i < HW_N_PYTHONS; i++) {
    HwPython python;

    if (!hw_python_parse (hw_python_to_string (i), &python))
      continue;
    if (strcmp (version, hw_python_to_string (i)) == 0)
      selected = g_list_model_get_n_items (G_LIST_MODEL (versions));
    gtk_string_list_append (versions, hw_python_to_string (i));
  }
  adw_combo_row_set_model (self->python_row, G_LIST_MODEL (versions));
  adw_combo_row_set_selected (self->python_row, selected);
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (strcmp (schemes[i], scheme) == 0)
      adw_combo_row_set_selected (self->scheme_row, i);
  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    if (strcmp (speeds[i], speed) == 0)
      adw_combo_row_set_selected (self->speed_row, i);
}

static void
hw_preferences_finalize (GObject *object)
{
  g_clear_object (&HW_PREFERENCES (object)->settings);
  G_OBJECT_CLASS (hw_preferences_parent_class)->finalize (object);
}

static void
hw_preferences_class_init (HwPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hw_preferences_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/heapwright/Heapwright/ui/hw-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, HwPreferences, scheme_row);
  gtk_widget_class_bind_template_child (widget_class, HwPreferences, python_row);
  gtk_widget_class_bind_template_child (widget_class, HwPreferences, speed_row);
  gtk_widget_class_bind_template_callback (widget_class, scheme_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, python_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, speed_selected_cb);
}

static void
hw_preferences_init (HwPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
hw_preferences_show (GtkWindow  *parent,
                     HwSettings *settings)
{
  HwPreferences *self = g_object_new (HW_TYPE_PREFERENCES, "transient-for", parent, NULL);

  fill_rows (self, settings);
  self->settings = g_object_ref (settings);
  gtk_window_present (GTK_WINDOW (self));
}
