/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Frames: pushed and popped, their variables released in the version's order, and the frame objects that outlive them. Models Python/frame.c and
 * Objects/frameobject.c. A frame is shown in the record as an object of kind FRAME, which is no object of the program's. */

#include "vm/machine.h"

static HwObject *
record_new (HwVm    *vm,
            HwFrame *frame)
{
  HwHeap *heap = H (vm);
  HwObject *record = hw_cell_take (heap);
  guint32 *words;

  record->kind = HW_KIND_FRAME;
  record->refs = 1;
  record->serial = heap->next_serial++;
  if (heap->sink == NULL)
    return record;
  words = hw_sink_reserve (heap->sink, 5);
  words[0] = HW_EVENT_HEAD (HW_EVENT_FRAME_PUSH, hw_cell (heap, record));
  words[1] = frame->code->layout;
  words[2] = frame->back != NULL ? hw_cell (heap, frame->back->record) : 0;
  words[3] = hw_cell (heap, frame->function != NULL ? frame->function : frame->code->object);
  words[4] = frame->code->first_line;
  return record;
}

static void
record_free (HwVm    *vm,
             HwFrame *frame)
{
  HwHeap *heap = H (vm);
  guint32 *words;

  if (heap->sink != NULL) {
    words = hw_sink_reserve (heap->sink, 5);
    words[0] = HW_EVENT_HEAD (HW_EVENT_FRAME_POP, hw_cell (heap, frame->record));
    words[1] = frame->code->layout;
    words[2] = frame->back != NULL ? hw_cell (heap, frame->back->record) : 0;
    words[3] = hw_cell (heap, frame->function != NULL ? frame->function : frame->code->object);
    words[4] = frame->code->first_line;
  }
  hw_cell_give (heap, frame->record);
  frame->record = NULL;
}

static void
init_frame (HwFrame    *frame,
            HwCode     *code,
            HwObject   *function,
            HwObject   *globals,
            HwObject   *locals,
            HwFrameKind kind)
{
  memset (frame, 0, sizeof *frame);
  frame->code = code;
  frame->function = function;
  frame->globals = globals;
  frame->locals = locals;
  frame->next = code->instructions;
  frame->kind = kind;
  frame->line = code->first_line;
}

gboolean
hw_machine_enter (HwVm *vm)
{
  HwMachine *machine = vm->machine;

  if (machine->recursion + 1 > machine->recursion_limit) {
    hw_raise (vm, HW_EXC_RecursionError, "maximum recursion depth exceeded");
    return FALSE;
  }
  machine->recursion++;
  return TRUE;
}

HwFrame *
hw_frame_push (HwVm       *vm,
               HwCode     *code,
               HwObject   *function,
               HwObject   *globals,
               HwObject   *locals,
               HwFrameKind kind)
{
  HwMachine *machine = vm->machine;
  gsize n_header = (sizeof (HwFrame) + sizeof (HwObject *) - 1) / sizeof (HwObject *);
  gsize n = n_header + code->n_slots + code->n_stack;
  HwFrame *frame;

  if ((gsize) (machine->stack_end - machine->stack_top) < n || !hw_machine_enter (vm)) {
    if (vm->exception == NULL)
      hw_raise (vm, HW_EXC_RecursionError, "maximum recursion depth exceeded");
    hw_xdecref (H (vm), function);
    return NULL;
  }
  frame = (HwFrame *) machine->stack_top;
  init_frame (frame, code, function, hw_newref (H (vm), globals), locals, kind);
  if (locals != NULL)
    hw_incref (H (vm), locals);
  frame->slots = machine->stack_top + n_header;
  frame->stack = frame->top = frame->slots + code->n_slots;
  memset (frame->slots, 0, code->n_slots * sizeof (HwObject *));
  machine->stack_top += n;
  frame->back = machine->frame;
  frame->record = frame->holder = record_new (vm, frame);
  machine->frame = frame;
  machine->depth++;
  return frame;
}

void
hw_frame_set_slot (HwVm     *vm,
                   HwFrame  *frame,
                   guint32   slot,
                   HwObject *value)
{
  hw_emit_set (H (vm), frame->holder, frame->first_slot + slot, HW_VALUE (frame->slots[slot]), HW_VALUE (value));
  frame->slots[slot] = value;
}

/* Which slot is the i-th to be released. */
static inline guint32
release_order (const HwMachine *machine,
               const HwCode    *code,
               guint32          i)
{
  return machine->profile->releases_last_first ? code->n_slots - 1 - i : i;
}

void
hw_frame_clear_slots (HwVm    *vm,
                      HwFrame *frame)
{
  for (guint32 i = 0; i < frame->code->n_slots; i++) {
    guint32 slot = release_order (vm->machine, frame->code, i);
    HwObject *value = frame->slots[slot];

    if (value == NULL)
      continue;
    hw_frame_set_slot (vm, frame, slot, NULL);
    hw_drop (H (vm), value);
  }
}

