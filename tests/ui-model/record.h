/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A small record for the tests of the views' models: a class Node, three of its objects, a ring of two, a weak reference, a
 * pass. */

#pragma once

#include "stream.h"

#include "hw-analysis.h"

/* The states of the record, by what the statement before them did. */
enum {
  STATE_START,
  STATE_CLASS,
  STATE_A,
  STATE_B,
  STATE_C,
  STATE_RING,      /* a.ref = b; b.ref = a */
  STATE_WEAK,      /* r = weakref.ref (a, callback) */
  STATE_C_IS_GONE, /* del c */
  STATE_COUNT,     /* another reference to a, from the evaluation stack */
  STATE_GARBAGE,   /* that one goes; del a, b: they are held by each other alone */
  STATE_PASS,
  N_STATES,
};

typedef struct {
  HwTimeline *timeline;
  guint32     node, a, b, c, weakref, callback; /* serials */
} Record;

static inline void
record_clear (Record *record)
{
  g_clear_pointer (&record->timeline, hw_timeline_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Record, record_clear)

static inline guint32
record_bind_new (Stream      *stream,
                 StreamWorld *world,
                 guint        entry,
                 const char  *name,
                 guint32      cell)
{
  stream_bind (stream, world, world->globals, entry, name, cell);
  return stream_object (stream, cell)->serial;
}

static inline void
record_make_ring (Stream *stream,
                  guint32 a,
                  guint32 b)
{
  stream_step (stream);
  stream_hold (stream, a, 1, b);
  stream_hold (stream, b, 1, a);
}

static inline void
record_make_weakref (Stream      *stream,
                     StreamWorld *world,
                     Record      *record,
                     guint32      type,
                     guint32      referent)
{
  guint32 callback, weakref;

  stream_step (stream);
  callback = stream_alloc (stream, world->function, HW_KIND_FUNCTION, HW_FLAG_GC, 160);
  stream_value_text (stream, callback, "gone");
  stream_track (stream, callback);
  weakref = stream_alloc (stream, type, HW_KIND_WEAKREF, HW_FLAG_GC, 72);
  stream_track (stream, weakref);
  stream_set (stream, weakref, 0, referent);
  stream_set (stream, weakref, 1, callback);
  record->callback = stream_object (stream, callback)->serial;
  record->weakref = record_bind_new (stream, world, 4, "r", weakref);
}

static inline Record
record_new (void)
{
  g_autoptr (Stream) stream = stream_new (1 << 20);
  Record record = { NULL };
  StreamWorld world;
  guint32 node, a, b, c, weakref;

  stream_make_world (stream, &world);
  weakref = stream_static (stream, world.type, HW_KIND_TYPE, "weakref");
  stream_step (stream);
  node = stream_class (stream, &world, "Node");
  record.node = record_bind_new (stream, &world, 0, "Node", node);
  stream_step (stream);
  a = stream_instance (stream, node);
  record.a = record_bind_new (stream, &world, 1, "a", a);
  stream_step (stream);
  b = stream_instance (stream, node);
  record.b = record_bind_new (stream, &world, 2, "b", b);
  stream_step (stream);
  c = stream_instance (stream, node);
  record.c = record_bind_new (stream, &world, 3, "c", c);
  record_make_ring (stream, a, b);
  record_make_weakref (stream, &world, &record, weakref, a);
  stream_step (stream);
  stream_set (stream, world.globals, 7, 0);
  stream_decref (stream, c);
  stream_untrack (stream, c);
  stream_free_object (stream, c);
  stream_decref (stream, node);
  stream_step (stream);
  stream_incref (stream, a);
  stream_step (stream);
  stream_decref (stream, a);
  stream_set (stream, world.globals, 3, 0);
  stream_decref (stream, a);
  stream_set (stream, world.globals, 5, 0);
  stream_decref (stream, b);
  stream_step (stream);
  STREAM_EMIT (stream, PASS_BEGIN, 2, 0);
  STREAM_EMIT (stream, PASS_END, 2, 2, 0);
  record.timeline = stream_finish (stream);
  return record;
}

static inline HwImage *
record_make_image (const Record *record,
                   guint         state)
{
  g_autoptr (HwCursor) cursor = hw_cursor_new (record->timeline);
  g_autoptr (GError) error = NULL;

  g_assert_true (hw_cursor_seek (cursor, state, NULL, &error));
  g_assert_no_error (error);
  return hw_cursor_make_image (cursor);
}
