# dict: methods, views, iteration under change, and what goes wrong
def t(f, *a, **k):
    try:
        r = f(*a, **k)
        print('->', repr(r))
    except Exception as e:
        print(type(e).__name__, e)
d = {'a': 1, 'b': 2}
print(d, len(d), 'a' in d, 'z' in d, d['a'], d.get('a'), d.get('z'), d.get('z', 5), list(d), list(d.items()), list(d.values()))
t(lambda: d['z']); t(lambda: d[[]]); t(lambda: d.get([])); t(d.get); t(d.get, 1, 2, 3)
t(d.setdefault, 'c', 3); t(d.setdefault, 'a', 9); t(d.setdefault, 'n'); print(d)
t(d.pop, 'c'); t(d.pop, 'c'); t(d.pop, 'c', 0); t(d.pop); t({}.pop, 1); t({}.pop, [], 1)
t(d.popitem); t({}.popitem); print(d)
t(d.update, {'x': 1}); t(d.update, [('y', 2), ['z', 3]]); t(d.update, w=4); t(d.update, {'q': 0}, q=1); print(d)
t(d.update, 5); t(d.update, [1]); t(d.update, [(1, 2, 3)]); t(d.update, 1, 2); t(d.update, ['ab', 'cd']); print(d)
t(dict, [('a', 1)], b=2); t(dict, 5); t(dict, 1, 2); t(dict, {1: 2}); t(dict); t(dict, a=1)
t(dict.fromkeys, 'abc'); t(dict.fromkeys, [1, 2], 0); t(dict.fromkeys); t(dict.fromkeys, 5); t({}.fromkeys, {1: 2}); t(dict.fromkeys, {3, 1})
t(d.clear); print(d)
e = {1: 'a'}; f = e.copy(); print(e == f, e is f, e != f, {} == {}, {1: 2} == {1: 3}, {1: 2} == {2: 2})
t(lambda: e < f); t(lambda: e | 5); print(e | {2: 'b'}, {1: 0} | {1: 5}); e |= {3: 'c'}; print(e); e |= [(4, 'd')]; print(e)
def g():
    global e
    e |= 5
t(g); t(lambda: e | [(1, 2)])
def g(): del e[99]
t(g)
def g(): e[[]] = 1
t(g)
del e[1]; print(e)
print(list(reversed({1: 2, 3: 4})), list(reversed({1: 2, 3: 4}.values())), list(reversed({1: 2, 3: 4}.items())), list(reversed({})))
k = {'a': 1, 'b': 2}.keys(); v = {'a': 1}.values(); i = {'a': 1, 'b': 2}.items()
print(k, v, i, len(k), len(v), len(i), 'a' in k, 1 in v, ('a', 1) in i, ('a', 2) in i, 'a' in i)
print(sorted(k & {'a'}), sorted(k | {'c'}), sorted(k - {'a'}), sorted(k ^ {'a', 'z'}), sorted({'a', 'q'} & k), sorted(k & ['a']), sorted(['b'] | k if False else {'b'} | k))
print(k == {'a', 'b'}, k < {'a', 'b', 'c'}, k <= {'a'}, k >= {'a'}, k > {'a'}, k != {'a'}, i == {('a', 1), ('b', 2)}, k.isdisjoint({'x'}), k.isdisjoint(['a']))
t(lambda: k & 5); t(lambda: v & {1}); t(lambda: hash(k)); t(lambda: k < 5); t(lambda: k[0])
print(sorted(i & {('a', 1)}), sorted(i - {('a', 1)}))
print({}.keys(), {}.values(), {}.items(), k.mapping, type(k.mapping).__name__)
d = {'a': 1}
try:
    for x in d: d['b' + x] = 1
except RuntimeError as ex: print(ex)
d = {'a': 1, 'b': 2}
try:
    for x in d: del d[x]
except RuntimeError as ex: print(ex)
d = {'a': 1, 'b': 2}
try:
    for x in d:
        del d['a' if 'a' in d else 'b']; d['z' + x] = 1
except RuntimeError as ex: print(ex)
it = iter({'a': 1}); print(next(it), it.__length_hint__()); t(next, it); t(next, it)
it = iter({}.items()); t(next, it); print(next(it, 'd'))
d = {1: 'x', 'y': 2, (1, 2): 3, None: 4, 1.5: 5, True: 6}; print(d)
d = {}; d['self'] = d; print(d); d = {'l': [d]}; print(d)
class D(dict):
    def __missing__(self, key): print('missing', key); return key * 2
m = D(a=1); print(m, m['a'], m['zz'], m.get('zz'), len(m), type(m.copy()), m == {'a': 1}); m.attr = 3; print(m.attr)
print(D.fromkeys('ab'), type(D.fromkeys('ab')))
class K:
    def __init__(self, v): self.v = v
    def __hash__(self): print('hash', self.v); return 7
    def __eq__(self, o): print('eq', self.v, getattr(o, 'v', o)); return self.v == getattr(o, 'v', o)
    def __repr__(self): return 'K%s' % self.v
a, b = K(1), K(2)
d = {a: 1, b: 2}; print(d[a], d[b], K(1) in d, d.get(K(3))); d[K(2)] = 5; print(d); print(d.pop(K(1))); print(d)
class U: __hash__ = None
t(lambda: {U(): 1}); t(lambda: {[]: 1}); t(lambda: {{}: 1}); t(lambda: {1: 2}[{}]); t(hash, {})
class M:
    def keys(self): return ['p', 'q']
    def __getitem__(self, k): return k.upper()
print(dict(M()), {**M()}, {**{'z': 0}, 'y': 1})
d = dict(zip('abc', range(3))); print(d, {v: k for k, v in d.items()}, max(d, key=d.get), sorted(d.items(), key=lambda p: -p[1]))
for k, v in d.items(): print(k, v)
for n, (k, v) in enumerate(d.items()): print(n, k, v)
print(len({i: i for i in range(1000)}), sum({i: i for i in range(1000)}.values()))
t(lambda: {}.nope); t(lambda: d.keys().nope)
print({}.__contains__('a'), {'a': 1}.__getitem__('a'), dict.get({'a': 3}, 'a'), {'a': 1}.__len__(), {1: 2}.__eq__({1: 2}))
