/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The canvas view: one cairo node that copies a kept bitmap of the scene and draws the marks over it. */

#include "hw-canvas-view-private.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define ZOOM_STEP 1.25

enum {
  PROP_0,
  PROP_ZOOM,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[HW_CANVAS_VIEW_N_SIGNALS];

G_DEFINE_FINAL_TYPE (HwCanvasView, hw_canvas_view, GTK_TYPE_WIDGET)

static void
changed (HwCanvasView *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM]);
}

void
_hw_canvas_view_moved (HwCanvasView *self)
{
  self->following = FALSE;
  changed (self);
}

void
_hw_canvas_view_emit (HwCanvasView *self,
                      guint         signal,
                      guint32       serial)
{
  g_signal_emit (self, signals[signal], 0, serial);
}

void
_hw_canvas_view_emit_pointed (HwCanvasView          *self,
                              guint                  signal,
                              const HwCanvasPointed *pointed,
                              guint32                target)
{
  if (signal == HW_CANVAS_VIEW_LINK || signal == HW_CANVAS_VIEW_LINK_OVER)
    g_signal_emit (self, signals[signal], 0, pointed, target);
  else
    g_signal_emit (self, signals[signal], 0, pointed);
}

void
_hw_canvas_view_emit_picked (HwCanvasView *self)
{
  g_signal_emit (self, signals[HW_CANVAS_VIEW_PICKED], 0);
}

guint
_hw_canvas_view_hit (HwCanvasView *self,
                     double        x,
                     double        y)
{
  double scene_x, scene_y;

  if (self->scene == NULL)
    return G_MAXUINT;
  hw_viewport_to_scene (&self->viewport, x, y, &scene_x, &scene_y);
  return hw_scene_hit (self->scene, scene_x, scene_y);
}

static void
hw_canvas_view_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  HwCanvasView *self = HW_CANVAS_VIEW (widget);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) self->viewport.width, (float) self->viewport.height);
  cairo_t *cr;

  if (self->scene == NULL || bounds.size.width < 1 || bounds.size.height < 1)
    return;
  if (self->motion != NULL && !hw_motion_advance (self->motion, &self->viewport))
    g_clear_pointer (&self->motion, hw_motion_free);
  if (self->motion == NULL || hw_motion_is_ready (self->motion))
    hw_kept_want (self->kept, self->scene, &self->viewport);
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  if (self->motion != NULL && hw_motion_is_ready (self->motion))
    hw_motion_draw (self->motion, cr);
  else
    hw_kept_draw (self->kept, &self->viewport, cr);
  _hw_canvas_view_draw_marks (self, cr);
  cairo_destroy (cr);
}

HwRect
_hw_canvas_view_get_rect (HwCanvasView *self,
                          guint         node)
{
  return self->motion != NULL ? hw_motion_get_rect (self->motion, node) : hw_scene_get_nodes (self->scene, NULL)[node].rect;
}

static gboolean
move_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  HwCanvasView *self = HW_CANVAS_VIEW (widget);

  gtk_widget_queue_draw (widget);
  return self->motion != NULL && self->motion == data ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* Begins the way from the scene that is shown to [scene]. A way that is not over is left. */
static void
begin_motion (HwCanvasView *self,
              HwScene      *scene,
              HwShow        show,
              GArray       *order)
{
  GtkWidget *widget = GTK_WIDGET (self);
  HwTween *tween;
  HwMotionColours colours = {
    .edge = _hw_canvas_view_get_colour (self, "view_fg_color", (GdkRGBA) { 0.5f, 0.5f, 0.5f, 1 }),
    .fresh = _hw_canvas_view_get_colour (self, "accent_color", (GdkRGBA) { 0.2f, 0.5f, 0.9f, 1 }),
    .cut = _hw_canvas_view_get_colour (self, "error_color", (GdkRGBA) { 0.8f, 0.1f, 0.1f, 1 }),
  };

  g_clear_pointer (&self->motion, hw_motion_free);
  if ((show & HW_SHOW_GLIDING) == 0 || self->motion_time == 0 || self->scene == NULL || scene == NULL
      || !gtk_widget_get_mapped (widget) || !adw_get_enable_animations (widget))
    return;
  tween = hw_tween_new (self->scene, scene, order);
  if (tween == NULL)
    return;
  colours.edge.alpha = 0.6f;
  self->motion = hw_motion_new (widget, tween, self->motion_time, &colours);
  gtk_widget_add_tick_callback (widget, move_cb, self->motion, NULL);
}

