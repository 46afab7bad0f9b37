/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Menus of gestures. See hw-gesture-desk.h.
 *
 * Every item is the action "gesture.open" with the gesture's operands as its target: kind, object, holder and slot of the
 * reference, number, and a string, which is the gesture's name or text. */

#include "hw-gesture-desk.h"

#include <glib/gi18n.h>

#include "hw-gesture-form.h"
#include "hw-gesture-maker.h"
#include "hw-kind.h"
#include "hw-picked.h"

#define OPERANDS "(uuuuis)"

/* References to an object of which the menu shows each; more are for the tables. */
#define MAX_REFERENCES 8

struct _HwGestureDesk {
  GObject      parent_instance;

  HwSession   *session; /* owned */
  HwGestureMaker *maker; /* owned: of the drag under way */
  GtkWidget   *view;    /* borrowed, as are the two popovers, which are its children */
  GtkWidget   *form;
  GtkWidget   *menu;
  GMenu       *palette; /* owned */
  GMenu       *classes; /* owned: the part of the palette that changes */
  GdkRectangle at;      /* where the menu was asked for */
};

G_DEFINE_FINAL_TYPE (HwGestureDesk, hw_gesture_desk, G_TYPE_OBJECT)

static guint preview_signal;

/* ----------------------------------------------------------------------------------------------------------------- menu items */

static void
add (GMenu           *menu,
     const char      *label,
     const HwGesture *gesture)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);
  const char *word = gesture->name != NULL ? gesture->name : gesture->text != NULL ? gesture->text : "";

  g_menu_item_set_action_and_target (item, "gesture.open", OPERANDS, (guint) gesture->kind, gesture->object, gesture->edge.holder,
                                     gesture->edge.slot, gesture->number, word);
  g_menu_append_item (menu, item);
}

/* "New List…": an ellipsis, for a form follows. */
static void
add_kind (GMenu        *menu,
          HwGestureKind kind,
          guint32       object)
{
  g_autofree char *label = g_strdup_printf ("%s…", _ (hw_gesture_kind_get_title (kind)));

  add (menu, label, &(HwGesture) { .kind = kind, .object = object });
}

/* Takes [label]. */
static void
add_for_edge (GMenu        *menu,
              HwGestureKind kind,
              HwEdge        edge,
              char         *label)
{
  add (menu, label, &(HwGesture) { .kind = kind, .edge = edge });
  g_free (label);
}

static void
add_section (GMenu *menu,
             GMenu *section)
{
  if (g_menu_model_get_n_items (G_MENU_MODEL (section)) > 0)
    g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  g_object_unref (section);
}

static void
add_submenu (GMenu      *menu,
             const char *label,
             GMenu      *submenu)
{
  if (g_menu_model_get_n_items (G_MENU_MODEL (submenu)) > 0)
    g_menu_append_submenu (menu, label, G_MENU_MODEL (submenu));
  g_object_unref (submenu);
}

/* -------------------------------------------------------------------------------------------------------------------- palette */

static GMenu *
make_collector_menu (void)
{
  static const HwGestureKind others[] = {
    HW_GESTURE_GC_ENABLE, HW_GESTURE_GC_DISABLE, HW_GESTURE_GC_THRESHOLD,
    HW_GESTURE_GC_FREEZE, HW_GESTURE_GC_UNFREEZE, HW_GESTURE_GC_DEBUG,
  };
  GMenu *menu = g_menu_new ();

  add (menu, _ ("Collect…"), &(HwGesture) { .kind = HW_GESTURE_COLLECT, .number = -1 });
  for (int generation = 0; generation < 2; generation++) {
    g_autofree char *label = g_strdup_printf (_ ("Collect Generation %d…"), generation);

    add (menu, label, &(HwGesture) { .kind = HW_GESTURE_COLLECT, .number = generation });
  }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    add_kind (menu, others[i], 0);
  return menu;
}

