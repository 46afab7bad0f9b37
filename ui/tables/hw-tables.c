/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The notebook of tables. The filter entry and the row count stand at the end of the tabs and belong to the page shown; each
 * page keeps its own filter text. */

#include "hw-tables.h"

#include <glib/gi18n.h>

#include "hw-collector-page.h"
#include "hw-table-view.h"

/* X (table, tab label). The collector's page has more than its table on it. */
#define HW_PAGE_LIST(X)                    \
  X (OBJECTS, N_ ("Objects"))              \
  X (NAMES, N_ ("Names"))                  \
  X (REFERENCES, N_ ("References"))        \
  X (WEAKREFS, N_ ("Weak refs"))           \
  X (CYCLES, N_ ("Cycles"))                \
  X (COLLECTIONS, N_ ("Collector"))        \
  X (ALLOCATIONS, N_ ("Allocations"))      \
  X (SNAPSHOTS, N_ ("Snapshots"))          \
  X (EVENTS, N_ ("Events"))

enum {
#define HW_X(id, label) PAGE_##id,
  HW_PAGE_LIST (HW_X)
#undef HW_X
  N_PAGES,
};

static const struct {
  HwTableKind kind;
  const char *label;
} pages[N_PAGES] = {
#define HW_X(id, label) { HW_TABLE_##id, label },
  HW_PAGE_LIST (HW_X)
#undef HW_X
};

struct _HwTables {
  GtkWidget    parent_instance;

  GtkWidget   *notebook;
  GtkWidget   *filter;
  GtkWidget   *summary;
  GtkWidget   *whole;          /* "Whole record", for the events */
  HwTableView *views[N_PAGES]; /* borrowed */
  char        *filters[N_PAGES];
  guint        page;
};

G_DEFINE_FINAL_TYPE (HwTables, hw_tables, GTK_TYPE_WIDGET)

static void
show_summary (HwTables *self)
{
  gtk_label_set_text (GTK_LABEL (self->summary), hw_table_view_get_summary (self->views[self->page]));
}

static void
switch_page_cb (GtkNotebook *notebook,
                GtkWidget   *child,
                guint        page,
                HwTables    *self)
{
  self->page = page;
  gtk_editable_set_text (GTK_EDITABLE (self->filter), self->filters[page]);
  gtk_widget_set_visible (self->whole, page == PAGE_EVENTS);
  show_summary (self);
}

static void
filter_cb (HwTables *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->filter));

  g_free (self->filters[self->page]);
  self->filters[self->page] = g_strdup (text);
  hw_table_view_set_filter (self->views[self->page], text);
}

static void
filter_stop_cb (HwTables *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->filter), "");
  gtk_widget_child_focus (GTK_WIDGET (self->views[self->page]), GTK_DIR_TAB_FORWARD);
}

static void
whole_cb (HwTables *self)
{
  hw_table_view_set_whole_record (self->views[PAGE_EVENTS], gtk_check_button_get_active (GTK_CHECK_BUTTON (self->whole)));
}

