/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Exceptions: raising, matching, and exception objects. Models Python/errors.c and Objects/exceptions.c. */

#include "vm/containers.h"
#include "vm/machine.h"

/* Fields behind the common ones, by class: what StopIteration.value and the like are kept in. */
enum { EXTRA_FIRST = HW_EXCEPTION_N_FIELDS, EXTRA_SECOND, EXTRA_THIRD };

static guint32
extra_fields (HwVm   *vm,
              HwType *type)
{
  if (hw_type_is_subtype (type, vm->exceptions[HW_EXC_ImportError]))
    return 3;
  if (hw_type_is_subtype (type, vm->exceptions[HW_EXC_AttributeError]))
    return 2;
  if (hw_type_is_subtype (type, vm->exceptions[HW_EXC_StopIteration]) || hw_type_is_subtype (type, vm->exceptions[HW_EXC_SystemExit]) ||
      hw_type_is_subtype (type, vm->exceptions[HW_EXC_NameError]))
    return 1;
  return 0;
}

static gboolean
is_a (HwVm         *vm,
      HwObject     *object,
      HwExceptionId id)
{
  return hw_type_is_subtype (object->type, vm->exceptions[id]);
}

/* What the first argument means to these classes. */
static void
take_first_argument (HwVm     *vm,
                     HwObject *self,
                     HwObject *args)
{
  HwHeap *heap = H (vm);
  HwObject *value = args->as.items.n == 1 ? args->as.items.at[0] : args->as.items.n > 1 ? args : heap->none;

  if (is_a (vm, self, HW_EXC_StopIteration))
    value = args->as.items.n > 0 ? args->as.items.at[0] : heap->none;
  else if (!is_a (vm, self, HW_EXC_SystemExit))
    return;
  hw_field_set (heap, self, EXTRA_FIRST, hw_newref (heap, value));
}

HwObject *
hw_exception_new (HwVm     *vm,
                  HwType   *type,
                  HwObject *args)
{
  HwHeap *heap = H (vm);
  HwObject *object = hw_fields_new (heap, type, HW_KIND_EXCEPTION, type->is_heap ? 0 : type->basic_size,
                                    HW_EXCEPTION_N_FIELDS + extra_fields (vm, type));

  if (type->is_heap)
    hw_object_init_attrs (heap, object);
  hw_field_set (heap, object, HW_EXCEPTION_ARGS, args);
  take_first_argument (vm, object, args);
  hw_object_track (heap, object);
  return object;
}

void
hw_set_exception (HwVm     *vm,
                  HwObject *exception)
{
  HwObject *old = vm->exception;

  vm->exception = exception;
  hw_xdecref (H (vm), old);
}

/* The exception being handled becomes the context, unless that would close a ring. */
static void
set_context (HwVm     *vm,
             HwObject *exception)
{
  HwObject *handled = hw_handled_exception (vm), *each;

  if (handled == NULL || handled == exception)
    return;
  for (each = handled; (each = hw_field (each, HW_EXCEPTION_CONTEXT)) != NULL;) {
    if (each == exception) {
      HwObject *holder = handled;

      while (hw_field (holder, HW_EXCEPTION_CONTEXT) != exception)
        holder = hw_field (holder, HW_EXCEPTION_CONTEXT);
      hw_field_set (H (vm), holder, HW_EXCEPTION_CONTEXT, NULL);
      break;
    }
  }
  hw_field_set (H (vm), exception, HW_EXCEPTION_CONTEXT, hw_newref (H (vm), handled));
}

static void
raise_new (HwVm     *vm,
           HwObject *exception)
{
  set_context (vm, exception);
  hw_emit (H (vm), HW_EVENT_RAISE, hw_cell (H (vm), exception));
  hw_set_exception (vm, exception);
}

gpointer
hw_raise_object (HwVm         *vm,
                 HwExceptionId id,
                 HwObject     *argument)
{
  raise_new (vm, hw_exception_new (vm, vm->exceptions[id], hw_tuple_from_array (H (vm), &argument, 1)));
  return NULL;
}

gpointer
hw_raise (HwVm         *vm,
          HwExceptionId id,
          const char   *format,
          ...)
{
  g_autofree char *text = NULL;
  HwObject *message;
  va_list arguments;

  if (format == NULL) {
    raise_new (vm, hw_exception_new (vm, vm->exceptions[id], hw_newref (H (vm), H (vm)->empty_tuple)));
    return NULL;
  }
  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  message = hw_str_new (H (vm), text, -1);
  hw_raise_object (vm, id, message);
  hw_decref (H (vm), message);
  return NULL;
}

