# WeakMethod and finalize
import gc, sys, weakref
gc.disable()
gc.collect()
class O:
    def __init__(self, n="o"): self.n = n
    def some(self): return "some", self.n
    def other(self): return "other", self.n
    def __eq__(self, o): return isinstance(o, O) and self.n == o.n
    def __hash__(self): return hash(self.n)
    def __del__(self): print("del", self.n, end=" ")
def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, str(e).split(" at ")[0])
o = O()
r = weakref.WeakMethod(o.some)
print(isinstance(r, weakref.ReferenceType), type(r()) is type(o.some), r()(), r() == o.some, r().__self__ is o, sys.getsizeof(r))
print(sys.getrefcount(o), weakref.getweakrefcount(o), weakref.getweakrefcount(O.some), sys.getrefcount(r))
attempt(weakref.WeakMethod, 1)
attempt(weakref.WeakMethod, len)
attempt(weakref.WeakMethod)
p, q, other = O("same"), O("same"), O("else")
a, b, c, d = weakref.WeakMethod(p.some), weakref.WeakMethod(q.some), weakref.WeakMethod(p.other), weakref.WeakMethod(other.some)
print(a == b, a != b, a == c, a == d, a == a, a == 1, hash(a) == hash(b) == hash(p), len({a, b, c, d}), a == weakref.ref(p))
del p
print(a() is None, a == b, a != b, a == a, c == c, hash(a) == hash("same"))
calls = []
r = weakref.WeakMethod(o.some, lambda ref: calls.append(ref))
del o
print(calls == [r], r())
class Gone:
    def run(self): pass
g = Gone()
r = weakref.WeakMethod(g.run, lambda ref: print("method gone", ref is r, end=" "))
del Gone.run
print(r(), g is not None)
g = O("cycle")
g.me = g
r = weakref.WeakMethod(g.some, lambda ref: print("callback", ref(), end=" "))
del g
print(gc.collect(), r())
g = O("both")
g.me = g
g.r = weakref.WeakMethod(g.some, print)
del g
print("in trash:", gc.collect())
del r, b, c, d, q, other, calls
print()
# finalize
def add(x, y, z): print("add", x, y, z, end=" "); return x + y + z
a = O("a")
f = weakref.finalize(a, add, 67, 43, z=89)
print(f.alive, f.atexit, f.peek()[0] is a, f.peek()[1:] == (add, (67, 43), {"z": 89}), sys.getsizeof(f), weakref.getweakrefcount(a), sys.getrefcount(a))
print(f(), f(), f.alive, f.peek(), f.detach(), f.atexit)
f = weakref.finalize(a, add, 1, 2, z=3)
print(f.detach()[1:] == (add, (1, 2), {"z": 3}), f.alive, f())
f = weakref.finalize(a, add, 1, 2, z=3)
g = weakref.finalize(a, print, "printed", end=" ")
print(repr(f).split(" at ")[0], repr(f).split(" for ")[1].split(" at ")[0], f == g, len({f, g}))
del a
print(f.alive, g.alive, repr(f).split("; ")[1])
attempt(weakref.finalize)
attempt(weakref.finalize, 1)
attempt(weakref.finalize, 1, print)
attempt(f, 1, 2)
a = O("order")
r1 = weakref.ref(a, lambda r: print("ref 1", end=" "))
weakref.finalize(a, print, "finalize 1", end=" ")
r2 = weakref.ref(a, lambda r: print("ref 2", end=" "))
weakref.finalize(a, print, "finalize 2", end=" ")
del a
print()
for n in range(3):
    a = O("cyclic")
    a.me = a
    fs = [weakref.finalize(a, print, "fin", i, end=" ") for i in range(n)]
    del a
    print(gc.collect(), [f.alive for f in fs])
    del fs
a = O("kept by its finalizer")
f = weakref.finalize(a, lambda a: print("never by death", end=" "), a)
f.atexit = False
del a
print(gc.collect(), f.alive, f.atexit, len(f.peek()), f.detach() is not None)
def bad(): raise ValueError("ignored at death")
a = O("raiser")
f = weakref.finalize(a, bad)
attempt(f)
f = weakref.finalize(a, bad)
del a
print(f.alive)
def counted(x): print(sys.getrefcount(x), end=" ")
x = []
a = O("counts")
f = weakref.finalize(a, counted, x)
print(sys.getrefcount(x), end=" ")
del a
print(sys.getrefcount(x), sys.getrefcount(f))
class F(weakref.finalize): pass
a = O("sub")
f = F(a, print, "subclass", end=" ")
f.note = 1
print(type(f).__name__, f.alive, f.note)
del a
print("end")
