/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* weakref.finalize: a callback that the class's registry keeps until its object dies, or until exit. Models Lib/weakref.py:
 * the finalizer has no state of its own, it is the key to an _Info in the registry. */

#include "vm/modules/weak.h"

/* The __slots__ of _Info, sorted. */
enum { ARGS, ATEXIT, FUNCTION, INDEX, KWARGS, WEAKREF };

static const HwNativeType info_native = { .repr = NULL };

const HwWeakClass hw_weak_info_class = {
  HW_WEAK_INFO, "_Info", "weakref", HW_TYPE_ID_object, "args atexit func index kwargs weakref", HW_TYPE_NO_NEW, &info_native
};

/* ----------------------------------------------------------------------------------------------------------- registry */

static HwObject *
get_registry (HwVm     *vm,
              HwObject *self)
{
  return hw_weak_get_kind (vm, self, "_registry", HW_KIND_DICT);
}

/* 1 with what is known of [self] (new), 0 if it is dead, -1. */
static int
look_up (HwVm      *vm,
         HwObject  *self,
         gboolean   takes_out,
         HwObject **info)
{
  HwObject *registry = get_registry (vm, self);
  gint64 hash = registry != NULL ? hw_hash (vm, self) : -1;
  int found = -1;

  *info = NULL;
  if (hash != -1 && takes_out) {
    found = hw_dict_delete (H (vm), registry, self, hash, info);
  } else if (hash != -1) {
    found = hw_dict_get (H (vm), registry, self, hash, info);
    if (found > 0)
      hw_incref (H (vm), *info);
  }
  hw_xdecref (H (vm), registry);
  if (found > 0 && (*info)->type != hw_weak_type (vm, HW_WEAK_INFO)) {
    hw_decref (H (vm), *info);
    hw_raise (vm, HW_EXC_TypeError, "the registry of finalizers holds a '%s'", HW_TYPE_NAME (*info));
    return -1;
  }
  return found;
}

/* info.func (*info.args, **info.kwargs). */
static HwObject *
call_function (HwVm     *vm,
               HwObject *info)
{
  HwObject *args = hw_member_get (info, ARGS), *kwargs = hw_member_get (info, KWARGS), *kwnames = NULL, *result, *key, *value;
  guint n = args->as.items.n, n_keywords = 0;
  gboolean keywords = kwargs->kind == HW_KIND_DICT && kwargs->as.dict.used > 0;
  g_autofree HwObject **values = g_new (HwObject *, n + (keywords ? kwargs->as.dict.used : 0) + 1);
  g_autofree HwObject **names = keywords ? g_new (HwObject *, kwargs->as.dict.used) : NULL;

  if (n > 0)
    memcpy (values, args->as.items.at, n * sizeof *values);
  if (keywords) {
    guint32 position = 0;

    while (hw_dict_next (kwargs, &position, &key, &value, NULL)) {
      names[n_keywords] = key;
      values[n + n_keywords++] = hw_newref (H (vm), value);
    }
    kwnames = hw_tuple_of (H (vm), names, n_keywords);
  }
  result = hw_call (vm, hw_member_get (info, FUNCTION), values, n, kwnames);
  for (guint i = 0; i < n_keywords; i++)
    hw_decref (H (vm), values[n + i]);
  hw_xdecref (H (vm), kwnames);
  return result;
}

static HwObject *
call (HwVm            *vm,
      HwObject        *self,
      HwObject *const *args,
      guint            n,
      HwObject        *kwnames)
{
  HwObject *info, *ignored, *result;
  int found;

  if (!hw_weak_bind (vm, "finalize.__call__", "_=", args, n, kwnames, &ignored))
    return NULL;
  found = look_up (vm, self, TRUE, &info);
  if (found <= 0)
    return found == 0 ? HW_NONE (vm) : NULL;
  result = vm->machine->finalizers_over ? HW_NONE (vm) : call_function (vm, info);
  hw_decref (H (vm), info);
  return result;
}

/* (obj, func, args, kwargs): new; None if it is dead. */
static HwObject *
describe (HwVm     *vm,
          HwObject *self,
          gboolean  takes_out)
{
  HwObject *info, *object, *taken = NULL, *result = NULL;
  int found = look_up (vm, self, FALSE, &info);

  if (found <= 0)
    return found == 0 ? HW_NONE (vm) : NULL;
  object = hw_weak_referent (vm, hw_member_get (info, WEAKREF));
  if (takes_out && object != H (vm)->none)
    found = look_up (vm, self, TRUE, &taken);
  if (object == H (vm)->none || found == 0) {
    result = HW_NONE (vm);
  } else if (found > 0) {
    HwObject *kwargs = hw_member_get (info, KWARGS);
    HwObject *values[4] = { object, hw_member_get (info, FUNCTION), hw_member_get (info, ARGS), NULL };

    values[3] = kwargs != H (vm)->none ? hw_newref (H (vm), kwargs) : hw_dict_new (H (vm));
    result = hw_tuple_from_array (H (vm), values, 4);
    hw_decref (H (vm), values[3]);
  }
  hw_decref (H (vm), object);
  hw_xdecref (H (vm), taken);
  hw_decref (H (vm), info);
  return result;
}

