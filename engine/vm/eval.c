/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The evaluator: runs frames, instruction by instruction. Models _PyEval_EvalFrameDefault of Python/ceval.c (bytecodes.c): what each instruction
 * takes from the stack, and in which order it gives operands up, is CPython's, because finalizers make it visible.
 *
 * Calls of Python functions from Python code push a frame and go on in the same loop; everything else is in eval-*.c. */

#include "vm/eval.h"

/* ------------------------------------------------------------------------------------------------------------- steps */

/* Clocks and cancels are looked at only now and then. */
#define CHECK_EVERY 1024u

gboolean
hw_machine_check_budgets (HwVm *vm)
{
  HwMachine *machine = vm->machine;

  if (machine->progress != NULL)
    g_atomic_int_set (machine->progress, (gint) MIN (machine->n_steps, G_MAXINT));
  if (machine->n_steps > machine->max_steps)
    hw_machine_stop (vm, "the budget of executed statements ran out");
  else if (g_get_monotonic_time () > machine->deadline)
    hw_machine_stop (vm, "the budget of time ran out");
  else if (H (vm)->body_bytes + (guint64) H (vm)->n_cells * sizeof (HwObject) > machine->max_heap)
    hw_machine_stop (vm, "the budget of memory ran out");
  else if (machine->log_is_full != NULL && machine->log_is_full (machine->log_data))
    hw_machine_stop (vm, "the budget of recorded events ran out");
  else if (g_cancellable_is_cancelled (machine->cancellable))
    hw_machine_stop (vm, "cancelled");
  return vm->exception == NULL;
}

static void
record_step (HwVm    *vm,
             HwFrame *frame,
             guint32  end_line)
{
  HwHeap *heap = H (vm);
  const HwCollector *collector = heap->collector;
  HwTracer *tracer = hw_memory_get_tracer (heap->memory);
  HwStep step = {
    .heap_bytes = hw_memory_get_bytes (heap->memory),
    .line = frame->line,
    .depth = vm->machine->depth - 1,
    .next_serial = heap->next_serial,
    .count_0 = collector->count[0],
    .count_1 = (guint16) collector->count[1],
    .count_2 = (guint16) collector->count[2],
    .traced_kib = hw_tracer_is_on (tracer) ? (guint32) ((hw_tracer_get_current (tracer) + 1023) / 1024) : 0,
    .end_line = end_line,
  };
  guint32 *words;

  heap->sink->step (heap->sink, &step);
  words = hw_sink_reserve (heap->sink, 2);
  words[0] = HW_EVENT_HEAD (HW_EVENT_STEP, frame->line);
  words[1] = hw_cell (heap, frame->record);
  if (G_UNLIKELY (vm->machine->at_step != NULL))
    vm->machine->at_step (vm->machine->at_step_data);
}

static inline gboolean
begin_step (HwVm    *vm,
            HwFrame *frame,
            guint32  line)
{
  HwMachine *machine = vm->machine;

  frame->line = line;
  machine->n_steps++;
  if (H (vm)->sink != NULL)
    record_step (vm, frame, frame->code->positions[frame->next - frame->code->instructions - 1].end_line);
  return (machine->n_steps % CHECK_EVERY != 0 && machine->n_steps <= machine->max_steps) || hw_machine_check_budgets (vm);
}

/* ---------------------------------------------------------------------------------------------------------- unwinding */

static void
cut_stack (HwVm      *vm,
           HwFrame   *frame,
           HwObject **to)
{
  while (frame->top > to) {
    HwObject *value = *--frame->top;

    if (value != NULL)
      hw_drop (H (vm), value);
  }
}

static const HwHandler *
find_handler (HwFrame *frame)
{
  guint32 at = (guint32) (frame->next - frame->code->instructions) - 1;

  for (guint32 i = 0; i < frame->code->n_handlers; i++) {
    const HwHandler *handler = &frame->code->handlers[i];

    if (at >= handler->start && at < handler->end)
      return handler;
  }
  return NULL;
}

