/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A virtual machine: its types, its singletons, its builtins; how it begins. Models Python/pylifecycle.c as far as a program can see it. */

#include <sys/mman.h>

#include "vm/containers.h"
#include "vm/machine.h"
#include "vm/numbers.h"
#include "vm/slots.h"

#define STACK_VALUES (16u * 1024u * 1024u)
#define RECURSION_LIMIT 1000u
#define RECURSION_HEADROOM 50u

typedef struct {
  const char         *name;
  HwKind              kind;
  HwTypeId            base;
  guint               flags;
  const HwNativeType *native;
} TypeRow;

static const TypeRow type_rows[HW_N_TYPES] = {
#define HW_X(id, name, kind, base, flags) [HW_TYPE_ID_##id] = { name, HW_KIND_##kind, HW_TYPE_ID_##base, flags, &hw_native_##id },
  HW_TYPE_LIST (HW_X)
#undef HW_X
};

static const char *const name_rows[HW_N_NAMES] = {
#define HW_X(name) [HW_NAME_##name] = #name,
  HW_NAME_LIST (HW_X)
#undef HW_X
};

/* ---------------------------------------------------------------------------------------------------------- hooks */

static void
finalize_hook (gpointer  data,
               HwObject *object)
{
  HwVm *vm = data;
  HwObject *pending = g_steal_pointer (&vm->exception), *found, *result;

  if (vm->machine->stopped) {
    vm->exception = pending;
    return;
  }
  if (object->kind == HW_KIND_GENERATOR) {
    if (!hw_generator_close (vm, object))
      hw_unraisable (vm, "closing generator", object);
  } else {
    found = hw_type_lookup (vm, object->type, vm->names[HW_NAME___del__]);
    if (found != NULL) {
      hw_incref (H (vm), found);
      result = hw_call_special (vm, object, HW_NAME___del__, NULL, 0, NULL);
      hw_xdecref (H (vm), result);
      if (result == NULL && vm->exception != NULL)
        hw_unraisable (vm, "calling deallocator", found);
      hw_decref (H (vm), found);
    }
  }
  if (!vm->machine->stopped)
    hw_set_exception (vm, pending);
  else
    hw_xdecref (H (vm), pending);
}

static void
weakref_hook (gpointer  data,
              HwObject *weakref,
              HwObject *callback)
{
  HwVm *vm = data;
  HwObject *pending = g_steal_pointer (&vm->exception), *result;

  if (vm->machine->stopped) {
    vm->exception = pending;
    return;
  }
  result = hw_call (vm, callback, &weakref, 1, NULL);
  hw_xdecref (H (vm), result);
  if (result == NULL)
    hw_unraisable (vm, "calling weakref callback", callback);
  if (!vm->machine->stopped)
    hw_set_exception (vm, pending);
  else
    hw_xdecref (H (vm), pending);
}

static gboolean
has_pass_callbacks_hook (gpointer data)
{
  HwVm *vm = data;

  return vm->machine->gc_callbacks != NULL && vm->machine->gc_callbacks->as.items.n > 0 && !vm->machine->stopped;
}

static void
set_info (HwVm       *vm,
          HwObject   *info,
          const char *name,
          HwObject   *value /* stolen */)
{
  HwObject *key = hw_str_intern_static (H (vm), name);

  hw_dict_set (H (vm), info, key, hw_str_hash (key), value);
  hw_decref (H (vm), value);
}

/* One info dict for all callbacks of a phase; the list is read by index, as it may change meanwhile. */
static void
pass_hook (gpointer data,
           gboolean begins,
           guint    generation,
           gint64   collected,
           gint64   uncollectable)
{
  HwVm *vm = data;
  HwHeap *heap = H (vm);
  HwObject *callbacks = vm->machine->gc_callbacks, *pending = g_steal_pointer (&vm->exception);
  HwObject *info = hw_dict_new (heap), *phase = hw_str_intern_new (heap, begins ? "start" : "stop");

  set_info (vm, info, "generation", hw_int_new (heap, generation));
  set_info (vm, info, "collected", hw_int_new (heap, collected));
  set_info (vm, info, "uncollectable", hw_int_new (heap, uncollectable));
  if (heap->profile->minor >= 15) {
    set_info (vm, info, "candidates", hw_int_new (heap, 0));
    set_info (vm, info, "duration", hw_float_new (heap, 0));
  }
  for (guint32 i = 0; i < callbacks->as.items.n && !vm->machine->stopped; i++) {
    HwObject *callback = hw_newref (heap, callbacks->as.items.at[i]), *args[2] = { phase, info }, *result;

    result = hw_call (vm, callback, args, 2, NULL);
    hw_xdecref (heap, result);
    if (result == NULL)
      hw_unraisable (vm, "calling GC callback", callback);
    hw_decref (heap, callback);
  }
  hw_decref (heap, phase);
  hw_decref (heap, info);
  if (!vm->machine->stopped)
    hw_set_exception (vm, pending);
  else
    hw_xdecref (heap, pending);
}

