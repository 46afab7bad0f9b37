/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The module tracemalloc: its functions. Models Modules/_tracemalloc.c and the functions of Lib/tracemalloc.py. */

#include "vm/modules/tracemalloc.h"

#include "lang/scenario.h"
#include "vm/machine.h"

enum { MAX_FRAMES = 65535, BYTES_PER_TRACE = 64 };

/* A flag of this module's classes, by which they are found among the subclasses of object. */
#define LIBRARY_CLASS (1u << 16)
#define INSTANCE_NAMES 30

const char *
hw_trace_file_name (HwVm *vm,
                    guint file)
{
  static const char *const libraries[] = {
    "/usr/lib/python3.11/tracemalloc.py", "/usr/lib/python3.12/tracemalloc.py", "/usr/lib/python3.13/tracemalloc.py",
    "/usr/lib/python3.14/tracemalloc.py", "/usr/lib/python3.15/tracemalloc.py",
  };

  if (file == HW_TRACE_FILE_PROGRAM)
    return hw_scenario_get_path (vm->machine->scenario);
  if (file == HW_TRACE_FILE_LIBRARY)
    return libraries[CLAMP (H (vm)->profile->minor, 11, 15) - 11];
  return "<unknown>";
}

static HwType *
find_class (HwVm       *vm,
            const char *name)
{
  GPtrArray *classes = vm->types[HW_TYPE_ID_object]->subclasses;

  for (guint i = 0; i < classes->len; i++) {
    HwType *type = g_ptr_array_index (classes, i);

    if (type->flags & LIBRARY_CLASS && g_str_equal (type->name, name))
      return type;
  }
  return NULL;
}

HwType *
hw_slots_type_get (HwVm               *vm,
                   const char         *name,
                   guint32             n_slots,
                   const HwNativeType *native)
{
  HwType *type = find_class (vm, name);

  if (type == NULL) {
    type = hw_native_type_new (vm, name, HW_KIND_NATIVE, vm->types[HW_TYPE_ID_object], HW_TYPE_GC | LIBRARY_CLASS, native);
    type->basic_size = 32 + 8 * n_slots;
  }
  return type;
}

HwType *
hw_instance_type_get (HwVm               *vm,
                      const char         *name,
                      const HwNativeType *native)
{
  HwType *type = find_class (vm, name);

  if (type == NULL) {
    type = hw_native_type_new (vm, name, HW_KIND_INSTANCE, vm->types[HW_TYPE_ID_object],
                               HW_TYPE_GC | HW_TYPE_DICT | HW_TYPE_WEAKREFS | LIBRARY_CLASS, native);
    type->is_heap = TRUE;
    type->inline_values = TRUE;
    type->usable = INSTANCE_NAMES;
    hw_emit_size (H (vm), type->object, H (vm)->profile->static_type_size, 0);
  }
  return type;
}

static HwObject *
start (HwVm            *vm,
       HwObject        *self,
       HwObject *const *args,
       guint            n,
       HwObject        *kwnames)
{
  gint64 frames = 1;

  if (n == 1 && !hw_index_value (vm, args[0], &frames, FALSE))
    return NULL;
  if (frames < 1 || frames > MAX_FRAMES)
    return hw_raise (vm, HW_EXC_ValueError, "the number of frames must be in range [1; %d]", MAX_FRAMES);
  hw_tracer_start (hw_tracer_of (vm), (guint) frames);
  return HW_NONE (vm);
}

static HwObject *
stop (HwVm            *vm,
      HwObject        *self,
      HwObject *const *args,
      guint            n,
      HwObject        *kwnames)
{
  hw_tracer_stop (hw_tracer_of (vm));
  return HW_NONE (vm);
}

static HwObject *
is_tracing (HwVm            *vm,
            HwObject        *self,
            HwObject *const *args,
            guint            n,
            HwObject        *kwnames)
{
  return hw_bool_new (H (vm), hw_tracer_is_on (hw_tracer_of (vm)));
}

static HwObject *
clear_traces (HwVm            *vm,
              HwObject        *self,
              HwObject *const *args,
              guint            n,
              HwObject        *kwnames)
{
  if (hw_tracer_is_on (hw_tracer_of (vm)))
    hw_tracer_clear (hw_tracer_of (vm));
  return HW_NONE (vm);
}

static HwObject *
reset_peak (HwVm            *vm,
            HwObject        *self,
            HwObject *const *args,
            guint            n,
            HwObject        *kwnames)
{
  if (hw_tracer_is_on (hw_tracer_of (vm)))
    hw_tracer_reset_peak (hw_tracer_of (vm));
  return HW_NONE (vm);
}

