/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The application. See hw-application.h. */

#include "hw-application.h"

#include "hw-autosave.h"
#include "hw-config.h"
#include "hw-lesson.h"
#include "hw-preferences.h"
#include "hw-settings.h"
#include "hw-window.h"

#include <glib/gi18n.h>

struct _HwApplication {
  AdwApplication  parent_instance;
  HwSettings     *settings;  /* owned */
  GListModel     *lessons;   /* owned */
  gboolean        recovered; /* unsaved work of an earlier start was looked for */
};

G_DEFINE_FINAL_TYPE (HwApplication, hw_application, ADW_TYPE_APPLICATION)

/* X (action, accelerators) */
#define ACCEL_LIST(X)                                          \
  X ("app.quit", "<Control>q")                                 \
  X ("app.new-window", "<Control><Shift>n")                    \
  X ("app.preferences", "<Control>comma")                      \
  X ("window.close", "<Control>w")                             \
  X ("win.open", "<Control>o")                                 \
  X ("win.new", "<Control>n")                                  \
  X ("win.save", "<Control>s")                                 \
  X ("win.save-as", "<Control><Shift>s")                       \
  X ("win.export::svg", "<Control>e")                          \
  X ("win.export::png", "<Control><Shift>e")                   \
  X ("win.find", "<Control>f")                                 \
  X ("win.filter", "<Control><Shift>f")                        \
  X ("win.run", "F5")                                          \
  X ("win.cancel", "<Control>period")                          \
  X ("win.welcome", "<Control><Shift>h")                       \
  X ("win.first", "<Alt>Home")                                 \
  X ("win.previous", "<Alt>Left")                              \
  X ("win.next", "<Alt>Right")                                 \
  X ("win.last", "<Alt>End")                                   \
  X ("win.play", "F9")                                         \
  X ("win.predict", "<Control>p")                              \
  X ("win.next-event", "<Alt><Shift>Right")                    \
  X ("win.previous-event", "<Alt><Shift>Left")                 \
  X ("win.next-object-event", "F4")                            \
  X ("win.previous-object-event", "<Shift>F4")                 \
  X ("win.next-pass", "F7")                                    \
  X ("win.previous-pass", "<Shift>F7")                         \
  X ("win.next-finalizer", "F8")                               \
  X ("win.previous-finalizer", "<Shift>F8")                    \
  X ("win.next-exception", "<Control>F8")                      \
  X ("win.show-help-overlay", "<Control>question")

static HwWindow *
make_window (HwApplication *self)
{
  return hw_window_new (GTK_APPLICATION (self), self->settings, self->lessons);
}

static HwWindow *
get_unused_window (HwApplication *self)
{
  for (GList *window = gtk_application_get_windows (GTK_APPLICATION (self)); window != NULL; window = window->next)
    if (HW_IS_WINDOW (window->data) && hw_window_is_unused (window->data))
      return window->data;
  return make_window (self);
}

/* Once per start, with the first window. */
static void
offer_recovery (HwApplication *self,
                HwWindow      *window)
{
  g_autoptr (GPtrArray) entries = NULL;

  if (self->recovered)
    return;
  self->recovered = TRUE;
  entries = hw_autosave_list ();
  if (entries->len > 0)
    hw_window_offer_recovery (window, entries);
}

static void
hw_application_activate (GApplication *application)
{
  HwApplication *self = HW_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window == NULL) {
    window = GTK_WINDOW (make_window (self));
    gtk_window_present (window);
    offer_recovery (self, HW_WINDOW (window));
    return;
  }
  gtk_window_present (window);
}

static void
hw_application_open (GApplication  *application,
                     GFile        **files,
                     int            n_files,
                     const char    *hint)
{
  HwApplication *self = HW_APPLICATION (application);

  for (int i = 0; i < n_files; i++) {
    HwWindow *window = get_unused_window (self);

    gtk_window_present (GTK_WINDOW (window));
    hw_window_open_file (window, files[i]);
    offer_recovery (self, window);
  }
}

/* -------------------------------------------------------------------------------------------------------------------- actions */

static void
new_window_activated_cb (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       data)
{
  gtk_window_present (GTK_WINDOW (make_window (data)));
}

