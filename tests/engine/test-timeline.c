/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The recorder, the replica and the cursor. */

#include "hw-timeline.h"
#include "stream.h"
#include "timeline/cursor.h"
#include "timeline/words.h"

#define BIG (64 << 20)

/* --------------------------------------------------------------------------------------------------------- helpers */

static guint64
mix (guint64 hash,
     guint64 value)
{
  hash = (hash ^ value) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return hash ^ hash >> 29;
}

static guint64
mix_slots (guint64  hash,
           HwSlots *slots)
{
  guint32 n = slots != NULL ? hw_slots_length (slots) : 0;

  hash = mix (hash, n);
  for (guint32 i = 0; i < n; i++)
    hash = mix (hash, hw_slots_get (slots, i));
  return hash;
}

/* A digest of everything that a replica says of the heap. */
static guint64
digest (HwReplica *replica)
{
  guint64 hash = mix (replica->n_objects, replica->next_serial);

  for (guint32 cell = HW_LIST_GENERATION_0; cell < replica->n_cells; cell++) {
    HwCell *self = &replica->cells[cell];

    if (cell >= HW_FIRST_CELL && self->serial == 0)
      continue;
    hash = mix (hash, cell);
    hash = mix (hash, (guint64) self->serial << 32 | self->type);
    hash = mix (hash, (guint64) self->refs << 32 | self->size);
    hash = mix (hash, (guint64) self->address << 32 | self->nature);
    hash = mix (hash, (guint64) self->layout << 32 | self->prev);
    hash = mix (hash, self->next);
    hash = mix_slots (hash, &self->slots);
    hash = mix_slots (hash, hw_replica_get_attributes (replica, cell));
  }
  for (guint i = 0; i < replica->frames->len; i++)
    hash = mix (hash, g_array_index (replica->frames, HwReplicaFrame, i).cell);
  for (guint i = 0; i < G_N_ELEMENTS (replica->settings); i++)
    hash = mix (hash, replica->settings[i]);
  return hash;
}

static void
assert_same_slots (HwSlots *slots,
                   GArray  *expected)
{
  g_assert_cmpuint (slots != NULL ? hw_slots_length (slots) : 0, <=, expected->len);
  for (guint i = 0; i < expected->len; i++)
    g_assert_cmpuint (slots != NULL ? hw_slots_get (slots, i) : 0, ==, g_array_index (expected, guint32, i));
}

/* The replica is what the model heap is. */
static void
assert_same (HwReplica *replica,
             Stream    *stream)
{
  for (guint32 cell = HW_FIRST_CELL; cell < stream->objects->len; cell++) {
    StreamObject *object = stream_object (stream, cell);
    HwCell *self = &replica->cells[cell];

    g_assert_cmpuint (self->serial, ==, object->serial);
    if (object->serial == 0)
      continue;
    g_assert_cmpuint (self->type, ==, object->type);
    g_assert_cmpuint (self->refs, ==, object->refs);
    g_assert_cmpuint (self->size, ==, object->size);
    g_assert_cmpuint (self->address, ==, object->address);
    g_assert_cmpuint (self->nature, ==, object->nature);
    g_assert_cmpuint (self->layout, ==, object->layout);
    assert_same_slots (&self->slots, object->slots);
    assert_same_slots (hw_replica_get_attributes (replica, cell), object->attributes);
  }
  for (guint32 list = HW_LIST_GENERATION_0; list <= HW_LIST_FINALIZERS; list++) {
    guint32 at = list;

    for (guint i = 0; i < stream->lists[list]->len; i++) {
      g_assert_cmpuint (replica->cells[at].next, ==, g_array_index (stream->lists[list], guint32, i));
      g_assert_cmpuint (replica->cells[replica->cells[at].next].prev, ==, at);
      at = replica->cells[at].next;
    }
    g_assert_cmpuint (replica->cells[at].next, ==, list);
    g_assert_cmpuint (replica->cells[list].prev, ==, at);
  }
  g_assert_cmpuint (replica->frames->len, ==, stream->frames->len);
  g_assert_cmpmem (replica->frames->data, replica->frames->len * sizeof (HwReplicaFrame), stream->frames->data,
                   stream->frames->len * sizeof (HwReplicaFrame));
  g_assert_cmpmem (replica->settings, sizeof replica->settings, stream->settings, sizeof stream->settings);
}