static void
build_palette (HwGestureDesk *self)
{
  static const HwGestureKind containers[] = {
    HW_GESTURE_NEW_LIST, HW_GESTURE_NEW_DICT, HW_GESTURE_NEW_SET, HW_GESTURE_NEW_TUPLE, HW_GESTURE_NEW_CLASS,
  };
  GMenu *section = g_menu_new (), *tracing = g_menu_new ();

  self->palette = g_menu_new ();
  self->classes = g_menu_new ();
  for (guint i = 0; i < G_N_ELEMENTS (containers); i++)
    add_kind (section, containers[i], 0);
  add_section (self->palette, section);
  g_menu_append_section (self->palette, NULL, G_MENU_MODEL (self->classes));
  section = g_menu_new ();
  add_kind (section, HW_GESTURE_STATEMENT, 0);
  add_submenu (section, _ ("Collector"), make_collector_menu ());
  add_kind (tracing, HW_GESTURE_TRACE_START, 0);
  add_kind (tracing, HW_GESTURE_TRACE_SNAPSHOT, 0);
  add_kind (tracing, HW_GESTURE_TRACE_STOP, 0);
  add_submenu (section, _ ("Tracing"), tracing);
  add_section (self->palette, section);
}

GMenuModel *
hw_gesture_desk_get_palette (HwGestureDesk *self)
{
  g_return_val_if_fail (HW_IS_GESTURE_DESK (self), NULL);

  return G_MENU_MODEL (self->palette);
}

void
hw_gesture_desk_set_scene (HwGestureDesk *self,
                           HwScene       *scene)
{
  HwImage *image = hw_session_get_image (self->session);
  guint n_nodes = 0;
  const HwSceneNode *nodes = scene != NULL ? hw_scene_get_nodes (scene, &n_nodes) : NULL;

  g_return_if_fail (HW_IS_GESTURE_DESK (self));

  g_menu_remove_all (self->classes);
  for (guint i = 0; image != NULL && i < n_nodes; i++) {
    guint object = nodes[i].kind == HW_NODE_OBJECT ? hw_image_find (image, nodes[i].serial) : HW_NO_OBJECT;
    g_autofree char *label = NULL;

    if (object == HW_NO_OBJECT || hw_image_get_objects (image, NULL)[object].kind != HW_KIND_TYPE)
      continue;
    label = g_strdup_printf (_ ("New Instance of %s…"), hw_image_get_text (image, hw_image_get_objects (image, NULL)[object].text));
    add (self->classes, label, &(HwGesture) { .kind = HW_GESTURE_NEW_INSTANCE, .object = nodes[i].serial });
  }
}

/* --------------------------------------------------------------------------------------------------------- an object's menu */

/* "node1", "Node #7.ref": a reference by its holder, if that is no namespace, and its label. */
static char *
dup_edge_title (HwImage *image,
                guint    reference)
{
  const HwReferenceRecord *record = &hw_image_get_references (image, NULL)[reference];
  g_autofree char *label = hw_image_dup_label (image, reference);
  g_autofree char *holder = NULL;

  if (record->label_kind == HW_LABEL_NAME)
    return g_steal_pointer (&label);
  holder = hw_image_dup_title (image, record->holder);
  return g_strconcat (holder, label, NULL);
}

static gboolean
is_written_by_program (HwImage *image,
                       guint    reference)
{
  const HwReferenceRecord *record = &hw_image_get_references (image, NULL)[reference];

  return record->label_kind != HW_LABEL_FIELD && record->label_kind != HW_LABEL_NONE && !record->weak
         && !hw_image_is_background (image, record->holder);
}

static void
add_references (GMenu   *menu,
                HwImage *image,
                guint    object)
{
  GMenu *names = g_menu_new (), *others = g_menu_new ();
  guint n_incoming, n_shown = 0;
  const guint32 *incoming = hw_image_get_incoming (image, object, &n_incoming);

  for (guint i = 0; i < n_incoming && n_shown < MAX_REFERENCES; i++) {
    const HwReferenceRecord *record = &hw_image_get_references (image, NULL)[incoming[i]];
    HwEdge edge = hw_edge_from_reference (image, incoming[i]);
    g_autofree char *title = NULL;

    if (!is_written_by_program (image, incoming[i]))
      continue;
    title = dup_edge_title (image, incoming[i]);
    n_shown++;
    if (record->label_kind == HW_LABEL_NAME) {
      g_autofree char *rename = g_strdup_printf (_ ("Rename “%s”…"), title);

      add_for_edge (names, HW_GESTURE_DELETE, edge, g_strdup_printf (_ ("Delete “%s”…"), title));
      add (names, rename, &(HwGesture) { .kind = HW_GESTURE_RENAME, .name = title });
    } else {
      add_for_edge (others, HW_GESTURE_DELETE, edge, g_strdup_printf (_ ("Delete %s…"), title));
      add_for_edge (others, HW_GESTURE_WEAKEN, edge, g_strdup_printf (_ ("Make %s Weak…"), title));
    }
  }
  add_section (menu, names);
  add_submenu (menu, _ ("References to It"), others);
}

