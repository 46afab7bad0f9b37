# what a list has room for when it is made from an iterator that does not know its length
import sys
S = sys.getsizeof
class I:
    def __init__(s, n): s.n = n
    def __iter__(s): return s
    def __next__(s):
        if not s.n: raise StopIteration
        s.n -= 1; return s.n
class H(I):
    def __length_hint__(s): return 20
class G:
    def __init__(s, n): s.n = n
    def __getitem__(s, i):
        if i < s.n: return i
        raise IndexError
def gen(n):
    for i in range(n): yield i
for n in range(0, 12):
    print(n, [S(list(m)) for m in (filter(None, [1] * n), map(int, [1] * n), enumerate("x" * n), zip([1] * n), gen(n), (i for i in range(n)), I(n), H(n), G(n), iter([1] * n), reversed([1] * n), range(n), dict.fromkeys(range(n)).items(), set(range(n)), "a" * n, b"a" * n)], end=" ")
    l = [1, 2]; l.extend(gen(n)); m = [1] * 20; m.extend(filter(None, [1] * n)); k = []; k += gen(n); j = [5]; j += map(int, [1] * n); i = []; i.extend(H(n)); h = [1]; h[0:1] = gen(n); g = [*gen(n)]; f = [*map(int, [1] * n), *gen(n)]; a, *e = range(n + 1); d = list(gen(n)) + []
    print([S(x) for x in (l, m, k, j, i, h, g, f, e, d)], S(sorted(gen(n))), S(tuple(gen(n))), S(bytes(n)), S(set(gen(n))), S(dict.fromkeys(gen(n))))
