/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Opening, folding and hiding. Everything is a difference of the session's trim. */

#include "hw-canvas-trim.h"

#include <glib/gi18n.h>

static HwTrim *
get_trim (HwSession *session)
{
  HwPictureOptions options;

  hw_session_get_picture_options (session, &options);
  return options.trim;
}

static void
set_trim (HwSession  *session,
          HwTrimKind  kind,
          guint64     key,
          guint       value)
{
  g_autoptr (HwTrim) trim = hw_trim_with (get_trim (session), kind, key, value);

  hw_session_set_trim (session, trim);
}

static void
open_group (HwSession *session,
            guint64    group)
{
  set_trim (session, HW_TRIM_OPENED, group, hw_trim_get (get_trim (session), HW_TRIM_OPENED, group) + 1);
}

gboolean
hw_canvas_trim_activate (HwSession         *session,
                         const HwSceneNode *node,
                         guint              row)
{
  if (node->kind != HW_NODE_GROUP)
    return FALSE;
  open_group (session, node->group);
  return TRUE;
}

/* ------------------------------------------------------------------------------------------------------------------- menu */

static void
add (GMenu      *menu,
     const char *label,
     const char *action,
     GVariant   *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}

static void
add_group_items (GMenu             *menu,
                 HwTrim            *trim,
                 const HwSceneNode *node)
{
  gboolean is_open = hw_trim_get (trim, HW_TRIM_OPENED, node->group) > 0;

  if (node->group == 0)
    return;
  if (node->kind == HW_NODE_GROUP)
    add (menu, is_open ? _ ("Show More of the Group") : _ ("Open the Group"), "canvas.open-group",
         g_variant_new_uint64 (node->group));
  if (is_open)
    add (menu, _ ("Close the Group"), "canvas.close-group", g_variant_new_uint64 (node->group));
}

GMenu *
hw_canvas_trim_make_menu (HwSession         *session,
                          const HwSceneNode *node,
                          guint              row)
{
  HwTrim *trim = get_trim (session);
  GMenu *menu = g_menu_new ();

  if (node != NULL)
    add_group_items (menu, trim, node);
  if (hw_trim_count (trim, HW_TRIM_OPENED) > 1)
    add (menu, _ ("Close All Groups"), "canvas.close-groups", NULL);
  return menu;
}

void
hw_canvas_trim_fill_menu (HwSession     *session,
                          GtkWidget     *widget,
                          GtkMenuButton *button)
{
  static const char *const texts[] = {
#define HW_X(id, name, text) N_ (text),
    HW_GROUPING_LIST (HW_X)
#undef HW_X
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GPropertyAction) action = g_property_action_new ("group-by", session, "group-by");
  g_autoptr (GMenu) menu = g_menu_new (), groupings = g_menu_new (), others = g_menu_new ();

  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (widget, "trim", G_ACTION_GROUP (group));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    add (groupings, _ (texts[i]), "trim.group-by", g_variant_new_uint32 (i));
  add (others, _ ("Close All Groups"), "canvas.close-groups", NULL);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (groupings));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (others));
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

/* ---------------------------------------------------------------------------------------------------------------- actions */

void
hw_canvas_trim_install (GtkWidgetClass              *widget_class,
                        GtkWidgetActionActivateFunc  activate)
{
  gtk_widget_class_install_action (widget_class, "canvas.open-group", "t", activate);
  gtk_widget_class_install_action (widget_class, "canvas.close-group", "t", activate);
  gtk_widget_class_install_action (widget_class, "canvas.close-selected-group", NULL, activate);
  gtk_widget_class_install_action (widget_class, "canvas.close-groups", NULL, activate);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_BackSpace, 0, "canvas.close-selected-group", NULL);
}

void
hw_canvas_trim_act (HwSession         *session,
                    const HwSceneNode *selected,
                    const char        *action,
                    GVariant          *parameter)
{
  if (g_str_equal (action, "canvas.open-group")) {
    open_group (session, g_variant_get_uint64 (parameter));
  } else if (g_str_equal (action, "canvas.close-group")) {
    set_trim (session, HW_TRIM_OPENED, g_variant_get_uint64 (parameter), 0);
  } else if (g_str_equal (action, "canvas.close-selected-group")) {
    if (selected != NULL && selected->group != 0)
      set_trim (session, HW_TRIM_OPENED, selected->group, 0);
  } else if (g_str_equal (action, "canvas.close-groups")) {
    g_autoptr (HwTrim) trim = hw_trim_without (get_trim (session), HW_TRIM_OPENED);

    hw_session_set_trim (session, trim);
  }
}
