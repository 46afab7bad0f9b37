# set and frozenset: methods, operators, order, and what goes wrong
def t(f, *a, **k):
    try:
        r = f(*a, **k)
        print('->', repr(r))
    except Exception as e:
        print(type(e).__name__, e)
s = {1, 2, 3}
t(s.add, 4); t(s.add, 1); t(s.add, []); t(s.add); t(s.remove, 4); t(s.remove, 99); t(s.discard, 99); t(s.discard, []); print(s)
t({5}.pop); t(set().pop); t(s.update, [7, 8], (9,)); t(s.update, 5); t(s.update); print(s)
print(s | {10}, s & {1, 2, 77}, s - {1}, {1, 2} ^ {2, 3}, s.union([11], [12]), s.intersection([1, 2]), s.difference([1], [2]), {1, 2}.symmetric_difference([2, 3]))
t(lambda: s | [1]); t(lambda: s & [1]); t(lambda: s - 5); t(lambda: [1] - s); t(lambda: s < 5); t(lambda: s | 5)
a = {1, 2, 3}; a |= {4}; print(a); a &= {1, 4}; print(a); a -= {1}; print(a); a ^= {4, 5}; print(a)
def g():
    global a
    a |= [1]
t(g)
t(a.intersection_update, [5, 6]); print(a); t(a.difference_update, [5]); print(a); t(a.symmetric_difference_update, [1, 2]); print(a)
print({1} < {1, 2}, {1} <= {1}, {1, 2} > {1}, {1} >= {1, 2}, {1} == {1}, {1} != {2}, {1} == frozenset([1]), {1} == [1], {1}.issubset([1, 2]), {1, 2}.issuperset([1]), {1}.isdisjoint([2]), {1}.isdisjoint({1}))
t({1}.issubset, 5); t({1}.issuperset, 5); t({1}.isdisjoint, 5)
f = frozenset([1, 2]); print(f, f | {3}, {3} | f, type(f | {3}).__name__, type({3} | f).__name__, f & {1}, f - {1}, f ^ {1}, frozenset(), frozenset('a'), set(), set('a'))
print(hash(frozenset()), hash(frozenset([1, 2, 3])), hash(frozenset(range(100))), hash(frozenset([frozenset([1]), frozenset([2])])), frozenset(f) is f, f.copy() is f, frozenset([1]) is frozenset([1]))
t(lambda: f.add(1)); t(hash, {1}); t(set, 5); t(set, 1, 2); t(set, x=1); t(frozenset, 5); t(lambda: {[]}); t(lambda: {{}}); t(frozenset, 1, 2)
print({frozenset([1]): 2}[frozenset([1])], {1} in {frozenset([1])}, frozenset([1]) in {frozenset([1])}); z = {frozenset([1])}; z.discard({1}); print(z)
try:
    s = {1, 2}
    for x in s: s.add(x + 10)
except RuntimeError as e: print(e)
it = iter({1}); print(next(it), it.__length_hint__()); t(next, it); print(next(it, 'd'))
print(sorted({3, 1, 2}), len({1, 1, 1}), 1 in {1}, 2 in {1}, [] == set(), bool(set()), bool({0}), {i % 3 for i in range(10)})
print({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, set(range(20)), {100, 5, 33, 8, 16, 64}, {0.5, 1, 2.5}, {True, 2}, {None} )
b = {1}; b.clear(); print(b); c = {1, 2}; d = c.copy(); print(c == d, c is d)
class S(set): pass
x = S([1]); print(x, x | {2}, type(x | {2}), type(x.copy()), S(), x == {1}); x.y = 1; print(x.y)
class FS(frozenset): pass
x = FS([1]); print(x, FS(), type(x | {2}), hash(x) == hash(frozenset([1])), frozenset(x) is x, type(frozenset(x)))
s = {1}; t(lambda: s[0]); t(lambda: s + s); t(lambda: s * 2); t(s.union, 5); t(s.intersection, 5); t(s.difference, 5)
print({*range(3), *'ab'} == {0, 1, 2, 'a', 'b'}, set() | set(), {1}.union(), {1}.intersection(), {1}.difference())
s = set(range(30)); 
for i in range(25): s.discard(i)
print(s, s.pop(), s, {7, 3} | set(range(4)), set(range(10)) - set(range(5)), set(range(10)) & set(range(5, 15)), set(range(5)) ^ set(range(3, 8)))
s = {(1, 2), (3, 4)}; print((1, 2) in s, s - {(1, 2)}, s.__contains__((3, 4)), s.__len__(), s.__or__({1}) == s | {1}, s.__or__(5))
