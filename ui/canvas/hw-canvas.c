/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The canvas joins the parts: the scene maker brings scenes from the session, the view, the legend and the outline show them,
 * and what the user does goes to the session. */

#include "hw-canvas.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "canvas-resources.h"
#include "hw-canvas-trim.h"
#include "hw-canvas-history.h"
#include "hw-canvas-notes.h"
#include "hw-canvas-view.h"
#include "hw-cascade.h"
#include "hw-gesture-desk.h"
#include "hw-legend.h"
#include "hw-minimap.h"
#include "hw-outline.h"
#include "hw-picked.h"
#include "hw-scene-maker.h"
#include "hw-scene-walk.h"

struct _HwCanvas {
  GtkWidget     parent_instance;

  /* template children */
  GtkWidget    *content;
  GtkWidget    *add;
  GtkWidget    *find_bar;
  GtkWidget    *find_entry;
  GtkWidget    *find_count;
  GtkWidget    *stack;
  GtkWidget    *empty;
  GtkWidget    *show_all;
  GtkWidget    *picture;
  GtkWidget    *view;
  GtkWidget    *minimap;
  GtkWidget    *legend;
  GtkWidget    *legend_revealer;
  GtkWidget    *outline_revealer;
  GtkWidget    *spinner;
  GtkWidget    *tools;
  GtkWidget    *layouts;
  GtkWidget    *colours;
  GtkWidget    *groups;
  GtkWidget    *hidden;
  GtkWidget    *hidden_label;
  GtkWidget    *atoms;
  GtkWidget    *focus;
  GtkWidget    *summary;
  GtkWidget    *zoom;
  GtkWidget    *zoom_label;

  GtkWidget    *outline; /* borrowed */

  /* owned */
  HwSession    *session;
  HwSettings   *settings; /* or NULL */
  HwSceneMaker *maker;
  HwGestureDesk *desk;
  HwCanvasHistory *history;
  HwCanvasNotes *notes;
  GArray       *found;   /* node indexes, in reading order */

  char         *name;    /* the scenario's, of the scene shown */

  guint         era;     /* likewise */
  gboolean      trimmed; /* something was opened, folded or hidden, and is not yet seen */
  guint64       turned;  /* the group that was opened or closed, until that is seen; 0: none */
  guint         step;
  HwTimeline   *timeline; /* owned */
  guint         spinner_id;
  gboolean      show_minimap;
};

enum {
  PROP_0,
  PROP_SHOW_MINIMAP,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HwCanvas, hw_canvas, GTK_TYPE_WIDGET)

/* The layout of a small picture is there before a spinner could be understood. */
#define SPINNER_DELAY_MS 300

/* ------------------------------------------------------------------------------------------------------------------- find */

static void
show_found (HwCanvas *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->find_entry));
  HwScene *scene = hw_canvas_get_scene (self);
  g_autofree char *count = NULL;

  g_clear_pointer (&self->found, g_array_unref);
  self->found = scene != NULL && gtk_search_bar_get_search_mode (GTK_SEARCH_BAR (self->find_bar))
                  ? hw_scene_search (scene, text)
                  : g_array_new (FALSE, FALSE, sizeof (guint));
  hw_canvas_view_set_matches (HW_CANVAS_VIEW (self->view), self->found);
  count = *text != '\0' ? g_strdup_printf (_ ("%u found"), self->found->len) : g_strdup ("");
  gtk_label_set_text (GTK_LABEL (self->find_count), count);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "canvas.find-next", self->found->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "canvas.find-previous", self->found->len > 0);
}

static guint32
get_found_serial (HwCanvas *self,
                  guint     place)
{
  const HwSceneNode *nodes = hw_scene_get_nodes (hw_canvas_get_scene (self), &(guint) { 0 });

  return nodes[g_array_index (self->found, guint, place)].serial;
}

/* Selects the match after (or before) the selected one. */
static void
go_to_found (HwCanvas *self,
             gboolean  backwards)
{
  guint32 selection = hw_session_get_selection (self->session);
  guint n = self->found != NULL ? self->found->len : 0;
  guint place = backwards ? 0 : n - 1;

  if (n == 0 || hw_canvas_get_scene (self) == NULL)
    return;
  for (guint i = 0; i < n; i++)
    if (get_found_serial (self, i) == selection)
      place = i;
  place = (place + (backwards ? n - 1 : 1)) % n;
  hw_session_select (self->session, get_found_serial (self, place));
}

