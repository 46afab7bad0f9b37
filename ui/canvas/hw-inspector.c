/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The inspector. Facts are found on a worker, one search at a time; wishes that come meanwhile coalesce into one, and another
 * object ends the search for the one before. The life of an object takes a walk over the record, so it is looked for only while
 * its section is open. */

#include "hw-inspector.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "canvas-resources.h"
#include "hw-facts.h"
#include "hw-inspector-cut.h"
#include "hw-inspector-section.h"
#include "hw-worker.h"

typedef struct {
  HwImage        *image;
  HwTimeline     *timeline;
  guint32         serial;
  GArray         *left_out;
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
  GtkWidget      *light;       /* borrowed: the switch that lights the path up */
  GtkWidget      *cut;         /* borrowed */
  GtkWidget      *cut_row;     /* owned: around it, in a section's list while it is open */
  GtkWidget      *cut_section; /* borrowed; NULL: it is closed */

  /* owned */
  HwSession      *session;
  HwFacts        *facts;
  HwFactsSection *events;
  GArray         *left_out;    /* of HwEdge: references that paths must not take */
  GCancellable   *cancellable; /* of the job under way */

  gboolean        wanted;
  guint           n_frames;    /* until the panel of cut and see is scrolled into view */
  guint           pointed;     /* the highlight of the line under the pointer, from 1; 0: none */
};

static guint gesture_signal;

G_DEFINE_FINAL_TYPE (HwInspector, hw_inspector, GTK_TYPE_WIDGET)

static void start (HwInspector *self);

static void
job_free (gpointer data)
{
  HwInspectorJob *job = data;

  hw_image_unref (job->image);
  hw_timeline_unref (job->timeline);
  g_array_unref (job->left_out);
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

  job->facts = job->serial != 0 ? hw_facts_new_object (job->image, job->timeline, job->serial, job->left_out, cancellable)
                                : hw_facts_new_heap (job->image, cancellable);
  if (job->serial != 0 && job->with_events)
    job->events = hw_facts_new_events (job->timeline, job->serial, hw_image_get_step (job->image), cancellable);
  g_task_return_boolean (task, TRUE);
}

/* ---------------------------------------------------------------------------------------------------------------- highlight */

/* What is asked is lit up; else the path of the line under the pointer; else, if that is wanted, the one that is told. */
static void
update_highlight (HwInspector *self)
{
  GPtrArray *highlights = self->facts != NULL ? self->facts->highlights : NULL;
  HwHighlight *highlight = NULL;

  if (self->session == NULL)
    return;
  if (self->cut_section != NULL)
    highlight = hw_inspector_cut_get_highlight (HW_INSPECTOR_CUT (self->cut));
  else if (highlights != NULL && self->pointed > 0 && self->pointed <= highlights->len)
    highlight = highlights->pdata[self->pointed - 1];
  else if (highlights != NULL && highlights->len > 0 && gtk_check_button_get_active (GTK_CHECK_BUTTON (self->light)))
    highlight = highlights->pdata[0];
  hw_session_set_highlight (self->session, highlight);
}

/* ------------------------------------------------------------------------------------------------------------- cut and see */

static void
close_cut (HwInspector *self)
{
  if (self->cut_section == NULL)
    return;
  hw_inspector_section_remove (HW_INSPECTOR_SECTION (self->cut_section), self->cut_row);
  self->cut_section = NULL;
  hw_inspector_cut_set_edge (HW_INSPECTOR_CUT (self->cut), (HwEdge) { 0, 0 });
  update_highlight (self);
}

