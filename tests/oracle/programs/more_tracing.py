# tracemalloc: current and peak through allocation and release, statistics by line
import gc, tracemalloc
gc.disable()
gc.collect()
def traced(f):
    gc.collect()
    before = tracemalloc.get_traced_memory()[0]
    kept = f()
    return tracemalloc.get_traced_memory()[0] - before
class A:
    def __init__(self): self.x = None
class S:
    __slots__ = ("x",)
def none(): return None
def thousand(): return [None] * 1000
def floats(): return [float(i) for i in range(100)]
def lists(): return [[] for _ in range(50)]
def instances(): return [A() for _ in range(50)]
def slotted(): return [S() for _ in range(50)]
def text(): return "x" * 5000
def dicts(): return [{"a": i} for i in range(20)]
def sets(): return [{i} for i in range(20)]
def tuples(): return [(i, i) for i in range(1000, 1020)]
def dropped(): x = [None] * 1000; del x
def bytes_(): return bytes(3000)
print(tracemalloc.is_tracing(), tracemalloc.get_traced_memory())
tracemalloc.start()
print(tracemalloc.is_tracing(), tracemalloc.get_traceback_limit())
base = traced(none)
for f in (thousand, floats, lists, instances, slotted, text, dicts, sets, tuples, dropped, bytes_):
    print(f.__name__, traced(f) - base)
tracemalloc.reset_peak()
c, p = tracemalloc.get_traced_memory()
x = [0] * 100000
del x
c2, p2 = tracemalloc.get_traced_memory()
print(p2 - c >= 800000, p2 - c < 801000)
tracemalloc.clear_traces()
rows = [[i] * 3 for i in range(40)]
names = ["n%d" % i for i in range(30)]
big = bytearray(10000)
snap = tracemalloc.take_snapshot()
for stat in snap.statistics("lineno"):
    if stat.size > 900: print(stat.traceback[0].lineno, stat.size, stat.count, str(stat).split(": ", 1)[1])
del rows
later = tracemalloc.take_snapshot()
for diff in later.compare_to(snap, "lineno"):
    if abs(diff.size_diff) > 900: print(diff.traceback[0].lineno, diff.size_diff, diff.count_diff, str(diff).split(": ", 1)[1])
print(sum(s.size for s in snap.statistics("filename")) >= 10000, len(snap.traces) > 70)
tracemalloc.stop()
print(tracemalloc.is_tracing(), tracemalloc.get_traced_memory())
