/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The modelled heap: objects and their reference counts. Every change leaves as an event through the sink (sink.h), and code is run only
 * through the hooks below.
 *
 * Ownership, as in CPython: "new" results are the caller's and must be given up by hw_decref() or stored by something that *steals*;
 * "borrowed" ones are not. Functions steal only where they say so. Any hw_decref() may run a finalizer, and so any code of the
 * program; any allocation of a container may, in the modelled 3.11, run a collection. */

#pragma once

#include "alloc/memory.h"
#include "heap/object.h"
#include "heap/profile.h"
#include "heap/sink.h"

/* What the heap asks the outside to do. All run code of the modelled program, or may. */
typedef struct {
  gpointer data;
  /* Calls __del__ of [object] (or closes a suspended generator). The heap holds it meanwhile. */
  void (*finalize) (gpointer data, HwObject *object);
  /* Calls the callback of [weakref], whose referent is gone. */
  void (*weakref_callback) (gpointer data, HwObject *weakref, HwObject *callback);
  /* gc.callbacks. */
  void (*pass) (gpointer data, gboolean begins, guint generation, gint64 collected, gint64 uncollectable);
  gboolean (*has_pass_callbacks) (gpointer data);
  /* TRUE while an exception is on its way: no automatic pass starts then. */
  gboolean (*exception_pending) (gpointer data);
  /* Are two keys of equal hash equal: 1, 0, or -1 with an exception raised. */
  int (*equal) (gpointer data, HwObject *a, HwObject *b);
  /* A line of the collector's debug output for stderr. */
  void (*debug) (gpointer data, const char *text);
  /* Frees what the VM keeps in a body's data (code, generator's frame, …). */
  void (*free_data) (gpointer data, HwObject *object);
} HwHooks;

typedef struct _HwCollector HwCollector;
typedef struct _HwFreeLists HwFreeLists;
typedef struct _HwTrashcan HwTrashcan;
typedef struct _HwPool HwPool;

/* Static types that the heap itself makes objects of; X (identifier, name, kind, gc). The VM registers them at start. */
struct _HwHeap {
  HwObject        *cells; /* cell 0 is never used */
  HwSink          *sink;  /* or NULL */
  const HwProfile *profile;
  guint32          n_cells; /* cells ever used */
  guint32          free_cell; /* chain of free cells by gc_next; 0: none */
  guint32          max_cells;
  guint32          next_serial;
  gboolean         stress;
  gboolean         closing; /* only memory is being freed: nothing is counted any more */
  guint64          body_bytes; /* of the engine's own, for the budget */
  HwMemory        *memory;
  HwHooks          hooks;
  HwCollector     *collector;
  HwFreeLists     *free_lists;
  HwPool          *pool;
  HwTrashcan      *trashcan;
  GHashTable      *weakrefs; /* cell → first weak reference's cell */
  GHashTable      *weak_hashes; /* cell of a weak reference → its hash */
  GHashTable      *interned; /* HwObject str by content, borrowed or immortal */
  GStringChunk    *names;
  HwObject        *fresh; /* the last object begun, and its ALLOC event, whose size may still be mended */
  guint32         *fresh_words;
  guint32         *size_words; /* the last SIZE event, if nothing followed it */
  guint32          fresh_size;
  /* singletons; each counts itself as held by the interpreter */
  HwObject        *none, *true_, *false_, *ellipsis, *not_implemented, *empty_tuple, *empty_str, *empty_bytes;
  HwObject       **small_ints; /* -5 … profile->max_small_int */
  HwObject        *latin1[256]; /* one-character strings */
  HwObject        *single_bytes[256];
  HwKeys          *empty_keys;
  HwType          *types[HW_N_KINDS]; /* the built-in class of each kind, where it has just one */
  HwType          *type_type, *object_type;
};

HwHeap   *hw_heap_new       (HwPython       python,
                             HwSink        *sink);
