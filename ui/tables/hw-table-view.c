/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The table view. A refresh runs on a worker, one at a time; wishes that come meanwhile coalesce into one. While the view is
 * not visible nothing is made. */

#include "hw-table-view-private.h"

#include <glib/gi18n.h>

#include "hw-describe.h"
#include "hw-table-job.h"
#include "hw-worker.h"

enum {
  PROP_0,
  PROP_SUMMARY,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];
static guint row_selected_signal;

G_DEFINE_FINAL_TYPE (HwTableView, hw_table_view, GTK_TYPE_WIDGET)

static void start (HwTableView *self);

/* ---------------------------------------------------------------------------------------------------------------- selection */

static gboolean
scroll_cb (gpointer data)
{
  HwTableView *self = data;
  guint position = gtk_single_selection_get_selected (self->selection);

  self->scroll_id = 0;
  if (position == GTK_INVALID_LIST_POSITION)
    return G_SOURCE_REMOVE;
  for (GtkWidget *child = gtk_widget_get_last_child (GTK_WIDGET (self->columns)); child != NULL;
       child = gtk_widget_get_prev_sibling (child))
    if (gtk_widget_activate_action (child, "list.scroll-to-item", "u", position))
      break;
  return G_SOURCE_REMOVE;
}

/* After the next allocation: rows that have just come are not yet known to the list. */
static void
queue_scroll (HwTableView *self)
{
  if (self->scroll_id == 0)
    self->scroll_id = g_idle_add (scroll_cb, self);
}

static gboolean
is_about (HwTableView *self,
          guint        position,
          guint32      serial)
{
  HwTable *table = hw_table_model_get_table (self->model);
  guint number = hw_table_model_get_number (self->model, position);

  return number != G_MAXUINT && serial != 0
         && (hw_table_get_serial (table, number) == serial || hw_table_get_target (table, number) == serial);
}

/* Inside a statement the row of the event that comes next is the one to look at. */
static guint
find_event (HwTableView *self)
{
  guint64 position = hw_session_get_position (self->session);
  HwTable *table = hw_table_model_get_table (self->model);
  guint low = 0;
  guint high = table != NULL ? hw_table_get_n_rows (table) : 0;

  if (self->kind != HW_TABLE_EVENTS || position == G_MAXUINT64)
    return G_MAXUINT;
  while (low < high) {
    guint middle = low + (high - low) / 2;

    if (hw_table_get_position (table, middle) < position)
      low = middle + 1;
    else
      high = middle;
  }
  return hw_table_model_find_number (self->model, low);
}

/* The session's selection, shown here; or, when the state is another, the event where it stands. */
static void
sync_selection (HwTableView *self,
                gboolean     moved)
{
  guint32 serial = hw_session_get_selection (self->session);
  guint selected = gtk_single_selection_get_selected (self->selection);
  guint position = moved ? find_event (self) : G_MAXUINT;

  if (position == G_MAXUINT && selected != GTK_INVALID_LIST_POSITION && is_about (self, selected, serial))
    return;
  if (position == G_MAXUINT)
    position = hw_table_model_find (self->model, serial);
  if (position == selected)
    return;
  self->syncing = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->syncing = FALSE;
  if (position != G_MAXUINT)
    queue_scroll (self);
}

static void
selected_cb (HwTableView *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);
  guint number = hw_table_model_get_number (self->model, position);
  guint32 serial;

  g_signal_emit (self, row_selected_signal, 0);
  if (self->syncing || number == G_MAXUINT)
    return;
  serial = hw_table_get_serial (hw_table_model_get_table (self->model), number);
  if (serial != 0)
    hw_session_select (self->session, serial);
}

/* Whether its rows stand inside of steps. */
static gboolean
has_positions (HwTableView *self)
{
  return self->kind == HW_TABLE_EVENTS || self->kind == HW_TABLE_DECISIONS;
}

