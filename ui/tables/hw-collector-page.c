/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The collector's page. What a lane says of passes counts those of the record up to the state shown, as gc.get_stats() would
 * from the program's first statement on. */

#include "hw-collector-page.h"

#include <glib/gi18n.h>

#include "hw-describe.h"
#include "hw-walk-pane.h"

#define N_LANES 3

typedef struct {
  GtkWidget *level;
  GtkWidget *count;   /* "12 of 2000" */
  GtkWidget *objects; /* "34 objects" */
  GtkWidget *passes;  /* "2 passes, 8 collected, 0 uncollectable" */
} HwLane;

struct _HwCollectorPage {
  GtkWidget    parent_instance;

  HwSession   *session;
  HwTableView *passes; /* borrowed: in the paned */
  GtkWidget   *paned;
  GtkWidget   *state;
  GtkWidget   *permanent;
  HwLane       lanes[N_LANES];
};

typedef struct {
  guint   n_passes;
  guint64 collected;
  guint64 uncollectable;
} HwPassTotals;

G_DEFINE_FINAL_TYPE (HwCollectorPage, hw_collector_page, GTK_TYPE_WIDGET)

static gint64
get_number (HwTable    *table,
            guint       row,
            const char *name)
{
  guint n_columns;
  const HwColumn *columns = hw_table_get_columns (table, &n_columns);
  gint64 number = 0;

  for (guint i = 0; i < n_columns; i++)
    if (g_str_equal (columns[i].name, name))
      hw_table_get_number (table, row, i, &number);
  return number;
}

/* From the table, which a worker has made: asking the record itself may take a walk over it. */
static void
add_up_passes (HwTable      *table,
               guint         step,
               HwPassTotals  totals[N_LANES])
{
  guint n_rows = table != NULL ? hw_table_get_n_rows (table) : 0;

  for (guint row = 0; row < n_rows && hw_table_get_step (table, row) <= step; row++) {
    HwPassTotals *total = &totals[MIN (get_number (table, row, "generation"), N_LANES - 1)];

    total->n_passes++;
    total->collected += get_number (table, row, "collected");
    total->uncollectable += get_number (table, row, "uncollectable");
  }
}

static void
show_lane (HwLane                  *lane,
           guint                    generation,
           HwImage                 *image,
           const HwCollectorRecord *collector,
           const HwPassTotals      *totals)
{
  guint count = collector->count[generation];
  guint threshold = collector->threshold[generation];
  guint n_objects;
  g_autofree char *value = NULL, *number = NULL, *objects = NULL, *passes = NULL, *limit = NULL;

  hw_image_get_list (image, HW_LIST_GENERATION_0 + generation, &n_objects);
  number = hw_describe_number (count);
  limit = hw_describe_number (threshold);
  value = g_strdup_printf (_ ("count %s of %s"), number, limit);
  objects = g_strdup_printf (ngettext ("%u object", "%u objects", n_objects), n_objects);
  passes = g_strdup_printf (ngettext ("%u pass, collected %" G_GUINT64_FORMAT ", uncollectable %" G_GUINT64_FORMAT,
                                      "%u passes, collected %" G_GUINT64_FORMAT ", uncollectable %" G_GUINT64_FORMAT,
                                      totals->n_passes),
                            totals->n_passes, totals->collected, totals->uncollectable);
  gtk_level_bar_set_max_value (GTK_LEVEL_BAR (lane->level), MAX (threshold, 1));
  gtk_level_bar_set_value (GTK_LEVEL_BAR (lane->level), MIN (count, MAX (threshold, 1)));
  gtk_label_set_text (GTK_LABEL (lane->count), value);
  gtk_label_set_text (GTK_LABEL (lane->objects), objects);
  gtk_label_set_text (GTK_LABEL (lane->passes), passes);
}