static guint32
pick (Stream *stream,
      GRand  *rand)
{
  for (guint tries = 0; tries < 20 && stream->objects->len > HW_FIRST_CELL; tries++) {
    guint32 cell = g_rand_int_range (rand, HW_FIRST_CELL, stream->objects->len);

    if (stream_object (stream, cell)->serial != 0)
      return cell;
  }
  return 0;
}

/* Emptied and untracked. */
static void
empty_object (Stream *stream,
              GRand  *rand,
              guint32 cell)
{
  StreamObject *object = stream_object (stream, cell);

  if (g_rand_boolean (rand))
    stream_splice (stream, cell, 0, object->slots->len, NULL, 0);
  else
    for (guint i = 0; i < object->slots->len; i++)
      if (g_array_index (object->slots, guint32, i) != 0)
        stream_set (stream, cell, i, 0);
  for (guint i = 0; i < object->attributes->len; i++)
    if (g_array_index (object->attributes, guint32, i) != 0)
      stream_set (stream, cell, HW_SLOT_ATTRIBUTES + i, 0);
  if (object->list != 0)
    stream_untrack (stream, cell);
}

static void
end_object (Stream *stream,
            GRand  *rand,
            guint32 cell)
{
  empty_object (stream, rand, cell);
  stream_free_object (stream, cell);
}

static void
end_frame (Stream *stream,
           GRand  *rand)
{
  empty_object (stream, rand, g_array_index (stream->frames, HwReplicaFrame, stream->frames->len - 1).cell);
  stream_pop (stream);
}

static void
random_splice (Stream *stream,
               GRand  *rand,
               guint32 cell)
{
  guint32 put[40];
  GArray *slots = stream_object (stream, cell)->slots;
  guint32 position = g_rand_int_range (rand, 0, slots->len + 1);
  guint32 n_taken = g_rand_int_range (rand, 0, MIN (slots->len - position, 20) + 1);
  guint32 n_put = g_rand_int_range (rand, 0, g_rand_boolean (rand) ? 3 : 40);

  for (guint i = 0; i < n_put; i++)
    put[i] = g_rand_int_range (rand, 0, 5) == 0 ? 0 : cell;
  stream_splice (stream, cell, position, n_taken, put, n_put);
}

static void
random_attribute_change (Stream *stream,
                         GRand  *rand,
                         guint32 cell)
{
  StreamObject *object = stream_object (stream, cell);
  guint32 value = g_rand_int_range (rand, 0, 1000);

  switch (g_rand_int_range (rand, 0, 4)) {
  case 0:
    STREAM_EMIT (stream, SIZE, cell, g_rand_boolean (rand) ? object->size : 1, value, 0, 0);
    object->size = value;
    break;
  case 1:
    STREAM_EMIT (stream, FLAGS, cell, object->nature >> 8, value & 0xff);
    object->nature = (object->nature & 0xff) | (value & 0xff) << 8;
    break;
  case 2:
    STREAM_EMIT (stream, RETYPE, cell, object->type, HW_FIRST_CELL);
    object->type = HW_FIRST_CELL;
    break;
  default:
    STREAM_EMIT (stream, LAYOUT, cell, object->layout, value % 7);
    object->layout = value % 7;
  }
}

static void
random_collector_change (Stream *stream,
                         GRand  *rand,
                         guint32 cell)
{
  guint32 list = g_rand_int_range (rand, HW_LIST_GENERATION_0, HW_LIST_FINALIZERS + 1);
  guint32 other = g_rand_int_range (rand, HW_LIST_GENERATION_0, HW_LIST_FINALIZERS + 1);

  if (g_rand_int_range (rand, 0, 10) == 0 && list != other)
    stream_merge (stream, list, other);
  else if (stream_object (stream, cell)->list == 0)
    stream_track (stream, cell);
  else if (g_rand_boolean (rand))
    stream_move (stream, cell, list);
  else
    stream_untrack (stream, cell);
}

