/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a name that is not there might have been meant for. Models Python/suggestions.c, and _compute_suggestion_error of Lib/traceback.py
 * (3.13 on). */

#include "vm/containers.h"
#include "vm/machine.h"
#include "vm/traceback.h"

#define MAX_CANDIDATES 750
#define MAX_LENGTH 40
#define MOVE_COST 2
#define CASE_COST 1

static int
substitution_cost (char a,
                   char b)
{
  if (a == b)
    return 0;
  return g_ascii_tolower (a) == g_ascii_tolower (b) ? CASE_COST : MOVE_COST;
}

/* The cost of changing a into b; above [max_cost] any number above it. */
static int
distance_between (const char *a,
                  int         n,
                  const char *b,
                  int         m,
                  int         max_cost)
{
  int row[MAX_LENGTH], result = 0;

  for (; n > 0 && m > 0 && *a == *b; a++, b++, n--, m--)
    ;
  for (; n > 0 && m > 0 && a[n - 1] == b[m - 1]; n--, m--)
    ;
  if (n == 0 || m == 0)
    return (n + m) * MOVE_COST;
  if (n > MAX_LENGTH || m > MAX_LENGTH)
    return max_cost + 1;
  if (m < n)
    return distance_between (b, m, a, n, max_cost);
  if ((m - n) * MOVE_COST > max_cost)
    return max_cost + 1;
  for (int i = 0; i < n; i++)
    row[i] = (i + 1) * MOVE_COST;
  for (int j = 0; j < m; j++) {
    int distance = result = j * MOVE_COST, minimum = G_MAXINT;

    for (int i = 0; i < n; i++) {
      int substitute = distance + substitution_cost (b[j], a[i]);

      distance = row[i];
      result = MIN (MIN (result, distance) + MOVE_COST, substitute);
      row[i] = result;
      minimum = MIN (minimum, result);
    }
    if (minimum > max_cost)
      return max_cost + 1;
  }
  return result;
}

/* The first of the candidates that is nearest, or NULL. */
static const char *
choose (GPtrArray  *candidates,
        const char *name)
{
  const char *best = NULL;
  int length = (int) strlen (name), best_distance = G_MAXINT;

  if (candidates->len >= MAX_CANDIDATES || length > MAX_LENGTH)
    return NULL;
  for (guint i = 0; i < candidates->len; i++) {
    const char *each = g_ptr_array_index (candidates, i);
    int n = (int) strlen (each), max_distance, distance;

    if (strcmp (each, name) == 0)
      continue;
    max_distance = MIN ((n + length + 3) * MOVE_COST / 6, best_distance - 1);
    distance = distance_between (name, length, each, n, max_distance);
    if (distance <= max_distance) {
      best = each;
      best_distance = distance;
    }
  }
  return best;
}

static void
add_keys (GPtrArray *candidates,
          HwObject  *dict)
{
  HwObject *key, *value;
  guint32 position = 0;
  gint64 hash;

  while (dict != NULL && hw_dict_next (dict, &position, &key, &value, &hash))
    if (hw_is_str (key))
      g_ptr_array_add (candidates, g_strdup (hw_str_text (key)));
}

/* dir(), without what begins with an underscore from 3.13 on, unless that is what was asked for. */
static void
add_attributes (HwVm       *vm,
                GPtrArray  *candidates,
                HwObject   *object,
                const char *name)
{
  HwObject *dir = hw_dict_get_name (H (vm), vm->builtins, "dir"), *list = dir != NULL ? hw_call (vm, dir, &object, 1, NULL) : NULL;

  for (guint32 i = 0; list != NULL && list->kind == HW_KIND_LIST && i < list->as.items.n; i++) {
    HwObject *each = list->as.items.at[i];

    if (hw_is_str (each) && (H (vm)->profile->minor < 13 || name[0] == '_' || hw_str_text (each)[0] != '_'))
      g_ptr_array_add (candidates, g_strdup (hw_str_text (each)));
  }
  hw_exception_clear (vm);
  hw_xdecref (H (vm), list);
}

