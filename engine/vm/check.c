/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the machine holds outside of the heap, for the whole-heap checker: stacks, frames, generators, the exception on its way and those being
 * handled, the parser's literals. Native code's own references are unknown, so a check is only sound between statements. */

#include "vm/machine.h"

typedef struct {
  GHashTable *counts; /* object → how often it is held */
} Outside;

static void
hold (Outside  *outside,
      HwObject *object)
{
  guint n;

  if (object == NULL || HW_IS_BORROWED (object))
    return;
  n = GPOINTER_TO_UINT (g_hash_table_lookup (outside->counts, object));
  g_hash_table_insert (outside->counts, object, GUINT_TO_POINTER (n + 1));
}

static void
hold_frame (Outside *outside,
            HwFrame *frame,
            gboolean variables)
{
  for (guint32 i = 0; variables && i < frame->code->n_slots; i++)
    hold (outside, frame->slots[i]);
  for (HwObject **each = frame->stack; each < frame->top; each++)
    hold (outside, *each);
  hold (outside, frame->function);
  hold (outside, frame->globals);
  hold (outside, frame->locals);
  hold (outside, frame->object);
}

static void
hold_generators (Outside *outside,
                 HwHeap  *heap)
{
  for (guint32 cell = HW_FIRST_CELL; cell < heap->n_cells; cell++) {
    HwObject *object = hw_object_at (heap, cell);

    if (object->kind != HW_KIND_GENERATOR || object->as.items.data == NULL)
      continue;
    if (((HwGenerator *) object->as.items.data)->state == HW_GENERATOR_RUNNING)
      hold_frame (outside, &((HwGenerator *) object->as.items.data)->frame, FALSE);
    else {
      hold (outside, ((HwGenerator *) object->as.items.data)->frame.object);
      hold (outside, ((HwGenerator *) object->as.items.data)->frame.locals);
    }
    hold (outside, ((HwGenerator *) object->as.items.data)->handled.exception);
  }
}

static void
hold_all (Outside   *outside,
          GPtrArray *objects)
{
  for (guint i = 0; objects != NULL && i < objects->len; i++)
    hold (outside, g_ptr_array_index (objects, i));
}

static guint32
count_outside (gpointer  data,
               HwObject *object)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (((Outside *) data)->counts, object));
}

gboolean
hw_vm_can_check (HwVm *vm)
{
  HwFrame *frame = vm->machine->frame;

  while (frame != NULL && frame->kind != HW_FRAME_ENTRY)
    frame = frame->back;
  return frame != NULL && vm->machine->code != NULL && frame->code == hw_code_of (vm->machine->code);
}

gboolean
hw_vm_check (HwVm    *vm,
             GString *findings)
{
  HwMachine *machine = vm->machine;
  Outside outside = { g_hash_table_new (NULL, NULL) };
  gboolean sound;

  for (HwFrame *frame = machine->frame; frame != NULL; frame = frame->back)
    if (frame->generator == NULL)
      hold_frame (&outside, frame, TRUE);
  hold_generators (&outside, H (vm));
  hold (&outside, machine->main_handled.exception);
  hold (&outside, vm->exception);
  hold (&outside, machine->last_exception);
  hold (&outside, machine->repr_dict);
  hold (&outside, machine->main_module);
  hold (&outside, machine->code);
  hold_all (&outside, machine->arena);
  hold_all (&outside, machine->literals);
  hold_all (&outside, machine->atexit);
  sound = hw_heap_check (H (vm), count_outside, &outside, findings);
  g_hash_table_unref (outside.counts);
  return sound;
}
