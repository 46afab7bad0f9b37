/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Kept parts of a scene. See hw-canvas-kept.h. One part is drawn at a time; what is wanted meanwhile is looked at when it
 * has come. */

#include "hw-canvas-kept.h"

#include <math.h>

#include "hw-worker.h"

/* A part reaches beyond the view by this share of it on each side. */
#define MARGIN 0.4
/* When less than this is left of it, the next part is begun. */
#define RESERVE 0.2
/* Only when the zoom has rested for so long is another part begun: a worker would take the time that the frames need. */
#define REST_MS 90
/* More nodes and edges than this are too much to draw within a frame. */
#define MAX_AT_ONCE 160

typedef struct {
  HwScene         *scene;         /* owned; NULL: none */
  cairo_surface_t *surface;       /* owned; NULL if there is nothing in it */
  double           zoom;
  double           x, y;          /* its top left in scene pixels, i.e. scene points times zoom */
  double           width, height; /* in pixels */
  int              scale;         /* device pixels per pixel */
  GBytes          *nodes, *edges; /* owned; NULL: all */
} HwKeptPart;

/* Reference counted: the view's, and that of the task under way. */
struct _HwKept {
  GtkWidget  *widget; /* borrowed; NULL when the view has gone */
  HwKeptPart  part;
  GTask      *task;   /* borrowed: the one whose part is wanted */
  double      zoom;   /* wanted last */
  guint       rest;   /* source id; while the zoom may change again */
  gboolean    rested;
  GBytes     *nodes;  /* owned; NULL: all are wanted */
  GBytes     *edges;
};

/* A rectangle of scene pixels, by its sides. */
typedef struct {
  double left, top, right, bottom;
} Sides;

static void
part_clear (HwKeptPart *part)
{
  g_clear_pointer (&part->scene, hw_scene_unref);
  g_clear_pointer (&part->surface, cairo_surface_destroy);
  g_clear_pointer (&part->nodes, g_bytes_unref);
  g_clear_pointer (&part->edges, g_bytes_unref);
}

static void
kept_unref (HwKept *self)
{
  g_atomic_rc_box_release (self); /* its part was given up before */
}

/* What the view shows and [margin] times its size around that, but nothing beyond the scene. */
static Sides
get_sides (HwScene          *scene,
           const HwViewport *viewport,
           double            margin)
{
  double dx = margin * viewport->width, dy = margin * viewport->height;
  double width, height;

  hw_scene_get_size (scene, &width, &height);
  return (Sides) {
    MAX (floor (-viewport->x - dx), 0),
    MAX (floor (-viewport->y - dy), 0),
    MIN (ceil (-viewport->x + viewport->width + dx), ceil (width * viewport->zoom)),
    MIN (ceil (-viewport->y + viewport->height + dy), ceil (height * viewport->zoom)),
  };
}

static gboolean
is_sharp (HwKept           *self,
          HwScene          *scene,
          const HwViewport *viewport)
{
  return self->part.scene == scene && self->part.zoom == viewport->zoom
         && self->part.scale == gtk_widget_get_scale_factor (self->widget);
}

static gboolean
covers (const HwKeptPart *part,
        const Sides      *sides)
{
  return sides->left >= sides->right || sides->top >= sides->bottom
         || (part->x <= sides->left && part->y <= sides->top && part->x + part->width >= sides->right
             && part->y + part->height >= sides->bottom);
}

/* Any thread. */
static void
draw_part (HwKeptPart *part)
{
  int width = (int) part->width * part->scale, height = (int) part->height * part->scale;
  HwRect clip = { part->x / part->zoom, part->y / part->zoom, part->width / part->zoom, part->height / part->zoom };
  HwSceneParts parts;
  cairo_t *cr;

  if (width <= 0 || height <= 0)
    return;
  part->surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_surface_set_device_scale (part->surface, part->scale, part->scale);
  cr = cairo_create (part->surface);
  cairo_translate (cr, -part->x, -part->y);
  cairo_scale (cr, part->zoom, part->zoom);
  if (part->nodes != NULL) {
    parts = (HwSceneParts) { g_bytes_get_data (part->nodes, NULL), g_bytes_get_data (part->edges, NULL), TRUE };
    hw_scene_draw_parts (part->scene, cr, &clip, part->zoom * part->scale, &parts);
  } else {
    hw_scene_draw (part->scene, cr, &clip, part->zoom * part->scale);
  }
  cairo_destroy (cr);
}

static HwKeptPart
plan_part (HwKept           *self,
           HwScene          *scene,
           const HwViewport *viewport,
           const Sides      *sides)
{
  return (HwKeptPart) {
    .scene = hw_scene_ref (scene),
    .zoom = viewport->zoom,
    .x = sides->left,
    .y = sides->top,
    .width = MAX (sides->right - sides->left, 0),
    .height = MAX (sides->bottom - sides->top, 0),
    .scale = gtk_widget_get_scale_factor (self->widget),
    .nodes = self->nodes != NULL ? g_bytes_ref (self->nodes) : NULL,
    .edges = self->edges != NULL ? g_bytes_ref (self->edges) : NULL,
  };
}

static gboolean
meets (const Sides *area,
       double       x1,
       double       y1,
       double       x2,
       double       y2)
{
  return MAX (x1, x2) > area->left && MIN (x1, x2) < area->right && MAX (y1, y2) > area->top && MIN (y1, y2) < area->bottom;
}

