/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The scenario's text. See hw-source-pane.h. */

#include "hw-source-pane.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <gtksourceview/gtksource.h>

#define CATEGORY_EXECUTED "heapwright-executed"
#define CATEGORY_NEXT "heapwright-next"
#define CATEGORY_PROBLEM "heapwright-problem"

/* Lines out of sight, above and below, that are coloured with those in sight. */
#define MARGIN_LINES 100

struct _HwSourcePane {
  GtkWidget        parent_instance;
  HwSession       *session;      /* owned */
  GtkSourceBuffer *buffer;       /* owned */
  GtkTextTag      *problem_tag;  /* borrowed from the buffer's table */
  gboolean         syncing;      /* the buffer is being changed to match the session */
  guint            colouring;    /* the source that colours what was changed; 0: none */

  /* template */
  GtkWidget       *box;
  GtkLabel        *name_label;
  GtkLabel        *state_label;
  GtkSourceView   *view;
  GtkInfoBar      *problem_bar;
  GtkLabel        *problem_label;
  GtkLabel        *hint_label;
};

enum {
  PROP_0,
  PROP_SESSION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static guint gesture_signal;

G_DEFINE_FINAL_TYPE (HwSourcePane, hw_source_pane, GTK_TYPE_WIDGET)

/* ------------------------------------------------------------------------------------------------------------ text, both ways */

static char *
dup_buffer_text (HwSourcePane *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (self->buffer), &start, &end);
  return gtk_text_buffer_get_text (GTK_TEXT_BUFFER (self->buffer), &start, &end, TRUE);
}

/* A text view that finds its text changed when it is drawn measures and scrolls then, which moves the scroll bars while they are
 * being drawn, and GTK complains. So it is given its size anew before: there, too, it measures and scrolls. */
static void
measure_soon (HwSourcePane *self)
{
  gtk_widget_queue_resize (GTK_WIDGET (self->view));
}

/* GtkSourceView colours lines when it draws them, and bold words are wider. So what may come into sight is coloured before. */
static void
colour_lines (HwSourcePane *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self->view);
  GtkTextIter start, end;
  GdkRectangle area;

  gtk_text_view_get_visible_rect (view, &area);
  gtk_text_view_get_line_at_y (view, &start, area.y, NULL);
  gtk_text_view_get_line_at_y (view, &end, area.y + area.height, NULL);
  gtk_text_iter_backward_lines (&start, MARGIN_LINES);
  gtk_text_iter_forward_lines (&end, MARGIN_LINES);
  gtk_source_buffer_ensure_highlight (self->buffer, &start, &end);
}

static gboolean
colour_cb (gpointer data)
{
  HwSourcePane *self = data;

  self->colouring = 0;
  colour_lines (self);
  measure_soon (self);
  return G_SOURCE_REMOVE;
}

static void
buffer_changed_cb (HwSourcePane *self)
{
  g_autofree char *text = NULL;

  measure_soon (self);
  /* The highlighter itself has not heard of the change yet. */
  if (self->colouring == 0)
    self->colouring = g_idle_add_full (G_PRIORITY_HIGH_IDLE, colour_cb, self, NULL);
  if (self->syncing)
    return;
  text = dup_buffer_text (self);
  hw_session_set_text (self->session, text);
}

/* Where two texts begin and end to differ, in bytes, on whole characters. */
static void
find_difference (const char *old_text,
                 const char *new_text,
                 gsize      *start,
                 gsize      *old_end,
                 gsize      *new_end)
{
  gsize first = 0, old_length = strlen (old_text), new_length = strlen (new_text);

  while (old_text[first] != '\0' && old_text[first] == new_text[first])
    first++;
  while (first > 0 && ((guchar) old_text[first] & 0xc0) == 0x80)
    first--;
  while (old_length > first && new_length > first && old_text[old_length - 1] == new_text[new_length - 1]) {
    old_length--;
    new_length--;
  }
  while (((guchar) old_text[old_length] & 0xc0) == 0x80 || ((guchar) new_text[new_length] & 0xc0) == 0x80) {
    old_length++;
    new_length++;
  }
  *start = first;
  *old_end = old_length;
  *new_end = new_length;
}

