/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A section of the inspector. */

#include "hw-inspector-section.h"

#include <glib/gi18n.h>

/* The widgets of one line. */
typedef struct {
  GtkWidget    *row;
  GtkWidget    *label;
  GtkWidget    *value;
  GtkWidget    *arrow;
  HwFactAction  action;
  guint32       serial;
  guint         step;
} HwLine;

struct _HwInspectorSection {
  GtkWidget  parent_instance;

  GtkWidget *expander;
  GtkWidget *heading;
  GtkWidget *note;
  GtkWidget *list;
  GPtrArray *lines; /* HwLine, as many as there ever were */
};

enum {
  PROP_0,
  PROP_EXPANDED,
  N_PROPS,
};

enum {
  SELECT,
  STEP,
  HOVER,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HwInspectorSection, hw_inspector_section, GTK_TYPE_WIDGET)

static HwLine *
get_line (HwInspectorSection *self,
          GtkWidget          *row)
{
  return self->lines->pdata[gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row))];
}

static void
row_activated_cb (HwInspectorSection *self,
                  GtkWidget          *row)
{
  const HwLine *line = get_line (self, row);

  if (line->action == HW_FACT_SELECT)
    g_signal_emit (self, signals[SELECT], 0, line->serial);
  else if (line->action == HW_FACT_STEP)
    g_signal_emit (self, signals[STEP], 0, line->step);
}

static void
enter_cb (GtkEventControllerMotion *controller,
          double                    x,
          double                    y,
          HwInspectorSection       *self)
{
  const HwLine *line = get_line (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller)));

  g_signal_emit (self, signals[HOVER], 0, line->action == HW_FACT_SELECT ? line->serial : 0);
}

static void
leave_cb (GtkEventControllerMotion *controller,
          HwInspectorSection       *self)
{
  g_signal_emit (self, signals[HOVER], 0, 0);
}

static GtkWidget *
make_label (float xalign)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  return label;
}

