/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The virtual machine's inside, as its built-in types, functions and modules see it: protocols on objects, exceptions, and how native
 * code is made known. Models Objects/abstract.c, Objects/object.c, Python/errors.c.
 *
 * Ownership: arguments are borrowed for the time of the call; results are new references unless said "borrowed". An HwObject * result
 * of NULL means an exception is set (vm->exception), unless said otherwise; an int result of -1 likewise.
 * Anything that calls a protocol function may run any code of the program: hold what you need, re-read sizes afterwards. */

#pragma once

#include <gmp.h>

#include "heap/heap.h"
#include "lang/ast.h"

typedef struct _HwVm HwVm;
typedef struct _HwFrame HwFrame;
typedef struct _HwCode HwCode;

/* A big integer, body of INT objects whose value does not fit 64 bits (as.integer.big). */
struct HwBig {
  mpz_t z;
};

/* -------------------------------------------------------------------------------------------------- built-in exceptions */

/* X (name, base). In order: bases first. */
#define HW_EXCEPTION_LIST(X)                     \
  X (BaseException, BaseException)               \
  X (Exception, BaseException)                   \
  X (SystemExit, BaseException)                  \
  X (KeyboardInterrupt, BaseException)           \
  X (GeneratorExit, BaseException)               \
  X (StopIteration, Exception)                   \
  X (StopAsyncIteration, Exception)              \
  X (ArithmeticError, Exception)                 \
  X (FloatingPointError, ArithmeticError)        \
  X (OverflowError, ArithmeticError)             \
  X (ZeroDivisionError, ArithmeticError)         \
  X (AssertionError, Exception)                  \
  X (AttributeError, Exception)                  \
  X (BufferError, Exception)                     \
  X (EOFError, Exception)                        \
  X (ImportError, Exception)                     \
  X (ModuleNotFoundError, ImportError)           \
  X (LookupError, Exception)                     \
  X (IndexError, LookupError)                    \
  X (KeyError, LookupError)                      \
  X (MemoryError, Exception)                     \
  X (NameError, Exception)                       \
  X (UnboundLocalError, NameError)               \
  X (OSError, Exception)                         \
  X (ReferenceError, Exception)                  \
  X (RuntimeError, Exception)                    \
  X (NotImplementedError, RuntimeError)          \
  X (RecursionError, RuntimeError)               \
  X (SyntaxError, Exception)                     \
  X (IndentationError, SyntaxError)              \
  X (TabError, IndentationError)                 \
  X (SystemError, Exception)                     \
  X (TypeError, Exception)                       \
  X (ValueError, Exception)                      \
  X (UnicodeError, ValueError)                   \
  X (UnicodeDecodeError, UnicodeError)           \
  X (UnicodeEncodeError, UnicodeError)           \
  X (Warning, Exception)                         \
  X (DeprecationWarning, Warning)                \
  X (PendingDeprecationWarning, Warning)         \
  X (RuntimeWarning, Warning)                    \
  X (SyntaxWarning, Warning)                     \
  X (UserWarning, Warning)                       \
  X (FutureWarning, Warning)                     \
  X (ImportWarning, Warning)                     \
  X (ResourceWarning, Warning)

typedef enum {
#define HW_X(name, base) HW_EXC_##name,
  HW_EXCEPTION_LIST (HW_X)
#undef HW_X
  HW_N_EXCEPTIONS
} HwExceptionId;

/* ----------------------------------------------------------------------------------------------------- native code */

/* [args]: [n] positional arguments, then the values of the keywords named by [kwnames] (a tuple of str, or NULL). */
typedef HwObject *(*HwNativeFunc) (HwVm            *vm,
                                   HwObject        *self,
                                   HwObject *const *args,
                                   guint            n,
                                   HwObject        *kwnames);

/* How many arguments a native function takes: checked before it is called, with CPython's words. */
typedef enum {
  HW_CALL_NONE,     /* METH_NOARGS */
  HW_CALL_ONE,      /* METH_O */
  HW_CALL_RANGE,    /* min … max positional arguments */
  HW_CALL_KEYWORDS, /* the function looks at everything itself, with hw_bind() */
} HwCallKind;

