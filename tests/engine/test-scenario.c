/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Scenarios: what is loaded and what is refused, what the first comment says, which problems are named where, and how
 * names are classified. */

#include <glib/gstdio.h>
#include <string.h>

#include "lang/modules.h"
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

/* --- Loading --- */

typedef struct {
  char *folder;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = g_dir_make_tmp ("scenario-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "s.py", NULL);

  g_remove (path);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static HwScenario *
load_bytes (Fixture     *fixture,
            const char  *bytes,
            gsize        length,
            GError     **error)
{
  g_autofree char *path = g_build_filename (fixture->folder, "s.py", NULL);

  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
  return hw_scenario_load (path, error);
}

static void
assert_not_loaded (Fixture    *fixture,
                   const char *bytes,
                   gsize       length,
                   const char *expected)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (load_bytes (fixture, bytes, length, &error));
  g_assert_error (error, HW_ERROR, HW_ERROR_IO);
  g_assert_nonnull (strstr (error->message, expected));
}

static void
test_load_keeps_the_text (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HwScenario) scenario = load_bytes (fixture, "x = 1\n", 6, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (hw_scenario_get_text (scenario), ==, "x = 1\n");
  g_assert_cmpuint (hw_scenario_get_length (scenario), ==, 6);
  g_assert_true (g_str_has_suffix (hw_scenario_get_name (scenario), "/s.py"));
}

static void
test_load_takes_an_empty_file (Fixture       *fixture,
                               gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HwScenario) scenario = load_bytes (fixture, "", 0, &error);
  guint n;

  g_assert_no_error (error);
  hw_scenario_get_diagnostics (scenario, &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpuint (hw_scenario_get_n_lines (scenario), ==, 0);
}

static void
test_load_refuses_what_is_no_text (Fixture       *fixture,
                                   gconstpointer  data)
{
  g_autofree char *large = g_malloc (HW_SCENARIO_MAX_BYTES + 1);
  g_autoptr (GError) error = NULL;

  memset (large, '#', HW_SCENARIO_MAX_BYTES + 1);
  assert_not_loaded (fixture, "x\0y", 3, "NUL byte");
  assert_not_loaded (fixture, "x = '\xff'", 7, "not UTF-8");
  assert_not_loaded (fixture, large, HW_SCENARIO_MAX_BYTES + 1, "larger than");
  g_assert_null (hw_scenario_load (fixture->folder, &error));
  g_assert_error (error, HW_ERROR, HW_ERROR_IO);
  g_clear_error (&error);
  g_assert_null (hw_scenario_load ("/nonexistent/s.py", &error));
  g_assert_error (error, HW_ERROR, HW_ERROR_IO);
}

static void
test_load_takes_a_file_as_large_as_allowed (Fixture       *fixture,
                                            gconstpointer  data)
{
  g_autofree char *large = g_malloc (HW_SCENARIO_MAX_BYTES);
  g_autoptr (GError) error = NULL;
  g_autoptr (HwScenario) scenario = NULL;
  guint n;

  for (gsize i = 0; i < HW_SCENARIO_MAX_BYTES; i += 4)
    memcpy (large + i, "a=1\n", 4);
  scenario = load_bytes (fixture, large, HW_SCENARIO_MAX_BYTES, &error);
  g_assert_no_error (error);
  hw_scenario_get_diagnostics (scenario, &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpuint (hw_scenario_get_tree (scenario)->root->as.module.body.n, ==, HW_SCENARIO_MAX_BYTES / 4);
}

/* --- Text --- */

static void
assert_line (HwScenario *scenario,
             guint       line,
             const char *expected)
{
  gsize length;
  const char *start = hw_scenario_get_line (scenario, line, &length);
  g_autofree char *found = g_strndup (start, length);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_lines_end_in_every_way (void)
{
  g_autoptr (HwScenario) scenario = make ("\xef\xbb\xbf" "a\r\nb\rc\n\nd");
  gsize length;

  g_assert_cmpuint (hw_scenario_get_n_lines (scenario), ==, 5);
  assert_line (scenario, 1, "a");
  assert_line (scenario, 2, "b");
  assert_line (scenario, 3, "c");
  assert_line (scenario, 4, "");
  assert_line (scenario, 5, "d");
  g_assert_null (hw_scenario_get_line (scenario, 0, &length));
  g_assert_null (hw_scenario_get_line (scenario, 6, &length));
}

static void
test_first_comment_names_the_version (void)
{
  g_autoptr (HwScenario) with = make ("# python: 3.12\n# A cycle.\n#\n#  It stays.\nx = 1\n# no more\n");
  g_autoptr (HwScenario) without = make ("# A cycle.\nx = 1\n");
  g_autoptr (HwScenario) unknown = make ("# python: 2.7\n");
  HwPython python = HW_PYTHON_DEFAULT;

  g_assert_true (hw_scenario_get_python (with, &python));
  g_assert_cmpint (python, ==, HW_PYTHON_3_12);
  g_assert_cmpstr (hw_scenario_get_description (with), ==, "A cycle.\n\n It stays.");
  g_assert_false (hw_scenario_get_python (without, &python));
  g_assert_cmpint (python, ==, HW_PYTHON_3_12);
  g_assert_cmpstr (hw_scenario_get_description (without), ==, "A cycle.");
  g_assert_false (hw_scenario_get_python (unknown, &python));
}

static void
test_versions_read_as_they_are_written (void)
{
  HwPython python;

  for (guint i = 0; i < HW_N_PYTHONS; i++) {
    g_assert_true (hw_python_parse (hw_python_to_string ((HwPython) i), &python));
    g_assert_cmpint (python, ==, (int) i);
  }
  g_assert_false (hw_python_parse ("3.1", &python));
  g_assert_false (hw_python_parse ("3.130", &python));
  g_assert_false (hw_python_parse ("", &python));
}

/* --- Problems --- */

static void
test_columns_count_characters (void)
{
  g_autoptr (HwScenario) scenario = make ("x = ('é', 'ü' y)\n");
  const HwDiagnostic *found;
  guint n;

  found = hw_scenario_get_diagnostics (scenario, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (found->message, ==, "invalid syntax. Perhaps you forgot a comma?");
  g_assert_cmpuint (found->column, ==, 11);
  g_assert_cmpuint (found->end_column, ==, 16);
}

static void
test_every_wrong_statement_is_named (void)
{
  assert_problems ("x = \ny = 1\nif z\n    a\n    b = = c\nelse:\n    pass\ndef f(\n", "1:5 invalid syntax\n3:5 expected ':'\n"
                   "5:9 invalid syntax\n8:6 '(' was never closed\n");
}

static void
test_problems_are_bounded (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (HwScenario) scenario = NULL;
  guint n;

  for (guint i = 0; i < 1000; i++)
    g_string_append (text, "x = = 1\n");
  scenario = make (text->str);
  hw_scenario_get_diagnostics (scenario, &n);
  g_assert_cmpuint (n, ==, 20);
}

static void
test_a_syntax_error_hides_what_the_compiler_would_say (void)
{
  assert_problems ("def f(\n    return 1\n", "1:6 '(' was never closed\n");
  assert_problems ("def f() x\n    return 1\n", "1:9 expected ':'\n");
}

static void
test_odd_bytes_are_named (void)
{
  g_autoptr (HwScenario) scenario = hw_scenario_new ("test.py", "x = 1\ny\0z", 9);
  const HwDiagnostic *found;
  guint n;

  found = hw_scenario_get_diagnostics (scenario, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (found->line, ==, 2);
  g_assert_cmpstr (found->message, ==, "source code string cannot contain null bytes");
  assert_problems ("x = '\xff'\n", "1:6 (unicode error) 'utf-8' codec can't decode byte 0xff in position 5\n");
  assert_problems ("# coding: latin-1\nx = 1\n", "!1:1 the encoding 'latin-1' is outside the subset\n");
  assert_problems ("# -*- coding: utf-8 -*-\nx = 1\n", "");
  assert_problems ("x = 1\n\x01\n", "2:1 invalid non-printable character U+0001\n");
  assert_problems ("x = “a\n", "1:5 invalid character '“' (U+201C)\n");
}

/* --- The subset --- */

static void
test_other_modules_are_refused_with_a_list (void)
{
  g_autoptr (HwScenario) scenario = make ("import gc, os.path as p\n");
  const HwDiagnostic *found;
  guint n;

  found = hw_scenario_get_diagnostics (scenario, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpint (found->kind, ==, HW_DIAGNOSTIC_UNSUPPORTED);
  g_assert_cmpuint (found->column, ==, 12);
  g_assert_cmpstr (found->message, ==, "module 'os.path' is outside the subset");
#define HW_X(id, name) g_assert_nonnull (strstr (found->hint, name));
  HW_MODULE_LIST (HW_X)
#undef HW_X
}

static void
test_every_listed_module_may_be_imported (void)
{
#define HW_X(id, name) assert_problems ("import " name "\nfrom " name " import x as y, z\n", "");
  HW_MODULE_LIST (HW_X)
#undef HW_X
}

static void
test_other_imports_are_refused (void)
{
  assert_problems ("from . import x\n", "!1:1 relative imports are outside the subset\n");
  assert_problems ("from gc import *\n", "!1:16 'import *' is outside the subset\n");
  assert_problems ("from __future__ import annotations\n", "!1:1 __future__ imports are outside the subset\n");
  assert_problems ("def f():\n    import time\n", "!2:12 module 'time' is outside the subset\n");
}

static void
test_names_that_reach_outside_are_refused (void)
{
  assert_problems ("f = open('x')\n", "!1:5 open is outside the subset\n");
  assert_problems ("def f():\n    return [eval(x) for x in input()]\n",
                   "!2:13 eval is outside the subset\n!2:30 input is outside the subset\n");
  assert_problems ("class A:\n    x = exec\n", "!2:9 exec is outside the subset\n");
}

static void
test_names_that_the_program_binds_are_its_own (void)
{
  assert_problems ("def open(x): return x\nopen(1)\n", "");
  assert_problems ("def f(eval): return eval(1)\n", "");
  assert_problems ("def f():\n    global input\n    input = 1\ninput\n", "");
  assert_problems ("def f():\n    compile = 1\n    def g(): return compile\n", "");
  assert_problems ("x.open(1)\n", "");
}

static void
test_refused_syntax_says_so (void)
{
  assert_problems ("async def f(): pass\n", "!1:1 async is outside the subset\n");
  assert_problems ("def f():\n    x = await g()\n", "!2:9 await is outside the subset\n");
  assert_problems ("[x async for x in y]\n", "!1:4 async comprehensions are outside the subset\n");
  assert_problems ("try:\n    x\nexcept* A:\n    y\n", "!3:7 except* is outside the subset\n");
  assert_problems ("def f[T](x): pass\n", "!1:6 type parameters are outside the subset\n");
  assert_problems ("class A[T]: pass\n", "!1:8 type parameters are outside the subset\n");
  assert_problems ("type X = int\n", "!1:1 type statements are outside the subset\n");
  assert_problems ("x = '\\N{DASH}'\n", "!1:5 \\N{…} escapes are outside the subset\n");
  assert_problems ("type = 1\ntype(type)\n", "");
}

/* --- Names --- */

/* "name scope name scope …" of the scope called [scope_name], in the order of its table. */
static void
add_scope_text (const HwScope *scope,
                const char    *scope_name,
                GString       *out)
{
  static const char *const kinds[] = { "local", "cell", "free", "global", "implicit" };

  if (g_str_equal (scope->name, scope_name))
    for (guint i = 0; i < scope->symbols->len; i++) {
      const HwSymbol *symbol = &g_array_index (scope->symbols, HwSymbol, i);

      g_string_append_printf (out, "%s%s %s", out->len > 0 ? ", " : "", symbol->name, kinds[symbol->scope]);
    }
  for (guint i = 0; i < scope->children->len; i++)
    add_scope_text (g_ptr_array_index (scope->children, i), scope_name, out);
}

static void
assert_scope (const char *text,
              const char *scope_name,
              const char *expected)
{
  g_autoptr (HwScenario) scenario = make (text);
  g_autoptr (GString) out = g_string_new (NULL);
  guint n;

  hw_scenario_get_diagnostics (scenario, &n);
  g_assert_cmpuint (n, ==, 0);
  add_scope_text (hw_symtable_get_root (hw_scenario_get_symtable (scenario)), scope_name, out);
  g_assert_cmpstr (out->str, ==, expected);
}

static void
test_names_are_classified (void)
{
  assert_scope ("x = y\n", "<module>", "x local, y implicit");
  assert_scope ("def f(a, /, b, *c, d, **e):\n    x = z\n", "f",
                "a local, b local, d local, c local, e local, x local, z implicit");
  assert_scope ("def f():\n    x = 1\n    def g():\n        def h(): return x\n", "f", "x cell, g local");
  assert_scope ("def f():\n    x = 1\n    def g():\n        def h(): return x\n", "g", "h local, x free");
  assert_scope ("def f():\n    x = 1\n    def g():\n        def h(): return x\n", "h", "x free");
  assert_scope ("def f():\n    global x\n    x = 1\n    def g(): return x\n", "f", "x global, g local");
  assert_scope ("def f():\n    global x\n    x = 1\n    def g(): return x\n", "g", "x implicit");
  assert_scope ("def f():\n    x = 1\n    def g():\n        nonlocal x\n        x = 2\n", "g", "x free");
}

static void
test_classes_do_not_lend_their_names (void)
{
  const char *text = "def f():\n    x = 1\n    class C:\n        x = 2\n        def m(self): return x\n";

  assert_scope (text, "C", "x local, m local");
  assert_scope (text, "m", "self local, x free");
  assert_scope (text, "f", "x cell, C local");
  assert_scope ("class C:\n    x = 1\n    def m(self): return x\n", "m", "self local, x implicit");
}

static void
test_super_needs_the_class_cell (void)
{
  g_autoptr (HwScenario) scenario = make ("class C:\n    def m(self): super().m()\nclass D:\n    def m(self): pass\n");
  HwScope *module = hw_symtable_get_root (hw_scenario_get_symtable (scenario));
  const HwScope *c = g_ptr_array_index (module->children, 0);
  const HwScope *d = g_ptr_array_index (module->children, 1);

  g_assert_true (c->needs_class_cell);
  g_assert_false (d->needs_class_cell);
  assert_scope ("class C:\n    def m(self): super().m()\n", "m", "self local, super implicit, __class__ free");
}

static void
test_comprehensions_are_scopes (void)
{
  assert_scope ("def f(y):\n    return [x + z for x in y if (z := x)]\n", "<listcomp>", ".0 local, x local, z free");
  assert_scope ("def f(y):\n    return [x + z for x in y if (z := x)]\n", "f", "y local, z cell");
  assert_scope ("[(z := x) for x in y]\n", "<listcomp>", ".0 local, x local, z global");
  assert_scope ("class C:\n    a = 1\n    b = [a for x in a]\n", "<listcomp>", ".0 local, x local, a implicit");
}

static void
test_private_names_are_mangled (void)
{
  const char *text = "class _C:\n    def m(self, __a):\n        self.__b = __a\n        self.__c__ = __d\n";
  g_autoptr (HwScenario) scenario = make (text);
  const HwSymtable *symtable = hw_scenario_get_symtable (scenario);
  const HwScope *class_scope = g_ptr_array_index (hw_symtable_get_root (symtable)->children, 0);
  const HwScope *method = g_ptr_array_index (class_scope->children, 0);

  assert_scope (text, "m", "self local, _C__a local, _C__d implicit");
  g_assert_cmpstr (hw_scope_mangle (symtable, method, "__b"), ==, "_C__b");
  g_assert_cmpstr (hw_scope_mangle (symtable, method, "__c__"), ==, "__c__");
  g_assert_cmpstr (hw_scope_mangle (symtable, hw_symtable_get_root (symtable), "__b"), ==, "__b");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define FILE_TEST(path, func) g_test_add ("/scenario/" path, Fixture, NULL, set_up, func, tear_down)
  FILE_TEST ("load/keeps-the-text", test_load_keeps_the_text);
  FILE_TEST ("load/takes-an-empty-file", test_load_takes_an_empty_file);
  FILE_TEST ("load/refuses-what-is-no-text", test_load_refuses_what_is_no_text);
  FILE_TEST ("load/takes-a-file-as-large-as-allowed", test_load_takes_a_file_as_large_as_allowed);
#undef FILE_TEST
  g_test_add_func ("/scenario/text/lines-end-in-every-way", test_lines_end_in_every_way);
  g_test_add_func ("/scenario/text/first-comment-names-the-version", test_first_comment_names_the_version);
  g_test_add_func ("/scenario/text/versions-read-as-they-are-written", test_versions_read_as_they_are_written);
  g_test_add_func ("/scenario/problems/columns-count-characters", test_columns_count_characters);
  g_test_add_func ("/scenario/problems/every-wrong-statement-is-named", test_every_wrong_statement_is_named);
  g_test_add_func ("/scenario/problems/are-bounded", test_problems_are_bounded);
  g_test_add_func ("/scenario/problems/a-syntax-error-hides-what-the-compiler-would-say",
                   test_a_syntax_error_hides_what_the_compiler_would_say);
  g_test_add_func ("/scenario/problems/odd-bytes-are-named", test_odd_bytes_are_named);
  g_test_add_func ("/scenario/subset/other-modules-are-refused-with-a-list", test_other_modules_are_refused_with_a_list);
  g_test_add_func ("/scenario/subset/every-listed-module-may-be-imported", test_every_listed_module_may_be_imported);
  g_test_add_func ("/scenario/subset/other-imports-are-refused", test_other_imports_are_refused);
  g_test_add_func ("/scenario/subset/names-that-reach-outside-are-refused", test_names_that_reach_outside_are_refused);
  g_test_add_func ("/scenario/subset/names-that-the-program-binds-are-its-own", test_names_that_the_program_binds_are_its_own);
  g_test_add_func ("/scenario/subset/refused-syntax-says-so", test_refused_syntax_says_so);
  g_test_add_func ("/scenario/names/are-classified", test_names_are_classified);
  g_test_add_func ("/scenario/names/classes-do-not-lend-theirs", test_classes_do_not_lend_their_names);
  g_test_add_func ("/scenario/names/super-needs-the-class-cell", test_super_needs_the_class_cell);
  g_test_add_func ("/scenario/names/comprehensions-are-scopes", test_comprehensions_are_scopes);
  g_test_add_func ("/scenario/names/private-ones-are-mangled", test_private_names_are_mangled);
  return g_test_run ();
}