/* Only what differs is replaced, as one undoable action, so marks, folds and the cursor stay. */
static void
session_text_cb (HwSourcePane *self)
{
  g_autofree char *old_text = dup_buffer_text (self);
  const char *new_text = hw_session_get_text (self->session);
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  GtkTextIter from, to;
  gsize start, old_end, new_end;

  if (strcmp (old_text, new_text) == 0)
    return;
  find_difference (old_text, new_text, &start, &old_end, &new_end);
  self->syncing = TRUE;
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_get_iter_at_offset (buffer, &from, g_utf8_strlen (old_text, start));
  gtk_text_buffer_get_iter_at_offset (buffer, &to, g_utf8_strlen (old_text, old_end));
  gtk_text_buffer_delete (buffer, &from, &to);
  gtk_text_buffer_insert (buffer, &from, new_text + start, new_end - start);
  gtk_text_buffer_end_user_action (buffer);
  self->syncing = FALSE;
}

/* A newly loaded scenario has nothing to undo. */
static void
loaded_cb (HwSourcePane *self)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  GtkTextIter start;

  self->syncing = TRUE;
  gtk_text_buffer_begin_irreversible_action (buffer);
  gtk_text_buffer_set_text (buffer, hw_session_get_text (self->session), -1);
  gtk_text_buffer_end_irreversible_action (buffer);
  self->syncing = FALSE;
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start);
  gtk_text_view_scroll_to_iter (GTK_TEXT_VIEW (self->view), &start, 0, FALSE, 0, 0);
}

/* ------------------------------------------------------------------------------------------------------------------ the lines */

static void
scroll_to_line (HwSourcePane *self,
                guint         line)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  GtkTextIter iter;
  GtkTextMark *mark;

  gtk_text_buffer_get_iter_at_line (buffer, &iter, (int) line - 1);
  mark = gtk_text_buffer_create_mark (buffer, NULL, &iter, TRUE);
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self->view), mark, 0.12, FALSE, 0, 0);
  gtk_text_buffer_delete_mark (buffer, mark);
}

static void
clear_marks (HwSourcePane *self,
             const char   *category)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (self->buffer), &start, &end);
  gtk_source_buffer_remove_source_marks (self->buffer, &start, &end, category);
}

static void
mark_line (HwSourcePane *self,
           const char   *category,
           guint         line)
{
  GtkTextIter iter;

  if (line == 0 || line > (guint) gtk_text_buffer_get_line_count (GTK_TEXT_BUFFER (self->buffer)))
    return;
  gtk_text_buffer_get_iter_at_line (GTK_TEXT_BUFFER (self->buffer), &iter, (int) line - 1);
  gtk_source_buffer_create_source_mark (self->buffer, NULL, category, &iter);
}

/* The line of the statement that leads to state [step], or 0 (the start, and the interpreter's exit, are no statements). */
static guint
line_of_step (HwTimeline *timeline,
              guint       step)
{
  if (timeline == NULL || step == 0 || step > hw_timeline_get_n_steps (timeline))
    return 0;
  return hw_timeline_get_step (timeline, step)->line;
}

static void
step_changed_cb (HwSourcePane *self)
{
  HwTimeline *timeline = hw_session_get_timeline (self->session);
  guint step = hw_session_get_step (self->session);
  guint executed = line_of_step (timeline, step);
  guint next = line_of_step (timeline, step + 1);

  clear_marks (self, CATEGORY_EXECUTED);
  clear_marks (self, CATEGORY_NEXT);
  mark_line (self, CATEGORY_EXECUTED, executed);
  if (next != executed)
    mark_line (self, CATEGORY_NEXT, next);
  /* While the text is being edited the view belongs to the person who types. */
  if (!hw_session_get_stale (self->session) && (executed != 0 || next != 0))
    scroll_to_line (self, executed != 0 ? executed : next);
}

