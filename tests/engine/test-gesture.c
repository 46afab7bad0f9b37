/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Gestures: each writes what its table says, Python accepts it, the inverse edit takes it back, and refusals are in CPython's words. */

#include <glib/gstdio.h>

#include "gesture-world.h"

#define NODE                            \
  "class Node:\n"                       \
  "    def __init__(self, name):\n"     \
  "        self.name = name\n"          \
  "        self.ref = None\n"

/* ---------------------------------------------------------------------------------------------------------- what is written */

/* A gesture whose objects are given by expressions and whose edges by places. */
typedef struct {
  const char    *before;
  HwGestureKind  kind;
  const char    *object;
  const char    *target;
  const char    *edge;
  const char    *other;
  const char    *name;
  const char    *key;
  const char    *text;
  int            number;
  guint          flags;
  const char    *after;
} Case;

static HwGesture
get_gesture (World      *world,
             const Case *c)
{
  HwGesture gesture = { .kind = c->kind, .name = c->name, .key = c->key, .text = c->text, .number = c->number, .flags = c->flags };

  if (c->object != NULL)
    gesture.object = world_object (world, c->object);
  if (c->target != NULL)
    gesture.target = world_object (world, c->target);
  if (c->edge != NULL && g_str_has_suffix (c->edge, "{}"))
    gesture.edge = world_edge_of (world, "s", HW_LABEL_MEMBER);
  else if (c->edge != NULL && g_str_has_suffix (c->edge, "{:}"))
    gesture.edge = world_edge_of (world, "d", HW_LABEL_IS_KEY);
  else if (c->edge != NULL)
    gesture.edge = world_edge (world, c->edge);
  if (c->other != NULL)
    gesture.other = world_edge (world, c->other);
  return gesture;
}

static void
assert_case (const Case *c)
{
  g_autoptr (World) world = world_new (c->before);
  HwGesture gesture = get_gesture (world, c);
  g_autoptr (GError) error = NULL;
  g_autoptr (HwEdit) edit = world_make (world, &gesture, &error);
  g_autoptr (HwEdit) inverse = NULL;
  g_autofree char *after = NULL;
  g_autofree char *back = NULL;

  g_assert_no_error (error);
  after = world_apply (world, edit);
  g_assert_cmpstr (after, ==, c->after);
  inverse = hw_edit_invert (edit, c->before, strlen (c->before));
  back = hw_edit_apply (inverse, after, strlen (after));
  g_assert_cmpstr (back, ==, c->before);
  hw_edit_try (edit, world->scenario, HW_PYTHON_DEFAULT, NULL, &error);
  g_assert_no_error (error);
}

#define G(id) HW_GESTURE_##id

