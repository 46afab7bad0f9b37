/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a window proposes: arguments of a call, methods, ways from one object to another. */

#include "gesture/writer.h"
#include "hw-analysis.h"
#include "image/image.h"
#include "lang/scenario.h"

#include <string.h>

/* --------------------------------------------------------------------------------------------------------- parameters */

static void
hw_parameter_free (gpointer data)
{
  HwParameter *parameter = data;

  g_free (parameter->name);
  g_free (parameter->proposal);
  g_free (parameter);
}

/* The function that a call of [object] runs; [is_bound] says whether its first argument is given. */
static guint
find_function (HwImage  *image,
               guint     object,
               gboolean *is_bound)
{
  *is_bound = TRUE;
  switch ((HwKind) image->objects[object].kind) {
  case HW_KIND_TYPE:
    return hw_image_find_class_attribute (image, object, "__init__");
  case HW_KIND_METHOD:
    return hw_image_find_field (image, object, "__func__");
  case HW_KIND_FUNCTION:
    *is_bound = FALSE;
    return object;
  default:
    return hw_image_find_class_attribute (image, image->objects[object].type, "__call__");
  }
}

typedef struct {
  const char  *name;
  guint        line;
  const HwAst *found;
  GPtrArray   *rest;
} Search;

static void
add_child_cb (HwAst   *child,
              gpointer data)
{
  g_ptr_array_add (((Search *) data)->rest, child);
}

static gboolean
is_definition_at (const HwAst *node,
                  Search      *search)
{
  const HwAstSeq *decorators = &node->as.function_def.decorators;

  if (node->kind != HW_AST_FUNCTION_DEF || !g_str_equal (node->as.function_def.name, search->name))
    return FALSE;
  return node->line == search->line || (decorators->n > 0 && decorators->items[0]->line == search->line);
}

/* The definition of the function [name] that the statement in [line] made. */
static const HwAst *
find_definition (HwScenario *scenario,
                 const char *name,
                 guint       line)
{
  Search search = { name, line, NULL, g_ptr_array_new () };

  g_ptr_array_add (search.rest, hw_scenario_get_tree (scenario)->root);
  while (search.rest->len > 0 && search.found == NULL) {
    const HwAst *node = g_ptr_array_steal_index (search.rest, search.rest->len - 1);

    if (is_definition_at (node, &search))
      search.found = node;
    else
      hw_ast_foreach_child (node, add_child_cb, &search);
  }
  g_ptr_array_unref (search.rest);
  return search.found;
}

/* 'obj1', 'obj2' …: the first that the text has not. */
static char *
dup_free_text (HwScenario *scenario,
               guint       n_before)
{
  const char *text = hw_scenario_get_text (scenario);

  for (guint number = 1;; number++) {
    g_autofree char *single = g_strdup_printf ("'obj%u'", number);
    g_autofree char *twice = g_strdup_printf ("\"obj%u\"", number);

    if (strstr (text, single) == NULL && strstr (text, twice) == NULL && n_before-- == 0)
      return g_steal_pointer (&single);
  }
}

/* The text of [node], which stands on one line; NULL if it does not. Owned. */
static char *
dup_source (HwScenario  *scenario,
            const HwAst *node)
{
  gsize length;
  const char *line = hw_scenario_get_line (scenario, node->line, &length);

  return node->line == node->end_line && line != NULL ? g_strndup (line + node->column, node->end_column - node->column) : NULL;
}

