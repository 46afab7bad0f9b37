# Weak reference callbacks
# A weak reference can be given a callback, which is called when its referent is about to go.
# Watch for: the order - the newest reference's callback first, and the finalizer before all of them.

import gc
import weakref


class Node:
    def __init__(self, name):
        self.name = name
        self.ref = None

    def __del__(self):
        print("  finalizer of", self.name)


def first(reference):
    print("  first callback, the referent is", reference())


def second(reference):
    print("  second callback, the referent is", reference())


gc.collect()  # whatever the imports left behind

node = Node("alone")
w1 = weakref.ref(node, first)
w2 = weakref.ref(node, second)
plain = weakref.ref(node)
print("weak references to it:", weakref.getweakrefcount(node))

print("dropping the name")
node = None
print("all dead:", w1() is None, w2() is None, plain() is None)

print("a callback that was forgotten is never called")
node = Node("watched")
w1 = weakref.ref(node, first)
w1 = None
node = None

print("in a cycle the collector calls it")
node = Node("ring")
node.ref = node
w2 = weakref.ref(node, second)
node = None
print("found:", gc.collect())
