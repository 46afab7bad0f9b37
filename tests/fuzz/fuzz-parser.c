/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Mutated programs for the front end: it must neither crash nor report or build anything that lies outside the text.
 *
 * Without an argument it runs a fixed sequence of mutations of the seeds below, or as many as fit its time; with a file
 * it takes that file alone, as it is. */

#include <stdio.h>
#include <string.h>

#include "lang/scenario.h"
#include "lang/token.h"

#define N_MUTATIONS 20000
#define MAX_SECONDS 20
#define MAX_LENGTH 4000
#define SEED 20240229

static const char *const seeds[] = {
  "import gc, weakref\nclass Node:\n    def __init__(self, name):\n        self.name = name\n    def __del__(self):\n"
  "        print(f'{self.name!r} gone')\na = Node('a'); b = Node('b')\na.ref = b; b.ref = a\ndel a, b\nprint(gc.collect())\n",
  "def f(a, b=1, /, *c, d: int = 2, **e) -> None:\n    global x\n    if a < b <= c[1:2, ...]: return lambda *y, z=1: (yield)\n"
  "    elif not x: pass\n    else:\n        for i, *j in range(3): continue\n        else: break\n",
  "try:\n    x = [i async for i in y if z]\nexcept (A, B) as e: raise C from e\nexcept* D: pass\nelse: pass\nfinally:\n"
  "    with (open(a) as b, c as (d, *e)): assert f, 'g'\n",
  "match x:\n    case [1, -2.5 + 3j, *_] | {'a': b, **c} if d: pass\n    case A.B(1, x=(y | z) as w): pass\n"
  "    case None | True | 'a' 'b': pass\n    case _: pass\n",
  "f'a{b!r:>{c}.{d:{e}}}f{{}}' rf'\\{x=}' '''g\nh''' \"\\x41\\u00e9\\N{DASH}\\777\" u'i'\n",
  "x = {1: 2, **a, **{}} | {*b, 3} @ [c, *d] ** -e if f else (g := h)(*i, j=k, **l)\nx += 0x_ff, 1_0.0e-1_0j, 0b1, 0o7, ...\n",
  "a = b = (c, *d) = e\ndel (a), [b, c.d[e]]\nnonlocal a, b\nfrom .x import (y as z,)\n"
  "import a.b as c\nx: int = yield_\ny[0]: str\n",
  "class A(B, metaclass=C, **d):\n\t@property\n\tdef e(self): return super().e\n\t"
  "[(x := 1) for y in z for w in (lambda: 1)()]\n\tnonlocal f\n",
  "if x:\n  if y:\n    if z: a\\\n  + b\n  c\nd\r\ne = (\r\n1,\r2)\n"
  "# coding: latin-1\n\xc3\xa9\xef\xac\x81 = '\xf0\x9f\x98\x80'\n",
};

/* What is spliced in: every token, and what is odd. */
static const char *const pieces[] = {
#define HW_X(id, text) text,
  HW_TOKEN_OPERATOR_LIST (HW_X)
#undef HW_X
#define HW_X(id, text) text,
  HW_TOKEN_KEYWORD_LIST (HW_X)
#undef HW_X
  " ", "\n", "\n ", "\n    ", "\t", "\r", "\r\n", "\f", "\\", "\\\n", "#",
  "'", "\"", "'''", "\"\"\"", "f'", "f'''", "f\"{", "rb'", "{{", "}}",
  "!r", "\\x", "\\u12", "\\N{", "0", "1_", "0x", "1e", "1j", "x", "_", "match ", "case ",
  "type ", "print ", "\xc3\xa9", "\xe2\x82\xac",
  "\xc2\xa0", "\xff", "\x01", "((((((((((", "]]]]]]]]]]", "not not not not ", "lambda x=", "a if b else ",
};

/* --- What must hold --- */

typedef struct {
  HwScenario *scenario;
  gboolean    sane;
  GPtrArray  *todo; /* of HwAst */
} Check;

static gboolean
is_before (guint line,
           guint column,
           guint end_line,
           guint end_column)
{
  return line < end_line || (line == end_line && column <= end_column);
}

/* The end of a text that ends a line is in the line behind it. */
static gboolean
is_in_text (HwScenario *scenario,
            guint       line,
            guint       column)
{
  gsize length;

  if (line == hw_scenario_get_n_lines (scenario) + 1)
    return column == 0;
  return hw_scenario_get_line (scenario, line, &length) != NULL && column <= length;
}