/* A frame object that others hold takes the variables over (take_ownership of frame.c) and is a container from now on. */
static void
hand_over (HwVm    *vm,
           HwFrame *frame)
{
  HwHeap *heap = H (vm);
  HwObject *object = frame->object;
  guint32 n = frame->code->n_slots;

  hw_fields_extend (heap, object, n);
  for (guint32 i = 0; i < n; i++) {
    HwObject *value = frame->slots[i];

    if (value == NULL)
      continue;
    value = hw_own (heap, value);
    hw_frame_set_slot (vm, frame, i, NULL);
    hw_field_set (heap, object, HW_FRAME_OBJECT_N_FIELDS + i, value);
  }
  if (frame->back != NULL && hw_field (object, HW_FRAME_OBJECT_BACK) == NULL && frame->back->object != NULL)
    hw_field_set (heap, object, HW_FRAME_OBJECT_BACK, hw_newref (heap, frame->back->object));
  hw_object_track (heap, object);
}

/* The C side of a frame object: its frame while that runs, and what it showed last. */
static void
detach_object (HwVm    *vm,
               HwFrame *frame)
{
  HwObject *object = frame->object;
  HwFrameInfo *info;

  if (object == NULL)
    return;
  info = object->as.items.data;
  info->line = hw_frame_get_line (frame);
  info->frame = NULL;
  if (object->refs > 1)
    hand_over (vm, frame);
  frame->object = NULL;
  hw_decref (H (vm), object);
}

static void
release_rest (HwVm    *vm,
              HwFrame *frame)
{
  HwHeap *heap = H (vm);
  HwObject *globals = frame->globals, *locals = frame->locals, *function = frame->function;

  frame->globals = frame->locals = frame->function = NULL;
  hw_xdecref (heap, locals);
  hw_xdecref (heap, globals);
  hw_xdecref (heap, function);
}

void
hw_frame_pop (HwVm *vm)
{
  HwMachine *machine = vm->machine;
  HwFrame *frame = machine->frame;

  detach_object (vm, frame);
  hw_frame_clear_slots (vm, frame);
  record_free (vm, frame);
  machine->frame = frame->back;
  machine->depth--;
  machine->recursion--;
  if (frame->generator == NULL)
    machine->stack_top = (HwObject **) frame;
  release_rest (vm, frame);
}

/* ------------------------------------------------------------------------------------------------ generators' frames */

/* While a generator is suspended, its stack is kept in fields of it, so that the collector and the record see what it holds; while it
 * runs, on the stack proper. The references move, nothing is counted. */
static void
move_stack (HwVm     *vm,
            HwFrame  *frame,
            gboolean  into_fields)
{
  HwObject *generator = frame->generator;
  guint32 first = HW_GENERATOR_N_FIELDS + frame->code->n_slots, n = (guint32) (frame->top - frame->stack);

  for (guint32 i = 0; i < n; i++) {
    HwObject *value = frame->stack[i] = into_fields && frame->stack[i] != NULL ? hw_own (H (vm), frame->stack[i]) : frame->stack[i];

    hw_emit_set (H (vm), generator, first + i, into_fields ? NULL : value, into_fields ? value : NULL);
    generator->as.items.at[first + i] = into_fields ? value : NULL;
  }
}

gboolean
hw_frame_resume (HwVm     *vm,
                 HwObject *generator)
{
  HwMachine *machine = vm->machine;
  HwGenerator *state = generator->as.items.data;
  HwFrame *frame = &state->frame;
  HwObject *globals;

  if (!hw_machine_enter (vm))
    return FALSE;
  globals = hw_field (hw_field (generator, HW_GENERATOR_FUNCTION), HW_FUNCTION_GLOBALS);
  frame->globals = hw_newref (H (vm), globals != NULL ? globals : vm->builtins);
  move_stack (vm, frame, FALSE);
  frame->back = machine->frame;
  frame->record = record_new (vm, frame);
  machine->frame = frame;
  machine->depth++;
  state->state = HW_GENERATOR_RUNNING;
  return TRUE;
}

void
hw_frame_suspend (HwVm    *vm,
                  HwFrame *frame)
{
  HwMachine *machine = vm->machine;
  HwGenerator *state = frame->generator->as.items.data;
  HwObject *globals;

  record_free (vm, frame);
  machine->frame = frame->back;
  machine->depth--;
  machine->recursion--;
  frame->back = NULL;
  move_stack (vm, frame, TRUE);
  globals = g_steal_pointer (&frame->globals);
  hw_decref (H (vm), globals);
  state->state = HW_GENERATOR_SUSPENDED;
}

