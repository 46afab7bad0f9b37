# WeakKeyDictionary: entries go with their keys
import gc, sys, weakref
gc.disable()
gc.collect()
class K:
    def __init__(self, n): self.n = n
    def __repr__(self): return "K%s" % self.n
    def __del__(self): print("-K%s" % self.n, end=" ")
class D:
    def __init__(self, n): self.n = n
    def __repr__(self): return "D%s" % self.n
    def __del__(self): print("-D%s" % self.n, end=" ")
def fresh(n):
    keys = [K(i) for i in range(n)]
    return keys, weakref.WeakKeyDictionary({k: D(k.n) for k in keys})
def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, str(e).split(" at ")[0])
keys, d = fresh(3)
k = keys[0]
print(len(d), list(d), list(d.items()), list(d.values()), k in d, K("x") in d, 1 in d, d[k], d.get(k), d.get(D("y")))
print(sys.getrefcount(k), weakref.getweakrefcount(k), sys.getsizeof(d), sys.getrefcount(d[k]))
d[k] = D("new")
print(len(d), d[k], weakref.getweakrefcount(k))
keys.pop()
print(len(d), list(d.items()))
attempt(lambda: d[1])
z = K("z")
attempt(lambda: d[z])
del z
attempt(d.__setitem__, 1, 2)
attempt(d.pop, D("none"), "default")
attempt(d.setdefault, k, 1)
attempt(d.update, 1)
attempt(d.update, a=1)
attempt(hash, d)
attempt(weakref.WeakKeyDictionary, 1, 2)
print(d.pop(k), len(d), d.setdefault(k, "set"), len(d), d.popitem(), len(d))
# deaths inside of a loop
keys, d = fresh(5)
for key, value in d.items():
    if key.n == 1:
        keys[0] = keys[3] = None
        print("len", len(d), end=" ")
    print(key, value, sys.getrefcount(key), end="; ")
print("end", len(d), list(d))
key = value = None
keys, d = fresh(4)
for key in d:
    keys[0] = keys[2] = None
    if key.n == 1:
        del d[keys[3]]
        print("len", len(d), end=" ")
        break
print("left", len(d), len(d.data))
del key
print(len(d), list(d))
keys, d = fresh(3)
it = d.values()
print(next(it))
keys.clear()
print("suspended", len(d), sorted(d.data.values(), key=repr) != [])
del it
print("dropped", len(d))
# the value that holds its key
k = K("self")
d = weakref.WeakKeyDictionary()
d[k] = [k]
del k
print(gc.collect(), len(d))
d.clear()
print("cleared")
k = K("cycle")
k.me = k
d[k] = D("cycle")
del k
print(gc.collect(), len(d))
d.me = d
keys, d = fresh(2)
print("container in trash:", gc.collect())
# references and mappings
print([r() for r in d.keyrefs()], type(d.keyrefs()).__name__, [r.__callback__ is d._remove for r in d.keyrefs()])
c = d.copy()
print(c == d, c is d, type(c).__name__, d == {keys[0]: 1}, d != c)
extra = K("extra")
e = d | {extra: "e"}
f = {extra: "f"} | c
print(type(e).__name__, list(e.items()), type(f).__name__, list(f.items()))
d |= [(extra, "in place")]
print(list(d.items()))
del extra, f
print(list(d.items()), list(e.items()))
class E(K):
    def __eq__(self, other): return self.n == other.n
    def __hash__(self): return hash(self.n)
one, two = E(1), E(1)
d = weakref.WeakKeyDictionary({one: "one"})
d[two] = "two"
print(len(d), list(d.items())[0][0] is one, d[one], d[two], two in d)
del one
print(len(d), two in d, d.get(two))
print("end")
