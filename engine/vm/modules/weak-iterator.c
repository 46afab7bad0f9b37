/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The generators that weak containers are iterated over with, and the guard that makes a container defer its removals
 * meanwhile (until 3.13; later ones go through a copy). Models the generator functions of Lib/weakref.py and _weakrefset.py:
 * the fields are their variables, as far as they keep something alive, and a suspended one that is dropped leaves its guard. */

#include "vm/modules/native-object.h"
#include "vm/modules/weak.h"

/* FIRST and SECOND are the loop's variables, OBJECT the referent's. */
enum { SELF = 1, FIRST, SECOND, OBJECT, ITERATOR, GUARD, N_FIELDS };

/* In as.items.extra. */
enum { CREATED, SUSPENDED, RUNNING, CLOSED };

typedef enum { GIVE_PAIR, GIVE_FIRST, GIVE_SECOND, GIVE_OBJECT } Give;

typedef struct {
  const char *name;
  const char *source;  /* method of data that is looped over; NULL: data itself */
  gboolean    commits; /* removes what is pending before it begins */
  gboolean    pairs;
  gboolean    weak_second; /* the weak reference is the pair's second */
  gboolean    keeps_object;
  gboolean    gives_dead;
  Give        give;
} Spec;

static const Spec specs[] = {
  [HW_WEAK_VALUE_ITEMS] = { "WeakValueDictionary.items", "items", TRUE, TRUE, TRUE, TRUE, FALSE, GIVE_PAIR },
  [HW_WEAK_VALUE_KEYS] = { "WeakValueDictionary.keys", "items", TRUE, TRUE, TRUE, FALSE, FALSE, GIVE_FIRST },
  [HW_WEAK_VALUE_VALUES] = { "WeakValueDictionary.values", "values", TRUE, FALSE, FALSE, TRUE, FALSE, GIVE_OBJECT },
  [HW_WEAK_VALUE_REFS] = { "WeakValueDictionary.itervaluerefs", "values", TRUE, FALSE, FALSE, FALSE, TRUE, GIVE_FIRST },
  [HW_WEAK_KEY_ITEMS] = { "WeakKeyDictionary.items", "items", FALSE, TRUE, FALSE, TRUE, FALSE, GIVE_PAIR },
  [HW_WEAK_KEY_KEYS] = { "WeakKeyDictionary.keys", NULL, FALSE, FALSE, FALSE, TRUE, FALSE, GIVE_OBJECT },
  [HW_WEAK_KEY_VALUES] = { "WeakKeyDictionary.values", "items", FALSE, TRUE, FALSE, FALSE, FALSE, GIVE_SECOND },
  [HW_WEAK_SET_ITEMS] = { "WeakSet.__iter__", NULL, FALSE, FALSE, FALSE, TRUE, FALSE, GIVE_OBJECT },
};

static inline const Spec *
spec_of (HwObject *self)
{
  return self->as.items.data;
}

/* -------------------------------------------------------------------------------------------------------------- guard */

static const HwNativeType guard_native = { .repr = NULL };

const HwWeakClass hw_weak_guard_class = { HW_WEAK_GUARD, "_IterationGuard", "_weakrefset", HW_TYPE_ID_object, NULL,
                                          HW_TYPE_NO_NEW, &guard_native };

static gboolean
guard_enter (HwVm     *vm,
             HwObject *self)
{
  HwObject *container = hw_field (self, SELF), *guard = hw_instance_new (H (vm), hw_weak_type (vm, HW_WEAK_GUARD));
  HwObject *iterating, *result;

  hw_field_set (H (vm), self, GUARD, guard);
  if (!hw_weak_set (vm, guard, "weakcontainer", hw_weak_ref (vm, container, NULL)))
    return FALSE;
  iterating = hw_weak_get (vm, container, "_iterating");
  if (iterating == NULL)
    return FALSE;
  result = hw_weak_call (vm, iterating, "add", &guard, 1);
  hw_decref (H (vm), iterating);
  hw_xdecref (H (vm), result);
  return result != NULL;
}