static void
add_contents (GMenu  *menu,
              guint   kind,
              guint32 serial)
{
  static const struct {
    guint         kind;
    HwGestureKind gesture;
  } gestures[] = {
    { HW_KIND_TYPE, HW_GESTURE_NEW_INSTANCE }, { HW_KIND_TYPE, HW_GESTURE_SET_ATTRIBUTE },
    { HW_KIND_INSTANCE, HW_GESTURE_SET_ATTRIBUTE }, { HW_KIND_FUNCTION, HW_GESTURE_SET_ATTRIBUTE },
    { HW_KIND_LIST, HW_GESTURE_APPEND }, { HW_KIND_LIST, HW_GESTURE_INSERT }, { HW_KIND_LIST, HW_GESTURE_SET_ITEM },
    { HW_KIND_LIST, HW_GESTURE_CLEAR }, { HW_KIND_DICT, HW_GESTURE_SET_ITEM }, { HW_KIND_DICT, HW_GESTURE_CLEAR },
    { HW_KIND_SET, HW_GESTURE_ADD }, { HW_KIND_SET, HW_GESTURE_CLEAR },
  };
  GMenu *section = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (gestures); i++)
    if (gestures[i].kind == kind)
      add_kind (section, gestures[i].gesture, serial);
  add_kind (section, HW_GESTURE_CALL, serial);
  add_section (menu, section);
}

static void
add_edge_section (GMenu   *menu,
                  HwImage *image,
                  HwEdge   edge)
{
  GMenu *section = g_menu_new ();
  guint reference = edge.holder != 0 ? hw_edge_find (image, edge) : G_MAXUINT;
  g_autofree char *title = NULL;

  if (reference != G_MAXUINT && is_written_by_program (image, reference)) {
    title = dup_edge_title (image, reference);
    add_for_edge (section, HW_GESTURE_SET_VALUE, edge, g_strdup_printf (_ ("Set %s…"), title));
    add_for_edge (section, HW_GESTURE_DELETE, edge, g_strdup_printf (_ ("Delete %s…"), title));
    add_for_edge (section, HW_GESTURE_WEAKEN, edge, g_strdup_printf (_ ("Make %s Weak…"), title));
    if (hw_image_get_references (image, NULL)[reference].label_kind != HW_LABEL_ATTRIBUTE)
      add_for_edge (section, HW_GESTURE_TAKE, edge, g_strdup_printf (_ ("Take Out %s…"), title));
  }
  add_section (menu, section);
}

static GMenu *
make_object_menu (HwImage *image,
                  guint    object,
                  HwEdge   edge)
{
  const HwObjectRecord *record = &hw_image_get_objects (image, NULL)[object];
  GMenu *menu = g_menu_new (), *section = g_menu_new ();

  add_edge_section (menu, image, edge);
  if (record->kind == HW_KIND_FRAME || record->kind == HW_KIND_MODULE) {
    g_object_unref (section);
    return menu;
  }
  add_kind (section, HW_GESTURE_BIND, record->serial);
  add_section (menu, section);
  add_references (menu, image, object);
  add_contents (menu, record->kind, record->serial);
  section = g_menu_new ();
  add_kind (section, HW_GESTURE_WEAK_REFERENCE, record->serial);
  add_kind (section, HW_GESTURE_WEAK_CALLBACK, record->serial);
  add_kind (section, HW_GESTURE_WEAK_PROXY, record->serial);
  add_section (menu, section);
  section = g_menu_new ();
  add_kind (section, HW_GESTURE_DUPLICATE, record->serial);
  add_kind (section, HW_GESTURE_DEEP_DUPLICATE, record->serial);
  add_section (menu, section);
  return menu;
}

static void
pop_up (HwGestureDesk      *self,
        GMenu              *menu,
        const GdkRectangle *at)
{
  self->at = *at;
  if (g_menu_model_get_n_items (G_MENU_MODEL (menu)) == 0)
    return;
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), G_MENU_MODEL (menu));
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), at);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

