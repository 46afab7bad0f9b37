# format(): the mini-language over numbers and text
ints = [0, 1, -1, 42, -42, 1234567, -1234567890, 2 ** 70]
floats = [0.0, -0.0, 1.0, 1.5, -2.5, 3.14159265, 1234567.891, 1e-7, 1e22, -123456789.5, 0.005, 99999.95, float("inf"), float("nan"), float("-inf")]
for spec in ("", "d", "5", "<5", ">5", "^7", "=+8", "+", " ", "05", "010d", "*^12", ",", "_", "15,", "015,", "020_d", "b", "#b", "o", "#o", "x", "X", "#x", "#X", "#010x", "_b", "_x", "#_x", "+,d", "n", "e", ".2f", "%", "g", "é>8", "08,.1f"):
    print("%-8s" % spec, [format(i, spec) for i in ints])
for spec in ("", "f", ".0f", ".1f", ".3f", "10.2f", "<10.2f", "^12.2f", "+.2f", " .2f", "010.2f", ",.2f", "_.2f", "015,.2f", "e", ".0e", ".2e", "E", "g", ".3g", ".10g", "G", "n", "%", ".1%", "#g", "#.0f", "#.3g", ".3", "10", "<10", "=+12", "*>12", "z", "z.1f", "F", ".15", ".17g", "#", "#.4"):
    print("%-8s" % spec, [format(x, spec) for x in floats])
for spec in ("", "s", "10", "<10", ">10", "^10", "*^11", ".2", "6.2", "é<6", "010", "0<5"):
    print("%-8s" % spec, [format(t, spec) for t in ("", "a", "hello", "añ日😀")])
for spec in ("", "10", "<12", "^14", ".2f", "+.1e", "g", "F", ",", ".3", "*>20", "#"):
    print("%-8s" % spec, [format(z, spec) for z in (0j, 1 + 2j, -1.5 - 2.5j, 12345.678 + 1e-5j, complex(0.0, -0.0))])
print(format(True), format(True, "d"), format(False, "5"), format(None), format([1, 2]), format((1,), ""), format(65, "c"), format(0x1f600, "c"), format(65, "5c"), format(65, "<5c"))
class Money:
    def __init__(self, n):
        self.n = n
    def __format__(self, spec):
        return "<" + spec + ":" + str(self.n) + ">"
m = Money(5)
print(format(m), format(m, "abc"), f"{m:x y}", "{:>5}".format(m), f"{m!r:.5}"[:5])
width, precision, value = 10, 3, 2.718281828
print(f"{value:{width}.{precision}f}", f"{value:{'>'}{width}}", f"{value!r:>12}", f"{value=}", f"{value=:.2f}", f"{width + 1 = }", f"{'a' 'b'}", f"{{}}", f"{value:{width}}", f"{'x'!r}", f"{'é'!a}", f"{1_000:,}")
for spec in ("z", ".3", ",s", "+c", "#c", "q", "10x1", ",_", "_,", ",,", ",n", ",x", "99999999999999999999d", ".", "s"):
    try:
        print(spec, format(1, spec))
    except Exception as e:
        print(spec, type(e).__name__, e)
for spec in ("d", "+", " ", "=5", ",", "#", "z", "f", ">>5"):
    try:
        print(spec, format("a", spec))
    except Exception as e:
        print(spec, type(e).__name__, e)
for spec in ("d", "x", "s", "c", ",n", ".", "b"):
    try:
        print(spec, format(1.5, spec))
    except Exception as e:
        print(spec, type(e).__name__, e)
for thing in ([], None, {}, object):
    try:
        print(format(thing, "5"))
    except Exception as e:
        print(type(e).__name__, e)
