/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Notes of the graph. See hw-canvas-notes.h; where they stand in the text is in hw-notes.h. */

#include "hw-canvas-notes.h"

#include <glib/gi18n.h>

#include "hw-notes.h"

struct _HwCanvasNotes {
  GObject       parent_instance;

  HwSession    *session; /* owned */
  HwCanvasView *view;    /* borrowed; so are the parent and its popover */
  GtkWidget    *parent;
  GtkWidget    *popover;
  GtkWidget    *entry;
  GHashTable   *notes;   /* owned: serial → text */
  guint32       serial;  /* whose note is being written */
};

G_DEFINE_FINAL_TYPE (HwCanvasNotes, hw_canvas_notes, G_TYPE_OBJECT)

static void
timeline_cb (HwCanvasNotes *self)
{
  HwTimeline *timeline = hw_session_get_timeline (self->session);

  g_clear_pointer (&self->notes, g_hash_table_unref);
  if (timeline != NULL)
    self->notes = hw_notes_find (timeline);
  hw_canvas_view_set_notes (self->view, self->notes);
}

static const char *
get_note (HwCanvasNotes *self,
          guint32        serial)
{
  return self->notes != NULL ? g_hash_table_lookup (self->notes, GUINT_TO_POINTER (serial)) : NULL;
}

static gboolean
find_address (HwCanvasNotes *self,
              guint32        serial,
              guint         *line,
              guint         *number)
{
  HwTimeline *timeline = hw_session_get_timeline (self->session);

  return timeline != NULL && serial != 0 && hw_notes_address (timeline, serial, line, number);
}

/* Into the text, as an edit of its own. */
static void
write_note (HwCanvasNotes *self,
            guint32        serial,
            const char    *text)
{
  g_autoptr (GError) error = NULL;
  HwEdit *edit;
  guint line, number;

  if (hw_session_get_stale (self->session) || !find_address (self, serial, &line, &number)) {
    hw_session_report (self->session, _ ("The program has to run first."));
    return;
  }
  edit = hw_notes_edit (hw_session_get_text (self->session), line, number, text, &error);
  if (edit == NULL) {
    hw_session_report (self->session, error->message);
    return;
  }
  if (!hw_session_apply_edit (self->session, edit, hw_session_get_scenario (self->session), hw_session_get_step (self->session)))
    hw_session_report (self->session, _ ("The text has changed meanwhile. Try again when it has run."));
  hw_edit_free (edit);
}

static void
write_cb (HwCanvasNotes *self)
{
  write_note (self, self->serial, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
closed_cb (HwCanvasNotes *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
edit_action (GSimpleAction *action,
             GVariant      *parameter,
             HwCanvasNotes *self)
{
  guint32 serial = g_variant_get_uint32 (parameter);
  const char *note = get_note (self, serial);
  GdkRectangle place;
  double x, y;
  guint line, number;

  if (!find_address (self, serial, &line, &number) || !hw_canvas_view_get_place (self->view, serial, &place)) {
    gtk_widget_error_bell (GTK_WIDGET (self->view));
    return;
  }
  gtk_widget_translate_coordinates (GTK_WIDGET (self->view), self->parent, place.x, place.y, &x, &y);
  place.x = (int) x;
  place.y = (int) y;
  self->serial = serial;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), note != NULL ? note : "");
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &place);
  gtk_popover_popup (GTK_POPOVER (self->popover));
  gtk_widget_grab_focus (self->entry);
}

static void
remove_action (GSimpleAction *action,
               GVariant      *parameter,
               HwCanvasNotes *self)
{
  write_note (self, g_variant_get_uint32 (parameter), NULL);
}

static void
add_item (GMenu      *menu,
          const char *label,
          const char *action,
          guint32     serial)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "u", serial);
  g_menu_append_item (menu, item);
}

void
hw_canvas_notes_fill_menu (HwCanvasNotes *self,
                           guint32        serial,
                           GMenu         *menu)
{
  g_autoptr (GMenu) section = g_menu_new ();
  guint line, number;

  g_return_if_fail (HW_IS_CANVAS_NOTES (self));

  if (!find_address (self, serial, &line, &number))
    return;
  if (get_note (self, serial) == NULL) {
    add_item (section, _ ("Pin a Note…"), "notes.edit", serial);
  } else {
    add_item (section, _ ("Edit Note…"), "notes.edit", serial);
    add_item (section, _ ("Remove Note"), "notes.remove", serial);
  }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

/* --------------------------------------------------------------------------------------------------------------- the popover */

static void
build_popover (HwCanvasNotes *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *pin = gtk_button_new_with_mnemonic (_ ("_Pin"));

  self->popover = gtk_popover_new ();
  self->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _ ("A note on this object"));
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 30);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Note"), -1);
  gtk_widget_add_css_class (pin, "suggested-action");
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), pin);
  gtk_popover_set_child (GTK_POPOVER (self->popover), box);
  gtk_widget_set_parent (self->popover, self->parent);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (write_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->popover, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pin, "clicked", G_CALLBACK (write_cb), self, G_CONNECT_SWAPPED);
}

void
hw_canvas_notes_close (HwCanvasNotes *self)
{
  g_return_if_fail (HW_IS_CANVAS_NOTES (self));

  g_clear_pointer (&self->popover, gtk_widget_unparent);
}

static void
hw_canvas_notes_finalize (GObject *object)
{
  HwCanvasNotes *self = HW_CANVAS_NOTES (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->notes, g_hash_table_unref);
  G_OBJECT_CLASS (hw_canvas_notes_parent_class)->finalize (object);
}

static void
hw_canvas_notes_class_init (HwCanvasNotesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hw_canvas_notes_finalize;
}

static void
hw_canvas_notes_init (HwCanvasNotes *self)
{
}

HwCanvasNotes *
hw_canvas_notes_new (HwSession    *session,
                     GtkWidget    *parent,
                     HwCanvasView *view)
{
  HwCanvasNotes *self = g_object_new (HW_TYPE_CANVAS_NOTES, NULL);
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) edit = g_simple_action_new ("edit", G_VARIANT_TYPE_UINT32);
  g_autoptr (GSimpleAction) remove = g_simple_action_new ("remove", G_VARIANT_TYPE_UINT32);

  self->session = g_object_ref (session);
  self->parent = parent;
  self->view = view;
  g_signal_connect_object (edit, "activate", G_CALLBACK (edit_action), self, 0);
  g_signal_connect_object (remove, "activate", G_CALLBACK (remove_action), self, 0);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (edit));
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (remove));
  gtk_widget_insert_action_group (parent, "notes", G_ACTION_GROUP (group));
  build_popover (self);
  g_signal_connect_object (session, "notify::timeline", G_CALLBACK (timeline_cb), self, G_CONNECT_SWAPPED);
  timeline_cb (self);
  return self;
}
