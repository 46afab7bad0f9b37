# collections
from collections import deque, defaultdict, OrderedDict, Counter, namedtuple
import sys
def t(f, *a, **k):
    try:
        r = f(*a, **k)
        print('->', repr(r))
    except Exception as e:
        print(type(e).__name__, e)
d = deque([1, 2, 3]); print(d, len(d), d[0], d[-1], 2 in d, list(d), list(reversed(d)), bool(deque()), deque(), deque('ab', 3), deque(maxlen=2))
d.append(4); d.appendleft(0); print(d, d.pop(), d.popleft(), d); d.extend([5, 6]); d.extendleft([7, 8]); print(d); d.rotate(2); print(d); d.rotate(-1); print(d); d.rotate(); print(d); d.reverse(); print(d)
t(d.index, 5); t(d.index, 99); t(d.count, 5); t(d.remove, 99); d.remove(5); print(d); d.insert(1, 'x'); print(d); d[0] = 'z'; print(d); del d[1]; print(d); t(lambda: d[99]); t(lambda: d['a']); t(lambda: d[0:1]); t(deque().pop); t(deque().popleft); t(deque, 5); t(deque, [], -1); t(deque, [], 'a'); 
m = deque([1, 2, 3], maxlen=2); print(m, m.maxlen, d.maxlen); m.append(4); print(m); m.appendleft(0); print(m); t(m.insert, 0, 1); m.extend([7, 8, 9]); print(m)
print(deque([1]) == deque([1]), deque([1]) < deque([2]), deque([1]) == [1], deque([1]) + deque([2]), deque([1]) * 2, d.copy() == d); t(lambda: d + [1])
c = deque([1, 2]); c += [3]; print(c); c *= 2; print(c); c.clear(); print(c); c.append(c); print(c)
try:
    c = deque([1, 2])
    for x in c: c.append(3)
except RuntimeError as e: print(e)
print(sys.getsizeof(deque()), sys.getsizeof(deque(range(65))), sys.getsizeof(deque(range(10))))
big = deque(range(1000)); [big.popleft() for _ in range(500)]; print(len(big), big[0], big[-1]); big.extendleft(range(5)); print(big[0], big[5])
dd = defaultdict(list); dd['a'].append(1); dd['b']; print(dd, dd['a'], dd.default_factory, len(dd), defaultdict(), defaultdict(int, a=1), defaultdict(None, {1: 2})); t(lambda: defaultdict()['x']); t(defaultdict, 5); dd.default_factory = None; t(lambda: dd['q']); print(dd.copy(), type(dd.copy()).__name__, dd | {'z': 1}, isinstance(dd, dict), dd == {'a': [1], 'b': []}, sys.getsizeof(defaultdict(list)))
class DD(defaultdict): pass
x = DD(int); x['q'] += 5; print(x, x['z'], type(x).__name__)
o = OrderedDict(a=1, b=2, c=3); o.move_to_end('a'); print(list(o), o); o.move_to_end('c', last=False); print(list(o)); t(o.move_to_end, 'zz'); print(o.popitem(), o.popitem(last=False), o); t(OrderedDict().popitem); print(OrderedDict(), OrderedDict([(1, 2), (3, 4)]) == OrderedDict([(3, 4), (1, 2)]), OrderedDict([(1, 2), (3, 4)]) == {3: 4, 1: 2}, o.copy(), o | {'z': 1}, list(reversed(OrderedDict(a=1, b=2))), isinstance(o, dict), sys.getsizeof(OrderedDict()), sys.getsizeof(OrderedDict(a=1)))
k = Counter('abracadabra'); print(k, k['a'], k['zz'], k.most_common(2), k.most_common(), sorted(k.elements()), k.total(), len(k)); k.update('aaa'); print(k['a']); k.subtract('a'); print(k['a']); k.update(b=5); print(k); print(Counter(a=3) + Counter(a=1, b=2), Counter(a=3) - Counter(a=1, b=2), Counter(a=3) & Counter(a=1), Counter(a=3) | Counter(a=5, c=1), +Counter(a=-1, b=1), -Counter(a=-1), Counter(), Counter({'x': 2}), Counter(a=0) == Counter(), Counter(a=1) <= Counter(a=2)); del k['nope']; t(Counter.fromkeys, 'a')
P = namedtuple('P', 'x y'); p = P(1, 2); print(p, p.x, p[1], p == (1, 2), p._fields, p._asdict(), p._replace(x=5), P._make([7, 8]), P(y=1, x=2), len(p), tuple(p), P.__name__, P.__doc__, isinstance(p, tuple), hash(p) == hash((1, 2)), P.__bases__, P._field_defaults)
t(P); t(P, 1); t(P, 1, 2, 3); t(P, 1, z=2); t(P, 1, x=2); t(P._make, [1]); t(setattr, p, 'x', 1); t(p._replace, q=1); t(namedtuple, 'A', 'a a'); t(namedtuple, 'A', '_a'); t(namedtuple, 'A', '1a'); t(namedtuple, 'A', ['class']); t(lambda: p.nope)
Q = namedtuple('Q', ['a', 'b', 'c'], defaults=[5, 6]); print(Q(1), Q(1, 2), Q._field_defaults, namedtuple('R', 'a a _b', rename=True)._fields)
class PP(P):
    def total(self): return self.x + self.y
print(PP(1, 2), PP(1, 2).total(), PP(1, 2)._replace(x=9)); a, b = p; print(a, b); print(sys.getsizeof(p))
match p:
    case P(x, y): print('match', x, y)
