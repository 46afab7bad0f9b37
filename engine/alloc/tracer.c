/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The tracer of allocations. Models Modules/_tracemalloc.c.
 *
 * Traces lie in one open-addressing table keyed by address, probed linearly and closed up on removal, so that there are no deleted
 * marks and a lookup ends at the first empty slot. Tracebacks are interned and live as long as the tracer, so a number that was handed out stays
 * valid after the traces are cleared:
 *
 *   table[hash (address)] ──▶ { address, size, traceback } ──▶ tracebacks[n] { first, n, total } ──▶ frames[first … first + n)
 */

#include "alloc/tracer.h"

#include <string.h>

enum { MAX_FRAMES = 65535, MAX_PUSHED = 8, INITIAL_SLOTS = 1024 };

typedef struct {
  guint32 first; /* in [frames] */
  guint32 n;
  guint32 total;
  guint32 hash;
} Traceback;

struct _HwTracer {
  HwWhereFunc   where;
  gpointer      where_data;
  gboolean      on;
  gboolean      silent;
  guint         limit;
  guint         n_snapshots;
  HwTraceFrame  pushed[MAX_PUSHED];
  guint         n_pushed;
  guint64       current;
  guint64       peak;
  HwTrace      *table; /* address 0: empty */
  guint32       mask;
  guint32       n;
  HwTraceFrame *scratch; /* [limit] frames */
  GArray       *frames;
  GArray       *tracebacks;
  guint32      *index; /* traceback + 1 by hash; 0: empty */
  guint32       index_mask;
  guint32       last; /* the traceback found last: most allocations repeat it */
};

HwTracer *
hw_tracer_new (void)
{
  HwTracer *tracer = g_new0 (HwTracer, 1);

  tracer->limit = 1;
  tracer->scratch = g_new (HwTraceFrame, 1);
  tracer->mask = INITIAL_SLOTS - 1;
  tracer->table = g_new0 (HwTrace, INITIAL_SLOTS);
  tracer->frames = g_array_new (FALSE, FALSE, sizeof (HwTraceFrame));
  tracer->tracebacks = g_array_new (FALSE, FALSE, sizeof (Traceback));
  tracer->index_mask = INITIAL_SLOTS - 1;
  tracer->index = g_new0 (guint32, INITIAL_SLOTS);
  return tracer;
}

void
hw_tracer_free (HwTracer *tracer)
{
  if (tracer == NULL)
    return;
  g_free (tracer->table);
  g_free (tracer->scratch);
  g_free (tracer->index);
  g_array_unref (tracer->frames);
  g_array_unref (tracer->tracebacks);
  g_free (tracer);
}

void
hw_tracer_set_where (HwTracer   *tracer,
                     HwWhereFunc where,
                     gpointer    data)
{
  tracer->where = where;
  tracer->where_data = data;
}

/* ------------------------------------------------------------------------------------------------------ tracebacks */

static const Traceback *
get_traceback (HwTracer *tracer,
               guint32   number)
{
  return &g_array_index (tracer->tracebacks, Traceback, number);
}

static guint32
hash_frames (const HwTraceFrame *frames,
             guint               n,
             guint               total)
{
  guint32 hash = 2166136261u ^ total;

  for (guint i = 0; i < n; i++)
    hash = (hash ^ frames[i]) * 16777619u;
  return hash ^ hash >> 15;
}

static gboolean
traceback_is (HwTracer           *tracer,
              guint32             number,
              const HwTraceFrame *frames,
              guint               n,
              guint               total)
{
  const Traceback *traceback = get_traceback (tracer, number);

  return traceback->n == n && traceback->total == total &&
         (n == 0 || memcmp (&g_array_index (tracer->frames, HwTraceFrame, traceback->first), frames, n * sizeof *frames) == 0);
}

