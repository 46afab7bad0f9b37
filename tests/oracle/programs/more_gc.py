# the collector's interface: generations, counts, thresholds, debug, who is tracked and found
import gc
gc.disable()
gc.collect()
class N:
    def __init__(self): self.me = self
print(gc.get_threshold(), gc.get_count(), gc.isenabled(), gc.get_debug())
x = [N() for _ in range(5)]
c0 = gc.get_count()[0]
del x
print(gc.collect(0), gc.get_count())
for g in (0, 1, 2):
    n = N(); n = None
    print(g, gc.collect(g), gc.get_count()[1:])
survivor = [N()]
gc.collect(0); gc.collect(0)
survivor.clear()
print(gc.collect(0), gc.collect(1), gc.collect(2))
survivor = [N()]
gc.collect()
survivor.clear()
print(gc.collect(0), gc.collect(1), gc.collect())
before = [s["collections"] for s in gc.get_stats()]
N(); gc.collect(0); gc.collect(1); gc.collect(1); gc.collect(2)
print([s["collections"] - b for s, b in zip(gc.get_stats(), before)], sorted(gc.get_stats()[0]))
events = []
def watch(phase, info): events.append((phase, info["generation"], info["collected"], info["uncollectable"]))
gc.callbacks.append(watch)
N(); N(); gc.collect(); gc.collect(1)
gc.callbacks.remove(watch)
print(events)
gc.set_debug(gc.DEBUG_SAVEALL)
N(); print(gc.collect(), len(gc.garbage), [type(g).__name__ for g in gc.garbage])
gc.set_debug(0); gc.garbage.clear(); print(gc.collect(), gc.garbage)
a = [1]; b = [a]
print(gc.get_referents(b) == [a], gc.get_referents({"k": a}) == ["k", a] or gc.get_referents({"k": a}) == [a], [r is b for r in gc.get_referrers(a)].count(True))
print([gc.is_tracked(v) for v in (1, "s", 1.5, None, [], {}, {"k": []}, (), (1,), ([],), set(), N(), N, len, lambda: 1, b"", range(2), object())])
gc.collect()
print([gc.is_tracked(v) for v in ((1, 2), (1, [2]), {"a": 1}, {"a": (1,)}, {"a": [1]})])
m = N(); print(any(o is m for o in gc.get_objects()), gc.is_finalized(m)); del m; print(gc.collect())
n = len(gc.get_objects()); z = [[] for _ in range(10)]; print(len(gc.get_objects()) - n); del z
gc.freeze(); print(gc.get_freeze_count() > 0, gc.collect()); gc.unfreeze(); print(gc.get_freeze_count())
gc.set_threshold(5, 2, 2); gc.enable()
made = [N() for _ in range(40)]; gc.disable(); print(gc.get_threshold()); gc.set_threshold(700, 10, 10)
made = None; print(gc.collect())
class D:
    def __init__(self): self.d = self
    def __del__(self): print("in del", gc.collect(), end="; ")
D(); print(gc.collect())
