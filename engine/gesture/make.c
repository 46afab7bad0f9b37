/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Making an edit of a gesture: the kind's writer adds lines, which then go into the text. */

#include "gesture/writer.h"
#include "image/image.h"

#include <string.h>

/* ---------------------------------------------------------------------------------------------------------- the kinds */

typedef struct {
  const char *title;
  HwOperand   operands;
  HwWriteFunc write;
} Kind;

static const Kind kinds[HW_N_GESTURES] = {
#define HW_X(id, title, operands, text) { title, (HwOperand) (operands), hw_write_##id },
  HW_GESTURE_LIST (HW_X)
#undef HW_X
};

const char *
hw_gesture_kind_get_title (HwGestureKind kind)
{
  g_return_val_if_fail ((guint) kind < HW_N_GESTURES, NULL);

  return kinds[kind].title;
}

HwOperand
hw_gesture_kind_get_operands (HwGestureKind kind)
{
  g_return_val_if_fail ((guint) kind < HW_N_GESTURES, 0);

  return kinds[kind].operands;
}

/* ------------------------------------------------------------------------------------------------------------ writing */

gboolean
hw_writer_refuse (HwWriter   *writer,
                  HwError     code,
                  const char *format,
                  ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (writer->error, HW_ERROR, (int) code, message);
  return FALSE;
}

void
hw_writer_add (HwWriter   *writer,
               const char *format,
               ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (writer->lines, g_strdup_vprintf (format, args));
  va_end (args);
}

void
hw_writer_set_subject (HwWriter   *writer,
                       const char *format,
                       ...)
{
  va_list args;

  va_start (args, format);
  g_string_vprintf (writer->subject, format, args);
  va_end (args);
}

/* The module named [module] among the names where the statement runs. Owned; NULL if no name is it. */
static char *
dup_module_name (HwImage    *image,
                 const char *module)
{
  guint n;
  const HwFrameRecord *frames = hw_image_get_frames (image, &n);
  const HwObjectRecord *names = n > 0 ? &image->objects[frames[0].object] : NULL;

  for (guint i = 0; names != NULL && i < names->n_refs; i++) {
    const HwReferenceRecord *reference = &image->references[names->first_ref + i];
    const HwObjectRecord *target = &image->objects[reference->target];

    if (reference->label_kind == HW_LABEL_NAME && target->kind == HW_KIND_MODULE
        && g_str_equal (hw_image_get_text (image, target->text), module))
      return g_strdup (hw_image_get_text (image, reference->label));
  }
  return NULL;
}

char *
hw_writer_import (HwWriter   *writer,
                  const char *module)
{
  char *name = dup_module_name (writer->image, module);

  if (name != NULL)
    return name;
  /* A name that the text mentions may be taken, or not be the module any more when the statement runs. */
  if (hw_names_is_free (writer->scenario, writer->image, module)) {
    g_ptr_array_add (writer->imports, g_strdup_printf ("import %s", module));
    return g_strdup (module);
  }
  if (hw_image_find_global (writer->image, module) == G_MAXUINT)
    name = g_strdup (module);
  else
    name = hw_names_dup_free (writer->scenario, writer->image, module, 2);
  g_ptr_array_add (writer->late_imports, g_str_equal (name, module) ? g_strdup_printf ("import %s", module)
                                                                      : g_strdup_printf ("import %s as %s", module, name));
  return name;
}

/* ----------------------------------------------------------------------------------------------------------- the edit */

static void
append_lines (GString    *string,
              GPtrArray  *lines,
              const char *newline)
{
  for (guint i = 0; i < lines->len; i++) {
    g_string_append (string, lines->pdata[i]);
    g_string_append (string, newline);
  }
}

static void
add_replacement (HwWriter *writer,
                 gsize     offset,
                 GString  *text)
{
  HwReplacement replacement = { offset, 0, g_string_free (text, FALSE) };

  g_array_append_val (writer->replacements, replacement);
}