typedef struct {
  const char  *name; /* NULL ends a table */
  HwNativeFunc function;
  guint8       call; /* HwCallKind */
  guint8       min;
  guint8       max; /* 255: any number */
  guint8       bind; /* HW_BIND_… */
  guint8       tuple_until; /* METH_VARARGS up to this minor version: its arguments are put into a tuple of their own */
} HwNativeDef;

/* For [tuple_until]: METH_VARARGS in all versions. */
#define HW_TUPLE_ALWAYS 255

enum { HW_BIND_METHOD, HW_BIND_CLASS, HW_BIND_STATIC };

typedef struct {
  const char *name; /* NULL ends a table */
  HwObject *(*get) (HwVm *vm, HwObject *self);
  gboolean (*set) (HwVm *vm, HwObject *self, HwObject *value /* NULL: del */); /* NULL: read-only */
} HwGetSetDef;

/* A built-in type's native slots; any may be NULL (then inherited from the base, or absent). Python-level names (__len__, …) are made
 * from them as slot wrappers. */
typedef struct {
  HwObject *(*new_) (HwVm *vm, HwType *type, HwObject *const *args, guint n, HwObject *kwnames);
  gboolean (*init) (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames);
  HwObject *(*repr) (HwVm *vm, HwObject *self);
  HwObject *(*str) (HwVm *vm, HwObject *self);
  gint64 (*hash) (HwVm *vm, HwObject *self); /* -1: exception */
  gboolean unhashable;
  HwObject *(*compare) (HwVm *vm, HwObject *self, HwObject *other, HwCompareOp op); /* or NotImplemented; op is Eq … GtE only */
  HwObject *(*iter) (HwVm *vm, HwObject *self);
  HwObject *(*next) (HwVm *vm, HwObject *self); /* NULL without an exception: exhausted */
  gint64 (*length) (HwVm *vm, HwObject *self);
  HwObject *(*get_item) (HwVm *vm, HwObject *self, HwObject *key);
  gboolean (*set_item) (HwVm *vm, HwObject *self, HwObject *key, HwObject *value /* NULL: del */);
  int (*contains) (HwVm *vm, HwObject *self, HwObject *item);
  /* Called when either operand's type has it, [left] and [right] as written; NotImplemented if it cannot. Includes list + list, str % x … */
  HwObject *(*binary) (HwVm *vm, HwOperator op, HwObject *left, HwObject *right);
  HwObject *(*inplace) (HwVm *vm, HwOperator op, HwObject *self, HwObject *other);
  HwObject *(*unary) (HwVm *vm, HwUnaryOp op, HwObject *self); /* Invert, UAdd, USub */
  int (*truth) (HwVm *vm, HwObject *self);
  HwObject *(*call) (HwVm *vm, HwObject *self, HwObject *const *args, guint n, HwObject *kwnames);
  HwObject *(*get_attribute) (HwVm *vm, HwObject *self, HwObject *name);
  gboolean (*set_attribute) (HwVm *vm, HwObject *self, HwObject *name, HwObject *value);
  HwObject *(*descr_get) (HwVm *vm, HwObject *self, HwObject *object /* or NULL */, HwType *type);
  gboolean (*descr_set) (HwVm *vm, HwObject *self, HwObject *object, HwObject *value /* NULL: del */);
  const HwNativeDef *methods;
  const HwGetSetDef *getsets;
} HwNativeType;

/* The built-in types: X (identifier, name, kind, base, flags). Each has `const HwNativeType hw_native_<identifier>` somewhere in vm/. */
enum {
  HW_TYPE_GC = 1 << 0,
  HW_TYPE_BASE = 1 << 1,      /* may be subclassed */
  HW_TYPE_WEAKREFS = 1 << 2,  /* instances can be weakly referenced */
  HW_TYPE_DICT = 1 << 3,      /* instances have a __dict__ */
  HW_TYPE_PUBLIC = 1 << 4,    /* a name in builtins */
  HW_TYPE_NO_NEW = 1 << 5,    /* cannot create 'x' instances */
};

