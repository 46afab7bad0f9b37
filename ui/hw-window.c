/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The main window's looks: its views, titles, banners, and the sizes that it remembers. */

#include "hw-window-private.h"

#include "hw-canvas.h"
#include "hw-inspector.h"
#include "hw-output-pane.h"
#include "hw-quiz.h"
#include "hw-source-pane.h"
#include "hw-tables.h"
#include "hw-time-bar.h"
#include "hw-welcome.h"

#include <glib/gi18n.h>

#define RESPONSE_RUN_AGAIN 1

G_DEFINE_FINAL_TYPE (HwWindow, hw_window, ADW_TYPE_APPLICATION_WINDOW)

HwSession *
hw_window_get_session (HwWindow *self)
{
  return self->session;
}

gboolean
hw_window_is_unused (HwWindow *self)
{
  return !self->used;
}

/* -------------------------------------------------------------------------------------------------------------------- telling */

void
hw_window_toast (HwWindow   *self,
                 const char *text)
{
  AdwToast *toast = adw_toast_new ("");
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_set_title (toast, escaped);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

void
hw_window_alert (HwWindow   *self,
                 const char *heading,
                 const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
update_title (HwWindow *self)
{
  const char *title = hw_session_get_title (self->session);
  guint last = hw_session_get_last_step (self->session);
  g_autofree char *subtitle = NULL;

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "scenario") != 0) {
    adw_window_title_set_title (self->title, _("Heapwright"));
    adw_window_title_set_subtitle (self->title, "");
    gtk_window_set_title (GTK_WINDOW (self), _("Heapwright"));
    return;
  }
  if (hw_session_get_timeline (self->session) == NULL)
    subtitle = g_strdup (hw_session_get_running (self->session) ? _("running…") : "");
  else
    subtitle = g_strdup_printf (_("step %u of %u"), hw_session_get_step (self->session), last);
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, subtitle);
  gtk_window_set_title (GTK_WINDOW (self), title);
}

