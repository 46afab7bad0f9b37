/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* New objects, new classes, names for objects that are there. */

#include "gesture/writer.h"
#include "hw-analysis.h"
#include "lang/scenario.h"

#include <string.h>

/* "a = [", the typed items, "]". */
static gboolean
write_display (HwWriter   *writer,
               HwTyped     typed,
               const char *open,
               const char *close,
               const char *empty)
{
  const char *text = writer->gesture->text;
  g_autofree char *name = hw_writer_dup_name (writer);
  g_autofree char *items = NULL;

  if (name == NULL)
    return FALSE;
  hw_writer_set_subject (writer, "%s", name);
  if (text != NULL && *text != '\0') {
    items = hw_typed_check (text, typed, writer->error);
    if (items == NULL)
      return FALSE;
  }
  if (items != NULL)
    hw_writer_add (writer, "%s = %s%s%s", name, open, items, close);
  else
    hw_writer_add (writer, "%s = %s", name, empty);
  return TRUE;
}

gboolean
hw_write_NEW_LIST (HwWriter *writer)
{
  return write_display (writer, HW_TYPED_ITEMS, "[", "]", "[]");
}

gboolean
hw_write_NEW_DICT (HwWriter *writer)
{
  return write_display (writer, HW_TYPED_ENTRIES, "{", "}", "{}");
}

gboolean
hw_write_NEW_SET (HwWriter *writer)
{
  return write_display (writer, HW_TYPED_ELEMENTS, "{", "}", "set()");
}

/* Whether [text], items of a list, is one item and not a tuple yet. */
static gboolean
is_one_item (const char *text)
{
  g_autofree char *list = g_strconcat ("[", text, "]", NULL);
  g_autoptr (HwScenario) scenario = hw_scenario_new ("typed", list, -1);
  const HwAstSeq *body = &hw_scenario_get_tree (scenario)->root->as.module.body;

  return body->n == 1 && body->items[0]->kind == HW_AST_EXPR && body->items[0]->as.expr.value->kind == HW_AST_LIST
         && body->items[0]->as.expr.value->as.list.elts.n == 1;
}

gboolean
hw_write_NEW_TUPLE (HwWriter *writer)
{
  const char *text = writer->gesture->text;
  gboolean is_one = text != NULL && is_one_item (text) && !g_str_has_suffix (text, ",");

  return write_display (writer, HW_TYPED_ITEMS, "(", is_one ? ",)" : ")", "()");
}

gboolean
hw_write_NEW_INSTANCE (HwWriter *writer)
{
  const HwGesture *gesture = writer->gesture;
  g_autofree char *class = hw_writer_dup_expression (writer, gesture->object);
  g_autofree char *name = class != NULL ? hw_writer_dup_name (writer) : NULL;
  g_autofree char *proposed = NULL;
  g_autofree char *arguments = NULL;

  if (name == NULL)
    return FALSE;
  if (gesture->text == NULL)
    proposed = hw_gesture_dup_arguments (writer->scenario, writer->image, hw_image_find (writer->image, gesture->object));
  arguments = hw_typed_check (proposed != NULL ? proposed : gesture->text, HW_TYPED_ARGUMENTS, writer->error);
  if (arguments == NULL)
    return FALSE;
  hw_writer_set_subject (writer, "%s", name);
  hw_writer_add (writer, "%s = %s(%s)", name, class, arguments);
  return TRUE;
}

gboolean
hw_write_BIND (HwWriter *writer)
{
  g_autofree char *expression = hw_writer_dup_expression (writer, writer->gesture->object);
  g_autofree char *name = expression != NULL ? hw_writer_dup_name (writer) : NULL;

  if (name == NULL)
    return FALSE;
  hw_writer_set_subject (writer, "%s", name);
  hw_writer_add (writer, "%s = %s", name, expression);
  return TRUE;
}

/* ------------------------------------------------------------------------------------------------------------- classes */

static void
add_parameter_names (GPtrArray      *names,
                     const HwAstSeq *parameters)
{
  for (guint i = 0; i < parameters->n; i++)
    g_ptr_array_add (names, g_strdup (parameters->items[i]->as.arg.arg));
}

