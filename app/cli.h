/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The headless command line: a verb, its options, its operands. Each verb is a file of its own, cli-VERB.c; what they share is in
 * cli-common.c. */

#pragma once

#include "hw-image.h"
#include "hw-run.h"
#include "hw-scenario.h"
#include "hw-timeline.h"

G_BEGIN_DECLS

/* The exit statuses besides 0 and the program's own. */
enum {
  HW_CLI_FAILED = 1,     /* a file could not be written */
  HW_CLI_USAGE = 2,      /* a usage, syntax or outside-the-subset error */
  HW_CLI_BUDGET = 3,     /* a budget ran out, or a cancel */
  HW_CLI_NO_DISPLAY = 4, /* the window could not be opened */
};

/* X (verb, operands, one sentence) */
#define HW_VERB_LIST(X)                                                              \
  X (run, "FILE", "Run a scenario; print what CPython prints")                       \
  X (steps, "FILE", "List every executed statement and what it did to the heap")     \
  X (table, "NAME FILE", "Print a table of the heap or of the record at a step")     \
  X (passes, "FILE", "List the collector's passes, their phases, their decisions")   \
  X (graph, "FILE", "Draw the object graph at a step into a file")                   \
  X (film, "FILE", "Draw every step: a PDF, a web page, an animation or a folder")

/* The verbs' entry points: [argv] starts with the verb; the result is the exit status. */
#define HW_X(verb, operands, summary) int hw_cli_##verb (int argc, char **argv);
HW_VERB_LIST (HW_X)
#undef HW_X

/* TRUE if these arguments are for the command line, not for the window. */
gboolean hw_cli_is_meant (int    argc,
                          char **argv);
int      hw_cli_main     (int    argc,
                          char **argv);

G_END_DECLS