static void
reveal_line_cb (HwSourcePane *self,
                guint         line)
{
  GtkTextIter iter;

  if (line == 0)
    return;
  gtk_text_buffer_get_iter_at_line (GTK_TEXT_BUFFER (self->buffer), &iter, (int) line - 1);
  gtk_text_buffer_place_cursor (GTK_TEXT_BUFFER (self->buffer), &iter);
  scroll_to_line (self, line);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* --------------------------------------------------------------------------------------------------------------- the problems */

static const HwDiagnostic *
get_diagnostics (HwSourcePane *self,
                 guint        *n_diagnostics)
{
  HwScenario *scenario = hw_session_get_scenario (self->session);

  *n_diagnostics = 0;
  return scenario != NULL ? hw_scenario_get_diagnostics (scenario, n_diagnostics) : NULL;
}

static void
get_iter_at (HwSourcePane *self,
             GtkTextIter  *iter,
             guint         line,
             guint         column)
{
  gtk_text_buffer_get_iter_at_line (GTK_TEXT_BUFFER (self->buffer), iter, MAX (line, 1) - 1);
  for (guint i = 1; i < column && !gtk_text_iter_ends_line (iter); i++)
    gtk_text_iter_forward_char (iter);
}

/* An empty place gets one character to be seen: the one it stands before or, at the end of a line, after. */
static void
get_range (HwSourcePane       *self,
           const HwDiagnostic *diagnostic,
           GtkTextIter        *start,
           GtkTextIter        *end)
{
  get_iter_at (self, start, diagnostic->line, diagnostic->column);
  get_iter_at (self, end, MAX (diagnostic->end_line, diagnostic->line), diagnostic->end_column);
  if (gtk_text_iter_compare (start, end) < 0)
    return;
  *end = *start;
  if (gtk_text_iter_ends_line (start))
    gtk_text_iter_backward_char (start);
  else
    gtk_text_iter_forward_char (end);
}

static void
scenario_changed_cb (HwSourcePane *self)
{
  GtkTextIter start, end;
  guint n_diagnostics;
  const HwDiagnostic *diagnostics = get_diagnostics (self, &n_diagnostics);

  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (self->buffer), &start, &end);
  gtk_text_buffer_remove_tag (GTK_TEXT_BUFFER (self->buffer), self->problem_tag, &start, &end);
  clear_marks (self, CATEGORY_PROBLEM);
  for (guint i = 0; i < n_diagnostics; i++) {
    get_range (self, &diagnostics[i], &start, &end);
    gtk_text_buffer_apply_tag (GTK_TEXT_BUFFER (self->buffer), self->problem_tag, &start, &end);
    mark_line (self, CATEGORY_PROBLEM, diagnostics[i].line);
  }
  if (n_diagnostics > 0) {
    g_autofree char *text
      = g_strdup_printf (_("Line %u, column %u: %s"), diagnostics[0].line, diagnostics[0].column, diagnostics[0].message);

    gtk_label_set_label (self->problem_label, text);
    gtk_label_set_label (self->hint_label, diagnostics[0].hint != NULL ? diagnostics[0].hint : "");
    gtk_widget_set_visible (GTK_WIDGET (self->hint_label), diagnostics[0].hint != NULL);
  }
  gtk_info_bar_set_revealed (self->problem_bar, n_diagnostics > 0);
}

static void
problem_response_cb (GtkInfoBar   *bar,
                     int           response,
                     HwSourcePane *self)
{
  guint n_diagnostics;
  const HwDiagnostic *diagnostics = get_diagnostics (self, &n_diagnostics);
  GtkTextIter start, end;

  if (n_diagnostics == 0)
    return;
  get_range (self, &diagnostics[0], &start, &end);
  gtk_text_buffer_select_range (GTK_TEXT_BUFFER (self->buffer), &start, &end);
  scroll_to_line (self, diagnostics[0].line);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static gboolean
query_tooltip_cb (GtkWidget    *view,
                  int           x,
                  int           y,
                  gboolean      keyboard,
                  GtkTooltip   *tooltip,
                  HwSourcePane *self)
{
  GtkTextIter at, start, end;
  guint n_diagnostics;
  const HwDiagnostic *diagnostics = get_diagnostics (self, &n_diagnostics);

  if (keyboard) {
    gtk_text_buffer_get_iter_at_mark (GTK_TEXT_BUFFER (self->buffer), &at,
                                      gtk_text_buffer_get_insert (GTK_TEXT_BUFFER (self->buffer)));
  } else {
    gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (view), GTK_TEXT_WINDOW_WIDGET, x, y, &x, &y);
    gtk_text_view_get_iter_at_location (GTK_TEXT_VIEW (view), &at, x, y);
  }
  for (guint i = 0; i < n_diagnostics; i++) {
    g_autofree char *text = NULL;

    get_range (self, &diagnostics[i], &start, &end);
    if (!gtk_text_iter_in_range (&at, &start, &end))
      continue;
    text = g_strjoin ("\n", diagnostics[i].message, diagnostics[i].hint, NULL);
    gtk_tooltip_set_text (tooltip, text);
    return TRUE;
  }
  return FALSE;
}

/* ------------------------------------------------------------------------------------------------------------------- gestures */

