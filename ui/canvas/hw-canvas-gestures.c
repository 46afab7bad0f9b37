/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Pointing that changes the program: a drag from an object, or from one of its slots, to another object; the context menu; the
 * Delete key. The view only tells what was pointed at. */

#include "hw-canvas-view-private.h"

#include <math.h>

/* How near to a line, in pixels, the pointer is on it. */
#define EDGE_REACH 6.0

/* A Bézier curve as so many straight pieces. */
#define N_PIECES 12

static double
distance_to_piece (double x,
                   double y,
                   double x1,
                   double y1,
                   double x2,
                   double y2)
{
  double dx = x2 - x1, dy = y2 - y1;
  double length = dx * dx + dy * dy;
  double t = length > 0 ? CLAMP (((x - x1) * dx + (y - y1) * dy) / length, 0, 1) : 0;

  return hypot (x - x1 - t * dx, y - y1 - t * dy);
}

static double
distance_to_edge (const HwSceneEdge *edge,
                  double             x,
                  double             y)
{
  const double *p = edge->points;
  double nearest = G_MAXDOUBLE;

  for (guint i = 0; i + 3 < edge->n_points; i += 3, p += 6) {
    double last_x = p[0], last_y = p[1];

    for (guint k = 1; k <= N_PIECES; k++) {
      double t = (double) k / N_PIECES, s = 1 - t;
      double a = s * s * s, b = 3 * s * s * t, c = 3 * s * t * t, d = t * t * t;
      double next_x = a * p[0] + b * p[2] + c * p[4] + d * p[6];
      double next_y = a * p[1] + b * p[3] + c * p[5] + d * p[7];

      nearest = MIN (nearest, distance_to_piece (x, y, last_x, last_y, next_x, next_y));
      last_x = next_x;
      last_y = next_y;
    }
  }
  return nearest;
}

static void
point_at_row (const HwSceneRow *row,
              HwCanvasPointed  *pointed)
{
  pointed->edge = (HwEdge) { row->holder, row->slot };
  pointed->row_target = row->target;
}

static void
point_at_edge (HwCanvasView    *self,
               double           x,
               double           y,
               HwCanvasPointed *pointed)
{
  guint n_edges;
  const HwSceneNode *nodes = hw_scene_get_nodes (self->scene, &(guint) { 0 });
  const HwSceneEdge *edges = hw_scene_get_edges (self->scene, &n_edges);
  double reach = EDGE_REACH / self->viewport.zoom;

  for (guint i = 0; i < n_edges; i++) {
    double distance = edges[i].from_row != G_MAXUINT ? distance_to_edge (&edges[i], x, y) : G_MAXDOUBLE;

    if (distance >= reach)
      continue;
    reach = distance;
    pointed->serial = nodes[edges[i].from].serial;
    point_at_row (&nodes[edges[i].from].rows[edges[i].from_row], pointed);
  }
}

void
_hw_canvas_view_point (HwCanvasView    *self,
                       double           x,
                       double           y,
                       HwCanvasPointed *pointed)
{
  double scene_x, scene_y;
  guint hit = self->scene != NULL ? _hw_canvas_view_hit (self, x, y) : G_MAXUINT;
  const HwSceneNode *node;

  *pointed = (HwCanvasPointed) { .x = x, .y = y, .node = hit, .row = G_MAXUINT };
  if (self->scene == NULL)
    return;
  hw_viewport_to_scene (&self->viewport, x, y, &scene_x, &scene_y);
  if (hit == G_MAXUINT) {
    point_at_edge (self, scene_x, scene_y, pointed);
    return;
  }
  node = &hw_scene_get_nodes (self->scene, &(guint) { 0 })[hit];
  pointed->serial = node->kind == HW_NODE_GROUP ? 0 : node->serial;
  for (guint i = 0; i < node->n_rows; i++)
    if (scene_y >= node->rows[i].rect.y && scene_y < node->rows[i].rect.y + node->rows[i].rect.height) {
      point_at_row (&node->rows[i], pointed);
      pointed->row = i;
    }
}

gboolean
_hw_canvas_view_point_at_selection (HwCanvasView    *self,
                                    HwCanvasPointed *pointed)
{
  guint node = self->scene != NULL && self->selection != 0 ? hw_scene_find (self->scene, self->selection) : G_MAXUINT;
  HwRect rect;

  *pointed = (HwCanvasPointed) { .x = self->viewport.width / 2, .y = self->viewport.height / 2, .node = node, .row = G_MAXUINT };
  if (node == G_MAXUINT)
    return FALSE;
  rect = hw_viewport_to_view (&self->viewport, &hw_scene_get_nodes (self->scene, &(guint) { 0 })[node].rect);
  pointed->serial = self->selection;
  pointed->x = rect.x + rect.width / 2;
  pointed->y = rect.y + MIN (rect.height, 16);
  return TRUE;
}

/* ------------------------------------------------------------------------------------------------------------------- the drag */

