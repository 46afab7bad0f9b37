/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The canvas view's input: drag, scroll and pinch, pointer and clicks, keys. */

#include "hw-canvas-view-private.h"

#include <math.h>

#define SCROLL_STEP 60.0
#define KEY_STEP 60.0
#define ZOOM_PER_NOTCH 1.15
#define EDGE_REACH 5.0 /* pixels beside an edge that count as on it */

static guint32
get_serial (HwCanvasView *self,
            guint         node)
{
  return node == G_MAXUINT ? 0 : hw_scene_get_nodes (self->scene, &(guint) { 0 })[node].serial;
}

static void
select_node (HwCanvasView *self,
             guint         node)
{
  guint32 serial = get_serial (self, node);

  _hw_canvas_view_emit (self, HW_CANVAS_VIEW_SELECT, serial);
  hw_canvas_view_reveal (self, serial);
}

/* ------------------------------------------------------------------------------------------------------------------- pointer */

static GdkModifierType
get_state (GtkEventController *controller)
{
  return gtk_event_controller_get_current_event_state (controller);
}

static void
drag_begin_cb (GtkGestureDrag *gesture,
               double          x,
               double          y,
               HwCanvasView   *self)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (self->scene == NULL || button == GDK_BUTTON_SECONDARY ||
      (button != GDK_BUTTON_MIDDLE && _hw_canvas_view_hit (self, x, y) != G_MAXUINT)) {
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
    return;
  }
  self->drag_x = self->viewport.x;
  self->drag_y = self->viewport.y;
  self->band_x = self->band_to_x = x;
  self->band_y = self->band_to_y = y;
  self->banding = button == GDK_BUTTON_PRIMARY
                  && (get_state (GTK_EVENT_CONTROLLER (gesture)) & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)) != 0;
  self->panning = !self->banding;
}

static void
drag_update_cb (GtkGestureDrag *gesture,
                double          dx,
                double          dy,
                HwCanvasView   *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (self->banding) {
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
    self->band_to_x = self->band_x + dx;
    self->band_to_y = self->band_y + dy;
    gtk_widget_queue_draw (widget);
    return;
  }
  if (!gtk_drag_check_threshold (widget, 0, 0, (int) dx, (int) dy) && self->viewport.x == self->drag_x
      && self->viewport.y == self->drag_y)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_set_cursor_from_name (widget, "grabbing");
  self->viewport.x = round (self->drag_x + dx);
  self->viewport.y = round (self->drag_y + dy);
  _hw_canvas_view_moved (self);
}

static void
drag_end_cb (GtkGestureDrag *gesture,
             double          dx,
             double          dy,
             HwCanvasView   *self)
{
  self->panning = FALSE;
  self->band_to_x = self->band_x + dx;
  self->band_to_y = self->band_y + dy;
  if (self->banding)
    _hw_canvas_view_end_band (self, (get_state (GTK_EVENT_CONTROLLER (gesture)) & GDK_CONTROL_MASK) != 0);
  gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
}

static void
drag_cancel_cb (GtkGesture       *gesture,
                GdkEventSequence *sequence,
                HwCanvasView     *self)
{
  self->panning = FALSE;
  self->banding = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The object at the end of the edge at a point; at its other end, if that is one, when the first is selected. 0: there is no edge. */
static guint32
find_edge_end (HwCanvasView *self,
               double        x,
               double        y)
{
  const HwSceneNode *nodes;
  const HwSceneEdge *edge;
  double scene_x, scene_y;
  guint found;

  if (self->scene == NULL)
    return 0;
  hw_viewport_to_scene (&self->viewport, x, y, &scene_x, &scene_y);
  found = hw_scene_hit_edge (self->scene, scene_x, scene_y, EDGE_REACH / self->viewport.zoom);
  if (found == G_MAXUINT)
    return 0;
  nodes = hw_scene_get_nodes (self->scene, &(guint) { 0 });
  edge = &hw_scene_get_edges (self->scene, &(guint) { 0 })[found];
  if (nodes[edge->to].serial == self->selection && nodes[edge->from].serial != 0)
    return nodes[edge->from].serial;
  return nodes[edge->to].serial;
}

/* A click selects a node, or with Ctrl takes it to or from those that are selected; once it is selected, a click on one of
 * its rows selects what the row holds. On an edge it selects the object at its end. Two activate the node. */
static void
click_cb (GtkGestureClick *gesture,
          int              n_press,
          double           x,
          double           y,
          HwCanvasView    *self)
{
  guint node = _hw_canvas_view_hit (self, x, y);
  guint32 serial = get_serial (self, node);
  HwCanvasPointed pointed;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (get_state (GTK_EVENT_CONTROLLER (gesture)) & GDK_CONTROL_MASK) {
    if (node != G_MAXUINT)
      _hw_canvas_view_toggle (self, node);
    return;
  }
  _hw_canvas_view_point (self, x, y, &pointed);
  if (n_press == 2 && node != G_MAXUINT) {
    _hw_canvas_view_emit_pointed (self, HW_CANVAS_VIEW_ACTIVATE, &pointed, 0);
    return;
  }
  if (n_press == 1 && serial != 0 && serial == self->selection && pointed.row_target != 0)
    serial = pointed.row_target;
  if (node == G_MAXUINT)
    serial = find_edge_end (self, x, y);
  _hw_canvas_view_forget_picked (self);
  _hw_canvas_view_emit (self, HW_CANVAS_VIEW_SELECT, serial);
}

static void
motion_cb (GtkEventControllerMotion *controller,
           double                    x,
           double                    y,
           HwCanvasView             *self)
{
  guint node = _hw_canvas_view_hit (self, x, y);

  self->pointer_x = x;
  self->pointer_y = y;
  if (self->panning || self->banding || self->linking)
    return;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), node != G_MAXUINT ? "pointer" : NULL);
  _hw_canvas_view_emit (self, HW_CANVAS_VIEW_HOVER, get_serial (self, node));
}

