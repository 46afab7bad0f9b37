/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Canvas, tables and inspector together on one session, in a window of their own: what one of them does, the others show. The
 * record is made by hand. Needs a display. */

#include <adwaita.h>

#include "record.h"

#include "hw-canvas-view.h"
#include "hw-canvas.h"
#include "hw-inspector.h"
#include "hw-minimap.h"
#include "hw-outline.h"
#include "hw-picked.h"
#include "hw-session-private.h"
#include "hw-table-view.h"
#include "hw-tables.h"

#define PATIENCE_US (30 * G_USEC_PER_SEC)

typedef struct {
  Record     record;
  HwSession *session;
  GtkWidget *window;
  GtkWidget *canvas;
  GtkWidget *view;
  GtkWidget *tables;
  GtkWidget *inspector;
} Fixture;

/* The first widget of [type] under [widget] in the order of the tree; of several, the one that is mapped. */
static GtkWidget *
find_widget (GtkWidget *widget,
             GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_widget (child, type);

    if (found != NULL)
      return found;
  }
  return NULL;
}

static gboolean
has_label (GtkWidget  *widget,
           const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (has_label (child, text))
      return TRUE;
  return FALSE;
}

/* Runs the main loop until [condition] holds. */
#define wait_for(condition)                                                 \
  G_STMT_START {                                                            \
    gint64 end_ = g_get_monotonic_time () + PATIENCE_US;                    \
    while (!(condition)) {                                                  \
      if (!g_main_context_iteration (NULL, FALSE))                          \
        g_usleep (500);                                                     \
      if (g_get_monotonic_time () > end_)                                   \
        g_error ("%s: never became true: %s", G_STRFUNC, #condition);       \
    }                                                                       \
  }                                                                         \
  G_STMT_END

static GtkSelectionModel *
get_rows (Fixture *fixture)
{
  return gtk_column_view_get_model (GTK_COLUMN_VIEW (find_widget (fixture->tables, GTK_TYPE_COLUMN_VIEW)));
}

/* The position of the selected row; GTK_INVALID_LIST_POSITION for none. */
static guint
get_selected (Fixture *fixture)
{
  return gtk_single_selection_get_selected (GTK_SINGLE_SELECTION (get_rows (fixture)));
}

static HwScene *
get_scene (Fixture *fixture)
{
  return hw_canvas_get_scene (HW_CANVAS (fixture->canvas));
}

static guint
count_nodes (Fixture *fixture)
{
  guint n_nodes = 0;

  if (get_scene (fixture) != NULL)
    hw_scene_get_nodes (get_scene (fixture), &n_nodes);
  return n_nodes;
}

/* The canvas shows the state that the session shows. */
static gboolean
is_settled (Fixture *fixture)
{
  g_autofree char *step = g_strdup_printf ("step %u", hw_session_get_step (fixture->session));

  return !hw_session_get_busy (fixture->session)
         && hw_session_get_image_step (fixture->session) == hw_session_get_step (fixture->session) && get_scene (fixture) != NULL
         && strstr (hw_scene_get_summary (get_scene (fixture)), step) != NULL;
}

static gboolean
press (Fixture         *fixture,
       guint            key,
       GdkModifierType  state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (fixture->view);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
      g_signal_emit_by_name (controller, "key-pressed", key, 0, state, &handled);
  }
  return handled;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *sides = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  fixture->record = record_new ();
  fixture->session = hw_session_new ();
  fixture->canvas = hw_canvas_new (fixture->session);
  fixture->tables = hw_tables_new (fixture->session);
  fixture->inspector = hw_inspector_new (fixture->session);
  fixture->window = gtk_window_new ();
  gtk_widget_set_size_request (fixture->tables, -1, 250);
  gtk_box_append (GTK_BOX (box), fixture->canvas);
  gtk_box_append (GTK_BOX (box), fixture->tables);
  gtk_box_append (GTK_BOX (sides), box);
  gtk_box_append (GTK_BOX (sides), fixture->inspector);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1100, 750);
  gtk_window_set_child (GTK_WINDOW (fixture->window), sides);
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_for (gtk_widget_get_mapped (fixture->inspector));
  hw_session_take_timeline (fixture->session, fixture->record.timeline, GPOINTER_TO_UINT (data));
  wait_for (is_settled (fixture));
  fixture->view = find_widget (fixture->canvas, HW_TYPE_CANVAS_VIEW);
  g_assert_nonnull (fixture->view);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gpointer session = fixture->session;

  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_object_add_weak_pointer (G_OBJECT (fixture->session), &session);
  g_object_unref (fixture->session);
  wait_for (session == NULL);
  record_clear (&fixture->record);
}

