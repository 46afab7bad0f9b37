/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The parser against what CPython's ast module says of the same sources (data/parser/NAME.py and NAME.dump: 3.13, and
 * 3.11 alike but for the insides of f-strings), and against the messages that CPython 3.13 has for wrong text
 * (data/parser/errors.txt). With --dump FILE or --errors FILE the program prints its own answers in the same form. */

#include <gmp.h>
#include <stdio.h>
#include <string.h>

#include "lang/parser.h"
#include "lang/scenario.h"

/* --- The dump: every field that is not empty, with CPython's names, and every position. --- */

static void dump (GString *out, const HwAst *node, gboolean is_part);

static void
dump_bytes (GString    *out,
            const char *bytes,
            gsize       length)
{
  g_string_append_c (out, '"');
  for (gsize i = 0; i < length; i++) {
    if (g_ascii_isprint (bytes[i]) && bytes[i] != '"' && bytes[i] != '\\')
      g_string_append_c (out, bytes[i]);
    else
      g_string_append_printf (out, "\\x%02x", (guchar) bytes[i]);
  }
  g_string_append_c (out, '"');
}

static void
dump_int (GString          *out,
          const HwConstant *constant)
{
  char *decimal;
  mpz_t value;

  g_assert_cmpint (mpz_init_set_str (value, constant->bytes, (int) constant->base), ==, 0);
  decimal = mpz_get_str (NULL, 10, value);
  g_string_append_printf (out, "int:%s", decimal);
  free (decimal);
  mpz_clear (value);
}

static void
dump_double (GString *out,
             double   number)
{
  char buffer[64];

  g_string_append (out, g_ascii_formatd (buffer, sizeof buffer, "%.17g", number));
}

static void
dump_constant (GString          *out,
               const HwConstant *constant)
{
  g_string_append (out, " value=");
  switch (constant->kind) {
  case HW_CONSTANT_NONE: g_string_append (out, "None"); break;
  case HW_CONSTANT_TRUE: g_string_append (out, "True"); break;
  case HW_CONSTANT_FALSE: g_string_append (out, "False"); break;
  case HW_CONSTANT_ELLIPSIS: g_string_append (out, "Ellipsis"); break;
  case HW_CONSTANT_INT: dump_int (out, constant); break;
  case HW_CONSTANT_FLOAT:
    g_string_append (out, "float:");
    dump_double (out, constant->number);
    break;
  case HW_CONSTANT_IMAGINARY:
    g_string_append (out, "complex:");
    dump_double (out, constant->number);
    break;
  case HW_CONSTANT_STR:
    g_string_append (out, "str:");
    dump_bytes (out, constant->bytes, constant->length);
    break;
  case HW_CONSTANT_BYTES:
    g_string_append (out, "bytes:");
    dump_bytes (out, constant->bytes, constant->length);
    break;
  }
}

static void
dump_one (GString     *out,
          const char  *field,
          const HwAst *node)
{
  if (node == NULL)
    return;
  g_string_append_printf (out, " %s=", field);
  dump (out, node, FALSE);
}

static void
dump_seq (GString        *out,
          const char     *field,
          const HwAstSeq *seq,
          gboolean        are_parts)
{
  if (seq->n == 0)
    return;
  g_string_append_printf (out, " %s=[", field);
  for (guint i = 0; i < seq->n; i++) {
    if (i > 0)
      g_string_append_c (out, ' ');
    if (seq->items[i] == NULL)
      g_string_append (out, "None");
    else
      dump (out, seq->items[i], are_parts);
  }
  g_string_append_c (out, ']');
}

static void
dump_text (GString    *out,
           const char *field,
           const char *text)
{
  if (text != NULL)
    g_string_append_printf (out, " %s=%s", field, text);
}

static void
dump_names (GString          *out,
            const char       *field,
            const HwAstNames *names)
{
  if (names->n == 0)
    return;
  g_string_append_printf (out, " %s=[", field);
  for (guint i = 0; i < names->n; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? " " : "", names->items[i]);
  g_string_append_c (out, ']');
}

