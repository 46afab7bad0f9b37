/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The syntax tree, shaped after CPython's Parser/Python.asdl: one kind per constructor, one member of the union per kind.
 *
 * Ownership: nodes, sequences and strings live in the arena of their HwAstTree and die with it; nothing is freed alone.
 * Identifiers are interned per tree: two equal names of one tree are the same pointer.
 * After parsing a tree is immutable and may be read from any thread.
 *
 * Positions are CPython's lineno, col_offset, end_lineno, end_col_offset: lines from 1, columns in UTF-8 bytes from 0, the
 * end exclusive. A function's or class's position starts at `def` or `class`, not at its decorators; what parentheses
 * enclose keeps the inner position, except a tuple or generator expression, which has the parentheses in it. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The height of the tallest tree the parser lets through (module = 1), so that a consumer may recurse. */
#define HW_AST_MAX_HEIGHT 1000

/* X (kind, CPython's name, union member). The order is Python.asdl's. */
#define HW_AST_STATEMENT_LIST(X)                 \
  X (FUNCTION_DEF, "FunctionDef", function_def)  \
  X (CLASS_DEF, "ClassDef", class_def)           \
  X (RETURN, "Return", return_)                  \
  X (DELETE, "Delete", delete)                   \
  X (ASSIGN, "Assign", assign)                   \
  X (AUG_ASSIGN, "AugAssign", aug_assign)        \
  X (ANN_ASSIGN, "AnnAssign", ann_assign)        \
  X (FOR, "For", for_)                           \
  X (WHILE, "While", while_)                     \
  X (IF, "If", if_)                              \
  X (WITH, "With", with)                         \
  X (MATCH, "Match", match)                      \
  X (RAISE, "Raise", raise)                      \
  X (TRY, "Try", try_)                           \
  X (ASSERT, "Assert", assert_)                  \
  X (IMPORT, "Import", import)                   \
  X (IMPORT_FROM, "ImportFrom", import_from)     \
  X (GLOBAL, "Global", global)                   \
  X (NONLOCAL, "Nonlocal", nonlocal)             \
  X (EXPR, "Expr", expr)                         \
  X (PASS, "Pass", empty)                        \
  X (BREAK, "Break", empty)                      \
  X (CONTINUE, "Continue", empty)

#define HW_AST_EXPRESSION_LIST(X)                        \
  X (BOOL_OP, "BoolOp", bool_op)                         \
  X (NAMED_EXPR, "NamedExpr", named_expr)                \
  X (BIN_OP, "BinOp", bin_op)                            \
  X (UNARY_OP, "UnaryOp", unary_op)                      \
  X (LAMBDA, "Lambda", lambda)                           \
  X (IF_EXP, "IfExp", if_exp)                            \
  X (DICT, "Dict", dict)                                 \
  X (SET, "Set", set)                                    \
  X (LIST_COMP, "ListComp", list_comp)                   \
  X (SET_COMP, "SetComp", set_comp)                      \
  X (DICT_COMP, "DictComp", dict_comp)                   \
  X (GENERATOR_EXP, "GeneratorExp", generator_exp)       \
  X (YIELD, "Yield", yield)                              \
  X (YIELD_FROM, "YieldFrom", yield_from)                \
  X (COMPARE, "Compare", compare)                        \
  X (CALL, "Call", call)                                 \
  X (FORMATTED_VALUE, "FormattedValue", formatted_value) \
  X (JOINED_STR, "JoinedStr", joined_str)                \
  X (CONSTANT, "Constant", constant)                     \
  X (ATTRIBUTE, "Attribute", attribute)                  \
  X (SUBSCRIPT, "Subscript", subscript)                  \
  X (STARRED, "Starred", starred)                        \
  X (NAME, "Name", name)                                 \
  X (LIST, "List", list)                                 \
  X (TUPLE, "Tuple", tuple)                              \
  X (SLICE, "Slice", slice)

#define HW_AST_PATTERN_LIST(X)                        \
  X (MATCH_VALUE, "MatchValue", match_value)          \
  X (MATCH_SINGLETON, "MatchSingleton", match_singleton) \
  X (MATCH_SEQUENCE, "MatchSequence", match_sequence) \
  X (MATCH_MAPPING, "MatchMapping", match_mapping)    \
  X (MATCH_CLASS, "MatchClass", match_class)          \
  X (MATCH_STAR, "MatchStar", match_star)             \
  X (MATCH_AS, "MatchAs", match_as)                   \
  X (MATCH_OR, "MatchOr", match_or)

