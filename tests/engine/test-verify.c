/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The heap as its events tell it against the heap itself, with random changes of every kind and no interpreter. */

#include "heap/private.h"
#include "hw-image.h"
#include "hw-timeline.h"
#include "timeline/verify.h"

#define N_VARIABLES 30

typedef struct {
  HwRecorder *recorder;
  HwVerifier *verifier;
  HwHeap     *heap;
  HwType     *node;
  GRand      *rand;
  HwObject   *variables[N_VARIABLES]; /* owned references */
  guint       n_callbacks;
} World;

/* ----------------------------------------------------------------------------------------------------------- hooks */

static void
finalize_cb (gpointer  data,
             HwObject *object)
{
}

static void
callback_cb (gpointer  data,
             HwObject *weakref,
             HwObject *callback)
{
  ((World *) data)->n_callbacks++;
}

static gboolean
no_cb (gpointer data)
{
  return FALSE;
}

static int
equal_cb (gpointer  data,
          HwObject *a,
          HwObject *b)
{
  return a == b || (a->kind == HW_KIND_INT && b->kind == HW_KIND_INT && a->as.integer.value == b->as.integer.value);
}

static void
free_data_cb (gpointer  data,
              HwObject *object)
{
}

/* ----------------------------------------------------------------------------------------------------------- world */

static void
add_type (HwHeap     *heap,
          HwKind      kind,
          const char *name,
          gboolean    is_gc,
          gboolean    has_weakrefs)
{
  HwType *type = hw_type_new (heap, heap->types[HW_KIND_TYPE], name, NULL, FALSE);

  type->kind = kind;
  type->is_gc = is_gc;
  type->has_weakrefs = has_weakrefs;
  heap->types[kind] = type;
}

static void
world_init (World    *world,
            HwPython  python,
            guint     seed)
{
  HwHeap *heap;

  memset (world, 0, sizeof *world);
  world->recorder = hw_recorder_new (NULL, python, 512 << 20);
  world->verifier = hw_verifier_new (world->recorder);
  world->rand = g_rand_new_with_seed (seed);
  heap = world->heap = hw_heap_new (python, hw_recorder_get_sink (world->recorder));
  heap->hooks.data = world;
  heap->hooks.finalize = finalize_cb;
  heap->hooks.weakref_callback = callback_cb;
  heap->hooks.has_pass_callbacks = no_cb;
  heap->hooks.exception_pending = no_cb;
  heap->hooks.equal = equal_cb;
  heap->hooks.free_data = free_data_cb;

  add_type (heap, HW_KIND_TYPE, "type", TRUE, TRUE);
  add_type (heap, HW_KIND_NONE, "NoneType", FALSE, FALSE);
  add_type (heap, HW_KIND_ELLIPSIS, "ellipsis", FALSE, FALSE);
  add_type (heap, HW_KIND_NOT_IMPLEMENTED, "NotImplementedType", FALSE, FALSE);
  add_type (heap, HW_KIND_BOOL, "bool", FALSE, FALSE);
  add_type (heap, HW_KIND_INT, "int", FALSE, FALSE);
  add_type (heap, HW_KIND_FLOAT, "float", FALSE, FALSE);
  add_type (heap, HW_KIND_STR, "str", FALSE, FALSE);
  add_type (heap, HW_KIND_BYTES, "bytes", FALSE, FALSE);
  add_type (heap, HW_KIND_TUPLE, "tuple", TRUE, FALSE);
  add_type (heap, HW_KIND_LIST, "list", TRUE, FALSE);
  add_type (heap, HW_KIND_DICT, "dict", TRUE, FALSE);
  add_type (heap, HW_KIND_SET, "set", TRUE, TRUE);
  add_type (heap, HW_KIND_WEAKREF, "weakref", TRUE, FALSE);
  heap->type_type = heap->types[HW_KIND_TYPE];
  hw_heap_make_singletons (heap);

  world->node = hw_type_new (heap, heap->type_type, "Node", NULL, TRUE);
  world->node->kind = HW_KIND_INSTANCE;
  world->node->is_gc = TRUE;
  world->node->has_dict = TRUE;
  world->node->has_weakrefs = TRUE;
  world->node->inline_values = TRUE;
  hw_emit_size (heap, world->node->object, heap->profile->static_type_size, 0);
  hw_verifier_set_heap (world->verifier, heap);
}

