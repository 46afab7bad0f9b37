/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* How long does a frame of the graph take? Shows a heap of so many objects in the real view, all of them in sight, pans and
 * zooms, and prints the median and the slowest time from the begin of a frame until the display has it. Needs a display. Run
 * by hand: ../ui/run-headless -a none -s 1280x900 -- bench-canvas [OBJECTS] */

#include <adwaita.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "hw-canvas-view.h"
#include "hw-run.h"

#define N_FRAMES 120
#define PAN_STEP 40

typedef struct {
  GtkWidget *view;
  gboolean   painting;
  gint64     begin;
  gint64     times[N_FRAMES];
  gint64     own_begin; /* of the main thread's processor time */
  gint64     own[N_FRAMES];
  guint      n_frames;
  void     (*move) (HwCanvasView *view, guint frame);
} Bench;

/* A tree of three branches, whose nodes refer to others at random as well. */
static HwImage *
make_image (guint n_objects)
{
  g_autofree char *text = g_strdup_printf ("class Node:\n"
                                           "    pass\n"
                                           "def build(n):\n"
                                           "    nodes = [Node()]\n"
                                           "    key = 12345\n"
                                           "    for i in range(1, n):\n"
                                           "        node = Node()\n"
                                           "        parent = nodes[(i - 1) // 3]\n"
                                           "        if i %% 3 == 0:\n"
                                           "            parent.a = node\n"
                                           "        elif i %% 3 == 1:\n"
                                           "            parent.b = node\n"
                                           "        else:\n"
                                           "            parent.c = node\n"
                                           "        key = (key * 1103515245 + 12345) %% 1000003\n"
                                           "        if i %% 2 == 0:\n"
                                           "            node.other = nodes[key %% i]\n"
                                           "        nodes.append(node)\n"
                                           "    return nodes[0]\n"
                                           "root = build(%u)\n",
                                           n_objects);
  g_autoptr (GError) error = NULL;
  g_autoptr (HwScenario) scenario = hw_scenario_new ("bench.py", text, -1);
  g_autoptr (HwCursor) cursor = NULL;
  g_autoptr (HwRun) run = NULL;
  HwRunOptions options;

  hw_run_options_init (&options);
  options.record = TRUE;
  run = hw_run_new (scenario, &options);
  if (!hw_run_execute (run, NULL, &error))
    g_error ("%s", error->message);
  cursor = hw_cursor_new (hw_run_get_timeline (run));
  if (!hw_cursor_seek (cursor, hw_timeline_get_n_steps (hw_run_get_timeline (run)), NULL, &error))
    g_error ("%s", error->message);
  return hw_cursor_make_image (cursor);
}

static HwScene *
make_scene (guint n_objects)
{
  g_autoptr (HwImage) image = make_image (n_objects);
  g_autoptr (HwPicture) picture = NULL;
  HwPictureOptions options;

  hw_picture_options_init (&options);
  options.max_nodes = 2 * n_objects;
  picture = hw_picture_new (image, NULL, &options);
  return hw_picture_layout_quick (picture, NULL);
}

/* --------------------------------------------------------------------------------------------------------------- the frames */

/* Scrolling, as the wheel does it: the signals of the view's own controller. */
static void
scroll (HwCanvasView *view,
        double        dx,
        double        dy)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (view));
  gboolean handled;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
      g_signal_emit_by_name (controller, "scroll", dx, dy, &handled);
  }
}

/* To the right, down, to the left and up, a quarter of a second each. */
static void
pan (HwCanvasView *view,
     guint         frame)
{
  static const double ways[][2] = { { 1, 0 }, { 0, 1 }, { -1, 0 }, { 0, -1 } };
  const double *way = ways[frame / 15 % 4];

  scroll (view, way[0] * PAN_STEP / 60, way[1] * PAN_STEP / 60);
}

static void
zoom (HwCanvasView *view,
      guint         frame)
{
  if (frame / 3 % 2 == 0)
    hw_canvas_view_zoom_out (view);
  else
    hw_canvas_view_zoom_in (view);
}

