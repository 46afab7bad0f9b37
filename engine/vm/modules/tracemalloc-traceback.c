/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* tracemalloc's Frame and Traceback. Models those classes of Lib/tracemalloc.py.
 *
 * A Frame holds a pair (file name, line); a Traceback a tuple of such pairs, the oldest frame first. */

#include "lang/scenario.h"
#include "vm/machine.h"
#include "vm/modules/tracemalloc.h"
#include "vm/text.h"

static const HwNativeType frame_native, traceback_native;

HwObject *
hw_trace_object_new (HwVm            *vm,
                     HwType          *type,
                     guint            n_fields,
                     HwObject *const *values)
{
  HwObject *object = hw_fields_new (H (vm), type, HW_KIND_NATIVE, type->basic_size, n_fields);

  for (guint i = 1; i < n_fields; i++)
    hw_field_set (H (vm), object, i, hw_newref (H (vm), values[i - 1]));
  hw_object_track (H (vm), object);
  return object;
}

HwType *
hw_trace_frame_type (HwVm *vm)
{
  return hw_slots_type_get (vm, "Frame", 1, &frame_native);
}

HwType *
hw_traceback_type (HwVm *vm)
{
  return hw_slots_type_get (vm, "Traceback", 2, &traceback_native);
}

/* ------------------------------------------------------------------------------------------------------------- Frame */

static HwObject *
frame_of (HwVm     *vm,
          HwObject *pair)
{
  return hw_trace_object_new (vm, hw_trace_frame_type (vm), HW_FRAME_END, &pair);
}

static HwObject *
frame_new (HwVm            *vm,
           HwType          *type,
           HwObject *const *args,
           guint            n,
           HwObject        *kwnames)
{
  HwObject *values[1];

  if (!hw_bind (vm, "Frame.__init__", "frame", args, n, kwnames, values))
    return NULL;
  return frame_of (vm, values[0]);
}

static HwObject *
get_part (HwVm     *vm,
          HwObject *self,
          gint64    which)
{
  HwObject *index = hw_int_new (H (vm), which);
  HwObject *part = hw_get_item (vm, hw_field (self, HW_FRAME_PAIR), index);

  hw_decref (H (vm), index);
  return part;
}

static HwObject *
frame_get_filename (HwVm     *vm,
                    HwObject *self)
{
  return get_part (vm, self, 0);
}

static HwObject *
frame_get_lineno (HwVm     *vm,
                  HwObject *self)
{
  return get_part (vm, self, 1);
}

/* Puts str() or repr() of both parts into [format], which has a %s for each. */
static HwObject *
show_frame (HwVm     *vm,
            HwObject *self,
            gboolean  repr)
{
  HwObject *file = get_part (vm, self, 0);
  HwObject *line = file != NULL ? get_part (vm, self, 1) : NULL;
  HwObject *file_text = line == NULL ? NULL : repr ? hw_repr (vm, file) : hw_str (vm, file);
  HwObject *line_text = file_text == NULL ? NULL : repr ? hw_repr (vm, line) : hw_str (vm, line);
  HwObject *result = NULL;

  if (line_text != NULL && repr)
    result = hw_str_printf (vm, "<Frame filename=%s lineno=%s>", hw_str_text (file_text), hw_str_text (line_text));
  else if (line_text != NULL)
    result = hw_str_printf (vm, "%s:%s", hw_str_text (file_text), hw_str_text (line_text));
  hw_xdecref (H (vm), line_text);
  hw_xdecref (H (vm), file_text);
  hw_xdecref (H (vm), line);
  hw_xdecref (H (vm), file);
  return result;
}

static HwObject *
frame_repr (HwVm     *vm,
            HwObject *self)
{
  return show_frame (vm, self, TRUE);
}

static HwObject *
frame_str (HwVm     *vm,
           HwObject *self)
{
  return show_frame (vm, self, FALSE);
}

