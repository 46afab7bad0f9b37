/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the classes of the module weakref share: CPython's library writes them in Python, so they are heap classes with
 * attributes of their own, and their functions are objects that the collector sees. */

#pragma once

#include "vm/containers.h"
#include "vm/machine.h"

typedef enum {
  HW_WEAK_VALUE_DICT,
  HW_WEAK_KEY_DICT,
  HW_WEAK_SET,
  HW_WEAK_KEYED_REF,
  HW_WEAK_METHOD,
  HW_WEAK_FINALIZE,
  HW_WEAK_INFO,      /* what finalize knows of one of its objects */
  HW_WEAK_GUARD,     /* _IterationGuard, until 3.13 */
  HW_WEAK_FUNCTION,
  HW_WEAK_GENERATOR,
  HW_N_WEAK_TYPES
} HwWeakTypeId;

/* A class of the library. [members]: its __slots__, sorted, separated by spaces; NULL: it has a __dict__ and can be weakly
 * referenced. */
typedef struct {
  HwWeakTypeId        id;
  const char         *name;
  const char         *module;
  HwTypeId            base;
  const char         *members;
  guint               flags; /* HW_TYPE_… beyond GC and BASE */
  const HwNativeType *native;
} HwWeakClass;

extern const HwWeakClass hw_weak_value_dict_class, hw_weak_key_dict_class, hw_weak_set_class, hw_weak_keyed_ref_class,
  hw_weak_method_class,
    hw_weak_finalize_class, hw_weak_info_class, hw_weak_guard_class;

static inline HwType *
hw_weak_type (HwVm        *vm,
              HwWeakTypeId id)
{
  return vm->machine->weak_types[id];
}

/* Until 3.13 what dies while a weak container is iterated over is removed later. */
static inline gboolean
hw_weak_defers (HwVm *vm)
{
  return H (vm)->profile->minor < 14;
}

/* Makes the class; it is in vm->machine->weak_types then. */
HwType   *hw_weak_class_new      (HwVm              *vm,
                                  const HwWeakClass *class);
void      hw_weak_functions_init (HwVm *vm);
void      hw_weak_iterators_init (HwVm *vm);
/* The registry of finalizers, in the class's own dict. */
void      hw_weak_finalize_init  (HwVm *vm);

/* At the entry of what is a function of Python: a check point of the collector. */
static inline void
hw_weak_enter (HwVm *vm)
{
  if (G_UNLIKELY (H (vm)->collector->pending))
    hw_collector_check (H (vm));
}

/* Binds a method's arguments (without self) as a Python function does, with its words. [signature]: names separated by
 * commas, "name=" optional, "*" takes what positional arguments are left, "**" any keywords, "/" as in hw_bind(). FALSE:
 * exception. */
gboolean  hw_weak_bind           (HwVm            *vm,
                                  const char      *function,
                                  const char      *signature,
                                  HwObject *const *args,
                                  guint            n,
                                  HwObject        *kwnames,
                                  HwObject       **values);

/* self.name: new; NULL: AttributeError. */
HwObject *hw_weak_get            (HwVm            *vm,
                                  HwObject        *self,
                                  const char      *name);
/* The same where the value must be of [kind], as only a program that meddles with it can change. */
HwObject *hw_weak_get_kind       (HwVm            *vm,
                                  HwObject        *self,
                                  const char      *name,
                                  HwKind           kind);
/* self.name = value (stolen; NULL: an exception is set). FALSE: exception. */
gboolean  hw_weak_set            (HwVm            *vm,
                                  HwObject        *self,
                                  const char      *name,
                                  HwObject        *value);
/* object.name (*args). */
HwObject *hw_weak_call           (HwVm            *vm,
                                  HwObject        *object,
                                  const char      *name,
                                  HwObject *const *args,
                                  guint            n);
/* weakref.ref (object, callback): new; TypeError. */
HwObject *hw_weak_ref            (HwVm            *vm,
                                  HwObject        *object,
                                  HwObject        *callback);
/* weakref (): the referent or None, new; NULL: exception. */
HwObject *hw_weak_referent       (HwVm            *vm,
                                  HwObject        *weakref);
/* Both items of a pair, new. FALSE: exception. */
gboolean  hw_weak_unpack         (HwVm            *vm,
                                  HwObject        *pair,
                                  HwObject       **first,
                                  HwObject       **second);

/* A function with the captured objects (a tuple, stolen: its defaults or closure), which is passed to [def] as self. */
HwObject *hw_weak_function_new   (HwVm              *vm,
                                  const HwNativeDef *def,
                                  HwObject          *captured);