static HwObject *
detach (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  hw_weak_enter (vm);
  return describe (vm, self, TRUE);
}

static HwObject *
peek (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames)
{
  hw_weak_enter (vm);
  return describe (vm, self, FALSE);
}

static HwObject *
get_alive (HwVm     *vm,
           HwObject *self)
{
  HwObject *info;
  int found = look_up (vm, self, FALSE, &info);

  if (found > 0)
    hw_decref (H (vm), info);
  return hw_result_bool (vm, found);
}

static HwObject *
get_atexit (HwVm     *vm,
            HwObject *self)
{
  HwObject *info, *value;
  int found = look_up (vm, self, FALSE, &info);

  if (found <= 0)
    return hw_result_bool (vm, found);
  value = hw_newref (H (vm), hw_member_get (info, ATEXIT));
  hw_decref (H (vm), info);
  return value;
}

static gboolean
set_atexit (HwVm     *vm,
            HwObject *self,
            HwObject *value)
{
  HwObject *info;
  int truth, found;

  if (value == NULL) {
    hw_raise (vm, HW_EXC_AttributeError, "property 'atexit' of '%s' object has no deleter", HW_TYPE_NAME (self));
    return FALSE;
  }
  found = look_up (vm, self, FALSE, &info);
  if (found <= 0)
    return found == 0;
  truth = hw_truth (vm, value);
  if (truth >= 0)
    hw_member_set (H (vm), info, ATEXIT, truth ? H (vm)->true_ : H (vm)->false_);
  hw_decref (H (vm), info);
  return truth >= 0;
}

static HwObject *
repr (HwVm     *vm,
      HwObject *self)
{
  HwObject *info, *object, *result;
  int found = look_up (vm, self, FALSE, &info);

  if (found < 0)
    return NULL;
  object = found > 0 ? hw_weak_referent (vm, hw_member_get (info, WEAKREF)) : HW_NONE (vm);
  if (object == H (vm)->none)
    result = hw_str_printf (vm, "<%s object at 0x%" G_GINT64_MODIFIER "x; dead>", HW_TYPE_NAME (self),
                            hw_object_get_id (vm, self));
  else
    result = hw_str_printf (vm, "<%s object at 0x%" G_GINT64_MODIFIER "x; for '%s' at 0x%" G_GINT64_MODIFIER "x>",
                            HW_TYPE_NAME (self),
                            hw_object_get_id (vm, self), HW_TYPE_NAME (object), hw_object_get_id (vm, object));
  hw_decref (H (vm), object);
  hw_xdecref (H (vm), info);
  return result;
}

/* --------------------------------------------------------------------------------------------------------------- exit */

static int
compare_index (gconstpointer a,
               gconstpointer b)
{
  gint64 left = hw_member_get ((*(HwObject *const *) a)->as.items.at[1], INDEX)->as.integer.value;
  gint64 right = hw_member_get ((*(HwObject *const *) b)->as.items.at[1], INDEX)->as.integer.value;

  return (left > right) - (left < right);
}

/* (finalizer, info) of all that are to run at exit, oldest first; owned. */
static void
select_for_exit (HwVm      *vm,
                 HwObject  *registry,
                 GPtrArray *selected)
{
  HwObject *key, *info;
  guint32 position = 0;

  while (selected->len > 0)
    hw_decref (H (vm), g_ptr_array_steal_index (selected, selected->len - 1));
  while (hw_dict_next (registry, &position, &key, &info, NULL))
    if (info->type == hw_weak_type (vm, HW_WEAK_INFO) && hw_member_get (info, ATEXIT) == H (vm)->true_)
      g_ptr_array_add (selected, hw_pair_new (vm, key, info));
  g_ptr_array_sort (selected, compare_index);
}

/* FALSE: an exception that is no Exception. */
static gboolean
run_one (HwVm     *vm,
         HwObject *finalizer)
{
  HwObject *result = hw_call (vm, finalizer, NULL, 0, NULL), *exception;

  hw_xdecref (H (vm), result);
  if (result != NULL)
    return TRUE;
  if (!hw_exception_matches (vm, HW_EXC_Exception) || vm->machine->stopped)
    return FALSE;
  exception = g_steal_pointer (&vm->exception);
  hw_print_exception (vm, exception);
  hw_decref (H (vm), exception);
  return TRUE;
}