static void
add_parameter (GPtrArray   *parameters,
               HwScenario  *scenario,
               const HwAst *arg,
               const char  *stars,
               const HwAst *fallback)
{
  HwParameter *parameter = g_new0 (HwParameter, 1);
  guint n_texts = 0;

  for (guint i = 0; i < parameters->len; i++)
    n_texts += g_str_has_prefix (((HwParameter *) parameters->pdata[i])->proposal, "'obj");
  parameter->name = g_strconcat (stars, arg->as.arg.arg, NULL);
  parameter->optional = fallback != NULL || *stars != '\0';
  if (fallback != NULL)
    parameter->proposal = dup_source (scenario, fallback);
  if (parameter->proposal == NULL)
    parameter->proposal = *stars != '\0'                             ? g_strdup ("")
                          : strstr (arg->as.arg.arg, "name") != NULL ? dup_free_text (scenario, n_texts)
                                                                     : g_strdup ("None");
  g_ptr_array_add (parameters, parameter);
}

static void
add_parameters (GPtrArray   *parameters,
                HwScenario  *scenario,
                const HwAst *args,
                gboolean     is_bound)
{
  const HwAstSeq *only = &args->as.arguments.posonlyargs, *plain = &args->as.arguments.args, *defaults = &args->as.arguments.defaults;
  const HwAstSeq *keywords = &args->as.arguments.kwonlyargs;
  guint n = only->n + plain->n;

  for (guint i = is_bound; i < n; i++) {
    const HwAst *arg = i < only->n ? only->items[i] : plain->items[i - only->n];

    add_parameter (parameters, scenario, arg, "", i + defaults->n >= n ? defaults->items[i + defaults->n - n] : NULL);
  }
  if (args->as.arguments.vararg != NULL)
    add_parameter (parameters, scenario, args->as.arguments.vararg, "*", NULL);
  for (guint i = 0; i < keywords->n; i++)
    add_parameter (parameters, scenario, keywords->items[i], "", args->as.arguments.kw_defaults.items[i]);
  if (args->as.arguments.kwarg != NULL)
    add_parameter (parameters, scenario, args->as.arguments.kwarg, "**", NULL);
}

GPtrArray *
hw_gesture_list_parameters (HwScenario *scenario,
                            HwImage    *image,
                            guint       object)
{
  GPtrArray *parameters = g_ptr_array_new_with_free_func (hw_parameter_free);
  gboolean is_bound;
  guint function = object != HW_NO_OBJECT ? find_function (image, object, &is_bound) : HW_NO_OBJECT;
  const HwObjectRecord *record = function != HW_NO_OBJECT ? &image->objects[function] : NULL;
  const HwAst *definition = NULL;

  if (record != NULL && record->kind == HW_KIND_FUNCTION)
    definition = find_definition (scenario, hw_image_get_text (image, record->text), record->line);
  if (definition != NULL)
    add_parameters (parameters, scenario, definition->as.function_def.args, is_bound);
  return parameters;
}

char *
hw_gesture_dup_arguments (HwScenario *scenario,
                          HwImage    *image,
                          guint       object)
{
  g_autoptr (GPtrArray) parameters = hw_gesture_list_parameters (scenario, image, object);
  GString *arguments = g_string_new (NULL);
  gboolean by_keyword = FALSE;

  for (guint i = 0; i < parameters->len; i++) {
    const HwParameter *parameter = parameters->pdata[i];

    /* What stands behind *args is passed by keyword. */
    by_keyword = by_keyword || *parameter->name == '*';
    if (parameter->optional)
      continue;
    g_string_append (arguments, arguments->len > 0 ? ", " : "");
    if (by_keyword)
      g_string_append_printf (arguments, "%s=", parameter->name);
    g_string_append (arguments, parameter->proposal);
  }
  return g_string_free (arguments, FALSE);
}

/* ------------------------------------------------------------------------------------------------------------- methods */

/* Methods of built-in types that a menu offers. X (kind, names) */
#define HW_METHODS_LIST(X)                                                                                                  \
  X (LIST, "append clear copy count extend index insert pop remove reverse sort")                                            \
  X (DICT, "clear copy get items keys pop popitem setdefault update values")                                                 \
  X (SET, "add clear copy difference discard intersection pop remove symmetric_difference union update")                     \
  X (FROZENSET, "copy difference intersection symmetric_difference union")                                                   \
  X (TUPLE, "count index")                                                                                                   \
  X (STR, "capitalize count endswith find format index join lower replace split startswith strip title upper")               \
  X (BYTEARRAY, "append clear copy extend insert pop remove reverse")                                                        \
  X (GENERATOR, "close send throw")

