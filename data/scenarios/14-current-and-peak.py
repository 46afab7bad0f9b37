# Current and peak memory
# tracemalloc follows every block: how much is in use now, and how much was in use at the worst moment.
# Watch for: the list of a million, which is gone when the figure is asked for, but not from the peak.

import tracemalloc

N = 1000000


def megabytes(size):
    return round(size / 1000000, 1)


def report(label):
    current, peak = tracemalloc.get_traced_memory()
    print(label, "current", megabytes(current), "MB, peak", megabytes(peak), "MB")


tracemalloc.start()
report("at the start:")

numbers = list(range(N))
report("a list of a million numbers:")

half = numbers[:N // 2]
report("half of it again, the same numbers:")

numbers = None
report("the long list is gone, half of its numbers are not:")

half = None
report("all of it gone:")

tracemalloc.reset_peak()
report("after reset_peak():")
tracemalloc.stop()
print("tracing:", tracemalloc.is_tracing())
