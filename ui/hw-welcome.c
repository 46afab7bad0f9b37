/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The welcome page. See hw-welcome.h. */

#include "hw-welcome.h"

#include "hw-lesson.h"
#include "hw-recent.h"
#include "hw-thumbnails.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* ------------------------------------------------------------------------------------------------------------ a lesson's card */

#define HW_TYPE_LESSON_CARD (hw_lesson_card_get_type ())

G_DECLARE_FINAL_TYPE (HwLessonCard, hw_lesson_card, HW, LESSON_CARD, GtkButton)

struct _HwLessonCard {
  GtkButton   parent_instance;

  /* template */
  GtkPicture *picture;
  GtkLabel   *title;
  GtkLabel   *sentence;
};

G_DEFINE_FINAL_TYPE (HwLessonCard, hw_lesson_card, GTK_TYPE_BUTTON)

static void
hw_lesson_card_class_init (HwLessonCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/heapwright/Heapwright/ui/hw-lesson-card.ui");
  gtk_widget_class_bind_template_child (widget_class, HwLessonCard, picture);
  gtk_widget_class_bind_template_child (widget_class, HwLessonCard, title);
  gtk_widget_class_bind_template_child (widget_class, HwLessonCard, sentence);
}

static void
hw_lesson_card_init (HwLessonCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkWidget *
lesson_card_new (HwLesson *lesson)
{
  HwLessonCard *card = g_object_new (HW_TYPE_LESSON_CARD, NULL);

  gtk_label_set_label (card->title, hw_lesson_get_title (lesson));
  gtk_label_set_label (card->sentence, hw_lesson_get_sentence (lesson));
  g_object_bind_property (lesson, "thumbnail", card->picture, "paintable", G_BINDING_SYNC_CREATE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_LABEL, hw_lesson_get_title (lesson),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, hw_lesson_get_sentence (lesson), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (card), "win.open-lesson");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (card), "s", hw_lesson_get_name (lesson));
  return GTK_WIDGET (card);
}

/* ------------------------------------------------------------------------------------------------------------------- the page */

struct _HwWelcome {
  GtkWidget     parent_instance;
  GListModel   *lessons;    /* owned */
  HwThumbnails *thumbnails; /* owned */

  /* template */
  GtkWidget    *scroller;
  GtkWidget    *recent_box;
  GtkListBox   *recent_list;
  GtkFlowBox   *lesson_box;
  GtkWidget    *no_lessons;
};

G_DEFINE_FINAL_TYPE (HwWelcome, hw_welcome, GTK_TYPE_WIDGET)

static void
recent_activated_cb (GtkListBox    *list,
                     GtkListBoxRow *row,
                     HwWelcome     *self)
{
  g_autofree char *uri = g_file_get_uri (g_object_get_data (G_OBJECT (row), "file"));

  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-uri", "s", uri);
}

static GtkWidget *
recent_row_new (GFile *file)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = g_filename_display_name (base);
  g_autoptr (GFile) parent = g_file_get_parent (file);
  g_autofree char *folder = parent != NULL ? g_file_get_parse_name (parent) : g_strdup ("");
  g_autofree char *title = g_markup_escape_text (name, -1);
  g_autofree char *subtitle = g_markup_escape_text (folder, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("text-x-generic-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "file", g_object_ref (file), g_object_unref);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}

static void
recent_changed_cb (HwWelcome *self)
{
  g_autoptr (GPtrArray) files = hw_recent_list ();
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->recent_list, 0)) != NULL)
    gtk_list_box_remove (self->recent_list, GTK_WIDGET (row));
  for (guint i = 0; i < files->len && i < 4; i++)
    gtk_list_box_append (self->recent_list, recent_row_new (g_ptr_array_index (files, i)));
  gtk_widget_set_visible (self->recent_box, files->len > 0);
}

static void
request_thumbnails (HwWelcome *self)
{
  if (self->lessons != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    hw_thumbnails_request (self->thumbnails, self->lessons, adw_style_manager_get_dark (adw_style_manager_get_default ()));
}

void
hw_welcome_set_lessons (HwWelcome  *self,
                        GListModel *lessons)
{
  g_return_if_fail (HW_IS_WELCOME (self));

  if (!g_set_object (&self->lessons, lessons))
    return;
  for (guint i = 0; i < g_list_model_get_n_items (lessons); i++) {
    g_autoptr (HwLesson) lesson = g_list_model_get_item (lessons, i);
    /* The card inside is the button; a second stop of the Tab key around it would only be in the way. */
    GtkWidget *child
      = g_object_new (GTK_TYPE_FLOW_BOX_CHILD, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM, "focusable", FALSE, NULL);

    gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, hw_lesson_get_title (lesson), -1);
    gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), lesson_card_new (lesson));
    gtk_flow_box_append (self->lesson_box, child);
  }
  gtk_widget_set_visible (self->no_lessons, g_list_model_get_n_items (lessons) == 0);
  request_thumbnails (self);
}

static void
hw_welcome_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hw_welcome_parent_class)->map (widget);
  request_thumbnails (HW_WELCOME (widget));
}

static void
hw_welcome_unmap (GtkWidget *widget)
{
  hw_thumbnails_cancel (HW_WELCOME (widget)->thumbnails);
  GTK_WIDGET_CLASS (hw_welcome_parent_class)->unmap (widget);
}

static void
hw_welcome_dispose (GObject *object)
{
  HwWelcome *self = HW_WELCOME (object);

  g_clear_object (&self->lessons);
  g_clear_object (&self->thumbnails);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (hw_welcome_parent_class)->dispose (object);
}

static void
hw_welcome_class_init (HwWelcomeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hw_welcome_dispose;
  widget_class->map = hw_welcome_map;
  widget_class->unmap = hw_welcome_unmap;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/heapwright/Heapwright/ui/hw-welcome.ui");
  gtk_widget_class_bind_template_child (widget_class, HwWelcome, scroller);
  gtk_widget_class_bind_template_child (widget_class, HwWelcome, recent_box);
  gtk_widget_class_bind_template_child (widget_class, HwWelcome, recent_list);
  gtk_widget_class_bind_template_child (widget_class, HwWelcome, lesson_box);
  gtk_widget_class_bind_template_child (widget_class, HwWelcome, no_lessons);
  gtk_widget_class_bind_template_callback (widget_class, recent_activated_cb);
}

static void
hw_welcome_init (HwWelcome *self)
{
  self->thumbnails = hw_thumbnails_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_recent_manager_get_default (), "changed", G_CALLBACK (recent_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (request_thumbnails), self,
                           G_CONNECT_SWAPPED);
  recent_changed_cb (self);
}

GtkWidget *
hw_welcome_new (void)
{
  return g_object_new (HW_TYPE_WELCOME, NULL);
}
