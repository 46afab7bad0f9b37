# weak containers: corners
import copy, gc, sys, weakref
gc.disable()
gc.collect()
class A:
    def __init__(self, n=0): self.n = n
    def __repr__(self): return "A%s" % self.n
def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, str(e).split(" at ")[0])
keep = [A(i) for i in range(4)]
d = weakref.WeakValueDictionary(a=keep[0], b=keep[1])
k = weakref.WeakKeyDictionary({keep[0]: "x", keep[1]: "y"})
attempt(reversed, d)
attempt(reversed, k)
print(repr(d).split(" at ")[0], repr(k).split(" at ")[0], repr(d.items()).split(" at ")[0], repr(d._remove).split(" at ")[0])
print(weakref.WeakValueDictionary, weakref.WeakSet, weakref.finalize, weakref.WeakMethod, weakref.KeyedRef, weakref.ref, weakref.ProxyTypes)
g = d.items()
print(iter(g) is g, type(g).__name__, list(g), list(g), next(g, "empty"))
print(dict(d), dict(k.items()), list(zip(d, k.values())), sorted(d), max(k.values()), sum(v.n for v in d.values()), {**d})
print([*d], tuple(k), set(d.values()) == set(keep[:2]), "a" not in d, keep[3] not in k)
x, y = d.values()
print(x, y)
del x, y
print(copy.copy(d) == d, copy.copy(d) is d, type(copy.copy(k)).__name__)
# nested iterations: only the last one to end removes
values = [A(i) for i in range(4)]
d = weakref.WeakValueDictionary(enumerate(values))
outer = d.keys()
print(next(outer), end=" ")
for inner in d:
    if inner == 1:
        values[2] = None
print(inner, len(d.data), end=" ")
del outer
print(len(d.data), list(d))
# an exception in the loop ends the iteration when its frame goes
def failing():
    for key, value in d.items():
        values[3] = None
        raise KeyError(key)
try:
    failing()
except KeyError as e:
    print(len(d.data), end=" ")
print(len(d.data), list(d))
# deleted and set anew while waiting for removal
values = [A(i) for i in range(3)]
d = weakref.WeakValueDictionary(enumerate(values))
it = d.items()
next(it)
values[1] = None
d[1] = keep[0]
it.close()
print(list(d.items()))
keys = [A(i) for i in range(3)]
k = weakref.WeakKeyDictionary({x: x.n for x in keys})
x = None
it = k.keys()
next(it)
keys[1] = None
print(len(k), k.pop(keys[2]), len(k), k.popitem() if len(k) > 1 else "one", len(k))
it.close()
print(len(k), list(k.values()))
# a dictionary that goes before its values, in an iteration
values = [A(i) for i in range(2)]
it = weakref.WeakValueDictionary(enumerate(values)).items()
print(next(it), end=" ")
values.clear()
print(list(it))
r = weakref.ref(weakref.WeakSet(keep))
print(r(), [weakref.getweakrefcount(x) for x in keep])
# subclasses
class Log(weakref.WeakKeyDictionary):
    def __delitem__(self, key):
        print("del", key, end=" ")
        super().__delitem__(key)
    def __len__(self): return 10 + super().__len__()
l = Log()
l.extra = 1
l[keep[0]] = 1
del l[keep[0]]
print(len(l), l.extra, bool(l), isinstance(l | {keep[1]: 1}, Log), sys.getsizeof(l) == sys.getsizeof(k))
class Method(weakref.WeakMethod):
    def __init__(self, method, tag):
        super().__init__(method)
        self.tag = tag
    def __new__(cls, method, tag): return super().__new__(cls, method)
class B:
    def run(self): return "ran"
b = B()
m = Method(b.run, "tag")
print(m()(), m.tag, m == weakref.WeakMethod(b.run))
class Ref(weakref.KeyedRef):
    __slots__ = ()
r = Ref(b, lambda r: print("gone", r.key, end=" "), "the key")
print(r() is b, r.key, sys.getsizeof(r))
del b
print(r(), m())
for i in range(40):
    for _ in weakref.WeakSet(keep): pass
print("end")
