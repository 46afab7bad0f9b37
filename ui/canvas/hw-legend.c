/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The legend. Its entries are read off the scene's own nodes and edges, or are the scale that those are coloured by, so it can never
 * disagree with the picture. */

#include "hw-legend.h"

#include <glib/gi18n.h>

#include "hw-describe.h"

/* A scale, and the three that are no colours. */
#define MAX_ENTRIES 9

typedef enum {
  SWATCH_BOX,
  SWATCH_FADED, /* as unreachable objects are drawn */
  SWATCH_STRONG,
  SWATCH_WEAK,
} HwSwatchKind;

typedef struct {
  HwSwatchKind kind;
  guint32      fill;
  guint32      border;
  char        *mark;
  char        *text;
  int          order;
} HwLegendEntry;

struct _HwLegend {
  GtkWidget  parent_instance;

  GtkWidget *box;
  GPtrArray *entries; /* HwLegendEntry: those shown */
};

G_DEFINE_FINAL_TYPE (HwLegend, hw_legend, GTK_TYPE_WIDGET)

static void
entry_free (gpointer data)
{
  HwLegendEntry *entry = data;

  g_free (entry->mark);
  g_free (entry->text);
  g_free (entry);
}

static void
set_colour (cairo_t *cr,
            guint32  colour)
{
  cairo_set_source_rgb (cr, (colour >> 16 & 0xff) / 255.0, (colour >> 8 & 0xff) / 255.0, (colour & 0xff) / 255.0);
}

static void
draw_line (GtkWidget *area,
           cairo_t   *cr,
           gboolean   weak,
           int        width,
           int        height)
{
  GdkRGBA colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (area), &colour);
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_set_line_width (cr, 1.5);
  if (weak)
    cairo_set_dash (cr, (double[]) { 4, 3 }, 2, 0);
  cairo_move_to (cr, 1, height / 2.0);
  cairo_line_to (cr, width - 5, height / 2.0);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_move_to (cr, width - 1, height / 2.0);
  cairo_rel_line_to (cr, -6, -3.5);
  cairo_rel_line_to (cr, 0, 7);
  cairo_close_path (cr);
  cairo_fill (cr);
}

static void
draw_swatch_cb (GtkDrawingArea *area,
                cairo_t        *cr,
                int             width,
                int             height,
                gpointer        data)
{
  const HwLegendEntry *entry = data;
  g_autoptr (PangoLayout) layout = NULL;
  int text_width, text_height;

  if (entry->kind == SWATCH_STRONG || entry->kind == SWATCH_WEAK) {
    draw_line (GTK_WIDGET (area), cr, entry->kind == SWATCH_WEAK, width, height);
    return;
  }
  cairo_rectangle (cr, 0.5, 0.5, width - 1, height - 1);
  set_colour (cr, entry->fill);
  cairo_fill_preserve (cr);
  set_colour (cr, entry->border);
  cairo_set_line_width (cr, 1);
  if (entry->kind == SWATCH_FADED)
    cairo_set_dash (cr, (double[]) { 3, 2 }, 2, 0);
  cairo_stroke (cr);

  layout = gtk_widget_create_pango_layout (GTK_WIDGET (area), entry->mark);
  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  cairo_move_to (cr, (width - text_width) / 2.0, (height - text_height) / 2.0);
  set_colour (cr, entry->border);
  pango_cairo_show_layout (cr, layout);
}

/* ---------------------------------------------------------------------------------------------------------------- entries */

static char *
capitalised (const char *text)
{
  g_autofree char *first = g_utf8_substring (text, 0, 1);
  g_autofree char *upper = g_utf8_strup (first, -1);

  return g_strconcat (upper, g_utf8_next_char (text), NULL);
}

/* What a shade of a scale stands for, in words. */
static char *
dup_shade (HwColour       colour,
           const HwShade *shade)
{
  g_autofree char *from = NULL, *to = NULL;

  if (colour == HW_COLOUR_AGE) {
    if (shade->from == HW_AGE_OF_THE_INTERPRETER)
      return g_strdup (_ ("There from the start"));
    if (shade->from == 0)
      return g_strdup (_ ("Made just now"));
    from = hw_describe_number ((gint64) shade->from);
    to = hw_describe_number ((gint64) shade->to);
    return g_strdup_printf (shade->to + 1 == HW_AGE_OF_THE_INTERPRETER ? _ ("%s steps old or more") : _ ("Up to %s steps old"),
                            shade->to + 1 == HW_AGE_OF_THE_INTERPRETER ? from : to);
  }
  from = hw_describe_bytes (shade->from);
  to = hw_describe_bytes (shade->to + 1);
  if (shade->from == 0)
    return g_strdup_printf (_ ("Under %s"), to);
  return g_strdup_printf (shade->to == G_MAXUINT64 ? _ ("%s or more") : _ ("From %s"), from);
}

