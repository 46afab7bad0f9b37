# weak containers and finalizers as the collector sees them
import gc, sys, weakref
gc.disable()
gc.collect()
class A:
    def __init__(self, name=""): self.name = name
    def __repr__(self): return "A" + self.name
def kinds(objects): return sorted(type(o).__name__ for o in objects if not isinstance(o, type))
a = A("a")
d = weakref.WeakValueDictionary(x=a)
k = weakref.WeakKeyDictionary({a: [1]})
s = weakref.WeakSet([a])
f = weakref.finalize(a, print, "finalized")
m = weakref.WeakMethod(a.__repr__)
for o in (d, k, s):
    print(kinds(gc.get_referents(o)), kinds(gc.get_referents(o.data)), gc.is_tracked(o), gc.is_tracked(o.data), list(vars(o)))
print(kinds(gc.get_referents(f)), gc.is_tracked(f), kinds(gc.get_referents(m)), gc.is_tracked(m))
print([type(r).__name__ for r in weakref.getweakrefs(a)], weakref.getweakrefcount(d))
print(kinds(r for r in gc.get_referrers(a) if r is not globals()))
a.me = a
del a
print(gc.collect(), len(d), len(k), len(s), f.alive, m())
# what a whole container in trash counts for
def trash(make):
    x = make()
    holder = [x]
    holder.append(holder)
    del x, holder
    return gc.collect()
keep = [A(str(i)) for i in range(3)]
print(trash(weakref.WeakValueDictionary), trash(weakref.WeakKeyDictionary), trash(weakref.WeakSet))
print(trash(lambda: weakref.WeakValueDictionary(enumerate(keep))), trash(lambda: weakref.WeakKeyDictionary({x: 1 for x in keep})),
      trash(lambda: weakref.WeakSet(keep)), trash(lambda: weakref.WeakMethod(keep[0].__repr__)), trash(lambda: weakref.finalize(keep[0], print)))
print([weakref.getweakrefcount(x) for x in keep], len(weakref.finalize._registry))
def used():
    d = weakref.WeakValueDictionary(enumerate(keep))
    it = d.items()
    next(it)
    return it
print(trash(used))
# a callback of the dictionary, of the program, of a finalizer: newest first
log = []
x = A("x")
d = weakref.WeakValueDictionary()
r1 = weakref.ref(x, lambda r: log.append(("r1", "x" in d)))
d["x"] = x
r2 = weakref.ref(x, lambda r: log.append(("r2", "x" in d.data, "x" in d)))
f = weakref.finalize(x, lambda: log.append(("f", "x" in d.data)))
x.me = x
del x
print(gc.collect(), log)
log.clear()
# a value that makes another entry when it dies
class R(A):
    def __del__(self):
        d["again"] = keep[0]
        log.append(sorted(d.data))
d["first"] = R()
print(log, list(d.items()))
d.clear()
# resurrection: gone from the dictionary all the same
class Z(A):
    def __del__(self): keep.append(self)
d["z"] = z = Z("z")
z.me = z
del z
print(gc.collect(), len(d), keep[-1])
keep.pop().me = None
d["z"] = z = Z("z")
del z
print(len(d), list(d.items()), keep[-1])
# automatic collections
gc.collect()
gc.enable()
gc.set_threshold(20, 5, 5)
d = weakref.WeakValueDictionary()
for i in range(200):
    x = A()
    x.me = x
    d[i] = x
    x = None
print(0 < len(d) < 60)
gc.disable()
gc.collect()
print(len(d))
class Key:
    def __init__(self, n): self.n = n
    def __hash__(self): return self.n
    def __eq__(self, other): return self.n == other.n
def counts(x): return sys.getrefcount(x)
one = A("one")
d = weakref.WeakValueDictionary({"k": one})
print(sys.getrefcount(d["k"]), counts(d["k"]), counts(d.get("k")), [sys.getrefcount(v) for v in d.values()], [sys.getrefcount(v) for _, v in d.items()])
k = weakref.WeakKeyDictionary({one: one})
print(sys.getrefcount(one), [sys.getrefcount(v) for v in k], [sys.getrefcount(v) for v in k.values()])
s = weakref.WeakSet([one])
print([sys.getrefcount(v) for v in s], sys.getrefcount(s), sys.getrefcount(d))