/* Neither statement, expression nor pattern. */
#define HW_AST_PART_LIST(X)                         \
  X (MODULE, "Module", module)                      \
  X (COMPREHENSION, "comprehension", comprehension) \
  X (EXCEPT_HANDLER, "ExceptHandler", except_handler) \
  X (ARGUMENTS, "arguments", arguments)             \
  X (ARG, "arg", arg)                               \
  X (KEYWORD, "keyword", keyword)                   \
  X (ALIAS, "alias", alias)                         \
  X (WITH_ITEM, "withitem", with_item)              \
  X (MATCH_CASE, "match_case", match_case)

#define HW_AST_KIND_LIST(X)  \
  HW_AST_STATEMENT_LIST (X)  \
  HW_AST_EXPRESSION_LIST (X) \
  HW_AST_PATTERN_LIST (X)    \
  HW_AST_PART_LIST (X)

typedef enum {
#define HW_X(id, name, member) HW_AST_##id,
  HW_AST_KIND_LIST (HW_X)
#undef HW_X
  HW_N_AST_KINDS
} HwAstKind;

#define hw_ast_is_statement(node) ((node)->kind <= HW_AST_CONTINUE)
#define hw_ast_is_expression(node) ((node)->kind >= HW_AST_BOOL_OP && (node)->kind <= HW_AST_SLICE)
#define hw_ast_is_pattern(node) ((node)->kind >= HW_AST_MATCH_VALUE && (node)->kind <= HW_AST_MATCH_OR)

/* X (id, CPython's name, text). */
#define HW_OPERATOR_LIST(X)    \
  X (ADD, "Add", "+")          \
  X (SUB, "Sub", "-")          \
  X (MULT, "Mult", "*")        \
  X (MAT_MULT, "MatMult", "@") \
  X (DIV, "Div", "/")          \
  X (MOD, "Mod", "%")          \
  X (POW, "Pow", "**")         \
  X (LSHIFT, "LShift", "<<")   \
  X (RSHIFT, "RShift", ">>")   \
  X (BIT_OR, "BitOr", "|")     \
  X (BIT_XOR, "BitXor", "^")   \
  X (BIT_AND, "BitAnd", "&")   \
  X (FLOOR_DIV, "FloorDiv", "//")

#define HW_UNARY_OP_LIST(X)    \
  X (INVERT, "Invert", "~")    \
  X (NOT, "Not", "not ")       \
  X (UADD, "UAdd", "+")        \
  X (USUB, "USub", "-")

#define HW_COMPARE_OP_LIST(X)    \
  X (EQ, "Eq", "==")             \
  X (NOT_EQ, "NotEq", "!=")      \
  X (LT, "Lt", "<")              \
  X (LT_E, "LtE", "<=")          \
  X (GT, "Gt", ">")              \
  X (GT_E, "GtE", ">=")          \
  X (IS, "Is", "is")             \
  X (IS_NOT, "IsNot", "is not")  \
  X (IN, "In", "in")             \
  X (NOT_IN, "NotIn", "not in")

#define HW_BOOL_OP_LIST(X) \
  X (AND, "And", "and")    \
  X (OR, "Or", "or")

#define HW_X(id, name, text) HW_OPERATOR_##id,
typedef enum { HW_OPERATOR_LIST (HW_X) HW_N_OPERATORS } HwOperator;
#undef HW_X
#define HW_X(id, name, text) HW_UNARY_##id,
typedef enum { HW_UNARY_OP_LIST (HW_X) HW_N_UNARY_OPS } HwUnaryOp;
#undef HW_X
#define HW_X(id, name, text) HW_COMPARE_##id,
typedef enum { HW_COMPARE_OP_LIST (HW_X) HW_N_COMPARE_OPS } HwCompareOp;
#undef HW_X
#define HW_X(id, name, text) HW_BOOL_##id,
typedef enum { HW_BOOL_OP_LIST (HW_X) HW_N_BOOL_OPS } HwBoolOp;
#undef HW_X

typedef enum {
  HW_CONTEXT_LOAD,
  HW_CONTEXT_STORE,
  HW_CONTEXT_DEL,
} HwContext;

typedef enum {
  HW_CONSTANT_NONE,
  HW_CONSTANT_TRUE,
  HW_CONSTANT_FALSE,
  HW_CONSTANT_ELLIPSIS,
  HW_CONSTANT_INT,       /* digits, base */
  HW_CONSTANT_FLOAT,     /* number */
  HW_CONSTANT_IMAGINARY, /* number: the imaginary part */
  HW_CONSTANT_STR,       /* bytes, length: UTF-8, lone surrogates as their three bytes (WTF-8) */
  HW_CONSTANT_BYTES,     /* bytes, length */
} HwConstantKind;