/* What the colour of the object's node stands for; NULL if that is a shade of a scale. */
static char *
dup_meaning (HwImage  *image,
             guint     object,
             HwColour  colour,
             int      *order)
{
  const HwObjectRecord *record = &hw_image_get_objects (image, NULL)[object];

  switch (colour) {
  case HW_COLOUR_TYPE:
    *order = 0;
    return g_strdup (hw_image_get_type_name (image, object));
  case HW_COLOUR_REACHABILITY:
    *order = !record->reachable;
    return g_strdup (record->reachable ? _ ("Reachable") : _ ("Unreachable"));
  case HW_COLOUR_AGE:
  case HW_COLOUR_SIZE:
  case HW_COLOUR_RETAINED:
    return NULL; /* the scale says it */
  case HW_COLOUR_GENERATION:
  case HW_N_COLOURS:
  default:
    *order = record->generation < 0 ? 9 : record->generation;
    return capitalised (hw_describe_generation (record->generation));
  }
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const HwLegendEntry *first = *(HwLegendEntry *const *) a, *second = *(HwLegendEntry *const *) b;

  if (first->kind != second->kind)
    return (int) first->kind - (int) second->kind;
  return first->order != second->order ? first->order - second->order : g_utf8_collate (first->text, second->text);
}

static HwLegendEntry *
add_entry (GPtrArray   *entries,
           HwSwatchKind kind,
           char        *text)
{
  HwLegendEntry *entry;

  for (guint i = 0; i < entries->len; i++) {
    const HwLegendEntry *known = entries->pdata[i];

    if (known->kind == kind && g_str_equal (known->text, text)) {
      g_free (text);
      return NULL;
    }
  }
  entry = g_new0 (HwLegendEntry, 1);
  entry->kind = kind;
  entry->text = text;
  entry->mark = g_strdup ("");
  g_ptr_array_add (entries, entry);
  return entry;
}

/* What the colour of a node that stands for many objects means; NULL where they have nothing in common. */
static char *
dup_group_meaning (HwImage           *image,
                   const HwSceneNode *node,
                   HwColour           colour,
                   int               *order)
{
  guint object = hw_image_find (image, node->serial);

  /* Known by its class, or by one of its objects; those of several classes have no mark. */
  if (colour == HW_COLOUR_TYPE && object != HW_NO_OBJECT && *node->mark != '\0') {
    const HwObjectRecord *record = &hw_image_get_objects (image, NULL)[object];

    return g_strdup (record->kind == HW_KIND_TYPE ? hw_image_get_text (image, record->text) : hw_image_get_type_name (image, object));
  }
  if (colour == HW_COLOUR_GENERATION && node->mark[0] == 'g' && g_ascii_isdigit (node->mark[1])) {
    *order = g_ascii_digit_value (node->mark[1]);
    return capitalised (hw_describe_generation (*order));
  }
  return NULL;
}

static void
add_node (GPtrArray         *entries,
          HwImage           *image,
          const HwSceneNode *node,
          HwColour           colour)
{
  guint object = hw_image_find (image, node->serial);
  gboolean faded = !node->reachable && colour != HW_COLOUR_REACHABILITY;
  HwLegendEntry *entry;
  int order = 0;
  char *text;

  if (node->kind == HW_NODE_FRAME || (node->kind == HW_NODE_OBJECT && object == HW_NO_OBJECT))
    return;
  if (faded)
    text = g_strdup (_ ("Unreachable"));
  else
    text = node->kind == HW_NODE_GROUP ? dup_group_meaning (image, node, colour, &order)
                                       : dup_meaning (image, object, colour, &order);
  if (text == NULL)
    return;
  entry = add_entry (entries, faded ? SWATCH_FADED : SWATCH_BOX, text);
  if (entry == NULL)
    return;
  entry->fill = node->fill;
  entry->border = node->border;
  entry->order = order;
  if (!faded) {
    g_free (entry->mark);
    entry->mark = g_strdup (node->mark);
  }
}

