/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A thousand gestures in a row: the text still parses, the model prints what a real interpreter prints, and the inverse edits lead back
 * to the empty text. */

#include <glib/gstdio.h>

#include "gesture-world.h"

#define N_GESTURES 1000
#define COMPARE_EVERY 100

static const char *const random_values[] = { "1000", "'text'", "[]", "(1, [2])", "{}", "None", "{3, 4}", "2.5" };
static const char *const random_keys[] = { "0", "1", "'k'", "(1, 2)", "None", "-1" };
static const char *const random_names[] = { "ref", "name", "next", "items", "__del__" };
static const char *const random_statements[] = {
  "print(len(globals()) > 0)",
  /* Not what the first pass returns: the import of tracemalloc leaves garbage of its own. */
  "import gc; gc.collect(); print(gc.collect(), gc.get_count()[1:])",
  "for number in range(3):\n    print(number)",
  "import sys; print([sys.getrefcount(value) for value in list(globals().values()) if type(value) is list])",
  "print([len(value) for value in list(globals().values()) if type(value) in (list, dict, set, tuple) and value is not globals()])",
};

#define PICK(rand, list) ((list)[g_rand_int_range ((rand), 0, G_N_ELEMENTS (list))])

/* Whether [object] is of the program's own making: what modules are made of inside is not wholly as in CPython. */
static gboolean
is_own (HwImage *image,
        guint    object)
{
  const HwObjectRecord *objects = hw_image_get_objects (image, NULL);
  g_autofree char *expression = NULL;

  if (hw_image_is_background (image, object) || hw_image_get_number (image, object) == 0)
    return FALSE;
  expression = hw_analysis_global_expression (image, object);
  if (expression != NULL && (strstr (expression, "traces") != NULL || strstr (expression, "type(") != NULL))
    return FALSE;
  switch ((HwKind) objects[object].kind) {
  case HW_KIND_LIST:
  case HW_KIND_DICT:
  case HW_KIND_SET:
  case HW_KIND_TUPLE:
  case HW_KIND_WEAKREF:
  case HW_KIND_INT:
  case HW_KIND_TYPE:
    return TRUE;
  case HW_KIND_INSTANCE:
    return g_str_has_prefix (hw_image_get_type_name (image, object), "Node");
  default:
    return FALSE;
  }
}

/* An object of the program, or 0. */
static guint32
pick_object (World *world,
             GRand *rand,
             HwKind kind)
{
  guint n;
  const HwObjectRecord *objects = hw_image_get_objects (world->image, &n);

  for (guint tries = 0; tries < 400; tries++) {
    guint i = (guint) g_rand_int_range (rand, 0, (gint32) n);

    if (!is_own (world->image, i) || (kind != HW_KIND_FREE && objects[i].kind != kind))
      continue;
    return objects[i].serial;
  }
  return 0;
}

/* Whether people would point at such an edge; fields and names with two underscores, such as a function's __code__ or a class's
 * __doc__, are not all guarded in the model as CPython guards them. */
static gboolean
is_pointed_at (HwImage                 *image,
               const HwReferenceRecord *reference)
{
  const char *name = "";

  if ((!is_own (image, reference->holder) && !(hw_image_get_objects (image, NULL)[reference->holder].flags & HW_FLAG_NAMESPACE))
      || !is_own (image, reference->target) || reference->label_kind == HW_LABEL_FIELD)
    return FALSE;
  if (reference->label_kind == HW_LABEL_NAME || reference->label_kind == HW_LABEL_ATTRIBUTE)
    name = hw_image_get_text (image, reference->label);
  else if (reference->label_kind == HW_LABEL_KEY || reference->label_kind == HW_LABEL_IS_KEY)
    name = hw_image_get_text (image, hw_image_get_objects (image, NULL)[reference->label_kind == HW_LABEL_KEY ? reference->label : reference->target].text);
  return !g_str_has_prefix (name, "__") && !g_str_has_prefix (name, "'__");
}