/* Frees the engine's memory; runs nothing of the program. */
void      hw_heap_free      (HwHeap        *heap);

/* None, the bools, small ints, empty and one-character texts: once the VM has registered heap->types. */
void      hw_heap_make_singletons (HwHeap      *heap);

/* Engine memory for bodies, in size classes; [size] must be given back as it was asked for. Not zeroed. */
gpointer  hw_body_alloc     (HwHeap        *heap,
                             gsize          size);
void      hw_body_free      (HwHeap        *heap,
                             gpointer       body,
                             gsize          size);

/* ------------------------------------------------------------------------------------------------- cells and events */

static inline guint32
hw_cell (const HwHeap   *heap,
         const HwObject *object)
{
  return object != NULL ? (guint32) (object - heap->cells) : 0;
}

static inline HwObject *
hw_object_at (const HwHeap *heap,
              guint32       cell)
{
  return &heap->cells[cell];
}

static inline void
hw_emit (HwHeap     *heap,
         HwEventKind kind,
         guint32     argument)
{
  if (heap->sink != NULL)
    *hw_sink_reserve (heap->sink, 1) = HW_EVENT_HEAD (kind, argument);
}

static inline void
hw_emit_set (HwHeap         *heap,
             const HwObject *holder,
             guint32         slot,
             const HwObject *old,
             const HwObject *value)
{
  if (heap->sink != NULL) {
    guint32 *words = hw_sink_reserve (heap->sink, 4);

    words[0] = HW_EVENT_HEAD (HW_EVENT_SET, hw_cell (heap, holder));
    words[1] = slot;
    words[2] = hw_cell (heap, old);
    words[3] = hw_cell (heap, value);
  }
}

void      hw_emit_splice    (HwHeap         *heap,
                             const HwObject *holder,
                             guint32         position,
                             HwObject *const *taken,
                             guint32         n_taken,
                             HwObject *const *put,
                             guint32         n_put);

/* ------------------------------------------------------------------------------------------------- reference counts */

void      hw_object_dealloc (HwHeap   *heap,
                             HwObject *object);
/* Whether CPython guards the deallocation of this kind of container by the trashcan. */
gboolean  hw_kind_uses_trashcan (HwKind kind);

static inline void
hw_incref (HwHeap   *heap,
           HwObject *object)
{
  if (object->flags & HW_FLAG_IMMORTAL)
    return;
  hw_emit (heap, HW_EVENT_INCREF, hw_cell (heap, object));
  object->refs++;
}

static inline void
hw_decref (HwHeap   *heap,
           HwObject *object)
{
  if (object->flags & HW_FLAG_IMMORTAL)
    return;
  hw_emit (heap, HW_EVENT_DECREF, hw_cell (heap, object));
  if (--object->refs == 0)
    hw_object_dealloc (heap, object);
}

static inline void
hw_xdecref (HwHeap   *heap,
            HwObject *object)
{
  if (object != NULL)
    hw_decref (heap, object);
}

static inline HwObject *
hw_newref (HwHeap   *heap,
           HwObject *object)
{
  hw_incref (heap, object);
  return object;
}

/* What sys.getrefcount reports of it, without the argument's own reference. */
guint64   hw_object_get_refcount (HwHeap   *heap,
                                  HwObject *object);

/* --------------------------------------------------------------------------------------------------- making objects */

/* A new object of [type], count 1, untracked, payload zero. [size] is what CPython requests for its block; a block parked in the kind's free
 * list is taken if there is one. A container's allocation counts towards generation 0 and may collect (3.11). Counts as a reference to
 * a heap type. Never NULL; when the engine's memory budget is used up, heap->exhausted style errors are the VM's to notice. */
HwObject *hw_object_new          (HwHeap     *heap,
                                  HwType     *type,
                                  HwKind      kind,
                                  guint32     size);