void
hw_exception_note_attribute (HwVm     *vm,
                             HwObject *name,
                             HwObject *object)
{
  if (vm->exception == NULL || !is_a (vm, vm->exception, HW_EXC_AttributeError))
    return;
  hw_field_set (H (vm), vm->exception, EXTRA_FIRST, hw_newref (H (vm), name));
  hw_field_set (H (vm), vm->exception, EXTRA_SECOND, hw_newref (H (vm), object));
}

gboolean
hw_exception_matches (HwVm         *vm,
                      HwExceptionId id)
{
  return vm->exception != NULL && !vm->machine->stopped && is_a (vm, vm->exception, id);
}

void
hw_exception_clear (HwVm *vm)
{
  HwObject *exception = g_steal_pointer (&vm->exception);

  hw_xdecref (H (vm), exception);
}

/* A budget's end is no exception of the program's: it unwinds all frames without any handler seeing it. */
void
hw_machine_stop (HwVm       *vm,
                 const char *reason)
{
  vm->machine->stopped = TRUE;
  vm->machine->stop_reason = reason;
  if (vm->exception == NULL)
    hw_set_exception (vm, hw_exception_new (vm, vm->exceptions[HW_EXC_BaseException], hw_newref (H (vm), H (vm)->empty_tuple)));
}

gboolean
hw_can_hold (HwVm   *vm,
             guint64 bytes)
{
  /* What no machine of the day would give to CPython either. */
  const guint64 beyond_all = G_GUINT64_CONSTANT (1) << 36;

  if (bytes <= G_MAXINT32 && H (vm)->body_bytes + bytes <= vm->machine->max_heap)
    return TRUE;
  if (bytes > beyond_all)
    hw_raise (vm, HW_EXC_MemoryError, NULL);
  else
    hw_machine_stop (vm, "the budget of memory ran out");
  return FALSE;
}

static HwObject *
instantiate (HwVm     *vm,
             HwObject *what)
{
  if (what->kind == HW_KIND_EXCEPTION)
    return hw_newref (H (vm), what);
  if (what->kind == HW_KIND_TYPE && hw_type_is_subtype (hw_type_of_object (what), vm->exceptions[HW_EXC_BaseException])) {
    HwObject *made = hw_call (vm, what, NULL, 0, NULL);

    if (made == NULL || made->kind == HW_KIND_EXCEPTION)
      return made;
    hw_raise (vm, HW_EXC_TypeError, "calling %s should have returned an instance of BaseException, not %s", hw_type_of_object (what)->name,
              made->type->name);
    hw_decref (H (vm), made);
    return NULL;
  }
  return hw_raise (vm, HW_EXC_TypeError, "exceptions must derive from BaseException");
}

void
hw_raise_statement (HwVm     *vm,
                    HwObject *what,
                    HwObject *cause)
{
  HwObject *exception = instantiate (vm, what);

  if (exception == NULL)
    return;
  if (cause != NULL) {
    HwObject *made = cause == H (vm)->none ? NULL : instantiate (vm, cause);

    if (cause != H (vm)->none && made == NULL) {
      if (hw_exception_matches (vm, HW_EXC_TypeError) && cause->kind != HW_KIND_TYPE) {
        hw_exception_clear (vm);
        hw_raise (vm, HW_EXC_TypeError, "exception causes must derive from BaseException");
      }
      hw_decref (H (vm), exception);
      return;
    }
    hw_field_set (H (vm), exception, HW_EXCEPTION_CAUSE, made);
    exception->as.items.extra |= HW_EXCEPTION_SUPPRESS;
  }
  raise_new (vm, exception);
}

int
hw_exception_match (HwVm     *vm,
                    HwObject *exception,
                    HwObject *type_or_tuple)
{
  if (type_or_tuple->kind == HW_KIND_TUPLE) {
    for (guint32 i = 0; i < type_or_tuple->as.items.n; i++) {
      int found = hw_exception_match (vm, exception, type_or_tuple->as.items.at[i]);

      if (found != 0)
        return found;
    }
    return 0;
  }
  if (type_or_tuple->kind != HW_KIND_TYPE ||
      !hw_type_is_subtype (hw_type_of_object (type_or_tuple), vm->exceptions[HW_EXC_BaseException])) {
    hw_raise (vm, HW_EXC_TypeError, "catching classes that do not inherit from BaseException is not allowed");
    return -1;
  }
  return hw_type_is_subtype (exception->type, hw_type_of_object (type_or_tuple));
}