static void
random_event (Stream *stream,
              GRand  *rand)
{
  guint32 cell = pick (stream, rand);
  guint choice = g_rand_int_range (rand, 0, 100);
  gboolean is_frame = cell != 0 && (stream_object (stream, cell)->nature & 0xff) == HW_KIND_FRAME;

  /* nothing but the slots of a frame ever changes */
  if (is_frame && (choice < 86 || choice > 92))
    stream_set (stream, cell, g_rand_int_range (rand, 0, 9), pick (stream, rand));
  else if (cell == 0 || choice < 12)
    stream_alloc (stream, HW_FIRST_CELL, g_rand_boolean (rand) ? HW_KIND_GENERATOR : HW_KIND_INSTANCE, 0,
                  g_rand_int_range (rand, 16, 500));
  else if (choice < 30)
    stream_incref (stream, cell);
  else if (choice < 40 && stream_object (stream, cell)->refs > 0)
    stream_decref (stream, cell);
  else if (choice < 55)
    stream_set (stream, cell, g_rand_int_range (rand, 0, g_rand_boolean (rand) ? 4 : 70), pick (stream, rand));
  else if (choice < 60)
    stream_set (stream, cell, HW_SLOT_ATTRIBUTES + g_rand_int_range (rand, 0, 9), pick (stream, rand));
  else if (choice < 68)
    random_splice (stream, rand, cell);
  else if (choice < 76)
    random_attribute_change (stream, rand, cell);
  else if (choice < 86)
    random_collector_change (stream, rand, cell);
  else if (choice < 88)
    stream_config (stream, g_rand_int_range (rand, 0, HW_GC_DEBUG + 1), g_rand_int_range (rand, 0, 1000));
  else if (choice < 90)
    stream_push (stream, choice, choice);
  else if (choice < 92 && stream->frames->len > 0)
    end_frame (stream, rand);
  else if (choice < 93)
    stream_value_int (stream, cell, choice);
  else if (cell != HW_FIRST_CELL && choice < 99)
    end_object (stream, rand, cell);
}

/* ----------------------------------------------------------------------------------------------------------- cursor */

/* Whatever a stream does, undoing brings back every state exactly. */
static void
test_random_streams_go_back_exactly (gconstpointer seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (GPOINTER_TO_UINT (seed));
  g_autoptr (Stream) stream = stream_new (BIG);
  g_autoptr (GArray) digests = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (HwTimeline) timeline = NULL;
  g_autoptr (HwCursor) cursor = NULL;
  guint n_steps = 300;

  for (guint step = 0; step <= n_steps; step++) {
    guint n_events = g_rand_int_range (rand, 0, step % 100 == 50 ? 4000 : 40);

    if (step > 0)
      stream_step (stream);
    for (guint i = 0; i < n_events; i++)
      random_event (stream, rand);
  }
  timeline = stream_finish (stream);
  g_assert_cmpuint (hw_timeline_get_n_steps (timeline), ==, n_steps);

  /* with copies to start again from, with ever fewer of them, and without */
  cursor = hw_cursor_new (timeline);
  if (GPOINTER_TO_UINT (seed) % 2 == 0)
    cursor->spacing = 500;
  if (GPOINTER_TO_UINT (seed) % 4 == 0)
    cursor->kept_size = 1 << 30;
  for (guint step = 0; step <= n_steps; step++) {
    guint64 value;

    g_assert_true (hw_cursor_seek (cursor, step, NULL, NULL));
    g_assert_cmpuint (hw_cursor_get_step (cursor), ==, step);
    value = digest (cursor->replica);
    g_array_append_val (digests, value);
  }
  assert_same (cursor->replica, stream);
  g_assert_true ((cursor->kept->len > 0) == (GPOINTER_TO_UINT (seed) % 4 == 2));

  for (guint step = n_steps; step > 0; step--) {
    g_assert_true (hw_cursor_seek (cursor, step - 1, NULL, NULL));
    g_assert_cmpuint (hw_cursor_get_step (cursor), ==, step - 1);
    g_assert_true (digest (cursor->replica) == g_array_index (digests, guint64, step - 1));
  }
  for (guint i = 0; i < 300; i++) {
    guint step = g_rand_int_range (rand, 0, n_steps + 1);

    g_assert_true (hw_cursor_seek (cursor, step, NULL, NULL));
    g_assert_true (digest (cursor->replica) == g_array_index (digests, guint64, step));
  }
}