/* A cell for what is no object of the program's (a frame's record), and back. */
HwObject *hw_cell_take           (HwHeap     *heap);
void      hw_cell_give           (HwHeap     *heap,
                                  HwObject   *cell);

/* One of the interpreter's own: no modelled block, immortal where the version has immortals. */
HwObject *hw_object_new_static   (HwHeap     *heap,
                                  HwType     *type,
                                  HwKind      kind);

/* One with [n_fields] empty fields. */
HwObject *hw_fields_new          (HwHeap     *heap,
                                  HwType     *type,
                                  HwKind      kind,
                                  guint32     size,
                                  guint32     n_fields);

static inline HwObject *
hw_field (const HwObject *object,
          guint32         field)
{
  return object->as.items.at[field];
}

/* Puts [value] (stolen, or NULL) into a field and gives up the old one. */
void      hw_field_set           (HwHeap     *heap,
                                  HwObject   *object,
                                  guint32     field,
                                  HwObject   *value);
/* More fields at the end. */
void      hw_fields_extend       (HwHeap     *heap,
                                  HwObject   *object,
                                  guint32     n_fields);

/* The request for a number's or text's block, and for all others of fixed size, is known to the heap (sizes.c). */
HwObject *hw_object_new_default  (HwHeap     *heap,
                                  HwType     *type,
                                  HwKind      kind);

void      hw_object_set_flags    (HwHeap     *heap,
                                  HwObject   *object,
                                  guint16     flags);
/* Changes the class; counts move with it. */
void      hw_object_set_type     (HwHeap     *heap,
                                  HwObject   *object,
                                  HwType     *type);

/* Numbers. Small ones are the singletons. */
HwObject *hw_int_new             (HwHeap     *heap,
                                  gint64      value);
HwObject *hw_float_new           (HwHeap     *heap,
                                  double      value);
HwObject *hw_complex_new         (HwHeap     *heap,
                                  double      real,
                                  double      imaginary);
static inline HwObject *
hw_bool_new (HwHeap *heap,
             gboolean value)
{
  return hw_newref (heap, value ? heap->true_ : heap->false_);
}

/* Text. [utf8] of [n] bytes is copied (hw_str_take: taken, must be g_malloc'ed and NUL-terminated). Empty and one-character latin-1
 * results are the singletons. */
HwObject *hw_str_new             (HwHeap     *heap,
                                  const char *utf8,
                                  gssize      n);
HwObject *hw_str_take            (HwHeap     *heap,
                                  char       *utf8,
                                  gsize       n);
HwObject *hw_str_intern_new      (HwHeap     *heap,
                                  const char *utf8);
/* One that costs the program nothing: names of the interpreter's own. Borrowed. */
HwObject *hw_str_intern_static   (HwHeap     *heap,
                                  const char *utf8);
/* Never a singleton. */
HwObject *hw_str_new_unshared    (HwHeap     *heap,
                                  const char *utf8,
                                  gsize       n);
/* Tells the record the text of an atom that the heap cannot read itself (a big int). */
void      hw_object_emit_text    (HwHeap     *heap,
                                  HwObject   *object,
                                  const char *text);
/* Tells the record that getsizeof of [object] was [old_size] (0: it is being made) and its second block was at [old_address]. */
void      hw_emit_size           (HwHeap     *heap,
                                  HwObject   *object,
                                  guint64     old_size,
                                  guint32     old_address);
/* The interned str of the same text; [str] (stolen) itself if there was none. */
HwObject *hw_str_intern          (HwHeap     *heap,
                                  HwObject   *str);
HwObject *hw_bytes_new           (HwHeap     *heap,
                                  const void *data,
                                  gsize       n);
HwObject *hw_bytearray_new       (HwHeap     *heap,
                                  const void *data,
                                  gsize       n);
void      hw_bytearray_resize    (HwHeap     *heap,
                                  HwObject   *bytearray,
                                  gsize       n);

gint64    hw_str_hash            (HwObject   *str);
gboolean  hw_str_equal           (const HwObject *a,
                                  const HwObject *b);

