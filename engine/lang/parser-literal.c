/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The values of number and string literals. Models CPython's Parser/action_helpers.c (numbers, concatenation) and
 * string_parser.c and Objects/unicodeobject.c (escapes). */

#include <string.h>

#include "lang/parser-private.h"

/* More decimal digits than this CPython refuses to convert. */
#define MAX_INT_DIGITS 4300

/* --- Numbers --- */

/* The digits at [text] without underscores, in the tree. */
static char *
clean_digits (HwParser   *parser,
              const char *text,
              gsize       length,
              gsize      *clean_length)
{
  char *clean = hw_ast_tree_alloc (parser->tree, length + 1);
  gsize n = 0;

  for (gsize i = 0; i < length; i++)
    if (text[i] != '_')
      clean[n++] = text[i];
  *clean_length = n;
  return clean;
}

static guint
get_base (const char *digits)
{
  if (digits[0] != '0')
    return 10;
  switch (g_ascii_tolower (digits[1])) {
  case 'x': return 16;
  case 'o': return 8;
  case 'b': return 2;
  default: return 10;
  }
}

static gboolean
set_int (HwParser   *parser,
         HwConstant *constant,
         const char *digits,
         gsize       length)
{
  constant->kind = HW_CONSTANT_INT;
  constant->base = get_base (digits);
  if (constant->base != 10) {
    digits += 2;
    length -= 2;
  }
  for (; length > 1 && *digits == '0'; length--)
    digits++;
  constant->bytes = digits;
  constant->length = length;
  if (constant->base != 10 || length <= MAX_INT_DIGITS)
    return TRUE;
  hw_parser_fail_token (parser, parser->token,
                        "Exceeds the limit (%d digits) for integer string conversion: value has %" G_GSIZE_FORMAT
                        " digits; use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge"
                        " integer literals to avoid decimal conversion limits.",
                        MAX_INT_DIGITS, length);
  return FALSE;
}

HwAst *
hw_parse_number (HwParser *parser)
{
  const HwToken *token = parser->token;
  gsize length;
  char *text = clean_digits (parser, parser->text + token->start, token->end - token->start, &length);
  gboolean is_radix = get_base (text) != 10;
  char last = g_ascii_tolower (text[length - 1]);
  HwConstant constant = { 0 };
  HwAst *node;

  if (!is_radix && last == 'j') {
    constant.kind = HW_CONSTANT_IMAGINARY;
    constant.number = g_ascii_strtod (text, NULL);
  } else if (!is_radix && strpbrk (text, ".eE") != NULL) {
    constant.kind = HW_CONSTANT_FLOAT;
    constant.number = g_ascii_strtod (text, NULL);
  } else if (!set_int (parser, &constant, text, length)) {
    return NULL;
  }
  hw_parser_next (parser);
  node = hw_parser_node (parser, HW_AST_CONSTANT, hw_place_of_token (token));
  node->as.constant = constant;
  return node;
}

/* --- Escapes --- */

typedef struct {
  HwParser       *parser;
  const HwToken  *token; /* for errors */
  const char     *text;
  gsize           length;
  gsize           position;
  gsize           counted; /* how CPython counts [position]: a character outside ASCII is an escape of ten */
  gboolean        is_bytes;
  GString        *out;
} Decoder;

/* UTF-8, lone surrogates included. */
static void
append_character (GString *out,
                  guint32  c)
{
  if (c < 0xd800 || c > 0xdfff) {
    g_string_append_unichar (out, c);
    return;
  }
  g_string_append_c (out, (char) (0xe0 | (c >> 12)));
  g_string_append_c (out, (char) (0x80 | ((c >> 6) & 0x3f)));
  g_string_append_c (out, (char) (0x80 | (c & 0x3f)));
}

static gboolean
fail_escape (Decoder    *decoder,
             gsize       end,
             const char *what)
{
  gsize start = decoder->counted;
  gsize last = start + (end - decoder->position) - 1;

  hw_parser_fail_token (decoder->parser, decoder->token,
                        "(unicode error) 'unicodeescape' codec can't decode bytes in position %" G_GSIZE_FORMAT
                        "-%" G_GSIZE_FORMAT ": %s",
                        start, last, what);
  return FALSE;
}

