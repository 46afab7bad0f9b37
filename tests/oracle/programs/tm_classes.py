# tracemalloc: its classes, and subclasses of atoms
import sys, tracemalloc
class I(int): pass
class F(float): pass
class C(complex): pass
class S(str): pass
class B(bytes): pass
class A(bytearray): pass
for c, v in ((I, 5), (I, 2**70), (F, 1.5), (C, 1j), (S, "abc"), (S, "日"), (B, b"abc"), (A, b"abc")):
    x = c(v)
    x.attr = 1
    print(c.__name__, x == v, x.attr, type(x).__name__)
    del x
tracemalloc.start()
tracemalloc.stop()
f = tracemalloc.Filter(False, "a*.pyc", lineno=3, all_frames=True, domain=0)
print(f.inclusive, f.filename_pattern, f.lineno, f.all_frames, f.domain, tracemalloc.DomainFilter(True, 1).domain)
fr = tracemalloc.Frame(("a.py", 3))
print(fr, repr(fr), fr.filename, fr.lineno, fr == tracemalloc.Frame(("a.py", 3)), fr < tracemalloc.Frame(("b.py", 1)), fr >= fr, hash(fr) == hash(("a.py", 3)))
tb = tracemalloc.Traceback((("a.py", 3), ("b.py", 1)), 5)
print(tb, repr(tb), len(tb), tb[0], tb[-1], tb[0:1], list(tb), tb.total_nframe, fr in tb, tb == tb, tb.format(), tb.format(limit=1), tb.format(limit=-1, most_recent_first=True))
s = tracemalloc.Statistic(tb, 123456, 3)
print(s, repr(s), s.size, s.count, s.traceback is tb, s == tracemalloc.Statistic(tb, 123456, 3))
d = tracemalloc.StatisticDiff(tb, 10, -20000, 1, -2)
print(d, repr(d), d.size_diff, d.count_diff)
for n in (0, 1, 99, 100, 9999, 10240, 102400, 1024 ** 2 * 5, 1024 ** 3 * 200, 1024 ** 5):
    print(tracemalloc.Statistic(tb, n, 1), tracemalloc.StatisticDiff(tb, n, -n, 1, n))
for g in (lambda: tracemalloc.take_snapshot(), lambda: tracemalloc.start(0), lambda: tracemalloc.get_object_traceback([])):
    try:
        print(g())
    except Exception as e:
        print(type(e).__name__, e)
tracemalloc.start(3)
def make():
    return bytearray(7999)
x = make()
t = tracemalloc.get_object_traceback(x)
print(len(t), [f.lineno for f in t], t.total_nframe, tracemalloc.get_traceback_limit())
sn = tracemalloc.take_snapshot().filter_traces([tracemalloc.Filter(True, "*tm_classes.py")])
print([(s.traceback[-1].lineno, s.size, s.count) for s in sn.statistics("traceback") if s.size > 4000], [(s.traceback[0].lineno, s.size >= 8000) for s in sn.statistics("lineno", True) if s.size > 4000], [s.traceback[0].lineno for s in sn.statistics("filename")])
tr = [t for t in sn.traces if t.size == 8000][0]
print(tr.domain, tr.size, len(tr.traceback), tr.traceback.total_nframe, sn.traceback_limit, len(sn.traces) > 1)
for k in ("x", "traceback"):
    try:
        sn.statistics(k, True)
    except ValueError as e:
        print(e)
