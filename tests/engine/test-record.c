/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Records of real programs: their images at every step, and what the analyses say of them. */

#include "hw-analysis.h"
#include "hw-run.h"
#include "hw-timeline.h"

/* Runs [text], which must be right, and gives its record. */
static HwTimeline *
record (const char *text,
        HwPython    python,
        gboolean    verify)
{
  g_autoptr (HwScenario) scenario = hw_scenario_new ("test.py", text, -1);
  g_autoptr (HwRun) run = NULL;
  g_autoptr (GError) error = NULL;
  HwRunOptions options;
  guint n_diagnostics;
  const HwDiagnostic *diagnostics = hw_scenario_get_diagnostics (scenario, &n_diagnostics);

  g_assert_cmpstr (n_diagnostics > 0 ? diagnostics[0].message : NULL, ==, NULL);
  hw_run_options_init (&options);
  options.python = python;
  options.record = TRUE;
  options.verify = verify;
  run = hw_run_new (scenario, &options);
  hw_run_execute (run, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hw_run_get_findings (run), ==, "");
  return hw_timeline_ref (hw_run_get_timeline (run));
}

static HwImage *
image_at (HwTimeline *timeline,
          guint       step)
{
  g_autoptr (HwCursor) cursor = hw_cursor_new (timeline);

  g_assert_true (hw_cursor_seek (cursor, step, NULL, NULL));
  return hw_cursor_make_image (cursor);
}

/* What the global name [name] is bound to, or HW_NO_OBJECT. */
static guint
find_global (HwImage    *image,
             const char *name)
{
  guint n;
  const HwFrameRecord *frames = hw_image_get_frames (image, &n);
  const HwReferenceRecord *references;
  const HwObjectRecord *record;

  g_assert_cmpuint (n, >, 0);
  record = &hw_image_get_objects (image, &n)[frames[0].object];
  references = hw_image_get_references (image, &n);
  for (guint i = record->first_ref; i < record->first_ref + record->n_refs; i++)
    if (references[i].label_kind == HW_LABEL_NAME && g_str_equal (hw_image_get_text (image, references[i].label), name))
      return references[i].target;
  return HW_NO_OBJECT;
}

static const char *const programs[] = {
  /* names, lists, dicts */
  "a = []\nb = a\nc = [a, b, [1, 2]]\nd = {'k': c, 1: a}\ndel a\nd['x'] = d\n"
  "e = (b, 'text', 3.5, 10 ** 30)\ns = {1, 2, 'z'}\ndel c[0]\nb.append(e)\nc = None\nd.clear()\n",
  /* a ring of two */
  "import gc\n"
  "class Node:\n    def __init__(self, name):\n        self.name = name\n        self.ref = None\n"
  "    def __del__(self):\n        print('end', self.name)\n"
  "a = Node('a')\nb = Node('b')\na.ref = b\nb.ref = a\ndel a\ndel b\nprint(gc.collect())\n",
  /* calls, closures, generators, exceptions */
  "def f(x, n):\n    if n == 0:\n        return [x]\n    y = f(x, n - 1)\n    return y\nr = f({}, 5)\n"
  "def make():\n    kept = []\n    def inner(v):\n        kept.append(v)\n        return kept\n    return inner\n"
  "g = make()\ng(r)\ng(g)\n"
  "def count(n):\n    while n:\n        yield n\n        n -= 1\nit = count(3)\nfirst = next(it)\nrest = list(it)\n"
  "try:\n    {}['no']\nexcept KeyError as e:\n    kept = e\nkept = None\ntotal = sum(i * i for i in range(20))\n",
  /* weak references */
  "import weakref\nclass C:\n    __slots__ = ('v', '__weakref__')\nc = C()\nc.v = [c]\n"
  "w = weakref.ref(c, lambda r: print('gone'))\np = weakref.proxy(c)\nc.v = None\ndel c\nprint(w())\n",
  /* subclasses of built-ins */
  "class L(list):\n    pass\nclass D(dict):\n    pass\nl = L([1, 2])\nl.mark = D()\nl.mark['l'] = l\n"
  "l.mark.owner = l\ndel l.mark.owner\nl.append(l.mark)\n",
};