static gsize
get_byte (const GtkTextIter *iter)
{
  g_autofree char *before = NULL;
  GtkTextIter start;

  gtk_text_buffer_get_start_iter (gtk_text_iter_get_buffer (iter), &start);
  before = gtk_text_buffer_get_text (gtk_text_iter_get_buffer (iter), &start, iter, TRUE);
  return strlen (before);
}

/* The lines of the selection, or the cursor's, become a function. */
static void
wrap_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  HwSourcePane *self = HW_SOURCE_PANE (widget);
  HwGesture gesture = { .kind = HW_GESTURE_WRAP };
  GtkTextIter start, end;

  gtk_text_buffer_get_selection_bounds (GTK_TEXT_BUFFER (self->buffer), &start, &end);
  gtk_text_iter_set_line_offset (&start, 0);
  if (!gtk_text_iter_starts_line (&end) || gtk_text_iter_equal (&start, &end))
    gtk_text_iter_forward_line (&end);
  gesture.begin = get_byte (&start);
  gesture.end = get_byte (&end);
  g_signal_emit (self, gesture_signal, 0, &gesture);
}

static gboolean
is_identifier (const GtkTextIter *iter)
{
  gunichar c = gtk_text_iter_get_char (iter);

  return c == '_' || g_unichar_isalnum (c);
}

/* The name at the cursor, wherever it is meant. */
static void
rename_action (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  HwSourcePane *self = HW_SOURCE_PANE (widget);
  HwGesture gesture = { .kind = HW_GESTURE_RENAME };
  g_autofree char *word = NULL;
  GtkTextIter start, end, before;

  gtk_text_buffer_get_iter_at_mark (GTK_TEXT_BUFFER (self->buffer), &start, gtk_text_buffer_get_insert (GTK_TEXT_BUFFER (self->buffer)));
  end = before = start;
  while (gtk_text_iter_backward_char (&before) && is_identifier (&before))
    start = before;
  while (is_identifier (&end) && gtk_text_iter_forward_char (&end))
    continue;
  word = gtk_text_iter_get_text (&start, &end);
  if (*word == '\0') {
    hw_session_report (self->session, _("There is no name at the cursor."));
    return;
  }
  gesture.name = gesture.text = word;
  gesture.begin = get_byte (&start);
  gesture.end = get_byte (&end);
  g_signal_emit (self, gesture_signal, 0, &gesture);
}

static void
add_menu (HwSourcePane *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  g_menu_append (menu, _("Rename…"), "source.rename");
  g_menu_append (menu, _("Wrap in Function…"), "source.wrap");
  gtk_text_view_set_extra_menu (GTK_TEXT_VIEW (self->view), G_MENU_MODEL (menu));
}

/* ---------------------------------------------------------------------------------------------------------------------- looks */

static void
add_mark_category (HwSourcePane *self,
                   const char   *category,
                   const char   *icon,
                   const GdkRGBA *background,
                   int           priority)
{
  g_autoptr (GtkSourceMarkAttributes) attributes = gtk_source_mark_attributes_new ();

  gtk_source_mark_attributes_set_icon_name (attributes, icon);
  if (background != NULL)
    gtk_source_mark_attributes_set_background (attributes, background);
  gtk_source_view_set_mark_attributes (self->view, category, attributes, priority);
}

static void
style_changed_cb (HwSourcePane *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GtkSourceStyleSchemeManager *schemes = gtk_source_style_scheme_manager_get_default ();
  GdkRGBA executed = { 0.96f, 0.83f, 0.18f, dark ? 0.22f : 0.38f };

  gtk_source_buffer_set_style_scheme (self->buffer,
                                      gtk_source_style_scheme_manager_get_scheme (schemes, dark ? "Adwaita-dark" : "Adwaita"));
  add_mark_category (self, CATEGORY_EXECUTED, "heapwright-executed-symbolic", &executed, 2);
  add_mark_category (self, CATEGORY_NEXT, "heapwright-next-symbolic", NULL, 1);
  add_mark_category (self, CATEGORY_PROBLEM, "dialog-error-symbolic", NULL, 3);
}

static void
update_names (HwSourcePane *self)
{
  g_autofree char *name = NULL;

  name = g_strconcat (hw_session_get_modified (self->session) ? "• " : "", hw_session_get_name (self->session), NULL);
  gtk_label_set_label (self->name_label, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name_label), hw_session_get_modified (self->session) ? _("Not saved") : NULL);
}

