# SPDX-FileCopyrightText: The Heapwright authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Every pattern.
match x:
    case 1 | -1 | 1.5 | -1.5 | 1+2j | -1-2.5j: pass
    case 'a' 'b' | b'c': pass
    case None | True | False: pass
    case a.b | a.b.c: pass
    case (1): pass
    case (1,) | (): pass
    case [1, 2, *_] | [*a, 1] if a > 1: pass
    case (a, *b, c): pass
    case {}: pass
    case {'a': 1, 2: b, -1: c, None: d, e.f: g, **h}: pass
    case {'a': 1,}: pass
    case A(): pass
    case a.B(1, b, c=2, d=[e],): pass
    case (1 | 2) as x: pass
    case [A(x=1) as y, *_] as z: pass
    case a, b: pass
    case *a, b: pass
    case a,: pass
    case _: pass

match a, *b:
    case [
        1,
        2
    ]:
        pass
match (x):
    case y: match = case = type = 1
match -x:
    case _ if (y := 1): pass
match = 1
match.x = 2
match[0]
match(x)
match * x
print(match, case)