/* `\xXX`, `\uXXXX`, `\UXXXXXXXX`; the position is at the backslash. */
static gboolean
decode_hex (Decoder    *decoder,
            guint       n_digits,
            const char *truncated)
{
  gsize end = decoder->position + 2;
  guint32 value = 0;
  guint n = 0;

  for (; n < n_digits && end < decoder->length && g_ascii_isxdigit (decoder->text[end]); n++, end++)
    value = value << 4 | (guint32) g_ascii_xdigit_value (decoder->text[end]);
  if (n < n_digits && decoder->is_bytes) {
    hw_parser_fail_token (decoder->parser, decoder->token, "(value error) invalid \\x escape at position %" G_GSIZE_FORMAT,
                          decoder->counted);
    return FALSE;
  }
  if (n < n_digits)
    return fail_escape (decoder, end, truncated);
  if (value > 0x10ffff)
    return fail_escape (decoder, end, "illegal Unicode character");
  if (decoder->is_bytes)
    g_string_append_c (decoder->out, (char) value);
  else
    append_character (decoder->out, value);
  decoder->counted += end - decoder->position;
  decoder->position = end;
  return TRUE;
}

static void
decode_octal (Decoder *decoder)
{
  gsize end = decoder->position + 1;
  guint32 value = 0;

  for (guint n = 0; n < 3 && end < decoder->length && decoder->text[end] >= '0' && decoder->text[end] <= '7'; n++, end++)
    value = value << 3 | (guint32) (decoder->text[end] - '0');
  if (decoder->is_bytes)
    g_string_append_c (decoder->out, (char) (value & 0xff));
  else
    append_character (decoder->out, value);
  decoder->counted += end - decoder->position;
  decoder->position = end;
}

static gboolean
refuse_named (Decoder *decoder)
{
  if (decoder->position + 2 >= decoder->length || decoder->text[decoder->position + 2] != '{')
    return fail_escape (decoder, decoder->position + 2, "malformed \\N character escape");
  hw_parser_refuse (decoder->parser, hw_span_of_token (decoder->token), "\\N{…} escapes are outside the subset",
                    "Write the character itself, or its number: \\uXXXX.");
  return FALSE;
}

/* The character that a one-letter escape stands for, or -1. */
static int
get_simple_escape (char c)
{
  switch (c) {
  case '\\': return '\\';
  case '\'': return '\'';
  case '"': return '"';
  case 'a': return '\a';
  case 'b': return '\b';
  case 'f': return '\f';
  case 'n': return '\n';
  case 'r': return '\r';
  case 't': return '\t';
  case 'v': return '\v';
  default: return -1;
  }
}

/* The position is at a backslash that is not the last byte. */
static gboolean
decode_escape (Decoder *decoder)
{
  char c = decoder->text[decoder->position + 1];
  int simple = get_simple_escape (c);

  if (simple >= 0) {
    g_string_append_c (decoder->out, (char) simple);
  } else if (c >= '0' && c <= '7') {
    decode_octal (decoder);
    return TRUE;
  } else if (c == 'x') {
    return decode_hex (decoder, 2, "truncated \\xXX escape");
  } else if (c == 'u' && !decoder->is_bytes) {
    return decode_hex (decoder, 4, "truncated \\uXXXX escape");
  } else if (c == 'U' && !decoder->is_bytes) {
    return decode_hex (decoder, 8, "truncated \\UXXXXXXXX escape");
  } else if (c == 'N' && !decoder->is_bytes) {
    return refuse_named (decoder);
  } else if (c == '\r' && decoder->position + 2 < decoder->length && decoder->text[decoder->position + 2] == '\n') {
    decoder->position++;
  } else if (c != '\n' && c != '\r') {
    /* No escape: both stay, and the second byte is looked at for itself. */
    g_string_append_c (decoder->out, '\\');
    decoder->position++;
    decoder->counted++;
    return TRUE;
  }
  decoder->position += 2;
  decoder->counted += 2;
  return TRUE;
}

gboolean
hw_parser_decode_string (HwParser        *parser,
                         const HwToken   *token,
                         const char      *text,
                         gsize            length,
                         HwStringFlavour  flavour,
                         GString         *out)
{
  Decoder decoder = { parser, token, text, length, 0, 0, flavour.is_bytes, out };

  while (decoder.position < length) {
    char c = text[decoder.position];
    gboolean has_next = decoder.position + 1 < length;

    if (c == '\\' && !flavour.raw && has_next) {
      if (!decode_escape (&decoder))
        return FALSE;
      continue;
    }
    if (flavour.is_bytes && (guchar) c >= 0x80) {
      hw_parser_fail_token (parser, token, "bytes can only contain ASCII literal characters");
      return FALSE;
    }
    if (c == '\r') {
      g_string_append_c (out, '\n');
      if (has_next && text[decoder.position + 1] == '\n')
        decoder.position++;
    } else {
      g_string_append_c (out, c);
      if (flavour.is_fstring && (c == '{' || c == '}') && has_next && text[decoder.position + 1] == c)
        decoder.position++;
    }
    decoder.position++;
    if (((guchar) c & 0xc0) != 0x80)
      decoder.counted += (guchar) c >= 0x80 ? 10 : 1;
  }
  return TRUE;
}

