/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A section of the inspector. */

#include "hw-inspector-section.h"

#include <glib/gi18n.h>

/* Labels up to so many characters stand on one line however long the value is. */
#define MAX_UNBROKEN 12

/* The widgets of one line. */
typedef struct {
  GtkWidget    *row;
  GtkWidget    *label;
  GtkWidget    *value;
  GtkWidget    *arrow;
  GtkWidget    *tool;
  const HwFact *fact; /* borrowed from the facts shown; NULL while the line is hidden */
} HwLine;

struct _HwInspectorSection {
  GtkWidget  parent_instance;

  GtkWidget *content; /* the only child: the expander, or the box */
  GtkWidget *expander; /* or NULL */
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
  ACTIVATED,
  HOVERED,
  TOOL,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HwInspectorSection, hw_inspector_section, GTK_TYPE_WIDGET)

/* The line that a row or something in it belongs to; NULL for an inserted row. */
static HwLine *
get_line (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "hw-line");
}

static void
emit (HwInspectorSection *self,
      guint               signal,
      GtkWidget          *widget)
{
  const HwLine *line = get_line (widget);

  if (line != NULL && line->fact != NULL)
    g_signal_emit (self, signals[signal], 0, line->fact);
}

static void
row_activated_cb (HwInspectorSection *self,
                  GtkWidget          *row)
{
  emit (self, ACTIVATED, row);
}

static void
tool_clicked_cb (HwInspectorSection *self,
                 GtkWidget          *tool)
{
  emit (self, TOOL, tool);
}

static void
enter_cb (GtkEventControllerMotion *controller,
          double                    x,
          double                    y,
          HwInspectorSection       *self)
{
  emit (self, HOVERED, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller)));
}

static void
leave_cb (GtkEventControllerMotion *controller,
          HwInspectorSection       *self)
{
  g_signal_emit (self, signals[HOVERED], 0, NULL);
}

/* The keyboard has no pointer: a line of a path lights it up when it has the focus. */
static void
focus_cb (GtkEventControllerFocus *controller,
          HwInspectorSection      *self)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  const HwLine *line = get_line (row);

  if (line->fact != NULL && line->fact->highlight > 0)
    emit (self, HOVERED, row);
}