static gboolean
exception_pending_hook (gpointer data)
{
  return ((HwVm *) data)->exception != NULL;
}

static int
equal_hook (gpointer  data,
            HwObject *a,
            HwObject *b)
{
  return hw_equal (data, a, b);
}

static void
debug_hook (gpointer    data,
            const char *text)
{
  hw_write (data, text, strlen (text), TRUE);
}

static void
free_data_hook (gpointer  data,
                HwObject *object)
{
  HwVm *vm = data;

  switch (object->kind) {
  case HW_KIND_INT:
    hw_int_free_big (H (vm), object);
    break;
  case HW_KIND_CODE:
    hw_code_free (vm, object);
    break;
  case HW_KIND_GENERATOR:
    if (vm->machine->closing)
      hw_generator_release (object);
    else
      hw_generator_free (vm, object);
    break;
  case HW_KIND_FRAME_OBJECT:
    g_clear_pointer (&object->as.items.data, g_free);
    break;
  default:
    break;
  }
}

/* ------------------------------------------------------------------------------------------------------------ types */

/* Slots that a type does not have are its base's. */
static HwNativeType *
merge_native (HwVm               *vm,
              const HwNativeType *own,
              const HwNativeType *base)
{
  HwNativeType *merged = g_memdup2 (own, sizeof *own);

  g_ptr_array_add (vm->machine->native_types, merged);
  if (base == NULL)
    return merged;
#define INHERIT(slot)        \
  if (merged->slot == NULL)  \
    merged->slot = base->slot
  INHERIT (new_);
  INHERIT (init);
  INHERIT (repr);
  INHERIT (str);
  if (merged->hash == NULL && !merged->unhashable) {
    merged->hash = base->hash;
    merged->unhashable = base->unhashable;
  }
  INHERIT (compare);
  INHERIT (iter);
  INHERIT (next);
  INHERIT (length);
  INHERIT (get_item);
  INHERIT (set_item);
  INHERIT (contains);
  INHERIT (binary);
  INHERIT (inplace);
  INHERIT (unary);
  INHERIT (truth);
  INHERIT (call);
  INHERIT (get_attribute);
  INHERIT (set_attribute);
  INHERIT (descr_get);
  INHERIT (descr_set);
#undef INHERIT
  return merged;
}

static void
add_method (HwVm              *vm,
            HwType            *type,
            const HwNativeDef *def)
{
  HwHeap *heap = H (vm);
  HwObject *dict = hw_field (type->object, HW_CLASS_DICT), *object;

  if (def->bind == HW_BIND_STATIC) {
    object = hw_static_fields_new (vm, HW_TYPE_ID_builtin, HW_BUILTIN_N_FIELDS);
  } else {
    object = hw_static_fields_new (vm, def->bind == HW_BIND_CLASS ? HW_TYPE_ID_classmethod_descriptor : HW_TYPE_ID_method_descriptor,
                                   HW_DESCRIPTOR_N_FIELDS);
    hw_field_set (heap, object, HW_DESCRIPTOR_TYPE, hw_newref (heap, type->object));
    hw_field_set (heap, object, HW_DESCRIPTOR_NAME, hw_newref (heap, hw_str_intern_static (heap, def->name)));
  }
  object->as.items.data = (gpointer) def;
  hw_dict_set_name (heap, dict, def->name, object);
}

static void
add_getset (HwVm              *vm,
            HwType            *type,
            const HwGetSetDef *def)
{
  HwHeap *heap = H (vm);
  HwObject *object = hw_static_fields_new (vm, HW_TYPE_ID_getset, HW_DESCRIPTOR_N_FIELDS);

  object->as.items.data = (gpointer) def;
  hw_field_set (heap, object, HW_DESCRIPTOR_TYPE, hw_newref (heap, type->object));
  hw_field_set (heap, object, HW_DESCRIPTOR_NAME, hw_newref (heap, hw_str_intern_static (heap, def->name)));
  hw_dict_set_name (heap, hw_field (type->object, HW_CLASS_DICT), def->name, object);
}

