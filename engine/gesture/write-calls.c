/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Calls: of methods, and into the modules weakref, copy, gc and tracemalloc. And statements as they are typed. */

#include "gesture/writer.h"
#include "image/image.h"

#include <string.h>

/* ------------------------------------------------------------------------------------------------------ new from old */

/* "b = copy.copy(a)": [name] gets what [function] of [module] makes of the gesture's object. [more] follows the argument. */
static gboolean
write_made (HwWriter   *writer,
            const char *module,
            const char *function,
            const char *name,
            const char *more)
{
  g_autofree char *object = hw_writer_dup_expression (writer, writer->gesture->object);
  g_autofree char *imported = NULL;

  if (object == NULL)
    return FALSE;
  imported = hw_writer_import (writer, module);
  hw_writer_set_subject (writer, "%s", name);
  hw_writer_add (writer, "%s = %s.%s(%s%s%s)", name, imported, function, object, *more != '\0' ? ", " : "", more);
  return TRUE;
}

static gboolean
write_weak (HwWriter   *writer,
            const char *function)
{
  const char *text = writer->gesture->text;
  g_autofree char *name = hw_writer_dup_name (writer);
  g_autofree char *callback = NULL;

  if (name == NULL)
    return FALSE;
  if (text != NULL && *text != '\0') {
    callback = hw_typed_check (text, HW_TYPED_EXPRESSION, writer->error);
    if (callback == NULL)
      return FALSE;
  }
  return write_made (writer, "weakref", function, name, callback != NULL ? callback : "");
}

gboolean
hw_write_WEAK_REFERENCE (HwWriter *writer)
{
  return write_weak (writer, "ref");
}

gboolean
hw_write_WEAK_PROXY (HwWriter *writer)
{
  return write_weak (writer, "proxy");
}

gboolean
hw_write_WEAK_CALLBACK (HwWriter *writer)
{
  g_autofree char *name = hw_writer_dup_name (writer);
  g_autofree char *stem = name != NULL ? g_strconcat (name, "_died", NULL) : NULL;
  g_autofree char *callback = NULL;

  if (name == NULL)
    return FALSE;
  callback = hw_names_dup_free (writer->scenario, writer->image, stem, 0);
  hw_writer_add (writer, "def %s(reference):", callback);
  hw_writer_add (writer, "    print('the referent of %s is dead')", name);
  hw_writer_add (writer, "%s", "");
  return write_made (writer, "weakref", "ref", name, callback);
}

static gboolean
write_copy (HwWriter   *writer,
            const char *function)
{
  g_autofree char *name = hw_writer_dup_name (writer);

  return name != NULL && write_made (writer, "copy", function, name, "");
}

gboolean
hw_write_DUPLICATE (HwWriter *writer)
{
  return write_copy (writer, "copy");
}

gboolean
hw_write_DEEP_DUPLICATE (HwWriter *writer)
{
  return write_copy (writer, "deepcopy");
}

/* -------------------------------------------------------------------------------------------------------------- calls */

gboolean
hw_write_CALL (HwWriter *writer)
{
  const HwGesture *gesture = writer->gesture;
  g_autofree char *object = hw_writer_dup_expression (writer, gesture->object);
  const char *text = gesture->text != NULL ? gesture->text : "";
  g_autofree char *arguments = object != NULL ? hw_typed_check (text, HW_TYPED_ARGUMENTS, writer->error) : NULL;
  g_autofree char *method = NULL;
  g_autofree char *name = NULL;

  if (arguments == NULL)
    return FALSE;
  method = *gesture->key != '\0' ? hw_writer_dup_identifier (writer, gesture->key, "a method") : g_strdup ("");
  name = gesture->name != NULL ? hw_writer_dup_identifier (writer, gesture->name, "a name") : g_strdup ("");
  if (method == NULL || name == NULL)
    return FALSE;
  hw_writer_set_subject (writer, "%s%s%s", object, *method != '\0' ? "." : "", method);
  hw_writer_add (writer, "%s%s%s%s%s(%s)", name, *name != '\0' ? " = " : "", object, *method != '\0' ? "." : "", method, arguments);
  return TRUE;
}