static void
refresh (HwCollectorPage *self)
{
  HwImage *image = hw_session_get_image (self->session);
  HwPassTotals totals[N_LANES] = { 0 };
  const HwCollectorRecord *collector;
  guint n_permanent;
  g_autofree char *permanent = NULL;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  gtk_widget_set_visible (gtk_paned_get_start_child (GTK_PANED (self->paned)), image != NULL);
  if (image == NULL)
    return;

  collector = hw_image_get_collector (image);
  add_up_passes (hw_table_view_get_table (self->passes), hw_image_get_step (image), totals);
  for (guint i = 0; i < N_LANES; i++)
    show_lane (&self->lanes[i], i, image, collector, &totals[i]);
  hw_image_get_list (image, HW_LIST_PERMANENT, &n_permanent);
  permanent = g_strdup_printf (ngettext ("Permanent generation: %u object", "Permanent generation: %u objects", n_permanent),
                               n_permanent);
  gtk_label_set_text (GTK_LABEL (self->permanent), permanent);
  gtk_label_set_text (GTK_LABEL (self->state),
                      collector->enabled ? _ ("Automatic passes are enabled") : _ ("Automatic passes are disabled"));
}

static GtkWidget *
make_label (const char *css_class,
            float       xalign)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
make_lane (HwLane *lane,
           guint   generation)
{
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *title = make_label ("heading", 0);
  g_autofree char *text = g_strdup_printf (_ ("Generation %u"), generation);

  gtk_label_set_text (GTK_LABEL (title), text);
  lane->level = gtk_level_bar_new ();
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (lane->level), GTK_LEVEL_BAR_OFFSET_LOW);
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (lane->level), GTK_LEVEL_BAR_OFFSET_HIGH);
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (lane->level), GTK_LEVEL_BAR_OFFSET_FULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (lane->level), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  lane->count = make_label ("numeric", 1);
  lane->objects = make_label ("caption", 0);
  lane->passes = make_label ("caption", 0);
  gtk_widget_add_css_class (lane->objects, "dim-label");
  gtk_widget_add_css_class (lane->passes, "dim-label");
  gtk_label_set_wrap (GTK_LABEL (lane->passes), TRUE);
  gtk_widget_set_hexpand (lane->count, TRUE);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 3);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_attach (GTK_GRID (grid), title, 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), lane->count, 1, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), lane->level, 0, 1, 2, 1);
  gtk_grid_attach (GTK_GRID (grid), lane->objects, 0, 2, 2, 1);
  gtk_grid_attach (GTK_GRID (grid), lane->passes, 0, 3, 2, 1);
  return grid;
}

static GtkWidget *
make_lanes (HwCollectorPage *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);

  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  for (guint i = 0; i < N_LANES; i++)
    gtk_box_append (GTK_BOX (box), make_lane (&self->lanes[i], i));
  self->permanent = make_label ("caption", 0);
  self->state = make_label ("caption", 0);
  gtk_box_append (GTK_BOX (box), self->permanent);
  gtk_box_append (GTK_BOX (box), self->state);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  return scroller;
}

static void
hw_collector_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hw_collector_page_parent_class)->map (widget);
  refresh (HW_COLLECTOR_PAGE (widget));
}

static void
hw_collector_page_dispose (GObject *object)
{
  HwCollectorPage *self = HW_COLLECTOR_PAGE (object);

  g_clear_pointer (&self->paned, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hw_collector_page_parent_class)->dispose (object);
}

static void
hw_collector_page_class_init (HwCollectorPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hw_collector_page_dispose;
  GTK_WIDGET_CLASS (klass)->map = hw_collector_page_map;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
hw_collector_page_init (HwCollectorPage *self)
{
  self->paned = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_parent (self->paned, GTK_WIDGET (self));
}

GtkWidget *
hw_collector_page_new (HwSession   *session,
                       HwTableView *passes)
{
  HwCollectorPage *self = g_object_new (HW_TYPE_COLLECTOR_PAGE, NULL);
  GtkWidget *records = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL);

  self->session = g_object_ref (session);
  gtk_paned_set_start_child (GTK_PANED (self->paned), make_lanes (self));
  self->passes = passes;
  gtk_widget_set_size_request (GTK_WIDGET (passes), 200, -1);
  gtk_paned_set_start_child (GTK_PANED (records), GTK_WIDGET (passes));
  gtk_paned_set_shrink_start_child (GTK_PANED (records), FALSE);
  gtk_paned_set_end_child (GTK_PANED (records), hw_walk_pane_new (session, passes));
  gtk_paned_set_end_child (GTK_PANED (self->paned), records);
  gtk_paned_set_resize_start_child (GTK_PANED (self->paned), FALSE);
  gtk_paned_set_shrink_start_child (GTK_PANED (self->paned), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (self->paned), TRUE);
  g_signal_connect_object (session, "notify::image", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (passes, "notify::summary", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