#define HW_TYPE_LIST(X)                                                                                      \
  X (object, "object", INSTANCE, object, HW_TYPE_BASE | HW_TYPE_PUBLIC)                                      \
  X (type, "type", TYPE, object, HW_TYPE_GC | HW_TYPE_BASE | HW_TYPE_WEAKREFS | HW_TYPE_PUBLIC)              \
  X (none, "NoneType", NONE, object, 0)                                                                      \
  X (ellipsis, "ellipsis", ELLIPSIS, object, 0)                                                              \
  X (not_implemented, "NotImplementedType", NOT_IMPLEMENTED, object, 0)                                      \
  X (int, "int", INT, object, HW_TYPE_BASE | HW_TYPE_PUBLIC)                                                 \
  X (bool, "bool", BOOL, int, HW_TYPE_PUBLIC)                                                                \
  X (float, "float", FLOAT, object, HW_TYPE_BASE | HW_TYPE_PUBLIC)                                           \
  X (complex, "complex", COMPLEX, object, HW_TYPE_BASE | HW_TYPE_PUBLIC)                                     \
  X (str, "str", STR, object, HW_TYPE_BASE | HW_TYPE_PUBLIC)                                                 \
  X (bytes, "bytes", BYTES, object, HW_TYPE_BASE | HW_TYPE_PUBLIC)                                           \
  X (bytearray, "bytearray", BYTEARRAY, object, HW_TYPE_BASE | HW_TYPE_PUBLIC)                               \
  X (list, "list", LIST, object, HW_TYPE_GC | HW_TYPE_BASE | HW_TYPE_PUBLIC)                                 \
  X (tuple, "tuple", TUPLE, object, HW_TYPE_GC | HW_TYPE_BASE | HW_TYPE_PUBLIC)                              \
  X (dict, "dict", DICT, object, HW_TYPE_GC | HW_TYPE_BASE | HW_TYPE_PUBLIC)                                 \
  X (set, "set", SET, object, HW_TYPE_GC | HW_TYPE_BASE | HW_TYPE_WEAKREFS | HW_TYPE_PUBLIC)                 \
  X (frozenset, "frozenset", FROZENSET, object, HW_TYPE_GC | HW_TYPE_BASE | HW_TYPE_WEAKREFS | HW_TYPE_PUBLIC) \
  X (function, "function", FUNCTION, object, HW_TYPE_GC | HW_TYPE_WEAKREFS | HW_TYPE_DICT)                   \
  X (builtin, "builtin_function_or_method", BUILTIN, object, HW_TYPE_GC | HW_TYPE_WEAKREFS)                  \
  X (method, "method", METHOD, object, HW_TYPE_GC | HW_TYPE_WEAKREFS)                                        \
  X (method_descriptor, "method_descriptor", DESCRIPTOR, object, HW_TYPE_GC)                                 \
  X (slot_wrapper, "wrapper_descriptor", DESCRIPTOR, object, HW_TYPE_GC)                                     \
  X (method_wrapper, "method-wrapper", METHOD, object, HW_TYPE_GC)                                           \
  X (getset, "getset_descriptor", DESCRIPTOR, object, HW_TYPE_GC)                                            \
  X (member, "member_descriptor", DESCRIPTOR, object, HW_TYPE_GC)                                            \
  X (classmethod_descriptor, "classmethod_descriptor", DESCRIPTOR, object, HW_TYPE_GC)                       \
  X (code, "code", CODE, object, HW_TYPE_WEAKREFS)                                                           \
  X (cell, "cell", CELL, object, HW_TYPE_GC)                                                                 \
  X (frame, "frame", FRAME_OBJECT, object, HW_TYPE_GC)                                                       \
  X (generator, "generator", GENERATOR, object, HW_TYPE_GC | HW_TYPE_WEAKREFS)                               \
  X (traceback, "traceback", TRACEBACK, object, HW_TYPE_GC)                                                  \
  X (module, "module", MODULE, object, HW_TYPE_GC | HW_TYPE_WEAKREFS | HW_TYPE_DICT)                         \
  X (weakref, "ReferenceType", WEAKREF, object, HW_TYPE_GC | HW_TYPE_BASE)                                   \
  X (weakproxy, "ProxyType", PROXY, object, HW_TYPE_GC)                                                      \
  X (weakcallableproxy, "CallableProxyType", PROXY, object, HW_TYPE_GC)                                      \
  X (property, "property", PROPERTY, object, HW_TYPE_GC | HW_TYPE_BASE | HW_TYPE_PUBLIC)                     \
  X (staticmethod, "staticmethod", STATICMETHOD, object, HW_TYPE_GC | HW_TYPE_BASE | HW_TYPE_PUBLIC)         \
  X (classmethod, "classmethod", CLASSMETHOD, object, HW_TYPE_GC | HW_TYPE_BASE | HW_TYPE_PUBLIC)            \
  X (super, "super", SUPER, object, HW_TYPE_GC | HW_TYPE_BASE | HW_TYPE_PUBLIC)                              \
  X (range, "range", RANGE, object, HW_TYPE_PUBLIC)                                                          \
  X (slice, "slice", SLICE, object, HW_TYPE_GC | HW_TYPE_PUBLIC)                                             \
  X (mappingproxy, "mappingproxy", MAPPING_PROXY, object, HW_TYPE_GC)                                        \
  X (dict_keys, "dict_keys", VIEW, object, HW_TYPE_GC | HW_TYPE_NO_NEW)                                      \
  X (dict_values, "dict_values", VIEW, object, HW_TYPE_GC | HW_TYPE_NO_NEW)                                  \
  X (dict_items, "dict_items", VIEW, object, HW_TYPE_GC | HW_TYPE_NO_NEW)                                    \
  X (list_iterator, "list_iterator", ITERATOR, object, HW_TYPE_GC | HW_TYPE_NO_NEW)                          \
  X (list_reverseiterator, "list_reverseiterator", ITERATOR, object, HW_TYPE_GC | HW_TYPE_NO_NEW)            \
  X (tuple_iterator, "tuple_iterator", ITERATOR, object, HW_TYPE_GC | HW_TYPE_NO_NEW)                        \
  X (str_iterator, "str_iterator", ITERATOR, object, HW_TYPE_GC | HW_TYPE_NO_NEW)                            \
  X (str_ascii_iterator, "str_ascii_iterator", ITERATOR, object, HW_TYPE_GC | HW_TYPE_NO_NEW)                \
  X (bytes_iterator, "bytes_iterator", ITERATOR, object, HW_TYPE_GC | HW_TYPE_NO_NEW)                        \
  X (range_iterator, "range_iterator", ITERATOR, object, HW_TYPE_NO_NEW)                                     \
  X (set_iterator, "set_iterator", ITERATOR, object, HW_TYPE_GC | HW_TYPE_NO_NEW)                            \
  X (dict_keyiterator, "dict_keyiterator", ITERATOR, object, HW_TYPE_GC | HW_TYPE_NO_NEW)                    \
  X (dict_valueiterator, "dict_valueiterator", ITERATOR, object, HW_TYPE_GC | HW_TYPE_NO_NEW)                \
  X (dict_itemiterator, "dict_itemiterator", ITERATOR, object, HW_TYPE_GC | HW_TYPE_NO_NEW)                  \
  X (dict_reversekeyiterator, "dict_reversekeyiterator", ITERATOR, object, HW_TYPE_GC | HW_TYPE_NO_NEW)      \
  X (iterator, "iterator", ITERATOR, object, HW_TYPE_GC | HW_TYPE_NO_NEW)                                    \
  X (callable_iterator, "callable_iterator", ITERATOR, object, HW_TYPE_GC | HW_TYPE_NO_NEW)                  \
  X (enumerate, "enumerate", ITERATOR, object, HW_TYPE_GC | HW_TYPE_BASE | HW_TYPE_PUBLIC)                   \
  X (zip, "zip", ITERATOR, object, HW_TYPE_GC | HW_TYPE_BASE | HW_TYPE_PUBLIC)                               \
  X (map, "map", ITERATOR, object, HW_TYPE_GC | HW_TYPE_BASE | HW_TYPE_PUBLIC)                               \
  X (filter, "filter", ITERATOR, object, HW_TYPE_GC | HW_TYPE_BASE | HW_TYPE_PUBLIC)                         \
  X (reversed, "reversed", ITERATOR, object, HW_TYPE_GC | HW_TYPE_BASE | HW_TYPE_PUBLIC)

