/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The quiz. Questions are looked for on a worker: one at a time, and a newer wish cancels the one under way. */

#include "hw-quiz.h"

#include "hw-question.h"
#include "hw-worker.h"

#include <glib/gi18n.h>

/* How many steps are passed over in search of something to ask. */
#define MAX_SEARCH 500

typedef enum {
  HW_QUIZ_NONE,     /* nothing to ask at this state */
  HW_QUIZ_ASKING,
  HW_QUIZ_REVEALED,
} HwQuizState;

struct _HwQuiz {
  GtkWidget      parent_instance;

  /* template */
  GtkWidget     *box;
  GtkImage      *icon;
  GtkLabel      *question_label;
  GtkSpinButton *count;
  GtkFlowBox    *choices;
  GtkLabel      *verdict_label;
  GtkLabel      *score_label;
  GtkWidget     *show_button;
  GtkWidget     *check_button;
  GtkWidget     *next_button;
  GtkWidget     *close_button;

  /* owned */
  HwSession     *session;
  HwQuestion    *question;
  GArray        *order;       /* of guint: the choices taken so far, in order */
  GCancellable  *cancellable; /* of the search under way */

  HwQuizState    state;
  gboolean       active;
  guint          n_asked;
  guint          n_right;
};

enum {
  PROP_0,
  PROP_ACTIVE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HwQuiz, hw_quiz, GTK_TYPE_WIDGET)

/* ---------------------------------------------------------------------------------------------------------------- the choices */

/* "1. Node #17 (node1)" for what was taken first. */
static void
show_order (HwQuiz *self)
{
  for (guint i = 0; i < self->question->n_choices; i++) {
    GtkWidget *choice = gtk_flow_box_child_get_child (gtk_flow_box_get_child_at_index (self->choices, (int) i));
    const char *name = self->question->choices[i].text;
    g_autofree char *label = NULL;

    for (guint k = 0; k < self->order->len; k++)
      if (g_array_index (self->order, guint, k) == i)
        label = g_strdup_printf (_("%u. %s"), k + 1, name);
    gtk_button_set_label (GTK_BUTTON (choice), label != NULL ? label : name);
  }
}

static void
chosen_cb (HwQuiz    *self,
           GtkWidget *choice)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (choice), "index"));
  guint at = 0;

  while (at < self->order->len && g_array_index (self->order, guint, at) != index)
    at++;
  if (at < self->order->len)
    g_array_remove_index (self->order, at);
  else
    g_array_append_val (self->order, index);
  if (self->question->kind != HW_QUESTION_ORDER)
    return;
  show_order (self);
  gtk_widget_set_sensitive (self->check_button, self->order->len == self->question->n_choices);
}

static void
pointed_at_cb (HwQuiz             *self,
               double              x,
               double              y,
               GtkEventController *controller)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (gtk_event_controller_get_widget (controller)), "index"));

  if (self->question != NULL)
    hw_session_set_hovered (self->session, self->question->choices[index].serial);
}

static void
left_cb (HwQuiz *self)
{
  hw_session_set_hovered (self->session, 0);
}