/* The entries of an object's ledger add up to its count. */
static void
assert_ledger (HwImage              *image,
               guint                 object,
               const HwObjectRecord *record)
{
  g_autoptr (GPtrArray) ledger = hw_analysis_ledger (image, object);
  guint64 sum = 0;

  for (guint i = 0; i < ledger->len; i++)
    sum += ((const HwLedgerEntry *) ledger->pdata[i])->count;
  g_assert_cmpuint (sum, ==, record->refs);
}

/* Every count adds up; and between statements of the module nothing but references that the image knows holds what the program made. */
static void
assert_explained (HwImage *image)
{
  guint n, n_frames;
  const HwObjectRecord *objects = hw_image_get_objects (image, &n);

  hw_image_get_frames (image, &n_frames);
  for (guint i = 0; i < n; i++) {
    const HwObjectRecord *record = &objects[i];

    if (record->flags & HW_FLAG_STATIC || record->birth == 0)
      continue;
    assert_ledger (image, i, record);
    if (n_frames != 1 || record->flags & HW_FLAG_IMMORTAL || record->n_in == record->refs)
      continue;
    if (record->kind == HW_KIND_LIST || record->kind == HW_KIND_INSTANCE || record->kind == HW_KIND_SET) {
      g_autofree char *title = hw_image_dup_title (image, i);

      g_error ("step %u: %s has %u references to it and a count of %u", hw_image_get_step (image), title, record->n_in,
               record->refs);
    }
  }
}

static void
test_images_explain_every_count (gconstpointer data)
{
  guint argument = GPOINTER_TO_UINT (data);
  g_autoptr (HwTimeline) timeline = record (programs[argument / HW_N_PYTHONS], argument % HW_N_PYTHONS, TRUE);
  g_autoptr (HwCursor) cursor = hw_cursor_new (timeline);

  for (guint step = 0; step <= hw_timeline_get_last (timeline); step++) {
    g_autoptr (HwImage) image = NULL;

    g_assert_true (hw_cursor_seek (cursor, step, NULL, NULL));
    image = hw_cursor_make_image (cursor);
    assert_explained (image);
  }
}

/* Going back gives the same images as going forth. */
static void
test_images_are_the_same_on_the_way_back (gconstpointer data)
{
  guint argument = GPOINTER_TO_UINT (data);
  g_autoptr (HwTimeline) timeline = record (programs[argument / HW_N_PYTHONS], argument % HW_N_PYTHONS, FALSE);
  g_autoptr (HwCursor) cursor = hw_cursor_new (timeline);
  g_autoptr (GPtrArray) images = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_image_unref);

  for (guint step = 0; step <= hw_timeline_get_last (timeline); step++) {
    g_assert_true (hw_cursor_seek (cursor, step, NULL, NULL));
    g_ptr_array_add (images, hw_cursor_make_image (cursor));
  }
  for (guint step = images->len; step > 0; step--) {
    g_autoptr (HwImage) image = NULL;
    g_autoptr (GArray) changes = NULL;
    const HwObjectRecord *a, *b;
    const HwReferenceRecord *x, *y;
    guint n_a, n_b;

    g_assert_true (hw_cursor_seek (cursor, step - 1, NULL, NULL));
    image = hw_cursor_make_image (cursor);
    changes = hw_analysis_changes (images->pdata[step - 1], image);
    g_assert_cmpuint (changes->len, ==, 0);
    a = hw_image_get_objects (images->pdata[step - 1], &n_a);
    b = hw_image_get_objects (image, &n_b);
    g_assert_cmpmem (a, n_a * sizeof *a, b, n_b * sizeof *b);
    x = hw_image_get_references (images->pdata[step - 1], &n_a);
    y = hw_image_get_references (image, &n_b);
    g_assert_cmpuint (n_a, ==, n_b);
    for (guint i = 0; i < n_a; i++) {
      g_autofree char *one = hw_image_dup_label (images->pdata[step - 1], i);
      g_autofree char *other = hw_image_dup_label (image, i);

      g_assert_cmpuint (x[i].target, ==, y[i].target);
      g_assert_cmpstr (one, ==, other);
    }
  }
}

