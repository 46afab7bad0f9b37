# The size of a list as it grows
# A list takes more room than it needs, so that most appends need no new block.
# Watch for: the size in the inspector, which jumps at some appends and stays at the others.

import sys

items = []
size = sys.getsizeof(items)
print("empty:", size, "bytes")

for n in range(1, 65):
    items.append(n)
    now = sys.getsizeof(items)
    if now != size:
        print("at", n, "items:", now, "bytes, room for", (now - 56) // 8)
        size = now

copy = list(items)
print("a copy knows its length:", sys.getsizeof(copy), "bytes")
display = [0, 0, 0]
print("so does a display:", sys.getsizeof(display), "bytes")

while len(items) > 10:
    items.pop()
print("after popping to 10:", sys.getsizeof(items), "bytes")
items.clear()
print("after clear():", sys.getsizeof(items), "bytes")
