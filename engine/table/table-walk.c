/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The tables of a pass's walk: the phases of one pass or of all, in words, and the decisions of one. */

#include "table/table.h"

#include "hw-walk.h"

/* The pass that is asked for, or else the last one up to the step that is; G_MAXUINT: none. */
static guint
find_pass (HwTable              *table,
           const HwTableOptions *options)
{
  gsize n;
  const HwPass *passes = hw_timeline_get_passes (table->timeline, &n);

  if (options->pass > 0)
    return options->pass <= n ? options->pass - 1 : G_MAXUINT;
  if (options->from_step > options->to_step)
    return G_MAXUINT;
  while (n > 0 && options->to_step > 0 && passes[n - 1].step > options->to_step)
    n--;
  return n > 0 ? n - 1 : G_MAXUINT;
}

/* -------------------------------------------------------------------------------------------------------------------- phases */

enum {
  PHASE_PASS,
  PHASE_STEP,
  PHASE_GENERATION,
  PHASE_NAME,
  PHASE_WORDS,
  N_PHASE_COLUMNS
};

static const HwColumn phase_columns[N_PHASE_COLUMNS] = {
  [PHASE_PASS] = { "pass", "Pass", HW_COLUMN_INTEGER },
  [PHASE_STEP] = { "step", "Step", HW_COLUMN_INTEGER },
  [PHASE_GENERATION] = { "generation", "Generation", HW_COLUMN_INTEGER },
  [PHASE_NAME] = { "phase", "Phase", HW_COLUMN_TEXT },
  [PHASE_WORDS] = { "words", "What it does", HW_COLUMN_TEXT },
};

typedef struct {
  guint   pass;
  guint   phase; /* HW_N_PHASES: what the pass returns */
  guint   text;  /* of the table's data */
  guint64 position;
} PhaseRow;

static gboolean
add_phases (HwTable      *table,
            guint         pass,
            GCancellable *cancellable)
{
  g_autoptr (HwWalk) walk = hw_walk_new (table->timeline, pass, cancellable, NULL);
  GPtrArray *texts = table->data;

  if (walk == NULL)
    return FALSE;
  for (guint phase = 0; phase <= HW_N_PHASES; phase++) {
    PhaseRow row = { pass, phase, texts->len, hw_walk_get_position (walk, phase) };

    g_ptr_array_add (texts, phase < HW_N_PHASES ? hw_walk_describe_phase (walk, phase) : hw_walk_describe_end (walk));
    hw_table_add_row (table, &row);
  }
  return TRUE;
}

static gboolean
fill_phases (HwTable              *table,
             const HwTableOptions *options,
             GCancellable         *cancellable)
{
  guint last = find_pass (table, options);
  guint first = options->pass > 0 ? last : 0;

  table->rows = g_array_new (FALSE, FALSE, sizeof (PhaseRow));
  table->data = g_ptr_array_new_with_free_func (g_free);
  table->free_data = (GDestroyNotify) g_ptr_array_unref;
  for (guint pass = first; last != G_MAXUINT && pass <= last; pass++)
    if (!add_phases (table, pass, cancellable))
      return FALSE;
  return TRUE;
}

static const HwPass *
get_pass (HwTable *table,
          guint    pass)
{
  return &hw_timeline_get_passes (table->timeline, &(gsize) { 0 })[pass];
}

static char *
get_phase_text (HwTable *table,
                guint    row,
                guint    column)
{
  const PhaseRow *phase = &g_array_index (table->rows, PhaseRow, row);
  GPtrArray *texts = table->data;

  if (column == PHASE_WORDS)
    return g_strdup (texts->pdata[phase->text]);
  return g_strdup (phase->phase < HW_N_PHASES ? hw_phase_get_name (phase->phase) : "the end");
}

static gboolean
get_phase_number (HwTable *table,
                  guint    row,
                  guint    column,
                  gint64  *number)
{
  guint pass = g_array_index (table->rows, PhaseRow, row).pass;

  if (column == PHASE_PASS)
    *number = pass + 1;
  else if (column == PHASE_STEP)
    *number = get_pass (table, pass)->step;
  else
    *number = get_pass (table, pass)->generation;
  return TRUE;
}

static guint
get_phase_step (HwTable *table,
                guint    row)
{
  return get_pass (table, g_array_index (table->rows, PhaseRow, row).pass)->step;
}

static guint64
get_phase_position (HwTable *table,
                    guint    row)
{
  return g_array_index (table->rows, PhaseRow, row).position;
}

const HwTableClass hw_phases_table_class = {
  .columns = phase_columns,
  .n_columns = N_PHASE_COLUMNS,
  .fill = fill_phases,
  .get_text = get_phase_text,
  .get_number = get_phase_number,
  .get_step = get_phase_step,
  .get_position = get_phase_position,
};

