# the functions of gc and sys
import gc, sys
def t(f, *a, **k):
    try:
        r = f(*a, **k)
        print('->', repr(r))
    except Exception as e:
        print(type(e).__name__, e)
gc.disable(); gc.collect()
print(gc.isenabled()); gc.enable(); print(gc.isenabled()); gc.disable()
t(gc.collect, 3); t(gc.collect, -1); t(gc.collect, 'a'); t(gc.collect, generation=0); t(gc.collect, 1, 2); t(gc.collect, 1.5)
print(gc.get_threshold()); gc.set_threshold(100); print(gc.get_threshold()); gc.set_threshold(5, 6); print(gc.get_threshold()); gc.set_threshold(1, 2, 3); print(gc.get_threshold()); t(gc.set_threshold, 'a')
print(gc.get_debug()); gc.set_debug(gc.DEBUG_SAVEALL); print(gc.get_debug()); gc.set_debug(0); t(gc.set_debug, 'a'); print(gc.DEBUG_STATS, gc.DEBUG_COLLECTABLE, gc.DEBUG_UNCOLLECTABLE, gc.DEBUG_SAVEALL, gc.DEBUG_LEAK)
print(gc.garbage, gc.callbacks, gc.get_freeze_count() >= 0)
s = gc.get_stats(); print(type(s), len(s), list(s[0])[:3]); a = s[2]['collections']; gc.collect(); print(gc.get_stats()[2]['collections'] - a)
class A: pass
a = A(); b = [a]; c = {'k': a}; a.self = a
print(gc.is_tracked(a), gc.is_tracked(1), gc.is_tracked([]), gc.is_tracked('a'), gc.is_tracked({1: []}), gc.is_tracked(()), gc.is_finalized(a), gc.is_finalized(1))
print([type(x).__name__ for x in gc.get_referrers(a)]); print(len(gc.get_referrers()), gc.get_referents(b) == [a], gc.get_referents(1, 2), gc.get_referents([1, 2, 3], (4, 5), {'a': 6, 'b': 7}), gc.get_referents({1: 2, 'a': 3}))
print(any(x is b for x in gc.get_objects()), any(x is b for x in gc.get_objects(0)), any(x is b for x in gc.get_objects(generation=2))); t(gc.get_objects, 3); t(gc.get_objects, -2); t(gc.get_objects, 'a')
gc.collect(); print(any(x is b for x in gc.get_objects(2)), gc.get_count())
print(len(gc.get_objects(0)) < 10); x = []; print(any(o is x for o in gc.get_objects(0)))
def cb(phase, info): print('cb', phase, sorted(info)[:3], info['generation'], info['collected'], info['uncollectable'])
gc.callbacks.append(cb); del a, b, c; print(gc.collect()); gc.callbacks.remove(cb)
print(sys.getrefcount([]), sys.getsizeof([]), sys.getsizeof([1, 2, 3]), sys.getsizeof({}), sys.getsizeof('abc'), sys.getsizeof(5), sys.getsizeof(()), sys.getsizeof(1.5)); t(sys.getsizeof)
class Z:
    def __sizeof__(self): return 1000
class Z2:
    def __sizeof__(self): return 'a'
class Z3:
    def __sizeof__(self): return -5
class Z4(list):
    def __sizeof__(self): return 10
class Z5:
    __slots__ = ()
    def __sizeof__(self): return 10
class Z6(int):
    def __sizeof__(self): return 10
for z in (Z, Z2, Z3, Z4, Z5, Z6): t(sys.getsizeof, z())
t(sys.getsizeof, Z2(), 7); t(sys.getsizeof, Z3(), 7); t(sys.getsizeof, 5, 7)
print(sys.maxsize, sys.byteorder, sys.version_info[0], sys.version_info.major, sys.version_info >= (3, 8), sys.version_info[:1], sys.maxunicode, sys.getdefaultencoding(), sys.implementation.name, type(sys.version_info).__name__)
x = sys.intern('hello world'); y = sys.intern('hello' + ' world'); print(x is y); t(sys.intern, 5)
print(sys.getrecursionlimit()); t(sys.setrecursionlimit, 0); t(sys.setrecursionlimit, 'a'); print(sys.exc_info())
try: 1 / 0
except ZeroDivisionError: print(sys.exc_info()[0], sys.exc_info()[1])
b0 = sys.getallocatedblocks(); l = [object() for _ in range(100)]; print(sys.getallocatedblocks() - b0 > 100)
gc.freeze(); print(gc.get_freeze_count() > 0); gc.unfreeze(); print(gc.get_freeze_count())
print(sys.stdout.write('w\n'), sys.stdout.name, sys.stderr.name)
sys.stdout.flush()
t(sys.exit.__name__.upper); sys.exit(5)
