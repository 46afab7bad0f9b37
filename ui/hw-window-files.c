/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Opening and saving: choosers, the question about unsaved changes, recent files, drag and drop, recovered work. */

#include "hw-window-private.h"

#include "hw-lesson.h"
#include "hw-recent.h"

#include <glib/gi18n.h>

char *
hw_window_dup_shown_name (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);

  return g_filename_display_name (base);
}

/* ------------------------------------------------------------------------------------------------------------------- choosers */

typedef struct {
  HwWindow      *window; /* owned */
  HwFileChosen   chosen;
  gpointer       data; /* NULL once it was handed over */
  GDestroyNotify destroy;
} Choice;

static void
choice_free (gpointer  data,
             GClosure *closure)
{
  Choice *choice = data;

  if (choice->data != NULL && choice->destroy != NULL)
    choice->destroy (choice->data);
  g_object_unref (choice->window);
  g_free (choice);
}

static void
response_cb (GtkNativeDialog *dialog,
             int              response,
             Choice          *choice)
{
  g_autoptr (HwWindow) self = g_object_ref (choice->window);
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    choice->chosen (self, file, g_steal_pointer (&choice->data));
  g_clear_object (&self->chooser);
}

void
hw_window_show_chooser (HwWindow             *self,
                        GtkFileChooserNative *chooser,
                        HwFileChosen          chosen,
                        gpointer              data,
                        GDestroyNotify        destroy)
{
  Choice *choice = g_new (Choice, 1);

  *choice = (Choice) { g_object_ref (self), chosen, data, destroy };
  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_set_object (&self->chooser, chooser);
  g_object_unref (chooser);
  g_signal_connect_data (chooser, "response", G_CALLBACK (response_cb), choice, choice_free, 0);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
add_python_filter (GtkFileChooser *chooser)
{
  g_autoptr (GtkFileFilter) python = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (python, _("Python programs"));
  gtk_file_filter_add_suffix (python, "py");
  gtk_file_filter_set_name (all, _("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (chooser, python);
  gtk_file_chooser_add_filter (chooser, all);
}

/* --------------------------------------------------------------------------------------------------------------------- saving */

/* What is to be done once the text is saved, or given up. */
typedef struct {
  HwWindow       *window;
  HwWindowThen    then;
  gpointer        data;
  GDestroyNotify  destroy;
} Continuation;

static void
continuation_free (gpointer data)
{
  Continuation *continuation = data;

  if (continuation == NULL)
    return;
  if (continuation->destroy != NULL)
    continuation->destroy (continuation->data);
  g_object_unref (continuation->window);
  g_free (continuation);
}

static Continuation *
continuation_new (HwWindow       *self,
                  HwWindowThen    then,
                  gpointer        data,
                  GDestroyNotify  destroy)
{
  Continuation *continuation = g_new0 (Continuation, 1);

  continuation->window = g_object_ref (self);
  continuation->then = then;
  continuation->data = data;
  continuation->destroy = destroy;
  return continuation;
}

static void
continuation_go (Continuation *continuation)
{
  if (continuation->then != NULL)
    continuation->then (continuation->window, continuation->data);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  Continuation *continuation = data;
  HwWindow *self = continuation->window;
  g_autoptr (GError) error = NULL;

  if (self->session == NULL) {
    continuation_free (continuation);
    return;
  }
  if (hw_session_save_finish (HW_SESSION (source), result, &error)) {
    g_autofree char *text = g_strdup_printf (_("Saved “%s”"), hw_session_get_name (self->session));

    hw_recent_add (hw_session_get_file (self->session));
    hw_window_toast (self, text);
    continuation_go (continuation);
  } else {
    hw_window_alert (self, _("The Scenario Could Not Be Saved"), error->message);
  }
  continuation_free (continuation);
}

static void
save_chosen_cb (HwWindow *self,
                GFile    *file,
                gpointer  data)
{
  hw_session_save_async (self->session, file, NULL, saved_cb, data);
}

static void
save_as (HwWindow     *self,
         Continuation *continuation)
{
  GtkFileChooserNative *chooser
    = gtk_file_chooser_native_new (_("Save Scenario"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), NULL);

  add_python_filter (GTK_FILE_CHOOSER (chooser));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), hw_session_get_name (self->session));
  if (hw_session_get_file (self->session) != NULL)
    gtk_file_chooser_set_file (GTK_FILE_CHOOSER (chooser), hw_session_get_file (self->session), NULL);
  hw_window_show_chooser (self, chooser, save_chosen_cb, continuation, continuation_free);
}

static void
save (HwWindow     *self,
      Continuation *continuation)
{
  GFile *file = hw_session_get_file (self->session);

  if (file != NULL)
    hw_session_save_async (self->session, file, NULL, saved_cb, continuation);
  else
    save_as (self, continuation);
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  save (HW_WINDOW (widget), continuation_new (HW_WINDOW (widget), NULL, NULL, NULL));
}

static void
save_as_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  save_as (HW_WINDOW (widget), continuation_new (HW_WINDOW (widget), NULL, NULL, NULL));
}