static HwLine *
add_line (HwInspectorSection *self)
{
  HwLine *line = g_new0 (HwLine, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkEventController *motion = gtk_event_controller_motion_new ();

  line->label = make_label (0);
  line->value = make_label (1);
  line->arrow = gtk_image_new_from_icon_name ("go-next-symbolic");
  gtk_widget_set_hexpand (line->value, TRUE);
  gtk_label_set_lines (GTK_LABEL (line->value), 6);
  gtk_label_set_ellipsize (GTK_LABEL (line->value), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (line->label, "dim-label");
  gtk_widget_add_css_class (line->value, "numeric");
  gtk_widget_add_css_class (line->arrow, "dim-label");
  gtk_image_set_pixel_size (GTK_IMAGE (line->arrow), 12);
  gtk_accessible_update_state (GTK_ACCESSIBLE (line->arrow), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_widget_set_margin_start (box, 10);
  gtk_widget_set_margin_end (box, 8);
  gtk_widget_set_margin_top (box, 5);
  gtk_widget_set_margin_bottom (box, 5);
  gtk_box_append (GTK_BOX (box), line->label);
  gtk_box_append (GTK_BOX (box), line->value);
  gtk_box_append (GTK_BOX (box), line->arrow);

  line->row = gtk_list_box_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (line->row), box);
  g_signal_connect (motion, "enter", G_CALLBACK (enter_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (line->row, motion);
  gtk_list_box_append (GTK_LIST_BOX (self->list), line->row);
  g_ptr_array_add (self->lines, line);
  return line;
}

static void
show_line (HwLine       *line,
           const HwFact *fact)
{
  g_autofree char *name = *fact->value != '\0' ? g_strdup_printf ("%s: %s", fact->label, fact->value) : g_strdup (fact->label);

  line->action = fact->action;
  line->serial = fact->serial;
  line->step = fact->step;
  gtk_label_set_text (GTK_LABEL (line->label), fact->label);
  gtk_label_set_text (GTK_LABEL (line->value), fact->value);
  gtk_widget_set_visible (line->arrow, fact->action != HW_FACT_PLAIN);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (line->row), fact->action != HW_FACT_PLAIN);
  gtk_widget_set_tooltip_text (line->row, fact->action == HW_FACT_SELECT ? _ ("Select this object")
                                          : fact->action == HW_FACT_STEP ? _ ("Go to this step")
                                                                         : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (line->row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (fact->total) {
    gtk_widget_remove_css_class (line->label, "dim-label");
    gtk_widget_add_css_class (line->label, "heading");
    gtk_widget_add_css_class (line->value, "heading");
  } else {
    gtk_widget_add_css_class (line->label, "dim-label");
    gtk_widget_remove_css_class (line->label, "heading");
    gtk_widget_remove_css_class (line->value, "heading");
  }
  gtk_widget_set_visible (line->row, TRUE);
}

void
hw_inspector_section_set_facts (HwInspectorSection   *self,
                                const HwFactsSection *facts)
{
  g_return_if_fail (HW_IS_INSPECTOR_SECTION (self));

  gtk_widget_set_visible (GTK_WIDGET (self), facts != NULL);
  if (facts == NULL)
    return;
  gtk_label_set_text (GTK_LABEL (self->heading), facts->title);
  gtk_label_set_text (GTK_LABEL (self->note), facts->note != NULL ? facts->note : "");
  gtk_widget_set_visible (self->note, facts->note != NULL);
  gtk_widget_set_visible (self->list, facts->facts->len > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->expander), GTK_ACCESSIBLE_PROPERTY_LABEL, facts->title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, facts->title, -1);
  for (guint i = 0; i < facts->facts->len; i++)
    show_line (i < self->lines->len ? self->lines->pdata[i] : add_line (self), facts->facts->pdata[i]);
  for (guint i = facts->facts->len; i < self->lines->len; i++)
    gtk_widget_set_visible (((HwLine *) self->lines->pdata[i])->row, FALSE);
}

gboolean
hw_inspector_section_get_expanded (HwInspectorSection *self)
{
  g_return_val_if_fail (HW_IS_INSPECTOR_SECTION (self), FALSE);

  return gtk_expander_get_expanded (GTK_EXPANDER (self->expander));
}

static void
expanded_cb (HwInspectorSection *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EXPANDED]);
}

static void
hw_inspector_section_get_property (GObject    *object,
                                   guint       id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  switch (id) {
  case PROP_EXPANDED:
    g_value_set_boolean (value, hw_inspector_section_get_expanded (HW_INSPECTOR_SECTION (object)));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
hw_inspector_section_dispose (GObject *object)
{
  HwInspectorSection *self = HW_INSPECTOR_SECTION (object);

  g_clear_pointer (&self->expander, gtk_widget_unparent);
  G_OBJECT_CLASS (hw_inspector_section_parent_class)->dispose (object);
}

static void
hw_inspector_section_finalize (GObject *object)
{
  g_ptr_array_unref (HW_INSPECTOR_SECTION (object)->lines);
  G_OBJECT_CLASS (hw_inspector_section_parent_class)->finalize (object);
}

static void
hw_inspector_section_class_init (HwInspectorSectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hw_inspector_section_dispose;
  object_class->finalize = hw_inspector_section_finalize;
  object_class->get_property = hw_inspector_section_get_property;

  properties[PROP_EXPANDED] = g_param_spec_boolean ("expanded", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /* A line was activated: the serial to select, the step to go to. The pointer is over a line: its serial, or 0. */
  signals[SELECT]
    = g_signal_new ("select", HW_TYPE_INSPECTOR_SECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[STEP]
    = g_signal_new ("step", HW_TYPE_INSPECTOR_SECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[HOVER]
    = g_signal_new ("hover", HW_TYPE_INSPECTOR_SECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
hw_inspector_section_init (HwInspectorSection *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->lines = g_ptr_array_new_with_free_func (g_free);
  self->heading = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->heading), 0);
  gtk_widget_add_css_class (self->heading, "heading");
  self->note = make_label (0);
  gtk_widget_add_css_class (self->note, "caption");
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_margin_top (box, 6);
  gtk_box_append (GTK_BOX (box), self->note);
  gtk_box_append (GTK_BOX (box), self->list);

  self->expander = gtk_expander_new (NULL);
  gtk_expander_set_label_widget (GTK_EXPANDER (self->expander), self->heading);
  gtk_expander_set_child (GTK_EXPANDER (self->expander), box);
  g_signal_connect_object (self->expander, "notify::expanded", G_CALLBACK (expanded_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (self->expander, GTK_WIDGET (self));
}

GtkWidget *
hw_inspector_section_new (gboolean expanded)
{
  HwInspectorSection *self = g_object_new (HW_TYPE_INSPECTOR_SECTION, NULL);

  gtk_expander_set_expanded (GTK_EXPANDER (self->expander), expanded);
  return GTK_WIDGET (self);
}