/* COPY, then the test: an object that is asked sees one reference more. */
static int
truth_of_copy (HwVm     *vm,
               HwObject *value)
{
  int truth;

  if (!value->type->is_heap)
    return hw_truth (vm, value);
  hw_incref (H (vm), value);
  truth = hw_truth (vm, value);
  hw_decref (H (vm), value);
  return truth;
}

/* An exception is on its way in [frame]: goes on at its handler (TRUE), or the frame is done with. */
static gboolean
unwind_frame (HwVm    *vm,
              HwFrame *frame)
{
  const HwHandler *handler = vm->machine->stopped ? NULL : find_handler (frame);

  if (handler == NULL) {
    cut_stack (vm, frame, frame->stack);
    return FALSE;
  }
  cut_stack (vm, frame, frame->stack + handler->depth);
  *frame->top++ = g_steal_pointer (&vm->exception);
  frame->next = frame->code->instructions + handler->handler;
  return TRUE;
}

/* -------------------------------------------------------------------------------------------------------- small helpers */

static inline void
drop_two (HwVm     *vm,
          HwObject *left,
          HwObject *right,
          gboolean  right_first)
{
  hw_drop (H (vm), right_first ? right : left);
  hw_drop (H (vm), right_first ? left : right);
}

/* 3.14: a variable that changes while a borrowed load of it lies on the stack: the load gets a reference of its own. */
static void
keep_borrowed (HwVm     *vm,
               HwFrame  *frame,
               HwObject *old)
{
  for (HwObject **each = frame->stack; each < frame->top; each++) {
    if (*each == HW_BORROW (old)) {
      hw_incref (H (vm), old);
      *each = old;
    }
  }
}

static inline void
store_slot (HwVm     *vm,
            HwFrame  *frame,
            guint32   slot,
            HwObject *value)
{
  HwObject *old = frame->slots[slot];

  if (vm->machine->profile->borrows_locals && old != NULL && !HW_IS_BORROWED (old))
    keep_borrowed (vm, frame, old);
  hw_frame_set_slot (vm, frame, slot, value);
  if (old != NULL)
    hw_drop (H (vm), old);
}

static inline gboolean
is_small_int (HwVm     *vm,
              HwObject *object)
{
  return object->kind == HW_KIND_INT && object->as.integer.big == NULL && object->type == vm->types[HW_TYPE_ID_int];
}

static inline HwObject *
compare_small (HwVm       *vm,
               HwCompareOp op,
               gint64      a,
               gint64      b)
{
  static const guint8 truth[HW_COMPARE_IS][3] = {
    [HW_COMPARE_EQ] = { 0, 1, 0 }, [HW_COMPARE_NOT_EQ] = { 1, 0, 1 }, [HW_COMPARE_LT] = { 1, 0, 0 },
    [HW_COMPARE_LT_E] = { 1, 1, 0 }, [HW_COMPARE_GT] = { 0, 0, 1 }, [HW_COMPARE_GT_E] = { 0, 1, 1 },
  };

  return hw_bool_new (H (vm), truth[op][a < b ? 0 : a == b ? 1 : 2]);
}

/* ---------------------------------------------------------------------------------------------------------- the loop */

#define TOP() (frame->top[-1])
#define SECOND() (frame->top[-2])
#define THIRD() (frame->top[-3])
#define PUSH(value) (*frame->top++ = (value))
#define POP() (*--frame->top)
#define ERROR_IF(condition) \
  if (G_UNLIKELY (condition)) \
    goto error
#define CHECK_POINT() \
  if (G_UNLIKELY (heap->collector->pending)) \
    hw_collector_check (heap)