/* ---------------------------------------------------------------------------------------------------------------------- */

static void
test_nothing_to_show (Fixture       *fixture,
                      gconstpointer  data)
{
  hw_session_take_timeline (fixture->session, NULL, 0);
  wait_for (has_label (fixture->canvas, "No Graph Yet"));
  wait_for (has_label (fixture->tables, "Nothing has been recorded yet"));
  wait_for (has_label (fixture->inspector, "Nothing to Inspect"));
  g_assert_null (get_scene (fixture));
  hw_session_take_timeline (fixture->session, fixture->record.timeline, STATE_C);
  wait_for (is_settled (fixture));
  wait_for (!has_label (fixture->inspector, "Nothing to Inspect"));
}

static void
test_stepping_moves_no_object (Fixture       *fixture,
                               gconstpointer  data)
{
  guint node = hw_scene_find (get_scene (fixture), fixture->record.a);
  HwRect place = hw_scene_get_nodes (get_scene (fixture), &(guint) { 0 })[node].rect;

  for (guint state = STATE_A; state < N_STATES; state++) {
    const HwRect *rect;

    hw_session_go_to_step (fixture->session, state);
    wait_for (is_settled (fixture));
    node = hw_scene_find (get_scene (fixture), fixture->record.a);
    g_assert_cmpuint (node, !=, G_MAXUINT);
    rect = &hw_scene_get_nodes (get_scene (fixture), &(guint) { 0 })[node].rect;
    g_assert_cmpfloat (rect->x, ==, place.x);
    g_assert_cmpfloat (rect->y, ==, place.y);
  }
}

/* A view's picture as it is now. */
static GBytes *
draw_view (GtkWidget *view)
{
  int width = gtk_widget_get_width (view), height = gtk_widget_get_height (view);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  cairo_t *cr = cairo_create (surface);
  GskRenderNode *node;
  GBytes *bytes;

  GTK_WIDGET_GET_CLASS (view)->snapshot (view, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  gsk_render_node_draw (node, cr);
  cairo_surface_flush (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface), (gsize) cairo_image_surface_get_stride (surface) * (gsize) height);
  gsk_render_node_unref (node);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return bytes;
}

static void
set_animations (gboolean enabled)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", enabled, NULL);
}

/* A view by itself, which nothing but its scene can change. */
static GtkWidget *
open_view (void)
{
  GtkWidget *window = gtk_window_new (), *view = hw_canvas_view_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 800, 500);
  gtk_window_set_child (GTK_WINDOW (window), view);
  gtk_window_present (GTK_WINDOW (window));
  wait_for (gtk_widget_get_width (view) > 0);
  return view;
}

