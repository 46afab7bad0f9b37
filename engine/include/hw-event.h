/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The events that a run leaves behind: every change of the modelled heap, as a stream of 32-bit words.
 *
 * An event is one head word, kind in the low HW_EVENT_KIND_BITS and an argument above, and then its further words. The argument
 * is most often a *cell*: the number of an object's place in the heap. Cells are reused after a FREE; each object that ever
 * lived also has a *serial*, the count of ALLOC and FRAME_PUSH events before its own plus one, which is never reused and is what
 * people see as "#7".
 *
 * Every event can be undone: it carries what it overwrote. A stream can be walked forwards only (the lengths are in front); to go
 * back, walk one step forwards, note where its events begin, and undo them last to first.
 *
 * Order in the live heap: an event is written *before* its change is made, so when an event is about to be written, all changes
 * before it are complete. Words are in the machine's byte order: a stream never leaves the process.
 *
 * X (identifier, further words, what it says). -1: the length is in the words themselves, see hw_event_get_length(). */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HW_EVENT_LIST(X)                                                                                                           \
  /* statement begins; argument: line. Words: frame cell */                                                                        \
  X (STEP, 1, "statement")                                                                                                         \
  X (INCREF, 0, "reference count up")                                                                                              \
  X (DECREF, 0, "reference count down")                                                                                            \
  /* an object begins, count 1, untracked, slots empty. Words: type cell, size, address / 16, kind | flags << 8 */                 \
  X (ALLOC, 4, "allocated")                                                                                                        \
  /* a static object of a version without immortals: its count becomes HW_STATIC_REFS, from 1 */                                 \
  X (HOLD, 0, "held by the interpreter")                                                                                           \
  /* an object ends, untracked before, its slots emptied before. Words: serial, type cell, size, address / 16, kind | flags << 8,  \
     reference count, layout */                                                                                                    \
  X (FREE, 7, "freed")                                                                                                             \
  /* the value of an atom, right after its ALLOC: for people, never undone. Words: low, high of a gint64 */                        \
  X (VALUE_INT, 2, "is the int")                                                                                                   \
  X (VALUE_FLOAT, 2, "is the float")                                                                                               \
  /* Words: length in the model's own units, n bytes, the bytes (UTF-8 of at most 96 bytes) padded to words */                     \
  X (VALUE_TEXT, -1, "is the text")                                                                                                \
  /* one slot changes; counts do not. Words: slot, old cell or 0, new cell or 0. A slot at the end of the array extends it */      \
  X (SET, 3, "slot set")                                                                                                           \
  /* slots are taken out and put in. Words: position, n taken, n put, then those cells */                                          \
  X (SPLICE, -1, "slots replaced")                                                                                                 \
  /* Words: old size, new size, old address / 16 of the second block, new one */                                                   \
  X (SIZE, 4, "size changed")                                                                                                      \
  /* Words: old flags, new flags */                                                                                                \
  X (FLAGS, 2, "flags changed")                                                                                                    \
  /* Words: old type cell, new type cell */                                                                                        \
  X (RETYPE, 2, "class changed")                                                                                                   \
  /* which labels this class gives its instances, this function its frames. Words: old layout, new layout */                       \
  X (LAYOUT, 2, "layout named")                                                                                                    \
  /* appended to the list of generation 0 */                                                                                       \
  X (TRACK, 0, "tracked")                                                                                                          \
  /* taken out of its generation's list. Words: the cell before it in that list */                                                 \
  X (UNTRACK, 1, "untracked")                                                                                                      \
  /* moved to the end of a list. Words: the cell before it in its old list, list (HW_LIST_…) */                                    \
  X (GC_MOVE, 2, "moved to another list")                                                                                          \
  /* argument: list that is emptied. Words: list it is appended to, its first cell, its last (0, 0 if empty) */                    \
  X (GC_MERGE, 3, "generation merged")                                                                                             \
  /* argument: HW_GC_… setting. Words: old, new */                                                                                 \
  X (GC_CONFIG, 2, "collector setting")                                                                                            \
  /* a pass begins; argument: generation. Words: 1 if automatic */                                                                 \
  X (PASS_BEGIN, 1, "pass begins")                                                                                                 \
  /* argument: HW_PHASE_…. */                                                                                                      \
  X (PHASE, 0, "phase of the pass")                                                                                                \
  /* argument: generation. Words: what it returns as collected, uncollectable */                                                   \
  X (PASS_END, 2, "pass ends")                                                                                                     \
  /* argument: the frame's cell, where an object of kind FRAME with a serial of its own is from now on, count 1, slots empty, no      \
     ALLOC. Words: layout (names of its variables), calling frame's cell or 0, function or code cell, line */                      \
  X (FRAME_PUSH, 4, "called")                                                                                                      \
  /* argument: the frame's cell, free again, its slots emptied before. Words: as of its push */                                    \
  X (FRAME_POP, 4, "returned")                                                                                                     \
  X (FINALIZER_BEGIN, 0, "finalizer begins")                                                                                       \
  X (FINALIZER_END, 0, "finalizer ends")                                                                                           \
  /* argument: the weak reference's cell */                                                                                        \
  X (CALLBACK_BEGIN, 0, "weakref callback begins")                                                                                 \
  X (CALLBACK_END, 0, "weakref callback ends")                                                                                     \
  /* an exception is raised; argument: its cell */                                                                                 \
  X (RAISE, 0, "exception raised")                                                                                                 \
  /* argument: 0 stdout, 1 stderr. Words: length of all output before, and after */                                                \
  X (OUTPUT, 2, "output")                                                                                                          \
  /* tracemalloc: argument: the snapshot's number, from 0 */                                                                       \
  X (SNAPSHOT, 0, "snapshot taken")

