# itertools
from itertools import count, cycle, repeat, chain, islice, takewhile, dropwhile, filterfalse, starmap, compress, accumulate, product, permutations, combinations, combinations_with_replacement, zip_longest, pairwise, tee, groupby
def t(f, *a, **k):
    try:
        r = f(*a, **k)
        print('->', repr(r))
    except Exception as e:
        print(type(e).__name__, e)
print(list(islice(count(), 3)), list(islice(count(5, 2), 3)), list(islice(count(0.5), 2)), count(), count(1, 2), count(5)); t(count, 'a')
print(list(islice(cycle('ab'), 5)), list(cycle([])), list(repeat(1, 3)), repeat(1), repeat('a', 2), list(islice(repeat(2), 2))); t(cycle, 5); t(repeat)
print(list(chain('ab', [1])), list(chain()), list(chain.from_iterable(['ab', 'cd']))); t(list, chain(5))
print(list(islice('abcdef', 2)), list(islice('abcdef', 2, 4)), list(islice('abcdef', 1, None, 2)), list(islice('abc', None))); t(islice, 'a', -1); t(islice, 'a', 1, 2, 0); t(islice, 'a', 'b'); t(islice, 'a')
print(list(takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(dropwhile(lambda x: x < 3, [1, 2, 3, 1])), list(filterfalse(lambda x: x < 3, [1, 2, 3])), list(filterfalse(None, [0, 1])), list(starmap(pow, [(2, 3), (3, 2)])), list(compress('abc', [1, 0, 1])))
print(list(accumulate([1, 2, 3])), list(accumulate([1, 2, 3], lambda a, b: a * b)), list(accumulate([1, 2], initial=10)), list(accumulate([])))
print(list(product('ab', [1, 2])), list(product('ab', repeat=2)), list(product()), list(product([])), list(permutations([1, 2, 3])), list(permutations('abc', 2)), list(permutations([1], 2)), list(combinations('abcd', 2)), list(combinations('ab', 3)), list(combinations([], 0)), list(combinations_with_replacement('ab', 2))); t(product, 5); t(permutations, 'a', -1); t(combinations, 'a')
print(list(zip_longest('ab', [1, 2, 3])), list(zip_longest('ab', 'c', fillvalue='-')), list(zip_longest()), list(pairwise('abcd')), list(pairwise('a')))
a, b = tee([1, 2, 3]); print(next(a), next(a), list(b), list(a)); t(tee, 5); print(len(tee('a', 3)))
print([(k, list(g)) for k, g in groupby('aabbbc')], [(k, list(g)) for k, g in groupby([1, 3, 2, 4], key=lambda x: x % 2)], [k for k, g in groupby('aabb')])
g = groupby('aab'); k, g1 = next(g); k2, g2 = next(g); print(list(g1), list(g2))
p = product('ab', 'cd'); i1 = id(next(p)); i2 = id(next(p)); print(i1 == i2)
p = combinations('abc', 2); x = next(p); y = next(p); print(x, y, x is y)
print(sum(1 for _ in permutations(range(5))), len(list(combinations(range(8), 4))), len(list(product(range(3), repeat=4))))
