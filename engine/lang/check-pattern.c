/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The check pass for the patterns of a match statement. Models compiler_pattern() of CPython's Python/compile.c. */

#include "lang/check.h"

typedef struct {
  HwDiagnostics *diagnostics;
  gboolean       failed; /* one error per case is enough */
} Checker;

static void check_pattern (Checker *checker, const HwAst *node, gboolean may_be_irrefutable, GHashTable *names);

static void G_GNUC_PRINTF (3, 4)
fail (Checker     *checker,
      const HwAst *node,
      const char  *format,
      ...)
{
  HwSpan span = { node->line, node->column, node->end_line, node->end_column };
  va_list args;

  if (checker->failed)
    return;
  checker->failed = TRUE;
  va_start (args, format);
  hw_diagnostics_take (checker->diagnostics, HW_DIAGNOSTIC_SYNTAX, span, g_strdup_vprintf (format, args), NULL);
  va_end (args);
}

static void
bind (Checker     *checker,
      const HwAst *node,
      const char  *name,
      GHashTable  *names)
{
  if (name != NULL && !g_hash_table_add (names, (gpointer) name))
    fail (checker, node, "multiple assignments to name '%s' in pattern", name);
}

static void
check_all (Checker        *checker,
           const HwAstSeq *patterns,
           GHashTable     *names)
{
  for (guint i = 0; i < patterns->n; i++)
    check_pattern (checker, patterns->items[i], TRUE, names);
}

static gboolean
bind_same_names (GHashTable *left,
                 GHashTable *right)
{
  GHashTableIter iter;
  gpointer name;

  if (g_hash_table_size (left) != g_hash_table_size (right))
    return FALSE;
  g_hash_table_iter_init (&iter, left);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!g_hash_table_contains (right, name))
      return FALSE;
  return TRUE;
}

static void
check_or (Checker     *checker,
          const HwAst *node,
          gboolean     may_be_irrefutable,
          GHashTable  *names)
{
  const HwAstSeq *patterns = &node->as.match_or.patterns;
  g_autoptr (GHashTable) first = NULL;
  GHashTableIter iter;
  gpointer name;

  for (guint i = 0; i < patterns->n; i++) {
    g_autoptr (GHashTable) bound = g_hash_table_new (NULL, NULL);

    check_pattern (checker, patterns->items[i], may_be_irrefutable && i == patterns->n - 1, bound);
    if (first == NULL)
      first = g_steal_pointer (&bound);
    else if (!bind_same_names (first, bound))
      fail (checker, node, "alternative patterns bind different names");
  }
  g_hash_table_iter_init (&iter, first);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    bind (checker, node, name, names);
}

static void
check_sequence (Checker     *checker,
                const HwAst *node,
                GHashTable  *names)
{
  const HwAstSeq *patterns = &node->as.match_sequence.patterns;
  guint n_starred = 0;

  for (guint i = 0; i < patterns->n; i++)
    n_starred += patterns->items[i]->kind == HW_AST_MATCH_STAR;
  if (n_starred > 1)
    fail (checker, node, "multiple starred names in sequence pattern");
  check_all (checker, patterns, names);
}

/* How repr() shows a key that may occur twice; NULL for other keys. */
static char *
describe_key (const HwAst *key)
{
  if (key->kind != HW_AST_CONSTANT)
    return NULL;
  switch (key->as.constant.kind) {
  case HW_CONSTANT_NONE: return g_strdup ("None");
  case HW_CONSTANT_TRUE: return g_strdup ("True");
  case HW_CONSTANT_FALSE: return g_strdup ("False");
  case HW_CONSTANT_INT:
    return key->as.constant.base == 10 ? g_strdup (key->as.constant.bytes)
                                       : g_strdup_printf ("%u:%s", key->as.constant.base, key->as.constant.bytes);
  case HW_CONSTANT_STR: return g_strdup_printf ("'%s'", key->as.constant.bytes);
  case HW_CONSTANT_BYTES: return g_strdup_printf ("b'%s'", key->as.constant.bytes);
  default: return NULL;
  }
}

static void
check_mapping (Checker     *checker,
               const HwAst *node,
               GHashTable  *names)
{
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < node->as.match_mapping.keys.n; i++) {
    const HwAst *key = node->as.match_mapping.keys.items[i];
    char *text = describe_key (key);

    if (key->kind == HW_AST_JOINED_STR)
      fail (checker, key, "mapping pattern keys may only match literals and attribute lookups");
    if (text != NULL && g_hash_table_contains (keys, text))
      fail (checker, node, "mapping pattern checks duplicate key (%s)", text);
    if (text != NULL)
      g_hash_table_add (keys, text);
  }
  check_all (checker, &node->as.match_mapping.patterns, names);
  bind (checker, node, node->as.match_mapping.rest, names);
}

static void
check_class (Checker     *checker,
             const HwAst *node,
             GHashTable  *names)
{
  g_autoptr (GHashTable) attrs = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < node->as.match_class.kwd_attrs.n; i++) {
    const char *attr = node->as.match_class.kwd_attrs.items[i];

    if (!g_hash_table_add (attrs, (gpointer) attr))
      fail (checker, node->as.match_class.kwd_patterns.items[i], "attribute name repeated in class pattern: %s", attr);
  }
  check_all (checker, &node->as.match_class.patterns, names);
  check_all (checker, &node->as.match_class.kwd_patterns, names);
}

static void
check_as (Checker     *checker,
          const HwAst *node,
          gboolean     may_be_irrefutable,
          GHashTable  *names)
{
  const char *name = node->as.match_as.name;

  if (node->as.match_as.pattern != NULL)
    check_pattern (checker, node->as.match_as.pattern, may_be_irrefutable, names);
  else if (!may_be_irrefutable && name != NULL)
    fail (checker, node, "name capture '%s' makes remaining patterns unreachable", name);
  else if (!may_be_irrefutable)
    fail (checker, node, "wildcard makes remaining patterns unreachable");
  bind (checker, node, name, names);
}

static void
check_pattern (Checker     *checker,
               const HwAst *node,
               gboolean     may_be_irrefutable,
               GHashTable  *names)
{
  switch (node->kind) {
  case HW_AST_MATCH_VALUE:
    if (node->as.match_value.value->kind == HW_AST_JOINED_STR)
      fail (checker, node, "patterns may only match literals and attribute lookups");
    break;
  case HW_AST_MATCH_SEQUENCE: check_sequence (checker, node, names); break;
  case HW_AST_MATCH_MAPPING: check_mapping (checker, node, names); break;
  case HW_AST_MATCH_CLASS: check_class (checker, node, names); break;
  case HW_AST_MATCH_STAR: bind (checker, node, node->as.match_star.name, names); break;
  case HW_AST_MATCH_AS: check_as (checker, node, may_be_irrefutable, names); break;
  case HW_AST_MATCH_OR: check_or (checker, node, may_be_irrefutable, names); break;
  default: break;
  }
}

void
hw_check_match (const HwAst   *match,
                HwDiagnostics *diagnostics)
{
  const HwAstSeq *cases = &match->as.match.cases;

  for (guint i = 0; i < cases->n; i++) {
    const HwAst *one = cases->items[i];
    g_autoptr (GHashTable) names = g_hash_table_new (NULL, NULL);
    Checker checker = { diagnostics, FALSE };

    check_pattern (&checker, one->as.match_case.pattern, one->as.match_case.guard != NULL || i == cases->n - 1, names);
  }
}