static void
test_motion_ends_where_none_would (Fixture       *fixture,
                                   gconstpointer  data)
{
  static const guint steps[] = { STATE_C, STATE_RING, STATE_C_IS_GONE, STATE_A, STATE_RING };
  g_autoptr (GPtrArray) scenes = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_scene_unref);
  g_autoptr (GPtrArray) pictures = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  GtkWidget *widget = open_view ();
  HwCanvasView *view = HW_CANVAS_VIEW (widget);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    hw_session_go_to_step (fixture->session, steps[i]);
    wait_for (is_settled (fixture));
    g_ptr_array_add (scenes, hw_scene_ref (get_scene (fixture)));
    hw_canvas_view_set_scene (view, scenes->pdata[i], HW_SHOW_FITTED, NULL);
    g_ptr_array_add (pictures, draw_view (widget));
  }

  hw_canvas_view_set_motion (view, 60);
  hw_canvas_view_set_scene (view, scenes->pdata[0], HW_SHOW_GLIDING, NULL);
  g_assert_false (hw_canvas_view_is_moving (view)); /* as the desktop has it */
  set_animations (TRUE);
  for (guint i = 1; i < G_N_ELEMENTS (steps); i++) {
    g_autoptr (GBytes) between = NULL, picture = NULL;

    hw_canvas_view_set_scene (view, scenes->pdata[i], HW_SHOW_FITTED | HW_SHOW_GLIDING, NULL);
    g_assert_true (hw_canvas_view_is_moving (view));
    between = draw_view (widget);
    wait_for (!hw_canvas_view_is_moving (view));
    picture = draw_view (widget);
    g_assert_false (g_bytes_equal (between, picture));
    g_assert_true (g_bytes_equal (picture, pictures->pdata[i]));
  }

  /* The next step ends the way at once. */
  hw_canvas_view_set_motion (view, 600000);
  hw_canvas_view_set_scene (view, scenes->pdata[0], HW_SHOW_GLIDING, NULL);
  g_assert_true (hw_canvas_view_is_moving (view));
  hw_canvas_view_set_motion (view, 0);
  hw_canvas_view_set_scene (view, scenes->pdata[1], HW_SHOW_GLIDING, NULL);
  g_assert_false (hw_canvas_view_is_moving (view));
  set_animations (FALSE);
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (widget)));
}

static void
test_a_graph_is_laid_out_again (Fixture       *fixture,
                                gconstpointer  data)
{
  HwScene *before = hw_scene_ref (get_scene (fixture));
  guint n_nodes, n_again;

  hw_canvas_view_set_motion (HW_CANVAS_VIEW (fixture->view), 40);
  set_animations (TRUE);
  g_assert_true (gtk_widget_activate_action (fixture->view, "canvas.lay-out-again", NULL));
  wait_for (get_scene (fixture) != before);
  hw_scene_get_nodes (before, &n_nodes);
  hw_scene_get_nodes (get_scene (fixture), &n_again);
  g_assert_cmpuint (n_again, ==, n_nodes);
  wait_for (!hw_canvas_view_is_moving (HW_CANVAS_VIEW (fixture->view)));
  set_animations (FALSE);
  hw_scene_unref (before);
}

static void
test_the_overview_moves_the_view (Fixture       *fixture,
                                  gconstpointer  data)
{
  HwCanvasView *view = HW_CANVAS_VIEW (fixture->view);
  GtkWidget *minimap;
  g_autoptr (GListModel) controllers = NULL;
  g_autoptr (GtkEventController) drag = NULL;
  HwViewport before;

  wait_for (gtk_widget_get_width (fixture->view) > 0);
  hw_canvas_view_zoom_fit (view);
  wait_for (find_widget (fixture->canvas, HW_TYPE_MINIMAP) == NULL); /* all is in sight */
  for (guint i = 0; i < 6; i++)
    hw_canvas_view_zoom_in (view);
  wait_for ((minimap = find_widget (fixture->canvas, HW_TYPE_MINIMAP)) != NULL && gtk_widget_get_width (minimap) > 0);
  before = *hw_canvas_view_get_viewport (view);
  controllers = gtk_widget_observe_controllers (minimap);
  drag = g_list_model_get_item (controllers, 0);
  g_assert_true (GTK_IS_GESTURE_DRAG (drag));
  g_signal_emit_by_name (drag, "drag-begin", 20.0, 20.0);
  g_assert_cmpfloat (hw_canvas_view_get_viewport (view)->x, >, before.x);
  g_assert_cmpfloat (hw_canvas_view_get_zoom (view), ==, before.zoom);
  g_assert_true (gtk_widget_activate_action (fixture->view, "canvas.minimap", NULL));
  wait_for (find_widget (fixture->canvas, HW_TYPE_MINIMAP) == NULL);
}

static guint
get_focus (Fixture *fixture)
{
  guint focus;

  g_object_get (fixture->session, "focus", &focus, NULL);
  return focus;
}