/* What was found has a place two frames later. */
static gboolean
reveal_tick (GtkWidget     *widget,
             GdkFrameClock *clock,
             gpointer       data)
{
  HwInspector *self = HW_INSPECTOR (widget);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  double margin = gtk_widget_get_margin_top (self->box);
  graphene_rect_t bounds;

  if (self->n_frames > 1 && self->cut_section != NULL) {
    self->n_frames--;
    return G_SOURCE_CONTINUE;
  }
  self->n_frames = 0;
  if (self->cut_section != NULL && gtk_widget_compute_bounds (self->cut_row, self->box, &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.y, bounds.origin.y + bounds.size.height + 2 * margin);
  return G_SOURCE_REMOVE;
}

static void
cut_highlight_cb (HwInspector *self)
{
  update_highlight (self);
  if (self->cut_section == NULL)
    return;
  if (self->n_frames == 0)
    gtk_widget_add_tick_callback (GTK_WIDGET (self), reveal_tick, NULL, NULL);
  self->n_frames = 3;
}

/* A second time on the same line closes it. */
static void
open_cut (HwInspector *self,
          GtkWidget   *section,
          HwEdge       edge)
{
  HwEdge old = hw_inspector_cut_get_edge (HW_INSPECTOR_CUT (self->cut));
  gboolean again = self->cut_section == section && old.holder == edge.holder && old.slot == edge.slot;

  close_cut (self);
  if (again || !hw_inspector_section_insert (HW_INSPECTOR_SECTION (section), self->cut_row, edge))
    return;
  self->cut_section = section;
  hw_inspector_cut_set_edge (HW_INSPECTOR_CUT (self->cut), edge);
}

/* The lines have changed: it stays below its own, or goes with it. */
static void
replace_cut (HwInspector *self)
{
  HwEdge edge = hw_inspector_cut_get_edge (HW_INSPECTOR_CUT (self->cut));
  GtkWidget *section = self->cut_section;

  if (section == NULL)
    return;
  hw_inspector_section_remove (HW_INSPECTOR_SECTION (section), self->cut_row);
  if (hw_inspector_section_insert (HW_INSPECTOR_SECTION (section), self->cut_row, edge))
    return;
  self->cut_section = NULL;
  hw_inspector_cut_set_edge (HW_INSPECTOR_CUT (self->cut), (HwEdge) { 0, 0 });
}

static void
cut_gesture_cb (HwInspector     *self,
                const HwGesture *gesture)
{
  g_signal_emit (self, gesture_signal, 0, gesture);
}

/* ------------------------------------------------------------------------------------------------------------------- facts */

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
  replace_cut (self);
  update_highlight (self);
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
    HwFacts *old_facts = self->facts;
    HwFactsSection *old_events = self->events;

    self->facts = g_steal_pointer (&job->facts);
    self->events = g_steal_pointer (&job->events);
    self->pointed = 0;
    show_facts (self);
    g_clear_pointer (&old_facts, hw_facts_free);
    g_clear_pointer (&old_events, hw_facts_section_free);
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
    if (timeline == NULL) {
      gtk_stack_set_visible_child (GTK_STACK (self->stack), self->empty);
      hw_session_set_highlight (self->session, NULL);
    }
    return;
  }
  job = g_new0 (HwInspectorJob, 1);
  job->image = hw_image_ref (image);
  job->timeline = hw_timeline_ref (timeline);
  job->serial = hw_session_get_selection (self->session);
  job->left_out = g_array_copy (self->left_out);
  job->with_events = hw_inspector_section_get_expanded (HW_INSPECTOR_SECTION (self->sections[HW_FACTS_EVENTS]));

  self->cancellable = g_cancellable_new ();
  task = g_task_new (NULL, self->cancellable, done_cb, g_object_ref (self)); /* so that it is never finalized on the worker */
  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, job, job_free);
  hw_worker_run (task, work);
}

static void
queue_refresh (HwInspector *self)
{
  self->wanted = TRUE;
  if (self->cancellable == NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    start (self);
}

/* Something else is asked: nobody waits for the answer under way. */
static void
ask (HwInspector *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  queue_refresh (self);
}

static void
selection_cb (HwInspector *self)
{
  g_array_set_size (self->left_out, 0);
  close_cut (self);
  ask (self);
}

/* ---------------------------------------------------------------------------------------------------------------- the user */

static void
take_back (HwInspector *self,
           HwEdge       edge)
{
  for (guint i = 0; i < self->left_out->len; i++) {
    const HwEdge *other = &g_array_index (self->left_out, HwEdge, i);

    if (other->holder == edge.holder && other->slot == edge.slot) {
      g_array_remove_index (self->left_out, i);
      break;
    }
  }
  ask (self);
}

static void
activated_cb (HwInspector  *self,
              const HwFact *fact)
{
  if (fact->action == HW_FACT_SELECT)
    hw_session_select (self->session, fact->serial);
  else if (fact->action == HW_FACT_STEP)
    hw_session_go_to_step (self->session, fact->step);
  else if (fact->action == HW_FACT_TAKE_BACK)
    take_back (self, fact->edge);
}

static void
hovered_cb (HwInspector  *self,
            const HwFact *fact)
{
  if (self->session == NULL)
    return;
  hw_session_set_hovered (self->session, fact != NULL && fact->action == HW_FACT_SELECT ? fact->serial : 0);
  self->pointed = fact != NULL ? fact->highlight : 0;
  update_highlight (self);
}

static void
tool_cb (HwInspector  *self,
         const HwFact *fact,
         GtkWidget    *section)
{
  if (fact->tool == HW_FACT_CUT) {
    open_cut (self, section, fact->edge);
    return;
  }
  g_array_append_val (self->left_out, fact->edge);
  ask (self);
}

/* ------------------------------------------------------------------------------------------------------------------- class */

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
  g_clear_object (&self->session); /* first: lines that lose pointer or focus as they go are of no interest any more */
  g_clear_pointer (&self->stack, gtk_widget_unparent);
  self->cut_section = NULL;
  g_clear_object (&self->cut_row);
  g_clear_pointer (&self->facts, hw_facts_free);
  g_clear_pointer (&self->events, hw_facts_section_free);
  G_OBJECT_CLASS (hw_inspector_parent_class)->dispose (object);
}

