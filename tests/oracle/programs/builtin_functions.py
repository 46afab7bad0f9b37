# the built-in functions and their errors
def t(f, *a, **k):
    try:
        r = f(*a, **k)
        print('->', repr(r))
    except BaseException as e:
        print(type(e).__name__, e)
print(abs(-3), abs(2.5), abs(-10**30), abs(True)); t(abs, 'a'); t(abs)
print(all([]), all([1, 0]), any([]), any([0, 1])); t(all, 5); t(any)
print(ascii('é'), bin(5), bin(-5), oct(8), hex(255), hex(-255), bin(0)); t(bin, 1.5); t(hex, 'a')
print(callable(len), callable(5), callable(int), callable(lambda: 0)); t(callable)
print(chr(97), chr(8364), repr(chr(0)), ord('a'), ord('€'), ord(b'a')); t(chr, -1); t(chr, 'a'); t(chr, 1114112); t(ord, 'ab'); t(ord, 5); t(ord, ''); t(ord, b'ab')
print(divmod(7, 2), divmod(-7, 2), divmod(7.5, 2), divmod(7, -2)); t(divmod, 1, 0); t(divmod, 'a', 1); t(divmod, 1); t(divmod, 1.0, 0)
print(pow(2, 10), pow(2, 10, 1000), pow(2, -1), pow(3, -1, 7), pow(base=2, exp=3)); t(pow, 2); t(pow, 2, 3, 0); t(pow, 2.0, 3, 5); t(pow, 'a', 2); t(pow, 'a', 2, 3)
print(round(2.5), round(3.5), round(2.675, 2), round(1234, -2), round(1.5, None), round(5), round(-2.5), round(1e20)); t(round, 'a'); t(round, 1.5, 'a'); t(round); t(round, number=2.5)
print(sum([1, 2]), sum([1.5, 2]), sum([[1], [2]], []), sum([], 5), sum([0.1] * 10), sum([1, 2], start=10), sum([10**20, 1]), sum([True, True]), sum([2**62, 2**62, 1]), sum([1, 2.5, 3])); t(sum, ['a']); t(sum, 'ab', ''); t(sum, 5); t(sum); t(sum, [1], 'a'); t(sum, [[]])
print(min(1, 2), max(1, 2), min([3, 1]), max('abc'), min([], default=0), max([1, 2], key=lambda v: -v), min('a', 'b', key=ord), max((1, 2), (1, 3))); t(min); t(max, []); t(min, 5); t(min, 1, 2, default=3); t(max, [1, 'a']); t(max, 1, x=2); t(min, [])
print(len('abc'), len([]), len({})); t(len, 5); t(len); t(len, 1, 2); t(len, None)
print(isinstance(1, int), isinstance(True, int), isinstance('a', (int, str)), isinstance(1, ()), issubclass(bool, int), issubclass(int, (str, object))); t(isinstance, 1, 5); t(isinstance, 1); t(issubclass, 1, int); t(issubclass, int, 5); t(isinstance, 1, (int, 5)); t(isinstance, 'a', (int, 5))
class A:
    x = 1
    def __init__(self): self.y = 2
a = A()
print(hasattr(a, 'x'), hasattr(a, 'z'), getattr(a, 'y'), getattr(a, 'z', 'def'), vars(a), a.__dict__); t(getattr, a, 'z'); t(getattr, a, 5); t(hasattr, a, 5); t(setattr, a, 5, 1); t(getattr, a); t(delattr, a, 'zz'); t(vars, 5); t(setattr, 5, 'a', 1)
setattr(a, 'w', 9); print(a.w); delattr(a, 'w'); print(hasattr(a, 'w'), dir(a)[-2:], 'x' in dir(a), 'append' in dir([]), '__init__' in dir(a))
print(hash(1), hash('a') == hash('a'), hash(1.0) == hash(1), hash(2**61 - 1), hash(-1), hash(None) == hash(None), hash(True), hash(0.5), hash(10**30)); t(hash, []); t(hash, {}); t(hash, set())
print(repr('a\'b'), repr("a\"b"), repr('\n\t\\'), format(3.14159, '.2f'), format(5), format('a', '>5'), format(255, 'x')); t(format, 5, 's'); t(format, 5, 6); t(format)
print(sorted(globals())[:2], type(locals()), 'a' in globals(), globals() is locals())
def f(p):
    q = 1
    return locals(), vars()
print(f(3)); print(id(a) == id(a), id(a) != id(A()), type(id(a)))
print(1, 2, 3, sep='-', end='!\n'); print(); print('a', end=''); print('b', sep=None, end=None); print(*[1, 2], sep=''); t(print, 1, sep=5); t(print, 1, end=5); t(print, x=1); print('x', flush=True)
import sys
print('err', file=sys.stderr); print('out', file=sys.stdout); print('out', file=None)
class W:
    def __init__(self): self.d = []
    def write(self, s): self.d.append(s)
w = W(); print('hi', 5, file=w); print(w.d); t(print, 'a', file=5)
class S:
    def __str__(self): print('str called'); return 'S!'
print('first', S())
class B:
    def __str__(self): return 5
t(print, B()); t(str, B())
class BL:
    def __len__(self): return -1
t(len, BL())
class BL2:
    def __len__(self): return 'a'
t(len, BL2()); t(bool, BL())

print(list(map(int, ['1', '2'])), int('5'), str(5), float('1.5'), bool([]), type(5), type('a') is str, list(range(3)))
print(any(x > 2 for x in [1, 2, 3]), all(x > 0 for x in [1, 2]), sum(x * x for x in range(4)), max((x for x in [1, 5, 2]), default=0), sorted((x for x in [3, 1]), reverse=True))
print(isinstance(a, A), type(a).__name__, A.__name__, issubclass(A, object), type(print).__name__, print.__name__, len.__name__, repr(len), repr(print))
