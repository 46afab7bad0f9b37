# numbers: what goes wrong, in the interpreter's words
def show(label, f):
    try:
        print(label, "->", repr(f()))
    except Exception as e:
        print(label, "->", type(e).__name__ + ":", e)
show("1/0", lambda: 1 / 0)
show("1//0", lambda: 1 // 0)
show("1%0", lambda: 1 % 0)
show("divmod", lambda: divmod(1, 0))
show("1.0/0", lambda: 1.0 / 0)
show("1.0//0", lambda: 1.0 // 0)
show("1.0%0", lambda: 1.0 % 0)
show("divmod 1.0", lambda: divmod(1.0, 0))
show("0**-1", lambda: 0 ** -1)
show("0.0**-1", lambda: 0.0 ** -1)
show("1<<-1", lambda: 1 << -1)
show("1>>-1", lambda: 1 >> -1)
show("1.5<<1", lambda: 1.5 << 1)
show("1e200**2", lambda: 1e200 ** 2)
show("10**400*1.0", lambda: 10 ** 400 * 1.0)
show("float(10**400)", lambda: float(10 ** 400))
show("10**400/3", lambda: 10 ** 400 / 3)
show("(-8)**0.5", lambda: type((-8) ** 0.5))
show("int('a')", lambda: int("a"))
show("int('a', 37)", lambda: int("a", 37))
show("int(1.5, 10)", lambda: int(1.5, 10))
show("int([])", lambda: int([]))
show("int(None)", lambda: int(None))
show("int(nan)", lambda: int(float("nan")))
show("int(inf)", lambda: int(float("inf")))
show("int many digits", lambda: int("9" * 5000))
show("str many digits", lambda: str(10 ** 5000))
show("float('x')", lambda: float("x"))
show("float([])", lambda: float([]))
show("pow 0", lambda: pow(2, 3, 0))
show("pow -1", lambda: pow(2, -1, 4))
show("round str", lambda: round("a"))
show("round digits", lambda: round(1.5, "a"))
show("1 + None", lambda: 1 + None)
show("1 < 'a'", lambda: 1 < "a")
show("-None", lambda: -None)
show("~1.5", lambda: ~1.5)
show("1 & 1.5", lambda: 1 & 1.5)
show("to_bytes", lambda: (300).to_bytes(1, "big"))
show("to_bytes negative", lambda: (-1).to_bytes(1, "big"))
show("to_bytes order", lambda: (1).to_bytes(1, "middle"))
show("to_bytes length", lambda: (1).to_bytes(-1, "big"))
show("ratio inf", lambda: float("inf").as_integer_ratio())
show("ratio nan", lambda: float("nan").as_integer_ratio())
show("attribute", lambda: (5).nothing)
show("set attribute", lambda: setattr(5, "x", 1))
show("abs", lambda: abs("a"))
show("divmod str", lambda: divmod(1, "a"))
show("hash list", lambda: hash([]))
show("index", lambda: [1, 2][1.0])
class Bad:
    def __int__(self):
        return "x"
    def __float__(self):
        return 1
    def __index__(self):
        return None
show("__int__", lambda: int(Bad()))
show("__float__", lambda: float(Bad()))
show("__index__", lambda: [1][Bad()])
class Good:
    def __index__(self):
        return 2
    def __float__(self):
        return 2.5
    def __round__(self, n=None):
        return ("rounded", n)
show("good", lambda: [int(Good()), float(Good()), "abc"[Good()], hex(Good()), round(Good()), round(Good(), 1), 1 << 3, [0] * 2, "x" * Good()])