static const Case cases[] = {
  { "", G (NEW_LIST), .after = "a = []\n" },
  { "a = []\n", G (NEW_LIST), .text = "1, a", .after = "a = []\nb = [1, a]\n" },
  { "", G (NEW_DICT), .text = "'k': []", .after = "a = {'k': []}\n" },
  { "", G (NEW_DICT), .name = "d", .after = "d = {}\n" },
  { "", G (NEW_SET), .after = "a = set()\n" },
  { "", G (NEW_SET), .text = "1, 2", .after = "a = {1, 2}\n" },
  { "", G (NEW_TUPLE), .after = "a = ()\n" },
  { "", G (NEW_TUPLE), .text = "1", .after = "a = (1,)\n" },
  { "", G (NEW_TUPLE), .text = "1, []", .after = "a = (1, [])\n" },
  { NODE, G (NEW_INSTANCE), .object = "Node", .after = NODE "\n\nn = Node('obj1')\n" },
  { NODE "n = Node('obj1')\n", G (NEW_INSTANCE), .object = "Node", .after = NODE "n = Node('obj1')\nn2 = Node('obj2')\n" },
  { NODE, G (NEW_INSTANCE), .object = "Node", .name = "node1", .text = "'x'", .after = NODE "\n\nnode1 = Node('x')\n" },
  { "", G (NEW_CLASS), .after = "class Node:\n    pass\n" },
  { "x = 1\n", G (NEW_CLASS), .name = "P", .text = "name, ref=None", .flags = HW_CLASS_FINALIZER | HW_CLASS_SLOTS | HW_CLASS_REPR,
    .after = "x = 1\n\n\nclass P:\n    __slots__ = ('name', 'ref', '__weakref__')\n\n"
             "    def __init__(self, name, ref=None):\n        self.name = name\n        self.ref = ref\n\n"
             "    def __del__(self):\n        print('P', self.name, 'is finalized')\n\n"
             "    def __repr__(self):\n        return f'P({self.name!r})'\n" },
  { "", G (NEW_CLASS), .flags = HW_CLASS_FINALIZER, .after = "class Node:\n    def __del__(self):\n        print('Node is finalized')\n" },
  { "a = [[]]\n", G (BIND), .object = "a[0]", .after = "a = [[]]\nb = a[0]\n" },
  { "a = [[]]\n", G (BIND), .object = "a", .name = "x", .after = "a = [[]]\nx = a\n" },
  { NODE "a = Node('a')\nb = []\n", G (SET_ATTRIBUTE), .object = "a", .target = "b", .key = "ref",
    .after = NODE "a = Node('a')\nb = []\na.ref = b\n" },
  { NODE "a = Node('a')\n", G (SET_ATTRIBUTE), .object = "a", .key = "x", .text = "1, 2", .after = NODE "a = Node('a')\na.x = (1, 2)\n" },
  { "d = {}\nb = []\n", G (SET_ITEM), .object = "d", .target = "b", .key = "'k'", .after = "d = {}\nb = []\nd['k'] = b\n" },
  { "a = []\nb = []\n", G (APPEND), .object = "a", .target = "b", .after = "a = []\nb = []\na.append(b)\n" },
  { "a = []\n", G (APPEND), .object = "a", .target = "a", .after = "a = []\na.append(a)\n" },
  { "a = []\n", G (APPEND), .object = "a", .text = "1, 2", .after = "a = []\na.append((1, 2))\n" },
  { "a = []\nb = []\n", G (INSERT), .object = "a", .target = "b", .key = "0", .after = "a = []\nb = []\na.insert(0, b)\n" },
  { "s = set()\nb = ()\n", G (ADD), .object = "s", .text = "(1, 2)", .after = "s = set()\nb = ()\ns.add((1, 2))\n" },
  { "a = 1\n", G (SET_VALUE), .edge = "a", .text = "2", .after = "a = 1\na = 2\n" },
  { NODE "a = Node('a')\n", G (SET_VALUE), .edge = "a.name", .text = "'b'", .after = NODE "a = Node('a')\na.name = 'b'\n" },
  { "a = [1, 2]\n", G (SET_VALUE), .edge = "a[1]", .text = "3", .after = "a = [1, 2]\na[1] = 3\n" },
  { "s = {1}\n", G (SET_VALUE), .edge = "{}", .text = "3", .after = "s = {1}\ns.add(3)\ns.remove(1)\n" },
  { "d = {1: 2}\n", G (SET_VALUE), .edge = "{:}", .text = "3", .after = "d = {1: 2}\nd[3] = d.pop(1)\n" },
  { NODE "a = Node('a')\na.ref = b = []\nc = {}\n", G (MOVE), .edge = "a.ref", .target = "c",
    .after = NODE "a = Node('a')\na.ref = b = []\nc = {}\na.ref = c\n" },
  { "a = []\nb = {}\n", G (SWAP), .edge = "a", .other = "b", .after = "a = []\nb = {}\na, b = b, a\n" },
  { "a = [1]\nd = {'k': []}\n", G (SWAP), .edge = "a[0]", .other = "d['k']",
    .after = "a = [1]\nd = {'k': []}\na[0], d['k'] = d['k'], a[0]\n" },
  { "a = []\n", G (DELETE), .edge = "a", .after = "a = []\ndel a\n" },
  { NODE "a = Node('a')\n", G (DELETE), .edge = "a.ref", .after = NODE "a = Node('a')\ndel a.ref\n" },
  { NODE "a = Node('a')\na.__dict__\n", G (DELETE), .edge = "a.ref", .after = NODE "a = Node('a')\na.__dict__\ndel a.ref\n" },
  { "class C:\n    x = []\n", G (DELETE), .edge = "C.x", .after = "class C:\n    x = []\n\n\ndel C.x\n" },
  { "d = {'k': []}\n", G (DELETE), .edge = "d['k']", .after = "d = {'k': []}\ndel d['k']\n" },
  { "a = [1, []]\n", G (DELETE), .edge = "a[1]", .after = "a = [1, []]\ndel a[1]\n" },
  { "s = {7}\n", G (DELETE), .edge = "{}", .after = "s = {7}\ns.remove(7)\n" },
  { "d = {7: 8}\n", G (DELETE), .edge = "{:}", .after = "d = {7: 8}\ndel d[7]\n" },
  { "b = []\na = [1, b]\n", G (REMOVE), .edge = "a[1]", .after = "b = []\na = [1, b]\na.remove(b)\n" },
  { "a = [[], {}]\n", G (TAKE), .edge = "a[0]", .after = "a = [[], {}]\nb = a.pop(0)\n" },
  { "a = [[], {}]\n", G (TAKE), .edge = "a[1]", .name = "x", .after = "a = [[], {}]\nx = a.pop()\n" },
  { "d = {'k': []}\n", G (TAKE), .edge = "d['k']", .after = "d = {'k': []}\na = d.pop('k')\n" },
  { NODE "a = Node([])\n", G (TAKE), .edge = "a.name", .after = NODE "a = Node([])\nb = a.name\ndel a.name\n" },
  { "s = {7}\n", G (TAKE), .edge = "{}", .after = "s = {7}\na = 7\ns.remove(7)\n" },
  { "a = [[]]\nd = {}\n", G (TRANSFER), .edge = "a[0]", .object = "d", .after = "a = [[]]\nd = {}\nd['k'] = a.pop()\n" },
  { "a = []\nb = [1]\n", G (TRANSFER), .edge = "b[0]", .object = "a", .after = "a = []\nb = [1]\na.append(b.pop())\n" },
  { "a = []\ns = {1}\n", G (TRANSFER), .edge = "{}", .object = "a", .after = "a = []\ns = {1}\na.append(1)\ns.remove(1)\n" },
  { "a = [1]\n", G (CLEAR), .object = "a", .after = "a = [1]\na.clear()\n" },
  { NODE "a = Node('a')\n", G (WEAK_REFERENCE), .object = "a", .after = "import weakref\n\n" NODE "a = Node('a')\nw = weakref.ref(a)\n" },
  { "import weakref\n" NODE "a = Node('a')\n", G (WEAK_REFERENCE), .object = "a", .name = "wr", .text = "print",
    .after = "import weakref\n" NODE "a = Node('a')\nwr = weakref.ref(a, print)\n" },
  { "import weakref as wr\n" NODE "a = Node('a')\n", G (WEAK_PROXY), .object = "a",
    .after = "import weakref as wr\n" NODE "a = Node('a')\np = wr.proxy(a)\n" },
  { "import weakref\n" NODE "a = Node('a')\n", G (WEAK_CALLBACK), .object = "a",
    .after = "import weakref\n" NODE "a = Node('a')\n\n\ndef w_died(reference):\n    print('the referent of w is dead')\n\nw = weakref.ref(a, w_died)\n" },
  { "import weakref\n" NODE "a = Node('a')\na.ref = Node('b')\n", G (WEAKEN), .edge = "a.ref",
    .after = "import weakref\n" NODE "a = Node('a')\na.ref = Node('b')\na.ref = weakref.ref(a.ref)\n" },
  { "a = []\n", G (DUPLICATE), .object = "a", .after = "import copy\n\na = []\nb = copy.copy(a)\n" },
  { "a = []\n", G (DEEP_DUPLICATE), .object = "a", .name = "c", .after = "import copy\n\na = []\nc = copy.deepcopy(a)\n" },
  { "a = []\n", G (CALL), .object = "a", .key = "append", .text = "5", .after = "a = []\na.append(5)\n" },
  { "a = [1]\n", G (CALL), .object = "a", .key = "copy", .name = "b", .after = "a = [1]\nb = a.copy()\n" },
  { NODE, G (CALL), .object = "Node", .key = "", .text = "name='x'", .after = NODE "\n\nNode(name='x')\n" },
  { "", G (COLLECT), .number = -1, .after = "import gc\ngc.collect()\n" },
  { "import gc\n", G (COLLECT), .number = 1, .after = "import gc\ngc.collect(1)\n" },
  { "import gc\n", G (GC_ENABLE), .after = "import gc\ngc.enable()\n" },
  { "import gc\n", G (GC_DISABLE), .after = "import gc\ngc.disable()\n" },
  { "import gc\n", G (GC_THRESHOLD), .text = "5, 10, 10", .after = "import gc\ngc.set_threshold(5, 10, 10)\n" },
  { "import gc\n", G (GC_FREEZE), .after = "import gc\ngc.freeze()\n" },
  { "import gc\n", G (GC_UNFREEZE), .after = "import gc\ngc.unfreeze()\n" },
  { "import gc\n", G (GC_DEBUG), .text = "DEBUG_SAVEALL | gc.DEBUG_UNCOLLECTABLE",
    .after = "import gc\ngc.set_debug(gc.DEBUG_SAVEALL | gc.DEBUG_UNCOLLECTABLE)\n" },
  { "", G (TRACE_START), .after = "import tracemalloc\ntracemalloc.start()\n" },
  { "import tracemalloc\n", G (TRACE_START), .number = 25, .after = "import tracemalloc\ntracemalloc.start(25)\n" },
  { "import tracemalloc\ntracemalloc.start()\n", G (TRACE_SNAPSHOT),
    .after = "import tracemalloc\ntracemalloc.start()\ns1 = tracemalloc.take_snapshot()\n" },
  { "import tracemalloc\ntracemalloc.start()\ns1 = tracemalloc.take_snapshot()\n", G (TRACE_SNAPSHOT),
    .after = "import tracemalloc\ntracemalloc.start()\ns1 = tracemalloc.take_snapshot()\ns2 = tracemalloc.take_snapshot()\n" },
  { "import tracemalloc\n", G (TRACE_STOP), .after = "import tracemalloc\ntracemalloc.stop()\n" },
  { "a = 1\n", G (STATEMENT), .text = "  print(a)  ", .after = "a = 1\nprint(a)\n" },
  { "a = 1\n", G (STATEMENT), .text = "for i in [1]:\r\n    print(i)\n", .after = "a = 1\nfor i in [1]:\n    print(i)\n" },
};

