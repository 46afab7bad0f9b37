/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Opening, folding and hiding. Everything is a difference of the session's trim. */

#include "hw-canvas-trim.h"

#include <glib/gi18n.h>

/* Names of an object that its menu offers to hide. */
#define MAX_NAMES 4

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
add_to_trim (HwSession  *session,
             HwTrimKind  kind,
             guint64     key,
             int         difference)
{
  int value = (int) hw_trim_get (get_trim (session), kind, key) + difference;

  set_trim (session, kind, key, (guint) MAX (value, 0));
}

static void
hide (HwSession    *session,
      HwHiddenKind  kind,
      const char   *name)
{
  g_autoptr (HwTrim) trim = hw_trim_with_hidden (get_trim (session), kind, name, TRUE);

  hw_session_set_trim (session, trim);
}

/* The first row of this kind, G_MAXUINT if there is none. */
static guint
find_row (const HwSceneNode *node,
          HwRowKind          kind)
{
  for (guint i = 0; i < node->n_rows; i++)
    if (node->rows[i].kind == kind)
      return i;
  return G_MAXUINT;
}

/* The class of what the node shows; NULL for a name table, and for a group of several classes. Borrowed. */
static const char *
get_type_name (HwSession         *session,
               const HwSceneNode *node)
{
  HwImage *image = hw_session_get_image (session);
  guint object = image != NULL ? hw_image_find (image, node->serial) : HW_NO_OBJECT;
  const HwObjectRecord *record;

  if (node->kind == HW_NODE_FRAME || object == HW_NO_OBJECT)
    return NULL;
  record = &hw_image_get_objects (image, NULL)[object];
  /* A group by type has its class's serial. */
  if (node->kind == HW_NODE_GROUP)
    return record->kind == HW_KIND_TYPE ? hw_image_get_text (image, record->text) : NULL;
  return hw_image_get_type_name (image, object);
}

/* The name that a row of a name table shows: its label may be shortened. NULL if it is none. Owned. */
static char *
dup_name (HwSession        *session,
          const HwSceneRow *row)
{
  HwImage *image = hw_session_get_image (session);
  guint holder = image != NULL && row->holder != 0 ? hw_image_find (image, row->holder) : HW_NO_OBJECT;
  const HwObjectRecord *record;

  if (holder == HW_NO_OBJECT)
    return NULL;
  record = &hw_image_get_objects (image, NULL)[holder];
  for (guint i = record->first_ref; i < record->first_ref + record->n_refs; i++) {
    const HwReferenceRecord *reference = &hw_image_get_references (image, NULL)[i];

    if (reference->slot == row->slot && reference->label_kind != HW_LABEL_IS_KEY)
      return hw_image_dup_label (image, i);
  }
  return NULL;
}