static void
dump_context (GString   *out,
              HwContext  ctx)
{
  static const char *const names[] = { "Load", "Store", "Del" };

  dump_text (out, "ctx", names[ctx]);
}

#define ONE(member, field) dump_one (out, #field, node->as.member.field)
#define SEQ(member, field) dump_seq (out, #field, &node->as.member.field, FALSE)
#define NAME(member, field) dump_text (out, #field, node->as.member.field)
#define CTX(member) dump_context (out, node->as.member.ctx)

static void
dump_statement (GString     *out,
                const HwAst *node)
{
  switch (node->kind) {
  case HW_AST_FUNCTION_DEF:
    NAME (function_def, name), ONE (function_def, args), SEQ (function_def, body);
    dump_seq (out, "decorator_list", &node->as.function_def.decorators, FALSE);
    ONE (function_def, returns);
    break;
  case HW_AST_CLASS_DEF:
    NAME (class_def, name), SEQ (class_def, bases), SEQ (class_def, keywords), SEQ (class_def, body);
    dump_seq (out, "decorator_list", &node->as.class_def.decorators, FALSE);
    break;
  case HW_AST_RETURN: ONE (return_, value); break;
  case HW_AST_DELETE: SEQ (delete, targets); break;
  case HW_AST_ASSIGN: SEQ (assign, targets), ONE (assign, value); break;
  case HW_AST_AUG_ASSIGN:
    ONE (aug_assign, target);
    dump_text (out, "op", hw_operator_to_string (node->as.aug_assign.op));
    ONE (aug_assign, value);
    break;
  case HW_AST_ANN_ASSIGN:
    ONE (ann_assign, target), ONE (ann_assign, annotation), ONE (ann_assign, value);
    g_string_append_printf (out, " simple=%d", node->as.ann_assign.simple);
    break;
  case HW_AST_FOR: ONE (for_, target), ONE (for_, iter), SEQ (for_, body), SEQ (for_, orelse); break;
  case HW_AST_WHILE: ONE (while_, test), SEQ (while_, body), SEQ (while_, orelse); break;
  case HW_AST_IF: ONE (if_, test), SEQ (if_, body), SEQ (if_, orelse); break;
  case HW_AST_WITH: SEQ (with, items), SEQ (with, body); break;
  case HW_AST_MATCH: ONE (match, subject), SEQ (match, cases); break;
  case HW_AST_RAISE: ONE (raise, exc), ONE (raise, cause); break;
  case HW_AST_TRY: SEQ (try_, body), SEQ (try_, handlers), SEQ (try_, orelse), SEQ (try_, finalbody); break;
  case HW_AST_ASSERT: ONE (assert_, test), ONE (assert_, msg); break;
  case HW_AST_IMPORT: SEQ (import, names); break;
  case HW_AST_IMPORT_FROM:
    NAME (import_from, module), SEQ (import_from, names);
    g_string_append_printf (out, " level=%u", node->as.import_from.level);
    break;
  case HW_AST_GLOBAL: dump_names (out, "names", &node->as.global.names); break;
  case HW_AST_NONLOCAL: dump_names (out, "names", &node->as.nonlocal.names); break;
  case HW_AST_EXPR: ONE (expr, value); break;
  default: break;
  }
}

