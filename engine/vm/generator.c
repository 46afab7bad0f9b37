/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Generators: a frame that lives in an object. Its variables are fields of the generator, so that the collector sees them. Models
 * Objects/genobject.c. */

#include "vm/containers.h"
#include "vm/eval.h"

static HwGenerator *
state_of (HwObject *generator)
{
  return generator->as.items.data;
}

/* Takes the variables of [frame], which stands at its begin, over into a new generator. */
HwObject *
hw_generator_new (HwVm    *vm,
                  HwFrame *frame)
{
  HwHeap *heap = H (vm);
  HwCode *code = frame->code;
  HwGenerator *state = g_new0 (HwGenerator, 1);
  guint32 n = code->n_slots + code->stack_size;
  HwObject *generator = hw_fields_new (heap, vm->types[HW_TYPE_ID_generator], HW_KIND_GENERATOR,
                                       heap->profile->generator_size + 8 * n, HW_GENERATOR_N_FIELDS);

  generator->as.items.data = state;
  generator->as.items.extra = n;
  if (heap->sink != NULL) {
    guint32 *words;

    hw_emit_size (heap, generator, 0, 0);
    words = hw_sink_reserve (heap->sink, 3);
    words[0] = HW_EVENT_HEAD (HW_EVENT_LAYOUT, hw_cell (heap, generator));
    words[1] = 0;
    words[2] = code->layout;
  }
  hw_field_set (heap, generator, HW_GENERATOR_NAME, hw_newref (heap, hw_field (frame->function, HW_FUNCTION_NAME)));
  hw_field_set (heap, generator, HW_GENERATOR_QUALNAME, hw_newref (heap, hw_field (frame->function, HW_FUNCTION_QUALNAME)));
  hw_field_set (heap, generator, HW_GENERATOR_FUNCTION, hw_newref (heap, frame->function));
  hw_field_set (heap, generator, HW_GENERATOR_CODE, hw_newref (heap, code->object));
  hw_fields_extend (heap, generator, code->n_slots + code->n_stack);
  for (guint32 i = 0; i < code->n_slots; i++) {
    HwObject *value = frame->slots[i];

    if (value == NULL)
      continue;
    value = hw_own (heap, value);
    hw_frame_set_slot (vm, frame, i, NULL);
    hw_field_set (heap, generator, HW_GENERATOR_N_FIELDS + i, value);
  }
  state->state = HW_GENERATOR_CREATED;
  state->stack = g_new0 (HwObject *, code->n_stack);
  state->frame = (HwFrame) {
    .code = code,
    .slots = generator->as.items.at + HW_GENERATOR_N_FIELDS,
    .stack = state->stack,
    .top = state->stack,
    .next = frame->next,
    .holder = generator,
    .first_slot = HW_GENERATOR_N_FIELDS,
    .generator = generator,
    .kind = HW_FRAME_ENTRY,
    .line = frame->line,
  };
  hw_object_track (heap, generator);
  return generator;
}

/* Leaves the running frame of a generator for good. */
void
hw_generator_finish (HwVm    *vm,
                     HwFrame *frame)
{
  HwObject *generator = frame->generator;
  HwGenerator *state = state_of (generator);

  hw_frame_pop (vm);
  state->state = HW_GENERATOR_CLOSED;
  hw_field_set (H (vm), generator, HW_GENERATOR_FUNCTION, NULL);
}

static HwObject *
raise_running (HwVm     *vm,
               HwObject *value)
{
  hw_xdecref (H (vm), value);
  return hw_raise (vm, HW_EXC_ValueError, "generator already executing");
}

/* A StopIteration that leaves a generator's body is a bug of it (PEP 479). */
static void
replace_stop_iteration (HwVm *vm)
{
  HwObject *cause;

  if (vm->exception == NULL || !hw_exception_matches (vm, HW_EXC_StopIteration))
    return;
  cause = g_steal_pointer (&vm->exception);
  hw_raise (vm, HW_EXC_RuntimeError, "generator raised StopIteration");
  hw_incref (H (vm), cause);
  hw_field_set (H (vm), vm->exception, HW_EXCEPTION_CAUSE, cause);
  hw_field_set (H (vm), vm->exception, HW_EXCEPTION_CONTEXT, hw_newref (H (vm), cause));
  vm->exception->as.items.extra |= HW_EXCEPTION_SUPPRESS;
  hw_decref (H (vm), cause);
}