static inline HwObject *
hw_weak_captured (HwObject *function,
                  guint32   i)
{
  HwObject *captured = hw_field (function, 1);

  return captured != NULL && i < captured->as.items.n ? captured->as.items.at[i] : NULL;
}

/* __new__ of a weak container. */
HwObject *hw_weak_container_new  (HwVm              *vm,
                                  HwType            *type,
                                  HwObject *const   *args,
                                  guint              n,
                                  HwObject          *kwnames);
/* A weak container's own attributes, set by its __init__: _remove calls [remove] with (weak reference to self, *[more])
 * captured. */
gboolean  hw_weak_set_remove     (HwVm              *vm,
                                  HwObject          *self,
                                  const HwNativeDef *remove,
                                  HwObject          *more);
gboolean  hw_weak_set_deferred   (HwVm              *vm,
                                  HwObject          *self);
/* ref (object, self._remove): new. */
HwObject *hw_weak_removing_ref   (HwVm              *vm,
                                  HwObject          *self,
                                  HwObject          *object);
/* In a removal callback: the container, new, or NULL if it is gone. */
HwObject *hw_weak_owner          (HwVm              *vm,
                                  HwObject          *function);
/* Takes [item] out of a container's data, if it is there. FALSE: exception. */
typedef gboolean (*HwWeakDiscard) (HwVm *vm, HwObject *data, HwObject *item);
/* What a removal callback does with the item of its container, whose data is of [kind]: discards it, or notes it for later if
 * the container is being iterated over. None, or NULL: exception. */
HwObject *hw_weak_remove         (HwVm              *vm,
                                  HwObject          *self,
                                  HwObject          *item,
                                  HwKind             kind,
                                  HwWeakDiscard      discard);
/* The method _commit_removals: discards what has been noted. */
HwObject *hw_weak_commit_removals (HwVm             *vm,
                                   HwObject         *self,
                                   HwKind            kind,
                                   HwWeakDiscard     discard);
/* Calls _commit_removals if something has been noted and the version does so here. FALSE: exception. */
gboolean  hw_weak_commit         (HwVm              *vm,
                                  HwObject          *self);
/* self.data, of [kind], after that: new. */
HwObject *hw_weak_open_data      (HwVm              *vm,
                                  HwObject          *self,
                                  HwKind             kind);
/* Length of _pending_removals; 0 where there is none; -1: exception. */
gint64    hw_weak_n_pending      (HwVm              *vm,
                                  HwObject          *self);

/* What the generators of weak containers go through and give. */
typedef enum {
  HW_WEAK_VALUE_ITEMS,
  HW_WEAK_VALUE_KEYS,
  HW_WEAK_VALUE_VALUES,
  HW_WEAK_VALUE_REFS,
  HW_WEAK_KEY_ITEMS,
  HW_WEAK_KEY_KEYS,
  HW_WEAK_KEY_VALUES,
  HW_WEAK_SET_ITEMS,
} HwWeakIteration;

HwObject *hw_weak_iterator_new   (HwVm            *vm,
                                  HwWeakIteration  what,
                                  HwObject        *self);

/* Deletes an entry of a dict whose value is a dead weak reference. */
HwObject *hw_weak_remove_dead    (HwVm            *vm,
                                  HwObject        *self,
                                  HwObject *const *args,
                                  guint            n,
                                  HwObject        *kwnames);

/* Both dictionaries: MutableMapping's part. */
HwObject *hw_weak_mapping_clear   (HwVm            *vm,
                                   HwObject        *self,
                                   HwObject *const *args,
                                   guint            n,
                                   HwObject        *kwnames);
HwObject *hw_weak_mapping_compare (HwVm            *vm,
                                   HwObject        *self,
                                   HwObject        *other,
                                   HwCompareOp      op);
HwObject *hw_weak_mapping_binary  (HwVm            *vm,
                                   HwOperator       op,
                                   HwObject        *left,
                                   HwObject        *right);
HwObject *hw_weak_mapping_inplace (HwVm            *vm,
                                   HwOperator       op,
                                   HwObject        *self,
                                   HwObject        *other);
HwObject *hw_weak_mapping_repr    (HwVm            *vm,
                                   HwObject        *self);
/* For each item of a mapping or of dict (other): put (self, key, value). FALSE: exception. */
gboolean  hw_weak_mapping_each    (HwVm            *vm,
                                   HwObject        *other,
                                   gboolean       (*put) (HwVm *vm, HwObject *self, HwObject *key, HwObject *value),
                                   HwObject        *self);
