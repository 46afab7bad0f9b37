/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Tracebacks: made while an exception leaves frames, and printed as CPython prints them. Models Python/traceback.c, Python/pythonrun.c
 * (print_exception) and, from 3.13 on, Lib/traceback.py. */

#include "vm/containers.h"
#include "vm/machine.h"
#include "vm/traceback.h"

/* Entries alike are folded after so many. */
#define REPEATED 3

void
hw_traceback_add (HwVm    *vm,
                  HwFrame *frame)
{
  HwHeap *heap = H (vm);
  HwObject *exception = vm->exception, *traceback;

  if (exception == NULL || vm->machine->stopped)
    return;
  vm->exception = NULL;
  traceback = hw_fields_new (heap, vm->types[HW_TYPE_ID_traceback], HW_KIND_TRACEBACK, 56, HW_TRACEBACK_N_FIELDS);
  traceback->as.items.extra = hw_frame_get_line (frame);
  traceback->as.items.data = GSIZE_TO_POINTER ((gsize) (frame->next - frame->code->instructions) - 1);
  if (hw_field (exception, HW_EXCEPTION_TRACEBACK) != NULL)
    hw_field_set (heap, traceback, HW_TRACEBACK_NEXT, hw_newref (heap, hw_field (exception, HW_EXCEPTION_TRACEBACK)));
  hw_field_set (heap, traceback, HW_TRACEBACK_FRAME, hw_newref (heap, hw_frame_get_object (vm, frame)));
  hw_object_track (heap, traceback);
  hw_field_set (heap, exception, HW_EXCEPTION_TRACEBACK, traceback);
  vm->exception = exception;
}

/* ---------------------------------------------------------------------------------------------------------- printing */

static void
append_entry (HwVm     *vm,
              GString  *text,
              HwObject *traceback,
              gboolean  plain)
{
  HwFrameInfo *info = hw_field (traceback, HW_TRACEBACK_FRAME)->as.items.data;
  const HwPosition *position = &info->code->positions[GPOINTER_TO_SIZE (traceback->as.items.data)];

  g_string_append_printf (text, "  File \"%s\", line %u, in %s\n", hw_scenario_get_path (vm->machine->scenario),
                          traceback->as.items.extra, info->code->name);
  /* While the interpreter ends it cannot read its files any more. */
  if (!vm->machine->ending)
    hw_traceback_append_source (vm, text, traceback->as.items.extra, position, plain);
}

static gboolean
same_place (HwObject *a,
            HwObject *b)
{
  HwFrameInfo *left = hw_field (a, HW_TRACEBACK_FRAME)->as.items.data, *right = hw_field (b, HW_TRACEBACK_FRAME)->as.items.data;

  return left->code == right->code && a->as.items.extra == b->as.items.extra;
}

static void
append_repeated (GString *text,
                 guint    n)
{
  if (n > REPEATED)
    g_string_append_printf (text, "  [Previous line repeated %u more time%s]\n", n - REPEATED, n - REPEATED == 1 ? "" : "s");
}

static void
append_traceback (HwVm     *vm,
                  GString  *text,
                  HwObject *traceback,
                  gboolean  plain)
{
  HwObject *last = NULL;
  guint n = 0;

  g_string_append (text, "Traceback (most recent call last):\n");
  for (; traceback != NULL; traceback = hw_field (traceback, HW_TRACEBACK_NEXT)) {
    if (last != NULL && !same_place (last, traceback)) {
      append_repeated (text, n);
      n = 0;
    }
    if (++n <= REPEATED)
      append_entry (vm, text, traceback, plain);
    last = traceback;
  }
  append_repeated (text, n);
}

/* Text, or what stands for it if it cannot be had. */
static void
append_text (HwVm       *vm,
             GString    *text,
             HwObject   *str /* stolen or NULL */,
             const char *otherwise)
{
  g_string_append (text, str != NULL ? hw_str_text (str) : otherwise);
  g_string_append_c (text, '\n');
  hw_exception_clear (vm);
  hw_xdecref (H (vm), str);
}

static void
append_notes (HwVm     *vm,
              GString  *text,
              HwObject *notes)
{
  gboolean is_sequence = notes->kind == HW_KIND_LIST || notes->kind == HW_KIND_TUPLE;

  if (hw_is_str (notes) && H (vm)->profile->minor < 12)
    for (const char *c = hw_str_text (notes); *c != '\0'; c = g_utf8_next_char (c))
      g_string_append_printf (text, "%.*s\n", (int) (g_utf8_next_char (c) - c), c);
  else if (!is_sequence)
    append_text (vm, text, hw_repr (vm, notes), "<__notes__ repr() failed>");
  for (guint32 i = 0; is_sequence && i < notes->as.items.n; i++)
    append_text (vm, text, hw_str (vm, notes->as.items.at[i]), "<note str() failed>");
}