/* A tab is a widget of the notebook's own around our label, and would be called "Tab" by screen readers. */
static void
name_tab (GtkWidget *label)
{
  GtkWidget *tab = gtk_widget_get_parent (label);
  const char *text = gtk_label_get_text (GTK_LABEL (label));

  gtk_accessible_update_property (GTK_ACCESSIBLE (tab), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
hw_tables_dispose (GObject *object)
{
  HwTables *self = HW_TABLES (object);

  if (self->notebook != NULL)
    g_signal_handlers_disconnect_by_data (self->notebook, self);
  g_clear_pointer (&self->notebook, gtk_widget_unparent);
  G_OBJECT_CLASS (hw_tables_parent_class)->dispose (object);
}

static void
hw_tables_finalize (GObject *object)
{
  HwTables *self = HW_TABLES (object);

  for (guint i = 0; i < N_PAGES; i++)
    g_free (self->filters[i]);
  G_OBJECT_CLASS (hw_tables_parent_class)->finalize (object);
}

static void
hw_tables_class_init (HwTablesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hw_tables_dispose;
  G_OBJECT_CLASS (klass)->finalize = hw_tables_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
make_tools (HwTables *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->whole = gtk_check_button_new_with_label (_ ("Whole record"));
  gtk_widget_set_tooltip_text (self->whole, _ ("List the events of all statements, not only those of the statement shown"));
  g_signal_connect_swapped (self->whole, "toggled", G_CALLBACK (whole_cb), self);
  self->summary = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->summary, "dim-label");
  gtk_widget_add_css_class (self->summary, "caption");
  gtk_widget_add_css_class (self->summary, "numeric");
  self->filter = gtk_search_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (self->filter), 14);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->filter), 22);
  g_object_set (self->filter, "placeholder-text", _ ("Filter rows"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->filter), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Filter rows"), -1);
  g_signal_connect_swapped (self->filter, "search-changed", G_CALLBACK (filter_cb), self);
  g_signal_connect_swapped (self->filter, "stop-search", G_CALLBACK (filter_stop_cb), self);

  gtk_widget_set_margin_end (box, 6);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), self->whole);
  gtk_box_append (GTK_BOX (box), self->summary);
  gtk_box_append (GTK_BOX (box), self->filter);
  return box;
}

static void
hw_tables_init (HwTables *self)
{
  self->notebook = gtk_notebook_new ();
  gtk_notebook_set_scrollable (GTK_NOTEBOOK (self->notebook), TRUE);
  gtk_notebook_set_show_border (GTK_NOTEBOOK (self->notebook), FALSE);
  gtk_widget_add_css_class (self->notebook, "tables");
  gtk_notebook_set_action_widget (GTK_NOTEBOOK (self->notebook), make_tools (self), GTK_PACK_END);
  gtk_widget_set_parent (self->notebook, GTK_WIDGET (self));
  for (guint i = 0; i < N_PAGES; i++)
    self->filters[i] = g_strdup ("");
}

GtkWidget *
hw_tables_new (HwSession *session)
{
  HwTables *self = g_object_new (HW_TYPE_TABLES, NULL);

  for (guint i = 0; i < N_PAGES; i++) {
    GtkWidget *view = hw_table_view_new (session, pages[i].kind);
    GtkWidget *label = gtk_label_new (_ (pages[i].label));
    GtkWidget *page = i == PAGE_COLLECTIONS ? hw_collector_page_new (session, HW_TABLE_VIEW (view)) : view;

    self->views[i] = HW_TABLE_VIEW (view);
    g_signal_connect_object (view, "notify::summary", G_CALLBACK (show_summary), self, G_CONNECT_SWAPPED);
    gtk_notebook_append_page (GTK_NOTEBOOK (self->notebook), page, label);
    name_tab (label);
  }
  g_signal_connect (self->notebook, "switch-page", G_CALLBACK (switch_page_cb), self);
  switch_page_cb (GTK_NOTEBOOK (self->notebook), NULL, PAGE_OBJECTS, self);
  return GTK_WIDGET (self);
}

gboolean
hw_tables_show_page (HwTables   *self,
                     const char *name)
{
  HwTableKind kind;

  g_return_val_if_fail (HW_IS_TABLES (self), FALSE);

  if (!hw_table_kind_parse (name, &kind))
    return FALSE;
  for (guint i = 0; i < N_PAGES; i++)
    if (pages[i].kind == kind) {
      gtk_notebook_set_current_page (GTK_NOTEBOOK (self->notebook), (int) i);
      return TRUE;
    }
  return FALSE;
}

void
hw_tables_focus_filter (HwTables *self)
{
  g_return_if_fail (HW_IS_TABLES (self));

  gtk_widget_grab_focus (self->filter);
}
