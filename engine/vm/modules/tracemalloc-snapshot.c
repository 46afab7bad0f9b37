/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* tracemalloc's Snapshot. Models that class and _Traces of Lib/tracemalloc.py.
 *
 *   Snapshot ──traces──▶ _Traces ──_traces──▶ [ bytes: HwTrace … ] */

#include <string.h>

#include "vm/modules/tracemalloc-groups.h"

static const HwNativeType snapshot_native, traces_native;

/* Blocks of old tracebacks that vanished come as groups of size 0. */
typedef struct {
  HwTraceGroup group;
  gint64       size_diff;
  gint64       count_diff;
} Diff;

HwType *
hw_snapshot_type (HwVm *vm)
{
  return hw_instance_type_get (vm, "Snapshot", &snapshot_native);
}

HwType *
hw_traces_type (HwVm *vm)
{
  return hw_instance_type_get (vm, "_Traces", &traces_native);
}

/* ------------------------------------------------------------------------------------------------- what it is made of */

/* [value] is given up. */
static void
set_attribute (HwVm       *vm,
               HwObject   *object,
               const char *name,
               HwObject   *value)
{
  hw_instance_set (H (vm), object, hw_str_intern_static (H (vm), name), value);
  hw_decref (H (vm), value);
}

static HwObject *
get_attribute (HwVm       *vm,
               HwObject   *object,
               const char *name)
{
  return hw_instance_get (H (vm), object, hw_str_intern_static (H (vm), name));
}

/* Up to 3.13 the list itself is traced, and gathering the traces leaves an untraced one in the free list. */
HwObject *
hw_trace_list_new (HwVm *vm)
{
  gboolean traced = H (vm)->profile->minor < 14;
  HwObject *list;

  hw_library_enter (vm, HW_LINE_GET_TRACES);
  hw_tracer_set_silent (hw_tracer_of (vm), !traced);
  list = hw_list_new (H (vm), 0);
  hw_tracer_set_silent (hw_tracer_of (vm), TRUE);
  if (traced)
    hw_decref (H (vm), hw_list_new (H (vm), 0));
  hw_tracer_set_silent (hw_tracer_of (vm), FALSE);
  hw_library_leave (vm);
  return list;
}

/* CPython fills its list while the tracer is silent. */
static void
pack_traces (HwVm          *vm,
             HwObject      *list,
             const HwTrace *traces,
             guint          n)
{
  hw_tracer_set_silent (hw_tracer_of (vm), TRUE);
  hw_list_append_take (H (vm), list, hw_bytes_new (H (vm), traces, n * sizeof *traces));
  hw_tracer_set_silent (hw_tracer_of (vm), FALSE);
}

/* The calls of Python code whose argument tuples are parked afterwards: Sequence.__init__ (self) in _Traces.__init__. */
static HwObject *
make_traces (HwVm     *vm,
             HwObject *list)
{
  HwObject *args = hw_tuple_of (H (vm), &list, 1);
  HwObject *traces = hw_instance_new (H (vm), hw_traces_type (vm));

  hw_library_enter (vm, HW_LINE_TRACES_INIT);
  hw_decref (H (vm), hw_tuple_of (H (vm), &traces, 1));
  hw_library_leave (vm);
  set_attribute (vm, traces, "_traces", list);
  hw_decref (H (vm), args);
  return traces;
}

HwObject *
hw_snapshot_new (HwVm          *vm,
                 HwObject      *list,
                 const HwTrace *traces,
                 guint          n,
                 gint64         limit)
{
  HwObject *parts[2] = { list, NULL };
  HwObject *args, *snapshot;

  pack_traces (vm, list, traces, n);
  hw_library_enter (vm, HW_LINE_NEW_SNAPSHOT);
  parts[1] = hw_int_new (H (vm), limit);
  args = hw_tuple_of (H (vm), parts, 2);
  snapshot = hw_instance_new (H (vm), hw_snapshot_type (vm));
  hw_library_enter (vm, HW_LINE_SNAPSHOT_INIT);
  set_attribute (vm, snapshot, "traces", make_traces (vm, list));
  hw_library_leave (vm);
  set_attribute (vm, snapshot, "traceback_limit", parts[1]);
  hw_decref (H (vm), args);
  hw_library_leave (vm);
  return snapshot;
}