static void
find_changed_cb (HwCanvas *self)
{
  show_found (self);
  if (self->found->len > 0)
    hw_canvas_view_reveal (HW_CANVAS_VIEW (self->view), get_found_serial (self, 0));
}

static void
find_next_cb (HwCanvas *self)
{
  go_to_found (self, FALSE);
}

static void
find_previous_cb (HwCanvas *self)
{
  go_to_found (self, TRUE);
}

void
hw_canvas_find (HwCanvas *self)
{
  g_return_if_fail (HW_IS_CANVAS (self));

  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self->find_bar), TRUE);
  gtk_widget_grab_focus (self->find_entry);
}

/* ---------------------------------------------------------------------------------------------------------------- the view */

static void
select_cb (HwCanvas *self,
           guint     serial)
{
  hw_session_select (self->session, serial);
}

static void
hover_cb (HwCanvas *self,
          guint     serial)
{
  hw_session_set_hovered (self->session, serial);
}

static guint32
get_focus (HwCanvas *self)
{
  HwPictureOptions options;

  hw_session_get_picture_options (self->session, &options);
  return options.focus;
}

/* A second time on the same node shows everything again. */
static void
focus_on_cb (HwCanvas *self,
             guint     serial)
{
  g_object_set (self->session, "focus", serial == get_focus (self) ? 0 : serial, NULL);
}

static const HwSceneNode *
get_node (HwCanvas *self,
          guint     number)
{
  HwScene *scene = hw_canvas_get_scene (self);

  return scene != NULL && number != G_MAXUINT ? hw_scene_get_nodes (scene, NULL) + number : NULL;
}

/* The selection goes from a group that is no more to the first of its members, and from a member to the group. */
static void
select_turned (HwCanvas *self)
{
  HwScene *scene = hw_canvas_get_scene (self);
  guint n_nodes = 0;
  const HwSceneNode *nodes = scene != NULL ? hw_scene_get_nodes (scene, &n_nodes) : NULL;

  for (guint i = 0; i < n_nodes && self->turned != 0; i++)
    if (nodes[i].group == self->turned) {
      self->turned = 0;
      if (hw_scene_find (scene, hw_session_get_selection (self->session)) == G_MAXUINT)
        hw_session_select (self->session, nodes[i].serial);
    }
}

static void
activate_cb (HwCanvas              *self,
             const HwCanvasPointed *pointed)
{
  const HwSceneNode *node = get_node (self, pointed->node);

  self->turned = node != NULL ? node->group : 0;
  if (node != NULL && hw_canvas_trim_activate (self->session, node, pointed->row))
    return;
  if (pointed->serial != 0)
    focus_on_cb (self, pointed->serial);
}

static void
focus_clicked_cb (HwCanvas *self)
{
  g_object_set (self->session, "focus", get_focus (self) != 0 ? 0 : hw_session_get_selection (self->session), NULL);
}

static void
show_focus (HwCanvas *self)
{
  guint32 focus = get_focus (self);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->focus), focus != 0);
  gtk_widget_set_sensitive (self->focus, focus != 0 || hw_session_get_selection (self->session) != 0);
}

