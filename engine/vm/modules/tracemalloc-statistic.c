/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* tracemalloc's Statistic, StatisticDiff and Trace. Models those classes of Lib/tracemalloc.py. */

#include <math.h>

#include "vm/modules/tracemalloc.h"
#include "vm/numbers.h"
#include "vm/text.h"

static const HwNativeType statistic_native, diff_native, trace_native;

HwType *
hw_statistic_type (HwVm *vm)
{
  return hw_slots_type_get (vm, "Statistic", 3, &statistic_native);
}

HwType *
hw_statistic_diff_type (HwVm *vm)
{
  return hw_slots_type_get (vm, "StatisticDiff", 5, &diff_native);
}

HwType *
hw_trace_type (HwVm *vm)
{
  return hw_slots_type_get (vm, "Trace", 1, &trace_native);
}

/* ------------------------------------------------------------------------------------------------------------- sizes */

char *
hw_trace_format_size (double   size,
                      gboolean sign)
{
  static const char *const units[] = { "B", "KiB", "MiB", "GiB", "TiB" };

  for (guint i = 0;; i++) {
    char digits[64];

    if (i > 0 && fabs (size) < 100) {
      g_ascii_formatd (digits, sizeof digits, sign ? "%+.1f" : "%.1f", size);
      return g_strdup_printf ("%s %s", digits, units[i]);
    }
    if (fabs (size) < 10 * 1024 || i == G_N_ELEMENTS (units) - 1) {
      g_ascii_formatd (digits, sizeof digits, sign ? "%+.0f" : "%.0f", size);
      return g_strdup_printf ("%s %s", digits, units[i]);
    }
    size /= 1024;
  }
}

/* The number in a field; FALSE: exception. */
static gboolean
read_number (HwVm     *vm,
             HwObject *self,
             guint     field,
             double   *value)
{
  return hw_double_of (vm, hw_field (self, field), value);
}

/* ", average=10 B" if there is a count. */
static void
append_average (GString *text,
                double   size,
                double   count)
{
  g_autofree char *average = count != 0 ? hw_trace_format_size (size / count, FALSE) : NULL;

  if (average != NULL)
    g_string_append_printf (text, ", average=%s", average);
}

static HwObject *
statistic_str (HwVm     *vm,
               HwObject *self)
{
  HwObject *traceback;
  GString *text;
  double size, count;
  g_autofree char *shown = NULL;

  if (!read_number (vm, self, HW_STATISTIC_SIZE, &size) || !read_number (vm, self, HW_STATISTIC_COUNT, &count))
    return NULL;
  traceback = hw_str (vm, hw_field (self, HW_STATISTIC_TRACEBACK));
  if (traceback == NULL)
    return NULL;
  shown = hw_trace_format_size (size, FALSE);
  text = g_string_new (hw_str_text (traceback));
  hw_decref (H (vm), traceback);
  g_string_append_printf (text, ": size=%s, count=%" G_GINT64_FORMAT, shown, (gint64) count);
  append_average (text, size, count);
  return hw_str_finish (vm, text);
}

static HwObject *
statistic_repr (HwVm     *vm,
                HwObject *self)
{
  HwObject *traceback;
  HwObject *result;
  double size, count;

  if (!read_number (vm, self, HW_STATISTIC_SIZE, &size) || !read_number (vm, self, HW_STATISTIC_COUNT, &count))
    return NULL;
  traceback = hw_repr (vm, hw_field (self, HW_STATISTIC_TRACEBACK));
  if (traceback == NULL)
    return NULL;
  result = hw_str_printf (vm, "<Statistic traceback=%s size=%" G_GINT64_FORMAT " count=%" G_GINT64_FORMAT ">", hw_str_text (traceback),
                          (gint64) size, (gint64) count);
  hw_decref (H (vm), traceback);
  return result;
}

/* The four numbers of a StatisticDiff. FALSE: exception. */
static gboolean
read_diff (HwVm     *vm,
           HwObject *self,
           double   *numbers)
{
  for (guint i = 0; i < 4; i++)
    if (!read_number (vm, self, HW_STATISTIC_SIZE + i, &numbers[i]))
      return FALSE;
  return TRUE;
}