static void
assert_title (HwImage    *image,
              guint       object,
              const char *type_name,
              const char *expression)
{
  g_autofree char *found = hw_analysis_path_expression (image, object);

  g_assert_cmpuint (object, !=, HW_NO_OBJECT);
  g_assert_cmpstr (hw_image_get_type_name (image, object), ==, type_name);
  g_assert_cmpstr (found, ==, expression);
}

static void
test_a_ring_of_two (void)
{
  g_autoptr (HwTimeline) timeline = record (programs[1], HW_PYTHON_DEFAULT, TRUE);
  g_autoptr (HwImage) image = NULL;
  g_autoptr (HwComponents) components = NULL;
  const HwObjectRecord *objects;
  const HwPass *passes;
  const HwMark *marks;
  gsize n_passes, n_marks;
  guint n, a, b, step, serials[2];

  /* before "del a" */
  for (step = 1; hw_timeline_get_step (timeline, step)->line != 12; step++)
    ;
  image = image_at (timeline, step - 1);
  objects = hw_image_get_objects (image, &n);
  a = find_global (image, "a");
  b = find_global (image, "b");
  assert_title (image, a, "Node", "a");
  assert_title (image, b, "Node", "b");
  g_assert_cmpuint (objects[a].refs, ==, 2);
  serials[0] = objects[a].serial;
  serials[1] = objects[b].serial;

  /* after both are gone */
  g_clear_pointer (&image, hw_image_unref);
  image = image_at (timeline, step + 1);
  a = hw_image_find (image, serials[0]);
  b = hw_image_find (image, serials[1]);
  g_assert_cmpuint (a, !=, HW_NO_OBJECT);
  g_assert_cmpuint (b, !=, HW_NO_OBJECT);
  g_assert_false (hw_image_get_objects (image, &n)[a].reachable);
  g_assert_null (hw_analysis_path (image, a, NULL));
  components = hw_analysis_components (image, NULL);
  g_assert_cmpuint (components->component[a], ==, components->component[b]);
  g_assert_true (components->cyclic[components->component[a]]);
  g_assert_cmpuint (components->size[components->component[a]], ==, 2);
  g_assert_cmpuint (find_global (image, "a"), ==, HW_NO_OBJECT);

  passes = hw_timeline_get_passes (timeline, &n_passes);
  g_assert_cmpuint (n_passes, >=, 1);
  g_assert_cmpuint (passes[0].collected, ==, 2);
  g_assert_cmpuint (passes[0].n_finalizers, ==, 2);
  g_assert_cmpuint (passes[0].generation, ==, 2);
  g_assert_cmpuint (passes[0].automatic, ==, 0);
  marks = hw_timeline_get_marks (timeline, &n_marks);
  g_assert_cmpint (marks[0].kind, ==, HW_MARK_PASS);
  g_assert_cmpint (marks[1].kind, ==, HW_MARK_FINALIZER);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (programs) * HW_N_PYTHONS; i++) {
    const char *python = hw_python_to_string (i % HW_N_PYTHONS);
    g_autofree char *forth = g_strdup_printf ("/record/images-explain-every-count/%u/%s", i / HW_N_PYTHONS, python);
    g_autofree char *back = g_strdup_printf ("/record/images-are-the-same-on-the-way-back/%u/%s", i / HW_N_PYTHONS, python);

    g_test_add_data_func (forth, GUINT_TO_POINTER (i), test_images_explain_every_count);
    g_test_add_data_func (back, GUINT_TO_POINTER (i), test_images_are_the_same_on_the_way_back);
  }
  g_test_add_func ("/record/a-ring-of-two", test_a_ring_of_two);
  return g_test_run ();
}
