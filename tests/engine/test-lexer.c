/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The lexer: which tokens a text is cut into, and where they are. */

#include <string.h>

#include "lang/lexer.h"

/* "KIND(text)" of every token; line ends and blocks by name alone. */
static char *
describe_tokens (const char *text,
                 gsize       length)
{
  g_autoptr (HwDiagnostics) diagnostics = hw_diagnostics_new (text, length);
  g_auto (HwTokens) tokens = { 0 };
  GString *out = g_string_new (NULL);

  hw_lexer_run (text, length, diagnostics, &tokens);
  for (guint i = 0; i < tokens.n; i++) {
    const HwToken *token = &tokens.items[i];
    const char *name = hw_token_kind_to_string (token->kind);

    if (i > 0)
      g_string_append_c (out, ' ');
    if (token->kind >= HW_TOKEN_NAME && token->kind <= HW_TOKEN_ERROR)
      g_string_append_printf (out, "%s<%.*s>", name, (int) (token->end - token->start), text + token->start);
    else
      g_string_append (out, name);
  }
  return g_string_free (out, FALSE);
}

static void
assert_tokens (const char *text,
               const char *expected)
{
  g_autofree char *found = describe_tokens (text, strlen (text));

  g_assert_cmpstr (found, ==, expected);
}

static void
test_names_and_keywords_are_told_apart (void)
{
  assert_tokens ("if iff None none", "if name<iff> None name<none> newline end of file");
  assert_tokens ("match case type _", "name<match> name<case> name<type> name<_> newline end of file");
  assert_tokens ("é ªb x٣", "name<é> name<ªb> name<x٣> newline end of file");
}

static void
test_the_longest_operator_wins (void)
{
  assert_tokens ("a**=b//=c>>=d", "name<a> **= name<b> //= name<c> >>= name<d> newline end of file");
  assert_tokens ("...:=->", "... := -> newline end of file");
  assert_tokens ("a!=b<>c", "name<a> != name<b> < > name<c> newline end of file");
}

static void
test_numbers_keep_their_text (void)
{
  assert_tokens ("0x_fF 1_0.5e-3j .5 1.", "number<0x_fF> number<1_0.5e-3j> number<.5> number<1.> newline end of file");
  assert_tokens ("1if 2else", "number<1> if number<2> else newline end of file");
  assert_tokens ("1..x", "number<1.> . name<x> newline end of file");
}

static void
test_blocks_are_indents_and_dedents (void)
{
  assert_tokens ("a\n  b\n    c\nd",
                 "name<a> newline indent name<b> newline indent name<c> newline dedent dedent name<d> newline end of file");
  assert_tokens ("a\n  b", "name<a> newline indent name<b> newline dedent end of file");
  assert_tokens ("a\n\n   # no\n\t\nb", "name<a> newline name<b> newline end of file");
  assert_tokens ("(a\n  b)\nc", "( name<a> name<b> ) newline name<c> newline end of file");
  assert_tokens ("a \\\n b", "name<a> name<b> newline end of file");
  assert_tokens ("", "end of file");
  assert_tokens ("# only this", "end of file");
  assert_tokens ("a\n# and this", "name<a> newline end of file");
  assert_tokens ("a\n  b\n  # and this", "name<a> newline indent name<b> newline dedent end of file");
  assert_tokens ("a\n   ", "name<a> newline end of file");
}

static void
test_strings_are_one_token (void)
{
  assert_tokens ("'a' \"b\" rb'c\\''", "string<'a'> string<\"b\"> string<rb'c\\''> newline end of file");
  assert_tokens ("'''a\n'b''' x", "string<'''a\n'b'''> name<x> newline end of file");
  assert_tokens ("bu'a'", "name<bu> string<'a'> newline end of file");
}