static void
test_one_goes_back_to_how_it_was (Fixture       *fixture,
                                  gconstpointer  data)
{
  HwCanvasView *view = HW_CANVAS_VIEW (fixture->view);
  HwScene *all = get_scene (fixture);
  HwRect left, back;
  double zoom;

  wait_for (gtk_widget_get_width (fixture->view) > 0);
  hw_canvas_view_zoom_in (view);
  hw_canvas_view_zoom_in (view);
  hw_session_select (fixture->session, fixture->record.a);
  left = hw_viewport_get_area (hw_canvas_view_get_viewport (view));
  zoom = hw_canvas_view_get_zoom (view);
  g_object_set (fixture->session, "focus", fixture->record.a, "depth", 1, NULL);
  wait_for (get_scene (fixture) != all);
  all = get_scene (fixture);
  hw_session_select (fixture->session, 0);

  g_assert_true (gtk_widget_activate_action (fixture->view, "canvas.back", NULL));
  g_assert_cmpuint (get_focus (fixture), ==, 0);
  g_assert_cmpuint (hw_session_get_selection (fixture->session), ==, fixture->record.a);
  wait_for (get_scene (fixture) != all);
  back = hw_viewport_get_area (hw_canvas_view_get_viewport (view));
  g_assert_cmpfloat (hw_canvas_view_get_zoom (view), ==, zoom);
  g_assert_cmpfloat_with_epsilon (back.x + back.width / 2, left.x + left.width / 2, 1.5); /* the inspector's width may differ */
  g_assert_cmpfloat_with_epsilon (back.y + back.height / 2, left.y + left.height / 2, 1.5);
  gtk_widget_activate_action (fixture->view, "canvas.forward", NULL);
  g_assert_cmpuint (get_focus (fixture), ==, fixture->record.a);
}

static guint
count_picked (Fixture *fixture)
{
  g_autoptr (GArray) serials = hw_canvas_view_list_picked (HW_CANVAS_VIEW (fixture->view));

  return serials->len;
}

static void
test_several_are_selected (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autoptr (GArray) all = NULL;
  g_autofree char *line = NULL;
  guint n_walked = 1;

  g_assert_true (press (fixture, GDK_KEY_a, GDK_CONTROL_MASK));
  g_assert_cmpuint (count_picked (fixture), ==, count_nodes (fixture));
  all = hw_canvas_view_list_picked (HW_CANVAS_VIEW (fixture->view));
  line = hw_picked_describe (hw_session_get_image (fixture->session), all);
  g_assert_cmpuint (hw_session_get_selection (fixture->session), !=, 0);
  wait_for (has_label (fixture->canvas, line));
  hw_session_select (fixture->session, fixture->record.a); /* one of them: they stay */
  g_assert_cmpuint (count_picked (fixture), ==, all->len);
  g_assert_true (press (fixture, GDK_KEY_s, 0));
  g_assert_true (press (fixture, GDK_KEY_Escape, 0));
  g_assert_cmpuint (count_picked (fixture), ==, 0);
  g_assert_cmpuint (hw_session_get_selection (fixture->session), ==, 0);
  g_assert_false (has_label (fixture->canvas, line));

  hw_session_select (fixture->session, fixture->record.a);
  for (GdkModifierType key = 0; key < 4 && n_walked < 2; key++) {
    press (fixture, GDK_KEY_Left + key, GDK_CONTROL_MASK);
    n_walked = count_picked (fixture);
  }
  g_assert_cmpuint (n_walked, ==, 2);
  hw_session_select (fixture->session, fixture->record.c); /* none of them: they go */
  g_assert_cmpuint (count_picked (fixture), ==, 0);
}

static void
test_selection_is_shared (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autofree char *title = g_strdup_printf ("Node #%u", fixture->record.b);
  guint selected;

  wait_for (g_list_model_get_n_items (G_LIST_MODEL (get_rows (fixture))) > 3);
  hw_session_select (fixture->session, fixture->record.b);
  wait_for (get_selected (fixture) != GTK_INVALID_LIST_POSITION);
  wait_for (has_label (fixture->inspector, title));
  wait_for (has_label (fixture->inspector, "Why alive?"));

  selected = get_selected (fixture);
  gtk_selection_model_select_item (get_rows (fixture), selected + 1, TRUE);
  g_assert_cmpuint (hw_session_get_selection (fixture->session), >, fixture->record.b);
  hw_session_select (fixture->session, 0);
  wait_for (get_selected (fixture) == GTK_INVALID_LIST_POSITION);
  wait_for (has_label (fixture->inspector, "Largest classes"));
}