static HwObject *
diff_str (HwVm     *vm,
          HwObject *self)
{
  double numbers[4]; /* size, count, size_diff, count_diff */
  g_autofree char *size = NULL;
  g_autofree char *size_diff = NULL;
  HwObject *traceback;
  GString *text;

  if (!read_diff (vm, self, numbers))
    return NULL;
  traceback = hw_str (vm, hw_field (self, HW_STATISTIC_TRACEBACK));
  if (traceback == NULL)
    return NULL;
  size = hw_trace_format_size (numbers[0], FALSE);
  size_diff = hw_trace_format_size (numbers[2], TRUE);
  text = g_string_new (hw_str_text (traceback));
  hw_decref (H (vm), traceback);
  g_string_append_printf (text, ": size=%s (%s), count=%" G_GINT64_FORMAT " (%+" G_GINT64_FORMAT ")", size, size_diff,
                          (gint64) numbers[1], (gint64) numbers[3]);
  append_average (text, numbers[0], numbers[1]);
  return hw_str_finish (vm, text);
}

static HwObject *
diff_repr (HwVm     *vm,
           HwObject *self)
{
  double numbers[4];
  HwObject *traceback, *result;

  if (!read_diff (vm, self, numbers))
    return NULL;
  traceback = hw_repr (vm, hw_field (self, HW_STATISTIC_TRACEBACK));
  if (traceback == NULL)
    return NULL;
  result = hw_str_printf (vm,
                          "<StatisticDiff traceback=%s size=%" G_GINT64_FORMAT " (%+" G_GINT64_FORMAT ") count=%" G_GINT64_FORMAT
                          " (%+" G_GINT64_FORMAT ")>",
                          hw_str_text (traceback), (gint64) numbers[0], (gint64) numbers[2], (gint64) numbers[1], (gint64) numbers[3]);
  hw_decref (H (vm), traceback);
  return result;
}

/* ------------------------------------------------------------------------------------------------- all of the fields */

static HwObject *
fields_to_tuple (HwVm     *vm,
                 HwObject *self)
{
  return hw_tuple_of (H (vm), self->as.items.at + 1, self->as.items.n - 1);
}

static gint64
fields_hash (HwVm     *vm,
             HwObject *self)
{
  HwObject *tuple = fields_to_tuple (vm, self);
  gint64 hash = hw_hash (vm, tuple);

  hw_decref (H (vm), tuple);
  return hash;
}

static HwObject *
fields_compare (HwVm       *vm,
                HwObject   *self,
                HwObject   *other,
                HwCompareOp op)
{
  HwObject *left, *right, *result;

  if (other->type != self->type || (op != HW_COMPARE_EQ && op != HW_COMPARE_NOT_EQ))
    return HW_NOT_IMPLEMENTED (vm);
  left = fields_to_tuple (vm, self);
  right = fields_to_tuple (vm, other);
  result = hw_compare (vm, left, right, op);
  hw_decref (H (vm), left);
  hw_decref (H (vm), right);
  return result;
}