/* ------------------------------------------------------------------------------------------------------------ unsaved changes */

static void
go_on_cb (gpointer data)
{
  Continuation *continuation = data;

  continuation_go (continuation);
  continuation_free (continuation);
}

/* Going on may close the window, and with it this dialog: not while the dialog still answers. */
static void
confirm_response_cb (AdwMessageDialog *dialog,
                     const char       *response,
                     Continuation     *continuation)
{
  HwWindow *self = continuation->window;

  if (strcmp (response, "save") == 0) {
    save (self, continuation);
    return;
  }
  if (strcmp (response, "discard") == 0) {
    hw_autosave_discard (self->autosave);
    g_idle_add_once (go_on_cb, continuation);
    return;
  }
  continuation_free (continuation);
}

void
hw_window_confirm (HwWindow       *self,
                   HwWindowThen    then,
                   gpointer        data,
                   GDestroyNotify  destroy)
{
  Continuation *continuation = continuation_new (self, then, data, destroy);
  AdwMessageDialog *dialog;

  if (!hw_session_get_modified (self->session)) {
    continuation_go (continuation);
    continuation_free (continuation);
    return;
  }
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (self), _("Save Changes?"), NULL));
  adw_message_dialog_format_body (dialog, _("“%s” has changes that are not saved. They will be lost if you do not save them."),
                                  hw_session_get_name (self->session));
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "discard", _("_Discard"), "save", _("_Save"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (dialog, "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "save");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (confirm_response_cb), continuation);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
close_now (HwWindow *self,
           gpointer  data)
{
  self->closing = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
close_request_cb (HwWindow *self)
{
  if (self->closing || !hw_session_get_modified (self->session))
    return FALSE;
  hw_window_confirm (self, close_now, NULL, NULL);
  return TRUE;
}

/* -------------------------------------------------------------------------------------------------------------------- opening */

typedef struct {
  HwWindow *window;
  GFile    *file;
} LoadRequest;

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  LoadRequest *request = data;
  HwWindow *self = request->window;
  g_autoptr (GError) error = NULL;

  if (self->session != NULL && !hw_session_load_file_finish (HW_SESSION (source), result, &error)) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
      hw_window_alert (self, _("The File Could Not Be Opened"), error->message);
      hw_recent_remove (request->file);
      self->used = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "scenario") == 0;
    }
  } else if (self->session != NULL) {
    hw_recent_add (request->file);
    hw_window_show_scenario (self, TRUE);
  }
  g_object_unref (request->window);
  g_object_unref (request->file);
  g_free (request);
}