/* __new__, the methods and the attributes of a built-in class. */
static void
fill_type (HwVm               *vm,
           HwType             *type,
           const HwNativeType *own)
{
  HwObject *object;

  if (own->new_ != NULL) {
    object = hw_static_fields_new (vm, HW_TYPE_ID_builtin, HW_BUILTIN_N_FIELDS);
    object->as.items.data = (gpointer) &hw_new_def;
    hw_field_set (H (vm), object, HW_BUILTIN_SELF, hw_newref (H (vm), type->object));
    hw_dict_set_name (H (vm), hw_field (type->object, HW_CLASS_DICT), "__new__", object);
  }
  for (const HwNativeDef *def = own->methods; def != NULL && def->name != NULL; def++)
    add_method (vm, type, def);
  for (const HwGetSetDef *def = own->getsets; def != NULL && def->name != NULL; def++)
    add_getset (vm, type, def);
  hw_slots_define (vm, type, own);
}

static void
set_bases (HwVm   *vm,
           HwType *type)
{
  HwHeap *heap = H (vm);
  g_autoptr (GPtrArray) mro = g_ptr_array_new ();

  for (HwType *each = type; each != NULL; each = each->base)
    g_ptr_array_add (mro, each->object);
  hw_field_set (heap, type->object, HW_CLASS_MRO, hw_tuple_of (heap, (HwObject **) mro->pdata, mro->len));
  hw_field_set (heap, type->object, HW_CLASS_BASES,
                type->base != NULL ? hw_tuple_of (heap, &type->base->object, 1) : hw_newref (heap, heap->empty_tuple));
  if (type->base != NULL)
    hw_field_set (heap, type->object, HW_CLASS_BASE, hw_newref (heap, type->base->object));
  hw_field_set (heap, type->object, HW_CLASS_DICT, hw_dict_new (heap));
}

static void
apply_flags (HwType *type,
             HwKind  kind,
             guint   flags)
{
  type->kind = kind;
  type->flags = flags;
  type->is_gc = (flags & HW_TYPE_GC) != 0;
  type->is_base = (flags & HW_TYPE_BASE) != 0;
  type->has_weakrefs = (flags & HW_TYPE_WEAKREFS) != 0;
  type->has_dict = (flags & HW_TYPE_DICT) != 0;
}

HwType *
hw_native_type_new (HwVm               *vm,
                    const char         *name,
                    HwKind              kind,
                    HwType             *base,
                    guint               flags,
                    const HwNativeType *native)
{
  HwHeap *heap = H (vm);
  HwType *type = hw_type_new (heap, vm->types[HW_TYPE_ID_type], name, base != NULL ? base : vm->types[HW_TYPE_ID_object], FALSE);

  apply_flags (type, kind, flags);
  set_bases (vm, type);
  type->native = merge_native (vm, native, type->base->native);
  fill_type (vm, type, native);
  return type;
}