/* ----------------------------------------------------------------------------------------------------------------- decisions */

enum {
  DECISION_NUMBER,
  DECISION_PHASE,
  DECISION_NAME,
  DECISION_OBJECT,
  DECISION_REFCNT,
  DECISION_GC_REFS,
  DECISION_WORDS,
  N_DECISION_COLUMNS
};

static const HwColumn decision_columns[N_DECISION_COLUMNS] = {
  [DECISION_NUMBER] = { "number", "Decision", HW_COLUMN_INTEGER },
  [DECISION_PHASE] = { "phase", "Phase", HW_COLUMN_TEXT },
  [DECISION_NAME] = { "decision", "Kind", HW_COLUMN_TEXT },
  [DECISION_OBJECT] = { "object", "Object", HW_COLUMN_TEXT },
  [DECISION_REFCNT] = { "ob_refcnt", "ob_refcnt", HW_COLUMN_INTEGER },
  [DECISION_GC_REFS] = { "gc_refs", "gc_refs", HW_COLUMN_INTEGER },
  [DECISION_WORDS] = { "words", "What is decided", HW_COLUMN_TEXT },
};

static const HwDecision *
get_decision (HwTable *table,
              guint    row)
{
  return &hw_walk_get_decisions (table->data, &(guint) { 0 })[g_array_index (table->rows, guint32, row)];
}

static const HwObjectRecord *
get_decided (HwTable *table,
             guint    row)
{
  guint32 object = get_decision (table, row)->object;

  return object != HW_NO_OBJECT ? &hw_image_get_objects (hw_walk_get_image (table->data), NULL)[object] : NULL;
}

static gboolean
fill_decisions (HwTable              *table,
                const HwTableOptions *options,
                GCancellable         *cancellable)
{
  guint pass = find_pass (table, options), n = 0;

  table->rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  if (pass == G_MAXUINT)
    return TRUE;
  table->data = hw_walk_new (table->timeline, pass, cancellable, NULL);
  table->free_data = (GDestroyNotify) hw_walk_unref;
  if (table->data == NULL)
    return FALSE;
  hw_walk_get_decisions (table->data, &n);
  for (guint32 i = 0; i < n; i++)
    hw_table_add_row (table, &i);
  return TRUE;
}

static char *
get_decision_text (HwTable *table,
                   guint    row,
                   guint    column)
{
  const HwDecision *decision = get_decision (table, row);

  switch (column) {
  case DECISION_PHASE:
    return g_strdup (hw_phase_get_name (decision->phase));
  case DECISION_NAME:
    return g_strdup (hw_decision_get_name (decision->kind));
  case DECISION_OBJECT:
    return decision->object != HW_NO_OBJECT ? hw_image_dup_title (hw_walk_get_image (table->data), decision->object) : g_strdup ("");
  default:
    return hw_walk_describe (table->data, g_array_index (table->rows, guint32, row));
  }
}

static gboolean
get_decision_number (HwTable *table,
                     guint    row,
                     guint    column,
                     gint64  *number)
{
  const HwDecision *decision = get_decision (table, row);
  const HwObjectRecord *record = get_decided (table, row);

  switch (column) {
  case DECISION_NUMBER:
    *number = (gint64) g_array_index (table->rows, guint32, row) + 1;
    return TRUE;
  case DECISION_REFCNT:
    *number = record != NULL ? record->refs : 0;
    return record != NULL;
  default:
    *number = decision->value;
    return decision->kind == HW_DECISION_UPDATE || decision->kind == HW_DECISION_SUBTRACT || decision->kind == HW_DECISION_SPARE
           || decision->kind == HW_DECISION_RESCUE;
  }
}

static guint32
get_decision_serial (HwTable *table,
                     guint    row)
{
  const HwObjectRecord *record = get_decided (table, row);

  return record != NULL ? record->serial : 0;
}

static guint
get_decision_step (HwTable *table,
                   guint    row)
{
  return hw_walk_get_pass (table->data)->step;
}

static guint64
get_decision_position (HwTable *table,
                       guint    row)
{
  const HwDecision *decision = get_decision (table, row);

  return MAX (hw_walk_get_pass (table->data)->begin + decision->offset, hw_walk_get_position (table->data, decision->phase));
}

const HwTableClass hw_decisions_table_class = {
  .columns = decision_columns,
  .n_columns = N_DECISION_COLUMNS,
  .fill = fill_decisions,
  .get_text = get_decision_text,
  .get_number = get_decision_number,
  .get_serial = get_decision_serial,
  .get_step = get_decision_step,
  .get_position = get_decision_position,
};