typedef enum {
#define HW_X(id, name, kind, base, flags) HW_TYPE_ID_##id,
  HW_TYPE_LIST (HW_X)
#undef HW_X
  HW_N_TYPES
} HwTypeId;

#define HW_X(id, name, kind, base, flags) extern const HwNativeType hw_native_##id;
HW_TYPE_LIST (HW_X)
#undef HW_X

/* Names that native code needs often, as interned str objects: vm->names[HW_NAME_append]. */
#define HW_NAME_LIST(X)                                                                                                \
  X (__name__) X (__qualname__) X (__module__) X (__doc__) X (__dict__) X (__class__) X (__slots__) X (__weakref__)    \
  X (__init__) X (__new__) X (__del__) X (__repr__) X (__str__) X (__format__) X (__hash__) X (__eq__) X (__ne__)      \
  X (__lt__) X (__le__) X (__gt__) X (__ge__) X (__len__) X (__bool__) X (__iter__) X (__next__) X (__getitem__)       \
  X (__setitem__) X (__delitem__) X (__contains__) X (__missing__) X (__reversed__) X (__call__) X (__getattr__)       \
  X (__getattribute__) X (__setattr__) X (__delattr__) X (__get__) X (__set__) X (__delete__) X (__set_name__)         \
  X (__init_subclass__) X (__enter__) X (__exit__) X (__index__) X (__int__) X (__float__) X (__complex__)             \
  X (__round__) X (__abs__) X (__neg__) X (__pos__) X (__invert__) X (__trunc__) X (__floor__) X (__ceil__)            \
  X (__add__) X (__sub__) X (__mul__) X (__matmul__) X (__truediv__) X (__mod__) X (__pow__) X (__lshift__)            \
  X (__rshift__) X (__or__) X (__xor__) X (__and__) X (__floordiv__) X (__divmod__)                                    \
  X (__radd__) X (__rsub__) X (__rmul__) X (__rmatmul__) X (__rtruediv__) X (__rmod__) X (__rpow__) X (__rlshift__)    \
  X (__rrshift__) X (__ror__) X (__rxor__) X (__rand__) X (__rfloordiv__) X (__rdivmod__)                              \
  X (__iadd__) X (__isub__) X (__imul__) X (__imatmul__) X (__itruediv__) X (__imod__) X (__ipow__) X (__ilshift__)    \
  X (__irshift__) X (__ior__) X (__ixor__) X (__iand__) X (__ifloordiv__)                                              \
  X (__length_hint__) X (__sizeof__) X (__dir__) X (__bytes__) X (__instancecheck__) X (__subclasscheck__)             \
  X (__mro__) X (__bases__) X (__base__) X (__annotations__) X (__builtins__) X (__file__) X (__cached__)              \
  X (__loader__) X (__package__) X (__spec__) X (__main__) X (__code__) X (__defaults__) X (__kwdefaults__)            \
  X (__closure__) X (__globals__) X (__wrapped__) X (__func__) X (__self__) X (__traceback__) X (__context__)          \
  X (__cause__) X (__suppress_context__) X (__notes__) X (__copy__) X (__deepcopy__) X (__reduce_ex__)                 \
  X (__match_args__) X (__classcell__) X (__class_getitem__) X (__mro_entries__) X (__prepare__) X (__callback__)      \
  X (append) X (extend) X (keys) X (values) X (items) X (send) X (throw) X (close) X (sep) X (end) X (key) X (reverse) \
  X (builtins) X (args) X (name) X (value) X (code) X (msg) X (obj) X (start) X (stop) X (generation) X (default)      \
  X (collected) X (uncollectable) X (candidates) X (duration) X (flush) X (file) X (strict) X (encoding) X (errors)