static void
add_choice (HwQuiz *self,
            guint   index)
{
  const char *name = self->question->choices[index].text;
  gboolean ordered = self->question->kind == HW_QUESTION_ORDER;
  GtkWidget *choice = ordered ? gtk_toggle_button_new_with_label (name) : gtk_check_button_new_with_label (name);
  GtkEventController *motion = gtk_event_controller_motion_new ();

  g_object_set_data (G_OBJECT (choice), "index", GUINT_TO_POINTER (index));
  g_signal_connect_object (choice, "toggled", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "enter", G_CALLBACK (pointed_at_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (choice, motion);
  gtk_flow_box_append (self->choices, choice);
  gtk_widget_set_focusable (GTK_WIDGET (gtk_flow_box_get_child_at_index (self->choices, (int) index)), FALSE);
}

static void
clear_choices (HwQuiz *self)
{
  GtkFlowBoxChild *child;

  while ((child = gtk_flow_box_get_child_at_index (self->choices, 0)) != NULL)
    gtk_flow_box_remove (self->choices, GTK_WIDGET (child));
  g_array_set_size (self->order, 0);
}

/* -------------------------------------------------------------------------------------------------------------------- showing */

static void
show_score (HwQuiz *self)
{
  g_autofree char *score = g_strdup_printf (_("%u of %u right"), self->n_right, self->n_asked);

  gtk_label_set_text (self->score_label, score);
  gtk_widget_set_visible (GTK_WIDGET (self->score_label), self->n_asked > 0);
}

static void
set_state (HwQuiz     *self,
           HwQuizState state)
{
  gboolean asking = state == HW_QUIZ_ASKING;

  self->state = state;
  gtk_widget_set_visible (self->check_button, asking);
  gtk_widget_set_visible (self->show_button, asking);
  gtk_widget_set_visible (self->next_button, !asking);
  gtk_widget_set_sensitive (self->next_button, hw_session_get_step (self->session) < hw_session_get_last_step (self->session));
  gtk_widget_set_sensitive (GTK_WIDGET (self->count), asking);
  gtk_widget_set_sensitive (GTK_WIDGET (self->choices), asking);
  gtk_widget_set_visible (GTK_WIDGET (self->verdict_label), state == HW_QUIZ_REVEALED);
  if (state != HW_QUIZ_REVEALED)
    gtk_image_set_from_icon_name (self->icon, "dialog-question-symbolic");
  show_score (self);
}

static void
show_nothing (HwQuiz     *self,
              const char *text)
{
  clear_choices (self);
  g_clear_pointer (&self->question, hw_question_free);
  gtk_label_set_text (self->question_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->count), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->choices), FALSE);
  set_state (self, HW_QUIZ_NONE);
}

/* Takes over [question]. */
static void
ask (HwQuiz     *self,
     HwQuestion *question)
{
  gboolean counts = question->kind == HW_QUESTION_COUNT;

  clear_choices (self);
  g_clear_pointer (&self->question, hw_question_free);
  self->question = question;
  gtk_label_set_text (self->question_label, question->text);
  gtk_widget_set_visible (GTK_WIDGET (self->count), counts);
  gtk_widget_set_visible (GTK_WIDGET (self->choices), !counts);
  gtk_widget_set_sensitive (self->check_button, question->kind != HW_QUESTION_ORDER);
  for (guint i = 0; i < question->n_choices; i++)
    add_choice (self, i);
  set_state (self, HW_QUIZ_ASKING);
  if (counts) {
    hw_session_select (self->session, question->serial);
    gtk_spin_button_set_value (self->count, question->count);
    gtk_widget_grab_focus (GTK_WIDGET (self->count));
  } else {
    gtk_widget_child_focus (GTK_WIDGET (self->choices), GTK_DIR_TAB_FORWARD);
  }
}

/* ------------------------------------------------------------------------------------------------------------------ searching */

typedef struct {
  HwTimeline *timeline;
  guint       step;
  guint       max_steps;
  guint32     preferred;
} HwQuest;

static void
quest_free (gpointer data)
{
  HwQuest *quest = data;

  hw_timeline_unref (quest->timeline);
  g_free (quest);
}

static void
search_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  HwQuest *quest = data;
  HwQuestion *question = hw_question_find (quest->timeline, quest->step, quest->max_steps, quest->preferred, cancellable);

  g_task_return_pointer (task, question, (GDestroyNotify) hw_question_free);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (HwQuiz) self = data;
  HwQuest *quest = g_task_get_task_data (G_TASK (result));
  g_autoptr (HwQuestion) question = g_task_propagate_pointer (G_TASK (result), NULL);

  if (self->cancellable != g_task_get_cancellable (G_TASK (result)))
    return;
  g_clear_object (&self->cancellable);
  if (self->session == NULL || quest->timeline != hw_session_get_timeline (self->session))
    return;
  if (question == NULL) {
    show_nothing (self, quest->max_steps == 0 ? _("The next statement does nothing that could be predicted here.")
                                              : _("There is nothing more to predict."));
    return;
  }
  if (question->step != hw_session_get_step (self->session)) {
    g_clear_pointer (&self->question, hw_question_free);
    self->question = g_steal_pointer (&question);
    self->state = HW_QUIZ_ASKING; /* so that the step is known to be this one's */
    hw_session_go_to_step (self->session, self->question->step);
    question = g_steal_pointer (&self->question);
  }
  ask (self, g_steal_pointer (&question));
}

