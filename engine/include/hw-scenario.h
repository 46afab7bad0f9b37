/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A scenario: a Python program as text, parsed and checked against the subset. Immutable once made, reference counted
 * atomically, so threads may share it. */

#pragma once

#include "hw-types.h"

G_BEGIN_DECLS

typedef enum {
  HW_DIAGNOSTIC_SYNTAX,      /* CPython would refuse it too */
  HW_DIAGNOSTIC_UNSUPPORTED, /* Python, but outside the subset */
} HwDiagnosticKind;

/* One problem of the text. Lines and columns count from 1; columns count characters, not bytes; the end is exclusive. */
typedef struct {
  HwDiagnosticKind kind;
  guint            line;
  guint            column;
  guint            end_line;
  guint            end_column;
  char            *message; /* what is wrong; for a syntax error, CPython's own words */
  char            *hint;    /* what to write instead, or NULL */
} HwDiagnostic;

/* The largest file that is read as a scenario, in bytes. */
#define HW_SCENARIO_MAX_BYTES (4 * 1024 * 1024)

/* Makes a scenario from [text] of [length] bytes (-1: up to the NUL), which need not be right: see
 * hw_scenario_get_diagnostics(). [name] is the file name that tracebacks and tracemalloc show. Never NULL. */
HwScenario         *hw_scenario_new             (const char    *name,
                                                 const char    *text,
                                                 gssize         length);

/* Reads [path] ("-": standard input). NULL with HW_ERROR_IO for what is no text file: a directory, over
 * HW_SCENARIO_MAX_BYTES, a NUL byte in it, not UTF-8, unreadable. A syntax error in it is no error here. */
HwScenario         *hw_scenario_load            (const char    *path,
                                                 GError       **error);

HwScenario         *hw_scenario_ref             (HwScenario    *scenario);
void                hw_scenario_unref           (HwScenario    *scenario);

const char         *hw_scenario_get_name        (HwScenario    *scenario);
const char         *hw_scenario_get_text        (HwScenario    *scenario);
gsize               hw_scenario_get_length      (HwScenario    *scenario);
guint               hw_scenario_get_n_lines     (HwScenario    *scenario);

/* Line [line] (from 1) without its end, and its length in bytes; NULL beyond the text. Borrowed, not NUL-terminated. */
const char         *hw_scenario_get_line        (HwScenario    *scenario,
                                                 guint          line,
                                                 gsize         *length);

/* The version a first-line comment "# python: 3.12" asks for. FALSE if there is none. */
gboolean            hw_scenario_get_python      (HwScenario    *scenario,
                                                 HwPython      *python);

/* The leading comment's lines without "# ", or "" — what a lesson says about itself. Borrowed. */
const char         *hw_scenario_get_description (HwScenario    *scenario);

/* The problems in order of place; [n_diagnostics] is 0 when the scenario can run. Borrowed. */
const HwDiagnostic *hw_scenario_get_diagnostics (HwScenario    *scenario,
                                                 guint         *n_diagnostics);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwScenario, hw_scenario_unref)

G_END_DECLS
