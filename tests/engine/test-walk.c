/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The walk of a pass: what is computed anew from an image agrees, decision by decision, with what the run recorded; on every lesson and
 * every recorded program, on every version. */

#include "gesture-world.h"
#include "hw-walk.h"
#include "timeline/timeline.h"
#include "timeline/words.h"

/* ------------------------------------------------------------------------------------------------------ against the record */

/* The serial of the object that is in a cell at the pass's begin. */
static guint32 *
list_serials (World        *world,
              const HwPass *pass,
              guint32      *n_cells)
{
  g_autoptr (GArray) serials = g_array_new (FALSE, TRUE, sizeof (guint32));
  guint32 next = 1;

  for (guint64 at = 0; at < pass->begin; at += hw_words_length (world->timeline->words + at)) {
    const guint32 *event = world->timeline->words + at;
    HwEventKind kind = HW_EVENT_KIND (event[0]);
    guint32 cell = HW_EVENT_ARGUMENT (event[0]);

    if (kind != HW_EVENT_ALLOC && kind != HW_EVENT_FRAME_PUSH)
      continue;
    if (cell >= serials->len)
      g_array_set_size (serials, cell + 1);
    g_array_index (serials, guint32, cell) = next++;
  }
  *n_cells = serials->len;
  return (guint32 *) (gpointer) g_array_free (g_steal_pointer (&serials), FALSE);
}

/* Every move between the lists in move_unreachable is a decision of the walk, in the same order. */
static void
check_moves (World   *world,
             HwWalk  *walk)
{
  const HwPass *pass = hw_walk_get_pass (walk);
  guint32 n_cells;
  g_autofree guint32 *serials = list_serials (world, pass, &n_cells);
  const HwObjectRecord *objects = hw_image_get_objects (hw_walk_get_image (walk), NULL);
  guint n, decision = hw_walk_get_phase (walk, HW_PHASE_MOVE_UNREACHABLE);
  const HwDecision *decisions = hw_walk_get_decisions (walk, &n);
  guint end = hw_walk_get_phase (walk, HW_PHASE_LEGACY_FINALIZERS);
  gboolean inside = FALSE;

  for (guint64 at = pass->begin; at < pass->end; at += hw_words_length (world->timeline->words + at)) {
    const guint32 *event = world->timeline->words + at;

    if (HW_EVENT_KIND (event[0]) == HW_EVENT_PHASE)
      inside = HW_EVENT_ARGUMENT (event[0]) == HW_PHASE_MOVE_UNREACHABLE;
    if (!inside || HW_EVENT_KIND (event[0]) != HW_EVENT_GC_MOVE)
      continue;
    while (decision < end && decisions[decision].kind != HW_DECISION_SUSPECT && decisions[decision].kind != HW_DECISION_RESCUE)
      decision++;
    g_assert_cmpuint (decision, <, end);
    g_assert_cmpuint (objects[decisions[decision].object].serial, ==, serials[HW_EVENT_ARGUMENT (event[0])]);
    g_assert_cmpint (decisions[decision].kind, ==, event[2] == HW_LIST_UNREACHABLE ? HW_DECISION_SUSPECT : HW_DECISION_RESCUE);
    decision++;
  }
  for (; decision < end; decision++)
    g_assert_false (decisions[decision].kind == HW_DECISION_SUSPECT || decisions[decision].kind == HW_DECISION_RESCUE);
}

/* Finalizers and callbacks run in the order of the timeline's marks. */
static void
check_code (World       *world,
            HwWalk      *walk,
            HwMarkKind   mark,
            HwDecisionKind kind)
{
  const HwPass *pass = hw_walk_get_pass (walk);
  HwImage *image = hw_walk_get_image (walk);
  gsize n_marks;
  const HwMark *marks = hw_timeline_get_marks (world->timeline, &n_marks);
  guint n, decision = 0;
  const HwDecision *decisions = hw_walk_get_decisions (walk, &n);

  for (gsize i = 0; i < n_marks; i++) {
    if (marks[i].kind != mark || marks[i].position < pass->begin || marks[i].position >= pass->end)
      continue;
    while (decision < n && decisions[decision].kind != kind)
      decision++;
    g_assert_cmpuint (decision, <, n);
    g_assert_cmpuint (decisions[decision].object, ==, hw_image_find (image, marks[i].serial));
    decision++;
  }
}

