/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The parser's ground: tokens, nodes, errors, blocks, and the loop over statements that recovers from errors. Models
 * CPython 3.13's Parser/pegen.c and pegen_errors.c; the grammar is Grammar/python.gram, written here as functions by
 * hand, expressions by a table of precedences. */

#include "lang/parser-private.h"

#include <string.h>

/* --- Tokens --- */

void
hw_parser_next (HwParser *parser)
{
  if (parser->token->kind != HW_TOKEN_ENDMARKER)
    parser->token++;
}

gboolean
hw_parser_accept (HwParser    *parser,
                  HwTokenKind  kind)
{
  if (parser->token->kind != kind)
    return FALSE;
  hw_parser_next (parser);
  return TRUE;
}

gboolean
hw_parser_expect (HwParser    *parser,
                  HwTokenKind  kind)
{
  if (hw_parser_accept (parser, kind))
    return TRUE;
  hw_parser_fail (parser);
  return FALSE;
}

gboolean
hw_parser_force (HwParser    *parser,
                 HwTokenKind  kind)
{
  if (hw_parser_accept (parser, kind))
    return TRUE;
  hw_parser_fail_token (parser, parser->token, "expected '%s'", hw_token_kind_to_string (kind));
  return FALSE;
}

HwTokenKind
hw_parser_peek (const HwParser *parser,
                guint           ahead)
{
  const HwToken *last = parser->tokens->items + parser->tokens->n - 1;

  return (gsize) (last - parser->token) < ahead ? HW_TOKEN_ENDMARKER : parser->token[ahead].kind;
}

gboolean
hw_token_is_word (const HwParser *parser,
                  const HwToken  *token,
                  const char     *text)
{
  gsize length = strlen (text);

  return token->kind == HW_TOKEN_NAME && token->end - token->start == length
         && memcmp (parser->text + token->start, text, length) == 0;
}

gboolean
hw_parser_at_word (const HwParser *parser,
                   const char     *text)
{
  return hw_token_is_word (parser, parser->token, text);
}

const char *
hw_parser_name (HwParser *parser)
{
  const char *start = parser->text + parser->token->start;
  gsize length = parser->token->end - parser->token->start;
  const char *name;

  if (parser->token->kind != HW_TOKEN_NAME)
    return hw_parser_fail (parser);
  name = NULL;
  for (gsize i = 0; i < length && name == NULL; i++) {
    /* Names are compared in normal form KC. */
    if ((guchar) start[i] >= 0x80) {
      g_autofree char *normal = g_utf8_normalize (start, length, G_NORMALIZE_NFKC);

      name = hw_ast_tree_intern (parser->tree, normal, strlen (normal));
    }
  }
  if (name == NULL)
    name = hw_ast_tree_intern (parser->tree, start, length);
  hw_parser_next (parser);
  return name;
}

/* --- Nodes --- */

HwAst *
hw_parser_node (HwParser  *parser,
                HwAstKind  kind,
                HwPlace    start)
{
  HwAst *node = hw_ast_tree_new_node (parser->tree, kind);
  const HwToken *last = parser->token - 1;

  /* The ends of lines and blocks belong to no node. */
  while (last->kind == HW_TOKEN_NEWLINE || last->kind == HW_TOKEN_INDENT || last->kind == HW_TOKEN_DEDENT)
    last--;
  node->line = start.line;
  node->column = start.column;
  node->end_line = last->end_line;
  node->end_column = last->end_column;
  return node;
}

void
hw_parser_push (HwParser *parser,
                HwAst    *node)
{
  g_ptr_array_add (parser->scratch, node);
}

HwAstSeq
hw_parser_take_seq (HwParser *parser,
                    guint     from)
{
  HwAstSeq seq
    = hw_ast_tree_copy_seq (parser->tree, (HwAst **) parser->scratch->pdata + from, parser->scratch->len - from);

  g_ptr_array_set_size (parser->scratch, from);
  return seq;
}

HwAstNames
hw_parser_take_names (HwParser *parser,
                      guint     from)
{
  HwAstSeq seq = hw_parser_take_seq (parser, from);

  return (HwAstNames) { (const char **) seq.items, seq.n };
}

/* --- Errors --- */

HwSpan
hw_span_of_token (const HwToken *token)
{
  return (HwSpan) { token->line, token->column, token->end_line, token->end_column };
}

HwSpan
hw_span_between (const HwAst *first,
                 const HwAst *last)
{
  return (HwSpan) { first->line, first->column, last->end_line, last->end_column };
}

HwSpan
hw_span_of_node (const HwAst *node)
{
  return hw_span_between (node, node);
}

