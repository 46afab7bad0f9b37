/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The parser's f-strings, with the positions that CPython 3.12 and later give to their parts. */

#include "lang/parser-private.h"

/* CPython's limit of fields in the format specs of fields. */
#define MAX_SPEC_DEPTH 2

/* Values of a JOINED_STR on their way: literal text is gathered until a field ends it. */
typedef struct {
  HwParser *parser;
  GString  *text;
  HwSpan    span; /* of the text */
} Parts;

static gboolean parse_field (Parts *parts, HwStringFlavour flavour, guint spec_depth);

static void
add_span (Parts  *parts,
          HwSpan  span)
{
  if (parts->text->len == 0 || parts->span.line == 0) {
    parts->span = span;
  } else {
    parts->span.end_line = span.end_line;
    parts->span.end_column = span.end_column;
  }
}

static void
flush_text (Parts *parts)
{
  if (parts->text->len > 0)
    hw_parser_push (parts->parser, hw_parser_new_string (parts->parser, parts->text, FALSE, parts->span));
  g_string_truncate (parts->text, 0);
  parts->span = (HwSpan) { 0, 0, 0, 0 };
}

static gboolean
add_middle (Parts           *parts,
            HwStringFlavour  flavour)
{
  HwParser *parser = parts->parser;
  const HwToken *token = parser->token;

  add_span (parts, hw_span_of_token (token));
  if (!hw_parser_decode_string (parser, token, parser->text + token->start, token->end - token->start, flavour, parts->text))
    return FALSE;
  hw_parser_next (parser);
  return TRUE;
}

/* --- Replacement fields --- */

static HwAst *
parse_field_value (HwParser *parser)
{
  const HwToken *token = parser->token;

  switch (token->kind) {
  case HW_TOKEN_RIGHT_BRACE:
  case HW_TOKEN_EXCLAMATION:
  case HW_TOKEN_SPEC_COLON:
  case HW_TOKEN_EQUAL:
    return hw_parser_fail_token (parser, token, "f-string: valid expression required before '%s'",
                                 hw_token_kind_to_string (token->kind));
  default: break;
  }
  if (token->kind != HW_TOKEN_YIELD && token->kind != HW_TOKEN_ERROR
      && !hw_token_starts_expression (token->kind == HW_TOKEN_STAR ? token + 1 : token))
    return hw_parser_fail_token (parser, token, "f-string: expecting a valid expression after '{'");
  return hw_parse_yield_or_star (parser);
}

static gboolean
parse_conversion (HwParser *parser,
                  int      *conversion)
{
  const HwToken *token = parser->token + 1;
  char letter;

  hw_parser_next (parser);
  if (token->start > token[-1].end) {
    HwSpan span = { token[-1].line, token[-1].column, token->end_line, token->end_column };

    /* The spelling is CPython's. */
    hw_parser_fail_span (parser, span, "f-string: conversion type must come right after the exclamanation mark");
    return FALSE;
  }
  if (token->kind != HW_TOKEN_NAME) {
    if (token->kind == HW_TOKEN_SPEC_COLON || token->kind == HW_TOKEN_RIGHT_BRACE)
      hw_parser_fail_token (parser, token, "f-string: missing conversion character");
    else
      hw_parser_fail_token (parser, token, "f-string: invalid conversion character");
    return FALSE;
  }
  letter = parser->text[token->start];
  if (token->end - token->start != 1 || (letter != 's' && letter != 'r' && letter != 'a')) {
    hw_parser_fail_token (parser, token, "f-string: invalid conversion character '%.*s': expected 's', 'r', or 'a'",
                          (int) (token->end - token->start), parser->text + token->start);
    return FALSE;
  }
  *conversion = letter;
  hw_parser_next (parser);
  return TRUE;
}

/* Behind the colon, up to the brace that closes the field. */
static HwAst *
parse_spec (HwParser        *parser,
            HwStringFlavour  flavour,
            guint            spec_depth)
{
  g_autoptr (GString) text = g_string_new (NULL);
  HwPlace start = hw_parser_here (parser);
  Parts parts = { parser, text, { 0, 0, 0, 0 } };
  guint from = parser->scratch->len;
  HwAst *node;

  flavour.is_fstring = FALSE;
  while (!hw_parser_at (parser, HW_TOKEN_RIGHT_BRACE)) {
    gboolean right;

    if (hw_parser_at (parser, HW_TOKEN_FSTRING_MIDDLE))
      right = add_middle (&parts, flavour);
    else if (hw_parser_at (parser, HW_TOKEN_LEFT_BRACE))
      right = parse_field (&parts, flavour, spec_depth + 1);
    else
      right = hw_parser_fail_token (parser, parser->token, "f-string: expecting '}', or format specs") != NULL;
    if (!right)
      return NULL;
  }
  flush_text (&parts);
  node = hw_parser_node (parser, HW_AST_JOINED_STR, start);
  node->as.joined_str.values = hw_parser_take_seq (parser, from);
  return node;
}

