# A snapshot by line
# A snapshot remembers which line allocated each block that is alive; its statistics add them up.
# Watch for: the lines that made the most, and how the second snapshot differs from the first.

import gc
import tracemalloc


class Node:
    def __init__(self, name):
        self.name = name
        self.ref = None


def show(label, snapshot):
    print(label)
    for row in snapshot.statistics("lineno"):
        # Printed as it is, a row begins with the folder of the file.
        text = str(row).rsplit("/", 1)[-1]
        if row.size >= 1000:
            print("  " + text)


gc.collect()  # empties the free lists, whose blocks tracemalloc would not see
tracemalloc.start()

rows = [[n] * 10 for n in range(300)]
nodes = [Node(n) for n in range(1000, 1200)]
first = tracemalloc.take_snapshot()
show("first snapshot:", first)

rows = None
words = ["word %d" % n for n in range(500)]
second = tracemalloc.take_snapshot()
show("second snapshot:", second)
tracemalloc.stop()
