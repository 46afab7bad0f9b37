/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The form of a gesture. See hw-gesture-form.h. */

#include "hw-gesture-form.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "hw-gesture-maker.h"

/* What a kind of gesture asks for: the titles of its fields, NULL where it has none. */
typedef struct {
  const char *name;
  const char *key;
  const char *text;
} HwFields;

#define VALUE N_ ("Value")

static const HwFields fields[HW_N_GESTURES] = {
  [HW_GESTURE_NEW_LIST] = { N_ ("Name"), NULL, N_ ("Items") },
  [HW_GESTURE_NEW_DICT] = { N_ ("Name"), NULL, N_ ("Entries") },
  [HW_GESTURE_NEW_SET] = { N_ ("Name"), NULL, N_ ("Elements") },
  [HW_GESTURE_NEW_TUPLE] = { N_ ("Name"), NULL, N_ ("Items") },
  [HW_GESTURE_NEW_INSTANCE] = { N_ ("Name"), NULL, N_ ("Arguments") },
  [HW_GESTURE_NEW_CLASS] = { N_ ("Name"), NULL, N_ ("Attributes") },
  [HW_GESTURE_BIND] = { N_ ("Name"), NULL, NULL },
  [HW_GESTURE_SET_ATTRIBUTE] = { NULL, N_ ("Attribute"), VALUE },
  [HW_GESTURE_SET_ITEM] = { NULL, N_ ("Key or index"), VALUE },
  [HW_GESTURE_APPEND] = { NULL, NULL, VALUE },
  [HW_GESTURE_INSERT] = { NULL, N_ ("Index"), VALUE },
  [HW_GESTURE_ADD] = { NULL, NULL, VALUE },
  [HW_GESTURE_SET_VALUE] = { NULL, NULL, VALUE },
  [HW_GESTURE_TAKE] = { N_ ("Name"), NULL, NULL },
  [HW_GESTURE_TRANSFER] = { NULL, N_ ("Key"), NULL },
  [HW_GESTURE_WEAK_REFERENCE] = { N_ ("Name"), NULL, N_ ("Callback") },
  [HW_GESTURE_WEAK_CALLBACK] = { N_ ("Name"), NULL, NULL },
  [HW_GESTURE_WEAK_PROXY] = { N_ ("Name"), NULL, N_ ("Callback") },
  [HW_GESTURE_DUPLICATE] = { N_ ("Name"), NULL, NULL },
  [HW_GESTURE_DEEP_DUPLICATE] = { N_ ("Name"), NULL, NULL },
  [HW_GESTURE_CALL] = { N_ ("Name of the result, or none"), N_ ("Method"), N_ ("Arguments") },
  [HW_GESTURE_GC_THRESHOLD] = { NULL, NULL, N_ ("Thresholds") },
  [HW_GESTURE_GC_DEBUG] = { NULL, NULL, N_ ("Flags") },
  [HW_GESTURE_TRACE_SNAPSHOT] = { N_ ("Name"), NULL, NULL },
  [HW_GESTURE_RENAME] = { NULL, NULL, N_ ("New name") },
  [HW_GESTURE_WRAP] = { N_ ("Name of the function"), NULL, NULL },
  [HW_GESTURE_STATEMENT] = { NULL, NULL, N_ ("Statement") },
};

static const struct {
  guint       flag;
  const char *title;
} class_flags[] = {
  { HW_CLASS_FINALIZER, N_ ("Finalizer that prints") },
  { HW_CLASS_SLOTS, N_ ("Slots instead of a dict") },
  { HW_CLASS_REPR, N_ ("Representation") },
};

struct _HwGestureForm {
  GtkPopover      parent_instance;

  HwSession      *session; /* owned */
  HwGestureMaker *maker;   /* owned */
  HwGesture       gesture; /* what was asked for; strings owned */
  GPtrArray      *links;   /* the ways offered, or NULL; owned */
  gboolean        filling; /* the fields are being set, not typed into */
  gboolean        proposed;

  GtkWidget      *title;
  GtkWidget      *list;
  GtkWidget      *ways;
  GtkWidget      *name;
  GtkWidget      *key;
  GtkWidget      *text;
  GtkWidget      *checks[G_N_ELEMENTS (class_flags)];
  GtkWidget      *flag_rows[G_N_ELEMENTS (class_flags)];
  GtkWidget      *here;
  GtkWidget      *here_row;
  GtkWidget      *preview;
  GtkWidget      *refusal;
  GtkWidget      *write;
};

