# what holds arguments on their way into a call
import sys
R = sys.getrefcount
x = []; K = object()
class A:
    def __init__(self, a, k=K): print("init", R(self), R(a), R(k))
    def m(self, a, k=K): return R(self), R(a), R(k)
    def s(self, *args, **kw): return R(self), R(args), R(args[0]) if args else 0, R(kw), R(kw["k"]) if "k" in kw else 0
    @classmethod
    def c(cls, a, k=K): return R(a), R(k)
    def __call__(self, a, k=K): return R(self), R(a), R(k)
class N:
    def __new__(cls, a, k=K): print("new", R(a), R(k)); return object.__new__(cls)
    def __init__(self, a, k=K): print("init", R(self), R(a), R(k))
def f(a, k=K): return R(a), R(k)
def v(*args, **kw): return f(*args, **kw), R(args), R(kw)
def w(*args): return f(*args), R(args)
a = A(x)
A(x, x); A(x, k=x); A(*[x]); A(*[x], **{"k": x}); A([], k=[]); A(*[[]], **{"k": []})
N(x); N(x, k=x); N(*[x], **{"k": x})
print(a.m(x), a.m(x, k=x), a.m(*[x]), a.m(*(x,)), a.m(*[x], **{"k": x}), a.m(*[x], k=x))
b = a.m
print(b(x), b(x, k=x), b(*[x]), b(*(x,)), b(*[x], **{"k": x}), b(*[x], k=x))
print(a.c(x), a.c(x, k=x), a.c(*[x]), a.c(*(x,)), a.c(*[x], **{"k": x}), a.c(*[x], k=x))
print(a(x), a(x, k=x), a(*[x]), a(*(x,)), a(*[x], **{"k": x}), a(*[x], k=x))
print(f(x), f(x, k=x), f(*[x]), f(*(x,)), f(*[x], **{"k": x}), f(*[x], k=x))
print(v(x), v(x, k=x), w(x), w([]), v([], k=[]))
print(a.s(x), a.s(x, k=x), a.s(*[x]), a.s(*(x,)), a.s(*[x], **{"k": x}), a.s(*[x], k=x))
print(A.m(a, x), A.m(a, x, k=x), A.m(*[a, x], **{"k": x}), A.m(self=a, a=x))
print(R(*[x]), R(*(x,)), max(*[x, x], key=R), sorted([x], key=R), list(map(f, [x], [x])))
def deco(fn):
    def wrapper(*args, **kwargs):
        return fn(*args, **kwargs)
    return wrapper
@deco
def d(a, k=K): return R(a), R(k)
print(d(x), d(x, x), d(x, k=x), d([]), d([], k=[]))
class B(A):
    def __init__(self, *args, **kw): super().__init__(*args, **kw)
    def m(self, *args, **kw): return super().m(*args, **kw)
b = B(x); B(x, k=x); print(b.m(x), b.m(x, k=x))
class M(type):
    def __call__(cls, *a, **k): return super().__call__(*a, **k)
class C(metaclass=M):
    def __init__(self, a, k=K): print("C", R(self), R(a), R(k))
C(x); C(x, k=x)
lam = lambda *a: R(a[0])
print(lam(x), lam(*[x]), lam(x, x))
print(R(x))
