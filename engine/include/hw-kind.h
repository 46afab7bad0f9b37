/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The kinds of object: how an object is laid out, whatever its class. An instance of a user's subclass of list has the kind LIST.
 *
 * Every object has an array of *slots* in the recorded heap, each holding a reference or nothing; the kind says what the slots
 * mean. X (identifier, text, slots): the slots' labels, separated by spaces, or one of
 *   "[]"   items by index
 *   "{}"   a dict: slot 2i is the key of entry i, slot 2i+1 its value; an entry with no key is a deleted one
 *   "()"   a set: its table, empty slots and all, in table order
 *   "."    named by the layout of the object's class (an instance: its dict, its __slots__, its inline values)
 *   "="    named by the layout that the frame was pushed with (a frame's local variables)
 *   ""     no slots
 * Fixed labels may be followed by "=" (variables of the layout named by LAYOUT, counted from there). An instance of a user's subclass of a
 * built-in type has, besides those slots, *attribute slots*: slot numbers from HW_SLOT_ATTRIBUTES on, labelled like an instance's ".".
 * A label that begins with "~" is a weak reference: not counted in the target's reference count. Objects with several labels and a
 * trailing "[]" go on with items by index. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HW_KIND_LIST(X)                                                                                                      \
  X (FREE, "free", "")                                                                                                       \
  X (NONE, "NoneType", "")                                                                                                   \
  X (ELLIPSIS, "ellipsis", "")                                                                                               \
  X (NOT_IMPLEMENTED, "NotImplementedType", "")                                                                              \
  X (BOOL, "bool", "")                                                                                                       \
  X (INT, "int", "")                                                                                                 \
  X (FLOAT, "float", "")                                                                                             \
  X (COMPLEX, "complex", "")                                                                                         \
  X (STR, "str", "")                                                                                                 \
  X (BYTES, "bytes", "")                                                                                             \
  X (BYTEARRAY, "bytearray", "")                                                                                     \
  X (LIST, "list", "[]")                                                                                                     \
  X (TUPLE, "tuple", "[]")                                                                                                   \
  X (DICT, "dict", "{}")                                                                                                     \
  X (SET, "set", "()")                                                                                                       \
  X (FROZENSET, "frozenset", "()")                                                                                           \
  X (INSTANCE, "instance", ".")                                                                                              \
  X (EXCEPTION, "exception", "__dict__ args __traceback__ __context__ __cause__ []")                                   \
  X (TYPE, "type", "__dict__ __mro__ __bases__ __base__")                                                              \
  X (FUNCTION, "function",                                                                                                   \
     "__code__ __globals__ __builtins__ __module__ __defaults__ __kwdefaults__ __doc__ __name__ __dict__ __closure__ "       \
     "__annotations__ __qualname__")                                                                                         \
  X (BUILTIN, "builtin_function_or_method", "__self__ __module__")                                                           \
  X (METHOD, "method", "__func__ __self__")                                                                                  \
  X (DESCRIPTOR, "method_descriptor", "__objclass__ __name__ __qualname__")                                                  \
  X (CODE, "code", "co_consts co_names co_varnames co_freevars co_name co_qualname []")                                      \
  X (CELL, "cell", "cell_contents")                                                                                          \
  X (FRAME, "frame", "=")                                                                                                    \
  X (FRAME_OBJECT, "frame object", "f_back f_code f_locals f_builtins f_globals []")                                         \
  X (GENERATOR, "generator", "gi_name gi_qualname gi_function gi_code =")                                                                                            \
  X (TRACEBACK, "traceback", "tb_next tb_frame")                                                                             \
  X (MODULE, "module", "__dict__ __name__")                                                                                  \
  X (WEAKREF, "weakref", "~referent __callback__ []")                                                                        \
  X (PROXY, "weakproxy", "~referent __callback__")                                                                           \
  X (PROPERTY, "property", "fget fset fdel __doc__ name")                                                                   \
  X (STATICMETHOD, "staticmethod", "__func__ __dict__")                                                                     \
  X (CLASSMETHOD, "classmethod", "__func__ __dict__")                                                                       \
  X (SUPER, "super", "__thisclass__ __self__ __self_class__")                                                                \
  X (RANGE, "range", "start stop step length")                                                                               \
  X (SLICE, "slice", "start stop step")                                                                                      \
  X (ITERATOR, "iterator", "sequence item function []")                                                                      \
  X (VIEW, "dict view", "dict")                                                                                              \
  X (MAPPING_PROXY, "mappingproxy", "mapping")                                                                               \
  X (NAMESPACE, "SimpleNamespace", "__dict__")                                                                               \
  X (NATIVE, "native", "__dict__ []")

typedef enum {
#define HW_X(id, text, slots) HW_KIND_##id,
  HW_KIND_LIST (HW_X)
#undef HW_X
  HW_N_KINDS
} HwKind;

/* The first attribute slot of an object that is no plain instance. */
#define HW_SLOT_ATTRIBUTES 0x80000000u

/* Static texts from the list above. */
const char *hw_kind_get_name  (HwKind kind);
const char *hw_kind_get_slots (HwKind kind);

G_END_DECLS