/* A scale is shown whole, whatever of it there is: one shade says little without the others. */
static void
add_scale (GPtrArray *entries,
           HwColour   colour,
           gboolean   dark)
{
  for (guint i = 0; i < hw_colour_count_shades (colour); i++) {
    HwLegendEntry *entry;
    HwShade shade;

    hw_colour_get_shade (colour, dark, i, &shade);
    entry = add_entry (entries, SWATCH_BOX, dup_shade (colour, &shade));
    g_free (entry->mark);
    entry->mark = g_strdup (shade.mark);
    entry->fill = shade.fill;
    entry->border = shade.border;
    entry->order = (int) i;
  }
}

static GPtrArray *
make_entries (HwScene *scene,
              HwImage *image,
              HwColour colour)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (entry_free);
  const HwSceneNode *nodes;
  const HwSceneEdge *edges;
  guint n_nodes, n_edges;

  if (scene == NULL || image == NULL)
    return entries;
  nodes = hw_scene_get_nodes (scene, &n_nodes);
  edges = hw_scene_get_edges (scene, &n_edges);
  add_scale (entries, colour, hw_scene_is_dark (scene));
  for (guint i = 0; i < n_nodes; i++)
    add_node (entries, image, &nodes[i], colour);
  for (guint i = 0; i < n_edges; i++)
    add_entry (entries, edges[i].weak ? SWATCH_WEAK : SWATCH_STRONG,
               g_strdup (edges[i].weak ? _ ("Weak reference") : _ ("Reference")));
  g_ptr_array_sort (entries, compare_entries);
  return entries;
}

static gboolean
same_entries (GPtrArray *a,
              GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++) {
    const HwLegendEntry *first = a->pdata[i], *second = b->pdata[i];

    if (first->kind != second->kind || first->fill != second->fill || first->border != second->border ||
        !g_str_equal (first->mark, second->mark) || !g_str_equal (first->text, second->text))
      return FALSE;
  }
  return TRUE;
}

static void
append_row (HwLegend      *self,
            HwLegendEntry *entry)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *swatch = gtk_drawing_area_new ();
  GtkWidget *label = gtk_label_new (entry->text);

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (swatch), 26);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (swatch), 15);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (swatch), draw_swatch_cb, entry, NULL);
  gtk_widget_add_css_class (swatch, "caption");
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_set_valign (swatch, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), swatch);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (self->box), row);
}

void
hw_legend_set_scene (HwLegend *self,
                     HwScene  *scene,
                     HwImage  *image,
                     HwColour  colour)
{
  g_autoptr (GPtrArray) entries = NULL;
  GtkWidget *child;

  g_return_if_fail (HW_IS_LEGEND (self));

  entries = make_entries (scene, image, colour);
  if (same_entries (entries, self->entries))
    return;
  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  g_ptr_array_unref (self->entries);
  self->entries = g_steal_pointer (&entries);

  for (guint i = 0; i < self->entries->len && i < MAX_ENTRIES; i++)
    append_row (self, self->entries->pdata[i]);
  if (self->entries->len > MAX_ENTRIES) {
    g_autofree char *text = g_strdup_printf (_ ("… %u more"), self->entries->len - MAX_ENTRIES);
    GtkWidget *more = gtk_label_new (text);

    gtk_label_set_xalign (GTK_LABEL (more), 0);
    gtk_widget_add_css_class (more, "caption");
    gtk_box_append (GTK_BOX (self->box), more);
  }
}

static void
hw_legend_dispose (GObject *object)
{
  HwLegend *self = HW_LEGEND (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (hw_legend_parent_class)->dispose (object);
}

static void
hw_legend_finalize (GObject *object)
{
  g_ptr_array_unref (HW_LEGEND (object)->entries);
  G_OBJECT_CLASS (hw_legend_parent_class)->finalize (object);
}

static void
hw_legend_class_init (HwLegendClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hw_legend_dispose;
  G_OBJECT_CLASS (klass)->finalize = hw_legend_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "heaplegend");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
hw_legend_init (HwLegend *self)
{
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Legend"), -1);
}

GtkWidget *
hw_legend_new (void)
{
  return g_object_new (HW_TYPE_LEGEND, NULL);
}