/* ----------------------------------------------------------------------------------------------------- frame objects */

HwObject *
hw_frame_get_object (HwVm    *vm,
                     HwFrame *frame)
{
  HwHeap *heap = H (vm);
  HwFrameInfo *info;
  HwObject *object;

  if (frame->object != NULL)
    return frame->object;
  info = g_new0 (HwFrameInfo, 1);
  info->frame = frame;
  info->code = frame->code;
  object = hw_fields_new (heap, vm->types[HW_TYPE_ID_frame], HW_KIND_FRAME_OBJECT,
                          heap->profile->frame_size + 8 * (frame->code->n_slots + frame->code->stack_size), HW_FRAME_OBJECT_N_FIELDS);
  object->as.items.data = info;
  object->as.items.extra = frame->code->n_slots + frame->code->stack_size;
  hw_emit_size (heap, object, 0, 0);
  hw_field_set (heap, object, HW_FRAME_OBJECT_CODE, hw_newref (heap, frame->code->object));
  if (frame->globals != NULL)
    hw_field_set (heap, object, HW_FRAME_OBJECT_GLOBALS, hw_newref (heap, frame->globals));
  if (frame->locals != NULL && !(frame->code->flags & HW_CODE_FUNCTION))
    hw_field_set (heap, object, HW_FRAME_OBJECT_LOCALS, hw_newref (heap, frame->locals));
  frame->object = object;
  return object;
}

const HwPosition *
hw_frame_get_position (HwFrame *frame)
{
  gsize at = (gsize) (frame->next - frame->code->instructions);

  return &frame->code->positions[at > 0 ? at - 1 : 0];
}

guint32
hw_frame_get_line (HwFrame *frame)
{
  return hw_frame_get_position (frame)->line;
}

/* The value of variable [slot], through its cell; borrowed or NULL. */
static HwObject *
variable (const HwCode *code,
          HwObject     *value,
          guint32       slot)
{
  value = HW_VALUE (value);
  if (value != NULL && code->is_cell[slot] && value->kind == HW_KIND_CELL)
    return hw_field (value, 0);
  return value;
}

/* A dict of the variables that are bound. New. */
HwObject *
hw_frame_make_locals (HwVm     *vm,
                      HwObject *frame_object)
{
  HwFrameInfo *info = frame_object->as.items.data;
  HwHeap *heap = H (vm);
  HwObject *locals = hw_field (frame_object, HW_FRAME_OBJECT_LOCALS), *dict;

  if (locals != NULL)
    return hw_newref (heap, locals);
  dict = hw_dict_new (heap);
  for (guint32 i = 0; i < info->code->n_slots; i++) {
    HwObject *value = NULL, *name = info->code->varnames[i];

    if (info->frame != NULL)
      value = variable (info->code, info->frame->slots[i], i);
    else if (HW_FRAME_OBJECT_N_FIELDS + i < frame_object->as.items.n)
      value = variable (info->code, hw_field (frame_object, HW_FRAME_OBJECT_N_FIELDS + i), i);
    if (value != NULL)
      hw_dict_set (heap, dict, name, hw_str_hash (name), value);
  }
  return dict;
}

HwObject *
hw_current_globals (HwVm *vm)
{
  return vm->machine->frame != NULL ? vm->machine->frame->globals : vm->machine->main_dict;
}

/* Writes the function's variables into [dict]; those that are unbound go out of it. */
static void
update_locals (HwVm     *vm,
               HwFrame  *frame,
               HwObject *dict)
{
  for (guint32 i = 0; i < frame->code->n_slots; i++) {
    HwObject *value = variable (frame->code, frame->slots[i], i), *name = frame->code->varnames[i];

    if (value != NULL)
      hw_dict_set (H (vm), dict, name, hw_str_hash (name), value);
    else if (hw_dict_get_str (H (vm), dict, name) != NULL)
      hw_dict_delete (H (vm), dict, name, hw_str_hash (name), NULL);
  }
}

HwObject *
hw_current_locals (HwVm *vm)
{
  HwFrame *frame = vm->machine->frame;
  HwObject *dict;

  if (frame == NULL)
    return hw_newref (H (vm), vm->machine->main_dict);
  if (!(frame->code->flags & HW_CODE_FUNCTION))
    return hw_newref (H (vm), frame->locals);
  if (!H (vm)->profile->frames_keep_locals) {
    dict = hw_dict_new (H (vm));
    update_locals (vm, frame, dict);
    return dict;
  }
  if (frame->locals == NULL)
    frame->locals = hw_dict_new (H (vm));
  dict = hw_newref (H (vm), frame->locals);
  update_locals (vm, frame, dict);
  return dict;
}
