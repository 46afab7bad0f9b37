/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Code: what the compiler makes of a module, class body or function, and the evaluator runs. Models PyCodeObject. The code object (kind CODE)
 * holds consts and names; what is behind its data is here. Immutable. */

#pragma once

#include "vm/opcodes.h"
#include "vm/vm.h"

/* Where an instruction stands in the source: CPython's lineno, end_lineno, col_offset, end_col_offset. */
typedef struct {
  guint32 line, end_line;
  guint32 column, end_column;
} HwPosition;

/* Instructions [start, end) that fail go on at [handler] with the stack cut to [depth]. Inner ones come first. */
typedef struct {
  guint32 start, end, handler, depth;
} HwHandler;

enum {
  HW_CODE_VARARGS = 1 << 0,
  HW_CODE_VARKEYWORDS = 1 << 1,
  HW_CODE_GENERATOR = 1 << 2,
  HW_CODE_FUNCTION = 1 << 3, /* variables in slots; else in a namespace dict */
  HW_CODE_CLASS = 1 << 4,
  HW_CODE_NESTED = 1 << 5,
};

struct _HwCode {
  HwObject   *object;
  guint32    *instructions;
  HwPosition *positions;
  guint32     n_instructions;
  HwHandler  *handlers;
  guint32     n_handlers;
  HwObject  **consts;   /* the items of the co_consts tuple */
  HwObject  **names;    /* of co_names */
  HwObject  **varnames; /* by slot: interned strs, borrowed from the machine's arena of names */
  guint32     n_consts;
  guint32     n_names;
  guint32     n_positional_only, n_positional, n_keyword_only; /* n_positional includes the first */
  guint32     n_parameters; /* slots of parameters, *args and **kwargs included */
  guint32     n_locals;     /* plain ones, parameters included */
  guint32     n_cells;      /* cells that are no parameters, behind the locals */
  guint32     n_free;       /* behind those */
  guint32     n_slots;
  guint32     n_stack;    /* slots the engine reserves for the stack */
  guint32     stack_size; /* co_stacksize, which sizes follow */
  guint32     flags;
  guint32     first_line;
  guint32     layout;   /* names of the slots, in the sink's numbering */
  guint8     *is_cell;  /* by slot */
  const char *name;     /* of co_qualname and co_name objects */
  const char *qualname;
};

void hw_code_free (HwVm *vm, HwObject *code_object);