static void
dump_expression (GString     *out,
                 const HwAst *node)
{
  switch (node->kind) {
  case HW_AST_BOOL_OP:
    dump_text (out, "op", hw_bool_op_to_string (node->as.bool_op.op));
    SEQ (bool_op, values);
    break;
  case HW_AST_NAMED_EXPR: ONE (named_expr, target), ONE (named_expr, value); break;
  case HW_AST_BIN_OP:
    ONE (bin_op, left);
    dump_text (out, "op", hw_operator_to_string (node->as.bin_op.op));
    ONE (bin_op, right);
    break;
  case HW_AST_UNARY_OP:
    dump_text (out, "op", hw_unary_op_to_string (node->as.unary_op.op));
    ONE (unary_op, operand);
    break;
  case HW_AST_LAMBDA: ONE (lambda, args), ONE (lambda, body); break;
  case HW_AST_IF_EXP: ONE (if_exp, test), ONE (if_exp, body), ONE (if_exp, orelse); break;
  case HW_AST_DICT: SEQ (dict, keys), SEQ (dict, values); break;
  case HW_AST_SET: SEQ (set, elts); break;
  case HW_AST_LIST_COMP: ONE (list_comp, elt), SEQ (list_comp, generators); break;
  case HW_AST_SET_COMP: ONE (set_comp, elt), SEQ (set_comp, generators); break;
  case HW_AST_DICT_COMP: ONE (dict_comp, key), ONE (dict_comp, value), SEQ (dict_comp, generators); break;
  case HW_AST_GENERATOR_EXP: ONE (generator_exp, elt), SEQ (generator_exp, generators); break;
  case HW_AST_YIELD: ONE (yield, value); break;
  case HW_AST_YIELD_FROM: ONE (yield_from, value); break;
  case HW_AST_COMPARE:
    ONE (compare, left);
    g_string_append (out, " ops=[");
    for (guint i = 0; i < node->as.compare.comparators.n; i++)
      g_string_append_printf (out, "%s%s", i > 0 ? " " : "", hw_compare_op_to_string (node->as.compare.ops[i]));
    g_string_append_c (out, ']');
    SEQ (compare, comparators);
    break;
  case HW_AST_CALL: ONE (call, func), SEQ (call, args), SEQ (call, keywords); break;
  case HW_AST_FORMATTED_VALUE:
    ONE (formatted_value, value);
    g_string_append_printf (out, " conversion=%d", node->as.formatted_value.conversion);
    if (node->as.formatted_value.format_spec != NULL) {
      g_string_append (out, " format_spec=");
      dump (out, node->as.formatted_value.format_spec, TRUE);
    }
    break;
  case HW_AST_JOINED_STR: dump_seq (out, "values", &node->as.joined_str.values, TRUE); break;
  case HW_AST_CONSTANT: dump_constant (out, &node->as.constant); break;
  case HW_AST_ATTRIBUTE: ONE (attribute, value), NAME (attribute, attr), CTX (attribute); break;
  case HW_AST_SUBSCRIPT: ONE (subscript, value), ONE (subscript, slice), CTX (subscript); break;
  case HW_AST_STARRED: ONE (starred, value), CTX (starred); break;
  case HW_AST_NAME: NAME (name, id), CTX (name); break;
  case HW_AST_LIST: SEQ (list, elts), CTX (list); break;
  case HW_AST_TUPLE: SEQ (tuple, elts), CTX (tuple); break;
  case HW_AST_SLICE: ONE (slice, lower), ONE (slice, upper), ONE (slice, step); break;
  default: break;
  }
}

