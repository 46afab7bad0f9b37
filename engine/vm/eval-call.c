/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Calls. On the stack: callable, self or NULL, arguments. A Python function gets a frame and the same loop goes on there; anything else is
 * called at once, and then gives up callable and arguments in the version's order. Models CALL of Python/bytecodes.c and Objects/call.c. */

#include "vm/eval.h"

static void
copy_closure (HwVm     *vm,
              HwFrame  *frame,
              HwObject *function)
{
  HwObject *closure = hw_field (function, HW_FUNCTION_CLOSURE);
  guint32 first = frame->code->n_locals + frame->code->n_cells;

  for (guint32 i = 0; closure != NULL && i < frame->code->n_free && i < closure->as.items.n; i++)
    hw_frame_set_slot (vm, frame, first + i, hw_newref (H (vm), closure->as.items.at[i]));
}

/* A frame for [function] (stolen) with the arguments bound; they are taken out of [args]. NULL: exception. */
static HwFrame *
enter_function (HwVm       *vm,
                HwObject   *function,
                HwObject  **args,
                guint       n,
                HwObject   *kwnames,
                HwFrameKind kind)
{
  HwCode *code = hw_code_of (hw_field (function, HW_FUNCTION_CODE));
  HwFrame *frame = hw_frame_push (vm, code, function, hw_field (function, HW_FUNCTION_GLOBALS), NULL, kind);
  guint n_all = n + (kwnames != NULL ? kwnames->as.items.n : 0);

  if (frame == NULL) {
    for (guint i = 0; i < n_all; i++)
      hw_drop (H (vm), args[i]);
    return NULL;
  }
  if (kwnames == NULL && n == code->n_parameters && n == code->n_positional) {
    for (guint i = 0; i < n; i++)
      hw_frame_set_slot (vm, frame, i, args[i]);
  } else if (!hw_bind_parameters (vm, frame, function, args, n, kwnames)) {
    hw_frame_pop (vm);
    return NULL;
  }
  copy_closure (vm, frame, function);
  return frame;
}

HwObject *
hw_call_function (HwVm            *vm,
                  HwObject        *function,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  guint n_all = n + (kwnames != NULL ? kwnames->as.items.n : 0);
  HwObject *few[8], **own = few;
  g_autofree HwObject **many = NULL;
  HwFrame *frame;

  if (n_all > G_N_ELEMENTS (few))
    own = many = g_new (HwObject *, n_all);
  for (guint i = 0; i < n_all; i++)
    own[i] = hw_newref (H (vm), args[i]);
  frame = enter_function (vm, hw_newref (H (vm), function), own, n, kwnames, HW_FRAME_ENTRY);
  return frame != NULL ? hw_eval_frame (vm, FALSE) : NULL;
}

/* Gives up [n] values from [values] on and the callable, in the version's order. */
static void
release_call (HwVm      *vm,
              HwFrame   *frame,
              HwObject **base,
              guint32    n)
{
  gboolean backwards = vm->machine->profile->releases_last_first;

  frame->top = base;
  if (!backwards)
    hw_drop (H (vm), base[0]);
  for (guint32 i = 0; i < n + 1; i++) {
    HwObject *value = base[1 + (backwards ? n - i : i)];

    if (value != NULL)
      hw_drop (H (vm), value);
  }
  if (backwards)
    hw_drop (H (vm), base[0]);
}

/* A bound method's function and self take its place. */
static void
unpack_method (HwVm      *vm,
               HwObject **base)
{
  HwObject *method = HW_VALUE (base[0]), *ref = base[0];

  base[1] = hw_newref (H (vm), hw_field (method, HW_METHOD_SELF));
  base[0] = hw_newref (H (vm), hw_field (method, HW_METHOD_FUNCTION));
  hw_drop (H (vm), ref);
}

static HwObject *
call_native (HwVm      *vm,
             HwObject  *callable,
             HwObject **args,
             guint32    n,
             HwObject  *kwnames)
{
  guint n_all = n + (kwnames != NULL ? kwnames->as.items.n : 0);
  HwObject *few[16], **values = args;
  g_autofree HwObject **many = NULL;

  if (vm->machine->profile->borrows_locals) {
    values = few;
    if (n_all > G_N_ELEMENTS (few))
      values = many = g_new (HwObject *, n_all);
    for (guint i = 0; i < n_all; i++)
      values[i] = HW_VALUE (args[i]);
  }
  return hw_call (vm, callable, values, n, kwnames);
}

