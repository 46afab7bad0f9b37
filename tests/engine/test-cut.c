/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Cut and see against what happens: each reference that a statement can delete is deleted, the program run, and what it frees compared
 * with what was foretold, then and in the pass that follows. */

#include "gesture-world.h"
#include "hw-cut.h"

static const char *const programs[] = {
  /* chains, shared parts, cycles, finalizers, callbacks */
  "class N:\n    def __init__(self, name):\n        self.name = name\n        self.ref = None\n"
  "    def __del__(self):\n        print('del', self.name)\n"
  "a = N('a')\nb = N('b')\nc = N('c')\na.ref = b\nb.ref = c\nx = [a, {'k': b}, (c,)]\n",
  "class N:\n    def __init__(self, name):\n        self.name = name\n        self.ref = None\n"
  "    def __del__(self):\n        print('del', self.name)\n"
  "a = N('a')\na.ref = N('b')\na.ref.ref = N('c')\na.ref.ref.ref = a\na.more = [N('d'), N('e')]\ntail = {'x': N('f')}\na.tail = tail\n",
  "class S:\n    __slots__ = ('p', 'q', 'r', '__weakref__')\n"
  "s = S()\ns.q = []\ns.p = [s]\ns.r = {1: [2], 3: (4, [5])}\nt = {s.q[0] if s.q else 0: [[], {}]}\n",
  "import weakref\nclass N: pass\ndef cb(r): print('gone', r is w1, r is w2)\n"
  "a = N()\na.x = N()\nw1 = weakref.ref(a.x, cb)\nw2 = weakref.ref(a.x, cb)\nw3 = weakref.ref(a.x)\na.x.y = a\nkeep = [w1]\n",
  "class C:\n    x = [1, 2]\n    def f(self): return 1\nc = C()\nd = C()\nd.c = c\nd.d = d\nm = c.f\nz = [m, C, [C.x]]\nC.loop = d\n",
  "def outer():\n    box = []\n    def inner(): return box\n    box.append(inner)\n    return inner\nf = outer()\ng = [outer(), outer()]\n",
  "x = []\nfor i in range(120):\n    x = [x, i]\ny = [x]\nx = {'deep': y}\ny = None\n",
  "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    error = e\nd = {'e': error, 'l': [error]}\n",
  "class N:\n    def __init__(self, *refs):\n        self.refs = refs\n    def __del__(self):\n        print('del')\n"
  "rings = []\nfor i in range(6):\n    a = N()\n    a.refs = [N(a), {i: a}, N(N(a))]\n    rings.append({'ring': a})\n    a.i = (i, [a])\n"
  "a = None\nby_key = {i: ring['ring'] for i, ring in enumerate(rings[:3])}\n",
  "import weakref\nclass N: pass\ndef cb(r): print('gone')\n"
  "rings = []\nws = []\nfor i in range(6):\n    a = N()\n    a.me = [a]\n    a.w = weakref.ref(a, cb)\n    ws.append(weakref.ref(a, cb))\n"
  "    ws.append(weakref.ref(a.me[0], cb))\n    a.__dict__\n    rings.append(a)\na = None\n",
  "import gc\ngc.disable()\nold = []\nold.append(old)\nold = None\na = [[]]\na[0].append(a)\nb = {1: a}\n",
};

/* The numbers of the objects in a list that people look at, one line. */
static char *
list_numbers (HwImage *image,
              GArray  *list)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++) {
    guint object = g_array_index (list, guint, i);
    guint number = hw_image_get_number (image, object);

    if (number > 0 && !hw_image_is_atom (image, object) && hw_image_get_objects (image, NULL)[object].kind != HW_KIND_CODE)
      g_string_append_printf (text, "#%u ", number);
  }
  return g_string_free (text, FALSE);
}

/* What the record says was freed between two states, of what was reachable in [image]: the same objects have the same numbers. */
static char *
list_freed (HwTimeline *timeline,
            guint       from,
            guint       to,
            HwImage    *image)
{
  guint64 n_words;
  const guint32 *words = hw_timeline_get_words (timeline, &n_words);
  GString *text = g_string_new (NULL);
  g_autoptr (GHashTable) known = g_hash_table_new (NULL, NULL);
  guint n;
  const HwObjectRecord *objects = hw_image_get_objects (image, &n);

  for (guint i = 0; i < n; i++)
    if (objects[i].reachable && !hw_image_is_atom (image, i) && objects[i].kind != HW_KIND_CODE)
      g_hash_table_add (known, GUINT_TO_POINTER (hw_image_get_number (image, i)));
  for (guint64 at = hw_timeline_get_begin (timeline, from + 1); at < hw_timeline_get_begin (timeline, to + 1);
       at += hw_event_get_length (words + at))
    if (HW_EVENT_KIND (words[at]) == HW_EVENT_FREE) {
      guint number = hw_timeline_get_number (timeline, words[at + 1]);

      if (number > 0 && g_hash_table_contains (known, GUINT_TO_POINTER (number)))
        g_string_append_printf (text, "#%u ", number);
    }
  return g_string_free (text, FALSE);
}