static void
blur_cb (GtkEventControllerFocus *controller,
         HwInspectorSection      *self)
{
  g_signal_emit (self, signals[HOVERED], 0, NULL);
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
  GtkEventController *focus = gtk_event_controller_focus_new ();

  line->label = make_label (0);
  line->value = make_label (1);
  line->arrow = gtk_image_new_from_icon_name ("go-next-symbolic");
  line->tool = gtk_button_new ();
  gtk_widget_set_hexpand (line->value, TRUE);
  gtk_label_set_lines (GTK_LABEL (line->value), 6);
  gtk_label_set_ellipsize (GTK_LABEL (line->value), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (line->label, "dim-label");
  gtk_widget_add_css_class (line->value, "numeric");
  gtk_widget_add_css_class (line->arrow, "dim-label");
  gtk_image_set_pixel_size (GTK_IMAGE (line->arrow), 12);
  gtk_accessible_update_state (GTK_ACCESSIBLE (line->arrow), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_widget_add_css_class (line->tool, "flat");
  gtk_widget_add_css_class (line->tool, "inspector-tool");
  gtk_widget_set_valign (line->tool, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_start (box, 10);
  gtk_widget_set_margin_end (box, 8);
  gtk_widget_set_margin_top (box, 5);
  gtk_widget_set_margin_bottom (box, 5);
  gtk_box_append (GTK_BOX (box), line->label);
  gtk_box_append (GTK_BOX (box), line->value);
  gtk_box_append (GTK_BOX (box), line->arrow);
  gtk_box_append (GTK_BOX (box), line->tool);

  line->row = gtk_list_box_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (line->row), box);
  g_signal_connect (motion, "enter", G_CALLBACK (enter_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_object (line->tool, "clicked", G_CALLBACK (tool_clicked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (focus, "enter", G_CALLBACK (focus_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (blur_cb), self);
  gtk_widget_add_controller (line->row, motion);
  gtk_widget_add_controller (line->row, focus);
  g_object_set_data (G_OBJECT (line->row), "hw-line", line);
  g_object_set_data (G_OBJECT (line->tool), "hw-line", line);
  gtk_list_box_append (GTK_LIST_BOX (self->list), line->row);
  g_ptr_array_add (self->lines, line);
  return line;
}

static void
show_tool (HwLine       *line,
           const HwFact *fact)
{
  g_autofree char *name = NULL;

  gtk_widget_set_visible (line->tool, fact->tool != HW_FACT_NO_TOOL);
  if (fact->tool == HW_FACT_NO_TOOL)
    return;
  name = g_strdup_printf (fact->tool == HW_FACT_CUT ? _ ("What if %s were gone?") : _ ("What holds it without %s?"),
                          fact->edge_name);
  gtk_button_set_icon_name (GTK_BUTTON (line->tool), fact->tool == HW_FACT_CUT ? "edit-cut-symbolic" : "list-remove-symbolic");
  gtk_widget_set_tooltip_text (line->tool, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (line->tool), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static const char *
get_hint (const HwFact *fact)
{
  switch (fact->action) {
  case HW_FACT_SELECT:
    return _ ("Select this object");
  case HW_FACT_STEP:
    return _ ("Go to this step");
  case HW_FACT_TAKE_BACK:
    return _ ("Count this reference again");
  default:
    return NULL;
  }
}

static void
show_line (HwLine       *line,
           const HwFact *fact)
{
  g_autofree char *name = *fact->value != '\0' ? g_strdup_printf ("%s: %s", fact->label, fact->value) : g_strdup (fact->label);

  line->fact = fact;
  gtk_label_set_text (GTK_LABEL (line->label), fact->label);
  gtk_label_set_width_chars (GTK_LABEL (line->label), MIN ((int) g_utf8_strlen (fact->label, -1), MAX_UNBROKEN));
  gtk_label_set_text (GTK_LABEL (line->value), fact->value);
  gtk_image_set_from_icon_name (GTK_IMAGE (line->arrow),
                                fact->action == HW_FACT_TAKE_BACK ? "edit-undo-symbolic" : "go-next-symbolic");
  gtk_widget_set_visible (line->arrow, fact->action != HW_FACT_PLAIN);
  show_tool (line, fact);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (line->row), fact->action != HW_FACT_PLAIN);
  gtk_widget_set_tooltip_text (line->row, get_hint (fact));
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
  for (guint i = 0; i < self->lines->len; i++)
    ((HwLine *) self->lines->pdata[i])->fact = NULL;
  if (facts == NULL)
    return;
  gtk_label_set_text (GTK_LABEL (self->heading), facts->title);
  gtk_label_set_text (GTK_LABEL (self->note), facts->note != NULL ? facts->note : "");
  gtk_widget_set_visible (self->note, facts->note != NULL);
  gtk_widget_set_visible (self->list, facts->facts->len > 0);
  if (self->expander != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->expander), GTK_ACCESSIBLE_PROPERTY_LABEL, facts->title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, facts->title, -1);
  for (guint i = 0; i < facts->facts->len; i++)
    show_line (i < self->lines->len ? self->lines->pdata[i] : add_line (self), facts->facts->pdata[i]);
  for (guint i = facts->facts->len; i < self->lines->len; i++)
    gtk_widget_set_visible (((HwLine *) self->lines->pdata[i])->row, FALSE);
}

void
hw_inspector_section_add_switch (HwInspectorSection *self,
                                 GtkWidget          *widget)
{
  g_return_if_fail (HW_IS_INSPECTOR_SECTION (self));

  gtk_widget_set_halign (widget, GTK_ALIGN_START);
  gtk_box_insert_child_after (GTK_BOX (gtk_widget_get_parent (self->note)), widget, self->note);
}

gboolean
hw_inspector_section_insert (HwInspectorSection *self,
                             GtkWidget          *row,
                             HwEdge              edge)
{
  g_return_val_if_fail (HW_IS_INSPECTOR_SECTION (self), FALSE);

  for (guint i = 0; i < self->lines->len; i++) {
    const HwLine *line = self->lines->pdata[i];
    const HwFact *fact = line->fact;

    if (fact == NULL || fact->tool != HW_FACT_CUT || fact->edge.holder != edge.holder || fact->edge.slot != edge.slot)
      continue;
    gtk_list_box_insert (GTK_LIST_BOX (self->list), row, gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (line->row)) + 1);
    return TRUE;
  }
  return FALSE;
}

void
hw_inspector_section_remove (HwInspectorSection *self,
                             GtkWidget          *row)
{
  g_return_if_fail (HW_IS_INSPECTOR_SECTION (self));

  gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
}

gboolean
hw_inspector_section_get_expanded (HwInspectorSection *self)
{
  g_return_val_if_fail (HW_IS_INSPECTOR_SECTION (self), FALSE);

  return self->expander == NULL || gtk_expander_get_expanded (GTK_EXPANDER (self->expander));
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

  g_clear_pointer (&self->content, gtk_widget_unparent);
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

  signals[ACTIVATED] = g_signal_new ("activated", HW_TYPE_INSPECTOR_SECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                              G_TYPE_POINTER);
  signals[HOVERED] = g_signal_new ("hovered", HW_TYPE_INSPECTOR_SECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                              G_TYPE_POINTER);
  signals[TOOL] = g_signal_new ("tool", HW_TYPE_INSPECTOR_SECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                              G_TYPE_POINTER);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
hw_inspector_section_init (HwInspectorSection *self)
{
  self->lines = g_ptr_array_new_with_free_func (g_free);
  self->content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->heading = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->heading), 0);
  gtk_widget_add_css_class (self->heading, "heading");
  self->note = make_label (0);
  gtk_widget_add_css_class (self->note, "caption");
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->content), self->note);
  gtk_box_append (GTK_BOX (self->content), self->list);
}

/* The heading folds what is below it. */
static void
add_expander (HwInspectorSection *self,
              gboolean            expanded)
{
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_widget_set_margin_top (self->content, 6);
  self->expander = gtk_expander_new (NULL);
  gtk_expander_set_label_widget (GTK_EXPANDER (self->expander), self->heading);
  gtk_expander_set_child (GTK_EXPANDER (self->expander), self->content);
  gtk_expander_set_expanded (GTK_EXPANDER (self->expander), expanded);
  g_signal_connect_object (self->expander, "notify::expanded", G_CALLBACK (expanded_cb), self, G_CONNECT_SWAPPED);
  self->content = self->expander;
}

GtkWidget *
hw_inspector_section_new (HwInspectorSectionFold fold)
{
  HwInspectorSection *self = g_object_new (HW_TYPE_INSPECTOR_SECTION, NULL);

  if (fold != HW_INSPECTOR_SECTION_PLAIN)
    add_expander (self, fold == HW_INSPECTOR_SECTION_OPEN);
  else
    gtk_box_prepend (GTK_BOX (self->content), self->heading);
  gtk_widget_set_parent (self->content, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}
