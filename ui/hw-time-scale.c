/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The scrubber. The curve is made on a worker once per record; drawing costs the columns in view, never the steps. */

#include "hw-time-scale.h"

#include "hw-curve.h"
#include "hw-worker.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#define CURVE_HEIGHT 30
#define MARK_HEIGHT 14
#define MARK_RADIUS 4.0

struct _HwTimeScale {
  GtkWidget      parent_instance;
  HwSession     *session;     /* owned */
  HwTimeline    *timeline;    /* owned; the curve is of this, or will be */
  HwCurve       *curve;       /* owned; NULL until made */
  GCancellable  *cancellable; /* owned; of the curve being made */
  GtkAdjustment *adjustment;  /* borrowed from the scale */
  GtkWidget     *scale;       /* child */
  gboolean       syncing;
};

G_DEFINE_FINAL_TYPE (HwTimeScale, hw_time_scale, GTK_TYPE_WIDGET)

/* X (kind, red, green, blue, text) */
#define MARK_LOOK_LIST(X)                                         \
  X (PASS, 0.15, 0.55, 0.85, N_("collection pass"))               \
  X (FINALIZER, 0.90, 0.45, 0.00, N_("finalizer"))                \
  X (CALLBACK, 0.60, 0.30, 0.75, N_("weakref callback"))          \
  X (SNAPSHOT, 0.15, 0.60, 0.35, N_("snapshot"))                  \
  X (EXCEPTION, 0.85, 0.10, 0.15, N_("exception"))

static const char *
mark_get_text (HwMarkKind kind)
{
  switch (kind) {
#define HW_X(id, red, green, blue, text) \
  case HW_MARK_##id:                     \
    return _(text);
    MARK_LOOK_LIST (HW_X)
#undef HW_X
  default:
    return "";
  }
}

/* --------------------------------------------------------------------------------------------------------------------- places */

/* The middle of the scale's slider moves from end to end of the trough; the curve above shares that. */
static void
get_track (HwTimeScale *self,
           double      *left,
           double      *width)
{
  GdkRectangle trough;
  graphene_point_t origin;

  gtk_range_get_range_rect (GTK_RANGE (self->scale), &trough);
  if (!gtk_widget_compute_point (self->scale, GTK_WIDGET (self), &GRAPHENE_POINT_INIT (0, 0), &origin))
    graphene_point_init (&origin, 0, 0);
  *left = origin.x + trough.x;
  *width = MAX (trough.width, 1);
}

static double
x_of_column (HwTimeScale *self,
             guint        column)
{
  double left, width;

  get_track (self, &left, &width);
  return left + (self->curve->n_columns > 1 ? width * column / (self->curve->n_columns - 1) : 0);
}

static guint
step_at (HwTimeScale *self,
         double       x)
{
  double left, width;
  guint last = hw_session_get_last_step (self->session);

  get_track (self, &left, &width);
  return (guint) lround (CLAMP ((x - left) / width, 0, 1) * last);
}

/* -------------------------------------------------------------------------------------------------------------------- drawing */

static void
draw_shape (cairo_t    *cr,
            HwMarkKind  kind,
            double      x,
            double      y)
{
  const double r = MARK_RADIUS;

  switch (kind) {
  case HW_MARK_PASS: /* a triangle */
    cairo_move_to (cr, x, y - r);
    cairo_line_to (cr, x + r, y + r * 0.8);
    cairo_line_to (cr, x - r, y + r * 0.8);
    break;
  case HW_MARK_FINALIZER: /* a diamond */
    cairo_move_to (cr, x, y - r);
    cairo_line_to (cr, x + r, y);
    cairo_line_to (cr, x, y + r);
    cairo_line_to (cr, x - r, y);
    break;
  case HW_MARK_CALLBACK: /* a circle */
    cairo_arc (cr, x, y, r * 0.85, 0, 2 * G_PI);
    break;
  case HW_MARK_SNAPSHOT: /* a square */
    cairo_rectangle (cr, x - r * 0.8, y - r * 0.8, r * 1.6, r * 1.6);
    break;
  case HW_MARK_EXCEPTION: /* a cross */
    cairo_set_line_width (cr, 2);
    cairo_move_to (cr, x - r * 0.8, y - r * 0.8);
    cairo_line_to (cr, x + r * 0.8, y + r * 0.8);
    cairo_move_to (cr, x + r * 0.8, y - r * 0.8);
    cairo_line_to (cr, x - r * 0.8, y + r * 0.8);
    cairo_stroke (cr);
    return;
  default:
    return;
  }
  cairo_close_path (cr);
  cairo_fill (cr);
}