static void
test_writing (void)
{
  gboolean seen[HW_N_GESTURES] = { [HW_GESTURE_RENAME] = TRUE, [HW_GESTURE_WRAP] = TRUE };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    assert_case (&cases[i]);
    seen[cases[i].kind] = TRUE;
  }
  for (guint kind = 0; kind < HW_N_GESTURES; kind++)
    if (!seen[kind])
      g_error ("%s is in no case", hw_gesture_kind_get_title (kind));
}

/* ---------------------------------------------------------------------------------------------------------------- refusals */

/* A code that stands for: made, but refused when it is run. */
#define BY_RUNNING (-1)

/* [code] is that of the error, or BY_RUNNING; [words] is the whole message. */
static void
assert_refused (const Case *c,
                int         code,
                HwPython    python,
                const char *words)
{
  g_autoptr (World) world = world_new_at (c->before, python, 0, HW_PLACE_END);
  HwGesture gesture = get_gesture (world, c);
  g_autoptr (GError) error = NULL;
  g_autoptr (HwEdit) edit = world_make (world, &gesture, &error);

  if (code == BY_RUNNING) {
    g_assert_no_error (error);
    g_assert_false (hw_edit_try (edit, world->scenario, python, NULL, &error));
    g_assert_error (error, HW_ERROR, HW_ERROR_REFUSED);
  } else {
    g_assert_null (edit);
    g_assert_error (error, HW_ERROR, code);
  }
  g_assert_cmpstr (error->message, ==, words);
}

typedef struct {
  Case        gesture;
  int         code;
  const char *words;
} Refusal;

#define SLOTS "class S:\n    __slots__ = ('p',)\ns = S()\n"

