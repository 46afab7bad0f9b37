/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A heap small enough to be obviously right, which writes its events through a recorder's sink: for tests that need a record
 * without a program. Every object keeps its state in plain arrays, so that a replica can be held against it. */

#pragma once

#include <string.h>

#include "timeline/recorder.h"
#include "timeline/replica.h"

typedef struct {
  guint32 serial; /* 0: free */
  guint32 type, refs, size, address, nature, layout;
  guint32 list; /* HW_LIST_…, 0: untracked */
  GArray *slots;
  GArray *attributes;
} StreamObject;

typedef struct {
  HwRecorder *recorder;
  HwSink     *sink;
  GArray     *objects; /* of StreamObject, by cell */
  GArray     *unused;  /* of cells that were freed */
  GArray     *lists[HW_FIRST_CELL];
  GArray     *frames; /* of HwReplicaFrame */
  guint32     settings[HW_GC_DEBUG + 1];
  guint32     next_serial;
  guint32     line;
} Stream;

static inline StreamObject *
stream_object (Stream *stream,
               guint32 cell)
{
  return &g_array_index (stream->objects, StreamObject, cell);
}

static inline Stream *
stream_new (guint64 max_log)
{
  Stream *stream = g_new0 (Stream, 1);

  stream->recorder = hw_recorder_new (NULL, HW_PYTHON_3_13, max_log);
  stream->sink = hw_recorder_get_sink (stream->recorder);
  stream->objects = g_array_new (FALSE, TRUE, sizeof (StreamObject));
  g_array_set_size (stream->objects, HW_FIRST_CELL);
  stream->unused = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint i = 0; i < HW_FIRST_CELL; i++)
    stream->lists[i] = g_array_new (FALSE, FALSE, sizeof (guint32));
  stream->frames = g_array_new (FALSE, FALSE, sizeof (HwReplicaFrame));
  stream->next_serial = 1;
  return stream;
}

static inline void
stream_free (Stream *stream)
{
  g_clear_pointer (&stream->recorder, hw_recorder_free);
  for (guint i = 0; i < stream->objects->len; i++) {
    g_clear_pointer (&stream_object (stream, i)->slots, g_array_unref);
    g_clear_pointer (&stream_object (stream, i)->attributes, g_array_unref);
  }
  g_array_unref (stream->objects);
  g_array_unref (stream->unused);
  for (guint i = 0; i < HW_FIRST_CELL; i++)
    g_array_unref (stream->lists[i]);
  g_array_unref (stream->frames);
  g_free (stream);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Stream, stream_free)

static inline HwTimeline *
stream_finish (Stream *stream)
{
  return hw_recorder_finish (g_steal_pointer (&stream->recorder));
}

/* An event of a head and [n] words. */
static inline void
stream_emit (Stream        *stream,
             HwEventKind    kind,
             guint32        argument,
             const guint32 *words,
             guint          n)
{
  guint32 *to = hw_sink_reserve (stream->sink, 1 + n);

  to[0] = HW_EVENT_HEAD (kind, argument);
  if (n > 0)
    memcpy (to + 1, words, n * sizeof (guint32));
}