/* Whether what lies there can be drawn within a frame. */
static gboolean
is_little (HwScene     *scene,
           double       zoom,
           const Sides *sides)
{
  Sides area = { sides->left / zoom, sides->top / zoom, sides->right / zoom, sides->bottom / zoom };
  guint n_nodes, n_edges, n = 0;
  const HwSceneNode *nodes = hw_scene_get_nodes (scene, &n_nodes);
  const HwSceneEdge *edges = hw_scene_get_edges (scene, &n_edges);

  for (guint i = 0; i < n_nodes && n <= MAX_AT_ONCE; i++) {
    const HwRect *rect = &nodes[i].rect;

    n += meets (&area, rect->x, rect->y, rect->x + rect->width, rect->y + rect->height);
  }
  for (guint i = 0; i < n_edges && n <= MAX_AT_ONCE; i++) {
    const double *first = edges[i].points, *last = first + 2 * (edges[i].n_points - 1);

    n += edges[i].n_points > 0 && meets (&area, first[0], first[1], last[0], last[1]);
  }
  return n <= MAX_AT_ONCE;
}

/* ------------------------------------------------------------------------------------------------------------ on the worker */

static void
job_free (gpointer data)
{
  HwKeptPart *part = data;

  part_clear (part);
  g_free (part);
}

static void
draw_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  draw_part (data);
  g_task_return_boolean (task, TRUE);
}

static void
drawn_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  HwKept *self = data;
  HwKeptPart *part = g_task_get_task_data (G_TASK (result));

  if (self->task == G_TASK (result)) {
    self->task = NULL;
    part_clear (&self->part);
    self->part = *part;
    *part = (HwKeptPart) { 0 };
    gtk_widget_queue_draw (self->widget);
  }
  kept_unref (self);
}

static void
begin (HwKept           *self,
       HwScene          *scene,
       const HwViewport *viewport)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, drawn_cb, g_atomic_rc_box_acquire (self));
  Sides sides = get_sides (scene, viewport, MARGIN);
  HwKeptPart part = plan_part (self, scene, viewport, &sides);

  self->task = task;
  self->rested = FALSE;
  g_task_set_source_tag (task, begin);
  g_task_set_task_data (task, g_memdup2 (&part, sizeof part), job_free);
  hw_worker_run (task, draw_thread);
}

static gboolean
rest_cb (gpointer data)
{
  HwKept *self = data;

  self->rest = 0;
  self->rested = TRUE;
  gtk_widget_queue_draw (self->widget);
  return G_SOURCE_REMOVE;
}

/* Begins another part, or, where only the zoom is another one, waits for it to rest. */
static void
begin_when_at_rest (HwKept           *self,
                    HwScene          *scene,
                    const HwViewport *viewport)
{
  gboolean zoomed = self->zoom != viewport->zoom;

  self->zoom = viewport->zoom;
  if (self->part.scene != scene || self->part.zoom == viewport->zoom || (self->rested && !zoomed)) {
    g_clear_handle_id (&self->rest, g_source_remove);
    begin (self, scene, viewport);
  } else if (zoomed || self->rest == 0) {
    g_clear_handle_id (&self->rest, g_source_remove);
    self->rest = g_timeout_add (REST_MS, rest_cb, self);
  }
}

/* ---------------------------------------------------------------------------------------------------------------- the view's */

HwKept *
hw_kept_new (GtkWidget *widget)
{
  HwKept *self = g_atomic_rc_box_new0 (HwKept);

  self->widget = widget;
  return self;
}

void
hw_kept_free (HwKept *self)
{
  hw_kept_set_parts (self, NULL, NULL);
  self->widget = NULL;
  kept_unref (self);
}

void
hw_kept_clear (HwKept *self)
{
  part_clear (&self->part);
  g_clear_handle_id (&self->rest, g_source_remove);
  self->rested = FALSE;
  self->task = NULL;
}

void
hw_kept_set_parts (HwKept *self,
                   GBytes *nodes,
                   GBytes *edges)
{
  hw_kept_clear (self);
  g_clear_pointer (&self->nodes, g_bytes_unref);
  g_clear_pointer (&self->edges, g_bytes_unref);
  self->nodes = nodes != NULL ? g_bytes_ref (nodes) : NULL;
  self->edges = edges != NULL ? g_bytes_ref (edges) : NULL;
}

gboolean
hw_kept_is_sharp (HwKept           *self,
                  HwScene          *scene,
                  const HwViewport *viewport)
{
  Sides needed = get_sides (scene, viewport, 0);

  return is_sharp (self, scene, viewport) && covers (&self->part, &needed);
}

void
hw_kept_want (HwKept           *self,
              HwScene          *scene,
              const HwViewport *viewport)
{
  gboolean sharp = is_sharp (self, scene, viewport);
  Sides needed = get_sides (scene, viewport, 0);
  Sides reserve = get_sides (scene, viewport, RESERVE);
  Sides sides = get_sides (scene, viewport, sharp ? MARGIN : 0);

  if (sharp && covers (&self->part, &needed) && covers (&self->part, &reserve))
    return;
  if (!is_little (scene, viewport->zoom, &sides)) {
    if (self->task == NULL)
      begin_when_at_rest (self, scene, viewport);
  } else if (!sharp || !covers (&self->part, &needed)) {
    HwKeptPart part = plan_part (self, scene, viewport, &sides);

    self->task = NULL;
    part_clear (&self->part);
    self->part = part;
    draw_part (&self->part);
  }
}

void
hw_kept_draw (HwKept           *self,
              const HwViewport *viewport,
              cairo_t          *cr)
{
  double factor = viewport->zoom / self->part.zoom;

  if (self->part.surface == NULL)
    return;
  cairo_save (cr);
  cairo_translate (cr, viewport->x, viewport->y);
  cairo_scale (cr, factor, factor);
  cairo_set_source_surface (cr, self->part.surface, self->part.x, self->part.y);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_paint (cr);
  cairo_restore (cr);
}