static void
dump_pattern_or_part (GString     *out,
                      const HwAst *node)
{
  switch (node->kind) {
  case HW_AST_MATCH_VALUE: ONE (match_value, value); break;
  case HW_AST_MATCH_SINGLETON: dump_constant (out, &(HwConstant) { .kind = node->as.match_singleton.value }); break;
  case HW_AST_MATCH_SEQUENCE: SEQ (match_sequence, patterns); break;
  case HW_AST_MATCH_MAPPING: SEQ (match_mapping, keys), SEQ (match_mapping, patterns), NAME (match_mapping, rest); break;
  case HW_AST_MATCH_CLASS:
    ONE (match_class, cls), SEQ (match_class, patterns);
    dump_names (out, "kwd_attrs", &node->as.match_class.kwd_attrs);
    SEQ (match_class, kwd_patterns);
    break;
  case HW_AST_MATCH_STAR: NAME (match_star, name); break;
  case HW_AST_MATCH_AS: ONE (match_as, pattern), NAME (match_as, name); break;
  case HW_AST_MATCH_OR: SEQ (match_or, patterns); break;
  case HW_AST_COMPREHENSION: ONE (comprehension, target), ONE (comprehension, iter), SEQ (comprehension, ifs); break;
  case HW_AST_EXCEPT_HANDLER: ONE (except_handler, type), NAME (except_handler, name), SEQ (except_handler, body); break;
  case HW_AST_ARGUMENTS:
    SEQ (arguments, posonlyargs), SEQ (arguments, args), ONE (arguments, vararg), SEQ (arguments, kwonlyargs);
    SEQ (arguments, kw_defaults), ONE (arguments, kwarg), SEQ (arguments, defaults);
    break;
  case HW_AST_ARG: NAME (arg, arg), ONE (arg, annotation); break;
  case HW_AST_KEYWORD: NAME (keyword, arg), ONE (keyword, value); break;
  case HW_AST_ALIAS: NAME (alias, name), NAME (alias, asname); break;
  case HW_AST_WITH_ITEM: ONE (with_item, context_expr), ONE (with_item, optional_vars); break;
  case HW_AST_MATCH_CASE: ONE (match_case, pattern), ONE (match_case, guard), SEQ (match_case, body); break;
  default: break;
  }
}

/* The parts of an f-string have other positions in 3.11 than later, so theirs are left out. */
static void
dump (GString     *out,
      const HwAst *node,
      gboolean     is_part)
{
  g_string_append_printf (out, "(%s", hw_ast_kind_to_string (node->kind));
  if (node->line > 0 && !is_part)
    g_string_append_printf (out, " %u:%u-%u:%u", node->line, node->column, node->end_line, node->end_column);
  if (hw_ast_is_statement (node))
    dump_statement (out, node);
  else if (hw_ast_is_expression (node))
    dump_expression (out, node);
  else
    dump_pattern_or_part (out, node);
  g_string_append_c (out, ')');
}

/* One line per statement of the module. */
static char *
dump_tree (const HwAstTree *tree)
{
  GString *out = g_string_new (NULL);
  const HwAstSeq *body = &tree->root->as.module.body;

  for (guint i = 0; i < body->n; i++) {
    dump (out, body->items[i], FALSE);
    g_string_append_c (out, '\n');
  }
  return g_string_free (out, FALSE);
}

static int
dump_file (const char *path)
{
  g_autofree char *text = NULL;
  g_autofree char *dumped = NULL;
  g_autoptr (HwDiagnostics) diagnostics = NULL;
  g_autoptr (HwAstTree) tree = NULL;
  g_auto (HwTokens) tokens = { 0 };
  const HwDiagnostic *found;
  gsize length;
  guint n;

  if (!g_file_get_contents (path, &text, &length, NULL))
    return 2;
  diagnostics = hw_diagnostics_new (text, length);
  hw_lexer_run (text, length, diagnostics, &tokens);
  tree = hw_parser_run (text, &tokens, diagnostics);
  found = hw_diagnostics_get (diagnostics, &n);
  for (guint i = 0; i < n; i++)
    g_printerr ("%s:%u:%u-%u:%u: %s\n", path, found[i].line, found[i].column, found[i].end_line, found[i].end_column,
                found[i].message);
  dumped = dump_tree (tree);
  fwrite (dumped, 1, strlen (dumped), stdout);
  return n > 0;
}

/* --- Errors: blocks of "==== LINE:COLUMN MESSAGE" and the text that has it --- */

/* "1:2 invalid syntax" for the first problem of [text], or "no error". */
static char *
describe_first_error (const char *text,
                      gsize       length)
{
  g_autoptr (HwScenario) scenario = hw_scenario_new ("errors.py", text, (gssize) length);
  const HwDiagnostic *found;
  guint n;

  found = hw_scenario_get_diagnostics (scenario, &n);
  if (n == 0)
    return g_strdup ("no error");
  return g_strdup_printf ("%u:%u %s", found->line, found->column, found->message);
}