/* At exit: last registered first, anew whenever one of them has made another. Afterwards none runs any more. */
static HwObject *
run_at_exit (HwVm            *vm,
             HwObject        *self,
             HwObject *const *args,
             guint            n,
             HwObject        *kwnames)
{
  HwMachine *machine = vm->machine;
  HwObject *registry = get_registry (vm, self);
  gboolean enabled = H (vm)->collector->enabled, done = registry != NULL;
  g_autoptr (GPtrArray) selected = g_ptr_array_new ();

  if (registry != NULL && registry->as.dict.used > 0) {
    hw_collector_configure (H (vm), HW_GC_ENABLED, FALSE);
    machine->finalizers_dirty = TRUE;
    while (done) {
      HwObject *pair;

      if (machine->finalizers_dirty)
        select_for_exit (vm, registry, selected);
      machine->finalizers_dirty = FALSE;
      if (selected->len == 0)
        break;
      pair = g_ptr_array_steal_index (selected, selected->len - 1);
      done = run_one (vm, pair->as.items.at[0]);
      hw_decref (H (vm), pair);
    }
    hw_collector_configure (H (vm), HW_GC_ENABLED, enabled);
  }
  while (selected->len > 0)
    hw_decref (H (vm), g_ptr_array_steal_index (selected, selected->len - 1));
  hw_xdecref (H (vm), registry);
  machine->finalizers_over = TRUE;
  return done ? HW_NONE (vm) : NULL;
}

static const HwNativeDef exit_def = { "_exitfunc", run_at_exit, HW_CALL_NONE };

static void
set_exit_hook (HwVm *vm)
{
  HwMachine *machine = vm->machine;

  if (machine->finalizers_at_exit)
    return;
  machine->finalizers_at_exit = TRUE;
  if (machine->atexit == NULL)
    machine->atexit = g_ptr_array_new ();
  g_ptr_array_add (machine->atexit, hw_builtin_new (vm, &exit_def, hw_weak_type (vm, HW_WEAK_FINALIZE)->object, NULL));
}

/* ---------------------------------------------------------------------------------------------------------- the class */

static HwObject *
make (HwVm            *vm,
      HwType          *type,
      HwObject *const *args,
      guint            n,
      HwObject        *kwnames)
{
  return hw_instance_new (H (vm), type);
}

static void
set_member (HwVm     *vm,
            HwObject *info,
            guint32   member,
            HwObject *value /* stolen */)
{
  hw_member_set (H (vm), info, member, value);
  hw_decref (H (vm), value);
}

static gboolean
init (HwVm            *vm,
      HwObject        *self,
      HwObject *const *args,
      guint            n,
      HwObject        *kwnames)
{
  HwHeap *heap = H (vm);
  HwObject *values[2], *positional, *keywords = NULL, *info, *weakref, *registry;
  gboolean done = FALSE;

  if (!hw_weak_bind (vm, "finalize.__init__", "obj,func,/,*,**", args, n, kwnames, values))
    return FALSE;
  positional = hw_tuple_from_array (heap, (HwObject **) args + 2, n - 2);
  if (kwnames != NULL && kwnames->as.items.n > 0) {
    keywords = hw_dict_new (heap);
    hw_dict_set_keywords (vm, keywords, args + n, kwnames);
  }
  set_exit_hook (vm);
  info = hw_instance_new (heap, hw_weak_type (vm, HW_WEAK_INFO));
  weakref = hw_weak_ref (vm, values[0], self);
  registry = weakref != NULL ? get_registry (vm, self) : NULL;
  if (registry != NULL) {
    hw_member_set (heap, info, WEAKREF, weakref);
    hw_member_set (heap, info, FUNCTION, values[1]);
    hw_member_set (heap, info, ARGS, positional);
    hw_member_set (heap, info, KWARGS, keywords != NULL ? keywords : heap->none);
    hw_member_set (heap, info, ATEXIT, heap->true_);
    set_member (vm, info, INDEX, hw_int_new (heap, vm->machine->n_finalizers++));
    done = hw_dict_set_object (vm, registry, self, info);
    vm->machine->finalizers_dirty = TRUE;
    hw_decref (heap, registry);
  }
  hw_xdecref (heap, weakref);
  hw_decref (heap, info);
  hw_xdecref (heap, keywords);
  hw_decref (heap, positional);
  return done;
}

void
hw_weak_finalize_init (HwVm *vm)
{
  HwObject *registry = hw_dict_new (H (vm));

  hw_dict_set_name (H (vm), hw_field (hw_weak_type (vm, HW_WEAK_FINALIZE)->object, HW_CLASS_DICT), "_registry", registry);
  hw_decref (H (vm), registry);
}

static const HwNativeDef methods[] = {
  { "detach", detach, HW_CALL_NONE },
  { "peek", peek, HW_CALL_NONE },
  { NULL },
};

static const HwGetSetDef getsets[] = {
  { "alive", get_alive, NULL },
  { "atexit", get_atexit, set_atexit },
  { NULL },
};

static const HwNativeType native = { .new_ = make, .init = init, .call = call, .repr = repr, .methods = methods,
                                     .getsets = getsets };

const HwWeakClass hw_weak_finalize_class = { HW_WEAK_FINALIZE, "finalize", "weakref", HW_TYPE_ID_object, "", 0, &native };
