/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The scenario handle: reading a file, and running lexer, parser, symbol tables and check over the text once. */

#include "lang/scenario.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "lang/check.h"
#include "lang/parser.h"

/* How long a pipe may say nothing before it counts as unreadable. */
#define MAX_SILENCE_MS 10000

struct _HwScenario {
  gint           ref_count; /* atomic */
  char          *name;
  char          *path; /* absolute; NULL if it is no file */
  char          *text;
  gsize          length;
  GArray        *lines; /* of gsize: where each starts */
  char          *description;
  gboolean       has_python;
  HwPython       python;
  HwDiagnostics *diagnostics;
  HwAstTree     *tree;
  HwSymtable    *symtable;
};

/* --- What the leading comment says --- */

/* The comment on [line], without "#" and one blank; FALSE if the line is no comment. */
static gboolean
get_comment (HwScenario  *scenario,
             guint        line,
             const char **start,
             gsize       *length)
{
  const char *text = hw_scenario_get_line (scenario, line, length);

  if (text == NULL || *length == 0 || *text != '#')
    return FALSE;
  *start = text + 1;
  *length -= 1;
  if (*length > 0 && **start == ' ') {
    (*start)++;
    (*length)--;
  }
  return TRUE;
}

static void
read_python (HwScenario *scenario)
{
  g_autofree char *version = NULL;
  const char *start;
  gsize length;

  if (!get_comment (scenario, 1, &start, &length) || length < 7 || memcmp (start, "python:", 7) != 0)
    return;
  version = g_strstrip (g_strndup (start + 7, length - 7));
  scenario->has_python = hw_python_parse (version, &scenario->python);
}

static void
read_description (HwScenario *scenario)
{
  GString *description = g_string_new (NULL);
  const char *start;
  gsize length;

  for (guint line = 1; get_comment (scenario, line, &start, &length); line++) {
    if (line == 1 && (scenario->has_python || (length > 0 && *start == '!')))
      continue;
    if (description->len > 0)
      g_string_append_c (description, '\n');
    g_string_append_len (description, start, length);
  }
  if (!g_utf8_validate (description->str, (gssize) description->len, NULL))
    g_string_truncate (description, 0);
  scenario->description = g_string_free (description, FALSE);
}

/* --- What is wrong with the text before it is Python --- */

static void
fail_at (HwScenario       *scenario,
         HwDiagnosticKind  kind,
         gsize             offset,
         char             *message,
         const char       *hint)
{
  guint line = scenario->lines->len;
  HwSpan span;

  while (line > 1 && g_array_index (scenario->lines, gsize, line - 1) > offset)
    line--;
  span.line = span.end_line = line;
  span.column = offset - MIN (offset, g_array_index (scenario->lines, gsize, line - 1));
  span.end_column = span.column + 1;
  hw_diagnostics_take (scenario->diagnostics, kind, span, message, g_strdup (hint));
}

/* The encoding that a comment in [line] names, owned, or NULL. [is_blank]: there is nothing but blanks and a comment. */
static char *
find_encoding (HwScenario *scenario,
               guint       line,
               gboolean   *is_blank)
{
  g_autoptr (GRegex) regex = NULL;
  g_autoptr (GMatchInfo) match = NULL;
  gsize length;
  const char *text = hw_scenario_get_line (scenario, line, &length);
  gsize start = 0;

  *is_blank = FALSE;
  if (text == NULL)
    return NULL;
  while (start < length && (text[start] == ' ' || text[start] == '\t' || text[start] == '\f'))
    start++;
  *is_blank = start == length || text[start] == '#';
  if (!*is_blank)
    return NULL;
  regex = g_regex_new ("coding[:=][ \\t]*([-_.a-zA-Z0-9]+)", 0, 0, NULL);
  return g_regex_match_full (regex, text, (gssize) length, 0, 0, &match, NULL) ? g_match_info_fetch (match, 1) : NULL;
}

/* PEP 263: a comment in the first two lines may name another encoding. */
static void
check_encoding (HwScenario *scenario)
{
  gboolean is_blank = TRUE;

  for (guint line = 1; line <= 2 && is_blank; line++) {
    g_autofree char *name = find_encoding (scenario, line, &is_blank);
    g_autofree char *lower = NULL;

    if (name == NULL)
      continue;
    lower = g_strdelimit (g_ascii_strdown (name, -1), "_", '-');
    if (!g_str_equal (lower, "utf-8") && !g_str_has_prefix (lower, "utf-8-") && !g_str_equal (lower, "utf8")
        && !g_str_equal (lower, "ascii") && !g_str_equal (lower, "us-ascii"))
      fail_at (scenario, HW_DIAGNOSTIC_UNSUPPORTED, g_array_index (scenario->lines, gsize, line - 1),
               g_strdup_printf ("the encoding '%s' is outside the subset", name), "Save the file as UTF-8.");
    return;
  }
}