static const Refusal refusals[] = {
  { { "a = []\nb = {}\n", G (SET_ATTRIBUTE), .object = "a", .target = "b", .key = "ref" }, BY_RUNNING, "AttributeError: 'list' object has no attribute 'ref'" },
  { { "a = 1000\n", G (WEAK_REFERENCE), .object = "a" }, BY_RUNNING, "TypeError: cannot create weak reference to 'int' object" },
  { { "a = []\n", G (WEAK_PROXY), .object = "a" }, BY_RUNNING, "TypeError: cannot create weak reference to 'list' object" },
  { { SLOTS, G (WEAK_REFERENCE), .object = "s" }, BY_RUNNING, "TypeError: cannot create weak reference to 'S' object" },
  { { SLOTS, G (SET_ATTRIBUTE), .object = "s", .key = "q", .text = "1" }, BY_RUNNING, "AttributeError: 'S' object has no attribute 'q'" },
  { { "a = []\nb = {}\n", G (SET_ITEM), .object = "b", .target = "a", .key = "[]" }, BY_RUNNING, "TypeError: unhashable type: 'list'" },
  { { "a = []\ns = set()\n", G (ADD), .object = "s", .target = "a" }, BY_RUNNING, "TypeError: unhashable type: 'list'" },
  { { "a = ([],)\nb = {}\n", G (MOVE), .edge = "a[0]", .target = "b" }, BY_RUNNING, "TypeError: 'tuple' object does not support item assignment" },
  { { "a = ([],)\n", G (DELETE), .edge = "a[0]" }, BY_RUNNING, "TypeError: 'tuple' object doesn't support item deletion" },
  { { "class C: pass\na = C()\n", G (DELETE), .edge = "a.__class__" }, BY_RUNNING, "TypeError: can't delete __class__ attribute" },
  { { "a = []\n", G (SET_ITEM), .object = "a", .key = "0", .text = "1" }, BY_RUNNING, "IndexError: list assignment index out of range" },
  { { NODE, G (NEW_INSTANCE), .object = "Node", .text = "" }, BY_RUNNING, "TypeError: Node.__init__() missing 1 required positional argument: 'name'" },
  { { "a = []\n", G (CALL), .object = "a", .key = "push", .text = "1" }, BY_RUNNING, "AttributeError: 'list' object has no attribute 'push'" },
  { { "a = 1\nprint(b)\n", G (NEW_LIST) }, BY_RUNNING, "the program ends before, in line 2: NameError: name 'b' is not defined" },
  { { "import gc\n", G (COLLECT), .number = 7 }, BY_RUNNING, "ValueError: invalid generation" },
  { { "a = []\n", G (SET_VALUE), .edge = "a", .text = "b" }, BY_RUNNING, "NameError: name 'b' is not defined" },
  { { "a = []\n", G (BIND), .object = "a", .name = "class" }, HW_ERROR_SYNTAX, "SyntaxError: 'class' is a keyword and cannot be a name" },
  { { "a = []\n", G (BIND), .object = "a", .name = "1x" }, HW_ERROR_SYNTAX, "SyntaxError: '1x' cannot be a name" },
  { { "a = []\n", G (SET_VALUE), .edge = "a", .text = "1; b = 2" }, HW_ERROR_SYNTAX, "SyntaxError: invalid syntax" },
  { { "a = []\n", G (SET_VALUE), .edge = "a", .text = "1) + (2" }, HW_ERROR_SYNTAX, "SyntaxError: one expression expected, not \"1) + (2\"" },
  { { "a = []\n", G (SET_VALUE), .edge = "a", .text = "1 # no" }, HW_ERROR_SYNTAX, "SyntaxError: '(' was never closed" },
  { { "a = []\n", G (CALL), .object = "a", .key = "append", .text = "1)(2" }, HW_ERROR_SYNTAX,
    "SyntaxError: arguments of a call expected, not \"1)(2\"" },
  { { "a = []\n", G (NEW_CLASS), .text = "x: 0) + (lambda y" }, HW_ERROR_SYNTAX, "SyntaxError: unmatched ')'" },
  { { "a = []\n", G (STATEMENT), .text = "return" }, HW_ERROR_SYNTAX, "SyntaxError: 'return' outside function" },
  { { "a = []\n", G (STATEMENT), .text = "'''" }, HW_ERROR_SYNTAX, "SyntaxError: unterminated triple-quoted string literal (detected at line 1)" },
  { { "a = []\n", G (BIND) }, HW_ERROR_ARGUMENT, "Bind Name: an operand is missing" },
  { { "a = []\nb = []\n", G (APPEND), .object = "a" }, HW_ERROR_ARGUMENT, "Append: a value is missing" },
};

static void
test_refusals (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    assert_refused (&refusals[i].gesture, refusals[i].code, HW_PYTHON_3_11, refusals[i].words);
}

/* The words are those of the version. */
static void
test_refusals_by_version (void)
{
  static const struct {
    HwPython    python;
    const char *words;
  } versions[] = {
    { HW_PYTHON_3_11, "AttributeError: 'list' object has no attribute 'ref'" },
    { HW_PYTHON_3_13, "AttributeError: 'list' object has no attribute 'ref' and no __dict__ for setting new attributes" },
  };
  Case c = { "a = []\n", G (SET_ATTRIBUTE), .object = "a", .key = "ref", .text = "a" };

  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    assert_refused (&c, BY_RUNNING, versions[i].python, versions[i].words);
}

/* The real interpreter says the same. */
static void
test_refusals_as_python (void)
{
  HwPython python;
  g_autofree char *path = find_python (&python);

  if (path == NULL) {
    g_test_skip ("no python3 of a modelled version");
    return;
  }
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++) {
    g_autoptr (World) world = NULL;
    HwGesture gesture;
    g_autoptr (GError) error = NULL;
    g_autoptr (HwEdit) edit = NULL;
    g_autofree char *text = NULL, *output = NULL, *errors = NULL;

    if (refusals[i].code != BY_RUNNING || g_str_has_prefix (refusals[i].words, "the program"))
      continue;
    world = world_new_at (refusals[i].gesture.before, python, 0, HW_PLACE_END);
    gesture = get_gesture (world, &refusals[i].gesture);
    edit = world_make (world, &gesture, &error);
    g_assert_no_error (error);
    g_assert_false (hw_edit_try (edit, world->scenario, python, NULL, &error));
    text = world_apply (world, edit);
    output = run_python (path, text, &errors);
    g_strchomp (errors);
    g_assert_cmpstr (error->message, ==, strrchr (errors, '\n') + 1);
  }
}

/* A text that is no program is not edited by pointing. */
static void
test_a_wrong_text (void)
{
  g_autoptr (World) world = world_new ("a = 1\n");
  g_autoptr (HwScenario) wrong = hw_scenario_new ("test.py", "a = (\n", -1);
  HwGesture gesture = { .kind = HW_GESTURE_NEW_LIST };
  g_autoptr (GError) error = NULL;

  g_assert_null (hw_gesture_make (wrong, world->image, &world->site, &gesture, &error));
  g_assert_error (error, HW_ERROR, HW_ERROR_SYNTAX);
  g_assert_cmpstr (error->message, ==, "SyntaxError: '(' was never closed");
}

static void
test_garbage (void)
{
  g_autoptr (World) world = world_new ("import gc\ngc.disable()\na = []\na.append(a)\na = None\n");
  guint n;
  const HwObjectRecord *objects = hw_image_get_objects (world->image, &n);
  HwGesture gesture = { .kind = HW_GESTURE_BIND };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    if (objects[i].kind == HW_KIND_LIST && !objects[i].reachable) {
      gesture.object = objects[i].serial;
      gesture.edge = hw_edge_from_reference (world->image, objects[i].first_ref);
    }
  g_assert_cmpuint (gesture.object, !=, 0);
  g_assert_null (world_make (world, &gesture, &error));
  g_assert_error (error, HW_ERROR, HW_ERROR_REFUSED);
  g_assert_cmpstr (error->message, ==, "garbage: the program cannot reach it");
  g_clear_error (&error);
  gesture.kind = HW_GESTURE_DELETE;
  g_assert_null (world_make (world, &gesture, &error));
  g_assert_cmpstr (error->message, ==, "garbage: the program cannot reach it");
}

