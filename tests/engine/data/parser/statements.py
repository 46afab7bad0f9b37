# SPDX-FileCopyrightText: The Heapwright authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Every statement, with the positions that matter.
import gc, sys as s, collections.abc as abc
from gc import (collect as c, get_count,)
from . import x
from ...a.b import y as z
a = b = 1
a, *b = c, d = (1, 2, 3)
[a, (b, *c)] = x
a.b, c[0], d[1:2] = y
(a) = (((1)))
a: int
(a): int = 1
a.b: str = 'x'
a[0]: list[int] = yield_
a += 1; b -= 2; c *= 3; d /= 4; e //= 5; f %= 6; g **= 7
a @= b; c &= d; e |= f; g ^= h; i <<= j; k >>= l
del a, b.c, d[0], (e, f), [g]
del (x)
pass
global_ = 1
assert x
assert x, (y, 'message')
raise
raise ValueError
raise ValueError("x") from None

if x:
    a
elif y: b; c
elif (z := 1):
    if w:
        d
    else:
        e
else:
    # comment
    f

while x:
    break
else:
    continue_ = 1

for a, *b in c, *d:
    continue
else:
    e

for (x.y) in [1,
              2]: pass

with a: pass
with a as b, c as (d, e): pass
with (a as b, c as d[0],): pass
with (a, b): pass
with (a, b) as c: pass
with (a).b as c, (d): pass
with (yield_): pass
with (x for x in y): pass
with (a := b): pass
with (): pass

try:
    a
except:
    b

try:
    a
except A:
    b
except (B, C) as d:
    e
else:
    f
finally:
    g

try: a
finally:
    b


def f(): pass


@a.b(c)
@(d := e)
def g(a, b=1, /, c: int = 2, *args: str, d, e=3, **kwargs: dict) -> None:
    """Docstring."""
    global x, y
    return a, *b


def h(*, a, b=1): return
def i(a, /): yield
def j(*a: *b):
    nonlocal_ = yield a, b
    x = yield from c
    yield
    def k():
        nonlocal nonlocal_
        nonlocal_ += yield


class A: pass


@decorated
class B(A, *bases, metaclass=M, **keywords):
    x = 1

    def m(self):
        return super().m()


class C(): x: int; y = 2

if a: b
if c \
   and d:
    e
x = 1; y = 2;