typedef enum {
#define HW_X(name) HW_NAME_##name,
  HW_NAME_LIST (HW_X)
#undef HW_X
  HW_N_NAMES
} HwNameId;

/* The seam to native code: the fields that built-in types and modules may use. The rest of the machine is in machine.h. */
struct _HwVm {
  HwHeap    *heap;
  HwObject  *exception;                /* the one on its way, owned, or NULL */
  HwType    *types[HW_N_TYPES];        /* by HwTypeId */
  HwType    *exceptions[HW_N_EXCEPTIONS];
  HwObject  *names[HW_N_NAMES];
  HwObject  *builtins;                 /* the dict of the builtins module */
  HwObject *const *held_args;          /* the arguments of a call under way that [held_tuple] holds, too; borrowed, or NULL */
  HwObject  *held_tuple;
  struct _HwMachine *machine;
};

/* "vm->heap" is needed everywhere. */
#define H(vm) ((vm)->heap)

/* ------------------------------------------------------------------------------------------------------- exceptions */

/* What a call by tp_call holds besides its caller: a tuple of the positional arguments and a dict of the others. Nothing if the caller's
 * arguments lie in a tuple already. */
typedef struct {
  HwObject *const *args, *const *outer_args;
  HwObject        *tuple, *outer_tuple;
  guint            first, n_keywords;
} HwHeldArguments;