static const char *
get_builtin_methods (HwImage *image,
                     guint    object)
{
  switch ((HwKind) image->objects[object].kind) {
#define HW_X(id, names)   \
  case HW_KIND_##id:      \
    return names;
    HW_METHODS_LIST (HW_X)
#undef HW_X
  case HW_KIND_NATIVE:
    return g_str_equal (hw_image_get_type_name (image, object), "deque")
             ? "append appendleft clear copy count extend extendleft index insert pop popleft remove reverse rotate" : "";
  default:
    return "";
  }
}

static void
add_once (GPtrArray  *names,
          const char *name,
          gsize       length)
{
  g_autofree char *copy = g_strndup (name, length);

  if (hw_name_is_valid (copy) && !g_ptr_array_find_with_equal_func (names, copy, g_str_equal, NULL))
    g_ptr_array_add (names, g_steal_pointer (&copy));
}

/* The functions in the dict of one class. */
static void
add_class_methods (HwImage   *image,
                   GPtrArray *names,
                   guint      class)
{
  guint dict = hw_image_find_field (image, class, "__dict__");
  const HwObjectRecord *record = dict != HW_NO_OBJECT ? &image->objects[dict] : NULL;

  for (guint i = 0; record != NULL && i < record->n_refs; i++) {
    const HwReferenceRecord *reference = &image->references[record->first_ref + i];
    HwKind kind = image->objects[reference->target].kind;
    const char *key;

    if (reference->label_kind != HW_LABEL_KEY || (kind != HW_KIND_FUNCTION && kind != HW_KIND_STATICMETHOD && kind != HW_KIND_CLASSMETHOD))
      continue;
    key = hw_image_get_text (image, image->objects[reference->label].text);
    if (strlen (key) > 2 && !g_str_has_prefix (key + 1, "__"))
      add_once (names, key + 1, strlen (key) - 2);
  }
}

char **
hw_gesture_list_methods (HwImage *image,
                         guint    object)
{
  GPtrArray *names = g_ptr_array_new ();
  guint class = image->objects[object].kind == HW_KIND_TYPE ? object : image->objects[object].type;
  guint mro = class != HW_NO_OBJECT ? hw_image_find_field (image, class, "__mro__") : HW_NO_OBJECT;
  g_auto (GStrv) builtin = g_strsplit (get_builtin_methods (image, object), " ", -1);

  for (guint i = 0; mro != HW_NO_OBJECT && i < image->objects[mro].n_refs; i++)
    add_class_methods (image, names, image->references[image->objects[mro].first_ref + i].target);
  for (guint i = 0; builtin[i] != NULL; i++)
    add_once (names, builtin[i], strlen (builtin[i]));
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}

/* --------------------------------------------------------------------------------------------------------------- links */

static void
hw_link_free (gpointer data)
{
  HwLink *link = data;

  g_free (link->key);
  g_free (link->preview);
  g_free (link);
}

/* Takes [preview]; [key] is copied. */
static void
add_link (GPtrArray     *links,
          HwGestureKind  kind,
          const char    *key,
          char          *preview)
{
  HwLink *link = g_new (HwLink, 1);

  link->kind = kind;
  link->key = g_strdup (key);
  link->preview = preview;
  g_ptr_array_add (links, link);
}