/* Leaves the guard: removals that waited for the last iteration are made. An exception that is on its way goes on. */
static void
guard_exit (HwVm     *vm,
            HwObject *self)
{
  HwObject *guard = hw_field (self, GUARD), *container = hw_field (self, SELF), *pending = g_steal_pointer (&vm->exception);
  HwObject *iterating = guard != NULL && container != NULL ? hw_weak_get (vm, container, "_iterating") : NULL, *result = NULL;

  if (iterating != NULL) {
    result = hw_weak_call (vm, iterating, "remove", &guard, 1);
    if (result != NULL && hw_truth (vm, iterating) == 0) {
      hw_decref (H (vm), result);
      result = hw_weak_call (vm, container, "_commit_removals", NULL, 0);
    }
    hw_decref (H (vm), iterating);
  }
  hw_xdecref (H (vm), result);
  if (pending != NULL)
    hw_set_exception (vm, pending);
}

/* ---------------------------------------------------------------------------------------------------------- generator */

/* What the body iterates over: new; NULL: exception. */
static HwObject *
open_source (HwVm     *vm,
             HwObject *self)
{
  const Spec *spec = spec_of (self);
  HwObject *data = hw_weak_get (vm, hw_field (self, SELF), "data"), *source, *iterator;

  if (data != NULL && !hw_weak_defers (vm)) {
    HwObject *copy = hw_weak_call (vm, data, "copy", NULL, 0);

    hw_decref (H (vm), data);
    data = copy;
  }
  if (data == NULL)
    return NULL;
  source = spec->source != NULL ? hw_weak_call (vm, data, spec->source, NULL, 0) : hw_newref (H (vm), data);
  hw_decref (H (vm), data);
  if (source == NULL)
    return NULL;
  iterator = hw_iter (vm, source);
  hw_decref (H (vm), source);
  return iterator;
}

static gboolean
begin (HwVm     *vm,
       HwObject *self)
{
  const Spec *spec = spec_of (self);
  HwObject *iterator;

  if (spec->commits && !hw_weak_commit (vm, hw_field (self, SELF)))
    return FALSE;
  if (hw_weak_defers (vm) && !guard_enter (vm, self))
    return FALSE;
  iterator = open_source (vm, self);
  if (iterator != NULL)
    hw_field_set (H (vm), self, ITERATOR, iterator);
  return iterator != NULL;
}

/* The body ends, by itself, by an exception, or because the generator is closed: the loop's iterator goes, then the guard,
 * then the variables. */
static void
end (HwVm     *vm,
     HwObject *self)
{
  hw_field_set (H (vm), self, ITERATOR, NULL);
  if (hw_field (self, GUARD) != NULL)
    guard_exit (vm, self);
  hw_field_set (H (vm), self, GUARD, NULL);
  self->as.items.extra = CLOSED;
  if (!(self->flags & HW_FLAG_FINALIZED))
    hw_object_set_flags (H (vm), self, self->flags | HW_FLAG_FINALIZED);
  if (H (vm)->profile->releases_last_first) {
    for (guint32 i = OBJECT; i >= SELF; i--)
      hw_field_set (H (vm), self, i, NULL);
  } else {
    for (guint32 i = SELF; i <= OBJECT; i++)
      hw_field_set (H (vm), self, i, NULL);
  }
}

/* The loop's next round, into the variables. 1; 0: the source is exhausted; -1. */
static int
advance (HwVm     *vm,
         HwObject *self)
{
  HwObject *item = hw_next (vm, hw_field (self, ITERATOR)), *first, *second;

  if (item == NULL)
    return vm->exception != NULL ? -1 : 0;
  if (!spec_of (self)->pairs) {
    hw_field_set (H (vm), self, FIRST, item);
    return 1;
  }
  if (!hw_weak_unpack (vm, item, &first, &second)) {
    hw_decref (H (vm), item);
    return -1;
  }
  hw_decref (H (vm), item);
  hw_field_set (H (vm), self, FIRST, first);
  hw_field_set (H (vm), self, SECOND, second);
  return 1;
}

/* What is given for the round's [object] (stolen). New. */
static HwObject *
give (HwVm     *vm,
      HwObject *self,
      HwObject *object)
{
  const Spec *spec = spec_of (self);
  HwObject *result;

  switch (spec->give) {
  case GIVE_PAIR:
    result = spec->weak_second ? hw_pair_new (vm, hw_field (self, FIRST), object)
                               : hw_pair_new (vm, object, hw_field (self, SECOND));
    break;
  case GIVE_OBJECT:
    return object;
  default:
    result = hw_newref (H (vm), hw_field (self, spec->give == GIVE_FIRST ? FIRST : SECOND));
  }
  hw_decref (H (vm), object);
  return result;
}