/* Where marks would lie on each other only the first of a kind is drawn. */
static void
draw_marks (HwTimeScale *self,
            cairo_t     *cr)
{
  static const double colours[][3] = {
#define HW_X(id, red, green, blue, text) [HW_MARK_##id] = { red, green, blue },
    MARK_LOOK_LIST (HW_X)
#undef HW_X
  };
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  for (guint kind = 0; kind < G_N_ELEMENTS (colours); kind++) {
    double last = -100;
    double lift = dark ? 0.25 : 0;

    cairo_set_source_rgb (cr, MIN (colours[kind][0] + lift, 1), MIN (colours[kind][1] + lift, 1),
                          MIN (colours[kind][2] + lift, 1));
    for (guint column = 0; column < self->curve->n_columns; column++) {
      double x;

      if ((self->curve->marks[column] & (1 << kind)) == 0)
        continue;
      x = x_of_column (self, column);
      if (x - last < 2 * MARK_RADIUS)
        continue;
      draw_shape (cr, kind, x, MARK_HEIGHT / 2.0);
      last = x;
    }
  }
}

static void
draw_curve (HwTimeScale *self,
            cairo_t     *cr)
{
  GdkRGBA colour, accent;
  const double top = MARK_HEIGHT + 1, bottom = MARK_HEIGHT + CURVE_HEIGHT;
  double left, width;

  get_track (self, &left, &width);
  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &colour);
  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)), "accent_color", &accent))
    accent = colour;

  cairo_move_to (cr, left, bottom);
  for (guint column = 0; column < self->curve->n_columns; column++) {
    double x = left + (self->curve->n_columns > 1 ? width * column / (self->curve->n_columns - 1) : 0);
    double y = bottom - 2 - (bottom - top - 3) * hw_curve_get_height (self->curve, column);

    if (column == 0) {
      cairo_line_to (cr, x, y);
    } else {
      double previous_y;

      cairo_get_current_point (cr, NULL, &previous_y);
      cairo_line_to (cr, x, previous_y);
      cairo_line_to (cr, x, y);
    }
  }
  cairo_line_to (cr, left + width, bottom);
  cairo_close_path (cr);
  cairo_set_source_rgba (cr, accent.red, accent.green, accent.blue, 0.22);
  cairo_fill_preserve (cr);
  cairo_set_source_rgba (cr, accent.red, accent.green, accent.blue, 0.85);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);

  if (hw_session_get_last_step (self->session) > 0) {
    double x = left + width * hw_session_get_step (self->session) / hw_session_get_last_step (self->session);

    cairo_set_source_rgba (cr, colour.red, colour.green, colour.blue, 0.9);
    cairo_set_line_width (cr, 1);
    cairo_move_to (cr, floor (x) + 0.5, MARK_HEIGHT);
    cairo_line_to (cr, floor (x) + 0.5, bottom + 2);
    cairo_stroke (cr);
  }
}

static void
hw_time_scale_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  HwTimeScale *self = HW_TIME_SCALE (widget);

  if (self->curve != NULL && self->session != NULL) {
    float width = (float) gtk_widget_get_width (widget);
    cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, MARK_HEIGHT + CURVE_HEIGHT + 3));

    draw_curve (self, cr);
    draw_marks (self, cr);
    cairo_destroy (cr);
  }
  gtk_widget_snapshot_child (widget, self->scale, snapshot);
}

static void
hw_time_scale_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  gtk_widget_measure (HW_TIME_SCALE (widget)->scale, orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL) {
    *minimum += MARK_HEIGHT + CURVE_HEIGHT;
    *natural += MARK_HEIGHT + CURVE_HEIGHT;
  } else {
    *minimum = MAX (*minimum, 120);
    *natural = MAX (*natural, 400);
  }
  *minimum_baseline = *natural_baseline = -1;
}

static void
hw_time_scale_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  int above = MARK_HEIGHT + CURVE_HEIGHT;

  gtk_widget_size_allocate (HW_TIME_SCALE (widget)->scale, &(GtkAllocation) { 0, above, width, height - above }, -1);
}

/* ------------------------------------------------------------------------------------------------------------------ the curve */

static void
curve_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  HwCurve *curve = hw_curve_new (data, cancellable);

  g_task_return_pointer (task, curve, curve != NULL ? (GDestroyNotify) hw_curve_free : NULL);
}

static void
curve_ended_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  HwTimeScale *self = HW_TIME_SCALE (source);
  g_autoptr (HwCurve) curve = g_task_propagate_pointer (G_TASK (result), NULL);

  if (self->cancellable != g_task_get_cancellable (G_TASK (result)))
    return;
  g_clear_object (&self->cancellable);
  self->curve = g_steal_pointer (&curve);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
forget_curve (HwTimeScale *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->curve, hw_curve_free);
  g_clear_pointer (&self->timeline, hw_timeline_unref);
}

