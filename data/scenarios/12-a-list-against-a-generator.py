# A million elements, or one at a time
# A list comprehension makes all its elements before anything uses them; a generator expression makes each when it is asked for.
# Watch for: the traced memory on the time scale: a mountain for the list, a flat line for the generator.

import sys
import tracemalloc

N = 1000000

tracemalloc.start()

squares = [n * n for n in range(N)]
print("sum of the list:", sum(squares))
current, peak = tracemalloc.get_traced_memory()
print("peak over 30 MB:", peak > 30000000)
print("the list alone:", sys.getsizeof(squares), "bytes")

squares = None
tracemalloc.stop()
tracemalloc.start()

lazy = (n * n for n in range(N))
print("sum of the generator:", sum(lazy))
current, peak = tracemalloc.get_traced_memory()
print("peak under 2 kB:", peak < 2000)
tracemalloc.stop()
