# complex: text, arithmetic, hash
values = [0j, 1j, -1j, 1 + 0j, 1 + 2j, -1.5 - 2.5j, complex(0.0, -0.0), complex(-0.0, 1), 1e20 + 1e-20j, complex("inf"), complex(1, float("nan")), 3 + 4j]
for z in values:
    print(z, repr(z), str(z), bool(z), -z, +z, z.conjugate(), z.real, z.imag)
    if z == z:
        print(abs(z), hash(z))
for a in values:
    row = []
    for b in (1, 2.5, 1j, 1 + 2j, -3 + 0j):
        row.append([a + b, a - b, a * b, a / b, a == b, a != b])
    print(a, row)
for a in (1j, 1 + 2j, -2 + 0j, 2.5 + 1j):
    print(a, [a ** n for n in (0, 1, 2, 3, -1, -2)])
for text in ("1", "2j", "1+2j", "-1.5-.5j", "(1+2j)", " j ", "-j", "+1e3j", "inf+nanj", "1+2", "1 + 2j", "j1", "()", "", "1j2"):
    try:
        print(repr(text), complex(text))
    except ValueError as e:
        print(repr(text), e)
print(complex(), complex(1), complex(1, 2), complex(1.5, -0.5), complex(1j, 2), complex(1, 1j), complex(real=3, imag=4), complex(True))
print(1 + 1j == 1 + 1j, 1 == 1 + 0j, 1.0 == 1 + 0j, hash(1 + 0j) == hash(1), [1, 2].count(1 + 0j), {1: "a"}[1 + 0j])
for f in (lambda: 1j / 0, lambda: 0j ** -1, lambda: 1j < 2j, lambda: 1j // 1, lambda: 1j % 1, lambda: int(1j), lambda: float(1j), lambda: complex([]), lambda: complex("1", 2), lambda: complex(1, "2")):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