/* Runs the body to its next yield: new; NULL: it has ended, or an exception. */
static HwObject *
run_body (HwVm     *vm,
          HwObject *self)
{
  const Spec *spec = spec_of (self);
  int more;

  while ((more = advance (vm, self)) == 1) {
    HwObject *object = hw_weak_referent (vm, hw_field (self, spec->weak_second ? SECOND : FIRST));

    if (object == NULL)
      return NULL;
    if (spec->keeps_object)
      hw_field_set (H (vm), self, OBJECT, hw_newref (H (vm), object));
    if (object != H (vm)->none || spec->gives_dead) {
      HwObject *result = give (vm, self, object);

      if (spec->gives_dead)
        hw_field_set (H (vm), self, FIRST, NULL);
      return result;
    }
    hw_decref (H (vm), object);
  }
  return NULL;
}

static HwObject *
generator_next (HwVm     *vm,
                HwObject *self)
{
  HwObject *result = NULL;
  guint32 state = self->as.items.extra;

  hw_weak_enter (vm);
  if (state == RUNNING)
    return hw_raise (vm, HW_EXC_ValueError, "generator already executing");
  if (state == CLOSED || hw_field (self, SELF) == NULL)
    return NULL;
  self->as.items.extra = RUNNING;
  if (state == SUSPENDED || begin (vm, self))
    result = run_body (vm, self);
  if (result != NULL)
    self->as.items.extra = SUSPENDED;
  else
    end (vm, self);
  return result;
}

static HwObject *
generator_close (HwVm            *vm,
                 HwObject        *self,
                 HwObject *const *args,
                 guint            n,
                 HwObject        *kwnames)
{
  if (self->as.items.extra == RUNNING)
    return hw_raise (vm, HW_EXC_ValueError, "generator already executing");
  if (self->as.items.extra != CLOSED)
    end (vm, self);
  return vm->exception != NULL ? NULL : HW_NONE (vm);
}

static HwObject *
generator_send (HwVm            *vm,
                HwObject        *self,
                HwObject *const *args,
                guint            n,
                HwObject        *kwnames)
{
  HwObject *result;

  if (self->as.items.extra == CREATED && args[0] != H (vm)->none)
    return hw_raise (vm, HW_EXC_TypeError, "can't send non-None value to a just-started generator");
  result = generator_next (vm, self);
  if (result == NULL && vm->exception == NULL)
    hw_raise_object (vm, HW_EXC_StopIteration, NULL);
  return result;
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
  return hw_str_printf (vm, "<generator object %s at 0x%" G_GINT64_MODIFIER "x>", spec_of (self)->name,
                        hw_object_get_id (vm, self));
}

static const HwNativeDef generator_methods[] = {
  { "close", generator_close, HW_CALL_NONE },
  { "__del__", generator_close, HW_CALL_NONE },
  { "send", generator_send, HW_CALL_ONE },
  { NULL },
};

static const HwNativeType generator_native = {
  .iter = generator_iter, .next = generator_next, .repr = generator_repr, .methods = generator_methods
};

void
hw_weak_iterators_init (HwVm *vm)
{
  HwType *type = hw_native_type_new (vm, "generator", HW_KIND_NATIVE, vm->types[HW_TYPE_ID_object],
                                     HW_TYPE_GC | HW_TYPE_WEAKREFS | HW_TYPE_NO_NEW,
                                     &generator_native);

  type->has_finalizer = TRUE;
  type->basic_size = H (vm)->profile->generator_size + 8 * 10;
  vm->machine->weak_types[HW_WEAK_GENERATOR] = type;
}

HwObject *
hw_weak_iterator_new (HwVm           *vm,
                      HwWeakIteration what,
                      HwObject       *container)
{
  HwObject *self;

  hw_weak_enter (vm);
  self = hw_native_new (vm, hw_weak_type (vm, HW_WEAK_GENERATOR), HW_KIND_NATIVE, N_FIELDS);
  self->as.items.data = (gpointer) &specs[what];
  hw_field_set (H (vm), self, SELF, hw_newref (H (vm), container));
  hw_object_track (H (vm), self);
  return self;
}