G_DEFINE_FINAL_TYPE (HwGestureForm, hw_gesture_form, GTK_TYPE_POPOVER)

static guint preview_signal;

/* -------------------------------------------------------------------------------------------------------------------- asking */

static const char *
get_field (GtkWidget *row)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (row));

  return gtk_widget_get_visible (row) && *text != '\0' ? text : NULL;
}

/* The gesture as the fields have it. Strings are theirs. */
static HwGesture
read_gesture (HwGestureForm *self)
{
  HwGesture gesture = self->gesture;
  const HwFields *has = &fields[gesture.kind];

  if (self->links != NULL && self->links->len > 0) {
    const HwLink *link = self->links->pdata[MIN (adw_combo_row_get_selected (ADW_COMBO_ROW (self->ways)), self->links->len - 1)];

    gesture.kind = link->kind;
    has = &fields[link->kind];
  }
  if (has->name != NULL)
    gesture.name = get_field (self->name);
  if (has->key != NULL)
    gesture.key = get_field (self->key);
  if (has->text != NULL && gesture.target == 0)
    gesture.text = get_field (self->text);
  if (gesture.kind == HW_GESTURE_CALL && gesture.key == NULL)
    gesture.key = "";
  if (gesture.kind == HW_GESTURE_NEW_CLASS) {
    gesture.flags = 0;
    for (guint i = 0; i < G_N_ELEMENTS (class_flags); i++)
      gesture.flags |= gtk_check_button_get_active (GTK_CHECK_BUTTON (self->checks[i])) ? class_flags[i].flag : 0;
  }
  return gesture;
}

static void
ask (HwGestureForm *self)
{
  HwGesture gesture = read_gesture (self);
  HwPlace place = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->here)) ? HW_PLACE_STEP : HW_PLACE_END;

  gtk_widget_set_sensitive (self->write, FALSE);
  hw_gesture_maker_ask (self->maker, &gesture, place, !self->proposed);
}

static void
field_changed_cb (HwGestureForm *self)
{
  if (!self->filling && gtk_widget_get_visible (GTK_WIDGET (self)))
    ask (self);
}

/* ------------------------------------------------------------------------------------------------------------------- showing */

static void
show_field (GtkWidget  *row,
            const char *title)
{
  gtk_widget_set_visible (row, title != NULL);
  if (title != NULL)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (title));
}

static void
show_fields (HwGestureForm *self,
             HwGestureKind  kind)
{
  gboolean rows = FALSE;

  show_field (self->name, fields[kind].name);
  show_field (self->key, fields[kind].key);
  show_field (self->text, self->gesture.target == 0 ? fields[kind].text : NULL);
  for (guint i = 0; i < G_N_ELEMENTS (class_flags); i++)
    gtk_widget_set_visible (self->flag_rows[i], kind == HW_GESTURE_NEW_CLASS);
  gtk_widget_set_visible (self->ways, self->links != NULL && self->links->len > 1);
  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row != NULL; row = gtk_widget_get_next_sibling (row))
    rows = rows || gtk_widget_get_visible (row);
  gtk_widget_set_visible (self->list, rows);
}

static void
focus_first (HwGestureForm *self)
{
  GtkWidget *order[] = { self->ways, self->key, self->text, self->name };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (gtk_widget_get_visible (order[i]) && (order[i] != self->text || self->gesture.text == NULL)) {
      gtk_widget_grab_focus (order[i]);
      return;
    }
  gtk_widget_grab_focus (self->write);
}

static void
way_chosen_cb (HwGestureForm *self)
{
  const HwLink *link;

  if (self->filling || self->links == NULL)
    return;
  link = self->links->pdata[MIN (adw_combo_row_get_selected (ADW_COMBO_ROW (self->ways)), self->links->len - 1)];
  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->key), link->key != NULL ? link->key : "");
  show_fields (self, link->kind);
  self->filling = FALSE;
  ask (self);
}

static void
show_links (HwGestureForm *self,
            GPtrArray     *links)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  self->links = g_ptr_array_ref (links);
  for (guint i = 0; i < links->len; i++)
    gtk_string_list_append (names, ((HwLink *) links->pdata[i])->preview);
  adw_combo_row_set_model (ADW_COMBO_ROW (self->ways), G_LIST_MODEL (names));
}