/* ------------------------------------------------------------------------------------------------- lists and tuples */

/* Exactly [n] slots, all empty: fill with hw_items_fill() at once. The list is tracked, the tuple not yet: hw_tuple_track(). */
HwObject *hw_list_new            (HwHeap     *heap,
                                  guint32     n);
HwObject *hw_list_new_typed      (HwHeap     *heap,
                                  HwType     *type);
HwObject *hw_tuple_new           (HwHeap     *heap,
                                  guint32     n);
HwObject *hw_tuple_new_typed     (HwHeap     *heap,
                                  HwType     *type,
                                  guint32     n);
/* Tracks a finished tuple, as its version does ([built]: from a display, tuple() or arguments). */
void      hw_tuple_track         (HwHeap     *heap,
                                  HwObject   *tuple);
/* All of [values] (stolen) in one go into fresh list or tuple slots from 0 on. */
void      hw_items_fill          (HwHeap     *heap,
                                  HwObject   *object,
                                  HwObject  **values,
                                  guint32     n);
/* A tracked tuple or list of [values], each with a new reference. */
HwObject *hw_tuple_of            (HwHeap     *heap,
                                  HwObject  **values,
                                  guint32     n);
/* Likewise, as _PyTuple_FromArray: from 3.14 on it is tracked only if an item is of a container class. */
HwObject *hw_tuple_from_array    (HwHeap     *heap,
                                  HwObject  **values,
                                  guint32     n);
HwObject *hw_list_of             (HwHeap     *heap,
                                  HwObject  **values,
                                  guint32     n);
/* list.append: [value] is not stolen. */
void      hw_list_append         (HwHeap     *heap,
                                  HwObject   *list,
                                  HwObject   *value);
/* Steals [value], as the comprehension's append does. */
void      hw_list_append_take    (HwHeap     *heap,
                                  HwObject   *list,
                                  HwObject   *value);
/* Replaces [n_taken] items from [position] by [values] (new references are taken). Resizes as CPython's list_resize; the items that
 * go are released last to first, or first to last with [forwards]. */
void      hw_list_splice         (HwHeap     *heap,
                                  HwObject   *list,
                                  guint32     position,
                                  guint32     n_taken,
                                  HwObject  **values,
                                  guint32     n_values,
                                  gboolean    forwards);
/* Puts [value] (stolen) at [index] and releases the old one. */
void      hw_list_set            (HwHeap     *heap,
                                  HwObject   *list,
                                  guint32     index,
                                  HwObject   *value);
/* Takes the item out and gives it (new). */
HwObject *hw_list_pop            (HwHeap     *heap,
                                  HwObject   *list,
                                  guint32     index);
void      hw_list_clear          (HwHeap     *heap,
                                  HwObject   *list);
/* list_resize() to the present length, where more room was made than was needed. */
void      hw_list_trim           (HwHeap     *heap,
                                  HwObject   *list);
/* Only the modelled room for items: list_preallocate_exact, over-allocation by iteration hints. */
void      hw_list_reserve        (HwHeap     *heap,
                                  HwObject   *list,
                                  guint32     allocated);
/* The items in a new order (sort, reverse): the same objects. */
void      hw_list_reorder        (HwHeap     *heap,
                                  HwObject   *list,
                                  HwObject  **items);

/* ------------------------------------------------------------------------------------------------------ dicts and sets */

HwObject *hw_dict_new            (HwHeap     *heap);
HwObject *hw_dict_new_typed      (HwHeap     *heap,
                                  HwType     *type);
/* Room for [n] items in advance: dict_new_presized with CPython's estimate. */
HwObject *hw_dict_new_presized   (HwHeap     *heap,
                                  guint32     n,
                                  gboolean    all_str);
