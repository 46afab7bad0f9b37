/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* How objects lie in the engine's memory, and what the model of CPython knows of each. Models Include/object.h and the structs of Objects/.
 *
 * An object is one cell of 64 bytes in one contiguous region, so a cell number and a pointer turn into each other by arithmetic and the
 * collector can keep its figures in flat arrays. Variable parts (items, tables, values) lie in *bodies* beside it.
 *
 *   ┌ refs │ flags kind sub │ type ┐ ┌ gc list links │ serial │ address ┐ ┌ payload by kind, 24 bytes ┐ ┌ attrs ┐
 *
 * Bodies and cells are the engine's own memory; what CPython would allocate is modelled beside it by *blocks*: [address] is the block
 * of the object itself, and lists, dicts, sets and instances may have a second one. */

#pragma once

#include "hw-event.h"
#include "hw-kind.h"

typedef struct _HwHeap HwHeap;
typedef struct _HwObject HwObject;
typedef struct _HwType HwType;
typedef struct _HwKeys HwKeys;
typedef struct _HwSetTable HwSetTable;

/* One entry of a dict's table. A deleted entry has no key. */
typedef struct {
  HwObject *key;
  HwObject *value;
  gint64    hash;
} HwEntry;

/* Attributes: what INSTANCE objects have in their payload and other kinds behind [attrs].
 * values: first the class's __slots__ (type->n_members), then inline values in shared-key order (as many as the type has names). */
typedef struct {
  HwObject **values;
  HwObject  *dict;    /* the materialised __dict__ or NULL */
  guint32    n;       /* values there is room for */
  guint32    address; /* of the block of inline values where that is a block of its own (3.11, 3.12), else 0 */
} HwAttributes;

struct _HwObject {
  guint32 refs;
  guint16 flags; /* HW_FLAG_… */
  guint8  kind;  /* HwKind */
  guint8  sub;   /* by kind: a bool's value, a str's character width, an iterator's kind … */
  HwType *type;
  guint32 gc_next; /* cells; 0: untracked */
  guint32 gc_prev;
  guint32 serial;
  guint32 address; /* modelled address / 16 */
  union {
    struct {
      gint64        value; /* if big is NULL */
      struct HwBig *big;
      gint64        spare;
    } integer;
    double real;
    struct {
      double real, imaginary;
    } complex_;
    struct {
      char   *utf8; /* NUL-terminated; surrogates as three bytes */
      guint32 n_bytes;
      guint32 n_chars;
      gint64  hash; /* -1: not yet computed */
    } str;
    struct {
      guint8 *data;
      guint32 n;
      guint32 allocated; /* bytearray */
      gint64  hash;
    } bytes;
    /* LIST, TUPLE and every kind with labelled fields */
    struct {
      HwObject **at;
      guint32    n;
      guint32    extra;
      union {
        gpointer data; /* fields: C data of the kind */
        struct {
          guint32 allocated; /* list: slots there is room for in the model */
          guint32 address;   /* list: block of the items, 0 if none */
        };
      };
    } items;
    struct {
      HwKeys *keys;
      guint32 used;
      guint32 address; /* block of the keys, 0 for the shared empty ones */
      HwType *split;   /* an instance's dict that still shares its class's keys */
    } dict;
    struct {
      HwSetTable *table;
      guint32     used;
      guint32     address; /* block of the table, 0 while it lies in the object */
      gint64      hash;    /* frozenset */
    } set;
    HwAttributes attrs;
    struct {
      HwObject *referent;
      HwObject *callback;
      guint32   next; /* cells: the referent's other weak references */
      guint32   prev;
    } weakref;
  } as;
  HwAttributes *attrs; /* of instances of user classes that are no plain INSTANCE */
};

G_STATIC_ASSERT (sizeof (HwObject) == 64);