/* The traces of a _Traces object, borrowed. FALSE: exception, for what the program put there itself. */
static gboolean
unpack (HwVm           *vm,
        HwObject       *object,
        const HwTrace **traces,
        guint          *n)
{
  HwObject *list = object != NULL && object->type == hw_traces_type (vm) ? get_attribute (vm, object, "_traces") : NULL;
  HwObject *bytes = list != NULL && list->kind == HW_KIND_LIST && list->as.items.n == 1 ? list->as.items.at[0] : NULL;

  if (bytes == NULL || bytes->kind != HW_KIND_BYTES || bytes->as.bytes.n % sizeof (HwTrace) != 0) {
    hw_raise (vm, HW_EXC_TypeError, "the snapshot's traces were replaced");
    return FALSE;
  }
  *traces = (const HwTrace *) (gpointer) bytes->as.bytes.data;
  *n = bytes->as.bytes.n / sizeof (HwTrace);
  return TRUE;
}

static gboolean
unpack_snapshot (HwVm           *vm,
                 HwObject       *snapshot,
                 const HwTrace **traces,
                 guint          *n)
{
  if (snapshot->type != hw_snapshot_type (vm)) {
    hw_raise (vm, HW_EXC_AttributeError, "'%s' object has no attribute '_group_by'", snapshot->type->name);
    return FALSE;
  }
  return unpack (vm, get_attribute (vm, snapshot, "traces"), traces, n);
}

/* ----------------------------------------------------------------------------------------------------------- _Traces */

static gint64
traces_length (HwVm     *vm,
               HwObject *self)
{
  const HwTrace *traces;
  guint n;

  return unpack (vm, self, &traces, &n) ? (gint64) n : -1;
}

static HwObject *
traces_get_item (HwVm     *vm,
                 HwObject *self,
                 HwObject *key)
{
  gint64 start, stop, step, count, index;
  g_autofree HwObject **items = NULL;
  HwObject *tuple;
  const HwTrace *traces;
  guint n;

  if (!unpack (vm, self, &traces, &n))
    return NULL;
  if (key->kind != HW_KIND_SLICE) {
    if (!hw_index_value (vm, key, &index, FALSE))
      return NULL;
    if (index < 0)
      index += n;
    if (index < 0 || index >= n)
      return hw_raise (vm, HW_EXC_IndexError, "list index out of range");
    return hw_trace_new (vm, &traces[index]);
  }
  if (!hw_slice_unpack (vm, key, n, &start, &stop, &step, &count))
    return NULL;
  count = MAX (count, 0);
  items = g_new (HwObject *, count + 1);
  for (gint64 i = 0; i < count; i++)
    items[i] = hw_trace_new (vm, &traces[start + i * step]);
  tuple = hw_tuple_of (H (vm), items, (guint32) count);
  for (gint64 i = 0; i < count; i++)
    hw_decref (H (vm), items[i]);
  return tuple;
}

/* Models Sequence.__iter__: an item is made when it is asked for. */
static HwObject *
traces_iter (HwVm     *vm,
             HwObject *self)
{
  return hw_iterator_new (vm, HW_TYPE_ID_iterator, self);
}

static HwObject *
traces_repr (HwVm     *vm,
             HwObject *self)
{
  gint64 n = traces_length (vm, self);

  return n >= 0 ? hw_str_printf (vm, "<Traces len=%" G_GINT64_FORMAT ">", n) : NULL;
}

static const HwNativeType traces_native = {
  .repr = traces_repr,
  .iter = traces_iter,
  .length = traces_length,
  .get_item = traces_get_item,
};

/* -------------------------------------------------------------------------------------------------------- statistics */

