# The gc module's switches and figures
# The collector can be turned off and on, asked for its statistics, and told to keep what it finds in gc.garbage.
# Watch for: the Collector table, and what gc.garbage holds after the pass with DEBUG_SAVEALL.

import gc


class Node:
    def __init__(self, name):
        self.name = name
        self.ref = self


def figures():
    # The oldest generation's figures.
    return gc.get_stats()[2]


print("enabled at the start:", gc.isenabled())
gc.disable()
print("after disable():", gc.isenabled())

gc.collect()
before = figures()
a = Node("a")
a = Node("b")
a = None
print("collected:", gc.collect())
after = figures()
print("passes:", after["collections"] - before["collections"])
print("objects:", after["collected"] - before["collected"])
print("uncollectable:", after["uncollectable"] - before["uncollectable"])

gc.set_debug(gc.DEBUG_SAVEALL)
c = Node("c")
c = None
print("found with DEBUG_SAVEALL:", gc.collect())
print("garbage:", [x.name for x in gc.garbage if isinstance(x, Node)])
gc.set_debug(0)

gc.garbage.clear()
print("once more, now it may go:", gc.collect())
gc.enable()
print("after enable():", gc.isenabled())
