/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The columns of a table view: cells, which follow their row's "changed", and the sort order chosen in the header. */

#include "hw-table-view-private.h"

#include <glib/gi18n.h>

#include "hw-describe.h"

#define MARK_ICON "media-record-symbolic"

/* A column of a view; lives as long as the column's factory. */
typedef struct {
  HwTableView    *view; /* borrowed: it owns the column */
  guint           column;
  const HwColumn *what;
} HwCells;

static char *
dup_text (HwTable        *table,
          guint           row,
          guint           column,
          const HwColumn *what)
{
  g_autofree char *digits = NULL;
  gint64 number;

  if (what->type == HW_COLUMN_TEXT)
    return hw_table_get_text (table, row, column);
  if (!hw_table_get_number (table, row, column, &number))
    return g_strdup ("");
  if (what->type == HW_COLUMN_BOOLEAN)
    return g_strdup (number ? _ ("yes") : _ ("no"));
  digits = hw_describe_number (number);
  return what->type == HW_COLUMN_BYTES ? g_strdup_printf (_ ("%s B"), digits) : g_steal_pointer (&digits);
}

char *
_hw_table_view_dup_mark (HwTableView *self,
                         HwTableRow  *row)
{
  HwTable *table = hw_table_row_get_table (row);
  guint number = hw_table_row_get_number (row);
  guint step = hw_session_get_image_step (self->session);

  if (hw_table_kind_needs_timeline (self->kind)) {
    gboolean everything_is = self->kind == HW_TABLE_EVENTS && !self->whole_record;

    return !everything_is && hw_table_get_step (table, number) == step ? g_strdup (_ ("in this step")) : NULL;
  }
  return self->changes != NULL ? g_strdup (hw_changes_lookup (self->changes, hw_table_get_serial (table, number))) : NULL;
}

/* ------------------------------------------------------------------------------------------------------------------ cells */

/* A list view keeps two hundred rows, so cells are light: the first has a label, which gives the row its height, and a mark before
 * it; the others have a text that measures nothing. */
static GtkWidget *
cell_get_mark (GtkListItem *item)
{
  return gtk_widget_get_first_child (gtk_list_item_get_child (item));
}

static void
cell_set_text (GtkListItem *item,
               guint        column,
               const char  *text)
{
  GtkWidget *child = gtk_list_item_get_child (item);

  if (column == 0)
    gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (child)), text);
  else
    gtk_inscription_set_text (GTK_INSCRIPTION (child), text);
}

static void
show_cell (GtkListItem *item,
           HwTableRow  *row,
           HwCells     *cells)
{
  g_autofree char *text = dup_text (hw_table_row_get_table (row), hw_table_row_get_number (row), cells->column, cells->what);

  cell_set_text (item, cells->column, text);
  if (cells->column == 0) {
    g_autofree char *mark = _hw_table_view_dup_mark (cells->view, row);
    GtkWidget *icon = cell_get_mark (item);

    /* Each change of a tooltip asks the display where the pointer is, and waits for the answer. */
    if (g_strcmp0 (gtk_widget_get_tooltip_text (icon), mark) == 0)
      return;
    gtk_widget_set_opacity (icon, mark != NULL);
    gtk_widget_set_tooltip_text (icon, mark);
    gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, mark != NULL ? mark : "", -1);
  }
}

static void
row_changed_cb (HwTableRow  *row,
                GtkListItem *item)
{
  show_cell (item, row, g_object_get_data (G_OBJECT (item), "hw-cells"));
}

/* Room for what a column usually holds, in characters. */
static guint
count_chars (HwColumnType type)
{
  switch (type) {
  case HW_COLUMN_TEXT:
    return 12;
  case HW_COLUMN_INTEGER:
    return 7;
  case HW_COLUMN_BYTES:
    return 10;
  case HW_COLUMN_BOOLEAN:
  default:
    return 5;
  }
}

