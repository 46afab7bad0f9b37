# exceptions: handlers, else, finally, chains, what they carry, what lives on
class Mine(ValueError):
    pass
class T:
    def __init__(self, name): self.name = name
    def __del__(self): print("-" + self.name, end=" ")
def run(f):
    try:
        r = f()
    except (KeyError, Mine) as e:
        print("caught", type(e).__name__, e, end=" ")
    except ValueError:
        print("value", end=" ")
    except Exception as e:
        print("other", type(e).__name__, end=" ")
    else:
        print("else", r, end=" ")
    finally:
        print("finally")
def thrower(e):
    t = T("local")
    raise e
for f in (lambda: 1, lambda: {}["k"], lambda: thrower(Mine("m")), lambda: int("z"), lambda: 1 / 0, lambda: thrower(KeyError)):
    run(f)
def order():
    try:
        print("try", end=" ")
        return "from try"
    finally:
        print("finally", end=" ")
def override():
    try:
        raise ValueError
    finally:
        return "override"
def loop():
    for i in range(3):
        try:
            if i == 1: break
        finally:
            print("f%d" % i, end=" ")
    return i
print(order(), override(), loop())
def chain():
    try:
        {}["missing"]
    except KeyError as e:
        raise ValueError("chained") from e
try:
    chain()
except ValueError as e:
    print(repr(e), repr(e.__cause__), e.__context__ is e.__cause__, e.__suppress_context__)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        undefined
except NameError as e:
    print(repr(e), repr(e.__context__), e.__cause__)
try:
    raise Mine("a", 2) from None
except Mine as e:
    print(e.args, str(e), e.__suppress_context__)
def again():
    try:
        try:
            raise KeyError("first")
        except KeyError:
            raise
    except KeyError as e:
        return repr(e)
print(again())
for bad in (lambda: exec_raise(3), lambda: exec_raise(None), lambda: exec_raise(int)):
    def exec_raise(x): raise x
    try:
        bad()
    except TypeError as e:
        print(e)
try:
    raise
except RuntimeError as e:
    print(e)
try:
    assert 1 == 2, "not equal"
except AssertionError as e:
    print(repr(e))
keep = None
def fail():
    a = T("a")
    b = [a]
    1 / 0
try:
    fail()
except ZeroDivisionError as e:
    keep = e
print("kept", keep.__traceback__.tb_lineno, keep.__traceback__.tb_next.tb_lineno)
keep = None
print("gone")
try:
    e = 5
    raise Mine
except Mine as e:
    pass
try:
    e
except NameError as x:
    print(x)
class Odd:
    def __del__(self): raise ValueError("in del")
print("before"); Odd(); print("after")