static void
append_exception_line (HwVm     *vm,
                       GString  *text,
                       HwObject *exception)
{
  g_autofree char *name = hw_type_full_name (vm, exception->type);
  g_autofree char *suggestion = NULL;
  HwObject *message, *notes;

  g_string_append (text, g_str_has_prefix (name, "__main__.") ? name + strlen ("__main__.") : name);
  message = hw_str (vm, exception);
  if (message == NULL) {
    hw_exception_clear (vm);
    g_string_append (text, ": <exception str() failed>");
  } else {
    if (message->as.str.n_bytes > 0)
      g_string_append_printf (text, ": %s", hw_str_text (message));
    hw_decref (H (vm), message);
  }
  suggestion = hw_suggest (vm, exception);
  g_string_append_printf (text, "%s\n", suggestion != NULL ? suggestion : "");
  if (hw_lookup_attr (vm, exception, vm->names[HW_NAME___notes__], &notes) != 1) {
    hw_exception_clear (vm);
    return;
  }
  append_notes (vm, text, notes);
  hw_decref (H (vm), notes);
}

/* The chain of causes and contexts, oldest first. */
static GPtrArray *
list_chain (HwObject *exception)
{
  GPtrArray *chain = g_ptr_array_new ();

  while (exception != NULL && !g_ptr_array_find (chain, exception, NULL)) {
    HwObject *cause = hw_field (exception, HW_EXCEPTION_CAUSE), *context = hw_field (exception, HW_EXCEPTION_CONTEXT);

    g_ptr_array_add (chain, exception);
    exception = cause != NULL ? cause : exception->as.items.extra & HW_EXCEPTION_SUPPRESS ? NULL : context;
  }
  return chain;
}

void
hw_print_exception (HwVm     *vm,
                    HwObject *exception)
{
  g_autoptr (GPtrArray) chain = list_chain (exception);
  GString *text = g_string_new (NULL);

  for (guint i = chain->len; i-- > 0;) {
    HwObject *each = g_ptr_array_index (chain, i);

    if (hw_field (each, HW_EXCEPTION_TRACEBACK) != NULL)
      append_traceback (vm, text, hw_field (each, HW_EXCEPTION_TRACEBACK), FALSE);
    append_exception_line (vm, text, each);
    if (i == 0)
      break;
    g_string_append (text, hw_field (g_ptr_array_index (chain, i - 1), HW_EXCEPTION_CAUSE) == each
                             ? "\nThe above exception was the direct cause of the following exception:\n\n"
                             : "\nDuring handling of the above exception, another exception occurred:\n\n");
  }
  hw_write (vm, text->str, text->len, TRUE);
  g_string_free (text, TRUE);
}

void
hw_unraisable (HwVm       *vm,
               const char *doing,
               HwObject   *where)
{
  HwObject *exception = g_steal_pointer (&vm->exception), *name = NULL;
  GString *text;

  if (exception == NULL)
    return;
  if (vm->machine->stopped) {
    vm->exception = exception;
    return;
  }
  /* What a native raised has passed no frame yet: CPython takes the one that runs. */
  if (hw_field (exception, HW_EXCEPTION_TRACEBACK) == NULL && vm->machine->frame != NULL) {
    vm->exception = exception;
    hw_traceback_add (vm, vm->machine->frame);
    vm->exception = NULL;
  }
  text = g_string_new ("Exception ignored ");
  if (H (vm)->profile->minor >= 14 && doing != NULL)
    g_string_append_printf (text, "while %s ", doing);
  else
    g_string_append (text, "in: ");
  if (where != NULL)
    name = hw_repr (vm, where);
  g_string_append_printf (text, H (vm)->profile->minor >= 14 && doing != NULL ? "%s:\n" : "%s\n", name != NULL ? hw_str_text (name) : "<object repr() failed>");
  hw_exception_clear (vm);
  hw_xdecref (H (vm), name);
  if (hw_field (exception, HW_EXCEPTION_TRACEBACK) != NULL)
    append_traceback (vm, text, hw_field (exception, HW_EXCEPTION_TRACEBACK), H (vm)->profile->minor == 13 || H (vm)->profile->minor == 14);
  append_exception_line (vm, text, exception);
  hw_write (vm, text->str, text->len, TRUE);
  g_string_free (text, TRUE);
  hw_decref (H (vm), exception);
}
