# int: arithmetic over small and large values, methods, conversions
values = [0, 1, -1, 2, -2, 7, -7, 255, 256, 257, -5, -6, 10 ** 9, -10 ** 9, 2 ** 31, 2 ** 62, 2 ** 63 - 1, -2 ** 63, 2 ** 64, 3 ** 50, -3 ** 50, 10 ** 40 + 1]
for a in values:
    print(a, -a, +a, ~a, abs(a), bool(a), hash(a), a.bit_length(), a.bit_count(), a.conjugate(), a.real, a.imag, a.numerator, a.denominator, a.as_integer_ratio(), float(a), bin(a), oct(a), hex(a))
for a in values:
    for b in values[::3]:
        row = [a + b, a - b, a * b, a & b, a | b, a ^ b, a == b, a != b, a < b, a <= b, a > b, a >= b]
        if b != 0:
            row += [a // b, a % b, divmod(a, b), a / b]
        print(a, b, row)
for a in (0, 1, -1, 5, -5, 123456789, -(2 ** 70)):
    for n in (0, 1, 5, 31, 63, 64, 100):
        print(a, n, a << n, a >> n)
for a in (0, 1, -1, 2, -2, 3, 10, -7):
    for n in (0, 1, 2, 5, 20, 64, -1, -3):
        if a != 0 or n >= 0:
            print(a, n, a ** n)
print(pow(3, 200, 7), pow(-3, 5, 7), pow(3, 5, -7), pow(3, -1, 7), pow(2, 10 ** 20, 1000007), pow(5, 0, 1))
for digits in (None, 0, 1, -1, -2, -3, -10):
    print(digits, [round(x, digits) if digits is not None else round(x) for x in (0, 5, 15, 25, 149, 150, 151, 250, 350, -25, -35, 123456)])
for base in (0, 2, 8, 10, 16, 36):
    for text in ("0", "10", "-11", "+1_000", "0x1f", "0b101", "0o17", " 12 ", "zz", "077", "1__0", "", "-", "0_7", "\u0663"):
        try:
            print(base, repr(text), int(text, base))
        except ValueError as e:
            print(base, repr(text), e)
print(int(), int(3.99), int(-3.99), int(1e30), int("12"), int(b"12"), int(True), int("  -7\n"))
for n in (0, 1, 127, 128, 255, 256, -1, -128, -129, 65535):
    for length in (1, 2, 3):
        for order in ("big", "little"):
            for signed in (False, True):
                try:
                    data = n.to_bytes(length, order, signed=signed)
                    print(n, length, order, signed, data, int.from_bytes(data, order, signed=signed))
                except OverflowError as e:
                    print(n, length, order, signed, e)
print((1).to_bytes(), int.from_bytes(b"\x01\x00"), int.from_bytes([1, 2, 3], "little"), int.from_bytes(b""))
print(True + True, True & False, True | False, True ^ True, True & 3, ~True if False else -2, -True, True * 5, True == 1, True < 2, hash(True), isinstance(True, int), bool("x"), bool([]), bool(0.0))
class Number(int):
    def __repr__(self):
        return "Number(%d)" % self
x = Number(5)
print(x, repr(x), x + 1, type(x + 1), type(+x), type(abs(x)), int(x), type(int(x)), x == 5, hash(x), {x: 1}[5], x.real, Number("12"), Number(10 ** 30))
print(10 ** 100, -(10 ** 60), 2 ** 200 // 3 ** 50, str(2 ** 300), len(str(7 ** 1000)), 7 ** 1000 % 10 ** 20)