/* 1 found, 0 not, -1 exception (from a comparison). [value] borrowed. */
int       hw_dict_get            (HwHeap     *heap,
                                  HwObject   *dict,
                                  HwObject   *key,
                                  gint64      hash,
                                  HwObject  **value);
/* By an interned or plain str; never runs code when all keys are str. */
HwObject *hw_dict_get_str        (HwHeap     *heap,
                                  HwObject   *dict,
                                  HwObject   *name);
HwObject *hw_dict_get_name       (HwHeap     *heap,
                                  HwObject   *dict,
                                  const char *name);
/* Neither is stolen. FALSE with an exception. An old value is released after the new one is in place. */
gboolean  hw_dict_set            (HwHeap     *heap,
                                  HwObject   *dict,
                                  HwObject   *key,
                                  gint64      hash,
                                  HwObject   *value);
void      hw_dict_set_name       (HwHeap     *heap,
                                  HwObject   *dict,
                                  const char *name,
                                  HwObject   *value);
/* 1 deleted, 0 not there, -1 exception. With [value]: the value is handed over (new) instead of released. */
int       hw_dict_delete         (HwHeap     *heap,
                                  HwObject   *dict,
                                  HwObject   *key,
                                  gint64      hash,
                                  HwObject  **value);
void      hw_dict_clear          (HwHeap     *heap,
                                  HwObject   *dict);
/* Entries in order: [position] from 0, moved on; FALSE at the end. Borrowed. Safe against changes in between as CPython's. */
gboolean  hw_dict_next           (HwObject   *dict,
                                  guint32    *position,
                                  HwObject  **key,
                                  HwObject  **value,
                                  gint64     *hash);
/* dict.copy(): the same table, or a compacted one. */
HwObject *hw_dict_copy           (HwHeap     *heap,
                                  HwObject   *dict);
/* {}.update(other dict) into [dict]: FALSE with an exception. [override]: existing keys are replaced. */
gboolean  hw_dict_merge          (HwHeap     *heap,
                                  HwObject   *dict,
                                  HwObject   *other,
                                  gboolean    override);

HwObject *hw_set_new             (HwHeap     *heap,
                                  HwType     *type);
/* 1 added or there, -1 exception; [added] tells which (may be NULL). */
int       hw_set_add             (HwHeap     *heap,
                                  HwObject   *set,
                                  HwObject   *key,
                                  gint64      hash,
                                  gboolean   *added);
int       hw_set_contains        (HwHeap     *heap,
                                  HwObject   *set,
                                  HwObject   *key,
                                  gint64      hash);
int       hw_set_discard         (HwHeap     *heap,
                                  HwObject   *set,
                                  HwObject   *key,
                                  gint64      hash);
void      hw_set_clear           (HwHeap     *heap,
                                  HwObject   *set);
gboolean  hw_set_next            (HwObject   *set,
                                  guint32    *position,
                                  HwObject  **key,
                                  gint64     *hash);
/* set_merge: all of another set or frozenset, with its presizing. */
int       hw_set_merge           (HwHeap     *heap,
                                  HwObject   *set,
                                  HwObject   *other);
/* Takes some element out (set.pop); NULL if empty. New. */
HwObject *hw_set_pop             (HwHeap     *heap,
                                  HwObject   *set);
/* 3.15: tracks a finished frozenset only if it must be. */
void      hw_set_track           (HwHeap     *heap,
                                  HwObject   *set);

/* ----------------------------------------------------------------------------------------------- instances and classes */

/* A fresh instance of a user class ([type]->kind INSTANCE), with its inline values as the version has them. Tracked. */
HwObject *hw_instance_new        (HwHeap     *heap,
                                  HwType     *type);
/* Attributes of any object whose class is_heap (NULL when the kind keeps none yet). */
HwAttributes *hw_object_attrs    (HwObject   *object);
/* Makes room for attributes of a fresh instance of a user's subclass of a built-in type. */
void      hw_object_init_attrs   (HwHeap     *heap,
                                  HwObject   *object);
