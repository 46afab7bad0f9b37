# which loads of local variables borrow
import sys
R = sys.getrefcount
def f1(c):
    if c: a = []
    return R(a)
def f2(n):
    for i in range(n): a = []
    return R(a)
def f3():
    try: a = []
    finally: pass
    return R(a)
def f4():
    try: a = []
    except ValueError: a = None
    return R(a)
def f5():
    try: a = []
    except ValueError: pass
    return R(a)
def f6():
    while True:
        a = []
        break
    return R(a)
def f7(n):
    while n:
        a = []; n -= 1
    return R(a)
def f8(a):
    del a; a = []
    return R(a)
def f9(c):
    if c: a = []
    else: a = {}
    return R(a)
def g1(c):
    if c:
        a = []
    R(a)
    return R(a)
def g2(l):
    for a in l: pass
    return R(a)
def g3(l):
    for a in l: print(R(a), end=" ")
    return R(a)
def g4():
    with open_() as a: print(R(a), end=" ")
    return R(a)
class CM:
    def __enter__(s): return []
    def __exit__(s, *a): print("x", R(s), end=" ")
open_ = CM
def g5():
    a = []
    try: raise ValueError
    except ValueError as e: print(R(e), R(a), end=" ")
    return R(a)
def g6(x):
    match x:
        case [a, b]: print(R(a), R(b), end=" ")
        case {"k": a}: print(R(a), end=" ")
    return R(a)
def g7(x):
    if (a := x): print(R(a), end=" ")
    return R(a)
def g8(c):
    a = []
    if c: del a
    else: pass
    return R(a)
def g9(c):
    a = []; b = a
    if R(a) and R(b): return R(a), R(b)
def h1(c):
    a = []
    return R(a) if c else R(c), [R(a), R(a)], (a, R(a)), {1: a, 2: R(a)}, f"{R(a)}", R(a) + R(a)
def h2(a, b):
    return R(a), R(b), (a, b) == (b, a), R(a)
def h3(a):
    x = a; y = x
    def z(): return x
    return R(x), R(y), R(a), R(z())
def h4(a):
    yield R(a)
    b = a
    yield R(a), R(b)
def h5(a, *b, **c): return R(a), R(b), R(c), [R(q) for q in b], [R(v) for v in c.values()]
def h6(n):
    a = []
    while n:
        n -= 1
        print(R(a), end=" ")
        b = a
    print(R(a), R(b), end=" ")
    for i in [a, a]: print(R(i), R(a), end=" ")
    else: print(R(i), end=" ")
    return R(i)
def h7(a):
    return a if R(a) else None
def h8(a):
    return a.append(R(a)), a.count(R(a)), a
def h9(a):
    a += [R(a)]
    return a
def i1(a, c):
    b = a or c; d = a and c; e = not a
    return R(a), R(b), R(c), R(d)
def i2(a):
    assert R(a), R(a)
    return R(a), a[R(a):], a[0:1]
def i3(a):
    for i in range(2):
        if i: continue
        x = a
        print(R(x), R(a), end=" ")
    return R(x), R(a)
def i4(a):
    try:
        x = a
        print(R(x), end=" ")
        try: y = x; print(R(y), R(x), end=" "); raise KeyError
        except KeyError: print(R(x), R(y), end=" ")
    finally: print(R(x), R(a), end=" ")
    return R(x), R(y)
print(f1(1), f2(2), f3(), f4(), f5(), f6(), f7(2), f8([]), f9(1))
print(g1(1), g2([[], []]), g3([[], []]), g4(), g5(), g6([[], []]), g6({"k": []}), g7([]), g7([1]), g8(0), g9(1))
print(h1(1), h2([], []), h3([]), list(h4([])), h5([], []), h5([], [], a1=[]), h6(2), h7([]), h8([]), h9([]))
print(i1([], []), i1([1], [1]), i2([1, 2, 3]), i3([]), i4([]))