static void
test_a_selection_survives_stepping (Fixture       *fixture,
                                    gconstpointer  data)
{
  hw_session_select (fixture->session, fixture->record.c);
  wait_for (get_selected (fixture) != GTK_INVALID_LIST_POSITION);
  hw_session_go_to_step (fixture->session, STATE_WEAK);
  wait_for (has_label (fixture->inspector, "line 4, step 4"));
  g_assert_cmpuint (get_selected (fixture), !=, GTK_INVALID_LIST_POSITION);
  hw_session_go_to_step (fixture->session, STATE_C_IS_GONE);
  wait_for (has_label (fixture->inspector, "No longer alive at this step"));
  wait_for (get_selected (fixture) == GTK_INVALID_LIST_POSITION);
  hw_session_go_to_step (fixture->session, STATE_WEAK);
  wait_for (get_selected (fixture) != GTK_INVALID_LIST_POSITION);
}

static void
test_rows_follow_filter_and_order (Fixture       *fixture,
                                   gconstpointer  data)
{
  GtkWidget *view = find_widget (fixture->tables, HW_TYPE_TABLE_VIEW);
  GtkColumnView *columns = GTK_COLUMN_VIEW (find_widget (fixture->tables, GTK_TYPE_COLUMN_VIEW));
  g_autoptr (GtkColumnViewColumn) first = g_list_model_get_item (gtk_column_view_get_columns (columns), 0);
  g_autofree char *all = NULL;

  wait_for (g_list_model_get_n_items (G_LIST_MODEL (get_rows (fixture))) > 3);
  all = g_strdup (hw_table_view_get_summary (HW_TABLE_VIEW (view)));
  hw_table_view_set_filter (HW_TABLE_VIEW (view), "node #");
  wait_for (g_str_has_prefix (hw_table_view_get_summary (HW_TABLE_VIEW (view)), "3 of "));
  hw_session_select (fixture->session, fixture->record.a);
  wait_for (get_selected (fixture) == 0);
  gtk_column_view_sort_by_column (columns, first, GTK_SORT_DESCENDING);
  wait_for (get_selected (fixture) == 2);
  gtk_column_view_sort_by_column (columns, first, GTK_SORT_ASCENDING);
  wait_for (get_selected (fixture) == 0);
  hw_table_view_set_filter (HW_TABLE_VIEW (view), "no such row");
  wait_for (has_label (fixture->tables, "Nothing matches the filter"));
  hw_table_view_set_filter (HW_TABLE_VIEW (view), "");
  wait_for (g_str_equal (hw_table_view_get_summary (HW_TABLE_VIEW (view)), all));
}

static void
test_every_page_has_its_rows (Fixture       *fixture,
                              gconstpointer  data)
{
  static const char *const names[] = { "objects", "names", "references", "weakrefs", "collections", "allocations", "events" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_assert_true (hw_tables_show_page (HW_TABLES (fixture->tables), names[i]));
    wait_for (find_widget (fixture->tables, GTK_TYPE_COLUMN_VIEW) != NULL);
    wait_for (g_list_model_get_n_items (G_LIST_MODEL (get_rows (fixture))) > 0);
  }
  g_assert_true (hw_tables_show_page (HW_TABLES (fixture->tables), "snapshots"));
  wait_for (has_label (fixture->tables, "The program takes no snapshot"));
  g_assert_false (hw_tables_show_page (HW_TABLES (fixture->tables), "no such table"));
}

static void
test_keys_walk_through_the_graph (Fixture       *fixture,
                                  gconstpointer  data)
{
  guint32 first, serial;
  guint n_seen = 1;

  g_assert_true (press (fixture, GDK_KEY_Home, 0));
  first = hw_session_get_selection (fixture->session);
  g_assert_cmpuint (first, !=, 0);
  while (press (fixture, GDK_KEY_Tab, 0))
    n_seen++;
  g_assert_cmpuint (n_seen, ==, count_nodes (fixture));
  serial = hw_session_get_selection (fixture->session);
  g_assert_true (press (fixture, GDK_KEY_Home, 0));
  g_assert_true (press (fixture, GDK_KEY_End, 0));
  g_assert_cmpuint (hw_session_get_selection (fixture->session), ==, serial);

  /* From the names one step along a reference leads to an object. */
  press (fixture, GDK_KEY_Home, 0);
  g_assert_true (press (fixture, GDK_KEY_Right, 0));
  g_assert_cmpuint (hw_session_get_selection (fixture->session), !=, first);
  g_assert_true (press (fixture, GDK_KEY_Escape, 0));
  g_assert_cmpuint (hw_session_get_selection (fixture->session), ==, 0);
}