void      hw_arguments_hold      (HwVm            *vm,
                                  HwHeldArguments *held,
                                  HwObject *const *args,
                                  guint            n,
                                  HwObject        *kwnames);
void      hw_arguments_release   (HwVm            *vm,
                                  HwHeldArguments *held);
/* New: the very tuple that holds [args], or one of them. */
HwObject *hw_arguments_tuple     (HwVm            *vm,
                                  HwObject *const *args,
                                  guint            n);
/* hw_call() where keywords came as a dict: the stack made of them holds the arguments once more. */
HwObject *hw_call_copied         (HwVm            *vm,
                                  HwObject        *callable,
                                  HwObject *const *args,
                                  guint            n,
                                  HwObject        *kwnames);
/* hw_call() and hw_call_copied() with [self] before the arguments. */
HwObject *hw_call_with_self      (HwVm            *vm,
                                  HwObject        *function,
                                  HwObject        *self,
                                  HwObject *const *args,
                                  guint            n,
                                  HwObject        *kwnames);
HwObject *hw_call_prepend        (HwVm            *vm,
                                  HwObject        *function,
                                  HwObject        *self,
                                  HwObject *const *args,
                                  guint            n,
                                  HwObject        *kwnames);
/* Calls [object] by its class's __call__. */
HwObject *hw_call_instance       (HwVm            *vm,
                                  HwObject        *object,
                                  HwObject *const *args,
                                  guint            n,
                                  HwObject        *kwnames);
/* Calls [found] of [object]'s class, with [argument] if there is one, by way of a bound method, which holds the object once more. */
HwObject *hw_call_bound          (HwVm          *vm,
                                  HwObject      *object,
                                  HwObject      *found,
                                  HwObject      *argument);
/* TypeError: [object]'s special [method] gave [result] (stolen) where [wanted] ("a str") was due; [older]: the message's beginning up to the
 * class of the result, before 3.15. Always NULL. */
gpointer  hw_raise_result        (HwVm          *vm,
                                  HwObject      *object,
                                  const char    *method,
                                  const char    *wanted,
                                  const char    *older,
                                  HwObject      *result);
/* Sets an exception with a formatted message. Always NULL, so that natives can `return hw_raise (…)`. [format] as printf. */
gpointer  hw_raise               (HwVm          *vm,
                                  HwExceptionId  id,
                                  const char    *format,
                                  ...) G_GNUC_PRINTF (3, 4);
/* With one argument object as its args (borrowed): KeyError (key), StopIteration (value). */
gpointer  hw_raise_object        (HwVm          *vm,
                                  HwExceptionId  id,
                                  HwObject      *argument);
/* TRUE if the set exception is one of [id]. */
gboolean  hw_exception_matches   (HwVm          *vm,
                                  HwExceptionId  id);
void      hw_exception_clear     (HwVm          *vm);
/* Prints the set exception as unraisable ("Exception ignored in: …") to stderr and clears it. */
void      hw_unraisable          (HwVm          *vm,
                                  const char    *doing, /* as 3.14 on says it, or NULL */
                                  HwObject      *where);

/* --------------------------------------------------------------------------------------------------------- protocols */

HwObject *hw_get_attr            (HwVm *vm, HwObject *object, HwObject *name);
HwObject *hw_get_attr_name       (HwVm *vm, HwObject *object, const char *name);
/* 1 with [value] new, 0 if there is no such attribute (no exception), -1. */
int       hw_lookup_attr         (HwVm *vm, HwObject *object, HwObject *name, HwObject **value);
gboolean  hw_set_attr            (HwVm *vm, HwObject *object, HwObject *name, HwObject *value /* NULL: del */);
gboolean  hw_set_attr_name       (HwVm *vm, HwObject *object, const char *name, HwObject *value);
/* object.__getattribute__ and __setattr__. */
HwObject *hw_generic_get_attr    (HwVm *vm, HwObject *object, HwObject *name);
gboolean  hw_generic_set_attr    (HwVm *vm, HwObject *object, HwObject *name, HwObject *value);
/* A name along a type's MRO: borrowed or NULL, no exception, no binding. */
HwObject *hw_type_lookup         (HwVm *vm, HwType *type, HwObject *name);
/* Calls a special method found on the type: NULL with [found] FALSE and no exception if there is none. */
HwObject *hw_call_special        (HwVm *vm, HwObject *object, HwNameId name, HwObject *const *args, guint n, gboolean *found);

