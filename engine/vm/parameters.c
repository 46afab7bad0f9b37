/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Binding a call's arguments to a Python function's parameters, with CPython's errors. Models initialize_locals and missing_arguments,
 * too_many_positional, positional_only_passed_as_keyword of Python/ceval.c. */

#include "vm/machine.h"

static HwObject *
parameter_name (HwCode *code,
                guint32 i)
{
  return code->varnames[i];
}

static const char *
function_name (HwObject *function)
{
  return hw_str_text (hw_field (function, HW_FUNCTION_QUALNAME));
}

static void
set_parameter (HwVm     *vm,
               HwFrame  *frame,
               guint32   slot,
               HwObject *value)
{
  hw_frame_set_slot (vm, frame, slot, value);
}

/* "'a', 'b', and 'c'" */
static char *
join_names (GPtrArray *names)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++) {
    if (i > 0)
      g_string_append (text, i + 1 < names->len ? ", " : names->len > 2 ? ", and " : " and ");
    g_string_append_printf (text, "'%s'", hw_str_text (g_ptr_array_index (names, i)));
  }
  return g_string_free (text, FALSE);
}

static void
raise_missing (HwVm      *vm,
               HwObject  *function,
               GPtrArray *names,
               gboolean   keyword_only)
{
  g_autofree char *list = join_names (names);

  hw_raise (vm, HW_EXC_TypeError, "%s() missing %u required %s argument%s: %s", function_name (function), names->len,
            keyword_only ? "keyword-only" : "positional", names->len == 1 ? "" : "s", list);
}

static void
raise_too_many (HwVm     *vm,
                HwFrame  *frame,
                HwObject *function,
                guint     given)
{
  HwCode *code = frame->code;
  HwObject *defaults = hw_field (function, HW_FUNCTION_DEFAULTS);
  guint n_defaults = defaults != NULL ? defaults->as.items.n : 0, n_keywords = 0;
  g_autofree char *takes = NULL;
  g_autofree char *extra = NULL;
  gboolean plural;

  for (guint32 i = code->n_positional; i < code->n_positional + code->n_keyword_only; i++)
    n_keywords += frame->slots[i] != NULL;
  plural = n_defaults > 0 || code->n_positional != 1;
  takes = n_defaults > 0 ? g_strdup_printf ("from %u to %u", code->n_positional - n_defaults, code->n_positional)
                         : g_strdup_printf ("%u", code->n_positional);
  extra = n_keywords > 0 ? g_strdup_printf (" positional argument%s (and %u keyword-only argument%s)", given == 1 ? "" : "s", n_keywords,
                                            n_keywords == 1 ? "" : "s")
                         : g_strdup ("");
  hw_raise (vm, HW_EXC_TypeError, "%s() takes %s positional argument%s but %u%s %s given", function_name (function), takes,
            plural ? "s" : "", given, extra, given == 1 && n_keywords == 0 ? "was" : "were");
}

/* The parameter named [name], or -1. Positional-only ones do not answer. */
static gint
find_parameter (HwCode   *code,
                HwObject *name)
{
  guint32 n = code->n_positional + code->n_keyword_only;

  for (guint32 i = code->n_positional_only; i < n; i++)
    if (parameter_name (code, i) == name)
      return (gint) i;
  for (guint32 i = code->n_positional_only; i < n; i++)
    if (hw_str_equal (parameter_name (code, i), name))
      return (gint) i;
  return -1;
}

static gboolean
refuse_keyword (HwVm     *vm,
                HwCode   *code,
                HwObject *function,
                HwObject *name)
{
  for (guint32 i = 0; i < code->n_positional_only; i++) {
    if (!hw_str_equal (parameter_name (code, i), name))
      continue;
    hw_raise (vm, HW_EXC_TypeError, "%s() got some positional-only arguments passed as keyword arguments: '%s'",
              function_name (function), hw_str_text (name));
    return FALSE;
  }
  hw_raise (vm, HW_EXC_TypeError, "%s() got an unexpected keyword argument '%s'", function_name (function), hw_str_text (name));
  return FALSE;
}

static gboolean
bind_keywords (HwVm      *vm,
               HwFrame   *frame,
               HwObject  *function,
               HwObject **values,
               HwObject  *kwnames,
               HwObject  *rest)
{
  HwCode *code = frame->code;

  for (guint32 i = 0; i < kwnames->as.items.n; i++) {
    HwObject *name = kwnames->as.items.at[i];
    gint slot = find_parameter (code, name);

    if (slot < 0) {
      if (rest == NULL)
        return refuse_keyword (vm, code, function, name);
      hw_dict_set (H (vm), rest, name, hw_str_hash (name), HW_VALUE (values[i]));
      hw_drop (H (vm), values[i]);
      values[i] = NULL;
      continue;
    }
    if (frame->slots[slot] != NULL) {
      hw_raise (vm, HW_EXC_TypeError, "%s() got multiple values for argument '%s'", function_name (function), hw_str_text (name));
      return FALSE;
    }
    set_parameter (vm, frame, (guint32) slot, values[i]);
    values[i] = NULL;
  }
  return TRUE;
}

