/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the verbs share: options, reading and recording a scenario, finding a step. A function here that fails has said why on standard
 * error, and gives the exit status. */

#pragma once

#include "cli.h"

G_BEGIN_DECLS

/* The common options as they stood on the command line; NULL or 0 where one was not given. Texts are owned. */
typedef struct {
  char  *python;
  char  *at;
  gint64 max_steps;   /* 0: the engine's default, as below */
  double max_seconds;
} HwCliOptions;

void        hw_cli_options_clear (HwCliOptions *options);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HwCliOptions, hw_cli_options_clear)

/* The options of every run (--python and the budgets), and --at, for a GOptionContext. */
void        hw_cli_add_run       (GOptionContext *context,
                                  HwCliOptions   *options);
void        hw_cli_add_at        (GOptionContext *context,
                                  HwCliOptions   *options);

/* Parses options and checks that [n_operands] operands follow the verb. FALSE with [status] when the program is to end, be it
 * because of --help. */
gboolean    hw_cli_parse         (GOptionContext *context,
                                  const char     *verb,
                                  guint           n_operands,
                                  int            *argc,
                                  char         ***argv,
                                  int            *status);

/* Says "heapwright VERB: MESSAGE" on standard error, and returns HW_CLI_USAGE. */
int         hw_cli_usage_error   (const char     *verb,
                                  const char     *format,
                                  ...) G_GNUC_PRINTF (2, 3);

/* Reads a scenario and refuses one with diagnostics. NULL with [status]. Owned. */
HwScenario *hw_cli_load          (const char     *verb,
                                  const char     *path,
                                  int            *status);

/* Fills in [run]: the version that is asked for, else the one that the scenario names, else the default; and the budgets. FALSE
 * with [status]. */
gboolean    hw_cli_run_options   (const char         *verb,
                                  const HwCliOptions *options,
                                  HwScenario         *scenario,
                                  HwRunOptions       *run,
                                  int                *status);

/* A cancellable that Ctrl+C cancels; the second Ctrl+C ends the program. Owned. */
GCancellable *hw_cli_cancellable (void);

/* Loads [path] and records it. NULL with [status] when there is no record; else [status] is 0, or HW_CLI_BUDGET when the
 * record ends early, which was said. Owned. */
HwTimeline *hw_cli_record        (const char         *verb,
                                  const char         *path,
                                  const HwCliOptions *options,
                                  int                *status);

/* The same for a verb that goes on to work long: [cancellable] is from hw_cli_cancellable(). */
HwTimeline *hw_cli_record_cancellable (const char         *verb,
                                       const char         *path,
                                       const HwCliOptions *options,
                                       GCancellable       *cancellable,
                                       int                *status);

/* The state that [text] means: a number, first, last, or line:N (the last statement executed at line N is done, with all that it
 * called). NULL means last. FALSE with [status]. */
gboolean    hw_cli_find_step     (const char     *verb,
                                  HwTimeline     *timeline,
                                  const char     *text,
                                  guint          *step,
                                  int            *status);

/* The same for another option than --at. With [first], line:N is the first statement executed there. */
gboolean    hw_cli_find_step_for (const char     *verb,
                                  const char     *option,
                                  gboolean        first,
                                  HwTimeline     *timeline,
                                  const char     *text,
                                  guint          *step,
                                  int            *status);

/* The image at [step]. NULL with [status]. Owned. */
HwImage    *hw_cli_image         (const char     *verb,
                                  HwTimeline     *timeline,
                                  guint           step,
                                  int            *status);

G_END_DECLS
