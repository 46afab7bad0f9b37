# A circular pair
# Two objects that refer to each other keep each other's count at one, whoever else forgets them.
# Watch for: both nodes after the two del statements: no name leads to them, yet their counts are not zero.

import gc


class Node:
    def __init__(self, name):
        self.name = name
        self.ref = None


gc.disable()

node1 = Node("obj1")
node2 = Node("obj2")
node1.ref = node2
node2.ref = node1
print("a ring:", node1.ref.name, "and", node2.ref.name)

del node1
print("one name is gone, the ring still has the other")
del node2
print("both names are gone; nobody can reach the pair, and counting alone will never free it")

print("the collector finds", gc.collect(), "unreachable objects")
print("and on the second pass", gc.collect())