static void
show_zoom (HwCanvas *self)
{
  g_autofree char *text = g_strdup_printf (_ ("%.0f %%"), hw_canvas_view_get_zoom (HW_CANVAS_VIEW (self->view)) * 100);
  g_autofree char *label = g_strdup_printf (_ ("Zoom %s, back to original size"), text);

  gtk_label_set_text (GTK_LABEL (self->zoom_label), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->zoom), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
selection_cb (HwCanvas *self)
{
  guint32 selection = hw_session_get_selection (self->session);

  hw_canvas_view_set_selection (HW_CANVAS_VIEW (self->view), selection);
  hw_canvas_history_reveal (self->history, selection);
  show_focus (self);
}

static void
hovered_cb (HwCanvas *self)
{
  hw_canvas_view_set_hovered (HW_CANVAS_VIEW (self->view), hw_session_get_hovered (self->session));
}

static void
highlight_cb (HwCanvas *self)
{
  hw_canvas_view_set_highlight (HW_CANVAS_VIEW (self->view), hw_session_get_highlight (self->session));
}

/* --------------------------------------------------------------------------------------------------------------- gestures */

static GdkRectangle
get_place (HwCanvas              *self,
           const HwCanvasPointed *pointed)
{
  double x = pointed->x, y = pointed->y;

  gtk_widget_translate_coordinates (self->view, GTK_WIDGET (self), x, y, &x, &y);
  return (GdkRectangle) { (int) x, (int) y, 1, 1 };
}

static void
menu_cb (HwCanvas              *self,
         const HwCanvasPointed *pointed)
{
  GdkRectangle at = get_place (self, pointed);
  g_autoptr (GMenu) more = hw_canvas_trim_make_menu (self->session, hw_canvas_get_scene (self), pointed->node, pointed->row);
  g_autoptr (GArray) picked = hw_canvas_view_list_picked (HW_CANVAS_VIEW (self->view));

  hw_canvas_notes_fill_menu (self->notes, pointed->serial, more);
  for (guint i = 0; i < picked->len && picked->len > 1; i++)
    if (g_array_index (picked, guint32, i) == pointed->serial) {
      hw_gesture_desk_show_picked_menu (self->desk, picked, &at);
      return;
    }
  hw_gesture_desk_show_menu (self->desk, pointed->serial, pointed->edge, pointed->node != G_MAXUINT, G_MENU_MODEL (more), &at);
}

static void
delete_cb (HwCanvas              *self,
           const HwCanvasPointed *pointed)
{
  GdkRectangle at = get_place (self, pointed);

  hw_gesture_desk_delete (self->desk, pointed->serial, pointed->edge, &at);
}

static void
link_cb (HwCanvas              *self,
         const HwCanvasPointed *pointed,
         guint32                target)
{
  GdkRectangle at = get_place (self, pointed);

  hw_gesture_desk_link (self->desk, pointed->serial, pointed->edge, target, pointed->other, &at);
}

static void
link_over_cb (HwCanvas              *self,
              const HwCanvasPointed *pointed,
              guint32                target)
{
  hw_gesture_desk_link_over (self->desk, pointed->serial, pointed->edge, target, pointed->other);
}

/* The line below the graph tells what a gesture would write, and else what several selected objects are, or what the graph
 * has. */
static void
preview_cb (HwCanvas   *self,
            const char *preview)
{
  HwScene *scene = hw_canvas_get_scene (self);
  g_autoptr (GArray) picked = hw_canvas_view_list_picked (HW_CANVAS_VIEW (self->view));
  HwImage *image = hw_scene_maker_get_image (self->maker);
  g_autofree char *several = picked->len > 1 && image != NULL ? hw_picked_describe (image, picked) : NULL;
  const char *summary = several != NULL ? several : scene != NULL ? hw_scene_get_summary (scene) : "";

  if (preview != NULL && strrchr (preview, '\n') != NULL)
    preview = strrchr (preview, '\n') + 1;
  gtk_label_set_text (GTK_LABEL (self->summary), preview != NULL ? preview : summary);
  gtk_widget_set_tooltip_text (self->summary, preview != NULL ? preview : summary);
  gtk_widget_set_has_tooltip (self->view, preview == NULL); /* it would lie over the form */
  if (preview != NULL)
    gtk_widget_add_css_class (self->summary, "monospace");
  else
    gtk_widget_remove_css_class (self->summary, "monospace");
}

static void
picked_cb (HwCanvas *self)
{
  preview_cb (self, NULL);
}

/* -------------------------------------------------------------------------------------------------------------- the scene */

static void
set_empty (HwCanvas   *self,
           const char *title,
           const char *description)
{
  g_autofree char *escaped = g_markup_escape_text (description, -1);

  adw_status_page_set_title (ADW_STATUS_PAGE (self->empty), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (self->empty), escaped);
}

/* Why there is no graph: not yet, not at all, or not of what the user wants to see. */
static void
show_empty (HwCanvas *self)
{
  const char *message = hw_session_get_run_message (self->session);
  gboolean has_scene = hw_canvas_get_scene (self) != NULL;
  guint32 focus = get_focus (self);

  gtk_widget_set_visible (self->show_all, has_scene && focus != 0);
  if (has_scene && focus != 0) {
    g_autofree char *description
      = g_strdup_printf (_ ("The graph shows object #%u with its neighbourhood, and it is not alive at this step."),
                         hw_timeline_get_number (hw_session_get_timeline (self->session), focus));

    set_empty (self, _ ("Not on the Heap"), description);
  } else if (has_scene) {
    set_empty (self, _ ("Nothing on the Heap"), _ ("At this step the program has no objects."));
  } else if (hw_session_get_running (self->session) || hw_session_get_busy (self->session)) {
    set_empty (self, _ ("Running…"), "");
  } else if (message != NULL) {
    set_empty (self, _ ("Nothing to Show"), message);
  } else {
    set_empty (self, _ ("No Graph Yet"), _ ("Write a few statements, or open a lesson, and the objects they make appear here."));
  }
}

static void
show_all_cb (HwCanvas *self)
{
  g_object_set (self->session, "focus", 0, NULL);
}

/* The view is fitted to a scene that agrees with the one before in no place. A view that the user has moved stays when the same
 * scenario was merely edited. What is of the same program glides to its new place. */
static HwShow
get_show (HwCanvas *self)
{
  const char *name = hw_session_get_name (self->session);
  guint era = hw_scene_maker_get_era (self->maker);
  gboolean edited = hw_scene_maker_is_edited (self->maker) && g_strcmp0 (name, self->name) == 0;
  gboolean anew = era != self->era && (!edited || hw_canvas_view_is_following (HW_CANVAS_VIEW (self->view)));
  gboolean same = edited || self->timeline == hw_session_get_timeline (self->session);

  return (anew ? HW_SHOW_FITTED : 0) | (same ? HW_SHOW_GLIDING : 0);
}

static void
show_scene (HwCanvas *self,
            HwScene  *scene,
            HwImage  *image)
{
  HwTimeline *timeline = hw_session_get_timeline (self->session);
  guint step = image != NULL ? hw_image_get_step (image) : 0;
  g_autoptr (GArray) order = timeline != NULL && timeline == self->timeline ? hw_cascade_list (timeline, self->step, step) : NULL;

  hw_canvas_view_set_scene (HW_CANVAS_VIEW (self->view), scene, get_show (self), order);
  self->era = hw_scene_maker_get_era (self->maker);
  self->step = step;
  g_clear_pointer (&self->timeline, hw_timeline_unref);
  self->timeline = timeline != NULL ? hw_timeline_ref (timeline) : NULL;
  g_free (self->name);
  self->name = g_strdup (hw_session_get_name (self->session));
}

/* What was opened or folded stays in sight, wherever it stands now. */
static void
keep_in_sight (HwCanvas *self)
{
  if (self->trimmed && !hw_canvas_view_is_following (HW_CANVAS_VIEW (self->view)))
    hw_canvas_view_reveal (HW_CANVAS_VIEW (self->view), hw_session_get_selection (self->session));
  self->trimmed = FALSE;
}

static void
scene_cb (HwCanvas *self)
{
  gboolean replaced = hw_scene_maker_get_era (self->maker) != self->era;
  HwScene *scene = hw_scene_maker_get_scene (self->maker);
  HwImage *image = hw_scene_maker_get_image (self->maker);
  HwPictureOptions options;
  guint n_nodes = 0;

  if (scene != NULL)
    hw_scene_get_nodes (scene, &n_nodes);
  hw_session_get_picture_options (self->session, &options);
  show_scene (self, scene, image);
  hw_legend_set_scene (HW_LEGEND (self->legend), scene, image, options.colour);
  hw_outline_set_scene (HW_OUTLINE (self->outline), scene, image);
  hw_gesture_desk_set_scene (self->desk, scene);
  select_turned (self);
  if (replaced)
    keep_in_sight (self);
  hw_canvas_history_shown (self->history);
  preview_cb (self, NULL);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), n_nodes > 0 ? self->picture : self->empty);
  gtk_widget_set_sensitive (self->tools, scene != NULL);
  show_empty (self);
  show_found (self);
}