HwObject *hw_call                (HwVm *vm, HwObject *callable, HwObject *const *args, guint n, HwObject *kwnames);
HwObject *hw_call_method         (HwVm *vm, HwObject *object, HwNameId name, HwObject *const *args, guint n);

HwObject *hw_repr                (HwVm *vm, HwObject *object); /* a str */
HwObject *hw_str                 (HwVm *vm, HwObject *object);
HwObject *hw_ascii               (HwVm *vm, HwObject *object);
HwObject *hw_format              (HwVm *vm, HwObject *object, HwObject *spec /* str or NULL */);
gint64    hw_hash                (HwVm *vm, HwObject *object); /* -1: exception */
HwObject *hw_compare             (HwVm *vm, HwObject *left, HwObject *right, HwCompareOp op);
int       hw_equal               (HwVm *vm, HwObject *left, HwObject *right); /* identity first; 1, 0, -1 */
int       hw_compare_bool        (HwVm *vm, HwObject *left, HwObject *right, HwCompareOp op);
int       hw_truth               (HwVm *vm, HwObject *object);
HwObject *hw_iter                (HwVm *vm, HwObject *object);
HwObject *hw_next                (HwVm *vm, HwObject *iterator); /* NULL without exception: exhausted */
gint64    hw_length              (HwVm *vm, HwObject *object); /* -1: exception */
gint64    hw_length_hint         (HwVm *vm, HwObject *object, gint64 fallback);
HwObject *hw_get_item            (HwVm *vm, HwObject *object, HwObject *key);
gboolean  hw_set_item            (HwVm *vm, HwObject *object, HwObject *key, HwObject *value /* NULL: del */);
int       hw_contains            (HwVm *vm, HwObject *container, HwObject *item);
HwObject *hw_binary              (HwVm *vm, HwOperator op, HwObject *left, HwObject *right);
HwObject *hw_inplace             (HwVm *vm, HwOperator op, HwObject *left, HwObject *right);
HwObject *hw_unary               (HwVm *vm, HwUnaryOp op, HwObject *object);
/* operator.index: a new int; TypeError "'x' object cannot be interpreted as an integer". */
HwObject *hw_index               (HwVm *vm, HwObject *object);
/* The same as a C number, for sizes and indexes: clipped to the range when [clip], else OverflowError/IndexError. FALSE: exception. */
gboolean  hw_index_value         (HwVm *vm, HwObject *object, gint64 *value, gboolean clip);
gboolean  hw_is_instance         (HwObject *object, HwType *type); /* by type only */
int       hw_instance_check      (HwVm *vm, HwObject *object, HwObject *class_or_tuple); /* isinstance(): 1, 0, -1 */
gboolean  hw_is_callable         (HwVm *vm, HwObject *object);

/* Everything an iterable gives, as a new list; NULL: exception. The list grows as list(iterable) does. */
HwObject *hw_to_list             (HwVm *vm, HwObject *iterable);
HwObject *hw_to_tuple            (HwVm *vm, HwObject *iterable);
gboolean  hw_list_extend         (HwVm *vm, HwObject *list, HwObject *iterable);

/* ------------------------------------------------------------------------------------------------ objects made often */