/* FALSE: exception. */
static gboolean
read_key (HwVm       *vm,
          HwObject   *key_type,
          HwObject   *cumulative_object,
          HwGroupKey *key,
          gboolean   *cumulative)
{
  static const char *const names[] = { "lineno", "filename", "traceback" };
  int truth = cumulative_object != NULL ? hw_truth (vm, cumulative_object) : 0;
  HwObject *shown;

  if (truth < 0)
    return FALSE;
  *cumulative = truth;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (hw_is_str (key_type) && strcmp (hw_str_text (key_type), names[i]) == 0) {
      *key = (HwGroupKey) i;
      if (truth && *key == HW_GROUP_TRACEBACK)
        hw_raise (vm, HW_EXC_ValueError, "cumulative mode cannot by used with key type 'traceback'");
      return vm->exception == NULL;
    }
  shown = hw_repr (vm, key_type);
  if (shown != NULL) {
    hw_raise (vm, HW_EXC_ValueError, "unknown key_type: %s", hw_str_text (shown));
    hw_decref (H (vm), shown);
  }
  return FALSE;
}

static int
compare_numbers (gint64 a,
                 gint64 b)
{
  return (a > b) - (a < b);
}

/* The largest first: by size, count, traceback. */
static int
compare_groups (gconstpointer a,
                gconstpointer b,
                gpointer      vm)
{
  const HwTraceGroup *x = a;
  const HwTraceGroup *y = b;
  int order = compare_numbers (y->size, x->size);

  if (order == 0)
    order = compare_numbers (y->count, x->count);
  return order != 0 ? order : hw_trace_group_compare (vm, y, x);
}

static int
compare_diffs (gconstpointer a,
               gconstpointer b,
               gpointer      vm)
{
  const Diff *x = a;
  const Diff *y = b;
  int order = compare_numbers (ABS (y->size_diff), ABS (x->size_diff));

  if (order == 0)
    order = compare_numbers (y->group.size, x->group.size);
  if (order == 0)
    order = compare_numbers (ABS (y->count_diff), ABS (x->count_diff));
  if (order == 0)
    order = compare_numbers (y->group.count, x->group.count);
  return order != 0 ? order : hw_trace_group_compare (vm, &y->group, &x->group);
}

static HwObject *
make_traceback (HwVm               *vm,
                const HwTraceGroup *group)
{
  HwObject *traceback;

  hw_library_enter (vm, HW_LINE_NEW_TRACEBACK);
  traceback = hw_traceback_new (vm, group->frames, group->n_frames, NULL);
  hw_library_leave (vm);
  return traceback;
}

/* A sum is an int of its own; one trace's size is the trace's. */
static HwObject *
make_size (HwVm  *vm,
           gint64 size,
           gint64 count)
{
  HwObject *result;

  hw_tracer_set_silent (hw_tracer_of (vm), count == 1);
  hw_library_enter (vm, HW_LINE_ADD_SIZE);
  result = hw_int_new (H (vm), size);
  hw_library_leave (vm);
  hw_tracer_set_silent (hw_tracer_of (vm), FALSE);
  return result;
}

static HwObject *
make_statistic (HwVm               *vm,
                const HwTraceGroup *group)
{
  HwObject *values[3];
  HwObject *statistic;

  hw_library_enter (vm, HW_LINE_GROUP_BY);
  values[0] = make_traceback (vm, group);
  values[1] = make_size (vm, group->size, group->count);
  hw_library_enter (vm, HW_LINE_NEW_STATISTIC);
  values[2] = hw_int_new (H (vm), group->count);
  statistic = hw_trace_object_new (vm, hw_statistic_type (vm), HW_STATISTIC_COUNT + 1, values);
  hw_library_leave (vm);
  hw_library_leave (vm);
  for (guint i = 0; i < 3; i++)
    hw_decref (H (vm), values[i]);
  return statistic;
}