void
hw_window_open_file (HwWindow *self,
                     GFile    *file)
{
  LoadRequest *request = g_new0 (LoadRequest, 1);

  g_return_if_fail (HW_IS_WINDOW (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->used = TRUE;
  request->window = g_object_ref (self);
  request->file = g_object_ref (file);
  hw_session_load_file_async (self->session, file, self->cancellable, loaded_cb, request);
}

void
hw_window_open_text (HwWindow   *self,
                     const char *name,
                     const char *text,
                     GFile      *file,
                     gboolean    modified)
{
  g_return_if_fail (HW_IS_WINDOW (self));

  hw_session_load_text (self->session, name, text, file, modified);
  hw_window_show_scenario (self, TRUE);
}

static void
then_open_file (HwWindow *self,
                gpointer  data)
{
  hw_window_open_file (self, data);
}

static void
then_open_lesson (HwWindow *self,
                  gpointer  data)
{
  hw_window_open_text (self, hw_lesson_get_name (data), hw_lesson_get_text (data), NULL, FALSE);
}

static void
then_new (HwWindow *self,
          gpointer  data)
{
  hw_window_open_text (self, _("scenario.py"), "", NULL, FALSE);
}

static void
open_chosen_cb (HwWindow *self,
                GFile    *file,
                gpointer  data)
{
  hw_window_confirm (self, then_open_file, g_object_ref (file), g_object_unref);
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  HwWindow *self = HW_WINDOW (widget);
  GtkFileChooserNative *chooser
    = gtk_file_chooser_native_new (_("Open Scenario"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"), NULL);

  add_python_filter (GTK_FILE_CHOOSER (chooser));
  hw_window_show_chooser (self, chooser, open_chosen_cb, NULL, NULL);
}

static void
open_uri_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  GFile *file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  hw_window_confirm (HW_WINDOW (widget), then_open_file, file, g_object_unref);
}

static void
open_lesson_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  HwWindow *self = HW_WINDOW (widget);
  const char *wanted = g_variant_get_string (parameter, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (self->lessons); i++) {
    HwLesson *lesson = g_list_model_get_item (self->lessons, i);

    if (strcmp (hw_lesson_get_name (lesson), wanted) == 0) {
      hw_window_confirm (self, then_open_lesson, lesson, g_object_unref);
      return;
    }
    g_object_unref (lesson);
  }
}

static void
new_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  hw_window_confirm (HW_WINDOW (widget), then_new, NULL, NULL);
}

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         HwWindow      *self)
{
  GSList *files = g_value_get_boxed (value);

  if (files == NULL)
    return FALSE;
  hw_window_confirm (self, then_open_file, g_object_ref (files->data), g_object_unref);
  return TRUE;
}

/* ---------------------------------------------------------------------------------------------------------------------- menus */

void
hw_window_update_recent (HwWindow *self)
{
  g_autoptr (GPtrArray) files = hw_recent_list ();
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) section = g_menu_new ();

  for (guint i = 0; i < files->len; i++) {
    g_autofree char *uri = g_file_get_uri (files->pdata[i]);
    g_autofree char *shown = hw_window_dup_shown_name (files->pdata[i]);
    g_auto (GStrv) parts = g_strsplit (shown, "_", -1);
    g_autofree char *label = g_strjoinv ("__", parts);
    g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

    g_menu_item_set_action_and_target (item, "win.open-uri", "s", uri);
    g_menu_append_item (section, item);
  }
  if (files->len == 0)
    g_menu_append (section, _("No recent files"), "win.no-recent-files");
  g_menu_append_section (menu, _("Recent files"), G_MENU_MODEL (section));
  adw_split_button_set_menu_model (self->open_button, G_MENU_MODEL (menu));
}

static void
make_new_menu (HwWindow *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) section = g_menu_new ();

  g_menu_append (menu, _("_Empty Scenario"), "win.new");
  for (guint i = 0; i < g_list_model_get_n_items (self->lessons); i++) {
    g_autoptr (HwLesson) lesson = g_list_model_get_item (self->lessons, i);
    g_autoptr (GMenuItem) item = g_menu_item_new (hw_lesson_get_title (lesson), NULL);

    g_menu_item_set_action_and_target (item, "win.open-lesson", "s", hw_lesson_get_name (lesson));
    g_menu_append_item (section, item);
  }
  g_menu_append_section (menu, _("From a lesson"), G_MENU_MODEL (section));
  gtk_menu_button_set_menu_model (self->new_button, G_MENU_MODEL (menu));
}

