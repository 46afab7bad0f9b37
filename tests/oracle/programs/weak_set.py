# WeakSet: members, algebra, comparisons, deaths during iteration
import gc, sys, weakref
gc.disable()
gc.collect()
class M:
    def __init__(self, n): self.n = n
    def __repr__(self): return "M%s" % self.n
    def __hash__(self): return self.n
    def __eq__(self, other): return self.n == other.n
    def __del__(self): print("-M%s" % self.n, end=" ")
def names(s): return sorted(m.n for m in s)
def attempt(function, *args):
    try:
        print(repr(function(*args)))
    except Exception as e:
        print(type(e).__name__, str(e).split(" at ")[0])
members = [M(i) for i in range(6)]
s = weakref.WeakSet(members)
print(len(s), names(s), members[0] in s, M(0) in s, M(9) in s, 1 in s, type(s).__name__, type(s.data).__name__)
print(sys.getrefcount(members[0]), weakref.getweakrefcount(members[0]), sys.getsizeof(s))
s.add(members[0])
print(len(s), weakref.getweakrefcount(members[0]))
members.pop()
print(len(s), names(s))
attempt(s.add, 1)
attempt(s.add)
attempt(s.remove, M(77))
attempt(s.discard, M(77))
attempt(weakref.WeakSet().pop)
attempt(weakref.WeakSet, 1, 2)
attempt(hash, s)
s.remove(members[0])
s.discard(members[1])
print(names(s), len(weakref.WeakSet()), bool(weakref.WeakSet()), names(weakref.WeakSet(None)))
s.update(members)
low, high = weakref.WeakSet(members[:3]), weakref.WeakSet(members[2:])
print(names(low | high), names(low & high), names(low - high), names(low ^ high))
print(names(low.union(members)), names(low.intersection(members)), names(low.difference(members[1:])), names(low.symmetric_difference(members[1:])))
print(low < s, low <= s, s > low, s >= low, low == s, low != s, low == weakref.WeakSet(members[:3]), low == set(members[:3]))
print(low.issubset(s), low.issuperset(s), low.isdisjoint(high), low.isdisjoint(members[4:]), low <= members, s >= members[:2])
attempt(lambda: low | 1)
attempt(lambda: low < 1)
attempt(lambda: {1} | low)
c = s.copy()
print(c == s, c is s)
c |= [members[0]]; c &= low; print(names(c), len(c))
c -= high; print(names(c))
c ^= high; print(names(c))
c -= c; print(len(c))
c.update(low); c ^= c; print(len(c))
c.update(s); c.difference_update(high); print(names(c))
c.intersection_update(members[1:]); print(names(c)); c.symmetric_difference_update(high); print(names(c))
c.clear(); print(len(c), names(s))
# what &= leaves has no callback
t = [M(20), M(21)]
c = weakref.WeakSet(t)
c &= t
t.clear()
print(len(c), names(c))
# deaths during iteration
members = [M(i) for i in range(4)]
s = weakref.WeakSet(members)
seen = []
for m in s:
    seen.append(m.n)
    members[3] = None
    print(len(s), sys.getrefcount(m), end=" ")
m = None
print(sorted(seen)[:3], len(s), len(s.data))
it = iter(s)
n = next(it).n
members.clear()
print("suspended", len(s))
it.close()
print("closed", len(s), len(s.data))
members = [M(i) for i in range(3)]
s = weakref.WeakSet(members)
it = iter(s)
next(it)
s.add(members[0])
members.append(M(50))
try:
    s.add(members[3])
    print(len(list(it)))
except RuntimeError as e:
    print("RuntimeError", e)
it = None
# cycles
members = [M(i) for i in range(3)]
s = weakref.WeakSet(members)
for m in members:
    m.me = m
m = None
members.clear()
print(len(s), gc.collect(), len(s))
s.me = s
s = weakref.WeakSet()
print("container in trash:", gc.collect())
x = M(99)
s.add(x)
s2 = weakref.WeakSet(s)
print(s.pop(), len(s), len(s2))
del x
print(len(s2))
class Sub(weakref.WeakSet):
    def add(self, item):
        print("add", item.n, end=" ")
        super().add(item)
keep = [M(1), M(2)]
s = Sub(keep)
print(type(s | keep).__name__, type(s.copy()).__name__)
