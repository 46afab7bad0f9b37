/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The window's actions on the session: steps, events, marks, running, the modelled version. */

#include "hw-window-private.h"

#include "hw-canvas.h"
#include "hw-quiz.h"
#include "hw-source-pane.h"
#include "hw-tables.h"

#include <glib/gi18n.h>

/* X (action, code): "win." actions without a parameter, on [session]. */
#define SESSION_ACTION_LIST(X)                                                    \
  X (first, hw_session_go_first (session))                                        \
  X (previous, hw_session_go_previous (session))                                  \
  X (last, hw_session_go_last (session))                                          \
  X (run, hw_session_run (session))                                               \
  X (cancel, hw_session_cancel (session))                                         \
  X (next_event, hw_session_go_next_event (session))                              \
  X (previous_event, hw_session_go_previous_event (session))                      \
  X (next_object_event, hw_session_go_to_selected_event (session, FALSE))         \
  X (previous_object_event, hw_session_go_to_selected_event (session, TRUE))      \
  X (unselect, hw_session_select (session, 0))

#define HW_X(id, code)                       \
  static void                                \
  id##_action (GtkWidget  *widget,           \
               const char *name,             \
               GVariant   *parameter)        \
  {                                          \
    HwSession *session = HW_WINDOW (widget)->session; \
    code;                                    \
  }
SESSION_ACTION_LIST (HW_X)
#undef HW_X

static void
next_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  HwWindow *self = HW_WINDOW (widget);

  if (hw_quiz_get_active (HW_QUIZ (self->quiz)))
    hw_quiz_next (HW_QUIZ (self->quiz));
  else
    hw_session_go_next (self->session);
}

/* X (action name, kind of mark, backwards, what is told if there is none) */
#define MARK_ACTION_LIST(X)                                                                             \
  X ("win.next-pass", HW_MARK_PASS, FALSE, N_("No pass after this step"))                               \
  X ("win.previous-pass", HW_MARK_PASS, TRUE, N_("No pass before this step"))                           \
  X ("win.next-finalizer", HW_MARK_FINALIZER, FALSE, N_("No finalizer runs after this step"))           \
  X ("win.previous-finalizer", HW_MARK_FINALIZER, TRUE, N_("No finalizer runs before this step"))       \
  X ("win.next-callback", HW_MARK_CALLBACK, FALSE, N_("No weakref callback runs after this step"))      \
  X ("win.previous-callback", HW_MARK_CALLBACK, TRUE, N_("No weakref callback runs before this step"))  \
  X ("win.next-exception", HW_MARK_EXCEPTION, FALSE, N_("No exception is raised after this step"))      \
  X ("win.previous-exception", HW_MARK_EXCEPTION, TRUE, N_("No exception was raised before this step"))

static const struct {
  const char *action;
  HwMarkKind  kind;
  gboolean    backwards;
  const char *none;
} mark_actions[] = {
#define HW_X(action, kind, backwards, none) { action, kind, backwards, none },
  MARK_ACTION_LIST (HW_X)
#undef HW_X
};

static void
mark_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  HwWindow *self = HW_WINDOW (widget);

  for (guint i = 0; i < G_N_ELEMENTS (mark_actions); i++) {
    if (strcmp (mark_actions[i].action, name) != 0)
      continue;
    if (!hw_session_go_to_mark (self->session, mark_actions[i].kind, mark_actions[i].backwards))
      hw_window_toast (self, _(mark_actions[i].none));
  }
}

static void
welcome_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  hw_window_show_scenario (HW_WINDOW (widget), strcmp (name, "win.back") == 0);
}

static void
undo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  HwSourcePane *pane = HW_SOURCE_PANE (HW_WINDOW (widget)->source_pane);

  if (strcmp (name, "win.undo") == 0)
    hw_source_pane_undo (pane);
  else
    hw_source_pane_redo (pane);
}

static void
find_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  HwWindow *self = HW_WINDOW (widget);

  if (strcmp (name, "win.find") == 0)
    hw_canvas_find (HW_CANVAS (self->canvas));
  else
    hw_tables_focus_filter (HW_TABLES (self->tables));
}

