/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The inspector. Facts are found on a worker, one search at a time; wishes that come meanwhile coalesce into one. The events of
 * an object take a walk over the record, so they are looked for only while their section is open. */

#include "hw-inspector.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "canvas-resources.h"
#include "hw-facts.h"
#include "hw-inspector-section.h"

typedef struct {
  HwImage        *image;
  HwTimeline     *timeline;
  guint32         serial;
  gboolean        with_events;
  HwFacts        *facts;
  HwFactsSection *events;
} HwInspectorJob;

struct _HwInspector {
  GtkWidget       parent_instance;

  /* template children */
  GtkWidget      *stack;
  GtkWidget      *empty;
  GtkWidget      *scroller;
  GtkWidget      *box;
  GtkWidget      *title;
  GtkWidget      *subtitle;

  GtkWidget      *sections[HW_N_FACTS_SECTIONS]; /* borrowed */

  /* owned */
  HwSession      *session;
  HwFacts        *facts;
  HwFactsSection *events;
  GCancellable   *cancellable; /* of the job under way */
  gboolean        wanted;
};

G_DEFINE_FINAL_TYPE (HwInspector, hw_inspector, GTK_TYPE_WIDGET)

static void start (HwInspector *self);

static void
job_free (gpointer data)
{
  HwInspectorJob *job = data;

  hw_image_unref (job->image);
  hw_timeline_unref (job->timeline);
  g_clear_pointer (&job->facts, hw_facts_free);
  g_clear_pointer (&job->events, hw_facts_section_free);
  g_free (job);
}

static void
work (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  HwInspectorJob *job = data;

  job->facts = job->serial != 0 ? hw_facts_new_object (job->image, job->timeline, job->serial, cancellable)
                                : hw_facts_new_heap (job->image, cancellable);
  if (job->serial != 0 && job->with_events)
    job->events = hw_facts_new_events (job->timeline, job->serial, hw_image_get_step (job->image), cancellable);
  g_task_return_boolean (task, TRUE);
}

static const HwFactsSection *
find_section (HwInspector       *self,
              HwFactsSectionKind kind)
{
  if (kind == HW_FACTS_EVENTS)
    return self->events;
  for (guint i = 0; i < self->facts->sections->len; i++) {
    const HwFactsSection *section = self->facts->sections->pdata[i];

    if (section->kind == kind)
      return section;
  }
  return NULL;
}

static void
show_facts (HwInspector *self)
{
  /* Closed, the section is only its heading: opening it starts the search. */
  if (self->events == NULL && self->facts->serial != 0)
    self->events = hw_facts_section_new (HW_FACTS_EVENTS);
  gtk_label_set_text (GTK_LABEL (self->title), self->facts->title);
  gtk_label_set_text (GTK_LABEL (self->subtitle), self->facts->subtitle);
  for (guint i = 0; i < HW_N_FACTS_SECTIONS; i++)
    hw_inspector_section_set_facts (HW_INSPECTOR_SECTION (self->sections[i]), find_section (self, i));
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->scroller);
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (HwInspector) self = data;
  HwInspectorJob *job = g_task_get_task_data (G_TASK (result));
  gboolean done = g_task_propagate_boolean (G_TASK (result), NULL);

  g_clear_object (&self->cancellable);
  if (self->session == NULL)
    return;
  if (done && hw_session_get_image (self->session) != NULL) {
    gboolean other = self->facts == NULL || self->facts->serial != job->serial;

    g_clear_pointer (&self->facts, hw_facts_free);
    g_clear_pointer (&self->events, hw_facts_section_free);
    self->facts = g_steal_pointer (&job->facts);
    self->events = g_steal_pointer (&job->events);
    show_facts (self);
    if (other)
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
  }
  if (self->wanted)
    start (self);
}