static HwTimeline *
world_finish (World *world)
{
  HwTimeline *timeline = hw_recorder_finish (world->recorder);

  hw_verifier_set_heap (world->verifier, NULL);
  hw_heap_free (world->heap);
  hw_verifier_free (world->verifier);
  g_rand_free (world->rand);
  return timeline;
}

static void
world_assert_sound (World *world)
{
  hw_verifier_check_all (world->verifier);
  g_assert_cmpstr (hw_verifier_get_findings (world->verifier), ==, "");
}

/* --------------------------------------------------------------------------------------------------------- changes */

/* A new reference to something. */
static HwObject *
some_object (World *world)
{
  HwObject *object = world->variables[g_rand_int_range (world->rand, 0, N_VARIABLES)];

  if (object == NULL)
    object = world->heap->none;
  return hw_newref (world->heap, object);
}

static HwObject *
some_name (World *world)
{
  char name[3] = { 'k', 'a' + g_rand_int_range (world->rand, 0, 12) };

  return hw_str_intern_new (world->heap, name);
}

static HwObject *
make_something (World *world)
{
  HwHeap *heap = world->heap;
  HwObject *items[3];
  HwObject *object;

  switch (g_rand_int_range (world->rand, 0, 8)) {
  case 0:
    return hw_list_new (heap, 0);
  case 1:
    return hw_dict_new (heap);
  case 2:
    return hw_set_new (heap, heap->types[HW_KIND_SET]);
  case 3:
    return hw_int_new (heap, g_rand_int_range (world->rand, 200, 400));
  case 4:
    return hw_str_new (heap, "some text", -1);
  case 5:
    for (guint i = 0; i < 3; i++)
      items[i] = some_object (world);
    object = hw_tuple_new (heap, 3);
    hw_items_fill (heap, object, items, 3);
    hw_tuple_track (heap, object);
    return object;
  default:
    return hw_instance_new (heap, world->node);
  }
}

static void
change_list (World    *world,
             HwObject *list)
{
  HwHeap *heap = world->heap;
  guint n = list->as.items.n;
  HwObject *values[4];
  guint n_values = g_rand_int_range (world->rand, 0, 5);
  guint position = n > 0 ? g_rand_int_range (world->rand, 0, n) : 0;
  guint n_taken;

  switch (g_rand_int_range (world->rand, 0, 6)) {
  case 0:
    if (n > 0)
      hw_list_set (heap, list, position, some_object (world));
    break;
  case 1:
    if (n > 0)
      hw_decref (heap, hw_list_pop (heap, list, position));
    break;
  case 2:
    for (guint i = 0; i < n_values; i++)
      values[i] = some_object (world);
    n_taken = n > 0 ? g_rand_int_range (world->rand, 0, MIN (3, n - position) + 1) : 0;
    hw_list_splice (heap, list, position, n_taken, values, n_values, FALSE);
    for (guint i = 0; i < n_values; i++)
      hw_decref (heap, values[i]);
    break;
  case 3:
    if (n > 40)
      hw_list_clear (heap, list);
    break;
  default:
    hw_list_append (heap, list, some_object (world));
  }
}

static void
change_dict (World    *world,
             HwObject *dict)
{
  HwHeap *heap = world->heap;
  HwObject *key = g_rand_boolean (world->rand) ? some_name (world) : hw_int_new (heap, g_rand_int_range (world->rand, 0, 300));
  gint64 hash = key->kind == HW_KIND_STR ? hw_str_hash (key) : key->as.integer.value;
  HwObject *value = some_object (world);

  switch (g_rand_int_range (world->rand, 0, 8)) {
  case 0:
    hw_dict_clear (heap, dict);
    break;
  case 1:
  case 2:
    hw_dict_delete (heap, dict, key, hash, NULL);
    break;
  default:
    g_assert_true (hw_dict_set (heap, dict, key, hash, value));
  }
  hw_decref (heap, key);
  hw_decref (heap, value);
}

static void
change_set (World    *world,
            HwObject *set)
{
  HwHeap *heap = world->heap;
  HwObject *key = hw_int_new (heap, g_rand_int_range (world->rand, 0, 600));

  if (g_rand_int_range (world->rand, 0, 3) == 0)
    hw_set_discard (heap, set, key, key->as.integer.value);
  else
    hw_set_add (heap, set, key, key->as.integer.value, NULL);
  hw_decref (heap, key);
}