void
hw_gesture_desk_show_menu (HwGestureDesk      *self,
                           guint32             serial,
                           HwEdge              edge,
                           gboolean            on_node,
                           GMenuModel         *more,
                           const GdkRectangle *at)
{
  HwImage *image = hw_session_get_image (self->session);
  guint object = image != NULL && serial != 0 ? hw_image_find (image, serial) : HW_NO_OBJECT;
  g_autoptr (GMenu) menu = NULL;

  g_return_if_fail (HW_IS_GESTURE_DESK (self));

  menu = object != HW_NO_OBJECT ? make_object_menu (image, object, edge) : g_menu_new ();
  if (object == HW_NO_OBJECT && !on_node)
    g_menu_append_section (menu, NULL, G_MENU_MODEL (self->palette));
  if (g_menu_model_get_n_items (more) > 0)
    g_menu_append_section (menu, NULL, more);
  pop_up (self, menu, at);
}

void
hw_gesture_desk_show_picked_menu (HwGestureDesk      *self,
                                  GArray             *serials,
                                  const GdkRectangle *at)
{
  HwImage *image = hw_session_get_image (self->session);
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autofree char *statement = image != NULL ? hw_picked_dup_delete (image, serials) : NULL;

  g_return_if_fail (HW_IS_GESTURE_DESK (self));

  g_menu_append (menu, _ ("Zoom to the Selection"), "canvas.zoom-selection");
  g_menu_append (menu, _ ("Select None"), "canvas.select-none");
  if (statement != NULL) {
    GMenu *section = g_menu_new ();

    add (section, _ ("Delete Their Names…"), &(HwGesture) { .kind = HW_GESTURE_STATEMENT, .text = statement });
    add_section (menu, section);
  }
  pop_up (self, menu, at);
}

/* ------------------------------------------------------------------------------------------------------------- the gestures */

static void
open_form (HwGestureDesk   *self,
           const HwGesture *gesture)
{
  if (hw_session_get_timeline (self->session) == NULL || hw_session_get_stale (self->session))
    hw_session_report (self->session, _ ("The program has to run first."));
  else
    hw_gesture_form_open (HW_GESTURE_FORM (self->form), gesture, &self->at);
}

void
hw_gesture_desk_open (HwGestureDesk   *self,
                      const HwGesture *gesture)
{
  g_return_if_fail (HW_IS_GESTURE_DESK (self));

  if (self->at.width == 0)
    self->at = (GdkRectangle) { gtk_widget_get_width (self->view) / 2, gtk_widget_get_height (self->view) / 3, 1, 1 };
  open_form (self, gesture);
  self->at.width = 0;
}

static void
open_action (GSimpleAction *action,
             GVariant      *parameter,
             HwGestureDesk *self)
{
  HwGesture gesture = { 0 };
  const char *word;
  guint kind;

  g_variant_get (parameter, "(uuuui&s)", &kind, &gesture.object, &gesture.edge.holder, &gesture.edge.slot, &gesture.number, &word);
  if (kind >= HW_N_GESTURES)
    return;
  gesture.kind = kind;
  if (*word != '\0' && kind == HW_GESTURE_RENAME)
    gesture.name = word;
  else if (*word != '\0')
    gesture.text = word;
  hw_gesture_desk_open (self, &gesture);
}

/* From one of an object's slots, the end of that reference moves, or it is swapped with another one; from the object, a new
 * one is made: the kind is chosen among the links that are proposed. */
static HwGesture
make_link (guint32 serial,
           HwEdge  edge,
           guint32 target,
           HwEdge  other)
{
  if (edge.holder != 0)
    return (HwGesture) { .kind = HW_GESTURE_MOVE, .edge = edge, .target = target, .other = other };
  return (HwGesture) { .kind = HW_GESTURE_SET_ATTRIBUTE, .object = serial, .target = target, .key = "" };
}

void
hw_gesture_desk_link_over (HwGestureDesk *self,
                           guint32        serial,
                           HwEdge         edge,
                           guint32        target,
                           HwEdge         other)
{
  HwGesture gesture = make_link (serial, edge, target, other);

  g_return_if_fail (HW_IS_GESTURE_DESK (self));

  hw_gesture_maker_forget (self->maker);
  g_signal_emit (self, preview_signal, 0, NULL);
  if (target != 0)
    hw_gesture_maker_ask (self->maker, &gesture, HW_PLACE_END, TRUE);
}