static HwObject *
get_traced_memory (HwVm            *vm,
                   HwObject        *self,
                   HwObject *const *args,
                   guint            n,
                   HwObject        *kwnames)
{
  gint64 current = (gint64) hw_tracer_get_current (hw_tracer_of (vm));
  gint64 peak = (gint64) hw_tracer_get_peak (hw_tracer_of (vm));
  HwObject *parts[2] = { hw_int_new (H (vm), current), hw_int_new (H (vm), peak) };
  HwObject *result = hw_tuple_of (H (vm), parts, 2);

  hw_decref (H (vm), parts[0]);
  hw_decref (H (vm), parts[1]);
  return result;
}

static HwObject *
get_traceback_limit (HwVm            *vm,
                     HwObject        *self,
                     HwObject *const *args,
                     guint            n,
                     HwObject        *kwnames)
{
  return hw_int_new (H (vm), hw_tracer_get_limit (hw_tracer_of (vm)));
}

/* The real figure depends on hash tables that are not modelled: an estimate that grows with the traces. */
static HwObject *
get_tracemalloc_memory (HwVm            *vm,
                        HwObject        *self,
                        HwObject *const *args,
                        guint            n,
                        HwObject        *kwnames)
{
  g_autoptr (GArray) traces = hw_tracer_get_traces (hw_tracer_of (vm));

  return hw_int_new (H (vm), 1024 + (gint64) traces->len * BYTES_PER_TRACE);
}

static HwObject *
get_object_traceback (HwVm            *vm,
                      HwObject        *self,
                      HwObject *const *args,
                      guint            n,
                      HwObject        *kwnames)
{
  const HwTraceFrame *frames;
  guint n_frames;
  HwTrace trace;

  if (!hw_tracer_find (hw_tracer_of (vm), args[0]->address, &trace))
    return HW_NONE (vm);
  frames = hw_trace_get_frames (vm, &trace, &n_frames, NULL);
  return hw_traceback_new (vm, frames, n_frames, NULL);
}

static HwObject *
take_snapshot (HwVm            *vm,
               HwObject        *self,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  HwTracer *tracer = hw_tracer_of (vm);
  g_autoptr (GArray) traces = NULL;
  HwObject *list;

  if (!hw_tracer_is_on (tracer))
    return hw_raise (vm, HW_EXC_RuntimeError, "the tracemalloc module must be tracing memory allocations to take a snapshot");
  list = hw_trace_list_new (vm);
  traces = hw_tracer_get_traces (tracer);
  hw_emit (H (vm), HW_EVENT_SNAPSHOT, hw_tracer_count_snapshot (tracer));
  return hw_snapshot_new (vm, list, (const HwTrace *) (gpointer) traces->data, traces->len, hw_tracer_get_limit (tracer));
}

static const HwNativeDef tracemalloc_functions[] = {
  { "start", start, HW_CALL_RANGE, 0, 1 },
  { "stop", stop, HW_CALL_NONE },
  { "is_tracing", is_tracing, HW_CALL_NONE },
  { "clear_traces", clear_traces, HW_CALL_NONE },
  { "reset_peak", reset_peak, HW_CALL_NONE },
  { "get_traced_memory", get_traced_memory, HW_CALL_NONE },
  { "get_traceback_limit", get_traceback_limit, HW_CALL_NONE },
  { "get_tracemalloc_memory", get_tracemalloc_memory, HW_CALL_NONE },
  { "get_object_traceback", get_object_traceback, HW_CALL_ONE },
  { "take_snapshot", take_snapshot, HW_CALL_NONE },
  { NULL },
};

static gboolean
tracemalloc_init (HwVm     *vm,
                  HwObject *dict)
{
  const struct {
    const char *name;
    HwType     *type;
  } classes[] = {
    { "Statistic", hw_statistic_type (vm) }, { "StatisticDiff", hw_statistic_diff_type (vm) },
    { "Frame", hw_trace_frame_type (vm) },   { "Traceback", hw_traceback_type (vm) },
    { "Trace", hw_trace_type (vm) },         { "Filter", hw_filter_type (vm) },
    { "DomainFilter", hw_domain_filter_type (vm) }, { "Snapshot", hw_snapshot_type (vm) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++)
    hw_dict_set_name (H (vm), dict, classes[i].name, classes[i].type->object);
  hw_dict_set_name (H (vm), dict, "__file__", hw_str_intern_static (H (vm), hw_trace_file_name (vm, HW_TRACE_FILE_LIBRARY)));
  return TRUE;
}

const HwModuleDef hw_module_tracemalloc = { "tracemalloc", tracemalloc_functions, tracemalloc_init };
