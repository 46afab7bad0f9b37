/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files of the compiler share: compile.c (units, emission, assembly), compile-names.c (where a name lives), compile-constants.c
 * (literals and folding), compile-expressions.c, compile-comprehensions.c, compile-statements.c, compile-try.c, compile-definitions.c and
 * compile-patterns.c. Models Python/compile.c and ast_opt.c. */

#pragma once

#include "vm/machine.h"

typedef struct _HwUnit HwUnit;

/* What a break, continue or return has to leave on its way out. */
typedef enum {
  HW_BLOCK_WHILE,
  HW_BLOCK_FOR,          /* an iterator on the stack */
  HW_BLOCK_TRY,          /* only a handled region */
  HW_BLOCK_FINALLY,      /* a region, and a body to run: [statements] */
  HW_BLOCK_FINALLY_BODY, /* inside of it after an exception: two values on the stack */
  HW_BLOCK_WITH,         /* a region, and an exit to call */
  HW_BLOCK_HANDLER,      /* inside an except clause: a region, the outer exception on the stack, perhaps a name to unbind */
  HW_BLOCK_VALUE,        /* one value on the stack */
} HwBlockKind;

typedef struct {
  HwBlockKind     kind;
  gint            next_label; /* of a loop: where continue goes; of a region: its handler */
  gint            exit_label; /* of a loop: where break goes */
  guint32         start;      /* where the open region begins */
  guint32         depth;
  gboolean        has_region;
  const HwAstSeq *statements;
  const HwAst    *node;
  const char     *name;
} HwBlock;

typedef struct {
  guint32 start, end;
  gint    label;
  guint32 depth;
} HwRegion;

/* A comprehension that runs in the frame of its surroundings: names of its own scope by slot. */
typedef struct _HwInline HwInline;
struct _HwInline {
  HwInline   *outer;
  HwScope    *scope;
  GHashTable *slots; /* name → slot + 1 */
};

struct _HwUnit {
  HwUnit      *parent;
  HwScope     *scope;
  HwInline    *inlined; /* innermost comprehension being inlined, or NULL */
  char        *qualname;
  GArray      *instructions;
  GArray      *positions;
  GArray      *labels;  /* gint32: where it is bound, -1 not yet */
  GArray      *regions; /* HwRegion */
  GArray      *blocks;  /* HwBlock */
  GPtrArray   *consts;
  GPtrArray   *names;
  GPtrArray   *varnames; /* by slot, C strings of the tree */
  GHashTable  *slots;    /* name → slot + 1 */
  GHashTable  *gaps;     /* instructions before which unreachable ones were left out */
  GPtrArray   *cells;    /* names, sorted */
  GPtrArray   *frees;
  guint        flags;
  guint        n_positional_only, n_positional, n_keyword_only, n_parameters;
  guint        n_cell_slots; /* set when locals are all known: see hw_unit_finish() */
  gint         depth, max_depth, deepest; /* [max_depth] with room for what handlers push in passing */
  gboolean     unreachable; /* behind a jump: nothing is emitted */
};

typedef struct {
  HwVm             *vm;
  HwMachine        *machine;
  const HwProfile  *profile;
  HwAstTree        *tree;
  const HwSymtable *symtable;
  HwUnit           *unit;
  GHashTable       *folded; /* expression → its constant or NULL */
  const HwAst      *node;   /* whose position instructions get */
} HwCompiler;