/* ------------------------------------------------------------------------------------------------------------------- sites */

typedef struct {
  const char *before;
  guint       line;   /* the cursor stands at the first state behind a statement in it; 0: at the start */
  const char *after;  /* of "new = []" put there; or, with [import], of a collection */
  gboolean    import;
} SiteCase;

static const SiteCase site_cases[] = {
  { "a = 1\nb = 2\n", 1, "a = 1\nnew = []\nb = 2\n", FALSE },
  { "a = 1\nb = 2", 2, "a = 1\nb = 2\nnew = []\n", FALSE },
  { "a = 1; c = 3\nb = 2\n", 1, "a = 1; c = 3\nnew = []\nb = 2\n", FALSE },
  { "a = [\n  1,\n]\nb = 2\n", 1, "a = [\n  1,\n]\nnew = []\nb = 2\n", FALSE },
  { "for i in [1, 2]:\n    a = i\nb = 2\n", 2, "for i in [1, 2]:\n    a = i\nnew = []\nb = 2\n", FALSE },
  { "def f():\n    x = 1\n    return x\nf()\nb = 2\n", 2, "def f():\n    x = 1\n    return x\nf()\nnew = []\nb = 2\n", FALSE },
  { "# python: 3.12\n# A title\n\na = 1\n", 0, "# python: 3.12\n# A title\n\nnew = []\na = 1\n", FALSE },
  { "'''doc'''\nimport gc as g\nimport sys\na = 1\n", 0,
    "'''doc'''\nimport gc as g\nimport sys\nnew = []\na = 1\n", FALSE },
  { "a = 1\r\nb = 2\r\n", 1, "a = 1\r\nnew = []\r\nb = 2\r\n", FALSE },
  { "\357\273\277a = 1\n", 0, "\357\273\277new = []\na = 1\n", FALSE },
  { "", 0, "import gc\ngc.collect()\n", TRUE },
  { "# a comment", 0, "# a comment\nimport gc\ngc.collect()\n", TRUE },
  { "# python: 3.12\n# A title\n\na = 1\n", 4, "# python: 3.12\n# A title\n\nimport gc\n\na = 1\ngc.collect()\n", TRUE },
  { "'''doc'''\n\na = 1\n", 3, "'''doc'''\nimport gc\n\na = 1\ngc.collect()\n", TRUE },
  { "import sys as s\na = 1", 2, "import sys as s\nimport gc\n\na = 1\ngc.collect()\n", TRUE },
  { "import sys", 1, "import sys\nimport gc\ngc.collect()\n", TRUE },
  { "import sys\r\na = 1\r\n", 2, "import sys\r\nimport gc\r\n\r\na = 1\r\ngc.collect()\r\n", TRUE },
  { "import gc\ndel gc\n", 2, "import gc\ndel gc\nimport gc\ngc.collect()\n", TRUE },
  { "gc = 5\n", 1, "gc = 5\nimport gc as gc2\ngc2.collect()\n", TRUE },
  { "a = 1\nimport gc\n", 1, "a = 1\nimport gc\ngc.collect()\nimport gc\n", TRUE },
};

static guint
find_step (World *world,
           guint  line)
{
  for (guint step = 1; line > 0 && step <= hw_timeline_get_n_steps (world->timeline); step++)
    if (hw_timeline_get_step (world->timeline, step)->line == line)
      return step;
  return 0;
}

static void
test_sites (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (site_cases); i++) {
    const SiteCase *c = &site_cases[i];
    HwGesture gesture = { .kind = c->import ? HW_GESTURE_COLLECT : HW_GESTURE_NEW_LIST, .number = -1, .name = "new" };
    g_autoptr (World) first = world_new (c->before);
    g_autoptr (World) world = world_new_at (c->before, HW_PYTHON_DEFAULT, find_step (first, c->line), HW_PLACE_STEP);
    g_autoptr (GError) error = NULL;
    g_autoptr (HwEdit) edit = world_make (world, &gesture, &error);
    g_autoptr (HwScenario) scenario = NULL;
    g_autofree char *after = NULL;
    const char *statement;
    gsize length;

    g_assert_no_error (error);
    after = world_apply (world, edit);
    g_assert_cmpstr (after, ==, c->after);
    scenario = hw_scenario_new ("after.py", after, -1);
    statement = hw_scenario_get_line (scenario, edit->line, &length);
    g_assert_true (g_str_has_prefix (statement, c->import ? "gc" : "new"));
    g_assert_cmpuint (edit->n_lines, ==, 1);
    hw_edit_try (edit, world->scenario, HW_PYTHON_DEFAULT, NULL, &error);
    g_assert_no_error (error);
  }
}

/* The image of the site is the one that the new statement finds: not the cursor's, where the name is bound to another object yet. */
static void
test_the_state_of_a_site (void)
{
  g_autoptr (World) world = world_new_at ("for i in range(3):\n    a = [i]\n    b = a\nc = 1\n", HW_PYTHON_DEFAULT, 2, HW_PLACE_STEP);
  HwGesture gesture = { .kind = HW_GESTURE_BIND, .object = world_object (world, "a"), .name = "x" };
  g_autoptr (HwEdit) edit = world_make (world, &gesture, NULL);
  g_autofree char *after = world_apply (world, edit);

  g_assert_cmpstr (after, ==, "for i in range(3):\n    a = [i]\n    b = a\nx = a\nc = 1\n");
  g_assert_cmpuint (hw_timeline_get_step (world->timeline, world->site.step + 1)->line, ==, 4);
}

/* -------------------------------------------------------------------------------------------------------------- expressions */

