/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Export: the scene that the canvas shows, written by a worker to a file of the user's choice. */

#include "hw-window-private.h"

#include "hw-canvas.h"
#include "hw-worker.h"

#include <glib/gi18n.h>

typedef struct {
  HwWindow *window;
  HwScene  *scene;
  HwFormat  format;
  GFile    *file;
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  g_object_unref (export->window);
  hw_scene_unref (export->scene);
  g_clear_object (&export->file);
  g_free (export);
}

static const char *
format_ending (HwFormat format)
{
  switch (format) {
  case HW_FORMAT_SVG:
    return "svg";
  case HW_FORMAT_PDF:
    return "pdf";
  case HW_FORMAT_PNG:
    return "png";
  case HW_FORMAT_DOT:
  case HW_N_FORMATS:
  default:
    return "dot";
  }
}

static void
export_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  Export *export = data;
  const char *path = g_file_peek_path (export->file);
  GError *error = NULL;
  gboolean written;

  if (path != NULL) {
    written = hw_scene_export (export->scene, export->format, path, &error);
  } else {
    g_autoptr (GBytes) bytes = hw_scene_to_bytes (export->scene, export->format, &error);
    gsize length;
    const char *start = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

    written
      = bytes != NULL
        && g_file_replace_contents (export->file, start, length, NULL, FALSE, G_FILE_CREATE_NONE, NULL, cancellable, &error);
  }
  if (written)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
show_clicked_cb (AdwToast *toast,
                 GFile    *file)
{
  g_autofree char *uri = g_file_get_uri (file);

  gtk_show_uri (NULL, uri, GDK_CURRENT_TIME);
}

char *
hw_window_dup_base_name (HwWindow *self)
{
  char *name = g_strdup (hw_session_get_name (self->session));

  if (g_str_has_suffix (name, ".py"))
    name[strlen (name) - 3] = '\0';
  return name;
}

void
hw_window_tell_exported (HwWindow   *self,
                         GFile      *file,
                         const char *sentence)
{
  g_autofree char *escaped = g_markup_escape_text (sentence, -1);
  AdwToast *toast = adw_toast_new (escaped);

  adw_toast_set_button_label (toast, _("Show"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (show_clicked_cb), g_object_ref (file),
                         (GClosureNotify) (void (*) (void)) g_object_unref, 0);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  HwWindow *self = HW_WINDOW (source);
  Export *export = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean written = g_task_propagate_boolean (G_TASK (result), &error);

  if (self->session == NULL)
    return;
  if (written) {
    g_autofree char *name = hw_window_dup_shown_name (export->file);
    g_autofree char *sentence = g_strdup_printf (_("Saved the picture as “%s”"), name);

    hw_window_tell_exported (self, export->file, sentence);
  } else {
    hw_window_alert (self, _("The Picture Could Not Be Saved"), error->message);
  }
}

static void
export_chosen_cb (HwWindow *self,
                  GFile    *file,
                  gpointer  data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, exported_cb, NULL);
  Export *export = data;

  export->file = g_object_ref (file);
  g_task_set_source_tag (task, export_chosen_cb);
  g_task_set_task_data (task, export, export_free);
  hw_worker_run (task, export_thread);
}

static char *
dup_proposed_name (HwWindow *self,
                   HwFormat  format)
{
  g_autofree char *name = hw_window_dup_base_name (self);

  return g_strdup_printf ("%s-%u.%s", name, hw_session_get_step (self->session), format_ending (format));
}

static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  HwWindow *self = HW_WINDOW (widget);
  HwScene *scene = hw_canvas_get_scene (HW_CANVAS (self->canvas));
  g_autofree char *ending = g_strconcat ("x.", g_variant_get_string (parameter, NULL), NULL);
  g_autofree char *proposed = NULL;
  GtkFileChooserNative *chooser;
  Export *export;
  HwFormat format;

  if (!hw_format_from_path (ending, &format))
    return;
  if (scene == NULL) {
    hw_window_toast (self, _("There is no picture yet"));
    return;
  }
  export = g_new0 (Export, 1);
  export->window = g_object_ref (self);
  export->scene = hw_scene_ref (scene);
  export->format = format;
  proposed = dup_proposed_name (self, format);
  chooser
    = gtk_file_chooser_native_new (_("Save the Picture"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), proposed);
  hw_window_show_chooser (self, chooser, export_chosen_cb, export, export_free);
}

void
hw_window_install_export (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.export", "s", export_action);
}