/* The finalizers, or the callbacks, that ran between two states. */
static char *
list_marks (HwTimeline *timeline,
            HwMarkKind  kind,
            guint       from,
            guint       to)
{
  gsize n;
  const HwMark *marks = hw_timeline_get_marks (timeline, &n);
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    if (marks[i].kind == kind && marks[i].step > from && marks[i].step <= to)
      g_string_append_printf (text, "#%u ", hw_timeline_get_number (timeline, marks[i].serial));
  return g_string_free (text, FALSE);
}

static void
assert_marks (World      *world,
              GArray     *foretold,
              World      *after,
              HwMarkKind  kind,
              guint       from,
              guint       to)
{
  g_autofree char *told = list_numbers (world->image, foretold);
  g_autofree char *happened = list_marks (after->timeline, kind, from, to);

  g_assert_cmpstr (told, ==, happened);
}

/* The first state behind line [line]. */
static guint
find_state (HwTimeline *timeline,
            guint       line)
{
  guint n = hw_timeline_get_n_steps (timeline);
  guint step = n;

  while (step > 0 && !(hw_timeline_get_step (timeline, step)->depth == 0 && hw_timeline_get_step (timeline, step)->line <= line))
    step--;
  while (step < n && hw_timeline_get_step (timeline, step + 1)->depth > 0)
    step++;
  return step;
}

static gboolean
compare_with_run (World   *world,
                  guint    reference,
                  HwPython python,
                  guint   *n_freeing,
                  guint   *n_collecting)
{
  HwGesture gesture = { .kind = HW_GESTURE_DELETE, .edge = hw_edge_from_reference (world->image, reference) };
  g_autoptr (HwEdit) edit = NULL;
  g_autoptr (HwCut) cut = NULL;
  g_autoptr (World) after = NULL;
  g_autofree char *text = NULL, *with_pass = NULL, *foretold = NULL, *happened = NULL, *later = NULL, *collected = NULL;
  guint before, state, last;

  edit = world_make (world, &gesture, NULL);
  if (edit == NULL || !hw_edit_try (edit, world->scenario, python, NULL, NULL))
    return FALSE;
  text = world_apply (world, edit);
  with_pass = g_strconcat (text, "import gc\ngc.collect()\n", NULL);
  after = world_new_at (with_pass, python, 0, HW_PLACE_END);
  cut = hw_cut_new (world->image, reference, NULL);

  state = find_state (after->timeline, edit->line);
  foretold = list_numbers (world->image, cut->freed);
  happened = list_freed (after->timeline, find_state (after->timeline, edit->line - 1), state, world->image);
  later = list_numbers (world->image, cut->collected);
  collected = list_freed (after->timeline, state, hw_timeline_get_n_steps (after->timeline), world->image);
  if (!g_str_equal (foretold, happened) || !g_str_equal (later, collected))
    g_test_message ("%s without %s", hw_scenario_get_text (world->scenario), edit->preview);
  g_assert_cmpstr (foretold, ==, happened);
  g_assert_cmpstr (later, ==, collected);
  before = find_state (after->timeline, edit->line - 1);
  last = hw_timeline_get_n_steps (after->timeline);
  assert_marks (world, cut->finalized, after, HW_MARK_FINALIZER, before, state);
  assert_marks (world, cut->called_back, after, HW_MARK_CALLBACK, before, state);
  assert_marks (world, cut->collected_finalized, after, HW_MARK_FINALIZER, state, last);
  assert_marks (world, cut->collected_called_back, after, HW_MARK_CALLBACK, state, last);
  *n_freeing += *foretold != '\0';
  *n_collecting += *later != '\0';
  return TRUE;
}

static void
test_against_runs (gconstpointer data)
{
  HwPython python = GPOINTER_TO_UINT (data);
  guint n_compared = 0, n_freeing = 0, n_collecting = 0;

  for (guint i = 0; i < G_N_ELEMENTS (programs); i++) {
    g_autoptr (World) world = world_new_at (programs[i], python, 0, HW_PLACE_END);
    guint n;

    hw_image_get_references (world->image, &n);
    for (guint reference = 0; reference < n; reference++) {
      const HwReferenceRecord *record = &hw_image_get_references (world->image, NULL)[reference];

      if (record->weak || hw_image_is_background (world->image, record->holder) || hw_image_is_atom (world->image, record->target)
          || hw_image_get_number (world->image, record->target) == 0)
        continue;
      n_compared += compare_with_run (world, reference, python, &n_freeing, &n_collecting);
    }
  }
  g_test_message ("%u references compared, of which %u free something at once and %u in the pass", n_compared, n_freeing, n_collecting);
  g_assert_cmpuint (n_freeing, >, 60);
  g_assert_cmpuint (n_collecting, >, 20);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint python = 0; python < HW_N_PYTHONS; python++) {
    g_autofree char *name = g_strdup_printf ("/cut/against-runs/%s", hw_python_to_string (python));

    g_test_add_data_func (name, GUINT_TO_POINTER (python), test_against_runs);
  }
  return g_test_run ();
}