static void
activate_cb (GtkColumnView *columns,
             guint          position,
             HwTableView   *self)
{
  HwTable *table = hw_table_model_get_table (self->model);
  guint number = hw_table_model_get_number (self->model, position);

  if (number == G_MAXUINT)
    return;
  if (has_positions (self))
    hw_session_go_to_position (self->session, hw_table_get_position (table, number));
  else if (hw_table_get_step (table, number) != G_MAXUINT)
    hw_session_go_to_step (self->session, hw_table_get_step (table, number));
}

/* ------------------------------------------------------------------------------------------------------------------ refresh */

static const char *
get_empty_text (HwTableView *self)
{
  static const char *const texts[] = {
    [HW_TABLE_OBJECTS] = N_ ("No objects of the program at this step"),
    [HW_TABLE_NAMES] = N_ ("No names at this step"),
    [HW_TABLE_REFERENCES] = N_ ("No references at this step"),
    [HW_TABLE_WEAKREFS] = N_ ("No weak references at this step"),
    [HW_TABLE_CYCLES] = N_ ("No object of the program refers to itself, by whatever way, at this step"),
    [HW_TABLE_GENERATIONS] = N_ ("No generations"),
    [HW_TABLE_ALLOCATIONS] = N_ ("No allocations of the program at this step"),
    [HW_TABLE_COLLECTIONS] = N_ ("The collector made no pass in this run"),
    [HW_TABLE_DECISIONS] = N_ ("Select a pass to see what is decided in it"),
    [HW_TABLE_SNAPSHOTS] = N_ ("The program takes no snapshot"),
    [HW_TABLE_EVENTS] = N_ ("No events: this is the state before the first statement"),
  };

  if (hw_session_get_timeline (self->session) == NULL)
    return _ ("Nothing has been recorded yet");
  return *self->filter != '\0' ? _ ("Nothing matches the filter") : _ (texts[self->kind]);
}

static void
show_summary (HwTableView *self)
{
  HwTable *table = hw_table_model_get_table (self->model);
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  guint n_all = table != NULL ? hw_table_get_n_rows (table) : 0;
  guint64 n_left_out = table != NULL ? hw_table_get_n_left_out (table) : 0;
  g_autofree char *shown = hw_describe_number (n_shown);
  g_autofree char *all = hw_describe_number ((gint64) (n_all + n_left_out));

  g_free (self->summary);
  if (n_shown == n_all && n_left_out == 0)
    self->summary = g_strdup_printf (ngettext ("%s row", "%s rows", n_all), all);
  else
    self->summary = g_strdup_printf (_ ("%s of %s rows"), shown, all);
  gtk_label_set_text (GTK_LABEL (self->empty), get_empty_text (self));
  gtk_stack_set_visible_child (GTK_STACK (self->stack), n_shown > 0 ? self->scroller : self->empty);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUMMARY]);
}

/* The table was made from other things than are shown now. */
static gboolean
is_outdated (HwTableView          *self,
             const HwTableOptions *options)
{
  if (hw_table_model_get_table (self->model) == NULL || self->timeline != hw_session_get_timeline (self->session))
    return TRUE;
  if (!hw_table_kind_needs_timeline (self->kind) && self->image != hw_session_get_image (self->session))
    return TRUE;
  return self->options.background != options->background || self->options.from_step != options->from_step ||
         self->options.to_step != options->to_step || self->options.pass != options->pass;
}

/* FALSE if the state shown has no such table. */
static gboolean
get_options (HwTableView    *self,
             HwTableOptions *options)
{
  HwPictureOptions picture;
  guint step = hw_session_get_image_step (self->session);

  *options = (HwTableOptions) { 0 };
  if (hw_session_get_timeline (self->session) == NULL)
    return FALSE;
  hw_session_get_picture_options (self->session, &picture);
  options->background = picture.background;
  options->pass = self->pass;
  if (self->kind == HW_TABLE_DECISIONS)
    return self->pass > 0;
  if (self->kind != HW_TABLE_EVENTS || self->whole_record)
    return TRUE;
  if (hw_session_get_position (self->session) != G_MAXUINT64)
    step++;
  options->from_step = options->to_step = step;
  return step > 0;
}