void
hw_window_install_actions (GtkWidgetClass *widget_class)
{
#define HW_X(id, code)                                                                \
  {                                                                                   \
    g_autofree char *name = g_strdelimit (g_strdup ("win." #id), "_", '-');           \
                                                                                      \
    gtk_widget_class_install_action (widget_class, name, NULL, id##_action);          \
  }
  SESSION_ACTION_LIST (HW_X)
#undef HW_X
  for (guint i = 0; i < G_N_ELEMENTS (mark_actions); i++)
    gtk_widget_class_install_action (widget_class, mark_actions[i].action, NULL, mark_action);
  gtk_widget_class_install_action (widget_class, "win.next", NULL, next_action);
  gtk_widget_class_install_action (widget_class, "win.welcome", NULL, welcome_action);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, welcome_action);
  gtk_widget_class_install_action (widget_class, "win.find", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "win.filter", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, undo_action);
  /* Bindings, not accelerators: an entry that has the focus undoes its own changes first. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "win.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_y, GDK_CONTROL_MASK, "win.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.redo", NULL);
}

/* ----------------------------------------------------------------------------------------------------------- stateful actions */

static void
python_activated_cb (GSimpleAction *action,
                     GVariant      *parameter,
                     HwWindow      *self)
{
  HwPython python;

  if (hw_python_parse (g_variant_get_string (parameter, NULL), &python))
    hw_session_set_python (self->session, python);
}

static void
python_changed_cb (HwSession     *session,
                   GParamSpec    *pspec,
                   GSimpleAction *action)
{
  g_simple_action_set_state (action, g_variant_new_string (hw_python_to_string (hw_session_get_python (session))));
}

static void
speed_activated_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    HwWindow      *self)
{
  g_simple_action_set_state (action, parameter);
  hw_session_set_speed (self->session, g_variant_get_double (parameter));
}

static GMenuModel *
make_python_menu (void)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < HW_N_PYTHONS; i++) {
    const char *version = hw_python_to_string (i);
    g_autofree char *label = g_strdup_printf ("CPython %s", version);
    g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);
    HwPython python;

    if (!hw_python_parse (version, &python))
      continue;
    g_menu_item_set_action_and_target (item, "win.python", "s", version);
    g_menu_append_item (menu, item);
  }
  return G_MENU_MODEL (menu);
}

void
hw_window_add_actions (HwWindow *self)
{
  const char *version = hw_python_to_string (hw_session_get_python (self->session));
  g_autoptr (GSimpleAction) python
    = g_simple_action_new_stateful ("python", G_VARIANT_TYPE_STRING, g_variant_new_string (version));
  g_autoptr (GSimpleAction) speed = NULL;
  g_autoptr (GPropertyAction) play = g_property_action_new ("play", self->session, "playing");
  g_autoptr (GPropertyAction) predict = g_property_action_new ("predict", self->quiz, "active");
  g_autoptr (GMenuModel) menu = make_python_menu ();

  speed
    = g_simple_action_new_stateful ("speed", G_VARIANT_TYPE_DOUBLE, g_variant_new_double (hw_session_get_speed (self->session)));
  g_signal_connect_object (python, "activate", G_CALLBACK (python_activated_cb), self, 0);
  g_signal_connect_object (self->session, "notify::python", G_CALLBACK (python_changed_cb), python, 0);
  g_signal_connect_object (speed, "activate", G_CALLBACK (speed_activated_cb), self, 0);
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (python));
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (speed));
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (play));
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (predict));
  gtk_menu_button_set_menu_model (self->python_button, menu);
}

void
hw_window_update_actions (HwWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean shown = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "scenario") == 0;
  gboolean recorded = shown && hw_session_get_timeline (self->session) != NULL;
  gboolean inside = hw_session_get_position (self->session) != G_MAXUINT64;
  gboolean before_last = hw_session_get_step (self->session) < hw_session_get_last_step (self->session);
  gboolean after_first = hw_session_get_step (self->session) > 0 || inside;

  gtk_widget_action_set_enabled (widget, "win.first", recorded && after_first);
  gtk_widget_action_set_enabled (widget, "win.previous", recorded && after_first);
  gtk_widget_action_set_enabled (widget, "win.next", recorded && before_last);
  gtk_widget_action_set_enabled (widget, "win.last", recorded && before_last);
  gtk_widget_action_set_enabled (widget, "win.next-event", recorded && before_last);
  gtk_widget_action_set_enabled (widget, "win.previous-event", recorded && after_first);
  gtk_widget_action_set_enabled (widget, "win.next-object-event", recorded && hw_session_get_selection (self->session) != 0);
  gtk_widget_action_set_enabled (widget, "win.previous-object-event", recorded && hw_session_get_selection (self->session) != 0);
  for (guint i = 0; i < G_N_ELEMENTS (mark_actions); i++)
    gtk_widget_action_set_enabled (widget, mark_actions[i].action, recorded);
  gtk_widget_action_set_enabled (widget, "win.back", !shown && self->opened);
  gtk_widget_action_set_enabled (widget, "win.run", shown);
  gtk_widget_action_set_enabled (widget, "win.cancel", shown && hw_session_get_running (self->session));
  gtk_widget_action_set_enabled (widget, "win.find", shown);
  gtk_widget_action_set_enabled (widget, "win.filter", shown);
  gtk_widget_action_set_enabled (widget, "win.undo", shown);
  gtk_widget_action_set_enabled (widget, "win.redo", shown);
  gtk_widget_action_set_enabled (widget, "win.save", shown);
  gtk_widget_action_set_enabled (widget, "win.save-as", shown);
  gtk_widget_action_set_enabled (widget, "win.export", recorded);
  gtk_widget_action_set_enabled (widget, "win.film", recorded);
}