typedef struct {
  HwConstantKind kind;
  guint          base;   /* of [digits]: 2, 8, 10 or 16 */
  const char    *bytes;  /* NUL-terminated behind [length] too; an int's digits: no prefix, no '_', no leading zeros */
  gsize          length; /* of [bytes], for an int as well */
  double         number;
} HwConstant;

typedef struct _HwAst HwAst;
typedef struct _HwAstTree HwAstTree;

typedef struct {
  HwAst **items; /* NULL if n is 0 */
  guint   n;
} HwAstSeq;

/* Identifiers. */
typedef struct {
  const char **items;
  guint        n;
} HwAstNames;

/* An optional node is NULL when it is not there. */
struct _HwAst {
  HwAstKind kind;
  guint     line;
  guint     column;
  guint     end_line;
  guint     end_column;

  /* A node is only as large as its own member: never copy one by value. */
  union {
    struct { char unused; } empty;

    /* statements */
    /* args: ARGUMENTS; returns: optional */
    struct { const char *name; HwAst *args; HwAstSeq body; HwAstSeq decorators; HwAst *returns; } function_def;
    struct { const char *name; HwAstSeq bases; HwAstSeq keywords; HwAstSeq body; HwAstSeq decorators; } class_def;
    struct { HwAst *value; } return_; /* optional */
    struct { HwAstSeq targets; } delete;
    struct { HwAstSeq targets; HwAst *value; } assign;
    struct { HwAst *target; HwOperator op; HwAst *value; } aug_assign;
    /* value: optional; simple: the target is a bare name */
    struct { HwAst *target; HwAst *annotation; HwAst *value; gboolean simple; } ann_assign;
    struct { HwAst *target; HwAst *iter; HwAstSeq body; HwAstSeq orelse; } for_;
    struct { HwAst *test; HwAstSeq body; HwAstSeq orelse; } while_;
    struct { HwAst *test; HwAstSeq body; HwAstSeq orelse; } if_; /* elif: orelse is one IF */
    struct { HwAstSeq items; HwAstSeq body; } with;              /* items: WITH_ITEM */
    struct { HwAst *subject; HwAstSeq cases; } match;            /* cases: MATCH_CASE */
    struct { HwAst *exc; HwAst *cause; } raise;                  /* both optional */
    struct { HwAstSeq body; HwAstSeq handlers; HwAstSeq orelse; HwAstSeq finalbody; } try_;
    struct { HwAst *test; HwAst *msg; } assert_;                 /* msg: optional */
    struct { HwAstSeq names; } import;                           /* ALIAS */
    struct { const char *module; HwAstSeq names; guint level; } import_from;
    struct { HwAstNames names; } global;
    struct { HwAstNames names; } nonlocal;
    struct { HwAst *value; } expr;

    /* expressions */
    struct { HwBoolOp op; HwAstSeq values; } bool_op;
    struct { HwAst *target; HwAst *value; } named_expr;
    struct { HwAst *left; HwAst *right; HwOperator op; } bin_op;
    struct { HwUnaryOp op; HwAst *operand; } unary_op;
    struct { HwAst *args; HwAst *body; } lambda; /* args: ARGUMENTS */
    struct { HwAst *test; HwAst *body; HwAst *orelse; } if_exp;
    struct { HwAstSeq keys; HwAstSeq values; } dict; /* a NULL key: **value */
    struct { HwAstSeq elts; } set;
    struct { HwAst *elt; HwAstSeq generators; } list_comp; /* generators: COMPREHENSION */
    struct { HwAst *elt; HwAstSeq generators; } set_comp;
    struct { HwAst *key; HwAst *value; HwAstSeq generators; } dict_comp;
    struct { HwAst *elt; HwAstSeq generators; } generator_exp;
    struct { HwAst *value; } yield; /* optional */
    struct { HwAst *value; } yield_from;
    struct { HwAst *left; HwAstSeq comparators; HwCompareOp *ops; } compare; /* ops: as many as comparators */
    struct { HwAst *func; HwAstSeq args; HwAstSeq keywords; } call;         /* args: STARRED for *x; keywords: KEYWORD */
    /* format_spec: JOINED_STR or NULL; conversion: -1, 's', 'r' or 'a' */
    struct { HwAst *value; HwAst *format_spec; int conversion; } formatted_value;
    struct { HwAstSeq values; } joined_str; /* CONSTANT (str) and FORMATTED_VALUE */
    HwConstant constant;
    struct { HwAst *value; const char *attr; HwContext ctx; } attribute;
    struct { HwAst *value; HwAst *slice; HwContext ctx; } subscript;
    struct { HwAst *value; HwContext ctx; } starred;
    struct { const char *id; HwContext ctx; } name;
    struct { HwAstSeq elts; HwContext ctx; } list;
    struct { HwAstSeq elts; HwContext ctx; } tuple;
    struct { HwAst *lower; HwAst *upper; HwAst *step; } slice; /* each optional */

