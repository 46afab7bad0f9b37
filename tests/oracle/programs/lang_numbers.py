# numbers: every operator, conversions, rounding, big integers, errors
print(7 // 2, -7 // 2, 7 % 3, -7 % 3, 7 % -3, divmod(-7, 2), 7 / 2, 2 ** 10, 2 ** -1, -2 ** 2, 0b101, 0o17, 0xff, 1_000_000)
print(7.5 // 2, -7.5 % 2, divmod(7.5, -2), 1e300 * 1e10, -1e300 * 1e10, 0.1 + 0.2, 1 / 3, 1e16, 1e15, 123456789.123, 1e-5, 0.0001, -0.0)
print(5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 70, (1 << 70) >> 68, -5 >> 1, -1 << 3, True + True, True & False, not 0)
print(2 ** 100, 3 ** 50 // 7, -(2 ** 65) % 1000, 10 ** 30 // -7, 2 ** 64 - 1, (2 ** 64) & (2 ** 63), 12345678901234567890 * 98765432109876543210)
print(int("42"), int(" -7 "), int("ff", 16), int("0x1f", 0), int(3.9), int(-3.9), float("1.5"), float("inf"), float("-nan"), float("1e3"))
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234, -2), round(1e20), round(0.5), round(1.5), abs(-3), abs(-2.5))
print(bool(0), bool(""), bool([0]), int(True), float(3), complex(1, 2), (1 + 2j) * (3 - 1j), abs(3 + 4j), pow(3, 4), pow(3, 4, 5), pow(2, -1, 7))
print(1 < 2 < 3, 1 < 3 > 2, 1 == 1.0, 1 is not None, 2 ** 53 == float(2 ** 53), 2 ** 53 + 1 == float(2 ** 53), 0.1 + 0.2 == 0.3, 1 != 2)
print(hex(255), oct(8), bin(-5), (255).bit_length(), (10).to_bytes(2, "big"), int.from_bytes(b"\x01\x00", "little"), (2.5).as_integer_ratio(), (3.0).is_integer())
print(min(3, 1, 2), max([1, 5, 3]), sum([1, 2.5]), sum([[1], [2]], []), min([], default=0), max("a", "b", key=lambda c: -ord(c)), hash(1) == hash(1.0))
x = 5
x += 2; x -= 1; x *= 3; x //= 2; x **= 2; x %= 50; x <<= 2; x |= 1; x ^= 3; x &= 0xfe; x >>= 1
print(x)
for expression in (lambda: 1 // 0, lambda: 1 % 0, lambda: 1.0 / 0, lambda: int("x"), lambda: 1 + "a", lambda: "a" * 1.5, lambda: float("z"),
                   lambda: 0 ** -1, lambda: 1 << -1, lambda: [] + (), lambda: -"a", lambda: int([]), lambda: round("a"), lambda: chr(-1),
                   lambda: ord("ab"), lambda: pow(2, 3, 0), lambda: 1 < "a", lambda: len(5), lambda: abs("x"), lambda: sum(["a"])):
    try:
        print(expression())
    except Exception as e:
        print(type(e).__name__ + ":", e)