static void
assert_error (const char *expected,
              const char *found,
              const char *text)
{
  if (g_str_equal (expected, found))
    return;
  g_test_message ("expected: %s\nfound: %s\nfor:\n%s", expected, found, text);
  g_test_fail ();
}

typedef void (*ErrorFunc) (const char *expected, const char *found, const char *text);

static void
foreach_error (const char *path,
               ErrorFunc   func)
{
  g_autofree char *contents = NULL;
  g_auto (GStrv) blocks = NULL;

  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  blocks = g_strsplit (contents, "==== ", -1);
  for (guint i = 1; blocks[i] != NULL; i++) {
    char *text = strchr (blocks[i], '\n') + 1;
    g_autofree char *expected = g_strndup (blocks[i], (gsize) (text - blocks[i] - 1));
    g_autofree char *found = describe_first_error (text, strlen (text));

    func (expected, found, text);
  }
}

static void
print_error (const char *expected,
             const char *found,
             const char *text)
{
  printf ("==== %s\n%s", found, text);
}

/* --- Tests --- */

static char *
build_path (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "engine", "data", "parser", name, NULL);
}

/* The tree of [text], which must be right. */
static HwAstTree *
parse (const char *text,
       gsize       length)
{
  g_autoptr (HwDiagnostics) diagnostics = hw_diagnostics_new (text, length);
  g_auto (HwTokens) tokens = { 0 };
  HwAstTree *tree;

  hw_lexer_run (text, length, diagnostics, &tokens);
  tree = hw_parser_run (text, &tokens, diagnostics);
  g_assert_cmpuint (hw_diagnostics_get_n (diagnostics), ==, 0);
  return tree;
}

/* Statement by statement, so that a failure shows one line. */
static void
test_dump (gconstpointer data)
{
  const char *name = data;
  g_autofree char *source_name = g_strconcat (name, ".py", NULL);
  g_autofree char *dump_name = g_strconcat (name, ".dump", NULL);
  g_autofree char *source_path = build_path (source_name);
  g_autofree char *dump_path = build_path (dump_name);
  g_autofree char *text = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;
  g_autoptr (HwAstTree) tree = NULL;
  g_auto (GStrv) expected_lines = NULL;
  g_auto (GStrv) found_lines = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (source_path, &text, &length, NULL));
  g_assert_true (g_file_get_contents (dump_path, &expected, NULL, NULL));
  tree = parse (text, length);
  found = dump_tree (tree);
  expected_lines = g_strsplit (expected, "\n", -1);
  found_lines = g_strsplit (found, "\n", -1);
  g_assert_cmpuint (g_strv_length (found_lines), >, 5);
  for (guint i = 0; expected_lines[i] != NULL && found_lines[i] != NULL; i++)
    g_assert_cmpstr (found_lines[i], ==, expected_lines[i]);
  g_assert_cmpuint (g_strv_length (found_lines), ==, g_strv_length (expected_lines));
}

/* Line ends of every kind give the same tree. */
static void
test_line_ends_do_not_matter (void)
{
  const char *unix_text = "if x:\n    y = '''a\nb'''\nz\n";
  const char *dos_text = "if x:\r\n    y = '''a\r\nb'''\r\nz\r\n";
  const char *mac_text = "if x:\r    y = '''a\rb'''\rz\r";
  g_autoptr (HwAstTree) unix_tree = parse (unix_text, strlen (unix_text));
  g_autoptr (HwAstTree) dos_tree = parse (dos_text, strlen (dos_text));
  g_autoptr (HwAstTree) mac_tree = parse (mac_text, strlen (mac_text));
  g_autofree char *unix_dump = dump_tree (unix_tree);
  g_autofree char *dos_dump = dump_tree (dos_tree);
  g_autofree char *mac_dump = dump_tree (mac_tree);

  g_assert_cmpstr (dos_dump, ==, unix_dump);
  g_assert_cmpstr (mac_dump, ==, unix_dump);
}