void
hw_canvas_view_set_motion (HwCanvasView *self,
                           guint         milliseconds)
{
  g_return_if_fail (HW_IS_CANVAS_VIEW (self));

  self->motion_time = milliseconds;
}

gboolean
hw_canvas_view_is_moving (HwCanvasView *self)
{
  g_return_val_if_fail (HW_IS_CANVAS_VIEW (self), FALSE);

  return self->motion != NULL;
}

static void
fit (HwCanvasView *self)
{
  hw_viewport_fit (&self->viewport, self->extent_x, self->extent_y, self->fit_zoom, 1.0);
  self->following = TRUE;
  self->must_fit = FALSE;
}

/* Everything that changed, as one rectangle; FALSE if nothing did. */
static gboolean
get_changed_area (HwScene *scene,
                  HwRect  *area)
{
  guint n_nodes;
  const HwSceneNode *nodes = hw_scene_get_nodes (scene, &n_nodes);
  double left = G_MAXDOUBLE, top = G_MAXDOUBLE, right = -G_MAXDOUBLE, bottom = -G_MAXDOUBLE;

  for (guint i = 0; i < n_nodes; i++) {
    const HwRect *rect = &nodes[i].rect;

    if (!nodes[i].changed && !nodes[i].born)
      continue;
    left = MIN (left, rect->x);
    top = MIN (top, rect->y);
    right = MAX (right, rect->x + rect->width);
    bottom = MAX (bottom, rect->y + rect->height);
  }
  *area = (HwRect) { left, top, right - left, bottom - top };
  return right > left;
}

/* The view is the widget's to move: fit it if the scene outgrew it, and show what changed if not all of it fits. */
static void
follow (HwCanvasView *self,
        gboolean      grown)
{
  HwRect area;

  if (grown)
    fit (self);
  if (get_changed_area (self->scene, &area))
    hw_viewport_reveal (&self->viewport, &area);
}

/* What listens to the zoom changes labels, which must not happen while sizes are being given out. */
static gboolean
tell_zoom_cb (GtkWidget     *widget,
              GdkFrameClock *clock,
              gpointer       data)
{
  changed (HW_CANVAS_VIEW (widget));
  return G_SOURCE_REMOVE;
}

static void
hw_canvas_view_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  HwCanvasView *self = HW_CANVAS_VIEW (widget);
  gboolean resized = self->viewport.width != width || self->viewport.height != height;

  self->viewport.width = width;
  self->viewport.height = height;
  if (self->scene == NULL || !(self->must_fit || (resized && self->following)))
    return;
  follow (self, TRUE);
  gtk_widget_add_tick_callback (widget, tell_zoom_cb, NULL, NULL);
}

/* The whole, and the node that is selected in it: all that a screen reader is told of the drawing. */
static void
describe (HwCanvasView *self)
{
  guint node = self->scene != NULL && self->selection != 0 ? hw_scene_find (self->scene, self->selection) : G_MAXUINT;
  const char *summary = self->scene != NULL ? hw_scene_get_summary (self->scene) : "";
  g_autofree char *text = NULL;

  if (node != G_MAXUINT)
    text = g_strdup_printf (_ ("%s. Selected: %s"), summary, hw_scene_get_nodes (self->scene, &(guint) { 0 })[node].description);
  if (text != NULL && _hw_canvas_view_get_note (self, self->selection) != NULL) {
    g_autofree char *without = text;

    text = g_strdup_printf (_ ("%s. Note: %s"), without, _hw_canvas_view_get_note (self, self->selection));
  }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text != NULL ? text : summary, -1);
}

void
hw_canvas_view_set_scene (HwCanvasView *self,
                          HwScene      *scene,
                          HwShow        show,
                          GArray       *order)
{
  gboolean anew = (show & HW_SHOW_FITTED) != 0;
  double width = 0, height = 0;
  gboolean grown;

  g_return_if_fail (HW_IS_CANVAS_VIEW (self));

  begin_motion (self, scene, show, order);
  if (scene != NULL)
    hw_scene_ref (scene);
  g_clear_pointer (&self->scene, hw_scene_unref);
  self->scene = scene;
  g_array_set_size (self->matches, 0);
  _hw_canvas_view_find_highlight (self);
  if ((anew && self->motion == NULL) || scene == NULL)
    hw_kept_clear (self->kept);
  describe (self);

  if (scene == NULL) {
    changed (self);
    return;
  }

  hw_scene_get_size (scene, &width, &height);
  if (anew)
    self->fit_zoom = HW_VIEWPORT_READABLE_ZOOM;
  grown = anew || width > self->extent_x || height > self->extent_y;
  self->extent_x = anew ? width : MAX (width, self->extent_x);
  self->extent_y = anew ? height : MAX (height, self->extent_y);
  if (self->viewport.width <= 0)
    self->must_fit = TRUE;
  else if (anew || self->following)
    follow (self, grown);
  changed (self);
}

