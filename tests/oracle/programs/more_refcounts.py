# reference counts through statements and calls of many kinds
import sys
g = sys.getrefcount
class A:
    def m(self): return g(self)
    def keep(self, *args, **kwargs): return g(self), [g(x) for x in args], [g(x) for x in kwargs.values()]
a = A()
print(g(a), a.m(), A.m(a), a.keep(a), a.keep(x=a))
b = a; c = (a, a); d = {"k": a, "l": [a]}; e = {a}
print(g(a)); del b; print(g(a)); c = c[:1]; print(g(a)); d["l"].append(a); print(g(a)); d.clear(); print(g(a)); e.clear(); print(g(a)); c = None
def f(x, y=None, *rest):
    z = x
    return g(x), len(rest)
print(f(a), f(a, a), f(a, a, a, a), f(*[a, a]))
x = y = z = a; print(g(a)); x, y = y, x; print(g(a)); x = y = z = None; print(g(a))
a.self = a; print(g(a)); del a.self
l = [a] * 5; print(g(a)); l[2:4] = []; print(g(a)); l += [a]; l.remove(a); print(g(a)); l.sort(key=id); print(g(a)); m = l[:]; print(g(a)); l = m = None
it = iter([a]); print(g(a)); next(it); print(g(a)); it = None; print(g(a))
def closure():
    h = a
    return lambda: h
k = closure(); print(g(a), g(k)); k = None
bound = a.m; print(g(a), bound(), g(bound)); bound = None
print([g(v) for v in [a, a]], [g(v) for v in (a,)], g([a][0]), g((lambda: a)()), (lambda q: g(q))(a))
for v in [a]: print(g(v), g(a))
del v
try:
    raise ValueError(a)
except ValueError as err:
    print(g(a), g(err))
print(g(a), g(A) > 4, g(None) > 100, g([]), g({}), g(object()), g("unique text %d" % 5), g(1000 * 7 + len("x")))
with_default = lambda v=a: v; print(g(a)); del with_default
t = a if a else None; print(g(a)); t = a or None; print(g(a)); t = not a; print(g(a))
[a, a][0]; (a); a.m; print(g(a)); _ = a == a; print(g(a)); s = f"{a!r}"[:9]; print(g(a))
u, *v = a, a, a; print(g(a)); del u, v
d1 = dict(p=a); d2 = {**d1, "q": a}; d3 = d1 | d2; print(g(a)); del d1, d2, d3
n = [q for q in [a] for r in [a]]; print(g(a)); del n
w = {1: a}; w[1] = a; w.setdefault(1, a); w.setdefault(2, a); w.update({3: a}); print(g(a), g(w)); w.pop(3); w.popitem(); print(g(a)); del w
print(g(a))
