/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The front end on texts that are nested deep or chained long: none may cost much stack, and what is too much is one
 * clear error. */

#include <pthread.h>
#include <string.h>

#include "lang/scenario.h"

static HwScenario *
make (const char *text)
{
  return hw_scenario_new ("test.py", text, -1);
}

/* "LINE:COLUMN message" of every problem, one per line; an unsupported one has a "!" in front. */
static char *
describe_problems (const char *text)
{
  g_autoptr (HwScenario) scenario = make (text);
  GString *out = g_string_new (NULL);
  const HwDiagnostic *found;
  guint n;

  found = hw_scenario_get_diagnostics (scenario, &n);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (out, "%s%u:%u %s\n", found[i].kind == HW_DIAGNOSTIC_UNSUPPORTED ? "!" : "", found[i].line,
                            found[i].column, found[i].message);
  return g_string_free (out, FALSE);
}

static void
assert_problems (const char *text,
                 const char *expected)
{
  g_autofree char *found = describe_problems (text);

  g_assert_cmpstr (found, ==, expected);
}

typedef struct {
  const char *before; /* repeated */
  const char *middle;
  const char *after; /* repeated */
} Tower;

static char *
build_tower (const Tower *tower,
             guint        n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (text, tower->before);
  g_string_append (text, tower->middle);
  for (guint i = 0; i < n; i++)
    g_string_append (text, tower->after);
  g_string_append_c (text, '\n');
  return g_string_free (text, FALSE);
}

static const Tower towers[] = {
  { "(", "", ")" },
  { "(", "", "" },
  { "[", "", "]" },
  { "{", "", "}" },
  { "{1:", "1", "}" },
  { "f(", "", ")" },
  { "f(a=", "1", ")" },
  { "f(*", "a", ")" },
  { "x[", "1", "]" },
  { "(a,", "b", ")" },
  { "(a ", "b", ")" },
  { "(a = ", "b", ")" },
  { "(a := ", "b", ")" },
  { "(-not(1 if -(lambda: ", "b", ") else 2))" },
  { "[x for x in [", "y", "]]" },
  { "{**{**", "x", "}}" },
  { "-", "1", "" },
  { "not ", "1", "" },
  { "1 ** ", "1", "" },
  { "lambda: ", "1", "" },
  { "lambda x=", "1", "" },
  { "a if b else ", "c", "" },
  { "a if (b", "", ") else c" },
  { "f'{", "x", "}'" },
  { "f'{x:{", "x", "}}'" },
  { "*", "x", "" },
  { "a + ", "a", "" },
  { "a.", "a", "" },
  { "a and ", "a", "" },
  { "a or b and ", "a", "" },
  { "a < ", "a", "" },
  { "a = ", "a", "" },
  { "a, ", "a", "" },
  { "print ", "a", "" },
  { "'a' ", "''", "" },
  { "x; ", "x", "" },
  { "@x\n", "def f(): pass", "" },
  { "if x:\n", "pass", "" },
  { "if x: ", "pass", "" },
  { "else:\n", "pass", "" },
  { "\n", "x", "" },
  { "\\\n", "x", "" },
  { ")", "", "" },
  { "x = '", "", "" },
  { "match x:\n case ", "1", ": pass" },
};

/* What a text of a kind of its own costs: patterns, blocks, elif. */
static char *
build_pattern_tower (guint n)
{
  GString *text = g_string_new ("match x:\n case ");

  for (guint i = 0; i < n; i++)
    g_string_append_c (text, i % 2 == 0 ? '[' : '(');
  for (guint i = n; i > 0; i--)
    g_string_append_c (text, i % 2 == 1 ? ']' : ')');
  g_string_append (text, ": pass\n");
  return g_string_free (text, FALSE);
}

static char *
build_block_tower (guint       n,
                   const char *header)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++) {
    for (guint k = 0; k < i; k++)
      g_string_append_c (text, ' ');
    g_string_append (text, header);
    g_string_append_c (text, '\n');
  }
  return g_string_free (text, FALSE);
}