static HwObject *
make_diff (HwVm       *vm,
           const Diff *diff)
{
  HwObject *values[5];
  HwObject *statistic;

  hw_library_enter (vm, HW_LINE_COMPARE);
  values[0] = make_traceback (vm, &diff->group);
  values[1] = make_size (vm, diff->group.size, diff->group.count);
  hw_library_enter (vm, HW_LINE_NEW_DIFF);
  values[2] = hw_int_new (H (vm), diff->group.count);
  values[3] = hw_int_new (H (vm), diff->size_diff);
  values[4] = hw_int_new (H (vm), diff->count_diff);
  statistic = hw_trace_object_new (vm, hw_statistic_diff_type (vm), HW_STATISTIC_COUNT_DIFF + 1, values);
  hw_library_leave (vm);
  hw_library_leave (vm);
  for (guint i = 0; i < 5; i++)
    hw_decref (H (vm), values[i]);
  return statistic;
}

static HwObject *
snapshot_statistics (HwVm            *vm,
                     HwObject        *self,
                     HwObject *const *args,
                     guint            n,
                     HwObject        *kwnames)
{
  HwObject *values[2] = { NULL, NULL };
  g_autoptr (GArray) groups = NULL;
  const HwTrace *traces;
  guint n_traces;
  HwGroupKey key;
  gboolean cumulative;
  HwObject *list;

  if (!hw_bind (vm, "Snapshot.statistics", "key_type,cumulative=", args, n, kwnames, values) ||
      !read_key (vm, values[0], values[1], &key, &cumulative) || !unpack_snapshot (vm, self, &traces, &n_traces))
    return NULL;
  groups = hw_trace_groups_new (vm, traces, n_traces, key, cumulative);
  g_array_sort_with_data (groups, compare_groups, vm);
  hw_library_enter (vm, HW_LINE_LIST);
  list = hw_list_new (H (vm), 0);
  hw_library_leave (vm);
  for (guint i = 0; i < groups->len; i++) {
    HwObject *statistic = make_statistic (vm, &g_array_index (groups, HwTraceGroup, i));

    hw_library_enter (vm, HW_LINE_LIST);
    hw_list_append_take (H (vm), list, statistic);
    hw_library_leave (vm);
  }
  return list;
}

/* The differences of both, unsorted; the frames belong to [new_groups] and [old_groups]. */
static GArray *
find_differences (GArray *new_groups,
                  GArray *old_groups)
{
  GArray *diffs = g_array_sized_new (FALSE, FALSE, sizeof (Diff), new_groups->len);
  g_autoptr (GHashTable) olds = g_hash_table_new ((GHashFunc) g_bytes_hash, (GEqualFunc) g_bytes_equal);
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; i < old_groups->len; i++) {
    HwTraceGroup *old = &g_array_index (old_groups, HwTraceGroup, i);
    GBytes *key = g_bytes_new_static (old->frames, old->n_frames * sizeof *old->frames);

    g_ptr_array_add (keys, key);
    g_hash_table_insert (olds, key, old);
  }
  for (guint i = 0; i < new_groups->len; i++) {
    HwTraceGroup *new = &g_array_index (new_groups, HwTraceGroup, i);
    g_autoptr (GBytes) key = g_bytes_new_static (new->frames, new->n_frames * sizeof *new->frames);
    HwTraceGroup *old = g_hash_table_lookup (olds, key);
    Diff diff = { *new, new->size - (old != NULL ? old->size : 0), new->count - (old != NULL ? old->count : 0) };

    g_array_append_val (diffs, diff);
    g_hash_table_remove (olds, key);
  }
  for (guint i = 0; i < old_groups->len; i++) {
    HwTraceGroup *old = &g_array_index (old_groups, HwTraceGroup, i);
    Diff diff = { *old, -old->size, -old->count };

    if (!g_hash_table_contains (olds, keys->pdata[i]))
      continue;
    diff.group.size = diff.group.count = 0;
    g_array_append_val (diffs, diff);
  }
  return diffs;
}