/* --- Strings --- */

HwAst *
hw_parser_new_string (HwParser      *parser,
                      const GString *value,
                      gboolean       is_bytes,
                      HwSpan         span)
{
  HwAst *node = hw_ast_tree_new_node (parser->tree, HW_AST_CONSTANT);
  char *bytes = hw_ast_tree_alloc (parser->tree, value->len + 1);

  memcpy (bytes, value->str, value->len);
  node->line = span.line;
  node->column = span.column;
  node->end_line = span.end_line;
  node->end_column = span.end_column;
  node->as.constant.kind = is_bytes ? HW_CONSTANT_BYTES : HW_CONSTANT_STR;
  node->as.constant.bytes = bytes;
  node->as.constant.length = value->len;
  return node;
}

/* The prefix's letters and the number of quotes of a STRING or FSTRING_START. */
static HwStringFlavour
get_flavour (const char *text,
             gsize      *prefix)
{
  HwStringFlavour flavour = { FALSE, FALSE, FALSE };
  gsize i = 0;

  for (; text[i] != '"' && text[i] != '\''; i++) {
    flavour.raw = flavour.raw || text[i] == 'r' || text[i] == 'R';
    flavour.is_bytes = flavour.is_bytes || text[i] == 'b' || text[i] == 'B';
    flavour.is_fstring = flavour.is_fstring || text[i] == 'f' || text[i] == 'F';
  }
  *prefix = i;
  return flavour;
}

HwStringFlavour
hw_parser_get_flavour (const HwParser *parser,
                       const HwToken  *token)
{
  gsize prefix;

  return get_flavour (parser->text + token->start, &prefix);
}

gboolean
hw_parser_read_string (HwParser *parser,
                       GString  *out)
{
  const HwToken *token = parser->token;
  const char *text = parser->text + token->start;
  gsize length = token->end - token->start;
  gsize prefix;
  HwStringFlavour flavour = get_flavour (text, &prefix);
  gsize quotes = length - prefix >= 6 && text[prefix + 1] == text[prefix] && text[prefix + 2] == text[prefix] ? 3 : 1;

  if (!hw_parser_decode_string (parser, token, text + prefix + quotes, length - prefix - 2 * quotes, flavour, out))
    return FALSE;
  hw_parser_next (parser);
  return TRUE;
}

/* Looks over the adjacent strings. FALSE and an error if bytes and text are mixed. */
static gboolean
survey_strings (HwParser *parser,
                gboolean *is_bytes,
                gboolean *has_fstring)
{
  const HwToken *token = parser->token;
  const HwToken *last = token;
  guint fstring_depth = 0;
  gboolean has_text = FALSE;

  *is_bytes = *has_fstring = FALSE;
  for (;; token++) {
    if (token->kind == HW_TOKEN_FSTRING_START) {
      *has_fstring = has_text = TRUE;
      fstring_depth++;
    } else if (token->kind == HW_TOKEN_FSTRING_END && fstring_depth > 0) {
      fstring_depth--;
      last = token;
    } else if (token->kind == HW_TOKEN_STRING && fstring_depth == 0) {
      if (hw_parser_get_flavour (parser, token).is_bytes)
        *is_bytes = TRUE;
      else
        has_text = TRUE;
      last = token;
    } else if (fstring_depth == 0 || token->kind == HW_TOKEN_ENDMARKER) {
      break;
    }
  }
  if (!*is_bytes || !has_text)
    return TRUE;
  hw_parser_fail_span (parser, (HwSpan) { parser->token->line, parser->token->column, last->end_line, last->end_column },
                       "cannot mix bytes and nonbytes literals");
  return FALSE;
}

HwAst *
hw_parse_strings (HwParser *parser)
{
  g_autoptr (GString) value = NULL;
  HwSpan span = hw_span_of_token (parser->token);
  gboolean is_bytes;
  gboolean has_fstring;

  if (!survey_strings (parser, &is_bytes, &has_fstring))
    return NULL;
  if (has_fstring)
    return hw_parse_joined_string (parser);
  value = g_string_new (NULL);
  while (hw_parser_at (parser, HW_TOKEN_STRING)) {
    if (!hw_parser_read_string (parser, value))
      return NULL;
    span.end_line = parser->token[-1].end_line;
    span.end_column = parser->token[-1].end_column;
  }
  return hw_parser_new_string (parser, value, is_bytes, span);
}