/* How many bytes an instance has, where the kind alone does not tell. */
static void
set_basic_sizes (HwVm *vm)
{
  const HwProfile *profile = H (vm)->profile;
  const struct {
    HwTypeId id;
    guint32  size;
  } sizes[] = {
    { HW_TYPE_ID_dict_keyiterator, 72 }, { HW_TYPE_ID_dict_valueiterator, 72 }, { HW_TYPE_ID_dict_itemiterator, 72 },
    { HW_TYPE_ID_dict_reversekeyiterator, 72 }, { HW_TYPE_ID_set_iterator, 64 }, { HW_TYPE_ID_range_iterator, profile->range_iterator_size },
    { HW_TYPE_ID_enumerate, 72 }, { HW_TYPE_ID_zip, 64 }, { HW_TYPE_ID_map, profile->map_size }, { HW_TYPE_ID_filter, 48 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    vm->types[sizes[i].id]->basic_size = sizes[i].size;
  hw_heap_set_iterator_types (H (vm), vm->types[HW_TYPE_ID_list_iterator], vm->types[HW_TYPE_ID_tuple_iterator],
                              vm->types[HW_TYPE_ID_range_iterator]);
}

static void
make_types (HwVm *vm)
{
  HwHeap *heap = H (vm);

  for (guint i = 0; i < HW_N_TYPES; i++) {
    const TypeRow *row = &type_rows[i];
    HwType *base = i == HW_TYPE_ID_object ? NULL : vm->types[row->base];

    vm->types[i] = hw_type_new (heap, i < 2 ? NULL : vm->types[HW_TYPE_ID_type], row->name, base, FALSE);
    apply_flags (vm->types[i], row->kind, row->flags);
    if (heap->types[row->kind] == NULL)
      heap->types[row->kind] = vm->types[i];
    vm->types[i]->native = merge_native (vm, row->native, base != NULL ? base->native : NULL);
  }
  for (guint i = 0; i < 2; i++)
    hw_object_set_type (heap, vm->types[i]->object, vm->types[HW_TYPE_ID_type]);
  heap->types[HW_KIND_INSTANCE] = vm->types[HW_TYPE_ID_object];
  heap->type_type = vm->types[HW_TYPE_ID_type];
  heap->object_type = vm->types[HW_TYPE_ID_object];
  set_basic_sizes (vm);
}

gboolean
hw_types_init (HwVm *vm)
{
  HwHeap *heap = H (vm);

  make_types (vm);
  hw_heap_make_singletons (heap);
  for (guint i = 0; i < HW_N_NAMES; i++)
    vm->names[i] = hw_str_intern_static (heap, name_rows[i]);
  for (guint i = 0; i < HW_N_TYPES; i++)
    set_bases (vm, vm->types[i]);
  for (guint i = 0; i < HW_N_TYPES; i++)
    fill_type (vm, vm->types[i], type_rows[i].native);
  return TRUE;
}

/* --------------------------------------------------------------------------------------------------------- builtins */

static HwObject *
build_class (HwVm            *vm,
             HwObject        *self,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  return hw_build_class (vm, args, n, kwnames);
}

static const HwNativeDef build_class_def = { "__build_class__", build_class, HW_CALL_KEYWORDS };

static void
make_builtins (HwVm *vm)
{
  HwHeap *heap = H (vm);
  HwObject *dict = vm->builtins, *function;

  for (guint i = 0; i < HW_N_TYPES; i++)
    if (type_rows[i].flags & HW_TYPE_PUBLIC)
      hw_dict_set_name (heap, dict, type_rows[i].name, vm->types[i]->object);
  hw_dict_set_name (heap, dict, "None", heap->none);
  hw_dict_set_name (heap, dict, "True", heap->true_);
  hw_dict_set_name (heap, dict, "False", heap->false_);
  hw_dict_set_name (heap, dict, "Ellipsis", heap->ellipsis);
  hw_dict_set_name (heap, dict, "NotImplemented", heap->not_implemented);
  hw_dict_set_name (heap, dict, "__debug__", heap->true_);
  function = hw_builtin_new (vm, &build_class_def, NULL, NULL);
  hw_dict_set_name (heap, dict, "__build_class__", function);
  hw_decref (heap, function);
}

/* Builtin functions and modules, what they lie in and what describes them are counted like others. */
static gboolean
is_counted (HwObject *object)
{
  return object->kind == HW_KIND_BUILTIN || object->kind == HW_KIND_MODULE || object->kind == HW_KIND_DESCRIPTOR || object->kind == HW_KIND_DICT ||
         object->kind == HW_KIND_FLOAT;
}

/* Everything made so far is the interpreter's own: no part of the modelled heap's figures. */
static void
make_static (HwVm *vm)
{
  HwHeap *heap = H (vm);

  for (guint32 cell = HW_FIRST_CELL; cell < heap->n_cells; cell++) {
    HwObject *object = hw_object_at (heap, cell);

    if (object->kind == HW_KIND_FREE)
      continue;
    if (hw_object_is_tracked (object))
      hw_object_untrack (heap, object);
    if (object->kind == HW_KIND_TYPE)
      hw_emit_size (heap, object, heap->profile->static_type_size, 0);
    hw_object_set_flags (heap, object, object->flags | HW_FLAG_STATIC | (heap->profile->immortals && !is_counted (object) ? HW_FLAG_IMMORTAL : 0));
  }
  for (guint i = 0; i < 3; i++)
    heap->collector->count[i] = 0;
}

/* The module __main__ and the names it begins with. */
static void
make_main (HwVm *vm)
{
  static const char *const names[] = { "__name__", "__doc__", "__package__", "__loader__", "__spec__",
                                       "__annotations__", "__builtins__", "__file__", "__cached__" };
  HwMachine *machine = vm->machine;
  HwHeap *heap = H (vm);
  HwObject *value;

  machine->main_module = hw_module_new (vm, "__main__");
  machine->main_dict = hw_field (machine->main_module, HW_MODULE_DICT);
  hw_object_set_flags (heap, machine->main_dict, machine->main_dict->flags | HW_FLAG_NAMESPACE);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    if ((strcmp (names[i], "__annotations__") == 0 && heap->profile->module_names < 9) ||
        (strcmp (names[i], "__cached__") == 0 && heap->profile->module_names < 8))
      continue;
    value = heap->none;
    if (strcmp (names[i], "__name__") == 0)
      value = vm->names[HW_NAME___main__];
    else if (strcmp (names[i], "__annotations__") == 0)
      value = hw_dict_new (heap);
    hw_dict_set_name (heap, machine->main_dict, names[i], value);
    if (strcmp (names[i], "__annotations__") == 0)
      hw_decref (heap, value);
  }
  value = hw_str_intern_static (heap, hw_scenario_get_path (machine->scenario));
  hw_dict_set_name (heap, machine->main_dict, "__file__", value);
  hw_dict_set_name (heap, machine->main_dict, "__builtins__", machine->builtins_module);
  if (!hw_object_is_tracked (machine->main_dict))
    hw_object_track (heap, machine->main_dict);
  hw_gc_settle (heap);
}

static guint
where (gpointer      data,
       HwTraceFrame *frames,
       guint         max,
       guint        *total)
{
  HwVm *vm = data;
  guint n = 0;

  *total = vm->machine->depth;
  for (HwFrame *frame = vm->machine->frame; frame != NULL && n < max; frame = frame->back)
    frames[n++] = HW_TRACE_FRAME (0, hw_frame_get_line (frame));
  return n;
}

/* --------------------------------------------------------------------------------------------------------- life cycle */

HwVm *
hw_vm_new (HwPython    python,
           HwSink     *sink,
           HwScenario *scenario)
{
  HwVm *vm = g_new0 (HwVm, 1);
  HwMachine *machine = vm->machine = g_new0 (HwMachine, 1);
  gsize bytes = STACK_VALUES * sizeof (HwObject *);

  vm->heap = hw_heap_new (python, sink);
  vm->heap->hooks = (HwHooks) { vm, finalize_hook, weakref_hook, pass_hook, has_pass_callbacks_hook, exception_pending_hook, equal_hook,
                                debug_hook, free_data_hook };
  machine->vm = vm;
  machine->scenario = hw_scenario_ref (scenario);
  machine->profile = vm->heap->profile;
  machine->handled = &machine->main_handled;
  machine->recursion_limit = RECURSION_LIMIT;
  machine->recursion_headroom = RECURSION_HEADROOM;
  machine->stack_base = mmap (NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  g_assert (machine->stack_base != MAP_FAILED);
  machine->stack_top = machine->stack_base;
  machine->stack_end = machine->stack_base + STACK_VALUES;
  machine->arena = g_ptr_array_new ();
  machine->literals = g_ptr_array_new ();
  machine->constants = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  machine->native_types = g_ptr_array_new_with_free_func (g_free);
  machine->max_steps = G_MAXUINT64;
  machine->deadline = G_MAXINT64;
  machine->max_heap = G_MAXUINT64;
  hw_types_init (vm);
  machine->modules = hw_dict_new (vm->heap);
  machine->builtins_module = hw_module_make (vm, &hw_module_builtins);
  vm->builtins = hw_field (machine->builtins_module, HW_MODULE_DICT);
  make_builtins (vm);
  hw_exceptions_init (vm);
  vm->heap->collector->garbage = hw_list_new (vm->heap, 0);
  machine->gc_callbacks = hw_list_new (vm->heap, 0);
  hw_modules_init (vm);
  make_static (vm);
  make_main (vm);
  hw_tracer_set_where (hw_memory_get_tracer (vm->heap->memory), where, vm);
  return vm;
}

void
hw_vm_free (HwVm *vm)
{
  HwMachine *machine = vm->machine;

  machine->closing = TRUE;
  hw_heap_free (vm->heap);
  munmap (machine->stack_base, STACK_VALUES * sizeof (HwObject *));
  g_ptr_array_unref (machine->arena);
  g_ptr_array_unref (machine->literals);
  g_hash_table_unref (machine->constants);
  g_ptr_array_unref (machine->native_types);
  hw_scenario_unref (machine->scenario);
  g_free (machine);
  g_free (vm);
}

void
hw_write (HwVm       *vm,
          const char *text,
          gsize       length,
          gboolean    is_stderr)
{
  HwHeap *heap = H (vm);

  if (length == 0)
    return;
  if (heap->sink != NULL) {
    guint32 before, after, *words;

    heap->sink->output (heap->sink, text, length, is_stderr, &before, &after);
    words = hw_sink_reserve (heap->sink, 3);
    words[0] = HW_EVENT_HEAD (HW_EVENT_OUTPUT, is_stderr);
    words[1] = before;
    words[2] = after;
  }
  if (vm->machine->write != NULL)
    vm->machine->write (vm->machine->write_data, text, length, is_stderr);
}