static void
preferences_activated_cb (GSimpleAction *action,
                          GVariant      *parameter,
                          gpointer       data)
{
  HwApplication *self = data;

  hw_preferences_show (gtk_application_get_active_window (GTK_APPLICATION (self)), self->settings);
}

static void
about_activated_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       data)
{
  static const char *const developers[] = { "The Heapwright authors", NULL };

  adw_show_about_window (gtk_application_get_active_window (data), "application-name", _("Heapwright"), "application-icon",
                         HW_APPLICATION_ID, "version", HW_VERSION, "developer-name", _("The Heapwright authors"), "developers",
                         developers, "comments",
                         _("Shows how Python manages memory: reference counts, weak references, collection passes and "
                            "allocations, drawn and in tables, forwards and backwards."),
                         "copyright", _("© The Heapwright authors"), "license-type", GTK_LICENSE_GPL_3_0, NULL);
}

/* Each window asks about its own changes; the last one that goes ends the program. */
static void
quit_activated_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (data));

  for (GList *window = windows; window != NULL; window = window->next)
    if (HW_IS_WINDOW (window->data))
      gtk_window_close (window->data);
}

static void
apply_colour_scheme (HwApplication *self)
{
  g_autofree char *scheme = hw_settings_dup_string (self->settings, HW_SETTING_COLOUR_SCHEME);
  AdwColorScheme wanted = ADW_COLOR_SCHEME_DEFAULT;
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "colour-scheme");

  if (strcmp (scheme, "light") == 0)
    wanted = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (strcmp (scheme, "dark") == 0)
    wanted = ADW_COLOR_SCHEME_FORCE_DARK;
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), wanted);
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (scheme));
}

static void
colour_scheme_activated_cb (GSimpleAction *action,
                            GVariant      *parameter,
                            gpointer       data)
{
  hw_settings_set_string (HW_APPLICATION (data)->settings, HW_SETTING_COLOUR_SCHEME, g_variant_get_string (parameter, NULL));
}

static void
setting_changed_cb (HwApplication *self,
                    guint          setting)
{
  if (setting == HW_SETTING_COLOUR_SCHEME)
    apply_colour_scheme (self);
}

static void
add_actions (HwApplication *self)
{
  static const GActionEntry entries[] = {
    { .name = "about", .activate = about_activated_cb },
    { .name = "new-window", .activate = new_window_activated_cb },
    { .name = "preferences", .activate = preferences_activated_cb },
    { .name = "quit", .activate = quit_activated_cb },
    { .name = "colour-scheme", .activate = colour_scheme_activated_cb, .parameter_type = "s", .state = "'system'" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
#define HW_X(action, accel)                                                                                                      \
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), action, (const char *[]){ accel, NULL });
  ACCEL_LIST (HW_X)
#undef HW_X
}

/* -------------------------------------------------------------------------------------------------------------------- GObject */

static void
hw_application_startup (GApplication *application)
{
  HwApplication *self = HW_APPLICATION (application);

  G_APPLICATION_CLASS (hw_application_parent_class)->startup (application);
  gtk_window_set_default_icon_name (HW_APPLICATION_ID);
  self->settings = hw_settings_new ();
  self->lessons = G_LIST_MODEL (hw_lessons_load ());
  add_actions (self);
  apply_colour_scheme (self);
  g_signal_connect_object (self->settings, "changed", G_CALLBACK (setting_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
hw_application_finalize (GObject *object)
{
  HwApplication *self = HW_APPLICATION (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->lessons);
  G_OBJECT_CLASS (hw_application_parent_class)->finalize (object);
}

static void
hw_application_class_init (HwApplicationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hw_application_finalize;
  G_APPLICATION_CLASS (klass)->startup = hw_application_startup;
  G_APPLICATION_CLASS (klass)->activate = hw_application_activate;
  G_APPLICATION_CLASS (klass)->open = hw_application_open;
}

static void
hw_application_init (HwApplication *self)
{
  g_set_application_name (_("Heapwright"));
}

HwApplication *
hw_application_new (void)
{
  return g_object_new (HW_TYPE_APPLICATION, "application-id", HW_APPLICATION_ID, "flags", G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", "/org/heapwright/Heapwright", NULL);
}