static HwObject *
not_resumable (HwVm      *vm,
               HwObject  *value,
               gboolean   throwing,
               HwObject **result)
{
  hw_xdecref (H (vm), value);
  if (!throwing && result != NULL)
    *result = hw_newref (H (vm), H (vm)->none);
  return NULL;
}

HwObject *
hw_generator_resume (HwVm      *vm,
                     HwObject  *generator,
                     HwObject  *value,
                     gboolean   throwing,
                     HwObject **result)
{
  HwMachine *machine = vm->machine;
  HwGenerator *state = state_of (generator);
  gboolean fresh = state->state == HW_GENERATOR_CREATED;
  HwObject *given;

  *result = NULL;
  if (state->state == HW_GENERATOR_RUNNING)
    return raise_running (vm, value);
  if (state->state == HW_GENERATOR_CLOSED)
    return not_resumable (vm, value, throwing, result);
  if (fresh && !throwing && value != NULL && value != H (vm)->none) {
    hw_decref (H (vm), value);
    return hw_raise (vm, HW_EXC_TypeError, "can't send non-None value to a just-started generator");
  }
  if (!hw_frame_resume (vm, generator)) {
    hw_xdecref (H (vm), value);
    return NULL;
  }
  hw_incref (H (vm), generator);
  state->frame.yielded = FALSE;
  if (fresh || throwing)
    hw_xdecref (H (vm), value);
  else
    *state->frame.top++ = value != NULL ? value : hw_newref (H (vm), H (vm)->none);
  state->handled.outer = machine->handled;
  machine->handled = &state->handled;
  given = hw_eval_frame (vm, throwing);
  machine->handled = state->handled.outer;
  if (given != NULL && !state->frame.yielded) {
    *result = given;
    given = NULL;
  }
  replace_stop_iteration (vm);
  hw_decref (H (vm), generator);
  return given;
}

/* GeneratorExit inside of it; FALSE with an exception, also when it yields once more. */
gboolean
hw_generator_close (HwVm     *vm,
                    HwObject *generator)
{
  HwGenerator *state = state_of (generator);
  HwObject *given, *result;

  if (state->state == HW_GENERATOR_CREATED) {
    /* 3.12 on nothing is thrown into a body that has not begun, so its variables stay until the generator dies. */
    state->state = HW_GENERATOR_CLOSED;
    if (vm->machine->profile->closing_clears_fresh_generators) {
      hw_frame_clear_slots (vm, &state->frame);
      hw_field_set (H (vm), generator, HW_GENERATOR_FUNCTION, NULL);
    }
    return TRUE;
  }
  if (state->state == HW_GENERATOR_CLOSED)
    return TRUE;
  hw_raise (vm, HW_EXC_GeneratorExit, NULL);
  given = hw_generator_resume (vm, generator, NULL, TRUE, &result);
  hw_xdecref (H (vm), result);
  if (given != NULL) {
    hw_decref (H (vm), given);
    hw_raise (vm, HW_EXC_RuntimeError, "generator ignored GeneratorExit");
    return FALSE;
  }
  if (vm->exception == NULL)
    return TRUE;
  if (!hw_exception_matches (vm, HW_EXC_GeneratorExit) && !hw_exception_matches (vm, HW_EXC_StopIteration))
    return FALSE;
  hw_exception_clear (vm);
  return TRUE;
}

void
hw_generator_free (HwVm     *vm,
                   HwObject *generator)
{
  HwGenerator *state = state_of (generator);
  HwFrame *frame;

  if (state == NULL)
    return;
  generator->as.items.data = NULL;
  frame = &state->frame;
  if (frame->object != NULL) {
    ((HwFrameInfo *) frame->object->as.items.data)->frame = NULL;
    hw_decref (H (vm), frame->object);
  }
  hw_xdecref (H (vm), state->handled.exception);
  g_free (state->stack);
  g_free (state);
}

void
hw_generator_release (HwObject *generator)
{
  HwGenerator *state = state_of (generator);

  if (state == NULL)
    return;
  g_free (state->stack);
  g_free (state);
  generator->as.items.data = NULL;
}

/* --------------------------------------------------------------------------------------------------------- yield from */