static gboolean
fill_positional_defaults (HwVm     *vm,
                          HwFrame  *frame,
                          HwObject *function,
                          guint     given)
{
  HwCode *code = frame->code;
  HwObject *defaults = hw_field (function, HW_FUNCTION_DEFAULTS);
  guint n_defaults = defaults != NULL ? defaults->as.items.n : 0;
  guint first = code->n_positional - MIN (n_defaults, code->n_positional);
  g_autoptr (GPtrArray) missing = NULL;

  for (guint32 i = given; i < first; i++) {
    if (frame->slots[i] != NULL)
      continue;
    if (missing == NULL)
      missing = g_ptr_array_new ();
    g_ptr_array_add (missing, parameter_name (code, i));
  }
  if (missing != NULL) {
    raise_missing (vm, function, missing, FALSE);
    return FALSE;
  }
  for (guint32 i = MAX (given, first); i < code->n_positional; i++)
    if (frame->slots[i] == NULL)
      set_parameter (vm, frame, i, hw_newref (H (vm), defaults->as.items.at[i - first]));
  return TRUE;
}

static gboolean
fill_keyword_defaults (HwVm     *vm,
                       HwFrame  *frame,
                       HwObject *function)
{
  HwCode *code = frame->code;
  HwObject *defaults = hw_field (function, HW_FUNCTION_KWDEFAULTS);
  g_autoptr (GPtrArray) missing = NULL;

  for (guint32 i = code->n_positional; i < code->n_positional + code->n_keyword_only; i++) {
    HwObject *value = NULL;

    if (frame->slots[i] != NULL)
      continue;
    if (defaults != NULL)
      value = hw_dict_get_str (H (vm), defaults, parameter_name (code, i));
    if (value != NULL) {
      set_parameter (vm, frame, i, hw_newref (H (vm), value));
      continue;
    }
    if (missing == NULL)
      missing = g_ptr_array_new ();
    g_ptr_array_add (missing, parameter_name (code, i));
  }
  if (missing == NULL)
    return TRUE;
  raise_missing (vm, function, missing, TRUE);
  return FALSE;
}

/* Arguments beyond the parameters become *args, made before keywords are looked at. */
static void
bind_varargs (HwVm      *vm,
              HwFrame   *frame,
              HwObject **args,
              guint      n)
{
  HwCode *code = frame->code;
  guint n_extra = n > code->n_positional ? n - code->n_positional : 0;
  HwObject *tuple = hw_tuple_new (H (vm), n_extra);

  if (n_extra > 0) {
    for (guint i = code->n_positional; i < n; i++)
      args[i] = hw_own (H (vm), args[i]);
    hw_items_fill (H (vm), tuple, args + code->n_positional, n_extra);
    for (guint i = code->n_positional; i < n; i++)
      args[i] = NULL;
    hw_tuple_track (H (vm), tuple);
  }
  set_parameter (vm, frame, code->n_positional + code->n_keyword_only, tuple);
}

static void
drop_arguments (HwVm      *vm,
                HwObject **args,
                guint      n)
{
  for (guint i = 0; i < n; i++) {
    HwObject *value = args[i];

    args[i] = NULL;
    if (value != NULL)
      hw_drop (H (vm), value);
  }
}

gboolean
hw_bind_parameters (HwVm      *vm,
                    HwFrame   *frame,
                    HwObject  *function,
                    HwObject **args,
                    guint      n,
                    HwObject  *kwnames)
{
  HwCode *code = frame->code;
  guint n_keywords = kwnames != NULL ? kwnames->as.items.n : 0, n_bound = MIN (n, code->n_positional);
  HwObject *rest = NULL;
  gboolean done;

  if (code->flags & HW_CODE_VARKEYWORDS) {
    rest = hw_dict_new (H (vm));
    set_parameter (vm, frame, code->n_parameters - 1, rest);
  }
  for (guint i = 0; i < n_bound; i++) {
    set_parameter (vm, frame, i, args[i]);
    args[i] = NULL;
  }
  if (code->flags & HW_CODE_VARARGS)
    bind_varargs (vm, frame, args, n);
  done = n_keywords == 0 || bind_keywords (vm, frame, function, args + n, kwnames, rest);
  if (done && n > code->n_positional && !(code->flags & HW_CODE_VARARGS)) {
    raise_too_many (vm, frame, function, n);
    done = FALSE;
  }
  if (done && n < code->n_positional)
    done = fill_positional_defaults (vm, frame, function, n);
  if (done && code->n_keyword_only > 0)
    done = fill_keyword_defaults (vm, frame, function);
  if (n > n_bound || n_keywords > 0)
    drop_arguments (vm, args + n_bound, n - n_bound + n_keywords);
  return done;
}