/* TRUE if the text can be cut into tokens at all. */
static gboolean
check_text (HwScenario *scenario)
{
  const char *end;

  if (scenario->length > HW_SCENARIO_MAX_BYTES) {
    fail_at (scenario, HW_DIAGNOSTIC_UNSUPPORTED, 0,
             g_strdup_printf ("the text is longer than %d bytes", HW_SCENARIO_MAX_BYTES), "Split it into several scenarios.");
    return FALSE;
  }
  end = memchr (scenario->text, '\0', scenario->length);
  if (end != NULL) {
    fail_at (scenario, HW_DIAGNOSTIC_SYNTAX, (gsize) (end - scenario->text),
             g_strdup ("source code string cannot contain null bytes"), NULL);
    return FALSE;
  }
  if (!g_utf8_validate (scenario->text, (gssize) scenario->length, &end)) {
    fail_at (scenario, HW_DIAGNOSTIC_SYNTAX, (gsize) (end - scenario->text),
             g_strdup_printf ("(unicode error) 'utf-8' codec can't decode byte 0x%02x in position %" G_GSIZE_FORMAT,
                              (guchar) *end, (gsize) (end - scenario->text)),
             "Save the file as UTF-8.");
    return FALSE;
  }
  check_encoding (scenario);
  return TRUE;
}

/* --- Making a scenario --- */

static void
analyze (HwScenario *scenario)
{
  g_auto (HwTokens) tokens = { 0 };
  g_autoptr (HwDiagnostics) unheard = NULL;
  gboolean is_text = check_text (scenario);
  const char *text = is_text ? scenario->text : "";
  gsize length = is_text ? scenario->length : 0;
  HwDiagnostics *listener = scenario->diagnostics;

  hw_lexer_run (text, length, scenario->diagnostics, &tokens);
  scenario->tree = hw_parser_run (text, &tokens, scenario->diagnostics);
  /* Behind a syntax error the tree lacks statements, so what the passes after it found would mislead. */
  if (hw_diagnostics_get_n (scenario->diagnostics) > 0)
    listener = unheard = hw_diagnostics_new (scenario->text, scenario->length);
  scenario->symtable = hw_symtable_new (scenario->tree, listener);
  hw_check_run (scenario->tree, scenario->symtable, listener);
}

HwScenario *
hw_scenario_new (const char *name,
                 const char *text,
                 gssize      length)
{
  HwScenario *scenario = g_new0 (HwScenario, 1);

  scenario->ref_count = 1;
  scenario->name = g_strdup (name);
  scenario->length = length < 0 ? strlen (text) : (gsize) length;
  scenario->text = g_malloc (scenario->length + 1);
  memcpy (scenario->text, text, scenario->length);
  scenario->text[scenario->length] = '\0';
  scenario->lines = hw_text_find_lines (scenario->text, scenario->length);
  scenario->diagnostics = hw_diagnostics_new (scenario->text, scenario->length);
  read_python (scenario);
  read_description (scenario);
  analyze (scenario);
  /* Sorted now, so that reading changes nothing any more. */
  hw_diagnostics_get (scenario->diagnostics, NULL);
  return scenario;
}

/* Waits for a FIFO's writer, but not for ever. */
static gboolean
wait_for_data (int fd)
{
  struct pollfd waiting = { fd, POLLIN, 0 };

  return poll (&waiting, 1, MAX_SILENCE_MS) > 0;
}

/* Up to [limit] + 1 bytes of a file, so that the caller sees whether it is too long. */
static GByteArray *
read_bytes (int      fd,
            gsize    limit,
            GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 buffer[16 * 1024];

  while (bytes->len <= limit) {
    gssize n = read (fd, buffer, sizeof buffer);

    if (n == 0)
      break;
    if (n < 0 && (errno == EINTR || (errno == EAGAIN && wait_for_data (fd))))
      continue;
    if (n < 0) {
      g_set_error (error, HW_ERROR, HW_ERROR_IO, "cannot be read: %s", g_strerror (errno));
      return NULL;
    }
    g_byte_array_append (bytes, buffer, (guint) n);
  }
  return g_steal_pointer (&bytes);
}