gboolean
hw_canvas_trim_activate (HwSession         *session,
                         const HwSceneNode *node,
                         guint              row)
{
  HwRowKind kind = row < node->n_rows ? node->rows[row].kind : HW_ROW_SLOT;

  if (node->kind == HW_NODE_GROUP)
    add_to_trim (session, HW_TRIM_OPENED, node->group, 1);
  else if (kind == HW_ROW_MORE)
    add_to_trim (session, HW_TRIM_EXPANDED, node->serial, 1);
  else if (kind == HW_ROW_FOLDED)
    set_trim (session, HW_TRIM_FOLDED, node->serial, 0);
  else
    return FALSE;
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

static void
add_fold_items (GMenu             *menu,
                HwTrim            *trim,
                const HwSceneNode *node)
{
  GVariant *serial = g_variant_ref_sink (g_variant_new_uint32 (node->serial));

  if (find_row (node, HW_ROW_MORE) != G_MAXUINT)
    add (menu, _ ("Show More Items"), "canvas.expand", serial);
  if (hw_trim_get (trim, HW_TRIM_EXPANDED, node->serial) > 0)
    add (menu, _ ("Show Fewer Items"), "canvas.contract", serial);
  if (hw_trim_get (trim, HW_TRIM_FOLDED, node->serial) > 0)
    add (menu, _ ("Unfold"), "canvas.unfold", serial);
  else if (node->kind != HW_NODE_GROUP && find_row (node, HW_ROW_SLOT) != G_MAXUINT)
    add (menu, _ ("Fold What Only It Holds"), "canvas.fold", serial);
  g_variant_unref (serial);
}

static void
add_name_item (GMenu            *menu,
               HwSession        *session,
               const HwSceneRow *row)
{
  g_autofree char *name = dup_name (session, row);
  g_autofree char *label = name != NULL ? g_strdup_printf (_ ("Hide the Name “%s”"), name) : NULL;

  if (name != NULL)
    add (menu, label, "canvas.hide-name", g_variant_new_string (name));
}

/* Of a name table the name that was pointed at; of an object those that hold it. */
static void
add_hide_items (GMenu     *menu,
                HwSession *session,
                HwScene   *scene,
                guint      number,
                guint      row)
{
  guint n_edges, n_names = 0;
  const HwSceneNode *nodes = hw_scene_get_nodes (scene, NULL), *node = &nodes[number];
  const HwSceneEdge *edges = hw_scene_get_edges (scene, &n_edges);
  const char *type = get_type_name (session, node);
  g_autofree char *label = type != NULL ? g_strdup_printf (_ ("Hide All Objects of Type “%s”"), type) : NULL;

  if (node->kind == HW_NODE_FRAME && row < node->n_rows)
    add_name_item (menu, session, &node->rows[row]);
  for (guint i = 0; i < n_edges && n_names < MAX_NAMES && node->kind == HW_NODE_OBJECT; i++)
    if (edges[i].to == number && nodes[edges[i].from].kind == HW_NODE_FRAME && edges[i].from_row != G_MAXUINT) {
      add_name_item (menu, session, &nodes[edges[i].from].rows[edges[i].from_row]);
      n_names++;
    }
  if (type != NULL)
    add (menu, label, "canvas.hide-type", g_variant_new_string (type));
}

static void
add_whole_items (GMenu    *menu,
                 HwTrim   *trim,
                 gboolean  always)
{
  if (always || hw_trim_count (trim, HW_TRIM_OPENED) > 0)
    add (menu, _ ("Close All Groups"), "canvas.close-groups", NULL);
  if (always || hw_trim_count (trim, HW_TRIM_FOLDED) > 0)
    add (menu, _ ("Unfold Everything"), "canvas.unfold-all", NULL);
  if (always || hw_trim_count_hidden (trim, HW_HIDDEN_TYPE) + hw_trim_count_hidden (trim, HW_HIDDEN_NAME) > 0)
    add (menu, _ ("Show Everything That Is Hidden"), "canvas.show-hidden", NULL);
}

GMenu *
hw_canvas_trim_make_menu (HwSession *session,
                          HwScene   *scene,
                          guint      number,
                          guint      row)
{
  GMenu *menu = g_menu_new ();
  HwPictureOptions options;

  hw_session_get_picture_options (session, &options);
  if (scene != NULL && number != G_MAXUINT) {
    const HwSceneNode *node = &hw_scene_get_nodes (scene, NULL)[number];

    add_group_items (menu, options.trim, node);
    add_fold_items (menu, options.trim, node);
    if (options.layout == HW_LAYOUT_RADIAL && node->kind != HW_NODE_GROUP && node->serial != options.centre)
      add (menu, _ ("Put in the Middle"), "canvas.centre", g_variant_new_uint32 (node->serial));
    add_hide_items (menu, session, scene, number, row);
  }
  add_whole_items (menu, options.trim, FALSE);
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
  add_whole_items (others, NULL, TRUE);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (groupings));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (others));
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

char *
hw_canvas_trim_dup_note (HwSession *session)
{
  HwTrim *trim = get_trim (session);
  guint n_types = hw_trim_count_hidden (trim, HW_HIDDEN_TYPE), n_names = hw_trim_count_hidden (trim, HW_HIDDEN_NAME);
  g_autofree char *types = g_strdup_printf (ngettext ("%u type hidden", "%u types hidden", n_types), n_types);
  g_autofree char *names = g_strdup_printf (ngettext ("%u name hidden", "%u names hidden", n_names), n_names);

  if (n_types > 0 && n_names > 0)
    return g_strconcat (types, ", ", names, NULL);
  return n_types > 0 ? g_steal_pointer (&types) : n_names > 0 ? g_steal_pointer (&names) : NULL;
}

/* ---------------------------------------------------------------------------------------------------------------- actions */

/* X (action, type of its parameter or NULL, key or 0, modifiers) */
#define ACTION_LIST(X)                                             \
  X ("canvas.open-group", "t", 0, 0)                               \
  X ("canvas.close-group", "t", 0, 0)                              \
  X ("canvas.close-groups", NULL, 0, 0)                            \
  X ("canvas.expand", "u", 0, 0)                                   \
  X ("canvas.contract", "u", 0, 0)                                 \
  X ("canvas.fold", "u", 0, 0)                                     \
  X ("canvas.unfold", "u", 0, 0)                                   \
  X ("canvas.unfold-all", NULL, 0, 0)                              \
  X ("canvas.centre", "u", 0, 0)                                   \
  X ("canvas.hide-type", "s", 0, 0)                                \
  X ("canvas.hide-name", "s", 0, 0)                                \
  X ("canvas.show-hidden", NULL, GDK_KEY_h, GDK_SHIFT_MASK)        \
  X ("canvas.close-selected", NULL, GDK_KEY_BackSpace, 0)          \
  X ("canvas.expand-selected", NULL, GDK_KEY_e, 0)                 \
  X ("canvas.contract-selected", NULL, GDK_KEY_e, GDK_SHIFT_MASK)  \
  X ("canvas.fold-selected", NULL, GDK_KEY_space, 0)               \
  X ("canvas.centre-selected", NULL, GDK_KEY_c, 0)                 \
  X ("canvas.hide-selected", NULL, GDK_KEY_h, 0)