static HwObject *
innermost_frame (HwObject *exception)
{
  HwObject *traceback = hw_field (exception, HW_EXCEPTION_TRACEBACK);

  if (traceback == NULL)
    return NULL;
  while (hw_field (traceback, HW_TRACEBACK_NEXT) != NULL)
    traceback = hw_field (traceback, HW_TRACEBACK_NEXT);
  return hw_field (traceback, HW_TRACEBACK_FRAME);
}

static char *
suggest_for_name (HwVm       *vm,
                  HwObject   *exception,
                  const char *name)
{
  static const char *const modules[] = { "collections", "contextlib", "copy", "functools", "gc", "itertools", "math", "operator", "sys",
                                         "tracemalloc", "types", "weakref" };
  g_autoptr (GPtrArray) candidates = g_ptr_array_new_with_free_func (g_free);
  HwObject *frame = innermost_frame (exception), *locals, *self, *found = NULL;
  const char *best;
  gboolean is_module = FALSE;

  if (frame == NULL)
    return NULL;
  locals = hw_frame_make_locals (vm, frame);
  if (locals == NULL) {
    hw_exception_clear (vm);
    return NULL;
  }
  add_keys (candidates, locals);
  add_keys (candidates, vm->machine->main_dict);
  add_keys (candidates, vm->builtins);
  self = H (vm)->profile->minor >= 12 ? hw_dict_get_name (H (vm), locals, "self") : NULL;
  if (self != NULL) {
    HwObject *str = hw_str_new (H (vm), name, -1);

    hw_lookup_attr (vm, self, str, &found);
    hw_exception_clear (vm);
    hw_decref (H (vm), str);
  }
  hw_decref (H (vm), locals);
  if (found != NULL) {
    hw_decref (H (vm), found);
    return g_strdup_printf (". Did you mean: 'self.%s'?", name);
  }
  for (guint i = 0; i < G_N_ELEMENTS (modules) && H (vm)->profile->minor >= 12; i++)
    is_module |= strcmp (modules[i], name) == 0;
  best = choose (candidates, name);
  if (best != NULL && is_module)
    return g_strdup_printf (". Did you mean: '%s'? Or did you forget to import '%s'?", best, name);
  if (is_module)
    return g_strdup_printf (". Did you forget to import '%s'?", name);
  return best != NULL ? g_strdup_printf (". Did you mean: '%s'?", best) : NULL;
}

char *
hw_suggest (HwVm     *vm,
            HwObject *exception)
{
  HwObject *name, *object;
  const char *best;

  if (hw_type_is_subtype (exception->type, vm->exceptions[HW_EXC_NameError])) {
    name = hw_field (exception, HW_EXCEPTION_N_FIELDS);
    return name != NULL && hw_is_str (name) && !hw_type_is_subtype (exception->type, vm->exceptions[HW_EXC_UnboundLocalError])
             ? suggest_for_name (vm, exception, hw_str_text (name))
             : NULL;
  }
  if (!hw_type_is_subtype (exception->type, vm->exceptions[HW_EXC_AttributeError]))
    return NULL;
  name = hw_field (exception, HW_EXCEPTION_N_FIELDS);
  object = hw_field (exception, HW_EXCEPTION_N_FIELDS + 1);
  if (name == NULL || object == NULL || !hw_is_str (name))
    return NULL;
  {
    g_autoptr (GPtrArray) candidates = g_ptr_array_new_with_free_func (g_free);

    add_attributes (vm, candidates, object, hw_str_text (name));
    best = choose (candidates, hw_str_text (name));
    if (best != NULL && H (vm)->profile->minor >= 15)
      return g_strdup_printf (". Did you mean '.%s' instead of '.%s'?", best, hw_str_text (name));
    return best != NULL ? g_strdup_printf (". Did you mean: '%s'?", best) : NULL;
  }
}