static void
update_state (HwSourcePane *self)
{
  gboolean stale = hw_session_get_stale (self->session) && hw_session_get_timeline (self->session) != NULL;

  gtk_label_set_label (self->state_label,
                       hw_session_get_running (self->session) ? _("Running…") : _("Record of an earlier text"));
  gtk_widget_set_visible (GTK_WIDGET (self->state_label), stale || hw_session_get_running (self->session));
}

void
hw_source_pane_focus_editor (HwSourcePane *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

void
hw_source_pane_undo (HwSourcePane *self)
{
  gtk_text_buffer_undo (GTK_TEXT_BUFFER (self->buffer));
}

void
hw_source_pane_redo (HwSourcePane *self)
{
  gtk_text_buffer_redo (GTK_TEXT_BUFFER (self->buffer));
}

static void
set_session (HwSourcePane *self,
             HwSession    *session)
{
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "loaded", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "reveal-line", G_CALLBACK (reveal_line_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::text", G_CALLBACK (session_text_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::scenario", G_CALLBACK (scenario_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::step", G_CALLBACK (step_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::stale", G_CALLBACK (step_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::stale", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::running", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::name", G_CALLBACK (update_names), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::modified", G_CALLBACK (update_names), self, G_CONNECT_SWAPPED);
  loaded_cb (self);
  scenario_changed_cb (self);
  step_changed_cb (self);
  update_names (self);
  update_state (self);
}

static void
hw_source_pane_set_property (GObject      *object,
                             guint         property,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  if (property == PROP_SESSION)
    set_session (HW_SOURCE_PANE (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
hw_source_pane_dispose (GObject *object)
{
  HwSourcePane *self = HW_SOURCE_PANE (object);

  g_clear_handle_id (&self->colouring, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), HW_TYPE_SOURCE_PANE);
  g_clear_object (&self->buffer);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hw_source_pane_parent_class)->dispose (object);
}

static void
hw_source_pane_class_init (HwSourcePaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hw_source_pane_dispose;
  object_class->set_property = hw_source_pane_set_property;
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, HW_TYPE_SESSION,
                                                  G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gesture_signal = g_signal_new ("gesture", HW_TYPE_SOURCE_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_POINTER);

  gtk_widget_class_install_action (widget_class, "source.rename", NULL, rename_action);
  gtk_widget_class_install_action (widget_class, "source.wrap", NULL, wrap_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "source.rename", NULL);
  g_type_ensure (GTK_SOURCE_TYPE_VIEW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/heapwright/Heapwright/ui/hw-source-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, HwSourcePane, box);
  gtk_widget_class_bind_template_child (widget_class, HwSourcePane, name_label);
  gtk_widget_class_bind_template_child (widget_class, HwSourcePane, state_label);
  gtk_widget_class_bind_template_child (widget_class, HwSourcePane, view);
  gtk_widget_class_bind_template_child (widget_class, HwSourcePane, problem_bar);
  gtk_widget_class_bind_template_child (widget_class, HwSourcePane, problem_label);
  gtk_widget_class_bind_template_child (widget_class, HwSourcePane, hint_label);
  gtk_widget_class_bind_template_callback (widget_class, query_tooltip_cb);
  gtk_widget_class_bind_template_callback (widget_class, problem_response_cb);
}

static void
hw_source_pane_init (HwSourcePane *self)
{
  GtkSourceLanguage *python = gtk_source_language_manager_get_language (gtk_source_language_manager_get_default (), "python3");

  gtk_widget_init_template (GTK_WIDGET (self));
  add_menu (self);
  self->buffer = gtk_source_buffer_new (NULL);
  gtk_source_buffer_set_language (self->buffer, python);
  gtk_text_view_set_buffer (GTK_TEXT_VIEW (self->view), GTK_TEXT_BUFFER (self->buffer));
  self->problem_tag = gtk_text_buffer_create_tag (GTK_TEXT_BUFFER (self->buffer), NULL, "underline", PANGO_UNDERLINE_ERROR, NULL);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (buffer_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->buffer, "apply-tag", G_CALLBACK (measure_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->buffer, "remove-tag", G_CALLBACK (measure_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view)), "value-changed",
                           G_CALLBACK (colour_lines), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (style_changed_cb), self,
                           G_CONNECT_SWAPPED);
  style_changed_cb (self);
}

GtkWidget *
hw_source_pane_new (HwSession *session)
{
  return g_object_new (HW_TYPE_SOURCE_PANE, "session", session, NULL);
}