static void
hw_inspector_finalize (GObject *object)
{
  g_clear_object (&HW_INSPECTOR (object)->cancellable);
  g_array_unref (HW_INSPECTOR (object)->left_out);
  G_OBJECT_CLASS (hw_inspector_parent_class)->finalize (object);
}

static void
hw_inspector_class_init (HwInspectorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hw_inspector_dispose;
  G_OBJECT_CLASS (klass)->finalize = hw_inspector_finalize;
  widget_class->map = hw_inspector_map;
  gesture_signal = g_signal_new ("gesture", HW_TYPE_INSPECTOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_POINTER);

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
  self->left_out = g_array_new (FALSE, FALSE, sizeof (HwEdge));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Inspector"), -1);
}

/* The panel of cut and see and the row that it stands in. */
static void
make_cut (HwInspector *self)
{
  self->cut = hw_inspector_cut_new (self->session);
  self->cut_row = g_object_ref_sink (gtk_list_box_row_new ());
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self->cut_row), self->cut);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->cut_row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->cut_row), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("What if"), -1);
  g_signal_connect_object (self->cut, "closed", G_CALLBACK (close_cut), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cut, "highlight", G_CALLBACK (cut_highlight_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cut, "gesture", G_CALLBACK (cut_gesture_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cut, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cut, "hovered", G_CALLBACK (hovered_cb), self, G_CONNECT_SWAPPED);
}

/* The switch that lights up in the graph what a section tells. */
static GtkWidget *
add_light (HwInspector       *self,
           HwFactsSectionKind kind)
{
  GtkWidget *light = gtk_check_button_new_with_label (_ ("Show in the graph"));

  hw_inspector_section_add_switch (HW_INSPECTOR_SECTION (self->sections[kind]), light);
  return light;
}

GtkWidget *
hw_inspector_new (HwSession *session)
{
  HwInspector *self = g_object_new (HW_TYPE_INSPECTOR, NULL);

  self->session = g_object_ref (session);
  self->wanted = TRUE;
  make_cut (self);
  for (guint i = 0; i < HW_N_FACTS_SECTIONS; i++) {
    gboolean folded = i == HW_FACTS_EVENTS || i == HW_FACTS_OTHER_PATHS || i == HW_FACTS_SIZE;
    GtkWidget *section = hw_inspector_section_new (folded ? HW_INSPECTOR_SECTION_FOLDED : HW_INSPECTOR_SECTION_OPEN);

    self->sections[i] = section;
    gtk_widget_set_visible (section, FALSE);
    gtk_box_append (GTK_BOX (self->box), section);
    g_signal_connect_object (section, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (section, "hovered", G_CALLBACK (hovered_cb), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (section, "tool", G_CALLBACK (tool_cb), self, G_CONNECT_SWAPPED);
  }
  self->light = add_light (self, HW_FACTS_PATH);
  g_object_bind_property (self->light, "active", add_light (self, HW_FACTS_GARBAGE), "active", G_BINDING_BIDIRECTIONAL);
  g_signal_connect_object (self->light, "toggled", G_CALLBACK (update_highlight), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sections[HW_FACTS_EVENTS], "notify::expanded", G_CALLBACK (queue_refresh), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::image", G_CALLBACK (queue_refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::selection", G_CALLBACK (selection_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
