/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* print and input. Models Python/bltinmodule.c. What goes to sys.stdout and sys.stderr goes straight to the run's output. */

#include "vm/builtins.h"
#include "vm/machine.h"
#include "vm/modules/sys.h"

/* What the program has put in the place of sys.stdout: borrowed, NULL if it is the real one still. */
static HwObject *
replaced_stdout (HwVm *vm)
{
  HwObject *modules = vm->machine->modules;
  HwObject *sys = modules != NULL ? hw_dict_get_name (H (vm), modules, "sys") : NULL;
  HwObject *stream;

  if (sys == NULL || sys->kind != HW_KIND_MODULE)
    return NULL;
  stream = hw_dict_get_name (H (vm), hw_field (sys, HW_MODULE_DICT), "stdout");
  return stream == NULL || hw_sys_is_stdout (stream) ? NULL : stream;
}

/* PyFile_WriteObject asks standard output for its method each time. */
static void
write_out (HwVm       *vm,
           const char *text,
           gsize       length)
{
  guint32 method = hw_hidden_new (H (vm), HW_HIDDEN_BUILTIN);

  hw_write (vm, text, length, FALSE);
  hw_hidden_free (H (vm), HW_HIDDEN_BUILTIN, method);
}

/* Writes the str [text] to [file], or to the standard output without one. FALSE: exception. */
static gboolean
write_to (HwVm     *vm,
          HwObject *file,
          HwObject *text)
{
  HwObject *method, *result;

  if (file == NULL) {
    write_out (vm, hw_str_text (text), text->as.str.n_bytes);
    return vm->exception == NULL;
  }
  method = hw_get_attr_name (vm, file, "write");
  if (method == NULL)
    return FALSE;
  result = hw_call (vm, method, &text, 1, NULL);
  hw_decref (H (vm), method);
  if (result == NULL)
    return FALSE;
  hw_decref (H (vm), result);
  return TRUE;
}

/* Writes [argument] (a str, None or NULL), or [otherwise]. */
static gboolean
write_separator (HwVm       *vm,
                 HwObject   *file,
                 HwObject   *argument,
                 const char *otherwise)
{
  HwObject *text;
  gboolean done;

  if (argument != NULL && argument != H (vm)->none)
    return write_to (vm, file, argument);
  if (file == NULL) {
    write_out (vm, otherwise, strlen (otherwise));
    return TRUE;
  }
  text = hw_str_new (H (vm), otherwise, -1);
  done = write_to (vm, file, text);
  hw_decref (H (vm), text);
  return done;
}

static gboolean
check_separator (HwVm       *vm,
                 const char *name,
                 HwObject   *argument)
{
  if (argument == NULL || argument == H (vm)->none || hw_is_str (argument))
    return TRUE;
  hw_raise (vm, HW_EXC_TypeError, "%s must be None or a string, not %s", name, HW_TYPE_NAME (argument));
  return FALSE;
}

static gboolean
flush_file (HwVm     *vm,
            HwObject *file)
{
  HwObject *method = hw_get_attr_name (vm, file, "flush");
  HwObject *result;

  if (method == NULL)
    return FALSE;
  result = hw_call (vm, method, NULL, 0, NULL);
  hw_decref (H (vm), method);
  hw_xdecref (H (vm), result);
  return result != NULL;
}

static gboolean
write_all (HwVm            *vm,
           HwObject        *file,
           HwObject *const *args,
           guint            n,
           HwObject        *separator,
           HwObject        *end)
{
  for (guint i = 0; i < n; i++) {
    HwObject *text;
    gboolean done;

    if (i > 0 && !write_separator (vm, file, separator, " "))
      return FALSE;
    text = hw_str (vm, args[i]);
    if (text == NULL)
      return FALSE;
    done = write_to (vm, file, text);
    hw_decref (H (vm), text);
    if (!done)
      return FALSE;
  }
  return write_separator (vm, file, end, "\n");
}

static HwObject *
print (HwVm            *vm,
       HwObject *const *args,
       guint            n,
       HwObject        *kwnames)
{
  HwObject *values[4] = { NULL };
  HwObject *file, *result;
  int flush = 0;

  if (kwnames != NULL && !hw_bind (vm, "print", "*,sep=,end=,file=,flush=", args + n, 0, kwnames, values))
    return NULL;
  if (!check_separator (vm, "sep", values[0]) || !check_separator (vm, "end", values[1]))
    return NULL;
  if (values[3] != NULL && (flush = hw_truth (vm, values[3])) < 0)
    return NULL;
  file = values[2] == NULL || values[2] == H (vm)->none ? replaced_stdout (vm) : values[2];
  if (file == H (vm)->none)
    return HW_NONE (vm);
  if (file != NULL)
    hw_incref (H (vm), file);
  result = write_all (vm, file, args, n, values[0], values[1]) && (flush <= 0 || file == NULL || flush_file (vm, file)) ? HW_NONE (vm) : NULL;
  hw_xdecref (H (vm), file);
  return result;
}

HwObject *
hw_builtin_print (HwVm            *vm,
                  HwObject        *self,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  HwObject *tuple, *result;

  /* The first call makes the tuple of the parameters' names, for good. */
  if (H (vm)->profile->builds_keyword_names && !vm->machine->has_printed)
    hw_hidden_new (H (vm), HW_HIDDEN_PRINT_NAMES);
  vm->machine->has_printed = TRUE;
  tuple = H (vm)->profile->varargs_in_tuple ? hw_tuple_of (H (vm), (HwObject **) args, n) : NULL;
  result = print (vm, args, n, kwnames);
  hw_xdecref (H (vm), tuple);
  return result;
}

/* There is nobody to answer. */
HwObject *
hw_builtin_input (HwVm            *vm,
                  HwObject        *self,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  if (n > 0) {
    HwObject *prompt = hw_str (vm, args[0]);

    if (prompt == NULL)
      return NULL;
    hw_write (vm, hw_str_text (prompt), prompt->as.str.n_bytes, FALSE);
    hw_decref (H (vm), prompt);
  }
  return hw_raise (vm, HW_EXC_EOFError, "EOF when reading a line");
}
