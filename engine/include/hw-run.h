/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A run: a scenario evaluated to its end by the model of one CPython version, recorded into a timeline or not. */

#pragma once

#include "hw-scenario.h"

G_BEGIN_DECLS

/* Receives what the program prints, as it prints it, on a thread of the run's own while hw_run_execute() waits for it. */
typedef void (*HwOutputFunc) (const char *text,
                              gsize       length,
                              gboolean    is_stderr,
                              gpointer    data);

/* All zero is a good default but for [python]; use hw_run_options_init(). A budget of 0 means the default. */
typedef struct {
  HwPython     python;
  gboolean     record;      /* make a timeline */
  guint64      max_steps;   /* executed statements; default 20 million recorded, 2 thousand million plain */
  guint64      max_log;     /* bytes of recorded events; default 700 MiB */
  guint64      max_heap;    /* bytes of the engine's own memory for the modelled heap; default 2 GiB */
  double       max_seconds; /* default 60 */
  gboolean     verify;      /* check heap and timeline against each other after every event: slow, for tests */
  gboolean     stress;      /* collect at every allocation that may collect: for tests */
  HwOutputFunc output;      /* or NULL: output is then only in the timeline */
  gpointer     output_data;
} HwRunOptions;

typedef enum {
  HW_RUN_NOT_STARTED,
  HW_RUN_FINISHED,  /* to its end, be it by an uncaught exception */
  HW_RUN_BUDGET,    /* stopped by a budget; the record up to there is whole */
  HW_RUN_CANCELLED, /* likewise, by the cancellable */
  HW_RUN_REFUSED,   /* the scenario has diagnostics; nothing ran */
} HwRunState;

void         hw_run_options_init     (HwRunOptions       *options);

/* [options] is copied. Nothing runs yet. */
HwRun       *hw_run_new              (HwScenario         *scenario,
                                      const HwRunOptions *options);
void         hw_run_free             (HwRun              *run);

/* Runs to the end; blocks, so call it on a worker thread; once per run. An uncaught Python exception is no error. FALSE with
 * HW_ERROR_BUDGET, HW_ERROR_CANCELLED, HW_ERROR_SYNTAX or HW_ERROR_UNSUPPORTED. The timeline is usable in every case. */
gboolean     hw_run_execute          (HwRun              *run,
                                      GCancellable       *cancellable,
                                      GError            **error);

HwRunState   hw_run_get_state        (HwRun              *run);
HwPython     hw_run_get_python       (HwRun              *run);

/* Executed statements so far. May be called from any thread while the run is under way. */
guint64      hw_run_get_progress     (HwRun              *run);

/* What the process of the modelled interpreter would return: 0, 1 for an uncaught exception, sys.exit's. */
int          hw_run_get_exit_status  (HwRun              *run);

/* The record, or NULL if recording was off. The timeline is reference counted and outlives the run. Borrowed. */
HwTimeline  *hw_run_get_timeline     (HwRun              *run);

/* What verify mode found, one line each, or "" — never anything unless the engine is broken. Borrowed. */
const char  *hw_run_get_findings     (HwRun              *run);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwRun, hw_run_free)

G_END_DECLS