static void
grow_index (HwTracer *tracer)
{
  guint32 mask = tracer->index_mask * 2 + 1;
  guint32 *index = g_new0 (guint32, (gsize) mask + 1);

  for (guint32 i = 0; i < tracer->tracebacks->len; i++) {
    guint32 at = get_traceback (tracer, i)->hash & mask;

    while (index[at] != 0)
      at = (at + 1) & mask;
    index[at] = i + 1;
  }
  g_free (tracer->index);
  tracer->index = index;
  tracer->index_mask = mask;
}

static guint32
intern_traceback (HwTracer           *tracer,
                  const HwTraceFrame *frames,
                  guint               n,
                  guint               total)
{
  Traceback traceback;
  guint32 at;

  if (tracer->last < tracer->tracebacks->len && traceback_is (tracer, tracer->last, frames, n, total))
    return tracer->last;

  traceback.hash = hash_frames (frames, n, total);
  for (at = traceback.hash & tracer->index_mask; tracer->index[at] != 0; at = (at + 1) & tracer->index_mask)
    if (traceback_is (tracer, tracer->index[at] - 1, frames, n, total))
      return tracer->last = tracer->index[at] - 1;

  traceback.first = tracer->frames->len;
  traceback.n = n;
  traceback.total = total;
  g_array_append_vals (tracer->frames, frames, n);
  g_array_append_val (tracer->tracebacks, traceback);
  tracer->last = tracer->tracebacks->len - 1;
  tracer->index[at] = tracer->last + 1;
  if (tracer->tracebacks->len > tracer->index_mask / 2)
    grow_index (tracer);
  return tracer->last;
}

const HwTraceFrame *
hw_tracer_get_traceback (HwTracer *tracer,
                         guint32   number,
                         guint    *n_frames,
                         guint    *total)
{
  const Traceback *traceback = get_traceback (tracer, number);

  *n_frames = traceback->n;
  if (total != NULL)
    *total = traceback->total;
  return (const HwTraceFrame *) (gpointer) tracer->frames->data + traceback->first;
}

/* ---------------------------------------------------------------------------------------------------------- traces */

static inline guint32
slot_of (guint32 address,
         guint32 mask)
{
  guint32 hash = address * 2654435769u;

  return (hash ^ hash >> 16) & mask;
}

/* The slot of [address], or the empty one where it belongs. */
static inline guint32
find_slot (const HwTracer *tracer,
           guint32         address)
{
  guint32 at = slot_of (address, tracer->mask);

  while (tracer->table[at].address != 0 && tracer->table[at].address != address)
    at = (at + 1) & tracer->mask;
  return at;
}

static void
grow_table (HwTracer *tracer)
{
  guint32 old_mask = tracer->mask;
  HwTrace *old = tracer->table;

  tracer->mask = old_mask * 2 + 1;
  tracer->table = g_new0 (HwTrace, (gsize) tracer->mask + 1);
  for (guint32 i = 0; i <= old_mask; i++)
    if (old[i].address != 0)
      tracer->table[find_slot (tracer, old[i].address)] = old[i];
  g_free (old);
}

/* The traceback of what is being executed. */
static guint32
find_traceback (HwTracer *tracer)
{
  guint n = 0, total = 0, outer = 0;

  while (n < tracer->n_pushed && n < tracer->limit) {
    tracer->scratch[n] = tracer->pushed[tracer->n_pushed - 1 - n];
    n++;
  }
  if (tracer->where != NULL)
    outer = tracer->where (tracer->where_data, tracer->scratch + n, tracer->limit - n, &total);
  return intern_traceback (tracer, tracer->scratch, n + outer, total + tracer->n_pushed);
}

void
hw_tracer_add (HwTracer *tracer,
               guint32   address,
               guint32   size)
{
  HwTrace *trace;

  if (!tracer->on || tracer->silent)
    return;
  trace = &tracer->table[find_slot (tracer, address)];
  if (trace->address != 0) {
    tracer->current -= trace->size;
  } else {
    trace->address = address;
    tracer->n++;
  }
  trace->size = size;
  trace->traceback = find_traceback (tracer);
  tracer->current += size;
  tracer->peak = MAX (tracer->peak, tracer->current);
  if (tracer->n > tracer->mask / 3 * 2)
    grow_table (tracer);
}