static gboolean
spinner_cb (gpointer data)
{
  HwCanvas *self = data;

  self->spinner_id = 0;
  gtk_widget_set_visible (self->spinner, TRUE);
  gtk_spinner_start (GTK_SPINNER (self->spinner));
  return G_SOURCE_REMOVE;
}

static void
busy_cb (HwCanvas *self)
{
  gboolean busy = hw_scene_maker_get_busy (self->maker);

  if (busy && self->spinner_id == 0 && !gtk_widget_get_visible (self->spinner)) {
    self->spinner_id = g_timeout_add (SPINNER_DELAY_MS, spinner_cb, self);
  } else if (!busy) {
    g_clear_handle_id (&self->spinner_id, g_source_remove);
    gtk_spinner_stop (GTK_SPINNER (self->spinner));
    gtk_widget_set_visible (self->spinner, FALSE);
  }
}

/* ---------------------------------------------------------------------------------------------------------------- actions */

static void
zoom_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  HwCanvasView *view = HW_CANVAS_VIEW (HW_CANVAS (widget)->view);

  if (g_str_equal (name, "canvas.zoom-in"))
    hw_canvas_view_zoom_in (view);
  else if (g_str_equal (name, "canvas.zoom-out"))
    hw_canvas_view_zoom_out (view);
  else if (g_str_equal (name, "canvas.zoom-reset"))
    hw_canvas_view_zoom_reset (view);
  else
    hw_canvas_view_zoom_fit (view);
}

