/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Gestures: each writes what its table says, Python accepts it, the inverse edit takes it back, and refusals are in CPython's words. */

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
  for (guint python = 0; python < HW_N_PYTHONS; python++) {
    g_autofree char *name = g_strdup_printf ("/gesture/expressions/%s", hw_python_to_string (python));

    g_test_add_data_func (name, GUINT_TO_POINTER (python), test_expressions);
  }
  return g_test_run ();
}