/* Microseconds that this thread has had a processor. */
static gint64
get_own_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static void
before_paint_cb (GdkFrameClock *clock,
                 Bench         *bench)
{
  bench->begin = g_get_monotonic_time ();
  bench->own_begin = get_own_time ();
}

static void
after_paint_cb (GdkFrameClock *clock,
                Bench         *bench)
{
  if (!bench->painting)
    return;
  gdk_display_sync (gtk_widget_get_display (bench->view));
  bench->own[bench->n_frames] = get_own_time () - bench->own_begin;
  bench->times[bench->n_frames++] = g_get_monotonic_time () - bench->begin;
  bench->painting = bench->n_frames < N_FRAMES;
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  Bench *bench = data;

  if (bench->n_frames >= N_FRAMES)
    return G_SOURCE_REMOVE;
  bench->painting = TRUE;
  bench->move (HW_CANVAS_VIEW (widget), bench->n_frames);
  return G_SOURCE_CONTINUE;
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  const gint64 *left = a, *right = b;

  return (*left > *right) - (*left < *right);
}

static void
measure (Bench      *bench,
         const char *what,
         void      (*move) (HwCanvasView *view, guint frame))
{
  bench->move = move;
  bench->n_frames = 0;
  gtk_widget_add_tick_callback (bench->view, tick_cb, bench, NULL);
  while (bench->n_frames < N_FRAMES)
    g_main_context_iteration (NULL, TRUE);
  qsort (bench->times, N_FRAMES, sizeof bench->times[0], compare_times);
  qsort (bench->own, N_FRAMES, sizeof bench->own[0], compare_times);
  printf ("%-22s %u frames: median %5.1f ms, slowest %5.1f ms; processor time of the main thread: %5.1f ms, %5.1f ms\n", what,
          N_FRAMES, bench->times[N_FRAMES / 2] / 1000.0, bench->times[N_FRAMES - 1] / 1000.0, bench->own[N_FRAMES / 2] / 1000.0,
          bench->own[N_FRAMES - 1] / 1000.0);
}

int
main (int    argc,
      char **argv)
{
  guint n_objects = argc > 1 ? (guint) strtoul (argv[1], NULL, 10) : 10000;
  g_autoptr (HwScene) scene = NULL;
  GtkWidget *window;
  Bench bench = { 0 };
  GdkFrameClock *clock;
  guint n_nodes, n_edges;

  adw_init ();
  scene = make_scene (n_objects);
  hw_scene_get_nodes (scene, &n_nodes);
  hw_scene_get_edges (scene, &n_edges);
  window = gtk_window_new ();
  bench.view = hw_canvas_view_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 800);
  gtk_window_set_child (GTK_WINDOW (window), bench.view);
  gtk_window_present (GTK_WINDOW (window));
  hw_canvas_view_set_scene (HW_CANVAS_VIEW (bench.view), scene, HW_SHOW_FITTED, NULL);
  while (gtk_widget_get_width (bench.view) == 0)
    g_main_context_iteration (NULL, TRUE);
  hw_canvas_view_zoom_fit (HW_CANVAS_VIEW (bench.view));
  printf ("%u nodes and %u references, %d x %d pixels, zoom %.3f\n", n_nodes, n_edges, gtk_widget_get_width (bench.view),
          gtk_widget_get_height (bench.view), hw_canvas_view_get_zoom (HW_CANVAS_VIEW (bench.view)));

  clock = gtk_widget_get_frame_clock (bench.view);
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), &bench);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), &bench);
  measure (&bench, "panning over all", pan);
  measure (&bench, "zooming around all", zoom);
  hw_canvas_view_zoom_reset (HW_CANVAS_VIEW (bench.view));
  measure (&bench, "panning at zoom 1", pan);
  measure (&bench, "zooming around zoom 1", zoom);
  gtk_window_destroy (GTK_WINDOW (window));
  return 0;
}