#define DEFINE_FIELD(name, field)                                                  \
  static HwObject *get_##name (HwVm *vm, HwObject *self)                           \
  {                                                                                \
    return hw_newref (H (vm), hw_field (self, field));                             \
  }                                                                                \
  static gboolean set_##name (HwVm *vm, HwObject *self, HwObject *value)           \
  {                                                                                \
    if (value == NULL) {                                                           \
      hw_raise (vm, HW_EXC_AttributeError, #name);                                 \
      return FALSE;                                                                \
    }                                                                              \
    hw_field_set (H (vm), self, field, hw_newref (H (vm), value));                 \
    return TRUE;                                                                   \
  }

DEFINE_FIELD (traceback, HW_STATISTIC_TRACEBACK)
DEFINE_FIELD (size, HW_STATISTIC_SIZE)
DEFINE_FIELD (count, HW_STATISTIC_COUNT)
DEFINE_FIELD (size_diff, HW_STATISTIC_SIZE_DIFF)
DEFINE_FIELD (count_diff, HW_STATISTIC_COUNT_DIFF)

static HwObject *
statistic_new (HwVm            *vm,
               HwType          *type,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  HwObject *values[3];

  if (!hw_bind (vm, "Statistic.__init__", "traceback,size,count", args, n, kwnames, values))
    return NULL;
  return hw_trace_object_new (vm, type, HW_STATISTIC_COUNT + 1, values);
}

static HwObject *
diff_new (HwVm            *vm,
          HwType          *type,
          HwObject *const *args,
          guint            n,
          HwObject        *kwnames)
{
  HwObject *values[5];
  HwObject *ordered[5];

  if (!hw_bind (vm, "StatisticDiff.__init__", "traceback,size,size_diff,count,count_diff", args, n, kwnames, values))
    return NULL;
  ordered[0] = values[0];
  ordered[1] = values[1];
  ordered[2] = values[3];
  ordered[3] = values[2];
  ordered[4] = values[4];
  return hw_trace_object_new (vm, type, HW_STATISTIC_COUNT_DIFF + 1, ordered);
}

static const HwGetSetDef statistic_getsets[] = {
  { "traceback", get_traceback, set_traceback },
  { "size", get_size, set_size },
  { "count", get_count, set_count },
  { NULL },
};

static const HwGetSetDef diff_getsets[] = {
  { "traceback", get_traceback, set_traceback },
  { "size", get_size, set_size },
  { "size_diff", get_size_diff, set_size_diff },
  { "count", get_count, set_count },
  { "count_diff", get_count_diff, set_count_diff },
  { NULL },
};

static const HwNativeType statistic_native = {
  .new_ = statistic_new,
  .repr = statistic_repr,
  .str = statistic_str,
  .hash = fields_hash,
  .compare = fields_compare,
  .getsets = statistic_getsets,
};

static const HwNativeType diff_native = {
  .new_ = diff_new,
  .repr = diff_repr,
  .str = diff_str,
  .hash = fields_hash,
  .compare = fields_compare,
  .getsets = diff_getsets,
};

/* ------------------------------------------------------------------------------------------------------------- Trace */

/* (domain, size, frames, total) */
enum { TRACE_DOMAIN, TRACE_SIZE, TRACE_FRAMES, TRACE_TOTAL, TRACE_PARTS };

HwObject *
hw_trace_new (HwVm          *vm,
              const HwTrace *trace)
{
  guint n, total;
  const HwTraceFrame *frames = hw_trace_get_frames (vm, trace, &n, &total);
  HwObject *parts[TRACE_PARTS];
  HwObject *tuple, *result;

  parts[TRACE_FRAMES] = hw_trace_frames_to_tuple (vm, frames, n);
  hw_tracer_set_silent (hw_tracer_of (vm), TRUE);
  parts[TRACE_DOMAIN] = hw_int_new (H (vm), 0);
  parts[TRACE_SIZE] = hw_int_new (H (vm), trace->size);
  parts[TRACE_TOTAL] = hw_int_new (H (vm), total);
  tuple = hw_tuple_of (H (vm), parts, TRACE_PARTS);
  hw_tracer_set_silent (hw_tracer_of (vm), FALSE);
  for (guint i = 0; i < TRACE_PARTS; i++)
    hw_decref (H (vm), parts[i]);
  result = hw_trace_object_new (vm, hw_trace_type (vm), HW_TRACE_END, &tuple);
  hw_decref (H (vm), tuple);
  return result;
}

static HwObject *
trace_part (HwObject *self,
            guint     part)
{
  return hw_field (self, HW_TRACE_TUPLE)->as.items.at[part];
}

static HwObject *
trace_get_domain (HwVm     *vm,
                  HwObject *self)
{
  return hw_newref (H (vm), trace_part (self, TRACE_DOMAIN));
}

static HwObject *
trace_get_size (HwVm     *vm,
                HwObject *self)
{
  return hw_newref (H (vm), trace_part (self, TRACE_SIZE));
}

static HwObject *
trace_get_traceback (HwVm     *vm,
                     HwObject *self)
{
  return hw_traceback_of_tuple (vm, trace_part (self, TRACE_FRAMES), trace_part (self, TRACE_TOTAL));
}

static HwObject *
show_trace (HwVm     *vm,
            HwObject *self,
            gboolean  repr)
{
  HwObject *traceback = trace_get_traceback (vm, self);
  HwObject *shown = repr ? hw_repr (vm, traceback) : hw_str (vm, traceback);
  g_autofree char *size = hw_trace_format_size ((double) trace_part (self, TRACE_SIZE)->as.integer.value, FALSE);
  HwObject *result = NULL;

  hw_decref (H (vm), traceback);
  if (shown == NULL)
    return NULL;
  if (repr)
    result = hw_str_printf (vm, "<Trace domain=%d size=%s, traceback=%s>", 0, size, hw_str_text (shown));
  else
    result = hw_str_printf (vm, "%s: %s", hw_str_text (shown), size);
  hw_decref (H (vm), shown);
  return result;
}

static HwObject *
trace_repr (HwVm     *vm,
            HwObject *self)
{
  return show_trace (vm, self, TRUE);
}

static HwObject *
trace_str (HwVm     *vm,
           HwObject *self)
{
  return show_trace (vm, self, FALSE);
}

static const HwGetSetDef trace_getsets[] = {
  { "domain", trace_get_domain, NULL },
  { "size", trace_get_size, NULL },
  { "traceback", trace_get_traceback, NULL },
  { NULL },
};

static const HwNativeType trace_native = {
  .repr = trace_repr,
  .str = trace_str,
  .hash = fields_hash,
  .compare = fields_compare,
  .getsets = trace_getsets,
};