/* What is proposed fills the fields that have nothing yet, once. */
static void
take_proposals (HwGestureForm     *self,
                const HwProposals *proposals)
{
  HwGestureKind kind = self->gesture.kind;

  self->proposed = TRUE;
  self->filling = TRUE;
  if (proposals->name != NULL && fields[kind].name != NULL && kind != HW_GESTURE_CALL && get_field (self->name) == NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->name), proposals->name);
  if (proposals->arguments != NULL && get_field (self->text) == NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->text), proposals->arguments);
  if (proposals->links != NULL && proposals->links->len > 0)
    show_links (self, proposals->links);
  if (proposals->methods != NULL && proposals->methods[0] != NULL && get_field (self->key) == NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->key), proposals->methods[0]);
  self->filling = FALSE;
  if (self->links != NULL)
    way_chosen_cb (self);
}

static void
answered_cb (HwGestureForm *self)
{
  const HwEdit *edit = hw_gesture_maker_get_edit (self->maker);
  const char *refusal = hw_gesture_maker_get_refusal (self->maker);
  gboolean first = !self->proposed;

  if (first)
    take_proposals (self, hw_gesture_maker_get_proposals (self->maker));
  gtk_label_set_label (GTK_LABEL (self->preview), edit != NULL ? edit->preview : "");
  gtk_widget_set_visible (self->preview, edit != NULL);
  gtk_label_set_label (GTK_LABEL (self->refusal), refusal != NULL ? refusal : "");
  gtk_widget_set_visible (self->refusal, refusal != NULL);
  gtk_widget_set_sensitive (self->write, edit != NULL && refusal == NULL);
  g_signal_emit (self, preview_signal, 0, edit != NULL ? edit->preview : NULL);
  if (first)
    focus_first (self);
}

static void
write_cb (HwGestureForm *self)
{
  if (gtk_widget_get_sensitive (self->write) && hw_gesture_maker_write (self->maker))
    gtk_popover_popdown (GTK_POPOVER (self));
}

static void
closed_cb (HwGestureForm *self)
{
  hw_gesture_maker_forget (self->maker);
  g_signal_emit (self, preview_signal, 0, NULL);
}

static void
forget_gesture (HwGestureForm *self)
{
  g_clear_pointer ((char **) &self->gesture.name, g_free);
  g_clear_pointer ((char **) &self->gesture.key, g_free);
  g_clear_pointer ((char **) &self->gesture.text, g_free);
  g_clear_pointer (&self->links, g_ptr_array_unref);
}

void
hw_gesture_form_open (HwGestureForm      *self,
                      const HwGesture    *gesture,
                      const GdkRectangle *at)
{
  guint step, last;

  g_return_if_fail (HW_IS_GESTURE_FORM (self));

  forget_gesture (self);
  self->gesture = *gesture;
  self->gesture.name = g_strdup (gesture->name);
  self->gesture.key = g_strdup (gesture->key);
  self->gesture.text = g_strdup (gesture->text);
  self->proposed = FALSE;
  step = hw_session_get_step (self->session);
  last = hw_timeline_get_n_steps (hw_session_get_timeline (self->session));

  self->filling = TRUE;
  gtk_label_set_label (GTK_LABEL (self->title),
                       gesture->other.holder != 0 ? _ ("Swap or Move") : _ (hw_gesture_kind_get_title (gesture->kind)));
  gtk_editable_set_text (GTK_EDITABLE (self->name), gesture->name != NULL ? gesture->name : "");
  gtk_editable_set_text (GTK_EDITABLE (self->key), gesture->key != NULL ? gesture->key : "");
  gtk_editable_set_text (GTK_EDITABLE (self->text), gesture->text != NULL ? gesture->text : "");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->here), FALSE);
  gtk_widget_set_visible (self->here_row, step < last && gesture->kind != HW_GESTURE_RENAME && gesture->kind != HW_GESTURE_WRAP);
  show_fields (self, gesture->kind);
  gtk_widget_set_visible (self->preview, FALSE);
  gtk_widget_set_visible (self->refusal, FALSE);
  self->filling = FALSE;

  gtk_popover_set_pointing_to (GTK_POPOVER (self), at);
  gtk_popover_popup (GTK_POPOVER (self));
  ask (self);
}

/* ------------------------------------------------------------------------------------------------------------------- the rows */

