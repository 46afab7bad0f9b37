# cycles of many kinds, and what a pass returns for each
import gc
gc.disable()
gc.collect()
class A:
    pass
class S:
    __slots__ = ("x",)
class L(list):
    pass
def one_list(): a = []; a.append(a)
def one_dict(): d = {}; d["d"] = d
def one_tuple(): l = []; t = (l,); l.append(t)
def one_instance(): a = A(); a.a = a
def two_instances(): a, b = A(), A(); a.b, b.a = b, a
def slotted(): s = S(); s.x = s
def sub_list(): l = L(); l.append(l)
def bound(): a = A(); a.m = a.__init__
def method():
    class M:
        def f(self): pass
    m = M(); m.f = m.f
def function():
    def f(): return f
def lambdas(): fs = []; fs.append(lambda: fs)
def generator():
    def g(): yield held
    held = g()
def klass():
    class K: pass
def klass_self():
    class K: pass
    K.k = K()
def exception():
    try:
        1 / 0
    except ZeroDivisionError as e:
        kept = e
def exception_cleared():
    try:
        1 / 0
    except ZeroDivisionError as e:
        pass
def property_cycle():
    class P:
        @property
        def p(self): return P
def set_of():
    a = A(); a.s = {a}
def nested():
    a = []; b = [a]; c = [b]; a.append(c)
def dangling():
    a = A(); a.a = a; a.tail = [1, [2, [3]]]
def iterator():
    l = []; l.append(iter(l))
def frame_list():
    l = [i for i in range(3)]; l.append(lambda: l)
for make in (one_list, one_dict, one_tuple, one_instance, two_instances, slotted, sub_list, bound, method, function, lambdas, generator, klass,
             klass_self, exception, exception_cleared, property_cycle, set_of, nested, dangling, iterator, frame_list):
    make()
    print(make.__name__, gc.collect(), gc.collect())
print(gc.garbage)