static void
leave_cb (GtkEventControllerMotion *controller,
          HwCanvasView             *self)
{
  _hw_canvas_view_emit (self, HW_CANVAS_VIEW_HOVER, 0);
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller,
           double                    dx,
           double                    dy,
           HwCanvasView             *self)
{
  GdkModifierType state = get_state (GTK_EVENT_CONTROLLER (controller));

  if (self->scene == NULL)
    return FALSE;
  if (state & GDK_CONTROL_MASK) {
    hw_viewport_zoom_at (&self->viewport, self->viewport.zoom * pow (ZOOM_PER_NOTCH, -dy), self->pointer_x, self->pointer_y);
  } else {
    if (state & GDK_SHIFT_MASK)
      hw_viewport_pan (&self->viewport, -dy * SCROLL_STEP, -dx * SCROLL_STEP);
    else
      hw_viewport_pan (&self->viewport, -dx * SCROLL_STEP, -dy * SCROLL_STEP);
  }
  _hw_canvas_view_moved (self);
  return TRUE;
}

static void
pinch_begin_cb (GtkGesture       *gesture,
                GdkEventSequence *sequence,
                HwCanvasView     *self)
{
  self->pinch_zoom = self->viewport.zoom;
}

static void
pinch_cb (GtkGestureZoom *gesture,
          double          scale,
          HwCanvasView   *self)
{
  double x, y;

  if (self->scene == NULL || !gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y))
    return;
  hw_viewport_zoom_at (&self->viewport, self->pinch_zoom * scale, x, y);
  _hw_canvas_view_moved (self);
}

/* ---------------------------------------------------------------------------------------------------------------------- keys */

/* The selected node walks along its references, with Ctrl leaving those behind selected too; without a selection, or with
 * Shift, the view moves. */
static gboolean
walk (HwCanvasView   *self,
      HwDirection     direction,
      GdkModifierType state)
{
  gboolean pan = (state & GDK_SHIFT_MASK) != 0;
  static const int steps[][2] = { { 1, 0 }, { -1, 0 }, { 0, 1 }, { 0, -1 } };
  guint node = self->selection != 0 ? hw_scene_find (self->scene, self->selection) : G_MAXUINT;

  if (pan || node == G_MAXUINT) {
    hw_viewport_pan (&self->viewport, steps[direction][0] * KEY_STEP, steps[direction][1] * KEY_STEP);
    _hw_canvas_view_moved (self);
    return TRUE;
  }
  node = hw_scene_get_neighbour (self->scene, node, direction);
  if (node == G_MAXUINT) {
    gtk_widget_error_bell (GTK_WIDGET (self));
  } else if (state & GDK_CONTROL_MASK) {
    _hw_canvas_view_extend (self, node);
    hw_canvas_view_reveal (self, get_serial (self, node));
  } else {
    select_node (self, node);
  }
  return TRUE;
}