/* -------------------------------------------------------------------------------------------------------- lanes, both ways */

/* All lanes, in order, with gc_refs: a sum to compare. */
static guint64
sum_lanes (HwLanes *lanes)
{
  guint64 sum = 14695981039346656037u;

  for (guint lane = HW_LANE_SCAN; lane < HW_N_LANES; lane++) {
    guint n = 0;

    for (guint i = hw_lanes_get_first (lanes, lane); i != HW_NO_OBJECT; i = hw_lanes_get_next (lanes, i)) {
      g_assert_cmpint (hw_lanes_get_lane (lanes, i), ==, lane);
      sum = (sum ^ i) * 1099511628211u;
      sum = (sum ^ hw_lanes_get_refs (lanes, i)) * 1099511628211u;
      n++;
    }
    g_assert_cmpuint (n, ==, hw_lanes_get_length (lanes, lane));
    sum = (sum ^ lane) * 1099511628211u;
  }
  return sum;
}

static void
check_lanes (HwWalk *walk)
{
  g_autoptr (HwLanes) lanes = hw_lanes_new (walk);
  guint64 sums[HW_N_PHASES + 1];

  for (guint phase = 0; phase <= HW_N_PHASES; phase++) {
    hw_lanes_seek (lanes, hw_walk_get_phase (walk, phase));
    sums[phase] = sum_lanes (lanes);
  }
  /* Survivors, and nothing else, are in no lane of the trash at the end. */
  g_assert_cmpuint (hw_lanes_get_length (lanes, HW_LANE_UNREACHABLE), ==, 0);
  g_assert_cmpuint (hw_lanes_get_length (lanes, HW_LANE_SEEN), ==, 0);
  for (guint phase = HW_N_PHASES + 1; phase-- > 0;) {
    hw_lanes_seek (lanes, hw_walk_get_phase (walk, phase));
    g_assert_cmpuint (sum_lanes (lanes), ==, sums[phase]);
  }
  hw_lanes_seek (lanes, hw_walk_get_phase (walk, HW_PHASE_DELETE_GARBAGE));
  g_assert_cmpuint (hw_lanes_get_length (lanes, HW_LANE_UNREACHABLE), ==, hw_walk_get_n_trash (walk));
}

/* Each object of the pass that is alive after it, and no other, is reachable or was never in question. */
static void
check_survivors (World  *world,
                 HwWalk *walk)
{
  g_autoptr (HwCursor) cursor = hw_cursor_new (world->timeline);
  g_autoptr (HwLanes) lanes = hw_lanes_new (walk);
  g_autoptr (HwImage) after = NULL;
  const HwObjectRecord *objects = hw_image_get_objects (hw_walk_get_image (walk), NULL);
  guint n_young;
  const guint32 *young = hw_walk_get_young (walk, &n_young);

  g_assert_true (hw_cursor_seek_event (cursor, hw_walk_get_pass (walk)->end, NULL, NULL));
  after = hw_cursor_make_image (cursor);
  hw_lanes_seek (lanes, G_MAXUINT);
  for (guint i = 0; i < n_young; i++) {
    gboolean alive = hw_image_find (after, objects[young[i]].serial) != HW_NO_OBJECT;

    g_assert_cmpint (hw_lanes_get_lane (lanes, young[i]) == HW_LANE_FREED, ==, !alive);
  }
}

/* ----------------------------------------------------------------------------------------------------------- worked example */