HwScene *
hw_canvas_view_get_scene (HwCanvasView *self)
{
  g_return_val_if_fail (HW_IS_CANVAS_VIEW (self), NULL);

  return self->scene;
}

gboolean
hw_canvas_view_is_following (HwCanvasView *self)
{
  g_return_val_if_fail (HW_IS_CANVAS_VIEW (self), FALSE);

  return self->following;
}

void
hw_canvas_view_set_selection (HwCanvasView *self,
                              guint32       serial)
{
  g_return_if_fail (HW_IS_CANVAS_VIEW (self));

  if (self->selection == serial)
    return;
  self->selection = serial;
  if (!g_hash_table_contains (self->picked, GUINT_TO_POINTER (serial)))
    _hw_canvas_view_forget_picked (self);
  describe (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
hw_canvas_view_set_hovered (HwCanvasView *self,
                            guint32       serial)
{
  g_return_if_fail (HW_IS_CANVAS_VIEW (self));

  if (self->hovered == serial)
    return;
  self->hovered = serial;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
hw_canvas_view_set_matches (HwCanvasView *self,
                            GArray       *nodes)
{
  g_return_if_fail (HW_IS_CANVAS_VIEW (self));

  g_array_set_size (self->matches, 0);
  if (nodes != NULL)
    g_array_append_vals (self->matches, nodes->data, nodes->len);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
hw_canvas_view_set_notes (HwCanvasView *self,
                          GHashTable   *notes)
{
  g_return_if_fail (HW_IS_CANVAS_VIEW (self));

  g_clear_pointer (&self->notes, g_hash_table_unref);
  self->notes = notes != NULL ? g_hash_table_ref (notes) : NULL;
  describe (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
hw_canvas_view_set_highlight (HwCanvasView *self,
                              HwHighlight  *highlight)
{
  g_return_if_fail (HW_IS_CANVAS_VIEW (self));

  g_clear_pointer (&self->highlight, hw_highlight_unref);
  if (highlight != NULL)
    self->highlight = hw_highlight_ref (highlight);
  _hw_canvas_view_find_highlight (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Where an object is seen: its node, or the first row that shows its value. NULL if it is not. */
static const HwRect *
find_rect (HwScene *scene,
           guint32  serial)
{
  guint n_nodes;
  const HwSceneNode *nodes = hw_scene_get_nodes (scene, &n_nodes);
  guint node = hw_scene_find (scene, serial);

  if (node != G_MAXUINT)
    return &nodes[node].rect;
  for (guint i = 0; i < n_nodes; i++)
    for (guint k = 0; k < nodes[i].n_rows; k++)
      if (nodes[i].rows[k].target == serial)
        return &nodes[i].rows[k].rect;
  return NULL;
}

gboolean
hw_canvas_view_get_place (HwCanvasView *self,
                          guint32       serial,
                          GdkRectangle *place)
{
  const HwRect *rect;
  HwRect view;

  g_return_val_if_fail (HW_IS_CANVAS_VIEW (self), FALSE);

  rect = self->scene != NULL && serial != 0 ? find_rect (self->scene, serial) : NULL;
  if (rect == NULL)
    return FALSE;
  view = hw_viewport_to_view (&self->viewport, rect);
  *place = (GdkRectangle) { (int) view.x, (int) view.y, (int) view.width, (int) view.height };
  return TRUE;
}

gboolean
hw_canvas_view_reveal (HwCanvasView *self,
                       guint32       serial)
{
  const HwRect *rect;

  g_return_val_if_fail (HW_IS_CANVAS_VIEW (self), FALSE);

  rect = self->scene != NULL && serial != 0 && self->viewport.width > 0 ? find_rect (self->scene, serial) : NULL;
  if (rect == NULL || !hw_viewport_reveal (&self->viewport, rect))
    return FALSE;
  changed (self);
  return TRUE;
}

const HwViewport *
hw_canvas_view_get_viewport (HwCanvasView *self)
{
  g_return_val_if_fail (HW_IS_CANVAS_VIEW (self), NULL);

  return &self->viewport;
}

void
hw_canvas_view_centre (HwCanvasView *self,
                       double        x,
                       double        y)
{
  g_return_if_fail (HW_IS_CANVAS_VIEW (self));

  self->viewport.x = round (self->viewport.width / 2 - x * self->viewport.zoom);
  self->viewport.y = round (self->viewport.height / 2 - y * self->viewport.zoom);
  _hw_canvas_view_moved (self);
}

void
hw_canvas_view_stand (HwCanvasView *self,
                      double        zoom,
                      double        x,
                      double        y)
{
  g_return_if_fail (HW_IS_CANVAS_VIEW (self));

  self->viewport.zoom = CLAMP (zoom, HW_VIEWPORT_MIN_ZOOM, HW_VIEWPORT_MAX_ZOOM);
  hw_canvas_view_centre (self, x, y);
}

double
hw_canvas_view_get_zoom (HwCanvasView *self)
{
  g_return_val_if_fail (HW_IS_CANVAS_VIEW (self), 1);

  return self->viewport.zoom;
}

static void
zoom_to (HwCanvasView *self,
         double        zoom)
{
  hw_viewport_zoom_at (&self->viewport, zoom, self->viewport.width / 2, self->viewport.height / 2);
  _hw_canvas_view_moved (self);
}

void
hw_canvas_view_zoom_in (HwCanvasView *self)
{
  g_return_if_fail (HW_IS_CANVAS_VIEW (self));

  zoom_to (self, self->viewport.zoom * ZOOM_STEP);
}

void
hw_canvas_view_zoom_out (HwCanvasView *self)
{
  g_return_if_fail (HW_IS_CANVAS_VIEW (self));

  zoom_to (self, self->viewport.zoom / ZOOM_STEP);
}

void
hw_canvas_view_zoom_reset (HwCanvasView *self)
{
  g_return_if_fail (HW_IS_CANVAS_VIEW (self));

  zoom_to (self, 1);
}

void
hw_canvas_view_zoom_fit (HwCanvasView *self)
{
  g_return_if_fail (HW_IS_CANVAS_VIEW (self));

  if (self->scene == NULL)
    return;
  hw_scene_get_size (self->scene, &self->extent_x, &self->extent_y);
  self->fit_zoom = HW_VIEWPORT_MIN_ZOOM;
  fit (self);
  changed (self);
}

gboolean
hw_canvas_view_zoom_selected (HwCanvasView *self)
{
  g_autoptr (GArray) serials = hw_canvas_view_list_picked (self);
  double left = G_MAXDOUBLE, top = G_MAXDOUBLE, right = -G_MAXDOUBLE, bottom = -G_MAXDOUBLE;

  g_return_val_if_fail (HW_IS_CANVAS_VIEW (self), FALSE);

  if (serials->len == 0 && self->selection != 0)
    g_array_append_val (serials, self->selection);
  for (guint i = 0; i < serials->len && self->scene != NULL; i++) {
    const HwRect *rect = find_rect (self->scene, g_array_index (serials, guint32, i));

    if (rect == NULL)
      continue;
    left = MIN (left, rect->x);
    top = MIN (top, rect->y);
    right = MAX (right, rect->x + rect->width);
    bottom = MAX (bottom, rect->y + rect->height);
  }
  if (left > right)
    return FALSE;
  hw_viewport_show (&self->viewport, &(HwRect) { left, top, right - left, bottom - top }, 1.5);
  _hw_canvas_view_moved (self);
  return TRUE;
}

static gboolean
hw_canvas_view_query_tooltip (GtkWidget  *widget,
                              int         x,
                              int         y,
                              gboolean    keyboard,
                              GtkTooltip *tooltip)
{
  HwCanvasView *self = HW_CANVAS_VIEW (widget);
  guint index;
  const HwSceneNode *node;
  const char *note;
  g_autofree char *text = NULL;
  HwRect view;

  if (self->scene == NULL)
    return FALSE;
  index = keyboard ? hw_scene_find (self->scene, self->selection) : _hw_canvas_view_hit (self, x, y);
  if (index == G_MAXUINT)
    return FALSE;

  node = &hw_scene_get_nodes (self->scene, &(guint) { 0 })[index];
  view = hw_viewport_to_view (&self->viewport, &node->rect);
  note = node->kind != HW_NODE_GROUP ? _hw_canvas_view_get_note (self, node->serial) : NULL;
  text = note != NULL ? g_strdup_printf (_ ("%s\nNote: %s"), node->description, note) : g_strdup (node->description);
  gtk_tooltip_set_text (tooltip, text);
  gtk_tooltip_set_tip_area (tooltip, &(GdkRectangle) { (int) view.x, (int) view.y, (int) view.width, (int) view.height });
  return TRUE;
}

static void
hw_canvas_view_measure (GtkWidget     *widget,
                        GtkOrientation orientation,
                        int            for_size,
                        int           *minimum,
                        int           *natural,
                        int           *minimum_baseline,
                        int           *natural_baseline)
{
  *minimum = 64;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 640 : 400;
}

static void
hw_canvas_view_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  HwCanvasView *self = HW_CANVAS_VIEW (object);

  switch (id) {
  case PROP_ZOOM:
    g_value_set_double (value, self->viewport.zoom);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
hw_canvas_view_dispose (GObject *object)
{
  HwCanvasView *self = HW_CANVAS_VIEW (object);

  g_clear_pointer (&self->motion, hw_motion_free);
  g_clear_pointer (&self->kept, hw_kept_free);
  g_clear_pointer (&self->scene, hw_scene_unref);
  g_clear_pointer (&self->matches, g_array_unref);
  g_clear_pointer (&self->notes, g_hash_table_unref);
  g_clear_pointer (&self->picked, g_hash_table_unref);
  g_clear_pointer (&self->highlight, hw_highlight_unref);
  g_clear_pointer (&self->lights, g_array_unref);
  G_OBJECT_CLASS (hw_canvas_view_parent_class)->dispose (object);
}

static void
hw_canvas_view_class_init (HwCanvasViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hw_canvas_view_dispose;
  object_class->get_property = hw_canvas_view_get_property;
  widget_class->snapshot = hw_canvas_view_snapshot;
  widget_class->size_allocate = hw_canvas_view_size_allocate;
  widget_class->measure = hw_canvas_view_measure;
  widget_class->query_tooltip = hw_canvas_view_query_tooltip;

  /* The zoom in force; notified when the view has moved in any way. */
  properties[PROP_ZOOM] = g_param_spec_double ("zoom", NULL, NULL, HW_VIEWPORT_MIN_ZOOM, HW_VIEWPORT_MAX_ZOOM, 1,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /* The user chose a node, or (0) empty space; the pointer is over a node, or (0) over none; the user asks to see a node with
   * its neighbourhood only, or (0) everything again. Each with a serial. */
  signals[HW_CANVAS_VIEW_SELECT] = g_signal_new ("select", HW_TYPE_CANVAS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                 G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[HW_CANVAS_VIEW_HOVER] = g_signal_new ("hover", HW_TYPE_CANVAS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[HW_CANVAS_VIEW_FOCUS_ON] = g_signal_new ("focus-on", HW_TYPE_CANVAS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                   G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[HW_CANVAS_VIEW_ACTIVATE] = g_signal_new ("activate", HW_TYPE_CANVAS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                               G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[HW_CANVAS_VIEW_MENU] = g_signal_new ("menu", HW_TYPE_CANVAS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                               G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[HW_CANVAS_VIEW_DELETE] = g_signal_new ("delete", HW_TYPE_CANVAS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                 G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[HW_CANVAS_VIEW_LINK_OVER] = g_signal_new ("link-over", HW_TYPE_CANVAS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                    G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_UINT);
  signals[HW_CANVAS_VIEW_PICKED] = g_signal_new ("picked", HW_TYPE_CANVAS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                 G_TYPE_NONE, 0);
  signals[HW_CANVAS_VIEW_LINK] = g_signal_new ("link", HW_TYPE_CANVAS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                               G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_UINT);

  gtk_widget_class_set_css_name (widget_class, "heapcanvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
hw_canvas_view_init (HwCanvasView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->picked = g_hash_table_new (NULL, NULL);
  self->matches = g_array_new (FALSE, FALSE, sizeof (guint));
  self->lights = _hw_canvas_view_new_lights ();
  self->kept = hw_kept_new (widget);
  self->viewport.zoom = 1;
  self->fit_zoom = HW_VIEWPORT_READABLE_ZOOM;
  self->following = TRUE;
  gtk_widget_add_css_class (widget, "view");
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_has_tooltip (widget, TRUE);
  gtk_widget_set_hexpand (widget, TRUE);
  gtk_widget_set_vexpand (widget, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Object graph"), -1);
  _hw_canvas_view_add_controllers (self);
}

GtkWidget *
hw_canvas_view_new (void)
{
  return g_object_new (HW_TYPE_CANVAS_VIEW, NULL);
}