#define STREAM_EMIT(stream, kind, argument, ...)                                                                                \
  G_STMT_START {                                                                                                                \
    guint32 words_[] = { __VA_ARGS__ };                                                                                         \
    stream_emit (stream, HW_EVENT_##kind, argument, words_, G_N_ELEMENTS (words_));                                             \
  }                                                                                                                             \
  G_STMT_END

static inline void
stream_step_at (Stream *stream,
                guint32 line,
                guint32 depth)
{
  HwStep step = { .line = line, .end_line = line, .depth = depth, .next_serial = stream->next_serial, .count_0 = line };

  stream->sink->step (stream->sink, &step);
  STREAM_EMIT (stream, STEP, line, 0);
}

static inline void
stream_step (Stream *stream)
{
  stream_step_at (stream, ++stream->line, 0);
}

static inline guint32
stream_take_cell (Stream *stream)
{
  guint32 cell = stream->objects->len;

  if (stream->unused->len == 0) {
    g_array_set_size (stream->objects, cell + 1);
    return cell;
  }
  cell = g_array_index (stream->unused, guint32, stream->unused->len - 1);
  g_array_set_size (stream->unused, stream->unused->len - 1);
  return cell;
}

static inline void
stream_begin_object (Stream       *stream,
                     StreamObject *object,
                     guint32       nature)
{
  object->serial = stream->next_serial++;
  object->refs = 1;
  object->nature = nature;
  object->slots = g_array_new (FALSE, TRUE, sizeof (guint32));
  object->attributes = g_array_new (FALSE, TRUE, sizeof (guint32));
}

static inline void
stream_end_object (Stream *stream,
                   guint32 cell)
{
  StreamObject *object = stream_object (stream, cell);

  g_array_unref (object->slots);
  g_array_unref (object->attributes);
  memset (object, 0, sizeof *object);
  g_array_append_val (stream->unused, cell);
}

static inline guint32
stream_alloc (Stream *stream,
              guint32 type,
              HwKind  kind,
              guint32 flags,
              guint32 size)
{
  guint32 cell = stream_take_cell (stream);
  StreamObject *object = stream_object (stream, cell);

  STREAM_EMIT (stream, ALLOC, cell, type, size, cell * 16, kind | flags << 8);
  stream_begin_object (stream, object, kind | flags << 8);
  object->type = type;
  object->size = size;
  object->address = cell * 16;
  return cell;
}

static inline void
stream_free_object (Stream *stream,
                    guint32 cell)
{
  StreamObject *object = stream_object (stream, cell);

  STREAM_EMIT (stream, FREE, cell, object->serial, object->type, object->size, object->address, object->nature, object->refs,
               object->layout);
  stream_end_object (stream, cell);
}

static inline void
stream_value_int (Stream *stream,
                  guint32 cell,
                  gint64  value)
{
  STREAM_EMIT (stream, VALUE_INT, cell, (guint32) value, (guint32) ((guint64) value >> 32));
}

static inline void
stream_value_text (Stream     *stream,
                   guint32     cell,
                   const char *text)
{
  guint32 words[26] = { g_utf8_strlen (text, -1), strlen (text) };

  memcpy (words + 2, text, strlen (text));
  stream_emit (stream, HW_EVENT_VALUE_TEXT, cell, words, 2 + (words[1] + 3) / 4);
}

static inline void
stream_incref (Stream *stream,
               guint32 cell)
{
  stream_emit (stream, HW_EVENT_INCREF, cell, NULL, 0);
  stream_object (stream, cell)->refs++;
}

static inline void
stream_decref (Stream *stream,
               guint32 cell)
{
  stream_emit (stream, HW_EVENT_DECREF, cell, NULL, 0);
  stream_object (stream, cell)->refs--;
}

static inline void
stream_set (Stream *stream,
            guint32 cell,
            guint32 slot,
            guint32 value)
{
  gboolean is_attribute = slot >= HW_SLOT_ATTRIBUTES;
  GArray *slots = is_attribute ? stream_object (stream, cell)->attributes : stream_object (stream, cell)->slots;
  guint32 index = is_attribute ? slot - HW_SLOT_ATTRIBUTES : slot;

  if (index >= slots->len)
    g_array_set_size (slots, index + 1);
  STREAM_EMIT (stream, SET, cell, slot, g_array_index (slots, guint32, index), value);
  g_array_index (slots, guint32, index) = value;
}

/* A slot of [cell] holds [value] from now on, which counts. */
static inline void
stream_hold (Stream *stream,
             guint32 cell,
             guint32 slot,
             guint32 value)
{
  stream_incref (stream, value);
  stream_set (stream, cell, slot, value);
}

static inline void
stream_splice (Stream        *stream,
               guint32        cell,
               guint32        position,
               guint32        n_taken,
               const guint32 *put,
               guint32        n_put)
{
  GArray *slots = stream_object (stream, cell)->slots;
  guint32 *to = hw_sink_reserve (stream->sink, 4 + n_taken + n_put);

  *to++ = HW_EVENT_HEAD (HW_EVENT_SPLICE, cell);
  *to++ = position;
  *to++ = n_taken;
  *to++ = n_put;
  for (guint32 i = 0; i < n_taken; i++)
    *to++ = g_array_index (slots, guint32, position + i);
  if (n_put > 0)
    memcpy (to, put, n_put * sizeof (guint32));
  g_array_remove_range (slots, position, n_taken);
  g_array_insert_vals (slots, position, put, n_put);
}

/* ------------------------------------------------------------------------------------------- the collector's lists */

static inline guint
stream_find (Stream *stream,
             guint32 list,
             guint32 cell)
{
  for (guint i = 0; i < stream->lists[list]->len; i++)
    if (g_array_index (stream->lists[list], guint32, i) == cell)
      return i;
  g_assert_not_reached ();
}

static inline guint32
stream_before (Stream *stream,
               guint32 cell)
{
  guint32 list = stream_object (stream, cell)->list;
  guint place = stream_find (stream, list, cell);

  return place > 0 ? g_array_index (stream->lists[list], guint32, place - 1) : list;
}

static inline void
stream_track (Stream *stream,
              guint32 cell)
{
  stream_emit (stream, HW_EVENT_TRACK, cell, NULL, 0);
  g_array_append_val (stream->lists[HW_LIST_GENERATION_0], cell);
  stream_object (stream, cell)->list = HW_LIST_GENERATION_0;
}

static inline void
stream_untrack (Stream *stream,
                guint32 cell)
{
  StreamObject *object = stream_object (stream, cell);

  STREAM_EMIT (stream, UNTRACK, cell, stream_before (stream, cell));
  g_array_remove_index (stream->lists[object->list], stream_find (stream, object->list, cell));
  object->list = 0;
}

static inline void
stream_move (Stream *stream,
             guint32 cell,
             guint32 list)
{
  StreamObject *object = stream_object (stream, cell);

  STREAM_EMIT (stream, GC_MOVE, cell, stream_before (stream, cell), list);
  g_array_remove_index (stream->lists[object->list], stream_find (stream, object->list, cell));
  g_array_append_val (stream->lists[list], cell);
  object->list = list;
}

static inline void
stream_merge (Stream *stream,
              guint32 from,
              guint32 to)
{
  GArray *list = stream->lists[from];
  guint32 first = list->len > 0 ? g_array_index (list, guint32, 0) : 0;
  guint32 last = list->len > 0 ? g_array_index (list, guint32, list->len - 1) : 0;

  STREAM_EMIT (stream, GC_MERGE, from, to, first, last);
  for (guint i = 0; i < list->len; i++)
    stream_object (stream, g_array_index (list, guint32, i))->list = to;
  g_array_append_vals (stream->lists[to], list->data, list->len);
  g_array_set_size (list, 0);
}

static inline void
stream_config (Stream *stream,
               guint   setting,
               guint32 value)
{
  STREAM_EMIT (stream, GC_CONFIG, setting, stream->settings[setting], value);
  stream->settings[setting] = value;
}

/* ----------------------------------------------------------------------------------------------------------- frames */

static inline guint32
stream_push (Stream *stream,
             guint32 layout,
             guint32 line)
{
  guint32 cell = stream_take_cell (stream);
  HwReplicaFrame frame = { cell, layout, 0, 0, line };
  StreamObject *object = stream_object (stream, cell);

  STREAM_EMIT (stream, FRAME_PUSH, cell, layout, 0, 0, line);
  stream_begin_object (stream, object, HW_KIND_FRAME);
  object->layout = layout;
  g_array_append_val (stream->frames, frame);
  return cell;
}

static inline void
stream_pop (Stream *stream)
{
  HwReplicaFrame frame = g_array_index (stream->frames, HwReplicaFrame, stream->frames->len - 1);

  STREAM_EMIT (stream, FRAME_POP, frame.cell, frame.layout, frame.caller, frame.function, frame.line);
  stream_end_object (stream, frame.cell);
  g_array_set_size (stream->frames, stream->frames->len - 1);
}

/* ---------------------------------------------------------------------------------------------------------- a world */

/* What every program has: object and the types of built-ins, None, and the module __main__ with its namespace. */
typedef struct {
  guint32 type, str, integer, dict, list, module, function;
  guint32 none, main, globals;
} StreamWorld;

static inline guint32
stream_static (Stream     *stream,
               guint32     type,
               HwKind      kind,
               const char *name)
{
  guint32 cell = stream_alloc (stream, type, kind, HW_FLAG_STATIC | HW_FLAG_IMMORTAL, 100);

  if (name != NULL)
    stream_value_text (stream, cell, name);
  return cell;
}

static inline guint32
stream_str (Stream      *stream,
            StreamWorld *world,
            const char  *text)
{
  guint32 cell = stream_alloc (stream, world->str, HW_KIND_STR, 0, 50);

  stream_value_text (stream, cell, text);
  return cell;
}

static inline guint32
stream_int (Stream      *stream,
            StreamWorld *world,
            gint64       value)
{
  guint32 cell = stream_alloc (stream, world->integer, HW_KIND_INT, 0, 28);

  stream_value_int (stream, cell, value);
  return cell;
}

static inline void
stream_make_world (Stream      *stream,
                   StreamWorld *world)
{
  guint32 name;

  world->type = stream_static (stream, 0, HW_KIND_TYPE, "type");
  world->str = stream_static (stream, world->type, HW_KIND_TYPE, "str");
  world->integer = stream_static (stream, world->type, HW_KIND_TYPE, "int");
  world->dict = stream_static (stream, world->type, HW_KIND_TYPE, "dict");
  world->list = stream_static (stream, world->type, HW_KIND_TYPE, "list");
  world->module = stream_static (stream, world->type, HW_KIND_TYPE, "module");
  world->function = stream_static (stream, world->type, HW_KIND_TYPE, "function");
  world->none = stream_static (stream, world->type, HW_KIND_NONE, NULL);
  world->main = stream_alloc (stream, world->module, HW_KIND_MODULE, HW_FLAG_STATIC, 100);
  world->globals = stream_alloc (stream, world->dict, HW_KIND_DICT, HW_FLAG_NAMESPACE | HW_FLAG_GC, 64);
  stream_set (stream, world->main, 0, world->globals);
  name = stream_str (stream, world, "__main__");
  stream_set (stream, world->main, 1, name);
}

/* Entry [entry] of a dict: [name] is [value], which the entry takes over. */
static inline void
stream_bind (Stream      *stream,
             StreamWorld *world,
             guint32      dict,
             guint32      entry,
             const char  *name,
             guint32      value)
{
  guint32 key = stream_str (stream, world, name);

  stream_set (stream, dict, 2 * entry, key);
  stream_set (stream, dict, 2 * entry + 1, value);
}

/* A class whose instances have the slots "name", "ref" and "__dict__". The caller owns the reference. */
static inline guint32
stream_class (Stream      *stream,
              StreamWorld *world,
              const char  *name)
{
  guint32 cell = stream_alloc (stream, world->type, HW_KIND_TYPE, HW_FLAG_GC | HW_FLAG_HEAP_TYPE, 400);
  guint layout = stream->sink->add_layout (stream->sink, name);

  stream_value_text (stream, cell, name);
  stream->sink->add_label (stream->sink, layout, 0, "name");
  stream->sink->add_label (stream->sink, layout, 1, "ref");
  stream->sink->add_label (stream->sink, layout, 2, "__dict__");
  STREAM_EMIT (stream, LAYOUT, cell, 0, layout);
  stream_object (stream, cell)->layout = layout;
  stream_track (stream, cell);
  return cell;
}

static inline guint32
stream_instance (Stream *stream,
                 guint32 class)
{
  guint32 cell = stream_alloc (stream, class, HW_KIND_INSTANCE, HW_FLAG_GC | HW_FLAG_CLASS_HELD, 48);

  stream_incref (stream, class);
  stream_track (stream, cell);
  return cell;
}
