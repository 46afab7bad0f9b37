# functions: parameters, defaults, closures, recursion, errors of calls
def f(a, b=2, *args, c, d=4, **kwargs):
    return a, b, args, c, d, kwargs
def only(p, /, q, *, k):
    return p, q, k
print(f(1, c=3), f(1, 5, 6, 7, c=8, z=9), f(*[1, 2], **{"c": 3, "y": 1}), only(1, 2, k=3), only(1, q=5, k=6))
def grow(item, bucket=[]):
    bucket.append(item)
    return bucket
print(grow(1), grow(2), grow(3, []), grow.__defaults__, f.__kwdefaults__, f.__name__, grow.__qualname__)
def counter():
    n = 0
    def step(by=1):
        nonlocal n
        n += by
        return n
    return step
one, two = counter(), counter()
print(one(), one(5), two(), one())
fs = [lambda: i for i in range(3)]
gs = [lambda i=i: i for i in range(3)]
print([f() for f in fs], [g() for g in gs], (lambda *a, **k: (a, k))(1, x=2))
def fact(n):
    return 1 if n < 2 else n * fact(n - 1)
total = 0
def add(n):
    global total
    total += n
    return total
print(fact(25), add(3), add(4), total, (lambda x: x ** 2)(7), [*map(fact, range(6))])
def doc(x: int = 3) -> str:
    """Says something."""
    y: int = x
    return y
print(doc.__doc__, doc(), doc(x=9), callable(doc), callable(3))
if (n := len("walrus")) > 3: print(n, [y := 1, y ** 2], any((hit := v) > 2 for v in range(5)), hit)
def outer():
    x = "outer"
    def inner():
        return x
    x = "changed"
    return inner
print(outer()(), outer.__code__.co_name)
def attempt(g):
    try:
        print(g())
    except Exception as e:
        print(type(e).__name__ + ":", e)
for g in (lambda: f(), lambda: f(1), lambda: f(1, c=3, a=2), lambda: only(1, 2), lambda: only(p=1, q=2, k=3), lambda: add(), lambda: add(1, 2),
          lambda: add(m=1), lambda: undefined, lambda: (1)(), lambda: len(), lambda: doc(1, 2, 3), lambda: f(**{1: 2}), lambda: f(*3),
          lambda: print(nope=1), lambda: fact("a"), lambda: None.x, lambda: (3).y, lambda: outer.z, lambda: [].append(1, 2)):
    attempt(g)
def unbound():
    print(later)
    later = 1
attempt(unbound)
def deleted():
    x = 1
    del x
    return x
attempt(deleted)
def forever(n):
    return forever(n + 1)
try:
    forever(0)
except RecursionError as e:
    print(e)
def every(n):
    for i in range(n):
        if i == 3:
            break
        try:
            if i == 1:
                continue
            print("body", i, end=" ")
        finally:
            print("finally", i, end=" ")
    else:
        print("else", end=" ")
    while n:
        n -= 1
    else:
        print("done")
every(2); every(5)
