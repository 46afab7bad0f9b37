# where borrowed loads of local variables end: blocks, with, handlers, comprehensions
import sys
R = sys.getrefcount
class CM:
    def __init__(s, n="x"): s.n = n
    def __enter__(s): return [s.n, R(s)]
    def __exit__(s, *a): print("x", R(s), end=" ")
    def m(s, *a): return R(s)
    def __len__(s): return R(s)
def f1():
    c = CM()
    with c: print(R(c), end=" ")
    with c as v: print(R(c), R(v), end=" ")
    for i in [1]:
        with c: print(R(c), end=" ")
    with c:
        if i: print(R(c), end=" ")
    with c, c as d: print(R(c), end=" ")
    return R(c)
def f2(c, x):
    return (x, R(x) if c else 0), (x, c and R(x)), [x, R(x) or 1], (x, [R(x) for _ in [1]])
def f3(x):
    return [(q, R(q)) for q in [x]], [R(q) for q in [x] if q is not None], {R(q): q for q in [x]}, [(a, R(a), b, R(b)) for a, b in [(x, [])]]
def f4(x):
    y = [R(x) for x in [[], x]]
    return R(x), y
def f5(x):
    z = [R(q) for q in x]; q = x
    return R(q), z
def f6(a, b):
    a, b = b, a; return R(a), R(b), (a, b, R(a), R(b))
def f7(a):
    def g(p, q): return R(p), R(q)
    return g(a, [R(a)]), g(a, a), g(q=a, p=a), g(a, [1] if a else [2]), g(*(a, a)), g(a, g(a, a))
def f8(a):
    for x in a: pass
    else: print(R(a), end=" ")
    l = [x for x in a]
    for i in a: print(R(a), end=" ")
    it = iter(a); print(R(a), R(it), end=" ")
    for i in it: print(R(it), end=" ")
    return R(a), list(it), R(it)
def f9(a):
    x = y = a; print(R(x), R(a), end=" ")
    x += [1]; print(R(x), end=" ")
    x, y = a, x; print(R(x), end=" ")
    x, *y = a; print(R(y), R(x), end=" ")
    del x; x = a
    return R(x)
def g1(a):
    yield from a
    print(R(a), end=" ")
    b = yield a
    print(R(a), R(b), end=" ")
    yield (yield R(a))
def g2(a, n=3):
    while n:
        if n == 2: n -= 1; continue
        if n == 1: break
        n -= 1
    else: return 0
    return R(a), R(n) > 1
def g3(a):
    try:
        raise ValueError
    except ValueError:
        b = a
        print(R(a), R(b), end=" ")
    return R(a), R(b)
def g4(a):
    for i in range(2):
        try:
            if i: break
            b = a
        except KeyError: pass
        finally: print(R(a), R(b), end=" ")
    return R(a), R(b)
def g5(a):
    try:
        return R(a)
    finally:
        print(R(a), end=" ")
def g6(a):
    with CM() as c:
        b = a
        return R(a), R(b)
def g7(a, b):
    return a < b < [5], a == b == R(a), not a, a is b, a in [b], a[R(a):] , a or R(a), (a and R(a))
def g8(a):
    f"{a}{R(a)}"; print(f"{R(a)!r:>3}", "%s" % R(a), end=" ")
    assert a is not None, R(a)
    lam = lambda: R(a)
    return lam(), R(a)
def g9(a):
    global G; G = a
    print(R(a), R(G), end=" ")
    def n(): nonlocal a; a = []; return R(a)
    return n(), R(a), R(G)
def h1(*a, **k):
    for x in a: print(R(x), end=" ")
    for x, y in k.items(): print(R(y), end=" ")
    return R(a), R(k)
def h2(n):
    if n == 0: l = []
    elif n == 1: l = [1]
    else: raise ValueError
    return R(l)
def h3(n):
    if n == 0: l = []
    elif n == 1: l = [1]
    return R(l), R(l)
def h4(n):
    while True:
        l = [n]
        if n > 3: break
        n += 1
    return R(l), R(n) > 0
def h5(n):
    while 1:
        l = [n]
        try:
            if n: return R(l)
        except E: continue
    return R(l)
def h6(o):
    match o:
        case {"a": x, **rest}: return R(x), R(rest)
        case [x, *y]: return R(x), R(y), R(o)
        case CM(n=x) as z: return R(x) > 1, R(z), R(o)
        case _: return R(o)
def h7(o):
    import math, gc
    x = o.__class__; y = o.__len__; z = y()
    return R(y), z, o.m(), o.m(o), o.m(R(o), o)
print(f1()); print(f2(1, [])); print(f3([])); print(f4([])); print(f5([[]])); print(f6([], [])); print(f7([])); print(f8([[], []])); print(f9([[], []])); 
g = g1([[], 1]); next(g); next(g); next(g); print(g.send([])); print(g.send([])); print(g2([])); print(g3([])); print(g4([])); print(g5([])); print(g6([])); print(g7([], [])); print(g8([])); print(g9([])); print(h1([], [], k=[])); print(h2(0), h3(1), h4(1), h5(1)); print(h6({"a": [], "b": 1}), h6([[], 1]), h6(CM("zz")), h6(set())); print(h7(CM()))