static char *
build_elif_chain (guint n)
{
  GString *text = g_string_new ("if x: pass\n");

  for (guint i = 0; i < n; i++)
    g_string_append (text, "elif x: pass\n");
  return g_string_free (text, FALSE);
}

static void
parse_and_drop (char *text)
{
  g_autoptr (HwScenario) scenario = make (text);

  g_assert_nonnull (hw_scenario_get_tree (scenario));
  g_free (text);
}

static gpointer
parse_towers (gpointer data)
{
  static const guint heights[] = { 1, 30, 99, 190, 240, 480, 990, 100000 };

  for (guint h = 0; h < G_N_ELEMENTS (heights); h++) {
    for (guint i = 0; i < G_N_ELEMENTS (towers); i++)
      parse_and_drop (build_tower (&towers[i], heights[h]));
    parse_and_drop (build_pattern_tower (heights[h]));
    parse_and_drop (build_elif_chain (heights[h]));
    parse_and_drop (build_block_tower (MIN (heights[h], 1000), "while x:"));
    parse_and_drop (build_block_tower (MIN (heights[h], 1000), "class A:"));
    parse_and_drop (build_block_tower (MIN (heights[h], 1000), "def f(x=(((((((((1))))))))):"));
  }
  return NULL;
}

static void
test_no_nesting_needs_much_stack (void)
{
  pthread_attr_t attributes;
  pthread_t thread;

  g_assert_cmpint (pthread_attr_init (&attributes), ==, 0);
  g_assert_cmpint (pthread_attr_setstacksize (&attributes, 256 * 1024), ==, 0);
  g_assert_cmpint (pthread_create (&thread, &attributes, parse_towers, NULL), ==, 0);
  g_assert_cmpint (pthread_join (thread, NULL), ==, 0);
  pthread_attr_destroy (&attributes);
}

static void
assert_tower (const Tower *tower,
              guint        n,
              const char  *expected)
{
  g_autofree char *text = build_tower (tower, n);
  g_autofree char *found = describe_problems (text);
  char *end = strchr (found, '\n');

  if (end != NULL)
    end[1] = '\0';
  g_assert_cmpstr (found, ==, expected);
}

static void
test_usual_nesting_is_taken (void)
{
  static const Tower parens = { "(", "1", ")" };
  static const Tower calls = { "f(-", "1", ")" };
  static const Tower sums = { "1 + ", "1", "" };
  g_autofree char *elifs = build_elif_chain (900);

  assert_tower (&parens, 200, "");
  assert_tower (&calls, 200, "");
  assert_tower (&sums, 990, "");
  assert_problems (elifs, "");
}

static void
test_too_much_nesting_is_one_clear_error (void)
{
  static const Tower parens = { "(", "1", ")" };
  static const Tower nots = { "not ", "1", "" };
  static const Tower sums = { "1 + ", "1", "" };
  g_autofree char *elifs = build_elif_chain (100000);
  g_autofree char *found = describe_problems (elifs);

  assert_tower (&parens, 201, "1:201 too many nested parentheses\n");
  assert_tower (&parens, 1000000, "1:201 too many nested parentheses\n");
  assert_tower (&nots, 1000000, "1:2001 too many nested parentheses, operators or blocks\n");
  assert_tower (&sums, 100000, "!1:396013 too many operators, calls or elif clauses in one chain\n");
  g_assert_cmpstr (found, ==, "!1000:1 too many operators, calls or elif clauses in one chain\n");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/nesting/none-needs-much-stack", test_no_nesting_needs_much_stack);
  g_test_add_func ("/nesting/the-usual-is-taken", test_usual_nesting_is_taken);
  g_test_add_func ("/nesting/too-much-is-one-clear-error", test_too_much_nesting_is_one_clear_error);
  return g_test_run ();
}
