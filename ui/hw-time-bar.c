/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The time bar. See hw-time-bar.h. */

#include "hw-time-bar.h"

#include "hw-time-scale.h"
#include "hw-worker.h"

#include <glib/gi18n.h>

/* Runs that end before are not worth a flash of the progress. */
#define PROGRESS_DELAY_MS 300

struct _HwTimeBar {
  GtkWidget        parent_instance;
  HwSession       *session; /* owned */
  guint            delay;   /* until the progress is shown */
  GTask           *telling; /* borrowed: the task that finds out what the step did; NULL: none */

  /* template */
  GtkWidget       *box;
  GtkToggleButton *play_button;
  GtkLabel        *step_label;
  HwTimeScale     *scale;
  GtkRevealer     *progress_revealer;
  GtkSpinner      *spinner;
  GtkLabel        *progress_label;
};

enum {
  PROP_0,
  PROP_SESSION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HwTimeBar, hw_time_bar, GTK_TYPE_WIDGET)

/* What the walk through a step's events stands before: the event's own words. */
static char *
describe_position (HwTimeline *timeline,
                   guint64     position)
{
  guint64 n_words;
  const guint32 *words = hw_timeline_get_words (timeline, &n_words);
  HwEventKind kind;

  if (position >= n_words)
    return g_strdup ("");
  kind = HW_EVENT_KIND (words[position]);
  if (kind == HW_EVENT_PHASE)
    return g_strdup_printf (_("before the phase %s"), hw_phase_get_name (HW_EVENT_ARGUMENT (words[position])));
  return g_strdup_printf (_("before the event “%s”"), hw_event_kind_get_text (kind));
}

/* Where the cursor is, as far as that takes no time. */
static char *
describe_place (HwTimeBar *self)
{
  HwTimeline *timeline = hw_session_get_timeline (self->session);
  guint step = hw_session_get_step (self->session);
  g_autofree char *what = NULL;

  if (timeline == NULL)
    return g_strdup (hw_session_get_running (self->session) ? _("Running…") : _("Nothing recorded yet"));
  if (hw_session_get_position (self->session) != G_MAXUINT64) {
    what = describe_position (timeline, hw_session_get_position (self->session));
    return g_strdup_printf (_("Inside step %u, %s"), step + 1, what);
  }
  if (step == 0)
    return g_strdup (_("Before the first statement"));
  if (step > hw_timeline_get_n_steps (timeline))
    return g_strdup (_("After the interpreter’s exit"));
  return g_strdup_printf (_("Step %u, line %u"), step, hw_timeline_get_step (timeline, step)->line);
}

static gboolean
is_after_statement (HwTimeBar *self)
{
  HwTimeline *timeline = hw_session_get_timeline (self->session);
  guint step = hw_session_get_step (self->session);

  return timeline != NULL && hw_session_get_position (self->session) == G_MAXUINT64 && step > 0
         && step <= hw_timeline_get_n_steps (timeline);
}

static void
show_step (HwTimeBar  *self,
           const char *text)
{
  gtk_label_set_label (self->step_label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->step_label), text);
}

/* ------------------------------------------------------------------------------------------------------- what the step did */

typedef struct {
  HwTimeline *timeline; /* owned */
  guint       step;
} HwTold;

static void
told_free (HwTold *told)
{
  hw_timeline_unref (told->timeline);
  g_free (told);
}

static void
tell_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  HwTold *told = data;

  g_task_return_pointer (task, hw_timeline_describe_step (told->timeline, told->step), g_free);
}

static void update_step (HwTimeBar *self);

static void
told_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  HwTimeBar *self = HW_TIME_BAR (source);
  const HwTold *told = g_task_get_task_data (G_TASK (result));
  g_autofree char *what = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autofree char *place = NULL, *text = NULL;

  self->telling = NULL;
  if (self->session == NULL)
    return;
  if (!is_after_statement (self) || told->timeline != hw_session_get_timeline (self->session)
      || told->step != hw_session_get_step (self->session)) {
    update_step (self);
    return;
  }
  place = describe_place (self);
  text = what != NULL && *what != '\0' ? g_strdup_printf (_("%s: %s"), place, what) : g_steal_pointer (&place);
  show_step (self, text);
}

/* A statement may have made a million objects, so its events are read by a thread. Only one at a time: where the cursor has moved
 * on meanwhile, told_cb() asks anew. */