static void
update_python (HwWindow *self)
{
  g_autofree char *label = g_strdup_printf ("CPython %s", hw_python_to_string (hw_session_get_python (self->session)));

  gtk_menu_button_set_label (self->python_button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->python_button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* A text that is refused is told beside the text; what stopped the run before its end is told here. */
static void
update_run_bar (HwWindow *self)
{
  HwRunState state = hw_session_get_run_state (self->session);
  const char *message = hw_session_get_run_message (self->session);
  gboolean stopped = (state == HW_RUN_BUDGET || state == HW_RUN_CANCELLED) && !hw_session_get_running (self->session);
  g_autofree char *text = NULL;

  if (stopped) {
    text = g_strdup_printf (_("%s The record goes up to there: step %u."),
                            message != NULL ? message : _("The run was cancelled."), hw_session_get_last_step (self->session));
    gtk_label_set_label (self->run_label, text);
  }
  gtk_info_bar_set_revealed (self->run_bar, stopped);
}

static void
run_bar_response_cb (GtkInfoBar *bar,
                     int         response,
                     HwWindow   *self)
{
  gtk_info_bar_set_revealed (bar, FALSE);
  if (response == RESPONSE_RUN_AGAIN)
    hw_session_run (self->session);
}

void
hw_window_show_scenario (HwWindow *self,
                         gboolean  scenario)
{
  self->used = self->used || scenario;
  self->opened = self->opened || scenario;
  gtk_stack_set_visible_child_name (self->stack, scenario ? "scenario" : "welcome");
  gtk_widget_set_visible (self->welcome_button, scenario);
  gtk_widget_set_visible (self->back_button, !scenario && self->opened);
  gtk_widget_set_visible (self->export_button, scenario);
  gtk_widget_set_visible (GTK_WIDGET (self->python_button), scenario);
  update_title (self);
  hw_window_update_actions (self);
  if (scenario)
    hw_source_pane_focus_editor (HW_SOURCE_PANE (self->source_pane));
}

/* ---------------------------------------------------------------------------------------------------------------------- sizes */

/* The panes at the right and the bottom have sizes, but a GtkPaned has a position: it can only be set once the whole is known. */
static void
max_position_cb (GtkPaned   *paned,
                 GParamSpec *pspec,
                 HwWindow   *self)
{
  HwSetting setting;
  int max, size;

  g_object_get (paned, "max-position", &max, NULL);
  if (max <= 0 || max == G_MAXINT || g_object_get_data (G_OBJECT (paned), "sized") != NULL)
    return;
  setting = paned == self->inner_paned ? HW_SETTING_INSPECTOR_WIDTH
            : paned == self->middle_paned ? HW_SETTING_TABLE_HEIGHT
                                          : HW_SETTING_OUTPUT_HEIGHT;
  g_object_set_data (G_OBJECT (paned), "sized", paned);
  size = gtk_orientable_get_orientation (GTK_ORIENTABLE (paned)) == GTK_ORIENTATION_HORIZONTAL
           ? gtk_widget_get_width (GTK_WIDGET (paned))
           : gtk_widget_get_height (GTK_WIDGET (paned));
  gtk_paned_set_position (paned, CLAMP (MAX (size, max) - hw_settings_get_int (self->settings, setting), 0, max));
}

static void
restore_sizes (HwWindow *self)
{
  gtk_window_set_default_size (GTK_WINDOW (self), hw_settings_get_int (self->settings, HW_SETTING_WINDOW_WIDTH),
                               hw_settings_get_int (self->settings, HW_SETTING_WINDOW_HEIGHT));
  if (hw_settings_get_boolean (self->settings, HW_SETTING_WINDOW_MAXIMIZED))
    gtk_window_maximize (GTK_WINDOW (self));
  gtk_paned_set_position (self->outer_paned, hw_settings_get_int (self->settings, HW_SETTING_SIDEBAR_WIDTH));
  g_signal_connect_object (self->left_paned, "notify::max-position", G_CALLBACK (max_position_cb), self, 0);
  g_signal_connect_object (self->inner_paned, "notify::max-position", G_CALLBACK (max_position_cb), self, 0);
  g_signal_connect_object (self->middle_paned, "notify::max-position", G_CALLBACK (max_position_cb), self, 0);
}

static void
save_size (HwWindow  *self,
           HwSetting  setting,
           int        size)
{
  if (size > 0)
    hw_settings_set_int (self->settings, setting, CLAMP (size, 120, 4000));
}

static void
save_sizes (HwWindow *self)
{
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  hw_settings_set_boolean (self->settings, HW_SETTING_WINDOW_MAXIMIZED, gtk_window_is_maximized (GTK_WINDOW (self)));
  hw_settings_set_int (self->settings, HW_SETTING_WINDOW_WIDTH, CLAMP (width, 720, 32767));
  hw_settings_set_int (self->settings, HW_SETTING_WINDOW_HEIGHT, CLAMP (height, 480, 32767));
  save_size (self, HW_SETTING_SIDEBAR_WIDTH, gtk_widget_get_width (self->source_pane));
  save_size (self, HW_SETTING_OUTPUT_HEIGHT, gtk_widget_get_height (self->output_pane));
  save_size (self, HW_SETTING_INSPECTOR_WIDTH, gtk_widget_get_width (self->inspector));
  save_size (self, HW_SETTING_TABLE_HEIGHT, gtk_widget_get_height (self->tables));
}

/* ------------------------------------------------------------------------------------------------------------------- settings */

static const char *const layout_names[] = {
#define HW_X(id, name, text) name,
  HW_LAYOUT_LIST (HW_X)
#undef HW_X
};

static const char *const colour_names[] = {
#define HW_X(id, name, text) name,
  HW_COLOUR_LIST (HW_X)
#undef HW_X
};

static const char *const grouping_names[] = {
#define HW_X(id, name, text) name,
  HW_GROUPING_LIST (HW_X)
#undef HW_X
};

static guint
index_of (const char *const *names,
          guint              n_names,
          const char        *name)
{
  for (guint i = 0; i < n_names; i++)
    if (strcmp (names[i], name) == 0)
      return i;
  return 0;
}

static void
options_changed_cb (HwWindow *self)
{
  HwPictureOptions options;

  hw_session_get_picture_options (self->session, &options);
  hw_settings_set_string (self->settings, HW_SETTING_LAYOUT, layout_names[options.layout]);
  hw_settings_set_string (self->settings, HW_SETTING_COLOUR_BY, colour_names[options.colour]);
  hw_settings_set_string (self->settings, HW_SETTING_GROUP_BY, grouping_names[options.grouping]);
  hw_settings_set_boolean (self->settings, HW_SETTING_SHOW_BACKGROUND, options.background);
  hw_settings_set_boolean (self->settings, HW_SETTING_SHOW_ATOMS, options.atoms_as_nodes);
}

static void
load_options (HwWindow *self)
{
  g_autofree char *layout = hw_settings_dup_string (self->settings, HW_SETTING_LAYOUT);
  g_autofree char *colour = hw_settings_dup_string (self->settings, HW_SETTING_COLOUR_BY);
  g_autofree char *grouping = hw_settings_dup_string (self->settings, HW_SETTING_GROUP_BY);

  g_object_set (self->session, "layout", index_of (layout_names, G_N_ELEMENTS (layout_names), layout), "colour-by",
                index_of (colour_names, G_N_ELEMENTS (colour_names), colour), "group-by",
                index_of (grouping_names, G_N_ELEMENTS (grouping_names), grouping), "show-background",
                hw_settings_get_boolean (self->settings, HW_SETTING_SHOW_BACKGROUND), "show-atoms",
                hw_settings_get_boolean (self->settings, HW_SETTING_SHOW_ATOMS), NULL);
  g_signal_connect_object (self->session, "notify::options", G_CALLBACK (options_changed_cb), self, G_CONNECT_SWAPPED);
}

/* -------------------------------------------------------------------------------------------------------------------- GObject */

static void
session_changed_cb (HwWindow *self)
{
  update_title (self);
  update_run_bar (self);
  hw_window_update_actions (self);
}

static void
build_views (HwWindow *self)
{
  GtkWidget *time_bar = hw_time_bar_new (self->session);

  self->source_pane = hw_source_pane_new (self->session);
  self->output_pane = hw_output_pane_new (self->session);
  self->canvas = hw_canvas_new (self->session);
  self->tables = hw_tables_new (self->session);
  self->inspector = hw_inspector_new (self->session);
  self->quiz = hw_quiz_new (self->session);
  g_signal_connect_object (self->source_pane, "gesture", G_CALLBACK (hw_canvas_make_gesture), self->canvas, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->inspector, "gesture", G_CALLBACK (hw_canvas_make_gesture), self->canvas, G_CONNECT_SWAPPED);
  gtk_widget_set_size_request (self->source_pane, 200, 120);
  gtk_widget_set_size_request (self->output_pane, 200, 90);
  gtk_widget_set_size_request (self->canvas, 240, 120);
  gtk_widget_set_size_request (self->tables, 240, 80);
  gtk_widget_set_size_request (self->inspector, 200, -1);
  gtk_paned_set_start_child (self->left_paned, self->source_pane);
  gtk_paned_set_end_child (self->left_paned, self->output_pane);
  gtk_paned_set_start_child (self->inner_paned, self->canvas);
  gtk_paned_set_end_child (self->middle_paned, self->tables);
  gtk_paned_set_end_child (self->inner_paned, self->inspector);
  gtk_widget_set_hexpand (self->quiz, TRUE);
  gtk_box_append (self->quiz_box, self->quiz);
  gtk_widget_set_hexpand (time_bar, TRUE);
  gtk_box_append (self->time_box, time_bar);
}

static void
connect_session (HwWindow *self)
{
  static const char *const watched[] = { "title",     "name",        "step",    "last-step", "timeline", "running",
                                         "run-state", "run-message", "playing", "selection", "scenario" };

  for (guint i = 0; i < G_N_ELEMENTS (watched); i++) {
    g_autofree char *signal = g_strconcat ("notify::", watched[i], NULL);

    g_signal_connect_object (self->session, signal, G_CALLBACK (session_changed_cb), self, G_CONNECT_SWAPPED);
  }
  g_signal_connect_object (self->session, "notify::python", G_CALLBACK (update_python), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "failed", G_CALLBACK (hw_window_toast), self, G_CONNECT_SWAPPED);
  g_object_bind_property (adw_style_manager_get_default (), "dark", self->session, "dark", G_BINDING_SYNC_CREATE);
}

static void
hw_window_unmap (GtkWidget *widget)
{
  if (gtk_widget_get_width (HW_WINDOW (widget)->source_pane) > 0)
    save_sizes (HW_WINDOW (widget));
  GTK_WIDGET_CLASS (hw_window_parent_class)->unmap (widget);
}

static void
hw_window_dispose (GObject *object)
{
  HwWindow *self = HW_WINDOW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->chooser);
  if (self->session != NULL)
    hw_session_close (self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), HW_TYPE_WINDOW);
  g_clear_object (&self->autosave);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  g_clear_object (&self->lessons);
  G_OBJECT_CLASS (hw_window_parent_class)->dispose (object);
}

