/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What differs between the modelled versions of CPython, as one table of facts per version. No other file asks for a version. */

#pragma once

#include "hw-types.h"

/* What the collector knows of a fresh program's constant tuples. */
typedef enum {
  HW_CONSTANTS_TRACKED,
  HW_CONSTANTS_BUILT,    /* as those made by displays: see builds_tuples_untracked */
  HW_CONSTANTS_UNTRACKED /* a pass that was due when the program began has looked at them */
} HwConstants;

typedef struct {
  const char *version;      /* "3.13.0": what sys.version says */
  guint       minor;
  /* the collector */
  guint32     threshold[3];
  gboolean    collects_in_allocation; /* 3.11: at once; else at the next check point */
  gboolean    untracks_tuples;        /* a pass untracks tuples of untrackable items */
  gboolean    untracks_dicts;         /* a full pass untracks such dicts */
  gboolean    tracks_dicts_lazily;    /* a dict is tracked with its first trackable value */
  gboolean    builds_tuples_untracked; /* a tuple of untrackable items is made untracked */
  HwConstants constant_tuples;
  gboolean    pairs_untracked;        /* divmod() of ints builds its result that way, too */
  gboolean    frozensets_untracked;   /* likewise a frozenset */
  gboolean    plain_weakrefs_survive_finalizers; /* only weak references with callbacks are cleared before finalizers */
  gboolean    clears_weakrefs_again;  /* those made by finalizers are cleared before the trash is */
  gboolean    pending_ignores_disable; /* a pass that is due runs even if gc.disable() comes first */
  gboolean    inline_dict_opaque;  /* a dict whose values lie in an instance is not traversed, nor tracked by what is stored as an attribute */
  guint32     startup_tracked;        /* objects that the interpreter itself brings, all old */
  /* reference counts */
  gboolean    immortals;              /* None, small ints, … are immortal */
  gboolean    interned_immortal;      /* so is every interned str */
  gboolean    names_wrong_results;    /* errors about what a special method gives name the class and the method */
  gboolean    math_errors_say_why;    /* a domain error names the domain and the argument */
  guint32     immortal_count;         /* what they report */
  gint64      max_small_int;
  gboolean    borrows_locals;         /* loading a local variable does not count */
  gboolean    borrows_up_to_gaps;     /* but not behind a gap of unreachable code */
  gboolean    releases_last_first;    /* locals and operands are released from the last to the first */
  gboolean    borrows_constants;      /* nor does loading a constant */
  gboolean    folds_late;             /* constants are folded after parsing: only the code holds the result */
  gboolean    copies_for_truth;       /* `and` and `or` test a copy of the operand */
  gboolean    with_unbound;           /* with calls __enter__ and __exit__ without bound methods, and looks for __exit__ first */
  gboolean    list_repr_holds;        /* the repr of a list holds the item that it asks */
  gboolean    varargs_in_tuple;       /* print() gets its arguments in a tuple */
  gboolean    builds_keyword_names;   /* the names of print()'s parameters become a tuple at its first call */
  gboolean    extremes_in_tuple;      /* so do max() and min() */
  gboolean    getattr_bound;          /* __getattr__ is called as a bound method */
  gboolean    compares_right_first;   /* operands of comparisons, is, in and item stores are released from the right */
  gboolean    multiplies_right_first; /* likewise those of * and of item loads */
  gboolean    frames_keep_locals;     /* locals() of a function gives the same dict each time, which the frame holds */
  gboolean    closing_clears_fresh_generators; /* close() of one that has not begun clears its frame */
  gboolean    generators_have_handler; /* a handler around a generator's body turns StopIteration round */
  gboolean    copies_keywords_only;   /* where keywords are laid on a stack from their dict, the positional arguments are not held again */
  gboolean    enters_unpacked_calls;  /* f(*args) of a Python function gives the arguments' tuple up before f runs */
  gboolean    inlines_comprehensions;
  gboolean    lazy_annotations;       /* annotations are not evaluated where they stand */
  gboolean    class_notes;            /* classes get __firstlineno__ and __static_attributes__ */
  gboolean    for_loop_checks_once;   /* the backward jump is a check point already in the first iteration */
  gboolean    latin1_cached;          /* chr() gives the one-character singletons */
  const char *separate_letters;       /* one-letter names the interpreter interned apart from the one-character singletons */
  guint32     class_references;       /* what a fresh class holds on itself besides its name: mro and getsets */
  /* sizes, in bytes */
  guint32     str_ascii;              /* header of an ASCII str, with the final NUL */
  guint32     str_wide;               /* header of the others, without */
  guint32     tuple_header;
  guint32     instance_size;          /* as getsizeof, of a plain instance */
  guint32     instance_block;         /* requested, without inline values */
  gboolean    values_in_instance;     /* 3.13: inline values lie in the instance's own block */
  guint32     function_size;
  guint32     class_size;             /* with shared keys */
  guint32     class_plain_size;
  guint32     static_type_size;
  guint32     generator_size;
  guint32     frame_size;
  guint32     exception_subclass_size;
  guint32     import_error_size;
  guint32     syntax_error_size;
  guint32     map_size;
  guint32     range_iterator_size;
  guint32     module_size;
  guint32     bytearray_empty;
  guint32     bytearray_header;
  /* growth */
  gboolean    dict_presize_3_11;      /* the older formula for presized tables */
  gboolean    bytearray_in_bytes;     /* a bytearray keeps its bytes in a bytes object */
  gboolean    tuples_ask_no_length;   /* tuple() does not ask an iterable for its length */
  gboolean    list_small_never_shrinks;
  gboolean    loops_over_generators;  /* list() and set() of a generator expression are loops */
  gboolean    split_gives_even;       /* str.split's lists: 12 slots first (3.11) */
  gboolean    list_of_views_even;     /* list(dict view or set) is rounded up to even */
  guint32     module_names;           /* names that __main__ starts with */
  /* free lists: how many blocks are parked */
  gboolean    keeps_slice; /* the one slice is there from the start, and no pass frees it */
  guint32     free_ints, free_list_iterators, free_tuple_iterators, free_ranges, free_range_iterators, free_methods, free_builtins;
} HwProfile;

/* Static. */
const HwProfile *hw_profile_get (HwPython python);