static const char expressions_program[] =
  "import weakref, collections, gc, types\n"
  "class Node:\n    kind = []\n    both = {}\n"
  "    def __init__(self, name):\n        self.name = name\n        self.ref = None\n"
  "    def method(self, x={}):\n        return x\n"
  "    @staticmethod\n    def static():\n        pass\n"
  "    @classmethod\n    def of_class(cls):\n        pass\n"
  "    @property\n    def hidden(self):\n        return []\n"
  "class Slots:\n    __slots__ = ('x', '__weakref__')\n"
  "class Items(list):\n    def __getitem__(self, i):\n        return None\n"
  "class Other(list):\n    pass\n"
  "class Strange:\n    def __getattribute__(self, name):\n        return 1\n"
  "class Describing:\n    def __get__(self, o, t):\n        return 2\n    def __set__(self, o, v):\n        o.__dict__['d'] = v\n"
  "class Described:\n    d = Describing()\n"
  "n = Node('obj1')\n"
  "n.ref = [[1000], {'k': ([],), 5: [], None: [], 2.5: [], b'x': [], (1, 2): []}, {(7, 8), frozenset({(9, 10)})}]\n"
  "n.__dict__['hidden'] = [77]\n"
  "m = Node('obj2'); m.__dict__; m.ref = {}; m.own = [m]\n"
  "s = Slots(); s.x = [[]]\n"
  "xs = Items([[], {}]); xs.attr = []\n"
  "ys = Other([[], {}]); ys.attr = []\n"
  "st = Strange(); object.__setattr__(st, 'x', [])\n"
  "de = Described(); de.d = []\n"
  "dq = collections.deque([[], {}]); dq.rotate(1); dq.append([5])\n"
  "od = collections.OrderedDict(a=[]); dd = collections.defaultdict(list); dd['z'].append([])\n"
  "keyed = {n: [], 'a long key that is cut when it is shown as a short text, is it not?': []}\n"
  "def outer():\n    z = []\n    def inner(): return z\n    return inner\n"
  "inner = outer()\nbound = n.method\n"
  "wo = weakref.WeakValueDictionary(); wo['n'] = n\n"
  "kept = Node('kept'); only = weakref.ref(kept); keeper = [kept].__iter__(); del kept\n"
  "gen = (x for x in [[]]); next(gen)\n"
  "try:\n    [].foo\nexcept AttributeError as error:\n    saved = error\n"
  "ns = types.SimpleNamespace(v=[])\n"
  "class Gone: pass\n"
  "g = Gone(); del Gone\n"
  "deleted = {'p': [], 'q': [], 'r': []}; del deleted['q']\n"
  "list_ = list\n";

/* Which one of the program's objects [object] is, leaving out atoms, whose number depends on what else the text mentions. */
static guint
get_rank (HwImage *image,
          guint    object)
{
  guint rank = 0;

  for (guint i = 0; i < object; i++)
    rank += hw_image_get_number (image, i) > 0 && !hw_image_is_atom (image, i);
  return rank;
}

/* What the name probe[index] is bound to. */
static guint
find_probe (World *world,
            guint  index)
{
  g_autofree char *name = g_strdup_printf ("probe%u", index);
  guint reference = hw_image_find_global (world->image, name);

  g_assert_cmpuint (reference, !=, G_MAXUINT);
  return hw_image_get_references (world->image, NULL)[reference].target;
}

/* Every expression there is, bound to a name by the program itself: the name must hold that very object. */
static void
test_expressions (gconstpointer data)
{
  HwPython python = GPOINTER_TO_UINT (data);
  g_autoptr (World) world = world_new_at (expressions_program, python, 0, HW_PLACE_END);
  g_autoptr (GString) text = g_string_new (expressions_program);
  g_autoptr (GPtrArray) expressions = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) ranks = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (World) after = NULL;
  guint n, n_missing = 0;
  const HwObjectRecord *objects = hw_image_get_objects (world->image, &n);

  for (guint i = 0; i < n; i++) {
    guint rank = get_rank (world->image, i);
    char *expression;

    if (hw_image_get_number (world->image, i) == 0 || hw_image_is_atom (world->image, i) || hw_image_is_background (world->image, i))
      continue;
    expression = hw_analysis_global_expression (world->image, i);
    if (expression == NULL) {
      g_autofree char *title = hw_image_dup_title (world->image, i);

      g_test_message ("nothing leads to %s of line %u", title, objects[i].line);
      n_missing++;
      continue;
    }
    g_string_append_printf (text, "probe%u = %s\n", ranks->len, expression);
    g_ptr_array_add (expressions, expression);
    g_array_append_val (ranks, rank);
  }
  after = world_new_at (text->str, python, 0, HW_PLACE_END);
  for (guint i = 0; i < ranks->len; i++)
    if (get_rank (after->image, find_probe (after, i)) != g_array_index (ranks, guint, i))
      g_error ("%s is something else", (char *) expressions->pdata[i]);
  g_test_message ("%u expressions, %u objects without", ranks->len, n_missing);
  g_assert_cmpuint (ranks->len, >, 60);
}

/* ------------------------------------------------------------------------------------------------------ renaming, wrapping */

typedef struct {
  const char *before;
  const char *name;
  const char *in;   /* the identifier stands behind this text; NULL: the module's */
  const char *to;
  const char *after; /* the text, or the refusal */
} RenameCase;

