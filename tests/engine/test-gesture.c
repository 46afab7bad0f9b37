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

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gesture/writing", test_writing);
  return g_test_run ();
}