static HwObject *
snapshot_compare_to (HwVm            *vm,
                     HwObject        *self,
                     HwObject *const *args,
                     guint            n,
                     HwObject        *kwnames)
{
  HwObject *values[3] = { NULL, NULL, NULL };
  g_autoptr (GArray) new_groups = NULL;
  g_autoptr (GArray) old_groups = NULL;
  g_autoptr (GArray) diffs = NULL;
  const HwTrace *traces;
  guint n_traces;
  HwGroupKey key;
  gboolean cumulative;
  HwObject *list;

  if (!hw_bind (vm, "Snapshot.compare_to", "old_snapshot,key_type,cumulative=", args, n, kwnames, values) ||
      !read_key (vm, values[1], values[2], &key, &cumulative) || !unpack_snapshot (vm, self, &traces, &n_traces))
    return NULL;
  new_groups = hw_trace_groups_new (vm, traces, n_traces, key, cumulative);
  if (!unpack_snapshot (vm, values[0], &traces, &n_traces))
    return NULL;
  old_groups = hw_trace_groups_new (vm, traces, n_traces, key, cumulative);
  diffs = find_differences (new_groups, old_groups);
  g_array_sort_with_data (diffs, compare_diffs, vm);
  list = hw_list_new (H (vm), 0);
  for (guint i = 0; i < diffs->len; i++) {
    HwObject *statistic = make_diff (vm, &g_array_index (diffs, Diff, i));

    hw_library_enter (vm, HW_LINE_COMPARE);
    hw_list_append_take (H (vm), list, statistic);
    hw_library_leave (vm);
  }
  return list;
}

/* ----------------------------------------------------------------------------------------------------------- filters */

/* 1: it stays; 0; -1 exception. */
static int
passes (HwVm          *vm,
        HwObject      *filters,
        const HwTrace *trace)
{
  gboolean wanted = FALSE, has_inclusive = FALSE;

  for (guint32 i = 0; i < filters->as.items.n; i++) {
    HwObject *filter = filters->as.items.at[i];
    int inclusive = hw_filter_is_inclusive (vm, filter);
    int match;

    if (inclusive < 0 || (match = hw_filter_match (vm, filter, trace)) < 0)
      return -1;
    if (!inclusive && !match)
      return 0;
    has_inclusive |= inclusive;
    wanted |= inclusive && match;
  }
  return wanted || !has_inclusive;
}

static HwObject *
snapshot_filter_traces (HwVm            *vm,
                        HwObject        *self,
                        HwObject *const *args,
                        guint            n,
                        HwObject        *kwnames)
{
  HwObject *values[1];
  HwObject *filters, *limit;
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (HwTrace));
  const HwTrace *traces;
  guint n_traces;
  int pass = 0;

  if (!hw_bind (vm, "Snapshot.filter_traces", "filters", args, n, kwnames, values) || !unpack_snapshot (vm, self, &traces, &n_traces))
    return NULL;
  if (hw_type_lookup (vm, values[0]->type, vm->names[HW_NAME___iter__]) == NULL)
    return hw_raise (vm, HW_EXC_TypeError, "filters must be a list of filters, not %s", values[0]->type->name);
  filters = hw_to_tuple (vm, values[0]);
  if (filters == NULL)
    return NULL;
  for (guint i = 0; i < n_traces && pass >= 0; i++) {
    pass = passes (vm, filters, &traces[i]);
    if (pass > 0)
      g_array_append_val (kept, traces[i]);
  }
  hw_decref (H (vm), filters);
  if (pass < 0)
    return NULL;
  limit = get_attribute (vm, self, "traceback_limit");
  return hw_snapshot_new (vm, hw_list_new (H (vm), 0), (const HwTrace *) (gpointer) kept->data, kept->len,
                          limit != NULL ? limit->as.integer.value : 1);
}

static const HwNativeDef snapshot_methods[] = {
  { "statistics", snapshot_statistics, HW_CALL_KEYWORDS },
  { "compare_to", snapshot_compare_to, HW_CALL_KEYWORDS },
  { "filter_traces", snapshot_filter_traces, HW_CALL_KEYWORDS },
  { NULL },
};

static const HwNativeType snapshot_native = {
  .methods = snapshot_methods,
};