static gint64
frame_hash (HwVm     *vm,
            HwObject *self)
{
  return hw_hash (vm, hw_field (self, HW_FRAME_PAIR));
}

static HwObject *
frame_compare (HwVm       *vm,
               HwObject   *self,
               HwObject   *other,
               HwCompareOp op)
{
  if (other->type != self->type)
    return HW_NOT_IMPLEMENTED (vm);
  return hw_compare (vm, hw_field (self, HW_FRAME_PAIR), hw_field (other, HW_FRAME_PAIR), op);
}

static const HwGetSetDef frame_getsets[] = {
  { "filename", frame_get_filename, NULL },
  { "lineno", frame_get_lineno, NULL },
  { NULL },
};

static const HwNativeType frame_native = {
  .new_ = frame_new,
  .repr = frame_repr,
  .str = frame_str,
  .hash = frame_hash,
  .compare = frame_compare,
  .getsets = frame_getsets,
};

/* --------------------------------------------------------------------------------------------------------- Traceback */

const HwTraceFrame *
hw_trace_get_frames (HwVm          *vm,
                     const HwTrace *trace,
                     guint         *n,
                     guint         *total)
{
  static const HwTraceFrame unknown = HW_TRACE_FRAME (HW_TRACE_FILE_UNKNOWN, 0);
  const HwTraceFrame *frames = hw_tracer_get_traceback (hw_tracer_of (vm), trace->traceback, n, total);

  if (*n > 0)
    return frames;
  *n = 1;
  if (total != NULL)
    *total = 1;
  return &unknown;
}

HwObject *
hw_trace_frames_to_tuple (HwVm               *vm,
                          const HwTraceFrame *frames,
                          guint               n)
{
  g_autofree HwObject **pairs = g_new (HwObject *, n);
  HwObject *tuple;

  hw_tracer_set_silent (hw_tracer_of (vm), TRUE);
  for (guint i = 0; i < n; i++) {
    HwObject *parts[2] = { hw_str_intern_static (H (vm), hw_trace_file_name (vm, HW_TRACE_FILE (frames[i]))),
                           hw_int_new (H (vm), HW_TRACE_LINE (frames[i])) };

    pairs[i] = hw_tuple_of (H (vm), parts, 2);
    hw_decref (H (vm), parts[1]);
  }
  tuple = hw_tuple_of (H (vm), pairs, n);
  for (guint i = 0; i < n; i++)
    hw_decref (H (vm), pairs[i]);
  hw_tracer_set_silent (hw_tracer_of (vm), FALSE);
  return tuple;
}

HwObject *
hw_traceback_of_tuple (HwVm     *vm,
                       HwObject *frames,
                       HwObject *total)
{
  guint32 n = frames->as.items.n;
  g_autofree HwObject **reversed = g_new (HwObject *, n + 1);
  HwObject *values[2];
  HwObject *traceback;

  for (guint32 i = 0; i < n; i++)
    reversed[i] = frames->as.items.at[n - 1 - i];
  hw_library_enter (vm, HW_LINE_TRACEBACK_INIT);
  values[0] = hw_tuple_of (H (vm), reversed, n);
  hw_library_leave (vm);
  values[1] = total != NULL ? total : H (vm)->none;
  traceback = hw_trace_object_new (vm, hw_traceback_type (vm), HW_TRACEBACK_END, values);
  hw_decref (H (vm), values[0]);
  return traceback;
}

HwObject *
hw_traceback_new (HwVm               *vm,
                  const HwTraceFrame *frames,
                  guint               n,
                  HwObject           *total)
{
  HwObject *tuple = hw_trace_frames_to_tuple (vm, frames, n);
  HwObject *traceback = hw_traceback_of_tuple (vm, tuple, total);

  hw_decref (H (vm), tuple);
  return traceback;
}

