# locals(), vars() and dir() of a function, and what they keep
import sys
R = sys.getrefcount
def a():
    x = []; d = locals(); e = locals()
    return R(x), R(d), d is e, sorted(d)
print(a())
def b():
    x = []; locals(); return R(x)
print(b())
def c():
    x = []; locals(); x = 1; y = locals(); return y["x"], sorted(y)
print(c())
def d():
    x = []; v = vars(); dir(); return R(x), R(v)
print(d())
def e():
    x = []; sys._getframe().f_locals; return R(x)
print(e())
class T:
    def __del__(self): print("del")
def g():
    t = T(); locals(); del t; print("after"); locals(); print("again")
g()
def h():
    t = T(); d = locals(); d["new"] = 5; return sorted(locals()), d.get("new")
print(h())
print(locals() is globals(), R(globals()) > 2)
class K:
    q = []
    print(R(q), locals() is locals())
def i():
    x = []
    def j(): return x
    d = locals(); return R(x), sorted(d)
print(i())
def k(n): return [R(n) for _ in [1] if locals()]
print(k([]))