static void
change_instance (World    *world,
                 HwObject *object)
{
  HwHeap *heap = world->heap;
  HwObject *name = some_name (world);
  HwObject *value = some_object (world);

  switch (g_rand_int_range (world->rand, 0, 10)) {
  case 0:
    hw_instance_get_dict (heap, object);
    break;
  case 1:
  case 2:
    hw_instance_set (heap, object, name, NULL);
    break;
  case 3:
    hw_decref (heap, hw_weakref_new (heap, heap->types[HW_KIND_WEAKREF], HW_KIND_WEAKREF, object, NULL));
    break;
  case 4:
    hw_decref (heap, value);
    value = hw_weakref_new (heap, heap->types[HW_KIND_WEAKREF], HW_KIND_WEAKREF, object, heap->none);
    hw_instance_set (heap, object, name, value);
    break;
  default:
    hw_instance_set (heap, object, name, value);
  }
  hw_decref (heap, name);
  hw_decref (heap, value);
}

static void
change_something (World *world)
{
  guint place = g_rand_int_range (world->rand, 0, N_VARIABLES);
  HwObject *object = world->variables[place];

  if (object == NULL || g_rand_int_range (world->rand, 0, 12) == 0) {
    world->variables[place] = make_something (world);
    hw_xdecref (world->heap, object);
    return;
  }
  hw_incref (world->heap, object);
  if (object->kind == HW_KIND_LIST)
    change_list (world, object);
  else if (object->kind == HW_KIND_DICT)
    change_dict (world, object);
  else if (object->kind == HW_KIND_SET)
    change_set (world, object);
  else if (object->kind == HW_KIND_INSTANCE)
    change_instance (world, object);
  hw_decref (world->heap, object);
  if (g_rand_int_range (world->rand, 0, 200) == 0)
    hw_collect (world->heap, g_rand_int_range (world->rand, 0, 3), FALSE);
  if (g_rand_int_range (world->rand, 0, 2000) == 0)
    hw_collector_freeze (world->heap);
  if (g_rand_int_range (world->rand, 0, 2000) == 0)
    hw_collector_unfreeze (world->heap);
}

/* ----------------------------------------------------------------------------------------------------------- tests */

/* Images on the way back are those on the way there. */
static void
assert_goes_back (HwTimeline *timeline)
{
  g_autoptr (HwCursor) cursor = hw_cursor_new (timeline);
  g_autoptr (GPtrArray) images = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_image_unref);

  for (guint step = 0; step <= 5000; step += 50) {
    g_assert_true (hw_cursor_seek (cursor, step, NULL, NULL));
    g_ptr_array_add (images, hw_cursor_make_image (cursor));
  }
  for (guint i = images->len; i > 0; i--) {
    g_autoptr (HwImage) image = NULL;
    const HwObjectRecord *forth, *back;
    guint n_forth, n_back;

    g_assert_true (hw_cursor_seek (cursor, (i - 1) * 50, NULL, NULL));
    image = hw_cursor_make_image (cursor);
    forth = hw_image_get_objects (images->pdata[i - 1], &n_forth);
    back = hw_image_get_objects (image, &n_back);
    g_assert_cmpmem (forth, n_forth * sizeof *forth, back, n_back * sizeof *back);
  }
}

static void
test_random_changes (gconstpointer data)
{
  guint argument = GPOINTER_TO_UINT (data);
  g_autoptr (HwTimeline) timeline = NULL;
  World world;

  world_init (&world, argument % HW_N_PYTHONS, argument);
  world_assert_sound (&world);
  for (guint i = 0; i < 5000; i++) {
    HwSink *sink = hw_recorder_get_sink (world.recorder);
    HwStep step = { .line = 1 + i };
    guint32 *words;

    sink->step (sink, &step);
    words = hw_sink_reserve (sink, 2);
    words[0] = HW_EVENT_HEAD (HW_EVENT_STEP, 1 + i);
    words[1] = 0;
    change_something (&world);
    if (i % 100 == 0)
      world_assert_sound (&world);
  }
  for (guint i = 0; i < N_VARIABLES; i++)
    hw_xdecref (world.heap, world.variables[i]);
  hw_collect (world.heap, 2, FALSE);
  world_assert_sound (&world);
  timeline = world_finish (&world);

  assert_goes_back (timeline);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < 2 * HW_N_PYTHONS; i++) {
    g_autofree char *name = g_strdup_printf ("/verify/random-changes/%u", i);

    g_test_add_data_func (name, GUINT_TO_POINTER (i), test_random_changes);
  }
  return g_test_run ();
}
