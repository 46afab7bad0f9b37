/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* See hw-inspector-cut.h. The loss is followed on a worker, again for each state that is shown. */

#include "hw-inspector-cut.h"

#include <glib/gi18n.h>

#include "hw-facts.h"
#include "hw-inspector-section.h"
#include "hw-worker.h"

typedef struct {
  HwImage        *image;
  HwEdge          edge;
  gboolean        weak;
  gboolean        written;
  HwFactsSection *facts;
  HwHighlight    *highlight;
} HwCutJob;

struct _HwInspectorCut {
  GtkWidget       parent_instance;

  GtkWidget      *box;
  GtkWidget      *gone; /* toggles */
  GtkWidget      *weak;
  GtkWidget      *section;
  GtkWidget      *keep;

  /* owned */
  HwSession      *session;
  HwFactsSection *facts;
  HwHighlight    *highlight;
  GCancellable   *cancellable; /* of the job under way */

  HwEdge          edge;
  gboolean        wanted;
};

enum {
  CLOSED,
  HIGHLIGHT,
  GESTURE,
  ACTIVATED,
  HOVERED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HwInspectorCut, hw_inspector_cut, GTK_TYPE_WIDGET)

static void start (HwInspectorCut *self);

static void
job_free (gpointer data)
{
  HwCutJob *job = data;

  hw_image_unref (job->image);
  g_clear_pointer (&job->facts, hw_facts_section_free);
  g_clear_pointer (&job->highlight, hw_highlight_unref);
  g_free (job);
}

static void
work (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  HwCutJob *job = data;

  job->facts = hw_facts_new_loss (job->image, job->edge, job->weak, &job->highlight, cancellable);
  job->written = hw_facts_is_written (job->image, job->edge);
  g_task_return_boolean (task, TRUE);
}

static void
set_highlight (HwInspectorCut *self,
               HwHighlight    *highlight)
{
  g_clear_pointer (&self->highlight, hw_highlight_unref);
  if (highlight != NULL)
    self->highlight = hw_highlight_ref (highlight);
  g_signal_emit (self, signals[HIGHLIGHT], 0);
}

static void
show (HwInspectorCut *self,
      HwCutJob       *job)
{
  HwFactsSection *old = self->facts;

  self->facts = g_steal_pointer (&job->facts);
  hw_inspector_section_set_facts (HW_INSPECTOR_SECTION (self->section), self->facts);
  g_clear_pointer (&old, hw_facts_section_free);
  gtk_button_set_label (GTK_BUTTON (self->keep), job->weak ? _ ("Keep: Make It Weak…") : _ ("Keep: Delete It…"));
  gtk_widget_set_visible (self->keep, job->written);
  set_highlight (self, job->highlight);
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (HwInspectorCut) self = data;
  HwCutJob *job = g_task_get_task_data (G_TASK (result));
  gboolean done = g_task_propagate_boolean (G_TASK (result), NULL);

  g_clear_object (&self->cancellable);
  if (self->session == NULL)
    return;
  if (done && job->facts != NULL)
    show (self, job);
  else if (done)
    g_signal_emit (self, signals[CLOSED], 0);
  if (self->wanted)
    start (self);
}

static void
start (HwInspectorCut *self)
{
  HwImage *image = hw_session_get_image (self->session);
  g_autoptr (GTask) task = NULL;
  HwCutJob *job;

  self->wanted = FALSE;
  if (image == NULL || self->edge.holder == 0)
    return;
  job = g_new0 (HwCutJob, 1);
  job->image = hw_image_ref (image);
  job->edge = self->edge;
  job->weak = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->weak));
  self->cancellable = g_cancellable_new ();
  task = g_task_new (NULL, self->cancellable, done_cb, g_object_ref (self));
  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, job, job_free);
  hw_worker_run (task, work);
}

/* Another state is shown: it is looked at after the one under way, so that something is seen while the program plays. */
static void
queue_refresh (HwInspectorCut *self)
{
  self->wanted = self->edge.holder != 0;
  if (self->wanted && self->cancellable == NULL)
    start (self);
}

/* Something else is asked: nobody waits for the answer under way. */
static void
ask (HwInspectorCut *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  queue_refresh (self);
}

HwEdge
hw_inspector_cut_get_edge (HwInspectorCut *self)
{
  g_return_val_if_fail (HW_IS_INSPECTOR_CUT (self), ((HwEdge) { 0, 0 }));

  return self->edge;
}

void
hw_inspector_cut_set_edge (HwInspectorCut *self,
                           HwEdge          edge)
{
  g_return_if_fail (HW_IS_INSPECTOR_CUT (self));

  self->edge = edge;
  hw_inspector_section_set_facts (HW_INSPECTOR_SECTION (self->section), NULL);
  gtk_widget_set_visible (self->keep, FALSE);
  g_clear_pointer (&self->facts, hw_facts_section_free);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->gone), TRUE);
  set_highlight (self, NULL);
  ask (self);
}