static HwEdge
pick_edge (World *world,
           GRand *rand)
{
  guint n;
  const HwReferenceRecord *references = hw_image_get_references (world->image, &n);

  for (guint tries = 0; tries < 2000; tries++) {
    guint i = (guint) g_rand_int_range (rand, 0, (gint32) n);

    if (is_pointed_at (world->image, &references[i]))
      return hw_edge_from_reference (world->image, i);
  }
  return (HwEdge) { 0, 0 };
}

/* A line of the text, from its first to its last byte. */
static void
pick_range (World     *world,
            GRand     *rand,
            HwGesture *gesture)
{
  guint n = hw_scenario_get_n_lines (world->scenario);
  gsize length;
  const char *line = n > 0 ? hw_scenario_get_line (world->scenario, (guint) g_rand_int_range (rand, 1, (gint32) n + 1), &length) : NULL;

  if (line == NULL)
    return;
  gesture->begin = (gsize) (line - hw_scenario_get_text (world->scenario));
  gesture->end = gesture->begin + MAX (length, 1);
}

static void
pick_operands (World     *world,
               GRand     *rand,
               HwGesture *gesture,
               char     **owned)
{
  gboolean has_target = g_rand_boolean (rand);

  gesture->object = pick_object (world, rand, gesture->kind == HW_GESTURE_NEW_INSTANCE ? HW_KIND_TYPE : HW_KIND_FREE);
  gesture->target = has_target ? pick_object (world, rand, HW_KIND_FREE) : 0;
  gesture->edge = pick_edge (world, rand);
  gesture->other = pick_edge (world, rand);
  gesture->text = PICK (rand, random_values);
  gesture->key = PICK (rand, random_keys);
  gesture->number = g_rand_int_range (rand, -1, 3);
  switch (gesture->kind) {
  case HW_GESTURE_NEW_INSTANCE:
    gesture->text = NULL;
    break;
  case HW_GESTURE_NEW_CLASS:
    gesture->text = g_rand_boolean (rand) ? "name, ref=None" : NULL;
    gesture->flags = (guint) g_rand_int_range (rand, 0, 8);
    break;
  case HW_GESTURE_NEW_DICT:
    gesture->text = "'k': []";
    break;
  case HW_GESTURE_WEAK_REFERENCE:
  case HW_GESTURE_WEAK_PROXY:
    gesture->text = NULL;
    break;
  case HW_GESTURE_SET_ATTRIBUTE:
    gesture->key = PICK (rand, random_names);
    break;
  case HW_GESTURE_CALL:
    if (gesture->object != 0) {
      g_auto (GStrv) methods = hw_gesture_list_methods (world->image, hw_image_find (world->image, gesture->object));
      guint n = g_strv_length (methods);

      gesture->key = *owned = g_strdup (n > 0 ? methods[g_rand_int_range (rand, 0, (gint32) n)] : "nothing");
      gesture->text = g_rand_boolean (rand) ? "" : gesture->text;
    }
    break;
  case HW_GESTURE_GC_THRESHOLD:
    gesture->text = "700, 10";
    break;
  case HW_GESTURE_GC_DEBUG:
    gesture->text = "0";
    break;
  case HW_GESTURE_RENAME:
    gesture->text = *owned = g_strdup_printf ("renamed%u", g_rand_int_range (rand, 0, 100000));
    gesture->name = PICK (rand, ((const char *const[]) { "a", "b", "c", "n", "Node", "w", "gc" }));
    break;
  case HW_GESTURE_WRAP:
    pick_range (world, rand, gesture);
    break;
  case HW_GESTURE_STATEMENT:
    gesture->text = PICK (rand, random_statements);
    break;
  default:
    break;
  }
}