/* The instance's own attribute [name] (interned str), not the class's; borrowed or NULL. */
HwObject *hw_instance_get        (HwHeap     *heap,
                                  HwObject   *object,
                                  HwObject   *name);
/* Sets or ([value] NULL) deletes it; FALSE if there was none to delete. [value] is not stolen. Shared keys, materialised dicts
 * and tracking by the dossier's rules. */
gboolean  hw_instance_set        (HwHeap     *heap,
                                  HwObject   *object,
                                  HwObject   *name,
                                  HwObject   *value);
/* The __dict__ object, made if need be; borrowed; NULL if the class has none. */
HwObject *hw_instance_get_dict   (HwHeap     *heap,
                                  HwObject   *object);
/* obj.__dict__ = dict (stolen). */
void      hw_instance_set_dict   (HwHeap     *heap,
                                  HwObject   *object,
                                  HwObject   *dict);
/* An instance's dict that shares its class's names gets a table of its own. */
void      hw_dict_own_table      (HwHeap     *heap,
                                  HwObject   *dict);
/* Likewise, of the size of the shared keys (before dict.popitem). */
void      hw_dict_combine        (HwHeap     *heap,
                                  HwObject   *dict);
/* A dict for the keys of another or of a set of [n] (dict.fromkeys). */
HwObject *hw_dict_new_for_keys   (HwHeap     *heap,
                                  guint32     n,
                                  gboolean    all_str);
/* Slots made by __slots__: [member] counts from 0 over the class and its bases. [value] is not stolen; NULL empties the slot. */
HwObject *hw_member_get          (HwObject   *object,
                                  guint32     member);
void      hw_member_set          (HwHeap     *heap,
                                  HwObject   *object,
                                  guint32     member,
                                  HwObject   *value);

/* Containers of the interpreter's own, which no program sees: only their block and their place in the collector's count. */
typedef enum { HW_HIDDEN_BUILTIN, HW_HIDDEN_PRINT_NAMES, HW_HIDDEN_SLICE } HwHidden;
guint32   hw_hidden_new          (HwHeap     *heap,
                                  HwHidden    kind);
void      hw_hidden_free         (HwHeap     *heap,
                                  HwHidden    kind,
                                  guint32     address);

/* The iterators whose blocks are kept in free lists of their own. */
void      hw_heap_set_iterator_types (HwHeap   *heap,
                                      HwType   *list_iterator,
                                      HwType   *tuple_iterator,
                                      HwType   *range_iterator);
/* A class object around a new HwType; [name] is copied. Fields are empty but for what the caller sets afterwards. Untracked. */
HwType   *hw_type_new            (HwHeap     *heap,
                                  HwType     *metatype,
                                  const char *name,
                                  HwType     *base,
                                  gboolean    is_heap);
static inline HwType *
hw_type_of_object (HwObject *class_object)
{
  return class_object->as.items.data;
}
void      hw_type_free_data      (HwHeap     *heap,
                                  HwObject   *class_object);
gboolean  hw_type_is_subtype     (const HwType *type,
                                  const HwType *base);

/* ----------------------------------------------------------------------------------------------------- weak references */

/* weakref.ref / proxy: the shared one without callback if there is one, else new; [callback] (or NULL) is not stolen. [type]: the class
 * of ref or a subclass (never shared then). */
HwObject *hw_weakref_new         (HwHeap     *heap,
                                  HwType     *type,
                                  HwKind      kind,
                                  HwObject   *referent,
                                  HwObject   *callback);
gboolean  hw_object_is_weakrefable (HwObject *object);
/* In list order: call with NULL to get the first. Borrowed. */
HwObject *hw_weakref_next        (HwHeap     *heap,
                                  HwObject   *referent,
                                  HwObject   *weakref);
/* Ends all weak references to [object] and runs their callbacks, as at its deallocation. */
void      hw_weakrefs_clear      (HwHeap     *heap,
                                  HwObject   *object);
