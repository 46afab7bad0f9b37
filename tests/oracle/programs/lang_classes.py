# classes: inheritance, special methods, properties, slots, super, attributes
class Base:
    kind = "base"
    count = 0
    def __init__(self, name):
        self.name = name
        Base.count += 1
    def __repr__(self):
        return f"{type(self).__name__}({self.name!r})"
    def hello(self):
        return "hello " + self.name
    @classmethod
    def make(cls, name):
        return cls(name + "!")
    @staticmethod
    def twice(x):
        return x * 2
    @property
    def size(self):
        return len(self.name)
    @size.setter
    def size(self, n):
        self.name = self.name[:n]
class Left(Base):
    kind = "left"
    def hello(self):
        return "left " + super().hello()
class Right(Base):
    def hello(self):
        return "right " + super().hello()
class Both(Left, Right):
    pass
b = Both("both")
print(b, b.hello(), b.kind, Both.make("m"), Base.twice(4), b.size, Base.count, [c.__name__ for c in Both.__mro__], Both.__bases__ == (Left, Right))
b.size = 2; b.extra = 1
print(b, vars(b), hasattr(b, "extra"), getattr(b, "nope", "default"), isinstance(b, Base), issubclass(Both, Right), type(b) is Both, b.__class__.__name__)
setattr(b, "x", 5); delattr(b, "extra"); print(b.__dict__, "hello" in dir(b), b.hello.__self__ is b, Base.hello(b))
class Vector:
    def __init__(self, *v): self.v = v
    def __eq__(self, other): return self.v == other.v
    def __hash__(self): return hash(self.v)
    def __add__(self, other): return Vector(*(a + b for a, b in zip(self.v, other.v)))
    def __radd__(self, other): return self
    def __mul__(self, k): return Vector(*(a * k for a in self.v))
    def __rmul__(self, k): return self * k
    def __neg__(self): return self * -1
    def __len__(self): return len(self.v)
    def __getitem__(self, i): return self.v[i]
    def __iter__(self): return iter(self.v)
    def __contains__(self, x): return x in self.v
    def __bool__(self): return any(self.v)
    def __call__(self, *a): return "called", a
    def __str__(self): return "<" + ", ".join(map(str, self.v)) + ">"
    def __lt__(self, other): return self.v < other.v
    def __iadd__(self, k): self.v += (k,); return self
u, w = Vector(1, 2), Vector(3, 4)
print(u + w, 3 * u, -u, len(u), u[1], u[-1], list(w), 2 in u, bool(Vector(0)), u(7), u == Vector(1, 2), u != w, {u: 1}[Vector(1, 2)], sum([u, w]))
u += 9; print(u, u < w, sorted([w, u])[0], max(u, w), str(u), f"{u!s:>12}|", *u)
class Slots:
    __slots__ = ("a", "b")
s = Slots(); s.a = 1
class Meta(type):
    def __call__(cls, *a):
        return "made " + cls.__name__
class Made(metaclass=Meta):
    pass
print(s.a, hasattr(s, "b"), hasattr(s, "__dict__"), Made(), type(Made).__name__)
class Dynamic:
    def __getattr__(self, name): return name.upper()
    def __setitem__(self, k, v): print("set", k, v)
    def __delitem__(self, k): print("del", k)
    def __enter__(self): return "entered"
    def __exit__(self, *a): print("exit", a[0]); return True
    def __next__(self): raise StopIteration
    def __iter__(self): return self
d = Dynamic(); d[1] = 2; del d["k"]; print(d.anything, list(d))
with d as x: print(x); raise ValueError("swallowed")
N = type("N", (Base,), {"kind": "made", "f": lambda self: self.kind}); print(N("n").f(), N.__name__, N("k"))
class Counter(dict):
    def __missing__(self, k): return 0
c = Counter(); c["a"] += 1; print(c, c["zz"], isinstance(c, dict))
class E(Exception):
    def __init__(self, code): super().__init__("code %d" % code); self.code = code
for f in (lambda: s.c, lambda: setattr(s, "z", 1), lambda: Base(), lambda: b.nope, lambda: Base.hello(), lambda: Both.nope, lambda: u.size2, lambda: Slots.a.x,
          lambda: super().x, lambda: object().y, lambda: type("X", (int, str), {}), lambda: isinstance(1, 1), lambda: Vector(1) < 3, lambda: b + 1, lambda: b[0]):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__ + ":", e)
try:
    raise E(7)
except E as e:
    print(e, e.code, e.args, repr(e))