/* The names of the parameters in [text], which is checked to be some. */
static GPtrArray *
list_names (const char *text)
{
  g_autofree char *lambda = g_strconcat ("lambda ", text, ": 0", NULL);
  g_autoptr (HwScenario) scenario = hw_scenario_new ("typed", lambda, -1);
  const HwAst *args = hw_scenario_get_tree (scenario)->root->as.module.body.items[0]->as.expr.value->as.lambda.args;
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  add_parameter_names (names, &args->as.arguments.posonlyargs);
  add_parameter_names (names, &args->as.arguments.args);
  if (args->as.arguments.vararg != NULL)
    g_ptr_array_add (names, g_strdup (args->as.arguments.vararg->as.arg.arg));
  add_parameter_names (names, &args->as.arguments.kwonlyargs);
  if (args->as.arguments.kwarg != NULL)
    g_ptr_array_add (names, g_strdup (args->as.arguments.kwarg->as.arg.arg));
  return names;
}

static gboolean
has_attribute (GPtrArray  *names,
               const char *name)
{
  return g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL);
}

static void
add_slots (HwWriter  *writer,
           GPtrArray *names)
{
  g_autoptr (GString) slots = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (slots, "'%s', ", (const char *) names->pdata[i]);
  hw_writer_add (writer, "    __slots__ = (%s'__weakref__'%s)", slots->str, names->len == 0 ? "," : "");
}

static void
add_init (HwWriter   *writer,
          GPtrArray  *names,
          const char *parameters)
{
  hw_writer_add (writer, "    def __init__(self, %s):", parameters);
  for (guint i = 0; i < names->len; i++)
    hw_writer_add (writer, "        self.%s = %s", (const char *) names->pdata[i], (const char *) names->pdata[i]);
}

/* An empty line between the parts of the class that stand already and the next. */
static void
part (HwWriter *writer)
{
  if (writer->lines->len > 1)
    hw_writer_add (writer, "%s", "");
}

static void
add_class (HwWriter   *writer,
           const char *name,
           GPtrArray  *names,
           const char *parameters)
{
  guint flags = writer->gesture->flags;
  gboolean has_name = has_attribute (names, "name");

  hw_writer_add (writer, "class %s:", name);
  if (flags & HW_CLASS_SLOTS)
    add_slots (writer, names);
  if (names->len > 0) {
    part (writer);
    add_init (writer, names, parameters);
  }
  if (flags & HW_CLASS_FINALIZER) {
    part (writer);
    hw_writer_add (writer, "    def __del__(self):");
    hw_writer_add (writer, has_name ? "        print('%s', self.name, 'is finalized')" : "        print('%s is finalized')", name);
  }
  if (flags & HW_CLASS_REPR) {
    part (writer);
    hw_writer_add (writer, "    def __repr__(self):");
    hw_writer_add (writer, has_name ? "        return f'%s({self.name!r})'" : "        return '%s()'", name);
  }
  if (writer->lines->len == 1)
    hw_writer_add (writer, "    pass");
}

gboolean
hw_write_NEW_CLASS (HwWriter *writer)
{
  const char *text = writer->gesture->text;
  g_autofree char *name = hw_writer_dup_name (writer);
  g_autofree char *parameters = NULL;
  g_autoptr (GPtrArray) names = NULL;

  if (name == NULL)
    return FALSE;
  if (text != NULL && *text != '\0') {
    parameters = hw_typed_check (text, HW_TYPED_PARAMETERS, writer->error);
    if (parameters == NULL)
      return FALSE;
  }
  names = parameters != NULL ? list_names (parameters) : g_ptr_array_new_with_free_func (g_free);
  if (has_attribute (names, "self"))
    return hw_writer_refuse (writer, HW_ERROR_SYNTAX, "SyntaxError: duplicate argument 'self' in function definition");
  hw_writer_set_subject (writer, "%s", name);
  add_class (writer, name, names, parameters);
  return TRUE;
}
