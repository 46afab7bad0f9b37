/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The session object: its properties, the text and the options. See hw-session.h for the contract. */

#include "hw-session-private.h"

#include <glib/gi18n.h>

enum {
  LOADED,
  REVEAL_LINE,
  FAILED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (HwSession, hw_session, G_TYPE_OBJECT)

static GParamSpec *properties[HW_SESSION_N_PROPS];
static guint signals[N_SIGNALS];

void
hw_session_notify (HwSession         *self,
                   HwSessionProperty  property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
notify_option (HwSession         *self,
               HwSessionProperty  property)
{
  self->options_serial++;
  hw_session_notify (self, property);
  hw_session_notify (self, HW_SESSION_PROP_OPTIONS);
}

/* --------------------------------------------------------------------------------------------------------------- the scenario */

const char *
hw_session_get_text (HwSession *self)
{
  return self->text;
}

const char *
hw_session_get_name (HwSession *self)
{
  return self->name;
}

const char *
hw_session_get_title (HwSession *self)
{
  return self->title != NULL ? self->title : self->name;
}

GFile *
hw_session_get_file (HwSession *self)
{
  return self->file;
}

gboolean
hw_session_get_modified (HwSession *self)
{
  return self->modified;
}

/* A text that was changed and changed back needs no saving. */
void
hw_session_update_modified (HwSession *self)
{
  gsize length = 0;
  const char *saved = self->saved != NULL ? g_bytes_get_data (self->saved, &length) : NULL;
  gboolean modified = self->saved == NULL || strlen (self->text) != length
                      || (length > 0 && memcmp (self->text, saved, length) != 0);

  if (self->modified == modified)
    return;
  self->modified = modified;
  hw_session_notify (self, HW_SESSION_PROP_MODIFIED);
}

void
hw_session_set_file (HwSession *self,
                     GFile     *file)
{
  if (g_set_object (&self->file, file))
    hw_session_notify (self, HW_SESSION_PROP_FILE);
  if (file != NULL) {
    g_autofree char *name = g_file_get_basename (file);
    g_autofree char *shown = g_filename_display_name (name);

    if (g_strcmp0 (shown, self->name) != 0) {
      g_free (self->name);
      self->name = g_steal_pointer (&shown);
      hw_session_notify (self, HW_SESSION_PROP_NAME);
      hw_session_notify (self, HW_SESSION_PROP_TITLE);
    }
  }
}

void
hw_session_set_title (HwSession  *self,
                      const char *title)
{
  if (g_strcmp0 (self->title, title) == 0)
    return;
  g_free (self->title);
  self->title = g_strdup (title);
  hw_session_notify (self, HW_SESSION_PROP_TITLE);
}

void
hw_session_set_text (HwSession  *self,
                     const char *text)
{
  g_return_if_fail (HW_IS_SESSION (self));
  g_return_if_fail (text != NULL);

  if (strcmp (self->text, text) == 0)
    return;
  g_free (self->text);
  self->text = g_strdup (text);
  self->revision++;
  if (!self->stale) {
    self->stale = TRUE;
    hw_session_notify (self, HW_SESSION_PROP_STALE);
  }
  hw_session_update_modified (self);
  hw_session_notify (self, HW_SESSION_PROP_TEXT);
  hw_session_schedule_run (self);
}

/* Runs a text that is to be shown at a state of its own. */
static void
change_and_go (HwSession  *self,
               const char *text,
               guint       step)
{
  self->go_after_run = TRUE;
  self->step_after_run = step;
  hw_session_set_text (self, text);
  hw_session_run (self);
}

void
hw_session_append_statement (HwSession  *self,
                             const char *statement)
{
  g_autoptr (GString) text = NULL;

  g_return_if_fail (HW_IS_SESSION (self));
  g_return_if_fail (statement != NULL);

  text = g_string_new (self->text);
  if (text->len > 0 && text->str[text->len - 1] != '\n')
    g_string_append_c (text, '\n');
  g_string_append_printf (text, "%s\n", statement);
  change_and_go (self, text->str, G_MAXUINT);
}

gboolean
hw_session_apply_edit (HwSession    *self,
                       const HwEdit *edit,
                       HwScenario   *scenario,
                       guint         step)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (HW_IS_SESSION (self), FALSE);

  if (self->stale || self->scenario != scenario)
    return FALSE;
  text = hw_edit_apply (edit, self->text, strlen (self->text));
  change_and_go (self, text, step);
  return TRUE;
}

void
hw_session_load_text (HwSession  *self,
                      const char *name,
                      const char *text,
                      GFile      *file,
                      gboolean    modified)
{
  g_return_if_fail (HW_IS_SESSION (self));
  g_return_if_fail (name != NULL && text != NULL);

  g_object_freeze_notify (G_OBJECT (self));
  hw_session_abandon_run (self);
  hw_session_set_playing (self, FALSE);
  hw_session_take_timeline (self, NULL, 0);
  hw_session_select (self, 0);
  hw_session_set_hovered (self, 0);
  g_object_set (self, "focus", 0, "centre", 0, NULL);
  hw_session_set_trim (self, NULL);
  g_clear_pointer (&self->scenario, hw_scenario_unref);
  g_clear_pointer (&self->run_message, g_free);
  self->run_state = HW_RUN_NOT_STARTED;
  self->python = self->default_python;
  self->python_chosen = FALSE;
  self->fresh = TRUE;
  self->stale = TRUE;
  self->revision++;
  g_free (self->text);
  self->text = g_strdup (text);
  g_free (self->name);
  self->name = g_strdup (name);
  g_clear_pointer (&self->title, g_free);
  g_set_object (&self->file, file);
  g_clear_pointer (&self->saved, g_bytes_unref);
  self->saved = modified ? NULL : g_bytes_new (text, strlen (text));
  self->modified = modified;
  for (guint i = HW_SESSION_PROP_TEXT; i <= HW_SESSION_PROP_STALE; i++)
    hw_session_notify (self, i);
  g_object_thaw_notify (G_OBJECT (self));
  g_signal_emit (self, signals[LOADED], 0);
  hw_session_run (self);
}

void
hw_session_close (HwSession *self)
{
  g_object_run_dispose (G_OBJECT (self));
}

HwPython
hw_session_get_python (HwSession *self)
{
  return self->python;
}

void
hw_session_set_python (HwSession *self,
                       HwPython   python)
{
  g_return_if_fail (HW_IS_SESSION (self));
  g_return_if_fail (python < HW_N_PYTHONS);

  if (self->python == python)
    return;
  self->python = python;
  self->python_chosen = TRUE;
  hw_session_notify (self, HW_SESSION_PROP_PYTHON);
  if (self->revision > 0)
    hw_session_run (self);
}

void
hw_session_set_default_python (HwSession *self,
                               HwPython   python)
{
  g_return_if_fail (HW_IS_SESSION (self));
  g_return_if_fail (python < HW_N_PYTHONS);

  self->default_python = python;
  if (self->revision == 0 && self->python != python) {
    self->python = python;
    hw_session_notify (self, HW_SESSION_PROP_PYTHON);
  }
}

/* ------------------------------------------------------------------------------------------------------ selection and options */

guint32
hw_session_get_selection (HwSession *self)
{
  return self->selection;
}

void
hw_session_select (HwSession *self,
                   guint32    serial)
{
  g_return_if_fail (HW_IS_SESSION (self));

  if (self->selection == serial)
    return;
  hw_session_stop_searching (self);
  self->selection = serial;
  hw_session_notify (self, HW_SESSION_PROP_SELECTION);
}

guint32
hw_session_get_hovered (HwSession *self)
{
  return self->hovered;
}

void
hw_session_set_hovered (HwSession *self,
                        guint32    serial)
{
  g_return_if_fail (HW_IS_SESSION (self));

  if (self->hovered == serial)
    return;
  self->hovered = serial;
  hw_session_notify (self, HW_SESSION_PROP_HOVERED);
}

HwHighlight *
hw_session_get_highlight (HwSession *self)
{
  return self->highlight;
}

void
hw_session_set_highlight (HwSession   *self,
                          HwHighlight *highlight)
{
  g_return_if_fail (HW_IS_SESSION (self));

  if (self->highlight == highlight)
    return;
  g_clear_pointer (&self->highlight, hw_highlight_unref);
  if (highlight != NULL)
    self->highlight = hw_highlight_ref (highlight);
  hw_session_notify (self, HW_SESSION_PROP_HIGHLIGHT);
}

void
hw_session_get_picture_options (HwSession        *self,
                                HwPictureOptions *options)
{
  g_return_if_fail (HW_IS_SESSION (self));

  *options = self->options;
  options->selected = self->selection;
}

void
hw_session_set_trim (HwSession *self,
                     HwTrim    *trim)
{
  g_return_if_fail (HW_IS_SESSION (self));

  if (hw_trim_equal (trim, self->options.trim))
    return;
  hw_trim_ref (trim);
  hw_trim_unref (self->options.trim);
  self->options.trim = trim;
  notify_option (self, HW_SESSION_PROP_TRIM);
}

void
hw_session_reveal_line (HwSession *self,
                        guint      line)
{
  g_signal_emit (self, signals[REVEAL_LINE], 0, line);
}

void
hw_session_report (HwSession  *self,
                   const char *message)
{
  g_signal_emit (self, signals[FAILED], 0, message);
}

/* -------------------------------------------------------------------------------------------------------------------- GObject */

static void
get_option (HwSession         *self,
            HwSessionProperty  property,
            GValue            *value)
{
  const HwPictureOptions *options = &self->options;

  switch (property) {
  case HW_SESSION_PROP_LAYOUT:
    g_value_set_uint (value, options->layout);
    break;
  case HW_SESSION_PROP_COLOUR_BY:
    g_value_set_uint (value, options->colour);
    break;
  case HW_SESSION_PROP_GROUP_BY:
    g_value_set_uint (value, options->grouping);
    break;
  case HW_SESSION_PROP_TRIM:
    g_value_set_pointer (value, options->trim);
    break;
  case HW_SESSION_PROP_DARK:
    g_value_set_boolean (value, options->dark);
    break;
  case HW_SESSION_PROP_SHOW_BACKGROUND:
    g_value_set_boolean (value, options->background);
    break;
  case HW_SESSION_PROP_SHOW_ATOMS:
    g_value_set_boolean (value, options->atoms_as_nodes);
    break;
  case HW_SESSION_PROP_FOCUS:
    g_value_set_uint (value, options->focus);
    break;
  case HW_SESSION_PROP_DEPTH:
    g_value_set_uint (value, options->depth);
    break;
  case HW_SESSION_PROP_CENTRE:
    g_value_set_uint (value, options->centre);
    break;
  default:
    g_value_set_uint (value, self->options_serial);
    break;
  }
}

static void
get_state (HwSession         *self,
           HwSessionProperty  property,
           GValue            *value)
{
  switch (property) {
  case HW_SESSION_PROP_TIMELINE:
    g_value_set_pointer (value, self->timeline);
    break;
  case HW_SESSION_PROP_STEP:
    g_value_set_uint (value, self->step);
    break;
  case HW_SESSION_PROP_LAST_STEP:
    g_value_set_uint (value, self->last_step);
    break;
  case HW_SESSION_PROP_POSITION:
    g_value_set_uint64 (value, self->position);
    break;
  case HW_SESSION_PROP_PLAYING:
    g_value_set_boolean (value, hw_session_get_playing (self));
    break;
  case HW_SESSION_PROP_SPEED:
    g_value_set_double (value, self->speed);
    break;
  case HW_SESSION_PROP_IMAGE:
    g_value_set_pointer (value, self->image);
    break;
  case HW_SESSION_PROP_BEFORE_IMAGE:
    g_value_set_pointer (value, self->before_image);
    break;
  case HW_SESSION_PROP_BUSY:
    g_value_set_boolean (value, hw_session_get_busy (self));
    break;
  case HW_SESSION_PROP_SELECTION:
    g_value_set_uint (value, self->selection);
    break;
  case HW_SESSION_PROP_HOVERED:
    g_value_set_uint (value, self->hovered);
    break;
  case HW_SESSION_PROP_HIGHLIGHT:
    g_value_set_pointer (value, self->highlight);
    break;
  default:
    get_option (self, property, value);
    break;
  }
}

static void
hw_session_get_property (GObject    *object,
                         guint       property,
                         GValue     *value,
                         GParamSpec *pspec)
{
  HwSession *self = HW_SESSION (object);

  switch ((HwSessionProperty) property) {
  case HW_SESSION_PROP_TEXT:
    g_value_set_string (value, self->text);
    break;
  case HW_SESSION_PROP_NAME:
    g_value_set_string (value, self->name);
    break;
  case HW_SESSION_PROP_TITLE:
    g_value_set_string (value, hw_session_get_title (self));
    break;
  case HW_SESSION_PROP_FILE:
    g_value_set_object (value, self->file);
    break;
  case HW_SESSION_PROP_MODIFIED:
    g_value_set_boolean (value, self->modified);
    break;
  case HW_SESSION_PROP_PYTHON:
    g_value_set_uint (value, self->python);
    break;
  case HW_SESSION_PROP_RUNNING:
    g_value_set_boolean (value, hw_session_get_running (self));
    break;
  case HW_SESSION_PROP_PROGRESS:
    g_value_set_uint64 (value, self->progress);
    break;
  case HW_SESSION_PROP_SCENARIO:
    g_value_set_pointer (value, self->scenario);
    break;
  case HW_SESSION_PROP_RUN_STATE:
    g_value_set_uint (value, self->run_state);
    break;
  case HW_SESSION_PROP_RUN_MESSAGE:
    g_value_set_string (value, self->run_message);
    break;
  case HW_SESSION_PROP_EXIT_STATUS:
    g_value_set_int (value, self->exit_status);
    break;
  case HW_SESSION_PROP_STALE:
    g_value_set_boolean (value, self->stale);
    break;
  case HW_SESSION_PROP_0:
  case HW_SESSION_N_PROPS:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    break;
  default:
    get_state (self, property, value);
    break;
  }
}

static void
set_boolean_option (HwSession         *self,
                    HwSessionProperty  property,
                    gboolean          *field,
                    gboolean           value)
{
  if (*field == value)
    return;
  *field = value;
  notify_option (self, property);
}

static void
set_option (HwSession         *self,
            HwSessionProperty  property,
            const GValue      *value)
{
  HwPictureOptions *options = &self->options;
  HwPictureOptions old = *options;

  switch (property) {
  case HW_SESSION_PROP_LAYOUT:
    options->layout = g_value_get_uint (value);
    if (options->layout == HW_LAYOUT_RADIAL && old.layout != HW_LAYOUT_RADIAL)
      options->centre = self->selection;
    break;
  case HW_SESSION_PROP_COLOUR_BY:
    options->colour = g_value_get_uint (value);
    break;
  case HW_SESSION_PROP_GROUP_BY:
    options->grouping = g_value_get_uint (value);
    break;
  case HW_SESSION_PROP_FOCUS:
    options->focus = g_value_get_uint (value);
    break;
  case HW_SESSION_PROP_DEPTH:
    options->depth = g_value_get_uint (value);
    break;
  case HW_SESSION_PROP_CENTRE:
    options->centre = g_value_get_uint (value);
    break;
  case HW_SESSION_PROP_DARK:
    set_boolean_option (self, property, &options->dark, g_value_get_boolean (value));
    return;
  case HW_SESSION_PROP_SHOW_BACKGROUND:
    set_boolean_option (self, property, &options->background, g_value_get_boolean (value));
    return;
  case HW_SESSION_PROP_SHOW_ATOMS:
    set_boolean_option (self, property, &options->atoms_as_nodes, g_value_get_boolean (value));
    return;
  default:
    return;
  }
  if (old.layout != options->layout || old.colour != options->colour || old.grouping != options->grouping || old.focus != options->focus
      || old.depth != options->depth || old.centre != options->centre)
    notify_option (self, property);
}

static void
hw_session_set_property (GObject      *object,
                         guint         property,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  HwSession *self = HW_SESSION (object);

  switch ((HwSessionProperty) property) {
  case HW_SESSION_PROP_TEXT:
    hw_session_set_text (self, g_value_get_string (value) != NULL ? g_value_get_string (value) : "");
    break;
  case HW_SESSION_PROP_PYTHON:
    hw_session_set_python (self, g_value_get_uint (value));
    break;
  case HW_SESSION_PROP_STEP:
    hw_session_go_to_step (self, g_value_get_uint (value));
    break;
  case HW_SESSION_PROP_PLAYING:
    hw_session_set_playing (self, g_value_get_boolean (value));
    break;
  case HW_SESSION_PROP_SPEED:
    hw_session_set_speed (self, g_value_get_double (value));
    break;
  case HW_SESSION_PROP_SELECTION:
    hw_session_select (self, g_value_get_uint (value));
    break;
  case HW_SESSION_PROP_HOVERED:
    hw_session_set_hovered (self, g_value_get_uint (value));
    break;
  case HW_SESSION_PROP_LAYOUT:
  case HW_SESSION_PROP_COLOUR_BY:
  case HW_SESSION_PROP_GROUP_BY:
  case HW_SESSION_PROP_FOCUS:
  case HW_SESSION_PROP_DEPTH:
  case HW_SESSION_PROP_CENTRE:
  case HW_SESSION_PROP_DARK:
  case HW_SESSION_PROP_SHOW_BACKGROUND:
  case HW_SESSION_PROP_SHOW_ATOMS:
    set_option (self, property, value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    break;
  }
}

static void
hw_session_dispose (GObject *object)
{
  HwSession *self = HW_SESSION (object);

  hw_session_abandon_run (self);
  hw_session_stop_searching (self);
  hw_session_set_playing (self, FALSE);
  if (self->image_cancellable != NULL)
    g_cancellable_cancel (self->image_cancellable);
  g_clear_object (&self->image_cancellable);
  G_OBJECT_CLASS (hw_session_parent_class)->dispose (object);
}

static void
hw_session_finalize (GObject *object)
{
  HwSession *self = HW_SESSION (object);

  hw_picture_options_clear (&self->options);
  g_free (self->text);
  g_free (self->name);
  g_free (self->title);
  g_free (self->run_message);
  g_clear_pointer (&self->saved, g_bytes_unref);
  g_clear_object (&self->file);
  g_clear_pointer (&self->scenario, hw_scenario_unref);
  g_clear_pointer (&self->highlight, hw_highlight_unref);
  g_clear_pointer (&self->image, hw_image_unref);
  g_clear_pointer (&self->before_image, hw_image_unref);
  g_clear_pointer (&self->cursor, hw_cursor_free);
  g_clear_pointer (&self->timeline, hw_timeline_unref);
  G_OBJECT_CLASS (hw_session_parent_class)->finalize (object);
}

#define HW_READ (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY)
#define HW_WRITE (G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY)

static void
make_scenario_properties (void)
{
  properties[HW_SESSION_PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, HW_WRITE);
  properties[HW_SESSION_PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, HW_READ);
  properties[HW_SESSION_PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, HW_READ);
  properties[HW_SESSION_PROP_FILE] = g_param_spec_object ("file", NULL, NULL, G_TYPE_FILE, HW_READ);
  properties[HW_SESSION_PROP_MODIFIED] = g_param_spec_boolean ("modified", NULL, NULL, FALSE, HW_READ);
  properties[HW_SESSION_PROP_PYTHON] = g_param_spec_uint ("python", NULL, NULL, 0, HW_N_PYTHONS - 1, HW_PYTHON_DEFAULT, HW_WRITE);
  properties[HW_SESSION_PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE, HW_READ);
  properties[HW_SESSION_PROP_PROGRESS] = g_param_spec_uint64 ("progress", NULL, NULL, 0, G_MAXUINT64, 0, HW_READ);
  properties[HW_SESSION_PROP_SCENARIO] = g_param_spec_pointer ("scenario", NULL, NULL, HW_READ);
  properties[HW_SESSION_PROP_RUN_STATE] = g_param_spec_uint ("run-state", NULL, NULL, 0, HW_RUN_REFUSED, 0, HW_READ);
  properties[HW_SESSION_PROP_RUN_MESSAGE] = g_param_spec_string ("run-message", NULL, NULL, NULL, HW_READ);
  properties[HW_SESSION_PROP_EXIT_STATUS] = g_param_spec_int ("exit-status", NULL, NULL, G_MININT, G_MAXINT, 0, HW_READ);
  properties[HW_SESSION_PROP_STALE] = g_param_spec_boolean ("stale", NULL, NULL, FALSE, HW_READ);
}

static void
make_state_properties (void)
{
  properties[HW_SESSION_PROP_TIMELINE] = g_param_spec_pointer ("timeline", NULL, NULL, HW_READ);
  properties[HW_SESSION_PROP_STEP] = g_param_spec_uint ("step", NULL, NULL, 0, G_MAXUINT, 0, HW_WRITE);
  properties[HW_SESSION_PROP_LAST_STEP] = g_param_spec_uint ("last-step", NULL, NULL, 0, G_MAXUINT, 0, HW_READ);
  properties[HW_SESSION_PROP_POSITION] = g_param_spec_uint64 ("position", NULL, NULL, 0, G_MAXUINT64, HW_NO_POSITION, HW_READ);
  properties[HW_SESSION_PROP_PLAYING] = g_param_spec_boolean ("playing", NULL, NULL, FALSE, HW_WRITE);
  properties[HW_SESSION_PROP_SPEED] = g_param_spec_double ("speed", NULL, NULL, 0.25, 32, 2, HW_WRITE);
  properties[HW_SESSION_PROP_IMAGE] = g_param_spec_pointer ("image", NULL, NULL, HW_READ);
  properties[HW_SESSION_PROP_BEFORE_IMAGE] = g_param_spec_pointer ("before-image", NULL, NULL, HW_READ);
  properties[HW_SESSION_PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, HW_READ);
  properties[HW_SESSION_PROP_SELECTION] = g_param_spec_uint ("selection", NULL, NULL, 0, G_MAXUINT, 0, HW_WRITE);
  properties[HW_SESSION_PROP_HIGHLIGHT] = g_param_spec_pointer ("highlight", NULL, NULL, HW_READ);
  properties[HW_SESSION_PROP_HOVERED] = g_param_spec_uint ("hovered", NULL, NULL, 0, G_MAXUINT, 0, HW_WRITE);
  properties[HW_SESSION_PROP_LAYOUT] = g_param_spec_uint ("layout", NULL, NULL, 0, HW_N_LAYOUTS - 1, 0, HW_WRITE);
  properties[HW_SESSION_PROP_COLOUR_BY] = g_param_spec_uint ("colour-by", NULL, NULL, 0, HW_N_COLOURS - 1, 0, HW_WRITE);
  properties[HW_SESSION_PROP_GROUP_BY] = g_param_spec_uint ("group-by", NULL, NULL, 0, HW_N_GROUPINGS - 1, 0, HW_WRITE);
  properties[HW_SESSION_PROP_TRIM] = g_param_spec_pointer ("trim", NULL, NULL, HW_READ);
  properties[HW_SESSION_PROP_DARK] = g_param_spec_boolean ("dark", NULL, NULL, FALSE, HW_WRITE);
  properties[HW_SESSION_PROP_SHOW_BACKGROUND] = g_param_spec_boolean ("show-background", NULL, NULL, FALSE, HW_WRITE);
  properties[HW_SESSION_PROP_SHOW_ATOMS] = g_param_spec_boolean ("show-atoms", NULL, NULL, FALSE, HW_WRITE);
  properties[HW_SESSION_PROP_FOCUS] = g_param_spec_uint ("focus", NULL, NULL, 0, G_MAXUINT, 0, HW_WRITE);
  properties[HW_SESSION_PROP_DEPTH] = g_param_spec_uint ("depth", NULL, NULL, 1, 64, 2, HW_WRITE);
  properties[HW_SESSION_PROP_CENTRE] = g_param_spec_uint ("centre", NULL, NULL, 0, G_MAXUINT, 0, HW_WRITE);
  properties[HW_SESSION_PROP_OPTIONS] = g_param_spec_uint ("options", NULL, NULL, 0, G_MAXUINT, 0, HW_READ);
}

static void
hw_session_class_init (HwSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hw_session_dispose;
  object_class->finalize = hw_session_finalize;
  object_class->get_property = hw_session_get_property;
  object_class->set_property = hw_session_set_property;
  make_scenario_properties ();
  make_state_properties ();
  g_object_class_install_properties (object_class, HW_SESSION_N_PROPS, properties);
  signals[LOADED] = g_signal_new ("loaded", HW_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REVEAL_LINE]
    = g_signal_new ("reveal-line", HW_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[FAILED]
    = g_signal_new ("failed", HW_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
hw_session_init (HwSession *self)
{
  self->text = g_strdup ("");
  self->name = g_strdup (_("scenario.py"));
  self->python = self->default_python = HW_PYTHON_DEFAULT;
  self->position = HW_NO_POSITION;
  self->speed = 2;
  hw_picture_options_init (&self->options);
}

HwSession *
hw_session_new (void)
{
  return g_object_new (HW_TYPE_SESSION, NULL);
}