/* [n] counts all arguments, those of [kwnames] (borrowed) included. */
static HwCallOutcome
call_at (HwVm      *vm,
         HwFrame   *frame,
         HwObject **base,
         guint32    n,
         HwObject  *kwnames)
{
  HwObject *callable = HW_VALUE (base[0]), **args, *result;
  guint32 n_keywords = kwnames != NULL ? kwnames->as.items.n : 0, n_positional;

  if (base[1] == NULL && callable->type == vm->types[HW_TYPE_ID_method]) {
    unpack_method (vm, base);
    callable = HW_VALUE (base[0]);
  }
  args = base[1] != NULL ? base + 1 : base + 2;
  n_positional = n - n_keywords + (base[1] != NULL);
  if (callable->kind == HW_KIND_FUNCTION) {
    frame->top = base;
    return enter_function (vm, hw_own (H (vm), base[0]), args, n_positional, kwnames, HW_FRAME_CALL) != NULL ? HW_CALL_ENTERED
                                                                                                           : HW_CALL_FAILED;
  }
  result = call_native (vm, callable, args, n_positional, kwnames);
  release_call (vm, frame, base, n);
  if (result == NULL)
    return HW_CALL_FAILED;
  *frame->top++ = result;
  return HW_CALL_DONE;
}

HwCallOutcome
hw_call_on_stack (HwVm    *vm,
                  HwFrame *frame,
                  guint32  n)
{
  return call_at (vm, frame, frame->top - n - 2, n, NULL);
}

HwCallOutcome
hw_call_keywords_on_stack (HwVm    *vm,
                           HwFrame *frame,
                           guint32  n)
{
  HwObject *kwnames = *--frame->top;
  HwCallOutcome outcome = call_at (vm, frame, frame->top - n - 2, n, kwnames);

  hw_decref (H (vm), kwnames);
  return outcome;
}

/* callable, NULL, positional iterable, keyword dict: the arguments as hw_call() wants them. */
static HwObject *
call_unpacked (HwVm     *vm,
               HwObject *callable,
               HwObject *tuple,
               HwObject *keywords)
{
  guint n = tuple->as.items.n, n_keywords = keywords != NULL ? keywords->as.dict.used : 0;
  g_autofree HwObject **values = NULL;
  HwObject *const *outer_args = vm->held_args;
  HwObject *outer_tuple = vm->held_tuple, *kwnames, *key, *value, *result;
  guint32 position = 0, i = 0;

  vm->held_tuple = tuple;
  if (n_keywords == 0) {
    vm->held_args = tuple->as.items.at;
    result = hw_call (vm, callable, tuple->as.items.at, n, NULL);
    goto done;
  }
  vm->held_args = values = g_new (HwObject *, n + n_keywords);
  kwnames = hw_tuple_new (H (vm), n_keywords);
  if (n > 0)
    memcpy (values, tuple->as.items.at, n * sizeof (HwObject *));
  while (hw_dict_next (keywords, &position, &key, &value, NULL)) {
    hw_incref (H (vm), key);
    hw_field_set (H (vm), kwnames, i, key);
    values[n + i++] = value;
  }
  if (callable->kind == HW_KIND_FUNCTION || callable->kind == HW_KIND_METHOD)
    result = hw_call_copied (vm, callable, values, n, kwnames);
  else
    result = hw_call (vm, callable, values, n, kwnames);
  hw_decref (H (vm), kwnames);
done:
  vm->held_args = outer_args;
  vm->held_tuple = outer_tuple;
  return result;
}

/* "module.name()", as errors about a call name the callable. */
char *
hw_describe_callable (HwVm     *vm,
                      HwObject *callable)
{
  HwObject *qualname = NULL, *module = NULL, *text;
  char *result;

  if (hw_lookup_attr (vm, callable, vm->names[HW_NAME___qualname__], &qualname) != 1 || !hw_is_str (qualname)) {
    hw_exception_clear (vm);
    hw_xdecref (H (vm), qualname);
    text = hw_str (vm, callable);
    result = g_strdup (text != NULL ? hw_str_text (text) : "?");
    hw_exception_clear (vm);
    hw_xdecref (H (vm), text);
    return result;
  }
  if (hw_lookup_attr (vm, callable, vm->names[HW_NAME___module__], &module) != 1)
    hw_exception_clear (vm);
  if (module != NULL && hw_is_str (module) && strcmp (hw_str_text (module), "builtins") != 0)
    result = g_strdup_printf ("%s.%s()", hw_str_text (module), hw_str_text (qualname));
  else
    result = g_strdup_printf ("%s()", hw_str_text (qualname));
  hw_xdecref (H (vm), module);
  hw_decref (H (vm), qualname);
  return result;
}

