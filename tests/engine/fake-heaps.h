/* SPDX-FileCopyrightText: The Heapwright authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Heaps made by hand for the tests of pictures. */

#pragma once

#include "fake-image.h"

/* The classes that come with the interpreter, and a module's namespace. */
typedef struct {
  FakeImage fake;
  guint     list, dict, tuple, set, reference;
  guint     none, gc;
  guint     names;   /* the namespace */
  guint     n_names; /* in it so far */
  guint     node;    /* class Node, a plain one */
  guint     method;  /* its function __init__ */
} FakeHeap;

static inline void
fake_heap_init (FakeHeap *heap,
                guint     step)
{
  FakeImage *fake = &heap->fake;
  guint dict, key;

  fake_init (fake, step);
  heap->n_names = 0;
  heap->list = fake_object (fake, 1, HW_KIND_TYPE, HW_NO_OBJECT, "list");
  heap->dict = fake_object (fake, 2, HW_KIND_TYPE, HW_NO_OBJECT, "dict");
  heap->tuple = fake_object (fake, 3, HW_KIND_TYPE, HW_NO_OBJECT, "tuple");
  heap->set = fake_object (fake, 4, HW_KIND_TYPE, HW_NO_OBJECT, "set");
  heap->reference = fake_object (fake, 5, HW_KIND_TYPE, HW_NO_OBJECT, "ReferenceType");
  heap->none = fake_object (fake, 6, HW_KIND_NONE, HW_NO_OBJECT, "None");
  heap->gc = fake_object (fake, 7, HW_KIND_MODULE, HW_NO_OBJECT, "gc");
  fake_get (fake, heap->none)->flags = HW_FLAG_STATIC | HW_FLAG_IMMORTAL;
  fake_get (fake, heap->gc)->flags = HW_FLAG_STATIC;
  heap->names = fake_object (fake, 10, HW_KIND_DICT, heap->dict, "");
  fake_get (fake, heap->names)->flags = HW_FLAG_NAMESPACE;
  heap->node = fake_object (fake, 101, HW_KIND_TYPE, HW_NO_OBJECT, "Node");
  dict = fake_object (fake, 102, HW_KIND_DICT, heap->dict, "");
  heap->method = fake_object (fake, 103, HW_KIND_FUNCTION, HW_NO_OBJECT, "__init__");
  key = fake_str (fake, 104, "__init__");
  fake_named (fake, heap->node, dict, 0, HW_LABEL_FIELD, "__dict__");
  fake_entry (fake, dict, key, heap->method, 0);
}

/* A name in the namespace. */
static inline void
fake_heap_name (FakeHeap   *heap,
                const char *name,
                guint       object)
{
  fake_named (&heap->fake, heap->names, object, 2 * heap->n_names++ + 1, HW_LABEL_NAME, name);
}

/* An instance of Node, which holds its class. */
static inline guint
fake_heap_node (FakeHeap *heap,
                guint32   serial,
                int       generation)
{
  guint node = fake_object (&heap->fake, serial, HW_KIND_INSTANCE, heap->node, "");

  fake_get (&heap->fake, node)->generation = (gint8) generation;
  fake_named (&heap->fake, node, heap->node, G_MAXUINT32, HW_LABEL_FIELD, "class");
  return node;
}

static inline void
fake_heap_attribute (FakeHeap   *heap,
                     guint       holder,
                     guint       target,
                     guint32     slot,
                     const char *name)
{
  fake_named (&heap->fake, holder, target, slot, HW_LABEL_ATTRIBUTE, name);
}

static inline guint
fake_heap_container (FakeHeap *heap,
                     guint32   serial,
                     HwKind    kind,
                     int       generation,
                     guint32   length)
{
  guint type = kind == HW_KIND_LIST    ? heap->list
               : kind == HW_KIND_TUPLE ? heap->tuple
               : kind == HW_KIND_SET   ? heap->set
                                       : heap->dict;
  guint object = fake_object (&heap->fake, serial, kind, type, "");

  fake_get (&heap->fake, object)->generation = (gint8) generation;
  fake_get (&heap->fake, object)->length = length;
  return object;
}

/* Runs the module frame. Owned. */
static inline HwImage *
fake_heap_finish (FakeHeap *heap)
{
  fake_frame (&heap->fake, heap->names, "<module>", 12);
  return fake_finish (&heap->fake);
}