static void
start (HwInspector *self)
{
  HwImage *image = hw_session_get_image (self->session);
  HwTimeline *timeline = hw_session_get_timeline (self->session);
  g_autoptr (GTask) task = NULL;
  HwInspectorJob *job;

  self->wanted = FALSE;
  if (image == NULL) {
    /* Between two records the old facts stay until the first image of the new one comes. */
    if (timeline == NULL)
      gtk_stack_set_visible_child (GTK_STACK (self->stack), self->empty);
    return;
  }
  job = g_new0 (HwInspectorJob, 1);
  job->image = hw_image_ref (image);
  job->timeline = hw_timeline_ref (timeline);
  job->serial = hw_session_get_selection (self->session);
  job->with_events = hw_inspector_section_get_expanded (HW_INSPECTOR_SECTION (self->sections[HW_FACTS_EVENTS]));

  self->cancellable = g_cancellable_new ();
  task = g_task_new (NULL, self->cancellable, done_cb, g_object_ref (self)); /* so that it is never finalized on the worker */
  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, work);
}

static void
queue_refresh (HwInspector *self)
{
  self->wanted = TRUE;
  if (self->cancellable == NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    start (self);
}

static void
hw_inspector_map (GtkWidget *widget)
{
  HwInspector *self = HW_INSPECTOR (widget);

  GTK_WIDGET_CLASS (hw_inspector_parent_class)->map (widget);
  if (self->wanted && self->cancellable == NULL)
    start (self);
}

static void
hw_inspector_dispose (GObject *object)
{
  HwInspector *self = HW_INSPECTOR (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->stack, gtk_widget_unparent);
  g_clear_object (&self->session);
  g_clear_pointer (&self->facts, hw_facts_free);
  g_clear_pointer (&self->events, hw_facts_section_free);
  G_OBJECT_CLASS (hw_inspector_parent_class)->dispose (object);
}

static void
hw_inspector_finalize (GObject *object)
{
  g_clear_object (&HW_INSPECTOR (object)->cancellable);
  G_OBJECT_CLASS (hw_inspector_parent_class)->finalize (object);
}

static void
hw_inspector_class_init (HwInspectorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hw_inspector_dispose;
  G_OBJECT_CLASS (klass)->finalize = hw_inspector_finalize;
  widget_class->map = hw_inspector_map;

  g_resources_register (hw_canvas_get_resource ()); /* so that a static library keeps it */
  gtk_widget_class_set_template_from_resource (widget_class, "/org/heapwright/Heapwright/canvas/hw-inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, HwInspector, stack);
  gtk_widget_class_bind_template_child (widget_class, HwInspector, empty);
  gtk_widget_class_bind_template_child (widget_class, HwInspector, scroller);
  gtk_widget_class_bind_template_child (widget_class, HwInspector, box);
  gtk_widget_class_bind_template_child (widget_class, HwInspector, title);
  gtk_widget_class_bind_template_child (widget_class, HwInspector, subtitle);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
hw_inspector_init (HwInspector *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Inspector"), -1);
}

GtkWidget *
hw_inspector_new (HwSession *session)
{
  HwInspector *self = g_object_new (HW_TYPE_INSPECTOR, NULL);

  self->session = g_object_ref (session);
  self->wanted = TRUE;
  for (guint i = 0; i < HW_N_FACTS_SECTIONS; i++) {
    GtkWidget *section = hw_inspector_section_new (i != HW_FACTS_EVENTS);

    self->sections[i] = section;
    gtk_widget_set_visible (section, FALSE);
    gtk_box_append (GTK_BOX (self->box), section);
    g_signal_connect_object (section, "select", G_CALLBACK (hw_session_select), session, G_CONNECT_SWAPPED);
    g_signal_connect_object (section, "step", G_CALLBACK (hw_session_go_to_step), session, G_CONNECT_SWAPPED);
    g_signal_connect_object (section, "hover", G_CALLBACK (hw_session_set_hovered), session, G_CONNECT_SWAPPED);
  }
  g_signal_connect_object (self->sections[HW_FACTS_EVENTS], "notify::expanded", G_CALLBACK (queue_refresh), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::image", G_CALLBACK (queue_refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::selection", G_CALLBACK (queue_refresh), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