/* Ends one: no callback. */
void      hw_weakref_detach      (HwHeap     *heap,
                                  HwObject   *weakref);

/* --------------------------------------------------------------------------------------------------------- collector */

static inline gboolean
hw_object_is_tracked (const HwObject *object)
{
  return object->gc_next != 0;
}
void      hw_object_track        (HwHeap     *heap,
                                  HwObject   *object);
void      hw_object_untrack      (HwHeap     *heap,
                                  HwObject   *object);
/* May the collector ever track [object]: _PyObject_GC_MAY_BE_TRACKED. */
gboolean  hw_object_may_be_tracked (HwObject *object);

typedef struct {
  guint64 collections, collected, uncollectable;
} HwGenerationStats;

struct _HwCollector {
  guint32           threshold[3];
  guint32           count[3];
  gboolean          enabled;
  gboolean          collecting;
  gboolean          pending; /* a pass is due at the next check point */
  guint32           debug;
  guint64           long_lived_total, long_lived_pending;
  guint64           permanent_startup; /* start-up objects that were frozen */
  HwGenerationStats stats[3];
  HwObject         *garbage; /* gc.garbage, a list */
  guint32          *gc_refs; /* by cell, scratch */
  guint32           n_gc_refs;
  guint64           visited; /* objects looked at by all passes so far */
};

/* A pass of [generation] by hand or, [automatic], by thresholds. Returns what gc.collect() returns. */
gint64    hw_collect             (HwHeap     *heap,
                                  guint       generation,
                                  gboolean    automatic);
/* A check point (3.12+): runs what is pending. */
void      hw_collector_check     (HwHeap     *heap);
void      hw_collector_configure (HwHeap     *heap,
                                  guint       setting,
                                  guint32     value);
/* All tracked objects become old, as after a full pass, without one. */
void      hw_gc_settle           (HwHeap     *heap);
void      hw_collector_freeze    (HwHeap     *heap);
void      hw_collector_unfreeze  (HwHeap     *heap);
guint64   hw_collector_count_list (HwHeap    *heap,
                                  guint       list);

/* ---------------------------------------------------------------------------------- looking at objects, for all kinds */

/* The slots in the layout of hw-kind.h; of attribute slots see hw_object_n_attributes(). */
guint32   hw_object_n_slots      (HwHeap     *heap,
                                  HwObject   *object);
HwObject *hw_object_slot         (HwHeap     *heap,
                                  HwObject   *object,
                                  guint32     slot);
/* Attribute slots (HW_SLOT_ATTRIBUTES + i) of what is no plain instance. */
guint32   hw_object_n_attributes (HwObject   *object);
HwObject *hw_object_attribute    (HwObject   *object,
                                  guint32     i);

/* What CPython's tp_traverse visits, in its order. */
typedef void (*HwVisitFunc) (gpointer data, HwObject *child);
void      hw_object_traverse     (HwHeap     *heap,
                                  HwObject   *object,
                                  HwVisitFunc visit,
                                  gpointer    data);
/* tp_clear. */
void      hw_object_clear        (HwHeap     *heap,
                                  HwObject   *object);

/* sys.getsizeof without __sizeof__ overrides. */
guint64   hw_object_get_size     (HwHeap     *heap,
                                  HwObject   *object);
/* What CPython requests for the object's own block. */
guint32   hw_object_get_request  (HwHeap         *heap,
                                  const HwObject *object);

/* The whole-heap checker: reference counts against edges (the rest must be explained by [outside], which counts the references that the VM
 * holds: stack, frames, caches), list links, tables, sizes. Findings go to [findings], one line each; TRUE if there are none. */
typedef guint32 (*HwOutsideFunc) (gpointer data, HwObject *object);
gboolean  hw_heap_check          (HwHeap       *heap,
                                  HwOutsideFunc outside,
                                  gpointer      data,
                                  GString      *findings);