/* Everything that a picture can show, in a few objects. With [later] one step on: a new Node, held by a name and by #112. */
static inline HwImage *
fake_heap_teaching (gboolean later)
{
  static const char *const labels[] = { "gc", "Node", "a", "b", "data", "table", "w", "dead", "items", "count" };
  FakeHeap heap;
  FakeImage *fake = &heap.fake;
  guint a, b, c, list, dict, tuple, weak, dead, g1, g2, set, frame, fresh = 0, name1, name2, k, self, numbers[20];

  fake_heap_init (&heap, later ? 9 : 8);
  a = fake_heap_node (&heap, 110, 0);
  b = fake_heap_node (&heap, 111, 0);
  c = fake_heap_node (&heap, 112, 1);
  name1 = fake_str (fake, 113, "obj1");
  name2 = fake_str (fake, 114, "a name that is rather long, so cut");
  list = fake_heap_container (&heap, 120, HW_KIND_LIST, 2, 20);
  for (guint i = 0; i < 20; i++) {
    g_autofree char *text = g_strdup_printf ("%u", 1000 + i);

    numbers[i] = fake_object (fake, 121 + i, HW_KIND_INT, HW_NO_OBJECT, text);
  }
  dict = fake_heap_container (&heap, 150, HW_KIND_DICT, 1, 3);
  k = fake_str (fake, 151, "k");
  self = fake_str (fake, 152, "self");
  tuple = fake_heap_container (&heap, 153, HW_KIND_TUPLE, -1, 2);
  weak = fake_object (fake, 160, HW_KIND_WEAKREF, heap.reference, "");
  dead = fake_object (fake, 161, HW_KIND_WEAKREF, heap.reference, "");
  g1 = fake_heap_node (&heap, 170, 0);
  g2 = fake_heap_node (&heap, 171, 0);
  set = fake_heap_container (&heap, 175, HW_KIND_SET, 3, 2);
  frame = fake_object (fake, 180, HW_KIND_FRAME, HW_NO_OBJECT, "");
  if (later)
    fresh = fake_heap_node (&heap, 190, 0);

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    fake_heap_name (&heap, labels[i], (guint[]) { heap.gc, heap.node, a, b, list, dict, weak, dead, set, numbers[3] }[i]);
  if (later)
    fake_heap_name (&heap, "fresh", fresh);
  fake_heap_attribute (&heap, a, name1, 0, "name");
  fake_heap_attribute (&heap, a, b, 1, "ref");
  fake_heap_attribute (&heap, b, name2, 0, "name");
  fake_heap_attribute (&heap, b, a, 1, "ref");
  fake_heap_attribute (&heap, c, name1, 0, "name");
  fake_heap_attribute (&heap, c, later ? fresh : heap.none, 1, "ref");
  if (later)
    fake_heap_attribute (&heap, fresh, fresh, 0, "ref");
  for (guint i = 0; i < 20; i++)
    fake_item (fake, list, i == 4 ? c : i == 15 ? b : numbers[i], i);
  fake_entry (fake, dict, k, numbers[1], 0);
  fake_entry (fake, dict, self, dict, 1);
  fake_entry (fake, dict, tuple, c, 2);
  fake_item (fake, tuple, numbers[0], 0);
  fake_item (fake, tuple, name1, 1);
  fake_named (fake, weak, b, 0, HW_LABEL_FIELD, "referent")->weak = TRUE;
  fake_named (fake, weak, heap.none, 1, HW_LABEL_FIELD, "__callback__");
  fake_heap_attribute (&heap, g1, g2, 0, "ref");
  fake_heap_attribute (&heap, g2, g1, 0, "ref");
  fake_reference (fake, set, numbers[2], 0, HW_LABEL_MEMBER, 0);
  fake_reference (fake, set, tuple, 3, HW_LABEL_MEMBER, 0);
  fake_named (fake, frame, list, 0, HW_LABEL_NAME, "xs");
  fake_named (fake, frame, numbers[0], 1, HW_LABEL_NAME, "i");
  fake_frame (fake, heap.names, "<module>", 12);
  fake_frame (fake, frame, "walk", 7);
  return fake_finish (fake);
}

/* A chain of [n] Nodes that the name "head" holds, the generations in turn. */
static inline HwImage *
fake_heap_chain (guint n)
{
  FakeHeap heap;
  guint before = 0;

  fake_heap_init (&heap, 5);
  for (guint i = 0; i < n; i++) {
    guint node = fake_heap_node (&heap, 200 + i, (int) (i % 3));

    if (i == 0)
      fake_heap_name (&heap, "head", node);
    else
      fake_heap_attribute (&heap, before, node, 0, "next");
    before = node;
  }
  return fake_heap_finish (&heap);
}