static void
test_keys_zoom (Fixture       *fixture,
                gconstpointer  data)
{
  HwCanvasView *view = HW_CANVAS_VIEW (fixture->view);
  double zoom;

  g_assert_true (press (fixture, GDK_KEY_0, 0));
  g_assert_cmpfloat (hw_canvas_view_get_zoom (view), ==, 1);
  g_assert_false (hw_canvas_view_is_following (view));
  g_assert_true (press (fixture, GDK_KEY_plus, 0));
  zoom = hw_canvas_view_get_zoom (view);
  g_assert_cmpfloat (zoom, >, 1);
  g_assert_true (press (fixture, GDK_KEY_minus, 0));
  g_assert_cmpfloat (hw_canvas_view_get_zoom (view), <, zoom);
  g_assert_true (press (fixture, GDK_KEY_f, 0));
  g_assert_true (hw_canvas_view_is_following (view));
}

static void
test_focus_shows_the_neighbourhood (Fixture       *fixture,
                                    gconstpointer  data)
{
  guint n_all = count_nodes (fixture);

  hw_session_select (fixture->session, fixture->record.c);
  g_assert_true (press (fixture, GDK_KEY_Return, 0));
  wait_for (count_nodes (fixture) < n_all);
  g_assert_cmpuint (hw_scene_find (get_scene (fixture), fixture->record.c), !=, G_MAXUINT);
  g_assert_true (press (fixture, GDK_KEY_Return, 0));
  wait_for (count_nodes (fixture) == n_all);

  /* Where the object does not live there is nothing to see, and a way out. */
  g_assert_true (press (fixture, GDK_KEY_Return, 0));
  wait_for (count_nodes (fixture) < n_all);
  hw_session_go_to_step (fixture->session, STATE_A);
  wait_for (has_label (fixture->canvas, "Not on the Heap"));
  gtk_widget_activate (find_widget (find_widget (fixture->canvas, ADW_TYPE_STATUS_PAGE), GTK_TYPE_BUTTON));
  wait_for (count_nodes (fixture) > 1);
}

static void
test_outline_tells_the_graph (Fixture       *fixture,
                              gconstpointer  data)
{
  g_autofree char *line = g_strdup_printf ("Node #%u, count 1, generation 0, held by name c", fixture->record.c);
  GtkWidget *list;

  gtk_widget_activate_action (fixture->canvas, "canvas.outline", NULL);
  wait_for ((list = find_widget (fixture->canvas, GTK_TYPE_LIST_VIEW)) != NULL);
  wait_for (has_label (list, line));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)))), ==,
                    count_nodes (fixture));
  gtk_selection_model_select_item (gtk_list_view_get_model (GTK_LIST_VIEW (list)), 0, TRUE);
  g_assert_cmpuint (hw_session_get_selection (fixture->session), !=, 0);
}

static void
test_find_counts_and_goes_on (Fixture       *fixture,
                              gconstpointer  data)
{
  GtkWidget *entry;
  guint32 first;

  hw_canvas_find (HW_CANVAS (fixture->canvas));
  wait_for ((entry = find_widget (fixture->canvas, GTK_TYPE_SEARCH_ENTRY)) != NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "node #");
  wait_for (has_label (fixture->canvas, "3 found"));
  gtk_widget_activate_action (fixture->canvas, "canvas.find-next", NULL);
  first = hw_session_get_selection (fixture->session);
  g_assert_cmpuint (first, !=, 0);
  for (guint i = 0; i < 3; i++)
    gtk_widget_activate_action (fixture->canvas, "canvas.find-next", NULL);
  g_assert_cmpuint (hw_session_get_selection (fixture->session), ==, first);
  gtk_widget_activate_action (fixture->canvas, "canvas.find-previous", NULL);
  g_assert_cmpuint (hw_session_get_selection (fixture->session), !=, first);
}