/* TRUE if the lexer has reported an error in the rest of the line: that one says more, except about indentation. */
static gboolean
is_line_in_error (const HwParser *parser)
{
  const HwToken *token = parser->token;

  if (token->kind == HW_TOKEN_INDENT)
    return FALSE;
  while (token->kind != HW_TOKEN_ERROR && token->kind != HW_TOKEN_NEWLINE && token->kind != HW_TOKEN_ENDMARKER)
    token++;
  return token->kind == HW_TOKEN_ERROR;
}

/* Takes [message] and [hint]. A bracket that was never closed explains every error behind its line. */
static gpointer
report (HwParser         *parser,
        HwDiagnosticKind  kind,
        HwSpan            span,
        char             *message,
        char             *hint)
{
  const HwTokens *tokens = parser->tokens;
  gboolean silent = parser->failed || parser->silent || parser->ended || is_line_in_error (parser);

  parser->failed = TRUE;
  if (silent) {
    g_free (message);
    g_free (hint);
    return NULL;
  }
  if (tokens->unclosed != 0
      && (parser->token->line > tokens->unclosed_span.line
          || (parser->token->line == tokens->unclosed_span.line && parser->token->kind <= HW_TOKEN_NEWLINE))) {
    g_free (message);
    g_free (hint);
    message = g_strdup_printf ("'%c' was never closed", tokens->unclosed);
    hint = NULL;
    kind = HW_DIAGNOSTIC_SYNTAX;
    span = tokens->unclosed_span;
    parser->ended = TRUE;
  }
  hw_diagnostics_take (parser->diagnostics, kind, span, message, hint);
  return NULL;
}

gpointer
hw_parser_fail_span (HwParser   *parser,
                     HwSpan      span,
                     const char *format,
                     ...)
{
  va_list args;
  char *message;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  return report (parser, HW_DIAGNOSTIC_SYNTAX, span, message, NULL);
}

gpointer
hw_parser_fail_token (HwParser      *parser,
                      const HwToken *token,
                      const char    *format,
                      ...)
{
  va_list args;
  char *message;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  return report (parser, HW_DIAGNOSTIC_SYNTAX, hw_span_of_token (token), message, NULL);
}

gpointer
hw_parser_fail_node (HwParser    *parser,
                     const HwAst *node,
                     const char  *format,
                     ...)
{
  va_list args;
  char *message;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  return report (parser, HW_DIAGNOSTIC_SYNTAX, hw_span_of_node (node), message, NULL);
}

gpointer
hw_parser_fail (HwParser *parser)
{
  const char *message = "invalid syntax";

  if (hw_parser_at (parser, HW_TOKEN_INDENT))
    message = "unexpected indent";
  else if (hw_parser_at (parser, HW_TOKEN_DEDENT))
    message = "unexpected unindent";
  return hw_parser_fail_token (parser, parser->token, "%s", message);
}

gpointer
hw_parser_refuse (HwParser   *parser,
                  HwSpan      span,
                  const char *message,
                  const char *hint)
{
  return report (parser, HW_DIAGNOSTIC_UNSUPPORTED, span, g_strdup (message), g_strdup (hint));
}

gboolean
hw_parser_enter (HwParser *parser)
{
  if (parser->depth >= HW_PARSER_MAX_DEPTH) {
    hw_parser_fail_token (parser, parser->token, "too many nested parentheses, operators or blocks");
    return FALSE;
  }
  parser->depth++;
  return TRUE;
}

void
hw_parser_leave (HwParser *parser)
{
  parser->depth--;
}

/* --- Blocks and the loop over statements --- */

/* Moves behind the line of an error. If a block follows, its statements are still looked at. */
static void
recover (HwParser *parser)
{
  parser->failed = FALSE;
  while (!hw_parser_at (parser, HW_TOKEN_NEWLINE) && !hw_parser_at (parser, HW_TOKEN_INDENT)
         && !hw_parser_at (parser, HW_TOKEN_DEDENT) && !hw_parser_at (parser, HW_TOKEN_ENDMARKER))
    hw_parser_next (parser);
  hw_parser_accept (parser, HW_TOKEN_NEWLINE);
  if (hw_parser_accept (parser, HW_TOKEN_INDENT))
    parser->stray_indents++;
}

/* A clause of the statement that just failed. */
static gboolean
at_orphan (const HwParser *parser)
{
  switch (parser->token->kind) {
  case HW_TOKEN_ELIF:
  case HW_TOKEN_ELSE:
  case HW_TOKEN_EXCEPT:
  case HW_TOKEN_FINALLY:
    return TRUE;
  default:
    return hw_parser_at_word (parser, "case");
  }
}