/* ------------------------------------------------------------------------------------------------- exception objects */

static HwObject *
exception_make (HwVm            *vm,
                HwType          *type,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  return hw_exception_new (vm, type, hw_arguments_tuple (vm, args, n));
}

static gboolean
import_error_keyword (HwVm       *vm,
                      HwObject   *self,
                      const char *name,
                      HwObject   *value)
{
  guint32 field = strcmp (name, "name") == 0 ? EXTRA_SECOND : strcmp (name, "path") == 0 ? EXTRA_THIRD : 0;

  if (field == 0)
    return FALSE;
  hw_field_set (H (vm), self, field, hw_newref (H (vm), value));
  return TRUE;
}

static gboolean
name_keyword (HwVm       *vm,
              HwObject   *self,
              const char *name,
              HwObject   *value)
{
  guint32 field = strcmp (name, "name") == 0 ? EXTRA_FIRST : strcmp (name, "obj") == 0 && is_a (vm, self, HW_EXC_AttributeError) ? EXTRA_SECOND : 0;

  if (field == 0)
    return FALSE;
  hw_field_set (H (vm), self, field, hw_newref (H (vm), value));
  return TRUE;
}

static gboolean
take_keyword (HwVm     *vm,
              HwObject *self,
              HwObject *name,
              HwObject *value)
{
  gboolean taken = FALSE;

  if (is_a (vm, self, HW_EXC_ImportError))
    taken = import_error_keyword (vm, self, hw_str_text (name), value);
  else if (is_a (vm, self, HW_EXC_NameError) || is_a (vm, self, HW_EXC_AttributeError))
    taken = name_keyword (vm, self, hw_str_text (name), value);
  else
    hw_raise (vm, HW_EXC_TypeError, "%s() takes no keyword arguments", self->type->name);
  if (!taken && vm->exception == NULL)
    hw_raise (vm, HW_EXC_TypeError, "%s() got an unexpected keyword argument '%s'", self->type->name, hw_str_text (name));
  return taken;
}

static gboolean
exception_init (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  HwObject *tuple = hw_field (self, HW_EXCEPTION_ARGS);

  for (guint32 i = 0; kwnames != NULL && i < kwnames->as.items.n; i++)
    if (!take_keyword (vm, self, kwnames->as.items.at[i], args[n + i]))
      return FALSE;
  if (tuple == NULL || tuple->as.items.n != n || (n > 0 && memcmp (tuple->as.items.at, args, n * sizeof (HwObject *)) != 0)) {
    tuple = hw_arguments_tuple (vm, args, n);
    hw_field_set (H (vm), self, HW_EXCEPTION_ARGS, tuple);
  }
  take_first_argument (vm, self, tuple);
  if (is_a (vm, self, HW_EXC_ImportError) && n > 0)
    hw_field_set (H (vm), self, EXTRA_FIRST, hw_newref (H (vm), args[0]));
  return TRUE;
}

static HwObject *
exception_str (HwVm     *vm,
               HwObject *self)
{
  HwObject *args = hw_field (self, HW_EXCEPTION_ARGS);

  if (args == NULL || args->as.items.n == 0)
    return hw_newref (H (vm), H (vm)->empty_str);
  if (args->as.items.n == 1)
    return is_a (vm, self, HW_EXC_KeyError) ? hw_repr (vm, args->as.items.at[0]) : hw_str (vm, args->as.items.at[0]);
  return hw_str (vm, args);
}

static HwObject *
exception_repr (HwVm     *vm,
                HwObject *self)
{
  HwObject *args = hw_field (self, HW_EXCEPTION_ARGS), *inner, *result;

  if (args == NULL || args->as.items.n == 0)
    return hw_str_printf (vm, "%s()", self->type->name);
  inner = hw_repr (vm, args->as.items.n == 1 ? args->as.items.at[0] : args);
  if (inner == NULL)
    return NULL;
  result = hw_str_printf (vm, args->as.items.n == 1 ? "%s(%s)" : "%s%s", self->type->name, hw_str_text (inner));
  hw_decref (H (vm), inner);
  return result;
}

#define FIELD_GETTER(name, field)                                    \
  static HwObject *get_##name (HwVm *vm, HwObject *self)             \
  {                                                                  \
    HwObject *value = hw_field (self, field);                        \
                                                                     \
    return hw_newref (H (vm), value != NULL ? value : H (vm)->none); \
  }