static HwObject *
positional_tuple (HwVm     *vm,
                  HwObject *callable,
                  HwObject *iterable)
{
  HwObject *tuple;

  if (iterable->type == vm->types[HW_TYPE_ID_tuple])
    return hw_newref (H (vm), iterable);
  tuple = hw_to_tuple (vm, iterable);
  if (tuple == NULL && hw_exception_matches (vm, HW_EXC_TypeError) && hw_native (iterable->type)->iter == NULL &&
      hw_type_lookup (vm, iterable->type, vm->names[HW_NAME___iter__]) == NULL) {
    g_autofree char *name = NULL;

    hw_exception_clear (vm);
    if (H (vm)->profile->names_wrong_results)
      return hw_raise (vm, HW_EXC_TypeError, "Value after * must be an iterable, not %s", iterable->type->name);
    name = hw_describe_callable (vm, callable);
    hw_raise (vm, HW_EXC_TypeError, "%s argument after * must be an iterable, not %s", name, iterable->type->name);
  }
  return tuple;
}

static gboolean
check_keywords (HwVm     *vm,
                HwObject *keywords)
{
  guint32 position = 0;
  HwObject *key;

  while (hw_dict_next (keywords, &position, &key, NULL, NULL)) {
    if (hw_is_str (key))
      continue;
    hw_raise (vm, HW_EXC_TypeError, "keywords must be strings");
    return FALSE;
  }
  return TRUE;
}

/* 3.12 on: a Python function gets its frame at once, and the tuple and the dict are gone before it runs. */
static HwCallOutcome
enter_unpacked (HwVm      *vm,
                HwFrame   *frame,
                HwObject **base,
                HwObject  *tuple,
                HwObject  *keywords)
{
  guint n_keywords = keywords != NULL ? keywords->as.dict.used : 0, n_self = base[1] != NULL, n = tuple->as.items.n + n_self;
  g_autofree HwObject **values = g_new (HwObject *, n + n_keywords + 1);
  HwObject *kwnames = n_keywords > 0 ? hw_tuple_new (H (vm), n_keywords) : NULL, *key, *value;
  guint32 position = 0, i = 0;
  HwCallOutcome outcome;

  if (n_self)
    values[0] = base[1];
  for (guint k = 0; k < tuple->as.items.n; k++)
    values[n_self + k] = hw_newref (H (vm), tuple->as.items.at[k]);
  while (keywords != NULL && hw_dict_next (keywords, &position, &key, &value, NULL)) {
    hw_field_set (H (vm), kwnames, i, hw_newref (H (vm), key));
    values[n + i++] = hw_newref (H (vm), value);
  }
  frame->top = base;
  hw_decref (H (vm), tuple);
  hw_xdecref (H (vm), keywords);
  outcome = enter_function (vm, hw_own (H (vm), base[0]), values, n, kwnames, HW_FRAME_CALL) != NULL ? HW_CALL_ENTERED : HW_CALL_FAILED;
  hw_xdecref (H (vm), kwnames);
  return outcome;
}

HwCallOutcome
hw_call_unpacked_on_stack (HwVm    *vm,
                           HwFrame *frame,
                           gboolean has_keywords)
{
  HwObject *keywords = has_keywords ? *--frame->top : NULL, *iterable = *--frame->top, **base = frame->top - 2;
  HwObject *tuple = positional_tuple (vm, HW_VALUE (base[0]), HW_VALUE (iterable)), *result = NULL;

  hw_drop (H (vm), iterable);
  if (tuple != NULL && keywords != NULL && !check_keywords (vm, keywords)) {
    hw_decref (H (vm), tuple);
    tuple = NULL;
  }
  if (tuple != NULL && vm->machine->profile->enters_unpacked_calls && HW_VALUE (base[0])->kind == HW_KIND_FUNCTION)
    return enter_unpacked (vm, frame, base, tuple, keywords);
  if (tuple != NULL)
    result = call_unpacked (vm, HW_VALUE (base[0]), tuple, keywords);
  frame->top = base;
  hw_drop (H (vm), base[0]);
  if (base[1] != NULL)
    hw_drop (H (vm), base[1]);
  hw_xdecref (H (vm), tuple);
  hw_xdecref (H (vm), keywords);
  if (result == NULL)
    return HW_CALL_FAILED;
  *frame->top++ = result;
  return HW_CALL_DONE;
}