static void
stop_searching (HwQuiz *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
search (HwQuiz *self,
        guint   max_steps)
{
  HwTimeline *timeline = hw_session_get_timeline (self->session);
  g_autoptr (GTask) task = NULL;
  HwQuest *quest;

  stop_searching (self);
  if (timeline == NULL) {
    show_nothing (self, _("Nothing is recorded yet."));
    return;
  }
  quest = g_new (HwQuest, 1);
  *quest = (HwQuest) { hw_timeline_ref (timeline), hw_session_get_step (self->session), max_steps,
                       hw_session_get_selection (self->session) };
  self->cancellable = g_cancellable_new ();
  task = g_task_new (NULL, self->cancellable, found_cb, g_object_ref (self));
  g_task_set_source_tag (task, search);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, quest, quest_free);
  hw_worker_run (task, search_thread);
}

/* ------------------------------------------------------------------------------------------------------------------ answering */

/* Goes to where the answer is seen. [lead]: what to say before it, or NULL. */
static void
reveal (HwQuiz     *self,
        const char *lead)
{
  g_autofree char *answer = hw_question_dup_answer (self->question);
  g_autofree char *verdict = g_strjoin (" ", lead != NULL ? lead : answer, lead != NULL ? answer : NULL, NULL);

  gtk_label_set_text (self->verdict_label, verdict);
  self->state = HW_QUIZ_REVEALED;
  hw_session_set_hovered (self->session, 0);
  hw_session_go_to_step (self->session, self->question->end);
  set_state (self, HW_QUIZ_REVEALED);
  gtk_widget_grab_focus (self->next_button);
}

static void
check_cb (HwQuiz *self)
{
  guint count;
  gboolean right;
  g_autofree char *wrong = NULL;

  if (self->state != HW_QUIZ_ASKING || !gtk_widget_get_sensitive (self->check_button))
    return;
  gtk_spin_button_update (self->count);
  count = (guint) gtk_spin_button_get_value (self->count);
  if (self->question->kind == HW_QUESTION_COUNT) {
    right = hw_question_is_right (self->question, &count, 1);
    wrong = g_strdup_printf (_("Not quite, you said %u."), count);
  } else {
    right = hw_question_is_right (self->question, (guint *) (gpointer) self->order->data, self->order->len);
    wrong = g_strdup (_("Not quite."));
  }
  self->n_asked++;
  self->n_right += right;
  gtk_image_set_from_icon_name (self->icon, right ? "emblem-ok-symbolic" : "dialog-warning-symbolic");
  reveal (self, right ? _("Right.") : wrong);
}

static void
show_cb (HwQuiz *self)
{
  gtk_image_set_from_icon_name (self->icon, "dialog-information-symbolic");
  reveal (self, NULL);
}

void
hw_quiz_next (HwQuiz *self)
{
  g_return_if_fail (HW_IS_QUIZ (self));

  if (self->state == HW_QUIZ_ASKING)
    show_cb (self);
  else
    search (self, MAX_SEARCH);
}

/* The user went elsewhere: the question there is asked. */
static void
step_cb (HwQuiz *self)
{
  guint step = hw_session_get_step (self->session);
  guint expected = self->question == NULL                  ? G_MAXUINT
                   : self->state == HW_QUIZ_REVEALED ? self->question->end
                                                     : self->question->step;

  if (self->active && step != expected)
    search (self, 0);
}

/* Another record: the score is of the one before. */
static void
timeline_cb (HwQuiz *self)
{
  stop_searching (self);
  self->n_asked = self->n_right = 0;
  show_nothing (self, "");
  if (self->active)
    search (self, 0);
}

