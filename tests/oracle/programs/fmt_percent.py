# the % operator of str
values = [0, 1, -1, 42, 255, -255, 123456789, 2 ** 70]
for spec in ("%d", "%5d", "%-5d|", "%05d", "%+d", "% d", "%.3d", "%8.3d", "%i", "%u", "%x", "%X", "%#x", "%#X", "%#o", "%o", "%08x", "%#010x", "%+x", "%s", "%r", "%5s", "%-5s|", "%f", "%e", "%g", "%.0f"):
    print(spec, [spec % v for v in values])
floats = [0.0, -0.0, 1.5, -2.25, 1e10, 1e-10, 123456.789, float("inf"), float("nan")]
for spec in ("%f", "%.2f", "%10.3f", "%-10.1f|", "%010.2f", "%+f", "% f", "%e", "%.0e", "%E", "%g", "%.3g", "%G", "%#g", "%#.0f", "%s", "%r", "%d"):
    row = []
    for v in floats:
        try:
            row.append(spec % v)
        except (OverflowError, ValueError) as e:
            row.append(str(e))
    print(spec, row)
for spec in ("%s", "%10s", "%-10s|", "%.2s", "%10.3s", "%r", "%a", "%c" ):
    row = []
    for v in ("a", "é", "日", "hello" if spec != "%c" else "z"):
        row.append(spec % v)
    print(spec, row)
print("%s and %s" % ("a", 1), "%(x)s-%(y)05.1f" % {"x": 1, "y": 2.55}, "%%", "100%%" % (), "%s" % [1, 2], "%s" % (None,), "%s %s" % ((1, 2), {}), "%(a)s %%" % {"a": 5})
print("%*d|%-*d|%.*f" % (5, 42, 5, 42, 2, 3.14159), "%c%c" % (65, "b"), "%s" % True, "%d" % True, "%d" % 3.99, "%x" % True, "%5%|" % () if False else "", "%r" % ("t",))
class Thing:
    def __str__(self):
        return "thing"
    def __repr__(self):
        return "<Thing>"
print("%s %r %a" % (Thing(), Thing(), Thing()), "%s" % Thing())
def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ":", e)
show(lambda: "%d" % "a")
show(lambda: "%x" % 1.5)
show(lambda: "%f" % "a")
show(lambda: "%d" % ())
show(lambda: "%d %d" % (1,))
show(lambda: "%d" % (1, 2))
show(lambda: "a" % 1)
show(lambda: "a" % {"b": 1})
show(lambda: "%q" % 1)
show(lambda: "%" % 1)
show(lambda: "%(a)s" % 1)
show(lambda: "%(a)s" % {})
show(lambda: "%(a" % {})
show(lambda: "%c" % "ab")
show(lambda: "%c" % -1)
show(lambda: "%*d" % ("a", 1))
show(lambda: "%5%" % ())
show(lambda: "%d" % None)
