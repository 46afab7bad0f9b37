# float: text, arithmetic, rounding, hexadecimal, special values
inf = float("inf")
nan = float("nan")
values = [0.0, -0.0, 1.0, -1.0, 0.5, 1.5, 2.5, -2.5, 0.1, 0.2, 1 / 3, 2 / 3, 100.0, 1e15, 1e16, 123456789012345678.0, 1e22, 1e23, 1e-4, 1e-5, 1.5e-7, 5e-324, 2.2250738585072014e-308,
          1.7976931348623157e308, 3.141592653589793, 2.718281828459045, 1e100, 9007199254740993.0, 0.30000000000000004, 4.35, 0.007, 1234567.891, inf, -inf, nan]
for x in values:
    print(repr(x), str(x), bool(x), x.is_integer() if x == x and abs(x) != inf else None, x.hex(), -x, +x, abs(x))
for x in values:
    if x == x:
        print(x, hash(x))
    if x == x and abs(x) != inf:
        print(x, int(x), round(x), x.as_integer_ratio(), x.conjugate(), x.real, x.imag, float.fromhex(x.hex()) == x)
        print([round(x, n) for n in (0, 1, 2, 3, 5, 10, -1, -2, -5)])
for a in values:
    row = []
    for b in (0.0, -0.0, 1.0, -2.5, 3, 1e300, 7, inf, nan, 10 ** 25):
        item = [a + b, a - b, a * b, a == b, a != b, a < b, a <= b, a > b, a >= b]
        if b != 0:
            item += [a / b, a // b, a % b, divmod(a, b)]
        row.append(item)
    print(a, row)
for a in (0.0, 1.0, 2.0, -2.0, 0.5, inf, -inf, 10.0, nan):
    row = []
    for b in (0, 1, 2, 3, -1, 0.5, -0.5, inf, -inf, nan):
        try:
            row.append(a ** b)
        except ZeroDivisionError as e:
            row.append(str(e))
    print(a, row)
for text in ("1", "1.5", "-.5", "5.", "1e5", "1E-5", "+1.5e+3", "inf", "-Infinity", "NaN", " 1.5 ", "1_000.5", "1e400", "-1e-400", "0x10", "1e", ".", "", "1__0", "1.5f", "e5", "\u0661.5"):
    try:
        print(repr(text), float(text))
    except ValueError as e:
        print(repr(text), e)
print(float(), float(3), float(10 ** 20), float(True), float(b"2.5"), float("3" * 40))
for text in ("0x1p0", "0x1.8p1", "-0x.8p-3", "1.8", "0x1.fffffffffffff8p0", "0x1.fffffffffffff7p1023", "inf", "nan", "0x0p0", "0x1p-1074", "0x1p-1075", "0x1.8p-1075", "zz", "0x", "0x1p5000"):
    try:
        print(repr(text), repr(float.fromhex(text)))
    except (ValueError, OverflowError) as e:
        print(repr(text), type(e).__name__, e)
print(0.1 + 0.2, 1e16 + 1, 1.1 * 3, 2 ** 0.5, 7 // 2.0, -7 // 2.0, -7 % 3.0, 7 % -3.0, 1e308 * 10, 5 / 2, 6 / 2, 10 ** 400 / 10 ** 399, 1 / 3 == 1 / 3)
print(2 ** 53 == float(2 ** 53), 2 ** 53 + 1 == float(2 ** 53), 10 ** 30 < 1e30, 10 ** 30 > 1e30, 10 ** 400 < inf, -10 ** 400 > -inf, 1 == 1.0, hash(1) == hash(1.0), hash(2 ** 61) == hash(float(2 ** 61)))
class Real(float):
    pass
r = Real(2.5)
print(r, repr(r), type(r + 1), type(-r), type(+r), r == 2.5, hash(r) == hash(2.5), type(float(r)), type(r.real))
total = 0.0
for i in range(10):
    total += 0.1
print(total, sum([0.5, 0.25, 0.125]), max(1.5, 2), min(0.1, 0))