FIELD_GETTER (args, HW_EXCEPTION_ARGS)
FIELD_GETTER (traceback, HW_EXCEPTION_TRACEBACK)
FIELD_GETTER (context, HW_EXCEPTION_CONTEXT)
FIELD_GETTER (cause, HW_EXCEPTION_CAUSE)
FIELD_GETTER (first, EXTRA_FIRST)
FIELD_GETTER (second, EXTRA_SECOND)
FIELD_GETTER (third, EXTRA_THIRD)

static gboolean
set_args (HwVm     *vm,
          HwObject *self,
          HwObject *value)
{
  HwObject *tuple = value != NULL ? hw_to_tuple (vm, value) : NULL;

  if (value == NULL)
    hw_raise (vm, HW_EXC_TypeError, "args may not be deleted");
  if (tuple == NULL)
    return FALSE;
  hw_field_set (H (vm), self, HW_EXCEPTION_ARGS, tuple);
  return TRUE;
}

static gboolean
set_checked (HwVm       *vm,
             HwObject   *self,
             guint32     field,
             HwKind      kind,
             HwObject   *value,
             const char *message)
{
  if (value == NULL || (value != H (vm)->none && value->kind != kind)) {
    hw_raise (vm, HW_EXC_TypeError, "%s", message);
    return FALSE;
  }
  hw_field_set (H (vm), self, field, value == H (vm)->none ? NULL : hw_newref (H (vm), value));
  return TRUE;
}

static gboolean
set_traceback (HwVm     *vm,
               HwObject *self,
               HwObject *value)
{
  return set_checked (vm, self, HW_EXCEPTION_TRACEBACK, HW_KIND_TRACEBACK, value, "__traceback__ must be a traceback or None");
}

static gboolean
set_context_attribute (HwVm     *vm,
                       HwObject *self,
                       HwObject *value)
{
  return set_checked (vm, self, HW_EXCEPTION_CONTEXT, HW_KIND_EXCEPTION, value, "exception context must be None or derive from BaseException");
}

static gboolean
set_cause (HwVm     *vm,
           HwObject *self,
           HwObject *value)
{
  self->as.items.extra |= HW_EXCEPTION_SUPPRESS;
  return set_checked (vm, self, HW_EXCEPTION_CAUSE, HW_KIND_EXCEPTION, value, "exception cause must be None or derive from BaseException");
}

static gboolean
set_first (HwVm     *vm,
           HwObject *self,
           HwObject *value)
{
  hw_field_set (H (vm), self, EXTRA_FIRST, value != NULL ? hw_newref (H (vm), value) : NULL);
  return TRUE;
}

static HwObject *
get_suppress (HwVm     *vm,
              HwObject *self)
{
  return hw_bool_new (H (vm), self->as.items.extra & HW_EXCEPTION_SUPPRESS);
}

static gboolean
set_suppress (HwVm     *vm,
              HwObject *self,
              HwObject *value)
{
  int truth = value != NULL ? hw_truth (vm, value) : 0;

  self->as.items.extra = truth ? self->as.items.extra | HW_EXCEPTION_SUPPRESS : self->as.items.extra & ~(guint32) HW_EXCEPTION_SUPPRESS;
  return truth >= 0;
}

static HwObject *
get_dict (HwVm     *vm,
          HwObject *self)
{
  if (hw_field (self, HW_EXCEPTION_DICT) == NULL)
    hw_field_set (H (vm), self, HW_EXCEPTION_DICT, hw_dict_new (H (vm)));
  return hw_newref (H (vm), hw_field (self, HW_EXCEPTION_DICT));
}

static HwObject *
with_traceback (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  return set_traceback (vm, self, args[0]) ? hw_newref (H (vm), self) : NULL;
}

static HwObject *
add_note (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  HwObject *notes;
  int found;

  if (!hw_is_str (args[0]))
    return hw_raise (vm, HW_EXC_TypeError, "note must be a str, not '%s'", args[0]->type->name);
  found = hw_lookup_attr (vm, self, vm->names[HW_NAME___notes__], &notes);
  if (found < 0)
    return NULL;
  if (found == 0) {
    notes = hw_list_new (H (vm), 0);
    hw_set_attr (vm, self, vm->names[HW_NAME___notes__], notes);
  }
  if (notes->kind == HW_KIND_LIST)
    hw_list_append (H (vm), notes, args[0]);
  hw_decref (H (vm), notes);
  return HW_NONE (vm);
}

