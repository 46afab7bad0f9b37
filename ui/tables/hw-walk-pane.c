/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The walk of a pass. A row of the phases leads into the pass, to where the phase begins; a row of the decisions selects its object. The
 * phases are told by a worker: one at a time, and a newer wish cancels the one under way. */

#include "hw-walk-pane.h"

#include <glib/gi18n.h>

#include "hw-worker.h"

struct _HwWalkPane {
  GtkWidget    parent_instance;

  HwSession   *session; /* owned */
  HwTableView *passes;  /* borrowed: in the same paned */
  GtkWidget   *box;
  GtkWidget   *title;
  GtkWidget   *previous;
  GtkWidget   *next;
  GtkListBox  *list;
  HwTableView *decisions;

  /* The phases shown; owned. */
  HwTable      *phases;      /* NULL: none, or being made */
  HwTimeline   *timeline;    /* they were made from */
  GCancellable *cancellable; /* of the job under way */
  guint         pass;        /* counted from 1; 0: none */
};

G_DEFINE_FINAL_TYPE (HwWalkPane, hw_walk_pane, GTK_TYPE_WIDGET)

/* The pass of the selected row, else the last one up to the statement that comes next; 0: there is none. */
static guint
find_pass (HwWalkPane *self)
{
  HwTable *table = hw_table_view_get_table (self->passes);
  guint row = hw_table_view_get_selected (self->passes), step = hw_session_get_step (self->session) + 1;
  guint n = table != NULL ? hw_table_get_n_rows (table) : 0;

  if (row != G_MAXUINT)
    return row + 1;
  while (n > 0 && hw_table_get_step (table, n - 1) > step)
    n--;
  return n;
}

/* Where the session stands in the record. */
static guint64
get_position (HwWalkPane *self)
{
  HwTimeline *timeline = hw_session_get_timeline (self->session);
  guint64 position = hw_session_get_position (self->session);

  if (timeline == NULL || position != G_MAXUINT64)
    return position;
  return hw_timeline_get_begin (timeline, hw_session_get_step (self->session) + 1);
}

/* The row of the phases that is the next (or the one before) from where the session stands; G_MAXUINT: none. */
static guint
find_phase (HwWalkPane *self,
            gboolean    backwards)
{
  guint n = self->phases != NULL ? hw_table_get_n_rows (self->phases) : 0;
  guint64 position = get_position (self);

  for (guint i = 0; i < n; i++) {
    guint row = backwards ? n - 1 - i : i;
    guint64 there = hw_table_get_position (self->phases, row);

    if (backwards ? there < position : there > position)
      return row;
  }
  return G_MAXUINT;
}

/* Moves no further than needed for the row to be seen. */
static void
reveal (HwWalkPane *self,
        GtkWidget  *row)
{
  GtkAdjustment *adjustment = gtk_list_box_get_adjustment (self->list);
  graphene_rect_t place;

  if (adjustment != NULL && gtk_widget_compute_bounds (row, GTK_WIDGET (self->list), &place))
    gtk_adjustment_clamp_page (adjustment, place.origin.y, place.origin.y + place.size.height);
}

/* The phase that comes next where the session stands is the one that is selected. */
static void
show_place (HwWalkPane *self)
{
  guint64 position = hw_session_get_position (self->session);
  guint n = self->phases != NULL ? hw_table_get_n_rows (self->phases) : 0, row = n;

  gtk_widget_set_sensitive (self->previous, find_phase (self, TRUE) != G_MAXUINT);
  gtk_widget_set_sensitive (self->next, find_phase (self, FALSE) != G_MAXUINT);
  while (row > 0 && (position == G_MAXUINT64 || hw_table_get_position (self->phases, row - 1) > position))
    row--;
  if (row > 0) {
    GtkListBoxRow *shown = gtk_list_box_get_row_at_index (self->list, (int) row - 1);

    gtk_list_box_select_row (self->list, shown);
    reveal (self, GTK_WIDGET (shown));
  } else {
    gtk_list_box_unselect_all (self->list);
  }
}

static void
go_to_row (HwWalkPane *self,
           guint       row)
{
  hw_session_go_to_position (self->session, hw_table_get_position (self->phases, row));
}

static void
go_to_phase (HwWalkPane *self,
             gboolean    backwards)
{
  guint row = find_phase (self, backwards);

  if (row != G_MAXUINT)
    go_to_row (self, row);
}

static void
activated_cb (HwWalkPane    *self,
              GtkListBoxRow *row)
{
  go_to_row (self, (guint) gtk_list_box_row_get_index (row));
}

static void
previous_cb (HwWalkPane *self)
{
  go_to_phase (self, TRUE);
}

static void
next_cb (HwWalkPane *self)
{
  go_to_phase (self, FALSE);
}

/* --------------------------------------------------------------------------------------------------------------- the phases */

typedef struct {
  HwTimeline *timeline;
  guint       pass;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  hw_timeline_unref (job->timeline);
  g_free (job);
}

static void
work (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  Job *job = data;
  HwTableOptions options = { .pass = job->pass };

  g_task_return_pointer (task, hw_table_new (HW_TABLE_PHASES, NULL, job->timeline, &options, cancellable),
                         (GDestroyNotify) hw_table_unref);
}

