/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The machine behind the virtual machine's seam (vm.h): frames, the stack, calls, classes, generators, exceptions. Models Python/ceval.c,
 * Python/frame.c and the structs they share.
 *
 * A stack or variable slot holds an HwObject * whose lowest bit may be set: a *borrowed* reference (3.14 on), not counted and not released. */

#pragma once

#include "lang/scenario.h"
#include "vm/code.h"
#include "vm/vm.h"

/* ---------------------------------------------------------------------------------------------- borrowed references */

#define HW_IS_BORROWED(ref) (((gsize) (ref)) & 1)
#define HW_BORROW(object) ((HwObject *) ((gsize) (object) | 1))
#define HW_VALUE(ref) ((HwObject *) ((gsize) (ref) & ~(gsize) 1))

static inline void
hw_drop (HwHeap   *heap,
         HwObject *ref)
{
  if (!HW_IS_BORROWED (ref))
    hw_decref (heap, ref);
}

/* The object with a reference of one's own. */
static inline HwObject *
hw_own (HwHeap   *heap,
        HwObject *ref)
{
  return HW_IS_BORROWED (ref) ? hw_newref (heap, HW_VALUE (ref)) : ref;
}

/* ------------------------------------------------------------------------------------------------------------ frames */

typedef enum {
  HW_FRAME_CALL,   /* a Python function called from Python code: returns there */
  HW_FRAME_ENTRY,  /* called from native code: evaluation ends with it */
} HwFrameKind;

struct _HwFrame {
  HwFrame       *back;
  HwCode        *code;
  HwObject      *function;  /* owned, or NULL for the module and class bodies */
  HwObject      *globals;   /* owned dict */
  HwObject      *locals;    /* owned namespace dict of a module or class body, or NULL */
  HwObject     **slots;     /* variables, then the stack */
  HwObject     **stack;     /* its bottom */
  HwObject     **top;       /* one above the topmost */
  const guint32 *next;      /* instruction */
  HwObject      *holder;    /* the record's object whose slots are the variables: a FRAME, or the generator */
  guint32        first_slot; /* in [holder] */
  HwObject      *record;    /* the FRAME cell on the recorded stack of frames */
  HwObject      *generator; /* whose frame it is, borrowed, or NULL */
  HwObject      *object;    /* the frame object, if one was asked for; owned */
  HwFrameKind    kind;
  guint32        line;      /* of the statement that runs */
  gboolean       yielded;
};

/* The exception being handled (sys.exc_info): one for the main line of execution, one for each generator that runs. */
typedef struct _HwHandled HwHandled;
struct _HwHandled {
  HwObject  *exception; /* owned or NULL */
  HwHandled *outer;
};

/* Behind a frame object's data: the frame while it runs, its last line afterwards. */
typedef struct {
  HwFrame *frame;
  HwCode  *code;
  guint32  line;
  gboolean snapshot; /* f_locals is a snapshot of a function's variables */
} HwFrameInfo;

/* The state of a generator, behind its data. */
typedef enum { HW_GENERATOR_CREATED, HW_GENERATOR_SUSPENDED, HW_GENERATOR_RUNNING, HW_GENERATOR_CLOSED } HwGeneratorState;

typedef struct {
  HwGeneratorState state;
  HwFrame          frame;
  HwObject       **stack;   /* of the frame; the variables are the generator's own fields */
  HwHandled        handled; /* inside of it */
} HwGenerator;

/* --------------------------------------------------------------------------------------------------------- the machine */

typedef struct {
  HwType   *type;
  HwObject *name;
  HwObject *value; /* borrowed, or NULL: it has none */
  guint32   version;
  guint32   name_serial; /* a name's cell may be used again for another */
} HwLookup;

#define HW_N_LOOKUPS 4096

/* Receives what the program prints. */
typedef void (*HwWriteFunc) (gpointer data, const char *text, gsize length, gboolean is_stderr);

