# Finalizers and the collector
# The collector runs the finalizers of everything it found unreachable first, and takes the cycle apart afterwards.
# Watch for: the phases of the pass; both finalizers still see the whole ring.

import gc


class Node:
    def __init__(self, name):
        self.name = name
        self.ref = None
        print("Object", self.name, "created")

    def __del__(self):
        print("Object", self.name, "destroyed, it still refers to", self.ref.name)


gc.disable()

node1 = Node("obj1")
node2 = Node("obj2")
node1.ref = node2
node2.ref = node1

print("deleting the names")
node1 = None
node2 = None

print("nothing was destroyed; collecting by hand")
found = gc.collect()
print("found", found, "unreachable objects")