static void
tell_step (HwTimeBar *self)
{
  HwTold *told;
  GTask *task;

  if (self->telling != NULL)
    return;
  told = g_new (HwTold, 1);
  *told = (HwTold) { hw_timeline_ref (hw_session_get_timeline (self->session)), hw_session_get_step (self->session) };
  task = self->telling = g_task_new (self, NULL, told_cb, NULL);
  g_task_set_source_tag (task, tell_step);
  g_task_set_task_data (task, told, (GDestroyNotify) told_free);
  hw_worker_run (task, tell_thread);
  g_object_unref (task);
}

static void
update_step (HwTimeBar *self)
{
  g_autofree char *place = describe_place (self);

  gtk_widget_set_sensitive (GTK_WIDGET (self->play_button), hw_session_get_last_step (self->session) > 0);
  show_step (self, place);
  if (is_after_statement (self))
    tell_step (self);
}

/* ------------------------------------------------------------------------------------------------------ playing and running */

static void
update_playing (HwTimeBar *self)
{
  gboolean playing = hw_session_get_playing (self->session);
  const char *label = playing ? _("Pause") : _("Play");
  g_autofree char *tooltip = g_strdup_printf ("%s (F9)", label);

  gtk_button_set_icon_name (GTK_BUTTON (self->play_button),
                            playing ? "media-playback-pause-symbolic" : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->play_button), tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->play_button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
update_progress (HwTimeBar *self)
{
  g_autofree char *text = g_strdup_printf (_("%'" G_GUINT64_FORMAT " statements"), hw_session_get_progress (self->session));

  gtk_label_set_label (self->progress_label, text);
}

static gboolean
show_progress_cb (gpointer data)
{
  HwTimeBar *self = data;

  self->delay = 0;
  gtk_spinner_start (self->spinner);
  gtk_revealer_set_reveal_child (self->progress_revealer, TRUE);
  return G_SOURCE_REMOVE;
}

static void
update_running (HwTimeBar *self)
{
  g_clear_handle_id (&self->delay, g_source_remove);
  if (hw_session_get_running (self->session)) {
    self->delay = g_timeout_add (PROGRESS_DELAY_MS, show_progress_cb, self);
  } else {
    gtk_spinner_stop (self->spinner);
    gtk_revealer_set_reveal_child (self->progress_revealer, FALSE);
  }
  update_step (self);
}

static void
set_session (HwTimeBar *self,
             HwSession *session)
{
  self->session = g_object_ref (session);
  hw_time_scale_set_session (self->scale, session);
  g_signal_connect_object (session, "notify::step", G_CALLBACK (update_step), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::position", G_CALLBACK (update_step), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::timeline", G_CALLBACK (update_step), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::playing", G_CALLBACK (update_playing), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::running", G_CALLBACK (update_running), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::progress", G_CALLBACK (update_progress), self, G_CONNECT_SWAPPED);
  update_step (self);
  update_running (self);
  update_progress (self);
}

static void
hw_time_bar_set_property (GObject      *object,
                          guint         property,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  if (property == PROP_SESSION)
    set_session (HW_TIME_BAR (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
hw_time_bar_dispose (GObject *object)
{
  HwTimeBar *self = HW_TIME_BAR (object);

  g_clear_handle_id (&self->delay, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), HW_TYPE_TIME_BAR);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hw_time_bar_parent_class)->dispose (object);
}

static void
hw_time_bar_class_init (HwTimeBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hw_time_bar_dispose;
  object_class->set_property = hw_time_bar_set_property;
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, HW_TYPE_SESSION,
                                                  G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (HW_TYPE_TIME_SCALE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/heapwright/Heapwright/ui/hw-time-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, HwTimeBar, box);
  gtk_widget_class_bind_template_child (widget_class, HwTimeBar, play_button);
  gtk_widget_class_bind_template_child (widget_class, HwTimeBar, step_label);
  gtk_widget_class_bind_template_child (widget_class, HwTimeBar, scale);
  gtk_widget_class_bind_template_child (widget_class, HwTimeBar, progress_revealer);
  gtk_widget_class_bind_template_child (widget_class, HwTimeBar, spinner);
  gtk_widget_class_bind_template_child (widget_class, HwTimeBar, progress_label);
}

static void
hw_time_bar_init (HwTimeBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
hw_time_bar_new (HwSession *session)
{
  return g_object_new (HW_TYPE_TIME_BAR, "session", session, NULL);
}