typedef struct _HwMachine {
  HwVm         *vm;
  HwScenario   *scenario;
  const HwProfile *profile;
  HwFrame      *frame;       /* the innermost running */
  HwObject    **stack_base;  /* one stretch for all frames but generators' */
  HwObject    **stack_top;
  HwObject    **stack_end;
  guint32       depth;       /* Python calls */
  guint32       recursion;   /* natives and Python calls, against the limit */
  guint32       recursion_limit;
  guint32       recursion_headroom; /* natives may nest a little deeper than Python calls */
  gsize         stack_limit; /* the C stack may not grow below this address; 0: nobody knows */
  HwHandled    *handled;     /* the exceptions being handled: the innermost generator's or the main one */
  HwHandled     main_handled;
  HwLookup      lookups[HW_N_LOOKUPS];
  guint32       next_version;
  HwObject     *modules;     /* sys.modules: a dict */
  HwObject     *code;           /* the module's, until it has run; owned */
  HwObject     *builtins_module;
  HwObject     *main_module;
  HwObject     *last_exception; /* what ended the program; owned */
  GPtrArray    *atexit;         /* callables, owned; or NULL */
  gboolean      ending;         /* modules are being torn down: no file can be read any more */
  gboolean      closing;        /* only memory is being freed */
  HwObject     *main_dict;
  GPtrArray    *arena;       /* literals the parser holds while the program runs */
  GPtrArray    *literals;    /* owned constants of the compilation unit */
  GHashTable   *constants;   /* merged constants by their key */
  GPtrArray    *native_types; /* HwNativeType, merged with their bases' */
  HwObject     *repr_dict;   /* the thread's dict with the list of objects being repr'ed; NULL until the first */
  HwObject     *repr_list;
  HwObject     *gc_callbacks; /* gc.callbacks, a list */
  HwObject     *shared_getsets[2]; /* 3.15: __dict__ and __weakref__ of all classes */
  HwType       *weak_types[12];  /* classes of the module weakref: modules/weak.h */
  gint64        n_finalizers;    /* weakref.finalize: how many there have been */
  gboolean      finalizers_dirty, finalizers_over, finalizers_at_exit; /* one came since the last look; at exit all are over; the hook is set */
  /* the run around it */
  guint64       n_steps;
  guint32       n_items;     /* taken from iterators: loops of natives end with the budgets too */
  guint64       max_steps;
  gint64        deadline;    /* monotonic µs */
  guint64       max_heap;
  GCancellable *cancellable;
  volatile gint *progress;
  gboolean      stopped;     /* a budget or cancel ends the run: raised as an exception nobody can catch */
  const char   *stop_reason;
  gboolean    (*log_is_full) (gpointer data);
  gpointer      log_data;
  void        (*at_step) (gpointer data); /* before each statement of a run that is recorded; or NULL */
  gpointer      at_step_data;
  HwWriteFunc   write;
  gpointer      write_data;
  gboolean      has_printed; /* print() was called */
} HwMachine;

/* ------------------------------------------------------------------------------------------------- compiler.c and friends */

/* The code object of the scenario's module. New; NULL with an exception (only MemoryError-like limits). */
HwObject *hw_compile            (HwVm *vm, HwScenario *scenario);

/* ------------------------------------------------------------------------------------------------------------- eval */

/* Runs the module's or a class body's code in a namespace. New result or NULL. */
HwObject *hw_eval_code          (HwVm *vm, HwObject *code, HwObject *globals, HwObject *locals, HwObject *function);
/* Runs frames from vm->machine->frame until the entry frame returns or yields. */
HwObject *hw_eval_frame         (HwVm *vm, gboolean throwing);
HwObject *hw_call_function      (HwVm *vm, HwObject *function, HwObject *const *args, guint n, HwObject *kwnames);

/* Pushes a frame; variables are all empty. [function] is stolen or NULL. NULL: RecursionError. */
HwFrame  *hw_frame_push         (HwVm *vm, HwCode *code, HwObject *function, HwObject *globals, HwObject *locals, HwFrameKind kind);
/* Releases variables in the version's order, and the frame. The stack must be empty. */
void      hw_frame_pop          (HwVm *vm);
/* Enters and leaves a generator's own frame. */
gboolean  hw_frame_resume       (HwVm *vm, HwObject *generator);
void      hw_frame_suspend      (HwVm *vm, HwFrame *frame);
void      hw_frame_clear_slots  (HwVm *vm, HwFrame *frame);
void      hw_frame_set_slot     (HwVm *vm, HwFrame *frame, guint32 slot, HwObject *value);
HwObject *hw_frame_get_object   (HwVm *vm, HwFrame *frame); /* borrowed */
guint32   hw_frame_get_line     (HwFrame *frame);
const HwPosition *hw_frame_get_position (HwFrame *frame);

gboolean  hw_machine_enter      (HwVm *vm); /* one level of recursion; FALSE: RecursionError */
/* FALSE with the run stopped, if a budget ran out or the run was cancelled. */
gboolean  hw_machine_check_budgets (HwVm *vm);
HwObject *hw_frame_make_locals  (HwVm *vm, HwObject *frame_object); /* new dict */

/* Puts arguments (owned, taken from [args]) into a fresh frame's slots by the function's signature. FALSE: exception; the frame is popped by the caller. */
gboolean  hw_bind_parameters    (HwVm *vm, HwFrame *frame, HwObject *function, HwObject **args, guint n, HwObject *kwnames);

/* -------------------------------------------------------------------------------------------------------- functions */