/* Emission. Jumps name labels. */
void     hw_emit_op         (HwCompiler *c, HwOpcode op, guint32 argument);
gint     hw_label_new       (HwCompiler *c);
void     hw_label_bind      (HwCompiler *c, gint label);
void     hw_emit_jump       (HwCompiler *c, HwOpcode op, gint label);
void     hw_emit_const      (HwCompiler *c, HwObject *object /* borrowed */);
/* Likewise, of an expression where a local variable may stand, too: borrowed in versions that do so. */
void     hw_emit_operand_const      (HwCompiler *c, HwObject *object /* borrowed */);
void     hw_emit_none       (HwCompiler *c);
guint32  hw_unit_name       (HwCompiler *c, const char *name);
const HwAst *hw_compile_at  (HwCompiler *c, const HwAst *node);
guint    hw_unit_add_slot   (HwCompiler *c, const char *name);
HwBlock *hw_block_push      (HwCompiler *c, HwBlockKind kind);
void     hw_block_pop       (HwCompiler *c);
void     hw_region_open     (HwCompiler *c, HwBlock *block, gint handler);
void     hw_region_close    (HwCompiler *c, HwBlock *block);
void     hw_handler_begin   (HwCompiler *c, gint handler, guint32 depth);
void     hw_unit_enter      (HwCompiler *c, HwScope *scope, const char *name);
HwObject *hw_unit_leave     (HwCompiler *c); /* the code object, new */

/* How many values an instruction leaves more (or fewer) on the stack, when it does not jump. */
gint     hw_opcode_effect   (HwOpcode op, guint32 argument);
gboolean hw_opcode_jumps    (HwOpcode op);
/* Makes loads of local variables that may not borrow count. */
void     hw_unit_settle_borrows (HwCompiler *c, HwUnit *unit);

/* Names. */
void     hw_compile_name    (HwCompiler *c, const char *name, HwContext context);
void     hw_compile_closure (HwCompiler *c, HwScope *scope); /* the closure tuple of a function of [scope]: TRUE if there is one */
gboolean hw_scope_needs_closure (HwCompiler *c, HwScope *scope);
gboolean hw_scope_is_inlined (HwCompiler *c, HwScope *scope);
gboolean hw_name_is_captured (HwCompiler *c, HwScope *scope, const char *name);

/* Literals: the merged constant an expression folds to, borrowed; NULL if it does not. */
HwObject *hw_compile_constant (HwCompiler *c, const HwAst *node);
HwObject *hw_constant_merge   (HwCompiler *c, HwObject *object /* stolen; borrowed result */);
HwObject *hw_constant_str     (HwCompiler *c, const char *text);
HwObject *hw_constant_tuple   (HwCompiler *c, const HwAstSeq *elements); /* NULL unless all fold */
HwObject *hw_constant_display   (HwCompiler *c, const HwAstSeq *elements, gboolean set); /* a tuple or frozenset; NULL unless all fold */
HwObject *hw_constant_iterable (HwCompiler *c, const HwAst *node, gboolean for_membership);

/* Expressions and statements. */
void     hw_compile_expression  (HwCompiler *c, const HwAst *node);
void     hw_compile_sequence    (HwCompiler *c, const HwAstSeq *seq);
void     hw_compile_condition   (HwCompiler *c, const HwAst *node, gint label, gboolean jump_if);
void     hw_compile_target      (HwCompiler *c, const HwAst *node); /* stores the topmost */
void     hw_compile_comprehension (HwCompiler *c, const HwAst *node);
void     hw_compile_iterable    (HwCompiler *c, const HwAst *node);
void     hw_compile_statements  (HwCompiler *c, const HwAstSeq *body);
void     hw_compile_try         (HwCompiler *c, const HwAst *node);
void     hw_compile_with        (HwCompiler *c, const HwAst *node, guint item);
void     hw_compile_exit        (HwCompiler *c, const HwAst *node); /* break, continue or return */
void     hw_compile_function    (HwCompiler *c, const HwAst *node);
void     hw_compile_lambda      (HwCompiler *c, const HwAst *node);
void     hw_compile_class       (HwCompiler *c, const HwAst *node);
void     hw_compile_call        (HwCompiler *c, const HwAst *node);
void     hw_compile_arguments   (HwCompiler *c, const HwAstSeq *args, const HwAstSeq *keywords, guint already);
void     hw_compile_match       (HwCompiler *c, const HwAst *node);
void     hw_make_function       (HwCompiler *c, HwObject *code, HwScope *scope, guint flags);