    /* patterns */
    struct { HwAst *value; } match_value;
    struct { HwConstantKind value; } match_singleton; /* none, true or false */
    struct { HwAstSeq patterns; } match_sequence;
    struct { HwAstSeq keys; HwAstSeq patterns; const char *rest; } match_mapping; /* rest: optional */
    struct { HwAst *cls; HwAstSeq patterns; HwAstNames kwd_attrs; HwAstSeq kwd_patterns; } match_class;
    struct { const char *name; } match_star;                 /* NULL: *_ */
    struct { HwAst *pattern; const char *name; } match_as;   /* both optional: the wildcard has neither */
    struct { HwAstSeq patterns; } match_or;

    /* parts; ARGUMENTS, COMPREHENSION, WITH_ITEM and MATCH_CASE have no position of their own in CPython: theirs is 0 */
    struct { HwAstSeq body; } module;
    struct { HwAst *target; HwAst *iter; HwAstSeq ifs; } comprehension;
    struct { HwAst *type; const char *name; HwAstSeq body; } except_handler; /* type, name: optional */
    /* defaults belong to the last ones of posonlyargs + args; kw_defaults is as long as kwonlyargs, NULL where there is none */
    struct {
      HwAstSeq posonlyargs;
      HwAstSeq args;
      HwAst   *vararg;
      HwAstSeq kwonlyargs;
      HwAstSeq kw_defaults;
      HwAst   *kwarg;
      HwAstSeq defaults;
    } arguments;
    struct { const char *arg; HwAst *annotation; } arg;      /* annotation: optional */
    struct { const char *arg; HwAst *value; } keyword;       /* arg NULL: **value */
    struct { const char *name; const char *asname; } alias;  /* name may be dotted; asname: optional */
    struct { HwAst *context_expr; HwAst *optional_vars; } with_item;
    struct { HwAst *pattern; HwAst *guard; HwAstSeq body; } match_case; /* guard: optional */
  } as;
};

/* A tree with its arena. */
struct _HwAstTree {
  HwAst           *root;  /* MODULE, never NULL; what could be understood when the text has errors */
  struct _HwArena *arena; /* owned */
  GHashTable      *names; /* owned: text → itself, in the arena */
};

HwAstTree  *hw_ast_tree_new         (void);
void        hw_ast_tree_free        (HwAstTree       *tree);

/* The interned identifier of [length] bytes at [text], made if it is new. Only while the tree is being built. */
const char *hw_ast_tree_intern      (HwAstTree       *tree,
                                     const char      *text,
                                     gsize            length);

/* The interned identifier equal to [text], or NULL if the tree has none. */
const char *hw_ast_tree_find_name   (const HwAstTree *tree,
                                     const char      *text);

/* A zeroed node of [kind], of that kind's size. */
HwAst      *hw_ast_tree_new_node    (HwAstTree       *tree,
                                     HwAstKind        kind);

/* Zeroed memory in the tree, aligned for anything. */
gpointer    hw_ast_tree_alloc       (HwAstTree       *tree,
                                     gsize            size);

/* Copies [n] pointers into the tree. */
HwAstSeq    hw_ast_tree_copy_seq    (HwAstTree       *tree,
                                     HwAst *const    *items,
                                     guint            n);

/* "FunctionDef" for HW_AST_FUNCTION_DEF. Static text; likewise the others: "Add", "IsNot". */
const char *hw_ast_kind_to_string   (HwAstKind        kind);
const char *hw_operator_to_string   (HwOperator       op);
const char *hw_unary_op_to_string   (HwUnaryOp        op);
const char *hw_compare_op_to_string (HwCompareOp      op);
const char *hw_bool_op_to_string    (HwBoolOp         op);

/* "+" for HW_OPERATOR_ADD, "is not" for HW_COMPARE_IS_NOT. */
const char *hw_operator_get_text    (HwOperator       op);
const char *hw_compare_op_get_text  (HwCompareOp      op);

/* Calls [func] with every child that is there, in the order of the fields in Python.asdl. */
typedef void (*HwAstFunc) (HwAst *child, gpointer user_data);
void        hw_ast_foreach_child    (const HwAst     *node,
                                     HwAstFunc        func,
                                     gpointer         user_data);

/* The character column (from 0) of the byte column [column] in a line of [length] bytes at [line]. */
guint       hw_column_to_characters (const char      *line,
                                     gsize            length,
                                     guint            column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwAstTree, hw_ast_tree_free)

G_END_DECLS