/* ------------------------------------------------------------------------------------------------------------------- recovery */

typedef struct {
  HwWindow  *window;
  GPtrArray *entries;
} Recovery;

static void
recovery_free (gpointer  data,
               GClosure *closure)
{
  Recovery *recovery = data;

  g_object_unref (recovery->window);
  g_ptr_array_unref (recovery->entries);
  g_free (recovery);
}

static HwWindow *
window_for_entry (HwWindow *self)
{
  HwWindow *window;

  if (!self->used)
    return self;
  window = hw_window_new (gtk_window_get_application (GTK_WINDOW (self)), self->settings, self->lessons);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static void
recovery_response_cb (AdwMessageDialog *dialog,
                      const char       *response,
                      Recovery         *recovery)
{
  for (guint i = 0; i < recovery->entries->len; i++) {
    HwAutosaveEntry *entry = g_ptr_array_index (recovery->entries, i);

    if (strcmp (response, "recover") == 0) {
      HwWindow *window = window_for_entry (recovery->window);

      hw_autosave_adopt (window->autosave, entry);
      hw_window_open_text (window, entry->name, entry->text, entry->file, TRUE);
    } else if (strcmp (response, "discard") == 0) {
      hw_autosave_entry_remove (entry);
    }
  }
}

void
hw_window_offer_recovery (HwWindow  *self,
                          GPtrArray *entries)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (self), _("Recover Unsaved Work?"), NULL));
  g_autoptr (GString) names = g_string_new (NULL);
  Recovery *recovery = g_new0 (Recovery, 1);

  for (guint i = 0; i < entries->len; i++) {
    HwAutosaveEntry *entry = g_ptr_array_index (entries, i);

    g_string_append_printf (names, "%s“%s”", i > 0 ? ", " : "", entry->name);
  }
  adw_message_dialog_format_body (dialog, _("The program ended before these changes were saved: %s."), names->str);
  adw_message_dialog_add_responses (dialog, "later", _("_Ask Again Later"), "discard", _("_Discard"), "recover", _("_Recover"),
                                    NULL);
  adw_message_dialog_set_response_appearance (dialog, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (dialog, "recover", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "recover");
  adw_message_dialog_set_close_response (dialog, "later");
  recovery->window = g_object_ref (self);
  recovery->entries = g_ptr_array_ref (entries);
  g_signal_connect_data (dialog, "response", G_CALLBACK (recovery_response_cb), recovery, recovery_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --------------------------------------------------------------------------------------------------------------------- set-up */

void
hw_window_install_files (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "win.open-uri", "s", open_uri_action);
  gtk_widget_class_install_action (widget_class, "win.open-lesson", "s", open_lesson_action);
  gtk_widget_class_install_action (widget_class, "win.new", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "win.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "win.save-as", NULL, save_as_action);
}

/* AdwSplitButton names neither of its halves for assistive technology. */
static void
name_open_button (HwWindow *self)
{
  GtkWidget *menu = gtk_widget_get_last_child (GTK_WIDGET (self->open_button));
  GtkWidget *toggle = gtk_widget_get_first_child (menu);

  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->open_button))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Open"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (menu), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Recent files"), -1);
  if (toggle != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Recent files"), -1);
}

void
hw_window_init_files (HwWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->autosave = hw_autosave_new (self->session);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  g_signal_connect (self, "close-request", G_CALLBACK (close_request_cb), NULL);
  g_signal_connect_object (gtk_recent_manager_get_default (), "changed", G_CALLBACK (hw_window_update_recent), self,
                           G_CONNECT_SWAPPED);
  hw_window_update_recent (self);
  make_new_menu (self);
  name_open_button (self);
}