/* One of the interpreter's own with [n_fields] empty fields. */
HwObject *hw_static_fields_new  (HwVm *vm, HwTypeId type, guint32 n_fields);
HwObject *hw_function_new       (HwVm *vm, HwObject *code, HwObject *globals);
static inline HwCode *
hw_code_of (HwObject *code_object)
{
  return code_object->as.items.data;
}
HwObject *hw_method_new         (HwVm *vm, HwObject *function, HwObject *self);
HwObject *hw_cell_new           (HwVm *vm, HwObject *content /* stolen or NULL */);
HwObject *hw_generator_new      (HwVm *vm, HwFrame *frame);
/* Sends [value] (stolen) or, if [throwing], raises vm->exception inside. NULL without exception: it returned, *result is its value. */
HwObject *hw_generator_resume   (HwVm *vm, HwObject *generator, HwObject *value, gboolean throwing, HwObject **result);
gboolean  hw_generator_close    (HwVm *vm, HwObject *generator);
void      hw_generator_free     (HwVm *vm, HwObject *generator);
void      hw_generator_release  (HwObject *generator); /* memory only */
const HwNativeDef *hw_native_def_of (HwObject *callable);

/* ---------------------------------------------------------------------------------------------------------- classes */

HwObject *hw_class_new          (HwVm *vm, HwType *metatype, HwObject *name, HwObject *bases, HwObject *dict, HwObject *const *kwvalues, HwObject *kwnames);
HwObject *hw_build_class        (HwVm *vm, HwObject *const *args, guint n, HwObject *kwnames);
/* "module.Name". Owned. */
char     *hw_type_full_name     (HwVm *vm, HwType *type);
extern const HwNativeDef hw_new_def;
void      hw_type_modified      (HwVm *vm, HwType *type);
HwObject *hw_type_call          (HwVm *vm, HwType *type, HwObject *const *args, guint n, HwObject *kwnames);
gboolean  hw_types_init         (HwVm *vm);
static inline const HwNativeType *
hw_native (const HwType *type)
{
  return type->native;
}
/* The Python-level special method of a user class, borrowed; NULL if the built-in base's native slot is to be used (or there is none). */
HwObject *hw_special            (HwVm *vm, HwType *type, HwNameId name);
HwObject *hw_super_get          (HwVm *vm, HwType *start, HwObject *self, HwType *self_type, HwObject *name);
HwObject *hw_bind_descriptor    (HwVm *vm, HwObject *descriptor, HwObject *object, HwType *type);
/* [name] along the type's MRO, unbound: as for a call `object.name (…)`. 1 with the function in [method] (new; self is to be passed), 0 with an
 * ordinary attribute in it, -1. */
int       hw_get_method         (HwVm *vm, HwObject *object, HwObject *name, HwObject **method);

/* ------------------------------------------------------------------------------------------------------- exceptions */

/* The exception that `raise` alone would raise again; borrowed or NULL. */
HwObject *hw_handled_exception  (HwVm *vm);

/* Flag of an exception, in as.items.extra: __suppress_context__. */
enum { HW_EXCEPTION_SUPPRESS = 1 };

/* AttributeError.name and .obj. */
void      hw_exception_note_attribute (HwVm *vm, HwObject *name, HwObject *object);
HwObject *hw_exception_new      (HwVm *vm, HwType *type, HwObject *args /* tuple, stolen */);
void      hw_set_exception      (HwVm *vm, HwObject *exception /* stolen */);
/* raise type_or_instance [from cause]. */
void      hw_raise_statement    (HwVm *vm, HwObject *exception, HwObject *cause);
void      hw_traceback_add      (HwVm *vm, HwFrame *frame);
int       hw_exception_match    (HwVm *vm, HwObject *exception, HwObject *type_or_tuple);
void      hw_print_exception    (HwVm *vm, HwObject *exception);
gboolean  hw_exceptions_init    (HwVm *vm);
/* Ends the run from inside: budget or cancel. */
void      hw_machine_stop       (HwVm *vm, const char *reason);

/* ------------------------------------------------------------------------------------------------------------- modules */

HwObject *hw_import             (HwVm *vm, const char *name); /* new */
HwObject *hw_module_new         (HwVm *vm, const char *name);
HwObject *hw_module_make        (HwVm *vm, const HwModuleDef *def);
void      hw_modules_init       (HwVm *vm);

/* -------------------------------------------------------------------------------------------------------------- life */

HwVm     *hw_vm_new             (HwPython python, HwSink *sink, HwScenario *scenario);
void      hw_vm_free            (HwVm *vm);
/* Compiles the scenario: once, before it is run. */
void      hw_vm_compile         (HwVm *vm);
/* Runs the scenario; returns the exit status. */
int       hw_vm_run             (HwVm *vm, void (*before_exit) (gpointer data), gpointer data);
void      hw_vm_finalize        (HwVm *vm);
/* The whole-heap check, with what frames and the machine hold counted; only between statements. */
gboolean  hw_vm_check           (HwVm *vm, GString *findings);
/* Whether no native code is in the midst of a call, whose own references hw_vm_check() would miss. */
gboolean  hw_vm_can_check       (HwVm *vm);
