/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A run: the machine, the recorder and the verifier brought together. */

#include "hw-run.h"

#include "lang/scenario.h"
#include "timeline/recorder.h"
#include "timeline/verify.h"
#include "vm/machine.h"

#include <pthread.h>

/* A program's own recursion ends at CPython's limit, but what natives call in turn (an iterator of iterators, a hash of tuples in tuples, a
 * raised limit) is as deep as its data. The run gets a stack of its own for that, whatever thread it is called from; only what is used of it costs. */
#define STACK_SIZE ((gsize) 512 << 20)

/* Kept free for natives that do not nest. */
#define STACK_RESERVE ((gsize) 256 << 10)

#define DEFAULT_STEPS_RECORDED G_GUINT64_CONSTANT (20000000)
#define DEFAULT_STEPS_PLAIN G_GUINT64_CONSTANT (2000000000)
#define DEFAULT_LOG (G_GUINT64_CONSTANT (700) << 20)
#define DEFAULT_HEAP (G_GUINT64_CONSTANT (2) << 30)
#define DEFAULT_SECONDS 60.0

struct _HwRun {
  HwScenario  *scenario;
  HwRunOptions options;
  HwRunState   state;
  HwTimeline  *timeline;
  gint         progress; /* atomic */
  int          exit_status;
  char        *findings;
};

typedef struct {
  HwRun      *run;
  HwRecorder *recorder;
  HwVerifier *verifier;
  HwVm       *vm;
  GString    *checked; /* what the whole-heap checker has found; NULL unless verifying */
} Running;

typedef struct {
  HwRun        *run;
  GCancellable *cancellable;
  GError      **error;
  gboolean      finished;
} Execution;

void
hw_run_options_init (HwRunOptions *options)
{
  *options = (HwRunOptions) { .python = HW_PYTHON_DEFAULT };
}

HwRun *
hw_run_new (HwScenario         *scenario,
            const HwRunOptions *options)
{
  HwRun *run = g_new0 (HwRun, 1);

  run->scenario = hw_scenario_ref (scenario);
  run->options = *options;
  if (run->options.max_steps == 0)
    run->options.max_steps = options->record ? DEFAULT_STEPS_RECORDED : DEFAULT_STEPS_PLAIN;
  if (run->options.max_log == 0)
    run->options.max_log = DEFAULT_LOG;
  if (run->options.max_heap == 0)
    run->options.max_heap = DEFAULT_HEAP;
  if (run->options.max_seconds <= 0)
    run->options.max_seconds = DEFAULT_SECONDS;
  return run;
}

void
hw_run_free (HwRun *run)
{
  hw_scenario_unref (run->scenario);
  g_clear_pointer (&run->timeline, hw_timeline_unref);
  g_free (run->findings);
  g_free (run);
}

static void
write_output (gpointer    data,
              const char *text,
              gsize       length,
              gboolean    is_stderr)
{
  HwRun *run = data;

  if (run->options.output != NULL)
    run->options.output (text, length, is_stderr, run->options.output_data);
}

static gboolean
log_is_full (gpointer data)
{
  return hw_recorder_is_exhausted (data);
}

static void
begin_exit (gpointer data)
{
  Running *running = data;
  HwHeap *heap = running->vm->heap;
  HwStep state = {
    .heap_bytes = hw_memory_get_bytes (heap->memory),
    .next_serial = heap->next_serial,
    .count_0 = heap->collector->count[0],
    .count_1 = (guint16) heap->collector->count[1],
    .count_2 = (guint16) heap->collector->count[2],
  };

  if (running->recorder != NULL)
    hw_recorder_mark_exit (running->recorder, &state);
}

/* The scenario's first diagnostic as an error. */
static void
set_diagnostic_error (HwScenario *scenario,
                      GError    **error)
{
  guint n;
  const HwDiagnostic *first = hw_scenario_get_diagnostics (scenario, &n);

  g_set_error (error, HW_ERROR, first->kind == HW_DIAGNOSTIC_SYNTAX ? HW_ERROR_SYNTAX : HW_ERROR_UNSUPPORTED,
               "%s:%u:%u: %s", hw_scenario_get_name (scenario), first->line, first->column, first->message);
}

/* Where the stack of this thread ends, with a reserve; 0 if that cannot be told. */
static gsize
find_stack_limit (void)
{
  pthread_attr_t attributes;
  void *lowest = NULL;
  gsize size = 0, limit = 0;

  if (pthread_getattr_np (pthread_self (), &attributes) != 0)
    return 0;
  if (pthread_attr_getstack (&attributes, &lowest, &size) == 0 && size > 2 * STACK_RESERVE)
    limit = (gsize) lowest + STACK_RESERVE;
  pthread_attr_destroy (&attributes);
  return limit;
}

/* Every statement of a short run; of a long one so many that the checks take time in proportion to it. */
static void
check_at_step (gpointer data)
{
  Running *running = data;
  HwMachine *machine = running->vm->machine;

  if (running->checked->len > 0 || machine->n_steps % (1 + machine->n_steps / 1000) != 0 || !hw_vm_can_check (running->vm))
    return;
  if (!hw_vm_check (running->vm, running->checked))
    g_string_append_printf (running->checked, "found before statement %" G_GUINT64_FORMAT ", line %u\n", machine->n_steps,
                            machine->frame->line);
}

