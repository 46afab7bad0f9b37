/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the inspector lights up in the graph: the way that holds an object, as a broad line from node to node; or what the loss
 * of a reference would do: the reference struck out, what would be freed numbered in its order, by counting with a solid ring,
 * by the next pass with a broken one. Where things are is found once for each scene and highlight, not for each frame. */

#include "hw-canvas-view-private.h"

/* Objects that are marked as freed. */
#define MAX_FREED 500
#define BADGE 9.0
#define FALLBACK_RED ((GdkRGBA) { 0.88f, 0.11f, 0.14f, 1 })

typedef enum {
  WAY,
  CUT,
  FREED,
  COLLECTED,
} HwLightKind;

/* An edge, a row or a node of the scene. */
typedef struct {
  HwLightKind kind;
  guint       edge; /* or G_MAXUINT */
  HwRect      rect; /* of the row or node */
  guint       number;
} HwLight;

GArray *
_hw_canvas_view_new_lights (void)
{
  return g_array_new (FALSE, FALSE, sizeof (HwLight));
}

static guint
hash_edge (gconstpointer key)
{
  const HwEdge *edge = key;

  return edge->holder * 31 + edge->slot;
}

static gboolean
is_same_edge (gconstpointer a,
              gconstpointer b)
{
  const HwEdge *first = a, *second = b;

  return first->holder == second->holder && first->slot == second->slot;
}

static void
add_edges (GHashTable *table,
           GArray     *edges,
           HwLightKind kind)
{
  for (guint i = 0; i < edges->len; i++)
    g_hash_table_insert (table, &g_array_index (edges, HwEdge, i), GINT_TO_POINTER (kind + 1));
}

static void
add_rect (HwCanvasView *self,
          HwLightKind   kind,
          const HwRect *rect,
          guint         number)
{
  HwLight light = { kind, G_MAXUINT, *rect, number };

  g_array_append_val (self->lights, light);
}

/* References are drawn as edges, or, to small values, as rows. */
static void
find_references (HwCanvasView *self)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new (hash_edge, is_same_edge);
  guint n_nodes, n_edges;
  const HwSceneNode *nodes = hw_scene_get_nodes (self->scene, &n_nodes);
  const HwSceneEdge *edges = hw_scene_get_edges (self->scene, &n_edges);

  add_edges (wanted, self->highlight->way, WAY);
  add_edges (wanted, self->highlight->cut, CUT);
  for (guint i = 0; i < n_edges; i++) {
    const HwSceneRow *row = edges[i].from_row != G_MAXUINT ? &nodes[edges[i].from].rows[edges[i].from_row] : NULL;
    HwEdge edge = { row != NULL ? row->holder : 0, row != NULL ? row->slot : 0 };
    HwLight light = { GPOINTER_TO_INT (g_hash_table_lookup (wanted, &edge)) - 1, i, { 0 }, 0 };

    if (row == NULL || (int) light.kind < 0)
      continue;
    g_array_append_val (self->lights, light);
    g_hash_table_remove (wanted, &edge);
    if (light.kind == WAY) {
      add_rect (self, WAY, &nodes[edges[i].from].rect, 0);
      add_rect (self, WAY, &nodes[edges[i].to].rect, 0);
    }
  }
  for (guint i = 0; i < n_nodes && g_hash_table_size (wanted) > 0; i++)
    for (guint k = 0; k < nodes[i].n_rows; k++) {
      HwEdge edge = { nodes[i].rows[k].holder, nodes[i].rows[k].slot };
      int kind = GPOINTER_TO_INT (g_hash_table_lookup (wanted, &edge)) - 1;

      if (kind >= 0)
        add_rect (self, kind, &nodes[i].rows[k].rect, 0);
    }
}

static void
find_objects (HwCanvasView *self,
              GArray       *serials,
              HwLightKind   kind,
              guint         n_before)
{
  const HwSceneNode *nodes = hw_scene_get_nodes (self->scene, &(guint) { 0 });

  for (guint i = 0; i < serials->len && i < MAX_FREED; i++) {
    guint node = hw_scene_find (self->scene, g_array_index (serials, guint32, i));

    if (node != G_MAXUINT)
      add_rect (self, kind, &nodes[node].rect, n_before + i + 1);
  }
}

void
_hw_canvas_view_find_highlight (HwCanvasView *self)
{
  g_array_set_size (self->lights, 0);
  if (self->scene == NULL || self->highlight == NULL)
    return;
  find_references (self);
  find_objects (self, self->highlight->freed, FREED, 0);
  find_objects (self, self->highlight->collected, COLLECTED, self->highlight->freed->len);
}

/* ---------------------------------------------------------------------------------------------------------------- drawing */

/* The order in which an object would be freed, at the node's top right corner. */
static void
draw_number (HwCanvasView  *self,
             cairo_t       *cr,
             const HwLight *light)
{
  HwRect view = hw_viewport_to_view (&self->viewport, &light->rect);
  g_autofree char *text = g_strdup_printf ("%u", light->number);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  double x = view.x + view.width, y = view.y;
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  cairo_arc (cr, x, y, MAX (BADGE, width / 2.0 + 3), 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_save (cr);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_move_to (cr, x - width / 2.0, y - height / 2.0);
  pango_cairo_show_layout (cr, layout);
  cairo_restore (cr);
}

void
_hw_canvas_view_draw_highlight (HwCanvasView *self,
                                cairo_t      *cr)
{
  const HwSceneEdge *edges = self->scene != NULL ? hw_scene_get_edges (self->scene, &(guint) { 0 }) : NULL;
  GdkRGBA way = _hw_canvas_view_get_colour (self, "purple_2", (GdkRGBA) { 0.75f, 0.38f, 0.8f, 1 });
  GdkRGBA loss = _hw_canvas_view_get_colour (self, "red_3", FALLBACK_RED);

  way.alpha = 0.6f;
  for (guint i = 0; i < self->lights->len; i++) {
    const HwLight *light = &g_array_index (self->lights, HwLight, i);

    gdk_cairo_set_source_rgba (cr, light->kind == WAY ? &way : &loss);
    if (light->kind == CUT || light->kind == COLLECTED)
      cairo_set_dash (cr, (double[]) { 6, 4 }, 2, 0);
    if (light->edge != G_MAXUINT)
      _hw_canvas_view_stroke_edge (self, cr, &edges[light->edge], light->kind == WAY ? 6 : 4);
    else
      _hw_canvas_view_stroke_ring (self, cr, &light->rect, light->kind == WAY ? 2 : 4, light->kind == WAY ? 4 : 2.5);
    cairo_set_dash (cr, NULL, 0, 0);
  }
}

void
_hw_canvas_view_draw_numbers (HwCanvasView *self,
                              cairo_t      *cr)
{
  GdkRGBA loss = _hw_canvas_view_get_colour (self, "red_3", FALLBACK_RED);

  for (guint i = 0; i < self->lights->len; i++) {
    gdk_cairo_set_source_rgba (cr, &loss);
    if (g_array_index (self->lights, HwLight, i).number > 0)
      draw_number (self, cr, &g_array_index (self->lights, HwLight, i));
  }
}
