/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The line of statements. See hw-statement-line.h. */

#include "hw-statement-line.h"

#include <glib/gi18n.h>

#include "hw-gesture-maker.h"

/* Candidates that are named; the rest is counted. */
#define MAX_CANDIDATES 24

struct _HwStatementLine {
  GObject         parent_instance;

  HwSession      *session; /* owned */
  HwGestureMaker *maker;   /* owned */
  GtkEntry       *entry;   /* borrowed, as is the next */
  GtkLabel       *note;
  GPtrArray      *history; /* of char *, the oldest first; owned */
  guint           place;   /* in the history; its length: what is being typed */
  char           *draft;   /* what was being typed when the history was entered */
  gboolean        setting; /* the text is being set, not typed */
};

G_DEFINE_FINAL_TYPE (HwStatementLine, hw_statement_line, G_TYPE_OBJECT)

static void
set_note (HwStatementLine *self,
          const char      *text,
          gboolean         is_error)
{
  gtk_label_set_label (self->note, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), text != NULL);
  if (is_error)
    gtk_widget_add_css_class (GTK_WIDGET (self->note), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->note), "error");
}

static void
set_text (HwStatementLine *self,
          const char      *text)
{
  self->setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  self->setting = FALSE;
}

static void
changed_cb (HwStatementLine *self)
{
  hw_gesture_maker_forget (self->maker);
  set_note (self, NULL, FALSE);
  if (!self->setting)
    self->place = self->history->len;
}

/* ------------------------------------------------------------------------------------------------------------------- writing */

static void
remember (HwStatementLine *self,
          const char      *statement)
{
  if (self->history->len == 0 || strcmp (self->history->pdata[self->history->len - 1], statement) != 0)
    g_ptr_array_add (self->history, g_strdup (statement));
  self->place = self->history->len;
}

static void
activate_cb (HwStatementLine *self)
{
  g_autofree char *statement = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  if (*g_strstrip (statement) == '\0')
    return;
  /* A text that does not run has no heap to ask: the statement is added all the same, and its errors are told with the others. */
  if (hw_session_get_timeline (self->session) == NULL || hw_session_get_stale (self->session)) {
    remember (self, statement);
    set_text (self, "");
    hw_session_append_statement (self->session, statement);
    return;
  }
  hw_gesture_maker_ask (self->maker, &(HwGesture) { .kind = HW_GESTURE_STATEMENT, .text = statement }, HW_PLACE_END, FALSE);
}

/* A statement that Python would raise at is written nevertheless: whoever types it may want to see that. */
static void
answered_cb (HwStatementLine *self)
{
  g_autofree char *statement = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  if (hw_gesture_maker_get_edit (self->maker) == NULL) {
    set_note (self, hw_gesture_maker_get_refusal (self->maker), TRUE);
    return;
  }
  if (hw_gesture_maker_write (self->maker)) {
    remember (self, g_strstrip (statement));
    set_text (self, "");
  }
}

/* ---------------------------------------------------------------------------------------------------------------- completing */

static gsize
common_length (char **words)
{
  gsize length = strlen (words[0]);

  for (guint i = 1; words[i] != NULL; i++)
    for (gsize k = 0; k < length; k++)
      if (words[0][k] != words[i][k])
        length = k;
  return length;
}

static void
list_candidates (HwStatementLine *self,
                 char           **words)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = g_strv_length (words);

  for (guint i = 0; i < MIN (n, MAX_CANDIDATES); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "  " : "", words[i]);
  if (n > MAX_CANDIDATES)
    g_string_append_printf (text, _ ("  and %u more"), n - MAX_CANDIDATES);
  set_note (self, text->str, FALSE);
}

/* TRUE if Tab meant a completion; in an empty line it leaves the entry. */
static gboolean
complete (HwStatementLine *self)
{
  GtkEditable *editable = GTK_EDITABLE (self->entry);
  const char *text = gtk_editable_get_text (editable);
  int position = gtk_editable_get_position (editable);
  gsize offset = (gsize) (g_utf8_offset_to_pointer (text, position) - text), start = 0, length;
  HwImage *image = hw_session_get_image (self->session);
  g_auto (GStrv) words = NULL;

  if (image == NULL || offset == 0)
    return FALSE;
  words = hw_gesture_complete (image, text, offset, &start);
  if (words == NULL || words[0] == NULL)
    return *text != '\0';
  length = common_length (words);
  if (length > offset - start) {
    g_autofree char *added = g_strndup (words[0] + (offset - start), length - (offset - start));

    gtk_editable_insert_text (editable, added, -1, &position);
    gtk_editable_set_position (editable, position);
  }
  if (words[1] != NULL)
    list_candidates (self, words);
  return TRUE;
}

static gboolean
go_in_history (HwStatementLine *self,
               int              direction)
{
  guint place = self->place + (guint) direction;

  if (place > self->history->len)
    return TRUE;
  if (self->place == self->history->len) {
    g_free (self->draft);
    self->draft = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  }
  self->place = place;
  set_text (self, place == self->history->len ? self->draft : self->history->pdata[place]);
  return TRUE;
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  key,
        guint                  code,
        GdkModifierType        state,
        HwStatementLine       *self)
{
  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK))
    return FALSE;
  switch (key) {
  case GDK_KEY_Tab:
    return complete (self);
  case GDK_KEY_Up:
    return go_in_history (self, -1);
  case GDK_KEY_Down:
    return go_in_history (self, 1);
  default:
    return FALSE;
  }
}

static void
hw_statement_line_dispose (GObject *object)
{
  HwStatementLine *self = HW_STATEMENT_LINE (object);

  if (self->maker != NULL)
    g_object_run_dispose (G_OBJECT (self->maker)); /* its worker must not keep the session */
  g_clear_object (&self->maker);
  g_clear_object (&self->session);
  g_clear_pointer (&self->history, g_ptr_array_unref);
  g_clear_pointer (&self->draft, g_free);
  G_OBJECT_CLASS (hw_statement_line_parent_class)->dispose (object);
}

static void
hw_statement_line_class_init (HwStatementLineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hw_statement_line_dispose;
}

static void
hw_statement_line_init (HwStatementLine *self)
{
  self->history = g_ptr_array_new_with_free_func (g_free);
}

HwStatementLine *
hw_statement_line_new (HwSession *session,
                       GtkEntry  *entry,
                       GtkLabel  *note)
{
  HwStatementLine *self = g_object_new (HW_TYPE_STATEMENT_LINE, NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->session = g_object_ref (session);
  self->maker = hw_gesture_maker_new (session);
  self->entry = entry;
  self->note = note;
  g_signal_connect_object (self->maker, "answered", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, 0);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (entry), keys);
  return self;
}