static GtkWidget *
add_entry (HwGestureForm *self)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  g_signal_connect_object (row, "changed", G_CALLBACK (field_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
  return row;
}

/* Return writes, here too; Space toggles. */
static gboolean
check_key_cb (GtkEventControllerKey *controller,
              guint                  key,
              guint                  code,
              GdkModifierType        state,
              HwGestureForm         *self)
{
  if (key != GDK_KEY_Return && key != GDK_KEY_KP_Enter && key != GDK_KEY_ISO_Enter)
    return FALSE;
  write_cb (self);
  return TRUE;
}

static GtkWidget *
add_check (HwGestureForm *self,
            const char    *title,
            GtkWidget    **toggle)
{
  GtkWidget *row = adw_action_row_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  *toggle = gtk_check_button_new ();
  gtk_widget_set_valign (*toggle, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), *toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), *toggle);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (check_key_cb), self);
  gtk_widget_add_controller (*toggle, keys);
  g_signal_connect_object (*toggle, "toggled", G_CALLBACK (field_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
  return row;
}

static void
build_rows (HwGestureForm *self)
{
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  self->ways = adw_combo_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->ways), _ ("Way"));
  g_signal_connect_object (self->ways, "notify::selected", G_CALLBACK (way_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (GTK_LIST_BOX (self->list), self->ways);
  self->key = add_entry (self);
  self->text = add_entry (self);
  self->name = add_entry (self);
  for (guint i = 0; i < G_N_ELEMENTS (class_flags); i++)
    self->flag_rows[i] = add_check (self, _ (class_flags[i].title), &self->checks[i]);
  self->here_row = add_check (self, _ ("At this step, not at the end"), &self->here);
}

static GtkWidget *
build_preview (HwGestureForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->preview = gtk_label_new (NULL);
  gtk_label_set_selectable (GTK_LABEL (self->preview), TRUE);
  gtk_widget_set_focusable (self->preview, FALSE);
  gtk_widget_add_css_class (self->preview, "gesture-preview");
  self->refusal = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->refusal, "error");
  for (guint i = 0; i < 2; i++) {
    GtkLabel *label = GTK_LABEL (i == 0 ? self->preview : self->refusal);

    gtk_label_set_xalign (label, 0);
    gtk_label_set_wrap (label, TRUE);
    gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
    gtk_label_set_width_chars (label, 42); /* the least is the most, so the height is known before the width is given */
    gtk_label_set_max_width_chars (label, 42);
    gtk_box_append (GTK_BOX (box), GTK_WIDGET (label));
  }
  return box;
}

static GtkWidget *
build_buttons (HwGestureForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  self->write = gtk_button_new_with_mnemonic (_ ("_Write"));
  gtk_widget_add_css_class (self->write, "suggested-action");
  gtk_widget_set_halign (box, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (box), cancel);
  gtk_box_append (GTK_BOX (box), self->write);
  g_signal_connect_object (cancel, "clicked", G_CALLBACK (gtk_popover_popdown), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->write, "clicked", G_CALLBACK (write_cb), self, G_CONNECT_SWAPPED);
  return box;
}

static void
hw_gesture_form_dispose (GObject *object)
{
  HwGestureForm *self = HW_GESTURE_FORM (object);

  if (self->maker != NULL)
    g_object_run_dispose (G_OBJECT (self->maker)); /* its worker must not keep the session */
  g_clear_object (&self->maker);
  g_clear_object (&self->session);
  forget_gesture (self);
  G_OBJECT_CLASS (hw_gesture_form_parent_class)->dispose (object);
}

static void
hw_gesture_form_class_init (HwGestureFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hw_gesture_form_dispose;
  preview_signal = g_signal_new ("preview", HW_TYPE_GESTURE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_STRING);
}

static void
hw_gesture_form_init (HwGestureForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->title = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->title, "heading");
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  build_rows (self);
  gtk_widget_add_css_class (box, "gesture-form");
  gtk_box_append (GTK_BOX (box), self->title);
  gtk_box_append (GTK_BOX (box), self->list);
  gtk_box_append (GTK_BOX (box), build_preview (self));
  gtk_box_append (GTK_BOX (box), build_buttons (self));
  gtk_popover_set_child (GTK_POPOVER (self), box);
  gtk_popover_set_default_widget (GTK_POPOVER (self), self->write);
  g_signal_connect (self, "closed", G_CALLBACK (closed_cb), NULL);
}

GtkWidget *
hw_gesture_form_new (HwSession *session,
                     GtkWidget *parent)
{
  HwGestureForm *self = g_object_new (HW_TYPE_GESTURE_FORM, NULL);

  self->session = g_object_ref (session);
  self->maker = hw_gesture_maker_new (session);
  g_signal_connect_object (self->maker, "answered", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (GTK_WIDGET (self), parent);
  return GTK_WIDGET (self);
}