static HwObject *
traceback_new (HwVm            *vm,
               HwType          *type,
               HwObject *const *args,
               guint            n,
               HwObject        *kwnames)
{
  HwObject *values[2] = { NULL, NULL };
  HwObject *frames, *result;

  if (!hw_bind (vm, "Traceback.__init__", "frames,total_nframe=", args, n, kwnames, values))
    return NULL;
  frames = hw_to_tuple (vm, values[0]);
  if (frames == NULL)
    return NULL;
  result = hw_traceback_of_tuple (vm, frames, values[1]);
  hw_decref (H (vm), frames);
  return result;
}

static HwObject *
frames_of (HwObject *self)
{
  return hw_field (self, HW_TRACEBACK_FRAMES);
}

static gint64
traceback_length (HwVm     *vm,
                  HwObject *self)
{
  return frames_of (self)->as.items.n;
}

/* All of [pairs] as a tuple of frames. */
static HwObject *
frames_to_tuple (HwVm     *vm,
                 HwObject *pairs)
{
  guint32 n = pairs->as.items.n;
  g_autofree HwObject **frames = g_new (HwObject *, n + 1);
  HwObject *tuple;

  for (guint32 i = 0; i < n; i++)
    frames[i] = frame_of (vm, pairs->as.items.at[i]);
  tuple = hw_tuple_of (H (vm), frames, n);
  for (guint32 i = 0; i < n; i++)
    hw_decref (H (vm), frames[i]);
  return tuple;
}

static HwObject *
traceback_get_item (HwVm     *vm,
                    HwObject *self,
                    HwObject *key)
{
  HwObject *part = hw_get_item (vm, frames_of (self), key);
  HwObject *result;

  if (part == NULL)
    return NULL;
  result = key->kind == HW_KIND_SLICE ? frames_to_tuple (vm, part) : frame_of (vm, part);
  hw_decref (H (vm), part);
  return result;
}

static HwObject *
traceback_iter (HwVm     *vm,
                HwObject *self)
{
  HwObject *tuple = frames_to_tuple (vm, frames_of (self));
  HwObject *iterator = hw_iter (vm, tuple);

  hw_decref (H (vm), tuple);
  return iterator;
}

static int
traceback_contains (HwVm     *vm,
                    HwObject *self,
                    HwObject *item)
{
  if (item->type != hw_trace_frame_type (vm)) {
    hw_raise (vm, HW_EXC_AttributeError, "'%s' object has no attribute '_frame'", item->type->name);
    return -1;
  }
  return hw_contains (vm, frames_of (self), hw_field (item, HW_FRAME_PAIR));
}

static HwObject *
traceback_str (HwVm     *vm,
               HwObject *self)
{
  HwObject *frame, *text;

  if (frames_of (self)->as.items.n == 0)
    return hw_raise (vm, HW_EXC_IndexError, "tuple index out of range");
  frame = frame_of (vm, frames_of (self)->as.items.at[0]);
  text = frame_str (vm, frame);
  hw_decref (H (vm), frame);
  return text;
}

static HwObject *
traceback_repr (HwVm     *vm,
                HwObject *self)
{
  HwObject *frames = frames_to_tuple (vm, frames_of (self));
  HwObject *shown = hw_repr (vm, frames);
  HwObject *total = hw_field (self, HW_TRACEBACK_TOTAL);
  HwObject *total_text = NULL;
  HwObject *result = NULL;

  hw_decref (H (vm), frames);
  if (shown == NULL)
    return NULL;
  if (total->kind == HW_KIND_NONE) {
    result = hw_str_printf (vm, "<Traceback %s>", hw_str_text (shown));
  } else if ((total_text = hw_str (vm, total)) != NULL) {
    result = hw_str_printf (vm, "<Traceback %s total_nframe=%s>", hw_str_text (shown), hw_str_text (total_text));
    hw_decref (H (vm), total_text);
  }
  hw_decref (H (vm), shown);
  return result;
}

static gint64
traceback_hash (HwVm     *vm,
                HwObject *self)
{
  return hw_hash (vm, frames_of (self));
}