/* ---------------------------------------------------------------------------------------------------------------------- class */

gboolean
hw_quiz_get_active (HwQuiz *self)
{
  g_return_val_if_fail (HW_IS_QUIZ (self), FALSE);

  return self->active;
}

static void
set_active (HwQuiz   *self,
            gboolean  active)
{
  if (active == self->active)
    return;
  self->active = active;
  gtk_widget_set_visible (GTK_WIDGET (self), active);
  if (active) {
    self->n_asked = self->n_right = 0;
    show_nothing (self, "");
    search (self, MAX_SEARCH);
  } else {
    stop_searching (self);
    show_nothing (self, "");
  }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

static void
close_cb (HwQuiz *self)
{
  set_active (self, FALSE);
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   data)
{
  set_active (HW_QUIZ (widget), FALSE);
  return TRUE;
}

static void
hw_quiz_get_property (GObject    *object,
                      guint       property,
                      GValue     *value,
                      GParamSpec *pspec)
{
  if (property == PROP_ACTIVE)
    g_value_set_boolean (value, HW_QUIZ (object)->active);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
hw_quiz_set_property (GObject      *object,
                      guint         property,
                      const GValue *value,
                      GParamSpec   *pspec)
{
  if (property == PROP_ACTIVE)
    set_active (HW_QUIZ (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
hw_quiz_dispose (GObject *object)
{
  HwQuiz *self = HW_QUIZ (object);

  stop_searching (self);
  g_clear_pointer (&self->question, hw_question_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), HW_TYPE_QUIZ);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hw_quiz_parent_class)->dispose (object);
}

static void
hw_quiz_finalize (GObject *object)
{
  g_array_unref (HW_QUIZ (object)->order);
  G_OBJECT_CLASS (hw_quiz_parent_class)->finalize (object);
}

static void
hw_quiz_class_init (HwQuizClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hw_quiz_dispose;
  object_class->finalize = hw_quiz_finalize;
  object_class->get_property = hw_quiz_get_property;
  object_class->set_property = hw_quiz_set_property;
  properties[PROP_ACTIVE] = g_param_spec_boolean ("active", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/heapwright/Heapwright/ui/hw-quiz.ui");
  gtk_widget_class_bind_template_child (widget_class, HwQuiz, box);
  gtk_widget_class_bind_template_child (widget_class, HwQuiz, icon);
  gtk_widget_class_bind_template_child (widget_class, HwQuiz, question_label);
  gtk_widget_class_bind_template_child (widget_class, HwQuiz, count);
  gtk_widget_class_bind_template_child (widget_class, HwQuiz, choices);
  gtk_widget_class_bind_template_child (widget_class, HwQuiz, verdict_label);
  gtk_widget_class_bind_template_child (widget_class, HwQuiz, score_label);
  gtk_widget_class_bind_template_child (widget_class, HwQuiz, show_button);
  gtk_widget_class_bind_template_child (widget_class, HwQuiz, check_button);
  gtk_widget_class_bind_template_child (widget_class, HwQuiz, next_button);
  gtk_widget_class_bind_template_child (widget_class, HwQuiz, close_button);
}

static void
hw_quiz_init (HwQuiz *self)
{
  GtkEditable *text;

  self->order = g_array_new (FALSE, FALSE, sizeof (guint));
  gtk_widget_init_template (GTK_WIDGET (self));
  text = gtk_editable_get_delegate (GTK_EDITABLE (self->count));
  g_signal_connect_object (text, "activate", G_CALLBACK (check_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->check_button, "clicked", G_CALLBACK (check_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->show_button, "clicked", G_CALLBACK (show_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->next_button, "clicked", G_CALLBACK (hw_quiz_next), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->close_button, "clicked", G_CALLBACK (close_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
hw_quiz_new (HwSession *session)
{
  HwQuiz *self = g_object_new (HW_TYPE_QUIZ, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::step", G_CALLBACK (step_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::timeline", G_CALLBACK (timeline_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
