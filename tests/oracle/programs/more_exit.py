# what happens at the end: module names, containers, cycles, functions, late finalizers
import gc, weakref
gc.disable()
class T:
    def __init__(self, name, held=None): self.name, self.held = name, held
    def __del__(self): print("del", self.name)
def late(): print("late")
first = T("first")
_private = T("private")
second = T("second", T("inside second"))
box = [T("boxed 1"), T("boxed 2")]
table = {"k": T("in a dict")}
ring = T("ring a"); ring.held = T("ring b", ring)
alias = first
T.on_class = T("on the class")
def keeper(x=T("default")): return x
closure = (lambda t: lambda: t)(T("in a closure"))
watched = T("watched"); w = weakref.ref(watched, lambda r: print("callback"))
generator = (t for t in [T("iterated")])
def counting():
    t = T("in a generator")
    try:
        yield 1
    finally:
        print("generator closed")
running = counting(); next(running)
class Sub(T):
    def __del__(self): print("sub", self.name, late is not None); super().__del__()
sub = Sub("sub")
try:
    1 / 0
except ZeroDivisionError as error:
    error.held = T("on an exception")
    saved = error
del second
print("end")