/* "gc.collect(1)". */
static gboolean
write_module_call (HwWriter   *writer,
                   const char *module,
                   const char *function,
                   const char *arguments)
{
  g_autofree char *imported = hw_writer_import (writer, module);

  hw_writer_add (writer, "%s.%s(%s)", imported, function, arguments);
  return TRUE;
}

gboolean
hw_write_COLLECT (HwWriter *writer)
{
  g_autofree char *generation = writer->gesture->number >= 0 ? g_strdup_printf ("%d", writer->gesture->number) : g_strdup ("");

  return write_module_call (writer, "gc", "collect", generation);
}

gboolean
hw_write_GC_ENABLE (HwWriter *writer)
{
  return write_module_call (writer, "gc", "enable", "");
}

gboolean
hw_write_GC_DISABLE (HwWriter *writer)
{
  return write_module_call (writer, "gc", "disable", "");
}

gboolean
hw_write_GC_THRESHOLD (HwWriter *writer)
{
  g_autofree char *arguments = hw_typed_check (writer->gesture->text, HW_TYPED_ARGUMENTS, writer->error);

  return arguments != NULL && write_module_call (writer, "gc", "set_threshold", arguments);
}

gboolean
hw_write_GC_FREEZE (HwWriter *writer)
{
  return write_module_call (writer, "gc", "freeze", "");
}

gboolean
hw_write_GC_UNFREEZE (HwWriter *writer)
{
  return write_module_call (writer, "gc", "unfreeze", "");
}

gboolean
hw_write_GC_DEBUG (HwWriter *writer)
{
  g_autofree char *flags = hw_typed_check (writer->gesture->text, HW_TYPED_EXPRESSION, writer->error);
  g_autofree char *imported = NULL;
  g_autofree char *qualified = NULL;
  g_autofree char *prefixed = NULL;
  g_autoptr (GRegex) regex = NULL;

  if (flags == NULL)
    return FALSE;
  imported = hw_writer_import (writer, "gc");
  prefixed = g_strconcat (imported, ".", NULL);
  regex = g_regex_new ("(?<![\\w.])(?=DEBUG_)", 0, 0, NULL);
  qualified = g_regex_replace_literal (regex, flags, -1, 0, prefixed, 0, NULL);
  hw_writer_add (writer, "%s.set_debug(%s)", imported, qualified);
  return TRUE;
}

gboolean
hw_write_TRACE_START (HwWriter *writer)
{
  g_autofree char *frames = writer->gesture->number > 0 ? g_strdup_printf ("%d", writer->gesture->number) : g_strdup ("");

  return write_module_call (writer, "tracemalloc", "start", frames);
}

gboolean
hw_write_TRACE_STOP (HwWriter *writer)
{
  return write_module_call (writer, "tracemalloc", "stop", "");
}

gboolean
hw_write_TRACE_SNAPSHOT (HwWriter *writer)
{
  g_autofree char *name = hw_writer_dup_name (writer);
  g_autofree char *imported = NULL;

  if (name == NULL)
    return FALSE;
  imported = hw_writer_import (writer, "tracemalloc");
  hw_writer_set_subject (writer, "%s", name);
  hw_writer_add (writer, "%s = %s.take_snapshot()", name, imported);
  return TRUE;
}

/* ---------------------------------------------------------------------------------------------------------- statements */

gboolean
hw_write_STATEMENT (HwWriter *writer)
{
  g_autofree char *text = g_strchomp (g_strdup (writer->gesture->text));
  g_auto (GStrv) lines = NULL;
  g_autofree char *ended = NULL;
  g_autoptr (HwScenario) scenario = NULL;

  if (strpbrk (text, "\r\n") == NULL)
    g_strchug (text);
  if (*text == '\0')
    return hw_writer_refuse (writer, HW_ERROR_ARGUMENT, "There is no statement");
  ended = g_strconcat (text, "\n", NULL);
  /* By itself, so that it cannot swallow what stands behind it. */
  scenario = hw_scenario_new ("typed", ended, -1);
  if (!hw_scenario_is_right (scenario, writer->error))
    return FALSE;
  lines = g_regex_split_simple ("\r\n|\r|\n", text, 0, 0);
  for (guint i = 0; lines[i] != NULL; i++)
    hw_writer_add (writer, "%s", lines[i]);
  return TRUE;
}