static void
link_begin_cb (GtkGestureDrag *gesture,
               double          x,
               double          y,
               HwCanvasView   *self)
{
  _hw_canvas_view_point (self, x, y, &self->link);
  if (_hw_canvas_view_hit (self, x, y) == G_MAXUINT || (self->link.serial == 0 && self->link.edge.holder == 0))
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
}

/* A slot that is dragged may be put in the place of another one: the row that it is over. TRUE if that has changed. */
static gboolean
find_other (HwCanvasView          *self,
            const HwCanvasPointed *over)
{
  HwEdge before = self->link.other, from = self->link.edge, to = { 0 };

  if (from.holder != 0 && over->row != G_MAXUINT && over->row_target != 0
      && (over->edge.holder != from.holder || over->edge.slot != from.slot))
    to = over->edge;
  self->link.other = to;
  if (to.holder != 0)
    self->link_row = hw_scene_get_nodes (self->scene, NULL)[over->node].rows[over->row].rect;
  return to.holder != before.holder || to.slot != before.slot;
}

static void
link_update_cb (GtkGestureDrag *gesture,
                double          dx,
                double          dy,
                HwCanvasView   *self)
{
  HwCanvasPointed over;
  gboolean elsewhere;
  guint32 target;

  if (!self->linking && !gtk_drag_check_threshold (GTK_WIDGET (self), 0, 0, (int) dx, (int) dy))
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  _hw_canvas_view_point (self, self->link.x + dx, self->link.y + dy, &over);
  if (!self->linking)
    gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "alias");
  self->linking = TRUE;
  self->link_x = over.x;
  self->link_y = over.y;
  target = _hw_canvas_view_hit (self, over.x, over.y) != G_MAXUINT ? over.serial : 0;
  elsewhere = find_other (self, &over);
  if (target != self->link_target || elsewhere)
    _hw_canvas_view_emit_pointed (self, HW_CANVAS_VIEW_LINK_OVER, &self->link, target);
  self->link_target = target;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
link_end_cb (GtkGestureDrag *gesture,
             double          dx,
             double          dy,
             HwCanvasView   *self)
{
  gboolean linking = self->linking;

  self->linking = FALSE;
  gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  self->link.x += dx;
  self->link.y += dy;
  if (linking)
    _hw_canvas_view_emit_pointed (self, HW_CANVAS_VIEW_LINK_OVER, &self->link, 0);
  if (linking && self->link_target != 0)
    _hw_canvas_view_emit_pointed (self, HW_CANVAS_VIEW_LINK, &self->link, self->link_target);
  self->link_target = 0;
}

static void
link_cancel_cb (GtkGesture       *gesture,
                GdkEventSequence *sequence,
                HwCanvasView     *self)
{
  self->linking = FALSE;
  self->link_target = 0;
  gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* -------------------------------------------------------------------------------------------------------------- menu and keys */

static void
menu_cb (GtkGestureClick *gesture,
         int              n_press,
         double           x,
         double           y,
         HwCanvasView    *self)
{
  HwCanvasPointed pointed;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  _hw_canvas_view_point (self, x, y, &pointed);
  if (pointed.serial != 0)
    _hw_canvas_view_emit (self, HW_CANVAS_VIEW_SELECT, pointed.serial);
  _hw_canvas_view_emit_pointed (self, HW_CANVAS_VIEW_MENU, &pointed, 0);
}

gboolean
_hw_canvas_view_gesture_key (HwCanvasView   *self,
                             guint           key,
                             GdkModifierType state)
{
  HwCanvasPointed pointed;
  gboolean menu = key == GDK_KEY_Menu || (key == GDK_KEY_F10 && (state & GDK_SHIFT_MASK) != 0);

  if (key == GDK_KEY_Insert || key == GDK_KEY_KP_Insert) {
    pointed = (HwCanvasPointed) { .x = self->viewport.width / 2, .y = self->viewport.height / 3, .node = G_MAXUINT, .row = G_MAXUINT };
    _hw_canvas_view_emit_pointed (self, HW_CANVAS_VIEW_MENU, &pointed, 0);
    return TRUE;
  }
  if (!menu && key != GDK_KEY_Delete && key != GDK_KEY_KP_Delete)
    return FALSE;
  if (!_hw_canvas_view_point_at_selection (self, &pointed) && !menu)
    return FALSE;
  _hw_canvas_view_emit_pointed (self, menu ? HW_CANVAS_VIEW_MENU : HW_CANVAS_VIEW_DELETE, &pointed, 0);
  return TRUE;
}

void
_hw_canvas_view_add_gestures (HwCanvasView *self)
{
  GtkGesture *link = gtk_gesture_drag_new ();
  GtkGesture *menu = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (link), GDK_BUTTON_PRIMARY);
  g_signal_connect (link, "drag-begin", G_CALLBACK (link_begin_cb), self);
  g_signal_connect (link, "drag-update", G_CALLBACK (link_update_cb), self);
  g_signal_connect (link, "drag-end", G_CALLBACK (link_end_cb), self);
  g_signal_connect (link, "cancel", G_CALLBACK (link_cancel_cb), self);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  g_signal_connect (menu, "pressed", G_CALLBACK (menu_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (link));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (menu));
}