/* Undoing alone, without the way round by the beginning. */
static void
test_undoing_one_event_at_a_time (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (Stream) stream = stream_new (BIG);
  g_autoptr (HwReplica) replica = hw_replica_new ();
  g_autoptr (GArray) digests = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (GArray) positions = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (HwTimeline) timeline = NULL;
  const guint32 *words;
  guint64 n_words, position = 0;

  for (guint i = 0; i < 5000; i++)
    random_event (stream, rand);
  timeline = stream_finish (stream);
  words = hw_timeline_get_words (timeline, &n_words);

  while (position < n_words) {
    guint64 value = digest (replica);

    g_array_append_val (positions, position);
    g_array_append_val (digests, value);
    position = hw_replica_apply (replica, words, position, position + 1);
  }
  assert_same (replica, stream);
  for (guint i = positions->len; i > 0; i--) {
    hw_replica_undo (replica, words + g_array_index (positions, guint64, i - 1));
    g_assert_true (digest (replica) == g_array_index (digests, guint64, i - 1));
  }
}

static void
test_seeking_to_events (void)
{
  g_autoptr (Stream) stream = stream_new (BIG);
  g_autoptr (HwTimeline) timeline = NULL;
  g_autoptr (HwCursor) cursor = NULL;
  g_autoptr (GError) error = NULL;
  guint32 cell;
  guint64 begin, n_words;

  cell = stream_alloc (stream, 0, HW_KIND_LIST, 0, 56);
  stream_step (stream);
  stream_incref (stream, cell);
  stream_set (stream, cell, 0, cell);
  stream_incref (stream, cell);
  stream_step (stream);
  stream_incref (stream, cell);
  timeline = stream_finish (stream);
  hw_timeline_get_words (timeline, &n_words);

  cursor = hw_cursor_new (timeline);
  begin = hw_timeline_get_begin (timeline, 1);
  g_assert_cmpuint (hw_cursor_get_position (cursor), ==, begin);
  g_assert_cmpuint (hw_cursor_get_step (cursor), ==, 0);

  /* before the SET: the STEP of two words and the INCREF are done */
  g_assert_true (hw_cursor_seek_event (cursor, begin + 3, NULL, &error));
  g_assert_cmpuint (cursor->replica->cells[cell].refs, ==, 2);
  g_assert_cmpuint (hw_replica_get_slot (cursor->replica, cell, 0), ==, 0);
  g_assert_cmpuint (hw_cursor_get_step (cursor), ==, 1);
  g_assert_true (hw_cursor_seek_event (cursor, n_words, NULL, &error));
  g_assert_cmpuint (hw_cursor_get_step (cursor), ==, 2);
  g_assert_cmpuint (cursor->replica->cells[cell].refs, ==, 4);
  g_assert_true (hw_cursor_seek_event (cursor, begin + 7, NULL, &error));
  g_assert_cmpuint (cursor->replica->cells[cell].refs, ==, 2);
  g_assert_cmpuint (hw_replica_get_slot (cursor->replica, cell, 0), ==, cell);
  g_assert_true (hw_cursor_seek_event (cursor, 0, NULL, &error));
  g_assert_cmpuint (cursor->replica->n_objects, ==, 0);
  g_assert_no_error (error);

  g_assert_false (hw_cursor_seek_event (cursor, begin + 4, NULL, &error));
  g_assert_error (error, HW_ERROR, HW_ERROR_ARGUMENT);
  g_clear_error (&error);
  g_assert_false (hw_cursor_seek_event (cursor, n_words + 1, NULL, &error));
  g_assert_error (error, HW_ERROR, HW_ERROR_ARGUMENT);
  g_clear_error (&error);
  g_assert_false (hw_cursor_seek (cursor, 3, NULL, &error));
  g_assert_error (error, HW_ERROR, HW_ERROR_ARGUMENT);
}