/* Runs [text] under the real interpreter, as a file. */
static char *
run_file (const char *path,
          const char *text)
{
  g_autofree char *folder = g_dir_make_tmp ("gesture-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (folder, "test.py", NULL);
  char *argv[] = { (char *) path, file, NULL };
  char *output = NULL;
  g_autoptr (GError) error = NULL;

  g_file_set_contents (file, text, -1, &error);
  g_assert_no_error (error);
  g_spawn_sync (NULL, argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_unlink (file);
  g_rmdir (folder);
  return output;
}

typedef struct {
  GRand     *rand;
  HwPython   python;
  char      *path;     /* of python3, or NULL */
  World     *world;
  GPtrArray *inverses; /* of HwEdit */
  guint      n_refused;
  guint      n_raised;
} Walk;

/* One gesture at random: done, or refused, or taken back because Python raises. */
static void
walk_once (Walk *walk)
{
  HwGesture gesture = { .kind = (HwGestureKind) g_rand_int_range (walk->rand, 0, HW_N_GESTURES) };
  HwScenario *scenario = walk->world->scenario;
  g_autoptr (GError) error = NULL;
  g_autoptr (HwEdit) edit = NULL;
  g_autofree char *owned = NULL, *after = NULL;
  HwPlace place = g_rand_int_range (walk->rand, 0, 10) == 0 ? HW_PLACE_STEP : HW_PLACE_END;
  World *next;

  /* What the interpreter still tells as it ends differs where the module's names are frozen. */
  if (gesture.kind == HW_GESTURE_GC_FREEZE)
    gesture.kind = HW_GESTURE_GC_UNFREEZE;
  if ((gesture.kind == HW_GESTURE_WRAP || gesture.kind == HW_GESTURE_DEEP_DUPLICATE) && g_rand_int_range (walk->rand, 0, 10) > 0)
    return;
  pick_operands (walk->world, walk->rand, &gesture, &owned);
  edit = world_make (walk->world, &gesture, &error);
  if (edit == NULL) {
    g_assert_true (error != NULL && *error->message != '\0');
    walk->n_refused++;
    return;
  }
  if (!hw_edit_try (edit, scenario, walk->python, NULL, &error)) {
    g_assert_error (error, HW_ERROR, HW_ERROR_REFUSED);
    walk->n_raised++;
    return;
  }
  after = world_apply (walk->world, edit);
  next = world_new_at (after, walk->python, (guint) g_rand_int_range (walk->rand, 0, 200), place);
  if (strlen (after) > 30000 || next->raised) {
    world_free (next);
    return;
  }
  g_ptr_array_add (walk->inverses, hw_edit_invert (edit, hw_scenario_get_text (scenario), hw_scenario_get_length (scenario)));
  world_free (walk->world);
  walk->world = next;
}

static void
compare_with_python (Walk *walk)
{
  g_autofree char *output = NULL;

  if (walk->path == NULL)
    return;
  output = run_file (walk->path, hw_scenario_get_text (walk->world->scenario));
  if (!g_str_equal (output, walk->world->output->str))
    g_test_message ("%s", hw_scenario_get_text (walk->world->scenario));
  g_assert_cmpstr (output, ==, walk->world->output->str);
}

static void
test_random_gestures (void)
{
  Walk walk = { .rand = g_rand_new_with_seed (2024), .python = HW_PYTHON_DEFAULT, .world = world_new ("") };
  g_autofree char *text = NULL;

  walk.path = find_python (&walk.python);
  walk.inverses = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_edit_free);
  for (guint i = 1; i <= N_GESTURES; i++) {
    walk_once (&walk);
    if (i % COMPARE_EVERY == 0)
      compare_with_python (&walk);
  }
  g_test_message ("%u done, %u refused, %u raise; %" G_GSIZE_FORMAT " bytes, %" G_GSIZE_FORMAT " of output", walk.inverses->len,
                  walk.n_refused, walk.n_raised, hw_scenario_get_length (walk.world->scenario), walk.world->output->len);
  g_assert_cmpuint (walk.inverses->len, >, N_GESTURES / 4);
  text = g_strdup (hw_scenario_get_text (walk.world->scenario));
  for (guint i = walk.inverses->len; i > 0; i--) {
    char *before = hw_edit_apply (walk.inverses->pdata[i - 1], text, strlen (text));

    g_free (text);
    text = before;
  }
  g_assert_cmpstr (text, ==, "");
  g_ptr_array_unref (walk.inverses);
  world_free (walk.world);
  g_rand_free (walk.rand);
  g_free (walk.path);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gesture-random/thousand", test_random_gestures);
  return g_test_run ();
}
