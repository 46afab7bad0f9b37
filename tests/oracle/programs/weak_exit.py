# finalizers and weak containers at exit
import sys, weakref
class T:
    def __init__(self, name): self.name = name
    def __repr__(self): return self.name
    def __del__(self): print("-" + self.name, end=" ")
def late():
    print("late", end=" ")
    weakref.finalize(e, print, "made while exiting", end=" ")
def bad():
    print("bad", end=" ")
    raise ValueError
a, b, c, d, e = T("a"), T("b"), T("c"), T("d"), T("e")
fa = weakref.finalize(a, print, "fin-a", end=" ")
fb = weakref.finalize(b, late)
fc = weakref.finalize(c, bad)
fd = weakref.finalize(d, print, "fin-d", end=" ")
fe = weakref.finalize(e, print, "never", end=" ")
fe.atexit = False
fd.atexit = 0
fd.atexit = 1
w = weakref.WeakValueDictionary(a=a, b=b)
k = weakref.WeakKeyDictionary({c: T("value of c"), d: T("value of d")})
s = weakref.WeakSet([a, b, c])
it = iter(s)
next(it)
m = weakref.WeakMethod(a.__repr__, lambda r: print("method died", end=" "))
cycle = T("cycle")
cycle.me = cycle
weakref.finalize(cycle, print, "fin-cycle", end=" ")
def again():
    print("from the first to be made, the last to run", fa.alive, fd.alive, fe.alive)
del d
print("end of program:", end=" ")