static HwScenario *
load_fd (int          fd,
         const char  *name,
         GError     **error)
{
  g_autoptr (GByteArray) bytes = read_bytes (fd, HW_SCENARIO_MAX_BYTES, error);

  if (bytes == NULL) {
    g_prefix_error (error, "%s: ", name);
    return NULL;
  }
  if (bytes->len > HW_SCENARIO_MAX_BYTES) {
    g_set_error (error, HW_ERROR, HW_ERROR_IO, "%s: is larger than %d bytes", name, HW_SCENARIO_MAX_BYTES);
    return NULL;
  }
  if (bytes->len > 0 && memchr (bytes->data, '\0', bytes->len) != NULL) {
    g_set_error (error, HW_ERROR, HW_ERROR_IO, "%s: is no text file: it contains a NUL byte", name);
    return NULL;
  }
  if (!g_utf8_validate ((const char *) bytes->data, bytes->len, NULL)) {
    g_set_error (error, HW_ERROR, HW_ERROR_IO, "%s: is not UTF-8 text", name);
    return NULL;
  }
  return hw_scenario_new (name, bytes->len > 0 ? (const char *) bytes->data : "", bytes->len);
}

/* As CPython does it for the script it is given: no dots are resolved but the first. */
static char *
make_absolute (const char *path)
{
  g_autofree char *folder = g_get_current_dir ();

  if (g_path_is_absolute (path))
    return g_strdup (path);
  return g_strconcat (folder, G_DIR_SEPARATOR_S, g_str_has_prefix (path, "./") ? path + 2 : path, NULL);
}

HwScenario *
hw_scenario_load (const char  *path,
                  GError     **error)
{
  HwScenario *scenario;
  int fd;

  if (g_str_equal (path, "-"))
    return load_fd (STDIN_FILENO, "<stdin>", error);
  /* Not blocking, so that a FIFO nobody writes to does not hang. */
  fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) {
    g_set_error (error, HW_ERROR, HW_ERROR_IO, "%s: cannot be opened: %s", path, g_strerror (errno));
    return NULL;
  }
  scenario = load_fd (fd, path, error);
  close (fd);
  if (scenario != NULL)
    scenario->path = make_absolute (path);
  return scenario;
}

HwScenario *
hw_scenario_ref (HwScenario *scenario)
{
  g_atomic_int_inc (&scenario->ref_count);
  return scenario;
}

void
hw_scenario_unref (HwScenario *scenario)
{
  if (!g_atomic_int_dec_and_test (&scenario->ref_count))
    return;
  hw_symtable_free (scenario->symtable);
  hw_ast_tree_free (scenario->tree);
  hw_diagnostics_free (scenario->diagnostics);
  g_array_unref (scenario->lines);
  g_free (scenario->description);
  g_free (scenario->text);
  g_free (scenario->path);
  g_free (scenario->name);
  g_free (scenario);
}

/* --- Reading a scenario --- */

const char *
hw_scenario_get_name (HwScenario *scenario)
{
  return scenario->name;
}

const char *
hw_scenario_get_path (HwScenario *scenario)
{
  return scenario->path != NULL ? scenario->path : scenario->name;
}

const char *
hw_scenario_get_text (HwScenario *scenario)
{
  return scenario->text;
}

gsize
hw_scenario_get_length (HwScenario *scenario)
{
  return scenario->length;
}

/* A line end at the end of the text starts no line. */
guint
hw_scenario_get_n_lines (HwScenario *scenario)
{
  guint n = scenario->lines->len;

  return g_array_index (scenario->lines, gsize, n - 1) >= scenario->length ? n - 1 : n;
}

const char *
hw_scenario_get_line (HwScenario *scenario,
                      guint       line,
                      gsize      *length)
{
  gsize start;
  gsize end;

  if (line == 0 || line > hw_scenario_get_n_lines (scenario))
    return NULL;
  start = g_array_index (scenario->lines, gsize, line - 1);
  end = line < scenario->lines->len ? g_array_index (scenario->lines, gsize, line) : scenario->length;
  if (end > start && scenario->text[end - 1] == '\n')
    end--;
  if (end > start && scenario->text[end - 1] == '\r')
    end--;
  *length = end - start;
  return scenario->text + start;
}

gboolean
hw_scenario_get_python (HwScenario *scenario,
                        HwPython   *python)
{
  if (scenario->has_python)
    *python = scenario->python;
  return scenario->has_python;
}

const char *
hw_scenario_get_description (HwScenario *scenario)
{
  return scenario->description;
}

const HwDiagnostic *
hw_scenario_get_diagnostics (HwScenario *scenario,
                             guint      *n_diagnostics)
{
  return hw_diagnostics_get (scenario->diagnostics, n_diagnostics);
}

const HwAstTree *
hw_scenario_get_tree (HwScenario *scenario)
{
  return scenario->tree;
}

const HwSymtable *
hw_scenario_get_symtable (HwScenario *scenario)
{
  return scenario->symtable;
}