static void
test_fstrings_are_cut_into_their_parts (void)
{
  assert_tokens ("f'a{b}c'",
                 "f-string start<f'> f-string middle<a> { name<b> } f-string middle<c> f-string end<'> newline end of file");
  assert_tokens ("f'{{a}}'", "f-string start<f'> f-string middle<{{a}}> f-string end<'> newline end of file");
  assert_tokens ("f'{a:>{w}}'",
                 "f-string start<f'> { name<a> :<:> f-string middle<>> { name<w> } } f-string end<'> newline end of file");
  assert_tokens ("f'{a:=5}'", "f-string start<f'> { name<a> :<:> f-string middle<=5> } f-string end<'> newline end of file");
  assert_tokens ("f'{a[1:2]!r}'",
                 "f-string start<f'> { name<a> [ number<1> : number<2> ] ! name<r> } f-string end<'> newline end of file");
  assert_tokens ("f'{f'{a}'}'",
                 "f-string start<f'> { f-string start<f'> { name<a> } f-string end<'> } f-string end<'> newline end of file");
}

static void
test_positions_are_lines_and_bytes (void)
{
  const char *text = "é = 1\r\nx = '''a\nb'''\n";
  g_autoptr (HwDiagnostics) diagnostics = hw_diagnostics_new (text, strlen (text));
  g_auto (HwTokens) tokens = { 0 };

  hw_lexer_run (text, strlen (text), diagnostics, &tokens);
  g_assert_cmpuint (tokens.n, ==, 9);
  g_assert_cmpuint (tokens.items[1].column, ==, 3);
  g_assert_cmpuint (tokens.items[4].line, ==, 2);
  g_assert_cmpuint (tokens.items[6].line, ==, 2);
  g_assert_cmpuint (tokens.items[6].column, ==, 4);
  g_assert_cmpuint (tokens.items[6].end_line, ==, 3);
  g_assert_cmpuint (tokens.items[6].end_column, ==, 4);
}

static void
test_an_open_bracket_is_remembered (void)
{
  const char *text = "a = [1,\n(2, {\n";
  g_autoptr (HwDiagnostics) diagnostics = hw_diagnostics_new (text, strlen (text));
  g_auto (HwTokens) tokens = { 0 };

  hw_lexer_run (text, strlen (text), diagnostics, &tokens);
  g_assert_cmpint (tokens.unclosed, ==, '{');
  g_assert_cmpuint (tokens.unclosed_span.line, ==, 2);
  g_assert_cmpuint (tokens.unclosed_span.column, ==, 4);
}

/* What cannot be read is an ERROR token, and reading goes on behind it. */
static void
test_errors_do_not_end_the_text (void)
{
  assert_tokens ("1abc + 2\n", "text already reported as wrong<1abc> + number<2> newline end of file");
  assert_tokens ("'abc\nx\n", "text already reported as wrong<'abc> newline name<x> newline end of file");
  assert_tokens ("a)\nb\n", "name<a> text already reported as wrong<)> newline name<b> newline end of file");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lexer/names-and-keywords-are-told-apart", test_names_and_keywords_are_told_apart);
  g_test_add_func ("/lexer/the-longest-operator-wins", test_the_longest_operator_wins);
  g_test_add_func ("/lexer/numbers-keep-their-text", test_numbers_keep_their_text);
  g_test_add_func ("/lexer/blocks-are-indents-and-dedents", test_blocks_are_indents_and_dedents);
  g_test_add_func ("/lexer/strings-are-one-token", test_strings_are_one_token);
  g_test_add_func ("/lexer/fstrings-are-cut-into-their-parts", test_fstrings_are_cut_into_their_parts);
  g_test_add_func ("/lexer/positions-are-lines-and-bytes", test_positions_are_lines_and_bytes);
  g_test_add_func ("/lexer/an-open-bracket-is-remembered", test_an_open_bracket_is_remembered);
  g_test_add_func ("/lexer/errors-do-not-end-the-text", test_errors_do_not_end_the_text);
  return g_test_run ();
}