static gboolean
parse_statement (HwParser *parser)
{
  HwAst *compound = hw_parse_compound (parser);

  if (compound != NULL) {
    hw_parser_push (parser, compound);
    return TRUE;
  }
  return !parser->failed && hw_parse_simple_line (parser);
}

/* Pushes statements up to the DEDENT or the end of the text, which is not stepped over. */
static void
parse_statements (HwParser *parser)
{
  guint stray_before = parser->stray_indents;
  gboolean recovering = FALSE;

  while (!hw_parser_at (parser, HW_TOKEN_ENDMARKER)) {
    guint depth = parser->depth;
    guint n_pushed = parser->scratch->len;

    if (hw_parser_at (parser, HW_TOKEN_DEDENT)) {
      if (parser->stray_indents == stray_before)
        return;
      parser->stray_indents--;
      hw_parser_next (parser);
      continue;
    }
    if (hw_diagnostics_is_full (parser->diagnostics))
      parser->ended = TRUE;
    if (recovering && at_orphan (parser)) {
      recover (parser);
    } else if (parse_statement (parser)) {
      recovering = FALSE;
    } else {
      g_ptr_array_set_size (parser->scratch, n_pushed);
      parser->depth = depth;
      recovering = TRUE;
      recover (parser);
    }
  }
}

gboolean
hw_parse_block (HwParser     *parser,
                HwBlockOwner  owner,
                HwAstSeq     *body)
{
  guint from = parser->scratch->len;

  if (!hw_parser_accept (parser, HW_TOKEN_NEWLINE)) {
    if (!hw_parse_simple_line (parser))
      return FALSE;
    *body = hw_parser_take_seq (parser, from);
    return TRUE;
  }
  if (!hw_parser_at (parser, HW_TOKEN_INDENT)) {
    hw_parser_fail_token (parser, parser->token, "expected an indented block after %s on line %u", owner.what, owner.line);
    /* The next line is a statement of its own. */
    parser->failed = FALSE;
    return TRUE;
  }
  if (!hw_parser_enter (parser))
    return FALSE;
  hw_parser_next (parser);
  parse_statements (parser);
  hw_parser_accept (parser, HW_TOKEN_DEDENT);
  hw_parser_leave (parser);
  *body = hw_parser_take_seq (parser, from);
  return TRUE;
}

/* --- The height of the tree --- */

typedef struct {
  const HwAst *node;
  guint        height; /* of the path from the root down to it */
} Step;

typedef struct {
  GArray *steps;
  guint   height;
} Climb;

static void
push_child_cb (HwAst    *child,
               gpointer  user_data)
{
  Climb *climb = user_data;
  Step step = { child, climb->height + 1 };

  g_array_append_val (climb->steps, step);
}

/* Chains like a+a+… and elif are parsed in a loop, yet make a tall tree. */
static void
check_height (HwParser *parser)
{
  Climb climb = { g_array_new (FALSE, FALSE, sizeof (Step)), 0 };
  Step step = { parser->tree->root, 1 };

  g_array_append_val (climb.steps, step);
  while (climb.steps->len > 0) {
    step = g_array_index (climb.steps, Step, climb.steps->len - 1);
    g_array_set_size (climb.steps, climb.steps->len - 1);
    if (step.height > HW_AST_MAX_HEIGHT) {
      hw_diagnostics_take (parser->diagnostics, HW_DIAGNOSTIC_UNSUPPORTED, hw_span_of_node (step.node),
                           g_strdup ("too many operators, calls or elif clauses in one chain"),
                           g_strdup_printf ("Split it: at most about %d fit.", HW_AST_MAX_HEIGHT));
      parser->tree->root->as.module.body = (HwAstSeq) { NULL, 0 };
      break;
    }
    climb.height = step.height;
    hw_ast_foreach_child (step.node, push_child_cb, &climb);
  }
  g_array_unref (climb.steps);
}

HwAstTree *
hw_parser_run (const char     *text,
               const HwTokens *tokens,
               HwDiagnostics  *diagnostics)
{
  HwParser parser = {
    .text = text,
    .tokens = tokens,
    .token = tokens->items,
    .tree = hw_ast_tree_new (),
    .diagnostics = diagnostics,
    .scratch = g_ptr_array_new (),
  };

  parse_statements (&parser);
  parser.tree->root->as.module.body = hw_parser_take_seq (&parser, 0);
  check_height (&parser);
  g_ptr_array_unref (parser.scratch);
  return parser.tree;
}