HwObject *hw_str_printf          (HwVm *vm, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* A str object's C text (WTF-8, NUL-terminated, borrowed). */
static inline const char *
hw_str_text (const HwObject *str)
{
  return str->as.str.utf8;
}
/* Is it an exact or derived str, int, …: by kind. A bool is an int too: hw_is_int(). */
#define hw_is_str(object) ((object)->kind == HW_KIND_STR)
#define hw_is_int(object) ((object)->kind == HW_KIND_INT || (object)->kind == HW_KIND_BOOL)
/* A bool's value is in as.integer.value too, so INT and BOOL read alike. */
HwObject *hw_int_from_mpz        (HwVm *vm, const mpz_t z);
void      hw_int_to_mpz          (HwObject *integer, mpz_t z /* initialised */);
double    hw_int_to_double       (HwVm *vm, HwObject *integer); /* -1.0 with OverflowError */
/* Parses what int(text, base) accepts. */
HwObject *hw_int_from_text       (HwVm *vm, const char *text, gsize length, int base, HwObject *original);
HwObject *hw_float_from_text     (HwVm *vm, const char *text, gsize length, HwObject *original);
/* repr() of a double: the shortest text that reads back, as CPython writes it. */
char     *hw_double_to_text      (double value);
/* format(value, spec) of the built-in types: the format mini-language. */
HwObject *hw_format_builtin      (HwVm *vm, HwObject *value, const char *spec, gsize length);
/* '%' formatting of str. */
HwObject *hw_percent_format      (HwVm *vm, HwObject *format, HwObject *arguments);

HwObject *hw_slice_new           (HwVm *vm, HwObject *start, HwObject *stop, HwObject *step); /* steals none */
/* slice.indices for a sequence of [length]; FALSE: exception. [count]: items selected. */
gboolean  hw_slice_unpack        (HwVm *vm, HwObject *slice, gint64 length, gint64 *start, gint64 *stop, gint64 *step, gint64 *count);

/* An iterator object over [sequence] (new reference is taken): kind ITERATOR of type [id]; as.items.extra etc. belong to the type's own file. */
HwObject *hw_iterator_new        (HwVm *vm, HwTypeId id, HwObject *sequence);

/* repr of a container that may contain itself: TRUE if it is already being repr'ed (then give "[...]"); else enter, and leave later. */
gboolean  hw_repr_enter          (HwVm *vm, HwObject *object);
void      hw_repr_leave          (HwVm *vm, HwObject *object);
/* Call at the begin of native recursion: FALSE with RecursionError when too deep. */
gboolean  hw_enter_recursion     (HwVm *vm, const char *where /* " while calling a Python object" */);
void      hw_leave_recursion     (HwVm *vm);
/* The same for natives that CPython does not count: FALSE with RecursionError when little of the C stack is left. */
gboolean  hw_has_stack           (HwVm *vm);
/* Whether [bytes] more fit into the budget of memory. FALSE with the run stopped, or with MemoryError for what no machine could give to CPython. */
gboolean  hw_can_hold            (HwVm *vm, guint64 bytes);

/* ------------------------------------------------------------------------------------------------- arguments and output */

/* Binds arguments to parameters. [signature]: names separated by commas, "name" required, "name=" optional, "/" ends the positional-only
 * ones, "*" begins the keyword-only ones; at most 16. [values] get borrowed objects or NULL. FALSE with CPython's TypeError. */
gboolean  hw_bind                (HwVm            *vm,
                                  const char      *function,
                                  const char      *signature,
                                  HwObject *const *args,
                                  guint            n,
                                  HwObject        *kwnames,
                                  HwObject       **values);
/* TypeError "f() takes no keyword arguments" if there are any. */
gboolean  hw_no_keywords         (HwVm *vm, const char *function, HwObject *kwnames);
/* "f expected at least 1 argument, got 0" and so on. */
gboolean  hw_check_count         (HwVm *vm, const char *function, guint n, guint min, guint max);

/* What the program prints. */
void      hw_write               (HwVm *vm, const char *text, gsize length, gboolean is_stderr);

/* -------------------------------------------------------------------------------------------------- modules and builtins */

/* A module: made when it is first imported. [functions] go into its dict as built-in functions, then [init] adds the rest. */
typedef struct {
  const char        *name;
  const HwNativeDef *functions;
  gboolean (*init) (HwVm *vm, HwObject *dict);
} HwModuleDef;

extern const HwModuleDef hw_module_builtins, hw_module_gc, hw_module_sys, hw_module_weakref, hw_module_tracemalloc, hw_module_math,
  hw_module_operator;

/* A built-in class beyond HW_TYPE_LIST, for a module: [flags] as there. Lives as long as the machine. */
HwType   *hw_native_type_new     (HwVm *vm, const char *name, HwKind kind, HwType *base, guint flags, const HwNativeType *native);

/* The namespaces of the innermost running Python function: borrowed dicts; locals of a function are a snapshot in a dict. */
HwObject *hw_current_globals     (HwVm *vm); /* borrowed */
HwObject *hw_current_locals      (HwVm *vm); /* new */

/* A built-in function object. */
HwObject *hw_builtin_new         (HwVm *vm, const HwNativeDef *def, HwObject *self, HwObject *module);
