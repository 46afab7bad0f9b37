# lists, tuples, dicts and sets: displays, methods, slices, unpacking
a = [3, 1, 2]
a.append(5); a.extend([4, 1]); a.insert(0, 9); a.insert(-1, 8)
print(a, a.index(1), a.count(1), a.pop(), a.pop(0), a, sorted(a), sorted(a, reverse=True), a[::-1], a[1:3], a[-2:], a[::2])
a.sort(key=lambda v: -v); print(a); a.reverse(); print(a); a.remove(8); print(a, a.copy() == a, a + [0], a * 2, 3 in a, 99 not in a)
a[1:3] = ["x", "y", "z"]; print(a); a[::2] = [0] * len(a[::2]); print(a); del a[0]; del a[1:3]; print(a); a[:] = []; print(a)
first, *rest = [1, 2, 3]; *init, last = "abc"; (p, q), r = (1, 2), 3
print(first, rest, init, last, p, q, r, [*rest, *init], (*rest,), {*"aab"} == {"a", "b"}, {**{"a": 1}, "b": 2, **{"a": 3}})
t = (1, [2], "x"); print(t, t[1], len(t), t + (4,), t * 2, t.index("x"), t.count(1), (), (1,), tuple("ab"), t < (1, [3]))
d = {"b": 1, "a": 2}
d["c"] = 3; d.update(a=5, e=6); d.setdefault("f", []).append(1)
print(d, d.get("z"), d.get("z", 0), d.pop("b"), d.pop("q", None), list(d), list(d.values()), list(d.items()), "a" in d, len(d))
print(d.popitem(), d == {"e": 6, "a": 5, "c": 3}, dict([("x", 1)], y=2), dict.fromkeys("ab", 0), {k: v for v, k in enumerate("ab")}, d | {"n": 1})
del d["a"]; d |= {"m": 2}; print(d, list(reversed(d)), d.keys() & {"m", "q"}, d.keys() == {"c", "e", "m"}, max(d, key=d.get))
s = {3, 1, 2}
s.add(7); s.discard(9); s.remove(1)
print(s, s | {1}, s & {2, 3}, s - {2}, s ^ {2, 99}, s <= {2, 3, 7, 8}, {2} < s, s.isdisjoint({5}), len(s), 3 in s, frozenset([1]) == {1}, set())
s.update([10, 11]); s -= {10}; s &= {2, 3, 11}; print(sorted(s), sorted(s.union([1])), s.issubset(range(20)), s.pop() in (2, 3, 11))
print([x * y for x in range(3) for y in range(3) if x != y], {x % 3 for x in range(9)}, {x: [y for y in range(x)] for x in range(3)})
print(list(zip("abc", [1, 2])), list(enumerate("ab", 1)), list(map(str, [1, 2])), list(filter(None, [0, 1, "", 2])), any([0, 1]), all([]))
print(list(range(5)), list(range(5, 0, -2)), range(3)[1], 2 in range(0, 10, 2), len(range(0, 10, 3)), range(3) == range(0, 3), range(0, 9, 2))
nested = [[1, 2], {"k": (3, {4})}]; nested.append(nested); print(nested, repr(nested) == str(nested))
d = {}; d["self"] = d; print(d)
def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__ + ":", e)
for f in (lambda: [][0], lambda: {}["k"], lambda: {}[[]], lambda: (1,)[5], lambda: [].pop(), lambda: {}.popitem(), lambda: [1].remove(2),
          lambda: [1].index(3), lambda: {1, []}, lambda: [1]["a"], lambda: set().pop(), lambda: dict([1]), lambda: "abc"[9], lambda: sorted([1, "a"]),
          lambda: [1, 2][::0], lambda: next(iter([])), lambda: {1}.remove(2), lambda: min([]), lambda: list(5), lambda: tuple(None)):
    attempt(f)
try:
    a, b = [1, 2, 3]
except ValueError as e:
    print(e)
try:
    a, b, *c = [1]
except ValueError as e:
    print(e)