static void
prepare (Running      *running,
         GCancellable *cancellable)
{
  HwRun *run = running->run;
  HwMachine *machine = running->vm->machine;

  machine->stack_limit = find_stack_limit ();
  machine->max_steps = run->options.max_steps;
  machine->max_heap = run->options.max_heap;
  machine->deadline = g_get_monotonic_time () + (gint64) (run->options.max_seconds * G_USEC_PER_SEC);
  machine->cancellable = cancellable;
  machine->progress = &run->progress;
  machine->write = write_output;
  machine->write_data = run;
  running->vm->heap->stress = run->options.stress;
  if (running->recorder != NULL) {
    machine->log_is_full = log_is_full;
    machine->log_data = running->recorder;
  }
  if (running->verifier != NULL) {
    running->checked = g_string_new (NULL);
    machine->at_step = check_at_step;
    machine->at_step_data = running;
  }
}

static void
note_findings (Running *running)
{
  GString *text = g_steal_pointer (&running->checked);

  hw_verifier_check_all (running->verifier);
  g_string_append (text, hw_verifier_get_findings (running->verifier));
  hw_vm_check (running->vm, text);
  running->run->findings = g_string_free (text, FALSE);
  hw_verifier_set_heap (running->verifier, NULL);
}

static gboolean
finish (Running *running,
        GError **error)
{
  HwRun *run = running->run;
  HwMachine *machine = running->vm->machine;
  gboolean stopped = machine->stopped, cancelled = stopped && g_cancellable_is_cancelled (machine->cancellable);
  g_autofree char *reason = g_strdup (machine->stop_reason);

  if (running->verifier != NULL)
    note_findings (running);
  hw_vm_free (running->vm);
  if (running->recorder != NULL)
    run->timeline = hw_recorder_finish (running->recorder);
  g_clear_pointer (&running->verifier, hw_verifier_free);
  run->state = cancelled ? HW_RUN_CANCELLED : stopped ? HW_RUN_BUDGET : HW_RUN_FINISHED;
  if (cancelled)
    g_set_error (error, HW_ERROR, HW_ERROR_CANCELLED, "%s: cancelled", hw_scenario_get_name (run->scenario));
  else if (stopped)
    g_set_error (error, HW_ERROR, HW_ERROR_BUDGET, "%s: %s", hw_scenario_get_name (run->scenario), reason);
  return !stopped;
}

static gboolean
execute (HwRun        *run,
         GCancellable *cancellable,
         GError      **error)
{
  Running running = { .run = run };
  HwSink *sink = NULL;

  if (run->options.record || run->options.verify) {
    running.recorder = hw_recorder_new (run->scenario, run->options.python, run->options.max_log);
    sink = hw_recorder_get_sink (running.recorder);
    if (run->options.verify)
      running.verifier = hw_verifier_new (running.recorder);
  }
  running.vm = hw_vm_new (run->options.python, sink, run->scenario);
  hw_vm_compile (running.vm);
  if (running.recorder != NULL)
    hw_recorder_mark_start (running.recorder, running.vm->heap->next_serial);
  if (running.verifier != NULL)
    hw_verifier_set_heap (running.verifier, running.vm->heap);
  prepare (&running, cancellable);
  run->exit_status = hw_vm_run (running.vm, begin_exit, &running);
  return finish (&running, error);
}

static gpointer
execute_thread (gpointer data)
{
  Execution *execution = data;

  execution->finished = execute (execution->run, execution->cancellable, execution->error);
  return NULL;
}

gboolean
hw_run_execute (HwRun        *run,
                GCancellable *cancellable,
                GError      **error)
{
  Execution execution = { run, cancellable, error, FALSE };
  pthread_attr_t attributes;
  pthread_t thread;
  guint n_diagnostics;
  gboolean started;

  hw_scenario_get_diagnostics (run->scenario, &n_diagnostics);
  if (n_diagnostics > 0) {
    run->state = HW_RUN_REFUSED;
    run->exit_status = 2;
    set_diagnostic_error (run->scenario, error);
    return FALSE;
  }
  pthread_attr_init (&attributes);
  pthread_attr_setstacksize (&attributes, STACK_SIZE);
  started = pthread_create (&thread, &attributes, execute_thread, &execution) == 0;
  pthread_attr_destroy (&attributes);
  /* Without room for that stack the one at hand has to do: its end is known as well. */
  if (started)
    pthread_join (thread, NULL);
  else
    execute_thread (&execution);
  return execution.finished;
}

HwRunState
hw_run_get_state (HwRun *run)
{
  return run->state;
}

HwPython
hw_run_get_python (HwRun *run)
{
  return run->options.python;
}

guint64
hw_run_get_progress (HwRun *run)
{
  return (guint64) g_atomic_int_get (&run->progress);
}

int
hw_run_get_exit_status (HwRun *run)
{
  return run->exit_status;
}

HwTimeline *
hw_run_get_timeline (HwRun *run)
{
  return run->timeline;
}

const char *
hw_run_get_findings (HwRun *run)
{
  return run->findings != NULL ? run->findings : "";
}