static void
find_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  if (g_str_equal (name, "canvas.find"))
    hw_canvas_find (HW_CANVAS (widget));
  else
    go_to_found (HW_CANVAS (widget), g_str_equal (name, "canvas.find-previous"));
}

static void
select_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  HwCanvasView *view = HW_CANVAS_VIEW (HW_CANVAS (widget)->view);

  if (g_str_equal (name, "canvas.select-all"))
    hw_canvas_view_pick_all (view);
  else if (g_str_equal (name, "canvas.select-none"))
    hw_canvas_view_pick_none (view);
  else if (!hw_canvas_view_zoom_selected (view))
    gtk_widget_error_bell (widget);
}

static void
history_cb (HwCanvas *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "canvas.back", hw_canvas_history_can_go (self->history, TRUE));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "canvas.forward", hw_canvas_history_can_go (self->history, FALSE));
}

static void
history_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  hw_canvas_history_go (HW_CANVAS (widget)->history, g_str_equal (name, "canvas.back"));
}

/* The two buttons at a mouse's side. */
static void
side_pressed_cb (GtkGestureClick *gesture,
                 int              n_press,
                 double           x,
                 double           y,
                 HwCanvas        *self)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));

  if (button != 8 && button != 9) {
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
    return;
  }
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  hw_canvas_history_go (self->history, button == 8);
}

static void
add_side_buttons (HwCanvas *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (click, "pressed", G_CALLBACK (side_pressed_cb), self);
  gtk_widget_add_controller (self->view, GTK_EVENT_CONTROLLER (click));
}

static void
lay_out_again_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  hw_scene_maker_lay_out_again (HW_CANVAS (widget)->maker);
}

static void
toggle_outline_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  GtkRevealer *revealer = GTK_REVEALER (HW_CANVAS (widget)->outline_revealer);

  gtk_revealer_set_reveal_child (revealer, !gtk_revealer_get_reveal_child (revealer));
}

/* What is hidden must not be forgotten. */
static void
trim_cb (HwCanvas *self)
{
  g_autofree char *note = hw_canvas_trim_dup_note (self->session);

  self->trimmed = TRUE;
  gtk_widget_set_visible (self->hidden, note != NULL);
  gtk_label_set_text (GTK_LABEL (self->hidden_label), note != NULL ? note : "");
}

static void
trim_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  HwCanvas *self = HW_CANVAS (widget);
  HwScene *scene = hw_canvas_get_scene (self);
  guint number = scene != NULL ? hw_scene_find (scene, hw_session_get_selection (self->session)) : G_MAXUINT;

  self->turned = number != G_MAXUINT ? get_node (self, number)->group : 0;
  hw_canvas_trim_act (self->session, get_node (self, number), name, parameter);
}