static HwObject *
take_stop_value (HwVm *vm)
{
  HwObject *args, *value;

  if (vm->exception == NULL)
    return hw_newref (H (vm), H (vm)->none);
  if (!hw_exception_matches (vm, HW_EXC_StopIteration))
    return NULL;
  args = hw_field (vm->exception, HW_EXCEPTION_ARGS);
  value = args != NULL && args->as.items.n > 0 ? args->as.items.at[0] : H (vm)->none;
  hw_incref (H (vm), value);
  hw_exception_clear (vm);
  return value;
}

gboolean
hw_yield_from (HwVm      *vm,
               HwFrame   *frame,
               HwObject **result)
{
  HwObject *value = *--frame->top, *iterator = HW_VALUE (frame->top[-1]), *given, *last = NULL;

  if (iterator->kind == HW_KIND_GENERATOR) {
    given = hw_generator_resume (vm, iterator, hw_own (H (vm), value), FALSE, &last);
  } else if (HW_VALUE (value) == H (vm)->none) {
    given = hw_next (vm, iterator);
    hw_drop (H (vm), value);
  } else {
    HwObject *argument = HW_VALUE (value);

    given = hw_call_method (vm, iterator, HW_NAME_send, &argument, 1);
    hw_drop (H (vm), value);
  }
  if (given != NULL) {
    /* Stays at this instruction: the next resumption pushes what is sent and comes here again. */
    frame->next--;
    *result = given;
    return TRUE;
  }
  *result = last != NULL ? last : take_stop_value (vm);
  value = *--frame->top;
  hw_drop (H (vm), value);
  return FALSE;
}

/* What a suspended generator delegates to, borrowed or NULL. */
static HwObject *
delegate_of (HwGenerator *state)
{
  if (state->state != HW_GENERATOR_SUSPENDED || HW_INSTRUCTION_OP (*state->frame.next) != HW_OP_YIELD_FROM)
    return NULL;
  return HW_VALUE (state->frame.top[-1]);
}

/* ------------------------------------------------------------------------------------------------------------ methods */

static HwObject *
finish_call (HwVm     *vm,
             HwObject *given,
             HwObject *result)
{
  if (given != NULL)
    return given;
  if (vm->exception == NULL) {
    if (result == H (vm)->none)
      hw_raise (vm, HW_EXC_StopIteration, NULL);
    else
      hw_raise_object (vm, HW_EXC_StopIteration, result);
  }
  hw_xdecref (H (vm), result);
  return NULL;
}

static HwObject *
generator_next (HwVm     *vm,
                HwObject *self)
{
  HwObject *result, *given = hw_generator_resume (vm, self, NULL, FALSE, &result);

  if (given == NULL && result != NULL && result != H (vm)->none)
    hw_raise_object (vm, HW_EXC_StopIteration, result);
  hw_xdecref (H (vm), result);
  return given;
}

static HwObject *
generator_send (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  HwObject *result, *given = hw_generator_resume (vm, self, hw_newref (H (vm), args[0]), FALSE, &result);

  return finish_call (vm, given, result);
}

/* Takes the delegate off the suspended generator's stack and goes on behind the yield from. */
static void
drop_delegate (HwVm     *vm,
               HwObject *self)
{
  HwGenerator *state = state_of (self);
  guint32 depth = (guint32) (--state->frame.top - state->frame.stack);

  hw_field_set (H (vm), self, HW_GENERATOR_N_FIELDS + state->frame.code->n_slots + depth, NULL);
  state->frame.next++;
}

/* The delegate gives up first: TRUE if it took the exception and gave a value or ended. */
static gboolean
throw_into_delegate (HwVm      *vm,
                     HwObject  *self,
                     HwObject **given)
{
  HwGenerator *state = state_of (self);
  HwObject *delegate = delegate_of (state), *result = NULL, *exception;

  if (delegate == NULL)
    return FALSE;
  hw_incref (H (vm), delegate);
  if (hw_exception_matches (vm, HW_EXC_GeneratorExit)) {
    exception = g_steal_pointer (&vm->exception);
    if (delegate->kind != HW_KIND_GENERATOR || hw_generator_close (vm, delegate))
      hw_set_exception (vm, exception);
    else
      hw_decref (H (vm), exception);
    hw_decref (H (vm), delegate);
    goto outer;
  }
  if (delegate->kind != HW_KIND_GENERATOR) {
    hw_decref (H (vm), delegate);
    goto outer;
  }
  if (!throw_into_delegate (vm, delegate, given))
    *given = hw_generator_resume (vm, delegate, NULL, TRUE, &result);
  hw_decref (H (vm), delegate);
  if (*given != NULL)
    return TRUE;
  if (vm->exception != NULL)
    goto outer;
  /* It returned: its value is that of the yield from, and the generator goes on behind it. */
  drop_delegate (vm, self);
  *given = hw_generator_resume (vm, self, result != NULL ? result : hw_newref (H (vm), H (vm)->none), FALSE, &result);
  *given = finish_call (vm, *given, result);
  return TRUE;
outer:
  /* The generator itself gets the exception: its delegate is done with. */
  drop_delegate (vm, self);
  return FALSE;
}

