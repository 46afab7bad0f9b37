# enumerate, zip, map, filter, reversed, iter, range, slice and tuple
def t(f, *a, **k):
    try:
        r = f(*a, **k)
        print('->', repr(r))
    except Exception as e:
        print(type(e).__name__, e)
print(list(enumerate('ab')), list(enumerate('ab', 5)), list(enumerate('ab', start=2)), list(zip('ab', [1, 2, 3])), list(zip()), list(zip('a')), list(map(str, [1, 2])), list(map(lambda a, b: a + b, [1, 2], [3, 4])), list(filter(None, [0, 1, '', 'a'])), list(filter(lambda v: v > 1, [1, 2])))
t(enumerate); t(enumerate, 5); t(enumerate, [], 'a'); t(enumerate, [], 1, 2); t(zip, 5); t(zip, [1], 5); t(map); t(map, str); t(map, str, 5); t(filter); t(filter, None); t(filter, None, 5); t(zip, x=1)
t(list, zip('ab', 'c', strict=True)); t(list, zip('a', 'bc', strict=True)); t(list, zip('a', 'b', 'cd', strict=True)); t(list, zip('a', 'b', strict=True)); t(list, zip('ab', 'ab', 'c', strict=True))
z = zip('abc', range(3)); x = next(z); y = next(z); print(x is y, x, y)
z = zip('abc', range(3)); i1 = id(next(z)); i2 = id(next(z)); print(i1 == i2)
e = enumerate('abc'); i1 = id(next(e)); i2 = id(next(e)); print(i1 == i2); x = next(e); t(next, e); print(x)
d = {1: 2, 3: 4}; it = iter(d.items()); i1 = id(next(it)); i2 = id(next(it)); print(i1 == i2)
print(list(reversed('abc')), list(reversed((1, 2))), list(reversed(range(3)))); t(reversed, 5); t(reversed, {1}); t(reversed); t(reversed, iter([]))
class Seq:
    def __len__(self): return 3
    def __getitem__(self, i):
        print('get', i)
        if i > 2: raise IndexError
        return i * 10
print(list(Seq()), list(reversed(Seq())), 20 in Seq(), 99 in Seq())
class Rev:
    def __reversed__(self): return iter('rev')
print(list(reversed(Rev())))
class NoRev: __reversed__ = None
t(reversed, NoRev())
n = 0
def inc():
    global n
    n += 1
    return n
print(list(iter(inc, 4))); it = iter(inc, 6); print(next(it)); t(next, it); t(next, it); t(iter, 5, 6); t(iter, 5); t(iter); t(next, 5); t(next, [])
class It:
    def __init__(self): self.i = 0
    def __iter__(self): return self
    def __next__(self):
        self.i += 1
        if self.i > 3: raise StopIteration
        return self.i
print(list(It()), sum(It()), max(It()), [x for x in It()], tuple(It()), 2 in It(), dict(zip(It(), It())))
class BadIter:
    def __iter__(self): return 5
t(iter, BadIter()); t(list, BadIter())
class BadNext:
    def __iter__(self): return self
    def __next__(self): raise ValueError('bad')
t(list, BadNext()); t(sum, BadNext())
def gen():
    yield 1
    return 'value'
g = gen(); next(g)
try: next(g)
except StopIteration as e: print('value', e.value, e.args)
print(next(gen()), next(iter([]), None))
r = range(10); print(r, r[2], r[-1], r[2:5], r[::-2], len(r), 5 in r, 10 in r, 5.0 in r, 'a' in r, r.index(4), r.count(3), r.count(99), r == range(0, 10), range(0) == range(5, 5), range(1, 10, 3) == range(1, 11, 3), list(range(5, 0, -2)), range(5, 0, -2), hash(range(3)) == hash(range(0, 3, 1)))
print(hash(range(10, 20, 3)))
t(range); t(range, 'a'); t(range, 1.5); t(range, 1, 2, 0); t(range, 1, 2, 3, 4); t(range, x=1); t(lambda: r[10]); t(lambda: r['a']); t(r.index, 99); t(r.index, 'a'); t(lambda: r + r); t(lambda: r < r); t(lambda: setattr(r, 'start', 1))
print(r.start, r.stop, r.step, bool(range(0)), bool(range(1)), range(10**20)[5], range(10**20, 10**20 + 3), list(range(10**20, 10**20 + 3)), list(reversed(range(10**20, 10**20 + 3))), 10**20 in range(10**21), range(2**63)[2**62], list(range(2**31 - 1, 2**31 + 2)), list(range(-2**40, -2**40 + 2)))
t(len, range(10**20)); it = iter(range(3)); print(next(it), it.__length_hint__(), list(it)); t(next, it)
print(type(iter(range(3))).__name__, sum(range(101)), list(range(True)), list(range(-3)), min(range(5)), max(range(5)))
s = slice(1, 2); print(s, s.start, s.stop, s.step, slice(5), slice(1, 2, 3), s.indices(10), slice(None, None, -1).indices(5), s == slice(1, 2), slice(1) < slice(2)); t(slice); t(s.indices, -1); t(s.indices, 'a'); t(lambda: slice(1, 2, 0).indices(3)); t(lambda: slice('a').indices(3))
tp = (1, 2, 3); print(tp[1], tp[-1], tp[:2], tp[::-1], tp + (4,), tp * 2, 2 * tp, tp.index(2), tp.count(1), tp == (1, 2, 3), tp < (1, 2, 4), len(tp), 2 in tp, (), (1,), hash(()), hash((1,)), hash((1, 'a')) == hash((1, 'a')), tp[:] is tp, tuple(tp) is tp, tp * 1 is tp, tp + () is tp, () + tp is tp, tuple([]) is (), tuple('ab'))
t(lambda: tp[5]); t(lambda: tp['a']); t(lambda: tp + [1]); t(lambda: tp + 1); t(lambda: tp * 'a'); t(tp.index, 99); t(tuple, 5); t(tuple, 1, 2); t(hash, ([],)); t(lambda: tp < 5); t(lambda: tp.nope)
def g(): tp[0] = 1
t(g)
def g(): del tp[0]
t(g)
print(hash((1, 2, 3)), hash((0,)), hash((-1, 2**40)), hash(((), ((),))))
class T(tuple): pass
x = T([1, 2]); print(x, type(x[:]), type(x + (1,)), x == (1, 2), T(), hash(x) == hash((1, 2))); x.a = 1; print(x.a)