/* ------------------------------------------------------------------------------------------------------------------ class */

static void
hw_canvas_measure (GtkWidget      *widget,
                   GtkOrientation  orientation,
                   int             for_size,
                   int            *minimum,
                   int            *natural,
                   int            *minimum_baseline,
                   int            *natural_baseline)
{
  gtk_widget_measure (HW_CANVAS (widget)->content, orientation, for_size, minimum, natural, minimum_baseline, natural_baseline);
}

static void
hw_canvas_size_allocate (GtkWidget *widget,
                         int        width,
                         int        height,
                         int        baseline)
{
  gtk_widget_allocate (HW_CANVAS (widget)->content, width, height, baseline, NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_POPOVER (child))
      gtk_popover_present (GTK_POPOVER (child));
}

static void
set_show_minimap (HwCanvas *self,
                  gboolean  show)
{
  if (self->show_minimap == show)
    return;
  self->show_minimap = show;
  hw_minimap_set_wanted (HW_MINIMAP (self->minimap), show);
  if (self->settings != NULL)
    hw_settings_set_boolean (self->settings, HW_SETTING_SHOW_MINIMAP, show);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_MINIMAP]);
}

static void
hw_canvas_get_property (GObject    *object,
                        guint       id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  switch (id) {
  case PROP_SHOW_MINIMAP:
    g_value_set_boolean (value, HW_CANVAS (object)->show_minimap);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
hw_canvas_set_property (GObject      *object,
                        guint         id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  switch (id) {
  case PROP_SHOW_MINIMAP:
    set_show_minimap (HW_CANVAS (object), g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
hw_canvas_dispose (GObject *object)
{
  HwCanvas *self = HW_CANVAS (object);
  GtkWidget *child;

  g_clear_handle_id (&self->spinner_id, g_source_remove);
  if (self->maker != NULL)
    g_object_run_dispose (G_OBJECT (self->maker)); /* its worker must not keep the session */
  g_clear_object (&self->maker);
  if (self->desk != NULL)
    hw_gesture_desk_close (self->desk);
  g_clear_object (&self->desk);
  g_clear_object (&self->history);
  if (self->notes != NULL)
    hw_canvas_notes_close (self->notes);
  g_clear_object (&self->notes);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->session);
  g_clear_pointer (&self->found, g_array_unref);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->timeline, hw_timeline_unref);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (hw_canvas_parent_class)->dispose (object);
}

static void
hw_canvas_class_init (HwCanvasClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hw_canvas_dispose;
  G_OBJECT_CLASS (klass)->get_property = hw_canvas_get_property;
  G_OBJECT_CLASS (klass)->set_property = hw_canvas_set_property;
  widget_class->measure = hw_canvas_measure;
  widget_class->size_allocate = hw_canvas_size_allocate;

  g_type_ensure (HW_TYPE_CANVAS_VIEW);
  g_type_ensure (HW_TYPE_LEGEND);
  g_type_ensure (HW_TYPE_MINIMAP);
  g_resources_register (hw_canvas_get_resource ()); /* so that a static library keeps it */
  gtk_widget_class_set_template_from_resource (widget_class, "/org/heapwright/Heapwright/canvas/hw-canvas.ui");
  gtk_widget_class_bind_template_child (widget_class, HwCanvas, content);
  gtk_widget_class_bind_template_child (widget_class, HwCanvas, add);
  gtk_widget_class_bind_template_child (widget_class, HwCanvas, find_bar);
  gtk_widget_class_bind_template_child (widget_class, HwCanvas, find_entry);
  gtk_widget_class_bind_template_child (widget_class, HwCanvas, find_count);
  gtk_widget_class_bind_template_child (widget_class, HwCanvas, stack);
  gtk_widget_class_bind_template_child (widget_class, HwCanvas, empty);
  gtk_widget_class_bind_template_child (widget_class, HwCanvas, show_all);
  gtk_widget_class_bind_template_child (widget_class, HwCanvas, picture);
  gtk_widget_class_bind_template_child (widget_class, HwCanvas, view);
  gtk_widget_class_bind_template_child (widget_class, HwCanvas, minimap);
  gtk_widget_class_bind_template_child (widget_class, HwCanvas, legend);
  gtk_widget_class_bind_template_child (widget_class, HwCanvas, legend_revealer);
  gtk_widget_class_bind_template_child (widget_class, HwCanvas, outline_revealer);
  gtk_widget_class_bind_template_child (widget_class, HwCanvas, spinner);
  gtk_widget_class_bind_template_child (widget_class, HwCanvas, tools);
  gtk_widget_class_bind_template_child (widget_class, HwCanvas, layouts);
  gtk_widget_class_bind_template_child (widget_class, HwCanvas, colours);
  gtk_widget_class_bind_template_child (widget_class, HwCanvas, groups);
  gtk_widget_class_bind_template_child (widget_class, HwCanvas, hidden);
  gtk_widget_class_bind_template_child (widget_class, HwCanvas, hidden_label);
  gtk_widget_class_bind_template_child (widget_class, HwCanvas, atoms);
  gtk_widget_class_bind_template_child (widget_class, HwCanvas, focus);
  gtk_widget_class_bind_template_child (widget_class, HwCanvas, summary);
  gtk_widget_class_bind_template_child (widget_class, HwCanvas, zoom);
  gtk_widget_class_bind_template_child (widget_class, HwCanvas, zoom_label);
  gtk_widget_class_bind_template_callback (widget_class, select_cb);
  gtk_widget_class_bind_template_callback (widget_class, hover_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_on_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, menu_cb);
  gtk_widget_class_bind_template_callback (widget_class, delete_cb);
  gtk_widget_class_bind_template_callback (widget_class, link_cb);
  gtk_widget_class_bind_template_callback (widget_class, link_over_cb);
  gtk_widget_class_bind_template_callback (widget_class, picked_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_zoom);
  gtk_widget_class_bind_template_callback (widget_class, find_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, find_next_cb);
  gtk_widget_class_bind_template_callback (widget_class, find_previous_cb);

  hw_canvas_trim_install (widget_class, trim_action);
  properties[PROP_SHOW_MINIMAP]
    = g_param_spec_boolean ("show-minimap", NULL, NULL, TRUE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
  gtk_widget_class_install_property_action (widget_class, "canvas.minimap", "show-minimap");
  gtk_widget_class_install_action (widget_class, "canvas.zoom-in", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "canvas.zoom-out", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "canvas.zoom-reset", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "canvas.zoom-fit", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "canvas.find", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "canvas.find-next", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "canvas.find-previous", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "canvas.outline", NULL, toggle_outline_action);
  gtk_widget_class_install_action (widget_class, "canvas.select-all", NULL, select_action);
  gtk_widget_class_install_action (widget_class, "canvas.select-none", NULL, select_action);
  gtk_widget_class_install_action (widget_class, "canvas.zoom-selection", NULL, select_action);
  gtk_widget_class_install_action (widget_class, "canvas.back", NULL, history_action);
  gtk_widget_class_install_action (widget_class, "canvas.forward", NULL, history_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_bracketleft, GDK_CONTROL_MASK, "canvas.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_bracketright, GDK_CONTROL_MASK, "canvas.forward", NULL);
  gtk_widget_class_install_action (widget_class, "canvas.lay-out-again", NULL, lay_out_again_action);
}

static void
fill_drop_down (GtkWidget         *drop_down,
                const char *const *texts,
                guint              n_texts)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (guint i = 0; i < n_texts; i++)
    gtk_string_list_append (list, _ (texts[i]));
  gtk_drop_down_set_model (GTK_DROP_DOWN (drop_down), G_LIST_MODEL (list));
}

static void
hw_canvas_init (HwCanvas *self)
{
#define HW_X(id, name, text) N_ (text),
  static const char *const layouts[] = { HW_LAYOUT_LIST (HW_X) };
  static const char *const colours[] = { HW_COLOUR_LIST (HW_X) };
#undef HW_X

  gtk_widget_init_template (GTK_WIDGET (self));
  hw_minimap_set_view (HW_MINIMAP (self->minimap), HW_CANVAS_VIEW (self->view));
  set_show_minimap (self, TRUE);
  add_side_buttons (self);
  gtk_search_bar_connect_entry (GTK_SEARCH_BAR (self->find_bar), GTK_EDITABLE (self->find_entry));
  g_signal_connect_object (self->find_bar, "notify::search-mode-enabled", G_CALLBACK (show_found), self, G_CONNECT_SWAPPED);
  fill_drop_down (self->layouts, layouts, G_N_ELEMENTS (layouts));
  fill_drop_down (self->colours, colours, G_N_ELEMENTS (colours));
}

GtkWidget *
hw_canvas_new (HwSession *session)
{
  HwCanvas *self = g_object_new (HW_TYPE_CANVAS, NULL);
  GBindingFlags both = G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL;

  self->session = g_object_ref (session);
  self->maker = hw_scene_maker_new (session);
  self->desk = hw_gesture_desk_new (session, GTK_WIDGET (self), GTK_WIDGET (self));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->add), hw_gesture_desk_get_palette (self->desk));
  g_signal_connect_object (self->desk, "preview", G_CALLBACK (preview_cb), self, G_CONNECT_SWAPPED);
  self->notes = hw_canvas_notes_new (session, GTK_WIDGET (self), HW_CANVAS_VIEW (self->view));
  self->history = hw_canvas_history_new (session, HW_CANVAS_VIEW (self->view));
  g_signal_connect_object (self->history, "changed", G_CALLBACK (history_cb), self, G_CONNECT_SWAPPED);
  history_cb (self);
  self->outline = hw_outline_new (session);
  gtk_revealer_set_child (GTK_REVEALER (self->outline_revealer), self->outline);

  g_object_bind_property (session, "layout", self->layouts, "selected", both);
  g_object_bind_property (session, "colour-by", self->colours, "selected", both);
  hw_canvas_trim_fill_menu (session, GTK_WIDGET (self), GTK_MENU_BUTTON (self->groups));
  g_object_bind_property (session, "show-atoms", self->atoms, "active", both);
  g_signal_connect_object (self->maker, "notify::scene", G_CALLBACK (scene_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->maker, "notify::busy", G_CALLBACK (busy_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::selection", G_CALLBACK (selection_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::hovered", G_CALLBACK (hovered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::highlight", G_CALLBACK (highlight_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::focus", G_CALLBACK (show_focus), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::trim", G_CALLBACK (trim_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::running", G_CALLBACK (show_empty), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::run-message", G_CALLBACK (show_empty), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::busy", G_CALLBACK (show_empty), self, G_CONNECT_SWAPPED);
  scene_cb (self);
  selection_cb (self);
  trim_cb (self);
  show_zoom (self);
  return GTK_WIDGET (self);
}

static void
settings_changed_cb (HwCanvas *self)
{
  static const struct {
    const char *name;
    guint       milliseconds;
  } speeds[] = { { "fast", 180 }, { "normal", 420 }, { "slow", 1100 } };
  g_autofree char *speed = hw_settings_dup_string (self->settings, HW_SETTING_ANIMATION_SPEED);
  guint milliseconds = 0;

  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    if (strcmp (speeds[i].name, speed) == 0)
      milliseconds = speeds[i].milliseconds;
  hw_canvas_view_set_motion (HW_CANVAS_VIEW (self->view), milliseconds);
  set_show_minimap (self, hw_settings_get_boolean (self->settings, HW_SETTING_SHOW_MINIMAP));
}

void
hw_canvas_set_settings (HwCanvas   *self,
                        HwSettings *settings)
{
  g_return_if_fail (HW_IS_CANVAS (self));

  g_set_object (&self->settings, settings);
  g_signal_connect_object (settings, "changed", G_CALLBACK (settings_changed_cb), self, G_CONNECT_SWAPPED);
  settings_changed_cb (self);
}

void
hw_canvas_make_gesture (HwCanvas        *self,
                        const HwGesture *gesture)
{
  g_return_if_fail (HW_IS_CANVAS (self));

  hw_gesture_desk_open (self->desk, gesture);
}

HwScene *
hw_canvas_get_scene (HwCanvas *self)
{
  g_return_val_if_fail (HW_IS_CANVAS (self), NULL);

  return hw_canvas_view_get_scene (HW_CANVAS_VIEW (self->view));
}