HwHighlight *
hw_inspector_cut_get_highlight (HwInspectorCut *self)
{
  g_return_val_if_fail (HW_IS_INSPECTOR_CUT (self), NULL);

  return self->highlight;
}

/* ---------------------------------------------------------------------------------------------------------------- the user */

static void
close_cb (HwInspectorCut *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
keep_cb (HwInspectorCut *self)
{
  gboolean weak = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->weak));
  HwGesture gesture = { .kind = weak ? HW_GESTURE_WEAKEN : HW_GESTURE_DELETE, .edge = self->edge };

  g_signal_emit (self, signals[GESTURE], 0, &gesture);
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   data)
{
  g_signal_emit (widget, signals[CLOSED], 0);
  return TRUE;
}

static void
activated_cb (HwInspectorCut *self,
              const HwFact   *fact)
{
  g_signal_emit (self, signals[ACTIVATED], 0, fact);
}

static void
hovered_cb (HwInspectorCut *self,
            const HwFact   *fact)
{
  g_signal_emit (self, signals[HOVERED], 0, fact);
}

/* ------------------------------------------------------------------------------------------------------------------- class */

static void
hw_inspector_cut_dispose (GObject *object)
{
  HwInspectorCut *self = HW_INSPECTOR_CUT (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  g_clear_pointer (&self->facts, hw_facts_section_free);
  g_clear_pointer (&self->highlight, hw_highlight_unref);
  G_OBJECT_CLASS (hw_inspector_cut_parent_class)->dispose (object);
}

static void
hw_inspector_cut_finalize (GObject *object)
{
  g_clear_object (&HW_INSPECTOR_CUT (object)->cancellable);
  G_OBJECT_CLASS (hw_inspector_cut_parent_class)->finalize (object);
}

static guint
add_signal (const char *name,
            guint       n_parameters,
            GType       type)
{
  return g_signal_new (name, HW_TYPE_INSPECTOR_CUT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, n_parameters, type);
}

static void
hw_inspector_cut_class_init (HwInspectorCutClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hw_inspector_cut_dispose;
  G_OBJECT_CLASS (klass)->finalize = hw_inspector_cut_finalize;
  signals[CLOSED] = add_signal ("closed", 0, G_TYPE_NONE);
  signals[HIGHLIGHT] = add_signal ("highlight", 0, G_TYPE_NONE);
  signals[GESTURE] = add_signal ("gesture", 1, G_TYPE_POINTER);
  signals[ACTIVATED] = add_signal ("activated", 1, G_TYPE_POINTER);
  signals[HOVERED] = add_signal ("hovered", 1, G_TYPE_POINTER);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

/* "gone" and "weak", joined, and the button that closes. */
static GtkWidget *
make_head (HwInspectorCut *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *toggles = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *close = gtk_button_new_from_icon_name ("window-close-symbolic");

  self->gone = gtk_toggle_button_new_with_label (_ ("If Gone"));
  self->weak = gtk_toggle_button_new_with_label (_ ("If Weak"));
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->weak), GTK_TOGGLE_BUTTON (self->gone));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->gone), TRUE);
  g_signal_connect_object (self->weak, "toggled", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (toggles, "linked");
  gtk_box_append (GTK_BOX (toggles), self->gone);
  gtk_box_append (GTK_BOX (toggles), self->weak);
  gtk_widget_add_css_class (close, "flat");
  gtk_widget_set_hexpand (close, TRUE);
  gtk_widget_set_halign (close, GTK_ALIGN_END);
  gtk_widget_set_tooltip_text (close, _ ("Close"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (close), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Close what if"), -1);
  g_signal_connect_object (close, "clicked", G_CALLBACK (close_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (head), toggles);
  gtk_box_append (GTK_BOX (head), close);
  return head;
}

static void
hw_inspector_cut_init (HwInspectorCut *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_widget_add_css_class (self->box, "inspector-cut");
  gtk_box_append (GTK_BOX (self->box), make_head (self));
  self->section = hw_inspector_section_new (HW_INSPECTOR_SECTION_PLAIN);
  gtk_widget_set_visible (self->section, FALSE);
  g_signal_connect_object (self->section, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->section, "hovered", G_CALLBACK (hovered_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), self->section);
  self->keep = gtk_button_new ();
  gtk_widget_set_visible (self->keep, FALSE);
  gtk_widget_set_halign (self->keep, GTK_ALIGN_START);
  g_signal_connect_object (self->keep, "clicked", G_CALLBACK (keep_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), self->keep);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("What if"), -1);
}

GtkWidget *
hw_inspector_cut_new (HwSession *session)
{
  HwInspectorCut *self = g_object_new (HW_TYPE_INSPECTOR_CUT, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::image", G_CALLBACK (queue_refresh), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
