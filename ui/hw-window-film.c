/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Export → Film: every step that changes something, with one layout, made by a worker. A toast tells how far it is, and can cancel it. */

#include "hw-window-private.h"

#include "hw-film.h"
#include "hw-worker.h"

#include <glib/gi18n.h>

#define PROGRESS_INTERVAL_MS 250

typedef struct {
  HwWindow     *window;      /* owned */
  HwTimeline   *timeline;    /* owned */
  HwFilmOptions options;
  HwFilmFormat  format;
  GFile        *file;
  GCancellable *cancellable;
  AdwToast     *toast;       /* owned; NULL until the work begins */
  guint         progress_id;
  gint          done, total; /* atomic */
} Film;

static void
film_free (gpointer data)
{
  Film *film = data;

  g_clear_handle_id (&film->progress_id, g_source_remove);
  hw_timeline_unref (film->timeline);
  hw_picture_options_clear (&film->options.picture);
  g_clear_object (&film->file);
  g_clear_object (&film->cancellable);
  g_clear_object (&film->toast);
  g_object_unref (film->window);
  g_free (film);
}

/* On the worker. */
static void
progress_func (guint    done,
               guint    total,
               gpointer data)
{
  Film *film = data;

  g_atomic_int_set (&film->done, (gint) done);
  g_atomic_int_set (&film->total, (gint) total);
}

static void
film_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Film *film = data;
  GError *error = NULL;

  if (hw_film_write (film->timeline, &film->options, film->format, g_file_peek_path (film->file), cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gboolean
show_progress_cb (gpointer data)
{
  Film *film = data;
  gint done = g_atomic_int_get (&film->done), total = MAX (g_atomic_int_get (&film->total), 1);
  g_autofree char *text = g_strdup_printf (_("Making the film: %d %%"), done * 100 / total);

  adw_toast_set_title (film->toast, text);
  return G_SOURCE_CONTINUE;
}

static void
film_made_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  HwWindow *self = HW_WINDOW (source);
  Film *film = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean made = g_task_propagate_boolean (G_TASK (result), &error);

  g_clear_handle_id (&film->progress_id, g_source_remove);
  adw_toast_dismiss (film->toast);
  if (self->session == NULL)
    return;
  if (made) {
    g_autofree char *name = hw_window_dup_shown_name (film->file);
    g_autofree char *sentence = g_strdup_printf (_("Saved the film as “%s”"), name);

    hw_window_tell_exported (self, film->file, sentence);
  } else if (g_error_matches (error, HW_ERROR, HW_ERROR_CANCELLED)) {
    hw_window_toast (self, _("The film was cancelled"));
  } else {
    hw_window_alert (self, _("The Film Could Not Be Saved"), error->message);
  }
}

static void
begin_film (HwWindow *self,
            Film     *film)
{
  g_autoptr (GTask) task = NULL;

  film->cancellable = g_cancellable_new ();
  film->options.progress = progress_func;
  film->options.progress_data = film;
  film->toast = g_object_ref_sink (adw_toast_new (_("Making the film…")));
  adw_toast_set_timeout (film->toast, 0);
  adw_toast_set_button_label (film->toast, _("Cancel"));
  g_signal_connect_object (film->toast, "button-clicked", G_CALLBACK (g_cancellable_cancel), film->cancellable, G_CONNECT_SWAPPED);
  g_signal_connect_object (self, "destroy", G_CALLBACK (g_cancellable_cancel), film->cancellable, G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (self->toasts, g_object_ref (film->toast));
  film->progress_id = g_timeout_add (PROGRESS_INTERVAL_MS, show_progress_cb, film);
  task = g_task_new (self, film->cancellable, film_made_cb, NULL);
  g_task_set_source_tag (task, begin_film);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, film, film_free);
  hw_worker_run (task, film_thread);
}

static void
film_chosen_cb (HwWindow *self,
                GFile    *file,
                gpointer  data)
{
  Film *film = data;

  if (g_file_peek_path (file) == NULL) {
    hw_window_toast (self, _("A film can only be saved on this computer"));
    film_free (film);
    return;
  }
  film->file = g_object_ref (file);
  begin_film (self, film);
}

static void
film_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  HwWindow *self = HW_WINDOW (widget);
  g_autofree char *ending = g_strconcat ("x.", g_variant_get_string (parameter, NULL), NULL);
  g_autofree char *base = hw_window_dup_base_name (self);
  g_autofree char *proposed = NULL;
  HwPictureOptions options;
  GtkFileChooserNative *chooser;
  Film *film;

  film = g_new0 (Film, 1);
  if (hw_session_get_timeline (self->session) == NULL || !hw_film_format_from_path (ending, &film->format)) {
    g_free (film);
    hw_window_toast (self, _("Nothing is recorded yet"));
    return;
  }
  film->window = g_object_ref (self);
  film->timeline = hw_timeline_ref (hw_session_get_timeline (self->session));
  hw_film_options_init (&film->options);
  hw_session_get_picture_options (self->session, &options);
  hw_picture_options_copy (&film->options.picture, &options);
  film->options.picture.selected = 0;
  film->options.changed_only = TRUE;
  proposed = g_strdup_printf ("%s.%s", base, g_variant_get_string (parameter, NULL));
  chooser = gtk_file_chooser_native_new (_("Save the Film"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), proposed);
  hw_window_show_chooser (self, chooser, film_chosen_cb, film, film_free);
}

void
hw_window_install_film (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.film", "s", film_action);
}
