# WeakValueDictionary: removals, also while it is iterated over, and the mapping methods
import gc, sys, weakref
gc.disable()
gc.collect()
class V:
    def __init__(self, n): self.n = n
    def __repr__(self): return "V%s" % self.n
    def __del__(self): print("-V%s" % self.n, end=" ")
def fresh(n):
    values = [V(i) for i in range(n)]
    return values, weakref.WeakValueDictionary((i, v) for i, v in enumerate(values))
def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)
values, d = fresh(4)
print(len(d), list(d), list(d.values()), list(d.items()), 2 in d, 9 in d, bool(d))
print(sys.getrefcount(values[0]), weakref.getweakrefcount(values[0]), sys.getsizeof(d), sys.getsizeof(d.valuerefs()[0]))
values.pop()
print(len(d), list(d.keys()), 3 in d, d.get(3), d.get(3, "gone"))
attempt(lambda: d[3])
attempt(d.pop, 3)
attempt(d.pop, 3, "default")
attempt(d.__setitem__, "x", 1)
attempt(d.__delitem__, "x")
print(d.pop(0), len(d), d.setdefault(1, V("new")), d.setdefault(0, values[0]), len(d))
print(d.popitem(), len(d))
# deaths inside of a loop
values, d = fresh(5)
for key, value in d.items():
    if key < 2:
        values[key + 1] = None
    print(key, value, sys.getrefcount(value), len(d.data), end="; ")
print("end", len(d), sorted(d))
value = None
print(len(d), sorted(d))
values, d = fresh(5)
try:
    for key in d.keys():
        values[key] = None
        print(key, len(d), end=" ")
    print("no error", list(d))
except RuntimeError as e:
    print("RuntimeError", e, list(d))
values, d = fresh(4)
it = iter(d.values())
first = next(it)
values.clear()
print("suspended", first, len(d.data))
del first
print("released", len(d.data))
it.close()
print("closed", len(d), len(d.data))
values, d = fresh(3)
it = d.items()
print(next(it))
values[0] = values[2] = None
print("dropped now")
del it
print(len(d.data), list(d.items()))
# references, cycles, counts
values, d = fresh(3)
print([r() for r in d.itervaluerefs()], [type(r).__name__ for r in d.valuerefs()], [r.key for r in d.valuerefs()])
for v in values:
    v.me = v
del v
values.clear()
print(len(d), gc.collect(), len(d))
values, d = fresh(2)
d.me = d
del d
print("container in trash:", gc.collect())
values, d = fresh(2)
for v in values:
    v.d = d
del d, v
values.clear()
print("values hold the container:", gc.collect())
# mappings
values, d = fresh(3)
a, b = values[0], values[1]
c = d.copy()
print(c == d, c is d, d == {0: a, 1: b, 2: values[2]}, d != {}, d == [1])
e = d | {"a": a}
f = {"b": b} | d
print(type(e).__name__, list(e.items()), type(f).__name__, list(f.items()))
d |= {"c": values[2]}
d.update([("l", a)], k=b)
print(list(d.items()))
del e, f, c
values[2] = None
print(list(d.items()))
attempt(lambda: d | 1)
attempt(lambda: d | [(1, 2)])
attempt(hash, d)
attempt(weakref.WeakValueDictionary, 1, 2)
attempt(weakref.WeakValueDictionary, 1)
attempt(d.get)
attempt(d.update, 1, 2)
d.clear()
print(len(d), list(d))
attempt(d.popitem)
class Sub(weakref.WeakValueDictionary):
    def __init__(self, *args):
        self.log = []
        super().__init__(*args)
    def __setitem__(self, key, value):
        self.log.append(key)
        super().__setitem__(key, value)
s = Sub({"x": a})
s["y"] = b
print(s.log, list(s.items()), isinstance(s, weakref.WeakValueDictionary), type(s.copy()).__name__, type({} | s).__name__)
class K:
    def __init__(self, n): self.n = n
    def __eq__(self, other): print("eq", end=" "); return self.n == other.n
    def __hash__(self): return self.n
    def __repr__(self): return "K%d" % self.n
    def __del__(self): print("-K%d" % self.n, end=" ")
d = weakref.WeakValueDictionary()
d[K(1)] = a
d[K(1)] = b
print(list(d.items()))
b = values[1] = None
s = None
print(list(d.items()))
print("end")