static void
clear (HwTableView *self)
{
  g_clear_pointer (&self->image, hw_image_unref);
  g_clear_pointer (&self->timeline, hw_timeline_unref);
  g_clear_pointer (&self->changes, hw_changes_free);
  hw_table_model_set (self->model, NULL, NULL, 0);
  show_summary (self);
}

static void
work (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  g_task_return_boolean (task, hw_table_job_run (data, cancellable));
}

static void
show_job (HwTableView *self,
          HwTableJob  *job)
{
  guint selected;

  g_clear_pointer (&self->image, hw_image_unref);
  g_clear_pointer (&self->timeline, hw_timeline_unref);
  g_clear_pointer (&self->changes, hw_changes_free);
  self->image = g_steal_pointer (&job->image);
  self->timeline = g_steal_pointer (&job->timeline);
  self->changes = g_steal_pointer (&job->changes);
  self->options = job->options;

  selected = gtk_single_selection_get_selected (self->selection);
  self->syncing = TRUE;
  hw_table_model_set (self->model, job->table, g_steal_pointer (&job->index), job->n_index);
  self->syncing = FALSE;
  show_summary (self);
  sync_selection (self, TRUE);
  if (selected != gtk_single_selection_get_selected (self->selection))
    queue_scroll (self);
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (HwTableView) self = data;
  gboolean done = g_task_propagate_boolean (G_TASK (result), NULL);

  g_clear_object (&self->cancellable);
  if (self->session == NULL)
    return;
  if (done)
    show_job (self, g_task_get_task_data (G_TASK (result)));
  if (self->wanted && gtk_widget_get_mapped (GTK_WIDGET (self)))
    start (self);
}

static void
start (HwTableView *self)
{
  HwTableJob *job;
  HwTableOptions options;
  HwImage *before;
  g_autoptr (GTask) task = NULL;

  self->wanted = FALSE;
  if (!get_options (self, &options)) {
    clear (self);
    return;
  }
  if (hw_session_get_image (self->session) == NULL)
    return; /* between two records the old table stays until the first image of the new one comes */

  job = g_new0 (HwTableJob, 1);
  job->kind = self->kind;
  job->options = options;
  job->image = hw_image_ref (hw_session_get_image (self->session));
  before = hw_session_get_before_image (self->session);
  job->before = before != NULL ? hw_image_ref (before) : NULL;
  job->timeline = hw_timeline_ref (hw_session_get_timeline (self->session));
  job->sort_column = self->sort_column;
  job->descending = self->descending;
  job->filter = g_strdup (self->filter);
  if (!is_outdated (self, &options))
    job->table = hw_table_ref (hw_table_model_get_table (self->model));

  self->cancellable = g_cancellable_new ();
  task = g_task_new (NULL, self->cancellable, done_cb, g_object_ref (self)); /* so that it is never finalized on the worker */
  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, job, (GDestroyNotify) hw_table_job_free);
  hw_worker_run (task, work);
}

