# Resurrection
# A finalizer may store its object where the program can reach it: then the object lives on, but its finalizer will not run again.
# Watch for: the finalized mark in the inspector, and the pass that found an object but did not free it.

import gc

saved = []


class Phoenix:
    def __init__(self, name):
        self.name = name
        self.ref = None

    def __del__(self):
        print("  finalizer of", self.name)
        saved.append(self)


bird = Phoenix("counted")
print("the last name goes")
bird = None
print("saved:", [x.name for x in saved])
saved.clear()
print("gone for good, and no finalizer ran")

bird = Phoenix("cyclic")
bird.ref = bird
bird = None
print("collecting")
print("found:", gc.collect())
print("saved:", [x.name for x in saved])
saved.clear()
print("unreachable again; collecting")
print("found:", gc.collect())
