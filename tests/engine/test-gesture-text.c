/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Gestures that rewrite the text, and what is proposed for gestures: ways, arguments, methods, completions. */

#include "gesture-world.h"

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

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gesture-text/rename", test_rename);
  g_test_add_func ("/gesture-text/wrap", test_wrap);
  g_test_add_func ("/gesture-text/links", test_links);
  g_test_add_func ("/gesture-text/arguments-and-methods", test_arguments_and_methods);
  g_test_add_func ("/gesture-text/completion", test_completion);
  return g_test_run ();
}