static HwObject *
generator_throw (HwVm            *vm,
                 HwObject        *self,
                 HwObject *const *args,
                 guint            n,
                 HwObject        *kwnames)
{
  HwObject *value = n > 1 && args[1] != H (vm)->none ? args[1] : NULL, *given = NULL, *result;

  if (value != NULL && value->kind != HW_KIND_EXCEPTION) {
    value = hw_call (vm, args[0], &args[1], 1, NULL);
    if (value == NULL)
      return NULL;
    hw_set_exception (vm, value);
  } else {
    hw_raise_statement (vm, value != NULL ? value : args[0], NULL);
  }
  if (state_of (self)->state == HW_GENERATOR_CREATED) {
    /* Never started: it ends with the exception, at its first line. */
    state_of (self)->state = HW_GENERATOR_SUSPENDED;
  }
  if (state_of (self)->state == HW_GENERATOR_CLOSED)
    return NULL;
  if (throw_into_delegate (vm, self, &given))
    return given;
  given = hw_generator_resume (vm, self, NULL, TRUE, &result);
  return finish_call (vm, given, result);
}

static HwObject *
generator_close (HwVm            *vm,
                 HwObject        *self,
                 HwObject *const *args,
                 guint            n,
                 HwObject        *kwnames)
{
  return hw_generator_close (vm, self) ? HW_NONE (vm) : NULL;
}

static HwObject *
generator_iter (HwVm     *vm,
                HwObject *self)
{
  return hw_newref (H (vm), self);
}

static HwObject *
generator_repr (HwVm     *vm,
                HwObject *self)
{
  return hw_str_printf (vm, "<generator object %s at 0x%" G_GINT64_MODIFIER "x>", hw_str_text (hw_field (self, HW_GENERATOR_QUALNAME)),
                        hw_object_get_id (vm, self));
}

static HwObject *
get_frame (HwVm     *vm,
           HwObject *self)
{
  HwGenerator *state = state_of (self);

  if (state->state == HW_GENERATOR_CLOSED)
    return HW_NONE (vm);
  return hw_newref (H (vm), hw_frame_get_object (vm, &state->frame));
}

static HwObject *
get_running (HwVm     *vm,
             HwObject *self)
{
  return hw_bool_new (H (vm), state_of (self)->state == HW_GENERATOR_RUNNING);
}

static HwObject *
get_yield_from (HwVm     *vm,
                HwObject *self)
{
  HwObject *delegate = delegate_of (state_of (self));

  return hw_newref (H (vm), delegate != NULL ? delegate : H (vm)->none);
}

static HwObject *
get_code (HwVm     *vm,
          HwObject *self)
{
  return hw_newref (H (vm), hw_field (self, HW_GENERATOR_CODE));
}

static HwObject *
get_name (HwVm     *vm,
          HwObject *self)
{
  return hw_newref (H (vm), hw_field (self, HW_GENERATOR_NAME));
}

static HwObject *
get_qualname (HwVm     *vm,
              HwObject *self)
{
  return hw_newref (H (vm), hw_field (self, HW_GENERATOR_QUALNAME));
}

static const HwNativeDef methods[] = {
  { "send", generator_send, HW_CALL_ONE },
  { "throw", generator_throw, HW_CALL_RANGE, 1, 3 },
  { "close", generator_close, HW_CALL_NONE },
  { NULL },
};

static const HwGetSetDef getsets[] = {
  { "gi_frame", get_frame, NULL },
  { "gi_running", get_running, NULL },
  { "gi_yieldfrom", get_yield_from, NULL },
  { "gi_code", get_code, NULL },
  { "__name__", get_name, NULL },
  { "__qualname__", get_qualname, NULL },
  { NULL },
};

const HwNativeType hw_native_generator = {
  .repr = generator_repr,
  .iter = generator_iter,
  .next = generator_next,
  .methods = methods,
  .getsets = getsets,
};