/* The one of CPython's own text on its collector: a ring of three with a name on one of them, and an object that refers to itself. */
static const char example[] = "import gc\n"
                              "gc.disable()\n"
                              "class Link:\n"
                              "    def __init__(self, next=None):\n"
                              "        self.next = next\n"
                              "link_3 = Link()\n"
                              "link_2 = Link(link_3)\n"
                              "link_1 = Link(link_2)\n"
                              "link_3.next = link_1\n"
                              "A = link_1\n"
                              "del link_1, link_2, link_3\n"
                              "link_4 = Link()\n"
                              "link_4.next = link_4\n"
                              "del link_4\n"
                              "gc.collect()\n";

/* Objects by the order of their making: 1 is link_3, 2 link_2, 3 link_1, 4 link_4. */
static const struct {
  HwDecisionKind kind;
  guint          link;
  guint          refs;
} expected[] = {
  { HW_DECISION_UPDATE, 1, 1 },   { HW_DECISION_UPDATE, 2, 1 },   { HW_DECISION_UPDATE, 3, 2 },   { HW_DECISION_UPDATE, 4, 1 },
  { HW_DECISION_SUBTRACT, 3, 1 }, { HW_DECISION_SUBTRACT, 3, 0 }, { HW_DECISION_SUBTRACT, 1, 0 }, { HW_DECISION_SUBTRACT, 2, 0 },
  { HW_DECISION_SUBTRACT, 4, 0 }, { HW_DECISION_SPARE, 3, 1 },    { HW_DECISION_SUSPECT, 1, 0 },  { HW_DECISION_SUSPECT, 2, 0 },
  { HW_DECISION_REACH, 3, 0 },    { HW_DECISION_RESCUE, 2, 1 },   { HW_DECISION_SUSPECT, 4, 0 },  { HW_DECISION_REACH, 2, 0 },
  { HW_DECISION_RESCUE, 1, 1 },   { HW_DECISION_REACH, 1, 0 },    { HW_DECISION_CLEAR, 4, 0 },    { HW_DECISION_FREE, 4, 0 },
};

static guint
get_link (guint        object,
          const guint *links)
{
  for (guint i = 0; i < 4; i++)
    if (object == links[i])
      return i + 1;
  return 0;
}

static void
test_worked_example (void)
{
  g_autoptr (World) world = world_new (example);
  g_autoptr (HwWalk) walk = hw_walk_new (world->timeline, 0, NULL, NULL);
  g_autofree char *end = hw_walk_describe_end (walk);
  HwImage *image = hw_walk_get_image (walk);
  guint n_objects, n_decisions, links[4], n = 0, at = 0;
  const HwObjectRecord *objects = hw_image_get_objects (image, &n_objects);
  const HwDecision *decisions = hw_walk_get_decisions (walk, &n_decisions);

  for (guint i = 0; i < n_objects && n < 4; i++)
    if (objects[i].kind == HW_KIND_INSTANCE && g_str_equal (hw_image_get_type_name (image, i), "Link"))
      links[n++] = i;
  g_assert_cmpuint (n, ==, 4);
  for (guint i = 0; i < n_decisions; i++) {
    guint link = get_link (decisions[i].object, links);

    if (link == 0)
      continue;
    g_assert_cmpuint (at, <, G_N_ELEMENTS (expected));
    g_assert_cmpint (decisions[i].kind, ==, expected[at].kind);
    g_assert_cmpuint (link, ==, expected[at].link);
    g_assert_cmpuint (decisions[i].value, ==, expected[at].refs);
    at++;
  }
  g_assert_cmpuint (at, ==, G_N_ELEMENTS (expected));
  g_assert_cmpstr (end, ==, "returns 1: 1 Link");
}

/* --------------------------------------------------------------------------------------------------------------------- words */

static void
assert_phase (World      *world,
              guint       pass,
              HwPhase     phase,
              const char *words)
{
  g_autoptr (HwWalk) walk = hw_walk_new (world->timeline, pass, NULL, NULL);
  g_autofree char *found = hw_walk_describe_phase (walk, phase);

  g_assert_nonnull (strstr (found, words));
}