/* Of many states of a seek that is cancelled, the cursor stands on one, and goes on from there. */
static void
test_cancelled_seek_leaves_a_usable_cursor (void)
{
  g_autoptr (Stream) stream = stream_new (BIG);
  g_autoptr (HwTimeline) timeline = NULL;
  g_autoptr (HwCursor) cursor = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  guint32 cell = stream_alloc (stream, 0, HW_KIND_LIST, 0, 56);

  for (guint step = 0; step < 3; step++) {
    stream_step (stream);
    for (guint i = 0; i < 200000; i++)
      stream_incref (stream, cell);
  }
  timeline = stream_finish (stream);
  cursor = hw_cursor_new (timeline);
  g_cancellable_cancel (cancellable);
  g_assert_false (hw_cursor_seek (cursor, 3, cancellable, &error));
  g_assert_error (error, HW_ERROR, HW_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_true (hw_cursor_seek (cursor, 3, NULL, NULL));
  g_assert_cmpuint (cursor->replica->cells[cell].refs, ==, 600001);
  g_assert_false (hw_cursor_seek (cursor, 2, cancellable, &error));
  g_assert_error (error, HW_ERROR, HW_ERROR_CANCELLED);
  g_assert_true (hw_cursor_seek (cursor, 2, NULL, NULL));
  g_assert_cmpuint (cursor->replica->cells[cell].refs, ==, 400001);
}

/* --------------------------------------------------------------------------------------------------------- recorder */

static void
test_steps_and_exit (void)
{
  g_autoptr (Stream) stream = stream_new (BIG);
  g_autoptr (HwTimeline) timeline = NULL;
  HwStep state = { .heap_bytes = 77, .count_0 = 5 };
  guint32 a, b, c;

  a = stream_alloc (stream, 0, HW_KIND_LIST, 0, 56);
  stream_step (stream);
  b = stream_alloc (stream, 0, HW_KIND_LIST, 0, 56);
  stream_free_object (stream, b);
  stream_step (stream);
  c = stream_alloc (stream, 0, HW_KIND_LIST, 0, 56);
  stream_incref (stream, c);
  hw_recorder_mark_exit (stream->recorder, &state);
  stream_step (stream);
  stream_free_object (stream, a);
  timeline = stream_finish (stream);

  g_assert_cmpuint (hw_timeline_get_n_steps (timeline), ==, 2);
  g_assert_true (hw_timeline_has_exit (timeline));
  g_assert_cmpuint (hw_timeline_get_last (timeline), ==, 3);
  g_assert_cmpuint (hw_timeline_get_step (timeline, 2)->line, ==, 2);
  g_assert_cmpuint (hw_timeline_get_step (timeline, 3)->line, ==, 0);
  g_assert_cmpuint (hw_timeline_get_step (timeline, 3)->heap_bytes, ==, 77);
  g_assert_cmpuint (hw_timeline_get_birth (timeline, 1), ==, 0);
  g_assert_cmpuint (hw_timeline_get_birth (timeline, 2), ==, 1);
  g_assert_cmpuint (hw_timeline_get_birth (timeline, 3), ==, 2);
  g_assert_cmpuint (hw_timeline_get_begin (timeline, 0), ==, 0);
  g_assert_cmpuint (hw_timeline_get_begin (timeline, 1), ==, 5);
  g_assert_cmpuint (hw_timeline_get_begin (timeline, 2), ==, 5 + 2 + 5 + 8);
  g_assert_cmpuint (hw_timeline_get_begin (timeline, 3), ==, 20 + 2 + 5 + 1);
  g_assert_cmpuint (hw_timeline_get_begin (timeline, 4), ==, 28 + 2 + 8);
  g_assert_cmpuint (hw_timeline_get_n_events (timeline), ==, 9);
}

static void
test_a_full_log_ends_at_a_whole_step (void)
{
  g_autoptr (Stream) stream = stream_new (8192);
  g_autoptr (HwTimeline) timeline = NULL;
  g_autoptr (HwCursor) cursor = NULL;
  guint32 cell = stream_alloc (stream, 0, HW_KIND_LIST, 0, 56);
  guint64 n_words;
  guint n_steps;

  while (!hw_recorder_is_exhausted (stream->recorder)) {
    stream_step (stream);
    for (guint i = 0; i < 10; i++)
      stream_incref (stream, cell);
  }
  /* far more than the slack holds */
  for (guint i = 0; i < 3000000; i++)
    stream_incref (stream, cell);
  timeline = stream_finish (stream);

  hw_timeline_get_words (timeline, &n_words);
  n_steps = hw_timeline_get_n_steps (timeline);
  g_assert_cmpuint (n_steps, ==, (2048 - 5) / 12);
  g_assert_cmpuint (n_words, ==, 5 + 12 * n_steps);
  g_assert_false (hw_timeline_has_exit (timeline));
  cursor = hw_cursor_new (timeline);
  g_assert_true (hw_cursor_seek (cursor, n_steps, NULL, NULL));
  g_assert_cmpuint (cursor->replica->cells[cell].refs, ==, 1 + 10 * n_steps);
}

static void
test_an_event_larger_than_everything (void)
{
  g_autoptr (Stream) stream = stream_new (8192);
  g_autoptr (HwTimeline) timeline = NULL;
  g_autofree guint32 *put = g_new0 (guint32, 5000000);
  guint32 cell = stream_alloc (stream, 0, HW_KIND_LIST, 0, 56);

  stream_step (stream);
  stream_incref (stream, cell);
  stream_step (stream);
  stream_splice (stream, cell, 0, 0, put, 5000000);
  stream_splice (stream, cell, 0, 5000000, put, 0);
  stream_incref (stream, cell);
  g_assert_true (hw_recorder_is_exhausted (stream->recorder));
  timeline = stream_finish (stream);
  g_assert_cmpuint (hw_timeline_get_n_steps (timeline), ==, 1);
}

static void
count_words_cb (const guint32 *base,
                const guint32 *begin,
                const guint32 *end,
                gpointer       data)
{
  GArray *calls = data;
  guint64 n = end - begin;

  g_assert_true (begin + hw_words_length (begin) == end);
  g_array_append_val (calls, n);
}

static void
test_verify_sees_every_event (void)
{
  g_autoptr (Stream) stream = stream_new (8192);
  g_autoptr (GArray) calls = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (HwTimeline) timeline = NULL;
  guint32 cell;

  hw_recorder_set_verify (stream->recorder, count_words_cb, calls);
  cell = stream_alloc (stream, 0, HW_KIND_LIST, 0, 56);
  g_assert_cmpuint (calls->len, ==, 0);
  stream_step (stream);
  stream_set (stream, cell, 0, cell);
  g_assert_cmpuint (calls->len, ==, 2);
  for (guint i = 0; i < 5000; i++)
    stream_set (stream, cell, 0, cell);
  timeline = stream_finish (stream);
  g_assert_cmpuint (calls->len, ==, 5003);
  g_assert_cmpuint (g_array_index (calls, guint64, 0), ==, 5);
  g_assert_cmpuint (g_array_index (calls, guint64, 1), ==, 2);
  g_assert_cmpuint (g_array_index (calls, guint64, 2), ==, 4);
}

static void
print (Stream     *stream,
       const char *text,
       gboolean    is_stderr)
{
  guint32 before, after;

  stream->sink->output (stream->sink, text, strlen (text), is_stderr, &before, &after);
  STREAM_EMIT (stream, OUTPUT, is_stderr, before, after);
}

static void
test_output_by_step (void)
{
  g_autoptr (Stream) stream = stream_new (BIG);
  g_autoptr (HwTimeline) timeline = NULL;
  gsize length;

  stream_step (stream);
  print (stream, "one\n", FALSE);
  stream_step (stream);
  print (stream, "bad\n", TRUE);
  print (stream, "worse\n", TRUE);
  stream_step (stream);
  print (stream, "two\n", FALSE);
  timeline = stream_finish (stream);

  g_assert_cmpmem (hw_timeline_get_output (timeline, 3, &length), 18, "one\nbad\nworse\ntwo\n", 18);
  g_assert_cmpuint (length, ==, 18);
  hw_timeline_get_output (timeline, 0, &length);
  g_assert_cmpuint (length, ==, 0);
  hw_timeline_get_output (timeline, 1, &length);
  g_assert_cmpuint (length, ==, 4);
  hw_timeline_get_output (timeline, 2, &length);
  g_assert_cmpuint (length, ==, 14);
  g_assert_false (hw_timeline_is_stderr (timeline, 0));
  g_assert_false (hw_timeline_is_stderr (timeline, 3));
  g_assert_true (hw_timeline_is_stderr (timeline, 4));
  g_assert_true (hw_timeline_is_stderr (timeline, 13));
  g_assert_false (hw_timeline_is_stderr (timeline, 14));
}

static void
test_labels (void)
{
  g_autoptr (Stream) stream = stream_new (BIG);
  g_autoptr (HwTimeline) timeline = NULL;
  guint first = stream->sink->add_layout (stream->sink, "Node");
  guint second = stream->sink->add_layout (stream->sink, "f");

  stream->sink->add_label (stream->sink, first, 2, "c");
  stream->sink->add_label (stream->sink, first, 0, "a");
  stream->sink->add_label (stream->sink, second, 0, "x");
  timeline = stream_finish (stream);
  g_assert_cmpuint (first, !=, 0);
  g_assert_cmpstr (hw_timeline_get_layout_name (timeline, first), ==, "Node");
  g_assert_cmpstr (hw_timeline_get_layout_name (timeline, second), ==, "f");
  g_assert_null (hw_timeline_get_layout_name (timeline, 0));
  g_assert_null (hw_timeline_get_layout_name (timeline, second + 1));
  g_assert_cmpstr (hw_timeline_get_label (timeline, first, 0), ==, "a");
  g_assert_null (hw_timeline_get_label (timeline, first, 1));
  g_assert_cmpstr (hw_timeline_get_label (timeline, first, 2), ==, "c");
  g_assert_null (hw_timeline_get_label (timeline, first, 3));
  g_assert_cmpstr (hw_timeline_get_label (timeline, second, 0), ==, "x");
}

/* ------------------------------------------------------------------------------------------------ marks and sentences */

static void
test_passes_and_marks (void)
{
  g_autoptr (Stream) stream = stream_new (BIG);
  g_autoptr (HwTimeline) timeline = NULL;
  const HwMark *marks;
  const HwPass *passes;
  gsize n_marks, n_passes;
  guint32 a, b;

  a = stream_alloc (stream, 0, HW_KIND_INSTANCE, 0, 48);
  b = stream_alloc (stream, 0, HW_KIND_WEAKREF, 0, 72);
  stream_step (stream);
  stream_emit (stream, HW_EVENT_SNAPSHOT, 0, NULL, 0);
  stream_step_at (stream, 9, 0);
  STREAM_EMIT (stream, PASS_BEGIN, 2, 1);
  stream_emit (stream, HW_EVENT_CALLBACK_BEGIN, b, NULL, 0);
  stream_emit (stream, HW_EVENT_CALLBACK_END, b, NULL, 0);
  stream_emit (stream, HW_EVENT_FINALIZER_BEGIN, a, NULL, 0);
  stream_emit (stream, HW_EVENT_FINALIZER_END, a, NULL, 0);
  stream_free_object (stream, a);
  STREAM_EMIT (stream, PASS_END, 2, 4, 1);
  stream_free_object (stream, b);
  timeline = stream_finish (stream);

  marks = hw_timeline_get_marks (timeline, &n_marks);
  g_assert_cmpuint (n_marks, ==, 4);
  g_assert_cmpint (marks[0].kind, ==, HW_MARK_SNAPSHOT);
  g_assert_cmpuint (marks[0].step, ==, 1);
  g_assert_cmpint (marks[1].kind, ==, HW_MARK_PASS);
  g_assert_cmpuint (marks[1].step, ==, 2);
  g_assert_cmpuint (marks[1].value, ==, 2);
  g_assert_cmpint (marks[2].kind, ==, HW_MARK_CALLBACK);
  g_assert_cmpuint (marks[2].serial, ==, 2);
  g_assert_cmpint (marks[3].kind, ==, HW_MARK_FINALIZER);
  g_assert_cmpuint (marks[3].serial, ==, 1);

  passes = hw_timeline_get_passes (timeline, &n_passes);
  g_assert_cmpuint (n_passes, ==, 1);
  g_assert_cmpuint (passes[0].step, ==, 2);
  g_assert_cmpuint (passes[0].line, ==, 9);
  g_assert_cmpuint (passes[0].generation, ==, 2);
  g_assert_cmpuint (passes[0].automatic, ==, 1);
  g_assert_cmpuint (passes[0].collected, ==, 4);
  g_assert_cmpuint (passes[0].uncollectable, ==, 1);
  g_assert_cmpuint (passes[0].n_finalizers, ==, 1);
  g_assert_cmpuint (passes[0].n_callbacks, ==, 1);
  g_assert_cmpuint (passes[0].n_freed, ==, 1);
  g_assert_cmpuint (passes[0].end - passes[0].begin, ==, 2 + 1 + 1 + 1 + 1 + 8);
}

static void
assert_sentence (HwTimeline *timeline,
                 guint       step,
                 const char *expected)
{
  g_autofree char *sentence = hw_timeline_describe_step (timeline, step);

  g_assert_cmpstr (sentence, ==, expected);
}

static void
test_sentences (void)
{
  g_autoptr (Stream) stream = stream_new (BIG);
  g_autoptr (HwTimeline) timeline = NULL;
  StreamWorld world;
  guint32 node, a, b;

  stream_make_world (stream, &world);
  stream_step (stream);
  node = stream_class (stream, &world, "Node");
  stream_bind (stream, &world, world.globals, 0, "Node", node);
  stream_step (stream);
  a = stream_instance (stream, node);
  stream_bind (stream, &world, world.globals, 1, "a", a);
  stream_step (stream);
  b = stream_int (stream, &world, 1000);
  stream_bind (stream, &world, world.globals, 2, "b", b);
  stream_step (stream);
  stream_hold (stream, a, 1, a);
  stream_step (stream);
  stream_set (stream, world.globals, 2, 0);
  stream_set (stream, world.globals, 3, 0);
  stream_decref (stream, a);
  stream_step (stream);
  stream_set (stream, a, 1, 0);
  stream_decref (stream, a);
  stream_untrack (stream, a);
  stream_free_object (stream, a);
  stream_decref (stream, node);
  stream_step (stream);
  STREAM_EMIT (stream, PASS_BEGIN, 2, 0);
  STREAM_EMIT (stream, PASS_END, 2, 3, 0);
  print (stream, "3\n", FALSE);
  timeline = stream_finish (stream);

  assert_sentence (timeline, 1, "binds Node to the new class Node");
  assert_sentence (timeline, 2, "binds a to the new Node #14");
  assert_sentence (timeline, 3, "binds b to 1000");
  assert_sentence (timeline, 4, "sets Node #14.ref to Node #14; the count of Node #14 rises from 1 to 2");
  assert_sentence (timeline, 5, "Node #14 loses the name a, its count falls from 2 to 1; no name leads to it any more, so only the collector can free it");
  assert_sentence (timeline, 6, "frees Node #14");
  assert_sentence (timeline, 7, "a pass of generation 2 collects 3; prints");
  assert_sentence (timeline, 2, "binds a to the new Node #14");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint seed = 1; seed <= 8; seed++) {
    g_autofree char *name = g_strdup_printf ("/timeline/cursor/random-streams-go-back-exactly/%u", seed);

    g_test_add_data_func (name, GUINT_TO_POINTER (seed), test_random_streams_go_back_exactly);
  }
  g_test_add_func ("/timeline/cursor/undoing-one-event-at-a-time", test_undoing_one_event_at_a_time);
  g_test_add_func ("/timeline/cursor/seeking-to-events", test_seeking_to_events);
  g_test_add_func ("/timeline/cursor/cancelled-seek-leaves-a-usable-cursor", test_cancelled_seek_leaves_a_usable_cursor);
  g_test_add_func ("/timeline/recorder/steps-and-exit", test_steps_and_exit);
  g_test_add_func ("/timeline/recorder/a-full-log-ends-at-a-whole-step", test_a_full_log_ends_at_a_whole_step);
  g_test_add_func ("/timeline/recorder/an-event-larger-than-everything", test_an_event_larger_than_everything);
  g_test_add_func ("/timeline/recorder/verify-sees-every-event", test_verify_sees_every_event);
  g_test_add_func ("/timeline/recorder/output-by-step", test_output_by_step);
  g_test_add_func ("/timeline/recorder/labels", test_labels);
  g_test_add_func ("/timeline/passes-and-marks", test_passes_and_marks);
  g_test_add_func ("/timeline/sentences", test_sentences);
  return g_test_run ();
}
