/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Gestures: what a person does to the picture of a heap, written as Python into the scenario's text.
 *
 * A gesture is turned into an edit of the text by a pure function of the scenario, an image of its heap, the site where the statement
 * goes, and the gesture's operands; nothing runs and nothing changes. So a gesture can be shown before it is done (its preview), done
 * (the edit is applied to the text) and undone (the inverse edit gives the very text back). All functions may run on any thread.
 *
 *   HwSite site;
 *   hw_site_find (timeline, step, HW_PLACE_END, &site);
 *   image = …the image of state site.step…
 *   edit = hw_gesture_make (scenario, image, &site, &gesture, &error);          what would be written, or why nothing can be
 *   hw_edit_try (edit, scenario, python, cancellable, &error)                   whether Python would raise, in CPython's words
 *   text = hw_edit_apply (edit, text, length)                                   done
 *
 * Refusals are errors: HW_ERROR_REFUSED, whose message is for people ("garbage: the program cannot reach it", "TypeError: cannot create
 * weak reference to 'int' object"); HW_ERROR_SYNTAX where the text, or a piece of it that was typed, is no Python; HW_ERROR_ARGUMENT for
 * a gesture whose operands make no sense, such as an edge that the image does not have. */

#pragma once

#include "hw-image.h"
#include "hw-scenario.h"
#include "hw-timeline.h"

G_BEGIN_DECLS

/* ----------------------------------------------------------------------------------------------------------------- gestures */

/* The operands of a gesture. */
typedef enum {
  HW_OPERAND_OBJECT = 1 << 0,
  HW_OPERAND_TARGET = 1 << 1,
  HW_OPERAND_EDGE = 1 << 2,
  HW_OPERAND_OTHER = 1 << 3,
  HW_OPERAND_NAME = 1 << 4,
  HW_OPERAND_KEY = 1 << 5,
  HW_OPERAND_TEXT = 1 << 6,
  HW_OPERAND_RANGE = 1 << 7,
} HwOperand;

/* X (identifier, title, operands it cannot do without, what it writes and which operands it may have).
 * Where a value is asked for (…value), it is [target] or, if that is 0, the expression in [text].
 * Where a new name is asked for (name?), NULL takes the one that hw_gesture_dup_name() proposes. */
#define HW_GESTURE_LIST(X)                                                                                                           \
  X (NEW_LIST, "New List", 0, "a = []; name?, text?: its items")                                                                     \
  X (NEW_DICT, "New Dict", 0, "a = {}; name?, text?: its entries")                                                                   \
  X (NEW_SET, "New Set", 0, "a = set(); name?, text?: its elements")                                                                 \
  X (NEW_TUPLE, "New Tuple", 0, "a = (); name?, text?: its items")                                                                   \
  X (NEW_INSTANCE, "New Instance", HW_OPERAND_OBJECT, "n = Node('obj1'); object: the class; name?, text?: arguments")                \
  X (NEW_CLASS, "New Class", 0, "class Node: …; name?, text?: attributes as parameters, \"name, ref=None\"; flags: HW_CLASS_…")      \
  X (BIND, "Bind Name", HW_OPERAND_OBJECT, "b = a.ref; name?")                                                                       \
  X (SET_ATTRIBUTE, "Set Attribute", HW_OPERAND_OBJECT | HW_OPERAND_KEY, "a.ref = b; key: the attribute; value")                     \
  X (SET_ITEM, "Set Item", HW_OPERAND_OBJECT | HW_OPERAND_KEY, "d['k'] = b; key: an expression; value")                              \
  X (APPEND, "Append", HW_OPERAND_OBJECT, "a.append(b); value")                                                                      \
  X (INSERT, "Insert", HW_OPERAND_OBJECT | HW_OPERAND_KEY, "a.insert(0, b); key: an expression; value")                              \
  X (ADD, "Add", HW_OPERAND_OBJECT, "s.add(b); value")                                                                               \
  X (SET_VALUE, "Set Value", HW_OPERAND_EDGE | HW_OPERAND_TEXT, "a.ref = 5; edge: the slot; text: an expression")                    \
  X (MOVE, "Move Reference", HW_OPERAND_EDGE | HW_OPERAND_TARGET, "a.ref = c; edge: the slot")                                       \
  X (SWAP, "Swap", HW_OPERAND_EDGE | HW_OPERAND_OTHER, "a.ref, b.ref = b.ref, a.ref; edge, other: the slots")                        \
  X (DELETE, "Delete", HW_OPERAND_EDGE, "del a; del a.ref; del d['k']; del a[0]; s.remove(b)")                                       \
  X (REMOVE, "Remove by Value", HW_OPERAND_EDGE, "a.remove(b), which takes out the first equal one")                                 \
  X (TAKE, "Take Out", HW_OPERAND_EDGE, "b = a.pop(0); name?")                                                                       \
  X (TRANSFER, "Move to Container", HW_OPERAND_EDGE | HW_OPERAND_OBJECT, "b.append(a.pop(0)); object: where to; key? for a dict")    \
  X (CLEAR, "Clear", HW_OPERAND_OBJECT, "a.clear()")                                                                                 \
  X (WEAK_REFERENCE, "New Weak Reference", HW_OPERAND_OBJECT, "w = weakref.ref(a); name?, text?: a callback")                        \
  X (WEAK_CALLBACK, "New Weak Reference with Callback", HW_OPERAND_OBJECT, "w = weakref.ref(a, a_died) and the callback; name?")     \
  X (WEAK_PROXY, "New Weak Proxy", HW_OPERAND_OBJECT, "p = weakref.proxy(a); name?, text?: a callback")                              \
  X (WEAKEN, "Make Weak", HW_OPERAND_EDGE, "a.ref = weakref.ref(a.ref)")                                                             \
  X (DUPLICATE, "Duplicate", HW_OPERAND_OBJECT, "b = copy.copy(a); name?")                                                           \
  X (DEEP_DUPLICATE, "Duplicate Deeply", HW_OPERAND_OBJECT, "b = copy.deepcopy(a); name?")                                           \
  X (CALL, "Call Method", HW_OPERAND_OBJECT | HW_OPERAND_KEY,                                                                        \
     "a.f(1); key: the method, \"\" for a(1); text?: arguments; name: of the result, or NULL")                                       \
  X (COLLECT, "Collect", 0, "gc.collect(1); number: the generation, -1 for gc.collect()")                                            \
  X (GC_ENABLE, "Enable Collector", 0, "gc.enable()")                                                                                \
  X (GC_DISABLE, "Disable Collector", 0, "gc.disable()")                                                                             \
  X (GC_THRESHOLD, "Set Thresholds", HW_OPERAND_TEXT, "gc.set_threshold(700, 10, 10); text: arguments")                              \
  X (GC_FREEZE, "Freeze", 0, "gc.freeze()")                                                                                          \
  X (GC_UNFREEZE, "Unfreeze", 0, "gc.unfreeze()")                                                                                    \
  X (GC_DEBUG, "Set Debug Flags", HW_OPERAND_TEXT,                                                                                   \
     "gc.set_debug(gc.DEBUG_SAVEALL); text: flags, \"DEBUG_STATS | DEBUG_SAVEALL\" or \"0\"")                                        \
  X (TRACE_START, "Start Tracing", 0, "tracemalloc.start(); number: frames, 0 for the default")                                      \
  X (TRACE_SNAPSHOT, "Take Snapshot", 0, "s1 = tracemalloc.take_snapshot(); name?")                                                  \
  X (TRACE_STOP, "Stop Tracing", 0, "tracemalloc.stop()")                                                                            \
  X (RENAME, "Rename", HW_OPERAND_NAME | HW_OPERAND_TEXT,                                                                            \
     "the module's [name] becomes [text] wherever it is meant; with a range, the variable that the identifier at [begin] means")    \
  X (WRAP, "Wrap in Function", HW_OPERAND_RANGE, "def build(): the statements in [begin, end); build(); name?")                      \
  X (STATEMENT, "Run Statement", HW_OPERAND_TEXT, "text, as typed: one or more statements")

typedef enum {
#define HW_X(id, title, operands, text) HW_GESTURE_##id,
  HW_GESTURE_LIST (HW_X)
#undef HW_X
  HW_N_GESTURES
} HwGestureKind;

/* "Bind Name", for a menu and the undo button. Static text. And the operands it cannot do without. */
const char *hw_gesture_kind_get_title    (HwGestureKind kind);
HwOperand   hw_gesture_kind_get_operands (HwGestureKind kind);

/* A reference, good for the whole run: the serial of its holder and the slot in it; all zero is none. A name of the module is the
 * reference of its namespace. */
typedef struct {
  guint32 holder;
  guint32 slot;
} HwEdge;

/* Flags of NEW_CLASS. */
enum {
  HW_CLASS_FINALIZER = 1 << 0, /* __del__ that prints */
  HW_CLASS_SLOTS = 1 << 1,     /* __slots__, with __weakref__ */
  HW_CLASS_REPR = 1 << 2,      /* __repr__ */
};

/* Set [kind], and of the rest what the kind asks for. Strings are borrowed. */
typedef struct {
  HwGestureKind kind;
  guint32       object; /* serial */
  guint32       target; /* serial; 0: the value is [text] */
  HwEdge        edge;
  HwEdge        other;
  const char   *name;
  const char   *key;
  const char   *text;
  int           number;
  guint         flags;
  gsize         begin;  /* bytes of the text; the range is [begin, end) */
  gsize         end;
} HwGesture;

/* The edge that reference [reference] of [image] is. */
HwEdge      hw_edge_from_reference       (HwImage      *image,
                                          guint         reference);

/* The index of that reference in [image]; G_MAXUINT if it has none in that slot. */
guint       hw_edge_find                 (HwImage      *image,
                                          HwEdge        edge);

/* -------------------------------------------------------------------------------------------------------------------- sites */

typedef enum {
  HW_PLACE_END,  /* the end of the text */
  HW_PLACE_STEP, /* behind the statement of a step, or behind the module's statement that the step is part of */
} HwPlace;

/* Where a statement is written, and the state it will find. */
typedef struct {
  gsize offset; /* byte of the text: the begin of a line, or the text's end */
  guint step;   /* the state before the new statement: make the image of this one */
} HwSite;

/* The site for a cursor that stands at state [step]. The image for it is often a later one than the cursor's: at the end of the text
 * that of the last statement, inside a loop or a call that when it is over. */
void        hw_site_find                 (HwTimeline   *timeline,
                                          guint         step,
                                          HwPlace       place,
                                          HwSite       *site);

/* -------------------------------------------------------------------------------------------------------------------- edits */

/* [length] bytes at [offset] become [text]. */
typedef struct {
  gsize offset;
  gsize length;
  char *text;
} HwReplacement;

typedef struct {
  HwGestureKind  kind;
  char          *title;          /* "Delete a.ref" */
  char          *preview;        /* the Python that is written, lines separated by "\n"; for RENAME "a → b, 4 places" */
  HwReplacement *replacements;   /* in order of offset, disjoint, all by the offsets of the text before the edit */
  guint          n_replacements;
  guint          line;           /* the first line of the new statements in the text after the edit; 0 if there is none */
  guint          n_lines;
} HwEdit;

/* The edit that [gesture] is. The text after it parses and is in the subset. NULL with an error where there is none. Owned. */
HwEdit     *hw_gesture_make              (HwScenario      *scenario,
                                          HwImage         *image,
                                          const HwSite    *site,
                                          const HwGesture *gesture,
                                          GError         **error);
void        hw_edit_free                 (HwEdit          *edit);

/* The text after the edit. [text] is the one it was made for. Owned. */
char       *hw_edit_apply                (const HwEdit    *edit,
                                          const char      *text,
                                          gsize            length);

/* The edit that takes [edit] back, for the text after it. [text] is the one before. Owned. */
HwEdit     *hw_edit_invert               (const HwEdit    *edit,
                                          const char      *text,
                                          gsize            length);

/* Runs the program up to the new statement, unrecorded and within a small budget, and tells whether that statement raises. TRUE: it does
 * not. FALSE with HW_ERROR_REFUSED and CPython's own words, "AttributeError: 'list' object has no attribute 'ref'", or the reason why the
 * statement is never reached; HW_ERROR_BUDGET if that cannot be told in time; HW_ERROR_CANCELLED. Blocks: call it on a worker thread. */
gboolean    hw_edit_try                  (const HwEdit    *edit,
                                          HwScenario      *scenario,
                                          HwPython         python,
                                          GCancellable    *cancellable,
                                          GError         **error);

/* ---------------------------------------------------------------------------------------------------------------- proposals */

/* A name for what a gesture of [kind] makes (of the class, object or edge in [gesture]) that stands nowhere in the text or among the
 * names yet, nor among Python's. Owned. */
char       *hw_gesture_dup_name          (HwScenario      *scenario,
                                          HwImage         *image,
                                          const HwGesture *gesture);

/* One parameter of a callable. */
typedef struct {
  char     *name;     /* "name", "*args" */
  char     *proposal; /* an expression to begin with: "'obj1'", "None"; the default's text if there is one */
  gboolean  optional;
} HwParameter;

/* The parameters of calling [object] (a class: of its __init__; a bound method or a function of the text), without self; empty if they
 * are not known. A GPtrArray of HwParameter, owned. */
GPtrArray  *hw_gesture_list_parameters   (HwScenario      *scenario,
                                          HwImage         *image,
                                          guint            object);

/* What hw_gesture_list_parameters() proposes for those that must be given: "'obj1', None". Owned. */
char       *hw_gesture_dup_arguments     (HwScenario      *scenario,
                                          HwImage         *image,
                                          guint            object);

/* The methods of [object] for a menu: those of its class first. With [parameters] not NULL, likewise. A NULL-terminated array, owned. */
char      **hw_gesture_list_methods      (HwImage         *image,
                                          guint            object);

/* One way to make an object refer to another. */
typedef struct {
  HwGestureKind kind;     /* SET_ATTRIBUTE, SET_ITEM, APPEND, ADD … */
  char         *key;      /* what to propose for the operand, or NULL if it asks for none */
  char         *preview;  /* "a.ref = b" with that proposal */
} HwLink;

/* All ways from [object] to [target], the likely one first; those that Python refuses are there too, for hw_edit_try() to tell why.
 * Empty if one of them has no expression. A GPtrArray of HwLink, owned. */
GPtrArray  *hw_gesture_list_links        (HwImage         *image,
                                          guint            object,
                                          guint            target);

/* Continuations of the word that ends at byte [offset] of [text], a statement being typed: names of the module and of Python, or the
 * attributes of the object that the expression before the dot leads to. [start] gets where the word begins. NULL-terminated, owned. */
char      **hw_gesture_complete          (HwImage         *image,
                                          const char      *text,
                                          gsize            offset,
                                          gsize           *start);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwEdit, hw_edit_free)

G_END_DECLS