static void
add_child_cb (HwAst    *child,
              gpointer  user_data)
{
  Check *check = user_data;

  g_ptr_array_add (check->todo, child);
}

static gboolean
check_tree (HwScenario *scenario)
{
  Check check = { scenario, TRUE, g_ptr_array_new () };

  g_ptr_array_add (check.todo, hw_scenario_get_tree (scenario)->root);
  while (check.todo->len > 0 && check.sane) {
    const HwAst *node = g_ptr_array_remove_index_fast (check.todo, check.todo->len - 1);

    if (node->line > 0)
      check.sane = is_before (node->line, node->column, node->end_line, node->end_column)
                   && is_in_text (scenario, node->line, node->column)
                   && is_in_text (scenario, node->end_line, node->end_column);
    if (!check.sane)
      fprintf (stderr, "%s %u:%u-%u:%u\n", hw_ast_kind_to_string (node->kind), node->line, node->column, node->end_line,
               node->end_column);
    hw_ast_foreach_child (node, add_child_cb, &check);
  }
  g_ptr_array_unref (check.todo);
  return check.sane;
}

/* An error may be just behind the last line. */
static gboolean
check_diagnostics (HwScenario *scenario)
{
  guint n;
  const HwDiagnostic *found = hw_scenario_get_diagnostics (scenario, &n);

  for (guint i = 0; i < n; i++) {
    if (found[i].message == NULL || found[i].line == 0 || found[i].column == 0
        || found[i].line > hw_scenario_get_n_lines (scenario) + 1
        || !is_before (found[i].line, found[i].column, found[i].end_line, found[i].end_column)) {
      fprintf (stderr, "%u:%u-%u:%u %s\n", found[i].line, found[i].column, found[i].end_line, found[i].end_column,
               found[i].message);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
run (const char *text,
     gsize       length)
{
  g_autoptr (HwScenario) scenario = hw_scenario_new ("fuzz.py", text, (gssize) length);

  if (check_tree (scenario) && check_diagnostics (scenario))
    return TRUE;
  fprintf (stderr, "A position lies outside this text:\n%.*s\n", (int) length, text);
  return FALSE;
}

/* --- Mutations --- */

static void
mutate (GString *text,
        GRand   *random)
{
  gsize at = (gsize) g_rand_int_range (random, 0, (gint32) text->len + 1);
  gsize span = (gsize) g_rand_int_range (random, 0, 12);
  const char *piece = pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))];

  span = MIN (span, text->len - at);
  switch (g_rand_int_range (random, 0, 5)) {
  case 0:
    g_string_erase (text, (gssize) at, (gssize) span);
    break;
  case 1:
  case 2:
    g_string_insert (text, (gssize) at, piece);
    break;
  case 3: {
    g_autofree char *copy = g_strndup (text->str + at, span);

    g_string_insert (text, (gssize) at, copy);
    break;
  }
  default:
    g_string_erase (text, (gssize) at, (gssize) span);
    g_string_insert (text, (gssize) at, piece);
    break;
  }
  if (text->len > MAX_LENGTH)
    g_string_truncate (text, MAX_LENGTH);
}

static int
run_mutations (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  g_autoptr (GString) text = g_string_new (NULL);
  gint64 end = g_get_monotonic_time () + MAX_SECONDS * G_USEC_PER_SEC;
  guint n = 0;

  for (; n < N_MUTATIONS && g_get_monotonic_time () < end; n++) {
    gint32 n_changes = g_rand_int_range (random, 1, 8);

    /* Most mutants grow out of the one before. */
    if (n % 16 == 0)
      g_string_assign (text, seeds[n / 16 % G_N_ELEMENTS (seeds)]);
    for (gint32 i = 0; i < n_changes; i++)
      mutate (text, random);
    if (!run (text->str, text->len))
      return 1;
  }
  printf ("%u mutants\n", n);
  return 0;
}

int
main (int argc,
      char *argv[])
{
  g_autofree char *text = NULL;
  gsize length;

  if (argc < 2)
    return run_mutations ();
  if (!g_file_get_contents (argv[1], &text, &length, NULL)) {
    fprintf (stderr, "%s cannot be read\n", argv[1]);
    return 2;
  }
  return run (text, length) ? 0 : 1;
}
