/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The overview of the graph. See hw-minimap.h. */

#include "hw-minimap.h"

#include <glib/gi18n.h>
#include <math.h>

#include "hw-canvas-kept.h"

/* At most so large, and no narrower than can be pointed at. */
#define WIDTH 176.0
#define HEIGHT 140.0
#define LEAST 48.0
#define PADDING 6.0

struct _HwMinimap {
  GtkWidget     parent_instance;

  HwCanvasView *view;   /* borrowed */
  HwKept       *kept;   /* owned */
  double        width, height; /* of the scene */
  gboolean      wanted;
};

G_DEFINE_FINAL_TYPE (HwMinimap, hw_minimap, GTK_TYPE_WIDGET)

/* The whole scene in the middle of the map. */
static HwViewport
get_map (HwMinimap *self,
         HwScene   *scene)
{
  HwViewport map = { 1, 0, 0, gtk_widget_get_width (GTK_WIDGET (self)), gtk_widget_get_height (GTK_WIDGET (self)) };
  double width, height;

  hw_scene_get_size (scene, &width, &height);
  map.zoom = MIN ((map.width - 2 * PADDING) / width, (map.height - 2 * PADDING) / height);
  map.x = floor ((map.width - width * map.zoom) / 2);
  map.y = floor ((map.height - height * map.zoom) / 2);
  return map;
}

static void
hw_minimap_snapshot (GtkWidget   *widget,
                     GtkSnapshot *snapshot)
{
  HwMinimap *self = HW_MINIMAP (widget);
  HwScene *scene = self->view != NULL ? hw_canvas_view_get_scene (self->view) : NULL;
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  GdkRGBA accent;
  HwViewport map;
  HwRect area, frame;
  cairo_t *cr;

  if (scene == NULL)
    return;
  map = get_map (self, scene);
  if (map.zoom <= 0)
    return;
  hw_kept_want (self->kept, scene, &map);
  area = hw_viewport_get_area (hw_canvas_view_get_viewport (self->view));
  frame = hw_viewport_to_view (&map, &area);
  if (!gtk_style_context_lookup_color (context, "accent_color", &accent))
    accent = (GdkRGBA) { 0.2f, 0.5f, 0.9f, 1 };

  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) map.width, (float) map.height));
  hw_kept_draw (self->kept, &map, cr);
  cairo_rectangle (cr, 1, 1, map.width - 2, map.height - 2);
  cairo_clip (cr);
  cairo_rectangle (cr, MAX (floor (frame.x), 1) + 0.5, MAX (floor (frame.y), 1) + 0.5,
                   MIN (frame.x + frame.width, map.width - 2) - MAX (frame.x, 1),
                   MIN (frame.y + frame.height, map.height - 2) - MAX (frame.y, 1));
  cairo_set_line_width (cr, 1);
  gdk_cairo_set_source_rgba (cr, &accent);
  cairo_stroke_preserve (cr);
  accent.alpha = 0.12f;
  gdk_cairo_set_source_rgba (cr, &accent);
  cairo_fill (cr);
  cairo_destroy (cr);
}

/* It has nothing to tell where the view shows everything. */
static void
update (HwMinimap *self)
{
  HwScene *scene = hw_canvas_view_get_scene (self->view);
  HwRect area = hw_viewport_get_area (hw_canvas_view_get_viewport (self->view));
  double width = 0, height = 0;
  gboolean larger;

  if (scene != NULL)
    hw_scene_get_size (scene, &width, &height);
  larger = area.width > 0 && (area.x > 1 || area.y > 1 || area.x + area.width < width - 1 || area.y + area.height < height - 1);
  if (self->width != width || self->height != height)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  self->width = width;
  self->height = height;
  gtk_widget_set_visible (GTK_WIDGET (self), self->wanted && larger);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
go_to (HwMinimap *self,
       double     x,
       double     y)
{
  HwScene *scene = hw_canvas_view_get_scene (self->view);
  HwViewport map;

  if (scene == NULL)
    return;
  map = get_map (self, scene);
  hw_viewport_to_scene (&map, x, y, &x, &y);
  hw_canvas_view_centre (self->view, x, y);
}

static void
drag_begin_cb (GtkGestureDrag *gesture,
               double          x,
               double          y,
               HwMinimap      *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  go_to (self, x, y);
}

static void
drag_update_cb (GtkGestureDrag *gesture,
                double          dx,
                double          dy,
                HwMinimap      *self)
{
  double x, y;

  if (gtk_gesture_drag_get_start_point (gesture, &x, &y))
    go_to (self, x + dx, y + dy);
}

static void
hw_minimap_measure (GtkWidget      *widget,
                    GtkOrientation  orientation,
                    int             for_size,
                    int            *minimum,
                    int            *natural,
                    int            *minimum_baseline,
                    int            *natural_baseline)
{
  HwMinimap *self = HW_MINIMAP (widget);
  double zoom = MIN ((WIDTH - 2 * PADDING) / MAX (self->width, 1), (HEIGHT - 2 * PADDING) / MAX (self->height, 1));
  double length = (orientation == GTK_ORIENTATION_HORIZONTAL ? self->width : self->height) * zoom + 2 * PADDING;

  *minimum = *natural = (int) ceil (MAX (length, LEAST));
}

static void
hw_minimap_dispose (GObject *object)
{
  g_clear_pointer (&HW_MINIMAP (object)->kept, hw_kept_free);
  G_OBJECT_CLASS (hw_minimap_parent_class)->dispose (object);
}

static void
hw_minimap_class_init (HwMinimapClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hw_minimap_dispose;
  widget_class->snapshot = hw_minimap_snapshot;
  widget_class->measure = hw_minimap_measure;
  gtk_widget_class_set_css_name (widget_class, "heapminimap");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
hw_minimap_init (HwMinimap *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->kept = hw_kept_new (widget);
  gtk_widget_set_visible (widget, FALSE);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (widget, "card");
  gtk_widget_set_tooltip_text (widget, _ ("The whole graph: a click or a drag moves the view"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Overview of the graph"), -1);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
}

void
hw_minimap_set_view (HwMinimap    *self,
                     HwCanvasView *view)
{
  g_return_if_fail (HW_IS_MINIMAP (self) && self->view == NULL);

  self->view = view;
  g_signal_connect_object (view, "notify::zoom", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

void
hw_minimap_set_wanted (HwMinimap *self,
                       gboolean   wanted)
{
  g_return_if_fail (HW_IS_MINIMAP (self));

  self->wanted = wanted;
  if (self->view != NULL)
    update (self);
}