/* The attribute that is likely meant: the first that is None, else "ref". Owned. */
static char *
dup_likely_attribute (HwImage *image,
                      guint    object)
{
  guint dict = hw_image_find_field (image, object, "__dict__");
  const HwObjectRecord *record = &image->objects[dict != HW_NO_OBJECT ? dict : object];

  for (guint i = record->first_ref; i < record->first_ref + record->n_refs; i++) {
    const HwReferenceRecord *reference = &image->references[i];
    const char *key;

    if (image->objects[reference->target].kind != HW_KIND_NONE)
      continue;
    if (reference->label_kind == HW_LABEL_ATTRIBUTE)
      return g_strdup (hw_image_get_text (image, reference->label));
    key = reference->label_kind == HW_LABEL_KEY ? hw_image_get_text (image, image->objects[reference->label].text) : "";
    if (*key == '\'' && strlen (key) > 2 && !g_str_has_prefix (key, "'__"))
      return g_strndup (key + 1, strlen (key) - 2);
  }
  return g_strdup ("ref");
}

/* "'k'", or with a number behind it if the dict has that. Owned. */
static char *
dup_free_key (HwImage *image,
              guint    dict)
{
  const HwObjectRecord *record = &image->objects[dict];

  for (guint number = 1;; number++) {
    g_autofree char *key = number == 1 ? g_strdup ("'k'") : g_strdup_printf ("'k%u'", number);
    gboolean taken = FALSE;

    for (guint i = record->first_ref; i < record->first_ref + record->n_refs && !taken; i++)
      taken = image->references[i].label_kind == HW_LABEL_KEY
              && g_str_equal (hw_image_get_text (image, image->objects[image->references[i].label].text), key);
    if (!taken)
      return g_steal_pointer (&key);
  }
}

/* Whether the program's own class of [object] defines [name]. */
static gboolean
defines (HwImage    *image,
         guint       object,
         const char *name)
{
  guint class = image->objects[object].type;

  return class != HW_NO_OBJECT && hw_image_find_class_attribute (image, class, name) != HW_NO_OBJECT;
}

static void
add_links (GPtrArray  *links,
           HwImage    *image,
           guint       object,
           const char *a,
           const char *b)
{
  HwKind kind = image->objects[object].kind;
  gboolean is_deque = kind == HW_KIND_NATIVE && g_str_equal (hw_image_get_type_name (image, object), "deque");
  g_autofree char *attribute = dup_likely_attribute (image, object);
  g_autofree char *key = kind == HW_KIND_DICT ? dup_free_key (image, object) : g_strdup ("0");

  if (kind == HW_KIND_LIST || is_deque || defines (image, object, "append"))
    add_link (links, HW_GESTURE_APPEND, NULL, g_strdup_printf ("%s.append(%s)", a, b));
  if (kind == HW_KIND_SET || kind == HW_KIND_FROZENSET || defines (image, object, "add"))
    add_link (links, HW_GESTURE_ADD, NULL, g_strdup_printf ("%s.add(%s)", a, b));
  if (kind == HW_KIND_LIST || kind == HW_KIND_DICT || kind == HW_KIND_TUPLE || is_deque || defines (image, object, "__setitem__"))
    add_link (links, HW_GESTURE_SET_ITEM, key, g_strdup_printf ("%s[%s] = %s", a, key, b));
  if (kind == HW_KIND_LIST || is_deque)
    add_link (links, HW_GESTURE_INSERT, "0", g_strdup_printf ("%s.insert(0, %s)", a, b));
  add_link (links, HW_GESTURE_SET_ATTRIBUTE, attribute, g_strdup_printf ("%s.%s = %s", a, attribute, b));
}

GPtrArray *
hw_gesture_list_links (HwImage *image,
                       guint    object,
                       guint    target)
{
  GPtrArray *links = g_ptr_array_new_with_free_func (hw_link_free);
  g_autofree char *a = hw_analysis_global_expression (image, object);
  g_autofree char *b = hw_analysis_global_expression (image, target);

  if (b == NULL && hw_image_is_literal (image, target))
    b = g_strdup (hw_image_get_text (image, image->objects[target].text));
  if (a != NULL && b != NULL)
    add_links (links, image, object, a, b);
  return links;
}
