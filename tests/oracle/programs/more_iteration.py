# iterators and generators: who keeps what alive, and for how long
import gc, sys
gc.disable()
class T:
    def __init__(self, name): self.name = name
    def __del__(self): print("-" + self.name, end=" ")
items = [T("a"), T("b"), T("c")]
it = iter(items)
next(it)
items = None
print("| list dropped, iterator left")
it = None
print("| iterator dropped")
def gen(x):
    y = T("y")
    yield x
    z = T("z")
    yield y
g = gen(T("x"))
print(next(g).name, sys.getrefcount(g))
print(next(g).name, end=" ")
del g
print("| generator dropped")
g = (T(str(i)) for i in range(3))
for t in g:
    print(t.name, end=" ")
t = None
print("| looped")
pairs = list(zip([T("l")], [T("r")]))
pairs.clear()
print("| pairs")
e = enumerate([T("n")])
i, t = next(e)
del e
print(i, end=" ")
del t
print("| enumerate")
m = map(T, ["m1", "m2"])
next(m)
print("| mapped")
m = list(m)
m = None
print("| map dropped")
r = reversed([T("p"), T("q")])
print(next(r).name, end=" ")
r = None
print("| reversed")
def deep(n):
    t = T("d%d" % n)
    if n:
        yield from deep(n - 1)
    yield n
d = deep(2)
print(next(d), end=" ")
d.close()
print("| closed")
x = [T("s%d" % k) for k in range(3)]
x[0:2] = []
print("| slice")
x = {T("k1"): T("v1")}
x.popitem()
print("| popitem")
a, *b = [T("u1"), T("u2")]
del b
print("| starred")
del a
print("| end")
