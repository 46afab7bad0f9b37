# weak references: equality, hashing, callbacks that make and kill, order inside a pass
import gc, sys, weakref
gc.disable()
gc.collect()
class A:
    def __init__(self, name): self.name = name
    def __repr__(self): return "A(%s)" % self.name
    def __del__(self): print("del", self.name, end="; ")
    def __eq__(self, other): return self.name == other.name
    def __hash__(self): return hash(self.name)
a, b = A("x"), A("x")
ra, rb, rc = weakref.ref(a), weakref.ref(b), weakref.ref(a)
print(ra is rc, ra == rb, ra is rb, hash(ra) == hash(a), ra() is a, len(weakref.getweakrefs(a)), weakref.getweakrefcount(b))
print(sys.getrefcount(a), type(ra).__name__, ra.__callback__)
del a
print(ra(), ra == rb, ra == rc)
try:
    hash(rb); del b; print(hash(rb) == hash("x"))
    r = weakref.ref(A("now"))
    print(r())
except TypeError as e:
    print(e)
for bad in (1, "s", (), None, [], {}):
    try:
        weakref.ref(bad)
    except TypeError as e:
        print(e, end="; ")
print()
log = []
def cb(name): return lambda r: log.append((name, r()))
x, y = A("x"), A("y")
x.y, y.x = y, x
w = [weakref.ref(x, cb("x1")), weakref.ref(y, cb("y1")), weakref.ref(x, cb("x2"))]
del x, y
print(gc.collect(), log)
inner = A("inner")
outer = A("outer")
outer.w = weakref.ref(inner, lambda r: print("callback of inner", end="; "))
outer.inner = inner
inner.outer = outer
del inner, outer
print(gc.collect())
born = []
a = A("a")
w = weakref.ref(a, lambda r: born.append(A("born")))
del a
print(born, weakref.getweakrefcount(born[0]))
p = weakref.proxy(born[0])
print(p.name, p == born[0], type(p).__name__)
born.clear()
try:
    p.name
except ReferenceError as e:
    print(e)
chain = [A(str(i)) for i in range(3)]
refs = [weakref.ref(c, lambda r, i=i: chain.pop() if chain else print("empty", end="; ")) for i, c in enumerate(chain)]
c = None
chain.pop(0)
print(len(chain), [r() for r in refs])
def f(): pass
m = A("m")
wf, wm = weakref.ref(f), weakref.ref(m.__repr__)
print(wf() is f, wm())
print(weakref.ref(A)() is A, weakref.ref(len)() is len, weakref.ref({1}).__class__.__name__)