static GtkWidget *
make_first_cell (gboolean right)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name (MARK_ICON);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_image_set_pixel_size (GTK_IMAGE (icon), 8);
  gtk_widget_set_opacity (icon, 0);
  gtk_widget_add_css_class (icon, "accent");
  gtk_label_set_xalign (GTK_LABEL (label), right ? 1 : 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), right ? 7 : 16);
  gtk_widget_set_hexpand (label, TRUE);
  if (right)
    gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static int
get_char_width (HwTableView *self)
{
  PangoFontMetrics *metrics;

  if (self->char_width > 0)
    return self->char_width;
  metrics = pango_context_get_metrics (gtk_widget_get_pango_context (GTK_WIDGET (self)), NULL, NULL);
  self->char_width = PANGO_PIXELS_CEIL (pango_font_metrics_get_approximate_char_width (metrics));
  pango_font_metrics_unref (metrics);
  return self->char_width;
}

static GtkWidget *
make_cell (HwCells *cells,
           gboolean right)
{
  GtkWidget *text = gtk_inscription_new (NULL);
  int width = (int) count_chars (cells->what->type) * get_char_width (cells->view);

  gtk_inscription_set_xalign (GTK_INSCRIPTION (text), right ? 1 : 0);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (text), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (text), 0);
  gtk_widget_set_size_request (text, width, -1);
  if (right)
    gtk_widget_add_css_class (text, "numeric");
  return text;
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          HwCells                  *cells)
{
  gboolean right = cells->what->type == HW_COLUMN_INTEGER || cells->what->type == HW_COLUMN_BYTES;
  GtkWidget *cell = cells->column == 0 ? make_first_cell (right) : make_cell (cells, right);

  if (right)
    gtk_widget_set_margin_end (cell, 10);
  gtk_list_item_set_child (item, cell);
  g_object_set_data (G_OBJECT (item), "hw-cells", cells);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         HwCells                  *cells)
{
  HwTableRow *row = gtk_list_item_get_item (item);

  show_cell (item, row, cells);
  g_signal_connect (row, "changed", G_CALLBACK (row_changed_cb), item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           HwCells                  *cells)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), row_changed_cb, item);
}

/* ------------------------------------------------------------------------------------------------------------------ order */

/* Never sorts anything: it tells which column the header asks for. Whatever is compared first comes first, so a result that is
 * turned round means descending. */
static int
probe_cb (gconstpointer a,
          gconstpointer b,
          gpointer      data)
{
  HwCells *cells = data;

  if (cells->view->probed_column == G_MAXUINT)
    cells->view->probed_column = cells->column;
  return -1;
}

gboolean
_hw_table_view_read_order (HwTableView *self)
{
  g_autoptr (GObject) first = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (GObject) second = g_object_new (G_TYPE_OBJECT, NULL);
  guint column = self->sort_column;
  gboolean descending = self->descending;

  self->probed_column = G_MAXUINT;
  self->descending = gtk_sorter_compare (gtk_column_view_get_sorter (self->columns), first, second) == GTK_ORDERING_LARGER;
  self->sort_column = self->probed_column;
  return self->sort_column != column || self->descending != descending;
}

void
_hw_table_view_add_columns (HwTableView *self)
{
  guint n_columns;
  const HwColumn *columns = hw_table_kind_get_columns (self->kind, &n_columns);

  for (guint i = 0; i < n_columns; i++) {
    HwCells *cells = g_new (HwCells, 1);
    GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
    g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (probe_cb, cells, NULL));
    g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (_ (columns[i].title), factory);

    *cells = (HwCells) { self, i, &columns[i] };
    g_object_set_data_full (G_OBJECT (column), "hw-cells", cells, g_free);
    g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), cells);
    g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), cells);
    g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), cells);
    gtk_column_view_column_set_sorter (column, sorter);
    gtk_column_view_column_set_resizable (column, TRUE);
    gtk_column_view_column_set_expand (column, columns[i].type == HW_COLUMN_TEXT);
    gtk_column_view_append_column (self->columns, column);
  }
}