static void
hw_window_class_init (HwWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hw_window_dispose;
  widget_class->unmap = hw_window_unmap;

  g_type_ensure (HW_TYPE_WELCOME);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/heapwright/Heapwright/ui/hw-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HwWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, HwWindow, title);
  gtk_widget_class_bind_template_child (widget_class, HwWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, HwWindow, welcome);
  gtk_widget_class_bind_template_child (widget_class, HwWindow, welcome_button);
  gtk_widget_class_bind_template_child (widget_class, HwWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, HwWindow, new_button);
  gtk_widget_class_bind_template_child (widget_class, HwWindow, open_button);
  gtk_widget_class_bind_template_child (widget_class, HwWindow, python_button);
  gtk_widget_class_bind_template_child (widget_class, HwWindow, export_button);
  gtk_widget_class_bind_template_child (widget_class, HwWindow, primary_button);
  gtk_widget_class_bind_template_child (widget_class, HwWindow, run_bar);
  gtk_widget_class_bind_template_child (widget_class, HwWindow, run_label);
  gtk_widget_class_bind_template_child (widget_class, HwWindow, outer_paned);
  gtk_widget_class_bind_template_child (widget_class, HwWindow, left_paned);
  gtk_widget_class_bind_template_child (widget_class, HwWindow, inner_paned);
  gtk_widget_class_bind_template_child (widget_class, HwWindow, middle_paned);
  gtk_widget_class_bind_template_child (widget_class, HwWindow, time_box);
  gtk_widget_class_bind_template_child (widget_class, HwWindow, quiz_box);
  gtk_widget_class_bind_template_callback (widget_class, run_bar_response_cb);
  hw_window_install_actions (widget_class);
  hw_window_install_export (widget_class);
  hw_window_install_files (widget_class);
  hw_window_install_film (widget_class);
}

static void
hw_window_init (HwWindow *self)
{
  self->session = hw_session_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  build_views (self);
  connect_session (self);
}

static void
apply_default_python (HwWindow *self)
{
  g_autofree char *version = hw_settings_dup_string (self->settings, HW_SETTING_PYTHON_VERSION);
  HwPython python;

  if (hw_python_parse (version, &python))
    hw_session_set_default_python (self->session, python);
}

HwWindow *
hw_window_new (GtkApplication *application,
               HwSettings     *settings,
               GListModel     *lessons)
{
  HwWindow *self = g_object_new (HW_TYPE_WINDOW, "application", application, NULL);

  self->settings = g_object_ref (settings);
  self->lessons = g_object_ref (lessons);
  hw_canvas_set_settings (HW_CANVAS (self->canvas), settings);
  hw_welcome_set_lessons (HW_WELCOME (self->welcome), lessons);
  apply_default_python (self);
  update_python (self);
  load_options (self);
  restore_sizes (self);
  hw_window_add_actions (self);
  hw_window_init_files (self);
  hw_window_show_scenario (self, FALSE);
  return self;
}