static const RenameCase rename_cases[] = {
  { "a = []\nb = a\nprint(a.copy(), b)\n", "a", NULL, "x", "x = []\nb = x\nprint(x.copy(), b)\n" },
  { "a = 1\ndef f(a):\n    return a\nprint(a, f(a=2))\n", "a", NULL, "x", "x = 1\ndef f(a):\n    return a\nprint(x, f(a=2))\n" },
  { "a = 1\ndef f():\n    global a\n    a = 2\n    def g(): return a\nf()\n", "a", NULL, "x",
    "x = 1\ndef f():\n    global x\n    x = 2\n    def g(): return x\nf()\n" },
  { "a = [1]\nb = [a for a in a if a]\nprint({a: a for b in a})\n", "b", NULL, "x", "a = [1]\nx = [a for a in a if a]\nprint({a: a for b in a})\n" },
  { "a = [1]\nb = [a for a in a if a]\n", "a", NULL, "x", "x = [1]\nb = [a for a in x if a]\n" },
  { "a = 1\nprint(f'{a} and {a!r:>{a}}', lambda a: a, lambda: a)\n", "a", NULL, "x",
    "x = 1\nprint(f'{x} and {x!r:>{x}}', lambda a: a, lambda: x)\n" },
  { "class C:\n    def a(self): return C\nC().a()\n", "C", NULL, "D", "class D:\n    def a(self): return D\nD().a()\n" },
  { "def f(): pass\n@f\ndef g(x=f): pass\n", "f", NULL, "h", "def h(): pass\n@h\ndef g(x=h): pass\n" },
  { "import gc\ngc.collect()\n", "gc", NULL, "collector", "import gc as collector\ncollector.collect()\n" },
  { "import gc as g\ng.collect()\n", "g", NULL, "h", "import gc as h\nh.collect()\n" },
  { "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    print(e)\n", "e", NULL, "x",
    "try:\n    1 / 0\nexcept ZeroDivisionError as x:\n    print(x)\n" },
  { "match [1, 2]:\n    case [a, *b]:\n        print(a, b)\n    case {'k': c, **d}:\n        print(d)\n", "b", NULL, "x",
    "match [1, 2]:\n    case [a, *x]:\n        print(a, x)\n    case {'k': c, **d}:\n        print(d)\n" },
  { "match [1, 2]:\n    case [1, 2] as a:\n        print(a)\n    case {'k': c, **d}:\n        print(d)\n", "d", NULL, "x",
    "match [1, 2]:\n    case [1, 2] as a:\n        print(a)\n    case {'k': c, **x}:\n        print(x)\n" },
  { "def f(n):\n    def g():\n        nonlocal n\n        n += 1\n        return n\n    return g()\nn = f(1)\n", "n", "def f(", "x",
    "def f(x):\n    def g():\n        nonlocal x\n        x += 1\n        return x\n    return g()\nn = f(1)\n" },
  { "def f(n=1):\n    return n\nn = f()\n", "n", "return ", "x", "def f(x=1):\n    return x\nn = f()\n" },
  { "def f(n):\n    return n\nf(n=1)\n", "n", "return ", "x", "'n' is passed by keyword" },
  { "a = 1\nb = 2\n", "a", NULL, "b", "the name 'b' is used already" },
  { "a = 1\ndef f(b): return a\n", "a", NULL, "b", "the name 'b' is used already" },
  { "a = 1\nprint(a)\n", "a", NULL, "print", "the name 'print' is used already" },
  { "a = 1\n", "a", NULL, "if", "SyntaxError: 'if' is a keyword and cannot be a name" },
  { "a = 1\n", "c", NULL, "x", "NameError: name 'c' is not defined" },
  { "print(1)\n", "print", NULL, "x", "NameError: name 'print' is not defined" },
  { "a = 1\nclass C:\n    a = a\n", "a", NULL, "x", "the body of a class reads and binds 'a' too" },
};

static void
assert_rename (const RenameCase *c)
{
  const char *found = c->in != NULL ? strstr (c->before, c->in) : NULL;
  gsize begin = found != NULL ? (gsize) (found - c->before) + strlen (c->in) : 0;
  HwGesture gesture = { .kind = HW_GESTURE_RENAME, .name = c->name, .text = c->to, .begin = begin, .end = found != NULL ? begin + 1 : 0 };
  g_autoptr (World) world = world_new (c->before);
  g_autoptr (GError) error = NULL;
  g_autoptr (HwEdit) edit = world_make (world, &gesture, &error);
  g_autoptr (HwEdit) inverse = NULL;
  g_autofree char *after = NULL, *back = NULL;

  if (edit == NULL) {
    g_assert_cmpstr (error->message, ==, c->after);
    return;
  }
  after = world_apply (world, edit);
  g_assert_cmpstr (after, ==, c->after);
  inverse = hw_edit_invert (edit, c->before, strlen (c->before));
  back = hw_edit_apply (inverse, after, strlen (after));
  g_assert_cmpstr (back, ==, c->before);
  hw_edit_try (edit, world->scenario, HW_PYTHON_DEFAULT, NULL, &error);
  g_assert_no_error (error);
}

static void
test_rename (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rename_cases); i++)
    assert_rename (&rename_cases[i]);
}

/* [selected] of [before] is wrapped; [after] is the text, or with [raises] what Python says to it. */
static void
assert_wrap (const char *before,
             const char *selected,
             const char *after,
             const char *raises)
{
  gsize begin = (gsize) (strstr (before, selected) - before);
  HwGesture gesture = { .kind = HW_GESTURE_WRAP, .begin = begin, .end = begin + strlen (selected) };
  g_autoptr (World) world = world_new (before);
  g_autoptr (GError) error = NULL;
  g_autoptr (HwEdit) edit = world_make (world, &gesture, &error);
  g_autoptr (HwEdit) inverse = NULL;
  g_autofree char *text = NULL, *back = NULL;

  g_assert_no_error (error);
  text = world_apply (world, edit);
  g_assert_cmpstr (text, ==, after);
  inverse = hw_edit_invert (edit, before, strlen (before));
  back = hw_edit_apply (inverse, text, strlen (text));
  g_assert_cmpstr (back, ==, before);
  hw_edit_try (edit, world->scenario, HW_PYTHON_DEFAULT, NULL, &error);
  g_assert_cmpstr (error != NULL ? error->message : NULL, ==, raises);
}

static void
test_wrap (void)
{
  assert_wrap ("a = []\nb = [a]\n", "a = []\nb = [a]", "def build():\n    a = []\n    b = [a]\n\n\nbuild()\n", NULL);
  assert_wrap ("a = []\nb = {}\nprint(1)\n", "= {}", "a = []\ndef build():\n    b = {}\n\n\nbuild()\nprint(1)\n", NULL);
  assert_wrap ("x = '''1\n2'''\nfor i in [1]:\n    print(i)", "x", "def build():\n    x = '''1\n2'''\n\n\nbuild()\nfor i in [1]:\n    print(i)", NULL);
  assert_wrap ("x = 1\r\ny = 2; z = 3\r\n", "z = 3", "x = 1\r\ndef build():\r\n    y = 2; z = 3\r\n\r\n\r\nbuild()\r\n", NULL);
  assert_wrap ("for i in [1]:\n    a = i\n\n    # c\n    print(a)\n", "print", "def build():\n    for i in [1]:\n        a = i\n\n        # c\n        print(a)\n\n\nbuild()\n", NULL);
  assert_wrap ("a = 1\nprint(a)\n", "a = 1", "def build():\n    a = 1\n\n\nbuild()\nprint(a)\n", "NameError: name 'a' is not defined");
}