static void
answered_cb (HwGestureDesk *self)
{
  const HwEdit *edit = hw_gesture_maker_get_edit (self->maker);
  GPtrArray *links = hw_gesture_maker_get_proposals (self->maker)->links;
  const char *preview = edit != NULL ? edit->preview : hw_gesture_maker_get_refusal (self->maker);

  if (links != NULL && links->len > 0)
    preview = ((HwLink *) links->pdata[0])->preview;
  g_signal_emit (self, preview_signal, 0, preview);
}

void
hw_gesture_desk_link (HwGestureDesk      *self,
                      guint32             serial,
                      HwEdge              edge,
                      guint32             target,
                      HwEdge              other,
                      const GdkRectangle *at)
{
  HwGesture gesture = make_link (serial, edge, target, other);

  g_return_if_fail (HW_IS_GESTURE_DESK (self));

  self->at = *at;
  open_form (self, &gesture);
  self->at.width = 0;
}

void
hw_gesture_desk_delete (HwGestureDesk      *self,
                        guint32             serial,
                        HwEdge              edge,
                        const GdkRectangle *at)
{
  HwImage *image = hw_session_get_image (self->session);
  guint object = image != NULL && serial != 0 ? hw_image_find (image, serial) : HW_NO_OBJECT;
  guint n_incoming = 0;
  const guint32 *incoming = object != HW_NO_OBJECT ? hw_image_get_incoming (image, object, &n_incoming) : NULL;

  g_return_if_fail (HW_IS_GESTURE_DESK (self));

  for (guint i = 0; edge.holder == 0 && i < n_incoming; i++)
    if (is_written_by_program (image, incoming[i]))
      edge = hw_edge_from_reference (image, incoming[i]);
  if (edge.holder == 0) {
    hw_session_report (self->session, _ ("No name and no object of the program refers to it."));
    return;
  }
  self->at = *at;
  open_form (self, &(HwGesture) { .kind = HW_GESTURE_DELETE, .edge = edge });
  self->at.width = 0;
}

/* -------------------------------------------------------------------------------------------------------------------- class */

static void
preview_cb (HwGestureDesk *self,
            const char    *preview)
{
  g_signal_emit (self, preview_signal, 0, preview);
}

void
hw_gesture_desk_close (HwGestureDesk *self)
{
  g_return_if_fail (HW_IS_GESTURE_DESK (self));

  if (self->maker != NULL)
    g_object_run_dispose (G_OBJECT (self->maker)); /* its worker must not keep the session */
  g_clear_object (&self->maker);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->form, gtk_widget_unparent);
}

static void
hw_gesture_desk_dispose (GObject *object)
{
  HwGestureDesk *self = HW_GESTURE_DESK (object);

  hw_gesture_desk_close (self);
  g_clear_object (&self->session);
  g_clear_object (&self->palette);
  g_clear_object (&self->classes);
  G_OBJECT_CLASS (hw_gesture_desk_parent_class)->dispose (object);
}

static void
hw_gesture_desk_class_init (HwGestureDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hw_gesture_desk_dispose;
  preview_signal = g_signal_new ("preview", HW_TYPE_GESTURE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_STRING);
}

static void
hw_gesture_desk_init (HwGestureDesk *self)
{
  build_palette (self);
}

HwGestureDesk *
hw_gesture_desk_new (HwSession *session,
                     GtkWidget *actions,
                     GtkWidget *view)
{
  HwGestureDesk *self = g_object_new (HW_TYPE_GESTURE_DESK, NULL);
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) open = g_simple_action_new ("open", G_VARIANT_TYPE (OPERANDS));

  self->session = g_object_ref (session);
  self->view = view;
  self->maker = hw_gesture_maker_new (session);
  g_signal_connect_object (self->maker, "answered", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (open, "activate", G_CALLBACK (open_action), self, 0);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (open));
  gtk_widget_insert_action_group (actions, "gesture", G_ACTION_GROUP (group));
  self->form = hw_gesture_form_new (session, view);
  g_signal_connect_object (self->form, "preview", G_CALLBACK (preview_cb), self, G_CONNECT_SWAPPED);
  self->menu = gtk_popover_menu_new_from_model (NULL);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->menu, view);
  return self;
}