/* Replaces the operands by the result of [expression], which is evaluated before they are given up. */
#define BINARY_RESULT(expression, right_first)                        \
  do {                                                                \
    HwObject *right = TOP (), *left = SECOND ();                      \
    HwObject *result = (expression);                                  \
                                                                      \
    frame->top -= 2;                                                  \
    drop_two (vm, left, right, right_first);                          \
    if (G_UNLIKELY (result == NULL))                                  \
      goto error;                                                     \
    PUSH (result);                                                    \
  } while (0)

#define UNARY_RESULT(expression)              \
  do {                                        \
    HwObject *operand = TOP ();               \
    HwObject *result = (expression);          \
                                              \
    frame->top--;                             \
    hw_drop (heap, operand);                  \
    if (G_UNLIKELY (result == NULL))          \
      goto error;                             \
    PUSH (result);                            \
  } while (0)

/* The order of the list is that of opcodes.h. */
HwObject *
hw_eval_frame (HwVm    *vm,
               gboolean throwing)
{
  HwMachine *machine = vm->machine;
  HwHeap *heap = H (vm);
  const HwProfile *profile = machine->profile;
  HwFrame *frame = machine->frame;

  if (throwing)
    goto error;
  for (;;) {
    guint32 word = *frame->next++;
    guint32 argument = HW_INSTRUCTION_ARGUMENT (word);

    switch (HW_INSTRUCTION_OP (word)) {
    case HW_OP_STEP:
      ERROR_IF (!begin_step (vm, frame, argument));
      break;
    case HW_OP_RESUME:
      CHECK_POINT ();
      break;
    case HW_OP_MAKE_CELL: {
      HwObject *content = frame->slots[argument];

      hw_frame_set_slot (vm, frame, argument, NULL);
      hw_frame_set_slot (vm, frame, argument, hw_cell_new (vm, content != NULL ? hw_own (heap, content) : NULL));
      break;
    }
    case HW_OP_RETURN_GENERATOR: {
      HwObject *generator = hw_generator_new (vm, frame);
      HwFrameKind kind = frame->kind;

      hw_frame_pop (vm);
      if (kind == HW_FRAME_ENTRY)
        return generator;
      frame = machine->frame;
      PUSH (generator);
      break;
    }
    case HW_OP_POP: {
      HwObject *value = POP ();

      hw_drop (heap, value);
      break;
    }
    case HW_OP_COPY: {
      HwObject *value = frame->top[-(gint) argument];

      PUSH (HW_IS_BORROWED (value) ? value : hw_newref (heap, value));
      break;
    }
    case HW_OP_SWAP: {
      HwObject *value = TOP ();

      TOP () = frame->top[-(gint) argument];
      frame->top[-(gint) argument] = value;
      break;
    }
    case HW_OP_PUSH_NULL:
      PUSH (NULL);
      break;
    case HW_OP_LOAD_CONST:
      PUSH (hw_newref (heap, frame->code->consts[argument]));
      break;
    case HW_OP_LOAD_CONST_BORROW:
      PUSH (HW_BORROW (frame->code->consts[argument]));
      break;
    case HW_OP_LOAD_FAST: {
      HwObject *value = frame->slots[argument];

      ERROR_IF (value == NULL && !hw_raise_unbound (vm, frame, argument));
      PUSH (hw_newref (heap, HW_VALUE (value)));
      break;
    }
    case HW_OP_LOAD_FAST_BORROW: {
      HwObject *value = frame->slots[argument];

      ERROR_IF (value == NULL && !hw_raise_unbound (vm, frame, argument));
      PUSH (HW_BORROW (value));
      break;
    }
    case HW_OP_STORE_FAST: {
      HwObject *value = hw_own (heap, POP ());

      store_slot (vm, frame, argument, value);
      break;
    }
    case HW_OP_DELETE_FAST:
      ERROR_IF (frame->slots[argument] == NULL && !hw_raise_unbound (vm, frame, argument));
      store_slot (vm, frame, argument, NULL);
      break;
    case HW_OP_CLEAR_FAST:
      if (frame->slots[argument] != NULL)
        store_slot (vm, frame, argument, NULL);
      break;
    case HW_OP_LOAD_DEREF: {
      HwObject *value = hw_field (HW_VALUE (frame->slots[argument]), 0);

      ERROR_IF (value == NULL && !hw_raise_unbound (vm, frame, argument));
      PUSH (hw_newref (heap, value));
      break;
    }
    case HW_OP_STORE_DEREF:
      hw_field_set (heap, HW_VALUE (frame->slots[argument]), 0, hw_own (heap, POP ()));
      break;
    case HW_OP_DELETE_DEREF:
      ERROR_IF (hw_field (HW_VALUE (frame->slots[argument]), 0) == NULL && !hw_raise_unbound (vm, frame, argument));
      hw_field_set (heap, HW_VALUE (frame->slots[argument]), 0, NULL);
      break;
    case HW_OP_LOAD_CLOSURE:
      PUSH (hw_newref (heap, HW_VALUE (frame->slots[argument])));
      break;
    case HW_OP_LOAD_CLASS_DEREF: {
      HwObject *value = hw_load_class_deref (vm, frame, argument);

      ERROR_IF (value == NULL);
      PUSH (value);
      break;
    }
    case HW_OP_LOAD_NAME: {
      HwObject *value = hw_load_name (vm, frame, frame->code->names[argument]);

      ERROR_IF (value == NULL);
      PUSH (value);
      break;
    }
    case HW_OP_STORE_NAME: {
      HwObject *value = hw_own (heap, POP ()), *name = frame->code->names[argument];
      gboolean done = hw_dict_set (heap, frame->locals, name, hw_str_hash (name), value);

      hw_decref (heap, value);
      ERROR_IF (!done);
      break;
    }
    case HW_OP_DELETE_NAME:
      ERROR_IF (!hw_delete_name (vm, frame->locals, frame->code->names[argument]));
      break;
    case HW_OP_LOAD_GLOBAL: {
      HwObject *value = hw_load_global (vm, frame, frame->code->names[argument]);

      ERROR_IF (value == NULL);
      PUSH (value);
      break;
    }
    case HW_OP_STORE_GLOBAL: {
      HwObject *value = hw_own (heap, POP ()), *name = frame->code->names[argument];
      gboolean done = hw_dict_set (heap, frame->globals, name, hw_str_hash (name), value);

      hw_decref (heap, value);
      ERROR_IF (!done);
      break;
    }
    case HW_OP_DELETE_GLOBAL:
      ERROR_IF (!hw_delete_name (vm, frame->globals, frame->code->names[argument]));
      break;
    case HW_OP_LOAD_ATTR:
      UNARY_RESULT (hw_get_attr (vm, HW_VALUE (operand), frame->code->names[argument]));
      break;
    case HW_OP_STORE_ATTR: {
      HwObject *owner = TOP (), *value = SECOND ();
      gboolean done = hw_set_attr (vm, HW_VALUE (owner), frame->code->names[argument], HW_VALUE (value));

      frame->top -= 2;
      hw_drop (heap, value);
      hw_drop (heap, owner);
      ERROR_IF (!done);
      break;
    }
    case HW_OP_DELETE_ATTR: {
      HwObject *owner = POP ();
      gboolean done = hw_set_attr (vm, HW_VALUE (owner), frame->code->names[argument], NULL);

      hw_drop (heap, owner);
      ERROR_IF (!done);
      break;
    }
    case HW_OP_LOAD_METHOD: {
      HwObject *owner = TOP (), *method;
      int is_method = hw_get_method (vm, HW_VALUE (owner), frame->code->names[argument], &method);

      if (is_method == 1) {
        TOP () = method;
        PUSH (owner);
        break;
      }
      frame->top--;
      hw_drop (heap, owner);
      ERROR_IF (is_method < 0);
      PUSH (method);
      PUSH (NULL);
      break;
    }
    case HW_OP_BINARY:
      BINARY_RESULT (is_small_int (vm, HW_VALUE (left)) && is_small_int (vm, HW_VALUE (right))
                       ? hw_int_binary (vm, argument, HW_VALUE (left), HW_VALUE (right))
                       : hw_binary (vm, argument, HW_VALUE (left), HW_VALUE (right)),
                     profile->multiplies_right_first && argument == HW_OPERATOR_MULT);
      break;
    case HW_OP_INPLACE:
      BINARY_RESULT (hw_inplace (vm, argument, HW_VALUE (left), HW_VALUE (right)), FALSE);
      break;
    case HW_OP_UNARY:
      UNARY_RESULT (hw_unary (vm, argument, HW_VALUE (operand)));
      break;
    case HW_OP_NOT:
      UNARY_RESULT (hw_not (vm, HW_VALUE (operand)));
      break;
    case HW_OP_COMPARE:
      BINARY_RESULT (is_small_int (vm, HW_VALUE (left)) && is_small_int (vm, HW_VALUE (right))
                       ? compare_small (vm, argument, HW_VALUE (left)->as.integer.value, HW_VALUE (right)->as.integer.value)
                       : hw_compare (vm, HW_VALUE (left), HW_VALUE (right), argument),
                     profile->compares_right_first);
      break;
    case HW_OP_IS:
      BINARY_RESULT (hw_bool_new (heap, (HW_VALUE (left) == HW_VALUE (right)) != (gboolean) argument), profile->compares_right_first);
      break;
    case HW_OP_CONTAINS:
      BINARY_RESULT (hw_contains_result (vm, HW_VALUE (right), HW_VALUE (left), argument), profile->compares_right_first);
      break;
    case HW_OP_GET_ITEM:
      BINARY_RESULT (hw_get_item (vm, HW_VALUE (left), HW_VALUE (right)), profile->multiplies_right_first);
      break;
    case HW_OP_SET_ITEM: {
      HwObject *key = TOP (), *container = SECOND (), *value = THIRD ();
      gboolean done = hw_set_item (vm, HW_VALUE (container), HW_VALUE (key), HW_VALUE (value));

      frame->top -= 3;
      hw_drop (heap, profile->compares_right_first ? key : value);
      hw_drop (heap, container);
      hw_drop (heap, profile->compares_right_first ? value : key);
      ERROR_IF (!done);
      break;
    }
    case HW_OP_DELETE_ITEM: {
      HwObject *key = TOP (), *container = SECOND ();
      gboolean done = hw_set_item (vm, HW_VALUE (container), HW_VALUE (key), NULL);

      frame->top -= 2;
      drop_two (vm, container, key, profile->compares_right_first);
      ERROR_IF (!done);
      break;
    }
    case HW_OP_BUILD_SLICE:
      hw_build_slice (vm, frame, argument);
      break;
    case HW_OP_BUILD_LIST:
      hw_build_list (vm, frame, argument);
      break;
    case HW_OP_BUILD_TUPLE:
      hw_build_tuple (vm, frame, argument);
      break;
    case HW_OP_BUILD_SET:
      ERROR_IF (!hw_build_set (vm, frame, argument));
      break;
    case HW_OP_BUILD_MAP:
      ERROR_IF (!hw_build_map (vm, frame, argument));
      break;
    case HW_OP_BUILD_CONST_MAP:
      ERROR_IF (!hw_build_const_map (vm, frame, argument));
      break;
    case HW_OP_BUILD_STRING:
      hw_build_string (vm, frame, argument);
      break;
    case HW_OP_LIST_APPEND:
      hw_list_append_take (heap, frame->top[-(gint) argument - 1], hw_own (heap, TOP ()));
      frame->top--;
      break;
    case HW_OP_SET_ADD:
    case HW_OP_MAP_ADD:
    case HW_OP_LIST_EXTEND:
    case HW_OP_SET_UPDATE:
    case HW_OP_DICT_UPDATE:
    case HW_OP_DICT_MERGE:
      ERROR_IF (!hw_extend_collection (vm, frame, HW_INSTRUCTION_OP (word), argument));
      break;
    case HW_OP_LIST_TO_TUPLE:
      UNARY_RESULT (hw_list_to_tuple (vm, operand));
      break;
    case HW_OP_FORMAT:
      ERROR_IF (!hw_format_value (vm, frame, argument));
      break;
    case HW_OP_UNPACK:
      ERROR_IF (!hw_unpack (vm, frame, argument));
      break;
    case HW_OP_UNPACK_EX:
      ERROR_IF (!hw_unpack_ex (vm, frame, argument & 0xff, argument >> 8));
      break;
    case HW_OP_GET_ITER:
      UNARY_RESULT (hw_iter (vm, HW_VALUE (operand)));
      break;
    case HW_OP_FOR_ITER: {
      HwObject *item = hw_next (vm, HW_VALUE (TOP ()));

      if (item != NULL) {
        PUSH (item);
        break;
      }
      ERROR_IF (vm->exception != NULL);
      item = POP ();
      hw_drop (heap, item);
      frame->next = frame->code->instructions + argument;
      break;
    }
    case HW_OP_JUMP:
      frame->next = frame->code->instructions + argument;
      break;
    case HW_OP_JUMP_BACKWARD:
      frame->next = frame->code->instructions + argument;
      CHECK_POINT ();
      break;
    case HW_OP_JUMP_IF_FALSE:
    case HW_OP_JUMP_IF_TRUE: {
      HwObject *value = POP ();
      int truth = hw_truth (vm, HW_VALUE (value));

      hw_drop (heap, value);
      ERROR_IF (truth < 0);
      if (truth == (HW_INSTRUCTION_OP (word) == HW_OP_JUMP_IF_TRUE))
        frame->next = frame->code->instructions + argument;
      break;
    }
    case HW_OP_JUMP_IF_FALSE_OR_POP:
    case HW_OP_JUMP_IF_TRUE_OR_POP: {
      HwObject *value = TOP ();
      int truth = heap->profile->copies_for_truth ? truth_of_copy (vm, HW_VALUE (value)) : hw_truth (vm, HW_VALUE (value));

      ERROR_IF (truth < 0);
      if (truth == (HW_INSTRUCTION_OP (word) == HW_OP_JUMP_IF_TRUE_OR_POP)) {
        frame->next = frame->code->instructions + argument;
      } else {
        frame->top--;
        hw_drop (heap, value);
      }
      break;
    }
    case HW_OP_CALL:
    case HW_OP_CALL_KEYWORDS:
    case HW_OP_CALL_EX: {
      HwCallOutcome outcome = HW_INSTRUCTION_OP (word) == HW_OP_CALL            ? hw_call_on_stack (vm, frame, argument)
                              : HW_INSTRUCTION_OP (word) == HW_OP_CALL_KEYWORDS ? hw_call_keywords_on_stack (vm, frame, argument)
                                                                                : hw_call_unpacked_on_stack (vm, frame, argument);

      ERROR_IF (outcome == HW_CALL_FAILED);
      if (outcome == HW_CALL_ENTERED)
        frame = machine->frame;
      else
        CHECK_POINT ();
      break;
    }
    case HW_OP_RETURN: {
      HwObject *result = hw_own (heap, POP ());
      HwFrameKind kind = frame->kind;

      if (frame->generator != NULL) {
        hw_generator_finish (vm, frame);
        return result;
      }
      hw_frame_pop (vm);
      if (kind == HW_FRAME_ENTRY)
        return result;
      frame = machine->frame;
      PUSH (result);
      break;
    }
    case HW_OP_YIELD: {
      HwObject *result = hw_own (heap, POP ());

      hw_frame_suspend (vm, frame);
      frame->yielded = TRUE;
      return result;
    }
    case HW_OP_GET_YIELD_FROM_ITER:
      if (HW_VALUE (TOP ())->kind != HW_KIND_GENERATOR)
        UNARY_RESULT (hw_iter (vm, HW_VALUE (operand)));
      break;
    case HW_OP_YIELD_FROM: {
      HwObject *result = NULL;

      /* The iterator stays on the stack while it gives values; the value sent in lies above it. */
      if (hw_yield_from (vm, frame, &result)) {
        hw_frame_suspend (vm, frame);
        frame->yielded = TRUE;
        return result;
      }
      ERROR_IF (result == NULL);
      PUSH (result);
      break;
    }
    case HW_OP_MAKE_FUNCTION:
      hw_make_function_object (vm, frame, argument);
      break;
    case HW_OP_LOAD_BUILD_CLASS:
      PUSH (hw_newref (heap, hw_dict_get_name (heap, vm->builtins, "__build_class__")));
      break;
    case HW_OP_PUSH_EXCEPTION: {
      HwObject *exception = POP ();

      PUSH (machine->handled->exception);
      machine->handled->exception = hw_newref (heap, exception);
      PUSH (exception);
      break;
    }
    case HW_OP_MATCH_EXCEPTION: {
      HwObject *type = POP ();
      int matches = hw_exception_match (vm, TOP (), HW_VALUE (type));

      hw_drop (heap, type);
      ERROR_IF (matches < 0);
      PUSH (hw_bool_new (heap, matches));
      break;
    }
    case HW_OP_POP_EXCEPTION: {
      HwObject *old = machine->handled->exception;

      machine->handled->exception = POP ();
      hw_xdecref (heap, old);
      break;
    }
    case HW_OP_RERAISE:
      hw_set_exception (vm, POP ());
      goto unwind;
    case HW_OP_RAISE:
      if (hw_raise_on_stack (vm, frame, argument))
        goto unwind;
      goto error;
    case HW_OP_LOAD_ASSERTION_ERROR:
      PUSH (hw_newref (heap, vm->exceptions[HW_EXC_AssertionError]->object));
      break;
    case HW_OP_CALL_EXIT:
      ERROR_IF (!hw_call_exit (vm, frame));
      CHECK_POINT ();
      break;
    case HW_OP_PUSH_EXIT_SELF:
      ERROR_IF (!hw_push_exit_self (vm, frame));
      break;
    case HW_OP_BEFORE_WITH:
      ERROR_IF (!hw_before_with (vm, frame));
      break;
    case HW_OP_WITH_EXCEPTION:
      ERROR_IF (!hw_with_exception (vm, frame));
      break;
    case HW_OP_IMPORT_NAME: {
      HwObject *module = hw_import (vm, hw_str_text (frame->code->names[argument]));

      ERROR_IF (module == NULL);
      PUSH (module);
      CHECK_POINT ();
      break;
    }
    case HW_OP_IMPORT_FROM: {
      HwObject *value = hw_import_from (vm, TOP (), frame->code->names[argument]);

      ERROR_IF (value == NULL);
      PUSH (value);
      break;
    }
    case HW_OP_SETUP_ANNOTATIONS:
      hw_setup_annotations (vm, frame);
      break;
    case HW_OP_MATCH_SEQUENCE:
    case HW_OP_MATCH_MAPPING:
    case HW_OP_MATCH_KEYS:
    case HW_OP_MATCH_CLASS:
    case HW_OP_GET_LEN:
      ERROR_IF (!hw_match_pattern (vm, frame, HW_INSTRUCTION_OP (word), argument));
      break;
    case HW_N_OPCODES:
      g_assert_not_reached ();
    }
    continue;

  error:
    hw_traceback_add (vm, frame);
  unwind:
    while (!unwind_frame (vm, frame)) {
      HwFrameKind kind = frame->kind;

      if (frame->generator != NULL) {
        hw_generator_finish (vm, frame);
        return NULL;
      }
      hw_frame_pop (vm);
      if (kind == HW_FRAME_ENTRY)
        return NULL;
      frame = machine->frame;
      hw_traceback_add (vm, frame);
    }
  }
}
