/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The notes that are pinned to objects, as small papers below their nodes: one line each, the whole of it is in the node's
 * tooltip. */

#include "hw-canvas-view-private.h"

#include <math.h>

/* In points. */
#define TEXT_SIZE 10.5
#define MAX_WIDTH 200.0
#define PADDING 4.0
#define OVERLAP 3.0
#define FOLD 5.0
/* Below this zoom a paper has no text. */
#define LEAST_ZOOM 0.45

static const GdkRGBA paper_colour = { 0.976f, 0.941f, 0.42f, 0.96f };
static const GdkRGBA edge_colour = { 0.78f, 0.65f, 0.05f, 1 };
static const GdkRGBA ink_colour = { 0.14f, 0.12f, 0.02f, 1 };

const char *
_hw_canvas_view_get_note (HwCanvasView *self,
                          guint32       serial)
{
  return self->notes != NULL && serial != 0 ? g_hash_table_lookup (self->notes, GUINT_TO_POINTER (serial)) : NULL;
}

static PangoLayout *
make_layout (HwCanvasView *self,
             const char   *text)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  const PangoFontDescription *own = pango_context_get_font_description (pango_layout_get_context (layout));
  PangoFontDescription *font = pango_font_description_copy (own);

  pango_font_description_set_absolute_size (font, TEXT_SIZE * self->viewport.zoom * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, (int) (MAX_WIDTH * self->viewport.zoom * PANGO_SCALE));
  return layout;
}

/* A sheet whose lower right corner is folded. */
static void
draw_sheet (cairo_t *cr,
            double   x,
            double   y,
            double   width,
            double   height,
            double   fold)
{
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x + width, y);
  cairo_line_to (cr, x + width, y + height - fold);
  cairo_line_to (cr, x + width - fold, y + height);
  cairo_line_to (cr, x, y + height);
  cairo_close_path (cr);
  gdk_cairo_set_source_rgba (cr, &paper_colour);
  cairo_fill_preserve (cr);
  cairo_set_line_width (cr, 1);
  gdk_cairo_set_source_rgba (cr, &edge_colour);
  cairo_stroke (cr);
  cairo_move_to (cr, x + width, y + height - fold);
  cairo_line_to (cr, x + width - fold, y + height - fold);
  cairo_line_to (cr, x + width - fold, y + height);
  cairo_stroke (cr);
}

static void
draw_paper (HwCanvasView *self,
            cairo_t      *cr,
            const HwRect *rect,
            const char   *text)
{
  HwRect view = hw_viewport_to_view (&self->viewport, rect);
  double zoom = self->viewport.zoom, x = floor (view.x + 10 * zoom) + 0.5;
  double y = floor (view.y + view.height - OVERLAP * zoom) + 0.5;
  g_autoptr (PangoLayout) layout = NULL;
  int width, height;

  if (y > self->viewport.height || view.y + view.height + 40 < 0 || x > self->viewport.width || view.x + view.width < 0)
    return;
  if (zoom < LEAST_ZOOM) {
    draw_sheet (cr, x, y, 9, 7, 3);
    return;
  }
  layout = make_layout (self, text);
  pango_layout_get_pixel_size (layout, &width, &height);
  draw_sheet (cr, x, y, ceil (width + 2 * PADDING * zoom + FOLD * zoom), ceil (height + PADDING * zoom), FOLD * zoom);
  gdk_cairo_set_source_rgba (cr, &ink_colour);
  cairo_move_to (cr, x + PADDING * zoom, y + PADDING * zoom / 2);
  pango_cairo_show_layout (cr, layout);
}

void
_hw_canvas_view_draw_papers (HwCanvasView *self,
                             cairo_t      *cr)
{
  GHashTableIter iter;
  gpointer serial, text;

  if (self->notes == NULL)
    return;
  g_hash_table_iter_init (&iter, self->notes);
  while (g_hash_table_iter_next (&iter, &serial, &text)) {
    guint node = hw_scene_find (self->scene, GPOINTER_TO_UINT (serial));
    HwRect rect;

    if (node == G_MAXUINT)
      continue;
    rect = _hw_canvas_view_get_rect (self, node);
    draw_paper (self, cr, &rect, text);
  }
}
