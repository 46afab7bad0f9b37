# SPDX-FileCopyrightText: The Heapwright authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Every expression.
a or b or c and d and not e
a < b <= c > d >= e == f != g is h is not i in j not in k
(a < b) < c
a | b ^ c & d << e >> f + g - h * i / j // k % l @ m
-a ** -b ** ~c
(-a) ** b
+ - ~ not_
not not a
a if b else c if d else e
(a if b else c) if (d) else (e)
lambda: 0
lambda a, /, b=1, *c, d, e=2, **f: (a, b)
lambda *, a: a
lambda x: lambda y: x + y
a.b.c(d)[e](f).g
a . b (c) [d]
(a).b
(a
 .b
 (c))
f(a, *b, c=1, *d, **e, g=2)
f(x for x in y)
f((x for x in y), 1)
f(a := 1, b == c)
f(
    a,
)
a[1], a[1:], a[:2], a[::3], a[1:2:3], a[:], a[...]
a[1, 2:3, *b, c := 4]
a[(1, 2)]
a[b,]
()
(1,)
(1, 2)
1, 2
1,
*a, *b
(*a, b)
[], [1], [1, *a, 2,], [(yield_)]
{}, {1: 2}, {1: 2, **a, 'b': c,}, {**a}
{1}, {1, *a}
[x for x in y]
[x for x in y if a if b for (z, *w) in x if c]
{x for x in y}
{x: y for x, y in z}
(x for x in y)
[[x for x in y] for y in z]
(a := b)
[a := 1, b]
... .x
None, True, False, Ellipsis
a if (b := c) else d
é + ü.ß['ñ']
print(ª, ﬁ)