/* --------------------------------------------------------------------------------------------------------------- proposals */

static char *
dup_links (World      *world,
           const char *object,
           const char *target)
{
  g_autoptr (GPtrArray) links = hw_gesture_list_links (world->image, hw_image_find (world->image, world_object (world, object)),
                                                       hw_image_find (world->image, world_object (world, target)));
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < links->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", ((HwLink *) links->pdata[i])->preview);
  return g_string_free (text, FALSE);
}

static void
test_links (void)
{
  static const struct {
    const char *object;
    const char *expected;
  } ways[] = {
    { "n", "n.next = b" },
    { "a", "a.append(b); a[0] = b; a.insert(0, b); a.ref = b" },
    { "d", "d['k2'] = b; d.ref = b" },
    { "s", "s.add(b); s.ref = b" },
    { "t", "t[0] = b; t.ref = b" },
    { "C", "C.ref = b" },
  };
  g_autoptr (World) world = world_new ("class C:\n    pass\nn = C()\nn.name = 'x'\nn.next = None\na = [1]\nd = {'k': 1}\ns = {1}\nt = ([],)\nb = []\n");

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++) {
    g_autofree char *found = dup_links (world, ways[i].object, "b");

    g_assert_cmpstr (found, ==, ways[i].expected);
  }
}

static void
test_arguments_and_methods (void)
{
  g_autoptr (World) world = world_new ("class C:\n    def __init__(self, name, other, ref=None, *rest, key, flag=1 + 1, **more):\n        pass\n"
                                       "    def method(self, a, b=2):\n        pass\n"
                                       "    @staticmethod\n    def static(): pass\n"
                                       "class D(C):\n    def own(self): pass\n"
                                       "d = D('obj1', 2, key=3)\nbound = d.method\na = []\n");
  guint object = hw_image_find (world->image, world_object (world, "D"));
  guint bound = hw_image_find (world->image, world_object (world, "bound"));
  g_autofree char *arguments = hw_gesture_dup_arguments (world->scenario, world->image, object);
  g_autofree char *of_method = hw_gesture_dup_arguments (world->scenario, world->image, bound);
  g_autoptr (GPtrArray) parameters = hw_gesture_list_parameters (world->scenario, world->image, object);
  g_auto (GStrv) methods = hw_gesture_list_methods (world->image, hw_image_find (world->image, world_object (world, "d")));
  g_autofree char *names = g_strjoinv (" ", methods);
  HwGesture gesture = { .kind = HW_GESTURE_NEW_INSTANCE, .object = world_object (world, "D") };
  g_autoptr (HwEdit) edit = world_make (world, &gesture, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (arguments, ==, "'obj2', None, key=None");
  g_assert_cmpstr (of_method, ==, "None");
  g_assert_cmpuint (parameters->len, ==, 7);
  g_assert_cmpstr (((HwParameter *) parameters->pdata[3])->name, ==, "*rest");
  g_assert_cmpstr (((HwParameter *) parameters->pdata[5])->proposal, ==, "1 + 1");
  g_assert_cmpstr (names, ==, "own method static");
  g_assert_cmpstr (edit->preview, ==, "d2 = D('obj2', None, key=None)");
  hw_edit_try (edit, world->scenario, HW_PYTHON_DEFAULT, NULL, &error);
  g_assert_no_error (error);
}

static void
assert_completion (World      *world,
                   const char *text,
                   const char *expected)
{
  gsize start;
  g_auto (GStrv) names = hw_gesture_complete (world->image, text, strlen (text), &start);
  g_autofree char *found = g_strjoinv (" ", names);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_completion (void)
{
  g_autoptr (World) world = world_new ("import weakref\nclass Node:\n    kind = 1\n    def hello(self): pass\n"
                                       "n = Node()\nn.name = 'x'\nn.next = Node()\nn.next.items = [n]\nnumber = 5\nw = weakref.ref(n)\nd = {'k': n}\n");

  assert_completion (world, "print(n", "n number nonlocal not next");
  assert_completion (world, "x = n.", "name next hello kind");
  assert_completion (world, "x = n.ne", "next");
  assert_completion (world, "foo(n.next.", "items hello kind");
  assert_completion (world, "n.next.items[0].na", "name");
  assert_completion (world, "d['k'].na", "name");
  assert_completion (world, "w().na", "name");
  assert_completion (world, "n.next.items.app", "append");
  assert_completion (world, "weakref.pro", "proxy");
  assert_completion (world, "Node.h", "hello");
  assert_completion (world, "nothing.h", "");
  assert_completion (world, "len", "len");
  assert_completion (world, "12", "");
}

/* ------------------------------------------------------------------------------------------------------------- at random */

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
  g_test_add_func ("/gesture/writing", test_writing);
  g_test_add_func ("/gesture/refusals", test_refusals);
  g_test_add_func ("/gesture/refusals-by-version", test_refusals_by_version);
  g_test_add_func ("/gesture/refusals-as-python", test_refusals_as_python);
  g_test_add_func ("/gesture/a-wrong-text", test_a_wrong_text);
  g_test_add_func ("/gesture/garbage", test_garbage);
  g_test_add_func ("/gesture/sites", test_sites);
  g_test_add_func ("/gesture/the-state-of-a-site", test_the_state_of_a_site);
  g_test_add_func ("/gesture/rename", test_rename);
  g_test_add_func ("/gesture/wrap", test_wrap);
  g_test_add_func ("/gesture/links", test_links);
  g_test_add_func ("/gesture/arguments-and-methods", test_arguments_and_methods);
  g_test_add_func ("/gesture/completion", test_completion);
  g_test_add_func ("/gesture/random", test_random_gestures);
  for (guint python = 0; python < HW_N_PYTHONS; python++) {
    g_autofree char *name = g_strdup_printf ("/gesture/expressions/%s", hw_python_to_string (python));

    g_test_add_data_func (name, GUINT_TO_POINTER (python), test_expressions);
  }
  return g_test_run ();
}