void
hw_tracer_touch (HwTracer *tracer,
                 guint32   address)
{
  HwTrace *trace;

  if (!tracer->on || tracer->silent)
    return;
  trace = &tracer->table[find_slot (tracer, address)];
  if (trace->address != 0)
    trace->traceback = find_traceback (tracer);
}

void
hw_tracer_remove (HwTracer *tracer,
                  guint32   address)
{
  guint32 hole, at;

  if (!tracer->on)
    return;
  hole = find_slot (tracer, address);
  if (tracer->table[hole].address == 0)
    return;
  tracer->current -= tracer->table[hole].size;
  tracer->n--;

  /* close the gap: whoever may stand in the hole moves there */
  for (at = (hole + 1) & tracer->mask; tracer->table[at].address != 0; at = (at + 1) & tracer->mask) {
    guint32 home = slot_of (tracer->table[at].address, tracer->mask);

    if (((at - home) & tracer->mask) >= ((at - hole) & tracer->mask)) {
      tracer->table[hole] = tracer->table[at];
      hole = at;
    }
  }
  tracer->table[hole].address = 0;
}

gboolean
hw_tracer_find (HwTracer *tracer,
                guint32   address,
                HwTrace  *trace)
{
  guint32 at;

  if (!tracer->on || address == 0)
    return FALSE;
  at = find_slot (tracer, address);
  if (tracer->table[at].address == 0)
    return FALSE;
  *trace = tracer->table[at];
  return TRUE;
}

GArray *
hw_tracer_get_traces (HwTracer *tracer)
{
  GArray *traces = g_array_sized_new (FALSE, FALSE, sizeof (HwTrace), tracer->n);

  if (tracer->n > 0)
    for (guint32 i = 0; i <= tracer->mask; i++)
      if (tracer->table[i].address != 0)
        g_array_append_val (traces, tracer->table[i]);
  return traces;
}

/* --------------------------------------------------------------------------------------------------------- control */

void
hw_tracer_start (HwTracer *tracer,
                 guint     limit)
{
  if (tracer->on)
    return;
  tracer->limit = CLAMP (limit, 1, MAX_FRAMES);
  g_free (tracer->scratch);
  tracer->scratch = g_new (HwTraceFrame, tracer->limit);
  tracer->on = TRUE;
}

void
hw_tracer_stop (HwTracer *tracer)
{
  if (!tracer->on)
    return;
  hw_tracer_clear (tracer);
  tracer->on = FALSE;
}

void
hw_tracer_push (HwTracer    *tracer,
                HwTraceFrame frame)
{
  g_assert (tracer->n_pushed < MAX_PUSHED);
  tracer->pushed[tracer->n_pushed++] = frame;
}

void
hw_tracer_pop (HwTracer *tracer)
{
  g_assert (tracer->n_pushed > 0);
  tracer->n_pushed--;
}

void
hw_tracer_set_silent (HwTracer *tracer,
                      gboolean  silent)
{
  tracer->silent = silent;
}

guint
hw_tracer_count_snapshot (HwTracer *tracer)
{
  return tracer->n_snapshots++;
}

gboolean
hw_tracer_is_on (HwTracer *tracer)
{
  return tracer->on;
}

guint
hw_tracer_get_limit (HwTracer *tracer)
{
  return tracer->limit;
}

void
hw_tracer_clear (HwTracer *tracer)
{
  g_free (tracer->table);
  tracer->mask = INITIAL_SLOTS - 1;
  tracer->table = g_new0 (HwTrace, INITIAL_SLOTS);
  tracer->n = 0;
  tracer->current = 0;
  tracer->peak = 0;
}

void
hw_tracer_reset_peak (HwTracer *tracer)
{
  tracer->peak = tracer->current;
}

guint64
hw_tracer_get_current (HwTracer *tracer)
{
  return tracer->on ? tracer->current : 0;
}

guint64
hw_tracer_get_peak (HwTracer *tracer)
{
  return tracer->on ? tracer->peak : 0;
}