static void
timeline_changed_cb (HwTimeScale *self)
{
  HwTimeline *timeline = hw_session_get_timeline (self->session);
  g_autoptr (GTask) task = NULL;

  forget_curve (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  gtk_widget_set_sensitive (self->scale, timeline != NULL);
  if (timeline == NULL)
    return;
  self->timeline = hw_timeline_ref (timeline);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, curve_ended_cb, NULL);
  g_task_set_source_tag (task, timeline_changed_cb);
  g_task_set_task_data (task, hw_timeline_ref (timeline), (GDestroyNotify) hw_timeline_unref);
  hw_worker_run (task, curve_thread);
}

/* --------------------------------------------------------------------------------------------------------------------- moving */

static void
step_changed_cb (HwTimeScale *self)
{
  guint step = hw_session_get_step (self->session);
  guint last = hw_session_get_last_step (self->session);
  g_autofree char *text = g_strdup_printf (_("Step %u of %u"), step, last);

  self->syncing = TRUE;
  gtk_adjustment_configure (self->adjustment, step, 0, last, 1, MAX (last / 20, 1), 0);
  self->syncing = FALSE;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
value_changed_cb (HwTimeScale *self)
{
  if (!self->syncing)
    hw_session_go_to_step (self->session, (guint) lround (gtk_adjustment_get_value (self->adjustment)));
}

static void
drag_update_cb (GtkGestureDrag *drag,
                double          dx,
                double          dy,
                HwTimeScale    *self)
{
  double x, y;

  if (gtk_gesture_drag_get_start_point (drag, &x, &y))
    hw_session_go_to_step (self->session, step_at (self, x + dx));
}

static void
drag_begin_cb (GtkGestureDrag *drag,
               double          x,
               double          y,
               HwTimeScale    *self)
{
  if (y >= MARK_HEIGHT + CURVE_HEIGHT) {
    gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_DENIED);
    return;
  }
  gtk_widget_grab_focus (self->scale);
  hw_session_go_to_step (self->session, step_at (self, x));
}

static void
append_mark_texts (HwTimeScale *self,
                   GString     *text,
                   guint        step)
{
  guint8 marks;

  if (self->curve == NULL)
    return;
  marks = self->curve->marks[hw_curve_get_column (self->curve, step)];
  for (guint kind = 0; kind <= HW_MARK_EXCEPTION; kind++)
    if (marks & (1 << kind))
      g_string_append_printf (text, "\n%s", mark_get_text (kind));
}

static gboolean
query_tooltip_cb (HwTimeScale *self,
                  int          x,
                  int          y,
                  gboolean     keyboard,
                  GtkTooltip  *tooltip)
{
  HwTimeline *timeline = hw_session_get_timeline (self->session);
  g_autoptr (GString) text = g_string_new (NULL);
  guint step;

  if (timeline == NULL)
    return FALSE;
  step = keyboard ? hw_session_get_step (self->session) : step_at (self, x);
  if (step == 0) {
    g_string_append (text, _("Step 0: before the first statement"));
  } else if (step > hw_timeline_get_n_steps (timeline)) {
    g_string_append_printf (text, _("Step %u: after the interpreter's exit"), step);
  } else {
    const HwStep *record = hw_timeline_get_step (timeline, step);
    g_autofree char *size = g_format_size_full (record->heap_bytes, G_FORMAT_SIZE_IEC_UNITS);

    g_string_append_printf (text, _("Step %u: line %u, %s on the heap"), step, record->line, size);
  }
  append_mark_texts (self, text, step);
  gtk_tooltip_set_text (tooltip, text->str);
  return TRUE;
}

void
hw_time_scale_set_session (HwTimeScale *self,
                           HwSession   *session)
{
  g_return_if_fail (HW_IS_TIME_SCALE (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::timeline", G_CALLBACK (timeline_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::step", G_CALLBACK (step_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::last-step", G_CALLBACK (step_changed_cb), self, G_CONNECT_SWAPPED);
  timeline_changed_cb (self);
  step_changed_cb (self);
}

static void
hw_time_scale_dispose (GObject *object)
{
  HwTimeScale *self = HW_TIME_SCALE (object);

  forget_curve (self);
  g_clear_pointer (&self->scale, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hw_time_scale_parent_class)->dispose (object);
}

static void
hw_time_scale_class_init (HwTimeScaleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hw_time_scale_dispose;
  widget_class->snapshot = hw_time_scale_snapshot;
  widget_class->measure = hw_time_scale_measure;
  widget_class->size_allocate = hw_time_scale_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "timescale");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
hw_time_scale_init (HwTimeScale *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->adjustment = gtk_adjustment_new (0, 0, 0, 1, 10, 0);
  self->scale = gtk_scale_new (GTK_ORIENTATION_HORIZONTAL, self->adjustment);
  gtk_scale_set_draw_value (GTK_SCALE (self->scale), FALSE);
  gtk_range_set_round_digits (GTK_RANGE (self->scale), 0);
  gtk_widget_set_parent (self->scale, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Step"), -1);
  g_signal_connect_object (self->adjustment, "value-changed", G_CALLBACK (value_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
}
