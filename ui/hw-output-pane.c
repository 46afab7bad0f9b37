/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The output pane. The output at one state is the beginning of that at any later one, so moving only appends or cuts. What goes
 * to standard error is slanted, set in and on a tinted ground: colour alone would not tell it. */

#include "hw-output-pane.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "hw-statement-line.h"

/* A text view is slow with more; of longer output the end is shown. */
#define MAX_SHOWN (256 * 1024)

struct _HwOutputPane {
  GtkWidget      parent_instance;
  HwSession     *session;    /* owned */
  HwTimeline    *timeline;   /* owned; whose output is shown */
  gsize          start;      /* the shown output is [start, end) */
  gsize          end;
  GtkTextTag    *error_tag;  /* borrowed from the buffer's table */
  GtkTextMark   *end_mark;   /* borrowed from the buffer */

  /* template */
  GtkWidget     *box;
  GtkLabel      *note_label;
  GtkTextView   *view;
  GtkEntry      *entry;
  GtkLabel      *entry_note;

  HwStatementLine *line; /* owned */
};

enum {
  PROP_0,
  PROP_SESSION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HwOutputPane, hw_output_pane, GTK_TYPE_WIDGET)

static void
append_output (HwOutputPane *self,
               const char   *output,
               gsize         from,
               gsize         to)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter iter;

  while (from < to) {
    gboolean is_error = hw_timeline_is_stderr (self->timeline, from);
    gsize next = from + 1;
    g_autofree char *text = NULL;

    while (next < to && hw_timeline_is_stderr (self->timeline, next) == is_error)
      next++;
    text = g_utf8_make_valid (output + from, (gssize) (next - from));
    gtk_text_buffer_get_end_iter (buffer, &iter);
    gtk_text_buffer_insert_with_tags (buffer, &iter, text, -1, is_error ? self->error_tag : NULL, NULL);
    from = next;
  }
}

static void
show_note (HwOutputPane *self)
{
  g_autofree char *size = g_format_size (self->start);
  g_autofree char *note = g_strdup_printf (_("%s before this not shown"), size);

  gtk_label_set_label (self->note_label, note);
  gtk_widget_set_visible (GTK_WIDGET (self->note_label), self->start > 0);
}

/* Beginning anew: at a line's begin, where there is one, so that no character is cut. */
static void
show_anew (HwOutputPane *self,
           const char   *output,
           gsize         length)
{
  self->start = length > MAX_SHOWN ? length - MAX_SHOWN : 0;
  if (self->start > 0) {
    const char *line = memchr (output + self->start, '\n', length - self->start);

    if (line != NULL && (gsize) (line + 1 - output) < length)
      self->start = line + 1 - output;
  }
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), "", 0);
  append_output (self, output, self->start, length);
  self->end = length;
  show_note (self);
}

static void
cut_output (HwOutputPane *self,
            const char   *output,
            gsize         length)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  g_autofree char *kept = g_utf8_make_valid (output + self->start, (gssize) (length - self->start));
  GtkTextIter from, to;

  gtk_text_buffer_get_iter_at_offset (buffer, &from, (int) g_utf8_strlen (kept, -1));
  gtk_text_buffer_get_end_iter (buffer, &to);
  gtk_text_buffer_delete (buffer, &from, &to);
  self->end = length;
}

static void
update_output (HwOutputPane *self)
{
  HwTimeline *timeline = hw_session_get_timeline (self->session);
  gsize length = 0;
  const char *output = timeline != NULL ? hw_timeline_get_output (timeline, hw_session_get_step (self->session), &length) : "";
  gboolean same = self->timeline == timeline;

  if (!same) {
    g_clear_pointer (&self->timeline, hw_timeline_unref);
    self->timeline = timeline != NULL ? hw_timeline_ref (timeline) : NULL;
  }
  if (!same || length < self->start || length - self->start > 2 * MAX_SHOWN
      || (self->start > 0 && length < self->start + MAX_SHOWN / 2)) {
    show_anew (self, output, length);
  } else if (length < self->end) {
    cut_output (self, output, length);
  } else {
    append_output (self, output, self->end, length);
    self->end = length;
  }
  gtk_text_view_scroll_mark_onscreen (self->view, self->end_mark);
}

static void
style_changed_cb (HwOutputPane *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  g_object_set (self->error_tag, "foreground", dark ? "#ff7b63" : "#a51d2d", "paragraph-background", dark ? "#3a2422" : "#fbe9e7",
                NULL);
}

static void
set_session (HwOutputPane *self,
             HwSession    *session)
{
  self->session = g_object_ref (session);
  self->line = hw_statement_line_new (session, self->entry, self->entry_note);
  g_signal_connect_object (session, "notify::step", G_CALLBACK (update_output), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::timeline", G_CALLBACK (update_output), self, G_CONNECT_SWAPPED);
  update_output (self);
}

static void
hw_output_pane_set_property (GObject      *object,
                             guint         property,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  if (property == PROP_SESSION)
    set_session (HW_OUTPUT_PANE (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
hw_output_pane_dispose (GObject *object)
{
  HwOutputPane *self = HW_OUTPUT_PANE (object);

  if (self->line != NULL)
    g_object_run_dispose (G_OBJECT (self->line));
  g_clear_object (&self->line);
  gtk_widget_dispose_template (GTK_WIDGET (self), HW_TYPE_OUTPUT_PANE);
  g_clear_pointer (&self->timeline, hw_timeline_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hw_output_pane_parent_class)->dispose (object);
}

static void
hw_output_pane_class_init (HwOutputPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hw_output_pane_dispose;
  object_class->set_property = hw_output_pane_set_property;
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, HW_TYPE_SESSION,
                                                  G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/heapwright/Heapwright/ui/hw-output-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, HwOutputPane, box);
  gtk_widget_class_bind_template_child (widget_class, HwOutputPane, note_label);
  gtk_widget_class_bind_template_child (widget_class, HwOutputPane, view);
  gtk_widget_class_bind_template_child (widget_class, HwOutputPane, entry);
  gtk_widget_class_bind_template_child (widget_class, HwOutputPane, entry_note);
}

static void
hw_output_pane_init (HwOutputPane *self)
{
  GtkTextBuffer *buffer;
  GtkTextIter end;

  gtk_widget_init_template (GTK_WIDGET (self));
  buffer = gtk_text_view_get_buffer (self->view);
  self->error_tag = gtk_text_buffer_create_tag (buffer, "stderr", "style", PANGO_STYLE_ITALIC, "left-margin", 24, NULL);
  gtk_text_buffer_get_end_iter (buffer, &end);
  self->end_mark = gtk_text_buffer_create_mark (buffer, NULL, &end, FALSE);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (style_changed_cb), self,
                           G_CONNECT_SWAPPED);
  style_changed_cb (self);
}

GtkWidget *
hw_output_pane_new (HwSession *session)
{
  return g_object_new (HW_TYPE_OUTPUT_PANE, "session", session, NULL);
}
