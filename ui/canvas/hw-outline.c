/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The outline: a list view on the outline model. */

#include "hw-outline.h"

#include <glib/gi18n.h>

#include "hw-outline-model.h"

struct _HwOutline {
  GtkWidget           parent_instance;

  GtkWidget          *scroller;
  GtkWidget          *list;

  HwSession          *session;
  HwOutlineModel     *model;
  GtkSingleSelection *selection;
  HwScene            *scene; /* not yet in the model, because the outline was not visible */
  HwImage            *image;
  gboolean            syncing;
};

G_DEFINE_FINAL_TYPE (HwOutline, hw_outline, GTK_TYPE_WIDGET)

static void
sync_selection (HwOutline *self)
{
  guint position = hw_outline_model_find (self->model, hw_session_get_selection (self->session));

  if (position == gtk_single_selection_get_selected (self->selection))
    return;
  self->syncing = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->syncing = FALSE;
  if (position != G_MAXUINT)
    gtk_widget_activate_action (self->list, "list.scroll-to-item", "u", position);
}

static void
selected_cb (HwOutline *self)
{
  HwOutlineItem *item = gtk_single_selection_get_selected_item (self->selection);

  if (!self->syncing && item != NULL && hw_outline_item_get_serial (item) != 0)
    hw_session_select (self->session, hw_outline_item_get_serial (item));
}

/* A hidden outline costs nothing. */
static void
refresh (HwOutline *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->syncing = TRUE;
  hw_outline_model_set_scene (self->model, self->scene, self->image);
  self->syncing = FALSE;
  sync_selection (self);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          HwOutline                *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         HwOutline                *self)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), hw_outline_item_get_text (gtk_list_item_get_item (item)));
}

static void
hw_outline_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hw_outline_parent_class)->map (widget);
  refresh (HW_OUTLINE (widget));
}

static void
hw_outline_dispose (GObject *object)
{
  HwOutline *self = HW_OUTLINE (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->session);
  g_clear_pointer (&self->scene, hw_scene_unref);
  g_clear_pointer (&self->image, hw_image_unref);
  G_OBJECT_CLASS (hw_outline_parent_class)->dispose (object);
}

static void
hw_outline_class_init (HwOutlineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hw_outline_dispose;
  GTK_WIDGET_CLASS (klass)->map = hw_outline_map;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
hw_outline_init (HwOutline *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  self->model = hw_outline_model_new ();
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);

  self->list = gtk_list_view_new (g_object_ref (GTK_SELECTION_MODEL (self->selection)), factory);
  gtk_widget_add_css_class (self->list, "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Outline of the graph"), -1);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->list);
  gtk_widget_set_size_request (self->scroller, 220, -1);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

GtkWidget *
hw_outline_new (HwSession *session)
{
  HwOutline *self = g_object_new (HW_TYPE_OUTLINE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::selection", G_CALLBACK (sync_selection), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
hw_outline_set_scene (HwOutline *self,
                      HwScene   *scene,
                      HwImage   *image)
{
  g_return_if_fail (HW_IS_OUTLINE (self));

  if (scene != NULL)
    hw_scene_ref (scene);
  if (image != NULL)
    hw_image_ref (image);
  g_clear_pointer (&self->scene, hw_scene_unref);
  g_clear_pointer (&self->image, hw_image_unref);
  self->scene = scene;
  self->image = image;
  refresh (self);
}
