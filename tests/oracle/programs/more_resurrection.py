# finalizers that bring back, make, break and fail
import gc, weakref
gc.disable()
gc.collect()
saved = []
class R:
    def __init__(self, name): self.name = name; self.ref = None
    def __del__(self): print("del", self.name, end="; "); saved.append(self)
r = R("a"); del r; print(len(saved), saved[0].name, gc.is_finalized(saved[0])); saved.clear(); print("cleared")
a, b = R("a"), R("b"); a.ref, b.ref = b, a; w = weakref.ref(a); del a, b
print(gc.collect(), len(saved), w() is None, [gc.is_finalized(s) for s in saved]); saved.clear(); print(gc.collect())
class Only:
    def __init__(self, name, back): self.name, self.back, self.ref = name, back, None
    def __del__(self):
        print("del", self.name, end="; ")
        if self.back: saved.append(self)
x, y = Only("x", True), Only("y", False); x.ref, y.ref = y, x; del x, y
print(gc.collect(), [s.name for s in saved], saved[0].ref.name); saved.clear(); print(gc.collect())
one, two = Only("one", False), Only("two", True); one.ref, two.ref = one, two; del one, two
print(gc.collect(), [s.name for s in saved]); saved.clear(); print(gc.collect())
class Breaker:
    def __init__(self, name): self.name = name; self.ref = None
    def __del__(self): print("break", self.name, end="; "); self.ref = None
a, b = Breaker("a"), Breaker("b"); a.ref, b.ref = b, a; del a, b; print(gc.collect(), gc.collect())
class Spawner:
    left = 3
    def __init__(self): self.me = self
    def __del__(self):
        print("spawn", Spawner.left, end="; ")
        if Spawner.left: Spawner.left -= 1; Spawner()
Spawner(); print(gc.collect(), gc.collect(), gc.collect(), gc.collect(), gc.collect())
class Caller:
    def __del__(self): print("call", helper(self), end="; ")
def helper(x): y = [x, [x]]; return len(y)
Caller(); print("after")
class Deleter:
    def __init__(self, other): self.other = other
    def __del__(self): print("deleter", end="; "); self.other.clear()
l = []; l.append(Deleter(l)); del l; print(gc.collect())
class Late:
    def __del__(self): print("late", self.__dict__, end="; ")
x = Late(); x.a = 1; x.__dict__ = {"swapped": 2}; del x; print("swapped")
class Twice:
    def __del__(self): print("once", end="; ")
t = Twice(); t.__del__(); del t; print("and again")
