# functools, operator, types, copy and contextlib
import functools, operator, types, copy, contextlib
from functools import partial, reduce, lru_cache, cache, cached_property, wraps, cmp_to_key, total_ordering
def t(f, *a, **k):
    try:
        r = f(*a, **k)
        print('->', repr(r))
    except Exception as e:
        print(type(e).__name__, e)
def f(a, b=2, *args, **kw): return (a, b, args, kw)
p = partial(f, 1); print(p(), p(5), p(b=3), p(z=4), p.func is f, p.args, p.keywords); q = partial(p, 7, x=1); print(q.args, q.keywords, q(), q(x=2, y=3)); t(partial); t(partial, 5); p.attr = 1; print(p.attr, p.__dict__)
print(repr(partial(int, base=2)), partial(int, base=2)('101'), partial(print, 'a', sep='-')('b'))
print(reduce(lambda a, b: a + b, [1, 2, 3]), reduce(lambda a, b: a * b, [], 5), reduce(operator.add, 'abc')); t(reduce, lambda a, b: a, []); t(reduce, f, 5)
calls = []
@lru_cache(maxsize=2)
def sq(x): calls.append(x); return x * x
print(sq(2), sq(2), sq(3), sq(4), sq(2), calls, sq.cache_info(), sq.__name__, sq.__wrapped__(5)); sq.cache_clear(); print(sq.cache_info(), sq.cache_parameters()); t(sq, []); t(sq)
@cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(50), fib.cache_info())
@lru_cache
def g(a, b=1): return a + b
print(g(1), g(1, b=1), g(a=1), g(1), g.cache_info()); t(lru_cache, 'a')
class M:
    @lru_cache(None)
    def m(self, x): return x + 1
    @cached_property
    def cp(self): print('computing'); return 42
m = M(); print(m.m(1), m.m(1), M.m.cache_info().hits, m.cp, m.cp, m.__dict__)
def deco(fn):
    @wraps(fn)
    def inner(*a, **k): 'inner doc'; return fn(*a, **k)
    return inner
@deco
def original(x): 'orig doc'; return x
print(original.__name__, original.__doc__, original(3), original.__wrapped__(4), original.__qualname__)
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))
@total_ordering
class V:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(V(1) < V(2), V(1) > V(2), V(1) <= V(1), V(1) >= V(2), V(2) >= V(1))
print(operator.add(1, 2), operator.itemgetter(1)([5, 6]), operator.itemgetter(0, 2)('abc'), operator.attrgetter('v')(V(3)), operator.methodcaller('upper')('a'), operator.mul(2, 3), operator.not_(0), operator.contains([1], 1), operator.neg(5), operator.lt(1, 2), operator.getitem({'a': 1}, 'a'), sorted([(1, 'b'), (0, 'c')], key=operator.itemgetter(1)), operator.itemgetter(1), operator.iadd([1], [2]))
ns = types.SimpleNamespace(a=1, b='x'); print(ns, ns.a, ns == types.SimpleNamespace(a=1, b='x')); ns.c = ns; print(ns); del ns.c; t(lambda: ns.zz); print(ns.__dict__, vars(ns))
print(types.FunctionType is type(f), types.GeneratorType.__name__, isinstance(len, types.BuiltinFunctionType), types.MappingProxyType({'a': 1}), types.NoneType, types.MappingProxyType({'a': 1})['a'], isinstance(f, types.LambdaType))
class Node:
    def __init__(self, v): self.v = v; self.kids = []
n = Node(1); n.kids.append(Node(2)); n.me = n
c = copy.copy(n); print(c is n, c.kids is n.kids, c.v, c.me is n)
d = copy.deepcopy(n); print(d is n, d.kids is n.kids, d.kids[0].v, d.me is d)
l = [1, [2, (3, [4])], {'a': {5}}]; k = copy.deepcopy(l); print(k == l, k[1] is l[1], k[1][1] is l[1][1], copy.copy(l)[1] is l[1], copy.deepcopy((1, 2)) == (1, 2)); tt = (1, (2, 'a')); print(copy.deepcopy(tt) is tt, copy.copy(tt) is tt)
r = []; r.append(r); rr = copy.deepcopy(r); print(rr[0] is rr, rr is r)
class CC:
    def __copy__(self): return 'copied'
    def __deepcopy__(self, memo): return 'deep'
print(copy.copy(CC()), copy.deepcopy(CC()), copy.deepcopy([CC()]))
class SL:
    __slots__ = ('a', 'b')
s = SL(); s.a = [1]; s2 = copy.deepcopy(s); print(s2.a, s2.a is s.a, hasattr(s2, 'b')); class_l = type('LL', (list,), {}); x = class_l([1, 2]); x.q = 5; y = copy.copy(x); print(y, y.q, type(y).__name__); from collections import deque, OrderedDict, defaultdict; print(copy.copy(deque([1], 2)), copy.deepcopy(defaultdict(list, {1: [2]})), copy.deepcopy(OrderedDict(a=1)), copy.deepcopy({1, 2}), copy.copy({1: 2}))
@contextlib.contextmanager
def cm(x):
    print('enter', x)
    try: yield x * 2
    except ValueError as e: print('caught', e)
    finally: print('exit', x)
with cm(1) as v: print('body', v)
with cm(2) as v: raise ValueError('boom')
try:
    with cm(3): raise KeyError('k')
except KeyError as e: print('outer', e)
print(cm.__name__)
@contextlib.contextmanager
def noyield():
    if 0: yield
try:
    with noyield(): pass
except RuntimeError as e: print(e)
@contextlib.contextmanager
def twice(): yield 1; yield 2
try:
    with twice(): pass
except RuntimeError as e: print(e)
with contextlib.suppress(ZeroDivisionError, KeyError): 1 / 0
print('after')
try:
    with contextlib.suppress(KeyError): 1 / 0
except ZeroDivisionError: print('not suppressed')
class Cl:
    def close(self): print('closed')
with contextlib.closing(Cl()) as c: print(type(c).__name__)
with contextlib.nullcontext(5) as v: print(v)
with contextlib.ExitStack() as st:
    print(st.enter_context(cm(10))); st.callback(print, 'callback', sep='-'); st.enter_context(cm(11)); print('in stack')
try:
    with contextlib.ExitStack() as st:
        st.enter_context(cm(20)); raise KeyError('x')
except KeyError as e: print('ks', e)