static void
test_words (void)
{
  g_autoptr (World) world = world_new ("import gc, weakref\n"
                                       "gc.disable()\n"
                                       "class N:\n"
                                       "    def __del__(self): keep.append(self)\n"
                                       "class M: pass\n"
                                       "keep = []\n"
                                       "a = N(); a.me = a; a.mine = []\n"
                                       "m = M(); m.me = m\n"
                                       "w = weakref.ref(m, lambda r: None)\n"
                                       "m.w = weakref.ref(m, lambda r: None)\n"
                                       "del a, m\n"
                                       "gc.collect()\n");
  g_autoptr (HwWalk) walk = hw_walk_new (world->timeline, 0, NULL, NULL);
  g_autofree char *end = hw_walk_describe_end (walk);

  assert_phase (world, 0, HW_PHASE_HANDLE_WEAKREFS, "2 weak references to the trash end, before any code runs. Then callbacks are called, of: ");
  assert_phase (world, 0, HW_PHASE_HANDLE_WEAKREFS, "Trash itself, and so not called back: ");
  assert_phase (world, 0, HW_PHASE_FINALIZE_GARBAGE, "The finalizers of the trash run, in the order of the list: N #");
  assert_phase (world, 0, HW_PHASE_HANDLE_RESURRECTED, "brought back to life, with all that they refer to: N #");
  g_assert_true (g_str_has_prefix (end, "returns "));
  g_assert_nonnull (strstr (end, "1 M"));
  g_assert_null (strstr (end, "1 N"));
}

/* ----------------------------------------------------------------------------------------------------------------- programs */

static guint
check_program (const char *path,
               HwPython    python)
{
  g_autofree char *text = NULL;
  g_autoptr (World) world = NULL;
  const HwPass *passes;
  gsize n_passes;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  world = world_new_at (text, python, 0, HW_PLACE_END);
  passes = hw_timeline_get_passes (world->timeline, &n_passes);
  for (gsize i = 0; i < MIN (n_passes, 5); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (HwWalk) walk = hw_walk_new (world->timeline, i, NULL, &error);

    g_test_message ("%s, pass %" G_GSIZE_FORMAT, path, i);
    g_assert_no_error (error);
    check_moves (world, walk);
    check_code (world, walk, HW_MARK_FINALIZER, HW_DECISION_FINALIZE);
    check_code (world, walk, HW_MARK_CALLBACK, HW_DECISION_CALL);
    check_lanes (walk);
    check_survivors (world, walk);
    g_assert_cmpuint (hw_walk_get_n_trash (walk) + hw_walk_get_n_weakrefs (walk), ==, passes[i].collected);
  }
  return n_passes;
}

static void
test_programs (gconstpointer data)
{
  HwPython python = GPOINTER_TO_UINT (data);
  const char *folders[2];
  g_autofree char *lessons = g_build_filename (g_getenv ("HEAPWRIGHT_DATA"), "scenarios", NULL);
  g_autofree char *oracle = g_test_build_filename (G_TEST_DIST, "oracle", "programs", NULL);
  guint n_passes = 0;

  folders[0] = lessons;
  folders[1] = oracle;
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++) {
    g_autoptr (GDir) dir = g_dir_open (folders[i], 0, NULL);
    const char *name;

    g_assert_nonnull (dir);
    while ((name = g_dir_read_name (dir)) != NULL) {
      g_autofree char *path = g_build_filename (folders[i], name, NULL);

      if (g_str_has_suffix (name, ".py") && !g_str_equal (name, "hard_trash_01.py"))
        n_passes += check_program (path, python);
    }
  }
  g_assert_cmpuint (n_passes, >, 200);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/walk/worked-example", test_worked_example);
  g_test_add_func ("/walk/words", test_words);
  for (guint python = 0; python < HW_N_PYTHONS; python++) {
    g_autofree char *path = g_strdup_printf ("/walk/programs/%s", hw_python_to_string (python));

    g_test_add_data_func (path, GUINT_TO_POINTER (python), test_programs);
  }
  return g_test_run ();
}