typedef enum {
#define HW_X(id, words, text) HW_EVENT_##id,
  HW_EVENT_LIST (HW_X)
#undef HW_X
  HW_N_EVENT_KINDS
} HwEventKind;

#define HW_EVENT_KIND_BITS 6
#define HW_EVENT_HEAD(kind, argument) ((guint32) (kind) | (guint32) (argument) << HW_EVENT_KIND_BITS)
#define HW_EVENT_KIND(head) ((HwEventKind) ((head) & ((1u << HW_EVENT_KIND_BITS) - 1)))
#define HW_EVENT_ARGUMENT(head) ((head) >> HW_EVENT_KIND_BITS)

/* Cells that are no objects but the heads of the collector's lists (circular, doubly linked). 0 is no cell at all. */
enum {
  HW_LIST_GENERATION_0 = 1,
  HW_LIST_GENERATION_1,
  HW_LIST_GENERATION_2,
  HW_LIST_PERMANENT,
  HW_LIST_UNREACHABLE,
  HW_LIST_FINALIZERS,
  HW_FIRST_CELL = 8,
  HW_MAX_CELLS = 1 << 26,
};

#define HW_STATIC_REFS 999999999u

/* Flags of an object, as in the words above. */
enum {
  HW_FLAG_IMMORTAL = 1 << 0,  /* its reference count never moves */
  HW_FLAG_FINALIZED = 1 << 1, /* its finalizer has run */
  HW_FLAG_GC = 1 << 2,        /* of a type that the collector may track */
  HW_FLAG_STATIC = 1 << 3,    /* part of the interpreter: not made by the program, no modelled allocation */
  HW_FLAG_INTERNED = 1 << 4,
  HW_FLAG_HEAP_TYPE = 1 << 5, /* a class made by a class statement, or an instance of one (whose class it holds) */
  HW_FLAG_CLASS_HELD = 1 << 6, /* this instance counts as a reference to its class */
  HW_FLAG_NAMESPACE = 1 << 7, /* a dict that is a module's namespace */
  HW_FLAG_REFERENCED = 1 << 8, /* it has weak references */
  HW_FLAG_INLINE = 1 << 9,     /* a dict whose values lie in the instance whose __dict__ it is */
};

/* Arguments of GC_CONFIG. */
enum {
  HW_GC_ENABLED,
  HW_GC_THRESHOLD_0,
  HW_GC_THRESHOLD_1,
  HW_GC_THRESHOLD_2,
  HW_GC_DEBUG,
};

/* The phases of a pass by CPython's names: X (identifier, text). */
#define HW_PHASE_LIST(X)                                      \
  X (UPDATE_REFS, "update_refs")                              \
  X (SUBTRACT_REFS, "subtract_refs")                          \
  X (MOVE_UNREACHABLE, "move_unreachable")                    \
  X (LEGACY_FINALIZERS, "move_legacy_finalizers")             \
  X (HANDLE_WEAKREFS, "handle_weakrefs")                      \
  X (FINALIZE_GARBAGE, "finalize_garbage")                    \
  X (HANDLE_RESURRECTED, "handle_resurrected_objects")        \
  X (DELETE_GARBAGE, "delete_garbage")

typedef enum {
#define HW_X(id, text) HW_PHASE_##id,
  HW_PHASE_LIST (HW_X)
#undef HW_X
  HW_N_PHASES
} HwPhase;

/* Static text: "reference count up", "update_refs". */
const char *hw_event_kind_get_text (HwEventKind    kind);
const char *hw_phase_get_name      (HwPhase        phase);

/* How many words the event at [event] has in all, its head included. */
gsize       hw_event_get_length    (const guint32 *event);

/* One executed statement in the index of a record. 48 bytes. */
typedef struct {
  guint64 offset;      /* where its events begin, in words; they reach up to the next step's */
  guint64 heap_bytes;  /* requested bytes of all modelled blocks when it begins */
  guint32 line;        /* from 1 */
  guint32 depth;       /* calls it is inside of; 0: module level */
  guint32 next_serial; /* the serial that the next object will have */
  guint32 output;      /* bytes of output before it */
  guint32 count_0;     /* the generations' counts */
  guint16 count_1;
  guint16 count_2;
  guint32 traced_kib;  /* what tracemalloc traces, in KiB, rounded up; 0 if it is off */
  guint32 end_line;    /* the last line of the statement */
} HwStep;

G_END_DECLS