/* To the next or previous node in reading order; at either end the focus leaves the view. */
static gboolean
step_through (HwCanvasView *self,
              gboolean      backwards)
{
  g_autoptr (GArray) order = hw_scene_get_reading_order (self->scene);
  guint node = self->selection != 0 ? hw_scene_find (self->scene, self->selection) : G_MAXUINT;
  guint place = backwards ? order->len : G_MAXUINT;

  for (guint i = 0; i < order->len; i++)
    if (g_array_index (order, guint, i) == node)
      place = i;
  place += backwards ? -1u : 1u;
  if (place >= order->len)
    return FALSE;
  select_node (self, g_array_index (order, guint, place));
  return TRUE;
}

static gboolean
go_to_end (HwCanvasView *self,
           gboolean      last)
{
  g_autoptr (GArray) order = hw_scene_get_reading_order (self->scene);

  if (order->len == 0)
    return FALSE;
  select_node (self, g_array_index (order, guint, last ? order->len - 1 : 0));
  return TRUE;
}

static gboolean
control_key (HwCanvasView *self,
             guint         key)
{
  if (key != GDK_KEY_a)
    return FALSE;
  hw_canvas_view_pick_all (self);
  return TRUE;
}

static gboolean
plain_key (HwCanvasView *self,
           guint         key,
           gboolean      shift)
{
  HwCanvasPointed pointed;

  switch (key) {
  case GDK_KEY_Tab: case GDK_KEY_ISO_Left_Tab:
    return step_through (self, shift);
  case GDK_KEY_Home: case GDK_KEY_KP_Home:
    return go_to_end (self, FALSE);
  case GDK_KEY_End: case GDK_KEY_KP_End:
    return go_to_end (self, TRUE);
  case GDK_KEY_plus: case GDK_KEY_equal: case GDK_KEY_KP_Add:
    hw_canvas_view_zoom_in (self);
    return TRUE;
  case GDK_KEY_minus: case GDK_KEY_KP_Subtract:
    hw_canvas_view_zoom_out (self);
    return TRUE;
  case GDK_KEY_0: case GDK_KEY_KP_0:
    hw_canvas_view_zoom_reset (self);
    return TRUE;
  case GDK_KEY_f:
    hw_canvas_view_zoom_fit (self);
    return TRUE;
  case GDK_KEY_s:
    return gtk_widget_activate_action (GTK_WIDGET (self), "canvas.zoom-selection", NULL);
  case GDK_KEY_n:
    return gtk_widget_activate_action (GTK_WIDGET (self), "notes.edit", "u", self->selection);
  case GDK_KEY_m:
    return gtk_widget_activate_action (GTK_WIDGET (self), "canvas.minimap", NULL);
  case GDK_KEY_l:
    return gtk_widget_activate_action (GTK_WIDGET (self), "canvas.lay-out-again", NULL);
  case GDK_KEY_Return: case GDK_KEY_KP_Enter:
    if (_hw_canvas_view_point_at_selection (self, &pointed))
      _hw_canvas_view_emit_pointed (self, HW_CANVAS_VIEW_ACTIVATE, &pointed, 0);
    else
      _hw_canvas_view_emit (self, HW_CANVAS_VIEW_FOCUS_ON, self->selection);
    return TRUE;
  case GDK_KEY_Escape:
    _hw_canvas_view_forget_picked (self);
    _hw_canvas_view_emit (self, self->selection != 0 ? HW_CANVAS_VIEW_SELECT : HW_CANVAS_VIEW_FOCUS_ON, 0);
    return TRUE;
  default:
    return FALSE;
  }
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  key,
        guint                  code,
        GdkModifierType        state,
        HwCanvasView          *self)
{
  gboolean shift = (state & GDK_SHIFT_MASK) != 0;

  if (_hw_canvas_view_gesture_key (self, key, state))
    return TRUE;
  if (self->scene == NULL || (state & GDK_ALT_MASK))
    return FALSE;
  switch (key) {
  case GDK_KEY_Left: case GDK_KEY_KP_Left:
    return walk (self, HW_DIRECTION_LEFT, state);
  case GDK_KEY_Right: case GDK_KEY_KP_Right:
    return walk (self, HW_DIRECTION_RIGHT, state);
  case GDK_KEY_Up: case GDK_KEY_KP_Up:
    return walk (self, HW_DIRECTION_UP, state);
  case GDK_KEY_Down: case GDK_KEY_KP_Down:
    return walk (self, HW_DIRECTION_DOWN, state);
  default:
    return (state & GDK_CONTROL_MASK) ? control_key (self, key) : plain_key (self, key, shift);
  }
}

void
_hw_canvas_view_add_controllers (HwCanvasView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkEventController *key = gtk_event_controller_key_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (click_cb), self);
  g_signal_connect (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_cb), self);

  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, scroll);
  gtk_widget_add_controller (widget, key);
  _hw_canvas_view_add_gestures (self);
}
