/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Running a scenario from its first statement to interpreter exit. Models Py_RunMain and Py_FinalizeEx: the order in which things die at exit
 * is visible to finalizers. */

#include "vm/containers.h"
#include "vm/machine.h"

HwObject *
hw_eval_code (HwVm     *vm,
              HwObject *code,
              HwObject *globals,
              HwObject *locals,
              HwObject *function)
{
  HwCode *body = hw_code_of (code);
  HwFrame *frame = hw_frame_push (vm, body, function != NULL ? hw_newref (H (vm), function) : NULL, globals, locals, HW_FRAME_ENTRY);
  HwObject *closure = function != NULL ? hw_field (function, HW_FUNCTION_CLOSURE) : NULL;

  if (frame == NULL)
    return NULL;
  for (guint32 i = 0; closure != NULL && i < body->n_free && i < closure->as.items.n; i++)
    hw_frame_set_slot (vm, frame, body->n_locals + body->n_cells + i, hw_newref (H (vm), closure->as.items.at[i]));
  return hw_eval_frame (vm, FALSE);
}

static void
release_all (HwVm      *vm,
             GPtrArray *objects)
{
  while (objects->len > 0)
    hw_decref (H (vm), g_ptr_array_steal_index (objects, objects->len - 1));
}

/* sys.exit's argument as a status; text goes to stderr. */
static int
exit_status_of (HwVm     *vm,
                HwObject *exception)
{
  HwObject *code = hw_field (exception, HW_EXCEPTION_N_FIELDS), *text;

  if (code == NULL || code == H (vm)->none)
    return 0;
  if (hw_is_int (code))
    return code->as.integer.big != NULL ? 255 : (int) (code->as.integer.value & 0xff);
  text = hw_str (vm, code);
  if (text != NULL) {
    hw_write (vm, hw_str_text (text), text->as.str.n_bytes, TRUE);
    hw_write (vm, "\n", 1, TRUE);
    hw_decref (H (vm), text);
  }
  hw_exception_clear (vm);
  return 1;
}

/* The exception that ended the program. CPython keeps it as sys.last_exc until exit. */
static int
report (HwVm *vm)
{
  HwMachine *machine = vm->machine;
  HwObject *exception = g_steal_pointer (&vm->exception);
  int status;

  if (exception == NULL)
    return 0;
  if (machine->stopped) {
    hw_decref (H (vm), exception);
    return 3;
  }
  if (hw_type_is_subtype (exception->type, vm->exceptions[HW_EXC_SystemExit])) {
    status = exit_status_of (vm, exception);
    hw_decref (H (vm), exception);
    return status;
  }
  hw_print_exception (vm, exception);
  machine->last_exception = exception;
  return 1;
}

static void
run_atexit (HwVm *vm)
{
  GPtrArray *callbacks = vm->machine->atexit;

  while (callbacks != NULL && callbacks->len > 0 && !vm->machine->stopped) {
    HwObject *callback = g_ptr_array_steal_index (callbacks, callbacks->len - 1), *result;

    result = hw_call (vm, callback, NULL, 0, NULL);
    hw_xdecref (H (vm), result);
    if (result == NULL)
      hw_unraisable (vm, NULL, callback);
    hw_decref (H (vm), callback);
  }
}

/* Names of a module that still lives: those with one underscore first, then all but __builtins__. */
static void
clear_names (HwVm     *vm,
             HwObject *dict)
{
  HwHeap *heap = H (vm);

  for (guint round = 0; round < 2; round++) {
    guint32 position = 0;
    HwObject *key, *value;
    gint64 hash;

    while (hw_dict_next (dict, &position, &key, &value, &hash)) {
      const char *name = hw_is_str (key) ? hw_str_text (key) : "";
      gboolean hidden = name[0] == '_' && name[1] != '_';

      if (value == heap->none || (round == 0 ? !hidden : strcmp (name, "__builtins__") == 0))
        continue;
      hw_incref (heap, key);
      hw_dict_set (heap, dict, key, hash, heap->none);
      hw_decref (heap, key);
    }
  }
}

void
hw_vm_finalize (HwVm *vm)
{
  HwMachine *machine = vm->machine;
  HwHeap *heap = H (vm);
  HwObject *module = machine->main_module, *dict = machine->main_dict, *last;
  guint32 serial = dict->serial;

  run_atexit (vm);
  /* PyGC_Collect heeds gc.disable(), the later ones (_PyGC_CollectNoFail) do not. This one only reorders what is alive. */
  if (heap->collector->enabled)
    hw_collect (heap, 2, FALSE);
  machine->ending = TRUE;
  last = g_steal_pointer (&machine->last_exception);
  hw_xdecref (heap, last);
  machine->main_module = NULL;
  machine->main_dict = vm->builtins;
  hw_decref (heap, module);
  hw_collect (heap, 2, FALSE);
  /* The namespace lives on only if something outside the program's own trash holds it. */
  if (dict->serial == serial && dict->kind == HW_KIND_DICT && dict->refs > 0) {
    hw_incref (heap, dict);
    clear_names (vm, dict);
    hw_decref (heap, dict);
  }
  hw_collect (heap, 2, FALSE);
}

void
hw_vm_compile (HwVm *vm)
{
  HwMachine *machine = vm->machine;

  machine->code = hw_compile (vm, machine->scenario);
  release_all (vm, machine->literals);
  g_hash_table_remove_all (machine->constants);
  H (vm)->collector->count[0] = 0;
}

int
hw_vm_run (HwVm    *vm,
           void   (*before_exit) (gpointer data),
           gpointer data)
{
  HwMachine *machine = vm->machine;
  HwObject *result = hw_eval_code (vm, machine->code, machine->main_dict, machine->main_dict, NULL);
  int status;

  hw_xdecref (H (vm), result);
  status = report (vm);
  if (before_exit != NULL)
    before_exit (data);
  if (machine->stopped)
    return status;
  hw_decref (H (vm), g_steal_pointer (&machine->code));
  release_all (vm, machine->arena);
  hw_vm_finalize (vm);
  return status;
}
