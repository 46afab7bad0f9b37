# what the functions of math say of arguments outside of their domains
import math
inf = float("inf")
for name, args in [("sqrt", (-1,)), ("log", (0,)), ("log", (-1.5,)), ("log", (5, 0)), ("log", (-10 ** 400,)), ("log2", (-0.0,)), ("log10", (0,)), ("log1p", (-1,)), ("acos", (2,)), ("asin", (-1.5,)), ("acosh", (0,)),
                   ("atanh", (1,)), ("sin", (inf,)), ("cos", (-inf,)), ("tan", (inf,)), ("gamma", (0,)), ("gamma", (-2,)), ("gamma", (-inf,)), ("lgamma", (-2,)), ("fmod", (1, 0)), ("pow", (-1, 0.5)), ("pow", (0, -1)),
                   ("exp", (1000,)), ("cosh", (1000,)), ("remainder", (1, 0))]:
    try:
        print(name, str(args)[:20], getattr(math, name)(*args))
    except (ValueError, OverflowError) as e:
        print(name, str(args)[:20], type(e).__name__, e)