/* The fields of the kinds with labels, in the order of hw-kind.h. */
enum { HW_EXCEPTION_DICT, HW_EXCEPTION_ARGS, HW_EXCEPTION_TRACEBACK, HW_EXCEPTION_CONTEXT, HW_EXCEPTION_CAUSE, HW_EXCEPTION_N_FIELDS };
enum { HW_CLASS_DICT, HW_CLASS_MRO, HW_CLASS_BASES, HW_CLASS_BASE, HW_CLASS_N_FIELDS };
enum {
  HW_FUNCTION_CODE,
  HW_FUNCTION_GLOBALS,
  HW_FUNCTION_BUILTINS,
  HW_FUNCTION_MODULE,
  HW_FUNCTION_DEFAULTS,
  HW_FUNCTION_KWDEFAULTS,
  HW_FUNCTION_DOC,
  HW_FUNCTION_NAME,
  HW_FUNCTION_DICT,
  HW_FUNCTION_CLOSURE,
  HW_FUNCTION_ANNOTATIONS,
  HW_FUNCTION_QUALNAME,
  HW_FUNCTION_N_FIELDS
};
enum { HW_BUILTIN_SELF, HW_BUILTIN_MODULE, HW_BUILTIN_N_FIELDS };
enum { HW_METHOD_FUNCTION, HW_METHOD_SELF, HW_METHOD_N_FIELDS };
enum { HW_DESCRIPTOR_TYPE, HW_DESCRIPTOR_NAME, HW_DESCRIPTOR_QUALNAME, HW_DESCRIPTOR_N_FIELDS };
enum {
  HW_CODE_CONSTS,
  HW_CODE_NAMES,
  HW_CODE_VARNAMES,
  HW_CODE_FREEVARS,
  HW_CODE_NAME,
  HW_CODE_QUALNAME,
  HW_CODE_N_FIELDS
};
enum {
  HW_FRAME_OBJECT_BACK,
  HW_FRAME_OBJECT_CODE,
  HW_FRAME_OBJECT_LOCALS,
  HW_FRAME_OBJECT_BUILTINS,
  HW_FRAME_OBJECT_GLOBALS,
  HW_FRAME_OBJECT_N_FIELDS /* then the variables, once the frame has ended */
};
enum { HW_GENERATOR_NAME, HW_GENERATOR_QUALNAME, HW_GENERATOR_FUNCTION, HW_GENERATOR_CODE, HW_GENERATOR_N_FIELDS /* then the variables */ };
enum { HW_TRACEBACK_NEXT, HW_TRACEBACK_FRAME, HW_TRACEBACK_N_FIELDS };
enum { HW_MODULE_DICT, HW_MODULE_NAME, HW_MODULE_N_FIELDS };
enum { HW_PROPERTY_GET, HW_PROPERTY_SET, HW_PROPERTY_DELETE, HW_PROPERTY_DOC, HW_PROPERTY_NAME, HW_PROPERTY_N_FIELDS };
enum { HW_WRAPPER_FUNCTION, HW_WRAPPER_DICT, HW_WRAPPER_N_FIELDS }; /* staticmethod, classmethod */
enum { HW_SUPER_CLASS, HW_SUPER_SELF, HW_SUPER_SELF_CLASS, HW_SUPER_N_FIELDS };
enum { HW_RANGE_START, HW_RANGE_STOP, HW_RANGE_STEP, HW_RANGE_LENGTH, HW_RANGE_N_FIELDS };
enum { HW_SLICE_START, HW_SLICE_STOP, HW_SLICE_STEP, HW_SLICE_N_FIELDS };
enum { HW_ITERATOR_SEQUENCE, HW_ITERATOR_ITEM, HW_ITERATOR_FUNCTION, HW_ITERATOR_N_FIELDS };

/* A class: what the class object (kind TYPE) keeps behind its fields' data. Models PyTypeObject and PyHeapTypeObject. */
struct _HwType {
  HwObject   *object; /* the class object; its fields hold dict, mro, bases, base */
  const char *name;   /* __name__, owned by the heap's string chunk */
  HwType     *base;
  const char *qualname; /* __qualname__, as [name] */
  guint8      kind;          /* of its instances */
  guint8      has_dict;      /* instances can have any attribute */
  guint8      has_weakrefs;  /* instances can be weakly referenced */
  guint8      is_gc;         /* instances are containers to the collector */
  guint8      is_heap;       /* made by a class statement: its instances count as references to it */
  guint8      inline_values; /* attributes live in the instance until a dict is asked for */
  guint8      is_base;       /* may be subclassed */
  guint8      has_finalizer; /* __del__ is found along the MRO */
  guint32     n_members;     /* __slots__ of it and its bases */
  guint32     members_first; /* where its own begin */
  guint32     own_members;
  guint32     layout;        /* labels of its instances' slots, in the sink's numbering */
  guint32     basic_size;    /* as __basicsize__, for built-in types */
  gint32      free_id;       /* of iterators: which free list its objects have, -1 none */
  guint32     flags;         /* of the VM: HW_TYPE_… */
  guint32     version;       /* moves whenever a class on its MRO is written to */
  /* shared keys (Objects/dictobject.c): names in the order the class first saw them */
  HwObject  **names;
  guint32     n_names;
  guint32     n_names_room;
  gint32      usable; /* -1: shares none */
  guint32     n_split; /* dicts that still share its keys */
  GPtrArray  *subclasses; /* HwType, borrowed */
  gconstpointer native;   /* the VM's table of native slots */
  gpointer      special;  /* the VM's cache of special methods */
};

/* Character widths of a str, in [sub]. */
enum { HW_STR_ASCII, HW_STR_LATIN1, HW_STR_UCS2, HW_STR_UCS4 };

/* A table of keys. Models PyDictKeysObject; index and entries are the engine's, slots and usable CPython's. */
struct _HwKeys {
  guint32  slots;     /* power of two, at least 8 */
  gint32   usable;    /* entries that may still be added */
  guint32  n_entries; /* used and deleted */
  guint8   all_str;
  HwEntry *entries;
  gint32  *index; /* -1 empty, -2 deleted, else the entry */
};

typedef struct {
  HwObject *key;
  gint64    hash; /* of a deleted one: -1, with no key */
} HwSetEntry;

/* Models the table of PySetObject. */
struct _HwSetTable {
  guint32    mask;
  guint32    fill; /* used and deleted */
  HwSetEntry entries[];
};