static HwObject *
traceback_compare (HwVm       *vm,
                   HwObject   *self,
                   HwObject   *other,
                   HwCompareOp op)
{
  if (other->type != self->type)
    return HW_NOT_IMPLEMENTED (vm);
  return hw_compare (vm, frames_of (self), frames_of (other), op);
}

static HwObject *
traceback_get_total (HwVm     *vm,
                     HwObject *self)
{
  return hw_newref (H (vm), hw_field (self, HW_TRACEBACK_TOTAL));
}

/* The lines that format() gives for one frame: where it is and, if the program has it, the line itself. */
static gboolean
append_frame (HwVm     *vm,
              HwObject *list,
              HwObject *pair)
{
  HwObject *frame = frame_of (vm, pair);
  HwObject *file = frame_get_filename (vm, frame);
  HwObject *line = file != NULL ? frame_get_lineno (vm, frame) : NULL;
  HwObject *shown = line != NULL ? hw_str (vm, line) : NULL;
  HwScenario *scenario = vm->machine->scenario;

  if (shown != NULL) {
    gint64 number = hw_is_int (line) && line->as.integer.big == NULL ? line->as.integer.value : 0;
    const char *text;
    gsize length;

    hw_list_append_take (H (vm), list, hw_str_printf (vm, "  File \"%s\", line %s", hw_is_str (file) ? hw_str_text (file) : "",
                                                      hw_str_text (shown)));
    if (hw_is_str (file) && g_str_equal (hw_str_text (file), hw_scenario_get_path (scenario)) && number > 0 && number <= G_MAXINT32 &&
        (text = hw_scenario_get_line (scenario, (guint) number, &length)) != NULL) {
      g_autofree char *stripped = g_strstrip (g_strndup (text, length));

      if (*stripped != '\0')
        hw_list_append_take (H (vm), list, hw_str_printf (vm, "    %s", stripped));
    }
  }
  hw_xdecref (H (vm), shown);
  hw_xdecref (H (vm), line);
  hw_xdecref (H (vm), file);
  hw_decref (H (vm), frame);
  return vm->exception == NULL;
}

static HwObject *
traceback_format (HwVm            *vm,
                  HwObject        *self,
                  HwObject *const *args,
                  guint            n,
                  HwObject        *kwnames)
{
  HwObject *values[2] = { NULL, NULL };
  HwObject *list;
  gint64 length = frames_of (self)->as.items.n;
  gint64 first = 0, last = length;
  gint64 limit;
  int newest_first = 0;

  if (!hw_bind (vm, "Traceback.format", "limit=,most_recent_first=", args, n, kwnames, values))
    return NULL;
  if (values[0] != NULL && values[0]->kind != HW_KIND_NONE) {
    if (!hw_index_value (vm, values[0], &limit, TRUE))
      return NULL;
    if (limit > 0)
      first = MAX (length - limit, 0);
    else
      last = limit == 0 ? 0 : MAX (length + MAX (limit, -length), 0);
  }
  if (values[1] != NULL && (newest_first = hw_truth (vm, values[1])) < 0)
    return NULL;
  list = hw_list_new (H (vm), 0);
  for (gint64 i = first; i < last; i++)
    if (!append_frame (vm, list, frames_of (self)->as.items.at[newest_first ? last - 1 - (i - first) : i])) {
      hw_decref (H (vm), list);
      return NULL;
    }
  return list;
}

static const HwNativeDef traceback_methods[] = {
  { "format", traceback_format, HW_CALL_KEYWORDS },
  { NULL },
};

static const HwGetSetDef traceback_getsets[] = {
  { "total_nframe", traceback_get_total, NULL },
  { NULL },
};

static const HwNativeType traceback_native = {
  .new_ = traceback_new,
  .repr = traceback_repr,
  .str = traceback_str,
  .hash = traceback_hash,
  .compare = traceback_compare,
  .iter = traceback_iter,
  .length = traceback_length,
  .get_item = traceback_get_item,
  .contains = traceback_contains,
  .methods = traceback_methods,
  .getsets = traceback_getsets,
};