/* Whether [offset] is behind text that no line end closes. */
static gboolean
is_open_line (HwScenario *scenario,
              gsize       offset)
{
  const char *text = hw_scenario_get_text (scenario);

  if (offset == 0 || (offset == 3 && memcmp (text, "\357\273\277", 3) == 0))
    return FALSE;
  return text[offset - 1] != '\n' && text[offset - 1] != '\r';
}

static gboolean
is_definition (const char *line)
{
  return g_str_has_prefix (line, "class ") || g_str_has_prefix (line, "def ") || *line == '@';
}

/* Blank lines wanted before the new statements, in [line]: two around definitions, as everywhere in Python. */
static guint
count_wanted_blanks (HwWriter *writer,
                     guint     line)
{
  gsize length = 0;
  const char *before = line > 1 ? hw_scenario_get_line (writer->scenario, line - 1, &length) : NULL;

  if (before == NULL || length == 0)
    return 0;
  return is_definition (writer->lines->pdata[0]) || hw_scenario_ends_definition (writer->scenario, line - 1) ? 2 : 0;
}

/* The imports go to the top, or before the statements if those go further up still. */
static gsize
get_import_offset (HwWriter *writer)
{
  gsize offset = hw_scenario_get_offset (writer->scenario, hw_scenario_get_import_line (writer->scenario));

  return MIN (offset, writer->site->offset);
}

/* Whether the line at [offset] has something on it that a blank line should part from imports. */
static gboolean
wants_blank_line (HwScenario *scenario,
                  gsize       offset)
{
  const char *rest = hw_scenario_get_text (scenario) + offset;

  return *rest != '\0' && *rest != '\n' && *rest != '\r';
}

static guint
count_newlines (const char *text,
                gsize       length)
{
  guint n = 0;

  for (gsize i = 0; i < length; i++)
    n += text[i] == '\n' || (text[i] == '\r' && !(i + 1 < length && text[i + 1] == '\n'));
  return n;
}

/* The lines as one insertion, or two if the imports stand elsewhere. */
static void
place_lines (HwWriter *writer,
             HwEdit   *edit)
{
  HwScenario *scenario = writer->scenario;
  const char *newline = hw_scenario_get_newline (scenario);
  gsize offset = writer->site->offset;
  gsize import_offset = get_import_offset (writer);
  GString *text = g_string_new (is_open_line (scenario, offset) ? newline : NULL);

  edit->line = 1 + count_newlines (hw_scenario_get_text (scenario), offset);
  if (writer->imports->len > 0 && import_offset < offset) {
    GString *imports = g_string_new (is_open_line (scenario, import_offset) ? newline : NULL);

    append_lines (imports, writer->imports, newline);
    if (wants_blank_line (scenario, import_offset))
      g_string_append (imports, newline);
    edit->line += count_newlines (imports->str, imports->len);
    add_replacement (writer, import_offset, imports);
  } else {
    append_lines (text, writer->imports, newline);
  }
  append_lines (text, writer->late_imports, newline);
  if (writer->late_imports->len == 0 && (writer->imports->len == 0 || import_offset < offset))
    for (guint n = count_wanted_blanks (writer, hw_scenario_get_line_at (scenario, offset)); n > 0; n--)
      g_string_append (text, newline);
  edit->line += count_newlines (text->str, text->len);
  append_lines (text, writer->lines, newline);
  edit->n_lines = writer->lines->len;
  for (guint i = 0; i < writer->lines->len; i++)
    edit->n_lines += count_newlines (writer->lines->pdata[i], strlen (writer->lines->pdata[i]));
  add_replacement (writer, offset, text);
}

static char *
dup_preview (HwWriter *writer)
{
  GString *preview = g_string_new (writer->preview->str);

  append_lines (preview, writer->imports, "\n");
  append_lines (preview, writer->late_imports, "\n");
  append_lines (preview, writer->lines, "\n");
  if (preview->len > 0 && preview->str[preview->len - 1] == '\n')
    g_string_truncate (preview, preview->len - 1);
  return g_string_free (preview, FALSE);
}