/* Inside a statement the table of events shows its events, and stands at the next one. */
static void
test_events_are_walked (Fixture       *fixture,
                        gconstpointer  data)
{
  guint64 begin = hw_timeline_get_begin (fixture->record.timeline, STATE_RING);

  hw_tables_show_page (HW_TABLES (fixture->tables), "events");
  wait_for (find_widget (fixture->tables, GTK_TYPE_COLUMN_VIEW) != NULL);
  hw_session_go_next_event (fixture->session);
  wait_for (get_selected (fixture) == 1);
  hw_session_go_next_event (fixture->session);
  wait_for (get_selected (fixture) == 2);
  gtk_selection_model_select_item (get_rows (fixture), 1, TRUE);
  g_assert_cmpuint (get_selected (fixture), ==, 1);
  g_assert_cmpuint (hw_session_get_selection (fixture->session), ==, fixture->record.b);

  g_signal_emit_by_name (find_widget (fixture->tables, GTK_TYPE_COLUMN_VIEW), "activate", 3);
  wait_for (get_selected (fixture) == 3);
  g_assert_cmpuint (hw_session_get_position (fixture->session), >, begin);
}

/* Wishes that come faster than pictures: the last one is shown in the end, and nothing is left behind. */
static void
test_hasty_steps_end_at_the_last (Fixture       *fixture,
                                  gconstpointer  data)
{
  static const char *const names[] = { "objects", "events", "references", "collections" };

  for (guint i = 0; i < 200; i++) {
    hw_session_go_to_step (fixture->session, i * 7 % N_STATES);
    if (i % 9 == 0)
      hw_session_select (fixture->session, i % 23);
    if (i % 13 == 0)
      hw_tables_show_page (HW_TABLES (fixture->tables), names[i / 13 % G_N_ELEMENTS (names)]);
    if (i % 31 == 0)
      g_object_set (fixture->session, "layout", i / 31 % HW_N_LAYOUTS, "colour-by", i / 31 % HW_N_COLOURS, NULL);
    for (guint k = 0; k < i % 11; k++)
      g_main_context_iteration (NULL, FALSE);
  }
  hw_session_go_to_step (fixture->session, STATE_WEAK);
  wait_for (is_settled (fixture));
  g_assert_cmpuint (hw_scene_find (get_scene (fixture), fixture->record.weakref), !=, G_MAXUINT);
}

#define ADD(path, state, func) g_test_add ("/views/" path, Fixture, GUINT_TO_POINTER (state), set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("nothing-to-show", STATE_C, test_nothing_to_show);
  ADD ("stepping-moves-no-object", STATE_A, test_stepping_moves_no_object);
  ADD ("motion-ends-where-none-would", STATE_A, test_motion_ends_where_none_would);
  ADD ("a-graph-is-laid-out-again", STATE_RING, test_a_graph_is_laid_out_again);
  ADD ("several-are-selected", STATE_RING, test_several_are_selected);
  ADD ("the-overview-moves-the-view", STATE_RING, test_the_overview_moves_the_view);
  ADD ("one-goes-back-to-how-it-was", STATE_RING, test_one_goes_back_to_how_it_was);
  ADD ("selection-is-shared", STATE_C, test_selection_is_shared);
  ADD ("a-selection-survives-stepping", STATE_C, test_a_selection_survives_stepping);
  ADD ("rows-follow-filter-and-order", STATE_C, test_rows_follow_filter_and_order);
  ADD ("every-page-has-its-rows", STATE_WEAK, test_every_page_has_its_rows);
  ADD ("keys-walk-through-the-graph", STATE_C, test_keys_walk_through_the_graph);
  ADD ("keys-zoom", STATE_C, test_keys_zoom);
  ADD ("focus-shows-the-neighbourhood", STATE_RING, test_focus_shows_the_neighbourhood);
  ADD ("outline-tells-the-graph", STATE_C, test_outline_tells_the_graph);
  ADD ("find-counts-and-goes-on", STATE_C, test_find_counts_and_goes_on);
  ADD ("events-are-walked", STATE_C, test_events_are_walked);
  ADD ("hasty-steps-end-at-the-last", STATE_C, test_hasty_steps_end_at_the_last);
  return g_test_run ();
}
