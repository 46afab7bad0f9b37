# sys.getsizeof of what programs hold
import sys
z = sys.getsizeof
class A: pass
class I:
    def __init__(self, n):
        for i in range(n): setattr(self, "a%d" % i, i)
class S: __slots__ = ("a", "b", "c")
class L(list): pass
class D(dict): pass
class W(tuple): __slots__ = ()
def f(a, b=1, *c): return a
def gen(): yield 1
print([z(v) for v in (0, 1, -1, 2 ** 29, 2 ** 30, 2 ** 60, 2 ** 100, True, None, 1.5, 1j, ..., NotImplemented)])
print([z(v) for v in ("", "a", "ab" * 10, "\xe9", "\u4e2d", "\U0001F600", "x" * 1000, b"", b"abc", bytearray(), bytearray(b"abc"))])
print([z(v) for v in ([], [1], [1, 2, 3], [0] * 10, list(range(10)), list("abc"), [x for x in range(9)], [*range(5)], sorted([3, 1]), [1] + [2], [1, 2][:1])])
print([z(v) for v in ((), (1,), (1, 2, 3), tuple([1] * 9), tuple(range(4)))])
print([z(v) for v in ({}, {1: 1}, {"a": 1}, dict(a=1), {i: i for i in range(5)}, {i: i for i in range(6)}, dict.fromkeys(range(11)), {**{"a": 1}}, dict([(1, 2)]))])
print([z(v) for v in (set(), {1}, set(range(4)), set(range(5)), set(range(20)), frozenset(), frozenset(range(9)))])
print([z(v) for v in (A(), I(0), I(1), I(5), I(29), I(31), S(), L(), L([1]), D(), D(a=1), W(), W((1, 2)), object())])
print([z(vars(v)) for v in (A(), I(0), I(1), I(5), I(6), I(12), I(40))])
print([z(v) for v in (f, lambda: 1, len, [].append, A().__init__, gen(), (i for i in [1]), iter([]), iter({}), range(3), slice(1), enumerate([]), zip(), map(f, []), reversed([]))])
print([z(v) for v in (property(), super(A, A()), staticmethod(f), classmethod(f), ValueError(), KeyError("k"), Exception("a", 1))])
a = []
out = []
for i in range(40):
    a.append(i); out.append(z(a))
print(out); out = []
for i in range(40):
    a.pop(); out.append(z(a))
print(out)
a = [1, 2, 3]; a.insert(0, 0); print(z(a), end=" "); a.extend([1] * 5); print(z(a), end=" "); a += [1]; print(z(a), end=" "); a *= 2; print(z(a), end=" "); del a[3:]; print(z(a), end=" "); a[1:1] = [9] * 3; print(z(a))
d = {}
out = []
for i in range(25):
    d["k%d" % i] = i; out.append(z(d))
print(out)
s = set(); out = []
for i in range(25):
    s.add(i); out.append(z(s))
print(out)
b = bytearray(); out = []
for i in range(20):
    b.append(i); out.append(z(b))
print(out)
t = ""
for i in range(3): t += "ab"; print(z(t), end=" ")
t += "\u4e2d"; print(z(t))
print(z(sys.intern("interned text")), z("a" "b"), z(str(12345)), z(repr([1])), z("x" * 3), z("%d" % 5), z(f"{3}"), z("a,b".split(",")), z("".join(["q"] * 5)))