/* Names are one pointer per tree, in normal form KC. */
static void
test_names_are_interned (void)
{
  const char *text = "x = y.x\n\xef\xac\x81 = fi\n";
  g_autoptr (HwAstTree) tree = parse (text, strlen (text));
  const HwAstSeq *body = &tree->root->as.module.body;
  const HwAst *first = body->items[0];
  const HwAst *second = body->items[1];

  g_assert_true (first->as.assign.targets.items[0]->as.name.id == first->as.assign.value->as.attribute.attr);
  g_assert_true (second->as.assign.targets.items[0]->as.name.id == second->as.assign.value->as.name.id);
  g_assert_true (hw_ast_tree_find_name (tree, "y") == first->as.assign.value->as.attribute.value->as.name.id);
  g_assert_null (hw_ast_tree_find_name (tree, "z"));
}

static void
test_byte_columns_turn_into_characters (void)
{
  const char *line = "é = 'ü' + x";

  g_assert_cmpuint (hw_column_to_characters (line, strlen (line), 0), ==, 0);
  g_assert_cmpuint (hw_column_to_characters (line, strlen (line), 2), ==, 1);
  g_assert_cmpuint (hw_column_to_characters (line, strlen (line), 12), ==, 10);
  g_assert_cmpuint (hw_column_to_characters (line, strlen (line), 100), ==, 11);
}

static void
count_child_cb (HwAst    *child,
                gpointer  user_data)
{
  guint *n = user_data;

  (*n)++;
}

/* A child that the walk left out would be missing from every pass. */
static void
test_every_child_is_walked (void)
{
  static const struct {
    const char *text;
    guint       n;
  } cases[] = {
    { "for a in b:\n  c\nelse:\n  d\n", 4 },
    { "try:\n  a\nexcept B:\n  c\nelse:\n  d\nfinally:\n  e\n", 4 },
    { "@a\ndef f(x) -> y: z\n", 4 },
    { "@a\nclass C(B, k=1): z\n", 4 },
    { "with a as b, c: d\n", 3 },
    { "match a:\n  case b: c\n  case d: e\n", 3 },
    { "a = b = c\n", 3 },
    { "a: b = c\n", 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (HwAstTree) tree = parse (cases[i].text, strlen (cases[i].text));
    guint n = 0;

    hw_ast_foreach_child (tree->root->as.module.body.items[0], count_child_cb, &n);
    g_assert_cmpuint (n, ==, cases[i].n);
  }
}

static void
test_errors_are_cpythons (void)
{
  g_autofree char *path = build_path ("errors.txt");

  foreach_error (path, assert_error);
}

int
main (int argc,
      char *argv[])
{
  if (argc == 3 && g_str_equal (argv[1], "--dump"))
    return dump_file (argv[2]);
  if (argc == 3 && g_str_equal (argv[1], "--errors")) {
    foreach_error (argv[2], print_error);
    return 0;
  }
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/parser/dump/statements", "statements", test_dump);
  g_test_add_data_func ("/parser/dump/expressions", "expressions", test_dump);
  g_test_add_data_func ("/parser/dump/literals", "literals", test_dump);
  g_test_add_data_func ("/parser/dump/patterns", "patterns", test_dump);
  g_test_add_func ("/parser/line-ends-do-not-matter", test_line_ends_do_not_matter);
  g_test_add_func ("/parser/names-are-interned", test_names_are_interned);
  g_test_add_func ("/parser/byte-columns-turn-into-characters", test_byte_columns_turn_into_characters);
  g_test_add_func ("/parser/every-child-is-walked", test_every_child_is_walked);
  g_test_add_func ("/parser/errors-are-cpythons", test_errors_are_cpythons);
  return g_test_run ();
}