/* `=`: the field's text as it was written stands before its value. */
static void
add_debug_text (Parts         *parts,
                const HwToken *brace)
{
  HwParser *parser = parts->parser;
  const char *text = parser->text + brace->end;
  gsize length = parser->token->start - brace->end;
  HwSpan span = { brace->end_line, brace->end_column, parser->token->line, parser->token->column };

  add_span (parts, span);
  g_string_append_len (parts->text, text, length);
}

static gboolean
parse_field (Parts           *parts,
             HwStringFlavour  flavour,
             guint            spec_depth)
{
  HwParser *parser = parts->parser;
  const HwToken *brace = parser->token;
  HwAst *format_spec = NULL;
  gboolean is_debug;
  int conversion = -1;
  HwAst *value;
  HwAst *node;

  hw_parser_next (parser);
  if (spec_depth > MAX_SPEC_DEPTH) {
    hw_parser_fail_token (parser, parser->token, "f-string: expressions nested too deeply");
    return FALSE;
  }
  value = parse_field_value (parser);
  if (value == NULL)
    return FALSE;
  is_debug = hw_parser_accept (parser, HW_TOKEN_EQUAL);
  if (is_debug)
    add_debug_text (parts, brace);
  if (hw_parser_at (parser, HW_TOKEN_EXCLAMATION) && !parse_conversion (parser, &conversion))
    return FALSE;
  if (hw_parser_accept (parser, HW_TOKEN_SPEC_COLON)) {
    /* The literal text in front of the field must not mix with the spec's. */
    flush_text (parts);
    format_spec = parse_spec (parser, flavour, spec_depth);
    if (format_spec == NULL)
      return FALSE;
  }
  if (!hw_parser_accept (parser, HW_TOKEN_RIGHT_BRACE)) {
    hw_parser_fail_token (parser, parser->token, "f-string: expecting %s'}'",
                          conversion >= 0 ? "':' or " : is_debug ? "'!', or ':', or " : "'=', or '!', or ':', or ");
    return FALSE;
  }
  flush_text (parts);
  node = hw_parser_node (parser, HW_AST_FORMATTED_VALUE, hw_place_of_token (brace));
  node->as.formatted_value.value = value;
  node->as.formatted_value.conversion = is_debug && conversion < 0 && format_spec == NULL ? 'r' : conversion;
  node->as.formatted_value.format_spec = format_spec;
  hw_parser_push (parser, node);
  return TRUE;
}

/* --- Whole strings --- */

static gboolean
parse_fstring (Parts *parts)
{
  HwParser *parser = parts->parser;
  HwStringFlavour flavour = hw_parser_get_flavour (parser, parser->token);

  hw_parser_next (parser);
  while (!hw_parser_accept (parser, HW_TOKEN_FSTRING_END)) {
    gboolean right;

    if (hw_parser_at (parser, HW_TOKEN_FSTRING_MIDDLE))
      right = add_middle (parts, flavour);
    else if (hw_parser_at (parser, HW_TOKEN_LEFT_BRACE))
      right = parse_field (parts, flavour, 0);
    else
      right = hw_parser_fail (parser) != NULL;
    if (!right)
      return FALSE;
  }
  return TRUE;
}

HwAst *
hw_parse_joined_string (HwParser *parser)
{
  g_autoptr (GString) text = g_string_new (NULL);
  HwPlace start = hw_parser_here (parser);
  Parts parts = { parser, text, { 0, 0, 0, 0 } };
  guint from = parser->scratch->len;
  HwAst *node;

  while (hw_parser_at (parser, HW_TOKEN_STRING) || hw_parser_at (parser, HW_TOKEN_FSTRING_START)) {
    if (hw_parser_at (parser, HW_TOKEN_FSTRING_START)) {
      if (!parse_fstring (&parts))
        return NULL;
    } else {
      gsize before = text->len;
      HwSpan span = hw_span_of_token (parser->token);
      HwSpan known = parts.span;

      add_span (&parts, span);
      if (!hw_parser_read_string (parser, text))
        return NULL;
      if (text->len == before)
        parts.span = known;
    }
  }
  flush_text (&parts);
  node = hw_parser_node (parser, HW_AST_JOINED_STR, start);
  node->as.joined_str.values = hw_parser_take_seq (parser, from);
  return node;
}
