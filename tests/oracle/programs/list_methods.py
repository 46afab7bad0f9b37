# list: methods, slices, operators, sorting, and what goes wrong
def t(f, *a, **k):
    try:
        r = f(*a, **k)
        print('->', repr(r))
    except Exception as e:
        print(type(e).__name__, e)

a = [1, 2, 3]
t(a.append, 4); print(a)
t(a.append)
t(a.append, 1, 2)
t(a.append, x=1)
t(a.extend, 'ab'); print(a)
t(a.extend, 5)
t(a.extend, a); print(a)
t(a.insert, 0, 'z'); t(a.insert, -1, 'y'); t(a.insert, 100, 'w'); t(a.insert, -100, 'v'); print(a)
t(a.insert, 'x', 1)
t(a.insert, 1)
t(a.remove, 'z'); t(a.remove, 'nope'); print(a)
t(a.pop); t(a.pop, 0); t(a.pop, -2); t(a.pop, 100); t(a.pop, 'a'); t([].pop); print(a)
t(a.index, 3); t(a.index, 3, 4); t(a.index, 77); t(a.index, 3, 0, 2); t(a.index, 3, 'a')
t(a.count, 3); t(a.count, 99)
t(a.reverse); print(a)
b = a.copy(); print(b == a, b is a)
t(b.clear); print(b)
c = [3, 1, 2]
t(c.sort); print(c); t(c.sort, reverse=True); print(c); t(c.sort, key=lambda v: -v); print(c)
t(c.sort, 1); t(c.sort, foo=1); t([1, 'a'].sort); t([3, None].sort)
print([1, 2] + [3]); t(lambda: [1] + 2); t(lambda: [1] + (2,)); t(lambda: 2 + [1]); t(lambda: [1] * 2); t(lambda: 2 * [1])
t(lambda: [1] * 'a'); t(lambda: [1] * 1.5); t(lambda: [1] * -1); t(lambda: [1] - [2])
x = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
print(x[2:5], x[::2], x[::-1], x[-3:], x[:-3], x[5:2], x[8:100], x[::-3], x[True])
t(lambda: x[10]); t(lambda: x['a']); t(lambda: x[1.0]); t(lambda: x[::0]); t(lambda: x[None])
x[2:4] = ['a', 'b', 'c']; print(x)
x[::2] = range(6); print(x)
def f(): x[::2] = [1]
t(f)
def f(): x[0:2] = 5
t(f)
def f(): x[100] = 5
t(f)
def f(): del x[100]
t(f)
def f(): x['a'] = 1
t(f)
del x[1]; print(x); del x[::3]; print(x); del x[-2:]; print(x); del x[:]; print(x)
x = [1, 2, 3]; x[1:1] = x; print(x); x[:] = x; print(x); x[len(x):] = [9]; print(x); x[::-1] = x; print(x)
x += 'hi'; print(x); x *= 2; print(x); x *= 0; print(x)
def f():
    global x
    x += 5
t(f)
print([1, 2] < [1, 3], [1, 2] < [1], [1] == [1.0], [1] != [2], [1, 2] >= [1, 2], [] == [], [1] == (1,))
t(lambda: [1] < [None]); t(lambda: [1] < (1,)); t(lambda: [1] < 5)
y = [1]; y.append(y); print(y); print(y == y)
print(2 in [1, 2], 5 in [1, 2], [] in [[]], list(reversed([1, 2, 3])), list('abc'), list({1: 2}), list((1, 2)), list(range(3)))
t(list, 5); t(list, 1, 2); t(list, x=1); print(list())
print(hash.__name__); t(hash, [])
print(sorted([3, 1, 2]), sorted('hello', reverse=True), sorted([(1, 'b'), (1, 'a')], key=lambda p: p[0]))
t(sorted); t(sorted, 5); t(sorted, [1], 2); t(sorted, [1], x=2); t(sorted, [1, 'a'])
it = iter([1, 2, 3]); print(next(it), it.__length_hint__(), list(it), it.__length_hint__()); t(next, it); print(next(it, 'd'))
z = [1]
it = iter(z); next(it)
t(next, it); z.append(2); t(next, it)
r = reversed([1, 2]); print(next(r), next(r)); t(next, r)
print(type(iter([])).__name__, type(reversed([])).__name__, type(iter(())).__name__)
def keyf(v):
    lst.append(1)
    return v
lst = [3, 2, 1]
t(lst.sort, key=keyf); print(lst)
def keyf(v):
    print(len(lst2), lst2)
    return v
lst2 = [2, 1]
lst2.sort(key=keyf); print(lst2)
class L(list):
    def __repr__(self): return 'L' + super().__repr__()
l = L([1, 2]); print(l, l + [3], l * 2, l[0:1], l.copy(), type(l.copy()), L(l) == l, list(l)); l.x = 5; print(l.x, len(l))
class C:
    def __init__(self, v): self.v = v
    def __eq__(self, o): print('eq', self.v, o.v); return self.v == o.v
    def __lt__(self, o): print('lt', self.v, o.v); return self.v < o.v
    def __repr__(self): return 'C%d' % self.v
q = [C(3), C(1), C(2), C(5), C(4)]
q.sort(); print(q); print(C(2) in q, q.index(C(5)), q.count(C(1))); q.remove(C(3)); print(q)
print([C(1), C(2)] == [C(1), C(3)], [C(1), C(2)] < [C(1), C(3)])
print(sorted(q, reverse=True)); print(min(q), max(q))