void
hw_canvas_trim_install (GtkWidgetClass              *widget_class,
                        GtkWidgetActionActivateFunc  activate)
{
  static const struct {
    const char      *name;
    const char      *type;
    guint            key;
    GdkModifierType  modifiers;
  } actions[] = {
#define X_ACTION(name, type, key, modifiers) { name, type, key, modifiers },
    ACTION_LIST (X_ACTION)
#undef X_ACTION
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++) {
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].type, activate);
    if (actions[i].key != 0)
      gtk_widget_class_add_binding_action (widget_class, actions[i].key, actions[i].modifiers, actions[i].name, NULL);
  }
}

static void
act_on_whole (HwSession  *session,
              const char *action)
{
  HwTrim *old = get_trim (session);
  g_autoptr (HwTrim) trim = NULL;

  if (g_str_equal (action, "canvas.close-groups"))
    trim = hw_trim_without (old, HW_TRIM_OPENED);
  else if (g_str_equal (action, "canvas.unfold-all"))
    trim = hw_trim_without (old, HW_TRIM_FOLDED);
  else
    trim = hw_trim_without_hidden (old);
  hw_session_set_trim (session, trim);
}

/* A key that means nothing for the selected node does nothing. */
static void
act_on_selected (HwSession         *session,
                 const HwSceneNode *node,
                 const char        *action)
{
  HwTrim *trim = get_trim (session);
  const char *type = get_type_name (session, node);
  gboolean is_folded = hw_trim_get (trim, HW_TRIM_FOLDED, node->serial) > 0;

  if (g_str_equal (action, "canvas.close-selected") && node->group != 0)
    set_trim (session, HW_TRIM_OPENED, node->group, 0);
  else if (g_str_equal (action, "canvas.expand-selected") && find_row (node, HW_ROW_MORE) != G_MAXUINT)
    add_to_trim (session, HW_TRIM_EXPANDED, node->serial, 1);
  else if (g_str_equal (action, "canvas.contract-selected"))
    add_to_trim (session, HW_TRIM_EXPANDED, node->serial, -1);
  else if (g_str_equal (action, "canvas.fold-selected") && node->kind != HW_NODE_GROUP
           && (is_folded || find_row (node, HW_ROW_SLOT) != G_MAXUINT))
    set_trim (session, HW_TRIM_FOLDED, node->serial, !is_folded);
  else if (g_str_equal (action, "canvas.centre-selected") && node->kind != HW_NODE_GROUP)
    g_object_set (session, "centre", node->serial, NULL);
  else if (g_str_equal (action, "canvas.hide-selected") && type != NULL)
    hide (session, HW_HIDDEN_TYPE, type);
}

void
hw_canvas_trim_act (HwSession         *session,
                    const HwSceneNode *selected,
                    const char        *action,
                    GVariant          *parameter)
{
  if (g_str_has_suffix (action, "-selected")) {
    if (selected != NULL)
      act_on_selected (session, selected, action);
  } else if (parameter == NULL) {
    act_on_whole (session, action);
  } else if (g_str_equal (action, "canvas.open-group")) {
    add_to_trim (session, HW_TRIM_OPENED, g_variant_get_uint64 (parameter), 1);
  } else if (g_str_equal (action, "canvas.close-group")) {
    set_trim (session, HW_TRIM_OPENED, g_variant_get_uint64 (parameter), 0);
  } else if (g_str_equal (action, "canvas.expand")) {
    add_to_trim (session, HW_TRIM_EXPANDED, g_variant_get_uint32 (parameter), 1);
  } else if (g_str_equal (action, "canvas.contract")) {
    add_to_trim (session, HW_TRIM_EXPANDED, g_variant_get_uint32 (parameter), -1);
  } else if (g_str_equal (action, "canvas.centre")) {
    g_object_set (session, "centre", g_variant_get_uint32 (parameter), NULL);
  } else if (g_str_equal (action, "canvas.fold") || g_str_equal (action, "canvas.unfold")) {
    set_trim (session, HW_TRIM_FOLDED, g_variant_get_uint32 (parameter), g_str_equal (action, "canvas.fold"));
  } else {
    hide (session, g_str_equal (action, "canvas.hide-type") ? HW_HIDDEN_TYPE : HW_HIDDEN_NAME, g_variant_get_string (parameter, NULL));
  }
}