static void
queue_refresh (HwTableView *self)
{
  self->wanted = TRUE;
  if (self->cancellable == NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    start (self);
}

static void
order_cb (HwTableView *self)
{
  if (_hw_table_view_read_order (self))
    queue_refresh (self);
}

static void
selection_cb (HwTableView *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    sync_selection (self, FALSE);
}

/* -------------------------------------------------------------------------------------------------------------------- class */

static void
hw_table_view_map (GtkWidget *widget)
{
  HwTableView *self = HW_TABLE_VIEW (widget);

  GTK_WIDGET_CLASS (hw_table_view_parent_class)->map (widget);
  if (self->wanted && self->cancellable == NULL)
    start (self);
  else
    sync_selection (self, FALSE);
}

static void
hw_table_view_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  HwTableView *self = HW_TABLE_VIEW (object);

  switch (id) {
  case PROP_SUMMARY:
    g_value_set_string (value, self->summary);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
hw_table_view_dispose (GObject *object)
{
  HwTableView *self = HW_TABLE_VIEW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->scroll_id, g_source_remove);
  g_clear_pointer (&self->stack, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->session);
  g_clear_pointer (&self->image, hw_image_unref);
  g_clear_pointer (&self->timeline, hw_timeline_unref);
  g_clear_pointer (&self->changes, hw_changes_free);
  G_OBJECT_CLASS (hw_table_view_parent_class)->dispose (object);
}

static void
hw_table_view_finalize (GObject *object)
{
  HwTableView *self = HW_TABLE_VIEW (object);

  g_clear_object (&self->cancellable);
  g_free (self->filter);
  g_free (self->summary);
  G_OBJECT_CLASS (hw_table_view_parent_class)->finalize (object);
}

static void
hw_table_view_class_init (HwTableViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hw_table_view_dispose;
  object_class->finalize = hw_table_view_finalize;
  object_class->get_property = hw_table_view_get_property;
  widget_class->map = hw_table_view_map;

  properties[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  row_selected_signal
    = g_signal_new ("row-selected", HW_TYPE_TABLE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
hw_table_view_init (HwTableView *self)
{
  self->filter = g_strdup ("");
  self->summary = g_strdup ("");
  self->sort_column = G_MAXUINT;
  self->model = hw_table_model_new ();
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);

  self->columns = GTK_COLUMN_VIEW (gtk_column_view_new (g_object_ref (GTK_SELECTION_MODEL (self->selection))));
  gtk_widget_add_css_class (GTK_WIDGET (self->columns), "data-table");
  gtk_column_view_set_reorderable (self->columns, FALSE);
  g_signal_connect (self->columns, "activate", G_CALLBACK (activate_cb), self);

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->columns));
  self->empty = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->empty), TRUE);
  gtk_widget_add_css_class (self->empty, "dim-label");
  self->stack = gtk_stack_new ();
  gtk_stack_add_child (GTK_STACK (self->stack), self->empty);
  gtk_stack_add_child (GTK_STACK (self->stack), self->scroller);
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_widget_set_hexpand (self->stack, TRUE);
}

GtkWidget *
hw_table_view_new (HwSession  *session,
                   HwTableKind kind)
{
  HwTableView *self = g_object_new (HW_TYPE_TABLE_VIEW, NULL);

  self->session = g_object_ref (session);
  self->kind = kind;
  self->wanted = TRUE;
  _hw_table_view_add_columns (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->columns), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (hw_table_kind_get_title (kind)), -1);
  show_summary (self);
  g_signal_connect_object (gtk_column_view_get_sorter (self->columns), "changed", G_CALLBACK (order_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::image", G_CALLBACK (queue_refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::show-background", G_CALLBACK (queue_refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::selection", G_CALLBACK (selection_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
hw_table_view_set_filter (HwTableView *self,
                          const char  *text)
{
  g_return_if_fail (HW_IS_TABLE_VIEW (self));

  if (g_str_equal (self->filter, text))
    return;
  g_free (self->filter);
  self->filter = g_strdup (text);
  queue_refresh (self);
}

void
hw_table_view_set_whole_record (HwTableView *self,
                                gboolean     whole)
{
  g_return_if_fail (HW_IS_TABLE_VIEW (self));

  if (self->whole_record == whole)
    return;
  self->whole_record = whole;
  queue_refresh (self);
}

void
hw_table_view_set_pass (HwTableView *self,
                        guint        pass)
{
  g_return_if_fail (HW_IS_TABLE_VIEW (self));

  if (self->pass == pass)
    return;
  self->pass = pass;
  queue_refresh (self);
}

guint
hw_table_view_get_selected (HwTableView *self)
{
  g_return_val_if_fail (HW_IS_TABLE_VIEW (self), G_MAXUINT);

  return hw_table_model_get_number (self->model, gtk_single_selection_get_selected (self->selection));
}

HwTable *
hw_table_view_get_table (HwTableView *self)
{
  g_return_val_if_fail (HW_IS_TABLE_VIEW (self), NULL);

  return hw_table_model_get_table (self->model);
}

const char *
hw_table_view_get_summary (HwTableView *self)
{
  g_return_val_if_fail (HW_IS_TABLE_VIEW (self), NULL);

  return self->summary;
}