static const HwNativeDef methods[] = {
  { "with_traceback", with_traceback, HW_CALL_ONE },
  { "add_note", add_note, HW_CALL_ONE },
  { NULL },
};

static const HwGetSetDef getsets[] = {
  { "args", get_args, set_args },
  { "__traceback__", get_traceback, set_traceback },
  { "__context__", get_context, set_context_attribute },
  { "__cause__", get_cause, set_cause },
  { "__suppress_context__", get_suppress, set_suppress },
  { "__dict__", get_dict, NULL },
  { NULL },
};

static const HwNativeType native_exception = {
  .new_ = exception_make,
  .init = exception_init,
  .repr = exception_repr,
  .str = exception_str,
  .methods = methods,
  .getsets = getsets,
};

static const HwNativeType native_plain = { 0 };

static const HwGetSetDef stop_iteration_getsets[] = { { "value", get_first, set_first }, { NULL } };
static const HwGetSetDef system_exit_getsets[] = { { "code", get_first, set_first }, { NULL } };
static const HwGetSetDef name_error_getsets[] = { { "name", get_first, set_first }, { NULL } };
static const HwGetSetDef attribute_error_getsets[] = { { "name", get_first, set_first }, { "obj", get_second, NULL }, { NULL } };
static const HwGetSetDef import_error_getsets[] = { { "msg", get_first, set_first }, { "name", get_second, NULL }, { "path", get_third, NULL }, { NULL } };

static const HwNativeType native_stop_iteration = { .getsets = stop_iteration_getsets };
static const HwNativeType native_system_exit = { .getsets = system_exit_getsets };
static const HwNativeType native_name_error = { .getsets = name_error_getsets };
static const HwNativeType native_attribute_error = { .getsets = attribute_error_getsets };
static const HwNativeType native_import_error = { .getsets = import_error_getsets };

static const HwNativeType *
native_of (HwExceptionId id)
{
  switch (id) {
  case HW_EXC_BaseException:
    return &native_exception;
  case HW_EXC_StopIteration:
    return &native_stop_iteration;
  case HW_EXC_SystemExit:
    return &native_system_exit;
  case HW_EXC_NameError:
    return &native_name_error;
  case HW_EXC_AttributeError:
    return &native_attribute_error;
  case HW_EXC_ImportError:
    return &native_import_error;
  default:
    return &native_plain;
  }
}

static guint32
size_of (const HwProfile *profile,
         HwExceptionId    id)
{
  switch (id) {
  case HW_EXC_OSError:
    return 128;
  case HW_EXC_StopIteration:
  case HW_EXC_SystemExit:
  case HW_EXC_NameError:
  case HW_EXC_UnboundLocalError:
    return 96;
  case HW_EXC_AttributeError:
    return 104;
  case HW_EXC_ImportError:
  case HW_EXC_ModuleNotFoundError:
    return profile->import_error_size;
  case HW_EXC_SyntaxError:
  case HW_EXC_IndentationError:
  case HW_EXC_TabError:
    return profile->syntax_error_size;
  case HW_EXC_UnicodeDecodeError:
  case HW_EXC_UnicodeEncodeError:
    return 128;
  default:
    return 88;
  }
}

gboolean
hw_exceptions_init (HwVm *vm)
{
  static const struct {
    const char   *name;
    HwExceptionId base;
  } list[] = {
#define HW_X(name, base) { #name, HW_EXC_##base },
    HW_EXCEPTION_LIST (HW_X)
#undef HW_X
  };

  for (guint i = 0; i < HW_N_EXCEPTIONS; i++) {
    HwType *base = i == 0 ? vm->types[HW_TYPE_ID_object] : vm->exceptions[list[i].base];

    vm->exceptions[i] = hw_native_type_new (vm, list[i].name, HW_KIND_EXCEPTION, base, HW_TYPE_GC | HW_TYPE_BASE | HW_TYPE_DICT, native_of (i));
    vm->exceptions[i]->basic_size = size_of (H (vm)->profile, i);
    hw_dict_set_name (H (vm), vm->builtins, list[i].name, vm->exceptions[i]->object);
  }
  hw_dict_set_name (H (vm), vm->builtins, "EnvironmentError", vm->exceptions[HW_EXC_OSError]->object);
  hw_dict_set_name (H (vm), vm->builtins, "IOError", vm->exceptions[HW_EXC_OSError]->object);
  return TRUE;
}
