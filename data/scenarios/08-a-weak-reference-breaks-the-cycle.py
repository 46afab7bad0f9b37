# A weak reference instead of a strong cycle
# A parent holds its children strongly; if the children hold the parent weakly, there is no cycle and nothing to collect.
# Watch for: the dashed edge; the tree is freed by counting alone, in the statement that drops the name.

import gc
import weakref


class Tree:
    def __init__(self, name):
        self.name = name
        self.children = []
        self.parent = None

    def add(self, child):
        self.children.append(child)
        child.parent = weakref.ref(self)

    def __del__(self):
        print("  freed:", self.name)


gc.collect()  # whatever the imports left behind
gc.disable()

root = Tree("root")
root.add(Tree("left"))
root.add(Tree("right"))

left = root.children[0]
print("the parent of", left.name, "is", left.parent().name)

print("dropping the root")
root = None
print("left is still here, its parent is", left.parent())
left = None
print("unreachable objects left for the collector:", gc.collect())