static HwEdit *
finish (HwWriter *writer)
{
  HwEdit *edit = g_new0 (HwEdit, 1);
  const char *title = kinds[writer->gesture->kind].title;

  edit->kind = writer->gesture->kind;
  edit->title = writer->subject->len > 0 ? g_strdup_printf ("%s %s", title, writer->subject->str) : g_strdup (title);
  edit->preview = dup_preview (writer);
  if (writer->lines->len > 0)
    place_lines (writer, edit);
  edit->n_replacements = writer->replacements->len;
  edit->replacements = (HwReplacement *) (gpointer) g_array_free (writer->replacements, FALSE);
  writer->replacements = NULL;
  return edit;
}

/* ------------------------------------------------------------------------------------------------------------ the gate */

static gboolean
has_operands (HwWriter *writer)
{
  const HwGesture *gesture = writer->gesture;
  HwOperand given = 0;

  given |= gesture->object != 0 ? HW_OPERAND_OBJECT : 0;
  given |= gesture->target != 0 ? HW_OPERAND_TARGET : 0;
  given |= gesture->edge.holder != 0 ? HW_OPERAND_EDGE : 0;
  given |= gesture->other.holder != 0 ? HW_OPERAND_OTHER : 0;
  given |= gesture->name != NULL ? HW_OPERAND_NAME : 0;
  given |= gesture->key != NULL ? HW_OPERAND_KEY : 0;
  given |= gesture->text != NULL ? HW_OPERAND_TEXT : 0;
  given |= gesture->end > gesture->begin && gesture->end <= hw_scenario_get_length (writer->scenario) ? HW_OPERAND_RANGE : 0;
  if ((kinds[gesture->kind].operands & ~given) == 0)
    return TRUE;
  return hw_writer_refuse (writer, HW_ERROR_ARGUMENT, "%s: an operand is missing", kinds[gesture->kind].title);
}

/* The text after [edit] has to be a program too. */
static gboolean
leads_to_a_program (HwWriter     *writer,
                    const HwEdit *edit)
{
  g_autofree char *text = hw_edit_apply (edit, hw_scenario_get_text (writer->scenario), hw_scenario_get_length (writer->scenario));
  g_autoptr (HwScenario) after = hw_scenario_new (hw_scenario_get_name (writer->scenario), text, -1);

  return hw_scenario_is_right (after, writer->error);
}

static void
hw_replacement_clear (gpointer data)
{
  g_free (((HwReplacement *) data)->text);
}

static void
hw_writer_init (HwWriter *writer)
{
  writer->lines = g_ptr_array_new_with_free_func (g_free);
  writer->imports = g_ptr_array_new_with_free_func (g_free);
  writer->late_imports = g_ptr_array_new_with_free_func (g_free);
  writer->replacements = g_array_new (FALSE, FALSE, sizeof (HwReplacement));
  writer->preview = g_string_new (NULL);
  writer->subject = g_string_new (NULL);
}

static void
hw_writer_clear (HwWriter *writer)
{
  g_ptr_array_unref (writer->lines);
  g_ptr_array_unref (writer->imports);
  g_ptr_array_unref (writer->late_imports);
  if (writer->replacements != NULL) {
    g_array_set_clear_func (writer->replacements, hw_replacement_clear);
    g_array_unref (writer->replacements);
  }
  g_string_free (writer->preview, TRUE);
  g_string_free (writer->subject, TRUE);
}

HwEdit *
hw_gesture_make (HwScenario      *scenario,
                 HwImage         *image,
                 const HwSite    *site,
                 const HwGesture *gesture,
                 GError         **error)
{
  HwWriter writer = { .scenario = scenario, .image = image, .site = site, .gesture = gesture, .error = error };
  HwEdit *edit = NULL;

  g_return_val_if_fail ((guint) gesture->kind < HW_N_GESTURES, NULL);
  g_return_val_if_fail (site->offset <= hw_scenario_get_length (scenario), NULL);

  if (!hw_scenario_is_right (scenario, error))
    return NULL;
  hw_writer_init (&writer);
  if (has_operands (&writer) && kinds[gesture->kind].write (&writer)) {
    edit = finish (&writer);
    if (!leads_to_a_program (&writer, edit))
      g_clear_pointer (&edit, hw_edit_free);
  }
  hw_writer_clear (&writer);
  return edit;
}
