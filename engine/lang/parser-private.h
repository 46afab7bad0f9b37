/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the parts of the parser share.
 *
 * Every hw_parse_…() starts at the current token, moves behind what it understood and returns its node; on an error it
 * has reported it, set [failed], and returns NULL, which the caller hands on. The statement loop recovers. */

#pragma once

#include "lang/parser.h"

G_BEGIN_DECLS

/* How deep expressions and blocks together may nest: what keeps the C stack small. */
#define HW_PARSER_MAX_DEPTH 500

typedef struct {
  const char     *text;        /* borrowed */
  const HwTokens *tokens;      /* borrowed */
  const HwToken  *token;       /* the current one */
  HwAstTree      *tree;        /* owned until the end */
  HwDiagnostics  *diagnostics; /* borrowed */
  GPtrArray      *scratch;     /* items of the sequences being parsed, innermost last */
  guint           depth;
  guint           stray_indents; /* blocks entered while recovering from an error */
  gboolean        failed;
  gboolean        silent; /* looking ahead: errors are not reported */
  gboolean        ended;  /* an error behind which nothing can be told: report no more */
} HwParser;

/* Where a node starts. */
typedef struct {
  guint line;
  guint column;
} HwPlace;

static inline HwPlace
hw_place_of_token (const HwToken *token)
{
  return (HwPlace) { token->line, token->column };
}

static inline HwPlace
hw_place_of_node (const HwAst *node)
{
  return (HwPlace) { node->line, node->column };
}

#define hw_parser_here(parser) hw_place_of_token ((parser)->token)
#define hw_parser_at(parser, token_kind) ((parser)->token->kind == (token_kind))

/* --- parser.c: tokens, nodes, errors --- */

void        hw_parser_next       (HwParser      *parser);

/* Steps over the current token if it is of [kind]. */
gboolean    hw_parser_accept     (HwParser      *parser,
                                  HwTokenKind    kind);

/* The same, or a generic syntax error. */
gboolean    hw_parser_expect     (HwParser      *parser,
                                  HwTokenKind    kind);

/* The same, with CPython's "expected ':'" if [kind] is not there. */
gboolean    hw_parser_force      (HwParser      *parser,
                                  HwTokenKind    kind);

/* The kind of the token [ahead] of the current one. */
HwTokenKind hw_parser_peek       (const HwParser *parser,
                                  guint          ahead);

/* TRUE if the current token is a NAME that reads [text]: a soft keyword. */
gboolean    hw_parser_at_word    (const HwParser *parser,
                                  const char    *text);
gboolean    hw_token_is_word     (const HwParser *parser,
                                  const HwToken *token,
                                  const char    *text);

/* The identifier at the current token, which is stepped over; NULL and a syntax error if there is none. */
const char *hw_parser_name       (HwParser      *parser);

/* A node from [start] to the end of the token before the current one. */
HwAst      *hw_parser_node       (HwParser      *parser,
                                  HwAstKind      kind,
                                  HwPlace        start);

void        hw_parser_push       (HwParser      *parser,
                                  HwAst         *node);
HwAstSeq    hw_parser_take_seq   (HwParser      *parser,
                                  guint          from);
HwAstNames  hw_parser_take_names (HwParser      *parser,
                                  guint          from);

/* Each of these returns NULL, for the caller to return. */
gpointer    hw_parser_fail       (HwParser      *parser);
gpointer    hw_parser_fail_span  (HwParser      *parser,
                                  HwSpan         span,
                                  const char    *format,
                                  ...) G_GNUC_PRINTF (3, 4);
gpointer    hw_parser_fail_token (HwParser      *parser,
                                  const HwToken *token,
                                  const char    *format,
                                  ...) G_GNUC_PRINTF (3, 4);
gpointer    hw_parser_fail_node  (HwParser      *parser,
                                  const HwAst   *node,
                                  const char    *format,
                                  ...) G_GNUC_PRINTF (3, 4);

/* Python, but not of the subset. */
gpointer    hw_parser_refuse     (HwParser      *parser,
                                  HwSpan         span,
                                  const char    *message,
                                  const char    *hint);

HwSpan      hw_span_of_token     (const HwToken *token);
HwSpan      hw_span_of_node      (const HwAst   *node);
HwSpan      hw_span_between      (const HwAst   *first,
                                  const HwAst   *last);

/* One level deeper; FALSE and an error if that is too deep. */
gboolean    hw_parser_enter      (HwParser      *parser);
void        hw_parser_leave      (HwParser      *parser);

/* --- parser.c: blocks --- */

/* What stands before a block, for "expected an indented block after …". */
typedef struct {
  const char *what; /* "'if' statement", "function definition" */
  guint       line;
} HwBlockOwner;

/* A colon's block, from the colon's next token. FALSE on an error. */
gboolean    hw_parse_block       (HwParser      *parser,
                                  HwBlockOwner   owner,
                                  HwAstSeq      *body);

/* --- parser-statement.c, parser-compound.c --- */