/* The cell of the column [name]. Owned. */
static char *
dup_cell (HwTable    *table,
          guint       row,
          const char *name)
{
  guint n_columns;
  const HwColumn *columns = hw_table_get_columns (table, &n_columns);

  for (guint i = 0; i < n_columns; i++)
    if (g_str_equal (columns[i].name, name))
      return hw_table_get_text (table, row, i);
  return g_strdup ("");
}

static void
add_row (HwWalkPane *self,
         guint       row)
{
  g_autofree char *name = dup_cell (self->phases, row, "phase");
  g_autofree char *words = dup_cell (self->phases, row, "words");
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *title = gtk_label_new (name), *sentences = gtk_label_new (words);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  gtk_label_set_xalign (GTK_LABEL (sentences), 0);
  gtk_label_set_wrap (GTK_LABEL (sentences), TRUE);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), sentences);
  gtk_widget_add_css_class (box, "walk-phase");
  gtk_list_box_append (self->list, box);
}

static void
show_phases (HwWalkPane *self)
{
  guint n = self->phases != NULL ? hw_table_get_n_rows (self->phases) : 0;
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < n; i++)
    add_row (self, i);
  show_place (self);
}

static void
told_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (HwWalkPane) self = data;
  g_autoptr (HwTable) table = g_task_propagate_pointer (G_TASK (result), NULL);

  if (self->cancellable != g_task_get_cancellable (G_TASK (result)))
    return;
  g_clear_object (&self->cancellable);
  self->phases = g_steal_pointer (&table);
  show_phases (self);
}

static void
forget (HwWalkPane *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->phases, hw_table_unref);
  g_clear_pointer (&self->timeline, hw_timeline_unref);
}

static void
tell (HwWalkPane *self)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  forget (self);
  self->timeline = hw_session_get_timeline (self->session);
  if (self->timeline == NULL)
    return;
  hw_timeline_ref (self->timeline);
  if (self->pass == 0)
    return;
  job = g_new (Job, 1);
  *job = (Job) { hw_timeline_ref (self->timeline), self->pass };
  self->cancellable = g_cancellable_new ();
  task = g_task_new (NULL, self->cancellable, told_cb, g_object_ref (self));
  g_task_set_source_tag (task, tell);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, job, job_free);
  hw_worker_run (task, work);
}

static void
refresh (HwWalkPane *self)
{
  guint pass = find_pass (self);
  g_autofree char *title = pass > 0 ? g_strdup_printf (_ ("Pass %u"), pass) : g_strdup (_ ("No pass yet"));

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  gtk_label_set_text (GTK_LABEL (self->title), title);
  hw_table_view_set_pass (self->decisions, pass);
  if (pass != self->pass || self->timeline != hw_session_get_timeline (self->session)) {
    self->pass = pass;
    tell (self);
    show_phases (self);
  } else {
    show_place (self);
  }
}

/* ------------------------------------------------------------------------------------------------------------------- class */

static void
hw_walk_pane_dispose (GObject *object)
{
  HwWalkPane *self = HW_WALK_PANE (object);

  forget (self);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hw_walk_pane_parent_class)->dispose (object);
}

static void
hw_walk_pane_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hw_walk_pane_parent_class)->map (widget);
  refresh (HW_WALK_PANE (widget));
}

static void
hw_walk_pane_class_init (HwWalkPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hw_walk_pane_dispose;
  GTK_WIDGET_CLASS (klass)->map = hw_walk_pane_map;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
hw_walk_pane_init (HwWalkPane *self)
{
}

static GtkWidget *
make_button (HwWalkPane *self,
             const char *icon,
             const char *label,
             GCallback   clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
make_head (HwWalkPane *self,
           GtkWidget  *stack)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *switcher = gtk_stack_switcher_new ();

  self->title = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_widget_add_css_class (self->title, "heading");
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->title, TRUE);
  self->previous = make_button (self, "go-previous-symbolic", _ ("Previous phase"), G_CALLBACK (previous_cb));
  self->next = make_button (self, "go-next-symbolic", _ ("Next phase"), G_CALLBACK (next_cb));
  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (switcher), GTK_STACK (stack));
  gtk_widget_set_valign (switcher, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (head, "walk-head");
  gtk_box_append (GTK_BOX (head), self->title);
  gtk_box_append (GTK_BOX (head), self->previous);
  gtk_box_append (GTK_BOX (head), self->next);
  gtk_box_append (GTK_BOX (head), switcher);
  return head;
}

static GtkWidget *
make_list (HwWalkPane *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_SINGLE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Phases of the pass"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  return scroller;
}

GtkWidget *
hw_walk_pane_new (HwSession   *session,
                  HwTableView *passes)
{
  HwWalkPane *self = g_object_new (HW_TYPE_WALK_PANE, NULL);
  GtkWidget *stack = gtk_stack_new ();

  self->session = g_object_ref (session);
  self->passes = passes;
  self->decisions = HW_TABLE_VIEW (hw_table_view_new (session, HW_TABLE_DECISIONS));
  gtk_stack_add_titled (GTK_STACK (stack), make_list (self), "phases", _ ("Phases"));
  gtk_stack_add_titled (GTK_STACK (stack), GTK_WIDGET (self->decisions), "decisions", _ ("Decisions"));
  gtk_widget_set_vexpand (stack, TRUE);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->box), make_head (self, stack));
  gtk_box_append (GTK_BOX (self->box), stack);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  g_signal_connect_object (passes, "row-selected", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (passes, "notify::summary", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::step", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::position", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
