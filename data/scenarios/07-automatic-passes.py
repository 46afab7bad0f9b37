# Automatic passes and generations
# When more containers were made than freed by the threshold, the collector starts by itself, mostly on the young.
# Watch for: the counts climbing to their thresholds, and survivors moving to an older generation.

import gc
import weakref


class Node:
    def __init__(self, name):
        self.name = name
        self.ref = self


dead = []


def gone(reference):
    dead.append(made)


gc.collect()
gc.set_threshold(20, 3, 5)
print("thresholds:", gc.get_threshold())

made = 0
watch = []
keep = []
while made < 120:
    made = made + 1
    node = Node(made)
    watch.append(weakref.ref(node, gone))
    if made % 10 == 0:
        keep.append(node)
node = None

print("made:", made, "kept:", len(keep))
print("freed by automatic passes:", len(dead))
print("a pass freed something when", sorted(set(dead)), "had been made")

gc.collect()
print("freed after a full pass by hand:", len(dead))
gc.set_threshold(700, 10, 10)