/* Pushes the statements of a line, its NEWLINE included. FALSE on an error. */
gboolean    hw_parse_simple_line (HwParser      *parser);

/* NULL without an error if no compound statement starts here. */
HwAst      *hw_parse_compound    (HwParser      *parser);

/* --- parser-parameters.c --- */
HwAst      *hw_parse_parameters  (HwParser      *parser,
                                  HwTokenKind    end,
                                  gboolean       is_lambda);

/* --- parser-pattern.c --- */
HwAst      *hw_parse_patterns    (HwParser      *parser);

/* --- parser-expression.c, parser-operator.c --- */
HwAst      *hw_parse_expression        (HwParser *parser);
HwAst      *hw_parse_named_expression  (HwParser *parser);

/* [target], or the NAMED_EXPR that it starts if a `:=` is behind it. */
HwAst      *hw_parse_named_tail        (HwParser *parser,
                                        HwAst    *target,
                                        HwPlace   start);
HwAst      *hw_parse_star_expressions  (HwParser *parser); /* a, *b */
HwAst      *hw_parse_star_named_list   (HwParser *parser); /* the same, with := in it: the subject of a match */
HwAst      *hw_parse_star_named        (HwParser *parser); /* one element of a display */
HwAst      *hw_parse_yield             (HwParser *parser);
HwAst      *hw_parse_yield_or_star     (HwParser *parser);
HwAst      *hw_parse_disjunction       (HwParser *parser);
HwAst      *hw_parse_bitwise_or        (HwParser *parser);

/* The targets of for, of a comprehension, of del: what stands before `in` or the end, not yet a target. */
HwAst      *hw_parse_target_list       (HwParser *parser);

gboolean    hw_token_starts_expression (const HwToken *token);

/* TRUE if [node], directly behind which the parser is, has parentheses around it that are not its own. */
gboolean    hw_parser_is_grouped       (const HwParser *parser,
                                        const HwAst    *node);

/* At an `=` behind [left] that makes no assignment: TRUE if a comparison seems to be meant, which is then reported. */
gboolean    hw_parser_fail_equal       (HwParser      *parser,
                                        const HwAst   *left);

/* --- parser-atom.c --- */
HwAst      *hw_parse_group             (HwParser *parser);
HwAst      *hw_parse_list              (HwParser *parser);
HwAst      *hw_parse_brace             (HwParser *parser);

/* From the opening bracket over the closing one: what stands in a subscript. */
HwAst      *hw_parse_slices            (HwParser *parser);

/* From behind the opening parenthesis over the closing one. */
gboolean    hw_parse_arguments         (HwParser *parser,
                                        HwAstSeq *args,
                                        HwAstSeq *keywords);

/* --- parser-literal.c, parser-fstring.c --- */
HwAst      *hw_parse_number            (HwParser *parser);
HwAst      *hw_parse_strings           (HwParser *parser);

typedef struct {
  gboolean raw;
  gboolean is_bytes;
  gboolean is_fstring; /* doubled braces are one */
} HwStringFlavour;

/* Decodes the escapes of [length] bytes at [text] behind [out]; errors are reported at [token]. */
gboolean    hw_parser_decode_string    (HwParser        *parser,
                                        const HwToken   *token,
                                        const char      *text,
                                        gsize            length,
                                        HwStringFlavour  flavour,
                                        GString         *out);
HwAst      *hw_parser_new_string       (HwParser        *parser,
                                        const GString   *value,
                                        gboolean         is_bytes,
                                        HwSpan           span);

HwStringFlavour hw_parser_get_flavour  (const HwParser  *parser,
                                        const HwToken   *token);

/* Decodes the STRING at the current token behind [out] and steps over it. */
gboolean    hw_parser_read_string      (HwParser        *parser,
                                        GString         *out);

/* Adjacent strings of which at least one is an f-string. */
HwAst      *hw_parse_joined_string     (HwParser        *parser);

/* --- parser-target.c --- */
typedef enum {
  HW_TARGET_ASSIGN,
  HW_TARGET_DELETE,
  HW_TARGET_FOR,
} HwTargetKind;

/* Makes [node] a target. FALSE and "cannot assign to …" if it cannot be one. */
gboolean    hw_parser_make_target      (HwParser    *parser,
                                        HwAst       *node,
                                        HwTargetKind kind);

/* The innermost part that cannot be a target, or NULL. */
HwAst      *hw_find_invalid_target     (HwAst       *node,
                                        HwTargetKind kind);

void        hw_set_context             (HwAst       *node,
                                        HwContext    context);

/* TRUE for what a "Maybe you meant '=='" makes sense for: an operand ([in_parens]: anything that has become one), but no
 * list, no tuple and no True, False or None. */
gboolean    hw_may_be_compared         (const HwAst *node,
                                        gboolean     in_parens);

/* "function call" for a CALL: what CPython calls it in messages. */
const char *hw_ast_describe            (const HwAst *node);

G_END_DECLS
